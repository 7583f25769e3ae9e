//! Averaged weights with integer updates.

/// Weights, their sums over time, and when each was last added up.
pub struct Weights {
    cells: Vec<Cell>,
    now: u32,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    total: i64,
    weight: i32,
    stamp: u32,
}

impl Weights {
    /// `n` zeros.
    pub fn new(n: usize) -> Self {
        Weights {
            cells: vec![Cell::default(); n],
            now: 0,
        }
    }

    /// A weight now.
    #[inline(always)]
    pub fn get(&self, at: usize) -> i32 {
        self.cells[at].weight
    }

    /// Adds to a weight.
    #[inline(always)]
    pub fn add(&mut self, at: usize, by: i32) {
        let cell = &mut self.cells[at];
        cell.total += i64::from(self.now - cell.stamp) * i64::from(cell.weight);
        cell.stamp = self.now;
        cell.weight += by;
    }

    /// One step of time.
    #[inline(always)]
    pub fn tick(&mut self) {
        self.now += 1;
    }

    /// The averages times `scale`, rounded, as `i16`; those below `floor` become zero.
    pub fn average(&self, scale: f64, floor: f64) -> Vec<i16> {
        let mean = |cell: &Cell| {
            let total = cell.total + i64::from(self.now - cell.stamp) * i64::from(cell.weight);
            let mean = total as f64 / f64::from(self.now.max(1));
            if mean.abs() < floor {
                0
            } else {
                (mean * scale).round().clamp(-32_000.0, 32_000.0) as i16
            }
        };
        self.cells.iter().map(mean).collect()
    }
}
