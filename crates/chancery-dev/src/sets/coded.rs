//! The coded set, `corpus/coded/`: every claim of a Reading against a full record, by halves.
//!
//! The knowledge is read from the data files as they stand. A happening of the record is found where one claim of its type tells of it
//! (`corpus::align`); recall counts core happenings, precision every claim that was read. Status, attribution, participants, place, kind
//! and mode are compared of what was found; participants as F1 over pairs of role and name, things and what is marked as inferred apart. `triples` is F1 over
//! reported sayings: a cue that overlaps, a source that overlaps, a content whose characters are half in common
//! (as `score_attrib.py` counts). The confusion table holds the types of happenings and claims that stand on the same words.

use super::Measures;
use super::corpus::align::{align, could_be_any, place_of};
use super::corpus::compare::{same_name, same_participant, same_place, same_source, same_words};
use super::corpus::reading::{self, Range, Reading};
use super::corpus::record::{Claim, Record, Said};
use super::corpus::report;
use super::pieces;
use crate::packing;
use anyhow::Context as _;
use chancery::ingest::Item;
use chancery::reading::Reader;
use chancery::speech::record::{SpeechLayers, SpeechRecord, speech_record};
use chancery_nlp::{Scratch, Search};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Counts of one half.
#[derive(Debug, Default)]
pub struct Half {
    reports: usize,
    /// Right ones of so many, by slot.
    counts: BTreeMap<&'static str, (usize, usize)>,
    /// Right, said, wanted.
    participants: [usize; 3],
    /// Right, said, wanted.
    triples: [usize; 3],
    /// Type in the record and type read, of what stands on the same words; `-` for nothing.
    confusion: BTreeMap<(String, String), usize>,
    /// What is wrong, one line each.
    pub misses: Vec<String>,
}

/// Both halves, odd numbers for development, even ones test, and the short pieces.
#[derive(Debug, Default)]
pub struct Score {
    /// Odd numbers.
    pub dev: Half,
    /// Even numbers.
    pub test: Half,
    /// Short pieces, for development.
    pub pieces: Half,
}

/// Reads every report of the set.
///
/// # Errors
/// Where the data, a record or a report cannot be read, or the models do not load.
pub fn score(root: &Path) -> anyhow::Result<Score> {
    let known = packing::pack(&root.join("data"))
        .map_err(|problems| anyhow::anyhow!("data/{}", problems[0]))?;
    let reader = Reader::english(Box::leak(Box::new(known)))?;
    let mut scratch = Scratch::default();
    let mut score = Score::default();
    for path in records(&root.join("corpus/coded"))? {
        let text = std::fs::read_to_string(&path)?;
        let slug = path.file_stem().unwrap_or_default().to_string_lossy();
        let record: Record = toml::from_str(&text).with_context(|| format!("record {slug}"))?;
        let item = report(&path.with_file_name(&record.report))?;
        let number: String = slug.chars().take(3).collect();
        let half = match number.parse::<usize>().unwrap_or(1) % 2 {
            1 => &mut score.dev,
            _ => &mut score.test,
        };
        half.read(&reader, (&slug, item, &record), &mut scratch)?;
    }
    for piece in pieces::read(root)? {
        let of = (piece.id.as_str(), piece.item, &piece.record);
        score.pieces.read(&reader, of, &mut scratch)?;
    }
    Ok(score)
}

/// The records of the set, by name.
fn records(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).context("listing corpus/coded")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

impl Half {
    /// Reads a report and compares it with its record.
    fn read(
        &mut self,
        reader: &Reader,
        (slug, item, record): (&str, Item, &Record),
        scratch: &mut Scratch,
    ) -> anyhow::Result<()> {
        let document = reader.document(item);
        let layers = reader.layers(&document, Search::Narrow, scratch);
        let said = speech_record(
            &document.id,
            SpeechLayers {
                text: &document.text,
                parse: &layers.parse,
                actors: &layers.actors,
                speech: &layers.speech,
            },
        );
        let whole = reader.write(&document, &layers);
        let reading: Reading = serde_json::from_value(serde_json::to_value(&whole)?)?;
        self.add(slug, record, &reading);
        self.said(slug, record, &reading.document.text, &said);
        Ok(())
    }

    fn count(&mut self, slot: &'static str, right: bool, miss: impl FnOnce() -> String) {
        let cell = self.counts.entry(slot).or_default();
        cell.0 += usize::from(right);
        cell.1 += 1;
        if !right {
            self.misses.push(format!("{slot}: {}", miss()));
        }
    }

