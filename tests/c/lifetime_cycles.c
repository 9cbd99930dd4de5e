/* ranks: 4  timeout: 180
 * ranks: 4  timeout: 180  args: --free-after-finalize
 * ranks: single  args: --free-after-finalize  valgrind-full: 3
 * Contexts, distributions, arrays and exports are made and freed thousands of times, in another order on
 * every rank: communicators and memory do not grow, and MPI_Finalize has nothing to complain of. With the
 * argument, what lives at the end is freed after MPI_Finalize. */
#include <stdlib.h>

#include "check.h"

enum {
    CYCLES = 5000,
    FEW_CYCLES = 200,  /* with the argument */
    WARM_UP = 1500,    /* afterwards nothing grows */
    ALIVE = 10,        /* bundles that a rank keeps */
    OLDEST = 24,       /* cycles after which a bundle goes */
    PARTS = 6,
    KINDS = 6
};

/* What one cycle makes. The parts go one by one, in any order. */
typedef struct bundle {
    int cycle;
    da_context *ctx;
    da_distribution *dist, *again;
    da_array *a, *b;
    da_distbuffer out;
} bundle;

static struct lab {
    int rank, size, cycles, after_finalize;
    uint64_t random;
    da_context *base;
    bundle alive[ALIVE];
    da_array *stale_array;
    da_context *stale_ctx;
    da_distribution *stale_dist;
    int64_t resident, made;
} lab;

/* Knuth's generator; every rank has its own seed. */
static int pick(int below) {
    lab.random = lab.random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((lab.random >> 33) % (uint64_t)below);
}

/* Resident memory in KiB. */
static int64_t resident(void) {
    char line[200];
    long kib = -1;
    FILE *status = fopen("/proc/self/status", "r");
    if (status == NULL) return -1;
    while (fgets(line, sizeof line, status))
        if (sscanf(line, "VmRSS: %ld kB", &kib) == 1) break;
    fclose(status);
    return kib;
}

static da_counters count(void) {
    da_counters c;
    memset(&c, 0, sizeof c);
    c.struct_size = sizeof c;
    CHECK_OK(da_library_counters(&c));
    return c;
}

/* ---- Making ------------------------------------------------------------------------------------ */

/* The application's communicator goes before or after the context that was made on it. */
static void make_on_own_comm(da_context **ctx) {
    MPI_Comm comm;
    MPI_Comm_dup(MPI_COMM_WORLD, &comm);
    CHECK_OK(da_context_create(comm, NULL, ctx));
    MPI_Comm_free(&comm);
}

static void make_context(int cycle, da_context **ctx) {
    const int32_t ranks[3] = {lab.size - 1, 0, lab.size / 2};
    switch (cycle % KINDS) {
    case 0: CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, ctx)); break;
    case 1: CHECK_OK(da_context_self(ctx)); break;
    case 2: CHECK_OK(da_context_subset(lab.base, lab.size < 3 ? 1 : 3, ranks, ctx)); break;
    case 3: CHECK_OK(da_context_split(lab.base, lab.rank % 2, lab.rank, ctx)); break;
    case 4: CHECK_OK(da_context_split(lab.base, 0, -lab.rank, ctx)); break;
    default:
        if (cycle % 60 == 5) make_on_own_comm(ctx);
        else CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, ctx));
    }
}

static void make_bundle(int cycle, bundle *x) {
    const int64_t shape[2] = {7, 5};
    memset(x, 0, sizeof *x);
    x->cycle = cycle;
    make_context(cycle, &x->ctx);
    CHECK_OK(da_distribution_create(x->ctx, 2, shape, "b,n", NULL, &x->dist));
    CHECK_OK(da_full(x->dist, DA_FLOAT64, da_real(cycle), &x->a));
    CHECK_OK(da_copy(x->a, &x->b));
    CHECK_OK(da_array_distribution(x->a, &x->again));
    da_distbuffer_init(&x->out);
    /* Ranks outside of a subset have no section. */
    if (da_array_export(x->a, &x->out) != DA_OK) CHECK(x->out.release == NULL);
}

/* ---- Freeing ----------------------------------------------------------------------------------- */

static int lives(const bundle *x) { return x->ctx || x->dist || x->again || x->a || x->b || x->out.release; }

static void free_part(bundle *x, int part) {
    switch (part) {
    case 0: CHECK_OK(da_context_free(&x->ctx)); break;
    case 1: CHECK_OK(da_distribution_free(&x->dist)); break;
    case 2: CHECK_OK(da_distribution_free(&x->again)); break;
    case 3: CHECK_OK(da_array_free(&x->a)); break;
    case 4: CHECK_OK(da_array_free(&x->b)); break;
    default: da_distbuffer_release(&x->out); break;
    }
}

/* What the structure and the copy hold is right until they go, whatever went before. */
static void check_contents(const bundle *x) {
    da_local local;
    if (x->out.release != NULL && x->out.nbytes > 0) CHECK(*(double *)x->out.data == x->cycle);
    if (x->b == NULL) return;
    CHECK_OK(da_array_local(x->b, DA_ACCESS_READ, &local));
    if (local.size > 0) CHECK(*(double *)local.data == x->cycle);
}

