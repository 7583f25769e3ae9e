//! The header of a file in a tar (POSIX.1-1988): numbers and the sum by which it is known.

/// Bytes of a block.
pub(crate) const BLOCK: usize = 512;

/// Octal digits, or base 256 where the first bit is set (GNU).
pub(crate) fn number(field: &[u8]) -> u64 {
    if field[0] & 0x80 != 0 {
        return field[1..]
            .iter()
            .fold(0u64, |n, b| (n << 8) | u64::from(*b))
            & (u64::MAX >> 8);
    }
    let digits = field.iter().skip_while(|b| **b == b' ' || **b == 0);
    digits
        .take_while(|b| (b'0'..=b'7').contains(*b))
        .fold(0u64, |n, b| n.wrapping_shl(3) | u64::from(b - b'0'))
        & (u64::MAX >> 8)
}

/// True where the sum of a header is the one that it states.
pub(crate) fn sum_fits(header: &[u8]) -> bool {
    let Some(header) = header.get(..BLOCK) else {
        return false;
    };
    let sum = header.iter().enumerate().fold(0u64, |sum, (at, b)| {
        sum + u64::from(if (148..156).contains(&at) { b' ' } else { *b })
    });
    sum > 256 && number(&header[148..156]) == sum
}
