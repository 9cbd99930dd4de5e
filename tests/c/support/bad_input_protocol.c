/* The bad-input table: the protocol's structures and dictionaries. */
#include "bad_input.h"

#include <string.h>

/* ---- Structures that are spoiled --------------------------------------------------------------- */

/* Copies what the structure points to, so that it can lie. */
static da_distbuffer *own_lists(world *w) {
    da_distbuffer *b = &w->buffer;
    memcpy(w->buffer_shape, b->shape, 2 * sizeof(int64_t));
    memcpy(w->buffer_strides, b->strides, 2 * sizeof(int64_t));
    memcpy(w->dims, b->dim_data, 2 * sizeof(da_dim_dict));
    b->shape = w->buffer_shape;
    b->strides = w->buffer_strides;
    b->dim_data = w->dims;
    return b;
}

static void released(world *w) { da_distbuffer_release(&w->buffer); }
static void foreign_abi(world *w) { w->buffer.abi_major = 4711; }
static void dap_1(world *w) { w->buffer.dap_version[0] = 1; }
static void unknown_flag(world *w) { w->buffer.flags |= UINT64_C(1) << 63; }
static void ndim_33(world *w) { w->buffer.ndim = 33; }
static void ndim_minus(world *w) { w->buffer.ndim = -1; }
static void ndim_1(world *w) { w->buffer.ndim = 1; }
static void no_data(world *w) { w->buffer.data = NULL; }
static void odd_data(world *w) { w->buffer.data = (char *)w->buffer.data + 4; }
static void nbytes_lie(world *w) { w->buffer.nbytes += 1; }
static void nbytes_huge(world *w) { w->buffer.nbytes = UINT64_MAX; }
static void code_99(world *w) { w->buffer.dtype.code = 99; }
static void bits_48(world *w) { w->buffer.dtype.bits = 48; }
static void lanes_2(world *w) { w->buffer.dtype.lanes = 2; }
static void lanes_0(world *w) { w->buffer.dtype.lanes = 0; }
static void on_cuda(world *w) { w->buffer.device.type = DA_BUFFER_CUDA; }
static void device_minus(world *w) { w->buffer.device.id = -5; }
static void reserved_0(world *w) { w->buffer.reserved0 = 6; }
static void reserved_7(world *w) { w->buffer.reserved[7] = 1; }
static void no_shape(world *w) { w->buffer.shape = NULL; }
static void no_strides(world *w) { w->buffer.strides = NULL; }
static void no_dims(world *w) { w->buffer.dim_data = NULL; }
static void odd_shape(world *w) { w->buffer.shape = (const int64_t *)((const char *)w->buffer.shape + 4); }
static void shape_minus(world *w) { own_lists(w); w->buffer_shape[1] = -5; }
static void shape_huge(world *w) { own_lists(w); w->buffer_shape[1] = INT64_MAX; }
static void shape_lies(world *w) { own_lists(w); w->buffer_shape[1] += 1; }
static void shape_and_nbytes_lie(world *w) {
    shape_lies(w);
    w->buffer.nbytes = (uint64_t)(w->buffer_shape[0] * w->buffer_shape[1]) * sizeof(double);
}
static void stride_odd(world *w) { own_lists(w); w->buffer_strides[1] = 9; }
static void stride_zero(world *w) { own_lists(w); w->buffer_strides[1] = 0; }
static void comm_size_lies(world *w) { w->buffer.comm_size = 4711; }
static void rank_lies(world *w) { w->buffer.rank = 4710; }
static void rank_least(world *w) { w->buffer.rank = INT32_MIN; }
static void size_lies(world *w) { own_lists(w); w->dims[0].size = 4711; }
static void stop_lies(world *w) { own_lists(w); w->dims[0].stop += 1; }
static void grid_lies(world *w) { own_lists(w); w->dims[0].proc_grid_size += 1; }
static void dims_reserved(world *w) { own_lists(w); w->dims[1].reserved[4] = 2; }
static void padding_lies(world *w) { own_lists(w); w->dims[0].padding[1] = -1; }
static void type_unknown(world *w) { own_lists(w); w->dims[0].dist_type = 'x'; }
static void type_unstructured(world *w) {
    static const int64_t labels[ROWS] = {0, 1, 2, 3, 4, 5};
    own_lists(w);
    w->dims[0].dist_type = 'u';
    w->dims[0].num_indices = w->dims[0].stop - w->dims[0].start;
    w->dims[0].indices = labels;
    w->dims[0].start = w->dims[0].stop = 0;
}
static void type_one_to_one(world *w) { type_unstructured(w); w->dims[0].one_to_one = 1; }
static void label_largest(world *w) {
    static const int64_t labels[ROWS] = {INT64_MAX, 1, 2, 3, 4, 5};
    type_unstructured(w);
    w->dims[0].indices = labels;
}
static void labels_null(world *w) { type_unstructured(w); w->dims[0].indices = NULL; }
static void labels_huge(world *w) { type_unstructured(w); w->dims[0].num_indices = INT64_MAX; }
static void labels_minus(world *w) { type_unstructured(w); w->dims[0].num_indices = -1; }
/* Right by itself; not what the others have. */
static void other_dtype(world *w) { w->buffer.dtype.code = DA_BUFFER_INT; }

