//! Step for pronouns of the third person.
//!
//! Method after Lappin and Leass 1994: every phrase before the pronoun, four sentences back at
//! most, weighs by what it does in its clause and loses half of it with each sentence; a chain
//! weighs what its phrases weigh together. Left out are phrases that disagree in person, number,
//! gender or kind, other arguments of the pronoun's own verb, phrases that the pronoun stands in,
//! and whoever speaks the quotation that it stands in.

use chancery_data::schema::Gender;
use chancery_nlp::{Deprel, TokenId};

use super::clusters::{Clusters, Traits};
use super::mentions::{Class, Form, Found, Number, nested};

/// How many sentences back an antecedent may stand.
const REACH: u32 = 3;

/// How many phrases before the pronoun are weighed.
const LOOK_BACK: usize = 80;

/// How far into its sentence a pronoun may stand before what it means.
const LEAD_IN: u32 = 5;

/// Weight of a function, by rank: subject of the main clause, of another, agent, object, other,
/// possessor.
const WEIGHTS: [i32; 6] = [260, 240, 190, 210, 140, 160];

/// Share of the weight that a phrase of the other side of a quotation mark keeps, in percent.
const ACROSS: i32 = 30;

/// Share of the weight of a further phrase of a chain, in percent.
const FURTHER: i32 = 45;

/// Weight of standing right before the pronoun; it runs out within ten phrases.
const NEAR: i32 = 60;

/// Links the pronouns of the third person, in the order of the text.
pub(super) fn link(found: &Found<'_>, clusters: &mut Clusters) {
    let speakers = super::voices::speakers(found);
    for at in 0..found.list.len() {
        let phrase = &found.list[at];
        if phrase.form != Form::Pronoun || phrase.person != 3 {
            continue;
        }
        let Some(row) = found.pronoun(at) else {
            continue;
        };
        let search = Search {
            found,
            at,
            reflexive: row.kind == "reflexive",
            possessive: row.kind == "possessive",
            speaker: match phrase.quote {
                0 => None,
                pair => speakers[pair as usize - 1],
            },
        };
        let before = match row.kind.as_str() {
            // "This" means what a clause tells far more often than a phrase; the clause before was
            // right in one of five of the train part.
            "demonstrative" => None,
            "reflexive" => search.own_subject().or_else(|| search.heaviest(clusters)),
            _ => search
                .heaviest(clusters)
                .or_else(|| search.led_in(clusters)),
        };
        if let Some(before) = before {
            clusters.join(before, at, "pronoun");
        }
    }
}

struct Search<'f, 'a> {
    found: &'f Found<'a>,
    at: usize,
    reflexive: bool,
    possessive: bool,
    speaker: Option<usize>,
}

impl Search<'_, '_> {
    /// The subject of the clause of a reflexive pronoun.
    fn own_subject(&self) -> Option<usize> {
        let parse = self.found.parse();
        let mut at = self.found.list[self.at].head;
        for _ in 0..8 {
            at = parse.head(at)?;
            if let Some(subject) = self.found.subject(at) {
                return self.found.at_head(subject).filter(|&s| s < self.at);
            }
        }
        None
    }

    /// "Before he left, Jan Novak ...": the subject that the clause or phrase of the pronoun leads in.
    fn led_in(&self, clusters: &mut Clusters) -> Option<usize> {
        let parse = self.found.parse();
        let own = &self.found.list[self.at];
        let sentence = parse.sentence(own.head);
        if own.head.0 - sentence.first.0 > LEAD_IN {
            return None;
        }
        let mut at = own.head;
        for _ in 0..8 {
            at = parse.head(at)?;
            let subject = self.found.subject(at).filter(|&t| t > own.head);
            if let Some(after) = subject.and_then(|t| self.found.at_head(t)) {
                let fits = self.found.list[after].form != Form::Pronoun
                    && !nested(self.found, self.at, after)
                    && self.agrees(after, clusters.traits(after));
                return fits.then_some(after);
            }
        }
        None
    }

