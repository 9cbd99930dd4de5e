//! Basic indexing as NumPy has it: integers, slices, an ellipsis and new axes, as records and as text.

use super::{AxisSlice, MAX_NDIM, shape_text};
use crate::error::{Error, Result, Status};
use crate::fail;

/// One entry between the brackets of `a[...]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexItem {
    /// `start:stop:step`; what is left out is None.
    Slice {
        /// First index; negative counts from the end.
        start: Option<i64>,
        /// Where it ends, not included.
        stop: Option<i64>,
        /// The step, not 0.
        step: Option<i64>,
    },
    /// An integer, which removes the axis; negative counts from the end.
    Index(i64),
    /// `...`: all of as many axes as it takes.
    Ellipsis,
    /// A new axis of extent 1.
    NewAxis,
}

/// One entry with a shape known: no defaults, nothing negative, nothing outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selected {
    /// A part of the next axis, or all of it.
    Slice(AxisSlice),
    /// One index of the next axis, which disappears.
    Index(i64),
    /// A new axis of extent 1.
    NewAxis,
}

/// Reads `"2:-1, ::3, 5"`: entries separated by commas, white space free, `...` and `None` or
/// `newaxis`. The empty text selects everything.
pub fn parse_indexing(text: &str) -> Result<Vec<IndexItem>> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut entries: Vec<&str> = text.split(',').collect();
    // As in Python, one comma may stand behind the last entry.
    if entries.len() > 1 && entries.last().is_some_and(|entry| entry.trim().is_empty()) {
        entries.pop();
    }
    entries.into_iter().enumerate().map(|(at, entry)| parse_item(text, at, entry.trim())).collect()
}

fn parse_item(text: &str, at: usize, entry: &str) -> Result<IndexItem> {
    let number = |part: &str| -> Result<Option<i64>> {
        let part = part.trim();
        match part.parse::<i64>() {
            _ if part.is_empty() => Ok(None),
            Ok(number) => Ok(Some(number)),
            Err(_) => fail!(Syntax, "{part:?} in entry {at} of the index {text:?} is no number of 64 bits"),
        }
    };
    match entry {
        "..." => return Ok(IndexItem::Ellipsis),
        "None" | "newaxis" => return Ok(IndexItem::NewAxis),
        "" => fail!(Syntax, "entry {at} of the index {text:?} is empty"),
        _ => {}
    }
    let parts = entry.split(':').map(number).collect::<Result<Vec<_>>>()?;
    match parts[..] {
        [Some(index)] => Ok(IndexItem::Index(index)),
        [start, stop] => Ok(IndexItem::Slice { start, stop, step: None }),
        [start, stop, step] => Ok(IndexItem::Slice { start, stop, step }),
        _ => {
            fail!(Syntax, "entry {at} of the index {text:?} has too many colons; a slice is start:stop:step")
        }
    }
}

/// Fits entries to a shape by NumPy's rules: the ellipsis and axes that are not named are taken whole,
/// slices are clipped, integers must be inside. On axes where `is_labelled` holds, integers are
/// labels and are left alone.
pub fn resolve_indexing(
    items: &[IndexItem],
    shape: &[i64],
    is_labelled: impl Fn(usize) -> bool,
) -> Result<Vec<Selected>> {
    let takes = |item: &&IndexItem| matches!(item, IndexItem::Slice { .. } | IndexItem::Index(_));
    let named = items.iter().filter(takes).count();
    if named > shape.len() {
        fail!(Index, "{named} indices for the {} axes of shape {}", shape.len(), shape_text(shape));
    }
    if items.iter().filter(|item| **item == IndexItem::Ellipsis).count() > 1 {
        fail!(Index, "an index has one ellipsis at most");
    }
    let new = items.iter().filter(|item| **item == IndexItem::NewAxis).count();
    let removed = items.iter().filter(|item| matches!(item, IndexItem::Index(_))).count();
    if shape.len() + new - removed > MAX_NDIM {
        fail!(Shape, "{new} new axes beside {} make more than {MAX_NDIM}", shape.len() - removed);
    }
    let mut selected = Vec::with_capacity(shape.len() + new);
    let mut axis = 0;
    let mut rest = shape.len() - named;
    let whole = |axis: usize| Selected::Slice(AxisSlice::whole(shape[axis]));
    for item in items {
        match *item {
            IndexItem::NewAxis => selected.push(Selected::NewAxis),
            IndexItem::Ellipsis => {
                selected.extend((axis..axis + rest).map(whole));
                axis += std::mem::take(&mut rest);
            }
            IndexItem::Index(index) => {
                let index = if is_labelled(axis) { index } else { resolve_index(axis, shape[axis], index)? };
                selected.push(Selected::Index(index));
                axis += 1;
            }
            IndexItem::Slice { start, stop, step } => {
                selected.push(Selected::Slice(resolve_slice(axis, shape[axis], start, stop, step)?));
                axis += 1;
            }
        }
    }
    selected.extend((axis..shape.len()).map(whole));
    Ok(selected)
}

