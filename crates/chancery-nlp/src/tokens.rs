//! Tokens: runs without white space, split by the rules of UD English (EWT and GUM).
//!
//! From the outside in: opening signs come off the front, closing signs off the back, then the
//! core splits at hyphens, slashes, dashes, clitics ("'s", "n't"), currency signs and units. An
//! abbreviation keeps its stop, an address or number stays whole. Word tables are data of the
//! language; the rules know signs alone. No token holds white space, and every byte that is no
//! white space belongs to exactly one token. Cost: one pass.

use crate::span::Span;
use crate::tables::Tables;

/// Longest run that is read as one; a longer one is cut, so that cost stays linear.
const LONGEST_RUN: usize = 400;

/// Splits `within` (one sentence) into tokens, in order, appended to `out`.
pub fn find_tokens(text: &str, within: Span, tables: &Tables, out: &mut Vec<Span>) {
    let base = within.start as usize;
    let body = within.of(text);
    let mut start = None;
    for (at, c) in body.char_indices() {
        let space = is_space(c);
        if let Some(from) = start.filter(|&from| space || at - from >= LONGEST_RUN) {
            split_run(text, base + from, base + at, tables, out);
            start = None;
        }
        if !space && start.is_none() {
            start = Some(at);
        }
    }
    if let Some(from) = start {
        split_run(text, base + from, base + body.len(), tables, out);
    }
}

/// White space and what prints as nothing: controls, zero-width signs, byte order marks.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether white space or the end of the text follows each token, appended to `out`.
pub fn find_spaces(text: &str, spans: &[Span], out: &mut Vec<bool>) {
    out.extend(spans.iter().map(|span| {
        text[span.end as usize..]
            .chars()
            .next()
            .is_none_or(is_space)
    }));
}

fn split_run(text: &str, start: usize, end: usize, tables: &Tables, out: &mut Vec<Span>) {
    let run = &text[start..end];
    if run.bytes().all(|b| b.is_ascii_alphabetic()) {
        return split_word(run, start, tables, out);
    }
    let from = out.len();
    let mut closers = Vec::new();
    let (mut s, mut e) = (0, run.len());
    if !tables.emoticons.has(run) {
        while let Some(n) = opener(&run[s..e], tables) {
            out.push(Span::new(start + s, start + s + n));
            s += n;
        }
        while let Some(n) = closer(&run[s..e], tables) {
            closers.push(Span::new(start + e - n, start + e));
            e -= n;
        }
    }
    if s < e {
        split_core(text, start + s, start + e, tables, out);
    }
    out.extend(closers.into_iter().rev());
    debug_assert!(out[from..].windows(2).all(|w| w[0].end == w[1].start));
}

/// A plain word, or one of the words that are read as several.
fn split_word(word: &str, start: usize, tables: &Tables, out: &mut Vec<Span>) {
    let known = (2..=10).contains(&word.len());
    let parts = if known {
        tables.splits.get(&word.to_ascii_lowercase())
    } else {
        None
    };
    let Some(parts) = parts.filter(|parts| parts.len() == word.len() + parts.matches(' ').count())
    else {
        return out.push(Span::new(start, start + word.len()));
    };
    // "IM" and "ID" in capitals are other words.
    if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase()) {
        return out.push(Span::new(start, start + word.len()));
    }
    let mut at = start;
    for part in parts.split(' ') {
        out.push(Span::new(at, at + part.len()));
        at += part.len();
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₺' | '₴' | '₽' | '₹' | '₪')
}

/// Bytes of the run of one character at the front.
fn run_of(s: &str, c: char) -> usize {
    s.chars().take_while(|&d| d == c).count() * c.len_utf8()
}

