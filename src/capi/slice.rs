//! Basic indexing: views and copies of parts of arrays.

use super::array::{da_array, give};
use super::distribution::{da_distribution, give as give_distribution};
use super::error::da_status;
use super::frame::Frame;
use super::guard::{guard, items, not_null, text};
use crate::array::{Array, Placement, Selection};
use crate::compute::creation;
use crate::distribution::Shown;
use crate::error::Result;
use crate::fail;
use crate::index::{IndexItem, MAX_NDIM, parse_indexing};
use std::os::raw::c_char;
use std::sync::Arc;

/// Kind of a da_slice: from `start` to before `stop` by `step`, each of which may be DA_SLICE_NONE.
pub const DA_SLICE_RANGE: i32 = 1;
/// Kind of a da_slice: the one index `start`; the axis disappears.
pub const DA_SLICE_INDEX: i32 = 2;
/// Kind of a da_slice: a new axis of extent 1.
pub const DA_SLICE_NEWAXIS: i32 = 3;
/// Kind of a da_slice: all of as many axes as are not named otherwise.
pub const DA_SLICE_ELLIPSIS: i32 = 4;

/// A start, stop or step that is left out, as in Python's `a[::2]`.
pub const DA_SLICE_NONE: i64 = -9_223_372_036_854_775_807 - 1;

/// Most entries that can make sense: every axis, as many new ones, and an ellipsis.
const MOST_ENTRIES: usize = 2 * MAX_NDIM + 1;

/// One entry between the brackets of Python's `a[2:-1, ..., 5]`. Make it with da_range(), da_whole(),
/// da_at(), da_newaxis() or da_ellipsis().
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct da_slice {
    /// The first index, or the only one; a negative one counts from the end.
    pub start: i64,
    /// Where a range ends, not included; a negative one counts from the end.
    pub stop: i64,
    /// The step of a range, of any sign, not 0.
    pub step: i64,
    /// DA_SLICE_RANGE to DA_SLICE_ELLIPSIS.
    pub kind: i32,
    /// 0.
    pub reserved: i32,
}

impl da_slice {
    const fn of(kind: i32, [start, stop, step]: [i64; 3]) -> da_slice {
        da_slice { start, stop, step, kind, reserved: 0 }
    }

    fn read(&self, at: usize) -> Result<IndexItem> {
        let given = |bound: i64| (bound != DA_SLICE_NONE).then_some(bound);
        if self.reserved != 0 {
            fail!(Argument, "slices[{at}].reserved is {}; it must be 0", self.reserved);
        }
        match self.kind {
            DA_SLICE_RANGE => {
                let [start, stop, step] = [self.start, self.stop, self.step].map(given);
                Ok(IndexItem::Slice { start, stop, step })
            }
            DA_SLICE_INDEX => Ok(IndexItem::Index(self.start)),
            DA_SLICE_NEWAXIS => Ok(IndexItem::NewAxis),
            DA_SLICE_ELLIPSIS => Ok(IndexItem::Ellipsis),
            kind => fail!(
                Argument,
                "slices[{at}].kind is {kind}; it is DA_SLICE_RANGE (1), DA_SLICE_INDEX (2), DA_SLICE_NEWAXIS (3) or \
                 DA_SLICE_ELLIPSIS (4)"
            ),
        }
    }
}

/// Make an entry that selects a range of an axis, as Python's `start:stop:step`.
///
/// Not collective.
/// @param start the first index; negative ones count from the end; DA_SLICE_NONE if it is left out.
/// @param stop where it ends, not included; negative ones count from the end; DA_SLICE_NONE if it is left out.
/// @param step the step, not 0; DA_SLICE_NONE for 1.
/// @return the entry, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_range(start: i64, stop: i64, step: i64) -> da_slice {
    da_slice::of(DA_SLICE_RANGE, [start, stop, step])
}

/// Make an entry that selects all of an axis, as Python's `:`.
///
/// Not collective.
/// @return the entry, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_whole() -> da_slice {
    da_slice::of(DA_SLICE_RANGE, [DA_SLICE_NONE; 3])
}

