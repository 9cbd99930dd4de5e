/* The bad-input table: what distributions are asked. */
#include "bad_input.h"

static const int64_t corner[2] = {0, 0}, below[2] = {-1, 0}, above[2] = {0, COLUMNS}, far_off[2] = {INT64_MAX, 0},
                     least[2] = {0, INT64_MIN};
static const int64_t whole[2] = {ROWS, COLUMNS}, ones[2] = {1, 1}, no_step[2] = {1, 0}, back[2] = {-1, -1},
                     too_far[2] = {ROWS + 1, COLUMNS}, vast[2] = {INT64_MAX, INT64_MAX},
                     vast_step[2] = {INT64_MIN, INT64_MAX}, minus[2] = {-7, 0};

#define RANK_MISTAKES \
    BAD(DA_ERR_INDEX, "rank is 4711", NUM(rank, 4711)), \
    BAD(DA_ERR_INDEX, "rank is -2", NUM(rank, -2)), \
    BAD(DA_ERR_INDEX, "rank is 2147483647", NUM(rank, INT32_MAX)), \
    BAD(DA_ERR_INDEX, "rank is -2147483648", NUM(rank, INT32_MIN))
#define INDEX_MISTAKES(parameter) \
    BAD(DA_ERR_INDEX, "-1", PTR(parameter, below)), \
    BAD(DA_ERR_INDEX, "5", PTR(parameter, above)), \
    BAD(DA_ERR_INDEX, "9223372036854775807", PTR(parameter, far_off)), \
    BAD(DA_ERR_INDEX, "-9223372036854775808", PTR(parameter, least)), \
    BAD(DA_ERR_ARGUMENT, "aligned", PTR(parameter, (const char *)corner + 4))
#define ROOM_MISTAKES \
    BAD(DA_ERR_BUFFER_SIZE, "room for 0", NUM(capacity, 0)), \
    BAD(DA_ERR_BUFFER_SIZE, "-1", NUM(capacity, -1)), \
    BAD(DA_ERR_BUFFER_SIZE, "-9223372036854775808", NUM(capacity, INT64_MIN)), \
    GOOD(NUM(capacity, INT64_MAX))

#define ASK_2(function, out) INVOKE(function) { return function(v[0].pointer, (out *)v[1].pointer); }
#define ASK_RANK(function, out) \
    INVOKE(function) { return function(v[0].pointer, (int32_t)v[1].number, (out *)v[2].pointer); }
#define ASK_PAIR(function) INVOKE(function) { return function(v[0].pointer, v[1].pointer, (int32_t *)v[2].pointer); }

ASK_2(da_distribution_ndim, int32_t)
ASK_2(da_distribution_shape, int64_t)
ASK_2(da_distribution_size, int64_t)
ASK_2(da_distribution_grid_ndim, int32_t)
ASK_2(da_distribution_grid_shape, int64_t)
ASK_2(da_distribution_fingerprint, uint64_t)
ASK_2(da_distribution_comm, MPI_Comm)
ASK_2(da_distribution_comm_f, MPI_Fint)
ASK_RANK(da_distribution_local_shape, int64_t)
ASK_RANK(da_distribution_grid_coords, int64_t)
ASK_RANK(da_distribution_dim_data, da_dim_dict)
ASK_RANK(da_distribution_grid_axis, int32_t)
ASK_PAIR(da_distribution_aligned)
ASK_PAIR(da_distribution_equal)

MISTAKES(da_distribution_local_shape) { RANK_MISTAKES };
MISTAKES(da_distribution_grid_coords) { RANK_MISTAKES };
MISTAKES(da_distribution_dim_data) {
    RANK_MISTAKES, BAD(DA_ERR_NOT_EXPRESSIBLE, "4611686018427387904", OBJ(dist, narrow))
};
MISTAKES(da_distribution_grid_axis) {
    BAD(DA_ERR_AXIS, "axis is 2", NUM(axis, 2)),
    BAD(DA_ERR_AXIS, "axis is -1", NUM(axis, -1)),
    BAD(DA_ERR_AXIS, "axis is -2147483648", NUM(axis, INT32_MIN)),
    BAD(DA_ERR_AXIS, "axis is 2147483647", NUM(axis, INT32_MAX)),
};

