/* ranks: 1 2 3 4 6  valgrind: 1 3
 * What communication costs, counted on every rank: messages and their bytes, operations and their time,
 * staging memory; and the hooks around operations. */
#include "labels.h"

#include <stddef.h>

static da_stats stats_of(const da_context *ctx) {
    da_stats s;
    memset(&s, 0x5c, sizeof s);
    s.struct_size = sizeof s;
    CHECK_OK(da_context_stats(ctx, &s));
    CHECK_EQ_I64((int64_t)s.struct_size, (int64_t)sizeof s);
    CHECK_EQ_I64(s.calls[6] + s.calls[7], 0);
    return s;
}

static int64_t sum(const da_context *ctx, int64_t mine) {
    MPI_Comm comm = MPI_COMM_NULL;
    int64_t all = 0;
    CHECK_OK(da_context_comm(ctx, &comm));
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}

/* Every rank but the root sends its 80 bytes, in one message; all 80 * size arrive. */
static void check_gather(const world *w) {
    const int64_t shape[1] = {10 * w->size}, bytes = shape[0] * 8;
    const int root = w->size - 1, is_root = w->rank == root;
    double *whole = malloc((size_t)bytes);
    da_array *a = NULL;
    CHECK_OR_QUIT(whole != NULL);
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    CHECK_OK(da_ones(dist, DA_FLOAT64, &a));
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_OK(da_gather(a, root, DA_ORDER_C, whole, bytes));
    da_stats s = stats_of(w->ctx);
    CHECK_EQ_I64(s.messages.messages_sent, !is_root);
    CHECK_EQ_I64(s.messages.bytes_sent, is_root ? 0 : 80);
    CHECK_EQ_I64(s.messages.messages_received, is_root ? w->size - 1 : 0);
    CHECK_EQ_I64(s.messages.bytes_received, is_root ? 80 * (w->size - 1) : 0);
    CHECK_EQ_I64(s.direct.messages_sent + s.direct.messages_received, 0);
    CHECK_EQ_I64(s.collective.messages_sent, 1); /* the agreement */
    CHECK_EQ_I64(s.calls[DA_OPERATION_AGREEMENT], 1);
    CHECK_EQ_I64(s.calls[DA_OPERATION_GATHER], 1);
    CHECK_EQ_I64(s.calls[DA_OPERATION_REDUCTION] + s.calls[DA_OPERATION_OTHER], 0);
    CHECK(s.seconds[DA_OPERATION_AGREEMENT] > 0 && s.seconds[DA_OPERATION_GATHER] > 0);
    CHECK(s.seconds[DA_OPERATION_GATHER] < 60 && s.seconds[DA_OPERATION_OTHER] == 0);
    CHECK_OK(da_scatter(whole, bytes, root, DA_ORDER_C, a));
    s = stats_of(w->ctx);
    CHECK_EQ_I64(s.messages.messages_sent, is_root ? w->size - 1 : 1);
    CHECK_EQ_I64(sum(w->ctx, s.messages.bytes_sent), 2 * 80 * (w->size - 1));
    CHECK_EQ_I64(sum(w->ctx, s.messages.bytes_received), 2 * 80 * (w->size - 1));
    CHECK_EQ_I64(s.calls[DA_OPERATION_GATHER], 2);
    /* To all: one broadcast more, of everything, where there is anybody else. */
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_OK(da_gather(a, -1, DA_ORDER_C, whole, bytes));
    s = stats_of(w->ctx);
    const da_stats zero = {0};
    CHECK_EQ_I64(s.collective.messages_sent, 1 + (w->size > 1));
    CHECK_OK(da_context_stats_reset(w->ctx));
    s = stats_of(w->ctx);
    CHECK(memcmp((char *)&s + sizeof s.struct_size, (const char *)&zero + sizeof s.struct_size,
                 sizeof s - sizeof s.struct_size) == 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    free(whole);
}

/* Reductions, elements, questions about labels: each has its kind. */
static void check_kinds(const world *w) {
    const int64_t shape[1] = {3 * w->size}, index[1] = {0};
    da_array *a = NULL;
    da_value value;
    int64_t labels[1] = {0};
    int32_t owners[1] = {-2};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "c"), *labelled = labels_dist(w, PERMUTED);
    CHECK_OK(da_ones(dist, DA_FLOAT32, &a));
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_OK(da_sum_value(a, &value));
    CHECK_OK(da_sum_value(a, &value));
    da_stats s = stats_of(w->ctx);
    CHECK_EQ_I64(s.calls[DA_OPERATION_REDUCTION], 2);
    CHECK_EQ_I64(s.calls[DA_OPERATION_AGREEMENT], 2);
    CHECK_EQ_I64(s.collective.messages_sent, w->size > 1 ? 4 : 2); /* a rank alone has nothing to reduce with */
    CHECK_EQ_I64(s.collective.bytes_received, s.collective.bytes_sent);
    CHECK_OK(da_get(a, index, &value));
    CHECK_EQ_I64(stats_of(w->ctx).calls[DA_OPERATION_OTHER], 1);
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_OK(da_distribution_find_owners(labelled, 1, labels, owners));
    s = stats_of(w->ctx);
    CHECK_EQ_I64(s.calls[DA_OPERATION_OTHER], 1);
    CHECK(s.messages.messages_sent >= 1); /* a letter, if only to itself */
    CHECK_EQ_I64(sum(w->ctx, s.messages.messages_sent), sum(w->ctx, s.messages.messages_received));
    CHECK_EQ_I64(sum(w->ctx, s.messages.bytes_sent), sum(w->ctx, s.messages.bytes_received));
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_OK(da_fill(a, da_f32(2))); /* silent */
    s = stats_of(w->ctx);
    for (int k = 0; k < 8; k++) CHECK_EQ_I64(s.calls[k], 0);
    CHECK_EQ_I64(s.collective.messages_sent + s.messages.messages_sent, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_distribution_free(&labelled));
}

