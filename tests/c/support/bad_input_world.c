/* What the rows of the bad-input table work on, and the arguments of a right call. */
#include "bad_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUST(call) must((call), #call)

static void must(da_status status, const char *what) {
    if (status == DA_OK) return;
    fprintf(stderr, "bad_input: %s: %s: %s\n", what, da_status_name(status), da_error_message());
    MPI_Abort(MPI_COMM_WORLD, 1);
}

const table *bad_input_table(int number) {
    static const table *const all[TABLES] = {&context_table, &distribution_table, &question_table,
                                             &array_table,   &creation_table,     &access_table,
                                             &compute_table, &protocol_table,     &value_table,
                                             &view_table,    &plan_table,         &halo_table,     &ufunc_table,
                                             &scan_table,     &kernel_table,      &reduction_table};
    return number < TABLES ? all[number] : NULL;
}

/* Ranks 0 .. size-2 and the last one, joined: MPI's other kind of communicator. */
static void make_inter(world *w) {
    MPI_Comm half;
    w->inter_comm = MPI_COMM_NULL;
    if (w->size < 2) return;
    const int mine = w->rank == w->last;
    MPI_Comm_split(w->comm, mine, w->rank, &half);
    MPI_Intercomm_create(half, 0, w->comm, mine ? 0 : w->last, 0, &w->inter_comm);
    MPI_Comm_free(&half);
}

static void make_arrays(world *w) {
    MUST(da_full(w->dist, DA_FLOAT64, da_real(KNOWN), &w->known));
    MUST(da_full(w->dist, DA_FLOAT64, da_real(KNOWN - 1), &w->known_too));
    MUST(da_zeros(w->dist, DA_FLOAT64, &w->a));
    MUST(da_ones(w->dist, DA_FLOAT64, &w->b));
    MUST(da_zeros(w->dist, DA_FLOAT64, &w->zeros));
    MUST(da_ones(w->dist, DA_INT32, &w->whole));
    MUST(da_ones(w->dist, DA_INT8, &w->bytes));
    MUST(da_ones(w->dist, DA_BOOL, &w->flag));
    MUST(da_ones(w->dist, DA_COMPLEX128, &w->complexes));
    MUST(da_ones(w->flat, DA_FLOAT64, &w->wide));
    MUST(da_ones(w->flat, DA_INT32, &w->whole_wide));
    MUST(da_ones(w->other_dist, DA_INT32, &w->whole_elsewhere));
    MUST(da_ones(w->turned, DA_FLOAT64, &w->shifted));
    MUST(da_ones(w->line, DA_INT64, &w->counts));
    MUST(da_full(w->line, DA_INT64, da_int(-1), &w->signed_counts));
    MUST(da_ones(w->line, DA_FLOAT64, &w->row));
    MUST(da_ones(w->replicated, DA_FLOAT64, &w->spread));
    MUST(da_ones(w->narrow, DA_FLOAT64, &w->bounded));
    MUST(da_ones(w->other_dist, DA_FLOAT64, &w->elsewhere));
    MUST(da_array_wrap(w->dist, DA_FLOAT64, w->memory, NULL, DA_READ_ONLY, NULL, NULL, &w->frozen));
    MUST(da_array_wrap(w->turned, DA_FLOAT64, w->memory, NULL, DA_READ_ONLY, NULL, NULL, &w->sealed));
}

static void make_odd_shapes(world *w) {
    static const int64_t none[2] = {0, COLUMNS};
    da_distribution *dist = NULL;
    MUST(da_distribution_create(w->ctx, 2, none, "b,b", NULL, &dist));
    MUST(da_zeros(dist, DA_FLOAT64, &w->nothing));
    MUST(da_distribution_free(&dist));
    MUST(da_distribution_create(w->ctx, 0, NULL, NULL, NULL, &dist));
    MUST(da_zeros(dist, DA_FLOAT64, &w->scalar));
    MUST(da_distribution_free(&dist));
}

static int64_t elements(const da_distribution *dist, int32_t rank) {
    int64_t shape[2] = {0, 0};
    MUST(da_distribution_local_shape(dist, rank, shape));
    return shape[0] * shape[1];
}

