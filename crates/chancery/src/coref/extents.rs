//! How far a noun phrase reaches: one pass over the tree for all tokens.
//!
//! A phrase is its head with all below it, but for what joins it to something else: prepositions
//! before it, conjuncts, clauses that it is the predicate of, punctuation at its edges. Relative
//! clauses and appositions belong to it, as in OntoNotes.

use chancery_nlp::{Deprel, Parse, TokenId};

/// How deep a tree is followed; deeper trees are errors.
const DEPTH: usize = 64;

/// First and last token below each token: of all, and of its noun phrase alone.
pub(super) struct Extents {
    full: Vec<(u32, u32)>,
    phrase: Vec<(u32, u32)>,
}

impl Extents {
    /// Of every token of `parse`.
    pub(super) fn of(parse: &Parse) -> Self {
        let own = |token: TokenId| (token.0, token.0);
        let mut full: Vec<(u32, u32)> = parse.tokens().map(own).collect();
        for token in parse.tokens() {
            let mut at = token;
            for _ in 0..DEPTH {
                let Some(head) = parse.head(at) else { break };
                let reach = &mut full[head.index()];
                *reach = (reach.0.min(token.0), reach.1.max(token.0));
                at = head;
            }
        }
        let mut phrase: Vec<(u32, u32)> = parse.tokens().map(own).collect();
        for token in parse.tokens() {
            let Some(head) = parse
                .head(token)
                .filter(|&head| belongs(parse, head, token))
            else {
                continue;
            };
            let (from, to) = full[token.index()];
            let reach = &mut phrase[head.index()];
            *reach = (reach.0.min(from), reach.1.max(to));
        }
        Extents { full, phrase }
    }

    /// The noun phrase of `head`: first token and one past the last, punctuation at its edges off.
    pub(super) fn phrase(&self, parse: &Parse, text: &str, head: TokenId) -> (TokenId, TokenId) {
        let (mut from, mut to) = self.phrase[head.index()];
        while from < head.0 && is_edge(parse, text, TokenId(from)) {
            from += 1;
        }
        while to > head.0 && is_edge(parse, text, TokenId(to)) && !closes(parse, text, (from, to)) {
            to -= 1;
        }
        (TokenId(from), TokenId(to + 1))
    }

    /// All that hangs below `token`.
    pub(super) fn all(&self, token: TokenId) -> (TokenId, TokenId) {
        let (from, to) = self.full[token.index()];
        (TokenId(from), TokenId(to + 1))
    }
}

/// True where what hangs on `head` by `token` is part of the noun phrase of `head`.
fn belongs(parse: &Parse, head: TokenId, token: TokenId) -> bool {
    use Deprel as D;
    match parse.deprel(token) {
        D::Case => token > head,
        D::Acl | D::AclRelcl | D::Amod | D::Appos | D::Compound | D::CompoundPrt | D::Det => true,
        D::DetPredet | D::Fixed | D::Flat | D::Goeswith | D::Nmod | D::NmodPoss => true,
        D::NmodDesc | D::NmodUnmarked | D::Nummod => true,
        _ => false,
    }
}

fn is_edge(parse: &Parse, text: &str, token: TokenId) -> bool {
    let word = parse.word(token, text);
    !word.chars().any(char::is_alphanumeric) && !matches!(word, "'" | "’" | "%" | "$")
}

/// True for a closing bracket or mark whose partner stands inside.
fn closes(parse: &Parse, text: &str, (from, to): (u32, u32)) -> bool {
    let open = match parse.word(TokenId(to), text) {
        ")" => "(",
        "]" => "[",
        "”" => "“",
        "\"" => "\"",
        _ => return false,
    };
    (from..to).any(|t| parse.word(TokenId(t), text) == open)
}
