//! Who takes part in a claim, under the keys by which bearers of several documents are compared.
//!
//! Two names are one bearer where they are written alike once marks, case and script are gone, where
//! one is the family name of the other, where one leaves out names that the other has, or where the
//! family name is one and the given name an initial. Other spellings (Umerov, Umierov) need the same
//! country or the same office beside them; names of states are compared by the country table alone
//! (`reference/linking.md`, section 2.3). Countries that differ keep apart; a country that only a
//! headline or an outlet suggests speaks for, never against.
//!
//! A party without a name of its own (an office, a group, a state) is compared by what it stands for:
//! an office by the one who is said to hold it, anything else by its country ([`Alike`]).

use super::PartyRecord;
use crate::actors::{ActorLexicon, Ending, NameKey, name_key};
use crate::reading::{ActorRecord, ParticipantRecord, Reading};
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
    /// No words say so of the country.
    guessed: bool,
    /// An office or a group: the words are no name.
    nameless: bool,
    /// Offices that the document gives the bearer, or the office that the words are.
    titles: Vec<String>,
}

/// How two parties compare, the more alike first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// One bearer.
    Same,
    /// Of one country, and one of the two stands for it without a name.
    Side,
    /// Nothing tells.
    Open,
    /// Two bearers.
    Differ,
}

