! Contexts, with the types of mpi_f08.
! ranks: 1 2 3 4 6  valgrind: 1 3  sources: support/check.f90
module contexts_hooks
  use, intrinsic :: iso_c_binding
  implicit none
  type :: heard
    integer :: before = 0, after = 0, last = -1
  end type heard
contains

  subroutine before_operation(call, kind, bytes, user) bind(C)
    character(kind=c_char), intent(in) :: call(*)
    integer(c_int32_t), value :: kind
    integer(c_int64_t), value :: bytes
    type(c_ptr), value :: user
    type(heard), pointer :: ears
    call c_f_pointer(user, ears)
    if (call(1) == "d" .and. bytes > 0) ears%before = ears%before + 1
    ears%last = kind
  end subroutine before_operation

  subroutine after_operation(call, kind, bytes, user) bind(C)
    character(kind=c_char), intent(in) :: call(*)
    integer(c_int32_t), value :: kind
    integer(c_int64_t), value :: bytes
    type(c_ptr), value :: user
    type(heard), pointer :: ears
    call c_f_pointer(user, ears)
    if (call(1) == "d" .and. bytes > 0 .and. ears%last == kind) ears%after = ears%after + 1
  end subroutine after_operation
end module contexts_hooks

program contexts
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use check
  use distarray_f08
  use contexts_hooks
  implicit none
  type(c_ptr) :: ctx = c_null_ptr
  integer :: rank, size

  call MPI_Init()
  call MPI_Comm_rank(MPI_COMM_WORLD, rank)
  call MPI_Comm_size(MPI_COMM_WORLD, size)
  call creation()
  call comparison()
  call subsets()
  call splits()
  call mistakes()
  call costs()
  call check_ok(da_context_free(ctx), "da_context_free")
  call check_true(.not. c_associated(ctx), "a freed handle is null")
  call check_ok(da_context_free(ctx), "freeing nothing")
  call check_finish()

