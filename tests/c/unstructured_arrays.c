/* ranks: 1 2 3 4 6  timeout: 60  valgrind: 1  valgrind-full: 3
 * Arrays with unstructured axes: elementwise operations and full reductions on labels of any kind,
 * beside block, cyclic and undistributed axes, with replicas, on grids over some of the ranks; and the
 * MPI datatype of a section. */
#include "labels.h"

/* A layout: axis `u` of `ndim` is unstructured over grid axis `u`, the others are of the kinds named. */
typedef struct mixture {
    int32_t ndim, u, grid_ndim;
    const char *kinds; /* b, c, n, or u for the unstructured one */
    int64_t grid[3];
    int64_t extent; /* of the other axes */
} mixture;

static int64_t part_along(const mixture *m, const world *w, int32_t axis) {
    int64_t rest = w->rank, inside = 1;
    for (int32_t g = 0; g < m->grid_ndim; g++) inside *= m->grid[g];
    if (w->rank >= inside) return -1;
    for (int32_t g = m->grid_ndim - 1; g > axis; g--) rest /= m->grid[g];
    return rest % m->grid[axis];
}

static da_distribution *mix(const mixture *m, const world *w, int which, int64_t *labels) {
    const da_distribution_options options = grid_options(m->grid_ndim, m->grid);
    da_dim_spec specs[3];
    da_distribution *dist = NULL;
    memset(specs, 0, sizeof specs);
    for (int32_t k = 0; k < m->ndim; k++) {
        specs[k].kind = m->kinds[k];
        specs[k].size = m->extent;
        if (k == m->u) specs[k] = labels_spec(which, m->grid[k], part_along(m, w, k), labels);
        specs[k].grid_axis_plus_1 = m->kinds[k] == 'n' ? 0 : k + 1;
    }
    CHECK_OK(da_distribution_create_dims(w->ctx, m->ndim, specs, &options, &dist));
    CHECK_OR_QUIT(dist != NULL);
    return dist;
}

/* A value for an element, from its label and its other indices. */
static double value_of(const int64_t *index, int32_t ndim) {
    double value = 3;
    for (int32_t k = 0; k < ndim; k++) value = value * 2 + (double)(index[k] % 101);
    return value;
}

static void fill(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    (void)user;
    const double value = value_of(global, local->ndim);
    memcpy(element_at(local, index), &value, sizeof value);
}

static void expect(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const double *scale = (const double *)user;
    CHECK_NEAR(load(local->dtype, element_at(local, index)).re, scale[0] * value_of(global, local->ndim) + scale[1], 0);
}

/* Over all elements, each label on each coordinate that has it, replicas once. */
typedef struct totals {
    double sum, least, most, count;
} totals;

static totals all_elements(const mixture *m, int which) {
    totals t = {0, HUGE_VAL, -HUGE_VAL, 0};
    int64_t labels[MAX_LABELS], index[3], shape[3] = {1, 1, 1};
    for (int64_t part = 0; part < m->grid[m->u]; part++) {
        const int64_t mine = labels_of(which, m->grid[m->u], part, labels);
        for (int32_t k = 0; k < m->ndim; k++) shape[k] = k == m->u ? mine : m->extent;
        for (int64_t i = 0; i < shape[0] * shape[1] * shape[2]; i++) {
            int64_t rest = i;
            for (int32_t k = m->ndim - 1; k >= 0; k--) {
                index[k] = rest % shape[k];
                rest /= shape[k];
                if (k == m->u) index[k] = labels[index[k]];
            }
            const double value = value_of(index, m->ndim);
            t.sum += value;
            t.least = value < t.least ? value : t.least;
            t.most = value > t.most ? value : t.most;
            t.count++;
        }
    }
    return t;
}

static da_array *filled(const da_distribution *dist, double value) {
    da_array *a = NULL;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    CHECK_OK(da_fill(a, da_f64(value)));
    return a;
}

static double number_of(da_value value) {
    double got = NAN;
    CHECK_OK(da_value_f64(value, &got));
    return got;
}

static void check_reductions(const da_array *a, const totals *t) {
    da_value value;
    double whole = 0;
    CHECK_OK(da_sum_value(a, &value));
    CHECK_OK(da_value_f64(value, &whole));
    CHECK_NEAR(whole, t->sum, 1e-9 * (1 + fabs(t->sum)));
    if (t->count > 0) {
        CHECK_OK(da_min_value(a, &value));
        CHECK_NEAR(number_of(value), t->least, 0);
        CHECK_OK(da_max_value(a, &value));
        CHECK_NEAR(number_of(value), t->most, 0);
        CHECK_OK(da_mean_value(a, &value));
        CHECK_NEAR(number_of(value), t->sum / t->count, 1e-9 * (1 + fabs(t->sum)));
    } else {
        CHECK_STATUS(da_max_value(a, &value), DA_ERR_EMPTY);
    }
}

static void check_mixture(const mixture *m, const world *w, int which) {
    int64_t labels[MAX_LABELS], others[MAX_LABELS];
    double scale[2] = {1, 0};
    da_array *a = NULL, *b = NULL, *c = NULL;
    da_distribution *dist = mix(m, w, which, labels), *twin = mix(m, w, which, others);
    const totals t = all_elements(m, which);
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    each_element(a, DA_ACCESS_WRITE, fill, NULL);
    check_reductions(a, &t);
    b = filled(twin, 2); /* another distribution with the same labels: aligned */
    CHECK_OK(da_add(a, b, &c));
    scale[1] = 2;
    each_element(c, DA_ACCESS_READ, expect, scale);
    CHECK_OK(da_add(c, a, &c)); /* in place */
    scale[0] = 2;
    each_element(c, DA_ACCESS_READ, expect, scale);
    CHECK_OK(da_binary_scalar(DA_OP_SUBTRACT, c, da_f64(2), &c));
    scale[1] = 0;
    each_element(c, DA_ACCESS_READ, expect, scale);
    const totals doubled = {2 * t.sum, 2 * t.least, 2 * t.most, t.count};
    check_reductions(c, &doubled);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&twin));
}

