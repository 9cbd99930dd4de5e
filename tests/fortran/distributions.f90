! Distributions: made in three ways, and every question about them.
! ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3  sources: support/check.f90
program distributions
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  implicit none
  integer, parameter :: i4 = c_int32_t, i8 = c_int64_t
  type(c_ptr) :: ctx = c_null_ptr
  integer(i4) :: rank, size

  call MPI_Init()
  call check_ok(da_context_create(MPI_COMM_WORLD, out=ctx), "da_context_create")
  call check_ok(da_context_rank(ctx, rank), "rank")
  call check_ok(da_context_size(ctx, size), "size")
  call rows()
  call irregular()
  call grid_and_replicas()
  call dictionaries()
  call comparison()
  call derived()
  call labels()
  call handles()
  call check_ok(da_context_free(ctx), "free")
  call check_finish()

contains

  ! The shape of a distribution, and how many ranks own its first element.
  subroutine check_derived(dist, shape, owners, what)
    type(c_ptr), intent(inout) :: dist
    integer(i8), intent(in) :: shape(:)
    integer(i4), intent(in) :: owners
    character(len=*), intent(in) :: what
    integer(i8) :: got(8), first(8), count
    integer(i4) :: ndim, ranks(64)
    first = 0
    call check_ok(da_distribution_ndim(dist, ndim), what)
    call check_equal(ndim, int(ubound(shape, 1), i4), what)
    call check_ok(da_distribution_shape(dist, got), what)
    call check_true(all(got(:ndim) == shape), what)
    call check_ok(da_distribution_owners(dist, first, 64_i8, ranks, count), what)
    call check_equal(count, int(owners, i8), what)
    call check_ok(da_distribution_free(dist), what)
  end subroutine check_derived

  ! Distributions made from another one.
  subroutine derived()
    type(c_ptr) :: dist, made
    integer(i8) :: rows
    dist = make_rows()
    made = c_null_ptr
    rows = 3_i8 * size
    call check_ok(da_distribution_like(dist, 2_i4, [2 * rows, 5_i8], made), "like")
    call check_derived(made, [2 * rows, 5_i8], 1_i4, "like")
    call check_ok(da_distribution_transpose(dist, 0_i4, out=made), "transpose")
    call check_derived(made, [2_i8, rows], 1_i4, "transpose")
    call check_ok(da_distribution_reduce(dist, 1_i4, [0_i4], DA_KEEPDIMS, made), "reduce")
    call check_derived(made, [1_i8, 2_i8], size, "reduce")
    call check_ok(da_distribution_reduce(dist, 1_i4, [-2_i4], DA_REDUCE_TO_FIRST, made), "reduce to first")
    call check_derived(made, [2_i8], 1_i4, "reduce to first")
    call check_ok(da_distribution_replicate(dist, 0_i4, out=made), "replicate")
    call check_derived(made, [rows, 2_i8], size, "replicate")
    call check_ok(da_distribution_slice(dist, 2_i4, [da_range(1_i8, rows, 2_i8), da_at(1_i8)], made), "slice")
    call check_derived(made, [rows / 2], 1_i4, "slice")
    call check_ok(da_distribution_slice_text(dist, "::-1, None" // c_null_char, made), "slice_text")
    call check_derived(made, [rows, 1_i8, 2_i8], 1_i4, "slice_text")
    call check_ok(da_distribution_broadcast_to(dist, 3_i4, [4_i8, rows, 2_i8], made), "broadcast_to")
    call check_derived(made, [4_i8, rows, 2_i8], 1_i4, "broadcast_to")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine derived

  ! A block of three rows on each rank, two columns.
  function make_rows() result(dist)
    type(c_ptr) :: dist
    dist = c_null_ptr
    call check_ok(da_distribution_create(ctx, 2_i4, [3_i8 * size, 2_i8], "b,n" // c_null_char, out=dist), "b,n")
  end function make_rows

  subroutine rows()
    type(c_ptr) :: dist
    integer(i4) :: ndim, axis, owner, found
    integer(i8) :: shape(2), offset(2), local(2), index(2), length, coords(2), elements
    character(len=100) :: text
    dist = make_rows()
    call check_ok(da_distribution_ndim(dist, ndim), "ndim")
    call check_equal(ndim, 2_i4, "ndim")
    call check_ok(da_distribution_shape(dist, shape), "shape")
    call check_true(all(shape == [3_i8 * size, 2_i8]), "shape")
    call check_ok(da_distribution_size(dist, elements), "size")
    call check_equal(elements, 6_i8 * size, "size")
    call check_ok(da_distribution_local_shape(dist, -1_i4, shape), "local_shape")
    call check_true(all(shape == [3, 2]), "local shape")
    call check_ok(da_distribution_owned(dist, 0_i4, offset, shape), "owned")
    call check_true(all(offset == 0) .and. all(shape == [3, 2]), "what rank 0 owns")
    call check_ok(da_distribution_grid_ndim(dist, ndim), "grid_ndim")
    call check_equal(ndim, 2_i4, "a grid axis for each axis")
    call check_ok(da_distribution_grid_shape(dist, shape), "grid_shape")
    call check_true(all(shape == [int(size, i8), 1_i8]), "grid_shape")
    call check_ok(da_distribution_grid_coords(dist, -1_i4, coords), "grid_coords")
    call check_true(all(coords == [int(rank, i8), 0_i8]), "grid_coords")
    call check_ok(da_distribution_grid_axis(dist, 0_i4, axis), "grid_axis")
    call check_equal(axis, 0_i4, "rows are spread")
    call check_ok(da_distribution_grid_axis(dist, 1_i4, axis), "grid_axis")
    call check_equal(axis, -1_i4, "columns are not")
    ! Indices count from 0: the last row of the last rank.
    call check_ok(da_distribution_owner(dist, [3_i8 * size - 1, 1_i8], owner), "owner")
    call check_equal(owner, size - 1, "owner")
    call check_status(da_distribution_owner(dist, [3_i8 * size, 1_i8], owner), DA_ERR_INDEX, "a row too many")
    call check_ok(da_distribution_global_from_local(dist, -1_i4, [2_i8, 1_i8], index), "global_from_local")
    call check_true(all(index == [3_i8 * rank + 2, 1_i8]), "global index")
    call check_ok(da_distribution_local_from_global(dist, -1_i4, index, local, found), "local_from_global")
    call check_true(found == 1 .and. all(local == [2, 1]), "there and back")
    call check_ok(da_distribution_local_from_global(dist, -1_i4, [0_i8, 0_i8], local, found), "local_from_global")
    call check_equal(found, merge(1_i4, 0_i4, rank == 0), "the first row is on rank 0 only")
    call check_ok(da_distribution_text(dist, text, int(len(text), i8), length), "text")
    call check_equal(text(:3), "b,n", "the text begins with the kinds: " // text(:length))
    call check_ok(da_distribution_free(dist), "free")
  end subroutine rows

  ! Bounds, paddings and a periodic axis by da_dim_spec: the last rank has one element more.
  subroutine irregular()
    type(da_dim_spec) :: spec(1)
    integer(i8), target :: bounds(0:size)
    integer(i8) :: shape(1), offset(1)
    integer(i4) :: count, i
    type(c_ptr) :: dist = c_null_ptr
    type(da_dim_dict) :: dict(1)
    bounds = [(2_i8 * i, i = 0, size)]
    bounds(size) = bounds(size) + 1
    spec%size = bounds(size)
    spec%kind = DA_KIND_BLOCK
    spec%bounds = c_loc(bounds)
    spec%num_bounds = size + 1
    spec(1)%comm_padding = [1, 1]
    spec%periodic = 1
    call check_ok(da_distribution_create_dims(ctx, 1_i4, spec, out=dist), "da_distribution_create_dims")
    call check_ok(da_distribution_owned(dist, -1_i4, offset, shape), "owned")
    call check_equal(shape(1), merge(3_i8, 2_i8, rank == size - 1), "owned elements")
    call check_equal(offset(1), merge(1_i8, 0_i8, rank > 0), "left padding between ranks")
    call check_ok(da_distribution_dim_data(dist, -1_i4, dict), "dim_data")
    call check_equal(int(dict(1)%dist_type), int(DA_DIST_BLOCK), "dist_type")
    call check_equal(int(dict(1)%periodic), 1, "periodic")
    call check_equal(dict(1)%size, bounds(size), "size")
    call check_equal(dict(1)%stop - dict(1)%start, shape(1) + count_paddings(), "stop - start has the padding")
    count = int(dict(1)%proc_grid_rank, i4)
    call check_equal(count, rank, "proc_grid_rank")
    spec%num_bounds = size
    call check_status(da_distribution_create_dims(ctx, 1_i4, spec, out=dist), DA_ERR_DISTRIBUTION, "a bound is missing")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine irregular

  ! Two labels on each rank, far apart: who has which, and what lies here.
  subroutine labels()
    type(da_dim_spec) :: spec(1)
    integer(i8), target :: own(2)
    integer(i8) :: got(3), asked(3), count
    integer(i4) :: owners(3), found(64), permutation
    type(c_ptr) :: dist = c_null_ptr
    own = [1000_i8 * rank, -5_i8 - rank]
    spec%size = 2_i8 * size
    spec%kind = DA_KIND_UNSTRUCTURED
    spec%labels = c_loc(own)
    spec%num_labels = 2
    spec%one_to_one = 1
    call check_ok(da_distribution_create_dims(ctx, 1_i4, spec, out=dist), "da_distribution_create_dims, labels")
    call check_ok(da_distribution_labels(dist, 0_i4, 3_i8, got, count), "da_distribution_labels")
    call check_true(count == 2 .and. all(got(:2) == own), "this rank's labels")
    call check_ok(da_distribution_is_permutation(dist, 0_i4, permutation), "da_distribution_is_permutation")
    call check_equal(permutation, 0_i4, "they are not 0 to size - 1")
    asked = [1000_i8 * (size - 1), -5_i8, 1_i8]
    call check_ok(da_distribution_find_owners(dist, 3_i8, asked, owners), "da_distribution_find_owners")
    call check_true(all(owners == [size - 1_i4, 0_i4, -1_i4]), "owners of labels")
    call check_ok(da_distribution_find_slice_owners(dist, [0_i8], [2_i8 * size], [1_i8], 64_i8, found, count), &
        "da_distribution_find_slice_owners")
    call check_equal(count, int(size, i8), "everybody owns something")
    call check_equal(found(size), size - 1, "in ascending order")
    if (rank == size - 1) own(2) = own(1)
    call check_status(da_distribution_create_dims(ctx, 1_i4, spec, out=dist), DA_ERR_LABELS, "a label twice")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine labels

  function count_paddings() result(number)
    integer(i8) :: number
    number = merge(1, 0, rank > 0) + merge(1, 0, rank < size - 1)
  end function count_paddings

  ! A vector along grid axis 0 of size x 1, and along grid axis 1, of which every rank is a replica.
  subroutine grid_and_replicas()
    type(da_distribution_options) :: options
    integer(i8), target :: grid(2)
    integer(i4) :: owners(size), owner, i
    integer(i8) :: count
    type(c_ptr) :: dist = c_null_ptr
    grid = [int(size, i8), 1_i8]
    options%grid_shape = c_loc(grid)
    options%grid_ndim = 2
    call check_ok(da_distribution_create(ctx, 1_i4, [4_i8], "b(over=1)" // c_null_char, options, dist), "replicas")
    call check_ok(da_distribution_owners(dist, [3_i8], int(size, i8), owners, count), "owners")
    call check_equal(count, int(size, i8), "every rank has a replica")
    call check_true(all(owners == [(i, i = 0, size - 1)]), "owners ascend")
    call check_ok(da_distribution_owner(dist, [3_i8], owner), "owner")
    call check_equal(owner, 0_i4, "of replicas, coordinate 0")
    call check_status(da_distribution_owners(dist, [3_i8], 0_i8, owners, count), DA_ERR_BUFFER_SIZE, "no room")
    call check_equal(count, int(size, i8), "how much room would do")
    call check_ok(da_distribution_free(dist), "free")
    ! Every second element of a block vector with two elements on each rank, backwards.
    call check_ok(da_distribution_create(ctx, 1_i4, [2_i8 * size], "b" // c_null_char, out=dist), "b")
    call check_ok(da_distribution_slice_owners(dist, [2_i8 * size - 1], [-1_i8], [-4_i8], int(size, i8), owners, count), &
        "slice_owners")
    call check_equal(count, int((size + 1) / 2, i8), "every second rank")
    call check_true(all(owners(:count) == [(mod(size - 1, 2) + 2 * i, i = 0, int(count) - 1)]), "ascending")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine grid_and_replicas

  ! Out of every rank's dictionaries the same distribution comes again.
  subroutine dictionaries()
    type(c_ptr) :: dist, again = c_null_ptr
    type(da_dim_dict) :: dims(2)
    integer(i4) :: aligned
    dist = make_rows()
    call check_ok(da_distribution_dim_data(dist, -1_i4, dims), "dim_data")
    call check_equal(dims(1)%start, 3_i8 * rank, "start")
    call check_equal(dims(1)%stop, 3_i8 * rank + 3, "stop")
    call check_ok(da_distribution_from_dim_data(ctx, 2_i4, dims, again), "da_distribution_from_dim_data")
    ! Not equal: the protocol calls an undistributed axis a block over a grid of one.
    call check_ok(da_distribution_aligned(dist, again, aligned), "aligned")
    call check_equal(aligned, 1_i4, "the same elements on the same ranks")
    if (rank == size - 1) dims(1)%stop = dims(1)%stop + 1
    call check_status(da_distribution_from_dim_data(ctx, 2_i4, dims, again), DA_ERR_PROTOCOL, "one rank's stop is wrong")
    call check_ok(da_distribution_free(again), "free")
    call check_ok(da_distribution_free(dist), "free")
  end subroutine dictionaries

  subroutine comparison()
    type(c_ptr) :: plain, padded = c_null_ptr, columns = c_null_ptr
    integer(i4) :: aligned, equal
    integer(i8) :: hash, other
    plain = make_rows()
    call check_ok(da_distribution_create(ctx, 2_i4, [3_i8 * size, 2_i8], "b(comm=1),n" // c_null_char, out=padded), "padded")
    call check_ok(da_distribution_create(ctx, 2_i4, [3_i8 * size, 2_i8], "n,b" // c_null_char, out=columns), "columns")
    call check_ok(da_distribution_aligned(plain, padded, aligned), "aligned")
    call check_equal(aligned, 1_i4, "padding does not matter for alignment")
    call check_ok(da_distribution_aligned(plain, columns, aligned), "aligned")
    call check_equal(aligned, merge(1_i4, 0_i4, size == 1), "rows and columns")
    call check_ok(da_distribution_equal(plain, columns, equal), "equal")
    call check_equal(equal, 0_i4, "rows and columns")
    call check_ok(da_distribution_equal(plain, plain, equal), "equal")
    call check_equal(equal, 1_i4, "a distribution equals itself")
    call check_ok(da_distribution_fingerprint(plain, hash), "fingerprint")
    call check_ok(da_distribution_fingerprint(columns, other), "fingerprint")
    call check_true(hash /= other, "fingerprints differ")
    call MPI_Bcast(hash, 1, MPI_INTEGER8, 0, MPI_COMM_WORLD)
    call check_ok(da_distribution_fingerprint(plain, other), "fingerprint")
    call check_equal(other, hash, "the fingerprint is the same on all ranks")
    call check_ok(da_distribution_free(columns), "free")
    call check_ok(da_distribution_free(padded), "free")
    call check_ok(da_distribution_free(plain), "free")
  end subroutine comparison

  subroutine handles()
    type(c_ptr) :: dist, context = c_null_ptr
    type(MPI_Comm) :: comm
    type(MPI_Datatype) :: owned
    integer(i4) :: relation
    integer :: relation_of_comms, bytes
    dist = make_rows()
    call check_ok(da_distribution_context(dist, context), "da_distribution_context")
    call check_ok(da_context_compare(ctx, context, relation), "compare")
    call check_equal(relation, DA_IDENT, "the distribution's context")
    call check_ok(da_context_free(context), "free")
    call check_ok(da_distribution_comm(dist, comm), "da_distribution_comm")
    call MPI_Comm_compare(comm, MPI_COMM_WORLD, relation_of_comms)
    call check_equal(relation_of_comms, MPI_CONGRUENT, "all ranks, in order")
    call check_ok(da_distribution_mpi_type(dist, 0_i4, DA_FLOAT64, DA_ORDER_FORTRAN, owned), "da_distribution_mpi_type")
    call MPI_Type_size(owned, bytes)
    call check_equal(bytes, 48, "bytes of six float64")
    call MPI_Type_free(owned)
    call check_ok(da_distribution_free(dist), "free")
    call check_status(da_distribution_free(ctx), DA_ERR_INVALID_HANDLE, "a context is no distribution")
    call check_true(c_associated(ctx), "an error leaves the handle")
  end subroutine handles
end program distributions
