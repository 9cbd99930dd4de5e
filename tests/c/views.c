/* ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3
 * Views of whole arrays: other orders of axes, parts of complex numbers, other dtypes, new and lost axes,
 * broadcasts, the interior; writing through views, what they keep alive, and the flags that they share. */
#include "slicing.h"

static int64_t flags_of(const da_array *a) {
    int32_t flags = -1;
    CHECK_OK(da_array_flags(a, &flags));
    return flags;
}

/* The shape is as given, and element `global` of the view has the number of the base's element. */
typedef void (*base_fn)(const int64_t *global, int64_t *base);
static void check_view(const da_array *v, int32_t ndim, const int64_t *shape, int32_t base_ndim,
                       const int64_t *base_shape, base_fn base_of) {
    da_distribution *dist = NULL;
    int64_t index[ORACLE_MAX] = {0}, global[ORACLE_MAX] = {0}, base[ORACLE_MAX] = {0}, got[ORACLE_MAX], wrong = 0;
    const da_local local = local_of(v, DA_ACCESS_READ);
    CHECK_EQ_I64(local.ndim, ndim);
    CHECK_OK(da_array_shape(v, got));
    for (int32_t k = 0; k < ndim; k++) CHECK_EQ_I64(got[k], shape[k]);
    CHECK_OK(da_array_distribution(v, &dist));
    if (local.size > 0) do {
            int64_t number;
            CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
            base_of(global, base);
            memcpy(&number, element_at(&local, index), sizeof number);
            wrong += number != number_of(base_ndim, base_shape, base);
        } while (next_index(ndim, local.shape, index));
    CHECK_EQ_I64(wrong, 0);
    CHECK_OK(da_distribution_free(&dist));
}

static void base_reversed(const int64_t *g, int64_t *b) { b[0] = g[2], b[1] = g[1], b[2] = g[0]; }
static void base_120(const int64_t *g, int64_t *b) { b[1] = g[0], b[2] = g[1], b[0] = g[2]; }
static void base_swapped(const int64_t *g, int64_t *b) { b[1] = g[0], b[0] = g[1], b[2] = g[2]; }
static void base_last_first(const int64_t *g, int64_t *b) { b[2] = g[0], b[0] = g[1], b[1] = g[2]; }
static void base_new_second(const int64_t *g, int64_t *b) { b[0] = g[0], b[1] = g[2], b[2] = g[3]; }
static void base_new_last(const int64_t *g, int64_t *b) { b[0] = g[0], b[1] = g[1], b[2] = g[2]; }
static void base_stretched(const int64_t *g, int64_t *b) { b[0] = g[1], b[1] = 0, b[2] = g[3]; }
static void base_ends(const int64_t *g, int64_t *b) { b[0] = g[0], b[1] = 0, b[2] = g[1]; }

static void check_orders(const world *w, const char *text) {
    const int64_t shape[3] = {2 * w->size + 1, 3, 4}, one[3] = {5, 1, 4};
    const int64_t reversed[3] = {4, 3, shape[0]}, rolled[3] = {3, 4, shape[0]}, swapped[3] = {3, shape[0], 4};
    const int64_t first[3] = {4, shape[0], 3}, second[4] = {shape[0], 1, 3, 4}, last[4] = {shape[0], 3, 4, 1};
    const int64_t wide[4] = {2, 5, 6, 4}, two[2] = {5, 4};
    const int32_t order[3] = {1, -1, 0}, minus[1] = {-1}, zero[1] = {0}, axis1[1] = {-2};
    da_distribution *dist = make_dist(w->ctx, 3, shape, text), *thin = make_dist(w->ctx, 3, one, text);
    da_array *a = NULL, *b = NULL, *v = NULL;
    CHECK_OK(da_zeros(dist, DA_INT64, &a));
    CHECK_OK(da_zeros(thin, DA_INT64, &b));
    set_numbers(a, (int64_t[3]){shape[0], 3, 4});
    set_numbers(b, (int64_t[3]){5, 1, 4});
    const uint64_t allocations = counters_now().allocations;
#define SHOWS(call, base, base_shape, ndim, view_shape, base_of) \
    CHECK_OK(call); \
    check_view(v, ndim, view_shape, 3, base_shape, base_of); \
    CHECK_OK(da_array_free(&v))
    SHOWS(da_transpose(a, NULL, &v), a, shape, 3, reversed, base_reversed);
    SHOWS(da_transpose(a, order, &v), a, shape, 3, rolled, base_120);
    SHOWS(da_swapaxes(a, 0, -2, &v), a, shape, 3, swapped, base_swapped);
    SHOWS(da_moveaxis(a, 1, minus, zero, &v), a, shape, 3, first, base_last_first);
    SHOWS(da_expand_dims(a, 1, &v), a, shape, 4, second, base_new_second);
    SHOWS(da_expand_dims(a, -1, &v), a, shape, 4, last, base_new_last);
    SHOWS(da_broadcast_to(b, 4, wide, &v), b, one, 4, wide, base_stretched);
    SHOWS(da_squeeze(b, 1, axis1, &v), b, one, 2, two, base_ends);
    SHOWS(da_squeeze(b, 0, NULL, &v), b, one, 2, two, base_ends);
    CHECK_EQ_I64(counters_now().allocations, allocations);
    CHECK_STATUS(da_squeeze(a, 1, zero, &v), DA_ERR_SHAPE);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&thin));
    CHECK_OK(da_distribution_free(&dist));
}

