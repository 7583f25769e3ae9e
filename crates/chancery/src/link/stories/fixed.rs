//! Logarithms and hashes in whole numbers: the same on every machine.

/// One, in the fixed point of weights and logarithms.
pub(super) const ONE: u64 = 1 << 16;

/// [`ONE`] times the natural logarithm of 2.
const LN2: u64 = 45_426;

/// [`ONE`] times the logarithm of `number` to base 2, rounded down; 0 of 0. By squaring: each square
/// gives one more bit.
pub(super) fn log2(number: u64) -> u64 {
    if number == 0 {
        return 0;
    }
    let zeros = number.leading_zeros();
    let mut mantissa = number.wrapping_shl(zeros) >> 32;
    let mut out = u64::from(63 - zeros);
    for _ in 0..16 {
        mantissa = (mantissa * mantissa) >> 31;
        let bit = mantissa >> 32;
        mantissa >>= bit;
        out = out << 1 | bit;
    }
    out
}

/// [`ONE`] times one more than the natural logarithm of a count; 0 of 0.
pub(super) fn damped(count: u64) -> u64 {
    match count {
        0 => 0,
        count => ONE + ((log2(count) * LN2) >> 16),
    }
}

/// A well mixed hash of bytes; `seed` keeps kinds of terms apart.
pub(super) fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let mut state = seed ^ (bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        state = mixed(state ^ u64::from_le_bytes(word));
    }
    mixed(state)
}

/// A hash of two hashes, in order.
pub(super) fn pair(first: u64, second: u64) -> u64 {
    mixed(first.rotate_left(23) ^ second)
}

fn mixed(state: u64) -> u64 {
    let state = (state ^ state >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (state ^ state >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_of_powers_are_exact_and_those_between_near() {
        assert_eq!(log2(1), 0);
        assert_eq!(log2(1 << 40), 40 * ONE);
        for number in [3_u64, 10, 1000, 123_456_789] {
            let exact = (number as f64).log2() * ONE as f64;
            assert!((log2(number) as f64 - exact).abs() < 4.0, "{number}");
        }
        assert_eq!((damped(0), damped(1)), (0, ONE));
        assert!((damped(10) as f64 / ONE as f64 - 3.302_585).abs() < 0.001);
    }

    #[test]
    fn hashes_keep_kinds_lengths_and_order_apart() {
        assert_ne!(hash(1, b"ab"), hash(2, b"ab"));
        assert_ne!(hash(1, b"ab"), hash(1, b"ab\0"));
        assert_ne!(pair(1, 2), pair(2, 1));
    }
}
