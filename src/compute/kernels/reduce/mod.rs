//! The inner loops of reductions.
//!
//! A [`Fold`] says what elements become: a *state*, plain data of a fixed size that states of other
//! elements are merged with, on this rank and on others. [`Loops`] are its loops for one level of CPU
//! support, without types, so that the engine around them exists once:
//! * `sum`, `product`, `extreme`, `arg`, `logic`, `moments`, `norm`, `pair`, `exact`: the folds;
//! * `engine`: from a section of an array to one state per result; `load`: elements that do not lie as
//!   loops want them; `room`: where states are kept.

mod arg;
mod engine;
mod exact;
mod extreme;
mod lanes;
mod load;
mod logic;
mod moments;
mod norm;
mod pair;
mod product;
mod room;
mod select;
mod sum;
mod superacc;

pub use engine::{Operands, Second, fold};
pub use room::{States, divide};
pub use select::{Dispatch, select};

use crate::cpu::Level;
use crate::dtype::DType;
use crate::element::Element;

/// Where elements stand along the reduced axes: for folds that remember it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Of the first element.
    pub first: i64,
    /// From one element to the next.
    pub step: i64,
}

/// What the end of a reduction needs to know.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct How {
    /// A mean: divide by the count.
    pub divide: bool,
    /// A mean in an integer dtype: the sum wraps before it is divided.
    pub wrap: bool,
    /// Take the square root.
    pub root: bool,
    /// Delta degrees of freedom of a variance.
    pub ddof: f64,
    /// Of a variance: nan was put where elements do not count, and is left out; another one makes the result
    /// nan, which the count tells.
    pub masked: bool,
    /// Round exact sums to odd, since they will be rounded to float32 next.
    pub odd: bool,
}

/// What a reduction makes of elements. States are merged in any order; how they are grouped may show in
/// the last bits of floating-point results.
pub trait Fold: 'static {
    /// The elements that the loops read.
    type Item: Element;
    /// What is known of some elements: plain data.
    type State: Copy + Send + Sync + 'static;
    /// What the state becomes in the end.
    type Out: Element;
    /// Whether rounding makes it worthwhile to merge states of equally many elements.
    const ROUNDS: bool;
    /// An element that changes nothing.
    const NEUTRAL: Self::Item;

    /// The state of no elements.
    fn empty() -> Self::State;
    /// Adds one element.
    fn add(state: Self::State, x: Self::Item, at: i64) -> Self::State;
    /// Adds other elements' state.
    fn merge(state: Self::State, other: Self::State) -> Self::State;
    /// The result. `count` is the number of elements.
    fn finish(state: Self::State, how: &How, count: i64) -> Self::Out;
    /// Adds a value of the result's type.
    fn seed(state: Self::State, initial: Self::Out) -> Self::State;

    /// Adds elements that lie side by side, at most some thousand.
    #[inline(always)]
    fn along(state: Self::State, x: &[Self::Item], place: Place) -> Self::State {
        let mut at = place.first;
        x.iter().fold(state, |state, &x| {
            let here = at;
            at = at.wrapping_add(place.step);
            Self::add(state, x, here)
        })
    }

    /// Adds row after row to one state per column.
    #[inline(always)]
    fn across(states: &mut [Self::State], rows: Rows<'_, Self::Item>, place: Place) {
        let mut at = place.first;
        let mut r = 0;
        while r + 4 <= rows.count {
            let quad = [rows.get(r), rows.get(r + 1), rows.get(r + 2), rows.get(r + 3)];
            let [a, b, c, d] = quad;
            let ats: [i64; 4] = std::array::from_fn(|k| at.wrapping_add(place.step.wrapping_mul(k as i64)));
            for ((((s, &a), &b), &c), &d) in states.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                let two = Self::add(Self::add(*s, a, ats[0]), b, ats[1]);
                *s = Self::add(Self::add(two, c, ats[2]), d, ats[3]);
            }
            at = at.wrapping_add(place.step.wrapping_mul(4));
            r += 4;
        }
        while r < rows.count {
            for (s, &x) in states.iter_mut().zip(rows.get(r)) {
                *s = Self::add(*s, x, at);
            }
            at = at.wrapping_add(place.step);
            r += 1;
        }
    }

    /// Whether further elements change nothing.
    fn is_final(_state: &Self::State) -> bool {
        false
    }
}

/// Rows of elements that lie side by side.
#[derive(Clone, Copy)]
pub struct Rows<'a, T> {
    first: *const T,
    /// Bytes from one row to the next.
    stride: isize,
    count: usize,
    length: usize,
    life: std::marker::PhantomData<&'a [T]>,
}

