/* ranks: 1 2 3 4 6  timeout: 180  valgrind: 1  valgrind-full: 3
 * Plans: one is run on many arrays, in memory of any order and strides, also imported; elements are converted
 * from every dtype to every other, conjugated, transposed on their way; a plan says what it moves, moves just
 * that, and keeps within its staging memory. */
#include "plans.h"

/* ---- Many arrays ------------------------------------------------------------------------------- */

static void run_on(const da_plan *plan, const da_distribution *from, const da_distribution *to, int which) {
    void *source_memory, *target_memory;
    da_array *source = array_stored(from, DA_FLOAT32, which % STORED_WAYS, 0, &source_memory);
    da_array *target = array_stored(to, DA_FLOAT32, which / STORED_WAYS % STORED_WAYS, 0, &target_memory);
    put_patterns(source, which);
    put_patterns(target, which + 100); /* its padding is guarded */
    if (which % 2) {
        CHECK_OK(da_plan_execute(plan, source, target));
    } else {
        CHECK_OK(da_plan_begin(plan, source, target));
        CHECK_OK(da_plan_end(plan));
    }
    check_patterns(target, which);
    check_patterns(source, which);
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
    free(source_memory);
    free(target_memory);
}

/* The first and the last arrays are alike in memory: what was worked out for them is not used for others. */
static void check_reuse(const world *w) {
    const int64_t shape[2] = {6 * w->size, 4 * w->size};
    da_distribution *from = make_dist(w->ctx, 2, shape, "b(comm=1:1),n"), *to = make_dist(w->ctx, 2, shape, "n,c:3");
    for (int way = 0; way < PLAN_WAYS; way++) {
        const da_plan_options options = plan_way(way);
        da_plan *plan = plan_made(from, DA_FLOAT32, to, DA_FLOAT32, &options);
        for (int which = 0; plan && which <= STORED_WAYS * STORED_WAYS; which++) run_on(plan, from, to, which);
        CHECK_OK(da_plan_free(&plan));
        CHECK(plan == NULL);
    }
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

/* Another library's memory on both sides: nothing is copied but the elements. */
static void check_imported(const world *w) {
    const int64_t shape[2] = {5 * w->size, 7};
    da_distribution *from = make_dist(w->ctx, 2, shape, "c:2,n"), *to = make_dist(w->ctx, 2, shape, "b,n");
    da_array *source = zeros_on(from, DA_INT16), *target = zeros_on(to, DA_INT16), *in = NULL, *out = NULL;
    da_distribution *in_dist = NULL, *out_dist = NULL;
    da_distbuffer buffers[2];
    put_patterns(source, 8);
    CHECK_OK(da_array_export(source, &buffers[0]));
    CHECK_OK(da_array_export(target, &buffers[1]));
    CHECK_OK(da_array_import(w->ctx, &buffers[0], &in));
    CHECK_OK(da_array_import(w->ctx, &buffers[1], &out));
    CHECK_OK(da_array_distribution(in, &in_dist));
    CHECK_OK(da_array_distribution(out, &out_dist));
    da_plan *plan = plan_made(in_dist, DA_INT16, out_dist, DA_INT16, NULL);
    CHECK_OK(da_plan_execute(plan, in, out));
    check_patterns(target, 8);
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_array_free(&in));
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
    CHECK_OK(da_distribution_free(&in_dist));
    CHECK_OK(da_distribution_free(&out_dist));
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

/* ---- Conversions ------------------------------------------------------------------------------- */

typedef struct cast_task {
    int32_t from;
    int conjugate, turned;
    int64_t wrong;
} cast_task;

/* Elements are 1 to 9, and the imaginary part -2 times that: every dtype holds them, but for signs. */
static void compare_cast(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    cast_task *task = user;
    const int64_t before[2] = {global[task->turned ? 1 : 0], global[task->turned ? 0 : 1]};
    const int64_t value = task->from == DA_BOOL ? 1 : value_at(2, before);
    const int64_t imaginary = !is_complex(task->from) ? 0 : task->conjugate ? 2 * value : -2 * value;
    char expected[16];
    store(local->dtype, expected, value, imaginary);
    task->wrong += memcmp(element_at(local, index), expected, item_size(local->dtype)) != 0;
}

static void check_cast(const da_distribution *from, const da_distribution *to, int32_t source_dtype,
                       int32_t target_dtype, int turned) {
    static const int32_t backwards[2] = {-1, -2};
    da_plan_options options = plan_way((source_dtype + target_dtype) % PLAN_WAYS);
    cast_task task = {source_dtype, (source_dtype + 2 * target_dtype) % 3 == 0, turned, 0};
    da_array *source = zeros_on(from, source_dtype), *target = zeros_on(to, target_dtype);
    options.any_cast = 1;
    options.conjugate = task.conjugate;
    options.axes = turned ? backwards : NULL;
    set_by_global(source);
    da_plan *plan = plan_made(from, source_dtype, to, target_dtype, &options);
    if (plan != NULL) {
        CHECK_OK(da_plan_execute(plan, source, target));
        each_element(target, DA_ACCESS_READ, compare_cast, &task);
        CHECK_EQ_I64(task.wrong, 0);
        if (task.wrong) fprintf(stderr, "  from dtype %d to %d, turned %d\n", source_dtype, target_dtype, turned);
    }
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
}

static void check_casts(const world *w) {
    const int64_t shape[2] = {9, 8}, turned[2] = {8, 9};
    da_distribution *from = make_dist(w->ctx, 2, shape, "b,n"), *to = make_dist(w->ctx, 2, shape, "c,c:2");
    da_distribution *other = make_dist(w->ctx, 2, turned, "n,b");
    for (int32_t source = 1; source <= NUM_DTYPES; source++)
        for (int32_t target = 1; target <= NUM_DTYPES; target++) {
            check_cast(from, to, source, target, 0);
            if ((source + target) % 4 == 0) check_cast(from, other, source, target, 1);
        }
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
    CHECK_OK(da_distribution_free(&other));
}

/* What is allowed without any_cast is what NumPy calls same_kind. */
static void check_casting_rule(const world *w) {
    const int64_t shape[1] = {10};
    da_distribution *from = make_dist(w->ctx, 1, shape, "b"), *to = make_dist(w->ctx, 1, shape, "c");
    for (int32_t source = 1; source <= NUM_DTYPES; source++)
        for (int32_t target = 1; target <= NUM_DTYPES; target++) {
            int32_t allowed = -1;
            da_plan *plan = NULL;
            CHECK_OK(da_dtype_can_cast(source, target, DA_CASTING_SAME_KIND, &allowed));
            CHECK_STATUS(da_plan_create(from, source, to, target, NULL, &plan), allowed ? DA_OK : DA_ERR_CASTING);
            CHECK((plan != NULL) == (allowed == 1));
            CHECK_OK(da_plan_free(&plan));
        }
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

/* Three axes, each order of them. */
static void check_axes(const world *w) {
    static const int32_t orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {-1, -2, -3}};
    const int64_t shape[3] = {5, 4, 6};
    da_distribution *from = make_dist(w->ctx, 3, shape, "c:2,b,n");
    da_array *source = zeros_on(from, DA_INT64);
    put_patterns(source, 4);
    for (size_t k = 0; k < sizeof orders / sizeof orders[0]; k++) {
        da_array *turned = NULL, *copy = NULL;
        da_distribution *to = NULL;
        int64_t extents[3], whole[2][120];
        da_plan_options options = plan_way((int)k % WAY_DIRECT);
        options.axes = orders[k];
        for (int32_t axis = 0; axis < 3; axis++) extents[axis] = shape[(orders[k][axis] + 3) % 3];
        to = make_dist(w->ctx, 3, extents, "b,n,c");
        da_array *target = zeros_on(to, DA_INT64);
        da_plan *plan = plan_made(from, DA_INT64, to, DA_INT64, &options);
        CHECK_OK(da_plan_execute(plan, source, target));
        CHECK_OK(da_transpose(source, orders[k], &turned));
        CHECK_OK(da_copy(turned, &copy));
        CHECK_OK(da_gather(copy, -1, DA_ORDER_C, whole[0], sizeof whole[0]));
        CHECK_OK(da_gather(target, -1, DA_ORDER_C, whole[1], sizeof whole[1]));
        CHECK(memcmp(whole[0], whole[1], sizeof whole[0]) == 0);
        CHECK_OK(da_plan_free(&plan));
        CHECK_OK(da_array_free(&turned));
        CHECK_OK(da_array_free(&copy));
        CHECK_OK(da_array_free(&target));
        CHECK_OK(da_distribution_free(&to));
    }
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_distribution_free(&from));
}

