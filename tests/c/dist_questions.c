/* ranks: 1 2 3 4 6
 * Every question of every layout of the catalogue, against the slow answers of oracle.h, on
 * distributions made from records; the text form must make an equal distribution. */
#include "layouts.h"
#include "questions.h"

static void check_text_form(const da_context *ctx, const layout *l, const da_distribution *dist) {
    const da_distribution_options options = layout_options(l);
    da_distribution *twin = NULL;
    int64_t shape[ORACLE_MAX];
    int32_t equal = -1, aligned = -1;
    oracle_shape(&l->o, shape);
    CHECK_OK(da_distribution_create(ctx, l->o.ndim, shape, l->text, &options, &twin));
    CHECK_OK(da_distribution_equal(dist, twin, &equal));
    CHECK_EQ_I64(equal, 1);
    CHECK_OK(da_distribution_aligned(twin, dist, &aligned));
    CHECK_EQ_I64(aligned, 1);
    CHECK_OK(da_distribution_free(&twin));
}

int main(int argc, char **argv) {
    da_context *ctx = NULL;
    int32_t rank = -1, size = -1;
    MPI_Init(&argc, &argv);
    CHECK_OK(da_context_create(MPI_COMM_WORLD, NULL, &ctx));
    CHECK_OK(da_context_rank(ctx, &rank));
    CHECK_OK(da_context_size(ctx, &size));
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        const int64_t before = check_failures;
        layout_make(&l, which, size);
        da_distribution *dist = oracle_create(&l.o, ctx);
        oracle_check(dist, &l.o, rank);
        check_text_form(ctx, &l, dist);
        if (check_failures > before) fprintf(stderr, "(layout %d: %s)\n", which, l.text);
        CHECK_OK(da_distribution_free(&dist));
        CHECK(dist == NULL);
    }
    CHECK_OK(da_context_barrier(ctx));
    CHECK_OK(da_context_free(&ctx));

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
