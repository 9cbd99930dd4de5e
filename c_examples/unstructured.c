/* Nodes of a finite-element mesh, spread over the ranks as a mesh partitioner leaves them: every rank
 * owns some node numbers, in no order.
 *
 * 1. Each rank gives its own node numbers; together they make a distribution with an unstructured axis.
 * 2. A temperature for every node, filled by node number, and its sum and mean over all nodes.
 * 3. Elements touch nodes of other ranks, so each rank asks who owns those, all of them at once.
 *
 *     mpiexec -n 4 ./unstructured
 *
 * ranks: 1 2 3 6 4  timeout: 60  valgrind-full: 1 3 expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray.h>
#include <stdio.h>
#include <stdlib.h>

/* A mesh of SIDE x SIDE nodes and of squares between them, numbered row by row. */
enum { SIDE = 40, NODES = SIDE * SIDE, CORNERS = 4 };

#define TRY(call) \
    do { \
        if ((call) != DA_OK) { \
            fprintf(stderr, "rank %d: %s\n", (int)m->me, da_error_message()); \
            return 1; \
        } \
    } while (0)

#define REQUIRE(condition, what) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "rank %d: %s\n", (int)m->me, what); \
            return 1; \
        } \
    } while (0)

typedef struct mesh {
    int32_t me, ranks;
    int64_t *nodes; /* this rank's node numbers */
    int64_t count;
    da_context *ctx;
    da_distribution *dist;
    da_array *temperature;
} mesh;

/* Stands in for a mesh partitioner: the rank of a node. */
static int32_t partition(int64_t node, int32_t ranks)
{
    const int64_t row = node / SIDE, column = node % SIDE;
    return (int32_t)((row / 7 + column / 9 * 3) % ranks);
}

/* What the mesh looks like in the memory of this rank: node numbers, the last one first. */
static int read_mesh(mesh *m)
{
    m->nodes = malloc(NODES * sizeof *m->nodes);
    REQUIRE(m->nodes != NULL, "no memory for the mesh");
    for (int64_t node = NODES - 1; node >= 0; --node)
        if (partition(node, m->ranks) == m->me) m->nodes[m->count++] = node;
    return 0;
}

/* Step 1: the only thing that a rank says is which nodes it owns. The library never brings all node
 * numbers to one place: memory on every rank stays in proportion to its own. */
static int distribute(mesh *m)
{
    da_dim_spec axis = {0};
    int32_t each_once = 0;
    axis.kind = DA_KIND_UNSTRUCTURED;
    axis.size = NODES;
    axis.labels = m->nodes;
    axis.num_labels = m->count;
    axis.one_to_one = 1; /* a node on two ranks would be an error, named on every rank */
    TRY(da_distribution_create_dims(m->ctx, 1, &axis, NULL, &m->dist));
    TRY(da_distribution_is_permutation(m->dist, 0, &each_once));
    REQUIRE(each_once, "a node is missing");
    return 0;
}

static double warmth(int64_t node) { return 20.0 + (double)(node % SIDE) / SIDE; }

/* Step 2: elements lie in memory in the order in which the node numbers were given. */
static int warm_up(mesh *m)
{
    da_local here;
    da_value value;
    double sum = 0, mean = 0, expected = 0;
    TRY(da_empty(m->dist, DA_FLOAT64, &m->temperature));
    TRY(da_array_local(m->temperature, DA_ACCESS_WRITE, &here));
    for (int64_t i = 0; i < m->count; ++i) ((double *)here.data)[i] = warmth(m->nodes[i]);

    TRY(da_sum_value(m->temperature, &value));
    TRY(da_value_f64(value, &sum));
    TRY(da_mean_value(m->temperature, &value));
    TRY(da_value_f64(value, &mean));
    for (int64_t node = 0; node < NODES; ++node) expected += warmth(node);
    REQUIRE(sum > expected - 1e-6 && sum < expected + 1e-6, "the sum is wrong");
    if (m->me == 0) printf("%d nodes on %d ranks, mean temperature %.4f\n", NODES, (int)m->ranks, mean);
    return 0;
}

/* Step 3: this rank computes on the squares whose first corner it owns. The other corners may be
 * anybody's; one call finds the owners of all of them. */
static int find_neighbours(mesh *m)
{
    int64_t *asked = calloc((size_t)(m->count + 1) * CORNERS, sizeof *asked), count = 0, foreign = 0, local = -1;
    int32_t *owners = calloc((size_t)(m->count + 1) * CORNERS, sizeof *owners), found = 0;
    int wrong = 0;
    REQUIRE(asked != NULL && owners != NULL, "no memory for the corners");
    for (int64_t i = 0; i < m->count; ++i) {
        const int64_t first = m->nodes[i];
        if (first / SIDE == SIDE - 1 || first % SIDE == SIDE - 1) continue;
        asked[count++] = first;
        asked[count++] = first + 1;
        asked[count++] = first + SIDE;
        asked[count++] = first + SIDE + 1;
    }
    TRY(da_distribution_find_owners(m->dist, count, asked, owners));
    for (int64_t k = 0; k < count; ++k) {
        wrong += owners[k] != partition(asked[k], m->ranks);
        foreign += owners[k] != m->me;
        /* Where its own nodes are, a rank knows by itself. */
        TRY(da_distribution_local_from_global(m->dist, -1, &asked[k], &local, &found));
        wrong += found != (owners[k] == m->me) || (found && m->nodes[local] != asked[k]);
    }
    free(asked);
    free(owners);
    REQUIRE(wrong == 0, "an owner is wrong");
    printf("rank %d: %d nodes, %d corners of its squares are on other ranks\n", (int)m->me, (int)m->count,
           (int)foreign);
    return 0;
}

/* The same verdict on every rank. A rank that failed alone left the others behind in some call that
 * communicates: its first barrier meets that call, which fails on all of them, and its second one
 * meets theirs. So nobody waits for ever. */
static int agree(const mesh *m, int failed)
{
    int any = 0;
    if (da_context_barrier(m->ctx) != DA_OK) {
        failed = 1;
        da_context_barrier(m->ctx);
    }
    MPI_Allreduce(&failed, &any, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return any;
}

static int open_context(mesh *m)
{
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &m->ctx)); /* collective: it fails on all ranks or on none */
    TRY(da_context_rank(m->ctx, &m->me));
    TRY(da_context_size(m->ctx, &m->ranks));
    return 0;
}

int main(int argc, char **argv)
{
    int (*const steps[])(mesh *) = {read_mesh, distribute, warm_up, find_neighbours};
    mesh m = {0};
    MPI_Init(&argc, &argv);
    int failed = open_context(&m);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !failed; ++i) failed = agree(&m, steps[i](&m));

    da_array_free(&m.temperature); /* all of these accept what is not there */
    da_distribution_free(&m.dist);
    da_context_free(&m.ctx);
    free(m.nodes);
    if (m.me == 0 && !failed) puts("OK");
    MPI_Finalize();
    return failed;
}
