/* ranks: 1 2 3 4 6  timeout: 120  valgrind-full: 2
 * The adapter for Elemental without Elemental: a stand-in for its header keeps what is attached and finds elements by
 * Elemental's documented rules. And what it says of element-wise and BLOCK matrices ScaLAPACK confirms on the same
 * memory: blocks of 1, or of what they are, on a grid in the same order, alignments as sources. */
#define DISTARRAY_ELEMENTAL_INCLUDED 1
#include "../elemental/mock_el.hpp"
#include "../elemental/checks.hpp"

#include <distarray/scalapack.h>

extern "C" void pdelget_(const char *scope, const char *top, double *alpha, const double *a, const int *ia, const int *ja,
                         const int *desc);

namespace {

using checks::HEIGHT;
using checks::WIDTH;

/* ScaLAPACK finds every element of an imported matrix. */
template <class Matrix>
void check_elget(const world &w, const da_scalapack_grid &blacs, const Matrix &m, int mb, int nb) {
    int desc[9] = {};
    void *data = nullptr;
    da_array *a = nullptr;
    CHECK_OK(distarray::elemental::matrix_import(w.ctx, m, &a));
    CHECK_OR_QUIT(a != nullptr);
    each_element(a, DA_ACCESS_WRITE, checks::store_entry, nullptr);
    CHECK_OK(da_scalapack_export(a, &blacs, DA_ACCESS_READ, desc, &data));
    CHECK_EQ_I64(desc[DA_SCALAPACK_MB], mb);
    CHECK_EQ_I64(desc[DA_SCALAPACK_NB], nb);
    CHECK_EQ_I64(desc[DA_SCALAPACK_RSRC], m.ColAlign());
    CHECK_EQ_I64(desc[DA_SCALAPACK_CSRC], m.RowAlign());
    if (m.LocalHeight() > 0 && m.LocalWidth() > 0) CHECK(data == m.LockedBuffer());
    for (int i = 1; i <= HEIGHT; i++)
        for (int j = 1; j <= WIDTH; j++) {
            double got = -1;
            pdelget_("A", " ", &got, static_cast<const double *>(data), &i, &j, desc);
            CHECK_NEAR(got, double(checks::entry(i - 1, j - 1)), 0);
        }
    CHECK_OK(da_array_free(&a));
}

/* The same grid for both libraries; ScaLAPACK's matrix, exported as Elemental's, has its sources as alignments. */
void check_scalapack(const world &w, int height, bool rows_first) {
    const El::Grid grid(El::mpi::Comm(MPI_COMM_WORLD), height, rows_first ? El::ROW_MAJOR : El::COLUMN_MAJOR);
    std::vector<double> memory(std::size_t(HEIGHT + 2) * (WIDTH + 1));
    da_scalapack_grid blacs;
    CHECK_OK(da_scalapack_grid_create(w.ctx, rows_first ? "Row-major" : "Column-major", grid.Height(), grid.Width(), &blacs));
    CHECK_EQ_I64(blacs.row, grid.Row());
    CHECK_EQ_I64(blacs.col, grid.Col());
    for (int down = 0; down < grid.Height(); down++)
        for (int right = 0; right < grid.Width(); right++) {
            El::DistMatrix<double> m(grid);
            El::DistMatrix<double, El::MC, El::MR, El::BLOCK> b(grid), back(grid);
            m.Attach(HEIGHT, WIDTH, grid, down, right, memory.data(), HEIGHT + 2);
            check_elget(w, blacs, m, 1, 1);
            b.Attach(HEIGHT, WIDTH, grid, 4, 2, down, right, 0, 0, memory.data(), HEIGHT + 2);
            check_elget(w, blacs, b, 4, 2);
            da_array *a = nullptr;
            const int desc[9] = {1, int(blacs.blacs), HEIGHT, WIDTH, 4, 2, down, right, HEIGHT + 2};
            CHECK_OK(da_scalapack_import(&blacs, desc, DA_FLOAT64, memory.data(), 0, nullptr, nullptr, &a));
            CHECK_OK(distarray::elemental::matrix_export(a, grid, back));
            CHECK_EQ_I64(back.ColAlign(), down);
            CHECK_EQ_I64(back.RowAlign(), right);
            CHECK_EQ_I64(back.BlockHeight(), 4);
            if (back.LocalHeight() > 0 && back.LocalWidth() > 0) CHECK(back.LockedBuffer() == memory.data());
            CHECK_OK(da_array_free(&a));
        }
    CHECK_OK(da_scalapack_grid_free(&blacs));
}

}  // namespace

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    world w = world_open();
    checks::check_everything(w, true);
    for (int height = 1; height <= w.size; height++)
        for (int order = 0; order < 2; order++)
            if (w.size % height == 0) check_scalapack(w, height, order == 1);
    world_close(&w);
    const int verdict = check_finish();
    MPI_Finalize();
    return verdict;
}
