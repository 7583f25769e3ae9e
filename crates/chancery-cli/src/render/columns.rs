//! Tables for people: columns as wide as they must be, one of them filled into what room is left.

use super::lay::{clean, fill, width};
use super::style::{Palette, Part};

/// Columns between two columns.
const GAP: usize = 2;
/// Columns that the filled one has at least.
const LEAST: usize = 20;

/// How wide and in which colours.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    /// Columns of the longest line.
    pub room: usize,
    /// Colours.
    pub palette: Palette,
}

/// A table with its head; `wide` is the column that is filled.
pub fn columns(head: &[&str], rows: &[Vec<String>], wide: usize, sight: Sight) -> String {
    let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| clean(cell)).collect())
        .collect();
    let all = || rows.iter().chain([&head]);
    let mut widths: Vec<usize> = (0..head.len())
        .map(|at| all().map(|row| width(&row[at])).max().unwrap_or_default())
        .collect();
    let others: usize = widths
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != wide)
        .map(|(_, width)| width + GAP)
        .sum();
    let left = sight.room.saturating_sub(others).max(LEAST);
    widths[wide] = widths[wide].min(left);
    let mut text = String::new();
    for line in lines(&head, &widths, wide) {
        text.push_str(&sight.palette.paint(Part::Faint, &line));
        text.push('\n');
    }
    for row in &rows {
        for line in lines(row, &widths, wide) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

/// The lines of a row: more than one where the filled column needs them.
fn lines(row: &[String], widths: &[usize], wide: usize) -> Vec<String> {
    let filled = fill(&row[wide], widths[wide]);
    let count = filled.len().max(1);
    (0..count)
        .map(|number| {
            let mut line = String::new();
            for (at, words) in row.iter().enumerate() {
                let cell = match (at == wide, number) {
                    (true, _) => filled.get(number).map_or("", String::as_str),
                    (false, 0) => words.as_str(),
                    (false, _) => "",
                };
                line.push_str(cell);
                let blank = widths[at].saturating_sub(width(cell)) + GAP;
                line.push_str(&" ".repeat(blank));
            }
            line.trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_column_takes_what_is_left() {
        let rows = [
            vec![
                "2024-05-02".to_owned(),
                "Ada Sarel and Tom Marin of Belmar".to_owned(),
            ],
            vec!["no date".to_owned(), "Güler".to_owned()],
        ];
        let sight = Sight {
            room: 34,
            palette: Palette::Plain,
        };
        let table = columns(&["date", "who"], &rows, 1, sight);
        assert_eq!(
            table,
            "date        who\n\
             2024-05-02  Ada Sarel and Tom\n            Marin of Belmar\n\
             no date     Güler\n"
        );
    }
}
