//! What a scan does with elements that lie side by side: one operation and dtype, two directions.

use super::super::compare::Ordered;
use crate::compute::op::Op;
use crate::dispatch;
use crate::dtype::{Bool, C64, C128, DType};
use crate::element::Element;

/// One call of an inner loop.
#[derive(Clone, Copy)]
pub struct Run {
    /// The elements, side by side.
    pub source: *const u8,
    /// Where results go, side by side; null where only totals are wanted. It may be `source`.
    pub target: *mut u8,
    /// How many.
    pub count: usize,
    /// What the elements before these came to: one accumulator along a line, `count` across lines.
    pub local: *mut u8,
    /// Whether there were any; else `local` is only written.
    pub started: bool,
    /// What other ranks' elements before these came to, as many as `local`; null for nothing.
    pub carry: *const u8,
}

/// The inner loops of an operation on elements of one dtype.
///
/// Safety: the pointers of a `Run` are aligned and lead to as many elements of the dtype, and
/// accumulators, as it says.
#[derive(Clone, Copy)]
pub struct Loops {
    /// The elements follow each other on one line.
    pub along: unsafe fn(&Run),
    /// The elements stand side by side on neighbouring lines.
    pub across: unsafe fn(&Run),
    /// `into[k] = left[k] joined with into[k]`, for accumulators.
    pub join: unsafe fn(left: *const u8, into: *mut u8, count: usize),
    /// The dtype of an accumulator.
    pub accumulator: DType,
}

impl Loops {
    /// The loops of an operation that can be scanned; None where NumPy has none for the dtype.
    pub fn find(op: Op, item: DType) -> Option<Loops> {
        Some(match op {
            Op::Add => dispatch!(item, T => Loops::of::<Plus, T>()),
            Op::Multiply => dispatch!(item, T => Loops::of::<Times, T>()),
            Op::Minimum => dispatch!(item, T => Loops::of::<Least, T>()),
            Op::Maximum => dispatch!(item, T => Loops::of::<Greatest, T>()),
            Op::Fmin => dispatch!(item, T => Loops::of::<LeastNumber, T>()),
            Op::Fmax => dispatch!(item, T => Loops::of::<GreatestNumber, T>()),
            Op::LogicalAnd if item == DType::Bool => Loops::of::<And, Bool>(),
            Op::LogicalOr if item == DType::Bool => Loops::of::<Or, Bool>(),
            Op::LogicalXor if item == DType::Bool => Loops::of::<Xor, Bool>(),
            Op::BitwiseAnd => return bit_loops::<And>(item),
            Op::BitwiseOr => return bit_loops::<Or>(item),
            Op::BitwiseXor => return bit_loops::<Xor>(item),
            _ => return None,
        })
    }

    fn of<O: Scanned<T>, T: Element>() -> Loops {
        Loops { along: along::<O, T>, across: across::<O, T>, join: join::<O, T>, accumulator: O::Sum::DTYPE }
    }
}

fn bit_loops<O>(item: DType) -> Option<Loops>
where
    O: Scanned<Bool> + Scanned<i8> + Scanned<i16> + Scanned<i32> + Scanned<i64>,
    O: Scanned<u8> + Scanned<u16> + Scanned<u32> + Scanned<u64>,
{
    Some(match item {
        DType::Bool => Loops::of::<O, Bool>(),
        DType::Int8 => Loops::of::<O, i8>(),
        DType::Int16 => Loops::of::<O, i16>(),
        DType::Int32 => Loops::of::<O, i32>(),
        DType::Int64 => Loops::of::<O, i64>(),
        DType::UInt8 => Loops::of::<O, u8>(),
        DType::UInt16 => Loops::of::<O, u16>(),
        DType::UInt32 => Loops::of::<O, u32>(),
        DType::UInt64 => Loops::of::<O, u64>(),
        _ => return None,
    })
}

