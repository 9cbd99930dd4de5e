//! Small arrays as characters: every element is the rank that owns it.

use distarray::distribution::Distribution;

const WIDEST: i64 = 100;
const HIGHEST: i64 = 50;
const RANKS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// One line per row; None for arrays and rank numbers that do not fit. Of replicas, the first owns.
pub fn draw(dist: &Distribution) -> Option<String> {
    let (rows, columns) = match *dist.shape() {
        [columns] => (1, columns),
        [rows, columns] => (rows, columns),
        _ => return None,
    };
    if dist.size() == 0 || rows > HIGHEST || columns > WIDEST {
        return None;
    }
    let mut text = String::new();
    for row in 0..rows {
        for column in 0..columns {
            let index = [row, column];
            let owner = dist.owner(&index[2 - dist.ndim()..]).ok()?;
            text.push(char::from(*RANKS.get(usize::try_from(owner).ok()?)?));
        }
        text.push('\n');
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use distarray::distribution::{DimSpec, GridRequest};

    fn drawn(specs: &[DimSpec], ranks: i64) -> Option<String> {
        draw(&Distribution::new(ranks, specs, GridRequest::Auto).unwrap())
    }

    #[test]
    fn one_and_two_axes() {
        assert_eq!(drawn(&[DimSpec::cyclic(7, 2)], 3).unwrap(), "0011220\n");
        assert_eq!(drawn(&[DimSpec::block(2), DimSpec::undistributed(3)], 2).unwrap(), "000\n111\n");
    }

    #[test]
    fn what_does_not_fit_is_not_drawn() {
        assert_eq!(drawn(&[DimSpec::block(WIDEST + 1)], 2), None);
        assert_eq!(drawn(&[DimSpec::block(HIGHEST + 1), DimSpec::block(1)], 2), None);
        assert_eq!(drawn(&[DimSpec::block(0)], 2), None);
        assert_eq!(drawn(&[DimSpec::block(2), DimSpec::block(2), DimSpec::block(2)], 2), None);
        assert!(drawn(&[DimSpec::block(62)], 62).unwrap().ends_with("Z\n"));
        assert_eq!(drawn(&[DimSpec::block(63)], 63), None);
    }
}
