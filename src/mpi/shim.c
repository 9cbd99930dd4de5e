/* MPI's macros, as functions that Rust can name: what is a macro in one MPI is a constant, a
 * function or an object in another, and the bindings carry only part of them. */
#include <mpi.h>
#include <stddef.h>

MPI_Datatype da_shim_byte(void);
void *da_shim_in_place(void);
int da_shim_max_error_string(void);
int da_shim_create_keyval(MPI_Comm_delete_attr_function *on_delete, int *keyval);
int da_shim_is_inter(MPI_Comm comm, int *flag);
const char *da_shim_built_for(void);

MPI_Datatype da_shim_byte(void) { return MPI_BYTE; }

void *da_shim_in_place(void) { return MPI_IN_PLACE; }

/* What mpi.h says of itself, in the words with which this MPI's MPI_Get_library_version begins. Those that
 * derive from MPICH define its macros beside their own. */
#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
#if defined(OMPI_MAJOR_VERSION)
#define BUILT_FOR "Open MPI v" TEXT(OMPI_MAJOR_VERSION) "." TEXT(OMPI_MINOR_VERSION) "." TEXT(OMPI_RELEASE_VERSION)
#elif defined(I_MPI_VERSION)
#define BUILT_FOR "Intel(R) MPI Library " I_MPI_VERSION
#elif defined(MVAPICH2_VERSION)
#define BUILT_FOR "MVAPICH2 Version: " MVAPICH2_VERSION
#elif defined(MPICH_VERSION)
#define BUILT_FOR "MPICH Version: " MPICH_VERSION
#else
#define BUILT_FOR "MPI " TEXT(MPI_VERSION) "." TEXT(MPI_SUBVERSION)
#endif

const char *da_shim_built_for(void) { return BUILT_FOR; }

int da_shim_max_error_string(void) { return MPI_MAX_ERROR_STRING; }

/* A keyval whose attribute is not copied to duplicates of the communicator. */
int da_shim_create_keyval(MPI_Comm_delete_attr_function *on_delete, int *keyval) {
    return MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, on_delete, keyval, NULL);
}

int da_shim_is_inter(MPI_Comm comm, int *flag) { return MPI_Comm_test_inter(comm, flag); }
