/* A process that does not belong to a context holds its objects all the same: calls that communicate are
 * DA_ERR_NOT_MEMBER there at once, silent ones work on nothing, and no mistake of it reaches the members.
 * ranks: 2 3  valgrind-full: 2
 * sources: support/bad_input_world.c support/bad_input_contexts.c support/bad_input_distributions.c
 * sources: support/bad_input_questions.c support/bad_input_arrays.c support/bad_input_creation.c
 * sources: support/bad_input_compute.c support/bad_input_reductions.c
 * sources: support/bad_input_protocol.c support/bad_input_values.c support/bad_input_views.c
 * sources: support/bad_input_access.c support/bad_input_plans.c support/bad_input_halos.c support/bad_input_ufuncs.c
 * sources: support/bad_input_scans.c support/bad_input_kernels.c */
#include "support/bad_input.h"

#include "check.h"

static world w;

static int takes(const entry *e, const char *letters) {
    char letter, name[40];
    const char *rest = e->parameters;
    while ((rest = next_parameter(rest, &letter, name)) != NULL)
        if (strchr(letters, letter)) return 1;
    return 0;
}

/* What rank -1, "this process", and its section are to a question. */
static int asks_for_a_section(const entry *e) {
    const char *const names[] = {"da_distribution_local_shape", "da_distribution_owned", "da_distribution_grid_coords",
                                 "da_distribution_dim_data", "da_distribution_labels", "da_distribution_mpi_type",
                                 "da_distribution_mpi_type_f", "da_array_export", "da_get_owned", "da_set_owned"};
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], e->function) == 0) return 1;
    return 0;
}

static void call(const entry *e) {
    const int outside = w.rank != 0;
    const da_status expected = outside && (e->class_ == 'c' || asks_for_a_section(e)) ? DA_ERR_NOT_MEMBER : DA_OK;
    value v[MAX_PARAMETERS];
    char title[200];
    da_status got;
    /* Outside there are no plans and no halos. */
    if (outside && takes(e, "PKVJ")) return;
    fill_arguments(&w, e, v);
    got = e->invoke(v);
    snprintf(title, sizeof title, "%s: expected %s, got %s, \"%.100s\"", e->function, da_status_name(expected),
             da_status_name(got), da_error_message());
    check_condition(got == expected, __FILE__, __LINE__, title);
    if (got != DA_OK) w.cell = w.second = NULL;
    clean_up(&w, e);
    /* A mistake stays where it was made. */
    if (outside && e->class_ == 's') {
        fill_arguments(&w, e, v);
        if (takes(e, "Z")) {
            const char *rest = e->parameters;
            char letter, name[40];
            int at;
            for (at = 0; (rest = next_parameter(rest, &letter, name)) != NULL; at++)
                if (letter == 'Z') v[at].pointer = NULL;
            CHECK_STATUS(e->invoke(v), DA_ERR_NULL);
        }
        w.cell = w.second = NULL;
    }
}

