//! The arrays of one run of a plan, and how their elements lie in memory.

use super::pack_change::Changes;
use super::pack_pairs::Few;
use super::parcel::Parcel;
use super::traffic::{Partner, Traffic};
use crate::array::Array;
use crate::error::Result;
use crate::fail;
use crate::index::Range;
use crate::memory::{LocalPart, Loop, Region};
use crate::plan::{Message, Pattern, Side};
use std::sync::Arc;

/// From where positions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first owned element.
    Owned,
    /// The first element of the section, padding included.
    Whole,
}

/// One array, or a pair of them, in a run.
pub struct Load {
    /// Where elements come from.
    pub source: Arc<Array>,
    /// Where they go.
    pub target: Arc<Array>,
    /// From where positions count in both.
    pub part: Part,
    /// Axis k of the target is axis `axes[k]` of the source; None for all in order.
    pub axes: Option<Vec<usize>>,
    /// What happens to the elements.
    pub changes: Changes,
}

/// A layout in memory.
#[derive(Clone, Debug, Default, PartialEq)]
struct Layout {
    itemsize: i64,
    shape: Vec<i64>,
    strides: Vec<i64>,
}

impl Layout {
    fn is_of(&self, array: &Array, part: Part) -> bool {
        let Some(local) = array.local() else { return self.itemsize == 0 };
        let section = section(local, part);
        let view = section.view();
        self.itemsize == view.dtype.itemsize() as i64
            && self.shape == view.shape
            && self.strides == view.strides
    }

    /// The layout with its axes in another order.
    fn permuted(self, axes: &Option<Vec<usize>>) -> Layout {
        let Some(axes) = axes.as_ref().filter(|axes| axes.len() == self.shape.len()) else { return self };
        let pick = |list: &[i64]| axes.iter().map(|&axis| list[axis]).collect();
        Layout { itemsize: self.itemsize, shape: pick(&self.shape), strides: pick(&self.strides) }
    }

    fn of(array: &Array, part: Part) -> Layout {
        let Some(local) = array.local() else { return Layout::default() };
        let section = section(local, part);
        let view = section.view();
        Layout {
            itemsize: view.dtype.itemsize() as i64,
            shape: view.shape.to_vec(),
            strides: view.strides.to_vec(),
        }
    }

    fn parcel(&self, side: &Side, messages: &[Message]) -> Result<Parcel> {
        if self.itemsize == 0 && !messages.is_empty() {
            fail!(Internal, "messages of a rank without a section");
        }
        Parcel::new(side, messages, self.itemsize, &self.shape, &self.strides)
    }
}

fn section(local: &LocalPart, part: Part) -> crate::memory::SafeView<'_> {
    match part {
        Part::Owned => local.owned(),
        Part::Whole => local.whole(),
    }
}

impl Load {
    /// The source's memory.
    pub fn from(&self) -> Result<Region<'_>> {
        region(&self.source, self.part)
    }

    /// The target's memory.
    pub fn to(&self) -> Result<Region<'_>> {
        region(&self.target, self.part)
    }

    /// Whether source and target may have bytes in common.
    pub fn overlaps(&self) -> Result<bool> {
        Ok(self.from()?.shares_memory(&self.to()?))
    }

    /// Bytes of an element of the source.
    pub fn itemsize(&self) -> i64 {
        self.source.dtype().itemsize() as i64
    }

    /// Bytes of an element on its way.
    pub fn travelling(&self) -> i64 {
        self.changes.outgoing.map_or(self.itemsize(), |change| change.to())
    }
}

fn region(array: &Array, part: Part) -> Result<Region<'_>> {
    match (array.local(), part) {
        (Some(local), Part::Owned) => Region::owned(local),
        (Some(local), Part::Whole) => Region::whole(local),
        (None, _) => Ok(Region::of_numbers(&mut [])),
    }
}

/// Copying of boxes, the same on both sides.
pub(super) struct Boxes {
    /// Offsets in the target and the source, and the loops.
    list: Vec<(i64, i64, Vec<Loop>)>,
}

