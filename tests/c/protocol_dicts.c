/* ranks: 1 3  valgrind: 1
 * ranks: single
 * Questions to dictionaries of every dist_type, against lists of what is owned and stored, and their
 * text form both ways. */
#include "fixture.h"
#include "producer.h"

enum { MOST = 64 };

/* Global indices of a buffer in local order, made by hand, and how many at each end are not owned. */
typedef struct listing {
    int64_t count, left, right, globals[MOST];
} listing;

static void check_dict(const da_dim_dict *d, const listing *l) {
    int64_t owned = -1, extent = -1, global = -1, local = -1;
    int32_t found = -1;
    CHECK_OK(da_dim_dict_local_extent(d, &extent));
    CHECK_EQ_I64(extent, l->count);
    CHECK_OK(da_dim_dict_num_owned(d, &owned));
    CHECK_EQ_I64(owned, l->count - l->left - l->right);
    for (int64_t k = 0; k < l->count; k++) {
        CHECK_OK(da_dim_dict_global_from_local(d, k, &global));
        CHECK_EQ_I64(global, l->globals[k]);
        CHECK_OK(da_dim_dict_local_from_global(d, l->globals[k], &local, &found));
        CHECK(found == 1 && local == k);
    }
    for (int64_t g = 0; g < d->size; g++) {
        int here = 0;
        for (int64_t k = 0; k < l->count; k++) here |= l->globals[k] == g;
        CHECK_OK(da_dim_dict_local_from_global(d, g, &local, &found));
        CHECK_EQ_I64(found, here);
    }
    CHECK_STATUS(da_dim_dict_global_from_local(d, -1, &global), DA_ERR_INDEX);
    CHECK_STATUS(da_dim_dict_global_from_local(d, l->count, &global), DA_ERR_INDEX);
    if (d->dist_type == DA_DIST_UNSTRUCTURED) return;
    CHECK_STATUS(da_dim_dict_local_from_global(d, d->size, &local, &found), DA_ERR_INDEX);
    CHECK_STATUS(da_dim_dict_local_from_global(d, -1, &local, &found), DA_ERR_INDEX);
}

/* Writes as JSON, reads back, writes again: the same dictionary and the same text. */
static void check_text(const da_dim_dict *d, const char *expected) {
    char text[400], again[400];
    int64_t length = -1, labels[MOST], num_labels = -1;
    int32_t ndim = -1;
    da_dim_dict back;
    CHECK_OK(da_dim_data_to_json(1, d, text, sizeof text, &length));
    CHECK_EQ_I64(length, strlen(text));
    CHECK_EQ_STR(text, expected);
    CHECK_OK(da_dim_data_from_json(text, 1, &back, MOST, labels, &ndim, &num_labels));
    CHECK_EQ_I64(ndim, 1);
    CHECK_EQ_I64(num_labels, d->num_indices);
    for (int64_t k = 0; k < num_labels; k++) CHECK(back.indices == labels && labels[k] == d->indices[k]);
    CHECK_OK(da_dim_data_to_json(1, &back, again, sizeof again, NULL));
    CHECK_EQ_STR(again, text);
    da_dim_dict plain = *d;
    back.indices = plain.indices = NULL;
    if (d->dist_type != DA_DIST_ALIAS) CHECK(memcmp(&back, &plain, sizeof back) == 0);
}

static void list_range(listing *l, int64_t start, int64_t stop, int64_t left, int64_t right) {
    l->count = 0;
    l->left = left;
    l->right = right;
    for (int64_t g = start; g < stop; g++) l->globals[l->count++] = g;
}

