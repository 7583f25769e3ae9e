//! Counts of what was read and what should have been, by slot and by report.

use super::align::{align, could_be_any, place_of};
use super::compare::{
    same_name, same_participant, same_place, same_role, same_source, same_time, same_words,
};
use super::reading::{self, Reading};
use super::record::{self, Record};
use std::collections::BTreeMap;

/// What is counted. The order is that of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Claims,
    Kind,
    Status,
    Participants,
    Place,
    Time,
    Source,
    Core,
    Quotes,
    Speakers,
    Roles,
    Notes,
    Precision,
}

impl Slot {
    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// Right ones of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    right: usize,
    of: usize,
}

impl Tally {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// Per cent, one digit; 100 where there was nothing to get wrong.
    fn percent(self) -> f64 {
        if self.of == 0 {
            return 100.0;
        }
        (1000.0 * self.right as f64 / self.of as f64).round() / 10.0
    }
}

/// The counts of the whole corpus.
pub struct Score {
    complete: Vec<String>,
    total: BTreeMap<Slot, Tally>,
    reports: Vec<(String, BTreeMap<Slot, Tally>)>,
    /// What was missed or is wrong, one line each.
    pub misses: Vec<String>,
    /// What a record forbids and the Reading says, and furniture that was not cut.
    pub forbidden: Vec<String>,
}

impl Score {
    /// Nothing counted yet; `complete` are the kinds of which the records hold every claim.
    pub fn new(complete: &[String]) -> Score {
        Score {
            complete: complete.to_vec(),
            total: BTreeMap::new(),
            reports: Vec::new(),
            misses: Vec::new(),
            forbidden: Vec::new(),
        }
    }

    /// Counts one report.
    pub fn add(&mut self, slug: &str, record: &Record, reading: &Reading) {
        self.reports.push((slug.to_owned(), BTreeMap::new()));
        self.claims(record, reading);
        self.speech(record, reading);
        self.roles_and_notes(record, reading);
        self.precision(record, reading);
        let lines = forbidden(record, reading);
        let lines = lines.into_iter().map(|line| format!("{slug}: {line}"));
        self.forbidden.extend(lines);
    }

    fn count(&mut self, slot: Slot, right: bool, miss: impl FnOnce() -> String) {
        self.total.entry(slot).or_default().add(right);
        let Some((slug, slots)) = self.reports.last_mut() else {
            return;
        };
        slots.entry(slot).or_default().add(right);
        if !right {
            let line = format!("{slug}: {}: {}", slot.name(), miss());
            self.misses.push(line);
        }
    }

    fn claims(&mut self, record: &Record, reading: &Reading) {
        let text = &reading.document.text;
        let matched = align(text, &record.claim, &reading.claims);
        for (want, matched) in record.claim.iter().zip(matched) {
            let said = matched.map(|at| &reading.claims[at]);
            let what = format!("{} \"{}\"", label(want), want.sentence);
            self.count(Slot::Claims, said.is_some(), || what.clone());
            if let Some(said) = said {
                self.slots(want, said, &what);
            }
        }
    }

    /// The slots of a claim that was found; what was not found counts in `claims` alone.
    fn slots(&mut self, want: &record::Claim, said: &reading::Claim, what: &str) {
        let kind = said.event_type == want.event_type && said.kind == want.kind;
        self.count(Slot::Kind, kind, || {
            format!("{what}: {} {:?}", said.event_type, said.kind)
        });
        let status = said.status == want.status;
        self.count(Slot::Status, status, || format!("{what}: {}", said.status));
        for wanted in &want.participants {
            let there = said.participants.iter();
            let there = there.into_iter().any(|p| same_participant(p, wanted));
            self.count(Slot::Participants, there, || {
                format!("{what}: {} {}", wanted.role, wanted.name)
            });
        }
        if let Some(place) = &want.place {
            let right = same_place(said.place.as_ref(), place);
            self.count(Slot::Place, right, || {
                format!("{what}: {place} is {:?}", said.place)
            });
        }
        if let Some(time) = &want.time {
            let right = same_time(said.time.as_ref(), time);
            self.count(Slot::Time, right, || {
                format!("{what}: {time} is {:?}", said.time)
            });
        }
        if !want.attribution.is_empty() {
            let right = same_source(&said.attribution, &want.attribution);
            self.count(Slot::Source, right, || {
                format!("{what}: {:?} is {:?}", want.attribution, said.attribution)
            });
        }
        self.count(Slot::Core, said.core == want.core, || what.to_owned());
    }

    fn speech(&mut self, record: &Record, reading: &Reading) {
        for want in &record.quote {
            let same = |quote: &&reading::Quote| same_words(&quote.text, &want.text);
            let said = reading.quotes.iter().find(same);
            let right = said.is_some_and(|quote| quote.kind == want.kind);
            self.count(Slot::Quotes, right, || {
                format!("{} \"{}\"", want.kind, want.text)
            });
            if let (Some(said), Some(speaker)) = (said, &want.speaker) {
                let name = said.speaker.as_ref().and_then(|s| s.name.as_ref());
                let right = name.is_some_and(|name| same_name(name, speaker));
                self.count(Slot::Speakers, right, || format!("{speaker} is {name:?}"));
            }
        }
    }

