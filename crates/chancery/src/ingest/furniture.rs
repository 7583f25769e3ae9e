//! Rules in, the furniture of a line out: which of its sentences are no part of the article.
//!
//! A rule compares words, not characters: case, punctuation, curly marks and the width of white
//! space do not count, but for an opening bracket and a closing colon that the rule has. `*` in a
//! rule stands for one to four words, `**` for any number, `#` for a number; `{outlet}` and
//! `{byline}` for one to four words that are capitalised as names are, which are handed on. The
//! rules are the rows of `data/lang/en/furniture.tsv`.
//!
//! A rule meets a whole sentence, never a part of one: a report on cookies or newsletters speaks
//! about them, furniture speaks to the reader in words of its own. Words between quotation marks
//! are never furniture. Cost: one ordered lookup a word.

use super::lines::{Line, ends_sentence};
use chancery_nlp::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words that a `*` or a named slot may stand for.
const SLOT_WORDS: usize = 4;

/// Words that a `**` may stand for.
const LONG_SLOT_WORDS: usize = 40;

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
    Word(Literal),
    Any,
    Many,
    Number,
    Outlet,
    Byline,
}

/// A word of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Literal {
    folded: String,
    /// An opening bracket must stand before it.
    bracket: bool,
    /// A colon must stand after it.
    colon: bool,
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
                    let list = compiled.by_word.entry(word.folded.clone()).or_default();
                    list.push(number);
                }
                _ => compiled.by_slot.push(number),
            }
            compiled.rules.push(rule);
        }
        compiled
    }

    /// The rules of `data/lang/en/furniture.tsv`.
    pub fn english() -> Self {
        let rows = &chancery_data::knowledge().furniture;
        FurnitureRules::new(rows.iter().map(|row| Row {
            id: &row.id,
            kind: &row.kind,
            text: &row.text,
            action: &row.action,
        }))
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
        "**" => Some(Element::Many),
        "#" => Some(Element::Number),
        "{outlet}" => Some(Element::Outlet),
        "{byline}" => Some(Element::Byline),
        _ => {
            let mut folded = String::new();
            fold(word, &mut folded);
            (!folded.is_empty()).then(|| {
                Element::Word(Literal {
                    folded,
                    bracket: word.starts_with('('),
                    colon: word.ends_with(':'),
                })
            })
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
#[derive(Debug)]
pub(super) struct Words<'t> {
    text: &'t str,
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
pub(super) fn hits(rules: &FurnitureRules, line: Line, words: &mut Words<'_>) -> Vec<Hit> {
    words.fill(line.span);
    let mut hits = Vec::new();
    let mut quoted = false;
    let mut first = 0;
    while first < words.words.len() {
        let end = words.sentence_end(first);
        if !quoted {
            hits.extend(words.hit(rules, first..end));
        }
        quoted = words.leaves_open(first..end, quoted);
        first = end;
    }
    hits
}

impl<'t> Words<'t> {
    /// Room for the lines of a text.
    pub fn new(text: &'t str) -> Self {
        Words {
            text,
            folded: String::new(),
            words: Vec::new(),
            line: Span::default(),
        }
    }

    fn fill(&mut self, line: Span) {
        self.folded.clear();
        self.words.clear();
        self.line = line;
        for raw in line.of(self.text).split_whitespace() {
            let from = self.folded.len();
            fold(raw, &mut self.folded);
            if self.folded.len() > from {
                self.words.push(Word {
                    folded: Span::new(from, self.folded.len()),
                    raw: place(raw, self.text),
                });
            }
        }
    }

    fn raw(&self, at: usize) -> &'t str {
        self.words[at].raw.of(self.text)
    }

    /// One past the last word of the sentence that begins at `first`: a stop before a capital.
    fn sentence_end(&self, first: usize) -> usize {
        let opens = |c: char| c.is_uppercase() || c.is_numeric() || "\"“‘('©".contains(c);
        (first..self.words.len() - 1)
            .find(|&at| ends_sentence(self.raw(at)) && self.raw(at + 1).starts_with(opens))
            .map_or(self.words.len(), |last| last + 1)
    }

    /// Bytes of a sentence; with the bullet before the first and the marks after the last of a line.
    fn sentence_span(&self, range: &Range<usize>) -> Span {
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
    fn leaves_open(&self, range: Range<usize>, open: bool) -> bool {
        let words = self.sentence_span(&range).of(self.text);
        words.chars().fold(open, |open, c| match c {
            '“' => true,
            '”' => false,
            '"' => !open,
            _ => open,
        })
    }

    /// The first rule that meets the sentence of these words; what follows an opening quotation
    /// mark is somebody's words and meets none.
    fn hit(&self, rules: &FurnitureRules, range: Range<usize>) -> Option<Hit> {
        let span = self.sentence_span(&range);
        let first = range.start;
        range
            .clone()
            .take_while(|&at| !self.raw(at).starts_with(['“', '"']))
            .find_map(|at| {
                let (number, slots) = self.rule_at(rules, at, &range)?;
                debug_assert!(at == first || rules.rules[number].reach == Reach::Contains);
                Some(Hit {
                    span,
                    action: rules.rules[number].action,
                    outlet: slots.outlet,
                    byline: slots.byline,
                    rule: number,
                })
            })
    }

    /// The first rule that meets the words from `at` on.
    fn rule_at(
        &self,
        rules: &FurnitureRules,
        at: usize,
        sentence: &Range<usize>,
    ) -> Option<(usize, Slots)> {
        let leads = at == sentence.start;
        let listed = rules.by_word.get(self.words[at].folded.of(&self.folded));
        let slots = leads.then_some(&rules.by_slot);
        let numbers = listed.into_iter().chain(slots).flatten().copied();
        numbers
            .filter(|&number| leads || rules.rules[number].reach == Reach::Contains)
            .find_map(|number| {
                let rule = &rules.rules[number];
                let rest = &self.words[at..sentence.end];
                let slots = self.meets(rest, &rule.elements, rule.reach == Reach::Exact)?;
                Some((number, slots))
            })
    }

    /// What the slots stand for where the words begin with the elements; `whole` allows no more.
    fn meets(&self, words: &[Word], elements: &[Element], whole: bool) -> Option<Slots> {
        let Some((element, rest)) = elements.split_first() else {
            return (words.is_empty() || !whole).then(Slots::default);
        };
        if let Element::Word(wanted) = element {
            let (word, after) = words.split_first()?;
            let same = self.is(word, wanted);
            return same.then(|| self.meets(after, rest, whole)).flatten();
        }
        let longest = match element {
            Element::Many => LONG_SLOT_WORDS,
            Element::Number => 1,
            _ => SLOT_WORDS,
        };
        let longest = longest.min(words.len());
        let named = matches!(element, Element::Outlet | Element::Byline);
        (1..=longest)
            .map(|len| if named { longest + 1 - len } else { len })
            .filter(|&len| self.fits(element, &words[..len]))
            .find_map(|len| {
                let mut slots = self.meets(&words[len..], rest, whole)?;
                slots.keep(element, self.text, &words[..len]);
                Some(slots)
            })
    }

    fn is(&self, word: &Word, wanted: &Literal) -> bool {
        let raw = word.raw.of(self.text);
        word.folded.of(&self.folded) == wanted.folded
            && (!wanted.bracket || raw.starts_with('('))
            && (!wanted.colon || raw.ends_with(':'))
    }

    /// True where a slot may stand for these words.
    fn fits(&self, element: &Element, words: &[Word]) -> bool {
        match element {
            Element::Byline => words.len() > 1 && self.is_name(words),
            Element::Outlet => self.is_name(words),
            Element::Number => {
                let folded = words[0].folded.of(&self.folded);
                folded.starts_with(|c: char| c.is_ascii_digit())
            }
            _ => true,
        }
    }

    /// True where first and last word are capitalised as in a name, and so most between; no stop
    /// but at the end.
    fn is_name(&self, words: &[Word]) -> bool {
        let capital = |word: &Word| {
            let mut letters = word.raw.of(self.text).chars().filter(|c| c.is_alphabetic());
            letters.next().is_some_and(char::is_uppercase)
        };
        let (last, before) = words.split_last().expect("a slot stands for a word");
        let whole = |word: &Word| !word.raw.of(self.text).ends_with(['.', ',', ';', ':']);
        let capitals = words.iter().filter(|&word| capital(word)).count();
        capital(&words[0])
            && capital(last)
            && capitals * 2 > words.len()
            && before.iter().all(whole)
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
        let span = place(name, text);
        match element {
            Element::Outlet => self.outlet = Some(span),
            Element::Byline => {
                self.byline = Some(self.byline.map_or(span, |other| other.cover(span)));
            }
            _ => {}
        }
    }
}

/// Where a piece of a text stands in it.
fn place(piece: &str, text: &str) -> Span {
    let start = piece.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(start, start + piece.len())
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

    const ROWS: &str = "\
byline.by exact cut: by {byline}
cookies.use prefix cut: we use cookies
copyright.sign prefix cut: © # {outlet}
credit.post prefix cut: the post ** appeared first on {outlet}
credit.reporting prefix cut: (reporting by
form.fields contains cut: required fields are marked
link.read_more exact cut: read more
link.watch prefix cut: watch:
newsletter.name exact open: the {outlet} newsletter
newsletter.unsubscribe prefix cut: you can unsubscribe at any time
share.count exact tail: # comments";

    fn rules() -> FurnitureRules {
        FurnitureRules::new(ROWS.lines().map(|line| {
            let (head, text) = line.split_once(": ").expect("a head");
            let head: Vec<&str> = head.split(' ').collect();
            Row {
                id: head[0],
                kind: head[1],
                text,
                action: head[2],
            }
        }))
    }

    fn check(text: &str, expected: &[(&str, &str)]) -> Vec<Hit> {
        let rules = rules();
        let found = hits(&rules, lines(text)[0], &mut Words::new(text));
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
    fn bracket_colon_and_number_count() {
        check(
            "WATCH: Sarel speaks",
            &[("link.watch", "WATCH: Sarel speaks")],
        );
        check("Watch towers stand along the river.", &[]);
        check(
            "(Reporting by Ana Brand)",
            &[("credit.reporting", "(Reporting by Ana Brand)")],
        );
        check("Reporting by the agency showed it.", &[]);
        check("12 Comments", &[("share.count", "12 Comments")]);
        check("Officials made no comments.", &[]);
        let text =
            "The post Sarel meets the envoy in Belmar for talks appeared first on Belmar Post.";
        let hits = check(text, &[("credit.post", text)]);
        assert_eq!(hits[0].outlet.expect("a slot").of(text), "Belmar Post");
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
