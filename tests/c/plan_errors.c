/* ranks: 1 2 3 4 6  timeout: 120  valgrind: 1
 * ranks: 3  timeout: 120  args: --all-come  valgrind-full: 3
 * Mistakes with plans that concern several calls, or one rank: at all levels of checking no rank hangs, who is
 * concerned is told, and then the context and the plan work. (The table of bad input has the simple ones.) */
#include "plans.h"

/* A plan from rows to columns, and arrays for it. */
typedef struct lab {
    world w;
    int level, last; /* last: this is the last rank */
    da_distribution *rows, *columns;
    da_array *source, *other, *target, *whole;
    da_plan *plan;
} lab;

static void lab_open(lab *l, int level) {
    da_context_options options;
    memset(l, 0, sizeof *l);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.timeout_seconds = 30;
    options.check_level = level;
    l->level = level;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &l->w.ctx));
    CHECK_OK(da_context_rank(l->w.ctx, &l->w.rank));
    CHECK_OK(da_context_size(l->w.ctx, &l->w.size));
    l->last = l->w.rank == l->w.size - 1;
    const int64_t shape[2] = {4 * l->w.size, 3 * l->w.size};
    l->rows = make_dist(l->w.ctx, 2, shape, "b,n");
    l->columns = make_dist(l->w.ctx, 2, shape, "n,b");
    l->source = zeros_on(l->rows, DA_FLOAT64);
    l->other = zeros_on(l->rows, DA_FLOAT64);
    l->whole = zeros_on(l->rows, DA_INT32);
    l->target = zeros_on(l->columns, DA_FLOAT64);
    put_patterns(l->source, 1);
    l->plan = plan_made(l->rows, DA_FLOAT64, l->columns, DA_FLOAT64, NULL);
}

/* The plan brings what it should, and nothing is left to be told. */
static void check_works(lab *l) {
    put_patterns(l->target, -1);
    CHECK_OK(da_plan_execute(l->plan, l->source, l->target));
    check_patterns(l->target, 1);
    CHECK_OK(da_context_barrier(l->w.ctx));
}

static void lab_close(lab *l) {
    check_works(l);
    CHECK_OK(da_plan_free(&l->plan));
    CHECK_OK(da_array_free(&l->source));
    CHECK_OK(da_array_free(&l->other));
    CHECK_OK(da_array_free(&l->whole));
    CHECK_OK(da_array_free(&l->target));
    CHECK_OK(da_distribution_free(&l->rows));
    CHECK_OK(da_distribution_free(&l->columns));
    CHECK_OK(da_context_free(&l->w.ctx));
}

/* ---- Calls in the wrong order, the same on all ranks -------------------------------------------- */

static void check_order(lab *l) {
    da_plan *plan = l->plan;
    CHECK_STATUS(da_plan_end(plan), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "no run of this plan has begun");
    CHECK_OK(da_plan_begin(plan, l->source, l->target));
    CHECK_STATUS(da_plan_begin(plan, l->source, l->target), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "has begun and not ended");
    CHECK_STATUS(da_plan_execute(plan, l->other, l->target), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_plan_free(&l->plan), DA_ERR_ARGUMENT);
    CHECK(l->plan == plan);
    CHECK_CONTAINS(da_error_message(), "da_plan_end");
    CHECK_OK(da_plan_end(plan));
    check_patterns(l->target, 1);
    CHECK_STATUS(da_plan_end(plan), DA_ERR_ARGUMENT);
    CHECK_OK(da_context_barrier(l->w.ctx));
    check_works(l);
}

/* Source and target in the same memory. */
static void check_overlap(lab *l) {
    const int64_t shape[1] = {8 * l->w.size};
    da_distribution *dist = make_dist(l->w.ctx, 1, shape, "b"), *half = NULL;
    da_array *a = zeros_on(dist, DA_FLOAT32), *front = NULL, *back = NULL, *behind = NULL;
    da_plan *same = plan_made(dist, DA_FLOAT32, dist, DA_FLOAT32, NULL);
    CHECK_STATUS(da_plan_execute(same, a, a), DA_ERR_OVERLAP);
    CHECK_CONTAINS(da_error_message(), "copy one of them first");
    CHECK_OK(da_slice_text(a, "::2", &front));
    CHECK_OK(da_slice_text(a, "1::2", &back));
    CHECK_OK(da_array_distribution(front, &half));
    CHECK_OK(da_array_free(&a));
    da_distribution *odd = NULL;
    CHECK_OK(da_array_distribution(back, &odd));
    da_plan *between = plan_made(half, DA_FLOAT32, odd, DA_FLOAT32, NULL);
    /* They lie in the same bytes, though no element is in both. */
    const da_status status = da_plan_execute(between, front, back);
    CHECK(status == DA_OK || status == DA_ERR_OVERLAP);
    CHECK_OK(da_plan_free(&same));
    CHECK_OK(da_plan_free(&between));
    CHECK_OK(da_array_free(&front));
    CHECK_OK(da_array_free(&back));
    CHECK_OK(da_array_free(&behind));
    CHECK_OK(da_distribution_free(&half));
    CHECK_OK(da_distribution_free(&odd));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_barrier(l->w.ctx));
}

