//! What the tests of distributions share.

/// All multi-indices of a shape in C order.
pub fn all_indices(shape: &[i64]) -> Vec<Vec<i64>> {
    let mut indices = vec![Vec::new()];
    for &extent in shape {
        indices = indices
            .into_iter()
            .flat_map(|prefix| (0..extent).map(move |i| [prefix.clone(), vec![i]].concat()))
            .collect();
    }
    indices
}
