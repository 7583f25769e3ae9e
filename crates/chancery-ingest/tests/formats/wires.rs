//! NITF, NewsML and ninjs.

use chancery_ingest::formats::{Hints, newsml, ninjs, nitf};

use crate::support::{all, expect, file, places_hold};

#[test]
fn nitf_of_an_agency() {
    expect(
        "nitf-agency.xml",
        &all(nitf::read(&file("nitf-agency.xml"), &Hints::default())),
    );
}

#[test]
fn nitf_corrected_without_headline() {
    expect(
        "nitf-correction.xml",
        &all(nitf::read(&file("nitf-correction.xml"), &Hints::default())),
    );
}

#[test]
fn nitf_killed_without_words() {
    expect(
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
    places_hold(&report, &source);
    let source = String::from_utf8(file("g2-message.xml")).unwrap();
    let report = newsml::read(source.as_bytes(), &Hints::default())
        .unwrap()
        .remove(0)
        .unwrap();
    places_hold(&report, &source);
}

#[test]
fn newsml_g2_message_of_several_items() {
    expect(
        "g2-message.xml",
        &all(newsml::read(&file("g2-message.xml"), &Hints::default())),
    );
}

#[test]
fn newsml_g2_with_prefixes_and_nitf_inside() {
    expect(
        "g2-nitf.xml",
        &all(newsml::read(&file("g2-nitf.xml"), &Hints::default())),
    );
}

#[test]
fn newsml_of_the_first_edition() {
    expect(
        "newsml1.xml",
        &all(newsml::read(&file("newsml1.xml"), &Hints::default())),
    );
}

#[test]
fn ninjs_of_three_editions() {
    expect(
        "ninjs1.json",
        &all(ninjs::read(&file("ninjs1.json"), &Hints::default())),
    );
    expect(
        "ninjs2.json",
        &all(ninjs::read(&file("ninjs2.json"), &Hints::default())),
    );
    expect(
        "ninjs3.json",
        &all(ninjs::read(&file("ninjs3.json"), &Hints::default())),
    );
}
