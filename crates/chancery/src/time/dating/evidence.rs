//! The pieces of evidence for the day of a document: what a piece is, and the collecting of all.
//!
//! Each piece keeps its words, the number of its row in the table of dating, and what it says. The
//! same piece twice counts once; what stands in a quotation or far down counts with the root of its
//! weight. Page furniture is not parsed, so nothing is found in it.

use chancery_nlp::{Parse, Span};

use super::factor::Factor;
use super::{Beside, anniversaries, dateline, dates, feasts, relative, roles, seen, weeks};
use crate::ingest::Document;
use crate::time::calendar::Day;
use crate::time::{TimeLexicon, Timexes};

/// Paragraph from which on evidence counts half, from 0.
const FAR_DOWN: u32 = 5;

/// Days beyond the newest row of the tables from which on a date is taken for a misprint.
const TOO_FAR: i32 = 3650;

/// Kind of evidence: its row in the table of dating, and how it calls itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind(pub(super) u8, pub(super) &'static str);

/// How exactly a day was named; the vaguer, the longer after it a document is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    /// A day of the calendar.
    Day,
    /// A month, quarter, half or season.
    Month,
    /// A year or more.
    Year,
}

/// The last day of what is named outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Newest {
    pub(super) day: Day,
    pub(super) grain: Grain,
}

impl Newest {
    /// By year, then by how exact it is, then by day: "2011" says nothing newer than "March 4, 2011".
    pub(super) fn order(&self) -> (i32, std::cmp::Reverse<Grain>, Day) {
        (self.day.year(), std::cmp::Reverse(self.grain), self.day)
    }
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evidence {
    /// The words.
    pub(super) span: Span,
    /// Its row.
    pub(super) kind: Kind,
    /// What it says.
    pub(super) says: String,
    /// What it does to every day.
    pub(super) factor: Factor,
    /// True where it stands in a quotation or far down.
    pub(super) weak: bool,
    /// True where it may be misread: a tense that the words around do not bear out, a name that
    /// others bear too. Such a piece is never strict.
    pub(super) doubtful: bool,
    /// A past day that it names outright.
    pub(super) names: Option<Newest>,
}

impl Evidence {
    /// A piece of full weight that names no day outright.
    pub(super) fn new(span: Span, kind: Kind, says: String, factor: Factor) -> Self {
        Evidence {
            span,
            kind,
            says,
            factor,
            weak: false,
            doubtful: false,
            names: None,
        }
    }
}

/// What evidence is collected from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) lexicon: &'a TimeLexicon,
    pub(super) text: &'a str,
    pub(super) parse: &'a Parse,
    pub(super) timexes: &'a Timexes,
}

/// All evidence of a document, by place in the text.
pub(super) fn collect(
    lexicon: &TimeLexicon,
    document: &Document,
    (parse, timexes): (&Parse, &Timexes),
    beside: &Beside<'_>,
) -> Vec<Evidence> {
    let source = Source {
        lexicon,
        text: document.text.as_str(),
        parse,
        timexes,
    };
    let line = dateline::partial(&source);
    let in_line = |span: Span| line.as_ref().is_some_and(|line| line.span.overlaps(span));
    let mut found: Vec<Evidence> = timexes
        .0
        .iter()
        .filter(|timex| !in_line(timex.span))
        .flat_map(|timex| dates::of_timex(&source, timex))
        .collect();
    found.extend(weeks::find(timexes));
    found.extend(relative::find(&source));
    found.extend(feasts::find(&source));
    found.extend(anniversaries::find(lexicon, source.text, parse));
    found.extend(roles::find(lexicon, source.text, parse));
    found.extend(seen::find(&source, beside.first_seen));
    found.extend(seen::happenings(&source));
    for piece in &mut found {
        piece.weak = is_weak(&source, piece.span);
    }
    found.extend(line);
    let horizon = lexicon.world().newest.plus(TOO_FAR);
    found.retain(|piece| !matches!(piece.factor, Factor::AtLeast(day) if day > horizon));
    once(&mut found);
    found
}

/// Keeps the strongest of equal pieces, by place in the text.
fn once(found: &mut Vec<Evidence>) {
    found.sort_by(|a, b| (a.span, a.kind, &a.says).cmp(&(b.span, b.kind, &b.says)));
    let mut kept: Vec<Evidence> = Vec::with_capacity(found.len());
    for evidence in found.drain(..) {
        match kept
            .iter_mut()
            .find(|other| other.factor == evidence.factor)
        {
            Some(other) => {
                other.weak &= evidence.weak;
                other.doubtful &= evidence.doubtful;
            }
            None => kept.push(evidence),
        }
    }
    *found = kept;
}

fn is_weak(source: &Source<'_>, span: Span) -> bool {
    let token = source.parse.token_at(span.start);
    let far = token.is_some_and(|token| source.parse.sentence(token).region >= FAR_DOWN);
    far || in_quotation(source.text, span)
}

/// True after an opening quotation mark that nothing closes before the words.
fn in_quotation(text: &str, span: Span) -> bool {
    let paragraph = text[..span.start as usize]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let before = &text[paragraph..span.start as usize];
    let curly = before.matches('“').count() > before.matches('”').count();
    curly || before.matches('"').count() % 2 == 1
}

/// True where a sentence holds the first of the bytes: furniture dates nothing.
pub(super) fn is_read(parse: &Parse, span: Span) -> bool {
    let token = parse.token_at(span.start);
    parse.is_empty() || token.is_some_and(|token| parse.span(token).overlaps(span))
}
