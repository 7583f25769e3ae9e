//! Offices by pattern (`reference/linking.md`, section 2.2) and steps 4 and 5 of the sieve.
//!
//! `DEMONYM? TITLE NAME`; `COUNTRY's BODY chief NAME`; `NAME, TITLE of COUNTRY's BODY,`;
//! `TITLES NAME and NAME`; `TITLE, NAME,`; `NAME was named TITLE`; two offices at once.

use chancery_data::schema::{Gender, TitleLevel};
use chancery_nlp::{Span, TokenId, Upos, Xpos};

use super::cast::{Cast, Held};
use super::phrase::{Article, Noun, Phrase};
use super::{ActorKind, Basis, Tense, clauses};
use crate::places::pieces::{OrgSource, PieceKind, next};
use crate::places::tables::{Entry, WordKind};

/// What a former office begins with where it is one word.
const EX: &str = "ex-";

/// Sector of former officials (`reference/ontology.md`, section 6).
const ELITE: &str = "ELI";

/// Sector of the partners and allies of a state: whose they are is told, not what they do.
const GOVERNMENT: &str = "GOV";

/// Reads every office that a named person holds by the words of the text.
pub(super) fn read_offices(cast: &mut Cast<'_>) {
    for at in 0..cast.phrases.len() {
        let phrase = cast.phrases[at].clone();
        if matches!(phrase.noun, Noun::Country | Noun::Counterpart) {
            continue;
        }
        if prefix(cast, at, &phrase) || phrase.plural && !before_names(cast, at, &phrase) {
            continue;
        }
        let owns = cast
            .page
            .inside(phrase.end)
            .is_some_and(|t| cast.page.possessive(t));
        let _ = owns
            || after_name(cast, at, &phrase)
            || before_name(cast, at, &phrase)
            || clauses::copula(cast, at, &phrase)
            || clauses::names_as(cast, at, &phrase)
            || clauses::serves_as(cast, at, &phrase);
    }
}

/// The figure of the person whose name begins at `at`, and one past the name.
fn person_from(cast: &Cast<'_>, at: TokenId) -> Option<(usize, TokenId)> {
    let piece = cast
        .page
        .pieces
        .from(at)
        .filter(|piece| piece.kind == PieceKind::Person)?;
    let s = cast
        .sightings
        .iter()
        .find(|s| s.core == (piece.first, piece.end))?;
    Some((s.figure, piece.end))
}

/// The person whose name begins at `at` or behind further titles ("Adviser Dr. NAME"), with the
/// first token of the name and one past its last.
fn name_behind(cast: &Cast<'_>, at: TokenId) -> Option<(usize, TokenId, TokenId)> {
    let mut at = at;
    for _ in 0..3 {
        if let Some((figure, end)) = person_from(cast, at) {
            return Some((figure, at, end));
        }
        let near = cast.phrases.partition_point(|other| other.noun_first < at);
        let title = cast.phrases.get(near)?;
        let single = !title.plural && matches!(title.noun, Noun::Title(_));
        if title.noun_first != at || !single {
            return None;
        }
        at = title.end;
    }
    None
}

/// The same where another title or an honorific may stand before the name.
fn titled_from(cast: &Cast<'_>, at: TokenId) -> Option<(usize, TokenId)> {
    person_from(cast, at).or_else(|| {
        let title = cast
            .phrases
            .iter()
            .find(|phrase| phrase.first == at && !phrase.plural)?;
        person_from(cast, title.end)
    })
}

