//! Names of persons out of a line that says who wrote.

/// The persons of a byline, in order: what joins them is taken apart, the words before them and the
/// agency behind the last comma are not names. Words of the line come from `ingest/wire_words.tsv`.
pub(super) fn persons(line: &str) -> Vec<String> {
    let line = super::xml::fold(line);
    let line = without_opening(&line);
    let mut persons: Vec<String> = Vec::new();
    for part in parts(line) {
        let name = part
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '-' | '/'));
        if is_name(name) && !persons.iter().any(|known| known == name) {
            persons.push(name.to_owned());
        }
    }
    persons
}

fn words_of(kind: &str) -> impl Iterator<Item = &'static str> {
    chancery_data::ingest()
        .wire_words
        .iter()
        .filter(move |row| row.kind == kind)
        .map(|row| row.words.as_str())
}

fn without_opening(line: &str) -> &str {
    words_of("by")
        .find_map(|word| {
            let head = line.get(..word.len())?;
            let rest = line.get(word.len()..)?;
            let ends = rest.starts_with(|c: char| c.is_whitespace() || c == ':');
            (head.to_lowercase() == word && ends).then(|| rest.trim_start_matches([':', ' ']))
        })
        .unwrap_or(line)
}

fn parts(line: &str) -> Vec<&str> {
    let joins: Vec<&str> = words_of("and").collect();
    let mut parts = vec![];
    for piece in line.split([',', ';', '/', '|', '&']) {
        let mut start = 0;
        let mut at = 0;
        for word in piece.split_inclusive(' ') {
            if joins.contains(&word.trim().to_lowercase().as_str()) {
                parts.push(&piece[start..at]);
                start = at + word.len();
            }
            at += word.len();
        }
        parts.push(&piece[start..]);
    }
    parts
}

/// Two to five words, of which the first and the last begin with a capital, without digits or at signs;
/// not all in small letters.
fn is_name(name: &str) -> bool {
    let words = name.split(' ').count();
    let capital = |word: Option<&str>| {
        word.and_then(|word| word.chars().next())
            .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    };
    (2..=5).contains(&words)
        && name.len() <= 80
        && capital(name.split(' ').next())
        && capital(name.split(' ').next_back())
        && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | ':' | '<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        assert_eq!(persons(line), expected, "{line}");
    }

    #[test]
    fn bylines_of_wires() {
        check("By Mira Sarel and Jon Odim", &["Mira Sarel", "Jon Odim"]);
        check(
            "By MIRA SAREL, Associated Press",
            &["MIRA SAREL", "Associated Press"],
        );
        check("Von Hanna Vogt, dpa", &["Hanna Vogt"]);
        check("gr/bp", &[]);
        check("", &[]);
        check("Ana de la Cruz; Ana de la Cruz", &["Ana de la Cruz"]);
    }
}
