//! Whether something holds for all elements of two arrays.

use super::elementwise::{Argument, Elementwise, Function, Options};
use super::kernels::special::FALSE;
use super::special::Special;
use crate::array::Array;
use crate::context::Session;
use crate::context::stats::Kind;
use crate::cpu::Level;
use crate::error::Result;
use crate::fail;
use crate::mpi::transfer::Mergeable;
use smallvec::smallvec;
use std::sync::Arc;

/// Whether a rank has found an element for which it does not hold.
#[derive(Clone, Copy)]
struct Found(u32);

impl Mergeable for Found {
    fn merge(&mut self, other: &Found) {
        self.0 |= other.0;
    }
}

/// A checked question.
pub struct Agreement {
    /// None where the answer is no for the shapes alone.
    call: Option<Elementwise>,
    session: Option<Arc<Session>>,
}

impl Agreement {
    /// Checks the question whether `special`, which has two operands and truth values as results, is true for all
    /// elements. With `shaped` arrays of different shapes do not agree; otherwise they are broadcast.
    pub fn prepare(special: Special, a: Arc<Array>, b: Arc<Array>, shaped: bool) -> Result<Agreement> {
        let session = a.context().session().cloned();
        let level: Level = a.context().options().level_of_loops();
        if shaped && a.shape() != b.shape() {
            if !Arc::ptr_eq(a.context(), b.context()) {
                fail!(Context, "{}: the operands belong to different contexts", special.name());
            }
            return Ok(Agreement { call: None, session });
        }
        let operands = smallvec![Argument::Array(a), Argument::Array(b)];
        let function = Function::Special(special);
        let call = Elementwise::prepare(&function, operands, smallvec![None], Options::default(), level)?;
        Ok(Agreement { call: Some(call), session })
    }

    /// The session of the operands' context; None on a process that is no member.
    pub fn session(&self) -> Option<Arc<Session>> {
        self.session.clone()
    }

    /// The answer, the same on all ranks. Collective, after the agreement.
    pub fn answer(self, session: &Session, serial: u64, name: &'static str) -> Result<bool> {
        let Some(call) = self.call else { return Ok(false) };
        let _operation = session.operation(Kind::Reduction, name, size_of::<Found>() as i64);
        let outcome = call.run_together(session, serial, name)?;
        Ok(session.allreduce(Found(outcome.conditions), name)?.0 & FALSE == 0)
    }
}
