//! Parse, times, places, actors and speech in; what the document says happened out.
//!
//! A *trigger* is a verb or a noun of a frame of `data/lexicon`. Around each trigger participants
//! are looked for by two routes, the tree and the order of the words ([`arguments`]); agreement of
//! both gives the score. [`status`] reads whether it happened, is planned, possible or denied from
//! the words that govern the trigger. [`circumstances`] adds time, place, topics and counts of the
//! same clause. [`merge`] then joins what tells of one happening ("the meeting") into one
//! [`Claim`]: a claim is what one document says about one happening. Last, [`grounds`] takes places from what stands
//! beside, [`hosts`] infers who was the host of a visit, [`shared`]
//! what parties claims of one sentence share, and [`days`] on which day it was by what is told before.
//!
//! Cost: linear in the tokens, times the few frames that share a trigger word.

pub mod lexicon;
pub mod words;
mod leaders;
pub mod status;
pub mod slots;
pub mod walk;
pub mod subjects;
mod unnamed;
pub mod arguments;
pub mod circumstances;
pub mod parties;
pub mod objects;
mod answers;
mod owners;
mod aims;
pub mod carry;
pub mod told;
mod contents;
mod sides;
pub mod merge;
mod shared;
mod grounds;
mod days;
pub mod hosts;

use crate::actors::{ActorId, Actors, Basis, MentionId};
use crate::ingest::Document;
use crate::places::Places;
use crate::speech::Speech;
use crate::time::{Resolved, Timexes};
use chancery_data::schema::Content;
use chancery_nlp::{Parse, Span, TokenId};
use jiff::civil::Date;
pub use lexicon::EventLexicon;

/// Everything read before this stage.
#[derive(Clone, Copy)]
pub struct Layers<'a> {
    /// The report.
    pub document: &'a Document,
    /// Its tokens.
    pub parse: &'a Parse,
    /// Its time expressions.
    pub timexes: &'a Timexes,
    /// Each time expression resolved, in the same order.
    pub days: &'a [Resolved],
    /// The day of the report, where it is known.
    pub today: Option<Date>,
    /// Its places.
    pub places: &'a Places,
    /// Who is in it.
    pub actors: &'a Actors,
    /// Who says what.
    pub speech: &'a Speech,
}

/// What became of it, by the words of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It happened.
    #[default]
    Happened,
    /// It is going on.
    Ongoing,
    /// It is scheduled or intended.
    Planned,
    /// It may come about.
    Possible,
    /// It depends on something else.
    Conditional,
    /// Somebody says that it is not so.
    Denied,
    /// It did not come about: negated, cancelled, postponed.
    DidNotHappen,
}

impl Status {
    /// Every status, from done to undone.
    pub const ALL: [Status; 7] = [
        Status::Happened,
        Status::Ongoing,
        Status::Planned,
        Status::Possible,
        Status::Conditional,
        Status::Denied,
        Status::DidNotHappen,
    ];

    /// As it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Ongoing => "ongoing",
            Status::Planned => "planned",
            Status::Possible => "possible",
            Status::Conditional => "conditional",
            Status::Denied => "denied",
            Status::DidNotHappen => "did_not_happen",
        }
    }
}

/// How sure the report is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// No hedge.
    #[default]
    Certain,
    /// "likely", "is believed to".
    Probable,
    /// "reportedly", "may".
    Possible,
}

/// Part that somebody or something has in a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// PLOVER actor; of symmetric acts, every side.
    Actor,
    /// PLOVER recipient.
    Recipient,
    /// Who receives a visitor.
    Host,
    /// Who is received.
    Guest,
    /// Who brings the sides together.
    Mediator,
    /// Who gains by it.
    Beneficiary,
    /// Who is present.
    Attendee,
    /// What is given, signed, freed or launched.
    Object,
}

