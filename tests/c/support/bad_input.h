/* A table of mistakes that walks every function of distarray.h.
 *
 * One ENTRY describes a function: its class, its parameters by letter and name, arguments that are
 * right, how it is called, and the mistakes peculiar to it. The mistakes that every parameter of a
 * kind can suffer (NULL, misaligned, freed, foreign and garbage handles) are made from the letters:
 *
 *   C D A P V   a handle of a context, a distribution, an array, a plan, a halo
 *   i           an array of integers
 *   T S K J     one of another layout (`turned`, `shifted`); of a plan or a halo that is under way
 *   a           an array with one axis of whole numbers
 *   Q           an array with one axis
 *   X Y Z U M   where a new one is put, in the order of the first line
 *   F G H E N   the address of such a handle, to be freed
 *   R I     where a result is put, and a second one
 *   o       where an answer is put      O   the same, may be NULL   q       a pointer that may be NULL
 *   p       a list that is read         s   a text                  m       an MPI communicator
 *   B       an exported structure       L   this rank's dictionaries         W  an empty structure
 *   n       a number                    v   a scalar                k       a callback
 *   l       a list of array handles     u   the same, of arrays with padding
 *
 * The letters of handles, l u and B L W I get what `world` holds; the rest is in the entry. */
#ifndef DISTARRAY_TESTS_BAD_INPUT_H
#define DISTARRAY_TESTS_BAD_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include <distarray.h>

/* The letters of handles, of the addresses of those that are freed, and of places for new ones. */
#define HANDLES "CDAPViTSKJaQ"
#define FREED "FGHEN"
#define MADE "XYZUM"

enum { MAX_PARAMETERS = 9, MAX_CHANGES = 3, ROOM = 256 };

/* The extents of the arrays in the world, and the value of `known`. */
enum { ROWS = 6, COLUMNS = 5 };
#define KNOWN 2.5

/* Who fails in a run itself when one rank makes a mistake. */
typedef struct audience {
    int hears_last, last_hears; /* a run brings this rank something of the last one, that one something of others */
    int some_hear, all_hear;    /* a run brings some of the others, all of them something of the last one */
} audience;

/* What the calls work on: made once, the same on all ranks. */
typedef struct world {
    int rank, size, last;
    MPI_Comm comm, null_comm, inter_comm;
    da_context *ctx, *other;                      /* two contexts over all ranks */
    da_distribution *dist, *other_dist;           /* ROWS x COLUMNS on each of them */
    da_distribution *flat, *turned, *replicated;  /* another shape, another layout, with replicas */
    da_distribution *narrow, *line;               /* with more boundary padding than extent; one axis */
    da_array *known;                              /* float64, KNOWN everywhere; never written to */
    da_array *known_too;                          /* the same with KNOWN - 1 */
    da_array *a, *b, *whole, *bytes, *flag, *complexes; /* float64 twice, int32, int8, bool, complex128 */
    da_array *elsewhere, *wide, *shifted;         /* on `other`, on `flat`, on `turned` */
    da_array *whole_elsewhere, *whole_wide;       /* the first two of these, of int32 */
    da_array *frozen, *nothing, *scalar;          /* read-only; without elements; without axes */
    da_array *zeros;                              /* float64 on `dist`; never written to */
    da_array *row;                                /* of ones, on `line` */
    da_array *sealed;                             /* as `shifted`, read-only */
    da_array *counts, *signed_counts;             /* int64 on `line`: ones; -1 */
    da_plan *plan;                                /* from `dist` to `turned`, of float64 */
    audience of_plan, of_halo;
    da_array *spread, *bounded;                   /* on `replicated`; with more boundary than extent */
    da_array *pair[2];                            /* a and b */
    da_array *mixed[2], *locked[2], *holed[2];    /* of two contexts; one read-only; one NULL */
    da_distribution *padded_dist;                 /* `dist` with padding between ranks */
    da_halo *halo, *idle_halo;                    /* of `padded_dist`; never under way */
    da_array *padded_a, *padded_b, *padded_frozen; /* on it: float64, int32; float64, read-only */
    da_array *padded[2], *padded_turned[2];       /* the first two; in another order */
    da_array *padded_bare[2], *padded_wide[2];    /* the second without padding; of another shape */
    da_array *padded_mixed[2], *padded_locked[2], *padded_twice[2], *padded_holed[2], *padded_alien[2];
    double memory[ROWS * COLUMNS * 4];            /* what `frozen` wraps, and what wraps may use */
    da_distbuffer buffer, blank;
    int64_t buffer_shape[8], buffer_strides[8];   /* for structures that lie about these */
    da_dim_dict dims[DA_BUFFER_MAX_NDIM + 1];
    void *cell, *second;                          /* hold the handles behind F G H X Y Z R, and behind I */
    int cell_is_lent, second_is_lent;             /* they hold one of the handles above */
    int64_t cells[MAX_PARAMETERS][ROOM];          /* room for answers */
    int keep_structures;                          /* they can not be exported afresh any more */
} world;

typedef union value {
    const void *pointer;
    int64_t number;
} value;

/* One argument that differs from what is right. */
typedef struct change {
    const char *name; /* of the parameter */
    char kind;        /* n number, p pointer, h handle in the world, a address in the world, c what the
                         cell holds (the second one for I), x the same directly, f a function that spoils the world */
    value with;
    size_t offset;
    void (*spoil)(world *);
} change;

