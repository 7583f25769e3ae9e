//! One trigger read: is it an event, who takes part, is it told for the first time or again.

use super::aims::add_reached;
use super::arguments::{after_complement, after_object, around_noun, around_verb};
use super::carry::{adjectives, carried_by, counted_by};
use super::circumstances as around;
use super::lexicon::{CueKind, EventLexicon, Trigger, role_named};
use super::merge::in_heading;
use super::objects::{
    COMPLEMENT_WINDOW, after_verb, complement_of, content_of, fills_role, is_behind_comma,
    names_any, object_phrase, part_of_object, stands_near, takes, trimmed, visited,
};
use super::parties::{
    Needs, add_speaker, add_teller, is_sport, needs, place_need, speak_for_state, start,
};
use super::sides::Open;
use super::slots::Slots;
use super::status::{Modality, is_present, modality, status_named};
use super::subjects::subjects;
use super::words::Scene;
use super::{Claim, Participant, Role, Status};
use chancery_data::schema::Frame;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// A trigger as read, before it is joined with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What it says by itself.
    pub claim: Claim,
    /// True for "the meeting", "these talks": it points back if there is anything to point to.
    pub points_back: bool,
    /// True where it stands by itself: its frame's needs are met and something asserts it.
    pub stands: bool,
    /// True where it stands only because words that no mention covers, or nobody, fill what its frame asks for: any frame that is told in
    /// full goes before it.
    pub lean: bool,
    /// True for "also took part": the subject joins the event told before.
    pub joins: bool,
    /// Role of those who join: as a side, or as one who is present at what the sides hold.
    pub joins_as: Role,
    /// Plurals in its slots that name nobody: whom they mean, what was told before says.
    pub open: Vec<Open>,
}

/// Reads a token as a trigger; the frames that share the word are tried, the most telling first.
pub fn tell(scene: &Scene<'_>, token: TokenId) -> Option<Told> {
    let lexicon = scene.lexicon;
    let lemma = scene.lemma(token).to_lowercase();
    let verb = scene.is_verb(token) || is_copula(scene, token, &lemma);
    let triggers = if verb {
        verb_triggers(scene, token, &lemma)
    } else {
        lexicon.noun_triggers(&lemma)
    };
    let hyphened = scene.is_hyphened(token);
    if !verb && !hyphened && !matches!(scene.upos(token), Upos::Noun | Upos::Propn) {
        return None;
    }
    let (mut weak, mut lean) = (None, None);
    let mut longer: Option<&Trigger> = None;
    let plain = (verb && !triggers.is_empty())
        .then(|| object_phrase(scene, token, TokenId(token.0 + 1)))
        .flatten();
    for trigger in triggers.iter().filter(|t| fits(scene, token, t)) {
        // "called on Peru" is no call, even where no frame of "call on" stands.
        let rival = longer.filter(|longer| longer.after.len() > trigger.after.len());
        if verb && rival.is_some_and(|rival| differ(lexicon, rival, trigger)) {
            continue;
        }
        if verb
            && !lexicon.frames[trigger.frame].general
            && adjacent(scene, token, trigger)
            && asks_what_is_there(scene, (token, plain), trigger)
        {
            longer = longer.or(Some(trigger));
        }
        let told = if verb {
            by_verb(scene, (token, plain), trigger)
        } else {
            by_noun(scene, token, trigger)
        };
        match told {
            Some(told) if told.stands && !told.lean => return Some(told),
            Some(told) if told.stands => lean = lean.or(Some(told)),
            other => weak = weak.or(other),
        }
    }
    if lean.is_some() {
        return lean;
    }
    if verb && hyphened && weak.is_none() {
        let nouns = lexicon.noun_triggers(&lemma).iter();
        weak = nouns
            .filter(|t| fits(scene, token, t))
            .find_map(|t| by_noun(scene, token, t));
    }
    weak.or_else(|| joining(scene, token))
        .or_else(|| by_phrase(scene, token, &lemma))
}

