//! Names, role nouns, groups and pronouns in; actors, their mentions and the offices they hold out.
//!
//! Method: the deterministic sieve of Lee et al. 2013 ("Deterministic coreference resolution based
//! on entity-centric, precision-ranked rules"), cut to what press reports need.
//! What pronouns mean is read from the chains of all noun phrases ([`crate::coref`]); the steps here
//! are those that need offices, bodies and states: "the minister", "the ministry", "the sides".
//! Precision first: what no step resolves stays an actor of its own (a name, a group) or is left
//! out (a pronoun).

use chancery_data::schema::TitleLevel;
use chancery_nlp::{Parse, Span, TokenId};

mod given;
mod lexicon;
mod page;
mod phrase;
mod cast;
mod people;
mod peoples;
mod bodies;
mod offices;
mod pronouns;
mod nominals;
mod lead;
mod rolls;
mod countries;
mod scripts;
mod keys;
mod matching;
mod output;
mod plover;
mod clauses;

pub use keys::{Ending, NameKey, name_key};
pub use lexicon::ActorLexicon;
pub use matching::{PersonName, names_match, person_name};
pub use output::{
    ActorOut, ActorsOut, QuantityOut, RoleOut, SpanOut, actor_key, render_actors, write_actors,
};
pub use plover::{Now, View, view};

use crate::coref::{Chains, Discourse, find_scanned};
use crate::ingest::Document;
use crate::marks::Marks;
use crate::places::Places;
use crate::places::pieces::find_pieces;
use crate::places::tables::Entry;
use cast::Cast;
use page::Page;

/// Number of an actor in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub u32);

/// Number of a mention in its document, in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentionId(pub u32);

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A named person, or a person known by an office alone ("the president of Ukraine").
    Person,
    /// A ministry, agency, party, firm, armed group.
    Org,
    /// A state.
    State,
    /// A body whose members are states.
    Igo,
    /// People counted or described together: "the two officials", "European partners".
    Group,
    /// A source without a name: "Turkish security sources".
    Unnamed,
}

/// What a code rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Words beside the name.
    Span,
    /// A table of ours.
    Table,
    /// The office held.
    Role,
    /// The headline, above the text or beside it: an inference.
    Headline,
    /// Outlet, dateline or the rest of the document: an inference.
    Inferred,
}

impl Basis {
    /// True where no words beside the name and no table say so.
    pub fn is_inference(self) -> bool {
        matches!(self, Basis::Headline | Basis::Inferred)
    }
}

/// The country of an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryRef {
    /// ISO 3166-1 alpha-3 with PLOVER's exceptions, or UNO EUR IGO NGO ISM IMG MNC.
    pub code: String,
    /// What it rests on.
    pub basis: Basis,
    /// The words, empty where the basis is a table.
    pub span: Span,
}

/// How many, as said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// The number, or the bound where it is only bounded ("more than 10": 11); for vague words
    /// ("several") the least that they can mean, which is no figure to print.
    pub value: f64,
    /// True for "about", "more than", "several".
    pub approximate: bool,
    /// How the number is meant.
    pub bound: Bound,
    /// Bytes of the words; empty where no words say it ("the two" by count of the members).
    pub span: Span,
}

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// "three".
    Exact,
    /// "about 40".
    About,
    /// "at least three", "more than 10".
    AtLeast,
    /// "up to 40", "fewer than 40".
    AtMost,
    /// "several", "dozens of": no number.
    Vague,
}

/// Somebody or something that acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// What it is.
    pub kind: ActorKind,
    /// The fullest name in the document, without titles; for a post or a group, its words.
    pub name: String,
    /// Every form of the name that occurs.
    pub names: Vec<String>,
    /// Country, if anything speaks for one.
    pub country: Option<CountryRef>,
    /// PLOVER sectors, primary first.
    pub sectors: Vec<String>,
    /// What the sectors rest on.
    pub sector_basis: Basis,
    /// For groups: how many, as said.
    pub quantity: Option<Quantity>,
    /// For "the two officials": who they are.
    pub members: Vec<ActorId>,
    /// Where it is mentioned, in order.
    pub mentions: Vec<MentionId>,
}

/// What kind of words mention an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// A name, with or without title.
    Name,
    /// "the minister", "the ministry", "the president of Ukraine".
    Nominal,
    /// "he", "their".
    Pronoun,
    /// "the two officials", "Turkish security sources".
    Group,
    /// A capital or a building for its government: "Ankara", "the Kremlin".
    Metonym,
    /// A people's adjective for its state: "the Turkish offer", "Russian strikes".
    Demonym,
}

/// Words that mention an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Bytes of the shortest words that stand for the actor: a name without titles.
    pub span: Span,
    /// Tokens of the whole noun phrase as far as it was read: titles, appositions not included.
    pub first: TokenId,
    /// One past the last token of the phrase.
    pub end: TokenId,
    /// Token by which the phrase hangs in the tree.
    pub head: TokenId,
    /// What kind of words they are.
    pub kind: MentionKind,
    /// Whom they mention.
    pub actor: ActorId,
    /// Step of the sieve that linked it: `exact`, `family`, `apposition`, `role`, `pronoun` ...
    pub rule: &'static str,
}

/// Whether an office is held at the time of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Holds it.
    Current,
    /// "former", "ex-".
    Former,
    /// "then-", "at the time": held when what is told happened; of today nothing is said.
    Then,
    /// "late": the holder is dead.
    Late,
    /// "acting", "interim".
    Acting,
    /// "-elect", "-designate".
    Designate,
}

impl Tense {
    /// True for an office that is told as held before today.
    pub fn is_past(self) -> bool {
        matches!(self, Tense::Former | Tense::Then | Tense::Late)
    }
}

