/* What benches/compute/against_numpy.py calls through ctypes: it wraps NumPy's memory as arrays of one rank, calls a
 * function of the library many times, and says how long that took. The loop is here because ctypes' own 300 ns for
 * each call would drown small sizes. Functions return 0 or NULL, and durations below 0, for an error. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <distarray.h>

typedef void (*function)(void);

/* How the functions of a family take their arguments; known to against_numpy.py by these numbers. */
enum kind { UNARY = 1, BINARY, UNARY_TWO, BINARY_TWO, VALUE, VALUE_OF_TWO, VALUE_NORM, AXIS, AXIS_DDOF };

/* The members' order and types are against_numpy.py's too. */
typedef struct job {
    int32_t kind;
    int32_t axis;      /* of AXIS and AXIS_DDOF; DA_ALL_AXES for all of them */
    da_array *in[2];
    da_array *out[2];
} job;

static da_context *context;

int bench_open(int cpu_level, int accuracy) {
    da_context_options options;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.cpu_level = cpu_level;
    options.accuracy = accuracy;
    if (MPI_Init(NULL, NULL) != MPI_SUCCESS) return 0;
    return da_context_create(MPI_COMM_WORLD, &options, &context) == DA_OK;
}

int bench_close(void) {
    const int fine = da_context_free(&context) == DA_OK;
    return MPI_Finalize() == MPI_SUCCESS && fine;
}

const char *bench_error(void) { return da_error_message(); }

/* The only rank has all of it, so axes are undistributed. */
da_array *bench_wrap(int32_t dtype, int32_t ndim, const int64_t *shape, const int64_t *strides, void *data) {
    static const char *const texts[] = {"", "n", "n,n", "n,n,n"};
    da_distribution *dist = NULL;
    da_array *made = NULL;
    if (ndim < 0 || ndim > 3) return NULL;
    if (da_distribution_create(context, ndim, shape, texts[ndim], NULL, &dist) != DA_OK) return NULL;
    if (da_array_wrap(dist, dtype, data, strides, 0, NULL, NULL, &made) != DA_OK) made = NULL;
    if (da_distribution_free(&dist) != DA_OK) return NULL;
    return made;
}

int bench_free(da_array *array) { return da_array_free(&array) == DA_OK; }

typedef da_status (*unary)(const da_array *, da_array **);
typedef da_status (*binary)(const da_array *, const da_array *, da_array **);
typedef da_status (*unary_two)(const da_array *, da_array **, da_array **);
typedef da_status (*binary_two)(const da_array *, const da_array *, da_array **, da_array **);
typedef da_status (*value)(const da_array *, da_value *);
typedef da_status (*value_of_two)(const da_array *, const da_array *, int32_t, da_value *);
typedef da_status (*value_norm)(const da_array *, double, da_value *);
typedef da_status (*axis)(const da_array *, int32_t, const int32_t *, int32_t, da_array **);
typedef da_status (*axis_ddof)(const da_array *, int32_t, const int32_t *, double, int32_t, da_array **);

#define REPEAT(call) \
    do { \
        for (int64_t k = 0; k < calls && status == DA_OK; k++) status = (call); \
    } while (0)

/* Seconds for so many calls; `result` receives the value of those functions that return one. */
double bench_run(function f, const job *given, int64_t calls, double *result) {
    job j = *given;
    const int32_t naxes = j.axis == DA_ALL_AXES ? 0 : 1;
    da_status status = DA_OK;
    da_value v;
    memset(&v, 0, sizeof v);
    const double begun = MPI_Wtime();
    switch (j.kind) {
    case UNARY: REPEAT(((unary)f)(j.in[0], &j.out[0])); break;
    case BINARY: REPEAT(((binary)f)(j.in[0], j.in[1], &j.out[0])); break;
    case UNARY_TWO: REPEAT(((unary_two)f)(j.in[0], &j.out[0], &j.out[1])); break;
    case BINARY_TWO: REPEAT(((binary_two)f)(j.in[0], j.in[1], &j.out[0], &j.out[1])); break;
    case VALUE: REPEAT(((value)f)(j.in[0], &v)); break;
    case VALUE_OF_TWO: REPEAT(((value_of_two)f)(j.in[0], j.in[1], 0, &v)); break;
    case VALUE_NORM: REPEAT(((value_norm)f)(j.in[0], 2.0, &v)); break;
    case AXIS: REPEAT(((axis)f)(j.in[0], naxes, &j.axis, 0, &j.out[0])); break;
    case AXIS_DDOF: REPEAT(((axis_ddof)f)(j.in[0], naxes, &j.axis, 0.0, 0, &j.out[0])); break;
    default: return -1.0;
    }
    const double seconds = MPI_Wtime() - begun;
    if (status != DA_OK) return -1.0;
    if (result != NULL && j.kind >= VALUE && j.kind <= VALUE_NORM && da_value_f64(v, result) != DA_OK) {
        int64_t whole;
        if (da_value_i64(v, &whole) != DA_OK) return -1.0;
        *result = (double)whole;
    }
    return seconds;
}

/* Seconds for reading one buffer or two of so many words, with the machine's widest vectors, which the compiler makes
 * of integer sums without being told that it may. */
double bench_read(const uint64_t *a, const uint64_t *b, int64_t words, int64_t times, uint64_t *result) {
    uint64_t found = 0;
    const double begun = MPI_Wtime();
    for (int64_t t = 0; t < times; t++) {
        uint64_t even = (uint64_t)t, odd = 0;
        if (b == NULL) {
            for (int64_t i = 0; i + 1 < words; i += 2) {
                even += a[i];
                odd += a[i + 1];
            }
        } else {
            for (int64_t i = 0; i < words; i++) even += a[i] ^ b[i];
        }
        found = found * 3 + (even ^ odd);
    }
    *result = found;
    return MPI_Wtime() - begun;
}
