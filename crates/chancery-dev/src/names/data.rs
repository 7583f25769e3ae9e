//! The sets of names as documents with one convention: PER, ORG and LOC, titles outside.
//!
//! From the files under `names/` and `treebanks/` of the data folder. What each set marks and how
//! it is repaired stands beside its reader. Hyphenated words are split as Universal Dependencies
//! splits them; a mark covers all parts.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use chancery_nlp::names::{NameLists, Source};
use chancery_nlp::{Name, NameKind, Parse, Sentence, SentenceId, Span, TokenId, Xpos};

/// One word with its mark in the terms of its set, as `B-x`, `I-x` or `O`.
#[derive(Clone, Debug)]
pub struct Marked {
    pub form: String,
    pub tag: String,
    pub gold_xpos: Option<Xpos>,
    pub space_after: bool,
}

/// A document with the names it should have.
#[derive(Clone, Debug)]
pub struct Labelled {
    pub source: Source,
    pub text: String,
    pub parse: Parse,
    pub gold: Vec<Name>,
}

/// A run of tokens of one sentence with a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub first: usize,
    pub end: usize,
    pub kind: String,
}

/// Sentences of words; a document.
pub type Words = Vec<Vec<Marked>>;

/// Documents of a column file. `form` and `tag` are the columns; `# newdoc`, `-DOCSTART-` or a
/// sentence of its own (`Alone::Yes`) begins a document.
pub fn read_columns(path: &Path, form: usize, tag: usize) -> Result<Vec<Words>> {
    let all = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut documents: Vec<Words> = vec![Vec::new()];
    let mut sentence = Vec::new();
    let mut text_line = None;
    for line in all.lines().chain([""]) {
        if let Some(text) = line.strip_prefix("# text = ") {
            text_line = Some(text.to_owned());
        }
        if line.starts_with("# newdoc") || line.starts_with("-DOCSTART-") {
            documents.push(Vec::new());
        }
        if line.starts_with("# ") || line.starts_with("-DOCSTART-") {
            continue;
        }
        if line.trim().is_empty() {
            close_sentence(&mut sentence, text_line.take(), &mut documents);
            continue;
        }
        let fields: Vec<&str> = line.split(['\t', ' ']).collect();
        let (Some(form), Some(tag)) = (fields.get(form), fields.get(tag)) else {
            continue;
        };
        if fields[0].contains('-') && fields.len() > 3 {
            continue;
        }
        sentence.push(Marked {
            form: (*form).to_owned(),
            tag: (*tag).to_owned(),
            gold_xpos: None,
            space_after: true,
        });
    }
    documents.retain(|d| !d.is_empty());
    Ok(documents)
}

fn close_sentence(sentence: &mut Vec<Marked>, text: Option<String>, documents: &mut [Words]) {
    if sentence.is_empty() {
        return;
    }
    match text {
        Some(text) => space_by_text(sentence, &text),
        None => space_by_rule(sentence),
    }
    if let Some(last) = documents.last_mut() {
        last.push(split_hyphens(std::mem::take(sentence)));
    }
}

fn space_by_text(sentence: &mut [Marked], text: &str) {
    let mut at = 0;
    for word in sentence {
        if let Some(found) = text[at..].find(&word.form) {
            at += found + word.form.len();
            word.space_after = text[at..].starts_with(char::is_whitespace) || at == text.len();
        }
    }
}

/// Spaces as `score_names.py` writes them: none before closing signs, none after opening ones.
fn space_by_rule(sentence: &mut [Marked]) {
    let mut quotes = 0;
    for at in 0..sentence.len() {
        quotes += usize::from(sentence[at].form == "\"");
        let opens = matches!(sentence[at].form.as_str(), "(" | "[" | "$" | "“")
            || (sentence[at].form == "\"" && quotes % 2 == 1);
        let closes = sentence.get(at + 1).is_some_and(|next| {
            next.form
                .starts_with(['.', ',', ';', ':', '!', '?', '%', ')', ']', '\'', '’'])
                || (next.form == "\"" && quotes % 2 == 1)
        });
        sentence[at].space_after = !opens && !closes;
    }
}

