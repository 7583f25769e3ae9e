//! NITF, NewsML and ninjs.

use chancery_ingest::formats::{Hints, newsml, ninjs, nitf};

use crate::support::{all, check_expected, check_places, file};

#[test]
fn nitf_of_an_agency() {
    check_expected(
        "nitf-agency.xml",
        &all(nitf::read(&file("nitf-agency.xml"), &Hints::default())),
    );
}

#[test]
fn nitf_corrected_without_headline() {
    check_expected(
        "nitf-correction.xml",
        &all(nitf::read(&file("nitf-correction.xml"), &Hints::default())),
    );
}

#[test]
fn nitf_killed_without_words() {
    check_expected(
        "nitf-killed.xml",
        &all(nitf::read(&file("nitf-killed.xml"), &Hints::default())),
    );
}

#[test]
fn places_of_words_in_wires() {
    let source = String::from_utf8(file("nitf-correction.xml")).unwrap();
    let report = nitf::read(source.as_bytes(), &Hints::default())
        .unwrap()
        .remove(0)
        .unwrap();
    check_places(&report, &source);
    let source = String::from_utf8(file("g2-message.xml")).unwrap();
    let report = newsml::read(source.as_bytes(), &Hints::default())
        .unwrap()
        .remove(0)
        .unwrap();
    check_places(&report, &source);
}

#[test]
fn newsml_g2_message_of_several_items() {
    check_expected(
        "g2-message.xml",
        &all(newsml::read(&file("g2-message.xml"), &Hints::default())),
    );
}

#[test]
fn newsml_g2_with_prefixes_and_nitf_inside() {
    check_expected(
        "g2-nitf.xml",
        &all(newsml::read(&file("g2-nitf.xml"), &Hints::default())),
    );
}

#[test]
fn newsml_of_the_first_edition() {
    check_expected(
        "newsml1.xml",
        &all(newsml::read(&file("newsml1.xml"), &Hints::default())),
    );
}

#[test]
fn ninjs_of_three_editions() {
    check_expected(
        "ninjs1.json",
        &all(ninjs::read(&file("ninjs1.json"), &Hints::default())),
    );
    check_expected(
        "ninjs2.json",
        &all(ninjs::read(&file("ninjs2.json"), &Hints::default())),
    );
    check_expected(
        "ninjs3.json",
        &all(ninjs::read(&file("ninjs3.json"), &Hints::default())),
    );
}
