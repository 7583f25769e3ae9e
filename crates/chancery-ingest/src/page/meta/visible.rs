//! The days that a reader sees on a page, judged: which is that of publication, which that of a change,
//! and which tells of something else.
//!
//! Every day in the visible text and in the attributes of `time` and its like is a candidate. It is
//! judged by the words before it (`ingest/date_words.tsv`), the names of the parts around it
//! (`ingest/page_parts.tsv`), how much else its block says, and where it stands: days beside the
//! headline are mostly those of publication, days in comments, sidebars and lists of other reports never.
//!
//! Cost: linear in the text, and a bounded look around each of at most [`MAX_DAYS`] days.

use super::cue::{Cue, cue_of};
use super::day::{self, Habits, Order};
use super::head::Head;
use super::parts::{Part, Parts};
use crate::Stamp;
use crate::page::tags::{Name, Tag};
use crate::page::tree::Tree;
use crate::report::Span;

/// Most days of a page that are judged.
const MAX_DAYS: usize = 400;

/// Shortest block of prose, in bytes.
const PROSE: usize = 140;

/// Least score of a day that is believed.
pub(super) const ENOUGH: i32 = 20;

/// A day on the page, judged.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) stamp: Stamp,
    /// Bytes of [`Tree::text`].
    pub(super) text: Span,
    /// The element that states it in an attribute.
    pub(super) node: Option<u32>,
    pub(super) score: i32,
    /// It is stated as the day of a change.
    pub(super) modified: bool,
}

/// Where the report stands on the page.
struct Place<'t> {
    tree: &'t Tree,
    parts: Parts<'t>,
    habits: &'t Habits,
    /// Byte of the text at which the headline begins and ends.
    headline: Option<(usize, usize)>,
    /// Bytes of the text of the first block of prose after the headline, and after the last.
    body: (usize, usize),
}

/// All days of the page with their scores, in the order of the page.
pub(super) fn seen(tree: &Tree, head: &Head, habits: &Habits, headline: Option<u32>) -> Vec<Seen> {
    let mut place = Place::new(tree, habits, headline);
    let mut all = Vec::new();
    let days = days_of_page(tree, habits);
    for &node in &head.times {
        if let Some(stamp) = stated(tree, node, habits) {
            all.push(place.judge_stated(node, stamp));
        }
    }
    let stated = all.len();
    for (stamp, span) in days {
        let twin = all[..stated].iter_mut().find(|s| {
            let (from, to) = (s.text.start, s.text.end);
            from <= span.start + 1 && span.end <= to + 1 && to - from < 200
        });
        let mut found = place.judge(stamp, span);
        match twin {
            Some(twin) => {
                let near = days_apart(twin.stamp, stamp) <= 1;
                twin.modified |= found.modified;
                twin.score = twin.score.max(found.score + if near { 12 } else { 0 });
                if !near {
                    found.score -= 8;
                    all.push(found);
                }
            }
            None => all.push(found),
        }
    }
    all.sort_by_key(|s| s.text.start);
    all
}

/// Days between two.
pub(super) fn days_apart(a: Stamp, b: Stamp) -> i32 {
    let number = |s: Stamp| i32::from(s.day.year()) * 366 + i32::from(s.day.day_of_year());
    (number(a) - number(b)).abs()
}

fn days_of_page(tree: &Tree, habits: &Habits) -> Vec<(Stamp, Span)> {
    let mut first = Vec::new();
    let (mut by_day, mut by_month) = (0, 0);
    for block in &tree.blocks {
        let left = MAX_DAYS.saturating_sub(first.len());
        if left == 0 {
            break;
        }
        for w in day::days(tree.words(block), habits, left) {
            by_day += usize::from(w.order == Order::DayFirst);
            by_month += usize::from(w.order == Order::MonthFirst);
            let moved = Span {
                start: block.text.start + w.span.start,
                end: block.text.start + w.span.end,
            };
            first.push((w, moved));
        }
    }
    let month_first = match (by_day, by_month) {
        (0, 1..) => true,
        (1.., 0) => false,
        _ => habits.month_first,
    };
    let turned = Habits {
        month_first,
        ..habits.clone()
    };
    let again = month_first != habits.month_first;
    first
        .into_iter()
        .map(|(w, span)| match w.order {
            Order::Open if again => {
                let read = day::first(
                    tree.text.get(span.start..span.end).unwrap_or_default(),
                    &turned,
                );
                (read.unwrap_or(w.stamp), span)
            }
            _ => (w.stamp, span),
        })
        .collect()
}

/// Attributes that hold a day.
const STATED: &[Name] = &[
    Name::DATETIME,
    Name::CONTENT,
    Name::PUBDATE,
    Name::TITLE,
    Name::named("data-date"),
    Name::named("data-datetime"),
    Name::named("data-pubdate"),
    Name::named("data-published"),
    Name::named("data-time"),
    Name::named("data-timestamp"),
    Name::named("data-utime"),
];

fn stated(tree: &Tree, node: u32, habits: &Habits) -> Option<Stamp> {
    STATED.iter().find_map(|&name| {
        let value = tree.attr(node, name)?;
        epoch(value).or_else(|| day::first(value, habits))
    })
}