static void check_blocks(void) {
    da_dim_dict d;
    listing l;
    dict_block(&d, 18, 2, 0, 0, 10, 1, 1); /* boundary padding left, communication padding right */
    list_range(&l, 0, 10, 0, 1);
    check_dict(&d, &l);
    check_text(&d, "[{\"dist_type\":\"b\",\"size\":18,\"proc_grid_size\":2,\"proc_grid_rank\":0,\"start\":0,\"stop\":10,"
                   "\"padding\":[1,1],\"periodic\":false}]");
    dict_block(&d, 18, 3, 1, 5, 13, 2, 1);
    list_range(&l, 5, 13, 2, 1);
    check_dict(&d, &l);
    dict_block(&d, 7, 1, 0, 0, 7, 2, 2); /* one process: everything is owned */
    d.periodic = 1;
    list_range(&l, 0, 7, 0, 0);
    check_dict(&d, &l);
    check_text(&d, "[{\"dist_type\":\"b\",\"size\":7,\"proc_grid_size\":1,\"proc_grid_rank\":0,\"start\":0,\"stop\":7,"
                   "\"padding\":[2,2],\"periodic\":true}]");
    dict_block(&d, 9, 4, 2, 6, 6, 0, 0);
    list_range(&l, 6, 6, 0, 0);
    check_dict(&d, &l);
    da_dim_dict_clear(&d); /* the empty dictionary */
    d.size = 5;
    list_range(&l, 0, 5, 0, 0);
    check_dict(&d, &l);
    check_text(&d, "[{}]");
}

/* Every size, grid and block size in a range, dealt out by hand. */
static void check_cyclics(void) {
    for (int64_t size = 0; size < 20; size++)
        for (int64_t parts = 1; parts <= 4; parts++)
            for (int64_t width = 1; width <= 5; width += 2)
                for (int64_t part = 0; part < parts; part++) {
                    da_dim_dict d;
                    listing l = {0, 0, 0, {0}};
                    int64_t turn = 0, left = width;
                    for (int64_t g = 0; g < size; g++) {
                        if (left == 0) {
                            left = width;
                            turn = (turn + 1) % parts;
                        }
                        left--;
                        if (turn == part) l.globals[l.count++] = g;
                    }
                    dict_cyclic(&d, size, parts, part, width);
                    check_dict(&d, &l);
                }
    da_dim_dict d;
    dict_cyclic(&d, 10, 2, 1, 3);
    check_text(&d, "[{\"dist_type\":\"c\",\"size\":10,\"proc_grid_size\":2,\"proc_grid_rank\":1,\"start\":3,\"block_size\":3}]");
}

static void check_unstructured(void) {
    const int64_t labels[] = {7, -1, 300, 2, INT64_MIN, INT64_MAX};
    da_dim_dict d;
    listing l = {6, 0, 0, {0}};
    int64_t local = -1;
    int32_t found = -1;
    memcpy(l.globals, labels, sizeof labels);
    dict_unstructured(&d, 12, 2, 1, 6, labels, 1);
    check_dict(&d, &l);
    CHECK_OK(da_dim_dict_local_from_global(&d, 99999, &local, &found)); /* labels can be anything */
    CHECK_EQ_I64(found, 0);
    check_text(&d, "[{\"dist_type\":\"u\",\"size\":12,\"proc_grid_size\":2,\"proc_grid_rank\":1,\"indices\":{\"dtype\":\"<i8\","
                   "\"values\":[7,-1,300,2,-9223372036854775808,9223372036854775807]},\"one_to_one\":true}]");
    dict_unstructured(&d, 12, 2, 0, 0, NULL, 0);
    l.count = 0;
    check_dict(&d, &l);
}

static void check_resolve(void) {
    da_dim_dict alias, d, out;
    da_dim_dict_clear(&alias);
    CHECK_OK(da_dim_dict_resolve(&alias, 6, &out)); /* statement 70 */
    dict_block(&d, 6, 1, 0, 0, 6, 0, 0);
    CHECK(memcmp(&out, &d, sizeof d) == 0);
    CHECK_OK(da_dim_dict_resolve(&alias, 0, &alias)); /* in place */
    dict_block(&d, 0, 1, 0, 0, 0, 0, 0);
    CHECK(memcmp(&alias, &d, sizeof d) == 0);
    dict_block(&d, 9, 3, 1, 3, 6, 0, 0);
    CHECK_OK(da_dim_dict_resolve(&d, 3, &out));
    CHECK(memcmp(&out, &d, sizeof d) == 0);
    CHECK_STATUS(da_dim_dict_resolve(&d, 4, &out), DA_ERR_PROTOCOL);
}