/// An associative operation on elements of type `T`.
trait Scanned<T>: 'static {
    /// What elements are accumulated in.
    type Sum: Element;
    fn lift(x: T) -> Self::Sum;
    fn join(a: Self::Sum, b: Self::Sum) -> Self::Sum;
    fn lower(sum: Self::Sum) -> T;
}

struct Plus;
struct Times;
struct Least;
struct Greatest;
struct LeastNumber;
struct GreatestNumber;
struct And;
struct Or;
struct Xor;

/// What sums and products need. float32 and complex64 are accumulated in double precision and rounded
/// once for each result.
trait Number: Element {
    type Wide: Element;
    fn widen(self) -> Self::Wide;
    fn narrow(wide: Self::Wide) -> Self;
    fn plus(a: Self::Wide, b: Self::Wide) -> Self::Wide;
    fn times(a: Self::Wide, b: Self::Wide) -> Self::Wide;
}

macro_rules! numbers {
    ($($t:ty => $wide:ty, $x:ident: $widen:expr, $w:ident: $narrow:expr, $a:ident $b:ident: $plus:expr, $times:expr;)*) => { $(
        impl Number for $t {
            type Wide = $wide;
            #[inline(always)]
            fn widen(self) -> $wide { let $x = self; $widen }
            #[inline(always)]
            fn narrow($w: $wide) -> $t { $narrow }
            #[inline(always)]
            fn plus($a: $wide, $b: $wide) -> $wide { $plus }
            #[inline(always)]
            fn times($a: $wide, $b: $wide) -> $wide { $times }
        }
    )* };
}
macro_rules! integer_numbers {
    ($($t:ty),*) => { numbers! { $($t => $t, x: x, w: w, a b: a.wrapping_add(b), a.wrapping_mul(b);)* } };
}
integer_numbers!(i8, i16, i32, i64, u8, u16, u32, u64);
numbers! {
    Bool => Bool, x: Bool::from(x.0 != 0), w: w, a b: Bool(a.0 | b.0), Bool(a.0 & b.0);
    f32 => f64, x: f64::from(x), w: w as f32, a b: a + b, a * b;
    f64 => f64, x: x, w: w, a b: a + b, a * b;
    C64 => C128, x: C128::new(f64::from(x.re), f64::from(x.im)), w: C64::new(w.re as f32, w.im as f32),
        a b: a + b, a * b;
    C128 => C128, x: x, w: w, a b: a + b, a * b;
}

macro_rules! arithmetic {
    ($($op:ident: $function:ident;)*) => { $(
        impl<T: Number> Scanned<T> for $op {
            type Sum = T::Wide;
            #[inline(always)]
            fn lift(x: T) -> T::Wide { x.widen() }
            #[inline(always)]
            fn join(a: T::Wide, b: T::Wide) -> T::Wide { T::$function(a, b) }
            #[inline(always)]
            fn lower(sum: T::Wide) -> T { T::narrow(sum) }
        }
    )* };
}
arithmetic! { Plus: plus; Times: times; }

/// Operations whose accumulator is an element, written as a function of two.
macro_rules! selections {
    ($($op:ident<$t:ident: $bound:path>, $a:ident $b:ident: $join:expr;)*) => { $(
        impl<$t: Element + Normal + $bound> Scanned<$t> for $op {
            type Sum = $t;
            #[inline(always)]
            fn lift(x: $t) -> $t { x.normal() }
            #[inline(always)]
            fn join($a: $t, $b: $t) -> $t { $join }
            #[inline(always)]
            fn lower(sum: $t) -> $t { sum }
        }
    )* };
}
selections! {
    Least<T: Ordered>, a b: first_nan(a, b).unwrap_or_else(|| a.least(b));
    Greatest<T: Ordered>, a b: first_nan(a, b).unwrap_or_else(|| a.greatest(b));
    LeastNumber<T: Ordered>, a b: if b.is_missing() { a } else if a.is_missing() { b } else { a.least(b) };
    GreatestNumber<T: Ordered>, a b: if b.is_missing() { a } else if a.is_missing() { b } else { a.greatest(b) };
    And<T: Bits>, a b: a.and(b);
    Or<T: Bits>, a b: a.or(b);
    Xor<T: Bits>, a b: a.xor(b);
}

