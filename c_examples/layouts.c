/* Who owns what: ten layouts of a table of 6 rows and 12 columns, drawn with the rank that owns each
 * element.
 *
 *     mpiexec -n 4 ./layouts
 *
 * ranks: 1 2 3 6 4  timeout: 60  valgrind-full: 1 3 expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 6, COLUMNS = 12, ELEMENTS = ROWS * COLUMNS };

/* Every da_ function that can fail returns a status, and leaves a text that says more. */
#define TRY(call) \
    do { if ((call) != DA_OK) { fprintf(stderr, "%s\n", da_error_message()); return 1; } } while (0)

typedef struct program {
    da_context *ctx;
    int32_t me, ranks;
    int32_t half; /* the larger of two factors of the number of ranks */
} program;

/* Draws a distribution, and compares the drawing with what this rank is said to own. */
static int draw(const program *p, const da_distribution *dist, const char *title) {
    int64_t index[2 * ELEMENTS], offset[2], owned[2], grid[8], length = 0;
    int32_t owner[ELEMENTS], grid_ndim = 0, mine = 0;
    char text[200];
    for (int e = 0; e < ELEMENTS; e++) {
        index[2 * e] = e / COLUMNS;
        index[2 * e + 1] = e % COLUMNS;
    }
    /* Collective, because on unstructured axes no rank knows where everything is. For the other axes
     * da_distribution_owner() answers without asking anybody. */
    TRY(da_distribution_find_owners(dist, ELEMENTS, index, owner));
    TRY(da_distribution_text(dist, text, sizeof text, &length));
    TRY(da_distribution_grid_ndim(dist, &grid_ndim));
    TRY(da_distribution_grid_shape(dist, grid));
    if (p->me == 0) {
        printf("\n%s\n%s on a grid of ", title, text);
        for (int g = 0; g < grid_ndim; g++) printf("%s%d", g ? " x " : "", (int)grid[g]);
        printf("\n");
        for (int e = 0; e < ELEMENTS; e++) printf(" %2d%s", (int)owner[e], e % COLUMNS == COLUMNS - 1 ? "\n" : "");
    }
    /* Of replicas the drawing shows the first, so only these ranks can compare. */
    for (int e = 0; e < ELEMENTS; e++) mine += owner[e] == p->me;
    if (mine > 0) {
        TRY(da_distribution_owned(dist, -1, offset, owned));
        if (owned[0] * owned[1] != mine) {
            fprintf(stderr, "rank %d owns %d elements, but the drawing shows %d\n", (int)p->me,
                    (int)(owned[0] * owned[1]), (int)mine);
            return 1;
        }
    }
    return 0;
}

/* A layout in words; the process grid is chosen from the shape. */
static int in_words(const program *p, const char *title, const char *text) {
    const int64_t shape[2] = {ROWS, COLUMNS};
    da_distribution *dist = NULL;
    TRY(da_distribution_create(p->ctx, 2, shape, text, NULL, &dist));
    const int failed = draw(p, dist, title);
    TRY(da_distribution_free(&dist));
    return failed;
}

/* A layout in words on a grid of the caller's. */
static int on_grid(const program *p, const char *title, const char *text, int64_t rows, int64_t columns,
                   const int32_t *ranks) {
    const int64_t shape[2] = {ROWS, COLUMNS}, grid[2] = {rows, columns};
    const da_distribution_options options = {.struct_size = sizeof options,
                                             .grid_shape = grid,
                                             .grid_ndim = 2,
                                             .ranks = ranks,
                                             .num_ranks = ranks ? rows * columns : 0};
    da_distribution *dist = NULL;
    TRY(da_distribution_create(p->ctx, 2, shape, text, &options, &dist));
    const int failed = draw(p, dist, title);
    TRY(da_distribution_free(&dist));
    return failed;
}

