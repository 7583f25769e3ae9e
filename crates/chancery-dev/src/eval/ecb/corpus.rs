//! The reports of ECB+ with their marked events, as they lie in the data folder.
//!
//! Set-up of Cybulska and Vossen (2015), as the scorer has it: mentions of `ACTION_*` and `NEG_*` in
//! the validated sentences; the address that opens a report of the second half is no text. Topics
//! 36-45 are held out: they are never opened here.

use anyhow::{Context as _, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Topics that are held out begin here.
const HELD_OUT: u32 = 36;

/// A marked event.
pub struct Mention {
    /// `DOC:FIRST-LAST`, as the scorer calls it.
    pub id: String,
    /// The chain it belongs to, of all reports.
    pub chain: String,
    /// Bytes of its words in the text of the report.
    pub words: Vec<chancery_nlp::Span>,
}

/// One report.
pub struct Report {
    /// Its name, without ending.
    pub name: String,
    /// Number of its topic.
    pub topic: u32,
    /// Its story: the half of the topic.
    pub story: String,
    /// Its sentences, a paragraph each.
    pub text: String,
    /// Marked events of its validated sentences.
    pub mentions: Vec<Mention>,
}

struct Token {
    sentence: u32,
    word: String,
    span: chancery_nlp::Span,
}

/// All reports of these topics, by name.
///
/// # Errors
/// Where a file cannot be read or a topic is held out.
pub fn reports(folder: &Path, topics: &BTreeSet<u32>) -> Result<Vec<Report>> {
    let selected = selected(&folder.join("validated_sentences.csv"))?;
    let mut out = Vec::new();
    for &topic in topics {
        ensure!(topic < HELD_OUT, "topic {topic} is held out");
        let folder = folder.join(topic.to_string());
        if !folder.exists() {
            continue;
        }
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path
                .file_stem()
                .map(|name| name.to_string_lossy().into_owned());
            let xml = std::fs::read_to_string(&path);
            let xml = xml.with_context(|| format!("reading {}", path.display()))?;
            let name = name.unwrap_or_default();
            let none = BTreeSet::new();
            out.push(report(
                name.clone(),
                topic,
                &xml,
                selected.get(&name).unwrap_or(&none),
            ));
        }
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

/// Validated sentences of each report.
fn selected(path: &Path) -> Result<BTreeMap<String, BTreeSet<u32>>> {
    let text = std::fs::read_to_string(path);
    let text = text.with_context(|| format!("reading {}", path.display()))?;
    let mut out: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.trim().split(',').collect();
        if let [topic, file, sentence] = fields.as_slice() {
            let name = format!("{topic}_{file}");
            out.entry(name).or_default().insert(sentence.parse()?);
        }
    }
    Ok(out)
}

fn report(name: String, topic: u32, xml: &str, selected: &BTreeSet<u32>) -> Report {
    let second_half = name.contains("plus");
    let (tokens, text) = tokens(xml, second_half);
    let chains = chains(xml, &name);
    let mut mentions = Vec::new();
    for (tag, id, anchors) in markables(xml) {
        let found: Option<Vec<&Token>> = anchors.iter().map(|id| tokens.get(id)).collect();
        let Some(found) = found.filter(|found| !found.is_empty()) else {
            continue;
        };
        let event = tag.starts_with("ACTION") || tag.starts_with("NEG");
        if event && selected.contains(&found[0].sentence) {
            let (first, last) = (&anchors[0], &anchors[anchors.len() - 1]);
            let own = format!("{name}:{first}-{last}");
            mentions.push(Mention {
                chain: chains.get(&id).unwrap_or(&own).clone(),
                id: own,
                words: found.iter().map(|token| token.span).collect(),
            });
        }
    }
    let half = if second_half { "plus" } else { "ecb" };
    Report {
        story: format!("{topic}{half}"),
        name,
        topic,
        text,
        mentions,
    }
}

/// Tokens by id, and the text that they make: words one space apart, sentences one paragraph each.
fn tokens(xml: &str, second_half: bool) -> (BTreeMap<String, Token>, String) {
    let mut tokens = Vec::new();
    for (head, body) in elements(xml, "<token ", "</token>") {
        let sentence = attribute(head, "sentence").and_then(|n| n.parse().ok());
        let id = attribute(head, "t_id");
        if let Some((id, sentence)) = id.zip(sentence) {
            tokens.push((id.to_owned(), sentence, plain(body)));
        }
    }
    let mut text = String::new();
    let mut before = None;
    let mut out = BTreeMap::new();
    for (id, sentence, word) in tokens {
        let mut span = chancery_nlp::Span::default();
        if !(second_half && sentence == 0) {
            text.push_str(match before {
                None => "",
                Some(before) if before == sentence => " ",
                Some(_) => "\n\n",
            });
            before = Some(sentence);
            span = chancery_nlp::Span::new(text.len(), text.len() + word.len());
            text.push_str(&word);
        }
        let token = Token {
            sentence,
            word,
            span,
        };
        out.insert(id, token);
    }
    out.retain(|_, token| !token.word.is_empty());
    (out, text)
}

/// Tag, id and tokens of each marked stretch.
fn markables(xml: &str) -> Vec<(&str, String, Vec<String>)> {
    let mut out: Vec<(&str, String, Vec<String>)> = Vec::new();
    for line in between(xml, "<Markables>", "</Markables>").lines() {
        let line = line.trim();
        if let Some(id) = attribute(line, "t_id") {
            if let Some((_, _, anchors)) = out.last_mut() {
                anchors.push(id.to_owned());
            }
        } else if let Some(id) = attribute(line, "m_id") {
            let tag = line.trim_start_matches('<').split([' ', '>']).next();
            out.push((tag.unwrap_or_default(), id.to_owned(), Vec::new()));
        }
    }
    out
}

/// The chain of each mention that is in one; chains within a report are told apart by its name.
fn chains(xml: &str, name: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut chain = String::new();
    for line in between(xml, "<Relations>", "</Relations>").lines() {
        let line = line.trim();
        if let Some(relation) = attribute(line, "r_id") {
            let note = attribute(line, "note").filter(|_| line.starts_with("<CROSS_DOC_COREF"));
            chain = note.map_or_else(|| format!("{name}#{relation}"), str::to_owned);
        } else if let Some(id) = attribute(line, "m_id").filter(|_| line.starts_with("<source")) {
            out.insert(id.to_owned(), chain.clone());
        }
    }
    out
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    let start = text.find(open).map_or(text.len(), |at| at + open.len());
    let rest = &text[start..];
    &rest[..rest.find(close).unwrap_or(rest.len())]
}

/// Attributes and content of each element of a tag.
fn elements<'t>(xml: &'t str, open: &'t str, close: &'t str) -> Vec<(&'t str, &'t str)> {
    let parts = xml.split(open).skip(1);
    let elements = parts.filter_map(|part| part.split_once(close)?.0.split_once('>'));
    elements.collect()
}