/// Of complex numbers that have nan in one part or the other the first one stays, as in NumPy. Real numbers have
/// one nan only, which `Ordered` lets win anyway.
#[inline(always)]
fn first_nan<T: Normal + Copy>(a: T, b: T) -> Option<T> {
    match T::HAS_PARTS {
        true if a.is_missing() => Some(a),
        true if b.is_missing() => Some(b),
        _ => None,
    }
}

/// What every element knows of itself.
pub(super) trait Normal: Sized {
    /// Whether it is complex.
    const HAS_PARTS: bool = false;
    /// The element, a bool of any byte as 0 or 1.
    fn normal(self) -> Self;
    /// Whether it is nan.
    fn is_missing(&self) -> bool;
}

/// Bitwise operations; of bool the logical ones.
trait Bits {
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
}

macro_rules! integer_bits {
    ($($t:ty),*) => { $(
        impl Normal for $t {
            #[inline(always)]
            fn normal(self) -> $t { self }
            #[inline(always)]
            fn is_missing(&self) -> bool { false }
        }
        impl Bits for $t {
            #[inline(always)]
            fn and(self, other: $t) -> $t { self & other }
            #[inline(always)]
            fn or(self, other: $t) -> $t { self | other }
            #[inline(always)]
            fn xor(self, other: $t) -> $t { self ^ other }
        }
    )* };
}
integer_bits!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Normal for Bool {
    #[inline(always)]
    fn normal(self) -> Bool {
        Bool::from(self.0 != 0)
    }
    #[inline(always)]
    fn is_missing(&self) -> bool {
        false
    }
}

impl Bits for Bool {
    #[inline(always)]
    fn and(self, other: Bool) -> Bool {
        Bool(self.0 & other.0)
    }
    #[inline(always)]
    fn or(self, other: Bool) -> Bool {
        Bool(self.0 | other.0)
    }
    #[inline(always)]
    fn xor(self, other: Bool) -> Bool {
        Bool(self.0 ^ other.0)
    }
}

macro_rules! float_normal {
    ($($t:ty, $parts:expr, $x:ident: $missing:expr;)*) => { $(
        impl Normal for $t {
            const HAS_PARTS: bool = $parts;
            #[inline(always)]
            fn normal(self) -> $t { self }
            #[inline(always)]
            fn is_missing(&self) -> bool { let $x = self; $missing }
        }
    )* };
}
float_normal! {
    f32, false, x: x.is_nan();
    f64, false, x: x.is_nan();
    C64, true, x: x.re.is_nan() || x.im.is_nan();
    C128, true, x: x.re.is_nan() || x.im.is_nan();
}

/// # Safety
/// See `Loops`.
unsafe fn along<O: Scanned<T>, T: Element>(run: &Run) {
    // SAFETY: the caller's promise.
    unsafe {
        match (run.target.is_null(), run.carry.is_null()) {
            (true, _) => along_as::<O, T, false, false>(run),
            (false, true) => along_as::<O, T, true, false>(run),
            (false, false) => along_as::<O, T, true, true>(run),
        }
    }
}

