//! `distarray layout`.

use crate::{BAD, GOOD, Report, picture};
use clap::Args;
use distarray::distribution::{AxisSection, Distribution, GridRequest, Indices, default_specs, parse_dist};
use distarray::error::Result;
use std::fmt::Write;
use std::ops::Range;
use std::str::FromStr;

/// Ranks that are listed; more would hide the first line.
const MOST_RANKS: i64 = 256;
/// Blocks of an axis that are listed.
const MOST_BLOCKS: usize = 8;

#[derive(Args)]
pub struct Options {
    /// Global extents, such as 10,7.
    #[arg(long, allow_hyphen_values = true)]
    pub shape: Extents,
    /// One entry per axis, such as b,c:2,n or "b(comm=1 boundary=1 periodic)"; default: b everywhere.
    #[arg(long)]
    pub dist: Option<String>,
    /// Number of ranks.
    #[arg(long)]
    pub ranks: i64,
    /// Extents of the process grid, such as 2,2; default: chosen from the shape.
    #[arg(long, allow_hyphen_values = true)]
    pub grid: Option<Extents>,
}

/// A list of extents, written 10,7 or 10x7; the empty text is no axes.
#[derive(Clone, Debug)]
pub struct Extents(pub Vec<i64>);

impl FromStr for Extents {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Extents, String> {
        if text.trim().is_empty() {
            return Ok(Extents(Vec::new()));
        }
        let number = |part: &str| {
            part.trim().parse().map_err(|_| format!("'{part}' is no integer of 64 bits; 10,7 would be right"))
        };
        text.split([',', 'x']).map(number).collect::<std::result::Result<_, _>>().map(Extents)
    }
}

pub fn run(options: &Options) -> Report {
    match distribution(options) {
        Ok(dist) => Report { text: describe(&dist), status: GOOD },
        Err(error) => Report { text: format!("{error}\n"), status: BAD },
    }
}

fn distribution(options: &Options) -> Result<Distribution> {
    let shape = &options.shape.0;
    let specs = match &options.dist {
        Some(text) => parse_dist(shape, text)?,
        None => default_specs(shape)?,
    };
    let grid = match &options.grid {
        Some(extents) => GridRequest::Shape(&extents.0),
        None => GridRequest::Auto,
    };
    Distribution::new(options.ranks, &specs, grid)
}

/// The line of the whole, a line for each rank, and where it fits a picture.
fn describe(dist: &Distribution) -> String {
    let mut text = format!("{}: {}\n", extents(dist.shape()), dist.describe());
    let nprocs = dist.grid().nprocs();
    for rank in 0..nprocs.min(MOST_RANKS) {
        let _ = writeln!(text, "{}", rank_line(dist, rank as i32));
    }
    if nprocs > MOST_RANKS {
        let _ = writeln!(text, "... and {} more ranks", nprocs - MOST_RANKS);
    }
    if let Some(picture) = picture::draw(dist) {
        let _ = write!(text, "\n{picture}");
    }
    text
}

fn rank_line(dist: &Distribution, rank: i32) -> String {
    let (Some(coords), Ok(Some(axes)), Ok(Some(local))) =
        (dist.grid().coords(rank), dist.owned(rank), dist.local_shape(rank))
    else {
        return format!("rank {rank}: nothing");
    };
    let coords: Vec<String> = coords.iter().map(i64::to_string).collect();
    let mut line = format!("rank {rank} at ({}): {}", coords.join(", "), extents(&local));
    for (axis, section) in axes.iter().enumerate() {
        let _ = write!(line, "; axis {axis}: {}", section_text(section));
    }
    line
}

/// What is owned, and where neighbours' elements are stored with it, what is stored.
fn section_text(section: &AxisSection) -> String {
    let owned = indices_text(&section.owned);
    if section.stored == section.owned {
        return owned;
    }
    format!("{owned} (stores {})", indices_text(&section.stored))
}

/// Half-open ranges; a single index stands alone.
fn indices_text(indices: &Indices) -> String {
    if indices.count() == 0 {
        return "none".to_string();
    }
    let short = |range: Range<i64>| match range.end - range.start {
        1 => range.start.to_string(),
        _ => format!("{range:?}"),
    };
    let mut parts: Vec<String> = indices.pieces().take(MOST_BLOCKS).map(|(_, range)| short(range)).collect();
    if indices.pieces().nth(MOST_BLOCKS).is_some() {
        parts.push(match indices {
            Indices::Run(run) => format!("... ({} blocks)", run.blocks()),
            _ => format!("... ({} indices)", indices.count()),
        });
    }
    parts.join(" ")
}

fn extents(shape: &[i64]) -> String {
    match shape {
        [] => "one element".to_string(),
        _ => shape.iter().map(i64::to_string).collect::<Vec<_>>().join(" x "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(shape: &[i64], dist: &str, ranks: i64, grid: Option<&[i64]>) -> String {
        let grid = grid.map(|extents| Extents(extents.to_vec()));
        let options = Options { shape: Extents(shape.to_vec()), dist: Some(dist.to_string()), ranks, grid };
        run(&options).text
    }

    #[test]
    fn blocks_and_cycles() {
        assert_eq!(
            text(&[5, 7], "b,c:2", 4, Some(&[2, 2])),
            "5 x 7: b,c:2 on 2x2 of 4 ranks\n\
             rank 0 at (0, 0): 3 x 4; axis 0: 0..3; axis 1: 0..2 4..6\n\
             rank 1 at (0, 1): 3 x 3; axis 0: 0..3; axis 1: 2..4 6\n\
             rank 2 at (1, 0): 2 x 4; axis 0: 3..5; axis 1: 0..2 4..6\n\
             rank 3 at (1, 1): 2 x 3; axis 0: 3..5; axis 1: 2..4 6\n\
             \n0011001\n0011001\n0011001\n2233223\n2233223\n"
        );
    }

    #[test]
    fn padding_is_stored_and_not_owned() {
        let shown = text(&[18], "b(comm=1 boundary=1)", 2, None);
        assert!(shown.contains("rank 0 at (0): 10; axis 0: 0..9 (stores 0..10)\n"), "{shown}");
        assert!(shown.contains("rank 1 at (1): 10; axis 0: 9..18 (stores 8..18)\n"), "{shown}");
    }

    #[test]
    fn ranks_without_a_section_and_empty_ones() {
        let shown = text(&[2], "b", 3, None);
        assert!(shown.contains("rank 2: nothing\n"), "{shown}");
        let shown = text(&[2], "b", 3, Some(&[3]));
        assert!(shown.contains("rank 2 at (2): 0; axis 0: none\n"), "{shown}");
    }

    #[test]
    fn long_answers_are_cut() {
        let shown = text(&[1000], "c", 2, None);
        assert!(shown.contains("axis 0: 0 2 4 6 8 10 12 14 ... (500 blocks)\n"), "{shown}");
        let shown = text(&[1 << 40], "b", 1000, None);
        assert!(shown.ends_with("... and 744 more ranks\n"), "{shown}");
    }

    #[test]
    fn no_axes_and_mistakes() {
        assert_eq!(
            text(&[], "", 2, None),
            "one element: no axes on 1 of 2 ranks\nrank 0 at (): one element\nrank 1: nothing\n"
        );
        let options = Options { shape: Extents(vec![3]), dist: None, ranks: 2, grid: Some(Extents(vec![5])) };
        let report = run(&options);
        assert_eq!(report.status, BAD);
        assert!(report.text.starts_with("DA_ERR_GRID: "), "{}", report.text);
    }
}
