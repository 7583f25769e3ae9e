//! The cast while it is being built: figures, their mentions, the offices they hold.

use chancery_data::schema::{Gender, TitleLevel};
use chancery_nlp::{Parse, Span, TokenId};

use super::page::Page;
use super::phrase::{Noun, Phrase, Reader};
use super::{
    Actor, ActorId, ActorKind, Actors, Basis, CountryRef, Mention, MentionId, MentionKind, Pending,
    RoleHeld, Tense,
};
use crate::places::pieces::OrgSource;

/// An actor with what the steps need to know of it and the record does not keep.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) kind: ActorKind,
    pub(super) name: String,
    pub(super) names: Vec<String>,
    /// Row of the country, what it rests on and the words.
    pub(super) country: Option<(String, Basis, Span)>,
    pub(super) sectors: Vec<String>,
    pub(super) quantity: Option<super::Quantity>,
    pub(super) members: Vec<usize>,
    pub(super) gender: Gender,
    /// The gender is that which the given name usually has.
    pub(super) usual_gender: bool,
    /// For persons: hashes of the words of the fullest name.
    pub(super) words: Vec<u64>,
    /// For bodies: where it is known from, and its key.
    pub(super) source: Option<OrgSource>,
    pub(super) key: Vec<u64>,
    /// For offices and groups: the noun.
    pub(super) noun: Option<Noun>,
    /// For offices and groups: hash of the last word of the noun.
    pub(super) last_word: u64,
    /// For states: row of the country.
    pub(super) state: Option<u16>,
}

impl Figure {
    /// A figure without anything but kind and name.
    pub(super) fn new(kind: ActorKind, name: &str) -> Self {
        Figure {
            kind,
            name: name.to_string(),
            names: Vec::new(),
            country: None,
            sectors: Vec::new(),
            quantity: None,
            members: Vec::new(),
            gender: Gender::Unknown,
            usual_gender: false,
            words: Vec::new(),
            source: None,
            key: Vec::new(),
            noun: None,
            last_word: 0,
            state: None,
        }
    }

    /// True for one person, named or not.
    pub(super) fn is_person(&self) -> bool {
        self.kind == ActorKind::Person
            || (self.kind == ActorKind::Unnamed
                && self.quantity.is_none_or(|q| q.value < 2.0)
                && !self.is_plural())
    }

    /// True for a figure that "they" may mean.
    pub(super) fn is_plural(&self) -> bool {
        self.kind == ActorKind::Group
            || self
                .names
                .first()
                .is_some_and(|_| self.quantity.is_some_and(|q| q.value >= 2.0))
    }

    /// True for a figure that "it" may mean.
    pub(super) fn is_body(&self) -> bool {
        matches!(
            self.kind,
            ActorKind::Org | ActorKind::State | ActorKind::Igo
        )
    }
}

/// A mention of a figure; `figure` is its number in the cast.
#[derive(Clone, Debug)]
pub(super) struct Sighting {
    pub(super) first: TokenId,
    pub(super) end: TokenId,
    pub(super) core: (TokenId, TokenId),
    pub(super) head: TokenId,
    pub(super) kind: MentionKind,
    pub(super) figure: usize,
    pub(super) rule: &'static str,
}

/// An office of a figure.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) figure: usize,
    /// Number of the phrase that says so.
    pub(super) phrase: usize,
    /// Office words, lower case, singular.
    pub(super) title: String,
    pub(super) organisation: Option<String>,
    pub(super) body: Option<usize>,
    pub(super) country: Option<(String, Basis, Span)>,
    pub(super) sector: Option<String>,
    pub(super) level: Option<TitleLevel>,
    pub(super) tense: Tense,
    /// What the office itself rests on: its words, or an inference.
    pub(super) basis: Basis,
    pub(super) span: Span,
}

