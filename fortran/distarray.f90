! libdistarray for Fortran: use distarray.
!
! Interfaces of the functions of distarray.h under their C names (DA_BOOL is a constant, so da_bool()
! is da_bool_value() here), its structures and constants, da_wrap and da_pointer. Handles are
! type(c_ptr), first c_null_ptr; functions return DA_OK or a status, which da_message() explains.
! Indices, axes and ranks count from 0, as in C. docs/fortran.md is the introduction.
!
! Communicators and datatypes are INTEGER handles here, as in `use mpi`; distarray_f08 adds the
! types of mpi_f08 under the same names.
! SPDX-License-Identifier: BSD-3-Clause
module distarray
  use distarray_types
  use distarray_operations
  use distarray_base
  use distarray_distributions
  use distarray_arrays
  use distarray_arithmetic
  use distarray_mathematics
  use distarray_comparison
  use distarray_reductions
  use distarray_views
  use distarray_access
  use distarray_creation
  use distarray_kernels
  use distarray_plans
  use distarray_halos
  use distarray_printing
  use distarray_protocol
  use distarray_scans
  use distarray_selection
  use distarray_text, only: da_string, da_message
  use distarray_for_logical, only: da_pointer, da_wrap
  use distarray_for_short, only: da_pointer, da_wrap
  use distarray_for_integer, only: da_pointer, da_wrap
  use distarray_for_real, only: da_pointer, da_wrap
  use distarray_for_complex, only: da_pointer, da_wrap
  implicit none
  public

  interface da_context_create
    procedure :: da_context_create_f
  end interface da_context_create

  interface da_context_comm
    procedure :: da_context_comm_f
  end interface da_context_comm

  interface da_distribution_comm
    procedure :: da_distribution_comm_f
  end interface da_distribution_comm

  interface da_distribution_mpi_type
    procedure :: da_distribution_mpi_type_f
  end interface da_distribution_mpi_type
end module distarray
