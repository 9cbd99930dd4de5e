/* What the parts of <distarray/petsc.h> have in common: element types, errors, who keeps whom alive. Include
 * <distarray/petsc.h>, not this.
 *
 * SPDX-License-Identifier: BSD-3-Clause */
#ifndef DISTARRAY_PETSC_BASE_H
#define DISTARRAY_PETSC_BASE_H

#include "../../distarray.h"

#include <inttypes.h>
#include <petscsys.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#if PETSC_VERSION_LT(3, 18, 0)
#error "distarray/petsc.h needs PETSc 3.18 or newer"
#endif

/* The dtypes of PetscScalar and PetscInt in the build that this program is compiled with. */
#if defined(PETSC_USE_COMPLEX) && defined(PETSC_USE_REAL_DOUBLE)
#define DA_PETSC_SCALAR DA_COMPLEX128
#elif defined(PETSC_USE_COMPLEX) && defined(PETSC_USE_REAL_SINGLE)
#define DA_PETSC_SCALAR DA_COMPLEX64
#elif defined(PETSC_USE_REAL_DOUBLE)
#define DA_PETSC_SCALAR DA_FLOAT64
#elif defined(PETSC_USE_REAL_SINGLE)
#define DA_PETSC_SCALAR DA_FLOAT32
#else
#error "this build's PetscScalar (__float128 or __fp16) is no dtype of libdistarray"
#endif
#if defined(PETSC_USE_64BIT_INDICES)
#define DA_PETSC_INT DA_INT64
#else
#define DA_PETSC_INT DA_INT32
#endif

enum { DA_PETSC_MAX_NDIM = 32, DA_PETSC_TEXT_SIZE = 1024 };

/* ---- Errors ---------------------------------------------------------------------------------------------------- */

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static inline da_status da_petsc_fail(da_status status, const char *format, ...)
{
    char text[DA_PETSC_TEXT_SIZE];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    return da_error_set(status, text);
}

/* What a PetscErrorCode is here. PETSc has a hundred of them; the message has the number and PETSc's text. */
static inline da_status da_petsc_status(PetscErrorCode code)
{
    switch ((int)code) {
    case 0: return DA_OK;
    case PETSC_ERR_MEM: return DA_ERR_NO_MEMORY;
    case PETSC_ERR_SUP:
    case PETSC_ERR_SUP_SYS: return DA_ERR_NOT_SUPPORTED;
    case PETSC_ERR_ARG_SIZ:
    case PETSC_ERR_ARG_INCOMP: return DA_ERR_SHAPE;
    case PETSC_ERR_ARG_NULL: return DA_ERR_NULL;
    case PETSC_ERR_ARG_CORRUPT: return DA_ERR_INVALID_HANDLE;
    case PETSC_ERR_ARG_NOTSAMECOMM: return DA_ERR_CONTEXT;
#if defined(PETSC_ERR_INT_OVERFLOW)
    case PETSC_ERR_INT_OVERFLOW: return DA_ERR_OVERFLOW;
#endif
    case PETSC_ERR_MPI: return DA_ERR_MPI;
    default: return DA_ERR_EXTERNAL;
    }
}

/* PETSc's own handler would print. */
static inline void da_petsc_quiet(void) { (void)PetscPushErrorHandler(PetscReturnErrorHandler, NULL); }

static inline da_status da_petsc_loud(PetscErrorCode code, const char *what)
{
    const char *kind = NULL;
    char *text = NULL;
    (void)PetscPopErrorHandler();
    if ((int)code == 0) return DA_OK;
    (void)PetscErrorMessage(code, &kind, &text);
    return da_petsc_fail(da_petsc_status(code), "PETSc could not %s: error %d%s%s%s%s", what, (int)code, kind ? ", " : "",
                         kind ? kind : "", text && *text ? ": " : "", text ? text : "");
}

