/* ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3
 * Functions registered by name and called on sections: what they get, what they may do, and what the
 * ranks hear when they differ. */
#include "fixture.h"

static const int32_t reads[2] = {DA_ACCESS_READ, DA_ACCESS_READ}, updates[2] = {DA_ACCESS_WRITE, DA_ACCESS_READ};

/* y += factor * x on the owned elements; counts its calls in `user`. */
static int32_t axpy(int32_t narrays, const da_local *sections, void *argument, void *user) {
    const double factor = *(const double *)argument;
    int64_t index[2] = {0, 0};
    CHECK_EQ_I64(narrays, 2);
    ++*(int64_t *)user;
    if (count_of(sections->ndim, sections->owned_shape) == 0 || sections->data == NULL) return 0;
    do {
        int64_t place[2][2];
        for (int s = 0; s < 2; s++)
            for (int k = 0; k < 2; k++) place[s][k] = index[k] + sections[s].owned_offset[k];
        double *y = (double *)element_at(&sections[0], place[0]);
        const float *x = (const float *)element_at(&sections[1], place[1]);
        CHECK_EQ_I64(sections[0].dtype, DA_FLOAT64);
        CHECK_EQ_I64(sections[1].dtype, DA_FLOAT32);
        *y += factor * *x;
    } while (next_index(2, sections->owned_shape, index));
    return 0;
}

static int32_t returns(int32_t narrays, const da_local *sections, void *argument, void *user) {
    CHECK(narrays == 1 && sections != NULL && user == NULL);
    return *(const int32_t *)argument;
}

static int32_t unregisters(int32_t narrays, const da_local *sections, void *argument, void *user) {
    const world *w = argument;
    CHECK(narrays == 1 && sections != NULL);
    CHECK_STATUS(da_context_barrier(w->ctx), DA_ERR_IN_CALLBACK);
    CHECK_STATUS(da_call_local("fleeting", 1, user, argument), DA_ERR_IN_CALLBACK);
    CHECK_OK(da_function_unregister("fleeting"));
    CHECK_STATUS(da_function_unregister("fleeting"), DA_ERR_ARGUMENT);
    /* The name is free again, for another function. */
    CHECK_OK(da_function_register("fleeting", 1, reads, returns, NULL));
    return 0;
}

static void check_call(const world *w) {
    const int64_t shape[2] = {3 * w->size, 4};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b(comm=1),n");
    da_array *pair[2] = {NULL, NULL}, *copy = NULL;
    int64_t calls = 0;
    int32_t flags = 0;
    double factor = 3, sum = 0;
    da_value value;
    CHECK_OK(da_full(dist, DA_FLOAT64, da_real(0.5), &pair[0]));
    CHECK_OK(da_full(dist, DA_FLOAT32, da_real(2), &pair[1]));
    CHECK_OK(da_function_register("axpy", 2, updates, axpy, &calls));
    CHECK_OK(da_call_local("axpy", 2, pair, &factor));
    CHECK_EQ_I64(calls, 1);
    CHECK_OK(da_sum_value(pair[0], &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 6.5 * 12 * w->size, 0);
    /* Written: its padding is out of date; read: still valid. */
    CHECK_OK(da_array_flags(pair[0], &flags));
    CHECK_EQ_I64(flags & DA_PADDING_VALID, 0);
    CHECK_OK(da_array_flags(pair[1], &flags));
    CHECK_EQ_I64(flags & DA_PADDING_VALID, DA_PADDING_VALID);
    /* The argument is each rank's own. */
    factor = w->rank;
    CHECK_OK(da_call_local("axpy", 2, pair, &factor));
    CHECK_OK(da_sum_value(pair[0], &value));
    CHECK_OK(da_value_f64(value, &sum));
    CHECK_NEAR(sum, 6.5 * 12 * w->size + 2.0 * 12 * w->size * (w->size - 1) / 2, 0);
    CHECK_EQ_I64(calls, 2);
    /* Arrays of other layouts (here: without padding) are no mistake: the function sees what there is. */
    da_distribution *other = make_dist(w->ctx, 2, shape, "b,n");
    CHECK_OK(da_ones(other, DA_FLOAT32, &copy));
    da_array *const mixed[2] = {pair[0], copy};
    CHECK_OK(da_call_local("axpy", 2, mixed, &factor));
    CHECK_OK(da_array_free(&copy));
    CHECK_OK(da_distribution_free(&other));
    CHECK_OK(da_function_unregister("axpy"));
    for (int k = 0; k < 2; k++) CHECK_OK(da_array_free(&pair[k]));
    CHECK_OK(da_distribution_free(&dist));
}

/* What one rank does otherwise comes up at the next communicating call, and then all is well. */
static void check_differences(const world *w, da_array *a) {
    const int last = w->rank == w->size - 1, alone = w->size == 1;
    da_array *const arrays[1] = {a};
    int32_t code = 0;
    /* The name is unknown on the last rank. */
    if (!last) CHECK_OK(da_function_register("some", 1, reads, returns, NULL));
    CHECK_STATUS(da_call_local("some", 1, arrays, &code), last ? DA_ERR_ARGUMENT : DA_OK);
    if (last) CHECK_CONTAINS(da_error_message(), "\"some\"");
    CHECK_STATUS(da_context_barrier(w->ctx), alone ? DA_OK : DA_ERR_ARGUMENT);
    CHECK_OK(da_context_barrier(w->ctx));
    /* Known everywhere, but with another access list on the last rank. */
    if (last) CHECK_OK(da_function_register("some", 1, updates, returns, NULL));
    CHECK_OK(da_call_local("some", 1, arrays, &code));
    CHECK_STATUS(da_context_barrier(w->ctx), alone ? DA_OK : DA_ERR_MISMATCH);
    if (!alone) CHECK_CONTAINS(da_error_message(), "da_call_local");
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_function_unregister("some"));
    /* Other names, for functions that are alike. */
    CHECK_OK(da_function_register("one", 1, reads, returns, NULL));
    CHECK_OK(da_function_register("two", 1, reads, returns, NULL));
    CHECK_OK(da_call_local(last ? "two" : "one", 1, arrays, &code));
    CHECK_STATUS(da_context_barrier(w->ctx), alone ? DA_OK : DA_ERR_MISMATCH);
    CHECK_OK(da_context_barrier(w->ctx));
    /* An error of the function on one rank, and on all of them alike. */
    code = last ? 77 : 0;
    CHECK_STATUS(da_call_local("one", 1, arrays, &code), last ? DA_ERR_CALLBACK : DA_OK);
    CHECK_STATUS(da_context_barrier(w->ctx), alone ? DA_OK : DA_ERR_CALLBACK);
    if (!alone) CHECK_CONTAINS(da_error_message(), "77");
    code = 5;
    CHECK_STATUS(da_call_local("one", 1, arrays, &code), DA_ERR_CALLBACK);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_function_unregister("one"));
    CHECK_OK(da_function_unregister("two"));
}