/// Four elements are joined among themselves before they meet what came before, so that only one
/// operation in four waits for the one before it. With `carry` and without, and for totals, the same
/// operations in the same order make `local`: the carry of the next rank is this rank's last result.
///
/// # Safety
/// See `Loops`.
unsafe fn along_as<O: Scanned<T>, T: Element, const WRITE: bool, const CARRY: bool>(run: &Run) {
    let (source, target) = (run.source.cast::<T>(), run.target.cast::<T>());
    let local = run.local.cast::<O::Sum>();
    // SAFETY: the caller's promise; every k is below `count`.
    unsafe {
        let carry = if CARRY { *run.carry.cast::<O::Sum>() } else { O::Sum::default() };
        let put = |k: usize, sum: O::Sum| {
            if WRITE {
                target.add(k).write(O::lower(if CARRY { O::join(carry, sum) } else { sum }));
            }
        };
        let mut k = 0;
        let mut sum = match (run.started, run.count) {
            (true, _) => *local,
            (false, 0) => return,
            (false, _) => {
                let first = O::lift(*source);
                put(0, first);
                k = 1;
                first
            }
        };
        while k + 4 <= run.count {
            let [a, b, c, d] = *source.add(k).cast::<[T; 4]>();
            let first = O::lift(a);
            let second = O::join(first, O::lift(b));
            let third = O::join(second, O::lift(c));
            let fourth = O::join(third, O::lift(d));
            put(k, O::join(sum, first));
            put(k + 1, O::join(sum, second));
            put(k + 2, O::join(sum, third));
            sum = O::join(sum, fourth);
            put(k + 3, sum);
            k += 4;
        }
        while k < run.count {
            sum = O::join(sum, O::lift(*source.add(k)));
            put(k, sum);
            k += 1;
        }
        *local = sum;
    }
}

/// Lines that are taken at a time, through local arrays that the compiler keeps in registers.
const LANES: usize = 16;

/// # Safety
/// See `Loops`.
unsafe fn across<O: Scanned<T>, T: Element>(run: &Run) {
    // SAFETY: the caller's promise.
    unsafe {
        match (run.target.is_null(), run.carry.is_null()) {
            (true, _) => across_as::<O, T, false, false>(run),
            (false, true) => across_as::<O, T, true, false>(run),
            (false, false) => across_as::<O, T, true, true>(run),
        }
    }
}

/// # Safety
/// See `Loops`.
unsafe fn across_as<O: Scanned<T>, T: Element, const WRITE: bool, const CARRY: bool>(run: &Run) {
    let mut at = 0;
    // SAFETY: the caller's promise; lanes stay below `count`.
    unsafe {
        while at + LANES <= run.count {
            lanes::<O, T, LANES, WRITE, CARRY>(run, at);
            at += LANES;
        }
        while at < run.count {
            lanes::<O, T, 1, WRITE, CARRY>(run, at);
            at += 1;
        }
    }
}

/// # Safety
/// See `Loops`; there are `N` lanes from `at` on.
#[inline(always)]
unsafe fn lanes<O: Scanned<T>, T: Element, const N: usize, const WRITE: bool, const CARRY: bool>(
    run: &Run,
    at: usize,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let local = run.local.cast::<O::Sum>().add(at).cast::<[O::Sum; N]>();
        let x = run.source.cast::<T>().add(at).cast::<[T; N]>().read();
        let mut sum = x.map(O::lift);
        if run.started {
            let before = local.read();
            sum = std::array::from_fn(|k| O::join(before[k], sum[k]));
        }
        local.write(sum);
        if WRITE {
            if CARRY {
                let carry = run.carry.cast::<O::Sum>().add(at).cast::<[O::Sum; N]>().read();
                sum = std::array::from_fn(|k| O::join(carry[k], sum[k]));
            }
            run.target.cast::<T>().add(at).cast::<[T; N]>().write(sum.map(O::lower));
        }
    }
}

/// # Safety
/// Both point to `count` accumulators.
unsafe fn join<O: Scanned<T>, T: Element>(left: *const u8, into: *mut u8, count: usize) {
    let (left, into) = (left.cast::<O::Sum>(), into.cast::<O::Sum>());
    for k in 0..count {
        // SAFETY: k is below `count`.
        unsafe { *into.add(k) = O::join(*left.add(k), *into.add(k)) };
    }
}
