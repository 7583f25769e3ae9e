//! `corpus/places/mentions.tsv` through the reader: countries, and cities within 161 km.
//!
//! A marked stretch is right in its country where a place that overlaps it has the code; for
//! governments and states also where an actor's mention that overlaps it has. Form and conventions:
//! `corpus/places/README.md`.

use super::Measures;
use super::corpus::report;
use anyhow::{Context as _, bail, ensure};
use chancery::actors::{ActorKind, Actors};
use chancery::places::{PlaceMention, PlacePrecision, Places};
use chancery::reading::Reader;
use chancery_nlp::{Scratch, Search, Span};
use std::collections::BTreeMap;
use std::path::Path;

/// A city is right within so many kilometres (100 miles, the measure of Mordecai 3).
const NEAR: f64 = 161.0;

/// One marked stretch.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    /// Code points.
    start: usize,
    end: usize,
    words: String,
    kind: String,
    country: String,
    point: Option<(f64, f64)>,
}

/// The counts.
#[derive(Debug, Default)]
pub struct Score {
    marks: usize,
    with_country: usize,
    countries: usize,
    cities: usize,
    near: usize,
    governments: usize,
    as_governments: usize,
    /// Places of the precision of a country that have a point: none may.
    pointed: usize,
    /// What is wrong, one line each.
    pub misses: Vec<String>,
}

/// Reads every report with marks.
///
/// # Errors
/// Where a file is not there or a mark does not stand where it says.
pub fn score(root: &Path) -> anyhow::Result<Score> {
    let corpus = root.join("corpus");
    let table = std::fs::read_to_string(corpus.join("places/mentions.tsv"));
    let marks = read(&table.context("reading corpus/places/mentions.tsv")?)?;
    let reader = Reader::english(chancery_data::knowledge())?;
    let mut scratch = Scratch::default();
    let mut score = Score::default();
    for (file, marks) in &marks {
        let document = reader.document(report(&corpus.join(file))?);
        let text = document.text.as_str();
        let read = reader.layers(&document, Search::Narrow, &mut scratch);
        let starts: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        for mark in marks {
            let ends = (starts.get(mark.start), starts.get(mark.end));
            let (Some(&start), Some(&end)) = ends else {
                bail!("{file}: no such place: {mark:?}");
            };
            ensure!(
                text.get(start..end) == Some(&mark.words),
                "{file}: {mark:?}"
            );
            let span = Span {
                start: start as u32,
                end: end as u32,
            };
            score.add(
                file,
                mark,
                found(span, &read.places),
                acting(span, &read.actors),
            );
        }
        let country = |place: &&PlaceMention| place.precision == PlacePrecision::Country;
        let pointed = read.places.0.iter().filter(country);
        score.pointed += pointed.filter(|place| place.lat.is_some()).count();
    }
    Ok(score)
}

fn read(table: &str) -> anyhow::Result<BTreeMap<String, Vec<Mark>>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let mut all: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for line in lines.skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, start, end, words, kind, country, lat, lon] = cells[..] else {
            bail!("expected eight cells: {line}");
        };
        let point = match (lat, lon) {
            ("", "") => None,
            _ => Some((lat.parse()?, lon.parse()?)),
        };
        all.entry(file.to_owned()).or_default().push(Mark {
            start: start.parse()?,
            end: end.parse()?,
            words: words.to_owned(),
            kind: kind.to_owned(),
            country: country.to_owned(),
            point,
        });
    }
    Ok(all)
}

fn overlap(one: Span, other: Span) -> bool {
    one.start < other.end && other.start < one.end
}

fn found(span: Span, places: &Places) -> Option<&PlaceMention> {
    places.0.iter().find(|place| overlap(place.span, span))
}

