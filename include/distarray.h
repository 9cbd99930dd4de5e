/**
 * @file distarray.h
 * @brief Distributed arrays over MPI, and the Distributed Array Protocol 0.10.0.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * **Errors.** A function that can fail returns a `da_status`; 0 is `DA_OK`. `da_error_message()`
 * is the calling thread's last text: what was wrong, with the values, what would be right, and the
 * rank where it began. Nothing here exits, aborts or prints.
 *
 * **Collective classes.** Every function names its class.
 * *Not collective*: any rank may call it alone.
 * *Collective, communicating*: every rank of the context calls it, in the same order; the call
 * begins with an agreement, so a mistake on one rank returns the same status on all of them, moves
 * nothing and never hangs.
 * *Collective, silent*: every rank of the context calls it, in the same order, but nothing is sent;
 * ranks that made different calls are told so by the next communicating call, and so is a failure
 * that happened on one rank only.
 * *Collective; silent where the operands are aligned, communicating otherwise*: which of both a call
 * is follows from the operands' shapes and distributions, so it is the same on all ranks.
 *
 * **Ownership.** Objects are opaque handles. Who receives one from a function named `create`,
 * `wrap`, `import`, or through any out-parameter, owns it and gives it to the matching
 * `da_..._free`, which accepts NULL, sets the handle to NULL, is not collective, and is allowed in
 * any order and after MPI_Finalize: objects that others need live on until those are freed. Freed or
 * garbage handles are `DA_ERR_INVALID_HANDLE`, never a crash. Creation never reads `*out`;
 * a computation whose `*out` is NULL allocates its result, otherwise it writes into that array.
 *
 * **Threads.** Distinct contexts may be used from distinct threads as far as MPI's thread level
 * allows; everything that belongs to one context is used by one thread at a time.
 *
 * **MPI.** The application initialises and finalises MPI. Option structures begin with
 * `struct_size`, which the caller sets to their sizeof; NULL means defaults. Extents, indices and
 * counts are int64_t.
 */

/* mpi.h may pull in the C++ bindings that MPI 3 removed. */
#ifndef OMPI_SKIP_MPICXX
#define OMPI_SKIP_MPICXX 1
#endif
#ifndef MPICH_SKIP_MPICXX
#define MPICH_SKIP_MPICXX 1
#endif


#ifndef DISTARRAY_H
#define DISTARRAY_H

/* Made by cbindgen from src/capi: change the comments there, then run `make headers`. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <mpi.h>
#include "distarray/protocol.h"

/* Marks the functions of the shared library. */
#ifndef DA_API
#if defined(__GNUC__)
#define DA_API __attribute__((visibility("default")))
#else
#define DA_API
#endif
#endif


/**
 * The library must not write to the memory.
 */
#define DA_READ_ONLY 1

/**
 * Communication padding holds the neighbours' values.
 */
#define DA_PADDING_VALID 2

/**
 * Local access for reading.
 */
#define DA_ACCESS_READ 0

/**
 * Local access for reading and writing; communication padding counts as out of date from now on.
 */
#define DA_ACCESS_WRITE 1

/**
 * Default checking: calls that communicate agree first; the others are compared by a rolling
 * hash at the next agreement.
 */
#define DA_CHECK_DEFAULT 0

/**
 * No agreement: for benchmarks that say so. One rank's mistake may hang the others.
 */
#define DA_CHECK_NONE 1

/**
 * Every collective call agrees first: for debugging.
 */
#define DA_CHECK_FULL 2

/**
 * Both handles are one and the same context.
 */
#define DA_IDENT 0

/**
 * Different contexts over the same processes in the same order.
 */
#define DA_CONGRUENT 1

/**
 * The same processes in another order.
 */
#define DA_SIMILAR 2

/**
 * Different processes.
 */
#define DA_UNEQUAL 3

/**
 * Loops use the best instructions that all ranks of the context have.
 */
#define DA_CPU_BEST 0

/**
 * Loops use what every processor of the architecture has.
 */
#define DA_CPU_BASELINE 1

/**
 * Loops use AVX2 and FMA.
 */
#define DA_CPU_AVX2 2

/**
 * Loops use AVX-512.
 */
#define DA_CPU_AVX512 3

/**
 * The context's choice of accuracy; of a context, DA_ACCURACY_FAST.
 */
#define DA_ACCURACY_DEFAULT 0

/**
 * Transcendental functions are off by at most 4 units in the last place, as NumPy's.
 */
#define DA_ACCURACY_FAST 1

/**
 * Transcendental functions are off by at most 1 unit in the last place; slower.
 */
#define DA_ACCURACY_HIGH 2

/**
 * Flag of a reduction: the result lies on coordinate 0 of the reduced axes' grid axes only, not on
 * all of them.
 */
#define DA_REDUCE_TO_FIRST 2

/**
 * Not distributed: every coordinate of the grid has the whole axis.
 */
#define DA_KIND_UNDISTRIBUTED 110

/**
 * Block: one contiguous range for each coordinate.
 */
#define DA_KIND_BLOCK 98

/**
 * Cyclic or block-cyclic: blocks dealt out in turn.
 */
#define DA_KIND_CYCLIC 99

/**
 * Unstructured: every rank brings labels of its own.
 */
#define DA_KIND_UNSTRUCTURED 117

/**
 * Element type bool, one byte, 0 or 1.
 */
#define DA_BOOL 1

/**
 * Element type int8.
 */
#define DA_INT8 2

/**
 * Element type int16.
 */
#define DA_INT16 3

/**
 * Element type int32.
 */
#define DA_INT32 4

/**
 * Element type int64.
 */
#define DA_INT64 5

/**
 * Element type uint8.
 */
#define DA_UINT8 6

/**
 * Element type uint16.
 */
#define DA_UINT16 7

/**
 * Element type uint32.
 */
#define DA_UINT32 8

/**
 * Element type uint64.
 */
#define DA_UINT64 9

/**
 * Element type float32.
 */
#define DA_FLOAT32 10

/**
 * Element type float64.
 */
#define DA_FLOAT64 11

/**
 * Element type complex64: two float32.
 */
#define DA_COMPLEX64 12

/**
 * Element type complex128: two float64.
 */
#define DA_COMPLEX128 13

/**
 * Casting rule: no conversion at all.
 */
#define DA_CASTING_NO 0

/**
 * Casting rule: as DA_CASTING_NO (there are no other byte orders here).
 */
#define DA_CASTING_EQUIV 1

/**
 * Casting rule: only where every value is kept.
 */
#define DA_CASTING_SAFE 2

/**
 * Casting rule: safe, or within a kind, such as float64 to float32.
 */
#define DA_CASTING_SAME_KIND 3

/**
 * Casting rule: anything.
 */
#define DA_CASTING_UNSAFE 4

/**
 * Success.
 */
#define DA_OK 0

/**
 * An argument's value makes no sense.
 */
#define DA_ERR_ARGUMENT 1

/**
 * A pointer that must not be NULL is NULL.
 */
#define DA_ERR_NULL 2

/**
 * A handle is freed, foreign, of another type or garbage.
 */
#define DA_ERR_INVALID_HANDLE 3

/**
 * A dtype is unknown, or has no loop for the operation.
 */
#define DA_ERR_DTYPE 4

/**
 * Shapes do not fit each other, or an extent is negative.
 */
#define DA_ERR_SHAPE 5

/**
 * An axis is out of range or repeated.
 */
#define DA_ERR_AXIS 6

/**
 * An index is outside its axis.
 */
#define DA_ERR_INDEX 7

/**
 * A size does not fit into 63 bits.
 */
#define DA_ERR_OVERFLOW 8

/**
 * Memory ran out, or the context's memory limit was reached.
 */
#define DA_ERR_NO_MEMORY 9

/**
 * A process grid does not fit the ranks or the axes.
 */
#define DA_ERR_GRID 10

/**
 * A distribution is described wrongly.
 */
#define DA_ERR_DISTRIBUTION 11

/**
 * A structure breaks a rule of the Distributed Array Protocol.
 */
#define DA_ERR_PROTOCOL 12

/**
 * This rank holds no section, or does not belong to the context.
 */
#define DA_ERR_NOT_MEMBER 13

/**
 * The protocol has no words for this distribution.
 */
#define DA_ERR_NOT_EXPRESSIBLE 14

/**
 * The answer needs other ranks' labels; use the communicating call.
 */
#define DA_ERR_NOT_LOCAL 15

/**
 * Operands are laid out differently and data would have to move.
 */
#define DA_ERR_CONFORM 16

/**
 * Unstructured labels do not fit the operation.
 */
#define DA_ERR_LABELS 17

/**
 * A memory layout does not fit the operation.
 */
#define DA_ERR_LAYOUT 18

/**
 * Writing to read-only memory.
 */
#define DA_ERR_READ_ONLY 19

/**
 * Source and target overlap.
 */
#define DA_ERR_OVERLAP 20

/**
 * Operands belong to different contexts.
 */
#define DA_ERR_CONTEXT 21

/**
 * The ranks made different calls, or passed different arguments.
 */
#define DA_ERR_MISMATCH 22

/**
 * Another rank did not come within the time limit.
 */
#define DA_ERR_TIMEOUT 23

/**
 * A collective call on a context from inside a callback on it.
 */
#define DA_ERR_IN_CALLBACK 24

/**
 * A user's callback reported an error.
 */
#define DA_ERR_CALLBACK 25

/**
 * An MPI call failed.
 */
#define DA_ERR_MPI 26

/**
 * MPI is not initialised yet, or already finalised.
 */
#define DA_ERR_MPI_STATE 27

/**
 * A context was used from two threads at once, or beyond MPI's thread level.
 */
#define DA_ERR_THREAD 28

/**
 * The caller's buffer is too small; the needed size was written.
 */
#define DA_ERR_BUFFER_SIZE 29

/**
 * This version of the library cannot do it.
 */
#define DA_ERR_NOT_SUPPORTED 30

/**
 * The casting rule does not allow this conversion.
 */
#define DA_ERR_CASTING 31

/**
 * A structure of another ABI major version, or a program that runs another MPI than the library was built for.
 */
#define DA_ERR_VERSION 32

/**
 * A structure that was already released.
 */
#define DA_ERR_RELEASED 33

/**
 * A reduction of no elements that has no identity.
 */
#define DA_ERR_EMPTY 34

/**
 * A text is not well-formed.
 */
#define DA_ERR_SYNTAX 35

/**
 * A call of another library failed, inside an adapter; the message has that library's words.
 */
#define DA_ERR_EXTERNAL 36

/**
 * A defect of the library itself; please report it.
 */
#define DA_ERR_INTERNAL 99

/**
 * Boundary padding belongs to its owner, as any other element, and is left alone.
 */
#define DA_BOUNDARY_UNTOUCHED 0

/**
 * Boundary padding gets the options' value; numpy.pad's mode "constant".
 */
#define DA_BOUNDARY_CONSTANT 1

/**
 * Boundary padding repeats the interior's last element; numpy.pad's mode "edge".
 */
#define DA_BOUNDARY_NEAREST 2

/**
 * Boundary padding mirrors the interior, its last element included; numpy.pad's mode "symmetric".
 */
#define DA_BOUNDARY_SYMMETRIC 3

/**
 * Boundary padding mirrors the interior at its last element; numpy.pad's mode "reflect".
 */
#define DA_BOUNDARY_REFLECT 4

/**
 * Flag of a histogram: the bins hold densities, whose integral over the range is 1.
 */
#define DA_DENSITY 1

/**
 * C order: the last axis varies fastest.
 */
#define DA_ORDER_C 0

/**
 * Fortran order: the first axis varies fastest.
 */
#define DA_ORDER_FORTRAN 1

/**
 * The version of this header; da_version() tells the library's.
 */
#define DA_VERSION_MAJOR 0

/**
 * The version of this header; da_version() tells the library's.
 */
#define DA_VERSION_MINOR 1

/**
 * The version of this header; da_version() tells the library's.
 */
#define DA_VERSION_PATCH 0

/**
 * The elements of a new array are not set; communication padding is zero.
 */
#define DA_FILL_EMPTY 0

/**
 * The elements of a new array are zero.
 */
#define DA_FILL_ZEROS 1

/**
 * The elements of a new array are `value`.
 */
#define DA_FILL_VALUE 2

/**
 * Per partner, the transport that is faster.
 */
#define DA_TRANSPORT_AUTO 0

/**
 * Messages, packed on one side and unpacked on the other. Works everywhere.
 */
#define DA_TRANSPORT_MESSAGES 1

/**
 * Reads from the partner's memory: within a node, where the system allows it.
 */
#define DA_TRANSPORT_DIRECT 2

/**
 * In da_print_options: the number 0, where 0 itself stands for the default.
 */
#define DA_PRINT_ZERO -1

/**
 * At most `precision` digits behind the point, fewer where fewer tell the element apart.
 */
#define DA_PRINT_MAXPREC 0

/**
 * Exactly `precision` digits behind the point.
 */
#define DA_PRINT_FIXED 1

/**
 * As many digits as each element needs, whatever `precision` is.
 */
#define DA_PRINT_UNIQUE 2

/**
 * As DA_PRINT_MAXPREC, with the same number of digits for all elements.
 */
#define DA_PRINT_MAXPREC_EQUAL 3

/**
 * A sign before negative numbers only.
 */
#define DA_PRINT_SIGN_MINUS 0

/**
 * A plus before the others.
 */
#define DA_PRINT_SIGN_PLUS 1

/**
 * A space before the others.
 */
#define DA_PRINT_SIGN_SPACE 2

/**
 * Number of a reduction: sum.
 */
#define DA_REDUCE_SUM 201

/**
 * Number of a reduction: product.
 */
#define DA_REDUCE_PROD 202

/**
 * Number of a reduction: smallest element.
 */
#define DA_REDUCE_MIN 203

/**
 * Number of a reduction: greatest element.
 */
#define DA_REDUCE_MAX 204

/**
 * Number of a reduction: arithmetic mean.
 */
#define DA_REDUCE_MEAN 205

/**
 * Number of a reduction: variance.
 */
#define DA_REDUCE_VAR 206

/**
 * Number of a reduction: standard deviation.
 */
#define DA_REDUCE_STD 207

/**
 * Number of a reduction: whether any element is true.
 */
#define DA_REDUCE_ANY 208

/**
 * Number of a reduction: whether all elements are true.
 */
#define DA_REDUCE_ALL 209

/**
 * Number of a reduction: index of the smallest element.
 */
#define DA_REDUCE_ARGMIN 210

/**
 * Number of a reduction: index of the greatest element.
 */
#define DA_REDUCE_ARGMAX 211

/**
 * Number of a reduction: number of elements that are not zero.
 */
#define DA_REDUCE_COUNT_NONZERO 212

/**
 * Number of a reduction: greatest minus smallest element.
 */
#define DA_REDUCE_PTP 213

/**
 * Number of a reduction: weighted mean.
 */
#define DA_REDUCE_AVERAGE 214

/**
 * Number of a reduction: sum without nan.
 */
#define DA_REDUCE_NANSUM 215

/**
 * Number of a reduction: product without nan.
 */
#define DA_REDUCE_NANPROD 216

/**
 * Number of a reduction: smallest element but nan.
 */
#define DA_REDUCE_NANMIN 217

/**
 * Number of a reduction: greatest element but nan.
 */
#define DA_REDUCE_NANMAX 218

/**
 * Number of a reduction: arithmetic mean without nan.
 */
#define DA_REDUCE_NANMEAN 219

/**
 * Number of a reduction: variance without nan.
 */
#define DA_REDUCE_NANVAR 220

/**
 * Number of a reduction: standard deviation without nan.
 */
#define DA_REDUCE_NANSTD 221

/**
 * Number of a reduction: index of the smallest element but nan.
 */
#define DA_REDUCE_NANARGMIN 222

/**
 * Number of a reduction: index of the greatest element but nan.
 */
#define DA_REDUCE_NANARGMAX 223

/**
 * Number of a reduction: sum of magnitudes.
 */
#define DA_REDUCE_NORM1 224

/**
 * Number of a reduction: root of the sum of squared magnitudes.
 */
#define DA_REDUCE_NORM2 225

/**
 * Number of a reduction: greatest magnitude.
 */
#define DA_REDUCE_NORMINF 226

/**
 * Number of a reduction: sum of the products of two arrays; da_dot() only.
 */
#define DA_REDUCE_DOT 227

/**
 * Number of a reduction: the same with the first one conjugated; da_vdot_value() only.
 */
#define DA_REDUCE_VDOT 228

/**
 * Flag of a reduction: reduced axes stay, with extent 1.
 */
#define DA_KEEPDIMS 1

/**
 * Flag of a reduction: sums, means, norms and dot products of floating-point numbers are summed exactly and rounded
 * once, so that they are the same bits for every number of ranks and every distribution. It takes longer.
 */
#define DA_REPRODUCIBLE 4

/**
 * In place of an axis: all of them; of a scan, all elements in C order, with a result that has one axis.
 */
#define DA_ALL_AXES (-2147483647 - 1)

/**
 * Kind of a da_slice: from `start` to before `stop` by `step`, each of which may be DA_SLICE_NONE.
 */
#define DA_SLICE_RANGE 1

/**
 * Kind of a da_slice: the one index `start`; the axis disappears.
 */
#define DA_SLICE_INDEX 2

/**
 * Kind of a da_slice: a new axis of extent 1.
 */
#define DA_SLICE_NEWAXIS 3

/**
 * Kind of a da_slice: all of as many axes as are not named otherwise.
 */
#define DA_SLICE_ELLIPSIS 4

/**
 * A start, stop or step that is left out, as in Python's `a[::2]`.
 */
#define DA_SLICE_NONE (-9223372036854775807 - 1)

/**
 * The comparison of notes that begins every communicating call.
 */
#define DA_OPERATION_AGREEMENT 0

/**
 * Making a plan from one distribution to another, and running it.
 */
#define DA_OPERATION_REDISTRIBUTION 1

/**
 * Updating communication padding.
 */
#define DA_OPERATION_HALO 2

/**
 * Bringing elements to one rank or to all, and from one.
 */
#define DA_OPERATION_GATHER 3

/**
 * Reductions.
 */
#define DA_OPERATION_REDUCTION 4

/**
 * Everything else.
 */
#define DA_OPERATION_OTHER 5

/**
 * Number of a function of one operand: magnitude; real for complex operands.
 */
#define DA_OP_ABSOLUTE 1

/**
 * Number of a function of one operand: magnitude of real numbers, in floating point.
 */
#define DA_OP_FABS 2

/**
 * Number of a function of one operand: -1, 0 or 1; a complex number over its magnitude.
 */
#define DA_OP_SIGN 3

/**
 * Number of a function of one operand: the operand.
 */
#define DA_OP_POSITIVE 4

/**
 * Number of a function of one operand: the operand with the other sign; integers wrap.
 */
#define DA_OP_NEGATIVE 5

/**
 * Number of a function of one operand: complex conjugate.
 */
#define DA_OP_CONJUGATE 6

/**
 * Number of a function of one operand: 1 over the operand; of integers, in integers.
 */
#define DA_OP_RECIPROCAL 7

/**
 * Number of a function of one operand: the operand times itself.
 */
#define DA_OP_SQUARE 8

/**
 * Number of a function of one operand: principal square root.
 */
#define DA_OP_SQRT 9

/**
 * Number of a function of one operand: cube root.
 */
#define DA_OP_CBRT 10

/**
 * Number of a function of one operand: e to the power of the operand.
 */
#define DA_OP_EXP 11

/**
 * Number of a function of one operand: 2 to the power of the operand.
 */
#define DA_OP_EXP2 12

/**
 * Number of a function of one operand: exp(x) - 1, exact near 0.
 */
#define DA_OP_EXPM1 13

/**
 * Number of a function of one operand: natural logarithm.
 */
#define DA_OP_LOG 14

/**
 * Number of a function of one operand: logarithm to base 2.
 */
#define DA_OP_LOG2 15

/**
 * Number of a function of one operand: logarithm to base 10.
 */
#define DA_OP_LOG10 16

/**
 * Number of a function of one operand: log(1 + x), exact near 0.
 */
#define DA_OP_LOG1P 17

/**
 * Number of a function of one operand: sine of radians.
 */
#define DA_OP_SIN 18

/**
 * Number of a function of one operand: cosine of radians.
 */
#define DA_OP_COS 19

/**
 * Number of a function of one operand: tangent of radians.
 */
#define DA_OP_TAN 20

/**
 * Number of a function of one operand: inverse sine, in radians.
 */
#define DA_OP_ARCSIN 21

/**
 * Number of a function of one operand: inverse cosine, in radians.
 */
#define DA_OP_ARCCOS 22

/**
 * Number of a function of one operand: inverse tangent, in radians.
 */
#define DA_OP_ARCTAN 23

/**
 * Number of a function of one operand: hyperbolic sine.
 */
#define DA_OP_SINH 24

/**
 * Number of a function of one operand: hyperbolic cosine.
 */
#define DA_OP_COSH 25

/**
 * Number of a function of one operand: hyperbolic tangent.
 */
#define DA_OP_TANH 26

/**
 * Number of a function of one operand: inverse hyperbolic sine.
 */
#define DA_OP_ARCSINH 27

/**
 * Number of a function of one operand: inverse hyperbolic cosine.
 */
#define DA_OP_ARCCOSH 28

/**
 * Number of a function of one operand: inverse hyperbolic tangent.
 */
#define DA_OP_ARCTANH 29

/**
 * Number of a function of one operand: degrees to radians.
 */
#define DA_OP_DEG2RAD 30

/**
 * Number of a function of one operand: radians to degrees.
 */
#define DA_OP_RAD2DEG 31

/**
 * Number of a function of one operand: nearest integer, ties to even.
 */
#define DA_OP_RINT 32

/**
 * Number of a function of one operand: largest integer not above.
 */
#define DA_OP_FLOOR 33

/**
 * Number of a function of one operand: smallest integer not below.
 */
#define DA_OP_CEIL 34

/**
 * Number of a function of one operand: the integer part.
 */
#define DA_OP_TRUNC 35

/**
 * Number of a function of one operand: whether it is nan.
 */
#define DA_OP_ISNAN 36

/**
 * Number of a function of one operand: whether it is infinite.
 */
#define DA_OP_ISINF 37

/**
 * Number of a function of one operand: whether it is neither nan nor infinite.
 */
#define DA_OP_ISFINITE 38

/**
 * Number of a function of one operand: whether the sign bit is set.
 */
#define DA_OP_SIGNBIT 39

/**
 * Number of a function of one operand: distance to the next number away from 0.
 */
#define DA_OP_SPACING 40

/**
 * Number of a function of one operand: whether it is zero.
 */
#define DA_OP_LOGICAL_NOT 41

/**
 * Number of a function of one operand: all bits inverted; the other truth value.
 */
#define DA_OP_INVERT 42

/**
 * Number of a function of one operand: bits set in the magnitude.
 */
#define DA_OP_BITWISE_COUNT 43

/**
 * Number of a function of one operand, with two results: mantissa and exponent of 2.
 */
#define DA_OP_FREXP 44

/**
 * Number of a function of one operand, with two results: fractional and integer part.
 */
#define DA_OP_MODF 45

/**
 * Number of a function of two operands: sum; `or` for bool.
 */
#define DA_OP_ADD 101

/**
 * Number of a function of two operands: difference; not for bool.
 */
#define DA_OP_SUBTRACT 102

/**
 * Number of a function of two operands: product; `and` for bool.
 */
#define DA_OP_MULTIPLY 103

/**
 * Number of a function of two operands: quotient in floating point, also of integers.
 */
#define DA_OP_TRUE_DIVIDE 104

/**
 * Number of a function of two operands: largest integer not above the quotient.
 */
#define DA_OP_FLOOR_DIVIDE 105

/**
 * Number of a function of two operands: remainder with the divisor's sign (Python's %).
 */
#define DA_OP_REMAINDER 106

/**
 * Number of a function of two operands: remainder with the dividend's sign (C's fmod).
 */
#define DA_OP_FMOD 107

/**
 * Number of a function of two operands: first operand to the power of the second.
 */
#define DA_OP_POWER 108

/**
 * Number of a function of two operands: as power, in float64 or complex128 at least.
 */
#define DA_OP_FLOAT_POWER 109

/**
 * Number of a function of two operands: angle of the point (second, first), in radians.
 */
#define DA_OP_ARCTAN2 110

/**
 * Number of a function of two operands: length of the hypotenuse.
 */
#define DA_OP_HYPOT 111

/**
 * Number of a function of two operands: log(exp(a) + exp(b)).
 */
#define DA_OP_LOGADDEXP 112

/**
 * Number of a function of two operands: log2(2**a + 2**b).
 */
#define DA_OP_LOGADDEXP2 113

/**
 * Number of a function of two operands: the larger one; nan if one is nan.
 */
#define DA_OP_MAXIMUM 114

/**
 * Number of a function of two operands: the smaller one; nan if one is nan.
 */
#define DA_OP_MINIMUM 115

/**
 * Number of a function of two operands: the larger one; the other one if one is nan.
 */
#define DA_OP_FMAX 116

/**
 * Number of a function of two operands: the smaller one; the other one if one is nan.
 */
#define DA_OP_FMIN 117

/**
 * Number of a function of two operands: the first operand's magnitude with the second one's sign.
 */
#define DA_OP_COPYSIGN 118

/**
 * Number of a function of two operands: the next number after the first operand towards the second.
 */
#define DA_OP_NEXTAFTER 119

/**
 * Number of a function of two operands: first operand times 2 to the power of the second, an integer.
 */
#define DA_OP_LDEXP 120

/**
 * Number of a function of two operands: 0 below 0, 1 above, and the second operand at 0.
 */
#define DA_OP_HEAVISIDE 121

/**
 * Number of a function of two operands: greatest common divisor.
 */
#define DA_OP_GCD 122

/**
 * Number of a function of two operands: least common multiple.
 */
#define DA_OP_LCM 123

