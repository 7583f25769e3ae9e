//! A day of the Ledger: what its documents tell anew, what they change, where documents disagree,
//! what is due next, who said what.
//!
//! The day of a document counts, not when it was added, and only documents up to the day: the brief of
//! a day is the same whenever it is made from the same documents.

use super::agenda::{Ahead, Plan, State, is_plan};
use super::quotes::{Kinds, Quotes, Said};
use super::{Shelf, iso_of};
use crate::error::Error;
use crate::record::{Event, Telling};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Days that "next" reaches.
const NEXT: i32 = 30;
/// Days back to which a plan may be overdue.
const BACK: i32 = 30;
/// Days between the bounds of a plan whose day is not known, at most.
const BOUNDS: i32 = 62;
/// Quotes of the day.
const SAID: usize = 12;

/// A day.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Brief {
    /// The day.
    pub day: String,
    /// What it rests on.
    pub documents: Count,
    /// Events that no earlier document tells, those of most origins first.
    pub new: Vec<Event>,
    /// Events that earlier documents tell, with something new.
    pub changed: Vec<Changed>,
    /// Events told again as before.
    pub again: usize,
    /// Events of background told on the day.
    pub background: usize,
    /// Events told on the day on which documents disagree.
    pub disputed: Vec<Event>,
    /// What is due in the next 30 days, overdue plans of the last 30 first.
    pub due: Vec<Plan>,
    /// Quotes of the day.
    pub quotes: Vec<Said>,
}

/// Documents of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Read.
    pub read: u64,
    /// Not read.
    pub failed: u64,
    /// Outlets by the number of their documents; those without one under the empty name.
    pub outlets: BTreeMap<String, u64>,
}

/// An event of which a day tells something new.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Changed {
    /// The event as the documents up to the day tell it.
    #[serde(flatten)]
    pub event: Event,
    /// What is new.
    pub changes: Vec<News>,
}

/// A slot that a day tells otherwise than before.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct News {
    /// `status`, `date`, `place` or `who`.
    pub slot: String,
    /// What was told before; absent where nothing was.
    pub before: Option<String>,
    /// What the day tells.
    pub after: String,
}

impl Shelf<'_> {
    /// The brief of a day.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn brief(&mut self, day: i32) -> Result<Brief, Error> {
        let mut brief = Brief {
            day: iso_of(day),
            documents: self.documents_of(day)?,
            ..Brief::default()
        };
        for row in self.events_on(day)? {
            let Some(event) = self.event_as_of(row, day)? else {
                continue;
            };
            self.sort_in(&mut brief, event);
        }
        let most = |event: &Event| {
            (
                usize::MAX - event.origins,
                usize::MAX - event.documents,
                event.id.clone(),
            )
        };
        brief.new.sort_by_key(most);
        brief.disputed.sort_by_key(most);
        brief.changed.sort_by_key(|one| most(&one.event));
        brief.due = self.due(day)?;
        let asked = Quotes {
            kinds: Kinds::Direct,
            since: Some(day),
            until: Some(day),
            limit: SAID,
            speaker: None,
        };
        brief.quotes = self.quotes_of(None, &asked)?.0;
        brief.quotes.retain(|said| said.quote.speaker.is_some());
        Ok(brief)
    }

    fn documents_of(&self, day: i32) -> Result<Count, Error> {
        let mut read = self.ledger.connection.prepare_cached(
            "SELECT coalesce(outlet, ''), status = 'read', count(*) FROM document
             WHERE day = ? AND status <> 'withdrawn' GROUP BY 1, 2",
        )?;
        let mut rows = read.query([day])?;
        let mut count = Count::default();
        while let Some(row) = rows.next()? {
            let (outlet, read, documents): (String, bool, u64) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            match read {
                true => {
                    count.read += documents;
                    *count.outlets.entry(outlet).or_default() += documents;
                }
                false => count.failed += documents,
            }
        }
        Ok(count)
    }

    fn events_on(&self, day: i32) -> Result<Vec<i64>, Error> {
        let mut read = self.ledger.connection.prepare_cached(
            "SELECT DISTINCT c.event FROM document d
                JOIN claim c ON c.id BETWEEN d.first_claim AND d.first_claim + d.claims - 1
             WHERE d.day = ? AND c.event IS NOT NULL ORDER BY 1",
        )?;
        let rows = read.query_map([day], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn sort_in(&self, brief: &mut Brief, event: Event) {
        if !event.core {
            brief.background += 1;
            return;
        }
        if !event.conflicts.is_empty() {
            brief.disputed.push(event.clone());
        }
        let on = |one: &&Telling| one.document.published.as_ref() == Some(&brief.day);
        let (today, before): (Vec<&Telling>, Vec<&Telling>) = event.claims.iter().partition(on);
        let earlier = before.iter().any(|one| one.document.published.is_some());
        let changes = news(&before, &today);
        match (earlier, changes.is_empty()) {
            (false, _) => brief.new.push(event),
            (true, true) => brief.again += 1,
            (true, false) => brief.changed.push(Changed { event, changes }),
        }
    }

    /// What lies ahead and what is overdue.
    fn due(&mut self, day: i32) -> Result<Vec<Plan>, Error> {
        let mut plans = self.agenda(Ahead {
            as_of: day,
            since: Some(day - BACK),
            until: Some(day + NEXT),
            undated_since: None,
        })?;
        plans.retain(|plan| matches!(plan.state, State::Ahead | State::Overdue) && is_near(plan));
        Ok(plans)
    }

    /// The last day that a document is of.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn last_day(&self) -> Result<Option<i32>, Error> {
        let sql = "SELECT max(day) FROM document";
        Ok(self
            .ledger
            .connection
            .query_row(sql, [], |row| row.get(0))?)
    }
}