/// `TITLES, NAME and NAME`; `TITLES of STATE and STATE, NAME and NAME` gives each a state, in order.
fn before_names(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let page = cast.page;
    let owned = !phrase.countries.is_empty() || phrase.body.is_some();
    let Some(comma) = page.inside(phrase.end).filter(|&t| owned && page.comma(t)) else {
        return false;
    };
    let mut named: Vec<usize> = Vec::new();
    let mut t = page.inside(next(comma));
    while let Some((figure, end)) = t.and_then(|t| titled_from(cast, t)) {
        named.push(figure);
        t = after_joint(cast, end);
    }
    if named.len() < 2 {
        return false;
    }
    cast.used[at] = true;
    let one_each = phrase.countries.len() == named.len();
    if one_each {
        widen(cast, next(comma), phrase.first);
    }
    for (number, figure) in named.into_iter().enumerate() {
        let own = one_each.then(|| vec![phrase.countries[number]]);
        let countries = own.unwrap_or_else(|| phrase.countries.clone());
        let phrase = Phrase {
            countries,
            ..phrase.clone()
        };
        hold(cast, figure, at, &phrase);
    }
    true
}

pub(super) fn person_to(cast: &Cast<'_>, end: TokenId) -> Option<usize> {
    let piece = cast
        .page
        .pieces
        .to(end)
        .filter(|piece| piece.kind == PieceKind::Person)?;
    cast.sightings
        .iter()
        .find(|s| s.core == (piece.first, piece.end))
        .map(|s| s.figure)
}

/// `TITLE NAME`, `TITLES NAME and NAME`, `TITLE and TITLE NAME`.
fn prefix(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let Some(begins) = cast.page.inside(phrase.end) else {
        return false;
    };
    let Some((figure, begins, mut end)) = name_behind(cast, begins) else {
        return false;
    };
    let phrase = &list_owner(cast, phrase).map_or_else(
        || phrase.clone(),
        |owner| Phrase {
            countries: vec![owner],
            ..phrase.clone()
        },
    );
    cast.used[at] = true;
    widen(cast, begins, phrase.first);
    hold(cast, figure, at, phrase);
    if phrase.plural {
        while let Some((other, after)) = after_joint(cast, end).and_then(|t| person_from(cast, t)) {
            hold(cast, other, at, phrase);
            end = after;
        }
    }
    if let Some(earlier) = office_before(cast, phrase) {
        cast.used[earlier] = true;
        let other = cast.phrases[earlier].clone();
        let first = other.first;
        let other = Phrase {
            countries: if other.countries.is_empty() {
                phrase.countries.clone()
            } else {
                other.countries.clone()
            },
            ..other
        };
        hold(cast, figure, earlier, &other);
        widen(cast, begins, first);
    }
    true
}

/// In "U.S. Secretary NAME, presidential envoys NAME and NAME" the country goes with the list.
fn list_owner(cast: &Cast<'_>, phrase: &Phrase) -> Option<(u16, Span)> {
    let owned =
        !phrase.countries.is_empty() || phrase.body.is_some() || phrase.article != Article::None;
    let mut joint = cast.page.previous(phrase.first).filter(|_| !owned)?;
    if cast.page.is(joint, WordKind::And) {
        joint = cast
            .page
            .previous(joint)
            .filter(|&t| cast.page.comma(t))
            .unwrap_or(joint);
    } else if !cast.page.comma(joint) {
        return None;
    }
    let figure = person_to(cast, joint)?;
    let last = cast.held.iter().rev().find(|held| held.figure == figure)?;
    let other = &cast.phrases[last.phrase];
    let before = other.end < joint
        && other.first < phrase.first
        && cast.page.pieces.from(other.end).is_some();
    other.country().filter(|_| before)
}

/// In "Deputy Prime Minister and Foreign Minister NAME" the first office.
fn office_before(cast: &Cast<'_>, phrase: &Phrase) -> Option<usize> {
    let joint = cast
        .page
        .previous(phrase.first)
        .filter(|&t| cast.page.is(t, WordKind::And))?;
    let earlier = cast.phrases.iter().position(|other| other.end == joint)?;
    let other = &cast.phrases[earlier];
    let bare = matches!(other.article, Article::None)
        && matches!(phrase.article, Article::None)
        && phrase.countries.is_empty();
    (bare && !other.plural && matches!(other.noun, Noun::Title(_))).then_some(earlier)
}

/// Lets the mention of the name at `begins` reach back to its title.
fn widen(cast: &mut Cast<'_>, begins: TokenId, first: TokenId) {
    let parse = cast.page.parse;
    if let Some(s) = cast.sightings.iter_mut().find(|s| s.core.0 == begins) {
        s.first = first;
        s.head = super::cast::head_in(parse, (first, s.end), s.core);
    }
}

