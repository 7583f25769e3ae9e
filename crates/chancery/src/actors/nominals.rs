//! Steps 5 to 8 of the sieve: "the minister", "the ministry", "the country", "the two officials".

use chancery_data::schema::{OrgKind, TitleLevel};
use chancery_nlp::{Deprel, Sentence, SentenceId, TokenId};

use super::cast::{Cast, Figure};
use super::offices::{hold, level, owner, sector, title};
use super::phrase::{Article, Body, Noun, Phrase};
use super::{ActorKind, Basis, MentionKind, Tense};
use crate::places::pieces::{OrgSource, PieceKind, next};
use crate::places::tables::{Entry, WordKind};

/// How many sentences back an antecedent may stand.
pub(super) const REACH: u32 = 3;

/// How many sentences back "the two officials" may have been named together.
const COUNTED_REACH: u32 = 10;

/// Links or makes the figure of "the ministry" and its kin.
pub(super) fn resolve_body(cast: &mut Cast<'_>, at: usize) {
    let body = cast.reader.bodies[at].clone();
    if body.plural {
        return;
    }
    let OrgSource::Noun(row) = body.source else {
        return;
    };
    let earlier = (0..at)
        .rev()
        .find(|&other| cast.body_figure[other].is_some() && nouns(cast, other).contains(&row));
    let named = body.article == Article::Definite || cast.page.capital(body.core.0);
    let earlier = earlier.and_then(|other| cast.body_figure[other]);
    let earlier = earlier.or_else(|| last_body(cast, &body, row));
    let figure = match earlier {
        Some(figure) if body.article == Article::Definite => figure,
        Some(_) | None if !named || !speaks(cast, row, &body) => return,
        _ => {
            let mut figure = Figure::new(ActorKind::Org, cast.page.words(body.core.0, body.core.1));
            figure.source = Some(body.source);
            figure.key = vec![u64::from(row)];
            figure.sectors = Some(cast.page.known().org_nouns[usize::from(row)].sector.clone())
                .filter(|s| !s.is_empty())
                .into_iter()
                .collect();
            cast.add_figure(figure)
        }
    };
    cast.body_figure[at] = Some(figure);
    cast.sight(
        figure,
        (body.first, body.end),
        body.core,
        (MentionKind::Nominal, "head_noun"),
    );
}

/// Bodies that every state has one of: they are actors of their own when nothing was named before.
fn speaks(cast: &Cast<'_>, row: u16, body: &Body) -> bool {
    let head = super::cast::head_in(cast.page.parse, (body.first, body.end), body.core);
    match cast.page.known().org_nouns[usize::from(row)].kind {
        OrgKind::Ministry
        | OrgKind::Intelligence
        | OrgKind::Military
        | OrgKind::Police
        | OrgKind::Parliament
        | OrgKind::Court => true,
        OrgKind::Agency => {
            let deprel = cast.page.parse.deprel(head);
            deprel.is_subject() || matches!(deprel, Deprel::Obj | Deprel::OblAgent)
        }
        _ => false,
    }
}

/// "the group", "the movement": the last body that was the subject of a sentence shortly before.
fn last_body(cast: &Cast<'_>, body: &Body, row: u16) -> Option<usize> {
    if body.article != Article::Definite
        || super::bodies::is_public(cast.page.known().org_nouns[usize::from(row)].kind)
    {
        return None;
    }
    super::pronouns::subject_before(cast, body.first, |figure| figure.kind == ActorKind::Org)
}

/// Rows of the nouns of bodies inside the name of a body.
fn nouns(cast: &Cast<'_>, at: usize) -> Vec<u16> {
    let body = &cast.reader.bodies[at];
    let each = (body.core.0.0..body.core.1.0).map(TokenId);
    each.filter_map(|t| {
        cast.page.scan.longest(t, |entry| match entry {
            Entry::OrgNoun(row, _) => Some(row),
            _ => None,
        })
    })
    .map(|hit| hit.1)
    .collect()
}

