! da_pointer and da_wrap for real(real64), each rank by itself; specifics.f90 has what all types share.
! Made by scripts/fortran_specifics.py, do not edit.
module specifics_real64
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: real64
  use check
  use distarray
  use specifics
  implicit none
  private
  public :: check_real64

contains

  subroutine check_real64()
    call real64_1()
    call real64_2()
    call real64_3()
    call real64_4()
    call real64_5()
    call real64_6()
    call real64_7()
  end subroutine check_real64

  elemental function to_real64(k) result(x)
    integer, intent(in) :: k
    real(real64) :: x
    x = real(k, real64) / 4
  end function to_real64

  elemental function from_real64(x) result(z)
    real(real64), intent(in) :: x
    complex(real64) :: z
    z = cmplx(x, kind=real64)
  end function from_real64

  subroutine real64_1()
    character(len=*), parameter :: what = "real64, rank 1"
    integer(c_int32_t), parameter :: dtypes(1) = [DA_FLOAT64]
    real(real64), target :: store(5)
    real(real64), pointer :: part(:), p(:)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_real64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_real64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_real64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_real64(to_real64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_real64(70)
        call holds(b, dtype, spread(from_real64(to_real64(70)), 1, size(part)), what // ": " // name_of(dtype))
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
  end subroutine real64_1

  subroutine real64_2()
    character(len=*), parameter :: what = "real64, rank 2"
    integer(c_int32_t), parameter :: dtypes(1) = [DA_FLOAT64]
    real(real64), target :: store(5, 4)
    real(real64), pointer :: part(:, :), p(:, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_real64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_real64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_real64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_real64(to_real64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_real64(70)
        call holds(b, dtype, spread(from_real64(to_real64(70)), 1, size(part)), what // ": " // name_of(dtype))
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
  end subroutine real64_2

  subroutine real64_3()
    character(len=*), parameter :: what = "real64, rank 3"
    integer(c_int32_t), parameter :: dtypes(1) = [DA_FLOAT64]
    real(real64), target :: store(5, 4, 3)
    real(real64), pointer :: part(:, :, :), p(:, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_real64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_real64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_real64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_real64(to_real64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_real64(70)
        call holds(b, dtype, spread(from_real64(to_real64(70)), 1, size(part)), what // ": " // name_of(dtype))
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
  end subroutine real64_3

  subroutine real64_4()
    character(len=*), parameter :: what = "real64, rank 4"
    integer(c_int32_t), parameter :: dtypes(1) = [DA_FLOAT64]
    real(real64), target :: store(5, 4, 3, 2)
    real(real64), pointer :: part(:, :, :, :), p(:, :, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_real64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1, :)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_real64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_real64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_real64(to_real64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_real64(70)
        call holds(b, dtype, spread(from_real64(to_real64(70)), 1, size(part)), what // ": " // name_of(dtype))
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
  end subroutine real64_4

  subroutine real64_5()
    character(len=*), parameter :: what = "real64, rank 5"
    integer(c_int32_t), parameter :: dtypes(1) = [DA_FLOAT64]
    real(real64), target :: store(5, 4, 3, 2, 2)
    real(real64), pointer :: part(:, :, :, :, :), p(:, :, :, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_real64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1, :, 2:1:-1)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_real64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_real64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_real64(to_real64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_real64(70)
        call holds(b, dtype, spread(from_real64(to_real64(70)), 1, size(part)), what // ": " // name_of(dtype))
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
  end subroutine real64_5

  subroutine real64_6()
    character(len=*), parameter :: what = "real64, rank 6"
    integer(c_int32_t), parameter :: dtypes(1) = [DA_FLOAT64]
    real(real64), target :: store(5, 4, 3, 2, 2, 3)
    real(real64), pointer :: part(:, :, :, :, :, :), p(:, :, :, :, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_real64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1, :, 2:1:-1, 1:3:2)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_real64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_real64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_real64(to_real64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_real64(70)
        call holds(b, dtype, spread(from_real64(to_real64(70)), 1, size(part)), what // ": " // name_of(dtype))
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
  end subroutine real64_6

  subroutine real64_7()
    character(len=*), parameter :: what = "real64, rank 7"
    integer(c_int32_t), parameter :: dtypes(1) = [DA_FLOAT64]
    real(real64), target :: store(5, 4, 3, 2, 2, 3, 3)
    real(real64), pointer :: part(:, :, :, :, :, :, :), p(:, :, :, :, :, :, :)
    type(c_ptr) :: dist, a, b
    integer(c_int32_t) :: dtype
    integer :: k
    store = reshape(to_real64([(k, k = 1, size(store))]), shape(store))
    part => store(5:1:-2, 1:4:3, 3:1:-1, :, 2:1:-1, 1:3:2, :)
    dist = distribution(shape(part))
    a = c_null_ptr
    b = c_null_ptr

    call check_ok(da_wrap(dist, part, a), what // ": da_wrap")
    call holds(a, dtypes(1), from_real64([part]), what // ": wrapped")
    call check_ok(da_pointer(a, p), what // ": da_pointer")
    call check_true(associated(p, part), what // ": the pointer is the section")
    call check_true(all(lbound(p) == 1), what // ": it begins at 1")
    p = reshape(to_real64([(k + 7, k = 1, size(p))]), shape(p))
    call holds(a, dtypes(1), from_real64(to_real64([(k + 7, k = 1, size(p))])), what // ": written")
    do dtype = DA_BOOL, DA_COMPLEX128
      b = zeros_like(a, dtype)
      call check_status(da_pointer(b, p), verdict(dtype, dtypes, DA_OK), what // ": Fortran order, " // name_of(dtype))
      call check_true(associated(p) .eqv. any(dtypes == dtype), what // ": a pointer only to " // name_of(dtypes(1)))
      if (associated(p)) then
        p = to_real64(70)
        call holds(b, dtype, spread(from_real64(to_real64(70)), 1, size(part)), what // ": " // name_of(dtype))
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
  end subroutine real64_7
end module specifics_real64
