//! CoNLL-U out, and in where sentences and tokens are given (universaldependencies.org/format.html).
//!
//! Offsets stand in MISC as `TokenRange=start:end`, code points of the text; names as `Name=B-PER`,
//! `Name=I-PER`. FEATS and DEPS are not made. Lines of multiword tokens and empty nodes are kept
//! where they were given.

use anyhow::{Result, bail};
use chancery::offsets::Offsets;
use chancery_nlp::{Engine, Parse, Scratch, Search, Sentence, Span, TokenId, TokenizedSentence};
use std::fmt::Write;
use std::io::BufRead;

/// The sentences of a parse.
pub fn write(id: &str, text: &str, parse: &Parse) -> String {
    let offsets = Offsets::new(text);
    let mut out = String::new();
    put(&mut out, format_args!("# newdoc id = {}\n", one_line(id)));
    let mut region = None;
    for (number, sentence) in parse.sentences.iter().enumerate() {
        if region.replace(sentence.region) != Some(sentence.region) {
            out.push_str("# newpar\n");
        }
        let words = parse.span_of(sentence.first, sentence.end).of(text);
        put(
            &mut out,
            format_args!("# sent_id = {}-{}\n", one_line(id), number + 1),
        );
        put(&mut out, format_args!("# text = {}\n", one_line(words)));
        for token in sentence.tokens() {
            let range = offsets.char_span(parse.span(token));
            let place = format!("TokenRange={}:{}", range.start, range.end);
            let form = one_line(parse.word(token, text));
            row(&mut out, parse, *sentence, token, &form);
            let misc = [name(parse, token), space(parse, token), Some(place)];
            let misc: Vec<String> = misc.into_iter().flatten().collect();
            put(&mut out, format_args!("\t{}\n", misc.join("|")));
        }
        out.push('\n');
    }
    out
}

/// Writing to a string cannot fail.
fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    out.write_fmt(what).expect("a string takes everything");
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The columns up to DEPS.
fn row(out: &mut String, parse: &Parse, sentence: Sentence, token: TokenId, form: &str) {
    let number = |t: TokenId| t.0 - sentence.first.0 + 1;
    let filled = |text: &str| {
        if text.is_empty() {
            "_".to_owned()
        } else {
            one_line(text)
        }
    };
    let head = parse.head(token).map_or(0, number);
    let relation = match head {
        0 => "root",
        _ => parse.deprel(token).as_str(),
    };
    put(
        out,
        format_args!(
            "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{relation}\t_",
            number(token),
            filled(form),
            filled(parse.lemma(token)),
            parse.upos(token).as_str(),
            parse.xpos(token).as_str(),
        ),
    );
}

fn space(parse: &Parse, token: TokenId) -> Option<String> {
    (!parse.space_after[token.index()]).then(|| "SpaceAfter=No".to_owned())
}

fn name(parse: &Parse, token: TokenId) -> Option<String> {
    let name = parse.name_at(token)?;
    let place = if name.first == token { 'B' } else { 'I' };
    Some(format!("Name={place}-{}", name.kind.as_str()))
}

/// A sentence as it was given.
#[derive(Debug, Default)]
pub struct Given {
    comments: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug)]
enum Row {
    /// A syntactic word: its form and its MISC.
    Word { form: String, misc: String },
    /// A multiword token or an empty node, kept as it is.
    Other(String),
}

/// The sentences of an open file.
pub struct Sentences<R> {
    reader: R,
    line: u64,
}

impl<R: BufRead> Sentences<R> {
    /// From its beginning.
    pub fn new(reader: R) -> Self {
        Sentences { reader, line: 0 }
    }

    /// At most `count` sentences; none at the end. Errors: a line that is no CoNLL-U.
    pub fn block(&mut self, count: usize) -> Result<Vec<Given>> {
        let mut block = Vec::new();
        while block.len() < count {
            match self.sentence()? {
                Some(given) => block.push(given),
                None => break,
            }
        }
        Ok(block)
    }

    fn sentence(&mut self) -> Result<Option<Given>> {
        let mut given = Given::default();
        let mut line = String::new();
        loop {
            line.clear();
            self.line += 1;
            let end = self.reader.read_line(&mut line)? == 0;
            let row = line.trim_end_matches(['\n', '\r']);
            match row.is_empty() {
                true if end || !given.rows.is_empty() => break,
                true => {}
                false if row.starts_with('#') => given.comments.push(row.to_owned()),
                false => given.rows.push(self.row(row)?),
            }
        }
        Ok((!given.rows.is_empty()).then_some(given))
    }

    fn row(&self, row: &str) -> Result<Row> {
        let columns: Vec<&str> = row.split('\t').collect();
        let [id, form, .., misc] = columns[..] else {
            bail!(
                "line {}: found {} columns, expected 10",
                self.line,
                columns.len()
            );
        };
        if id.contains(['-', '.']) {
            return Ok(Row::Other(row.to_owned()));
        }
        Ok(Row::Word {
            form: form.to_owned(),
            misc: misc.to_owned(),
        })
    }
}

/// Text and spans of given sentences, one after the other.
#[derive(Default)]
struct Laid {
    text: String,
    spans: Vec<Vec<Span>>,
    spaces: Vec<Vec<bool>>,
}

fn lay(block: &[Given]) -> Laid {
    let mut laid = Laid::default();
    for given in block {
        let (mut spans, mut spaces) = (Vec::new(), Vec::new());
        for row in &given.rows {
            let Row::Word { form, misc } = row else {
                continue;
            };
            let start = laid.text.len();
            laid.text.push_str(form);
            spans.push(Span::new(start, laid.text.len()));
            let space = !misc.split('|').any(|m| m == "SpaceAfter=No");
            spaces.push(space);
            if space {
                laid.text.push(' ');
            }
        }
        laid.text.push('\n');
        laid.spans.push(spans);
        laid.spaces.push(spaces);
    }
    laid
}

/// Parses given sentences and writes them with their comments, tokens and MISC.
pub fn parse_given(
    engine: &Engine,
    block: &[Given],
    search: Search,
    scratch: &mut Scratch,
) -> String {
    let laid = lay(block);
    let sentences: Vec<TokenizedSentence<'_>> = laid
        .spans
        .iter()
        .zip(&laid.spaces)
        .map(|(spans, space_after)| TokenizedSentence { spans, space_after })
        .collect();
    let parse = engine.parse_tokens(&laid.text, &sentences, search, scratch);
    let mut parsed = parse.sentences.iter();
    let mut out = String::new();
    for given in block {
        for comment in &given.comments {
            put(&mut out, format_args!("{comment}\n"));
        }
        // A sentence without words has no counterpart in the parse.
        let words = given.rows.iter().any(|row| matches!(row, Row::Word { .. }));
        let sentence = words.then(|| parsed.next()).flatten();
        write_given(&mut out, &parse, sentence, given);
        out.push('\n');
    }
    out
}

fn write_given(out: &mut String, parse: &Parse, sentence: Option<&Sentence>, given: &Given) {
    let mut tokens = sentence.into_iter().flat_map(|s| s.tokens());
    for kept in &given.rows {
        match (kept, sentence) {
            (Row::Word { form, misc }, Some(sentence)) => {
                let Some(token) = tokens.next() else { continue };
                row(out, parse, *sentence, token, form);
                put(out, format_args!("\t{misc}\n"));
            }
            (Row::Other(line), _) => put(out, format_args!("{line}\n")),
            (Row::Word { .. }, None) => {}
        }
    }
}
