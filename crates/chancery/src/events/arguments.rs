//! Who fills which slot of a frame: by the tree, and by the order of the words.
//!
//! A slot is named as in the frames: `subject`, `object`, `iobject`, `poss`, `adj`, or the
//! preposition. The surface route walks from the trigger over one constituent after the other
//! (time, place, participant, apposition in commas, further members of a list) and stops where it
//! meets anything else; so "met Thursday in Ankara with X, secretary of Y, sources said" is read
//! whatever the tree says. Slots of the tree are added where the surface found none.

use super::lexicon::CueKind;
use super::status::is_passive;
use super::words::Scene;
use crate::actors::{MentionId, MentionKind};
use crate::speech::speaker_of;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// The preposition that always takes two.
const PAIR: &str = "between";

/// A slot and the mention that fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Name of the slot.
    pub slot: String,
    /// Who fills it.
    pub mention: MentionId,
    /// Found by the order of the words.
    pub surface: bool,
    /// Found by the tree.
    pub tree: bool,
}

/// What a trigger has around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// Filled slots, in the order found; a slot may be filled by several.
    pub filled: Vec<Filled>,
    /// Places that the walk passed.
    pub places: Vec<usize>,
    /// Time expressions that the walk passed.
    pub timexes: Vec<usize>,
    /// One past the last token that the walk took.
    pub reach: TokenId,
}

impl Slots {
    /// Adds a filler; a filler found again by the other route is confirmed.
    pub fn add(&mut self, slot: &str, mention: MentionId, route: Route) {
        let (surface, tree) = (route == Route::Surface, route == Route::Tree);
        match self
            .filled
            .iter_mut()
            .find(|f| f.slot == slot && f.mention == mention)
        {
            Some(old) => {
                old.surface |= surface;
                old.tree |= tree;
            }
            None => {
                let slot = slot.to_owned();
                self.filled.push(Filled {
                    slot,
                    mention,
                    surface,
                    tree,
                });
            }
        }
    }

    /// True where some mention fills the slot.
    pub fn has(&self, slot: &str) -> bool {
        self.filled.iter().any(|f| f.slot == slot)
    }

    fn holds(&self, mention: MentionId) -> bool {
        self.filled.iter().any(|f| f.mention == mention)
    }
}

/// How a filler was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// The order of the words.
    Surface,
    /// The tree.
    Tree,
}

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
    let wants_here = |slot: &str| wants(slot) || passive && slot == "by";
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
    lists_of_tree(scene, &mut slots);
    if passive {
        for filled in slots.filled.iter_mut().filter(|f| f.slot == "by") {
            filled.slot = "subject".to_owned();
        }
    }
    slots
}

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

