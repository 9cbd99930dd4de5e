//! Plans along unstructured axes on four real ranks: this test starts itself again under mpiexec. Every
//! rank gets the plan that the simulated ranks make, and every rank the same error.

#[path = "plan_layouts.rs"]
mod plan_layouts;
#[path = "plan_support.rs"]
mod plan_support;

use distarray::context::{Options, Session, create};
use distarray::distribution::Distribution;
use distarray::error::Status;
use distarray::exchange;
use distarray::mpi::RawComm;
use distarray::plan::RankPlan;
use mpi_sys as ffi;
use plan_layouts::{Kind, Layout, fill, plan, random_grid};
use plan_support::Dice;
use std::io::Write;
use std::process::{Command, Stdio};
use std::ptr::null_mut;

const RANKS: i64 = 4;
const CHILD: &str = "DISTARRAY_TEST_LABEL_PLAN_CHILD";
const DONE: &str = "every plan was right";

#[test]
fn plans_between_ranks() {
    if std::env::var_os(CHILD).is_some() {
        return on_every_rank();
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let mpiexec = std::env::var("MPIEXEC").unwrap_or_else(|_| "mpiexec".to_string());
    let me = std::env::current_exe().unwrap();
    let mut command = Command::new(format!("{root}/scripts/mpi_env.sh"));
    command.args(["timeout", "120", &mpiexec, "-n", &RANKS.to_string()]).arg(me);
    command.args(["--exact", "plans_between_ranks", "--nocapture"]).env(CHILD, "1").stdin(Stdio::null());
    let output = command.output().unwrap();
    let text =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{text}");
    assert_eq!(text.matches(DONE).count(), RANKS as usize, "{text}");
}

fn on_every_rank() {
    // SAFETY: no arguments; nothing else in this process uses MPI.
    unsafe { assert_eq!(ffi::MPI_Init(null_mut(), null_mut()), 0) };
    // SAFETY: a constant of the bindings.
    let world = RawComm(unsafe { ffi::RSMPI_COMM_WORLD });
    let context = create("test", world, Ok(Options::default())).unwrap();
    let session = context.session().unwrap();
    random_plans(session);
    one_rank_has_a_wrong_label(session);
    distributions_without_labels(session);
    std::io::stdout().write_all(format!("\n{DONE}\n").as_bytes()).unwrap();
    // SAFETY: MPI was started above.
    unsafe { assert_eq!(ffi::MPI_Finalize(), 0) };
}

/// What this rank gets.
fn made(
    session: &Session,
    sources: &[Distribution],
    targets: &[Distribution],
) -> distarray::error::Result<RankPlan> {
    let me = session.rank() as usize;
    exchange::plan(session, &sources[me], &targets[me], "test")
}

fn random_plans(session: &Session) {
    for seed in 0..150 {
        let mut dice = Dice(seed);
        let sizes: Vec<i64> = (0..1 + dice.roll(3)).map(|_| dice.roll(14)).collect();
        let mut source = random_grid(&mut dice, RANKS, &sizes);
        let mut target = random_grid(&mut dice, RANKS, &sizes);
        fill(&mut dice, &mut source, &mut target);
        let (sources, targets) = (source.make(), target.make());
        let meant = plan(&sources, &targets).unwrap().swap_remove(session.rank() as usize);
        assert_eq!(made(session, &sources, &targets).unwrap(), meant, "{source:?} to {target:?}");
    }
}

fn one_axis(kind: Kind) -> Vec<Distribution> {
    let axes = vec![(Some(0), 6, kind)];
    Layout { nprocs: RANKS, grid: vec![RANKS], ranks: (0..RANKS as i32).collect(), axes, pin: None }.make()
}

fn one_rank_has_a_wrong_label(session: &Session) {
    let labels = |parts: [&[i64]; 4]| one_axis(Kind::Labels(parts.map(<[i64]>::to_vec).to_vec()));
    let blocks = one_axis(Kind::Block);
    let good = labels([&[5, 1], &[], &[0, 3, 2], &[4]]);
    let status = |source: &[Distribution], target: &[Distribution], name: &str| {
        let error = made(session, source, target).unwrap_err();
        assert_eq!(error.status, Status::Labels, "{error:?}");
        assert!(error.message.contains(name) && error.origin.is_some(), "{error:?}");
        assert!(made(session, &good, &blocks).is_ok(), "the context works afterwards");
    };
    status(&labels([&[5, 1], &[], &[0, 3, 2], &[7]]), &blocks, "4 is missing");
    status(&blocks, &labels([&[5, 1], &[], &[0, 3, 6], &[4]]), "label 6");
    status(&good, &labels([&[5, 1], &[-1], &[0, 3], &[2]]), "label -1");
}

/// Nobody waits for anybody: a rank that comes alone gets its plan.
fn distributions_without_labels(session: &Session) {
    if session.rank() == 2 {
        let (blocks, dealt) = (one_axis(Kind::Block), one_axis(Kind::Cyclic(1)));
        assert_eq!(made(session, &blocks, &dealt).unwrap(), RankPlan::new(&blocks[2], &dealt[2], 2).unwrap());
        let same = || one_axis(Kind::Labels(vec![vec![9, 5], vec![], vec![-4, 3, 2], vec![8]]));
        assert_eq!(made(session, &same(), &same()).unwrap().sends.messages.len(), 1);
    }
}
