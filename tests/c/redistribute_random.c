/* ranks: 1 2 3 4 5 6  timeout: 120
 * ranks: 3  timeout: 120  args: 25  valgrind-full: 3
 * Random movements: any layout to any other of the same shape, with views on both sides, replicas, subsets of
 * ranks in any order, padding, unstructured axes, conversions of dtypes, axes in another order and other shapes;
 * by plans with packed messages, direct reads, and many small rounds, by da_redistribute() and da_assign(). Every
 * element is compared with what its global index says, and so are those that must not change. */
#include "redistributing.h"

enum { CASES = 3000, SIZE_MOST = 24 };

/* By which way the elements go. */
enum { BY_MESSAGES, BY_READING, BY_ROUNDS, BY_DEFAULT, BY_REDISTRIBUTE, BY_ASSIGN, WAYS };

typedef struct movement {
    side source, target;
    int way, conjugate, permuted, reshaped;
    int32_t axes[SIDE_AXES];
} movement;

/* Whether direct reads are to be had is the same for all plans of a run. */
static int reading_refused = -1;

static void random_shape(side *t, uint64_t *state) {
    static const int64_t most[] = {0, 40, SIZE_MOST, 9, 6};
    int64_t weight = 1;
    t->ndim = (int32_t)random_below(state, SIDE_AXES + 1);
    for (int32_t k = 0; k < t->ndim; k++)
        t->shape[k] = one_in(state, 25) ? 0 : 1 + random_below(state, most[t->ndim]);
    for (int32_t k = t->ndim - 1; k >= 0; k--) {
        t->weight[k] = weight;
        weight *= t->shape[k];
    }
}

static void random_dtypes(movement *m, uint64_t *state) {
    m->source.dtype = 1 + (int32_t)random_below(state, NUM_DTYPES);
    m->target.dtype = m->source.dtype;
    if (m->way != BY_REDISTRIBUTE && one_in(state, 4)) m->target.dtype = DA_COMPLEX128;
    m->source.imaginary = -2;
    m->conjugate = m->way <= BY_DEFAULT && one_in(state, 3);
    m->target.imaginary = m->conjugate ? 2 : -2;
}

/* The source has the target's axes in another order, or its elements in another shape. */
static void shape_of_source(movement *m, uint64_t *state) {
    side *s = &m->source, *t = &m->target;
    int64_t count = 1;
    s->ndim = t->ndim;
    m->permuted = m->way <= BY_DEFAULT && t->ndim > 1 && one_in(state, 3);
    m->reshaped = m->way <= BY_DEFAULT && !m->permuted && one_in(state, 6);
    for (int32_t k = 0; k < t->ndim; k++) count *= t->shape[k];
    if (m->reshaped) {
        const int64_t first = t->ndim > 1 ? t->shape[0] : 1;
        s->ndim = 1 + (count > 0 && one_in(state, 2));
        s->shape[0] = s->ndim == 1 ? count : count / first;
        s->shape[1] = first;
        s->weight[0] = s->ndim == 1 ? 1 : first;
        s->weight[1] = 1;
        return;
    }
    for (int32_t k = 0; k < t->ndim; k++) {
        const int32_t other = m->permuted ? (int32_t)random_below(state, k + 1) : k;
        m->axes[k] = m->axes[other];
        m->axes[other] = k;
    }
    for (int32_t k = 0; k < t->ndim; k++) {
        s->shape[m->axes[k]] = t->shape[k];
        s->weight[m->axes[k]] = t->weight[k];
    }
}

static void movement_open(movement *m, const world *w, uint64_t *state) {
    memset(m, 0, sizeof *m);
    m->way = (int)random_below(state, WAYS);
    random_shape(&m->target, state);
    random_dtypes(m, state);
    shape_of_source(m, state);
    side_open(&m->source, w, one_in(state, 3), !m->reshaped, state);
    side_open(&m->target, w, m->way != BY_REDISTRIBUTE && one_in(state, 3), !m->reshaped, state);
    side_fill(&m->source);
    side_clear(&m->target);
}

/* Makes a plan between the arrays' own distributions; NULL where direct reads are not to be had. */
static da_plan *make_plan(const movement *m) {
    da_distribution *from = NULL, *to = NULL;
    da_plan_options options;
    da_plan *plan = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.conjugate = m->conjugate;
    options.reshape = m->reshaped;
    if (m->permuted) options.axes = m->axes;
    if (m->way == BY_MESSAGES || m->way == BY_ROUNDS) options.transport = DA_TRANSPORT_MESSAGES;
    if (m->way == BY_READING) options.transport = DA_TRANSPORT_DIRECT;
    if (m->way == BY_ROUNDS) {
        options.message_bytes = 16;
        options.staging_bytes = 1792;
    }
    CHECK_OK(da_array_distribution(m->source.array, &from));
    CHECK_OK(da_array_distribution(m->target.array, &to));
    const da_status status = da_plan_create(from, m->source.dtype, to, m->target.dtype, &options, &plan);
    if (m->way == BY_READING) {
        if (reading_refused < 0) reading_refused = status == DA_ERR_NOT_SUPPORTED;
        CHECK_STATUS(status, reading_refused ? DA_ERR_NOT_SUPPORTED : DA_OK);
    } else CHECK_STATUS(status, DA_OK);
    CHECK_OK(da_distribution_free(&from));
    CHECK_OK(da_distribution_free(&to));
    return plan;
}

static void check_target(const movement *m, int number) {
    const int64_t wrong = side_wrong(&m->target, m->source.dtype);
    CHECK_EQ_I64(wrong, 0);
    if (wrong != 0)
        fprintf(stderr, "  case %d: way %d, %d to %d axes, dtype %d to %d, permuted %d, reshaped %d, conjugate %d\n",
                number, m->way, m->source.ndim, m->target.ndim, m->source.dtype, m->target.dtype, m->permuted,
                m->reshaped, m->conjugate);
}

/* Twice, the second time in two halves: a plan is for many runs. */
static void run_plan(const movement *m, int number) {
    da_plan *plan = make_plan(m);
    if (plan == NULL) return;
    CHECK_OK(da_plan_execute(plan, m->source.array, m->target.array));
    check_target(m, number);
    side_clear(&m->target);
    CHECK_OK(da_plan_begin(plan, m->source.array, m->target.array));
    CHECK_OK(da_plan_end(plan));
    check_target(m, number);
    CHECK_OK(da_plan_free(&plan));
}

static void run(movement *m, int number) {
    if (m->way == BY_REDISTRIBUTE) {
        CHECK_OK(da_array_free(&m->target.base));
        CHECK_OK(da_redistribute(m->source.array, m->target.dist, &m->target.base));
        CHECK_OR_QUIT(m->target.base != NULL);
        m->target.array = m->target.base;
        check_target(m, number);
    } else if (m->way == BY_ASSIGN) {
        CHECK_OK(da_assign(m->target.array, m->source.array));
        check_target(m, number);
    } else run_plan(m, number);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    uint64_t state = 20261121u * (uint64_t)w.size;
    const int cases = argc > 1 ? atoi(argv[1]) : CASES;
    for (int number = 0; number < cases; number++) {
        movement m;
        movement_open(&m, &w, &state);
        run(&m, number);
        /* The source is as it was. */
        CHECK_EQ_I64(side_wrong(&m.source, m.source.dtype), 0);
        side_close(&m.source);
        side_close(&m.target);
    }
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