/* All rows meet all columns, where there are any. */
static void make_plan(world *w) {
    int32_t rank;
    MUST(da_plan_create(w->dist, DA_FLOAT64, w->turned, DA_FLOAT64, NULL, &w->plan));
    w->of_plan.all_hear = 1;
    for (rank = 0; rank < w->last; rank++) {
        const int hears = elements(w->dist, w->last) > 0 && elements(w->turned, rank) > 0;
        if (rank == w->rank) w->of_plan.hears_last = hears;
        w->of_plan.some_hear |= hears;
        w->of_plan.all_hear &= hears;
        w->of_plan.last_hears |= elements(w->dist, rank) > 0 && elements(w->turned, w->last) > 0;
    }
}

/* Blocks of rows are in a line: each meets the next one only, where both have any. */
static void make_halos(world *w) {
    static const int64_t shape[2] = {ROWS, COLUMNS};
    int meets;
    MUST(da_distribution_create(w->ctx, 2, shape, "b(comm=1:1),n", NULL, &w->padded_dist));
    MUST(da_ones(w->padded_dist, DA_FLOAT64, &w->padded_a));
    MUST(da_ones(w->padded_dist, DA_INT32, &w->padded_b));
    MUST(da_array_wrap(w->padded_dist, DA_FLOAT64, w->memory, NULL, DA_READ_ONLY, NULL, NULL, &w->padded_frozen));
    MUST(da_halo_create(w->padded_dist, NULL, &w->halo));
    MUST(da_halo_create(w->padded_dist, NULL, &w->idle_halo));
    meets = w->size > 1 && elements(w->dist, w->last - 1) > 0 && elements(w->dist, w->last) > 0;
    w->of_halo.hears_last = meets && w->rank == w->last - 1;
    w->of_halo.last_hears = w->of_halo.some_hear = meets;
    w->of_halo.all_hear = meets && w->size == 2;
}

void world_build(world *w) {
    static const int64_t shape[2] = {ROWS, COLUMNS}, flat[2] = {ROWS + 1, COLUMNS};
    static const int64_t grid[2] = {1, 1};
    da_context_options options;
    da_distribution_options mesh;
    int64_t replicas[2];
    memset(w, 0, sizeof *w);
    memset(&options, 0, sizeof options);
    memset(&mesh, 0, sizeof mesh);
    MPI_Comm_dup(MPI_COMM_WORLD, &w->comm);
    MPI_Comm_rank(w->comm, &w->rank);
    MPI_Comm_size(w->comm, &w->size);
    w->last = w->size - 1;
    w->null_comm = MPI_COMM_NULL;
    make_inter(w);

    options.struct_size = sizeof options;
    options.timeout_seconds = 30;  /* a call that hangs becomes a failure */
    MUST(da_context_create(w->comm, &options, &w->ctx));
    MUST(da_context_create(w->comm, &options, &w->other));
    MUST(da_distribution_create(w->ctx, 2, shape, "b,n", NULL, &w->dist));
    MUST(da_distribution_create(w->ctx, 2, flat, "b,n", NULL, &w->flat));
    MUST(da_distribution_create(w->ctx, 2, shape, "n,b", NULL, &w->turned));
    MUST(da_distribution_create(w->other, 2, shape, "b,n", NULL, &w->other_dist));
    MUST(da_distribution_create(w->ctx, 2, shape, "b(boundary=4611686018427387904),n", NULL, &w->narrow));
    MUST(da_distribution_create(w->ctx, 1, shape, "b", NULL, &w->line));
    memcpy(replicas, grid, sizeof grid);
    replicas[1] = w->size;
    mesh.struct_size = sizeof mesh;
    mesh.grid_shape = replicas;
    mesh.grid_ndim = 2;
    MUST(da_distribution_create(w->ctx, 2, shape, "b,n", &mesh, &w->replicated));
    make_arrays(w);
    make_odd_shapes(w);
    make_plan(w);
    make_halos(w);
    MUST(da_context_barrier(w->ctx));
    MUST(da_context_barrier(w->other));
}

