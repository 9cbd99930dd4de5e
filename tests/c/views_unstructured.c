/* ranks: 1 2 3 4 6  timeout: 60  valgrind: 1
 * Views and copies of parts of arrays with an unstructured axis: all of it, one label (which somebody must be
 * asked for), and parts, of which there are copies only. */
#include "labels.h"

enum { COLUMNS = 3 };

static int64_t number_at(int64_t label, int64_t column) { return label * 10 + column; }

static void store_number(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t number = number_at(global[0], global[1]);
    (void)user;
    memcpy(element_at(local, index), &number, sizeof number);
}

static da_array *make_array(const world *w, const da_dim_spec *labelled) {
    da_dim_spec specs[2];
    da_distribution *dist = NULL;
    da_array *a = NULL;
    memset(specs, 0, sizeof specs);
    specs[0] = *labelled;
    specs[1].size = COLUMNS;
    specs[1].kind = DA_KIND_UNDISTRIBUTED;
    CHECK_OK(da_distribution_create_dims(w->ctx, 2, specs, NULL, &dist));
    CHECK_OK(da_zeros(dist, DA_INT64, &a));
    CHECK_OR_QUIT(a != NULL);
    each_element(a, DA_ACCESS_WRITE, store_number, NULL);
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

static int64_t number_in(const da_local *local, int64_t i, int64_t j) {
    const int64_t index[2] = {i, j};
    int64_t number;
    memcpy(&number, element_at(local, index), sizeof number);
    return number;
}

/* All labels keep their places, whatever becomes of the other axis. */
static void check_whole(const world *w, const da_array *a, int which) {
    int64_t labels[MAX_LABELS];
    const int64_t count = labels_of(which, w->size, w->rank, labels);
    const da_local base = local_of(a, DA_ACCESS_READ);
    da_array *v = NULL, *turned = NULL;
    CHECK_OK(da_slice_text(a, ":, ::-2", &v));
    CHECK_OK(da_transpose(v, NULL, &turned));
    const da_local local = local_of(v, DA_ACCESS_READ), other = local_of(turned, DA_ACCESS_READ);
    CHECK(local.shape[0] == count && local.shape[1] == 2);
    CHECK(other.shape[0] == 2 && other.shape[1] == count);
    for (int64_t i = 0; i < count; i++)
        for (int64_t j = 0; j < 2; j++) {
            CHECK_EQ_I64(number_in(&local, i, j), number_at(labels[i], 2 - 2 * j));
            CHECK_EQ_I64(number_in(&other, j, i), number_at(labels[i], 2 - 2 * j));
        }
    if (count > 0) CHECK((char *)local.data == (char *)base.data + 16);
    CHECK_OK(da_array_free(&turned));
    CHECK_OK(da_array_free(&v));
}

/* One label: the lowest coordinate that has it holds the view, the others no section. */
static void check_label(const world *w, const da_array *a, int which, int64_t label) {
    const int64_t owner = labels_owner(which, w->size, label);
    const da_slice index[1] = {da_at(label)};
    char text[40];
    snprintf(text, sizeof text, "%" PRId64 ", 1:", label);
    for (int copy = 0; copy < 2; copy++) {
        da_array *v = NULL, *part = NULL;
        const da_status found = owner < 0 ? DA_ERR_INDEX : DA_OK;
        CHECK_STATUS(copy ? da_slice_copy(a, 1, index, &v) : da_slice_view(a, 1, index, &v), found);
        if (owner < 0) CHECK_CONTAINS(da_error_message(), "no rank has label");
        CHECK_STATUS(copy ? da_slice_copy_text(a, text, &part) : da_slice_text(a, text, &part), found);
        if (v && part) {
            const da_local local = local_of(v, DA_ACCESS_READ), rest = local_of(part, DA_ACCESS_READ);
            CHECK_EQ_I64(local.data != NULL, w->rank == owner);
            if (w->rank == owner) {
                CHECK(local.ndim == 1 && local.shape[0] == COLUMNS && rest.shape[0] == COLUMNS - 1);
                for (int64_t j = 0; j < COLUMNS; j++) CHECK_EQ_I64(number_in(&local, j, 0), number_at(label, j));
                CHECK_EQ_I64(number_in(&rest, 0, 0), number_at(label, 1));
            }
        }
        CHECK_OK(da_array_free(&part));
        CHECK_OK(da_array_free(&v));
    }
}

static int labels_inside(int which, int64_t parts) {
    const int64_t size = labels_total(which, parts);
    int64_t labels[MAX_LABELS];
    for (int64_t part = 0; part < parts; part++)
        for (int64_t i = labels_of(which, parts, part, labels); i-- > 0;)
            if (labels[i] < 0 || labels[i] >= size) return 0;
    return 1;
}

/* Label start + k * step becomes label k; what a rank has of them keeps its order. */
static void check_part(const world *w, const da_array *a, int which, const char *text, int64_t start, int64_t step) {
    int64_t labels[MAX_LABELS], kept = 0;
    const int64_t count = labels_of(which, w->size, w->rank, labels), size = labels_total(which, w->size);
    const int inside = labels_inside(which, w->size);
    da_array *v = NULL;
    CHECK_STATUS(da_slice_text(a, text, &v), inside ? DA_ERR_LAYOUT : DA_ERR_LABELS);
    CHECK_CONTAINS(da_error_message(), inside ? "da_slice_copy" : "labels outside");
    CHECK_STATUS(da_slice_copy_text(a, text, &v), inside ? DA_OK : DA_ERR_LABELS);
    if (!v) return;
    const da_local local = local_of(v, DA_ACCESS_READ);
    da_distribution *dist = NULL;
    CHECK_OK(da_array_distribution(v, &dist));
    if (start < 0) start += size;
    for (int64_t i = 0; i < count; i++) {
        const int64_t k = (labels[i] - start) / step;
        const int64_t index[2] = {kept, 0};
        int64_t global[2] = {-1, -1};
        if (start + k * step != labels[i] || k < 0) continue;
        CHECK_OR_QUIT(kept < local.shape[0]);
        CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
        CHECK(global[0] == k && global[1] == 0);
        CHECK_EQ_I64(number_in(&local, kept, 0), number_at(labels[i], 0));
        CHECK_EQ_I64(number_in(&local, kept++, 2), number_at(labels[i], 2));
    }
    CHECK_EQ_I64(local.shape[0], kept);
    CHECK_OK(da_distribution_free(&dist));
    CHECK_OK(da_array_free(&v));
}

/* The only element of an unstructured axis of extent 1 is found by asking, so not by silent calls. */
static void check_single(const world *w) {
    const int64_t label[1] = {0}, wide[2] = {4, COLUMNS};
    da_dim_spec spec;
    da_array *v = NULL;
    memset(&spec, 0, sizeof spec);
    spec.size = 1;
    spec.kind = DA_KIND_UNSTRUCTURED;
    spec.grid_size = w->size;
    spec.num_labels = w->rank == w->size - 1;
    spec.labels = label;
    spec.one_to_one = 1;
    da_array *a = make_array(w, &spec);
    CHECK_STATUS(da_squeeze(a, 0, NULL, &v), DA_ERR_NOT_LOCAL);
    CHECK_STATUS(da_broadcast_to(a, 2, wide, &v), DA_ERR_NOT_LOCAL);
    CHECK_OK(da_slice_text(a, "0", &v));
    CHECK_EQ_I64(local_of(v, DA_ACCESS_READ).data != NULL, w->rank == w->size - 1);
    CHECK_OK(da_array_free(&v));
    CHECK_OK(da_array_free(&a));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LABELLINGS; which++) {
        int64_t labels[MAX_LABELS];
        const da_dim_spec spec = labels_spec(which, w.size, w.rank, labels);
        da_array *a = make_array(&w, &spec);
        check_whole(&w, a, which);
        for (int64_t part = 0; part < w.size; part++) {
            int64_t theirs[MAX_LABELS];
            const int64_t count = labels_of(which, w.size, part, theirs);
            for (int64_t i = 0; i < count; i += 2) check_label(&w, a, which, theirs[i]);
        }
        check_label(&w, a, which, 100000);
        check_label(&w, a, which, -1);
        if (labels_total(which, w.size) > 2) {
            check_part(&w, a, which, "1:", 1, 1);
            check_part(&w, a, which, "::2", 0, 2);
            check_part(&w, a, which, "::-1", -1, -1);
        }
        CHECK_OK(da_array_free(&a));
    }
    check_single(&w);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