static double sum_of(const da_array *a) {
    da_value sum;
    double x = -1;
    CHECK_OK(da_sum_value(a, &sum));
    CHECK_OK(da_value_f64(sum, &x));
    return x;
}

static void check_complex(const world *w, int32_t dtype) {
    const int64_t n = 3 * w->size + 1, shape[1] = {n};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "c:2");
    da_array *z = NULL, *re = NULL, *im = NULL, *zeros = NULL, *same = NULL;
    int32_t is = 0;
    CHECK_OK(da_full(dist, dtype, da_complex(2, -3), &z));
    CHECK_OK(da_real_part(z, &re));
    CHECK_OK(da_imag_part(z, &im));
    CHECK_OK(da_array_dtype(im, &is));
    CHECK_EQ_I64(is, dtype == DA_COMPLEX64 ? DA_FLOAT32 : DA_FLOAT64);
    CHECK_NEAR(sum_of(re), 2.0 * (double)n, 0);
    CHECK_NEAR(sum_of(im), -3.0 * (double)n, 0);
    CHECK_OK(da_fill(im, da_real(5))); /* the real parts stay */
    CHECK_OK(da_add(re, im, &re));
    CHECK_OK(da_array_free(&im));
    const da_local local = local_of(z, DA_ACCESS_READ);
    for (int64_t k = 0; k < local.size; k++) {
        const number x = load(dtype, element_at(&local, &k));
        CHECK(x.re == 7 && x.im == 5);
    }
    CHECK_OK(da_imag_part(re, &zeros));
    CHECK_OK(da_real_part(re, &same));
    CHECK_EQ_I64(flags_of(zeros) & DA_READ_ONLY, DA_READ_ONLY);
    CHECK_STATUS(da_fill(zeros, da_real(1)), DA_ERR_READ_ONLY);
    CHECK_NEAR(sum_of(zeros), 0, 0);
    CHECK(local_of(same, DA_ACCESS_READ).data == local_of(re, DA_ACCESS_READ).data);
    CHECK_OK(da_array_free(&zeros));
    CHECK_OK(da_array_free(&same));
    CHECK_OK(da_array_free(&re));
    CHECK_OK(da_array_free(&z));
    CHECK_OK(da_distribution_free(&dist));
}

