//! Whether it happened: status and certainty from the words that govern a trigger.
//!
//! Method: climb from the trigger's verb to the verbs that govern it and let each add what its
//! auxiliaries, negation and own meaning say (`data/lang/en/status.tsv`; cues of time.md 6). An
//! outer denial or negation overrides what stands inside; else the innermost cue decides.

use super::walk::phrase_mention;
use super::words::Scene;
use super::{Certainty, Status};
use crate::speech::SpeechKind;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// "no delegation will travel".
const NO: &str = "no";

/// Names the agent of a passive.
const BY: &str = "by";

/// Status and certainty, as read so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modality {
    /// What became of it.
    pub status: Status,
    /// How sure the report is.
    pub certainty: Certainty,
}

impl Modality {
    /// Adds what a governing word says.
    pub fn under(self, status: Option<Status>, certainty: Certainty) -> Self {
        let status = match (self.status, status) {
            (inner, None) => inner,
            (_, Some(Status::Denied)) => Status::Denied,
            (Status::Denied, _) => Status::Denied,
            (_, Some(Status::DidNotHappen)) => Status::DidNotHappen,
            (Status::Happened | Status::Ongoing, Some(outer)) => outer,
            (Status::Planned, Some(Status::Possible)) => Status::Possible,
            (_, Some(Status::Conditional)) => Status::Conditional,
            (inner, _) => inner,
        };
        Modality {
            status,
            certainty: self.certainty.max(certainty),
        }
    }
}

/// The status written so in the tables.
pub fn status_named(name: &str) -> Option<Status> {
    Some(match name {
        "happened" => Status::Happened,
        "ongoing" => Status::Ongoing,
        "planned" => Status::Planned,
        "possible" => Status::Possible,
        "conditional" => Status::Conditional,
        "denied" => Status::Denied,
        "did_not_happen" => Status::DidNotHappen,
        _ => return None,
    })
}

/// The certainty written so in the tables; certain where nothing is written.
pub fn certainty_named(name: &str) -> Certainty {
    match name {
        "probable" => Certainty::Probable,
        "possible" => Certainty::Possible,
        _ => Certainty::Certain,
    }
}

/// Auxiliaries, negations and adverbs of a verb: its children in the tree and the run of such
/// words directly before it.
pub fn auxiliaries(scene: &Scene<'_>, verb: TokenId) -> Vec<TokenId> {
    let first = scene.sentence(verb).first;
    let mut found: Vec<TokenId> = scene
        .children(verb)
        .filter(|&t| {
            t < verb
                && matches!(
                    scene.deprel(t),
                    Deprel::Aux | Deprel::AuxPass | Deprel::Advmod | Deprel::Cop
                )
        })
        .collect();
    let mut at = verb;
    while at > first {
        at = TokenId(at.0 - 1);
        if !matches!(scene.upos(at), Upos::Aux | Upos::Part | Upos::Adv) || scene.word(at) == "to" {
            break;
        }
        if !found.contains(&at) {
            found.push(at);
        }
    }
    found.sort_unstable();
    found
}

/// True for "was hosted", "being hosted", and for bare participles ("talks hosted by").
pub fn is_passive(scene: &Scene<'_>, verb: TokenId) -> bool {
    let elided = scene
        .layers
        .speech
        .quotes
        .iter()
        .any(|quote| quote.elided.contains(&verb));
    if scene.layers.parse.xpos(verb) != Xpos::VBN || elided {
        return false;
    }
    let auxiliaries = auxiliaries(scene, verb);
    let forms: Vec<&str> = auxiliaries
        .iter()
        .filter(|&&t| scene.upos(t) == Upos::Aux)
        .map(|&t| scene.lemma(t))
        .collect();
    // "The two sides signed a pact", taken for a participle: it has an object of its own, or is the main verb of
    // a whole sentence.
    let active = forms.is_empty()
        && (scene.child(verb, &[Deprel::Obj]).is_some_and(|t| t > verb) || is_main(scene, verb));
    !active
        && forms
            .last()
            .is_none_or(|last| matches!(*last, "be" | "get"))
        && !(forms.is_empty() && scene.child(verb, &[Deprel::Nsubj]).is_some())
}

