/* The bad-input table: making distributions. */
#include "bad_input.h"

#include <string.h>

#define HUGE_EXTENT INT64_C(4611686018427387904) /* 2^62 */

static const int64_t shape[40] = {ROWS, COLUMNS, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static const int64_t negative[2] = {ROWS, -5}, most_negative[2] = {INT64_MIN, COLUMNS};
static const int64_t huge[2] = {HUGE_EXTENT, 3}, huge_but_empty[2] = {0, HUGE_EXTENT};
static const int64_t taller[2] = {ROWS + 1, COLUMNS};

/* Texts: the right one first. */
static const char block[] = "b,n", not_utf8[] = {'b', ',', (char)0xff, (char)0xfe, 0};

#define GRID(name, ...) \
    static const da_distribution_options name = {.struct_size = sizeof(da_distribution_options), __VA_ARGS__}
static const int64_t one[2] = {1, 1}, two[2] = {2, 1}, too_many[2] = {4711, 1}, zero_grid[2] = {1, 0},
                     minus_grid[2] = {-2, 1};
static const int64_t vast_grid[2] = {HUGE_EXTENT, HUGE_EXTENT}, big_grid[2] = {INT64_C(1) << 40, 1};
static const int32_t rank_0[1] = {0}, rank_4711[1] = {4711}, rank_minus[1] = {-1};
GRID(grid_one, .grid_shape = one, .grid_ndim = 2);
GRID(grid_two, .grid_shape = two, .grid_ndim = 2);
GRID(grid_reserved, .grid_shape = one, .grid_ndim = 2, .reserved = 9);
GRID(grid_too_many, .grid_shape = too_many, .grid_ndim = 2);
GRID(grid_zero, .grid_shape = zero_grid, .grid_ndim = 2);
GRID(grid_minus, .grid_shape = minus_grid, .grid_ndim = 2);
GRID(grid_vast, .grid_shape = vast_grid, .grid_ndim = 2);
GRID(grid_33, .grid_shape = shape + 2, .grid_ndim = 33);
GRID(grid_minus_axes, .grid_shape = one, .grid_ndim = -1);
GRID(grid_null, .grid_ndim = 2);
GRID(ranks_without_grid, .ranks = rank_0, .num_ranks = 1);
GRID(ranks_minus, .grid_shape = one, .grid_ndim = 2, .ranks = rank_0, .num_ranks = -7);
GRID(ranks_too_few, .grid_shape = one, .grid_ndim = 2, .ranks = rank_0, .num_ranks = 0);
GRID(ranks_too_many, .grid_shape = one, .grid_ndim = 2, .ranks = rank_0, .num_ranks = 2);
GRID(ranks_vast, .grid_shape = vast_grid, .grid_ndim = 2, .ranks = rank_0, .num_ranks = 1);
GRID(ranks_beyond_memory, .grid_shape = big_grid, .grid_ndim = 2, .ranks = rank_0, .num_ranks = INT64_C(1) << 40);
GRID(ranks_null, .grid_shape = one, .grid_ndim = 2, .num_ranks = 1);
GRID(rank_beyond, .grid_shape = one, .grid_ndim = 2, .ranks = rank_4711, .num_ranks = 1);
GRID(rank_negative, .grid_shape = one, .grid_ndim = 2, .ranks = rank_minus, .num_ranks = 1);
static const da_distribution_options grid_no_size = {.struct_size = 0};
static const da_distribution_options grid_tiny = {.struct_size = 7};
static const da_distribution_options grid_cut = {.struct_size = 20, .grid_shape = one, .grid_ndim = 2};
static const da_distribution_options grid_vast_size = {.struct_size = UINT64_C(1) << 50};
typedef struct longer {
    da_distribution_options known;
    int64_t more;
} longer;
static const longer later_set = {{.struct_size = sizeof(longer)}, 5};

#define OPTION_MISTAKES \
    BAD(DA_ERR_ARGUMENT, "reserved is 9", PTR(options, &grid_reserved)), \
    BAD(DA_ERR_GRID, "4711 x 1", PTR(options, &grid_too_many)), \
    BAD(DA_ERR_GRID, "extent 0 of grid axis 1", PTR(options, &grid_zero)), \
    BAD(DA_ERR_GRID, "extent -2 of grid axis 0", PTR(options, &grid_minus)), \
    BAD(DA_ERR_GRID, "4611686018427387904", PTR(options, &grid_vast)), \
    BAD(DA_ERR_GRID, "grid_ndim is 33", PTR(options, &grid_33)), \
    BAD(DA_ERR_GRID, "grid_ndim is -1", PTR(options, &grid_minus_axes)), \
    BAD(DA_ERR_GRID, "grid_shape is NULL", PTR(options, &grid_null)), \
    BAD(DA_ERR_GRID, "grid_shape is NULL", PTR(options, &ranks_without_grid)), \
    BAD(DA_ERR_GRID, "num_ranks is -7", PTR(options, &ranks_minus)), \
    BAD(DA_ERR_GRID, "num_ranks is 0, but the grid [1, 1] has 1 positions", PTR(options, &ranks_too_few)), \
    BAD(DA_ERR_GRID, "has 2^63 or more positions", PTR(options, &ranks_vast)), \
    BAD(DA_ERR_GRID, "num_ranks is 2, but the grid [1, 1] has 1 positions", PTR(options, &ranks_too_many)), \
    BAD(DA_ERR_GRID, "1099511627776", PTR(options, &ranks_beyond_memory)), \
    BAD(DA_ERR_NULL, "options.ranks", PTR(options, &ranks_null)), \
    BAD(DA_ERR_GRID, "4711", PTR(options, &rank_beyond)), \
    BAD(DA_ERR_GRID, "rank -1", PTR(options, &rank_negative)), \
    BAD(DA_ERR_ARGUMENT, "struct_size is 0", PTR(options, &grid_no_size)), \
    BAD(DA_ERR_ARGUMENT, "struct_size is 7", PTR(options, &grid_tiny)), \
    BAD(DA_ERR_ARGUMENT, "struct_size is 20", PTR(options, &grid_cut)), \
    BAD(DA_ERR_ARGUMENT, "struct_size is 1125899906842624", PTR(options, &grid_vast_size)), \
    BAD(DA_ERR_ARGUMENT, "byte 40 is set", PTR(options, &later_set)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(options, (const char *)&grid_one + 4)), \
    DIFFERENT("", PTR(options, &grid_one))

#define NDIM_MISTAKES \
    BAD(DA_ERR_SHAPE, "ndim is -1", NUM(ndim, -1)), \
    BAD(DA_ERR_SHAPE, "ndim is 33", NUM(ndim, 33)), \
    BAD(DA_ERR_SHAPE, "ndim is 2147483647", NUM(ndim, INT32_MAX)), \
    BAD(DA_ERR_SHAPE, "ndim is -2147483648", NUM(ndim, INT32_MIN))

#define TEXT(status, word, text) BAD(status, word, PTR(dist, text))

INVOKE(da_distribution_create) {
    return da_distribution_create(v[0].pointer, (int32_t)v[1].number, v[2].pointer, v[3].pointer, v[4].pointer,
                                  (da_distribution **)v[5].pointer);
}
MISTAKES(da_distribution_create) {
    NDIM_MISTAKES,
    BAD(DA_ERR_SHAPE, "-5", PTR(shape, negative)),
    BAD(DA_ERR_SHAPE, "-9223372036854775808", PTR(shape, most_negative)),
    BAD(DA_ERR_OVERFLOW, "4611686018427387904", PTR(shape, huge)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(shape, (const char *)shape + 1)),
    TEXT(DA_ERR_SYNTAX, "UTF-8 at byte 2", not_utf8),
    TEXT(DA_ERR_SYNTAX, "\"x\"", "x,n"),
    TEXT(DA_ERR_SYNTAX, "\"B\"", "B,n"),
    TEXT(DA_ERR_SYNTAX, "\"\"", "b,"),
    TEXT(DA_ERR_SYNTAX, "parenthes", "b(,n"),
    TEXT(DA_ERR_SYNTAX, "parenthes", "b),n"),
    TEXT(DA_ERR_SYNTAX, "parenthes", "b((comm=1)),n"),
    TEXT(DA_ERR_SYNTAX, "behind its parenthesis", "b(comm=1)x,n"),
    TEXT(DA_ERR_SYNTAX, "no number", "c:two,n"),
    TEXT(DA_ERR_SYNTAX, "99999999999999999999", "c:99999999999999999999,n"),
    TEXT(DA_ERR_SYNTAX, "only c takes", "b:3,n"),
    TEXT(DA_ERR_SYNTAX, "nonsense", "b(nonsense=1),n"),
    TEXT(DA_ERR_SYNTAX, "comm", "b(comm=1:2:3),n"),
    TEXT(DA_ERR_SYNTAX, "only b has bounds", "c(bounds=0:6),n"),
    TEXT(DA_ERR_DISTRIBUTION, "3 axes", "b,n,n"),
    TEXT(DA_ERR_DISTRIBUTION, "0 axes", ""),
    TEXT(DA_ERR_DISTRIBUTION, "0", "c:0,n"),
    TEXT(DA_ERR_DISTRIBUTION, "-4", "c:-4,n"),
    TEXT(DA_ERR_DISTRIBUTION, "-1", "b(comm=-1),n"),
    SPREAD(DA_ERR_DISTRIBUTION, "9223372036854775807", PTR(dist, "b(comm=9223372036854775807),n(boundary=1)"),
           PTR(options, &grid_two)),
    TEXT(DA_ERR_DISTRIBUTION, "bounds", "b(bounds=0),n"),
    TEXT(DA_ERR_GRID, "10", "b(bounds=0:1:2:3:4:5:6:6:6:6:6),n"),
    TEXT(DA_ERR_GRID, "4711", "b(over=4711),n"),
    TEXT(DA_ERR_GRID, "-2", "b(over=-2),n"),
    TEXT(DA_ERR_GRID, "", "b(over=0),b(over=0)"),
    TEXT(DA_ERR_GRID, "undistributed", "b,n(over=1)"),
    TEXT(DA_ERR_NOT_SUPPORTED, "unstructured", "u,n"),
    GOOD(PTR(shape, huge_but_empty)),
    GOOD(NUM(ndim, 32), PTR(dist, NULL)),
    GOOD(NUM(ndim, 0), PTR(shape, NULL), PTR(dist, "")),
    DIFFERENT("", PTR(shape, taller)),
    DIFFERENT("", PTR(dist, "c,n")),
    DIFFERENT("", PTR(dist, "n,b")),
    DIFFERENT("", PTR(dist, "b(periodic),n")),
    DIFFERENT("", NUM(ndim, 3), PTR(dist, "b,n,n")),
    OPTION_MISTAKES
};

#define BLOCK(extent, ...) {.size = extent, .kind = DA_KIND_BLOCK, __VA_ARGS__}
#define WHOLE(extent, ...) {.size = extent, .kind = DA_KIND_UNDISTRIBUTED, __VA_ARGS__}
#define CYCLIC(extent, ...) {.size = extent, .kind = DA_KIND_CYCLIC, __VA_ARGS__}
#define DIMS(name, ...) static const da_dim_spec name[2] = {__VA_ARGS__, WHOLE(COLUMNS, .periodic = 0)}
static const int64_t short_bounds[1] = {0};
static const da_dim_spec good_dims[40] = {BLOCK(ROWS, .periodic = 0), WHOLE(COLUMNS, .periodic = 0)};
DIMS(size_minus, BLOCK(-6, .periodic = 0));
DIMS(size_huge, BLOCK(INT64_MAX, .periodic = 0));
DIMS(kind_unknown, {.size = ROWS, .kind = 4711});
DIMS(kind_none, {.size = ROWS});
DIMS(axis_beyond, BLOCK(ROWS, .grid_axis_plus_1 = INT32_MAX));
DIMS(axis_minus, BLOCK(ROWS, .grid_axis_plus_1 = -1));
DIMS(grid_size_minus, BLOCK(ROWS, .grid_size = -3));
DIMS(grid_size_beyond, BLOCK(ROWS, .grid_size = INT64_MAX));
DIMS(block_of_block, BLOCK(ROWS, .block_size = 2));
DIMS(block_minus, CYCLIC(ROWS, .block_size = -2));
DIMS(comm_minus, BLOCK(ROWS, .comm_padding = {-1, 0}));
DIMS(comm_cyclic, CYCLIC(ROWS, .comm_padding = {1, 1}));
DIMS(comm_overflow, BLOCK(ROWS, .comm_padding = {INT64_MAX, INT64_MAX}, .boundary_padding = {1, 0}));
DIMS(boundary_minus, BLOCK(ROWS, .boundary_padding = {0, INT64_MIN}));
DIMS(boundary_overflow, BLOCK(ROWS, .boundary_padding = {INT64_MAX, INT64_MAX}));
DIMS(bounds_null, BLOCK(ROWS, .num_bounds = 2));
DIMS(bounds_minus, BLOCK(ROWS, .bounds = short_bounds, .num_bounds = -1));
DIMS(bounds_short, BLOCK(ROWS, .bounds = short_bounds, .num_bounds = 1));
DIMS(bounds_beyond_memory, BLOCK(ROWS, .bounds = short_bounds, .num_bounds = INT32_MAX));
DIMS(bounds_huge, BLOCK(ROWS, .bounds = short_bounds, .num_bounds = INT64_MAX));
DIMS(bounds_of_cyclic, CYCLIC(ROWS, .bounds = short_bounds, .num_bounds = 1));
DIMS(periodic_2, BLOCK(ROWS, .periodic = 2));
DIMS(periodic_cyclic, CYCLIC(ROWS, .periodic = 1));
DIMS(reserved_set, BLOCK(ROWS, .reserved = {0, 0, 0, 0, 8}));
DIMS(cyclic_dims, CYCLIC(ROWS, .block_size = 1));
/* Unstructured axes: with them the call communicates, so all ranks make these mistakes together. */
#define LABELS(...) {.size = ROWS, .kind = DA_KIND_UNSTRUCTURED, __VA_ARGS__}
static const int64_t ordered[ROWS] = {0, 1, 2, 3, 4, 5}, twice[ROWS] = {9, -4, 7, 9, 1, 0},
                     largest[ROWS] = {4, INT64_MAX, 3, 2, 1, 0};
DIMS(labels_none, LABELS(.num_labels = 0));
DIMS(labels_minus, LABELS(.labels = ordered, .num_labels = -1));
DIMS(labels_huge, LABELS(.labels = ordered, .num_labels = INT64_MAX));
DIMS(labels_null, LABELS(.num_labels = ROWS));
DIMS(labels_odd, LABELS(.labels = (const int64_t *)(const void *)((const char *)ordered + 4), .num_labels = 1));
DIMS(labels_twice, LABELS(.labels = twice, .num_labels = ROWS));
DIMS(labels_largest, LABELS(.labels = largest, .num_labels = ROWS));
DIMS(labels_outside, LABELS(.labels = ordered, .num_labels = ROWS));
DIMS(labels_everywhere, LABELS(.labels = ordered, .num_labels = ROWS, .one_to_one = 1));
DIMS(labels_padded, LABELS(.labels = ordered, .num_labels = ROWS, .comm_padding = {1, 1}));
DIMS(labels_periodic, LABELS(.labels = ordered, .num_labels = ROWS, .periodic = 1));
DIMS(one_to_one_2, LABELS(.labels = ordered, .num_labels = ROWS, .one_to_one = 2));
DIMS(labels_of_block, BLOCK(ROWS, .labels = ordered));
DIMS(label_count_of_block, BLOCK(ROWS, .num_labels = 1));
DIMS(one_to_one_of_block, BLOCK(ROWS, .one_to_one = 1));
static const int64_t wrong_start[2] = {1, ROWS}, falling[3] = {0, ROWS + 3, ROWS};
DIMS(bounds_start, BLOCK(ROWS, .grid_size = 1, .bounds = wrong_start, .num_bounds = 2));
DIMS(bounds_fall, BLOCK(ROWS, .grid_size = 2, .bounds = falling, .num_bounds = 3));

INVOKE(da_distribution_create_dims) {
    return da_distribution_create_dims(v[0].pointer, (int32_t)v[1].number, v[2].pointer, v[3].pointer,
                                       (da_distribution **)v[4].pointer);
}
MISTAKES(da_distribution_create_dims) {
    NDIM_MISTAKES,
    BAD(DA_ERR_SHAPE, "-6", PTR(dims, size_minus)),
    BAD(DA_ERR_OVERFLOW, "9223372036854775807", PTR(dims, size_huge)),
    BAD(DA_ERR_DISTRIBUTION, "kind is 4711", PTR(dims, kind_unknown)),
    BAD(DA_ERR_DISTRIBUTION, "kind is 0", PTR(dims, kind_none)),
    BAD_TOLD(DA_ERR_LABELS, "have 0 labels", PTR(dims, labels_none)),
    BAD_TOLD(DA_ERR_LABELS, "num_labels is -1", PTR(dims, labels_minus)),
    BAD_TOLD(DA_ERR_LABELS, "num_labels is 9223372036854775807", PTR(dims, labels_huge)),
    BAD_TOLD(DA_ERR_NULL, "labels", PTR(dims, labels_null)),
    BAD_TOLD(DA_ERR_ARGUMENT, "aligned", PTR(dims, labels_odd)),
    BAD_TOLD(DA_ERR_LABELS, "label 9 stands twice", PTR(dims, labels_twice)),
    BAD_TOLD(DA_ERR_LABELS, "2^63 - 1", PTR(dims, labels_largest)),
    BAD_TOLD(DA_ERR_DISTRIBUTION, "padding", PTR(dims, labels_padded)),
    BAD_TOLD(DA_ERR_DISTRIBUTION, "wrap around", PTR(dims, labels_periodic)),
    BAD_TOLD(DA_ERR_DISTRIBUTION, "one_to_one is 2", PTR(dims, one_to_one_2)),
    {.status = DA_ERR_LABELS, .word = "not in the process grid", .what = "labels outside the grid",
     .flags = EVERYWHERE_ONLY | NEEDS_RANKS | TELLS, .changes = {PTR(dims, labels_outside), PTR(options, &grid_one)}},
    {.status = DA_ERR_LABELS, .word = "one to one", .what = "labels on all ranks",
     .flags = EVERYWHERE_ONLY | NEEDS_RANKS | TELLS, .changes = {PTR(dims, labels_everywhere)}},
    BAD(DA_ERR_DISTRIBUTION, "labels", PTR(dims, labels_of_block)),
    BAD(DA_ERR_DISTRIBUTION, "labels", PTR(dims, label_count_of_block)),
    BAD(DA_ERR_DISTRIBUTION, "one_to_one", PTR(dims, one_to_one_of_block)),
    BAD(DA_ERR_GRID, "2147483646", PTR(dims, axis_beyond)),
    BAD(DA_ERR_GRID, "-1", PTR(dims, axis_minus)),
    BAD(DA_ERR_GRID, "-3", PTR(dims, grid_size_minus)),
    BAD(DA_ERR_GRID, "9223372036854775807", PTR(dims, grid_size_beyond)),
    BAD(DA_ERR_DISTRIBUTION, "block_size 2", PTR(dims, block_of_block)),
    BAD(DA_ERR_DISTRIBUTION, "-2", PTR(dims, block_minus)),
    BAD(DA_ERR_DISTRIBUTION, "-1", PTR(dims, comm_minus)),
    BAD(DA_ERR_DISTRIBUTION, "padding", PTR(dims, comm_cyclic)),
    SPREAD(DA_ERR_DISTRIBUTION, "9223372036854775807", PTR(dims, comm_overflow), PTR(options, &grid_two)),
    BAD(DA_ERR_DISTRIBUTION, "-9223372036854775808", PTR(dims, boundary_minus)),
    GOOD(PTR(dims, boundary_overflow)),
    BAD(DA_ERR_NULL, "bounds", PTR(dims, bounds_null)),
    BAD(DA_ERR_DISTRIBUTION, "num_bounds is -1", PTR(dims, bounds_minus)),
    BAD(DA_ERR_DISTRIBUTION, "bounds", PTR(dims, bounds_short)),
    BAD(DA_ERR_DISTRIBUTION, "2147483647", PTR(dims, bounds_beyond_memory)),
    BAD(DA_ERR_DISTRIBUTION, "9223372036854775807", PTR(dims, bounds_huge)),
    BAD(DA_ERR_DISTRIBUTION, "bounds", PTR(dims, bounds_of_cyclic)),
    BAD(DA_ERR_DISTRIBUTION, "periodic is 2", PTR(dims, periodic_2)),
    BAD(DA_ERR_DISTRIBUTION, "cyclic", PTR(dims, periodic_cyclic)),
    BAD(DA_ERR_ARGUMENT, "reserved", PTR(dims, reserved_set)),
    BAD(DA_ERR_DISTRIBUTION, "bound", PTR(dims, bounds_start), PTR(options, &grid_one)),
    SPREAD(DA_ERR_DISTRIBUTION, "bound", PTR(dims, bounds_fall), PTR(options, &grid_two)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(dims, (const char *)good_dims + 2)),
    DIFFERENT("", PTR(dims, cyclic_dims)),
    OPTION_MISTAKES
};

/* ---- Dictionaries that lie --------------------------------------------------------------------- */

static void size_lies(world *w) { w->dims[0].size = ROWS + 100; }
static void size_negative(world *w) { w->dims[0].size = -6; }
static void stop_lies(world *w) { w->dims[0].stop -= 1; }
static void stop_huge(world *w) { w->dims[0].stop = INT64_MAX; }
static void start_least(world *w) { w->dims[0].start = INT64_MIN; }
static void grid_lies(world *w) { w->dims[0].proc_grid_size += 1; }
static void grid_huge(world *w) { w->dims[0].proc_grid_size = INT64_MAX; }
static void rank_lies(world *w) { w->dims[0].proc_grid_rank = w->dims[0].proc_grid_size; }
static void padding_negative(world *w) { w->dims[0].padding[0] = -1; }
static void padding_huge(world *w) { w->dims[0].padding[0] = w->dims[0].padding[1] = INT64_MAX; }
static void periodic_3(world *w) { w->dims[0].periodic = 3; }
static void type_n(world *w) { w->dims[0].dist_type = 'n'; }
static void labels_like(world *w, const int64_t *labels, int64_t count) {
    w->dims[0].dist_type = 'u';
    w->dims[0].num_indices = count;
    w->dims[0].indices = labels;
    w->dims[0].start = w->dims[0].stop = 0;
}
/* On all ranks: the same labels everywhere, more than the extent, and declared one to one. On one: another type. */
static void labels_spread(world *w) {
    labels_like(w, ordered, ROWS);
    w->dims[0].one_to_one = 1;
}
static void label_twice(world *w) { labels_like(w, twice, ROWS); }
static void label_largest(world *w) { labels_like(w, largest, ROWS); }
static void indices_of_block(world *w) { w->dims[0].num_indices = 3; }
static void reserved_of_dims(world *w) { w->dims[1].reserved2[1] = 1; }
static void block_size_of_block(world *w) { w->dims[0].block_size = 2; }

INVOKE(da_distribution_from_dim_data) {
    return da_distribution_from_dim_data(v[0].pointer, (int32_t)v[1].number, v[2].pointer,
                                         (da_distribution **)v[3].pointer);
}
#define LIE(word, function) BAD(DA_ERR_PROTOCOL, word, SPOIL(dims, function))
MISTAKES(da_distribution_from_dim_data) {
    NDIM_MISTAKES,
    LIE("size", size_lies), LIE("-6", size_negative), LIE("stop", stop_lies),
    LIE("9223372036854775807", stop_huge), LIE("-9223372036854775808", start_least),
    LIE("proc_grid_size", grid_lies), LIE("9223372036854775807", grid_huge), LIE("proc_grid_rank", rank_lies),
    LIE("padding", padding_negative), LIE("padding", padding_huge), LIE("periodic", periodic_3),
    LIE("dist_type", type_n), LIE("indices", indices_of_block), LIE("reserved", reserved_of_dims),
    LIE("block_size", block_size_of_block),
    LIE("indices = 9", label_twice),
    BAD(DA_ERR_LABELS, "2^63 - 1", SPOIL(dims, label_largest)),
    SPREAD(DA_ERR_PROTOCOL, "axis 0", SPOIL(dims, labels_spread)),
    DIFFERENT("`ndim`: 2 and 1", NUM(ndim, 1)),
};

/* ---- Distributions from others ----------------------------------------------------------------- */

static const int32_t both[33] = {0, 1}, one_axis[1] = {0}, named_twice[2] = {1, 1},
                     beyond[2] = {0, 2}, before[2] = {0, -3};
static const int64_t flat_shape[1] = {ROWS * COLUMNS}, higher[3] = {2, ROWS, COLUMNS};

#define NAXES_MISTAKES \
    BAD(DA_ERR_AXIS, "naxes is -1", NUM(naxes, -1)), \
    BAD(DA_ERR_AXIS, "naxes is 33", NUM(naxes, 33)), \
    BAD(DA_ERR_AXIS, "axis 1 stands twice", PTR(axes, named_twice)), \
    BAD(DA_ERR_AXIS, "axis 2", PTR(axes, beyond)), \
    BAD(DA_ERR_AXIS, "axis -3", PTR(axes, before)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(axes, (const char *)both + 2)), \
    BAD(DA_ERR_NULL, "axes", PTR(axes, NULL)), \
    DIFFERENT("axes", NUM(naxes, 0), PTR(axes, NULL)), \
    DIFFERENT("", OBJ(dist, turned))
#define SHAPE_MISTAKES \
    NDIM_MISTAKES, \
    BAD(DA_ERR_SHAPE, "-5", PTR(shape, negative)), \
    BAD(DA_ERR_OVERFLOW, "4611686018427387904", PTR(shape, huge)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(shape, (const char *)shape + 1)), \
    BAD(DA_ERR_SHAPE, "30", NUM(ndim, 1), PTR(shape, flat_shape))

INVOKE(da_distribution_transpose) {
    return da_distribution_transpose(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_distribution **)v[3].pointer);
}
INVOKE(da_distribution_replicate) {
    return da_distribution_replicate(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_distribution **)v[3].pointer);
}
INVOKE(da_distribution_reduce) {
    return da_distribution_reduce(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (int32_t)v[3].number,
                                  (da_distribution **)v[4].pointer);
}
INVOKE(da_distribution_like) {
    return da_distribution_like(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (da_distribution **)v[3].pointer);
}
INVOKE(da_distribution_broadcast_to) {
    return da_distribution_broadcast_to(v[0].pointer, (int32_t)v[1].number, v[2].pointer,
                                        (da_distribution **)v[3].pointer);
}
MISTAKES(da_distribution_transpose) {
    NAXES_MISTAKES,
    BAD(DA_ERR_ARGUMENT, "2 axes", NUM(naxes, 1), PTR(axes, one_axis))
};
MISTAKES(da_distribution_replicate) { NAXES_MISTAKES };
MISTAKES(da_distribution_reduce) {
    NAXES_MISTAKES,
    BAD(DA_ERR_ARGUMENT, "flags is 0x4", NUM(flags, 4)),
    BAD(DA_ERR_ARGUMENT, "flags is 0xffffffff", NUM(flags, -1)),
    DIFFERENT("flags", NUM(flags, DA_REDUCE_TO_FIRST))
};
MISTAKES(da_distribution_like) {
    SHAPE_MISTAKES,
    BAD(DA_ERR_SHAPE, "2 x 6 x 5", NUM(ndim, 3), PTR(shape, higher)),
    DIFFERENT("", PTR(shape, taller))
};
MISTAKES(da_distribution_broadcast_to) {
    SHAPE_MISTAKES,
    BAD(DA_ERR_SHAPE, "7 x 5", PTR(shape, taller)),
    DIFFERENT("", NUM(ndim, 3), PTR(shape, higher))
};