/// Further members of lists that begin with a filler that only the tree found.
fn lists_of_tree(scene: &Scene<'_>, slots: &mut Slots) {
    let begun: Vec<(String, MentionId)> = slots
        .filled
        .iter()
        .filter(|f| !f.surface && f.slot != "subject")
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

/// Subjects of a verb, lists unfolded: by the tree, or the nearest mention to its left.
pub fn subjects(scene: &Scene<'_>, verb: TokenId) -> Vec<(MentionId, Route)> {
    if let Some(speaker) = speaking_subject(scene, verb) {
        return vec![(speaker, Route::Surface), (speaker, Route::Tree)];
    }
    if let Some(mention) = tree_subject(scene, verb) {
        let left = left_neighbour(scene, verb);
        let route_found = members_left(scene, mention);
        let mut found: Vec<(MentionId, Route)> = Vec::new();
        for m in route_found {
            found.push((m, Route::Tree));
            if left == Some(mention) {
                found.push((m, Route::Surface));
            }
        }
        return found;
    }
    match left_neighbour(scene, verb) {
        Some(mention) => members_left(scene, mention)
            .into_iter()
            .map(|m| (m, Route::Surface))
            .collect(),
        None => Vec::new(),
    }
}

/// The speaker of a quote where the verb's subject is left out or is "I" or "we".
fn speaking_subject(scene: &Scene<'_>, verb: TokenId) -> Option<MentionId> {
    let speech = scene.layers.speech;
    if let Some(quote) = speech
        .quotes
        .iter()
        .find(|quote| quote.elided.contains(&verb))
    {
        return quote.speaker;
    }
    let subject = scene
        .children(verb)
        .find(|&t| scene.deprel(t).is_subject())?;
    let first_person = scene.upos(subject) == Upos::Pron && scene.mention_at(subject).is_none();
    if first_person {
        speaker_of(speech, subject)
    } else {
        None
    }
}

/// The subject by the tree, followed through shared subjects, control and relative clauses.
fn tree_subject(scene: &Scene<'_>, verb: TokenId) -> Option<MentionId> {
    let mut at = verb;
    for _ in 0..5 {
        // The last before the verb: what stands further left is often the partner of a phrase in
        // front ("In a call with Marin, Dorn raised ...").
        let subjects = || scene.children(at).filter(|&t| scene.deprel(t).is_subject());
        let subject = subjects().rfind(|&t| t < at).or_else(|| subjects().next());
        if let Some(subject) = subject {
            let relative = matches!(scene.layers.parse.xpos(subject), Xpos::WP | Xpos::WDT);
            let target = if relative { scene.head(at)? } else { subject };
            return scene.mention_at(target);
        }
        let head = scene.head(at)?;
        match scene.deprel(at) {
            Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Parataxis
                if scene.is_verb(head) =>
            {
                if scene.deprel(at) == Deprel::Xcomp
                    && let Some(object) = scene.child(head, &[Deprel::Obj])
                    && scene.mention_at(object).is_some()
                {
                    return scene.mention_at(object);
                }
                at = head;
            }
            Deprel::Acl | Deprel::AclRelcl => return scene.mention_at(head),
            _ => return None,
        }
    }
    None
}

/// The mention that ends just before a verb, over its auxiliaries, adverbs, times and
/// appositions in commas.
fn left_neighbour(scene: &Scene<'_>, verb: TokenId) -> Option<MentionId> {
    let first = scene.sentence(verb).first;
    let mut at = verb;
    let mut commas = 0;
    while at > first {
        at = TokenId(at.0 - 1);
        if let Some((_, timex)) = scene.timex_at(at) {
            at = timex.first;
            continue;
        }
        if let Some(mention) = scene.mention_at(at) {
            let whole = scene.mention(mention);
            // "Marin, the minister, met": the first of the pair is the name.
            let apposed = (whole.first.0.checked_sub(2).map(TokenId))
                .filter(|_| whole.first > first && scene.word(TokenId(whole.first.0 - 1)) == ",")
                .and_then(|before| scene.mention_at(before))
                .filter(|&m| commas > 0 && scene.mention(m).actor == whole.actor);
            return Some(apposed.unwrap_or(mention));
        }
        match scene.upos(at) {
            Upos::Aux | Upos::Adv | Upos::Part => {}
            Upos::Punct if scene.word(at) == "," => commas += 1,
            _ => return None,
        }
    }
    None
}

/// A mention and those that stand before it in its list: "A, B and C" for C, and the conjuncts of
/// the tree.
fn members_left(scene: &Scene<'_>, mention: MentionId) -> Vec<MentionId> {
    let mut members = vec![mention];
    for t in scene.children(scene.mention(mention).head) {
        if scene.deprel(t) == Deprel::Conj
            && let Some(other) = scene.mention_at(t)
            && !members.contains(&other)
        {
            members.push(other);
        }
    }
    let first = scene.sentence(scene.mention(mention).head).first;
    let mut at = scene.mention(mention).first;
    let mut joined = false;
    while at.0 > first.0 + 1 {
        let link = TokenId(at.0 - 1);
        let comma = scene.word(link) == ",";
        if !(scene.upos(link) == Upos::Cconj || comma && joined) {
            break;
        }
        let mut before = TokenId(link.0 - 1);
        if scene.word(before) == "," && before > first {
            before = TokenId(before.0 - 1);
        }
        let Some(other) = scene.mention_at(before) else {
            break;
        };
        joined = true;
        at = scene.mention(other).first;
        if !members.contains(&other) {
            members.push(other);
        }
    }
    members.sort_by_key(|&m| scene.mention(m).first);
    members
}

/// What a walk may take.
struct Walk<'a> {
    /// Whether a preposition (or `object`) is a slot of the frames at hand.
    wants: &'a dyn Fn(&str) -> bool,
    /// Whether a bare mention may be the object.
    object: bool,
}

/// Walks right from `at` over times, places, participants, appositions and lists.
fn walk_right(scene: &Scene<'_>, at: TokenId, slots: &mut Slots, walk: &Walk<'_>) {
    let end = clause_end(scene, TokenId(at.0 - 1));
    let mut at = at;
    let mut last: Option<(String, MentionId)> = None;
    let mut object_open = walk.object;
    while at < end {
        let Some(next) = step(scene, at, slots, walk, &mut last, object_open) else {
            break;
        };
        object_open &= matches!(
            scene.upos(at),
            Upos::Det | Upos::Adj | Upos::Adv | Upos::Num | Upos::Pron
        ) || scene.timex_at(at).is_some();
        at = next;
    }
    slots.reach = at;
}

