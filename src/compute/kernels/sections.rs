//! The kernels on sections of arrays, whose memory is known to be valid.

use super::copy as copies;
use super::gather::gather_elements;
use super::reduce::{Loops, Operands, Second, States, fold as fold_views};
use crate::distribution::Listed;
use crate::error::Result;
use crate::fail;
use crate::memory::SafeView;
use crate::value::Value;

/// An operand on this rank.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// A section.
    Section(SafeView<'a>),
    /// A scalar.
    Scalar(Value),
}

/// Copies elements, converting them.
pub fn copy(from: &SafeView<'_>, to: &SafeView<'_>) -> Result<()> {
    // SAFETY: both views are sections of arrays.
    unsafe { copies::copy(from.view(), to.view()) }
}

/// Writes one value everywhere.
pub fn fill(target: &SafeView<'_>, value: &Value) -> Result<()> {
    // SAFETY: the view is a section of an array.
    unsafe { copies::fill(target.view(), value) }
}

/// Copies elements from listed places, without converting them.
pub fn gather(from: &SafeView<'_>, places: &Listed, to: &SafeView<'_>) -> Result<()> {
    let (from, to) = (from.view(), to.view());
    let inside = |axis: usize, place: i64| (0..from.shape[axis]).contains(&place);
    let empty = to.is_empty();
    let entered = empty
        || (places.start.len() == from.shape.len()
            && places.start.iter().enumerate().all(|(axis, place)| inside(axis, *place)));
    let fits = |(list, extent): (&Option<(usize, Vec<i64>)>, &i64)| match list {
        None => true,
        Some((axis, list)) => {
            list.len() as i64 == *extent
                && *axis < from.shape.len()
                && (empty || (places.start[*axis] == 0 && list.iter().all(|place| inside(*axis, *place))))
        }
    };
    let listed = places.lists.len() == to.shape.len() && places.lists.iter().zip(to.shape).all(fits);
    if !entered || !listed || from.dtype != to.dtype {
        fail!(Internal, "elements are to be copied from places that the section does not have");
    }
    if !empty {
        // SAFETY: both views are sections of arrays; every place was found inside the source, and each
        // of its axes is counted once, from 0.
        unsafe { gather_elements(from, places, to) };
    }
    Ok(())
}

/// Sections of one shape that a reduction reads.
#[derive(Clone, Copy)]
pub struct Reduced<'a> {
    /// The elements.
    pub x: SafeView<'a>,
    /// A second operand.
    pub second: Option<(SafeView<'a>, Second)>,
    /// Which elements count, as bool.
    pub mask: Option<SafeView<'a>>,
}

/// Adds all elements to the states of their results. Axis `k` is reduced where `axes[k]`.
pub fn fold(loops: &Loops, sections: &Reduced<'_>, axes: &[bool], states: &mut States) -> Result<()> {
    let operands = Operands {
        x: *sections.x.view(),
        second: sections.second.map(|(view, second)| (*view.view(), second)),
        mask: sections.mask.map(|view| *view.view()),
    };
    // SAFETY: all views are sections of arrays.
    unsafe { fold_views(loops, &operands, axes, states) }
}
