/* Reads blocks of NumPy's .npy files: as much of the format as the examples need.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef NPY_H
#define NPY_H

#include <stdint.h>

/* The functions return NULL, or what is wrong. */

/* Gets the extents of an int16 matrix in C order. */
const char *npy_matrix_shape(const char *path, int64_t shape[2]);

/* Reads the block of `count` rows and columns that begins at `first` into contiguous memory. */
const char *npy_read_block(const char *path, const int64_t first[2], const int64_t count[2], int16_t *block);

#endif /* NPY_H */