/// Bytes of the opening sign to take off the front of a run with more behind it.
fn opener(run: &str, tables: &Tables) -> Option<usize> {
    let mut chars = run.chars();
    let c = chars.next()?;
    let next = chars.next()?;
    if c.is_alphanumeric() {
        return None;
    }
    match c {
        '(' | '[' | '{' | '“' | '„' | '«' | '‹' | '"' | '¿' | '¡' | '”' | '•' | '·' | '|' => {
            Some(c.len_utf8())
        }
        '\'' | '’' | '‘' | '`' => {
            let folded = run.replace(['’', '‘', '`'], "'").to_ascii_lowercase();
            let kept = c != '‘' && (tables.elisions.has(&folded) || next.is_ascii_digit());
            if kept {
                None
            } else {
                Some(run_of(run, c).min(2 * c.len_utf8()))
            }
        }
        '-' | '*' | '=' | '_' | '~' | '<' | '>' | '.' | '!' | '?' | '—' | '–' | '…' | ',' | ';'
        | ':' => {
            let n = run_of(run, c);
            let number = matches!(c, '.' | '-' | '–') && n == c.len_utf8() && next.is_ascii_digit();
            if n == run.len() || (number && c == '.') {
                None
            } else {
                Some(n)
            }
        }
        '#' if next.is_ascii_digit() => Some(1),
        c if is_currency(c) => Some(c.len_utf8()),
        '/' | '\\' | '&' | '%' | '^' | ')' | ']' | '}' => Some(1),
        _ => None,
    }
}

/// Bytes of the closing sign to take off the back of a run with more before it.
fn closer(run: &str, tables: &Tables) -> Option<usize> {
    let mut chars = run.chars().rev();
    let c = chars.next()?;
    chars.next()?;
    if c.is_alphanumeric() {
        return None;
    }
    let run_back = || run.chars().rev().take_while(|&d| d == c).count() * c.len_utf8();
    match c {
        ')' | ']' | '}' | '”' | '“' | '»' | '›' | '"' | '%' | '|' | '™' | '®' => {
            Some(c.len_utf8())
        }
        '.' => closing_stop(run, tables),
        '?' | '!' => {
            let n = run
                .chars()
                .rev()
                .take_while(|d| matches!(d, '?' | '!' | '.'))
                .count();
            if n == run.len() { None } else { Some(n) }
        }
        ',' | ';' | ':' | '…' | '—' | '–' | '-' | '*' | '=' | '_' | '~' | '<' | '>' | '/' => {
            let n = run_back();
            if n == run.len() { None } else { Some(n) }
        }
        c if is_apostrophe(c) => Some(run_back().min(2 * c.len_utf8())).filter(|&n| n < run.len()),
        _ => None,
    }
}

/// A stop at the end, unless an abbreviation owns it.
fn closing_stop(run: &str, tables: &Tables) -> Option<usize> {
    let n = run
        .bytes()
        .rev()
        .take_while(|&b| matches!(b, b'.' | b'?' | b'!'))
        .count();
    if n == run.len() {
        return None;
    }
    if n > 1 {
        return Some(n);
    }
    if owns_stop(run, tables) {
        None
    } else {
        Some(1)
    }
}

/// True for "Jan.", "U.S.", "J.": runs whose last stop belongs to the word.
pub fn owns_stop(run: &str, tables: &Tables) -> bool {
    let word = run
        .rsplit(['(', '"', '“', '-', '/', '‘', '\''])
        .next()
        .unwrap_or(run);
    let body = &word[..word.len().saturating_sub(1)];
    let single = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    if single(body) {
        return body.chars().all(char::is_uppercase) && body != "I";
    }
    let initials = body.contains('.') && body.split('.').all(single);
    initials || (word.len() <= 8 && tables.abbreviations.has(&word.to_lowercase()))
}

fn split_core(text: &str, start: usize, end: usize, tables: &Tables, out: &mut Vec<Span>) {
    let core = &text[start..end];
    if core.bytes().all(|b| b.is_ascii_alphabetic()) {
        return split_word(core, start, tables, out);
    }
    if is_address(core) || tables.emoticons.has(core) || owns_stop_whole(core, tables) {
        return out.push(Span::new(start, end));
    }
    if let Some((at, n)) = infix(core, tables) {
        if at > 0 {
            split_core(text, start, start + at, tables, out);
        }
        out.push(Span::new(start + at, start + at + n));
        if at + n < core.len() {
            split_run(text, start + at + n, end, tables, out);
        }
        return;
    }
    match clitic(core)
        .or_else(|| unit(core, tables))
        .filter(|&at| 0 < at && at < core.len())
    {
        Some(at) => {
            split_core(text, start, start + at, tables, out);
            out.push(Span::new(start + at, end));
        }
        None => out.push(Span::new(start, end)),
    }
}