/// True for the root of a sentence that ends in a full stop, or the only verb of one, where no "by" follows: headlines leave
/// out the auxiliary of a passive, sentences do not.
fn is_main(scene: &Scene<'_>, verb: TokenId) -> bool {
    let sentence = scene.sentence(verb);
    let last = TokenId(sentence.end.0 - 1);
    let agent = |t: TokenId| {
        let next = TokenId(t.0 + 1);
        scene.lemma(t) == BY && next < sentence.end && phrase_mention(scene, next).is_some()
    };
    let by = (verb.0 + 1..sentence.end.0).any(|t| agent(TokenId(t)));
    let stop = matches!(scene.word(last), "." | "”" | "\"") || scene.upos(last) == Upos::Punct;
    let only = || {
        !sentence
            .tokens()
            .any(|t| scene.is_finite(t) && !scene.is_cue(t))
    };
    // "Envoys deliberated at length", taken for envoys that are deliberated.
    let of_root = || {
        let head = scene
            .head(verb)
            .filter(|_| scene.deprel(verb) == Deprel::Acl);
        head.is_some_and(|head| scene.deprel(head) == Deprel::Root)
    };
    (scene.deprel(verb) == Deprel::Root || of_root() || only()) && stop && !by
}

/// True where the verb stands as "to meet".
pub fn is_infinitive(scene: &Scene<'_>, verb: TokenId) -> bool {
    let first = scene.sentence(verb).first;
    let mut at = verb;
    while at > first {
        at = TokenId(at.0 - 1);
        if scene.upos(at) == Upos::Part && scene.lemma(at) == "to" {
            return true;
        }
        if !matches!(scene.upos(at), Upos::Aux | Upos::Part | Upos::Adv) {
            return false;
        }
    }
    false
}

/// Reads the modality of a verb from itself and all that governs it.
pub fn modality(scene: &Scene<'_>, verb: TokenId) -> Modality {
    let mut modality = own_modality(scene, verb);
    let mut at = verb;
    for _ in 0..6 {
        let Some((governor, link)) = governor_of(scene, at) else {
            break;
        };
        modality = match link {
            Link::Complement => {
                let (status, certainty) = match unreal_plan(scene, at, governor) {
                    true => (Some(Status::DidNotHappen), Certainty::Certain),
                    false => {
                        complement_cue(scene, governor, scene.layers.parse.xpos(at) == Xpos::VBG)
                    }
                };
                let outer = own_modality(scene, governor);
                let outer_status = (outer.status != Status::Happened
                    && outer.status != Status::Ongoing)
                    .then_some(outer.status);
                modality
                    .under(status, certainty)
                    .under(outer_status, outer.certainty)
            }
            Link::Shared => {
                let outer = own_modality(scene, governor);
                let inherited = (outer.status != Status::Ongoing).then_some(outer.status);
                modality.under(
                    inherited.filter(|s| *s != Status::Happened),
                    outer.certainty,
                )
            }
        };
        at = governor;
    }
    spoken(scene, verb, modality)
}

/// "were to have met": a plan told in the perfect did not come about.
fn unreal_plan(scene: &Scene<'_>, verb: TokenId, governor: TokenId) -> bool {
    scene.upos(governor) == Upos::Aux
        && auxiliaries(scene, verb)
            .iter()
            .any(|&t| t > governor && scene.lemma(t) == "have")
}

/// How a verb hangs on the one above it.
enum Link {
    /// "is preparing to hold"
    Complement,
    /// "will meet him and sign": auxiliaries are shared.
    Shared,
}

/// The verb above, if its meaning reaches down; clauses of reported speech are `spoken`'s.
fn governor_of(scene: &Scene<'_>, verb: TokenId) -> Option<(TokenId, Link)> {
    if is_infinitive(scene, verb)
        && let Some(before) = verb_before_to(scene, verb)
    {
        return Some((over_phrase(scene, verb, before), Link::Complement));
    }
    let head = scene.head(verb)?;
    let verbal = scene.is_verb(head) || scene.upos(head) == Upos::Aux;
    match scene.deprel(verb) {
        Deprel::Xcomp => Some((head, Link::Complement)),
        // "balked at signing", "barred it from joining"
        Deprel::Advcl if verbal && is_hindered(scene, verb, head) => Some((head, Link::Complement)),
        // "stopped short of accusing", "close to signing"
        Deprel::Advcl | Deprel::Acl | Deprel::Ccomp if is_weighed(scene, verb, head) => {
            Some((head, Link::Complement))
        }
        // "dropped plans to supply": from the plans on.
        Deprel::Obj | Deprel::NsubjPass if verbal && is_given_up(scene, verb, head) => {
            Some((head, Link::Complement))
        }
        // "plans to visit Cairo to consult X": as sure as what it is done for.
        Deprel::Advcl if verbal && is_infinitive(scene, verb) => Some((head, Link::Shared)),
        Deprel::Conj if verbal && !scene.is_finite(verb) => {
            let own = auxiliaries(scene, verb)
                .iter()
                .any(|&t| scene.upos(t) == Upos::Aux);
            (!own
                && scene
                    .child(verb, &[Deprel::Nsubj, Deprel::NsubjPass])
                    .is_none())
            .then_some((head, Link::Shared))
        }
        _ => None,
    }
}

