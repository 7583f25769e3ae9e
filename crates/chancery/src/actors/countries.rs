//! Countries that the words beside a name do not give: an inference, and marked as one.
//!
//! For a bare "Foreign Minister NAME" and for "the Defense Ministry": the acting country nearby, the
//! dateline's, the outlet's, the headline's first, else the only country that the document names; never one that
//! another holder of the same office has (`reference/linking.md`, section 2.2).

use chancery_data::schema::{OrgKind, TitleLevel};
use chancery_nlp::{Span, TokenId, Xpos};

use super::bodies::state;
use super::cast::{Cast, Sighting};
use super::offices::level;
use super::phrase::Article;
use super::{ActorKind, Basis, MentionKind};
use crate::places::pieces::{OrgSource, PieceKind, next};
use crate::places::tables::WordKind;

/// Countries to try, the best first, with the words that speak for them.
fn candidates(cast: &Cast<'_>) -> Vec<(String, Basis, Span)> {
    let known = cast.page.known();
    let code = |row: u16| known.countries[usize::from(row)].code.clone();
    let document = cast.page.document;
    let mut found: Vec<(String, Basis, Span)> = Vec::new();
    let outlet = cast
        .page
        .lexicon
        .outlet_country(document.outlet.as_deref(), document.url.as_deref());
    let nowhere = Span::default();
    found.extend(dateline(cast).map(|row| (code(row), Basis::Inferred, nowhere)));
    found.extend(outlet.map(|row| (code(row), Basis::Inferred, nowhere)));
    found.extend(heading(cast).map(|(row, span)| (code(row), Basis::Headline, span)));
    found.extend(title(cast).map(|row| (code(row), Basis::Headline, nowhere)));
    found
}

/// The first country of the first heading.
fn heading(cast: &Cast<'_>) -> Option<(u16, Span)> {
    let page = &cast.page;
    let sentence = page
        .parse
        .sentences
        .first()
        .filter(|sentence| page.heading(**sentence))?;
    page.pieces
        .list
        .iter()
        .find(|piece| sentence.contains(piece.first) && country_row(piece.kind).is_some())
        .map(|piece| {
            (
                country_row(piece.kind).unwrap_or_default(),
                page.span(piece.first, piece.end),
            )
        })
}

/// "said his country had asked for a loan": the state of whom the pronoun means.
pub(super) fn own(cast: &mut Cast<'_>) {
    let page = cast.page;
    let owned = |s: &Sighting| {
        let noun = next(s.first);
        let inside = noun.index() < page.parse.len()
            && page.parse.sentence_of[noun.index()] == page.parse.sentence_of[s.first.index()];
        let own = s.kind == MentionKind::Pronoun && page.parse.xpos(s.first) == Xpos::PrpPoss;
        let state =
            inside && page.is(noun, WordKind::CountryNoun) && page.parse.xpos(noun) == Xpos::NN;
        let code = &cast.figures[s.figure]
            .country
            .as_ref()
            .filter(|_| own && state)?
            .0;
        let row = page
            .known()
            .countries
            .iter()
            .position(|row| row.code == *code)?;
        Some((s.first, noun, row as u16))
    };
    let found: Vec<_> = cast.sightings.iter().filter_map(owned).collect();
    for (first, noun, row) in found {
        let figure = state(cast, row);
        let how = (MentionKind::Nominal, "own_country");
        cast.sight(figure, (first, next(noun)), (noun, next(noun)), how);
    }
}

fn country_row(kind: PieceKind) -> Option<u16> {
    match kind {
        PieceKind::Country(row) | PieceKind::Adjective(row) | PieceKind::Capital(row) => Some(row),
        _ => None,
    }
}

/// The first country of a headline that is given beside the text.
fn title(cast: &Cast<'_>) -> Option<u16> {
    let title = cast.page.document.title.as_deref()?;
    cast.page.lexicon.tables.first_country(title)
}

