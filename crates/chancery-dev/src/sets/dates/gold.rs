//! The form of `corpus/dates/*.tsv`: a day, a tab, a text with marks `{words|value|days}`.

use super::interval::{self, Interval};
use anyhow::{Context as _, bail, ensure};

/// One line.
#[derive(Debug, PartialEq)]
pub struct Gold {
    /// Name of the file and number of the line.
    pub id: String,
    /// Day of the report, ISO.
    pub day: String,
    /// The text without marks.
    pub text: String,
    /// What is marked, in order.
    pub marks: Vec<Marked>,
}

/// One expression; places are code points, half-open.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// First.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// TIMEX3 value; empty for an impossible date.
    pub value: String,
    /// The days it stands for, where it stands for days.
    pub days: Option<Interval>,
}

/// Every line that is neither empty nor a comment.
///
/// # Errors
/// Where a line is not in the form, with its number.
pub fn read(name: &str, text: &str) -> anyhow::Result<Vec<Gold>> {
    let mut all = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let id = format!("{name}:{}", at + 1);
        all.push(read_line(&id, line).with_context(|| id.clone())?);
    }
    Ok(all)
}

fn read_line(id: &str, line: &str) -> anyhow::Result<Gold> {
    let (day, marked) = line.split_once('\t').context("no tab")?;
    ensure!(interval::of_value(day).is_some(), "no such day: {day}");
    let mut gold = Gold {
        id: id.to_owned(),
        day: day.to_owned(),
        text: String::new(),
        marks: Vec::new(),
    };
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        let (mark, after) = after.split_once('}').context("a mark without an end")?;
        gold.text += before;
        let mark = read_mark(mark, &mut gold.text)?;
        gold.marks.push(mark);
        rest = after;
    }
    gold.text += rest;
    ensure!(!gold.text.contains('}'), "a mark without a beginning");
    Ok(gold)
}

/// Adds the words to the text and gives the mark with their place in it.
fn read_mark(mark: &str, text: &mut String) -> anyhow::Result<Marked> {
    let fields: Vec<&str> = mark.split('|').collect();
    let (words, value, days) = match fields[..] {
        [words, value] => (words, value, interval::of_value(value)),
        [words, value, days] => {
            let days = interval::written(days);
            (words, value, Some(days.context("days are `a..b`")?))
        }
        _ => bail!("a mark is words|value or words|value|days"),
    };
    let start = text.chars().count();
    *text += words;
    Ok(Marked {
        start,
        end: start + words.chars().count(),
        value: value.to_owned(),
        days,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_their_places() {
        let text = "# a\n\n2026-01-04\tÖdön left {Friday|2026-01-02}, for {days|PXD}.\n";
        let gold = read("a", text).unwrap();
        assert_eq!(gold[0].id, "a:3");
        assert_eq!(gold[0].text, "Ödön left Friday, for days.");
        let mark = &gold[0].marks[0];
        assert_eq!((mark.start, mark.end), (10, 16));
        let friday = Some("2026-01-02".to_owned());
        assert_eq!(mark.days, Some((friday.clone(), friday)));
        assert_eq!(gold[0].marks[1].days, None);
    }

    #[test]
    fn lines_out_of_form() {
        for line in [
            "2026-01-04 no tab",
            "2026-02-30\tno such day",
            "2026-01-04\t{Friday}",
            "2026-01-04\t{Friday|2026-01-02",
            "2026-01-04\tFriday}",
            "2026-01-04\t{Friday|2026-01-02|2026-01-02}",
        ] {
            assert!(read("a", line).is_err(), "{line}");
        }
    }
}
