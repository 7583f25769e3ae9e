//! Steps 5 to 8 of the sieve: "the minister", "the ministry", "the country", "the two officials".

use chancery_data::schema::{OrgKind, TitleLevel};
use chancery_nlp::{Deprel, Sentence, TokenId, Upos, Xpos};

mod groups;
mod counterparts;

use counterparts::counterpart;
pub(super) use groups::{coordinations, set_of};
use groups::{group, named_group, rows_before, set_of_states};

use super::cast::{Cast, Figure};
use super::offices::{hold, level, owned_country, owner, sector, title};
use super::phrase::{Article, Body, Noun, Phrase};
use super::{ActorKind, Basis, MentionKind};
use crate::places::pieces::{OrgSource, next};
use crate::places::tables::{Entry, WordKind};

/// How many sentences back an antecedent may stand.
pub(super) const REACH: u32 = 3;

/// How many sentences back "the two officials" may have been named together.
const COUNTED_REACH: u32 = 10;

/// Words before a preposition among which a word of turning to somebody stands.
const ADDRESS_REACH: u32 = 3;

/// Sector of the opposition: there is one in every state, and it is no body named before.
const OPPOSITION: &str = "OPP";

/// Step that links words to the name beside them.
const APPOSITION: &str = "apposition";

/// Links or makes the figure of "the ministry" and its kin.
pub(super) fn resolve_body(cast: &mut Cast<'_>, at: usize) {
    let body = cast.reader.bodies[at].clone();
    let OrgSource::Noun(row) = body.source else {
        return;
    };
    let earlier = (0..at)
        .rev()
        .find(|&other| cast.body_figure[other].is_some() && nouns(cast, other).contains(&row));
    let named = match body.article {
        Article::Owner(_) => false,
        Article::Indefinite => leads_clause(cast, &body),
        _ => true,
    } || cast.page.capital(body.core.0);
    let earlier = earlier.and_then(|other| cast.body_figure[other]);
    let earlier = earlier.or_else(|| last_body(cast, &body, row));
    let figure = match named_beside(cast, &body, row).or(earlier) {
        Some(figure) if body.article == Article::Definite => figure,
        Some(_) | None if !named || !speaks(cast, row, &body) => return,
        _ => {
            let igo = cast.page.known().org_nouns[usize::from(row)].kind == OrgKind::Igo;
            let kind = if igo { ActorKind::Igo } else { ActorKind::Org };
            let mut figure = Figure::new(kind, &super::bodies::printed(cast, &body));
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

/// Bodies that every state has one of, and others where they act: they are actors of their own when nothing was named before.
fn speaks(cast: &Cast<'_>, row: u16, body: &Body) -> bool {
    let run = (body.first, body.end);
    let stood = cast.page.previous(body.first);
    let owned = stood.is_some_and(|t| cast.page.is(t, WordKind::Of) || cast.page.possessive(t));
    let acting = || !owned && acts(cast, run, body.core);
    match cast.page.known().org_nouns[usize::from(row)].kind {
        OrgKind::Ministry
        | OrgKind::Intelligence
        | OrgKind::Military
        | OrgKind::Police
        | OrgKind::Parliament
        | OrgKind::Court => body.article == Article::Definite || acting(),
        OrgKind::Agency | OrgKind::Party | OrgKind::ArmedGroup | OrgKind::Igo => acting(),
        OrgKind::Ngo | OrgKind::Criminal | OrgKind::Religious => !owned && leads_clause(cast, body),
        _ => false,
    }
}

/// The body in "the regional bloc ECOWAS", "the IGAD bloc".
fn named_beside(cast: &Cast<'_>, body: &Body, row: u16) -> Option<usize> {
    let kind = cast.page.known().org_nouns[usize::from(row)].kind;
    let igo = body.article == Article::Definite && kind == OrgKind::Igo;
    let before = cast.reader.body_to(body.core.0).filter(|_| igo);
    let after = cast
        .page
        .inside(body.end)
        .filter(|_| body.article == Article::Definite)
        .and_then(|t| cast.reader.body_from(t))
        .filter(|&other| cast.reader.bodies[other].first == body.end);
    let named = |&other: &usize| !cast.reader.bodies[other].described;
    let beside = before.or(after).filter(named)?;
    cast.body_figure[beside]
}

/// True for the subject of a clause: "A militia seized".
fn leads_clause(cast: &Cast<'_>, body: &Body) -> bool {
    let head = super::cast::head_in(cast.page.parse, (body.first, body.end), body.core);
    cast.page.parse.deprel(head).is_subject()
        || (cast.page.previous(body.first).is_none() && opens(cast, (body.first, body.end)))
}

/// True at the start of a sentence or behind a comma, before a verb.
fn opens(cast: &Cast<'_>, run: (TokenId, TokenId)) -> bool {
    let page = &cast.page;
    let verb = page.inside(run.1).is_some_and(|t| {
        matches!(page.parse.upos(t), Upos::Verb | Upos::Aux) && page.parse.xpos(t) != Xpos::VBG
    });
    let before = page.previous(run.0);
    verb && before.is_none_or(|t| page.comma(t) || page.is(t, WordKind::And))
}

/// True where words stand as an actor does: subject, agent or object, behind a verb or a noun of
/// turning to somebody, or, where the tree says nothing, at the start of a sentence before a verb.
pub(super) fn acts(cast: &Cast<'_>, run: (TokenId, TokenId), core: (TokenId, TokenId)) -> bool {
    let page = &cast.page;
    let before = page.previous(run.0);
    let taken = before.is_some_and(|t| {
        page.is(t, WordKind::Partner)
            || page.is(t, WordKind::Of)
            || page.is(t, WordKind::Target)
            || (page.is(t, WordKind::Goal) && addressed(cast, t))
    });
    let deprel = page
        .parse
        .deprel(super::cast::head_in(page.parse, run, core));
    taken
        || deprel.is_subject()
        || matches!(deprel, Deprel::OblAgent | Deprel::Obj | Deprel::Iobj)
        || opens(cast, run)
}

/// True for "appealed to", "pressure on": a word of turning to somebody stands before.
fn addressed(cast: &Cast<'_>, preposition: TokenId) -> bool {
    let page = &cast.page;
    let first = page.sentence(preposition).first.0;
    let near = first.max(preposition.0.saturating_sub(ADDRESS_REACH))..preposition.0;
    near.map(TokenId)
        .any(|t| page.is(t, WordKind::Address) || page.scan.has(t, |entry| entry == Entry::Speech))
}

/// "the group", "the movement": the last body that was the subject of a sentence shortly before.
fn last_body(cast: &Cast<'_>, body: &Body, row: u16) -> Option<usize> {
    if body.article != Article::Definite
        || super::bodies::is_public(cast.page.known().org_nouns[usize::from(row)].kind)
    {
        return None;
    }
    let known = cast.page.known();
    let kind = known.org_nouns[usize::from(row)].kind;
    if known.org_nouns[usize::from(row)].sector == OPPOSITION {
        return None;
    }
    let fits = |figure: &Figure| {
        let own = figure
            .source
            .map(|source| super::bodies::org_kind(cast, source));
        match kind {
            OrgKind::Igo => figure.kind == ActorKind::Igo,
            OrgKind::Party | OrgKind::ArmedGroup => {
                let public = own.flatten().is_some_and(super::bodies::is_public);
                figure.kind == ActorKind::Org && !public
            }
            _ => figure.kind == ActorKind::Org,
        }
    };
    let subject = super::pronouns::subject_before(cast, body.first, fits);
    subject.or_else(|| last_igo(cast, body).filter(|_| kind == OrgKind::Igo))
}

/// The body of states named last before "the bloc", in its sentence or the three before.
fn last_igo(cast: &Cast<'_>, body: &Body) -> Option<usize> {
    let at = cast.page.parse.sentence_of[body.first.index()].0;
    let sentences = (0..=REACH).filter_map(|back| at.checked_sub(back));
    let mut sentences = sentences.map(|at| cast.page.parse.sentences[at as usize]);
    let listed = |figure: usize| {
        let figure = &cast.figures[figure];
        figure.kind == ActorKind::Igo && !matches!(figure.source, Some(OrgSource::Noun(_)))
    };
    sentences.find_map(|sentence| {
        let near = cast.seen_beside(sentence.first).map(|row| row.1);
        let near = near.filter(|s| s.end <= body.first && listed(s.figure));
        near.max_by_key(|s| s.first).map(|s| s.figure)
    })
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
        if let Some(words) = owned_words(cast, &phrase).filter(|_| rule != APPOSITION) {
            cast.name(figure, words);
        }
    }
}

/// First token of the phrase without its article.
fn core_first(cast: &Cast<'_>, phrase: &Phrase) -> TokenId {
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

/// The words with the possessor in front: "his Turkish counterpart", "our delegation".
fn owned_words<'a>(cast: &Cast<'a>, phrase: &Phrase) -> Option<&'a str> {
    let owned = matches!(phrase.article, Article::Owner(token) if token == phrase.first);
    owned.then(|| cast.page.words(phrase.first, phrase.end))
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
        if let Some(figure) = countryman(cast, phrase).or_else(|| told_of(cast, phrase)) {
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
    figure.country = owner(cast, phrase).or_else(|| owned_country(cast, phrase));
    if !phrase.tense.is_past() {
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
    let tense = phrase.tense.is_past() <= held.tense.is_past();
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

/// "the diplomat", "the envoy": the named officer of state who was the subject of the last sentences.
fn told_of(cast: &Cast<'_>, phrase: &Phrase) -> Option<usize> {
    let general = cast.page.is(phrase.noun_first, WordKind::Superordinate);
    if phrase.article != Article::Definite || !phrase.is_bare() || !general {
        return None;
    }
    let at = cast.page.parse.sentence_of[phrase.first.index()].0;
    let named = |figure: usize| {
        let figure = &cast.figures[figure];
        figure.kind == ActorKind::Person && !figure.words.is_empty()
    };
    // The last subject of a sentence is who says it: "X will come, Y said".
    let last_subject = |number: u32| {
        let sentence = cast.page.parse.sentences[number as usize];
        let seen = cast.seen_beside(sentence.first).map(|row| row.1);
        let subjects =
            seen.filter(|s| cast.page.parse.deprel(s.head).is_subject() && named(s.figure));
        subjects.max_by_key(|s| s.first).map(|s| s.figure)
    };
    (1..=REACH)
        .filter_map(|back| at.checked_sub(back))
        .find_map(last_subject)
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
    cast.seen_beside(sentence.first).map(|(_, s)| s.figure)
}

/// "the country", "both countries".
fn country(cast: &mut Cast<'_>, phrase: &Phrase) -> Option<(usize, &'static str)> {
    let several = phrase.quantity.is_some()
        || phrase.plural && (phrase.modified || phrase.countries.len() > 1);
    let outer = |other: &Phrase| other.first < phrase.first && phrase.end <= other.end;
    if cast.phrases.iter().any(outer) {
        return None;
    }
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