/* Blocks of columns whose widths this program chooses: 1, 2, 3, ... and the rest. */
static int irregular(const program *p) {
    int64_t *bounds = malloc(((size_t)p->ranks + 1) * sizeof *bounds);
    da_dim_spec dims[2] = {{.size = ROWS, .kind = DA_KIND_UNDISTRIBUTED},
                           {.size = COLUMNS, .kind = DA_KIND_BLOCK, .num_bounds = p->ranks + 1}};
    da_distribution *dist = NULL;
    if (!bounds) return 1;
    bounds[0] = 0;
    for (int32_t r = 0; r < p->ranks; r++) {
        const int64_t next = bounds[r] + r + 1;
        bounds[r + 1] = next < COLUMNS && r + 1 < p->ranks ? next : COLUMNS;
    }
    dims[1].bounds = bounds;
    const da_status status = da_distribution_create_dims(p->ctx, 2, dims, NULL, &dist);
    free(bounds); /* the distribution keeps a copy */
    TRY(status);
    const int failed = draw(p, dist, "5. Irregular blocks: every rank says where it begins");
    TRY(da_distribution_free(&dist));
    return failed;
}

/* Columns by number, as a mesh partitioner hands them out: each rank names its own, in its order. */
static int unstructured(const program *p) {
    int64_t labels[COLUMNS], count = 0;
    for (int64_t c = COLUMNS - 1; c >= 0; c--)
        if (c * c % 7 % p->ranks == p->me) labels[count++] = c;
    const da_dim_spec dims[2] = {{.size = ROWS, .kind = DA_KIND_UNDISTRIBUTED},
                                 {.size = COLUMNS,
                                  .kind = DA_KIND_UNSTRUCTURED,
                                  .labels = labels,
                                  .num_labels = count,
                                  .one_to_one = 1,
                                  .grid_size = p->ranks}};
    da_distribution *dist = NULL;
    TRY(da_distribution_create_dims(p->ctx, 2, dims, NULL, &dist));
    const int failed = draw(p, dist, "8. Unstructured columns: every rank brings the numbers of its own");
    TRY(da_distribution_free(&dist));
    return failed;
}

/* The last ranks first, and one of them left out if there are several. */
static int some_ranks(const program *p) {
    const int32_t used = p->ranks > 1 ? p->ranks - 1 : 1;
    int32_t *ranks = malloc((size_t)used * sizeof *ranks);
    if (!ranks) return 1;
    for (int32_t k = 0; k < used; k++) ranks[k] = p->ranks - 1 - k;
    const int failed = on_grid(p, "10. Some of the ranks, in an order of their own", "n,b", 1, used, ranks);
    free(ranks);
    return failed;
}

static int draw_all(const program *p) {
    return in_words(p, "1. Blocks of rows", "b,n") || in_words(p, "2. Blocks of rows and columns", "b,b") ||
           in_words(p, "3. Blocks of rows, columns dealt out one by one", "b,c") ||
           in_words(p, "4. Block-cyclic both ways, as ScaLAPACK has it", "c:2,c:3") || irregular(p) ||
           in_words(p, "6. Blocks that also store a neighbour's column (owners are the same)", "n,b(comm=1)") ||
           in_words(p, "7. A boundary of one element around everything, periodic columns",
                    "b(boundary=1),b(boundary=1 periodic)") ||
           unstructured(p) ||
           on_grid(p, "9. Blocks of rows, each several times: the first replica is drawn", "b,n",
                   p->ranks / p->half, p->half, NULL) ||
           some_ranks(p);
}

int main(int argc, char **argv) {
    program p = {NULL, -1, 0, 1};
    int failed = 1, any = 1;
    MPI_Init(&argc, &argv);
    if (da_context_create(MPI_COMM_WORLD, NULL, &p.ctx) == DA_OK && da_context_rank(p.ctx, &p.me) == DA_OK &&
        da_context_size(p.ctx, &p.ranks) == DA_OK) {
        p.half = p.ranks % 2 == 0 ? p.ranks / 2 : 1;
        failed = draw_all(&p);
    } else {
        fprintf(stderr, "%s\n", da_error_message());
    }
    da_context_free(&p.ctx);
    MPI_Allreduce(&failed, &any, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    if (p.me == 0) printf("\n%s\n", any ? "FAILED" : "OK");
    MPI_Finalize();
    return any != 0;
}