/// "are in talks": a copula with a phrase that frames know.
fn is_copula(scene: &Scene<'_>, token: TokenId, lemma: &str) -> bool {
    let phrase = |t: &Trigger| !t.after.is_empty() && fits(scene, token, t);
    let next = TokenId(token.0 + 1);
    let alone = next < scene.sentence(token).end && !scene.is_verb(next);
    scene.upos(token) == Upos::Aux && alone && scene.lexicon.verb_triggers(lemma).iter().any(phrase)
}

/// True where the words that follow a trigger stand right behind it.
fn adjacent(scene: &Scene<'_>, token: TokenId, trigger: &Trigger) -> bool {
    let next = TokenId(token.0 + 1);
    next < scene.sentence(token).end && scene.spells(next, &trigger.after.join(" ")) > 0
}

/// Tokens behind a noun in which the noun of its "of" phrase is looked for.
const PART_WINDOW: u32 = 7;

/// True where two triggers tell of acts of different types.
fn differ(lexicon: &EventLexicon, a: &Trigger, b: &Trigger) -> bool {
    let of = |trigger: &Trigger| &lexicon.frames[trigger.frame].codes.event_type;
    of(a) != of(b)
}

/// Triggers of a verb by its lemma, else by its form.
fn verb_triggers<'s>(scene: &Scene<'s>, verb: TokenId, lemma: &str) -> &'s [Trigger] {
    let lexicon = scene.lexicon;
    let found = lexicon.verb_triggers(lemma);
    if !found.is_empty() {
        return found;
    }
    lexicon
        .verb_of_form(scene.lower(verb))
        .map_or(&[], |verb| lexicon.verb_triggers(verb))
}

/// "X also took part": X joins the event told last.
fn joining(scene: &Scene<'_>, verb: TokenId) -> Option<Told> {
    let joins_as = joins(scene, verb).filter(|_| scene.is_verb(verb))?;
    let frame = scene.lexicon.exchange_frame()?;
    let mut slots = Slots::default();
    for (mention, route) in subjects(scene, verb) {
        slots.add("subject", mention, route);
    }
    let mut claim = start(scene, frame, verb, &slots, modality(scene, verb));
    own_medium(&mut claim);
    (!claim.participants.is_empty()).then_some(Told {
        claim,
        points_back: false,
        stands: false,
        lean: false,
        joins: true,
        joins_as,
        open: Vec::new(),
    })
}

/// True where the words before and after are those of the trigger.
fn fits(scene: &Scene<'_>, token: TokenId, trigger: &Trigger) -> bool {
    let mut at = token;
    for word in trigger.before.iter().rev() {
        let first = scene.sentence(token).first;
        let mut before = at.0.checked_sub(1).map(TokenId).filter(|&t| t >= first);
        if before.is_some_and(|t| scene.word(t) == "-") {
            before = before.and_then(|t| t.0.checked_sub(1)).map(TokenId);
        }
        let Some(previous) = before.filter(|&t| t >= first && scene.is_word(t, word)) else {
            return false;
        };
        at = previous;
    }
    let after = trigger.after.join(" ");
    after.is_empty() || has_tail(scene, token, &after) || has_part(scene, token, &trigger.after)
}

/// "exchange of 114 detainees": an "of" phrase with numbers and adjectives in it.
fn has_part(scene: &Scene<'_>, token: TokenId, after: &[String]) -> bool {
    let [of, part] = after else { return false };
    let first = token.0 + 1;
    let end = scene.sentence(token).end.0.min(first + PART_WINDOW);
    let opens =
        first < end && scene.upos(TokenId(first)) == Upos::Adp && scene.is_word(TokenId(first), of);
    // "a round of border talks": the talks tell of themselves.
    let measure = scene.cue_at(CueKind::Measure, token).is_some();
    if !opens || measure || scene.is_verb(token) {
        return false;
    }
    let small = |t: &TokenId| {
        matches!(
            scene.upos(*t),
            Upos::Num | Upos::Adj | Upos::Det | Upos::Adv | Upos::Propn
        )
    };
    let mut inside = (first + 1..end).map(TokenId);
    let noun = inside.find(|t| !small(t));
    noun.is_some_and(|t| scene.is_word(t, part))
}

