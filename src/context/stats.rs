//! What the communication of one context has cost on this rank, and the hooks of profilers.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How bytes travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Messages from one rank to another, packed or from where the elements are.
    Messages = 0,
    /// Straight out of the partner's memory.
    Direct = 1,
    /// Operations of all ranks together: agreements, reductions, broadcasts. Each is one message, with
    /// the bytes that this rank gives and gets.
    Collective = 2,
}

/// What communication is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Kind {
    /// The comparison of notes that begins a communicating call.
    Agreement = 0,
    /// Making and running a plan from one distribution to another.
    Redistribution = 1,
    /// Updating communication padding.
    Halo = 2,
    /// Bringing elements to one rank or to all, and from one.
    Gather = 3,
    /// Reductions.
    Reduction = 4,
    /// Everything else.
    Other = 5,
}

/// The number of transports.
pub const TRANSPORTS: usize = 3;
/// The number of kinds.
pub const KINDS: usize = 6;

/// Messages and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Messages that this rank sent.
    pub messages_sent: u64,
    /// Their bytes.
    pub bytes_sent: u64,
    /// Messages that this rank received.
    pub messages_received: u64,
    /// Their bytes.
    pub bytes_received: u64,
}

/// The counters at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// By transport.
    pub traffic: [Traffic; TRANSPORTS],
    /// Staging memory that is held.
    pub staging_bytes: u64,
    /// The most staging memory that was held at a time.
    pub staging_peak: u64,
    /// Operations by kind.
    pub calls: [u64; KINDS],
    /// The time spent in them.
    pub time: [Duration; KINDS],
}

/// When a hook is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before an operation.
    Before,
    /// After it, also if it failed.
    After,
}

/// A profiler's function: the moment, the kind, the call's name and its bytes.
pub type Hook = Arc<dyn Fn(Moment, Kind, &str, i64) + Send + Sync>;

#[derive(Default)]
struct Counters {
    messages_sent: AtomicU64,
    bytes_sent: AtomicU64,
    messages_received: AtomicU64,
    bytes_received: AtomicU64,
}

impl Counters {
    fn snapshot(&self) -> Traffic {
        Traffic {
            messages_sent: self.messages_sent.load(Ordering::Relaxed),
            bytes_sent: self.bytes_sent.load(Ordering::Relaxed),
            messages_received: self.messages_received.load(Ordering::Relaxed),
            bytes_received: self.bytes_received.load(Ordering::Relaxed),
        }
    }

    fn reset(&self) {
        let all = [&self.messages_sent, &self.bytes_sent, &self.messages_received, &self.bytes_received];
        all.iter().for_each(|counter| counter.store(0, Ordering::Relaxed));
    }
}

/// The counters of one context on this rank. Any thread may read them.
#[derive(Default)]
pub struct Stats {
    traffic: [Counters; TRANSPORTS],
    staging: AtomicU64,
    staging_peak: AtomicU64,
    calls: [AtomicU64; KINDS],
    nanoseconds: [AtomicU64; KINDS],
    /// Operations under way, each inside the one before: the outermost counts.
    depth: AtomicU64,
    /// Whether there is a hook, so that without one nobody takes the lock.
    hooked: AtomicBool,
    hook: Mutex<Option<Hook>>,
}

/// Counts are never negative; a wrong one must not stop a program.
fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

impl Stats {
    /// Counts messages of this rank.
    pub fn sent(&self, transport: Transport, messages: i64, bytes: i64) {
        let counters = &self.traffic[transport as usize];
        counters.messages_sent.fetch_add(unsigned(messages), Ordering::Relaxed);
        counters.bytes_sent.fetch_add(unsigned(bytes), Ordering::Relaxed);
    }

    /// Counts messages to this rank.
    pub fn received(&self, transport: Transport, messages: i64, bytes: i64) {
        let counters = &self.traffic[transport as usize];
        counters.messages_received.fetch_add(unsigned(messages), Ordering::Relaxed);
        counters.bytes_received.fetch_add(unsigned(bytes), Ordering::Relaxed);
    }

    /// Counts an operation of all ranks together, to which this rank gives and from which it gets so
    /// many bytes.
    pub fn collective(&self, bytes: usize) {
        self.sent(Transport::Collective, 1, bytes as i64);
        self.received(Transport::Collective, 1, bytes as i64);
    }

    /// Staging memory was taken.
    pub fn stage(&self, bytes: i64) {
        let held = self.staging.fetch_add(unsigned(bytes), Ordering::Relaxed) + unsigned(bytes);
        self.staging_peak.fetch_max(held, Ordering::Relaxed);
    }

    /// Staging memory was given back.
    pub fn unstage(&self, bytes: i64) {
        let less = |held: u64| Some(held.saturating_sub(unsigned(bytes)));
        let _ = self.staging.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    }

    /// As `stage`, until what is returned goes out of scope.
    pub fn staged(self: &Arc<Stats>, bytes: i64) -> Staged {
        self.stage(bytes);
        Staged { stats: self.clone(), bytes }
    }

    /// Sets the hook, or takes it away. An operation under way ends with the one that it began with.
    pub fn set_hook(&self, hook: Option<Hook>) {
        let mut held = self.hook.lock().unwrap_or_else(|e| e.into_inner());
        self.hooked.store(hook.is_some(), Ordering::Release);
        *held = hook;
    }

