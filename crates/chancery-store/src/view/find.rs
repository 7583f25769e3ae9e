//! Which events answer a question: by actor, country, code, place, day, status, words.

use super::Shelf;
use crate::error::Error;
use crate::words::Asked;
use chancery::actors::{ActorLexicon, name_key};
use rusqlite::types::Value;

/// What is asked for; an empty list and `None` ask for nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Names or ids (`a:...`) of actors, all of which take part. A name of three capitals is a country.
    pub actors: Vec<String>,
    /// PLOVER types, any of them.
    pub types: Vec<String>,
    /// PLOVER modes or our kinds, any of them.
    pub modes: Vec<String>,
    /// CAMEO codes, any of them; a root finds what is under it.
    pub cameo: Vec<String>,
    /// Statuses, any of them.
    pub statuses: Vec<String>,
    /// Name of a place, or country code of one.
    pub place: Option<String>,
    /// First day. Of an event the best day counts; without one the bounds of its date do.
    pub since: Option<i32>,
    /// Last day.
    pub until: Option<i32>,
    /// Words of the documents: words, "a phrase", a prefix*, AND, OR, NOT.
    pub words: Option<String>,
    /// Id of a story, whose documents tell of them.
    pub story: Option<String>,
    /// Historical background too.
    pub background: bool,
    /// Fewest independent origins.
    pub origins: Option<u32>,
    /// Least score.
    pub score: Option<f64>,
    /// What was typed without a key, all of it: a country where it has three capitals, whoever bears
    /// the name or whatever is in a place of that name, else a word of the documents.
    pub text: Vec<String>,
}

/// In which order events are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By day, the newest first, undated ones last.
    #[default]
    Newest,
    /// By day, the oldest first, undated ones last: the order of exports.
    Oldest,
}

/// A page of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Order.
    pub order: Order,
    /// Results passed over.
    pub skip: u64,
    /// Results at most.
    pub limit: u64,
}

/// Most documents whose words are asked for events, the newest first.
const DOCUMENTS: i64 = 2_000;

/// A query as it grows.
#[derive(Default)]
struct Query {
    parts: Vec<String>,
    values: Vec<Value>,
    /// A country by whose events all are looked for.
    country: Option<String>,
}

impl Query {
    fn and(&mut self, part: &str, value: impl Into<Value>) {
        self.parts.push(part.to_owned());
        self.values.push(value.into());
    }

    fn any(&mut self, columns: &[&str], values: &[String]) {
        if values.is_empty() {
            return;
        }
        let marks = vec!["?"; values.len()].join(", ");
        let tests: Vec<String> = columns
            .iter()
            .map(|c| format!("{c} IN ({marks})"))
            .collect();
        self.parts.push(format!("({})", tests.join(" OR ")));
        for _ in columns {
            self.values.extend(values.iter().cloned().map(Value::from));
        }
    }
}

