//! Laying out text: widths, wrapping with an indent, cutting short.

/// Columns that a character takes on a terminal.
pub fn columns(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036F | 0x200B..=0x200F | 0x2060 | 0xFE00..=0xFE0F | 0xFEFF => 0,
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFF00..=0xFF60 => {
            2
        }
        0..0x20 | 0x7F => 0,
        _ => 1,
    }
}

/// Columns that words take.
pub fn width(words: &str) -> usize {
    words.chars().map(columns).sum()
}

/// Words filled into lines of at most `room` columns; a longer word gets a line of its own.
pub fn fill(words: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in words.split_whitespace() {
        let len = width(word);
        match lines.last_mut() {
            Some(line) if used + 1 + len <= room => {
                line.push(' ');
                line.push_str(word);
                used += 1 + len;
            }
            _ => {
                lines.push(word.to_owned());
                used = len;
            }
        }
    }
    lines
}

/// White space squeezed, control characters out: text of a report can say nothing to a terminal.
pub fn clean(words: &str) -> String {
    let words: String = words
        .chars()
        .filter(|c| !c.is_control() || c.is_whitespace())
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `room` columns, with an ellipsis where words are left out.
pub fn shorten(words: &str, room: usize) -> String {
    let words = clean(words);
    if width(&words) <= room {
        return words;
    }
    let mut short = String::new();
    let mut used = 1;
    for word in words.split(' ') {
        used += width(word) + 1;
        if used > room {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled() {
        assert_eq!(fill("Sarel met the envoy", 10), ["Sarel met", "the envoy"]);
        assert_eq!(fill("  ", 10), Vec::<String>::new());
    }

    #[test]
    fn nothing_reaches_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\nc"), "a[31mb c");
    }

    #[test]
    fn long_words_are_cut_at_a_word() {
        assert_eq!(
            shorten("Sarel met the envoy of Lorne", 16),
            "Sarel met the…"
        );
        assert_eq!(shorten("Sarel", 16), "Sarel");
    }
}
