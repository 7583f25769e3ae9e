//! Subjects of a verb: by the tree, through control and relative clauses, or the nearest mention to
//! its left; lists unfolded; the speaker where the subject of a quoted verb is left out.

use super::lexicon::CueKind;
use super::slots::Route;
use super::status::is_infinitive;
use super::words::Scene;
use crate::actors::{ActorKind, MentionId};
use crate::speech::speaker_of;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// Subjects of a verb, lists unfolded: by the tree, or the nearest mention to its left.
pub fn subjects(scene: &Scene<'_>, verb: TokenId) -> Vec<(MentionId, Route)> {
    if let Some(speaker) = speaking_subject(scene, verb) {
        return vec![(speaker, Route::Surface), (speaker, Route::Tree)];
    }
    if let Some(teller) = teller_before(scene, verb) {
        return vec![(teller, Route::Surface), (teller, Route::Tree)];
    }
    if let Some(mention) = tree_subject(scene, verb) {
        let left = left_neighbour(scene, verb);
        // "A, B and C met", whichever of them the tree has for the subject.
        let before = left.map_or_else(Vec::new, |left| members_left(scene, left));
        let route_found = match before.contains(&mention) {
            true => before,
            false => members_left(scene, mention),
        };
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

/// "Peru will stay, Marin said, threatening to expel the envoy": a participle right behind a clause of saying is said of who speaks there.
fn teller_before(scene: &Scene<'_>, verb: TokenId) -> Option<MentionId> {
    let comma = verb.0.checked_sub(1).map(TokenId)?;
    let participle = scene.layers.parse.xpos(verb) == Xpos::VBG;
    if !participle || comma <= scene.sentence(verb).first || scene.word(comma) != "," {
        return None;
    }
    let ends = |cue: TokenId| {
        let between = (cue.0 + 1..comma.0).map(TokenId);
        cue < comma
            && between
                .into_iter()
                .all(|t| scene.timex_at(t).is_some() || scene.upos(t) == Upos::Adp)
    };
    let said = scene
        .layers
        .speech
        .attributions
        .iter()
        .find(|said| ends(said.cue_token))?;
    let before = scene.mention(said.source?).first > scene.sentence(verb).first;
    said.source.filter(|_| before)
}

/// The subject by the tree, if a mention covers it.
fn tree_subject(scene: &Scene<'_>, verb: TokenId) -> Option<MentionId> {
    climb(scene, verb)?.1
}

/// The head of the subject by the tree, else of the phrase right before the verb, whether a mention covers it or not.
pub(super) fn subject_token(scene: &Scene<'_>, verb: TokenId) -> Option<TokenId> {
    climb(scene, verb).map(|(token, _)| token)
}

/// Head and mention of the subject, followed through shared subjects, control and relative clauses.
fn climb(scene: &Scene<'_>, verb: TokenId) -> Option<(TokenId, Option<MentionId>)> {
    let mut at = verb;
    for _ in 0..5 {
        // The last before the verb: what stands further left is often the partner of a phrase in
        // front ("In a call with Marin, Dorn raised ...").
        let named = |t: &TokenId| {
            scene.mention_of_head(*t).is_some() || matches!(scene.upos(*t), Upos::Pron)
        };
        let subjects = || {
            scene
                .children(at)
                .filter(|&t| scene.deprel(t).is_subject() && !in_brackets(scene, t))
        };
        let before = subjects().filter(|&t| t < at);
        let subject = before.rev().find(named).or_else(|| subjects().next());
        if let Some(subject) = subject {
            if is_relative(scene, subject) {
                let noun = scene.head(at).unwrap_or(subject);
                let found = antecedent(scene, subject).or_else(|| scene.mention_of_head(noun));
                return Some((noun, found));
            }
            return Some((subject, scene.mention_of_head(subject)));
        }
        let head = scene.head(at)?;
        match scene.deprel(at) {
            Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Parataxis
                if scene.is_verb(head) =>
            {
                if let Some(object) = controller(scene, at, head) {
                    return Some((object, scene.mention_at(object)));
                }
                at = head;
            }
            // "is due to meet", "was unable to attend"
            Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Csubj
                if scene.upos(head) == Upos::Adj =>
            {
                at = head;
            }
            // "are in talks", taken at the copula
            Deprel::Cop | Deprel::Aux if scene.upos(at) == Upos::Aux => at = head,
            Deprel::Acl if scene.mention_of_head(head).is_none() && is_infinitive(scene, at) => {
                return holder(scene, head);
            }
            Deprel::Acl | Deprel::AclRelcl => return Some((head, scene.mention_of_head(head))),
            _ => return None,
        }
    }
    None
}

/// The object of the verb above, where it is what the lower verb is said of: "asked Peru to leave", "accused Peru of firing".
fn controller(scene: &Scene<'_>, lower: TokenId, upper: TokenId) -> Option<TokenId> {
    let object = scene.child(upper, &[Deprel::Obj, Deprel::Iobj])?;
    let controlled = match scene.deprel(lower) {
        Deprel::Xcomp => true,
        Deprel::Advcl => {
            let mark = scene.child(lower, &[Deprel::Mark, Deprel::Case]);
            scene.layers.parse.xpos(lower) == Xpos::VBG
                && mark.is_some_and(|t| scene.cue_at(CueKind::Control, t).is_some())
        }
        _ => false,
    };
    (controlled && scene.mention_at(object).is_some()).then_some(object)
}

/// "Peru's refusal to free them", "a decision by Peru to send police", "announced a plan to leave": whose the noun is that an infinitive
/// hangs on.
fn holder(scene: &Scene<'_>, noun: TokenId) -> Option<(TokenId, Option<MentionId>)> {
    let owns = |&t: &TokenId| match scene.deprel(t) {
        Deprel::NmodPoss | Deprel::Amod => t < noun,
        Deprel::Nmod => scene
            .preposition(t)
            .is_some_and(|case| scene.cue_at(CueKind::Origin, case).is_some()),
        _ => false,
    };
    let mut owners = scene.children(noun).filter(owns);
    if let Some(owner) = owners.find(|&t| scene.mention_at(t).is_some()) {
        return Some((owner, scene.mention_at(owner)));
    }
    let (verb, relation) = scene.governing_verb(noun)?;
    let subject = scene
        .children(verb)
        .find(|&t| scene.deprel(t).is_subject())?;
    (!relation.is_subject()).then_some((subject, scene.mention_of_head(subject)))
}

fn is_relative(scene: &Scene<'_>, token: TokenId) -> bool {
    matches!(scene.layers.parse.xpos(token), Xpos::WP | Xpos::WDT)
}

/// "Wilk, who visited ...": the mention that ends right before a relative pronoun, over a comma.
fn antecedent(scene: &Scene<'_>, pronoun: TokenId) -> Option<MentionId> {
    let first = scene.sentence(pronoun).first;
    let before = TokenId(pronoun.0.checked_sub(1)?);
    let before = match scene.word(before) {
        "," => TokenId(before.0.checked_sub(1)?),
        _ => before,
    };
    scene.mention_at(before).filter(|_| before >= first)
}

/// "(Lakeside Press)": a credit in a dateline is nobody's subject.
fn in_brackets(scene: &Scene<'_>, token: TokenId) -> bool {
    let first = scene
        .mention_at(token)
        .map_or(token, |mention| scene.mention(mention).first);
    first > scene.sentence(token).first && scene.word(TokenId(first.0 - 1)) == "("
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
        if scene.word(at) == ","
            && let Some(opened) = parenthesis(scene, at)
        {
            at = opened;
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
        if is_relative(scene, at) {
            return antecedent(scene, at);
        }
        match scene.upos(at) {
            Upos::Aux | Upos::Adv | Upos::Part => {}
            Upos::Punct if scene.word(at) == "," => commas += 1,
            _ => return None,
        }
    }
    None
}

/// The comma that opens what a comma closes: ", who is visiting Kenya,", ", speaking in Lima,", ", in a statement,".
fn parenthesis(scene: &Scene<'_>, close: TokenId) -> Option<TokenId> {
    let first = scene.sentence(close).first;
    let mut before = (first.0..close.0).rev().map(TokenId);
    let open = before.find(|&t| scene.word(t) == ",")?;
    let inner = TokenId(open.0 + 1);
    let tag = scene.layers.parse.xpos(inner);
    let clause = matches!(
        tag,
        Xpos::WP | Xpos::WDT | Xpos::WpPoss | Xpos::VBG | Xpos::VBN
    );
    let phrase = scene.upos(inner) == Upos::Adp;
    (inner < close && open > first && (clause || phrase)).then_some(open)
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
    let mut at = member_first(scene, mention);
    let mut joined = false;
    // each of them begins left of the one before, so the walk ends with the sentence
    while let Some(other) = joined_before(scene, at, joined) {
        joined = true;
        at = member_first(scene, other);
        if !members.contains(&other) {
            members.push(other);
        }
    }
    members.sort_by_key(|&m| scene.mention(m).first);
    members
}

/// The mention that "and" joins to what begins at `at`; where one was `joined` already, a comma joins
/// another. Only one that begins further left: an office lends its words to the name behind it ("the
/// minister and envoy, Ada Sarel"), so that a token can lead to a mention that begins right of it.
fn joined_before(scene: &Scene<'_>, at: TokenId, joined: bool) -> Option<MentionId> {
    let first = scene.sentence(at).first;
    let link = TokenId(at.0.checked_sub(1)?);
    let comma = scene.word(link) == ",";
    if link <= first || !(scene.upos(link) == Upos::Cconj || comma && joined) {
        return None;
    }
    let mut before = TokenId(link.0 - 1);
    if scene.word(before) == "," && before > first {
        before = TokenId(before.0 - 1);
    }
    let other = scene.mention_at(before)?;
    let other = titled_before(scene, other).unwrap_or(other);
    // "searched the house, and a court fined him": a comma before "and" joins clauses, where no list went before.
    let clause = before.0 + 2 == link.0 && !comma && !joined && !lists(scene, other);
    (scene.mention(other).first < at && !clause).then_some(other)
}

/// True where a member of a list stands before a mention: "Peru, Chile".
fn lists(scene: &Scene<'_>, mention: MentionId) -> bool {
    let at = member_first(scene, mention);
    let first = scene.sentence(at).first;
    let comma =
        at.0.checked_sub(1)
            .map(TokenId)
            .filter(|&t| t > first && scene.word(t) == ",");
    comma.is_some_and(|comma| scene.mention_at(TokenId(comma.0 - 1)).is_some())
}

/// "Ivan Sand of Colombia and": whom the state behind "of" belongs to.
fn titled_before(scene: &Scene<'_>, state: MentionId) -> Option<MentionId> {
    let state = scene.mention(state);
    let of = TokenId(state.first.0.checked_sub(1)?);
    let last = TokenId(of.0.checked_sub(1)?);
    let is_state = scene.layers.actors.actor(state.actor).kind == ActorKind::State;
    let inside = last >= scene.sentence(state.first).first;
    let owner = scene
        .mention_at(last)
        .filter(|_| inside && scene.lemma(of) == "of")?;
    let person = scene.layers.actors.actor(scene.mention(owner).actor).kind == ActorKind::Person;
    (is_state && person).then_some(owner)
}

/// First token of a member of a list, the one who is named before "'s" and an article with it: "the UAE's Vice President X".
fn member_first(scene: &Scene<'_>, mention: MentionId) -> TokenId {
    let first = scene.sentence(scene.mention(mention).first).first;
    let mut at = scene.mention(mention).first;
    let before = |at: TokenId| at.0.checked_sub(1).map(TokenId).filter(|&t| t >= first);
    if let Some(mark) = before(at).filter(|&t| scene.layers.parse.xpos(t) == Xpos::POS)
        && let Some(owner) = before(mark).and_then(|t| scene.mention_at(t))
    {
        at = scene.mention(owner).first;
    }
    match before(at).filter(|&t| scene.upos(t) == Upos::Det) {
        Some(article) => article,
        None => at,
    }
}