enum {
    EVERYWHERE_ONLY = 1, /* nothing tells the others, so it is no mistake that one rank may make alone */
    DIFFERS = 2,         /* right by itself, but not what the other ranks pass */
    NEEDS_RANKS = 4,     /* no mistake where there is one rank only */
    TELLS = 8,           /* makes a silent call communicate, so that all ranks hear where it began */
    FIRST_ONLY = 16,     /* a mistake on rank 0 only, which all hear of: the others pass what they like */
    UNHEARD = 32         /* a mistake in a plan's or a halo's run, after its rank has sent all that its partners wait for */
};

typedef struct mistake {
    da_status status;
    const char *word; /* must occur in the message */
    const char *what;
    unsigned flags;
    change changes[MAX_CHANGES];
} mistake;

typedef struct entry {
    const char *function;
    char class_; /* l not collective, s silent, c communicating on ctx, w communicating on a communicator,
                    e executing a plan or a halo */
    da_status after_finalize;
    const char *parameters;
    da_status (*invoke)(const value *);
    const mistake *mistakes;
    int mistake_count;
    value right[MAX_PARAMETERS];
} entry;

typedef struct table {
    const entry *entries;
    int count;
} table;

#define INVOKE(function) static da_status invoke_##function(const value *v)
#define MISTAKES(function) static const mistake mistakes_##function[] =
#define COUNT(list) ((int)(sizeof(list) / sizeof((list)[0])))

/* A function with mistakes of its own; without any: its parameters' letters say all. The last
 * arguments are the right ones. The status is what the right call returns after MPI_Finalize. */
#define ENTRY(function, class_letter, after, parameters, ...) \
    {#function, class_letter, after, parameters, invoke_##function, mistakes_##function, \
     COUNT(mistakes_##function), {__VA_ARGS__}}
#define PLAIN(function, class_letter, after, parameters) \
    {#function, class_letter, after, parameters, invoke_##function, NULL, 0, {GIVEN}}

/* Right arguments. */
#define NUMBER(x) {.number = (x)}
#define AT(x) {.pointer = (x)}
#define GIVEN {.number = 0}

/* Mistakes: status, a word of the message, and the arguments that are wrong. */
#define BAD(code, text, ...) {.status = code, .word = text, .what = #__VA_ARGS__, .changes = {__VA_ARGS__}}
#define BAD_EVERYWHERE(code, text, ...) \
    {.status = code, .word = text, .what = #__VA_ARGS__, .flags = EVERYWHERE_ONLY, .changes = {__VA_ARGS__}}
#define BAD_TOLD(code, text, ...) \
    {.status = code, .word = text, .what = #__VA_ARGS__, .flags = EVERYWHERE_ONLY | TELLS, .changes = {__VA_ARGS__}}
#define BAD_ON_FIRST(code, text, ...) \
    {.status = code, .word = text, .what = #__VA_ARGS__, .flags = FIRST_ONLY, .changes = {__VA_ARGS__}}
#define BAD_LATE(code, text, ...) \
    {.status = code, .word = text, .what = #__VA_ARGS__, .flags = UNHEARD, .changes = {__VA_ARGS__}}
#define SPREAD(code, text, ...) \
    {.status = code, .word = text, .what = #__VA_ARGS__, .flags = NEEDS_RANKS, .changes = {__VA_ARGS__}}
/* An extreme that is accepted. */
#define GOOD(...) \
    {.status = DA_OK, .word = "", .what = #__VA_ARGS__, .flags = EVERYWHERE_ONLY, .changes = {__VA_ARGS__}}
#define DIFFERENT(text, ...) \
    {.status = DA_ERR_MISMATCH, .word = text, .what = #__VA_ARGS__, .flags = DIFFERS, .changes = {__VA_ARGS__}}

#define NUM(parameter, x) {.name = #parameter, .kind = 'n', .with = {.number = (x)}}
#define PTR(parameter, x) {.name = #parameter, .kind = 'p', .with = {.pointer = (x)}}
#define OBJ(parameter, member) {.name = #parameter, .kind = 'h', .offset = offsetof(world, member)}
#define ADR(parameter, member) {.name = #parameter, .kind = 'a', .offset = offsetof(world, member)}
#define CELL(parameter, member) {.name = #parameter, .kind = 'c', .offset = offsetof(world, member)}
#define SPOIL(parameter, function) {.name = #parameter, .kind = 'f', .spoil = function}

/* The tables, one for each noun. */
extern const table context_table, distribution_table, question_table, array_table, creation_table,
    access_table, compute_table, protocol_table, value_table, view_table, plan_table, halo_table,
    ufunc_table, scan_table, kernel_table, reduction_table;
enum { TABLES = 16 };
const table *bad_input_table(int number);
/* A run of the world's plan, an update of its halo is under way. */
extern int plan_has_begun, halo_has_begun;

/* Every call of an entry as it should be, or with mistakes. */
void world_build(world *w);
void world_free(world *w);
void fill_arguments(world *w, const entry *e, value *v);
void clean_up(world *w, const entry *e);
/* Reads one "letter name" of a parameter list; returns what follows, or NULL at the end. */
const char *next_parameter(const char *text, char *letter, char name[40]);
int find_parameter(const entry *e, const char *name, char *letter);
/* A handle that was just freed, while its context lives on; collective, since arrays are made collectively. */
void *freed_handle(world *w, char letter);

#endif
