/* ranks: 1 2 3 4 6  timeout: 120  valgrind-full: 3
 * Elements by their global index, on every rank and on their owners, for every layout: what is read,
 * what is written, and what ranks without the element are told. */
#include "whole.h"

static void check_value(int32_t dtype, da_value value, int64_t position, int32_t seed) {
    char element[16] = {0}, bits[16] = {0};
    pattern(dtype, position, seed, element);
    CHECK_EQ_I64(value.dtype, dtype);
    CHECK_EQ_I64(value.flags, 0);
    /* complex64 has one part in each word; everything else is the element's bytes in front */
    memcpy(bits, value.bits, sizeof bits);
    if (dtype == DA_COMPLEX64) memcpy(bits + 4, &value.bits[1], 4);
    CHECK(memcmp(bits, element, item_size(dtype)) == 0);
}

/* Every element: as it is, and counted from the end. */
static void check_get(const world *w, const oracle *o, const da_array *a, int32_t dtype) {
    int64_t shape[ORACLE_MAX], index[ORACLE_MAX] = {0}, back[ORACLE_MAX] = {0};
    oracle_shape(o, shape);
    if (count_of(o->ndim, shape) == 0) return;
    do {
        const int64_t position = position_in(o->ndim, shape, index);
        const int here = oracle_has(o, w->rank, index, 0);
        da_value value;
        memset(&value, 0x5a, sizeof value);
        for (int32_t k = 0; k < o->ndim; k++) back[k] = index[k] - (k % 2 ? 0 : shape[k]);
        CHECK_OK(da_get(a, o->ndim ? back : NULL, &value));
        check_value(dtype, value, position, 1);
        memset(&value, 0x5a, sizeof value);
        CHECK_STATUS(da_get_owned(a, back, &value), here ? DA_OK : DA_ERR_NOT_LOCAL);
        if (here) check_value(dtype, value, position, 1);
    } while (next_index(o->ndim, shape, index));
}

/* Writes a value that says where it belongs, collectively and on owners alone, and reads all back. */
static void check_set(const world *w, const oracle *o, const da_array *a) {
    int64_t shape[ORACLE_MAX], index[ORACLE_MAX] = {0}, back[ORACLE_MAX] = {0};
    const da_local local = local_of(a, DA_ACCESS_WRITE);
    int64_t coords[ORACLE_MAX];
    const int holds = oracle_coords(o, w->rank, coords);
    oracle_shape(o, shape);
    if (count_of(o->ndim, shape) == 0) return;
    do {
        const int64_t position = position_in(o->ndim, shape, index);
        const int here = oracle_has(o, w->rank, index, 0);
        int64_t at[ORACLE_MAX] = {0};
        number n;
        for (int32_t k = 0; k < o->ndim; k++) back[k] = index[k] - shape[k];
        if (position % 2) CHECK_OK(da_set(a, back, da_complex((double)position + 1, -2)));
        else CHECK_STATUS(da_set_owned(a, index, da_f64((double)position + 1)), here ? DA_OK : DA_ERR_NOT_LOCAL);
        if (!here || !holds) continue;
        for (int32_t k = 0; k < o->ndim; k++) {
            const oracle_axis *axis = &o->axes[k];
            at[k] = axis_stored_below(axis, oracle_parts(o, k), oracle_part(o, k, coords), index[k]);
        }
        n = load(DA_COMPLEX128, element_at(&local, at));
        CHECK_NEAR(n.re, (double)position + 1, 0);
        CHECK_NEAR(n.im, position % 2 ? -2 : 0, 0);
    } while (next_index(o->ndim, shape, index));
}

static void check_layouts(const world *w) {
    for (int which = 0; which < LAYOUTS; which++) {
        static const int32_t dtypes[] = {DA_UINT16, DA_COMPLEX64, DA_BOOL, DA_FLOAT64, DA_COMPLEX128};
        const int32_t dtype = dtypes[which % 5];
        const int64_t before = check_failures;
        layout l;
        void *memory;
        layout_make(&l, which, w->size);
        da_distribution *dist = oracle_create(&l.o, w->ctx);
        da_array *a = array_stored(dist, dtype, which % STORED_WAYS, 0, &memory);
        put_patterns(a, 1);
        check_get(w, &l.o, a, dtype);
        CHECK_OK(da_array_free(&a));
        free(memory);
        a = array_stored(dist, DA_COMPLEX128, (which + 1) % STORED_WAYS, 0, &memory);
        check_set(w, &l.o, a);
        CHECK_OK(da_array_free(&a));
        free(memory);
        CHECK_OK(da_distribution_free(&dist));
        if (check_failures > before) fprintf(stderr, "(layout %d: %s)\n", which, l.text);
    }
}

/* Conversion as da_fill converts, and communication padding that is out of date afterwards. */
static void check_conversion(const world *w) {
    const int64_t shape[1] = {3 * w->size}, first[1] = {0}, last[1] = {-1};
    int32_t flags = -1;
    da_array *a = NULL;
    da_value value;
    int64_t got = 0;
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b(comm=1)");
    CHECK_OK(da_zeros(dist, DA_INT8, &a));
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, DA_PADDING_VALID);
    CHECK_OK(da_set(a, last, da_real(-2.75)));
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, 0);
    CHECK_OK(da_get(a, last, &value));
    CHECK_OK(da_value_i64(value, &got));
    CHECK_EQ_I64(got, -2);
    CHECK_STATUS(da_set(a, first, da_int(128)), DA_ERR_OVERFLOW);
    CHECK_CONTAINS(da_error_message(), "128");
    CHECK_OK(da_set(a, first, da_i64(300))); /* strong integers wrap */
    CHECK_OK(da_get(a, first, &value));
    CHECK_OK(da_value_i64(value, &got));
    CHECK_EQ_I64(got, 44);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* The message names the owner, or all who have a replica; one rank's mistake is everybody's. */
static void check_messages(const world *w) {
    const int64_t shape[2] = {2 * w->size, 3}, last[2] = {-1, 1};
    int64_t index[2] = {0, 1};
    char word[40];
    da_array *a = NULL;
    da_value value;
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,n");
    CHECK_OK(da_ones(dist, DA_INT32, &a));
    if (w->rank + 1 < w->size) {
        CHECK_STATUS(da_get_owned(a, last, &value), DA_ERR_NOT_LOCAL);
        snprintf(word, sizeof word, "rank %d does", (int)w->size - 1);
        CHECK_CONTAINS(da_error_message(), word);
        CHECK_STATUS(da_set_owned(a, last, da_int(5)), DA_ERR_NOT_LOCAL);
        CHECK_CONTAINS(da_error_message(), word);
    } else CHECK_OK(da_get_owned(a, last, &value));
    CHECK_OK(da_context_barrier(w->ctx)); /* local errors are nobody else's business */
    if (w->rank == w->size - 1) index[0] = 2 * w->size;
    CHECK_STATUS(da_get(a, index, &value), DA_ERR_INDEX);
    CHECK_CONTAINS(da_error_message(), "of axis 0 is outside");
    CHECK_EQ_I64(da_error_rank(), w->size - 1);
    index[0] = w->rank == 0 ? 0 : 1;
    CHECK_STATUS(da_set(a, index, da_int(7)), w->size > 1 ? DA_ERR_MISMATCH : DA_OK);
    if (w->size > 1) CHECK_CONTAINS(da_error_message(), "index");
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_layouts(&w);
    check_conversion(&w);
    check_messages(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
