//! Finds the noun phrases of a document.
//!
//! From the tree: every noun, name and pronoun that heads a phrase, every verb that heads a clause,
//! and the names that the tree loses; predicates and appositions are left out, and lend their words
//! to what they are said of. Cost: one pass over the tokens.

use chancery_data::schema::Gender;
use chancery_nlp::{Deprel, Sentence, TokenId, Upos, Xpos};

use super::Discourse;
use super::extents::Extents;
use super::lexicon::{CorefLexicon, Steer};
use super::mentions::{Class, Form, Found, Kids, Number, Phrase, is_nominal, pronoun_row, rank};
use super::traits::pronoun_traits;
use crate::places::tables::Scan;

/// Finds the phrases.
pub(super) fn find<'a>(
    lexicon: &'a CorefLexicon,
    on: &'a Discourse<'a>,
    scan: &'a Scan,
) -> Found<'a> {
    let extents = Extents::of(on.parse);
    let kids = Kids::of(on.parse);
    let finder = Finder {
        lexicon,
        on,
        scan,
        extents: &extents,
        kids: &kids,
    };
    let mut found = Found {
        lexicon,
        on,
        scan,
        list: Vec::new(),
        words: Vec::new(),
        by_sentence: Vec::with_capacity(on.parse.sentences.len()),
        kids: Kids::default(),
    };
    for sentence in &on.parse.sentences {
        let from = found.list.len();
        for token in sentence.tokens() {
            if let Some(verb) = finder.verb(token) {
                finder.words(verb, &mut found);
            } else if let Some(phrase) = finder.phrase(token) {
                finder.words(phrase, &mut found);
                if let Some(joined) = finder.joined(token) {
                    finder.words(joined, &mut found);
                }
            }
        }
        for name in finder.names_left(*sentence, &found.list[from..]) {
            finder.words(name, &mut found);
        }
        found.list[from..].sort_by_key(|p| (p.first, std::cmp::Reverse(p.end)));
        found
            .by_sentence
            .push((from as u32, found.list.len() as u32));
    }
    found.kids = kids;
    found
}

pub(super) struct Finder<'f, 'a> {
    pub(super) lexicon: &'a CorefLexicon,
    pub(super) on: &'a Discourse<'a>,
    pub(super) scan: &'a Scan,
    extents: &'f Extents,
    pub(super) kids: &'f Kids,
}

impl Finder<'_, '_> {
    /// The phrase that `token` heads.
    fn phrase(&self, token: TokenId) -> Option<Phrase> {
        let parse = self.on.parse;
        let row = pronoun_row(self.lexicon, self.scan, parse, token);
        if !self.heads(token, row.is_some()) {
            return None;
        }
        let (first, end) = match row {
            Some(_) => (token, TokenId(token.0 + 1)),
            None => self.extents.phrase(parse, self.on.text, token),
        };
        let form = if row.is_some() {
            Form::Pronoun
        } else {
            self.form(token)
        };
        let mut phrase = self.blank(token, (first, end), form);
        phrase.number = self.number(token);
        match row {
            Some(row) => pronoun_traits(&mut phrase, row),
            None if form == Form::Name => self.name_traits(&mut phrase),
            None => self.noun_traits(&mut phrase),
        }
        if row.is_none() {
            self.apart_traits(&mut phrase);
        }
        Some(phrase)
    }

    /// Names of a sentence that no phrase of it is headed by: after a dateline, in a list.
    fn names_left(&self, sentence: Sentence, known: &[Phrase]) -> Vec<Phrase> {
        let parse = self.on.parse;
        let from = parse
            .names
            .partition_point(|name| name.first < sentence.first);
        let names = parse.names[from..].iter();
        let names = names.take_while(|name| name.end <= sentence.end);
        let mut out = Vec::new();
        for name in names {
            let mut tokens = (name.first.0..name.end.0).map(TokenId);
            let outside = |t: &TokenId| {
                parse
                    .head(*t)
                    .is_none_or(|up| up < name.first || up >= name.end)
            };
            let Some(head) = tokens.find(outside) else {
                continue;
            };
            let loose = matches!(
                parse.deprel(head),
                Deprel::Flat | Deprel::List | Deprel::Dep
            ) && parse.upos(head) == Upos::Propn;
            let headed = |phrase: &Phrase| name.first <= phrase.head && phrase.head < name.end;
            if !loose || known.iter().any(headed) {
                continue;
            }
            let mut phrase = self.blank(head, (name.first, name.end), Form::Name);
            phrase.number = self.number(head);
            self.name_traits(&mut phrase);
            out.push(phrase);
        }
        out
    }