/**
 * Number of a function of two operands: bits set in both.
 */
#define DA_OP_BITWISE_AND 124

/**
 * Number of a function of two operands: bits set in one of both at least.
 */
#define DA_OP_BITWISE_OR 125

/**
 * Number of a function of two operands: bits set in one of both exactly.
 */
#define DA_OP_BITWISE_XOR 126

/**
 * Number of a function of two operands: bits moved up; 0 where the count is not below the width.
 */
#define DA_OP_LEFT_SHIFT 127

/**
 * Number of a function of two operands: bits moved down, keeping the sign.
 */
#define DA_OP_RIGHT_SHIFT 128

/**
 * Number of a function of two operands: whether both are non-zero.
 */
#define DA_OP_LOGICAL_AND 129

/**
 * Number of a function of two operands: whether one is non-zero.
 */
#define DA_OP_LOGICAL_OR 130

/**
 * Number of a function of two operands: whether exactly one is non-zero.
 */
#define DA_OP_LOGICAL_XOR 131

/**
 * Number of a function of two operands: a < b.
 */
#define DA_OP_LESS 132

/**
 * Number of a function of two operands: a <= b.
 */
#define DA_OP_LESS_EQUAL 133

/**
 * Number of a function of two operands: a == b.
 */
#define DA_OP_EQUAL 134

/**
 * Number of a function of two operands: a != b.
 */
#define DA_OP_NOT_EQUAL 135

/**
 * Number of a function of two operands: a > b.
 */
#define DA_OP_GREATER 136

/**
 * Number of a function of two operands: a >= b.
 */
#define DA_OP_GREATER_EQUAL 137

/**
 * Number of a function of two operands, with two results: floor_divide and remainder.
 */
#define DA_OP_DIVMOD 138

/**
 * Flag: operands that would have to move are DA_ERR_CONFORM instead of being redistributed.
 */
#define DA_CONFORM_STRICT 1

/**
 * Condition: an exact infinite result of finite operands, or an integer divided by zero.
 */
#define DA_COND_DIVIDE 1

/**
 * Condition: a result that is too large for its dtype.
 */
#define DA_COND_OVERFLOW 2

/**
 * Condition: a result that is no number, of operands that are.
 */
#define DA_COND_INVALID 8

/**
 * The scalar takes part in promotion with its kind only, as Python's literals in NumPy 2.
 */
#define DA_VALUE_WEAK 1

/**
 * A distributed array, or a view of one; an opaque handle.
 */
typedef struct da_array da_array;

/**
 * A group of processes that work together on arrays; an opaque handle.
 */
typedef struct da_context da_context;

/**
 * How a global shape maps on the ranks of a context; an opaque handle.
 */
typedef struct da_distribution da_distribution;

/**
 * A halo exchange: padding of one distribution's arrays brought up to date; an opaque handle.
 */
typedef struct da_halo da_halo;

/**
 * A plan; an opaque handle.
 */
typedef struct da_plan da_plan;

/**
 * What every function that can fail returns: DA_OK (0) or one of DA_ERR_*.
 */
typedef int32_t da_status;

/**
 * A scalar of any dtype. Make it with da_real(), da_int(), da_complex() (weak) or da_bool(),
 * da_i8() ... da_c128() (strong); read it with da_value_f64(), da_value_i64(), da_value_c128().
 */
typedef struct da_value {
    /**
     * DA_BOOL to DA_COMPLEX128.
     */
    int32_t dtype;
    /**
     * DA_VALUE_WEAK or 0.
     */
    int32_t flags;
    /**
     * The element's bytes, zero-extended; complex values have one part in each member (complex64 in the
     * lower halves).
     */
    uint64_t bits[2];
} da_value;

/**
 * How the library gives wrapped memory back; it may run on any thread, also after MPI_Finalize.
 */
typedef void (*da_release_fn)(void *private_data);

/**
 * This rank's section of an array. Extents are in elements, strides in bytes.
 */
typedef struct da_local {
    /**
     * Address of the element with all local indices 0; NULL where this rank holds no section.
     */
    void *data;
    /**
     * Elements of the section, communication padding included; 0 where this rank holds none.
     */
    int64_t size;
    /**
     * DA_BOOL to DA_COMPLEX128.
     */
    int32_t dtype;
    /**
     * Number of axes.
     */
    int32_t ndim;
    /**
     * Extents, communication padding included.
     */
    int64_t shape[32];
    /**
     * Distance between neighbours along each axis in bytes.
     */
    int64_t strides[32];
    /**
     * Local index of the first owned element along each axis.
     */
    int64_t owned_offset[32];
    /**
     * Number of owned elements along each axis.
     */
    int64_t owned_shape[32];
} da_local;

/**
 * A function on this rank's section; a result other than 0 is an error.
 */
typedef int32_t (*da_local_fn)(const struct da_local *local, void *user);

/**
 * How a context behaves. Set `struct_size` to sizeof(da_context_options) and zero the rest for
 * the defaults.
 */
typedef struct da_context_options {
    /**
     * sizeof(da_context_options) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * Seconds that a call waits for the other ranks before it returns DA_ERR_TIMEOUT; 0 waits
     * for ever, as MPI does. The same on all ranks.
     */
    double timeout_seconds;
    /**
     * Most bytes of array memory that the context may allocate on this rank, with the staging memory and the
     * lists of places and labels that a call takes for a time; 0 for no limit. May differ between ranks.
     */
    int64_t memory_limit;
    /**
     * DA_CHECK_DEFAULT, DA_CHECK_NONE or DA_CHECK_FULL. The same on all ranks.
     */
    int32_t check_level;
    /**
     * DA_CPU_BEST (0): the best instructions that all ranks have; or those that loops may use: DA_CPU_BASELINE,
     * DA_CPU_AVX2 or DA_CPU_AVX512. The same on all ranks.
     */
    int32_t cpu_level;
    /**
     * Most bytes of one message of a transfer that is packed into staging memory, of which a call
     * takes a few at a time (da_gather(), da_scatter(), plans); 0 for the defaults (256 KiB; plans 4 MiB),
     * else 64 to 2^30. The same on all ranks.
     */
    int64_t staging_bytes;
    /**
     * How exact transcendental functions are: DA_ACCURACY_FAST (the default) or DA_ACCURACY_HIGH. The same on all
     * ranks.
     */
    int32_t accuracy;
    /**
     * Must be 0.
     */
    int32_t reserved;
} da_context_options;

/**
 * A walk over the elements that this rank owns, in C order of their indices. Read the members, change
 * none of them. A copy goes its own way, but only one of the copies may be ended, and last.
 *
 * ```c
 * da_cursor c;
 * da_cursor_begin(a, DA_ACCESS_WRITE, &c);
 * while (da_cursor_next(&c)) *(double *)c.data = f(c.index[0], c.index[1]);
 * da_cursor_end(&c);
 * ```
 */
typedef struct da_cursor {
    /**
     * Address of the element; NULL before the first and after the last.
     */
    void *data;
    /**
     * Elements from here on, this one included, that follow each other along the last axis: the k-th is
     * at `data` + k * `stride` and has the last index plus k.
     */
    int64_t count;
    /**
     * Bytes from one of these elements to the next.
     */
    int64_t stride;
    /**
     * Elements that come after this one; before the first, all.
     */
    int64_t remaining;
    /**
     * DA_BOOL to DA_COMPLEX128.
     */
    int32_t dtype;
    /**
     * Number of axes.
     */
    int32_t ndim;
    /**
     * Global index of the element (on unstructured axes its label).
     */
    int64_t index[32];
    /**
     * Local index, as in da_array_local().
     */
    int64_t local[32];
    /**
     * The library's.
     */
    void *private_data;
} da_cursor;

/**
 * Which ranks form the process grid. Set `struct_size` to sizeof(da_distribution_options) and
 * zero the rest for the defaults: a grid over all ranks, chosen from the shape.
 */
typedef struct da_distribution_options {
    /**
     * sizeof(da_distribution_options) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * Extents of the process grid in C order; NULL to have it chosen. A grid axis that no array axis takes
     * holds replicas.
     */
    const int64_t *grid_shape;
    /**
     * Context ranks of the grid's positions in C order; NULL for the first ranks. Needs `grid_shape`.
     */
    const int32_t *ranks;
    /**
     * Entries of `ranks`.
     */
    int64_t num_ranks;
    /**
     * Entries of `grid_shape`, 0 to 32.
     */
    int32_t grid_ndim;
    /**
     * Must be 0.
     */
    int32_t reserved;
} da_distribution_options;

/**
 * One axis of a distribution to be made. Zero the structure, then set what is needed.
 */
typedef struct da_dim_spec {
    /**
     * Global extent, boundary padding included, communication padding not. Unstructured: the number of labels
     * of all coordinates, each counted wherever it stands.
     */
    int64_t size;
    /**
     * DA_KIND_UNDISTRIBUTED ('n'), DA_KIND_BLOCK ('b'), DA_KIND_CYCLIC ('c') or DA_KIND_UNSTRUCTURED ('u').
     */
    int32_t kind;
    /**
     * The grid axis to spread over, plus 1; 0 to have it chosen: array axes take grid axes in order.
     */
    int32_t grid_axis_plus_1;
    /**
     * Extent of that grid axis; 0 to have it chosen.
     */
    int64_t grid_size;
    /**
     * Cyclic: width of the blocks that are dealt out; 0 means 1.
     */
    int64_t block_size;
    /**
     * Block: elements of the left and of the right neighbour that each section also stores.
     */
    int64_t comm_padding[2];
    /**
     * Block and undistributed: how many elements at both ends of the axis are boundary padding; they count
     * in `size`.
     */
    int64_t boundary_padding[2];
    /**
     * Block: coordinate i owns bounds[i] to bounds[i+1]; NULL for even blocks.
     */
    const int64_t *bounds;
    /**
     * Entries of `bounds`: the grid axis's extent plus 1.
     */
    int64_t num_bounds;
    /**
     * Unstructured: this process's labels, in the order in which their elements are stored. Any numbers but
     * 2^63 - 1, each once; NULL for none.
     */
    const int64_t *labels;
    /**
     * Entries of `labels`.
     */
    int64_t num_labels;
    /**
     * Block and undistributed: 1 if the axis wraps around.
     */
    int32_t periodic;
    /**
     * Unstructured: 1 if no label may stand on two coordinates.
     */
    int32_t one_to_one;
    /**
     * Must be 0.
     */
    int32_t reserved[6];
} da_dim_spec;

/**
 * Elements of one axis whose global indices follow each other, to be filled.
 */
typedef struct da_run {
    /**
     * Number of axes of the array.
     */
    int32_t ndim;
    /**
     * The axis along which the run goes: the last one, -1 in an array without axes.
     */
    int32_t axis;
    /**
     * DA_BOOL to DA_COMPLEX128.
     */
    int32_t dtype;
    /**
     * 0.
     */
    int32_t reserved;
    /**
     * Number of elements, at least 1.
     */
    int64_t count;
    /**
     * Global index of the first element, one entry per axis; element i has index[axis] + i.
     */
    const int64_t *index;
    /**
     * Address of the first element.
     */
    void *data;
    /**
     * Distance between elements in bytes.
     */
    int64_t stride;
} da_run;

/**
 * Fills a run; a result other than 0 is an error.
 */
typedef int32_t (*da_fill_fn)(const struct da_run *run, void *user);

/**
 * Makes the element at `made` (zero before) from the one at `element`; a result other than 0 is an error.
 */
typedef int32_t (*da_map_fn)(const void *element, void *made, void *user);

/**
 * A function on this rank's sections of `narrays` arrays, with the `argument` of the call and the `user`
 * of the registration; a result other than 0 is an error.
 */
typedef int32_t (*da_function_fn)(int32_t narrays,
                                  const struct da_local *sections,
                                  void *argument,
                                  void *user);

/**
 * What a halo covers. Set `struct_size` to sizeof(da_halo_options) and zero the rest for the defaults: all
 * the padding there is, corners too, boundaries left alone.
 */
typedef struct da_halo_options {
    /**
     * sizeof(da_halo_options) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * For each axis the width on the left and on the right, in elements; -1 for all the padding there. NULL
     * for all of it everywhere.
     */
    const int64_t *widths;
    /**
     * For each axis what becomes of the boundary padding on the left and on the right, DA_BOUNDARY_UNTOUCHED to
     * DA_BOUNDARY_REFLECT; not used on periodic axes, which wrap around. NULL for `boundary` everywhere.
     */
    const int32_t *boundaries;
    /**
     * Where `boundaries` is NULL: what becomes of all boundary padding.
     */
    int32_t boundary;
    /**
     * 1 if padding that lies outside along several axes is not needed, as for stencils that look along the
     * axes only; 0 otherwise.
     */
    int32_t skip_corners;
    /**
     * What DA_BOUNDARY_CONSTANT writes, converted to the dtype of each array; all zero means 0.
     */
    struct da_value value;
    /**
     * Most bytes of staging memory for updates, and as much again for accumulating, as in da_plan_options.
     */
    int64_t staging_bytes;
    /**
     * Most bytes of elements in one message, as in da_plan_options.
     */
    int64_t message_bytes;
    /**
     * DA_TRANSPORT_AUTO, DA_TRANSPORT_MESSAGES or DA_TRANSPORT_DIRECT.
     */
    int32_t transport;
    /**
     * Must be 0.
     */
    int32_t reserved;
} da_halo_options;

/**
 * What a plan will move on this rank, known before anything moves.
 */
typedef struct da_plan_report {
    /**
     * Set to sizeof(da_plan_report) before the call.
     */
    uint64_t struct_size;
    /**
     * Ranks that this rank sends elements to, itself not counted.
     */
    int64_t partners_out;
    /**
     * Ranks that this rank gets elements from, itself not counted.
     */
    int64_t partners_in;
    /**
     * Messages of elements that this rank sends, if all of them are packed.
     */
    int64_t messages_out;
    /**
     * Messages of elements that this rank gets, if all of them are packed.
     */
    int64_t messages_in;
    /**
     * Bytes of elements that this rank sends.
     */
    int64_t bytes_out;
    /**
     * Bytes of elements that this rank gets.
     */
    int64_t bytes_in;
    /**
     * Bytes of elements that stay on this rank.
     */
    int64_t bytes_kept;
    /**
     * Bytes of staging memory that the plan holds: all that it ever takes.
     */
    int64_t staging_bytes;
    /**
     * In how many of the directions above one of the two ranks can read the other's memory.
     */
    int64_t direct_partners;
} da_plan_report;

/**
 * What the library holds in this process: for tests, and for codes that count their memory.
 */
typedef struct da_counters {
    /**
     * sizeof(da_counters) of the caller's header; set it before the call.
     */
    uint64_t struct_size;
    /**
     * Allocations of array memory since the start.
     */
    uint64_t allocations;
    /**
     * Bytes of array memory now.
     */
    int64_t live_bytes;
    /**
     * The most bytes of array memory at any time.
     */
    int64_t peak_bytes;
    /**
     * Context handles that are not freed.
     */
    uint64_t contexts;
    /**
     * Distribution handles that are not freed.
     */
    uint64_t distributions;
    /**
     * Array handles that are not freed.
     */
    uint64_t arrays;
    /**
     * Communicators made since the start; freed contexts return theirs for reuse.
     */
    uint64_t communicators_made;
    /**
     * Communicators in use now.
     */
    uint64_t communicators_used;
} da_counters;

/**
 * How a new array is stored, and what it holds. Set `struct_size` to sizeof(da_array_options) and
 * zero the rest for the defaults: C order, elements not set.
 */
typedef struct da_array_options {
    /**
     * sizeof(da_array_options) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * DA_ORDER_C or DA_ORDER_FORTRAN: which of this rank's indices varies fastest in memory, the last or
     * the first one.
     */
    int32_t order;
    /**
     * DA_FILL_EMPTY, DA_FILL_ZEROS or DA_FILL_VALUE.
     */
    int32_t fill;
    /**
     * With DA_FILL_VALUE: the value, converted to the dtype.
     */
    struct da_value value;
} da_array_options;

/**
 * How a plan moves elements. Set `struct_size` to sizeof(da_plan_options) and zero the rest for the defaults. The
 * same on all ranks.
 */
typedef struct da_plan_options {
    /**
     * sizeof(da_plan_options) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * Most bytes of staging memory that the plan keeps on each rank; 0 for the default (64 MiB), else at least
     * 1792. With many partners or large messages elements move in rounds.
     */
    int64_t staging_bytes;
    /**
     * Most bytes of elements in one message, at least 16; 0 for the context's staging_bytes or, where that is 0
     * too, 4 MiB.
     */
    int64_t message_bytes;
    /**
     * NULL, or a permutation of the axes: axis k of the target is axis `axes[k]` of the source, as in
     * numpy.transpose.
     */
    const int32_t *axes;
    /**
     * DA_TRANSPORT_AUTO, DA_TRANSPORT_MESSAGES or DA_TRANSPORT_DIRECT.
     */
    int32_t transport;
    /**
     * Not 0: complex elements arrive conjugated.
     */
    int32_t conjugate;
    /**
     * Not 0: any conversion between dtypes is allowed (DA_CASTING_UNSAFE); 0: those of DA_CASTING_SAME_KIND.
     */
    int32_t any_cast;
    /**
     * Not 0: the target may have another shape with as many elements; they go there in C order, as
     * numpy.reshape has them. Structured axes only.
     */
    int32_t reshape;
} da_plan_options;

/**
 * How an array is printed: NumPy's print options. Set `struct_size` to sizeof(da_print_options) and
 * zero the rest for the defaults; where 0 itself is meant, DA_PRINT_ZERO.
 */
typedef struct da_print_options {
    /**
     * sizeof(da_print_options) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * Digits behind the point of floating-point numbers, at most 1074; 0 for 8.
     */
    int32_t precision;
    /**
     * Elements that a summary shows at each end of an axis, at least 1; 0 for 3.
     */
    int32_t edge_items;
    /**
     * An array with more elements is summarised; 0 for 1000, INT64_MAX never to summarise.
     */
    int64_t threshold;
    /**
     * Columns of a line; 0 for 75.
     */
    int32_t line_width;
    /**
     * 1: small numbers do not make the format exponential. 0: they do.
     */
    int32_t suppress_small;
    /**
     * DA_PRINT_MAXPREC, DA_PRINT_FIXED, DA_PRINT_UNIQUE or DA_PRINT_MAXPREC_EQUAL.
     */
    int32_t float_mode;
    /**
     * DA_PRINT_SIGN_MINUS, DA_PRINT_SIGN_PLUS or DA_PRINT_SIGN_SPACE.
     */
    int32_t sign;
} da_print_options;

/**
 * What a reduction may be told beside its axes. Set `struct_size` to sizeof(da_reduce_options) and zero the rest for
 * the defaults. The same on all ranks.
 */
typedef struct da_reduce_options {
    /**
     * sizeof(da_reduce_options) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * NULL, or which elements count: a bool array of the operand's shape and distribution. Sums, products, means,
     * variances, any and all; minima and maxima with `initial`.
     */
    const struct da_array *where_mask;
    /**
     * NULL, or the weights of an average: of the operand's shape and distribution.
     */
    const struct da_array *weights;
    /**
     * With `has_initial`, a value that counts as one more element. Sums, products, minima and maxima.
     */
    struct da_value initial;
    /**
     * Not 0: `initial` counts.
     */
    int32_t has_initial;
    /**
     * 0, or the dtype in which sums, products, means and variances are computed, and which their result has.
     */
    int32_t dtype;
    /**
     * Variances and standard deviations: what is taken off the number of elements before it divides.
     */
    double ddof;
} da_reduce_options;

/**
 * One entry between the brackets of Python's `a[2:-1, ..., 5]`. Make it with da_range(), da_whole(),
 * da_at(), da_newaxis() or da_ellipsis().
 */
typedef struct da_slice {
    /**
     * The first index, or the only one; a negative one counts from the end.
     */
    int64_t start;
    /**
     * Where a range ends, not included; a negative one counts from the end.
     */
    int64_t stop;
    /**
     * The step of a range, of any sign, not 0.
     */
    int64_t step;
    /**
     * DA_SLICE_RANGE to DA_SLICE_ELLIPSIS.
     */
    int32_t kind;
    /**
     * 0.
     */
    int32_t reserved;
} da_slice;

/**
 * Messages of one kind, as this rank saw them.
 */
typedef struct da_traffic {
    /**
     * Messages that this rank sent.
     */
    int64_t messages_sent;
    /**
     * Their bytes.
     */
    int64_t bytes_sent;
    /**
     * Messages that this rank received.
     */
    int64_t messages_received;
    /**
     * Their bytes.
     */
    int64_t bytes_received;
} da_traffic;

/**
 * What a context's communication has cost on this rank, since the context was made or since
 * da_context_stats_reset(). Set `struct_size` to sizeof(da_stats).
 */
typedef struct da_stats {
    /**
     * sizeof(da_stats) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * Staging memory that is held now, in bytes.
     */
    int64_t staging_bytes;
    /**
     * The most staging memory that was held at a time, in bytes.
     */
    int64_t staging_peak;
    /**
     * Messages from one rank to another, packed or in place.
     */
    struct da_traffic messages;
    /**
     * What was read straight out of another process's memory, and what others read here as far as this rank
     * knows of it.
     */
    struct da_traffic direct;
    /**
     * Operations of all ranks together: agreements, reductions, broadcasts. Each counts as one message sent and
     * one received, with the bytes that this rank gave and got.
     */
    struct da_traffic collective;
    /**
     * Operations by kind: DA_OPERATION_AGREEMENT and so on; the others are 0. An operation inside another belongs
     * to that.
     */
    int64_t calls[8];
    /**
     * Seconds spent in them, waiting for other ranks included.
     */
    double seconds[8];
} da_stats;

/**
 * Is told of an operation: the name of the da_ function, one of DA_OPERATION_AGREEMENT and so on, and how many bytes
 * it is about (of the whole array, for a gather; 0 where that is not known). `call` is borrowed.
 */
typedef void (*da_hook_fn)(const char *call, int32_t kind, int64_t bytes, void *user);

/**
 * An operand of da_ufunc_call(): an array, or a scalar where `array` is NULL.
 */
typedef struct da_operand {
    /**
     * The array, or NULL.
     */
    const struct da_array *array;
    /**
     * The scalar, where there is no array; the same on all ranks.
     */
    struct da_value value;
} da_operand;

/**
 * What can be asked for of da_ufunc_call(). Set `struct_size` to sizeof(da_ufunc_options) and zero the rest for
 * the defaults.
 */
typedef struct da_ufunc_options {
    /**
     * sizeof(da_ufunc_options) of the caller's header.
     */
    uint64_t struct_size;
    /**
     * A bool array that broadcasts to the result, or NULL: where it is false, results are left as they are; in new
     * arrays they are zero.
     */
    const struct da_array *mask;
    /**
     * How far operands and results may be converted: 0 for DA_CASTING_SAME_KIND, or DA_CASTING_EQUIV (which is
     * DA_CASTING_NO here) to DA_CASTING_UNSAFE.
     */
    int32_t casting;
    /**
     * The dtype of the computation's result, DA_BOOL to DA_COMPLEX128; 0 for NumPy's choice.
     */
    int32_t dtype;
    /**
     * DA_ACCURACY_DEFAULT (the context's choice), DA_ACCURACY_FAST or DA_ACCURACY_HIGH.
     */
    int32_t accuracy;
    /**
     * DA_CONFORM_STRICT or 0.
     */
    int32_t flags;
    /**
     * NULL, or receives the conditions DA_COND_DIVIDE, DA_COND_OVERFLOW and DA_COND_INVALID that this rank's
     * elements show, found in the values. Underflow is not looked for. Slower.
     */
    int32_t *conditions;
} da_ufunc_options;

/**
 * A loop of the application: `args` are the addresses of the operands, then of the results, `steps` the distances
 * of their elements in bytes, `n` the number of elements. Results may be the memory of an operand. A result other
 * than 0 is an error.
 */
typedef int32_t (*da_ufunc_loop)(void *const *args, const int64_t *steps, int64_t n, void *user);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Get one element by its global index, on every rank.
 *
 * Collective, communicating. Of replicas, and of a label that several ranks have, the element at the
 * lowest coordinates is taken.
 * @param a an array.
 * @param index one number per axis, the same on all ranks; numbers below 0 count from the end. On unstructured
 * axes labels, as they are. NULL only for an array without axes.
 * @param[out] value the element, in the array's dtype.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_INDEX outside the shape, or for a label that no rank has; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
 * DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_get(const struct da_array *a,
                 const int64_t *index,
                 struct da_value *value);

