//! What ranks tell each other along a scanned axis: what the elements before a rank's own come to.

use crate::array::Array;
use crate::compute::kernels::scan::ScanKernel;
use crate::context::Session;
use crate::context::stats::Transport;
use crate::distribution::AxisLine;
use crate::error::Result;
use crate::fail;
use crate::memory::Scratch;
use crate::mpi::post::{Post, room};
use std::cell::RefCell;

/// Apart from the tags of other messages on a context's communicator.
const TAG: i32 = 5;
/// In front of a message's totals: 1 if there are any, 0 where no elements came before.
const HEAD: usize = 8;

/// What several lines on one rank, or on all before it, come to.
pub struct Totals {
    accumulators: Scratch,
    /// Whether there was any element.
    present: bool,
}

impl Totals {
    /// Room for so many lines.
    pub fn new(array: &Array, kernel: &ScanKernel, lines: i64) -> Result<Totals> {
        let accumulators = Scratch::new(&[lines], kernel.accumulator(), array.context().budget())?;
        Ok(Totals { accumulators, present: false })
    }

    /// The accumulators, if there was any element.
    pub fn get(&self) -> Option<&Scratch> {
        self.present.then_some(&self.accumulators)
    }

    /// Nothing came before.
    pub fn clear(&mut self) {
        self.present = false;
    }

    /// Lets `fill` write the accumulators.
    pub fn set(&mut self, fill: impl FnOnce(&mut Scratch) -> Result<()>) -> Result<()> {
        fill(&mut self.accumulators)?;
        self.present = true;
        Ok(())
    }

    fn write(&self, message: &mut [u8]) {
        let (head, body) = message.split_at_mut(HEAD);
        head.copy_from_slice(&u64::from(self.present).to_ne_bytes());
        body.copy_from_slice(&self.accumulators.bytes()[..body.len()]);
    }

    fn read(&mut self, message: &[u8]) {
        let (head, body) = message.split_at(HEAD);
        self.present = head != [0; HEAD];
        self.accumulators.bytes_mut()[..body.len()].copy_from_slice(body);
    }
}

/// Memory of messages, all of it got before the first is sent.
#[derive(Default)]
pub struct Messages(RefCell<Vec<Vec<u8>>>);

/// One that is received, one that is sent, and one that is still on its way.
const AT_A_TIME: usize = 3;

impl Messages {
    fn new(bytes: usize) -> Result<Messages> {
        let rooms = (0..AT_A_TIME).map(|_| room(bytes)).collect::<Result<Vec<_>>>()?;
        Ok(Messages(RefCell::new(rooms)))
    }

    /// A message of so many bytes, which are not more than was said.
    fn take(&self, bytes: usize) -> Vec<u8> {
        let mut message = self.0.borrow_mut().pop().unwrap_or_default();
        message.resize(bytes, 0);
        message
    }

    /// Takes a message back.
    pub fn give_back(&self, message: Vec<u8>) {
        self.0.borrow_mut().push(message);
    }
}

/// One rank among those that share lines.
pub struct Fellows<'a> {
    /// The session whose ranks they are.
    pub session: &'a Session,
    /// The array with the lines.
    pub array: &'a Array,
    /// Who comes before whom.
    pub line: AxisLine,
    /// The call, for messages.
    pub name: &'static str,
    /// Most bytes of totals of all fellows that one rank gathers.
    pub gathered: i64,
}

