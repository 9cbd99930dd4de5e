/* Somebody else's library. It knows `distarray/protocol.h`, which it could carry as a copy, and
 * neither MPI nor libdistarray.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef PEER_H
#define PEER_H

#include <distarray/protocol.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What its functions return. */
enum {
    PEER_OK = 0,
    PEER_RELEASED = 1,    /* NULL, or a structure that was given back already */
    PEER_FOREIGN_ABI = 2, /* another major version of the structure */
    PEER_PROTOCOL = 3,    /* a version, flag, reserved member, axis or dist_type that it does not know */
    PEER_DTYPE = 4,       /* not float64 */
    PEER_DEVICE = 5,      /* memory that the CPU does not reach */
    PEER_READ_ONLY = 6,   /* writing is not allowed */
    PEER_BUSY = 7         /* it holds a structure already */
};

/* What a number above means; never NULL. */
const char *peer_error(int status);

/* Multiplies every float64 element that this process owns, in place. Copies of other processes'
 * elements (communication padding) stay as they are, and count as out of date afterwards. Borrows
 * the structure: the caller still owes its release. */
int peer_scale(da_distbuffer *buffer, double factor);

/* Writes what it understands of the dimension dictionaries, one line for each axis; cut off to fit,
 * and zero-terminated unless `capacity` is 0. */
void peer_report(const da_distbuffer *buffer, char *text, size_t capacity);

/* Takes the structure over, and with it the duty to release it: `source` counts as released from now
 * on. It holds one at a time. On failure the caller keeps the structure, except that one of a foreign
 * ABI is given back at once, unread. */
int peer_take(da_distbuffer *source);

/* The structure that it took over; NULL if there is none. */
da_distbuffer *peer_held(void);

/* Gives back what it took over, if anything. */
void peer_let_go(void);

#ifdef __cplusplus
}
#endif

#endif /* PEER_H */