/**
 * Set one element by its global index.
 *
 * Collective, communicating. Every rank that has the element writes it, replicas included; communication
 * padding counts as out of date.
 * @param a an array that may be written to.
 * @param index as for da_get().
 * @param value the value; converted to the array's dtype; the same on all ranks.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_INDEX outside the shape, or for a label that no rank has; DA_ERR_READ_ONLY; DA_ERR_OVERFLOW for
 * a weak integer that the dtype can not hold; DA_ERR_DTYPE and DA_ERR_ARGUMENT for a malformed value;
 * DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI;
 * DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_set(const struct da_array *a,
                 const int64_t *index,
                 struct da_value value);

/**
 * Get one element by its global index on a rank that owns it.
 *
 * Not collective.
 * @param a an array.
 * @param index as for da_get().
 * @param[out] value the element, in the array's dtype.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NOT_LOCAL on a rank that does not own the element, with the rank that does where that can be
 * told; DA_ERR_NOT_MEMBER for a process that is not in the context; DA_ERR_INDEX outside the shape; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_get_owned(const struct da_array *a,
                       const int64_t *index,
                       struct da_value *value);

/**
 * Set one element by its global index on a rank that owns it.
 *
 * Not collective. Communication padding counts as out of date on this rank; replicas on other ranks are
 * theirs to set (or da_array_sync_replicas() copies the first).
 * @param a an array that may be written to.
 * @param index as for da_get().
 * @param value the value; converted to the array's dtype.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NOT_LOCAL and DA_ERR_NOT_MEMBER as for da_get_owned(); DA_ERR_INDEX outside the shape; DA_ERR_READ_ONLY;
 * DA_ERR_OVERFLOW for a weak integer that the dtype can not hold; DA_ERR_DTYPE and DA_ERR_ARGUMENT for a
 * malformed value; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_set_owned(const struct da_array *a,
                       const int64_t *index,
                       struct da_value value);

/**
 * Gather a whole array into one buffer.
 *
 * Collective, communicating. Sections travel in pieces of bounded size (`staging_bytes` of
 * da_context_options); replicas are taken from their first holder.
 * @param a an array; on unstructured axes the labels must be 0 to the extent minus 1, each once.
 * @param root the rank that has the buffer, or -1: every rank has one.
 * @param order DA_ORDER_C or DA_ORDER_FORTRAN of the buffer.
 * @param[out] buffer receives all elements, contiguous, at any address; it must not overlap the array's memory.
 * Ignored on ranks that are not the root, and may be NULL there.
 * @param bytes size of the buffer: exactly the array's number of elements times the size of one. Ignored on ranks that
 * are not the root.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the buffer stays the caller's. After DA_ERR_MPI a message may still arrive in it.
 * Errors: DA_ERR_BUFFER_SIZE for another size; DA_ERR_ARGUMENT for an unknown root or order; DA_ERR_LABELS;
 * DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for an array of 2^63 bytes or more; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
 * DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_gather(const struct da_array *a,
                    int32_t root,
                    int32_t order,
                    void *buffer,
                    int64_t bytes);

/**
 * Scatter one buffer over a whole array.
 *
 * Collective, communicating. The opposite of da_gather(): every rank that holds an element gets it,
 * replicas included; communication padding counts as out of date.
 * @param buffer all elements, contiguous, at any address; it must not overlap the array's memory. Ignored
 * on ranks that are not the root, and may be NULL there.
 * @param bytes size of the buffer: exactly the array's number of elements times the size of one. Ignored on ranks that
 * are not the root.
 * @param root the rank that has the buffer.
 * @param order DA_ORDER_C or DA_ORDER_FORTRAN of the buffer.
 * @param a an array that may be written to; on unstructured axes the labels must be 0 to the extent minus 1, each once.
 * @return DA_OK, or one of the errors, the same on all ranks. After DA_ERR_TIMEOUT and DA_ERR_MPI the array's contents
 * are not specified.
 * Ownership: the buffer stays the caller's.
 * Errors: DA_ERR_BUFFER_SIZE for another size; DA_ERR_ARGUMENT for an unknown root or order; DA_ERR_READ_ONLY;
 * DA_ERR_LABELS; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for an array of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_scatter(const void *buffer,
                     int64_t bytes,
                     int32_t root,
                     int32_t order,
                     const struct da_array *a);

/**
 * Set the elements that this rank owns from a block of the caller's memory.
 *
 * Collective, silent. Each rank gives its own block; nothing is sent. Communication padding counts as out
 * of date.
 * @param a an array that may be written to.
 * @param data address of the first owned element's value, in the array's dtype, at any address; the block has the
 * extents `owned_shape` of da_array_local(). NULL only on a rank that owns none.
 * @param strides distance between neighbours along each axis in bytes, of any sign or 0; NULL for contiguous memory
 * in C order.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: `data` is borrowed for the call; it may overlap the array's memory.
 * Errors: DA_ERR_NULL; DA_ERR_READ_ONLY; DA_ERR_OVERFLOW for strides that reach beyond 2^63 bytes; DA_ERR_NO_MEMORY,
 * only where `data` overlaps the array's memory; DA_ERR_ARGUMENT for misaligned strides; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_assign_local(const struct da_array *a,
                          const void *data,
                          const int64_t *strides);

/**
 * Copy the elements that this rank owns to a block of the caller's memory.
 *
 * Not collective.
 * @param a an array.
 * @param[out] data address for the first owned element, at any address; the block has the extents `owned_shape` of
 * da_array_local(). NULL only on a rank that owns none.
 * @param strides distance between neighbours along each axis in bytes, of any sign, so that no two elements overlap;
 * NULL for contiguous memory in C order.
 * @return DA_OK or an error.
 * Ownership: `data` is borrowed for the call; it may overlap the array's memory.
 * Errors: DA_ERR_NULL; DA_ERR_LAYOUT for elements that overlap; DA_ERR_OVERFLOW for strides that reach beyond 2^63
 * bytes; DA_ERR_NO_MEMORY, only where `data` overlaps the array's memory; DA_ERR_ARGUMENT for misaligned strides;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_copy_local(const struct da_array *a,
                        void *data,
                        const int64_t *strides);

/**
 * Wrap this rank's own memory as an array, without copying.
 *
 * Collective, silent. The memory stays the caller's: the library neither copies nor moves nor
 * frees it, and calls `release` once, when the last array, view or export of it is gone. If the
 * call fails, `release` is not called.
 * @param dist the distribution, which says what this rank's section is.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128, the same on all ranks.
 * @param data address of the element with all local indices 0 (communication padding is part of the
 * section); NULL only for an empty section or on a rank without one.
 * @param strides distance between neighbours along each axis in bytes, of any sign; NULL for contiguous
 * memory in C order.
 * @param flags DA_READ_ONLY, DA_PADDING_VALID or 0, the same on all ranks.
 * @param release NULL, or called once with `private_data` when the memory is no longer used.
 * @param private_data anything.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: `data` stays the caller's and must live until `release` is called; the caller owns `*out` and frees it with
 * da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_NULL; DA_ERR_LAYOUT for misaligned memory, or elements that overlap in memory
 * that is not read-only; DA_ERR_OVERFLOW; DA_ERR_ARGUMENT for unknown flags; DA_ERR_NO_MEMORY when 2^24 objects
 * are alive; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_array_wrap(const struct da_distribution *dist,
                        int32_t dtype,
                        void *data,
                        const int64_t *strides,
                        int32_t flags,
                        da_release_fn release,
                        void *private_data,
                        struct da_array **out);

/**
 * Export this rank's section through the Distributed Array Protocol, without copying.
 *
 * Not collective: it never communicates. The memory is held until the structure is released,
 * also if the array is freed first.
 * @param a an array.
 * @param[out] buffer filled; the caller (or whoever it is moved to) owes one call of buffer->release. What it
 * held before is overwritten, not released.
 * @return DA_OK or an error.
 * Errors: DA_ERR_OVERFLOW for a view that shows 2^63 bytes or more; DA_ERR_NO_MEMORY for a list of indices;
 * DA_ERR_NOT_MEMBER on a rank without a section; DA_ERR_NOT_EXPRESSIBLE for replicas and grids over
 * some ranks or in another order, unless da_distribution_comm() was called before; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE after MPI_Finalize.
 * Since: 0.1.0
 */
DA_API
da_status da_array_export(const struct da_array *a,
                          da_distbuffer *buffer);

/**
 * Import sections that another library exported, without copying.
 *
 * Collective, communicating. Every rank gives its own section; all are validated, each alone and
 * all together. On success the array takes over the structure (buffer->release becomes NULL) and
 * releases it when the last array, view or export of it is gone. On failure the caller keeps it,
 * except for a structure of a foreign ABI, which is released unread.
 * @param ctx a context whose ranks, in order, are the process grid in C order.
 * @param[in,out] buffer this rank's section.
 * @param[out] out the new array.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_PROTOCOL with rank, axis, key, value and rule; DA_ERR_RELEASED; DA_ERR_VERSION; DA_ERR_DTYPE;
 * DA_ERR_SHAPE for a negative extent; DA_ERR_OVERFLOW; DA_ERR_LAYOUT for misaligned memory, or writable
 * elements that overlap; DA_ERR_NOT_SUPPORTED for memory that is not the CPU's; DA_ERR_LABELS for the label
 * 2^63 - 1; DA_ERR_NO_MEMORY, also when 2^24 objects are alive; DA_ERR_MISMATCH; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_array_import(const struct da_context *ctx,
                          da_distbuffer *buffer,
                          struct da_array **out);

/**
 * Get this rank's section.
 *
 * Not collective. Asking for write access says that elements may change: communication padding
 * counts as out of date from now on.
 * @param a an array.
 * @param access DA_ACCESS_READ or DA_ACCESS_WRITE.
 * @param[out] local filled; `data` is borrowed and valid as long as the array lives.
 * @return DA_OK or an error. A rank without a section gets data NULL and size 0.
 * Errors: DA_ERR_READ_ONLY for write access to read-only memory; DA_ERR_ARGUMENT for an unknown access;
 * DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_array_local(const struct da_array *a,
                         int32_t access,
                         struct da_local *local);

/**
 * Call a function on this rank's section.
 *
 * Collective, silent. Inside the function, collective calls on the array's context are
 * DA_ERR_IN_CALLBACK. Ranks without a section call it too, with data NULL and size 0.
 * @param a an array.
 * @param access DA_ACCESS_READ or DA_ACCESS_WRITE, the same on all ranks.
 * @param function called once on each rank; its section is borrowed for the call.
 * @param user handed to the function; borrowed for the call.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: `user` and the section are borrowed for the call.
 * Errors: DA_ERR_CALLBACK with the number that the function returned; DA_ERR_READ_ONLY; DA_ERR_ARGUMENT for an
 * unknown access; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_array_apply_local(const struct da_array *a,
                               int32_t access,
                               da_local_fn function,
                               void *user);

/**
 * Make all replicas equal to the one with coordinate 0.
 *
 * Collective, communicating. For memory that was wrapped or imported, or written through local
 * access, differently on ranks that hold replicas. Nothing is sent where there are none.
 * @param a an array that may be written to.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_READ_ONLY; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
 * DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_array_sync_replicas(const struct da_array *a);

/**
 * Get the number of axes.
 *
 * Not collective.
 * @param a an array.
 * @param[out] ndim 0 to 32.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_array_ndim(const struct da_array *a, int32_t *ndim);

/**
 * Get the global shape.
 *
 * Not collective.
 * @param a an array.
 * @param[out] shape receives one extent per axis in elements.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_array_shape(const struct da_array *a, int64_t *shape);

/**
 * Get the global number of elements.
 *
 * Not collective.
 * @param a an array.
 * @param[out] size the product of the shape, 1 without axes.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_array_size(const struct da_array *a, int64_t *size);

/**
 * Get the element type.
 *
 * Not collective.
 * @param a an array.
 * @param[out] dtype DA_BOOL to DA_COMPLEX128.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_array_dtype(const struct da_array *a, int32_t *dtype);

/**
 * Get an array's flags on this rank.
 *
 * Not collective.
 * @param a an array.
 * @param[out] flags DA_READ_ONLY and DA_PADDING_VALID, where they hold.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_array_flags(const struct da_array *a, int32_t *flags);

/**
 * Get an array's distribution.
 *
 * Not collective.
 * @param a an array.
 * @param[out] out a new handle of its distribution.
 * @return DA_OK or an error.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_array_distribution(const struct da_array *a, struct da_distribution **out);

/**
 * Get an array's context.
 *
 * Not collective.
 * @param a an array.
 * @param[out] out a new handle of its context.
 * @return DA_OK or an error.
 * Ownership: the caller owns `*out` and frees it with da_context_free().
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_array_context(const struct da_array *a, struct da_context **out);

/**
 * Free an array handle and set it to NULL.
 *
 * Not collective; in any order, also after MPI_Finalize. Wrapped memory is released when the last
 * array, view or export of it is gone.
 * @param a the address of a handle; a NULL handle is no error.
 * @return DA_OK or an error.
 * Ownership: the handle is given back; what it stood for lives on while others need it.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_array_free(struct da_array **a);

/**
 * Compute a function of one operand, given by its number.
 *
 * Collective, silent.
 * @param op the number of a function of one operand with one result: DA_OP_ABSOLUTE, DA_OP_SIN, ...
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_DTYPE where NumPy has no loop; DA_ERR_SHAPE,
 * DA_ERR_CONFORM, DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_unary(int32_t op,
                   const struct da_array *a,
                   struct da_array **out);

/**
 * Compute a function of two arrays, given by its number.
 *
 * Collective; silent where the operands are aligned, communicating otherwise. Operands are broadcast to one shape.
 * A given result decides the distribution; otherwise the first operand of the result's shape does; other operands
 * are redistributed where they are not aligned.
 * @param op the number of a function of two operands with one result: DA_OP_ADD, DA_OP_ARCTAN2, ...
 * @param a the first operand.
 * @param b the second operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: DA_ERR_ARGUMENT for an unknown number, or a negative exponent of integers; DA_ERR_DTYPE where NumPy has no
 * loop; DA_ERR_SHAPE for shapes that do not broadcast; DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`;
 * DA_ERR_LABELS; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; of a communicating call,
 * DA_ERR_MISMATCH, DA_ERR_TIMEOUT, DA_ERR_MPI and DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_binary(int32_t op,
                    const struct da_array *a,
                    const struct da_array *b,
                    struct da_array **out);

/**
 * Compute a function of an array and a scalar, given by its number.
 *
 * Collective, silent.
 * @param op the number of a function of two operands with one result: DA_OP_ADD, DA_OP_ARCTAN2, ...
 * @param a the first operand.
 * @param value the second operand, the same on all ranks; weak scalars take the array's precision.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer that the array's dtype can not hold.
 * Since: 0.1.0
 */
DA_API
da_status da_binary_scalar(int32_t op,
                           const struct da_array *a,
                           struct da_value value,
                           struct da_array **out);

/**
 * Compute a function of a scalar and an array, given by its number.
 *
 * Collective, silent.
 * @param op the number of a function of two operands with one result: DA_OP_ADD, DA_OP_ARCTAN2, ...
 * @param value the first operand, the same on all ranks; weak scalars take the array's precision.
 * @param a the second operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer that the array's dtype can not hold.
 * Since: 0.1.0
 */
DA_API
da_status da_scalar_binary(int32_t op,
                           struct da_value value,
                           const struct da_array *a,
                           struct da_array **out);

/**
 * Create a context over all processes of a communicator.
 *
 * Collective, communicating, on `comm`. The context works on a private duplicate; `comm` stays
 * the caller's and may be freed afterwards.
 * @param comm an intra-communicator of the application. After DA_ERR_TIMEOUT a message of the call is still on
 * its way on it: make the next context from another communicator.
 * @param options NULL for the defaults; the same on all ranks but for memory_limit.
 * @param[out] out the new context.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_context_free().
 * Errors: DA_ERR_VERSION where the program runs another MPI than the library was built for (the message names
 * both); DA_ERR_MPI_STATE before MPI_Init or after MPI_Finalize; DA_ERR_ARGUMENT for bad options, and (on
 * this rank alone, since they lead to no other) for MPI_COMM_NULL and intercommunicators; DA_ERR_NULL;
 * DA_ERR_MISMATCH when ranks pass different options; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_context_create(MPI_Comm comm,
                            const struct da_context_options *options,
                            struct da_context **out);

/**
 * Create a context over a communicator that Fortran holds.
 *
 * Collective, communicating, on `comm`; the twin of da_context_create() for `integer` communicators
 * and for `comm%MPI_VAL` of mpi_f08.
 * @param comm a Fortran communicator handle.
 * @param options NULL for the defaults; the same on all ranks but for memory_limit.
 * @param[out] out the new context.
 * @return as da_context_create().
 * Ownership: the caller owns `*out` and frees it with da_context_free().
 * Errors: as da_context_create().
 * Since: 0.1.0
 */
DA_API
da_status da_context_create_f(MPI_Fint comm,
                              const struct da_context_options *options,
                              struct da_context **out);

/**
 * Create a context of this process alone.
 *
 * Not collective: a context over MPI_COMM_SELF.
 * @param[out] out the new context.
 * @return DA_OK or an error.
 * Ownership: the caller owns `*out` and frees it with da_context_free().
 * Errors: DA_ERR_MPI_STATE; DA_ERR_NULL; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API da_status da_context_self(struct da_context **out);

/**
 * Create a context over some ranks of another, in the order of the list.
 *
 * Collective, communicating, on `parent`. Every rank of the parent gets a handle; on ranks that
 * are not listed it is the handle of a non-member, which can hold distributions and (empty)
 * arrays of the new context but takes no part in calls that communicate (DA_ERR_NOT_MEMBER).
 * @param parent the context to take ranks from.
 * @param count the number of ranks, at least 1.
 * @param ranks `count` distinct ranks of `parent`, the same list on all ranks.
 * @param[out] out the new context. It has
 * the parent's options.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_context_free().
 * Errors: DA_ERR_ARGUMENT for an empty list, a rank out of range or twice; DA_ERR_MISMATCH for
 * different lists; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_context_subset(const struct da_context *parent,
                            int32_t count,
                            const int32_t *ranks,
                            struct da_context **out);

/**
 * Split a context: ranks of one color make a new one, ordered by key, then by rank.
 *
 * Collective, communicating, on `parent`, as MPI_Comm_split.
 * @param parent the context to split.
 * @param color ranks with the same color come together; a negative color takes part in none.
 * @param key the order within a color.
 * @param[out] out the new context. NULL for
 * a negative color. It has the parent's options.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_context_free().
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_context_split(const struct da_context *parent,
                           int32_t color,
                           int32_t key,
                           struct da_context **out);

/**
 * Get this process's rank in a context.
 *
 * Not collective.
 * @param ctx a context.
 * @param[out] rank 0 to size - 1, or -1 on a process that is no member.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_context_rank(const struct da_context *ctx, int32_t *rank);

/**
 * Get the number of processes of a context.
 *
 * Not collective.
 * @param ctx a context.
 * @param[out] size the number of members, also on a process that is none.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_context_size(const struct da_context *ctx, int32_t *size);

/**
 * Get a communicator over the context's processes, in its order.
 *
 * Not collective. It is a duplicate that the library shows to everybody, never the one that it
 * communicates on, and belongs to the library: do not free it.
 * @param ctx a context.
 * @param[out] comm borrowed: valid as long as the context lives, at most until MPI_Finalize; MPI_COMM_NULL on a
 * process that is no member.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE after MPI_Finalize.
 * Since: 0.1.0
 */
DA_API
da_status da_context_comm(const struct da_context *ctx,
                          MPI_Comm *comm);

/**
 * Get the Fortran handle of the communicator that da_context_comm() gives.
 *
 * Not collective.
 * @param ctx a context.
 * @param[out] comm borrowed: valid as long as the context lives, at most until MPI_Finalize; the handle of
 * MPI_COMM_NULL on a process that is no member.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MPI_STATE after MPI_Finalize.
 * Since: 0.1.0
 */
DA_API
da_status da_context_comm_f(const struct da_context *ctx,
                            MPI_Fint *comm);

/**
 * Compare the processes of two contexts, as MPI_Comm_compare.
 *
 * Not collective.
 * @param a a context.
 * @param b a context.
 * @param[out] result DA_IDENT, DA_CONGRUENT, DA_SIMILAR or DA_UNEQUAL. Only arrays of identical
 * contexts can be combined.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_context_compare(const struct da_context *a,
                             const struct da_context *b,
                             int32_t *result);

/**
 * Wait for all ranks of a context and compare notes with them.
 *
 * Collective, communicating. It returns an error that an earlier silent call left on one rank
 * (such as DA_ERR_NO_MEMORY), and DA_ERR_MISMATCH when the ranks have made different calls since
 * they last agreed; after either the context works again.
 * @param ctx a context.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: any error of an earlier silent call; DA_ERR_MISMATCH; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API da_status da_context_barrier(const struct da_context *ctx);

/**
 * Agree on an outcome: every rank brings its own, and all get the first mistake.
 *
 * Collective, communicating. Code that stands on this library, such as the adapters in
 * distarray/<library>.h, checks locally, agrees once, and only then makes calls that would hang if a
 * rank stayed away.
 * @param ctx a context.
 * @param status this rank's outcome: DA_OK, or an error, whose text is this thread's da_error_message()
 * (da_error_set() sets it).
 * @return DA_OK where all ranks brought that; otherwise the status, with message and rank, of the lowest
 * rank that did not.
 * Errors: those that the ranks bring; DA_ERR_ARGUMENT for an unknown status; any error of an earlier silent
 * call; DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI;
 * DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_context_agree(const struct da_context *ctx,
                           da_status status);

/**
 * Free a context handle and set it to NULL.
 *
 * Not collective; in any order, also after MPI_Finalize. Distributions and arrays keep their
 * context alive.
 * @param ctx the address of a handle; a NULL handle is no error.
 * @return DA_OK or an error.
 * Ownership: the handle is given back; what it stood for lives on while others need it.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_context_free(struct da_context **ctx);

/**
 * Create an array without setting its elements.
 *
 * Collective, silent. Communication padding is zero.
 * @param dist the distribution of the new array, which keeps it alive.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_empty(const struct da_distribution *dist,
                   int32_t dtype,
                   struct da_array **out);

/**
 * Create an array of zeros.
 *
 * Collective, silent.
 * @param dist the distribution of the new array, which keeps it alive.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_zeros(const struct da_distribution *dist,
                   int32_t dtype,
                   struct da_array **out);

/**
 * Create an array of ones.
 *
 * Collective, silent.
 * @param dist the distribution of the new array, which keeps it alive.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_ones(const struct da_distribution *dist,
                  int32_t dtype,
                  struct da_array **out);

/**
 * Create an array that holds one value everywhere.
 *
 * Collective, silent.
 * @param dist the distribution of the new array, which keeps it alive.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128.
 * @param value the value; converted to the dtype.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_OVERFLOW for a weak integer that the dtype can not hold; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_full(const struct da_distribution *dist,
                  int32_t dtype,
                  struct da_value value,
                  struct da_array **out);

/**
 * Create an array like another without setting its elements.
 *
 * Collective, silent. Communication padding is zero.
 * @param model an array whose shape, distribution and storage order the new one takes.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128, or 0 for the model's.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_empty_like(const struct da_array *model,
                        int32_t dtype,
                        struct da_array **out);

/**
 * Create an array of zeros like another.
 *
 * Collective, silent.
 * @param model an array whose shape, distribution and storage order the new one takes.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128, or 0 for the model's.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_zeros_like(const struct da_array *model,
                        int32_t dtype,
                        struct da_array **out);

/**
 * Create an array of ones like another.
 *
 * Collective, silent.
 * @param model an array whose shape, distribution and storage order the new one takes.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128, or 0 for the model's.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_ones_like(const struct da_array *model,
                       int32_t dtype,
                       struct da_array **out);

/**
 * Create an array like another that holds one value everywhere.
 *
 * Collective, silent.
 * @param model an array whose shape, distribution and storage order the new one takes.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128, or 0 for the model's.
 * @param value the value; converted to the dtype.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_OVERFLOW for a weak integer that the dtype can not hold; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_full_like(const struct da_array *model,
                       int32_t dtype,
                       struct da_value value,
                       struct da_array **out);

/**
 * Copy an array into fresh memory, padding included.
 *
 * Collective, silent.
 * @param a an array; the copy has its shape, distribution, dtype and storage order.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_copy(const struct da_array *a,
                  struct da_array **out);

/**
 * Copy an array as another dtype, by any conversion, padding included.
 *
 * Collective, silent. Real parts are taken of complex numbers; numbers that an integer dtype can
 * not hold wrap or saturate as docs/architecture.md says.
 * @param a an array; the copy has its shape, distribution and storage order.
 * @param dtype the new element type, DA_BOOL to DA_COMPLEX128.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_astype(const struct da_array *a,
                    int32_t dtype,
                    struct da_array **out);

/**
 * Write one value to every element, padding included.
 *
 * Collective, silent.
 * @param a an array that may be written to.
 * @param value the value; converted to the array's dtype; the same on all ranks.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Errors: DA_ERR_READ_ONLY; DA_ERR_OVERFLOW for a weak integer that the dtype can not hold; DA_ERR_DTYPE and
 * DA_ERR_ARGUMENT for a malformed value; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_fill(const struct da_array *a,
                  struct da_value value);

/**
 * Begin a walk over the elements that this rank owns.
 *
 * Not collective. The cursor stands before the first element. It keeps the array's memory, also if the
 * array is freed meanwhile. On a rank without elements the walk ends at once.
 * @param a an array.
 * @param access DA_ACCESS_READ or DA_ACCESS_WRITE; with write access communication padding counts as out of
 * date from now on.
 * @param[out] cursor filled; what it held before is overwritten, not ended.
 * @return DA_OK or an error.
 * Ownership: the caller owes one da_cursor_end().
 * Errors: DA_ERR_READ_ONLY for write access to read-only memory; DA_ERR_ARGUMENT for an unknown access;
 * DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_cursor_begin(const struct da_array *a,
                          int32_t access,
                          struct da_cursor *cursor);

/**
 * Go to the next element.
 *
 * Not collective.
 * @param cursor a cursor that da_cursor_begin() filled; nothing happens for NULL and an ended one.
 * @return 1 at an element, 0 behind the last.
 * Since: 0.1.0
 */
DA_API int32_t da_cursor_next(struct da_cursor *cursor);

/**
 * Go to the next run: past all elements that follow each other along the last axis.
 *
 * Not collective. For inner loops of the caller's own over `count` elements that are `stride` bytes
 * apart.
 * @param cursor a cursor that da_cursor_begin() filled; nothing happens for NULL and an ended one.
 * @return 1 at the first element of a run, 0 behind the last.
 * Since: 0.1.0
 */
DA_API int32_t da_cursor_next_run(struct da_cursor *cursor);

