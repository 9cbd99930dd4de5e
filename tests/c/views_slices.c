/* ranks: 1 2 3 4 6  timeout: 120
 * Every slice of a list over a catalogue of layouts: a view shows the elements that NumPy's rules pick, in
 * the base's own memory, on the ranks that have them, or there is none; the copy is the same in other memory. */
#include "slicing.h"

static const char *const texts[] = {
    "", "...", ":", "::", "1:", ":-1", "1:-1", "::2", "::3", "1::2", "2::5", "::-1", "::-2", "-2::-3", "5:1:-1",
    "-1", "0", "1", "-2", "7", "3:3", "4:2", "2:100", "-100:2", "100:", ":-100:-1", "100::-4", "1:8:3", "2:3", "::7",
    "None", "None, ...", "..., None", "newaxis, 1:, newaxis", "..., ::2", "..., ::-1", "..., 0", "0, ...", "1:, 1:",
    "::2, ::-1", "-1, ::2", "::-1, -1", ":, 2", ":, 1:3", ":, ::-2", "1:3, 2:-1", "0, 0", "-1, None, -1", "2, ..., 1:",
    "1:, ..., ::2", ":, :, 1", "::2, 0, ::-1", "-1, 0, -1", "..., 1, :", "0, 0, 0", ":, None, 1:, None", "4:0:-2, :",
    "::2, 1::2", "1::3, ::3", "::4", "25:3:-4", "::6, :", "3::3, ::-1", "::9", "50::-3", "0, 0, 0, 0"};

enum { TEXTS = (int)(sizeof texts / sizeof texts[0]) };

typedef struct tally {
    int views, none, refused;
} tally;

/* Every stored element is the right one, and no owned one is missing. */
static void check_elements(const world *w, const layout *l, const picks *p, const da_array *v, int shared,
                           const da_array *base) {
    int64_t shape[ORACLE_MAX], base_shape[ORACLE_MAX], index[ORACLE_MAX] = {0}, global[ORACLE_MAX] = {0};
    int64_t from[ORACLE_MAX] = {0}, at[ORACLE_MAX] = {0}, owned = 0, meant = 0, stored = 0;
    da_distribution *dist = NULL, *base_dist = NULL;
    int32_t ndim = picks_shape(p, shape), wrong = 0, has = 0;
    const da_local local = local_of(v, DA_ACCESS_READ), of_base = local_of(base, DA_ACCESS_READ);
    oracle_shape(&l->o, base_shape);
    CHECK_OK(da_array_distribution(v, &dist));
    CHECK_OK(da_array_distribution(base, &base_dist));
    CHECK_EQ_I64(local.ndim, ndim);
    if (local.size > 0) do {
            int64_t number;
            CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
            picks_base(p, global, from);
            memcpy(&number, element_at(&local, index), sizeof number);
            wrong += number != number_of(l->o.ndim, base_shape, from);
            wrong += !picks_stores(p, &l->o, w->rank, from);
            wrong += is_owned(&local, index) != oracle_has(&l->o, w->rank, from, 0);
            owned += is_owned(&local, index);
            if (shared) {
                CHECK_OK(da_distribution_local_from_global(base_dist, -1, from, at, &has));
                wrong += !has || element_at(&local, index) != element_at(&of_base, at);
            }
        } while (next_index(ndim, local.shape, index));
    memset(global, 0, sizeof global);
    if (count_of(ndim, shape) > 0) do {
            picks_base(p, global, from);
            meant += oracle_has(&l->o, w->rank, from, 0);
            stored += picks_stores(p, &l->o, w->rank, from);
        } while (next_index(ndim, shape, global));
    CHECK_EQ_I64(wrong, 0);
    CHECK_EQ_I64(owned, meant);
    CHECK_EQ_I64(local.size, stored);
    CHECK_EQ_I64(local.data != NULL, picks_member(p, &l->o, w->rank));
    CHECK_OK(da_distribution_free(&base_dist));
    CHECK_OK(da_distribution_free(&dist));
}

static void check_shape(const da_array *v, const picks *p) {
    int64_t meant[PICKS_MAX], shape[ORACLE_MAX];
    int32_t ndim = -1;
    CHECK_OK(da_array_ndim(v, &ndim));
    CHECK_EQ_I64(ndim, picks_shape(p, meant));
    CHECK_OK(da_array_shape(v, shape));
    for (int32_t k = 0; k < ndim; k++) CHECK_EQ_I64(shape[k], meant[k]);
}

/* A section that is neither block nor cyclic lists the global indices of its elements. */
static void check_listed(const da_distribution *dist, const da_local *local, const da_distbuffer *buffer) {
    for (int32_t k = 0; k < local->ndim; k++) {
        const da_dim_dict *dict = &buffer->dim_data[k];
        int64_t index[ORACLE_MAX] = {0}, global[ORACLE_MAX] = {0};
        if (dict->dist_type != 'u') continue;
        CHECK_EQ_I64(dict->num_indices, local->owned_shape[k]);
        if (local->size == 0) continue;
        for (index[k] = 0; index[k] < dict->num_indices; index[k]++) {
            CHECK_OK(da_distribution_global_from_local(dist, -1, index, global));
            CHECK_EQ_I64(dict->indices[index[k]], global[k]);
        }
    }
}

