/* The bad-input table: scalars, dtypes, errors, the library. Functions that can not fail are called
 * with their extremes: what they return shows in the status. */
#include "bad_input.h"

#include <math.h>
#include <string.h>

/* What the pure functions are judged by. */
enum { WRONG = 4711 };
static da_status verdict(int right) { return right ? DA_OK : WRONG; }

static da_status has_real(da_value made, double expected) {
    double x = 0;
    const da_status status = da_value_f64(made, &x);
    return status == DA_OK ? verdict(x == expected || (x != x && expected != expected)) : status;
}

static da_status has_integer(da_value made, int64_t expected) {
    int64_t i = 0;
    const da_status status = da_value_i64(made, &i);
    return status == DA_OK ? verdict(i == expected) : status;
}

static da_status has_parts(da_value made, double re, double im) {
    double x = 0, y = 0;
    const da_status status = da_value_c128(made, &x, &y);
    return status == DA_OK ? verdict(x == re && (y == im || (y != y && im != im))) : status;
}

#define REAL_MAKER(function, type) \
    INVOKE(function) { return has_real(function(*(const type *)v[0].pointer), *(const type *)v[0].pointer); }
#define INTEGER_MAKER(function, type) \
    INVOKE(function) { return has_integer(function((type)v[0].number), (type)v[0].number); } \
    MISTAKES(function) { GOOD(NUM(x, INT64_MIN)), GOOD(NUM(x, INT64_MAX)), GOOD(NUM(x, 0)), GOOD(NUM(x, -1)) };
#define PARTS_MAKER(function, type) \
    INVOKE(function) { \
        const type *x = v[0].pointer, *y = v[1].pointer; \
        return has_parts(function(*x, *y), *x, *y); \
    }

static const double plain = 1.5, largest = 1.7976931348623157e308, tiniest = 5e-324, infinite = INFINITY,
                    negative = -INFINITY, no_number = NAN;
static const float plain_f = 1.5f, largest_f = 3.4028234e38f, infinite_f = -INFINITY, no_number_f = NAN;
#define DOUBLES(parameter) \
    GOOD(PTR(parameter, &largest)), GOOD(PTR(parameter, &tiniest)), GOOD(PTR(parameter, &infinite)), \
    GOOD(PTR(parameter, &negative)), GOOD(PTR(parameter, &no_number))
#define FLOATS(parameter) \
    GOOD(PTR(parameter, &largest_f)), GOOD(PTR(parameter, &infinite_f)), GOOD(PTR(parameter, &no_number_f))

REAL_MAKER(da_real, double)
REAL_MAKER(da_f64, double)
REAL_MAKER(da_f32, float)
PARTS_MAKER(da_complex, double)
PARTS_MAKER(da_c128, double)
PARTS_MAKER(da_c64, float)
MISTAKES(da_real) { DOUBLES(x) };
MISTAKES(da_f64) { DOUBLES(x) };
MISTAKES(da_f32) { FLOATS(x) };
MISTAKES(da_complex) { DOUBLES(im) };
MISTAKES(da_c128) { DOUBLES(im) };
MISTAKES(da_c64) { FLOATS(im) };
INTEGER_MAKER(da_i8, int8_t)
INTEGER_MAKER(da_i16, int16_t)
INTEGER_MAKER(da_i32, int32_t)
INTEGER_MAKER(da_i64, int64_t)
INTEGER_MAKER(da_u8, uint8_t)
INTEGER_MAKER(da_u16, uint16_t)
INTEGER_MAKER(da_u32, uint32_t)
INVOKE(da_int) { return has_integer(da_int(v[0].number), v[0].number); }
MISTAKES(da_int) { GOOD(NUM(i, INT64_MIN)), GOOD(NUM(i, INT64_MAX)) };
INVOKE(da_u64) {
    const da_value made = da_u64((uint64_t)v[0].number);
    return verdict(made.dtype == DA_UINT64 && made.flags == 0 && made.bits[0] == (uint64_t)v[0].number);
}
MISTAKES(da_u64) { GOOD(NUM(x, -1)), GOOD(NUM(x, INT64_MIN)), GOOD(NUM(x, 0)) };
INVOKE(da_bool) { return has_integer(da_bool((int32_t)v[0].number), v[0].number != 0); }
MISTAKES(da_bool) { GOOD(NUM(x, INT32_MIN)), GOOD(NUM(x, 256)), GOOD(NUM(x, 0)) };

