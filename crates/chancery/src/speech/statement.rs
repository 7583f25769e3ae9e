//! Statements as a whole: a text that opens with the name of a body and the word for what it is
//! ("Embassy of Chile / Press statement") is told by that body, sentence by sentence, whether or
//! not a verb of saying says so.

use super::scene::{Point, Scene};
use super::{Attribution, Quote, SpeechKind};
use crate::actors::{ActorKind, MentionId};
use chancery_nlp::{Sentence, TokenId};

/// Longest line that names the kind of text, in tokens: "Press release No. 188".
const LINE: u32 = 6;

/// Adds the attribution to the publishing body, in front of all others.
pub(super) fn whole(scene: &Scene, attributions: &mut Vec<Attribution>, quotes: &mut [Quote]) {
    let Some(statement) = statement(scene) else {
        return;
    };
    attributions.insert(0, statement);
    for attribution in &mut attributions[1..] {
        attribution.outer = attribution.outer.map(|outer| outer + 1);
    }
    for quote in quotes {
        quote.attribution = quote.attribution.map(|number| number + 1);
    }
}

fn statement(scene: &Scene) -> Option<Attribution> {
    let sentences = &scene.parse.sentences;
    let body = sentences.iter().position(|s| is_prose(scene, *s))?;
    let (head, text) = sentences.split_at(body);
    let (first, end) = head.iter().find_map(|line| kind_of_text(scene, *line))?;
    let source = head.iter().find_map(|line| publisher(scene, *line))?;
    let runs = text.iter().map(|s| (s.first, without_stop(scene, *s)));
    Some(Attribution {
        source: Some(source),
        source_span: scene.actors.mention(source).span,
        cue: scene.parse.span_of(first, end),
        cue_token: first,
        kind: SpeechKind::Say,
        content: runs.filter(|run| run.0 < run.1).collect(),
        inherited: true,
        outer: None,
        medium: None,
        report_time: None,
        recipient: None,
        recipient_span: None,
    })
}

/// A sentence with a finite verb and a full stop, no line of a heading.
fn is_prose(scene: &Scene, sentence: Sentence) -> bool {
    let last = TokenId(sentence.end.0.saturating_sub(1));
    let stop = scene.point(last) == Point::Stop;
    stop && sentence.tokens().any(|t| scene.is_finite(t))
}

/// "Press release No. 188": a short line that begins with the word for a statement.
fn kind_of_text(scene: &Scene, line: Sentence) -> Option<(TokenId, TokenId)> {
    if line.end.0 - line.first.0 > LINE {
        return None;
    }
    let mut words = String::new();
    let mut found = None;
    for token in line.tokens().take(3) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(scene.low(token));
        if scene.lexicon.is_statement(&words) {
            found = Some((line.first, TokenId(token.0 + 1)));
        }
    }
    found
}

/// The first body in a line of the heading, else a body of the text that all words of its name stand
/// for in the line ("EMBASSY OF THE REPUBLIC OF CHILE", "the Embassy of Chile").
fn publisher(scene: &Scene, line: Sentence) -> Option<MentionId> {
    let is_body = |id: &MentionId| {
        let kind = scene.actors.actor(scene.actors.mention(*id).actor).kind;
        matches!(kind, ActorKind::Org | ActorKind::Igo)
    };
    let mut inside = scene.actors.mentions_in(line.first, line.end);
    inside.find(is_body).or_else(|| {
        let all = (0..scene.actors.mentions.len() as u32).map(MentionId);
        all.filter(is_body).find(|&id| {
            let mention = scene.actors.mention(id);
            let mut words = scene.words(mention.first, mention.end);
            mention.end.0 > mention.first.0 + 1
                && words.all(|t| line.tokens().any(|l| scene.low(l) == scene.low(t)))
        })
    })
}

fn without_stop(scene: &Scene, sentence: Sentence) -> TokenId {
    let mut end = sentence.end;
    while end > sentence.first && scene.point(TokenId(end.0 - 1)) == Point::Stop {
        end.0 -= 1;
    }
    end
}