/* The whole of an array in another shape, element by element in C order. */
static void check_reshape(const world *w) {
    const int64_t shape[2] = {6, 10}, others[3][3] = {{60, 0, 0}, {4, 15, 0}, {5, 3, 4}};
    const char *const texts[3] = {"b", "c:2,n", "n,b,c"};
    da_distribution *from = make_dist(w->ctx, 2, shape, "b,c:3");
    da_array *source = zeros_on(from, DA_FLOAT64);
    put_patterns(source, 6);
    for (int k = 0; k < 3; k++) {
        da_distribution *to = make_dist(w->ctx, k + 1, others[k], texts[k]);
        da_array *target = zeros_on(to, DA_FLOAT64);
        da_plan_options options = plan_way(k);
        da_plan *plan = NULL;
        if (k != 1) CHECK_STATUS(da_plan_create(from, DA_FLOAT64, to, DA_FLOAT64, &options, &plan), DA_ERR_SHAPE);
        options.reshape = 1;
        plan = plan_made(from, DA_FLOAT64, to, DA_FLOAT64, &options);
        CHECK_OK(da_plan_execute(plan, source, target));
        check_patterns(target, 6); /* they go by the position in C order */
        CHECK_OK(da_plan_free(&plan));
        CHECK_OK(da_array_free(&target));
        CHECK_OK(da_distribution_free(&to));
    }
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_distribution_free(&from));
}

