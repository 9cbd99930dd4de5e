//! Handing arrays on through the protocol, and receiving them.

use super::create::{Wrap, check_memory};
use super::labels::{LabelSource, given_by_dictionaries, with_labels};
use super::{Array, Placement};
use crate::context::stats::Kind;
use crate::context::{Context, Session};
use crate::distribution::{Distribution, Given};
use crate::error::{Error, Result};
use crate::fail;
use crate::memory::{Incoming, LocalPart, Outgoing, Storage, byte_size};
use crate::protocol::section::{DEVICE_CPU, FLAG_PADDING_VALID, FLAG_READ_ONLY, resolve_all};
use crate::protocol::{AxisFacts, DimDict, sets};
use std::sync::Arc;

/// Describes this rank's section for another library. Local: never communicates.
pub fn export(array: &Arc<Array>) -> Result<Outgoing> {
    let placement = array.placement();
    let rank = placement.context().member_rank("da_array_export")?;
    let (Some(local), Some(dims)) = (array.local(), placement.dim_data(rank)?) else {
        fail!(NotMember, "rank {rank} holds no section of this array ({})", array.distribution().describe());
    };
    crate::mpi::env::require_active("da_array_export")?;
    let Some(public) = placement.grid_comm()? else {
        fail!(Internal, "rank {rank} holds a section but has no communicator for it");
    };
    let mut flags = 0;
    if array.is_read_only() {
        flags |= FLAG_READ_ONLY;
    }
    if array.padding_valid() {
        flags |= FLAG_PADDING_VALID;
    }
    // A stretched view can show more bytes than its structure can count.
    byte_size(local.shape(), array.dtype())?;
    // The consumer may write: from now on nobody knows what the padding holds.
    if !array.is_read_only() {
        array.wrote();
    }
    Ok(Outgoing {
        storage: array.storage().clone(),
        keep: public.clone(),
        data: local.data(),
        dtype: array.dtype(),
        shape: local.shape().to_vec(),
        strides: local.strides().to_vec(),
        dims: dims.to_vec(),
        flags,
        comm_f: i64::from(public.comm().to_fortran()),
        rank: public.rank(),
        comm_size: public.size(),
    })
}

/// A structure that was read and passed every rule that one rank can check.
pub struct Arrival {
    incoming: Incoming,
    /// The dictionaries with the empty ones spelled out, and the labels in them.
    dims: Vec<DimDict>,
    labels: Vec<Given>,
}

impl Arrival {
    /// Checks what this rank can check by itself.
    pub fn check(context: &Context, incoming: Incoming) -> Result<Arrival> {
        incoming.validate()?;
        let rank = context.member_rank("da_array_import")?;
        let section = &incoming.section;
        let known = |said: i32, is: i32, what: &str| {
            if said >= 0 && said != is {
                fail!(Protocol, "the structure says {what} {said}, but this process has {is} in the context");
            }
            Ok(())
        };
        known(section.comm_size, context.size(), "comm_size")?;
        known(section.rank, rank, "rank")?;
        if section.device[0] != DEVICE_CPU {
            fail!(NotSupported, "the memory is on device type {}, not on the CPU (1)", section.device[0]);
        }
        let dims = resolve_all(&incoming.dims, &incoming.section.shape)?;
        let labels = given_by_dictionaries(&dims)?;
        let arrival = Arrival { incoming, dims, labels };
        if arrival.incoming.section.nbytes > 0 {
            let wrap = arrival.wrap();
            check_memory(
                &arrival.incoming.section.shape,
                wrap.strides.unwrap_or(&[]),
                arrival.dtype(),
                &wrap,
            )?;
        }
        Ok(arrival)
    }

    /// The number of axes, on which ranks must agree.
    pub fn ndim(&self) -> u64 {
        self.incoming.dims.len() as u64
    }

    /// The dtype, on which ranks must agree.
    pub fn dtype(&self) -> crate::dtype::DType {
        self.incoming.section.dtype
    }

