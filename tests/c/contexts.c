/* ranks: 1 2 3 4 6  valgrind: 3
 * ranks: single
 * Contexts over communicators of every kind: rank, size, comparison, and the communicator that is
 * shown, which is nobody else's. */
#include "fixture.h"

/* Traffic of the application's own on a communicator: a ring, and a sum. */
static void check_traffic(MPI_Comm comm, int rank, int size) {
    int got = -1, sum = -1;
    MPI_Sendrecv(&rank, 1, MPI_INT, (rank + 1) % size, 9, &got, 1, MPI_INT, (rank + size - 1) % size, 9, comm,
                 MPI_STATUS_IGNORE);
    CHECK_EQ_I64(got, (rank + size - 1) % size);
    MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, comm);
    CHECK_EQ_I64(sum, size * (size - 1) / 2);
}

/* Everything that a context says must be what `comm` says. */
static void check_same_as(const da_context *ctx, MPI_Comm comm) {
    int rank = -1, size = -1, result = -1, got = -1;
    int32_t ctx_rank = -1, ctx_size = -1;
    MPI_Comm shown = MPI_COMM_NULL;
    MPI_Fint fortran = -7;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    CHECK_OK(da_context_rank(ctx, &ctx_rank));
    CHECK_OK(da_context_size(ctx, &ctx_size));
    CHECK_EQ_I64(ctx_rank, rank);
    CHECK_EQ_I64(ctx_size, size);
    CHECK_OK(da_context_comm(ctx, &shown));
    CHECK_OK(da_context_comm_f(ctx, &fortran));
    CHECK(MPI_Comm_f2c(fortran) == shown);
    MPI_Comm_compare(shown, comm, &result);
    CHECK(result == MPI_CONGRUENT); /* the same processes, but not the application's own communicator */
    MPI_Comm_rank(shown, &got);
    CHECK_EQ_I64(got, rank);
    check_traffic(shown, rank, size);
}

/* A message that waits unreceived in the application's communicator, or in the one that is shown,
 * disturbs no call of the library. */
static void check_separate_traffic(const da_context *ctx) {
    MPI_Comm shown;
    MPI_Request sends[2], receives[2];
    MPI_Status statuses[2]; /* gcc takes MPICH's MPI_STATUSES_IGNORE for an address */
    int rank, size, out[2] = {11, 22}, in[2] = {0, 0};
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    CHECK_OK(da_context_comm(ctx, &shown));
    const int next = (rank + 1) % size;
    MPI_Isend(&out[0], 1, MPI_INT, next, 0, MPI_COMM_WORLD, &sends[0]);
    MPI_Isend(&out[1], 1, MPI_INT, next, 0, shown, &sends[1]);
    for (int k = 0; k < 3; k++) CHECK_OK(da_context_barrier(ctx));
    MPI_Irecv(&in[0], 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &receives[0]);
    MPI_Irecv(&in[1], 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, shown, &receives[1]);
    MPI_Waitall(2, receives, statuses);
    MPI_Waitall(2, sends, statuses);
    CHECK_EQ_I64(in[0], 11);
    CHECK_EQ_I64(in[1], 22);
}

static void check_world(void) {
    da_context *ctx = NULL, *second = NULL, *fortran = NULL;
    MPI_Comm a = MPI_COMM_NULL, b = MPI_COMM_NULL;
    int32_t result = -1;
    da_context_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.timeout_seconds = 30;
    options.check_level = DA_CHECK_FULL;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &second));
    CHECK_OK(da_context_create_f(MPI_Comm_c2f(MPI_COMM_WORLD), NULL, &fortran));
    check_same_as(ctx, MPI_COMM_WORLD);
    check_same_as(second, MPI_COMM_WORLD);
    check_same_as(fortran, MPI_COMM_WORLD);
    check_separate_traffic(ctx);
    CHECK_OK(da_context_comm(ctx, &a));
    CHECK_OK(da_context_comm(second, &b));
    CHECK(a == b); /* one public duplicate for one application communicator */
    CHECK_OK(da_context_compare(ctx, ctx, &result));
    CHECK_EQ_I64(result, DA_IDENT);
    CHECK_OK(da_context_compare(ctx, second, &result));
    CHECK_EQ_I64(result, DA_CONGRUENT);
    CHECK_OK(da_context_free(&ctx));
    CHECK(ctx == NULL);
    CHECK_OK(da_context_free(&ctx)); /* NULL is no error */
    check_same_as(second, MPI_COMM_WORLD); /* the shown communicator lives on */
    CHECK_OK(da_context_barrier(second));
    CHECK_OK(da_context_free(&fortran));
    CHECK_OK(da_context_free(&second));
}

