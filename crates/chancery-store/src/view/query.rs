//! What is looked for, in one line: `umerov ankara status:planned since:2026-01`.
//!
//! ```text
//! box   = term*
//! term  = key ":" value | value
//! value = word | '"' anything '"'          several codes are joined by commas
//! key   = actor type mode cameo status place since until words story background origins score
//! ```
//!
//! A value alone is a country where it has three capitals, else whoever bears the name or whatever
//! is in a place of that name, else a word of the documents. Flags of the command line and fields of
//! pages go through the same [`Filter::put`], so they take and refuse the same.

use super::find::Filter;
use super::period::{DayEdge, day_of};
use super::wrong::Wrong;
use chancery::events::Status;
use chancery_data::schema::Knowledge;

/// A term of the box.
#[derive(Debug, PartialEq, Eq)]
struct Term {
    key: Option<String>,
    value: String,
}

impl Filter {
    /// The filter that a line asks for. Errors: a quote that does not end, an unknown key, a value
    /// that its key does not take.
    ///
    /// ```
    /// use chancery_store::view::Filter;
    /// let known = chancery_data::knowledge();
    /// let filter = Filter::parse("umerov status:planned since:2026-01", known)?;
    /// assert_eq!(filter.text, ["umerov"]);
    /// assert_eq!(filter.statuses, ["planned"]);
    /// # Ok::<(), chancery_store::view::Wrong>(())
    /// ```
    pub fn parse(line: &str, known: &Knowledge) -> Result<Filter, Wrong> {
        let mut filter = Filter::default();
        for Term { key, value } in terms(line)? {
            match key {
                Some(key) => filter.put(&key, &value, known)?,
                None => filter.text.push(value),
            }
        }
        Ok(filter)
    }

    /// Sets what a key asks for. Errors: an unknown key, a value that it does not take.
    pub fn put(&mut self, key: &str, value: &str, known: &Knowledge) -> Result<(), Wrong> {
        match key {
            "actor" => self.actors.push(value.to_owned()),
            "type" => self.types.extend(codes(value, &types(known))?),
            "mode" => self.modes.extend(codes(value, &modes(known))?),
            "status" => self.statuses.extend(codes(value, &statuses())?),
            "cameo" => self.cameo.extend(cameo(value)?),
            "place" => self.place = Some(value.to_owned()),
            "since" => self.since = Some(day_of(value, DayEdge::First)?),
            "until" => self.until = Some(day_of(value, DayEdge::Last)?),
            "words" => self.words = Some(value.to_owned()),
            "story" => self.story = Some(value.to_owned()),
            "background" => self.background = yes(value)?,
            "origins" => self.origins = Some(number(value, "a number of origins")?),
            "score" => self.score = Some(number(value, "a score from 0 to 1")?),
            _ => return Err(unknown(key)),
        }
        Ok(())
    }
}

/// Keys that a line can hold.
const KEYS: &str = "actor, type, mode, cameo, status, place, since, until, words, story, background, origins, score";

fn unknown(key: &str) -> Wrong {
    Wrong::new(format!("unknown key `{key}:`")).hint(format!(
        "keys: {KEYS}; words with a colon go in quotation marks"
    ))
}

fn types(known: &Knowledge) -> Vec<String> {
    known.types.iter().map(|one| one.code.clone()).collect()
}

fn modes(known: &Knowledge) -> Vec<String> {
    let modes = known.modes.iter().map(|one| one.code.clone());
    let kinds = known.kinds.iter().map(|one| one.code.clone());
    let mut all: Vec<String> = modes.chain(kinds).collect();
    all.sort();
    all.dedup();
    all
}

fn statuses() -> Vec<String> {
    Status::ALL
        .map(|status| status.as_str().to_owned())
        .to_vec()
}

/// The codes of a list with commas, as they are written in the book. Errors: one that is not in it.
fn codes(value: &str, book: &[String]) -> Result<Vec<String>, Wrong> {
    let one = |code: &str| {
        let written = code.trim().replace(' ', "_");
        let same = |known: &&String| {
            known.eq_ignore_ascii_case(&written)
                || known.replace('-', "_").eq_ignore_ascii_case(&written)
        };
        let known = book.iter().find(same).cloned();
        known.ok_or_else(|| not_in(code.trim(), book))
    };
    value.split(',').map(one).collect()
}

/// Codes that are told where one is not known; more are not read.
const TOLD: usize = 24;

