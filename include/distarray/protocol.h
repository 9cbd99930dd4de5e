/**
 * @file distarray/protocol.h
 * The C binding of the Distributed Array Protocol (DAP) 0.10.0.
 *
 * A library that owns a distributed array (the producer) describes this process's section of it in
 * a `da_distbuffer`; another library (the consumer) uses the memory in place. Copy this one file
 * into your project: it needs no MPI and nothing to link with. docs/protocol.md shows a producer
 * and a consumer.
 *
 * This file is an ABI. Sizes, offsets and meanings do not change within a major version; the
 * assertions below hold compilers to that. 64-bit platforms only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#ifndef DISTARRAY_PROTOCOL_H
#define DISTARRAY_PROTOCOL_H

#include <stddef.h> /* offsetof, NULL */
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @name Versions
 * The ABI's version says how the structures are laid out; the DAP's says which protocol the
 * dictionaries follow. A different DA_ABI_MAJOR is a different layout.
 * @{
 */
#define DA_ABI_MAJOR 1
#define DA_ABI_MINOR 0
#define DA_DAP_MAJOR 0
#define DA_DAP_MINOR 10
#define DA_DAP_PATCH 0
/** @} */

/** Most axes that a structure may have. */
#define DA_BUFFER_MAX_NDIM 32

/**
 * @name Values of da_dim_dict.dist_type
 * The protocol's letters, and 0 for its empty dictionary. Any other value must be refused: a later
 * protocol may define it.
 * @{
 */
#define DA_DIST_ALIAS 0           /**< the empty dictionary: this axis is not distributed */
#define DA_DIST_BLOCK 98          /**< 'b': one contiguous range, possibly padded */
#define DA_DIST_CYCLIC 99         /**< 'c': blocks of block_size dealt out in turn */
#define DA_DIST_UNSTRUCTURED 117  /**< 'u': any labels, listed in indices */
/** @} */

/**
 * @name Flags of da_distbuffer.flags
 * All other bits are zero; a consumer refuses a structure with a bit that it does not know.
 * @{
 */
#define DA_BUFFER_READ_ONLY UINT64_C(1)      /**< the consumer must not write to the memory */
#define DA_BUFFER_IS_COPY UINT64_C(2)        /**< a copy: the producer does not see writes */
#define DA_BUFFER_PADDING_VALID UINT64_C(4)  /**< communication padding holds the neighbours' values;
                                                  whoever writes to the memory clears it */
/** @} */

/**
 * @name Values of da_buffer_dtype.code (DLPack's numbers)
 * Complex counts both parts: complex128 is code 5 with 128 bits. A bool has 8 bits.
 * @{
 */
#define DA_BUFFER_INT 0
#define DA_BUFFER_UINT 1
#define DA_BUFFER_FLOAT 2
#define DA_BUFFER_COMPLEX 5
#define DA_BUFFER_BOOL 6
/** @} */

/**
 * @name Values of da_buffer_device.type (DLPack's numbers)
 * DLPack has more; these are the usual ones. A consumer refuses memory that it cannot reach.
 * @{
 */
#define DA_BUFFER_CPU 1
#define DA_BUFFER_CUDA 2
#define DA_BUFFER_CUDA_HOST 3
#define DA_BUFFER_ROCM 10
#define DA_BUFFER_ROCM_HOST 11
#define DA_BUFFER_CUDA_MANAGED 13
#define DA_BUFFER_ONEAPI 14
/** @} */

/** The type of one element, in the machine's own byte order. */
typedef struct da_buffer_dtype {
    uint8_t code;   /**< DA_BUFFER_INT, ... */
    uint8_t bits;   /**< bits of one element, a multiple of 8 */
    uint16_t lanes; /**< always 1: vector types are not part of this binding */
} da_buffer_dtype;

/** Where the memory is. */
typedef struct da_buffer_device {
    int32_t type; /**< DA_BUFFER_CPU, ... */
    int32_t id;   /**< 0 for the CPU, else the device's number, >= 0 */
} da_buffer_device;

/**
 * One axis of the section: the protocol's dimension dictionary.
 *
 * There are no optional members: a producer writes the protocol's defaults. A member that does not
 * belong to the dist_type is zero (NULL), so start from an all-zero structure. "Owned" means
 * available here, less communication padding.
 */
typedef struct da_dim_dict {
    /** Elements of the whole axis, >= 0; with boundary padding, without communication padding.
        Alias: 0, or the local extent. */
    int64_t size;
    /** Processes along this axis, >= 1. Alias: 0. */
    int64_t proc_grid_size;
    /** This process's coordinate along the axis, 0 .. proc_grid_size - 1. Alias: 0. */
    int64_t proc_grid_rank;
    /** b: first global index in the buffer, padding included. c: proc_grid_rank * block_size, also
        past the end (the section is then empty; any start >= size says the same). u: 0. */
    int64_t start;
    /** b: one past the last global index in the buffer, padding included; stop - start is the local
        extent. Else 0. */
    int64_t stop;
    /** c: width of the dealt blocks, >= 1 (the protocol's default is 1). Else 0. */
    int64_t block_size;
    /** b: widths of the padded regions at the beginning and the end of the buffer, >= 0. At the outer
        ends of the process grid they are boundary padding (owned, counted in size, also on periodic
        axes), between processes communication padding (copies of the neighbour's elements). Else 0. */
    int64_t padding[2];
    /** u: length of indices, which is the local extent. Else 0. */
    int64_t num_indices;
    /** u: the global index (label) of every local index; any distinct values. NULL if num_indices is
        0 or the axis is not u. Valid until release; the consumer must not write to it. */
    const int64_t *indices;
    /** DA_DIST_ALIAS, DA_DIST_BLOCK, DA_DIST_CYCLIC or DA_DIST_UNSTRUCTURED. */
    uint8_t dist_type;
    /** b: 1 if the axis wraps around. Else 0. */
    uint8_t periodic;
    /** u: 1 if no label stands on two processes. Else 0. */
    uint8_t one_to_one;
    /** Zero; a consumer refuses anything else. */
    uint8_t reserved[5];
    /** Zero; a consumer refuses anything else. */
    int64_t reserved2[2];
} da_dim_dict;

/**
 * This process's section of a distributed array.
 *
 * Ownership: whoever holds the structure owes exactly one call of release. The structure itself
 * belongs to whoever allocated it, on the stack or anywhere; what it points to belongs to the
 * producer and stays valid and unmoved until release. Copying the bytes and setting the source's
 * release to NULL moves the duty (da_distbuffer_move); two live copies are an error.
 *
 * release is local: it makes no MPI call, may be called in any order relative to other processes and
 * other structures, from any thread, and after MPI_Finalize. It must set release to NULL.
 *
 * Threads: reading one structure from several threads is fine; moving or releasing it is not, while
 * another thread uses it. The data itself has no lock.
 *
 * Versions: abi_major, abi_minor, private_data and release keep their places in every major version.
 * A consumer that meets a foreign abi_major calls release and reads nothing else. A greater
 * abi_minor is compatible: what a consumer may ignore goes to ext, what it must understand to the
 * reserved members and flags, which it therefore checks.
 */
typedef struct da_distbuffer {
    /** DA_ABI_MAJOR of the producer. */
    uint32_t abi_major;
    /** DA_ABI_MINOR of the producer. */
    uint32_t abi_minor;
    /** The producer's own; nobody else touches it. */
    void *private_data;
    /** Gives everything back and sets release to NULL. NULL: already released; read nothing. */
    void (*release)(struct da_distbuffer *self);
    /** DA_BUFFER_READ_ONLY, DA_BUFFER_IS_COPY, DA_BUFFER_PADDING_VALID; other bits zero. */
    uint64_t flags;
    /** The protocol's version: major, minor, patch. */
    uint32_t dap_version[3];
    /** Number of axes, 0 .. DA_BUFFER_MAX_NDIM. With 0 axes there is one element. */
    int32_t ndim;
    /** Address of the element whose local indices are all 0 (with negative strides this is not the
        lowest address). May be NULL if nbytes is 0. */
    void *data;
    /** Product of shape times the item size: what the elements take, not the memory spanned. */
    uint64_t nbytes;
    /** The element type. */
    da_buffer_dtype dtype;
    /** Where data is. shape, strides, dim_data and indices are always in the CPU's memory. */
    da_buffer_device device;
    /** Zero. Names the hole that the compiler would leave here. */
    uint32_t reserved0;
    /** Local extents, communication padding included. May be NULL if ndim is 0. */
    const int64_t *shape;
    /** Distance between neighbours along each axis in BYTES, of any sign, also 0. Never NULL when
        ndim > 0: a producer writes the strides of contiguous memory too. */
    const int64_t *strides;
    /** One dictionary per axis. May be NULL if ndim is 0. */
    const da_dim_dict *dim_data;
    /** Fortran handle of the communicator whose ranks, in C order, are the process grid; borrowed until
        release. -1: not given. (Handles may be negative otherwise.) */
    int64_t comm_f;
    /** This process's rank in that order, or -1: unknown. */
    int32_t rank;
    /** Number of processes, the product of all proc_grid_size, or -1: unknown. */
    int32_t comm_size;
    /** For later minor versions; a consumer that does not know it ignores it. NULL in 1.0. */
    const void *ext;
    /** Zero; a consumer refuses anything else. */
    uint64_t reserved[8];
} da_distbuffer;

/* ---- The ABI, checked by the compiler -------------------------------------------------------- */

#if defined(__cplusplus)
#define DA_PROTOCOL_ASSERT(name, condition) static_assert(condition, #name)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define DA_PROTOCOL_ASSERT(name, condition) _Static_assert(condition, #name)
#else
/* C99: an array type of negative length does not compile. */
#define DA_PROTOCOL_ASSERT(name, condition) typedef char da_protocol_assert_##name[(condition) ? 1 : -1]
#endif
#define DA_PROTOCOL_OFFSET(type, member, offset) \
    DA_PROTOCOL_ASSERT(type##_##member, offsetof(type, member) == (offset))

#if UINTPTR_MAX != 0xFFFFFFFFFFFFFFFFu
#error "distarray/protocol.h defines the ABI of 64-bit platforms only"
#endif

DA_PROTOCOL_ASSERT(pointer_size, sizeof(void *) == 8);
DA_PROTOCOL_ASSERT(function_pointer_size, sizeof(void (*)(void)) == 8);

DA_PROTOCOL_ASSERT(sizeof_da_buffer_dtype, sizeof(da_buffer_dtype) == 4);
DA_PROTOCOL_OFFSET(da_buffer_dtype, code, 0);
DA_PROTOCOL_OFFSET(da_buffer_dtype, bits, 1);
DA_PROTOCOL_OFFSET(da_buffer_dtype, lanes, 2);

DA_PROTOCOL_ASSERT(sizeof_da_buffer_device, sizeof(da_buffer_device) == 8);
DA_PROTOCOL_OFFSET(da_buffer_device, type, 0);
DA_PROTOCOL_OFFSET(da_buffer_device, id, 4);

DA_PROTOCOL_ASSERT(sizeof_da_dim_dict, sizeof(da_dim_dict) == 104);
DA_PROTOCOL_OFFSET(da_dim_dict, size, 0);
DA_PROTOCOL_OFFSET(da_dim_dict, proc_grid_size, 8);
DA_PROTOCOL_OFFSET(da_dim_dict, proc_grid_rank, 16);
DA_PROTOCOL_OFFSET(da_dim_dict, start, 24);
DA_PROTOCOL_OFFSET(da_dim_dict, stop, 32);
DA_PROTOCOL_OFFSET(da_dim_dict, block_size, 40);
DA_PROTOCOL_OFFSET(da_dim_dict, padding, 48);
DA_PROTOCOL_OFFSET(da_dim_dict, num_indices, 64);
DA_PROTOCOL_OFFSET(da_dim_dict, indices, 72);
DA_PROTOCOL_OFFSET(da_dim_dict, dist_type, 80);
DA_PROTOCOL_OFFSET(da_dim_dict, periodic, 81);
DA_PROTOCOL_OFFSET(da_dim_dict, one_to_one, 82);
DA_PROTOCOL_OFFSET(da_dim_dict, reserved, 83);
DA_PROTOCOL_OFFSET(da_dim_dict, reserved2, 88);

DA_PROTOCOL_ASSERT(sizeof_da_distbuffer, sizeof(da_distbuffer) == 192);
DA_PROTOCOL_OFFSET(da_distbuffer, abi_major, 0);
DA_PROTOCOL_OFFSET(da_distbuffer, abi_minor, 4);
DA_PROTOCOL_OFFSET(da_distbuffer, private_data, 8);
DA_PROTOCOL_OFFSET(da_distbuffer, release, 16);
DA_PROTOCOL_OFFSET(da_distbuffer, flags, 24);
DA_PROTOCOL_OFFSET(da_distbuffer, dap_version, 32);
DA_PROTOCOL_OFFSET(da_distbuffer, ndim, 44);
DA_PROTOCOL_OFFSET(da_distbuffer, data, 48);
DA_PROTOCOL_OFFSET(da_distbuffer, nbytes, 56);
DA_PROTOCOL_OFFSET(da_distbuffer, dtype, 64);
DA_PROTOCOL_OFFSET(da_distbuffer, device, 68);
DA_PROTOCOL_OFFSET(da_distbuffer, reserved0, 76);
DA_PROTOCOL_OFFSET(da_distbuffer, shape, 80);
DA_PROTOCOL_OFFSET(da_distbuffer, strides, 88);
DA_PROTOCOL_OFFSET(da_distbuffer, dim_data, 96);
DA_PROTOCOL_OFFSET(da_distbuffer, comm_f, 104);
DA_PROTOCOL_OFFSET(da_distbuffer, rank, 112);
DA_PROTOCOL_OFFSET(da_distbuffer, comm_size, 116);
DA_PROTOCOL_OFFSET(da_distbuffer, ext, 120);
DA_PROTOCOL_OFFSET(da_distbuffer, reserved, 128);

/* ---- Helpers for producers and consumers that link nothing ----------------------------------- */

/** All members zero: the way to begin a dictionary (assign, then fill in what the axis needs). */
static inline void da_dim_dict_clear(da_dim_dict *dict)
{
    unsigned char *bytes = (unsigned char *)dict;
    size_t i;
    for (i = 0; i < sizeof *dict; ++i) bytes[i] = 0;
}

/**
 * The way to begin a structure: versions set, CPU memory, communicator, rank and comm_size unknown,
 * everything else zero. release is NULL, so it counts as released until the producer sets that.
 */
static inline void da_distbuffer_init(da_distbuffer *buffer)
{
    unsigned char *bytes = (unsigned char *)buffer;
    size_t i;
    for (i = 0; i < sizeof *buffer; ++i) bytes[i] = 0;
    buffer->abi_major = DA_ABI_MAJOR;
    buffer->abi_minor = DA_ABI_MINOR;
    buffer->dap_version[0] = DA_DAP_MAJOR;
    buffer->dap_version[1] = DA_DAP_MINOR;
    buffer->dap_version[2] = DA_DAP_PATCH;
    buffer->device.type = DA_BUFFER_CPU;
    buffer->comm_f = -1;
    buffer->rank = -1;
    buffer->comm_size = -1;
}

/** Non-zero if there is nothing (any more) to read or to release. */
static inline int da_distbuffer_is_released(const da_distbuffer *buffer)
{
    return buffer == NULL || buffer->release == NULL;
}

/** Gives a structure back, of whatever major version; does nothing if it was released or is NULL. */
static inline void da_distbuffer_release(da_distbuffer *buffer)
{
    if (da_distbuffer_is_released(buffer)) return;
    buffer->release(buffer);
    buffer->release = NULL; /* for producers that forget to */
}

/**
 * 0 if the structure is live and laid out as this file says; 1 if it is NULL or released; 2 if its
 * abi_major is foreign: then call da_distbuffer_release and read nothing else.
 */
static inline int da_distbuffer_check_abi(const da_distbuffer *buffer)
{
    if (da_distbuffer_is_released(buffer)) return 1;
    return buffer->abi_major == DA_ABI_MAJOR ? 0 : 2;
}

/**
 * Moves the structure and the duty to release it. The target's old contents are overwritten, not
 * released. Not for a foreign abi_major, whose size is not known. Moving onto itself does nothing.
 */
static inline void da_distbuffer_move(da_distbuffer *source, da_distbuffer *target)
{
    if (source == target) return;
    *target = *source;
    source->release = NULL;
}

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DISTARRAY_PROTOCOL_H */