/// Everything about one load that depends on the layouts in memory, but not on addresses.
pub(super) struct Compiled {
    from: Layout,
    to: Layout,
    part: Part,
    /// Per partner.
    pub sends: Vec<Parcel>,
    pub receives: Vec<Parcel>,
    /// What stays on this rank.
    pub own: (Parcel, Parcel),
    boxes: Option<Boxes>,
    few: Option<Few>,
}

/// Most copies within this rank that are kept as a list.
const FEW: usize = 256;

impl Compiled {
    pub fn new(traffic: &Traffic, load: &Load) -> Result<Compiled> {
        let given = Layout::of(&load.source, load.part);
        let from = given.clone().permuted(&load.axes);
        let to = Layout::of(&load.target, load.part);
        let (sends, receives) = (&traffic.plan.sends, &traffic.plan.receives);
        let outgoing = |partner: &Partner| from.parcel(sends, &sends.messages[partner.messages.clone()]);
        let incoming = |partner: &Partner| to.parcel(receives, &receives.messages[partner.messages.clone()]);
        let leaving = &sends.messages[traffic.own.0.clone()];
        let arriving = &receives.messages[traffic.own.1.clone()];
        let own = (from.parcel(sends, leaving)?, to.parcel(receives, arriving)?);
        let plain = load.changes.is_none() && own.0.count() == own.1.count() && own.0.count() > 0;
        let few = if plain { Few::new(&own.0, &own.1, from.itemsize, FEW)? } else { None };
        let boxes = boxes((sends, leaving, &from), (receives, arriving, &to));
        Ok(Compiled {
            sends: traffic.sends.iter().map(outgoing).collect::<Result<_>>()?,
            receives: traffic.receives.iter().map(incoming).collect::<Result<_>>()?,
            own,
            boxes,
            few,
            part: load.part,
            from: given,
            to,
        })
    }

    /// Whether it was made for arrays laid out like these.
    pub fn fits(&self, load: &Load) -> bool {
        self.part == load.part
            && self.from.is_of(&load.source, load.part)
            && self.to.is_of(&load.target, load.part)
    }

    /// Copies what stays on this rank, where that is little or both sides are boxes; false if not.
    pub fn copy_boxes(&self, load: &Load) -> Result<bool> {
        if let Some(few) = &self.few {
            few.copy(&load.from()?, &load.to()?)?;
            return Ok(true);
        }
        let Some(boxes) = &self.boxes else { return Ok(false) };
        let (from, to) = (load.from()?, load.to()?);
        for (to_offset, from_offset, loops) in &boxes.list {
            to.copy_from(*to_offset, &from, *from_offset, self.from.itemsize as usize, loops)?;
        }
        Ok(true)
    }
}

/// The messages of a rank to itself as copies of boxes, if each is one on both sides.
fn boxes(
    (sends, leaving, from): (&Side, &[Message], &Layout),
    (receives, arriving, to): (&Side, &[Message], &Layout),
) -> Option<Boxes> {
    // Arrays of other shapes have other axes: what looks like the same box may be none.
    let alike = from.itemsize == to.itemsize && from.shape.len() == to.shape.len();
    if leaving.len() != arriving.len() || !alike {
        return None;
    }
    let mut list = Vec::new();
    for (leaves, arrives) in leaving.iter().zip(arriving) {
        let (mut offsets, mut loops) = ((0i64, 0i64), Vec::new());
        let sides = sends.patterns(leaves).zip(receives.patterns(arrives));
        for ((source, target), (from_stride, to_stride)) in sides.zip(from.strides.iter().zip(&to.strides)) {
            let (source, target) = (interval(source)?, interval(target)?);
            if source.end - source.start != target.end - target.start {
                return None;
            }
            offsets.0 += target.start * to_stride;
            offsets.1 += source.start * from_stride;
            loops.push(Loop { count: source.end - source.start, to: *to_stride, from: *from_stride });
        }
        list.push((offsets.0, offsets.1, loops));
    }
    Some(Boxes { list })
}

fn interval(pattern: &Pattern) -> Option<Range> {
    pattern.piece(0).filter(|piece| piece.end - piece.start == pattern.count())
}