/// A gerund behind a preposition under a verb that says what becomes of it.
fn is_hindered(scene: &Scene<'_>, gerund: TokenId, verb: TokenId) -> bool {
    scene.layers.parse.xpos(gerund) == Xpos::VBG
        && scene.child(gerund, &[Deprel::Mark, Deprel::Case]).is_some()
        && scene
            .lexicon
            .status_cue(GERUND, scene.lemma(verb))
            .is_some()
}

/// A gerund behind a preposition under an adjective that says what becomes of it.
fn is_weighed(scene: &Scene<'_>, gerund: TokenId, head: TokenId) -> bool {
    matches!(scene.upos(head), Upos::Adj | Upos::Adv)
        && scene.layers.parse.xpos(gerund) == Xpos::VBG
        && scene.child(gerund, &[Deprel::Mark, Deprel::Case]).is_some()
        && [GERUND, ADJECTIVE]
            .iter()
            .any(|kind| scene.lexicon.status_cue(kind, scene.lemma(head)).is_some())
}

/// A noun of what is planned or tried, under a verb by which nothing comes of it.
fn is_given_up(scene: &Scene<'_>, noun: TokenId, verb: TokenId) -> bool {
    let cue = |kind: &str, t: TokenId| scene.lexicon.status_cue(kind, scene.lemma(t));
    let dropped = cue("verb", verb).is_some_and(|(status, _)| status == "did_not_happen");
    dropped && scene.upos(noun) == Upos::Noun && cue("noun", noun).is_some()
}

/// Kind of a cue that is an adjective.
const ADJECTIVE: &str = "adjective";

/// Kind of a cue that is a verb before a gerund.
const GERUND: &str = "verb_ing";

/// The word that governs "to VERB" when it stands directly before: "preparing to hold".
fn verb_before_to(scene: &Scene<'_>, verb: TokenId) -> Option<TokenId> {
    let first = scene.sentence(verb).first;
    let mut at = verb;
    while at > first {
        at = TokenId(at.0 - 1);
        match scene.upos(at) {
            Upos::Part | Upos::Adv => {}
            Upos::Aux if scene.lemma(at) == "be" && scene.is_finite(at) => return Some(at),
            Upos::Aux => {}
            Upos::Verb | Upos::Adj | Upos::Noun => return Some(at),
            _ => return None,
        }
    }
    None
}

/// "agreed in principle to send": the verb, where what stands before "to" is a phrase of that verb.
fn over_phrase(scene: &Scene<'_>, infinitive: TokenId, before: TokenId) -> TokenId {
    let phrase = scene.upos(before) == Upos::Noun && scene.preposition(before).is_some();
    let link = matches!(scene.deprel(infinitive), Deprel::Xcomp | Deprel::Advcl);
    let head = scene
        .head(infinitive)
        .filter(|&head| phrase && link && scene.is_verb(head));
    head.unwrap_or(before)
}

/// What a governing word says of its infinitive or gerund.
pub(super) fn complement_cue(
    scene: &Scene<'_>,
    governor: TokenId,
    gerund: bool,
) -> (Option<Status>, Certainty) {
    let lemma = scene.lemma(governor);
    let kinds: &[&str] = match scene.upos(governor) {
        Upos::Noun => &["noun"],
        Upos::Adj if gerund => &[GERUND, ADJECTIVE],
        Upos::Adj => &[ADJECTIVE],
        _ if gerund => &[GERUND, "verb_inf", "verb"],
        _ => &["verb_inf", "verb"],
    };
    // "was expected": tables may list the participle as an adjective.
    let form = scene.lower(governor);
    kinds
        .iter()
        .find_map(|kind| scene.lexicon.status_cue(kind, lemma))
        .or_else(|| scene.lexicon.status_cue(ADJECTIVE, form))
        .map_or((None, Certainty::Certain), |(status, certainty)| {
            (status_named(status), certainty_named(certainty))
        })
}

