/* ranks: 1 2 3 4 6  timeout: 120  valgrind: 1  valgrind-full: 3
 * Plans between contexts over different ranks of one parent: overlapping, disjoint, contained, the parent itself;
 * all ranks of the nearest common context take part, also those outside both. Contexts without a common one are
 * an error, and a parent may be freed first. */
#include "plans.h"

enum { SUBSETS = 6 };

/* Some ranks, in an order of their own. */
static int32_t ranks_of(int which, int32_t size, int32_t *ranks) {
    int32_t count = 0;
    for (int32_t k = 0; k < size; k++) {
        const int32_t first = size / 2, r = which == 4 ? size - 1 - k : k;
        const int in = which == 0 ? r == 0 : which == 1 ? r >= first : which == 2 ? r <= first
                     : which == 3 ? r == size - 1 : which == 4 ? 1 : r % 2 == 0;
        if (in) ranks[count++] = r;
    }
    return count;
}

static da_context *subset(const da_context *parent, int which) {
    int32_t ranks[16], size = 0;
    da_context *sub = NULL;
    CHECK_OK(da_context_size(parent, &size));
    const int32_t count = ranks_of(which, size, ranks);
    CHECK_OK(da_context_subset(parent, count, ranks, &sub));
    CHECK_OR_QUIT(sub != NULL);
    return sub;
}

/* A member of the context sets, and looks at, elements; the others have none. */
static int is_member(const da_context *ctx) {
    int32_t rank = -2;
    CHECK_OK(da_context_rank(ctx, &rank));
    return rank >= 0;
}

static void put(const da_context *ctx, const da_array *a, int32_t seed) {
    if (is_member(ctx)) put_patterns(a, seed);
}

static void check(const da_context *ctx, const da_array *a, int32_t seed) {
    if (is_member(ctx)) check_patterns(a, seed);
}

/* From one context to another by all means; `all` is the one whose ranks take part. */
static void check_between(const da_context *all, const da_context *from, const da_context *to, int seed) {
    const int64_t shape[2] = {13, 10};
    da_distribution *source_dist = make_dist(from, 2, shape, "b,n"), *target_dist = make_dist(to, 2, shape, "c:2,b");
    da_array *source = zeros_on(source_dist, DA_INT32), *target = zeros_on(target_dist, DA_INT32), *moved = NULL;
    da_context *whose = NULL;
    int32_t mine = -2, theirs = -3;
    put(from, source, seed);
    for (int way = 0; way < WAY_DIRECT; way++) {
        const da_plan_options options = plan_way(way);
        da_plan *plan = plan_made(source_dist, DA_INT32, target_dist, DA_INT32, &options);
        put(to, target, -1);
        CHECK_OK(da_plan_execute(plan, source, target));
        check(to, target, seed);
        if (is_member(from) == 0 && is_member(to) == 0) {
            const da_plan_report report = report_of(plan);
            CHECK_EQ_I64(report.partners_out + report.partners_in + report.bytes_kept + report.staging_bytes, 0);
        }
        CHECK_OK(da_plan_context(plan, &whose));
        CHECK_OK(da_context_rank(whose, &theirs));
        CHECK_OK(da_context_rank(all, &mine));
        CHECK_EQ_I64(theirs, mine);
        CHECK_OK(da_context_free(&whose));
        CHECK_OK(da_plan_free(&plan));
    }
    CHECK_OK(da_redistribute(source, target_dist, &moved));
    check(to, moved, seed);
    put(to, target, -1);
    CHECK_OK(da_assign(target, source));
    check(to, target, seed);
    /* And back again. */
    put(from, source, -1);
    CHECK_OK(da_assign(source, moved));
    check(from, source, seed);
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
    CHECK_OK(da_array_free(&moved));
    CHECK_OK(da_distribution_free(&source_dist));
    CHECK_OK(da_distribution_free(&target_dist));
}

static void check_pairs(const world *w) {
    for (int from = 0; from < SUBSETS; from++) {
        da_context *a = subset(w->ctx, from);
        check_between(w->ctx, a, w->ctx, from);
        check_between(w->ctx, w->ctx, a, from + 10);
        for (int to = 0; to < SUBSETS; to++) {
            da_context *b = subset(w->ctx, to);
            check_between(w->ctx, a, b, 20 + from * SUBSETS + to);
            CHECK_OK(da_context_free(&b));
        }
        CHECK_OK(da_context_free(&a));
    }
}

/* A context of a context: its nearest common one with its parent is the parent, not the whole world. */
static void check_nested(const world *w) {
    da_context *half = subset(w->ctx, 2), *inner = NULL, *other = NULL;
    if (is_member(half)) {
        inner = subset(half, 3);
        other = subset(half, 0);
        check_between(half, half, inner, 70);
        check_between(half, other, inner, 71);
    }
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_context_free(&inner));
    CHECK_OK(da_context_free(&other));
    CHECK_OK(da_context_free(&half));
}

/* Contexts over the same ranks that were made one by one have nothing in common. */
static void check_strangers(const world *w) {
    const int64_t shape[1] = {8};
    da_context *other = NULL;
    da_plan *plan = NULL;
    da_array *moved = NULL;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &other));
    da_distribution *here = make_dist(w->ctx, 1, shape, "b"), *there = make_dist(other, 1, shape, "b");
    da_array *a = zeros_on(here, DA_FLOAT32), *b = zeros_on(there, DA_FLOAT32);
    CHECK_STATUS(da_plan_create(here, DA_FLOAT32, there, DA_FLOAT32, NULL, &plan), DA_ERR_CONTEXT);
    CHECK_STATUS(da_redistribute(a, there, &moved), DA_ERR_CONTEXT);
    CHECK_STATUS(da_assign(b, a), DA_ERR_CONTEXT);
    CHECK_STATUS(da_assign(a, b), DA_ERR_CONTEXT);
    CHECK(plan == NULL && moved == NULL);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_context_barrier(other));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&here));
    CHECK_OK(da_distribution_free(&there));
    CHECK_OK(da_context_free(&other));
}

/* The parent's handle goes first, then the contexts', then the distributions': the plan keeps what it needs. */
static void check_lifetime(void) {
    const int64_t shape[1] = {30};
    world w = world_with(60, 0);
    da_context *a = subset(w.ctx, 2), *b = subset(w.ctx, 1), *whose = NULL;
    const int in_a = is_member(a), in_b = is_member(b);
    da_distribution *from = make_dist(a, 1, shape, "c"), *to = make_dist(b, 1, shape, "b");
    da_array *source = zeros_on(from, DA_INT64), *target = zeros_on(to, DA_INT64);
    da_plan *plan = plan_made(from, DA_INT64, to, DA_INT64, NULL);
    CHECK_OK(da_context_free(&w.ctx));
    CHECK_OK(da_context_free(&a));
    CHECK_OK(da_context_free(&b));
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
    if (in_a) put_patterns(source, 5);
    CHECK_OK(da_plan_execute(plan, source, target));
    if (in_b) check_patterns(target, 5);
    /* The parent can be had again, and works. */
    CHECK_OK(da_plan_context(plan, &whose));
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_context_barrier(whose));
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
    CHECK_OK(da_context_free(&whose));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_with(60, 0);
    check_pairs(&w);
    check_nested(&w);
    check_strangers(&w);
    world_close(&w);
    check_lifetime();
    CHECK_EQ_I64(counters_now().live_bytes, 0);
    CHECK_EQ_I64(counters_now().contexts, 0);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
