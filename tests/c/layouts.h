/* A catalogue of layouts for any number of ranks: each as the oracle's description and, where the
 * grid is the one that an explicit option asks for, as the text that says the same. */
#ifndef DISTARRAY_TESTS_LAYOUTS_H
#define DISTARRAY_TESTS_LAYOUTS_H

#include "oracle.h"

typedef struct layout {
    oracle o;
    char text[512];
    int64_t bounds[70];
    int32_t ranks[64];
} layout;

/* Adds an axis: kind, size, grid axis (-1 for none). */
static inline oracle_axis *add_axis(layout *l, char kind, int64_t size, int grid_axis) {
    oracle_axis *a = &l->o.axes[l->o.ndim++];
    const size_t used = strlen(l->text);
    memset(a, 0, sizeof *a);
    a->kind = kind;
    a->size = size;
    a->grid_axis = grid_axis;
    a->block = kind == 'c' ? 1 : 0;
    snprintf(l->text + used, sizeof l->text - used, "%s%c", used ? "," : "", kind);
    return a;
}

static inline void more_text(layout *l, const char *text) {
    strncat(l->text, text, sizeof l->text - strlen(l->text) - 1);
}

static inline void set_grid(layout *l, int32_t ndim, int64_t g0, int64_t g1, int64_t g2) {
    l->o.grid_ndim = ndim;
    l->o.grid[0] = g0;
    l->o.grid[1] = g1;
    l->o.grid[2] = g2;
}

/* Paddings of the last axis that was added, in both forms. */
static inline void set_padding(layout *l, const int64_t comm[2], const int64_t boundary[2], int periodic) {
    oracle_axis *a = &l->o.axes[l->o.ndim - 1];
    char words[120];
    for (int side = 0; side < 2; side++) {
        a->comm[side] = comm[side];
        a->boundary[side] = boundary[side];
    }
    a->periodic = periodic;
    snprintf(words, sizeof words, "(comm=%d:%d boundary=%d:%d%s)", (int)comm[0], (int)comm[1], (int)boundary[0],
             (int)boundary[1], periodic ? " periodic" : "");
    more_text(l, words);
}

/* Irregular blocks of the last axis: widths[k % count] each; sets the axis' size too. */
static inline void set_widths(layout *l, int64_t parts, const int64_t *widths, int count) {
    oracle_axis *a = &l->o.axes[l->o.ndim - 1];
    char word[32];
    l->bounds[0] = 0;
    more_text(l, "(bounds=0");
    for (int64_t k = 0; k < parts; k++) {
        l->bounds[k + 1] = l->bounds[k] + widths[k % count];
        snprintf(word, sizeof word, ":%d", (int)l->bounds[k + 1]);
        more_text(l, word);
    }
    more_text(l, ")");
    a->bounds = l->bounds;
    a->size = l->bounds[parts];
}

static inline void set_block(layout *l, int64_t width) {
    char word[16];
    l->o.axes[l->o.ndim - 1].block = width;
    snprintf(word, sizeof word, ":%d", (int)width);
    more_text(l, word);
}

static inline void set_over(layout *l, int axis, int grid_axis) {
    char word[24];
    l->o.axes[axis].grid_axis = grid_axis;
    snprintf(word, sizeof word, "(over=%d)", grid_axis);
    more_text(l, word);
}

/* A factor of p for two-dimensional grids. */
static inline int64_t half_of(int32_t p) { return p % 2 == 0 ? p / 2 : p; }

static inline void layout_one_axis(layout *l, int which, int32_t p) {
    static const int64_t none[2] = {0, 0}, one[2] = {1, 1}, wide[2] = {2, 1}, edge[2] = {4, 1}, left[2] = {3, 0};
    static const int64_t widths[] = {3, 1, 4, 2}, holes[] = {0, 3, 0, 0, 2}, empty_end[] = {2, 3, 0};
    set_grid(l, 1, p, 0, 0);
    switch (which) {
    case 0: add_axis(l, 'b', 11, 0); break;
    case 1: add_axis(l, 'c', 11, 0); break;
    case 2: add_axis(l, 'c', 29, 0); set_block(l, 3); break;
    case 3: add_axis(l, 'b', 0, 0); set_widths(l, p, widths, 4); break;
    case 4: add_axis(l, 'b', 0, 0); set_widths(l, p, holes, 5); break;
    case 5: add_axis(l, 'b', 5 * p, 0); set_padding(l, one, one, 0); break;
    case 6: add_axis(l, 'b', 5 * p, 0); set_padding(l, none, edge, 1); break;
    case 7: add_axis(l, 'b', 5 * p - 1, 0); set_padding(l, p == 1 ? none : one, left, 1); break;
    case 8: add_axis(l, 'b', p / 2, 0); break; /* more ranks than elements */
    case 9: add_axis(l, 'b', 0, 0); break;
    case 10: add_axis(l, 'c', 0, 0); set_block(l, 4); break;
    case 11: add_axis(l, 'c', 7, 0); set_block(l, 9); break; /* one block wider than the axis */
    case 12: add_axis(l, 'n', 6, -1); break;                  /* a replica on every rank */
    case 13: add_axis(l, 'b', 5 * p, 0); set_padding(l, wide, none, 0); break; /* other widths per side */
    default: add_axis(l, 'b', 0, 0); set_widths(l, p, empty_end, 3); break;
    }
}