/// What a verb's own auxiliaries, negation and adverbs say.
fn own_modality(scene: &Scene<'_>, verb: TokenId) -> Modality {
    let mut modality = Modality::default();
    let auxiliaries = auxiliaries(scene, verb);
    let progressive = scene.layers.parse.xpos(verb) == Xpos::VBG
        && auxiliaries.iter().any(|&t| scene.lemma(t) == "be");
    if progressive {
        modality.status = Status::Ongoing;
    }
    for &t in &auxiliaries {
        let form = scene.lower(t);
        let lemma = scene.lemma(t);
        let kinds: &[&str] = if reported(scene, verb) {
            &["modal_reported", "modal", "negation", "adverb"]
        } else {
            &["modal", "negation", "adverb"]
        };
        let cue = kinds.iter().find_map(|kind| {
            let lexicon = scene.lexicon;
            lexicon
                .status_cue(kind, form)
                .or_else(|| lexicon.status_cue(kind, lemma))
        });
        if let Some((status, certainty)) = cue {
            modality = modality.under(status_named(status), certainty_named(certainty));
        }
    }
    if let Some((status, certainty)) = before_to(scene, verb) {
        modality = modality.under(status_named(status), certainty_named(certainty));
    }
    let neither = scene.children(verb).any(|t| {
        scene.upos(t) == Upos::Cconj
            && scene
                .lexicon
                .status_cue("negation", scene.lower(t))
                .is_some()
    });
    if neither {
        modality = modality.under(Some(Status::DidNotHappen), Certainty::Certain);
    }
    let none = scene
        .children(verb)
        .filter(|&t| scene.deprel(t).is_subject())
        .any(|t| scene.lower(scene.phrase_start(t)) == NO);
    if none {
        modality = modality.under(Some(Status::DidNotHappen), Certainty::Certain);
    }
    if scene.is_diary && is_present(scene, verb) {
        modality = modality.under(Some(Status::Planned), Certainty::Certain);
    }
    if conditional(scene, verb) || has_condition(scene, verb) {
        modality = modality.under(Some(Status::Conditional), Certainty::Certain);
    }
    modality
}

/// "has yet to meet": what the adverb before an infinitive says with its "to".
fn before_to(scene: &Scene<'_>, verb: TokenId) -> Option<(&'static str, &'static str)> {
    let sentence = scene.sentence(verb);
    let mut run = (sentence.first.0..verb.0).rev().map(TokenId);
    let to = run.find(|&t| !matches!(scene.upos(t), Upos::Aux | Upos::Adv))?;
    let adverb = TokenId(to.0.checked_sub(1)?);
    let told = scene.lower(to) == "to" && adverb >= sentence.first;
    if !told || scene.upos(adverb) != Upos::Adv {
        return None;
    }
    let words = format!("{} to", scene.lower(adverb));
    scene.lexicon.status_cue("negation", &words)
}

/// True inside what a source says, where "would" is the future of the past.
fn reported(scene: &Scene<'_>, verb: TokenId) -> bool {
    !scene.layers.speech.chain(verb).is_empty()
}

/// "hosts", "meet": the present tense without an auxiliary.
pub(super) fn is_present(scene: &Scene<'_>, verb: TokenId) -> bool {
    let present = matches!(scene.layers.parse.xpos(verb), Xpos::VBZ | Xpos::VBP);
    present && !scene.lexicon.is_irregular_past(scene.lower(verb))
}

/// "untrue the report that X had met Y": a noun of saying that the sentence calls untrue.
fn called_untrue(scene: &Scene<'_>, verb: TokenId) -> bool {
    let noun = scene
        .head(verb)
        .filter(|&head| scene.upos(head) == Upos::Noun);
    let content = matches!(
        scene.deprel(verb),
        Deprel::Acl | Deprel::Ccomp | Deprel::AclRelcl
    );
    let denied = |t: TokenId| {
        let cue = scene.lexicon.status_cue("phrase", scene.lower(t));
        cue.is_some_and(|(status, _)| status == "denied")
    };
    noun.is_some() && content && scene.sentence(verb).tokens().any(denied)
}

/// "could recognise it if ...": a modal with an if-clause of its own.
fn has_condition(scene: &Scene<'_>, verb: TokenId) -> bool {
    let modal = auxiliaries(scene, verb)
        .iter()
        .any(|&t| scene.layers.parse.xpos(t) == Xpos::MD);
    let clauses = || {
        scene
            .children(verb)
            .filter(|&t| scene.deprel(t) == Deprel::Advcl)
    };
    modal && clauses().any(|clause| conditional(scene, clause))
}

/// True inside an if-clause.
fn conditional(scene: &Scene<'_>, verb: TokenId) -> bool {
    scene
        .children(verb)
        .filter(|&t| scene.deprel(t) == Deprel::Mark)
        .any(|t| {
            scene
                .lexicon
                .status_cue("conjunction", scene.lemma(t))
                .is_some_and(|(status, _)| status == "conditional")
        })
}

/// What the act of saying does to its content: a denial denies it, a belief makes it probable.
fn spoken(scene: &Scene<'_>, verb: TokenId, modality: Modality) -> Modality {
    if called_untrue(scene, verb) {
        return modality.under(Some(Status::Denied), Certainty::Certain);
    }
    let Some(&innermost) = scene.layers.speech.chain(verb).first() else {
        return modality;
    };
    match scene.layers.speech.attributions[innermost as usize].kind {
        SpeechKind::Deny => modality.under(Some(Status::Denied), Certainty::Certain),
        SpeechKind::Think => modality.under(None, Certainty::Probable),
        _ => modality,
    }
}
