/* Prints the version of the library it was linked with; the same in C++. */
#include <cstdio>

#include <distarray.h>
#include <distarray/protocol.h>

int main(int argc, char **argv) {
    int32_t major = -1, minor = -1, patch = -1;
    da_status status;
    MPI_Init(&argc, &argv);
    status = da_version(&major, &minor, &patch);
    if (status == DA_OK) std::printf("version %d.%d.%d\n", static_cast<int>(major), static_cast<int>(minor), static_cast<int>(patch));
    MPI_Finalize();
    return status == DA_OK && major == DA_VERSION_MAJOR && minor == DA_VERSION_MINOR ? 0 : 1;
}
