/* What every C test needs: checks that count, and a verdict reduced over all ranks.
 *
 *   int main(int argc, char **argv) {
 *       MPI_Init(&argc, &argv);
 *       CHECK_STATUS(da_version(&major, &minor, &patch), DA_OK);
 *       CHECK_EQ_I64(major, 0);
 *       int verdict = check_finish();      // collective over MPI_COMM_WORLD, before MPI_Finalize
 *       MPI_Finalize();
 *       return verdict;
 *   }
 *
 * A failing check prints its place, the text of the condition, the values and the rank, and the
 * test goes on; `CHECK_OR_QUIT` is for what the rest depends on. Valid C99 and C++. */
#ifndef DISTARRAY_TESTS_CHECK_H
#define DISTARRAY_TESTS_CHECK_H

#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <distarray.h>

static int64_t check_count = 0;
static int64_t check_failures = 0;

/* This process's rank in MPI_COMM_WORLD, or -1 outside of MPI_Init and MPI_Finalize. */
static inline int check_rank(void) {
    int initialized = 0, finalized = 0, rank = -1;
    MPI_Initialized(&initialized);
    MPI_Finalized(&finalized);
    if (initialized && !finalized) MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

/* Counts one check; on failure begins the line that the caller ends. */
static inline int check_one(int ok, const char *file, int line, const char *what) {
    check_count++;
    if (ok) return 1;
    check_failures++;
    fprintf(stderr, "%s:%d: rank %d: failed: %s", file, line, check_rank(), what);
    return 0;
}

static inline int check_condition(int ok, const char *file, int line, const char *what) {
    if (!check_one(ok, file, line, what)) fprintf(stderr, "\n");
    return ok;
}

static inline int check_eq_i64(int64_t got, int64_t expected, const char *file, int line, const char *what) {
    const int ok = check_one(got == expected, file, line, what);
    if (!ok) fprintf(stderr, ": got %" PRId64 ", expected %" PRId64 "\n", got, expected);
    return ok;
}

/* Equal values and two NaN are near whatever the tolerance; a NaN is near nothing else. */
static inline int check_near(double got, double expected, double tolerance, const char *file, int line,
                             const char *what) {
    const int same = got == expected || (got != got && expected != expected);
    const int ok = check_one(same || fabs(got - expected) <= tolerance, file, line, what);
    if (!ok) fprintf(stderr, ": got %.17g, expected %.17g within %g\n", got, expected, tolerance);
    return ok;
}

static inline int check_eq_str(const char *got, const char *expected, const char *file, int line,
                               const char *what) {
    const int same = got == expected || (got && expected && strcmp(got, expected) == 0);
    const int ok = check_one(same, file, line, what);
    if (!ok) fprintf(stderr, ": got \"%s\", expected \"%s\"\n", got ? got : "(NULL)", expected ? expected : "(NULL)");
    return ok;
}

static inline int check_contains(const char *text, const char *part, const char *file, int line,
                                 const char *what) {
    const int ok = check_one(text != NULL && strstr(text, part) != NULL, file, line, what);
    if (!ok) fprintf(stderr, ": \"%s\" does not contain \"%s\"\n", text ? text : "(NULL)", part);
    return ok;
}

/* An error comes with a message; on mismatch it is what explains the status. */
static inline int check_status(da_status got, da_status expected, const char *file, int line,
                               const char *what) {
    const int ok = check_one(got == expected, file, line, what);
    if (!ok)
        fprintf(stderr, ": got status %" PRId64 ", expected %" PRId64 ", message: %s\n", (int64_t)got,
                (int64_t)expected, da_error_message());
    return ok;
}

#define CHECK(condition) ((void)check_condition(!!(condition), __FILE__, __LINE__, #condition))
#define CHECK_EQ_I64(got, expected) \
    ((void)check_eq_i64((int64_t)(got), (int64_t)(expected), __FILE__, __LINE__, #got " == " #expected))
#define CHECK_NEAR(got, expected, tolerance) \
    ((void)check_near((got), (expected), (tolerance), __FILE__, __LINE__, #got " near " #expected))
#define CHECK_EQ_STR(got, expected) \
    ((void)check_eq_str((got), (expected), __FILE__, __LINE__, #got " == " #expected))
#define CHECK_CONTAINS(text, part) \
    ((void)check_contains((text), (part), __FILE__, __LINE__, #text " contains " #part))
#define CHECK_STATUS(expression, expected) \
    ((void)check_status((expression), (expected), __FILE__, __LINE__, #expression))
#define CHECK_OK(expression) CHECK_STATUS(expression, DA_OK)

/* Ends the whole program where going on makes no sense: a rank alone must not leave the others. */
#define CHECK_OR_QUIT(condition) \
    do { \
        if (!check_condition(!!(condition), __FILE__, __LINE__, #condition)) MPI_Abort(MPI_COMM_WORLD, 1); \
    } while (0)

/* For programs that use no MPI, or have finalised it: the verdict of this process alone. */
static inline int check_report(int rank, int64_t count, int64_t failures) {
    const int passed = failures == 0 && count > 0;
    if (rank <= 0) {
        if (passed) printf("PASS %" PRId64 " checks\n", count);
        else printf("FAIL %" PRId64 " of %" PRId64 " checks\n", failures, count);
        fflush(stdout);
    }
    return passed ? 0 : 1;
}

static inline int check_finish_alone(void) { return check_report(0, check_count, check_failures); }

/* The verdict over all ranks of MPI_COMM_WORLD, printed by rank 0: `PASS n checks` with n summed
 * over the ranks. Returns the exit status, the same on every rank. A rank without any check fails. */
static inline int check_finish(void) {
    int64_t mine[3], all[3];
    mine[0] = check_count;
    mine[1] = check_failures;
    mine[2] = check_count == 0;
    MPI_Allreduce(mine, all, 3, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    return check_report(check_rank(), all[0], all[1] + all[2]);
}

#endif /* DISTARRAY_TESTS_CHECK_H */