/* Another distribution on one rank. */
MISTAKES(da_distribution_comm) { DIFFERENT("dist", OBJ(dist, flat)) };
MISTAKES(da_distribution_comm_f) { DIFFERENT("dist", OBJ(dist, flat)) };

INVOKE(da_distribution_owned) {
    return da_distribution_owned(v[0].pointer, (int32_t)v[1].number, (int64_t *)v[2].pointer,
                                 (int64_t *)v[3].pointer);
}
MISTAKES(da_distribution_owned) { RANK_MISTAKES };

INVOKE(da_distribution_owner) { return da_distribution_owner(v[0].pointer, v[1].pointer, (int32_t *)v[2].pointer); }
MISTAKES(da_distribution_owner) { INDEX_MISTAKES(index) };

INVOKE(da_distribution_owners) {
    return da_distribution_owners(v[0].pointer, v[1].pointer, v[2].number, (int32_t *)v[3].pointer,
                                  (int64_t *)v[4].pointer);
}
MISTAKES(da_distribution_owners) { INDEX_MISTAKES(index), ROOM_MISTAKES };

INVOKE(da_distribution_slice_owners) {
    return da_distribution_slice_owners(v[0].pointer, v[1].pointer, v[2].pointer, v[3].pointer, v[4].number,
                                        (int32_t *)v[5].pointer, (int64_t *)v[6].pointer);
}
MISTAKES(da_distribution_slice_owners) {
    BAD(DA_ERR_ARGUMENT, "0", PTR(step, no_step)),
    BAD(DA_ERR_INDEX, "7", PTR(stop, too_far)),
    BAD(DA_ERR_INDEX, "9223372036854775807", PTR(stop, vast)),
    BAD(DA_ERR_INDEX, "-7", PTR(start, minus)),
    BAD(DA_ERR_INDEX, "-7", PTR(stop, minus), PTR(step, back)),
    ROOM_MISTAKES,
    GOOD(PTR(step, vast)),
    /* Slices without elements leave nothing, wherever they begin. */
    GOOD(PTR(start, vast)),
    GOOD(PTR(start, vast), PTR(stop, vast), PTR(step, vast_step)),
};

INVOKE(da_distribution_find_owners) {
    return da_distribution_find_owners(v[0].pointer, v[1].number, v[2].pointer, (int32_t *)v[3].pointer);
}
MISTAKES(da_distribution_find_owners) {
    INDEX_MISTAKES(indices),
    BAD(DA_ERR_ARGUMENT, "count is -1", NUM(count, -1)),
    BAD(DA_ERR_ARGUMENT, "count is -9223372036854775808", NUM(count, INT64_MIN)),
    BAD(DA_ERR_OVERFLOW, "count is 9223372036854775807", NUM(count, INT64_MAX)),
    GOOD(NUM(count, 0), PTR(indices, NULL), PTR(owners, NULL)),
    DIFFERENT("dist", OBJ(dist, turned)),
};

INVOKE(da_distribution_find_slice_owners) {
    return da_distribution_find_slice_owners(v[0].pointer, v[1].pointer, v[2].pointer, v[3].pointer, v[4].number,
                                             (int32_t *)v[5].pointer, (int64_t *)v[6].pointer);
}
/* The room is the same on all ranks, so too little of it is a mistake that they make together. */
MISTAKES(da_distribution_find_slice_owners) {
    BAD(DA_ERR_ARGUMENT, "0", PTR(step, no_step)),
    BAD(DA_ERR_INDEX, "7", PTR(stop, too_far)),
    BAD(DA_ERR_INDEX, "-7", PTR(start, minus)),
    BAD_EVERYWHERE(DA_ERR_BUFFER_SIZE, "room for 0", NUM(capacity, 0)),
    BAD_EVERYWHERE(DA_ERR_BUFFER_SIZE, "-9223372036854775808", NUM(capacity, INT64_MIN)),
    GOOD(NUM(capacity, INT64_MAX)),
    DIFFERENT("capacity", NUM(capacity, 8)),
    DIFFERENT("step", PTR(step, vast)),
};