#define SPOILT(status, word, function) BAD(status, word, SPOIL(buffer, function))
#define RULE(word, function) SPOILT(DA_ERR_PROTOCOL, word, function)
/* What one process can see alone. */
#define ALONE \
    SPOILT(DA_ERR_RELEASED, "release", released), \
    SPOILT(DA_ERR_VERSION, "4711", foreign_abi), \
    RULE("1.10.0", dap_1), RULE("flags", unknown_flag), \
    RULE("ndim = 33", ndim_33), RULE("ndim = -1", ndim_minus), \
    RULE("", ndim_1), RULE("data is NULL", no_data), \
    RULE("nbytes", nbytes_lie), RULE("18446744073709551615", nbytes_huge), \
    SPOILT(DA_ERR_DTYPE, "99", code_99), SPOILT(DA_ERR_DTYPE, "48", bits_48), SPOILT(DA_ERR_DTYPE, "2", lanes_2), \
    SPOILT(DA_ERR_DTYPE, "0", lanes_0), \
    RULE("-5", device_minus), RULE("reserved0 = 6", reserved_0), RULE("reserved[7] = 1", reserved_7), \
    RULE("shape is NULL", no_shape), RULE("strides is NULL", no_strides), RULE("dim_data is NULL", no_dims), \
    RULE("aligned", odd_shape), \
    SPOILT(DA_ERR_SHAPE, "shape[1] = -5", shape_minus), SPOILT(DA_ERR_OVERFLOW, "9223372036854775807", shape_huge), \
    RULE("nbytes", shape_lies), RULE("extent", shape_and_nbytes_lie), \
    RULE("rank", rank_least), \
    RULE("stop", stop_lies), RULE("reserved", dims_reserved), RULE("padding", padding_lies), \
    RULE("dist_type", type_unknown), RULE("indices", labels_null), \
    RULE("num_indices", labels_huge), RULE("num_indices", labels_minus)
/* What only the ranks together can see, or this library can not do. */
#define TOGETHER \
    SPOILT(DA_ERR_NOT_SUPPORTED, "device type 2", on_cuda), \
    SPOILT(DA_ERR_LABELS, "2^63 - 1", label_largest), \
    SPREAD(DA_ERR_PROTOCOL, "axis 0", SPOIL(buffer, type_one_to_one)), \
    SPOILT(DA_ERR_LAYOUT, "multiple of 8", odd_data), \
    SPOILT(DA_ERR_LAYOUT, "strides[1] is 9", stride_odd), \
    SPOILT(DA_ERR_LAYOUT, "strides[1] is 0", stride_zero), \
    RULE("4711", comm_size_lies), RULE("4710", rank_lies), \
    RULE("4711", size_lies), RULE("proc_grid_size", grid_lies), \
    DIFFERENT("dtype", SPOIL(buffer, other_dtype))

INVOKE(da_array_export) { return da_array_export(v[0].pointer, (da_distbuffer *)v[1].pointer); }
MISTAKES(da_array_export) {
    SPREAD(DA_ERR_NOT_EXPRESSIBLE, "replicas", OBJ(a, spread)),
    BAD(DA_ERR_NOT_EXPRESSIBLE, "4611686018427387904", OBJ(a, bounded)),
    GOOD(OBJ(a, frozen)),
    GOOD(OBJ(a, nothing)),
};

INVOKE(da_array_import) {
    return da_array_import(v[0].pointer, (da_distbuffer *)v[1].pointer, (da_array **)v[2].pointer);
}
MISTAKES(da_array_import) { ALONE, TOGETHER };

INVOKE(da_distbuffer_validate) { return da_distbuffer_validate(v[0].pointer); }
MISTAKES(da_distbuffer_validate) { ALONE };