static void check_mixtures(const world *w) {
    const int64_t n = w->size, rows = n % 2 == 0 ? 2 : 1;
    const mixture all[] = {
        {1, 0, 1, "u", {n}, 0},
        {2, 0, 2, "un", {n, 1}, 3},
        {2, 0, 2, "ub", {rows, n / rows}, 7},
        {2, 1, 2, "bu", {rows, n / rows}, 5},
        {2, 1, 2, "cu", {n / rows, rows}, 4},
        {3, 1, 3, "bun", {rows, n / rows, 1}, 3},
        {1, 0, 2, "u", {rows, n / rows}, 0},              /* replicas */
        {1, 0, 1, "u", {n > 1 ? n - 1 : 1}, 0},           /* the last rank is outside */
        {2, 1, 2, "bu", {1, n > 2 ? n - 2 : 1}, 6},
    };
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++)
        for (int which = 0; which < LABELLINGS; which++) {
            const int64_t before = check_failures;
            check_mixture(&all[k], w, which);
            if (check_failures > before) fprintf(stderr, "(mixture %d, labelling %d)\n", (int)k, which);
        }
}

/* Both axes unstructured, with labels of their own each; owners are found along both. */
static void check_two_axes(const world *w) {
    const int64_t rows = w->size % 2 == 0 ? 2 : 1, grid[2] = {rows, w->size / rows};
    const da_distribution_options options = grid_options(2, grid);
    int64_t labels[2][MAX_LABELS], asked[2 * 80], count = 0;
    int32_t owners[80];
    da_dim_spec specs[2];
    da_distribution *dist = NULL;
    specs[0] = labels_spec(SHARED, rows, w->rank / grid[1], labels[0]);
    specs[1] = labels_spec(FOREIGN, grid[1], w->rank % grid[1], labels[1]);
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, specs, &options, &dist));
    for (int64_t i = -1; i < 7; i++)
        for (int64_t part = 0; part < grid[1]; part++) {
            asked[2 * count] = i;
            labels_of(FOREIGN, grid[1], part, labels[1]);
            asked[2 * count++ + 1] = labels[1][part];
        }
    CHECK_OK(da_distribution_find_owners(dist, count, asked, owners));
    for (int64_t k = 0; k < count; k++) {
        const int64_t row = labels_owner(SHARED, rows, asked[2 * k]);
        const int64_t column = labels_owner(FOREIGN, grid[1], asked[2 * k + 1]);
        CHECK_EQ_I64(owners[k], row < 0 ? -1 : row * grid[1] + column);
    }
    CHECK_OK(da_distribution_free(&dist));
}

/* Operands on other labels lie differently: the second one is brought to the first one's. */
static void check_unaligned(const world *w) {
    da_distribution *one = labels_dist(w, PERMUTED), *other = NULL;
    const int64_t shape[1] = {5 * w->size};
    other = make_dist(w->ctx, 1, shape, "b");
    da_array *a = filled(one, 1), *b = filled(other, 1), *c = NULL;
    da_value value;
    double sum = -1;
    CHECK_OK(da_subtract(a, b, &c));
    CHECK_OK(da_absolute(c, &c));
    CHECK_OK(da_sum_value(c, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 0, 0);
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&one));
    CHECK_OK(da_distribution_free(&other));
}

/* Packing 0, 1, 2, ... by the datatype of a section gives the labels; labels outside have no place. */
static void check_type(const world *w) {
    int64_t global[5 * 64], labels[MAX_LABELS], packed[MAX_LABELS];
    MPI_Datatype type = MPI_DATATYPE_NULL;
    int at = 0;
    da_distribution *dist = labels_dist(w, PERMUTED);
    const int64_t mine = labels_of(PERMUTED, w->size, w->rank, labels);
    for (int64_t i = 0; i < 5 * w->size; i++) global[i] = i;
    CHECK_OK(da_distribution_mpi_type(dist, -1, DA_INT64, DA_ORDER_C, &type));
    CHECK_EQ_I64(MPI_Pack(global, 1, type, packed, (int)sizeof packed, &at, MPI_COMM_SELF), MPI_SUCCESS);
    CHECK_EQ_I64(at, mine * 8);
    for (int64_t i = 0; i < mine; i++) CHECK_EQ_I64(packed[i], labels[i]);
    MPI_Type_free(&type);
    if (w->size > 1)
        CHECK_STATUS(da_distribution_mpi_type(dist, (w->rank + 1) % w->size, DA_INT64, DA_ORDER_C, &type),
                     DA_ERR_NOT_LOCAL);
    CHECK_OK(da_distribution_free(&dist));
    dist = labels_dist(w, FOREIGN);
    const int64_t foreign = labels_of(FOREIGN, w->size, w->rank, labels), size = labels_total(FOREIGN, w->size);
    int outside = 0;
    for (int64_t i = 0; i < foreign; i++) outside |= labels[i] < 0 || labels[i] >= size;
    CHECK_STATUS(da_distribution_mpi_type(dist, -1, DA_INT64, DA_ORDER_C, &type), outside ? DA_ERR_LABELS : DA_OK);
    if (!outside) MPI_Type_free(&type);
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_mixtures(&w);
    check_two_axes(&w);
    check_unaligned(&w);
    check_type(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