/// The token after ",", "and" or both; `None` without any of them.
fn after_joint(cast: &Cast<'_>, at: TokenId) -> Option<TokenId> {
    let page = &cast.page;
    let mut t = page.inside(at)?;
    let comma = page.comma(t);
    if comma {
        t = page.inside(next(t))?;
    }
    let and = page.is(t, WordKind::And);
    if and {
        t = page.inside(next(t))?;
    }
    (comma || and).then_some(t)
}

/// `NAME, TITLE of BODY,` and `NAME, TITLE and TITLE,`.
fn after_name(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let Some(joint) = cast.page.previous(phrase.first) else {
        return false;
    };
    if cast.page.is(joint, WordKind::And) {
        let before = cast
            .held
            .iter()
            .rev()
            .find(|held| cast.phrases[held.phrase].end == joint && cast.used[held.phrase]);
        let apposed = before
            .filter(|held| cast.phrases[held.phrase].first > TokenId(0))
            .map(|held| (held.figure, held.phrase));
        let Some((figure, other)) = apposed else {
            return false;
        };
        let comma = cast
            .page
            .previous(cast.phrases[other].first)
            .is_some_and(|t| cast.page.comma(t));
        if !comma || matches!(phrase.article, Article::Definite | Article::Indefinite) {
            return false;
        }
        cast.used[at] = true;
        hold(cast, figure, at, phrase);
        return true;
    }
    if !cast.page.comma(joint) {
        return false;
    }
    let Some(figure) = person_to(cast, joint) else {
        return false;
    };
    let listed = cast
        .page
        .inside(phrase.end)
        .is_some_and(|t| cast.page.is(t, WordKind::And))
        && matches!(phrase.noun, Noun::Source(_));
    if listed || begins_clause(cast, figure, phrase) {
        return false;
    }
    cast.used[at] = true;
    hold(cast, figure, at, phrase);
    true
}

/// "During talks with Georgian Prime Minister NAME, the Armenian premier said": another country's
/// office before a verb is the subject of the clause that begins there.
fn begins_clause(cast: &Cast<'_>, figure: usize, phrase: &Phrase) -> bool {
    let verb = cast.page.inside(phrase.end).is_some_and(|t| {
        matches!(cast.page.parse.upos(t), Upos::Verb | Upos::Aux)
            && !matches!(cast.page.parse.xpos(t), Xpos::VBG | Xpos::VBN)
    });
    let own = owner(cast, phrase).map(|owner| owner.0);
    let others = cast.held.iter().filter(|held| held.figure == figure);
    let mut others = others.filter_map(|held| held.country.as_ref());
    verb && own.is_some_and(|own| others.any(|country| country.0 != own))
}

/// `the TITLE of BODY, NAME,`.
fn before_name(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let page = cast.page;
    let owned = !phrase.countries.is_empty()
        || phrase.body.is_some()
        || !matches!(phrase.article, Article::None | Article::Indefinite);
    let Some(comma) = page.inside(phrase.end).filter(|&t| owned && page.comma(t)) else {
        return false;
    };
    let named = page.inside(next(comma)).and_then(|t| titled_from(cast, t));
    let Some((figure, end)) = named else {
        return false;
    };
    let closed = page
        .inside(end)
        .is_none_or(|t| page.comma(t) || page.parse.xpos(t) == Xpos::Stop);
    if !closed {
        return false;
    }
    cast.used[at] = true;
    hold(cast, figure, at, phrase);
    true
}

/// Notes that `figure` holds the office of `phrase`; honorifics give gender alone.
pub(super) fn hold(cast: &mut Cast<'_>, figure: usize, at: usize, phrase: &Phrase) {
    let gender = title_gender(cast, phrase);
    if gender != Gender::Unknown && cast.figures[figure].gender == Gender::Unknown {
        cast.figures[figure].gender = gender;
    }
    if level(cast, phrase) == Some(TitleLevel::Honorific) {
        return;
    }
    let held = held(cast, figure, at, phrase);
    cast.held.push(held);
}

