/* MPI's macros and macro-like handles, as functions and objects that Rust can name. */
#include <mpi.h>
int da_shim_version(void);
int da_shim_version(void) { return MPI_VERSION; }
