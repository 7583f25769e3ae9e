//! Step for happenings: "the meeting" for "met".
//!
//! A definite noun of a happening that nothing else took up means what the nearest verb before
//! tells, if that verb is one of those that tell of the same (`data/lang/en/nouns.tsv`); a verb
//! embedded in the sentence before is as good as its main one.

use super::clusters::Clusters;
use super::mentions::{Class, Form, Found};

/// How many sentences back the verb may stand.
const REACH: u32 = 3;

/// How many phrases before the noun are looked at.
const LOOK_BACK: usize = 80;

/// Links nouns of happenings to verbs.
pub(super) fn link(found: &Found<'_>, clusters: &mut Clusters) {
    for at in 0..found.list.len() {
        let phrase = &found.list[at];
        let definite = matches!(phrase.form, Form::Definite | Form::Demonstrative);
        if definite
            && phrase.class == Class::Event
            && clusters.alone(at)
            && let Some(before) = nearest(found, at, Told::ByVerbs)
        {
            clusters.join(before, at, "happening");
        }
    }
}

/// What may tell of a happening.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Verbs alone.
    ByVerbs,
    /// Verbs, and nouns that tell it first: "held talks" for "the meeting".
    ByAny,
}

/// The nearest phrase before that tells of the happening.
pub(super) fn nearest(found: &Found<'_>, at: usize, by: Told) -> Option<usize> {
    let phrase = &found.list[at];
    let parse = found.parse();
    let verbs = verbs(found, at)?;
    let from = phrase.sentence.saturating_sub(REACH);
    let from = found.by_sentence[from as usize].0 as usize;
    (from.max(at.saturating_sub(LOOK_BACK))..at)
        .rev()
        .find(|&before| {
            let other = &found.list[before];
            match other.form {
                Form::Verb => verbs.iter().any(|verb| verb == parse.lemma(other.head)),
                Form::Indefinite | Form::Bare
                    if by == Told::ByAny && other.class == Class::Event =>
                {
                    let told = self::verbs(found, before);
                    told.is_some_and(|told| told.iter().any(|verb| verbs.contains(verb)))
                }
                _ => false,
            }
        })
}

/// Verbs that tell of the happening of a phrase.
fn verbs(found: &Found<'_>, at: usize) -> Option<&'static [String]> {
    let noun = found
        .lexicon
        .noun(found.parse().lemma(found.list[at].head))?;
    Some(found.lexicon.verbs(noun.row)).filter(|verbs| !verbs.is_empty())
}
