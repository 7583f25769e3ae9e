//! Steps 1 to 3 for organisations and states: full names, acronyms, metonyms, "the ministry".

use chancery_data::schema::{CountryStatus, OrgKind};
use chancery_nlp::{Span, TokenId};

use super::cast::{Cast, Figure};
use super::phrase::{Article, Body};
use super::{ActorKind, Basis, MentionKind};
use crate::places::pieces::{OrgSource, Piece, PieceKind, next};
use crate::places::tables::{Entry, WordKind};

/// Country or code of a body by the tables.
pub(super) fn table_country(cast: &Cast<'_>, source: OrgSource) -> Option<String> {
    let known = cast.page.known();
    match source {
        OrgSource::Row(row) => Some(known.organisations[usize::from(row)].country.clone()),
        OrgSource::Agency(row) => Some(known.agencies[usize::from(row)].country.clone()),
        OrgSource::Outlet(row) => Some(known.outlets[usize::from(row)].country.clone()),
        OrgSource::Noun(_) | OrgSource::Engine => None,
    }
}

/// Primary sector of a body: of the table, of its noun, of the words before its noun. "The group" has
/// the sector of whatever it stands for, which is known later.
pub(super) fn body_sector(cast: &Cast<'_>, body: usize) -> Option<String> {
    let body = &cast.reader.bodies[body];
    let told = || sectors(cast, body).into_iter().next();
    if waits(cast, body) { None } else { told() }
}

/// True for "the group", "the company": whatever it stands for is known later.
pub(super) fn waits(cast: &Cast<'_>, body: &Body) -> bool {
    let kind = |row: u16| cast.page.known().org_nouns[usize::from(row)].kind;
    body.bare && matches!(body.source, OrgSource::Noun(row) if !is_public(kind(row)))
}

fn sectors(cast: &Cast<'_>, body: &Body) -> Vec<String> {
    let known = cast.page.known();
    let one = |sector: &str| {
        if sector.is_empty() {
            Vec::new()
        } else {
            vec![sector.to_string()]
        }
    };
    match body.source {
        OrgSource::Row(row) => known.organisations[usize::from(row)].sectors.clone(),
        OrgSource::Agency(_) | OrgSource::Outlet(_) => one("JRN"),
        OrgSource::Noun(_) | OrgSource::Engine => {
            let nouns = (body.core.0.0..body.core.1.0).map(TokenId).filter_map(|t| {
                cast.page.scan.longest(t, |entry| match entry {
                    Entry::OrgNoun(row, _) => Some(row),
                    _ => None,
                })
            });
            let mut told: Vec<&String> = nouns
                .map(|hit| &known.org_nouns[usize::from(hit.1)].sector)
                .collect();
            told.retain(|sector| !sector.is_empty());
            told.first().map_or(Vec::new(), |sector| one(sector))
        }
    }
}

/// What sort of body it is, by the tables.
pub(super) fn org_kind(cast: &Cast<'_>, source: OrgSource) -> Option<OrgKind> {
    let known = cast.page.known();
    match source {
        OrgSource::Row(row) => Some(known.organisations[usize::from(row)].kind),
        OrgSource::Noun(row) => Some(known.org_nouns[usize::from(row)].kind),
        _ => None,
    }
}

fn kind(cast: &Cast<'_>, source: OrgSource) -> ActorKind {
    if org_kind(cast, source) == Some(OrgKind::Igo) {
        ActorKind::Igo
    } else {
        ActorKind::Org
    }
}

/// Makes figures of all bodies that have a name or an owner or a modifier; "the ministry" waits.
pub(super) fn name_bodies(cast: &mut Cast<'_>) {
    for at in 0..cast.reader.bodies.len() {
        let body = cast.reader.bodies[at].clone();
        if body.bare || (body.described && !is_actor(cast, &body)) {
            continue;
        }
        let (figure, rule) = match bearer(cast, &body) {
            Some(found) => found,
            None => (new_body(cast, &body), "name"),
        };
        cast.body_figure[at] = Some(figure);
        note(cast, figure, &body, rule);
    }
    acronyms(cast);
    short_forms(cast);
}

/// "Joint Verification Commission (JVC)": from there on the letters in brackets are a name of it.
fn short_forms(cast: &mut Cast<'_>) {
    let page = cast.page;
    for at in 0..cast.reader.bodies.len() {
        let Some(figure) = cast.body_figure[at] else {
            continue;
        };
        let end = cast.reader.bodies[at].end;
        let inner = page
            .inside(end)
            .filter(|&t| page.word(t) == "(")
            .and_then(|t| page.inside(next(t)));
        let closed = inner
            .and_then(|t| page.inside(next(t)))
            .is_some_and(|t| page.word(t) == ")");
        let Some(short) = inner.filter(|&t| closed && is_acronym(page.word(t))) else {
            continue;
        };
        let word = page.word(short);
        cast.name(figure, word);
        let again = page
            .parse
            .tokens()
            .filter(|&t| t >= short && page.word(t) == word);
        for token in again.collect::<Vec<_>>() {
            let run = (token, next(token));
            let known = cast.sightings.iter_mut().find(|s| s.core == run);
            match known {
                Some(s) => s.figure = figure,
                None => cast.sight(figure, run, run, (MentionKind::Name, "acronym")),
            }
        }
    }
}

