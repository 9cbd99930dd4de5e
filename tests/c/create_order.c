/* ranks: 1 2 3 4 6  valgrind-full: 1
 * Storage orders: creation with options, copies from one order to the other, and the question. */
#include "fixture.h"
#include "layouts.h"

static da_array_options wanted(int32_t order, int32_t fill, da_value value) {
    da_array_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = order;
    options.fill = fill;
    options.value = value;
    return options;
}

/* Strides of contiguous memory, from a definition of its own. */
static int is_in_order(const da_local *local, int fortran) {
    int64_t stride = (int64_t)item_size(local->dtype);
    if (local->size == 0) return 1;
    for (int32_t i = 0; i < local->ndim; i++) {
        const int32_t k = fortran ? i : local->ndim - 1 - i;
        if (local->shape[k] > 1 && local->strides[k] != stride) return 0;
        stride *= local->shape[k];
    }
    return 1;
}

static void check_order(const da_array *a) {
    const da_local local = local_of(a, DA_ACCESS_READ);
    int32_t c = -1, f = -1, again = -1;
    CHECK_OK(da_array_order(a, &c, &f));
    CHECK_EQ_I64(c, is_in_order(&local, 0));
    CHECK_EQ_I64(f, is_in_order(&local, 1));
    CHECK_OK(da_array_order(a, NULL, &again));
    CHECK_EQ_I64(again, f);
    CHECK_OK(da_array_order(a, &again, NULL));
    CHECK_EQ_I64(again, c);
    CHECK_OK(da_array_order(a, NULL, NULL));
}

static void check_is(const da_array *a, int32_t order) {
    int32_t c = -1, f = -1;
    CHECK_OK(da_array_order(a, &c, &f));
    CHECK_EQ_I64(order == DA_ORDER_C ? c : f, 1);
    check_order(a);
}

static void check_value(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const number n = load(local->dtype, element_at(local, index));
    (void)global;
    CHECK_NEAR(n.re, *(const double *)user, 0);
}

static void check_by_global(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    char expected[16] = {0};
    (void)user;
    store(local->dtype, expected, value_at(local->ndim, global), -2 * value_at(local->ndim, global));
    CHECK(memcmp(element_at(local, index), expected, item_size(local->dtype)) == 0);
}

static void check_padding(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    double zero = 0;
    if (!is_owned(local, index)) check_value(local, index, global, &zero);
    (void)user;
}

static void check_layout(const world *w, int which, int32_t dtype, int32_t order) {
    layout l;
    layout_make(&l, which, w->size);
    da_distribution *dist = oracle_create(&l.o, w->ctx);
    da_array *a = NULL, *b = NULL, *c = NULL;
    double zero = 0, seven = dtype == DA_BOOL ? 1 : 7;
    da_array_options options = wanted(order, DA_FILL_ZEROS, da_int(0));
    CHECK_OK(da_array_create(dist, dtype, &options, &a));
    check_is(a, order);
    each_element(a, DA_ACCESS_READ, check_value, &zero);
    CHECK_OK(da_array_free(&a));
    options = wanted(order, DA_FILL_EMPTY, da_int(0));
    CHECK_OK(da_array_create(dist, dtype, &options, &a));
    check_is(a, order);
    each_element(a, DA_ACCESS_READ, check_padding, NULL);
    CHECK_OK(da_array_free(&a));
    options = wanted(order, DA_FILL_VALUE, da_int(7));
    CHECK_OK(da_array_create(dist, dtype, &options, &a));
    check_is(a, order);
    each_element(a, DA_ACCESS_READ, check_value, &seven);
    set_by_global(a);
    /* The other order, and back. */
    CHECK_OK(da_copy_order(a, !order, &b));
    check_is(b, !order);
    each_element(b, DA_ACCESS_READ, check_by_global, NULL);
    CHECK_OK(da_copy_order(b, order, &c));
    check_is(c, order);
    each_element(c, DA_ACCESS_READ, check_by_global, NULL);
    CHECK_OK(da_fill(b, da_int(0)));
    each_element(c, DA_ACCESS_READ, check_by_global, NULL);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    /* What is made like it has its order, and computing with it is right. */
    CHECK_OK(da_zeros_like(c, 0, &a));
    check_is(a, order);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_distribution_free(&dist));
}

/* Memory with gaps is in neither order; padding that is valid stays so in a copy. */
static void check_gaps(const world *w) {
    const int64_t shape[2] = {3 * w->size, 2}, strides[2] = {24, 8};
    double memory[9];
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    da_array *a = NULL, *b = NULL, *c = NULL;
    int32_t in_c = -1, in_f = -1, flags = 0;
    da_value value;
    double sum = 0;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, strides, DA_PADDING_VALID, NULL, NULL, &a));
    CHECK_OK(da_fill(a, da_real(1.5)));
    CHECK_OK(da_array_order(a, &in_c, &in_f));
    CHECK_EQ_I64(in_c, 0);
    CHECK_EQ_I64(in_f, 0);
    CHECK_OK(da_copy_order(a, DA_ORDER_FORTRAN, &b));
    CHECK_OK(da_array_order(b, &in_c, &in_f));
    CHECK_EQ_I64(in_c, 0);
    CHECK_EQ_I64(in_f, 1);
    CHECK_OK(da_array_flags(b, &flags));
    CHECK_EQ_I64(flags & DA_PADDING_VALID, DA_PADDING_VALID);
    CHECK_OK(da_add(a, b, &c));
    CHECK_OK(da_sum_value(c, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 3.0 * 6 * w->size, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_array_create(dist, DA_INT16, NULL, &a)); /* the defaults */
    check_is(a, DA_ORDER_C);
    CHECK_OK(da_array_free(&a));
    da_array_options options = wanted(2, 0, da_int(0));
    CHECK_STATUS(da_array_create(dist, DA_INT16, &options, &a), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "order is 2");
    options = wanted(0, 3, da_int(0));
    CHECK_STATUS(da_array_create(dist, DA_INT16, &options, &a), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "fill is 3");
    options = wanted(0, DA_FILL_VALUE, da_int(40000));
    CHECK_STATUS(da_array_create(dist, DA_INT16, &options, &a), DA_ERR_OVERFLOW);
    options.struct_size = 8;
    CHECK_STATUS(da_array_create(dist, DA_INT16, &options, &a), DA_ERR_ARGUMENT);
    CHECK(a == NULL);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LAYOUTS; which++)
        for (int32_t order = DA_ORDER_C; order <= DA_ORDER_FORTRAN; order++) {
            check_layout(&w, which, 1 + (which + order * 5) % NUM_DTYPES, order);
            check_layout(&w, which, DA_FLOAT64, order);
        }
    check_gaps(&w);
    CHECK_EQ_I64(counters_now().live_bytes, 0);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
