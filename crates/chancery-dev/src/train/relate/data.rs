//! Rows of training: sentences with marked actors, read into features.

use anyhow::{Context, Result, bail};
use chancery::events::Role;
use chancery::ingest::{Item, whole_document};
use chancery::reading::Reader;
use chancery::relate::features::{Features, read_features};
use chancery::relate::matching::find_acts;
use chancery::relate::view::View;
use chancery::relate::{RelationLexicon, Sides};
use chancery_nlp::{Scratch, Search, Span};
use std::path::Path;

/// Where a row comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// PLV_train.
    Plv,
    /// `corpus/relations`.
    Corpus,
    /// An example of a frame.
    Frame,
}

/// One pair of actors with its type.
#[derive(Clone, Debug)]
pub struct Row {
    /// The sentence.
    pub text: String,
    /// Its actors.
    pub sides: Sides,
    /// Number of its type; YIELD is CONCEDE.
    pub label: usize,
    /// Number of the type that PLV gives it.
    pub in_plv: usize,
    /// Class of PLV as its file tells it, which departs from the type's in some rows; 0 elsewhere.
    pub class: u8,
    /// Where it comes from.
    pub origin: Origin,
    /// What the model sees.
    pub features: Features,
}

/// All rows.
pub struct Rows {
    /// Those of PLV_train, in the order of the file; empty where it is not there.
    pub plv: Vec<Row>,
    /// Our own.
    pub own: Vec<Row>,
}

impl Rows {
    /// Reads PLV_train below `data`, and our own rows below `root` and in the lexicon.
    pub fn read(root: &Path, data: &Path, lexicon: &RelationLexicon) -> Result<Rows> {
        let reader = Reader::english(chancery_data::knowledge())?;
        let mut taker = Taker {
            reader: &reader,
            lexicon,
            scratch: Scratch::default(),
        };
        let plv = taker.plv(&data.join("relations/plv-train.tsv"))?;
        let mut own = taker.corpus(&root.join("corpus/relations"))?;
        own.extend(taker.frames());
        Ok(Rows { plv, own })
    }
}

struct Taker<'a> {
    reader: &'a Reader,
    lexicon: &'a RelationLexicon,
    scratch: Scratch,
}

impl Taker<'_> {
    fn plv(&mut self, path: &Path) -> Result<Vec<Row>> {
        if !path.exists() {
            return Ok(Vec::new());
        }
        let mut rows = Vec::new();
        for [code, class, marked] in table(path, ["gold_root", "gold_penta", "marked_sentence"])? {
            let mut row = self.row(&code, &marked, Origin::Plv)?;
            row.class = class.parse().with_context(|| format!("class {class}"))?;
            rows.push(row);
        }
        Ok(rows)
    }

    /// Every table of a folder, by name.
    fn corpus(&mut self, folder: &Path) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for path in tables(folder)? {
            for [code, marked] in table(&path, ["type", "sentence"])? {
                let row = self.row(&code, &marked, Origin::Corpus);
                rows.push(row.with_context(|| format!("{}: {marked}", path.display()))?);
            }
        }
        Ok(rows)
    }

    /// The examples that frames must read, with the sides that the reader finds.
    fn frames(&mut self) -> Vec<Row> {
        let frames = self.reader.events.frames;
        let mut rows = Vec::new();
        for example in chancery_data::examples() {
            let Some(number) = frames.iter().position(|frame| frame.id == example.frame) else {
                continue;
            };
            let code = &frames[number].codes.event_type;
            let Some(label) = self.lexicon.types.number(code) else {
                continue;
            };
            let told = example
                .yes
                .iter()
                .filter_map(|text| self.example(number, label, text));
            rows.extend(told);
        }
        rows
    }

    fn example(&mut self, frame: usize, label: usize, text: &str) -> Option<Row> {
        let item = Item::from_bytes(text.as_bytes()).ok()?;
        let document = whole_document(item);
        let read = self
            .reader
            .layers(&document, Search::Narrow, &mut self.scratch);
        let claim = read.claims.0.iter().find(|claim| claim.frame == frame)?;
        let span = |roles: &[Role]| {
            let mut found = claim
                .participants
                .iter()
                .filter(|p| roles.contains(&p.role));
            found.next().map(|p| p.span)
        };
        let source = span(&[Role::Actor, Role::Guest])?;
        let target = span(&[Role::Recipient, Role::Host, Role::Beneficiary, Role::Object]);
        let sides = Sides {
            sources: vec![source],
            targets: target.into_iter().collect(),
        };
        Some(self.read(text.to_owned(), sides, (label, Origin::Frame)))
    }

    fn row(&mut self, code: &str, marked: &str, origin: Origin) -> Result<Row> {
        let Some(label) = self.lexicon.types.number(code) else {
            bail!("unknown type {code}");
        };
        let (text, sides) = marks(marked);
        Ok(self.read(text, sides, (label, origin)))
    }

    fn read(&mut self, text: String, sides: Sides, (label, origin): (usize, Origin)) -> Row {
        let region = [Span::new(0, text.len())];
        let engine = &self.reader.engine;
        let parse = engine.parse(&text, &region, Search::Narrow, &mut self.scratch);
        let view = View::new(self.lexicon, &text, &parse, &sides);
        let acts = find_acts(self.lexicon, &view);
        let features = read_features(self.lexicon, &view, &acts);
        let departs = acts.iter().find(|act| act.label == label && !act.inner);
        let departs = departs.and_then(|act| act.in_plv);
        let in_plv = departs.filter(|_| origin != Origin::Plv).unwrap_or(label);
        Row {
            text,
            sides,
            label,
            in_plv,
            class: 0,
            origin,
            features,
        }
    }
}

