/* PETSc and libdistarray on the same memory: Vec, ghosted Vec, dense Mat, IS and DMDA. Header only: compile it with
 * the PETSc that your program uses (3.18 or newer; real or complex, single or double precision, 32- or 64-bit
 * PetscInt), C99 or C++. CMake: find_package(DistArray COMPONENTS petsc), target DistArray::petsc.
 *
 *     da_petsc_<object>_export(array, ..., &object)     our memory as their object, without copying
 *     da_petsc_<object>_import(object, ..., &array)     their memory as our array, without copying
 *     ..._export_copy, ..._import_copy                  through a redistribution, between any layouts
 *
 * ERRORS. Functions return da_status, and da_error_message() says more. Nothing is printed and nothing aborts:
 * PETSc's error handler is replaced during its calls, and its text is part of the message. Calls whose class is
 * "communicating" check everything on each rank, agree, and only then call PETSc: one rank's mistake is the same
 * status on all ranks. An error that PETSc itself has after that, such as lack of memory on one rank, is that rank's
 * alone.
 *
 * LIFETIME. PetscInitialize() and da_context_create() come first, in any order; MPI_Init() before both unless
 * PetscInitialize() does it. Then, for both directions, either side may go first:
 * - An exported object keeps the array's memory: the array, its distribution and its context may be freed while PETSc
 *   goes on working. Memory that was wrapped is released (da_array_wrap()'s `release`) when the object is destroyed,
 *   too. PETSc's duplicates of the object (VecDuplicate(), the work vectors of a KSP) also hold the memory, until
 *   they are destroyed. Destroy exported objects before PetscFinalize().
 * - An imported array holds a reference of the object, which the program may destroy at once. The last of them to go
 *   destroys it: then free the array as PETSc wants XXXDestroy() to be called, on all ranks in the same order, and on
 *   the thread that uses PETSc. After PetscFinalize() the array can be freed, but its elements must not be touched:
 *   PETSc took their memory down, or left it behind.
 * - Not noticed, as anywhere in PETSc: VecPlaceArray(), VecReplaceArray() and their like on a shared object, and
 *   pointers to objects that were destroyed.
 *
 * WHO WROTE. PETSc remembers norms of an object, and an array remembers whether its padding is up to date. After
 * writing to shared memory from our side call da_petsc_vec_changed() or da_petsc_mat_changed(), after PETSc wrote to
 * it da_petsc_array_changed(). The _copy variants and assignments do that themselves.
 *
 * COMMUNICATORS. Exported objects live on da_context_comm(), those of a DMDA on the DMDA's own. Objects of
 * PETSC_COMM_WORLD work with them if the context is of PETSC_COMM_WORLD: they have the same ranks in the same order.
 *
 * docs/interop/petsc.md has all of this with examples.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_H
#define DISTARRAY_PETSC_H

#include "petsc/base.h"
#include "petsc/vec.h"
#include "petsc/vec_copy.h"
#include "petsc/is.h"
#include "petsc/ghost.h"
#include "petsc/mat.h"
#include "petsc/dmda.h"
#include "petsc/dmda_vec.h"

#endif /* DISTARRAY_PETSC_H */
