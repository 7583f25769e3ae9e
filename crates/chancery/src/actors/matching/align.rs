//! Words of two names set against each other, in order, at the least cost.

use chancery_data::schema::Knowledge;

use super::spelling::{APART, word_cost};
use super::words::{Part, Word};

/// A middle name that only one side has.
const MIDDLE: u32 = 6;
/// An initial or a father's name that only one side has.
const SLIGHT: u32 = 3;
/// A last name that only one side has.
const LAST: u32 = 15;
/// Two or three words against one.
const JOINED: u32 = 2;
/// What two or three words may differ by from one of [`JOINED_LONG`] sounds or more.
const JOINED_NEAR: u32 = 8;
const JOINED_LONG: usize = 6;
/// Family name first on one side.
const TURNED: u32 = 4;
/// An initial against a word.
const INITIAL: u32 = 3;

/// Whose words were passed over so far.
const NOBODY: usize = 0;
const LEFT: usize = 1;
const RIGHT: usize = 2;

/// The cost of the best alignment; `None` where none is allowed.
pub(super) fn distance(known: &Knowledge, one: &[Word], other: &[Word]) -> Option<u32> {
    if generations_differ(one, other) {
        return None;
    }
    let (one, other) = (names(one), names(other));
    let mut best = in_order(known, &one, &other);
    if !may_turn(&one, &other) {
        return best;
    }
    let mut tried = |one: &[Placed], other: &[Placed]| {
        let cost = in_order(known, one, other).map(|cost| cost + TURNED);
        best = match (best, cost) {
            (Some(old), Some(new)) => Some(old.min(new)),
            (old, new) => old.or(new),
        };
    };
    for turned in turns(&other) {
        tried(&one, &turned);
    }
    for turned in turns(&one) {
        tried(&turned, &other);
    }
    best
}

/// The name with its first word last, and with its last word first.
fn turns<'w>(words: &[Placed<'w>]) -> [Vec<Placed<'w>>; 2] {
    let (mut first, mut last) = (words.to_vec(), words.to_vec());
    first.rotate_left(1);
    last.rotate_right(1);
    [first, last]
}

/// A word with its place in print: only neighbours of print are taken together.
#[derive(Clone, Copy)]
struct Placed<'w> {
    word: &'w Word,
    at: usize,
}

fn generations_differ(one: &[Word], other: &[Word]) -> bool {
    let of = |words: &[Word]| {
        let mut all = words.iter().filter(|word| word.part == Part::Generation);
        all.next().map(|word| word.folded.clone())
    };
    matches!((of(one), of(other)), (Some(one), Some(other)) if one != other)
}

fn names(words: &[Word]) -> Vec<Placed<'_>> {
    let all = words.iter().enumerate();
    let all = all.map(|(at, word)| Placed { word, at });
    all.filter(|placed| placed.word.part != Part::Generation)
        .collect()
}

fn full(words: &[Placed]) -> usize {
    words.iter().filter(|placed| is_name(placed.word)).count()
}

fn is_name(word: &Word) -> bool {
    matches!(word.part, Part::Full | Part::Patronymic)
}

/// A family name may stand first in names of two words and more that no "bin" puts in order; not
/// where every word is a given name ("Ali Hassan", "Hassan Ali").
fn may_turn(one: &[Placed], other: &[Placed]) -> bool {
    let kin = |words: &[Placed]| words.iter().any(|placed| placed.word.part == Part::Kin);
    let given = |words: &[Placed]| {
        let mut names = words.iter().filter(|placed| is_name(placed.word));
        names.all(|placed| is_given(placed.word))
    };
    full(one) >= 2 && full(other) >= 2 && !kin(one) && !kin(other) && !(given(one) && given(other))
}

fn is_given(word: &Word) -> bool {
    word.given.is_some() || !word.groups.is_empty()
}

struct Table<'w> {
    known: &'w Knowledge,
    one: &'w [Placed<'w>],
    other: &'w [Placed<'w>],
    /// Cost by place in `one`, place in `other` and whose words were passed over.
    cells: Vec<[u32; 3]>,
}

