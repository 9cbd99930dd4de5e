//! Copies of much memory that nobody reads soon: past the caches, so that the target's lines are not
//! fetched first.

/// From so many bytes in all on, a copy is larger than what caches keep.
pub const MUCH: i64 = 8 << 20;
/// Shorter stretches are copied through the caches: there they cost less.
const SHORT: usize = 4 << 10;

/// Copies `bytes` bytes; the stores may become visible to other threads only after `settle`.
///
/// # Safety
/// Both are valid for so many bytes; they are the same, or do not overlap.
#[inline]
pub unsafe fn copy(from: *const u8, to: *mut u8, bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        if bytes < SHORT {
            std::ptr::copy(from, to, bytes);
        } else {
            past_caches(from, to, bytes);
        }
    }
}

/// Asks for bytes that will be read soon. Nothing happens where there are none.
#[inline]
pub fn expect(at: *const u8, bytes: usize) {
    #[cfg(target_arch = "x86_64")]
    for line in (0..bytes.min(SHORT)).step_by(64) {
        // SAFETY: prefetching never faults, whatever the address.
        unsafe {
            std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(
                at.wrapping_add(line).cast::<i8>(),
            );
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (at, bytes);
}

/// Makes the stores of `copy` visible before all that follows.
pub fn settle() {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: an instruction of every x86-64.
    unsafe {
        std::arch::x86_64::_mm_sfence();
    }
}

/// # Safety
/// As `copy`.
#[cfg(target_arch = "x86_64")]
unsafe fn past_caches(from: *const u8, to: *mut u8, bytes: usize) {
    use std::arch::x86_64::{__m128i, _mm_loadu_si128, _mm_stream_si128};
    const LINE: usize = 64;
    // SAFETY: whole lines between the first and the last boundary inside the bytes; what is left over
    // on both sides is copied as usual.
    unsafe {
        let head = to.align_offset(LINE).min(bytes);
        std::ptr::copy(from, to, head);
        let (mut at, end) = (head, head + (bytes - head) / LINE * LINE);
        while at < end {
            let (source, target) = (from.add(at).cast::<__m128i>(), to.add(at).cast::<__m128i>());
            let line = [
                _mm_loadu_si128(source),
                _mm_loadu_si128(source.add(1)),
                _mm_loadu_si128(source.add(2)),
                _mm_loadu_si128(source.add(3)),
            ];
            for (k, part) in line.into_iter().enumerate() {
                _mm_stream_si128(target.add(k), part);
            }
            at += LINE;
        }
        std::ptr::copy(from.add(end), to.add(end), bytes - end);
    }
}

/// # Safety
/// As `copy`.
#[cfg(not(target_arch = "x86_64"))]
unsafe fn past_caches(from: *const u8, to: *mut u8, bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe { std::ptr::copy(from, to, bytes) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_at_every_alignment() {
        let source: Vec<u8> = (0..6000u32).map(|k| (k * 31 + k / 256) as u8).collect();
        for offset in 0..70 {
            for bytes in [0, 1, 63, 64, 4095, 4096, 4097, 4159, 4160, 5000] {
                let mut target = vec![0u8; 6000];
                // SAFETY: inside both vectors.
                unsafe { copy(source.as_ptr().add(offset / 3), target.as_mut_ptr().add(offset), bytes) };
                settle();
                assert_eq!(target[offset..offset + bytes], source[offset / 3..offset / 3 + bytes]);
                assert!(target[..offset].iter().chain(&target[offset + bytes..]).all(|b| *b == 0));
            }
        }
    }
}
