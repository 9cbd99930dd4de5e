/* Every function before MPI_Init and after MPI_Finalize: it works, or says that MPI is not there. Frees
 * and local questions work after MPI_Finalize.
 * ranks: 1 3  valgrind: 1
 * sources: support/bad_input_world.c support/bad_input_contexts.c support/bad_input_distributions.c
 * sources: support/bad_input_questions.c support/bad_input_arrays.c support/bad_input_creation.c
 * sources: support/bad_input_compute.c support/bad_input_reductions.c
 * sources: support/bad_input_protocol.c support/bad_input_values.c support/bad_input_views.c
 * sources: support/bad_input_access.c support/bad_input_plans.c support/bad_input_halos.c support/bad_input_ufuncs.c
 * sources: support/bad_input_scans.c support/bad_input_kernels.c */
#include "support/bad_input.h"

#include "check.h"

/* Calls one entry with right arguments, or with `handle` as every handle. */
static void call(world *w, const entry *e, const void *handle, da_status expected, const char *when) {
    value v[MAX_PARAMETERS];
    const void *const list[2] = {handle, handle};
    char letter, name[40], title[200];
    const char *rest = e->parameters;
    da_status got;
    int at;
    fill_arguments(w, e, v);
    for (at = 0; handle != NULL && (rest = next_parameter(rest, &letter, name)) != NULL; at++) {
        if (strchr(HANDLES, letter)) v[at].pointer = handle;
        if (letter == 'u') v[at].pointer = list;
    }
    got = e->invoke(v);
    snprintf(title, sizeof title, "%s %s: expected %s, got %s, \"%.100s\"", e->function, when,
             da_status_name(expected), da_status_name(got), da_error_message());
    check_condition(got == expected, __FILE__, __LINE__, title);
    if (got != DA_OK) {
        CHECK(da_error_message()[0] != '\0');
        w->cell = w->second = NULL;
    }
    clean_up(w, e);
}

static int takes(const entry *e, const char *letters) {
    char letter, name[40];
    const char *rest = e->parameters;
    while ((rest = next_parameter(rest, &letter, name)) != NULL)
        if (strchr(letters, letter)) return 1;
    return 0;
}

static da_status expected_before(const entry *e) {
    if (takes(e, HANDLES "lu")) return DA_ERR_NULL;
    if (takes(e, "B")) return DA_ERR_RELEASED;
    return e->after_finalize; /* as far as they need no object, both states are alike */
}

typedef void action(world *, const entry *);

static void before_init(world *w, const entry *e) {
    static const char nothing;
    call(w, e, NULL, expected_before(e), "before MPI_Init");
    if (takes(e, HANDLES)) call(w, e, &nothing, DA_ERR_INVALID_HANDLE, "before MPI_Init, with garbage");
}

static void after_finalize(world *w, const entry *e) {
    static const char nothing;
    call(w, e, NULL, e->after_finalize, "after MPI_Finalize");
    if (takes(e, HANDLES)) call(w, e, &nothing, DA_ERR_INVALID_HANDLE, "after MPI_Finalize, with garbage");
}

static void for_all(world *w, action *act) {
    int number, i;
    for (number = 0; number < TABLES; number++)
        for (i = 0; i < bad_input_table(number)->count; i++) act(w, &bad_input_table(number)->entries[i]);
}

int main(int argc, char **argv) {
    static world w;
    da_distbuffer held;
    int rank;
    w.keep_structures = 1;
    w.comm = MPI_COMM_WORLD;
    da_distbuffer_init(&w.buffer);
    for_all(&w, before_init);

    MPI_Init(&argc, &argv);
    world_build(&w); /* begins anew */
    rank = w.rank;
    CHECK_OK(da_context_barrier(w.ctx));
    CHECK_OK(da_array_export(w.b, &held));
    CHECK_OK(da_distribution_dim_data(w.dist, -1, w.dims));
    if (w.inter_comm != MPI_COMM_NULL) MPI_Comm_free(&w.inter_comm);
    MPI_Comm_free(&w.comm);
    MPI_Finalize();

    w.keep_structures = 1; /* they can not be exported afresh */
    w.buffer = held;
    for_all(&w, after_finalize);
    world_free(&w);
    da_distbuffer_release(&w.buffer);
    CHECK(da_distbuffer_is_released(&w.buffer));
    return check_report(rank, check_count, check_failures);
}
