/* Runs the rows of the bad-input table and judges what the library says to each. */
#include "bad_input_run.h"

#include <stdlib.h>

#include "../check.h"

/* One call of a row: on all ranks, or with the mistake on the last rank only. */
typedef struct trial {
    world *w;
    const entry *e;
    const mistake *m;
    int alone;          /* the mistake is the last rank's alone */
    int untold;         /* no argument tells the library which context the mistake belongs to */
    da_status got;
    int origin;
    char message[1200];
} trial;

static int64_t rows_run = 0;

/* Counts a check under the row's name, with the message that came. */
static int judge(const trial *t, int ok, const char *what) {
    char title[2000];
    if (ok) return check_one(1, "", 0, "");
    snprintf(title, sizeof title, "%s [%s]%s: %s; got %s, origin %d, \"%s\"", t->e->function, t->m->what,
             t->alone ? " on the last rank" : "", what, da_status_name(t->got), t->origin, t->message);
    check_condition(0, __FILE__, __LINE__, title);
    /* Once ranks are out of step every row fails: what matters was said. */
    if (check_failures > 200) MPI_Abort(MPI_COMM_WORLD, 1);
    return 0;
}

static void keep(trial *t, da_status got) {
    t->got = got;
    t->origin = da_error_rank();
    snprintf(t->message, sizeof t->message, "%s", da_error_message());
}

static void judge_status(const trial *t, da_status expected, const char *word) {
    char what[200];
    snprintf(what, sizeof what, "expected %s and \"%s\"", da_status_name(expected), word);
    judge(t, t->got == expected && strstr(t->message, word) != NULL, what);
    judge(t, (expected == DA_OK) == (t->message[0] == '\0'), "a message comes with an error and only with one");
}

static void judge_origin(const trial *t, int expected) {
    char what[80];
    snprintf(what, sizeof what, "expected da_error_rank() %d", expected);
    judge(t, t->origin == expected, what);
}

static void barrier(trial *t, da_context *ctx) { keep(t, da_context_barrier(ctx)); }

/* Every context works: it has nothing left to report, and computes what is right. */
static void judge_contexts(trial *t) {
    world *w = t->w;
    double sum = 0;
    da_value value;
    const int marks_all = t->alone && t->untold && strchr("sce", t->e->class_) != NULL;
    barrier(t, w->other);
    judge_status(t, marks_all ? t->m->status : DA_OK, "");
    if (marks_all) barrier(t, w->other);
    judge_status(t, DA_OK, "");
    keep(t, da_sum_value(w->known, &value));
    judge_status(t, DA_OK, "");
    if (t->got != DA_OK) return;
    da_value_f64(value, &sum);
    judge(t, sum == KNOWN * ROWS * COLUMNS, "the sum of a known array afterwards is right");
}

/* A plan that failed in a row works too. */
static void judge_plan(trial *t, da_array *source, double each) {
    world *w = t->w;
    da_value value;
    double sum = 0;
    keep(t, da_plan_execute(w->plan, source, w->shifted));
    judge_status(t, DA_OK, "");
    keep(t, da_sum_value(w->shifted, &value));
    judge_status(t, DA_OK, "");
    if (t->got != DA_OK) return;
    da_value_f64(value, &sum);
    judge(t, sum == each * ROWS * COLUMNS, "what the plan brings afterwards is right");
}

static int takes(const entry *e, const char *letters) {
    char letter, name[40];
    const char *rest = e->parameters;
    while ((rest = next_parameter(rest, &letter, name)) != NULL)
        if (strchr(letters, letter)) return 1;
    return 0;
}

/* This rank's elements are `each` and its number; padding is nothing that could be right. */
static da_local refill(trial *t, double each) {
    da_local local;
    int64_t i;
    memset(&local, 0, sizeof local);
    keep(t, da_array_local(t->w->padded_a, DA_ACCESS_WRITE, &local));
    judge_status(t, DA_OK, "");
    for (i = 0; i < local.size; i++) {
        const int64_t row = i / COLUMNS - local.owned_offset[0];
        ((double *)local.data)[i] = row >= 0 && row < local.owned_shape[0] ? each + t->w->rank : -1;
    }
    return local;
}