INVOKE(da_distbuffer_validate_global) { return da_distbuffer_validate_global(v[0].pointer, v[1].pointer); }
MISTAKES(da_distbuffer_validate_global) { ALONE, TOGETHER };

INVOKE(da_distbuffer_to_json) {
    return da_distbuffer_to_json(v[0].pointer, (char *)v[1].pointer, v[2].number, (int64_t *)v[3].pointer);
}
MISTAKES(da_distbuffer_to_json) {
    SPOILT(DA_ERR_RELEASED, "release", released),
    SPOILT(DA_ERR_VERSION, "4711", foreign_abi),
    RULE("ndim = 33", ndim_33), RULE("shape is NULL", no_shape), RULE("dim_data is NULL", no_dims),
    SPOILT(DA_ERR_DTYPE, "99", code_99),
    BAD(DA_ERR_BUFFER_SIZE, "has 3", NUM(capacity, 3)),
    BAD(DA_ERR_BUFFER_SIZE, "-9223372036854775808", NUM(capacity, INT64_MIN)),
    BAD(DA_ERR_NULL, "`", PTR(text, NULL)),
    GOOD(PTR(length, NULL)),
};

/* ---- Dictionaries ------------------------------------------------------------------------------ */

#define DICT(name, ...) static const da_dim_dict name = {__VA_ARGS__}
DICT(good, .size = 10, .proc_grid_size = 2, .start = 0, .stop = 5, .dist_type = 'b');
DICT(unknown_type, .size = 10, .proc_grid_size = 2, .stop = 5, .dist_type = 'x');
DICT(minus, .size = -10, .proc_grid_size = 2, .stop = 5, .dist_type = 'b');
DICT(stop_before, .size = 10, .proc_grid_size = 2, .start = 5, .stop = 4, .dist_type = 'b');
DICT(wide_range, .size = INT64_MAX, .proc_grid_size = 2, .start = INT64_MIN, .stop = INT64_MAX, .dist_type = 'b');
DICT(no_grid, .size = 10, .proc_grid_size = 0, .stop = 5, .dist_type = 'b');
DICT(rank_beyond, .size = 10, .proc_grid_size = 2, .proc_grid_rank = 2, .stop = 5, .dist_type = 'b');
DICT(block_minus, .size = 10, .proc_grid_size = 2, .block_size = -1, .dist_type = 'c');
DICT(block_huge, .size = INT64_MAX, .proc_grid_size = INT64_MAX, .proc_grid_rank = INT64_MAX - 1,
     .start = INT64_MAX, .block_size = INT64_MAX, .dist_type = 'c');
DICT(padding_wide, .size = 10, .proc_grid_size = 2, .stop = 5, .padding = {INT64_MAX, INT64_MAX}, .dist_type = 'b');
DICT(no_labels, .size = 10, .proc_grid_size = 2, .num_indices = 3, .dist_type = 'u');
DICT(reserved_set, .size = 10, .proc_grid_size = 2, .stop = 5, .dist_type = 'b', .reserved = {0, 0, 0, 0, 1});
DICT(empty_minus, .size = -1);

#define DICT_MISTAKES \
    BAD(DA_ERR_PROTOCOL, "dist_type", PTR(dict, &unknown_type)), \
    BAD(DA_ERR_PROTOCOL, "-10", PTR(dict, &minus)), \
    BAD(DA_ERR_PROTOCOL, "4", PTR(dict, &stop_before)), \
    BAD(DA_ERR_PROTOCOL, "-9223372036854775808", PTR(dict, &wide_range)), \
    BAD(DA_ERR_PROTOCOL, "proc_grid_size", PTR(dict, &no_grid)), \
    BAD(DA_ERR_PROTOCOL, "proc_grid_rank", PTR(dict, &rank_beyond)), \
    BAD(DA_ERR_PROTOCOL, "block_size", PTR(dict, &block_minus)), \
    BAD(DA_ERR_PROTOCOL, "padding", PTR(dict, &padding_wide)), \
    BAD(DA_ERR_PROTOCOL, "indices", PTR(dict, &no_labels)), \
    BAD(DA_ERR_PROTOCOL, "reserved", PTR(dict, &reserved_set)), \
    BAD(DA_ERR_PROTOCOL, "-1", PTR(dict, &empty_minus)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(dict, (const char *)&good + 4))

