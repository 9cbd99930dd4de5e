/* A serial second opinion on scans: small whole numbers that belong to global indices, and what those up
 * to an index come to, found by walking over them. */
#ifndef DISTARRAY_TESTS_SCANS_H
#define DISTARRAY_TESTS_SCANS_H

#include "whole.h"

typedef enum scan_kind { SUM, PRODUCT, LEAST, MOST, ALL_TRUE, ANY_TRUE, ODD_TRUE, BITS_AND, BITS_OR, BITS_XOR } scan_kind;

typedef da_status (*scan_form)(const da_array *, int32_t, int32_t, da_array **);

/* A function by its number and, where it has one, by its name. */
typedef struct scan {
    scan_kind kind;
    int32_t number;
    scan_form by_name;
} scan;

static const scan scans[] = {
    {SUM, 101, da_cumsum},
    {SUM, 101, da_nancumsum},
    {PRODUCT, 103, da_cumprod},
    {PRODUCT, 103, da_nancumprod},
    {MOST, 114, da_maximum_accumulate},
    {LEAST, 115, da_minimum_accumulate},
    {MOST, 116, NULL}, /* fmax */
    {LEAST, 117, NULL}, /* fmin */
    {ALL_TRUE, 129, da_logical_and_accumulate},
    {ANY_TRUE, 130, da_logical_or_accumulate},
    {ODD_TRUE, 131, da_logical_xor_accumulate},
    {BITS_AND, 124, NULL},
    {BITS_OR, 125, NULL},
    {BITS_XOR, 126, NULL},
};

enum { SCANS = sizeof scans / sizeof scans[0] };

static inline int is_bitwise(scan_kind kind) { return kind >= BITS_AND; }
static inline int is_logical(scan_kind kind) { return kind >= ALL_TRUE && kind <= ODD_TRUE; }
static inline int without_sign(int32_t t) { return t >= DA_UINT8 && t <= DA_UINT64; }

/* The dtype that NumPy gives a scan of this one. */
static inline int32_t scan_dtype(scan_kind kind, int32_t t) {
    if (is_logical(kind)) return DA_BOOL;
    if (kind > PRODUCT || is_float(t) || is_complex(t)) return t;
    return without_sign(t) ? DA_UINT64 : DA_INT64;
}

/* The element at a global index: of few bits, of both signs where the dtype has them; factors are such that
 * no product of 100 is inexact. */
static inline int64_t scan_element(scan_kind kind, int32_t dtype, int32_t ndim, const int64_t *global) {
    const int64_t v = ((value_at(ndim, global) - 1) % 9 + 9) % 9 + 1; /* of 32 axes it may be negative */
    if (dtype == DA_BOOL) return kind == ALL_TRUE || kind == BITS_AND ? v != 5 : kind == ANY_TRUE ? v == 5 : v > 4;
    if (kind == PRODUCT) return v == 3 ? 2 : v % 2 && !without_sign(dtype) ? -1 : 1;
    if (kind == ALL_TRUE) return v == 7 ? 0 : v;
    if (kind == ANY_TRUE) return v == 7;
    if (kind == ODD_TRUE) return v % 3;
    if (is_bitwise(kind)) return kind == BITS_AND ? 127 - (1 << v % 7) : 1 << v % 7;
    return without_sign(dtype) ? v : v - 5;
}

/* What two numbers come to; integers wrap. */
static inline int64_t scan_join(scan_kind kind, int64_t x, int64_t y) {
    switch (kind) {
    case SUM: return (int64_t)((uint64_t)x + (uint64_t)y);
    case PRODUCT: return (int64_t)((uint64_t)x * (uint64_t)y);
    case LEAST: return x < y ? x : y;
    case MOST: return x > y ? x : y;
    case ALL_TRUE: return x && y;
    case ANY_TRUE: return x || y;
    case ODD_TRUE: return !x != !y;
    case BITS_AND: return x & y;
    case BITS_OR: return x | y;
    default: return x ^ y;
    }
}