/// A particle or tail phrase right after the trigger or within three words of it: "call it off".
fn has_tail(scene: &Scene<'_>, token: TokenId, tail: &str) -> bool {
    let end = scene.sentence(token).end;
    // "called off for now" is no call for anything.
    let particle = |t: TokenId| scene.deprel(t) == Deprel::CompoundPrt;
    let between = |t: &TokenId| *t == TokenId(token.0 + 1) || !particle(TokenId(t.0 - 1));
    (token.0 + 1..(token.0 + 4).min(end.0))
        .map(TokenId)
        .take_while(between)
        .any(|t| match scene.spells(t, tail) {
            0 => false,
            length => !leads_to_time(scene, TokenId(t.0 + length - 1)),
        })
}

/// "called the president on Monday" is no calling on anybody.
fn leads_to_time(scene: &Scene<'_>, preposition: TokenId) -> bool {
    let next = TokenId(preposition.0 + 1);
    scene.deprel(preposition) == Deprel::Case
        && next < scene.sentence(preposition).end
        && scene.timex_at(next).is_some()
}

/// True where object, infinitive and clause are as the frame of a verb asks.
fn asks_what_is_there(scene: &Scene<'_>, verb: (TokenId, Phrase), trigger: &Trigger) -> bool {
    let frame = &scene.lexicon.frames[trigger.frame];
    let phrase = object_behind(scene, verb, after_verb(scene, verb.0, trigger));
    takes(scene, frame, verb.0, object_of(scene, frame, phrase))
}

/// Head, first token and one past the last of an object.
type Phrase = Option<(TokenId, TokenId, TokenId)>;

/// The object of a verb whose words end before `from`, given that of the bare verb.
fn object_behind(scene: &Scene<'_>, (verb, plain): (TokenId, Phrase), from: TokenId) -> Phrase {
    match from.0 == verb.0 + 1 {
        true => plain,
        false => object_phrase(scene, verb, from),
    }
}

/// First token and one past the last of the object, without what belongs to other slots of the frame.
fn object_of(scene: &Scene<'_>, frame: &Frame, phrase: Phrase) -> Option<(TokenId, TokenId)> {
    phrase.map(|(_, first, end)| (first, trimmed(scene, frame, first, end)))
}

fn by_verb(scene: &Scene<'_>, of: (TokenId, Phrase), trigger: &Trigger) -> Option<Told> {
    let verb = of.0;
    let frame = &scene.lexicon.frames[trigger.frame];
    let from = after_verb(scene, verb, trigger);
    let phrase = object_behind(scene, of, from);
    let object = object_of(scene, frame, phrase);
    if !takes(scene, frame, verb, object) {
        return None;
    }
    // "met Marin of Portugal": what follows a verb's participant by "of" belongs to the participant.
    let wants = |slot: &str| slot != "of" && fills_role(frame, slot);
    let mut slots = around_verb(scene, (verb, from), &wants);
    let wants = |slot: &str| slot != "by" && wants(slot);
    if let Some((head, _, _)) = phrase.filter(|o| o.0 > verb && scene.mention_at(o.0).is_none()) {
        after_object(scene, head, &wants, &mut slots);
    }
    if let Some(from) = complement_of(scene, frame, verb) {
        // "offered to mediate between X and Y": what follows the verb that is offered.
        after_complement(scene, from, &wants, &mut slots);
    }
    let modality = framed(frame, modality(scene, verb));
    let mut claim = start(scene, trigger.frame, verb, &slots, modality);
    claim.content = content_of(scene, frame, TokenId(from.0 - 1));
    if meets_a_thing(scene, trigger.frame, verb, (object, &slots)) {
        return None;
    }
    if let Some(run) = object {
        add_object(scene, verb, run, &mut claim);
    }
    ahead(scene, verb, &mut claim);
    visited(scene, frame, &mut claim, object.map(|(first, _)| first));
    add_teller(scene, frame, &mut claim);
    speak_for_state(scene, frame, &mut claim);
    claim.topics = around::topics_of(scene, verb);
    if claim.topics.is_empty() && frame.codes.event_type == "CONSULT" {
        claim.topics = around::topics_after(scene, verb);
    }
    let met = needs(scene, frame, &claim, &slots).filter(|_| place_need(frame, &claim));
    let stands = met.is_some();
    let lean = met == Some(Needs::Lean);
    add_reached(scene, frame, phrase.map(|(head, _, _)| head), &mut claim);
    let goes_back = lean && tells_again(frame, &claim);
    let open = open_slots(scene, &claim, &slots);
    stands.then_some(Told {
        claim,
        points_back: goes_back,
        stands,
        lean,
        joins: false,
        joins_as: Role::Actor,
        open,
    })
}