/**
 * End a walk.
 *
 * Not collective; in any order, also after MPI_Finalize and before the last element. The array's memory
 * is no longer kept.
 * @param cursor a cursor; one that was ended already is no error.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_cursor_end(struct da_cursor *cursor);

/**
 * Create a distribution like another, for another shape.
 *
 * Collective, silent. Kinds, block sizes, paddings, grid and ranks stay. Along axes whose extent
 * changes, irregular bounds give way to even blocks.
 * @param dist a distribution.
 * @param ndim number of axes, as the distribution has.
 * @param shape `ndim` global extents in elements.
 * @param[out] out the new distribution. It keeps the context alive.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_SHAPE; DA_ERR_OVERFLOW; DA_ERR_DISTRIBUTION where padding no longer fits; DA_ERR_LABELS for
 * another extent of an unstructured axis; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_like(const struct da_distribution *dist,
                               int32_t ndim,
                               const int64_t *shape,
                               struct da_distribution **out);

/**
 * Create the distribution of a transposed array.
 *
 * Collective, silent. Everything stays on the rank where it is.
 * @param dist a distribution.
 * @param naxes number of axes of the distribution, or 0 to reverse the order of all.
 * @param axes `naxes` axes, each once: axis i of the result is axis axes[i]; negative ones count from the end.
 * @param[out] out the new distribution. It keeps the context alive.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_AXIS; DA_ERR_ARGUMENT where not all axes are named; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_transpose(const struct da_distribution *dist,
                                    int32_t naxes,
                                    const int32_t *axes,
                                    struct da_distribution **out);

/**
 * Create the distribution of a reduction over some axes.
 *
 * Collective, silent. The grid axes of the reduced array axes hold replicas of the result, or with
 * DA_REDUCE_TO_FIRST only their coordinate 0 holds it.
 * @param dist a distribution.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[out] out the new distribution. It keeps the context alive.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_AXIS; DA_ERR_ARGUMENT for an unknown flag; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_reduce(const struct da_distribution *dist,
                                 int32_t naxes,
                                 const int32_t *axes,
                                 int32_t flags,
                                 struct da_distribution **out);

/**
 * Create a distribution that gives every rank of the grid all of some axes.
 *
 * Collective, silent. These axes are undistributed then, and their grid axes hold replicas; the
 * others stay as they are.
 * @param dist a distribution.
 * @param naxes number of axes to replicate; 0 for all, so that every rank of the grid holds everything.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param[out] out the new distribution. It keeps the context alive.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_AXIS; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_replicate(const struct da_distribution *dist,
                                    int32_t naxes,
                                    const int32_t *axes,
                                    struct da_distribution **out);

/**
 * Create the distribution of an array that is broadcast to a shape.
 *
 * Collective, silent. By NumPy's rule: axes are added in front, axes of extent 1 are stretched.
 * Both are undistributed; a stretched axis that lies at one coordinate of several stays there.
 * @param dist a distribution.
 * @param ndim number of axes, at least as many as the distribution has.
 * @param shape `ndim` global extents in elements.
 * @param[out] out the new distribution. It keeps the context alive.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_SHAPE; DA_ERR_OVERFLOW; DA_ERR_NOT_LOCAL for stretching an unstructured axis; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_broadcast_to(const struct da_distribution *dist,
                                       int32_t ndim,
                                       const int64_t *shape,
                                       struct da_distribution **out);

/**
 * Get the number of indices that a process owns along an axis: those in its buffer, less
 * communication padding.
 *
 * Not collective; needs no MPI.
 * @param dict a dictionary of any dist_type; for the empty one, `size` is the extent.
 * @param[out] count owned indices.
 * @return DA_OK or an error.
 * Errors: DA_ERR_PROTOCOL for a dictionary that breaks a rule; DA_ERR_NULL; DA_ERR_NO_MEMORY.
 * Since: 0.1.0
 */
DA_API da_status da_dim_dict_num_owned(const da_dim_dict *dict, int64_t *count);

/**
 * Get the extent of a process's buffer along an axis, communication padding included.
 *
 * Not collective; needs no MPI.
 * @param dict a dictionary of any dist_type; for the empty one, `size` is the extent.
 * @param[out] extent elements of the buffer along this axis.
 * @return DA_OK or an error.
 * Errors: as da_dim_dict_num_owned().
 * Since: 0.1.0
 */
DA_API da_status da_dim_dict_local_extent(const da_dim_dict *dict, int64_t *extent);

/**
 * Get the global index (for unstructured axes: the label) of a local index.
 *
 * Not collective; needs no MPI.
 * @param dict a dictionary of any dist_type; for the empty one, `size` is the extent.
 * @param local an index into the buffer along this axis, communication padding included.
 * @param[out] global the global index.
 * @return DA_OK or an error.
 * Errors: DA_ERR_INDEX for a local index outside the buffer; otherwise as da_dim_dict_num_owned().
 * Since: 0.1.0
 */
DA_API
da_status da_dim_dict_global_from_local(const da_dim_dict *dict,
                                        int64_t local,
                                        int64_t *global);

/**
 * Get the local index of a global index (for unstructured axes: of a label).
 *
 * Not collective; needs no MPI.
 * @param dict a dictionary of any dist_type; for the empty one, `size` is the extent.
 * @param global a global index.
 * @param[out] local its place in the buffer, if it is there (communication padding included).
 * @param[out] found 1 if it is there, else 0.
 * @return DA_OK or an error.
 * Errors: DA_ERR_INDEX for a global index outside the axis; otherwise as da_dim_dict_num_owned().
 * Since: 0.1.0
 */
DA_API
da_status da_dim_dict_local_from_global(const da_dim_dict *dict,
                                        int64_t global,
                                        int64_t *local,
                                        int32_t *found);

/**
 * Expand the empty dictionary for a buffer of a given extent: block, over a grid of one.
 *
 * Not collective; needs no MPI.
 * @param dict a dictionary; other than empty ones are copied.
 * @param extent the buffer's extent along this axis.
 * @param[out] out the dictionary in full; its `indices` are those of `dict`. May be `dict` itself.
 * @return DA_OK or an error.
 * Errors: DA_ERR_PROTOCOL for a dictionary that breaks a rule, or does not fit the extent;
 * DA_ERR_SHAPE for a negative extent; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API da_status da_dim_dict_resolve(const da_dim_dict *dict, int64_t extent, da_dim_dict *out);

/**
 * Write dimension dictionaries as JSON: a list with one object per axis.
 *
 * Not collective; needs no MPI. docs/protocol.md describes the text.
 * @param ndim number of axes, 0 to 32.
 * @param dims `ndim` dictionaries.
 * @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
 * @param capacity bytes of `buffer`.
 * @param[out] length NULL, or receives the text's length without the zero byte, also when `buffer` is too small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_BUFFER_SIZE (nothing is written to `buffer`); DA_ERR_PROTOCOL for an unknown dist_type or
 * reserved members that are set; DA_ERR_SHAPE for a bad ndim; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_dim_data_to_json(int32_t ndim,
                              const da_dim_dict *dims,
                              char *buffer,
                              int64_t capacity,
                              int64_t *length);

/**
 * Read dimension dictionaries from JSON: a list with one object per axis.
 *
 * Not collective; needs no MPI. The text may come from an untrusted source: nothing is allocated
 * by the numbers in it.
 * @param json the text.
 * @param max_ndim entries of `dims`.
 * @param[out] dims receives the dictionaries; labels of unstructured axes are in `indices`.
 * @param max_indices entries of `indices`.
 * @param[out] indices receives the labels of all unstructured axes, one axis after the other; may be NULL with
 * max_indices 0. The dictionaries point into it.
 * @param[out] ndim the number of axes, also when `dims` is too small.
 * @param[out] num_indices the number of labels, also when `indices` is too small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_SYNTAX for a text that is no JSON; DA_ERR_PROTOCOL with the path of the mistake for missing
 * or ill-typed keys (unknown ones are ignored); DA_ERR_BUFFER_SIZE (only `ndim` and `num_indices` are written); DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_dim_data_from_json(const char *json,
                                int32_t max_ndim,
                                da_dim_dict *dims,
                                int64_t max_indices,
                                int64_t *indices,
                                int32_t *ndim,
                                int64_t *num_indices);

/**
 * Check a structure by every rule of the protocol that one process can check alone.
 *
 * Not collective; needs no MPI.
 * @param buffer a structure that somebody exported; it is read, not released.
 * @return DA_OK, or an error that names axis, key, value and the rule broken.
 * Errors: DA_ERR_PROTOCOL; DA_ERR_RELEASED; DA_ERR_VERSION for a foreign abi_major (call release and read
 * nothing else); DA_ERR_SHAPE for a negative extent or too many axes; DA_ERR_DTYPE; DA_ERR_OVERFLOW;
 * DA_ERR_NO_MEMORY; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_distbuffer_validate(const da_distbuffer *buffer);

/**
 * Check the structures of all ranks, each alone and all together: the process grid, coverage,
 * gaps, overlaps, paddings, labels that must be on one process only, and keys that must agree.
 *
 * Collective, communicating.
 * @param ctx a context whose ranks, in order, are the process grid in C order.
 * @param buffer this rank's structure; it is read, not released.
 * @return DA_OK, or an error that names rank, axis, key, value and the rule broken, the same on all ranks.
 * Errors: as da_distbuffer_validate(); DA_ERR_NOT_SUPPORTED for memory that is not the CPU's; DA_ERR_LABELS for the label 2^63 - 1; DA_ERR_LAYOUT for misaligned
 * memory, or writable elements that overlap; DA_ERR_MISMATCH for different dtypes or numbers of axes; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
 * DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_distbuffer_validate_global(const struct da_context *ctx,
                                        const da_distbuffer *buffer);

/**
 * Write a structure as JSON: version, the buffer's facts, and the dimension dictionaries.
 *
 * Not collective; needs no MPI. docs/protocol.md describes the text.
 * @param buffer a structure that somebody exported; it is read, not released.
 * @param[out] text receives the text and a final zero byte; may be NULL with capacity 0.
 * @param capacity bytes of `text`.
 * @param[out] length NULL, or receives the text's length without the zero byte, also when `text` is too small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_BUFFER_SIZE (nothing is written to `text`); otherwise as da_distbuffer_validate().
 * Since: 0.1.0
 */
DA_API
da_status da_distbuffer_to_json(const da_distbuffer *buffer,
                                char *text,
                                int64_t capacity,
                                int64_t *length);

/**
 * Create a distribution from a shape and a text.
 *
 * Collective, silent. The text has one entry per axis, separated by commas: "n" not distributed,
 * "b" block, "c" cyclic, "c:64" block-cyclic; options stand in parentheses:
 * "b(comm=1 boundary=2:0 periodic)", "b(bounds=0:4:9)", "b(over=1)" for a grid axis.
 * @param ctx the context whose ranks hold the arrays.
 * @param ndim number of axes, 0 to 32.
 * @param shape `ndim` global extents in elements, boundary padding included.
 * @param dist the text; NULL for block in every axis.
 * @param options the process grid; NULL to have it chosen from the shape.
 * @param[out] out the new distribution. It keeps
 * the context alive.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_SHAPE for a bad ndim or extent; DA_ERR_OVERFLOW; DA_ERR_SYNTAX and DA_ERR_DISTRIBUTION for
 * the text; DA_ERR_GRID; DA_ERR_NOT_SUPPORTED for "u"; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_create(const struct da_context *ctx,
                                 int32_t ndim,
                                 const int64_t *shape,
                                 const char *dist,
                                 const struct da_distribution_options *options,
                                 struct da_distribution **out);

/**
 * Create a distribution from one record per axis, with the full power of the types.
 *
 * Collective, silent; communicating where an axis is unstructured. The labels of an unstructured axis
 * are this process's own. Ranks with the same coordinate along the axis's grid axis give the same
 * labels in the same order, ranks outside the grid none, and all coordinates together as many as the
 * axis's size. See docs/distributions.md.
 * @param ctx the context whose ranks hold the arrays.
 * @param ndim number of axes, 0 to 32.
 * @param dims `ndim` records, but for the labels the same on all ranks.
 * @param options the process grid; NULL to have it chosen from the shape.
 * @param[out] out the new distribution. It keeps
 * the context alive.
 * @return DA_OK or an error. Without unstructured axes an error on one rank alone reaches the others at the next
 * communicating call; with them it is the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free(). Labels are copied.
 * Errors: DA_ERR_SHAPE; DA_ERR_OVERFLOW; DA_ERR_DISTRIBUTION for kinds, bounds, block sizes and paddings;
 * DA_ERR_LABELS for labels that stand twice on one rank (on any two coordinates if `one_to_one`), that are
 * 2^63 - 1, too few or too many, or that differ between ranks with the same coordinate; DA_ERR_GRID;
 * DA_ERR_ARGUMENT for reserved members; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; with labels also DA_ERR_MISMATCH,
 * DA_ERR_NOT_MEMBER, DA_ERR_NO_MEMORY, DA_ERR_TIMEOUT and DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_create_dims(const struct da_context *ctx,
                                      int32_t ndim,
                                      const struct da_dim_spec *dims,
                                      const struct da_distribution_options *options,
                                      struct da_distribution **out);

/**
 * Create a distribution from the dimension dictionaries of every rank.
 *
 * Collective, communicating. Each rank gives its own; they are validated together by the rules of
 * the protocol (coverage, gaps, overlaps, paddings, grid, labels, keys that disagree), and each fault
 * is named.
 * @param ctx a context whose ranks, in order, are the process grid in C order.
 * @param ndim number of axes, 0 to 32, the same on all ranks.
 * @param dims this rank's `ndim` dictionaries. An empty dictionary needs its `size` here, since there is no
 * buffer to tell it.
 * @param[out] out the new distribution. It keeps
 * the context alive.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_PROTOCOL with rank, axis, key, value and rule; DA_ERR_LABELS for the label 2^63 - 1;
 * DA_ERR_SHAPE; DA_ERR_OVERFLOW; DA_ERR_NO_MEMORY; DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
 * DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_from_dim_data(const struct da_context *ctx,
                                        int32_t ndim,
                                        const da_dim_dict *dims,
                                        struct da_distribution **out);

/**
 * Get the context of a distribution.
 *
 * Not collective.
 * @param dist a distribution.
 * @param[out] out a new handle of its context.
 * @return DA_OK or an error.
 * Ownership: the caller owns `*out` and frees it with da_context_free().
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_context(const struct da_distribution *dist,
                                  struct da_context **out);

/**
 * Free a distribution handle and set it to NULL.
 *
 * Not collective; in any order, also after MPI_Finalize. Arrays keep their distribution alive.
 * @param dist the address of a handle; a NULL handle is no error.
 * @return DA_OK or an error.
 * Ownership: the handle is given back; what it stood for lives on while others need it.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_distribution_free(struct da_distribution **dist);

/**
 * Get the bytes of one element.
 *
 * Not collective.
 * @param dtype one of DA_BOOL to DA_COMPLEX128.
 * @param[out] size bytes of one element.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DTYPE; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API da_status da_dtype_size(int32_t dtype, int64_t *size);

/**
 * Return NumPy's name of a dtype, such as "float64".
 *
 * Not collective.
 * @param dtype one of DA_BOOL to DA_COMPLEX128.
 * @return a text with static lifetime; "unknown dtype" for other numbers.
 * Ownership: the text belongs to the library.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API const char *da_dtype_name(int32_t dtype);

/**
 * Get the dtype of a name, such as "float64".
 *
 * Not collective.
 * @param name NumPy's name of the dtype.
 * @param[out] dtype one of DA_BOOL to DA_COMPLEX128.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DTYPE for an unknown name; DA_ERR_NULL; DA_ERR_SYNTAX.
 * Since: 0.1.0
 */
DA_API da_status da_dtype_from_name(const char *name, int32_t *dtype);

/**
 * Get the dtype in which two dtypes meet, as numpy.promote_types.
 *
 * Not collective.
 * @param a one of DA_BOOL to DA_COMPLEX128.
 * @param b one of DA_BOOL to DA_COMPLEX128.
 * @param[out] dtype the smallest dtype that both convert to safely, by NumPy's table.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DTYPE; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API da_status da_dtype_promote(int32_t a, int32_t b, int32_t *dtype);

/**
 * Tell whether a casting rule allows a conversion, as numpy.can_cast.
 *
 * Not collective.
 * @param from one of DA_BOOL to DA_COMPLEX128.
 * @param to one of DA_BOOL to DA_COMPLEX128.
 * @param casting DA_CASTING_NO to DA_CASTING_UNSAFE.
 * @param[out] allowed 1 or 0.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DTYPE; DA_ERR_ARGUMENT for an unknown rule; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API da_status da_dtype_can_cast(int32_t from, int32_t to, int32_t casting, int32_t *allowed);

/**
 * Return the text of this thread's last error: what was wrong, with the values, and the rank
 * where it began. An empty text after a call that succeeded, but for the functions that free, which leave it.
 *
 * Not collective.
 * @return never NULL; owned by the library, valid until this thread's next call of a function
 * that returns a da_status.
 * Ownership: the text belongs to the library.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API const char *da_error_message(void);

/**
 * Return the context rank where this thread's last error began, or -1 when it began on this rank
 * and no other rank was asked.
 *
 * Not collective.
 * @return a rank of the call's context, or -1.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API int32_t da_error_rank(void);

/**
 * Make a text this thread's last error, and return its status: for code that stands on this library,
 * such as the adapters in distarray/<library>.h, and reports as it does.
 *
 * Not collective; no other rank hears of it (da_context_agree() tells them).
 * @param status the status that is returned; DA_OK clears the last error.
 * @param text what was wrong, with the values, and what would be right, in UTF-8; NULL stands for the
 * status's name. Texts above 1000 bytes lose their middle.
 * @return `status`, or an error where it is none of this library's.
 * Ownership: the text is copied.
 * Errors: DA_ERR_ARGUMENT for an unknown status; DA_ERR_SYNTAX for a text that is not UTF-8.
 * Since: 0.1.0
 */
DA_API
da_status da_error_set(da_status status,
                       const char *text);

/**
 * Return the name of a status, such as "DA_ERR_SHAPE".
 *
 * Not collective.
 * @param status a status of this library.
 * @return a text with static lifetime; "unknown status" for other numbers.
 * Ownership: the text belongs to the library.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API const char *da_status_name(da_status status);

/**
 * Create an array whose elements a function of their global indices makes, as numpy.fromfunction.
 *
 * Collective, silent. The function is called on every rank for all elements that it owns (so several times
 * for elements with replicas, and it has to make the same there), in runs along the last axis: one call for a
 * row of a block, one for each block of a cyclic axis, one for each stretch of consecutive labels. Communication padding stays zero. Inside the function, collective calls on
 * the context are DA_ERR_IN_CALLBACK.
 * @param dist the distribution of the new array, which keeps it alive.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128.
 * @param function fills a run; the elements are zero before. The structure is borrowed for the call.
 * @param user handed to the function; borrowed for the call.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); `user` is borrowed.
 * Errors: DA_ERR_CALLBACK with the number that the function returned; DA_ERR_DTYPE; DA_ERR_NO_MEMORY;
 * DA_ERR_OVERFLOW for a section of 2^63 bytes or more; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_fromfunction(const struct da_distribution *dist,
                          int32_t dtype,
                          da_fill_fn function,
                          void *user,
                          struct da_array **out);

/**
 * Compute a function of every element of an array.
 *
 * Collective, silent. The function is called for each element that a rank owns, in no particular order. It
 * gets copies: `out` may be the operand, or overlap it in any way. If it fails, a live `out` has some of the
 * results. Inside the function, collective calls on the context are DA_ERR_IN_CALLBACK.
 * @param a the operand.
 * @param dtype the element type that the function makes, DA_BOOL to DA_COMPLEX128, or 0 for the operand's; a
 * live `out` of another dtype receives it converted.
 * @param function makes one element.
 * @param user handed to the function; borrowed for the call.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free(); `user` is borrowed.
 * Errors: DA_ERR_CALLBACK with the number that the function returned; DA_ERR_DTYPE; DA_ERR_SHAPE, DA_ERR_CONFORM,
 * DA_ERR_CASTING and DA_ERR_READ_ONLY for `out`; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_array_map(const struct da_array *a,
                       int32_t dtype,
                       da_map_fn function,
                       void *user,
                       struct da_array **out);

/**
 * Register a function of this process under a name, for da_call_local().
 *
 * Not collective; from any thread. Ranks that call it together register it each for themselves, with the
 * same access list; their addresses may differ.
 * @param name 1 to 255 bytes of UTF-8, not taken yet; copied.
 * @param narrays the number of arrays that the function takes, 1 to 32.
 * @param access `narrays` times DA_ACCESS_READ or DA_ACCESS_WRITE; copied.
 * @param function called by da_call_local() with as many sections.
 * @param user handed to the function; NULL or alive until the function is unregistered and no call of it
 * goes on.
 * @return DA_OK or an error.
 * Ownership: `user` stays the caller's.
 * Errors: DA_ERR_ARGUMENT for a name that is taken or of a wrong length, another number of arrays, or an unknown
 * access; DA_ERR_SYNTAX for a name that is not UTF-8; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_function_register(const char *name,
                               int32_t narrays,
                               const int32_t *access,
                               da_function_fn function,
                               void *user);

/**
 * Forget a registered function.
 *
 * Not collective; from any thread, also from inside the function. Calls that have begun go on.
 * @param name the name.
 * @return DA_OK or an error.
 * Errors: DA_ERR_ARGUMENT for a name that is not registered; DA_ERR_SYNTAX; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API da_status da_function_unregister(const char *name);

/**
 * Call a registered function on this rank's sections of arrays.
 *
 * Collective, silent. The ranks agree on the name, its access list and the arrays. Arrays with write access
 * count as written. Ranks without a section call the function too, with data NULL and size 0 there. Inside
 * it, collective calls on the context are DA_ERR_IN_CALLBACK.
 * @param name the name that every rank registered.
 * @param narrays the number of arrays that the function takes, 1 to 32.
 * @param arrays `narrays` arrays of one context, in any layouts.
 * @param argument handed to the function, as anything that need not be the same on all ranks; borrowed for the
 * call.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: `argument` and the sections are borrowed for the call.
 * Errors: DA_ERR_CALLBACK with the number that the function returned; DA_ERR_ARGUMENT for a name that is not
 * registered here, or another number of arrays; DA_ERR_READ_ONLY; DA_ERR_CONTEXT; DA_ERR_SYNTAX; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_call_local(const char *name,
                        int32_t narrays,
                        struct da_array *const *arrays,
                        void *argument);

/**
 * Make a halo exchange for the arrays of a distribution.
 *
 * Collective, communicating. All that can be computed beforehand is computed here: who sends what to whom,
 * to all neighbours in one phase, and all staging memory. Along periodic axes the boundary padding at the
 * ends shows the interior of the other end.
 * @param dist the distribution, which the halo keeps alive.
 * @param options what is covered, the same on all ranks; NULL for all padding with corners, boundaries left
 * alone.
 * @param[out] halo the new halo exchange.
 * @return DA_OK or an error, the same on all ranks.
 * Ownership: the caller owns `*halo` and frees it with da_halo_free(). The options' lists are copied.
 * Errors: DA_ERR_DISTRIBUTION for widths beyond the padding, or a boundary that is to show an empty interior;
 * DA_ERR_ARGUMENT for bad options; DA_ERR_DTYPE for a bad value; DA_ERR_NOT_SUPPORTED for a transport that is
 * not to be had; DA_ERR_NO_MEMORY; DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
 * DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_halo_create(const struct da_distribution *dist,
                         const struct da_halo_options *options,
                         struct da_halo **halo);

/**
 * Tell what an update of one array will move on this rank.
 *
 * Not collective. Several arrays travel together: the bytes add up, and the messages are at most as many as those
 * of all.
 * @param halo a halo exchange.
 * @param dtype the array's element type, DA_BOOL to DA_COMPLEX128.
 * @param[in,out] out the figures; set out->struct_size to sizeof(da_plan_report). Staging is that for accumulating
 * too.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DTYPE; DA_ERR_ARGUMENT for a wrong struct_size; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_halo_info(const struct da_halo *halo,
                       int32_t dtype,
                       struct da_plan_report *out);

/**
 * Bring the padding of arrays up to date.
 *
 * Plan execution. Padding shows its owners' elements afterwards, as far as the halo reaches, and boundaries
 * are filled as its options say. Ranks exchange messages with their neighbours only.
 * @param halo a halo exchange.
 * @param narrays number of arrays, 1 to 32.
 * @param arrays arrays of the halo's distribution, of any dtypes and storage orders, each once; the same on
 * all ranks.
 * @return DA_OK or an error; an error on one rank alone reaches its neighbours at once and the others at the
 * next communicating call. What padding holds is then not specified.
 * Errors: DA_ERR_DISTRIBUTION for arrays with another distribution or other padding; DA_ERR_CONTEXT;
 * DA_ERR_READ_ONLY; DA_ERR_OVERLAP for an array that stands twice; DA_ERR_OVERFLOW for a constant that the
 * dtype can not hold; DA_ERR_ARGUMENT while an update is under way; DA_ERR_MISMATCH; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_halo_update(const struct da_halo *halo,
                         int32_t narrays,
                         struct da_array *const *arrays);

/**
 * Begin to bring the padding of arrays up to date.
 *
 * Plan execution. Elements may be read until da_halo_update_end(), but not written; what padding and filled
 * boundaries hold meanwhile is not specified. The halo keeps the arrays alive.
 * @param halo a halo exchange that is not under way.
 * @param narrays number of arrays, 1 to 32.
 * @param arrays as for da_halo_update().
 * @return DA_OK or an error, as for da_halo_update(); after an error nothing has begun.
 * Errors: as da_halo_update().
 * Since: 0.1.0
 */
DA_API
da_status da_halo_update_begin(const struct da_halo *halo,
                               int32_t narrays,
                               struct da_array *const *arrays);

/**
 * End what da_halo_update_begin() began.
 *
 * Plan execution. Waits for the neighbours' elements.
 * @param halo a halo exchange under way.
 * @return DA_OK or an error, as for da_halo_update(); after any error nothing is under way.
 * Errors: DA_ERR_ARGUMENT where nothing has begun; DA_ERR_MISMATCH; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
 * DA_ERR_TIMEOUT; DA_ERR_MPI; whatever a neighbour failed with.
 * Since: 0.1.0
 */