/// Everything found so far.
pub(super) struct Cast<'a> {
    pub(super) page: Page<'a>,
    pub(super) reader: Reader<'a>,
    pub(super) phrases: Vec<Phrase>,
    /// Phrases that are part of another mention (a title before a name).
    pub(super) used: Vec<bool>,
    pub(super) figures: Vec<Figure>,
    pub(super) sightings: Vec<Sighting>,
    /// Numbers of the mentions of each sentence, in the order in which they were noted.
    seen: Vec<Vec<u32>>,
    pub(super) held: Vec<Held>,
    pub(super) pending: Vec<Pending>,
    /// Figure of each body of the reader, once known.
    pub(super) body_figure: Vec<Option<usize>>,
}

impl<'a> Cast<'a> {
    /// Reads the phrases of a page; no figure yet.
    pub(super) fn new(page: Page<'a>) -> Self {
        let reader = Reader::new(page);
        let mut phrases: Vec<Phrase> = Vec::new();
        for token in page.parse.tokens() {
            let inside = phrases.last().is_some_and(|last| token < last.core.1);
            phrases.extend((!inside).then(|| reader.phrase(token)).flatten());
        }
        Cast {
            used: vec![false; phrases.len()],
            body_figure: vec![None; reader.bodies.len()],
            page,
            reader,
            phrases,
            figures: Vec::new(),
            sightings: Vec::new(),
            seen: vec![Vec::new(); page.parse.sentences.len()],
            held: Vec::new(),
            pending: Vec::new(),
        }
    }

    pub(super) fn add_figure(&mut self, figure: Figure) -> usize {
        self.figures.push(figure);
        self.figures.len() - 1
    }

