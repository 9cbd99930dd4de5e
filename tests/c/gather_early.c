/* ranks: 1 2 3 4 6  valgrind: 3
 * A small section sets out before the ranks agree on a gather. Where they do not agree it is thrown away:
 * nothing reaches the root's buffer, and a later gather does not take an old message for its own. */
#include "whole.h"

enum { MISTAKES = 7 };

/* What goes wrong on the rank `at`, with what it is told there and elsewhere. */
enum { WRONG_SIZE, WRONG_ORDER, WRONG_ROOT, FREED, OTHER_CALL, SILENT_BEFORE, GARBAGE };

typedef struct work {
    const world *w;
    da_distribution *dist;
    da_array *a;
    int64_t size;
    int32_t *whole;
    int32_t next; /* Every element gets a value that no gather has seen before. */
} work;

static void renew(work *k) {
    const da_value value = da_i32(++k->next);
    CHECK_OK(da_fill(k->a, value));
}

static void expect_whole(const work *k, int32_t value) {
    int64_t wrong = 0;
    for (int64_t i = 0; i < k->size; i++) wrong += k->whole[i] != value;
    CHECK_EQ_I64(wrong, 0);
}

/* A gather that works: the newest values arrive. */
static void gather_new(work *k, int32_t root) {
    const int mine = root == -1 || root == k->w->rank;
    renew(k);
    memset(k->whole, 0, (size_t)k->size * 4);
    CHECK_OK(da_gather(k->a, root, DA_ORDER_C, k->whole, k->size * 4));
    expect_whole(k, mine ? k->next : 0);
}

/* The call that goes wrong, on the rank that makes the mistake. */
static da_status mistaken(work *k, int32_t mistake, int32_t root) {
    const int64_t bytes = k->size * 4;
    switch (mistake) {
    case WRONG_ORDER: return da_gather(k->a, root, 7, k->whole, bytes);
    case WRONG_ROOT: return da_gather(k->a, (root + 1) % k->w->size, DA_ORDER_C, k->whole, bytes);
    case OTHER_CALL: return da_context_barrier(k->w->ctx);
    case SILENT_BEFORE:
        CHECK_STATUS(da_fill(k->a, (da_value){-5, 0, {0, 0}}), DA_ERR_DTYPE);
        return da_gather(k->a, root, DA_ORDER_C, k->whole, bytes);
    case GARBAGE: /* nobody knows the context: this rank fails alone, and the others with its next call */
        CHECK_STATUS(da_gather((da_array *)(uintptr_t)0x1234, root, DA_ORDER_C, k->whole, bytes),
                     DA_ERR_INVALID_HANDLE);
        return da_context_barrier(k->w->ctx);
    default: return da_gather(k->a, root, DA_ORDER_C, k->whole, bytes - 4);
    }
}

static da_status expected(int32_t mistake) {
    static const da_status of[MISTAKES] = {DA_ERR_BUFFER_SIZE, DA_ERR_ARGUMENT, DA_ERR_MISMATCH, DA_ERR_INVALID_HANDLE,
                                           DA_ERR_MISMATCH, DA_ERR_DTYPE, DA_ERR_INVALID_HANDLE};
    return of[mistake];
}

/* A freed handle takes part in the agreement. All ranks free theirs, one does so too soon. */
static da_status with_freed(work *k, int32_t at, int32_t root) {
    da_array *other = NULL, *stale;
    CHECK_OK(da_full(k->dist, DA_INT32, da_i32(-3), &other));
    stale = other;
    if (k->w->rank == at) CHECK_OK(da_array_free(&other));
    const da_status got = da_gather(stale, root, DA_ORDER_C, k->whole, k->size * 4);
    CHECK_OK(da_array_free(&other));
    return got;
}

static void go_wrong(work *k, int32_t mistake, int32_t at, int32_t root) {
    renew(k);
    memset(k->whole, GUARD, (size_t)k->size * 4);
    const da_status got = mistake == FREED      ? with_freed(k, at, root)
                          : k->w->rank == at ? mistaken(k, mistake, root)
                                             : da_gather(k->a, root, DA_ORDER_C, k->whole, k->size * 4);
    CHECK_EQ_I64(got, expected(mistake));
    int64_t moved = 0;
    for (int64_t i = 0; i < k->size * 4; i++) moved += ((char *)k->whole)[i] != GUARD;
    CHECK_EQ_I64(moved, 0);
}

static void check_layout(const world *w, int32_t ndim, const int64_t *shape, const char *text) {
    work k = {w, NULL, NULL, 1, NULL, 0};
    for (int32_t axis = 0; axis < ndim; axis++) k.size *= shape[axis];
    k.dist = make_dist(w->ctx, ndim, shape, text);
    k.whole = malloc((size_t)k.size * 4);
    CHECK_OR_QUIT(k.whole != NULL);
    CHECK_OK(da_empty(k.dist, DA_INT32, &k.a));
    for (int32_t root = 0; root < w->size; root += w->size > 2 ? w->size - 1 : 1) {
        gather_new(&k, root);
        for (int32_t at = 0; at < w->size; at++) {
            for (int32_t mistake = 0; mistake < MISTAKES; mistake++) {
                /* The size of a buffer matters on the root alone; alone, nobody differs. */
                if (mistake == WRONG_SIZE && at != root) continue;
                if (w->size == 1 && mistake != WRONG_SIZE && mistake != WRONG_ORDER && mistake != FREED) continue;
                go_wrong(&k, mistake, at, root);
                if (at % 2 == 0) go_wrong(&k, WRONG_ORDER, (at + 1) % w->size, root); /* two in a row */
                gather_new(&k, root);
            }
        }
        gather_new(&k, -1);
    }
    CHECK_OK(da_array_free(&k.a));
    CHECK_OK(da_distribution_free(&k.dist));
    free(k.whole);
}

static void check_all(double timeout) {
    world w = world_with(timeout, 0);
    const int64_t few[1] = {5 * w.size}, several[1] = {3000 * w.size}, many[1] = {40000 * w.size};
    const int64_t columns[2] = {9, 7 * w.size}, wide[2] = {3, 400 * w.size}, nearly_empty[1] = {1};
    check_layout(&w, 1, few, "b");      /* MPI takes the message at once */
    check_layout(&w, 1, several, "b");  /* MPI waits for its receiver */
    check_layout(&w, 1, many, "b");     /* too long to set out early */
    check_layout(&w, 2, columns, "n,b"); /* packed */
    check_layout(&w, 2, wide, "n,b");   /* by a derived type, without a time limit */
    check_layout(&w, 1, nearly_empty, "c"); /* most ranks send nothing */
    world_close(&w);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    check_all(0);
    check_all(60);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
