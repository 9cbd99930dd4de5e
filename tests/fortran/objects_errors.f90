! Errors of the objects: with `stat` the program goes on and nothing is printed, without it stops with the message.
! A child of this program, which knows no MPI, stops; the checks look at what it printed.
! ranks: single  valgrind: single  sources: support/check.f90
program objects_errors
  use mpi_f08
  use, intrinsic :: iso_c_binding
  use check
  use distarray_objects_f08
  implicit none
  character(len=16) :: argument
  character(len=512) :: me

  call get_command_argument(1, argument)
  if (argument /= "") call be_the_child(trim(argument))
  call get_command_argument(0, me)
  call MPI_Init()
  call with_stat()
  call with_message()
  call nothing_there()
  call wrapped()
  call check_true(runs("none", 0, "went on"), "without an error it goes on")
  call check_true(silent("stat"), "with stat it goes on, and prints nothing")
  call check_true(runs("stop", 1, "ERROR STOP DA_ERR_NULL: "), "without stat it stops")
  call check_true(runs("errmsg", 1, "ERROR STOP DA_ERR_NULL: "), "errmsg alone does not keep it from that")
  call check_true(runs("check", 1, "ERROR STOP DA_ERR_SHAPE: mine"), "so do messages of its own")
  call check_finish()

