//! Gathers of small arrays: where everything goes is worked out once for a distribution and kept with it.
//! Each section is one message, which usually sets out before the ranks agree; what is one stretch of memory
//! is sent, and received, in its place.

use super::layout::Layout;
use super::pack_slot::{InPlace, Slot, innermost_stretch};
use super::pipeline::{DEPTH, TAG};
use crate::array::{Array, Placement};
use crate::context::session::{Early, SentEarly};
use crate::context::stats::{Kind, Staged, Transport};
use crate::context::{CheckLevel, Session};
use crate::error::Result;
use crate::fail;
use crate::memory::{Loop, Region};
use crate::mpi::wait::Limit;
use crate::plan::Piece;
use smallvec::SmallVec;
use std::sync::Arc;

/// Most bytes of a section. Longer ones hardly notice how long it takes to plan them.
const SMALL_MOST: i64 = 64 << 10;
/// Among more ranks nothing is kept: every rank would have a list of all.
const RANKS_MOST: i32 = 64;

type Loops = SmallVec<[Loop; 8]>;

/// The sections of a distribution in the global buffer of some item size and order.
struct Sections {
    layout: Layout,
    /// Those that have elements, each of its first holder, by rank.
    list: Vec<Section>,
    /// Bytes of the largest.
    largest: i64,
}

/// One rank's section.
struct Section {
    rank: i32,
    bytes: i64,
    /// Its first element in the buffer.
    offset: i64,
    /// How the others follow, outermost first.
    steps: Vec<Step>,
    /// Elements along the axes, slowest first, and their byte strides in a message.
    packed: Vec<(i64, i64)>,
    /// Whether it is one stretch of the buffer.
    dense: bool,
}

/// Evenly spaced elements: `count` of them, `to` bytes apart in the buffer, `times` indices of the section's
/// axis.
struct Step {
    axis: usize,
    count: i64,
    to: i64,
    times: i64,
}

impl Section {
    /// None where the elements are not evenly spaced.
    fn new(placement: &Placement, layout: &Layout, rank: i32) -> Result<Option<Section>> {
        let section = layout.section(placement.distribution(), rank, Vec::new())?;
        let count = section.shape();
        let piece = Piece { start: vec![0; count.len()], count };
        let Some((offset, spaced)) = layout.spacing(&section, &piece) else { return Ok(None) };
        // Two loops per axis: over the blocks, and over the elements of a block.
        let step = |(at, each): (usize, &Loop)| {
            let times = if at % 2 == 0 { spaced[at + 1].count } else { 1 };
            Step { axis: at / 2, count: each.count, to: each.to, times }
        };
        let dense = innermost_stretch(layout.item, &spaced).0 == spaced.len();
        let steps = spaced.iter().enumerate().map(step).filter(|step| step.count != 1).collect();
        let strides = layout.packed(&piece)?;
        let (bytes, packed) = (piece.size() * layout.item, piece.count.into_iter().zip(strides).collect());
        Ok(Some(Section { rank, bytes, offset, steps, packed, dense }))
    }

    /// The way into the buffer from memory with these byte strides along the axes.
    fn loops(&self, stride: impl Fn(usize) -> i64) -> Loops {
        let step = |s: &Step| Loop { count: s.count, to: s.to, from: s.times * stride(s.axis) };
        self.steps.iter().map(step).collect()
    }
}

impl Sections {
    /// None where some section is no matter of one small message that every rank can describe.
    fn new(placement: &Placement, item: i64, fortran: bool) -> Result<Option<Sections>> {
        let (distribution, ranks) = (placement.distribution(), placement.context().size());
        let layout = Layout::of_shape(distribution.shape(), item, fortran)?;
        if ranks > RANKS_MOST || !layout.unstructured(distribution).is_empty() {
            return Ok(None);
        }
        match layout.largest_section(distribution).and_then(|count| count.checked_mul(item)) {
            Some(bytes) if bytes <= SMALL_MOST => {}
            _ => return Ok(None),
        }
        let mut list = Vec::new();
        for rank in (0..ranks).filter(|&rank| distribution.is_primary(rank)) {
            if layout.section(distribution, rank, Vec::new())?.size() == 0 {
                continue;
            }
            let Some(section) = Section::new(placement, &layout, rank)? else { return Ok(None) };
            list.push(section);
        }
        let largest = list.iter().map(|section| section.bytes).max().unwrap_or(0);
        Ok(Some(Sections { layout, list, largest }))
    }

