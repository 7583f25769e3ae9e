//! Quotes: paired marks told apart into direct speech, quoted parts of reported speech, and names;
//! and who speaks where no cue says so.
//!
//! A pair inside the content of an attribution is that source's. A pair outside is speech where its
//! words are a full clause: then the speaker is the one of the neighbouring quote in the paragraph,
//! the subject of the sentence before, or by turns in a dialogue. Capitalised words without a verb
//! are a name and make no quote.

use super::lexicon::Role;
use super::phrase::{phrase_after, phrase_before};
use super::scene::{Point, Scene};
use super::{Attribution, Quote, QuoteKind, SpeechKind};
use chancery_nlp::{Deprel, Span, TokenId, Upos, Xpos};

/// How many attributions around a pair are looked at: keeps the stage linear.
const NEIGHBOURS: usize = 24;

/// Direct and mixed quotes, in order; a direct quote without a cue also gets an attribution that is
/// inherited from the quote or sentence that tells its speaker.
pub(super) fn find_quotes(scene: &Scene, attributions: &mut Vec<Attribution>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut added: Vec<Attribution> = Vec::new();
    for pair in 0..scene.marks.0.len() {
        let (first, end) = scene.pair_tokens[pair];
        if first >= end {
            continue;
        }
        if let Some(at) = holder(scene, attributions, pair) {
            quotes.extend(attributed(scene, pair, at, &attributions[at]));
        } else if stands_alone(scene, pair) {
            let model = turn(scene, pair, &quotes, (attributions, &added));
            let quote = alone(scene, pair, model.as_ref());
            added.extend(model);
            quotes.push(quote);
        }
    }
    merge(attributions, added, &mut quotes);
    quotes
}

/// Sorts the added attributions in and renumbers what points at them.
fn merge(attributions: &mut Vec<Attribution>, added: Vec<Attribution>, quotes: &mut [Quote]) {
    if added.is_empty() {
        return;
    }
    let old = std::mem::take(attributions);
    let mut all: Vec<(Option<u32>, Attribution)> = old
        .into_iter()
        .enumerate()
        .map(|(number, attribution)| (Some(number as u32), attribution))
        .collect();
    all.extend(added.into_iter().map(|attribution| (None, attribution)));
    all.sort_by_key(|(_, a)| (a.cue_token, a.inherited, a.content.first().copied()));
    let mut moved = std::collections::BTreeMap::new();
    for (new, (number, _)) in all.iter().enumerate() {
        if let Some(number) = number {
            moved.insert(*number, new as u32);
        }
    }
    for (_, attribution) in &mut all {
        attribution.outer = attribution.outer.and_then(|o| moved.get(&o).copied());
    }
    *attributions = all
        .into_iter()
        .map(|(_, attribution)| attribution)
        .collect();
    for quote in quotes {
        quote.attribution = match quote.attribution {
            Some(number) => moved.get(&number).copied(),
            None => attributions
                .iter()
                .position(|a| {
                    a.inherited
                        && a.content
                            .first()
                            .is_some_and(|r| r.0 <= quote.tokens.0 && quote.tokens.0 < r.1)
                })
                .map(|at| at as u32),
        };
    }
}

/// The attribution whose content holds a pair and whose cue stands outside: the smallest.
fn holder(scene: &Scene, attributions: &[Attribution], pair: usize) -> Option<usize> {
    let (first, end) = scene.pair_tokens[pair];
    let middle = attributions.partition_point(|a| a.cue_token < first);
    let from = middle.saturating_sub(NEIGHBOURS);
    let to = attributions.len().min(middle + NEIGHBOURS);
    (from..to)
        .filter(|&at| scene.pair(attributions[at].cue_token) != Some(pair))
        .filter_map(|at| {
            let run = attributions[at]
                .content
                .iter()
                .find(|run| run.0 <= first && first < run.1 || run.0 < end && first <= run.0)?;
            let depth = attributions[at].outer.is_none();
            Some((run.1.0 - run.0.0, depth, at))
        })
        .min()
        .map(|(_, _, at)| at)
}

fn attributed(
    scene: &Scene,
    pair: usize,
    number: usize,
    attribution: &Attribution,
) -> Option<Quote> {
    let direct = is_direct(scene, pair, attribution);
    if !direct && (scene.is_name(pair) || is_named(scene, pair)) {
        return None;
    }
    let mut quote = bare(scene, pair, direct);
    quote.speaker = attribution.source;
    quote.speaker_span = (!attribution.source_span.is_empty()).then_some(attribution.source_span);
    quote.cue = Some(attribution.cue);
    quote.attribution = Some(number as u32);
    if direct {
        quote.elided = elided(scene, pair);
    }
    quote.elided_subject = !quote.elided.is_empty();
    Some(quote)
}