fn not_in(code: &str, book: &[String]) -> Wrong {
    let begin: String = code.chars().take(2).collect::<String>().to_lowercase();
    let mut near: Vec<&str> = book.iter().map(String::as_str).collect();
    if near.len() > TOLD {
        near.retain(|known| known.to_lowercase().starts_with(&begin));
    }
    let hint = match near.is_empty() {
        true => "`chancery codebook` lists all codes".to_owned(),
        false => near.join(", "),
    };
    Wrong::new(format!("unknown code `{code}`")).hint(hint)
}

fn cameo(value: &str) -> Result<Vec<String>, Wrong> {
    let one = |code: &str| {
        let code = code.trim();
        let fits = (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        let wrong = || {
            Wrong::new(format!("found `{code}`, expected a CAMEO code"))
                .hint("such as 04, 042 or 1011; a root finds what is under it")
        };
        fits.then(|| code.to_owned()).ok_or_else(wrong)
    };
    value.split(',').map(one).collect()
}

fn yes(value: &str) -> Result<bool, Wrong> {
    match value {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err(Wrong::new(format!("found `{value}`, expected yes or no"))),
    }
}

fn number<N: std::str::FromStr>(value: &str, what: &str) -> Result<N, Wrong> {
    let wrong = |_| Wrong::new(format!("found `{value}`, expected {what}"));
    value.parse().map_err(wrong)
}

/// The terms of a line.
fn terms(line: &str) -> Result<Vec<Term>, Wrong> {
    let mut terms = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let key = key_of(rest);
        let after = key.map_or(rest, |key| &rest[key.len() + 1..]);
        let (value, left) = value_of(after)?;
        if value.trim().is_empty() {
            match key {
                Some(key) => return Err(Wrong::new(format!("nothing after `{key}:`"))),
                None => return Err(Wrong::new("nothing between quotation marks".to_owned())),
            }
        }
        terms.push(Term {
            key: key.map(str::to_owned),
            value,
        });
        rest = left.trim_start();
    }
    Ok(terms)
}

/// The key that a term begins with: small letters and a colon. Ids such as `a:...` are values.
fn key_of(term: &str) -> Option<&str> {
    let (key, _) = term.split_once(':')?;
    let letters = key.bytes().all(|b| b.is_ascii_lowercase());
    (letters && key.len() > 1).then_some(key)
}

/// A value and what follows it.
fn value_of(text: &str) -> Result<(String, &str), Wrong> {
    let marks = [('"', '"'), ('“', '”')];
    let Some((open, close)) = marks.into_iter().find(|(open, _)| text.starts_with(*open)) else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return Ok((text[..end].to_owned(), &text[end..]));
    };
    let inner = &text[open.len_utf8()..];
    let Some(end) = inner.find(close) else {
        return Err(Wrong::new(format!("{open} without {close}")));
    };
    Ok((inner[..end].to_owned(), &inner[end + close.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_data::knowledge;

    fn wrong(line: &str) -> String {
        let wrong = Filter::parse(line, knowledge()).expect_err("it is refused");
        format!("{wrong}; {}", wrong.hint.as_deref().unwrap_or_default())
    }

    #[test]
    fn a_line_as_people_type_it() {
        let line = "umerov \"new york\" actor:\"Hakan Fidan\" type:consult,agree status:did_not_happen \
                    until:2026-01 cameo:04 a:0123456789ab 10:30 origins:2 background:yes";
        let filter = Filter::parse(line, knowledge()).expect("it parses");
        assert_eq!(
            filter.text,
            ["umerov", "new york", "a:0123456789ab", "10:30"]
        );
        assert_eq!(filter.actors, ["Hakan Fidan"]);
        assert_eq!(filter.types, ["CONSULT", "AGREE"]);
        assert_eq!(filter.statuses, ["did_not_happen"]);
        assert_eq!(
            filter.until.map(crate::day::iso).as_deref(),
            Some("2026-01-31")
        );
        assert_eq!(filter.origins, Some(2));
        assert!(filter.background);
        assert_eq!(Filter::parse("  ", knowledge()), Ok(Filter::default()));
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert!(wrong("since:yesterday").starts_with("found `yesterday`, expected a day"));
        assert!(wrong("stauts:planned").starts_with("unknown key `stauts:`; keys: actor"));
        assert!(wrong("status:plan").contains("unknown code `plan`; happened, ongoing, planned"));
        assert!(wrong("type:").starts_with("nothing after `type:`"));
        assert!(wrong("\"open").starts_with("\" without \""));
        assert!(wrong("type:MEET").contains("CONSULT"));
        assert!(wrong("cameo:4x").starts_with("found `4x`, expected a CAMEO code"));
    }
}