    /// The same, kept with the distribution.
    fn of(placement: &Placement, item: i64, fortran: bool) -> Result<Arc<Option<Sections>>> {
        placement.kept((item, fortran), || Sections::new(placement, item, fortran))
    }
}

/// A gather of small sections to one rank.
pub struct SmallGather<'a> {
    array: Arc<Array>,
    sections: Arc<Option<Sections>>,
    root: i32,
    buffer: Option<Region<'a>>,
    slots: SmallVec<[Slot; 1]>,
    _staged: Option<Staged>,
    /// Whether the message has set out.
    sent: bool,
    name: &'static str,
}

impl<'a> SmallGather<'a> {
    /// None where the array's sections are not small, or not evenly spaced: on all ranks alike.
    pub fn prepare(
        array: &Arc<Array>,
        root: i32,
        fortran: bool,
        buffer: Option<Region<'a>>,
        name: &'static str,
    ) -> Result<Option<SmallGather<'a>>> {
        let sections = Sections::of(array.placement(), array.dtype().itemsize() as i64, fortran)?;
        let context = array.context();
        let small = sections.as_ref().as_ref().filter(|all| all.largest <= context.options().staging());
        let (Some(all), Some(rank)) = (small, context.rank()) else { return Ok(None) };
        let may_be_direct = context.options().limit.is_none();
        // Messages, and bytes of the largest that is staged.
        let (count, bytes) = if rank == root {
            let others = || all.list.iter().filter(|section| section.rank != rank);
            let staged = others().filter(|section| !(section.dense && may_be_direct));
            (others().count().min(DEPTH), staged.map(|section| section.bytes).max().unwrap_or(0))
        } else {
            match all.list.iter().find(|section| section.rank == rank) {
                Some(own) if may_be_direct && is_packed(own, &all.layout, array) => (1, 0),
                Some(own) => (1, own.bytes),
                None => (0, 0),
            }
        };
        let slots = Slot::several(count, bytes, context.budget())?.into();
        let total = count as i64 * bytes;
        let staged = context.session().filter(|_| total > 0).map(|session| session.stats().staged(total));
        let array = array.clone();
        Ok(Some(SmallGather { array, sections, root, buffer, slots, _staged: staged, sent: false, name }))
    }

    fn sections(&self) -> Result<&Sections> {
        match self.sections.as_ref() {
            Some(sections) => Ok(sections),
            None => fail!(Internal, "{}: the sections are gone", self.name),
        }
    }

    fn limit(&self) -> Limit {
        self.array.context().options().limit
    }

    /// Sends this rank's section, if it has one that the root needs; its bytes.
    fn send(&mut self, session: &Session) -> Result<Option<i64>> {
        let sections = self.sections.clone();
        let (Some(all), Some(local)) = (sections.as_ref(), self.array.local()) else { return Ok(None) };
        let rank = session.rank();
        let own = all.list.iter().find(|section| section.rank == rank && rank != self.root);
        let (Some(own), Some(slot)) = (own, self.slots.first_mut()) else { return Ok(None) };
        let (memory, item) = (Region::owned(local)?, all.layout.item as usize);
        if slot.bytes() == 0 {
            let whole =
                InPlace { region: memory, offset: 0, itemsize: own.bytes as usize, loops: Vec::new() };
            slot.send_direct(session.comm(), &whole, self.root, TAG)?;
        } else {
            let strides = local.strides();
            let along = |(axis, &(count, to)): (usize, &(i64, i64))| Loop {
                count,
                to,
                from: all.layout.stride(strides, axis),
            };
            let loops: Loops = own.packed.iter().enumerate().map(along).collect();
            slot.room()?.copy_from(0, &memory, 0, item, &loops)?;
            slot.send(session.comm(), own.bytes, self.root, TAG)?;
        }
        session.stats().sent(Transport::Messages, 1, own.bytes);
        Ok(Some(own.bytes))
    }

    /// Waits until the message has left.
    fn finish_sending(&mut self) -> Result<()> {
        let limit = self.limit();
        self.slots.iter_mut().try_for_each(|slot| slot.wait(limit, self.name))
    }

    /// Brings all elements to the buffer. Collective, after the agreement.
    pub fn run(mut self, session: &Session) -> Result<()> {
        let bytes = self.array.distribution().size().saturating_mul(self.sections()?.layout.item);
        let _operation = session.operation(Kind::Gather, self.name, bytes);
        if session.rank() == self.root {
            return self.collect(session);
        }
        if !self.sent {
            self.send(session)?;
        }
        self.finish_sending()
    }

    /// The root's side: as many messages under way as there are slots.
    fn collect(mut self, session: &Session) -> Result<()> {
        let (sections, limit) = (self.sections.clone(), self.limit());
        let (Some(all), Some(buffer)) = (sections.as_ref(), self.buffer) else {
            fail!(Internal, "{}: the root has no buffer", self.name);
        };
        let others = || all.list.iter().filter(|section| section.rank != self.root);
        let mut slots = std::mem::take(&mut self.slots);
        let depth = slots.len().max(1);
        let mut coming = others();
        for (slot, section) in slots.iter_mut().zip(&mut coming) {
            receive(session, slot, section, &buffer, limit)?;
        }
        self.copy_own(all, &buffer)?;
        for (at, section) in others().enumerate() {
            let slot = &mut slots[at % depth];
            slot.wait(limit, self.name)?;
            if !is_direct(section, limit) {
                let loops = section.loops(|axis| section.packed[axis].1);
                buffer.copy_from(section.offset, &slot.room()?, 0, all.layout.item as usize, &loops)?;
            }
            if let Some(next) = coming.next() {
                receive(session, slot, next, &buffer, limit)?;
            }
        }
        Ok(())
    }

    /// Copies what the root owns itself.
    fn copy_own(&self, all: &Sections, buffer: &Region<'_>) -> Result<()> {
        let own = all.list.iter().find(|section| section.rank == self.root);
        let (Some(own), Some(local)) = (own, self.array.local()) else { return Ok(()) };
        let loops = own.loops(|axis| all.layout.stride(local.strides(), axis));
        buffer.copy_from(own.offset, &Region::owned(local)?, 0, all.layout.item as usize, &loops)
    }
}

