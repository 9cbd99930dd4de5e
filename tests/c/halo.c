/* ranks: 1 2 3 4 6  timeout: 60  valgrind: 1  valgrind-full: 3
 * Halo updates of random layouts: every padding element is compared with the one global element that it
 * must show, for widths, boundaries, periodic axes, grids, dtypes and storage orders of all kinds, in the
 * library's memory and in the caller's, one array or several at once. */
#include "halos.h"

enum { CASES = 60, MOST = 3, NOWHERE = 99 };

/* One array of a case, and the caller's memory below it if it is wrapped. */
typedef struct subject {
    da_array *a;
    int32_t dtype;
    char *memory;
} subject;

/* Memory of the caller with the first axis running backwards and gaps between the elements of the last. */
static void wrap_strided(const halo_case *c, const halo_section *s, subject *x) {
    int64_t strides[HALO_AXES] = {0}, step = 2 * (int64_t)item_size(x->dtype);
    for (int32_t k = c->ndim - 1; k >= 0; k--) {
        strides[k] = k == 0 && c->ndim > 1 ? -step : step;
        step *= s->held ? s->shape[k] : 1;
    }
    x->memory = (char *)calloc((size_t)(s->size * 2 + 1), item_size(x->dtype));
    CHECK_OR_QUIT(x->memory != NULL);
    char *first = x->memory;
    if (strides[0] < 0 && s->size > 0) first += (s->shape[0] - 1) * -strides[0];
    CHECK_OK(da_array_wrap(c->dist, x->dtype, first, strides, 0, NULL, NULL, &x->a));
}

static void make_subject(const halo_case *c, const halo_section *s, int which, int32_t dtype, subject *x) {
    da_array_options options;
    memset(x, 0, sizeof *x);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.order = which % 3 == 1 ? DA_ORDER_FORTRAN : DA_ORDER_C;
    x->dtype = dtype;
    if (which % 3 == 2) wrap_strided(c, s, x);
    else CHECK_OK(da_array_create(c->dist, dtype, &options, &x->a));
    CHECK_OR_QUIT(x->a != NULL);
}

/* What an element of this role holds before the update. */
static int64_t before(int32_t dtype, halo_role role, int64_t number) {
    return role == HALO_OWN ? small_number(dtype, number) : NOWHERE;
}

static void fill_subject(const halo_case *c, const halo_section *s, int32_t rank, const subject *x) {
    int64_t index[HALO_AXES] = {0}, number = 0;
    const da_local local = local_of(x->a, DA_ACCESS_WRITE);
    if (local.size == 0) return;
    do {
        const halo_role role = element_role(c, s, rank, index, &number);
        const int64_t value = before(x->dtype, role, number);
        store(x->dtype, element_at(&local, index), value, -value);
    } while (next_index(c->ndim, s->shape, index));
}

static void check_subject(const halo_case *c, const halo_section *s, int32_t rank, const subject *x) {
    int64_t index[HALO_AXES] = {0}, number = 0, wrong = 0;
    const da_local local = local_of(x->a, DA_ACCESS_READ);
    if (local.size == 0) return;
    do {
        const halo_role role = element_role(c, s, rank, index, &number);
        char expected[16] = {0};
        if (role == HALO_CONSTANT) store(x->dtype, expected, HALO_VALUE, 0);
        else {
            const int64_t value = before(x->dtype, role == HALO_COPY ? HALO_OWN : role, number);
            store(x->dtype, expected, value, -value);
        }
        wrong += memcmp(expected, element_at(&local, index), item_size(x->dtype)) != 0;
    } while (next_index(c->ndim, s->shape, index));
    CHECK_EQ_I64(wrong, 0);
}

static int32_t padding_valid(const da_array *a) {
    int32_t flags = 0;
    CHECK_OK(da_array_flags(a, &flags));
    return flags & DA_PADDING_VALID;
}

