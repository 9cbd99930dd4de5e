//! The plan of a redistribution of which some axes are unstructured: ranks ask each other about labels
//! before they know it. The letters are the plan layer's; here they are carried.

use crate::array::carry_letters;
use crate::context::Session;
use crate::distribution::Distribution;
use crate::error::Result;
use crate::plan::{LabelRound, RankPlan, axes_with_questions};

/// This rank's plan. Distributions without labels, or with the same ones, need no communication; else
/// an error is the same on all ranks. Collective.
pub fn plan(session: &Session, source: &Distribution, target: &Distribution, name: &str) -> Result<RankPlan> {
    let rank = session.rank();
    if axes_with_questions(source, target).is_empty() {
        return RankPlan::new(source, target, rank);
    }
    let mut round = session.settle(name, LabelRound::new(source, target, rank))?;
    if round.asks() {
        let questions = carry_letters(session, round.questions(), name)?;
        let answers = carry_letters(session, round.answers(&questions), name)?;
        drop(questions);
        session.settle(name, round.take_answers(&answers))?;
    }
    let orders = carry_letters(session, round.orders(), name)?;
    session.settle(name, round.finish(&orders))
}
