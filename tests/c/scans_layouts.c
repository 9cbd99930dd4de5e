/* ranks: 1 2 3 4 6  timeout: 90  valgrind-full: 1
 * Scans by every function in every layout, along every axis and through all elements, against a serial
 * walk: new results, in place, into arrays of another dtype and of another layout, in memory of any order. */
#include "scans.h"

static da_status call(const scan *s, int numbered, const da_array *a, int32_t axis, int32_t dtype, da_array **out) {
    return numbered || !s->by_name ? da_accumulate(s->number, a, axis, dtype, out) : s->by_name(a, axis, dtype, out);
}

/* A new result lies as the operand; one of all elements lies in even blocks. */
static void check_new(const scan *s, const da_array *a, scan_task task, int numbered) {
    da_array *out = NULL;
    CHECK_OK(call(s, numbered, a, task.axis, 0, &out));
    check_scan(out, task, scan_dtype(s->kind, task.dtype));
    if (task.axis != DA_ALL_AXES) CHECK(same_layout(a, out));
    CHECK_OK(da_array_free(&out));
}

/* Into a given array, whose dtype is what is computed in; and in place, where that is the operand's. */
static void check_given(const scan *s, da_array *a, scan_task task) {
    const int32_t natural = scan_dtype(s->kind, task.dtype);
    const int32_t wider = is_bitwise(s->kind) || is_complex(task.dtype) ? natural : DA_FLOAT64;
    da_array *out = NULL;
    CHECK_OK(da_zeros_like(a, wider, &out));
    const da_array *before = out;
    CHECK_OK(call(s, 0, a, task.axis, 0, &out));
    CHECK(out == before);
    check_scan(out, task, wider);
    CHECK_OK(da_array_free(&out));
    if (natural != task.dtype) return;
    CHECK_OK(call(s, 0, a, task.axis, 0, &a));
    check_scan(a, task, natural);
}

/* Into an array of even blocks or of dealt ones, whatever the operand's layout is. */
static void check_elsewhere(const world *w, const scan *s, const da_array *a, scan_task task, const char *text) {
    const int32_t dtype = scan_dtype(s->kind, task.dtype);
    da_distribution *dist = make_dist(w->ctx, task.ndim, task.shape, text);
    da_array *out = NULL;
    CHECK_OK(da_zeros(dist, dtype, &out));
    CHECK_OK(call(s, 0, a, task.axis, 0, &out));
    check_scan(out, task, dtype);
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_distribution_free(&dist));
}

/* One function along one axis, on operands in memory of every order. */
static void check_axis(const world *w, const scan *s, const da_distribution *dist, scan_task task, int thorough) {
    static const char *const texts[] = {"", "c", "b,c:2", "n,b,c"};
    for (int way = STORED_C; way < (thorough ? STORED_WAYS : STORED_FORTRAN); way++) {
        void *memory = NULL;
        da_array *a = array_stored(dist, task.dtype, way, 0, &memory);
        each_element(a, DA_ACCESS_WRITE, scan_fill, &task);
        check_new(s, a, task, way == STORED_FORTRAN);
        if (task.axis != DA_ALL_AXES || task.ndim == 1) {
            if (thorough && task.ndim >= 1 && task.ndim <= 3) check_elsewhere(w, s, a, task, texts[task.ndim]);
            check_given(s, a, task);
        }
        CHECK_OK(da_array_free(&a));
        free(memory);
    }
}

static void check_dtype(const world *w, const da_distribution *dist, int32_t ndim, const int64_t *shape, int32_t dtype,
                        int thorough) {
    for (int which = 0; which < SCANS; which++) {
        const scan *s = &scans[which];
        if (is_bitwise(s->kind) && (is_float(dtype) || is_complex(dtype))) continue;
        if (ndim == 0 && (s->kind > PRODUCT || !s->by_name)) continue;
        scan_task task = {s->kind, dtype, ndim, shape, DA_ALL_AXES, 0, 0};
        check_axis(w, s, dist, task, 0);
        for (task.axis = 0; task.axis < ndim; task.axis++)
            if (ndim < 32 || task.axis == 3 || task.axis == 17) check_axis(w, s, dist, task, thorough);
    }
}

static void check_layout(const world *w, int which, const int32_t *dtypes, int num_dtypes, int thorough) {
    layout l;
    int64_t shape[ORACLE_MAX];
    layout_make(&l, which, w->size);
    oracle_shape(&l.o, shape);
    da_distribution *dist = oracle_create(&l.o, w->ctx);
    for (int d = 0; d < num_dtypes; d++) check_dtype(w, dist, l.o.ndim, shape, dtypes[d], thorough);
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    static const int32_t all[NUM_DTYPES] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    static const int32_t some[] = {DA_FLOAT32, DA_INT16};
    MPI_Init(&argc, &argv);
    world w = world_open();
    world tight = world_with(0, 64); /* totals travel from rank to rank, a few lines at a time */
    for (int which = 0; which < LAYOUTS; which++) {
        const int64_t before_it = check_failures;
        const int everything = which == 4 || which == LAYOUTS_ONE + 1 || which == LAYOUTS_ONE + 5;
        check_layout(&w, which, everything ? all : some, everything ? NUM_DTYPES : 2, everything);
        if (which != LAYOUTS - 1) check_layout(&tight, which, some, 2, 0);
        if (check_failures > before_it) fprintf(stderr, "(layout %d)\n", which);
    }
    world_close(&tight);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
