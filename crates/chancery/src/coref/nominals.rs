//! Steps for definite phrases: equal words, equal head with nothing that sets them apart, the role
//! that somebody was said to have, a class ("the country").

use std::collections::BTreeMap;

use chancery_nlp::TokenId;

use super::clusters::{Clusters, classes_agree, genders_agree, numbers_agree};
use super::happenings::{Told, nearest};
use super::lexicon::Steer;
use super::mentions::{Class, Form, Found, Number, nested};
use crate::places::tables::Entry;

/// How many sentences back a phrase with the same head may stand.
const HEAD_REACH: u32 = 20;

/// How many earlier phrases are looked at.
const LOOK_BACK: usize = 24;

/// Links the definite phrases.
pub(super) fn link(found: &Found<'_>, clusters: &mut Clusters) {
    let mut by_key: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    let mut by_said: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for at in 0..found.list.len() {
        let phrase = &found.list[at];
        if matches!(phrase.form, Form::Pronoun | Form::Verb) {
            continue;
        }
        if anaphoric(found, at) && clusters.alone(at) {
            let same = by_key.get(&phrase.key);
            let said = by_said.get(&phrase.key);
            let same = same.and_then(|list| same_head(found, clusters, at, list));
            if let Some(told) = told_since(found, at, same) {
                clusters.join(told, at, "happening");
            } else if let Some(before) = same {
                clusters.join(before, at, "head");
            } else if let Some(before) = said.and_then(|list| role(found, clusters, at, list)) {
                clusters.join(before, at, "role");
            } else if let Some(before) = sort(found, clusters, at) {
                clusters.join(before, at, "sort");
            }
        }
        if phrase.form != Form::Joined {
            by_key.entry(phrase.key).or_default().push(at as u32);
            for &word in found.said_words(at) {
                by_said.entry(word).or_default().push(at as u32);
            }
            if phrase.form == Form::Name {
                for &word in found
                    .own_words(at)
                    .iter()
                    .filter(|&&word| word != phrase.key)
                {
                    by_said.entry(word).or_default().push(at as u32);
                }
            }
        }
    }
}

/// A happening told after the phrase with the same head: "the meeting" is the one just told, not the
/// one that the report is about. In the sentence of that phrase it must be set apart by a day.
fn told_since(found: &Found<'_>, at: usize, same: Option<usize>) -> Option<usize> {
    let phrase = &found.list[at];
    let same = same.filter(|_| phrase.class == Class::Event && phrase.form != Form::Possessed)?;
    let told = nearest(found, at, Told::ByAny).filter(|&told| !nested(found, at, told))?;
    let later = found.list[told].sentence > found.list[same].sentence;
    (later || (told > same && is_dated(found, at))).then_some(told)
}

/// True for the subject of a clause that tells a day.
fn is_dated(found: &Found<'_>, at: usize) -> bool {
    let parse = found.parse();
    let phrase = &found.list[at];
    let Some(verb) = parse.head(phrase.head).filter(|_| phrase.rank <= 1) else {
        return false;
    };
    let day = |&t: &TokenId| found.scan.has(t, |entry| entry == Entry::Calendar);
    let (from, to) = (verb.0, verb.0 + 8);
    let end = parse.sentence(verb).end.0.min(to);
    (from..end).map(TokenId).any(|t| day(&t))
}

/// True for phrases that may take up what was named before.
fn anaphoric(found: &Found<'_>, at: usize) -> bool {
    let phrase = &found.list[at];
    let deictic = phrase.class == Class::Time && phrase.form == Form::Demonstrative;
    matches!(
        phrase.form,
        Form::Definite | Form::Demonstrative | Form::Possessed
    ) && !deictic
        && !set_apart(found, at)
}

/// "another meeting", "the second round": not what was named before.
fn set_apart(found: &Found<'_>, at: usize) -> bool {
    let parse = found.parse();
    let kids = found.kids.at(found.list[at].head).iter();
    kids.clone()
        .any(|&t| t < found.list[at].head && found.lexicon.is(parse.lemma(t), Steer::Different))
}

