/* ranks: 2 3 4  timeout: 60  valgrind-full: 2
 * A plan's run in two halves: what is sent in the first waits for nobody, so that one rank ends while another
 * still computes; arrays may be freed between, and several plans be under way. */
#include <time.h>

#include "plans.h"

#define SLEEP 1.0 /* seconds of one rank's computation */

static void nap(double seconds) {
    struct timespec t;
    t.tv_sec = (time_t)seconds;
    t.tv_nsec = (long)((seconds - (double)t.tv_sec) * 1e9);
    nanosleep(&t, NULL);
}

/* Every rank sends every other a message of 1 KB. The last one sleeps between begin and end: all it has to
 * send is on its way before. */
static void check_split(const world *w) {
    const int64_t shape[2] = {16 * w->size, 8 * w->size};
    da_distribution *from = make_dist(w->ctx, 2, shape, "b,n"), *to = make_dist(w->ctx, 2, shape, "n,b");
    da_array *source = zeros_on(from, DA_FLOAT64), *target = zeros_on(to, DA_FLOAT64);
    da_plan *plan = plan_made(from, DA_FLOAT64, to, DA_FLOAT64, NULL);
    const int last = w->rank == w->size - 1;
    for (int again = 0; again < 2; again++) {
        put_patterns(source, again);
        CHECK_EQ_I64(report_of(plan).bytes_out, 1024 * (w->size - 1));
        CHECK_OK(da_context_barrier(w->ctx));
        const double begin = MPI_Wtime();
        CHECK_OK(da_plan_begin(plan, source, target));
        const double begun = MPI_Wtime();
        if (last) nap(SLEEP);
        CHECK_OK(da_plan_end(plan));
        const double end = MPI_Wtime();
        CHECK(begun - begin < 0.5 * SLEEP);
        if (last) CHECK(end - begin >= 0.9 * SLEEP);
        else CHECK(end - begin < 0.5 * SLEEP);
        check_patterns(target, again);
    }
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

/* Plans that are under way at once do not take each other's messages, in whatever order they end. */
static void check_several(const world *w) {
    enum { PLANS = 4 };
    const int64_t shape[2] = {7 * w->size, 12};
    da_distribution *from = make_dist(w->ctx, 2, shape, "b,n"), *to = make_dist(w->ctx, 2, shape, "c,b");
    da_array *source[PLANS], *target[PLANS];
    da_plan *plan[PLANS];
    for (int k = 0; k < PLANS; k++) {
        const da_plan_options options = plan_way(k);
        source[k] = zeros_on(from, DA_INT16);
        target[k] = zeros_on(to, DA_INT16);
        put_patterns(source[k], k);
        plan[k] = plan_made(from, DA_INT16, to, DA_INT16, &options);
    }
    for (int k = 0; k < PLANS; k++) CHECK_OK(da_plan_begin(plan[k], source[k], target[k]));
    /* The context works meanwhile. */
    CHECK_OK(da_context_barrier(w->ctx));
    for (int k = PLANS - 1; k >= 0; k--) {
        CHECK_OK(da_array_free(&source[k])); /* the run keeps it */
        CHECK_OK(da_plan_end(plan[k]));
        check_patterns(target[k], k);
        CHECK_OK(da_plan_free(&plan[k]));
        CHECK_OK(da_array_free(&target[k]));
    }
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_with(30, 0);
    check_split(&w);
    check_several(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
