//! Codes as the formats of others want them, made here and nowhere else.
//!
//! Sources: rules 2, 3, 22 and 24 of the ontology and its table of status; CAMEO manual 1.1b3. What
//! our record keeps apart by its status, PLOVER, POLECAT and the CAMEO formats cannot: a planned
//! meeting leaves as an agreement (PLOVER) or as the expression of intent to meet (CAMEO 036), what is
//! possible, denied or did not happen leaves not at all, and the content of an accusation neither.

use super::{Source, days};
use crate::record::{Event, Telling};
use chancery_data::knowledge;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::io;

/// Days after which background is historical.
const YEAR: i32 = 366;

/// Who tells of what in which sentence: document, first code point, actor.
type Place = (String, u32, String);

/// What events say of each other, gathered before the first row is written.
#[derive(Default)]
pub struct Known {
    /// Words that bind, happened: the sentence and who is bound.
    promises: BTreeSet<Place>,
    /// Accusations: the sentence and the accuser.
    accusations: BTreeSet<Place>,
    /// Plans that another event calls off.
    cancelled: BTreeSet<String>,
    /// Events that people corrected, with the newest instant.
    corrected: Vec<(String, i64)>,
}

/// An event in the words of PLOVER.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    /// One of the 16 types.
    pub event_type: String,
    /// Its mode.
    pub mode: Option<String>,
    /// Auxiliary mode: `future` or `historical`.
    pub auxiliary: Option<&'static str>,
    /// 1 to 4.
    pub quad: u8,
    /// Score of the mode, else of the type.
    pub intensity: f64,
}

impl Known {
    /// Reads all events and corrections once.
    ///
    /// # Errors
    ///
    /// Where a row cannot be read.
    pub fn gather(source: &dyn Source) -> io::Result<Self> {
        let mut known = Known::default();
        for event in source.events() {
            known.take(&event?);
        }
        for row in source.corrections() {
            let row = row?;
            known.corrected.extend(row.event.zip(row.made));
        }
        known.corrected.sort();
        Ok(known)
    }

    fn take(&mut self, event: &Event) {
        let calls = event.edges.iter().filter(|edge| edge.kind == "cancels");
        self.cancelled.extend(calls.map(|edge| edge.event.clone()));
        if !is_done(&event.status) {
            return;
        }
        match event.event_type.as_str() {
            "AGREE" | "CONCEDE" => self.promises.extend(said(event)),
            "ACCUSE" => self.accusations.extend(said(event)),
            _ => {}
        }
    }

    /// Whether another event calls this plan off.
    pub fn is_cancelled(&self, event: &Event) -> bool {
        self.cancelled.contains(&event.id)
    }

    /// Newest instant at which a person corrected the event.
    pub fn corrected(&self, event: &Event) -> Option<i64> {
        let of = |row: &&(String, i64)| row.0 == event.id;
        self.corrected.iter().filter(of).map(|row| row.1).max()
    }

    /// What readers are shown beside the status: `alleged`, `cancelled`, `proposed`, or nothing.
    pub fn mark(&self, event: &Event) -> Option<&'static str> {
        let ahead = matches!(event.status.as_str(), "planned" | "possible");
        let called_off = event.status == "did_not_happen" && was_planned(event);
        if (ahead && self.is_cancelled(event)) || called_off {
            Some("cancelled")
        } else if event.status == "possible" && self.is_offered(event) {
            Some("proposed")
        } else if self.is_alleged(event) {
            Some("alleged")
        } else {
            None
        }
    }

    /// Rule 22: every claim of it is the content of an accusation.
    pub fn is_accused(&self, event: &Event) -> bool {
        let accused = |telling: &Telling| {
            let mut steps = telling.claim.attribution.iter();
            event.event_type != "ACCUSE"
                && steps.any(|step| {
                    let actor = step.actor.as_deref().unwrap_or(&step.name);
                    self.accusations.contains(&place(telling, actor))
                })
        };
        !event.claims.is_empty() && event.claims.iter().all(accused)
    }

    fn is_alleged(&self, event: &Event) -> bool {
        let unnamed = |telling: &Telling| {
            let chain = &telling.claim.attribution;
            chain.last().is_some_and(|step| !step.named)
        };
        self.is_accused(event) || (!event.claims.is_empty() && event.claims.iter().all(unnamed))
    }

    fn is_offered(&self, event: &Event) -> bool {
        said(event).any(|place| self.promises.contains(&place))
    }

    /// Rule 3: the words that bind are exported, so what they promise is not.
    fn is_promised(&self, event: &Event) -> bool {
        event.status == "planned" && self.is_offered(event)
    }

    /// The event in the words of PLOVER; nothing where PLOVER has no place for it.
    pub fn plover(&self, event: &Event) -> Option<Coding> {
        if event.event_type == "STATE" || self.stays_inside(event) {
            return None;
        }
        let (event_type, mode, auxiliary) = match event.status.as_str() {
            "happened" | "ongoing" => {
                let past = is_historical(event).then_some("historical");
                (event.event_type.clone(), event.mode.clone(), past)
            }
            "planned" if self.is_promised(event) => return None,
            "planned" => planned(event)?,
            _ => return None,
        };
        let known = knowledge();
        let row = known.event_type(&event_type)?;
        if row.recipient_required && !event.participants.iter().any(|one| one.role == "recipient") {
            return None;
        }
        let mode_row = mode
            .as_deref()
            .and_then(|mode| known.mode(&event_type, mode));
        Some(Coding {
            quad: row.quad,
            intensity: rounded(mode_row.map_or(row.score, |mode| mode.score)),
            mode: mode_row.map(|mode| mode.code.clone()),
            event_type,
            auxiliary,
        })
    }

    /// The CAMEO code under which the event leaves; nothing where CAMEO has no place for it.
    pub fn cameo(&self, event: &Event) -> Option<String> {
        if self.stays_inside(event) {
            return None;
        }
        match event.status.as_str() {
            "happened" | "ongoing" => Some(event.cameo.clone()),
            "planned" if self.is_promised(event) => None,
            "planned" => intent(event),
            _ => None,
        }
        .filter(|code| !code.is_empty())
    }

    fn stays_inside(&self, event: &Event) -> bool {
        self.is_accused(event) || (is_historical(event) && !has_own_day(event))
    }
}

