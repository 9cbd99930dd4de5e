/* Whether this MPI and its launcher start processes at run time; Debian's MPICH 4.0 does not. Fails in MPI itself
 * where they do not. */
#include <mpi.h>

int main(int argc, char **argv) {
    MPI_Comm parent, between;
    MPI_Init(&argc, &argv);
    MPI_Comm_get_parent(&parent);
    between = parent;
    if (parent == MPI_COMM_NULL) {
        MPI_Comm_spawn(argv[0], MPI_ARGV_NULL, 1, MPI_INFO_NULL, 0, MPI_COMM_WORLD, &between, MPI_ERRCODES_IGNORE);
    }
    MPI_Comm_disconnect(&between);
    MPI_Finalize();
    return 0;
}
