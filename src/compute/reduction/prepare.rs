//! What is checked, and computed, before the ranks agree.

use super::Contribution;
use super::local::{Work, is_full, loops};
use super::op::{Family, ReduceOp, Rule, rule};
use crate::array::Array;
use crate::compute::kernels::reduce::{Loops, Second, States};
use crate::distribution::{Distribution, Reduced};
use crate::dtype::{Casting, DType, can_cast};
use crate::error::Result;
use crate::fail;
use crate::index::{normalize_axes, shape_text};
use crate::mpi::group_merge::Staging;
use crate::value::Value;
use std::sync::Arc;

/// How a reduction is wanted, beside its axes.
#[derive(Clone, Default)]
pub struct Options {
    /// Reduced axes stay, with extent 1.
    pub keepdims: bool,
    /// Only the first coordinate of a reduced grid axis gets the result.
    pub to_first: bool,
    /// Sums do not depend on the distribution.
    pub reproducible: bool,
    /// The dtype of the computation and its result.
    pub dtype: Option<DType>,
    /// A value that counts as one more element.
    pub initial: Option<Value>,
    /// Which elements count: a bool array aligned with the operand.
    pub mask: Option<Arc<Array>>,
    /// Weights of an average, or the other operand of a dot product: aligned with the operand.
    pub other: Option<Arc<Array>>,
    /// Delta degrees of freedom.
    pub ddof: f64,
}

/// A checked reduction, with this rank's contribution.
pub struct Reduction {
    pub(super) op: ReduceOp,
    pub(super) array: Arc<Array>,
    pub(super) rule: Rule,
    pub(super) initial: Option<Value>,
    /// By axis, whether it is reduced.
    pub(super) axes: Vec<bool>,
    /// The ranks that share results, this one among them; empty outside the grid.
    pub(super) members: Vec<i32>,
    pub(super) distribution: Distribution,
    pub(super) out: Option<Arc<Array>>,
    pub(super) contribution: Contribution,
}

impl Reduction {
    /// Checks operands, axes and `out`, and folds this rank's section. `axes` None or empty means all;
    /// negative axes count from the end.
    pub fn prepare(
        op: ReduceOp,
        array: Arc<Array>,
        axes: &[i32],
        options: Options,
        out: Option<Arc<Array>>,
    ) -> Result<Reduction> {
        // Without weights an average is the mean.
        let op = if op == ReduceOp::Average && options.other.is_none() { ReduceOp::Mean } else { op };
        let ndim = array.shape().len();
        let named = normalize_axes(axes, ndim)?;
        let reduced: Vec<bool> = (0..ndim).map(|k| named.is_empty() || named.contains(&k)).collect();
        check_options(op, &array, &options)?;
        if op.family() == Family::Place && named.len() > 1 && named.len() < ndim {
            fail!(Axis, "{op} is over one axis, or over all; {} of {ndim} were named", named.len());
        }
        check_emptiness(op, &array, &reduced, &options)?;
        let rule = rule(op, array.dtype(), options.dtype, options.other.as_ref().map(|o| o.dtype()))?;
        let rule = with_options(rule, &options);
        check_labels(op, &array, &reduced)?;
        let initial = options.initial.map(|value| value.convert(rule.result)).transpose()?;
        let kept_as = if options.to_first { Reduced::First } else { Reduced::Replicated };
        let list: Vec<usize> = (0..ndim).filter(|&k| reduced[k]).collect();
        let mut distribution = array.distribution().reduce(&list, options.keepdims, kept_as)?;
        if let Some(out) = &out {
            // Fails where the contexts differ; the layouts may.
            out.placement().aligned(array.placement())?;
            check_out(op, out, &rule, &distribution)?;
            if !is_full(&reduced) {
                distribution = fitting(op, &array, &list, &options, out)?;
            }
        }
        let members = members(&array, &list, is_full(&reduced));
        let contribution = contribute(op, &array, &rule, &options, &reduced)?;
        Ok(Reduction { op, array, rule, initial, axes: reduced, members, distribution, out, contribution })
    }
}

