//! Who fills which slot of a frame: by the tree, and by the order of the words.
//!
//! A slot is named as in the frames: `subject`, `object`, `iobject`, `poss`, `adj`, or the
//! preposition. The surface route walks from the trigger over one constituent after the other
//! (time, place, participant, apposition in commas, further members of a list) and stops where it
//! meets anything else; so "met Thursday in Ankara with X, secretary of Y, sources said" is read
//! whatever the tree says. Slots of the tree are added where the surface found none.

use super::lexicon::CueKind;
use super::slots::{Route, Slots};
use super::status::is_passive;
use super::subjects::subjects;
use super::unnamed::{add_around_verb, add_pair};
use super::walk::{Walk, join_list, phrase_mention, walk_right};
use super::words::Scene;
use crate::actors::{MentionId, MentionKind};
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// Slots around a verb whose words end before `from`; in the passive the subject fills `object` and "by" fills `subject`.
pub fn around_verb(
    scene: &Scene<'_>,
    (verb, from): (TokenId, TokenId),
    wants: &dyn Fn(&str) -> bool,
) -> Slots {
    let passive = is_passive(scene, verb);
    let mut slots = Slots::default();
    let subject_slot = if passive { "object" } else { "subject" };
    for (mention, route) in subjects(scene, verb) {
        slots.add(subject_slot, mention, route);
    }
    // "condemned the attack by rebels": in the active voice it belongs to the object.
    let wants_here = |slot: &str| if slot == "by" { passive } else { wants(slot) };
    walk_right(
        scene,
        from,
        &mut slots,
        &Walk {
            wants: &wants_here,
            object: !passive,
        },
    );
    tree_slots(scene, verb, &mut slots, &wants_here);
    if let Some(slot) = tail_slot(scene, (verb, from), wants).filter(|_| !passive) {
        for filled in slots.filled.iter_mut().filter(|f| f.slot == "object") {
            filled.slot.clone_from(&slot);
        }
    }
    lists_of_tree(scene, &mut slots);
    add_around_verb(scene, verb, &wants_here, &mut slots);
    if passive {
        if scene.child(verb, &[Deprel::AuxPass]).is_some() {
            add_agent(scene, from, &mut slots);
        }
        for filled in slots.filled.iter_mut().filter(|f| f.slot == "by") {
            filled.slot = "subject".to_owned();
        }
    }
    slots
}

/// "appealed to Velia": behind a verb that is told with its preposition, what seems the object fills the slot of the preposition.
fn tail_slot(
    scene: &Scene<'_>,
    (verb, from): (TokenId, TokenId),
    wants: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let last = TokenId(from.0 - 1);
    let slot = (last > verb).then(|| scene.lower(last))?;
    (scene.upos(last) == Upos::Adp && wants(slot) && !wants("object")).then(|| slot.to_owned())
}

/// "was hit with new sanctions by the EU": the one behind "by", whatever stands before.
fn add_agent(scene: &Scene<'_>, from: TokenId, slots: &mut Slots) {
    let end = scene
        .sentence(TokenId(from.0 - 1))
        .end
        .0
        .min(from.0 + AGENT_REACH);
    if slots.has("by") {
        return;
    }
    let mut behind = (from.0..end)
        .map(TokenId)
        .take_while(|&t| !scene.is_finite(t) && scene.word(t) != ",");
    let by = behind.find(|&t| scene.upos(t) == Upos::Adp && scene.lower(t) == "by");
    let inner = by
        .map(|by| TokenId(by.0 + 1))
        .filter(|inner| inner.0 < end && scene.timex_at(*inner).is_none());
    if let Some((mention, _)) = inner.and_then(|inner| phrase_mention(scene, inner))
        && !slots.holds(mention)
    {
        slots.add("by", mention, Route::Surface);
    }
}

/// Words behind a verb in the passive among which its agent begins.
const AGENT_REACH: u32 = 12;

/// Slots inside and after the phrase of a noun: possessor, nationality, "between", "with" ...
pub fn around_noun(scene: &Scene<'_>, noun: TokenId, wants: &dyn Fn(&str) -> bool) -> Slots {
    let mut slots = Slots::default();
    let start = scene.phrase_start(noun);
    let mut at = start;
    while at < noun {
        if let Some((number, _)) = scene.timex_at(at) {
            slots.timexes.push(number);
        }
        if let Some(mention) = scene.mention_at(at)
            && scene.mention(mention).end <= noun
            && !slots.holds(mention)
        {
            slots.add(
                premodifier_slot(scene, mention, noun),
                mention,
                Route::Surface,
            );
        }
        at = TokenId(at.0 + 1);
    }
    walk_right(
        scene,
        TokenId(noun.0 + 1),
        &mut slots,
        &Walk {
            wants,
            object: false,
        },
    );
    tree_slots(scene, noun, &mut slots, wants);
    lists_of_tree(scene, &mut slots);
    slots
}

/// Slots after the object of a verb: "provided support to Velia".
pub fn after_object(
    scene: &Scene<'_>,
    head: TokenId,
    wants: &dyn Fn(&str) -> bool,
    slots: &mut Slots,
) {
    let mut found = Slots::default();
    let head = counted(scene, head).unwrap_or(head);
    walk_right(
        scene,
        TokenId(head.0 + 1),
        &mut found,
        &Walk {
            wants,
            object: false,
        },
    );
    for filled in found.filled {
        if !slots.holds(filled.mention) {
            slots.filled.push(filled);
        }
    }
    slots.places.extend(found.places);
    slots.timexes.extend(found.timexes);
    slots.reach = slots.reach.max(found.reach);
}

