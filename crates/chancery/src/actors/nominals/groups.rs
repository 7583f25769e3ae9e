//! Steps 6 to 8 for groups: "the two officials", "both sides", "the sources", "U.S. officials".

use chancery_nlp::{Sentence, Span, TokenId};

use super::super::cast::{Cast, Figure};
use super::super::offices::{owned_country, owner, sector};
use super::super::phrase::{Article, Noun, Phrase};
use super::super::{ActorKind, Bound, Quantity};
use super::{COUNTED_REACH, REACH, last_word, same_noun, words};
use crate::places::pieces::PieceKind;
use crate::places::tables::{Entry, WordKind};

/// Rows of the countries that the sentence names before `token`, else the last sentence with two.
pub(super) fn rows_before(cast: &Cast<'_>, token: TokenId) -> Option<Vec<u16>> {
    let page = &cast.page;
    let at = page.parse.sentence_of[token.index()].0;
    for back in 0..=REACH {
        let Some(number) = at.checked_sub(back) else {
            break;
        };
        let sentence = page.parse.sentences[number as usize];
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

/// The last countries that stand in a list, so many: "Ukrainian and Russian"; of the sentence so
/// many before that of `token`, in what stands before it.
fn joined_rows(cast: &Cast<'_>, token: TokenId, (back, wanted): (u32, usize)) -> Option<Vec<u16>> {
    let at = cast.page.parse.sentence_of[token.index()]
        .0
        .checked_sub(back)?;
    let sentence = cast.page.parse.sentences[at as usize];
    let lists = lists_of_rows(cast, sentence, token);
    lists.into_iter().rev().find(|list| list.len() == wanted)
}

/// Rows of the countries of a sentence before `token`, by list.
fn lists_of_rows(cast: &Cast<'_>, sentence: Sentence, token: TokenId) -> Vec<Vec<u16>> {
    let page = &cast.page;
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
    lists.retain(|list| list.len() > 1);
    lists
}

pub(super) fn set_of_states(cast: &mut Cast<'_>, phrase: &Phrase, rows: &[u16]) -> usize {
    let members: Vec<usize> = rows
        .iter()
        .map(|&row| super::super::bodies::state(cast, row))
        .collect();
    set(cast, phrase, members)
}

/// The figure of a set of figures, made on first use.
fn set(cast: &mut Cast<'_>, phrase: &Phrase, members: Vec<usize>) -> usize {
    let name = words(cast, phrase).to_string();
    let at = set_of(cast, &name, members);
    if cast.figures[at].noun.is_none() {
        cast.figures[at].noun = Some(phrase.noun);
        cast.figures[at].last_word = last_word(cast, phrase);
    }
    at
}

/// The figure of a set of figures, called `name` where it is new.
pub(in super::super) fn set_of(cast: &mut Cast<'_>, name: &str, members: Vec<usize>) -> usize {
    let mut wanted = members.clone();
    wanted.sort_unstable();
    let same = |figure: &Figure| {
        let mut own = figure.members.clone();
        own.sort_unstable();
        figure.kind == ActorKind::Group && own == wanted && figure.key.is_empty()
    };
    if let Some(at) = cast.figures.iter().position(same) {
        return at;
    }
    let mut figure = Figure::new(ActorKind::Group, name);
    figure.names.push(figure.name.clone());
    figure.quantity = Some(Quantity {
        value: members.len() as f64,
        approximate: false,
        bound: Bound::Exact,
        span: Span::default(),
    });
    figure.members = members;
    cast.add_figure(figure)
}

/// "the two officials", "both sides", "the sources", "several European representatives".
pub(super) fn group(cast: &mut Cast<'_>, phrase: &Phrase) -> Option<(usize, &'static str)> {
    let count = phrase
        .quantity
        .filter(|q| !q.approximate)
        .map(|q| q.value as usize);
    let side = matches!(phrase.noun, Noun::People(row) if cast.page.known().group_nouns[usize::from(row)].kind == "side");
    let both = cast.page.is(phrase.first, WordKind::Both);
    let back = phrase.is_bare() && (phrase.article == Article::Definite || both);
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
        let several = count.filter(|&count| count > 1);
        if let Some(figure) = several.and_then(|count| same_group(cast, phrase, count)) {
            return Some((figure, "group"));
        }
        let wanted = wanted.or_else(|| kin(cast, phrase, several?));
        if let Some(members) = wanted {
            return Some((set(cast, phrase, members), "cardinal"));
        }
    }
    let bare = phrase.is_bare() && phrase.article == Article::None && phrase.quantity.is_none();
    let source = matches!(phrase.noun, Noun::Source(_));
    let (bare, source) = match thing(cast, phrase) {
        Some(true) => return None,
        Some(false) => (true, false),
        None => (bare, source),
    };
    let acts = !bare || source || super::acts(cast, (phrase.first, phrase.end), phrase.core);
    acts.then(|| (named_group(cast, phrase), "name"))
}

/// For "hospitals" and "two firms" true: no actors, unless somebody owns them; for "Western banks"
/// false: actors where they act or somebody owns them.
fn thing(cast: &Cast<'_>, phrase: &Phrase) -> Option<bool> {
    use chancery_data::schema::OrgKind as K;
    let kind = match phrase.noun {
        Noun::Bodies(row) => cast.page.known().org_nouns[usize::from(row)].kind,
        _ => return None,
    };
    if !phrase.countries.is_empty() || phrase.body.is_some() {
        return None;
    }
    match kind {
        K::Other | K::Education => Some(true),
        K::Firm => Some(!phrase.modified),
        K::Media | K::Religious | K::Court => Some(false),
        _ => None,
    }
}

/// "the two leaders": the last group called so, where it has so many members.
fn same_group(cast: &Cast<'_>, phrase: &Phrase, count: usize) -> Option<usize> {
    let word = last_word(cast, phrase);
    let at = cast.page.parse.sentence_of[phrase.first.index()].0;
    let first = cast.page.parse.sentences[at.saturating_sub(REACH) as usize].first;
    let fits = |figure: &Figure| figure.last_word == word && figure.members.len() == count;
    let near = cast
        .sightings
        .iter()
        .filter(|s| first <= s.first && s.end <= phrase.first);
    let last = near
        .filter(|s| fits(&cast.figures[s.figure]))
        .max_by_key(|s| s.first);
    last.map(|s| s.figure)
}

/// "both delegations": the last figures that were called by the same noun, where they are so many.
fn kin(cast: &Cast<'_>, phrase: &Phrase, count: usize) -> Option<Vec<usize>> {
    let at = cast.page.parse.sentence_of[phrase.first.index()].0;
    let first = cast.page.parse.sentences[at.saturating_sub(REACH) as usize].first;
    let word = last_word(cast, phrase);
    let near = cast
        .sightings
        .iter()
        .filter(|s| first <= s.first && s.end <= phrase.first);
    let mut found: Vec<(TokenId, usize)> = near
        .filter(|s| cast.figures[s.figure].last_word == word && word != 0)
        .map(|s| (s.first, s.figure))
        .collect();
    found.sort_unstable();
    let mut figures: Vec<usize> = Vec::new();
    for (_, figure) in found {
        if !figures.contains(&figure) {
            figures.push(figure);
        }
    }
    let whole = |&figure: &usize| cast.figures[figure].quantity.is_none();
    (figures.len() == count && figures.iter().all(whole)).then_some(figures)
}

/// True for nouns that mean persons one by one: officials, ministers; not forces.
fn is_people(cast: &Cast<'_>, phrase: &Phrase) -> bool {
    match phrase.noun {
        Noun::Title(_) => true,
        Noun::People(row) => cast.page.known().group_nouns[usize::from(row)].kind == "people",
        _ => false,
    }
}

fn sides(
    cast: &mut Cast<'_>,
    phrase: &Phrase,
    count: Option<usize>,
) -> Option<(usize, &'static str)> {
    let wanted = count.unwrap_or(2);
    let near = joined_rows(cast, phrase.first, (0, wanted));
    let named = || rows_before(cast, phrase.first).filter(|rows| rows.len() == wanted);
    let above = || (1..=REACH).find_map(|back| joined_rows(cast, phrase.first, (back, wanted)));
    if let Some(rows) = near.or_else(named).or_else(above) {
        return Some((set_of_states(cast, phrase, &rows), "sides"));
    }
    match last_set(cast, phrase.first, Some(wanted)) {
        Some(members) => Some((set(cast, phrase, members), "sides")),
        None => Some((named_group(cast, phrase), "name")),
    }
}

/// The last persons before `token` that stand in a coordination, or the two whom a sentence names.
fn last_set(cast: &Cast<'_>, token: TokenId, count: Option<usize>) -> Option<Vec<usize>> {
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
        .seen_beside(sentence.first)
        .filter(|(_, s)| s.end <= token && cast.figures[s.figure].is_person())
        .map(|(at, s)| (at, s.figure))
        .collect();
    found.sort_by_key(|row| cast.sightings[row.0].first);
    found
}

/// Sets of persons joined by commas and "and", in order.
pub(in super::super) fn coordinations(
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
pub(super) fn named_group(cast: &mut Cast<'_>, phrase: &Phrase) -> usize {
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
    figure.country = owner(cast, phrase).or_else(|| owned_country(cast, phrase));
    figure.quantity = phrase.quantity;
    figure.sectors = sector(cast, phrase).into_iter().collect();
    let rows: Vec<u16> = phrase.countries.iter().map(|owner| owner.0).collect();
    let rows = match phrase.states {
        Some(count) => rows_before(cast, phrase.first)
            .filter(|rows| rows.len() == count)
            .unwrap_or_default(),
        None if rows.is_empty() && figure.country.is_none() => owners(cast, phrase),
        None => rows,
    };
    if rows.len() > 1 {
        figure.members = rows
            .iter()
            .map(|&row| super::super::bodies::state(cast, row))
            .collect();
    }
    cast.add_figure(figure)
}

/// "their foreign ministers": the two states that the sentence names before.
fn owners(cast: &Cast<'_>, phrase: &Phrase) -> Vec<u16> {
    let theirs = matches!(phrase.article, Article::Owner(token) if is_plural(cast, token));
    if !theirs || !matches!(phrase.noun, Noun::Title(_)) {
        return Vec::new();
    }
    let listed = joined_rows(cast, phrase.first, (0, 2));
    let named = || rows_before(cast, phrase.first).filter(|rows| rows.len() == 2);
    listed.or_else(named).unwrap_or_default()
}

/// "their".
fn is_plural(cast: &Cast<'_>, token: TokenId) -> bool {
    let plural = |row: u16| cast.page.known().pronouns[usize::from(row)].number == "p";
    cast.page.scan.has(
        token,
        |entry| matches!(entry, Entry::Pronoun(row) if plural(row)),
    )
}