/// The tables of a folder by name; none where it is not there.
fn tables(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "tsv") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Some columns of a table by their names.
fn table<const N: usize>(path: &Path, wanted: [&str; N]) -> Result<Vec<[String; N]>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "));
    let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let place = |name: &str| {
        let at = header.iter().position(|column| *column == name);
        at.with_context(|| format!("{}: no column {name}", path.display()))
    };
    let places = wanted
        .iter()
        .map(|name| place(name))
        .collect::<Result<Vec<usize>>>()?;
    let cells = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| unquoted(cells.get(at).copied().unwrap_or(""));
        std::array::from_fn(|column| cell(places[column]))
    };
    Ok(lines.map(cells).collect())
}

/// A cell without the quotation marks that tables put around some.
fn unquoted(cell: &str) -> String {
    let inner = cell.strip_prefix('"').and_then(|c| c.strip_suffix('"'));
    inner.map_or_else(|| cell.to_owned(), |inner| inner.replace("\"\"", "\""))
}

/// Text and actors of a sentence with `<s>` and `<t>` around them; marks may nest.
pub fn marks(marked: &str) -> (String, Sides) {
    let mut text = String::new();
    let mut sides = Sides::default();
    let mut open: [Vec<usize>; 2] = Default::default();
    let mut rest = marked;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let tags = ["<s>", "</s>", "<t>", "</t>"];
        let Some(tag) = tags.iter().position(|tag| rest.starts_with(tag)) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tags[tag].len()..];
        if tag % 2 == 0 {
            open[tag / 2].push(text.len());
        } else if let Some(start) = open[tag / 2].pop() {
            let side = [&mut sides.sources, &mut sides.targets];
            let [sources, targets] = side;
            let to = if tag / 2 == 0 { sources } else { targets };
            to.push(Span::new(start, text.len()));
        }
    }
    text.push_str(rest);
    sides.sources.sort();
    sides.targets.sort();
    (text, sides)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans() {
        let (text, sides) = marks("<s>Velia</s> fined <t>Tarsk <i></t>.");
        assert_eq!(text, "Velia fined Tarsk <i>.");
        assert_eq!(sides.sources, [Span::new(0, 5)]);
        assert_eq!(sides.targets, [Span::new(12, 21)]);
    }
}