INVOKE(da_dim_dict_num_owned) { return da_dim_dict_num_owned(v[0].pointer, (int64_t *)v[1].pointer); }
MISTAKES(da_dim_dict_num_owned) { DICT_MISTAKES, GOOD(PTR(dict, &block_huge)) };
INVOKE(da_dim_dict_local_extent) { return da_dim_dict_local_extent(v[0].pointer, (int64_t *)v[1].pointer); }
MISTAKES(da_dim_dict_local_extent) { DICT_MISTAKES, GOOD(PTR(dict, &block_huge)) };

INVOKE(da_dim_dict_global_from_local) {
    return da_dim_dict_global_from_local(v[0].pointer, v[1].number, (int64_t *)v[2].pointer);
}
MISTAKES(da_dim_dict_global_from_local) {
    DICT_MISTAKES,
    BAD(DA_ERR_INDEX, "5", NUM(local, 5)),
    BAD(DA_ERR_INDEX, "-1", NUM(local, -1)),
    BAD(DA_ERR_INDEX, "9223372036854775807", NUM(local, INT64_MAX)),
    BAD(DA_ERR_INDEX, "-9223372036854775808", NUM(local, INT64_MIN)),
};
INVOKE(da_dim_dict_local_from_global) {
    return da_dim_dict_local_from_global(v[0].pointer, v[1].number, (int64_t *)v[2].pointer, (int32_t *)v[3].pointer);
}
MISTAKES(da_dim_dict_local_from_global) {
    DICT_MISTAKES,
    BAD(DA_ERR_INDEX, "10", NUM(global, 10)),
    BAD(DA_ERR_INDEX, "-9223372036854775808", NUM(global, INT64_MIN)),
};
INVOKE(da_dim_dict_resolve) { return da_dim_dict_resolve(v[0].pointer, v[1].number, (da_dim_dict *)v[2].pointer); }
MISTAKES(da_dim_dict_resolve) {
    DICT_MISTAKES,
    BAD(DA_ERR_PROTOCOL, "6", NUM(extent, 6)),
    BAD(DA_ERR_SHAPE, "-9223372036854775808", NUM(extent, INT64_MIN)),
};

/* ---- JSON -------------------------------------------------------------------------------------- */

#define HALF(type) {.size = 10, .proc_grid_size = 2, .stop = 5, .dist_type = type}
static const da_dim_dict two_dicts[2] = {HALF('b'), HALF('b')}, bad_dicts[2] = {HALF('b'), HALF('x')};

INVOKE(da_dim_data_to_json) {
    return da_dim_data_to_json((int32_t)v[0].number, v[1].pointer, (char *)v[2].pointer, v[3].number,
                               (int64_t *)v[4].pointer);
}
MISTAKES(da_dim_data_to_json) {
    BAD(DA_ERR_SHAPE, "33", NUM(ndim, 33)),
    BAD(DA_ERR_SHAPE, "-1", NUM(ndim, -1)),
    BAD(DA_ERR_PROTOCOL, "axis 1", PTR(dims, bad_dicts)),
    BAD(DA_ERR_BUFFER_SIZE, "has 10", NUM(capacity, 10)),
    BAD(DA_ERR_BUFFER_SIZE, "-1", NUM(capacity, -1)),
    BAD(DA_ERR_NULL, "`buffer`", PTR(buffer, NULL)),
    GOOD(PTR(length, NULL)),
    GOOD(NUM(ndim, 0), PTR(dims, NULL)),
};

static const char one_block[] = "[{\"dist_type\": \"b\", \"size\": 10, \"proc_grid_size\": 2, \"proc_grid_rank\": 0, "
                                "\"start\": 0, \"stop\": 5}]";
static const char labels[] = "[{\"dist_type\": \"u\", \"size\": 3, \"proc_grid_size\": 1, \"proc_grid_rank\": 0, "
                             "\"indices\": {\"dtype\": \"<i8\", \"values\": [2, 0, 1]}}]";
static const char not_utf8[] = {'[', '"', (char)0xc3, '"', ']', 0};
static const char deep[] = "a tower";