/// The country that the headline gives to a person by name.
fn headline(cast: &Cast<'_>, figure: usize) -> Option<(String, Basis, Span)> {
    let title = cast.page.document.title.as_deref()?;
    let name = *cast.figures[figure].words.last()?;
    let row = cast.page.lexicon.tables.country_of_name(title, name)?;
    let code = cast.page.known().countries[usize::from(row)].code.clone();
    Some((code, Basis::Headline, Span::default()))
}

/// The country of the officer before an "and": "Velian President NAME and Foreign Minister NAME".
fn beside(cast: &Cast<'_>, at: TokenId) -> Option<(String, Basis, Span)> {
    let page = &cast.page;
    let joint = page.previous(at).filter(|&t| page.is(t, WordKind::And))?;
    let s = cast
        .sightings
        .iter()
        .find(|s| s.end == joint && !cast.figures[s.figure].words.is_empty())?;
    let (code, _, span) = cast.figures[s.figure].country.as_ref()?;
    Some((code.clone(), Basis::Inferred, *span))
}

/// Countries that the words give to other persons of the same sentence: those who meet are seldom
/// of one country.
fn partners(cast: &Cast<'_>, figure: usize, at: TokenId) -> Vec<String> {
    let sentence = cast.page.sentence(at);
    let mut codes: Vec<String> = Vec::new();
    for s in cast
        .sightings
        .iter()
        .filter(|s| sentence.contains(s.first) && s.figure != figure)
    {
        let other = &cast.figures[s.figure];
        if let Some((code, basis, _)) = other.country.as_ref().filter(|_| !other.words.is_empty())
            && !basis.is_inference()
        {
            codes.push(code.clone());
        }
    }
    codes
}

/// The country of whoever acts before the name in its sentence, or leads in the sentence before it
/// in the same paragraph; not that of another officer in the same sentence.
fn near(cast: &Cast<'_>, figure: usize, at: TokenId) -> Option<(String, Basis, Span)> {
    let parse = cast.page.parse;
    let number = parse.sentence_of[at.index()].0;
    let region = parse.sentences[number as usize].region;
    (0..=1)
        .filter_map(|back| number.checked_sub(back))
        .find_map(|number| {
            let sentence = parse.sentences[number as usize];
            let acts = |s: &&Sighting| {
                sentence.contains(s.first)
                    && s.first < at
                    && s.figure != figure
                    && parse.deprel(s.head).is_subject()
            };
            let mut acting = cast.sightings.iter().filter(acts);
            let s = acting.next_back().filter(|_| sentence.region == region)?;
            let (code, basis, _) = cast.figures[s.figure].country.as_ref()?;
            let state = cast.page.lexicon.country_row(code).is_some() && !basis.is_inference();
            let officer = cast.held.iter().any(|held| {
                let other = cast.phrases[held.phrase].first;
                held.figure != figure
                    && sentence.contains(other)
                    && sentence.contains(at)
                    && held
                        .country
                        .as_ref()
                        .is_some_and(|country| country.0 == *code)
            });
            let span = cast.page.span(s.core.0, s.core.1);
            (state && !officer).then(|| (code.clone(), Basis::Inferred, span))
        })
}

/// The country of the town of the dateline.
fn dateline(cast: &Cast<'_>) -> Option<u16> {
    let page = &cast.page;
    let first = page
        .parse
        .sentences
        .iter()
        .find(|sentence| !page.heading(**sentence))?
        .first;
    let usage = crate::places::government::Usage {
        scan: page.scan,
        text: page.text,
        parse: page.parse,
        pieces: page.pieces,
    };
    let piece = page
        .pieces
        .from(first)
        .filter(|piece| usage.opens_dateline(piece))?;
    let place = page.places.at(piece.first)?;
    page.lexicon.country_row(place.country.as_deref()?)
}

