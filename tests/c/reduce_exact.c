/* ranks: 1 2 3 4 6  valgrind-full: 1
 * DA_REPRODUCIBLE: sums, means, norms and dot products are the correctly rounded ones in every distribution, so
 * that they are the same bits for every number of ranks. What is right is worked out in fixed point. */
#include "arithmetic.h"

enum { N = 1000, LIMBS = 12 };

/* A number of many sizes and both signs: a multiple of 2^-90, less than 2^62. */
static double value_of(int64_t i) {
    uint64_t mixed = ((uint64_t)i + 1) * UINT64_C(0x9e3779b97f4a7c15);
    mixed ^= mixed >> 29;
    return ldexp((double)((int64_t)(mixed >> 30) - (INT64_C(1) << 33)), (int)(mixed % 110) - 83);
}

/* A sum in units of 2^-180, in limbs of 32 bits. */
typedef struct fixed { int64_t limb[LIMBS]; } fixed;

static void add_to(fixed *sum, double x) {
    double rest = ldexp(x, 180);
    for (int k = LIMBS - 1; k >= 0; k--) {
        const double part = trunc(ldexp(rest, -32 * k));
        sum->limb[k] += (int64_t)part;
        rest -= ldexp(part, 32 * k);
    }
    CHECK(rest == 0);
}

/* The sum as a double: exact enough for what is far below half a unit in the last place. */
static double rough(const fixed *sum) {
    double result = 0;
    for (int k = 0; k < LIMBS; k++) result += ldexp((double)sum->limb[k], 32 * k - 180);
    return result;
}

/* Is x the sum, rounded to nearest? What is left of the sum without x is at most half a unit. */
static void check_rounded(fixed sum, double x, double unit) {
    add_to(&sum, -x);
    for (int k = 0; k + 1 < LIMBS; k++) {
        int64_t carry = sum.limb[k] / (INT64_C(1) << 32);
        sum.limb[k + 1] += carry;
        sum.limb[k] -= carry * (INT64_C(1) << 32);
    }
    CHECK(fabs(rough(&sum)) <= unit / 2 * (1 + 1e-9));
}

static double unit_of(double x) { return nextafter(fabs(x), INFINITY) - fabs(x); }

/* The product of two doubles as two that add up to it. */
static void add_product(fixed *sum, double x, double y) {
    const double high = x * y;
    add_to(sum, high);
    add_to(sum, fma(x, y, -high));
}

typedef struct expectation { fixed sum, magnitudes, squares, dot; } expectation;

static void expect(expectation *e) {
    memset(e, 0, sizeof *e);
    for (int64_t i = 0; i < N; i++) {
        const double x = value_of(i);
        add_to(&e->sum, x);
        add_to(&e->magnitudes, fabs(x));
        /* Narrower factors keep products within the fixed point. */
        add_product(&e->dot, ldexp(x, 0) > 0 ? (double)(float)x : 1.5, (double)(i % 7) - 2.5);
    }
}

static void set_x(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t i = local->ndim == 1 ? global[0] : global[0] * 8 + global[1];
    const double x = value_of(i);
    const int second = *(const int *)user;
    double v = second == 0 ? x : second == 1 ? (x > 0 ? (double)(float)x : 1.5) : (double)(i % 7) - 2.5;
    memcpy(element_at(local, index), &v, sizeof v);
}

static double real_of(da_status status, da_value v) {
    double re = NAN, im;
    CHECK_OK(status);
    CHECK_OK(da_value_c128(v, &re, &im));
    return re;
}