/// Make an entry that selects one index of an axis, which disappears.
///
/// Not collective.
/// @param i the index; negative ones count from the end. On an unstructured axis: the label.
/// @return the entry, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_at(i: i64) -> da_slice {
    da_slice::of(DA_SLICE_INDEX, [i, DA_SLICE_NONE, DA_SLICE_NONE])
}

/// Make an entry that adds an axis of extent 1, as NumPy's `newaxis`.
///
/// Not collective.
/// @return the entry, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_newaxis() -> da_slice {
    da_slice::of(DA_SLICE_NEWAXIS, [DA_SLICE_NONE; 3])
}

/// Make an entry that selects all of the axes that no other entry names, as Python's `...`.
///
/// Not collective.
/// @return the entry, by value; nothing to free.
/// Errors: none.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub extern "C" fn da_ellipsis() -> da_slice {
    da_slice::of(DA_SLICE_ELLIPSIS, [DA_SLICE_NONE; 3])
}

/// # Safety
/// `slices` is NULL or has `n` items.
unsafe fn read_slices(n: i32, slices: *const da_slice) -> Result<Vec<IndexItem>> {
    let Some(count) = usize::try_from(n).ok().filter(|count| *count <= MOST_ENTRIES) else {
        fail!(Argument, "n is {n}; an index has 0 to {MOST_ENTRIES} entries");
    };
    // SAFETY: the caller's array.
    let slices = unsafe { items(slices, count, "slices")? };
    slices.iter().enumerate().map(|(at, slice)| slice.read(at)).collect()
}

/// # Safety
/// `index` is NULL or a text.
unsafe fn read_text(index: *const c_char) -> Result<Vec<IndexItem>> {
    // SAFETY: the caller's text.
    let items = parse_indexing(unsafe { text(index, "text")? })?;
    if items.len() > MOST_ENTRIES {
        fail!(Index, "the index has {} entries; 0 to {MOST_ENTRIES} make sense", items.len());
    }
    Ok(items)
}

/// Mixes the entries into what ranks must agree on: the same for records and text.
fn describe(frame: &mut Frame, items: &[IndexItem]) {
    let bound = |bound: Option<i64>| bound.unwrap_or(DA_SLICE_NONE);
    let words = |item: &IndexItem| match *item {
        IndexItem::Slice { start, stop, step } => [1, bound(start), bound(stop), bound(step)],
        IndexItem::Index(index) => [2, index, 0, 0],
        IndexItem::NewAxis => [3, 0, 0, 0],
        IndexItem::Ellipsis => [4, 0, 0, 0],
    };
    let words: Vec<i64> = items.iter().flat_map(words).collect();
    frame.call.list("slices", &words);
}

/// What the selection becomes.
type Make = fn(&Array, &Shown, u64) -> Result<Arc<Array>>;

/// The common body: silent, but where labels must be looked up.
///
/// # Safety
/// `out` is NULL or writable.
unsafe fn select(
    mut frame: Frame,
    a: *const da_array,
    items: Result<Vec<IndexItem>>,
    make: Make,
    check: fn(&Shown, &Array) -> Result<()>,
    out: *mut *mut da_array,
) -> Result<()> {
    let checked = not_null(out, "out");
    frame.take(checked);
    let items = frame.take(items);
    if let Some(items) = &items {
        describe(&mut frame, items);
    }
    let array = frame.array(a, "a");
    let base = array.as_ref().map(|array| array.placement().clone());
    let finish = |shown: &Shown, serial: u64| {
        let Some(array) = &array else { fail!(Internal, "a part of no array") };
        // SAFETY: `out` was checked.
        unsafe { give(out, make(array, shown, serial)?) }
    };
    let check = |shown: &Shown| array.as_ref().map_or(Ok(()), |array| check(shown, array));
    show(frame, base, items, check, finish)
}