/* What is exported points into the view, and passes the protocol's rules on all ranks together. */
static void check_export(const world *w, const layout *l, const picks *p, const da_array *v) {
    da_distribution *dist = NULL;
    da_distbuffer buffer;
    MPI_Comm comm = MPI_COMM_NULL;
    int together, all;
    const da_local local = local_of(v, DA_ACCESS_READ);
    CHECK_OK(da_array_distribution(v, &dist));
    const da_status named = da_distribution_comm(dist, &comm);
    CHECK(named == DA_OK || (named == DA_ERR_NOT_EXPRESSIBLE && da_error_message()[0]));
    const da_status status = da_array_export(v, &buffer);
    if (!picks_member(p, &l->o, w->rank)) CHECK_EQ_I64(status, DA_ERR_NOT_MEMBER);
    else if (layout_in_protocol(l) && named == DA_OK) CHECK_STATUS(status, DA_OK);
    together = status == DA_OK && buffer.comm_size == w->size && buffer.rank == w->rank;
    MPI_Allreduce(&together, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    if (status == DA_OK) CHECK_OK(da_distbuffer_validate(&buffer));
    if (status == DA_OK) check_listed(dist, &local, &buffer);
    if (all) CHECK_OK(da_distbuffer_validate_global(w->ctx, &buffer));
    if (status == DA_OK) {
        CHECK(buffer.data == local.data);
        for (int32_t k = 0; k < local.ndim; k++) {
            int64_t owned = -1;
            CHECK_EQ_I64(buffer.strides[k], local.strides[k]);
            CHECK_OK(da_dim_dict_num_owned(&buffer.dim_data[k], &owned));
            CHECK_EQ_I64(owned, local.owned_shape[k]);
        }
        da_distbuffer_release(&buffer);
    }
    CHECK_OK(da_distribution_free(&dist));
}

static void check_slice(const world *w, const layout *l, const da_array *base, const char *text, tally *t) {
    int64_t shape[ORACLE_MAX];
    picks p;
    da_array *view = NULL, *copy = NULL;
    const int64_t failures = check_failures;
    oracle_shape(&l->o, shape);
    const int fits = picks_read(&p, text, l->o.ndim, shape);
    int64_t out[PICKS_MAX];
    if (fits && picks_shape(&p, out) > ORACLE_MAX) {
        CHECK_STATUS(da_slice_text(base, text, &view), DA_ERR_SHAPE);
        return;
    }
    const int strided = fits && picks_strided(&p, &l->o);
    const da_counters before = counters_now();
    CHECK_STATUS(da_slice_text(base, text, &view), fits ? strided ? DA_OK : DA_ERR_LAYOUT : DA_ERR_INDEX);
    CHECK_EQ_I64(counters_now().allocations, before.allocations);
    CHECK((view != NULL) == strided);
    CHECK_STATUS(da_slice_copy_text(base, text, &copy), fits ? DA_OK : DA_ERR_INDEX);
    t->views += strided;
    t->none += fits && !strided;
    t->refused += !fits;
    if (view) {
        check_shape(view, &p);
        check_elements(w, l, &p, view, 1, base);
        check_export(w, l, &p, view);
    }
    if (copy) {
        check_shape(copy, &p);
        check_elements(w, l, &p, copy, 0, base);
    }
    CHECK_OK(da_array_free(&view));
    CHECK_OK(da_array_free(&copy));
    if (check_failures > failures) fprintf(stderr, "rank %d: layout %s, slice [%s]\n", w->rank, l->text, text);
}

/* The catalogue, and wide blocks with padding beside them, which few steps divide. */
static void make_layout(layout *l, int which, int32_t p) {
    static const int64_t one[2] = {1, 1}, edge[2] = {2, 1};
    if (which < LAYOUTS) {
        layout_make(l, which, p);
        return;
    }
    memset(l, 0, sizeof *l);
    l->o.num_ranks = p;
    set_grid(l, 2, half_of(p), p / half_of(p), 0);
    if (which == LAYOUTS) {
        set_grid(l, 1, p, 0, 0);
        add_axis(l, 'c', 61, 0);
        set_block(l, 8);
    } else {
        add_axis(l, 'c', 37, 0);
        set_block(l, 5);
        add_axis(l, 'b', 3 * l->o.grid[1], 1);
        set_padding(l, one, edge, 1);
    }
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    tally t = {0, 0, 0};
    for (int which = 0; which < LAYOUTS + 2; which++) {
        layout l;
        int64_t shape[ORACLE_MAX];
        da_array *base = NULL;
        make_layout(&l, which, w.size);
        oracle_shape(&l.o, shape);
        da_distribution *dist = oracle_create(&l.o, w.ctx);
        CHECK_OK(da_zeros(dist, DA_INT64, &base));
        CHECK_OR_QUIT(base != NULL);
        set_numbers(base, shape);
        for (int k = 0; k < TEXTS; k++) check_slice(&w, &l, base, texts[k], &t);
        CHECK_OK(da_array_free(&base));
        CHECK_OK(da_distribution_free(&dist));
    }
    CHECK(t.views > 800 && t.refused > 200);
    CHECK(w.size == 1 || t.none > 10);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