/* Labels that do not fit: an unstructured axis without one that is needed. */
static void check_labels(lab *l) {
    const int64_t extent = 3 * l->w.size;
    int64_t labels[3];
    da_dim_spec spec;
    da_distribution *dist = NULL, *block = make_dist(l->w.ctx, 1, &extent, "b");
    da_array *a = NULL, *b = zeros_on(block, DA_FLOAT64), *moved = NULL;
    da_plan *plan = NULL;
    memset(&spec, 0, sizeof spec);
    for (int k = 0; k < 3; k++) labels[k] = 3 * l->w.rank + k;
    if (l->last) labels[2] = 1000; /* and 3 * size - 1 is nobody's */
    spec.size = extent;
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.grid_axis_plus_1 = 1;
    spec.labels = labels;
    spec.num_labels = 3;
    CHECK_OK(da_distribution_create_dims(l->w.ctx, 1, &spec, NULL, &dist));
    a = zeros_on(dist, DA_FLOAT64);
    CHECK_STATUS(da_plan_create(dist, DA_FLOAT64, block, DA_FLOAT64, NULL, &plan), DA_ERR_LABELS);
    CHECK_STATUS(da_redistribute(a, block, &moved), DA_ERR_LABELS);
    CHECK_STATUS(da_assign(b, a), DA_ERR_LABELS);
    CHECK(plan == NULL && moved == NULL);
    CHECK_OK(da_context_barrier(l->w.ctx));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&block));
}

/* ---- One rank's mistake ------------------------------------------------------------------------ */

/* Everybody has something for everybody: all are the last rank's partners. `far` is a plan in which the last
 * rank meets nobody. */
static void check_alone(lab *l) {
    const int several = l->w.size > 1;
    const da_status status = da_plan_execute(l->plan, l->last ? l->whole : l->source, l->target);
    char told[60];
    snprintf(told, sizeof told, "rank %d could not take part", l->w.size - 1);
    CHECK_STATUS(status, DA_ERR_DTYPE);
    CHECK_CONTAINS(da_error_message(), "int32");
    if (several && !l->last && l->level != DA_CHECK_FULL) CHECK_CONTAINS(da_error_message(), told);
    /* All failed alike: nothing is left to be told. */
    CHECK_OK(da_context_barrier(l->w.ctx));
    check_works(l);
}

/* Ranks run different arrays: those that meet find out. */
static void check_mismatch(lab *l) {
    if (l->w.size == 1) return;
    CHECK_STATUS(da_plan_execute(l->plan, l->last ? l->other : l->source, l->target), DA_ERR_MISMATCH);
    const da_status after = da_context_barrier(l->w.ctx);
    CHECK(after == DA_OK || after == DA_ERR_MISMATCH);
    if (after != DA_OK) CHECK_OK(da_context_barrier(l->w.ctx));
    check_works(l);
}

/* Only rank 0 and the last one meet: others succeed, and hear of it in the next communicating call. */
static void check_distant(lab *l) {
    const int64_t shape[1] = {2}, grid[1] = {2};
    const int32_t ends[2] = {0, l->w.size - 1}, back[2] = {l->w.size - 1, 0};
    da_distribution_options options;
    da_distribution *from = NULL, *to = NULL;
    if (l->w.size < 3 || l->level == DA_CHECK_FULL) return;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.ranks = ends;
    options.num_ranks = 2;
    options.grid_shape = grid;
    options.grid_ndim = 1;
    CHECK_OK(da_distribution_create(l->w.ctx, 1, shape, "b", &options, &from));
    options.ranks = back;
    CHECK_OK(da_distribution_create(l->w.ctx, 1, shape, "b", &options, &to));
    da_array *source = zeros_on(from, DA_INT32), *wrong = zeros_on(from, DA_INT8), *target = zeros_on(to, DA_INT32);
    da_plan *plan = plan_made(from, DA_INT32, to, DA_INT32, NULL);
    put_patterns(source, 3);
    const int meets = l->w.rank == 0 || l->last;
    for (int begun = 0; begun < 2; begun++) {
        const da_array *mine = l->last ? wrong : source;
        if (begun) {
            CHECK_STATUS(da_plan_begin(plan, mine, target), l->last ? DA_ERR_DTYPE : DA_OK);
            if (!l->last) CHECK_STATUS(da_plan_end(plan), meets ? DA_ERR_DTYPE : DA_OK);
        } else CHECK_STATUS(da_plan_execute(plan, mine, target), meets ? DA_ERR_DTYPE : DA_OK);
        if (l->level == DA_CHECK_DEFAULT) {
            CHECK_STATUS(da_context_barrier(l->w.ctx), DA_ERR_DTYPE);
            CHECK_CONTAINS(da_error_message(), "int8");
        }
        CHECK_OK(da_context_barrier(l->w.ctx));
        CHECK_OK(da_plan_execute(plan, source, target));
        check_patterns(target, 3);
    }
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&wrong));
    CHECK_OK(da_array_free(&target));
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