/// Seconds or thousandths since 1970.
pub(super) fn epoch(value: &str) -> Option<Stamp> {
    let digits = value.trim();
    let seconds: i64 = digits.get(..10)?.parse().ok()?;
    if !(digits.len() == 10 || digits.len() == 13) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    let at = jiff::tz::Offset::UTC.to_datetime(moment);
    day::plausible(at.date()).then_some(Stamp {
        day: at.date(),
        time: Some(at.time()),
        utc_offset_minutes: Some(0),
    })
}

impl<'t> Place<'t> {
    fn new(tree: &'t Tree, habits: &'t Habits, headline: Option<u32>) -> Place<'t> {
        let headline = headline.map(|node| {
            let (from, to) = tree.nodes[node as usize].text;
            (from as usize, to as usize)
        });
        let mut place = Place {
            tree,
            parts: Parts::new(tree),
            habits,
            headline,
            body: (usize::MAX, usize::MAX),
        };
        place.body = place.find_body();
        place
    }

    fn find_body(&mut self) -> (usize, usize) {
        let after = self.headline.map_or(0, |h| h.1);
        let mut body = (usize::MAX, usize::MAX);
        for block in &self.tree.blocks {
            let len = block.text.end - block.text.start;
            let prose =
                len >= PROSE && (block.linked as usize) * 3 < len && block.text.start >= after;
            if prose && !self.is_away(block.node) {
                if body.0 == usize::MAX {
                    body.0 = block.text.start;
                }
                body.1 = block.text.end;
            }
        }
        body
    }

    /// Whether an element below what it shares with the headline is named as telling of others.
    fn is_away(&mut self, node: u32) -> bool {
        for node in self.tree.around(node) {
            let n = self.tree.nodes[node as usize];
            let shared = self
                .headline
                .is_some_and(|(from, to)| (n.text.0 as usize) <= from && (n.text.1 as usize) >= to);
            if shared || n.tag == Tag::BODY || n.parent == node {
                return false;
            }
            if self.parts.of(node).has(Part::AWAY) {
                return true;
            }
        }
        false
    }

    fn judge_stated(&mut self, node: u32, stamp: Stamp) -> Seen {
        let (from, to) = self.tree.nodes[node as usize].text;
        let span = Span {
            start: from as usize,
            end: to as usize,
        };
        let mut seen = self.judge(stamp, span);
        seen.node = Some(node);
        seen.score += 12;
        if self.tree.attr(node, Name::PUBDATE).is_some() {
            seen.score += 20;
        }
        seen
    }

    fn judge(&mut self, stamp: Stamp, span: Span) -> Seen {
        let node = self.tree.node_at(span.start);
        let cue = cue_of(self.tree, span, self.habits);
        let score =
            self.of_parts(node) + self.of_place(span, node) + self.of_block(span) + of_cue(cue);
        Seen {
            stamp,
            text: span,
            node: None,
            score,
            modified: cue == Cue::Modified || self.says_modified(node),
        }
    }

    fn says_modified(&self, node: u32) -> bool {
        self.tree.around(node).take(2).any(|n| {
            let class = self.tree.attr(n, Name::CLASS).unwrap_or_default();
            let property = self.tree.attr(n, Name::ITEMPROP).unwrap_or_default();
            let of_words = |value: &str| {
                let value = value.to_ascii_lowercase();
                value.contains("modif") || value.contains("updated") || value.contains("lastmod")
            };
            let published = class.contains("publish");
            (of_words(class) && !published) || of_words(property)
        })
    }

    fn of_parts(&mut self, node: u32) -> i32 {
        let mut score = 0;
        for (above, node) in self.tree.around(node).enumerate().take(4) {
            let part = self.parts.of(node);
            let near = 4 - above as i32;
            if part.has(Part::DATE) {
                score = score.max(10 + 3 * near);
            }
            if part.has(Part::BYLINE) {
                score = score.max(6 + 2 * near);
            }
            if self.tree.nodes[node as usize].tag == Tag::TIME {
                score = score.max(18);
            }
        }
        if self.is_away(node) {
            score -= 45;
        }
        if self.tree.nodes[node as usize].hidden {
            score -= 6;
        }
        score
    }

    fn of_place(&self, span: Span, _node: u32) -> i32 {
        let (body, end) = self.body;
        let Some((from, to)) = self.headline else {
            return match span.start {
                at if at < body => 8,
                at if at >= end && at < end.saturating_add(300) => 6,
                _ => 0,
            };
        };
        match span.start {
            at if at >= from && at < to => -5,
            at if at >= to && at < body && at - to < 1_500 => 24 - ((at - to) / 100) as i32,
            at if at < from && from - at < 600 => 14,
            at if at < from => -4,
            at if at < body => 4,
            at if at < end => -6,
            at if at - end < 300 => 10,
            _ => -6,
        }
    }

    fn of_block(&self, span: Span) -> i32 {
        let Some(row) = self.tree.block_at(span.start) else {
            return 0;
        };
        let block = &self.tree.blocks[row];
        let rest = (block.text.end - block.text.start).saturating_sub(span.end - span.start);
        match rest {
            0..=3 => 14,
            4..=40 => 10,
            41..=120 => 3,
            121..=250 => -6,
            _ if span.start - block.text.start < 60 => 0,
            _ => -16,
        }
    }
}

fn of_cue(cue: Cue) -> i32 {
    match cue {
        Cue::Published => 26,
        Cue::Modified => 10,
        Cue::Never => -45,
        Cue::None => 0,
    }
}
