//! When, where, about what, how many, and by which means: what a clause adds to its event.

use super::Count;
use super::lexicon::CueKind;
use super::slots::Slots;
use super::walk::{clause_end, place_after, said_run};
use super::words::Scene;
use crate::time::value::{Bound, Core};
use crate::time::{Timex, TimexKind};
use chancery_nlp::{Deprel, Span, TokenId, Upos, Xpos};

/// The time expression of a trigger: one that the walk took, else the nearest of its clause that
/// is not the time of the saying.
pub fn time_of(scene: &Scene<'_>, trigger: TokenId, slots: &Slots) -> Option<usize> {
    let dates = |number: &&usize| !is_open(scene, **number);
    if let Some(&taken) = slots.timexes.iter().find(dates) {
        return Some(taken);
    }
    let (first, end) = clause(scene, trigger);
    let mut best: Option<(u32, usize)> = None;
    for at in (first.0..end.0).map(TokenId) {
        let Some((number, timex)) = scene.timex_at(at) else {
            continue;
        };
        let distance = at.0.abs_diff(trigger.0) + farther(scene, trigger, number, timex);
        if can_date(scene, trigger, number, timex) && best.is_none_or(|(old, _)| distance < old) {
            best = Some((distance, number));
        }
    }
    best.map(|(_, number)| number)
}

/// True for a day, a week or a weekday that does not lie behind the day of the report.
pub(super) fn can_lie_ahead(scene: &Scene<'_>, number: usize) -> bool {
    let timex = &scene.layers.timexes.0[number];
    let day = &scene.layers.days[number];
    let today = scene.layers.today;
    let behind = day
        .latest
        .zip(today)
        .is_some_and(|(latest, today)| latest <= today);
    timex.kind == TimexKind::Date && !behind && day.timex3 != PRESENT
}

/// TIMEX3 of "now".
const PRESENT: &str = "PRESENT_REF";

/// The place that an object names: "pounded the outskirts of Huliaipole"; somebody is no place.
pub(super) fn place_within(scene: &Scene<'_>, first: TokenId, end: TokenId) -> Option<usize> {
    (first.0..end.0)
        .map(TokenId)
        .filter(|&t| scene.mention_at(t).is_none())
        .find_map(|t| scene.place_at(t))
}

/// Value of adverbs for the town named last.
pub(super) const THERE: &str = "there";

/// Value of phrases for the capital named last.
pub(super) const CAPITAL: &str = "capital";

/// More than any sentence is long: what stands so far is taken only where nothing else is there.
const FAR: u32 = 10_000;

/// A time that hangs on the verb before a coordinated one ("called in May and came") is second best,
/// and so are one beyond a semicolon and a time of day without a day of its own; a deadline and a
/// "since" come after all of them.
fn farther(scene: &Scene<'_>, trigger: TokenId, number: usize, timex: &Timex) -> u32 {
    let between = scene.deprel(trigger) == Deprel::Conj
        && timex.end <= trigger
        && scene.head(trigger).is_some_and(|first| first < timex.first);
    let of_a_day =
        timex.kind == TimexKind::Time && scene.layers.days[number].timex3.starts_with(DAY_UNKNOWN);
    let other_clause = (timex.end.0..trigger.0).any(|token| scene.word(TokenId(token)) == ";");
    let bound = is_deadline(scene, number) || is_open(scene, number);
    FAR * (u32::from(between || other_clause) + u32::from(of_a_day) + 3 * u32::from(bound))
}

/// How TIMEX3 begins for a time of an unknown day.
const DAY_UNKNOWN: &str = "XXXX-XX-XX";

/// True where a time expression of the clause can be the time of the event: not the time of the
/// saying, no bound, no part of another name, not across another verb.
fn can_date(scene: &Scene<'_>, trigger: TokenId, number: usize, timex: &Timex) -> bool {
    !is_report_time(scene, timex.first)
        && (!is_open(scene, number)
            || is_deadline(scene, number)
            || repeats_since(scene, trigger, number, timex))
        && !names_other(scene, trigger, timex)
        && !behind_other_verb(scene, trigger, timex.first)
        && !in_clause_of_its_own(scene, trigger, timex.first)
        && !in_clause_before(scene, trigger, timex.first)
        && !since_then(scene, timex.first)
}

