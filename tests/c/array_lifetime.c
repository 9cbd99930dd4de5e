/* ranks: 1 2 3  valgrind: 1 3
 * Wrapped memory is released once, and only after the last of the array, its exports and the arrays
 * imported from them is gone: in every order of letting go, different on every rank. */
#include "fixture.h"

enum { HOLDERS = 6, ORDERS = 720 };

static int releases = 0;
static void *released_with = NULL;

static void count_release(void *private_data) {
    releases++;
    released_with = private_data;
}

/* Everything that can hold the memory, directly or through another holder. */
typedef struct holders {
    da_context *ctx;
    da_distribution *dist;
    da_array *wrapped, *imported, *reimported;
    da_distbuffer buffer, sent, resent; /* of `wrapped`; the other two are moved into imports */
} holders;

/* Lets go of one thing; 1 if it was one that held the memory. */
static int let_go(holders *h, int which) {
    switch (which) {
    case 0: CHECK_OK(da_context_free(&h->ctx)); return 0;
    case 1: CHECK_OK(da_distribution_free(&h->dist)); return 0;
    case 2: CHECK_OK(da_array_free(&h->wrapped)); return 1;
    case 3: CHECK_OK(da_array_free(&h->imported)); return 1;
    case 4: CHECK_OK(da_array_free(&h->reimported)); return 1;
    default: da_distbuffer_release(&h->buffer); return 1;
    }
}

/* Permutation number n of 0 .. HOLDERS - 1. */
static void permutation(int n, int *order) {
    int left[HOLDERS], count = HOLDERS;
    for (int k = 0; k < HOLDERS; k++) left[k] = k;
    for (int k = 0; k < HOLDERS; k++) {
        const int pick = n % count;
        n /= count;
        order[k] = left[pick];
        for (int j = pick; j + 1 < count; j++) left[j] = left[j + 1];
        count--;
    }
}

static void open_holders(const world *w, holders *h, double *memory) {
    const int64_t shape[1] = {3 * w->size};
    memset(h, 0, sizeof *h);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &h->ctx));
    h->dist = make_dist(h->ctx, 1, shape, "b");
    CHECK_OK(da_array_wrap(h->dist, DA_FLOAT64, memory, NULL, 0, count_release, memory, &h->wrapped));
    CHECK_OK(da_array_export(h->wrapped, &h->buffer));
    CHECK_OK(da_array_export(h->wrapped, &h->sent));
    CHECK_OK(da_array_import(h->ctx, &h->sent, &h->imported));
    CHECK_OK(da_array_export(h->imported, &h->resent));
    CHECK_OK(da_array_import(h->ctx, &h->resent, &h->reimported));
    CHECK(h->buffer.data == memory && local_of(h->reimported, DA_ACCESS_READ).data == memory);
}

static void check_order(const world *w, int number) {
    double memory[3] = {1, 2, 3};
    holders h;
    int order[HOLDERS], holding = 4;
    open_holders(w, &h, memory);
    releases = 0;
    permutation((number + 101 * w->rank) % ORDERS, order);
    for (int k = 0; k < HOLDERS; k++) {
        holding -= let_go(&h, order[k]);
        CHECK_EQ_I64(releases, holding == 0);
        if (holding > 0 && h.buffer.release) { /* what an export points to stays */
            CHECK(h.buffer.data == memory && h.buffer.shape[0] == 3 && h.buffer.strides[0] == 8);
            CHECK_EQ_I64(h.buffer.dim_data[0].size, 3 * w->size);
        }
    }
    CHECK(released_with == memory);
    CHECK(memory[0] == 1 && memory[2] == 3);
}

/* One rank's sample of the 720 orders in a test of reasonable length; one rank alone walks them all. */
static void check_orders(const world *w) {
    const int stride = w->size == 1 ? 1 : 7;
    const da_counters before = counters_now();
    for (int n = 0; n < ORDERS; n += stride) check_order(w, n);
    const da_counters after = counters_now();
    CHECK_EQ_I64(after.arrays, before.arrays);
    CHECK_EQ_I64(after.contexts, before.contexts);
    CHECK_EQ_I64(after.distributions, before.distributions);
    CHECK_EQ_I64(after.communicators_used, before.communicators_used);
    CHECK(after.communicators_made <= before.communicators_made + 4); /* a pool, not one for each */
}

/* A wrap that fails does not release; one on a rank without a section does, at its end. */
static void check_release_rules(const world *w) {
    const int64_t shape[1] = {1};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL;
    double one = 1;
    int64_t stored[1];
    const int mine = da_distribution_local_shape(dist, -1, stored) == DA_OK;
    releases = 0;
    CHECK_STATUS(da_array_wrap(dist, 99, &one, NULL, 0, count_release, NULL, &a), DA_ERR_DTYPE);
    CHECK(a == NULL && releases == 0);
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, mine ? &one : NULL, NULL, 0, count_release, &one, &a));
    CHECK_EQ_I64(releases, 0);
    CHECK_OK(da_array_free(&a));
    CHECK_EQ_I64(releases, 1);
    CHECK(released_with == &one);
    CHECK_OK(da_distribution_free(&dist));
}

/* A moved structure is released at its new place; what the old one says does not count. */
static void check_move(const world *w) {
    const int64_t shape[1] = {w->size};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b");
    da_array *a = NULL;
    da_distbuffer here, there;
    double one = 1;
    releases = 0;
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, &one, NULL, 0, count_release, &one, &a));
    CHECK_OK(da_array_export(a, &here));
    CHECK_OK(da_array_free(&a));
    da_distbuffer_move(&here, &there);
    CHECK(here.release == NULL && there.release != NULL);
    da_distbuffer_release(&here);
    CHECK_EQ_I64(releases, 0);
    memset(&here, 0x55, sizeof here);
    da_distbuffer_release(&there);
    CHECK_EQ_I64(releases, 1);
    da_distbuffer_release(&there);
    CHECK_EQ_I64(releases, 1);
    CHECK_OK(da_distribution_free(&dist));
}

/* Cleaning up leaves the message of what went wrong, also where there is nothing to free. */
static void check_message_stays(const world *w) {
    const int64_t shape[1] = {w->size}, wrong[1] = {-5};
    da_distribution *dist = make_dist(w->ctx, 1, shape, "b"), *none = NULL;
    da_array *a = NULL, *b = NULL;
    int32_t size = 0;
    CHECK_OK(da_empty(dist, DA_FLOAT64, &a));
    CHECK_STATUS(da_distribution_create(w->ctx, 1, wrong, "b", NULL, &none), DA_ERR_SHAPE);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_array_free(&b));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_CONTAINS(da_error_message(), "-5");
    CHECK_OK(da_context_size(w->ctx, &size));
    CHECK_EQ_STR(da_error_message(), "");
    CHECK_STATUS(da_context_barrier(w->ctx), DA_OK);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    check_release_rules(&w);
    check_move(&w);
    check_orders(&w);
    check_message_stays(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
