//! Names of places, resolved to a country and coordinates where the words allow it.
//!
//! From the engine's names and the tables of countries, regions and cities. Persons and
//! organisations are set apart first ("Washington Post"), capitals that stand for a government are
//! left to the actors stage, "the Turkish capital" is Ankara. A country never gets the coordinates
//! of a city, and what the tables do not hold keeps its name alone. Cost: linear.

use chancery_data::schema::Knowledge;
use chancery_nlp::{Parse, Span, TokenId};

pub(crate) mod fold;
pub(crate) mod phrases;
pub(crate) mod tables;
pub(crate) mod pieces;
pub(crate) mod government;
mod cities;
mod sites;
mod resolve;

use cities::{Cities, Point};
use government::{Usage, Use};
use pieces::{Piece, PieceKind, Pieces, find_pieces, is_possessive, next, previous};
use sites::SiteIndex;
use tables::{Scan, Tables, WordKind};

/// How exactly a place was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacePrecision {
    /// A building or site.
    Facility,
    /// A city, town or village.
    City,
    /// A region below the state.
    Region,
    /// A state: it never gets coordinates of a city.
    Country,
}

/// A place named in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Bytes of the document's text.
    pub span: Span,
    /// First token.
    pub first: TokenId,
    /// One past the last token.
    pub end: TokenId,
    /// Name in the tables, else as printed. "the Turkish capital" gives "Ankara".
    pub name: String,
    /// ISO 3166-1 alpha-3 with PLOVER's exceptions.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How exactly it was named.
    pub precision: PlacePrecision,
}

/// Every place mention, in order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places(pub Vec<PlaceMention>);

impl Places {
    /// The place mention that covers `token`.
    pub fn at(&self, token: TokenId) -> Option<&PlaceMention> {
        let after = self.0.partition_point(|place| place.end <= token);
        self.0.get(after).filter(|place| place.first <= token)
    }
}

/// The tables that this stage reads, with their indexes: make it once, share it.
#[derive(Clone, Debug)]
pub struct PlaceLexicon {
    tables: Tables,
    cities: Cities,
    sites: SiteIndex,
}

impl PlaceLexicon {
    /// Indexes the tables. Cost: one pass over them, some milliseconds for the cities.
    pub fn new(known: &'static Knowledge) -> Self {
        let tables = Tables::new(known);
        let cities = Cities::new(&tables.folding, known);
        let sites = SiteIndex::new(&tables.folding, known);
        PlaceLexicon {
            tables,
            cities,
            sites,
        }
    }
}

/// Finds the places of a document: `text` is its text, `parse` the parse of it.
///
/// In order of the text, without overlap. Never fails; what no table holds has no country.
pub fn find_places(lexicon: &PlaceLexicon, text: &str, parse: &Parse) -> Places {
    let scan = lexicon.tables.scan(text, parse);
    let pieces = find_pieces(&scan, text, parse);
    let named = Named {
        lexicon,
        text,
        parse,
        pieces: &pieces,
    };
    let (focus, near) = (named.focus(), named.sure());
    let finder = Finder {
        lexicon,
        text,
        parse,
        scan: &scan,
        pieces: &pieces,
        focus: &focus,
        near: &near,
    };
    let mut found: Vec<PlaceMention> = pieces
        .list
        .iter()
        .filter_map(|piece| finder.place(piece))
        .collect();
    found.extend(
        parse
            .tokens()
            .filter_map(|token| finder.capital_noun(token)),
    );
    found.extend(parse.tokens().filter_map(|token| finder.unseen(token)));
    found.extend(parse.tokens().filter_map(|token| finder.site(token)));
    found.sort_by_key(|place| (place.first, std::cmp::Reverse(place.end)));
    found.dedup_by(|later, earlier| later.first < earlier.end);
    Places(found)
}

/// The names of a document before any is resolved.
#[derive(Clone, Copy)]
struct Named<'a> {
    lexicon: &'a PlaceLexicon,
    text: &'a str,
    parse: &'a Parse,
    pieces: &'a Pieces,
}

impl Named<'_> {
    fn hash(&self, piece: &Piece) -> u64 {
        let words = self.parse.span_of(piece.first, piece.end).of(self.text);
        self.lexicon.tables.folding.hash(words)
    }

    /// Codes of the countries that the document names, with how often, the most frequent first. A
    /// capital whose name is a city of another country too ("Tripoli") says nothing.
    fn focus(&self) -> Vec<(String, u32)> {
        let known = self.lexicon.tables.known;
        let mut counts: Vec<(u16, u32)> = Vec::new();
        for piece in &self.pieces.list {
            let row = match piece.kind {
                PieceKind::Country(row) | PieceKind::Adjective(row) | PieceKind::People(row, _) => {
                    row
                }
                PieceKind::Capital(row) if !self.lexicon.cities.is_shared(self.hash(piece)) => row,
                _ => continue,
            };
            match counts.iter_mut().find(|count| count.0 == row) {
                Some(count) => count.1 += 1,
                None => counts.push((row, 1)),
            }
        }
        counts.sort_by_key(|count| std::cmp::Reverse(count.1));
        let code = |row: u16| known.countries[usize::from(row)].code.clone();
        counts
            .into_iter()
            .map(|(row, count)| (code(row), count))
            .collect()
    }

    /// Where the places lie of whose name there is only one, at most [`SURE`].
    fn sure(&self) -> Vec<Point> {
        let towns = self
            .pieces
            .list
            .iter()
            .filter(|piece| matches!(piece.kind, PieceKind::Place | PieceKind::Capital(_)));
        let cities = towns.filter_map(|piece| self.lexicon.cities.only(self.hash(piece)));
        let mut points: Vec<Point> = Vec::new();
        for city in cities {
            if points.len() < SURE && !points.contains(&(city.lat, city.lon)) {
                points.push((city.lat, city.lon));
            }
        }
        points
    }
}

