//! Gather and scatter: a whole array from, or to, one contiguous buffer on a root rank.
//!
//! Sections travel in bounded pieces, several under way at once. Nobody but the root does anything
//! once per rank, and the root does it in turn: no memory of the number of ranks' size.

use super::labels;
use super::layout::{Direction, Layout, Other, Section};
use super::own::Own;
use super::pack_slot::Slot;
use super::pipeline::{DEPTH, Pipeline, Place, TAG, slots};
use super::small::SmallGather;
use crate::array::Array;
use crate::context::session::{Early, SentEarly};
use crate::context::stats::{Kind, Staged, Transport};
use crate::context::{CheckLevel, Session};
use crate::error::Result;
use crate::fail;
use crate::memory::{Loop, Region};
use crate::mpi::wait::Limit;
use crate::plan::{Piece, Pieces};
use std::rc::Rc;
use std::sync::Arc;

/// Most bytes of a message with labels: their number is not known when its memory is taken.
const LABEL_BYTES: i64 = 16 << 10;

/// Messages that need no staging memory are longer by this factor, up to what MPI-3 can count.
const IN_PLACE_FACTOR: i64 = 16;
const IN_PLACE_MOST: i64 = 1 << 30;

/// Most bytes of a message that sets out before the ranks agree. A rank that must throw one away needs the
/// memory.
const EARLY_MOST: i64 = 512 << 10;

/// Who has the buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// This rank.
    One(i32),
    /// Every rank.
    All,
}

/// What to do with a piece that arrived: the section that it belongs to.
type Job = (Rc<Section>, Piece);

/// A gather or a scatter, with all that it needs on this rank.
pub struct Transfer<'a> {
    array: Arc<Array>,
    layout: Layout,
    root: Root,
    buffer: Option<Region<'a>>,
    /// What this rank owns; None on a rank without a section.
    own: Option<Section>,
    slots: Vec<Slot>,
    label_slots: Vec<Slot>,
    /// Both kinds' memory in the context's counters.
    _staged: Option<Staged>,
    /// The message that set out before the ranks agreed.
    early: Option<Slot>,
    /// Most bytes of a message.
    piece: i64,
    name: &'static str,
}

/// One under way.
struct Run<'a> {
    transfer: &'a Transfer<'a>,
    rank: i32,
    /// As `root_rank` has it.
    root: i32,
    pipeline: Pipeline<Job>,
    /// Where axes are unstructured: messages with labels, and room for those of one other rank.
    labels: Option<(Pipeline<usize>, labels::Room)>,
}

