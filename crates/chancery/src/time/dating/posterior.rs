//! Pieces of evidence in, a dating out: weights over days, read off as best, rivals, set and bounds.

use jiff::civil::Date;

use super::evidence::Evidence;
use crate::time::calendar::Day;
use crate::time::slot::iso;
use crate::time::{Dating, Method, Precision, Reason, Resolved};

/// First day that is thought of: 1990-01-01.
const FIRST: i32 = 7305;

/// Days beyond the newest day named that are thought of where nothing bounds from above.
const HORIZON: i32 = 3650;

/// A day less likely by half every 270 days after the newest day named: 0.5 to the power 1/270.
const DAILY_DECAY: f64 = 0.997_436_098;

/// How often press pages come out on each day of the week, Monday first, 1 on average: 1,054 dated
/// pages of many outlets (the open sets of news pages, articles and dates).
const WEEKDAYS: [f64; 7] = [1.12, 1.26, 1.39, 1.18, 1.10, 0.38, 0.58];

/// Weight that the printed set holds.
const SET: f64 = 0.9;

/// Weight from which a day is named, with its rivals.
const NAMED: f64 = 0.1;

/// Weight from which a day is printed without its rivals.
const SURE: f64 = 0.8;

/// Weight from which a rival is kept, and how many are.
const RIVAL: f64 = 0.002;
const MOST_RIVALS: usize = 120;

/// Weights of the days of a domain.
struct Weights {
    first: Day,
    of: Vec<f64>,
}

impl Weights {
    fn days(&self) -> impl Iterator<Item = (Day, f64)> + '_ {
        self.of
            .iter()
            .enumerate()
            .map(|(at, &weight)| (self.first.plus(at as i32), weight))
    }
}

/// The dating that the evidence leaves; `as_of` is the last day thought of.
pub(super) fn infer(evidence: &[Evidence], as_of: Option<Day>) -> Dating {
    let newest = evidence.iter().filter_map(|piece| piece.names).max();
    let newest = newest.filter(|&day| as_of.is_none_or(|as_of| day <= as_of));
    let mut weights = prior(newest, as_of);
    for piece in evidence {
        multiply(&mut weights, piece, exponent(evidence, piece));
    }
    normalise(&mut weights);
    let conflicts = evidence
        .iter()
        .filter(|piece| fights(piece, evidence))
        .map(reason)
        .collect();
    let hard = bounds(&weights, evidence, as_of);
    read_off(&weights, evidence, hard, conflicts, as_of)
}

/// Even up to the newest day named, from then on slowly falling; fewer reports at weekends.
fn prior(newest: Option<Day>, as_of: Option<Day>) -> Weights {
    let first = Day(FIRST);
    let last = as_of
        .unwrap_or_else(|| newest.unwrap_or(Day(FIRST + 13_000)).plus(HORIZON))
        .max(first);
    let mut weight = 1.0;
    let of = (first.0..=last.0).map(|day| {
        if newest.is_some_and(|newest| day > newest.0) {
            weight *= DAILY_DECAY;
        }
        weight * WEEKDAYS[usize::from(Day(day).weekday() - 1)]
    });
    Weights {
        first,
        of: of.collect(),
    }
}

/// How often the square root is taken of a factor: more for several of a kind, once more for what
/// stands in a quotation or far down.
fn exponent(evidence: &[Evidence], piece: &Evidence) -> Roots {
    let same = evidence
        .iter()
        .filter(|other| other.kind == piece.kind)
        .count();
    let shared = match same {
        0 | 1 => Roots::None,
        // 1 / sqrt(n) to the nearest quarter
        2 | 3 => Roots::Most,
        4..=15 => Roots::Half,
        _ => Roots::Quarter,
    };
    if piece.weak { shared.weaker() } else { shared }
}

/// Exponents that square roots can make.
#[derive(Clone, Copy)]
enum Roots {
    None,
    Most,
    Half,
    Quarter,
}

impl Roots {
    fn weaker(self) -> Self {
        match self {
            Roots::None => Roots::Half,
            Roots::Most | Roots::Half | Roots::Quarter => Roots::Quarter,
        }
    }

    fn of(self, weight: f64) -> f64 {
        let root = weight.sqrt();
        match self {
            Roots::None => weight,
            Roots::Most => root * root.sqrt(),
            Roots::Half => root,
            Roots::Quarter => root.sqrt(),
        }
    }
}

fn multiply(weights: &mut Weights, piece: &Evidence, roots: Roots) {
    let first = weights.first;
    for (at, weight) in weights.of.iter_mut().enumerate() {
        let day = first.plus(at as i32);
        let factor = piece.factor.weight(day);
        // a broken constraint is as broken far down as on top: only what it leaves is weakened
        *weight *= if piece.factor.allows(day) {
            roots.of(factor)
        } else {
            factor
        };
    }
}

fn normalise(weights: &mut Weights) {
    let sum: f64 = weights.of.iter().sum();
    if sum > 0.0 {
        weights.of.iter_mut().for_each(|weight| *weight /= sum);
    }
}

/// True for a strict piece that allows no day which all the other strict ones allow.
fn fights(piece: &Evidence, all: &[Evidence]) -> bool {
    let others: Vec<&Evidence> = all.iter().filter(|other| *other != piece).collect();
    let mut days = (FIRST..FIRST + 20_000)
        .map(Day)
        .filter(|&day| others.iter().all(|other| other.factor.allows(day)))
        .peekable();
    days.peek().is_some() && !days.any(|day| piece.factor.allows(day))
}

