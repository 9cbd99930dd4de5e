/* For tests only: lets several ranks of MPICH share a core.
 *
 * A rank that waits calls ucp_worker_progress() of UCX in a loop, and Debian's MPICH never gives the core away
 * meanwhile: with more ranks than cores, whoever is waited for waits too, until its time slice comes. This
 * library, preloaded, offers the core whenever there was nothing to do.
 *
 *   cc -O2 -shared -fPIC mpich_yield.c -o mpich_yield.so -ldl
 *   mpiexec.mpich -n 4 -env LD_PRELOAD $PWD/mpich_yield.so ./program */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned (*progress_function)(void *worker);

unsigned ucp_worker_progress(void *worker);

/* UCX's own, which the dynamic linker finds behind this one. */
static progress_function original(void) {
    void *found = dlsym(RTLD_NEXT, "ucp_worker_progress");
    progress_function function;
    if (found == NULL) abort(); /* somebody called what nobody has */
    memcpy(&function, &found, sizeof function);
    return function;
}

unsigned ucp_worker_progress(void *worker) {
    static progress_function forward; /* every thread would write the same */
    unsigned events;
    if (forward == NULL) forward = original();
    events = forward(worker);
    if (events == 0) sched_yield();
    return events;
}