/// The nearest phrase with the same head that has all words of this one.
fn same_head(found: &Found<'_>, clusters: &mut Clusters, at: usize, list: &[u32]) -> Option<usize> {
    let phrase = &found.list[at];
    for &before in list.iter().rev().take(LOOK_BACK) {
        let before = before as usize;
        let other = &found.list[before];
        if phrase.sentence - other.sentence > HEAD_REACH {
            break;
        }
        let fits = numbers_agree(phrase.number, other.number)
            && classes_agree(phrase.class, other.class)
            && !nested(found, at, before)
            && found.own_words(at).iter().all(|word| {
                found.own_words(before).contains(word) || found.said_words(before).contains(word)
            })
            && owners_agree(found, clusters, at, before);
        if fits {
            return Some(before);
        }
    }
    None
}

/// "his visit" and "her visit" are two.
fn owners_agree(found: &Found<'_>, clusters: &mut Clusters, one: usize, other: usize) -> bool {
    let owner = |at: usize| {
        let mut kids = found.kids.at(found.list[at].head).iter().copied();
        let owner = kids.find(|&t| found.parse().deprel(t) == chancery_nlp::Deprel::NmodPoss)?;
        found.at_head(owner)
    };
    match (owner(one), owner(other)) {
        (Some(a), Some(b)) => {
            clusters.root(a) == clusters.root(b)
                || (found.list[a].form == Form::Pronoun && found.list[a].key == found.list[b].key)
        }
        (Some(_), None) => false,
        _ => true,
    }
}

/// The nearest phrase of which the head was said: "the minister" for "Minister Lind".
fn role(found: &Found<'_>, clusters: &mut Clusters, at: usize, list: &[u32]) -> Option<usize> {
    let phrase = &found.list[at];
    if phrase.form == Form::Possessed {
        return None;
    }
    for &before in list.iter().rev().take(LOOK_BACK) {
        let before = before as usize;
        let other = &found.list[before];
        if phrase.sentence - other.sentence > HEAD_REACH {
            break;
        }
        let traits = clusters.traits(before);
        let meant = matches!(phrase.class, Class::Person | Class::Group | Class::Place);
        let fits = meant
            && numbers_agree(phrase.number, traits.number)
            && phrase.class == traits.class
            && genders_agree(phrase.gender, traits.gender)
            && !nested(found, at, before)
            && found.own_words(at).iter().all(|word| {
                found.own_words(before).contains(word) || found.said_words(before).contains(word)
            });
        if fits {
            return Some(before);
        }
    }
    None
}

/// "the country" for the last country named, "the company" for the last body.
fn sort(found: &Found<'_>, clusters: &mut Clusters, at: usize) -> Option<usize> {
    let phrase = &found.list[at];
    let lemma = found.parse().lemma(phrase.head);
    let means = |kind| found.lexicon.is(lemma, kind);
    let (class, state) = if means(Steer::StateNoun) {
        (Class::Place, true)
    } else if means(Steer::TownNoun) {
        (Class::Place, false)
    } else if means(Steer::BodyNoun) {
        (Class::Group, false)
    } else if means(Steer::PersonNoun) {
        (Class::Person, false)
    } else {
        return None;
    };
    let bare = found.own_words(at).len() == 1 && phrase.form != Form::Possessed;
    if !bare || phrase.number != Number::Singular {
        return None;
    }
    for before in (at.saturating_sub(LOOK_BACK)..at).rev() {
        let other = &found.list[before];
        if phrase.sentence - other.sentence > 1 {
            break;
        }
        let traits = clusters.traits(before);
        if other.form == Form::Name
            && traits.class == class
            && (class != Class::Place || is_state(found, before) == state)
            && genders_agree(phrase.gender, traits.gender)
            && !nested(found, at, before)
        {
            return Some(before);
        }
    }
    None
}

/// True for the name of a state.
fn is_state(found: &Found<'_>, at: usize) -> bool {
    let phrase = &found.list[at];
    let named = found.parse().name_at(phrase.head);
    let first = named.map_or(phrase.head, |name| name.first);
    found
        .scan
        .has(first, |entry| matches!(entry, Entry::Country(_)))
}
