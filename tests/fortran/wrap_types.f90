! da_wrap and da_pointer: every type in every rank.
! ranks: 1 2 3 4 6  valgrind: 1  sources: support/check.f90
program wrap_types
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: real32, real64, int32, int64
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call every_real32()
  call every_real64()
  call every_int32()
  call every_int64()
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  ! The first axis is spread; the other extents are given.
  function rows(extents) result(dist)
    integer(i8), intent(in) :: extents(:)
    type(c_ptr) :: dist
    character(len=*), parameter :: kinds = "b,n,n,n"
    integer(i4) :: ndim
    integer(i8) :: shape(4)
    dist = c_null_ptr
    ndim = int(ubound(extents, 1), i4)
    shape(:ndim) = extents
    shape(1) = extents(1) * size
    call check_ok(da_distribution_create(ctx, ndim, shape, kinds(:2 * ndim - 1) // c_null_char, out=dist), "distribution")
  end function rows

  function sum_of(a) result(number)
    type(c_ptr), intent(in) :: a
    real(f8) :: number
    type(da_value) :: value
    number = 0
    call check_ok(da_sum_value(a, value), "da_sum_value")
    call check_ok(da_value_f64(value, number), "da_value_f64")
  end function sum_of

  subroutine discard(dist, a)
    type(c_ptr), intent(inout) :: dist, a
    call check_ok(da_array_free(a), "da_array_free")
    call check_ok(da_distribution_free(dist), "da_distribution_free")
  end subroutine discard

  ! Each of the following wraps an array of every rank, doubles it through the library, reads it again
  ! through a pointer, and writes through that.

  subroutine every_real32()
    real(real32), target :: x1(2)
    real(real32), target :: x2(2, 3)
    real(real32), target :: x3(2, 3, 4)
    real(real32), target :: x4(2, 3, 4, 5)
    real(real32), pointer :: p1(:)
    real(real32), pointer :: p2(:, :)
    real(real32), pointer :: p3(:, :, :)
    real(real32), pointer :: p4(:, :, :, :)
    type(c_ptr) :: dist, a = c_null_ptr
    integer :: i

    dist = rows([2_i8])
    x1 = [(real(i, real32), i = 1, 2)]
    call check_ok(da_wrap(dist, x1, a), "real32 1")
    call check_near(sum_of(a), 3.0_f8 * size, 0.0_f8, "real32 1")
    call check_ok(da_add(a, a, a), "real32 1")
    call check_ok(da_pointer(a, p1), "real32 1")
    call check_true(associated(p1, x1), "real32 1: the pointer is the array")
    call check_true(all(lbound(p1) == 1) .and. nint(p1(2)) == 4, "real32 1: the last element")
    p1 = 1
    call check_near(sum_of(a), 2.0_f8 * size, 0.0_f8, "real32 1: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8])
    x2 = reshape([(real(i, real32), i = 1, 6)], shape(x2))
    call check_ok(da_wrap(dist, x2, a), "real32 2")
    call check_near(sum_of(a), 21.0_f8 * size, 0.0_f8, "real32 2")
    call check_ok(da_add(a, a, a), "real32 2")
    call check_ok(da_pointer(a, p2), "real32 2")
    call check_true(associated(p2, x2), "real32 2: the pointer is the array")
    call check_true(all(lbound(p2) == 1) .and. nint(p2(2, 3)) == 12, "real32 2: the last element")
    p2 = 1
    call check_near(sum_of(a), 6.0_f8 * size, 0.0_f8, "real32 2: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8, 4_i8])
    x3 = reshape([(real(i, real32), i = 1, 24)], shape(x3))
    call check_ok(da_wrap(dist, x3, a), "real32 3")
    call check_near(sum_of(a), 300.0_f8 * size, 0.0_f8, "real32 3")
    call check_ok(da_add(a, a, a), "real32 3")
    call check_ok(da_pointer(a, p3), "real32 3")
    call check_true(associated(p3, x3), "real32 3: the pointer is the array")
    call check_true(all(lbound(p3) == 1) .and. nint(p3(2, 3, 4)) == 48, "real32 3: the last element")
    p3 = 1
    call check_near(sum_of(a), 24.0_f8 * size, 0.0_f8, "real32 3: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8, 4_i8, 5_i8])
    x4 = reshape([(real(i, real32), i = 1, 120)], shape(x4))
    call check_ok(da_wrap(dist, x4, a), "real32 4")
    call check_near(sum_of(a), 7260.0_f8 * size, 0.0_f8, "real32 4")
    call check_ok(da_add(a, a, a), "real32 4")
    call check_ok(da_pointer(a, p4), "real32 4")
    call check_true(associated(p4, x4), "real32 4: the pointer is the array")
    call check_true(all(lbound(p4) == 1) .and. nint(p4(2, 3, 4, 5)) == 240, "real32 4: the last element")
    p4 = 1
    call check_near(sum_of(a), 120.0_f8 * size, 0.0_f8, "real32 4: written through the pointer")
    call discard(dist, a)
  end subroutine every_real32

  subroutine every_real64()
    real(real64), target :: x1(2)
    real(real64), target :: x2(2, 3)
    real(real64), target :: x3(2, 3, 4)
    real(real64), target :: x4(2, 3, 4, 5)
    real(real64), pointer :: p1(:)
    real(real64), pointer :: p2(:, :)
    real(real64), pointer :: p3(:, :, :)
    real(real64), pointer :: p4(:, :, :, :)
    type(c_ptr) :: dist, a = c_null_ptr
    integer :: i

    dist = rows([2_i8])
    x1 = [(real(i, real64), i = 1, 2)]
    call check_ok(da_wrap(dist, x1, a), "real64 1")
    call check_near(sum_of(a), 3.0_f8 * size, 0.0_f8, "real64 1")
    call check_ok(da_add(a, a, a), "real64 1")
    call check_ok(da_pointer(a, p1), "real64 1")
    call check_true(associated(p1, x1), "real64 1: the pointer is the array")
    call check_true(all(lbound(p1) == 1) .and. nint(p1(2)) == 4, "real64 1: the last element")
    p1 = 1
    call check_near(sum_of(a), 2.0_f8 * size, 0.0_f8, "real64 1: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8])
    x2 = reshape([(real(i, real64), i = 1, 6)], shape(x2))
    call check_ok(da_wrap(dist, x2, a), "real64 2")
    call check_near(sum_of(a), 21.0_f8 * size, 0.0_f8, "real64 2")
    call check_ok(da_add(a, a, a), "real64 2")
    call check_ok(da_pointer(a, p2), "real64 2")
    call check_true(associated(p2, x2), "real64 2: the pointer is the array")
    call check_true(all(lbound(p2) == 1) .and. nint(p2(2, 3)) == 12, "real64 2: the last element")
    p2 = 1
    call check_near(sum_of(a), 6.0_f8 * size, 0.0_f8, "real64 2: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8, 4_i8])
    x3 = reshape([(real(i, real64), i = 1, 24)], shape(x3))
    call check_ok(da_wrap(dist, x3, a), "real64 3")
    call check_near(sum_of(a), 300.0_f8 * size, 0.0_f8, "real64 3")
    call check_ok(da_add(a, a, a), "real64 3")
    call check_ok(da_pointer(a, p3), "real64 3")
    call check_true(associated(p3, x3), "real64 3: the pointer is the array")
    call check_true(all(lbound(p3) == 1) .and. nint(p3(2, 3, 4)) == 48, "real64 3: the last element")
    p3 = 1
    call check_near(sum_of(a), 24.0_f8 * size, 0.0_f8, "real64 3: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8, 4_i8, 5_i8])
    x4 = reshape([(real(i, real64), i = 1, 120)], shape(x4))
    call check_ok(da_wrap(dist, x4, a), "real64 4")
    call check_near(sum_of(a), 7260.0_f8 * size, 0.0_f8, "real64 4")
    call check_ok(da_add(a, a, a), "real64 4")
    call check_ok(da_pointer(a, p4), "real64 4")
    call check_true(associated(p4, x4), "real64 4: the pointer is the array")
    call check_true(all(lbound(p4) == 1) .and. nint(p4(2, 3, 4, 5)) == 240, "real64 4: the last element")
    p4 = 1
    call check_near(sum_of(a), 120.0_f8 * size, 0.0_f8, "real64 4: written through the pointer")
    call discard(dist, a)
  end subroutine every_real64

  subroutine every_int32()
    integer(int32), target :: x1(2)
    integer(int32), target :: x2(2, 3)
    integer(int32), target :: x3(2, 3, 4)
    integer(int32), target :: x4(2, 3, 4, 5)
    integer(int32), pointer :: p1(:)
    integer(int32), pointer :: p2(:, :)
    integer(int32), pointer :: p3(:, :, :)
    integer(int32), pointer :: p4(:, :, :, :)
    type(c_ptr) :: dist, a = c_null_ptr
    integer :: i

    dist = rows([2_i8])
    x1 = [(int(i, int32), i = 1, 2)]
    call check_ok(da_wrap(dist, x1, a), "int32 1")
    call check_near(sum_of(a), 3.0_f8 * size, 0.0_f8, "int32 1")
    call check_ok(da_add(a, a, a), "int32 1")
    call check_ok(da_pointer(a, p1), "int32 1")
    call check_true(associated(p1, x1), "int32 1: the pointer is the array")
    call check_true(all(lbound(p1) == 1) .and. (p1(2)) == 4, "int32 1: the last element")
    p1 = 1
    call check_near(sum_of(a), 2.0_f8 * size, 0.0_f8, "int32 1: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8])
    x2 = reshape([(int(i, int32), i = 1, 6)], shape(x2))
    call check_ok(da_wrap(dist, x2, a), "int32 2")
    call check_near(sum_of(a), 21.0_f8 * size, 0.0_f8, "int32 2")
    call check_ok(da_add(a, a, a), "int32 2")
    call check_ok(da_pointer(a, p2), "int32 2")
    call check_true(associated(p2, x2), "int32 2: the pointer is the array")
    call check_true(all(lbound(p2) == 1) .and. (p2(2, 3)) == 12, "int32 2: the last element")
    p2 = 1
    call check_near(sum_of(a), 6.0_f8 * size, 0.0_f8, "int32 2: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8, 4_i8])
    x3 = reshape([(int(i, int32), i = 1, 24)], shape(x3))
    call check_ok(da_wrap(dist, x3, a), "int32 3")
    call check_near(sum_of(a), 300.0_f8 * size, 0.0_f8, "int32 3")
    call check_ok(da_add(a, a, a), "int32 3")
    call check_ok(da_pointer(a, p3), "int32 3")
    call check_true(associated(p3, x3), "int32 3: the pointer is the array")
    call check_true(all(lbound(p3) == 1) .and. (p3(2, 3, 4)) == 48, "int32 3: the last element")
    p3 = 1
    call check_near(sum_of(a), 24.0_f8 * size, 0.0_f8, "int32 3: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8, 4_i8, 5_i8])
    x4 = reshape([(int(i, int32), i = 1, 120)], shape(x4))
    call check_ok(da_wrap(dist, x4, a), "int32 4")
    call check_near(sum_of(a), 7260.0_f8 * size, 0.0_f8, "int32 4")
    call check_ok(da_add(a, a, a), "int32 4")
    call check_ok(da_pointer(a, p4), "int32 4")
    call check_true(associated(p4, x4), "int32 4: the pointer is the array")
    call check_true(all(lbound(p4) == 1) .and. (p4(2, 3, 4, 5)) == 240, "int32 4: the last element")
    p4 = 1
    call check_near(sum_of(a), 120.0_f8 * size, 0.0_f8, "int32 4: written through the pointer")
    call discard(dist, a)
  end subroutine every_int32

  subroutine every_int64()
    integer(int64), target :: x1(2)
    integer(int64), target :: x2(2, 3)
    integer(int64), target :: x3(2, 3, 4)
    integer(int64), target :: x4(2, 3, 4, 5)
    integer(int64), pointer :: p1(:)
    integer(int64), pointer :: p2(:, :)
    integer(int64), pointer :: p3(:, :, :)
    integer(int64), pointer :: p4(:, :, :, :)
    type(c_ptr) :: dist, a = c_null_ptr
    integer :: i

    dist = rows([2_i8])
    x1 = [(int(i, int64), i = 1, 2)]
    call check_ok(da_wrap(dist, x1, a), "int64 1")
    call check_near(sum_of(a), 3.0_f8 * size, 0.0_f8, "int64 1")
    call check_ok(da_add(a, a, a), "int64 1")
    call check_ok(da_pointer(a, p1), "int64 1")
    call check_true(associated(p1, x1), "int64 1: the pointer is the array")
    call check_true(all(lbound(p1) == 1) .and. (p1(2)) == 4, "int64 1: the last element")
    p1 = 1
    call check_near(sum_of(a), 2.0_f8 * size, 0.0_f8, "int64 1: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8])
    x2 = reshape([(int(i, int64), i = 1, 6)], shape(x2))
    call check_ok(da_wrap(dist, x2, a), "int64 2")
    call check_near(sum_of(a), 21.0_f8 * size, 0.0_f8, "int64 2")
    call check_ok(da_add(a, a, a), "int64 2")
    call check_ok(da_pointer(a, p2), "int64 2")
    call check_true(associated(p2, x2), "int64 2: the pointer is the array")
    call check_true(all(lbound(p2) == 1) .and. (p2(2, 3)) == 12, "int64 2: the last element")
    p2 = 1
    call check_near(sum_of(a), 6.0_f8 * size, 0.0_f8, "int64 2: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8, 4_i8])
    x3 = reshape([(int(i, int64), i = 1, 24)], shape(x3))
    call check_ok(da_wrap(dist, x3, a), "int64 3")
    call check_near(sum_of(a), 300.0_f8 * size, 0.0_f8, "int64 3")
    call check_ok(da_add(a, a, a), "int64 3")
    call check_ok(da_pointer(a, p3), "int64 3")
    call check_true(associated(p3, x3), "int64 3: the pointer is the array")
    call check_true(all(lbound(p3) == 1) .and. (p3(2, 3, 4)) == 48, "int64 3: the last element")
    p3 = 1
    call check_near(sum_of(a), 24.0_f8 * size, 0.0_f8, "int64 3: written through the pointer")
    call discard(dist, a)

    dist = rows([2_i8, 3_i8, 4_i8, 5_i8])
    x4 = reshape([(int(i, int64), i = 1, 120)], shape(x4))
    call check_ok(da_wrap(dist, x4, a), "int64 4")
    call check_near(sum_of(a), 7260.0_f8 * size, 0.0_f8, "int64 4")
    call check_ok(da_add(a, a, a), "int64 4")
    call check_ok(da_pointer(a, p4), "int64 4")
    call check_true(associated(p4, x4), "int64 4: the pointer is the array")
    call check_true(all(lbound(p4) == 1) .and. (p4(2, 3, 4, 5)) == 240, "int64 4: the last element")
    p4 = 1
    call check_near(sum_of(a), 120.0_f8 * size, 0.0_f8, "int64 4: written through the pointer")
    call discard(dist, a)
  end subroutine every_int64

end program wrap_types