fn split_hyphens(sentence: Vec<Marked>) -> Vec<Marked> {
    let mut out = Vec::with_capacity(sentence.len());
    for word in sentence {
        let parts = hyphen_parts(&word.form);
        let last = parts.len() - 1;
        for (at, part) in parts.iter().enumerate() {
            let tag = if at > 0 && word.tag.starts_with("B-") {
                format!("I-{}", &word.tag[2..])
            } else {
                word.tag.clone()
            };
            let space_after = at == last && word.space_after;
            out.push(Marked {
                form: part.clone(),
                tag,
                gold_xpos: word.gold_xpos,
                space_after,
            });
        }
    }
    out
}

/// A word split around the hyphens that stand between letters or digits.
fn hyphen_parts(form: &str) -> Vec<String> {
    let letters: Vec<char> = form.chars().collect();
    let mut parts = vec![String::new()];
    for (at, &letter) in letters.iter().enumerate() {
        let inside = at > 0
            && at + 1 < letters.len()
            && letter == '-'
            && (letters[at - 1].is_alphanumeric() || letters[at - 1] == '.')
            && letters[at + 1].is_alphanumeric();
        if inside {
            parts.push("-".to_owned());
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts
}

/// The marks of one sentence. Marks that begin with I after another kind begin a run.
pub fn marks(sentence: &[Marked]) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    let mut open = false;
    for (at, word) in sentence.iter().enumerate() {
        let Some((how, kind)) = word
            .tag
            .split_once('-')
            .filter(|(h, _)| matches!(*h, "B" | "I"))
        else {
            open = false;
            continue;
        };
        match out
            .last_mut()
            .filter(|last| open && how == "I" && last.kind == kind)
        {
            Some(last) => last.end = at + 1,
            None => out.push(Mark {
                first: at,
                end: at + 1,
                kind: kind.to_owned(),
            }),
        }
        open = true;
    }
    out
}

/// Lays out words as a text with tokens; `marks_of` gives the names of each sentence.
pub fn lay_out(
    source: Source,
    words: &Words,
    mut marks_of: impl FnMut(&[Marked]) -> Vec<(usize, usize, NameKind)>,
) -> Labelled {
    let mut out = Labelled {
        source,
        text: String::new(),
        parse: Parse::default(),
        gold: Vec::new(),
    };
    for sentence in words {
        let first = out.parse.len();
        for word in sentence {
            let start = out.text.len();
            out.text.push_str(&word.form);
            out.parse.spans.push(Span::new(start, out.text.len()));
            out.parse.space_after.push(word.space_after);
            out.parse.xpos.push(word.gold_xpos.unwrap_or_default());
            out.parse
                .sentence_of
                .push(SentenceId(out.parse.sentences.len() as u32));
            if word.space_after {
                out.text.push(' ');
            }
        }
        out.text.push('\n');
        let token = |at: usize| TokenId((first + at) as u32);
        out.parse.sentences.push(Sentence {
            first: token(0),
            end: token(sentence.len()),
            region: 0,
        });
        let mut names = marks_of(sentence);
        names.sort();
        out.gold.extend(names.into_iter().map(|(a, b, kind)| Name {
            first: token(a),
            end: token(b),
            kind,
        }));
    }
    out
}

fn forms<'a>(sentence: &'a [Marked], mark: &Mark) -> Vec<&'a str> {
    sentence[mark.first..mark.end]
        .iter()
        .map(|w| w.form.as_str())
        .collect()
}

fn person(lists: &NameLists, sentence: &[Marked], mark: &Mark) -> Option<(usize, usize, NameKind)> {
    let first = mark.first + lists.leading_titles(&forms(sentence, mark));
    (first < mark.end).then_some((first, mark.end, NameKind::Person))
}

/// `gmb-train.conll`: every sentence a document of its own, repeated ones dropped.
///
/// `per` without titles; `org` that is a state, `geo`, and `gpe` that is a place: LOC; other `gpe`:
/// NAT; `eve`: EVENT; the rest is dropped.
pub fn read_gmb(data: &Path, lists: &NameLists) -> Result<Vec<Labelled>> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    let documents = read_gmb_words(&data.join("names/gmb-train.conll"))?;
    for sentence in documents {
        let key: Vec<String> = sentence.iter().map(|w| w.form.clone()).collect();
        if !seen.insert(key) {
            continue;
        }
        out.push(lay_out(Source::News, &vec![sentence], |s| {
            gmb_names(lists, s)
        }));
    }
    Ok(out)
}

