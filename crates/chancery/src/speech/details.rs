//! What a report says that it does not know: details withheld, no comment, not verified.
//!
//! Phrases are data (`lang/en/details.tsv`): lower-case words, `*` for up to four words. They are
//! compared with the tokens from left to right, the longest phrase first. An absence of detail is a
//! note and never a denial. Cost: linear in the tokens times the phrases that share a first word.

use super::lexicon::{DetailPattern, SpeechLexicon};
use super::scene::Lower;
use crate::ingest::Document;
use chancery_nlp::{Parse, Span, TokenId};

/// A remark of the report on what it does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// `details_withheld` `not_available` `not_verified` `no_comment` `no_reply` `anonymous` ...
    pub kind: String,
    /// Bytes of the phrase.
    pub span: Span,
}

/// How many words `*` may stand for.
const GAP: u32 = 4;

/// Finds the remarks of a document, in order, without overlap.
pub fn find_details(lexicon: &SpeechLexicon, document: &Document, parse: &Parse) -> Vec<Detail> {
    let lower = Lower::new(&document.text, parse);
    let mut details = Vec::new();
    let mut token = TokenId(0);
    while token.index() < parse.len() {
        match detail_at(lexicon, &lower, parse, token) {
            Some((pattern, end)) => {
                details.push(Detail {
                    kind: pattern.kind.clone(),
                    span: parse.span_of(token, end),
                });
                token = end;
            }
            None => token.0 += 1,
        }
    }
    details
}

/// For each token: does such a phrase begin there?
pub(super) fn starts(lexicon: &SpeechLexicon, lower: &Lower, parse: &Parse) -> Vec<bool> {
    parse
        .tokens()
        .map(|token| detail_at(lexicon, lower, parse, token).is_some())
        .collect()
}

/// The longest phrase at a token and one past its last token.
fn detail_at<'l>(
    lexicon: &'l SpeechLexicon,
    lower: &Lower,
    parse: &Parse,
    token: TokenId,
) -> Option<(&'l DetailPattern, TokenId)> {
    let patterns = lexicon.details.get(word(lower, token))?;
    let limit = parse.sentence(token).end;
    patterns
        .iter()
        .filter_map(|pattern| Some((pattern, end_of(&pattern.words, lower, token, limit)?)))
        .max_by_key(|(pattern, end)| (*end, std::cmp::Reverse(&pattern.kind)))
}

/// The word, with the contracted negation written out as the data write it.
fn word(lower: &Lower, token: TokenId) -> &str {
    match lower.of(token) {
        "n't" => "not",
        word => word,
    }
}

fn end_of(words: &[String], lower: &Lower, from: TokenId, limit: TokenId) -> Option<TokenId> {
    let Some((first, rest)) = words.split_first() else {
        return Some(from);
    };
    if first == "*" {
        return (0..=GAP).find_map(|skip| end_of(rest, lower, TokenId(from.0 + skip), limit));
    }
    let here = from < limit && word(lower, from) == first;
    here.then(|| end_of(rest, lower, TokenId(from.0 + 1), limit))?
}