DA_API
da_status da_halo_update_end(const struct da_halo *halo);

/**
 * Add what padding holds into the elements that it shows.
 *
 * Plan execution. The reverse of an update: each element becomes the sum of itself and all its copies, in the
 * same order on every run. Padding stays as it is, and shows the old values. Boundaries that updates fill
 * take part as any other element; those of periodic axes are copies, too.
 * @param halo a halo exchange that is not under way.
 * @param narrays number of arrays, 1 to 32.
 * @param arrays as for da_halo_update().
 * @return DA_OK or an error, as for da_halo_update(); what the arrays hold is then not specified.
 * Errors: as da_halo_update().
 * Since: 0.1.0
 */
DA_API
da_status da_halo_accumulate(const struct da_halo *halo,
                             int32_t narrays,
                             struct da_array *const *arrays);

/**
 * Free a halo exchange.
 *
 * Not collective.
 * @param[in,out] halo a halo exchange; `*halo` may be NULL and is NULL afterwards.
 * @return DA_OK or an error.
 * Ownership: the handle is given back, and with it the staging memory; the distribution lives on while others need it.
 * Errors: DA_ERR_ARGUMENT while an update has begun and not ended, which leaves the halo as it is; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_halo_free(struct da_halo **halo);

/**
 * Count how many elements lie in bins of equal width, or what they weigh, as numpy.histogram does.
 *
 * Collective, communicating. A bin holds its lower edge and not its upper one, but for the last, which holds both.
 * Elements outside the range count nowhere, nan neither. Every rank of the array's grid holds the results.
 * @param a the elements, in any layout; each counts once, however many replicas there are. Not complex.
 * @param bins number of bins, at least 1.
 * @param range NULL for the range of the elements (0 to 1 where there are none), or 2 finite numbers, the smaller
 * one first. Where both are equal the bins reach 0.5 further on both sides.
 * @param weights NULL, or an array of the same shape, of real numbers, in any layout: elements count as much.
 * @param flags DA_DENSITY for densities instead of counts, or 0.
 * @param[out] hist `bins` elements: int64 counts; with weights, sums in the dtype of `weights`, added up in float64;
 * float64 densities.
 * @param[out] edges the `bins` + 1 edges, float32 for elements of float32, float64 otherwise; NULL where they are not
 * wanted.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller frees `*hist` and `*edges` with da_array_free().
 * Errors: DA_ERR_ARGUMENT for `bins` below 1, a range that is not finite (also of the elements) or begins behind its
 * end, too many bins for a range, an unknown flag; DA_ERR_DTYPE for complex numbers; DA_ERR_SHAPE for `weights`;
 * DA_ERR_CONTEXT; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
 * DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_histogram(const struct da_array *a,
                       int64_t bins,
                       const double *range,
                       const struct da_array *weights,
                       int32_t flags,
                       struct da_array **hist,
                       struct da_array **edges);

/**
 * Count how many elements lie between edges, or what they weigh, as numpy.histogram does with an array of bins.
 *
 * Collective, communicating. A bin holds its lower edge and not its upper one, but for the last, which holds both.
 * Elements outside all bins count nowhere, nan neither. Every rank of the array's grid holds the result.
 * @param a the elements, in any layout; each counts once, however many replicas there are. Not complex.
 * @param num_edges number of edges, at least 1: one more than bins.
 * @param edges `num_edges` numbers that do not descend, the same on all ranks.
 * @param weights NULL, or an array of the same shape, of real numbers, in any layout: elements count as much.
 * @param flags DA_DENSITY for densities instead of counts, or 0.
 * @param[out] hist `num_edges` - 1 elements, as da_histogram() makes them.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller frees `*hist` with da_array_free().
 * Errors: DA_ERR_ARGUMENT for edges that descend or are nan, for no edges, an unknown flag; else as da_histogram().
 * Since: 0.1.0
 */
DA_API
da_status da_histogram_edges(const struct da_array *a,
                             int64_t num_edges,
                             const double *edges,
                             const struct da_array *weights,
                             int32_t flags,
                             struct da_array **hist);

/**
 * Count how often each number from 0 on occurs, or what its occurrences weigh, as numpy.bincount does.
 *
 * Collective, communicating. Every rank of the array's grid holds the result.
 * @param a the numbers: one axis in any layout, of bool or integers, none of them negative or 2^63 or more; each
 * counts once, however many replicas there are.
 * @param weights NULL, or an array of the same shape, of real numbers, in any layout.
 * @param minlength least length of the result, 0 or more.
 * @param[out] out one more elements than the greatest number, or `minlength`: int64 counts, or float64 sums of
 * weights.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller frees `*out` with da_array_free().
 * Errors: DA_ERR_ARGUMENT for a number that is negative, or 2^63 or more, and a negative `minlength`; DA_ERR_SHAPE for
 * another number of axes and for `weights`; DA_ERR_CASTING for numbers that are no integers, and for complex weights;
 * DA_ERR_CONTEXT; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER;
 * DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_bincount(const struct da_array *a,
                      const struct da_array *weights,
                      int64_t minlength,
                      struct da_array **out);

/**
 * Find the ranks that own global indices, also on unstructured axes.
 *
 * Collective, communicating. Every rank asks about indices of its own, as many as it likes; asking
 * about many at once costs two exchanges of messages, as asking about one does. Without unstructured
 * axes nothing is exchanged but the agreement.
 * @param dist a distribution.
 * @param count number of indices that this rank asks about; may differ between ranks, and be 0.
 * @param indices `count` times one global index per axis (a label, where the axis is unstructured).
 * @param[out] owners receives `count` ranks of the context: of several that own an element the one with
 * the lowest coordinate, -1 where an unstructured axis has no such label on any rank.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_INDEX for an index outside an axis that is not unstructured; DA_ERR_ARGUMENT for a negative
 * count; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW;
 * DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_find_owners(const struct da_distribution *dist,
                                      int64_t count,
                                      const int64_t *indices,
                                      int32_t *owners);

/**
 * Find all ranks that own something of a slice, also on unstructured axes.
 *
 * Collective, communicating. An unstructured axis is selected by its labels: those among start,
 * start + step, and so on before stop. Where labels lie outside 0 .. size - 1, only all of the axis
 * (0, size, 1) can be selected. Every rank hears of every other: one byte from each.
 * @param dist a distribution.
 * @param start first index per axis; all arguments are the same on all ranks.
 * @param stop end per axis, not included; -1 to end with index 0 of a negative step.
 * @param step distance per axis, negative ones included, never 0.
 * @param capacity entries of `ranks`.
 * @param[out] ranks receives ranks of the context, ascending, the same on all ranks.
 * @param[out] count the number of owners, also when `capacity` is too small.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_INDEX for a slice that leaves the array; DA_ERR_ARGUMENT for a step of 0; DA_ERR_LABELS for a part
 * of an axis with labels outside 0 .. size - 1; DA_ERR_BUFFER_SIZE (only `count` is written); DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_NO_MEMORY; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI;
 * DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_find_slice_owners(const struct da_distribution *dist,
                                            const int64_t *start,
                                            const int64_t *stop,
                                            const int64_t *step,
                                            int64_t capacity,
                                            int32_t *ranks,
                                            int64_t *count);

/**
 * Get this process's labels along an axis, in the order in which their elements are stored.
 *
 * Not collective. Of an axis that is not unstructured these are the global indices of what is owned.
 * @param dist a distribution.
 * @param axis an array axis, 0 to ndim - 1.
 * @param capacity entries of `labels`.
 * @param[out] labels receives the labels.
 * @param[out] count the number of labels, also when `capacity` is too small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_AXIS; DA_ERR_NOT_MEMBER on a rank without a section;
 * DA_ERR_BUFFER_SIZE (only `count` is written).
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_labels(const struct da_distribution *dist,
                                 int32_t axis,
                                 int64_t capacity,
                                 int64_t *labels,
                                 int64_t *count);

/**
 * Tell whether the indices of an axis are 0 to size - 1, each once over all coordinates.
 *
 * Not collective. Operations that count along an axis need this; only an unstructured axis can lack it.
 * @param dist a distribution.
 * @param axis an array axis, 0 to ndim - 1.
 * @param[out] permutation 1 or 0, the same on all ranks.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_AXIS.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_is_permutation(const struct da_distribution *dist,
                                         int32_t axis,
                                         int32_t *permutation);

/**
 * Get the number of axes.
 *
 * Not collective.
 * @param dist a distribution.
 * @param[out] ndim 0 to 32.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_distribution_ndim(const struct da_distribution *dist, int32_t *ndim);

/**
 * Get the global shape.
 *
 * Not collective.
 * @param dist a distribution.
 * @param[out] shape receives one extent per axis, boundary padding included.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_distribution_shape(const struct da_distribution *dist, int64_t *shape);

/**
 * Get the global number of elements.
 *
 * Not collective.
 * @param dist a distribution.
 * @param[out] size the product of the shape, 1 without axes.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_distribution_size(const struct da_distribution *dist, int64_t *size);

/**
 * Get the extents that a rank stores, communication padding included.
 *
 * Not collective.
 * @param dist a distribution.
 * @param rank a rank of the context, or -1 for this process.
 * @param[out] shape receives one extent per axis.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for a rank that does not exist; DA_ERR_NOT_MEMBER for a rank without a section; DA_ERR_NOT_LOCAL for another rank's labels.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_local_shape(const struct da_distribution *dist,
                                      int32_t rank,
                                      int64_t *shape);

/**
 * Get what a rank owns: its section without communication padding.
 *
 * Not collective.
 * @param dist a distribution.
 * @param rank a rank of the context, or -1 for this process.
 * @param[out] offset receives, for each axis, the local index of the first owned element.
 * @param[out] shape receives, for each axis, the number of owned elements.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX; DA_ERR_NOT_MEMBER for a rank without a section; DA_ERR_NOT_LOCAL for another rank's labels.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_owned(const struct da_distribution *dist,
                                int32_t rank,
                                int64_t *offset,
                                int64_t *shape);

/**
 * Get the number of axes of the process grid.
 *
 * Not collective.
 * @param dist a distribution.
 * @param[out] ndim number of grid axes, those of replicas included.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_distribution_grid_ndim(const struct da_distribution *dist, int32_t *ndim);

/**
 * Get the extents of the process grid.
 *
 * Not collective.
 * @param dist a distribution.
 * @param[out] shape receives one extent per grid axis.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_distribution_grid_shape(const struct da_distribution *dist, int64_t *shape);

/**
 * Get a rank's coordinates in the process grid (C order: the last varies fastest).
 *
 * Not collective.
 * @param dist a distribution.
 * @param rank a rank of the context, or -1 for this process.
 * @param[out] coords receives one coordinate per grid axis.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX; DA_ERR_NOT_MEMBER for a rank outside the grid.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_grid_coords(const struct da_distribution *dist,
                                      int32_t rank,
                                      int64_t *coords);

/**
 * Get the grid axis that an array axis is spread over.
 *
 * Not collective.
 * @param dist a distribution.
 * @param axis an array axis, 0 to ndim - 1.
 * @param[out] grid_axis a grid axis, or -1 for an undistributed axis.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_AXIS.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_grid_axis(const struct da_distribution *dist,
                                    int32_t axis,
                                    int32_t *grid_axis);

/**
 * Get the rank that owns a global index (of replicas, the one with coordinate 0).
 *
 * Not collective.
 * @param dist a distribution.
 * @param index one global index per axis.
 * @param[out] rank a rank of the context.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for an index outside its axis; DA_ERR_NOT_LOCAL where an axis is unstructured (da_distribution_find_owners() asks the other ranks).
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_owner(const struct da_distribution *dist,
                                const int64_t *index,
                                int32_t *rank);

/**
 * Get all ranks that own a global index: one for each replica.
 *
 * Not collective.
 * @param dist a distribution.
 * @param index one global index per axis.
 * @param capacity entries of `ranks`.
 * @param[out] ranks receives ranks of the context, ascending.
 * @param[out] count the number of owners, also when `capacity` is too small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX; DA_ERR_BUFFER_SIZE (only `count` is written); DA_ERR_NOT_LOCAL where an axis is unstructured.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_owners(const struct da_distribution *dist,
                                 const int64_t *index,
                                 int64_t capacity,
                                 int32_t *ranks,
                                 int64_t *count);

/**
 * Get all ranks that own something of a slice.
 *
 * Not collective.
 * @param dist a distribution.
 * @param start first index per axis.
 * @param stop end per axis, not included; -1 to end with index 0 of a negative step.
 * @param step distance per axis, negative ones included, never 0.
 * @param capacity entries of `ranks`.
 * @param[out] ranks receives ranks of the context, ascending.
 * @param[out] count the number of owners, also when `capacity` is too small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for a slice that leaves the array; DA_ERR_ARGUMENT for a step of 0; DA_ERR_BUFFER_SIZE (only `count` is written); DA_ERR_NOT_LOCAL where an axis is unstructured (da_distribution_find_slice_owners() asks the other ranks).
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_slice_owners(const struct da_distribution *dist,
                                       const int64_t *start,
                                       const int64_t *stop,
                                       const int64_t *step,
                                       int64_t capacity,
                                       int32_t *ranks,
                                       int64_t *count);

/**
 * Get the local index of a global index on a rank.
 *
 * Not collective.
 * @param dist a distribution.
 * @param rank a rank of the context, or -1 for this process.
 * @param index one global index per axis.
 * @param[out] local receives one local index per axis, where the rank stores the element.
 * @param[out] found 1 if the rank stores it (communication padding included), else 0.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for an index outside its axis, or a rank that does not exist; DA_ERR_NOT_LOCAL for another rank's labels.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_local_from_global(const struct da_distribution *dist,
                                            int32_t rank,
                                            const int64_t *index,
                                            int64_t *local,
                                            int32_t *found);

/**
 * Get the global index of a local index on a rank.
 *
 * Not collective.
 * @param dist a distribution.
 * @param rank a rank of the context, or -1 for this process.
 * @param local one local index per axis.
 * @param[out] index receives one global index per axis.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX for a local index outside the section; DA_ERR_NOT_MEMBER for a rank without a section; DA_ERR_NOT_LOCAL for another rank's labels.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_global_from_local(const struct da_distribution *dist,
                                            int32_t rank,
                                            const int64_t *local,
                                            int64_t *index);

/**
 * Get a rank's dimension dictionaries, as the protocol exports them.
 *
 * Not collective.
 * @param dist a distribution.
 * @param rank a rank of the context, or -1 for this process.
 * @param[out] dims receives one dictionary per axis.
 * @return DA_OK or an error.
 * Ownership: the lists that `indices` point to are borrowed: valid as long as the distribution lives.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_INDEX; DA_ERR_NOT_MEMBER for a rank without a section;
 * DA_ERR_NOT_LOCAL for another rank's labels on an unstructured axis;
 * DA_ERR_NOT_EXPRESSIBLE where the protocol has no words for the paddings.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_dim_data(const struct da_distribution *dist,
                                   int32_t rank,
                                   da_dim_dict *dims);

/**
 * Tell whether two distributions own the same elements on the same ranks, so that their arrays combine without communication.
 *
 * Not collective.
 * @param a a distribution.
 * @param b a distribution.
 * @param[out] aligned 1 or 0. Paddings may differ; different contexts are not aligned.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_aligned(const struct da_distribution *a,
                                  const struct da_distribution *b,
                                  int32_t *aligned);

/**
 * Tell whether two distributions are the same layout on the same context.
 *
 * Not collective.
 * @param a a distribution.
 * @param b a distribution.
 * @param[out] equal 1 or 0; even blocks equal irregular ones with the same bounds.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_equal(const struct da_distribution *a,
                                const struct da_distribution *b,
                                int32_t *equal);

/**
 * Get the hash of the global description, equal on all ranks.
 *
 * Not collective.
 * @param dist a distribution.
 * @param[out] fingerprint the same number for the same layout.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_fingerprint(const struct da_distribution *dist,
                                      uint64_t *fingerprint);

/**
 * Write a line that describes a distribution, such as "b,n on 2x1 of 4 ranks".
 *
 * Not collective.
 * @param dist a distribution.
 * @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
 * @param capacity bytes of `buffer`.
 * @param[out] length NULL, or receives the text's length without the zero byte, also when the buffer is too small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_BUFFER_SIZE (nothing is written to `buffer`).
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_text(const struct da_distribution *dist,
                               char *buffer,
                               int64_t capacity,
                               int64_t *length);

/**
 * Make an MPI datatype of what a rank owns inside the global array.
 *
 * Not collective. Elements come in the order in which the rank owns them, by ascending index of the
 * array that the distribution describes: so the type serves as a file view, also of a slice with
 * negative steps, whose file is that of the slice. MPI knows no view of a file that goes backwards:
 * labels of an unstructured axis that do not ascend make a type for memory and MPI_Pack only.
 * @param dist a distribution.
 * @param rank a rank of the context, or -1 for this process.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128 (bool travels as uint8).
 * @param order DA_ORDER_C or DA_ORDER_FORTRAN of the global array.
 * @param[out] type_ a committed type whose extent is the whole global array, so that it serves as a file view; owned by the caller: free it with MPI_Type_free.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_DTYPE; DA_ERR_ARGUMENT for an unknown order; DA_ERR_INDEX; DA_ERR_NOT_MEMBER; DA_ERR_NOT_LOCAL for another rank's labels; DA_ERR_LABELS for labels outside the extent; DA_ERR_OVERFLOW; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_mpi_type(const struct da_distribution *dist,
                                   int32_t rank,
                                   int32_t dtype,
                                   int32_t order,
                                   MPI_Datatype *type_);

/**
 * Make the datatype of da_distribution_mpi_type() for Fortran.
 *
 * Not collective.
 * @param dist a distribution.
 * @param rank a rank of the context, or -1 for this process.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128.
 * @param order DA_ORDER_C or DA_ORDER_FORTRAN of the global array.
 * @param[out] type_ a Fortran datatype handle, owned by the caller: free it with MPI_TYPE_FREE.
 * @return DA_OK or an error.
 * Errors: as da_distribution_mpi_type().
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_mpi_type_f(const struct da_distribution *dist,
                                     int32_t rank,
                                     int32_t dtype,
                                     int32_t order,
                                     MPI_Fint *type_);

/**
 * Make the communicator whose ranks, in C order, are the process grid.
 *
 * Collective, communicating. With it, da_array_export() can express distributions that the
 * protocol has no words for on the context's communicator: replicas (one communicator for each),
 * and grids over some ranks or in another order. Asking again gives the same communicator.
 * @param dist a distribution.
 * @param[out] comm borrowed: belongs to the library and is valid as long as the distribution lives;
 * MPI_COMM_NULL on ranks outside the grid.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER for a process that is not in the context;
 * DA_ERR_NOT_EXPRESSIBLE for communication padding whose widths differ between the two sides of a cut, which
 * no communicator helps; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_comm(const struct da_distribution *dist,
                               MPI_Comm *comm);

/**
 * Make the communicator of da_distribution_comm() for Fortran.
 *
 * Collective, communicating.
 * @param dist a distribution.
 * @param[out] comm a Fortran communicator handle, borrowed: valid as long as the distribution lives;
 * MPI_COMM_NULL on ranks outside the grid.
 * @return as da_distribution_comm().
 * Errors: as da_distribution_comm().
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_comm_f(const struct da_distribution *dist,
                                 MPI_Fint *comm);

/**
 * Get the library's version.
 *
 * Not collective.
 * @param[out] major changes when the ABI breaks (0 before the first stable release).
 * @param[out] minor changes with new functions.
 * @param[out] patch changes with corrections.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API da_status da_version(int32_t *major, int32_t *minor, int32_t *patch);

/**
 * Return the library's version as text, such as "0.1.0".
 *
 * Not collective.
 * @return a text with static lifetime.
 * Ownership: the text belongs to the library.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API const char *da_version_string(void);

/**
 * Write a line on how the library was built: version, features, the MPI it was built for and the MPI it runs on.
 *
 * Not collective; may be called before MPI_Init and after MPI_Finalize.
 * @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
 * @param capacity bytes of `buffer`.
 * @param[out] length NULL, or receives the text's length without the zero byte, also when the buffer is too
 * small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_BUFFER_SIZE (nothing is written to `buffer`); DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_build_info(char *buffer,
                        int64_t capacity,
                        int64_t *length);

/**
 * Get what the library holds in this process.
 *
 * Not collective.
 * @param[in,out] counters set counters->struct_size to sizeof(da_counters); members that an older caller does
 * not know are left out.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_ARGUMENT for a wrong struct_size.
 * Since: 0.1.0
 */
DA_API
da_status da_library_counters(struct da_counters *counters);

/**
 * Create an array in a chosen storage order.
 *
 * Collective, silent. da_empty(), da_zeros() and da_full() are its short forms for C order.
 * @param dist the distribution of the new array, which keeps it alive.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128.
 * @param options order and content, the same on all ranks; NULL for C order and elements that are not set.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_DTYPE; DA_ERR_ARGUMENT for bad options; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of 2^63
 * bytes or more, or a weak integer that the dtype can not hold; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_array_create(const struct da_distribution *dist,
                          int32_t dtype,
                          const struct da_array_options *options,
                          struct da_array **out);

/**
 * Copy an array into fresh memory in a chosen storage order, padding included.
 *
 * Collective, silent. da_copy() keeps the order of the array.
 * @param a an array; the copy has its shape, distribution and dtype.
 * @param order DA_ORDER_C or DA_ORDER_FORTRAN.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_ARGUMENT for another order; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_copy_order(const struct da_array *a,
                        int32_t order,
                        struct da_array **out);

/**
 * Get whether this rank's section is contiguous, and in which order.
 *
 * Not collective. As NumPy's flags: vectors and sections with one element or none are contiguous in both
 * orders, sections with gaps in neither; where this rank holds no section both are 1.
 * @param a an array.
 * @param[out] c_contiguous 1 if elements follow each other with the last index fastest, else 0; may be NULL.
 * @param[out] f_contiguous 1 if elements follow each other with the first index fastest, else 0; may be NULL.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_array_order(const struct da_array *a,
                         int32_t *c_contiguous,
                         int32_t *f_contiguous);

/**
 * Make a plan that moves elements from one distribution to another.
 *
 * Collective, communicating, on the context of both distributions, or on the nearest one of which the contexts of
 * both are subsets. A plan can be run on all arrays that have these distributions and dtypes, in memory of any
 * order and strides. It holds all its staging memory from the beginning.
 * @param source distribution of the arrays that elements come from; of replicas the nearest one is read.
 * @param source_dtype their dtype, DA_BOOL to DA_COMPLEX128.
 * @param target distribution of the arrays that elements go to; all replicas are written.
 * @param target_dtype their dtype.
 * @param options NULL for the defaults.
 * @param[out] out the plan.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_plan_free(); it keeps both distributions.
 * Errors: DA_ERR_SHAPE for other shapes; DA_ERR_LABELS where an unstructured axis lacks a label that is needed;
 * DA_ERR_CASTING; DA_ERR_DTYPE; DA_ERR_AXIS for axes that are no permutation; DA_ERR_ARGUMENT for other options;
 * DA_ERR_CONTEXT for contexts that have nothing in common; DA_ERR_NOT_SUPPORTED for DA_TRANSPORT_DIRECT where it is
 * not to be had, and for unstructured axes with `reshape`; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
 * DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_plan_create(const struct da_distribution *source,
                         int32_t source_dtype,
                         const struct da_distribution *target,
                         int32_t target_dtype,
                         const struct da_plan_options *options,
                         struct da_plan **out);

/**
 * Tell what a plan will move on this rank.
 *
 * Not collective.
 * @param plan a plan.
 * @param[in,out] out the figures; set out->struct_size to sizeof(da_plan_report).
 * @return DA_OK or an error.
 * Errors: DA_ERR_ARGUMENT for a wrong struct_size; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_plan_info(const struct da_plan *plan, struct da_plan_report *out);

/**
 * Get the context whose ranks take part in a plan.
 *
 * Not collective.
 * @param plan a plan.
 * @param[out] out a handle of the context of both distributions, or of the nearest one that has both as subsets.
 * @return DA_OK or an error.
 * Ownership: the caller frees `*out` with da_context_free().
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_plan_context(const struct da_plan *plan,
                          struct da_context **out);

/**
 * Run a plan: copy all elements of one array to another.
 *
 * Plan execution, without any synchronisation but the messages themselves. A rank that fails tells those that it
 * would have sent elements to, which fail too; all others hear of it at their next communicating call, and the
 * target's elements are then not defined.
 * @param plan a plan.
 * @param source an array with the plan's source distribution and dtype.
 * @param target an array with the plan's target distribution and dtype that may be written to; its communication
 * padding counts as out of date.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DISTRIBUTION or DA_ERR_DTYPE for an array that the plan was not made for; DA_ERR_CONTEXT for one
 * of another context; DA_ERR_READ_ONLY; DA_ERR_OVERLAP where source and target may share memory; DA_ERR_ARGUMENT
 * while the plan is under way; DA_ERR_MISMATCH where partners run different arrays; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_plan_execute(const struct da_plan *plan,
                          const struct da_array *source,
                          const struct da_array *target);

/**
 * Begin to run a plan; da_plan_end() ends it.
 *
 * Plan execution. Does all that needs no waiting. Until da_plan_end() returns, the source must not be written to, the
 * target neither read nor written, and the plan neither run nor freed; both arrays may be freed. If the call fails there
 * is nothing to end.
 * @param plan a plan.
 * @param source as for da_plan_execute().
 * @param target as for da_plan_execute().
 * @return DA_OK or an error.
 * Errors: those of da_plan_execute().
 * Since: 0.1.0
 */
DA_API
da_status da_plan_begin(const struct da_plan *plan,
                        const struct da_array *source,
                        const struct da_array *target);

