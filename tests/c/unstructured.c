/* ranks: 1 2 3 4 6  valgrind: 1  valgrind-full: 3
 * Unstructured axes: what a rank is told of its own labels, and what all ranks find by asking each
 * other, compared with a search through everybody's labels. */
#include "labels.h"

/* What this process knows of its own labels, and that it knows no others'. */
static void check_own(const world *w, const da_distribution *dist, int which) {
    int64_t labels[MAX_LABELS], got[MAX_LABELS], count = -1, shape = -1, offset = -1, local, global;
    int32_t found = -1, yes = -1, owner;
    const int64_t mine = labels_of(which, w->size, w->rank, labels);
    CHECK_OK(da_distribution_local_shape(dist, -1, &shape));
    CHECK_EQ_I64(shape, mine);
    CHECK_OK(da_distribution_owned(dist, -1, &offset, &shape));
    CHECK_EQ_I64(offset, 0);
    CHECK_EQ_I64(shape, mine);
    CHECK_OK(da_distribution_labels(dist, 0, MAX_LABELS, got, &count));
    CHECK_EQ_I64(count, mine);
    for (int64_t i = 0; i < mine && i < count; i++) {
        CHECK_EQ_I64(got[i], labels[i]);
        CHECK_OK(da_distribution_global_from_local(dist, -1, &i, &global));
        CHECK_EQ_I64(global, labels[i]);
        CHECK_OK(da_distribution_local_from_global(dist, -1, &labels[i], &local, &found));
        CHECK_EQ_I64(found, 1);
        CHECK_EQ_I64(local, i);
    }
    if (mine > 0) {
        got[0] = -77;
        CHECK_STATUS(da_distribution_labels(dist, 0, mine - 1, got, &count), DA_ERR_BUFFER_SIZE);
        CHECK_EQ_I64(count, mine);
        CHECK_EQ_I64(got[0], -77);
    }
    global = INT64_MIN;
    CHECK_OK(da_distribution_local_from_global(dist, -1, &global, &local, &found));
    CHECK_EQ_I64(found, 0);
    CHECK_STATUS(da_distribution_global_from_local(dist, -1, &mine, &global), DA_ERR_INDEX);
    CHECK_OK(da_distribution_is_permutation(dist, 0, &yes));
    CHECK_EQ_I64(yes, labels_are_permutation(which, w->size));
    global = 0;
    CHECK_STATUS(da_distribution_owner(dist, &global, &owner), DA_ERR_NOT_LOCAL);
    global = INT64_MIN; /* no index, but it may be a label */
    CHECK_STATUS(da_distribution_owner(dist, &global, &owner), DA_ERR_NOT_LOCAL);
    CHECK_STATUS(da_distribution_owners(dist, &global, 1, &owner, &count), DA_ERR_NOT_LOCAL);
    if (w->size > 1) {
        const int32_t other = (w->rank + 1) % w->size;
        CHECK_STATUS(da_distribution_local_shape(dist, other, &shape), DA_ERR_NOT_LOCAL);
        CHECK_STATUS(da_distribution_global_from_local(dist, other, &global, &global), DA_ERR_NOT_LOCAL);
        CHECK_STATUS(da_distribution_local_from_global(dist, other, &global, &local, &found), DA_ERR_NOT_LOCAL);
        CHECK_CONTAINS(da_error_message(), "da_distribution_find_owners");
    }
}

/* Every rank asks about a list of its own, of its own length. */
static void check_owners(const world *w, const da_distribution *dist, int which) {
    enum { MOST = 400 };
    int64_t asked[MOST], count = 0;
    int32_t owners[MOST];
    for (int64_t part = w->rank; part < w->size && count + MAX_LABELS < MOST; part++)
        count += labels_of(which, w->size, part, asked + count);
    for (int64_t i = -3; i < 20 && w->rank % 2 == 0; i++) asked[count++] = i * (1 + 5 * w->rank);
    asked[count++] = INT64_MIN;
    asked[count++] = INT64_MAX;
    if (w->rank == w->size - 1 && w->size > 2) count = 0; /* nothing to ask, but there */
    memset(owners, 0x55, sizeof owners);
    CHECK_OK(da_distribution_find_owners(dist, count, asked, owners));
    for (int64_t i = 0; i < count; i++) CHECK_EQ_I64(owners[i], labels_owner(which, w->size, asked[i]));
    CHECK_EQ_I64(owners[count], 0x55555555);
}