fn held(cast: &Cast<'_>, figure: usize, at: usize, phrase: &Phrase) -> Held {
    let field = field_of(cast, phrase);
    let body = phrase.body.filter(|_| field.is_none());
    let organisation = body.map(|body| {
        let body = &cast.reader.bodies[body];
        cast.page.words(body.core.0, body.core.1).to_string()
    });
    Held {
        figure,
        phrase: at,
        title: field.unwrap_or_else(|| title(cast, phrase)),
        organisation,
        body,
        country: owner(cast, phrase),
        sector: sector(cast, phrase),
        level: level(cast, phrase),
        tense: tense(cast, phrase),
        basis: Basis::Span,
        span: cast.page.span(phrase.first, phrase.end),
    }
}

/// "minister of national defense" where the field was taken for a body, because it is capitalised.
fn field_of(cast: &Cast<'_>, phrase: &Phrase) -> Option<String> {
    let body = &cast.reader.bodies[phrase.body?];
    let minister = matches!(
        level(cast, phrase),
        Some(TitleLevel::Minister | TitleLevel::DeputyMinister)
    );
    let field = body.source == OrgSource::Engine && !body.described && body.first >= phrase.core.1;
    let words = |first, end| cast.page.words(first, end).to_lowercase();
    let of = cast
        .page
        .previous(body.first)
        .is_some_and(|t| cast.page.is(t, WordKind::Of));
    (minister && field && of).then(|| words(phrase.core.0, body.core.1))
}

/// Code of the country that owns the office, by the words beside it.
pub(super) fn owner(cast: &Cast<'_>, phrase: &Phrase) -> Option<(String, Basis, Span)> {
    let known = cast.page.known();
    let code = |row: u16| known.countries[usize::from(row)].code.clone();
    if let Some((row, span)) = phrase.country() {
        return Some((code(row), Basis::Span, span));
    }
    let body = &cast.reader.bodies[phrase.body?];
    if let Some((row, span)) = body.country {
        return Some((code(row), Basis::Span, span));
    }
    let table = super::bodies::table_country(cast, body.source);
    let figure = cast.body_figure[phrase.body?].map(|figure| &cast.figures[figure]);
    let told = figure.and_then(|figure| figure.country.clone());
    table
        .map(|code| (code, Basis::Table, Span::default()))
        .or(told)
}

/// Country of whoever "its", "his", "the president's" stands for: "its delegation".
pub(super) fn owned_country(cast: &Cast<'_>, phrase: &Phrase) -> Option<(String, Basis, Span)> {
    let token = match phrase.article {
        Article::Owner(token) => Some(token),
        _ => phrase.master,
    };
    let owner = token.and_then(|t| figure_at(cast, t))?;
    let (code, _, span) = cast.figures[owner].country.clone()?;
    let state = cast.page.lexicon.country_row(&code).is_some();
    state.then_some((code, Basis::Inferred, span))
}

/// The office in lower case, singular, without country, body and tense.
pub(super) fn title(cast: &Cast<'_>, phrase: &Phrase) -> String {
    let page = &cast.page;
    let known = page.known();
    let words = |first: TokenId, end: TokenId| page.words(first, end).to_lowercase();
    let mut first = phrase.core.0;
    while first < phrase.noun_first && is_tense(cast, first) {
        first = next(first);
    }
    match (phrase.noun, phrase.plural) {
        (Noun::Title(row), true) => {
            let row = &known.titles[usize::from(row)];
            let before = if first < phrase.noun_first {
                words(first, phrase.noun_first) + " "
            } else {
                String::new()
            };
            before + &row.title
        }
        _ => {
            while first.0 + 1 < phrase.core.1.0 && is_tense(cast, first) {
                first = next(first);
            }
            let said = words(first, designate(cast, phrase).unwrap_or(phrase.core.1));
            said.strip_prefix(EX).map_or(said.clone(), str::to_string)
        }
    }
}