/* Two axes with labels: one list after the other; sizes are told before there is room. */
static void check_several(void) {
    const int64_t first[] = {4, 5}, second[] = {9, 8, 7};
    da_dim_dict d[3], back[3];
    char text[600], small[10] = "untouched";
    int64_t length = -1, needed = -1, labels[5] = {0, 0, 0, 0, 0}, num_labels = -1;
    int32_t ndim = -1;
    dict_unstructured(&d[0], 5, 2, 0, 2, first, 0);
    dict_cyclic(&d[1], 8, 1, 0, 2);
    dict_unstructured(&d[2], 6, 2, 1, 3, second, 1);
    CHECK_STATUS(da_dim_data_to_json(3, d, small, sizeof small, &length), DA_ERR_BUFFER_SIZE);
    CHECK_EQ_STR(small, "untouched");
    CHECK_OK(da_dim_data_to_json(3, d, text, length + 1, &needed));
    CHECK_EQ_I64(needed, length);
    CHECK_STATUS(da_dim_data_from_json(text, 0, NULL, 0, NULL, &ndim, &num_labels), DA_ERR_BUFFER_SIZE);
    CHECK(ndim == 3 && num_labels == 5);
    CHECK_OK(da_dim_data_from_json(text, 3, back, 5, labels, &ndim, &num_labels));
    CHECK(back[0].indices == labels && back[2].indices == labels + 2);
    CHECK(memcmp(labels, first, sizeof first) == 0 && memcmp(labels + 2, second, sizeof second) == 0);
    CHECK(memcmp(&back[1], &d[1], sizeof d[1]) == 0);
    CHECK_OK(da_dim_data_to_json(0, NULL, text, sizeof text, &length));
    CHECK_EQ_STR(text, "[]");
    CHECK_OK(da_dim_data_from_json("[{ \"size\": 3, \"dist_type\": \"b\", \"proc_grid_rank\": 0, \"stop\": 3,"
                                   "\"proc_grid_size\": 1, \"start\": 0 }]",
                                   1, back, 0, NULL, &ndim, &num_labels)); /* defaults, any order, white space */
    dict_block(&d[0], 3, 1, 0, 0, 3, 0, 0);
    CHECK(memcmp(&back[0], &d[0], sizeof d[0]) == 0);
}

/* A whole structure as text. */
static void check_structure_text(void) {
    const int64_t shape[1] = {6};
    da_distbuffer buffer;
    da_dim_dict d;
    char text[600];
    int64_t length = -1, needed = -1;
    int releases = 0;
    dict_block(&d, 10, 2, 0, 0, 6, 2, 1);
    produce(&buffer, 1, &d, shape, &releases);
    CHECK_OK(da_distbuffer_to_json(&buffer, text, sizeof text, &length));
    CHECK_EQ_STR(text, "{\"__version__\":\"0.10.0\",\"buffer\":{\"shape\":[6],\"strides\":[8],\"format\":\"d\",\"dtype\":\"<f8\","
                       "\"itemsize\":8,\"readonly\":false},\"dim_data\":[{\"dist_type\":\"b\",\"size\":10,\"proc_grid_size\":2,"
                       "\"proc_grid_rank\":0,\"start\":0,\"stop\":6,\"padding\":[2,1],\"periodic\":false}]}");
    CHECK_EQ_I64(length, strlen(text));
    CHECK_STATUS(da_distbuffer_to_json(&buffer, text, 5, &needed), DA_ERR_BUFFER_SIZE);
    CHECK_EQ_I64(needed, length);
    da_distbuffer_release(&buffer);
    CHECK_EQ_I64(releases, 1);
    CHECK_STATUS(da_distbuffer_to_json(&buffer, text, sizeof text, &length), DA_ERR_RELEASED);
    CHECK_STATUS(da_distbuffer_validate(&buffer), DA_ERR_RELEASED);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    check_blocks();
    check_cyclics();
    check_unstructured();
    check_resolve();
    check_several();
    check_structure_text();
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