fn owns_stop_whole(core: &str, tables: &Tables) -> bool {
    core.ends_with('.') && !core.contains('-') && owns_stop(core, tables)
}

/// Web and mail addresses, file names, handles.
fn is_address(core: &str) -> bool {
    if core.contains("://") || core.starts_with("www.") {
        return true;
    }
    if let Some(at) = core.find('@') {
        return core[at..].len() > 1;
    }
    if core.starts_with('#') {
        return true;
    }
    // "example.com/page-2", not "said.Then": small letters or digits around the stop.
    let Some((before, after)) = core.split_once('.') else {
        return false;
    };
    let ending: String = after
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let host = before
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    host && before.len() > 1
        && before.bytes().any(|b| b.is_ascii_lowercase())
        && (2..=4).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_lowercase())
        && (core.contains('/') || after.len() == ending.len())
}

/// First sign inside a core that splits it: its place and its length in bytes.
fn infix(core: &str, tables: &Tables) -> Option<(usize, usize)> {
    let phone = is_phone(core);
    let mut before: Option<char> = None;
    for (at, c) in core.char_indices() {
        let rest = &core[at..];
        let after = rest.chars().nth(1);
        let found = match c {
            '-' if rest.starts_with("--") => Some(run_of(rest, '-')),
            '-' | '‐' | '‑' => {
                (!phone && before.is_some() && after.is_some() && !keeps_hyphen(core, at, tables))
                    .then_some(c.len_utf8())
            }
            '—' | '–' | '…' | '“' | '”' | '"' | '(' | ')' | '[' | ']' | '=' | '|' | '«' | '»'
            | ';' | '\u{2212}' => Some(run_of(rest, c)),
            '.' if rest.starts_with("..") => Some(run_of(rest, '.')),
            '.' | '?' | '!' | ',' | ':' => (before.is_some_and(|b| {
                b.is_alphabetic() || (c == ',' && !after.is_some_and(|a| a.is_ascii_digit()))
            }) && after.is_some_and(char::is_alphabetic)
                && glued(core, at, c))
            .then_some(1),
            '/' => slash(core, before, after),
            c if is_currency(c) && at > 0 && after.is_some_and(|a| a.is_ascii_digit()) => None,
            _ => None,
        };
        if let Some(n) = found {
            return Some((at, n));
        }
        before = Some(c);
    }
    None
}

/// A stop or comma between two words that ran together: "said.Then", "bread,or".
fn glued(core: &str, at: usize, c: char) -> bool {
    let left = core[..at]
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let right: String = core[at + 1..]
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let words = left.chars().count() > 1 && right.chars().count() > 1;
    match c {
        '.' => {
            let small = left.chars().last().is_some_and(char::is_lowercase);
            words && small && right.chars().next().is_some_and(char::is_uppercase)
        }
        ':' => words && right.chars().next().is_some_and(char::is_uppercase),
        _ => words,
    }
}

/// A slash splits words; fractions and dates stay.
fn slash(core: &str, before: Option<char>, after: Option<char>) -> Option<usize> {
    let numbers = core.chars().all(|c| c.is_ascii_digit() || c == '/');
    let short = core.len() <= 3;
    (before.is_some() && after.is_some() && !numbers && !short).then_some(1)
}

/// Digits in groups: "713-853-3989", "555-0199".
fn is_phone(core: &str) -> bool {
    let digits = core.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let hyphens = core.bytes().filter(|&b| b == b'-').count();
    let four = core.rsplit('-').next().is_some_and(|last| last.len() == 4);
    let three = core.split('-').next().is_some_and(|first| first.len() == 3);
    digits && (hyphens > 1 || (hyphens == 1 && four && three))
}

fn keeps_hyphen(core: &str, at: usize, tables: &Tables) -> bool {
    let before = core[..at].rsplit(['-', '/']).next().unwrap_or("");
    tables.prefixes.has(&before.to_lowercase())
}

