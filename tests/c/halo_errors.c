/* ranks: 1 2 3 4 6  timeout: 60  valgrind: 1
 * ranks: 3  timeout: 60  args: --all-come  valgrind-full: 3
 * What goes wrong with halos: misuse that all ranks make, mistakes of one rank that its neighbours hear of,
 * ranks that disagree, a neighbour that never comes. Nothing hangs, and what can work works afterwards. */
#include "fixture.h"

enum { ROWS = 4, COLUMNS = 16 };

typedef struct scene {
    world w;
    da_distribution *dist, *bare; /* the same elements with and without padding */
    da_halo *halo;
    da_array *a, *b, *other;      /* two with padding, one without */
} scene;

static scene scene_open(da_context *ctx) {
    scene s;
    memset(&s, 0, sizeof s);
    s.w.ctx = ctx;
    CHECK_OK(da_context_rank(ctx, &s.w.rank));
    CHECK_OK(da_context_size(ctx, &s.w.size));
    const int64_t shape[2] = {ROWS * s.w.size, COLUMNS};
    s.dist = make_dist(ctx, 2, shape, "b(comm=1:1),n");
    /* One rank has no communication padding anyway. */
    s.bare = make_dist(ctx, 2, shape, s.w.size > 1 ? "b,n" : "b(boundary=1:0),n");
    CHECK_OK(da_halo_create(s.dist, NULL, &s.halo));
    CHECK_OK(da_zeros(s.dist, DA_FLOAT64, &s.a));
    CHECK_OK(da_zeros(s.dist, DA_INT8, &s.b));
    CHECK_OK(da_zeros(s.bare, DA_FLOAT64, &s.other));
    return s;
}

static void scene_close(scene *s) {
    CHECK_OK(da_halo_free(&s->halo));
    CHECK_OK(da_array_free(&s->a));
    CHECK_OK(da_array_free(&s->b));
    CHECK_OK(da_array_free(&s->other));
    CHECK_OK(da_distribution_free(&s->dist));
    CHECK_OK(da_distribution_free(&s->bare));
}

/* The halo does its work: each rank's rows are its number, and the padding the neighbours'. */
static void check_works(const scene *s) {
    const da_local local = local_of(s->a, DA_ACCESS_WRITE);
    double *d = (double *)local.data;
    const int64_t first = local.owned_offset[0], last = first + ROWS - 1;
    for (int64_t k = 0; k < local.size; k++) d[k] = k / COLUMNS < first || k / COLUMNS > last ? -1 : s->w.rank;
    CHECK_OK(da_halo_update(s->halo, 1, &s->a));
    if (s->w.rank > 0) CHECK_NEAR(d[COLUMNS - 1], s->w.rank - 1, 0);
    if (s->w.rank + 1 < s->w.size) CHECK_NEAR(d[(last + 1) * COLUMNS], s->w.rank + 1, 0);
}

/* Mistakes that all ranks make alike: each gets its error at once, and nothing is left of it. */
static void misuse_by_all(scene *s) {
    da_array *twice[2] = {s->a, s->a}, *many[33];
    da_halo *kept = s->halo, *none = NULL;
    for (int k = 0; k < 33; k++) many[k] = s->a;
    CHECK_STATUS(da_halo_update_end(s->halo), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "no run");
    CHECK_STATUS(da_halo_update(s->halo, 1, &s->other), DA_ERR_DISTRIBUTION);
    CHECK_CONTAINS(da_error_message(), "padding");
    CHECK_STATUS(da_halo_accumulate(s->halo, 1, &s->other), DA_ERR_DISTRIBUTION);
    CHECK_STATUS(da_halo_update(s->halo, 2, twice), DA_ERR_OVERLAP);
    CHECK_CONTAINS(da_error_message(), "arrays[0] and arrays[1]");
    CHECK_STATUS(da_halo_update(s->halo, 0, NULL), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_halo_update(s->halo, 33, many), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_halo_update(s->halo, -1, many), DA_ERR_ARGUMENT);
    CHECK_OK(da_context_barrier(s->w.ctx));
    CHECK_OK(da_halo_free(&none));
    CHECK_STATUS(da_halo_free(NULL), DA_ERR_NULL);

    CHECK_OK(da_halo_update_begin(s->halo, 1, &s->a));
    CHECK_STATUS(da_halo_update_begin(s->halo, 1, &s->a), DA_ERR_ARGUMENT);
    CHECK_CONTAINS(da_error_message(), "not ended");
    CHECK_STATUS(da_halo_update(s->halo, 1, &s->a), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_halo_accumulate(s->halo, 1, &s->a), DA_ERR_ARGUMENT);
    CHECK_STATUS(da_halo_free(&s->halo), DA_ERR_ARGUMENT);
    CHECK(s->halo == kept);
    CHECK_OK(da_halo_update_end(s->halo));
    check_works(s);
}

