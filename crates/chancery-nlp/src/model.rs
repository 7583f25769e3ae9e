//! Model files: little-endian fields, packed with zstd.
//!
//! The same code writes (in training) and reads (at start). Weight tables are kept
//! sparse, as two planes of bytes, low and high: the high bytes are nearly all 0 or 255.

use crate::Error;

/// Reads the fields of an unpacked model in the order they were written.
#[derive(Debug)]
pub struct Reader<'a> {
    name: &'a str,
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of unpacked bytes; `name` is for errors.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Reader { name, bytes }
    }

    fn short(&self) -> Error {
        Error::model(self.name, "file ends too early")
    }

    /// The next `n` bytes.
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], Error> {
        let (head, tail) = self.bytes.split_at_checked(n).ok_or_else(|| self.short())?;
        self.bytes = tail;
        Ok(head)
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8, Error> {
        Ok(self.take(1)?[0])
    }

    /// A 32-bit number.
    pub fn number(&mut self) -> Result<u32, Error> {
        let mut four = [0; 4];
        four.copy_from_slice(self.take(4)?);
        Ok(u32::from_le_bytes(four))
    }

    /// A list of bytes with its length in front.
    pub fn list(&mut self) -> Result<&'a [u8], Error> {
        let n = self.number()? as usize;
        self.take(n)
    }

    /// A text with its length in front.
    pub fn text(&mut self) -> Result<&'a str, Error> {
        std::str::from_utf8(self.list()?).map_err(|_| Error::model(self.name, "text is not UTF-8"))
    }

    /// A dense list of weights with its number of entries in front.
    pub fn weights(&mut self) -> Result<Vec<i16>, Error> {
        let n = self.number()? as usize;
        let (low, high) = (self.take(n)?, self.take(n)?);
        Ok(low
            .iter()
            .zip(high)
            .map(|(&l, &h)| i16::from_le_bytes([l, h]))
            .collect())
    }

    /// A table of weights that is mostly zero, written by [`Writer::table`].
    ///
    /// Only what is not zero is stored, so that a large table costs no time at start.
    pub fn table(&mut self) -> Result<Vec<i16>, Error> {
        let total = self.number()? as usize;
        let width = self.number()? as usize;
        if total > MOST_WEIGHTS || !(1..=64).contains(&width) {
            return Err(Error::model(self.name, "table of impossible size"));
        }
        let count = self.number()? as usize;
        let steps = self.list()?;
        let (low, high) = (self.take(count * width)?, self.take(count * width)?);
        let mut all = vec![0; total];
        let mut steps = steps.iter();
        let outside = || Error::model(self.name, "weight outside its table");
        let mut group = 0;
        if width == 1 {
            for (&l, &h) in low.iter().zip(high) {
                group += step(&mut steps);
                *all.get_mut(group).ok_or_else(outside)? = i16::from_le_bytes([l, h]);
            }
            return Ok(all);
        }
        for (low, high) in low.chunks_exact(width).zip(high.chunks_exact(width)) {
            group += step(&mut steps);
            let to = all
                .get_mut(group * width..(group + 1) * width)
                .ok_or_else(outside)?;
            for ((to, &l), &h) in to.iter_mut().zip(low).zip(high) {
                *to = i16::from_le_bytes([l, h]);
            }
        }
        Ok(all)
    }
}

/// Most weights of one table.
const MOST_WEIGHTS: usize = 1 << 27;

/// The next step of seven-bit groups, lowest first.
#[inline(always)]
fn step(bytes: &mut std::slice::Iter<'_, u8>) -> usize {
    match bytes.next() {
        Some(&byte) if byte < 128 => usize::from(byte),
        Some(&byte) => usize::from(byte & 127) | long_step(bytes),
        None => 0,
    }
}

/// What follows a first byte that is not the last.
fn long_step(bytes: &mut std::slice::Iter<'_, u8>) -> usize {
    let mut value = 0;
    for (n, byte) in (1..5).zip(bytes.by_ref()) {
        value |= usize::from(byte & 127) << (7 * n);
        if byte & 128 == 0 {
            break;
        }
    }
    value
}

/// Writes the fields of a model.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// One byte.
    pub fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// A 32-bit number.
    pub fn number(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// A list of bytes with its length in front.
    pub fn list(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u32);
        self.bytes.extend_from_slice(bytes);
    }

    /// A dense list of weights with its number of entries in front.
    pub fn weights(&mut self, weights: &[i16]) {
        self.number(weights.len() as u32);
        self.bytes
            .extend(weights.iter().map(|w| w.to_le_bytes()[0]));
        self.bytes
            .extend(weights.iter().map(|w| w.to_le_bytes()[1]));
    }

    /// A table of weights of which only groups of `width` that are not all zero are kept.
    pub fn table(&mut self, weights: &[i16], width: usize) {
        self.number(weights.len() as u32);
        self.number(width as u32);
        let kept = |(_, group): &(usize, &[i16])| group.iter().any(|&w| w != 0);
        let groups: Vec<(usize, &[i16])> = weights
            .chunks_exact(width)
            .enumerate()
            .filter(kept)
            .collect();
        let mut steps = Vec::new();
        let mut last = 0;
        for &(at, _) in &groups {
            let mut step = at - last;
            last = at;
            while step > 127 {
                steps.push(step as u8 | 128);
                step >>= 7;
            }
            steps.push(step as u8);
        }
        self.number(groups.len() as u32);
        self.list(&steps);
        let planes = groups.iter().flat_map(|(_, group)| group.iter());
        self.bytes
            .extend(planes.clone().map(|w| w.to_le_bytes()[0]));
        self.bytes.extend(planes.map(|w| w.to_le_bytes()[1]));
    }

    /// The unpacked bytes.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// The unpacked bytes of a model file.
pub fn unpack(name: &str, packed: &[u8]) -> Result<Vec<u8>, Error> {
    zstd::stream::decode_all(packed).map_err(|_| Error::model(name, "not a zstd frame"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_read_back() {
        let mut writer = Writer::default();
        writer.byte(7);
        writer.number(70_000);
        writer.list("Žofie".as_bytes());
        writer.weights(&[0, -1, 300, i16::MIN]);
        writer.table(&[vec![0; 4000], vec![5, 0, 6, 7]].concat(), 4);
        let bytes = writer.finish();
        let mut reader = Reader::new("test", &bytes);
        assert_eq!(reader.byte().unwrap(), 7);
        assert_eq!(reader.number().unwrap(), 70_000);
        assert_eq!(reader.text().unwrap(), "Žofie");
        assert_eq!(reader.weights().unwrap(), [0, -1, 300, i16::MIN]);
        assert_eq!(reader.table().unwrap()[3998..], [0, 0, 5, 0, 6, 7]);
        assert!(reader.byte().is_err());
    }
}
