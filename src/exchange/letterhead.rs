//! What stands at the beginning of every message of a plan: that it belongs to this run, and how its
//! sender fares.

use crate::error::{Error, Result, Status};
use crate::fail;
use crate::memory::Region;

/// Bytes of a letterhead; what follows is aligned to a cache line.
pub const HEAD: i64 = 64;
/// Bytes of the text behind the letterhead of a message that tells a failure.
const TEXT: usize = 384;
/// The least room of a message.
pub const LEAST: i64 = HEAD + TEXT as i64;

const MARK: i64 = 0x6461_706c_616e_0001;

/// What the message brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Elements.
    Elements = 1,
    /// The sender failed: no elements come.
    Failure = 2,
    /// Where the elements lie in the sender's memory; nothing else comes.
    Description = 3,
    /// The elements that were described have been read.
    Receipt = 4,
}

/// The letterhead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// What the message brings.
    pub kind: Kind,
    /// The plan and the arrays, the same on all ranks.
    pub hash: u64,
    /// The how-manieth run of the plan.
    pub turn: u64,
    /// Bytes, or for descriptions words, behind the letterhead.
    pub length: i64,
    /// How many messages the sender sends to this receiver in this run.
    pub messages: i64,
}

impl Letterhead {
    /// Writes it to the beginning of a message.
    pub fn write(&self, room: &Region<'_>) -> Result<()> {
        let words =
            [MARK, self.kind as i64, self.hash as i64, self.turn as i64, self.length, self.messages, 0, 0];
        room.put_numbers(&words)
    }

    /// Reads it.
    pub fn read(room: &Region<'_>) -> Result<Letterhead> {
        let mut words = [0i64; 8];
        room.get_numbers(&mut words)?;
        let kind = match words[1] {
            1 => Kind::Elements,
            2 => Kind::Failure,
            3 => Kind::Description,
            4 => Kind::Receipt,
            _ => fail!(Internal, "a message without a letterhead"),
        };
        if words[0] != MARK {
            fail!(Internal, "a message without a letterhead");
        }
        let [.., hash, turn, length, messages, _, _] = words;
        Ok(Letterhead { kind, hash: hash as u64, turn: turn as u64, length, messages })
    }
}

/// Writes a failure's text behind the letterhead.
pub fn write_failure(room: &Region<'_>, error: &Error, rank: i32) -> Result<()> {
    let mut words = [0i64; TEXT / 8];
    words[0] = error.status as i64;
    words[1] = i64::from(error.origin.unwrap_or(rank));
    let mut end = error.message.len().min(TEXT - 24);
    while !error.message.is_char_boundary(end) {
        end -= 1;
    }
    words[2] = end as i64;
    for (word, bytes) in words[3..].iter_mut().zip(error.message.as_bytes()[..end].chunks(8)) {
        let mut full = [0u8; 8];
        full[..bytes.len()].copy_from_slice(bytes);
        *word = i64::from_ne_bytes(full);
    }
    room.behind(HEAD)?.put_numbers(&words)
}

/// The failure again, as the partner's.
pub fn read_failure(room: &Region<'_>) -> Result<Error> {
    let mut words = [0i64; TEXT / 8];
    room.behind(HEAD)?.get_numbers(&mut words)?;
    let status = Status::from_code(words[0] as i32).unwrap_or(Status::Internal);
    let bytes: Vec<u8> = words[3..].iter().flat_map(|word| word.to_ne_bytes()).collect();
    let length = usize::try_from(words[2]).unwrap_or(0).min(bytes.len());
    let text = String::from_utf8_lossy(&bytes[..length]);
    Ok(Error::new(status, format!("rank {} could not take part: {text}", words[1])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_failures_survive() {
        let mut memory = [0i64; LEAST as usize / 8];
        let room = Region::of_numbers(&mut memory);
        assert!(Letterhead::read(&room).is_err());
        let head =
            Letterhead { kind: Kind::Description, hash: u64::MAX - 3, turn: 7, length: 640, messages: 3 };
        head.write(&room).unwrap();
        assert_eq!(Letterhead::read(&room).unwrap(), head);
        for length in [0, 7, 8, 9, 2000] {
            let error = Error { origin: Some(3), ..Error::new(Status::Dtype, "\u{e4}".repeat(length)) };
            write_failure(&room, &error, 5).unwrap();
            let read = read_failure(&room).unwrap();
            assert_eq!((read.status, read.origin), (Status::Dtype, None));
            assert!(read.message.starts_with("rank 3 could not take part: "), "{}", read.message);
            assert_eq!(read.message.matches('\u{e4}').count(), length.min((TEXT - 24) / 2));
        }
    }
}