/// First and last day that every strict piece allows; open above where nothing bounds there.
fn bounds(
    weights: &Weights,
    evidence: &[Evidence],
    as_of: Option<Day>,
) -> (Option<Day>, Option<Day>) {
    let allowed = |day: &Day| evidence.iter().all(|piece| piece.factor.allows(*day));
    let mut days = weights.days().map(|(day, _)| day).filter(allowed);
    let first = days.next();
    let last = days.last().or(first);
    let end = weights.first.plus(weights.of.len() as i32 - 1);
    let first = first.filter(|&day| day > weights.first);
    let last = last.filter(|&day| day < end || as_of.is_some()).or(as_of);
    (first, last)
}

fn reason(piece: &Evidence) -> Reason {
    Reason {
        span: piece.span,
        kind: format!("{} {}", piece.kind.0, piece.kind.1),
        says: piece.says.clone(),
    }
}

fn read_off(
    weights: &Weights,
    evidence: &[Evidence],
    hard: (Option<Day>, Option<Day>),
    conflicts: Vec<Reason>,
    as_of: Option<Day>,
) -> Dating {
    let mut heavy: Vec<(Day, f64)> = weights
        .days()
        .filter(|&(_, weight)| weight >= RIVAL)
        .collect();
    heavy.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    heavy.truncate(MOST_RIVALS);
    let best = heavy
        .first()
        .copied()
        .filter(|&(_, weight)| weight >= NAMED);
    let rivals = heavy.iter().skip(usize::from(best.is_some()));
    Dating {
        day: Resolved {
            edtf: edtf(best, &heavy, hard),
            earliest: hard.0.map(Day::date),
            latest: hard.1.map(Day::date),
            best: best.map(|(day, _)| day.date()),
            precision: if best.is_some() {
                Precision::Day
            } else {
                Precision::Unknown
            },
            confidence: best.map_or(0.0, |(_, weight)| (weight * 100.0).round() / 100.0),
            method: Method::DocInferred,
            timex3: best
                .filter(|&(_, weight)| weight >= SURE)
                .map_or_else(String::new, |(day, _)| iso(day)),
        },
        rivals: rivals
            .map(|&(day, weight)| (day.date(), (weight * 1000.0).round() / 1000.0))
            .collect(),
        reasons: evidence.iter().map(reason).collect(),
        set90: set(weights),
        conflicts,
        as_of: as_of.map(Day::date),
    }
}

/// The day alone where it is sure, else the days between the bounds.
fn edtf(
    best: Option<(Day, f64)>,
    heavy: &[(Day, f64)],
    hard: (Option<Day>, Option<Day>),
) -> String {
    if let Some((day, _)) = best.filter(|&(_, weight)| weight >= SURE) {
        return iso(day);
    }
    if best.is_some() {
        let mut living: Vec<Day> = heavy
            .iter()
            .filter(|&&(_, weight)| weight >= NAMED)
            .map(|&(day, _)| day)
            .collect();
        living.sort_unstable();
        let days: Vec<String> = living.into_iter().map(iso).collect();
        return format!("[{}]", days.join(","));
    }
    match hard {
        (None, None) => String::new(),
        (first, last) => {
            let side = |day: Option<Day>| day.map_or_else(String::new, iso);
            format!("[{}..{}]", side(first), side(last))
        }
    }
}

/// The fewest days that hold nine tenths, as intervals in order; days next to each other join.
fn set(weights: &Weights) -> Vec<(Date, Date)> {
    let mut days: Vec<(Day, f64)> = weights.days().collect();
    days.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (mut held, mut kept) = (0.0, Vec::new());
    for (day, weight) in days {
        if held >= SET {
            break;
        }
        held += weight;
        kept.push(day);
    }
    kept.sort_unstable();
    let mut joined: Vec<(Day, Day)> = Vec::new();
    for day in kept {
        match joined.last_mut() {
            Some(last) if day.0 <= last.1.0 + 1 => last.1 = day,
            _ => joined.push((day, day)),
        }
    }
    joined
        .into_iter()
        .map(|(first, last)| (first.date(), last.date()))
        .collect()
}

/// The dating in a sentence, worded by its weight: the day, the days with their weights, or bounds.
pub fn sentence(dating: &Dating) -> String {
    let day = &dating.day;
    let bounds = match (day.earliest, day.latest) {
        (Some(first), Some(last)) if first == last => format!("on {first}"),
        (Some(first), Some(last)) => format!("between {first} and {last}"),
        (Some(first), None) => format!("on or after {first}"),
        (None, Some(last)) => format!("on or before {last}"),
        (None, None) => "on a day that is not known".to_owned(),
    };
    let likely = match day.best {
        Some(best) if day.confidence >= SURE => format!(", {best}"),
        Some(best) => {
            let rivals: Vec<String> = modes(dating)
                .iter()
                .map(|(date, weight)| format!("{date} ({weight:.2})"))
                .collect();
            format!(
                ", most likely {best} ({:.2}), else {}",
                day.confidence,
                rivals.join(", ")
            )
        }
        None => String::new(),
    };
    let because: Vec<&str> = dating
        .reasons
        .iter()
        .map(|reason| reason.says.as_str())
        .collect();
    let because = if because.is_empty() {
        String::new()
    } else {
        format!(": {}", because.join("; "))
    };
    format!("published {bounds}{likely}{because}")
}

/// The heaviest rivals with at least a tenth of the weight.
fn modes(dating: &Dating) -> Vec<(Date, f64)> {
    dating
        .rivals
        .iter()
        .copied()
        .filter(|&(_, weight)| weight >= 0.05)
        .collect()
}
