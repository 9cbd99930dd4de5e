//! Moving all elements of an array to another one inside a computation.

use crate::array::Array;
use crate::compute::kernels::cast::changes;
use crate::context::Session;
use crate::error::Result;
use crate::exchange::{Draft, Order, STAGING, Terms, Transport};
use std::sync::Arc;

/// Most bytes of elements in one message, unless the context was given another number.
const MESSAGE_BYTES: i64 = 4 << 20;
/// With fewer bytes per rank, finding out who can read whose memory costs more than it saves.
const WORTH_PROBING: i64 = 64 << 10;

/// Copies the elements of `source` to where `target` has them, converted to its dtype; with `reshape` the
/// target has as many in another shape, in C order. Collective, inside a communicating call on the
/// session, whose serial number it is given.
pub fn moved(
    session: &Session,
    source: &Arc<Array>,
    target: &Arc<Array>,
    reshape: bool,
    serial: u64,
    name: &'static str,
) -> Result<()> {
    let context = source.context();
    let width = source.dtype().itemsize().min(target.dtype().itemsize()) as i64;
    let bytes = source.distribution().size().saturating_mul(width);
    let message = match context.options().staging_bytes {
        0 => MESSAGE_BYTES,
        chosen => chosen,
    };
    let terms = Terms {
        staging: STAGING,
        message,
        transport: Transport::Auto,
        worth_probing: bytes / i64::from(context.size()) >= WORTH_PROBING,
        itemsize: Some(width),
    };
    let order = Order {
        source: source.placement().clone(),
        source_dtype: source.dtype(),
        target: target.placement().clone(),
        target_dtype: target.dtype(),
        axes: None,
        reshape,
        changes: changes(source.dtype(), target.dtype(), false),
        terms,
    };
    // What is wrong with it is wrong on all ranks.
    let plan = Draft::new(order)?.make(serial, name)?;
    let loads = session.settle(name, plan.load(source.clone(), target.clone()))?;
    plan.run(Ok(loads), name)
}