contains

  subroutine expect_place(context, rank_expected, size_expected)
    type(c_ptr), intent(in) :: context
    integer, intent(in) :: rank_expected, size_expected
    integer(c_int32_t) :: got
    call check_ok(da_context_rank(context, got), "da_context_rank")
    call check_equal(got, rank_expected, "rank")
    call check_ok(da_context_size(context, got), "da_context_size")
    call check_equal(got, size_expected, "size")
  end subroutine expect_place

  subroutine creation()
    type(da_context_options) :: options
    type(MPI_Comm) :: comm
    integer :: relation, total
    options%timeout_seconds = 50
    call check_ok(da_context_create(MPI_COMM_WORLD, options, ctx), "da_context_create with options")
    call expect_place(ctx, rank, size)
    call check_ok(da_context_barrier(ctx), "da_context_barrier")
    ! The public communicator: another one over the same processes, which the application may use.
    call check_ok(da_context_comm(ctx, comm), "da_context_comm")
    call MPI_Comm_compare(comm, MPI_COMM_WORLD, relation)
    call check_equal(relation, MPI_CONGRUENT, "the public communicator")
    call MPI_Allreduce(rank + 1, total, 1, MPI_INTEGER, MPI_SUM, comm)
    call check_equal(total, size * (size + 1) / 2, "a sum on the public communicator")
    options%reserved = 1
    call check_status(da_context_create(MPI_COMM_WORLD, options, ctx), DA_ERR_ARGUMENT, "reserved options")
    call expect_place(ctx, rank, size)
  end subroutine creation

  ! What barriers cost, and who is told of them.
  subroutine costs()
    type(heard), target :: ears
    type(da_stats) :: stats
    integer :: i
    call check_ok(da_context_stats_reset(ctx), "da_context_stats_reset")
    call check_ok(da_context_set_hooks(ctx, c_funloc(before_operation), c_funloc(after_operation), c_loc(ears)), &
        "da_context_set_hooks")
    do i = 1, 3
      call check_ok(da_context_barrier(ctx), "a barrier that is heard")
    end do
    call check_ok(da_context_set_hooks(ctx, c_null_funptr, c_null_funptr, c_null_ptr), "no hooks")
    call check_ok(da_context_barrier(ctx), "a barrier that is not heard")
    call check_equal(ears%before, 3, "before")
    call check_equal(ears%after, 3, "after")
    call check_equal(ears%last, DA_OPERATION_AGREEMENT, "the kind")
    call check_ok(da_context_stats(ctx, stats), "da_context_stats")
    call check_equal(stats%calls(DA_OPERATION_AGREEMENT + 1), 4_c_int64_t, "agreements")
    call check_equal(stats%collective%messages_sent, 4_c_int64_t, "collective operations")
    call check_equal(stats%messages%messages_sent, 0_c_int64_t, "messages")
    call check_true(stats%seconds(DA_OPERATION_AGREEMENT + 1) > 0, "they take time")
    call check_ok(da_context_agree(ctx, DA_OK), "all is well everywhere")
    call check_status(da_context_agree(ctx, da_error_set(DA_ERR_EXTERNAL, "another library" // c_null_char)), &
        DA_ERR_EXTERNAL, "what all ranks bring")
  end subroutine costs

  subroutine comparison()
    type(c_ptr) :: other = c_null_ptr, alone = c_null_ptr
    integer(c_int32_t) :: relation
    call check_ok(da_context_create(MPI_COMM_WORLD, out=other), "da_context_create without options")
    call check_ok(da_context_self(alone), "da_context_self")
    call expect_place(alone, 0, 1)
    call check_ok(da_context_compare(ctx, ctx, relation), "da_context_compare")
    call check_equal(relation, DA_IDENT, "the same context")
    call check_ok(da_context_compare(ctx, other, relation), "da_context_compare")
    call check_equal(relation, DA_CONGRUENT, "two contexts of one communicator")
    call check_ok(da_context_compare(ctx, alone, relation), "da_context_compare")
    call check_equal(relation, merge(DA_CONGRUENT, DA_UNEQUAL, size == 1), "all and one")
    call check_ok(da_context_free(other), "free")
    call check_ok(da_context_free(alone), "free")
  end subroutine comparison

  ! The last rank, and the first if there are two, in this order.
  subroutine subsets()
    type(c_ptr) :: part = c_null_ptr
    integer(c_int32_t) :: members(2), count, got
    members = [size - 1, 0]
    count = min(size, 2)
    call check_ok(da_context_subset(ctx, count, members, part), "da_context_subset")
    if (rank == size - 1) then
      call expect_place(part, 0, count)
      call check_ok(da_context_barrier(part), "a barrier of the members")
    else if (rank == 0) then
      call expect_place(part, 1, count)
      call check_ok(da_context_barrier(part), "a barrier of the members")
    else
      call check_ok(da_context_size(part, got), "the size is known outside too")
      call check_equal(got, count, "size of a subset")
      call check_status(da_context_barrier(part), DA_ERR_NOT_MEMBER, "a barrier outside")
    end if
    call check_ok(da_context_free(part), "free")
  end subroutine subsets

  ! Even and odd ranks, each in descending order.
  subroutine splits()
    type(c_ptr) :: half = c_null_ptr
    integer :: members
    call check_ok(da_context_split(ctx, int(mod(rank, 2), c_int32_t), int(-rank, c_int32_t), half), "da_context_split")
    members = (size + 1 - mod(rank, 2)) / 2
    call expect_place(half, members - 1 - rank / 2, members)
    call check_ok(da_context_free(half), "free")
  end subroutine splits

  ! One rank's mistake is everybody's error, and names its origin.
  subroutine mistakes()
    type(c_ptr) :: part = c_null_ptr
    integer(c_int32_t) :: members(1)
    members = merge(99, 0, rank == size - 1)
    call check_status(da_context_subset(ctx, 1_c_int32_t, members, part), DA_ERR_ARGUMENT, "a rank out of range")
    call check_true(index(da_message(), "99") > 0, "the message has the value: " // da_message())
    call check_equal(da_error_rank(), int(size - 1, c_int32_t), "where the error began")
    call check_true(.not. c_associated(part), "no handle after an error")
    call check_ok(da_context_barrier(ctx), "the context works again")
  end subroutine mistakes
end program contexts