    /// Begins an operation; it ends where what is returned goes out of scope. An operation inside another
    /// belongs to that.
    pub fn operation<'a>(&'a self, kind: Kind, name: &'a str, bytes: i64) -> Operation<'a> {
        if self.depth.fetch_add(1, Ordering::Relaxed) > 0 {
            return Operation { stats: self, kind, name, bytes, hook: None, begun: None };
        }
        let hook = match self.hooked.load(Ordering::Acquire) {
            true => self.hook.lock().unwrap_or_else(|e| e.into_inner()).clone(),
            false => None,
        };
        if let Some(hook) = &hook {
            hook(Moment::Before, kind, name, bytes);
        }
        Operation { stats: self, kind, name, bytes, hook, begun: Some(Instant::now()) }
    }

    /// The counters now.
    pub fn snapshot(&self) -> Snapshot {
        let number = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Snapshot {
            traffic: std::array::from_fn(|transport| self.traffic[transport].snapshot()),
            staging_bytes: number(&self.staging),
            staging_peak: number(&self.staging_peak),
            calls: std::array::from_fn(|kind| number(&self.calls[kind])),
            time: std::array::from_fn(|kind| Duration::from_nanos(number(&self.nanoseconds[kind]))),
        }
    }

    /// Begins to count from zero; staging memory that is held stays counted, and is the new peak.
    pub fn reset(&self) {
        self.traffic.iter().for_each(Counters::reset);
        self.staging_peak.store(self.staging.load(Ordering::Relaxed), Ordering::Relaxed);
        let all = self.calls.iter().chain(&self.nanoseconds);
        all.for_each(|counter| counter.store(0, Ordering::Relaxed));
    }
}

/// Staging memory that is held.
#[must_use = "the memory counts as given back where this goes out of scope"]
pub struct Staged {
    stats: Arc<Stats>,
    bytes: i64,
}

impl Drop for Staged {
    fn drop(&mut self) {
        self.stats.unstage(self.bytes);
    }
}

/// An operation under way.
#[must_use = "the operation ends where this goes out of scope"]
pub struct Operation<'a> {
    stats: &'a Stats,
    kind: Kind,
    name: &'a str,
    bytes: i64,
    hook: Option<Hook>,
    /// None inside another operation.
    begun: Option<Instant>,
}

impl Drop for Operation<'_> {
    fn drop(&mut self) {
        self.stats.depth.fetch_sub(1, Ordering::Relaxed);
        let Some(begun) = self.begun else { return };
        let time = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.stats.calls[self.kind as usize].fetch_add(1, Ordering::Relaxed);
        self.stats.nanoseconds[self.kind as usize].fetch_add(time, Ordering::Relaxed);
        if let Some(hook) = &self.hook {
            hook(Moment::After, self.kind, self.name, self.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traffic_is_counted_by_transport_until_the_reset() {
        let stats = Stats::default();
        stats.sent(Transport::Messages, 2, 100);
        stats.received(Transport::Direct, 1, 7);
        stats.collective(16);
        let now = stats.snapshot().traffic;
        let sent = Traffic { messages_sent: 2, bytes_sent: 100, ..Traffic::default() };
        let received = Traffic { messages_received: 1, bytes_received: 7, ..Traffic::default() };
        let both = Traffic { messages_sent: 1, bytes_sent: 16, messages_received: 1, bytes_received: 16 };
        assert_eq!(now, [sent, received, both]);
        stats.sent(Transport::Direct, -1, -1);
        assert_eq!(stats.snapshot().traffic, now);
        stats.reset();
        assert_eq!(stats.snapshot(), Snapshot::default());
    }

    #[test]
    fn staging_has_a_peak() {
        let stats = Arc::new(Stats::default());
        let first = stats.staged(100);
        let second = stats.staged(50);
        drop(first);
        let now = stats.snapshot();
        assert_eq!((now.staging_bytes, now.staging_peak), (50, 150));
        stats.reset();
        let now = stats.snapshot();
        assert_eq!((now.staging_bytes, now.staging_peak), (50, 50));
        drop(second);
        stats.unstage(1);
        assert_eq!(stats.snapshot().staging_bytes, 0);
    }

    #[test]
    fn operations_are_timed_and_hooks_are_called_around_them() {
        let stats = Stats::default();
        type Heard = Vec<(Moment, Kind, String, i64)>;
        let heard: Arc<Mutex<Heard>> = Arc::default();
        let ears = heard.clone();
        let hook: Hook = Arc::new(move |moment, kind, name: &str, bytes| {
            ears.lock().unwrap().push((moment, kind, name.to_string(), bytes));
        });
        drop(stats.operation(Kind::Other, "unheard", 0));
        stats.set_hook(Some(hook));
        {
            let _outer = stats.operation(Kind::Gather, "g", 8);
            drop(stats.operation(Kind::Other, "inside", 4));
            std::thread::sleep(Duration::from_millis(2));
            stats.set_hook(None);
        }
        drop(stats.operation(Kind::Halo, "unheard", 0));
        let said = |moment| (moment, Kind::Gather, "g".to_string(), 8);
        assert_eq!(*heard.lock().unwrap(), [said(Moment::Before), said(Moment::After)]);
        let now = stats.snapshot();
        assert_eq!(now.calls, [0, 0, 1, 1, 0, 1]);
        assert!(now.time[Kind::Gather as usize] >= Duration::from_millis(2));
    }
}
