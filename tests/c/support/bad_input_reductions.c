/* The bad-input table: reductions. */
#include "bad_input.h"

static const double real_zero = 0, real_one = 1, real_two = 2, real_three = 3, minus_one = -1;
static const int32_t both[33] = {0, 1}, one[1] = {0}, twice[2] = {1, 1}, beyond[2] = {0, 2}, before[2] = {0, -3};

#define OPTIONS(...) {.struct_size = sizeof(da_reduce_options), __VA_ARGS__}
static const da_reduce_options none = {.struct_size = 0}, vast = {.struct_size = 5000},
                               dtype_99 = OPTIONS(.dtype = 99), weights = OPTIONS(.ddof = 0.5),
                               single = OPTIONS(.dtype = DA_FLOAT32),
                               no_value = OPTIONS(.has_initial = 1), truth = OPTIONS(.dtype = DA_BOOL),
                               large = OPTIONS(.dtype = DA_INT8, .has_initial = 1,
                                               .initial = {DA_INT64, DA_VALUE_WEAK, {1000, 0}}),
                               begun = OPTIONS(.has_initial = 1, .initial = {DA_FLOAT64, 0, {0, 0}});

#define LIST_MISTAKES \
    BAD(DA_ERR_AXIS, "naxes is -1", NUM(naxes, -1)), \
    BAD(DA_ERR_AXIS, "naxes is 33", NUM(naxes, 33)), \
    BAD(DA_ERR_AXIS, "naxes is 2147483647", NUM(naxes, INT32_MAX)), \
    BAD(DA_ERR_AXIS, "axis 1 stands twice", PTR(axes, twice)), \
    BAD(DA_ERR_AXIS, "axis 2", PTR(axes, beyond)), \
    BAD(DA_ERR_AXIS, "axis -3", PTR(axes, before)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(axes, (const char *)both + 2)), \
    DIFFERENT("axes", NUM(naxes, 0), PTR(axes, NULL)), \
    DIFFERENT("axes", NUM(naxes, 1), PTR(axes, one))
#define FLAG_MISTAKES \
    BAD(DA_ERR_ARGUMENT, "flags is 0x8", NUM(flags, 8)), \
    BAD(DA_ERR_ARGUMENT, "flags is 0xffffffff", NUM(flags, -1)), \
    GOOD(NUM(flags, DA_REDUCE_TO_FIRST | DA_REPRODUCIBLE))
#define AXIS_MISTAKES \
    LIST_MISTAKES, FLAG_MISTAKES, DIFFERENT("flags", NUM(flags, DA_KEEPDIMS)), DIFFERENT("`a`", OBJ(a, b))
#define RESULT_MISTAKES \
    BAD(DA_ERR_SHAPE, "6", CELL(out, b)), \
    BAD(DA_ERR_READ_ONLY, "`out`", CELL(out, frozen)), \
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)), \
    GOOD(CELL(out, scalar)), \
    DIFFERENT("out", CELL(out, scalar))