/// In "president-elect" the token where the ending begins.
fn designate(cast: &Cast<'_>, phrase: &Phrase) -> Option<TokenId> {
    let last = TokenId(phrase.core.1.0.checked_sub(1)?);
    let ends = last > phrase.noun_first && cast.page.is(last, WordKind::Designate);
    let hyphen = cast.page.previous(last).filter(|&t| cast.page.hyphen(t));
    ends.then_some(hyphen.unwrap_or(last))
}

fn is_tense(cast: &Cast<'_>, token: TokenId) -> bool {
    cast.reader.tense_word(token).is_some()
}

/// True before "at the time".
fn is_then(cast: &Cast<'_>, at: TokenId) -> bool {
    let phrase = |entry| (entry == Entry::Word(WordKind::Then)).then_some(());
    let told = cast
        .page
        .inside(at)
        .and_then(|t| cast.page.scan.longest(t, phrase));
    told.is_some_and(|(end, ())| end.0 > at.0 + 1)
}

/// True for "ex-president", one word.
fn is_ex(cast: &Cast<'_>, phrase: &Phrase) -> bool {
    matches!(phrase.noun, Noun::Title(row) if cast.page.known().titles[usize::from(row)].title.starts_with(EX))
}

/// Tense by the words before the office, or inside a title of the table ("acting president").
fn tense(cast: &Cast<'_>, phrase: &Phrase) -> Tense {
    let inside = (phrase.core.0.0..phrase.core.1.0).map(TokenId);
    let found = |kind: WordKind| inside.clone().any(|t| cast.page.is(t, kind));
    match phrase.tense {
        Tense::Current if is_then(cast, phrase.end) => Tense::Then,
        Tense::Current if found(WordKind::Former) || is_ex(cast, phrase) => Tense::Former,
        Tense::Current if found(WordKind::Acting) => Tense::Acting,
        Tense::Current if designate(cast, phrase).is_some() => Tense::Designate,
        told => told,
    }
}

/// Sector of the office: of its body where the office is one that every body has, else its own.
pub(super) fn sector(cast: &Cast<'_>, phrase: &Phrase) -> Option<String> {
    let known = cast.page.known();
    let own = match phrase.noun {
        Noun::Title(row) => known.titles[usize::from(row)].sector.clone(),
        Noun::People(row) => known.group_nouns[usize::from(row)].sector.clone(),
        Noun::Source(row) => known.unnamed[usize::from(row)].sector.clone(),
        Noun::Bodies(row) => known.org_nouns[usize::from(row)].sector.clone(),
        Noun::Country => GOVERNMENT.to_string(),
        Noun::Counterpart => String::new(),
    };
    let kind = match phrase.noun {
        Noun::People(row) => known.group_nouns[usize::from(row)].kind.as_str(),
        _ => "",
    };
    let follows = own.is_empty()
        || kind == "collective"
        || matches!(
            level(cast, phrase),
            Some(
                TitleLevel::Chief
                    | TitleLevel::DeputyChief
                    | TitleLevel::Spokesperson
                    | TitleLevel::Official
                    | TitleLevel::Adviser
            )
        );
    let body = phrase
        .body
        .filter(|_| follows)
        .and_then(|body| super::bodies::body_sector(cast, body));
    let waits = |body: usize| super::bodies::waits(cast, &cast.reader.bodies[body]);
    if follows && phrase.body.is_some_and(waits) {
        return None;
    }
    let side = kind == "side" && own.is_empty() && !phrase.countries.is_empty();
    let ally = level(cast, phrase) == Some(TitleLevel::Kin)
        && own.is_empty()
        && (!phrase.countries.is_empty() || phrase.mixed);
    let own = if ally || side {
        GOVERNMENT.to_string()
    } else {
        own
    };
    body.or(Some(own)).filter(|sector| !sector.is_empty())
}

pub(super) fn level(cast: &Cast<'_>, phrase: &Phrase) -> Option<TitleLevel> {
    match phrase.noun {
        Noun::Title(row) => Some(cast.page.known().titles[usize::from(row)].level),
        _ => None,
    }
}