/// Fills in the countries of holders and bodies that have none.
pub(super) fn infer(cast: &mut Cast<'_>) {
    let candidates = candidates(cast);
    for at in 0..cast.held.len() {
        beside_name(cast, at);
        if !is_open(cast, at) {
            continue;
        }
        let held = &cast.held[at];
        let figure = held.figure;
        let own = cast.figures[figure].country.clone();
        let free = |code: &str| {
            !cast.held.iter().any(|other| {
                other.figure != figure
                    && other.title == held.title
                    && other.country.as_ref().is_some_and(|c| c.0 == code)
            })
        };
        let listed = cast
            .page
            .lexicon
            .holder_country(&cast.figures[figure].name, &held.title);
        let own = own.or_else(|| Some((listed?.to_string(), Basis::Table, Span::default())));
        let own = own.or_else(|| headline(cast, figure));
        let found = own.or_else(|| {
            let first = cast.phrases[held.phrase].first;
            let beside = beside(cast, first);
            let near = beside.clone().or_else(|| near(cast, figure, first));
            let others = if beside.is_some() {
                Vec::new()
            } else {
                partners(cast, figure, first)
            };
            let mut tried = near.iter().chain(&candidates);
            let found = tried.find(|row| free(&row.0) && !others.contains(&row.0));
            found.cloned()
        });
        cast.held[at].country.clone_from(&found);
        if cast.figures[figure].kind == ActorKind::Person && cast.figures[figure].country.is_none()
        {
            cast.figures[figure].country = found;
        }
    }
    counterparts(cast);
    bodies(cast, &candidates);
    posts(cast, &candidates);
}

/// "The Minister of Foreign Affairs met ...", in a paper of Addis Ababa: an office of the state that stands for its bearer, without a
/// name and without a country, is that of the dateline or of the outlet.
fn posts(cast: &mut Cast<'_>, candidates: &[(String, Basis, Span)]) {
    let Some(home) = candidates.first().filter(|home| home.1 == Basis::Inferred) else {
        return;
    };
    let taken = |cast: &Cast<'_>, at: usize| {
        let own = cast.figures[at].last_word;
        let mut others = cast.figures.iter().filter(|other| other.last_word == own);
        others.any(|other| {
            other
                .country
                .as_ref()
                .is_some_and(|country| country.0 == home.0)
        })
    };
    for at in 0..cast.figures.len() {
        let figure = &cast.figures[at];
        let nameless = figure.words.is_empty() && figure.is_person() && figure.country.is_none();
        if nameless && is_high(cast, at) && !taken(cast, at) {
            cast.figures[at].country = Some(home.clone());
        }
    }
}

/// "The president", "the prime minister", "the minister of trade": an office high enough to be that of the reader's own state.
fn is_high(cast: &Cast<'_>, figure: usize) -> bool {
    let mut seen = cast.sightings.iter().filter(|s| s.figure == figure);
    let Some(s) = seen.next() else { return false };
    let phrase = cast
        .phrases
        .iter()
        .find(|phrase| phrase.first == s.first && phrase.end == s.end);
    phrase.is_some_and(|phrase| {
        let definite = phrase.article == Article::Definite && !phrase.plural;
        let high = matches!(
            level(cast, phrase),
            Some(TitleLevel::HeadOfState | TitleLevel::HeadOfGovernment | TitleLevel::Minister)
        );
        definite && high && phrase.master.is_none() && !phrase.tense.is_past()
    })
}

/// The holder of an office of which another holder is known, in a report of two countries: that of the other country.
fn counterparts(cast: &mut Cast<'_>) {
    let named = named_countries(cast);
    for at in 0..cast.held.len() {
        let held = &cast.held[at];
        let figure = held.figure;
        let person = cast.figures[figure].kind == ActorKind::Person;
        // "secretary", "general": a state has many.
        let of_field = held.title.contains(' ');
        if !person || !of_field || cast.figures[figure].country.is_some() || !is_open(cast, at) {
            continue;
        }
        let mut others: Vec<&str> = cast
            .held
            .iter()
            .filter(|other| other.figure != figure && other.title == held.title)
            .filter_map(|other| other.country.as_ref().map(|country| country.0.as_str()))
            .collect();
        others.sort_unstable();
        others.dedup();
        let [other] = others[..] else { continue };
        let found = other_of_two(cast, &named, other);
        cast.held[at].country.clone_from(&found);
        cast.figures[figure].country = found;
    }
}

