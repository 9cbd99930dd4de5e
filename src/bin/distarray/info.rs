//! `distarray info`.

use crate::{GOOD, Report};
use distarray::protocol::abi::{ABI_MAJOR, ABI_MINOR};
use distarray::{mpi, protocol};

pub fn run() -> Report {
    let protocol = protocol::version::version_text(protocol::DAP_VERSION);
    let hdf5 = if cfg!(feature = "hdf5") { "hdf5" } else { "no hdf5" };
    let text = format!(
        "distarray {}\nprotocol: Distributed Array Protocol {protocol}, ABI {ABI_MAJOR}.{ABI_MINOR}\n\
         features: cli, {hdf5}\nbuilt for: {}\nMPI: {}\n",
        env!("CARGO_PKG_VERSION"),
        mpi::implementation::name(&mpi::env::built_for()),
        mpi::env::library_version().trim()
    );
    Report { text, status: GOOD }
}