/* The same bits as the first distribution gave, and on every rank. */
static void check_same(double *first, double x, int which) {
    double least, most;
    if (which == 0) *first = x;
    CHECK(memcmp(first, &x, sizeof x) == 0);
    MPI_Allreduce(&x, &least, 1, MPI_DOUBLE, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(&x, &most, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    CHECK(least == x && most == x);
}

static da_array *make(const da_distribution *dist, int second) {
    da_array *a = NULL;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    each_element(a, DA_ACCESS_WRITE, set_x, &second);
    return a;
}

static void check_distribution(const world *w, int which, const expectation *e) {
    static const struct { int32_t ndim; const char *text; } layouts[] = {
        {1, "b"}, {1, "c"}, {1, "c:7"}, {1, "n"}, {2, "b,n"}, {2, "c:3,b"}, {2, "n,c"}, {1, "b(comm=1:1)"},
    };
    static const int64_t shapes[2][2] = {{N, 0}, {N / 8, 8}};
    static double firsts[6];
    static const da_reduce_options single = {sizeof single, NULL, NULL, {0, 0, {0, 0}}, 0, DA_FLOAT32, 0};
    const int32_t ndim = layouts[which].ndim;
    da_distribution *dist = make_dist(w->ctx, ndim, shapes[ndim - 1], layouts[which].text);
    da_array *x = make(dist, 0), *y = make(dist, 1), *z = make(dist, 2);
    da_value v;
    double got = real_of(da_reduce_with_value(DA_REDUCE_SUM, x, DA_REPRODUCIBLE, NULL, &v), v);
    check_rounded(e->sum, got, unit_of(got));
    check_same(&firsts[0], got, which);
    check_same(&firsts[1], real_of(da_reduce_with_value(DA_REDUCE_MEAN, x, DA_REPRODUCIBLE, NULL, &v), v), which);
    CHECK(firsts[1] == got / N);
    got = real_of(da_reduce_with_value(DA_REDUCE_NORM1, x, DA_REPRODUCIBLE, NULL, &v), v);
    check_rounded(e->magnitudes, got, unit_of(got));
    check_same(&firsts[2], got, which);
    check_same(&firsts[3], real_of(da_reduce_with_value(DA_REDUCE_NORM2, x, DA_REPRODUCIBLE, NULL, &v), v), which);
    got = real_of(da_vdot_value(y, z, DA_REPRODUCIBLE, &v), v);
    check_rounded(e->dot, got, unit_of(got));
    check_same(&firsts[4], got, which);
    /* Summed as float32 elements, and rounded once to float32. */
    check_same(&firsts[5], real_of(da_reduce_with_value(DA_REDUCE_SUM, x, DA_REPRODUCIBLE, &single, &v), v), which);
    CHECK_EQ_I64(v.dtype, DA_FLOAT32);
    CHECK_OK(da_array_free(&x));
    CHECK_OK(da_array_free(&y));
    CHECK_OK(da_array_free(&z));
    CHECK_OK(da_distribution_free(&dist));
}

/* Sums along axes are exact too: what cancels along each row is gone. */
static void set_cancelling(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const double x = global[1] == 8 ? ldexp((double)global[0] + 1, -70) : (global[1] < 4 ? 1 : -1) * value_of(global[0] * 4 + global[1] % 4);
    (void)user;
    memcpy(element_at(local, index), &x, sizeof x);
}

static void check_row(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    double x;
    (void)user;
    memcpy(&x, element_at(local, index), sizeof x);
    CHECK(x == ldexp((double)global[0] + 1, -70));
}

static void check_axis(const world *w) {
    static const char *texts[] = {"b,n", "n,b", "c,b", "b,c"};
    const int64_t shape[2] = {40, 9};
    const int32_t columns = 1;
    for (int t = 0; t < 4; t++) {
        da_distribution *dist = make_dist(w->ctx, 2, shape, texts[t]);
        da_array *a = NULL, *sums = NULL;
        CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
        each_element(a, DA_ACCESS_WRITE, set_cancelling, NULL);
        CHECK_OK(da_sum(a, 1, &columns, DA_REPRODUCIBLE, &sums));
        each_element(sums, DA_ACCESS_READ, check_row, NULL);
        CHECK_OK(da_array_free(&a));
        CHECK_OK(da_array_free(&sums));
        CHECK_OK(da_distribution_free(&dist));
    }
}

int main(int argc, char **argv) {
    expectation e;
    MPI_Init(&argc, &argv);
    world w = world_open();
    expect(&e);
    for (int which = 0; which < 8; which++) check_distribution(&w, which, &e);
    check_axis(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
