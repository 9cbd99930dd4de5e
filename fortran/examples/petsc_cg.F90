! PETSc solves for arrays of the library, in Fortran: right-hand side and solution of a Poisson problem on a 2-D grid are
! arrays u(i, j), whose memory PETSc takes as its vectors. Then the library checks the answer by slices.
!
!     mpiexec -n 4 ./petsc_cg [-ksp_type gmres] [-ksp_monitor]
!
! Needs the targets DistArray::fortran and DistArray::petsc, and a PETSc of real numbers and default integers. C programs have
! <distarray/petsc.h> for this and more: c_examples/petsc_poisson.c.
! ranks: 1 2 3 4  timeout: 60  valgrind: 1  expect: OK
! ranks: 3  timeout: 60  args: -ksp_type gmres  expect: OK
!
! SPDX-License-Identifier: BSD-3-Clause
#include <petsc/finclude/petscksp.h>
program petsc_cg
  use petscksp
  use, intrinsic :: iso_c_binding, only: c_associated, c_loc, c_ptr
  use distarray_objects
  implicit none
  PetscInt, parameter :: nx = 40, ny = 30
  type(da_context) :: ctx
  type(da_distribution) :: columns
  type(da_array) :: u, f, rest
  Vec :: uv, fv
  Mat :: A
  KSP :: solver
  PetscInt :: steps
  PetscReal :: largest
  PetscErrorCode :: ierr
  character(len=80) :: line

  PetscCallA(PetscInitialize(ierr))                  ! also initialises MPI
  call da_create(ctx, PETSC_COMM_WORLD)

  ! Whole columns in blocks, in Fortran order: a rank's memory is one piece of the grid numbered with i first, and that is
  ! a vector of PETSc.
  call da_create(columns, ctx, [nx, ny], "n,b")
  call u%zeros(columns, DA_FLOAT64)
  call f%ones(columns, DA_FLOAT64)
  call as_vector(u, uv)
  call as_vector(f, fv)

  ! PETSc solves A u = f.
  call assemble()
  PetscCallA(KSPCreate(PETSC_COMM_WORLD, solver, ierr))
  PetscCallA(KSPSetOperators(solver, A, A, ierr))
  PetscCallA(KSPSetType(solver, KSPCG, ierr))
  PetscCallA(KSPSetTolerances(solver, 1d-10, PETSC_DEFAULT_REAL, PETSC_DEFAULT_REAL, 1000, ierr))
  PetscCallA(KSPSetFromOptions(solver, ierr))
  PetscCallA(KSPSolve(solver, fv, uv, ierr))
  PetscCallA(KSPGetIterationNumber(solver, steps, ierr))

  ! The solution is in `u` already. Is it one? rest = f - 4 u + its four neighbours, where they exist.
  call f%copy(rest)
  call add(-4, 0, 0)
  call add(1, -1, 0)
  call add(1, 1, 0)
  call add(1, 0, -1)
  call add(1, 0, 1)
  call rest%absolute()
  call rest%max(largest)
  write (line, '(i0, a, es8.1, 2a)') steps, " steps, largest residual", largest, new_line("a"), &
      merge("OK        ", "not solved", largest < 1d-6)
  PetscCallA(PetscPrintf(PETSC_COMM_WORLD, trim(line) // new_line("a"), ierr))

  PetscCallA(KSPDestroy(solver, ierr))
  PetscCallA(MatDestroy(A, ierr))
  PetscCallA(VecDestroy(uv, ierr))                   ! vectors first: their memory is the arrays'
  PetscCallA(VecDestroy(fv, ierr))
  call u%free()
  call f%free()
  call rest%free()
  call columns%free()
  call ctx%free()
  PetscCallA(PetscFinalize(ierr))
  if (.not. largest < 1d-6) error stop

contains

  ! The array's memory as a vector, and a proof that it is the same.
  subroutine as_vector(array, v)
    type(da_array), intent(in) :: array
    Vec, intent(out) :: v
    PetscScalar, pointer :: p(:, :), seen(:)
    type(c_ptr) :: ours, theirs
    call array%pointer(p)
    PetscCallA(VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, size(p), nx * ny, p, v, ierr))
    PetscCallA(VecGetArrayReadF90(v, seen, ierr))
    ours = c_loc(p)
    theirs = c_loc(seen)
    if (size(p) > 0 .and. .not. c_associated(ours, theirs)) error stop "it was copied"
    PetscCallA(VecRestoreArrayReadF90(v, seen, ierr))
  end subroutine as_vector

  ! The five-point matrix, as in any program: PETSc's business alone. It counts from 0 and leaves out what is negative.
  subroutine assemble()
    PetscInt :: row, first, last, at(5)
    PetscCallA(VecGetOwnershipRange(uv, first, last, ierr))
    call MatCreateAIJ(PETSC_COMM_WORLD, last - first, last - first, nx * ny, nx * ny, 5, PETSC_NULL_INTEGER, &
        4, PETSC_NULL_INTEGER, A, ierr)
    CHKERRA(ierr)
    do row = first, last - 1
      at = [row, row - nx, row + nx, row - 1, row + 1]
      where ([.false., row < nx, row >= nx * (ny - 1), modulo(row, nx) == 0, modulo(row + 1, nx) == 0]) at = -1
      PetscCallA(MatSetValues(A, 1, [row], 5, at, [4d0, -1d0, -1d0, -1d0, -1d0], INSERT_VALUES, ierr))
    end do
    PetscCallA(MatAssemblyBegin(A, MAT_FINAL_ASSEMBLY, ierr))
    PetscCallA(MatAssemblyEnd(A, MAT_FINAL_ASSEMBLY, ierr))
  end subroutine assemble

  ! rest(i, j) = rest(i, j) + factor * u(i + di, j + dj) where both exist. Slices are views; columns of other ranks come along.
  subroutine add(factor, di, dj)
    integer, intent(in) :: factor, di, dj
    type(da_array) :: here, there, scaled
    call rest%slice([da_span(max(1, 1 - di), min(nx, nx - di)), da_span(max(1, 1 - dj), min(ny, ny - dj))], here)
    call u%slice([da_span(max(1, 1 + di), min(nx, nx + di)), da_span(max(1, 1 + dj), min(ny, ny + dj))], there)
    call there%multiply(factor, scaled)
    call here%add(scaled)
    call here%free()
    call there%free()
    call scaled%free()
  end subroutine add
end program petsc_cg