/* ---- Reading scalars --------------------------------------------------------------------------- */

static const da_value real_2 = {DA_FLOAT64, 0, {UINT64_C(0x4000000000000000), 0}},
                      integer_2 = {DA_INT32, 0, {2, 0}}, part_2 = {DA_COMPLEX128, 0, {0, 0}},
                      largest_u64 = {DA_UINT64, 0, {UINT64_MAX, 0}}, no_dtype = {0, 0, {0, 0}},
                      dtype_14 = {14, 0, {0, 0}}, dtype_least = {INT32_MIN, 0, {0, 0}}, flags_least = {DA_FLOAT64, INT32_MIN, {0, 0}},
                      flags_2 = {DA_INT32, 2, {0, 0}};
#define VALUE_MISTAKES \
    BAD(DA_ERR_DTYPE, "0", PTR(value, &no_dtype)), BAD(DA_ERR_DTYPE, "14", PTR(value, &dtype_14)), \
    BAD(DA_ERR_DTYPE, "-2147483648", PTR(value, &dtype_least)), BAD(DA_ERR_ARGUMENT, "2", PTR(value, &flags_2)), \
    BAD(DA_ERR_ARGUMENT, "flags", PTR(value, &flags_least))

INVOKE(da_value_f64) { return da_value_f64(*(const da_value *)v[0].pointer, (double *)v[1].pointer); }
MISTAKES(da_value_f64) {
    VALUE_MISTAKES, BAD(DA_ERR_DTYPE, "complex128", PTR(value, &part_2)), GOOD(PTR(value, &largest_u64))
};
INVOKE(da_value_i64) { return da_value_i64(*(const da_value *)v[0].pointer, (int64_t *)v[1].pointer); }
MISTAKES(da_value_i64) {
    VALUE_MISTAKES,
    BAD(DA_ERR_DTYPE, "float64", PTR(value, &real_2)),
    BAD(DA_ERR_OVERFLOW, "18446744073709551615", PTR(value, &largest_u64)),
};
INVOKE(da_value_c128) {
    return da_value_c128(*(const da_value *)v[0].pointer, (double *)v[1].pointer, (double *)v[2].pointer);
}
MISTAKES(da_value_c128) { VALUE_MISTAKES, GOOD(PTR(value, &largest_u64)) };

/* ---- dtypes ------------------------------------------------------------------------------------ */

#define DTYPE_MISTAKES(parameter) \
    BAD(DA_ERR_DTYPE, "0", NUM(parameter, 0)), BAD(DA_ERR_DTYPE, "14", NUM(parameter, 14)), \
    BAD(DA_ERR_DTYPE, "-1", NUM(parameter, -1)), BAD(DA_ERR_DTYPE, "-2147483648", NUM(parameter, INT32_MIN)), \
    BAD(DA_ERR_DTYPE, "2147483647", NUM(parameter, INT32_MAX))

