//! The posterior read off: best day and rivals, the smallest set that holds nine tenths, the
//! granularity that the weights carry, years and weekdays.

use jiff::civil::Date;

use super::evidence::Evidence;
use super::posterior::{Posterior, Weighed};
use super::weights::{Sums, Weights};
use crate::time::calendar::{Day, month_days, shift_month};
use crate::time::slot::iso;
use crate::time::{Dating, Method, Precision, Reason, Resolved};

/// Weight that the printed set holds.
const SET: f64 = 0.9;

/// Weight from which a day is named, with its rivals.
const NAMED: f64 = 0.1;

/// Weight from which a day, month or year stands alone.
pub(super) const SURE: f64 = 0.8;

/// Days of the longest run that is called a week, and the weight that it must hold.
const WEEK: usize = 7;

/// Weight from which a rival is kept, and how many are.
const RIVAL: f64 = 0.002;
const MOST_RIVALS: usize = 120;

/// Steps of the weight of a week; days on one step are not told apart.
const STEPS: f64 = 1e4;

/// Intervals beyond which days are taken by their weeks.
const MOST_PIECES: usize = 12;

/// Days that are sorted outright.
const SORTED: usize = 64;

/// Weight from which a year is listed.
const YEAR: f64 = 0.05;

/// Weight from which a weekday is told: half again what the likeliest has without evidence.
const WEEKDAY: f64 = 0.29;

/// The dating that a posterior leaves.
pub(super) fn read_off(posterior: &Posterior<'_>) -> Dating {
    let weights = &posterior.weights;
    let heavy = heavy(weights);
    let best = heavy.first().copied().filter(|&(_, w)| w >= NAMED);
    let rivals = heavy.iter().skip(usize::from(best.is_some()));
    let pieces = || posterior.pieces.iter();
    let months = months(weights);
    Dating {
        day: resolved(posterior, best, &heavy),
        rivals: rivals
            .map(|&(day, weight)| (day.date(), rounded(weight, 1000.0)))
            .collect(),
        reasons: pieces().map(reason).collect(),
        set90: set(weights),
        conflicts: pieces().filter(|p| p.fights).map(reason).collect(),
        as_of: posterior.as_of.map(Day::date),
        granularity: granularity(weights, &months),
        years: years(&months),
        weekday: weekday(weights),
    }
}

fn resolved(posterior: &Posterior<'_>, best: Option<(Day, f64)>, heavy: &[(Day, f64)]) -> Resolved {
    let hard = posterior.hard;
    let sure = best.filter(|&(_, weight)| weight >= SURE);
    Resolved {
        edtf: edtf(best, heavy, hard),
        earliest: hard.0.map(Day::date),
        latest: hard.1.map(Day::date),
        best: best.map(|(day, _)| day.date()),
        precision: best.map_or(Precision::Unknown, |_| Precision::Day),
        confidence: best.map_or(0.0, |(_, weight)| rounded(weight, 100.0)),
        method: Method::DocInferred,
        timex3: sure.map_or_else(String::new, |(day, _)| iso(day)),
    }
}

fn rounded(weight: f64, to: f64) -> f64 {
    (weight * to).round() / to
}

/// The days with weight, heaviest first.
fn heavy(weights: &Weights) -> Vec<(Day, f64)> {
    let days = weights.days().filter(|&(_, weight)| weight >= RIVAL);
    let mut heavy: Vec<(Day, f64)> = days.collect();
    heavy.sort_unstable_by(heavier);
    heavy.truncate(MOST_RIVALS);
    heavy
}

/// A piece as the dating tells it.
fn reason(weighed: &Weighed<'_>) -> Reason {
    let Evidence {
        span, kind, says, ..
    } = weighed.piece;
    Reason {
        span: *span,
        kind: format!("{} {}", kind.0, kind.1),
        says: says.clone(),
        strength: rounded(weighed.strength, 100.0),
        counts: rounded(weighed.exponent.value(), 1000.0),
    }
}

