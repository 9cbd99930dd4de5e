//! One collective call from C: gathers the context from whatever argument tells it, the first
//! mistake, and what the ranks must agree on; then runs the call by its class.

use super::array::da_array;
use super::context::da_context;
use super::distribution::da_distribution;
use super::guard::{items, not_null};
use super::halo::da_halo;
use super::handles::{self, Noun, Object, Stale};
use super::plan::da_plan;
use crate::array::{Array, Placement};
use crate::compute::replicas;
use crate::context::session::{self, Early, Session};
use crate::context::{Call, CheckLevel, Context};
use crate::error::{Error, Result, Status};
use crate::exchange::{Halo, Redistribution};
use crate::fail;
use crate::index::MAX_NDIM;
use std::sync::Arc;

/// Where a call belongs.
enum Home {
    /// No argument told the context so far.
    Unknown,
    /// A context that this process is a member of (or was, for a freed handle).
    Member(Arc<Session>),
    /// A context that this process is no member of, with its size.
    Outside(i32),
}

/// One collective call.
pub(crate) struct Frame {
    pub(crate) call: Call,
    home: Home,
    error: Option<Error>,
    /// Operands whose replicas are compared first (DA_CHECK_FULL only).
    replicated: Vec<Arc<Array>>,
    compares: bool,
    /// On whose ranks the operands meet, where that need not be the context of each of them.
    meeting: Meeting,
}

/// The context whose ranks take part.
enum Meeting {
    /// That of all operands.
    Own,
    /// Not known yet: these operands are described when it is.
    Awaited(Vec<Operand>),
    /// This one.
    Known(Arc<Session>),
}

/// What the ranks agree on about an operand.
struct Operand {
    label: &'static str,
    object: Described,
}

enum Described {
    Array(Arc<Array>),
    Distribution(Arc<Placement>),
}

/// What the caller passed as a computation's `out`.
pub(crate) enum Out {
    /// `*out` was NULL: make a new array.
    New,
    /// A live array that receives the result.
    Existing(Arc<Array>),
}

impl Frame {
    /// A call of this function.
    pub(crate) fn new(name: &'static str) -> Frame {
        Frame {
            call: Call::new(name),
            home: Home::Unknown,
            error: None,
            replicated: Vec::new(),
            compares: true,
            meeting: Meeting::Own,
        }
    }

    /// A call whose operands may belong to different contexts: `meet` says where they come together.
    pub(crate) fn between(name: &'static str) -> Frame {
        Frame { meeting: Meeting::Awaited(Vec::new()), ..Frame::new(name) }
    }

    /// A call whose operands' replicas may differ: it is there to make them equal.
    pub(crate) fn unchecked(name: &'static str) -> Frame {
        Frame { compares: false, ..Frame::new(name) }
    }