/**
 * End a run of a plan that da_plan_begin() began: wait until all elements are where they belong on this rank.
 *
 * Plan execution. Does not wait for others to take what was sent from staging memory.
 * @param plan a plan.
 * @return DA_OK or an error.
 * Errors: DA_ERR_ARGUMENT where no run has begun; what a partner failed with; DA_ERR_MISMATCH; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_plan_end(const struct da_plan *plan);

/**
 * Free a plan.
 *
 * Not collective.
 * @param[in,out] plan a plan; `*plan` may be NULL and is NULL afterwards.
 * @return DA_OK or an error.
 * Ownership: the handle is given back, and with it the staging memory; the distributions live on while others need
 * them.
 * Errors: DA_ERR_ARGUMENT while a run has begun and not ended, which leaves the plan as it is; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_plan_free(struct da_plan **plan);

/**
 * Write an array as NumPy prints it (`str(a)`), long ones summarised.
 *
 * Collective, communicating. The text is the same on all ranks. Only the elements that it shows are
 * fetched, but every rank holds all of these. Elements of an unstructured axis stand in the order of
 * the labels 0 to its size - 1; where no rank has a label, the text has `--`.
 * @param a an array; boundary padding is printed, communication padding is not.
 * @param options NULL for NumPy's defaults; the same on all ranks.
 * @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
 * @param capacity bytes of `buffer`; it may differ between ranks.
 * @param[out] length NULL, or receives the text's length without the zero byte, also when the buffer is too small.
 * @return DA_OK, or one of the errors, the same on all ranks but for DA_ERR_BUFFER_SIZE.
 * Errors: DA_ERR_BUFFER_SIZE on the ranks whose buffer is too small (nothing is written to `buffer`, nothing else
 * is the matter); DA_ERR_ARGUMENT for options that make no sense; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW;
 * DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_array_print(const struct da_array *a,
                         const struct da_print_options *options,
                         char *buffer,
                         int64_t capacity,
                         int64_t *length);

/**
 * Write a line that says what an array is, and what this rank has of it, such as
 * "float64 array of shape 7 x 5, b,n on 2x1 of 2 ranks; rank 0 has 4 x 5 in C order, 160 bytes, owned".
 *
 * Not collective. The line ends with "borrowed" for memory that was wrapped, "imported" for memory
 * of another library, and ", read-only" where that is so; a section that lies neither in C nor in
 * Fortran order has "strides". The section counts communication padding.
 * @param a an array.
 * @param[out] buffer receives the text and a final zero byte; may be NULL with capacity 0.
 * @param capacity bytes of `buffer`.
 * @param[out] length NULL, or receives the text's length without the zero byte, also when the buffer is too small.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_BUFFER_SIZE (nothing is written to `buffer`).
 * Since: 0.1.0
 */
DA_API
da_status da_array_summary(const struct da_array *a,
                           char *buffer,
                           int64_t capacity,
                           int64_t *length);

/**
 * Create a vector of numbers in equal steps, as numpy.arange.
 *
 * Collective, silent. There are ceil((stop - start) / step) elements, none if that is negative; the quotient is
 * rounded to a floating-point number first (float64 for integers), as in NumPy, so that beyond 2^53 elements there
 * may be some more or fewer. The first two are `start` and `start + step` in the dtype, the others follow in steps of their difference, so
 * that integers are exact and floating-point numbers are those that NumPy computes. Communication padding
 * is filled too.
 * @param ctx the context; the vector is spread over all its ranks.
 * @param start the first element.
 * @param stop where to end, before it.
 * @param step the distance between elements, of either sign.
 * @param dtype the element type, or 0 for NumPy's choice: int64 promoted with the dtypes of the arguments.
 * @param dist how to distribute the one axis, such as "b", "c:64" or "n"; NULL for "b". On a da_distribution
 * (irregular, padded, with labels or replicas, of some ranks) da_fromfunction() makes such a vector.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_ARGUMENT for a step of 0, a nan, or a malformed value; DA_ERR_OVERFLOW for a start that an
 * integer dtype can not hold, or 2^63 elements or more; DA_ERR_NO_MEMORY; DA_ERR_DTYPE, also for complex
 * arguments of a dtype that is not, and for more than two booleans; DA_ERR_SYNTAX,
 * DA_ERR_DISTRIBUTION and (for 'u') DA_ERR_NOT_SUPPORTED for `dist`; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_arange(const struct da_context *ctx,
                    struct da_value start,
                    struct da_value stop,
                    struct da_value step,
                    int32_t dtype,
                    const char *dist,
                    struct da_array **out);

/**
 * Create a vector of evenly spaced numbers, as numpy.linspace.
 *
 * Collective, silent. Integer dtypes take the numbers rounded down. Communication padding is filled too.
 * @param ctx the context; the vector is spread over all its ranks.
 * @param start the first element.
 * @param stop the last element, or with `endpoint` 0 the one after it.
 * @param num the number of elements.
 * @param endpoint 1 if `stop` is an element, 0 if not.
 * @param dtype the element type, or 0 for NumPy's choice: the floating-point or complex dtype of `start` and
 * `stop`.
 * @param dist how to distribute the one axis, such as "b", "c:64" or "n"; NULL for "b". On a da_distribution
 * (irregular, padded, with labels or replicas, of some ranks) da_fromfunction() makes such a vector.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_ARGUMENT for a negative `num`, another `endpoint`, or a malformed value; DA_ERR_DTYPE, also for
 * complex numbers of an integer dtype; DA_ERR_OVERFLOW; DA_ERR_NO_MEMORY; DA_ERR_SYNTAX,
 * DA_ERR_DISTRIBUTION and (for 'u') DA_ERR_NOT_SUPPORTED for `dist`; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_linspace(const struct da_context *ctx,
                      struct da_value start,
                      struct da_value stop,
                      int64_t num,
                      int32_t endpoint,
                      int32_t dtype,
                      const char *dist,
                      struct da_array **out);

/**
 * Create a vector of numbers that are evenly spaced on a logarithmic scale, as numpy.logspace.
 *
 * Collective, silent. The elements are powers of `base`, with the numbers of da_linspace() as exponents;
 * integer dtypes take them truncated. Communication padding is filled too.
 * @param ctx the context; the vector is spread over all its ranks.
 * @param start the first exponent.
 * @param stop the last exponent, or with `endpoint` 0 the one after it.
 * @param num the number of elements.
 * @param endpoint 1 if `stop` is an exponent, 0 if not.
 * @param base what is raised; da_real(10) is NumPy's default.
 * @param dtype the element type, or 0 for NumPy's choice: that of the powers.
 * @param dist how to distribute the one axis, such as "b", "c:64" or "n"; NULL for "b". On a da_distribution
 * (irregular, padded, with labels or replicas, of some ranks) da_fromfunction() makes such a vector.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: as da_linspace(), but that complex numbers become real by their real part.
 * Since: 0.1.0
 */
DA_API
da_status da_logspace(const struct da_context *ctx,
                      struct da_value start,
                      struct da_value stop,
                      int64_t num,
                      int32_t endpoint,
                      struct da_value base,
                      int32_t dtype,
                      const char *dist,
                      struct da_array **out);

/**
 * Create a matrix with ones on a diagonal and zeros elsewhere, as numpy.eye.
 *
 * Collective, silent. Communication padding is filled too.
 * @param dist the distribution of the new array, of two axes of any extents; the array keeps it alive.
 * @param k which diagonal: 0 the main one, positive above it, negative below.
 * @param dtype the element type, DA_BOOL to DA_COMPLEX128.
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_SHAPE for another number of axes; DA_ERR_DTYPE; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW for a section of
 * 2^63 bytes or more; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_eye(const struct da_distribution *dist,
                 int64_t k,
                 int32_t dtype,
                 struct da_array **out);

/**
 * Copy an array to another distribution of its shape.
 *
 * Collective, communicating, on the context of both, or on the nearest one of which the contexts of both are
 * subsets. Every element travels once to each rank that shall hold it, or stays where it is. The new array's
 * communication padding is zero. For movements that repeat make a plan (da_plan_create()).
 * @param a an array in any layout, also a view.
 * @param dist the distribution of the new array.
 * @param[out] out the new array, with the dtype and the storage order of `a`.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_SHAPE for another shape; DA_ERR_LABELS where an unstructured axis lacks a label that is needed;
 * DA_ERR_CONTEXT for contexts that have nothing in common; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_redistribute(const struct da_array *a,
                          const struct da_distribution *dist,
                          struct da_array **out);

/**
 * Write all elements of one array to another, as `target[...] = source` does in NumPy.
 *
 * Collective, silent, where both are laid out alike, on one context; else collective, communicating. The source is
 * broadcast to the target's shape and converted to its dtype. Source and target may overlap: the source counts as
 * copied first. Assign to a view to write a part of an array.
 * @param target an array that may be written to, in any layout; its communication padding counts as out of date.
 * @param source an array in any layout.
 * @return DA_OK, or one of the errors.
 * Errors: DA_ERR_SHAPE for a source that does not broadcast to the target; DA_ERR_CASTING for a conversion that
 * DA_CASTING_SAME_KIND does not allow (convert with da_astype() first); DA_ERR_READ_ONLY; DA_ERR_LABELS where an
 * unstructured axis lacks a label that is needed; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_assign(const struct da_array *target,
                    const struct da_array *source);

/**
 * Reduce an array over axes, by a reduction given by its number.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it, or with
 * DA_REDUCE_TO_FIRST the first of them.
 * @param op DA_REDUCE_SUM to DA_REDUCE_NORMINF.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: DA_ERR_ARGUMENT for an unknown number or flag; DA_ERR_AXIS; DA_ERR_DTYPE for a dtype without the
 * operation; DA_ERR_EMPTY for the minimum, the maximum or the place of no elements; DA_ERR_SHAPE, DA_ERR_CASTING and
 * DA_ERR_READ_ONLY for `out`; DA_ERR_CONFORM for an `out` whose elements lie on other ranks than the result's;
 * DA_ERR_LABELS for a place over all axes where labels are no indices; DA_ERR_CONTEXT; DA_ERR_MISMATCH;
 * DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_reduce(int32_t op,
                    const struct da_array *a,
                    int32_t naxes,
                    const int32_t *axes,
                    int32_t flags,
                    struct da_array **out);

/**
 * Reduce an array over all axes to a scalar, by a reduction given by its number.
 *
 * Collective, communicating.
 * @param op DA_REDUCE_SUM to DA_REDUCE_NORMINF.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_DTYPE for a dtype without the operation; DA_ERR_EMPTY for the
 * minimum, the maximum or the place of no elements; DA_ERR_LABELS for a place where labels are no indices;
 * DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT;
 * DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_reduce_value(int32_t op,
                          const struct da_array *a,
                          struct da_value *value);

/**
 * Reduce an array over axes, with options: a mask, an initial value, a dtype, degrees of freedom, weights.
 *
 * Collective, communicating. As da_reduce().
 * @param op DA_REDUCE_SUM to DA_REDUCE_NORMINF.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
 * @param options NULL for defaults.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce(); DA_ERR_ARGUMENT for an option that the reduction does not take, for a mask of a minimum or
 * maximum without `initial`, and for weights that add up to zero; DA_ERR_SHAPE, DA_ERR_CONFORM and DA_ERR_DTYPE for
 * the mask and the weights; DA_ERR_OVERFLOW for a weak initial integer that does not fit.
 * Since: 0.1.0
 */
DA_API
da_status da_reduce_with(int32_t op,
                         const struct da_array *a,
                         int32_t naxes,
                         const int32_t *axes,
                         int32_t flags,
                         const struct da_reduce_options *options,
                         struct da_array **out);

/**
 * Reduce an array over all axes to a scalar, with options.
 *
 * Collective, communicating. The twin of da_reduce_with() for a result that is one number.
 * @param op DA_REDUCE_SUM to DA_REDUCE_NORMINF.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param flags DA_REPRODUCIBLE or 0; the other flags have no effect.
 * @param options NULL for defaults.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_with(), but for `out`.
 * Since: 0.1.0
 */
DA_API
da_status da_reduce_with_value(int32_t op,
                               const struct da_array *a,
                               int32_t flags,
                               const struct da_reduce_options *options,
                               struct da_value *value);

/**
 * Take the variance: the mean squared distance from the mean, in float64 for integers and bool.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it. Of complex numbers it is real:
 * the mean of |x - mean|^2, or its root.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_var(const struct da_array *a,
                 int32_t naxes,
                 const int32_t *axes,
                 double ddof,
                 int32_t flags,
                 struct da_array **out);

/**
 * Take the variance, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_var() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_var_value(const struct da_array *a, double ddof, struct da_value *value);

/**
 * Take the standard deviation, the root of the variance.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it. Of complex numbers it is real:
 * the mean of |x - mean|^2, or its root.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_std(const struct da_array *a,
                 int32_t naxes,
                 const int32_t *axes,
                 double ddof,
                 int32_t flags,
                 struct da_array **out);

/**
 * Take the standard deviation, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_std() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_std_value(const struct da_array *a, double ddof, struct da_value *value);

/**
 * Find where the smallest element is, or the first nan. Of equal ones the lowest index counts.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param axis the axis, along which global indices (labels of an unstructured one) are the result; DA_ALL_AXES for the
 * number of the element in C order of the global array.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_argmin(const struct da_array *a,
                    int32_t axis,
                    int32_t flags,
                    struct da_array **out);

/**
 * Find where the smallest element is, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_argmin() for a result that is one number. It is the number of the
 * element in C order of the global array.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API
da_status da_argmin_value(const struct da_array *a,
                          struct da_value *value);

/**
 * Find where the greatest element is, or the first nan. Of equal ones the lowest index counts.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param axis the axis, along which global indices (labels of an unstructured one) are the result; DA_ALL_AXES for the
 * number of the element in C order of the global array.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_argmax(const struct da_array *a,
                    int32_t axis,
                    int32_t flags,
                    struct da_array **out);

/**
 * Find where the greatest element is, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_argmax() for a result that is one number. It is the number of the
 * element in C order of the global array.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API
da_status da_argmax_value(const struct da_array *a,
                          struct da_value *value);

/**
 * Take a weighted mean: the sum of elements times weights, divided by the sum of the weights.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param weights an array of the operand's shape and distribution.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce_with(); DA_ERR_ARGUMENT where weights add up to zero.
 * Since: 0.1.0
 */
DA_API
da_status da_average(const struct da_array *a,
                     const struct da_array *weights,
                     int32_t naxes,
                     const int32_t *axes,
                     int32_t flags,
                     struct da_array **out);

/**
 * Take a weighted mean, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_average() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param weights an array of the operand's shape and distribution.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_with_value(); DA_ERR_ARGUMENT where weights add up to zero.
 * Since: 0.1.0
 */
DA_API
da_status da_average_value(const struct da_array *a,
                           const struct da_array *weights,
                           struct da_value *value);

/**
 * Take a vector norm over axes, as numpy.linalg.vector_norm: several axes are one long vector.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param ord 1 for the sum of magnitudes, 2 for the root of the sum of their squares, INFINITY for the greatest one.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce(); DA_ERR_ARGUMENT for another `ord`.
 * Since: 0.1.0
 */
DA_API
da_status da_norm(const struct da_array *a,
                  double ord,
                  int32_t naxes,
                  const int32_t *axes,
                  int32_t flags,
                  struct da_array **out);

/**
 * Take a vector norm of all elements, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_norm() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param ord 1 for the sum of magnitudes, 2 for the root of the sum of their squares, INFINITY for the greatest one.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value(); DA_ERR_ARGUMENT for another `ord`.
 * Since: 0.1.0
 */
DA_API
da_status da_norm_value(const struct da_array *a,
                        double ord,
                        struct da_value *value);

/**
 * Take the dot product of two arrays with one axis: the sum of their products, in the dtype of both.
 *
 * Collective, communicating. Every rank of the operands' grid holds the result, an array without axes. Integers
 * wrap; of bool it tells whether both are true anywhere.
 * @param a an array with at most one axis; each element counts once, however many replicas there are.
 * @param b one of its shape and distribution.
 * @param flags DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce(); DA_ERR_SHAPE for other shapes; DA_ERR_NOT_SUPPORTED for more than one axis; DA_ERR_CONFORM for
 * operands that are distributed differently.
 * Since: 0.1.0
 */
DA_API
da_status da_dot(const struct da_array *a,
                 const struct da_array *b,
                 int32_t flags,
                 struct da_array **out);

/**
 * Take the dot product of two arrays with one axis, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_dot() for a result that is one number.
 * @param a an array with at most one axis; each element counts once, however many replicas there are.
 * @param b one of its shape and distribution.
 * @param flags DA_REPRODUCIBLE or 0.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value(); DA_ERR_SHAPE for other shapes; DA_ERR_NOT_SUPPORTED for more than one axis;
 * DA_ERR_CONFORM for operands that are distributed differently.
 * Since: 0.1.0
 */
DA_API
da_status da_dot_value(const struct da_array *a,
                       const struct da_array *b,
                       int32_t flags,
                       struct da_value *value);

/**
 * Take the dot product of all elements of two arrays, the first one conjugated, as a scalar on every rank.
 *
 * Collective, communicating. As numpy.vdot, which flattens its operands; here they have one shape.
 * @param a an array; each element counts once, however many replicas there are.
 * @param b one of its shape and distribution.
 * @param flags DA_REPRODUCIBLE or 0.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value(); DA_ERR_SHAPE for other shapes; DA_ERR_CONFORM for operands that are distributed
 * differently.
 * Since: 0.1.0
 */
DA_API
da_status da_vdot_value(const struct da_array *a,
                        const struct da_array *b,
                        int32_t flags,
                        struct da_value *value);

/**
 * Sum the elements that are not nan; 0 where there is none.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_nansum(const struct da_array *a,
                    int32_t naxes,
                    const int32_t *axes,
                    int32_t flags,
                    struct da_array **out);

/**
 * Sum the elements that are not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nansum() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_nansum_value(const struct da_array *a, struct da_value *value);

/**
 * Multiply the elements that are not nan; 1 where there is none.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_nanprod(const struct da_array *a,
                     int32_t naxes,
                     const int32_t *axes,
                     int32_t flags,
                     struct da_array **out);

/**
 * Multiply the elements that are not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nanprod() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_nanprod_value(const struct da_array *a, struct da_value *value);

/**
 * Find the smallest element that is not nan; nan where there is none.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_nanmin(const struct da_array *a,
                    int32_t naxes,
                    const int32_t *axes,
                    int32_t flags,
                    struct da_array **out);

/**
 * Find the smallest element that is not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nanmin() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_nanmin_value(const struct da_array *a, struct da_value *value);

/**
 * Find the greatest element that is not nan; nan where there is none.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_nanmax(const struct da_array *a,
                    int32_t naxes,
                    const int32_t *axes,
                    int32_t flags,
                    struct da_array **out);

/**
 * Find the greatest element that is not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nanmax() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_nanmax_value(const struct da_array *a, struct da_value *value);

/**
 * Take the arithmetic mean of the elements that are not nan; nan where there is none.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_nanmean(const struct da_array *a,
                     int32_t naxes,
                     const int32_t *axes,
                     int32_t flags,
                     struct da_array **out);

/**
 * Take the arithmetic mean of the elements that are not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nanmean() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_nanmean_value(const struct da_array *a, struct da_value *value);

/**
 * Take the variance of the elements that are not nan.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it. Of complex numbers it is real:
 * the mean of |x - mean|^2, or its root.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_nanvar(const struct da_array *a,
                    int32_t naxes,
                    const int32_t *axes,
                    double ddof,
                    int32_t flags,
                    struct da_array **out);

/**
 * Take the variance of the elements that are not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nanvar() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_nanvar_value(const struct da_array *a, double ddof, struct da_value *value);

/**
 * Take the standard deviation of the elements that are not nan.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it. Of complex numbers it is real:
 * the mean of |x - mean|^2, or its root.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_nanstd(const struct da_array *a,
                    int32_t naxes,
                    const int32_t *axes,
                    double ddof,
                    int32_t flags,
                    struct da_array **out);

/**
 * Take the standard deviation of the elements that are not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nanstd() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param ddof what is taken off the number of elements before it divides: 0, or 1 for a sample.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_nanstd_value(const struct da_array *a, double ddof, struct da_value *value);

/**
 * Find where the smallest element is that is not nan. Of equal ones the lowest index counts.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param axis the axis, along which global indices (labels of an unstructured one) are the result; DA_ALL_AXES for the
 * number of the element in C order of the global array.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce(); DA_ERR_EMPTY where there is nothing but nan.
 * Since: 0.1.0
 */
DA_API
da_status da_nanargmin(const struct da_array *a,
                       int32_t axis,
                       int32_t flags,
                       struct da_array **out);

/**
 * Find where the smallest element is that is not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nanargmin() for a result that is one number. It is the number of the
 * element in C order of the global array.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value(); DA_ERR_EMPTY where there is nothing but nan.
 * Since: 0.1.0
 */
DA_API
da_status da_nanargmin_value(const struct da_array *a,
                             struct da_value *value);

/**
 * Find where the greatest element is that is not nan. Of equal ones the lowest index counts.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param axis the axis, along which global indices (labels of an unstructured one) are the result; DA_ALL_AXES for the
 * number of the element in C order of the global array.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce(); DA_ERR_EMPTY where there is nothing but nan.
 * Since: 0.1.0
 */
DA_API
da_status da_nanargmax(const struct da_array *a,
                       int32_t axis,
                       int32_t flags,
                       struct da_array **out);

/**
 * Find where the greatest element is that is not nan, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_nanargmax() for a result that is one number. It is the number of the
 * element in C order of the global array.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value(); DA_ERR_EMPTY where there is nothing but nan.
 * Since: 0.1.0
 */
DA_API
da_status da_nanargmax_value(const struct da_array *a,
                             struct da_value *value);

/**
 * Sum the elements: integers and bool as 64-bit integers that wrap, the others in their own dtype.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_sum(const struct da_array *a,
                 int32_t naxes,
                 const int32_t *axes,
                 int32_t flags,
                 struct da_array **out);

/**
 * Sum the elements, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_sum() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_sum_value(const struct da_array *a, struct da_value *value);

/**
 * Multiply the elements: integers and bool as 64-bit integers that wrap, the others in their own dtype.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_prod(const struct da_array *a,
                  int32_t naxes,
                  const int32_t *axes,
                  int32_t flags,
                  struct da_array **out);

/**
 * Multiply the elements, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_prod() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_prod_value(const struct da_array *a, struct da_value *value);

/**
 * Find the smallest element; nan if there is one.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_min(const struct da_array *a,
                 int32_t naxes,
                 const int32_t *axes,
                 int32_t flags,
                 struct da_array **out);

/**
 * Find the smallest element, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_min() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_min_value(const struct da_array *a, struct da_value *value);

/**
 * Find the greatest element; nan if there is one.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_max(const struct da_array *a,
                 int32_t naxes,
                 const int32_t *axes,
                 int32_t flags,
                 struct da_array **out);

/**
 * Find the greatest element, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_max() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_max_value(const struct da_array *a, struct da_value *value);

/**
 * Find the distance between the smallest and the greatest element; integers wrap.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_ptp(const struct da_array *a,
                 int32_t naxes,
                 const int32_t *axes,
                 int32_t flags,
                 struct da_array **out);

/**
 * Find the distance between the smallest and the greatest element, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_ptp() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_ptp_value(const struct da_array *a, struct da_value *value);

/**
 * Take the arithmetic mean: float64 for integers and bool, else the array's dtype; nan of no elements.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, DA_REPRODUCIBLE, several or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_mean(const struct da_array *a,
                  int32_t naxes,
                  const int32_t *axes,
                  int32_t flags,
                  struct da_array **out);

/**
 * Take the arithmetic mean, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_mean() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_mean_value(const struct da_array *a, struct da_value *value);

/**
 * Tell whether any element is true: not zero, nan included. False of no elements.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_any(const struct da_array *a,
                 int32_t naxes,
                 const int32_t *axes,
                 int32_t flags,
                 struct da_array **out);

/**
 * Tell whether any element is true, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_any() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_any_value(const struct da_array *a, struct da_value *value);

/**
 * Tell whether all elements are true: not zero, nan included. True of no elements.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_all(const struct da_array *a,
                 int32_t naxes,
                 const int32_t *axes,
                 int32_t flags,
                 struct da_array **out);

/**
 * Tell whether all elements are true, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_all() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_all_value(const struct da_array *a, struct da_value *value);

/**
 * Count the elements that are not zero, as int64.
 *
 * Collective, communicating. Every rank that held a part of what a result was made of holds it.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param naxes number of axes to reduce; 0 for all.
 * @param axes `naxes` distinct axes; negative ones count from the end.
 * @param flags DA_KEEPDIMS, DA_REDUCE_TO_FIRST, both or 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_reduce().
 * Since: 0.1.0
 */
DA_API
da_status da_count_nonzero(const struct da_array *a,
                           int32_t naxes,
                           const int32_t *axes,
                           int32_t flags,
                           struct da_array **out);

/**
 * Count the elements that are not zero, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_count_nonzero() for a result that is one number.
 * @param a the operand; each element counts once, however many replicas there are.
 * @param[out] value the result, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: as da_reduce_value().
 * Since: 0.1.0
 */
DA_API da_status da_count_nonzero_value(const struct da_array *a, struct da_value *value);

