/* ranks: 1 3  valgrind-full: 1
 * The library that runs says the version that the header was made for. */
#include "check.h"

int main(int argc, char **argv) {
    int32_t major = -1, minor = -1, patch = -1;
    char text[40];
    MPI_Init(&argc, &argv);

    CHECK_OK(da_version(&major, &minor, &patch));
    CHECK_EQ_I64(major, DA_VERSION_MAJOR);
    CHECK_EQ_I64(minor, DA_VERSION_MINOR);
    CHECK_EQ_I64(patch, DA_VERSION_PATCH);
    snprintf(text, sizeof text, "%d.%d.%d", DA_VERSION_MAJOR, DA_VERSION_MINOR, DA_VERSION_PATCH);
    CHECK_EQ_STR(da_version_string(), text);

    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
