//! Rules in, the furniture of a line out: which of its sentences are no part of the article.
//!
//! A rule compares words, not characters: case, punctuation, curly marks and the width of white
//! space do not count. `*` in a rule stands for one to four words; `{outlet}` and `{byline}` too,
//! where these are capitalised as names are, and what they stand for is handed on. The rules are
//! the rows of `data/lang/en/furniture.tsv`.
//!
//! A rule meets a whole sentence, never a part of one: a report on cookies or newsletters speaks
//! about them, furniture speaks to the reader in words of its own. Words between quotation marks
//! are never furniture. Cost: one ordered lookup a word.

use super::lines::{Line, ends_sentence};
use chancery_nlp::Span;
use std::collections::BTreeMap;

/// Words that a `*` or a named slot may stand for.
const SLOT_WORDS: usize = 4;

/// A row of the table of rules.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Key, `family.name`; a cut says which rule made it.
    pub id: &'a str,
    /// `exact`: the whole sentence; `prefix`: how it begins; `contains`: words anywhere in it.
    pub kind: &'a str,
    /// The words, with slots.
    pub text: &'a str,
    /// `cut`, `open`, `inside`, `tail`, `end`: see [`Action`].
    pub action: &'a str,
}

/// What a met rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// The sentence goes.
    Cut,
    /// It goes and opens a box: the short lines and the lines of `inside` after it go too.
    Open,
    /// It goes where a neighbouring line goes.
    Inside,
    /// It goes, and all after it where no article text follows.
    Tail,
    /// It goes and all after it, whatever follows: reader comments look like prose.
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Exact,
    Prefix,
    Contains,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    Word(String),
    Any,
    Outlet,
    Byline,
}

#[derive(Clone, Debug)]
struct Rule {
    id: String,
    reach: Reach,
    action: Action,
    elements: Vec<Element>,
}

/// The compiled rules.
#[derive(Clone, Debug, Default)]
pub struct FurnitureRules {
    rules: Vec<Rule>,
    /// Rules by their first word.
    by_word: BTreeMap<String, Vec<usize>>,
    /// Rules that begin with a slot.
    by_slot: Vec<usize>,
}

impl FurnitureRules {
    /// Compiles the rows; a row whose kind or action is unknown, or that has no words, is left out
    /// (the build of the data refuses such rows).
    pub fn new<'a>(rows: impl IntoIterator<Item = Row<'a>>) -> Self {
        let mut compiled = FurnitureRules::default();
        for rule in rows.into_iter().filter_map(compile) {
            let number = compiled.rules.len();
            match &rule.elements[0] {
                Element::Word(word) => {
                    let list = compiled.by_word.entry(word.clone()).or_default();
                    list.push(number);
                }
                _ => compiled.by_slot.push(number),
            }
            compiled.rules.push(rule);
        }
        compiled
    }

    /// Number of rules.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// True without any rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    pub(super) fn id(&self, hit: &Hit) -> &str {
        &self.rules[hit.rule].id
    }
}

fn compile(row: Row<'_>) -> Option<Rule> {
    let reach = match row.kind {
        "exact" => Reach::Exact,
        "prefix" => Reach::Prefix,
        "contains" => Reach::Contains,
        _ => return None,
    };
    let action = match row.action {
        "cut" => Action::Cut,
        "open" => Action::Open,
        "inside" => Action::Inside,
        "tail" => Action::Tail,
        "end" => Action::End,
        _ => return None,
    };
    let elements: Vec<Element> = row.text.split_whitespace().filter_map(element).collect();
    (!elements.is_empty()).then(|| Rule {
        id: row.id.to_owned(),
        reach,
        action,
        elements,
    })
}

fn element(word: &str) -> Option<Element> {
    match word {
        "*" => Some(Element::Any),
        "{outlet}" => Some(Element::Outlet),
        "{byline}" => Some(Element::Byline),
        _ => {
            let mut folded = String::new();
            fold(word, &mut folded);
            (!folded.is_empty()).then_some(Element::Word(folded))
        }
    }
}

/// A sentence of a line that a rule meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Bytes of the sentence.
    pub span: Span,
    pub action: Action,
    /// What `{outlet}` stands for.
    pub outlet: Option<Span>,
    /// What `{byline}` stands for.
    pub byline: Option<Span>,
    rule: usize,
}

/// Words of one line, folded; kept by the caller so that no word allocates.
#[derive(Debug, Default)]
pub(super) struct Words {
    folded: String,
    words: Vec<Word>,
    line: Span,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    /// Bytes of the folded word.
    folded: Span,
    /// Bytes of the text, punctuation included.
    raw: Span,
}