    /// Keeps the first mistake of the call and goes on, so that later arguments can still tell
    /// the context.
    pub(crate) fn take<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.error.get_or_insert(error);
                None
            }
        }
    }

    /// Whether a mistake was found so far.
    pub(crate) fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    #[inline]
    fn settle(&mut self, context: &Context) {
        if matches!(self.home, Home::Unknown) {
            self.home = match context.session() {
                Some(session) => Home::Member(session.clone()),
                None => Home::Outside(context.size()),
            };
        }
    }

    #[inline]
    fn find(&mut self, handle: usize, noun: Noun, label: &'static str) -> Option<Object> {
        handles::look_up(handle, noun).or_else(|| {
            self.miss(handle, noun, label);
            None
        })
    }

    /// An argument for which there is no object.
    #[cold]
    fn miss(&mut self, handle: usize, noun: Noun, label: &'static str) {
        let Stale { error, session } = handles::explain(handle, noun, label);
        // A context that is gone tells nothing; a later argument may.
        let session = session.filter(|s| s.is_current());
        if let (Home::Unknown, Some(session)) = (&self.home, session) {
            self.home = Home::Member(session);
        }
        self.take::<()>(Err(error));
    }

    /// A context argument.
    pub(crate) fn context(&mut self, handle: *const da_context, label: &'static str) -> Option<Arc<Context>> {
        match self.find(handle as usize, Noun::Context, label)? {
            Object::Context(context) => {
                self.settle(&context);
                Some(context)
            }
            _ => None,
        }
    }

    /// A distribution argument.
    pub(crate) fn distribution(
        &mut self,
        handle: *const da_distribution,
        label: &'static str,
    ) -> Option<Arc<Placement>> {
        match self.find(handle as usize, Noun::Distribution, label)? {
            Object::Distribution(placement) => {
                self.settle(placement.context());
                match &mut self.meeting {
                    Meeting::Awaited(list) => {
                        list.push(Operand { label, object: Described::Distribution(placement.clone()) });
                    }
                    _ => self.describe_distribution(label, &placement),
                }
                Some(placement)
            }
            _ => None,
        }
    }

    /// An array argument.
    pub(crate) fn array(&mut self, handle: *const da_array, label: &'static str) -> Option<Arc<Array>> {
        match self.find(handle as usize, Noun::Array, label)? {
            Object::Array(array) => {
                self.settle(array.context());
                match &mut self.meeting {
                    Meeting::Awaited(list) => {
                        list.push(Operand { label, object: Described::Array(array.clone()) });
                    }
                    _ => self.describe_array(label, &array),
                }
                Some(array)
            }
            _ => None,
        }
    }

    /// A plan argument: it tells the context, whatever arrays it is run on.
    pub(crate) fn plan(
        &mut self,
        handle: *const da_plan,
        label: &'static str,
    ) -> Option<Arc<Redistribution>> {
        match self.find(handle as usize, Noun::Plan, label)? {
            Object::Plan(plan) => {
                self.home = Home::Member(plan.session().clone());
                self.meeting = Meeting::Known(plan.session().clone());
                self.call.attribute(label, plan.serial());
                Some(plan)
            }
            _ => None,
        }
    }

    /// A halo argument: it tells the context, whatever arrays it is run on.
    pub(crate) fn halo(&mut self, handle: *const da_halo, label: &'static str) -> Option<Arc<Halo>> {
        match self.find(handle as usize, Noun::Halo, label)? {
            Object::Halo(halo) => {
                self.home = Home::Member(halo.session().clone());
                self.call.attribute(label, halo.serial());
                Some(halo)
            }
            _ => None,
        }
    }

    /// Whether an operand's serial number is known to all ranks of the call, and so is whether its replicas
    /// are to be compared: to the ranks of its own context.
    #[inline]
    fn is_own(&self, placement: &Placement) -> bool {
        match &self.meeting {
            Meeting::Own => true,
            Meeting::Known(met) => placement.context().session().is_some_and(|own| Arc::ptr_eq(own, met)),
            Meeting::Awaited(_) => false,
        }
    }

    #[inline]
    fn describe_array(&mut self, label: &'static str, array: &Arc<Array>) {
        let own = self.is_own(array.placement());
        self.call.attribute(label, if own { array.serial() } else { 0 });
        if own && self.compares && array.context().options().level == CheckLevel::Full {
            self.replicated.push(array.clone());
        }
    }

    fn describe_distribution(&mut self, label: &'static str, placement: &Placement) {
        let own = self.is_own(placement);
        self.call.attribute(label, if own { placement.serial() } else { 0 });
        self.call.attribute("the distribution's layout", placement.fingerprint());
    }

    /// The operands belong to different parts of this context, whose ranks all take part.
    pub(crate) fn meet(&mut self, context: &Context) {
        self.home = Home::Unknown;
        self.settle(context);
        let Some(session) = context.session() else { return };
        let meeting = std::mem::replace(&mut self.meeting, Meeting::Known(session.clone()));
        if let Meeting::Awaited(operands) = meeting {
            for Operand { label, object } in operands {
                match object {
                    Described::Array(array) => self.describe_array(label, &array),
                    Described::Distribution(placement) => self.describe_distribution(label, &placement),
                }
            }
        }
    }

    /// A computation's `out` argument.
    ///
    /// # Safety
    /// `out` is NULL or points to a handle.
    pub(crate) unsafe fn out(&mut self, out: *mut *mut da_array) -> Option<Out> {
        // SAFETY: by the caller's contract.
        unsafe { self.out_named(out, "out") }
    }

    /// An `out` argument that the caller knows by this name.
    ///
    /// # Safety
    /// As `out`.
    pub(crate) unsafe fn out_named(&mut self, out: *mut *mut da_array, name: &'static str) -> Option<Out> {
        let checked = not_null(out, name);
        self.take(checked)?;
        // SAFETY: not NULL, and a handle by the caller's contract.
        let handle = unsafe { *out };
        if handle.is_null() {
            self.call.attribute("out (NULL or not)", 0);
            return Some(Out::New);
        }
        self.call.attribute("out (NULL or not)", 1);
        self.array(handle, name).map(Out::Existing)
    }

    /// A list of axes, negative ones counting from the end, on which the ranks must agree.
    ///
    /// # Safety
    /// `axes` is NULL or has `naxes` items.
    pub(crate) unsafe fn axes(&mut self, naxes: i32, axes: *const i32) -> Result<Vec<i32>> {
        let count = usize::try_from(naxes).ok().filter(|n| *n <= MAX_NDIM).ok_or_else(|| {
            Error::new(Status::Axis, format!("naxes is {naxes}; it must be 0 to {MAX_NDIM}"))
        })?;
        // SAFETY: the caller's array.
        let axes = unsafe { items(axes, count, "axes")? }.to_vec();
        let wide: Vec<i64> = axes.iter().map(|a| i64::from(*a)).collect();
        self.call.list("axes", &wide);
        Ok(axes)
    }

    /// The first mistake, or what was prepared.
    fn outcome<P>(&mut self, prepared: Option<P>) -> Result<P> {
        match (self.error.take(), prepared) {
            (Some(error), _) => Err(error),
            (None, Some(prepared)) => Ok(prepared),
            (None, None) => Err(self.nothing_prepared()),
        }
    }

    #[cold]
    fn nothing_prepared(&self) -> Error {
        let text = format!("{}: nothing was prepared and nothing failed", self.call.name());
        Error::new(Status::Internal, text)
    }

    /// Runs a call of the class "collective, silent"; `f` gets the serial number for new objects.
    pub(crate) fn silent<P, T>(
        &mut self,
        prepared: Option<P>,
        f: impl FnOnce(P, u64) -> Result<T>,
    ) -> Result<T> {
        // What was prepared is moved once, into `f`: it may be large, and the call on a small array frequent.
        let (mistake, prepared) = match (self.error.take(), prepared) {
            (None, Some(prepared)) => (None, Some(prepared)),
            (None, None) => (Some(self.nothing_prepared()), None),
            (mistake, _) => (mistake, None),
        };
        let run = |prepared: Option<P>, serial| match prepared {
            Some(prepared) => f(prepared, serial),
            None => Err(self.nothing_prepared()),
        };
        match &self.home {
            Home::Member(session) if session.is_current() => session.silent(&self.call, mistake, |serial| {
                self.compare_replicas(session)?;
                run(prepared, serial)
            }),
            Home::Outside(_) => mistake.map_or_else(|| run(prepared, 0), Err),
            home => self.fail_alone(home, mistake, false),
        }
    }

    /// Runs a call of the class "plan execution"; `f` gets this rank's mistake too, to tell it to its
    /// partners.
    pub(crate) fn planned<P, T>(
        &mut self,
        prepared: Option<P>,
        f: impl FnOnce(Result<P>) -> Result<T>,
    ) -> Result<T> {
        let prepared = self.outcome(prepared);
        match &self.home {
            Home::Member(session) if session.is_current() => session.planned(&self.call, prepared, |p| {
                self.compare_replicas(session)?;
                f(p)
            }),
            home => self.fail_alone(home, prepared.err(), false),
        }
    }

    /// Runs a call of the class "collective, communicating": agreement first, then `f`.
    pub(crate) fn communicate<P, T>(
        &mut self,
        prepared: Option<P>,
        f: impl FnOnce(P, u64) -> Result<T>,
    ) -> Result<T> {
        self.require_member()?;
        let prepared = self.outcome(prepared);
        match &self.home {
            Home::Member(session) if session.is_current() => {
                session.communicate(&self.call, prepared, |p, serial| {
                    self.compare_replicas(session)?;
                    f(p, serial)
                })
            }
            home => self.fail_alone(home, prepared.err(), true),
        }
    }

    /// As `communicate`, for a call that may send something before the ranks agree; `f` gets the session.
    pub(crate) fn communicate_early<P: Early, T>(
        &mut self,
        prepared: Option<P>,
        f: impl FnOnce(P, &Session) -> Result<T>,
    ) -> Result<T> {
        self.require_member()?;
        let prepared = self.outcome(prepared);
        match &self.home {
            Home::Member(session) if session.is_current() => {
                session.communicate_early(&self.call, prepared, |p, _| {
                    self.compare_replicas(session)?;
                    f(p, session)
                })
            }
            home => self.fail_alone(home, prepared.err(), true),
        }
    }

    /// Only members of a context can make a communicating call on it.
    fn require_member(&mut self) -> Result<()> {
        let Home::Outside(size) = self.home else { return Ok(()) };
        let name = self.call.name();
        let not_member = || {
            let text = format!("{name}: this process does not belong to the context of {size} ranks");
            Error::new(Status::NotMember, text)
        };
        Err(self.error.take().unwrap_or_else(not_member))
    }

    /// At DA_CHECK_FULL, after the agreement that every call makes there: all ranks take part.
    fn compare_replicas(&self, session: &Session) -> Result<()> {
        self.replicated.iter().try_for_each(|array| replicas::compare(session, array, self.call.name()))
    }

    /// A mistake with no context to share it with, or with a context that is gone.
    #[cold]
    fn fail_alone<T>(&self, home: &Home, mistake: Option<Error>, communicates: bool) -> Result<T> {
        let name = self.call.name();
        let Some(error) = mistake else {
            fail!(Internal, "{name}: no argument tells the context");
        };
        match home {
            Home::Member(session) if session.is_current() => {
                Err(session.report_failure(&self.call, error, communicates))
            }
            _ => {
                session::mark_all_open(name, &error);
                Err(error)
            }
        }
    }
}