/* ---- What a plan says, and what it does --------------------------------------------------------- */

/* Rows to columns: everybody meets everybody, and an element has one way. */
static void check_figures(const world *w, int way) {
    const int64_t shape[2] = {3 * w->size + 1, 5 * w->size};
    da_distribution *from = make_dist(w->ctx, 2, shape, "b,n"), *to = make_dist(w->ctx, 2, shape, "n,b");
    const da_plan_options options = plan_way(way);
    da_plan *plan = plan_made(from, DA_FLOAT64, to, DA_FLOAT64, &options);
    const int64_t most = options.message_bytes ? options.message_bytes / 8 : 64 << 10; /* elements in a message */
    int64_t sent = 0, received = 0, out = 0, in = 0, pieces_out = 0, pieces_in = 0;
    const int64_t rows = section_size(from, w->rank) / shape[1], columns = section_size(to, w->rank) / shape[0];
    if (plan == NULL) goto end;
    for (int32_t rank = 0; rank < w->size; rank++) {
        const int64_t there = rows * (section_size(to, rank) / shape[0]);
        const int64_t here = columns * (section_size(from, rank) / shape[1]);
        if (rank == w->rank) continue;
        out += there > 0;
        in += here > 0;
        sent += there;
        received += here;
        pieces_out += (there + most - 1) / most;
        pieces_in += (here + most - 1) / most;
    }
    const da_plan_report report = report_of(plan);
    CHECK_EQ_I64(report.partners_out, out);
    CHECK_EQ_I64(report.partners_in, in);
    CHECK_EQ_I64(report.bytes_out, 8 * sent);
    CHECK_EQ_I64(report.bytes_in, 8 * received);
    CHECK_EQ_I64(report.bytes_kept, 8 * rows * columns);
    if (way != WAY_LEAST) {
        CHECK_EQ_I64(report.messages_out, pieces_out);
        CHECK_EQ_I64(report.messages_in, pieces_in);
    }
    da_array *source = zeros_on(from, DA_FLOAT64), *target = zeros_on(to, DA_FLOAT64);
    put_patterns(source, way);
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_OK(da_plan_execute(plan, source, target));
    const da_stats stats = stats_of(w->ctx);
    CHECK_EQ_I64(stats.collective.messages_sent, 0); /* nobody waits for everybody */
    CHECK_EQ_I64(stats.calls[DA_OPERATION_AGREEMENT], 0);
    CHECK_EQ_I64(stats.calls[DA_OPERATION_REDISTRIBUTION], 1);
    if (way == WAY_PACKED || way == WAY_PIECES) {
        CHECK_EQ_I64(report.direct_partners, 0);
        /* What goes in pieces may have a message before them that says so. */
        const int64_t more_out = stats.messages.messages_sent - report.messages_out;
        const int64_t more_in = stats.messages.messages_received - report.messages_in;
        CHECK(more_out == 0 || (more_out <= out && report.messages_out > out));
        CHECK(more_in == 0 || (more_in <= in && report.messages_in > in));
        CHECK_EQ_I64(stats.direct.bytes_received, 0);
        CHECK(stats.messages.bytes_sent >= report.bytes_out);
        CHECK(stats.messages.bytes_sent <= report.bytes_out + 64 * stats.messages.messages_sent);
    }
    if (way == WAY_DIRECT) {
        CHECK_EQ_I64(report.direct_partners, out + in);
        CHECK_EQ_I64(stats.direct.bytes_received, report.bytes_in);
    }
    check_patterns(target, way);
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
end:
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

/* Arrays that are laid out alike: nothing leaves its rank, whatever the transport. */
static void check_aligned(const world *w) {
    const int64_t shape[2] = {4 * w->size, 6};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "c:2,n");
    for (int way = 0; way < PLAN_WAYS; way++) {
        const da_plan_options options = plan_way(way);
        da_plan *plan = NULL;
        da_array *source = zeros_on(dist, DA_INT32), *target = zeros_on(dist, DA_INT32);
        /* Where nobody has to read, all that is refused elsewhere is to be had. */
        CHECK_OK(da_plan_create(dist, DA_INT32, dist, DA_INT32, &options, &plan));
        const da_plan_report report = report_of(plan);
        CHECK_EQ_I64(report.partners_out + report.partners_in + report.messages_out + report.messages_in, 0);
        CHECK_EQ_I64(report.bytes_out + report.bytes_in + report.staging_bytes, 0);
        CHECK_EQ_I64(report.bytes_kept, 4 * section_size(dist, w->rank));
        put_patterns(source, way);
        CHECK_OK(da_context_stats_reset(w->ctx));
        CHECK_OK(da_plan_execute(plan, source, target));
        const da_stats stats = stats_of(w->ctx);
        CHECK_EQ_I64(stats.messages.messages_sent + stats.direct.messages_sent + stats.collective.messages_sent, 0);
        CHECK_EQ_I64(stats.messages.bytes_sent + stats.direct.bytes_sent + stats.collective.bytes_sent, 0);
        check_patterns(target, way);
        CHECK_OK(da_plan_free(&plan));
        CHECK_OK(da_array_free(&source));
        CHECK_OK(da_array_free(&target));
    }
    CHECK_OK(da_distribution_free(&dist));
}