/// The sentences of a line that are furniture, in order.
pub(super) fn hits(rules: &FurnitureRules, text: &str, line: Line, words: &mut Words) -> Vec<Hit> {
    words.fill(text, line.span);
    let mut hits = Vec::new();
    let mut quoted = false;
    let mut first = 0;
    while first < words.words.len() {
        let end = words.sentence_end(text, first);
        if !quoted {
            hits.extend(words.hit(rules, text, first..end));
        }
        quoted = words.leaves_open(text, first..end, quoted);
        first = end;
    }
    hits
}

impl Words {
    fn fill(&mut self, text: &str, line: Span) {
        self.folded.clear();
        self.words.clear();
        self.line = line;
        for raw in line.of(text).split_whitespace() {
            let start = raw.as_ptr() as usize - text.as_ptr() as usize;
            let from = self.folded.len();
            fold(raw, &mut self.folded);
            if self.folded.len() > from {
                self.words.push(Word {
                    folded: Span::new(from, self.folded.len()),
                    raw: Span::new(start, start + raw.len()),
                });
            }
        }
    }

    /// One past the last word of the sentence that begins at `first`: a stop before a capital.
    fn sentence_end(&self, text: &str, first: usize) -> usize {
        for at in first..self.words.len() - 1 {
            let next = self.words[at + 1].raw.of(text);
            let opens = |c: char| c.is_uppercase() || c.is_numeric() || "\"“‘('©".contains(c);
            if ends_sentence(self.words[at].raw.of(text)) && next.starts_with(opens) {
                return at + 1;
            }
        }
        self.words.len()
    }

    /// Bytes of a sentence; with the bullet before the first and the marks after the last of a line.
    fn sentence_span(&self, range: &std::ops::Range<usize>) -> Span {
        let mut span = self.words[range.start]
            .raw
            .cover(self.words[range.end - 1].raw);
        if range.start == 0 {
            span.start = self.line.start;
        }
        if range.end == self.words.len() {
            span.end = self.line.end;
        }
        span
    }

    /// True where quotation marks are still open after these words.
    fn leaves_open(&self, text: &str, range: std::ops::Range<usize>, open: bool) -> bool {
        let (Some(first), Some(last)) =
            (self.words.get(range.start), self.words.get(range.end - 1))
        else {
            return open;
        };
        let mut open = open;
        for c in first.raw.cover(last.raw).of(text).chars() {
            match c {
                '“' => open = true,
                '”' => open = false,
                '"' => open = !open,
                _ => {}
            }
        }
        open
    }

    /// The first rule that meets the sentence of these words.
    fn hit(
        &self,
        rules: &FurnitureRules,
        text: &str,
        range: std::ops::Range<usize>,
    ) -> Option<Hit> {
        let span = self.sentence_span(&range);
        let sentence = &self.words[range];
        if sentence[0].raw.of(text).starts_with(['“', '"', '‘']) {
            return None;
        }
        for at in 0..sentence.len() {
            if sentence[at].raw.of(text).starts_with(['“', '"']) {
                return None; // what follows is somebody's words
            }
            let listed = rules.by_word.get(sentence[at].folded.of(&self.folded));
            let slots = (at == 0).then_some(&rules.by_slot);
            for &number in listed.into_iter().chain(slots).flatten() {
                let rule = &rules.rules[number];
                if at > 0 && rule.reach != Reach::Contains {
                    continue;
                }
                let mut slots = Slots::default();
                if self.meets(text, &sentence[at..], rule, 0, &mut slots) {
                    return Some(Hit {
                        span,
                        action: rule.action,
                        outlet: slots.outlet,
                        byline: slots.byline,
                        rule: number,
                    });
                }
            }
        }
        None
    }

    /// True where the words go on as the rule does from its `from`th element.
    fn meets(
        &self,
        text: &str,
        words: &[Word],
        rule: &Rule,
        from: usize,
        slots: &mut Slots,
    ) -> bool {
        let Some(element) = rule.elements.get(from) else {
            return words.is_empty() || rule.reach != Reach::Exact;
        };
        if let Element::Word(wanted) = element {
            return words
                .first()
                .is_some_and(|w| w.folded.of(&self.folded) == wanted)
                && self.meets(text, &words[1..], rule, from + 1, slots);
        }
        for len in 1..=SLOT_WORDS.min(words.len()) {
            let too_short = *element == Element::Byline && len < 2;
            if *element != Element::Any && (too_short || !is_name(text, &words[..len])) {
                continue;
            }
            if self.meets(text, &words[len..], rule, from + 1, slots) {
                slots.keep(element, text, &words[..len]);
                return true;
            }
        }
        false
    }
}

