//! The rows of the table of names in `reference/linking.md`, section 2.3, and what every rule is for.

use super::*;
use crate::actors::{ActorLexicon, name_key};
use crate::places::fold::Folding;

fn lexicon() -> ActorLexicon {
    ActorLexicon::new(chancery_data::knowledge())
}

fn check(joined: &[(&str, &str)], apart: &[(&str, &str)]) {
    let lexicon = lexicon();
    for (one, other) in joined {
        assert!(names_match(&lexicon, one, other), "{one} / {other}");
        assert!(names_match(&lexicon, other, one), "{other} / {one}");
    }
    for (one, other) in apart {
        assert!(!names_match(&lexicon, one, other), "{one} / {other}");
        assert!(!names_match(&lexicon, other, one), "{other} / {one}");
    }
}

#[test]
fn row_turkiye() {
    let lexicon = lexicon();
    let key = |name: &str| name_key(&lexicon, name).folded;
    assert_eq!(key("Türkiye"), key("Turkiye"));
    assert_ne!(key("Türkiye"), key("Turkey"));
    let turkey = chancery_data::knowledge().country("TUR").unwrap();
    for name in ["Türkiye", "Turkiye", "Turkey"] {
        assert!(
            turkey.name == name || turkey.names.iter().any(|n| n == name),
            "{name}"
        );
    }
}

#[test]
fn row_guler() {
    check(&[("Yaşar Güler", "Yasar Guler")], &[]);
    let key = |name: &str| name_key(&lexicon(), name);
    assert_eq!(key("Yaşar Güler"), key("Yasar Guler"));
}

#[test]
fn row_kalin() {
    check(&[("İbrahim Kalın", "Ibrahim Kalin")], &[]);
    // Without the letters that NFKD leaves alone the folds differ.
    assert_ne!(Folding::default().fold("Kalın"), "kalin");
}

#[test]
fn row_umerov() {
    check(
        &[
            ("Umerov", "Umierov"),
            ("Umerov", "Умєров"),
            ("Умєров", "Umierov"),
            ("Умеров", "Umerov"),
        ],
        &[("Umerov", "Budanov"), ("Rustem Umerov", "Ruslan Umerov")],
    );
    assert_eq!(name_key(&lexicon(), "Umierov").skeleton, "umrv");
}

#[test]
fn row_zelenskyy() {
    let forms = [
        "Zelenskyy",
        "Zelensky",
        "Zelenskiy",
        "Зеленський",
        "Зеленский",
    ];
    for one in forms {
        for other in forms {
            check(&[(one, other)], &[]);
        }
        assert_eq!(name_key(&lexicon(), one).skeleton, "zlnsk", "{one}");
    }
}

#[test]
fn row_zelenska() {
    check(
        &[],
        &[
            ("Zelenska", "Zelenskyy"),
            ("Olena Zelenska", "Volodymyr Zelenskyy"),
            ("Ivanova", "Ivanov"),
        ],
    );
}

#[test]
fn row_kyiv() {
    let lexicon = lexicon();
    let known = chancery_data::knowledge();
    for (one, other) in [("Kyiv", "Kiev"), ("Kharkiv", "Kharkov")] {
        assert_ne!(
            name_key(&lexicon, one).folded,
            name_key(&lexicon, other).folded
        );
        let mut cities = known.cities.iter().filter(|city| city.country == "UKR");
        let city = cities
            .find(|city| city.names().any(|name| name == one))
            .unwrap();
        assert!(city.names().any(|name| name == other), "{other}");
    }
}

#[test]
fn forms_of_given_names() {
    check(
        &[
            ("Mohammed Halabi", "Muhammad Halabi"),
            ("Mohamed Halabi", "Mohammad al-Halabi"),
            ("Oleksandr Hrytsenko", "Alexander Gritsenko"),
            ("Joe Marin", "Joseph Marin"),
        ],
        &[
            // A Turkish Mehmet is never called Muhammad.
            ("Mehmet Halabi", "Muhammad Halabi"),
            ("Juan Marin", "John Marin"),
            ("Hassan Halabi", "Hussein Halabi"),
            ("Mahmoud Halabi", "Mohammed Halabi"),
        ],
    );
}

#[test]
fn initials_and_fathers_names() {
    check(
        &[
            ("R. Umerov", "Rustem Umerov"),
            ("Sergey Viktorovich Orlov", "Sergei Orlov"),
            ("S. V. Orlov", "Sergei Orlov"),
            ("S.V. Orlov", "Sergei Orlov"),
            ("Joseph R. Marin, Jr.", "Joseph Marin"),
        ],
        &[
            ("T. Umerov", "Rustem Umerov"),
            ("Adan Marin II", "Adan Marin III"),
        ],
    );
}

#[test]
fn particles() {
    check(
        &[
            ("Jan van der Berg", "Jan Van Der Berg"),
            ("Karim al-Masri", "Karim Masri"),
            ("Faisal bin Saad", "Faisal ibn Saad"),
            ("Faisal bin Saad Al Halabi", "Faisal bin Saad"),
            ("Éamon Ó Riain", "Eamon O Riain"),
            ("Rosa de la Vega", "Rosa De La Vega"),
            ("al-Masri", "Karim al-Masri"),
        ],
        &[
            ("Faisal bin Saad", "Saad bin Faisal"),
            ("Faisal bin Saad", "Faisal bin Turki"),
            ("Rosa de la Vega", "Rosa de la Cruz"),
        ],
    );
}

#[test]
fn family_name_first() {
    check(
        &[
            ("Suzuki Kenta", "Kenta Suzuki"),
            ("Liu Meilin", "Meilin Liu"),
            ("Liu", "Liu Meilin"),
        ],
        &[
            ("Ali Hassan", "Hassan Ali"),
            ("Ali", "Ali Hassan"),
            ("Liu Meilin", "Liu Meihua"),
        ],
    );
}

#[test]
fn odd_names_never_panic() {
    let lexicon = lexicon();
    let long = "Ab ".repeat(200);
    for name in [
        "", " ", "-", ".", "O'", "王毅", "\u{301}", "ال", "A.B.C.D.", "al-", &long,
    ] {
        for other in ["", "Umerov", name] {
            let _ = names_match(&lexicon, name, other);
        }
    }
    assert!(!names_match(&lexicon, "", ""));
    assert!(!names_match(&lexicon, "Umerov", ""));
}
