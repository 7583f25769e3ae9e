//! The day of a document, given or inferred, with the reasons.
//!
//! Metadata comes first, then a dateline, then a posterior over days:
//!
//! ```text
//! given (1) -> dateline (2) -> evidence (3 to 13, 15, 16) -> posterior, links (14) -> answer -> words
//! ```
//!
//! Every piece of evidence multiplies a factor into a weight per day ([`factor`], [`shape`]), and
//! the weights are read off ([`answer`]) as a best day with its rivals, the fewest days that hold
//! nine tenths, and hard bounds that every strict piece allows. The upper bound is the day of
//! acquisition, never a clock. Where nothing is known, nothing is said.
//! Method: Bayes with factors per kind of evidence, after N. Chambers, "Labeling documents with
//! timestamps: learning from their time expressions" (ACL 2012), but over days and with rules for
//! factors; the numbers of the kinds are rows of the table of dating in docs/dating.md. Cost: days
//! of the domain times pieces of evidence, only for documents without a date.

use chancery_nlp::{Parse, Span};
use jiff::civil::Date;

use super::calendar::Day;
use super::{Dating, Method, Precision, Reason, Resolved, TimeLexicon, Timexes};
use crate::ingest::Document;

mod shape;
mod weights;
mod painted;
mod factor;
mod evidence;
mod dates;
mod weeks;
mod relative;
mod feasts;
mod seen;
mod dateline;
mod anniversaries;
mod roles;
pub(super) mod knowledge;
mod given;
mod posterior;
mod answer;
mod words;

pub use words::sentence;

/// A day of publication that stands beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The day.
    pub day: Date,
    /// Where it stands: `JSON-LD`, `feed`, `address` ...
    pub kind: String,
}

/// A name, or a title with a name, and the first day on which a dated document held it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstSeen {
    /// The words as printed.
    pub words: String,
    /// The first day.
    pub day: Date,
}

/// A dated document that may tell of the same event; it must not itself be dated by a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// Its id.
    pub document: String,
    /// Its days with their weight, adding up to 1 at most.
    pub days: Vec<(Date, f64)>,
    /// Probability that both tell of the same event, 0 to 1.
    pub probability: f64,
}

/// What is known of a document beside its text; nothing by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Further days of publication.
    pub given: &'a [Given],
    /// First mentions in dated documents.
    pub first_seen: &'a [FirstSeen],
    /// Documents that may tell of the same event.
    pub linked: &'a [Linked],
}

/// The day of publication of a document: metadata, else dateline, else inferred from the text.
pub fn date_document(
    lexicon: &TimeLexicon,
    document: &Document,
    parse: &Parse,
    timexes: &Timexes,
) -> Dating {
    date_beside(lexicon, document, (parse, timexes), &Beside::default())
}

/// The same with what is known beside the text.
pub fn date_beside(
    lexicon: &TimeLexicon,
    document: &Document,
    (parse, timexes): (&Parse, &Timexes),
    beside: &Beside<'_>,
) -> Dating {
    if let Some(dating) = given::dating(document, beside.given) {
        return dating;
    }
    if let Some((day, span)) = dateline::full(&document.text, parse, timexes) {
        return given::of_dateline(day, span, document.as_of);
    }
    let evidence = evidence::collect(lexicon, document, (parse, timexes), beside);
    infer(
        &evidence,
        lexicon.world().newest,
        document.as_of,
        beside.linked,
    )
}

/// The dating that pieces of evidence leave.
fn infer(
    evidence: &[evidence::Evidence],
    known: Day,
    as_of: Option<Date>,
    linked: &[Linked],
) -> Dating {
    let posterior = posterior::weigh(evidence, (known, as_of.map(Day::from)), linked);
    let linked: Vec<&Linked> = linked
        .iter()
        .filter(|link| link.probability > 0.0)
        .collect();
    if posterior.pieces.is_empty() && linked.is_empty() {
        return unknown(as_of);
    }
    let mut dating = answer::read_off(&posterior);
    for link in &linked {
        dating.reasons.push(of_link(link));
    }
    let near = |link: &&Linked, best: Date| {
        let days = link.days.iter();
        let gaps = days.map(|&(day, _)| (Day::from(day).0 - Day::from(best).0).abs());
        gaps.min().is_some_and(|gap| gap <= 2)
    };
    if dating
        .day
        .best
        .is_some_and(|best| linked.iter().any(|link| near(link, best)))
    {
        dating.day.method = Method::LinkedDoc;
    }
    dating
}

fn of_link(link: &Linked) -> Reason {
    let days: Vec<String> = link.days.iter().map(|(day, _)| day.to_string()).collect();
    let says = format!(
        "with probability {:.2} of the same event as {}, of {}; not independent of it",
        link.probability,
        link.document,
        days.join(" or ")
    );
    Reason {
        span: Span::default(),
        kind: "14 linked report".to_owned(),
        says,
        strength: link.probability,
        counts: 1.0,
    }
}

/// Nothing is known but the last day that it can be.
fn unknown(as_of: Option<Date>) -> Dating {
    Dating {
        day: Resolved {
            edtf: as_of.map_or_else(String::new, |day| format!("[..{day}]")),
            latest: as_of,
            method: Method::DocInferred,
            precision: Precision::Unknown,
            ..Resolved::default()
        },
        as_of,
        ..Dating::default()
    }
}

#[cfg(test)]
mod tests;
