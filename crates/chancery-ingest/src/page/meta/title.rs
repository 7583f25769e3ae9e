//! The headline of a report out of what a page gives as such: `<h1>`, JSON-LD `headline`, `og:title`, `<title>`.
//!
//! Rule: the `<h1>` that shares most words with one of the others (at least half; less where it is the only
//! one), else the JSON-LD headline, else `og:title` and `<title>` without the name of the site. A kicker
//! inside the `<h1>` is left out where what is stated lacks it.

use super::head::Head;
use super::ld::{LdNode, plain};
use super::parts::{Part, Parts};
use crate::page::tags::Tag;
use crate::page::tree::Tree;

/// A headline, and the element that shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Headline {
    pub(super) text: String,
    pub(super) node: Option<u32>,
}

/// Least share of words that a heading has in common with what the page states.
const ALIKE: f32 = 0.5;

/// Longest headline, in bytes.
const MAX_HEADLINE: usize = 600;

/// Least share for a heading that names itself the headline, or is the only one.
const ALIKE_ENOUGH: f32 = 0.3;

/// The headline; `None` for a page that gives none.
pub(super) fn headline(
    tree: &Tree,
    head: &Head,
    main: Option<&LdNode>,
    sites: &[String],
) -> Option<Headline> {
    let stated = stated(tree, head, main, sites);
    if let Some(found) = heading(tree, head, &stated, sites) {
        return Some(found);
    }
    let text = stated.titles.into_iter().next().or(stated.of_head)?;
    let node = shown(tree, &text);
    let text = node.map_or(text.clone(), |node| without_rest(tree, node, text));
    Some(Headline { text, node })
}

/// The `<h1>` most alike to what is stated.
fn heading(tree: &Tree, head: &Head, stated: &Titles, sites: &[String]) -> Option<Headline> {
    let mut best: Option<(f32, Headline)> = None;
    let mut parts = Parts::new(tree);
    for &node in &head.headings {
        let text = one_line(&tree.inner(node));
        if text.is_empty()
            || text.len() > MAX_HEADLINE
            || sites.iter().any(|s| folded(s) == folded(&text))
        {
            continue;
        }
        let alike = stated.alike(&text);
        let named = head.headings.len() == 1 || parts.of(node).has(Part::HEADLINE);
        let least = if named { ALIKE_ENOUGH } else { ALIKE };
        if alike >= least && best.as_ref().is_none_or(|(other, _)| alike > *other) {
            best = Some((
                alike,
                Headline {
                    text,
                    node: Some(node),
                },
            ));
        }
    }
    let (_, mut found) = best?;
    found.text = without_kicker(found.text, &stated.titles);
    Some(found)
}

/// A heading without the kicker before it, which what is stated lacks or says otherwise.
fn without_kicker(heading: String, stated: &[String]) -> String {
    let whole = folded(&heading);
    for title in stated {
        let part = folded(title);
        if part.len() * 2 >= whole.len() && part != whole && whole.ends_with(&part) {
            return title.clone();
        }
    }
    for mark in KICKER_MARKS {
        let Some((before, after)) = heading.split_once(mark) else {
            continue;
        };
        let rest = folded(after);
        let other = |title: &String| {
            let title = folded(title);
            title != whole && title.ends_with(&rest)
        };
        if !before.is_empty() && rest.len() * 2 >= whole.len() && stated.iter().any(other) {
            return after.trim().to_owned();
        }
    }
    heading
}

/// Marks between a kicker and its headline.
const KICKER_MARKS: &[&str] = &[" - ", " – ", " | ", ": "];

/// What a page states as its headline.
struct Titles {
    /// Of structured data and `meta`, best first.
    titles: Vec<String>,
    /// Of `<title>`.
    of_head: Option<String>,
}

impl Titles {
    /// How alike a heading is to any of them; `<title>`, which names the site too, counts less beside others.
    fn alike(&self, text: &str) -> f32 {
        let best = self
            .titles
            .iter()
            .map(|t| likeness(text, t))
            .fold(0.0, f32::max);
        let weight = if self.titles.is_empty() { 1.0 } else { 0.6 };
        let of_head = self
            .of_head
            .as_ref()
            .map_or(0.0, |t| weight * likeness(text, t));
        best.max(of_head)
    }
}

fn stated(tree: &Tree, head: &Head, main: Option<&LdNode>, sites: &[String]) -> Titles {
    let of_node = main.and_then(|m| m.headline.clone());
    let of_meta = head
        .titles
        .iter()
        .filter(|s| s.rung <= 2)
        .chain(head.titles.iter().filter(|s| s.rung > 2));
    let all = of_node.into_iter().chain(of_meta.map(|s| s.value.clone()));
    let clean = |text: String| without_site(&one_line(&text), sites);
    let of_head = clean(plain(&tree.title));
    Titles {
        titles: all
            .map(clean)
            .filter(|text| !text.is_empty())
            .take(8)
            .collect(),
        of_head: (!of_head.is_empty()).then_some(of_head),
    }
}

/// What is stated as far as a heading shows it: "What they love | The Blog" where the heading says "What they love".
fn without_rest(tree: &Tree, node: u32, stated: String) -> String {
    let shown = one_line(&tree.inner(node));
    let rest = stated.strip_prefix(shown.as_str()).map(str::trim_start);
    match rest {
        Some(rest)
            if rest.starts_with(['|', '-', '–', '—', '»', '·', ':']) && !shown.is_empty() =>
        {
            shown
        }
        _ => stated,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title without the name of the site after or before a mark.
fn without_site(title: &str, sites: &[String]) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "] {
        let is_site = |part: &str| {
            sites
                .iter()
                .any(|site| same_name(&folded(part), &folded(site)))
        };
        if let Some((before, after)) = title.rsplit_once(mark) {
            if is_site(after) {
                return before.trim().to_owned();
            }
        }
        if let Some((before, after)) = title.split_once(mark) {
            if is_site(before) {
                return after.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

fn same_name(part: &str, outlet: &str) -> bool {
    !part.is_empty()
        && (part == outlet
            || (part.len() > 3 && outlet.starts_with(part))
            || (outlet.len() > 3 && part.starts_with(outlet)))
}

fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Twice the words in common by the words of both, 0 to 1.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    let words = |text: &str| {
        let mut all: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        all.sort();
        all.truncate(200);
        all
    };
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * common as f32 / (a.len() + b.len()) as f32
}

/// The element of a heading, else of any short block, that shows a headline.
fn shown(tree: &Tree, text: &str) -> Option<u32> {
    let mut best: Option<(f32, u32)> = None;
    for block in tree.blocks.iter().take(2_000) {
        let words = tree.words(block);
        if words.len() > 2 * text.len() + 20 || words.len() * 3 < text.len() {
            continue;
        }
        let heading = tree.around(block.node).take(3).any(|n| {
            let tag: Tag = tree.nodes[n as usize].tag;
            tag.heading_level() > 0
        });
        let begins = heading && words.len() >= 12 && text.starts_with(words);
        let alike = likeness(words, text).max(if begins { 0.8 } else { 0.0 })
            + if heading { 0.1 } else { 0.0 };
        if alike >= 0.8 && best.is_none_or(|(least, _)| alike > least) {
            best = Some((alike, block.node));
        }
    }
    best.map(|(_, node)| node)
}
