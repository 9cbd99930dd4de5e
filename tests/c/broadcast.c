/* ranks: 1 2 3 4 6
 *
 * Element-wise functions on operands of any shapes and distributions, also views, 0-d arrays, scalars and masks,
 * against what follows from global indices alone. Aligned operands send nothing. */
#include "redistributing.h"

enum { CASES = 600 };

/* An operand whose axes are those of the result, or have extent 1, or are missing. */
static void open_operand(side *s, const world *w, int32_t ndim, const int64_t *shape, int whole, uint64_t *state) {
    memset(s, 0, sizeof *s);
    s->ndim = whole ? ndim : (int32_t)random_below(state, ndim + 1);
    s->dtype = one_in(state, 3) ? DA_INT16 : DA_INT64;
    for (int32_t k = 0; k < s->ndim; k++) {
        const int64_t extent = shape[ndim - s->ndim + k];
        s->order[k] = k;
        s->shape[k] = !whole && one_in(state, 3) ? 1 : extent;
    }
    int64_t weight = 1;
    for (int32_t k = s->ndim - 1; k >= 0; k--) {
        s->weight[k] = weight;
        weight *= s->shape[k] > 0 ? s->shape[k] : 1;
    }
    side_open(s, w, one_in(state, 3), 1, state);
    side_fill(s);
}

/* The operand's element for an index of the result. */
static int64_t operand_value(const side *s, int32_t ndim, const int64_t *index) {
    int64_t number = 0;
    for (int32_t k = 0; k < s->ndim; k++)
        number += (s->shape[k] == 1 ? 0 : index[ndim - s->ndim + k]) * s->weight[k];
    return value_of(s->dtype, number);
}

static int same_shape(const da_array *a, int32_t ndim, const int64_t *shape) {
    int32_t got = -1;
    int64_t extents[32];
    CHECK_OK(da_array_ndim(a, &got));
    if (got != ndim) return 0;
    CHECK_OK(da_array_shape(a, extents));
    for (int32_t k = 0; k < ndim; k++)
        if (extents[k] != shape[k]) return 0;
    return 1;
}

/* 10 a - b, where the mask (value of m odd) says so; elsewhere what was there. */
static void check_result(const da_array *out, const side *a, const side *b, const side *m, const side *before,
                         int32_t ndim) {
    da_cursor c;
    int64_t wrong = 0;
    CHECK_OK(da_cursor_begin(out, DA_ACCESS_READ, &c));
    while (da_cursor_next(&c)) {
        int64_t value = 10 * operand_value(a, ndim, c.index) - operand_value(b, ndim, c.index);
        if (m && operand_value(m, ndim, c.index) % 2 == 0)
            value = before ? operand_value(before, ndim, c.index) : 0;
        wrong += load(c.dtype, c.data).i != value;
    }
    CHECK_OK(da_cursor_end(&c));
    CHECK_EQ_I64(wrong, 0);
}

/* The operand of a call, times ten. */
static da_array *tenfold(const da_array *a) {
    da_array *out = NULL;
    CHECK_OK(da_binary_scalar(DA_OP_MULTIPLY, a, da_int(10), &out));
    return out;
}

/* A bool array: whether the values are odd. */
static da_array *odd(const da_array *a) {
    da_array *rest = NULL, *out = NULL;
    CHECK_OK(da_binary_scalar(DA_OP_BITWISE_AND, a, da_int(1), &rest));
    CHECK_OK(da_binary_scalar(DA_OP_NOT_EQUAL, rest, da_int(0), &out));
    CHECK_OK(da_array_free(&rest));
    return out;
}

static void one_case(const world *w, uint64_t *state) {
    static const int64_t extents[] = {1, 2, 3, 5, 8, 0};
    const int32_t ndim = (int32_t)random_below(state, 4);
    const int with_mask = one_in(state, 3), with_out = one_in(state, 2);
    int64_t shape[SIDE_AXES];
    side a, b, m, o;
    for (int32_t k = 0; k < ndim; k++) shape[k] = extents[random_below(state, one_in(state, 9) ? 6 : 5)];
    /* Without a result that decides, one of the operands has its shape, or two make it together. */
    open_operand(&a, w, ndim, shape, !with_out || one_in(state, 2), state);
    open_operand(&b, w, ndim, shape, one_in(state, 2), state);
    da_array *ten = tenfold(a.array), *mask = NULL, *out = NULL;
    if (with_mask) {
        open_operand(&m, w, ndim, shape, one_in(state, 2), state);
        mask = odd(m.array);
    }
    if (with_out) {
        open_operand(&o, w, ndim, shape, 1, state);
        out = o.array;
    }
    const da_operand operands[2] = {{ten, da_int(0)}, {b.array, da_int(0)}};
    da_array **const outs[1] = {&out};
    da_ufunc_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.mask = mask;
    CHECK_OK(da_ufunc_call("subtract", 2, operands, &options, 1, outs));
    CHECK_OR_QUIT(out != NULL);
    CHECK(same_shape(out, ndim, shape));
    check_result(out, &a, &b, with_mask ? &m : NULL, with_out ? &o : NULL, ndim);
    if (!with_out) CHECK_OK(da_array_free(&out));
    if (with_out) side_close(&o);
    if (with_mask) {
        CHECK_OK(da_array_free(&mask));
        side_close(&m);
    }
    CHECK_OK(da_array_free(&ten));
    side_close(&a);
    side_close(&b);
}