/// What the options change about how things are done.
fn with_options(mut rule: Rule, options: &Options) -> Rule {
    rule.how.ddof = options.ddof;
    if options.mask.is_some() && rule.what == crate::compute::kernels::reduce::Dispatch::Variance {
        // Elements that do not count are made nan and left out; where the others have one, the count tells.
        rule.how.masked = !rule.skip;
        rule.skip = true;
    }
    rule
}

fn check_options(op: ReduceOp, array: &Array, options: &Options) -> Result<()> {
    let family = op.family();
    let masked =
        matches!(family, Family::Total | Family::Extreme | Family::Mean | Family::Spread | Family::Truth);
    if options.mask.is_some() && !masked {
        fail!(Argument, "{op} takes no `where`");
    }
    if options.initial.is_some() && !matches!(family, Family::Total | Family::Extreme) {
        fail!(Argument, "{op} takes no `initial`");
    }
    if options.ddof != 0.0 && family != Family::Spread {
        fail!(Argument, "{op} takes no `ddof`");
    }
    if family == Family::Pair && options.other.is_none() {
        fail!(Argument, "{op} has two operands: call da_dot_value() or da_vdot_value()");
    }
    if op == ReduceOp::Dot && array.shape().len() > 1 {
        fail!(
            NotSupported,
            "dot is for arrays with one axis, not {}; vdot takes all elements of any shape",
            array.shape().len()
        );
    }
    if options.other.is_some() && !matches!(family, Family::Average | Family::Pair) {
        fail!(Argument, "{op} takes no `weights`");
    }
    if options.mask.is_some() && options.initial.is_none() && family == Family::Extreme {
        fail!(
            Argument,
            "{op}: reduction operation does not have an identity, so to use a `where` mask one has to specify `initial`"
        );
    }
    if let Some(mask) = &options.mask {
        if mask.dtype() != DType::Bool {
            fail!(Dtype, "{op}: `where` is an array of {}, it has to be bool", mask.dtype());
        }
        check_beside(op, array, mask, "where")?;
    }
    match &options.other {
        Some(other) => check_beside(op, array, other, if family == Family::Pair { "b" } else { "weights" }),
        None => Ok(()),
    }
}

/// A second array: of the operand's shape, with its elements on the same ranks.
fn check_beside(op: ReduceOp, array: &Array, other: &Array, name: &str) -> Result<()> {
    let aligned = array.placement().aligned(other.placement())?;
    if array.shape() != other.shape() {
        fail!(
            Shape,
            "{op}: `{name}` has shape {}, the operand {}",
            shape_text(other.shape()),
            shape_text(array.shape())
        );
    }
    if !aligned {
        fail!(
            Conform,
            "{op}: `{name}` is distributed as {}, the operand as {}; redistribute one of them first",
            other.distribution().describe(),
            array.distribution().describe()
        );
    }
    Ok(())
}

/// How many elements each result has.
pub(super) fn count(array: &Array, reduced: &[bool]) -> i64 {
    array.shape().iter().zip(reduced).filter(|(_, r)| **r).map(|(n, _)| n).product()
}

fn check_emptiness(op: ReduceOp, array: &Array, reduced: &[bool], options: &Options) -> Result<()> {
    let results: i64 = array.shape().iter().zip(reduced).filter(|(_, r)| !**r).map(|(n, _)| n).product();
    let nothing = count(array, reduced) == 0;
    // Places are asked for along an axis, whether or not there are results.
    let asked = results > 0 || op.family() == Family::Place;
    match op.complaint() {
        Some(complaint) if nothing && asked && options.initial.is_none() => {
            fail!(Empty, "{complaint} (shape {})", shape_text(array.shape()))
        }
        _ => Ok(()),
    }
}