/// The place of a trigger: one that the walk took, else the nearest "in PLACE" of its clause.
pub fn place_of(scene: &Scene<'_>, trigger: TokenId, slots: &Slots) -> Option<usize> {
    if let Some(&taken) = slots.places.first() {
        return Some(taken);
    }
    let (first, end) = clause(scene, trigger);
    if let Some(place) = where_clause(scene, trigger) {
        return Some(place);
    }
    nearest_place(scene, trigger, Reach::Own)
        .or_else(|| nearest_place(scene, trigger, Reach::Any))
        .or_else(|| {
            let here = |t| {
                let cue = scene.cue_at(CueKind::Here, TokenId(t));
                cue.is_some_and(|(_, value)| !matches!(value, THERE | CAPITAL))
            };
            scene.dateline.filter(|_| (first.0..end.0).any(here))
        })
}

/// "Jakarta, where he is to meet X": the place before the word that opens the clause of a trigger.
pub(super) fn where_clause(scene: &Scene<'_>, trigger: TokenId) -> Option<usize> {
    let first = scene.sentence(trigger).first;
    let opens = (first.0..trigger.0)
        .rev()
        .map(TokenId)
        .find(|&t| scene.lower(t) == WHERE)?;
    let before = TokenId(opens.0.checked_sub(1)?);
    let before = match scene.word(before) {
        "," => TokenId(before.0.checked_sub(1)?),
        _ => before,
    };
    let clause = scene
        .head(opens)
        .is_some_and(|verb| scene.layers.parse.is_below(trigger, verb));
    (before >= first && clause && !own_place_between(scene, opens, trigger))
        .then(|| scene.place_at(before))?
}

/// The word that opens a clause of place.
const WHERE: &str = "where";

/// True where a phrase of place stands between the opening of a clause and its trigger.
fn own_place_between(scene: &Scene<'_>, opens: TokenId, trigger: TokenId) -> bool {
    (opens.0..trigger.0).any(|t| scene.place_at(TokenId(t)).is_some())
}

/// What a phrase of place may hang on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The trigger, a name or a time: not a noun of its own.
    Own,
    /// Anything of the clause: "a court in Lima sentenced".
    Any,
}

/// The place of the nearest "in PLACE" of the clause of a trigger.
fn nearest_place(scene: &Scene<'_>, trigger: TokenId, reach: Reach) -> Option<usize> {
    let (first, end) = clause(scene, trigger);
    let mut best: Option<(u32, usize)> = None;
    for t in (first.0..end.0).map(TokenId) {
        let preposition = matches!(scene.upos(t), Upos::Adp)
            && scene
                .lexicon
                .cue(CueKind::Place, scene.lemma(t))
                .is_some_and(|value| value != "to");
        let next = TokenId(t.0 + 1);
        if !preposition || next >= end || is_elsewhere(scene, trigger, t) {
            continue;
        }
        if let Some((place, _)) = place_after(scene, next)
            && (reach == Reach::Any || hangs_near(scene, t, trigger))
        {
            let distance = t.0.abs_diff(trigger.0);
            if best.is_none_or(|(old, _)| distance < old) {
                best = Some((distance, place));
            }
        }
    }
    best.map(|(_, place)| place)
}

/// True for a phrase of place that belongs to what is asked or spoken of, to another clause, or to what lies before.
fn is_elsewhere(scene: &Scene<'_>, trigger: TokenId, preposition: TokenId) -> bool {
    preposition > trigger && in_content(scene, trigger, preposition)
        || behind_other_verb(scene, trigger, preposition)
        || in_clause_before(scene, trigger, preposition)
        || since_then(scene, TokenId(preposition.0 + 1))
}

/// "agreed to reopen the crossing at X": below the infinitive that a verb of agreement, promise or demand takes; "met to discuss the siege of X":
/// below a verb of subject matter.
fn in_content(scene: &Scene<'_>, trigger: TokenId, token: TokenId) -> bool {
    let content = |t: TokenId| match scene.deprel(t) {
        Deprel::Xcomp => true,
        Deprel::Advcl => scene.cue_at(CueKind::TopicVerb, t).is_some(),
        _ => false,
    };
    let mut inner = scene
        .children(trigger)
        .filter(|&t| t > trigger && content(t));
    inner
        .any(|verb| scene.is_verb(verb) && verb < token && scene.layers.parse.is_below(token, verb))
}

/// "the war in Ukraine": a place phrase directly after a common noun that is not the trigger
/// belongs to that noun.
fn hangs_near(scene: &Scene<'_>, preposition: TokenId, trigger: TokenId) -> bool {
    if preposition.0 == 0 {
        return true;
    }
    let before = TokenId(preposition.0 - 1);
    before == trigger
        || scene.upos(before) != Upos::Noun
        || scene.timex_at(before).is_some()
        || scene.mention_at(before).is_some()
}

