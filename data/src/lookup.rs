//! Small look-ups that everybody needs: by code, by id. Tables are sorted by key, so each is a binary search.
//!
//! Finding phrases in text is the work of the stages, not of this module.

use crate::schema::{
    Cameo, Choice, City, Codebook, Context, Country, EventType, Kind, Knowledge, Mode,
    Organisation, Page, Rule, Sector, StateCode,
};

impl Choice {
    /// Whether the cell says yes.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

impl City {
    /// The usual name.
    pub fn name(&self) -> &str {
        self.names().next().unwrap_or_default()
    }

    /// All names, the usual one first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.split('|')
    }
}

impl Knowledge {
    /// The state or territory with this code.
    pub fn country(&self, code: &str) -> Option<&Country> {
        find(&self.countries, code, |country| &country.code)
    }

    /// What other lists call the state with this code.
    pub fn state_codes(&self, code: &str) -> Option<&StateCode> {
        find(&self.state_codes, code, |state| &state.code)
    }

    /// The organisation with this id.
    pub fn organisation(&self, id: &str) -> Option<&Organisation> {
        find(&self.organisations, id, |organisation| &organisation.id)
    }

    /// Row of the organisation for which the capital of `country` stands ("Brussels").
    pub fn seated_in(&self, country: &Country) -> Option<usize> {
        let capital = country
            .capital
            .first()
            .filter(|_| !country.capital_speaks)?;
        let mut rows = self.organisations.iter();
        rows.position(|organisation| organisation.seat.as_ref() == Some(capital))
    }

    /// Codes of the states that belonged to a body in a year, in the order of the codes; for a year in
    /// which one joined or left it counts.
    pub fn members<'a>(&'a self, body: &'a str, year: u16) -> impl Iterator<Item = &'a str> {
        let from = self.members.partition_point(|row| row.body.as_str() < body);
        let rows = self.members[from..]
            .iter()
            .take_while(move |row| row.body == body);
        let held = rows.filter(move |row| {
            row.from.parse().is_ok_and(|first: u16| first <= year)
                && (row.to.is_empty() || row.to.parse().is_ok_and(|last: u16| year <= last))
                || row.from.is_empty()
        });
        held.map(|row| row.country.as_str())
    }

    /// The event type with this code.
    pub fn event_type(&self, code: &str) -> Option<&EventType> {
        find(&self.types, code, |event_type| &event_type.code)
    }

    /// The kind with this code.
    pub fn kind(&self, code: &str) -> Option<&Kind> {
        find(&self.kinds, code, |kind| &kind.code)
    }

    /// The mode with this code under this type; modes of one name stand under several types.
    pub fn mode(&self, event_type: &str, code: &str) -> Option<&Mode> {
        self.modes
            .iter()
            .find(|mode| mode.event_type == event_type && mode.code == code)
    }

    /// The context with this code.
    pub fn context(&self, code: &str) -> Option<&Context> {
        find(&self.contexts, code, |context| &context.code)
    }

    /// The actor sector with this code.
    pub fn sector(&self, code: &str) -> Option<&Sector> {
        find(&self.sectors, code, |sector| &sector.code)
    }

    /// The row of a CAMEO code of two to four digits.
    pub fn cameo(&self, code: &str) -> Option<&Cameo> {
        find(&self.cameo, code, |cameo| &cameo.code)
    }

    /// The place with this GeoNames id.
    pub fn city(&self, id: u32) -> Option<&City> {
        let at = self.cities.binary_search_by_key(&id, |city| city.id).ok()?;
        self.cities.get(at)
    }
}

impl Codebook {
    /// The page of a code: `TYPE`, `TYPE/mode`, kind, context or sector.
    pub fn page(&self, code: &str) -> Option<&Page> {
        find(&self.pages, code, |page| &page.code)
    }

    /// The decision rule with this number.
    pub fn rule(&self, number: u8) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.number == number)
    }
}

fn find<'a, T>(rows: &'a [T], key: &str, of: impl Fn(&T) -> &str) -> Option<&'a T> {
    let at = rows.binary_search_by(|row| of(row).cmp(key)).ok()?;
    rows.get(at)
}

#[cfg(test)]
mod tests {
    use crate::knowledge;

    #[test]
    fn members_by_year() {
        let known = knowledge();
        let of = |body: &'static str, year: u16| known.members(body, year).collect::<Vec<_>>();
        assert_eq!(of("nato", 2016).len(), 28);
        assert_eq!(of("nato", 2025).len(), 32);
        assert_eq!(of("eu", 2025).len(), 27);
        assert!(of("eu", 2010).contains(&"GBR") && !of("eu", 2024).contains(&"GBR"));
        assert_eq!(of("unsc", 2000), ["CHN", "FRA", "GBR", "RUS", "USA"]);
        assert_eq!(of("g20", 2024).len(), 19);
        assert_eq!(of("brics", 2022), ["BRA", "CHN", "IND", "RUS", "ZAF"]);
        assert_eq!(of("no such body", 2020), [""; 0]);
    }

    #[test]
    fn codes_find_their_rows() {
        let known = knowledge();
        assert_eq!(
            known.country("TUR").map(|country| country.iso2.as_str()),
            Some("TR")
        );
        assert_eq!(known.country("XXX"), None);
        assert_eq!(
            known
                .event_type("CONSULT")
                .map(|event_type| event_type.quad),
            Some(1)
        );
        assert_eq!(
            known.kind("host").map(|kind| kind.cameo.as_str()),
            Some("043")
        );
        assert_eq!(
            known
                .mode("ACCUSE", "allege")
                .map(|mode| mode.cameo.as_str()),
            Some("112")
        );
    }
}