static inline void layout_more_axes(layout *l, int which, int32_t p) {
    static const int64_t one[2] = {1, 1}, none[2] = {0, 0}, edge[2] = {1, 2};
    static const int64_t widths[] = {2, 0, 4};
    const int64_t h = half_of(p), q = p / h;
    set_grid(l, 2, h, q, 0);
    switch (which) {
    case 0: add_axis(l, 'b', 7, 0); add_axis(l, 'b', 5, 1); break;
    case 1: add_axis(l, 'c', 9, 0); set_block(l, 2); add_axis(l, 'c', 4, 1); break;
    case 2: /* array axes take the grid's axes the other way round */
        add_axis(l, 'b', 5, 1); set_over(l, 0, 1); add_axis(l, 'c', 8, 0); set_over(l, 1, 0); break;
    case 3: add_axis(l, 'b', 7, 0); add_axis(l, 'n', 3, -1); break; /* replicas along grid axis 1 */
    case 4: add_axis(l, 'n', 3, -1); add_axis(l, 'b', 5, 1); break; /* replicas along grid axis 0 */
    case 5: /* both axes padded: corners too */
        add_axis(l, 'b', 3 * h, 0); set_padding(l, one, edge, 0);
        add_axis(l, 'b', 3 * q, 1); set_padding(l, one, none, 1); break;
    case 6: /* a grid over all ranks, in reverse */
        for (int32_t r = 0; r < p; r++) l->ranks[r] = p - 1 - r;
        l->o.ranks = l->ranks;
        add_axis(l, 'b', 6, 0); add_axis(l, 'b', 4, 1); break;
    case 7: /* a grid over all but one rank, rotated */
        set_grid(l, 2, p > 1 ? p - 1 : 1, 1, 0);
        for (int32_t r = 0; r < (p > 1 ? p - 1 : 1); r++) l->ranks[r] = (r + 1) % p;
        l->o.ranks = l->ranks;
        add_axis(l, 'c', 9, 0); add_axis(l, 'n', 2, -1); break;
    case 8: /* the first rank alone, without a list */
        set_grid(l, 2, 1, 1, 0);
        add_axis(l, 'b', 4, 0); add_axis(l, 'b', 3, 1); break;
    case 9: add_axis(l, 'n', 4, -1); add_axis(l, 'c', 0, 1); set_over(l, 1, 1); break;
    case 10: /* three axes, all kinds */
        set_grid(l, 3, q, 1, h);
        add_axis(l, 'c', 5, 0); set_block(l, 2);
        add_axis(l, 'n', 3, -1);
        add_axis(l, 'b', 0, 2); set_widths(l, h, widths, 3); break;
    case 11: set_grid(l, 1, p, 0, 0); break; /* no axes: one element, replicated */
    case 12: set_grid(l, 0, 0, 0, 0); break; /* no axes and no grid: one element, on rank 0 */
    default: /* 32 axes, two of them with more than one element and one distributed */
        set_grid(l, 1, p, 0, 0);
        for (int k = 0; k < 32; k++) add_axis(l, k == 17 ? 'b' : 'n', k == 17 ? 5 : k == 3 ? 2 : 1, k == 17 ? 0 : -1);
        break;
    }
}

enum { LAYOUTS_ONE = 15, LAYOUTS_MORE = 14, LAYOUTS = LAYOUTS_ONE + LAYOUTS_MORE };

/* Layout number `which` of LAYOUTS, for a context of p ranks. */
static inline void layout_make(layout *l, int which, int32_t p) {
    memset(l, 0, sizeof *l);
    l->o.num_ranks = p;
    if (which < LAYOUTS_ONE) layout_one_axis(l, which, p);
    else layout_more_axes(l, which - LAYOUTS_ONE, p);
}

/* The options that name the layout's grid; they point into the layout. */
static inline da_distribution_options layout_options(const layout *l) {
    da_distribution_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = l->o.grid;
    options.grid_ndim = l->o.grid_ndim;
    options.ranks = l->o.ranks;
    options.num_ranks = l->o.ranks ? count_of(l->o.grid_ndim, l->o.grid) : 0;
    return options;
}

/* Can the protocol say it: no padding whose width differs between the two sides of a cut? */
static inline int layout_in_protocol(const layout *l) {
    for (int32_t k = 0; k < l->o.ndim; k++)
        if (l->o.axes[k].comm[0] != l->o.axes[k].comm[1]) return 0;
    return 1;
}

#endif /* DISTARRAY_TESTS_LAYOUTS_H */