/// The country of which a report of two speaks beside this one: named twice, and any third at most half as often.
fn other_of_two(
    cast: &Cast<'_>,
    named: &[(u16, usize, Span)],
    one: &str,
) -> Option<(String, Basis, Span)> {
    let known = cast.page.known();
    let code = |row: u16| known.countries[usize::from(row)].code.as_str();
    named.iter().find(|(row, _, _)| code(*row) == one)?;
    let mut others = named.iter().filter(|(row, _, _)| code(*row) != one);
    let &(row, times, span) = others.next()?;
    let third = others.next().map_or(0, |(_, times, _)| *times);
    (times > 1 && 2 * third <= times).then(|| (code(row).to_owned(), Basis::Inferred, span))
}

/// Countries with how often the report names them, their people or their capitals and the first such words; the most named first.
fn named_countries(cast: &Cast<'_>) -> Vec<(u16, usize, Span)> {
    let mut named: Vec<(u16, usize, Span)> = Vec::new();
    for piece in &cast.page.pieces.list {
        let Some(row) = country_row(piece.kind) else {
            continue;
        };
        match named.iter_mut().find(|(known, _, _)| *known == row) {
            Some((_, times, _)) => *times += 1,
            None => named.push((row, 1, cast.page.span(piece.first, piece.end))),
        }
    }
    named.sort_by_key(|&(_, times, span)| (std::cmp::Reverse(times), span.start));
    named
}

/// An office of the state, of today and of one bearer, whose country no words tell.
fn is_open(cast: &Cast<'_>, at: usize) -> bool {
    let held = &cast.held[at];
    let phrase = &cast.phrases[held.phrase];
    held.country.is_none()
        && !held.tense.is_past()
        && !phrase.plural
        && phrase.master.is_none()
        && is_public(held.sector.as_deref())
}

/// "Then-Foreign Minister NAME of COUNTRY": the country beside the name is that of an office of the
/// past too.
fn beside_name(cast: &mut Cast<'_>, at: usize) {
    let held = &cast.held[at];
    let own = cast.figures[held.figure].country.clone();
    let own = own.filter(|country| country.1 == Basis::Span);
    if held.tense.is_past() && held.country.is_none() && is_public(held.sector.as_deref()) {
        cast.held[at].country = own;
    }
}

/// Gives ministries and their like the first candidate.
fn bodies(cast: &mut Cast<'_>, candidates: &[(String, Basis, Span)]) {
    let known = cast.page.known();
    let orphans = cast
        .figures
        .iter_mut()
        .filter(|figure| figure.kind == ActorKind::Org && figure.country.is_none());
    for figure in orphans {
        let noun = match figure.source {
            Some(OrgSource::Noun(row)) => &known.org_nouns[usize::from(row)],
            _ => continue,
        };
        if has_one_each(noun.kind) {
            figure.country = candidates.first().cloned();
        }
    }
}

/// Bodies of which every state has its own; a commission can belong to several.
fn has_one_each(kind: OrgKind) -> bool {
    matches!(
        kind,
        OrgKind::Ministry
            | OrgKind::Intelligence
            | OrgKind::Military
            | OrgKind::Police
            | OrgKind::Parliament
            | OrgKind::Court
    )
}

/// True for sectors of the state.
pub(super) fn is_public(sector: Option<&str>) -> bool {
    matches!(
        sector,
        Some("GOV" | "MIL" | "COP" | "SPY" | "JUD" | "LEG" | "ELI")
    )
}
