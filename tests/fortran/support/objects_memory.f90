! What the tests of type(da_array)'s memory share: objects_*.f90 are made for each type by scripts/fortran_objects.py.
module objects_memory
  use, intrinsic :: iso_c_binding
  use, intrinsic :: iso_fortran_env, only: real64
  use distarray_objects
  implicit none
  private
  public :: begin, finish, me, ranks, last_rank, spread_out, to_value

  type(da_context) :: ctx

contains

  subroutine begin(comm)
    integer, intent(in) :: comm
    call da_create(ctx, comm)
  end subroutine begin

  subroutine finish()
    call ctx%free()
  end subroutine finish

  integer function me()
    me = ctx%rank()
  end function me

  integer function ranks()
    ranks = ctx%size()
  end function ranks

  integer function last_rank()
    last_rank = ctx%size() - 1
  end function last_rank

  ! The first axis in blocks of this extent, the others whole.
  subroutine spread_out(dist, extents)
    type(da_distribution), intent(inout) :: dist
    integer, intent(in) :: extents(:)
    integer :: whole(size(extents))
    whole = extents
    whole(1) = extents(1) * ranks()
    call da_create(dist, ctx, whole, "b" // repeat(",n", size(extents) - 1))
  end subroutine spread_out

  ! A number as a scalar of a dtype.
  function to_value(z, dtype) result(value)
    complex(real64), intent(in) :: z
    integer(c_int32_t), intent(in) :: dtype
    type(da_value) :: value
    select case (dtype)
    case (DA_BOOL)
      value = da_number(abs(z) > 0)
    case (DA_COMPLEX64, DA_COMPLEX128)
      value = da_number(z)
    case (DA_FLOAT32, DA_FLOAT64)
      value = da_number(real(z, real64))
    case default
      value = da_number(nint(real(z, real64), c_int64_t))
    end select
  end function to_value
end module objects_memory
