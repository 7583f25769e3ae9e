//! Markdown in, cases out: a block `text` with the block of the stage that follows it.

use std::ops::Range;

/// A text and what a stage must say of it.
#[derive(Debug, Default, PartialEq)]
pub struct Case {
    /// The heading above.
    pub heading: String,
    /// Line of the expected block, from 1; of the text block where there is none yet.
    pub line: usize,
    /// The text to read: lines of the block, without a line end after the last.
    pub text: String,
    /// What is known beside the text: `published=2026-01-02`, `outlet="Daily"`, in order.
    pub given: Vec<(String, String)>,
    /// The expected block; `None` where it is still to be written.
    pub expected: Option<String>,
    /// Lines of the file that `expected` takes up, from 0, fences not included.
    block: Range<usize>,
}

impl Case {
    /// What is given under this name.
    pub fn given(&self, name: &str) -> Option<&str> {
        let found = self.given.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// A fenced block.
struct Block<'t> {
    /// The words after the opening fence.
    head: &'t str,
    /// Lines between the fences, from 0.
    lines: Range<usize>,
}

/// The cases of a file. Errors: a block without an end, a stage block without a text.
pub fn cases(file: &str, stage: &str) -> Result<Vec<Case>, String> {
    let lines: Vec<&str> = file.lines().collect();
    let mut cases: Vec<Case> = Vec::new();
    let mut heading = String::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].starts_with('#') {
            heading = lines[at].trim_start_matches('#').trim().to_owned();
        }
        let Some(block) = block_at(&lines, at)? else {
            at += 1;
            continue;
        };
        at = block.lines.end + 1;
        let words = block.head.split_whitespace().next().unwrap_or_default();
        let body = lines[block.lines.clone()].join("\n");
        if words == "text" {
            cases.push(Case {
                heading: heading.clone(),
                line: block.lines.start,
                text: body,
                given: given(block.head),
                expected: None,
                block: at..at,
            });
        } else if words == stage {
            let line = block.lines.start;
            let open = cases.last_mut().filter(|case| case.expected.is_none());
            let case = open.ok_or_else(|| format!("{line}: block `{stage}` without a text"))?;
            case.expected = Some(body);
            (case.line, case.block) = (line, block.lines);
        }
    }
    Ok(cases)
}

/// The block whose opening fence stands in line `at`; a fence is three or more back quotes.
fn block_at<'t>(lines: &[&'t str], at: usize) -> Result<Option<Block<'t>>, String> {
    let line = lines[at];
    let head = line.trim_start_matches('`');
    let fence = &line[..line.len() - head.len()];
    if fence.len() < 3 {
        return Ok(None);
    }
    let start = at + 1;
    let end = lines[start..].iter().position(|line| *line == fence);
    let end = end.ok_or_else(|| format!("{start}: block without an end"))?;
    Ok(Some(Block {
        head,
        lines: start..start + end,
    }))
}

/// `text published=2026-01-02 outlet="The Day"` gives the two pairs.
fn given(head: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut rest = head;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.split_whitespace().last().unwrap_or_default();
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        pairs.push((key.to_owned(), value.to_owned()));
        rest = left;
    }
    pairs
}

/// The file with what the stage says now in its expected blocks.
pub fn rewritten(file: &str, cases: &[Case], said: &[String], stage: &str) -> String {
    let lines: Vec<&str> = file.lines().collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    let copy = |out: &mut Vec<String>, lines: &[&str]| {
        out.extend(lines.iter().map(|&line| line.to_owned()));
    };
    for (case, said) in cases.iter().zip(said) {
        copy(&mut out, &lines[at..case.block.start]);
        if case.expected.is_some() {
            out.extend(said.lines().map(str::to_owned));
        } else {
            out.push(format!("\n```{stage}\n{said}\n```"));
        }
        at = case.block.end;
    }
    copy(&mut out, &lines[at..]);
    out.join("\n") + "\n"
}

#[test]
fn case_with_heading_and_given_fields() {
    let file = "# A\n## B\n```text published=2026-01-02 outlet=\"The Day\"\none\ntwo\n```\n\n```times\nx\n```\n";
    let found = cases(file, "times").unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].heading, "B");
    assert_eq!(found[0].text, "one\ntwo");
    assert_eq!(found[0].given("published"), Some("2026-01-02"));
    assert_eq!(found[0].given("outlet"), Some("The Day"));
    assert_eq!(
        (found[0].line, found[0].expected.as_deref()),
        (8, Some("x"))
    );
}

#[test]
fn rewriting_fills_old_and_missing_blocks() {
    let file = "```text\none\n```\n```times\nold\nold\n```\nprose\n```text\ntwo\n```\n";
    let found = cases(file, "times").unwrap();
    let new = rewritten(
        file,
        &found,
        &["new".to_owned(), "also".to_owned()],
        "times",
    );
    let expected =
        "```text\none\n```\n```times\nnew\n```\nprose\n```text\ntwo\n```\n\n```times\nalso\n```\n";
    assert_eq!(new, expected);
    assert_eq!(cases(&new, "times").unwrap().len(), 2);
}

#[test]
fn block_without_end_or_text_is_an_error() {
    assert_eq!(
        cases("a\n```text\nb\n", "times").unwrap_err(),
        "2: block without an end"
    );
    assert!(
        cases("```times\nb\n```\n", "times")
            .unwrap_err()
            .contains("without a text")
    );
}