fn bare(scene: &Scene, pair: usize, direct: bool) -> Quote {
    Quote {
        kind: if direct {
            QuoteKind::Direct
        } else {
            QuoteKind::Mixed
        },
        span: scene.marks.0[pair].inner,
        tokens: scene.pair_tokens[pair],
        speaker: None,
        speaker_span: None,
        cue: None,
        attribution: None,
        elided: Vec::new(),
        elided_subject: false,
    }
}

/// A quotation that is a clause of its own, and no part of the sentence around it.
fn is_direct(scene: &Scene, pair: usize, attribution: &Attribution) -> bool {
    let (first, end) = scene.outer_tokens(pair);
    let (inner, inner_end) = scene.pair_tokens[pair];
    let last = TokenId(inner_end.0 - 1);
    let pointed = scene.point(last) != Point::Word;
    let clause = scene.words(inner, inner_end).any(|t| scene.is_finite(t));
    let capital = scene
        .word(inner)
        .chars()
        .next()
        .is_some_and(char::is_uppercase);
    let whole = attribution
        .content
        .iter()
        .any(|run| run.0 >= first && run.1 <= TokenId(end.0 + 1));
    let at_start = starts_clause(scene, first, attribution);
    // "said it could pass, “as most things do.”": the end of a clause that began outside.
    let inside = attribution
        .content
        .iter()
        .any(|run| run.0 < first && first < run.1 && scene.has_verb(run.0, first));
    if !at_start || inside && !capital {
        return false;
    }
    let words = scene.words(inner, inner_end).count();
    clause && (capital || pointed || whole)
        || pointed && whole && words > 0
        || pointed && capital && words > 1
}

/// True where nothing of the sentence around leads into the quotation.
fn starts_clause(scene: &Scene, open: TokenId, attribution: &Attribution) -> bool {
    let Some(before) = open.0.checked_sub(1).map(TokenId) else {
        return true;
    };
    // Live reports put the hour before the words.
    let hour = (scene.sentence(open).first.0..open.0)
        .map(TokenId)
        .all(|t| scene.upos(t) == Upos::Num);
    let fresh = hour || scene.region(before) != scene.region(open);
    let point = matches!(
        scene.point(before),
        Point::Comma | Point::Colon | Point::Dash | Point::Stop | Point::Close
    );
    let cue = scene.parse.span(before).end == attribution.cue.end;
    fresh || point || cue
}

/// A verb of naming stands right before the marks.
fn is_named(scene: &Scene, pair: usize) -> bool {
    let (open, _) = scene.outer_tokens(pair);
    open.0
        .checked_sub(1)
        .is_some_and(|before| scene.has(TokenId(before), Role::Naming))
        && !scene
            .words(scene.pair_tokens[pair].0, scene.pair_tokens[pair].1)
            .any(|t| scene.is_finite(t))
}

/// A full clause between marks that no attribution holds.
fn stands_alone(scene: &Scene, pair: usize) -> bool {
    let (first, end) = scene.pair_tokens[pair];
    let (open, _) = scene.outer_tokens(pair);
    let words = scene.words(first, end).count();
    let finite = scene.words(first, end).any(|t| scene.is_finite(t));
    let pointed = scene.point(TokenId(end.0 - 1)) != Point::Word;
    let fresh = scene.sentence(open).first == open
        || open.0 > 0
            && matches!(
                scene.point(TokenId(open.0 - 1)),
                Point::Colon | Point::Stop | Point::Close
            );
    !scene.is_title_case(pair) && (fresh && pointed && words > 2 || fresh && finite && words > 3)
}

/// The attribution that a quotation without a cue inherits, with the quotation as its content.
fn turn(
    scene: &Scene,
    pair: usize,
    quotes: &[Quote],
    (attributions, added): (&[Attribution], &[Attribution]),
) -> Option<Attribution> {
    let (open, end) = scene.outer_tokens(pair);
    let model = continued(scene, pair, quotes, attributions)
        .or_else(|| continues_added(scene, pair, quotes, added))
        .or_else(|| neighbour(scene, open, attributions))
        .or_else(|| after_subject(scene, open))
        .or_else(|| by_turns(scene, open, quotes, attributions))?;
    Some(Attribution {
        content: vec![(open, end)],
        inherited: true,
        outer: None,
        report_time: None,
        ..model
    })
}

