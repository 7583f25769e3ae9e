//! A question to the relation coder, from one line of JSON: a text and the spans of two sides.

use super::Sides;
use crate::error::{Error, Kind};
use crate::ingest::item::{fields, kind_of};
use crate::ingest::{Document, Item, whole_document};
use crate::offsets::Offsets;
use chancery_nlp::Span;
use serde_json::{Map, Value};

/// What a span must be.
const SPAN: &str = "an object with `start` and `end` in code points of the text, or null";

/// A text with two marked sides.
#[derive(Clone, Debug)]
pub struct Question {
    /// The text, all of it read.
    pub document: Document,
    /// Bytes of the sides.
    pub sides: Sides,
}

impl Question {
    /// A question from one line of JSON: `text`, `source`, `target` (either may be null, not both),
    /// `sources` and `targets` with further spans, `id`. Errors: broken JSON, no text, a span that does
    /// not lie in the text.
    ///
    /// ```
    /// use chancery::relate::Question;
    /// let line = r#"{"text": "Velia fined Tarsk.", "source": {"start": 0, "end": 5}, "target": {"start": 12, "end": 17}}"#;
    /// let question = Question::from_json(line.as_bytes()).unwrap();
    /// assert_eq!(question.sides.targets[0].of(&question.document.text), "Tarsk");
    /// assert!(Question::from_json(br#"{"text": "Velia fined Tarsk."}"#).is_err());
    /// ```
    pub fn from_json(line: &[u8]) -> Result<Question, Error> {
        let mut fields = fields(line)?;
        // `source` is who published a report elsewhere
        let mut side = |one: &'static str, more: &'static str| {
            let first = fields.remove(one).unwrap_or(Value::Null);
            (one, first, more, fields.remove(more).unwrap_or(Value::Null))
        };
        let asked = [side("source", "sources"), side("target", "targets")];
        let document = whole_document(Item::from_fields(&fields)?);
        let offsets = Offsets::new(&document.text);
        let [sources, targets] = asked.map(|(one, first, more, rest)| {
            let mut spans = spans(&offsets, one, std::slice::from_ref(&first))?;
            match &rest {
                Value::Null => {}
                Value::Array(list) => spans.extend(self::spans(&offsets, more, list)?),
                other => return Err(wrong(more, kind_of(other), "a list of spans")),
            }
            let mut seen = Vec::new();
            spans.retain(|span| {
                !seen.contains(span) && {
                    seen.push(*span);
                    true
                }
            });
            Ok(spans)
        });
        let sides = Sides {
            sources: sources?,
            targets: targets?,
        };
        if sides.sources.is_empty() && sides.targets.is_empty() {
            return Err(wrong(
                "source",
                "no span of either side",
                "a span in `source` or `target`",
            ));
        }
        Ok(Question { document, sides })
    }
}

/// Bytes of the spans of a list; null is none.
fn spans(offsets: &Offsets<'_>, field: &'static str, list: &[Value]) -> Result<Vec<Span>, Error> {
    let mut found = Vec::new();
    for value in list {
        match value {
            Value::Null => {}
            Value::Object(span) => found.push(one_span(offsets, field, span)?),
            other => return Err(wrong(field, kind_of(other), SPAN)),
        }
    }
    Ok(found)
}

fn one_span(
    offsets: &Offsets<'_>,
    field: &'static str,
    span: &Map<String, Value>,
) -> Result<Span, Error> {
    let number = |name: &str| span.get(name).and_then(Value::as_u64);
    let (Some(start), Some(end)) = (number("start"), number("end")) else {
        return Err(wrong(field, "an object without them", SPAN));
    };
    let byte = |at: u64| offsets.byte_at(u32::try_from(at).ok()?);
    match (byte(start), byte(end)) {
        (Some(first), Some(last)) if first < last => Ok(Span {
            start: first,
            end: last,
        }),
        _ => Err(wrong(
            field,
            &format!("{start} to {end}"),
            "code points of the text, the end behind the start",
        )),
    }
}

fn wrong(field: &'static str, found: &str, expected: &'static str) -> Error {
    Kind::Field {
        field,
        found: found.to_owned(),
        expected,
    }
    .into()
}