    /// Notes a mention and the words of it as a name of the figure.
    pub(super) fn sight(
        &mut self,
        figure: usize,
        run: (TokenId, TokenId),
        core: (TokenId, TokenId),
        how: (MentionKind, &'static str),
    ) {
        let head = head_in(self.page.parse, run, core);
        let (kind, rule) = how;
        let sentence = self.page.parse.sentence_of[run.0.index()];
        self.seen[sentence.0 as usize].push(self.sightings.len() as u32);
        self.sightings.push(Sighting {
            first: run.0,
            end: run.1,
            core,
            head,
            kind,
            figure,
            rule,
        });
    }

    /// Numbers and mentions of the sentence that `token` stands in, in the order in which they were
    /// noted.
    pub(super) fn seen_beside(&self, token: TokenId) -> impl Iterator<Item = (usize, &Sighting)> {
        let sentence = self.page.parse.sentence_of[token.index()];
        let numbers = self.seen[sentence.0 as usize].iter();
        numbers.map(|&at| (at as usize, &self.sightings[at as usize]))
    }

    /// Adds a form of the name, if it is new.
    pub(super) fn name(&mut self, figure: usize, form: &str) {
        let names = &mut self.figures[figure].names;
        if !names.iter().any(|name| name == form) {
            names.push(form.to_string());
        }
    }

    /// The record: actors numbered by their first mention, mentions in the order of the text.
    pub(super) fn finish(mut self) -> Actors {
        self.sightings.sort_by_key(|s| {
            (
                self.page.span(s.core.0, s.core.1).start,
                std::cmp::Reverse(s.core.1),
                s.kind as u8,
            )
        });
        self.sightings.dedup_by(|later, earlier| {
            later.core == earlier.core && later.figure == earlier.figure
        });
        let mut order: Vec<usize> = Vec::new();
        let mut number = vec![u32::MAX; self.figures.len()];
        let mut queue: Vec<usize> = self.sightings.iter().map(|s| s.figure).collect();
        queue.extend(
            self.figures
                .iter()
                .flat_map(|figure| figure.members.iter().copied()),
        );
        for figure in queue {
            if number[figure] == u32::MAX {
                number[figure] = order.len() as u32;
                order.push(figure);
            }
        }
        let mentions: Vec<Mention> = self
            .sightings
            .iter()
            .map(|s| self.mention(s, &number))
            .collect();
        let mut actors: Vec<Actor> = order
            .iter()
            .map(|&figure| self.actor(figure, &number))
            .collect();
        for (at, mention) in mentions.iter().enumerate() {
            actors[mention.actor.0 as usize]
                .mentions
                .push(MentionId(at as u32));
        }
        let roles = self.roles(&number);
        Actors {
            actors,
            mentions,
            roles,
            pending: self.pending,
            ..Actors::default()
        }
    }

    fn mention(&self, s: &Sighting, number: &[u32]) -> Mention {
        Mention {
            span: self.page.span(s.core.0, s.core.1),
            first: s.first,
            end: s.end,
            head: s.head,
            kind: s.kind,
            actor: ActorId(number[s.figure]),
            rule: s.rule,
        }
    }

    fn actor(&self, figure: usize, number: &[u32]) -> Actor {
        let figure = &self.figures[figure];
        Actor {
            kind: figure.kind,
            name: figure.name.clone(),
            names: figure.names.clone(),
            country: figure.country.as_ref().map(country_ref),
            sectors: figure.sectors.clone(),
            sector_basis: sector_basis(figure),
            quantity: figure.quantity,
            members: figure
                .members
                .iter()
                .map(|&member| ActorId(number[member]))
                .collect(),
            mentions: Vec::new(),
        }
    }

    fn roles(&mut self, number: &[u32]) -> Vec<RoleHeld> {
        self.held.sort_by_key(|held| held.span);
        let mut roles: Vec<RoleHeld> = Vec::new();
        for held in &self.held {
            let role = RoleHeld {
                person: ActorId(number[held.figure]),
                title: held.title.clone(),
                organisation: held.organisation.clone(),
                country: held.country.as_ref().map(country_ref),
                sector: held.sector.clone(),
                level: held.level,
                tense: held.tense,
                basis: held.basis,
                span: held.span,
            };
            let known = |old: &RoleHeld| {
                old.person == role.person
                    && old.title == role.title
                    && old.organisation == role.organisation
                    && old.tense == role.tense
            };
            let vague = self.held.iter().any(|other| says_more(other, held));
            if number[held.figure] != u32::MAX && !vague && !roles.iter().any(known) {
                roles.push(role);
            }
        }
        roles
    }
}

/// What the sectors of a figure rest on: a person's on offices, a listed body's on the table, those
/// of described bodies and of groups on their noun.
fn sector_basis(figure: &Figure) -> Basis {
    match (figure.kind, figure.source) {
        (ActorKind::Person, _) => Basis::Role,
        (ActorKind::State, _) => Basis::Table,
        (_, Some(OrgSource::Noun(_) | OrgSource::Engine) | None) => Basis::Span,
        _ => Basis::Table,
    }
}

/// True where `other` tells the same office of the same person in more words.
fn says_more(other: &Held, held: &Held) -> bool {
    let words = |title: &str| title.split(' ').count();
    other.figure == held.figure
        && other.tense == held.tense
        && held.organisation.is_none()
        && words(&other.title) > words(&held.title)
        && other.title.split(' ').any(|word| word == held.title)
}

fn country_ref(country: &(String, Basis, Span)) -> CountryRef {
    CountryRef {
        code: country.0.clone(),
        basis: country.1,
        span: country.2,
    }
}

/// The token of `core`, else of `run`, that hangs on a token outside `run`.
pub(super) fn head_in(parse: &Parse, run: (TokenId, TokenId), core: (TokenId, TokenId)) -> TokenId {
    let outside = |t: &TokenId| {
        parse
            .head(*t)
            .is_none_or(|head| head < run.0 || head >= run.1)
    };
    let mut found = None;
    for token in (run.0.0..run.1.0).map(TokenId).filter(outside) {
        let inside = core.0 <= token && token < core.1;
        if inside {
            return token;
        }
        found = found.or(Some(token));
    }
    found.unwrap_or(core.0)
}