contains

  subroutine be_the_child(what)
    character(len=*), intent(in) :: what
    type(da_context) :: ctx
    character(len=100) :: text
    integer :: number, stat
    select case (what)
    case ("none")
      call da_check(DA_OK)
      print '(a)', "went on"
    case ("stat")
      number = ctx%rank(stat, text)
    case ("stop")
      number = ctx%rank()
    case ("errmsg")
      number = ctx%rank(errmsg=text)
    case ("check")
      call da_check(da_error_set(DA_ERR_SHAPE, "mine" // c_null_char))
    end select
    stop
  end subroutine be_the_child

  ! Whether the child ends with success (0) or not, and prints a text.
  function runs(what, failure, text) result(answer)
    character(len=*), intent(in) :: what, text
    integer, intent(in) :: failure
    logical :: answer
    integer :: exit_status, found
    exit_status = -1
    found = -1
    call execute_command_line("'" // trim(me) // "' " // what // " > /dev/null 2>&1", exitstat=exit_status)
    call execute_command_line("'" // trim(me) // "' " // what // " 2>&1 | grep -qF '" // text // "'", exitstat=found)
    answer = (exit_status /= 0) .eqv. failure /= 0
    answer = answer .and. found == 0
  end function runs

  function silent(what) result(answer)
    character(len=*), intent(in) :: what
    logical :: answer
    integer :: found
    found = -1
    call execute_command_line("'" // trim(me) // "' " // what // " 2>&1 | grep -q .", exitstat=found)
    answer = found == 1
  end function silent

  subroutine with_stat()
    type(da_context) :: ctx
    type(da_distribution) :: dist
    integer :: stat
    stat = -1
    call da_create(ctx, MPI_COMM_WORLD, stat=stat)
    call check_equal(stat, 0, "success")
    call da_create(ctx, MPI_COMM_WORLD, stat=stat)
    call check_status(stat, DA_ERR_ARGUMENT, "a context that is there already")
    call da_create(dist, ctx, [4, 4], "b,q", stat=stat)
    call check_status(stat, DA_ERR_SYNTAX, "a text that is none")
    call check_true(.not. dist%is_made(), "nothing is made")
    call da_create(dist, ctx, [4, 4], stat=stat)
    call check_equal(stat, 0, "the same variable")
    call check_true(dist%is_made(), "it is made")
    call dist%free(stat)
    call check_equal(stat, 0, "freed")
    call dist%free(stat)
    call check_equal(stat, 0, "freed twice")
    call ctx%free(stat)
    call check_equal(stat, 0, "freed")
  end subroutine with_stat

  ! errmsg is defined by an error only, and cut or filled with blanks as any text.
  subroutine with_message()
    type(da_context) :: ctx
    character(len=200) :: long
    character(len=9) :: short
    integer :: stat
    long = "as it was"
    call ctx%self(stat, long)
    call check_equal(trim(long), "as it was", "success leaves errmsg alone")
    call ctx%self(stat, long)
    call check_status(stat, DA_ERR_ARGUMENT, "an error")
    call check_true(index(long, "DA_ERR_ARGUMENT: the object that is to be made holds something") == 1, "message: " // long)
    call ctx%self(stat, short)
    call check_equal(short, "DA_ERR_AR", "a short message")
    call ctx%free()
  end subroutine with_message

  ! Objects that hold nothing, in every place.
  subroutine nothing_there()
    type(da_context) :: ctx
    type(da_distribution) :: dist
    type(da_array) :: a, b
    type(da_plan) :: plan
    type(da_halo) :: halo
    double precision, target :: x(3)
    double precision, pointer :: p(:)
    integer :: stat
    x = 0
    call check_equal(ctx%size(stat), 0, "the size of no context")
    call check_status(stat, DA_ERR_NULL, "no context")
    call check_equal(size(dist%shape(stat)), 0, "the shape of nothing")
    call check_status(stat, DA_ERR_NULL, "no distribution")
    call check_true(all(dist%global_index([1], stat=stat) == 0), "an index of nothing")
    call check_status(stat, DA_ERR_NULL, "no distribution to ask")
    call check_equal(dist%text(stat), "", "the text of nothing")
    call check_status(stat, DA_ERR_NULL, "no distribution to tell")
    call da_create(dist, ctx, [3], "b", stat=stat)
    call check_status(stat, DA_ERR_NULL, "a distribution without a context")
    call a%zeros(dist, DA_FLOAT64, stat=stat)
    call check_status(stat, DA_ERR_NULL, "an array without a distribution")
    call a%wrap(dist, x, stat=stat)
    call check_status(stat, DA_ERR_NULL, "memory without a distribution")
    call a%pointer(p, stat=stat)
    call check_status(stat, DA_ERR_NULL, "a pointer to nothing")
    call check_true(.not. associated(p), "no pointer")
    call a%add(b, stat=stat)
    call check_status(stat, DA_ERR_NULL, "a sum of nothing")
    call a%gather(x, stat=stat)
    call check_status(stat, DA_ERR_NULL, "nothing to gather")
    call a%copy_local(x, stat)
    call check_status(stat, DA_ERR_NULL, "nothing to copy")
    call plan%execute(a, b, stat)
    call check_status(stat, DA_ERR_NULL, "no plan")
    call halo%update(a, stat)
    call check_status(stat, DA_ERR_NULL, "no halo")
    call halo%update([a, b], stat)
    call check_status(stat, DA_ERR_NULL, "no halo for several")
    call a%free(stat)
    call check_equal(stat, 0, "freeing nothing is no error")
  end subroutine nothing_there

  subroutine wrapped()
    type(da_context) :: ctx
    type(da_distribution) :: dist
    type(da_array) :: a
    double precision, target :: x(3, 2)
    double precision, pointer :: p(:)
    character(len=200) :: text
    integer :: stat
    x = 1
    call ctx%self()
    call da_create(dist, ctx, [3, 3], "b,n")
    call a%wrap(dist, x, stat=stat, errmsg=text)
    call check_status(stat, DA_ERR_SHAPE, "another shape")
    call check_true(index(text, "DA_ERR_SHAPE: da_wrap: the array has shape (3, 2)") == 1, "message: " // text)
    call a%wrap(dist, x(:, 1), stat=stat)
    call check_status(stat, DA_ERR_SHAPE, "another rank")
    call a%ones(dist, DA_FLOAT64)
    call a%pointer(p, stat=stat)
    call check_status(stat, DA_ERR_SHAPE, "a pointer of another rank")
    call a%gather(x, stat=stat, errmsg=text)
    call check_status(stat, DA_ERR_BUFFER_SIZE, "gathered to another shape")
    call check_true(index(text, "gather: x has the shape (3, 2), the array (3, 3)") > 0, "message: " // text)
    call a%copy_local(x, stat, text)
    call check_status(stat, DA_ERR_SHAPE, "copied to another shape")
    call a%free()
    call dist%free()
    call ctx%free()
  end subroutine wrapped
end program objects_errors
