//! Small parts that have been inflated and checked before. The workbooks of one program, or of one form, share most of
//! them to the byte (theme, styles, relationships), and the same bytes inflate to the same: it is not done again.

use std::cell::RefCell;
use std::collections::VecDeque;

/// Parts that are remembered, and how large one may be.
const PARTS: usize = 16;
const LARGEST: usize = 64 << 10;

thread_local! {
    /// Of each thread its own, the one used last behind. What is found here is what inflating would give.
    static KNOWN: RefCell<VecDeque<Known>> = const { RefCell::new(VecDeque::new()) };
}

struct Known {
    squeezed: Box<[u8]>,
    /// The stated checksum, which fits.
    crc: u32,
    whole: Box<[u8]>,
}

/// What `taken` makes of all of a deflated part, if the very same has been inflated before.
pub(super) fn known<T>(squeezed: &[u8], size: u64, crc: u32, taken: impl FnOnce(&[u8]) -> T) -> Option<T> {
    KNOWN.with_borrow_mut(|parts| {
        let same = |one: &Known| one.crc == crc && one.whole.len() as u64 == size && *one.squeezed == *squeezed;
        let part = parts.iter().position(same).and_then(|at| parts.remove(at))?;
        let taken = taken(&part.whole);
        parts.push_back(part);
        Some(taken)
    })
}

/// Remembers a part whose size and checksum fit.
pub(super) fn remember(squeezed: &[u8], crc: u32, whole: &[u8]) {
    if whole.len() > LARGEST || squeezed.len() > LARGEST {
        return;
    }
    KNOWN.with_borrow_mut(|parts| {
        if parts.len() == PARTS {
            parts.pop_front();
        }
        parts.push_back(Known { squeezed: squeezed.into(), crc, whole: whole.into() });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_same_is_known() {
        remember(b"deflated", 7, b"whole");
        let whole = |squeezed: &[u8], size, crc| known(squeezed, size, crc, <[u8]>::to_vec);
        assert_eq!(whole(b"deflated", 5, 7).as_deref(), Some(&b"whole"[..]));
        for (squeezed, size, crc) in [(&b"deflates"[..], 5, 7), (b"deflated", 6, 7), (b"deflated", 5, 8)] {
            assert_eq!(whole(squeezed, size, crc), None);
        }
        for crc in 100..100 + 2 * u32::try_from(PARTS).unwrap() {
            remember(b"other", crc, b"");
            assert!(whole(b"deflated", 5, 7).is_some(), "what is asked for stays");
        }
    }
}
