/* Inside a callback of da_array_apply_local() no collective function works on its context, everything
 * local does, and other contexts do.
 * ranks: 1 3  valgrind-full: 3
 * sources: support/bad_input_world.c support/bad_input_contexts.c support/bad_input_distributions.c
 * sources: support/bad_input_questions.c support/bad_input_arrays.c support/bad_input_creation.c
 * sources: support/bad_input_compute.c support/bad_input_reductions.c
 * sources: support/bad_input_protocol.c support/bad_input_values.c support/bad_input_views.c
 * sources: support/bad_input_access.c support/bad_input_plans.c support/bad_input_halos.c support/bad_input_ufuncs.c
 * sources: support/bad_input_scans.c support/bad_input_kernels.c */
#include "support/bad_input.h"

#include "check.h"

static world w;

static void check_works(void) {
    da_value value;
    double sum = 0;
    CHECK_OK(da_context_barrier(w.ctx));
    CHECK_OK(da_context_barrier(w.other));
    CHECK_OK(da_sum_value(w.known, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, KNOWN * ROWS * COLUMNS, 0);
}

/* The right call of one function. Creating a context concerns a communicator, not the context. */
static void call(const entry *e) {
    const da_status expected = strchr("sce", e->class_) ? DA_ERR_IN_CALLBACK : DA_OK;
    value v[MAX_PARAMETERS];
    char title[200];
    da_status got;
    fill_arguments(&w, e, v);
    got = e->invoke(v);
    snprintf(title, sizeof title, "%s in a callback: expected %s, got %s, \"%.100s\"", e->function,
             da_status_name(expected), da_status_name(got), da_error_message());
    check_condition(got == expected, __FILE__, __LINE__, title);
    if (got != DA_OK) {
        CHECK_CONTAINS(da_error_message(), e->function);
        w.cell = w.second = NULL;
    }
    clean_up(&w, e);
}

static int32_t call_everything(const da_local *local, void *user) {
    int number, i;
    CHECK(local != NULL && user == NULL);
    for (number = 0; number < TABLES; number++)
        for (i = 0; i < bad_input_table(number)->count; i++) call(&bad_input_table(number)->entries[i]);
    return 0;
}

/* ---- Other contexts, also one inside the other ------------------------------------------------- */

static int32_t call_outer(const da_local *local, void *user) {
    da_array *out = NULL;
    CHECK(local != NULL && user == &w);
    CHECK_STATUS(da_context_barrier(w.ctx), DA_ERR_IN_CALLBACK);
    CHECK_STATUS(da_add(w.elsewhere, w.elsewhere, &out), DA_ERR_IN_CALLBACK);
    return 0;
}

static int32_t use_other(const da_local *local, void *user) {
    da_array *out = NULL;
    da_value value;
    double sum = 0;
    CHECK(local != NULL);
    CHECK_OK(da_add(w.elsewhere, w.elsewhere, &out));
    CHECK_OK(da_sum_value(out, &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 2 * ROWS * COLUMNS, 0);
    CHECK_OK(da_array_free(&out));
    CHECK_OK(da_array_apply_local(w.elsewhere, DA_ACCESS_READ, call_outer, user));
    return 0;
}

/* ---- What a callback may do to the object that it works on ------------------------------------- */

static int32_t free_itself(const da_local *local, void *user) {
    double *data = local->data;
    CHECK_OK(da_array_free(user));
    /* The section is borrowed for the call, so that it is still there. */
    for (int64_t i = 0; i < local->size; i++) data[i] += 1;
    return 0;
}

static int32_t fail_on_last(const da_local *local, void *user) {
    return local != NULL && user == &w && w.rank == w.last ? 77 : 0;
}

int main(int argc, char **argv) {
    da_array *mine = NULL;
    MPI_Init(&argc, &argv);
    world_build(&w);

    CHECK_OK(da_array_apply_local(w.known, DA_ACCESS_READ, call_everything, NULL));
    check_works();
    CHECK_OK(da_array_apply_local(w.known, DA_ACCESS_READ, use_other, &w));
    check_works();
    CHECK_OK(da_zeros(w.dist, DA_FLOAT64, &mine));
    CHECK_OK(da_array_apply_local(mine, DA_ACCESS_WRITE, free_itself, &mine));
    CHECK(mine == NULL);
    check_works();

    /* One rank's error waits for the next communicating call, on its own context only. */
    CHECK_STATUS(da_array_apply_local(w.known, DA_ACCESS_READ, fail_on_last, &w),
                 w.rank == w.last ? DA_ERR_CALLBACK : DA_OK);
    CHECK_OK(da_context_barrier(w.other));
    CHECK_STATUS(da_context_barrier(w.ctx), w.size > 1 ? DA_ERR_CALLBACK : DA_OK);
    if (w.size > 1) CHECK_CONTAINS(da_error_message(), "77");
    check_works();

    world_free(&w);
    if (w.inter_comm != MPI_COMM_NULL) MPI_Comm_free(&w.inter_comm);
    MPI_Comm_free(&w.comm);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