/// First token and one past the last of the clause in which a trigger looks for circumstances.
fn clause(scene: &Scene<'_>, trigger: TokenId) -> (TokenId, TokenId) {
    let end = clause_end(scene, trigger);
    let first = scene.sentence(trigger).first;
    let said = said_run(scene, trigger).map_or(first, |said| said.0);
    (said.max(first), end)
}

/// "the April 22 summit": a date inside the name of something else, which it hangs on; a subject
/// behind a time that opens its clause ("On Monday Marin came") is none.
fn names_other(scene: &Scene<'_>, trigger: TokenId, timex: &Timex) -> bool {
    let after = timex.end;
    let inside = after < scene.sentence(trigger).end && after != trigger;
    let noun = |token| matches!(scene.upos(token), Upos::Noun | Upos::Propn);
    let hangs = (timex.first.0..timex.end.0)
        .filter_map(|token| scene.head(TokenId(token)))
        .any(|head| head >= after && head != trigger && noun(head));
    inside && hangs && noun(after) && scene.timex_at(after).is_none()
}

/// "exchanged prisoners often, when the swap of May ...": behind the trigger, in a clause that a word
/// of question or relation opens.
fn in_clause_of_its_own(scene: &Scene<'_>, trigger: TokenId, token: TokenId) -> bool {
    (trigger.0 + 1..token.0).map(TokenId).any(|between| {
        let opens = matches!(
            scene.layers.parse.xpos(between),
            Xpos::WDT | Xpos::WP | Xpos::WRB
        );
        opens
            && scene
                .head(between)
                .is_some_and(|verb| !scene.layers.parse.is_below(trigger, verb))
    })
}

/// "the two, who met in Lima in May, dined": before the trigger, in a relative clause that it is no part of.
fn in_clause_before(scene: &Scene<'_>, trigger: TokenId, token: TokenId) -> bool {
    let first = scene.sentence(trigger).first;
    let parse = scene.layers.parse;
    (first.0..token.0.min(trigger.0)).map(TokenId).any(|opens| {
        let relative = matches!(parse.xpos(opens), Xpos::WDT | Xpos::WP | Xpos::WRB);
        let own = |verb: &TokenId| *verb < token && scene.deprel(*verb) == Deprel::AclRelcl;
        let verb = scene.head(opens).filter(own).filter(|_| relative);
        verb.is_some_and(|verb| {
            parse.is_below(token, verb) && !parse.is_below(trigger, verb) && trigger != verb
        })
    })
}

/// "their first meeting since the clashes of last year": what is past is the bound, not the event.
fn since_then(scene: &Scene<'_>, token: TokenId) -> bool {
    let mut at = token;
    for _ in 0..4 {
        let Some(head) = scene.head(at) else {
            return false;
        };
        let case = scene.preposition(head);
        if scene.upos(head) == Upos::Noun && case.is_some_and(|case| scene.lemma(case) == SINCE) {
            return true;
        }
        at = head;
    }
    false
}

/// Preposition of what an event comes after, however long.
const SINCE: &str = "since";

/// "since 2022", "until March": a bound, a deadline, no day of an event; nor is a duration, nor a
/// vague word ("at the time", "currently").
fn is_open(scene: &Scene<'_>, timex: usize) -> bool {
    let kind = scene.layers.timexes.0[timex].kind;
    if matches!(scene.layers.timexes.0[timex].value.core, Core::Vague(_)) {
        return true;
    }
    let edtf = &scene.layers.days[timex].edtf;
    !matches!(kind, TimexKind::Date | TimexKind::Time)
        || edtf.starts_with("..")
        || edtf.ends_with("..")
}

/// "by March": the last day of a plan, and no time of what happened.
fn is_deadline(scene: &Scene<'_>, timex: usize) -> bool {
    let kind = scene.layers.timexes.0[timex].kind;
    let dates = matches!(kind, TimexKind::Date | TimexKind::Time);
    dates && scene.layers.days[timex].edtf.starts_with("..")
}

/// "has gone there three times since May": a perfect that looks back on a stretch up to now; "for the
/// first time since May" does not say when.
fn repeats_since(scene: &Scene<'_>, trigger: TokenId, number: usize, timex: &Timex) -> bool {
    let since = timex.value.bound == Bound::Since && scene.layers.days[number].edtf.ends_with("..");
    let perfect = scene.children(trigger).any(|helper| {
        let tag = scene.layers.parse.xpos(helper);
        scene.lemma(helper) == HAVE && matches!(tag, Xpos::VBZ | Xpos::VBP)
    });
    let once = timex.first.0 >= 2
        && scene.lemma(TokenId(timex.first.0 - 2)) == TIME
        && scene.layers.parse.xpos(TokenId(timex.first.0 - 2)) == Xpos::NN;
    since && perfect && !once
}