/// True where the day of a plan is known, or within two months.
fn is_near(plan: &Plan) -> bool {
    let Some(time) = &plan.event.time else {
        return false;
    };
    let day = |iso: &Option<String>| iso.as_deref().and_then(crate::day::number);
    let bounds = day(&time.earliest).zip(day(&time.latest));
    time.best.is_some() || bounds.is_some_and(|(first, last)| last - first <= BOUNDS)
}

/// Slots that the claims of a day tell otherwise than those before.
fn news(before: &[&Telling], today: &[&Telling]) -> Vec<News> {
    let status = |one: &Telling| Some(one.claim.status.clone());
    let date = |one: &Telling| {
        let time = one.claim.time.as_ref()?;
        time.words.as_ref()?;
        time.day.edtf.clone()
    };
    let place = |one: &Telling| {
        let place = one.claim.place.as_ref()?;
        (place.precision != "country").then(|| place.name.clone())
    };
    let mut news = Vec::new();
    news.extend(slot("status", before, today, &status));
    news.extend(slot("date", before, today, &date));
    news.extend(slot("place", before, today, &place));
    news
}

/// The values of a slot before and now, where now there are others.
fn slot(
    name: &str,
    before: &[&Telling],
    today: &[&Telling],
    value: &dyn Fn(&Telling) -> Option<String>,
) -> Option<News> {
    let of = |tellings: &[&Telling]| -> BTreeSet<String> {
        tellings.iter().filter_map(|one| value(one)).collect()
    };
    let (old, now) = (of(before), of(today));
    let after: Vec<String> = now.difference(&old).cloned().collect();
    (!after.is_empty()).then(|| News {
        slot: name.to_owned(),
        before: (!old.is_empty()).then(|| old.into_iter().collect::<Vec<_>>().join(" / ")),
        after: after.join(" / "),
    })
}

/// Which part of a page an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Told as happened or going on.
    Happened,
    /// Planned, possible, conditional.
    Ahead,
    /// Denied or called off.
    Off,
}

/// The part of a page to which a status belongs.
pub fn part_of(status: &str) -> Part {
    match status {
        "happened" | "ongoing" => Part::Happened,
        plan if is_plan(plan) => Part::Ahead,
        _ => Part::Off,
    }
}
