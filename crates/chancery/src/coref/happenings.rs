//! Step for happenings: "the meeting" for "met".
//!
//! A definite noun of a happening that nothing else took up means what the nearest verb before
//! tells, if that verb is one of those that tell of the same (`data/lang/en/nouns.tsv`); a verb
//! embedded in the sentence before is as good as its main one.

use super::clusters::Clusters;
use super::mentions::{Class, Form, Found};

/// How many sentences back the verb may stand.
const REACH: u32 = 3;

/// Links nouns of happenings to verbs.
pub(super) fn link(found: &Found<'_>, clusters: &mut Clusters) {
    for at in 0..found.list.len() {
        let phrase = &found.list[at];
        let definite = matches!(phrase.form, Form::Definite | Form::Demonstrative);
        if definite
            && phrase.class == Class::Event
            && clusters.alone(at)
            && let Some(before) = verb(found, at)
        {
            clusters.join(before, at, "happening");
        }
    }
}

/// The nearest verb before that tells of the happening.
fn verb(found: &Found<'_>, at: usize) -> Option<usize> {
    let phrase = &found.list[at];
    let parse = found.parse();
    let noun = found.lexicon.noun(parse.lemma(phrase.head))?;
    let verbs = found.lexicon.verbs(noun.row);
    let from = phrase.sentence.saturating_sub(REACH);
    let from = found.by_sentence[from as usize].0 as usize;
    (from..at).rev().find(|&before| {
        let other = &found.list[before];
        other.form == Form::Verb && verbs.iter().any(|verb| verb == parse.lemma(other.head))
    })
}
