//! Lines and rules in, the furniture of a text out.
//!
//! A met rule cuts its own sentence; what stands around it decides how far the cut runs on:
//!
//! | rule | cuts |
//! |---|---|
//! | `cut` | the sentence; the line, where it is short |
//! | `open` | the line and what follows it as a box: lines that meet a rule, go on in lower case, or are too short for a sentence |
//! | `inside` | the line, beside another that goes |
//! | `tail` | the line; all after it too, where no article text follows |
//! | `end` | the line and all after it |
//!
//! Nothing runs on before the first line of article text, so a headline and a lead never go with a
//! bar above them. Two shapes tell without words: a bar of short fields, and a line that gives an
//! address to write to. Lines that no rule knows are judged in the light of those that one does, by the line
//! classifier of `chancery_ingest::lines`; before it, lines that the outlet is known to repeat go. The cut is marked, never deleted. Cost: linear.

use super::furniture::{Action, FurnitureRules, Hit, Words, hits};
use super::lines::{Line, ends_sentence};
use super::{Furniture, InputNote};
use chancery_ingest::lines::{self as judged, LineModel, Look, Repeats, Verdict};
use chancery_nlp::Span;

/// Words from which a line with a full stop is article text.
const PROSE_WORDS: usize = 8;

/// Words up to which a line goes whole when its first sentence goes.
const SHORT_LINE: usize = 30;

/// Words up to which a line of a box is no sentence of the article.
const BOX_WORDS: usize = 6;

/// Lines near the top in which "By A. B." is a byline.
const TOP_LINES: usize = 8;

/// Id of the rule for lines that go because of their neighbours.
const RUN_ON: &str = "run-on";

/// Id of the line classifier.
const MODEL: &str = "lines.model";

/// Id of the rule for lines that the outlet prints again and again.
const REPEATED: &str = "outlet.repeats";

/// Words of the longest field of a bar, and of the longest line that only gives an address.
const FIELD_WORDS: usize = 8;

/// Marks between the fields of a bar: "Home | World | Sport".
const BAR_MARKS: [&str; 6] = [" | ", " • ", " · ", " › ", " » ", " > "];

/// What was cut, and what the cut words tell about the report.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    /// In order, without overlap.
    pub furniture: Vec<Furniture>,
    /// Bytes of an outlet's name.
    pub outlet: Option<Span>,
    /// Bytes of the author's name.
    pub byline: Option<Span>,
}

/// What is known of one line.
#[derive(Debug, Default)]
struct State {
    hits: Vec<Hit>,
    /// Rule that takes the whole line.
    whole: Option<String>,
    prose: bool,
}