impl Early for SmallGather<'_> {
    fn send_early(&mut self, session: &Session) -> Result<Option<SentEarly>> {
        // At DA_CHECK_FULL the agreement is not the last thing that may fail.
        if session.options().level == CheckLevel::Full {
            return Ok(None);
        }
        let bytes = self.send(session)?;
        self.sent = bytes.is_some();
        Ok(bytes.map(|bytes| SentEarly { to: self.root, tag: TAG, bytes }))
    }

    fn forget_early(&mut self, _: &Session) -> Result<()> {
        self.finish_sending()
    }
}

/// Whether the root receives a section where it belongs: a late message must not land in the caller's memory.
fn is_direct(section: &Section, limit: Limit) -> bool {
    section.dense && limit.is_none()
}

fn receive(
    session: &Session,
    slot: &mut Slot,
    section: &Section,
    buffer: &Region<'_>,
    limit: Limit,
) -> Result<()> {
    session.stats().received(Transport::Messages, 1, section.bytes);
    if !is_direct(section, limit) {
        return slot.receive(session.comm(), section.bytes, section.rank, TAG);
    }
    let whole = InPlace {
        region: *buffer,
        offset: section.offset,
        itemsize: section.bytes as usize,
        loops: Vec::new(),
    };
    slot.receive_direct(session.comm(), &whole, section.rank, TAG)
}

/// Whether this rank's memory already is what the message has to be.
fn is_packed(own: &Section, layout: &Layout, array: &Array) -> bool {
    let Some(local) = array.local() else { return false };
    let same =
        |(axis, &(count, to)): (usize, &(i64, i64))| count == 1 || layout.stride(local.strides(), axis) == to;
    own.packed.iter().enumerate().all(same)
}
