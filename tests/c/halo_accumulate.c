/* ranks: 1 2 3 4 6  timeout: 60  valgrind-full: 1 3
 * Accumulating: every copy is added into the element that it is a copy of, on whatever rank, and is left as
 * it was; nothing else changes. Each rank adds up by itself what all ranks should have. */
#include "halos.h"

enum { CASES = 40, REPLICAS = 6 };

/* What element k of a rank's section holds before: small, so that sums are exact in every dtype. */
static int64_t value_of(int32_t rank, int64_t k) { return 1 + (rank * 5 + k * 3) % 4; }

/* Which replica a rank in the grid holds: its coordinates along the grid axes that no array axis takes. */
static int64_t replica_of(const halo_case *c, int32_t rank) {
    int64_t rest = rank, number = 0, replicas = 1;
    for (int32_t k = c->ndim; k >= 0; k--) {
        if (k == c->ndim || c->axes[k].spec.kind == DA_KIND_UNDISTRIBUTED) {
            number += rest % c->grid[k] * replicas;
            replicas *= c->grid[k];
        }
        rest /= c->grid[k];
    }
    CHECK(replicas <= REPLICAS);
    return number;
}

/* Adds what a rank's section contributes to the sums of its replica. */
static void contribute(const halo_case *c, int32_t rank, int64_t elements, int64_t *sums) {
    int64_t index[HALO_AXES] = {0}, number = 0, k = 0;
    const halo_section s = section_of(c, rank);
    if (s.size == 0) return;
    int64_t *mine = sums + replica_of(c, rank) * elements;
    do {
        const halo_role role = element_role(c, &s, rank, index, &number);
        if (role == HALO_OWN || role == HALO_COPY) mine[number] += value_of(rank, k);
        k++;
    } while (next_index(c->ndim, s.shape, index));
}

static void set_values(const halo_case *c, const halo_section *s, int32_t rank, const da_array *a) {
    int64_t index[HALO_AXES] = {0}, k = 0;
    const da_local local = local_of(a, DA_ACCESS_WRITE);
    if (local.size == 0) return;
    do {
        const int64_t value = value_of(rank, k++);
        store(local.dtype, element_at(&local, index), value, -value);
    } while (next_index(c->ndim, s->shape, index));
}

static void check_values(const halo_case *c, const halo_section *s, int32_t rank, const da_array *a,
                         int64_t elements, const int64_t *sums) {
    int64_t index[HALO_AXES] = {0}, number = 0, k = 0, wrong = 0;
    const da_local local = local_of(a, DA_ACCESS_READ);
    if (local.size == 0) return;
    const int64_t *mine = sums + replica_of(c, rank) * elements;
    do {
        const halo_role role = element_role(c, s, rank, index, &number);
        int64_t value = value_of(rank, k++);
        char expected[16] = {0};
        if (role == HALO_OWN) value = mine[number];
        store(local.dtype, expected, value, -value);
        wrong += memcmp(expected, element_at(&local, index), item_size(local.dtype)) != 0;
    } while (next_index(c->ndim, s->shape, index));
    CHECK_EQ_I64(wrong, 0);
}

static void check_case(const world *w, halo_case *c, uint64_t *state) {
    da_array *arrays[2] = {NULL, NULL};
    int64_t shape[HALO_AXES], elements = 1;
    const halo_section s = section_of(c, w->rank);
    /* Filled boundaries have no part in it: the oracle takes them for elements like any other. */
    da_halo *halo = make_halo(c, (int32_t)random_below(state, 3), random_below(state, 3) == 0 ? 48 : 0);
    leave_boundaries(c);
    CHECK_OK(da_distribution_shape(c->dist, shape));
    elements = count_of(c->ndim, shape);
    int64_t *sums = (int64_t *)calloc((size_t)(elements * REPLICAS), sizeof *sums);
    CHECK_OR_QUIT(sums != NULL);
    for (int32_t rank = 0; rank < w->size; rank++) contribute(c, rank, elements, sums);
    for (int k = 0; k < 2; k++) {
        const int32_t dtype = DA_INT8 + (int32_t)random_below(state, NUM_DTYPES - 1);
        CHECK_OK(da_empty(c->dist, dtype, &arrays[k]));
        CHECK_OR_QUIT(arrays[k] != NULL);
    }
    for (int again = 0; again < 2; again++) {
        for (int k = 0; k < 2; k++) set_values(c, &s, w->rank, arrays[k]);
        CHECK_OK(da_halo_accumulate(halo, 2, arrays));
        for (int k = 0; k < 2; k++) check_values(c, &s, w->rank, arrays[k], elements, sums);
    }
    CHECK_OK(da_halo_free(&halo));
    for (int k = 0; k < 2; k++) CHECK_OK(da_array_free(&arrays[k]));
    free(sums);
}

/* The sum over owned elements is what all copies together were: an assembly of a mesh, where each rank
 * adds its share to the nodes that it sees. */
static void check_assembly(const world *w) {
    const int64_t shape[1] = {4 * w->size + 2};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b(comm=1:1 boundary=1:1 periodic)");
    da_halo *halo = NULL;
    da_array *nodes = NULL, *interior = NULL;
    da_value total;
    double sum = 0;
    int32_t flags = -1;
    CHECK_OK(da_halo_create(dist, NULL, &halo));
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &nodes));
    CHECK_OK(da_halo_update(halo, 1, &nodes));
    const da_local local = local_of(nodes, DA_ACCESS_WRITE);
    for (int64_t k = 0; k < local.size; k++) ((double *)local.data)[k] = 1;
    CHECK_OK(da_halo_accumulate(halo, 1, &nodes));
    CHECK_OK(da_array_flags(nodes, &flags));
    CHECK_EQ_I64(flags & DA_PADDING_VALID, 0); /* neighbours have other values now */
    CHECK_OK(da_array_interior(nodes, &interior));
    CHECK_OK(da_sum_value(interior, &total));
    CHECK_OK(da_value_f64(total, &sum));
    /* Every stored element is one contribution: the interior's, the two ends', and two for each cut. */
    CHECK_NEAR(sum, (double)(4 * w->size + 2 + 2 * (w->size - 1)), 0);
    CHECK_OK(da_array_free(&interior));
    CHECK_OK(da_array_free(&nodes));
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    uint64_t state = 4711;
    for (int k = 0; k < CASES; k++) {
        halo_case c;
        random_case(&c, &w, &state);
        check_case(&w, &c, &state);
        CHECK_OK(da_distribution_free(&c.dist));
    }
    check_assembly(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