/* ---- Staging memory ---------------------------------------------------------------------------- */

/* The most memory that this process had at a time, in bytes; 0 where the system does not tell. */
static int64_t high_water(void) {
    char line[200];
    int64_t kilobytes = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "VmHWM:", 6) == 0) kilobytes = strtoll(line + 6, NULL, 10);
    if (file) fclose(file);
    return kilobytes * 1024;
}

static void check_staging(const world *w, int64_t cap, int transport) {
    const int64_t extent = 60 * w->size, shape[2] = {extent, 120};
    da_distribution *from = make_dist(w->ctx, 2, shape, "b,n"), *to = make_dist(w->ctx, 2, shape, "n,c");
    da_array *source = zeros_on(from, DA_FLOAT64), *target = zeros_on(to, DA_FLOAT64);
    da_plan_options options = plan_way(WAY_DEFAULT);
    options.staging_bytes = cap;
    options.transport = transport;
    put_patterns(source, 1);
    put_patterns(target, 2); /* all pages are there */
    const da_counters before = counters_now();
    da_plan *plan = NULL;
    const da_status status = da_plan_create(from, DA_FLOAT64, to, DA_FLOAT64, &options, &plan);
    CHECK(status == DA_OK || (transport == DA_TRANSPORT_DIRECT && status == DA_ERR_NOT_SUPPORTED));
    if (plan != NULL) {
        const da_plan_report report = report_of(plan);
        const da_counters made = counters_now();
        const int64_t water = high_water();
        CHECK(report.staging_bytes <= cap);
        CHECK(made.live_bytes - before.live_bytes <= cap);
        CHECK_EQ_I64(stats_of(w->ctx).staging_bytes, report.staging_bytes);
        CHECK_OK(da_context_stats_reset(w->ctx));
        for (int k = 0; k < 3; k++) CHECK_OK(da_plan_execute(plan, source, target));
        CHECK_EQ_I64(stats_of(w->ctx).staging_peak, report.staging_bytes);
        CHECK_EQ_I64(counters_now().live_bytes, made.live_bytes); /* a run takes nothing more */
        CHECK(high_water() - water <= (cap < 1 << 20 ? 1 << 20 : cap) + (4 << 20)); /* MPI has memory of its own */
        check_patterns(target, 1);
    }
    CHECK_OK(da_plan_free(&plan));
    CHECK_EQ_I64(counters_now().live_bytes, before.live_bytes);
    CHECK_EQ_I64(stats_of(w->ctx).staging_bytes, 0);
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
}

int main(int argc, char **argv) {
    static const int64_t caps[] = {1792, 10000, 64 << 20};
    MPI_Init(&argc, &argv);
    world w = world_with(60, 0);
    check_reuse(&w);
    check_imported(&w);
    check_casts(&w);
    check_casting_rule(&w);
    check_axes(&w);
    check_reshape(&w);
    for (int way = 0; way < PLAN_WAYS; way++) check_figures(&w, way);
    check_aligned(&w);
    for (size_t k = 0; k < sizeof caps / sizeof caps[0]; k++)
        for (int transport = DA_TRANSPORT_AUTO; transport <= DA_TRANSPORT_DIRECT; transport++)
            check_staging(&w, caps[k], transport);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