impl<'a> Transfer<'a> {
    /// Checks what every rank knows and takes the staging memory. `buffer` is the whole array's, on
    /// the ranks that have one.
    pub fn prepare(
        array: Arc<Array>,
        root: Root,
        fortran: bool,
        buffer: Option<Region<'a>>,
        name: &'static str,
    ) -> Result<Transfer<'a>> {
        let layout = Layout::new(&array, fortran)?;
        let distribution = array.distribution();
        for axis in 0..distribution.ndim() {
            if let Some(unstructured) = distribution.map(axis).as_unstructured() {
                unstructured.require_permutation(axis, name)?;
            }
        }
        let context = array.context();
        let piece = context.options().staging();
        let labelled = context.size() > 1 && !layout.unstructured(distribution).is_empty();
        let holder = array.placement().holder_rank();
        let own = holder.map(|rank| layout.section(distribution, rank, Vec::new())).transpose()?;
        let room = room_for(&array, &layout, root, own.as_ref()).min(piece);
        let slots = slots(room, context.budget())?;
        let label_room = if labelled { piece.min(LABEL_BYTES) } else { 0 };
        let label_slots = if labelled { self::slots(label_room, context.budget())? } else { Vec::new() };
        let bytes = DEPTH as i64 * (room + label_room);
        let staged = context.session().filter(|_| bytes > 0).map(|session| session.stats().staged(bytes));
        Ok(Transfer {
            _staged: staged,
            layout,
            root,
            buffer,
            own,
            slots,
            label_slots,
            early: None,
            piece,
            name,
            array,
        })
    }

    /// Bytes of the whole array.
    fn bytes(&self) -> i64 {
        self.array.distribution().size().saturating_mul(self.layout.item)
    }

    fn limit(&self) -> Limit {
        self.array.context().options().limit
    }

    /// Whether a section travels without staging memory: that could not be leaked after a time-out.
    fn in_place(&self, section: &Section) -> bool {
        self.limit().is_none() && self.layout.is_even(section)
    }

    fn pieces(&self, section: &Section, in_place: bool) -> Pieces {
        let bytes = match in_place {
            true => self.piece.saturating_mul(IN_PLACE_FACTOR).min(IN_PLACE_MOST),
            false => self.piece,
        };
        Pieces::new(&section.shape(), bytes / self.layout.item)
    }

    /// Sends this rank's section if it is one small message without labels.
    fn send_early(&mut self, session: &Session) -> Result<Option<SentEarly>> {
        let (rank, to) = (session.rank(), root_rank(self.root));
        // At DA_CHECK_FULL the agreement is not the last thing that may fail.
        let may = rank != to && self.label_slots.is_empty() && session.options().level != CheckLevel::Full;
        let mine = self.own.as_ref().filter(|_| may && self.array.distribution().is_primary(rank));
        let (Some(section), Some(local)) = (mine, self.array.local()) else { return Ok(None) };
        let in_place = self.in_place(section);
        let mut pieces = self.pieces(section, in_place);
        let (Some(piece), None) = (pieces.next(), pieces.next()) else { return Ok(None) };
        let bytes = piece.size() * self.layout.item;
        let Some(mut slot) = self.slots.pop_if(|_| bytes <= EARLY_MOST) else { return Ok(None) };
        let own = Own { layout: &self.layout, region: Region::owned(local)?, strides: own_strides(self) };
        match own.place(&piece, in_place) {
            Place::Direct(elements) => slot.send_direct(session.comm(), &elements, to, TAG)?,
            Place::Staged => {
                own.pack(&piece, &slot.room()?)?;
                slot.send(session.comm(), bytes, to, TAG)?;
            }
        }
        session.stats().sent(Transport::Messages, 1, bytes);
        self.early = Some(slot);
        Ok(Some(SentEarly { to, tag: TAG, bytes }))
    }

    fn run<'t>(&'t mut self, session: &Session) -> Result<Run<'t>> {
        let (slots, label_slots) = (std::mem::take(&mut self.slots), std::mem::take(&mut self.label_slots));
        let rank = session.rank();
        let root = root_rank(self.root);
        let transfer: &'t Transfer<'t> = self;
        let mut run = Run {
            transfer,
            rank,
            root,
            pipeline: Pipeline::new(slots, session, transfer.name),
            labels: None,
        };
        if !label_slots.is_empty() {
            let own = own_labels(transfer.own.as_ref());
            let axes = transfer.layout.unstructured(transfer.array.distribution()).len();
            let budget = transfer.array.context().budget();
            let room = labels::make_room(session, &own, axes, root, budget, transfer.name)?;
            run.labels = Some((Pipeline::new(label_slots, session, transfer.name), room));
        }
        Ok(run)
    }

    /// Brings all elements to the buffer. Collective, after the agreement.
    fn gather(mut self, session: &Session) -> Result<()> {
        let _operation = session.operation(Kind::Gather, self.name, self.bytes());
        let everywhere = self.root == Root::All;
        let early = self.early.take();
        let mut run = self.run(session)?;
        if run.rank == run.root {
            run.collect()?;
        } else if let Some(mut slot) = early {
            slot.wait(run.transfer.limit(), run.transfer.name)?;
            run.pipeline.take_back(slot);
        } else if run.transfer.array.distribution().is_primary(run.rank) {
            run.deliver()?;
        }
        if everywhere { run.spread(session) } else { Ok(()) }
    }

    /// Brings all elements from the buffer to every rank that holds them. Collective, after the
    /// agreement.
    pub fn scatter(mut self, session: &Session) -> Result<()> {
        let _operation = session.operation(Kind::Gather, self.name, self.bytes());
        let mut run = self.run(session)?;
        if run.rank == run.root {
            run.deal()?;
        } else if run.transfer.array.distribution().is_holder(run.rank) {
            run.accept()?;
        }
        run.transfer.array.wrote();
        Ok(())
    }
}