#define NO_ELEMENTS BAD(DA_ERR_EMPTY, "0", OBJ(a, nothing))
#define OTHER_OPERAND DIFFERENT("`a`", OBJ(a, b))
#define BESIDE(parameter) \
    BAD(DA_ERR_SHAPE, "7", OBJ(parameter, wide)), \
    SPREAD(DA_ERR_CONFORM, "", OBJ(parameter, shifted)), \
    BAD(DA_ERR_CONTEXT, "contexts", OBJ(parameter, elsewhere)), \
    DIFFERENT("`" #parameter "`", OBJ(parameter, b))

#define REDUCE(function) \
    INVOKE(function) { \
        return function(v[0].pointer, (int32_t)v[1].number, v[2].pointer, (int32_t)v[3].number, \
                        (da_array **)v[4].pointer); \
    }
#define REDUCE_VALUE(function) INVOKE(function) { return function(v[0].pointer, (da_value *)v[1].pointer); }
#define PLACE(function) \
    INVOKE(function) { \
        return function(v[0].pointer, (int32_t)v[1].number, (int32_t)v[2].number, (da_array **)v[3].pointer); \
    }
#define DEGREES(function) \
    INVOKE(function) { \
        return function(v[0].pointer, (int32_t)v[1].number, v[2].pointer, *(const double *)v[3].pointer, \
                        (int32_t)v[4].number, (da_array **)v[5].pointer); \
    }
#define DEGREES_VALUE(function) \
    INVOKE(function) { return function(v[0].pointer, *(const double *)v[1].pointer, (da_value *)v[2].pointer); }

INVOKE(da_reduce) {
    return da_reduce((int32_t)v[0].number, v[1].pointer, (int32_t)v[2].number, v[3].pointer, (int32_t)v[4].number,
                     (da_array **)v[5].pointer);
}
INVOKE(da_reduce_value) { return da_reduce_value((int32_t)v[0].number, v[1].pointer, (da_value *)v[2].pointer); }
INVOKE(da_reduce_with) {
    return da_reduce_with((int32_t)v[0].number, v[1].pointer, (int32_t)v[2].number, v[3].pointer, (int32_t)v[4].number,
                          v[5].pointer, (da_array **)v[6].pointer);
}
INVOKE(da_reduce_with_value) {
    return da_reduce_with_value((int32_t)v[0].number, v[1].pointer, (int32_t)v[2].number, v[3].pointer,
                                (da_value *)v[4].pointer);
}
#define REDUCE_OPS \
    BAD(DA_ERR_ARGUMENT, "2", NUM(op, 2)), \
    BAD(DA_ERR_ARGUMENT, "4711", NUM(op, 4711)), \
    BAD(DA_ERR_ARGUMENT, "-2147483648", NUM(op, INT32_MIN)), \
    BAD(DA_ERR_ARGUMENT, "da_dot", NUM(op, DA_REDUCE_DOT)), \
    BAD(DA_ERR_EMPTY, "min", NUM(op, DA_REDUCE_MIN), OBJ(a, nothing)), \
    BAD(DA_ERR_DTYPE, "bool", NUM(op, DA_REDUCE_PTP), OBJ(a, flag)), \
    DIFFERENT("op", NUM(op, DA_REDUCE_MEAN))
#define OPTION_MISTAKES \
    BAD(DA_ERR_ARGUMENT, "struct_size", PTR(options, &none)), \
    BAD(DA_ERR_ARGUMENT, "struct_size", PTR(options, &vast)), \
    BAD(DA_ERR_DTYPE, "99", PTR(options, &dtype_99)), \
    BAD(DA_ERR_DTYPE, "0", PTR(options, &no_value)), \
    BAD(DA_ERR_OVERFLOW, "1000", PTR(options, &large)), \
    BAD(DA_ERR_ARGUMENT, "ddof", PTR(options, &weights)), \
    BAD(DA_ERR_ARGUMENT, "dtype", NUM(op, DA_REDUCE_ARGMIN), PTR(options, &truth)), \
    BAD(DA_ERR_ARGUMENT, "initial", NUM(op, DA_REDUCE_MEAN), PTR(options, &begun)), \
    BAD(DA_ERR_DTYPE, "bool", NUM(op, DA_REDUCE_VAR), PTR(options, &truth)), \
    DIFFERENT("options", PTR(options, &single)), \
    GOOD(PTR(options, NULL))
MISTAKES(da_reduce) { REDUCE_OPS, AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_reduce_value) { REDUCE_OPS, OTHER_OPERAND };
MISTAKES(da_reduce_with) { REDUCE_OPS, AXIS_MISTAKES, OPTION_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_reduce_with_value) { REDUCE_OPS, FLAG_MISTAKES, OPTION_MISTAKES, OTHER_OPERAND };

REDUCE(da_sum)
REDUCE_VALUE(da_sum_value)
REDUCE(da_prod)
REDUCE_VALUE(da_prod_value)
REDUCE(da_min)
REDUCE_VALUE(da_min_value)
REDUCE(da_max)
REDUCE_VALUE(da_max_value)
REDUCE(da_ptp)
REDUCE_VALUE(da_ptp_value)
REDUCE(da_mean)
REDUCE_VALUE(da_mean_value)
REDUCE(da_any)
REDUCE_VALUE(da_any_value)
REDUCE(da_all)
REDUCE_VALUE(da_all_value)
REDUCE(da_count_nonzero)
REDUCE_VALUE(da_count_nonzero_value)
REDUCE(da_nansum)
REDUCE_VALUE(da_nansum_value)
REDUCE(da_nanprod)
REDUCE_VALUE(da_nanprod_value)
REDUCE(da_nanmin)
REDUCE_VALUE(da_nanmin_value)
REDUCE(da_nanmax)
REDUCE_VALUE(da_nanmax_value)
REDUCE(da_nanmean)
REDUCE_VALUE(da_nanmean_value)
DEGREES(da_var)
DEGREES_VALUE(da_var_value)
DEGREES(da_std)
DEGREES_VALUE(da_std_value)
DEGREES(da_nanvar)
DEGREES_VALUE(da_nanvar_value)
DEGREES(da_nanstd)
DEGREES_VALUE(da_nanstd_value)
PLACE(da_argmin)
REDUCE_VALUE(da_argmin_value)
PLACE(da_argmax)
REDUCE_VALUE(da_argmax_value)
PLACE(da_nanargmin)
REDUCE_VALUE(da_nanargmin_value)
PLACE(da_nanargmax)
REDUCE_VALUE(da_nanargmax_value)
MISTAKES(da_sum) { AXIS_MISTAKES, RESULT_MISTAKES,
    BAD(DA_ERR_CASTING, "complex128", OBJ(a, complexes), CELL(out, scalar)) };
MISTAKES(da_sum_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_prod) { AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_prod_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_min) { AXIS_MISTAKES, RESULT_MISTAKES, NO_ELEMENTS };
MISTAKES(da_min_value) { OTHER_OPERAND, NO_ELEMENTS };
MISTAKES(da_max) { AXIS_MISTAKES, RESULT_MISTAKES, NO_ELEMENTS };
MISTAKES(da_max_value) { OTHER_OPERAND, NO_ELEMENTS };
MISTAKES(da_ptp) { AXIS_MISTAKES, RESULT_MISTAKES, NO_ELEMENTS, BAD(DA_ERR_DTYPE, "bool", OBJ(a, flag)) };
MISTAKES(da_ptp_value) { OTHER_OPERAND, NO_ELEMENTS };
MISTAKES(da_mean) { AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_mean_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_any) { AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_any_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_all) { AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_all_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_count_nonzero) { AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_count_nonzero_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_nansum) { AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_nansum_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_nanprod) { AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_nanprod_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_nanmin) { AXIS_MISTAKES, RESULT_MISTAKES, NO_ELEMENTS };
MISTAKES(da_nanmin_value) { OTHER_OPERAND, NO_ELEMENTS };
MISTAKES(da_nanmax) { AXIS_MISTAKES, RESULT_MISTAKES, NO_ELEMENTS };
MISTAKES(da_nanmax_value) { OTHER_OPERAND, NO_ELEMENTS };
MISTAKES(da_nanmean) { AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_nanmean_value) { OTHER_OPERAND, GOOD(OBJ(a, nothing)) };
MISTAKES(da_var) { AXIS_MISTAKES, RESULT_MISTAKES, DIFFERENT("ddof", PTR(ddof, &real_one)) };
MISTAKES(da_var_value) { OTHER_OPERAND, DIFFERENT("ddof", PTR(ddof, &real_one)) };
MISTAKES(da_std) { AXIS_MISTAKES, RESULT_MISTAKES, DIFFERENT("ddof", PTR(ddof, &real_one)) };
MISTAKES(da_std_value) { OTHER_OPERAND, DIFFERENT("ddof", PTR(ddof, &real_one)) };
MISTAKES(da_nanvar) { AXIS_MISTAKES, RESULT_MISTAKES, DIFFERENT("ddof", PTR(ddof, &real_one)) };
MISTAKES(da_nanvar_value) { OTHER_OPERAND, DIFFERENT("ddof", PTR(ddof, &real_one)) };
MISTAKES(da_nanstd) { AXIS_MISTAKES, RESULT_MISTAKES, DIFFERENT("ddof", PTR(ddof, &real_one)) };
MISTAKES(da_nanstd_value) { OTHER_OPERAND, DIFFERENT("ddof", PTR(ddof, &real_one)) };
#define PLACE_MISTAKES \
    BAD(DA_ERR_AXIS, "axis 2", NUM(axis, 2)), \
    BAD(DA_ERR_AXIS, "axis -3", NUM(axis, -3)), \
    BAD(DA_ERR_AXIS, "axis 2147483647", NUM(axis, INT32_MAX)), \
    DIFFERENT("axis", NUM(axis, 0)), \
    FLAG_MISTAKES, DIFFERENT("flags", NUM(flags, DA_KEEPDIMS)), OTHER_OPERAND, RESULT_MISTAKES, NO_ELEMENTS
MISTAKES(da_argmin) { PLACE_MISTAKES };
MISTAKES(da_argmin_value) { OTHER_OPERAND, NO_ELEMENTS };
MISTAKES(da_argmax) { PLACE_MISTAKES };
MISTAKES(da_argmax_value) { OTHER_OPERAND, NO_ELEMENTS };
MISTAKES(da_nanargmin) { PLACE_MISTAKES };
MISTAKES(da_nanargmin_value) { OTHER_OPERAND, NO_ELEMENTS };
MISTAKES(da_nanargmax) { PLACE_MISTAKES };
MISTAKES(da_nanargmax_value) { OTHER_OPERAND, NO_ELEMENTS };

INVOKE(da_average) {
    return da_average(v[0].pointer, v[1].pointer, (int32_t)v[2].number, v[3].pointer, (int32_t)v[4].number,
                      (da_array **)v[5].pointer);
}
INVOKE(da_average_value) { return da_average_value(v[0].pointer, v[1].pointer, (da_value *)v[2].pointer); }
#define WEIGHTS \
    BAD(DA_ERR_SHAPE, "7", OBJ(weights, wide)), \
    BAD(DA_ERR_CONTEXT, "contexts", OBJ(weights, elsewhere)), \
    SPREAD(DA_ERR_CONFORM, "", OBJ(a, b), OBJ(weights, shifted)), \
    BAD_TOLD(DA_ERR_ARGUMENT, "sum to zero", OBJ(a, b), OBJ(weights, zeros)), \
    DIFFERENT("", OBJ(a, b), OBJ(weights, b))
MISTAKES(da_average) {
    WEIGHTS, FLAG_MISTAKES, RESULT_MISTAKES,
    BAD(DA_ERR_AXIS, "naxes is -1", NUM(naxes, -1)),
    BAD(DA_ERR_AXIS, "naxes is 33", NUM(naxes, 33)),
    BAD(DA_ERR_AXIS, "axis 1", NUM(naxes, 2)),
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(axes, (const char *)both + 2)),
    DIFFERENT("axes", NUM(naxes, 0), PTR(axes, NULL)),
};
MISTAKES(da_average_value) { WEIGHTS };