void world_free(world *w) {
    da_array **arrays[] = {&w->known, &w->known_too, &w->zeros, &w->a, &w->b, &w->whole, &w->bytes, &w->flag,
                           &w->complexes, &w->elsewhere, &w->whole_wide, &w->whole_elsewhere, &w->wide, &w->shifted,
                           &w->frozen, &w->nothing, &w->scalar, &w->spread, &w->bounded, &w->sealed, &w->padded_a,
                           &w->padded_b, &w->padded_frozen, &w->counts, &w->signed_counts, &w->row};
    da_distribution **dists[] = {&w->dist, &w->other_dist, &w->flat, &w->turned, &w->replicated, &w->narrow,
                                &w->line, &w->padded_dist};
    size_t i;
    MUST(da_plan_free(&w->plan));
    MUST(da_halo_free(&w->halo));
    MUST(da_halo_free(&w->idle_halo));
    for (i = 0; i < sizeof arrays / sizeof arrays[0]; i++) MUST(da_array_free(arrays[i]));
    for (i = 0; i < sizeof dists / sizeof dists[0]; i++) MUST(da_distribution_free(dists[i]));
    MUST(da_context_free(&w->ctx));
    MUST(da_context_free(&w->other));
}

const char *next_parameter(const char *text, char *letter, char name[40]) {
    int used = 0;
    if (text == NULL || sscanf(text, " %c %39[a-z_A-Z0-9]%n", letter, name, &used) != 2) return NULL;
    return text[used] == ',' ? text + used + 1 : text + used;
}

int find_parameter(const entry *e, const char *name, char *letter) {
    char found[40];
    const char *rest = e->parameters;
    int at;
    for (at = 0; (rest = next_parameter(rest, letter, found)) != NULL; at++)
        if (strcmp(found, name) == 0) return at;
    fprintf(stderr, "bad_input: %s has no parameter %s\n", e->function, name);
    abort();
}

void *freed_handle(world *w, char letter) {
    da_context *ctx = NULL;
    da_distribution *dist = NULL;
    da_array *array = NULL;
    da_plan *plan = NULL;
    da_halo *halo = NULL;
    void *handle;
    if (strchr("PKE", letter)) {
        MUST(da_plan_create(w->dist, DA_FLOAT64, w->turned, DA_FLOAT64, NULL, &plan));
        handle = plan;
        MUST(da_plan_free(&plan));
    } else if (strchr("VJN", letter)) {
        MUST(da_halo_create(w->padded_dist, NULL, &halo));
        handle = halo;
        MUST(da_halo_free(&halo));
    } else if (strchr("CF", letter)) {
        MUST(da_array_context(w->a, &ctx));
        handle = ctx;
        MUST(da_context_free(&ctx));
    } else if (strchr("DTG", letter)) {
        MUST(da_array_distribution(w->a, &dist));
        handle = dist;
        MUST(da_distribution_free(&dist));
    } else {
        MUST(da_zeros(w->dist, DA_FLOAT64, &array));
        handle = array;
        MUST(da_array_free(&array));
    }
    return handle;
}

/* Lists of the arrays as they are now: tests put others in their place. */
static void fill_lists(world *w) {
    da_array *const lists[4][2] = {{w->a, w->b}, {w->a, w->elsewhere}, {w->frozen, w->b}, {w->a, NULL}};
    memcpy(w->pair, lists[0], sizeof w->pair);
    memcpy(w->mixed, lists[1], sizeof w->mixed);
    memcpy(w->locked, lists[2], sizeof w->locked);
    memcpy(w->holed, lists[3], sizeof w->holed);
}

static void put_pair(da_array **pair, da_array *first, da_array *second) {
    pair[0] = first;
    pair[1] = second;
}

