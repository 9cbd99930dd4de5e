/* ranks: 1 3  valgrind-full: 1
 * Arrays of every dtype with scalars on both sides: strong ones promote as arrays do, weak ones take
 * part with their kind only. */
#include "arithmetic.h"

/* NumPy 2: what a weak scalar of a kind makes of an array's dtype. */
static int32_t weak_meet(int32_t dtype, const char *kind) {
    if (*kind == 'i') return dtype == DA_BOOL ? DA_INT64 : dtype;
    if (*kind == 'f') return is_float(dtype) || is_complex(dtype) ? dtype : DA_FLOAT64;
    return dtype == DA_FLOAT32 || dtype == DA_COMPLEX64 ? DA_COMPLEX64 : DA_COMPLEX128;
}

typedef struct job {
    const operation *op;
    int32_t common;
    int scalar_first;
    double complex scalar;
    da_local source;
} job;

static void check_element(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const job *j = user;
    const double complex x = as_complex(j->source.dtype, element_at(&j->source, index));
    (void)global;
    check_result(local->dtype, element_at(local, index),
                 j->scalar_first ? apply(j->op->symbol, j->common, j->scalar, x)
                                 : apply(j->op->symbol, j->common, x, j->scalar));
}

static void check_both_sides(const da_array *a, da_value scalar, double complex number_of, int32_t common) {
    for (int op = 0; op < 4; op++)
        for (int first = 0; first < 2; first++) {
            job j = {&operations[op], common, first, number_of, local_of(a, DA_ACCESS_READ)};
            const int32_t expected = result_of(operations[op].symbol, common);
            da_array *out = NULL;
            int32_t dtype = -1;
            const da_status status = first ? da_scalar_binary(operations[op].number, scalar, a, &out)
                                           : da_binary_scalar(operations[op].number, a, scalar, &out);
            CHECK_STATUS(status, expected ? DA_OK : DA_ERR_DTYPE);
            if (status != DA_OK) continue;
            CHECK_OK(da_array_dtype(out, &dtype));
            CHECK_EQ_I64(dtype, expected);
            each_element(out, DA_ACCESS_READ, check_element, &j);
            CHECK_OK(da_array_free(&out));
        }
}

static da_value strong(int32_t dtype) {
    switch (dtype) {
    case DA_BOOL: return da_bool(1);
    case DA_INT8: return da_i8(3);
    case DA_INT16: return da_i16(3);
    case DA_INT32: return da_i32(3);
    case DA_INT64: return da_i64(3);
    case DA_UINT8: return da_u8(3);
    case DA_UINT16: return da_u16(3);
    case DA_UINT32: return da_u32(3);
    case DA_UINT64: return da_u64(3);
    case DA_FLOAT32: return da_f32(3);
    case DA_FLOAT64: return da_f64(3);
    case DA_COMPLEX64: return da_c64(3, -1);
    default: return da_c128(3, -1);
    }
}

/* A weak integer must fit the array's dtype; a strong one makes the dtype wider. */
static void check_weak_range(const da_distribution *dist) {
    da_array *a = NULL, *out = NULL;
    CHECK_OK(da_ones(dist, DA_INT8, &a));
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_int(-128), &out));
    CHECK_OK(da_array_free(&out));
    CHECK_STATUS(da_binary_scalar(DA_OP_ADD, a, da_int(128), &out), DA_ERR_OVERFLOW);
    CHECK_STATUS(da_scalar_binary(DA_OP_ADD, da_int(-129), a, &out), DA_ERR_OVERFLOW);
    CHECK(out == NULL);
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_i16(128), &out));
    const da_local local = local_of(out, DA_ACCESS_READ);
    for (int64_t i = 0; i < local.size; i++) CHECK_EQ_I64(((const int16_t *)local.data)[i], 129);
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_free(&a));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t shape[1] = {5 * w.size};
    da_distribution *dist = make_dist(w.ctx, 1, shape, "c:2");
    for (int32_t t = 1; t <= NUM_DTYPES; t++) {
        da_array *a = NULL;
        CHECK_OK(da_empty(dist, t, &a));
        set_by_global(a);
        check_both_sides(a, da_int(5), 5, weak_meet(t, "i"));
        check_both_sides(a, da_real(2.5), 2.5, weak_meet(t, "f"));
        check_both_sides(a, da_complex(0.5, -4), 0.5 - 4 * I, weak_meet(t, "c"));
        for (int32_t s = 1; s <= NUM_DTYPES; s++)
            check_both_sides(a, strong(s), s == DA_BOOL ? 1 : is_complex(s) ? 3 - I : 3, meet(t, s));
        CHECK_OK(da_array_free(&a));
    }
    check_weak_range(dist);
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
