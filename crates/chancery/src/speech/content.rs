//! The content of an attribution: runs of tokens that the source vouches for.
//!
//! Content stands after the cue ("X said that ..."), before it ("..., X said"), or on both sides.
//! It ends where a further act of saying with a source of its own or a shared one begins.

use super::cues::{Cue, Follow, Form, Side};
use super::lexicon::Role;
use super::scene::{Point, Scene};
use chancery_data::schema::SpeechKind as Act;
use chancery_nlp::{Deprel, TokenId, Upos, Xpos};

/// A run of tokens: first, one past last.
pub(super) type Run = (TokenId, TokenId);

/// Runs of the content of the cue at `at`, in order.
pub(super) fn content_of(scene: &Scene, cues: &[Cue], at: usize) -> Vec<Run> {
    let cue = &cues[at];
    let mut runs = match cue.form {
        Form::Prefix | Form::Own => around(scene, cues, at),
        Form::Hearsay => hearsay(scene, cues, at),
        Form::Verb(_) => verb_content(scene, cues, at),
    };
    runs.retain(|run| run.0 < run.1);
    runs
}

fn verb_content(scene: &Scene, cues: &[Cue], at: usize) -> Vec<Run> {
    let cue = &cues[at];
    match cue.after.follow {
        Follow::Clause(start) if is_phrase(scene, cue, start) => {
            vec![(
                start,
                phrase_end(scene, start, right_end(scene, cues, at, start)),
            )]
        }
        Follow::That(start) | Follow::Clause(start) => {
            vec![(start, right_end(scene, cues, at, start))]
        }
        Follow::Noun(start) => vec![(start, noun_end(scene, cues, at, start))],
        Follow::Quote(mark) if !closes_quote(scene, cue) => {
            let left = left_run(scene, cues, at);
            let quote = (mark, right_end(scene, cues, at, mark));
            left.into_iter().chain([quote]).collect()
        }
        // "..., underscoring the need for talks": a participle has nothing before it.
        Follow::End(_) if cue.side == Side::Shared => Vec::new(),
        Follow::End(_) | Follow::Quote(_) => around(scene, cues, at),
    }
}

/// An infinitive, or what somebody is accused of: no clause with a subject of its own.
fn is_phrase(scene: &Scene, cue: &Cue, start: TokenId) -> bool {
    let accuses = matches!(cue.form, Form::Verb(frame) if frame.act == Act::Accuse);
    scene.xpos(start) == Xpos::TO || accuses && cue.after.hearer.is_some()
}

/// Such words end with the first comma or semicolon outside marks.
fn phrase_end(scene: &Scene, start: TokenId, end: TokenId) -> TokenId {
    let stops = |t: &TokenId| matches!(scene.point(*t), Point::Comma | Point::Semicolon);
    let stop = (start.0..end.0)
        .map(TokenId)
        .find(|t| stops(t) && scene.quoted(*t).is_none());
    stop.unwrap_or(end)
}

/// True where a quotation ends right before source and cue.
fn closes_quote(scene: &Scene, cue: &Cue) -> bool {
    quote_before(scene, cue.opens).is_some()
}

/// The pair that closes right before `token`, a comma apart.
pub(super) fn quote_before(scene: &Scene, token: TokenId) -> Option<usize> {
    let mut before = TokenId(token.0.checked_sub(1)?);
    if matches!(scene.point(before), Point::Comma | Point::Dash) && before.0 > 0 {
        before.0 -= 1;
    }
    let close = scene.point(before) == Point::Close;
    let pair = scene.quoted(before).filter(|_| close)?;
    // A quotation that ends with a full stop has nothing to do with the sentence after it.
    let fresh = token >= scene.end() || scene.sentence(token).first == token;
    let last = scene.pair_tokens[pair].1.0.checked_sub(1).map(TokenId);
    let stopped = last.is_some_and(|t| scene.word(t).ends_with('.'));
    (!(fresh && stopped)).then_some(pair)
}

