//! Distributions as text: `"b, c:64, n"` in both directions, and one line for people.

use super::{AxisKind, DimSpec, Distribution, Map};
use crate::error::{Error, Result, Status};
use crate::fail;
use crate::index::{check_shape, shape_text};

/// Reads one entry per axis, separated by commas: `n`, `b`, `c`, `c:64` or `u`. White space is
/// free, except inside an option. A block or an undistributed axis may carry options in parentheses, separated by spaces or
/// commas:
///
/// * `comm=1` or `comm=1:2`: communication padding, left and right;
/// * `cuts=1:2:3`: communication padding of its own for each cut;
/// * `boundary=1` or `boundary=1:0`: boundary padding;
/// * `bounds=0:4:9`: irregular blocks (`b` only);
/// * `periodic`.
///
/// Any distributed axis may carry `over=1`, the grid axis that it takes. The empty text belongs to
/// an array without axes.
pub fn parse_dist(shape: &[i64], text: &str) -> Result<Vec<DimSpec>> {
    check_shape(shape)?;
    let entries = split_entries(text)?;
    if entries.len() != shape.len() {
        fail!(
            Distribution,
            "the text {text:?} describes {} axes, but the shape {} has {}",
            entries.len(),
            shape_text(shape),
            shape.len()
        );
    }
    shape
        .iter()
        .zip(entries)
        .enumerate()
        .map(|(axis, (&size, entry))| parse_entry(axis, size, entry))
        .collect()
}