/// "met the deadline", "met a rush of orders": what is met is nobody.
fn meets_a_thing(
    scene: &Scene<'_>,
    frame: usize,
    verb: TokenId,
    (object, slots): (Option<(TokenId, TokenId)>, &Slots),
) -> bool {
    let manner = object.is_some_and(|(first, _)| scene.cue_at(CueKind::Medium, first).is_some());
    let thing = object.is_some()
        && !manner
        && !slots.has("object")
        && scene
            .child(verb, &[Deprel::Obj])
            .is_some_and(|thing| !is_behind_comma(scene, verb, thing));
    let role = scene.lexicon.role(frame, "object");
    thing
        && role.is_some_and(|role| role != Role::Object)
        && scene.lexicon.frames[frame].parties >= 2
}

/// What a phrase of a verb tells where no frame does.
fn by_phrase(scene: &Scene<'_>, verb: TokenId, lemma: &str) -> Option<Told> {
    let triggers = scene.lexicon.phrases(lemma);
    if triggers.is_empty() || !scene.is_verb(verb) {
        return None;
    }
    let plain = object_phrase(scene, verb, TokenId(verb.0 + 1));
    let fit = triggers.iter().filter(|t| fits(scene, verb, t));
    let hangs = hangs(scene, verb);
    let happened = |told: &Told| matches!(told.claim.status, Status::Happened | Status::Ongoing);
    fit.filter_map(|t| by_verb(scene, (verb, plain), t))
        .find(|told| !(told.lean || hangs && happened(told)))
}

/// "in an effort to mend the rift", "accused of jamming": an infinitive, or a gerund behind a preposition, tells of nothing that happened.
fn hangs(scene: &Scene<'_>, verb: TokenId) -> bool {
    let first = scene.sentence(verb).first;
    let mut before = (first.0..verb.0).rev().map(TokenId);
    let before = before.find(|&t| scene.upos(t) != Upos::Adv);
    before.is_some_and(|t| match scene.layers.parse.xpos(verb) {
        Xpos::VBG => scene.upos(t) == Upos::Adp,
        _ => scene.layers.parse.xpos(t) == Xpos::TO && scene.upos(t) == Upos::Part,
    })
}

/// "held talks", "renewed its call": where a frame knows the noun behind the verb, the phrase says nothing more.
pub fn without_said_by_nouns(scene: &Scene<'_>, told: Vec<Told>) -> Vec<Told> {
    let loose = |one: &Told| scene.lexicon.frames[one.claim.frame].loose;
    // In the order of the text, as they were told.
    let nouns: Vec<TokenId> = told
        .iter()
        .filter(|one| one.stands && !loose(one) && !scene.is_verb(one.claim.trigger))
        .map(|one| one.claim.trigger)
        .collect();
    let said = |verb: TokenId| {
        let end = scene.sentence(verb).end.0.min(verb.0 + COMPLEMENT_WINDOW);
        let next = nouns.partition_point(|&noun| noun <= verb);
        nouns.get(next).is_some_and(|noun| noun.0 < end)
    };
    told.into_iter()
        .filter(|one| !loose(one) || !said(one.claim.trigger))
        .collect()
}

