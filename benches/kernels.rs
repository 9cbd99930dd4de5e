//! Nanoseconds per element of the loops over elements side by side, by function, dtype and level of CPU
//! support: for choosing between loops. `cargo bench --bench kernels [function]...`

use distarray::compute::kernels::lookup::kernel;
use distarray::compute::op::{Op, Signature};
use distarray::cpu::{Accuracy, Level, Path};
use distarray::dtype::{DType, Kind};
use distarray::value::Value;
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

/// In the first-level cache, and in the second- or third-level one.
const LENGTHS: [usize; 2] = [1000, 100_000];
const REPEATS: usize = 9;

/// Bytes of `n` elements in aligned memory: small numbers, which every function takes.
fn array(dtype: DType, n: usize, first: bool) -> Vec<u128> {
    let mut memory = vec![0u128; (n * dtype.itemsize()).div_ceil(16) + 4];
    let size = dtype.itemsize();
    // SAFETY: all bytes of the words.
    let bytes =
        unsafe { std::slice::from_raw_parts_mut(memory.as_mut_ptr().cast::<u8>(), memory.len() * 16) };
    for (k, element) in bytes.chunks_exact_mut(size).take(n).enumerate() {
        let number = if first { (k * 7919 % 1009) as f64 / 10.0 } else { (k * 31 % 13 + 1) as f64 };
        let value = match dtype.kind() {
            Kind::Complex => Value::from_c128(num_complex::Complex::new(number, -number)).cast(dtype),
            _ => Value::from_f64(number).cast(dtype),
        };
        element.copy_from_slice(&value.to_bytes(dtype)[..size]);
    }
    memory
}

/// The least nanoseconds per element of several runs.
fn measure(op: Op, signature: &Signature, level: Level, n: usize) -> Option<f64> {
    let run = kernel(op, signature, Path { level, accuracy: Accuracy::Fast })?;
    let results = signature.results().iter().map(|dtype| array(*dtype, n, true));
    let operands = signature.operands().iter().enumerate().map(|(k, dtype)| array(*dtype, n, k == 0));
    let mut arrays: Vec<Vec<u128>> = results.chain(operands).collect();
    let addresses: Vec<*mut u8> = arrays.iter_mut().map(|memory| memory.as_mut_ptr().cast()).collect();
    let calls = (200_000 / n).max(1);
    let mut best = f64::INFINITY;
    for _ in 0..REPEATS {
        let begin = Instant::now();
        for _ in 0..calls {
            // SAFETY: arrays of the signature's dtypes with `n` elements.
            unsafe { black_box(run)(black_box(addresses.as_ptr()), n) };
        }
        best = best.min(begin.elapsed().as_secs_f64() * 1e9 / (calls * n) as f64);
    }
    Some(best)
}

/// The signatures of one function whose operands have the same dtype.
fn signatures(op: Op) -> Vec<Signature> {
    let mut found = Vec::new();
    for operand in DType::ALL {
        for first in DType::ALL {
            let seconds = if op == Op::Frexp { DType::Int32 } else { first };
            let all = [first, seconds];
            let signature = Signature::new(&all[..op.nout()], &[operand; 2][..op.nin()]);
            let path = Path { level: Level::Baseline, accuracy: Accuracy::Fast };
            if kernel(op, &signature, path).is_some() {
                found.push(signature);
            }
        }
    }
    found
}

fn main() -> std::io::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let mut out = std::io::stdout().lock();
    writeln!(out, "Nanoseconds per element (least of {REPEATS})")?;
    for op in Op::ALL.iter().filter(|op| wanted.is_empty() || wanted.iter().any(|word| word == op.name())) {
        for signature in signatures(*op) {
            for n in LENGTHS {
                write!(out, "{:<14}{:<11}{n:>8}", op.name(), signature.operands()[0].name())?;
                for level in Level::ALL.into_iter().filter(|level| *level <= Level::best()) {
                    match measure(*op, &signature, level, n) {
                        Some(time) => write!(out, "{time:>9.3}")?,
                        None => write!(out, "{:>9}", "-")?,
                    }
                }
                writeln!(out)?;
            }
        }
    }
    Ok(())
}