/// The same where the quotation before has no cue either.
fn continues_added(
    scene: &Scene,
    pair: usize,
    quotes: &[Quote],
    added: &[Attribution],
) -> Option<Attribution> {
    let before = scene.marks.0[pair.checked_sub(1)?];
    let open = before.continues && quotes.last().is_some_and(|q| q.span == before.inner);
    added.last().filter(|_| open).cloned()
}

/// The quotation before was left open at the end of its paragraph: the same speaker goes on.
fn continued(
    scene: &Scene,
    pair: usize,
    quotes: &[Quote],
    attributions: &[Attribution],
) -> Option<Attribution> {
    let before = scene.marks.0[pair.checked_sub(1)?];
    let last = quotes
        .last()
        .filter(|q| before.continues && q.span == before.inner)?;
    let number = last.attribution;
    let held = number
        .and_then(|number| attributions.get(number as usize))
        .cloned();
    held.or_else(|| neighbour(scene, last.tokens.0, attributions))
}

/// The source that spoke last, or speaks next, in the same paragraph.
fn neighbour(scene: &Scene, open: TokenId, attributions: &[Attribution]) -> Option<Attribution> {
    let region = scene.region(open);
    let middle = attributions.partition_point(|a| a.cue_token < open);
    let speaks = |a: &&Attribution| {
        scene.region(a.cue_token) == region
            && scene.quoted(a.cue_token).is_none()
            && !a.source_span.is_empty()
            && !matches!(a.kind, SpeechKind::Think | SpeechKind::Ask)
    };
    let before = attributions[..middle].iter().rev().take(4).find(speaks);
    let after = attributions[middle..].iter().take(2).find(speaks);
    before.or(after).cloned()
}

/// "Umerov was calm. “We will see.”": the subject of the sentence before, in the paragraph; after
/// a colon also of the line before ("Umerov, on the platform:").
fn after_subject(scene: &Scene, open: TokenId) -> Option<Attribution> {
    let before = TokenId(open.0.checked_sub(1)?);
    let colon = scene.point(before) == Point::Colon;
    let host = scene.sentence(before);
    if scene.region(before) != scene.region(open) && !colon {
        return None;
    }
    let verb = host
        .tokens()
        .find(|&t| t < open && scene.is_finite(t) && scene.quoted(t).is_none());
    let source = match verb {
        Some(verb) => phrase_before(scene, super::cues::before_verb(scene, verb).at)?.0,
        None if colon => phrase_after(scene, host.first)?,
        None => return None,
    };
    let cue = verb.unwrap_or(before);
    let mention = source.mention(scene)?;
    Some(Attribution {
        source: Some(mention),
        source_span: source.span(scene),
        cue: Span::default(),
        cue_token: cue,
        kind: SpeechKind::Say,
        content: Vec::new(),
        inherited: true,
        outer: None,
        medium: None,
        report_time: None,
        recipient: None,
        recipient_span: None,
    })
}

/// A paragraph that is all quotation goes on with the last speaker; where the two before it were
/// such paragraphs of two speakers, with the first of them.
fn by_turns(
    scene: &Scene,
    open: TokenId,
    quotes: &[Quote],
    attributions: &[Attribution],
) -> Option<Attribution> {
    let region = scene.region(open);
    let mut direct = quotes.iter().rev().filter(|q| q.kind == QuoteKind::Direct);
    let last = direct.next()?;
    let near = region.saturating_sub(scene.region(last.tokens.0)) <= 2;
    let previous = direct.next().filter(|q| {
        let apart = scene
            .region(last.tokens.0)
            .saturating_sub(scene.region(q.tokens.0));
        apart == 1 && q.speaker != last.speaker && q.speaker.is_some()
    });
    let alone = |q: &Quote| scene.sentence(q.tokens.0).first.0 + 1 >= q.tokens.0.0;
    let chosen = match previous {
        Some(previous) if alone(last) && alone(previous) && last.cue.is_none() => previous,
        _ => last,
    };
    if !near || chosen.speaker.is_none() {
        return None;
    }
    let number = chosen.attribution? as usize;
    attributions
        .get(number)
        .filter(|a| a.source == chosen.speaker)
        .cloned()
}

fn alone(scene: &Scene, pair: usize, model: Option<&Attribution>) -> Quote {
    let mut quote = bare(scene, pair, true);
    quote.speaker = model.and_then(|m| m.source);
    quote.speaker_span = model.map(|m| m.source_span);
    quote.elided = elided(scene, pair);
    quote.elided_subject = quote.speaker.is_some() && !quote.elided.is_empty();
    quote
}

