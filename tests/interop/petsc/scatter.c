/* ranks: 1 2 3 4 6  timeout: 60
 * PETSc moves the same elements to the same places: a VecScatter between two vectors, whose index sets come from
 * the definition of the layouts, and a plan of ours between two arrays. Both targets are the same to the last bit. */
#include <stdlib.h>

#include <petscvec.h>

#include "fixture.h"

#define PETSC_OK(call) CHECK_EQ_I64((call), 0)

enum { AXES = 2 };

/* One side: per axis the width of the blocks that are dealt over the ranks of a grid axis. Even blocks of a block
 * distribution are blocks that are dealt once. */
typedef struct layout {
    const char *text;
    int64_t grid[AXES], width[AXES];
} layout;

/* How many ranks make the grid axes, and the widths where it says block. */
static void complete(layout *l, const int64_t *shape, int32_t ranks, int down) {
    l->grid[0] = l->text[0] == 'n' ? 1 : strchr(l->text, ',')[1] == 'n' ? ranks : down;
    l->grid[1] = ranks / l->grid[0];
    for (int k = 0; k < AXES; k++) {
        const char *word = k == 0 ? l->text : strchr(l->text, ',') + 1;
        l->width[k] = (shape[k] + l->grid[k] - 1) / l->grid[k];
        if (word[0] == 'c') l->width[k] = word[1] == ':' ? atoi(word + 2) : 1;
    }
}

/* Who owns an index of an axis, and as which of its own. */
static int64_t owner_of(const layout *l, int axis, int64_t index) { return index / l->width[axis] % l->grid[axis]; }

static int64_t local_of_index(const layout *l, int axis, int64_t index) {
    const int64_t round = l->width[axis] * l->grid[axis];
    return index / round * l->width[axis] + index % l->width[axis];
}

static int64_t count_owned(const layout *l, const int64_t *shape, int axis, int64_t coord) {
    int64_t count = 0;
    for (int64_t k = 0; k < shape[axis]; k++) count += owner_of(l, axis, k) == coord;
    return count;
}

/* For every element in C order, its place in a vector that has the ranks' sections one after the other. */
static PetscInt *places(const layout *l, const int64_t *shape, int32_t ranks) {
    PetscInt *list = malloc(sizeof *list * (size_t)(shape[0] * shape[1] + 1));
    int64_t begin[64];
    CHECK_OR_QUIT(list != NULL && ranks <= 64);
    for (int64_t rank = 0, at = 0; rank < ranks; rank++) {
        begin[rank] = at;
        at += count_owned(l, shape, 0, rank / l->grid[1]) * count_owned(l, shape, 1, rank % l->grid[1]);
    }
    for (int64_t i = 0; i < shape[0]; i++)
        for (int64_t j = 0; j < shape[1]; j++) {
            const int64_t p = owner_of(l, 0, i), q = owner_of(l, 1, j);
            const int64_t columns = count_owned(l, shape, 1, q);
            const int64_t place = local_of_index(l, 0, i) * columns + local_of_index(l, 1, j);
            list[i * shape[1] + j] = (PetscInt)(begin[p * l->grid[1] + q] + place);
        }
    return list;
}

static da_array *array_of(const world *w, const layout *l, const int64_t *shape) {
    da_distribution_options options;
    da_distribution *dist = NULL;
    da_array *a = NULL;
    int64_t grid[AXES];
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.grid_shape = grid;
    /* Undistributed axes take no grid axis. */
    for (int k = 0; k < AXES; k++) {
        const char *word = k == 0 ? l->text : strchr(l->text, ',') + 1;
        if (word[0] != 'n') grid[options.grid_ndim++] = l->grid[k];
    }
    CHECK_OK(da_distribution_create(w->ctx, AXES, shape, l->text, &options, &dist));
    CHECK_OK(da_zeros(dist, DA_FLOAT64, &a));
    CHECK_OR_QUIT(a != NULL);
    CHECK_OK(da_distribution_free(&dist));
    return a;
}

/* PETSc's vector on the same memory. */
static Vec vector_on(const da_array *a, int32_t access) {
    Vec vector = NULL;
    const da_local section = local_of(a, access);
    PETSC_OK(VecCreateMPIWithArray(PETSC_COMM_WORLD, 1, (PetscInt)section.size, PETSC_DECIDE, section.data, &vector));
    return vector;
}

