//! When a field of a Reading says what the record says.
//!
//! Names agree when the words of one are all words of the other, letters folded and articles apart:
//! "Umerov" is "Rustem Umerov"; or when both are names of one state: "Turkey" is "Türkiye". Times agree when the EDTF is the same, or the symbolic value where
//! the record has one.

use super::{reading, record};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Words of a name, folded, without the article.
fn words(name: &str) -> BTreeSet<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty() && word != "the" && word != "s")
        .collect()
}

/// True where two names can be the same.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    !a.is_empty() && !b.is_empty() && (a.is_subset(&b) || b.is_subset(&a))
}

/// Every name of a state or its government, lower case, with its code.
static STATES: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
    let mut codes = BTreeMap::new();
    for country in &chancery_data::knowledge().countries {
        let names = [&country.names, &country.metonyms].into_iter().flatten();
        for name in names.chain([&country.name]) {
            codes.insert(name.to_lowercase(), country.code.as_str());
        }
    }
    codes
});

/// True where both are names of one state.
fn same_state(a: &str, b: &str) -> bool {
    let code = |name: &str| STATES.get(&name.to_lowercase());
    code(a).is_some() && code(a) == code(b)
}

/// True where a name or the words beside it can be `wanted`.
fn is_named(name: Option<&String>, text: Option<&String>, wanted: &str) -> bool {
    let same = |name: &&String| same_name(name, wanted) || same_state(name, wanted);
    [name, text].into_iter().flatten().any(|name| same(&name))
}

/// True where a participant has the role and the name.
pub fn same_participant(said: &reading::Participant, wanted: &record::Participant) -> bool {
    said.role == wanted.role && is_named(said.name.as_ref(), said.text.as_ref(), &wanted.name)
}

/// How many of the wanted participants take part, in whatever role.
pub fn shared(said: &reading::Claim, wanted: &record::Claim) -> usize {
    let there = |wanted: &&record::Participant| {
        said.participants
            .iter()
            .any(|p| is_named(p.name.as_ref(), p.text.as_ref(), &wanted.name))
    };
    wanted.participants.iter().filter(there).count()
}

/// True where the place is the wanted one.
pub fn same_place(said: Option<&reading::Place>, wanted: &str) -> bool {
    said.is_some_and(|place| is_named(place.name.as_ref(), place.text.as_ref(), wanted))
}

/// True where the time is the wanted one.
pub fn same_time(said: Option<&reading::Time>, wanted: &str) -> bool {
    let Some(time) = said else {
        return false;
    };
    let plain = |edtf: &str| edtf.trim_end_matches(['~', '?', '%']).to_owned();
    let edtf = time.edtf.as_deref().map(plain);
    time.timex3.as_deref() == Some(wanted) || edtf == Some(plain(wanted))
}

/// True where somebody of the chain is the one who vouches in the first place.
pub fn same_source(said: &[reading::Named], wanted: &[String]) -> bool {
    let innermost = wanted.first();
    innermost.is_some_and(|name| said.iter().any(|s| is_named(s.name.as_ref(), None, name)))
}

/// True where two quotes are the same words, marks and white space at the edges apart.
pub fn same_words(a: &str, b: &str) -> bool {
    let edge = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || "“”‘’«»„…".contains(c);
    a.trim_matches(edge) == b.trim_matches(edge)
}

/// True where an office is the wanted one.
pub fn same_role(said: &reading::Role, wanted: &record::Role) -> bool {
    let country = wanted.country.is_none() || said.country == wanted.country;
    let organisation = wanted.organisation.as_deref();
    let whole = format!(
        "{} {}",
        said.title.as_deref().unwrap_or_default(),
        said.organisation.as_deref().unwrap_or_default()
    );
    is_named(said.name.as_ref(), None, &wanted.person)
        && country
        && words(&wanted.title).is_subset(&words(&whole))
        && organisation.is_none_or(|name| words(name).is_subset(&words(&whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_their_words() {
        assert!(same_name("Rustem Umerov", "Umerov"));
        assert!(same_name(
            "the Ethiopian government",
            "Ethiopian Government"
        ));
        assert!(!same_name("Rustem Umerov", "Ibrahim Kalin"));
        assert!(!same_name("", "Umerov"));
    }

    #[test]
    fn states_by_any_of_their_names() {
        assert!(same_state("Türkiye", "Turkey"));
        assert!(!same_state("Turkey", "Greece"));
        assert!(!same_state("Umerov", "Umerov"));
    }

    #[test]
    fn quotes_without_their_edges() {
        assert!(same_words(
            "we are ready,",
            "We are ready".replace("We", "we").as_str()
        ));
        assert!(!same_words("we are ready", "we are"));
    }

    #[test]
    fn times_by_day_or_by_symbol() {
        let time = |edtf: Option<&str>, timex3: &str| reading::Time {
            edtf: edtf.map(str::to_owned),
            timex3: Some(timex3.to_owned()),
        };
        assert!(same_time(
            Some(&time(Some("2026-01-01"), "XXXX-WXX-4")),
            "2026-01-01"
        ));
        assert!(same_time(Some(&time(None, "XXXX-WXX-4")), "XXXX-WXX-4"));
        assert!(!same_time(None, "2026-01-01"));
    }
}