pub(super) fn title_gender(cast: &Cast<'_>, phrase: &Phrase) -> Gender {
    match phrase.noun {
        Noun::Title(row) => cast.page.known().titles[usize::from(row)].gender,
        _ => Gender::Unknown,
    }
}

/// Completes offices with what the later steps found: "a spokesman for the group", "its minister",
/// "Marin's secretary", "the envoy" of whom an earlier phrase told the country.
pub(super) fn complete(cast: &mut Cast<'_>) {
    for at in 0..cast.held.len() {
        let phrase = cast.phrases[cast.held[at].phrase].clone();
        if let Some(body) = phrase.body.filter(|&body| cast.reader.bodies[body].bare)
            && let Some(figure) = cast.body_figure[body]
        {
            cast.held[at].organisation = Some(cast.figures[figure].name.clone());
            if cast.held[at].sector.is_none() {
                cast.held[at].sector = cast.figures[figure].sectors.first().cloned();
            }
        }
        if cast.held[at].country.is_some() {
            continue;
        }
        let owner = phrase
            .master
            .and_then(|t| figure_at(cast, t))
            .or(match phrase.article {
                Article::Owner(token) => figure_at(cast, token),
                _ => None,
            });
        if let Some(body) = owner.filter(|&f| cast.figures[f].source.is_some())
            && cast.held[at].organisation.is_none()
        {
            cast.held[at].organisation = Some(cast.figures[body].name.clone());
        }
        let owner = owner.or_else(|| phrase.body.and_then(|body| cast.body_figure[body]));
        let told = owner.and_then(|owner| cast.figures[owner].country.clone());
        let told = told.or_else(|| earlier_owner(cast, &phrase));
        let body = owner.is_some_and(|f| cast.figures[f].source.is_some());
        let state = told.filter(|told| body || cast.page.lexicon.country_row(&told.0).is_some());
        cast.held[at].country = state.map(|(code, _, span)| (code, Basis::Inferred, span));
    }
}

fn figure_at(cast: &Cast<'_>, token: TokenId) -> Option<usize> {
    cast.sightings
        .iter()
        .find(|s| s.core.0 == token)
        .map(|s| s.figure)
}

/// The country of the last earlier phrase with the same noun, for "the envoy, NAME".
fn earlier_owner(cast: &Cast<'_>, phrase: &Phrase) -> Option<(String, Basis, Span)> {
    if phrase.article != Article::Definite || !phrase.is_bare() {
        return None;
    }
    let earlier = cast
        .phrases
        .iter()
        .rev()
        .filter(|other| other.first < phrase.first);
    let mut same = earlier.filter(|other| other.noun == phrase.noun && !other.plural);
    same.find_map(|other| owner(cast, other))
}

/// Former officials without an office of today are a sector of their own.
pub(super) fn retire(cast: &mut Cast<'_>) {
    for held in &cast.held {
        let figure = &mut cast.figures[held.figure];
        let public = super::countries::is_public(held.sector.as_deref());
        let former = matches!(held.tense, Tense::Former | Tense::Late);
        if figure.sectors.is_empty() && public && former {
            figure.sectors.push(ELITE.to_string());
        }
    }
}

/// Gives persons the country and the sectors of the offices that they hold now.
pub(super) fn settle(cast: &mut Cast<'_>) {
    for at in 0..cast.held.len() {
        let held = cast.held[at].clone();
        let figure = &mut cast.figures[held.figure];
        if figure.kind != ActorKind::Person {
            continue;
        }
        let first = figure.country.is_none();
        if let Some((code, basis, span)) = held.country.filter(|_| first) {
            let basis = if basis == Basis::Table {
                Basis::Role
            } else {
                basis
            };
            figure.country = Some((code, basis, span));
        }
        let sector = held.sector.filter(|_| !held.tense.is_past());
        if let Some(sector) = sector.filter(|sector| !figure.sectors.contains(sector)) {
            figure.sectors.push(sector);
        }
    }
}
