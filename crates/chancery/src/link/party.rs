//! Who takes part in a claim, under the keys by which bearers of several documents are compared.
//!
//! Two names are one bearer where they are written alike once marks, case and script are gone, or
//! where one is the family name of the other. Other spellings of one name (Umerov, Umierov) need
//! the same country or the same office beside them; names of states are compared by the country
//! table alone (`reference/linking.md`, section 2.3). Countries that differ always keep apart.

use super::PartyRecord;
use crate::actors::{ActorLexicon, NameKey, name_key};
use crate::reading::{ParticipantRecord, Reading};
use serde::{Deserialize, Serialize};

/// Whoever takes part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Part in the claim.
    pub role: String,
    /// Name as the document has it.
    pub name: String,
    /// `person`, `state` and so on, as in the Reading; empty where it does not say.
    pub kind: String,
    /// Keys of the whole name.
    key: NameKey,
    /// Country code.
    pub country: Option<String>,
    /// Offices that the document gives the bearer.
    titles: Vec<String>,
}

impl Party {
    /// The party behind a participant of a claim of `document`.
    pub fn of(names: &ActorLexicon, document: &Reading, record: &ParticipantRecord) -> Self {
        let actor = document
            .actors
            .iter()
            .find(|actor| Some(&actor.actor) == record.actor.as_ref());
        let roles = document.roles.iter();
        let titles = roles
            .filter(|role| Some(&role.person) == record.actor.as_ref())
            .map(|role| role.title.clone());
        Party {
            role: record.role.clone(),
            name: record.name.clone(),
            kind: actor.map_or_else(String::new, |actor| actor.kind.clone()),
            key: name_key(names, &record.name),
            country: record.country.clone(),
            titles: titles.collect(),
        }
    }

    /// As the record of an event shows it.
    pub fn record(&self) -> PartyRecord {
        PartyRecord {
            role: self.role.clone(),
            name: self.name.clone(),
            country: self.country.clone(),
        }
    }

    /// Under what the claims of this party are found: states by country, others by the consonants
    /// of the last word.
    pub fn block(&self) -> &str {
        match (self.kind.as_str(), &self.country) {
            (STATE, Some(code)) => code,
            _ => self.key.last().skeleton,
        }
    }

    /// One and the same, as far as names, countries and offices tell.
    pub fn same(&self, other: &Party) -> bool {
        let both = self.country.is_some() && other.country.is_some();
        if both && self.country != other.country {
            return false;
        }
        if both && self.kind == STATE && other.kind == STATE {
            return true;
        }
        let ties = both || self.titles.iter().any(|title| other.titles.contains(title));
        self.key.folded == other.key.folded
            || self.key.last().folded == other.key.last().folded && self.is_short_of(other)
            || ties && self.spelt_as(other)
    }

    /// One of the two is a last name alone.
    fn is_short_of(&self, other: &Party) -> bool {
        !self.key.folded.contains(' ') || !other.key.folded.contains(' ')
    }

    /// Two spellings of one name, or of the last name where one has no other.
    fn spelt_as(&self, other: &Party) -> bool {
        match self.is_short_of(other) {
            true => self.key.last().may_be(other.key.last()),
            false => self.key.may_be(&other.key),
        }
    }
}

/// Kind of an actor that is a state.
const STATE: &str = "state";

#[cfg(test)]
mod tests {
    use super::Party;
    use crate::actors::ActorLexicon;
    use crate::reading::{ActorRecord, ParticipantRecord, Reading, RoleRecord};
    use std::sync::LazyLock;

    static NAMES: LazyLock<ActorLexicon> =
        LazyLock::new(|| ActorLexicon::new(chancery_data::knowledge()));

    /// A party by kind, name, country and office; empty texts are absent.
    fn party(kind: &str, name: &str, country: &str, title: &str) -> Party {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let actor = ActorRecord {
            actor: "a:1".to_owned(),
            kind: kind.to_owned(),
            ..Default::default()
        };
        let role = RoleRecord {
            person: "a:1".to_owned(),
            title: title.to_owned(),
            ..Default::default()
        };
        let document = Reading {
            actors: vec![actor],
            roles: given(title).map(|_| role).into_iter().collect(),
            ..Default::default()
        };
        let record = ParticipantRecord {
            name: name.to_owned(),
            actor: given("a:1"),
            country: given(country),
            ..Default::default()
        };
        Party::of(&NAMES, &document, &record)
    }

    #[test]
    fn marks_do_not_part_bearers() {
        let one = party("person", "Yaşar Güler", "", "");
        assert!(one.same(&party("person", "Yasar Guler", "TUR", "")));
        assert!(one.same(&party("person", "Guler", "", "")));
    }

    #[test]
    fn other_spellings_need_a_country_or_an_office() {
        let one = |country, title| party("person", "Rustem Umerov", country, title);
        let other = |country, title| party("person", "Rustem Umierov", country, title);
        assert!(one("UKR", "").same(&other("UKR", "")));
        assert!(one("", "secretary").same(&other("UKR", "secretary")));
        assert!(!one("", "").same(&other("UKR", "")));
        assert!(!one("UKR", "").same(&other("RUS", "")));
    }

    #[test]
    fn states_are_compared_by_country() {
        let one = party("state", "Türkiye", "TUR", "");
        assert!(one.same(&party("state", "Turkey", "TUR", "")));
        assert_eq!(one.block(), party("state", "Turkey", "TUR", "").block());
        assert!(!party("state", "Niger", "NER", "").same(&party("state", "Nigeria", "NGA", "")));
        assert!(!one.same(&party("person", "Hakan Fidan", "TUR", "")));
    }

    #[test]
    fn husband_and_wife_stay_apart() {
        let wife = party("person", "Zelenska", "UKR", "");
        assert!(!wife.same(&party("person", "Zelenskyy", "UKR", "")));
    }
}
