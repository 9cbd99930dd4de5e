/* Prints the version of the library it was linked with; nothing here knows how that was built. */
#include <stdio.h>

#include <distarray.h>
#include <distarray/protocol.h>

int main(int argc, char **argv) {
    int32_t major = -1, minor = -1, patch = -1;
    da_status status;
    MPI_Init(&argc, &argv);
    status = da_version(&major, &minor, &patch);
    if (status == DA_OK) printf("version %d.%d.%d\n", (int)major, (int)minor, (int)patch);
    MPI_Finalize();
    return status == DA_OK && major == DA_VERSION_MAJOR && minor == DA_VERSION_MINOR ? 0 : 1;
}
