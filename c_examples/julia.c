/* A Julia set: for points of the complex plane, how often z becomes z * z + c before it runs away. Once as whole-array
 * arithmetic, once with a loop of the program's own that the library applies to every element.
 *
 *     mpiexec -n 4 ./julia
 *
 * Read with_functions() and with_loop() first: they do the same.
 * ranks: 1 2 3 6 4  timeout: 60  valgrind-full: 1 3 expect: OK
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include <distarray.h>
#include <stdio.h>
#include <stdlib.h>

/* Every da_ function that can fail returns a status, and leaves a text that says more. */
#define TRY(call) \
    do { if ((call) != DA_OK) return complain(j->me, da_error_message()); } while (0)
#define REQUIRE(condition, text) \
    do { if (!(condition)) return complain(j->me, (text)); } while (0)

enum { ROWS = 36, COLUMNS = 88, MOST_STEPS = 60 };

/* What is added in each step, and how far away is away. */
typedef struct rule {
    double re, im, limit;
} rule;

static const rule RULE = {-0.8, 0.156, 2};

/* Everything that the program has, so that main() can let go of it wherever a step ended. */
typedef struct julia {
    int me, ranks;
    da_context *ctx;
    da_distribution *dist;
    da_array *points;                    /* complex128: where each element begins */
    da_array *z, *size, *small, *inside; /* of with_functions(): now, its magnitude, and what has not run away */
    da_array *steps, *steps_too;         /* int32: the two results */
    da_array *differs;
    int32_t *picture; /* on rank 0: all of `steps` */
} julia;

static int complain(int rank, const char *text)
{
    fprintf(stderr, "julia: rank %d: %s\n", rank, text);
    return 1;
}

/* The points of a rectangle around 0, row by row from above. */
static int32_t place(const da_run *run, void *user)
{
    char *to = run->data;
    (void)user;
    for (int64_t i = 0; i < run->count; ++i, to += run->stride) {
        double *z = (double *)(void *)to;
        z[0] = 3.2 * (double)(run->index[1] + i) / (COLUMNS - 1) - 1.6;
        z[1] = 1.1 - 2.2 * (double)run->index[0] / (ROWS - 1);
    }
    return 0;
}

static int prepare(julia *j)
{
    const int64_t shape[2] = {ROWS, COLUMNS};
    TRY(da_context_create(MPI_COMM_WORLD, NULL, &j->ctx));
    TRY(da_distribution_create(j->ctx, 2, shape, "b,b", NULL, &j->dist));
    TRY(da_fromfunction(j->dist, DA_COMPLEX128, place, NULL, &j->points));
    return 0;
}

/* One step of all points that have not run away, in place; the others stay where they are. */
static int step(julia *j)
{
    da_ufunc_options inside = {.struct_size = sizeof inside, .mask = j->inside};
    const da_operand square[2] = {{j->z, da_int(0)}, {j->z, da_int(0)}};
    const da_operand moved[2] = {{j->z, da_int(0)}, {NULL, da_complex(RULE.re, RULE.im)}};
    da_array **const z[1] = {&j->z};
    TRY(da_ufunc_call("multiply", 2, square, &inside, 1, z));
    TRY(da_ufunc_call("add", 2, moved, &inside, 1, z));
    return 0;
}

/* NumPy's way. Nothing is sent, since all arrays lie alike; no array is made in a step but in the first one. */
static int with_functions(julia *j)
{
    TRY(da_copy(j->points, &j->z));
    TRY(da_zeros(j->dist, DA_INT32, &j->steps));
    TRY(da_ones(j->dist, DA_BOOL, &j->inside));
    for (int n = 0; n < MOST_STEPS; ++n) {
        if (step(j) != 0) return 1;
        TRY(da_absolute(j->z, &j->size));
        const da_operand sizes[2] = {{j->size, da_int(0)}, {NULL, da_real(RULE.limit)}};
        da_array **const small[1] = {&j->small}, **const inside[1] = {&j->inside};
        TRY(da_ufunc_call("less", 2, sizes, NULL, 1, small));
        const da_operand still[2] = {{j->inside, da_int(0)}, {j->small, da_int(0)}};
        TRY(da_ufunc_call("logical_and", 2, still, NULL, 1, inside));
        TRY(da_add(j->steps, j->inside, &j->steps)); /* a bool counts as 0 or 1 */
    }
    return 0;
}