/// An office that somebody holds by the words of this document.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleHeld {
    /// Who.
    pub person: ActorId,
    /// The office as printed, without country and organisation: "foreign minister" in lower case.
    pub title: String,
    /// The organisation as printed.
    pub organisation: Option<String>,
    /// The country it belongs to.
    pub country: Option<CountryRef>,
    /// PLOVER sector of the office.
    pub sector: Option<String>,
    /// Rank of the office, where the table has it.
    pub level: Option<TitleLevel>,
    /// Whether it is held now.
    pub tense: Tense,
    /// What the office rests on: its own words, or an inference ("her Peruvian counterpart").
    pub basis: Basis,
    /// Bytes of the words that say so, title and organisation.
    pub span: Span,
}

/// A pronoun of the first person: whom it means, only the speech stage can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Bytes of the pronoun.
    pub span: Span,
    /// Its token.
    pub token: TokenId,
    /// True for "we", "our", "us".
    pub plural: bool,
    /// What it waits for: `speaker`.
    pub rule: &'static str,
}

/// Who is in the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actors {
    /// Actors, in the order of their first mention.
    pub actors: Vec<Actor>,
    /// Mentions, by start, the longer first.
    pub mentions: Vec<Mention>,
    /// Offices held, in the order of the text.
    pub roles: Vec<RoleHeld>,
    /// Pronouns of the first person, in the order of the text.
    pub pending: Vec<Pending>,
    /// Chains of all noun phrases, on which the links of pronouns rest.
    pub chains: Chains,
}

impl Actors {
    /// The actor with this number.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.0 as usize]
    }

    /// The mention with this number.
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.0 as usize]
    }

    /// The mention whose phrase hangs in the tree by `head`; the longest, where several do.
    pub fn mention_at_head(&self, head: TokenId) -> Option<MentionId> {
        self.mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| m.head == head)
            .max_by_key(|(i, m)| (m.end.0 - m.first.0, std::cmp::Reverse(*i)))
            .map(|(i, _)| MentionId(i as u32))
    }

    /// Mentions whose phrase lies inside a run of tokens, in order.
    pub fn mentions_in(
        &self,
        first: TokenId,
        end: TokenId,
    ) -> impl Iterator<Item = MentionId> + '_ {
        self.mentions
            .iter()
            .enumerate()
            .filter(move |(_, m)| first <= m.first && m.end <= end)
            .map(|(i, _)| MentionId(i as u32))
    }
}

/// Finds who is in a document: actors, their mentions, the offices that they hold.
///
/// `parse` is the parse of `document.text`, `marks` its quotation marks, `places` its places. Runs
/// the sieve of the module's head; never fails. Cost: linear in the length of the text, and for
/// each anaphor in the length of three sentences.
pub fn find_actors(
    lexicon: &ActorLexicon,
    document: &Document,
    parse: &Parse,
    marks: &Marks,
    places: &Places,
) -> Actors {
    let text = document.text.as_str();
    let scan = lexicon.tables.scan(text, parse);
    let pieces = find_pieces(&scan, text, parse);
    let discourse = Discourse {
        text,
        parse,
        marks,
        speakers: &[],
    };
    let chains = find_scanned(&lexicon.coref, &discourse, &scan);
    let page = Page {
        lexicon,
        document,
        text,
        parse,
        places,
        scan: &scan,
        pieces: &pieces,
        chains: &chains,
    };
    let mut cast = Cast::new(page);
    people::name_people(&mut cast);
    bodies::name_bodies(&mut cast);
    bodies::name_states(&mut cast);
    peoples::name_halves(&mut cast);
    peoples::name_peoples(&mut cast);
    offices::read_offices(&mut cast);
    clauses::read_leaders(&mut cast);
    offices::settle(&mut cast);
    resolve(&mut cast);
    lead::join(&mut cast);
    rolls::call(&mut cast);
    rolls::introduce(&mut cast);
    offices::complete(&mut cast);
    offices::settle(&mut cast);
    countries::infer(&mut cast);
    offices::complete(&mut cast);
    offices::settle(&mut cast);
    offices::retire(&mut cast);
    countries::own(&mut cast);
    let mut actors = cast.finish();
    actors.chains = chains;
    actors
}

/// An anaphor: number of a body or a phrase, or a pronoun.
#[derive(Clone, Copy)]
enum Anaphor {
    Body(usize),
    Phrase(usize),
    Pronoun(TokenId),
}

/// Links what is no name, in the order of the text, so that each step sees the ones before.
fn resolve(cast: &mut Cast<'_>) {
    let mut open: Vec<(TokenId, Anaphor)> = Vec::new();
    let bare = cast
        .reader
        .bodies
        .iter()
        .enumerate()
        .filter(|(at, body)| body.bare || cast.body_figure[*at].is_none());
    open.extend(bare.map(|(at, body)| (body.core.0, Anaphor::Body(at))));
    open.extend(
        cast.phrases
            .iter()
            .enumerate()
            .map(|(at, phrase)| (phrase.noun_first, Anaphor::Phrase(at))),
    );
    let pronoun = |token: &TokenId| {
        cast.page
            .scan
            .has(*token, |entry| matches!(entry, Entry::Pronoun(_)))
    };
    open.extend(
        cast.page
            .parse
            .tokens()
            .filter(pronoun)
            .map(|token| (token, Anaphor::Pronoun(token))),
    );
    open.sort_by_key(|row| row.0);
    for (_, anaphor) in open {
        match anaphor {
            Anaphor::Body(at) => nominals::resolve_body(cast, at),
            Anaphor::Phrase(at) => nominals::resolve_phrase(cast, at),
            Anaphor::Pronoun(token) => pronouns::resolve(cast, token),
        }
    }
}