INVOKE(da_dim_data_from_json) {
    static char tower[200001];
    const char *json = v[0].pointer;
    /* A tower of brackets, which must not exhaust the stack. */
    if (json == deep) json = memset(tower, '[', sizeof tower - 1);
    return da_dim_data_from_json(json, (int32_t)v[1].number, (da_dim_dict *)v[2].pointer, v[3].number,
                                 (int64_t *)v[4].pointer, (int32_t *)v[5].pointer, (int64_t *)v[6].pointer);
}
#define JSON(status, word, text) BAD(status, word, PTR(json, text))
MISTAKES(da_dim_data_from_json) {
    JSON(DA_ERR_SYNTAX, "UTF-8 at byte 2", not_utf8),
    JSON(DA_ERR_SYNTAX, "", ""),
    JSON(DA_ERR_SYNTAX, "", "[{\"size\": 1"),
    JSON(DA_ERR_SYNTAX, "", "[] []"),
    JSON(DA_ERR_SYNTAX, "", deep),
    JSON(DA_ERR_PROTOCOL, "", "4711"),
    JSON(DA_ERR_PROTOCOL, "", "{\"size\": 1}"),
    JSON(DA_ERR_PROTOCOL, "", "[7]"),
    /* Keys that the protocol does not know are ignored. */
    GOOD(PTR(json, "[{\"dist_type\": \"b\", \"size\": 1, \"proc_grid_size\": 1, \"proc_grid_rank\": 0, "
                   "\"start\": 0, \"stop\": 1, \"nonsense\": 1}]")),
    JSON(DA_ERR_PROTOCOL, "dist_type", "[{\"dist_type\": \"q\", \"size\": 1, \"proc_grid_size\": 1, "
                                       "\"proc_grid_rank\": 0}]"),
    JSON(DA_ERR_PROTOCOL, "size", "[{\"dist_type\": \"b\", \"size\": 1e99, \"proc_grid_size\": 1, "
                                  "\"proc_grid_rank\": 0, \"start\": 0, \"stop\": 1}]"),
    JSON(DA_ERR_PROTOCOL, "size", "[{\"dist_type\": \"b\", \"size\": 99999999999999999999, \"proc_grid_size\": 1, "
                                  "\"proc_grid_rank\": 0, \"start\": 0, \"stop\": 1}]"),
    BAD(DA_ERR_BUFFER_SIZE, "room for 0", NUM(max_ndim, 0)),
    BAD(DA_ERR_BUFFER_SIZE, "-2147483648", NUM(max_ndim, INT32_MIN)),
    BAD(DA_ERR_BUFFER_SIZE, "-1", NUM(max_indices, -1)),
    BAD(DA_ERR_BUFFER_SIZE, "3 labels", PTR(json, labels), NUM(max_indices, 2)),
    BAD(DA_ERR_NULL, "`indices`", PTR(json, labels), PTR(indices, NULL)),
    GOOD(NUM(max_indices, 0), PTR(indices, NULL)),
    GOOD(PTR(json, "[]"), NUM(max_ndim, 0)),
};

static const entry entries[] = {
    ENTRY(da_array_export, 'l', DA_ERR_MPI_STATE, "A a, W buffer", GIVEN),
    ENTRY(da_array_import, 'c', DA_ERR_MPI_STATE, "C ctx, B buffer, Z out", GIVEN),
    ENTRY(da_distbuffer_validate, 'l', DA_OK, "B buffer", GIVEN),
    ENTRY(da_distbuffer_validate_global, 'c', DA_ERR_MPI_STATE, "C ctx, B buffer", GIVEN),
    ENTRY(da_distbuffer_to_json, 'l', DA_OK, "B buffer, O text, n capacity, O length", GIVEN, GIVEN,
          NUMBER(8 * ROOM)),
    ENTRY(da_dim_dict_num_owned, 'l', DA_OK, "p dict, o count", AT(&good)),
    ENTRY(da_dim_dict_local_extent, 'l', DA_OK, "p dict, o extent", AT(&good)),
    ENTRY(da_dim_dict_global_from_local, 'l', DA_OK, "p dict, n local, o global", AT(&good), NUMBER(0)),
    ENTRY(da_dim_dict_local_from_global, 'l', DA_OK, "p dict, n global, o local, o found", AT(&good), NUMBER(0)),
    ENTRY(da_dim_dict_resolve, 'l', DA_OK, "p dict, n extent, o out", AT(&good), NUMBER(5)),
    ENTRY(da_dim_data_to_json, 'l', DA_OK, "n ndim, p dims, O buffer, n capacity, O length", NUMBER(2), AT(two_dicts),
          GIVEN, NUMBER(8 * ROOM)),
    ENTRY(da_dim_data_from_json, 'l', DA_OK,
          "s json, n max_ndim, o dims, n max_indices, O indices, o ndim, o num_indices", AT(one_block),
          NUMBER(2), GIVEN, NUMBER(ROOM)),
};
const table protocol_table = {entries, COUNT(entries)};
