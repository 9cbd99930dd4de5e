/* Three halo updates as programs write them by hand, all with persistent requests.
 *
 * In sweeps: one axis after the other, the last one first, each slab with the ghosts of the axes before it, so that
 * corners arrive without messages of their own; axis 0, whose slabs are contiguous, comes last. */
#include "halo.h"

#include <stdlib.h>
#include <string.h>

/* A box of the local array. */
typedef struct box {
    int low[HALO_AXES], size[HALO_AXES];
} box;

static MPI_Datatype type_of(const halo *h, const box *b) {
    MPI_Datatype type;
    MPI_Type_create_subarray(HALO_AXES, h->local, b->size, b->low, MPI_ORDER_C, MPI_DOUBLE, &type);
    MPI_Type_commit(&type);
    return type;
}

/* What is sent to, or comes from, one side in the sweep of an axis: earlier sweeps' ghosts are part of it. */
static box slab(const halo *h, int axis, int side, int sending) {
    box b;
    for (int other = 0; other < HALO_AXES; other++) {
        const int whole = other > axis;
        b.low[other] = whole ? 0 : h->ghosts[other][0];
        b.size[other] = whole ? h->local[other] : h->owned[other];
    }
    b.size[axis] = h->width;
    if (sending)
        b.low[axis] = side == 0 ? h->ghosts[axis][0] : h->ghosts[axis][0] + h->owned[axis] - h->width;
    else
        b.low[axis] = side == 0 ? 0 : h->ghosts[axis][0] + h->owned[axis];
    return b;
}

static size_t count_of(const box *b) {
    return (size_t)b->size[0] * (size_t)b->size[1] * (size_t)b->size[2];
}

/* --- sweeps with derived types ------------------------------------------------------------------------ */

typedef struct sweeps {
    MPI_Request requests[HALO_AXES][4];
    MPI_Datatype types[HALO_AXES][4];
    int open[HALO_AXES];
} sweeps;

static void *types_set_up(void *task) {
    halo *h = task;
    sweeps *s = bench_memory(sizeof *s);
    for (int axis = 0; axis < HALO_AXES; axis++)
        for (int side = 0; side < 2; side++) {
            const int partner = halo_neighbour(h, axis, side);
            if (partner < 0) continue;
            const box out = slab(h, axis, side, 1), in = slab(h, axis, side, 0);
            const int open = s->open[axis];
            s->types[axis][open] = type_of(h, &in);
            s->types[axis][open + 1] = type_of(h, &out);
            /* The tag is the side that the elements come from. */
            MPI_Recv_init(h->data, 1, s->types[axis][open], partner, side, MPI_COMM_WORLD, &s->requests[axis][open]);
            MPI_Send_init(h->data, 1, s->types[axis][open + 1], partner, 1 - side, MPI_COMM_WORLD,
                          &s->requests[axis][open + 1]);
            s->open[axis] += 2;
        }
    return s;
}

static void types_run(void *task, void *own) {
    sweeps *s = own;
    (void)task;
    for (int axis = HALO_AXES - 1; axis >= 0; axis--) {
        if (s->open[axis] == 0) continue;
        MPI_Startall(s->open[axis], s->requests[axis]);
        MPI_Waitall(s->open[axis], s->requests[axis], MPI_STATUSES_IGNORE);
    }
}

static void types_tear_down(void *own) {
    sweeps *s = own;
    for (int axis = 0; axis < HALO_AXES; axis++)
        for (int k = 0; k < s->open[axis]; k++) {
            MPI_Request_free(&s->requests[axis][k]);
            MPI_Type_free(&s->types[axis][k]);
        }
    free(s);
}

const bench_variant halo_sweeps_types = {"persistent, axis sweeps with types", 0, types_set_up, types_run,
                                         types_tear_down, NULL};

/* --- sweeps with packed slabs ------------------------------------------------------------------------- */

/* One direction of one axis: the slabs, and where they are staged; in place where they are contiguous. */
typedef struct packed_side {
    box out, in;
    double *send, *receive;
    int in_place;
} packed_side;

typedef struct packed {
    packed_side sides[HALO_AXES][2];
    MPI_Request requests[HALO_AXES][4];
    int open[HALO_AXES], local[HALO_AXES];         /* local: the neighbour on both sides is this rank */
} packed;

static void pack(const halo *h, const box *b, double *into) {
    const size_t row = (size_t)b->size[2];
    for (int i = b->low[0]; i < b->low[0] + b->size[0]; i++)
        for (int j = b->low[1]; j < b->low[1] + b->size[1]; j++) {
            const double *from = h->data + halo_offset(h, i, j, b->low[2]);
            for (size_t k = 0; k < row; k++) into[k] = from[k];
            into += row;
        }
}

static void unpack(halo *h, const box *b, const double *from) {
    const size_t row = (size_t)b->size[2];
    for (int i = b->low[0]; i < b->low[0] + b->size[0]; i++)
        for (int j = b->low[1]; j < b->low[1] + b->size[1]; j++) {
            double *into = h->data + halo_offset(h, i, j, b->low[2]);
            for (size_t k = 0; k < row; k++) into[k] = from[k];
            from += row;
        }
}

/* From one box of the array to another of the same size: what wraps around within this rank. */
static void copy_box(halo *h, const box *to, const box *from) {
    const size_t row = (size_t)to->size[2];
    for (int i = 0; i < to->size[0]; i++)
        for (int j = 0; j < to->size[1]; j++) {
            const double *source = h->data + halo_offset(h, from->low[0] + i, from->low[1] + j, from->low[2]);
            double *target = h->data + halo_offset(h, to->low[0] + i, to->low[1] + j, to->low[2]);
            for (size_t k = 0; k < row; k++) target[k] = source[k];
        }
}