static void fill_padded_lists(world *w) {
    put_pair(w->padded, w->padded_a, w->padded_b);
    put_pair(w->padded_turned, w->padded_b, w->padded_a);
    put_pair(w->padded_bare, w->padded_a, w->b);
    put_pair(w->padded_wide, w->padded_a, w->wide);
    put_pair(w->padded_mixed, w->padded_a, w->elsewhere);
    put_pair(w->padded_locked, w->padded_frozen, w->padded_b);
    put_pair(w->padded_twice, w->padded_a, w->padded_a);
    put_pair(w->padded_holed, w->padded_a, NULL);
    put_pair(w->padded_alien, w->padded_a, (da_array *)w->padded_dist);
}

/* A fresh export of `b`, and this rank's dictionaries. */
static void fill_structures(world *w, char letter) {
    if (letter == 'l') fill_lists(w);
    if (strchr("uJ", letter)) fill_padded_lists(w);
    if (w->keep_structures) return;
    if (letter == 'B') MUST(da_array_export(w->b, &w->buffer));
    if (letter == 'W') da_distbuffer_init(&w->blank);
    if (letter == 'L') MUST(da_distribution_dim_data(w->dist, -1, w->dims));
}

static const void *given(world *w, char letter, int at) {
    switch (letter) {
    case 'C': return w->ctx;
    case 'D': return w->dist;
    case 'T': return w->turned;
    case 'A': return w->a;
    case 'i': return w->whole;
    case 'S': return w->shifted;
    case 'a': return w->counts;
    case 'Q': return w->row;
    case 'P': case 'K': return w->plan;
    case 'V': case 'J': return w->halo;
    case 'u': return w->padded;
    case 'B': return &w->buffer;
    case 'W': return &w->blank;
    case 'L': return w->dims;
    case 'l': return w->pair;
    case 'm': return &w->comm;
    case 'o': case 'O': return w->cells[at];
    case 'I': return &w->second;
    default: return &w->cell;
    }
}

void fill_arguments(world *w, const entry *e, value *v) {
    static char never_read;
    char letter, name[40];
    const char *rest = e->parameters;
    int at;
    w->cell = w->second = NULL;
    w->cell_is_lent = w->second_is_lent = 0;
    for (at = 0; (rest = next_parameter(rest, &letter, name)) != NULL; at++) {
        v[at] = e->right[at];
        if (strchr(HANDLES MADE FREED "BWLlumoORI", letter) && v[at].pointer == NULL)
            v[at].pointer = given(w, letter, at);
        fill_structures(w, letter);
        /* In a callback, and without MPI, nothing can begin. */
        if (letter == 'K') plan_has_begun = da_plan_begin(w->plan, w->a, w->shifted) == DA_OK;
        if (letter == 'J') halo_has_begun = da_halo_update_begin(w->halo, 2, w->padded) == DA_OK;
        /* Creation must not look at what stands in the out-parameter. */
        if (strchr(MADE, letter)) w->cell = &never_read;
    }
}

void clean_up(world *w, const entry *e) {
    char letter, name[40];
    const char *rest = e->parameters;
    if (w->cell_is_lent) w->cell = NULL;
    if (w->second_is_lent) w->second = NULL;
    while ((rest = next_parameter(rest, &letter, name)) != NULL) {
        if (letter == 'X') MUST(da_context_free((da_context **)&w->cell));
        if (letter == 'Y') MUST(da_distribution_free((da_distribution **)&w->cell));
        if (letter == 'Z' || letter == 'R') MUST(da_array_free((da_array **)&w->cell));
        if (letter == 'I') MUST(da_array_free((da_array **)&w->second));
        if (letter == 'U') MUST(da_plan_free((da_plan **)&w->cell));
        if (letter == 'M') MUST(da_halo_free((da_halo **)&w->cell));
        if (letter == 'J' && halo_has_begun) MUST(da_halo_update_end(w->halo));
        if (letter == 'J') halo_has_begun = 0;
        if (letter == 'K' && plan_has_begun) MUST(da_plan_end(w->plan));
        if (letter == 'K') plan_has_begun = 0;
        if (letter == 'B' && !w->keep_structures) da_distbuffer_release(&w->buffer);
        if (letter == 'W') da_distbuffer_release(&w->blank);
    }
    w->cell = w->second = NULL;
}
