//! NITF 2.5 and 3.x, the News Industry Text Format of the IPTC: one report an element `nitf`.
//!
//! Read are `docdata` (id, issue and release, status, corrections, messages of editors), `pubdata`,
//! `hedline`, `byline`, `distributor`, `dateline` and the blocks of `body.content`; `body.end` and
//! media are left out. Source: NITF 3.6 DTD of the IPTC.

use super::body::{self, language, line_of, note};
use super::decode::decode;
use super::hints::{Hints, Reports};
use super::json::broken;
use super::prose;
use super::xml::{Dialect, NodeId, Tree};
use super::{byline, dates, standing};
use crate::error::Kind;
use crate::{Error, FoundDate, Report, Standing};

/// Reports in order; those that are withdrawn may have no words.
///
/// # Errors
/// Bytes without an element `nitf`, or more than 64 MiB. Never panics.
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Reports, Error> {
    let decoded = decode(bytes, "nitf", hints)?;
    let tree = Tree::parse(&decoded.text, Dialect::Xml, &["nitf"]);
    let mut reports: Reports = Vec::new();
    for id in tree.all().filter(|id| tree.is(*id, "nitf")) {
        let mut report = report(&tree, id);
        report.notes.extend(decoded.notes.iter().cloned());
        reports.push(
            match report.text.is_empty() && report.standing != Standing::Withdrawn {
                true => Err(Kind::NoText { format: "nitf" }.into()),
                false => Ok(report),
            },
        );
    }
    if reports.is_empty() {
        return Err(broken("nitf", 0, "no element nitf".to_owned()));
    }
    Ok(reports)
}

fn report(tree: &Tree<'_>, root: NodeId) -> Report {
    let find = |name| tree.find(root, name);
    let attribute = |element, name| {
        tree.attribute(find(element)?, name)
            .filter(|value| !value.trim().is_empty())
    };
    let text = |name| find(name).and_then(|id| tree.text(id));
    let owned = |element, name| attribute(element, name).map(|value| value.trim().to_owned());
    let mut report = Report {
        id: owned("doc-id", "id-string"),
        title: find("hl1")
            .or_else(|| find("title"))
            .and_then(|id| line_of(tree, id)),
        outlet: owned("pubdata", "name")
            .or_else(|| owned("doc.copyright", "holder"))
            .or_else(|| text("rights.owner"))
            .or_else(|| text("distributor")),
        url: owned("pubdata", "ex-ref").filter(|url| url.starts_with("http")),
        dateline: find("dateline").and_then(|id| place(tree, id)),
        language: stated_language(tree, root),
        ..Report::default()
    };
    report.credit = text("distributor").filter(|name| report.outlet.as_ref() != Some(name));
    report.authors = tree
        .inside(root)
        .filter(|id| tree.is(*id, "byline"))
        .flat_map(|id| authors(tree, id))
        .collect();
    read_dates(tree, root, &mut report);
    read_standing(tree, root, &mut report);
    words(tree, root, &mut report);
    report
}

fn stated_language(tree: &Tree<'_>, root: NodeId) -> Option<String> {
    let of = |id: NodeId| {
        tree.attribute(id, "xml:lang")
            .or_else(|| tree.attribute(id, "lang"))
    };
    of(root)
        .or_else(|| tree.attribute(root, "baselang"))
        .or_else(|| of(tree.child(root, "body")?))
        .and_then(|tag| language(&tag))
}

/// Persons that are marked as such, else those of the line without the title of the writer.
fn authors(tree: &Tree<'_>, id: NodeId) -> Vec<String> {
    let marked: Vec<String> = tree
        .inside(id)
        .filter(|inner| tree.is(*inner, "person"))
        .filter_map(|inner| tree.text(inner))
        .collect();
    if !marked.is_empty() {
        return marked;
    }
    let title = tree
        .find(id, "byttl")
        .and_then(|title| tree.text(title))
        .unwrap_or_default();
    let line = tree.text(id).unwrap_or_default();
    byline::persons(line.strip_suffix(title.as_str()).unwrap_or(&line))
}

/// The place of a dateline: its `location`, else its words before the date.
fn place(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    if let Some(location) = tree.find(id, "location") {
        return tree.text(location);
    }
    let words: String = tree
        .children(id)
        .filter_map(|child| tree.words(child))
        .collect();
    body::dateline_place(&words)
}

fn read_dates(tree: &Tree<'_>, root: NodeId, report: &mut Report) {
    const STATED: [(&str, &str); 4] = [
        ("date.issue", "norm"),
        ("date.release", "norm"),
        ("pubdata", "date.publication"),
        ("story.date", "norm"),
    ];
    for (element, name) in STATED {
        let Some(id) = tree.find(root, element) else {
            continue;
        };
        let stated = tree
            .attribute(id, name)
            .map(|value| value.into_owned())
            .or_else(|| tree.text(id));
        if let Some(stamp) = stated.and_then(|written| dates::read(&written)) {
            report.published.get_or_insert(stamp);
            report.dates.push(FoundDate {
                stamp,
                basis: "wire",
                span: Some(tree.whole(id)),
            });
        }
    }
    let revised = tree
        .find(root, "revision-history")
        .and_then(|id| tree.attribute(id, "norm"));
    report.modified = revised.and_then(|written| dates::read(&written));
}

fn read_standing(tree: &Tree<'_>, root: NodeId, report: &mut Report) {
    let status = tree
        .find(root, "docdata")
        .and_then(|id| tree.attribute(id, "management-status"));
    let mut stands = status
        .and_then(|code| standing::of_code(&code))
        .unwrap_or_default();
    if let Some(id) = tree.find(root, "correction") {
        stands = standing::stronger(stands, Some(Standing::Corrected));
        if let Some(info) = tree.attribute(id, "info") {
            note(report, "editor", &info);
        }
    }
    if let Some(message) = tree
        .find(root, "ed-msg")
        .and_then(|id| tree.attribute(id, "info"))
    {
        stands = standing::stronger(stands, standing::of_note(&message));
        note(report, "editor", &message);
    }
    report.standing = stands;
}

fn words(tree: &Tree<'_>, root: NodeId, report: &mut Report) {
    if let Some(content) = tree.find(root, "body.content") {
        body::put(report, prose::of_element(tree, content));
    }
    if report.text.is_empty()
        && let Some(summary) = tree.find(root, "abstract")
    {
        body::put(report, prose::of_element(tree, summary));
        note(report, "teaser", "");
    }
}