    fn add(&mut self, slug: &str, record: &Record, reading: &Reading) {
        self.reports += 1;
        let text = &reading.document.text;
        let matched = align(text, &record.claim, &reading.claims);
        for (want, matched) in record.claim.iter().zip(&matched) {
            let said = matched.map(|at| &reading.claims[at]);
            let what = format!("{slug} {}", label(want));
            if want.core {
                self.count("recall", said.is_some(), || what.clone());
            }
            if let Some(said) = said {
                self.slots(want, said, &what);
            }
        }
        for said in &reading.claims {
            let right = could_be_any(text, &record.claim, said);
            self.count("precision", right, || {
                let words = words_at(text, said.evidence);
                let trigger = words_at(text, said.trigger);
                format!(
                    "{slug} {} {} [{trigger}] \"{words}\"",
                    said.rule, said.status
                )
            });
        }
        self.confuse(record, reading);
        self.quotes(slug, record, reading);
        for never in &record.never {
            let told = |claim: &reading::Claim| {
                matches!(claim.status.as_str(), "happened" | "ongoing")
                    && claim.kind.as_ref() == Some(&never.kind)
            };
            let free = !reading.claims.iter().any(told);
            self.count("forbidden_free", free, || {
                format!("{slug} {}: {}", never.kind, never.why)
            });
        }
    }

    /// The slots of a happening that was found.
    fn slots(&mut self, want: &Claim, said: &reading::Claim, what: &str) {
        if want.kind.is_some() {
            self.count("kind", said.kind == want.kind, || {
                format!("{what}: {:?}", said.kind)
            });
        }
        if want.mode.is_some() {
            self.count("mode", said.mode == want.mode, || {
                format!("{what}: {:?} is {:?}", want.mode, said.mode)
            });
        }
        self.count("status", said.status == want.status, || {
            format!("{what}: {}", said.status)
        });
        if !want.attribution.is_empty() {
            let right = same_source(&said.attribution, &want.attribution);
            self.count("attribution", right, || {
                format!("{what}: {:?} is {:?}", want.attribution, said.attribution)
            });
        }
        if let Some(place) = &want.place {
            let right = same_place(said.place.as_ref(), place);
            self.count("place", right, || {
                format!("{what}: {place} is {:?}", said.place)
            });
        }
        if let Some(time) = &want.time {
            let right = super::corpus::compare::same_time(said.time.as_ref(), time);
            self.count("time", right, || {
                format!("{what}: {time} is {:?}", said.time)
            });
        }
        for topic in &want.topics {
            let there = said
                .topics
                .iter()
                .any(|words| same_name(&words.text, topic));
            self.count("topics", there, || format!("{what}: {topic}"));
        }
        self.count("core", said.core == want.core, || what.to_owned());
        self.parties(want, said, what);
    }

    fn parties(&mut self, want: &Claim, said: &reading::Claim, what: &str) {
        let mut right = 0;
        for wanted in &want.participants {
            let there = said
                .participants
                .iter()
                .any(|p| same_participant(p, wanted));
            right += usize::from(there);
            if !there {
                let line = format!("participants: {what}: {} {}", wanted.role, wanted.name);
                self.misses.push(line);
            }
        }
        // The record holds who is named in the text; what the program infers, it marks.
        let told = |p: &&reading::Participant| p.role != "object" && p.basis.is_none();
        let read = said.participants.iter().filter(told);
        for extra in read.clone() {
            if !want.participants.iter().any(|w| same_participant(extra, w)) {
                let line = format!(
                    "participants: {what}: too many: {} {:?}",
                    extra.role, extra.name
                );
                self.misses.push(line);
            }
        }
        let counts = [right, read.count(), want.participants.len()];
        for (sum, more) in self.participants.iter_mut().zip(counts) {
            *sum += more;
        }
    }

    /// Types of what stands on the same words.
    fn confuse(&mut self, record: &Record, reading: &Reading) {
        let text = &reading.document.text;
        let mut used = vec![false; reading.claims.len()];
        for want in &record.claim {
            let range = words_of(text, want);
            let at = (0..used.len()).find(|&at| {
                !used[at] && range.is_some_and(|range| reading.claims[at].trigger.meets(range))
            });
            let said = at.map_or("-".to_owned(), |at| reading.claims[at].event_type.clone());
            if let Some(at) = at {
                used[at] = true;
            }
            *self
                .confusion
                .entry((want.event_type.clone(), said))
                .or_default() += 1;
        }
        for (claim, used) in reading.claims.iter().zip(used) {
            if !used {
                let key = ("-".to_owned(), claim.event_type.clone());
                *self.confusion.entry(key).or_default() += 1;
            }
        }
    }

    fn quotes(&mut self, slug: &str, record: &Record, reading: &Reading) {
        for want in record.quote.iter().filter(|quote| quote.kind == "direct") {
            let same = |quote: &&reading::Quote| same_words(&quote.text, &want.text);
            let said = reading.quotes.iter().find(same);
            self.count("quotes", said.is_some(), || {
                format!("{slug} \"{}\"", want.text)
            });
            if let (Some(said), Some(speaker)) = (said, &want.speaker) {
                let name = said.speaker.as_ref().and_then(|s| s.name.as_ref());
                let right = name.is_some_and(|name| same_name(name, speaker));
                self.count("speakers", right, || {
                    format!("{slug} {speaker} is {name:?}")
                });
            }
        }
    }

