/* ScaLAPACK and libdistarray on the same memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * A matrix of ScaLAPACK is a descriptor, an array of nine integers, and a pointer to this process's columns. Both
 * stand for a da_array whose axes are dealt out in blocks ("c:mb,c:nb") and whose sections are in Fortran order,
 * so either becomes the other without copying:
 *
 *     da_scalapack_grid grid;
 *     TRY(da_scalapack_grid_create(ctx, "Row-major", 2, 2, &grid));
 *     TRY(da_scalapack_export(a, &grid, DA_ACCESS_WRITE, desc, &data));               our array -> desc, data
 *     TRY(da_scalapack_import(&grid, desc, DA_FLOAT64, data, 0, NULL, NULL, &b));     desc, data -> our array
 *     TRY(da_scalapack_solve(a, x, NULL, &y));                              NumPy's calls, any distribution
 *
 * **Who owns what.** An exported pointer belongs to the array and is valid as long as one array or view of that
 * memory lives; a descriptor owns nothing. Imported memory stays the caller's, as with da_array_wrap(), until
 * `release` was called. A grid made by da_scalapack_grid_create() or da_scalapack_grid_of() owns its BLACS context,
 * one made by da_scalapack_grid_import() does not. A grid keeps its da_context; da_scalapack_grid_free() leaves arrays
 * and memory alone, in any order. A grid whose BLACS context ended elsewhere is DA_ERR_INVALID_HANDLE. Free grids
 * before MPI_Finalize: afterwards freeing only forgets.
 *
 * **Collective.** Functions that say so are called by all ranks of the grid's (or the array's) context, those
 * outside the BLACS grid too. Each rank's checks come first, then one agreement: a mistake on one rank is an error of
 * all. MPI's communicator calls inside da_scalapack_grid_create() know no time limit.
 *
 * **What is to be linked**: ScaLAPACK with its BLACS. Its functions are declared under names of our own, so that
 * they never contradict the prototypes that a program has for itself.
 *
 * Before the first #include, define DA_SCALAPACK_INT for a ScaLAPACK whose integers are not int, and
 * DA_SCALAPACK_FORTRAN(name), a string, for Fortran names that are not in lower case with an underscore. */
#ifndef DISTARRAY_SCALAPACK_H
#define DISTARRAY_SCALAPACK_H

#include <distarray/scalapack/base.h>
#include <distarray/scalapack/grid.h>
#include <distarray/scalapack/layout.h>
#include <distarray/scalapack/linalg.h>

#endif /* DISTARRAY_SCALAPACK_H */