/* An array that stands twice is no less wrong on a rank that holds none of its elements. */
static void twice_without_elements(const scene *s) {
    const int64_t shape[1] = {2 * (s->w.size - 1)}; /* two each, nothing for the last rank of three and more */
    da_distribution *dist = make_dist(s->w.ctx, 1, shape, "b(comm=1:1)");
    da_halo *halo = NULL;
    da_array *twice[2] = {NULL, NULL};
    CHECK_OK(da_halo_create(dist, NULL, &halo));
    CHECK_OK(da_ones(dist, DA_FLOAT64, &twice[0]));
    twice[1] = twice[0];
    CHECK_STATUS(da_halo_update(halo, 2, twice), DA_ERR_OVERLAP);
    CHECK_OK(da_context_barrier(s->w.ctx));
    CHECK_STATUS(da_halo_accumulate(halo, 2, twice), DA_ERR_OVERLAP);
    CHECK_OK(da_context_barrier(s->w.ctx));
    CHECK_OK(da_halo_update(halo, 1, twice));
    CHECK_OK(da_array_free(&twice[0]));
    CHECK_OK(da_halo_free(&halo));
    CHECK_OK(da_distribution_free(&dist));
}

static void read_only(scene *s) {
    int64_t extents[2];
    da_array *frozen = NULL;
    CHECK_OK(da_distribution_local_shape(s->dist, -1, extents));
    double *memory = (double *)calloc((size_t)(extents[0] * extents[1]), sizeof *memory);
    CHECK_OK(da_array_wrap(s->dist, DA_FLOAT64, memory, NULL, DA_READ_ONLY, NULL, NULL, &frozen));
    CHECK_STATUS(da_halo_update(s->halo, 1, &frozen), DA_ERR_READ_ONLY);
    CHECK_OK(da_array_free(&frozen));
    free(memory);
}

static void bad_options(scene *s) {
    int64_t widths[4] = {1, 1, 0, 0};
    int32_t boundaries[4] = {0, 0, 0, 0};
    da_halo_options options;
    da_halo *halo = NULL;
    memset(&options, 0, sizeof options);
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), DA_ERR_ARGUMENT); /* no struct_size */
    options.struct_size = sizeof options;
    options.widths = widths;
    options.boundaries = boundaries;
    widths[2] = 1;
    CHECK_OK(da_halo_create(s->dist, &options, &halo)); /* without cuts there is no padding to be missed */
    CHECK_OK(da_halo_free(&halo));
    widths[2] = 0;
    widths[1] = 2;
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), s->w.size > 1 ? DA_ERR_DISTRIBUTION : DA_OK);
    if (s->w.size > 1) {
        CHECK_CONTAINS(da_error_message(), "width 2 on the right");
        CHECK_CONTAINS(da_error_message(), "has width 1");
    }
    CHECK_OK(da_halo_free(&halo));
    widths[1] = -2;
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), DA_ERR_ARGUMENT);
    widths[1] = 1;
    boundaries[3] = 5;
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), DA_ERR_ARGUMENT);
    boundaries[3] = 0;
    options.boundary = -1;
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), DA_ERR_ARGUMENT);
    options.boundary = 0;
    options.skip_corners = 2;
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), DA_ERR_ARGUMENT);
    options.skip_corners = 0;
    options.transport = 3;
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), DA_ERR_ARGUMENT);
    options.transport = 0;
    options.value.dtype = 99;
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), DA_ERR_DTYPE);
    CHECK(halo == NULL);
    check_works(s);
}

