//! Which place a name means: capitals, cities, provinces, regions, facilities.

use chancery_data::schema::{City, Province};
use chancery_nlp::{Span, TokenId, Upos};

use super::cities::{Hints, OF_NOTE, Point};
use super::government::Use;
use super::pieces::{Piece, PieceKind, is_capital, is_comma, is_possessive, next, previous};
use super::tables::{Entry, WordKind};
use super::{Finder, PlaceMention, PlacePrecision};

/// Country and, for a region, its middle.
type Container<'a> = (&'a str, Option<Point>);

impl Finder<'_> {
    /// A capital, unless it stands for its government or names another town.
    pub(super) fn capital(&self, piece: &Piece, row: u16) -> Option<PlaceMention> {
        let country = &self.known().countries[usize::from(row)];
        let found = self.usage(piece);
        let own = self.container(piece).map(|c| c.0) == Some(country.code.as_str());
        let known = self.known();
        let speaks = !own && (country.capital_speaks || known.seated_in(country).is_some());
        if found == Use::Government && speaks {
            return None;
        }
        let mut place = self.city(piece, Some(&country.code))?;
        if place.country.as_deref() == Some(country.code.as_str()) {
            place.name.clone_from(&country.capital[0]);
        }
        Some(place)
    }

    /// The country or region of "CITY, COUNTRY".
    fn container(&self, piece: &Piece) -> Option<Container<'_>> {
        let sentence = self.parse.sentence(piece.first);
        if piece.end >= sentence.end || !is_comma(self.parse, self.text, piece.end) {
            return None;
        }
        let after = self.pieces.from(next(piece.end))?;
        let goes_on = after.end < sentence.end
            && (self.scan.is(after.end, WordKind::And)
                || is_possessive(self.parse, self.text, after.end)
                || matches!(self.parse.upos(after.end), Upos::Verb | Upos::Aux));
        match after.kind {
            PieceKind::Country(row) if !goes_on => {
                // "Atlanta, Georgia": where a city of the province has the name, the province is meant.
                let twin = self.twin_province(piece, after);
                let code = self.known().countries[usize::from(row)].code.as_str();
                Some(twin.map_or((code, None), contained))
            }
            PieceKind::Region(row) => {
                let region = &self.known().regions[usize::from(row)];
                let middle = (region.lat, region.lon);
                let placed = (middle != (0.0, 0.0)).then_some(middle);
                Some((region.country.as_str(), placed)).filter(|c| !c.0.is_empty())
            }
            PieceKind::Place => self.province_named(after).map(contained),
            _ => None,
        }
    }

    fn hash(&self, piece: &Piece) -> u64 {
        let words = self.parse.span_of(piece.first, piece.end).of(self.text);
        self.lexicon.tables.folding.hash(words)
    }

    /// The province of another country that has the name of a country and a city of this name.
    fn twin_province(&self, piece: &Piece, after: &Piece) -> Option<&Province> {
        let known = self.known();
        let rows = self.lexicon.sites.provinces(self.hash(after));
        let mut provinces = rows.filter_map(|row| known.provinces.get(usize::from(row)));
        provinces.find(|province| {
            let mut cities = self.lexicon.cities.named(self.hash(piece));
            cities.any(|city| city.country == province.country)
        })
    }

    fn province_named(&self, piece: &Piece) -> Option<&Province> {
        let sites = &self.lexicon.sites;
        sites.province(self.known(), self.hash(piece), self.focus)
    }

    fn city_row(&self, piece: &Piece, capital_of: Option<&str>) -> Option<&City> {
        let hints = Hints {
            focus: self.focus,
            container: self.container(piece),
            capital_of,
            near: self.near,
        };
        self.lexicon.cities.best(self.hash(piece), &hints)
    }

    /// A city of the table; for a capital that the table lacks, the capital's own coordinates.
    fn city(&self, piece: &Piece, capital_of: Option<&str>) -> Option<PlaceMention> {
        let bare = self.bare(piece);
        if let Some(city) = self.city_row(piece, capital_of) {
            return Some(of_city(city, bare));
        }
        capital_of
            .and_then(|code| self.seat(code))
            .map(|seat| PlaceMention {
                span: bare.span,
                first: bare.first,
                end: bare.end,
                ..seat
            })
    }

    /// The capital of a country, without a place in the text.
    pub(super) fn seat(&self, code: &str) -> Option<PlaceMention> {
        let country = self.known().country(code)?;
        let name = country.capital.first()?.clone();
        let hash = self.lexicon.tables.folding.hash(&name);
        let hints = Hints {
            container: Some((code, None)),
            capital_of: Some(code),
            ..Hints::default()
        };
        let city = self
            .lexicon
            .cities
            .best(hash, &hints)
            .filter(|city| city.country == code);
        let (lat, lon) = city.map_or((country.lat, country.lon), |city| (city.lat, city.lon));
        let placed = lat != 0.0 || lon != 0.0;
        Some(PlaceMention {
            span: Span::default(),
            first: TokenId(0),
            end: TokenId(0),
            name,
            country: Some(code.to_string()),
            lat: placed.then_some(f64::from(lat)),
            lon: placed.then_some(f64::from(lon)),
            precision: PlacePrecision::City,
        })
    }

    pub(super) fn region(&self, piece: &Piece, row: u16) -> PlaceMention {
        let region = &self.known().regions[usize::from(row)];
        let placed = region.lat != 0.0 || region.lon != 0.0;
        let site = matches!(region.kind.as_str(), "site" | "crossing" | "camp");
        PlaceMention {
            name: region.name.clone(),
            country: Some(region.country.clone()).filter(|code| !code.is_empty()),
            lat: placed.then_some(f64::from(region.lat)),
            lon: placed.then_some(f64::from(region.lon)),
            precision: if site {
                PlacePrecision::Facility
            } else {
                PlacePrecision::Region
            },
            ..self.bare(piece)
        }
    }

    pub(super) fn facility(&self, piece: &Piece, row: u16) -> PlaceMention {
        let facility = &self.known().facilities[usize::from(row)];
        PlaceMention {
            name: facility.name.clone(),
            country: Some(facility.country.clone()).filter(|code| !code.is_empty()),
            lat: Some(f64::from(facility.lat)),
            lon: Some(f64::from(facility.lon)),
            precision: PlacePrecision::Facility,
            ..self.bare(piece)
        }
    }

    /// A building that often stands for a government, here as a building.
    pub(super) fn seat_of_power(&self, piece: &Piece, row: u16) -> PlaceMention {
        match self.lexicon.sites.facility(self.hash(piece)) {
            Some(facility) => self.facility(piece, facility),
            None => PlaceMention {
                country: Some(self.known().countries[usize::from(row)].code.clone()),
                precision: PlacePrecision::Facility,
                ..self.bare(piece)
            },
        }
    }

    /// True behind "at", "in", "inside the".
    pub(super) fn stands_within(&self, first: TokenId) -> bool {
        let before = previous(self.parse, first);
        let article = before.filter(|&t| self.scan.is(t, WordKind::Definite));
        let before = article.map_or(before, |t| previous(self.parse, t));
        before.is_some_and(|t| self.scan.is(t, WordKind::Within))
    }

    /// A capital behind "in" or "near" that no name covers, and that is a city of note: "in Leh".
    pub(super) fn unseen(&self, token: TokenId) -> Option<PlaceMention> {
        let open = |token: TokenId| {
            self.pieces.at(token).is_none()
                && is_capital(self.parse, self.text, token)
                && self.parse.upos(token) == Upos::Propn
        };
        let after = next(token);
        let alone =
            after >= self.parse.sentence(token).end || !is_capital(self.parse, self.text, after);
        if !open(token) || !alone || !self.stands_within(token) {
            return None;
        }
        let piece = Piece {
            first: token,
            end: after,
            kind: PieceKind::Place,
        };
        let city = self.city_row(&piece, None)?;
        let spoken_of = self.focus.iter().any(|row| row.0 == city.country);
        (spoken_of || city.population >= OF_NOTE).then(|| of_city(city, self.bare(&piece)))
    }

    /// "at the National Palace", "on the Rumichaca bridge": words with capitals before a noun of a site, behind a preposition of place.
    pub(super) fn site(&self, noun: TokenId) -> Option<PlaceMention> {
        if !self.scan.is(noun, WordKind::SiteNoun) {
            return None;
        }
        let named = |t: TokenId| {
            is_capital(self.parse, self.text, t) && !self.scan.is(t, WordKind::Definite)
        };
        let mut first = noun;
        // "the Adazi air base": the kind of site may stand between name and noun.
        let kind =
            previous(self.parse, noun).filter(|&t| self.parse.upos(t) == Upos::Noun && !named(t));
        let mut at = kind.unwrap_or(noun);
        while let Some(before) =
            previous(self.parse, at).filter(|&t| named(t) && noun.0 - t.0 <= SITE_WORDS)
        {
            (first, at) = (before, before);
        }
        if first == noun || !named(first) || !self.stands_within(first) {
            return None;
        }
        let piece = Piece {
            first,
            end: next(noun),
            kind: PieceKind::Place,
        };
        Some(PlaceMention {
            country: self.container(&piece).map(|c| c.0.to_string()),
            precision: PlacePrecision::Facility,
            ..self.bare(&piece)
        })
    }

    /// A place that only the engine knows: a province or a city of the tables, else its name and
    /// what it holds.
    pub(super) fn named(&self, piece: &Piece) -> PlaceMention {
        let city = self.city_row(piece, None);
        if let Some(province) = self.province(piece, city) {
            return self.of_province(piece, province);
        }
        if let Some(city) = city {
            return of_city(city, self.bare(piece));
        }
        let inner = (piece.first.0..piece.end.0).map(TokenId).find_map(|token| {
            self.scan.longest(token, |entry| match entry {
                Entry::Country(row) | Entry::Adjective(row) => Some(row),
                _ => None,
            })
        });
        let inside = inner.map(|(_, row)| self.known().countries[usize::from(row)].code.clone());
        let country = self.container(piece).map(|c| c.0.to_string()).or(inside);
        PlaceMention {
            country,
            ..self.bare(piece)
        }
    }

    /// The province that a name means: one with its head noun, or one whose name is no city of note
    /// where the document speaks of its country or of no city.
    fn province(&self, piece: &Piece, city: Option<&City>) -> Option<&Province> {
        let sites = &self.lexicon.sites;
        let noun = |token: TokenId| sites.is_noun(self.scan.words.hash(token));
        let last = TokenId(piece.end.0 - 1);
        if piece.end.0 - piece.first.0 > 1 && noun(last) {
            let words = self.parse.span_of(piece.first, last).of(self.text);
            let hash = self.lexicon.tables.folding.hash(words);
            return sites.province(self.known(), hash, self.focus);
        }
        let province = self.province_named(piece)?;
        let headed = piece.end < self.parse.sentence(last).end && noun(piece.end);
        let spoken_of = self.focus.iter().any(|row| row.0 == province.country);
        let meant = match city {
            None => true,
            Some(city) => {
                let shared = self.lexicon.cities.is_shared(self.hash(piece));
                let own = city.country == province.country;
                city.population < OF_NOTE && !shared && (own || spoken_of)
            }
        };
        (headed || meant).then_some(province)
    }

    fn of_province(&self, piece: &Piece, province: &Province) -> PlaceMention {
        PlaceMention {
            name: province.name.clone(),
            country: Some(province.country.clone()),
            lat: Some(f64::from(province.lat)),
            lon: Some(f64::from(province.lon)),
            precision: PlacePrecision::Region,
            ..self.bare(piece)
        }
    }
}

fn contained(province: &Province) -> Container<'_> {
    (&province.country, Some((province.lat, province.lon)))
}

/// Words of the name of a site before its noun, at most.
const SITE_WORDS: u32 = 5;

fn of_city(city: &City, bare: PlaceMention) -> PlaceMention {
    PlaceMention {
        name: city
            .names
            .split('|')
            .next()
            .unwrap_or(&bare.name)
            .to_string(),
        country: Some(city.country.clone()),
        lat: Some(f64::from(city.lat)),
        lon: Some(f64::from(city.lon)),
        precision: PlacePrecision::City,
        ..bare
    }
}