impl Party {
    /// The party behind a participant of a claim of `document`.
    pub fn of(names: &ActorLexicon, document: &Reading, record: &ParticipantRecord) -> Self {
        let actor = document
            .actors
            .iter()
            .find(|actor| Some(&actor.actor) == record.actor.as_ref());
        let roles = document.roles.iter();
        let held = roles.filter(|role| Some(&role.person) == record.actor.as_ref());
        let mut titles: Vec<String> = held.map(|role| role.title.clone()).collect();
        let kind = actor.map_or("", |actor| actor.kind.as_str());
        let office = office(names, &record.name, kind);
        let nameless = GROUPS.contains(&kind) || office.is_some();
        if nameless {
            titles.extend(office.map(str::to_owned));
        }
        Party {
            role: record.role.clone(),
            name: record.name.clone(),
            kind: kind.to_owned(),
            key: name_key(names, &record.name),
            country: record.country.clone(),
            guessed: actor.is_some_and(is_guess),
            nameless,
            titles,
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

    /// Under what the claims of this party are found: states and the nameless of a country by its
    /// code, others by the consonants of each word but the first.
    pub fn blocks(&self) -> Vec<&str> {
        let code = self
            .country
            .as_deref()
            .filter(|_| self.stands_for_a_country());
        if let Some(code) = code {
            return vec![code];
        }
        let mut words: Vec<&str> = self.key.skeleton.split(' ').collect();
        if words.len() > 1 {
            words.remove(0);
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    /// False for the nameless of no country: "the minister" is somebody in every report.
    pub fn can_be_found(&self) -> bool {
        !self.nameless || self.country.is_some()
    }

    /// A person with a name.
    pub fn is_named_person(&self) -> bool {
        self.kind == PERSON && !self.nameless
    }

    /// One and the same, as far as names, countries and offices tell.
    pub fn same(&self, other: &Party) -> bool {
        self.alike(other) == Alike::Same
    }

    /// How the two compare.
    pub fn alike(&self, other: &Party) -> Alike {
        let both = self.country.as_ref().zip(other.country.as_ref());
        let one_country = both.is_some_and(|(a, b)| a == b);
        let guessed = self.guessed || other.guessed;
        if both.is_some() && !one_country && !guessed {
            return Alike::Differ;
        }
        let states = self.kind == STATE && other.kind == STATE;
        let alike = match (self.nameless, other.nameless) {
            _ if states && both.is_some() => one_country,
            (false, false) => self.named_as(other, one_country),
            (true, true) => one_country && self.shares_office(other),
            _ => one_country && self.shares_office(other),
        };
        if alike {
            return Alike::Same;
        }
        let persons = self.is_named_person() && other.is_named_person();
        if states || persons || self.offices_clash(other) {
            return Alike::Differ;
        }
        match one_country && (self.stands_for_a_country() || other.stands_for_a_country()) {
            true => Alike::Side,
            false => Alike::Open,
        }
    }

    /// A state, a body of one, or somebody without a name.
    fn stands_for_a_country(&self) -> bool {
        self.nameless || self.kind == STATE || self.kind == BODY
    }

    fn shares_office(&self, other: &Party) -> bool {
        self.titles.iter().any(|title| other.titles.contains(title))
    }

    /// One of the two is an office, and the other holds another of the same sort: foreign minister,
    /// defence minister. A title that only says less is none.
    fn offices_clash(&self, other: &Party) -> bool {
        let known = !self.titles.is_empty() && !other.titles.is_empty();
        let clash = |one: &String| other.titles.iter().all(|two| titles_clash(one, two));
        known && (self.nameless || other.nameless) && self.titles.iter().all(clash)
    }

    /// Two forms of one name.
    fn named_as(&self, other: &Party, one_country: bool) -> bool {
        let (one, two) = (&self.key, &other.key);
        let ties = one_country || self.shares_office(other);
        one.folded == two.folded
            || leaves_out(&one.folded, &two.folded)
            || leaves_out(&two.folded, &one.folded)
            || one.last().folded == two.last().folded && is_initial(one, two)
            || ties && self.spelt_as(other)
    }

    /// One of the two is a last name alone.
    fn is_short_of(&self, other: &Party) -> bool {
        !self.key.folded.contains(' ') || !other.key.folded.contains(' ')
    }

    /// Two spellings of one name, or of the last name where one has no other.
    fn spelt_as(&self, other: &Party) -> bool {
        let (one, two) = (&self.key, &other.key);
        let last = one.last().may_be(two.last());
        match self.is_short_of(other) {
            true => last,
            false => last && given_agree(one, two),
        }
    }
}

/// The office that the words are, where they are no name: nothing but lower case stands behind it.
fn office(names: &ActorLexicon, name: &str, kind: &str) -> Option<&'static str> {
    if kind != PERSON && kind != UNNAMED {
        return None;
    }
    let (title, words) = names.office(name)?;
    let behind = name.split_whitespace().nth(words.end);
    let small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
    behind.is_none_or(small).then_some(title)
}

/// Nothing but the headline or the outlet tells the country.
fn is_guess(actor: &ActorRecord) -> bool {
    actor
        .country_basis
        .as_deref()
        .is_some_and(|basis| GUESSES.contains(&basis))
}

/// The first of the two names is the second without some of its words: a family name alone, or two
/// words and more in their order.
fn leaves_out(short: &str, long: &str) -> bool {
    let mut rest = long.split(' ');
    let first = match short.contains(' ') {
        true => None,
        // A given name alone is nobody's.
        false => rest.next(),
    };
    let family = first.is_none() || short.len() >= FAMILY_LETTERS || long.ends_with(short);
    family && short.split(' ').all(|word| rest.any(|other| other == word))
}

/// One of the first words is the initial of the other.
fn is_initial(one: &NameKey, two: &NameKey) -> bool {
    let (a, b) = (first(one), first(two));
    let letter = |name: &str| name.trim_end_matches('.').len() == 1;
    let initial =
        |short: &str, long: &str| letter(short) && long.starts_with(short.trim_end_matches('.'));
    initial(&a.folded, &b.folded) || initial(&b.folded, &a.folded)
}

/// The first words are one, or spellings of one: those of few consonants (John, Jane) are two names.
fn given_agree(one: &NameKey, two: &NameKey) -> bool {
    let (a, b) = (first(one), first(two));
    let long = a.skeleton.len().min(b.skeleton.len()) >= CONSONANTS;
    let begin = |name: &NameKey| name.folded.chars().next();
    a.folded == b.folded || is_initial(one, two) || long && begin(&a) == begin(&b) && a.may_be(&b)
}

/// The keys of the first word.
fn first(key: &NameKey) -> NameKey {
    let first = |words: &str| words.split(' ').next().unwrap_or_default().to_owned();
    NameKey {
        folded: first(&key.folded),
        skeleton: first(&key.skeleton),
        ending: Ending::Open,
    }
}

/// Titles of one sort (their last words are one) of which neither says all that the other says.
fn titles_clash(one: &str, two: &str) -> bool {
    let last = |title: &str| title.rsplit(' ').next().map(str::to_owned);
    let within = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|w| w == word));
    last(one) == last(two) && !within(one, two) && !within(two, one)
}

/// Consonants from which a given name may be spelt another way.
const CONSONANTS: usize = 3;
/// Letters of a name that may stand for a longer one from its middle.
const FAMILY_LETTERS: usize = 4;
/// Kind of an actor that is a person.
const PERSON: &str = "person";
/// Kind of an actor that is a state.
const STATE: &str = "state";
/// Kind of an actor that is a body, of a state or not.
const BODY: &str = "org";
/// Kind of somebody without a name.
const UNNAMED: &str = "unnamed";
/// Kinds of actors that have no name.
const GROUPS: [&str; 2] = [UNNAMED, "group"];
/// What the country of an actor rests on where no words beside it say so.
const GUESSES: [&str; 2] = ["headline", "inferred"];

#[cfg(test)]
mod tests {
    use super::{Alike, Party};
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
        assert_eq!(one.blocks(), party("state", "Turkey", "TUR", "").blocks());
        assert!(!party("state", "Niger", "NER", "").same(&party("state", "Nigeria", "NGA", "")));
        assert!(!one.same(&party("person", "Hakan Fidan", "TUR", "")));
    }

