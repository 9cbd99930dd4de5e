/* ranks: 1 3  valgrind-full: 1
 * ranks: single
 * Sizes, names, promotion and casting of all 13 dtypes. The tables are NumPy's own. */
#include "check.h"

/* NumPy's one-letter codes in the order of the numbers DA_BOOL to DA_COMPLEX128. */
static const char letters[] = "?bhilBHILfdFD";

static const struct { int32_t dtype; const char *name; int64_t size; } table[] = {
    {DA_BOOL, "bool", 1},       {DA_INT8, "int8", 1},       {DA_INT16, "int16", 2},
    {DA_INT32, "int32", 4},     {DA_INT64, "int64", 8},     {DA_UINT8, "uint8", 1},
    {DA_UINT16, "uint16", 2},   {DA_UINT32, "uint32", 4},   {DA_UINT64, "uint64", 8},
    {DA_FLOAT32, "float32", 4}, {DA_FLOAT64, "float64", 8}, {DA_COMPLEX64, "complex64", 8},
    {DA_COMPLEX128, "complex128", 16},
};

/* numpy.promote_types, row by row. */
static const char *const promoted[] = {
    "?bhilBHILfdFD", "bbhilhildfdFD", "hhhilhildfdFD", "iiiiliildddDD", "lllllllldddDD", "BhhilBHILfdFD", "HiiilHHILfdFD",
    "IllllIIILddDD", "LddddLLLLddDD", "fffddffddfdFD", "dddddddddddDD", "FFFDDFFDDFDFD", "DDDDDDDDDDDDD",
};

/* numpy.can_cast(row, column), safe and same_kind. */
static const char *const safe[] = {
    "1111111111111", "0111100001111", "0011100001111", "0001100000101", "0000100000101", "0011111111111", "0001101111111",
    "0000100110101", "0000000010101", "0000000001111", "0000000000101", "0000000000011", "0000000000001",
};
static const char *const same_kind[] = {
    "1111111111111", "0111100001111", "0111100001111", "0111100001111", "0111100001111", "0111111111111", "0111111111111",
    "0111111111111", "0111111111111", "0000000001111", "0000000001111", "0000000000011", "0000000000011",
};

/* A few that everybody gets wrong once, written out, so that a slip in the tables shows. */
static const struct { int32_t a, b, result; } pairs[] = {
    {DA_INT64, DA_UINT64, DA_FLOAT64},      {DA_INT32, DA_FLOAT32, DA_FLOAT64},
    {DA_UINT8, DA_INT8, DA_INT16},          {DA_COMPLEX64, DA_FLOAT64, DA_COMPLEX128},
    {DA_INT16, DA_FLOAT32, DA_FLOAT32},     {DA_UINT16, DA_FLOAT32, DA_FLOAT32},
    {DA_UINT32, DA_FLOAT32, DA_FLOAT64},    {DA_UINT32, DA_INT32, DA_INT64},
    {DA_UINT16, DA_INT16, DA_INT32},        {DA_BOOL, DA_INT8, DA_INT8},
    {DA_BOOL, DA_UINT64, DA_UINT64},        {DA_BOOL, DA_COMPLEX64, DA_COMPLEX64},
    {DA_INT32, DA_COMPLEX64, DA_COMPLEX128}, {DA_INT16, DA_COMPLEX64, DA_COMPLEX64},
    {DA_UINT64, DA_FLOAT32, DA_FLOAT64},    {DA_INT8, DA_UINT32, DA_INT64},
    {DA_INT8, DA_UINT64, DA_FLOAT64},       {DA_FLOAT32, DA_COMPLEX64, DA_COMPLEX64},
    {DA_FLOAT64, DA_COMPLEX128, DA_COMPLEX128}, {DA_UINT8, DA_INT16, DA_INT16},
    {DA_INT64, DA_FLOAT32, DA_FLOAT64},     {DA_BOOL, DA_BOOL, DA_BOOL},
};

static void check_table(void) {
    for (int k = 0; k < 13; k++) {
        int64_t size = -1;
        int32_t dtype = -1;
        CHECK_EQ_I64(table[k].dtype, k + 1);
        CHECK_OK(da_dtype_size(table[k].dtype, &size));
        CHECK_EQ_I64(size, table[k].size);
        CHECK_EQ_STR(da_dtype_name(table[k].dtype), table[k].name);
        CHECK_OK(da_dtype_from_name(table[k].name, &dtype));
        CHECK_EQ_I64(dtype, table[k].dtype);
    }
    CHECK_EQ_STR(da_dtype_name(0), "unknown dtype");
    CHECK_EQ_STR(da_dtype_name(14), "unknown dtype");
}

static void check_promotion(void) {
    int32_t result = -1;
    for (int a = 0; a < 13; a++)
        for (int b = 0; b < 13; b++) {
            const char *at = strchr(letters, promoted[a][b]);
            CHECK_OK(da_dtype_promote(a + 1, b + 1, &result));
            CHECK_EQ_I64(result, at - letters + 1);
        }
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        CHECK_OK(da_dtype_promote(pairs[k].a, pairs[k].b, &result));
        CHECK_EQ_I64(result, pairs[k].result);
        CHECK_OK(da_dtype_promote(pairs[k].b, pairs[k].a, &result));
        CHECK_EQ_I64(result, pairs[k].result);
    }
}

static void check_casting(void) {
    int32_t allowed = -1;
    for (int a = 0; a < 13; a++)
        for (int b = 0; b < 13; b++) {
            const int32_t expected[] = {a == b, a == b, safe[a][b] == '1', same_kind[a][b] == '1', 1};
            for (int32_t rule = DA_CASTING_NO; rule <= DA_CASTING_UNSAFE; rule++) {
                CHECK_OK(da_dtype_can_cast(a + 1, b + 1, rule, &allowed));
                CHECK_EQ_I64(allowed, expected[rule]);
            }
        }
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    check_table();
    check_promotion();
    check_casting();
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