/// A gather: a small section sets out before the ranks agree.
pub enum Gather<'a> {
    /// All sections are small, and where they go is known.
    Small(SmallGather<'a>),
    /// Any.
    Whole(Box<Transfer<'a>>),
}

impl<'a> Gather<'a> {
    /// As `Transfer::prepare`.
    pub fn prepare(
        array: Arc<Array>,
        root: Root,
        fortran: bool,
        buffer: Option<Region<'a>>,
        name: &'static str,
    ) -> Result<Gather<'a>> {
        if let Root::One(root) = root
            && let Some(small) = SmallGather::prepare(&array, root, fortran, buffer, name)?
        {
            return Ok(Gather::Small(small));
        }
        Ok(Gather::Whole(Box::new(Transfer::prepare(array, root, fortran, buffer, name)?)))
    }

    /// Brings all elements to the buffer. Collective, after the agreement.
    pub fn run(self, session: &Session) -> Result<()> {
        match self {
            Gather::Small(small) => small.run(session),
            Gather::Whole(transfer) => transfer.gather(session),
        }
    }
}

impl Early for Gather<'_> {
    fn send_early(&mut self, session: &Session) -> Result<Option<SentEarly>> {
        match self {
            Gather::Small(small) => small.send_early(session),
            Gather::Whole(transfer) => transfer.send_early(session),
        }
    }

    fn forget_early(&mut self, session: &Session) -> Result<()> {
        match self {
            Gather::Small(small) => small.forget_early(session),
            Gather::Whole(transfer) => match transfer.early.take() {
                Some(mut slot) => slot.wait(transfer.limit(), transfer.name),
                None => Ok(()),
            },
        }
    }
}

