/* Built with another MPI than the library: it is told so, by name, and nothing crashes.
 *   main LIBRARY    loads the library with dlopen
 *   main            was linked with it (-DLINKED) */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include <distarray.h>

static int failures;

#define CHECK(condition)                                                         \
    do {                                                                         \
        if (!(condition)) {                                                      \
            failures++;                                                          \
            printf("FAIL line %d: %s [%s]\n", __LINE__, #condition, message());  \
        }                                                                        \
    } while (0)

#ifdef LINKED
static int load(const char *path) { return path == NULL; }
#else
/* The functions that this program calls, by the names of the library's own. */
static struct {
    da_status (*build_info)(char *, int64_t, int64_t *);
    da_status (*context_create)(MPI_Comm, const da_context_options *, da_context **);
    da_status (*context_create_f)(MPI_Fint, const da_context_options *, da_context **);
    da_status (*context_self)(da_context **);
    const char *(*error_message)(void);
} loaded;
#define da_build_info loaded.build_info
#define da_context_create loaded.context_create
#define da_context_create_f loaded.context_create_f
#define da_context_self loaded.context_self
#define da_error_message loaded.error_message

static void find(void *library, const char *name, void *function) {
    void *address = dlsym(library, name);
    memcpy(function, &address, sizeof address);
}

static int load(const char *path) {
    void *library = path == NULL ? NULL : dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        printf("FAIL %s\n", path == NULL ? "no library was named" : dlerror());
        return 0;
    }
    find(library, "da_build_info", &loaded.build_info);
    find(library, "da_context_create", &loaded.context_create);
    find(library, "da_context_create_f", &loaded.context_create_f);
    find(library, "da_context_self", &loaded.context_self);
    find(library, "da_error_message", &loaded.error_message);
    return loaded.build_info && loaded.context_create && loaded.context_create_f && loaded.context_self &&
           loaded.error_message;
}
#endif

static const char *message(void) { return da_error_message(); }

#ifdef OPEN_MPI
static const char mine[] = "Open MPI", theirs[] = "MPICH";
#else
static const char mine[] = "MPICH", theirs[] = "Open MPI";
#endif

/* The message says for whom the library was built, and after that who runs. */
static int names_both(void) {
    const char *built = strstr(message(), theirs);
    return built != NULL && strstr(built, mine) != NULL;
}

/* `fortran`: the world's Fortran handle, which MPI gives away after MPI_Init only. */
static void check_refused(MPI_Fint fortran) {
    da_context *ctx = NULL;
    CHECK(da_context_create(MPI_COMM_WORLD, NULL, &ctx) == DA_ERR_VERSION && names_both());
    CHECK(strstr(message(), " da_context_create: ") != NULL);
    CHECK(da_context_create_f(fortran, NULL, &ctx) == DA_ERR_VERSION && names_both());
    CHECK(da_context_self(&ctx) == DA_ERR_VERSION && names_both());
    CHECK(ctx == NULL);
}

/* What needs no MPI handle works, and tells the same. */
static void check_told(void) {
    char text[400] = "", expected[64];
    const char *built;
    CHECK(da_build_info(text, sizeof text, NULL) == DA_OK);
    snprintf(expected, sizeof expected, "built for %s ", theirs);
    built = strstr(text, expected);
    CHECK(built != NULL);
    snprintf(expected, sizeof expected, ", MPI: %s", mine);
    CHECK(built != NULL && strstr(built, expected) != NULL);
}

int main(int argc, char **argv) {
    int rank = 0, all = 0;
    if (!load(argc > 1 ? argv[1] : NULL)) return 1;
    check_told();
    check_refused(0); /* before MPI_Init too: it is the graver mistake */
    MPI_Init(&argc, &argv);
    check_refused(MPI_Comm_c2f(MPI_COMM_WORLD));
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Allreduce(&failures, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Finalize();
    check_told();
    if (rank == 0 && all == 0 && failures == 0) printf("OK\n");
    return all == 0 && failures == 0 ? 0 : 1;
}
