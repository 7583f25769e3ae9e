//! Scores of names: exact spans, with and without their types.

use chancery_nlp::{Name, NameKind};

/// Counts of names found, wanted and right.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub wanted: usize,
    pub found: usize,
    pub right: usize,
}

impl Counts {
    pub fn precision(&self) -> f64 {
        100.0 * self.right as f64 / self.found.max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        100.0 * self.right as f64 / self.wanted.max(1) as f64
    }

    pub fn f1(&self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }

    pub fn add(&mut self, other: Counts) {
        self.wanted += other.wanted;
        self.found += other.found;
        self.right += other.right;
    }
}

/// The kinds that the tagger finds.
pub const TAGGED: [NameKind; 3] = [NameKind::Person, NameKind::Org, NameKind::Place];

/// Scores of the tagged kinds, together, without types, and one by one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub typed: Counts,
    pub spans: Counts,
    pub kinds: [Counts; 3],
}

impl Score {
    /// Counts of one document.
    pub fn of(gold: &[Name], found: &[Name]) -> Self {
        let tagged = |n: &&Name| TAGGED.contains(&n.kind);
        let gold: Vec<&Name> = gold.iter().filter(tagged).collect();
        let found: Vec<&Name> = found.iter().filter(tagged).collect();
        let mut out = Score::default();
        let sizes = Counts {
            wanted: gold.len(),
            found: found.len(),
            right: 0,
        };
        (out.typed, out.spans) = (sizes, sizes);
        out.typed.right = gold.iter().filter(|g| found.contains(g)).count();
        out.spans.right = gold
            .iter()
            .filter(|g| found.iter().any(|f| (f.first, f.end) == (g.first, g.end)))
            .count();
        for (kind, counts) in TAGGED.iter().zip(&mut out.kinds) {
            counts.wanted = gold.iter().filter(|n| n.kind == *kind).count();
            counts.found = found.iter().filter(|n| n.kind == *kind).count();
            counts.right = gold
                .iter()
                .filter(|g| g.kind == *kind && found.contains(g))
                .count();
        }
        out
    }

    pub fn add(&mut self, other: Score) {
        self.typed.add(other.typed);
        self.spans.add(other.spans);
        for (a, b) in self.kinds.iter_mut().zip(other.kinds) {
            a.add(b);
        }
    }

    /// One line: typed F1, spans P / R, F1 of each kind.
    pub fn line(&self) -> String {
        format!(
            "{:5.2}  spans {:5.1}/{:5.1}  PER {:4.1} ORG {:4.1} LOC {:4.1}",
            self.typed.f1(),
            self.spans.precision(),
            self.spans.recall(),
            self.kinds[0].f1(),
            self.kinds[1].f1(),
            self.kinds[2].f1(),
        )
    }
}