fn read_gmb_words(path: &Path) -> Result<Vec<Vec<Marked>>> {
    let mut words: Vec<Vec<Marked>> = read_columns(path, 0, 2)?.into_iter().flatten().collect();
    let mut tags = read_columns(path, 0, 1)?.into_iter().flatten();
    for sentence in &mut words {
        let Some(tags) = tags.next() else { break };
        for (word, tag) in sentence.iter_mut().zip(tags) {
            word.gold_xpos = Xpos::from_text(&tag.tag);
        }
    }
    Ok(words)
}

fn gmb_names(lists: &NameLists, sentence: &[Marked]) -> Vec<(usize, usize, NameKind)> {
    let mut out = Vec::new();
    for mark in marks(sentence) {
        let words = forms(sentence, &mark);
        let whole = |kind| Some((mark.first, mark.end, kind));
        out.extend(match mark.kind.as_str() {
            "per" => person(lists, sentence, &mark),
            "org" if lists.is_country(&words) => whole(NameKind::Place),
            "org" => whole(NameKind::Org),
            "geo" => whole(NameKind::Place),
            "gpe" if is_place(lists, sentence, &mark) => whole(NameKind::Place),
            "gpe" => whole(NameKind::Nationality),
            "eve" => whole(NameKind::Event),
            _ => None,
        });
    }
    out
}

fn is_place(lists: &NameLists, sentence: &[Marked], mark: &Mark) -> bool {
    sentence[mark.first].gold_xpos == Some(Xpos::NNP) && !lists.is_demonym(&forms(sentence, mark))
}

/// A Universal NER file on EWT.
pub fn read_uner(data: &Path, part: &str) -> Result<Vec<Labelled>> {
    let path = data.join(format!("names/uner-ewt-{part}.iob2"));
    let documents = read_columns(&path, 1, 2)?;
    Ok(documents
        .iter()
        .map(|words| lay_out(Source::Web, words, |s| plain_names(s, None)))
        .collect())
}

fn plain_names(sentence: &[Marked], lists: Option<&NameLists>) -> Vec<(usize, usize, NameKind)> {
    let kind = |mark: &Mark| match mark.kind.as_str() {
        "PER" | "politician" | "person" => Some(NameKind::Person),
        "ORG" | "organisation" | "politicalparty" => Some(NameKind::Org),
        "LOC" | "country" | "location" => Some(NameKind::Place),
        "MISC" | "misc" if lists.is_some_and(|l| l.is_demonym(&forms(sentence, mark))) => {
            Some(NameKind::Nationality)
        }
        "election" | "event" => Some(NameKind::Event),
        _ => None,
    };
    marks(sentence)
        .iter()
        .filter_map(|m| kind(m).map(|k| (m.first, m.end, k)))
        .collect()
}

/// `wikigold.conll`: documents, PER, ORG and LOC; MISC only where it is a demonym.
pub fn read_wikigold(data: &Path, lists: &NameLists) -> Result<Vec<Labelled>> {
    let documents = read_columns(&data.join("names/wikigold.conll"), 0, 1)?;
    Ok(documents
        .iter()
        .map(|words| lay_out(Source::Wiki, words, |s| plain_names(s, Some(lists))))
        .collect())
}

/// CrossNER on politics, all parts: a sentence is a document.
pub fn read_crossner(data: &Path, lists: &NameLists) -> Result<Vec<Labelled>> {
    let mut out = Vec::new();
    for part in ["train", "dev", "test"] {
        let path = data.join(format!("names/crossner-politics-{part}.txt"));
        let sentences = read_columns(&path, 0, 1)?.into_iter().flatten();
        let lay = |words| {
            lay_out(Source::Politics, &vec![words], |s| {
                plain_names(s, Some(lists))
            })
        };
        out.extend(sentences.map(lay));
    }
    Ok(out)
}