/// Links or makes the figure of a phrase of people or of an office.
pub(super) fn resolve_phrase(cast: &mut Cast<'_>, at: usize) {
    let phrase = cast.phrases[at].clone();
    let honorific = level(cast, &phrase) == Some(TitleLevel::Honorific);
    if cast.used[at] || honorific || is_predicate(cast, &phrase) {
        return;
    }
    let found = match phrase.noun {
        Noun::Country => country(cast, &phrase),
        Noun::Counterpart => counterpart(cast, at, &phrase),
        _ if phrase.plural => group(cast, &phrase),
        _ => single(cast, at, &phrase),
    };
    if let Some((figure, rule)) = found {
        let kind = if cast.figures[figure].kind == ActorKind::Group || phrase.plural {
            MentionKind::Group
        } else {
            MentionKind::Nominal
        };
        let core = (core_first(cast, &phrase), phrase.end);
        cast.sight(figure, (phrase.first, phrase.end), core, (kind, rule));
    }
}

/// First token of the phrase without its article.
fn core_first(cast: &Cast<'_>, phrase: &Phrase) -> TokenId {
    if matches!(phrase.article, Article::Owner(_)) {
        return phrase.first;
    }
    let opened = cast.page.pieces.from(phrase.first).is_none()
        && phrase.article != Article::None
        && phrase.first < phrase.core.0;
    if opened {
        next(phrase.first)
    } else {
        phrase.first
    }
}

/// Hash of the last word of the noun: "sources" of "security sources".
fn last_word(cast: &Cast<'_>, phrase: &Phrase) -> u64 {
    let page = &cast.page;
    let noun = page.scan.longest(phrase.noun_first, |entry| {
        matches!(
            entry,
            Entry::Title(..) | Entry::GroupNoun(..) | Entry::Unnamed(_)
        )
        .then_some(())
    });
    let end = noun.map_or(next(phrase.noun_first), |hit| hit.0);
    let last = page.scan.words.range(end.index() - 1);
    last.last().copied().unwrap_or_default()
}

/// True for "as a mediator", "became a mediator": said of somebody else.
fn is_predicate(cast: &Cast<'_>, phrase: &Phrase) -> bool {
    let Some(before) = cast.page.previous(phrase.first) else {
        return false;
    };
    let joins = (1..=3)
        .filter_map(|back| phrase.first.0.checked_sub(back))
        .any(|t| {
            let and = |entry| (entry == Entry::Word(WordKind::And)).then_some(());
            cast.page
                .scan
                .longest(TokenId(t), and)
                .is_some_and(|hit| hit.0 == phrase.first)
        });
    let said_of = cast.page.is(before, WordKind::As) || cast.page.is(before, WordKind::Copula);
    said_of && !joins
}

fn words<'a>(cast: &Cast<'a>, phrase: &Phrase) -> &'a str {
    cast.page.words(core_first(cast, phrase), phrase.end)
}