/* A halo that failed in a row works too: padding shows the neighbours' rows, and adds to them what it holds. */
static void judge_halo(trial *t, double each) {
    const world *w = t->w;
    const da_local local = refill(t, each);
    const int64_t above = local.owned_offset[0], rows = local.owned_shape[0], below = local.shape[0] - above - rows;
    const double *data = local.data;
    const double own = each + w->rank;
    int shown = 1, added = 1;
    int64_t i;
    judge(t, (above > 0) == (rows > 0 && w->rank > 0) && (below > 0 || !w->of_halo.hears_last), "there is padding");
    keep(t, da_halo_update(w->halo, 1, &w->padded_a));
    judge_status(t, DA_OK, "");
    for (i = 0; i < local.size; i++) {
        const int64_t row = i / COLUMNS - above;
        shown = shown && data[i] == own + (row < 0 ? -1 : row >= rows);
    }
    judge(t, shown, "what the halo shows afterwards is right");
    keep(t, da_halo_accumulate(w->halo, 1, &w->padded_a));
    judge_status(t, DA_OK, "");
    for (i = 0; i < local.size; i++) {
        const int64_t row = i / COLUMNS - above;
        if (row < 0 || row >= rows) continue;
        added = added && data[i] == own * (1 + (row == 0 && above > 0) + (row == rows - 1 && below > 0));
    }
    judge(t, added, "what the halo adds afterwards is right");
}

static void judge_works(trial *t) {
    judge_contexts(t);
    if (t->e->class_ != 'e') return;
    if (takes(t->e, "VJ")) {
        judge_halo(t, KNOWN - 1);
        judge_halo(t, KNOWN);
    } else {
        judge_plan(t, t->w->known_too, KNOWN - 1);
        judge_plan(t, t->w->known, KNOWN);
    }
}

/* On failure out-parameters stay as they were, and a structure stays the caller's. */
static void judge_untouched(const trial *t, const void *cell, const void *second, int had_release, int wrong) {
    const int owns = t->w->buffer.release != NULL;
    judge(t, t->w->cell == cell && t->w->second == second, "the out-parameter is as it was");
    if (had_release) judge(t, owns == !(wrong && t->got == DA_ERR_VERSION), "the structure is still the caller's");
}

static void apply(world *w, const entry *e, const mistake *m, value *v) {
    char *base = (char *)w;
    int i;
    for (i = 0; i < MAX_CHANGES && m->changes[i].name != NULL; i++) {
        const change *c = &m->changes[i];
        char letter;
        const int at = find_parameter(e, c->name, &letter);
        void **cell = letter == 'I' ? &w->second : &w->cell;
        if (c->kind == 'c' || c->kind == 'x') *(letter == 'I' ? &w->second_is_lent : &w->cell_is_lent) = 1;
        switch (c->kind) {
        case 'n': v[at].number = c->with.number; break;
        case 'p': v[at].pointer = c->with.pointer; break;
        case 'h': v[at].pointer = *(void **)(base + c->offset); break;
        case 'a': v[at].pointer = base + c->offset; break;
        case 'c': *cell = *(void **)(base + c->offset); break;
        case 'x': *cell = (void *)(uintptr_t)c->with.pointer; break;
        default: c->spoil(w); break;
        }
    }
}

static int takes_import(const entry *e) { return strcmp(e->function, "da_array_import") == 0; }

static void invoke(trial *t, int wrong) {
    value v[MAX_PARAMETERS];
    world *w = t->w;
    void *cell, *second;
    int had_release;
    fill_arguments(w, t->e, v);
    if (wrong) apply(w, t->e, t->m, v);
    cell = w->cell;
    second = w->second;
    had_release = takes_import(t->e) && w->buffer.release != NULL;
    keep(t, t->e->invoke(v));
    if (t->got != DA_OK) {
        judge_untouched(t, cell, second, had_release, wrong);
        w->cell = w->second = NULL;
    }
}

/* The lowest rank that made a mistake which all heard of. The same lie about a dictionary need not
 * break a rule on every rank. */
static void judge_first(const trial *t) {
    const int heard = strchr("cw", t->e->class_) && !t->untold && !(t->m->flags & EVERYWHERE_ONLY);
    if ((heard && t->m->changes[0].kind == 'f') || (t->m->flags & TELLS))
        judge(t, t->origin >= 0 && t->origin <= t->w->last, "da_error_rank() is a rank of the context");
    else
        judge_origin(t, heard ? 0 : -1);
}

/* The same mistake on all ranks: the same status on all, and nothing is left to report. */
static void run_everywhere(trial *t) {
    invoke(t, 1);
    judge_status(t, t->m->status, t->m->word);
    if (t->m->status != DA_OK) judge_first(t);
    clean_up(t->w, t->e);
}

/* A communicating call: everybody hears of it in the call itself. A mistake that names no context
 * stays with its rank until that rank makes its next communicating call. */