/// The day alone where it is sure, else the days that live, else the days between the bounds.
fn edtf(
    best: Option<(Day, f64)>,
    heavy: &[(Day, f64)],
    hard: (Option<Day>, Option<Day>),
) -> String {
    if let Some((day, _)) = best.filter(|&(_, weight)| weight >= SURE) {
        return iso(day);
    }
    if best.is_some() {
        let living = heavy.iter().filter(|&&(_, weight)| weight >= NAMED);
        let mut living: Vec<Day> = living.map(|&(day, _)| day).collect();
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

/// The fewest days that hold nine tenths, as intervals in order; days next to each other join. Where
/// that leaves many pieces, it is the habits of the week that cut them up: the days are taken by the
/// weight of the week round them instead, the middle ones first of those that it does not tell apart.
fn set(weights: &Weights) -> Vec<(Date, Date)> {
    // all the days left out weigh less than half of what the set leaves out
    let light = (1.0 - SET) / 2.0 / weights.of.len() as f64;
    let days = weights.days().filter(|&(_, weight)| weight > light);
    let mut joined = join(heaviest(days.map(by_weight).collect()));
    if joined.len() > MOST_PIECES {
        joined = join(heaviest(by_weeks(weights)));
    }
    let dates = joined.into_iter();
    dates
        .map(|(first, last)| (first.date(), last.date()))
        .collect()
}

/// A day with its weight, and its place among days of other weights and of the same.
struct Ranked {
    day: Day,
    weight: f64,
    rank: (f64, i32),
}

impl Ranked {
    /// The heavier first, of equal ones the one with the smaller second rank, then the earlier.
    fn order(&self, other: &Ranked) -> std::cmp::Ordering {
        let heavier = other.rank.0.total_cmp(&self.rank.0);
        heavier
            .then(self.rank.1.cmp(&other.rank.1))
            .then(self.day.cmp(&other.day))
    }
}

/// Ranked by weight.
fn by_weight((day, weight): (Day, f64)) -> Ranked {
    let rank = (weight, 0);
    Ranked { day, weight, rank }
}

/// Ranked by the weight of the week round each day, in steps, and by nearness to the middle.
fn by_weeks(weights: &Weights) -> Vec<Ranked> {
    let round = weeks_round(&weights.of);
    let most = round.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let middle = middle(weights);
    let days = weights.days().zip(round).map(|((day, weight), round)| {
        let step = (round / most * STEPS).round();
        let rank = (step, (day.0 - middle.0).abs());
        Ranked { day, weight, rank }
    });
    days.filter(|one| one.rank.0 > 0.0).collect()
}

/// For each day the weight of the seven days in the middle of which it lies.
fn weeks_round(weights: &[f64]) -> Vec<f64> {
    const HALF: usize = WEEK / 2;
    let mut sum: f64 = weights.iter().take(HALF).sum();
    let days = 0..weights.len();
    days.map(|at| {
        sum += weights.get(at + HALF).copied().unwrap_or(0.0);
        let gone = at.checked_sub(HALF + 1).map_or(0.0, |gone| weights[gone]);
        sum -= gone;
        sum
    })
    .collect()
}

/// The day up to which half of the weight lies.
fn middle(weights: &Weights) -> Day {
    let mut held = 0.0;
    let mut days = weights.days().map(|(day, weight)| {
        held += weight;
        (day, held)
    });
    let found = days.find(|&(_, held)| held >= 0.5);
    found.map_or(weights.last(), |(day, _)| day)
}

/// The first days by rank that hold the weight of a set, in order. They are parted by a middle rank
/// again and again and only the half in which the set ends is looked at further, so that no list is
/// sorted as a whole.
fn heaviest(mut days: Vec<Ranked>) -> Vec<Day> {
    let (mut held, mut kept) = (0.0, Vec::new());
    while days.len() > SORTED {
        let middle = days.len() / 2;
        days.select_nth_unstable_by(middle, Ranked::order);
        let half: f64 = days[..middle].iter().map(|one| one.weight).sum();
        if held + half < SET {
            held += half;
            kept.extend(days.drain(..middle).map(|one| one.day));
        } else {
            days.truncate(middle);
        }
    }
    days.sort_unstable_by(Ranked::order);
    for one in days {
        if held >= SET {
            break;
        }
        held += one.weight;
        kept.push(one.day);
    }
    kept.sort_unstable();
    kept
}

/// The heavier first, of equal ones the earlier.
fn heavier(a: &(Day, f64), b: &(Day, f64)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// Runs of days that follow each other.
fn join(days: Vec<Day>) -> Vec<(Day, Day)> {
    let mut joined: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match joined.last_mut() {
            Some(last) if day.0 <= last.1.0 + 1 => last.1 = day,
            _ => joined.push((day, day)),
        }
    }
    joined
}

/// Weight of a month of a year.
struct Month {
    year: i32,
    month: u8,
    weight: f64,
}

/// The months of the domain in order; days are summed by runs, so that no day is looked up in the
/// calendar.
fn months(weights: &Weights) -> Vec<Month> {
    let last = weights.last();
    let (mut year, mut month, _) = weights.first.ymd();
    let mut months = Vec::new();
    while let Some(days) = month_days(year, month).filter(|days| days.first <= last) {
        let at = |day: Day| (day.0 - weights.first.0).max(0) as usize;
        let run = &weights.of[at(days.first)..=at(days.last.min(last))];
        let weight = run.iter().sum();
        months.push(Month {
            year,
            month,
            weight,
        });
        (year, month) = shift_month(year, month, 1);
    }
    months
}

/// The finest unit of the calendar of which one holds the weight.
fn granularity(weights: &Weights, months: &[Month]) -> Precision {
    let most = |key: fn(&Month) -> i32| {
        let groups = grouped(months, key);
        groups.iter().map(|group| group.1).fold(0.0, f64::max)
    };
    let heaviest = weights.of.iter().copied().fold(0.0, f64::max);
    let mut runs = weights.of.windows(WEEK.min(weights.of.len()));
    if heaviest >= SURE {
        Precision::Day
    } else if heaviest * (WEEK + 1) as f64 >= SET && runs.any(|run| run.iter().sum::<f64>() >= SET)
    {
        Precision::Week
    } else if most(|of| of.year * 12 + i32::from(of.month)) >= SURE {
        Precision::Month
    } else if most(|of| of.year * 4 + (i32::from(of.month) - 1) / 3) >= SURE {
        Precision::Quarter
    } else if most(|of| of.year) >= SURE {
        Precision::Year
    } else {
        Precision::Unknown
    }
}

/// Weight by a key that does not fall with the months, in its order.
fn grouped(months: &[Month], key: impl Fn(&Month) -> i32) -> Vec<(i32, f64)> {
    let groups = months.chunk_by(|a, b| key(a) == key(b));
    let sum = |group: &[Month]| group.iter().map(|month| month.weight).sum();
    groups.map(|group| (key(&group[0]), sum(group))).collect()
}

/// The years with weight, heaviest first.
fn years(months: &[Month]) -> Vec<(i32, f64)> {
    let mut years = grouped(months, |month| month.year);
    years.retain(|&(_, weight)| weight >= YEAR);
    years.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    years
        .into_iter()
        .map(|(year, weight)| (year, rounded(weight, 100.0)))
        .collect()
}

/// The heaviest weekday, 1 Monday to 7 Sunday, where it stands out.
fn weekday(weights: &Weights) -> Option<(u8, f64)> {
    let sums = Sums::new(weights);
    let of = sums.weekdays();
    let (at, weight) = (0..7).fold((0, 0.0), |best, at| match of[at] > best.1 {
        true => (at, of[at]),
        false => best,
    });
    (weight >= WEEKDAY).then(|| (at as u8 + 1, rounded(weight, 100.0)))
}