    /// A phrase of which nothing is known yet but its words.
    fn blank(&self, head: TokenId, (first, end): (TokenId, TokenId), form: Form) -> Phrase {
        let parse = self.on.parse;
        Phrase {
            first,
            end,
            head,
            form,
            number: Number::Singular,
            gender: Gender::Unknown,
            class: Class::Unknown,
            person: 3,
            sentence: parse.sentence_of[head.index()].0,
            quote: self.quote(head),
            rank: rank(parse, head),
            key: self.lexicon.tables.folding.hash(parse.lemma(head)),
            words: (0, 0),
            said: 0,
        }
    }

    /// The verb of a clause, as what it tells.
    fn verb(&self, token: TokenId) -> Option<Phrase> {
        use Deprel as D;
        let parse = self.on.parse;
        let clause = matches!(
            parse.deprel(token),
            D::Root
                | D::Conj
                | D::Ccomp
                | D::Advcl
                | D::Parataxis
                | D::AclRelcl
                | D::Acl
                | D::Xcomp
        );
        (parse.upos(token) == Upos::Verb && clause).then(|| {
            let run = (token, TokenId(token.0 + 1));
            let mut phrase = self.blank(token, run, Form::Verb);
            phrase.class = Class::Event;
            phrase.rank = 4;
            phrase
        })
    }

    /// "Lind and Marin", by its first member.
    fn joined(&self, token: TokenId) -> Option<Phrase> {
        let parse = self.on.parse;
        let conjuncts = || {
            let kids = self.kids.at(token).iter().copied();
            kids.filter(|&t| parse.deprel(t) == Deprel::Conj && is_nominal(parse, t))
        };
        let last = conjuncts().next_back()?;
        let and =
            self.kids.at(last).iter().any(|&t| {
                parse.deprel(t) == Deprel::Cc && self.lexicon.is(parse.lemma(t), Steer::And)
            });
        if !and {
            return None;
        }
        let mut phrase = self.phrase(token)?;
        phrase.end = self.extents.phrase(parse, self.on.text, last).1;
        phrase.form = Form::Joined;
        phrase.number = Number::Plural;
        phrase.gender = Gender::Unknown;
        Some(phrase)
    }

    /// True where `token` heads a noun phrase that may mean something.
    fn heads(&self, token: TokenId, pronoun: bool) -> bool {
        use Deprel as D;
        let parse = self.on.parse;
        if pronoun {
            return parse.deprel(token) != D::Expl && !self.is_empty_it(token);
        }
        if !is_nominal(parse, token) {
            return false;
        }
        let copula = self
            .kids
            .at(token)
            .iter()
            .any(|&t| parse.deprel(t) == D::Cop);
        match parse.deprel(token) {
            D::Appos | D::Flat | D::Fixed | D::Goeswith | D::Vocative | D::NmodDesc => false,
            D::Case | D::Mark | D::Cc | D::Punct | D::Discourse | D::Advmod | D::Det => false,
            D::Compound => self.is_named_modifier(token),
            _ => !copula,
        }
    }

    /// "the Riga talks", "Velia President Marin": a name that modifies a noun or another name.
    fn is_named_modifier(&self, token: TokenId) -> bool {
        let parse = self.on.parse;
        if let Some(name) = parse.name_at(token) {
            let head = parse.head(token).unwrap_or(token);
            return head < name.first || head >= name.end;
        }
        let proper = parse.upos(token) == Upos::Propn;
        let common = parse
            .head(token)
            .is_some_and(|head| parse.upos(head) == Upos::Noun);
        proper && common
    }