/* A constant that int8 can not hold; float64 can. */
static void bad_constant(scene *s) {
    da_halo_options options;
    da_halo *halo = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.boundary = DA_BOUNDARY_CONSTANT;
    options.value = da_int(300);
    CHECK_OK(da_halo_create(s->dist, &options, &halo));
    CHECK_STATUS(da_halo_update(halo, 1, &s->b), DA_ERR_OVERFLOW);
    CHECK_OK(da_halo_update(halo, 1, &s->a));
    CHECK_OK(da_halo_free(&halo));
}

/* The boundary shows an interior that is not there. */
static void hollow(const scene *s) {
    const int64_t shape[1] = {4};
    da_distribution *dist = make_dist(s->w.ctx, 1, shape, "b(boundary=2:2 periodic)");
    da_halo *halo = NULL;
    CHECK_STATUS(da_halo_create(dist, NULL, &halo), DA_ERR_DISTRIBUTION);
    CHECK_CONTAINS(da_error_message(), "interior is empty");
    CHECK_OK(da_distribution_free(&dist));
}

/* Rank 0 alone makes a mistake: its neighbour fails with it, the rest at the next agreement. */
static void mistake_of_one(scene *s) {
    const int all = s->w.size == 2; /* both failed alike: nobody has to be told */
    const int neighbour = s->w.rank == 1;
    da_array *mine = s->w.rank == 0 ? s->other : s->a;
    if (s->w.size == 1) return;
    CHECK_STATUS(da_halo_update(s->halo, 1, &mine), s->w.rank == 0 || neighbour ? DA_ERR_DISTRIBUTION : DA_OK);
    if (neighbour) CHECK_CONTAINS(da_error_message(), "rank 0 could not take part");
    CHECK_STATUS(da_context_barrier(s->w.ctx), all ? DA_OK : DA_ERR_DISTRIBUTION);
    CHECK_OK(da_context_barrier(s->w.ctx));
    check_works(s);
    if (s->w.rank == 0) {
        CHECK_STATUS(da_halo_update_begin(s->halo, 1, &mine), DA_ERR_DISTRIBUTION);
        CHECK_STATUS(da_halo_update_end(s->halo), DA_ERR_ARGUMENT); /* nothing has begun here */
    } else {
        CHECK_OK(da_halo_update_begin(s->halo, 1, &mine));
        CHECK_STATUS(da_halo_update_end(s->halo), neighbour ? DA_ERR_DISTRIBUTION : DA_OK);
    }
    CHECK(da_context_barrier(s->w.ctx) != DA_OK);
    CHECK_OK(da_context_barrier(s->w.ctx));
    check_works(s);
}