/* The world's objects again, on a context of rank 0 alone. Ranks outside hand in another structure. */
static void move_to_subset(world *old, da_context **sub) {
    const int64_t shape[2] = {ROWS, COLUMNS};
    const int32_t first = 0;
    CHECK_OK(da_context_subset(old->ctx, 1, &first, sub));
    CHECK_OK(da_array_free(&old->a));
    CHECK_OK(da_array_free(&old->b));
    CHECK_OK(da_array_free(&old->shifted));
    CHECK_OK(da_array_free(&old->whole));
    CHECK_OK(da_array_free(&old->counts));
    CHECK_OK(da_array_free(&old->row));
    CHECK_OK(da_array_free(&old->padded_a));
    CHECK_OK(da_array_free(&old->padded_b));
    CHECK_OK(da_plan_free(&old->plan));
    CHECK_OK(da_halo_free(&old->halo));
    CHECK_OK(da_distribution_free(&old->padded_dist));
    CHECK_OK(da_distribution_free(&old->turned));
    CHECK_OK(da_distribution_free(&old->line));
    CHECK_OK(da_distribution_free(&old->dist));
    CHECK_OK(da_context_barrier(old->ctx));
    CHECK_OK(da_context_free(&old->ctx));
    old->ctx = *sub;
    CHECK_OK(da_distribution_create(old->ctx, 2, shape, "b,n", NULL, &old->dist));
    CHECK_OK(da_zeros(old->dist, DA_FLOAT64, &old->a));
    CHECK_OK(da_ones(old->dist, DA_FLOAT64, &old->b));
    CHECK_OK(da_ones(old->dist, DA_INT32, &old->whole));
    CHECK_OK(da_distribution_create(old->ctx, 1, shape, "b", NULL, &old->line));
    CHECK_OK(da_ones(old->line, DA_INT64, &old->counts));
    CHECK_OK(da_ones(old->line, DA_FLOAT64, &old->row));
    CHECK_OK(da_distribution_create(old->ctx, 2, shape, "n,b", NULL, &old->turned));
    CHECK_OK(da_ones(old->turned, DA_FLOAT64, &old->shifted));
    CHECK_STATUS(da_plan_create(old->dist, DA_FLOAT64, old->turned, DA_FLOAT64, NULL, &old->plan),
                 old->rank == 0 ? DA_OK : DA_ERR_NOT_MEMBER);
    CHECK_OK(da_distribution_create(old->ctx, 2, shape, "b(comm=1:1),n", NULL, &old->padded_dist));
    CHECK_OK(da_ones(old->padded_dist, DA_FLOAT64, &old->padded_a));
    CHECK_OK(da_ones(old->padded_dist, DA_INT32, &old->padded_b));
    CHECK_STATUS(da_halo_create(old->padded_dist, NULL, &old->halo), old->rank == 0 ? DA_OK : DA_ERR_NOT_MEMBER);
}

int main(int argc, char **argv) {
    da_context *sub = NULL, *check = NULL;
    int number, i;
    int32_t rank = 7, size = 7;
    MPI_Comm comm;
    da_distribution *own = NULL;
    const int64_t shape[2] = {ROWS, COLUMNS};
    MPI_Init(&argc, &argv);
    world_build(&w);
    move_to_subset(&w, &sub);
    CHECK_OK(da_context_rank(sub, &rank));
    CHECK_OK(da_context_size(sub, &size));
    CHECK_OK(da_context_comm(sub, &comm));
    CHECK_EQ_I64(rank, w.rank == 0 ? 0 : -1);
    CHECK_EQ_I64(size, 1);
    CHECK((comm == MPI_COMM_NULL) == (w.rank != 0));

    /* Structures and dictionaries of a context of this process's own: nobody outside can export. */
    CHECK_OK(da_context_self(&check));
    CHECK_OK(da_distribution_create(check, 2, shape, "b,n", NULL, &own));
    w.keep_structures = 1;
    CHECK_OK(da_distribution_dim_data(own, -1, w.dims));
    for (number = 0; number < TABLES; number++) {
        const table *t = bad_input_table(number);
        for (i = 0; i < t->count; i++) {
            da_array *array = NULL;
            if (takes(&t->entries[i], "B")) {
                CHECK_OK(da_ones(own, DA_FLOAT64, &array));
                CHECK_OK(da_array_export(array, &w.buffer));
                CHECK_OK(da_array_free(&array));
            }
            call(&t->entries[i]);
            da_distbuffer_release(&w.buffer);
        }
    }
    CHECK_STATUS(da_context_barrier(w.ctx), w.rank == 0 ? DA_OK : DA_ERR_NOT_MEMBER);
    CHECK_OK(da_context_barrier(w.other));

    CHECK_OK(da_distribution_free(&own));
    CHECK_OK(da_context_free(&check));
    world_free(&w);
    if (w.inter_comm != MPI_COMM_NULL) MPI_Comm_free(&w.inter_comm);
    MPI_Comm_free(&w.comm);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