/// What the object of a verb gives its claim: the thing, numbers, a place, "no".
fn add_object(
    scene: &Scene<'_>,
    verb: TokenId,
    (first, end): (TokenId, TokenId),
    claim: &mut Claim,
) {
    if scene.lexicon.role(claim.frame, "object") == Some(Role::Object) {
        claim.participants.retain(|p| p.role != Role::Object);
        let span = scene.span(first, end);
        let more = part_of_object(scene, verb, end).map(|(first, end)| scene.span(first, end));
        let things = std::iter::once(span).chain(more);
        let things = things.map(|span| Participant::told(Role::Object, None, None, span));
        claim.participants.extend(things);
    }
    claim.counts = around::counts_in(scene, first, end);
    let within = || around::place_within(scene, first, end);
    claim.place = claim.place.or_else(within);
    let settled = scene.lexicon.frames[claim.frame].status == Status::Happened.as_str();
    let negated = scene.lexicon.status_cue("negation", scene.lower(first));
    if negated.is_some() && !settled {
        let fell = Some(Status::DidNotHappen);
        claim.status = claim_modality(claim).under(fell, claim.certainty).status;
    }
}

fn by_noun(scene: &Scene<'_>, noun: TokenId, trigger: &Trigger) -> Option<Told> {
    if is_modifier(scene, noun) {
        return None;
    }
    let frame = &scene.lexicon.frames[trigger.frame];
    let wants = |slot: &str| fills_role(frame, slot);
    let mut slots = around_noun(scene, noun, &wants);
    let reach = slots.reach.max(TokenId(noun.0 + 1));
    let phrase = (scene.phrase_start(noun), reach);
    if !stands_near(scene, frame, noun) || names_any(scene, phrase, &frame.except) {
        return None;
    }
    let own = start(scene, trigger.frame, noun, &slots, Modality::default());
    let full = needs(scene, frame, &own, &slots) == Some(Needs::Met) && place_need(frame, &own);
    let carried = carried_by(scene, frame, (noun, full), &mut slots);
    if frame.roles.contains_key("subject") {
        add_speaker(scene, noun, &mut slots);
    }
    let modality = match &carried {
        Some(carry) => carry.modality,
        None => adjectives(scene, noun, Modality::default()),
    };
    let mut claim = start(scene, trigger.frame, noun, &slots, framed(frame, modality));
    claim.content = content_of(scene, frame, noun);
    visited(scene, frame, &mut claim, None);
    claim.round = around::ordinal_before(scene, counted_by(scene, noun).unwrap_or(noun));
    let tail = slots.reach.max(TokenId(noun.0 + 1));
    if scene.lexicon.role(trigger.frame, "object") == Some(Role::Object) {
        claim.counts = around::counts_in(scene, scene.phrase_start(noun), tail);
    }
    claim.topics = around::topics_after(scene, noun);
    let alone = claim.participants.len() <= 1;
    let dated = claim.place.is_some() || claim.time.is_some();
    let placed = carried.is_some() && alone && dated && !is_sport(scene, frame, &claim);
    let met = needs(scene, frame, &claim, &slots).filter(|_| place_need(frame, &claim));
    let enough = met.is_some() || placed;
    let plain = frame.bare || carried.as_ref().is_some_and(|carry| !carry.lean);
    let asserted = plain || carried.is_some() || full && is_deed(frame) && is_definite(scene, noun);
    let points_back = is_definite(scene, noun);
    let joins_as = scene
        .governing_verb(noun)
        .and_then(|(verb, _)| joins(scene, verb));
    if joins_as.is_some() {
        own_medium(&mut claim);
    }
    (enough && asserted || points_back || carried.is_some()).then_some(Told {
        claim,
        points_back,
        stands: enough && asserted,
        lean: !plain || met == Some(Needs::Lean) && !placed,
        joins: joins_as.is_some() && points_back,
        joins_as: joins_as.unwrap_or(Role::Actor),
        open: Vec::new(),
    })
}

