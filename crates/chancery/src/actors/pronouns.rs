//! Step 9 of the sieve: pronouns, by subject-first centering.
//!
//! Method after Grosz, Joshi and Weinstein 1995 ("Centering") in the order of Hobbs 1978: subjects
//! of the clauses above first, then the sentence before, its subject first; three sentences back at
//! most, person, number and gender agreeing, never across a quotation mark. What two candidates of
//! equal rank could both be stays open.

use chancery_data::schema::{Gender, Pronoun};
use chancery_nlp::{Deprel, Sentence, TokenId, Upos};

use super::cast::{Cast, Figure, Sighting};
use super::nominals::{REACH, coordinations, set_of};
use super::people::agree;
use super::{ActorKind, MentionKind, Pending};
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

/// "they" for persons joined by "and" that lead their sentence: this one or one of the two before.
fn pair(cast: &mut Cast<'_>, token: TokenId) -> Option<usize> {
    let page = cast.page;
    let at = page.parse.sentence_of[token.index()].0;
    for number in (0..=2).filter_map(|back| at.checked_sub(back)) {
        let sentence = page.parse.sentences[number as usize];
        let mut seen = ranked(cast, sentence).into_iter();
        let voice = page.quote(token);
        let Some(lead) = seen.find(|row| row.1 < token && page.quote(row.1) == voice) else {
            continue;
        };
        let sets = coordinations(cast, sentence, token);
        let Some(members) = sets
            .into_iter()
            .find(|set| lead.0 <= 1 && set.first() == Some(&lead.2))
        else {
            continue;
        };
        let names: Vec<&str> = members
            .iter()
            .map(|&figure| cast.figures[figure].name.as_str())
            .collect();
        let name = names.join(" and ");
        return Some(set_of(cast, &name, members));
    }
    None
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

/// The figure that the third-person pronoun at `token` means, if that is sure enough.
pub(super) fn antecedent(cast: &Cast<'_>, token: TokenId) -> Option<usize> {
    let pronoun = pronoun_at(cast, token).filter(|pronoun| pronoun.person == 3)?;
    if cast.page.parse.deprel(token) == Deprel::Expl {
        return None;
    }
    let search = Search {
        cast,
        token,
        pronoun,
    };
    match (pronoun.number.as_str(), pronoun.gender) {
        ("p" | "u", _) if pronoun.gender != Gender::Neuter => search.plural(),
        (_, Gender::Neuter) => search.neuter(),
        _ => search.person(),
    }
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
        .sightings
        .iter()
        .filter(|s| sentence.contains(s.first))
        .map(|s| (rank(cast, s), s.first, s.figure))
        .collect();
    found.sort_unstable();
    found
}

/// 0 subject of the main clause, 1 of another, 2 agent, 3 object, 4 elsewhere, 5 possessor.
fn rank(cast: &Cast<'_>, s: &Sighting) -> u8 {
    let parse = cast.page.parse;
    let mut head = s.head;
    for _ in 0..6 {
        if !matches!(
            parse.deprel(head),
            Deprel::Conj | Deprel::Appos | Deprel::Flat | Deprel::Compound
        ) {
            break;
        }
        match parse.head(head) {
            Some(up) if parse.upos(up) != Upos::Verb => head = up,
            _ => break,
        }
    }
    match parse.deprel(head) {
        deprel if deprel.is_subject() => {
            let verb = parse.head(head).unwrap_or(head);
            let main = parse.head(verb).is_none()
                || matches!(parse.deprel(verb), Deprel::Parataxis | Deprel::Root);
            u8::from(!main)
        }
        Deprel::OblAgent => 2,
        Deprel::Obj | Deprel::Iobj => 3,
        Deprel::NmodPoss => 5,
        _ => 4,
    }
}

struct Search<'c, 'a> {
    cast: &'c Cast<'a>,
    token: TokenId,
    pronoun: &'static Pronoun,
}

impl Search<'_, '_> {
    fn possessive(&self) -> bool {
        self.pronoun.kind == "possessive"
    }

    /// True where a mention stands in the same quotation as the pronoun, or both in none.
    fn same_voice(&self, token: TokenId) -> bool {
        self.cast.page.quote(token) == self.cast.page.quote(self.token)
    }

    /// he, she, his, her, him.
    fn person(&self) -> Option<usize> {
        let fits =
            |figure: &Figure| figure.is_person() && agree(figure.gender, self.pronoun.gender);
        self.above(&fits, false)
            .or_else(|| self.same_sentence(&fits))
            .or_else(|| self.earlier(&fits))
    }

    /// it, its: organisations and states, and only where nothing else is the subject.
    fn neuter(&self) -> Option<usize> {
        let fits = |figure: &Figure| figure.is_body();
        if let Some(found) = self.above(&fits, true) {
            return Some(found);
        }
        if self.subject_blocks() {
            return None;
        }
        let at = self.cast.page.parse.sentence_of[self.token.index()]
            .0
            .checked_sub(1)?;
        let sentence = self.cast.page.parse.sentences[at as usize];
        let best = ranked(self.cast, sentence)
            .into_iter()
            .find(|row| self.same_voice(row.1))?;
        let agentive = self.possessive() || self.cast.page.parse.deprel(self.token).is_subject();
        (best.0 == 0
            && agentive
            && fits(&self.cast.figures[best.2])
            && !self.cast.page.heading(sentence))
        .then_some(best.2)
    }

    /// they, their, them: groups, and persons joined by "and".
    fn plural(&self) -> Option<usize> {
        let fits = |figure: &Figure| figure.is_plural() || figure.kind == ActorKind::Group;
        if let Some(found) = self.above(&fits, true) {
            return Some(found);
        }
        if self.possessive() && self.subject_blocks() {
            return None;
        }
        let at = self.cast.page.parse.sentence_of[self.token.index()].0;
        (1..=2)
            .filter_map(|back| at.checked_sub(back))
            .find_map(|number| {
                let sentence = self.cast.page.parse.sentences[number as usize];
                ranked(self.cast, sentence)
                    .into_iter()
                    .find(|row| {
                        row.0 <= 1 && self.same_voice(row.1) && fits(&self.cast.figures[row.2])
                    })
                    .map(|row| row.2)
            })
    }

    /// The figure that the subject at `token` is, if it is one.
    fn figure_at(&self, token: TokenId) -> Option<usize> {
        self.cast
            .sightings
            .iter()
            .filter(|s| s.head == token || (s.core.0 <= token && token < s.core.1))
            .max_by_key(|s| (s.head == token, s.end.0 - s.first.0))
            .map(|s| s.figure)
    }

    /// The subject of `verb` or of the verb that it is joined to.
    fn subject_of(&self, verb: TokenId) -> Option<TokenId> {
        let parse = self.cast.page.parse;
        let own = parse.children(verb).find(|&t| parse.deprel(t).is_subject());
        own.or_else(|| {
            let up = parse
                .head(verb)
                .filter(|_| parse.deprel(verb) == Deprel::Conj)?;
            parse.children(up).find(|&t| parse.deprel(t).is_subject())
        })
    }

    /// Subjects of the clauses above the pronoun; with `strict`, the nearest subject decides.
    fn above(&self, fits: &impl Fn(&Figure) -> bool, strict: bool) -> Option<usize> {
        let parse = self.cast.page.parse;
        let own_verb = if self.possessive() {
            None
        } else {
            parse.head(self.token)
        };
        let mut at = self.token;
        for _ in 0..24 {
            at = parse.head(at)?;
            if own_verb == Some(at) {
                continue;
            }
            let Some(subject) = self.subject_of(at) else {
                continue;
            };
            if parse.is_below(self.token, subject) || subject == self.token {
                continue;
            }
            let figure = self.figure_at(subject).filter(|_| self.same_voice(subject));
            let cataphora = subject > self.token;
            let fit = figure.filter(|&f| fits(&self.cast.figures[f]) && !self.co_argument(f));
            match fit {
                Some(_) if !cataphora || self.leads_in(subject) => return fit,
                None if strict && !cataphora => return None,
                _ => {}
            }
        }
        None
    }

    /// True where the pronoun stands in a phrase that leads in the clause of `subject`.
    fn leads_in(&self, subject: TokenId) -> bool {
        let parse = self.cast.page.parse;
        let named = self
            .cast
            .sightings
            .iter()
            .any(|s| s.core.0 <= subject && subject < s.core.1 && s.kind == MentionKind::Name);
        named && self.token.0 - parse.sentence(self.token).first.0 <= 4
    }

    /// True where the clause of the pronoun has another subject that is no actor.
    fn subject_blocks(&self) -> bool {
        let parse = self.cast.page.parse;
        let mut at = self.token;
        while let Some(up) = parse.head(at) {
            if let Some(subject) = self.subject_of(up)
                && subject != self.token
                && !parse.is_below(self.token, subject)
            {
                return self.figure_at(subject).is_none();
            }
            at = up;
        }
        false
    }

    /// True where `figure` is another argument of the pronoun's own verb.
    fn co_argument(&self, figure: usize) -> bool {
        if self.possessive() || self.pronoun.kind == "reflexive" {
            return false;
        }
        let parse = self.cast.page.parse;
        let Some(verb) = parse.head(self.token) else {
            return false;
        };
        let argument = |t: &TokenId| {
            *t != self.token
                && (parse.deprel(*t).is_subject()
                    || matches!(parse.deprel(*t), Deprel::Obj | Deprel::Iobj | Deprel::Obl))
        };
        parse
            .children(verb)
            .filter(argument)
            .any(|t| self.figure_at(t) == Some(figure))
    }

    /// A subject earlier in the sentence that the tree does not put above the pronoun.
    fn same_sentence(&self, fits: &impl Fn(&Figure) -> bool) -> Option<usize> {
        let sentence = self.cast.page.sentence(self.token);
        ranked(self.cast, sentence)
            .into_iter()
            .filter(|row| row.0 <= 1 && row.1 < self.token)
            .find(|row| {
                self.same_voice(row.1)
                    && fits(&self.cast.figures[row.2])
                    && !self.co_argument(row.2)
            })
            .map(|row| row.2)
    }

    /// The most prominent figure of the sentences before.
    fn earlier(&self, fits: &impl Fn(&Figure) -> bool) -> Option<usize> {
        let page = &self.cast.page;
        let at = page.parse.sentence_of[self.token.index()].0;
        for number in (1..=REACH).filter_map(|back| at.checked_sub(back)) {
            let sentence = page.parse.sentences[number as usize];
            if page.heading(sentence) {
                continue;
            }
            let mut found = ranked(self.cast, sentence);
            found.retain(|row| {
                self.same_voice(row.1)
                    && fits(&self.cast.figures[row.2])
                    && !self.co_argument(row.2)
            });
            let Some(best) = found.first() else { continue };
            let rivals = found.iter().any(|row| row.0 == best.0 && row.2 != best.2);
            return (best.0 <= 1 || !rivals).then_some(best.2);
        }
        None
    }
}
