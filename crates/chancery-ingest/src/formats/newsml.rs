//! NewsML-G2 2.x (news items alone, in news messages and in item sets) and NewsML 1.x.
//!
//! Read are of G2 `itemMeta` (class, provider, dates, status, signals, notes of editors), `contentMeta`
//! (headline, by, dateline, places, language, sources) and the words in `contentSet`, XHTML, NITF or
//! plain; of NewsML 1 `NewsManagement`, `NewsLines` and `DataContent`. Items without words, such as
//! pictures, are an error each, unless they withdraw a report. Source: NewsML-G2 2.34 specification and
//! its guidelines, NewsML 1.2 DTD, both of the IPTC.

use super::body::{self, dateline_place, language, line_of, note};
use super::decode::decode;
use super::hints::{Hints, MOST_ITEMS, Reports};
use super::json::broken;
use super::prose::Prose;
use super::xml::{Dialect, NodeId, Tree};
use super::{byline, dates, standing};
use crate::error::Kind;
use crate::{Error, FoundDate, Report, Standing};

/// Reports in order of the items; those that are withdrawn may have no words.
///
/// # Errors
/// Bytes without a news item, or more than 64 MiB. Never panics.
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Reports, Error> {
    let decoded = decode(bytes, "newsml", hints)?;
    let tree = Tree::parse(&decoded.text, Dialect::Xml, &["newsItem", "packageItem"]);
    let mut reports: Reports = Vec::new();
    for id in tree
        .all()
        .filter(|id| tree.is(*id, "newsItem"))
        .take(MOST_ITEMS)
    {
        let mut report = match tree.child(id, "NewsManagement") {
            Some(_) => first_edition(&tree, id),
            None => second_edition(&tree, id),
        };
        report.notes.extend(decoded.notes.iter().cloned());
        reports.push(
            match report.text.is_empty() && report.standing != Standing::Withdrawn {
                true => Err(Kind::NoText { format: "newsml" }.into()),
                false => Ok(report),
            },
        );
    }
    if reports.is_empty() {
        return Err(broken("newsml", 0, "no element newsItem".to_owned()));
    }
    Ok(reports)
}

/// An item of NewsML-G2.
fn second_edition(tree: &Tree<'_>, item: NodeId) -> Report {
    let meta = |path: &[&str]| tree.path(item, path);
    let text = |path: &[&str]| meta(path).and_then(|id| tree.text(id));
    let mut report = Report {
        id: tree.attribute(item, "guid").map(|guid| guid.into_owned()),
        title: headline(tree, item),
        outlet: meta(&["itemMeta", "provider"]).and_then(|id| name_of(tree, id)),
        credit: text(&["contentMeta", "creditline"])
            .or_else(|| meta(&["contentMeta", "infoSource"]).and_then(|id| name_of(tree, id))),
        dateline: meta(&["contentMeta", "located"])
            .and_then(|id| named(tree, id))
            .or_else(|| text(&["contentMeta", "dateline"]).and_then(|line| dateline_place(&line))),
        language: meta(&["contentMeta", "language"])
            .and_then(|id| tree.attribute(id, "tag"))
            .or_else(|| tree.attribute(item, "lang"))
            .and_then(|tag| language(&tag)),
        ..Report::default()
    };
    report.authors = authors(tree, item);
    let published = [
        "itemMeta/firstCreated",
        "contentMeta/contentCreated",
        "itemMeta/versionCreated",
    ];
    let modified = ["itemMeta/versionCreated", "contentMeta/contentModified"];
    read_dates(tree, item, &mut report, [&published, &modified]);
    second_standing(tree, item, &mut report);
    if let Some(prose) = content(tree, item) {
        body::put(&mut report, prose);
    }
    report
}

/// The headline of the whole item: one without a role, or the first.
fn headline(tree: &Tree<'_>, item: NodeId) -> Option<String> {
    let meta = tree.child(item, "contentMeta")?;
    let headlines: Vec<NodeId> = tree
        .children(meta)
        .filter(|id| tree.is(*id, "headline"))
        .collect();
    let main = headlines.iter().find(|id| {
        tree.attribute(**id, "role")
            .is_none_or(|role| role.ends_with("main"))
    });
    main.or(headlines.first()).and_then(|id| line_of(tree, *id))
}

fn authors(tree: &Tree<'_>, item: NodeId) -> Vec<String> {
    let Some(meta) = tree.child(item, "contentMeta") else {
        return Vec::new();
    };
    let lines = tree.children(meta).filter(|id| tree.is(*id, "by"));
    let mut authors: Vec<String> = lines
        .filter_map(|id| tree.text(id))
        .flat_map(|line| byline::persons(&line))
        .collect();
    if authors.is_empty() {
        let creators = tree.children(meta).filter(|id| tree.is(*id, "creator"));
        authors = creators
            .filter_map(|id| named(tree, id))
            .flat_map(|name| byline::persons(&name))
            .collect();
    }
    authors.dedup();
    authors
}

/// The name inside a concept, or its literal.
fn named(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    tree.child(id, "name")
        .and_then(|name| tree.text(name))
        .or_else(|| {
            tree.attribute(id, "literal")
                .map(|literal| literal.into_owned())
        })
        .filter(|name| !name.trim().is_empty())
}

