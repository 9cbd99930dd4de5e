//! The sparse exchange on four real ranks: this test starts itself again under mpiexec. Letters of all
//! lengths cross with the size of a message lowered to a few bytes, in exchanges that follow each
//! other without anything between them.

use distarray::error::Status;
use distarray::mpi::RawComm;
use distarray::mpi::sparse::{Letter, Limits, exchange};
use mpi_sys as ffi;
use std::io::Write;
use std::process::{Command, Stdio};
use std::ptr::null_mut;
use std::time::{Duration, Instant};

const RANKS: i32 = 4;
const CHILD: &str = "DISTARRAY_TEST_SPARSE_CHILD";
const DONE: &str = "every exchange was right";

#[test]
fn letters_between_ranks() {
    if std::env::var_os(CHILD).is_some() {
        return on_every_rank();
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let mpiexec = std::env::var("MPIEXEC").unwrap_or_else(|_| "mpiexec".to_string());
    let me = std::env::current_exe().unwrap();
    let mut command = Command::new(format!("{root}/scripts/mpi_env.sh"));
    command.args(["timeout", "120", &mpiexec, "-n", &RANKS.to_string()]).arg(me);
    command.args(["--exact", "letters_between_ranks", "--nocapture"]).env(CHILD, "1").stdin(Stdio::null());
    let output = command.output().unwrap();
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{text}");
    assert_eq!(text.matches(DONE).count(), RANKS as usize, "{text}");
}

struct Rank {
    comm: RawComm,
    rank: i32,
    turn: u64,
}

fn on_every_rank() {
    // SAFETY: no arguments; nothing else in this process uses MPI.
    unsafe { assert_eq!(ffi::MPI_Init(null_mut(), null_mut()), 0) };
    // SAFETY: a constant of the bindings.
    let world = RawComm(unsafe { ffi::RSMPI_COMM_WORLD });
    let comm = world.duplicate(None, "test").unwrap();
    let mut rank = Rank { comm, rank: comm.rank().unwrap(), turn: 0 };
    assert_eq!(comm.size().unwrap(), RANKS);
    rank.crowd();
    rank.nobody_writes();
    rank.no_room();
    rank.beyond_eager_messages();
    // Last, since the communicator is of no use afterwards.
    rank.somebody_does_not_come();
    std::io::stdout().write_all(format!("\n{DONE}\n").as_bytes()).unwrap();
    // SAFETY: MPI was started above.
    unsafe { assert_eq!(ffi::MPI_Finalize(), 0) };
}

fn limits(piece: usize) -> Limits {
    Limits { piece, ..Limits::new(Some(Duration::from_secs(60))) }
}

/// How many letters a rank writes to another in an exchange, and how long each is.
fn lengths(exchange: u64, from: i32, to: i32) -> Vec<usize> {
    let mixed = exchange as usize * 31 + from as usize * 7 + to as usize * 3;
    (0..mixed % 4).map(|k| (mixed * 5 + k * 11) % 23).collect()
}

fn letter(exchange: u64, from: i32, to: i32, number: usize, len: usize) -> Vec<u8> {
    (0..len)
        .map(|k| (exchange as usize * 3 + from as usize * 50 + to as usize * 13 + number * 7 + k) as u8)
        .collect()
}

impl Rank {
    fn send(&mut self, letters: Vec<Letter>, limits: Limits) -> distarray::error::Result<Vec<Letter>> {
        let turn = self.turn;
        self.turn += 1;
        exchange(self.comm, turn, letters, limits, "test")
    }

    /// All to all, many times, with pieces of one byte and more; ranks come late in turn.
    fn crowd(&mut self) {
        for number in 0..200u64 {
            if number % 4 == self.rank as u64 && number % 3 == 0 {
                std::thread::sleep(Duration::from_micros(500));
            }
            let (me, mut sent, mut meant) = (self.rank, Vec::new(), Vec::new());
            for other in (0..RANKS).rev() {
                for (k, len) in lengths(number, me, other).into_iter().enumerate() {
                    sent.push((other, letter(number, me, other, k, len)));
                }
            }
            for other in 0..RANKS {
                for (k, len) in lengths(number, other, me).into_iter().enumerate() {
                    meant.push((other, letter(number, other, me, k, len)));
                }
            }
            let piece = [1, 2, 5, 11, 22, 1 << 20][number as usize % 6];
            assert_eq!(self.send(sent, limits(piece)).unwrap(), meant, "exchange {number} on rank {me}");
        }
    }

    fn nobody_writes(&mut self) {
        for _ in 0..5 {
            assert!(self.send(Vec::new(), limits(1 << 20)).unwrap().is_empty());
        }
    }

    /// A rank without room for what comes does its part all the same, and is there for the next one.
    fn no_room(&mut self) {
        for bytes in [100, 3_000_000] {
            let to_two = if self.rank == 0 { vec![(2, vec![7; bytes]), (1, vec![8; bytes])] } else { vec![] };
            let room = if self.rank == 2 { bytes - 1 } else { usize::MAX };
            let got = self.send(to_two, Limits { room, ..limits(1 << 20) });
            match self.rank {
                1 => assert_eq!(got.unwrap(), [(0, vec![8; bytes])]),
                2 => assert_eq!(got.unwrap_err().status, Status::NoMemory),
                _ => assert!(got.unwrap().is_empty()),
            }
            let next =
                self.send(vec![((self.rank + 1) % RANKS, vec![self.rank as u8])], limits(1 << 20)).unwrap();
            let before = (self.rank + RANKS - 1) % RANKS;
            assert_eq!(next, [(before, vec![before as u8])]);
        }
    }

    /// Letters that MPI does not copy at once, both ways, and exact multiples of a piece.
    fn beyond_eager_messages(&mut self) {
        for piece in [1 << 16, 1 << 30] {
            let mine = |to: i32| vec![(self.rank * 10 + to) as u8; 1 << 20];
            let sent = (0..RANKS).map(|to| (to, mine(to))).collect();
            let got = self.send(sent, limits(piece)).unwrap();
            assert_eq!(got.len(), RANKS as usize);
            for (from, bytes) in got {
                assert_eq!(bytes, vec![(from * 10 + self.rank) as u8; 1 << 20]);
            }
        }
    }

    /// The others wait for as long as they were told to, and say whom the call was for.
    fn somebody_does_not_come(&mut self) {
        let begun = Instant::now();
        let wait = Some(Duration::from_millis(300));
        if self.rank == 0 {
            std::thread::sleep(Duration::from_millis(1500));
        }
        let sent = if self.rank == 1 { vec![(0, vec![1; 10])] } else { vec![] };
        let got = self.send(sent, Limits { wait, ..limits(1 << 20) });
        if self.rank == 0 {
            return;
        }
        let error = got.unwrap_err();
        assert_eq!(error.status, Status::Timeout, "{error}");
        assert!(error.message.starts_with("test:") && error.message.contains("0.3 s"), "{error}");
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}