INVOKE(da_distribution_labels) {
    return da_distribution_labels(v[0].pointer, (int32_t)v[1].number, v[2].number, (int64_t *)v[3].pointer,
                                  (int64_t *)v[4].pointer);
}
INVOKE(da_distribution_is_permutation) {
    return da_distribution_is_permutation(v[0].pointer, (int32_t)v[1].number, (int32_t *)v[2].pointer);
}
#define AXIS_MISTAKES \
    BAD(DA_ERR_AXIS, "axis is 2", NUM(axis, 2)), \
    BAD(DA_ERR_AXIS, "axis is -1", NUM(axis, -1)), \
    BAD(DA_ERR_AXIS, "axis is -2147483648", NUM(axis, INT32_MIN)), \
    BAD(DA_ERR_AXIS, "axis is 2147483647", NUM(axis, INT32_MAX))
MISTAKES(da_distribution_labels) { AXIS_MISTAKES, ROOM_MISTAKES };
MISTAKES(da_distribution_is_permutation) { AXIS_MISTAKES };

INVOKE(da_distribution_local_from_global) {
    return da_distribution_local_from_global(v[0].pointer, (int32_t)v[1].number, v[2].pointer,
                                             (int64_t *)v[3].pointer, (int32_t *)v[4].pointer);
}
MISTAKES(da_distribution_local_from_global) { RANK_MISTAKES, INDEX_MISTAKES(index) };

INVOKE(da_distribution_global_from_local) {
    return da_distribution_global_from_local(v[0].pointer, (int32_t)v[1].number, v[2].pointer,
                                             (int64_t *)v[3].pointer);
}
MISTAKES(da_distribution_global_from_local) { RANK_MISTAKES, INDEX_MISTAKES(local) };

INVOKE(da_distribution_text) {
    return da_distribution_text(v[0].pointer, (char *)v[1].pointer, v[2].number, (int64_t *)v[3].pointer);
}
MISTAKES(da_distribution_text) {
    BAD(DA_ERR_BUFFER_SIZE, "has 3", NUM(capacity, 3)),
    BAD(DA_ERR_BUFFER_SIZE, "has 0", NUM(capacity, 0), PTR(buffer, NULL)),
    BAD(DA_ERR_BUFFER_SIZE, "-1", NUM(capacity, -1)),
    BAD(DA_ERR_NULL, "`buffer`", PTR(buffer, NULL)),
    GOOD(PTR(length, NULL)),
};

/* The datatypes are freed here: only this function makes them. */
INVOKE(da_distribution_mpi_type) {
    const da_status status = da_distribution_mpi_type(v[0].pointer, (int32_t)v[1].number, (int32_t)v[2].number,
                                                      (int32_t)v[3].number, (MPI_Datatype *)v[4].pointer);
    if (status == DA_OK) MPI_Type_free((MPI_Datatype *)v[4].pointer);
    return status;
}
INVOKE(da_distribution_mpi_type_f) {
    const da_status status = da_distribution_mpi_type_f(v[0].pointer, (int32_t)v[1].number, (int32_t)v[2].number,
                                                        (int32_t)v[3].number, (MPI_Fint *)v[4].pointer);
    if (status == DA_OK) {
        MPI_Datatype made = MPI_Type_f2c(*(const MPI_Fint *)v[4].pointer);
        MPI_Type_free(&made);
    }
    return status;
}
#define TYPE_MISTAKES \
    RANK_MISTAKES, \
    BAD(DA_ERR_DTYPE, "14", NUM(dtype, 14)), \
    BAD(DA_ERR_DTYPE, "0", NUM(dtype, 0)), \
    BAD(DA_ERR_DTYPE, "-2147483648", NUM(dtype, INT32_MIN)), \
    BAD(DA_ERR_ARGUMENT, "order is 2", NUM(order, 2)), \
    BAD(DA_ERR_ARGUMENT, "order is -1", NUM(order, -1))
MISTAKES(da_distribution_mpi_type) { TYPE_MISTAKES };
MISTAKES(da_distribution_mpi_type_f) { TYPE_MISTAKES };