static void free_bundle(bundle *x) {
    const int first = pick(PARTS), step = pick(2) ? 1 : 5; /* both prime to PARTS */
    int i;
    for (i = 0; i < PARTS; i++) {
        free_part(x, (first + i * step) % PARTS);
        check_contents(x);
    }
    CHECK(!lives(x));
}

/* Makes room: what is too old goes on every rank, then whatever this rank picks. */
static bundle *room(int cycle) {
    int i;
    for (i = 0; i < ALIVE; i++)
        if (lives(&lab.alive[i]) && cycle - lab.alive[i].cycle >= OLDEST) free_bundle(&lab.alive[i]);
    for (i = 0; i < 2; i++) {
        bundle *x = &lab.alive[pick(ALIVE)];
        if (lives(x)) free_part(x, pick(PARTS));
    }
    for (i = 0; i < ALIVE; i++)
        if (!lives(&lab.alive[i])) return &lab.alive[i];
    i = pick(ALIVE);
    free_bundle(&lab.alive[i]);
    return &lab.alive[i];
}

/* ---- The cycles -------------------------------------------------------------------------------- */

static void keep_stale_handles(void) {
    const int64_t shape = 3;
    CHECK_OK(da_context_self(&lab.stale_ctx));
    CHECK_OK(da_distribution_create(lab.stale_ctx, 1, &shape, NULL, NULL, &lab.stale_dist));
    CHECK_OK(da_zeros(lab.stale_dist, DA_INT8, &lab.stale_array));
    da_context *ctx = lab.stale_ctx;
    da_distribution *dist = lab.stale_dist;
    da_array *array = lab.stale_array;
    CHECK_OK(da_context_free(&ctx));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_array_free(&array));
}

/* Their slots have been used hundreds of times since. */
static void check_stale_handles(void) {
    int32_t number;
    CHECK_STATUS(da_context_size(lab.stale_ctx, &number), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_distribution_ndim(lab.stale_dist, &number), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_array_ndim(lab.stale_array, &number), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_context_free(&lab.stale_ctx), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_distribution_free(&lab.stale_dist), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_array_free(&lab.stale_array), DA_ERR_INVALID_HANDLE);
    CHECK_CONTAINS(da_error_message(), "was freed");
}

static void run_cycles(void) {
    int cycle;
    for (cycle = 0; cycle < lab.cycles; cycle++) {
        make_bundle(cycle, room(cycle));
        if (cycle == WARM_UP) {
            lab.resident = resident();
            lab.made = (int64_t)count().communicators_made;
        }
    }
}

static void check_growth(void) {
    /* A rank's contexts of one group are at most OLDEST cycles old, and so at most that many; each has a
     * communicator of its own and one to show. */
    const int64_t groups = 6, most = groups * 2 * (OLDEST + 1);
    const int64_t made = (int64_t)count().communicators_made, now = resident();
    CHECK(made <= most);
    if (lab.cycles <= WARM_UP) return;
    CHECK(made - lab.made <= 8);
    CHECK(now > 0 && now - lab.resident < 2048);
    if (lab.rank == 0)
        fprintf(stderr, "%d communicators, %d KiB more than after %d cycles\n", (int)made, (int)(now - lab.resident),
                WARM_UP);
}

static void free_all(void) {
    int i, order = pick(2);
    if (order) CHECK_OK(da_context_free(&lab.base));
    for (i = 0; i < ALIVE; i++) {
        bundle *x = &lab.alive[order ? i : ALIVE - 1 - i];
        if (lives(x)) free_bundle(x);
    }
    CHECK_OK(da_context_free(&lab.base));
}

static void check_empty(void) {
    const da_counters c = count();
    CHECK_EQ_I64(c.contexts, 0);
    CHECK_EQ_I64(c.distributions, 0);
    CHECK_EQ_I64(c.arrays, 0);
    CHECK_EQ_I64(c.live_bytes, 0);
}

int main(int argc, char **argv) {
    int failed = 0;
    int64_t mine, all;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &lab.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &lab.size);
    lab.after_finalize = argc > 1;
    lab.cycles = lab.after_finalize ? FEW_CYCLES : CYCLES;
    lab.random = 4711 + 17 * (uint64_t)lab.rank;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &lab.base));
    keep_stale_handles();
    run_cycles();
    check_stale_handles();
    check_growth();
    CHECK_OK(da_context_barrier(lab.base));
    if (!lab.after_finalize) {
        free_all();
        check_empty();
    }
    /* Nobody can reduce a verdict after MPI_Finalize: what fails then shows in the rank's exit status. */
    mine = check_failures;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    failed = all > 0;
    MPI_Finalize();
    if (lab.after_finalize) {
        free_all();
        check_empty();
    }
    return check_report(lab.rank, check_count, check_failures) || failed;
}