    /// The phrase of the chain that weighs most.
    fn heaviest(&self, clusters: &mut Clusters) -> Option<usize> {
        let own = &self.found.list[self.at];
        let mut chains: Vec<(usize, i32, usize)> = Vec::new();
        let barred = self.barred(clusters);
        let neuter = own.gender == Gender::Neuter;
        let reach = if neuter { REACH - 1 } else { REACH };
        for before in (self.at.saturating_sub(LOOK_BACK)..self.at).rev() {
            let other = &self.found.list[before];
            if own.sentence - other.sentence > reach {
                break;
            }
            if other.form == Form::Verb {
                continue;
            }
            let root = clusters.root(before);
            if barred.contains(&root) || nested(self.found, self.at, before) {
                continue;
            }
            if !self.agrees(before, clusters.traits(before)) {
                continue;
            }
            let weight = self.weight(before) * self.likelihood(clusters.traits(before)) / 100;
            match chains.iter_mut().find(|chain| chain.0 == root) {
                Some(chain) => chain.1 += weight * FURTHER / 100,
                None => chains.push((root, weight, before)),
            }
        }
        chains
            .into_iter()
            .max_by_key(|chain| (chain.1, chain.2))
            .map(|chain| chain.2)
    }

    /// How well a chain suits the pronoun, in percent: "they" is seldom one body, a name that
    /// could be anything is seldom "he", and what is no subject and owns nothing ("ratify it") is
    /// seldom a state or a body.
    fn likelihood(&self, traits: Traits) -> i32 {
        let own = &self.found.list[self.at];
        let body = match traits.class {
            Class::Group => true,
            Class::Place => traits.named,
            _ => false,
        };
        match own.gender {
            Gender::Unknown if body && traits.number == Number::Singular => 50,
            Gender::Male | Gender::Female if traits.class == Class::Unknown => 50,
            Gender::Neuter if body && own.rank > 1 && !self.possessive => 60,
            _ => 100,
        }
    }

    fn weight(&self, before: usize) -> i32 {
        let (own, other) = (&self.found.list[self.at], &self.found.list[before]);
        let mut weight = WEIGHTS[usize::from(other.rank)];
        if own.rank == other.rank {
            weight += 35;
        }
        if own.quote != other.quote {
            weight = weight * ACROSS / 100;
        }
        if own.sentence == other.sentence {
            let away = (self.at - before).min(10) as i32;
            return weight + NEAR * (10 - away) / 10;
        }
        weight >> (own.sentence - other.sentence)
    }

    /// Chains that the pronoun cannot mean: other arguments of its verb, and its speaker.
    fn barred(&self, clusters: &mut Clusters) -> Vec<usize> {
        let mut out = Vec::new();
        if let Some(speaker) = self.speaker {
            out.push(clusters.root(speaker));
        }
        if self.possessive || self.reflexive {
            return out;
        }
        let parse = self.found.parse();
        let Some(verb) = parse.head(self.found.list[self.at].head) else {
            return out;
        };
        let argument = |t: TokenId| {
            let deprel = parse.deprel(t);
            deprel.is_subject() || matches!(deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl)
        };
        for &kid in self.found.kids.at(verb) {
            if argument(kid)
                && kid != self.found.list[self.at].head
                && let Some(at) = self.found.at_head(kid)
            {
                out.push(clusters.root(at));
            }
        }
        if let Some(subject) = self.found.subject(verb)
            && subject != self.found.list[self.at].head
            && let Some(at) = self.found.at_head(subject)
        {
            out.push(clusters.root(at));
        }
        out
    }

    fn agrees(&self, before: usize, traits: Traits) -> bool {
        let own = &self.found.list[self.at];
        let other = &self.found.list[before];
        if other.form == Form::Pronoun && other.person != 3 && traits.gender == Gender::Unknown {
            return false;
        }
        match own.gender {
            Gender::Male | Gender::Female => person_agrees(own.gender, traits),
            Gender::Neuter => {
                let kind = !matches!(traits.class, Class::Person | Class::Time);
                kind && traits.number != Number::Plural
                    && matches!(traits.gender, Gender::Neuter | Gender::Unknown)
            }
            Gender::Unknown => {
                traits.number == Number::Plural
                    || (traits.number == Number::Unknown && traits.gender == Gender::Unknown)
                    || (traits.class == Class::Group
                        && traits.number == Number::Singular
                        && other.sentence + 1 >= own.sentence)
            }
        }
    }
}

fn person_agrees(gender: Gender, traits: Traits) -> bool {
    let person = match traits.class {
        Class::Person => true,
        Class::Unknown => traits.named,
        _ => false,
    };
    person
        && traits.number != Number::Plural
        && (traits.gender == gender || traits.gender == Gender::Unknown)
}