/* Slices by label; only all of an axis where labels lie outside the extent. */
static void check_slices(const world *w, const da_distribution *dist, int which) {
    static const int64_t starts[] = {0, 0, 1, 3, 2, 4}, steps[] = {1, 1, 2, 3, 1, -2};
    const int64_t size = labels_total(which, w->size);
    for (int trial = 0; trial < 6; trial++) {
        int64_t start = starts[trial], step = steps[trial], stop = size, count = -1, labels[MAX_LABELS];
        int32_t ranks[64], expected[64], num = 0;
        if (start > size) start = size;
        if (trial == 1 && size > 2) stop = 2;
        if (trial == 4) stop = start;
        if (step < 0) { start = size - 1; stop = -1; }
        const int empty = size == 0 || (step > 0 && start >= stop);
        const int whole = !empty && (size == 1 || (start == 0 && step == 1 && stop == size));
        for (int32_t r = 0; r < w->size; r++) {
            int owns = 0;
            const int64_t mine = labels_of(which, w->size, r, labels);
            for (int64_t i = 0; i < mine; i++) {
                int64_t k = start;
                while ((step > 0 ? k < stop : k > stop) && k != labels[i]) k += step;
                owns |= whole || (step > 0 ? k < stop : k > stop);
            }
            if (owns) expected[num++] = r;
        }
        const int refused = which == FOREIGN && !whole && !empty;
        const da_status status = da_distribution_find_slice_owners(dist, &start, &stop, &step, 64, ranks, &count);
        CHECK_STATUS(status, refused ? DA_ERR_LABELS : DA_OK);
        if (status != DA_OK) continue;
        CHECK_EQ_I64(count, num);
        for (int32_t i = 0; i < num && i < count; i++) CHECK_EQ_I64(ranks[i], expected[i]);
        if (num == 0) continue;
        CHECK_STATUS(da_distribution_find_slice_owners(dist, &start, &stop, &step, num - 1, ranks, &count),
                     DA_ERR_BUFFER_SIZE);
        CHECK_EQ_I64(count, num);
    }
}

/* The same labels again make an equal distribution; in another order they do not. */
static void check_comparison(const world *w, const da_distribution *dist, int which) {
    int64_t labels[MAX_LABELS], size = -1;
    int32_t equal = -1, aligned = -1;
    uint64_t fingerprint = 0;
    da_distribution *again = labels_dist(w, which), *turned = NULL;
    CHECK_OK(da_distribution_equal(dist, again, &equal));
    CHECK_OK(da_distribution_aligned(dist, again, &aligned));
    CHECK(equal == 1 && aligned == 1);
    CHECK_OK(da_distribution_fingerprint(dist, &fingerprint));
    check_same(fingerprint);
    CHECK_OK(da_distribution_shape(dist, &size));
    CHECK_EQ_I64(size, labels_total(which, w->size));
    da_dim_spec spec = labels_spec(which, w->size, w->rank, labels);
    int64_t longest = 0;
    for (int64_t i = 0; i < spec.num_labels / 2; i++) {
        const int64_t other = labels[i];
        labels[i] = labels[spec.num_labels - 1 - i];
        labels[spec.num_labels - 1 - i] = other;
    }
    MPI_Allreduce(&spec.num_labels, &longest, 1, MPI_INT64_T, MPI_MAX, MPI_COMM_WORLD);
    CHECK_OK(da_distribution_create_dims(w->ctx, 1, &spec, NULL, &turned));
    CHECK_OK(da_distribution_aligned(dist, turned, &aligned));
    CHECK_EQ_I64(aligned, longest < 2);
    CHECK_OK(da_distribution_free(&turned));
    CHECK_OK(da_distribution_free(&again));
}

