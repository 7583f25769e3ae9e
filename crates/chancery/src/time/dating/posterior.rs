//! Pieces of evidence in, weights over days out, with the strength of each piece and its conflicts.
//!
//! Weight of a day = prior x product of factors. n pieces of one kind count with exponent
//! 1/sqrt(n), since reports repeat themselves; what stands in a quotation or far down counts half.
//! A day that breaks a strict piece keeps that piece's floor whatever the exponent. The pieces are
//! sorted first, so their order does not matter, and those that say the same of every day are left
//! out, so they change nothing. Cost: days of the domain times the pieces that are not painted in
//! stretches.

use super::Linked;
use super::evidence::{Evidence, Grain, Kind, Newest};
use super::painted::{Left, Painted};
use super::shape::FLOOR;
use super::weights::{Eighths, Sums, Weights};
use crate::time::calendar::Day;

/// Days of a year.
const YEAR: i32 = 365;

/// First day that is thought of: 1990-01-01.
pub(super) const FIRST: i32 = 7305;

/// Days beyond the newest day known that are thought of where nothing bounds from above.
const HORIZON: i32 = 3650;

/// A document n days after the newest date that it names has the weight (h / (h + n)) ^ 1.5, with
/// this h where a day, a month, a year was named. For a month the weight halves in nine months, as
/// the design has it. The others follow, by eye, the gaps of the fitting halves of `cargo dev eval
/// dating` (18 documents: half within 400 days of the first day of the date, a quarter beyond
/// 1,700); with 600 for a year the fitting half of the news had three years of ten right, with 1,200
/// four.
const FADING: [f64; 3] = [150.0, 460.0, 1200.0];

/// Share of the weight that the days keep which a doubtful piece forbids: of 65 dates of both halves
/// of the eval that bound from below, 4 were misread, a name apart.
const DOUBT: f64 = 0.06;

/// The same for a piece that the words bear out: a round number; in the bounds that such pieces make
/// all truths of the fitting halves lie, and 118 of the other 119.
const MISREAD: f64 = 0.02;

/// How often press pages come out on each day of the week, Monday first, 1 on average: 1,054 dated
/// pages of many outlets (the open sets of news pages, articles and dates).
const WEEKDAYS: [f64; 7] = [1.12, 1.26, 1.39, 1.18, 1.10, 0.38, 0.58];

/// Row of the years that are written out.
const WRITTEN_YEARS: u8 = 16;

/// Weight on the days that a piece allows under which it fights all the rest.
const FIGHTS: f64 = 0.05;

/// Factors after which the weights are scaled: each leaves a day a millionth at the least, so that
/// none of them vanishes in between.
const LEVELLED: usize = 16;

/// A piece with what became of it.
pub(super) struct Weighed<'e> {
    /// The piece.
    pub(super) piece: &'e Evidence,
    /// Weight of a day that it forbids.
    leak: f64,
    /// Share of the prior weight that it takes away alone, 0 to 1.
    pub(super) strength: f64,
    /// The exponent with which it counted.
    pub(super) exponent: Eighths,
    /// True where the rest of the evidence leaves next to nothing of what it allows.
    pub(super) fights: bool,
}

/// What the evidence leaves.
pub(super) struct Posterior<'e> {
    /// Weights that add up to 1.
    pub(super) weights: Weights,
    /// The pieces that say anything, by place in the text.
    pub(super) pieces: Vec<Weighed<'e>>,
    /// First and last day that every strict piece allows, those that fight apart.
    pub(super) hard: (Option<Day>, Option<Day>),
    /// The last day thought of, where it was given.
    pub(super) as_of: Option<Day>,
}

/// Weighs every day up to `as_of`, else up to ten years after the newest day known.
pub(super) fn weigh<'e>(
    evidence: &'e [Evidence],
    (known, as_of): (Day, Option<Day>),
    linked: &[Linked],
) -> Posterior<'e> {
    let newest = evidence.iter().filter_map(|piece| piece.names);
    let newest = newest.filter(|newest| as_of.is_none_or(|as_of| newest.day <= as_of));
    // what is newer than anything known fades as what is newer than a month that was named
    let newest = newest.max_by_key(Newest::order).unwrap_or(Newest {
        day: as_of.unwrap_or(known),
        grain: Grain::Month,
    });
    let known = newest.day.max(known);
    let last = as_of.unwrap_or_else(|| known.plus(HORIZON)).max(Day(FIRST));
    let mut weights = prior(last, newest);
    let mut painted = informative(evidence, &weights);
    for (number, (weighed, factor)) in painted.iter().enumerate() {
        factor.multiply(&mut weights, |weight, allowed| {
            temper(weighed, weight, allowed)
        });
        if number % LEVELLED == LEVELLED - 1 {
            weights.level();
        }
    }
    weights.normalise();
    let allowed = judge(&weights, &mut painted);
    link(&mut weights, linked);
    Posterior {
        hard: bounds(&weights, &allowed, as_of),
        weights,
        pieces: painted.into_iter().map(|(weighed, _)| weighed).collect(),
        as_of,
    }
}

/// Even up to the newest day named, from then on slowly falling; fewer reports at weekends.
fn prior(last: Day, newest: Newest) -> Weights {
    let fading = FADING[newest.grain as usize];
    let mut prior = Weights::new(Day(FIRST), last, |_| 1.0);
    prior.multiply_weekly(WEEKDAYS);
    let known = usize::try_from(newest.day.0 - FIRST + 1).unwrap_or(0);
    for (at, weight) in prior.of.iter_mut().enumerate().skip(known) {
        let since = f64::from(FIRST + at as i32 - newest.day.0);
        let near = fading / (fading + since);
        *weight *= near * near.sqrt();
    }
    prior
}