fn is_acronym(word: &str) -> bool {
    (2..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// A body that is only described counts with an owner, or where every state has one.
fn is_actor(cast: &Cast<'_>, body: &Body) -> bool {
    let public = match body.source {
        OrgSource::Noun(row) => is_public(cast.page.known().org_nouns[usize::from(row)].kind),
        _ => true,
    };
    public || body.country.is_some()
}

/// Ministries, agencies, forces, courts, parliaments.
pub(super) fn is_public(kind: OrgKind) -> bool {
    matches!(
        kind,
        OrgKind::Ministry
            | OrgKind::Agency
            | OrgKind::Intelligence
            | OrgKind::Military
            | OrgKind::Police
            | OrgKind::Parliament
            | OrgKind::Court
    )
}

fn note(cast: &mut Cast<'_>, figure: usize, body: &Body, rule: &'static str) {
    let kind = if body.described {
        MentionKind::Nominal
    } else {
        MentionKind::Name
    };
    let first = if body.described {
        printed_first(cast, body)
    } else {
        body.core.0
    };
    cast.sight(
        figure,
        (body.first, body.end),
        (first, body.core.1),
        (kind, rule),
    );
    let form = printed(cast, body);
    cast.name(figure, &form);
    let figure = &mut cast.figures[figure];
    if figure.country.is_none()
        && let Some((row, span)) = body.country
    {
        figure.country = Some((
            cast.page.known().countries[usize::from(row)].code.clone(),
            Basis::Span,
            span,
        ));
    }
}

/// The name as printed; a noun in lower case keeps its owner ("Egypt's water ministry").
pub(super) fn printed(cast: &Cast<'_>, body: &Body) -> String {
    let page = &cast.page;
    if !body.described {
        return page.words(body.core.0, body.core.1).to_string();
    }
    page.words(printed_first(cast, body), body.end).to_string()
}

/// First token of a described body without its article.
fn printed_first(cast: &Cast<'_>, body: &Body) -> TokenId {
    let page = &cast.page;
    let mut first = body.first;
    if body.article != Article::None && first < body.core.0 && page.pieces.from(first).is_none() {
        first = next(first);
    }
    first
}

/// The body that was named so before: same row of the table, or same key and no other country.
fn bearer(cast: &Cast<'_>, body: &Body) -> Option<(usize, &'static str)> {
    let key = key(cast, body);
    let country = body.country.map(|owner| {
        cast.page.known().countries[usize::from(owner.0)]
            .code
            .as_str()
    });
    let fits = |figure: &Figure| match (country, figure.country.as_ref()) {
        (Some(code), Some(other)) => other.0 == code,
        _ => true,
    };
    let same = |figure: &Figure| match (body.source, figure.source) {
        (OrgSource::Row(row), Some(OrgSource::Row(other))) => row == other,
        (_, None) => false,
        _ => figure.key == key,
    };
    let found = cast
        .figures
        .iter()
        .enumerate()
        .rev()
        .find(|(_, figure)| figure.source.is_some() && same(figure) && fits(figure));
    found.map(|(at, _)| (at, "exact"))
}

/// Words of a body without peoples, countries, articles and fillers, sorted: "Ministry of Foreign
/// Affairs" and "Foreign Ministry" have one key.
fn key(cast: &Cast<'_>, body: &Body) -> Vec<u64> {
    let page = &cast.page;
    let mut key: Vec<u64> = Vec::new();
    let mut t = body.core.0;
    while t < body.core.1 {
        let skipped = page.scan.longest(t, |entry| match entry {
            Entry::Country(_) | Entry::Adjective(_) => Some(()),
            Entry::Word(
                WordKind::Of
                | WordKind::Filler
                | WordKind::Definite
                | WordKind::And
                | WordKind::Link,
            ) => Some(()),
            _ => None,
        });
        if let Some((end, ())) = skipped {
            t = end;
            continue;
        }
        key.extend_from_slice(page.scan.words.range(t.index()));
        t = next(t);
    }
    key.sort_unstable();
    key
}

fn new_body(cast: &mut Cast<'_>, body: &Body) -> usize {
    let mut figure = Figure::new(kind(cast, body.source), &printed(cast, body));
    figure.key = key(cast, body);
    figure.source = Some(body.source);
    figure.sectors = sectors(cast, body);
    figure.country =
        table_country(cast, body.source).map(|code| (code, Basis::Table, Span::default()));
    cast.add_figure(figure)
}

/// Joins "NSDC" to the "National Security and Defense Council" whose initials it has.
fn acronyms(cast: &mut Cast<'_>) {
    for at in 0..cast.sightings.len() {
        let s = cast.sightings[at].clone();
        let word = cast.page.words(s.core.0, s.core.1);
        let short = is_acronym(word);
        if !short
            || !matches!(
                cast.figures[s.figure].source,
                Some(OrgSource::Engine | OrgSource::Noun(_))
            )
        {
            continue;
        }
        let long = (0..cast.figures.len()).find(|&other| {
            other != s.figure
                && cast.figures[other].source.is_some()
                && initials(&cast.figures[other].name) == word
        });
        if let Some(other) = long {
            cast.name(other, word);
            for sighting in cast
                .sightings
                .iter_mut()
                .filter(|row| row.figure == s.figure)
            {
                sighting.figure = other;
                sighting.rule = "acronym";
            }
        }
    }
}

fn initials(name: &str) -> String {
    name.split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect()
}

/// Makes figures of the states named in the text, by name, by capital, by people.
pub(super) fn name_states(cast: &mut Cast<'_>) {
    for piece in cast.page.pieces.list.clone() {
        let Some((row, kind, rule)) = state_mention(cast, &piece) else {
            continue;
        };
        let figure = match seated(cast, &piece) {
            Some(row) => listed(cast, row),
            None => state(cast, row),
        };
        let run = (piece.first, piece.end);
        cast.sight(figure, run, run, (kind, rule));
        let form = cast.page.words(piece.first, piece.end).to_string();
        if kind != MentionKind::Demonym {
            cast.name(figure, &form);
        }
    }
}

/// Row of the organisation that has its seat in a capital that stands for no state: "Brussels".
fn seated(cast: &Cast<'_>, piece: &Piece) -> Option<u16> {
    let known = cast.page.known();
    let PieceKind::Capital(row) = piece.kind else {
        return None;
    };
    known
        .seated_in(&known.countries[usize::from(row)])
        .map(|row| row as u16)
}

/// The figure of an organisation of the table, made on first use.
fn listed(cast: &mut Cast<'_>, row: u16) -> usize {
    let source = OrgSource::Row(row);
    if let Some(at) = cast
        .figures
        .iter()
        .position(|figure| figure.source == Some(source))
    {
        return at;
    }
    let known = cast.page.known();
    let organisation = &known.organisations[usize::from(row)];
    let mut figure = Figure::new(kind(cast, source), &organisation.name);
    figure.source = Some(source);
    figure.sectors.clone_from(&organisation.sectors);
    figure.country = Some((organisation.country.clone(), Basis::Table, Span::default()));
    cast.add_figure(figure)
}

/// Row of the country, and how it is mentioned.
fn state_mention(cast: &Cast<'_>, piece: &Piece) -> Option<(u16, MentionKind, &'static str)> {
    match piece.kind {
        PieceKind::Country(row) => {
            (!is_within(cast, piece)).then_some((row, MentionKind::Name, "exact"))
        }
        PieceKind::Capital(row) => {
            let place = cast.page.places.at(piece.first).is_some();
            (!place && !in_phrase(cast, piece)).then_some((row, MentionKind::Metonym, "metonym"))
        }
        PieceKind::Metonym(row) => Some((row, MentionKind::Metonym, "metonym")),
        PieceKind::Adjective(row) => {
            (!in_phrase(cast, piece)).then_some((row, MentionKind::Demonym, "demonym"))
        }
        _ => None,
    }
}

/// True for "in Ukraine", "across the United States": a place and nothing else.
fn is_within(cast: &Cast<'_>, piece: &Piece) -> bool {
    let page = &cast.page;
    let before = page.previous(piece.first);
    let before = before
        .filter(|&t| page.is(t, WordKind::Definite))
        .map_or(before, |t| page.previous(t));
    let possessed = page.inside(piece.end).is_some_and(|t| page.possessive(t));
    before.is_some_and(|t| page.is(t, WordKind::Within)) && !possessed
}

/// True where a people's adjective is part of a phrase of people, of a body or of a city.
fn in_phrase(cast: &Cast<'_>, piece: &Piece) -> bool {
    let covers = |first: TokenId, end: TokenId| first <= piece.first && piece.end <= end;
    cast.phrases
        .iter()
        .any(|phrase| covers(phrase.first, phrase.end))
        || cast
            .reader
            .bodies
            .iter()
            .any(|body| covers(body.first, body.end))
        || cast.page.places.at(piece.first).is_some()
}

/// The figure of a state, made on first use.
pub(super) fn state(cast: &mut Cast<'_>, row: u16) -> usize {
    if let Some(at) = cast
        .figures
        .iter()
        .position(|figure| figure.state == Some(row))
    {
        return at;
    }
    let country = &cast.page.known().countries[usize::from(row)];
    let mut figure = Figure::new(ActorKind::State, &country.name);
    figure.key = vec![u64::from(row)];
    figure.state = Some(row);
    let code = match (country.status, &country.parent) {
        (CountryStatus::PartlyRecognised, Some(parent)) => parent,
        _ => &country.code,
    };
    figure.country = Some((code.clone(), Basis::Table, Span::default()));
    figure.sectors = match country.status {
        CountryStatus::PartlyRecognised => vec!["PRE".to_string()],
        _ => vec!["GOV".to_string()],
    };
    cast.add_figure(figure)
}
