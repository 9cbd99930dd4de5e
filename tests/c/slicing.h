/* A slow second opinion on slices: what Python's rules select, worked out from the text entry by entry, and
 * where a layout (oracle.h) stores it. */
#ifndef DISTARRAY_TESTS_SLICING_H
#define DISTARRAY_TESTS_SLICING_H

#include <stdlib.h>

#include "fixture.h"
#include "layouts.h"

enum { PICKS_MAX = 2 * ORACLE_MAX };

/* What a text selects: picks[k] is for the next axis of the base, or for a new axis. */
typedef struct pick {
    char kind; /* r range, i index, n new axis */
    int64_t start, step, count;
} pick;

typedef struct picks {
    int count;
    pick list[PICKS_MAX];
} picks;

/* Reads an integer, if there is one. */
static inline int read_number(const char **text, int64_t *number) {
    char *end;
    const long long value = strtoll(*text, &end, 10);
    if (end == *text) return 0;
    *text = end;
    *number = value;
    return 1;
}

static inline const char *skip_blanks(const char *text) { return text + strspn(text, " "); }

/* Python's slice.indices(size), and the indices counted by walking over them. */
static inline pick range_of(int64_t size, const int has[3], const int64_t given[3]) {
    pick p = {'r', 0, has[2] ? given[2] : 1, 0};
    const int64_t lower = p.step < 0 ? -1 : 0, upper = p.step < 0 ? size - 1 : size;
    int64_t bounds[2] = {p.step < 0 ? upper : lower, p.step < 0 ? lower : upper};
    for (int k = 0; k < 2; k++) {
        if (!has[k]) continue;
        bounds[k] = given[k] < 0 ? given[k] + size : given[k];
        if (bounds[k] < lower) bounds[k] = lower;
        if (bounds[k] > upper) bounds[k] = upper;
    }
    p.start = bounds[0];
    for (int64_t i = bounds[0]; p.step < 0 ? i > bounds[1] : i < bounds[1]; i += p.step) p.count++;
    return p;
}

static inline pick whole_of(int64_t size) {
    const pick p = {'r', 0, 1, size};
    return p;
}

static inline int count_named(const char *text) {
    int named = 0;
    for (text = skip_blanks(text); *text;) {
        if (strncmp(text, "...", 3) != 0 && *text != 'N' && *text != 'n') named++;
        while (*text && *text != ',') text++;
        if (*text) text = skip_blanks(text + 1);
    }
    return named;
}

/* What `text` selects of a shape; 0 where NumPy has an IndexError. */
static inline int picks_read(picks *p, const char *text, int32_t ndim, const int64_t *shape) {
    const int named = count_named(text);
    int32_t axis = 0;
    p->count = 0;
    if (named > ndim) return 0;
    for (text = skip_blanks(text); *text;) {
        pick *next = &p->list[p->count];
        int has[3] = {0, 0, 0}, colons = 0;
        int64_t given[3] = {0, 0, 0};
        if (strncmp(text, "...", 3) == 0) {
            for (int32_t k = 0; k < ndim - named; k++) p->list[p->count++] = whole_of(shape[axis++]);
        } else if (*text == 'N' || *text == 'n') {
            next->kind = 'n';
            p->count++;
        } else {
            while (*text && *text != ',') {
                has[colons] = read_number(&text, &given[colons]);
                text = skip_blanks(text);
                if (*text == ':') colons++, text = skip_blanks(text + 1);
            }
            if (colons) {
                *next = range_of(shape[axis], has, given);
            } else {
                next->kind = 'i';
                next->start = given[0] < 0 ? given[0] + shape[axis] : given[0];
                if (next->start < 0 || next->start >= shape[axis]) return 0;
            }
            p->count++;
            axis++;
        }
        while (*text && *text != ',') text++;
        if (*text) text = skip_blanks(text + 1);
    }
    while (axis < ndim) p->list[p->count++] = whole_of(shape[axis++]);
    return 1;
}

