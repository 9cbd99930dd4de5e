! The objects that move elements, plans and halos; and distributions of blocks that the ranks already have.
! ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 4  sources: support/check.f90
program objects_moves
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: int32, int64, real64
  use check
  use distarray_objects_f08
  implicit none
  type(da_context) :: ctx
  integer :: me, ranks

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, me)
  call MPI_Comm_size(MPI_COMM_WORLD, ranks)
  call da_create(ctx, MPI_COMM_WORLD)
  call plans()
  call halos()
  call halo_of_several()
  call blocks()
  call leftover_ranks()
  call ghosts()
  call no_grid()
  call ctx%barrier()
  call ctx%free()
  call check_finish()

contains

  subroutine plans()
    type(da_distribution) :: rows, cards
    type(da_array) :: a, b
    type(da_plan) :: plan
    type(da_context) :: same
    type(da_plan_report) :: report
    integer(int32) :: x(9, 5), y(9, 5)
    integer :: k
    x = reshape([(k, k = 1, 45)], [9, 5])
    call da_create(rows, ctx, [9, 5], "b,n")
    call da_create(cards, ctx, [9, 5], "n,c")
    call a%zeros(rows, DA_INT32)
    call b%zeros(cards, DA_INT32)
    call a%scatter(x)
    call da_create(plan, rows, DA_INT32, cards, DA_INT32)
    call check_true(plan%is_made(), "a plan")
    call plan%execute(a, b)
    call b%gather(y)
    call check_true(all(y == x), "moved")
    call a%add(1)
    call plan%begin(a, b)
    call plan%end()
    call b%gather(y)
    call check_true(all(y == x + 1), "moved in two steps")
    call plan%info(report)
    if (ranks == 1) call check_equal(report%bytes_out, 0_int64, "one rank sends nothing")
    call check_equal(report%bytes_out + report%bytes_kept, 4 * product(rows%local_shape()), "every element is sent or kept")
    call plan%context(same)
    call check_equal(same%compare(ctx), DA_IDENT, "its context")
    call same%free()
    call plan%free()
    call a%free()
    call b%free()
    call rows%free()
    call cards%free()
  end subroutine plans

  ! Two rows of each rank, a layer of padding around: after an update each holds the neighbours' numbers.
  subroutine halos()
    type(da_distribution) :: dist
    type(da_array) :: a
    type(da_halo) :: halo
    type(da_plan_report) :: report
    real(real64), pointer :: p(:)
    integer :: stat
    call da_create(dist, ctx, [2 * ranks], [2 * me + 1], [2 * me + 2], ghosts=[1])
    call a%empty(dist, DA_FLOAT64)
    call a%pointer(p)
    call da_create(halo, dist, boundary=DA_BOUNDARY_CONSTANT, value=da_number(-1))
    p = real(me, real64)
    call halo%update(a)
    call a%pointer(p, read_only=.true.)
    call check_near(p(1), real(me - 1, real64), 0.0_real64, "from the left, or the constant")
    call check_near(p(4), real(merge(-1, me + 1, me == ranks - 1), real64), 0.0_real64, "from the right, or the constant")
    call check_true(all(abs(p(2:3) - me) <= 0), "the own part")
    call halo%info(DA_FLOAT64, report)
    call check_true((report%bytes_in > 0) .eqv. ranks > 1, "bytes to come")
    call halo%free()
    call da_create(halo, dist, boundary=DA_BOUNDARY_NEAREST, widths=reshape([1_int64, 0_int64], [2, 1]), skip_corners=.true.)
    call a%pointer(p)
    p = real(10 + me, real64)
    call halo%begin(a)
    call halo%end()
    call check_near(p(1), real(max(9 + me, 10), real64), 0.0_real64, "the left layer only")
    call halo%free()
    call da_create(halo, dist, widths=reshape([1_int64], [1, 1]), stat=stat)
    call check_true(stat /= 0, "widths of another shape")
    call check_true(.not. halo%is_made(), "no halo")
    call a%free()
    call dist%free()
  end subroutine halos

  subroutine halo_of_several()
    type(da_distribution) :: dist
    type(da_array) :: a, b
    type(da_halo) :: halo
    real(real64), pointer :: p(:), q(:)
    real(real64) :: total
    call da_create(dist, ctx, [3 * ranks], "b(comm=1:1 periodic)")
    call a%full(dist, DA_FLOAT64, 1)
    call b%full(dist, DA_FLOAT64, 2)
    call a%pointer(p)
    call b%pointer(q)
    call da_create(halo, dist)
    call halo%update([a, b])
    call check_true(all(abs(p - 1) <= 0) .and. all(abs(q - 2) <= 0), "two arrays at once")
    call halo%begin([a, b])
    call halo%end()
    call halo%accumulate(a)
    call a%sum(total)
    ! Each of the inner borders is seen from both sides.
    call check_near(total, real(3 * ranks + 2 * (ranks - 1), real64), 0.0_real64, "what padding shows, added")
    call halo%accumulate([b])
    call b%sum(total)
    call check_near(total, real(2 * (3 * ranks + 2 * (ranks - 1)), real64), 0.0_real64, "the same for a list")
    call halo%free()
    call a%free()
    call b%free()
    call dist%free()
  end subroutine halo_of_several

  ! A grid as wide as it may be, its ranks counted along the first axis first as old programs do: not C's order.
  subroutine place(grid, coords)
    integer, intent(out) :: grid(2), coords(2)
    grid = 0
    call MPI_Dims_create(ranks, 2, grid)
    coords = [modulo(me, grid(1)), me / grid(1)]
  end subroutine place

  ! Blocks of different extents, memory of the program itself.
  subroutine blocks()
    type(da_distribution) :: dist
    type(da_array) :: a
    integer(int32), allocatable, target :: mine(:, :)
    integer(int32) :: whole(11, 8)
    integer(int64) :: low(2), high(2)
    integer :: grid(2), coords(2), first(2), last(2), i, j
    call place(grid, coords)
    first = coords * [11, 8] / grid + 1
    last = (coords + 1) * [11, 8] / grid
    call da_create(dist, ctx, [11, 8], first, last)
    call dist%owned_range(low, high)
    call check_true(all(low == first) .and. all(high == last), "each has its own block")
    allocate (mine(first(1):last(1), first(2):last(2)))
    do j = first(2), last(2)
      do i = first(1), last(1)
        mine(i, j) = 100 * j + i
      end do
    end do
    call a%wrap(dist, mine)
    call a%gather(whole)
    call check_true(all(whole == reshape([((100 * j + i, i = 1, 11), j = 1, 8)], [11, 8])), "gathered")
    do j = 1, 8
      call check_true(all(whole(:, j) == [(100 * j + i, i = 1, 11)]), "a column")
    end do
    call check_equal(dist%owner(last), me, "the owner of the last index")
    call a%free()
    call dist%free()
  end subroutine blocks

  ! Ranks with an empty block are not in the grid, and take part all the same.
  subroutine leftover_ranks()
    type(da_distribution) :: dist
    type(da_array) :: a
    integer(int32), target :: one(1), none(0)
    integer(int32) :: total
    integer :: members
    members = max(1, ranks - 1)
    one = me + 1
    none = 0
    call da_create(dist, ctx, [members], [me + 1], [merge(me + 1, me, me < members)])
    if (me < members) then
      call a%wrap(dist, one)
    else
      call a%wrap(dist, none)
    end if
    call a%sum(total)
    call check_equal(total, members * (members + 1) / 2, "the sum of all members' numbers")
    call a%free()
    call dist%free()
  end subroutine leftover_ranks

  ! Ghost layers around each block: the library's halo does what such programs do by hand.
  subroutine ghosts()
    type(da_distribution) :: dist
    type(da_array) :: a, inner
    type(da_halo) :: halo
    real(real64), allocatable, target :: mine(:, :)
    real(real64) :: whole(12, 9)
    integer(int64) :: first(2), last(2), i, j
    integer :: grid(2), coords(2), wrong
    call place(grid, coords)
    first = coords * [12, 9] / grid + 1
    last = (coords + 1) * [12, 9] / grid
    allocate (mine(first(1) - 1:last(1) + 1, first(2) - 1:last(2) + 1), source=-5.0_real64)
    do j = first(2), last(2)
      do i = first(1), last(1)
        mine(i, j) = real(100 * j + i, real64)
      end do
    end do
    call da_create(dist, ctx, [12_int64, 9_int64], first, last, ghosts=[1, 1])
    call check_true(all(dist%shape() == [14, 11]), "the boundary counts")
    call a%wrap(dist, mine)
    call da_create(halo, dist, boundary=DA_BOUNDARY_UNTOUCHED)
    call halo%update(a)
    wrong = 0
    do j = max(first(2) - 1, 1_int64), min(last(2) + 1, 9_int64)
      do i = max(first(1) - 1, 1_int64), min(last(1) + 1, 12_int64)
        if (abs(mine(i, j) - real(100 * j + i, real64)) > 0) wrong = wrong + 1
      end do
    end do
    call check_equal(wrong, 0, "ghosts with another number than the neighbour has")
    if (first(1) == 1) call check_near(mine(0, first(2)), -5.0_real64, 0.0_real64, "the boundary is left alone")
    call a%interior(inner)
    call inner%gather(whole)
    call check_near(maxval(abs(whole(:, 9) - [(900 + i, i = 1, 12)])), 0.0_real64, 0.0_real64, "the grid, gathered")
    call inner%free()
    call halo%free()
    call a%free()
    call dist%free()
  end subroutine ghosts

  ! Blocks that overlap, leave gaps, or are no grid: one error everywhere.
  subroutine no_grid()
    type(da_distribution) :: dist
    character(len=200) :: text
    integer :: stat
    call da_create(dist, ctx, [2 * ranks], [2 * me + 1], [2 * me + 1], stat=stat, errmsg=text)
    call check_status(stat, DA_ERR_DISTRIBUTION, "gaps")
    call check_true(index(text, "along axis 1 no block of a rank begins at 2") > 0, "message: " // text)
    if (ranks > 1) then
      call da_create(dist, ctx, [4], [1], [4], stat=stat)
      call check_status(stat, DA_ERR_DISTRIBUTION, "all have the same")
      call da_create(dist, ctx, [ranks, ranks], [me + 1, me + 1], [me + 1, me + 1], stat=stat)
      call check_status(stat, DA_ERR_DISTRIBUTION, "a diagonal")
      call da_create(dist, ctx, [2], [1, 1, 1], [merge(1, 2, me == 0)], stat=stat)
      call check_status(stat, DA_ERR_SHAPE, "too many numbers")
    end if
    call da_create(dist, ctx, [ranks], [me + 1], [me + 1], ghosts=[1, 1], stat=stat)
    call check_status(stat, DA_ERR_SHAPE, "too many ghosts")
    call da_create(dist, ctx, [ranks], [me + 1], [merge(me + 2, me + 1, me == ranks - 1)], stat=stat)
    call check_status(stat, DA_ERR_DISTRIBUTION, "a block beyond the shape")
    call check_true(.not. dist%is_made(), "nothing is made")
  end subroutine no_grid
end program objects_moves
