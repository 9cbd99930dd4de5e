/* ranks: 1 2 3 4 6  valgrind-full: 3
 * The MPI datatype of what a rank owns, for every layout, both orders and several dtypes: packing the
 * global array by it gives the owned elements in order, and its extent is the whole array. */
#include "fixture.h"
#include "layouts.h"

enum { MOST = 20000 }; /* elements of the largest layout, with room to spare */

/* Position of a global index in the global array of an order. */
static int64_t position_of(int32_t ndim, const int64_t *shape, const int64_t *index, int32_t order) {
    int64_t position = 0;
    for (int32_t i = 0; i < ndim; i++) {
        const int32_t k = order == DA_ORDER_C ? i : ndim - 1 - i;
        position = position * shape[k] + index[k];
    }
    return position;
}

/* The bytes that packing must give: owned elements, in the order of the global array's memory. */
static int64_t expected_bytes(const oracle *o, int32_t rank, int32_t order, size_t item, const char *global,
                              char *out) {
    int64_t shape[ORACLE_MAX], reversed[ORACLE_MAX], index[ORACLE_MAX] = {0}, at[ORACLE_MAX], used = 0;
    oracle_shape(o, shape);
    if (count_of(o->ndim, shape) == 0) return 0;
    for (int32_t k = 0; k < o->ndim; k++) reversed[k] = shape[o->ndim - 1 - k];
    do {
        for (int32_t k = 0; k < o->ndim; k++) at[k] = order == DA_ORDER_C ? index[k] : index[o->ndim - 1 - k];
        if (!oracle_has(o, rank, at, 0)) continue;
        memcpy(out + used, global + item * (size_t)position_of(o->ndim, shape, at, order), item);
        used += (int64_t)item;
    } while (next_index(o->ndim, order == DA_ORDER_C ? shape : reversed, index));
    return used;
}

/* Packs by the type and compares; the type is freed. */
static void check_type(MPI_Datatype type, const oracle *o, int32_t rank, int32_t order, size_t item,
                       const char *global, char *expected, char *packed) {
    int64_t shape[ORACLE_MAX];
    int size = -1, at = 0;
    MPI_Aint lower = -1, extent = -1;
    oracle_shape(o, shape);
    const int64_t bytes = expected_bytes(o, rank, order, item, global, expected);
    MPI_Type_size(type, &size);
    CHECK_EQ_I64(size, bytes);
    MPI_Type_get_extent(type, &lower, &extent);
    CHECK_EQ_I64(lower, 0);
    CHECK_EQ_I64(extent, (int64_t)item * count_of(o->ndim, shape));
    memset(packed, 0x77, (size_t)bytes + 1);
    CHECK_EQ_I64(MPI_Pack(global, 1, type, packed, (int)bytes, &at, MPI_COMM_SELF), MPI_SUCCESS);
    CHECK_EQ_I64(at, bytes);
    CHECK(memcmp(packed, expected, (size_t)bytes) == 0);
    MPI_Type_free(&type);
    CHECK(type == MPI_DATATYPE_NULL);
}

static void check_layout(const world *w, const layout *l, char *global, char *expected, char *packed) {
    static const int32_t dtypes[] = {DA_UINT8, DA_BOOL, DA_INT16, DA_FLOAT32, DA_INT64, DA_COMPLEX128};
    da_distribution *dist = oracle_create(&l->o, w->ctx);
    int64_t coords[ORACLE_MAX];
    for (int d = 0; d < 6; d++)
        for (int32_t order = DA_ORDER_C; order <= DA_ORDER_FORTRAN; order++)
            for (int32_t r = 0; r < w->size; r++) {
                MPI_Datatype type = MPI_DATATYPE_NULL;
                MPI_Fint handle = -1;
                const int32_t ask = r == w->rank && d % 2 ? -1 : r;
                if (!oracle_coords(&l->o, r, coords)) {
                    CHECK_STATUS(da_distribution_mpi_type(dist, ask, dtypes[d], order, &type), DA_ERR_NOT_MEMBER);
                    continue;
                }
                CHECK_OK(da_distribution_mpi_type(dist, ask, dtypes[d], order, &type));
                check_type(type, &l->o, r, order, item_size(dtypes[d]), global, expected, packed);
                if (d > 1) continue;
                CHECK_OK(da_distribution_mpi_type_f(dist, ask, dtypes[d], order, &handle));
                check_type(MPI_Type_f2c(handle), &l->o, r, order, item_size(dtypes[d]), global, expected, packed);
            }
    CHECK_OK(da_distribution_free(&dist));
}

/* Unpacking at the receiver: rank 0 sends each rank its part of the global array by that rank's type. */
static void check_scatter(const world *w) {
    const int64_t shape[2] = {12, 10};
    da_distribution *dist = make_dist(w->ctx, 2, shape, "c:2,b");
    int64_t offset[2], owned[2] = {0, 0}, index[2] = {0, 0}, global_index[2];
    int32_t rank_in_grid = 1;
    double global[120], *mine = calloc(121, sizeof *mine);
    MPI_Request *sends = malloc((size_t)w->size * sizeof *sends);
    for (int i = 0; i < 120; i++) global[i] = w->rank == 0 ? i : -1;
    for (int r = 0; w->rank == 0 && r < w->size; r++) {
        MPI_Datatype type = MPI_DATATYPE_NULL;
        sends[r] = MPI_REQUEST_NULL;
        if (da_distribution_owned(dist, r, offset, owned) != DA_OK) continue;
        CHECK_OK(da_distribution_mpi_type(dist, r, DA_FLOAT64, DA_ORDER_C, &type));
        MPI_Isend(global, 1, type, r, 3, MPI_COMM_WORLD, &sends[r]);
        MPI_Type_free(&type);
    }
    rank_in_grid = da_distribution_owned(dist, -1, offset, owned) == DA_OK;
    if (rank_in_grid) {
        MPI_Recv(mine, 120, MPI_DOUBLE, 0, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        int64_t at = 0;
        if (owned[0] * owned[1] > 0) do {
                CHECK_OK(da_distribution_global_from_local(dist, -1, index, global_index));
                CHECK_NEAR(mine[at++], (double)(global_index[0] * 10 + global_index[1]), 0);
            } while (next_index(2, owned, index));
    } else CHECK(!rank_in_grid);
    /* One by one: gcc takes MPICH's MPI_STATUSES_IGNORE for an address. */
    for (int r = 0; w->rank == 0 && r < w->size; r++) MPI_Wait(&sends[r], MPI_STATUS_IGNORE);
    free(sends);
    free(mine);
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    char *global = malloc(3 * MOST);
    CHECK_OR_QUIT(global != NULL);
    for (int i = 0; i < MOST; i++) global[i] = (char)(i * 131 + i / 256);
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        layout_make(&l, which, w.size);
        check_layout(&w, &l, global, global + MOST, global + 2 * MOST);
    }
    free(global);
    check_scatter(&w);
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
