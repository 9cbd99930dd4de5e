/* The bad-input table: element-wise functions called by name, and those of the application. */
#include "bad_input.h"

static int32_t do_nothing(void *const *args, const int64_t *steps, int64_t n, void *user) {
    (void)args, (void)steps, (void)n, (void)user;
    return 0;
}

static int32_t refuse(void *const *args, const int64_t *steps, int64_t n, void *user) {
    (void)args, (void)steps, (void)n, (void)user;
    return -4711;
}

static const int32_t doubles[3] = {DA_FLOAT64, DA_FLOAT64, DA_FLOAT64}, unknown[3] = {DA_FLOAT64, 14, DA_FLOAT64};
static const da_ufunc_loop loops[1] = {do_nothing};
static const da_ufunc_options wrong_size = {.struct_size = 12}, wrong_casting = {.struct_size = 40, .casting = 5},
                              wrong_dtype = {.struct_size = 40, .dtype = 14},
                              wrong_accuracy = {.struct_size = 40, .accuracy = 3},
                              wrong_flags = {.struct_size = 40, .flags = 6},
                              single = {.struct_size = 40, .dtype = DA_FLOAT32},
                              whole_only = {.struct_size = 40, .dtype = DA_INT32};

/* The list of handles becomes one of operands. */
INVOKE(da_ufunc_call) {
    const da_array *const *list = v[2].pointer;
    const int readable = list != NULL && (uintptr_t)list % sizeof list == 0;
    const da_operand given[2] = {{readable ? list[0] : NULL, da_int(1)}, {readable ? list[1] : NULL, da_int(1)}};
    /* Before there are arrays there are no operands either: a NULL array would be a scalar. */
    const da_operand *operands = !readable ? (const da_operand *)(const void *)list : list[0] ? given : NULL;
    da_array **const outs[1] = {(da_array **)v[5].pointer};
    da_ufunc_register("of a caller", 2, 1, doubles, do_nothing, NULL);
    da_ufunc_register("of a refuser", 2, 1, doubles, refuse, NULL);
    return da_ufunc_call(v[0].pointer, (int32_t)v[1].number, operands,
                         v[3].pointer, (int32_t)v[4].number, outs);
}
MISTAKES(da_ufunc_call) {
    BAD(DA_ERR_ARGUMENT, "of nobody", PTR(name, "of nobody")),
    BAD(DA_ERR_SYNTAX, "UTF-8", PTR(name, "\xff")),
    BAD(DA_ERR_ARGUMENT, "2 operand(s)", NUM(nin, 1)),
    BAD(DA_ERR_ARGUMENT, "2 operand(s)", NUM(nin, INT32_MAX)),
    BAD_EVERYWHERE(DA_ERR_ARGUMENT, "2 operand(s)", NUM(nin, INT32_MIN)), /* no operand tells the context */
    BAD(DA_ERR_ARGUMENT, "1 result(s)", NUM(nout, 2)),
    BAD(DA_ERR_ARGUMENT, "1 result(s)", NUM(nout, -1)),
    BAD(DA_ERR_CALLBACK, "-4711", PTR(name, "of a refuser")),
    BAD(DA_ERR_CONTEXT, "contexts", ADR(operands, mixed)),
    BAD(DA_ERR_ARGUMENT, "struct_size is 12", PTR(options, &wrong_size)),
    BAD(DA_ERR_ARGUMENT, "casting rule 5", PTR(options, &wrong_casting)),
    BAD(DA_ERR_DTYPE, "dtype 14", PTR(options, &wrong_dtype)),
    BAD(DA_ERR_ARGUMENT, "accuracy is 3", PTR(options, &wrong_accuracy)),
    BAD(DA_ERR_ARGUMENT, "flags is 0x6", PTR(options, &wrong_flags)),
    BAD(DA_ERR_CASTING, "int32", PTR(name, "add"), PTR(options, &whole_only)),
    BAD(DA_ERR_SHAPE, "6", CELL(out, wide)),
    BAD(DA_ERR_CONTEXT, "contexts", CELL(out, elsewhere)),
    BAD(DA_ERR_READ_ONLY, "`out`", CELL(out, frozen)),
    BAD(DA_ERR_CASTING, "int32", CELL(out, whole)),
    DIFFERENT("name", PTR(name, "multiply")),
    DIFFERENT("dtype", PTR(name, "add"), PTR(options, &single)),
    DIFFERENT("out", CELL(out, b)),
};

INVOKE(da_ufunc_register) {
    const da_ufunc_loop *loop = v[4].pointer;
    da_ufunc_unregister("of the table");
    da_ufunc_register("of a caller", 2, 1, doubles, do_nothing, NULL);
    return da_ufunc_register(v[0].pointer, (int32_t)v[1].number, (int32_t)v[2].number, v[3].pointer, loop ? *loop : NULL,
                             (void *)v[5].pointer);
}
MISTAKES(da_ufunc_register) {
    BAD(DA_ERR_ARGUMENT, "already", PTR(name, "of a caller")),
    BAD(DA_ERR_ARGUMENT, "function of the library", PTR(name, "add")),
    BAD(DA_ERR_ARGUMENT, "0 bytes", PTR(name, "")),
    BAD(DA_ERR_SYNTAX, "UTF-8", PTR(name, "\xff")),
    BAD(DA_ERR_ARGUMENT, "nin is 0", NUM(nin, 0)),
    BAD(DA_ERR_ARGUMENT, "nin is 8", NUM(nin, 8)),
    BAD(DA_ERR_ARGUMENT, "nin is -2147483648", NUM(nin, INT32_MIN)),
    BAD(DA_ERR_ARGUMENT, "nout 0", NUM(nout, 0)),
    BAD(DA_ERR_ARGUMENT, "nout 3", NUM(nout, 3)),
    BAD(DA_ERR_DTYPE, "dtype 14", PTR(dtypes, unknown)),
};

INVOKE(da_ufunc_unregister) {
    da_ufunc_register("of the table", 2, 1, doubles, do_nothing, NULL);
    return da_ufunc_unregister(v[0].pointer);
}
MISTAKES(da_ufunc_unregister) {
    BAD(DA_ERR_ARGUMENT, "of nobody", PTR(name, "of nobody")),
    BAD(DA_ERR_SYNTAX, "UTF-8", PTR(name, "\xff")),
};

static const entry entries[] = {
    ENTRY(da_ufunc_call, 's', DA_OK, "s name, n nin, l operands, q options, n nout, R out", AT("of a caller"), NUMBER(2),
          GIVEN, GIVEN, NUMBER(1)),
    ENTRY(da_ufunc_register, 'l', DA_OK, "s name, n nin, n nout, p dtypes, k loop, q user", AT("of the table"), NUMBER(2),
          NUMBER(1), AT(doubles), AT(loops)),
    ENTRY(da_ufunc_unregister, 'l', DA_OK, "s name", AT("of the table")),
};
const table kernel_table = {entries, COUNT(entries)};
