//! What stands beside the article of a page: captions and credits of its pictures, entries of a live blog.
//!
//! A caption is a block in a figure, or in an element whose names speak of captions, that the judge did not
//! take for article and that shares with a block of the article the nearest `article` or `main` around it; where
//! there is none, it stands between blocks of the article. Parts of the page's own (navigation, asides, footers,
//! forms) have none. It is a credit where it begins with a phrase of credits (`data/ingest/page_phrases.tsv`).
//! Three `article`s, or elements marked `liveBlogUpdate`, with blocks of the article and a time of day in each are a
//! live blog. Cost: linear in the blocks and elements, times the depth.

use super::names::{Kinds, kinds};
use super::phrases;
use super::segments;
use super::tags::{Name, Tag};
use super::tree::{RawBlock, Tree};
use crate::report::{Aside, AsideKind, Block, Entry, Span};
use crate::stamp::Stamp;
use std::collections::{BTreeMap, BTreeSet};

/// Elements around a block whose names are asked for captions.
const NEAR: usize = 3;

/// Words of the longest caption: what is longer is another text beside the article.
const LONGEST: i32 = 120;

/// Entries from which on a page is a live blog.
const FEWEST: usize = 3;

/// How Schema.org marks an entry of a live blog.
const UPDATE: &str = "liveBlogUpdate";

/// Captions and credits of the pictures of an article, in the order of the page, each once.
pub(super) fn asides(tree: &Tree, article: &[&RawBlock]) -> Vec<Aside> {
    let (Some(first), Some(last)) = (article.first(), article.last()) else {
        return Vec::new();
    };
    let chosen: BTreeSet<usize> = article.iter().map(|block| block.text.start).collect();
    let around: BTreeSet<Option<u32>> = article.iter().map(|b| holder(tree, b.node)).collect();
    let belongs = |block: &RawBlock| match holder(tree, block.node) {
        None => block.text.start > first.text.start && block.text.start < last.text.start,
        holder => around.contains(&holder),
    };
    let (mut words, mut seen) = (Vec::new(), BTreeSet::new());
    let blocks = tree.blocks.iter();
    let beside = blocks.filter(|block| !chosen.contains(&block.text.start));
    let beside = beside.filter(|block| belongs(block) && is_of_picture(tree, block.node));
    beside
        .filter_map(|block| {
            let text = tree.words(block);
            let found = phrases::find(text, &mut words);
            let fits = (1..=LONGEST).contains(&found.words);
            (fits && seen.insert(text)).then(|| Aside {
                kind: match phrases::is_credit(found) {
                    true => AsideKind::Credit,
                    false => AsideKind::Caption,
                },
                text: text.to_owned(),
                segments: segments(tree, block, 0).collect(),
            })
        })
        .collect()
}

/// The nearest element around that holds one text of the page.
fn holder(tree: &Tree, node: u32) -> Option<u32> {
    let mut around = tree.around(node);
    around.find(|node| matches!(tree.nodes[*node as usize].tag, Tag::ARTICLE | Tag::MAIN))
}

fn is_of_picture(tree: &Tree, node: u32) -> bool {
    let mut of_picture = false;
    for (far, node) in tree.around(node).enumerate() {
        let shown = &tree.nodes[node as usize];
        match shown.tag {
            Tag::FIGURE | Tag::FIGCAPTION => of_picture = true,
            Tag::NAV | Tag::ASIDE | Tag::FOOTER | Tag::FORM => return false,
            Tag::ARTICLE | Tag::MAIN => break,
            _ => of_picture |= far < NEAR && kinds(tree, node).has(Kinds::CAPTION),
        }
        if shown.hidden {
            return false;
        }
    }
    of_picture
}

/// The entries of a live blog; none where the page is no live blog. `laid`: where each block of the article stands
/// in the text.
pub(super) fn entries(tree: &Tree, article: &[&RawBlock], laid: &[Block]) -> Vec<Entry> {
    let mut found: Vec<(u32, Span)> = Vec::new();
    for (block, laid) in article.iter().zip(laid) {
        let Some(node) = entry(tree, block.node) else {
            continue;
        };
        match found.last_mut().filter(|(last, _)| *last == node) {
            Some((_, span)) => span.end = laid.span.end,
            None => found.push((node, laid.span)),
        }
    }
    let times = times(tree, &found);
    if times.len() < FEWEST {
        return Vec::new();
    }
    let entry = |(node, span): &(u32, Span)| Entry {
        span: *span,
        time: times.get(node).copied(),
    };
    found.iter().map(entry).collect()
}