#[derive(Debug, Default)]
struct Slots {
    outlet: Option<Span>,
    byline: Option<Span>,
}

impl Slots {
    fn keep(&mut self, element: &Element, text: &str, words: &[Word]) {
        let raw = words[0].raw.cover(words[words.len() - 1].raw);
        let name = raw.of(text).trim_matches(|c: char| !c.is_alphanumeric());
        let start = name.as_ptr() as usize - text.as_ptr() as usize;
        let span = Span::new(start, start + name.len());
        match element {
            Element::Outlet => self.outlet = Some(span),
            Element::Byline => {
                self.byline = Some(self.byline.map_or(span, |other| other.cover(span)));
            }
            _ => {}
        }
    }
}

/// True where first and last word are capitalised as in a name, and so most between.
fn is_name(text: &str, words: &[Word]) -> bool {
    let capital = |word: &Word| {
        let mut letters = word.raw.of(text).chars().filter(|c| c.is_alphabetic());
        letters.next().is_some_and(char::is_uppercase)
    };
    let capitals = words.iter().filter(|&word| capital(word)).count();
    capital(&words[0]) && capital(&words[words.len() - 1]) && capitals * 2 > words.len()
}

/// Appends the word in lower case without the punctuation around it; marks inside are straightened.
fn fold(word: &str, into: &mut String) {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '©');
    for c in inner.chars() {
        match c {
            '’' | '‘' | 'ʼ' => into.push('\''),
            '‐' | '‑' => into.push('-'),
            c => into.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    const ROWS: &[[&str; 4]] = &[
        [
            "newsletter.name",
            "exact",
            "the {outlet} newsletter",
            "open",
        ],
        [
            "newsletter.unsubscribe",
            "prefix",
            "you can unsubscribe at any time",
            "cut",
        ],
        ["cookies.use", "prefix", "we use cookies", "cut"],
        ["link.read_more", "exact", "read more", "cut"],
        ["byline.by", "exact", "by {byline}", "cut"],
        ["copyright.sign", "prefix", "© * {outlet}", "cut"],
        [
            "form.fields",
            "contains",
            "required fields are marked",
            "cut",
        ],
    ];

    fn rules() -> FurnitureRules {
        FurnitureRules::new(ROWS.iter().map(|&[id, kind, text, action]| Row {
            id,
            kind,
            text,
            action,
        }))
    }

    fn check(text: &str, expected: &[(&str, &str)]) -> Vec<Hit> {
        let rules = rules();
        let found = hits(&rules, text, lines(text)[0], &mut Words::default());
        let got: Vec<(&str, &str)> = found
            .iter()
            .map(|h| (rules.id(h), h.span.of(text)))
            .collect();
        assert_eq!(got, expected);
        found
    }

    #[test]
    fn case_marks_and_punctuation_do_not_count() {
        check("READ  MORE »", &[("link.read_more", "READ  MORE »")]);
        check("• Read more:", &[("link.read_more", "• Read more:")]);
    }

    #[test]
    fn a_slot_hands_on_the_name() {
        let text = "The Belmar Morning Post Newsletter";
        let hits = check(text, &[("newsletter.name", text)]);
        assert_eq!(
            hits[0].outlet.expect("a slot").of(text),
            "Belmar Morning Post"
        );
        let text = "By Ana Brand";
        let hits = check(text, &[("byline.by", text)]);
        assert_eq!(hits[0].byline.expect("a slot").of(text), "Ana Brand");
    }

    #[test]
    fn sentences_about_furniture_stay() {
        check(
            "The company said it would read more of the letters by Friday.",
            &[],
        );
        check("The paper ended the newsletter in May.", &[]);
        check("“We use cookies to follow you,” the minister said.", &[]);
        check("The notice said: \"We use cookies.\"", &[]);
        check("By Friday", &[]);
    }

    #[test]
    fn a_sentence_inside_a_paragraph_goes_alone() {
        check(
            "Sarel left on Friday. Read more. Marin stayed.",
            &[("link.read_more", "Read more.")],
        );
    }

    #[test]
    fn words_anywhere_in_a_form_line() {
        let text = "Your address stays hidden. Required fields are marked *";
        check(text, &[("form.fields", "Required fields are marked *")]);
    }
}