fn resolve_index(axis: usize, extent: i64, index: i64) -> Result<i64> {
    let from_start = if index < 0 { index.saturating_add(extent) } else { index };
    if !(0..extent).contains(&from_start) {
        return Err(Error::new(
            Status::Index,
            format!("index {index} is out of bounds for axis {axis} with size {extent}"),
        ));
    }
    Ok(from_start)
}

fn resolve_slice(
    axis: usize,
    extent: i64,
    start: Option<i64>,
    stop: Option<i64>,
    step: Option<i64>,
) -> Result<AxisSlice> {
    let step = step.unwrap_or(1);
    let (least, most) = if step > 0 { (0, extent) } else { (-1, extent - 1) };
    let clip = |bound: i64| {
        let from_start = if bound < 0 { bound.saturating_add(extent) } else { bound };
        from_start.clamp(least, most)
    };
    let (first, last) = if step > 0 { (0, extent) } else { (extent - 1, -1) };
    AxisSlice::new(axis, extent, start.map_or(first, clip), stop.map_or(last, clip), step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(text: &str, shape: &[i64]) -> Result<Vec<Selected>> {
        resolve_indexing(&parse_indexing(text)?, shape, |_| false)
    }

    fn indices(text: &str, extent: i64) -> Vec<i64> {
        let [Selected::Slice(slice)] = select(text, &[extent]).unwrap()[..] else { panic!("{text}") };
        (0..slice.count()).map(|k| slice.get(k)).collect()
    }

    #[test]
    fn slices_as_in_python() {
        assert_eq!(indices("2:-1", 6), [2, 3, 4]);
        assert_eq!(indices("::-2", 6), [5, 3, 1]);
        assert_eq!(indices("-100:100:3", 5), [0, 3]);
        assert_eq!(indices("-2:0:-1", 4), [2, 1]);
        assert!(indices("3:1", 4).is_empty());
        assert_eq!(indices(" 1 : : 2 ", 4), [1, 3]);
        assert_eq!(indices("", 3), [0, 1, 2]);
        assert_eq!(indices("::-9223372036854775808", 3), [2]);
        assert!(indices(":0:-1", 0).is_empty());
    }

    #[test]
    fn ellipsis_newaxis_and_integers() {
        let whole = |n| Selected::Slice(AxisSlice::whole(n));
        assert_eq!(select("..., -1", &[2, 3, 4]).unwrap(), [whole(2), whole(3), Selected::Index(3)]);
        assert_eq!(select("1,", &[2, 3]).unwrap(), [Selected::Index(1), whole(3)]);
        assert_eq!(
            select("None, :, newaxis, ...", &[2]).unwrap(),
            [Selected::NewAxis, whole(2), Selected::NewAxis]
        );
        assert_eq!(select("...", &[]).unwrap(), []);
        let labelled = resolve_indexing(&[IndexItem::Index(-7)], &[2], |_| true).unwrap();
        assert_eq!(labelled, [Selected::Index(-7)]);
    }

    #[test]
    fn mistakes_are_named() {
        for (text, status, part) in [
            ("5", Status::Index, "index 5 is out of bounds for axis 0 with size 3"),
            ("-4", Status::Index, "-4"),
            ("1,2", Status::Index, "2 indices for the 1 axes"),
            ("...,...", Status::Index, "ellipsis"),
            ("::0", Status::Argument, "step 0"),
            ("1,,2", Status::Syntax, "entry 1"),
            ("1:2:3:4", Status::Syntax, "colons"),
            ("x", Status::Syntax, "\"x\""),
            ("99999999999999999999", Status::Syntax, "64 bits"),
        ] {
            let error = select(text, &[3]).unwrap_err();
            assert!(error.status == status && error.message.contains(part), "{text}: {error:?}");
        }
        let many = vec![IndexItem::NewAxis; 33];
        assert_eq!(resolve_indexing(&many, &[], |_| false).unwrap_err().status, Status::Shape);
    }
}