/* Bytes under another name: the last axis is counted in other elements where the width differs. */
static void check_dtypes(const world *w) {
    const int64_t shape[2] = {3, 8 * w->size};
    int64_t got[2];
    da_distribution *dist = make_dist(w->ctx, 2, shape, "n,b");
    da_array *a = NULL, *v = NULL, *back = NULL, *part = NULL;
    CHECK_OK(da_full(dist, DA_FLOAT64, da_real(1), &a));
    const da_local local = local_of(a, DA_ACCESS_READ);
    CHECK_OK(da_view(a, DA_INT64, &v));
    for (int64_t k = 0; k < local.size; k++) CHECK_EQ_I64(((int64_t *)local_of(v, 0).data)[k], INT64_C(0x3ff0000000000000));
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_view(a, DA_UINT8, &v));
    CHECK_OK(da_array_shape(v, got));
    CHECK(got[0] == 3 && got[1] == 64 * w->size);
    da_local bytes = local_of(v, DA_ACCESS_READ);
    CHECK(bytes.data == local.data && bytes.size == 8 * local.size && bytes.strides[1] == 1);
    for (int64_t k = 0; k < bytes.size; k++) CHECK_EQ_I64(((uint8_t *)bytes.data)[k], k % 8 == 7 ? 0x3f : k % 8 == 6 ? 0xf0 : 0);
    CHECK_OK(da_view(v, DA_COMPLEX128, &back));
    CHECK_OK(da_array_shape(back, got));
    CHECK(got[0] == 3 && got[1] == 4 * w->size);
    const number z = load(DA_COMPLEX128, local_of(back, DA_ACCESS_READ).data);
    CHECK(z.re == 1 && z.im == 1);
    CHECK_OK(da_array_free(&back));
    CHECK_OK(da_array_free(&v));
    /* Steps, columns out of place, and numbers of bytes that do not fit. */
    CHECK_OK(da_slice_text(a, ":, ::2", &part));
    CHECK_OK(da_view(part, DA_INT64, &v)); /* the same width may lie anyhow */
    CHECK_OK(da_array_free(&v));
    CHECK_STATUS(da_view(part, DA_INT32, &v), DA_ERR_LAYOUT);
    CHECK_CONTAINS(da_error_message(), "contiguous");
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_slice_text(a, ":, 1:", &part));
    CHECK_STATUS(da_view(part, DA_COMPLEX128, &v), DA_ERR_LAYOUT);
    CHECK_OK(da_view(part, DA_INT16, &v));
    CHECK_OK(da_array_shape(v, got));
    CHECK_EQ_I64(got[1], 4 * (shape[1] - 1));
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_slice_text(a, "0, 0", &part));
    CHECK_STATUS(da_view(part, DA_INT32, &v), DA_ERR_LAYOUT);
    CHECK_OK(da_view(part, DA_UINT64, &v));
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_array_free(&part));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* What is written through views, also of views, is in the base, and nowhere else. */
static void check_writes(const world *w) {
    const int64_t n = 4 * w->size + 3, shape[2] = {n, 6};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    da_array *a = NULL, *rows = NULL, *part = NULL, *turned = NULL;
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    CHECK_OK(da_slice_text(a, "1:-1", &rows));
    CHECK_OK(da_slice_view(rows, 2, (da_slice[2]){da_range(DA_SLICE_NONE, DA_SLICE_NONE, 2), da_range(4, 0, -2)}, &part));
    CHECK_OK(da_transpose(part, NULL, &turned));
    CHECK_OK(da_fill(part, da_real(2)));
    CHECK_OK(da_binary_scalar(DA_OP_ADD, turned, da_real(0.5), &turned));
    /* An operand that lies under the result is read before it is written. */
    da_array *forth = NULL, *back = NULL;
    CHECK_OK(da_slice_text(a, ":, 1:5", &forth));
    CHECK_OK(da_slice_text(a, ":, 2:6", &back));
    const da_local local = local_of(a, DA_ACCESS_READ);
    int64_t index[2] = {0, 0}, global[2];
    if (local.size > 0) do {
            double x;
            CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
            memcpy(&x, element_at(&local, index), sizeof x);
            const int hit = global[0] >= 1 && global[0] < n - 1 && global[0] % 2 == 1 && (global[1] == 4 || global[1] == 2);
            CHECK_NEAR(x, hit ? 2.5 : 0, 0);
        } while (next_index(2, local.shape, index));
    CHECK_OK(da_add(forth, back, &back));
    if (local.size > 0) do {
            double x;
            CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
            memcpy(&x, element_at(&local, index), sizeof x);
            const int odd = global[0] >= 1 && global[0] < n - 1 && global[0] % 2 == 1;
            CHECK_NEAR(x, odd && global[1] >= 2 ? 2.5 : 0, 0);
        } while (next_index(2, local.shape, index));
    CHECK_OK(da_array_free(&forth));
    CHECK_OK(da_array_free(&back));
    /* The base goes first. Views keep its memory, and are handles of their own. */
    const double total = sum_of(a), of_part = sum_of(turned);
    CHECK_OK(da_array_free(&a));
    CHECK_NEAR(sum_of(turned), of_part, 0);
    CHECK_NEAR(sum_of(rows), total, 0);
    CHECK_OK(da_array_free(&rows));
    CHECK_OK(da_array_free(&part));
    CHECK_NEAR(sum_of(turned), of_part, 0);
    const int64_t live = counters_now().live_bytes;
    CHECK_OK(da_array_free(&turned));
    CHECK(counters_now().live_bytes < live);
    CHECK_OK(da_distribution_free(&dist));
}

