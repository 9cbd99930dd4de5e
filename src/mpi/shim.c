/* MPI's macros, as functions that Rust can name: what is a macro in one MPI is a constant, a
 * function or an object in another, and the bindings carry only part of them. */
#include <mpi.h>
#include <stddef.h>

MPI_Datatype da_shim_byte(void);
void *da_shim_in_place(void);
int da_shim_max_error_string(void);
int da_shim_create_keyval(MPI_Comm_delete_attr_function *on_delete, int *keyval);
int da_shim_is_inter(MPI_Comm comm, int *flag);

MPI_Datatype da_shim_byte(void) { return MPI_BYTE; }

void *da_shim_in_place(void) { return MPI_IN_PLACE; }

int da_shim_max_error_string(void) { return MPI_MAX_ERROR_STRING; }

/* A keyval whose attribute is not copied to duplicates of the communicator. */
int da_shim_create_keyval(MPI_Comm_delete_attr_function *on_delete, int *keyval) {
    return MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, on_delete, keyval, NULL);
}

int da_shim_is_inter(MPI_Comm comm, int *flag) { return MPI_Comm_test_inter(comm, flag); }
