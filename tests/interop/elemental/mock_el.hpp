// A stand-in for Elemental's header, with the signatures that Elemental documents and as little behind them as shows
// what an adapter attaches: a matrix keeps what it was given, and answers where elements are by Elemental's rules,
// written down once more and on their own. Tests use it where the library is not to be had.
#ifndef DISTARRAY_TESTS_MOCK_EL_HPP
#define DISTARRAY_TESTS_MOCK_EL_HPP

#include <complex>
#include <stdexcept>
#include <vector>

#include <mpi.h>

namespace El {

using Int = int;
template <class Real> using Complex = std::complex<Real>;

enum Dist { MC, MD, MR, VC, VR, STAR, CIRC };
enum DistWrap { ELEMENT, BLOCK };
enum GridOrder { ROW_MAJOR, COLUMN_MAJOR };

namespace mpi {
struct Comm {
    MPI_Comm comm;
    explicit Comm(MPI_Comm of = MPI_COMM_WORLD) : comm(of) {}
};
}  // namespace mpi

struct Environment {
    Environment(int &argc, char **&argv) { MPI_Init(&argc, &argv); }
    ~Environment() { MPI_Finalize(); }
};

class Grid {
public:
    explicit Grid(mpi::Comm comm, int height, GridOrder order = COLUMN_MAJOR) : height_(height), order_(order) {
        MPI_Comm_rank(comm.comm, &rank_);
        MPI_Comm_size(comm.comm, &size_);
        if (height < 1 || size_ % height != 0) throw std::logic_error("the height does not divide the number of processes");
    }
    int Height() const { return height_; }
    int Width() const { return size_ / height_; }
    int Size() const { return size_; }
    GridOrder Order() const { return order_; }
    int Row() const { return order_ == COLUMN_MAJOR ? rank_ % Height() : rank_ / Width(); }
    int Col() const { return order_ == COLUMN_MAJOR ? rank_ / Height() : rank_ % Width(); }

private:
    int height_, rank_ = -1, size_ = 0;
    GridOrder order_;
};

// How many indices a dimension has, and which of them is that of the process at (row, col).
inline int Stride(Dist d, const Grid &g) {
    return d == MC ? g.Height() : d == MR ? g.Width() : d == VC || d == VR ? g.Size() : 1;
}
inline int IndexAt(Dist d, const Grid &g, int row, int col) {
    return d == MC ? row : d == MR ? col : d == VC ? row + col * g.Height() : d == VR ? col + row * g.Width() : 0;
}

// What element-wise and BLOCK matrices share. Element i lies in block (i + cut) / block, at index (block + align) % stride.
template <class T, Dist U, Dist V> class MockMatrix {
public:
    explicit MockMatrix(const Grid &grid, int root = 0) : grid_(&grid), root_(root) {}
    const El::Grid &Grid() const { return *grid_; }
    Int Height() const { return height_; }
    Int Width() const { return width_; }
    int ColAlign() const { return col_align_; }
    int RowAlign() const { return row_align_; }
    int Root() const { return root_; }
    bool Locked() const { return locked_; }
    Int LDim() const { return ldim_; }
    const T *LockedBuffer() const { return buffer_; }
    T *Buffer() {
        if (locked_) throw std::logic_error("the matrix is locked");
        return const_cast<T *>(buffer_);
    }
    bool IsLocalRow(Int i) const { return Here() && Index(i, block_height_, col_cut_, col_align_, U) == Mine(U); }
    bool IsLocalCol(Int j) const { return Here() && Index(j, block_width_, row_cut_, row_align_, V) == Mine(V); }
    Int LocalHeight() const { return Here() ? Count(height_, block_height_, col_cut_, col_align_, U) : 0; }
    Int LocalWidth() const { return Here() ? Count(width_, block_width_, row_cut_, row_align_, V) : 0; }
    Int LocalRow(Int i) const { return CountRows(i); }
    Int LocalCol(Int j) const { return CountCols(j); }
    Int GlobalRow(Int local) const { return Find(local, &MockMatrix::IsLocalRow); }
    Int GlobalCol(Int local) const { return Find(local, &MockMatrix::IsLocalCol); }
    void Empty() { Set(0, 0, *grid_, 0, 0, nullptr, 0, 0, false); }

protected:
    void Set(Int height, Int width, const El::Grid &grid, int col_align, int row_align, const T *buffer, Int ldim, int root,
             bool locked) {
        if (height < 0 || width < 0) throw std::logic_error("a negative extent");
        if (col_align < 0 || col_align >= Stride(U, grid) || row_align < 0 || row_align >= Stride(V, grid))
            throw std::logic_error("an alignment outside of the grid");
        height_ = height, width_ = width, grid_ = &grid, col_align_ = col_align, row_align_ = row_align;
        buffer_ = buffer, ldim_ = ldim, root_ = root, locked_ = locked;
        if (LocalHeight() > ldim && LocalWidth() > 0) throw std::logic_error("the leading dimension is too small");
    }
    Int block_height_ = 1, block_width_ = 1, col_cut_ = 0, row_cut_ = 0;

private:
    bool Here() const { return U != CIRC || grid_->Row() + grid_->Col() * grid_->Height() == root_; }
    int Mine(Dist d) const { return IndexAt(d, *grid_, grid_->Row(), grid_->Col()); }
    int Index(Int i, Int block, Int cut, int align, Dist d) const { return int((i + cut) / block + align) % Stride(d, *grid_); }
    // Without walking over the elements, which LocalRow and LocalCol do.
    Int Count(Int extent, Int block, Int cut, int align, Dist d) const {
        const Int stride = Stride(d, *grid_), period = block * stride, shift = (Mine(d) - align + stride) % stride * block;
        const auto below = [&](Int x) {
            const Int rest = x % period - shift;
            return x / period * block + (rest < 0 ? 0 : rest < block ? rest : block);
        };
        return below(extent + cut) - below(cut);
    }
    Int CountRows(Int end) const {
        Int n = 0;
        for (Int i = 0; i < end; i++) n += IsLocalRow(i);
        return n;
    }
    Int CountCols(Int end) const {
        Int n = 0;
        for (Int j = 0; j < end; j++) n += IsLocalCol(j);
        return n;
    }
    Int Find(Int local, bool (MockMatrix::*is_local)(Int) const) const {
        Int i = 0;
        while (!(this->*is_local)(i) || local-- > 0) i++;
        return i;
    }
    const El::Grid *grid_;
    Int height_ = 0, width_ = 0, ldim_ = 1;
    int col_align_ = 0, row_align_ = 0, root_ = 0;
    bool locked_ = false;
    const T *buffer_ = nullptr;
};

template <class T, Dist U = MC, Dist V = MR, DistWrap W = ELEMENT> class DistMatrix : public MockMatrix<T, U, V> {
public:
    explicit DistMatrix(const El::Grid &grid, int root = 0) : MockMatrix<T, U, V>(grid, root) {}
    void Attach(Int height, Int width, const El::Grid &grid, int col_align, int row_align, T *buffer, Int ldim, int root = 0) {
        this->Set(height, width, grid, col_align, row_align, buffer, ldim, root, false);
    }
    void LockedAttach(Int height, Int width, const El::Grid &grid, int col_align, int row_align, const T *buffer, Int ldim,
                      int root = 0) {
        this->Set(height, width, grid, col_align, row_align, buffer, ldim, root, true);
    }
};

template <class T, Dist U, Dist V> class DistMatrix<T, U, V, BLOCK> : public MockMatrix<T, U, V> {
public:
    explicit DistMatrix(const El::Grid &grid, int root = 0) : MockMatrix<T, U, V>(grid, root) {}
    Int BlockHeight() const { return this->block_height_; }
    Int BlockWidth() const { return this->block_width_; }
    Int ColCut() const { return this->col_cut_; }
    Int RowCut() const { return this->row_cut_; }
    void Attach(Int height, Int width, const El::Grid &grid, Int block_height, Int block_width, int col_align, int row_align,
                Int col_cut, Int row_cut, T *buffer, Int ldim, int root = 0) {
        SetBlocks(block_height, block_width, col_cut, row_cut);
        this->Set(height, width, grid, col_align, row_align, buffer, ldim, root, false);
    }
    void LockedAttach(Int height, Int width, const El::Grid &grid, Int block_height, Int block_width, int col_align,
                      int row_align, Int col_cut, Int row_cut, const T *buffer, Int ldim, int root = 0) {
        SetBlocks(block_height, block_width, col_cut, row_cut);
        this->Set(height, width, grid, col_align, row_align, buffer, ldim, root, true);
    }

private:
    void SetBlocks(Int height, Int width, Int col_cut, Int row_cut) {
        if (height < 1 || width < 1 || col_cut < 0 || col_cut >= height || row_cut < 0 || row_cut >= width)
            throw std::logic_error("blocks and cuts do not fit");
        this->block_height_ = height, this->block_width_ = width, this->col_cut_ = col_cut, this->row_cut_ = row_cut;
    }
};

}  // namespace El

#endif  // DISTARRAY_TESTS_MOCK_EL_HPP
