//! The day of a document, given or inferred, with the reasons.
//!
//! Metadata comes first, then a dateline, then a posterior over days: every piece of evidence in the
//! text ([`evidence`]) multiplies a factor into a weight per day, and the weights are read off as a
//! best day with its rivals, the smallest intervals that hold nine tenths, and hard bounds that
//! every strict piece allows. The upper bound is the day of acquisition, never a clock.
//! Method: time.md of the design; the rows of evidence keep their numbers. Cost: days of the domain
//! times pieces of evidence, only for documents without a date.

use chancery_nlp::{Parse, Span};

use super::calendar::Day;
use super::{Dating, Method, Precision, Reason, Resolved, TimeLexicon, Timexes};
use crate::ingest::Document;

mod anniversaries;
mod dateline;
mod evidence;
mod factor;
pub(super) mod knowledge;
mod posterior;
mod roles;

pub use posterior::sentence;

/// Weight of a day given beside the text; the rest lies on the days around it.
const GIVEN: f64 = 0.98;

/// Weight of the day of a dateline: it precedes publication by a day at most.
const DATELINE: f64 = 0.9;

/// The day of publication of a document: metadata, else dateline, else inferred from the text.
pub fn date_document(
    lexicon: &TimeLexicon,
    document: &Document,
    parse: &Parse,
    timexes: &Timexes,
) -> Dating {
    if let Some(published) = document.published {
        let reason = Reason {
            span: Span::default(),
            kind: "1 metadata".to_owned(),
            says: format!("published {published}"),
        };
        return known(
            published.into(),
            (GIVEN, Method::Metadata),
            reason,
            document,
        );
    }
    if let Some((day, span)) = dateline::full(&document.text, parse, timexes) {
        let reason = Reason {
            span,
            kind: "2 dateline".to_owned(),
            says: format!("dateline {}", day.date()),
        };
        return known(day, (DATELINE, Method::Dateline), reason, document);
    }
    let evidence = evidence::collect(lexicon, document, parse, timexes);
    posterior::infer(&evidence, document.as_of.map(Day::from))
}

/// A dating whose day was written somewhere.
fn known(day: Day, (weight, method): (f64, Method), reason: Reason, document: &Document) -> Dating {
    let date = day.date();
    let next = day.plus(1).date();
    // nobody publishes after the page was fetched
    let rivals = match method {
        Method::Dateline if document.as_of.is_none_or(|as_of| as_of >= next) => {
            vec![(next, 0.97 - weight)]
        }
        _ => Vec::new(),
    };
    let latest = rivals.first().map_or(date, |&(next, _)| next);
    Dating {
        day: Resolved {
            edtf: date.to_string(),
            earliest: Some(date),
            latest: Some(latest),
            best: Some(date),
            precision: Precision::Day,
            confidence: weight,
            method,
            timex3: date.to_string(),
        },
        set90: vec![(date, date)],
        rivals,
        reasons: vec![reason],
        conflicts: Vec::new(),
        as_of: document.as_of,
    }
}