/// Content before the cue, and after it where the sentence goes on.
fn around(scene: &Scene, cues: &[Cue], at: usize) -> Vec<Run> {
    let cue = &cues[at];
    let mut runs = Vec::new();
    runs.extend(left_run(scene, cues, at));
    if matches!(cue.form, Form::Verb(_)) && runs.is_empty() {
        let split = split_clause(scene, cues, at);
        return split.unwrap_or_else(|| quote_after(scene, cues, at).into_iter().collect());
    }
    if let Some(run) = unmarked_run(scene, cues, at).filter(|_| runs.is_empty()) {
        return vec![run];
    }
    let close = close_of(scene, cue);
    let next = TokenId(close.0 + 1);
    if close >= scene.end() {
        return runs;
    }
    match scene.point(close) {
        Point::Comma | Point::Dash if same_region(scene, cue.head, next) => {
            let end = right_end(scene, cues, at, next);
            if goes_on(scene, cues, at, (next, end), !runs.is_empty()) {
                runs.push((next, end));
            }
        }
        Point::Open if scene.quoted(close).is_some() && same_sentence(scene, cue.head, close) => {
            runs.push((close, right_end(scene, cues, at, close)));
        }
        _ => {}
    }
    runs
}

/// "If it stays, he told reporters in the capital, “we will act.”": the quotation after the comma.
fn quote_after(scene: &Scene, cues: &[Cue], at: usize) -> Option<Run> {
    let comma = close_of(scene, &cues[at]);
    let open = TokenId(comma.0 + 1);
    let quote = open < scene.sentence(cues[at].head).end
        && scene.point(comma) == Point::Comma
        && scene.point(open) == Point::Open
        && scene.quoted(open).is_some();
    quote.then(|| (open, right_end(scene, cues, at, open)))
}

/// "The two sides, said the envoy, will meet": a clause cut in two.
fn split_clause(scene: &Scene, cues: &[Cue], at: usize) -> Option<Vec<Run>> {
    let cue = &cues[at];
    let Form::Verb(frame) = cue.form else {
        return None;
    };
    let first = clause_start(scene, cues, at);
    let end = TokenId(cue.opens.0.checked_sub(1)?);
    let comma = end > first && scene.point(end) == Point::Comma;
    let close = close_of(scene, cue);
    let next = TokenId(close.0 + 1);
    if !(frame.zero && comma && scene.opens_phrase(first)) || next >= scene.end() {
        return None;
    }
    let run = (next, right_end(scene, cues, at, next));
    let verb = scene.is_finite(next) && scene.point(close) == Point::Comma;
    (verb && run.0 < run.1).then(|| vec![(first, end), run])
}

/// "According to the ministry more than 300 people ...": no comma before the clause.
fn unmarked_run(scene: &Scene, cues: &[Cue], at: usize) -> Option<Run> {
    let cue = &cues[at];
    let start = cue.closes;
    let clause = cue.form == Form::Prefix
        && start < scene.sentence(cue.head).end
        && scene.point(start) == Point::Word
        && scene.upos(start) != Upos::Cconj
        && !scene.is_relative(start);
    let end = clause.then(|| right_end(scene, cues, at, start))?;
    scene.has_verb(start, end).then_some((start, end))
}

/// First token after source, cue and the words beside them.
fn close_of(scene: &Scene, cue: &Cue) -> TokenId {
    let mut close = cue.closes.max(cue.end);
    // "said Umerov in Ankara": what is left before the next punctuation belongs to the cue.
    let limit = if close < scene.end() {
        scene.sentence(close).end.min(TokenId(close.0 + 30))
    } else {
        close
    };
    while close < limit && scene.point(close) == Point::Word {
        close.0 += 1;
    }
    close
}

fn same_region(scene: &Scene, a: TokenId, b: TokenId) -> bool {
    b < scene.end() && scene.region(a) == scene.region(b)
}

fn same_sentence(scene: &Scene, a: TokenId, b: TokenId) -> bool {
    b < scene.end() && scene.sentence(a).contains(b)
}