static void check_case(const world *w, const halo_case *c, uint64_t *state) {
    static const int32_t transports[] = {DA_TRANSPORT_AUTO, DA_TRANSPORT_MESSAGES, DA_TRANSPORT_DIRECT};
    static const int64_t limits[] = {0, 0, 16, 100};
    const halo_section s = section_of(c, w->rank);
    const int32_t count = 1 + (int32_t)random_below(state, MOST);
    subject x[MOST];
    da_array *arrays[MOST];
    da_halo *halo = make_halo(c, transports[random_below(state, 3)], limits[random_below(state, 4)]);
    for (int32_t k = 0; k < count; k++) {
        make_subject(c, &s, (int)random_below(state, 3), 1 + (int32_t)random_below(state, NUM_DTYPES), &x[k]);
        arrays[k] = x[k].a;
    }
    for (int again = 0; again < 2; again++) { /* a halo is made once and used often */
        for (int32_t k = 0; k < count; k++) fill_subject(c, &s, w->rank, &x[k]);
        if (again) {
            CHECK_OK(da_halo_update_begin(halo, count, arrays));
            CHECK_OK(da_halo_update_end(halo));
        } else CHECK_OK(da_halo_update(halo, count, arrays));
        for (int32_t k = 0; k < count; k++) check_subject(c, &s, w->rank, &x[k]);
    }
    CHECK_OK(da_halo_free(&halo));
    CHECK(halo == NULL);
    for (int32_t k = 0; k < count; k++) {
        CHECK_OK(da_array_free(&x[k].a));
        free(x[k].memory);
    }
}

/* A halo of all the padding leaves it valid; one of a part of it does not say so. Writing makes it
 * invalid, as ever. */
static void check_validity(const world *w) {
    const int64_t shape[2] = {8 * w->size, 5}, widths[4] = {1, 1, 0, 0};
    const int32_t without = w->size == 1 ? DA_PADDING_VALID : 0; /* one rank has no padding to be missed */
    da_halo_options options;
    da_halo *all = NULL, *part = NULL;
    da_array *a = NULL;
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b(comm=2:2),n");
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.widths = widths;
    CHECK_OK(da_zeros(dist, DA_INT32, &a));
    CHECK_OK(da_halo_create(dist, NULL, &all));
    CHECK_OK(da_halo_create(dist, &options, &part));
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_int(3), &a));
    CHECK_EQ_I64(padding_valid(a), 0);
    CHECK_OK(da_halo_update(part, 1, &a));
    CHECK_EQ_I64(padding_valid(a), without);
    CHECK_OK(da_halo_update(all, 1, &a));
    CHECK_EQ_I64(padding_valid(a), DA_PADDING_VALID);
    CHECK_OK(da_halo_update(part, 1, &a)); /* what was valid stays so */
    CHECK_EQ_I64(padding_valid(a), DA_PADDING_VALID);
    CHECK_OK(da_binary_scalar(DA_OP_ADD, a, da_int(1), &a));
    CHECK_EQ_I64(padding_valid(a), 0);
    CHECK_OK(da_halo_free(&all));
    CHECK_OK(da_halo_free(&part));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* What an update moves is known beforehand: whole rows of the neighbours'. A
 * rank that wraps onto itself keeps elements. */
static void check_forecast(const world *w) {
    const int64_t shape[2] = {6 * w->size, 10};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b(comm=2:1),n(boundary=1:1 periodic)");
    da_plan_report report;
    da_halo *halo = NULL;
    memset(&report, 0, sizeof report);
    report.struct_size = sizeof report;
    CHECK_OK(da_halo_create(dist, NULL, &halo));
    CHECK_OK(da_halo_info(halo, DA_FLOAT32, &report));
    const int64_t left = w->rank > 0, right = w->rank + 1 < w->size;
    CHECK_EQ_I64(report.partners_in, left + right);
    CHECK_EQ_I64(report.partners_out, left + right);
    CHECK_EQ_I64(report.messages_in, left + right);
    CHECK_EQ_I64(report.messages_out, left + right);
    CHECK_EQ_I64(report.bytes_in, 4 * 10 * (2 * left + right)); /* whole rows, boundaries included */
    CHECK_EQ_I64(report.bytes_out, 4 * 10 * (left + 2 * right));
    CHECK_EQ_I64(report.bytes_kept, 4 * 6 * 2);
    CHECK(w->size == 1 || report.staging_bytes > 0);
    CHECK(report.direct_partners >= 0 && report.direct_partners <= 2 * (left + right));
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    uint64_t state = 20261121;
    for (int k = 0; k < CASES; k++) {
        halo_case c;
        random_case(&c, &w, &state);
        check_case(&w, &c, &state);
        CHECK_OK(da_distribution_free(&c.dist));
    }
    check_validity(&w);
    check_forecast(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
