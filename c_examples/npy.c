/* A .npy file is "\x93NUMPY", two bytes of version, the length of a header, the header (a Python
 * dictionary in one line), and the elements.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#include "npy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The length has two bytes in version 1, four since; little-endian on every machine. Returns -1
 * if this is no .npy file. */
static long read_header_length(FILE *file)
{
    unsigned char start[8], length[4] = {0, 0, 0, 0};
    if (fread(start, 1, 8, file) != 8 || memcmp(start, "\x93NUMPY", 6) != 0) return -1;
    if (start[6] < 1 || start[6] > 3) return -1;
    if (fread(length, 1, start[6] == 1 ? 2 : 4, file) == 0) return -1;
    return length[0] | (long)length[1] << 8 | (long)length[2] << 16 | (long)length[3] << 24;
}

/* The text after `'key':` in the header. */
static const char *value_of(const char *header, const char *key)
{
    const char *at = strstr(header, key);
    if (at == NULL) return "";
    at += strlen(key);
    return at + strspn(at, " ");
}

/* Judges the dictionary. Elements are read as they are, so they must have this machine's byte order. */
static const char *parse_header(const char *header, int64_t shape[2])
{
    const uint16_t one = 1;
    const char *native = *(const unsigned char *)&one == 1 ? "'<i2'" : "'>i2'";
    long long rows, columns;
    int end = 0;
    if (strncmp(value_of(header, "'descr':"), native, 5) != 0) return "the elements are not int16 of this machine";
    if (strncmp(value_of(header, "'fortran_order':"), "False", 5) != 0) return "the elements are not in C order";
    if (sscanf(value_of(header, "'shape':"), "(%lld , %lld )%n", &rows, &columns, &end) != 2 || end == 0)
        return "the array has not two axes";
    if (rows < 0 || columns < 0) return "an extent is negative";
    shape[0] = rows;
    shape[1] = columns;
    return NULL;
}

/* Opens a file and leaves it at the first element. */
static const char *open_matrix(const char *path, int64_t shape[2], FILE **file)
{
    char header[4096];
    const char *wrong;
    long length;
    *file = fopen(path, "rb");
    if (*file == NULL) return "it cannot be opened";
    length = read_header_length(*file);
    if (length < 0) wrong = "it is not a .npy file";
    else if ((size_t)length >= sizeof header) wrong = "its header is too long";
    else if (fread(header, 1, (size_t)length, *file) != (size_t)length) wrong = "it ends in its header";
    else {
        header[length] = '\0';
        wrong = parse_header(header, shape);
    }
    if (wrong != NULL) fclose(*file);
    return wrong;
}

const char *npy_matrix_shape(const char *path, int64_t shape[2])
{
    FILE *file;
    const char *wrong = open_matrix(path, shape, &file);
    if (wrong == NULL) fclose(file);
    return wrong;
}

const char *npy_read_block(const char *path, const int64_t first[2], const int64_t count[2], int16_t *block)
{
    int64_t shape[2], row;
    FILE *file;
    const char *wrong = open_matrix(path, shape, &file);
    long begin;
    if (wrong != NULL) return wrong;
    begin = ftell(file);
    for (row = 0; row < count[0] && count[1] > 0 && wrong == NULL; ++row) {
        const int64_t skip = (first[0] + row) * shape[1] + first[1];
        if (fseek(file, begin + (long)(skip * (int64_t)sizeof *block), SEEK_SET) != 0 ||
            fread(block + row * count[1], sizeof *block, (size_t)count[1], file) != (size_t)count[1])
            wrong = "it ends before its last element";
    }
    fclose(file);
    return wrong;
}