impl<'a> Run<'a> {
    fn layout(&self) -> &'a Layout {
        &self.transfer.layout
    }

    fn buffer(&self) -> Result<Region<'a>> {
        match self.transfer.buffer {
            Some(buffer) => Ok(buffer),
            None => fail!(Internal, "{}: the root has no buffer", self.transfer.name),
        }
    }

    /// This rank's section in its memory.
    fn own(&self) -> Result<Option<(&'a Section, Own<'a>)>> {
        let transfer = self.transfer;
        let (Some(section), Some(local)) = (&transfer.own, transfer.array.local()) else { return Ok(None) };
        let (region, strides) = (Region::owned(local)?, own_strides(transfer));
        Ok(Some((section, Own { layout: &transfer.layout, region, strides })))
    }

    /// The section of a rank of the grid, whose labels are asked for where there are some.
    fn section_of(&mut self, rank: i32) -> Result<Rc<Section>> {
        let mut labels = Vec::new();
        if let Some((pipeline, room)) = &mut self.labels {
            let lists = std::mem::take(&mut room.lists);
            labels = labels::receive(pipeline, rank, lists, self.transfer.piece.min(LABEL_BYTES))?;
        }
        self.layout().section(self.transfer.array.distribution(), rank, labels).map(Rc::new)
    }

    /// Takes the room for labels back from a section that is done with.
    fn give_back(&mut self, section: Rc<Section>) {
        if let (Some((_, room)), Some(section)) = (&mut self.labels, Rc::into_inner(section)) {
            let lists = section.stored.into_iter().filter_map(|stored| match stored {
                crate::plan::Stored::Labels(list) => Some(list),
                crate::plan::Stored::Indices(_) => None,
            });
            room.lists = lists.collect();
        }
    }

    /// Copies what this rank owns itself.
    fn copy_own(&self, direction: Direction) -> Result<()> {
        let Some((section, own)) = self.own()? else { return Ok(()) };
        for piece in Pieces::new(&section.shape(), i64::MAX) {
            let other = Other { region: own.region, at: 0, strides: &own.strides };
            self.layout().copy(section, &piece, &self.buffer()?, &other, direction)?;
        }
        Ok(())
    }

    /// The root's side of a gather.
    fn collect(&mut self) -> Result<()> {
        let transfer = self.transfer;
        let array = &transfer.array;
        let buffer = self.buffer()?;
        for rank in (0..array.context().size()).filter(|&rank| array.distribution().is_primary(rank)) {
            if rank == self.rank {
                self.copy_own(Direction::IntoBuffer)?;
                continue;
            }
            let section = self.section_of(rank)?;
            let in_place = transfer.in_place(&section);
            for piece in transfer.pieces(&section, in_place) {
                let bytes = piece.size() * self.layout().item;
                let place = match in_place {
                    true => Place::Direct(self.layout().in_buffer(&section, &piece, buffer)?),
                    false => Place::Staged,
                };
                let unpack = unpacker(self.layout(), buffer);
                self.pipeline.receive(rank, bytes, place, (section.clone(), piece), unpack)?;
            }
            if self.labels.is_some() {
                self.pipeline.finish(unpacker(self.layout(), buffer))?;
                self.give_back(section);
            }
        }
        self.pipeline.finish(unpacker(self.layout(), buffer))
    }

    /// The others' side of a gather.
    fn deliver(&mut self) -> Result<()> {
        let Some((section, own)) = self.own()? else { return Ok(()) };
        self.tell_labels(section)?;
        let in_place = self.transfer.in_place(section);
        for piece in self.transfer.pieces(section, in_place) {
            let bytes = piece.size() * self.layout().item;
            let place = own.place(&piece, in_place);
            self.pipeline.send(self.root, bytes, place, |room| own.pack(&piece, room))?;
        }
        self.pipeline.finish(|_, _| Ok(()))
    }

    fn tell_labels(&mut self, section: &Section) -> Result<()> {
        let own = own_labels(Some(section));
        match &mut self.labels {
            Some((pipeline, _)) => {
                labels::send(pipeline, self.root, &own, self.transfer.piece.min(LABEL_BYTES))
            }
            None => Ok(()),
        }
    }

    /// The root's side of a scatter.
    fn deal(&mut self) -> Result<()> {
        let transfer = self.transfer;
        let array = &transfer.array;
        let buffer = self.buffer()?;
        for rank in (0..array.context().size()).filter(|&rank| array.distribution().is_holder(rank)) {
            if rank == self.rank {
                self.copy_own(Direction::OutOfBuffer)?;
                continue;
            }
            let section = self.section_of(rank)?;
            let in_place = transfer.in_place(&section);
            for piece in transfer.pieces(&section, in_place) {
                let bytes = piece.size() * self.layout().item;
                let place = match in_place {
                    true => Place::Direct(self.layout().in_buffer(&section, &piece, buffer)?),
                    false => Place::Staged,
                };
                let (layout, packed) = (self.layout(), self.layout().packed(&piece)?);
                let pack = |room: &Region<'_>| {
                    let other = Other { region: *room, at: 0, strides: &packed };
                    layout.copy(&section, &piece, &buffer, &other, Direction::OutOfBuffer)
                };
                self.pipeline.send(rank, bytes, place, pack)?;
            }
            self.give_back(section);
        }
        self.pipeline.finish(|_, _| Ok(()))
    }

    /// The others' side of a scatter.
    fn accept(&mut self) -> Result<()> {
        let Some((section, own)) = self.own()? else { return Ok(()) };
        self.tell_labels(section)?;
        let unpack = |room: &Region<'_>, (_, piece): Job| own.unpack(&piece, room);
        // The pipeline keeps a section with every job; this one is known anyway.
        let known = Rc::new(Section { stored: Vec::new() });
        let in_place = self.transfer.in_place(section);
        for piece in self.transfer.pieces(section, in_place) {
            let bytes = piece.size() * self.layout().item;
            let place = own.place(&piece, in_place);
            self.pipeline.receive(self.root, bytes, place, (known.clone(), piece), unpack)?;
        }
        self.pipeline.finish(unpack)
    }

    /// Sends the root's buffer to all ranks. Collective.
    fn spread(&mut self, session: &Session) -> Result<()> {
        let buffer = self.buffer()?;
        let total = self.transfer.bytes();
        let stretch = |bytes: i64| [Loop { count: bytes, to: 1, from: 1 }];
        let mut at = if self.transfer.array.context().size() == 1 { total } else { 0 };
        while at < total {
            let bytes = self.transfer.piece.min(total - at);
            let (is_root, root, comm) = (self.rank == self.root, self.root, session.comm());
            let direct = self.pipeline.may_be_direct();
            session.stats().collective(bytes as usize);
            self.pipeline.alone(|slot, limit, name| {
                if direct {
                    slot.broadcast_direct(comm, &buffer, at, bytes, root)?;
                    return slot.wait(limit, name);
                }
                if is_root {
                    slot.room()?.copy_from(0, &buffer, at, 1, &stretch(bytes))?;
                }
                slot.broadcast(comm, bytes, root)?;
                slot.wait(limit, name)?;
                if is_root { Ok(()) } else { buffer.copy_from(at, &slot.room()?, 0, 1, &stretch(bytes)) }
            })?;
            at += bytes;
        }
        Ok(())
    }
}

