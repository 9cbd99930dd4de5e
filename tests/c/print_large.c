/* ranks: 1 3  timeout: 120
 * Texts of many elements: more than one step of the exchange carries, and more than there is memory for. */
#include "fixture.h"

enum { COUNT = (1 << 20) + 4321 };

static void store_digit(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    (void)user;
    store(local->dtype, element_at(local, index), global[0] % 10, 0);
}

static da_print_options everything(void) {
    da_print_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.threshold = INT64_MAX;
    options.line_width = INT32_MAX;
    return options;
}

/* Every element, in steps: "[0 1 2 ... 9 0 1 ...]" on one line. */
static void check_steps(const world *w) {
    const int64_t shape[1] = {COUNT};
    const da_print_options options = everything();
    da_distribution *dist = make_dist(w->ctx, 1, shape, "c:1000");
    da_array *a = NULL;
    char *text = (char *)malloc(2 * COUNT + 2);
    int64_t length = 0, wrong = 0;
    CHECK_OR_QUIT(text != NULL);
    CHECK_OK(da_empty(dist, DA_INT8, &a));
    each_element(a, DA_ACCESS_WRITE, store_digit, NULL);
    CHECK_OK(da_array_print(a, &options, text, 2 * COUNT + 2, &length));
    CHECK_EQ_I64(length, 2 * COUNT + 1);
    for (int64_t i = 0; i < COUNT; i++) wrong += text[2 * i + 1] != '0' + i % 10;
    CHECK_EQ_I64(wrong, 0);
    CHECK(text[0] == '[' && text[2 * COUNT] == ']');
    free(text);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

/* The context's limit holds for what is fetched; a summary needs next to nothing. */
static void check_limits(const world *w) {
    const int64_t shape[2] = {1 << 10, 1 << 10};
    const da_print_options options = everything();
    char text[1000];
    da_context_options limits;
    da_context *ctx = NULL;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    memset(&limits, 0, sizeof limits);
    limits.struct_size = sizeof limits;
    /* One rank alone has too little: for its own section, but not for all elements. */
    if (w->rank == w->size - 1) limits.memory_limit = (1 << 23) + (1 << 20) - (w->size > 1 ? 1 << 21 : 0);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &limits, &ctx));
    dist = make_dist(ctx, 2, shape, "b,n");
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    CHECK_STATUS(da_array_print(a, &options, text, sizeof text, NULL), DA_ERR_NO_MEMORY);
    CHECK_CONTAINS(da_error_message(), "memory_limit");
    CHECK_OK(da_array_print(a, NULL, text, sizeof text, NULL));
    CHECK_EQ_STR(text, "[[0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n ...\n"
                       " [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]]");
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_context_free(&ctx));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    const da_counters before = counters_now();
    check_steps(&w);
    check_limits(&w);
    CHECK_EQ_I64(counters_now().live_bytes, before.live_bytes);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