fn attribute<'t>(element: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = element.split_once(&format!("{name}=\""))?;
    Some(rest.split_once('"')?.0)
}

/// Text of an element.
fn plain(content: &str) -> String {
    let plain = content.replace("&lt;", "<").replace("&gt;", ">");
    let plain = plain.replace("&quot;", "\"").replace("&apos;", "'");
    plain.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<Document>\n<token t_id=\"1\" sentence=\"0\" number=\"0\">www</token>\n\
        <token t_id=\"2\" sentence=\"1\" number=\"0\">Peru</token>\n\
        <token t_id=\"3\" sentence=\"1\" number=\"1\">R&amp;D</token>\n\
        <token t_id=\"4\" sentence=\"2\" number=\"0\">signed</token>\n\
        <Markables>\n<ACTION_OCCURRENCE m_id=\"7\" >\n<token_anchor t_id=\"4\"/>\n</ACTION_OCCURRENCE>\n\
        <HUMAN_PART m_id=\"8\" >\n<token_anchor t_id=\"2\"/>\n</HUMAN_PART>\n</Markables>\n\
        <Relations>\n<CROSS_DOC_COREF r_id=\"5\" note=\"ACT9\" >\n<source m_id=\"7\" />\n\
        <target m_id=\"9\" />\n</CROSS_DOC_COREF>\n</Relations>\n</Document>";

    #[test]
    fn a_report_with_its_events() {
        let report = report("21_1ecbplus".to_owned(), 21, XML, &BTreeSet::from([2]));
        assert_eq!(report.text, "Peru R&D\n\nsigned");
        assert_eq!(report.story, "21plus");
        let [mention] = report.mentions.as_slice() else {
            panic!("one mention");
        };
        assert_eq!(
            (mention.id.as_str(), mention.chain.as_str()),
            ("21_1ecbplus:4-4", "ACT9")
        );
        assert_eq!(mention.words[0].of(&report.text), "signed");
    }
}