/// Splits at the commas outside parentheses.
fn split_entries(text: &str) -> Result<Vec<&str>> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    let (mut begin, mut inside) = (0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' if !inside => inside = true,
            ')' if inside => inside = false,
            '(' | ')' => fail!(Syntax, "parentheses do not match at position {at} of {text:?}"),
            ',' if !inside => {
                entries.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    if inside {
        fail!(Syntax, "a parenthesis is not closed in {text:?}");
    }
    entries.push(&text[begin..]);
    Ok(entries)
}

fn parse_entry(axis: usize, size: i64, entry: &str) -> Result<DimSpec> {
    let entry = entry.trim();
    let (head, options) = match entry.split_once('(') {
        None => (entry, ""),
        Some((head, rest)) => match rest.strip_suffix(')') {
            Some(options) => (head.trim(), options),
            None => fail!(Syntax, "{entry:?} of axis {axis} goes on behind its parenthesis"),
        },
    };
    let (letter, block_size) = match head.split_once(':') {
        None => (head, None),
        Some((letter, number)) => (letter.trim(), Some(parse_number(axis, entry, number)?)),
    };
    let kind = match letter {
        "n" => AxisKind::Undistributed,
        "b" => AxisKind::Block { bounds: None },
        "c" => AxisKind::Cyclic { block_size: block_size.unwrap_or(1) },
        "u" => AxisKind::Unstructured { one_to_one: false },
        _ => fail!(
            Syntax,
            "{entry:?} of axis {axis} is no kind of distribution; known are n, b, c, c:block_size and u"
        ),
    };
    if block_size.is_some() && letter != "c" {
        fail!(Syntax, "{entry:?} of axis {axis}: only c takes a block size");
    }
    let mut spec = DimSpec::new(size, kind);
    for option in options.split([',', ' ', '\t', '\n']).filter(|option| !option.is_empty()) {
        apply_option(axis, &mut spec, option)?;
    }
    Ok(spec)
}

fn apply_option(axis: usize, spec: &mut DimSpec, option: &str) -> Result<()> {
    let (key, value) = option.split_once('=').unwrap_or((option, ""));
    let numbers = || value.split(':').map(|n| parse_number(axis, option, n)).collect::<Result<Vec<i64>>>();
    match key {
        "comm" => spec.comm_padding = pair(axis, option, &numbers()?)?,
        "boundary" => spec.boundary_padding = pair(axis, option, &numbers()?)?,
        "cuts" => spec.cut_padding = Some(numbers()?),
        "periodic" if option == "periodic" => spec.periodic = true,
        "over" => {
            let number = parse_number(axis, option, value)?;
            let taken = usize::try_from(number).map_err(|_| {
                Error::new(Status::Grid, format!("{option:?} of axis {axis}: no grid axis {number}"))
            })?;
            spec.grid_axis = Some(taken);
        }
        "bounds" => match &mut spec.kind {
            AxisKind::Block { bounds } => *bounds = Some(numbers()?),
            _ => fail!(Syntax, "{option:?} of axis {axis}: only b has bounds"),
        },
        _ => fail!(
            Syntax,
            "{option:?} of axis {axis} is no option; known are comm, cuts, boundary, bounds, periodic and over"
        ),
    }
    Ok(())
}

/// One number for both sides, or one for each.
fn pair(axis: usize, option: &str, numbers: &[i64]) -> Result<[i64; 2]> {
    match *numbers {
        [both] => Ok([both, both]),
        [left, right] => Ok([left, right]),
        _ => fail!(Syntax, "{option:?} of axis {axis} needs one width, or two as left:right"),
    }
}

fn parse_number(axis: usize, entry: &str, text: &str) -> Result<i64> {
    match text.trim().parse::<i64>() {
        Ok(number) => Ok(number),
        Err(_) => fail!(Syntax, "{:?} in {entry:?} of axis {axis} is no number of 64 bits", text.trim()),
    }
}

/// An axis as [`parse_dist`] reads it; with the grid axis that it takes, if that is asked for.
fn entry_text(spec: &DimSpec, with_grid_axis: bool) -> String {
    let mut options = Vec::new();
    let join = |numbers: &[i64]| numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(":");
    if let AxisKind::Block { bounds: Some(bounds) } = &spec.kind {
        options.push(format!("bounds={}", join(bounds)));
    }
    for (name, widths) in [("comm", spec.comm_padding), ("boundary", spec.boundary_padding)] {
        if widths != [0, 0] {
            options.push(format!(
                "{name}={}",
                if widths[0] == widths[1] { join(&widths[..1]) } else { join(&widths) }
            ));
        }
    }
    if let Some(cuts) = &spec.cut_padding {
        options.push(format!("cuts={}", join(cuts)));
    }
    if spec.periodic {
        options.push("periodic".to_string());
    }
    if let Some(taken) = spec.grid_axis.filter(|_| with_grid_axis) {
        options.push(format!("over={taken}"));
    }
    let head = match spec.kind {
        AxisKind::Cyclic { block_size } if block_size > 1 => format!("c:{block_size}"),
        _ => spec.letter().to_string(),
    };
    if options.is_empty() { head } else { format!("{head}({})", options.join(" ")) }
}

impl Distribution {
    /// The kinds of all axes as [`parse_dist`] reads them, such as `b(comm=1),c:64,n`. On the same
    /// grid the text makes an equal distribution again. What slicing made of an axis has no text of that
    /// kind: it stands in brackets behind what was sliced, as `c:4[2 by 3]`.
    pub fn dist_text(&self) -> String {
        let in_place = self.axes.iter().enumerate().all(|(i, axis)| axis.grid_axis.is_none_or(|g| g == i));
        let default = in_place && self.grid.ndim() >= self.ndim();
        let entry = |axis: usize| {
            let mut text = entry_text(&self.spec(axis), !default);
            if let Map::Sliced(sliced) = self.map(axis) {
                let slice = sliced.slice();
                text.push_str(&format!("[{} by {}]", slice.start(), slice.step()));
            }
            text
        };
        (0..self.ndim()).map(entry).collect::<Vec<_>>().join(",")
    }

    /// One line for people, such as `b,n on 2x1 of 4 ranks`.
    pub fn describe(&self) -> String {
        let kinds = if self.ndim() == 0 { "no axes".to_string() } else { self.dist_text() };
        let extents: Vec<String> = self.grid.shape().iter().map(i64::to_string).collect();
        let grid = if extents.is_empty() { "1".to_string() } else { extents.join("x") };
        let nprocs = self.grid.nprocs();
        let mut line = format!("{kinds} on {grid} of {nprocs} rank{}", if nprocs == 1 { "" } else { "s" });
        if self.grid.ranks().is_some() {
            line.push_str(" in an order of its own");
        }
        let replicas = self.replicas();
        if replicas > 1 {
            let axes: Vec<String> = self.replica_axes().iter().map(usize::to_string).collect();
            line.push_str(&format!(", {replicas} replicas along grid axis {}", axes.join(" and ")));
        }
        line
    }
}