/// Slots behind the infinitive that a verb takes: its phrases, not its object.
pub fn after_complement(
    scene: &Scene<'_>,
    from: TokenId,
    wants: &dyn Fn(&str) -> bool,
    slots: &mut Slots,
) {
    let walk = Walk {
        wants,
        object: false,
    };
    let mut found = Slots::default();
    let object = TokenId(from.0 - 1);
    let end = scene.sentence(object).end;
    // Over the object of the infinitive: "to host talks between X and Y".
    let noun = (from.0..end.0.min(from.0 + NOUN_REACH)).map(TokenId);
    let mut open =
        noun.take_while(|&t| !matches!(scene.upos(t), Upos::Adp | Upos::Verb | Upos::Punct));
    let start = open
        .by_ref()
        .last()
        .map_or(from, |last| TokenId(last.0 + 1));
    walk_right(scene, start, &mut found, &walk);
    for filled in found.filled {
        if !slots.holds(filled.mention) {
            slots.filled.push(filled);
        }
    }
    add_pair(scene, start, slots);
}

/// Words of the object of an infinitive, at most.
const NOUN_REACH: u32 = 6;

/// "a new round of negotiations": the event that a noun of measure counts.
fn counted(scene: &Scene<'_>, measure: TokenId) -> Option<TokenId> {
    let of = TokenId(measure.0 + 1);
    let end = scene.sentence(measure).end;
    (of < end && scene.lemma(of) == "of").then_some(())?;
    scene.cue_at(CueKind::Measure, measure)?;
    super::objects::noun_after(scene, TokenId(of.0 + 1))
}

/// Further members of lists that begin with a filler that only the tree found, or that go on after
/// a participle: "with envoys expected to attend, along with NATO".
fn lists_of_tree(scene: &Scene<'_>, slots: &mut Slots) {
    let goes_on = |mention| {
        let end = scene.mention(mention).end;
        after_participle(scene, end) > end
    };
    for filled in slots.filled.iter_mut().filter(|f| f.slot != "subject") {
        if attends(scene, filled.mention) {
            filled.slot = ATTENDEE.to_owned();
        }
    }
    let begun: Vec<(String, MentionId)> = slots
        .filled
        .iter()
        .filter(|f| f.slot != "subject" && (!f.surface || goes_on(f.mention)))
        .map(|f| (f.slot.clone(), f.mention))
        .collect();
    for (slot, mention) in begun {
        let mut last = Some((slot, mention));
        let mut at = after_participle(scene, scene.mention(mention).end);
        while let Some(next) = join_list(scene, at, slots, &mut last) {
            at = next;
        }
    }
}

/// The slot of those who are said to be present.
const ATTENDEE: &str = "=attendee";

/// "with envoys expected to participate": present at what the sides hold.
fn attends(scene: &Scene<'_>, mention: MentionId) -> bool {
    let end = scene.mention(mention).end;
    let close = after_participle(scene, end);
    (end.0..close.0).any(|t| scene.cue_at(CueKind::Join, TokenId(t)).is_some())
}

/// Over "expected to participate" after a participant.
fn after_participle(scene: &Scene<'_>, at: TokenId) -> TokenId {
    let end = scene.sentence(TokenId(at.0.saturating_sub(1))).end;
    if at >= end || scene.layers.parse.xpos(at) != Xpos::VBN {
        return at;
    }
    let close = (at.0..end.0.min(at.0 + 8))
        .map(TokenId)
        .find(|&t| scene.word(t) == ",");
    close.unwrap_or(at)
}

/// "Umerov's visit" is a possessor, "Turkish-Ukrainian talks" a nationality.
fn premodifier_slot(scene: &Scene<'_>, mention: MentionId, noun: TokenId) -> &'static str {
    let after = scene.mention(mention).end;
    let possessive = after < noun && scene.layers.parse.xpos(after) == Xpos::POS
        || scene.mention(mention).kind == MentionKind::Pronoun
        || scene.layers.parse.xpos(TokenId(after.0 - 1)) == Xpos::POS;
    if possessive { "poss" } else { "adj" }
}

/// Slots by the tree: objects and phrases that hang on the trigger.
fn tree_slots(
    scene: &Scene<'_>,
    trigger: TokenId,
    slots: &mut Slots,
    wants: &dyn Fn(&str) -> bool,
) {
    for child in scene.children(trigger).filter(|&t| t > trigger) {
        let slot = match scene.deprel(child) {
            Deprel::Obj => "object".to_owned(),
            Deprel::Iobj => "iobject".to_owned(),
            Deprel::Obl | Deprel::OblAgent | Deprel::Nmod => match scene.preposition(child) {
                Some(case) => scene.lemma(case).to_lowercase(),
                None => continue,
            },
            _ => continue,
        };
        let Some(mention) = scene.mention_of_head(child) else {
            continue;
        };
        // A phrase inside the mention is not the mention: "leaders of Velia" hangs by "leaders".
        let own = scene.mention_at(child).is_none() || scene.mention(mention).head == child;
        if !own || !wants(&slot) && slot != "object" {
            continue;
        }
        let elsewhere = slots
            .filled
            .iter()
            .any(|f| f.mention == mention && f.slot != slot);
        if !elsewhere {
            slots.add(&slot, mention, Route::Tree);
        }
    }
}
