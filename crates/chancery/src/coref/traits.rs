//! What the words of a phrase tell before it is linked: kind, number, gender, and whether "it" means
//! anything at all.
//!
//! From the kinds of names, the tables of states, bodies, titles and given names, and the table of
//! common nouns.

use chancery_data::schema::{Gender, Pronoun};
use chancery_nlp::{Deprel, NameKind, TokenId, Upos, Xpos};

use super::finder::Finder;
use super::lexicon::Steer;
use super::mentions::{Class, Number, Phrase, pronoun_row};
use crate::places::tables::Entry;

impl Finder<'_, '_> {
    /// "it" in "it rains", "it is clear that", "it seems".
    pub(super) fn is_empty_it(&self, token: TokenId) -> bool {
        let parse = self.on.parse;
        let row = pronoun_row(self.lexicon, self.scan, parse, token);
        let it = row.is_some_and(|row| row.gender == Gender::Neuter && row.kind == "personal");
        if !it || !parse.deprel(token).is_subject() {
            return false;
        }
        if self.announces(token) {
            return true;
        }
        let Some(verb) = parse.head(token) else {
            return false;
        };
        let lemma = parse.lemma(verb);
        let kids = self.kids.at(verb);
        let clause = kids.iter().any(|&t| {
            t > verb
                && matches!(
                    parse.deprel(t),
                    Deprel::Csubj
                        | Deprel::CsubjPass
                        | Deprel::Ccomp
                        | Deprel::Advcl
                        | Deprel::AclRelcl
                )
        });
        let opens = kids.iter().any(|&t| {
            t > verb
                && matches!(
                    parse.deprel(t),
                    Deprel::Ccomp | Deprel::Csubj | Deprel::Xcomp
                )
        });
        let copula = kids.iter().any(|&t| parse.deprel(t) == Deprel::Cop);
        self.lexicon.is(lemma, Steer::Weather)
            || (self.lexicon.is(lemma, Steer::Raising) && opens && !copula)
            || ((self.lexicon.is(lemma, Steer::Extraposed) || parse.xpos(verb) == Xpos::VBN)
                && clause)
            || (copula && self.lexicon.is(&lemma.to_lowercase(), Steer::Calendar))
            || kids
                .iter()
                .any(|&t| parse.deprel(t) == Deprel::Csubj && t > verb)
    }

    /// "it is not clear whether", "it was hard to", by the order of the words alone.
    fn announces(&self, token: TokenId) -> bool {
        let parse = self.on.parse;
        let end = parse.sentence(token).end.0.min(token.0 + 7);
        let mut after = (token.0 + 1..end).map(TokenId);
        let light = |t: TokenId| matches!(parse.upos(t), Upos::Aux | Upos::Part | Upos::Adv);
        let Some(word) = after.find(|&t| !light(t)) else {
            return false;
        };
        let opens = |t: TokenId| {
            t.0 < end
                && (matches!(parse.upos(t), Upos::Sconj)
                    || parse.xpos(t) == Xpos::TO
                    || matches!(parse.xpos(t), Xpos::WRB | Xpos::WP))
        };
        word.0 > token.0 + 1
            && self.lexicon.is(parse.lemma(word), Steer::Extraposed)
            && opens(TokenId(word.0 + 1))
    }

    pub(super) fn name_traits(&self, phrase: &mut Phrase) {
        let parse = self.on.parse;
        let named = parse.name_at(phrase.head);
        let first = named.map_or(phrase.head, |name| name.first);
        let country = |entry| matches!(entry, Entry::Country(_) | Entry::Region(_));
        let body = |entry| matches!(entry, Entry::Org(_) | Entry::Agency(_) | Entry::Outlet(_));
        let listed = self.scan.longest(first, |entry| body(entry).then_some(()));
        phrase.class = match named.map(|name| name.kind) {
            Some(NameKind::Nationality) if listed.is_some_and(|hit| hit.0 > phrase.head) => {
                Class::Group
            }
            Some(NameKind::Person) => Class::Person,
            Some(NameKind::Org) => Class::Group,
            Some(NameKind::Place) => Class::Place,
            Some(NameKind::Nationality) => Class::Person,
            Some(NameKind::Event) => Class::Event,
            Some(NameKind::Vessel) => Class::Thing,
            None if self.scan.has(phrase.head, country) => Class::Place,
            None if self.scan.has(first, body) => Class::Group,
            None if self.scan.has(phrase.head, |e| e == Entry::Calendar) => Class::Time,
            None => {
                let lemma = parse.lemma(phrase.head).to_lowercase();
                self.lexicon
                    .noun(&lemma)
                    .map_or(Class::Unknown, |noun| noun.class)
            }
        };
        if phrase.class == Class::Person {
            phrase.gender = self.person_gender(phrase, first);
        }
        if matches!(phrase.class, Class::Place | Class::Group) {
            phrase.number = Number::Singular;
        }
    }