    fn form(&self, token: TokenId) -> Form {
        let parse = self.on.parse;
        let mut form = Form::Bare;
        for &kid in self.kids.at(token) {
            let word = || parse.lemma(kid);
            form = match parse.deprel(kid) {
                Deprel::NmodPoss if kid < token => Form::Possessed,
                Deprel::Det | Deprel::DetPredet if self.lexicon.is(word(), Steer::Definite) => {
                    Form::Definite
                }
                Deprel::Det | Deprel::Amod if self.lexicon.is(word(), Steer::Demonstrative) => {
                    Form::Demonstrative
                }
                Deprel::Det | Deprel::Amod | Deprel::Advmod | Deprel::Nummod
                    if form == Form::Bare
                        && (self.lexicon.is(word(), Steer::Indefinite)
                            || self.lexicon.is(word(), Steer::Universal)
                            || parse.deprel(kid) == Deprel::Nummod) =>
                {
                    Form::Indefinite
                }
                _ => form,
            };
        }
        let proper =
            matches!(parse.xpos(token), Xpos::NNP | Xpos::NNPS) || parse.upos(token) == Upos::Propn;
        if proper && form != Form::Demonstrative {
            return Form::Name;
        }
        form
    }

    fn number(&self, token: TokenId) -> Number {
        match self.on.parse.xpos(token) {
            Xpos::NN | Xpos::NNP => Number::Singular,
            Xpos::NNS | Xpos::NNPS => Number::Plural,
            _ => Number::Unknown,
        }
    }

    fn quote(&self, token: TokenId) -> u32 {
        let at = self.on.parse.span(token).start;
        self.on.marks.inside(at).map_or(0, |pair| pair as u32 + 1)
    }

    /// Notes the words of a phrase and puts it on the list.
    fn words(&self, mut phrase: Phrase, found: &mut Found<'_>) {
        let from = found.words.len() as u32;
        let parse = self.on.parse;
        let apart = self.apart(&phrase);
        let end = phrase.end.0.min(phrase.first.0 + 40);
        let own = (phrase.first.0..end).map(TokenId);
        let inside = own
            .clone()
            .filter(|&t| !apart.is_some_and(|(a, b)| a <= t && t < b));
        found.words.extend(inside.filter_map(|t| self.word(t)));
        phrase.said = found.words.len() as u32;
        if let Some((a, b)) = apart {
            found
                .words
                .extend((a.0..b.0.min(a.0 + 16)).filter_map(|t| self.word(TokenId(t))));
        }
        if parse.deprel(phrase.head).is_subject()
            && let Some(predicate) = self.predicate(phrase.head)
        {
            let (a, b) = self.extents.phrase(parse, self.on.text, predicate);
            found
                .words
                .extend((a.0..b.0.min(a.0 + 16)).filter_map(|t| self.word(TokenId(t))));
        }
        phrase.words = (from, found.words.len() as u32);
        found.list.push(phrase);
    }

    /// The noun that a subject is said to be: "X is the minister".
    fn predicate(&self, subject: TokenId) -> Option<TokenId> {
        let parse = self.on.parse;
        let head = parse.head(subject)?;
        let copula = self
            .kids
            .at(head)
            .iter()
            .any(|&t| parse.deprel(t) == Deprel::Cop);
        (copula && is_nominal(parse, head)).then_some(head)
    }

    /// The apposition of a phrase.
    pub(super) fn apart(&self, phrase: &Phrase) -> Option<(TokenId, TokenId)> {
        let mut kids = self.kids.at(phrase.head).iter();
        kids.find(|&&t| self.on.parse.deprel(t) == Deprel::Appos)
            .map(|&t| self.extents.all(t))
    }

    /// Hash of a word that counts: no article, preposition, pronoun or mark.
    fn word(&self, token: TokenId) -> Option<u64> {
        let parse = self.on.parse;
        match parse.upos(token) {
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb | Upos::X => {
                Some(self.lexicon.tables.folding.hash(parse.lemma(token)))
            }
            _ => None,
        }
    }
}
