//! Names of other scripts in Latin letters, and the sounds of a word.
//!
//! From the tables `data/lang/{cyrillic,greek,arabic,turkish}.tsv` (each names its standard) and the
//! `sound` rows of `name_forms.tsv`. A name in Cyrillic without a letter that only one language has
//! is read in two ways; so is a Latin name with Turkish letters. Cost: linear in the length of the
//! name.

use chancery_data::schema::{Cyrillic, Knowledge, Letter};

/// By which table a name is put into Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// Latin as it stands.
    Plain,
    Turkish,
    Ukrainian,
    Russian,
    Greek,
    /// Consonants and long vowels only.
    Arabic,
}

/// The ways to read a name, the likeliest first; never empty.
pub(super) fn readings(known: &Knowledge, name: &str) -> Vec<Letters> {
    let any = |range: std::ops::RangeInclusive<char>| name.chars().any(|c| range.contains(&c));
    if any('\u{400}'..='\u{52f}') {
        let cells: Vec<&Cyrillic> = name.chars().filter_map(|c| cyrillic(known, c)).collect();
        let only = |cell: fn(&Cyrillic) -> &String| {
            cells
                .iter()
                .any(|row| cell(row).is_empty() && row.other.is_empty())
        };
        return match (only(|row| &row.ukrainian), only(|row| &row.russian)) {
            (true, _) => vec![Letters::Russian],
            (_, true) => vec![Letters::Ukrainian],
            _ => vec![Letters::Ukrainian, Letters::Russian],
        };
    }
    if any('\u{370}'..='\u{3ff}') {
        return vec![Letters::Greek];
    }
    if any('\u{600}'..='\u{6ff}') {
        return vec![Letters::Arabic];
    }
    let marked =
        |c: char| !c.is_ascii() && known.turkish.iter().any(|row| row.letter.starts_with(c));
    match name.chars().any(marked) {
        true => vec![Letters::Plain, Letters::Turkish],
        false => vec![Letters::Plain],
    }
}

/// A lower-case word in Latin letters; marks on Latin letters stay.
pub(super) fn romanise(known: &Knowledge, word: &str, reading: Letters) -> String {
    match reading {
        Letters::Plain => word.to_string(),
        Letters::Turkish => by_table(&known.turkish, word),
        Letters::Greek => by_table(&known.greek, word),
        Letters::Arabic => by_table(&known.arabic, word),
        Letters::Ukrainian | Letters::Russian => {
            let mut out = String::with_capacity(word.len());
            for c in word.chars() {
                match cyrillic(known, c) {
                    Some(row) => out.push_str(cell(row, reading).trim_matches('_')),
                    None => out.push(c),
                }
            }
            out
        }
    }
}

fn cyrillic(known: &Knowledge, letter: char) -> Option<&Cyrillic> {
    let mut rows = known.cyrillic.iter();
    rows.find(|row| row.letter.chars().eq([letter]))
}

/// The letter in the language, else in the other one, else in other tongues.
fn cell(row: &Cyrillic, reading: Letters) -> &str {
    let (own, rest) = match reading {
        Letters::Russian => (&row.russian, &row.ukrainian),
        _ => (&row.ukrainian, &row.russian),
    };
    [own, rest, &row.other]
        .into_iter()
        .find(|cell| !cell.is_empty())
        .map_or("", String::as_str)
}

/// The longest entry at each place.
fn by_table(rows: &[Letter], word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let here = rows.iter().filter(|row| rest.starts_with(&row.letter));
        match here.max_by_key(|row| row.letter.len()) {
            Some(row) => {
                out.push_str(row.latin.trim_matches('_'));
                rest = &rest[row.letter.len()..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

/// A folded word with letters that stand for one sound made one and doubles counted once; `y`
/// counts as `i`.
pub(super) fn sound(known: &Knowledge, word: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    let push = |out: &mut Vec<char>, c: char| {
        let c = if c == 'y' { 'i' } else { c };
        if out.last() != Some(&c) {
            out.push(c);
        }
    };
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let rows = known.name_forms.iter().filter(|row| row.kind == "sound");
        let here = rows.filter(|row| rest.starts_with(&row.form));
        match here.max_by_key(|row| row.form.len()) {
            Some(row) => {
                row.to.chars().for_each(|c| push(&mut out, c));
                rest = &rest[row.form.len()..];
            }
            None => {
                push(&mut out, c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Vec<String> {
        let known = chancery_data::knowledge();
        let all = readings(known, name).into_iter();
        all.map(|reading| romanise(known, name, reading)).collect()
    }

    #[test]
    fn scripts_by_their_standards() {
        for (name, latin) in [
            ("умєров", vec!["umierov"]),
            ("зеленський", vec!["zelenskyi", "zelenskii"]),
            ("єрмак", vec!["iermak"]),
            ("крылов", vec!["krylov"]),
            ("лавров", vec!["lavrov", "lavrov"]),
            ("вучић", vec!["vuchyc", "vuchic"]),
            ("μητσοτάκης", vec!["mitsotakis"]),
            ("παπανδρέου", vec!["papandreou"]),
            ("بشار", vec!["bshar"]),
            ("şükrü", vec!["şükrü", "shuekrue"]),
            ("kalin", vec!["kalin"]),
        ] {
            assert_eq!(read(name), latin, "{name}");
        }
    }

    #[test]
    fn sounds_of_words() {
        let known = chancery_data::knowledge();
        let of = |word: &str| sound(known, word).into_iter().collect::<String>();
        assert_eq!(of("zelenskyy"), of("zelenski"));
        assert_eq!(of("cavusoglu"), of("cavushoghlu"));
        assert_eq!(of("yoon"), of("yun"));
        assert_eq!(of("aleksandr"), of("alexandr"));
        assert_ne!(of("hassan"), of("hussein"));
    }
}