/**
 * Accumulate elements along an axis by a function of two operands, given by its number.
 *
 * Collective, communicating. Element i of the result is what elements 0 to i of the operand come to, as
 * NumPy's `ufunc.accumulate` has it. The result is laid out as the operand. See `docs/scans.md` for what moves.
 * @param op the number of add, multiply, minimum, maximum, fmin, fmax, logical_and, logical_or, logical_xor,
 * bitwise_and, bitwise_or or bitwise_xor.
 * @param a the operand, with at least one axis.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order: the result then
 * has one axis, in even blocks over all ranks of the operand's grid.
 * @param dtype the dtype to compute in and of a new result, DA_BOOL to DA_COMPLEX128, or 0 for NumPy's choice: that
 * of `out` if there is one, else 64-bit integers for sums and products of integers and bool, bool for the logical
 * functions, the operand's otherwise.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: DA_ERR_ARGUMENT for an unknown number; DA_ERR_NOT_SUPPORTED for a function that can not be accumulated;
 * DA_ERR_AXIS; DA_ERR_DTYPE for an unknown dtype and where NumPy has no loop; DA_ERR_LABELS for an unstructured axis
 * whose labels are not 0 to its extent minus 1, each once; DA_ERR_SHAPE, DA_ERR_CASTING and DA_ERR_READ_ONLY for
 * `out`; DA_ERR_CONTEXT; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY; DA_ERR_OVERFLOW; DA_ERR_NULL; DA_ERR_INVALID_HANDLE;
 * DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_accumulate(int32_t op,
                        const struct da_array *a,
                        int32_t axis,
                        int32_t dtype,
                        struct da_array **out);

/**
 * Sum elements along an axis, as far as each of them.
 *
 * Collective, communicating. Integers wrap. float32 is summed in float64 and rounded once for each element.
 * @param a the operand, of any number of axes; without axes it counts as one with one element.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else 64-bit integers for integers and
 * bool, the operand's otherwise.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_cumsum(const struct da_array *a,
                    int32_t axis,
                    int32_t dtype,
                    struct da_array **out);

/**
 * Multiply elements along an axis, as far as each of them.
 *
 * Collective, communicating. Integers wrap. float32 is multiplied in float64 and rounded once for each element.
 * @param a the operand, of any number of axes; without axes it counts as one with one element.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else 64-bit integers for integers and
 * bool, the operand's otherwise.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_cumprod(const struct da_array *a,
                     int32_t axis,
                     int32_t dtype,
                     struct da_array **out);

/**
 * Sum elements along an axis, as far as each of them, with nan as 0.
 *
 * Collective, communicating.
 * @param a the operand, of any number of axes; without axes it counts as one with one element.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else 64-bit integers for integers and
 * bool, the operand's otherwise.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_nancumsum(const struct da_array *a,
                       int32_t axis,
                       int32_t dtype,
                       struct da_array **out);

/**
 * Multiply elements along an axis, as far as each of them, with nan as 1.
 *
 * Collective, communicating.
 * @param a the operand, of any number of axes; without axes it counts as one with one element.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else 64-bit integers for integers and
 * bool, the operand's otherwise.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_nancumprod(const struct da_array *a,
                        int32_t axis,
                        int32_t dtype,
                        struct da_array **out);

/**
 * Find the smallest element so far along an axis; nan from the first nan on.
 *
 * Collective, communicating.
 * @param a the operand, with at least one axis.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else the operand's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_minimum_accumulate(const struct da_array *a,
                                int32_t axis,
                                int32_t dtype,
                                struct da_array **out);

/**
 * Find the greatest element so far along an axis; nan from the first nan on.
 *
 * Collective, communicating.
 * @param a the operand, with at least one axis.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype the dtype to compute in and of a new result, or 0 for that of `out`, else the operand's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_maximum_accumulate(const struct da_array *a,
                                int32_t axis,
                                int32_t dtype,
                                struct da_array **out);

/**
 * Tell along an axis whether all elements so far are true.
 *
 * Collective, communicating.
 * @param a the operand, with at least one axis.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype DA_BOOL or 0; a given `out` may have any dtype.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_logical_and_accumulate(const struct da_array *a,
                                    int32_t axis,
                                    int32_t dtype,
                                    struct da_array **out);

/**
 * Tell along an axis whether any element so far is true.
 *
 * Collective, communicating.
 * @param a the operand, with at least one axis.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype DA_BOOL or 0; a given `out` may have any dtype.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_logical_or_accumulate(const struct da_array *a,
                                   int32_t axis,
                                   int32_t dtype,
                                   struct da_array **out);

/**
 * Tell along an axis whether the number of true elements so far is odd.
 *
 * Collective, communicating.
 * @param a the operand, with at least one axis.
 * @param axis the axis; negative ones count from the end. DA_ALL_AXES for all elements in C order, see
 * da_accumulate().
 * @param dtype DA_BOOL or 0; a given `out` may have any dtype.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_accumulate().
 * Since: 0.1.0
 */
DA_API
da_status da_logical_xor_accumulate(const struct da_array *a,
                                    int32_t axis,
                                    int32_t dtype,
                                    struct da_array **out);

/**
 * Make an entry that selects a range of an axis, as Python's `start:stop:step`.
 *
 * Not collective.
 * @param start the first index; negative ones count from the end; DA_SLICE_NONE if it is left out.
 * @param stop where it ends, not included; negative ones count from the end; DA_SLICE_NONE if it is left out.
 * @param step the step, not 0; DA_SLICE_NONE for 1.
 * @return the entry, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API
struct da_slice da_range(int64_t start,
                         int64_t stop,
                         int64_t step);

/**
 * Make an entry that selects all of an axis, as Python's `:`.
 *
 * Not collective.
 * @return the entry, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_slice da_whole(void);

/**
 * Make an entry that selects one index of an axis, which disappears.
 *
 * Not collective.
 * @param i the index; negative ones count from the end. On an unstructured axis: the label.
 * @return the entry, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_slice da_at(int64_t i);

/**
 * Make an entry that adds an axis of extent 1, as NumPy's `newaxis`.
 *
 * Not collective.
 * @return the entry, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_slice da_newaxis(void);

/**
 * Make an entry that selects all of the axes that no other entry names, as Python's `...`.
 *
 * Not collective.
 * @return the entry, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_slice da_ellipsis(void);

/**
 * Make a view of a part of an array, which shares its memory.
 *
 * Collective, silent; communicating where an unstructured axis is indexed by an integer. Ranges are
 * clipped as in NumPy; the axes that no entry names are taken whole and keep their padding. Elements
 * stay where they are: a rank that owns none of the part holds an empty section, and after an index on
 * a distributed axis no section.
 * @param a an array.
 * @param n number of entries, 0 to 65.
 * @param slices `n` entries.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_INDEX for too many entries, or an index or label that is not there; DA_ERR_LAYOUT where no
 * strides show the part on all ranks (see da_slice_copy()); DA_ERR_LABELS for a part of an axis with labels
 * outside of its size; DA_ERR_ARGUMENT for `n`, a step 0 or a malformed entry; DA_ERR_SHAPE for more than 32
 * axes; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; where it communicates also DA_ERR_NOT_MEMBER, DA_ERR_MISMATCH,
 * DA_ERR_TIMEOUT and DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_slice_view(const struct da_array *a,
                        int32_t n,
                        const struct da_slice *slices,
                        struct da_array **out);

/**
 * Make a view of a part of an array, which shares its memory; the part as text.
 *
 * Collective, silent; communicating where an unstructured axis is indexed by an integer. As
 * da_slice_view().
 * @param a an array.
 * @param text what Python has between the brackets, such as "2:-1, ::3, 5", with `...` and `None` or `newaxis`.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_SYNTAX for a text that can not be read; DA_ERR_INDEX, DA_ERR_LAYOUT, DA_ERR_LABELS,
 * DA_ERR_ARGUMENT, DA_ERR_SHAPE and the others of da_slice_view().
 * Since: 0.1.0
 */
DA_API
da_status da_slice_text(const struct da_array *a,
                        const char *text,
                        struct da_array **out);

/**
 * Copy a part of an array into fresh memory.
 *
 * Collective, silent; communicating where an unstructured axis is indexed by an integer. Every rank
 * copies what it owns of the part, and what it stores of whole axes; nothing is sent. There is a copy
 * of parts that no view can show.
 * @param a an array.
 * @param n number of entries, 0 to 65.
 * @param slices `n` entries, as for da_slice_view().
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_NO_MEMORY; those of da_slice_view() but DA_ERR_LAYOUT.
 * Since: 0.1.0
 */
DA_API
da_status da_slice_copy(const struct da_array *a,
                        int32_t n,
                        const struct da_slice *slices,
                        struct da_array **out);

/**
 * Copy a part of an array into fresh memory; the part as text.
 *
 * Collective, silent; communicating where an unstructured axis is indexed by an integer. As
 * da_slice_copy().
 * @param a an array.
 * @param text what Python has between the brackets, as for da_slice_text().
 * @param[out] out the new array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free().
 * Errors: DA_ERR_SYNTAX for a text that can not be read; DA_ERR_NO_MEMORY; those of da_slice_view() but
 * DA_ERR_LAYOUT.
 * Since: 0.1.0
 */
DA_API
da_status da_slice_copy_text(const struct da_array *a,
                             const char *text,
                             struct da_array **out);

/**
 * Create the distribution of a part of an array.
 *
 * Collective, silent; communicating where an unstructured axis is indexed by an integer. It is that
 * of the view or the copy of the part, whether or not strides can show it; see docs/distributions.md.
 * @param dist a distribution.
 * @param n number of entries, 0 to 65.
 * @param slices `n` entries, as for da_slice_view().
 * @param[out] out the new distribution. It keeps the context alive.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: those of da_slice_view() but DA_ERR_LAYOUT.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_slice(const struct da_distribution *dist,
                                int32_t n,
                                const struct da_slice *slices,
                                struct da_distribution **out);

/**
 * Create the distribution of a part of an array; the part as text.
 *
 * Collective, silent; communicating where an unstructured axis is indexed by an integer. As
 * da_distribution_slice().
 * @param dist a distribution.
 * @param text what Python has between the brackets, as for da_slice_text().
 * @param[out] out the new distribution. It keeps the context alive.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_distribution_free().
 * Errors: DA_ERR_SYNTAX for a text that can not be read; those of da_slice_view() but DA_ERR_LAYOUT.
 * Since: 0.1.0
 */
DA_API
da_status da_distribution_slice_text(const struct da_distribution *dist,
                                     const char *text,
                                     struct da_distribution **out);

/**
 * Get what a context's communication has cost on this rank.
 *
 * Not collective. Also inside a hook, and from another thread than the one that uses the context.
 * @param ctx a context.
 * @param[in,out] stats set stats->struct_size to sizeof(da_stats); members that an older caller does not know are left
 * out. On a process that is no member everything is 0.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_ARGUMENT for a wrong struct_size; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_context_stats(const struct da_context *ctx,
                           struct da_stats *stats);

/**
 * Begin to count a context's communication on this rank from zero.
 *
 * Not collective. Staging memory that is held stays counted.
 * @param ctx a context.
 * @return DA_OK or an error.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API da_status da_context_stats_reset(const struct da_context *ctx);

/**
 * Have functions called before and after each communicating operation of a context on this rank.
 *
 * Not collective; for profilers. A call may have several operations, such as the agreement and what follows it.
 * `after` is called also where the operation failed. Hooks set during an operation begin with the next one. Inside
 * a hook, collective calls on the context are DA_ERR_IN_CALLBACK. A hook can not fail, and must not leave by
 * longjmp or an exception.
 * @param ctx a context. On a process that is no member nothing is ever called.
 * @param before called before an operation; NULL for none.
 * @param after called after it; NULL for none. NULL for both takes the hooks away.
 * @param user handed to both.
 * @return DA_OK or an error.
 * Ownership: `user` is borrowed until the hooks are replaced or taken away, or the context and all that keeps it
 * alive are freed.
 * Errors: DA_ERR_NULL for `ctx`; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_context_set_hooks(const struct da_context *ctx,
                               da_hook_fn before,
                               da_hook_fn after,
                               void *user);

/**
 * Sum the elements of a diagonal, for each index along the other axes.
 *
 * Collective, communicating. Ranks add up what they own, and only sums travel. The result is laid out as that of a
 * reduction over both axes: every rank along them holds it.
 * @param a the operand, of two axes at least; each element counts once, however many replicas there are. Along an
 * unstructured axis the diagonal goes by labels.
 * @param offset how far the diagonal lies right of the main one (above it); negative for left. A diagonal outside
 * the array has the sum 0.
 * @param axis1 the axis of the rows; negative ones count from the end.
 * @param axis2 the axis of the columns, another one; negative ones count from the end.
 * @param dtype the dtype to add up in and of a new result, or 0 for 64-bit integers for integers and bool, the
 * operand's otherwise.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, in any layout.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: DA_ERR_SHAPE for less than two axes; DA_ERR_AXIS; DA_ERR_DTYPE; DA_ERR_SHAPE, DA_ERR_CASTING and
 * DA_ERR_READ_ONLY for `out`; DA_ERR_LABELS for an `out` of other labels; DA_ERR_CONTEXT; DA_ERR_MISMATCH;
 * DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_trace(const struct da_array *a,
                   int64_t offset,
                   int32_t axis1,
                   int32_t axis2,
                   int32_t dtype,
                   struct da_array **out);

/**
 * Sum the elements of a matrix's diagonal, as a scalar on every rank.
 *
 * Collective, communicating. The twin of da_trace() for a result that is one number.
 * @param a a matrix; each element counts once, however many replicas there are.
 * @param offset how far the diagonal lies right of the main one (above it); negative for left.
 * @param axis1 the axis of the rows; negative ones count from the end.
 * @param axis2 the axis of the columns, the other one.
 * @param dtype the dtype to add up in, or 0 for 64-bit integers for integers and bool, the operand's otherwise.
 * @param[out] value the sum, the same on every rank; a strong scalar.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_SHAPE for other arrays than matrices; DA_ERR_AXIS; DA_ERR_DTYPE; DA_ERR_MISMATCH; DA_ERR_NO_MEMORY;
 * DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI.
 * Since: 0.1.0
 */
DA_API
da_status da_trace_value(const struct da_array *a,
                         int64_t offset,
                         int32_t axis1,
                         int32_t axis2,
                         int32_t dtype,
                         struct da_value *value);

/**
 * Add two arrays, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; the result has the dtype that the operands promote to. Integers wrap; the sum of bool is
 * `or`.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_add(const struct da_array *a,
                 const struct da_array *b,
                 struct da_array **out);

/**
 * Subtract an array from another, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes but bool; the result has the dtype that the operands promote to. Integers wrap; for bool use
 * da_bitwise_xor() or da_not_equal().
 * @param a the minuend.
 * @param b the subtrahend, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_subtract(const struct da_array *a,
                      const struct da_array *b,
                      struct da_array **out);

/**
 * Multiply two arrays, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; the result has the dtype that the operands promote to. Integers wrap; the product of bool
 * is `and`.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_multiply(const struct da_array *a,
                      const struct da_array *b,
                      struct da_array **out);

/**
 * Divide an array by another, element by element, in floating point.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64, complex64, complex128; bool and integers of every width are divided as float64.
 * Division by zero gives inf or nan.
 * @param a the dividend.
 * @param b the divisor, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_true_divide(const struct da_array *a,
                         const struct da_array *b,
                         struct da_array **out);

/**
 * Divide an array by another, element by element: NumPy's other name for da_true_divide().
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64, complex64, complex128; bool and integers of every width are divided as float64.
 * Division by zero gives inf or nan.
 * @param a the dividend.
 * @param b the divisor, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_divide(const struct da_array *a,
                    const struct da_array *b,
                    struct da_array **out);

/**
 * Divide an array by another, element by element, and round down.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
 * promote to. Integers divided by zero give 0, and the smallest integer divided by -1 is itself; floating-point
 * numbers divided by zero give inf or nan.
 * @param a the dividend.
 * @param b the divisor, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_floor_divide(const struct da_array *a,
                          const struct da_array *b,
                          struct da_array **out);

/**
 * Take the remainder of a division, element by element, with the divisor's sign: a - floor(a / b) * b.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
 * promote to. The remainder of integers by zero is 0, that of floating-point numbers nan; by an infinite divisor
 * of the other sign it is the divisor.
 * @param a the dividend.
 * @param b the divisor, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_remainder(const struct da_array *a,
                       const struct da_array *b,
                       struct da_array **out);

/**
 * Take the remainder of a division with the divisor's sign: NumPy's other name for da_remainder().
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
 * promote to. The remainder of integers by zero is 0, that of floating-point numbers nan; by an infinite divisor
 * of the other sign it is the divisor.
 * @param a the dividend.
 * @param b the divisor, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_mod(const struct da_array *a,
                 const struct da_array *b,
                 struct da_array **out);

/**
 * Take the remainder of a division, element by element, with the dividend's sign: a - trunc(a / b) * b.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
 * promote to. The remainder of integers by zero is 0, that of floating-point numbers nan; C's fmod().
 * @param a the dividend.
 * @param b the divisor, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_fmod(const struct da_array *a,
                  const struct da_array *b,
                  struct da_array **out);

/**
 * Divide an array by another, element by element, into the quotient rounded down and the remainder.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers, float32, float64; bool is computed as int8. The result has the dtype that the operands
 * promote to. The results are those of da_floor_divide() and da_remainder().
 * @param a the dividend.
 * @param b the divisor, of a shape that broadcasts with the first one's.
 * @param[in,out] quotient the quotients, rounded down: a NULL handle receives a new array; a live one receives
 * them, and may be an operand.
 * @param[in,out] remainder the remainders, likewise; not the same array.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: new results belong to the caller, who frees them with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_divmod(const struct da_array *a,
                    const struct da_array *b,
                    struct da_array **quotient,
                    struct da_array **remainder);

/**
 * Negate an array, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes but bool. The smallest integer stays itself, and unsigned integers wrap; for bool use
 * da_logical_not() or da_invert().
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_negative(const struct da_array *a,
                      struct da_array **out);

/**
 * Copy an array's elements as they are: the unary plus.
 *
 * Collective, silent.
 * Loops: all dtypes but bool.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_positive(const struct da_array *a,
                      struct da_array **out);

/**
 * Take the magnitude, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes. The result of complex numbers is real; the smallest integer stays itself.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_absolute(const struct da_array *a,
                      struct da_array **out);

/**
 * Take the magnitude: NumPy's other name for da_absolute().
 *
 * Collective, silent.
 * Loops: all dtypes. The result of complex numbers is real; the smallest integer stays itself.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_abs(const struct da_array *a,
                 struct da_array **out);

/**
 * Take the magnitude of real numbers, element by element, in floating point.
 *
 * Collective, silent.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_fabs(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the sign, element by element: -1, 0 or 1.
 *
 * Collective, silent.
 * Loops: all dtypes but bool. Of a complex number it is the number over its magnitude; nan stays nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_sign(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the complex conjugate, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes but bool. Real numbers stay as they are; bool is computed as int8.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_conjugate(const struct da_array *a,
                       struct da_array **out);

/**
 * Take the complex conjugate: NumPy's other name for da_conjugate().
 *
 * Collective, silent.
 * Loops: all dtypes but bool. Real numbers stay as they are; bool is computed as int8.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_conj(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the bits that are set in both of two arrays, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: bool and integers; the result has the dtype that the operands promote to.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_bitwise_and(const struct da_array *a,
                         const struct da_array *b,
                         struct da_array **out);

/**
 * Take the bits that are set in at least one of two arrays, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: bool and integers; the result has the dtype that the operands promote to.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_bitwise_or(const struct da_array *a,
                        const struct da_array *b,
                        struct da_array **out);

/**
 * Take the bits that are set in exactly one of two arrays, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: bool and integers; the result has the dtype that the operands promote to.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_bitwise_xor(const struct da_array *a,
                         const struct da_array *b,
                         struct da_array **out);

/**
 * Invert all bits, element by element; of bool, the truth value.
 *
 * Collective, silent.
 * Loops: bool and integers.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_invert(const struct da_array *a,
                    struct da_array **out);

/**
 * Move bits up, element by element, and fill with zeros.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers; bool is computed as int8, and the result has the dtype that the operands promote to. By a
 * count that is negative or not below the width, the result is 0.
 * @param a the numbers.
 * @param b how many bits, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_left_shift(const struct da_array *a,
                        const struct da_array *b,
                        struct da_array **out);

/**
 * Move bits down, element by element, and keep the sign.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers; bool is computed as int8, and the result has the dtype that the operands promote to. By a
 * count that is negative or not below the width, only the sign is left: 0 or -1.
 * @param a the numbers.
 * @param b how many bits, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_right_shift(const struct da_array *a,
                         const struct da_array *b,
                         struct da_array **out);

/**
 * Count the bits that are set in the magnitude, element by element.
 *
 * Collective, silent.
 * Loops: integers; bool is computed as int8. The result is uint8.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_bitwise_count(const struct da_array *a,
                           struct da_array **out);

/**
 * Take the greatest common divisor, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers; the result has the dtype that the operands promote to, and is not negative unless it wraps.
 * That of 0 and 0 is 0.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_gcd(const struct da_array *a,
                 const struct da_array *b,
                 struct da_array **out);

/**
 * Take the least common multiple, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: integers; the result has the dtype that the operands promote to, and is not negative unless it wraps.
 * That of 0 and any number is 0.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_lcm(const struct da_array *a,
                 const struct da_array *b,
                 struct da_array **out);

/**
 * Find where two arrays are close: |a - b| <= atol + rtol |b|, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise. The second operand is the one that the
 * first is compared with. Infinities are close to themselves only.
 * Loops: float32, float64, complex64, complex128; the second operand is computed in floating point at least, that is
 * bool and integers as float64. The result is bool.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param rtol the relative tolerance; NumPy's default is 1e-5.
 * @param atol the absolute tolerance; NumPy's default is 1e-8.
 * @param equal_nan 1 if a nan is close to a nan, else 0.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary(); DA_ERR_ARGUMENT for another `equal_nan`.
 * Since: 0.1.0
 */
DA_API
da_status da_isclose(const struct da_array *a,
                     const struct da_array *b,
                     double rtol,
                     double atol,
                     int32_t equal_nan,
                     struct da_array **out);