impl Shelf<'_> {
    /// Rows of the events that answer a filter, and how many there are; `names` folds names.
    ///
    /// # Errors
    ///
    /// Words that FTS5 cannot read; a file that cannot be read.
    pub fn find(
        &mut self,
        names: &ActorLexicon,
        filter: &Filter,
        page: Page,
    ) -> Result<(Vec<i64>, u64), Error> {
        let (count, all, values) = self.find_sql(names, filter, page)?;
        let file = &self.ledger.connection;
        let values = || rusqlite::params_from_iter(values.iter());
        let mut read = file.prepare_cached(&count)?;
        let total: u64 = read.query_row(values(), |row| row.get(0))?;
        let mut read = file.prepare_cached(&all)?;
        let rows = read.query_map(values(), |row| row.get(0))?;
        Ok((rows.collect::<Result<_, _>>()?, total))
    }

    /// What counts the events that answer a filter, what finds a page of them, and the values of both.
    pub(super) fn find_sql(
        &mut self,
        names: &ActorLexicon,
        filter: &Filter,
        page: Page,
    ) -> Result<(String, String, Vec<Value>), Error> {
        let mut query = self.query(names, filter)?;
        let mut from = ["event e".to_owned(), "event e".to_owned()];
        let mut day = "e.day";
        if let Some(country) = query.country.take() {
            let alone = query.parts.is_empty();
            let core = if filter.background {
                ""
            } else {
                " AND k.core = 1"
            };
            query.parts.insert(0, format!("k.country = ?{core}"));
            query.values.insert(0, Value::from(country));
            from[1] = "country_event k CROSS JOIN event e ON e.id = k.event".to_owned();
            // The key of the table has the order of days, but for background among the rest.
            day = if filter.background { day } else { "k.day" };
            from[0] = match alone {
                true => "country_event k".to_owned(),
                false => from[1].clone(),
            };
        } else if !filter.background {
            query.parts.push("e.core".to_owned());
        }
        let all = match query.parts.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", query.parts.join(" AND ")),
        };
        // Undated events are the least days, so they come last by themselves where the newest come first.
        let order = match page.order {
            Order::Newest => format!("{day} DESC, e.key"),
            Order::Oldest => "e.day IS NULL, e.day, e.key".to_owned(),
        };
        let [counted, found] = from;
        Ok((
            format!("SELECT count(*) FROM {counted} {all}"),
            format!(
                "SELECT e.id FROM {found} {all} ORDER BY {order} LIMIT {} OFFSET {}",
                page.limit, page.skip
            ),
            query.values,
        ))
    }

    fn query(&mut self, names: &ActorLexicon, filter: &Filter) -> Result<Query, Error> {
        let mut query = Query::default();
        for actor in &filter.actors {
            self.takes_part(&mut query, names, actor);
        }
        query.any(&["e.type"], &filter.types);
        query.any(&["e.mode", "e.kind"], &filter.modes);
        query.any(&["e.status"], &filter.statuses);
        if !filter.cameo.is_empty() {
            let tests = vec!["e.cameo GLOB ?"; filter.cameo.len()].join(" OR ");
            query.parts.push(format!("({tests})"));
            let codes = filter
                .cameo
                .iter()
                .map(|code| Value::from(format!("{code}*")));
            query.values.extend(codes);
        }
        match &filter.place {
            Some(place) if is_code(place) => query.and("e.country = ?", place.clone()),
            Some(place) => query.and(BY_PLACE, place.clone()),
            None => {}
        }
        for word in &filter.text {
            self.typed(&mut query, names, word)?;
        }
        if filter.since.is_some() || filter.until.is_some() {
            between(&mut query, filter.since, filter.until);
        }
        if let Some(words) = &filter.words {
            let asked = Asked::parse(names, words)?;
            self.with_words(&mut query, names, &asked)?;
        }
        if let Some(story) = &filter.story {
            query.and(BY_STORY, self.story_row(story)?.unwrap_or(-1));
        }
        if let Some(origins) = filter.origins {
            query.and("e.origins >= ?", i64::from(origins));
        }
        if let Some(score) = filter.score {
            query.and("e.score >= ?", score);
        }
        Ok(query)
    }

    /// An actor by id, a country by code, else whoever bears the name, whole or its last word.
    fn takes_part(&self, query: &mut Query, names: &ActorLexicon, actor: &str) {
        if actor.starts_with("a:") {
            query.and(BY_ID, actor.to_owned());
        } else if is_code(actor) && query.country.is_none() {
            query.country = Some(actor.to_owned());
        } else if is_code(actor) {
            query.and(BY_COUNTRY, actor.to_owned());
        } else {
            let folded = name_key(names, actor).folded;
            query.and(BY_NAME, folded.clone());
            query.values.push(Value::from(folded));
        }
    }

    /// What was typed without a key.
    fn typed(&mut self, query: &mut Query, names: &ActorLexicon, word: &str) -> Result<(), Error> {
        if word.starts_with("a:") || is_code(word) {
            self.takes_part(query, names, word);
            return Ok(());
        }
        let folded = name_key(names, word).folded;
        let file = &self.ledger.connection;
        let known: bool = file
            .prepare_cached(IS_KNOWN)?
            .query_row((&folded, word), |row| row.get(0))?;
        if known {
            query.and(BY_NAME_OR_PLACE, folded.clone());
            query.values.push(Value::from(folded));
            query.values.push(Value::from(word.to_owned()));
        } else {
            self.with_words(query, names, &Asked::phrase(names, word))?;
        }
        Ok(())
    }

    /// Events of the newest documents with these words.
    fn with_words(
        &mut self,
        query: &mut Query,
        names: &ActorLexicon,
        asked: &Asked,
    ) -> Result<(), Error> {
        let file = &self.ledger.connection;
        let found = asked.documents(file, names, (&mut self.unpacker, DOCUMENTS))?;
        let found: Vec<String> = found.iter().map(i64::to_string).collect();
        query.and(WORDS, format!("[{}]", found.join(",")));
        Ok(())
    }
}