impl<'a, T> Rows<'a, T> {
    /// A row.
    #[inline(always)]
    fn get(&self, r: usize) -> &'a [T] {
        debug_assert!(r < self.count);
        let at = self.first.cast::<u8>().wrapping_offset(self.stride * r as isize);
        // SAFETY: whoever made the rows vouched for `count` of them.
        unsafe { std::slice::from_raw_parts(at.cast(), self.length) }
    }
}

/// Two arrays whose elements are combined before they are added.
pub trait PairFold: Fold {
    /// Adds the combinations of elements that lie side by side.
    fn along_pair(state: Self::State, x: &[Self::Item], y: &[Self::Item]) -> Self::State;
}

/// A piece of work: `rows` rows of `count` elements side by side.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// `along`: one state per row; `across`: one per column.
    pub states: *mut u8,
    /// The first row.
    pub x: *const u8,
    /// The first row of the second operand, if there is one.
    pub y: *const u8,
    /// Bytes from one row to the next, of both.
    pub strides: [isize; 2],
    /// Number of rows.
    pub rows: usize,
    /// Elements of a row.
    pub count: usize,
    /// Where the elements stand.
    pub place: Place,
}

/// The loops of one fold for one level, with the types taken off. States and elements are aligned for
/// their types; results hold room for so many states.
#[derive(Clone, Copy)]
pub struct Loops {
    /// What the loops read.
    pub item: DType,
    /// What comes out in the end.
    pub out: DType,
    /// Bytes of a state.
    pub state: usize,
    /// See [`Fold::ROUNDS`].
    pub rounds: bool,
    /// See [`Fold::NEUTRAL`].
    pub neutral: [u8; 16],
    along: unsafe fn(&Task),
    across: unsafe fn(&Task),
    merge: unsafe fn(*mut u8, isize, *const u8, usize),
    clear: unsafe fn(*mut u8, usize),
    finish: unsafe fn(*const u8, usize, &How, Counts, *mut u8),
    seed: unsafe fn(*mut u8, usize, *const u8),
    is_final: unsafe fn(*const u8) -> bool,
    /// Of folds that remember places: the place in every state, in order.
    places: Option<Places>,
}

/// Calls a function with the place that each of so many states remembers, if it has one.
type Places = unsafe fn(*mut u8, usize, &mut dyn FnMut(usize, &mut i64));

/// How many elements each result has.
#[derive(Clone, Copy, Debug)]
pub enum Counts {
    /// All alike.
    Same(i64),
    /// One number each.
    Each(*const i64),
}

/// # Safety
/// As [`Loops`] says of the task.
#[inline(always)]
unsafe fn along<F: Fold>(task: &Task) {
    for r in 0..task.rows {
        let x = task.x.wrapping_offset(task.strides[0] * r as isize);
        // SAFETY: the caller's promise.
        unsafe {
            let state = task.states.cast::<F::State>().add(r);
            *state = F::along(*state, std::slice::from_raw_parts(x.cast(), task.count), task.place);
        }
    }
}

/// # Safety
/// As [`Loops`] says of the task.
#[inline(always)]
unsafe fn along_pair<F: PairFold>(task: &Task) {
    for r in 0..task.rows {
        let x = task.x.wrapping_offset(task.strides[0] * r as isize);
        let y = task.y.wrapping_offset(task.strides[1] * r as isize);
        // SAFETY: the caller's promise.
        unsafe {
            let state = task.states.cast::<F::State>().add(r);
            let x = std::slice::from_raw_parts(x.cast(), task.count);
            *state = F::along_pair(*state, x, std::slice::from_raw_parts(y.cast(), task.count));
        }
    }
}

/// # Safety
/// As [`Loops`] says of the task.
#[inline(always)]
unsafe fn across<F: Fold>(task: &Task) {
    let rows = Rows {
        first: task.x.cast(),
        stride: task.strides[0],
        count: task.rows,
        length: task.count,
        life: std::marker::PhantomData,
    };
    // SAFETY: the caller's promise.
    F::across(unsafe { std::slice::from_raw_parts_mut(task.states.cast(), task.count) }, rows, task.place);
}

/// # Safety
/// Both have room for so many states, the first with a distance of `stride` bytes.
#[inline(always)]
unsafe fn merge<F: Fold>(into: *mut u8, stride: isize, from: *const u8, n: usize) {
    for k in 0..n {
        // SAFETY: the caller's promise.
        unsafe {
            let state = into.wrapping_offset(stride * k as isize).cast::<F::State>();
            *state = F::merge(*state, *from.cast::<F::State>().add(k));
        }
    }
}