/// Lemma of the helper of the perfect.
const HAVE: &str = "have";

/// Lemma of "for the first time".
const TIME: &str = "time";

fn is_report_time(scene: &Scene<'_>, token: TokenId) -> bool {
    let reports = &scene.layers.speech.attributions;
    reports.iter().any(|a| {
        a.report_time
            .is_some_and(|(first, end)| first <= token && token < end)
    })
}

/// True where another verb with a clause of its own stands between the trigger and `token`.
fn behind_other_verb(scene: &Scene<'_>, trigger: TokenId, token: TokenId) -> bool {
    let (low, high) = (trigger.min(token), trigger.max(token));
    (low.0 + 1..high.0).map(TokenId).any(|t| {
        t != trigger
            && scene.is_verb(t)
            && scene.head(trigger) != Some(t)
            && (scene.head(t) != Some(trigger) || is_clause_beside(scene, t))
            && matches!(
                scene.deprel(t),
                Deprel::Root
                    | Deprel::Conj
                    | Deprel::Ccomp
                    | Deprel::Advcl
                    | Deprel::Parataxis
                    | Deprel::AclRelcl
                    | Deprel::Acl
            )
    })
}

/// "positions were settled and talks were planned for May", "sent tents after a quake struck the town": a further clause with its own
/// subject.
fn is_clause_beside(scene: &Scene<'_>, verb: TokenId) -> bool {
    matches!(scene.deprel(verb), Deprel::Conj | Deprel::Advcl)
        && scene
            .children(verb)
            .any(|t| t < verb && scene.deprel(t).is_subject())
}

/// How the parties met, as far as the sentence says it: the medium and its words.
pub fn medium_of(scene: &Scene<'_>, trigger: TokenId) -> Option<(&'static str, Span)> {
    let (first, end) = clause(scene, trigger);
    let cue = |kind| {
        (first.0..end.0).map(TokenId).find_map(|t| {
            let (length, value) = scene.cue_at(kind, t)?;
            Some((value, scene.span(t, TokenId((t.0 + length).min(end.0)))))
        })
    };
    cue(CueKind::Medium).or_else(|| cue(CueKind::Remote))
}

/// Topics: noun phrases after `from` that a verb of subject matter or a preposition introduces.
pub fn topics_after(scene: &Scene<'_>, trigger: TokenId) -> Vec<Span> {
    let mut topics = Vec::new();
    let end = clause_end(scene, trigger);
    let mut at = TokenId(trigger.0 + 1);
    while at < end {
        let verb = scene
            .cue_at(CueKind::TopicVerb, at)
            .filter(|_| scene.is_verb(at));
        let noun_before = scene.upos(TokenId(at.0 - 1)) != Upos::Verb;
        let preposition = scene.cue_at(CueKind::Topic, at).filter(|_| {
            scene.upos(at) == Upos::Adp
                && noun_before
                && at.0 == trigger.0 + 1
                && scene.timex_at(TokenId((at.0 + 1).min(end.0 - 1))).is_none()
        });
        if let Some((length, _)) = verb.or(preposition) {
            topics.extend(noun_phrases(scene, TokenId(at.0 + length), end));
            break;
        }
        at = TokenId(at.0 + 1);
    }
    topics
}

/// Topics of a verb of subject matter that is itself the trigger.
pub fn topics_of(scene: &Scene<'_>, verb: TokenId) -> Vec<Span> {
    match scene.cue_at(CueKind::TopicVerb, verb) {
        Some((length, _)) => noun_phrases(scene, TokenId(verb.0 + length), clause_end(scene, verb)),
        None => Vec::new(),
    }
}

/// Noun phrases of a list from `at` on, split at commas and "and" between phrases of the same
/// level; times and the phrase "with X" end it.
fn noun_phrases(scene: &Scene<'_>, at: TokenId, end: TokenId) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = at;
    let mut token = at;
    while token < end {
        let comma = scene.word(token) == ",";
        let list_and = scene.upos(token) == Upos::Cconj
            && scene
                .head(token)
                .is_some_and(|next| begins_phrase(scene, next, at));
        let relative = matches!(scene.layers.parse.xpos(token), Xpos::WDT | Xpos::WP);
        let stop = scene.is_finite(token)
            || scene.upos(token) == Upos::Sconj && !is_aim(scene, token)
            || token > start && relative
            || token > start && begins_date(scene, token)
            || matches!(scene.word(token), "." | ";" | "“" | "”" | "\"");
        if comma || list_and || stop {
            push_phrase(scene, start, token, &mut spans);
            start = TokenId(token.0 + 1);
        }
        if stop || comma && !list_and && scene.upos(start.min(TokenId(end.0 - 1))) == Upos::Verb {
            start = end;
            break;
        }
        token = TokenId(token.0 + 1);
    }
    push_phrase(scene, start, end, &mut spans);
    spans
}