/// Plurals without a mention in slots of the frame.
fn open_slots(scene: &Scene<'_>, claim: &Claim, slots: &Slots) -> Vec<Open> {
    let open = slots.unnamed.iter().filter(|unnamed| unnamed.many);
    open.filter_map(|unnamed| {
        let role = scene.lexicon.role(claim.frame, &unnamed.slot)?;
        let token = unnamed.token.filter(|_| role != Role::Object)?;
        Some(Open { role, token })
    })
    .collect()
}

/// "They spoke about visas": talks among those of whom nobody is named are rather those told before.
fn tells_again(frame: &Frame, claim: &Claim) -> bool {
    let told = matches!(claim.status, Status::Happened | Status::Ongoing);
    frame.codes.event_type == "CONSULT" && claim.participants.is_empty() && told
}

/// "the seizure of six boats": an act of force told by a noun is taken for granted.
fn is_deed(frame: &Frame) -> bool {
    matches!(frame.codes.event_type.as_str(), "ASSAULT" | "COERCE")
}

/// "flies to Majuro next week": the present tense with a day of its own is a plan, outside headings.
fn ahead(scene: &Scene<'_>, verb: TokenId, claim: &mut Claim) {
    let settled = scene.lexicon.frames[claim.frame].status == Status::Happened.as_str();
    let told = claim.status == Status::Happened && !settled;
    let Some(number) = claim.time.filter(|_| told) else {
        return;
    };
    if is_present(scene, verb) && !in_heading(scene, verb) && around::can_lie_ahead(scene, number) {
        claim.status = Status::Planned;
    }
}

/// What a claim says so far of whether it happened.
fn claim_modality(claim: &Claim) -> Modality {
    Modality {
        status: claim.status,
        certainty: claim.certainty,
    }
}

/// Modality with the status that a frame gives where the words around say nothing else.
fn framed(frame: &Frame, modality: Modality) -> Modality {
    match modality.status {
        // "would not yield": the words of the refusal are a negation or a future.
        _ if frame.status == Status::Happened.as_str() => Modality::default(),
        Status::Happened | Status::Ongoing => {
            modality.under(status_named(&frame.status), modality.certainty)
        }
        _ => modality,
    }
}

/// The role of the subject of a verb of joining; `None` for other verbs.
fn joins(scene: &Scene<'_>, verb: TokenId) -> Option<Role> {
    let (_, value) = scene.cue_at(CueKind::Join, verb)?;
    Some(role_named(value).unwrap_or(Role::Actor))
}

/// "to join the meeting online": how one side takes part is not how all do.
fn own_medium(claim: &mut Claim) {
    let own = claim.medium.take().map(|(medium, _)| medium);
    for joining in &mut claim.participants {
        joining.medium.clone_from(&own);
    }
}

/// "talks process": a noun inside a compound is not the event.
fn is_modifier(scene: &Scene<'_>, noun: TokenId) -> bool {
    let next = TokenId(noun.0 + 1);
    scene.deprel(noun) == Deprel::Compound
        && next < scene.sentence(noun).end
        && matches!(scene.upos(next), Upos::Noun | Upos::Propn)
}

fn is_definite(scene: &Scene<'_>, noun: TokenId) -> bool {
    let start = scene.phrase_start(noun);
    (start.0..noun.0).map(TokenId).any(|t| {
        let definite =
            scene.upos(t) == Upos::Det && !matches!(scene.lemma(t), "a" | "an" | "another" | "no");
        definite || scene.upos(t) == Upos::Pron || scene.layers.parse.xpos(t) == Xpos::POS
    })
}
