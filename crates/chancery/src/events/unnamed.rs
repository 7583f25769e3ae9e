//! Fillers of slots that no mention covers: "the two", "others", a pronoun that nobody stands behind, a state or a capital that its
//! preposition makes a place.
//!
//! They meet the needs of a frame and take part as nobody: only a state that the document speaks of is named, where its own name or
//! that of its capital fills the slot.

use super::lexicon::CueKind;
use super::sides::points_back;
use super::slots::{Slots, Unnamed};
use super::status::is_passive;
use super::subjects::subject_token;
use super::walk::{PAIR, place_after};
use super::words::Scene;
use crate::actors::{ActorId, ActorKind};
use crate::places::PlacePrecision;
use chancery_nlp::{Deprel, Span, TokenId, Upos, Xpos};

/// Tokens behind a verb among which its object and its phrases begin.
const REACH: u32 = 14;

/// Adds what fills subject and object of a verb without a mention.
pub(super) fn add_around_verb(
    scene: &Scene<'_>,
    verb: TokenId,
    wants: &dyn Fn(&str) -> bool,
    slots: &mut Slots,
) {
    let passive = is_passive(scene, verb);
    let (near, far) = if passive {
        ("object", "subject")
    } else {
        ("subject", "object")
    };
    if !slots.has(near)
        && let Some(subject) = subject_token(scene, verb)
        && let Some(many) = stands_for_somebody(scene, subject)
        && (many || passive)
    {
        slots.unnamed.push(Unnamed {
            token: Some(subject),
            ..nobody(near, many)
        });
    }
    let object = scene.child(verb, &[Deprel::Obj]).filter(|&t| t > verb);
    if let Some(object) = object.filter(|_| !passive && !slots.has(far)) {
        if stands_for_somebody(scene, object) == Some(true) {
            slots.unnamed.push(Unnamed {
                token: Some(object),
                ..nobody(far, true)
            });
        } else if let Some((place, _)) = place_after(scene, scene.phrase_start(object)) {
            slots.unnamed.push(Unnamed {
                place: Some(place),
                ..nobody(far, false)
            });
        }
    }
    if !slots.has(near)
        && let Some(subject) = subject_token(scene, verb)
    {
        slots.nameless.extend(nameless(scene, near, subject));
    }
    if let Some(object) = object.filter(|_| !passive && !slots.has(far)) {
        slots.nameless.extend(nameless(scene, far, object));
    }
    if scene.mention_at(verb).is_some_and(|m| slots.holds(m)) {
        // "Soldiers tortured detainees", taken for one noun phrase: somebody does it to somebody.
        slots.unnamed.push(nobody(far, true));
    }
    add_phrases(scene, verb, wants, slots);
}

/// "lashed out at Guyana", "wrote to Tallinn", "talked to them": prepositions with a slot of their own.
fn add_phrases(scene: &Scene<'_>, verb: TokenId, wants: &dyn Fn(&str) -> bool, slots: &mut Slots) {
    let end = scene.sentence(verb).end.0.min(verb.0 + REACH);
    for at in (verb.0 + 1..end).map(TokenId) {
        if at > verb && scene.is_finite(at) {
            break;
        }
        let slot = scene.lower(at).to_owned();
        let inner = TokenId(at.0 + 1);
        if scene.upos(at) != Upos::Adp || !wants(&slot) || slots.has(&slot) || inner.0 >= end {
            continue;
        }
        if let Some(noun) = scene
            .head(at)
            .filter(|&noun| noun > at && scene.deprel(at) == Deprel::Case)
        {
            slots.nameless.extend(nameless(scene, &slot, noun));
        }
        let many = stands_for_somebody(scene, inner).filter(|many| *many);
        let place = place_after(scene, inner)
            .map(|(place, _)| place)
            .filter(|&place| speaks(scene, place));
        if many.is_some() || place.is_some() {
            slots.unnamed.push(Unnamed {
                place,
                token: many.map(|_| inner),
                ..nobody(&slot, many == Some(true))
            });
        }
    }
}

/// Classes of `things.tsv` whose words mean people, or what has a crew.
const PEOPLE: [&str; 8] = [
    "assailant",
    "captive",
    "envoy",
    "force",
    "militant",
    "person",
    "troops",
    "vessel",
];

/// Class of `things.tsv` for people one by one.
const PERSON: &str = "person";

/// Classes of `things.tsv` whose words strike.
const ARMS: [&str; 3] = ["artillery", "drone", "warplane"];

/// The phrase of a noun for people, or as subject for arms, that no mention covers.
fn nameless(scene: &Scene<'_>, slot: &str, noun: TokenId) -> Option<(String, Span)> {
    let free = scene.mention_at(noun).is_none() && scene.upos(noun) == Upos::Noun;
    let of = |classes: &[&str]| {
        let mut classes = classes.iter();
        classes.any(|class| scene.spells_thing(noun, class) > 0)
    };
    let counted = bundles(scene, noun) && scene.spells_thing(TokenId(noun.0 + 2), PERSON) > 0;
    let people = of(&PEOPLE) || counted || slot == "subject" && of(&ARMS);
    let end = TokenId(noun.0 + if counted { 3 } else { 1 });
    let phrase = scene.span(scene.phrase_start(noun), end);
    (free && people).then(|| (slot.to_owned(), phrase))
}