/// "the foreign minister", "a senior Turkish official", "the president of Ukraine".
fn single(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> Option<(usize, &'static str)> {
    let counts = phrase.article != Article::None || !phrase.is_bare();
    if !counts {
        return None;
    }
    if phrase.article != Article::Indefinite {
        if let Some(figure) = holder(cast, phrase) {
            inherit(cast, figure, phrase);
            return Some((figure, "role"));
        }
        if let Some(figure) = same_noun(cast, phrase, false) {
            return Some((figure, "role"));
        }
        if let Some(figure) = countryman(cast, phrase) {
            return Some((figure, "role"));
        }
    }
    if let Some(figure) = headline_person(cast, phrase) {
        hold(cast, figure, at, phrase);
        return Some((figure, "headline"));
    }
    Some((new_single(cast, phrase), "name"))
}

fn new_single(cast: &mut Cast<'_>, phrase: &Phrase) -> usize {
    let owned = !phrase.countries.is_empty() || phrase.body.is_some();
    let post = phrase.article != Article::Indefinite && owned && is_post(cast, phrase);
    let kind = if post {
        ActorKind::Person
    } else {
        ActorKind::Unnamed
    };
    let name = words(cast, phrase).to_string();
    let mut figure = Figure::new(kind, &name);
    figure.names.push(name);
    figure.noun = Some(phrase.noun);
    figure.last_word = last_word(cast, phrase);
    figure.country = owner(cast, phrase);
    if phrase.tense != Tense::Former {
        figure.sectors = sector(cast, phrase).into_iter().collect();
    }
    figure.gender = super::offices::title_gender(cast, phrase);
    cast.add_figure(figure)
}

/// True for offices that one person holds: a president, not an official.
fn is_post(cast: &Cast<'_>, phrase: &Phrase) -> bool {
    use TitleLevel as L;
    matches!(
        level(cast, phrase),
        Some(
            L::HeadOfState
                | L::HeadOfGovernment
                | L::DeputyHead
                | L::Minister
                | L::DeputyMinister
                | L::Chief
                | L::DeputyChief
                | L::Envoy
                | L::Spokesperson
                | L::Royal
                | L::Kin
        )
    )
}

/// The unique person who holds the office of `phrase` by the words of this document.
fn holder(cast: &Cast<'_>, phrase: &Phrase) -> Option<usize> {
    let mut found: Vec<usize> = (0..cast.held.len())
        .filter(|&at| fits_office(cast, at, phrase))
        .map(|at| cast.held[at].figure)
        .collect();
    found.sort_unstable();
    found.dedup();
    if found.len() > 1 {
        let near = cast.page.parse.sentence_of[phrase.first.index()].0;
        found.retain(|&figure| seen_between(cast, figure, near.saturating_sub(1), phrase.first));
    }
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

fn seen_between(cast: &Cast<'_>, figure: usize, sentence: u32, before: TokenId) -> bool {
    cast.sightings.iter().any(|s| {
        s.figure == figure
            && s.first < before
            && cast.page.parse.sentence_of[s.first.index()].0 >= sentence
    })
}

/// True where every word of the phrase's office is in the office or body of the holder, and nothing
/// speaks against it.
fn fits_office(cast: &Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let held = &cast.held[at];
    let own = owner(cast, phrase);
    let country = match (
        &own,
        held.country
            .as_ref()
            .or(cast.figures[held.figure].country.as_ref()),
    ) {
        (Some(one), Some(other)) => one.0 == other.0,
        _ => true,
    };
    let body = match (phrase.body, held.body) {
        (Some(one), Some(other)) => cast.body_figure[one] == cast.body_figure[other],
        _ => true,
    };
    let tense = (phrase.tense == Tense::Former) <= (held.tense == Tense::Former);
    country
        && body
        && tense
        && (same_office(cast, at, phrase) || leads(cast, at, phrase, own.is_some()))
}

fn same_office(cast: &Cast<'_>, at: usize, phrase: &Phrase) -> bool {
    let held = &cast.held[at];
    let said = title(cast, phrase);
    let body = held.organisation.as_deref().unwrap_or("").to_lowercase();
    let ends = |text: &str| text.rsplit([' ', '-']).next().unwrap_or("").to_string();
    let in_held = |word: &str| {
        held.title
            .split([' ', '-'])
            .chain(body.split([' ', '-']))
            .any(|other| other == word)
    };
    ends(&said) == ends(&held.title) && said.split([' ', '-']).all(in_held)
}

/// "the Turkish leader" is the head of state or government who is named.
fn leads(cast: &Cast<'_>, at: usize, phrase: &Phrase, owned: bool) -> bool {
    let heads = [TitleLevel::HeadOfState, TitleLevel::HeadOfGovernment];
    let held = level(cast, &cast.phrases[cast.held[at].phrase]);
    let said = level(cast, phrase);
    let vague = said == Some(TitleLevel::Party) && phrase.core.1.0 - phrase.noun_first.0 == 1;
    owned && vague && held.is_some_and(|level| heads.contains(&level))
}

/// Hands the country of "Türkiye's defense minister" to the holder who is named without one.
fn inherit(cast: &mut Cast<'_>, figure: usize, phrase: &Phrase) {
    let Some((code, _, span)) = owner(cast, phrase) else {
        return;
    };
    let told = (code, Basis::Inferred, span);
    for at in 0..cast.held.len() {
        if cast.held[at].figure == figure
            && cast.held[at].country.is_none()
            && same_office(cast, at, phrase)
        {
            cast.held[at].country = Some(told.clone());
        }
    }
    let own = &mut cast.figures[figure].country;
    if own.is_none() {
        *own = Some(told);
    }
}

/// The last figure without a name that was called by the same noun.
fn same_noun(cast: &Cast<'_>, phrase: &Phrase, plural: bool) -> Option<usize> {
    let own = owner(cast, phrase).map(|owner| owner.0);
    let word = last_word(cast, phrase);
    let fits = |figure: &Figure| {
        let country = match (&own, &figure.country) {
            (Some(code), Some(other)) => *code == other.0,
            (Some(_), None) => false,
            _ => true,
        };
        figure.noun.is_some() && figure.last_word == word && country && figure.members.is_empty()
    };
    let near = cast.page.parse.sentence_of[phrase.first.index()].0;
    let last = cast
        .sightings
        .iter()
        .filter(|s| s.first < phrase.first && fits(&cast.figures[s.figure]));
    let last = last.filter(|s| (s.kind == MentionKind::Group) == plural);
    let found = last.max_by_key(|s| s.first)?;
    let close = near - cast.page.parse.sentence_of[found.first.index()].0 <= 4 || plural;
    let definite = matches!(phrase.article, Article::Definite | Article::Owner(_));
    (close && definite).then_some(found.figure)
}

/// "the Ukrainian official" is the one named Ukrainian of the last sentences.
fn countryman(cast: &Cast<'_>, phrase: &Phrase) -> Option<usize> {
    let general = matches!(level(cast, phrase), None | Some(TitleLevel::Official));
    if phrase.article != Article::Definite || !general || phrase.body.is_some() {
        return None;
    }
    let (row, _) = phrase.country()?;
    let code = &cast.page.known().countries[usize::from(row)].code;
    let number = cast.page.parse.sentence_of[phrase.first.index()].0;
    let near = cast.sightings.iter().filter(|s| {
        let own = cast.page.parse.sentence_of[s.first.index()].0;
        s.first < phrase.first && own + REACH >= number
    });
    let mut found: Vec<usize> = near
        .map(|s| s.figure)
        .filter(|&figure| {
            let figure = &cast.figures[figure];
            !figure.words.is_empty()
                && figure
                    .country
                    .as_ref()
                    .is_some_and(|country| country.0 == *code)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// In a headline, "top Ukrainian official" is the one Ukrainian whom the first sentence names.
fn headline_person(cast: &Cast<'_>, phrase: &Phrase) -> Option<usize> {
    let page = &cast.page;
    let sentence = page.sentence(phrase.first);
    if !page.heading(sentence) {
        return None;
    }
    let code = owner(cast, phrase)?.0;
    let lead = page
        .parse
        .sentences
        .iter()
        .find(|s| s.first >= sentence.end && !page.heading(**s))?;
    let mut found: Vec<usize> = in_sentence(cast, *lead)
        .filter(|&figure| {
            let figure = &cast.figures[figure];
            figure.kind == ActorKind::Person
                && figure
                    .country
                    .as_ref()
                    .is_some_and(|country| country.0 == code)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

fn in_sentence<'c>(cast: &'c Cast<'_>, sentence: Sentence) -> impl Iterator<Item = usize> + 'c {
    cast.sightings
        .iter()
        .filter(move |s| sentence.contains(s.first))
        .map(|s| s.figure)
}

/// "his Turkish counterpart NAME" holds the office of the one whose counterpart he is.
fn counterpart(cast: &mut Cast<'_>, at: usize, phrase: &Phrase) -> Option<(usize, &'static str)> {
    let owner = match phrase.article {
        Article::Owner(token) => super::pronouns::antecedent(cast, token),
        _ => None,
    };
    let named = cast
        .page
        .inside(phrase.end)
        .and_then(|t| cast.page.pieces.from(t))
        .filter(|piece| piece.kind == PieceKind::Person);
    if let Some(piece) = named {
        let figure = cast
            .sightings
            .iter()
            .find(|s| s.core.0 == piece.first)?
            .figure;
        let office = owner
            .and_then(|owner| cast.held.iter().find(|held| held.figure == owner))
            .cloned();
        if let Some(office) = office {
            hold(cast, figure, at, phrase);
            if let Some(held) = cast.held.last_mut() {
                held.title = office.title;
                held.sector = office.sector;
            }
        }
        return None;
    }
    let plural = phrase.countries.len() > 1;
    let mut figure = Figure::new(
        if plural {
            ActorKind::Group
        } else {
            ActorKind::Unnamed
        },
        words(cast, phrase),
    );
    figure.country = super::offices::owner(cast, phrase);
    figure.noun = Some(phrase.noun);
    figure.last_word = last_word(cast, phrase);
    figure.names.push(figure.name.clone());
    Some((cast.add_figure(figure), "name"))
}

/// "the country", "both countries".
fn country(cast: &mut Cast<'_>, phrase: &Phrase) -> Option<(usize, &'static str)> {
    let several = phrase.quantity.is_some();
    if several && (phrase.modified || phrase.quantity.is_some_and(|q| q.approximate)) {
        return Some((named_group(cast, phrase), "name"));
    }
    if several {
        let rows = rows_before(cast, phrase.first)?;
        let exact = phrase
            .quantity
            .is_some_and(|q| q.value as usize == rows.len());
        return exact.then(|| (set_of_states(cast, phrase, &rows), "sides"));
    }
    if phrase.article != Article::Definite
        || phrase.plural
        || phrase.modified
        || !phrase.countries.is_empty()
    {
        return None;
    }
    let own = cast.page.sentence(phrase.first);
    let near = cast
        .sightings
        .iter()
        .filter(|s| s.first < phrase.first && own.contains(s.first));
    let state = near
        .filter(|s| cast.figures[s.figure].state.is_some())
        .max_by_key(|s| s.first);
    let earlier =
        || super::pronouns::subject_before(cast, phrase.first, |figure| figure.state.is_some());
    state
        .map(|s| s.figure)
        .or_else(earlier)
        .map(|figure| (figure, "country"))
}

/// Rows of the countries that the sentence names before `token`, else the last sentence with two.
fn rows_before(cast: &Cast<'_>, token: TokenId) -> Option<Vec<u16>> {
    let page = &cast.page;
    let at = page.parse.sentence_of[token.index()].0;
    for back in 0..=REACH {
        let Some(number) = at.checked_sub(back) else {
            break;
        };
        let sentence = page.parse.sentences[SentenceId(number).0 as usize];
        let mut rows: Vec<u16> = Vec::new();
        for piece in page
            .pieces
            .list
            .iter()
            .filter(|piece| sentence.contains(piece.first) && piece.end <= token)
        {
            if let PieceKind::Country(row)
            | PieceKind::Adjective(row)
            | PieceKind::People(row, _)
            | PieceKind::Capital(row) = piece.kind
                && !rows.contains(&row)
                && (!matches!(piece.kind, PieceKind::Capital(_))
                    || page.places.at(piece.first).is_none())
            {
                rows.push(row);
            }
        }
        if rows.len() >= 2 {
            return Some(rows);
        }
    }
    None
}

/// The last countries of the sentence that stand in a list: "Ukrainian and Russian".
fn joined_rows(cast: &Cast<'_>, token: TokenId) -> Option<Vec<u16>> {
    let page = &cast.page;
    let sentence = page.sentence(token);
    let mut lists: Vec<Vec<u16>> = Vec::new();
    let mut end: Option<TokenId> = None;
    for piece in page
        .pieces
        .list
        .iter()
        .filter(|piece| sentence.contains(piece.first) && piece.end <= token)
    {
        let (PieceKind::Country(row) | PieceKind::Adjective(row)) = piece.kind else {
            continue;
        };
        let joined = end.is_some_and(|end| joins(cast, end, piece.first));
        match lists.last_mut().filter(|_| joined) {
            Some(list) => list.push(row),
            None => lists.push(vec![row]),
        }
        end = Some(piece.end);
    }
    lists.into_iter().rev().find(|list| list.len() > 1)
}

fn set_of_states(cast: &mut Cast<'_>, phrase: &Phrase, rows: &[u16]) -> usize {
    let members: Vec<usize> = rows
        .iter()
        .map(|&row| super::bodies::state(cast, row))
        .collect();
    set(cast, phrase, members)
}

/// The figure of a set of figures, made on first use.
fn set(cast: &mut Cast<'_>, phrase: &Phrase, members: Vec<usize>) -> usize {
    let mut wanted = members.clone();
    wanted.sort_unstable();
    let same = |figure: &Figure| {
        let mut own = figure.members.clone();
        own.sort_unstable();
        figure.kind == ActorKind::Group && own == wanted
    };
    if let Some(at) = cast.figures.iter().position(same) {
        return at;
    }
    let mut figure = Figure::new(ActorKind::Group, words(cast, phrase));
    figure.names.push(figure.name.clone());
    figure.quantity = Some(super::Quantity {
        value: members.len() as f64,
        approximate: false,
    });
    figure.members = members;
    figure.noun = Some(phrase.noun);
    figure.last_word = last_word(cast, phrase);
    cast.add_figure(figure)
}

/// "the two officials", "both sides", "the sources", "several European representatives".
fn group(cast: &mut Cast<'_>, phrase: &Phrase) -> Option<(usize, &'static str)> {
    let count = phrase
        .quantity
        .filter(|q| !q.approximate)
        .map(|q| q.value as usize);
    let side = matches!(phrase.noun, Noun::People(row) if cast.page.known().group_nouns[usize::from(row)].kind == "side");
    let back = phrase.is_bare() && (phrase.article == Article::Definite || count.is_some());
    if side && back {
        return sides(cast, phrase, count);
    }
    if back {
        if count.is_none()
            && let Some(figure) = same_noun(cast, phrase, true)
        {
            return Some((figure, "group"));
        }
        let wanted = if is_people(cast, phrase) {
            last_set(cast, phrase.first, count)
        } else {
            None
        };
        if let Some(members) = wanted {
            return Some((set(cast, phrase, members), "cardinal"));
        }
    }
    let bare = phrase.is_bare() && phrase.article == Article::None && phrase.quantity.is_none();
    let source = matches!(phrase.noun, Noun::Source(_));
    (!bare || source || acts(cast, phrase)).then(|| (named_group(cast, phrase), "name"))
}

/// True for nouns that mean persons one by one: officials, ministers; not forces.
fn is_people(cast: &Cast<'_>, phrase: &Phrase) -> bool {
    match phrase.noun {
        Noun::Title(_) => true,
        Noun::People(row) => cast.page.known().group_nouns[usize::from(row)].kind == "people",
        _ => false,
    }
}

/// A bare plural ("protesters") counts where it is the subject or agent of its clause.
fn acts(cast: &Cast<'_>, phrase: &Phrase) -> bool {
    let head = super::cast::head_in(cast.page.parse, (phrase.first, phrase.end), phrase.core);
    let deprel = cast.page.parse.deprel(head);
    let taken = cast
        .page
        .previous(phrase.first)
        .is_some_and(|t| cast.page.is(t, WordKind::Partner) || cast.page.is(t, WordKind::Of));
    taken || deprel.is_subject() || matches!(deprel, Deprel::OblAgent | Deprel::Obj)
}

fn sides(
    cast: &mut Cast<'_>,
    phrase: &Phrase,
    count: Option<usize>,
) -> Option<(usize, &'static str)> {
    let wanted = count.unwrap_or(2);
    if let Some(rows) = joined_rows(cast, phrase.first).filter(|rows| rows.len() == wanted) {
        return Some((set_of_states(cast, phrase, &rows), "sides"));
    }
    if let Some(rows) = rows_before(cast, phrase.first).filter(|rows| rows.len() == wanted) {
        return Some((set_of_states(cast, phrase, &rows), "sides"));
    }
    match last_set(cast, phrase.first, Some(wanted)) {
        Some(members) => Some((set(cast, phrase, members), "sides")),
        None => Some((named_group(cast, phrase), "name")),
    }
}

/// The last persons before `token` that stand in a coordination, or the two whom a sentence names.
pub(super) fn last_set(
    cast: &Cast<'_>,
    token: TokenId,
    count: Option<usize>,
) -> Option<Vec<usize>> {
    let page = &cast.page;
    let at = page.parse.sentence_of[token.index()].0;
    let fits =
        |members: &[usize]| members.len() >= 2 && count.is_none_or(|count| members.len() == count);
    let reach = if count.is_some() {
        COUNTED_REACH
    } else {
        REACH
    };
    for back in 0..=reach {
        let Some(number) = at.checked_sub(back) else {
            break;
        };
        let sentence = page.parse.sentences[number as usize];
        let sets = coordinations(cast, sentence, token);
        if let Some(members) = sets.into_iter().rev().find(|members| fits(members)) {
            return Some(members);
        }
        if back > REACH {
            continue;
        }
        let mut distinct: Vec<usize> = persons(cast, sentence, token)
            .into_iter()
            .map(|row| row.1)
            .collect();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() == 2 && fits(&distinct) {
            let mut ordered: Vec<usize> = persons(cast, sentence, token)
                .into_iter()
                .map(|row| row.1)
                .collect();
            ordered.dedup();
            ordered.truncate(2);
            return Some(if ordered.len() == 2 {
                ordered
            } else {
                distinct
            });
        }
    }
    None
}

/// Mentions of persons in a sentence before `token`: number of the mention and figure.
fn persons(cast: &Cast<'_>, sentence: Sentence, token: TokenId) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = cast
        .sightings
        .iter()
        .enumerate()
        .filter(|(_, s)| {
            sentence.contains(s.first) && s.end <= token && cast.figures[s.figure].is_person()
        })
        .map(|(at, s)| (at, s.figure))
        .collect();
    found.sort_by_key(|row| cast.sightings[row.0].first);
    found
}

/// Sets of persons joined by commas and "and", in order.
pub(super) fn coordinations(
    cast: &Cast<'_>,
    sentence: Sentence,
    token: TokenId,
) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut end: Option<TokenId> = None;
    for (at, figure) in persons(cast, sentence, token) {
        let s = &cast.sightings[at];
        let joined = end.is_some_and(|end| joins(cast, end, s.first));
        match sets.last_mut().filter(|_| joined) {
            Some(set) if !set.contains(&figure) => set.push(figure),
            _ => sets.push(vec![figure]),
        }
        end = Some(s.end);
    }
    sets.retain(|set| set.len() >= 2);
    sets
}

/// True where only commas and "and" stand between two tokens.
fn joins(cast: &Cast<'_>, from: TokenId, to: TokenId) -> bool {
    let page = &cast.page;
    let and = |t: TokenId| page.is(t, WordKind::And);
    let between = (from.0..to.0).map(TokenId);
    from < to && to.0 - from.0 <= 2 && between.clone().all(|t| page.comma(t) || and(t))
}

/// A group of its own: "U.S. officials", "national security advisers from Britain and France".
fn named_group(cast: &mut Cast<'_>, phrase: &Phrase) -> usize {
    let name = words(cast, phrase).to_string();
    let folded = cast.page.lexicon.tables.folding.hash(&name);
    let key = vec![folded];
    if let Some(at) = cast
        .figures
        .iter()
        .position(|figure| figure.noun.is_some() && figure.key == key)
    {
        return at;
    }
    let source = matches!(phrase.noun, Noun::Source(_));
    let mut figure = Figure::new(
        if source {
            ActorKind::Unnamed
        } else {
            ActorKind::Group
        },
        &name,
    );
    figure.names.push(name);
    figure.key = key;
    figure.noun = Some(phrase.noun);
    figure.last_word = last_word(cast, phrase);
    figure.country = owner(cast, phrase);
    figure.quantity = phrase.quantity;
    figure.sectors = sector(cast, phrase).into_iter().collect();
    let rows: Vec<u16> = phrase.countries.iter().map(|owner| owner.0).collect();
    if rows.len() > 1 {
        figure.members = rows
            .iter()
            .map(|&row| super::bodies::state(cast, row))
            .collect();
    }
    cast.add_figure(figure)
}