/* One step of PETSc's, as `what` says it in words; its error becomes ours. */
#define DA_PETSC_TRY(call, what) (da_petsc_quiet(), da_petsc_loud((call), (what)))

static inline da_status da_petsc_ready(void)
{
    PetscBool begun = PETSC_FALSE, ended = PETSC_FALSE;
    (void)PetscInitialized(&begun);
    (void)PetscFinalized(&ended);
    if (begun && !ended) return DA_OK;
    return da_petsc_fail(DA_ERR_MPI_STATE, ended ? "PETSc was finalised: nothing can be shared with it any more"
                                                 : "PETSc is not initialised: call PetscInitialize() first");
}

/* An object of PETSc's that an argument names. */
static inline da_status da_petsc_check_object(PetscObject object, PetscClassId wanted, const char *name)
{
    PetscClassId found = 0;
    da_status status = da_petsc_ready();
    if (status != DA_OK) return status;
    if (object == NULL) return da_petsc_fail(DA_ERR_NULL, "`%s` is NULL", name);
    status = DA_PETSC_TRY(PetscObjectGetClassId(object, &found), "look at an object");
    if (status != DA_OK) return status;
    if (found == wanted) return DA_OK;
    return da_petsc_fail(DA_ERR_INVALID_HANDLE, "`%s` is another kind of PETSc object", name);
}

static inline da_status da_petsc_check_out(const void *out, const char *name)
{
    const da_status status = da_petsc_ready();
    return status != DA_OK || out != NULL ? status : da_petsc_fail(DA_ERR_NULL, "`%s` is NULL", name);
}

/* ---- Handles that a call needs for a time ---------------------------------------------------------------------- */

typedef struct da_petsc_temps {
    da_context *ctx;
    da_distribution *dist, *other_dist;
    da_array *array, *view;
    da_plan *plan;
} da_petsc_temps;

/* The last error's text without its status's name, which da_error_set() puts before it again. */
static inline void da_petsc_error_text(da_status status, char *text)
{
    const char *message = da_error_message(), *name = da_status_name(status);
    const size_t length = strlen(name);
    if (strncmp(message, name, length) == 0 && strncmp(message + length, ": ", 2) == 0) message += length + 2;
    snprintf(text, DA_PETSC_TEXT_SIZE, "%s", message);
}

/* Frees them; the error that the call ends with stays what it is. */
static inline da_status da_petsc_finish(da_petsc_temps *t, da_status status)
{
    char text[DA_PETSC_TEXT_SIZE];
    if (status != DA_OK) da_petsc_error_text(status, text);
    if (t->plan) da_plan_free(&t->plan);
    if (t->view) da_array_free(&t->view);
    if (t->array) da_array_free(&t->array);
    if (t->other_dist) da_distribution_free(&t->other_dist);
    if (t->dist) da_distribution_free(&t->dist);
    if (t->ctx) da_context_free(&t->ctx);
    return status == DA_OK ? DA_OK : da_error_set(status, text);
}

/* An array that is none can not tell whom to agree with. The library knows: a call that communicates takes part in
 * the agreement for an array that was freed, and marks all contexts for one that never was. */
static inline da_status da_petsc_open_array(da_petsc_temps *t, const da_array *a)
{
    memset(t, 0, sizeof *t);
    if (da_array_context(a, &t->ctx) != DA_OK) return da_array_sync_replicas(a);
    return da_array_distribution(a, &t->dist);
}

static inline da_status da_petsc_open_distribution(da_petsc_temps *t, const da_distribution *dist)
{
    MPI_Comm unused;
    memset(t, 0, sizeof *t);
    if (da_distribution_context(dist, &t->ctx) != DA_OK) return da_distribution_comm(dist, &unused);
    return DA_OK;
}

/* ---- Communicators --------------------------------------------------------------------------------------------- */