    fn roles_and_notes(&mut self, record: &Record, reading: &Reading) {
        for want in &record.role {
            let right = reading.roles.iter().any(|role| same_role(role, want));
            self.count(Slot::Roles, right, || {
                format!("{} {}", want.title, want.person)
            });
        }
        for want in &record.note {
            let range = place_of(&reading.document.text, &want.words);
            let same = |note: &reading::Note| {
                note.kind == want.kind && range.is_some_and(|range| note.range.meets(range))
            };
            let right = reading.notes.iter().any(same);
            self.count(Slot::Notes, right, || {
                format!("{} \"{}\"", want.kind, want.words)
            });
        }
    }

    /// Of the claims of complete kinds, those that the record tells of too.
    fn precision(&mut self, record: &Record, reading: &Reading) {
        for said in &reading.claims {
            let kind = said.kind.as_ref();
            if !kind.is_some_and(|kind| self.complete.contains(kind)) {
                continue;
            }
            let right = could_be_any(&reading.document.text, &record.claim, said);
            self.count(Slot::Precision, right, || {
                let trigger = words_at(&reading.document.text, said.evidence);
                format!(
                    "{} {} \"{trigger}\"",
                    said.kind.as_deref().unwrap_or_default(),
                    said.status
                )
            });
        }
    }

    /// Every slot with its figure in per cent.
    pub fn measures(&self) -> Vec<(String, f64)> {
        let total = self.total.iter();
        total
            .map(|(slot, tally)| (slot.name(), tally.percent()))
            .collect()
    }

    /// The figures, and the recall of claims report by report.
    pub fn table(&self) -> String {
        let mut out = String::from("corpus\n");
        for (slot, tally) in &self.total {
            let Tally { right, of } = tally;
            out += &format!(
                "  {:12} {:5.1}  {right}/{of}\n",
                slot.name(),
                tally.percent()
            );
        }
        for (slug, slots) in &self.reports {
            let tally = |slot| slots.get(&slot).copied().unwrap_or_default();
            let (claims, precision) = (tally(Slot::Claims), tally(Slot::Precision));
            let (a, b) = (claims.right, claims.of);
            let (c, d) = (precision.right, precision.of);
            out += &format!("  {slug:40} claims {a}/{b}  precision {c}/{d}\n");
        }
        out
    }
}

fn label(want: &record::Claim) -> String {
    let kind = want.kind.as_deref().unwrap_or("-");
    format!("{} {kind} {}", want.event_type, want.status)
}

fn words_at(text: &str, range: reading::Range) -> String {
    let count = range.end.saturating_sub(range.start);
    text.chars().skip(range.start).take(count).collect()
}

/// What the record forbids and the Reading says; furniture that is not cut.
fn forbidden(record: &Record, reading: &Reading) -> Vec<String> {
    let mut lines = Vec::new();
    for never in &record.never {
        let told = |claim: &&reading::Claim| {
            let real = claim.status == "happened" || claim.status == "ongoing";
            real && claim.kind.as_ref() == Some(&never.kind)
        };
        for claim in reading.claims.iter().filter(told) {
            let words = words_at(&reading.document.text, claim.evidence);
            lines.push(format!("never {}: {} \"{words}\"", never.kind, never.why));
        }
    }
    for furniture in &record.furniture {
        if !is_cut(reading, &furniture.words) {
            lines.push(format!("furniture not cut: \"{}\"", furniture.words));
        }
    }
    lines
}

/// True where every character of the words, white space apart, lies in a cut.
fn is_cut(reading: &Reading, words: &str) -> bool {
    let Some(range) = place_of(&reading.document.text, words) else {
        return false;
    };
    let mut characters = reading.document.text.chars().enumerate();
    let furniture = &reading.document.furniture;
    characters.all(|(at, character)| {
        let asked = range.start <= at && at < range.end && !character.is_whitespace();
        !asked || furniture.iter().any(|cut| cut.start <= at && at < cut.end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "report = 'a'\n[[never]]\nkind = 'visit'\nwhy = 'it was called off'\n[[furniture]]\nwords = 'Sign up'\n";

    fn reading(status: &str, furniture: &str) -> Reading {
        let json = format!(
            r#"{{"document": {{"text": "Sign up. Marin came.", "furniture": [{furniture}]}},
            "claims": [{{"type": "CONSULT", "kind": "visit", "status": "{status}", "participants": [],
            "evidence": {{"start": 9, "end": 20}}, "trigger": {{"start": 15, "end": 19}}}}],
            "quotes": [], "roles": [], "notes": []}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    fn lines(status: &str, furniture: &str) -> usize {
        let record = toml::from_str(RECORD).unwrap();
        let mut score = Score::new(&["visit".to_owned()]);
        score.add("a", &record, &reading(status, furniture));
        assert_eq!(score.measures(), [("precision".to_owned(), 0.0)]);
        score.forbidden.len()
    }

    #[test]
    fn what_a_record_forbids() {
        let cut = r#"{"start": 0, "end": 8}"#;
        assert_eq!(lines("happened", cut), 1);
        assert_eq!(lines("did_not_happen", cut), 0);
        assert_eq!(lines("did_not_happen", ""), 1);
    }
}
