//! Loops over raw memory. Only here does `compute` use `unsafe`.
//!
//! * `lookup`: one loop per function and choice of dtypes, from the families `exact` and `math`; loops know elements
//!   side by side only;
//! * `dense`: such loops, made from functions of one element, for every level of CPU support;
//! * `run`: everything around a loop: strides, broadcasting, conversion, masks; `apply` on sections of arrays;
//! * `special`: loops with parameters or three operands;
//! * `conditions`: what results say of division by zero and the like;
//! * `copy`, `cast`, `reduce`: copies, conversions, the local part of reductions;
//! * `combine`: what exchanges do with what arrives;
//! * `generate`: elements that follow from their index; `map`: a function of the caller's;
//! * `gather`: elements from listed places;
//! * `scan`: what elements along an axis come to; `tally`: elements counted by where they belong;
//! * `sections`: the same on sections of arrays, without `unsafe` for the caller.

pub mod apply;
pub mod cast;
pub mod combine;
pub mod compare;
pub mod complex;
pub mod conditions;
pub mod copy;
pub mod dense;
pub mod exact;
pub mod gather;
pub mod generate;
pub mod lookup;
pub mod map;
pub mod math;
pub mod reduce;
pub mod run;
pub mod scan;
pub mod sections;
pub mod special;
pub mod tally;