/// Words before source and cue that they vouch for.
fn left_run(scene: &Scene, cues: &[Cue], at: usize) -> Option<Run> {
    let cue = &cues[at];
    let before = TokenId(cue.opens.0.checked_sub(1)?);
    let quote = quote_before(scene, cue.opens);
    let sentence = scene.sentence(cue.head);
    let mut first = clause_start(scene, cues, at);
    if let Some(pair) = quote {
        let (outer, _) = scene.outer_tokens(pair);
        first = if sentence.contains(outer) {
            first.min(outer)
        } else {
            outer
        };
    }
    let tail = matches!(
        scene.point(before),
        Point::Comma | Point::Dash | Point::Close
    );
    let prefix = matches!(cue.form, Form::Prefix | Form::Own);
    if !(tail || prefix) || scene.region(before) != scene.region(cue.head) {
        return None;
    }
    let mut end = cue.opens;
    while end > first && matches!(scene.point(TokenId(end.0 - 1)), Point::Comma | Point::Dash) {
        end.0 -= 1;
    }
    if end > first && leads_on(scene, TokenId(end.0 - 1)) {
        return None;
    }
    let said = quote.is_some() || is_said(scene, cue, (first, end));
    (first < end && said).then_some((first, end))
}

/// "which, according to X, ...": the word before the comma opens the clause that X vouches for.
fn leads_on(scene: &Scene, token: TokenId) -> bool {
    scene.is_relative(token) || scene.opens_clause(token) || scene.upos(token) == Upos::Cconj
}

/// Where the clause of a trailing source begins: after an earlier one in the sentence, after the
/// dateline, else with the sentence.
fn clause_start(scene: &Scene, cues: &[Cue], at: usize) -> TokenId {
    let cue = &cues[at];
    let sentence = scene.sentence(cue.head);
    let mut first = dateline_end(scene, sentence.first, sentence.end);
    if let Some(pair) = cue.quoted {
        first = first.max(scene.pair_tokens[pair].0);
    }
    let earlier = cues[..at]
        .iter()
        .rev()
        .take_while(|e| sentence.contains(e.head))
        .find(|e| is_tail(scene, e) && e.closes < cue.opens && e.quoted == cue.quoted);
    if let Some(earlier) = earlier {
        let mut close = close_of(scene, earlier);
        while close < cue.opens && (scene.point(close) != Point::Word) {
            close.0 += 1;
        }
        first = first.max(close);
    }
    first
}

/// True where the content of a cue stands before it.
fn is_tail(scene: &Scene, cue: &Cue) -> bool {
    let verb = matches!(cue.form, Form::Verb(frame) if frame.zero);
    let ends = matches!(cue.after.follow, Follow::End(_));
    let before = cue.opens.0.checked_sub(1).map(TokenId);
    let comma = before.is_some_and(|t| matches!(scene.point(t), Point::Comma | Point::Close));
    verb && ends && comma && cue.side != Side::Shared
}

/// Token after "ANKARA, March 3 (Agency) —" at the start of a sentence.
pub(super) fn dateline_end(scene: &Scene, first: TokenId, end: TokenId) -> TokenId {
    let limit = end.min(TokenId(first.0 + 16));
    let dash = (first.0..limit.0)
        .map(TokenId)
        .find(|&t| scene.point(t) == Point::Dash);
    let capitals = scene.word(first).chars().filter(|c| c.is_alphabetic());
    let shouted = capitals.clone().count() > 1 && capitals.clone().all(char::is_uppercase);
    match dash {
        Some(dash) => {
            let before = TokenId(dash.0.saturating_sub(1));
            let bracket = scene.point(before) == Point::Bracket;
            // A heading may be glued to the place: "first testNAIROBI —".
            let last = scene.word(before).chars().rev();
            let loud = last.take_while(|c| c.is_uppercase()).count() > 2;
            if shouted || bracket || loud {
                TokenId(dash.0 + 1)
            } else {
                first
            }
        }
        None => first,
    }
}

/// A trailing source needs a clause before it, or a verb of its own kind that needs none.
fn is_said(scene: &Scene, cue: &Cue, run: Run) -> bool {
    // A garden path makes a participle of the main verb ("The talks focused on ..., X said"), so
    // that any verb counts.
    let clause = scene.has_verb(run.0, run.1)
        || (run.0.0..run.1.0)
            .map(TokenId)
            .any(|t| scene.point(t) == Point::Close && scene.quoted(t).is_some());
    let subordinate = scene.upos(run.0) == Upos::Adp || scene.opens_clause(run.0);
    match cue.form {
        // "Not so, said the envoy": an inverted verb has nothing but words before it.
        Form::Verb(frame) => {
            let inverted = cue.side == Side::Right;
            frame.zero && (clause || inverted) && !only_subordinate(scene, run)
        }
        _ => clause || !subordinate,
    }
}