/// Code of the state that a mention in the stretch stands for.
fn acting(span: Span, actors: &Actors) -> Option<String> {
    let mentions = actors
        .mentions
        .iter()
        .filter(|mention| overlap(mention.span, span));
    let mut states = mentions.map(|mention| actors.actor(mention.actor));
    let state = states.find(|actor| actor.kind == ActorKind::State)?;
    state.country.as_ref().map(|country| country.code.clone())
}

impl Score {
    fn add(
        &mut self,
        file: &str,
        mark: &Mark,
        place: Option<&PlaceMention>,
        state: Option<String>,
    ) {
        self.marks += 1;
        let told = place.and_then(|place| place.country.clone());
        let acts = matches!(mark.kind.as_str(), "government" | "country");
        let code = Some(&mark.country);
        let country = told.as_ref() == code || acts && state.as_ref() == code;
        if !mark.country.is_empty() {
            self.with_country += 1;
            self.countries += usize::from(country);
        }
        let near = place.and_then(|place| Some((place.lat?, place.lon?)));
        let near = mark
            .point
            .zip(near)
            .is_some_and(|(one, other)| kilometres(one, other) <= NEAR);
        if mark.kind == "city" {
            self.cities += 1;
            self.near += usize::from(near);
        }
        let governs = state.as_ref() == code && place.is_none();
        if mark.kind == "government" {
            self.governments += 1;
            self.as_governments += usize::from(governs);
        }
        let fine = (country || mark.country.is_empty()) && (near || mark.kind != "city");
        if !fine || mark.kind == "government" && !governs {
            let told = place.map_or_else(|| "-".to_owned(), shown);
            let Mark {
                words,
                kind,
                country,
                ..
            } = mark;
            self.misses.push(format!(
                "{file}\t{words}\t{kind} {country}\t{told}\t{state:?}"
            ));
        }
    }

    /// The figures by name, in percent, and the count of countries with a point.
    pub fn measures(&self) -> Measures {
        let percent =
            |part: usize, of: usize| (1000.0 * part as f64 / of.max(1) as f64).round() / 10.0;
        vec![
            (
                "country".to_owned(),
                percent(self.countries, self.with_country),
            ),
            ("city".to_owned(), percent(self.near, self.cities)),
            (
                "government".to_owned(),
                percent(self.as_governments, self.governments),
            ),
            (
                "unpointed".to_owned(),
                if self.pointed == 0 { 100.0 } else { 0.0 },
            ),
        ]
    }

    /// The counts and the figures in one line.
    pub fn line(&self) -> String {
        let figures = self.measures().into_iter();
        let figures: Vec<String> = figures.map(|(k, v)| format!("{k} {v}")).collect();
        format!("places: {} marks, {}", self.marks, figures.join(", "))
    }
}

fn shown(place: &PlaceMention) -> String {
    let code = place.country.as_deref().unwrap_or("-");
    let (lat, lon) = (place.lat.unwrap_or_default(), place.lon.unwrap_or_default());
    format!(
        "{} {code} {:?} {lat:.1} {lon:.1}",
        place.name, place.precision
    )
}

/// The great circle between two points, by the haversine formula on a sphere of 6371 km.
fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let radians = |(lat, lon): (f64, f64)| (lat.to_radians(), lon.to_radians());
    let ((lat1, lon1), (lat2, lon2)) = (radians(one), radians(other));
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let h = half(lat2 - lat1) + lat1.cos() * lat2.cos() * half(lon2 - lon1);
    2.0 * 6371.0 * h.sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_distances() {
        let table = "# a\nfile\tstart\tend\twords\tkind\tcountry\tlat\tlon\na.txt\t0\t4\tRome\tcity\tITA\t41.9\t12.5\n";
        let marks = read(table).unwrap();
        assert_eq!(marks["a.txt"][0].point, Some((41.9, 12.5)));
        assert!(read("file\na\tb\n").is_err());
        let far = kilometres((41.9, 12.5), (45.5, 9.2));
        assert!((460.0..500.0).contains(&far), "{far}");
    }
}
