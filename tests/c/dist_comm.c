/* ranks: 1 2 3 4 6  valgrind-full: 3
 * The communicator whose ranks are the process grid: order, one for each replica, the same one when
 * asked again, the Fortran twin; and export where the protocol had no words before. */
#include "fixture.h"
#include "layouts.h"

/* Are two ranks of the grid in one replica: the same coordinates along all axes that hold replicas? */
static int same_replica(const oracle *o, const int64_t *a, const int64_t *b) {
    for (int g = 0; g < o->grid_ndim; g++) {
        int taken = 0;
        for (int32_t k = 0; k < o->ndim; k++) taken |= o->axes[k].kind != 'n' && o->axes[k].grid_axis == g;
        if (!taken && a[g] != b[g]) return 0;
    }
    return 1;
}

/* My place within my replica, and who its members are: in C order of the array's axes. */
static void expected_place(const oracle *o, int32_t me, int *place, int *size, int *members) {
    int64_t mine[ORACLE_MAX], other[ORACLE_MAX], parts[ORACLE_MAX], index[ORACLE_MAX] = {0};
    *place = -1;
    *size = 0;
    if (!oracle_coords(o, me, mine)) return;
    for (int32_t k = 0; k < o->ndim; k++) parts[k] = oracle_parts(o, k);
    do
        for (int32_t rank = 0; rank < o->num_ranks; rank++) {
            int here = oracle_coords(o, rank, other) && same_replica(o, mine, other);
            for (int32_t k = 0; here && k < o->ndim; k++) here = oracle_part(o, k, other) == index[k];
            if (!here) continue;
            if (rank == me) *place = *size;
            members[(*size)++] = rank;
        }
    while (next_index(o->ndim, parts, index));
}

/* An export that says where it is. */
static void check_export(const da_distribution *dist, MPI_Comm comm, int place, int size) {
    da_array *a = NULL;
    da_distbuffer buffer;
    int result = -1;
    CHECK_OK(da_full(dist, DA_INT32, da_int(7), &a));
    if (place >= 0) {
        CHECK_OK(da_array_export(a, &buffer));
        CHECK_EQ_I64(buffer.rank, place);
        CHECK_EQ_I64(buffer.comm_size, size);
        MPI_Comm_compare(MPI_Comm_f2c((MPI_Fint)buffer.comm_f), comm, &result);
        CHECK(result == MPI_IDENT);
        CHECK_OK(da_distbuffer_validate(&buffer));
        da_distbuffer_release(&buffer);
    } else CHECK_STATUS(da_array_export(a, &buffer), DA_ERR_NOT_MEMBER);
    CHECK_OK(da_array_free(&a));
}

/* The members are who they should be, in order: everybody tells its world rank. */
static void check_members(MPI_Comm comm, int place, int size, const int *members, int me) {
    int got_rank = -1, got_size = -1, world_ranks[64];
    MPI_Comm_rank(comm, &got_rank);
    MPI_Comm_size(comm, &got_size);
    CHECK_EQ_I64(got_rank, place);
    CHECK_EQ_I64(got_size, size);
    MPI_Allgather(&me, 1, MPI_INT, world_ranks, 1, MPI_INT, comm);
    for (int i = 0; i < size; i++) CHECK_EQ_I64(world_ranks[i], members[i]);
}

/* Different widths on the two sides of a cut: nothing that a communicator could help. */
static void check_not_expressible(const da_distribution *dist) {
    da_array *a = NULL;
    da_distbuffer buffer;
    MPI_Comm comm = MPI_COMM_WORLD;
    MPI_Fint fortran = -7;
    CHECK_STATUS(da_distribution_comm(dist, &comm), DA_ERR_NOT_EXPRESSIBLE);
    CHECK_STATUS(da_distribution_comm_f(dist, &fortran), DA_ERR_NOT_EXPRESSIBLE);
    CHECK(comm == MPI_COMM_WORLD && fortran == -7);
    CHECK_OK(da_zeros(dist, DA_INT32, &a));
    CHECK_STATUS(da_array_export(a, &buffer), DA_ERR_NOT_EXPRESSIBLE);
    CHECK_OK(da_array_free(&a));
}

static void check_layout(const world *w, const layout *l) {
    da_distribution *dist = oracle_create(&l->o, w->ctx);
    MPI_Comm comm = MPI_COMM_WORLD, again = MPI_COMM_WORLD;
    MPI_Fint fortran = -7;
    int place, size, members[64], result = -1;
    if (!layout_in_protocol(l) && w->size > 1) {
        check_not_expressible(dist);
        CHECK_OK(da_distribution_free(&dist));
        return;
    }
    expected_place(&l->o, w->rank, &place, &size, members);
    CHECK_OK(da_distribution_comm(dist, &comm));
    CHECK_OK(da_distribution_comm(dist, &again));
    CHECK_OK(da_distribution_comm_f(dist, &fortran));
    CHECK((comm == MPI_COMM_NULL) == (place < 0));
    CHECK(again == comm && MPI_Comm_f2c(fortran) == comm);
    if (place >= 0) {
        check_members(comm, place, size, members, w->rank);
        MPI_Comm_compare(comm, MPI_COMM_WORLD, &result);
        CHECK(result != MPI_IDENT);
    }
    check_export(dist, comm, place, size);
    CHECK_OK(da_distribution_free(&dist));
}

/* Replicas and permuted grids can not be exported before, and can be afterwards, also arrays that were
 * made before. */
static void check_before_and_after(const world *w, int which) {
    layout l;
    da_array *a = NULL;
    da_distbuffer buffer;
    MPI_Comm comm;
    int64_t coords[ORACLE_MAX];
    layout_make(&l, which, w->size);
    da_distribution *dist = oracle_create(&l.o, w->ctx);
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    const int inside = oracle_coords(&l.o, w->rank, coords);
    CHECK_STATUS(da_array_export(a, &buffer), inside ? DA_ERR_NOT_EXPRESSIBLE : DA_ERR_NOT_MEMBER);
    CHECK_OK(da_distribution_comm(dist, &comm));
    if (inside) {
        CHECK_OK(da_array_export(a, &buffer));
        CHECK_OK(da_distribution_free(&dist));
        CHECK_OK(da_array_free(&a));
        int size = -1;
        MPI_Comm_size(MPI_Comm_f2c((MPI_Fint)buffer.comm_f), &size); /* it lives as long as the export */
        CHECK_EQ_I64(size, buffer.comm_size);
        da_distbuffer_release(&buffer);
    } else CHECK_STATUS(da_array_export(a, &buffer), DA_ERR_NOT_MEMBER);
    CHECK_OK(da_array_free(&a));
    CHECK_OK(da_distribution_free(&dist));
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    for (int which = 0; which < LAYOUTS; which++) {
        layout l;
        const int64_t before = check_failures;
        layout_make(&l, which, w.size);
        check_layout(&w, &l);
        if (check_failures > before) fprintf(stderr, "(layout %d: %s)\n", which, l.text);
    }
    if (w.size > 1) {
        check_before_and_after(&w, 12);               /* a replica on every rank */
        check_before_and_after(&w, LAYOUTS_ONE + 6);  /* ranks in reverse */
        check_before_and_after(&w, LAYOUTS_ONE + 7);  /* not all ranks */
    }
    world_close(&w);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
