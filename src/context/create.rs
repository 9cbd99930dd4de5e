//! Making contexts: over a communicator of the application, over a part of another context.

use super::Context;
use super::agreement::{self, Ballot, Spare};
use super::call::Call;
use super::options::Options;
use super::session::{History, Session};
use super::stats::Kind;
use crate::cpu::Level;
use crate::error::Result;
use crate::fail;
use crate::memory::Budget;
use crate::mpi::RawComm;
use crate::mpi::group;
use crate::mpi::pool::{self, FreeNumbers, Lease, Negotiation, Purpose};
use crate::mpi::transfer::Mergeable;
use std::sync::Arc;

/// Bit of `Spare::all`: this rank's communicator already has its public duplicate.
const HAS_PUBLIC: u64 = 1;

/// A context over all processes of an application's communicator. Collective on it; the first
/// traffic goes over the application's communicator, since there is no other yet.
pub fn create(name: &'static str, comm: RawComm, options: Result<Options>) -> Result<Arc<Context>> {
    comm.require_intra(name)?;
    crate::mpi::env::require_thread(name)?;
    let world = group::name(comm)?;
    let cached = pool::cached_public(comm)?;
    // The lowest level of all ranks is the one that every rank has.
    let lacking = |level: Level| Level::Avx512 as u64 - level as u64;
    let spare = Spare { all: if cached.is_some() { HAS_PUBLIC } else { 0 }, max: lacking(Level::best()) };
    let mut call = Call::new(name);
    if let Ok(options) = &options {
        options.describe(&mut call);
    }
    let limit = options.as_ref().map_or(None, |o| o.limit);
    let outcome = agreement::agree(&Ballot {
        comm,
        private: false,
        rank: comm.rank()?,
        limit,
        call: &call,
        error: options.as_ref().err(),
        past: &History::default(),
        serial: 0,
        spare,
        early: false,
    })?;
    let agreed = outcome.verdict?;
    let mut options = options?;
    let common = Level::ALL.into_iter().find(|level| lacking(*level) == agreed.max);
    options.cpu = options.cpu.or(common);
    let private = pool::lease_or_duplicate(comm, &world, Purpose::Private, limit, name)?;
    let public = match cached {
        Some(public) if agreed.all & HAS_PUBLIC != 0 => public,
        _ => {
            let made = pool::lease_or_duplicate(comm, &world, Purpose::Public, limit, name)?;
            let public = Arc::new(made);
            pool::cache_public(comm, &public)?;
            public
        }
    };
    Ok(assemble(Some((private, public)), world, options, None))
}

/// A context of this process alone. Local.
pub fn create_self(name: &'static str, options: Result<Options>) -> Result<Arc<Context>> {
    crate::mpi::env::require_active(name)?;
    create(name, RawComm::self_comm(), options)
}

fn assemble(
    comms: Option<(Lease, Arc<Lease>)>,
    world: Vec<i32>,
    options: Options,
    parent: Option<(Arc<Context>, Arc<[i32]>)>,
) -> Arc<Context> {
    let size = world.len() as i32;
    let (session, public): (Option<Arc<Session>>, Option<Arc<Lease>>) = match comms {
        Some((private, public)) => {
            let session = Session::new(private, options);
            (Some(session), Some(public))
        }
        None => (None, None),
    };
    let budget = Arc::new(Budget::new(options.memory_limit));
    Arc::new(Context { session, public, members: world.into(), size, options, budget, parent })
}

/// What each rank says about the group it wants to be in.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Wish {
    color: i64,
    key: i64,
}

/// Checks the list of ranks of a subset.
fn check_ranks(name: &str, ranks: &[i32], size: i32) -> Result<()> {
    if ranks.is_empty() {
        fail!(Argument, "{name}: the list of ranks is empty; a context needs at least one rank");
    }
    let mut seen = ranks.to_vec();
    seen.sort_unstable();
    if let Some(bad) = seen.iter().find(|r| !(0..size).contains(*r)) {
        fail!(Argument, "{name}: rank {bad} is not one of the context's ranks 0 to {}", size - 1);
    }
    if let Some(pair) = seen.windows(2).find(|w| w[0] == w[1]) {
        fail!(Argument, "{name}: rank {} stands twice in the list", pair[0]);
    }
    Ok(())
}

