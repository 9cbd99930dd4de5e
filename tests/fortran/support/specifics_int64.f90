! da_pointer and da_wrap for integer(int64), each rank by itself; specifics.f90 has what all types share.
! Made by scripts/fortran_specifics.py, do not edit.
module specifics_int64
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int64, real64
  use check
  use distarray
  use specifics
  implicit none
  private
  public :: check_int64

contains

  subroutine check_int64()
    call int64_1()
    call int64_2()
    call int64_3()
    call int64_4()
    call int64_5()
    call int64_6()
    call int64_7()
  end subroutine check_int64

  elemental function to_int64(k) result(x)
    integer, intent(in) :: k
    integer(int64) :: x
    x = int(10000000019_int64 * k, int64)
  end function to_int64

  elemental function from_int64(x) result(z)
    integer(int64), intent(in) :: x
    complex(real64) :: z
    z = cmplx(x, kind=real64)
  end function from_int64

  subroutine int64_1()
    character(len=*), parameter :: what = "int64, rank 1"
    integer(c_int32_t), parameter :: dtypes(2) = [DA_INT64, DA_UINT64]
    integer(int64), target :: store(5)
    integer(int64), pointer :: part(:), p(:)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_int64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_int64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_int64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_int64(to_int64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_int64(70)
        call holds(b, dtype, spread(from_int64(to_int64(70)), 1, size(part)), what // ": " // name_of(dtype))
      end if
      call discard(b)
      b = zeros(dist, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": C order")
      call discard(b)
    end do
    call discard(a)

    call check_ok(da_wrap(dist, part, a, DA_READ_ONLY), what // ": read-only")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, what // ": for writing")
    call check_true(.not. associated(p), what // ": no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), what // ": for reading")
    call check_true(associated(p, part), what // ": the pointer for reading is the section")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([0])
    call check_ok(da_wrap(dist, store(1:0), a), what // ": nothing")
    call check_ok(da_pointer(a, p), what // ": to nothing")
    call check_true(associated(p), what // ": associated with nothing")
    call check_equal(size(p), 0, what // ": size of nothing")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([2, 2])
    a = zeros(dist, dtypes(1))
    call check_status(da_pointer(a, p), DA_ERR_SHAPE, what // ": another rank")
    call check_status(da_wrap(dist, part, b), DA_ERR_SHAPE, what // ": another rank")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)
  end subroutine int64_1

  subroutine int64_2()
    character(len=*), parameter :: what = "int64, rank 2"
    integer(c_int32_t), parameter :: dtypes(2) = [DA_INT64, DA_UINT64]
    integer(int64), target :: store(5, 4)
    integer(int64), pointer :: part(:, :), p(:, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_int64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_int64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_int64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_int64(to_int64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_int64(70)
        call holds(b, dtype, spread(from_int64(to_int64(70)), 1, size(part)), what // ": " // name_of(dtype))
      end if
      call discard(b)
      b = zeros(dist, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_ERR_LAYOUT), what // ": C order")
      call discard(b)
    end do
    call discard(a)

    call check_ok(da_wrap(dist, part, a, DA_READ_ONLY), what // ": read-only")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, what // ": for writing")
    call check_true(.not. associated(p), what // ": no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), what // ": for reading")
    call check_true(associated(p, part), what // ": the pointer for reading is the section")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([0, 4])
    call check_ok(da_wrap(dist, store(1:0, :), a), what // ": nothing")
    call check_ok(da_pointer(a, p), what // ": to nothing")
    call check_true(associated(p), what // ": associated with nothing")
    call check_equal(size(p), 0, what // ": size of nothing")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([2, 2, 2])
    a = zeros(dist, dtypes(1))
    call check_status(da_pointer(a, p), DA_ERR_SHAPE, what // ": another rank")
    call check_status(da_wrap(dist, part, b), DA_ERR_SHAPE, what // ": another rank")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)
  end subroutine int64_2

  subroutine int64_3()
    character(len=*), parameter :: what = "int64, rank 3"
    integer(c_int32_t), parameter :: dtypes(2) = [DA_INT64, DA_UINT64]
    integer(int64), target :: store(5, 4, 3)
    integer(int64), pointer :: part(:, :, :), p(:, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_int64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_int64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_int64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_int64(to_int64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_int64(70)
        call holds(b, dtype, spread(from_int64(to_int64(70)), 1, size(part)), what // ": " // name_of(dtype))
      end if
      call discard(b)
      b = zeros(dist, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_ERR_LAYOUT), what // ": C order")
      call discard(b)
    end do
    call discard(a)

    call check_ok(da_wrap(dist, part, a, DA_READ_ONLY), what // ": read-only")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, what // ": for writing")
    call check_true(.not. associated(p), what // ": no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), what // ": for reading")
    call check_true(associated(p, part), what // ": the pointer for reading is the section")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([0, 4, 3])
    call check_ok(da_wrap(dist, store(1:0, :, :), a), what // ": nothing")
    call check_ok(da_pointer(a, p), what // ": to nothing")
    call check_true(associated(p), what // ": associated with nothing")
    call check_equal(size(p), 0, what // ": size of nothing")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([2, 2, 2, 2])
    a = zeros(dist, dtypes(1))
    call check_status(da_pointer(a, p), DA_ERR_SHAPE, what // ": another rank")
    call check_status(da_wrap(dist, part, b), DA_ERR_SHAPE, what // ": another rank")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)
  end subroutine int64_3

  subroutine int64_4()
    character(len=*), parameter :: what = "int64, rank 4"
    integer(c_int32_t), parameter :: dtypes(2) = [DA_INT64, DA_UINT64]
    integer(int64), target :: store(5, 4, 3, 2)
    integer(int64), pointer :: part(:, :, :, :), p(:, :, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_int64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1, :)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_int64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_int64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_int64(to_int64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_int64(70)
        call holds(b, dtype, spread(from_int64(to_int64(70)), 1, size(part)), what // ": " // name_of(dtype))
      end if
      call discard(b)
      b = zeros(dist, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_ERR_LAYOUT), what // ": C order")
      call discard(b)
    end do
    call discard(a)

    call check_ok(da_wrap(dist, part, a, DA_READ_ONLY), what // ": read-only")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, what // ": for writing")
    call check_true(.not. associated(p), what // ": no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), what // ": for reading")
    call check_true(associated(p, part), what // ": the pointer for reading is the section")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([0, 4, 3, 2])
    call check_ok(da_wrap(dist, store(1:0, :, :, :), a), what // ": nothing")
    call check_ok(da_pointer(a, p), what // ": to nothing")
    call check_true(associated(p), what // ": associated with nothing")
    call check_equal(size(p), 0, what // ": size of nothing")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([2, 2, 2, 2, 2])
    a = zeros(dist, dtypes(1))
    call check_status(da_pointer(a, p), DA_ERR_SHAPE, what // ": another rank")
    call check_status(da_wrap(dist, part, b), DA_ERR_SHAPE, what // ": another rank")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)
  end subroutine int64_4

  subroutine int64_5()
    character(len=*), parameter :: what = "int64, rank 5"
    integer(c_int32_t), parameter :: dtypes(2) = [DA_INT64, DA_UINT64]
    integer(int64), target :: store(5, 4, 3, 2, 2)
    integer(int64), pointer :: part(:, :, :, :, :), p(:, :, :, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_int64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1, :, 2:1:-1)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_int64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_int64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_int64(to_int64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_int64(70)
        call holds(b, dtype, spread(from_int64(to_int64(70)), 1, size(part)), what // ": " // name_of(dtype))
      end if
      call discard(b)
      b = zeros(dist, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_ERR_LAYOUT), what // ": C order")
      call discard(b)
    end do
    call discard(a)

    call check_ok(da_wrap(dist, part, a, DA_READ_ONLY), what // ": read-only")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, what // ": for writing")
    call check_true(.not. associated(p), what // ": no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), what // ": for reading")
    call check_true(associated(p, part), what // ": the pointer for reading is the section")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([0, 4, 3, 2, 2])
    call check_ok(da_wrap(dist, store(1:0, :, :, :, :), a), what // ": nothing")
    call check_ok(da_pointer(a, p), what // ": to nothing")
    call check_true(associated(p), what // ": associated with nothing")
    call check_equal(size(p), 0, what // ": size of nothing")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([2, 2, 2, 2, 2, 2])
    a = zeros(dist, dtypes(1))
    call check_status(da_pointer(a, p), DA_ERR_SHAPE, what // ": another rank")
    call check_status(da_wrap(dist, part, b), DA_ERR_SHAPE, what // ": another rank")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)
  end subroutine int64_5

  subroutine int64_6()
    character(len=*), parameter :: what = "int64, rank 6"
    integer(c_int32_t), parameter :: dtypes(2) = [DA_INT64, DA_UINT64]
    integer(int64), target :: store(5, 4, 3, 2, 2, 3)
    integer(int64), pointer :: part(:, :, :, :, :, :), p(:, :, :, :, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_int64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1, :, 2:1:-1, 1:3:2)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_int64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_int64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_int64(to_int64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_int64(70)
        call holds(b, dtype, spread(from_int64(to_int64(70)), 1, size(part)), what // ": " // name_of(dtype))
      end if
      call discard(b)
      b = zeros(dist, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_ERR_LAYOUT), what // ": C order")
      call discard(b)
    end do
    call discard(a)

    call check_ok(da_wrap(dist, part, a, DA_READ_ONLY), what // ": read-only")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, what // ": for writing")
    call check_true(.not. associated(p), what // ": no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), what // ": for reading")
    call check_true(associated(p, part), what // ": the pointer for reading is the section")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([0, 4, 3, 2, 2, 3])
    call check_ok(da_wrap(dist, store(1:0, :, :, :, :, :), a), what // ": nothing")
    call check_ok(da_pointer(a, p), what // ": to nothing")
    call check_true(associated(p), what // ": associated with nothing")
    call check_equal(size(p), 0, what // ": size of nothing")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([2, 2, 2, 2, 2, 2, 2])
    a = zeros(dist, dtypes(1))
    call check_status(da_pointer(a, p), DA_ERR_SHAPE, what // ": another rank")
    call check_status(da_wrap(dist, part, b), DA_ERR_SHAPE, what // ": another rank")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)
  end subroutine int64_6

  subroutine int64_7()
    character(len=*), parameter :: what = "int64, rank 7"
    integer(c_int32_t), parameter :: dtypes(2) = [DA_INT64, DA_UINT64]
    integer(int64), target :: store(5, 4, 3, 2, 2, 3, 3)
    integer(int64), pointer :: part(:, :, :, :, :, :, :), p(:, :, :, :, :, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_int64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1, :, 2:1:-1, 1:3:2, :)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_int64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_int64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_int64(to_int64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_int64(70)
        call holds(b, dtype, spread(from_int64(to_int64(70)), 1, size(part)), what // ": " // name_of(dtype))
      end if
      call discard(b)
      b = zeros(dist, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_ERR_LAYOUT), what // ": C order")
      call discard(b)
    end do
    call discard(a)

    call check_ok(da_wrap(dist, part, a, DA_READ_ONLY), what // ": read-only")
    call check_status(da_pointer(a, p), DA_ERR_READ_ONLY, what // ": for writing")
    call check_true(.not. associated(p), what // ": no pointer after an error")
    call check_ok(da_pointer(a, p, DA_ACCESS_READ), what // ": for reading")
    call check_true(associated(p, part), what // ": the pointer for reading is the section")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([0, 4, 3, 2, 2, 3, 3])
    call check_ok(da_wrap(dist, store(1:0, :, :, :, :, :, :), a), what // ": nothing")
    call check_ok(da_pointer(a, p), what // ": to nothing")
    call check_true(associated(p), what // ": associated with nothing")
    call check_equal(size(p), 0, what // ": size of nothing")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)

    dist = distribution([2])
    a = zeros(dist, dtypes(1))
    call check_status(da_pointer(a, p), DA_ERR_SHAPE, what // ": another rank")
    call check_status(da_wrap(dist, part, b), DA_ERR_SHAPE, what // ": another rank")
    call discard(a)
    call check_ok(da_distribution_free(dist), what)
  end subroutine int64_7
end module specifics_int64