/// Where a clitic begins: "'s", "’s", "n't", "s'" has its apostrophe taken by the closers.
fn clitic(core: &str) -> Option<usize> {
    let (at, _) = core.char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
    if at == 0 {
        return None;
    }
    let tail: String = core[at..]
        .chars()
        .skip(1)
        .flat_map(char::to_lowercase)
        .collect();
    match tail.as_str() {
        "s" | "m" | "re" | "ve" | "ll" | "d" => Some(at),
        "t" if core[..at].ends_with(['n', 'N']) && at > 1 => Some(at - 1),
        _ => None,
    }
}

/// Where a unit begins behind a number, or a number behind a currency sign: "5pm", "US$3".
fn unit(core: &str, tables: &Tables) -> Option<usize> {
    if let Some((at, c)) = core.char_indices().find(|&(_, c)| is_currency(c)) {
        let cut = at + c.len_utf8();
        return (cut < core.len()).then_some(cut);
    }
    let at = core.find(|c: char| c.is_alphabetic())?;
    let number = core[..at]
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':'));
    (at > 0 && number && tables.units.has(&core[at..].to_lowercase())).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let tables = Tables::read("en").unwrap();
        let mut out = Vec::new();
        find_tokens(text, Span::new(0, text.len()), &tables, &mut out);
        out.iter().map(|span| span.of(text).to_owned()).collect()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(tokens(text).join("|"), expected);
    }

    #[test]
    fn clitics_and_quotes() {
        check(
            "Morland’s envoys didn't say “no”.",
            "Morland|’s|envoys|did|n't|say|“|no|”|.",
        );
        check("The ministers' plan", "The|ministers|'|plan");
        check("It's the '90s", "It|'s|the|'90s");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check(
            "U.S. Sen. A. B. Lane met on Jan. 3.",
            "U.S.|Sen.|A.|B.|Lane|met|on|Jan.|3|.",
        );
        check("It was I.", "It|was|I|.");
    }

    #[test]
    fn hyphens_split_but_for_prefixes() {
        check(
            "Morland-Selva talks, pro-Selva ex-minister",
            "Morland|-|Selva|talks|,|pro-Selva|ex-minister",
        );
        check("call 555-0199", "call|555-0199");
    }

    #[test]
    fn numbers_money_and_addresses() {
        check("$3.5m, 40% of US$1,200", "$|3.5|m|,|40|%|of|US$|1,200");
        check("see www.example.org/a-b.", "see|www.example.org/a-b|.");
        check("mail press@example.org now", "mail|press@example.org|now");
        check("at 5pm (10:30)", "at|5|pm|(|10:30|)");
    }

    #[test]
    fn words_that_ran_together() {
        check("he said.Selva’s minister", "he|said|.|Selva|’s|minister");
        check("Wait...what?!", "Wait|...|what|?!");
    }

    #[test]
    fn every_visible_byte_is_in_one_token() {
        let tables = Tables::read("en").unwrap();
        let long = "a-".repeat(3000);
        let odd = [
            "",
            "   ",
            "\u{200B}",
            "''",
            "-",
            "a-",
            "-a",
            "$",
            "'s",
            "’",
            "…a…",
            "(((",
            "\u{1F600}\u{1F600}",
        ];
        let more = [
            "é-é’s",
            "a\u{0}b",
            "--x--",
            "n't",
            "’’’a’’’",
            "US$",
            "a/b/c",
            "``a''",
            &long,
        ];
        for text in odd.into_iter().chain(more) {
            let mut out = Vec::new();
            find_tokens(text, Span::new(0, text.len()), &tables, &mut out);
            let mut covered = vec![0; text.len()];
            for span in &out {
                assert!(
                    !span.is_empty() && text.get(span.range()).is_some(),
                    "{text:?}"
                );
                covered[span.range()].iter_mut().for_each(|n| *n += 1);
            }
            for (at, c) in text.char_indices() {
                assert_eq!(covered[at], i32::from(!is_space(c)), "{text:?} at {at}");
            }
        }
    }
}
