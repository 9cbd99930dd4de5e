//! Build script: the C shim for MPI's macros, the loops over C's complex functions, and the shared library's soname.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=src/mpi/shim.c");
    println!("cargo:rerun-if-changed=src/compute/kernels/math/complex_loops.c");
    println!("cargo:rerun-if-env-changed=MPICC");
    println!("cargo:rerun-if-env-changed=DISTARRAY_MPI_NAME");
    compile_shim();
    compile_complex_loops();
    link_options();
}

/// Compiles the shim with the MPI compiler wrapper, so that it sees the same `mpi.h` as `mpi-sys`.
fn compile_shim() {
    let mpicc = env::var("MPICC").unwrap_or_else(|_| "mpicc".to_string());
    cc::Build::new()
        .compiler(mpicc)
        .file("src/mpi/shim.c")
        .warnings(true)
        .extra_warnings(true)
        .compile("da_mpi_shim");
}

/// Compiles the loops over C's complex functions, which take complex numbers by value.
fn compile_complex_loops() {
    cc::Build::new()
        .file("src/compute/kernels/math/complex_loops.c")
        .opt_level(2)
        .warnings(true)
        .extra_warnings(true)
        .compile("da_complex_loops");
    println!("cargo:rustc-link-lib=m");
}

/// `soname` carries the ABI's major number; `nodelete` keeps the library mapped after dlclose,
/// because MPI may still call our attribute callbacks in MPI_Finalize.
fn link_options() {
    let major = env::var("CARGO_PKG_VERSION_MAJOR").expect("cargo sets the version");
    println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libdistarray.so.{major}");
    println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
}