static void count_release(void *times) { ++*(int *)times; }

/* Wrapped memory is given back with its last view; what must not be written to is so in all views. */
static void check_lifetime(const world *w) {
    const int64_t shape[1] = {3 * w->size};
    double memory[3] = {1, 2, 3};
    int released = 0;
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL, *v = NULL, *stale;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, NULL, DA_READ_ONLY, count_release, &released, &a));
    CHECK_OK(da_slice_text(a, "::-1", &v));
    stale = a;
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_I64(released, 0);
    CHECK_EQ_I64(flags_of(v), DA_READ_ONLY);
    CHECK_STATUS(da_fill(v, da_real(1)), DA_ERR_READ_ONLY);
    const da_local local = local_of(v, DA_ACCESS_READ);
    CHECK(local.strides[0] == -8 && local.data == &memory[2]);
    CHECK_OK(da_array_free(&v));
    CHECK_EQ_I64(released, 1);
    CHECK_STATUS(da_slice_text(stale, "1:", &v), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_transpose(stale, NULL, &v), DA_ERR_INVALID_HANDLE);
    CHECK(v == NULL);
    CHECK_OK(da_distribution_free(&dist));
}

/* One flag for all views of a memory: writing to one makes the padding of all stale. */
static void check_padding_flag(const world *w) {
    const int64_t shape[2] = {3 * w->size, 4};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b(comm=1),n");
    da_array *a = NULL, *v = NULL, *copy = NULL;
    CHECK_OK(da_full(dist, DA_FLOAT64, da_real(1), &a));
    CHECK_EQ_I64(flags_of(a), DA_PADDING_VALID);
    CHECK_OK(da_slice_text(a, ":, 1:3", &v));
    CHECK_EQ_I64(flags_of(v), DA_PADDING_VALID);
    CHECK_OK(da_copy(v, &copy));
    CHECK_EQ_I64(flags_of(copy), DA_PADDING_VALID);
    CHECK_OK(da_array_free(&copy));
    CHECK_OK(da_binary_scalar(DA_OP_ADD, v, da_real(1), &v));
    CHECK_EQ_I64(flags_of(a), 0);
    CHECK_OK(da_fill(a, da_real(2))); /* all of it, padding too */
    CHECK_EQ_I64(flags_of(v), DA_PADDING_VALID);
    CHECK_OK(da_fill(v, da_real(3))); /* a part of it */
    CHECK_EQ_I64(flags_of(a), 0);
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_transpose(a, NULL, &v));
    CHECK_OK(da_fill(v, da_real(4)));
    CHECK_EQ_I64(flags_of(a), DA_PADDING_VALID);
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_broadcast_to(a, 2, shape, &v));
    CHECK_EQ_I64(flags_of(v), DA_PADDING_VALID | DA_READ_ONLY);
    CHECK_STATUS(da_fill(v, da_real(1)), DA_ERR_READ_ONLY);
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Without the boundary: what a grid with ghost points calls its own. */
static void check_interior(const world *w) {
    const int64_t n = 4 * w->size + 3, shape[2] = {n, 5};
    int64_t got[2];
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b(comm=1 boundary=2:1),n"), *of_view = NULL;
    da_array *a = NULL, *v = NULL;
    da_distbuffer buffer;
    CHECK_OK(da_ones(dist, DA_FLOAT64, &a));
    CHECK_OK(da_array_interior(a, &v));
    CHECK_OK(da_array_shape(v, got));
    CHECK(got[0] == n - 3 && got[1] == 5);
    CHECK_OK(da_fill(v, da_real(3)));
    CHECK_NEAR(sum_of(v), 15.0 * (double)(n - 3), 0);
    CHECK_NEAR(sum_of(a), 15.0 * (double)(n - 3) + 15, 0);
    CHECK_OK(da_array_export(v, &buffer));
    CHECK(buffer.dim_data[0].dist_type == 'b' && buffer.dim_data[0].padding[0] == 0 && buffer.dim_data[0].padding[1] == 0);
    CHECK_EQ_I64(buffer.dim_data[0].size, n - 3);
    CHECK_OK(da_distbuffer_validate_global(w->ctx, &buffer));
    da_distbuffer_release(&buffer);
    CHECK_OK(da_array_distribution(v, &of_view));
    CHECK_OK(da_distribution_free(&of_view));
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Stretched axes are exported read-only, with stride 0. */
static void check_broadcast_export(const world *w) {
    const int64_t shape[1] = {2 * w->size}, wide[2] = {3, 2 * w->size};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL, *v = NULL;
    da_distbuffer buffer;
    CHECK_OK(da_ones(dist, DA_FLOAT32, &a));
    CHECK_OK(da_broadcast_to(a, 2, wide, &v));
    CHECK_OK(da_array_export(v, &buffer));
    CHECK(buffer.flags & DA_BUFFER_READ_ONLY);
    CHECK(buffer.strides[0] == 0 && buffer.strides[1] == 4);
    CHECK_OK(da_distbuffer_validate_global(w->ctx, &buffer));
    da_distbuffer_release(&buffer);
    CHECK_NEAR(sum_of(v), 6.0 * w->size, 0);
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Why there is no view, and what there is instead. */
static void check_no_view(const world *w) {
    const int64_t shape[1] = {56 * w->size};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "c:8");
    da_array *a = NULL, *v = NULL;
    const da_slice every_seventh[1] = {da_range(DA_SLICE_NONE, DA_SLICE_NONE, 7)};
    int64_t size = -1;
    CHECK_OK(da_ones(dist, DA_FLOAT64, &a));
    const da_status status = da_slice_view(a, 1, every_seventh, &v);
    CHECK_STATUS(status, w->size == 1 ? DA_OK : DA_ERR_LAYOUT);
    if (w->size > 1) {
        CHECK_CONTAINS(da_error_message(), "axis 0");
        CHECK_CONTAINS(da_error_message(), "step 7");
        CHECK_CONTAINS(da_error_message(), "block size 8");
        CHECK_CONTAINS(da_error_message(), "da_slice_copy");
        CHECK(v == NULL);
    }
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_slice_copy(a, 1, every_seventh, &v));
    CHECK_OK(da_array_size(v, &size));
    CHECK_EQ_I64(size, 8 * w->size);
    CHECK_NEAR(sum_of(v), 8.0 * w->size, 0);
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_slice_view(a, 3, (da_slice[3]){da_newaxis(), da_ellipsis(), da_at(-1)}, &v));
    CHECK_OK(da_array_size(v, &size));
    CHECK_EQ_I64(size, 1);
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_slice_view(a, 1, (da_slice[1]){da_whole()}, &v));
    CHECK(local_of(v, DA_ACCESS_READ).data == local_of(a, DA_ACCESS_READ).data);
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* A view can show more bytes than the protocol's structure can count. */
static void check_too_large(const world *w) {
    const int64_t columns = 4 * w->size, shape[2] = {3, columns}, tall[3] = {INT64_C(110000000000000000), 3, columns};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "n,b");
    da_array *a = NULL, *b = NULL;
    da_distbuffer buffer;
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    CHECK_OK(da_broadcast_to(a, 3, tall, &b));
    const da_local local = local_of(b, DA_ACCESS_READ);
    if (local.size > 0) CHECK_STATUS(da_array_export(b, &buffer), DA_ERR_OVERFLOW);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_orders(&w, "b,n,n");
    check_orders(&w, "n,b,c");
    check_orders(&w, "c:2,c,b");
    check_complex(&w, DA_COMPLEX64);
    check_complex(&w, DA_COMPLEX128);
    check_dtypes(&w);
    check_writes(&w);
    check_lifetime(&w);
    check_padding_flag(&w);
    check_interior(&w);
    check_broadcast_export(&w);
    check_no_view(&w);
    check_too_large(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
