//! The words of Word documents (Office Open XML, ECMA-376): the paragraphs of `word/document.xml`.
//!
//! Deleted words, footnotes, comments, headers and pictures are left out. The archive is opened by `zip`;
//! what it holds is read up to 64 MiB, whatever its directory says.

use std::io::{Cursor, Read};

use super::hints::MOST_BYTES;
use super::json::broken;
use super::xml::{Dialect, NodeId, Tree};
use crate::Error;

/// True for a ZIP archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Paragraphs as lines, with a blank line between.
pub(super) fn text(bytes: &[u8]) -> Result<String, Error> {
    let fault = |error: zip::result::ZipError| broken("docx", 0, error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(fault)?;
    let part = archive.by_name("word/document.xml").map_err(fault)?;
    let mut xml = Vec::new();
    part.take(MOST_BYTES as u64)
        .read_to_end(&mut xml)
        .map_err(|error| broken("docx", 0, error.to_string()))?;
    Ok(paragraphs(&String::from_utf8_lossy(&xml)))
}

/// The words of the paragraphs of a document's XML.
fn paragraphs(xml: &str) -> String {
    let tree = Tree::parse(xml, Dialect::Xml, &[]);
    let mut out = String::new();
    let mut open: Vec<NodeId> = Vec::new();
    let mut written = None;
    for id in tree.all() {
        // Words that stand in one another would be written once for each.
        if written.is_some_and(|end| id < end) {
            continue;
        }
        while open.last().is_some_and(|end| *end <= id) {
            open.pop();
            out.push('\n');
        }
        match tree.name(id) {
            "p" if tree.prefix(id) != "a" => open.push(tree.after(id)),
            "t" => {
                out.push_str(&tree.raw_text(id));
                written = Some(tree.after(id));
            }
            "tab" if open.len() == 1 && tree.attribute(id, "pos").is_none() => out.push('\t'),
            "br" | "cr" => out.push('\n'),
            "noBreakHyphen" => out.push('-'),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_a_document() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>Envoys </w:t></w:r><w:r><w:t xml:space=\"preserve\">met</w:t></w:r></w:p>\
                   <w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"9\"/></w:tabs></w:pPr><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/>\
                   <w:delText>gone</w:delText><w:t>C &amp; D</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(paragraphs(xml), "Envoys met\nA\tB\nC & D");
    }

    #[test]
    fn no_archive() {
        assert!(text(b"").is_err());
        assert!(text(b"PK\x03\x04 rest").is_err());
    }
}
