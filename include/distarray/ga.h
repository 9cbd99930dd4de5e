/* Global Arrays and libdistarray on the same memory.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Global Arrays owns its memory, so that
 * - a global array becomes a da_array where it is: da_ga_import(), and with its ghost cells da_ga_import_ghosts();
 * - an array of ours goes there by one-sided puts, and comes from there by gets: da_ga_put(), da_ga_get();
 * - memory that both shall share is made by Global Arrays, laid out as a distribution says: da_ga_create().
 *
 *     int g_a;
 *     da_array *a;
 *     TRY(da_ga_create(dist, DA_FLOAT64, "a", &g_a));
 *     TRY(da_ga_import(ctx, g_a, 0, &a));                       the same elements, the same memory
 *     GA_Dgemm('n', 'n', n, n, n, 1.0, g_b, g_c, 0.0, g_a);     seen through `a`
 *
 * **Who owns what.** Memory belongs to the global array. Free the arrays that show it before GA_Destroy or
 * GA_Terminate; afterwards they may be freed in any order, but not looked into. A handle that was destroyed, or that
 * never was one, is DA_ERR_INVALID_HANDLE, never GA's abort.
 *
 * **When elements are there.** One-sided operations of Global Arrays are complete after GA_Sync (or GA_Pgroup_sync);
 * call it between them and local access from either side.
 *
 * **Ranks.** The context has the processes of the array's process group, in its order: MPI_COMM_WORLD's for the group
 * of all; da_ga_context() makes it for others. Functions that say so are collective over it: each rank's checks come
 * first, then one agreement, and a mistake on one rank is an error of all. */
#ifndef DISTARRAY_GA_H
#define DISTARRAY_GA_H

#include <distarray/ga/base.h>
#include <distarray/ga/layout.h>
#include <distarray/ga/transfer.h>

#endif /* DISTARRAY_GA_H */