static void run_communicating(trial *t, int wrong) {
    if (t->untold && wrong) {
        judge_status(t, t->m->status, t->m->word);
        judge_origin(t, -1);
        barrier(t, t->w->ctx);
    }
    judge_status(t, t->m->status, t->m->word);
    if (t->m->status != DA_OK) judge_origin(t, t->w->last);
}

/* A silent call: its rank gets the error at once, the others at the next communicating call. */
static void run_silent(trial *t, int wrong) {
    const int differs = (t->m->flags & DIFFERS) != 0;
    if (wrong && !differs) judge_status(t, t->m->status, t->m->word);
    else judge_status(t, DA_OK, "");
    clean_up(t->w, t->e);
    barrier(t, t->w->ctx);
    judge_status(t, t->m->status, differs ? t->e->function : t->m->word);
    if (t->m->status != DA_OK) judge_origin(t, t->w->last);
}

/* A plan's or a halo's run: its rank gets the error at once, those that it sends to get it as that rank's, and all
 * others, like after a silent call, at the next communicating call. */
static void run_planned(trial *t, int wrong) {
    const world *w = t->w;
    const audience *who = takes(t->e, "VJ") ? &w->of_halo : &w->of_plan;
    const int differs = (t->m->flags & DIFFERS) != 0;
    const int tells = !(t->m->flags & UNHEARD);
    const int hears = tells && (wrong ? differs && who->last_hears : who->hears_last);
    const int all_fail = tells && who->all_hear && (!differs || who->last_hears);
    const int begins = strstr(t->e->function, "_begin") != NULL;
    /* What all ranks failed alike with in one call needs no telling. */
    const int alike = all_fail && !begins;
    /* Where no rank's failure comes before it, the ranks find that they called with other arguments. */
    const int compared = differs && (all_fail || (!who->some_hear && (begins || !who->last_hears)));
    char told[40];
    snprintf(told, sizeof told, "rank %d could not take part", w->last);
    if (t->m->status == DA_OK || !(hears || (wrong && !differs))) {
        judge_status(t, DA_OK, "");
    } else {
        judge_status(t, t->m->status, t->m->word);
        if (!wrong && !differs) judge_status(t, t->m->status, told);
    }
    clean_up(t->w, t->e);
    barrier(t, t->w->ctx);
    if (t->m->status == DA_OK || alike) {
        judge_status(t, DA_OK, "");
        return;
    }
    judge_status(t, t->m->status, compared ? t->e->function : t->m->word);
    judge(t, t->origin >= 0 && t->origin <= w->last, "da_error_rank() is a rank");
}

static void run_alone(trial *t) {
    const int wrong = t->w->rank == t->w->last;
    invoke(t, wrong);
    switch (t->e->class_) {
    case 'e': run_planned(t, wrong); break;
    case 'c': case 'w': run_communicating(t, wrong); break;
    case 's': run_silent(t, wrong); break;
    default: judge_status(t, wrong ? t->m->status : DA_OK, wrong ? t->m->word : ""); break;
    }
    clean_up(t->w, t->e);
}

/* `untold`: the only argument that could tell the context does not. */
static void run_row(world *w, const entry *e, const mistake *m, int untold) {
    trial t;
    memset(&t, 0, sizeof t);
    t.w = w;
    t.e = e;
    t.m = m;
    t.untold = untold;
    if ((m->flags & NEEDS_RANKS) && w->size == 1) return;
    rows_run++;
    if (!(m->flags & DIFFERS)) {
        run_everywhere(&t);
        judge_works(&t);
    }
    if (w->size > 1 && !(m->flags & (EVERYWHERE_ONLY | FIRST_ONLY))) {
        t.alone = 1;
        run_alone(&t);
        judge_works(&t);
    }
}

/* ---- What every parameter of a kind can suffer ------------------------------------------------- */

static int handles_among(const entry *e) {
    int count = 0;
    const char *at;
    for (at = e->parameters; *at; at++)
        if (strchr(HANDLES, *at) && at[1] == ' ') count++;
    return count;
}

static void one_change(world *w, const entry *e, const char *name, char kind, const void *pointer,
                       da_status status, const char *word, const char *what, int untold) {
    char letter;
    mistake m;
    char label[120];
    memset(&m, 0, sizeof m);
    snprintf(label, sizeof label, "%s: %s", name, what);
    m.status = status;
    m.word = word;
    m.what = label;
    m.changes[0].name = name;
    /* Only the plan or the halo tells who waits for this rank: without it they wait until their time is up. */
    if (e->class_ == 'e' && find_parameter(e, name, &letter) >= 0)
        m.flags = strchr("PV", letter) ? EVERYWHERE_ONLY : strchr("KJ", letter) ? UNHEARD : 0;
    m.changes[0].kind = kind;
    m.changes[0].with.pointer = pointer;
    run_row(w, e, &m, untold);
}