/// "After the talks ended, X said": the words before are an adverbial clause and no content.
fn only_subordinate(scene: &Scene, run: Run) -> bool {
    // "Since Tuesday 240 men have": a preposition by the tree, and a clause after its phrase.
    let finite = (run.0.0..run.1.0).any(|t| scene.is_finite(TokenId(t)));
    let leads = scene.parse.deprel(run.0) == Deprel::Case && finite;
    let opens = scene.has(run.0, Role::Boundary)
        && !leads
        && (scene.upos(run.0) == Upos::Sconj || scene.upos(run.0) == Upos::Adp)
        || scene.xpos(run.0) == Xpos::VBG
        || scene.xpos(run.0) == Xpos::WRB;
    let comma = (run.0.0..run.1.0)
        .map(TokenId)
        .any(|t| scene.point(t) == Point::Comma);
    opens && !comma
}

/// True where the words after "X said," are still said.
fn goes_on(scene: &Scene, cues: &[Cue], at: usize, run: Run, tail: bool) -> bool {
    if run.0 >= run.1 {
        return false;
    }
    let opens = scene.point(run.0) == Point::Open && scene.quoted(run.0).is_some();
    let boundary = scene.has(run.0, Role::Boundary)
        && matches!(scene.upos(run.0), Upos::Sconj | Upos::Adp | Upos::Adv)
        || scene.xpos(run.0) == Xpos::VBG
        || scene.is_relative(run.0)
        || scene.xpos(run.0) == Xpos::WRB;
    let starts_cue = cues[at + 1..]
        .iter()
        .take_while(|c| c.opens < run.1)
        .any(|c| c.opens <= run.0);
    if boundary || starts_cue && tail {
        return false;
    }
    let inverted = cues[at].side == Side::Right && tail;
    let relative = (run.0.0..run.1.0)
        .map(TokenId)
        .take_while(|&t| !scene.is_finite(t))
        .any(|t| scene.is_relative(t));
    let prefix = cues[at].form == Form::Prefix && !tail;
    let verb = prefix || scene.has_verb(run.0, run.1);
    opens || verb && !(inverted && relative)
}

/// Hearsay governs its clause: from the last boundary to the next.
fn hearsay(scene: &Scene, cues: &[Cue], at: usize) -> Vec<Run> {
    let cue = &cues[at];
    let sentence = scene.sentence(cue.head);
    let stop = |t: &TokenId| scene.point(*t) != Point::Word || scene.opens_clause(*t);
    let first = (sentence.first.0..cue.first.0)
        .rev()
        .map(TokenId)
        .find(stop)
        .map_or(sentence.first, |t| TokenId(t.0 + 1));
    let end = right_end(scene, cues, at, cue.end);
    let end = (cue.end.0..end.0).map(TokenId).find(stop).unwrap_or(end);
    vec![(first, cue.first), (cue.end, end)]
}

/// End of content that begins at `start`.
pub(super) fn right_end(scene: &Scene, cues: &[Cue], at: usize, start: TokenId) -> TokenId {
    let Some(limit) = hard_end(scene, cues[at].quoted, start) else {
        return start;
    };
    let mut end = limit;
    for cue in cues[at + 1..].iter().take_while(|c| c.opens < limit) {
        if cue.opens < start || cue.quoted != cues[at].quoted {
            continue;
        }
        if let Some(stop) = stop_before(scene, &cues[at], cue, start) {
            end = end.min(stop);
            break;
        }
    }
    if let Some(stop) = detail_stop(scene, start, end) {
        end = stop;
    }
    trim_end(scene, start, end)
}

