//! Where a claim is looked for: hashes of what two tellings of one happening must share.
//!
//! | key | kept by | asked by |
//! |---|---|---|
//! | both parties of two | claims of two parties | the same |
//! | one party | claims of two parties | claims of one, or of three and more |
//! | one party | claims of one, or of three and more | all |
//! | two countries of the parties | claims with days | the same |
//! | a sentence | claims in longer sentences | the same |
//! | both parties, exact days | background of longer spans | the same |
//! | visitor and country | visits and meetings abroad | the same |
//! | sides of talks | rounds with a number | the same |
//! | country of the accused | accusations | denials, and the other way round |
//! | a party or its country | plans with days | what calls plans off, and the other way round |
//!
//! A party is found by each of its [`Party::blocks`], those without name and country not at all. Claims of two parties are tellings of one
//! happening only where they share both, so the long lists of a busy party are asked only by the few
//! claims that need them. Each key holds days, and short
//! spans of days stand apart from long and open ones: a claim finds its neighbours in time without a
//! walk over all the years of a pair. Undated background is kept nowhere: nothing could date it.

use super::card::Card;
use super::party::Party;
use super::sentence::PRINTED;
use super::stays::stays;
use crate::time::calendar::{Day, Days};

/// Days between two meetings of one visit at most.
pub const VISIT_DAYS: i32 = 3;
/// Days between two rounds of one series at most.
pub const SERIES_DAYS: i32 = 366;
/// Days between an accusation and its denial at most.
pub const ANSWER_DAYS: i32 = 3;
/// Days before its report on which something was to be that is called off.
pub const NOTICE_DAYS: i32 = 3;
/// Days ahead of its report for which something was planned that is called off.
pub const CALL_OFF_DAYS: i32 = 31;
/// Days of a short span at most.
pub const SHORT: i32 = 31;
/// Countries of one claim that are looked for in pairs, at most.
const SIDES: usize = 4;
/// All time.
const ALWAYS: Days = Days {
    first: Day(i32::MIN),
    last: Day(i32::MAX),
};

/// A key with the days for which it is kept or asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Hash of its parts.
    pub hash: i64,
    /// First and last day.
    pub days: Days,
    /// Days of the longest span that is kept under it.
    pub reach: i32,
}

