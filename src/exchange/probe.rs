//! Which partners can read this rank's memory, and whose it can read.

use super::letterhead::LEAST;
use super::traffic::{DESCRIPTION, Partner, Terms, Transport};
use crate::context::Session;
use crate::error::Result;
use crate::fail;
use crate::memory::peer;

/// Marks the partners between which the receiver can read the sender's memory. Returns the part of the
/// staging memory that receipts may take, the same on all ranks. Collective, inside a communicating call,
/// with one outcome on all ranks.
pub(super) fn mark_readable(
    (session, size): (&Session, i32),
    sends: &mut [Partner],
    receives: &mut [Partner],
    terms: &Terms,
    name: &'static str,
) -> Result<i64> {
    let wanted = match terms.transport {
        Transport::Messages => false,
        Transport::Direct => true,
        Transport::Auto => terms.worth_probing,
    };
    // A receipt each way for every partner that there may be, and a description each way.
    let receipts = 2 * LEAST * i64::from(size - 1);
    let least = receipts + 2 * DESCRIPTION;
    if terms.staging < least && terms.transport == Transport::Direct {
        fail!(
            NotSupported,
            "DA_TRANSPORT_DIRECT is not to be had with staging_bytes {}; these ranks need {least} for it",
            terms.staging
        );
    }
    if !wanted || terms.staging < least {
        return Ok(0);
    }
    let introduction = peer::introduction();
    let letters = sends.iter().map(|partner| (partner.rank, bytes(&introduction))).collect();
    let introductions = session.settle(name, session.exchange(letters, name))?;
    let verdict = |(rank, letter): &(i32, Vec<u8>)| (*rank, peer::can_read(&words(letter)));
    let verdicts: Vec<(i32, bool)> = introductions.iter().map(verdict).collect();
    mark(receives, &verdicts);
    let letters = verdicts.iter().map(|(rank, can)| (*rank, vec![u8::from(*can)])).collect();
    let answers = session.settle(name, session.exchange(letters, name))?;
    let answers: Vec<(i32, bool)> =
        answers.iter().map(|(rank, letter)| (*rank, letter.first() == Some(&1))).collect();
    mark(sends, &answers);
    let missing = |list: &[Partner]| list.iter().find(|partner| !partner.readable).map(|p| p.rank);
    let forced = if terms.transport == Transport::Direct { require_all(missing(sends)) } else { Ok(()) };
    session.settle(name, forced)?;
    Ok(receipts)
}

fn mark(partners: &mut [Partner], found: &[(i32, bool)]) {
    for partner in partners {
        // In order of their ranks.
        let at = found.binary_search_by_key(&partner.rank, |pair| pair.0);
        partner.readable = at.is_ok_and(|at| found[at].1);
    }
}

fn require_all(missing: Option<i32>) -> Result<()> {
    match missing {
        None => Ok(()),
        Some(rank) => fail!(
            NotSupported,
            "DA_TRANSPORT_DIRECT is not to be had: rank {rank} can not read this rank's memory (another node, or the \
             system forbids it); use DA_TRANSPORT_AUTO"
        ),
    }
}

fn bytes(words: &[i64]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

fn words(bytes: &[u8]) -> Vec<i64> {
    let word = |chunk: &[u8]| chunk.try_into().map(i64::from_ne_bytes).unwrap_or(0);
    bytes.chunks_exact(8).map(word).collect()
}
