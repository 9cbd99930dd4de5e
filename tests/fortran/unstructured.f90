! Arrays whose elements have labels: what is computed, found by label, and moved to blocks and back.
! tests/c/unstructured_arrays.c and access_labels.c for Fortran.
! ranks: 1 2 3 4 6  valgrind: 1  sources: support/check.f90
program unstructured
  use mpi_f08, only: MPI_Init, MPI_COMM_WORLD
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t, f8 = c_double
  type(c_ptr) :: ctx = c_null_ptr
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "context")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call any_labels()
  call to_blocks_and_back()
  call check_ok(da_context_barrier(ctx), "barrier")
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  function labelled(own) result(dist)
    integer(i8), target, intent(in) :: own(:)
    type(c_ptr) :: dist
    type(da_dim_spec) :: spec(1)
    dist = c_null_ptr
    spec%size = ubound(own, 1) * int(size, i8)
    spec%kind = DA_KIND_UNSTRUCTURED
    spec%labels = c_loc(own)
    spec%num_labels = ubound(own, 1)
    spec%one_to_one = 1
    call check_ok(da_distribution_create_dims(ctx, 1_i4, spec, out=dist), "labels")
  end function labelled

  ! Negative ones, far apart and in no order: everything but moving to structured axes works.
  subroutine any_labels()
    integer(i8), target :: own(3)
    real(f8), target :: mine(3)
    real(f8) :: number
    type(c_ptr) :: dist, blocks, a, b
    type(da_value) :: value
    integer(i8) :: local(1), label(1)
    integer(i4) :: found, k
    a = c_null_ptr
    b = c_null_ptr
    blocks = c_null_ptr
    own = [1000_i8 + rank, -7_i8 * (rank + 1), 50_i8 - rank]
    mine = real(own, f8)
    dist = labelled(own)
    call check_ok(da_wrap(dist, mine, a), "da_wrap")
    call check_ok(da_sum_value(a, value), "da_sum_value")
    call check_ok(da_value_f64(value, number), "da_value_f64")
    call check_near(number, real(size, f8) * 1050 - 7 * real(size * (size + 1), f8) / 2, 0.0_f8, "the sum of all labels")
    do k = 0, size - 1
      call check_ok(da_get(a, [-7_i8 * (k + 1)], value), "da_get by label")
      call check_ok(da_value_f64(value, number), "da_value_f64")
      call check_near(number, -7 * real(k + 1, f8), 0.0_f8, "the element with the label")
    end do
    call check_status(da_get(a, [-1_i8], value), DA_ERR_INDEX, "a label that nobody has")
    call check_ok(da_set(a, [1000_i8], da_real(0.5_f8)), "da_set by label")
    if (rank == 0) call check_near(mine(1), 0.5_f8, 0.0_f8, "it is in the owner's memory")
    call check_ok(da_distribution_local_from_global(dist, -1_i4, [50_i8 - rank], local, found), "where it is")
    call check_true(found == 1 .and. local(1) == 2, "the third element")
    call check_ok(da_distribution_global_from_local(dist, -1_i4, [1_i8], label), "its label")
    call check_equal(label(1), -7_i8 * (rank + 1), "the label of the second element")
    call check_ok(da_multiply(a, a, b), "da_multiply")
    call check_ok(da_get(b, [50_i8], value), "da_get of the square")
    call check_ok(da_value_f64(value, number), "da_value_f64")
    call check_near(number, 2500.0_f8, 0.0_f8, "a square has the label of its operand")
    call check_ok(da_distribution_create(ctx, 1_i4, [3_i8 * size], "b" // c_null_char, out=blocks), "blocks")
    call check_ok(da_array_free(b), "free")
    call check_status(da_redistribute(a, blocks, b), DA_ERR_LABELS, "labels that are no indices")
    call check_ok(da_array_free(a), "free")
    call check_ok(da_distribution_free(blocks), "free")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine any_labels

  ! Labels 0 to n - 1, dealt out from the end: moved to blocks each is at its index.
  subroutine to_blocks_and_back()
    integer(i8), target :: own(4)
    real(f8), target :: mine(4), all_of_them(4 * size)
    type(c_ptr) :: dist, blocks, a, b, back
    integer :: k
    a = c_null_ptr
    b = c_null_ptr
    back = c_null_ptr
    blocks = c_null_ptr
    own = [(4_i8 * size - 1 - rank - k * int(size, i8), k = 0, 3)]
    mine = real(own, f8)**2
    dist = labelled(own)
    call check_ok(da_wrap(dist, mine, a), "da_wrap")
    call check_ok(da_distribution_create(ctx, 1_i4, [4_i8 * size], "b" // c_null_char, out=blocks), "blocks")
    call check_ok(da_redistribute(a, blocks, b), "to blocks")
    all_of_them = -1
    call check_ok(da_gather(b, -1_i4, DA_ORDER_C, c_loc(all_of_them), 32_i8 * size), "gathered")
    call check_near(maxval(abs(all_of_them - [(real(k, f8)**2, k = 0, 4 * size - 1)])), 0.0_f8, 0.0_f8, "each at its index")
    all_of_them = -1
    call check_ok(da_gather(a, 0_i4, DA_ORDER_C, c_loc(all_of_them), 32_i8 * size), "gathered from labels")
    if (rank == 0) call check_near(all_of_them(4), 9.0_f8, 0.0_f8, "by label")
    call check_ok(da_add(b, b, b), "doubled in blocks")
    call check_ok(da_redistribute(b, dist, back), "back to labels")
    call check_ok(da_assign(a, back), "into the program's memory")
    call check_near(maxval(abs(mine - 2 * real(own, f8)**2)), 0.0_f8, 0.0_f8, "each rank has its own again")
    call check_ok(da_array_free(back), "free")
    call check_ok(da_array_free(b), "free")
    call check_ok(da_array_free(a), "free")
    call check_ok(da_distribution_free(blocks), "free")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine to_blocks_and_back
end program unstructured
