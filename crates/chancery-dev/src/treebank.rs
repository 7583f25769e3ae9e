//! Reads treebanks (CoNLL-U) with their documents and paragraphs.

use anyhow::{Context, Result};
use chancery_nlp::{Deprel, Span, Upos, Xpos};
use std::path::Path;

/// A sentence with gold annotation.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// `sent_id`.
    pub id: String,
    /// Document: `newdoc id`.
    pub document: String,
    /// True at the first sentence of a document.
    pub new_document: bool,
    /// True at the first sentence of a paragraph.
    pub new_paragraph: bool,
    /// The sentence as it was written.
    pub raw: String,
    /// Forms joined by the spaces of the treebank.
    pub text: String,
    /// Bytes of each token in `text`.
    pub spans: Vec<Span>,
    /// Whether a space follows each token.
    pub space_after: Vec<bool>,
    /// Lemmas.
    pub lemmas: Vec<String>,
    /// Universal tags.
    pub upos: Vec<Upos>,
    /// Penn tags.
    pub xpos: Vec<Xpos>,
    /// Heads; a root is its own head.
    pub heads: Vec<u32>,
    /// Relations.
    pub labels: Vec<Deprel>,
    /// `Entity=` of each token, mostly empty.
    pub entities: Vec<String>,
    /// `speaker`, empty outside of transcripts.
    pub speaker: String,
}

impl Gold {
    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// A token as written.
    pub fn form(&self, at: usize) -> &str {
        self.spans[at].of(&self.text)
    }

    /// Genre of a GUM document (`GUM_news_...`), else the whole treebank.
    pub fn genre(&self) -> &str {
        let mut parts = self.id.split('_');
        if parts.next() == Some("GUM") {
            parts.next().unwrap_or("gum")
        } else {
            "ewt"
        }
    }
}

/// Reads all sentences of a file.
pub fn read(path: &Path) -> Result<Vec<Gold>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut all = Vec::new();
    let mut document = String::new();
    let mut now = Gold::default();
    let mut fused = (0, false);
    for line in text.lines() {
        if let Some(comment) = line.strip_prefix('#') {
            read_comment(comment.trim(), &mut now, &mut document);
        } else if line.is_empty() {
            if now.len() > 0 {
                now.document.clone_from(&document);
                all.push(finish(std::mem::take(&mut now)));
            }
        } else {
            read_token(line, &mut now, &mut fused);
        }
    }
    Ok(all)
}

fn read_comment(comment: &str, now: &mut Gold, document: &mut String) {
    if comment.starts_with("newpar") {
        now.new_paragraph = true;
    }
    let Some((key, value)) = comment.split_once('=') else {
        return;
    };
    match key.trim() {
        "newdoc id" => {
            now.new_document = true;
            now.new_paragraph = true;
            value.trim().clone_into(document);
        }
        "sent_id" => value.trim().clone_into(&mut now.id),
        "speaker" => value.trim().clone_into(&mut now.speaker),
        "text" => value.trim().clone_into(&mut now.raw),
        _ => {}
    }
}

/// `fused` is the last token of the range that is open (1-based) and whether a space follows it.
fn read_token(line: &str, now: &mut Gold, fused: &mut (usize, bool)) {
    let columns: Vec<&str> = line.split('\t').collect();
    if columns.len() != 10 || columns[0].contains('.') {
        return;
    }
    let space = !columns[9].contains("SpaceAfter=No");
    if let Some((_, last)) = columns[0].split_once('-') {
        *fused = (last.parse().unwrap_or(0), space);
        return;
    }
    let number: usize = columns[0].parse().unwrap_or(0);
    let space = match number.cmp(&fused.0) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => fused.1,
        std::cmp::Ordering::Greater => space,
    };
    if number >= fused.0 {
        *fused = (0, false);
    }
    let start = now.text.len();
    now.text.push_str(columns[1]);
    now.spans.push(Span::new(start, now.text.len()));
    if space {
        now.text.push(' ');
    }
    now.space_after.push(space);
    now.lemmas.push(columns[2].to_owned());
    now.upos
        .push(Upos::from_text(columns[3]).unwrap_or_default());
    now.xpos
        .push(Xpos::from_text(columns[4]).unwrap_or_default());
    let head: u32 = columns[6].parse().unwrap_or(0);
    now.heads.push(if head == 0 {
        number as u32 - 1
    } else {
        head - 1
    });
    now.labels.push(relation(columns[7]));
    let mut parts = columns[9].split('|');
    let entity = parts.find_map(|part| part.strip_prefix("Entity="));
    now.entities.push(entity.unwrap_or_default().to_owned());
}

fn relation(text: &str) -> Deprel {
    let plain = || Deprel::from_text(text.split(':').next().unwrap_or(text));
    Deprel::from_text(text).or_else(plain).unwrap_or_default()
}

fn finish(mut gold: Gold) -> Gold {
    if let Some(last) = gold.space_after.last_mut() {
        *last = true;
    }
    gold
}