INVOKE(da_dtype_size) { return da_dtype_size((int32_t)v[0].number, (int64_t *)v[1].pointer); }
MISTAKES(da_dtype_size) { DTYPE_MISTAKES(dtype) };
INVOKE(da_dtype_name) {
    const int known = v[0].number >= DA_BOOL && v[0].number <= DA_COMPLEX128;
    return verdict(known == (strcmp(da_dtype_name((int32_t)v[0].number), "unknown dtype") != 0));
}
MISTAKES(da_dtype_name) {
    GOOD(NUM(dtype, 0)), GOOD(NUM(dtype, 14)), GOOD(NUM(dtype, INT32_MIN)), GOOD(NUM(dtype, INT32_MAX))
};
static const char not_utf8[] = {'f', (char)0x80, 0};
INVOKE(da_dtype_from_name) { return da_dtype_from_name(v[0].pointer, (int32_t *)v[1].pointer); }
MISTAKES(da_dtype_from_name) {
    BAD(DA_ERR_DTYPE, "float65", PTR(name, "float65")), BAD(DA_ERR_DTYPE, "", PTR(name, "")),
    BAD(DA_ERR_DTYPE, "Float64", PTR(name, "Float64")), BAD(DA_ERR_SYNTAX, "UTF-8 at byte 1", PTR(name, not_utf8)),
};
INVOKE(da_dtype_promote) {
    return da_dtype_promote((int32_t)v[0].number, (int32_t)v[1].number, (int32_t *)v[2].pointer);
}
MISTAKES(da_dtype_promote) { DTYPE_MISTAKES(a), DTYPE_MISTAKES(b) };
INVOKE(da_dtype_can_cast) {
    return da_dtype_can_cast((int32_t)v[0].number, (int32_t)v[1].number, (int32_t)v[2].number,
                             (int32_t *)v[3].pointer);
}
MISTAKES(da_dtype_can_cast) {
    DTYPE_MISTAKES(from), DTYPE_MISTAKES(to), BAD(DA_ERR_ARGUMENT, "5", NUM(casting, 5)),
    BAD(DA_ERR_ARGUMENT, "-1", NUM(casting, -1)),
};

/* ---- Errors and the library -------------------------------------------------------------------- */

INVOKE(da_error_message) { return verdict(v != NULL && da_error_message() != NULL); }
INVOKE(da_error_rank) { return verdict(v != NULL && da_error_rank() >= -1); }
INVOKE(da_error_set) { return da_error_set((da_status)v[0].number, (const char *)v[1].pointer); }
MISTAKES(da_error_set) {
    BAD(DA_ERR_ARGUMENT, "-1", NUM(status, -1)), BAD(DA_ERR_ARGUMENT, "37", NUM(status, DA_ERR_EXTERNAL + 1)),
    BAD(DA_ERR_ARGUMENT, "2147483647", NUM(status, INT32_MAX)), BAD(DA_ERR_SYNTAX, "UTF-8", PTR(text, "\xff")),
    BAD(DA_ERR_LAYOUT, "own words", NUM(status, DA_ERR_LAYOUT)),
    BAD(DA_ERR_LAYOUT, "DA_ERR_LAYOUT: DA_ERR_LAYOUT", NUM(status, DA_ERR_LAYOUT), PTR(text, NULL)),
};
INVOKE(da_status_name) {
    const int known = (v[0].number >= 0 && v[0].number <= DA_ERR_EXTERNAL) || v[0].number == DA_ERR_INTERNAL;
    return verdict(known == (strcmp(da_status_name((int32_t)v[0].number), "unknown status") != 0));
}
MISTAKES(da_status_name) {
    GOOD(NUM(status, -1)), GOOD(NUM(status, DA_ERR_EXTERNAL + 1)), GOOD(NUM(status, INT32_MIN)),
    GOOD(NUM(status, INT32_MAX)), GOOD(NUM(status, DA_ERR_INTERNAL)),
};
INVOKE(da_version) { return da_version((int32_t *)v[0].pointer, (int32_t *)v[1].pointer, (int32_t *)v[2].pointer); }
INVOKE(da_version_string) { return verdict(v != NULL && da_version_string()[0] != '\0'); }
INVOKE(da_build_info) { return da_build_info((char *)v[0].pointer, v[1].number, (int64_t *)v[2].pointer); }
MISTAKES(da_build_info) {
    BAD(DA_ERR_BUFFER_SIZE, "has 5", NUM(capacity, 5)), BAD(DA_ERR_BUFFER_SIZE, "-1", NUM(capacity, -1)),
    BAD(DA_ERR_BUFFER_SIZE, "has 0", PTR(buffer, NULL), NUM(capacity, 0)),
    BAD(DA_ERR_NULL, "`buffer`", PTR(buffer, NULL)), GOOD(PTR(length, NULL)),
};

