//! Element-wise functions that the application registered. Ranks agree on the name and on the dtypes of the loops,
//! never on an address.

use super::op::Op;
use super::ufunc::OperandType;
use crate::dtype::{Casting, DType, Kind, can_cast};
use crate::error::{Error, Result, Status};
use crate::fail;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

/// Operands and results of a function, at most.
pub const MOST_TOGETHER: usize = 8;
/// Longest name in bytes.
const MAX_NAME: usize = 255;

/// A loop: addresses of the operands, then of the results; distances in bytes; number of elements. 0 is success.
pub type Body = dyn Fn(&[*mut u8], &[i64], i64) -> i32 + Send + Sync;

/// One loop, for one choice of dtypes.
#[derive(Clone)]
struct Loop {
    /// The results', then the operands'.
    dtypes: Vec<DType>,
    steps: Vec<i64>,
    body: Arc<Body>,
}

/// A registered function.
#[derive(Clone)]
pub struct UserFunction {
    name: String,
    nin: usize,
    nout: usize,
    loops: Vec<Loop>,
}

/// Those of this process. A call holds its function, so that registering more meanwhile is safe.
static REGISTRY: Mutex<BTreeMap<String, Arc<UserFunction>>> = Mutex::new(BTreeMap::new());

fn registry() -> MutexGuard<'static, BTreeMap<String, Arc<UserFunction>>> {
    REGISTRY.lock().unwrap_or_else(|e| e.into_inner())
}

/// The built-in function with this name.
pub fn built_in(name: &str) -> Option<Op> {
    let op = match name {
        "divide" => "true_divide",
        "mod" => "remainder",
        "abs" => "absolute",
        "conj" => "conjugate",
        other => other,
    };
    Op::ALL.iter().copied().find(|known| known.name() == op)
}

/// Adds a loop to the function of this name, which is made if it is new. `dtypes` are the operands', then the
/// results'.
pub fn register(name: &str, nin: usize, nout: usize, dtypes: &[DType], body: Arc<Body>) -> Result<()> {
    if name.is_empty() || name.len() > MAX_NAME {
        fail!(Argument, "`name` has {} bytes; a function's name has 1 to {MAX_NAME}", name.len());
    }
    if built_in(name).is_some() {
        fail!(Argument, "{name:?} is the name of a function of the library");
    }
    if nin == 0 || nout == 0 || nin + nout > MOST_TOGETHER || nout > 2 {
        fail!(
            Argument,
            "{name:?}: {nin} operands and {nout} results; a function has at least one of each, 2 results at most, and \
             {MOST_TOGETHER} together at most"
        );
    }
    let (operands, results) = dtypes.split_at(nin);
    let dtypes = [results, operands].concat();
    // In the order in which the application's loop gets its addresses.
    let steps = operands.iter().chain(results).map(|d| d.itemsize() as i64).collect();
    let mut registry = registry();
    let known = registry.get(name);
    let mut function = match known {
        Some(known) if (known.nin, known.nout) != (nin, nout) => {
            let (n, m) = (known.nin, known.nout);
            fail!(Argument, "{name:?} is registered with {n} operands and {m} results, not {nin} and {nout}")
        }
        Some(known) if known.loops.iter().any(|l| l.dtypes == dtypes) => {
            fail!(Argument, "{name:?} has a loop for these dtypes already; unregister it first")
        }
        Some(known) => (**known).clone(),
        None => UserFunction { name: name.to_string(), nin, nout, loops: Vec::new() },
    };
    function.loops.push(Loop { dtypes, steps, body });
    registry.insert(name.to_string(), Arc::new(function));
    Ok(())
}

fn unknown(name: &str) -> Error {
    let text = format!(
        "no element-wise function {name:?} is in the library or registered in this process; da_ufunc_register() does it"
    );
    Error::new(Status::Argument, text)
}

/// Forgets a function with all its loops; calls that have begun go on.
pub fn unregister(name: &str) -> Result<()> {
    let gone = registry().remove(name);
    // Dropped here, outside the lock.
    gone.map(drop).ok_or_else(|| unknown(name))
}