static inline int32_t picks_shape(const picks *p, int64_t *shape) {
    int32_t ndim = 0;
    for (int k = 0; k < p->count; k++) {
        if (p->list[k].kind == 'i') continue;
        shape[ndim++] = p->list[k].kind == 'n' ? 1 : p->list[k].count;
    }
    return ndim;
}

/* The element of the base that element `index` of the selection is. */
static inline void picks_base(const picks *p, const int64_t *index, int64_t *base) {
    for (int k = 0; k < p->count; k++) {
        const pick *e = &p->list[k];
        if (e->kind == 'n') index++;
        else *base++ = e->kind == 'i' ? e->start : e->start + *index++ * e->step;
    }
}

/* All of the axis as it is: it keeps its padding. */
static inline int pick_is_whole(const pick *e, int64_t size) {
    return e->kind == 'r' && e->count == size && (size < 2 || (e->start == 0 && e->step == 1));
}

/* Do the picked elements lie at equal distances in what each part of an axis stores? */
static inline int pick_is_strided(const pick *e, const oracle_axis *a, int64_t parts) {
    if (e->kind != 'r') return 1;
    for (int64_t c = 0; c < parts; c++) {
        int64_t places[3] = {0, 0, 0}, found = 0;
        for (int64_t k = 0; k < e->count; k++) {
            const int64_t g = e->start + k * e->step;
            if (axis_owner(a, parts, g) != c) continue;
            places[found % 3] = axis_stored_below(a, parts, c, g);
            if (++found >= 3 && places[(found - 1) % 3] - places[(found - 2) % 3] !=
                                    places[(found - 2) % 3] - places[(found - 3) % 3])
                return 0;
        }
    }
    return 1;
}

static inline int picks_strided(const picks *p, const oracle *o) {
    int axis = 0;
    for (int k = 0; k < p->count; k++) {
        if (p->list[k].kind == 'n') continue;
        if (!pick_is_strided(&p->list[k], &o->axes[axis], oracle_parts(o, axis))) return 0;
        axis++;
    }
    return 1;
}

/* Does a rank hold any section of the selection: is it where all indexed elements are owned? */
static inline int picks_member(const picks *p, const oracle *o, int32_t rank) {
    int64_t coords[ORACLE_MAX];
    int axis = 0;
    if (!oracle_coords(o, rank, coords)) return 0;
    for (int k = 0; k < p->count; k++) {
        if (p->list[k].kind == 'n') continue;
        if (p->list[k].kind == 'i' &&
            axis_owner(&o->axes[axis], oracle_parts(o, axis), p->list[k].start) != oracle_part(o, axis, coords))
            return 0;
        axis++;
    }
    return 1;
}

/* Does a rank store an element of the selection: owned, or as padding along an axis that is whole? */
static inline int picks_stores(const picks *p, const oracle *o, int32_t rank, const int64_t *base) {
    int64_t coords[ORACLE_MAX];
    int axis = 0;
    if (!picks_member(p, o, rank)) return 0;
    oracle_coords(o, rank, coords);
    for (int k = 0; k < p->count; k++) {
        if (p->list[k].kind == 'n') continue;
        const oracle_axis *a = &o->axes[axis];
        const int64_t parts = oracle_parts(o, axis), part = oracle_part(o, axis, coords);
        if (pick_is_whole(&p->list[k], a->size) ? !axis_stores(a, parts, part, base[axis])
                                                : axis_owner(a, parts, base[axis]) != part)
            return 0;
        axis++;
    }
    return 1;
}

/* A number for every element of a shape. */
static inline int64_t number_of(int32_t ndim, const int64_t *shape, const int64_t *index) {
    int64_t number = 0;
    for (int32_t k = 0; k < ndim; k++) number = number * shape[k] + index[k];
    return number + 1;
}

static inline void store_number(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const int64_t number = number_of(local->ndim, (const int64_t *)user, global);
    memcpy(element_at(local, index), &number, sizeof number);
}

/* Sets every stored element of an int64 array to its number. */
static inline void set_numbers(const da_array *a, int64_t *shape) {
    each_element(a, DA_ACCESS_WRITE, store_number, shape);
}

#endif /* DISTARRAY_TESTS_SLICING_H */
