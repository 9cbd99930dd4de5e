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
    serial: u64,
    /// The fingerprint of a distribution.
    layout: Option<u64>,
    /// None on a process that is no member of the operand's context.
    session: Option<Arc<Session>>,
    array: Option<Arc<Array>>,
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

    fn settle(&mut self, context: &Context) {
        if matches!(self.home, Home::Unknown) {
            self.home = match context.session() {
                Some(session) => Home::Member(session.clone()),
                None => Home::Outside(context.size()),
            };
        }
    }

    fn find(&mut self, handle: usize, noun: Noun, label: &'static str) -> Option<Object> {
        match handles::find(handle, noun, label) {
            Ok(object) => Some(object),
            Err(Stale { error, session }) => {
                // A context that is gone tells nothing; a later argument may.
                let session = session.filter(|s| s.is_current());
                if let (Home::Unknown, Some(session)) = (&self.home, session) {
                    self.home = Home::Member(session);
                }
                self.take::<()>(Err(error));
                None
            }
        }
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
                let session = placement.context().session().cloned();
                let layout = Some(placement.fingerprint());
                self.operand(Operand { label, serial: placement.serial(), layout, session, array: None });
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
                let session = array.context().session().cloned();
                let described = Some(array.clone());
                self.operand(Operand {
                    label,
                    serial: array.serial(),
                    layout: None,
                    session,
                    array: described,
                });
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

    /// Describes an operand. Its serial number is known to the ranks of its context only, and so is
    /// whether its replicas are to be compared.
    fn operand(&mut self, operand: Operand) {
        let own = match &mut self.meeting {
            Meeting::Own => true,
            Meeting::Known(met) => operand.session.as_ref().is_some_and(|own| Arc::ptr_eq(own, met)),
            Meeting::Awaited(list) => return list.push(operand),
        };
        self.call.attribute(operand.label, if own { operand.serial } else { 0 });
        if let Some(layout) = operand.layout {
            self.call.attribute("the distribution's layout", layout);
        }
        if let Some(array) = operand.array.filter(|_| own && self.compares)
            && array.context().options().level == CheckLevel::Full
        {
            self.replicated.push(array);
        }
    }

    /// The operands belong to different parts of this context, whose ranks all take part.
    pub(crate) fn meet(&mut self, context: &Context) {
        self.home = Home::Unknown;
        self.settle(context);
        let Some(session) = context.session() else { return };
        let meeting = std::mem::replace(&mut self.meeting, Meeting::Known(session.clone()));
        if let Meeting::Awaited(operands) = meeting {
            operands.into_iter().for_each(|operand| self.operand(operand));
        }
    }

    /// A computation's `out` argument.
    ///
    /// # Safety
    /// `out` is NULL or points to a handle.
    pub(crate) unsafe fn out(&mut self, out: *mut *mut da_array) -> Option<Out> {
        let checked = not_null(out, "out");
        self.take(checked)?;
        // SAFETY: not NULL, and a handle by the caller's contract.
        let handle = unsafe { *out };
        if handle.is_null() {
            self.call.attribute("out (NULL or not)", 0);
            return Some(Out::New);
        }
        self.call.attribute("out (NULL or not)", 1);
        self.array(handle, "out").map(Out::Existing)
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
            (None, None) => fail!(Internal, "{}: nothing was prepared and nothing failed", self.call.name()),
        }
    }

    /// Runs a call of the class "collective, silent"; `f` gets the serial number for new objects.
    pub(crate) fn silent<P, T>(
        mut self,
        prepared: Option<P>,
        f: impl FnOnce(P, u64) -> Result<T>,
    ) -> Result<T> {
        let prepared = self.outcome(prepared);
        let home = std::mem::replace(&mut self.home, Home::Unknown);
        match home {
            Home::Member(session) if session.is_current() => {
                session.silent(&self.call, prepared, |p, serial| {
                    self.compare_replicas(&session)?;
                    f(p, serial)
                })
            }
            Home::Outside(_) => f(prepared?, 0),
            other => self.fail_alone(other, prepared, false),
        }
    }

    /// Runs a call of the class "plan execution"; `f` gets this rank's mistake too, to tell it to its
    /// partners.
    pub(crate) fn planned<P, T>(
        mut self,
        prepared: Option<P>,
        f: impl FnOnce(Result<P>) -> Result<T>,
    ) -> Result<T> {
        let prepared = self.outcome(prepared);
        let home = std::mem::replace(&mut self.home, Home::Unknown);
        match home {
            Home::Member(session) if session.is_current() => session.planned(&self.call, prepared, |p| {
                self.compare_replicas(&session)?;
                f(p)
            }),
            other => self.fail_alone(other, prepared, false),
        }
    }

    /// Runs a call of the class "collective, communicating": agreement first, then `f`.
    pub(crate) fn communicate<P, T>(
        mut self,
        prepared: Option<P>,
        f: impl FnOnce(P, u64) -> Result<T>,
    ) -> Result<T> {
        let home = self.member_home()?;
        let prepared = self.outcome(prepared);
        match home {
            Home::Member(session) if session.is_current() => {
                session.communicate(&self.call, prepared, |p, serial| {
                    self.compare_replicas(&session)?;
                    f(p, serial)
                })
            }
            other => self.fail_alone(other, prepared, true),
        }
    }

    /// As `communicate`, for a call that may send something before the ranks agree; `f` gets the session.
    pub(crate) fn communicate_early<P: Early, T>(
        mut self,
        prepared: Option<P>,
        f: impl FnOnce(P, &Session) -> Result<T>,
    ) -> Result<T> {
        let home = self.member_home()?;
        let prepared = self.outcome(prepared);
        match home {
            Home::Member(session) if session.is_current() => {
                session.communicate_early(&self.call, prepared, |p, _| {
                    self.compare_replicas(&session)?;
                    f(p, &session)
                })
            }
            other => self.fail_alone(other, prepared, true),
        }
    }

    /// Where a communicating call belongs, which only members of the context can make.
    fn member_home(&mut self) -> Result<Home> {
        let home = std::mem::replace(&mut self.home, Home::Unknown);
        let Home::Outside(size) = home else { return Ok(home) };
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
    fn fail_alone<P, T>(&self, home: Home, prepared: Result<P>, communicates: bool) -> Result<T> {
        let name = self.call.name();
        let error = match prepared {
            Err(error) => error,
            Ok(_) => fail!(Internal, "{name}: no argument tells the context"),
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