    /// Gender of a named person, by title or given name.
    pub(super) fn person_gender(&self, phrase: &Phrase, first: TokenId) -> Gender {
        let known = self.lexicon.tables.known;
        for token in (phrase.first.0..=phrase.head.0).map(TokenId) {
            let told = self.scan.longest(token, |entry| match entry {
                Entry::Title(row, false) => Some(known.titles[usize::from(row)].gender),
                _ => None,
            });
            if let Some((_, gender)) = told.filter(|hit| hit.1 != Gender::Unknown) {
                return gender;
            }
        }
        let given = self.scan.longest(first, |entry| match entry {
            Entry::Given(gender) => Some(gender),
            _ => None,
        });
        given.map_or(Gender::Unknown, |hit| hit.1)
    }

    /// "the commissioner, Ola Kalder": what the name beside it tells.
    pub(super) fn apart_traits(&self, phrase: &mut Phrase) {
        let open = phrase.class == Class::Unknown || phrase.gender == Gender::Unknown;
        let person = matches!(phrase.class, Class::Person | Class::Unknown) && open;
        let Some((first, end)) = self.apart(phrase).filter(|_| person) else {
            return;
        };
        let mut tokens = (first.0..end.0).map(TokenId);
        let name = tokens.find_map(|t| self.on.parse.name_at(t));
        let Some(name) = name.filter(|name| name.kind == NameKind::Person) else {
            return;
        };
        let given = self.scan.longest(name.first, |entry| match entry {
            Entry::Given(gender) => Some(gender),
            _ => None,
        });
        phrase.class = Class::Person;
        if phrase.gender == Gender::Unknown {
            phrase.gender = given.map_or(Gender::Unknown, |hit| hit.1);
        }
    }

    pub(super) fn noun_traits(&self, phrase: &mut Phrase) {
        let parse = self.on.parse;
        let known = self.lexicon.tables.known;
        let lemma = parse.lemma(phrase.head);
        if let Some(noun) = self.lexicon.noun(lemma) {
            (phrase.class, phrase.gender) = (noun.class, noun.gender);
        } else {
            let class = self.scan.longest(phrase.head, |entry| match entry {
                Entry::Title(row, _) => {
                    Some((Class::Person, known.titles[usize::from(row)].gender))
                }
                Entry::OrgNoun(..) => Some((Class::Group, Gender::Unknown)),
                Entry::GroupNoun(row, _) => {
                    let people = known.group_nouns[usize::from(row)].kind == "people";
                    let class = if people { Class::Person } else { Class::Group };
                    Some((class, Gender::Unknown))
                }
                _ => None,
            });
            if let Some((_, (class, gender))) = class {
                (phrase.class, phrase.gender) = (class, gender);
            }
        }
        if phrase.class == Class::Person && phrase.gender == Gender::Unknown {
            let title = self.scan.longest(phrase.head, |entry| match entry {
                Entry::Title(row, _) => Some(known.titles[usize::from(row)].gender),
                _ => None,
            });
            phrase.gender = title.map_or(Gender::Unknown, |hit| hit.1);
        }
        if phrase.class == Class::Group && phrase.number == Number::Singular {
            phrase.number = Number::Singular;
        }
    }
}

/// Of a pronoun, by its row.
pub(super) fn pronoun_traits(phrase: &mut Phrase, row: &Pronoun) {
    phrase.person = row.person;
    phrase.gender = row.gender;
    phrase.number = match row.number.as_str() {
        "s" => Number::Singular,
        "p" => Number::Plural,
        _ => Number::Unknown,
    };
    phrase.class = match row.gender {
        Gender::Male | Gender::Female => Class::Person,
        _ if row.person < 3 => Class::Person,
        _ => Class::Unknown,
    };
}
