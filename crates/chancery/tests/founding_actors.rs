//! Who is in the two founding reports, where they lie beside the workspace: the traps of coreference
//! that no rule may fall into again. The reports themselves are no part of the repository; without
//! them the tests have nothing to read and pass.

use chancery::actors::{ActorKind, Actors};
use chancery::ingest::{Document, Item};
use chancery::reading::{Read, Reader};
use chancery_nlp::{Scratch, Search};
use std::path::Path;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    Reader::english(chancery_data::knowledge()).expect("the models are in the binary")
});

/// A founding report with its layers.
fn layers(name: &str) -> Option<(Document, Read)> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let file = std::fs::read_dir(seeds)
        .ok()?
        .flatten()
        .map(|entry| entry.path());
    let path = file
        .into_iter()
        .find(|path| path.to_string_lossy().contains(name))?;
    let text = std::fs::read_to_string(path).ok()?;
    let rules = chancery::ingest::FurnitureRules::english();
    let document = chancery::ingest::document(
        &rules,
        Item {
            text,
            ..Item::default()
        },
    );
    let layers = READER.layers(&document, Search::Narrow, &mut Scratch::default());
    Some((document, layers))
}

/// The actors of a founding report with its text.
fn read(name: &str) -> Option<(Document, Actors)> {
    let (document, layers) = layers(name)?;
    Some((document, layers.actors))
}

/// The words that the last phrase of these words takes up, by the chains of noun phrases.
fn taken_up(document: &Document, read: &Read, words: &str) -> Option<String> {
    let chains = &read.actors.chains;
    let of = |at: u32| {
        let mention = &chains.mentions[at as usize];
        let span = read.parse.span_of(mention.first, mention.end);
        span.of(&document.text)
    };
    let own = (0..chains.mentions.len() as u32).rfind(|&at| of(at) == words)?;
    let chain = chains.chain(chains.mentions[own as usize].chain);
    let before = chain.iter().rfind(|&&at| at < own)?;
    Some(of(*before).to_owned())
}

/// Names of the actors that the words mention, by the order of the mentions.
fn meant(document: &Document, actors: &Actors, words: &str) -> Vec<String> {
    let said = actors
        .mentions
        .iter()
        .filter(|m| m.span.of(&document.text) == words);
    said.map(|m| actors.actor(m.actor).name.clone()).collect()
}

/// Names of the members of the group that the words mention first.
fn members(document: &Document, actors: &Actors, words: &str) -> Vec<String> {
    let said = actors
        .mentions
        .iter()
        .find(|m| m.span.of(&document.text) == words);
    let group = said.map(|m| actors.actor(m.actor));
    let members = group.map_or(&[][..], |group| &group.members);
    members
        .iter()
        .map(|&id| actors.actor(id).name.clone())
        .collect()
}

fn country(actors: &Actors, name: &str) -> Option<String> {
    let actor = actors.actors.iter().find(|actor| actor.name == name)?;
    actor.country.as_ref().map(|country| country.code.clone())
}

#[test]
fn first_report() {
    let Some((document, actors)) = read("000_") else {
        return;
    };
    assert!(
        meant(&document, &actors, "He")
            .iter()
            .all(|name| name == "Rustem Umerov")
    );
    assert!(
        meant(&document, &actors, "sources")
            .iter()
            .all(|name| name == "Turkish security sources")
    );
    assert_eq!(
        members(&document, &actors, "two officials"),
        ["Ibrahim Kalin", "Rustem Umerov"]
    );
    assert_eq!(members(&document, &actors, "sides"), ["Ukraine", "Russia"]);
    assert_eq!(meant(&document, &actors, "Kyiv"), ["Ukraine"]);
    assert_eq!(meant(&document, &actors, "Ankara"), [""; 0]);
    let held = |name: &str, title: &str| {
        let role = actors
            .roles
            .iter()
            .find(|role| actors.actor(role.person).name == name)?;
        (role.title == title).then(|| role.country.as_ref().map(|country| country.code.clone()))?
    };
    assert_eq!(held("Ibrahim Kalin", "chief").as_deref(), Some("TUR"));
    assert_eq!(held("Rustem Umerov", "secretary").as_deref(), Some("UKR"));
    assert_eq!(
        held("Hakan Fidan", "foreign minister").as_deref(),
        Some("TUR")
    );
    assert_eq!(
        held("Jared Kushner", "presidential envoy").as_deref(),
        Some("USA")
    );
    let post = actors
        .actors
        .iter()
        .find(|actor| actor.name == "president of Ukraine");
    assert_eq!(post.map(|actor| actor.kind), Some(ActorKind::Person));
}

#[test]
fn second_report() {
    let Some((document, actors)) = read("002_") else {
        return;
    };
    assert_eq!(meant(&document, &actors, "His"), ["Rustem Umerov"]);
    assert_eq!(
        members(&document, &actors, "officials"),
        ["Yaşar Güler", "Rustem Umerov"]
    );
    assert_eq!(meant(&document, &actors, "Ankara"), ["Türkiye"]);
    assert_eq!(country(&actors, "Yaşar Güler").as_deref(), Some("TUR"));
    assert_eq!(country(&actors, "Hakan Fidan").as_deref(), Some("TUR"));
    assert_eq!(country(&actors, "Olena Zelenska").as_deref(), Some("UKR"));
    let ship = actors
        .actors
        .iter()
        .any(|actor| actor.name.contains("Vyhovskyi"));
    assert!(!ship, "a ship is no person");
}

#[test]
fn happenings_take_up_the_nearest_of_their_kind() {
    let (Some((one, first)), Some((two, second))) = (layers("000_"), layers("002_")) else {
        return;
    };
    let meeting = taken_up(&one, &first, "the meeting");
    assert!(
        meeting.is_some(),
        "the meeting that the ministry dates is none"
    );
    let chains = &first.actors.chains;
    let span = |at: &u32| {
        let mention = &chains.mentions[*at as usize];
        let span = first.parse.span_of(mention.first, mention.end);
        span.of(&one.text)
    };
    let joined = |chain: &&Vec<u32>| {
        let words: Vec<&str> = chain.iter().map(span).collect();
        words.contains(&"The meeting") && words.contains(&"the meeting")
    };
    let naive = chains.chains.iter().find(joined);
    assert_eq!(
        naive, None,
        "the dated meeting is not the one of the report"
    );
    let discussions = taken_up(&two, &second, "These discussions").unwrap_or_default();
    assert!(discussions.contains("2025"), "{discussions}");
}