/// Verbs at the start of a sentence of the quotation that have no subject: the speaker acts.
fn elided(scene: &Scene, pair: usize) -> Vec<TokenId> {
    let (first, end) = scene.pair_tokens[pair];
    let mut verbs = Vec::new();
    let mut token = first;
    while token < end {
        let sentence = scene.sentence(token);
        if is_elided(scene, token, sentence.end.min(end)) {
            verbs.push(token);
            verbs.extend(joined(scene, token, sentence.end.min(end)));
        }
        token = sentence.end.max(TokenId(token.0 + 1));
    }
    verbs
}

/// A past tense or participle at the very start, in a sentence that asks nothing.
fn is_elided(scene: &Scene, token: TokenId, end: TokenId) -> bool {
    let tagged = matches!(scene.xpos(token), Xpos::VBD | Xpos::VBN);
    // A capital can hide the tense from the tagger; "met" is nothing but past.
    let past = (tagged
        || scene
            .lexicon
            .is_past_form(&scene.word(token).to_lowercase()))
        && matches!(scene.upos(token), Upos::Verb | Upos::Aux);
    let subject = scene
        .parse
        .child(token, &[Deprel::Nsubj, Deprel::NsubjPass]);
    let asks = end > token && scene.word(TokenId(end.0 - 1)).starts_with('?');
    // "Asked about it, he left": a comma and a later finite verb make it a participle.
    let comma = (token.0..end.0)
        .map(TokenId)
        .find(|&t| scene.point(t) == Point::Comma);
    let later = comma.is_some_and(|c| {
        (c.0 + 1..end.0.min(c.0 + 6))
            .map(TokenId)
            .any(|t| scene.is_finite(t))
            && scene.opens_phrase(TokenId(c.0 + 1))
    });
    let participle = later && scene.xpos(token) == Xpos::VBN;
    past && !asks && !participle && subject.is_none_or(|s| s > token)
}

/// Verbs joined to an elided one: "Met the envoy and discussed the plan".
fn joined(scene: &Scene, verb: TokenId, end: TokenId) -> Vec<TokenId> {
    (verb.0 + 1..end.0)
        .map(TokenId)
        .filter(|&t| {
            let before = TokenId(t.0 - 1);
            matches!(scene.xpos(t), Xpos::VBD | Xpos::VBN)
                && scene.upos(t) == Upos::Verb
                && (scene.upos(before) == Upos::Cconj
                    || scene.point(before) == Point::Comma && scene.parse.deprel(t) == Deprel::Conj)
        })
        .collect()
}

/// Inside a direct quotation "I" and "we" are the speaker where the actors' stage left them open.
pub(super) fn first_persons(scene: &Scene, quotes: &[Quote], attributions: &mut [Attribution]) {
    for attribution in attributions {
        let first = attribution.source_span;
        let own = scene
            .lexicon
            .has(&first.of(scene.text).to_lowercase(), Role::Own1st);
        if attribution.source.is_some() || !own {
            continue;
        }
        let after = quotes.partition_point(|q| q.span.end <= first.start);
        let quote = quotes.get(after).filter(|q| q.span.contains(first));
        attribution.source = quote.and_then(|q| q.speaker);
    }
}

/// Adds indirect quotes: clauses that a source says, without marks of their own.
pub(super) fn with_indirect(
    scene: &Scene,
    quotes: Vec<Quote>,
    attributions: &[Attribution],
) -> Vec<Quote> {
    let mut all = quotes;
    let marked: std::collections::BTreeSet<u32> = all
        .iter()
        .filter(|q| q.kind == QuoteKind::Direct)
        .filter_map(|q| q.attribution)
        .collect();
    for (number, attribution) in attributions.iter().enumerate() {
        let said = attribution.kind != SpeechKind::Think && !attribution.inherited;
        if !said || marked.contains(&(number as u32)) || attribution.source_span.is_empty() {
            continue;
        }
        for &(first, end) in &attribution.content {
            if !scene.has_verb(first, end) {
                continue;
            }
            all.push(Quote {
                kind: QuoteKind::Indirect,
                span: scene.parse.span_of(first, end),
                tokens: (first, end),
                speaker: attribution.source,
                speaker_span: Some(attribution.source_span),
                cue: Some(attribution.cue),
                attribution: Some(number as u32),
                elided: Vec::new(),
                elided_subject: false,
            });
        }
    }
    all.sort_by_key(|q| (q.span.start, q.span.end, q.kind == QuoteKind::Indirect));
    all
}