/// # Safety
/// There is room for so many states.
unsafe fn clear<F: Fold>(states: *mut u8, n: usize) {
    let empty = F::empty();
    for k in 0..n {
        // SAFETY: the caller's promise.
        unsafe { states.cast::<F::State>().add(k).write(empty) };
    }
}

/// # Safety
/// There are so many states, counts (if each result has one), and room for so many results.
unsafe fn finish<F: Fold>(states: *const u8, n: usize, how: &How, counts: Counts, out: *mut u8) {
    for k in 0..n {
        // SAFETY: the caller's promise.
        unsafe {
            let count = match counts {
                Counts::Same(count) => count,
                Counts::Each(each) => *each.add(k),
            };
            out.cast::<F::Out>().add(k).write(F::finish(*states.cast::<F::State>().add(k), how, count));
        }
    }
}

/// # Safety
/// There are so many states; `initial` is an aligned element of the result's type.
unsafe fn seed<F: Fold>(states: *mut u8, n: usize, initial: *const u8) {
    for k in 0..n {
        // SAFETY: the caller's promise.
        unsafe {
            let state = states.cast::<F::State>().add(k);
            *state = F::seed(*state, *initial.cast::<F::Out>());
        }
    }
}

/// # Safety
/// `state` is one.
unsafe fn is_final<F: Fold>(state: *const u8) -> bool {
    // SAFETY: the caller's promise.
    F::is_final(unsafe { &*state.cast::<F::State>() })
}

/// The same loops, compiled for other levels of CPU support.
macro_rules! levels {
    ($($name:ident, $features:literal, $generic:ident, $bound:ident, ($($arg:ident: $t:ty),*);)*) => { $(
        /// # Safety
        /// As the generic loop's; the CPU has the features.
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = $features)]
        unsafe fn $name<F: $bound>($($arg: $t),*) {
            // SAFETY: the caller's promise.
            unsafe { $generic::<F>($($arg),*) }
        }
    )* };
}
levels! {
    along_avx2, "avx2,fma,bmi1,bmi2,lzcnt,popcnt", along, Fold, (task: &Task);
    across_avx2, "avx2,fma,bmi1,bmi2,lzcnt,popcnt", across, Fold, (task: &Task);
    pair_avx2, "avx2,fma,bmi1,bmi2,lzcnt,popcnt", along_pair, PairFold, (task: &Task);
    along_avx512, "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx2,fma,bmi1,bmi2,lzcnt,popcnt", along, Fold, (task: &Task);
    across_avx512, "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx2,fma,bmi1,bmi2,lzcnt,popcnt", across, Fold, (task: &Task);
    pair_avx512, "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx2,fma,bmi1,bmi2,lzcnt,popcnt", along_pair, PairFold, (task: &Task);
}

impl Loops {
    /// The loops of a fold for what every CPU has: where more does not help, or is hardly asked for. Each
    /// level costs as much time to compile, and room, as the first.
    fn base<F: Fold>() -> Loops {
        let mut neutral = [0; 16];
        neutral.copy_from_slice(&crate::value::Value::of(F::NEUTRAL).to_bytes(F::Item::DTYPE));
        Loops {
            item: F::Item::DTYPE,
            out: F::Out::DTYPE,
            state: size_of::<F::State>(),
            rounds: F::ROUNDS,
            neutral,
            along: along::<F>,
            across: across::<F>,
            merge: merge::<F>,
            clear: clear::<F>,
            finish: finish::<F>,
            seed: seed::<F>,
            is_final: is_final::<F>,
            places: None,
        }
    }

    /// The loops of a fold.
    fn of<F: Fold>(level: Level) -> Loops {
        let base = Loops::base::<F>();
        #[cfg(target_arch = "x86_64")]
        match level {
            Level::Baseline => {}
            Level::Avx2 => return Loops { along: along_avx2::<F>, across: across_avx2::<F>, ..base },
            Level::Avx512 => return Loops { along: along_avx512::<F>, across: across_avx512::<F>, ..base },
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = level;
        base
    }

    /// The loops of a fold of two operands.
    fn of_pair<F: PairFold>(level: Level) -> Loops {
        let base = Loops { along: along_pair::<F>, ..Loops::base::<F>() };
        #[cfg(target_arch = "x86_64")]
        match level {
            Level::Baseline => {}
            Level::Avx2 => return Loops { along: pair_avx2::<F>, ..base },
            Level::Avx512 => return Loops { along: pair_avx512::<F>, ..base },
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = level;
        base
    }

    /// These loops with the end of another fold of the same elements and states.
    fn ending<F: Fold>(self) -> Loops {
        debug_assert!(self.item == F::Item::DTYPE && self.state == size_of::<F::State>());
        Loops { out: F::Out::DTYPE, finish: finish::<F>, seed: seed::<F>, ..self }
    }
}
