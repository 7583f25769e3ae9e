//! The surface route: a walk to the right of a trigger over one constituent after the other.

use super::lexicon::CueKind;
use super::slots::{Route, Slots};
use super::unnamed::bundles;
use super::words::Scene;
use crate::actors::{ActorKind, MentionId};
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// The preposition that always takes two.
pub(super) const PAIR: &str = "between";

/// The preposition of content and kind.
const OF: &str = "of";

/// What a walk may take.
pub(super) struct Walk<'a> {
    /// Whether a preposition (or `object`) is a slot of the frames at hand.
    pub(super) wants: &'a dyn Fn(&str) -> bool,
    /// Whether a bare mention may be the object.
    pub(super) object: bool,
}

/// Walks right from `at` over times, places, participants, appositions and lists.
pub(super) fn walk_right(scene: &Scene<'_>, at: TokenId, slots: &mut Slots, walk: &Walk<'_>) {
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
pub(super) fn step(
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
    if let Some((length, _)) = scene.cue_at(CueKind::Medium, at) {
        return Some(TokenId(at.0 + length));
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
        let slot = match (walk.wants)(IOBJECT) && begins_phrase(scene, end) {
            // "gave Kenya forty trucks"
            true => IOBJECT,
            false => "object",
        };
        slots.add(slot, mention, Route::Surface);
        *last = Some((slot.to_owned(), mention));
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

/// The slot of the first of two objects.
const IOBJECT: &str = "iobject";

/// True where a further noun phrase begins at a token.
fn begins_phrase(scene: &Scene<'_>, at: TokenId) -> bool {
    let first = TokenId(at.0 - 1);
    at < scene.sentence(first).end
        && scene.timex_at(at).is_none()
        && matches!(
            scene.upos(at),
            Upos::Det | Upos::Num | Upos::Adj | Upos::Noun | Upos::Propn
        )
}

/// "..., as well as X", "and X": X fills the slot of the member before.
pub(super) fn join_list(
    scene: &Scene<'_>,
    at: TokenId,
    slots: &mut Slots,
    last: &mut Option<(String, MentionId)>,
) -> Option<TokenId> {
    let (slot, _) = last.as_ref()?;
    // A heading may end with its last name.
    let end = scene.sentence(TokenId(at.0.saturating_sub(1))).end;
    let comma = at < end && scene.word(at) == ",";
    let link = if comma { TokenId(at.0 + 1) } else { at };
    if link >= end {
        return None;
    }
    let length = scene
        .cue_at(CueKind::Coordinate, link)
        .map_or(0, |(length, _)| length);
    if length == 0 && !comma {
        return None;
    }
    let first = TokenId(link.0 + length);
    let (mention, end) = (first < end).then(|| phrase_mention(scene, first))??;
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
pub(super) fn list_goes_on(scene: &Scene<'_>, at: TokenId) -> bool {
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
pub(super) fn prepositional(
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
    if let Some((length, _)) = scene.cue_at(CueKind::Manner, at) {
        return past_phrase(scene, TokenId(at.0 + length));
    }
    let found = phrase_mention(scene, inner).or_else(|| governed(scene, at));
    let place_end = place_after(scene, inner);
    if (scene.lexicon.cue(CueKind::Place, &slot).is_some() || names_setting(scene, inner))
        && let Some((place, end)) = place_end
        && !(found.is_some() && (walk.wants)(&slot))
    {
        slots.places.push(place);
        return Some(end);
    }
    if let Some((_, end)) = found
        && !(walk.wants)(&slot)
        && scene.lexicon.cue(CueKind::Place, &slot).is_some()
    {
        // "received at the palace by X": a site that is no known place.
        return Some(end);
    }
    let Some((mention, end)) = found.filter(|_| (walk.wants)(&slot)) else {
        let site = found.is_none() && scene.lexicon.cue(CueKind::Place, &slot).is_some();
        return match (slot == OF || site, found) {
            // "the greetings of his king to X".
            (true, Some((_, end))) => Some(end),
            // "a letter of thanks to X", "received at the airport by X".
            (true, None) => past_phrase(scene, inner),
            (false, _) => over_topic(scene, at, slots),
        };
    };
    slots.add(&slot, mention, Route::Surface);
    *last = Some((slot, mention));
    Some(end)
}

/// "with the Minister of Energy, Ada Sarel": the mention of the noun that a preposition governs by
/// the tree, and one past its last token.
fn governed(scene: &Scene<'_>, preposition: TokenId) -> Option<(MentionId, TokenId)> {
    let noun = scene
        .head(preposition)
        .filter(|_| scene.deprel(preposition) == Deprel::Case)?;
    let mention = scene.mention_of_head(noun).filter(|_| noun > preposition)?;
    let end = scene.mention(mention).end;
    (end > preposition).then_some((mention, end))
}

/// "views on the border with X": over the subject matter while no partner is told.
pub(super) fn over_topic(scene: &Scene<'_>, at: TokenId, slots: &Slots) -> Option<TokenId> {
    let partner = slots.filled.iter().any(|filled| filled.slot != "subject");
    if partner || scene.cue_at(CueKind::Topic, at).is_none() {
        return None;
    }
    past_phrase(scene, TokenId(at.0 + 1))
}

/// One past the noun phrase that begins at `at`; `None` where none does or the sentence ends with it.
fn past_phrase(scene: &Scene<'_>, at: TokenId) -> Option<TokenId> {
    let end = scene.sentence(TokenId(at.0 - 1)).end;
    let in_phrase = |t: &TokenId| {
        matches!(
            scene.upos(*t),
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Num | Upos::Cconj | Upos::Adv | Upos::Propn
        )
    };
    let after = (at.0..end.0).map(TokenId).find(|t| !in_phrase(t));
    after.filter(|&t| t > at)
}

/// A comma: over an apposition or a relative clause to its closing comma, or on to a
/// prepositional phrase; else the walk ends.
pub(super) fn apposition(
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
            // "with Serbia's Petar Dren": whom the possessor has.
            let owns = whole.end < end && scene.layers.parse.xpos(whole.end) == Xpos::POS;
            // "by his colleague Petar Dren"
            let own = scene.layers.parse.xpos(token) == Xpos::PrpPoss;
            let behind = TokenId(whole.end.0 + u32::from(owns));
            let owned = (owns || own).then(|| owned_by(scene, mention, behind));
            if let Some(owned) = owned.flatten() {
                return Some((owned, scene.mention(owned).end));
            }
            // "the U.N. relief chief, Ada Sarel": the name behind the noun that the body stands before.
            if let Some(named) = named_behind(scene, mention) {
                return Some((named, scene.mention(named).end));
            }
            return Some((mention, whole.end));
        }
        if bundles(scene, token) {
            // "a group of lawmakers", "each of the envoys"
            token = TokenId(token.0 + 2);
            continue;
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

/// The person in apposition to the noun that a name of a body or a state modifies.
fn named_behind(scene: &Scene<'_>, modifier: MentionId) -> Option<MentionId> {
    let of = scene.mention(modifier);
    let modifies = matches!(
        scene.deprel(of.head),
        Deprel::Compound | Deprel::Amod | Deprel::NmodPoss
    );
    let noun = scene
        .head(of.head)
        .filter(|&noun| modifies && noun >= of.end)?;
    if scene.mention_at(noun).is_some() {
        return None;
    }
    let mut apposed = scene
        .children(noun)
        .filter(|&t| t > noun && scene.deprel(t) == Deprel::Appos);
    let named = apposed.find_map(|t| scene.mention_at(t))?;
    let person = scene.layers.actors.actor(scene.mention(named).actor).kind == ActorKind::Person;
    person.then_some(named)
}

/// The mention behind "'s" or "his" that begins within a few words of it and is no thing.
fn owned_by(scene: &Scene<'_>, owner: MentionId, behind: TokenId) -> Option<MentionId> {
    let end = scene.sentence(scene.mention(owner).first).end;
    let mut at = behind;
    for _ in 0..4 {
        if at >= end {
            return None;
        }
        if let Some(mention) = scene.mention_at(at) {
            return (mention != owner).then_some(mention);
        }
        if !matches!(
            scene.upos(at),
            Upos::Adj | Upos::Noun | Upos::Num | Upos::Propn
        ) {
            return None;
        }
        at = TokenId(at.0 + 1);
    }
    None
}

/// The place whose phrase begins at `at`, over determiners and modifiers, and its end.
pub fn place_after(scene: &Scene<'_>, at: TokenId) -> Option<(usize, TokenId)> {
    let end = scene.sentence(at).end;
    let mut token = at;
    for _ in 0..PLACE_REACH {
        if token >= end {
            return None;
        }
        if let Some(place) = scene.place_at(token) {
            return Some(narrower(scene, place));
        }
        // "the port city of Arica"
        let of = token > at
            && scene.lemma(token) == OF
            && scene
                .cue_at(CueKind::Setting, TokenId(token.0 - 1))
                .is_some();
        let inside = matches!(
            scene.upos(token),
            Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn
        );
        if !(inside || of) {
            return None;
        }
        token = TokenId(token.0 + 1);
    }
    None
}

/// "on the island of Cyprus": the sort of place is told before its name.
fn names_setting(scene: &Scene<'_>, at: TokenId) -> bool {
    let end = scene.sentence(at).end.0.min(at.0 + PLACE_REACH);
    (at.0..end)
        .map(TokenId)
        .take_while(|&t| scene.place_at(t).is_none())
        .any(|t| scene.lemma(t) == OF && scene.cue_at(CueKind::Setting, TokenId(t.0 - 1)).is_some())
}

/// Words of a phrase of place up to its name, at most.
const PLACE_REACH: u32 = 7;

/// "the Mediterranean city of Antalya": the town, not the sea before it.
fn narrower(scene: &Scene<'_>, place: usize) -> (usize, TokenId) {
    let end = scene.layers.places.0[place].end;
    let stop = scene.sentence(TokenId(end.0 - 1)).end;
    let of = TokenId(end.0 + 1);
    let town = TokenId(end.0 + 2);
    if town < stop
        && scene.upos(end) == Upos::Noun
        && scene.lemma(of) == OF
        && let Some(inner) = scene.place_at(town)
    {
        return (inner, scene.layers.places.0[inner].end);
    }
    // "Tel Aviv's Hostages Square"
    let owned = end < stop && scene.layers.parse.xpos(end) == Xpos::POS;
    let inner = TokenId(end.0 + 1);
    if owned
        && inner < stop
        && let Some(inner) = scene.place_at(inner)
    {
        return (inner, scene.layers.places.0[inner].end);
    }
    (place, end)
}

/// One past the last token of the clause of a trigger: the end of what its source says, else of
/// the sentence.
pub fn clause_end(scene: &Scene<'_>, trigger: TokenId) -> TokenId {
    let end = scene.sentence(trigger).end;
    said_run(scene, trigger).map_or(end, |said| said.1.min(end))
}

/// The run of tokens round a trigger that its source says: first token and one past the last.
pub(super) fn said_run(scene: &Scene<'_>, trigger: TokenId) -> Option<(TokenId, TokenId)> {
    let speech = scene.layers.speech;
    let &first = speech.chain(trigger).first()?;
    let content = &speech.attributions[first as usize].content;
    let mut runs = content.iter().copied();
    runs.find(|run| run.0 <= trigger && trigger < run.1)
}