/// Somebody or something with a part in a happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// The part.
    pub role: Role,
    /// The mention that fills it; `None` for things.
    pub mention: Option<MentionId>,
    /// Whom the mention stands for.
    pub actor: Option<ActorId>,
    /// Bytes of the words.
    pub span: Span,
    /// What it rests on that this one takes part: the words, or an inference.
    pub basis: Basis,
    /// How this one takes part, where that is told apart from the others.
    pub medium: Option<String>,
}

impl Participant {
    /// One that the words name in this part.
    pub fn told(
        role: Role,
        mention: Option<MentionId>,
        actor: Option<ActorId>,
        span: Span,
    ) -> Self {
        Participant {
            role,
            mention,
            actor,
            span,
            basis: Basis::Span,
            medium: None,
        }
    }

    /// One that no words name in this part; `span` opens what it is inferred from.
    pub fn inferred(role: Role, actor: ActorId, span: Span) -> Self {
        Participant {
            basis: Basis::Inferred,
            ..Participant::told(role, None, Some(actor), span)
        }
    }
}

/// A number of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// The number, or the bound where it is only bounded.
    pub value: f64,
    /// What is counted, as printed.
    pub what: String,
    /// True for "about", "more than", "some".
    pub approximate: bool,
    /// Bytes of number and noun.
    pub span: Span,
}

/// What one document says about one happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Number of the frame in the lexicon.
    pub frame: usize,
    /// What is asked for, refused or threatened, where the frame reads its codes from it.
    pub content: Option<&'static Content>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// Number of the place mention.
    pub place: Option<usize>,
    /// Number of the time expression.
    pub time: Option<usize>,
    /// Number of the time expression of what is told before it, where it has none of its own.
    pub told_on: Option<usize>,
    /// What it was about: bytes of noun phrases.
    pub topics: Vec<Span>,
    /// Numbers of things told.
    pub counts: Vec<Count>,
    /// `in_person`, `phone`, `video`, `letter`; with bytes of the words if it was said.
    pub medium: Option<(String, Span)>,
    /// Held at the edge of another gathering.
    pub sidelines: bool,
    /// "third round": 3.
    pub round: Option<u32>,
    /// What became of it.
    pub status: Status,
    /// How sure the report is.
    pub certainty: Certainty,
    /// False for historical background.
    pub core: bool,
    /// Numbers of the attributions whose sources vouch for it, innermost first.
    pub attribution: Vec<u32>,
    /// Bytes of the sentence that tells it first.
    pub evidence: Span,
    /// The trigger word.
    pub trigger: TokenId,
    /// Bytes of the trigger.
    pub trigger_span: Span,
    /// Further triggers that tell of the same happening.
    pub echoes: Vec<TokenId>,
    /// Share of the participants that both routes found, 0 to 1, weighed with the frame's needs.
    pub score: f64,
}

impl Claim {
    /// Distinct actors that fill one of `roles`, in order.
    pub fn actors_in(&self, roles: &[Role]) -> Vec<ActorId> {
        let mut found = Vec::new();
        for participant in self.participants.iter().filter(|p| roles.contains(&p.role)) {
            if let Some(actor) = participant.actor
                && !found.contains(&actor)
            {
                found.push(actor);
            }
        }
        found
    }
}

/// All claims of a document, in the order of their first trigger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims(pub Vec<Claim>);

/// Reads every claim of a document.
pub fn find_claims(lexicon: &EventLexicon, layers: &Layers<'_>) -> Claims {
    let scene = words::Scene::new(lexicon, layers);
    let told = layers
        .parse
        .tokens()
        .filter_map(|token| told::tell(&scene, token))
        .collect();
    let told = told::without_said_by_nouns(&scene, told);
    let told = contents::without_unsaid(&scene, contents::without_contents(&scene, told));
    let mut claims = merge::join(&scene, told);
    grounds::inherit_places(&scene, &mut claims);
    hosts::infer_hosts(&scene, &mut claims);
    shared::share(&scene, &mut claims);
    days::inherit_days(&scene, &mut claims);
    Claims(merge::twins(lexicon, claims))
}