/// The pieces that do not say the same of every day, sorted, with their factors.
fn informative<'e>(evidence: &'e [Evidence], prior: &Weights) -> Vec<(Weighed<'e>, Painted)> {
    let sums = Sums::new(prior);
    let mut pieces: Vec<(Weighed<'e>, Painted)> = Vec::new();
    for piece in evidence {
        let factor = piece.factor.paint(prior.first, prior.of.len());
        if !factor.says() {
            continue;
        }
        let left = factor.left(prior, &sums);
        let weighed = Weighed {
            piece,
            leak: leak(piece, left),
            strength: 1.0 - left.all / factor.most() / sums.whole(),
            exponent: Eighths::ALL,
            fights: false,
        };
        pieces.push((weighed, factor));
    }
    pieces.sort_by(|(a, _), (b, _)| order(a.piece).cmp(&order(b.piece)));
    let kinds: Vec<Kind> = pieces
        .iter()
        .map(|(weighed, _)| weighed.piece.kind)
        .collect();
    for (weighed, _) in &mut pieces {
        let same = kinds.iter().filter(|kind| **kind == weighed.piece.kind);
        let shared = match weighed.piece.kind.0 {
            // each is of another year: they repeat nothing
            WRITTEN_YEARS => Eighths::ALL,
            _ => Eighths::shared_by(same.count()),
        };
        weighed.exponent = match weighed.piece.weak {
            true => shared.half(),
            false => shared,
        };
    }
    pieces
}

/// Weight of a day that a piece forbids. However many days are forbidden, all of them together keep
/// no more than their share: a piece that allows few days would drown in its own floor.
fn leak(piece: &Evidence, left: Left) -> f64 {
    let share = if piece.doubtful { DOUBT } else { MISREAD };
    share * (left.allowed / f64::max(left.forbidden, 1e-9)).min(1.0)
}

fn order(piece: &Evidence) -> (chancery_nlp::Span, Kind, &str) {
    (piece.span, piece.kind, &piece.says)
}

/// The root of a weight where its day is allowed: a broken constraint is as broken far down as on
/// top, only what it leaves is weakened.
fn temper(weighed: &Weighed<'_>, weight: f64, allowed: bool) -> f64 {
    let leak = weighed.leak;
    match (allowed, weighed.piece.doubtful) {
        (true, false) => weighed.exponent.of(weight),
        (true, true) => leak + (1.0 - leak) * weighed.exponent.of(weight),
        (false, false) => leak.min(weight.max(FLOOR)),
        (false, true) => leak,
    }
}

/// Marks the pieces that fight; true for each day that all the others allow.
fn judge(weights: &Weights, painted: &mut [(Weighed<'_>, Painted)]) -> Vec<bool> {
    let sums = Sums::new(weights);
    let mut allowed = vec![true; weights.of.len()];
    for (weighed, factor) in painted {
        weighed.fights = factor.mass_allowed(weights, &sums) < FIGHTS;
        if !weighed.fights && !weighed.piece.doubtful {
            factor.forbid(&mut allowed);
        }
    }
    allowed
}

/// First and last day allowed; open below and above where neither the evidence nor `as_of` bounds
/// there: a yearly piece that cuts into the first or last year of the domain is no bound.
fn bounds(weights: &Weights, allowed: &[bool], as_of: Option<Day>) -> (Option<Day>, Option<Day>) {
    let days = weights.days().map(|(day, _)| day).zip(allowed);
    let mut days = days.filter(|(_, allowed)| **allowed).map(|(day, _)| day);
    let first = days.next();
    let last = days.last().or(first);
    let open = weights.last().plus(-YEAR);
    (
        first.filter(|&day| day > weights.first.plus(YEAR)),
        last.filter(|&day| day < open || as_of.is_some()).or(as_of),
    )
}

/// Mixes in the days of linked documents: with probability q the document is of those days.
fn link(weights: &mut Weights, linked: &[Linked]) {
    let apart: f64 = linked.iter().map(|link| 1.0 - link.probability).product();
    let sum: f64 = linked.iter().map(|link| link.probability).sum();
    if sum <= 0.0 {
        return;
    }
    let mut mixed: Vec<f64> = weights.of.iter().map(|weight| weight * apart).collect();
    for link in linked {
        let share = (1.0 - apart) * link.probability / sum;
        let near = round(weights, link);
        let pairs = mixed.iter_mut().zip(&near.of);
        pairs.for_each(|(mixed, near)| *mixed += share * near);
    }
    weights.of = mixed;
}

/// The days round those of a linked document, as likely as its own evidence leaves them.
fn round(weights: &Weights, link: &Linked) -> Weights {
    let window = |day: Day| {
        let days = link.days.iter();
        let near = days.map(|&(date, weight)| weight * beside(day.0 - Day::from(date).0));
        near.sum::<f64>()
    };
    let mut near = Weights::new(weights.first, weights.last(), window);
    let pairs = near.of.iter_mut().zip(&weights.of);
    // a link outweighs a misreading: no day of the window is lost altogether
    pairs.for_each(|(near, weight)| *near *= weight + 1e-6);
    near.normalise();
    near
}

/// Weight of a document so many days after another one of the same event.
fn beside(days: i32) -> f64 {
    match days {
        0 => 1.0,
        -1 | 1 => 0.3,
        -2 | 2 => 0.1,
        _ => 0.0,
    }
}