INVOKE(da_norm) {
    return da_norm(v[0].pointer, *(const double *)v[1].pointer, (int32_t)v[2].number, v[3].pointer, (int32_t)v[4].number,
                   (da_array **)v[5].pointer);
}
INVOKE(da_norm_value) { return da_norm_value(v[0].pointer, *(const double *)v[1].pointer, (da_value *)v[2].pointer); }
#define ORDERS \
    BAD(DA_ERR_ARGUMENT, "ord is 0", PTR(ord, &real_zero)), \
    BAD(DA_ERR_ARGUMENT, "ord is 3", PTR(ord, &real_three)), \
    BAD(DA_ERR_ARGUMENT, "ord is -1", PTR(ord, &minus_one)), \
    DIFFERENT("op", PTR(ord, &real_one))
MISTAKES(da_norm) { ORDERS, AXIS_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_norm_value) { ORDERS, OTHER_OPERAND };

INVOKE(da_dot) { return da_dot(v[0].pointer, v[1].pointer, (int32_t)v[2].number, (da_array **)v[3].pointer); }
INVOKE(da_dot_value) { return da_dot_value(v[0].pointer, v[1].pointer, (int32_t)v[2].number, (da_value *)v[3].pointer); }
INVOKE(da_vdot_value) { return da_vdot_value(v[0].pointer, v[1].pointer, (int32_t)v[2].number, (da_value *)v[3].pointer); }
#define OTHER_VECTOR \
    BAD(DA_ERR_SHAPE, "7", OBJ(b, wide)), \
    BAD(DA_ERR_CONTEXT, "contexts", OBJ(b, elsewhere)), \
    BAD(DA_ERR_NOT_SUPPORTED, "one axis", OBJ(a, a), OBJ(b, b))