/* Ranks that pass other arrays, or another number of them. */
static void disagreement(scene *s) {
    da_array *right[2] = {s->a, s->b}, *wrong[2] = {s->b, s->a};
    const int near = s->w.rank <= 1, all = s->w.size == 2;
    int64_t widths[4] = {1, 1, 0, 0};
    da_halo_options options;
    da_halo *halo = NULL;
    if (s->w.size == 1) return;
    CHECK_STATUS(da_halo_update(s->halo, 2, s->w.rank == 0 ? wrong : right), near ? DA_ERR_MISMATCH : DA_OK);
    CHECK_STATUS(da_context_barrier(s->w.ctx), all ? DA_OK : DA_ERR_MISMATCH);
    CHECK_OK(da_context_barrier(s->w.ctx));
    CHECK_STATUS(da_halo_update(s->halo, s->w.rank == 0 ? 1 : 2, right), near ? DA_ERR_MISMATCH : DA_OK);
    CHECK_STATUS(da_context_barrier(s->w.ctx), all ? DA_OK : DA_ERR_MISMATCH);
    CHECK_OK(da_context_barrier(s->w.ctx));
    check_works(s);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.widths = widths;
    widths[0] = s->w.rank == 0 ? 0 : 1;
    CHECK_STATUS(da_halo_create(s->dist, &options, &halo), DA_ERR_MISMATCH);
    CHECK_CONTAINS(da_error_message(), "options.widths");
    check_works(s);
}

/* Handles that are gone: the halo is freed on one rank, and all hear of it. */
static void freed(scene *s) {
    da_halo *halo = NULL;
    CHECK_OK(da_halo_create(s->dist, NULL, &halo));
    da_halo *gone = halo;
    CHECK_OK(da_halo_free(&halo));
    CHECK_STATUS(da_halo_update(gone, 1, &s->a), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_halo_update((da_halo *)s->a, 1, &s->a), DA_ERR_INVALID_HANDLE);
    CHECK_STATUS(da_halo_free(&gone), DA_ERR_INVALID_HANDLE);
    check_works(s);
}

/* The end waits for the neighbours' beginning, not for their end. */
static void split(scene *s) {
    CHECK_OK(da_context_barrier(s->w.ctx));
    CHECK_OK(da_halo_update_begin(s->halo, 1, &s->a));
    CHECK_OK(da_context_barrier(s->w.ctx)); /* all have begun */
    const double start = MPI_Wtime();
    if (s->w.rank == s->w.size - 1 && s->w.size > 1)
        while (MPI_Wtime() - start < 0.4) continue;
    CHECK_OK(da_halo_update_end(s->halo));
    if (s->w.rank < s->w.size - 1) CHECK(MPI_Wtime() - start < 0.3);
}

/* The arrays, and everything else, may be freed while an update is under way. */
static void freed_under_way(const world *w) {
    const int64_t shape[2] = {ROWS * w->size, COLUMNS};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b(comm=1:1),n");
    da_halo *halo = NULL;
    da_array *a = NULL;
    CHECK_OK(da_halo_create(dist, NULL, &halo));
    CHECK_OK(da_ones(dist, DA_FLOAT32, &a));
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_halo_update_begin(halo, 1, &a));
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_halo_update_end(halo));
    CHECK_OK(da_halo_free(&halo));
}

/* A neighbour that never comes: the time limit ends the wait, and the context is of no more use. */
static void never(void) {
    da_context_options options;
    da_context *ctx = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.timeout_seconds = 0.5;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &ctx));
    scene s = scene_open(ctx);
    if (s.w.size > 1 && s.w.rank == 0) {
        CHECK_STATUS(da_halo_update(s.halo, 1, &s.a), DA_ERR_TIMEOUT);
        CHECK_CONTAINS(da_error_message(), "da_halo_update");
        CHECK_STATUS(da_halo_update(s.halo, 1, &s.a), DA_ERR_TIMEOUT);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    scene_close(&s);
    CHECK_OK(da_context_free(&ctx));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    scene s = scene_open(w.ctx);
    check_works(&s);
    misuse_by_all(&s);
    twice_without_elements(&s);
    read_only(&s);
    bad_options(&s);
    bad_constant(&s);
    hollow(&s);
    mistake_of_one(&s);
    disagreement(&s);
    freed(&s);
    split(&s);
    freed_under_way(&w);
    scene_close(&s);
    world_close(&w);
    /* MPI never frees the messages of those who do not come. */
    if (argc == 1) never();
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