/// Value of the scale of Goldstein for a CAMEO code.
pub fn goldstein(code: &str) -> Option<f64> {
    knowledge().cameo(code).map(|row| rounded(row.goldstein))
}

/// Quad class by the root of a CAMEO code, as GDELT counts it.
pub fn quad(code: &str) -> Option<u8> {
    match code.get(..2)?.parse().ok()? {
        1..=5 => Some(1),
        6..=9 => Some(2),
        10..=14 => Some(3),
        15..=20 => Some(4),
        _ => None,
    }
}

/// A number of the tables, kept there in single precision, to two digits.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}

fn is_done(status: &str) -> bool {
    matches!(status, "happened" | "ongoing")
}

fn was_planned(event: &Event) -> bool {
    event.claims.iter().any(|t| t.claim.status == "planned")
        || event.edges.iter().any(|edge| edge.kind == "cancels")
}

fn said(event: &Event) -> impl Iterator<Item = Place> + '_ {
    event.claims.iter().flat_map(|telling| {
        let parts = telling.claim.participants.iter();
        let doers = parts.filter(|part| part.role == "actor");
        doers.map(|part| place(telling, part.actor.as_deref().unwrap_or(&part.name)))
    })
}

fn place(telling: &Telling, actor: &str) -> Place {
    let start = telling.claim.evidence.start;
    (telling.document.id.clone(), start, actor.to_owned())
}

/// Rule 2 and the table of status, PLOVER: type, mode and auxiliary mode of what is planned.
fn planned(event: &Event) -> Option<(String, Option<String>, Option<&'static str>)> {
    let changed =
        |code: &str, mode: Option<&str>| Some((code.to_owned(), mode.map(str::to_owned), None));
    match event.event_type.as_str() {
        "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" => changed("AGREE", None),
        "RETREAT" => changed("CONCEDE", None),
        "ASSAULT" | "COERCE" | "SANCTION" if is_announced(event) => {
            changed("THREATEN", threatened(event))
        }
        "ASSAULT" | "COERCE" | "SANCTION" | "PROTEST" | "MOBILIZE" => None,
        kept => Some((kept.to_owned(), event.mode.clone(), Some("future"))),
    }
}

/// The mode of THREATEN for what is threatened, where its list has one.
fn threatened(event: &Event) -> Option<&'static str> {
    match (event.event_type.as_str(), event.mode.as_deref()) {
        ("ASSAULT", _) => Some("violence"),
        ("COERCE", Some("arrest")) => Some("arrest"),
        ("COERCE", Some("restrict" | "curfew")) => Some("restrict"),
        ("SANCTION", Some("expel")) => Some("expel"),
        ("SANCTION", Some("discontinue" | "withdraw")) => Some("relations"),
        _ => None,
    }
}

/// The table of status, CAMEO: the intent that a plan expresses.
fn intent(event: &Event) -> Option<String> {
    let code = match event.event_type.as_str() {
        "CONSULT" => "036",
        "AID" => "033",
        "COOPERATE" => "031",
        "SUPPORT" => "032",
        "RETREAT" => "035",
        "AGREE" | "CONCEDE" => return Some(event.cameo.clone()),
        "ASSAULT" | "COERCE" | "SANCTION" if is_announced(event) => {
            let mode = threatened(event).and_then(|mode| knowledge().mode("THREATEN", mode));
            return Some(mode.map_or_else(|| "130".to_owned(), |mode| mode.cameo.clone()));
        }
        _ => return None,
    };
    Some(code.to_owned())
}

/// Whether whoever is to do it says so.
fn is_announced(event: &Event) -> bool {
    event.claims.iter().any(|telling| {
        let claim = &telling.claim;
        let mut parts = claim.participants.iter();
        parts.any(|part| {
            part.role == "actor"
                && claim.attribution.iter().any(|step| match &step.actor {
                    Some(actor) => part.actor.as_ref() == Some(actor),
                    None => part.name == step.name,
                })
        })
    })
}

/// The day of an event, for formats with one day: the best one, where a day was said or only the day
/// of the report bounds it. Of a week, a month or a year no day is made up.
pub fn day(event: &Event) -> Option<&str> {
    let time = event.time.as_ref()?;
    let said = time.precision == "day" || time.method == "default_doc";
    time.best.as_deref().filter(|_| said)
}

fn has_own_day(event: &Event) -> bool {
    let time = event.time.as_ref();
    time.is_some_and(|time| time.best.is_some() && time.method != "default_doc")
}

/// Background that is more than a year older than the report, or of no day of its own.
fn is_historical(event: &Event) -> bool {
    if event.core {
        return false;
    }
    let best = event.time.as_ref().and_then(|time| time.best.as_deref());
    match (best.and_then(days::day), published(event)) {
        (Some(day), Some(report)) => (report - day).get_days() > YEAR,
        _ => true,
    }
}

fn published(event: &Event) -> Option<Date> {
    let all = event.claims.iter();
    all.filter_map(|t| t.document.published.as_deref().and_then(days::day))
        .min()
}