    /// Reported sayings, where the record lists them.
    fn said(&mut self, slug: &str, record: &Record, text: &str, said: &SpeechRecord) {
        if record.said.is_empty() {
            return;
        }
        let indirect: Vec<_> = said
            .quotes
            .iter()
            .filter(|q| q.kind == "indirect")
            .collect();
        let mut used = vec![false; indirect.len()];
        let mut right = 0;
        for want in &record.said {
            let found =
                (0..indirect.len()).find(|&at| !used[at] && same_saying(text, want, indirect[at]));
            match found {
                Some(at) => {
                    used[at] = true;
                    right += 1;
                }
                None => self.misses.push(format!("said: {slug} {want:?}")),
            }
        }
        for (sum, more) in self
            .triples
            .iter_mut()
            .zip([right, indirect.len(), record.said.len()])
        {
            *sum += more;
        }
    }

    /// Every figure, in percent.
    pub fn measures(&self) -> Measures {
        let percent = |(right, of): (usize, usize)| rounded(right as f64, of as f64);
        let slots = self.counts.iter();
        let mut measures: Measures = slots
            .map(|(slot, cell)| ((*slot).to_owned(), percent(*cell)))
            .collect();
        // A share of nothing is left out, not called whole.
        for (name, counts) in [
            ("participants_f1", self.participants),
            ("triples_f1", self.triples),
        ] {
            measures.extend(f1(counts).map(|value| (name.to_owned(), value)));
        }
        measures
    }

    /// The figures on one line.
    pub fn line(&self, name: &str) -> String {
        let figures: Vec<String> = self
            .measures()
            .iter()
            .map(|(slot, value)| format!("{slot} {value}"))
            .collect();
        format!(
            "coded, {name}, {} reports: {}",
            self.reports,
            figures.join(", ")
        )
    }

    /// Types of the record against types read, of what stands on the same words.
    pub fn table(&self) -> String {
        let mut out = String::from("record  read (on the same words)\n");
        let wanted: Vec<&String> = unique(self.confusion.keys().map(|(wanted, _)| wanted));
        for wanted in wanted {
            let row = self.confusion.iter().filter(|((w, _), _)| w == wanted);
            let cells: Vec<String> = row.map(|((_, said), n)| format!("{said} {n}")).collect();
            out += &format!("{wanted:10} {}\n", cells.join("  "));
        }
        out
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let mut names: Vec<&String> = names.collect();
    names.dedup();
    names
}

/// Per cent, one digit.
fn rounded(right: f64, of: f64) -> f64 {
    (1000.0 * right / of).round() / 10.0
}

/// F1 of right, said, wanted; nothing where there is neither.
fn f1([right, said, wanted]: [usize; 3]) -> Option<f64> {
    let both = said + wanted;
    (both > 0).then(|| rounded(2.0 * right as f64, both as f64))
}

fn label(want: &Claim) -> String {
    let kind = want.kind.as_deref().unwrap_or("-");
    format!(
        "{} {kind} {} [{}] \"{}\"",
        want.event_type, want.status, want.words, want.sentence
    )
}

fn words_at(text: &str, range: Range) -> String {
    text.chars()
        .skip(range.start)
        .take(range.end.saturating_sub(range.start))
        .collect()
}

/// Where the words that carry a happening stand.
fn words_of(text: &str, want: &Claim) -> Option<Range> {
    let sentence = place_of(text, &want.sentence)?;
    let inside = place_of(&want.sentence, &want.words)?;
    Some(Range {
        start: sentence.start + inside.start,
        end: sentence.start + inside.end,
    })
}

/// Cue and source overlap, half of the characters of both contents are the same.
fn same_saying(text: &str, want: &Said, said: &chancery::speech::record::QuoteRecord) -> bool {
    let range = |start: usize, end: usize| Range { start, end };
    let Some(content) = place_of(text, &want.content) else {
        return false;
    };
    let read = range(said.start, said.end);
    let common = content
        .end
        .min(read.end)
        .saturating_sub(content.start.max(read.start));
    let union = content.end.max(read.end) - content.start.min(read.start);
    let cue = said
        .cue
        .as_ref()
        .is_some_and(|cue| cue.text.split(' ').any(|word| want.cue.contains(word)));
    let source = match (&want.source, &said.speaker) {
        (None, _) => true,
        (Some(wanted), Some(speaker)) => {
            let near = range(speaker.start, speaker.end);
            same_name(&words_at(text, near), wanted) || same_name(&speaker.name, wanted)
        }
        (Some(_), None) => false,
    };
    cue && source && 2 * common >= union
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_nothing_and_of_something() {
        assert_eq!(f1([0, 0, 0]), None);
        assert_eq!(f1([1, 2, 2]), Some(50.0));
        assert_eq!(rounded(1.0, 3.0), 33.3);
    }
}
