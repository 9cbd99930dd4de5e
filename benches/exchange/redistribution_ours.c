/* Redistribution by plans of this library, on the program's own memory. */
#include "ours.h"
#include "redistribution.h"

#include <stdlib.h>

typedef struct planned {
    da_context *ctx;
    da_array *source, *target;
    da_plan *plan;
} planned;

static da_array *wrap(da_distribution *dist, double *data) {
    da_array *a = NULL;
    TRY(da_array_wrap(dist, DA_FLOAT64, data, NULL, 0, NULL, NULL, &a));
    return a;
}

static da_distribution *target_distribution(const redistribution *t, const da_context *ctx) {
    const int64_t shape[2] = {t->rows, t->cols}, grid[2] = {t->grid[0], t->grid[1]};
    da_distribution *dist = NULL;
    da_distribution_options options;
    if (t->block[0] >= t->rows) {
        TRY(da_distribution_create(ctx, 2, shape, "n,b", NULL, &dist));
        return dist;
    }
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    options.grid_ndim = 2;
    TRY(da_distribution_create(ctx, 2, shape, "c:64,c:64", &options, &dist));
    return dist;
}

static void *plan_set_up(redistribution *t, int32_t transport) {
    planned *s = bench_memory(sizeof *s);
    const int64_t shape[2] = {t->rows, t->cols};
    da_distribution *rows = NULL, *dealt;
    da_plan_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.transport = transport;
    s->ctx = bench_context();
    TRY(da_distribution_create(s->ctx, 2, shape, "b,n", NULL, &rows));
    dealt = target_distribution(t, s->ctx);
    s->source = wrap(rows, t->source);
    s->target = wrap(dealt, t->target);
    TRY(da_plan_create(rows, DA_FLOAT64, dealt, DA_FLOAT64, &options, &s->plan));
    TRY(da_distribution_free(&rows));
    TRY(da_distribution_free(&dealt));
    return s;
}

static void *auto_set_up(void *task) { return plan_set_up(task, DA_TRANSPORT_AUTO); }
static void *messages_set_up(void *task) { return plan_set_up(task, DA_TRANSPORT_MESSAGES); }
static void *direct_set_up(void *task) { return plan_set_up(task, DA_TRANSPORT_DIRECT); }

static void plan_run(void *task, void *own) {
    planned *s = own;
    (void)task;
    TRY(da_plan_execute(s->plan, s->source, s->target));
}

static void plan_tear_down(void *own) {
    planned *s = own;
    TRY(da_plan_free(&s->plan));
    TRY(da_array_free(&s->source));
    TRY(da_array_free(&s->target));
    TRY(da_context_free(&s->ctx));
    free(s);
}

const bench_variant plan_auto = {"**da_plan_execute**", 1, auto_set_up, plan_run, plan_tear_down, NULL};
const bench_variant plan_messages = {"da_plan_execute, messages", 1, messages_set_up, plan_run, plan_tear_down, NULL};
const bench_variant plan_direct = {"da_plan_execute, direct", 1, direct_set_up, plan_run, plan_tear_down, NULL};