/// The element of the entry around a node.
fn entry(tree: &Tree, node: u32) -> Option<u32> {
    tree.around(node).find(|node| {
        tree.nodes[*node as usize].tag == Tag::ARTICLE
            || tree.attr(*node, Name::ITEMPROP) == Some(UPDATE)
    })
}

/// The first time of day that each of these elements states of itself.
fn times(tree: &Tree, found: &[(u32, Span)]) -> BTreeMap<u32, Stamp> {
    let wanted: BTreeSet<u32> = found.iter().map(|(node, _)| *node).collect();
    let mut times = BTreeMap::new();
    if wanted.len() < FEWEST {
        return times;
    }
    for (at, _) in (0_u32..)
        .zip(&tree.nodes)
        .filter(|(_, node)| node.tag == Tag::TIME)
    {
        let stamp = tree.attr(at, Name::DATETIME).and_then(Stamp::parse);
        let stamp = stamp.filter(|stamp| stamp.time.is_some());
        if let (Some(stamp), Some(node)) = (stamp, entry(tree, at))
            && wanted.contains(&node)
        {
            times.entry(node).or_insert(stamp);
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::read;

    const LEAD: &str = "<p>Defence Minister Ada Sarel hosted the envoy of Lorne in Belmar on Thursday, her office said.</p>\
        <p>They spoke of the bridge over the Velm and of the road to it, which both sides want to open in May.</p>";

    #[test]
    fn captions_and_credits_stand_beside_the_article() {
        let page = format!(
            "<main><article><h1>Sarel hosts the envoy</h1>{LEAD}<figure><img src=a.jpg><figcaption><span>The bridge over the \
             Velm in spring.</span><div>Photo: Ana Brand</div></figcaption></figure><p>“We are close,” Sarel told reporters \
             after the talks, and thanked the envoy for coming.</p></article><aside><figure><figcaption>Trams of Belmar\
             </figcaption></figure></aside><article><figure><figcaption>A cat on a roof</figcaption></figure></article></main>"
        );
        let report = read(&page, None);
        assert!(!report.text.contains("in spring") && !report.text.contains("Photo:"));
        let asides: Vec<(AsideKind, &str)> = report
            .asides
            .iter()
            .map(|aside| (aside.kind, aside.text.as_str()))
            .collect();
        assert_eq!(
            asides,
            [
                (AsideKind::Caption, "The bridge over the Velm in spring."),
                (AsideKind::Credit, "Photo: Ana Brand")
            ]
        );
        let segment = report.asides[1].segments[0];
        assert_eq!(
            &page[segment.source.start..segment.source.end],
            "Photo: Ana Brand"
        );
        assert!(report.entries.is_empty());
    }

    #[test]
    fn entries_of_a_live_blog_have_their_times() {
        let entry = |hour: usize, words: &str| {
            format!(
                "<article><time datetime='2024-05-02T{hour:02}:15:00Z'>{hour}:15</time><p>{words} Her office said so in a \
                 statement, and the envoy spoke to reporters at the gate of the palace.</p></article>"
            )
        };
        let entries = [
            entry(12, "Sarel left Belmar for Lorne after the talks."),
            entry(
                11,
                "The envoy of Lorne came out of the palace and spoke of the bridge.",
            ),
            entry(
                9,
                "Talks between Sarel and the envoy of Lorne began in Belmar.",
            ),
        ];
        let page = format!(
            "<main><h1>Talks in Belmar, live</h1>{}</main>",
            entries.concat()
        );
        let report = read(&page, None);
        let found: Vec<(String, &str)> = report
            .entries
            .iter()
            .map(|entry| {
                let time = entry.time.map_or(String::new(), |time| time.to_string());
                (
                    time,
                    report.text[entry.span.start..entry.span.end]
                        .split(' ')
                        .next()
                        .unwrap_or(""),
                )
            })
            .collect();
        let expected = [
            ("2024-05-02T12:15:00Z", "12:15\n\nSarel"),
            ("2024-05-02T11:15:00Z", "11:15\n\nThe"),
            ("2024-05-02T09:15:00Z", "9:15\n\nTalks"),
        ];
        assert_eq!(
            found,
            expected.map(|(time, word)| (time.to_owned(), word)),
            "{}",
            report.text
        );
    }

    #[test]
    fn pages_without_an_article_have_nothing_beside_it() {
        for page in [
            "",
            "<figure><figcaption>A cat</figcaption></figure>",
            "<article><time>",
        ] {
            let report = read(page, None);
            assert!(
                report.asides.is_empty() && report.entries.is_empty(),
                "{page}"
            );
        }
    }
}
