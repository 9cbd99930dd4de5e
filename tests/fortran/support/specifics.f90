! What the tests of da_pointer and da_wrap share, whatever type they are of (scripts/fortran_specifics.py
! makes those). Arrays lie as their first axis spread over the ranks, each of which has the same extents.
module specifics
  use mpi_f08, only: MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
  use check
  use distarray_f08
  implicit none
  private
  public :: start, finish, distribution, zeros, zeros_like, discard, holds, verdict, name_of

  type(c_ptr) :: ctx = c_null_ptr
  integer(c_int32_t) :: ranks = 0

contains

  subroutine start()
    call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
    call check_ok(da_context_size(ctx, ranks), "da_context_size")
  end subroutine start

  subroutine finish()
    call check_ok(da_context_barrier(ctx), "nothing is pending")
    call check_ok(da_context_free(ctx), "da_context_free")
  end subroutine finish

  ! Each rank's section has these extents.
  function distribution(extents) result(dist)
    integer, intent(in) :: extents(:)
    type(c_ptr) :: dist
    character(len=*), parameter :: kinds = "b,n,n,n,n,n,n"
    integer(c_int64_t) :: global(size(extents))
    global = extents
    global(1) = global(1) * ranks
    dist = c_null_ptr
    call check_ok(da_distribution_create(ctx, size(extents), global, kinds(:2 * size(extents) - 1) // c_null_char, &
        out=dist), "da_distribution_create")
  end function distribution

  ! In C order.
  function zeros(dist, dtype) result(a)
    type(c_ptr), intent(in) :: dist
    integer(c_int32_t), intent(in) :: dtype
    type(c_ptr) :: a
    a = c_null_ptr
    call check_ok(da_zeros(dist, dtype, a), "da_zeros")
  end function zeros

  ! In the order of the model.
  function zeros_like(model, dtype) result(a)
    type(c_ptr), intent(in) :: model
    integer(c_int32_t), intent(in) :: dtype
    type(c_ptr) :: a
    a = c_null_ptr
    call check_ok(da_zeros_like(model, dtype, a), "da_zeros_like")
  end function zeros_like

  subroutine discard(a)
    type(c_ptr), intent(inout) :: a
    call check_ok(da_array_free(a), "da_array_free")
  end subroutine discard

  ! What da_pointer says of an array of this dtype, if a pointer of these dtypes gives `otherwise`.
  pure function verdict(dtype, dtypes, otherwise) result(status)
    integer(c_int32_t), intent(in) :: dtype, dtypes(:), otherwise
    integer(c_int32_t) :: status
    status = merge(otherwise, DA_ERR_DTYPE, any(dtypes == dtype))
  end function verdict

  function name_of(dtype) result(name)
    integer(c_int32_t), intent(in) :: dtype
    character(len=:), allocatable :: name
    name = da_string(da_dtype_name(dtype))
  end function name_of

  ! The array has this dtype, and on each rank these elements, the first axis fastest: by their
  ! addresses, which the strides tell, and in the library's own sum.
  subroutine holds(a, dtype, expected, what)
    type(c_ptr), intent(in) :: a
    integer(c_int32_t), intent(in) :: dtype
    complex(real64), intent(in) :: expected(:)
    character(len=*), intent(in) :: what
    type(da_local) :: local
    type(da_value) :: total
    integer(c_int64_t) :: index(32), offset
    integer(c_int32_t) :: is_dtype
    real(real64) :: re, im
    integer :: i, axis, wrong
    call check_ok(da_array_dtype(a, is_dtype), what)
    call check_equal(is_dtype, dtype, what // ": dtype")
    call check_ok(da_array_local(a, DA_ACCESS_READ, local), what)
    call check_equal(local%size, size(expected, kind=c_int64_t), what // ": number of elements")
    if (local%size /= size(expected)) return
    index = 0
    wrong = 0
    do i = 1, size(expected)
      offset = sum(index(:local%ndim) * local%strides(:local%ndim))
      if (abs(element(local%data, offset, dtype) - expected(i)) > 0) wrong = wrong + 1
      do axis = 1, local%ndim
        index(axis) = index(axis) + 1
        if (index(axis) < local%shape(axis)) exit
        index(axis) = 0
      end do
    end do
    call check_equal(wrong, 0, what // ": wrong elements")
    call check_ok(da_sum_value(a, total), what)
    call check_ok(da_value_c128(total, re, im), what)
    call check_near(re, sum(expected%re) * ranks, 0.0_real64, what // ": sum")
    call check_near(im, sum(expected%im) * ranks, 0.0_real64, what // ": imaginary part of the sum")
  end subroutine holds

  ! The element at an address, without da_pointer; unsigned numbers of the tests fit into signed ones.
  function element(base, offset, dtype) result(z)
    type(c_ptr), intent(in) :: base
    integer(c_int64_t), intent(in) :: offset
    integer(c_int32_t), intent(in) :: dtype
    complex(real64) :: z
    type(c_ptr) :: at
    integer(int8), pointer :: i8
    integer(int16), pointer :: i16
    integer(int32), pointer :: i32
    integer(int64), pointer :: i64
    real(real32), pointer :: r32(:)
    real(real64), pointer :: r64(:)
    at = transfer(transfer(base, 0_c_intptr_t) + int(offset, c_intptr_t), at)
    z = 0
    select case (dtype)
    case (DA_BOOL, DA_INT8, DA_UINT8)
      call c_f_pointer(at, i8)
      z = i8
    case (DA_INT16, DA_UINT16)
      call c_f_pointer(at, i16)
      z = i16
    case (DA_INT32, DA_UINT32)
      call c_f_pointer(at, i32)
      z = i32
    case (DA_INT64, DA_UINT64)
      call c_f_pointer(at, i64)
      z = cmplx(i64, kind=real64)
    case (DA_FLOAT32, DA_COMPLEX64)
      call c_f_pointer(at, r32, [merge(1, 2, dtype == DA_FLOAT32)])
      z = cmplx(r32(1), merge(0.0_real32, r32(size(r32)), dtype == DA_FLOAT32), real64)
    case (DA_FLOAT64, DA_COMPLEX128)
      call c_f_pointer(at, r64, [merge(1, 2, dtype == DA_FLOAT64)])
      z = cmplx(r64(1), merge(0.0_real64, r64(size(r64)), dtype == DA_FLOAT64), real64)
    end select
  end function element
end module specifics