/// The function with this name.
pub fn find(name: &str) -> Result<Arc<UserFunction>> {
    registry().get(name).cloned().ok_or_else(|| unknown(name))
}

impl UserFunction {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of operands.
    pub fn nin(&self) -> usize {
        self.nin
    }

    /// Number of results.
    pub fn nout(&self) -> usize {
        self.nout
    }

    /// The number of the loop for these operands, and its dtypes (results, then operands): the first one that all
    /// operands can be converted to safely. With `dtype`, the first whose first result is that and that `casting`
    /// allows.
    pub fn choose(
        &self,
        kinds: &[OperandType],
        dtype: Option<DType>,
        casting: Casting,
    ) -> Result<(usize, &[DType])> {
        let rule = if dtype.is_some() { casting } else { Casting::Safe };
        let takes = |l: &&Loop| {
            let wanted = dtype.is_none_or(|d| l.dtypes[0] == d);
            wanted && kinds.iter().zip(&l.dtypes[self.nout..]).all(|(kind, d)| convertible(*kind, *d, rule))
        };
        match self.loops.iter().position(|l| takes(&l)) {
            Some(number) => Ok((number, &self.loops[number].dtypes)),
            None => {
                let names: Vec<&str> = kinds.iter().map(|kind| kind.dtype.name()).collect();
                fail!(Dtype, "{:?} has no loop for {}", self.name, names.join(" and "))
            }
        }
    }

    /// A number that stands for the name and the dtypes of all loops.
    pub fn signature(&self) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let codes = self.loops.iter().flat_map(|l| l.dtypes.iter().map(|d| *d as u8));
        for byte in self.name.bytes().chain([0, self.nin as u8, self.nout as u8]).chain(codes) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash
    }

    /// Calls a loop on `n` elements that lie side by side.
    pub fn call(&self, number: usize, args: &[*mut u8], n: usize) -> Result<()> {
        let Loop { steps, body, .. } = &self.loops[number];
        let code = body(args, steps, n as i64);
        if code != 0 {
            fail!(Callback, "the loop of {:?} returned {code}", self.name);
        }
        Ok(())
    }
}

/// Whether an operand can become a loop's dtype; of weak scalars only the kind counts.
fn convertible(operand: OperandType, to: DType, rule: Casting) -> bool {
    if !operand.weak {
        return can_cast(operand.dtype, to, rule);
    }
    let rank = |kind: Kind| match kind {
        Kind::Bool => 0,
        Kind::UInt | Kind::Int => 1,
        Kind::Float => 2,
        Kind::Complex => 3,
    };
    rank(operand.dtype.kind()) <= rank(to.kind())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_loop_that_takes_the_operands_is_chosen() {
        let body = || -> Arc<Body> { Arc::new(|_, _, n| i32::from(n > 3)) };
        let name = "unit test of loops";
        register(name, 1, 1, &[DType::Float32, DType::Float64], body()).unwrap();
        register(name, 1, 1, &[DType::Float64, DType::Float64], body()).unwrap();
        assert!(register(name, 1, 1, &[DType::Float64, DType::Float64], body()).is_err());
        assert!(register(name, 2, 1, &[DType::Float64; 3], body()).is_err());
        let function = find(name).unwrap();
        let choose = |dtype: DType| function.choose(&[dtype.into()], None, Casting::SameKind).map(|c| c.0);
        assert_eq!((choose(DType::Int16).unwrap(), choose(DType::Int32).unwrap()), (0, 1));
        assert_eq!(choose(DType::Complex64).unwrap_err().status, Status::Dtype);
        assert!(function.call(0, &[], 3).is_ok());
        assert_eq!(function.call(0, &[], 4).unwrap_err().status, Status::Callback);
        unregister(name).unwrap();
        assert!(find(name).is_err() && unregister(name).is_err());
    }

    #[test]
    fn names_of_the_library_are_taken() {
        let body: Arc<Body> = Arc::new(|_, _, _| 0);
        for name in ["add", "mod", ""] {
            assert!(register(name, 1, 1, &[DType::Bool; 2], body.clone()).is_err());
        }
        assert_eq!(built_in("divide"), Some(Op::TrueDivide));
    }
}