/// Works out what a selection shows, by the class that the axes decide, and finishes the call with it.
fn show(
    mut frame: Frame,
    base: Option<Arc<Placement>>,
    items: Option<Vec<IndexItem>>,
    check: impl Fn(&Shown) -> Result<()>,
    finish: impl FnOnce(&Shown, u64) -> Result<()>,
) -> Result<()> {
    let selection = base.zip(items).map(|(base, items)| Selection::new(base, &items));
    let selection = selection.and_then(|selection| frame.take(selection));
    if let Some(selection) = selection.as_ref().filter(|selection| selection.asks()) {
        let name = frame.call.name();
        let session = selection.base().context().session().cloned();
        return frame.communicate(session, |session, serial| {
            let shown = selection.ask(&session, name)?;
            check(&shown)?;
            finish(&shown, serial)
        });
    }
    let prepared = selection.map(|selection| {
        let shown = selection.shown()?;
        check(&shown)?;
        Ok(shown)
    });
    let prepared = prepared.and_then(|prepared| frame.take(prepared));
    frame.silent(prepared, |shown, serial| finish(&shown, serial))
}

/// The common body of the functions that slice a distribution.
///
/// # Safety
/// `out` is NULL or writable.
unsafe fn select_distribution(
    mut frame: Frame,
    dist: *const da_distribution,
    items: Result<Vec<IndexItem>>,
    out: *mut *mut da_distribution,
) -> Result<()> {
    let checked = not_null(out, "out");
    frame.take(checked);
    let items = frame.take(items);
    if let Some(items) = &items {
        describe(&mut frame, items);
    }
    let base = frame.distribution(dist, "dist");
    let context = base.as_ref().map(|base| base.context().clone());
    show(
        frame,
        base,
        items,
        |_| Ok(()),
        |shown, serial| {
            let Some(context) = context else { fail!(Internal, "a part of no distribution") };
            // SAFETY: `out` was checked.
            unsafe { give_distribution(out, Placement::new(context, shown.distribution().clone(), serial)) }
        },
    )
}

fn strided(shown: &Shown, array: &Array) -> Result<()> {
    shown.require_strided(array.distribution())
}

fn anything(_: &Shown, _: &Array) -> Result<()> {
    Ok(())
}

/// Make a view of a part of an array, which shares its memory.
///
/// Collective, silent; communicating where an unstructured axis is indexed by an integer. Ranges are
/// clipped as in NumPy; the axes that no entry names are taken whole and keep their padding. Elements
/// stay where they are: a rank that owns none of the part holds an empty section, and after an index on
/// a distributed axis no section.
/// @param a an array.
/// @param n number of entries, 0 to 65.
/// @param slices `n` entries.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_INDEX for too many entries, or an index or label that is not there; DA_ERR_LAYOUT where no
/// strides show the part on all ranks (see da_slice_copy()); DA_ERR_LABELS for a part of an axis with labels
/// outside of its size; DA_ERR_ARGUMENT for `n`, a step 0 or a malformed entry; DA_ERR_SHAPE for more than 32
/// axes; DA_ERR_NULL; DA_ERR_INVALID_HANDLE; where it communicates also DA_ERR_NOT_MEMBER, DA_ERR_MISMATCH,
/// DA_ERR_TIMEOUT and DA_ERR_MPI.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_slice_view(
    a: *const da_array,
    n: i32,
    slices: *const da_slice,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's array.
        let items = unsafe { read_slices(n, slices) };
        // SAFETY: the caller's pointer.
        unsafe { select(Frame::new("da_slice_view"), a, items, Array::view, strided, out) }
    })
}