static void make_side(halo *h, packed *s, int axis, int side) {
    packed_side *p = &s->sides[axis][side];
    const int partner = halo_neighbour(h, axis, side), open = s->open[axis];
    p->out = slab(h, axis, side, 1);
    p->in = slab(h, axis, side, 0);
    if (partner < 0) return;
    if (partner == h->rank) {
        s->local[axis] = 1;
        return;
    }
    const size_t count = count_of(&p->out);
    p->in_place = axis == 0;
    if (p->in_place) {
        p->send = h->data + halo_offset(h, p->out.low[0], p->out.low[1], p->out.low[2]);
        p->receive = h->data + halo_offset(h, p->in.low[0], p->in.low[1], p->in.low[2]);
    } else {
        p->send = bench_memory(count * sizeof(double));
        p->receive = bench_memory(count * sizeof(double));
    }
    MPI_Recv_init(p->receive, (int)count, MPI_DOUBLE, partner, side, MPI_COMM_WORLD, &s->requests[axis][open]);
    MPI_Send_init(p->send, (int)count, MPI_DOUBLE, partner, 1 - side, MPI_COMM_WORLD, &s->requests[axis][open + 1]);
    s->open[axis] += 2;
}

static void *packed_set_up(void *task) {
    halo *h = task;
    packed *s = bench_memory(sizeof *s);
    for (int axis = 0; axis < HALO_AXES; axis++)
        for (int side = 0; side < 2; side++) make_side(h, s, axis, side);
    return s;
}

static void packed_run(void *task, void *own) {
    halo *h = task;
    packed *s = own;
    for (int axis = HALO_AXES - 1; axis >= 0; axis--) {
        packed_side *sides = s->sides[axis];
        if (s->local[axis]) {
            copy_box(h, &sides[0].in, &sides[1].out);
            copy_box(h, &sides[1].in, &sides[0].out);
        }
        if (s->open[axis] == 0) continue;
        for (int side = 0; side < 2; side++)
            if (sides[side].send && !sides[side].in_place) pack(h, &sides[side].out, sides[side].send);
        MPI_Startall(s->open[axis], s->requests[axis]);
        MPI_Waitall(s->open[axis], s->requests[axis], MPI_STATUSES_IGNORE);
        for (int side = 0; side < 2; side++)
            if (sides[side].send && !sides[side].in_place) unpack(h, &sides[side].in, sides[side].receive);
    }
}

static void packed_tear_down(void *own) {
    packed *s = own;
    for (int axis = 0; axis < HALO_AXES; axis++) {
        for (int k = 0; k < s->open[axis]; k++) MPI_Request_free(&s->requests[axis][k]);
        for (int side = 0; side < 2; side++)
            if (!s->sides[axis][side].in_place) {
                free(s->sides[axis][side].send);
                free(s->sides[axis][side].receive);
            }
    }
    free(s);
}

const bench_variant halo_sweeps_packed = {"persistent, axis sweeps packed", 0, packed_set_up, packed_run,
                                          packed_tear_down, NULL};

/* --- all 26 neighbours at once ------------------------------------------------------------------------ */

enum { DIRECTIONS = 27 };

typedef struct neighbours {
    MPI_Request requests[2 * DIRECTIONS];
    MPI_Datatype types[2 * DIRECTIONS];
    int open;
} neighbours;

/* The box that goes to, or comes from, one direction. */
static box corner(const halo *h, const int to[HALO_AXES], int sending) {
    box b;
    for (int axis = 0; axis < HALO_AXES; axis++) {
        const int begin = h->ghosts[axis][0], end = begin + h->owned[axis];
        b.size[axis] = to[axis] == 0 ? h->owned[axis] : h->width;
        b.low[axis] = begin;
        if (to[axis] > 0) b.low[axis] = sending ? end - h->width : end;
        if (to[axis] < 0) b.low[axis] = sending ? begin : 0;
    }
    return b;
}

static void *neighbours_set_up(void *task) {
    halo *h = task;
    neighbours *s = bench_memory(sizeof *s);
    for (int n = 0; n < DIRECTIONS; n++) {
        const int to[HALO_AXES] = {n / 9 - 1, n / 3 % 3 - 1, n % 3 - 1};
        const int at[HALO_AXES] = {h->at[0] + to[0], h->at[1] + to[1], h->at[2] + to[2]};
        const int partner = halo_rank_at(h, at);
        if (n == DIRECTIONS / 2 || partner < 0) continue;
        const box out = corner(h, to, 1), in = corner(h, to, 0);
        s->types[s->open] = type_of(h, &in);
        s->types[s->open + 1] = type_of(h, &out);
        /* The tag is the direction as the sender sees it. */
        MPI_Recv_init(h->data, 1, s->types[s->open], partner, DIRECTIONS - 1 - n, MPI_COMM_WORLD, &s->requests[s->open]);
        MPI_Send_init(h->data, 1, s->types[s->open + 1], partner, n, MPI_COMM_WORLD, &s->requests[s->open + 1]);
        s->open += 2;
    }
    return s;
}

static void neighbours_run(void *task, void *own) {
    neighbours *s = own;
    (void)task;
    MPI_Startall(s->open, s->requests);
    MPI_Waitall(s->open, s->requests, MPI_STATUSES_IGNORE);
}

static void neighbours_tear_down(void *own) {
    neighbours *s = own;
    for (int k = 0; k < s->open; k++) {
        MPI_Request_free(&s->requests[k]);
        MPI_Type_free(&s->types[k]);
    }
    free(s);
}

const bench_variant halo_neighbours_types = {"persistent, 26 neighbours with types", 0, neighbours_set_up,
                                             neighbours_run, neighbours_tear_down, NULL};
