/* ranks: 1 2 3  timeout: 90  needs: spawn  env: OMPI_MCA_btl=self,vader,tcp OMPI_MCA_btl_tcp_if_include=lo
 * Processes outside of MPI_COMM_WORLD: two spawned ones and their parents make contexts together. Groups
 * with them are told apart, known again, and their communicators reused. (Within one machine Open MPI
 * reaches spawned processes by tcp only.) */
#include "fixture.h"

enum { SPAWNED = 2, CYCLES = 12 };

/* The world of parents first, then the spawned. */
static struct family {
    MPI_Comm comm;
    int rank, size, parents;
    da_context *ctx;
} f;

static void meet(int argc, char **argv) {
    MPI_Comm parent, between;
    MPI_Comm_get_parent(&parent);
    if (parent == MPI_COMM_NULL) {
        CHECK_OR_QUIT(argc >= 1);
        MPI_Comm_spawn(argv[0], MPI_ARGV_NULL, SPAWNED, MPI_INFO_NULL, 0, MPI_COMM_WORLD, &between,
                       MPI_ERRCODES_IGNORE);
    } else between = parent;
    MPI_Intercomm_merge(between, parent != MPI_COMM_NULL, &f.comm);
    MPI_Comm_disconnect(&between);
    MPI_Comm_rank(f.comm, &f.rank);
    MPI_Comm_size(f.comm, &f.size);
    f.parents = f.size - SPAWNED;
    CHECK(f.parents >= 1);
    CHECK_OK(da_context_create(f.comm, NULL, &f.ctx));
    CHECK_OR_QUIT(f.ctx != NULL);
}

static da_context *subset(int32_t first, int32_t second) {
    const int32_t ranks[2] = {first, second};
    da_context *ctx = NULL;
    CHECK_OK(da_context_subset(f.ctx, 2, ranks, &ctx));
    return ctx;
}

static int32_t compared(const da_context *a, const da_context *b) {
    int32_t result = -1;
    CHECK_OK(da_context_compare(a, b, &result));
    return result;
}

/* The two members are who they should be, on the communicator that is shown and by a sum on the private
 * one; the others are none. */
static void check_pair(const da_context *ctx, int first, int second) {
    const int64_t extent = 2;
    const int place = f.rank == first ? 0 : f.rank == second ? 1 : -1;
    int got[2] = {-1, -1};
    int32_t rank = -7, size = -7;
    int64_t total = -1;
    da_value sum;
    MPI_Comm shown = MPI_COMM_NULL;
    CHECK_OK(da_context_rank(ctx, &rank));
    CHECK_OK(da_context_size(ctx, &size));
    CHECK_EQ_I64(rank, place);
    CHECK_EQ_I64(size, 2);
    CHECK_OK(da_context_comm(ctx, &shown));
    CHECK((shown != MPI_COMM_NULL) == (place >= 0));
    if (place < 0) return;
    MPI_Allgather(&f.rank, 1, MPI_INT, got, 1, MPI_INT, shown);
    CHECK_EQ_I64(got[0], first);
    CHECK_EQ_I64(got[1], second);
    da_array *a = NULL;
    da_distribution *dist = make_dist(ctx, 1, &extent, "b");
    CHECK_OK(da_zeros(dist, DA_INT64, &a));
    *(int64_t *)local_of(a, DA_ACCESS_WRITE).data = 100 + f.rank;
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_i64(sum, &total));
    CHECK_EQ_I64(total, 200 + first + second);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* One parent with the one or the other child: to the parents both are outsiders, and yet not the same. */
static void check_groups(void) {
    const int last = f.size - 1;
    da_context *one = subset(0, last - 1), *other = subset(0, last), *again = subset(0, last),
               *turned = subset(last, 0);
    check_pair(one, 0, last - 1);
    check_pair(other, 0, last);
    check_pair(again, 0, last);
    check_pair(turned, last, 0);
    CHECK_EQ_I64(compared(one, other), DA_UNEQUAL);
    CHECK_EQ_I64(compared(again, other), DA_CONGRUENT);
    CHECK_EQ_I64(compared(turned, other), DA_SIMILAR);
    CHECK_EQ_I64(compared(turned, one), DA_UNEQUAL);
    CHECK_EQ_I64(compared(one, f.ctx), DA_UNEQUAL);
    CHECK_OK(da_context_free(&one));
    CHECK_OK(da_context_free(&other));
    CHECK_OK(da_context_free(&again));
    CHECK_OK(da_context_free(&turned));
}

/* The whole family, from a communicator that is new each time: it is the same group. */
static void check_known_again(void) {
    int32_t size = -1;
    da_context *again = NULL;
    MPI_Comm copy;
    MPI_Comm_dup(f.comm, &copy);
    CHECK_OK(da_context_create(copy, NULL, &again));
    CHECK_OK(da_context_size(again, &size));
    CHECK_EQ_I64(size, f.size);
    CHECK_EQ_I64(compared(again, f.ctx), DA_CONGRUENT);
    CHECK_OK(da_context_barrier(again));
    CHECK_OK(da_context_free(&again));
    MPI_Comm_free(&copy);
}

int main(int argc, char **argv) {
    int64_t mine[3], all[3], made = 0;
    MPI_Init(&argc, &argv);
    meet(argc, argv);
    for (int k = 0; k < CYCLES; k++) {
        check_groups();
        check_known_again();
        if (k == 0) made = counters_now().communicators_made;
    }
    CHECK_EQ_I64(counters_now().communicators_made, made); /* all others came out of the pools */
    CHECK_OK(da_context_barrier(f.ctx));
    CHECK_OK(da_context_free(&f.ctx));

    mine[0] = check_count; /* the spawned have a world, and so a verdict, of their own */
    mine[1] = check_failures;
    mine[2] = check_count == 0;
    MPI_Allreduce(mine, all, 3, MPI_INT64_T, MPI_SUM, f.comm);
    MPI_Comm_free(&f.comm);
    MPI_Finalize();
    return check_report(f.rank, all[0], all[1] + all[2]);
}