/* Without agreements nothing but the exchanges themselves keeps one question apart from the next. */
static void check_level(const world *w, int32_t level) {
    da_context_options options;
    world other = *w;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.check_level = level;
    CHECK_OK(da_context_create(MPI_COMM_WORLD, &options, &other.ctx));
    for (int which = 0; which < LABELLINGS; which++) {
        da_distribution *dist = labels_dist(&other, which);
        for (int again = 0; again < 8; again++) check_owners(&other, dist, which);
        CHECK_OK(da_distribution_free(&dist));
    }
    world_close(&other);
}

/* On structured distributions the communicating questions answer as the local ones do. */
static void check_structured(const world *w) {
    const int64_t shape[2] = {7, 5}, start[2] = {6, 0}, stop[2] = {-1, 5}, step[2] = {-2, 3};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "b,c");
    int64_t indices[2 * 35], labels[8], count[2] = {-1, -1}, at = 0, owned[2], offset[2];
    int32_t owners[35], owner = -1, found[64], meant[64], yes = 0;
    for (int64_t i = 0; i < 35; i++) {
        indices[2 * i] = i / 5;
        indices[2 * i + 1] = i % 5;
    }
    CHECK_OK(da_distribution_find_owners(dist, 35, indices, owners));
    for (int64_t i = 0; i < 35; i++) {
        CHECK_OK(da_distribution_owner(dist, indices + 2 * i, &owner));
        CHECK_EQ_I64(owners[i], owner);
    }
    CHECK_OK(da_distribution_find_slice_owners(dist, start, stop, step, 64, found, &count[0]));
    CHECK_OK(da_distribution_slice_owners(dist, start, stop, step, 64, meant, &count[1]));
    CHECK_EQ_I64(count[0], count[1]);
    for (int64_t i = 0; i < count[0]; i++) CHECK_EQ_I64(found[i], meant[i]);
    if (da_distribution_owned(dist, -1, offset, owned) == DA_OK) {
        int64_t zero[2] = {0, 0}, global[2];
        CHECK_OK(da_distribution_labels(dist, 1, 8, labels, &at));
        CHECK_EQ_I64(at, owned[1]);
        for (int64_t i = 0; owned[0] > 0 && i < at; i++) {
            zero[1] = i;
            CHECK_OK(da_distribution_global_from_local(dist, -1, zero, global));
            CHECK_EQ_I64(labels[i], global[1]);
        }
    }
    CHECK_OK(da_distribution_is_permutation(dist, 1, &yes));
    CHECK_EQ_I64(yes, 1);
    CHECK_OK(da_distribution_free(&dist));
}

/* Without axes there is one element; its index has no numbers. */
static void check_no_axes(const world *w) {
    da_distribution *dist = make_dist(w->ctx, 0, NULL, "");
    int32_t owners[3] = {-5, -5, -5};
    CHECK_OK(da_distribution_find_owners(dist, 3, NULL, owners));
    for (int i = 0; i < 3; i++) CHECK_EQ_I64(owners[i], 0);
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LABELLINGS; which++) {
        const int64_t before = check_failures;
        da_distribution *dist = labels_dist(&w, which);
        check_own(&w, dist, which);
        check_owners(&w, dist, which);
        check_slices(&w, dist, which);
        check_comparison(&w, dist, which);
        CHECK_OK(da_distribution_free(&dist));
        if (check_failures > before) fprintf(stderr, "(labelling %d)\n", which);
    }
    check_level(&w, DA_CHECK_NONE);
    check_level(&w, DA_CHECK_FULL);
    check_structured(&w);
    check_no_axes(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