/// A context over some ranks of another, in the order of the list. Collective on the parent; the
/// ranks that are not listed get a handle too.
pub fn subset(parent: &Arc<Context>, ranks: Result<Vec<i32>>, mut call: Call) -> Result<Arc<Context>> {
    let name = call.name();
    let session = parent.session().ok_or_else(|| parent.member_rank(name).unwrap_err())?;
    let checked = ranks.and_then(|r| check_ranks(name, &r, parent.size).map(|()| r));
    if let Ok(ranks) = &checked {
        let wide: Vec<i64> = ranks.iter().map(|r| i64::from(*r)).collect();
        call.list("ranks", &wide);
    }
    session.communicate(&call, checked, |ranks, _| {
        let at = ranks.iter().position(|r| *r == session.rank());
        let wish = Wish { color: if at.is_some() { 0 } else { -1 }, key: at.unwrap_or(0) as i64 };
        let origin: (Arc<Context>, Arc<[i32]>) = (parent.clone(), ranks.clone().into());
        let made = regroup(parent, session, wish, Some(origin.clone()), name)?;
        let world = || ranks.iter().map(|r| parent.members[*r as usize]).collect();
        Ok(made.unwrap_or_else(|| assemble(None, world(), parent.options, Some(origin))))
    })
}

/// As MPI_Comm_split: ranks of one color make a context, ordered by key, then by rank. None for a
/// negative color. Collective on the parent.
pub fn split(parent: &Arc<Context>, color: i32, key: i32, call: &Call) -> Result<Option<Arc<Context>>> {
    let name = call.name();
    let session = parent.session().ok_or_else(|| parent.member_rank(name).unwrap_err())?;
    let wish = Wish { color: i64::from(color.max(-1)), key: i64::from(key) };
    session.communicate(call, Ok(wish), |wish, _| regroup(parent, session, wish, None, name))
}

/// The members of each color in order, as ranks of the parent.
fn groups(wishes: &[Wish]) -> Vec<(i64, Vec<i32>)> {
    let mut order: Vec<i32> = (0..wishes.len() as i32).filter(|r| wishes[*r as usize].color >= 0).collect();
    order.sort_by_key(|r| (wishes[*r as usize].color, wishes[*r as usize].key, *r));
    let mut groups: Vec<(i64, Vec<i32>)> = Vec::new();
    for rank in order {
        let color = wishes[rank as usize].color;
        match groups.last_mut() {
            Some((c, members)) if *c == color => members.push(rank),
            _ => groups.push((color, vec![rank])),
        }
    }
    groups
}

/// Who goes where, known to all ranks of the parent.
struct Plan {
    groups: Vec<(i64, Vec<i32>)>,
    /// This rank's group, the numbers of its members and its place among them.
    member: Option<Member>,
}

/// This process's place among the groups.
struct Member {
    group: usize,
    world: Vec<i32>,
    key: i32,
}

/// Tells all ranks of the parent what each wishes. Collective.
fn gather_wishes(parent: &Context, session: &Session, wish: Wish, name: &str) -> Result<Plan> {
    let mut bytes = wish.color.to_ne_bytes().to_vec();
    bytes.extend(wish.key.to_ne_bytes());
    let all = session.allgather(&bytes, name)?;
    let word = |b: &[u8]| i64::from_ne_bytes(b.try_into().expect("eight bytes"));
    let wishes: Vec<Wish> =
        all.chunks_exact(16).map(|c| Wish { color: word(&c[..8]), key: word(&c[8..]) }).collect();
    let groups = groups(&wishes);
    let mine = groups.iter().position(|(color, _)| *color == wish.color);
    let member = mine.map(|group| {
        let members = &groups[group].1;
        let world = members.iter().map(|r| parent.members[*r as usize]).collect();
        Member { group, world, key: position(members, session.rank()) }
    });
    Ok(Plan { groups, member })
}

/// Makes the contexts of all colors. Communicators come from the groups' pools; only the groups
/// that have none free take part in MPI_Comm_split.
fn regroup(
    parent: &Context,
    session: &Session,
    wish: Wish,
    origin: Option<(Arc<Context>, Arc<[i32]>)>,
    name: &'static str,
) -> Result<Option<Arc<Context>>> {
    let _operation = session.operation(Kind::Other, name, 0);
    let plan = gather_wishes(parent, session, wish, name)?;
    let private = lease_for_groups(session, &plan, Purpose::Private, name)?;
    let public = lease_for_groups(session, &plan, Purpose::Public, name)?;
    Ok(match (private, public, plan.member) {
        (Some(private), Some(public), Some(member)) => {
            let public = Arc::new(public);
            Some(assemble(Some((private, public)), member.world, parent.options, origin))
        }
        _ => None,
    })
}