/// Places among several axes are numbers of elements in C order, so labels have to be indices.
fn check_labels(op: ReduceOp, array: &Array, reduced: &[bool]) -> Result<()> {
    let several = op.family() == Family::Place && reduced.len() > 1 && is_full(reduced);
    let odd = |axis: &usize| {
        let unstructured = array.distribution().map(*axis).as_unstructured();
        unstructured.is_some_and(|map| map.facts().is_none_or(|facts| !(facts.inside && facts.complete)))
    };
    if let Some(axis) = (0..reduced.len()).find(odd).filter(|_| several) {
        fail!(
            Labels,
            "{op} over all axes counts elements in C order, but the labels of axis {axis} are not 0 to its extent \
             minus 1, each once; find the place along one axis"
        );
    }
    Ok(())
}

fn check_out(op: ReduceOp, out: &Array, rule: &Rule, result: &Distribution) -> Result<()> {
    out.require_writable("out")?;
    if out.shape() != result.shape() {
        fail!(
            Shape,
            "{op}: `out` has shape {}, the result {}",
            shape_text(out.shape()),
            shape_text(result.shape())
        );
    }
    if !can_cast(rule.result, out.dtype(), Casting::SameKind) {
        fail!(
            Casting,
            "{op}: the result is {}, which can not be cast to `out`'s {} by the rule same_kind",
            rule.result,
            out.dtype()
        );
    }
    Ok(())
}

/// The layout of the result that `out` has: on all ranks that share it, or on the first of them.
fn fitting(
    op: ReduceOp,
    array: &Array,
    list: &[usize],
    options: &Options,
    out: &Array,
) -> Result<Distribution> {
    let forms = [Reduced::Replicated, Reduced::First];
    for form in forms {
        let result = array.distribution().reduce(list, options.keepdims, form)?;
        if out.distribution().aligned(&result) {
            return Ok(result);
        }
    }
    fail!(
        Conform,
        "{op}: `out` is distributed as {}, the result as {}; let the call make a new array and assign that",
        out.distribution().describe(),
        array.distribution().reduce(list, options.keepdims, forms[0])?.describe()
    )
}

/// The ranks whose sections make up the same results: all of the context where there is one result.
fn members(array: &Array, list: &[usize], full: bool) -> Vec<i32> {
    let distribution = array.distribution();
    if full {
        return (0..array.context().size()).collect();
    }
    let grid = distribution.grid();
    let axes: Vec<usize> = list.iter().filter_map(|&axis| distribution.grid_axis(axis)).collect();
    let place = array.placement().holder_rank().and_then(|rank| {
        let number = grid.number_along(&axes, rank)?;
        Some(grid.position(rank)? - grid.offset_along(&axes, number))
    });
    let Some(first) = place else { return Vec::new() };
    (0..grid.count_along(&axes)).map(|k| grid.rank_at(first + grid.offset_along(&axes, k))).collect()
}

/// Folds this rank's section, and takes the memory for the exchange.
fn contribute(
    op: ReduceOp,
    array: &Array,
    rule: &Rule,
    options: &Options,
    axes: &[bool],
) -> Result<Contribution> {
    let folded = |op, array: &Array, rule: &Rule, second, mask, exact| -> Result<(States, Loops)> {
        let loops = loops(rule, exact)?;
        Ok((Work { op, array, second, mask, axes }.run(&loops)?, loops))
    };
    let exact = options.reproducible;
    let second = options
        .other
        .as_deref()
        .map(|other| (other, if op.family() == Family::Average { Second::Factor } else { Second::Partner }));
    let (states, _) = folded(op, array, rule, second, options.mask.as_deref(), exact)?;
    let weights = match (&options.mask, &options.other) {
        (Some(mask), _) => {
            let counting = super::rule(ReduceOp::CountNonzero, DType::Bool, None, None)?;
            Some(folded(ReduceOp::CountNonzero, mask, &counting, None, None, false)?.0)
        }
        (None, Some(weights)) if op.family() == Family::Average => {
            Some(folded(op, weights, rule, None, None, exact)?.0)
        }
        _ => None,
    };
    let bytes = |states: &States| states.len() * states.record();
    let most = bytes(&states).max(weights.as_ref().map_or(0, bytes));
    let largest = states.record().max(weights.as_ref().map_or(0, States::record));
    Ok(Contribution { states, weights, staging: Staging::new(most, largest)? })
}