/// End of the sentence, or of a quotation that leaves it; the edge of the pair that `start` is in.
fn hard_end(scene: &Scene, quoted: Option<usize>, start: TokenId) -> Option<TokenId> {
    if start >= scene.end() {
        return None;
    }
    let mut end = scene.sentence(start).end;
    if let Some(pair) = quoted {
        return Some(end.min(scene.pair_tokens[pair].1));
    }
    let last = TokenId(end.0 - 1);
    let opened = scene.quoted(start).or_else(|| scene.quoted(last));
    if let Some(pair) = opened {
        end = end.max(scene.outer_tokens(pair).1);
    }
    Some(end)
}

/// Where the content of `cue` stops before a later cue, if it does.
fn stop_before(scene: &Scene, cue: &Cue, later: &Cue, start: TokenId) -> Option<TokenId> {
    let opens = later.opens;
    let before = TokenId(opens.0.checked_sub(1)?);
    let point = scene.point(before);
    let joined = scene.upos(before) == Upos::Cconj || scene.has(before, Role::Contrast);
    let split = matches!(
        point,
        Point::Comma | Point::Semicolon | Point::Dash | Point::Close
    );
    let stop = match (later.form, later.side) {
        (Form::Prefix, _) => split || before >= start,
        (Form::Own, _) => split,
        (Form::Hearsay, _) => false,
        (_, Side::Shared) if scene.xpos(later.head) == Xpos::VBG => split,
        (_, Side::Shared) => joined && same_tense(scene, cue, later),
        (_, Side::Left) => {
            let comma_before = before.0 > 0 && scene.point(TokenId(before.0 - 1)) == Point::Comma;
            let closing = is_tail(scene, later) && point == Point::Comma;
            joined && comma_before || closing || matches!(point, Point::Semicolon)
        }
        _ => false,
    };
    stop.then_some(if joined { before } else { opens })
        .filter(|&stop| stop > start)
}

/// A verb joined to the cue stands in the cue's tense, one joined inside the content often not.
fn same_tense(scene: &Scene, cue: &Cue, later: &Cue) -> bool {
    let unknown = |t: TokenId| scene.upos(t) != Upos::Verb;
    if unknown(cue.head) || unknown(later.head) {
        return true;
    }
    let past = |t: TokenId| matches!(scene.xpos(t), Xpos::VBD | Xpos::VBN);
    let present = |t: TokenId| matches!(scene.xpos(t), Xpos::VBZ | Xpos::VBP);
    past(cue.head) && past(later.head) || present(cue.head) && present(later.head)
}

/// "but provided no further details": the outlet's own remark about the source.
fn detail_stop(scene: &Scene, start: TokenId, end: TokenId) -> Option<TokenId> {
    (start.0 + 1..end.0).map(TokenId).find(|&t| {
        let next = TokenId(t.0 + 1);
        let negated = TokenId(t.0 + 2);
        scene.upos(t) == Upos::Cconj
            && next < end
            && (scene.opens_detail(next) || scene.opens_detail(negated))
    })
}

fn trim_end(scene: &Scene, start: TokenId, end: TokenId) -> TokenId {
    let mut end = end;
    while end > start {
        let last = TokenId(end.0 - 1);
        let loose = matches!(
            scene.point(last),
            Point::Comma | Point::Semicolon | Point::Dash | Point::Stop
        ) && scene.quoted(last).is_none();
        if !loose && scene.upos(last) != Upos::Cconj {
            break;
        }
        end = last;
    }
    end
}

/// A noun phrase as content ends before the medium, the time of the act and a participle.
fn noun_end(scene: &Scene, cues: &[Cue], at: usize, start: TokenId) -> TokenId {
    let end = right_end(scene, cues, at, start);
    (start.0 + 1..end.0)
        .map(TokenId)
        .find(|&t| {
            let comma = scene.point(t) == Point::Comma;
            let next = TokenId(t.0 + 1);
            let medium = super::phrase::medium_at(scene, t)
                .is_some_and(|after| after >= end || !scene.has(after, Role::That));
            let fused = comma && super::manner::is_fused(scene, &cues[at]);
            medium || fused || comma && next < end && scene.xpos(next) == Xpos::VBG
        })
        .map_or(end, |stop| trim_end(scene, start, stop))
}