/* Four slots of a message's size each are taken for a call and given back. */
static void check_staging(int size) {
    const int64_t shape[1] = {100 * size};
    da_context_options options;
    da_context *ctx = NULL;
    da_array *a = NULL;
    uint8_t *whole = malloc((size_t)shape[0]);
    int rank;
    CHECK_OR_QUIT(whole != NULL);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.timeout_seconds = 60; /* then everything is packed */
    options.staging_bytes = 64;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &ctx));
    da_distribution *dist = make_dist(ctx, 1, shape, "b");
    CHECK_OK(da_ones(dist, DA_UINT8, &a));
    CHECK_OK(da_gather(a, 0, DA_ORDER_C, whole, shape[0]));
    const da_stats s = stats_of(ctx);
    CHECK_EQ_I64(s.staging_bytes, 0);
    CHECK_EQ_I64(s.staging_peak, size > 1 ? 4 * 64 : 0);
    CHECK_EQ_I64(s.messages.messages_sent, rank == 0 ? 0 : 2); /* 64 bytes and 36 */
    CHECK_EQ_I64(s.messages.bytes_sent, rank == 0 ? 0 : 100);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
    free(whole);
}

/* A call that fails is counted too, and a message that set out for it is thrown away and counted. */
static void check_failure(const world *w) {
    const int64_t shape[1] = {4 * w->size};
    da_array *a = NULL;
    int32_t whole[64];
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    CHECK_OK(da_ones(dist, DA_INT32, &a));
    CHECK_OK(da_context_stats_reset(w->ctx));
    CHECK_STATUS(da_gather(a, 0, DA_ORDER_C, whole, 1), DA_ERR_BUFFER_SIZE);
    const da_stats s = stats_of(w->ctx);
    CHECK_EQ_I64(s.calls[DA_OPERATION_AGREEMENT], 1);
    CHECK_EQ_I64(s.calls[DA_OPERATION_GATHER], 0);
    CHECK_EQ_I64(sum(w->ctx, s.messages.messages_sent), sum(w->ctx, s.messages.messages_received));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* ---- hooks ---------------------------------------------------------------------------------------- */

enum { HEARD = 16 };

typedef struct journal {
    const world *w;
    int count, depth;
    struct { int after; char call[32]; int32_t kind; int64_t bytes; } entries[HEARD];
} journal;

static void note(journal *l, int after, const char *call, int32_t kind, int64_t bytes) {
    if (l->count >= HEARD) return;
    l->entries[l->count].after = after;
    snprintf(l->entries[l->count].call, sizeof l->entries[0].call, "%s", call);
    l->entries[l->count].kind = kind;
    l->entries[l->count++].bytes = bytes;
}

static void before(const char *call, int32_t kind, int64_t bytes, void *user) {
    journal *l = user;
    int32_t size = -1;
    CHECK_EQ_I64(l->depth++, 0); /* one after the other */
    note(l, 0, call, kind, bytes);
    /* Nothing collective, but local questions. */
    CHECK_STATUS(da_context_barrier(l->w->ctx), DA_ERR_IN_CALLBACK);
    CHECK_OK(da_context_size(l->w->ctx, &size));
    CHECK_EQ_I64(size, l->w->size);
    CHECK(stats_of(l->w->ctx).struct_size > 0);
}

static void after(const char *call, int32_t kind, int64_t bytes, void *user) {
    journal *l = user;
    CHECK_EQ_I64(--l->depth, 0);
    note(l, 1, call, kind, bytes);
    CHECK_STATUS(da_context_barrier(l->w->ctx), DA_ERR_IN_CALLBACK);
}

static void expect(const journal *l, int at, int is_after, const char *call, int32_t kind, int64_t bytes) {
    CHECK(at < l->count);
    CHECK_EQ_I64(l->entries[at].after, is_after);
    CHECK_EQ_STR(l->entries[at].call, call);
    CHECK_EQ_I64(l->entries[at].kind, kind);
    if (bytes >= 0) CHECK_EQ_I64(l->entries[at].bytes, bytes);
}

static void check_hooks(const world *w) {
    const int64_t shape[1] = {2 * w->size};
    journal l = {.w = w};
    double whole[16];
    da_array *a = NULL;
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    CHECK_OK(da_ones(dist, DA_FLOAT64, &a));
    CHECK_OK(da_context_set_hooks(w->ctx, before, after, &l));
    CHECK_OK(da_gather(a, 0, DA_ORDER_C, whole, shape[0] * 8));
    CHECK_EQ_I64(l.count, 4);
    expect(&l, 0, 0, "da_gather", DA_OPERATION_AGREEMENT, -1);
    expect(&l, 1, 1, "da_gather", DA_OPERATION_AGREEMENT, -1);
    expect(&l, 2, 0, "da_gather", DA_OPERATION_GATHER, shape[0] * 8);
    expect(&l, 3, 1, "da_gather", DA_OPERATION_GATHER, shape[0] * 8);
    CHECK_STATUS(da_gather(a, 0, 9, whole, shape[0] * 8), DA_ERR_ARGUMENT); /* also where it fails */
    CHECK_EQ_I64(l.count, 6);
    expect(&l, 5, 1, "da_gather", DA_OPERATION_AGREEMENT, -1);
    CHECK_OK(da_context_set_hooks(w->ctx, NULL, NULL, NULL));
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_EQ_I64(l.count, 6);
    CHECK_EQ_I64(l.depth, 0);
    /* One of the two, on one rank only: nobody else need know. */
    if (w->rank == 0) CHECK_OK(da_context_set_hooks(w->ctx, NULL, after, &l));
    l.depth = 1;
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_EQ_I64(l.count, w->rank == 0 ? 7 : 6);
    if (w->rank == 0) expect(&l, 6, 1, "da_context_barrier", DA_OPERATION_AGREEMENT, -1);
    CHECK_OK(da_context_set_hooks(w->ctx, NULL, NULL, NULL));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* Older callers have shorter structures; processes outside the context count nothing. */
static void check_edges(const world *w) {
    const int32_t first[1] = {0};
    da_context *some = NULL;
    da_stats s = stats_of(w->ctx);
    memset(&s, 0x5c, sizeof s);
    s.struct_size = offsetof(da_stats, messages);
    CHECK_OK(da_context_stats(w->ctx, &s));
    CHECK_EQ_I64(s.staging_bytes, 0);
    CHECK_EQ_I64(s.messages.messages_sent, 0x5c5c5c5c5c5c5c5c);
    CHECK_OK(da_context_subset(w->ctx, 1, first, &some));
    if (w->rank == 0) CHECK_OK(da_context_barrier(some));
    s = stats_of(some);
    CHECK_EQ_I64(s.calls[DA_OPERATION_AGREEMENT], w->rank == 0);
    CHECK_OK(da_context_set_hooks(some, before, after, NULL));
    CHECK_OK(da_context_set_hooks(some, NULL, NULL, NULL));
    CHECK_OK(da_context_stats_reset(some));
    CHECK_EQ_I64(stats_of(some).calls[DA_OPERATION_AGREEMENT], 0);
    CHECK_OK(da_context_free(&some));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_gather(&w);
    check_kinds(&w);
    check_staging(w.size);
    check_failure(&w);
    check_hooks(&w);
    check_edges(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
