! The objects: contexts, distributions, arrays and views, with values; indices and axes from 1.
! ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3  sources: support/check.f90
program objects
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int64, real32, real64
  use check
  use distarray_objects_f08
  implicit none
  type(da_context) :: ctx
  integer :: me, ranks

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, me)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks)
  call da_create(ctx, MPI_COMM_WORLD)
  call contexts()
  call distributions()
  call indices()
  call cyclic_indices()
  call views()
  call transposed()
  call references()
  call elements()
  call protocol()
  call one_block_too_small()
  call ctx%free()
  call check_true(.not. ctx%is_made(), "a freed context")
  call ctx%free()
  call check_finish()

contains

  subroutine contexts()
    type(da_context) :: own, half, few
    type(MPI_Comm) :: comm
    integer :: relation
    call check_true(ctx%is_made(), "a context")
    call check_equal(ctx%rank(), me, "rank")
    call check_equal(ctx%size(), ranks, "size")
    call da_get_comm(ctx, comm)
    call MPI_Comm_compare(comm, MPI_COMM_WORLD, relation)
    call check_equal(relation, MPI_CONGRUENT, "its communicator")
    call own%self()
    call check_equal(own%size(), 1, "a context of this process alone")
    call half%split(ctx, modulo(me, 2), -me)
    call check_equal(half%size(), (ranks + 1 - modulo(me, 2)) / 2, "the size of a part")
    call check_equal(half%rank(), half%size() - 1 - me / 2, "in descending order")
    call few%subset(ctx, [ranks - 1])
    if (me == ranks - 1) call check_equal(few%rank(), 0, "the last rank alone")
    call check_equal(ctx%compare(ctx), DA_IDENT, "the same context")
    if (ranks > 1) call check_equal(ctx%compare(own), DA_UNEQUAL, "another context")
    call ctx%barrier()
    call few%free()
    call half%free()
    call own%free()
  end subroutine contexts

  subroutine distributions()
    type(da_distribution) :: dist, other, turned, whole, part
    type(da_context) :: same
    type(MPI_Comm) :: comm
    type(MPI_Datatype) :: kind
    type(da_dim_spec) :: dims(1)
    integer(int64) :: total
    integer :: r, size_
    call da_create(dist, ctx, [2 * ranks, 5], "b,n")
    call check_equal(dist%ndim(), 2, "ndim")
    call check_true(all(dist%shape() == [2 * ranks, 5]), "shape")
    call check_equal(dist%size(), 10_int64 * ranks, "size")
    call check_true(all(dist%local_shape() == [2, 5]), "local shape")
    total = 0
    do r = 0, ranks - 1
      total = total + product(dist%local_shape(r))
    end do
    call check_equal(total, dist%size(), "the local shapes of all ranks")
    call check_true(all(dist%grid_shape() == [ranks]), "grid")
    call check_true(all(dist%grid_coords() == [me]), "place in the grid")
    call check_true(index(dist%text(), "b,n") == 1, "text: " // dist%text())
    call dist%context(same)
    call check_equal(same%compare(ctx), DA_IDENT, "its context")
    call same%free()
    call da_get_comm(dist, comm)
    call MPI_Comm_size(comm, size_)
    call check_equal(size_, ranks, "its communicator")
    call da_get_mpi_type(dist, DA_FLOAT64, kind)
    call MPI_Type_size(kind, size_)
    call check_equal(size_, 80, "bytes that a rank owns")
    call MPI_Type_free(kind)

    call da_create_like(other, dist, [3 * ranks, 2])
    call check_true(all(other%local_shape() == [3, 2]), "like another")
    call check_true(.not. dist%aligned(other), "other shapes are not aligned")
    call da_create_transpose(turned, dist)
    call check_true(all(turned%shape() == [5, 2 * ranks]), "transposed")
    call da_create_transpose(part, turned, [2, 1])
    call check_true(dist%equals(part), "transposed twice")
    call part%free()
    call da_create_replicated(whole, dist, [1])
    call check_true(all(whole%local_shape() == [2 * ranks, 5]), "replicated")
    call da_create_slice(part, dist, [da_span(2, 2 * ranks), da_item(3)])
    call check_true(all(part%shape() == [2 * ranks - 1]), "a slice")
    call part%free()
    call whole%free()
    call turned%free()
    call other%free()

    dims(1)%kind = DA_KIND_CYCLIC
    dims(1)%size = 10 * ranks
    dims(1)%block_size = 3
    call da_create(other, ctx, dims)
    call check_equal(other%size(), 10_int64 * ranks, "from records")
    call other%free()
    call da_create(other, ctx, [4, 6], "b,b", grid_shape=[1, 1], ranks=[ranks - 1])
    call check_true(all(other%local_shape() == merge([4, 6], [0, 0], me == ranks - 1)), "on the last rank only")
    call other%free()
    call dist%free()
  end subroutine distributions

  ! Global and local indices, and ranges of both, from 1: what a loop over the own part needs.
  subroutine indices()
    type(da_distribution) :: dist
    integer(int64) :: low(2), high(2), from(2), to(2), place(2)
    integer :: i, j, r
    call da_create(dist, ctx, [3 * ranks, 4], "b(comm=1:1), n")
    call dist%owned_range(low, high)
    call check_true(all(low == [3 * me + 1, 1]) .and. all(high == [3 * me + 3, 4]), "owned range")
    call dist%owned_local(from, to)
    call check_equal(from(1), int(merge(1, 2, me == 0), int64), "the owned part begins behind the padding")
    call check_equal(to(1) - from(1), 2_int64, "the owned part")
    call check_true(from(2) == 1 .and. to(2) == 4, "the owned part of an axis that is whole")
    do j = 1, 4
      do i = int(low(1)), int(high(1))
        place = dist%local_index([i, j])
        call check_true(all(place == from + [i, j] - low), "local index")
        call check_true(all(dist%global_index(place) == [i, j]), "global index")
        call check_equal(dist%owner([i, j]), me, "owner")
      end do
    end do
    do i = 1, 3 * ranks
      r = dist%owner([i, 1])
      call check_equal(r, (i - 1) / 3, "owner")
      call check_true(all(dist%local_index([int(i, int64), 1_int64], r) > 0), "the owner stores it")
      if (abs(r - me) > 1) call check_true(all(dist%local_index([i, 1]) == 0), "far away")
    end do
    call dist%owned_range(low, high, ranks - 1)
    call check_equal(high(1), 3_int64 * ranks, "what the last rank owns")
    call dist%free()
  end subroutine indices

  subroutine cyclic_indices()
    type(da_distribution) :: dist
    integer(int64) :: low(1), high(1), local(1)
    integer :: k, stat
    call da_create(dist, ctx, [4 * ranks], "c")
    do k = 1, 4
      local = dist%global_index([k])
      call check_equal(local(1), int(me + 1 + (k - 1) * ranks, int64), "a cyclic axis")
    end do
    call dist%owned_range(low, high, stat=stat)
    call check_status(stat, merge(DA_OK, DA_ERR_LAYOUT, ranks == 1), "what is dealt out is no range")
    call dist%free()
  end subroutine cyclic_indices

  ! The number at (i, j) is i + 1000 j.
  subroutine numbered(a, rows, columns)
    type(da_array), intent(inout) :: a
    integer, intent(in) :: rows, columns
    type(da_distribution) :: dist
    real(real64), pointer :: p(:, :)
    integer(int64) :: low(2), high(2), i, j
    call da_create(dist, ctx, [rows, columns], "b,n")
    call a%empty(dist, DA_FLOAT64)
    call check_true(a%is_fortran_ordered(), "new memory is in Fortran's order")
    call a%pointer(p)
    call dist%owned_range(low, high)
    do j = low(2), high(2)
      do i = low(1), high(1)
        p(i - low(1) + 1, j) = real(i + 1000 * j, real64)
      end do
    end do
    call dist%free()
  end subroutine numbered

  ! A slice selects what Fortran's own does.
  subroutine views()
    type(da_array) :: a, part
    real(real64) :: whole(12, 7)
    real(real64), allocatable :: found(:, :), line(:)
    integer :: i, j, stat
    whole = reshape([((real(i + 1000 * j, real64), i = 1, 12), j = 1, 7)], [12, 7])
    call numbered(a, 12, 7)
    call a%slice([da_span(2, 11, 3), da_span(7, 1, -2)], part)
    allocate (found(4, 4))
    call part%gather(found)
    call check_true(all(abs(found - whole(2:11:3, 7:1:-2)) <= 0), "a(2:11:3, 7:1:-2)")
    call part%free()
    call a%slice([da_span(5), da_span(6, 3, -1)], part)
    deallocate (found)
    allocate (found(8, 4))
    call part%gather(found)
    call check_true(all(abs(found - whole(5:, 6:3:-1)) <= 0), "a(5:, 6:3:-1)")
    call part%free()
    call a%slice_copy([da_whole(), da_item(4)], part)
    allocate (line(12))
    call part%gather(line)
    call check_true(all(abs(line - whole(:, 4)) <= 0), "a(:, 4)")
    call part%free()
    call a%slice([da_span(3, 2), da_whole()], part)
    call check_true(all(part%shape() == [0, 7]), "a(3:2, :)")
    call part%free()
    call a%slice([da_span(0, 5)], part, stat)
    call check_status(stat, DA_ERR_ARGUMENT, "there is no index 0")
    call a%slice([da_span(4, 0, -1)], part, stat)
    call check_status(stat, DA_ERR_ARGUMENT, "nor down to 0")
    call a%slice([da_item(0)], part, stat)
    call check_status(stat, DA_ERR_ARGUMENT, "nor one of its own")
    call a%slice([da_item(13_int64)], part, stat)
    call check_status(stat, DA_ERR_INDEX, "an index behind the end")
    call check_true(.not. part%is_made(), "no view after an error")
    call a%free()
  end subroutine views

  subroutine transposed()
    type(da_array) :: a, t, row, wide, z, re, im
    type(da_distribution) :: dist, padded
    real(real64) :: x
    integer :: stat
    call numbered(a, 6, 3)
    call a%transpose(t)
    call t%get([3, 5], x)
    call check_near(x, 3005.0_real64, 0.0_real64, "t(3, 5) is a(5, 3)")
    call t%free()
    call a%transpose(t, [1, 2])
    call check_true(t%equals(a), "no transpose")
    call t%free()
    call a%transpose(t, [0, 1], stat)
    call check_status(stat, DA_ERR_AXIS, "there is no axis 0")
    call a%transpose(t, [1], stat)
    call check_status(stat, DA_ERR_AXIS, "an order of too few axes")
    call a%slice_copy([da_item(2)], row)
    call row%broadcast_to([4_int64, 3_int64], wide)
    call wide%get([4, 2], x)
    call check_near(x, 2002.0_real64, 0.0_real64, "a row repeated")
    call wide%free()
    call row%free()
    call a%distribution(dist)
    call z%full(dist, DA_COMPLEX128, (2.0_real64, -1.0_real64))
    call z%real_part(re)
    call z%imag_part(im)
    call re%sum(x)
    call check_near(x, 36.0_real64, 0.0_real64, "real parts")
    call im%sum(x)
    call check_near(x, -18.0_real64, 0.0_real64, "imaginary parts")
    call re%free()
    call im%free()
    call z%free()
    call dist%free()
    call da_create(padded, ctx, [ranks + 4], "b(boundary=2:2)")
    call z%ones(padded, DA_INT32)
    call z%interior(re)
    call check_true(all(re%shape() == [ranks]), "without the boundary")
    call re%free()
    call z%free()
    call padded%free()
    call a%free()
  end subroutine transposed

  ! Two variables, one array: what one writes the other reads; a copy is another array.
  subroutine references()
    type(da_array) :: a, b, c
    real(real64) :: x
    integer :: stat
    call numbered(a, 4, 2)
    b = a
    call a%copy(c)
    call b%fill(5)
    call a%sum(x)
    call check_near(x, 40.0_real64, 0.0_real64, "written through the other variable")
    call c%get([4, 2], x)
    call check_near(x, 2004.0_real64, 0.0_real64, "the copy is as it was")
    call b%free()
    call check_true(a%is_made() .and. .not. b%is_made(), "the other variable does not know")
    call a%sum(x, stat=stat)
    call check_status(stat, DA_ERR_INVALID_HANDLE, "but what it refers to is gone, and that is found out")
    a%handle = c_null_ptr
    call c%free()
  end subroutine references

  subroutine elements()
    type(da_array) :: a, b, c
    type(da_distribution) :: dist, cyclic
    real(real32) :: x
    integer :: n, stat
    integer(int64) :: wide
    logical :: true
    call da_create(dist, ctx, [7, ranks], "n,b")
    call a%zeros(dist, DA_INT64)
    call a%set([3, ranks], 2_int64**40)
    call a%get([3_int64, int(ranks, int64)], wide)
    call check_equal(wide, 2_int64**40, "an element")
    call a%get([3, ranks], n, stat)
    call check_status(stat, DA_ERR_OVERFLOW, "it does not fit into a default integer")
    call a%get([3, ranks], x)
    call check_near(x, 2.0_real32**40, 0.0_real32, "an integer as a real number")
    call a%get([3, ranks], true)
    call check_true(true, "an integer as a truth value")
    call a%get([3, 0], n, stat)
    call check_status(stat, DA_ERR_INDEX, "there is no index 0")
    call a%get([3], n, stat)
    call check_status(stat, DA_ERR_INDEX, "an index of one number")
    call a%astype(DA_FLOAT32, b)
    call check_equal(b%dtype(), DA_FLOAT32, "another dtype")
    call da_create(cyclic, ctx, [7, ranks], "c,n")
    call b%redistribute(cyclic, c)
    call c%get([3, ranks], x)
    call check_near(x, 2.0_real32**40, 0.0_real32, "an element that moved")
    call c%fill(1.5)
    call b%assign(c)
    call b%sum(x)
    call check_near(x, 1.5_real32 * 7 * ranks, 0.0_real32, "assigned from another distribution")
    call a%empty_like(b, stat=stat)
    call check_status(stat, DA_ERR_ARGUMENT, "what holds something is not made again")
    call a%free()
    call a%empty_like(b)
    call check_equal(a%dtype(), DA_FLOAT32, "like another array")
    call check_equal(a%size(), 7_int64 * ranks, "size")
    call check_equal(a%ndim(), 2, "ndim")
    call a%free()
    call a%empty_like(b, DA_BOOL)
    call check_equal(a%dtype(), DA_BOOL, "like another array, with another dtype")
    call a%sync_replicas()
    call a%free()
    call b%free()
    call c%free()
    call cyclic%free()
    call dist%free()
  end subroutine elements

  subroutine protocol()
    type(da_array) :: a, b
    type(da_context) :: other
    type(da_distbuffer) :: buffer
    real(real64), pointer :: p(:, :), q(:, :)
    call numbered(a, 2 * ranks, 3)
    call a%export(buffer)
    call b%import(ctx, buffer)
    call a%pointer(p)
    call b%pointer(q)
    call check_true(associated(p, q), "the same memory")
    call b%context(other)
    call check_equal(other%compare(ctx), DA_IDENT, "the context of an import")
    call other%free()
    call a%free()
    call check_near(q(2, 3), real(3002 + 2 * me, real64), 0.0_real64, "it lives on")
    call b%free()
  end subroutine protocol

  ! A block that does not fit on one rank only: all are told, and nobody waits.
  subroutine one_block_too_small()
    type(da_array) :: a
    real(real64), allocatable :: x(:, :)
    character(len=200) :: text
    real(real64) :: total
    integer :: stat
    call numbered(a, 4, 3)
    allocate (x(merge(4, 5, me < ranks - 1), 3))
    x = 0
    call a%gather(x, stat=stat, errmsg=text)
    call check_status(stat, DA_ERR_BUFFER_SIZE, "gathered")
    if (me == ranks - 1) call check_true(index(text, "gather: x has the shape (5, 3)") > 0, "message: " // text)
    call a%scatter(x, root=ranks - 1, stat=stat)
    call check_status(stat, DA_ERR_BUFFER_SIZE, "scattered")
    call a%sum(total)
    call check_near(total, sum([1, 2, 3, 4]) * 3 + 4 * 6000.0_real64, 0.0_real64, "nothing was written")
    call a%free()
  end subroutine one_block_too_small
end program objects