impl Fellows<'_> {
    /// Whether this rank is the last, whose totals nobody needs.
    pub fn is_last(&self) -> bool {
        self.line.place + 1 == self.line.count
    }

    /// The memory for messages about at most `lines` lines.
    pub fn messages(&self, kernel: &ScanKernel, lines: i64) -> Result<Messages> {
        let bytes = self.bytes(kernel, lines) as i64;
        let all = bytes.saturating_mul(self.line.count).min(self.gathered);
        Messages::new(all.max(bytes) as usize)
    }

    /// Bytes of a message about `lines` lines.
    fn bytes(&self, kernel: &ScanKernel, lines: i64) -> usize {
        HEAD + lines as usize * kernel.accumulator().itemsize()
    }

    /// What came before: the totals of all ranks before this one, joined one after another in their
    /// order. `own` are this rank's, and are used up. A message to the next rank may still be under way.
    ///
    /// Few totals are gathered in as many rounds as the logarithm of the ranks. Many go from rank to rank,
    /// each to one other only, while later lines are still being summed.
    pub fn before(
        &self,
        kernel: &ScanKernel,
        lines: i64,
        own: &mut Totals,
        carry: &mut Totals,
        messages: &Messages,
    ) -> Result<Option<Post>> {
        carry.clear();
        let bytes = self.bytes(kernel, lines);
        if (bytes as i64).saturating_mul(self.line.count) <= self.gathered {
            self.gather(kernel, lines, own, carry, messages)?;
            return Ok(None);
        }
        if self.line.place > 0 {
            let message = self.receive(messages.take(bytes), self.line.place - 1)?;
            carry.read(&message);
            messages.give_back(message);
        }
        if self.is_last() {
            return Ok(None);
        }
        join(kernel, lines, carry, own)?;
        let mut message = messages.take(bytes);
        own.write(&mut message);
        self.send(message, self.line.place + 1).map(Some)
    }

    /// Every rank learns the totals of all before it. In round k it sends what it knows to the rank 2^k
    /// behind it.
    fn gather(
        &self,
        kernel: &ScanKernel,
        lines: i64,
        own: &mut Totals,
        carry: &mut Totals,
        messages: &Messages,
    ) -> Result<()> {
        let bytes = self.bytes(kernel, lines);
        let mut known = messages.take(bytes);
        own.write(&mut known);
        let (place, mut distance) = (self.line.place, 1);
        while distance < self.line.count {
            let mut sent = None;
            if place + distance < self.line.count {
                let mut copy = messages.take(known.len());
                copy.copy_from_slice(&known);
                sent = Some(self.send(copy, place + distance)?);
            }
            if place >= distance {
                // What that rank knows: itself and those before it, as far as they reach.
                let many = distance.min(place - distance + 1) as usize;
                let mut earlier = self.receive(messages.take(bytes * many), place - distance)?;
                earlier.append(&mut known);
                messages.give_back(std::mem::replace(&mut known, earlier));
            }
            if let Some(post) = sent {
                messages.give_back(self.wait(post)?);
            }
            distance *= 2;
        }
        let mut totals = known.chunks_exact(bytes).take(place as usize);
        if let Some(first) = totals.next() {
            carry.read(first);
        }
        for message in totals {
            own.read(message);
            join(kernel, lines, carry, own)?;
            std::mem::swap(own, carry);
        }
        messages.give_back(known);
        Ok(())
    }

    fn send(&self, message: Vec<u8>, place: i64) -> Result<Post> {
        let (bytes, to) = (message.len() as i64, self.array.distribution().rank_on_line(&self.line, place));
        self.session.stats().sent(Transport::Messages, 1, bytes);
        Post::send(self.session.comm(), message, to, TAG)
    }

    fn receive(&self, message: Vec<u8>, place: i64) -> Result<Vec<u8>> {
        let (bytes, from) = (message.len() as i64, self.array.distribution().rank_on_line(&self.line, place));
        let post = Post::receive(self.session.comm(), message, from, TAG)?;
        let message = self.wait(post)?;
        self.session.stats().received(Transport::Messages, 1, bytes);
        Ok(message)
    }

    /// Waits for a message.
    pub fn wait(&self, post: Post) -> Result<Vec<u8>> {
        post.wait(self.session.options().limit, self.name)
    }
}

/// Makes `into` what `left` and it come to.
fn join(kernel: &ScanKernel, lines: i64, left: &Totals, into: &mut Totals) -> Result<()> {
    match (left.present, into.present) {
        (false, _) => Ok(()),
        (true, true) => kernel.join(&left.accumulators, &mut into.accumulators, lines),
        (true, false) => {
            if left.accumulators.bytes().len() != into.accumulators.bytes().len() {
                fail!(Internal, "totals of different sizes");
            }
            into.accumulators.bytes_mut().copy_from_slice(left.accumulators.bytes());
            into.present = true;
            Ok(())
        }
    }
}