MISTAKES(da_dot) { OTHER_VECTOR, FLAG_MISTAKES, RESULT_MISTAKES };
MISTAKES(da_dot_value) { OTHER_VECTOR, FLAG_MISTAKES };
MISTAKES(da_vdot_value) { BESIDE(b), FLAG_MISTAKES, OTHER_OPERAND };

#define ALL_AXES GIVEN, NUMBER(2), AT(both), NUMBER(0)
static const entry entries[] = {
    ENTRY(da_reduce, 'c', DA_ERR_MPI_STATE, "n op, A a, n naxes, p axes, n flags, R out", NUMBER(DA_REDUCE_SUM),
          GIVEN, NUMBER(2), AT(both), NUMBER(0)),
    ENTRY(da_reduce_value, 'c', DA_ERR_MPI_STATE, "n op, A a, o value", NUMBER(DA_REDUCE_SUM)),
    ENTRY(da_reduce_with, 'c', DA_ERR_MPI_STATE, "n op, A a, n naxes, p axes, n flags, q options, R out",
          NUMBER(DA_REDUCE_SUM), GIVEN, NUMBER(2), AT(both), NUMBER(0), AT(NULL)),
    ENTRY(da_reduce_with_value, 'c', DA_ERR_MPI_STATE, "n op, A a, n flags, q options, o value",
          NUMBER(DA_REDUCE_SUM)),
    ENTRY(da_sum, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_sum_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_prod, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_prod_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_min, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_min_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_max, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_max_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_ptp, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_ptp_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_mean, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_mean_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_any, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_any_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_all, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_all_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_count_nonzero, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_count_nonzero_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_nansum, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_nansum_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_nanprod, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_nanprod_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_nanmin, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_nanmin_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_nanmax, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_nanmax_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_nanmean, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, n flags, R out", ALL_AXES),
    ENTRY(da_nanmean_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_var, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, v ddof, n flags, R out", GIVEN, NUMBER(2),
          AT(both), AT(&real_zero), NUMBER(0)),
    ENTRY(da_var_value, 'c', DA_ERR_MPI_STATE, "A a, v ddof, o value", GIVEN, AT(&real_zero)),
    ENTRY(da_std, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, v ddof, n flags, R out", GIVEN, NUMBER(2),
          AT(both), AT(&real_zero), NUMBER(0)),
    ENTRY(da_std_value, 'c', DA_ERR_MPI_STATE, "A a, v ddof, o value", GIVEN, AT(&real_zero)),
    ENTRY(da_nanvar, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, v ddof, n flags, R out", GIVEN, NUMBER(2),
          AT(both), AT(&real_zero), NUMBER(0)),
    ENTRY(da_nanvar_value, 'c', DA_ERR_MPI_STATE, "A a, v ddof, o value", GIVEN, AT(&real_zero)),
    ENTRY(da_nanstd, 'c', DA_ERR_MPI_STATE, "A a, n naxes, p axes, v ddof, n flags, R out", GIVEN, NUMBER(2),
          AT(both), AT(&real_zero), NUMBER(0)),
    ENTRY(da_nanstd_value, 'c', DA_ERR_MPI_STATE, "A a, v ddof, o value", GIVEN, AT(&real_zero)),
    ENTRY(da_argmin, 'c', DA_ERR_MPI_STATE, "A a, n axis, n flags, R out", GIVEN, NUMBER(DA_ALL_AXES)),
    ENTRY(da_argmin_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_argmax, 'c', DA_ERR_MPI_STATE, "A a, n axis, n flags, R out", GIVEN, NUMBER(DA_ALL_AXES)),
    ENTRY(da_argmax_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_nanargmin, 'c', DA_ERR_MPI_STATE, "A a, n axis, n flags, R out", GIVEN, NUMBER(DA_ALL_AXES)),
    ENTRY(da_nanargmin_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_nanargmax, 'c', DA_ERR_MPI_STATE, "A a, n axis, n flags, R out", GIVEN, NUMBER(DA_ALL_AXES)),
    ENTRY(da_nanargmax_value, 'c', DA_ERR_MPI_STATE, "A a, o value", GIVEN),
    ENTRY(da_average, 'c', DA_ERR_MPI_STATE, "Q a, Q weights, n naxes, p axes, n flags, R out", GIVEN, GIVEN,
          NUMBER(1), AT(both), NUMBER(0)),
    ENTRY(da_average_value, 'c', DA_ERR_MPI_STATE, "Q a, Q weights, o value", GIVEN),
    ENTRY(da_norm, 'c', DA_ERR_MPI_STATE, "A a, v ord, n naxes, p axes, n flags, R out", GIVEN, AT(&real_two), NUMBER(2),
          AT(both), NUMBER(0)),
    ENTRY(da_norm_value, 'c', DA_ERR_MPI_STATE, "A a, v ord, o value", GIVEN, AT(&real_two)),
    ENTRY(da_dot, 'c', DA_ERR_MPI_STATE, "Q a, Q b, n flags, R out", GIVEN),
    ENTRY(da_dot_value, 'c', DA_ERR_MPI_STATE, "Q a, Q b, n flags, o value", GIVEN),
    ENTRY(da_vdot_value, 'c', DA_ERR_MPI_STATE, "A a, A b, n flags, o value", GIVEN),
};
const table reduction_table = {entries, COUNT(entries)};
