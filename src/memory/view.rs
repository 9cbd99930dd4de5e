//! What is said about memory: an address, a dtype, a shape and byte strides.

use crate::dtype::DType;

/// A strided section of memory of this process. It borrows shape and strides, so that making one
/// costs nothing; it does not own the memory.
///
/// `strides` are in bytes, one per axis, and may be zero or negative. `ptr` is the element with
/// all indices 0.
#[derive(Clone, Copy, Debug)]
pub struct LocalView<'a> {
    /// Address of the element with all indices 0.
    pub ptr: *mut u8,
    /// Element type.
    pub dtype: DType,
    /// Extents.
    pub shape: &'a [i64],
    /// Distance in bytes between neighbours, per axis.
    pub strides: &'a [i64],
}

impl LocalView<'_> {
    /// True if some extent is zero (or negative, which describes nothing).
    pub fn is_empty(&self) -> bool {
        self.shape.iter().any(|&n| n <= 0)
    }

    /// True if the elements lie one after another in C order, without gaps.
    pub fn is_c_contiguous(&self) -> bool {
        let mut expected = self.dtype.itemsize() as i64;
        for (&extent, &stride) in self.shape.iter().zip(self.strides).rev() {
            if extent != 1 && stride != expected {
                return false;
            }
            expected = expected.wrapping_mul(extent);
        }
        true
    }

    /// The bounds in 64 bits, which is faster, if they fit; those of real memory do.
    fn near_bounds(&self) -> Option<(i64, i64)> {
        let mut low = i64::try_from(self.ptr as usize).ok()?;
        let mut high = low.checked_add(self.dtype.itemsize() as i64)?;
        for (&extent, &stride) in self.shape.iter().zip(self.strides) {
            let reach = (extent - 1).checked_mul(stride)?;
            low = low.checked_add(reach.min(0))?;
            high = high.checked_add(reach.max(0))?;
        }
        Some((low, high))
    }

    /// The first byte and the byte after the last, as addresses; None if there is no element.
    fn bounds(&self) -> Option<(i128, i128)> {
        if self.is_empty() {
            return None;
        }
        if let Some((low, high)) = self.near_bounds() {
            return Some((low.into(), high.into()));
        }
        let mut low = self.ptr as usize as i128;
        let mut high = low + self.dtype.itemsize() as i128;
        for (&extent, &stride) in self.shape.iter().zip(self.strides) {
            let reach = i128::from(extent - 1) * i128::from(stride);
            low += reach.min(0);
            high += reach.max(0);
        }
        Some((low, high))
    }
}

/// A view of memory that is known to be valid: a section of an array. Kernels take it without
/// `unsafe`; only sections make it.
#[derive(Clone, Copy, Debug)]
pub struct SafeView<'a>(LocalView<'a>);

impl<'a> SafeView<'a> {
    /// For sections, whose constructors say where the knowledge comes from.
    pub(super) fn vouch(view: LocalView<'a>) -> SafeView<'a> {
        SafeView(view)
    }

    /// The plain description.
    pub fn view(&self) -> &LocalView<'a> {
        &self.0
    }
}

/// How two views share memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// They have no byte in common.
    None,
    /// Each element of one is the element of the other with the same indices: working in place is
    /// safe.
    Identical,
    /// They may share memory in another way: copy the operand first.
    Partial,
}

/// Compares the memory of two views. The test is by bounds, so interleaved views that share no
/// element (the even and the odd columns) count as `Partial`.
pub fn overlaps(a: &LocalView, b: &LocalView) -> Overlap {
    if a.ptr == b.ptr && a.dtype == b.dtype && a.shape == b.shape && a.strides == b.strides && !a.is_empty() {
        return Overlap::Identical;
    }
    let (Some((a_low, a_high)), Some((b_low, b_high))) = (a.bounds(), b.bounds()) else {
        return Overlap::None;
    };
    if a_high <= b_low || b_high <= a_low {
        return Overlap::None;
    }
    let same_steps = a.strides.iter().zip(b.strides).zip(a.shape).all(|((s, t), &n)| n == 1 || s == t);
    let same_size = a.dtype.itemsize() == b.dtype.itemsize();
    if a.ptr == b.ptr && same_size && a.shape == b.shape && same_steps {
        Overlap::Identical
    } else {
        Overlap::Partial
    }
}
