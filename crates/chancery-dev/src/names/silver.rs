//! More web text for the name tagger: UD English EWT train, its names by a teacher, checked against its gold tags.
//!
//! The teacher is a model of the other sets, reading with the gold tags of the treebank. A sentence is kept
//! where teacher and treebank agree: every proper noun stands in a name of the teacher or is listed as no name
//! (months, faiths, peoples), and every name holds a proper noun. What is learnt from it are the words and
//! frames of web text; the kept documents carry tags of taggers that have not seen them.

use chancery_nlp::names::gazetteer::{NameClass, hash_lower};
use chancery_nlp::names::{NameLists, NameScratch, Names, find_names};
use chancery_nlp::{Name, NameKind, Sentence, TokenId, Xpos};
use std::collections::BTreeMap;

use super::data::Labelled;

/// Names for the documents, which come with gold tags and with those of a tagger; only sentences
/// that the teacher explains whole.
pub fn label([gold, tagged]: &[Vec<Labelled>; 2], teacher: &Names) -> Vec<Labelled> {
    let mut scratch = NameScratch::default();
    let named = gold.iter().map(|doc| one(doc, teacher, &mut scratch));
    let mut out: Vec<Labelled> = named.collect();
    agree(&mut out);
    for (one, tagged) in out.iter_mut().zip(tagged) {
        one.parse.xpos.clone_from(&tagged.parse.xpos);
    }
    out
}

/// Gives equal names the kind that most of them have, over all documents.
fn agree(documents: &mut [Labelled]) {
    let mut votes: BTreeMap<String, BTreeMap<NameKind, usize>> = BTreeMap::new();
    for doc in documents.iter() {
        for name in &doc.gold {
            let kinds = votes.entry(words(doc, name)).or_default();
            *kinds.entry(name.kind).or_default() += 1;
        }
    }
    for doc in documents {
        let mut gold = std::mem::take(&mut doc.gold);
        for name in &mut gold {
            let kinds = &votes[&words(doc, name)];
            let own = kinds[&name.kind];
            let most = kinds.iter().max_by_key(|(_, count)| **count);
            name.kind = most
                .filter(|(_, count)| **count > 2 * own)
                .map_or(name.kind, |(kind, _)| *kind);
        }
        doc.gold = gold;
    }
}

fn words(doc: &Labelled, name: &Name) -> String {
    let of = |token: usize| doc.parse.spans[token].of(&doc.text);
    let forms: Vec<&str> = (name.first.index()..name.end.index()).map(of).collect();
    forms.join(" ")
}

fn one(doc: &Labelled, teacher: &Names, scratch: &mut NameScratch) -> Labelled {
    let mut parse = doc.parse.clone();
    find_names(teacher, &doc.text, &mut parse, scratch);
    let mut out = doc.clone();
    out.gold.clone_from(&parse.names);
    out.parse
        .sentences
        .retain(|sentence| explained(doc, *sentence, (&out.gold, &teacher.lists)));
    out
}

fn explained(doc: &Labelled, sentence: Sentence, (names, lists): (&[Name], &NameLists)) -> bool {
    let proper = |token: TokenId| matches!(doc.parse.xpos[token.index()], Xpos::NNP | Xpos::NNPS);
    let named = |token: TokenId| {
        names
            .iter()
            .any(|name| name.first <= token && token < name.end)
    };
    let no_name = |token: TokenId| {
        let word = doc.parse.span(token).of(&doc.text);
        let set = lists.gazetteer.word(hash_lower(word));
        set & (NameClass::NotName.bit() | NameClass::Demonym.bit() | NameClass::Title.bit()) != 0
    };
    let inside = |name: &&Name| sentence.first <= name.first && name.end <= sentence.end;
    let holds =
        |name: &Name| (name.first.index()..name.end.index()).any(|at| proper(TokenId(at as u32)));
    sentence
        .tokens()
        .all(|token| !proper(token) || named(token) || no_name(token))
        && names.iter().filter(inside).all(holds)
}
