//! Step 9 of the sieve: pronouns, by the chains of noun phrases.
//!
//! What a pronoun means was found among all noun phrases ([`crate::coref`]); here it becomes a
//! mention of the figure that its chain names, if it names one. Pronouns of the first person wait
//! for the speech stage.

use chancery_data::schema::{Gender, Pronoun};
use chancery_nlp::{Deprel, Sentence, TokenId, Upos};

use super::cast::{Cast, Figure, Sighting};
use super::nominals::{REACH, coordinations, set_of};
use super::people::agree;
use super::{MentionKind, Pending};
use crate::coref::{Form, rank};
use crate::places::tables::Entry;

/// Resolves the pronoun at `token`, or notes it for the speech stage (I, we).
pub(super) fn resolve(cast: &mut Cast<'_>, token: TokenId) {
    let Some(pronoun) = pronoun_at(cast, token) else {
        return;
    };
    let span = cast.page.span(token, crate::places::pieces::next(token));
    if pronoun.person != 3 {
        if pronoun.person == 1 {
            cast.pending.push(Pending {
                span,
                token,
                plural: pronoun.number == "p",
                rule: "speaker",
            });
        }
        return;
    }
    let run = (token, crate::places::pieces::next(token));
    let found = antecedent(cast, token);
    let plural = pronoun.number == "p";
    let found = found.or_else(|| plural.then(|| pair(cast, token)).flatten());
    if let Some(figure) = found {
        if pronoun.gender != Gender::Unknown
            && cast.figures[figure].gender == Gender::Unknown
            && pronoun.gender != Gender::Neuter
        {
            cast.figures[figure].gender = pronoun.gender;
        }
        cast.sight(figure, run, run, (MentionKind::Pronoun, "pronoun"));
    }
}

/// "they" for persons joined by "and".
fn pair(cast: &mut Cast<'_>, token: TokenId) -> Option<usize> {
    let chains = cast.page.chains;
    let own = chains.at_head(token)?;
    let chain = chains.chain(chains.mentions[own].chain);
    let mut joined = chain.iter().map(|&at| &chains.mentions[at as usize]);
    let joined = joined.find(|mention| mention.form == Form::Joined)?;
    let sentence = cast.page.sentence(joined.head);
    let first = figure_at(cast, joined.head)?;
    let sets = coordinations(cast, sentence, joined.end);
    let members = sets.into_iter().find(|set| set.first() == Some(&first))?;
    let names: Vec<&str> = members
        .iter()
        .map(|&figure| cast.figures[figure].name.as_str())
        .collect();
    let name = names.join(" and ");
    Some(set_of(cast, &name, members))
}

/// The row of a personal, possessive or reflexive pronoun at `token`.
fn pronoun_at(cast: &Cast<'_>, token: TokenId) -> Option<&'static Pronoun> {
    let known = cast.page.known();
    let wanted = |kind: &str| matches!(kind, "personal" | "possessive" | "reflexive");
    let upos = cast.page.parse.upos(token);
    if !matches!(upos, Upos::Pron | Upos::Det | Upos::X) && cast.page.pieces.at(token).is_some() {
        return None;
    }
    let found = cast.page.scan.longest(token, |entry| match entry {
        Entry::Pronoun(row) if wanted(&known.pronouns[usize::from(row)].kind) => Some(row),
        _ => None,
    })?;
    Some(&known.pronouns[usize::from(found.1)])
}

/// The figure that the third-person pronoun at `token` means, if its chain has one.
pub(super) fn antecedent(cast: &Cast<'_>, token: TokenId) -> Option<usize> {
    let pronoun = pronoun_at(cast, token).filter(|pronoun| pronoun.person == 3)?;
    let chains = cast.page.chains;
    let own = chains.at_head(token)?;
    let chain = chains.chain(chains.mentions[own].chain);
    let before = chain.iter().rev().filter(|&&at| (at as usize) < own);
    let after = chain.iter().filter(|&&at| (at as usize) > own);
    before.chain(after).find_map(|&at| {
        let mention = &chains.mentions[at as usize];
        if mention.form == Form::Joined {
            return None;
        }
        figure_at(cast, mention.head).filter(|&figure| means(&cast.figures[figure], pronoun))
    })
}

/// True where a figure can be meant by a pronoun.
fn means(figure: &Figure, pronoun: &Pronoun) -> bool {
    match (pronoun.number.as_str(), pronoun.gender) {
        ("p" | "u", Gender::Unknown) => figure.is_plural() || figure.is_body(),
        (_, Gender::Neuter) => figure.is_body(),
        _ => figure.is_person() && agree(figure.gender, pronoun.gender),
    }
}

/// The figure of the mention that hangs by `token` or holds it.
fn figure_at(cast: &Cast<'_>, token: TokenId) -> Option<usize> {
    let parse = cast.page.parse;
    let at = |s: &&Sighting| s.head == token || (s.core.0 <= token && token < s.core.1);
    // "the commissioner, Ola Kalder": the name is below the office.
    let below = |s: &&Sighting| {
        parse.head(s.head) == Some(token)
            && matches!(
                parse.deprel(s.head),
                Deprel::Appos | Deprel::Flat | Deprel::List | Deprel::NmodDesc
            )
    };
    let beside = || cast.seen_beside(token).map(|row| row.1);
    let own = beside().filter(at);
    let own = own.max_by_key(|s| (s.head == token, s.end.0 - s.first.0));
    own.or_else(|| beside().find(below)).map(|s| s.figure)
}

/// The subject figure of a sentence before `token` that satisfies `fits`.
pub(super) fn subject_before(
    cast: &Cast<'_>,
    token: TokenId,
    fits: impl Fn(&Figure) -> bool,
) -> Option<usize> {
    let at = cast.page.parse.sentence_of[token.index()].0;
    (1..=REACH)
        .filter_map(|back| at.checked_sub(back))
        .find_map(|number| {
            let sentence = cast.page.parse.sentences[number as usize];
            ranked(cast, sentence)
                .into_iter()
                .find(|row| row.0 <= 1 && fits(&cast.figures[row.2]))
                .map(|row| row.2)
        })
}

/// Rank, position and figure of the mentions of a sentence, the most prominent first.
fn ranked(cast: &Cast<'_>, sentence: Sentence) -> Vec<(u8, TokenId, usize)> {
    let mut found: Vec<(u8, TokenId, usize)> = cast
        .seen_beside(sentence.first)
        .map(|(_, s)| (rank(cast.page.parse, s.head), s.first, s.figure))
        .collect();
    found.sort_unstable();
    found
}
