/* ranks: 1 3  valgrind-full: 1
 * Conversions between all pairs of dtypes, and what is lost where a value does not fit. */
#include <float.h>

#include "fixture.h"

typedef struct pair { int32_t from, to; } pair;

static void check_converted(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const pair *p = user;
    const int64_t value = p->from == DA_BOOL ? 1 : value_at(local->ndim, global);
    const number n = load(local->dtype, element_at(local, index));
    CHECK_NEAR(n.re, p->to == DA_BOOL ? 1 : (double)value, 0);
    CHECK_NEAR(n.im, is_complex(p->from) && is_complex(p->to) ? -2.0 * (double)value : 0, 0);
}

/* All 169 pairs, padding included. */
static void check_pairs(const world *w) {
    const int64_t shape[2] = {3 * w->size, 2};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b(comm=1),n");
    for (int32_t from = 1; from <= NUM_DTYPES; from++) {
        da_array *source = NULL;
        CHECK_OK(da_empty(dist, from, &source));
        set_by_global(source);
        for (int32_t to = 1; to <= NUM_DTYPES; to++) {
            da_array *target = NULL;
            pair p = {from, to};
            int32_t dtype = -1;
            CHECK_OK(da_astype(source, to, &target));
            CHECK_OK(da_array_dtype(target, &dtype));
            CHECK_EQ_I64(dtype, to);
            each_element(target, DA_ACCESS_READ, check_converted, &p);
            CHECK_OK(da_array_free(&target));
        }
        CHECK_OK(da_array_free(&source));
    }
    CHECK_OK(da_distribution_free(&dist));
}

/* One element on every rank, converted; the result's bytes. */
static void convert(const da_distribution *dist, da_value value, int32_t to, void *bytes) {
    da_array *source = NULL, *target = NULL;
    CHECK_OK(da_full(dist, value.dtype, value, &source));
    CHECK_OK(da_astype(source, to, &target));
    const da_local local = local_of(target, DA_ACCESS_READ);
    memcpy(bytes, local.data, item_size(to));
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&target));
}

static void check_int(const da_distribution *dist, da_value value, int32_t to, int64_t expected) {
    char bytes[16];
    convert(dist, value, to, bytes);
    const number n = load(to, bytes);
    CHECK_EQ_I64(n.i ? n.i : (int64_t)n.u, expected);
}

static void check_lossy(const da_distribution *dist) {
    char bytes[16];
    check_int(dist, da_i16(-1), DA_UINT8, 255); /* integers wrap */
    check_int(dist, da_i32(0x12345), DA_INT16, 0x2345);
    check_int(dist, da_u64(UINT64_MAX), DA_INT64, -1);
    check_int(dist, da_i64(INT64_MIN), DA_INT32, 0);
    check_int(dist, da_i64(INT64_MAX), DA_UINT64, INT64_MAX);
    check_int(dist, da_u8(200), DA_INT8, -56);
    check_int(dist, da_f64(-3.9), DA_INT32, -3); /* towards zero */
    check_int(dist, da_f64(3.9), DA_UINT16, 3);
    check_int(dist, da_f64(1e30), DA_INT32, INT32_MAX); /* floats saturate */
    check_int(dist, da_f64(-1e30), DA_INT16, INT16_MIN);
    check_int(dist, da_f32(-5), DA_UINT32, 0);
    check_int(dist, da_f64(INFINITY), DA_UINT8, 255);
    check_int(dist, da_f64(NAN), DA_INT64, 0);
    check_int(dist, da_f64(NAN), DA_BOOL, 1);
    check_int(dist, da_f64(-0.0), DA_BOOL, 0);
    check_int(dist, da_c128(0, 1e-300), DA_BOOL, 1);
    check_int(dist, da_c64(9.5f, 3), DA_INT32, 9);
    convert(dist, da_i64((INT64_C(1) << 53) + 1), DA_FLOAT64, bytes);
    CHECK_NEAR(load(DA_FLOAT64, bytes).re, 9007199254740992.0, 0); /* to even */
    convert(dist, da_f64(DBL_MAX), DA_FLOAT32, bytes);
    CHECK(load(DA_FLOAT32, bytes).re == INFINITY);
    convert(dist, da_f64(0.1), DA_FLOAT32, bytes);
    CHECK_NEAR(load(DA_FLOAT32, bytes).re, (double)0.1f, 0);
    convert(dist, da_f64(-0.0), DA_COMPLEX64, bytes);
    CHECK(signbit(load(DA_COMPLEX64, bytes).re));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const int64_t one[1] = {w.size};
    da_distribution *dist = make_dist(w.ctx, 1, one, "b");
    check_pairs(&w);
    check_lossy(dist);
    CHECK_OK(da_distribution_free(&dist));
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