/* A column and a row, none of which has the result's shape, and the row twice: on the first operand's grid. */
static void outer_product(const world *w) {
    const int64_t rows[2] = {5, 1}, columns[1] = {7};
    da_distribution *dr = make_dist(w->ctx, 2, rows, "b,n"), *dc = make_dist(w->ctx, 1, columns, "c");
    da_array *r = NULL, *c = NULL, *out = NULL;
    da_distribution *made = NULL;
    da_cursor at;
    CHECK_OK(da_empty(dr, DA_INT64, &r));
    CHECK_OK(da_empty(dc, DA_INT64, &c));
    CHECK_OK(da_cursor_begin(r, DA_ACCESS_WRITE, &at));
    while (da_cursor_next(&at)) store(DA_INT64, at.data, at.index[0] + 1, 0);
    CHECK_OK(da_cursor_end(&at));
    CHECK_OK(da_cursor_begin(c, DA_ACCESS_WRITE, &at));
    while (da_cursor_next(&at)) store(DA_INT64, at.data, 10 * at.index[0], 0);
    CHECK_OK(da_cursor_end(&at));
    CHECK_OK(da_multiply(r, c, &out));
    CHECK_OK(da_cursor_begin(out, DA_ACCESS_READ, &at));
    int64_t wrong = 0;
    while (da_cursor_next(&at)) wrong += load(DA_INT64, at.data).i != (at.index[0] + 1) * 10 * at.index[1];
    CHECK_OK(da_cursor_end(&at));
    CHECK_EQ_I64(wrong, 0);
    CHECK_OK(da_array_distribution(out, &made));
    CHECK_OK(da_distribution_free(&made));
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_free(&r));
    CHECK_OK(da_array_free(&c));
    CHECK_OK(da_distribution_free(&dr));
    CHECK_OK(da_distribution_free(&dc));
}

static da_stats stats_of(const da_context *ctx) {
    da_stats stats;
    memset(&stats, 0, sizeof stats);
    stats.struct_size = sizeof stats;
    CHECK_OK(da_context_stats(ctx, &stats));
    return stats;
}

/* A matrix with a row and a column of means, which lie on every rank that needs them: nothing is sent, not even
 * an agreement. */
static void aligned_operands_send_nothing(const world *w) {
    const int64_t shape[2] = {12, 9};
    const int32_t first[1] = {0}, second[1] = {1};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,c");
    da_distribution *rows = NULL, *columns = NULL;
    da_array *a = NULL, *row = NULL, *column = NULL, *scalar = NULL, *out = NULL;
    CHECK_OK(da_ones(dist, DA_FLOAT64, &a));
    CHECK_OK(da_distribution_reduce(dist, 1, first, 0, &rows));
    CHECK_OK(da_distribution_reduce(dist, 1, second, DA_KEEPDIMS, &columns));
    CHECK_OK(da_full(rows, DA_FLOAT64, da_real(2), &row));
    CHECK_OK(da_full(columns, DA_FLOAT32, da_real(3), &column));
    CHECK_OK(da_sum(a, 0, NULL, 0, &scalar));
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_OK(da_add(a, row, &out));
    CHECK_OK(da_multiply(out, column, &out));
    CHECK_OK(da_subtract(scalar, out, &out));
    const da_stats stats = stats_of(w->ctx);
    CHECK_EQ_I64(stats.messages.messages_sent + stats.direct.messages_sent + stats.collective.messages_sent, 0);
    CHECK_EQ_I64(stats.messages.messages_received + stats.direct.messages_received + stats.collective.messages_received, 0);
    da_value sum;
    CHECK_OK(da_sum_value(out, &sum));
    CHECK_NEAR(load(DA_FLOAT64, &sum.bits).re, 108.0 * (108 - 9), 0);
    /* Moving is an error where it is not wanted, and then nothing has happened. */
    da_distribution *other = make_dist(w->ctx, 2, shape, "c,b");
    da_array *far = NULL, *none = NULL;
    CHECK_OK(da_ones(other, DA_FLOAT64, &far));
    const da_operand operands[2] = {{a, da_int(0)}, {far, da_int(0)}};
    da_array **const outs[1] = {&none};
    da_ufunc_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.flags = DA_CONFORM_STRICT;
    const da_status strict = da_ufunc_call("add", 2, operands, &options, 1, outs);
    if (w->size == 1) {
        CHECK_STATUS(strict, DA_OK);
        CHECK_OK(da_array_free(&none));
    } else {
        CHECK_STATUS(strict, DA_ERR_CONFORM);
        CHECK_CONTAINS(da_error_message(), "without moving it");
        CHECK(none == NULL);
    }
    CHECK_OK(da_array_free(&far));
    CHECK_OK(da_distribution_free(&other));
    da_array **const all[] = {&a, &row, &column, &scalar, &out};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) CHECK_OK(da_array_free(all[k]));
    CHECK_OK(da_distribution_free(&rows));
    CHECK_OK(da_distribution_free(&columns));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    uint64_t state = 20261121u + (uint64_t)w.size;
    for (int k = 0; k < CASES; k++) one_case(&w, &state);
    outer_product(&w);
    aligned_operands_send_nothing(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