fn in_order(known: &Knowledge, one: &[Placed], other: &[Placed]) -> Option<u32> {
    let (wide, high) = (one.len() + 1, other.len() + 1);
    let mut table = Table {
        known,
        one,
        other,
        cells: vec![[APART; 3]; wide * high],
    };
    table.cells[0][NOBODY] = 0;
    for left in 0..wide {
        for right in 0..high {
            for state in [NOBODY, LEFT, RIGHT] {
                if table.cells[left * high + right][state] < APART {
                    table.go_on(left, right, state);
                }
            }
        }
    }
    let end = table.cells[wide * high - 1];
    let cost = end.into_iter().min().filter(|&cost| cost < APART)?;
    (full(one) > 0 && full(other) > 0).then_some(cost)
}

impl Table<'_> {
    /// Every step from one cell.
    fn go_on(&mut self, left: usize, right: usize, state: usize) {
        let (one, other) = (self.one, self.other);
        let cost = self.cells[left * (other.len() + 1) + right][state];
        if let Some(placed) = one.get(left) {
            let skip = skip_cost(one, left, other);
            if let Some(to) = passed(state, LEFT, placed.word) {
                self.put(left + 1, right, to, cost + skip);
            }
        }
        if let Some(placed) = other.get(right) {
            let skip = skip_cost(other, right, one);
            if let Some(to) = passed(state, RIGHT, placed.word) {
                self.put(left, right + 1, to, cost + skip);
            }
        }
        for (a, b) in [(1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, 3), (3, 2)] {
            if let (Some(this), Some(that)) = (taken(one, left, a), taken(other, right, b)) {
                let pair = match a + b {
                    2 => self.pair(this, that),
                    _ => self.joined(this, that),
                };
                self.put(left + a, right + b, state, cost + pair);
            }
        }
    }

    fn put(&mut self, left: usize, right: usize, state: usize, cost: u32) {
        let cell = &mut self.cells[left * (self.other.len() + 1) + right][state];
        *cell = (*cell).min(cost);
    }

    fn pair(&self, one: &Word, other: &Word) -> u32 {
        let initial = |word: &Word| word.part == Part::Initial;
        match (initial(one), initial(other)) {
            (false, false) => word_cost(self.known, one, other),
            (true, true) if one.folded == other.folded => 0,
            (true, true) => APART,
            _ if one.folded.chars().next() == other.folded.chars().next() => INITIAL,
            _ => APART,
        }
    }

    /// Words taken together must be nearly equal, and short ones equal: "Wang Yi" is not "Wang".
    fn joined(&self, one: &Word, other: &Word) -> u32 {
        let length = one.sound.len().min(other.sound.len());
        let most = if length >= JOINED_LONG {
            JOINED_NEAR
        } else {
            1
        };
        let cost = word_cost(self.known, one, other);
        if cost <= most { cost + JOINED } else { APART }
    }
}

/// The word at a place, or it and the next ones as one word.
fn taken<'w>(words: &[Placed<'w>], at: usize, count: usize) -> Option<&'w Word> {
    let run = words.get(at..at + count)?;
    let neighbours = run.windows(2).all(|pair| pair[0].at + 1 == pair[1].at)
        && run.iter().all(|placed| placed.word.part != Part::Initial);
    match count {
        1 => Some(run[0].word),
        _ if neighbours => run[0].word.with_next.get(count - 2),
        _ => None,
    }
}

/// The state after a word of one side is passed over; `None` where both sides would then lack words.
fn passed(state: usize, side: usize, word: &Word) -> Option<usize> {
    if matches!(word.part, Part::Particle | Part::Kin) {
        return Some(state);
    }
    (state == NOBODY || state == side).then_some(side)
}

/// What it costs that `others` lack a word. A given name alone is no name; a family name that stands
/// first is one ("Xi").
fn skip_cost(words: &[Placed], at: usize, others: &[Placed]) -> u32 {
    let mut names = words.iter().filter(|placed| is_name(placed.word));
    let given_first = names.next().is_some_and(|first| is_given(first.word));
    let last = words.iter().rposition(|placed| is_name(placed.word)) == Some(at);
    match words[at].word.part {
        Part::Particle | Part::Kin | Part::Generation => 0,
        Part::Initial if at > 0 && has_middle_initial(others) => APART,
        Part::Initial => SLIGHT,
        Part::Patronymic if !last => SLIGHT,
        _ if last && full(others) == 1 && given_first => APART,
        _ if last => LAST,
        _ => MIDDLE,
    }
}

/// "George W. Marin" is not "George H. W. Marin": where both print initials, both print all.
fn has_middle_initial(words: &[Placed]) -> bool {
    let mut middle = words.iter().skip(1);
    middle.any(|placed| placed.word.part == Part::Initial)
}