/// Make a view of a part of an array, which shares its memory; the part as text.
///
/// Collective, silent; communicating where an unstructured axis is indexed by an integer. As
/// da_slice_view().
/// @param a an array.
/// @param text what Python has between the brackets, such as "2:-1, ::3, 5", with `...` and `None` or `newaxis`.
/// @param[out] out the view.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free(); it keeps the memory of `a`.
/// Errors: DA_ERR_SYNTAX for a text that can not be read; DA_ERR_INDEX, DA_ERR_LAYOUT, DA_ERR_LABELS,
/// DA_ERR_ARGUMENT, DA_ERR_SHAPE and the others of da_slice_view().
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_slice_text(
    a: *const da_array,
    text: *const c_char,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        let items = unsafe { read_text(text) };
        // SAFETY: the caller's pointer.
        unsafe { select(Frame::new("da_slice_text"), a, items, Array::view, strided, out) }
    })
}

/// Copy a part of an array into fresh memory.
///
/// Collective, silent; communicating where an unstructured axis is indexed by an integer. Every rank
/// copies what it owns of the part, and what it stores of whole axes; nothing is sent. There is a copy
/// of parts that no view can show.
/// @param a an array.
/// @param n number of entries, 0 to 65.
/// @param slices `n` entries, as for da_slice_view().
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_NO_MEMORY; those of da_slice_view() but DA_ERR_LAYOUT.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_slice_copy(
    a: *const da_array,
    n: i32,
    slices: *const da_slice,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's array.
        let items = unsafe { read_slices(n, slices) };
        // SAFETY: the caller's pointer.
        unsafe { select(Frame::new("da_slice_copy"), a, items, creation::selected, anything, out) }
    })
}

/// Copy a part of an array into fresh memory; the part as text.
///
/// Collective, silent; communicating where an unstructured axis is indexed by an integer. As
/// da_slice_copy().
/// @param a an array.
/// @param text what Python has between the brackets, as for da_slice_text().
/// @param[out] out the new array.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_array_free().
/// Errors: DA_ERR_SYNTAX for a text that can not be read; DA_ERR_NO_MEMORY; those of da_slice_view() but
/// DA_ERR_LAYOUT.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_slice_copy_text(
    a: *const da_array,
    text: *const c_char,
    out: *mut *mut da_array,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        let items = unsafe { read_text(text) };
        // SAFETY: the caller's pointer.
        unsafe { select(Frame::new("da_slice_copy_text"), a, items, creation::selected, anything, out) }
    })
}

/// Create the distribution of a part of an array.
///
/// Collective, silent; communicating where an unstructured axis is indexed by an integer. It is that
/// of the view or the copy of the part, whether or not strides can show it; see docs/distributions.md.
/// @param dist a distribution.
/// @param n number of entries, 0 to 65.
/// @param slices `n` entries, as for da_slice_view().
/// @param[out] out the new distribution. It keeps the context alive.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: those of da_slice_view() but DA_ERR_LAYOUT.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_slice(
    dist: *const da_distribution,
    n: i32,
    slices: *const da_slice,
    out: *mut *mut da_distribution,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's array.
        let items = unsafe { read_slices(n, slices) };
        // SAFETY: the caller's pointer.
        unsafe { select_distribution(Frame::new("da_distribution_slice"), dist, items, out) }
    })
}

/// Create the distribution of a part of an array; the part as text.
///
/// Collective, silent; communicating where an unstructured axis is indexed by an integer. As
/// da_distribution_slice().
/// @param dist a distribution.
/// @param text what Python has between the brackets, as for da_slice_text().
/// @param[out] out the new distribution. It keeps the context alive.
/// @return DA_OK or an error; an error on one rank alone reaches the others at the next communicating call.
/// Ownership: the caller owns `*out` and frees it with da_distribution_free().
/// Errors: DA_ERR_SYNTAX for a text that can not be read; those of da_slice_view() but DA_ERR_LAYOUT.
/// Since: 0.1.0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn da_distribution_slice_text(
    dist: *const da_distribution,
    text: *const c_char,
    out: *mut *mut da_distribution,
) -> da_status {
    guard(|| {
        // SAFETY: the caller's text.
        let items = unsafe { read_text(text) };
        // SAFETY: the caller's pointer.
        unsafe { select_distribution(Frame::new("da_distribution_slice_text"), dist, items, out) }
    })
}
