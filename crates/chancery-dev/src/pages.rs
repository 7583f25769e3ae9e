//! Saved pages of the open data (`pages/*.jsonl.gz`), one a line, and the words that stand in their elements.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

/// One saved page with the article that people marked in it.
#[derive(Debug, Deserialize)]
pub struct Page {
    /// Where it was fetched.
    pub url: String,
    /// The article alone, a block a line.
    pub text: String,
    /// The page as it was sent.
    pub html: String,
}

/// The pages of a file.
pub fn read(path: &Path) -> Result<Vec<Page>> {
    let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
    let mut pages = Vec::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let line = line.with_context(|| format!("reading {}", path.display()))?;
        pages.push(serde_json::from_str(&line).with_context(|| format!("{}", path.display()))?);
    }
    Ok(pages)
}

impl Page {
    /// The host of its address without `www.`.
    pub fn publisher(&self) -> &str {
        let address = self
            .url
            .split_once("://")
            .map_or(self.url.as_str(), |(_, rest)| rest);
        let host = address.split(['/', '?']).next().unwrap_or("");
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// The `lang` of the element `html`, as it stands there.
    pub fn stated_language(&self) -> Option<&str> {
        let at = self.html.find("<html")?;
        let element = &self.html[at..];
        let element = &element[..element.find('>')?];
        let (_, value) = element.split_once("lang=")?;
        let value = value.trim_start_matches(['"', '\'']);
        value.split(['"', '\'', ' ']).next()
    }

    /// The words between the tags, scripts and styles left out, a piece for each stretch without a tag
    /// of its own line.
    pub fn pieces(&self) -> Vec<String> {
        let mut pieces = vec![String::new()];
        let mut rest = self.html.as_str();
        while let Some(at) = rest.find('<') {
            push(&mut pieces, &rest[..at]);
            rest = &rest[at..];
            let name: String = rest[1..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || "/!-".contains(*c))
                .collect();
            let name = name.to_ascii_lowercase();
            let end = match name.as_str() {
                "script" | "style" | "noscript" | "svg" | "template" => format!("</{name}"),
                comment if comment.starts_with("!--") => "-->".to_owned(),
                _ => ">".to_owned(),
            };
            if !INLINE.contains(&name.trim_start_matches('/')) {
                pieces.push(String::new());
            }
            rest = rest.find(&end).map_or("", |at| &rest[at + end.len()..]);
            if end.starts_with("</") {
                rest = rest.split_once('>').map_or("", |(_, rest)| rest);
            }
        }
        push(&mut pieces, rest);
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }
}

/// Elements that stand within a line.
const INLINE: [&str; 5] = ["a", "b", "em", "i", "span"];

/// Adds words, white space squeezed, character references left out.
fn push(pieces: &mut [String], words: &str) {
    let Some(piece) = pieces.last_mut() else {
        return;
    };
    for word in words.split_whitespace() {
        if !piece.is_empty() {
            piece.push(' ');
        }
        piece.push_str(match word.contains('&') {
            true => "",
            false => word,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn host_language_and_words() {
        let page = Page {
            url: "https://www.post.example/a/b".into(),
            text: String::new(),
            html: "<!DOCTYPE html><html class='x' lang=\"de-AT\"><script>let a = '<p>';</script><p>Ein <b>Wort</b>,\n noch eins</p><!-- <p>nein --><p>Ende".into(),
        };
        assert_eq!(page.publisher(), "post.example");
        assert_eq!(page.stated_language(), Some("de-AT"));
        assert_eq!(page.pieces(), ["Ein Wort , noch eins", "Ende"]);
    }
}