/// "steps toward ending the war": what a thing is for is part of its phrase.
fn is_aim(scene: &Scene<'_>, token: TokenId) -> bool {
    let next = TokenId(token.0 + 1);
    next < scene.sentence(token).end
        && scene.layers.parse.xpos(next) == Xpos::VBG
        && scene.cue_at(CueKind::Aim, token).is_some()
}

/// True at the first word of a date; "current" and "recent" are words of the phrase.
fn begins_date(scene: &Scene<'_>, token: TokenId) -> bool {
    scene.upos(token) != Upos::Adj
        && scene
            .timex_at(token)
            .is_some_and(|(_, timex)| timex.first == token)
}

/// True where a conjunct joins the list itself and not a pair inside one of its phrases.
fn begins_phrase(scene: &Scene<'_>, conjunct: TokenId, list: TokenId) -> bool {
    scene.deprel(conjunct) == Deprel::Conj
        && scene.upos(conjunct) != Upos::Adj
        && scene.mention_at(conjunct).is_none()
        && scene.head(conjunct).is_some_and(|first| {
            first >= list && scene.phrase_start(first) <= list.max(scene.phrase_start(first))
        })
}

fn push_phrase(scene: &Scene<'_>, first: TokenId, end: TokenId, spans: &mut Vec<Span>) {
    let mut first = first;
    while first < end && matches!(scene.upos(first), Upos::Cconj | Upos::Punct | Upos::Adp) {
        first = TokenId(first.0 + 1);
    }
    let mut end = end;
    while end > first && matches!(scene.upos(TokenId(end.0 - 1)), Upos::Punct | Upos::Cconj) {
        end = TokenId(end.0 - 1);
    }
    let has_noun =
        (first.0..end.0).any(|t| matches!(scene.upos(TokenId(t)), Upos::Noun | Upos::Propn));
    if has_noun && end.0 - first.0 <= 30 {
        spans.push(scene.span(first, end));
    }
}

/// Numbers inside a run of tokens with what they count.
pub fn counts_in(scene: &Scene<'_>, first: TokenId, end: TokenId) -> Vec<Count> {
    let mut counts = Vec::new();
    for t in (first.0..end.0).map(TokenId) {
        let Some(noun) = scene.head(t).filter(|_| scene.deprel(t) == Deprel::Nummod) else {
            continue;
        };
        if scene.timex_at(t).is_some() || noun >= end || scene.upos(noun) != Upos::Noun {
            continue;
        }
        let Some(value) = number_value(scene, t) else {
            continue;
        };
        let approximate = t > first && is_approximator(scene, TokenId(t.0 - 1));
        let what = scene
            .span(TokenId(t.0 + 1), TokenId(noun.0 + 1))
            .of(&scene.layers.document.text);
        counts.push(Count {
            value,
            what: what.to_owned(),
            approximate,
            span: scene.span(t, TokenId(noun.0.max(t.0) + 1)),
        });
    }
    counts
}

fn number_value(scene: &Scene<'_>, token: TokenId) -> Option<f64> {
    let word = scene.word(token).to_lowercase();
    let digits: String = word.chars().filter(|c| *c != ',').collect();
    digits
        .parse()
        .ok()
        .or_else(|| scene.lexicon.number(&word).map(|(_, value)| value))
}

fn is_approximator(scene: &Scene<'_>, token: TokenId) -> bool {
    let word = scene.word(token).to_lowercase();
    let two = (token.0 > 0)
        .then(|| format!("{} {word}", scene.word(TokenId(token.0 - 1)).to_lowercase()));
    std::iter::once(word.clone()).chain(two).any(|w| {
        scene
            .lexicon
            .number(&w)
            .is_some_and(|(kind, _)| kind.starts_with("approx"))
    })
}

/// "third round": the ordinal before a noun, if any.
pub fn ordinal_before(scene: &Scene<'_>, noun: TokenId) -> Option<u32> {
    let start = scene.phrase_start(noun);
    (start.0..noun.0).rev().map(TokenId).find_map(|t| {
        let word = scene.word(t).to_lowercase();
        let (kind, value) = scene.lexicon.number(&word)?;
        (kind == "ordinal").then_some(value as u32)
    })
}
