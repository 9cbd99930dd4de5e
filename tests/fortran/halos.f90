! Halos: updates at once and in two steps, filled boundaries, widths, and accumulating.
! ranks: 1 2 3 4 6  valgrind-full: 1 sources: support/check.f90
program halos
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  integer(i8), parameter :: cells = 6   ! of each rank, boundary included
  type(c_ptr) :: ctx = c_null_ptr, dist = c_null_ptr, arrays(2) = c_null_ptr
  integer(i4) :: rank, size
  integer(i8) :: rows(1)
  real(f8), pointer :: x(:), y(:)

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_size(ctx, size), "size")
  call check_ok(da_context_rank(ctx, rank), "rank")
  rows = cells * size
  ! One cell of boundary at both ends, and two of the neighbours' between ranks.
  call check_ok(da_distribution_create(ctx, 1_i4, rows, "b(comm=2:2 boundary=1:1)" // c_null_char, out=dist), "dist")
  call check_ok(da_zeros(dist, DA_FLOAT64, arrays(1)), "the first array")
  call check_ok(da_zeros(dist, DA_FLOAT64, arrays(2)), "the second array")
  call check_ok(da_pointer(arrays(1), x), "the first pointer")
  call check_ok(da_pointer(arrays(2), y), "the second pointer")
  call updates()
  call narrow()
  call accumulates()
  call check_ok(da_array_free(arrays(1)), "free the first")
  call check_ok(da_array_free(arrays(2)), "free the second")
  call check_ok(da_distribution_free(dist), "free dist")
  call check_ok(da_context_barrier(ctx), "barrier")
  call check_ok(da_context_free(ctx), "free ctx")
  call check_finish()

contains

  ! The global index of a stored element.
  function global(k) result(index)
    integer, intent(in) :: k
    integer(i8) :: index, found(1)
    found = -1
    call check_ok(da_distribution_global_from_local(dist, -1_i4, [int(k - 1, i8)], found), "global")
    index = found(1)
  end function global

  ! Sets owned elements to their global index, and all else to -1.
  subroutine prepare()
    integer(i8) :: offset(1), owned(1)
    integer :: k
    call check_ok(da_distribution_owned(dist, -1_i4, offset, owned), "owned")
    x = -1
    do k = int(offset(1)) + 1, int(offset(1) + owned(1))
      x(k) = real(global(k), f8)
    end do
    y = -x
  end subroutine prepare

  ! Both boundaries show the cell beside them.
  subroutine updates()
    type(da_halo_options) :: options
    type(da_plan_report) :: report
    type(c_ptr) :: halo = c_null_ptr
    real(f8) :: expected
    integer(i8) :: partners
    integer :: k, again
    options%boundary = DA_BOUNDARY_NEAREST
    call check_ok(da_halo_create(dist, options, halo), "da_halo_create")
    do again = 1, 2
      call prepare()
      if (again == 1) then
        call check_ok(da_halo_update(halo, 2_i4, arrays), "da_halo_update")
      else
        call check_ok(da_halo_update_begin(halo, 2_i4, arrays), "da_halo_update_begin")
        call check_ok(da_halo_update_end(halo), "da_halo_update_end")
      end if
      do k = 1, ubound(x, 1)
        expected = real(min(max(global(k), 1_i8), rows(1) - 2), f8)
        call check_near(x(k), expected, 0.0_f8, "an element shows its owner's")
        call check_near(y(k), -expected, 0.0_f8, "and so in the other array")
      end do
    end do
    call check_ok(da_halo_info(halo, DA_FLOAT64, report), "da_halo_info")
    ! The last ranks may have nothing: then there are fewer neighbours.
    partners = 0
    if (rank > 0 .and. ubound(x, 1) > 0) partners = partners + 1
    if (global_end() < rows(1)) partners = partners + 1
    call check_equal(report%partners_in, partners, "partners")
    call check_ok(da_halo_free(halo), "da_halo_free")
    call check_true(.not. c_associated(halo), "the handle is gone")
  end subroutine updates

  ! Behind the last element that this rank stores; the end of the axis where it stores nothing.
  function global_end() result(index)
    integer(i8) :: index
    index = rows(1)
    if (ubound(x, 1) > 0) index = global(ubound(x, 1)) + 1
  end function global_end

  ! One of the two cells on the left, none on the right, boundaries left alone.
  subroutine narrow()
    type(da_halo_options) :: options
    type(c_ptr) :: halo = c_null_ptr
    integer(i8), target :: widths(2) = [1_i8, 0_i8]
    integer(i8) :: offset(1), owned(1)
    integer :: k, first, last
    options%widths = c_loc(widths)
    options%skip_corners = 1
    options%transport = DA_TRANSPORT_MESSAGES
    call prepare()
    call check_ok(da_halo_create(dist, options, halo), "a narrow halo")
    call check_ok(da_halo_update(halo, 1_i4, arrays), "its update")
    call check_ok(da_distribution_owned(dist, -1_i4, offset, owned), "owned")
    first = int(offset(1)) + 1
    last = int(offset(1) + owned(1))
    if (offset(1) > 0) first = first - 1
    do k = 1, ubound(x, 1)
      call check_near(x(k), merge(real(global(k), f8), -1.0_f8, k >= first .and. k <= last), 0.0_f8, "one cell, no more")
    end do
    call check_ok(da_halo_free(halo), "free it")
    widths(2) = 3
    if (size > 2) call check_status(da_halo_create(dist, options, halo), DA_ERR_DISTRIBUTION, "wider than the padding")
  end subroutine narrow

  ! Every stored element counts once where it belongs.
  subroutine accumulates()
    type(c_ptr) :: halo = c_null_ptr
    integer(i8) :: stored(1)
    type(da_value) :: value
    real(f8) :: total, expected
    integer(i4) :: other
    x = 1
    call check_ok(da_halo_create(dist, halo=halo), "a halo of all padding")
    call check_ok(da_halo_accumulate(halo, 1_i4, arrays), "da_halo_accumulate")
    call check_ok(da_sum_value(arrays(1), value), "da_sum_value")
    total = -1
    call check_ok(da_value_f64(value, total), "da_value_f64")
    expected = 0
    do other = 0, size - 1
      call check_ok(da_distribution_local_shape(dist, other, stored), "stored")
      expected = expected + real(stored(1), f8)
    end do
    call check_near(total, expected, 0.0_f8, "the sum of all")
    call check_ok(da_halo_free(halo), "free the halo")
  end subroutine accumulates
end program halos