static void check_mistakes(const world *w, da_array *a) {
    da_context *twin = NULL;
    da_array *locked = NULL, *foreign = NULL;
    int32_t code = 0;
    const int32_t wrong[1] = {7};
    double memory[8] = {0};
    const int64_t shape = 8 * w->size;
    da_distribution *dist = make_dist(w->ctx, 1, &shape, "b"), *there;
    char name[300];
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &twin));
    there = make_dist(twin, 1, &shape, "b");
    CHECK_OK(da_ones(there, DA_FLOAT64, &foreign));
    CHECK_OK(da_array_wrap(dist, DA_FLOAT64, memory, NULL, DA_READ_ONLY, NULL, NULL, &locked));
    da_array *const one[1] = {a}, *const held[1] = {locked}, *const both[2] = {a, foreign}, *const gap[1] = {NULL};
    CHECK_OK(da_function_register("writes", 1, updates, returns, NULL));
    CHECK_OK(da_function_register("pair", 2, reads, axpy, NULL));
    CHECK_STATUS(da_function_register("writes", 1, reads, returns, NULL), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "registered already");
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    CHECK_STATUS(da_function_register(name, 1, reads, returns, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_function_register("", 1, reads, returns, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_function_register("\xff", 1, reads, returns, NULL), DA_ERR_SYNTAX);
    CHECK_STATUS(da_function_register("new", 0, reads, returns, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_function_register("new", 33, reads, returns, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_function_register("new", 1, wrong, returns, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_call_local("new", 1, one, &code), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_call_local("writes", 1, held, &code), DA_ERR_READ_ONLY);
    CHECK_STATUS(da_call_local("writes", 2, both, &code), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "takes 1 arrays");
    CHECK_STATUS(da_call_local("pair", 1, one, &code), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_call_local("pair", 2, both, &code), DA_ERR_CONTEXT);
    CHECK_STATUS(da_call_local("writes", 1, gap, &code), DA_ERR_NULL);
    CHECK_OK(da_context_barrier(w->ctx));
    CHECK_OK(da_context_barrier(twin));
    CHECK_OK(da_function_unregister("writes"));
    CHECK_OK(da_function_unregister("pair"));
    CHECK_OK(da_array_free(&foreign));
    CHECK_OK(da_array_free(&locked));
    CHECK_OK(da_distribution_free(&there));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&twin));
}

int main(int argc, char **argv) {
    const int64_t shape = 2;
    int32_t code = 0;
    da_array *a = NULL;
    MPI_Init(&argc, &argv);
    world w = world_open();
    /* Ranks without elements, and without a section, take part. */
    da_distribution *dist = make_dist(w.ctx, 1, &shape, "b");
    CHECK_OK(da_ones(dist, DA_FLOAT64, &a));
    da_array *const arrays[1] = {a};
    check_call(&w);
    check_differences(&w, a);
    check_mistakes(&w, a);
    CHECK_OK(da_function_register("fleeting", 1, reads, unregisters, (void *)arrays));
    CHECK_OK(da_call_local("fleeting", 1, arrays, &w));
    CHECK_OK(da_call_local("fleeting", 1, arrays, &code)); /* the one that took its place */
    CHECK_OK(da_function_unregister("fleeting"));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_EQ_I64(counters_now().live_bytes, 0);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