/// Marks the furniture of a text of an outlet that is known to repeat these lines; the model is for plain text.
pub(super) fn cut(
    rules: &FurnitureRules,
    text: &str,
    lines: &[Line],
    (repeats, model): (&Repeats, Option<&LineModel<'_>>),
) -> Cuts {
    let filled: Vec<Line> = lines.iter().copied().filter(|l| !l.is_blank()).collect();
    let mut states = ruled(rules, text, lines, &filled);
    if !repeats.is_empty() {
        take_repeats(repeats, text, &filled, &mut states);
    }
    if let Some(model) = model {
        judge(model, text, &filled, &mut states);
    }
    collect(rules, &filled, states)
}

/// The words that the rules leave, line by line.
pub(super) fn left_by_rules(rules: &FurnitureRules, text: &str, lines: &[Line]) -> String {
    let filled: Vec<Line> = lines.iter().copied().filter(|l| !l.is_blank()).collect();
    let states = ruled(rules, text, lines, &filled);
    let left = filled
        .iter()
        .zip(&states)
        .filter(|(_, state)| state.whole.is_none());
    let left: Vec<&str> = left.map(|(line, _)| line.span.of(text)).collect();
    left.join("\n")
}

/// What the rules alone cut: what the line classifier is told when it is trained and measured.
pub(super) fn cut_by_rules(rules: &FurnitureRules, text: &str, lines: &[Line]) -> Cuts {
    let filled: Vec<Line> = lines.iter().copied().filter(|l| !l.is_blank()).collect();
    let states = ruled(rules, text, lines, &filled);
    collect(rules, &filled, states)
}

fn ruled(rules: &FurnitureRules, text: &str, lines: &[Line], filled: &[Line]) -> Vec<State> {
    let mut states = meet(rules, text, filled);
    let first = states.iter().position(|s| s.prose);
    run_to_end(rules, &mut states, first);
    run_through_boxes(text, filled, &mut states);
    settle_inside(rules, &mut states);
    close_gaps(text, lines, filled, &mut states);
    states
}

/// Takes the lines that the outlet repeats, unless they are most of what is left: then the text is a copy of others.
fn take_repeats(repeats: &Repeats, text: &str, lines: &[Line], states: &mut [State]) {
    let mut taken = Vec::new();
    let (mut words, mut all) = (0, 0);
    for (at, (line, state)) in lines.iter().zip(&*states).enumerate() {
        if state.whole.is_some() {
            continue;
        }
        let look = match line.words(text) >= PROSE_WORDS && ends_sentence(line.span.of(text)) {
            true => Look::Sentence,
            false => Look::Label,
        };
        all += line.words(text);
        if repeats.hold(line.span.of(text), look) {
            words += line.words(text);
            taken.push(at);
        }
    }
    if words * 2 <= all {
        for at in taken {
            states[at].whole = Some(REPEATED.to_owned());
        }
    }
}

/// Takes the lines that the line classifier takes. A sentence beside lines that the outlet repeats goes only where it
/// would go without them: the classifier takes what stands among furniture for furniture.
fn judge(model: &LineModel<'_>, text: &str, lines: &[Line], states: &mut [State]) {
    let verdicts = |is_known: &dyn Fn(&str) -> bool| {
        let line = |(line, state): (&Line, &State)| judged::Line {
            text: line.span.of(text),
            known: state
                .whole
                .as_deref()
                .filter(|rule| is_known(rule))
                .map(|_| Verdict::Furniture),
        };
        let known: Vec<judged::Line<'_>> = lines.iter().zip(&*states).map(line).collect();
        judged::classify(model, &known)
    };
    let beside = verdicts(&|_| true);
    let repeated = |state: &State| state.whole.as_deref() == Some(REPEATED);
    let alone = match states.iter().any(repeated) {
        true => verdicts(&|rule| rule != REPEATED),
        false => beside.clone(),
    };
    for (at, state) in states.iter_mut().enumerate() {
        let goes = beside[at] == Verdict::Furniture
            && (alone[at] == Verdict::Furniture || !ends_sentence(lines[at].span.of(text)));
        if goes && state.whole.is_none() {
            state.whole = Some(MODEL.to_owned());
        }
    }
}

/// Every line with the rules that meet it.
fn meet(rules: &FurnitureRules, text: &str, lines: &[Line]) -> Vec<State> {
    let mut words = Words::new(text);
    let mut states = Vec::with_capacity(lines.len());
    for (number, &line) in lines.iter().enumerate() {
        let mut hits = hits(rules, line, &mut words);
        hits.retain(|hit| hit.byline.is_none() || number < TOP_LINES);
        let leads = hits
            .first()
            .is_some_and(|h| h.span.start == line.span.start);
        let whole = leads
            && hits[0].action != Action::Inside
            && (hits[0].span == line.span || line.words(text) <= SHORT_LINE);
        let whole = match whole {
            true => Some(rules.id(&hits[0]).to_owned()),
            false => shape(line.span.of(text)).map(str::to_owned),
        };
        let prose =
            hits.is_empty() && line.words(text) >= PROSE_WORDS && ends_sentence(line.span.of(text));
        states.push(State { hits, whole, prose });
    }
    states
}

/// The rule for a line whose shape alone tells: a bar of short fields, an address to write to.
fn shape(line: &str) -> Option<&'static str> {
    let short =
        |field: &str| field.split_whitespace().count() <= FIELD_WORDS && !ends_sentence(field);
    // A bar with figures in it is the row of a table.
    let bar = !line.contains(|c: char| c.is_ascii_digit())
        && BAR_MARKS
            .iter()
            .any(|mark| line.matches(mark).count() > 1 && line.split(mark).all(short));
    if bar {
        return Some("shape.bar");
    }
    let address = line.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.trim_end_matches('.').contains('.')
        })
    });
    (address && short(line)).then_some("shape.address")
}