/* The size stands in the structure itself. */
INVOKE(da_library_counters) {
    da_counters counters;
    if (v[0].pointer == NULL) return da_library_counters(NULL);
    memset(&counters, 0, sizeof counters);
    counters.struct_size = *(const uint64_t *)v[0].pointer;
    return da_library_counters(&counters);
}
static const uint64_t right_size = sizeof(da_counters), no_size = 0, tiny_size = 7, vast_size = UINT64_MAX;
MISTAKES(da_library_counters) {
    BAD(DA_ERR_ARGUMENT, "struct_size is 0", PTR(counters, &no_size)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 7", PTR(counters, &tiny_size)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 18446744073709551615", PTR(counters, &vast_size)),
};

static const entry entries[] = {
    ENTRY(da_real, 'l', DA_OK, "v x", AT(&plain)),
    ENTRY(da_f64, 'l', DA_OK, "v x", AT(&plain)),
    ENTRY(da_f32, 'l', DA_OK, "v x", AT(&plain_f)),
    ENTRY(da_complex, 'l', DA_OK, "v re, v im", AT(&plain), AT(&plain)),
    ENTRY(da_c128, 'l', DA_OK, "v re, v im", AT(&plain), AT(&plain)),
    ENTRY(da_c64, 'l', DA_OK, "v re, v im", AT(&plain_f), AT(&plain_f)),
    ENTRY(da_int, 'l', DA_OK, "n i", NUMBER(3)),
    ENTRY(da_bool, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_i8, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_i16, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_i32, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_i64, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_u8, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_u16, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_u32, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_u64, 'l', DA_OK, "n x", NUMBER(3)),
    ENTRY(da_value_f64, 'l', DA_OK, "v value, o x", AT(&integer_2)),
    ENTRY(da_value_i64, 'l', DA_OK, "v value, o i", AT(&integer_2)),
    ENTRY(da_value_c128, 'l', DA_OK, "v value, o re, o im", AT(&integer_2)),
    ENTRY(da_dtype_size, 'l', DA_OK, "n dtype, o size", NUMBER(DA_FLOAT64)),
    ENTRY(da_dtype_name, 'l', DA_OK, "n dtype", NUMBER(DA_FLOAT64)),
    ENTRY(da_dtype_from_name, 'l', DA_OK, "s name, o dtype", AT("float64")),
    ENTRY(da_dtype_promote, 'l', DA_OK, "n a, n b, o dtype", NUMBER(DA_INT8), NUMBER(DA_FLOAT32)),
    ENTRY(da_dtype_can_cast, 'l', DA_OK, "n from, n to, n casting, o allowed", NUMBER(DA_INT8), NUMBER(DA_FLOAT32),
          NUMBER(DA_CASTING_SAFE)),
    PLAIN(da_error_message, 'l', DA_OK, ""),
    PLAIN(da_error_rank, 'l', DA_OK, ""),
    ENTRY(da_error_set, 'l', DA_OK, "n status, q text", NUMBER(DA_OK), AT("own words")),
    ENTRY(da_status_name, 'l', DA_OK, "n status", NUMBER(DA_OK)),
    PLAIN(da_version, 'l', DA_OK, "o major, o minor, o patch"),
    PLAIN(da_version_string, 'l', DA_OK, ""),
    ENTRY(da_build_info, 'l', DA_OK, "O buffer, n capacity, O length", GIVEN, NUMBER(8 * ROOM)),
    ENTRY(da_library_counters, 'l', DA_OK, "p counters", AT(&right_size)),
};
const table value_table = {entries, COUNT(entries)};