    /// Learns every rank's dictionaries, checks them together and makes the distribution. All
    /// ranks see the same dictionaries and so come to the same result. Collective.
    pub fn distribution(&self, session: &Session, context: &Context, name: &str) -> Result<Distribution> {
        distribution_from_all(session, context, &self.dims, &self.labels, name)
    }

    /// The section that the array will use.
    pub fn local(&self, placement: &Placement) -> Result<Option<LocalPart>> {
        Array::check_wrap(placement, self.dtype(), &self.wrap())
    }

    fn wrap(&self) -> Wrap<'_> {
        let section = &self.incoming.section;
        Wrap {
            data: self.incoming.data,
            strides: Some(&section.strides),
            read_only: section.flags & FLAG_READ_ONLY != 0,
            padding_valid: section.flags & FLAG_PADDING_VALID != 0,
        }
    }

    /// Takes the memory over.
    pub fn adopt(
        &self,
        placement: Arc<Placement>,
        local: Option<LocalPart>,
        storage: Storage,
        serial: u64,
    ) -> Arc<Array> {
        Array::adopt(placement, self.dtype(), local, storage, &self.wrap(), serial)
    }
}

/// Every rank's dictionaries, validated together, as a distribution; `labels` are those in this rank's
/// dictionaries. The result or the error is the same on all ranks, since all work on the same data.
/// Collective.
pub fn distribution_from_all(
    session: &Session,
    context: &Context,
    dims: &[DimDict],
    labels: &[Given],
    name: &str,
) -> Result<Distribution> {
    let _operation = session.operation(Kind::Other, name, 0);
    let facts = dims.iter().map(AxisFacts::of).collect::<Result<Vec<_>>>()?;
    let mine: Vec<u8> = facts.iter().flat_map(pack).collect();
    let sets: Vec<Vec<AxisFacts>> = if mine.is_empty() {
        vec![Vec::new(); context.size() as usize]
    } else {
        let all = session.allgather(&mine, name)?;
        all.chunks_exact(mine.len()).map(|rank| rank.chunks_exact(FACT_BYTES).map(unpack).collect()).collect()
    };
    shared(sets::validate_facts(&sets))?;
    let sections: Vec<Vec<DimDict>> =
        sets.iter().map(|facts| facts.iter().map(AxisFacts::to_dict).collect()).collect();
    let made = shared(Distribution::from_dim_data(i64::from(context.size()), &sections))?;
    with_labels(session, made, labels, LabelSource::Protocol, name)
}

/// Marks an error that every rank has alike, so that nobody reports it again.
fn shared<T>(result: Result<T>) -> Result<T> {
    result.map_err(|e| Error { origin: e.origin.or(Some(0)), ..e })
}

const FACT_WORDS: usize = 14;
const FACT_BYTES: usize = FACT_WORDS * 8;

fn pack(facts: &AxisFacts) -> Vec<u8> {
    let words: [i64; FACT_WORDS] = [
        i64::from(facts.dist_type),
        facts.size,
        facts.grid_size,
        facts.grid_rank,
        facts.start,
        facts.stop,
        facts.padding[0],
        facts.padding[1],
        i64::from(facts.periodic),
        facts.block_size,
        facts.num_indices,
        i64::from(facts.one_to_one),
        facts.labels_hash as i64,
        facts.num_owned,
    ];
    words.iter().flat_map(|w| w.to_ne_bytes()).collect()
}

fn unpack(bytes: &[u8]) -> AxisFacts {
    let word = |k: usize| i64::from_ne_bytes(bytes[8 * k..8 * k + 8].try_into().expect("eight bytes"));
    AxisFacts {
        dist_type: word(0) as u8,
        size: word(1),
        grid_size: word(2),
        grid_rank: word(3),
        start: word(4),
        stop: word(5),
        padding: [word(6), word(7)],
        periodic: word(8) != 0,
        block_size: word(9),
        num_indices: word(10),
        one_to_one: word(11) != 0,
        labels_hash: word(12) as u64,
        num_owned: word(13),
    }
}