/// Takes all lines after a `tail` or `end` that stands after article text.
fn run_to_end(rules: &FurnitureRules, states: &mut [State], first_prose: Option<usize>) {
    let Some(first) = first_prose else { return };
    let last = states.iter().rposition(|s| s.prose).unwrap_or(first);
    let from = states
        .iter()
        .enumerate()
        .skip(first + 1)
        .position(|(at, s)| {
            s.whole.is_some()
                && match s.hits.first().map(|h| h.action) {
                    Some(Action::End) => true,
                    Some(Action::Tail) => at > last,
                    _ => false,
                }
        });
    let Some(from) = from.map(|at| at + first + 1) else {
        return;
    };
    let rule = rules.id(&states[from].hits[0]).to_owned();
    for state in &mut states[from + 1..] {
        state.prose = false;
        state.whole.get_or_insert_with(|| rule.clone());
    }
}

/// Takes the lines of a box after its opening line.
fn run_through_boxes(text: &str, lines: &[Line], states: &mut [State]) {
    let mut open = false;
    for at in 0..states.len() {
        if states[at].whole.is_some() {
            open |= states[at]
                .hits
                .first()
                .is_some_and(|h| h.action == Action::Open);
            continue;
        }
        if !open {
            continue;
        }
        let words = lines[at].span.of(text);
        let starts_low = words.starts_with(char::is_lowercase);
        let label = lines[at].words(text) <= BOX_WORDS && !ends_sentence(words);
        let inside = states[at]
            .hits
            .first()
            .is_some_and(|h| h.span == lines[at].span);
        if (starts_low && !states[at].prose) || label || inside {
            states[at].whole = Some(RUN_ON.to_owned());
        } else {
            open = false;
        }
    }
}

/// Takes the `inside` lines that touch a line that goes, in both directions.
fn settle_inside(rules: &FurnitureRules, states: &mut [State]) {
    let last = states.len();
    let forth = 1..last;
    let back = (0..last.saturating_sub(1)).rev();
    for (at, neighbour) in forth
        .map(|at| (at, at - 1))
        .chain(back.map(|at| (at, at + 1)))
    {
        let inside = states[at].whole.is_none()
            && states[at]
                .hits
                .first()
                .is_some_and(|h| h.action == Action::Inside);
        if inside && states[neighbour].whole.is_some() {
            states[at].whole = Some(rules.id(&states[at].hits[0]).to_owned());
        }
    }
}

/// Takes a short line that is no sentence and touches furniture above and below without a gap.
fn close_gaps(text: &str, lines: &[Line], filled: &[Line], states: &mut [State]) {
    for at in 1..filled.len().saturating_sub(1) {
        let label = filled[at].words(text) <= BOX_WORDS && !ends_sentence(filled[at].span.of(text));
        let between = states[at - 1].whole.is_some() && states[at + 1].whole.is_some();
        if label && between && states[at].whole.is_none() && is_tight(lines, filled, at) {
            states[at].whole = Some(RUN_ON.to_owned());
        }
    }
}

/// True where no blank line stands beside this one.
fn is_tight(lines: &[Line], filled: &[Line], at: usize) -> bool {
    let place = lines.partition_point(|l| l.span.start < filled[at].span.start);
    let filled_at = |place: usize| lines.get(place).is_some_and(|l| !l.is_blank());
    place > 0 && filled_at(place - 1) && filled_at(place + 1)
}

fn collect(rules: &FurnitureRules, lines: &[Line], states: Vec<State>) -> Cuts {
    let mut cuts = Cuts::default();
    for (line, state) in lines.iter().zip(states) {
        for hit in state
            .hits
            .iter()
            .filter(|h| state.whole.is_some() || h.action != Action::Inside)
        {
            cuts.outlet = cuts.outlet.or(hit.outlet);
            cuts.byline = cuts.byline.or(hit.byline);
        }
        if let Some(rule) = state.whole {
            let span = line.span;
            cuts.furniture.push(Furniture { span, rule });
            continue;
        }
        let parts = state.hits.iter().filter(|h| h.action != Action::Inside);
        cuts.furniture.extend(parts.map(|hit| Furniture {
            span: hit.span,
            rule: rules.id(hit).to_owned(),
        }));
    }
    cuts
}

/// The note that a name of the document was read in its furniture.
pub(super) fn basis(kind: &str, span: Span) -> InputNote {
    InputNote {
        kind: kind.to_owned(),
        span,
    }
}