/// Most sure places that are weighed: cost stays linear.
const SURE: usize = 32;

/// The layer as lines of a golden file: words, name, country, precision, coordinates to two places.
pub fn render_places(places: &Places, text: &str) -> String {
    let mut out = String::new();
    for place in &places.0 {
        let country = place.country.as_deref().unwrap_or("-");
        let precision = match place.precision {
            PlacePrecision::Facility => "facility",
            PlacePrecision::City => "city",
            PlacePrecision::Region => "region",
            PlacePrecision::Country => "country",
        };
        let position = match (place.lat, place.lon) {
            (Some(lat), Some(lon)) => format!("{lat:.2} {lon:.2}"),
            _ => "-".to_string(),
        };
        let words = place.span.of(text);
        out.push_str(&format!(
            "{words} | {} | {country} | {precision} | {position}\n",
            place.name
        ));
    }
    out
}

struct Finder<'a> {
    lexicon: &'a PlaceLexicon,
    text: &'a str,
    parse: &'a Parse,
    scan: &'a Scan,
    pieces: &'a Pieces,
    focus: &'a [(String, u32)],
    near: &'a [Point],
}

impl Finder<'_> {
    fn known(&self) -> &'static Knowledge {
        self.lexicon.tables.known
    }

    fn place(&self, piece: &Piece) -> Option<PlaceMention> {
        match piece.kind {
            PieceKind::Country(row) => {
                (self.usage(piece) != Use::Government).then(|| self.country(piece, row))
            }
            PieceKind::Capital(row) => self.capital(piece, row),
            PieceKind::Region(row) => Some(self.region(piece, row)),
            PieceKind::Facility(row) => Some(self.facility(piece, row)),
            PieceKind::Metonym(row) => self
                .stands_within(piece.first)
                .then(|| self.seat_of_power(piece, row)),
            PieceKind::Place => Some(self.named(piece)),
            _ => None,
        }
    }

    fn usage(&self, piece: &Piece) -> Use {
        let Finder {
            scan,
            text,
            parse,
            pieces,
            ..
        } = *self;
        Usage {
            scan,
            text,
            parse,
            pieces,
        }
        .of(piece)
    }

    fn bare(&self, piece: &Piece) -> PlaceMention {
        let span = self.parse.span_of(piece.first, piece.end);
        PlaceMention {
            span,
            first: piece.first,
            end: piece.end,
            name: span.of(self.text).to_string(),
            country: None,
            lat: None,
            lon: None,
            precision: PlacePrecision::Region,
        }
    }

    fn country(&self, piece: &Piece, row: u16) -> PlaceMention {
        let country = &self.known().countries[usize::from(row)];
        PlaceMention {
            name: country.name.clone(),
            country: Some(country.code.clone()),
            precision: PlacePrecision::Country,
            ..self.bare(piece)
        }
    }

    /// "the Turkish capital", "Türkiye's capital", "the capital".
    fn capital_noun(&self, token: TokenId) -> Option<PlaceMention> {
        if !self.scan.is(token, WordKind::CapitalNoun) {
            return None;
        }
        let before = previous(self.parse, token)?;
        let (first, code) = self.capital_owner(before, token)?;
        let named = self
            .pieces
            .from(next(token))
            .is_some_and(|piece| matches!(piece.kind, PieceKind::Capital(_)));
        if named {
            return None;
        }
        let seat = self.seat(&code)?;
        Some(PlaceMention {
            span: self.parse.span_of(first, next(token)),
            first,
            end: next(token),
            ..seat
        })
    }

    /// Where the phrase begins and whose capital it is.
    fn capital_owner(&self, before: TokenId, token: TokenId) -> Option<(TokenId, String)> {
        let code = |row: u16| self.known().countries[usize::from(row)].code.clone();
        if let Some(piece) = self.pieces.to(token)
            && let PieceKind::Adjective(row) = piece.kind
        {
            let article =
                previous(self.parse, piece.first).filter(|&t| self.scan.is(t, WordKind::Definite));
            return Some((article.unwrap_or(piece.first), code(row)));
        }
        if is_possessive(self.parse, self.text, before)
            && let Some(Piece {
                first,
                kind: PieceKind::Country(row),
                ..
            }) = self.pieces.to(before)
        {
            return Some((*first, code(*row)));
        }
        if self.scan.is(before, WordKind::Definite) {
            return Some((before, self.country_spoken_of(token)?));
        }
        None
    }

    /// The country named last before `token` in its sentence, else the document's own.
    fn country_spoken_of(&self, token: TokenId) -> Option<String> {
        let sentence = self.parse.sentence(token);
        let near = self
            .pieces
            .list
            .iter()
            .rev()
            .filter(|piece| piece.first >= sentence.first && piece.end <= token);
        let row = near.filter_map(|piece| match piece.kind {
            PieceKind::Country(row) | PieceKind::Adjective(row) => Some(row),
            _ => None,
        });
        let code = |row: u16| self.known().countries[usize::from(row)].code.clone();
        row.map(code)
            .next()
            .or_else(|| self.focus.first().map(|row| row.0.clone()))
    }
}