/// "between Tehran and Washington": two capitals that stand for their states.
pub(super) fn add_pair(scene: &Scene<'_>, at: TokenId, slots: &mut Slots) {
    let end = scene.sentence(TokenId(at.0 - 1)).end;
    let inner = TokenId(at.0 + 1);
    if inner >= end || scene.lower(at) != PAIR || slots.has(PAIR) {
        return;
    }
    let seat = |from: TokenId| {
        place_after(scene, from).filter(|&(place, _)| from < end && speaks(scene, place))
    };
    let Some((first, after)) = seat(inner) else {
        return;
    };
    let joined = after < end && scene.upos(after) == Upos::Cconj;
    let second = joined.then(|| seat(TokenId(after.0 + 1))).flatten();
    for place in second.into_iter().map(|(place, _)| place).chain([first]) {
        slots.unnamed.push(Unnamed {
            place: Some(place),
            ..nobody(PAIR, false)
        });
    }
}

fn nobody(slot: &str, many: bool) -> Unnamed {
    Unnamed {
        slot: slot.to_owned(),
        many,
        place: None,
        token: None,
    }
}

/// Whether a word without a mention stands for one (`false`) or several (`true`) that may act.
fn stands_for_somebody(scene: &Scene<'_>, token: TokenId) -> Option<bool> {
    if scene.mention_at(token).is_some() || scene.timex_at(token).is_some() {
        return None;
    }
    let modifies = matches!(
        scene.deprel(token),
        Deprel::Nummod | Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss
    );
    if modifies && scene.head(token).is_some_and(|noun| noun > token) {
        return None;
    }
    if names_sides(scene, token) {
        return Some(true);
    }
    let word = scene.lower(token);
    if scene.upos(token) == Upos::Noun && scene.cue_at(CueKind::Bundle, token).is_some() {
        // "tens of thousands", "hundreds"; not "thousands of tourists"
        let counted = bundles(scene, token)
            && scene
                .cue_at(CueKind::Bundle, TokenId(token.0 + 2))
                .is_none();
        return scene
            .lexicon
            .number(word)
            .filter(|_| !counted)
            .map(|_| true);
    }
    match scene.upos(token) {
        Upos::Pron | Upos::Det => pronoun(scene, token, word),
        Upos::Num => scene
            .lexicon
            .number(word)
            .filter(|(kind, _)| *kind == CARDINAL)
            .map(|(_, n)| n >= 2.0),
        _ => None,
    }
}

/// "the ministers", "both governments", told of before.
fn names_sides(scene: &Scene<'_>, noun: TokenId) -> bool {
    let start = scene.phrase_start(noun);
    let opens = points_back(scene, start);
    let bare = (start.0..noun.0)
        .map(TokenId)
        .all(|t| matches!(scene.upos(t), Upos::Det | Upos::Num));
    let plural = matches!(scene.layers.parse.xpos(noun), Xpos::NNS);
    plural && opens && bare && start < noun && scene.cue_at(CueKind::Sides, noun).is_some()
}

/// Kind of "two", "four" in the table of numbers.
const CARDINAL: &str = "cardinal";

/// "they", "both", "he"; an "it" only where it announces no clause.
fn pronoun(scene: &Scene<'_>, token: TokenId, word: &str) -> Option<bool> {
    let many = scene.lexicon.pronoun(word)?;
    let denied = scene.lexicon.status_cue("negation", word).is_some();
    let thing = scene.layers.parse.xpos(token) == Xpos::WDT;
    let announces = scene.head(token).is_some_and(|verb| {
        let clause = [
            Deprel::Ccomp,
            Deprel::Csubj,
            Deprel::CsubjPass,
            Deprel::Expl,
        ];
        scene.child(verb, &clause).is_some() || scene.deprel(token) == Deprel::Expl
    });
    (!thing && !announces && !denied).then_some(many)
}

/// True for a state and for a capital.
fn speaks(scene: &Scene<'_>, place: usize) -> bool {
    let place = &scene.layers.places.0[place];
    let Some(code) = place.country.as_deref() else {
        return false;
    };
    match place.precision {
        PlacePrecision::Country => true,
        PlacePrecision::City => scene.lexicon.is_capital(code, &place.name),
        _ => false,
    }
}

/// The state of a place that fills a slot, if the document speaks of it.
pub(super) fn state_of(scene: &Scene<'_>, place: usize) -> Option<ActorId> {
    let code = scene.layers.places.0[place]
        .country
        .as_deref()
        .filter(|_| speaks(scene, place))?;
    state_with(scene, code)
}

/// The state with a code, if the document speaks of it.
pub(super) fn state_with(scene: &Scene<'_>, code: &str) -> Option<ActorId> {
    let states = scene.layers.actors.actors.iter();
    let found = states.enumerate().find(|(_, actor)| {
        let country = actor.country.as_ref();
        actor.kind == ActorKind::State && country.is_some_and(|country| country.code == code)
    });
    found.map(|(number, _)| ActorId(number as u32))
}

/// True for words that count or bundle persons before "of": "a group of", "dozens of", "each of".
pub(super) fn bundles(scene: &Scene<'_>, token: TokenId) -> bool {
    let of = TokenId(token.0 + 1);
    of < scene.sentence(token).end
        && scene.lower(of) == "of"
        && scene.cue_at(CueKind::Bundle, token).is_some()
}