INVOKE(da_distribution_context) { return da_distribution_context(v[0].pointer, (da_context **)v[1].pointer); }
INVOKE(da_distribution_free) { return da_distribution_free((da_distribution **)v[0].pointer); }

static const entry entries[] = {
    ENTRY(da_distribution_create, 's', DA_OK, "C ctx, n ndim, p shape, q dist, q options, Y out", GIVEN, NUMBER(2),
          AT(shape), AT(block), AT(NULL)),
    ENTRY(da_distribution_create_dims, 's', DA_OK, "C ctx, n ndim, p dims, q options, Y out", GIVEN, NUMBER(2),
          AT(good_dims), AT(NULL)),
    ENTRY(da_distribution_from_dim_data, 'c', DA_ERR_MPI_STATE, "C ctx, n ndim, L dims, Y out", GIVEN, NUMBER(2)),
    ENTRY(da_distribution_transpose, 's', DA_OK, "D dist, n naxes, p axes, Y out", GIVEN, NUMBER(2), AT(both)),
    ENTRY(da_distribution_replicate, 's', DA_OK, "D dist, n naxes, p axes, Y out", GIVEN, NUMBER(2), AT(both)),
    ENTRY(da_distribution_reduce, 's', DA_OK, "D dist, n naxes, p axes, n flags, Y out", GIVEN, NUMBER(2), AT(both),
          NUMBER(0)),
    ENTRY(da_distribution_like, 's', DA_OK, "D dist, n ndim, p shape, Y out", GIVEN, NUMBER(2), AT(shape)),
    ENTRY(da_distribution_broadcast_to, 's', DA_OK, "D dist, n ndim, p shape, Y out", GIVEN, NUMBER(2), AT(shape)),
    PLAIN(da_distribution_context, 'l', DA_OK, "D dist, X out"),
    PLAIN(da_distribution_free, 'l', DA_OK, "G dist"),
};
const table distribution_table = {entries, COUNT(entries)};