/// One constituent of a walk: the token after it, or `None` where the walk ends.
#[expect(
    clippy::too_many_arguments,
    reason = "the state of one walk, used nowhere else"
)]
fn step(
    scene: &Scene<'_>,
    at: TokenId,
    slots: &mut Slots,
    walk: &Walk<'_>,
    last: &mut Option<(String, MentionId)>,
    object_open: bool,
) -> Option<TokenId> {
    if let Some((number, timex)) = scene.timex_at(at) {
        slots.timexes.push(number);
        return Some(timex.end.max(TokenId(at.0 + 1)));
    }
    if let Some(next) = join_list(scene, at, slots, last) {
        return Some(next);
    }
    if scene.upos(at) == Upos::Adp || scene.upos(at) == Upos::Sconj {
        return prepositional(scene, at, slots, walk, last);
    }
    if scene.word(at) == "," {
        return apposition(scene, at, last);
    }
    if let Some((mention, end)) = phrase_mention(scene, at)
        && object_open
    {
        slots.add("object", mention, Route::Surface);
        *last = Some(("object".to_owned(), mention));
        return Some(end);
    }
    match scene.upos(at) {
        Upos::Adv | Upos::Det | Upos::Adj | Upos::Num | Upos::Part => Some(TokenId(at.0 + 1)),
        Upos::Verb if scene.layers.parse.xpos(at) == Xpos::VBN && last.is_none() => {
            Some(TokenId(at.0 + 1))
        }
        _ => None,
    }
}

/// "..., as well as X", "and X": X fills the slot of the member before.
fn join_list(
    scene: &Scene<'_>,
    at: TokenId,
    slots: &mut Slots,
    last: &mut Option<(String, MentionId)>,
) -> Option<TokenId> {
    let (slot, _) = last.as_ref()?;
    let comma = scene.word(at) == ",";
    let link = if comma { TokenId(at.0 + 1) } else { at };
    let length = scene
        .cue_at(CueKind::Coordinate, link)
        .map_or(0, |(length, _)| length);
    if length == 0 && !comma {
        return None;
    }
    let (mention, end) = phrase_mention(scene, TokenId(link.0 + length))?;
    let apposed = scene.mention(mention).actor == scene.mention(last.as_ref()?.1).actor;
    if length == 0 && (apposed || !list_goes_on(scene, end)) {
        return None;
    }
    // "and X said": a new clause, not a further participant.
    // "between A and B" is never one side alone.
    let listed = slot == PAIR || scene.deprel(scene.mention(mention).head) == Deprel::Conj;
    if !comma
        && !listed
        && end < scene.sentence(at).end
        && (scene.is_finite(end) && scene.deprel(end) != Deprel::AclRelcl)
    {
        return None;
    }
    let slot = slot.clone();
    slots.add(&slot, mention, Route::Surface);
    *last = Some((slot, mention));
    Some(end)
}

/// True where a list runs on after a member: ", B and C" or " and C".
fn list_goes_on(scene: &Scene<'_>, at: TokenId) -> bool {
    let end = scene.sentence(TokenId(at.0 - 1)).end;
    let mut at = at;
    for _ in 0..4 {
        if at >= end {
            return false;
        }
        if scene.cue_at(CueKind::Coordinate, at).is_some() {
            return true;
        }
        if scene.word(at) != "," {
            return false;
        }
        let after = TokenId(at.0 + 1);
        if after >= end {
            return false;
        }
        if scene.cue_at(CueKind::Coordinate, after).is_some() {
            return true;
        }
        let Some((_, next)) = phrase_mention(scene, after) else {
            return false;
        };
        at = next;
    }
    false
}

/// A preposition and what it governs: a place, a time, a participant.
fn prepositional(
    scene: &Scene<'_>,
    at: TokenId,
    slots: &mut Slots,
    walk: &Walk<'_>,
    last: &mut Option<(String, MentionId)>,
) -> Option<TokenId> {
    let slot = scene.lemma(at).to_lowercase();
    let inner = TokenId(at.0 + 1);
    if inner >= scene.sentence(at).end {
        return None;
    }
    if let Some((number, timex)) = scene.timex_at(inner) {
        slots.timexes.push(number);
        return Some(timex.end.max(TokenId(inner.0 + 1)));
    }
    let found = phrase_mention(scene, inner);
    let place_end = place_after(scene, inner);
    if scene.lexicon.cue(CueKind::Place, &slot).is_some()
        && let Some((place, end)) = place_end
        && !(found.is_some() && (walk.wants)(&slot))
    {
        slots.places.push(place);
        return Some(end);
    }
    let Some((mention, end)) = found.filter(|_| (walk.wants)(&slot)) else {
        return over_topic(scene, at, slots);
    };
    slots.add(&slot, mention, Route::Surface);
    *last = Some((slot, mention));
    Some(end)
}