/* The program's own loop: the whole way of each point at once. The library calls it with stretches of elements, and
 * sees to everything else: distributions, strides, conversions. */
static int32_t count_steps(void *const *args, const int64_t *steps, int64_t n, void *user)
{
    const rule *r = user;
    const char *from = args[0];
    char *to = args[1];
    for (int64_t i = 0; i < n; ++i, from += steps[0], to += steps[1]) {
        double re = ((const double *)(const void *)from)[0], im = ((const double *)(const void *)from)[1];
        int32_t count = 0;
        while (count < MOST_STEPS) {
            const double next = re * re - im * im + r->re;
            im = 2 * re * im + r->im;
            re = next;
            if (re * re + im * im >= r->limit * r->limit) break;
            ++count;
        }
        *(int32_t *)(void *)to = count;
    }
    return 0;
}

static int with_loop(julia *j)
{
    static const int32_t dtypes[2] = {DA_COMPLEX128, DA_INT32};
    rule mine = RULE;
    TRY(da_ufunc_register("julia.steps", 1, 1, dtypes, count_steps, &mine));
    const da_operand points[1] = {{j->points, da_int(0)}};
    da_array **const steps[1] = {&j->steps_too};
    TRY(da_ufunc_call("julia.steps", 1, points, NULL, 1, steps));
    TRY(da_ufunc_unregister("julia.steps"));
    return 0;
}

/* Both have the same numbers, but for few points that a difference in the last digit sends elsewhere: compilers may
 * round products and their sum once or twice. */
static int compare(julia *j)
{
    const da_operand both[2] = {{j->steps, da_int(0)}, {j->steps_too, da_int(0)}};
    da_array **const differs[1] = {&j->differs};
    da_value value;
    int64_t different = -1, total = -1;
    TRY(da_ufunc_call("not_equal", 2, both, NULL, 1, differs));
    TRY(da_sum_value(j->differs, &value));
    TRY(da_value_i64(value, &different));
    REQUIRE(different <= ROWS * COLUMNS / 100, "the two ways give different sets");
    TRY(da_sum_value(j->steps, &value));
    TRY(da_value_i64(value, &total));
    REQUIRE(total > 0 && total < (int64_t)MOST_STEPS * ROWS * COLUMNS, "all points do the same");
    return 0;
}

static int draw(julia *j)
{
    static const char shades[] = " .:-=+*#%@";
    if (j->me == 0) j->picture = malloc(sizeof *j->picture * ROWS * COLUMNS);
    REQUIRE(j->me != 0 || j->picture != NULL, "no memory for the picture");
    TRY(da_gather(j->steps, 0, DA_ORDER_C, j->picture, j->me == 0 ? ROWS * COLUMNS * (int64_t)sizeof *j->picture : 0));
    for (int row = 0; j->me == 0 && row < ROWS; ++row) {
        for (int column = 0; column < COLUMNS; ++column)
            putchar(shades[j->picture[row * COLUMNS + column] * (int)(sizeof shades - 2) / MOST_STEPS]);
        putchar('\n');
    }
    return 0;
}

/* Whether a step went well on all ranks: a rank that goes on alone would wait for the others for ever. */
static int agreed(int failed)
{
    int any = 0;
    MPI_Allreduce(&failed, &any, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return !any;
}

int main(int argc, char **argv)
{
    julia set = {0}, *j = &set;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &j->me);
    MPI_Comm_size(MPI_COMM_WORLD, &j->ranks);
    const int right = agreed(prepare(j)) && agreed(with_functions(j)) && agreed(with_loop(j)) && agreed(compare(j)) &&
                      agreed(draw(j));
    da_array **const arrays[] = {&j->points, &j->z, &j->size, &j->small, &j->inside, &j->steps, &j->steps_too, &j->differs};
    for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; ++k) da_array_free(arrays[k]); /* accepts what is not there */
    da_distribution_free(&j->dist);
    da_context_free(&j->ctx);
    free(j->picture);
    if (j->me == 0 && right) printf("OK\n");
    MPI_Finalize();
    return right ? 0 : 1;
}