/// Communicators for groups of a context's ranks, given each rank's color and key; None for ranks
/// that pass none. They return to their pool with the last owner. Collective, after an agreement.
pub fn group_comm(
    parent: &Context,
    layout: Option<(i32, i32)>,
    purpose: Purpose,
    name: &'static str,
) -> Result<Option<Arc<Lease>>> {
    let session = parent.session().ok_or_else(|| parent.member_rank(name).unwrap_err())?;
    let (color, key) = layout.unwrap_or((-1, 0));
    let wish = Wish { color: i64::from(color), key: i64::from(key) };
    let plan = gather_wishes(parent, session, wish, name)?;
    let leased = lease_for_groups(session, &plan, purpose, name)?;
    Ok(leased.map(Arc::new))
}

fn position(members: &[i32], rank: i32) -> i32 {
    members.iter().position(|r| *r == rank).unwrap_or(0) as i32
}

/// What the ranks of each group find free in one window of their pool, on all ranks of the parent.
fn compare_free(session: &Session, plan: &Plan, mine: &FreeNumbers, name: &str) -> Result<Vec<FreeNumbers>> {
    let all = session.allgather(&mine.pack(), name)?;
    let of_rank = |rank: &i32| {
        let at = *rank as usize * FreeNumbers::BYTES;
        FreeNumbers::unpack(&all[at..at + FreeNumbers::BYTES])
    };
    let merge = |members: &[i32]| {
        let mut merged = FreeNumbers::NEUTRAL;
        members.iter().for_each(|rank| merged.merge(&of_rank(rank)));
        merged
    };
    Ok(plan.groups.iter().map(|(_, members)| merge(members)).collect())
}

/// The numbers that the groups can take, one window after the other until each has found one or has no
/// more. All ranks of the parent see the same and so make the same exchanges.
fn agree_on_numbers(
    session: &Session,
    plan: &Plan,
    negotiation: Option<&Negotiation>,
    name: &str,
) -> Result<Vec<FreeNumbers>> {
    let mine = |first| negotiation.map_or(FreeNumbers::NEUTRAL, |n| n.free(first));
    let mut agreed = compare_free(session, plan, &mine(0), name)?;
    while let Some(first) = agreed.iter().find_map(FreeNumbers::next_window) {
        let next = compare_free(session, plan, &mine(first), name)?;
        for (old, new) in agreed.iter_mut().zip(next) {
            if old.next_window() == Some(first) {
                *old = new;
            }
        }
    }
    Ok(agreed)
}

/// One communicator per group: the lowest number free on all its ranks, or a new one.
fn lease_for_groups(
    session: &Session,
    plan: &Plan,
    purpose: Purpose,
    name: &'static str,
) -> Result<Option<Lease>> {
    let (groups, member) = (&plan.groups, plan.member.as_ref());
    let negotiation = member.map(|m| pool::negotiate(&m.world, purpose));
    let agreed = agree_on_numbers(session, plan, negotiation.as_ref(), name)?;
    let lacking = |g: usize| agreed[g].lowest().is_none();
    let mut made = None;
    if (0..groups.len()).any(lacking) {
        let color = member.filter(|m| lacking(m.group)).map(|m| m.group as i32);
        made = session.comm().split(color, member.map_or(0, |m| m.key))?;
    }
    let Some(member) = member else { return Ok(None) };
    match (made, agreed[member.group].lowest()) {
        (Some(comm), _) => {
            let adopted = pool::adopt(&member.world, purpose, &agreed[member.group], comm)?;
            Ok(Some(Lease::new(adopted)))
        }
        (None, Some(number)) => Ok(pool::lease(&member.world, purpose, number).map(Lease::new)),
        (None, None) => fail!(Mpi, "{name}: MPI_Comm_split gave this rank no communicator"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_ordered_by_key_then_rank() {
        let wish = |color, key| Wish { color, key };
        let wishes = [wish(1, 5), wish(0, 0), wish(1, -2), wish(-1, 0), wish(1, 5)];
        assert_eq!(groups(&wishes), vec![(0, vec![1]), (1, vec![2, 0, 4])]);
    }

    #[test]
    fn a_subset_needs_distinct_ranks_in_range() {
        assert!(check_ranks("f", &[2, 0], 3).is_ok());
        for bad in [&[][..], &[0, 3], &[-1], &[1, 1]] {
            assert!(check_ranks("f", bad, 3).is_err(), "{bad:?}");
        }
    }
}
