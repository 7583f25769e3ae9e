//! What is only asked for, threatened or protested over is no happening of its own.
//!
//! "Urged Peru to free the crew" is a demand and no release, "threatened to shell the port" no
//! shelling; "marched, demanding new elections" is a protest and no demand (rule 19).

use super::Status;
use super::status::is_infinitive;
use super::told::Told;
use super::words::Scene;
use chancery_nlp::{Deprel, Sentence, TokenId, Xpos};

/// Words behind a demand or a threat among which its content begins.
const REACH: u32 = 14;

/// The preposition of what is asked for.
const FOR: &str = "for";

/// What was told, without the contents of demands and threats and without the demands of protests.
pub(super) fn without_contents(scene: &Scene<'_>, told: Vec<Told>) -> Vec<Told> {
    let outer: Vec<(Sentence, TokenId, &str)> = told
        .iter()
        .filter(|told| told.stands)
        .filter_map(|told| {
            let at = told.claim.trigger;
            let act = type_of(scene, told);
            matches!(act, "PROTEST" | "REJECT" | "REQUEST" | "THREATEN")
                .then(|| (scene.sentence(at), at, act))
        })
        .collect();
    let is_content = |told: &Told| {
        let inner = told.claim.trigger;
        let within = outer
            .iter()
            .filter(|(sentence, at, _)| *at != inner && sentence.contains(inner));
        within.into_iter().any(|&(_, at, act)| match act {
            "PROTEST" => {
                type_of(scene, told) == "REQUEST" && scene.layers.parse.xpos(inner) == Xpos::VBG
            }
            "REJECT" | "THREATEN" if !scene.is_verb(inner) => false,
            "THREATEN" => asked_for(scene, at, inner) || threatened(scene, at, inner),
            _ => asked_for(scene, at, inner),
        })
    };
    let kept: Vec<bool> = told.iter().map(|told| !is_content(told)).collect();
    let mut kept = kept.into_iter();
    told.into_iter()
        .filter(|_| kept.next().unwrap_or(true))
        .collect()
}

/// What was told, without confirmations and denials that are not made: "would neither confirm nor deny it".
pub(super) fn without_unsaid(scene: &Scene<'_>, told: Vec<Told>) -> Vec<Told> {
    let made = |told: &Told| {
        let negative = scene.lexicon.frames[told.claim.frame].status == Status::Happened.as_str();
        let status = told.claim.status;
        negative || matches!(status, Status::Happened | Status::Ongoing | Status::Planned)
    };
    told.into_iter()
        .filter(|told| type_of(scene, told) != "STATE" || made(told))
        .collect()
}

fn type_of<'s>(scene: &Scene<'s>, told: &Told) -> &'s str {
    &scene.lexicon.frames[told.claim.frame].codes.event_type
}

/// True for an infinitive behind the words of a demand with no verb of its own clause between, for the noun of
/// "called for" and for its object.
fn asked_for(scene: &Scene<'_>, outer: TokenId, inner: TokenId) -> bool {
    if inner <= outer || inner.0 - outer.0 > REACH {
        return false;
    }
    if !scene.is_verb(inner) {
        if scene.governing_verb(inner) == Some((outer, Deprel::Obj)) {
            // "demanded talks", not "launched an appeal"
            return scene.governor(outer).is_none();
        }
        let case = scene.preposition(inner);
        return case.is_some_and(|case| case > outer && scene.lemma(case) == FOR);
    }
    let between = || (outer.0 + 1..inner.0).map(TokenId);
    is_infinitive(scene, inner) && !between().any(|t| scene.is_finite(t))
}

/// "warned that it would target bases": the verb of the clause that a threat governs.
fn threatened(scene: &Scene<'_>, outer: TokenId, inner: TokenId) -> bool {
    scene.head(inner) == Some(outer) && scene.deprel(inner) == Deprel::Ccomp
}