static const void *address(uint64_t bits) { return (const void *)(uintptr_t)bits; }

/* A parameter that takes a handle, directly or (kind 'x') in the cell that it points to. */
static void handle_rows(world *w, const entry *e, char letter, const char *name, char kind) {
    static const uint64_t garbage[] = {1, 8, 0x1000, 0xdeadbeefcafebabe, 0x9e3779b97f4a7c15, 0xda00000000000000,
                                       0xdaffffffffffff30, 0xda000001ffffff30, 0xffffffffffffffff};
    const int only = kind == 'p' && handles_among(e) == 1;
    const int is_context = strchr("CF", letter) != NULL, is_array = strchr("AiaSHRIQ", letter) != NULL;
    const int is_plan = strchr("PKE", letter) != NULL, is_halo = strchr("VJN", letter) != NULL;
    const da_status invalid = DA_ERR_INVALID_HANDLE;
    const void *object = is_context ? (void *)w->ctx : is_array ? (void *)w->a : is_plan ? (void *)w->plan
                         : is_halo  ? (void *)w->halo : (void *)w->dist;
    const uint64_t live = (uint64_t)(uintptr_t)object;
    uint64_t stack[2] = {0xda00000100000030, 0};
    char word[40];
    int i;
    snprintf(word, sizeof word, "`%s`", name);
    for (i = 0; i < COUNT(garbage); i++)
        one_change(w, e, name, kind, address(garbage[i]), invalid, word, "garbage", only);
    one_change(w, e, name, kind, stack, invalid, word, "the address of a variable", only);
    one_change(w, e, name, kind, address(live ^ (UINT64_C(1) << 40)), invalid, word, "another generation", only);
    one_change(w, e, name, kind, address(live | 0xf0), invalid, word, "an unknown noun", only);
    one_change(w, e, name, kind, address(live + 1), invalid, word, "one past a handle", only);
    one_change(w, e, name, kind, freed_handle(w, letter), invalid, "was freed", "freed", 0);
    one_change(w, e, name, kind, is_context ? (void *)w->dist : (void *)w->ctx, invalid, word, "another noun", 0);
    one_change(w, e, name, kind, is_array ? (void *)w->dist : (void *)w->a, invalid, word, "a third noun", 0);
    if (kind == 'p') one_change(w, e, name, kind, NULL, DA_ERR_NULL, word, "NULL", only);
}

static void pointer_rows(world *w, const entry *e, char letter, const char *name) {
    char word[48];
    snprintf(word, sizeof word, "`%s`", name);
    if (strchr("oRIpsLBWku" MADE FREED, letter))
        one_change(w, e, name, 'p', NULL, DA_ERR_NULL, word, "NULL", 0);
    /* The arrays of a list are all that tells the context. */
    if (letter == 'l') one_change(w, e, name, 'p', NULL, DA_ERR_NULL, word, "NULL", 1);
    if (strchr("RI" MADE FREED, letter))
        one_change(w, e, name, 'p', (char *)&w->cells[0][0] + 1, DA_ERR_ARGUMENT, "aligned", "misaligned", 0);
}

static void standard_rows(world *w, const entry *e) {
    char letter, name[40];
    const char *rest = e->parameters;
    while ((rest = next_parameter(rest, &letter, name)) != NULL) {
        if (strchr(HANDLES, letter)) handle_rows(w, e, letter, name, 'p');
        if (strchr("RI" FREED, letter)) handle_rows(w, e, letter, name, 'x');
        pointer_rows(w, e, letter, name);
    }
}

/* Each right call is right: otherwise the rows prove nothing. */
static void right_row(world *w, const entry *e) {
    static const mistake none = {.status = DA_OK, .word = "", .what = "the right call"};
    run_row(w, e, &none, 0);
}

int run_tables(world *w, const char *only, int step) {
    int number, i, k, at = 0;
    for (number = 0; number < TABLES; number++) {
        const table *t = bad_input_table(number);
        for (i = 0; i < t->count; i++) {
            const entry *e = &t->entries[i];
            const int64_t before = rows_run;
            if (strncmp(e->function, only, strlen(only)) != 0 || at++ % step != 0) continue;
            right_row(w, e);
            standard_rows(w, e);
            for (k = 0; k < e->mistake_count; k++) run_row(w, e, &e->mistakes[k], 0);
            check_condition(rows_run > before, __FILE__, __LINE__, e->function);
        }
    }
    return (int)rows_run;
}

int bad_input_verdict(void) { return check_finish(); }