/* The application frees its communicator while contexts on it are used. */
static void check_freed_communicator(void) {
    MPI_Comm mine, kept;
    da_context *ctx = NULL;
    MPI_Comm_dup(MPI_COMM_WORLD, &mine);
    MPI_Comm_dup(MPI_COMM_WORLD, &kept);
    CHECK_OK(da_context_create(mine, NULL, &ctx));
    check_same_as(ctx, mine);
    MPI_Comm_free(&mine);
    check_same_as(ctx, kept);
    for (int k = 0; k < 3; k++) CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_context_free(&ctx));
    MPI_Comm_free(&kept);
}

/* The other order of ranks: the context's order is the communicator's. */
static void check_permuted(void) {
    int rank, size;
    int32_t result = -1;
    MPI_Comm reversed;
    da_context *ctx = NULL, *world = NULL;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_split(MPI_COMM_WORLD, 0, -rank, &reversed);
    CHECK_OK(da_context_create(reversed, NULL, &ctx));
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &world));
    check_same_as(ctx, reversed);
    int32_t got = -1;
    CHECK_OK(da_context_rank(ctx, &got));
    CHECK_EQ_I64(got, size - 1 - rank);
    CHECK_OK(da_context_compare(ctx, world, &result));
    CHECK_EQ_I64(result, size == 1 ? DA_CONGRUENT : DA_SIMILAR);
    CHECK_OK(da_context_free(&ctx));
    CHECK_OK(da_context_free(&world));
    MPI_Comm_free(&reversed);
}

/* Parts of the world make contexts of their own, at different times. */
static void check_halves(void) {
    int rank;
    int32_t result = -1;
    MPI_Comm half;
    da_context *ctx = NULL, *world = NULL;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &world));
    MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &half);
    for (int k = 0; k <= rank % 2; k++) { /* odd ranks make and free one more */
        CHECK_OK(da_context_free(&ctx));
        CHECK_OK(da_context_create(half, NULL, &ctx));
    }
    check_same_as(ctx, half);
    int size = 0;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    CHECK_OK(da_context_compare(ctx, world, &result));
    CHECK_EQ_I64(result, size == 1 ? DA_CONGRUENT : DA_UNEQUAL);
    CHECK_OK(da_context_barrier(world));
    CHECK_OK(da_context_free(&ctx));
    CHECK_OK(da_context_free(&world));
    MPI_Comm_free(&half);
}

static void check_self(void) {
    int rank;
    da_context *ctx = NULL, *second = NULL;
    int32_t got = -1, result = -1;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int k = 0; k < rank; k++) { /* not collective: every rank as often as it likes */
        CHECK_OK(da_context_self(&second));
        CHECK_OK(da_context_free(&second));
    }
    CHECK_OK(da_context_self(&ctx));
    check_same_as(ctx, MPI_COMM_SELF);
    CHECK_OK(da_context_size(ctx, &got));
    CHECK_EQ_I64(got, 1);
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_context_self(&second));
    CHECK_OK(da_context_compare(ctx, second, &result));
    CHECK_EQ_I64(result, DA_CONGRUENT);
    CHECK_OK(da_context_free(&second));
    CHECK_OK(da_context_free(&ctx));
}

int main(int argc, char **argv) {
    int provided = -1;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
    check_world();
    check_freed_communicator();
    check_permuted();
    check_halves();
    check_self();
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