/// A name, else the code behind its scheme where that is a word, else the words inside.
fn name_of(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let code = || {
        let code = tree.attribute(id, "qcode")?;
        let code = code.rsplit(':').next()?.to_owned();
        code.contains(|c: char| c.is_alphabetic()).then_some(code)
    };
    named(tree, id).or_else(code).or_else(|| tree.text(id))
}

/// First dates of two lists of paths: publication and last change, the latter only where it differs.
fn read_dates(tree: &Tree<'_>, item: NodeId, report: &mut Report, paths: [&[&str]; 2]) {
    let [published, modified] = paths;
    for (path, is_first) in
        (published.iter().map(|path| (path, true))).chain(modified.iter().map(|path| (path, false)))
    {
        let names: Vec<&str> = path.split('/').collect();
        let Some(id) = tree.path(item, &names) else {
            continue;
        };
        let Some(stamp) = tree.text(id).and_then(|text| dates::read(&text)) else {
            continue;
        };
        let slot = if is_first {
            &mut report.published
        } else {
            &mut report.modified
        };
        slot.get_or_insert(stamp);
        let found = FoundDate {
            stamp,
            basis: "wire",
            span: Some(tree.whole(id)),
        };
        if !report.dates.contains(&found) {
            report.dates.push(found);
        }
    }
    report.modified = report
        .modified
        .filter(|modified| Some(*modified) != report.published);
}

fn second_standing(tree: &Tree<'_>, item: NodeId, report: &mut Report) {
    let Some(meta) = tree.child(item, "itemMeta") else {
        return;
    };
    let code = |id| {
        let code = tree
            .attribute(id, "qcode")
            .or_else(|| tree.attribute(id, "uri"));
        code.map(|code| code.into_owned()).or_else(|| tree.text(id))
    };
    let mut stands = Standing::Usable;
    for id in tree.children(meta) {
        if tree.is(id, "pubStatus") || tree.is(id, "signal") {
            stands = standing::stronger(stands, code(id).and_then(|code| standing::of_code(&code)));
        }
        if tree.is(id, "edNote")
            && let Some(message) = tree.text(id)
        {
            stands = standing::stronger(stands, standing::of_note(&message));
            note(report, "editor", &message);
        }
    }
    report.standing = stands;
}

/// The longest of the alternative contents.
fn content(tree: &Tree<'_>, item: NodeId) -> Option<Prose> {
    let set = tree.child(item, "contentSet")?;
    let alternatives = tree.children(set).filter_map(|id| match tree.name(id) {
        name if name.eq_ignore_ascii_case("inlineXML") => Some(marked(tree, id)),
        name if name.eq_ignore_ascii_case("inlineData") => Some(body::of_field(tree, id)),
        _ => None,
    });
    alternatives
        .max_by_key(|prose| prose.text.len())
        .filter(|prose| !prose.text.is_empty())
}

/// The words of NITF or XHTML: its body without its head.
fn marked(tree: &Tree<'_>, id: NodeId) -> Prose {
    let inner = tree
        .find(id, "body.content")
        .or_else(|| tree.find(id, "body"));
    body::of_field(tree, inner.unwrap_or(id))
}

/// An item of NewsML 1.
fn first_edition(tree: &Tree<'_>, item: NodeId) -> Report {
    let text = |name| tree.find(item, name).and_then(|id| tree.text(id));
    let formal = |name| {
        let id = tree.find(item, name)?;
        tree.attribute(id, "FormalName")
            .map(|value| value.into_owned())
    };
    let party = |name| {
        let party = tree.find(tree.find(item, name)?, "Party")?;
        tree.attribute(party, "FormalName")
            .map(|value| value.into_owned())
    };
    let mut report = Report {
        id: text("PublicIdentifier"),
        title: tree.find(item, "HeadLine").and_then(|id| line_of(tree, id)),
        outlet: party("Provider").or_else(|| text("ProviderId")),
        credit: party("Source").or_else(|| text("CreditLine")),
        authors: text("ByLine")
            .map(|line| byline::persons(&line))
            .unwrap_or_default(),
        dateline: text("DateLine").and_then(|line| dateline_place(&line)),
        language: formal("Language").and_then(|tag| language(&tag)),
        ..Report::default()
    };
    let [published, modified] = [
        ["NewsManagement/FirstCreated"],
        ["NewsManagement/ThisRevisionCreated"],
    ];
    read_dates(tree, item, &mut report, [&published, &modified]);
    report.standing = formal("Status")
        .and_then(|code| standing::of_code(&code))
        .unwrap_or_default();
    for name in ["Instruction", "Note", "Comment"] {
        if let Some(message) = text(name) {
            report.standing = standing::stronger(report.standing, standing::of_note(&message));
        }
    }
    let mut behind = item;
    let contents = tree.inside(item).filter(|id| {
        let outer = tree.is(*id, "DataContent") && *id >= behind;
        if outer {
            behind = tree.after(*id);
        }
        outer
    });
    let contents = contents.map(|id| marked(tree, id));
    if let Some(prose) = contents.max_by_key(|prose| prose.text.len()) {
        body::put(&mut report, prose);
    }
    report
}