/// "views on the border with X": over the subject matter while no partner is told.
fn over_topic(scene: &Scene<'_>, at: TokenId, slots: &Slots) -> Option<TokenId> {
    let partner = slots.filled.iter().any(|filled| filled.slot != "subject");
    if partner || scene.cue_at(CueKind::Topic, at).is_none() {
        return None;
    }
    let end = scene.sentence(at).end;
    let in_phrase = |t: &TokenId| {
        matches!(
            scene.upos(*t),
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Num | Upos::Cconj | Upos::Adv | Upos::Propn
        )
    };
    let after = (at.0 + 1..end.0).map(TokenId).find(|t| !in_phrase(t));
    after.filter(|t| t.0 > at.0 + 1)
}

/// A comma: over an apposition or a relative clause to its closing comma, or on to a
/// prepositional phrase; else the walk ends.
fn apposition(
    scene: &Scene<'_>,
    comma: TokenId,
    last: &Option<(String, MentionId)>,
) -> Option<TokenId> {
    let end = scene.sentence(comma).end;
    let inner = TokenId(comma.0 + 1);
    if inner >= end {
        return None;
    }
    if scene.upos(inner) == Upos::Adp || scene.timex_at(inner).is_some() {
        return Some(inner);
    }
    last.as_ref()?;
    let close = (inner.0..end.0)
        .map(TokenId)
        .find(|&t| scene.word(t) == ",")?;
    let finite = (inner.0..close.0).map(TokenId).any(|t| scene.is_finite(t));
    let relative = matches!(
        scene.layers.parse.xpos(inner),
        Xpos::WP | Xpos::WDT | Xpos::WpPoss
    );
    // The tail of the sentence, "the sources said", is no apposition.
    (!finite || relative).then_some(TokenId(close.0 + 1))
}

/// The mention of the noun phrase that begins at `at`, over determiners and modifiers, and one
/// past its last token.
pub fn phrase_mention(scene: &Scene<'_>, at: TokenId) -> Option<(MentionId, TokenId)> {
    let end = scene.sentence(TokenId(at.0.saturating_sub(1))).end;
    let mut token = at;
    for _ in 0..6 {
        if token >= end {
            return None;
        }
        if let Some(mention) = scene.mention_at(token) {
            let whole = scene.mention(mention);
            // "Turkish officials": a nationality inside a longer phrase that is a mention itself.
            if let Some(outer) = (whole.end < end)
                .then(|| scene.mention_at(whole.end))
                .flatten()
                && scene.deprel(whole.head) == Deprel::Amod
                && scene.mention(outer).first == whole.end
            {
                return Some((outer, scene.mention(outer).end));
            }
            return Some((mention, whole.end));
        }
        let modifier = matches!(
            scene.upos(token),
            Upos::Det | Upos::Adj | Upos::Num | Upos::Adv | Upos::Noun
        ) || scene.upos(token) == Upos::Pron
            && scene.deprel(token) == Deprel::NmodPoss
            || matches!(scene.word(token), "-" | "“" | "\"");
        if !modifier {
            return None;
        }
        token = TokenId(token.0 + 1);
    }
    None
}

/// The place whose phrase begins at `at`, over determiners and modifiers, and its end.
pub fn place_after(scene: &Scene<'_>, at: TokenId) -> Option<(usize, TokenId)> {
    let end = scene.sentence(at).end;
    let mut token = at;
    for _ in 0..5 {
        if token >= end {
            return None;
        }
        if let Some(place) = scene.place_at(token) {
            return Some((place, scene.layers.places.0[place].end));
        }
        if !matches!(
            scene.upos(token),
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn
        ) {
            return None;
        }
        token = TokenId(token.0 + 1);
    }
    None
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
        let Some(mention) = scene.mention_at(child) else {
            continue;
        };
        // A phrase inside the mention is not the mention: "leaders of Velia" hangs by "leaders".
        if scene.mention(mention).head != child || !wants(&slot) && slot != "object" {
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

/// One past the last token of the clause of a trigger: the end of what its source says, else of
/// the sentence.
pub fn clause_end(scene: &Scene<'_>, trigger: TokenId) -> TokenId {
    let end = scene.sentence(trigger).end;
    let speech = scene.layers.speech;
    let said = speech.chain(trigger).first().and_then(|&i| {
        let content = &speech.attributions[i as usize].content;
        content
            .iter()
            .find(|run| run.0 <= trigger && trigger < run.1)
            .map(|run| run.1)
    });
    said.map_or(end, |said| said.min(end))
}
