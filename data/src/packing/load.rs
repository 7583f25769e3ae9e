//! From files to rows: encoding, form and order of lines, the schema, and the checks of each record.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::cells;
use super::codes::Codes;
use super::records::Record;

/// Something wrong in a data file. Prints as `file:line: what`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Path from the data folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What was found, and what was expected.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Rows of one file with their lines, not yet checked for codes.
pub struct Table<T> {
    rows: Vec<(Place, T)>,
}

/// File and line of a row.
type Place = (String, usize);

impl<T> Table<T> {
    /// The rows without their lines.
    pub fn rows(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().map(|(_, row)| row)
    }
}

/// Reads files below one folder and gathers what is wrong with them.
pub struct Loader {
    root: PathBuf,
    problems: Vec<Problem>,
}

impl Loader {
    /// A loader for the data folder `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            problems: Vec::new(),
        }
    }

    /// Reads a flat table: a header of column names, then sorted rows; `#` begins a comment line.
    pub fn tsv<T: Record + DeserializeOwned>(&mut self, file: &str) -> Table<T> {
        let text = self.text(file);
        let (rows, problems) = tsv_rows(file, &text);
        self.problems.extend(problems);
        placed(file, rows)
    }

    /// Reads entries `[[array]]` of a TOML file.
    pub fn toml<T: Record + DeserializeOwned>(&mut self, file: &str, array: &str) -> Table<T> {
        let text = self.text(file);
        let (rows, problems) = toml_rows(file, &text, array);
        self.problems.extend(problems);
        placed(file, rows)
    }

    /// Reads entries `[[array]]` of every TOML file of a folder, by file name; keys are unique over all of them.
    pub fn toml_folder<T: Record + DeserializeOwned>(
        &mut self,
        folder: &str,
        array: &str,
    ) -> Table<T> {
        let mut rows: Vec<(Place, T)> = Vec::new();
        for file in self.toml_files(folder) {
            rows.extend(self.toml::<T>(&file, array).rows);
        }
        rows.sort_by_cached_key(|(_, row)| row.key());
        for pair in rows.windows(2) {
            if pair[0].1.key() == pair[1].1.key() {
                let ((file, line), row) = &pair[1];
                self.problems.push(Problem {
                    file: file.clone(),
                    line: *line,
                    what: format!("duplicate key '{}', first in {}", row.key(), pair[0].0.0),
                });
            }
        }
        Table { rows }
    }

    fn toml_files(&mut self, folder: &str) -> Vec<String> {
        let entries = match std::fs::read_dir(self.root.join(folder)) {
            Ok(entries) => entries,
            Err(error) => {
                let problem = Problem {
                    file: folder.to_string(),
                    line: 0,
                    what: error.to_string(),
                };
                self.problems.push(problem);
                return Vec::new();
            }
        };
        let names = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut files: Vec<String> = names
            .filter(|name| name.ends_with(".toml"))
            .map(|name| format!("{folder}/{name}"))
            .collect();
        files.sort();
        files
    }

    /// Reads a flat table and checks its codes.
    pub fn checked_tsv<T: Record + DeserializeOwned>(
        &mut self,
        file: &str,
        codes: &Codes,
    ) -> Vec<T> {
        let table = self.tsv(file);
        self.checked(table, codes)
    }

    /// Checks the codes of a table and gives its rows.
    pub fn checked<T: Record>(&mut self, table: Table<T>, codes: &Codes) -> Vec<T> {
        for ((file, line), row) in &table.rows {
            for what in row.problems(codes) {
                self.problems.push(Problem {
                    file: file.clone(),
                    line: *line,
                    what,
                });
            }
        }
        table.rows.into_iter().map(|(_, row)| row).collect()
    }

    /// Notes what is wrong with a file or folder as a whole.
    pub fn complain(&mut self, file: &str, what: String) {
        self.problems.push(Problem {
            file: file.to_string(),
            line: 0,
            what,
        });
    }

    /// `value`, or all problems gathered so far.
    ///
    /// # Errors
    ///
    /// The problems, in the order of the files.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<Problem>> {
        if self.problems.is_empty() {
            Ok(value)
        } else {
            Err(self.problems)
        }
    }

    fn text(&mut self, file: &str) -> String {
        let bytes = match std::fs::read(self.root.join(file)) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(Problem {
                    file: file.to_string(),
                    line: 0,
                    what: error.to_string(),
                });
                return String::new();
            }
        };
        let (text, problems) = clean_text(file, &bytes);
        self.problems.extend(problems);
        text
    }
}