/**
 * Find out whether all elements of two arrays are close, as da_isclose() has it.
 *
 * Collective, communicating. Operands are broadcast to one shape; arrays without elements are close.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param rtol the relative tolerance; NumPy's default is 1e-5.
 * @param atol the absolute tolerance; NumPy's default is 1e-8.
 * @param equal_nan 1 if a nan is close to a nan, else 0.
 * @param[out] result 1 or 0, the same on all ranks.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_ARGUMENT for another `equal_nan`; DA_ERR_SHAPE for shapes that do not broadcast; DA_ERR_LABELS;
 * DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MISMATCH; DA_ERR_NOT_MEMBER;
 * DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_allclose_value(const struct da_array *a,
                            const struct da_array *b,
                            double rtol,
                            double atol,
                            int32_t equal_nan,
                            int32_t *result);

/**
 * Find out whether two arrays have the same shape and equal elements, whatever their dtypes and distributions.
 *
 * Collective, communicating. Arrays of different shapes are not equal; those of one shape without elements are.
 * @param a the first array.
 * @param b the second array.
 * @param equal_nan 1 if a nan equals a nan (of complex numbers, if each has one in any part), else 0.
 * @param[out] result 1 or 0, the same on all ranks.
 * @return DA_OK, or one of the errors, the same on all ranks.
 * Errors: DA_ERR_ARGUMENT for another `equal_nan`; DA_ERR_LABELS; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_NULL;
 * DA_ERR_INVALID_HANDLE; DA_ERR_MISMATCH; DA_ERR_NOT_MEMBER; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_array_equal(const struct da_array *a,
                         const struct da_array *b,
                         int32_t equal_nan,
                         int32_t *result);

/**
 * Find where an array is less than another, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. Complex numbers are
 * compared by their real parts, then by their imaginary parts. With nan it is false.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_less(const struct da_array *a,
                  const struct da_array *b,
                  struct da_array **out);

/**
 * Find where an array is less than or equal to another, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. Complex numbers are
 * compared by their real parts, then by their imaginary parts. With nan it is false.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_less_equal(const struct da_array *a,
                        const struct da_array *b,
                        struct da_array **out);

/**
 * Find where an array is greater than another, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. Complex numbers are
 * compared by their real parts, then by their imaginary parts. With nan it is false.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_greater(const struct da_array *a,
                     const struct da_array *b,
                     struct da_array **out);

/**
 * Find where an array is greater than or equal to another, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. Complex numbers are
 * compared by their real parts, then by their imaginary parts. With nan it is false.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_greater_equal(const struct da_array *a,
                           const struct da_array *b,
                           struct da_array **out);

/**
 * Find where two arrays are equal, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. nan equals nothing,
 * itself neither.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_equal(const struct da_array *a,
                   const struct da_array *b,
                   struct da_array **out);

/**
 * Find where two arrays differ, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes, and int64 with uint64, which are compared exactly; the result is bool. nan differs from
 * everything, itself too.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_not_equal(const struct da_array *a,
                       const struct da_array *b,
                       struct da_array **out);

/**
 * Take the larger one of two arrays' elements, and nan where one is nan.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; the result has the dtype that the operands promote to. Complex numbers are compared by
 * their real parts, then by their imaginary parts.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_maximum(const struct da_array *a,
                     const struct da_array *b,
                     struct da_array **out);

/**
 * Take the smaller one of two arrays' elements, and nan where one is nan.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; the result has the dtype that the operands promote to. Complex numbers are compared by
 * their real parts, then by their imaginary parts.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_minimum(const struct da_array *a,
                     const struct da_array *b,
                     struct da_array **out);

/**
 * Take the larger one of two arrays' elements, and the other one where one is nan.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; the result has the dtype that the operands promote to. Complex numbers are compared by
 * their real parts, then by their imaginary parts.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_fmax(const struct da_array *a,
                  const struct da_array *b,
                  struct da_array **out);

/**
 * Take the smaller one of two arrays' elements, and the other one where one is nan.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; the result has the dtype that the operands promote to. Complex numbers are compared by
 * their real parts, then by their imaginary parts.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_fmin(const struct da_array *a,
                  const struct da_array *b,
                  struct da_array **out);

/**
 * Take e to the power of an array, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_exp(const struct da_array *a,
                 struct da_array **out);

/**
 * Take 2 to the power of an array, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_exp2(const struct da_array *a,
                  struct da_array **out);

/**
 * Take exp(x) - 1, element by element, exact for x near 0.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_expm1(const struct da_array *a,
                   struct da_array **out);

/**
 * Take the natural logarithm, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. The logarithm of 0 is -inf, that of a negative real number nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_log(const struct da_array *a,
                 struct da_array **out);

/**
 * Take the logarithm to base 2, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. The logarithm of 0 is -inf, that of a negative real number nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_log2(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the logarithm to base 10, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. The logarithm of 0 is -inf, that of a negative real number nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_log10(const struct da_array *a,
                   struct da_array **out);

/**
 * Take log(1 + x), element by element, exact for x near 0.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. That of -1 is -inf, that of a real number below nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_log1p(const struct da_array *a,
                   struct da_array **out);

/**
 * Take log(exp(a) + exp(b)), element by element, without overflow on the way.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_logaddexp(const struct da_array *a,
                       const struct da_array *b,
                       struct da_array **out);

/**
 * Take log2(2**a + 2**b), element by element, without overflow on the way.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_logaddexp2(const struct da_array *a,
                        const struct da_array *b,
                        struct da_array **out);

/**
 * Split an array, element by element, into a mantissa from 0.5 to 1 in magnitude and an exponent of 2.
 *
 * Collective, silent.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64. The exponents are int32. Of inf and nan the mantissa is the number itself, and the exponent is not to
 * be relied on.
 * @param a the operand.
 * @param[in,out] mantissa the mantissas: a NULL handle receives a new array; a live one receives them, and may
 * be the operand.
 * @param[in,out] exponent the exponents, int32, likewise; not the same array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: new results belong to the caller, who frees them with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_frexp(const struct da_array *a,
                   struct da_array **mantissa,
                   struct da_array **exponent);

/**
 * Multiply an array by 2 to the power of another, element by element: the inverse of da_frexp().
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32 and float64 with int32 or int64; other real numbers are computed in floating point as by
 * da_sqrt(), and exponents are bool or integers, but not uint64.
 * @param a the numbers.
 * @param b the exponents, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_ldexp(const struct da_array *a,
                   const struct da_array *b,
                   struct da_array **out);

/**
 * Give an array's magnitudes the signs of another's elements, those of -0 and nan too.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64.
 * @param a the magnitudes.
 * @param b the signs, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_copysign(const struct da_array *a,
                      const struct da_array *b,
                      struct da_array **out);

/**
 * Take the next number that can be represented after an array's, towards another's, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64.
 * @param a where to start.
 * @param b where to go, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_nextafter(const struct da_array *a,
                       const struct da_array *b,
                       struct da_array **out);

/**
 * Take the distance to the next number that can be represented away from zero, element by element, with the
 * operand's sign.
 *
 * Collective, silent.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64. That of inf and nan is nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_spacing(const struct da_array *a,
                     struct da_array **out);

/**
 * Take the step function: 0 below zero, 1 above, and at zero what the second operand says.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64. That of nan is nan.
 * @param a where to take it.
 * @param b its value at zero, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_heaviside(const struct da_array *a,
                       const struct da_array *b,
                       struct da_array **out);

/**
 * Take the hyperbolic sine, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_sinh(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the hyperbolic cosine, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_cosh(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the hyperbolic tangent, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_tanh(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the inverse hyperbolic sine, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_arcsinh(const struct da_array *a,
                     struct da_array **out);

/**
 * Take the inverse hyperbolic cosine, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. That of a real number below 1 is nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_arccosh(const struct da_array *a,
                     struct da_array **out);

/**
 * Take the inverse hyperbolic tangent, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. That of 1 is inf, that of -1 is -inf, and that of a real number beyond is nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_arctanh(const struct da_array *a,
                     struct da_array **out);

/**
 * Find where both arrays are true, element by element: not zero.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; operands of different dtypes are taken as truth values first. The result is bool. nan is
 * true.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_logical_and(const struct da_array *a,
                         const struct da_array *b,
                         struct da_array **out);

/**
 * Find where at least one of two arrays is true, element by element: not zero.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; operands of different dtypes are taken as truth values first. The result is bool. nan is
 * true.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_logical_or(const struct da_array *a,
                        const struct da_array *b,
                        struct da_array **out);

/**
 * Find where exactly one of two arrays is true, element by element: not zero.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes; operands of different dtypes are taken as truth values first. The result is bool. nan is
 * true.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_logical_xor(const struct da_array *a,
                         const struct da_array *b,
                         struct da_array **out);

/**
 * Find where an array is zero, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes. The result is bool; nan is not zero.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_logical_not(const struct da_array *a,
                         struct da_array **out);

/**
 * Find where an array is nan, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes. The result is bool. Of a complex number one part is enough; bool and integers never are.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_isnan(const struct da_array *a,
                   struct da_array **out);

/**
 * Find where an array is infinite, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes. The result is bool. Of a complex number one part is enough; bool and integers never are.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_isinf(const struct da_array *a,
                   struct da_array **out);

/**
 * Find where an array is neither infinite nor nan, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes. The result is bool. Of a complex number both parts have to be; bool and integers always
 * are.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_isfinite(const struct da_array *a,
                      struct da_array **out);

/**
 * Find where the sign bit is set, element by element: also of -0 and of nan.
 *
 * Collective, silent.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64. The result is bool.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_signbit(const struct da_array *a,
                     struct da_array **out);

/**
 * Raise an array to the power of another, element by element.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: all dtypes but bool; the result has the dtype that the operands promote to. Bool is computed as int8.
 * Integers wrap, and a negative exponent of integers is an error. Any number to the power of 0, nan too, is 1.
 * @param a the base.
 * @param b the exponent, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_power(const struct da_array *a,
                   const struct da_array *b,
                   struct da_array **out);

/**
 * Raise an array to the power of another, element by element, in double precision.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float64, complex128; everything else is converted to one of them.
 * @param a the base.
 * @param b the exponent, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_float_power(const struct da_array *a,
                         const struct da_array *b,
                         struct da_array **out);

/**
 * Multiply an array by itself, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes but bool. Bool is computed as int8; integers wrap.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_square(const struct da_array *a,
                    struct da_array **out);

/**
 * Divide 1 by an array, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes but bool. Bool is computed as int8. Of integers only 1 and -1 have a reciprocal that is not
 * 0; that of 0 is 0.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_reciprocal(const struct da_array *a,
                        struct da_array **out);

/**
 * Take the principal square root, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. The root of a negative real number is nan, that of -0 is -0.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_sqrt(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the cube root, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64. The root of a negative number is negative.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_cbrt(const struct da_array *a,
                  struct da_array **out);

/**
 * Take the length of the hypotenuse, sqrt(a**2 + b**2), element by element, without overflow on the way.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64. It is inf if one operand is infinite, even if the other one is nan.
 * @param a the first operand.
 * @param b the second operand, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_hypot(const struct da_array *a,
                   const struct da_array *b,
                   struct da_array **out);

/**
 * Round to the nearest whole number, element by element, ties to even.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. Complex numbers are rounded part by part.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_rint(const struct da_array *a,
                  struct da_array **out);

/**
 * Round down, element by element.
 *
 * Collective, silent.
 * Loops: bool, integers, float32, float64; what is whole already stays as it is, and zeros keep their sign.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_floor(const struct da_array *a,
                   struct da_array **out);

/**
 * Round up, element by element.
 *
 * Collective, silent.
 * Loops: bool, integers, float32, float64; what is whole already stays as it is, and zeros keep their sign.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_ceil(const struct da_array *a,
                  struct da_array **out);

/**
 * Round towards zero, element by element.
 *
 * Collective, silent.
 * Loops: bool, integers, float32, float64; what is whole already stays as it is, and zeros keep their sign.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_trunc(const struct da_array *a,
                   struct da_array **out);

/**
 * Split an array, element by element, into fractional and whole part, both with the operand's sign.
 *
 * Collective, silent.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64. The fractional part of inf is 0.
 * @param a the operand.
 * @param[in,out] fraction the fractional parts: a NULL handle receives a new array; a live one receives them,
 * and may be the operand.
 * @param[in,out] whole the whole parts, likewise; not the same array.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: new results belong to the caller, who frees them with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_modf(const struct da_array *a,
                  struct da_array **fraction,
                  struct da_array **whole);

/**
 * Round to a number of decimals, element by element, ties to even.
 *
 * Collective, silent. Computed as rint(a * 10^d) / 10^d, or as rint(a / 10^-d) * 10^-d for negative d, in the
 * operand's dtype, as in NumPy: what is near a tie, or too large for the product, comes out accordingly.
 * Loops: integers, float32, float64, complex64, complex128. Integers are copied where decimals is not negative; else
 * they are rounded as float64, and a result that the dtype can not hold is the nearest one that it can. Complex numbers
 * are rounded part by part. bool has a loop for 0 decimals only, which gives float32.
 * @param a the operand.
 * @param decimals digits behind the point; negative ones count before it.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_round(const struct da_array *a,
                   int32_t decimals,
                   struct da_array **out);

/**
 * Limit elements to what lies between two bounds, element by element: minimum(maximum(a, lo), hi).
 *
 * Collective; silent where the operands are aligned, communicating otherwise. A nan in any operand is a nan in the result;
 * where lo is above hi, the result is hi.
 * Loops: all dtypes (without any bound all but bool); the result has the dtype that the operands promote to.
 * Complex numbers are ordered by their real parts, then by their imaginary parts.
 * @param a the operand.
 * @param lo lower bounds, of a shape that broadcasts with the others; NULL for none.
 * @param hi upper bounds, of a shape that broadcasts with the others; NULL for none.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_clip(const struct da_array *a,
                  const struct da_array *lo,
                  const struct da_array *hi,
                  struct da_array **out);

/**
 * Limit elements to what lies between two scalars, element by element: minimum(maximum(a, lo), hi).
 *
 * Collective, silent. A nan in any operand is a nan in the result; where lo is above hi, the result is hi. For one
 * bound only use da_binary_scalar() with DA_OP_MAXIMUM or DA_OP_MINIMUM.
 * Loops: all dtypes; the result has the dtype that the operands promote to. A weak integer below all numbers of an
 * integer dtype is no lower bound, and one above them no upper bound.
 * Complex numbers are ordered by their real parts, then by their imaginary parts.
 * @param a the operand.
 * @param lo the lower bound, the same on all ranks.
 * @param hi the upper bound, the same on all ranks.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer, above all numbers of the array's dtype as the lower bound,
 * or below them as the upper one.
 * Since: 0.1.0
 */
DA_API
da_status da_clip_values(const struct da_array *a,
                         struct da_value lo,
                         struct da_value hi,
                         struct da_array **out);

/**
 * Choose between two operands, element by element: the first one where the condition is true.
 *
 * Collective; silent where the operands are aligned, communicating otherwise. All three are broadcast to one shape.
 * Loops: all dtypes; the result has the dtype to which the two operands promote.
 * @param condition an array of any dtype; what is not zero (nan is not) is true.
 * @param x an array or a scalar, taken where the condition is true.
 * @param y an array or a scalar, taken elsewhere.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary(); DA_ERR_OVERFLOW for a weak integer that the result's dtype can not hold.
 * Since: 0.1.0
 */
DA_API
da_status da_where(const struct da_array *condition,
                   const struct da_operand *x,
                   const struct da_operand *y,
                   struct da_array **out);

/**
 * Replace nan and infinities by finite numbers, element by element.
 *
 * Collective, silent.
 * Loops: all dtypes; bool and integers, which are finite, are copied. Complex numbers are replaced part by part.
 * @param a the operand.
 * @param nan takes the place of nan; NumPy's default is 0.
 * @param posinf takes the place of inf; NULL for the largest finite number of the dtype.
 * @param neginf takes the place of -inf; NULL for the smallest finite number of the dtype.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_nan_to_num(const struct da_array *a,
                        double nan,
                        const double *posinf,
                        const double *neginf,
                        struct da_array **out);

/**
 * Take the sine of an array in radians, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. That of inf is nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_sin(const struct da_array *a,
                 struct da_array **out);

/**
 * Take the cosine of an array in radians, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. That of inf is nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_cos(const struct da_array *a,
                 struct da_array **out);

/**
 * Take the tangent of an array in radians, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. That of inf is nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_tan(const struct da_array *a,
                 struct da_array **out);

/**
 * Take the inverse sine, element by element, in radians from -pi/2 to pi/2.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. That of a real number beyond -1 and 1 is nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_arcsin(const struct da_array *a,
                    struct da_array **out);

/**
 * Take the inverse cosine, element by element, in radians from 0 to pi.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64. That of a real number beyond -1 and 1 is nan.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_arccos(const struct da_array *a,
                    struct da_array **out);

/**
 * Take the inverse tangent, element by element, in radians from -pi/2 to pi/2.
 *
 * Collective, silent.
 * Loops: float32, float64, complex64, complex128; bool and integers of up to 16 bits are computed as float32,
 * wider integers as float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_arctan(const struct da_array *a,
                    struct da_array **out);

/**
 * Take the angle between the positive x axis and the point (b, a), element by element, in radians from -pi to
 * pi.
 *
 * Collective; silent where the operands are aligned, communicating otherwise.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64. Signs of zeros count: it is pi for a = 0 and b = -0.
 * @param a the points' y.
 * @param b the points' x, of a shape that broadcasts with the first one's.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be an operand.
 * @return DA_OK or an error; of a silent call, an error on one rank alone reaches the others at the next
 * communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_binary().
 * Since: 0.1.0
 */
DA_API
da_status da_arctan2(const struct da_array *a,
                     const struct da_array *b,
                     struct da_array **out);

/**
 * Convert degrees to radians, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_deg2rad(const struct da_array *a,
                     struct da_array **out);

/**
 * Convert radians to degrees, element by element.
 *
 * Collective, silent.
 * Loops: float32, float64; bool and integers of up to 16 bits are computed as float32, wider integers as
 * float64.
 * @param a the operand.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary().
 * Since: 0.1.0
 */
DA_API
da_status da_rad2deg(const struct da_array *a,
                     struct da_array **out);

/**
 * Take the angles of complex numbers, counterclockwise from the positive real axis, element by element.
 *
 * Collective, silent. This is arctan2 of the imaginary and the real part: from -pi to pi, or from -180 to 180; of real
 * numbers 0, or pi for those with the sign bit set, also for -0.0, and nan for nan. The parts themselves are views:
 * da_real_part() and da_imag_part().
 * Loops: float32, float64, complex64, complex128; the result is real. Integers of up to 16 bits are computed as float32,
 * wider ones and bool as float64.
 * @param a the operand.
 * @param deg 1 for degrees, 0 for radians.
 * @param[in,out] out a NULL handle receives a new array; a live one receives the result, and may be the operand.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: a new result belongs to the caller, who frees it with da_array_free().
 * Errors: as da_unary(); DA_ERR_ARGUMENT for another `deg`.
 * Since: 0.1.0
 */
DA_API
da_status da_angle(const struct da_array *a,
                   int32_t deg,
                   struct da_array **out);

/**
 * Call an element-wise function by its name, with all options.
 *
 * Collective; silent where the operands are aligned, communicating otherwise. Operands are broadcast to one shape.
 * A given result decides the distribution; otherwise the first operand of the result's shape does; other operands
 * are redistributed where they are not aligned.
 * @param name NumPy's name of a function ("add", "divmod", ...), or one that was given to da_ufunc_register().
 * @param nin the number of operands, as the function has.
 * @param operands `nin` arrays or scalars, at least one array.
 * @param options NULL for the defaults; the same on all ranks but for `conditions`.
 * @param nout the number of results, as the function has.
 * @param[in,out] out `nout` handles: a NULL handle receives a new array; a live one receives the result, and may be
 * an operand.
 * @return DA_OK or an error; an error on one rank alone of a silent call reaches the others at the next
 * communicating call.
 * Ownership: new results belong to the caller, who frees them with da_array_free(); operands are borrowed for the call.
 * Errors: DA_ERR_ARGUMENT for an unknown name, another number of operands or results, or unknown options;
 * DA_ERR_DTYPE where there is no loop; DA_ERR_CASTING; DA_ERR_SHAPE; DA_ERR_CONFORM with DA_CONFORM_STRICT;
 * DA_ERR_LABELS; DA_ERR_READ_ONLY; DA_ERR_OVERLAP for results that share memory; DA_ERR_OVERFLOW for a weak integer
 * that the dtype can not hold; DA_ERR_CALLBACK for a loop that failed; DA_ERR_CONTEXT; DA_ERR_NO_MEMORY; DA_ERR_SYNTAX;
 * DA_ERR_NULL; DA_ERR_INVALID_HANDLE; DA_ERR_MISMATCH; DA_ERR_TIMEOUT; DA_ERR_MPI; DA_ERR_MPI_STATE.
 * Since: 0.1.0
 */
DA_API
da_status da_ufunc_call(const char *name,
                        int32_t nin,
                        const struct da_operand *operands,
                        const struct da_ufunc_options *options,
                        int32_t nout,
                        struct da_array **const *out);

/**
 * Register a loop of the application's as an element-wise function for da_ufunc_call().
 *
 * Not collective; from any thread. Ranks that call the function together register it each for themselves, under the
 * same name and with loops for the same dtypes in the same order; their addresses may differ. Registering again adds a
 * loop for other dtypes: calls take the first one that all operands can be converted to safely. Broadcasting,
 * conversion, strides, masks and redistribution are the library's business: the loop gets elements of its dtypes.
 * With a mask it may be called for elements whose result is not used.
 * @param name 1 to 255 bytes of UTF-8, not the name of a function of the library; copied.
 * @param nin number of operands, 1 to 7.
 * @param nout number of results, 1 or 2; together with the operands 8 at most.
 * @param dtypes the dtypes of the operands, then of the results; copied.
 * @param loop called with stretches of elements, in no particular order.
 * @param user handed to the loop; NULL or alive until the function is unregistered and no call of it goes on.
 * @return DA_OK or an error.
 * Ownership: `user` stays the caller's.
 * Errors: DA_ERR_ARGUMENT for a name of the library or of a wrong length, another number of operands or results than
 * the function has, or dtypes that it has a loop for; DA_ERR_DTYPE for an unknown dtype; DA_ERR_SYNTAX for a
 * name that is not UTF-8; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_ufunc_register(const char *name,
                            int32_t nin,
                            int32_t nout,
                            const int32_t *dtypes,
                            da_ufunc_loop loop,
                            void *user);

/**
 * Forget an element-wise function of the application, with all its loops.
 *
 * Not collective; from any thread, also from inside a loop. Calls that have begun go on.
 * @param name the name.
 * @return DA_OK or an error.
 * Errors: DA_ERR_ARGUMENT for a name that is not registered; DA_ERR_SYNTAX; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API da_status da_ufunc_unregister(const char *name);

/**
 * Make a weak real scalar, which takes the precision of the array it meets.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_real(double x);

/**
 * Make a weak integer scalar, which takes the dtype of the integer array it meets.
 *
 * Not collective.
 * @param i the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_int(int64_t i);

/**
 * Make a weak complex scalar, which takes the precision of the array it meets.
 *
 * Not collective.
 * @param re the real part.
 * @param im the imaginary part.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_complex(double re, double im);

/**
 * Make a bool scalar.
 *
 * Not collective.
 * @param x 0 for false, anything else for true.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_bool(int32_t x);

/**
 * Make a int8 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_i8(int8_t x);

/**
 * Make a int16 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_i16(int16_t x);

/**
 * Make a int32 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_i32(int32_t x);

/**
 * Make a int64 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_i64(int64_t x);

/**
 * Make a uint8 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_u8(uint8_t x);

/**
 * Make a uint16 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_u16(uint16_t x);

/**
 * Make a uint32 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_u32(uint32_t x);

/**
 * Make a uint64 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_u64(uint64_t x);

/**
 * Make a float32 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_f32(float x);

/**
 * Make a float64 scalar.
 *
 * Not collective.
 * @param x the value.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_f64(double x);

/**
 * Make a complex64 scalar.
 *
 * Not collective.
 * @param re the real part.
 * @param im the imaginary part.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_c64(float re, float im);

/**
 * Make a complex128 scalar.
 *
 * Not collective.
 * @param re the real part.
 * @param im the imaginary part.
 * @return the scalar, by value; nothing to free.
 * Errors: none.
 * Since: 0.1.0
 */
DA_API struct da_value da_c128(double re, double im);

/**
 * Read a real scalar as a double.
 *
 * Not collective.
 * @param value a scalar of a real dtype.
 * @param[out] x its value, rounded where a 64-bit integer does not fit.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DTYPE for a complex or unknown dtype; DA_ERR_ARGUMENT for unknown flags; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_value_f64(struct da_value value,
                       double *x);

/**
 * Read an integer or bool scalar as a 64-bit integer.
 *
 * Not collective.
 * @param value a scalar of an integer dtype or bool.
 * @param[out] i its value.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DTYPE for a floating, complex or unknown dtype; DA_ERR_OVERFLOW for a uint64 above 2^63 - 1;
 * DA_ERR_ARGUMENT for unknown flags; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API
da_status da_value_i64(struct da_value value,
                       int64_t *i);

/**
 * Read a scalar of any dtype as a complex number.
 *
 * Not collective.
 * @param value a scalar.
 * @param[out] re its real part.
 * @param[out] im its imaginary part, 0 for a real dtype.
 * @return DA_OK or an error.
 * Errors: DA_ERR_DTYPE for an unknown dtype; DA_ERR_ARGUMENT for unknown flags; DA_ERR_NULL.
 * Since: 0.1.0
 */
DA_API da_status da_value_c128(struct da_value value, double *re, double *im);

/**
 * Make a view of an array with its axes in another order.
 *
 * Collective, silent. Nothing moves: each rank's section is seen with its strides in another order.
 * @param a an array.
 * @param axes NULL reverses the axes; else one axis of `a` for each axis of the view; negative ones count from
 * the end.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_AXIS for an axis that is not there or stands twice; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_transpose(const struct da_array *a,
                       const int32_t *axes,
                       struct da_array **out);

/**
 * Make a view of an array with two axes in each other's place.
 *
 * Collective, silent.
 * @param a an array.
 * @param axis1,axis2 axes; negative ones count from the end.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_AXIS; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_swapaxes(const struct da_array *a,
                      int32_t axis1,
                      int32_t axis2,
                      struct da_array **out);

/**
 * Make a view of an array with some axes moved to other places.
 *
 * Collective, silent. The other axes keep their order.
 * @param a an array.
 * @param n number of axes that move.
 * @param source `n` axes of `a`; negative ones count from the end.
 * @param destination where each of them stands in the view; negative ones count from the end.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_AXIS for an axis that is not there or stands twice; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_moveaxis(const struct da_array *a,
                      int32_t n,
                      const int32_t *source,
                      const int32_t *destination,
                      struct da_array **out);

/**
 * Make a view of an array without axes of extent 1.
 *
 * Collective, silent. It is as indexing these axes with 0: ranks that do not have the element of a
 * distributed one hold no section of the view.
 * @param a an array.
 * @param naxes number of axes; 0 for all that have extent 1.
 * @param axes `naxes` axes of extent 1; negative ones count from the end; NULL if `naxes` is 0.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_AXIS; DA_ERR_SHAPE for an axis of another extent; DA_ERR_NOT_LOCAL for an unstructured axis
 * (index it with da_slice_view()); DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_squeeze(const struct da_array *a,
                     int32_t naxes,
                     const int32_t *axes,
                     struct da_array **out);

/**
 * Make a view of an array with a new axis of extent 1.
 *
 * Collective, silent.
 * @param a an array of at most 31 axes.
 * @param axis where the new axis stands in the view; negative ones count from the end.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_AXIS; DA_ERR_SHAPE for a 33rd axis; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_expand_dims(const struct da_array *a,
                         int32_t axis,
                         struct da_array **out);

/**
 * Make a view of the real parts of an array.
 *
 * Collective, silent. Writing to it sets the real parts.
 * @param a an array.
 * @param[out] out a view of float32 or float64 for complex dtypes, else a view of all of `a`.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_real_part(const struct da_array *a,
                       struct da_array **out);

/**
 * Make a view of the imaginary parts of an array.
 *
 * Collective, silent. Writing to it sets the imaginary parts.
 * @param a an array.
 * @param[out] out a view of float32 or float64 for complex dtypes; else zeros of the dtype of `a`, which are
 * read-only and take the memory of one element.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_NO_MEMORY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_imag_part(const struct da_array *a,
                       struct da_array **out);

/**
 * Make a view of an array's bytes as another dtype.
 *
 * Collective, silent. No element is converted. Where the widths differ the last axis, which must be
 * contiguous in memory, is counted in the other elements; its blocks and paddings must be multiples.
 * @param a an array.
 * @param dtype the dtype that the bytes are read as, DA_BOOL to DA_COMPLEX128.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_DTYPE; DA_ERR_LAYOUT for another width without axes, on a last axis that is not contiguous,
 * is unstructured or has steps, or whose parts are no multiples, and for memory that is not aligned for the
 * dtype; DA_ERR_OVERFLOW; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_view(const struct da_array *a,
                  int32_t dtype,
                  struct da_array **out);

/**
 * Make a view of an array without its boundary padding.
 *
 * Collective, silent. On axes that have boundary padding it also lacks the communication padding.
 * @param a an array.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_array_interior(const struct da_array *a,
                            struct da_array **out);

/**
 * Make a read-only view of an array broadcast to a shape.
 *
 * Collective, silent. New axes stand in front, and axes of extent 1 are stretched; both are
 * undistributed, and their elements stored once. A stretched axis that lies on some of the ranks stays
 * there: the others hold no section.
 * @param a an array.
 * @param ndim number of axes, at least those of `a`, at most 32.
 * @param shape `ndim` extents.
 * @param[out] out the view.
 * @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
 * Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
 * Errors: DA_ERR_SHAPE for a shape that `a` does not broadcast to, or that is none; DA_ERR_OVERFLOW;
 * DA_ERR_NOT_LOCAL for an unstructured axis of extent 1; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 * Since: 0.1.0
 */
DA_API
da_status da_broadcast_to(const struct da_array *a,
                          int32_t ndim,
                          const int64_t *shape,
                          struct da_array **out);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* DISTARRAY_H */