fn own_labels(own: Option<&Section>) -> Vec<&[i64]> {
    own.map_or(Vec::new(), |own| own.stored.iter().filter_map(|stored| stored.labels()).collect())
}

/// Byte strides of this rank's section, slowest axis first.
fn own_strides(transfer: &Transfer<'_>) -> Vec<i64> {
    transfer.array.local().map_or(Vec::new(), |local| transfer.layout.sorted(local.strides()))
}

/// Bytes of the largest message that may have to be packed on this rank.
fn room_for(array: &Array, layout: &Layout, root: Root, own: Option<&Section>) -> i64 {
    let (context, distribution) = (array.context(), array.distribution());
    let direct = context.options().limit.is_none();
    let whole = distribution.size().saturating_mul(layout.item);
    if context.size() == 1 || whole == 0 {
        return 0;
    }
    if root == Root::All && !direct {
        // The whole buffer passes through everybody's staging memory.
        return whole;
    }
    if context.rank() == Some(root_rank(root)) {
        if direct && layout.is_rows(distribution) {
            return 0;
        }
        return layout.largest_section(distribution).map_or(whole, |n| n.saturating_mul(layout.item));
    }
    match own {
        Some(section) if !(direct && layout.is_even(section)) => section.size() * layout.item,
        _ => 0,
    }
}

/// The rank that everything comes to or goes from.
fn root_rank(root: Root) -> i32 {
    match root {
        Root::One(root) => root,
        Root::All => 0,
    }
}

/// Copies received pieces to where they belong in the buffer.
fn unpacker<'a>(layout: &'a Layout, buffer: Region<'a>) -> impl Fn(&Region<'_>, Job) -> Result<()> + 'a {
    move |room, (section, piece)| {
        let packed = layout.packed(&piece)?;
        let other = Other { region: *room, at: 0, strides: &packed };
        layout.copy(&section, &piece, &buffer, &other, Direction::IntoBuffer)
    }
}