/// The text of a file, and what is wrong with its form: encoding, line ends, trailing spaces, decomposed letters.
pub fn clean_text(file: &str, bytes: &[u8]) -> (String, Vec<Problem>) {
    let problem = |line: usize, what: &str| Problem {
        file: file.to_string(),
        line,
        what: what.to_string(),
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            return (
                String::new(),
                vec![problem(line, "bytes that are not UTF-8")],
            );
        }
    };
    let mut problems = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if line.contains('\r') {
            problems.push(problem(at + 1, "carriage return; lines end in LF alone"));
        } else if line.ends_with(' ') {
            problems.push(problem(at + 1, "space at the end of the line"));
        }
        if let Some(bad) = line.chars().find(|c| is_not_composed(*c)) {
            problems.push(problem(
                at + 1,
                &format!(
                    "U+{:04X} is not NFC here; use the composed letter",
                    u32::from(bad)
                ),
            ));
        }
    }
    if !text.is_empty() && !text.ends_with('\n') {
        problems.push(problem(
            text.split('\n').count(),
            "no line end at the end of the file",
        ));
    }
    (text.to_string(), problems)
}

/// Stricter than NFC and without its tables: no combining marks at all, none of the letters that NFC replaces.
/// Every name in the Latin, Cyrillic and Greek spellings that the tables hold has a composed form or does without.
fn is_not_composed(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{2126}' | '\u{212a}' | '\u{212b}' | '\u{feff}')
}

fn placed<T>(file: &str, rows: Vec<(usize, T)>) -> Table<T> {
    let rows = rows
        .into_iter()
        .map(|(line, row)| ((file.to_string(), line), row))
        .collect();
    Table { rows }
}

/// Rows of a flat table with their lines, and what is wrong with them.
pub fn tsv_rows<T: Record + DeserializeOwned>(
    file: &str,
    text: &str,
) -> (Vec<(usize, T)>, Vec<Problem>) {
    let mut columns: Option<Vec<&str>> = None;
    let mut rows: Vec<(usize, T)> = Vec::new();
    let mut problems = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let Some(columns) = &columns else {
            columns = Some(cells);
            continue;
        };
        match tsv_row::<T>(columns, &cells, rows.last()) {
            Ok(row) => rows.push((at + 1, row)),
            Err(what) => problems.push(Problem {
                file: file.to_string(),
                line: at + 1,
                what,
            }),
        }
    }
    (rows, problems)
}

fn tsv_row<T: Record + DeserializeOwned>(
    columns: &[&str],
    cells: &[&str],
    before: Option<&(usize, T)>,
) -> Result<T, String> {
    if cells.len() != columns.len() {
        return Err(format!(
            "{} cells, expected {} ({})",
            cells.len(),
            columns.len(),
            columns.join(", ")
        ));
    }
    if let Some(cell) = cells.iter().find(|cell| cell.trim() != **cell) {
        return Err(format!("space round the cell '{cell}'"));
    }
    let row: T = cells::record(columns, cells)?;
    let key = row.key();
    match before.map(|(line, row)| (line, row.key())) {
        Some((line, last)) if last == key => {
            Err(format!("duplicate key '{key}', first on line {line}"))
        }
        Some((_, last)) if last > key => Err(format!("unsorted: '{key}' stands after '{last}'")),
        _ => Ok(row),
    }
}

/// Entries of a TOML file with the lines on which they begin, sorted by key, and what is wrong with them.
pub fn toml_rows<T: Record + DeserializeOwned>(
    file: &str,
    text: &str,
    array: &str,
) -> (Vec<(usize, T)>, Vec<Problem>) {
    let problem = |at: usize, what: String| Problem {
        file: file.to_string(),
        line: line_of(text, at),
        what,
    };
    let mut arrays = match toml::from_str::<BTreeMap<String, Vec<Spanned<T>>>>(text) {
        Ok(arrays) => arrays,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            return (Vec::new(), vec![problem(at, error.message().to_string())]);
        }
    };
    let entries = arrays.remove(array).unwrap_or_default();
    let mut problems: Vec<Problem> = arrays
        .keys()
        .map(|other| {
            problem(
                0,
                format!("unknown entries [[{other}]], expected [[{array}]]"),
            )
        })
        .collect();
    let mut by_key: BTreeMap<String, (usize, T)> = BTreeMap::new();
    for entry in entries {
        let at = entry.span().start;
        let entry = entry.into_inner();
        let key = entry.key();
        if let Some((line, _)) = by_key.get(&key) {
            problems.push(problem(
                at,
                format!("duplicate key '{key}', first on line {line}"),
            ));
        } else {
            by_key.insert(key, (line_of(text, at), entry));
        }
    }
    (by_key.into_values().collect(), problems)
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