/* What is written and compared. */
typedef struct scan_task {
    scan_kind kind;
    int32_t dtype;       /* of the operand */
    int32_t ndim;        /* of the operand */
    const int64_t *shape;
    int32_t axis;        /* DA_ALL_AXES: in C order */
    int64_t compared, wrong;
} scan_task;

/* What the elements up to an index come to, as a whole number and in floating point. */
static inline number scan_expected(const scan_task *task, const int64_t *global) {
    int64_t index[ORACLE_MAX] = {0}, steps;
    number sum = {0, 0, 0, 0};
    if (task->axis == DA_ALL_AXES) steps = global[0];
    else {
        memcpy(index, global, sizeof index);
        steps = global[task->axis];
        index[task->axis] = 0;
    }
    for (int64_t k = 0; k <= steps; k++) {
        int64_t x = scan_element(task->kind, task->dtype, task->ndim, index);
        if (is_logical(task->kind)) x = x != 0;
        sum.i = k == 0 ? x : scan_join(task->kind, sum.i, x);
        sum.re = k == 0 ? (double)x : task->kind == PRODUCT ? sum.re * (double)x : (double)sum.i;
        if (task->axis == DA_ALL_AXES) next_index(task->ndim, task->shape, index);
        else index[task->axis]++;
    }
    return sum;
}

static inline void scan_fill(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    const scan_task *task = user;
    const int64_t x = scan_element(task->kind, task->dtype, task->ndim, global);
    const int64_t imaginary = task->kind == SUM ? 2 * x : 0;
    /* Communication padding is counted by nobody. */
    if (is_owned(local, index)) store(local->dtype, element_at(local, index), x, imaginary);
    else store(local->dtype, element_at(local, index), 99, 99);
}

static inline void scan_compare(const da_local *local, const int64_t *index, const int64_t *global, void *user) {
    scan_task *task = user;
    if (!is_owned(local, index)) return;
    const number expected = scan_expected(task, global), got = load(local->dtype, element_at(local, index));
    int right;
    if (is_float(local->dtype) || is_complex(local->dtype)) {
        const int turned = is_complex(task->dtype) && task->kind == SUM;
        right = got.re == expected.re && got.im == (turned && is_complex(local->dtype) ? 2 * expected.re : 0);
    } else {
        char bytes[16];
        store(local->dtype, bytes, expected.i, 0);
        right = memcmp(bytes, element_at(local, index), item_size(local->dtype)) == 0;
    }
    task->compared++;
    task->wrong += !right;
    if (!right && task->wrong == 1)
        fprintf(stderr, "kind %d dtype %d axis %d index %" PRId64 ": got %g, expected %g\n", (int)task->kind,
                (int)task->dtype, (int)task->axis, global[0], got.re, expected.re);
}

/* The result of a scan has the dtype and every element that it should. */
static inline void check_scan(const da_array *out, scan_task task, int32_t dtype) {
    int32_t got = -1;
    CHECK_OR_QUIT(out != NULL);
    CHECK_OK(da_array_dtype(out, &got));
    CHECK_EQ_I64(got, dtype);
    each_element(out, DA_ACCESS_READ, scan_compare, &task);
    CHECK_EQ_I64(task.wrong, 0);
}

/* Do two arrays lie alike? */
static inline int same_layout(const da_array *a, const da_array *b) {
    da_distribution *mine = NULL, *theirs = NULL;
    uint64_t fingerprints[2] = {0, 1};
    CHECK_OK(da_array_distribution(a, &mine));
    CHECK_OK(da_array_distribution(b, &theirs));
    CHECK_OK(da_distribution_fingerprint(mine, &fingerprints[0]));
    CHECK_OK(da_distribution_fingerprint(theirs, &fingerprints[1]));
    CHECK_OK(da_distribution_free(&mine));
    CHECK_OK(da_distribution_free(&theirs));
    return fingerprints[0] == fingerprints[1];
}

#endif /* DISTARRAY_TESTS_SCANS_H */
