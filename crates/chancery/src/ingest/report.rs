//! What the readers of outside formats make of a source in, an [`Item`] out.
//!
//! Days are those of the writer's zone, as printed. What a source marks as heading, entry of a list or
//! quote stays that; what it calls a paragraph is looked at like any line, since pages set headings as
//! paragraphs too.

use super::item::{Item, issued};
use super::{InputNote, Region, RegionKind};
use chancery_ingest::{Block, BlockKind, Report, Standing};
use chancery_nlp::Span;

impl From<Report> for Item {
    fn from(report: Report) -> Item {
        let byline = report.authors.join("; ");
        Item {
            id: report.id,
            notes: notes(&report.notes, report.standing),
            blocks: report
                .blocks
                .iter()
                .filter_map(|b| region(b, report.text.len()))
                .collect(),
            text: report.text,
            title: report.title,
            published: report.published.map(|stamp| stamp.day),
            as_of: report.fetched.map(|stamp| stamp.day),
            issued: issued([report.published, report.modified, report.fetched]),
            url: report.url.or(report.fetched_url),
            outlet: report.outlet,
            byline: Some(byline).filter(|byline| !byline.is_empty()),
            language: report.language,
        }
    }
}

fn notes(notes: &[chancery_ingest::Note], standing: Standing) -> Vec<InputNote> {
    let standing = match standing {
        Standing::Usable => None,
        Standing::Corrected => Some("corrected"),
        Standing::Withdrawn => Some("withdrawn"),
    };
    let kinds = notes.iter().map(|note| note.kind).chain(standing);
    let note = |kind: &str| InputNote {
        kind: kind.to_owned(),
        span: Span::default(),
    };
    kinds.map(note).collect()
}

/// What a block says of its lines, if it says something.
fn region(block: &Block, len: usize) -> Option<Region> {
    let kind = match block.kind {
        BlockKind::Heading => RegionKind::Heading,
        BlockKind::Item => RegionKind::Item,
        BlockKind::Quote => RegionKind::Paragraph,
        BlockKind::Paragraph => return None,
    };
    let fits = block.span.start <= block.span.end && block.span.end <= len;
    fits.then(|| Region {
        span: Span::new(block.span.start, block.span.end),
        kind,
    })
}

/// Gives regions the kind of the block that they lie in. Both are in order of the text.
pub(super) fn settle_kinds(regions: &mut [Region], blocks: &[Region]) {
    let mut blocks = blocks.iter().peekable();
    for region in regions {
        while blocks
            .next_if(|block| block.span.end <= region.span.start)
            .is_some()
        {}
        let inside = |block: &&&Region| {
            block.span.start <= region.span.start && region.span.end <= block.span.end
        };
        if let Some(block) = blocks.peek().filter(inside) {
            region.kind = block.kind;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FurnitureRules, document};
    use super::*;

    #[test]
    fn what_a_page_says_of_its_blocks_is_kept() {
        let (text, blocks) = chancery_ingest::page::fragment(
            "<h2>Sarel and the envoy of Lorne spoke of the bridge in Belmar.</h2>\
             <p>Sarel hosted the envoy of Lorne in Belmar on Thursday.</p><ul><li>A bridge is planned by both sides.</ul>",
        );
        let report = Report {
            text,
            blocks,
            authors: vec!["Ana".into(), "Tom".into()],
            ..Report::default()
        };
        let item = Item::from(report);
        assert_eq!(item.byline.as_deref(), Some("Ana; Tom"));
        let document = document(&FurnitureRules::english(), item);
        let kinds: Vec<RegionKind> = document.regions.iter().map(|region| region.kind).collect();
        assert_eq!(
            kinds,
            [RegionKind::Heading, RegionKind::Paragraph, RegionKind::Item]
        );
    }
}
