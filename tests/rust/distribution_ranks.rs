//! What the dimension dictionaries of one rank say.

use crate::lists::{AxisLists, lists};
use distarray::distribution::Distribution;

/// The lists of all axes of a rank; None if it holds nothing.
pub fn rank_lists(d: &Distribution, rank: i32) -> Option<Vec<AxisLists>> {
    d.dim_data(rank).unwrap().map(|dicts| dicts.iter().map(lists).collect())
}
