! type(da_context): the ranks that work together.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_object_contexts
  use, intrinsic :: iso_c_binding, only: c_ptr, c_null_ptr, c_associated, c_int, c_int32_t
  use distarray
  use distarray_object_errors, only: da_check, vacant
  implicit none
  private
  public :: da_context, da_create, da_get_comm

  ! A reference, as all objects of this layer: assignment makes both variables refer to the same context, and
  ! one of them is freed. Ranks count from 0, as MPI's do.
  type :: da_context
    type(c_ptr) :: handle = c_null_ptr
  contains
    procedure :: is_made => context_is_made
    procedure :: rank => context_rank
    procedure :: size => context_size
    procedure :: self => context_self
    procedure :: subset => context_subset
    procedure :: split => context_split
    procedure :: compare => context_compare
    procedure :: barrier => context_barrier
    procedure :: agree => context_agree
    procedure :: free => context_free
  end type da_context

  ! call da_create(ctx, comm [, options]): a context of all ranks of a communicator, an integer here;
  ! distarray_objects_f08 adds type(MPI_Comm).
  interface da_create
    module procedure create_context
  end interface da_create

  ! call da_get_comm(ctx, comm): the communicator to use beside the library.
  interface da_get_comm
    module procedure get_comm
  end interface da_get_comm

contains

  subroutine create_context(ctx, comm, options, stat, errmsg)
    class(da_context), intent(inout) :: ctx
    integer(c_int), intent(in) :: comm
    type(da_context_options), intent(in), optional :: options
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(ctx%handle)
    if (status == DA_OK) status = da_context_create_f(comm, options, ctx%handle)
    call da_check(status, stat, errmsg)
  end subroutine create_context

  subroutine get_comm(ctx, comm, stat, errmsg)
    class(da_context), intent(in) :: ctx
    integer(c_int), intent(out) :: comm
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_context_comm_f(ctx%handle, comm), stat, errmsg)
  end subroutine get_comm

  pure function context_is_made(ctx) result(made)
    class(da_context), intent(in) :: ctx
    logical :: made
    made = c_associated(ctx%handle)
  end function context_is_made

  function context_rank(ctx, stat, errmsg) result(rank)
    class(da_context), intent(in) :: ctx
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: rank
    integer(c_int32_t) :: status
    status = da_context_rank(ctx%handle, rank)
    if (status /= DA_OK) rank = -1
    call da_check(status, stat, errmsg)
  end function context_rank

  function context_size(ctx, stat, errmsg) result(size)
    class(da_context), intent(in) :: ctx
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: size
    integer(c_int32_t) :: status
    status = da_context_size(ctx%handle, size)
    if (status /= DA_OK) size = 0
    call da_check(status, stat, errmsg)
  end function context_size

  ! A context of this process alone.
  subroutine context_self(ctx, stat, errmsg)
    class(da_context), intent(inout) :: ctx
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(ctx%handle)
    if (status == DA_OK) status = da_context_self(ctx%handle)
    call da_check(status, stat, errmsg)
  end subroutine context_self

  ! A context of some ranks of another one, in the order of the list; all of that one's ranks call it.
  subroutine context_subset(ctx, parent, ranks, stat, errmsg)
    class(da_context), intent(inout) :: ctx
    class(da_context), intent(in) :: parent
    integer(c_int32_t), intent(in) :: ranks(:)
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(ctx%handle)
    if (status == DA_OK) status = da_context_subset(parent%handle, int(size(ranks), c_int32_t), ranks, ctx%handle)
    call da_check(status, stat, errmsg)
  end subroutine context_subset

  ! The ranks of one color make a new context, in the order of their keys.
  subroutine context_split(ctx, parent, color, key, stat, errmsg)
    class(da_context), intent(inout) :: ctx
    class(da_context), intent(in) :: parent
    integer(c_int32_t), intent(in) :: color, key
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: status
    status = vacant(ctx%handle)
    if (status == DA_OK) status = da_context_split(parent%handle, color, key, ctx%handle)
    call da_check(status, stat, errmsg)
  end subroutine context_split

  ! DA_IDENT, DA_CONGRUENT, DA_SIMILAR or DA_UNEQUAL.
  function context_compare(ctx, other, stat, errmsg) result(relation)
    class(da_context), intent(in) :: ctx, other
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    integer(c_int32_t) :: relation
    integer(c_int32_t) :: status
    status = da_context_compare(ctx%handle, other%handle, relation)
    if (status /= DA_OK) relation = DA_UNEQUAL
    call da_check(status, stat, errmsg)
  end function context_compare

  subroutine context_barrier(ctx, stat, errmsg)
    class(da_context), intent(in) :: ctx
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_context_barrier(ctx%handle), stat, errmsg)
  end subroutine context_barrier

  ! Every rank brings its own outcome, and all get the first mistake.
  subroutine context_agree(ctx, own, stat, errmsg)
    class(da_context), intent(in) :: ctx
    integer(c_int32_t), intent(in) :: own
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_context_agree(ctx%handle, own), stat, errmsg)
  end subroutine context_agree

  subroutine context_free(ctx, stat, errmsg)
    class(da_context), intent(inout) :: ctx
    integer, intent(out), optional :: stat
    character(len=*), intent(inout), optional :: errmsg
    call da_check(da_context_free(ctx%handle), stat, errmsg)
  end subroutine context_free
end module distarray_object_contexts
