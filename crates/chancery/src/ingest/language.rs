//! Regions in, the language that they are written in and the regions to be read out.
//!
//! Whether words are English is asked of every region (`chancery_ingest::language`), since ministries
//! print one report in two languages: in an English report regions that are surely another language
//! are left out and noted, in another one the English part is read where it is a fifth of the words.
//! What is not sure stays with its neighbours. Names are left out of the judgement. A text whose language is not sure is `und` and is read
//! as English: to leave an English report unread is the worse mistake, and what is no English gives next to no claims.

use super::{Document, InputNote, Region};
use chancery_ingest::language::{ENGLISH, Leaning, Verdict, named, other, primary};

/// The language that is read.
pub const READ: &str = ENGLISH;

/// Where no language is sure.
pub use chancery_ingest::language::UNKNOWN;

/// Letters, names left out, from which a region is judged alone: a line of names or the title of a book is no language.
const REGION_LETTERS: i64 = 60;

/// Letters, names left out, from which a text is judged: "Jan van der Berg met Ursula von der Heide" is English.
const WHOLE_LETTERS: i64 = 40;

/// Letters of English regions from which the English part of another report is read.
const PART_LETTERS: i64 = 150;

/// The least share of them, as the part of all letters that they are to be.
const PART_OF: i64 = 5;

/// Bytes of regions by which a language that is not read is named.
const SAMPLE: usize = 4000;

/// Gives the document its language and takes out the regions that are not read, each stretch of them with
/// a note: `other_language` where nothing is left, else `other_language_part`.
pub(super) fn settle(document: &mut Document) {
    let stated = primary(&document.language);
    let leanings: Vec<Leaning> = document
        .regions
        .iter()
        .map(|region| Leaning::without_names(region.span.of(&document.text)))
        .collect();
    let whole = leanings
        .iter()
        .fold(Leaning::default(), |sum, one| sum.and(*one));
    let verdict = match whole.letters() {
        ..WHOLE_LETTERS => Verdict::Unsure,
        _ => whole.verdict(),
    };
    let (language, kept) = match verdict {
        Verdict::English => (READ.to_owned(), in_english(document, &leanings)),
        Verdict::Other => match english_part(&leanings, whole) {
            Some(kept) => (READ.to_owned(), kept),
            None => {
                let sample = sample(&document.text, &document.regions);
                (
                    other(&sample, stated.as_deref()),
                    vec![false; leanings.len()],
                )
            }
        },
        // Two halves weigh each other up.
        Verdict::Unsure if leanings.iter().any(is_english) => {
            (READ.to_owned(), in_english(document, &leanings))
        }
        Verdict::Unsure => {
            let language = stated.unwrap_or_else(|| UNKNOWN.to_owned());
            let read = [READ, UNKNOWN].contains(&language.as_str());
            (language, vec![read; leanings.len()])
        }
    };
    document.language = language;
    leave_out(document, &kept);
}

/// What is read of an English report: all that is not surely another language, also without its names.
fn in_english(document: &Document, leanings: &[Leaning]) -> Vec<bool> {
    let foreign = |(region, one): (&Region, &Leaning)| {
        one.verdict() == Verdict::Other
            && one.letters() >= REGION_LETTERS
            && named(region.span.of(&document.text)).is_some()
    };
    document
        .regions
        .iter()
        .zip(leanings)
        .map(|pair| !foreign(pair))
        .collect()
}

/// What is read of another report: what is surely English, where that is enough.
fn english_part(leanings: &[Leaning], whole: Leaning) -> Option<Vec<bool>> {
    let english = leanings.iter().filter(|one| is_english(one));
    let letters: i64 = english.map(|one| one.letters()).sum();
    let enough = letters >= PART_LETTERS && letters * PART_OF >= whole.letters();
    enough.then(|| leanings.iter().map(is_english).collect())
}

/// True for a region that is surely English.
fn is_english(one: &Leaning) -> bool {
    one.verdict() == Verdict::English && one.letters() >= REGION_LETTERS
}

/// Takes the regions out that are not kept.
fn leave_out(document: &mut Document, kept: &[bool]) {
    if kept.iter().all(|kept| *kept) {
        return;
    }
    let kind = match kept.contains(&true) {
        true => "other_language_part",
        false => "other_language",
    };
    let mut touches = false;
    for (region, kept) in document.regions.iter().zip(kept) {
        match document.notes.last_mut() {
            _ if *kept => {}
            Some(note) if touches => note.span = note.span.cover(region.span),
            _ => document.notes.push(InputNote {
                kind: kind.to_owned(),
                span: region.span,
            }),
        }
        touches = !*kept;
    }
    let mut kept = kept.iter();
    document.regions.retain(|_| kept.next() == Some(&true));
}

/// The first words of the regions.
fn sample(text: &str, regions: &[Region]) -> String {
    let mut sample = String::new();
    for Region { span, .. } in regions {
        sample.push_str(span.of(text));
        sample.push(' ');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    sample
}
