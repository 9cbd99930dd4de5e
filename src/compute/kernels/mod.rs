//! Loops over raw memory. Only here does `compute` use `unsafe`.
//!
//! * `arith`, `compare`, `complex`: what one element becomes (no `unsafe`);
//! * `table`: one inner loop per operation and dtype, the place where levels of CPU support will
//!   be chosen;
//! * `run`, `cast`, `reduce`: rows and buffers around the inner loops;
//! * `combine`: what exchanges do with what arrives;
//! * `generate`: elements that follow from their index; `map`: a function of the caller's;
//! * `gather`: elements from listed places;
//! * `scan`: what elements along an axis come to; `tally`: elements counted by where they belong;
//! * `sections`: the same on sections of arrays, without `unsafe` for the caller.

pub mod arith;
pub mod cast;
pub mod combine;
pub mod compare;
pub mod complex;
pub mod exact;
pub mod gather;
pub mod generate;
pub mod level;
pub mod lookup;
pub mod map;
pub mod math;
pub mod reduce;
pub mod run;
pub mod scan;
pub mod sections;
pub mod table;
pub mod tally;