static void scatter(const layout *from, const layout *to, const int64_t *shape, const world *w, Vec source, Vec target) {
    PetscInt *from_places = places(from, shape, w->size), *to_places = places(to, shape, w->size);
    /* Each rank names a part of the elements; which one does not matter. */
    const PetscInt count = (PetscInt)(shape[0] * shape[1]);
    const PetscInt begin = count * w->rank / w->size, end = count * (w->rank + 1) / w->size;
    IS from_set, to_set;
    VecScatter moving;
    PETSC_OK(ISCreateGeneral(PETSC_COMM_WORLD, end - begin, from_places + begin, PETSC_USE_POINTER, &from_set));
    PETSC_OK(ISCreateGeneral(PETSC_COMM_WORLD, end - begin, to_places + begin, PETSC_USE_POINTER, &to_set));
    PETSC_OK(VecScatterCreate(source, from_set, target, to_set, &moving));
    PETSC_OK(VecScatterBegin(moving, source, target, INSERT_VALUES, SCATTER_FORWARD));
    PETSC_OK(VecScatterEnd(moving, source, target, INSERT_VALUES, SCATTER_FORWARD));
    PETSC_OK(VecScatterDestroy(&moving));
    PETSC_OK(ISDestroy(&from_set));
    PETSC_OK(ISDestroy(&to_set));
    free(from_places);
    free(to_places);
}

/* Numbers with all their digits, different on every rank. */
static void fill(const da_array *a, const world *w) {
    const da_local section = local_of(a, DA_ACCESS_WRITE);
    double *data = section.data;
    for (int64_t k = 0; k < section.size; k++) data[k] = 1.0 / (double)(1 + k + 100000 * w->rank);
}

static void check_pair(const world *w, const layout *from, const layout *to, const int64_t *shape) {
    da_array *source = array_of(w, from, shape), *ours = array_of(w, to, shape), *theirs = array_of(w, to, shape);
    da_distribution *from_dist = NULL, *to_dist = NULL;
    da_plan *plan = NULL;
    fill(source, w);
    CHECK_OK(da_array_distribution(source, &from_dist));
    CHECK_OK(da_array_distribution(ours, &to_dist));
    CHECK_OK(da_plan_create(from_dist, DA_FLOAT64, to_dist, DA_FLOAT64, NULL, &plan));
    CHECK_OR_QUIT(plan != NULL);
    CHECK_OK(da_plan_execute(plan, source, ours));
    Vec source_vector = vector_on(source, DA_ACCESS_READ), target_vector = vector_on(theirs, DA_ACCESS_WRITE);
    scatter(from, to, shape, w, source_vector, target_vector);
    const da_local a = local_of(ours, DA_ACCESS_READ), b = local_of(theirs, DA_ACCESS_READ);
    CHECK_EQ_I64(a.size, b.size);
    CHECK(a.size == 0 || memcmp(a.data, b.data, (size_t)a.size * sizeof(double)) == 0);
    for (int64_t k = 0; k < a.size; k++) CHECK(((const double *)a.data)[k] > 0);
    PETSC_OK(VecDestroy(&source_vector));
    PETSC_OK(VecDestroy(&target_vector));
    CHECK_OK(da_plan_free(&plan));
    CHECK_OK(da_distribution_free(&from_dist));
    CHECK_OK(da_distribution_free(&to_dist));
    CHECK_OK(da_array_free(&source));
    CHECK_OK(da_array_free(&ours));
    CHECK_OK(da_array_free(&theirs));
}

int main(int argc, char **argv) {
    static const char *const texts[] = {"b,n", "n,b", "b,b", "c:3,c:5", "c,b", "n,c:2", "c:4,n"};
    static const int64_t shapes[][AXES] = {{24, 36}, {17, 23}, {5, 64}};
    enum { LAYOUTS = sizeof texts / sizeof *texts, SHAPES = sizeof shapes / sizeof *shapes };
    MPI_Init(&argc, &argv);
    PETSC_OK(PetscInitialize(NULL, NULL, NULL, NULL));
    world w = world_open();
    const int down = w.size % 2 == 0 ? 2 : 1;
    for (int s = 0; s < SHAPES; s++)
        for (int a = 0; a < LAYOUTS; a++)
            for (int b = 0; b < LAYOUTS; b++) {
                layout from = {texts[a], {0}, {0}}, to = {texts[b], {0}, {0}};
                complete(&from, shapes[s], w.size, down);
                complete(&to, shapes[s], w.size, w.size / down);
                check_pair(&w, &from, &to, shapes[s]);
            }
    world_close(&w);
    const int verdict = check_finish();
    PETSC_OK(PetscFinalize());
    MPI_Finalize();
    return verdict;
}
