//! Whether elements of strided memory share bytes, so that writing to one changes another.

/// Steps of the search before it gives up. Layouts that occur need none, or a handful.
const MAX_STEPS: u32 = 100_000;

/// What is known about a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// Every byte belongs to one element at most.
    None,
    /// Two elements share a byte.
    Some,
    /// The search was given up: the question is as hard as a knapsack.
    Unknown,
}

/// One axis with several elements: distance and number of steps.
type Steps = (i128, i128);

/// Whether two elements of a section share a byte. Strides are in bytes.
pub fn overlap(shape: &[i64], strides: &[i64], itemsize: i64) -> Overlap {
    if shape.contains(&0) {
        return Overlap::None;
    }
    let wide = |(extent, stride): (&i64, &i64)| (i128::from(*stride).abs(), i128::from(*extent) - 1);
    let mut axes: Vec<Steps> = shape.iter().zip(strides).map(wide).filter(|axis| axis.1 > 0).collect();
    axes.sort_unstable();
    let nested = axes.iter().try_fold(i128::from(itemsize), |covered, (stride, steps)| {
        (*stride >= covered).then_some(stride * steps + covered)
    });
    if nested.is_some() {
        return Overlap::None;
    }
    Search { axes: &axes, near: i128::from(itemsize) - 1, left: MAX_STEPS }.meets(axes.len(), 0, false)
}

/// Looks for two indices whose elements are less than an item apart. Only their difference matters:
/// a number of steps along each axis, not all zero.
struct Search<'a> {
    /// From the smallest distance to the largest.
    axes: &'a [Steps],
    near: i128,
    left: u32,
}

impl Search<'_> {
    /// Tries all steps along the first `rest` axes, given the distance that the others make; `moved`
    /// when one of those took a step.
    fn meets(&mut self, rest: usize, distance: i128, moved: bool) -> Overlap {
        let Some((stride, steps)) = rest.checked_sub(1).map(|axis| self.axes[axis]) else {
            return if moved && distance.abs() <= self.near { Overlap::Some } else { Overlap::None };
        };
        let reach: i128 = self.near + self.axes[..rest - 1].iter().map(|(d, n)| d * n).sum::<i128>();
        // Of two opposite differences one is enough: the first step forward.
        let least = if moved { -steps } else { 0 };
        let (low, high) = match stride {
            0 => (least, steps),
            _ => {
                let up = |x: i128| -(-x).div_euclid(stride);
                (up(-reach - distance).max(least), (reach - distance).div_euclid(stride).min(steps))
            }
        };
        for step in low..=high {
            if self.left == 0 {
                return Overlap::Unknown;
            }
            self.left -= 1;
            match self.meets(rest - 1, distance + step * stride, moved || step != 0) {
                Overlap::None => {}
                other => return other,
            }
        }
        Overlap::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of elements.
    fn by_hand(shape: &[i64], strides: &[i64], itemsize: i64) -> bool {
        let mut offsets = vec![0];
        for (extent, stride) in shape.iter().zip(strides) {
            offsets = offsets.iter().flat_map(|o| (0..*extent).map(move |i| o + i * stride)).collect();
        }
        offsets.sort_unstable();
        offsets.windows(2).any(|pair| pair[1] - pair[0] < itemsize)
    }

    #[test]
    fn agrees_with_looking_at_every_pair() {
        let extents = [1, 2, 3, 5];
        let strides = [-40, -24, -16, -8, 0, 4, 8, 12, 16, 24, 40, 80];
        for shape in extents.iter().flat_map(|a| extents.iter().map(move |b| [*a, *b, 2])) {
            for s in strides.iter().flat_map(|a| strides.iter().map(move |b| [*a, *b, 48])) {
                let expected = if by_hand(&shape, &s, 8) { Overlap::Some } else { Overlap::None };
                assert_eq!(overlap(&shape, &s, 8), expected, "{shape:?} {s:?}");
            }
        }
    }

    #[test]
    fn interleaved_axes_are_told_from_overlapping_ones() {
        assert_eq!(overlap(&[3, 2], &[16, 24], 8), Overlap::None);
        assert_eq!(overlap(&[4, 2], &[16, 24], 8), Overlap::None);
        assert_eq!(overlap(&[4, 3], &[16, 24], 8), Overlap::Some);
        assert_eq!(overlap(&[2, 0], &[0, 0], 8), Overlap::None);
        assert_eq!(overlap(&[], &[], 8), Overlap::None);
    }

    #[test]
    fn wide_elements_and_the_largest_sections_are_decided() {
        assert_eq!(overlap(&[2, 2], &[8, 64], 16), Overlap::Some);
        assert_eq!(overlap(&[1 << 20, 1 << 20], &[1 << 23, 8], 8), Overlap::None);
        assert_eq!(overlap(&[1 << 30, 1 << 30], &[8, 8], 8), Overlap::Some);
        assert_eq!(overlap(&[1 << 30, 2], &[8, -8], 8), Overlap::Some);
    }
}
