//! What was said word for word: by a speaker, or by all, the newest first.

use super::Shelf;
use super::bearers::list;
use super::event::source;
use crate::error::Error;
use crate::record::Source;
use chancery::actors::ActorLexicon;
use chancery::reading::{QuoteRecord, Reading, RoleRecord, TextSpan};
use serde::Serialize;

/// Which quotes are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// Name or id of who says them; everybody without.
    pub speaker: Option<String>,
    /// Which kinds.
    pub kinds: Kinds,
    /// First day of the documents.
    pub since: Option<i32>,
    /// Last day of the documents; documents without a day are passed over where one is given.
    pub until: Option<i32>,
    /// Most that are shown.
    pub limit: usize,
}

/// Kinds of quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kinds {
    /// All.
    #[default]
    All,
    /// Whole sentences in quotation marks.
    Direct,
}

/// Something said.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Said {
    /// Where it is quoted.
    pub document: Source,
    /// Office of the speaker by that document.
    pub office: Option<RoleRecord>,
    /// The quote.
    #[serde(flatten)]
    pub quote: QuoteRecord,
    /// The line of the text that holds it; the quote itself where it goes over several.
    pub around: TextSpan,
}

impl Shelf<'_> {
    /// The quotes that are asked for and how many there are, by the day of their document, the
    /// newest first.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn quotes(
        &mut self,
        names: &ActorLexicon,
        asked: &Quotes,
    ) -> Result<(Vec<Said>, u64), Error> {
        let rows = match &asked.speaker {
            None => None,
            Some(name) => {
                let bearers = self.bearers(names, name)?;
                Some(
                    bearers
                        .into_iter()
                        .flat_map(|one| one.rows)
                        .collect::<Vec<i64>>(),
                )
            }
        };
        self.quotes_of(rows.as_deref(), asked)
    }

    /// The quotes of these rows of actors; of everybody without.
    pub(super) fn quotes_of(
        &mut self,
        speakers: Option<&[i64]>,
        asked: &Quotes,
    ) -> Result<(Vec<Said>, u64), Error> {
        let mut tests = vec!["d.status = 'read'".to_owned()];
        tests.extend(speakers.map(|rows| format!("q.speaker IN ({})", list(rows))));
        tests.extend(asked.since.map(|day| format!("d.day >= {day}")));
        tests.extend(asked.until.map(|day| format!("d.day <= {day}")));
        if asked.kinds == Kinds::Direct {
            tests.push("q.kind = 'direct'".to_owned());
        }
        let from = format!(
            "FROM quote q JOIN document d ON d.id = q.document WHERE {}",
            tests.join(" AND ")
        );
        let file = &self.ledger.connection;
        let total: u64 =
            file.query_row(&format!("SELECT count(*) {from}"), [], |row| row.get(0))?;
        let sql = format!(
            "SELECT d.id, q.seq, 0, 0, d.key, d.given, d.url, d.outlet, d.title, d.language, d.day,
                d.day_method, (SELECT s.key FROM story s WHERE s.id = d.story) {from}
             ORDER BY d.day IS NULL, d.day DESC, d.key, q.seq LIMIT {}",
            asked.limit
        );
        let mut read = file.prepare(&sql)?;
        let rows = read.query_map([], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, usize>(1)?, source(row)?))
        })?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        drop(read);
        let mut said = Vec::with_capacity(rows.len());
        for (document, seq, mut source) in rows {
            let reading = self.reading(document)?;
            let Some(quote) = reading.quotes.get(seq) else {
                return Err(Error::broken(
                    "a quote is not in the Reading of its document",
                ));
            };
            source.chars = u32::try_from(reading.document.text.chars().count()).unwrap_or(u32::MAX);
            said.push(Said {
                document: source,
                office: office(&reading, quote),
                around: around(&reading.document.text, quote),
                quote: quote.clone(),
            });
        }
        Ok((said, total))
    }
}

/// The office of the speaker by the document, those held before apart.
fn office(reading: &Reading, quote: &QuoteRecord) -> Option<RoleRecord> {
    let actor = quote.speaker.as_ref()?.actor.as_ref()?;
    let mut roles = reading.roles.iter().filter(|role| role.person == *actor);
    roles
        .clone()
        .find(|role| role.tense == "current")
        .or_else(|| roles.next())
        .cloned()
}

/// The line of the text that holds a quote: reports keep a statement and who made it in one.
fn around(text: &str, quote: &QuoteRecord) -> TextSpan {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.chars().count() as u32;
        if start <= quote.start && quote.end <= end {
            let lead = line.chars().take_while(|c| c.is_whitespace()).count() as u32;
            let words = line.trim();
            return TextSpan {
                start: start + lead,
                end: start + lead + words.chars().count() as u32,
                text: words.to_owned(),
            };
        }
        start = end;
    }
    TextSpan {
        start: quote.start,
        end: quote.end,
        text: quote.text.clone(),
    }
}
