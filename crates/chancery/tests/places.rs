//! A country that is named alone never gets a point: the coordinates of its capital are those of a
//! city.

use chancery::ingest::Item;
use chancery::places::PlacePrecision;
use chancery::reading::Reader;
use chancery_nlp::{Scratch, Search};

fn reader() -> Reader {
    Reader::english(chancery_data::knowledge()).expect("the models unpack")
}

fn document(
    reader: &Reader,
    text: String,
) -> (chancery::ingest::Document, chancery::places::Places) {
    let item = Item {
        text,
        language: Some("en".to_owned()),
        ..Item::default()
    };
    let document = reader.document(item);
    let read = reader.layers(&document, Search::Narrow, &mut Scratch::default());
    (document, read.places)
}

#[test]
fn no_country_has_a_point() {
    let known = chancery_data::knowledge();
    let sentence = |name: &String| format!("The envoy arrived in {name} on Monday.\n\n");
    let names = known.countries.iter().map(|country| &country.name);
    let (_, places) = document(&reader(), names.map(sentence).collect());
    let mut countries = 0;
    for place in &places.0 {
        if place.precision == PlacePrecision::Country {
            countries += 1;
            assert_eq!((place.lat, place.lon), (None, None), "{}", place.name);
        }
    }
    assert!(countries >= 150, "only {countries} countries were read");
}

#[test]
fn a_city_has_its_own_point_and_no_other_countrys() {
    let text = "Lebanon's minister flew to Tripoli on Monday. He had been in Beirut and in Sidon.";
    let (document, places) = document(&reader(), text.to_owned());
    let of = |words: &str| {
        let mut all = places.0.iter();
        all.find(|place| place.span.of(&document.text) == words)
            .cloned()
    };
    let tripoli = of("Tripoli").expect("Tripoli is read");
    assert_eq!(tripoli.country.as_deref(), Some("LBN"));
    assert!(tripoli.lat.is_some_and(|lat| (34.0..35.0).contains(&lat)));
}
