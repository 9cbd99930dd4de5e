/* ranks: 1 2 3 4 6  valgrind-full: 3
 * da_context_split against MPI_Comm_split, and da_context_subset with those who are left out. */
#include "fixture.h"

/* Members of a context, told by world ranks, must be those of a communicator, in order. */
static void check_like(const da_context *ctx, MPI_Comm comm) {
    int world_rank, size = 0, got[64], expected[64];
    int32_t ctx_size = -1;
    MPI_Comm shown = MPI_COMM_NULL;
    MPI_Comm_rank(MPI_COMM_WORLD, &world_rank);
    MPI_Comm_size(comm, &size);
    CHECK_OK(da_context_size(ctx, &ctx_size));
    CHECK_EQ_I64(ctx_size, size);
    CHECK_OK(da_context_comm(ctx, &shown));
    CHECK_OR_QUIT(shown != MPI_COMM_NULL);
    MPI_Allgather(&world_rank, 1, MPI_INT, expected, 1, MPI_INT, comm);
    MPI_Allgather(&world_rank, 1, MPI_INT, got, 1, MPI_INT, shown);
    for (int k = 0; k < size; k++) CHECK_EQ_I64(got[k], expected[k]);
}

static void check_split(const world *w, int color, int key) {
    da_context *part = (da_context *)(intptr_t)1; /* creation never reads it */
    MPI_Comm comm = MPI_COMM_NULL;
    CHECK_OK(da_context_split(w->ctx, color, key, &part));
    MPI_Comm_split(MPI_COMM_WORLD, color < 0 ? MPI_UNDEFINED : color, key, &comm);
    CHECK((part == NULL) == (color < 0));
    if (part) {
        check_like(part, comm);
        CHECK_OK(da_context_barrier(part));
        MPI_Comm_free(&comm);
    }
    CHECK_OK(da_context_free(&part));
}

static void check_splits(const world *w) {
    check_split(w, 0, 0);                               /* equal keys: by rank */
    check_split(w, 0, -w->rank);                        /* reversed */
    check_split(w, w->rank % 2, w->size - w->rank);
    check_split(w, w->rank % 3, w->rank * 7 % 5 - 2);   /* ties and negative keys */
    check_split(w, w->rank == w->size - 1 ? -1 : 1000000, 0);
    check_split(w, -5, 3);                              /* nobody */
    check_split(w, INT32_MAX - w->rank, INT32_MIN);     /* everybody alone */
}

/* A context of all but rank 0, in reverse (of rank 0 alone on one rank), used from everywhere. */
static void check_subset(const world *w) {
    int32_t ranks[64], got = -7, count = w->size > 1 ? w->size - 1 : 1, result = -1, flags = -1;
    const int64_t shape[1] = {10};
    da_context *part = NULL, *again = NULL;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    da_value sum;
    MPI_Comm shown = MPI_COMM_WORLD;
    for (int32_t k = 0; k < count; k++) ranks[k] = w->size - 1 - k;
    CHECK_OK(da_context_subset(w->ctx, count, ranks, &part));
    CHECK_OR_QUIT(part != NULL);
    const int member = w->size == 1 || w->rank > 0;
    CHECK_OK(da_context_rank(part, &got));
    CHECK_EQ_I64(got, member ? w->size - 1 - w->rank : -1);
    CHECK_OK(da_context_size(part, &got));
    CHECK_EQ_I64(got, count);
    CHECK_OK(da_context_comm(part, &shown));
    CHECK((shown == MPI_COMM_NULL) == !member);

    dist = make_dist(part, 1, shape, "b"); /* silent: works for everybody */
    CHECK_OK(da_full(dist, DA_INT32, da_int(3), &a));
    CHECK_OK(da_add(a, a, &a));
    CHECK_OK(da_array_flags(a, &flags));
    const da_local local = local_of(a, DA_ACCESS_READ);
    if (!member) CHECK(local.data == NULL && local.size == 0);
    for (int64_t i = 0; i < local.size; i++) CHECK_EQ_I64(((const int32_t *)local.data)[i], 6);
    int64_t stored = local.size, total = 0;
    MPI_Allreduce(&stored, &total, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    CHECK_EQ_I64(total, 10);

    memset(&sum, 0, sizeof sum); /* communicating: members only */
    CHECK_STATUS(da_sum_value(a, &sum), member ? DA_OK : DA_ERR_NOT_MEMBER);
    CHECK_STATUS(da_context_barrier(part), member ? DA_OK : DA_ERR_NOT_MEMBER);
    if (member) {
        int64_t value = 0;
        CHECK_OK(da_value_i64(sum, &value));
        CHECK_EQ_I64(value, 60);
        CHECK_STATUS(da_context_split(part, 0, 0, &again), DA_OK);
        CHECK_OK(da_context_compare(part, again, &result));
        CHECK_EQ_I64(result, DA_CONGRUENT);
        CHECK_OK(da_context_free(&again));
    } else CHECK_STATUS(da_context_split(part, 0, 0, &again), DA_ERR_NOT_MEMBER);
    CHECK_OK(da_context_compare(part, w->ctx, &result));
    CHECK_EQ_I64(result, w->size > 1 ? DA_UNEQUAL : DA_CONGRUENT);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&part));
    CHECK_OK(da_context_barrier(w->ctx));
}

/* A subset of a subset, and handles that getters give out keep the context alive. */
static void check_nested(const world *w) {
    int32_t ranks[64], inner_ranks[1], size = -1;
    const int64_t shape[1] = {5};
    da_context *outer = NULL, *inner = NULL, *given = NULL, *from_array = NULL;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    int32_t result = -1;
    for (int32_t k = 0; k < w->size; k++) ranks[k] = (k + 1) % w->size;
    CHECK_OK(da_context_subset(w->ctx, w->size, ranks, &outer));
    inner_ranks[0] = w->size - 1; /* world rank 0 */
    CHECK_OK(da_context_subset(outer, 1, inner_ranks, &inner));
    dist = make_dist(inner, 1, shape, "b");
    CHECK_OK(da_zeros(dist, DA_INT8, &a));
    CHECK_OK(da_distribution_context(dist, &given));
    CHECK_OK(da_array_context(a, &from_array));
    CHECK_OK(da_context_compare(given, inner, &result));
    CHECK_EQ_I64(result, DA_IDENT);
    CHECK_OK(da_context_compare(from_array, inner, &result));
    CHECK_EQ_I64(result, DA_IDENT);
    CHECK_OK(da_context_free(&outer));
    CHECK_OK(da_context_free(&inner));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_context_free(&from_array));
    CHECK_OK(da_context_size(given, &size));
    CHECK_EQ_I64(size, 1);
    int32_t rank = -7;
    CHECK_OK(da_context_rank(given, &rank));
    CHECK_EQ_I64(rank, w->rank == 0 ? 0 : -1);
    CHECK_STATUS(da_context_barrier(given), w->rank == 0 ? DA_OK : DA_ERR_NOT_MEMBER);
    CHECK_OK(da_context_free(&given));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_splits(&w);
    check_subset(&w);
    check_nested(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
