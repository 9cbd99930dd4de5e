/* Every function of distarray.h meets every mistake of the table, on all ranks at once and on the
 * last rank only; afterwards the contexts work. support/bad_input.h explains the table.
 * ranks: 1 3  timeout: 240
 * ranks: 1  timeout: 60  args: --step 7  valgrind: 1 3
 * sources: support/bad_input_world.c support/bad_input_run.c support/bad_input_contexts.c
 * sources: support/bad_input_distributions.c support/bad_input_questions.c support/bad_input_arrays.c
 * sources: support/bad_input_creation.c support/bad_input_compute.c support/bad_input_reductions.c
 * sources: support/bad_input_protocol.c
 * sources: support/bad_input_values.c support/bad_input_views.c
 * sources: support/bad_input_access.c support/bad_input_plans.c support/bad_input_halos.c support/bad_input_ufuncs.c
 * sources: support/bad_input_scans.c support/bad_input_kernels.c */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/bad_input_run.h"

int main(int argc, char **argv) {
    static world w;
    const char *only = "";
    int step = 1, verdict, i, rows;
    MPI_Init(&argc, &argv);
    for (i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--step") == 0) step = atoi(argv[i + 1]);
        if (strcmp(argv[i], "--only") == 0) only = argv[i + 1];
    }
    world_build(&w);
    rows = run_tables(&w, only, step);
    if (w.rank == 0) fprintf(stderr, "%d rows\n", rows);
    world_free(&w);
    verdict = bad_input_verdict();
    if (w.inter_comm != MPI_COMM_NULL) MPI_Comm_free(&w.inter_comm);
    MPI_Comm_free(&w.comm);
    MPI_Finalize();
    return verdict;
}
