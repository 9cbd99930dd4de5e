! libdistarray for Fortran with types of its own: use distarray_objects.
!
! type(da_context), type(da_distribution), type(da_array), type(da_plan) and type(da_halo). Objects are references:
! assignment makes two variables refer to the same thing, a%copy(b) copies elements, a%free() gives up.
! Procedures take `stat` and `errmsg` as ALLOCATE does. Indices and axes count from 1, ranks from 0.
! docs/fortran.md is the introduction.
!
! Everything of module distarray is here too; its functions take the component `handle` of an object:
!     call da_check(da_squeeze(a%handle, 0, out=b%handle))
! SPDX-License-Identifier: BSD-3-Clause
module distarray_objects
  use distarray
  use distarray_object_errors, only: da_check
  use distarray_object_values, only: da_number, da_read
  use distarray_object_contexts, only: da_context, da_create, da_get_comm
  use distarray_object_distributions, only: da_distribution, da_get_comm, da_get_mpi_type
  use distarray_object_layouts, only: da_create, da_create_like, da_create_slice, da_create_transpose, &
      da_create_replicated, da_span, da_item
  use distarray_object_moves, only: da_plan, da_halo, da_create
  use distarray_object_complex64, only: array_complex64
  implicit none
  public
  private :: array_complex64

  ! The end of a chain of types, all of whose procedures it has: see distarray_object_base.
  type, extends(array_complex64) :: da_array
  end type da_array
end module distarray_objects