/* The same ranks in the same order, on whatever communicators. */
static inline da_status da_petsc_check_ranks(PetscObject object, const da_context *ctx, const char *name)
{
    MPI_Comm comm = MPI_COMM_NULL;
    int result = MPI_UNEQUAL;
    const da_status status = da_context_comm(ctx, &comm);
    if (status != DA_OK) return status;
    if (comm == MPI_COMM_NULL) return da_petsc_fail(DA_ERR_NOT_MEMBER, "this process is not in the context");
    if (MPI_Comm_compare(PetscObjectComm(object), comm, &result) != MPI_SUCCESS)
        return da_petsc_fail(DA_ERR_MPI, "MPI_Comm_compare failed");
    if (result == MPI_IDENT || result == MPI_CONGRUENT) return DA_OK;
    return da_petsc_fail(DA_ERR_CONTEXT,
                         "`%s` lives on a communicator with %s than the context; make the context from "
                         "PetscObjectComm(%s), or both from one communicator",
                         name, result == MPI_SIMILAR ? "the same ranks in another order" : "other ranks", name);
}

/* ---- Who keeps whom alive -------------------------------------------------------------------------------------- */

static inline PetscErrorCode da_petsc_drop_view(void *view)
{
    da_array *a = (da_array *)view;
    da_array_free(&a);
    return (PetscErrorCode)0;
}

#if PETSC_VERSION_GE(3, 23, 0)
static inline PetscErrorCode da_petsc_drop_view_at(void **view) { return da_petsc_drop_view(*view); }
#endif

/* The object keeps the view, and so the memory, until it is destroyed. On failure the view is still the caller's. */
static inline PetscErrorCode da_petsc_keep(PetscObject object, da_array *view)
{
    PetscContainer keeper = NULL;
    PetscCall(PetscContainerCreate(PetscObjectComm(object), &keeper));
    PetscCall(PetscObjectCompose(object, "distarray", (PetscObject)keeper));
    PetscCall(PetscContainerSetPointer(keeper, view));
#if PETSC_VERSION_GE(3, 23, 0)
    PetscCall(PetscContainerSetCtxDestroy(keeper, da_petsc_drop_view_at));
#else
    PetscCall(PetscContainerSetUserDestroy(keeper, da_petsc_drop_view));
#endif
    PetscCall(PetscContainerDestroy(&keeper));
    return (PetscErrorCode)0;
}

/* A second handle of the array's memory, for an object to keep. */
static inline da_status da_petsc_second_handle(const da_array *a, da_array **view)
{
    return da_slice_view(a, 0, NULL, view);
}

/* The array keeps the object. After PetscFinalize() there is nothing left to give back. */
static inline void da_petsc_let_go(void *kept)
{
    PetscBool ended = PETSC_FALSE;
    (void)PetscFinalized(&ended);
    if (ended) return;
    da_petsc_quiet();
    (void)PetscObjectDereference((PetscObject)kept);
    (void)PetscPopErrorHandler();
}

/* An array on the memory of an object, which lives until the array is freed. */
static inline da_status da_petsc_wrap(const da_distribution *dist, int32_t dtype, void *data, const int64_t *strides,
                                      int32_t flags, PetscObject owner, da_array **out)
{
    da_status status = DA_PETSC_TRY(PetscObjectReference(owner), "count a reference");
    if (status != DA_OK) return status;
    status = da_array_wrap(dist, dtype, data, strides, flags, da_petsc_let_go, owner, out);
    if (status != DA_OK) (void)PetscObjectDereference(owner); /* never the last one: the caller has it too */
    return status;
}

/**
 * Tell an array that PETSc wrote to its memory: its communication padding is out of date.
 *
 * Not collective.
 * @param a an array.
 * @return DA_OK or an error.
 * Errors: DA_ERR_READ_ONLY; DA_ERR_NULL; DA_ERR_INVALID_HANDLE.
 */
static inline da_status da_petsc_array_changed(const da_array *a)
{
    da_local unused;
    return da_array_local(a, DA_ACCESS_WRITE, &unused);
}

#endif /* DISTARRAY_PETSC_BASE_H */