#define HERE NUMBER(-1)
static const entry entries[] = {
    PLAIN(da_distribution_ndim, 'l', DA_OK, "D dist, o ndim"),
    PLAIN(da_distribution_shape, 'l', DA_OK, "D dist, o shape"),
    PLAIN(da_distribution_size, 'l', DA_OK, "D dist, o size"),
    PLAIN(da_distribution_grid_ndim, 'l', DA_OK, "D dist, o ndim"),
    PLAIN(da_distribution_grid_shape, 'l', DA_OK, "D dist, o shape"),
    PLAIN(da_distribution_fingerprint, 'l', DA_OK, "D dist, o fingerprint"),
    ENTRY(da_distribution_local_shape, 'l', DA_OK, "D dist, n rank, o shape", GIVEN, HERE),
    ENTRY(da_distribution_owned, 'l', DA_OK, "D dist, n rank, o offset, o shape", GIVEN, HERE),
    ENTRY(da_distribution_grid_coords, 'l', DA_OK, "D dist, n rank, o coords", GIVEN, HERE),
    ENTRY(da_distribution_grid_axis, 'l', DA_OK, "D dist, n axis, o grid_axis", GIVEN, NUMBER(0)),
    ENTRY(da_distribution_owner, 'l', DA_OK, "D dist, p index, o rank", GIVEN, AT(corner)),
    ENTRY(da_distribution_owners, 'l', DA_OK, "D dist, p index, n capacity, o ranks, o count", GIVEN, AT(corner),
          NUMBER(ROOM)),
    ENTRY(da_distribution_slice_owners, 'l', DA_OK, "D dist, p start, p stop, p step, n capacity, o ranks, o count",
          GIVEN, AT(corner), AT(whole), AT(ones), NUMBER(ROOM)),
    ENTRY(da_distribution_find_owners, 'c', DA_ERR_MPI_STATE, "D dist, n count, p indices, o owners", GIVEN,
          NUMBER(1), AT(corner)),
    ENTRY(da_distribution_find_slice_owners, 'c', DA_ERR_MPI_STATE,
          "D dist, p start, p stop, p step, n capacity, o ranks, o count", GIVEN, AT(corner), AT(whole), AT(ones),
          NUMBER(ROOM)),
    ENTRY(da_distribution_labels, 'l', DA_OK, "D dist, n axis, n capacity, o labels, o count", GIVEN, NUMBER(1),
          NUMBER(ROOM)),
    ENTRY(da_distribution_is_permutation, 'l', DA_OK, "D dist, n axis, o permutation", GIVEN, NUMBER(0)),
    ENTRY(da_distribution_local_from_global, 'l', DA_OK, "D dist, n rank, p index, o local, o found", GIVEN,
          NUMBER(0), AT(corner)),
    ENTRY(da_distribution_global_from_local, 'l', DA_OK, "D dist, n rank, p local, o index", GIVEN, NUMBER(0),
          AT(corner)),
    ENTRY(da_distribution_dim_data, 'l', DA_OK, "D dist, n rank, o dims", GIVEN, HERE),
    PLAIN(da_distribution_aligned, 'l', DA_OK, "D a, D b, o aligned"),
    PLAIN(da_distribution_equal, 'l', DA_OK, "D a, D b, o equal"),
    ENTRY(da_distribution_text, 'l', DA_OK, "D dist, O buffer, n capacity, O length", GIVEN, GIVEN, NUMBER(8 * ROOM)),
    ENTRY(da_distribution_mpi_type, 'l', DA_ERR_MPI_STATE, "D dist, n rank, n dtype, n order, o type_", GIVEN, HERE,
          NUMBER(DA_FLOAT64), NUMBER(DA_ORDER_C)),
    ENTRY(da_distribution_mpi_type_f, 'l', DA_ERR_MPI_STATE, "D dist, n rank, n dtype, n order, o type_", GIVEN, HERE,
          NUMBER(DA_FLOAT64), NUMBER(DA_ORDER_FORTRAN)),
    ENTRY(da_distribution_comm, 'c', DA_ERR_MPI_STATE, "D dist, o comm", GIVEN),
    ENTRY(da_distribution_comm_f, 'c', DA_ERR_MPI_STATE, "D dist, o comm", GIVEN),
};
const table question_table = {entries, COUNT(entries)};