/// True for what is taken as a country: three capitals.
pub(super) fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// The best day between two days; of events without one the bounds meet them.
fn between(query: &mut Query, since: Option<i32>, until: Option<i32>) {
    let since = Value::from(i64::from(since.unwrap_or(i32::MIN)));
    let until = Value::from(i64::from(until.unwrap_or(i32::MAX)));
    let between = match query.country.is_some() {
        true => BETWEEN
            .replace("e.day BETWEEN", "k.day BETWEEN")
            .replace("e.day IS NULL", OF_NO_DAY),
        false => BETWEEN.to_owned(),
    };
    query.parts.push(between);
    query
        .values
        .extend([since.clone(), until.clone(), since, until]);
}

/// Days of events: their own, or what bounds them. Both sides are found by the index of days.
const BETWEEN: &str = "(e.day BETWEEN ? AND ? OR (e.day IS NULL
    AND (e.day_from IS NOT NULL OR e.day_to IS NOT NULL)
    AND (e.day_to IS NULL OR e.day_to >= ?) AND (e.day_from IS NULL OR e.day_from <= ?)))";

/// The same of the events of a country.
const OF_NO_DAY: &str = "k.day = -2147483648";

const IS_KNOWN: &str = "
    SELECT EXISTS (SELECT 1 FROM actor_name WHERE folded = ?1)
        OR EXISTS (SELECT 1 FROM actor_name WHERE last = ?1)
        OR EXISTS (SELECT 1 FROM spot s JOIN event_row e ON e.spot = s.id WHERE s.place = ?2 COLLATE NOCASE)";

const BY_NAME_OR_PLACE: &str = "e.id IN (
    SELECT c.event FROM actor_name n JOIN participant p ON p.actor = n.actor JOIN claim c ON c.id = p.claim
    WHERE n.folded = ? OR n.last = ?
    UNION ALL SELECT e.id FROM spot s JOIN event_row e ON e.spot = s.id WHERE s.place = ? COLLATE NOCASE)";

/// By its row: the index of events is by that.
const BY_PLACE: &str = "e.spot IN (SELECT id FROM spot WHERE place = ? COLLATE NOCASE)";

const BY_ID: &str = "e.id IN (
    SELECT c.event FROM actor a JOIN participant p ON p.actor = a.id JOIN claim c ON c.id = p.claim
    WHERE a.key = ?)";

/// Another country beside the first: the rows of both are found by their days.
const BY_COUNTRY: &str = "EXISTS (
    SELECT 1 FROM country_event o WHERE o.country = ? AND o.core = e.core
        AND o.day = coalesce(e.day, -2147483648) AND o.event = e.id)";

const BY_STORY: &str = "e.id IN (
    SELECT c.event FROM document d JOIN claim c ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1
    WHERE d.story = ?)";

const BY_NAME: &str = "e.id IN (
    SELECT c.event FROM actor_name n JOIN participant p ON p.actor = n.actor JOIN claim c ON c.id = p.claim
    WHERE n.folded = ? OR n.last = ?)";

const WORDS: &str = "e.id IN (
    SELECT c.event FROM json_each(?) j CROSS JOIN document d ON d.id = j.value
        CROSS JOIN claim c ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1)";
