//! The words of a field that may hold markup, escaped markup or plain text, into a [`Report`].

use std::borrow::Cow;

use super::entities::unescape;
use super::hints::MOST_TEXT;
use super::prose::{Prose, looks_like_html, of_element, of_html, of_plain};
use super::xml::{Dialect, NodeId, Tree};
use crate::{Note, Report, page};

/// The words of an element: of its own markup where it has some, else of the markup that it holds
/// escaped or as character data, else of its plain text.
pub(super) fn of_field(tree: &Tree<'_>, id: NodeId) -> Prose {
    if tree.has_elements(id) {
        return of_element(tree, id);
    }
    of_text(&tree.raw_text(id))
}

/// The words of a text that may be HTML. Without places: its bytes are not those of a source.
pub(super) fn of_text(text: &str) -> Prose {
    let once_more = text.trim_start().starts_with("&lt;") && !text.contains('<');
    let text = if once_more {
        unescape(text)
    } else {
        Cow::Borrowed(text)
    };
    if looks_like_html(&text) {
        return of_escaped(&text);
    }
    let text = if text.contains('&') {
        unescape(&text)
    } else {
        text
    };
    Prose {
        segments: Vec::new(),
        ..of_plain(&text, 0)
    }
}

/// The words of HTML, pictures with their captions left out.
pub(super) fn of_escaped(html: &str) -> Prose {
    let (text, blocks) = page::fragment(&without_pictures(html));
    Prose {
        text,
        blocks,
        ..Prose::default()
    }
}

/// Captions are no part of a report's running text.
fn without_pictures(html: &str) -> Cow<'_, str> {
    if !html.contains("<fig") {
        return Cow::Borrowed(html);
    }
    let tree = Tree::parse(html, Dialect::Html, &[]);
    let mut kept = String::with_capacity(html.len());
    let mut at = 0;
    for id in tree
        .all()
        .filter(|id| tree.is(*id, "figure") || tree.is(*id, "figcaption"))
    {
        let whole = tree.whole(id);
        if whole.start >= at {
            kept.push_str(&html[at..whole.start]);
            kept.push(' ');
            at = whole.end;
        }
    }
    kept.push_str(&html[at..]);
    Cow::Owned(kept)
}

/// A line of text of what may be HTML, such as a title.
pub(super) fn line(written: &str) -> Option<String> {
    let text = if looks_like_html(written) {
        Cow::Owned(of_html(written).text)
    } else {
        unescape(written)
    };
    let folded = super::xml::fold(&text);
    (!folded.is_empty()).then_some(folded)
}

/// The line of an element.
pub(super) fn line_of(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    line(&tree.raw_line(id))
}

/// Gives a report its words, up to the most that one may hold.
pub(super) fn put(report: &mut Report, mut prose: Prose) {
    if prose.text.len() > MOST_TEXT {
        let mut end = MOST_TEXT;
        while !prose.text.is_char_boundary(end) {
            end -= 1;
        }
        prose.text.truncate(end);
        prose.blocks.retain(|block| block.span.start < end);
        prose.segments.retain(|segment| segment.text.end <= end);
        if let Some(last) = prose.blocks.last_mut() {
            last.span.end = last.span.end.min(end);
        }
        prose.truncated = true;
    }
    if prose.truncated {
        note(report, "truncated", "");
    }
    report.text = prose.text;
    report.blocks = prose.blocks;
    report.segments = prose.segments;
}

/// Notes something odd.
pub(super) fn note(report: &mut Report, kind: &'static str, what: &str) {
    report.notes.push(Note {
        kind,
        what: what.to_owned(),
    });
}

/// True where a text says itself that it goes on elsewhere.
pub(super) fn is_cut_off(text: &str) -> bool {
    let end =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ']' | ')' | '»' | '>'));
    end.ends_with('…') || end.ends_with("...")
}

/// The place at the start of a dateline such as "PARIS, March 12 (Wire) -"; `None` where it is long or has
/// digits.
pub(super) fn dateline_place(line: &str) -> Option<String> {
    let end = line
        .find([',', '(', '–', '—', ';', '/'])
        .unwrap_or(line.len());
    let place = super::xml::fold(line[..end].split(" - ").next().unwrap_or_default());
    let odd = place.is_empty() || place.len() > 60 || place.contains(|c: char| c.is_ascii_digit());
    (!odd).then_some(place)
}

/// ISO 639-1 code of a language tag such as `en-GB`, `de_AT` or `eng`; `None` for others.
pub(super) fn language(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    match code.len() {
        2 if code.bytes().all(|b| b.is_ascii_lowercase()) => Some(code),
        3 => named_language(&code),
        _ => None,
    }
}

/// ISO 639-1 code of a language by its name in lower case, or by its code of three letters.
pub(super) fn named_language(name: &str) -> Option<String> {
    let names = &chancery_data::ingest().language_names;
    let found = names
        .binary_search_by(|row| row.name.as_str().cmp(name))
        .ok()?;
    Some(names[found].code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_escapes_and_plain_text() {
        assert_eq!(of_text("<p>A &amp; B</p>").text, "A & B");
        assert_eq!(of_text("&lt;p&gt;A&lt;/p&gt;").text, "A");
        assert_eq!(of_text("A & B\n\nC").text, "A & B\n\nC");
        assert_eq!(
            of_text("<p>A</p><figure><figcaption>x</figcaption></figure><p>B</p>").text,
            "A\n\nB"
        );
    }

    #[test]
    fn languages() {
        assert_eq!(language("en-US").as_deref(), Some("en"));
        assert_eq!(language("GER").as_deref(), Some("de"));
        assert_eq!(language("x"), None);
        assert_eq!(language(""), None);
    }

    #[test]
    fn cut_off() {
        assert!(is_cut_off("The talks […]") && is_cut_off("The talks ... "));
        assert!(!is_cut_off("The talks ended."));
    }
}
