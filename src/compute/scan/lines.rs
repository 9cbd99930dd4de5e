//! Scans along an axis whose pieces follow each other from rank to rank.

use super::carry::{Fellows, Messages, Totals};
use crate::array::Array;
use crate::compute::elementwise::{copied_where_needed, section};
use crate::compute::kernels::scan::ScanKernel;
use crate::context::Session;
use crate::error::Result;
use crate::memory::{SafeView, Scratch};
use crate::mpi::post::Post;
use crate::plan::Pieces;
use std::sync::Arc;

/// What a rank needs for its part, got before anything is sent.
struct Rooms {
    /// A copy of the operand, where it overlaps the target.
    copied: Option<Scratch>,
    /// This rank's totals, those before it, and the messages with which it learns of them.
    exchange: Option<(Totals, Totals, Messages)>,
}

/// Scans `source` into `target`, which is laid out alike, along an axis that is ordered. Collective, inside
/// a communicating call on the session; without an error that is one rank's alone.
pub fn scan(
    session: &Session,
    kernel: &ScanKernel,
    source: &Arc<Array>,
    target: &Arc<Array>,
    axis: usize,
    name: &'static str,
) -> Result<()> {
    let rooms = session.settle(name, prepare(session, kernel, source, target, axis, name))?;
    let (Some(from), Some(to)) = (source.local(), target.local()) else { return Ok(()) };
    target.wrote();
    let part = Part { kernel, source: section(source, rooms.copied.as_ref())?, target: to.owned(), axis };
    debug_assert_eq!(from.owned().view().shape.len(), to.owned().view().shape.len());
    match (fellows(session, source, axis, name), rooms.exchange) {
        (Some(fellows), Some((own, carry, messages))) => part.with_fellows(&fellows, own, carry, &messages),
        _ => part.alone(),
    }
}

/// This rank among those that share its lines; None where it is alone, or holds nothing.
fn fellows<'a>(
    session: &'a Session,
    array: &'a Array,
    axis: usize,
    name: &'static str,
) -> Option<Fellows<'a>> {
    let line = array.distribution().axis_line(session.rank(), axis)?;
    let gathered = 4 * session.options().staging();
    (line.count > 1).then_some(Fellows { session, array, line, name, gathered })
}

/// Lines whose totals travel together.
fn batch(session: &Session, kernel: &ScanKernel) -> i64 {
    (session.options().staging() / kernel.accumulator().itemsize() as i64).max(1)
}

fn prepare(
    session: &Session,
    kernel: &ScanKernel,
    source: &Arc<Array>,
    target: &Arc<Array>,
    axis: usize,
    name: &'static str,
) -> Result<Rooms> {
    let mut rooms = Rooms { copied: None, exchange: None };
    let (Some(from), Some(to)) = (source.local(), target.local()) else { return Ok(rooms) };
    rooms.copied = copied_where_needed(source, &to.owned())?;
    if let Some(fellows) = fellows(session, source, axis, name) {
        let lines = others(from.owned().view().shape, axis).iter().product::<i64>();
        let lines = lines.min(batch(session, kernel));
        let totals = || Totals::new(source, kernel, lines);
        rooms.exchange = Some((totals()?, totals()?, fellows.messages(kernel, lines)?));
    }
    Ok(rooms)
}

/// The extents of the other axes.
fn others(shape: &[i64], axis: usize) -> Vec<i64> {
    shape.iter().enumerate().filter(|(k, _)| *k != axis).map(|(_, extent)| *extent).collect()
}

/// One rank's part.
struct Part<'a> {
    kernel: &'a ScanKernel,
    source: SafeView<'a>,
    target: SafeView<'a>,
    axis: usize,
}

impl Part<'_> {
    fn pieces(&self, most: i64) -> Pieces {
        Pieces::new(&others(self.source.view().shape, self.axis), most)
    }

    /// Nobody else has anything of the lines.
    fn alone(&self) -> Result<()> {
        let mut pieces = self.pieces(i64::MAX);
        pieces.try_for_each(|piece| self.kernel.scan(&self.source, &self.target, self.axis, &piece, None))
    }

    /// Twice over the elements: what the lines come to, and, once it is known what came before, the scan.
    fn with_fellows(
        &self,
        fellows: &Fellows<'_>,
        mut own: Totals,
        mut carry: Totals,
        messages: &Messages,
    ) -> Result<()> {
        let here = self.source.view().shape[self.axis] > 0;
        let mut under_way: Option<Post> = None;
        for piece in self.pieces(batch(fellows.session, self.kernel)) {
            own.clear();
            if here && !fellows.is_last() {
                own.set(|totals| self.kernel.totals(&self.source, self.axis, &piece, totals))?;
            }
            let post = fellows.before(self.kernel, piece.size(), &mut own, &mut carry, messages)?;
            if let Some(earlier) = std::mem::replace(&mut under_way, post) {
                messages.give_back(fellows.wait(earlier)?);
            }
            self.kernel.scan(&self.source, &self.target, self.axis, &piece, carry.get())?;
        }
        under_way.map_or(Ok(()), |post| fellows.wait(post).map(drop))
    }
}
