//! How what one rank sends another is cut into messages of bounded size: alike on both sides.

use smallvec::SmallVec;

/// Parts of messages begin at multiples of this, so that elements are aligned.
const ALIGN: i64 = 16;

/// `a / b`, rounded up; neither is negative.
pub fn ceil(a: i64, b: i64) -> i64 {
    a / b + i64::from(a % b != 0)
}

/// Some elements of one array in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Which array.
    pub load: usize,
    /// The first element of those between the two ranks.
    pub first: i64,
    /// How many.
    pub count: i64,
    /// Bytes from the first element of the message.
    pub offset: i64,
}

/// What a message has of all arrays; mostly there is one.
pub type Spans = SmallVec<[Span; 1]>;

/// Where the next message begins: the array, and the element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    load: usize,
    first: i64,
}

impl Cut {
    /// The next message of at most `piece` bytes, which has room for an element, and where it ends.
    /// Every array has `count` elements; `widths` says how many bytes each takes.
    pub fn piece(self, count: i64, widths: &[i64], piece: i64) -> (Spans, Cut) {
        let (mut spans, mut cut, mut bytes) = (Spans::new(), self, 0i64);
        while let Some(&width) = widths.get(cut.load) {
            let offset = ceil(bytes, ALIGN) * ALIGN;
            let some = ((piece - offset).max(0) / width).min(count - cut.first);
            if some == 0 {
                break;
            }
            spans.push(Span { load: cut.load, first: cut.first, count: some, offset });
            bytes = offset + some * width;
            cut.first += some;
            if cut.first < count {
                break;
            }
            cut = Cut { load: cut.load + 1, first: 0 };
        }
        (spans, cut)
    }

    /// Whether nothing is left.
    pub fn is_end(self, widths: &[i64]) -> bool {
        self.load >= widths.len()
    }
}

/// How many messages there are: one at least, which can say that there is nothing.
pub fn messages(count: i64, widths: &[i64], piece: i64) -> i64 {
    if let [width] = widths {
        return ceil(count, (piece / width).max(1)).max(1);
    }
    let (mut cut, mut messages) = (Cut::default(), 0);
    while !cut.is_end(widths) {
        cut = cut.piece(count, widths, piece).1;
        messages += 1;
    }
    messages.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_element_travels_once_in_order(
            count in 1i64..100,
            widths in prop::collection::vec(prop::sample::select(vec![1i64, 2, 4, 8, 16]), 1..5),
            piece in 1i64..20,
        ) {
            let piece = piece * ALIGN;
            let (mut cut, mut next, mut sent) = (Cut::default(), (0usize, 0i64), 0);
            while !cut.is_end(&widths) {
                let (spans, behind) = cut.piece(count, &widths, piece);
                let mut bytes = 0;
                prop_assert!(!spans.is_empty());
                for span in spans {
                    prop_assert_eq!((span.load, span.first), next);
                    prop_assert!(span.offset % ALIGN == 0 && span.offset >= bytes);
                    bytes = span.offset + span.count * widths[span.load];
                    next = (span.load, span.first + span.count);
                    if next.1 == count {
                        next = (next.0 + 1, 0);
                    }
                }
                prop_assert!(bytes <= piece);
                cut = behind;
                sent += 1;
            }
            prop_assert_eq!(next, (widths.len(), 0));
            prop_assert_eq!(messages(count, &widths, piece), sent);
        }
    }

    #[test]
    fn nothing_is_one_message() {
        assert_eq!(messages(0, &[8], 64), 1);
        assert_eq!(messages(5, &[], 64), 1);
    }
}