    #[test]
    fn husband_and_wife_stay_apart() {
        let wife = party("person", "Zelenska", "UKR", "");
        assert!(!wife.same(&party("person", "Zelenskyy", "UKR", "")));
    }

    #[test]
    fn names_cut_short_or_spelt_another_way() {
        let one = |name: &str| party("person", name, "", "");
        let same = |a: &str, b: &str| one(a).same(&one(b)) && one(b).same(&one(a));
        assert!(same("Rosaura Vela Arana", "Rosaura Vela"));
        assert!(same("Rosaura Vela Arana", "Vela"));
        assert!(same("Maria Teresa Lagman", "Teresa Lagman"));
        assert!(same("K. Radwan", "Kinga Radwan"));
        assert!(!same("Wanjiru Kipla", "Wanjiro Kipla"));
        let one = |name: &str| party("person", name, "KEN", "");
        let same = |a: &str, b: &str| one(a).same(&one(b)) && one(b).same(&one(a));
        assert!(same("Wanjiru Kipla", "Wanjiro Kipla"));
        assert!(!same("John Kipla", "Jane Kipla"));
        assert!(!same("Rosaura Vela", "Rosaura"));
    }

    #[test]
    fn an_office_stands_for_its_holder() {
        let holder = party("person", "Lena Marin", "PRT", "foreign minister");
        let office = party("person", "Portuguese foreign minister", "PRT", "");
        assert_eq!(holder.alike(&office), Alike::Same);
        let other = party("person", "Portuguese defence minister", "PRT", "");
        assert_eq!(holder.alike(&other), Alike::Differ);
        let less = party("unnamed", "Portuguese minister", "PRT", "");
        assert_eq!(holder.alike(&less), Alike::Side);
        let foreign = party("person", "Spanish foreign minister", "ESP", "");
        assert_eq!(holder.alike(&foreign), Alike::Differ);
    }

    #[test]
    fn a_state_stands_for_its_people() {
        let state = party("state", "Portugal", "PRT", "");
        assert_eq!(
            state.alike(&party("person", "Lena Marin", "PRT", "")),
            Alike::Side
        );
        assert_eq!(
            state.alike(&party("person", "Lena Marin", "", "")),
            Alike::Open
        );
        assert_eq!(
            state.alike(&party("person", "Lena Marin", "ESP", "")),
            Alike::Differ
        );
    }
}