/* A transport that is not to be had. */
static void check_transport(lab *l) {
    da_plan_options options = plan_way(WAY_DIRECT);
    da_plan *plan = NULL;
    options.staging_bytes = 1792;
    if (l->w.size == 1) return;
    CHECK_STATUS(da_plan_create(l->rows, DA_FLOAT64, l->columns, DA_FLOAT64, &options, &plan), DA_ERR_NOT_SUPPORTED);
    CHECK_CONTAINS(da_error_message(), "DA_TRANSPORT_DIRECT");
    CHECK(plan == NULL);
    CHECK_OK(da_context_barrier(l->w.ctx));
}

/* Memory that only the last rank lacks: an error of all, and nothing is left. */
static void check_no_memory(void) {
    const int64_t shape[2] = {300, 300};
    da_context_options options;
    int rank, size;
    da_context *ctx = NULL;
    da_plan *plan = NULL;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size == 1) return;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.timeout_seconds = 30;
    options.memory_limit = rank == size - 1 ? 1000 : 0;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &ctx));
    da_distribution *rows = make_dist(ctx, 2, shape, "b,n"), *columns = make_dist(ctx, 2, shape, "n,b");
    CHECK_STATUS(da_plan_create(rows, DA_FLOAT64, columns, DA_FLOAT64, NULL, &plan), DA_ERR_NO_MEMORY);
    CHECK(plan == NULL);
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_distribution_free(&rows));
    CHECK_OK(da_distribution_free(&columns));
    CHECK_OK(da_context_free(&ctx));
}

/* A partner that never comes: the others come back within the time limit. */
static void check_nobody_comes(void) {
    const int64_t shape[2] = {12, 12};
    da_context_options options;
    int rank, size;
    da_context *ctx = NULL;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size == 1) return;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.timeout_seconds = 0.3;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &ctx));
    da_distribution *rows = make_dist(ctx, 2, shape, "b,n"), *columns = make_dist(ctx, 2, shape, "n,b");
    da_array *a = zeros_on(rows, DA_INT32), *b = zeros_on(columns, DA_INT32);
    da_plan *plan = plan_made(rows, DA_INT32, columns, DA_INT32, NULL);
    if (rank != 0) {
        const double begin = MPI_Wtime();
        const da_status status = da_plan_execute(plan, a, b);
        CHECK_STATUS(status, DA_ERR_TIMEOUT);
        CHECK_CONTAINS(da_error_message(), "da_plan_execute");
        CHECK(MPI_Wtime() - begin >= 0.25);
        CHECK(MPI_Wtime() - begin < 10);
        CHECK_STATUS(da_context_barrier(ctx), DA_ERR_TIMEOUT); /* of no more use */
        CHECK_STATUS(da_plan_execute(plan, a, b), DA_ERR_TIMEOUT);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&rows));
    CHECK_OK(da_distribution_free(&columns));
    CHECK_OK(da_context_free(&ctx));
}

int main(int argc, char **argv) {
    static const int32_t levels[] = {DA_CHECK_DEFAULT, DA_CHECK_FULL, DA_CHECK_NONE};
    MPI_Init(&argc, &argv);
    for (int k = 0; k < 3; k++) {
        lab l;
        lab_open(&l, levels[k]);
        check_order(&l);
        check_overlap(&l);
        check_labels(&l);
        check_alone(&l);
        check_mismatch(&l);
        check_distant(&l);
        check_transport(&l);
        lab_close(&l);
    }
    check_no_memory();
    /* MPI never frees the messages of those who do not come. */
    if (argc == 1) check_nobody_comes();

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