/// The first 63 bits of the hash of a text.
pub fn hash(text: &str) -> i64 {
    let hash = blake3::hash(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_le_bytes(first) & i64::MAX
}

/// Under which keys a claim is kept.
pub fn kept(card: &Card) -> Vec<Key> {
    let mut keys = Vec::new();
    let days = card.days.or(card.news);
    let long = days.is_none_or(|days| days.last.0 - days.first.0 > SHORT);
    let length = if long { LONG } else { BRIEF };
    let days = match (days, card.core, long) {
        (Some(days), false, true) => {
            keys.extend(exact(card, days));
            None
        }
        (None, false, _) => None,
        (days, ..) => Some(days.unwrap_or(ALWAYS)),
    };
    if let Some(days) = days {
        let names = names(card, Side::Kept).into_iter();
        keys.extend(names.map(|name| under(length, &name, days)));
    }
    keys.extend(sides(card));
    keys.extend(printed(card, 0));
    keys.extend(visits(card, 0));
    keys.extend(round(card, 0));
    keys.extend(answers(card, Side::Kept));
    keys.extend(plans(card, Side::Kept));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Under which keys, and in which days, tellings of the same happening may be kept.
pub fn asked(card: &Card) -> Vec<Key> {
    let mut keys = Vec::new();
    let days = card.days.or(card.news);
    let background = !card.core && days.is_none_or(|days| days.last.0 - days.first.0 > SHORT);
    match days {
        Some(days) if background => keys.extend(exact(card, days)),
        None if background => {}
        days => {
            let days = days.unwrap_or(ALWAYS);
            for name in names(card, Side::Asked) {
                keys.extend([BRIEF, LONG].map(|length| under(length, &name, days)));
            }
        }
    }
    keys.extend(sides(card));
    keys.extend(printed(card, PRINTED));
    keys.extend(visits(card, VISIT_DAYS));
    keys.extend(round(card, SERIES_DAYS));
    keys.extend(answers(card, Side::Asked));
    keys.extend(plans(card, Side::Asked));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// True where a key kept and a key asked meet.
pub fn meet(kept: &Key, asked: &Key) -> bool {
    kept.hash == asked.hash
        && kept.days.first <= asked.days.last
        && asked.days.first <= kept.days.last
}

/// Spans of at most [`SHORT`] days.
const BRIEF: &str = "short";
/// Longer and open ones.
const LONG: &str = "long";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Kept,
    Asked,
}

/// The keys of the parties, before the days.
fn names(card: &Card, side: Side) -> Vec<String> {
    let of = &card.event_type;
    let parties: Vec<&Party> = card
        .company()
        .iter()
        .filter(|party| party.can_be_found())
        .collect();
    let single = |class: &str| -> Vec<String> {
        let blocks = parties.iter().flat_map(|party| party.blocks());
        blocks
            .map(|block| format!("{class}\t{of}\t{block}"))
            .collect()
    };
    match (parties.as_slice(), side) {
        (&[one, other], Side::Kept) => [both(of, one, other), single("two")].concat(),
        (&[one, other], Side::Asked) => [both(of, one, other), single("other")].concat(),
        (_, Side::Kept) => single("other"),
        (_, Side::Asked) => [single("two"), single("other")].concat(),
    }
}

/// Any block of the one with any of the other.
fn both(of: &str, one: &Party, other: &Party) -> Vec<String> {
    let others = other.blocks();
    let pair = |a: &str, b: &str| format!("both\t{of}\t{}\t{}", a.min(b), a.max(b));
    let pairs = one.blocks().into_iter();
    pairs
        .flat_map(|a| others.iter().map(move |b| pair(a, b)))
        .collect()
}

/// Any two countries of the parties, for claims with days.
fn sides(card: &Card) -> Vec<Key> {
    let days = card.days.or(card.news);
    let Some(days) = days.filter(|days| days.last.0 - days.first.0 <= SHORT) else {
        return Vec::new();
    };
    let parties = card.company().iter();
    let mut codes: Vec<&str> = parties
        .filter_map(|party| party.country.as_deref())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes.truncate(SIDES);
    let mut keys = Vec::new();
    for (at, one) in codes.iter().enumerate() {
        for other in &codes[at + 1..] {
            let name = format!("sides\t{}\t{one}\t{other}", card.event_type);
            keys.push(under(BRIEF, &name, days));
        }
    }
    keys
}

/// The sentence, for the days in which it is printed.
fn printed(card: &Card, around: i32) -> Option<Key> {
    let sentence = card.sentence?;
    let days = card.published.map(|day| Days::new(day, day));
    Some(Key {
        hash: hash(&format!("sentence\t{}", sentence.hash)),
        days: days.map_or(ALWAYS, |days| wider(days, around)),
        reach: i32::MAX,
    })
}

fn under(length: &str, name: &str, days: Days) -> Key {
    Key {
        hash: hash(&format!("{length}\t{name}")),
        days,
        reach: if length == BRIEF { SHORT } else { i32::MAX },
    }
}

/// Background of a longer span is found by exactly the same days.
fn exact(card: &Card, days: Days) -> Vec<Key> {
    let mut parties: Vec<String> = card
        .company()
        .iter()
        .map(|party| party.blocks().join(" "))
        .collect();
    parties.sort_unstable();
    if parties.is_empty() {
        return Vec::new();
    }
    let (of, names) = (&card.event_type, parties.join("\t"));
    let text = format!("exact\t{}\t{}\t{of}\t{names}", days.first.0, days.last.0);
    vec![Key {
        hash: hash(&text),
        days,
        reach: i32::MAX,
    }]
}

fn visits(card: &Card, around: i32) -> Vec<Key> {
    let days = card.best.map(|day| Days::new(day, day)).or(card.news);
    let Some(days) = days else {
        return Vec::new();
    };
    let mut keys = Vec::new();
    for stay in stays(card) {
        for block in stay.visitor.blocks() {
            keys.push(Key {
                hash: hash(&format!("visit\t{block}\t{}", stay.country)),
                days: wider(days, around),
                reach: SHORT,
            });
        }
    }
    keys
}

fn round(card: &Card, around: i32) -> Option<Key> {
    let (days, _) = card.days.zip(card.round)?;
    let sides = card.sides();
    (sides.len() > 1).then(|| Key {
        hash: hash(&format!("round\t{}", sides.join("\t"))),
        days: wider(days, around),
        reach: i32::MAX,
    })
}

/// Accusations by the countries of the accused, denials by those of who denies.
fn answers(card: &Card, side: Side) -> Vec<Key> {
    let (own, other, role, ahead) = match (card.is_accusation(), card.is_denial()) {
        (true, _) => ("accused", "denied", "recipient", true),
        (_, true) => ("denied", "accused", "actor", false),
        _ => return Vec::new(),
    };
    let Some(day) = card.published else {
        return Vec::new();
    };
    let (class, days) = match (side, ahead) {
        (Side::Kept, _) => (own, Days::new(day, day)),
        (Side::Asked, true) => (other, Days::new(day, day.plus(ANSWER_DAYS))),
        (Side::Asked, false) => (other, Days::new(day.plus(-ANSWER_DAYS), day)),
    };
    let parties = card.parties.iter().filter(|party| party.role == role);
    let codes = parties.filter_map(|party| party.country.as_deref());
    codes
        .map(|code| under(BRIEF, &format!("{class}\t{code}"), days))
        .collect()
}

/// Plans by their days, and what calls plans off by the days of the plans.
fn plans(card: &Card, side: Side) -> Vec<Key> {
    let (own, other, days) = match (card.best, card.published) {
        (Some(day), _) if card.is_dated_plan() => ("plan", "off", Days::new(day, day)),
        (_, Some(day)) if card.calls_off() => {
            let days = Days::new(day.plus(-NOTICE_DAYS), day.plus(CALL_OFF_DAYS));
            ("off", "plan", days)
        }
        _ => return Vec::new(),
    };
    let class = if side == Side::Kept { own } else { other };
    let blocks = card.parties.iter().flat_map(|party| {
        let code = party.country.as_deref();
        party.blocks().into_iter().chain(code)
    });
    blocks
        .map(|block| Key {
            reach: CALL_OFF_DAYS + NOTICE_DAYS,
            ..under(BRIEF, &format!("{class}\t{block}"), days)
        })
        .collect()
}

fn wider(days: Days, around: i32) -> Days {
    Days::new(days.first.plus(-around), days.last.plus(around))
}
