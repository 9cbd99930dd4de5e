/* ranks: 1 2 3 4 6  timeout: 180  valgrind-full: 3
 * Gathering and scattering whole arrays: every layout and dtype, memory in any order, buffers in both
 * orders, every kind of root, against the array written down element by element. Once with the default
 * pieces, and twice with pieces of a few elements: sent from staging memory (as always with a time
 * limit) and from where they are. */
#include "whole.h"

enum { MOST = 16 * 4096 };

static char expected[MOST], buffer[MOST + 8];

static void check_gather(const world *w, const oracle *o, const da_array *a, int32_t dtype, int32_t order, int32_t root,
                         int32_t seed) {
    const int64_t bytes = whole_bytes(o, dtype);
    const int mine = root == -1 || root == w->rank;
    /* One byte off any alignment, with a guard behind. */
    char *target = buffer + 1;
    CHECK_OR_QUIT(bytes < MOST);
    memset(buffer, GUARD, sizeof buffer);
    CHECK_OK(da_gather(a, root, order, mine ? target : NULL, mine ? bytes : -77));
    CHECK(buffer[0] == GUARD && target[bytes] == GUARD);
    if (!mine) return;
    whole_pattern(o, dtype, order, seed, expected);
    CHECK(memcmp(target, expected, (size_t)bytes) == 0);
}

static void check_scatter(const world *w, const oracle *o, const da_array *a, int32_t dtype, int32_t order, int32_t root,
                          int32_t seed) {
    const int mine = root == w->rank;
    int32_t flags = -1;
    memset(buffer, GUARD, sizeof buffer);
    whole_pattern(o, dtype, order, seed, buffer + 3);
    CHECK_OK(da_scatter(mine ? buffer + 3 : NULL, mine ? whole_bytes(o, dtype) : 1, root, order, a));
    check_patterns(a, seed);
    CHECK_OK(da_array_flags(a, &flags));
    CHECK_EQ_I64(flags, 0);
}

static void check_layout(const world *w, const layout *l, int which) {
    da_distribution *dist = oracle_create(&l->o, w->ctx);
    for (int32_t dtype = DA_BOOL; dtype <= DA_COMPLEX128; dtype++) {
        void *memory;
        da_array *a = array_stored(dist, dtype, (which + dtype) % STORED_WAYS, 0, &memory);
        put_patterns(a, 1);
        for (int32_t order = DA_ORDER_C; order <= DA_ORDER_FORTRAN; order++) {
            const int32_t other = (which + dtype) % w->size;
            check_gather(w, &l->o, a, dtype, order, -1, 1);
            check_gather(w, &l->o, a, dtype, order, other, 1);
        }
        for (int32_t order = DA_ORDER_C; order <= DA_ORDER_FORTRAN; order++)
            check_scatter(w, &l->o, a, dtype, order, (which + dtype + order) % w->size, 2 + order);
        check_gather(w, &l->o, a, dtype, DA_ORDER_C, w->size - 1, 3);
        CHECK_OK(da_array_free(&a));
        free(memory);
    }
    CHECK_OK(da_distribution_free(&dist));
}

static void check_all(double timeout, int64_t staging) {
    world w = world_with(timeout, staging);
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        const int64_t before = check_failures;
        layout_make(&l, which, w.size);
        check_layout(&w, &l, which);
        if (check_failures > before) fprintf(stderr, "(layout %d: %s, staging %d)\n", which, l.text, (int)staging);
    }
    world_close(&w);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    check_all(0, 0);
    check_all(60, 64);
    check_all(0, 100);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
