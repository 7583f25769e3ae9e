//! The noun phrases of a document, with what is known of each before any is linked.
//!
//! From the tree: every noun, name and pronoun that heads a phrase; predicates and appositions are
//! left out, and lend their words to what they are said of.

use chancery_data::schema::{Gender, Pronoun};
use chancery_nlp::{Deprel, NameKind, Parse, Sentence, TokenId, Upos, Xpos};

use super::Discourse;
use super::extents::Extents;
use super::lexicon::{CorefLexicon, Steer};
use crate::places::tables::{Entry, Scan};

/// What the words of a phrase are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A name.
    Name,
    /// A pronoun.
    Pronoun,
    /// "the minister".
    Definite,
    /// "this meeting".
    Demonstrative,
    /// "his visit", "Ankara's mediation".
    Possessed,
    /// "a minister", "no minister".
    Indefinite,
    /// "ministers", "trade".
    Bare,
    /// "Lind and Marin", both together.
    Joined,
    /// A verb that tells of a happening.
    Verb,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// One.
    Singular,
    /// More than one.
    Plural,
    /// Cannot be told.
    Unknown,
}

/// What a phrase means, roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A person or several.
    Person,
    /// An organisation, a group taken as one.
    Group,
    /// A place or a state.
    Place,
    /// A time.
    Time,
    /// A happening.
    Event,
    /// An animal.
    Animal,
    /// A thing.
    Thing,
    /// Something that is only thought.
    Abstract,
    /// Cannot be told.
    Unknown,
}

impl Class {
    /// The class of this name in the tables.
    pub(super) fn from_text(text: &str) -> Self {
        match text {
            "person" => Class::Person,
            "group" => Class::Group,
            "place" => Class::Place,
            "time" => Class::Time,
            "event" => Class::Event,
            "animal" => Class::Animal,
            "thing" => Class::Thing,
            "abstract" => Class::Abstract,
            _ => Class::Unknown,
        }
    }
}

/// A noun phrase with what the steps need to know of it.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) first: TokenId,
    pub(super) end: TokenId,
    pub(super) head: TokenId,
    pub(super) form: Form,
    pub(super) number: Number,
    pub(super) gender: Gender,
    pub(super) class: Class,
    /// 1, 2 or 3.
    pub(super) person: u8,
    pub(super) sentence: u32,
    /// Number of the pair of quotation marks around it, from 1; 0 for none.
    pub(super) quote: u32,
    /// See [`rank`].
    pub(super) rank: u8,
    /// Hash of the folded lemma of the head.
    pub(super) key: u64,
    /// First and one past the last in `Found::words`.
    pub(super) words: (u32, u32),
    /// Where the words of appositions and predicates begin in `words`.
    pub(super) said: u32,
}

/// Every phrase in order, with the words of all of them.
pub(super) struct Found<'a> {
    pub(super) lexicon: &'a CorefLexicon,
    pub(super) on: &'a Discourse<'a>,
    pub(super) scan: &'a Scan,
    pub(super) list: Vec<Phrase>,
    /// Hashes of folded lemmas.
    pub(super) words: Vec<u64>,
    /// First phrase of each sentence, and one past the last.
    pub(super) by_sentence: Vec<(u32, u32)>,
    pub(super) kids: Kids,
}

impl Found<'_> {
    pub(super) fn parse(&self) -> &Parse {
        self.on.parse
    }

    /// Words of the phrase itself, head and modifiers.
    pub(super) fn own_words(&self, at: usize) -> &[u64] {
        let phrase = &self.list[at];
        &self.words[phrase.words.0 as usize..phrase.said as usize]
    }

    /// Words of what is said of it by apposition, predicate or title.
    pub(super) fn said_words(&self, at: usize) -> &[u64] {
        let phrase = &self.list[at];
        &self.words[phrase.said as usize..phrase.words.1 as usize]
    }

    /// Number of the phrase that hangs in the tree by `head`, joined phrases left out.
    pub(super) fn at_head(&self, head: TokenId) -> Option<usize> {
        let (from, to) = self.by_sentence[self.on.parse.sentence_of[head.index()].0 as usize];
        (from as usize..to as usize)
            .find(|&at| self.list[at].head == head && self.list[at].form != Form::Joined)
    }

    /// The subject of a verb, or of the verb that it is joined to.
    pub(super) fn subject(&self, verb: TokenId) -> Option<TokenId> {
        let parse = self.on.parse;
        let own = |verb| {
            let mut kids = self.kids.at(verb).iter().copied();
            kids.find(|&t| parse.deprel(t).is_subject())
        };
        own(verb).or_else(|| {
            let up = parse.head(verb)?;
            matches!(parse.deprel(verb), Deprel::Conj | Deprel::Xcomp)
                .then(|| own(up))
                .flatten()
        })
    }

    /// The pronoun at the head of a phrase.
    pub(super) fn pronoun(&self, at: usize) -> Option<&'static Pronoun> {
        let head = self.list[at].head;
        pronoun_row(self.lexicon, self.scan, self.on.parse, head)
    }
}

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

/// Children of every token, in order: one array and where each begins.
#[derive(Default)]
pub(super) struct Kids {
    first: Vec<u32>,
    list: Vec<TokenId>,
}

impl Kids {
    pub(super) fn of(parse: &Parse) -> Self {
        let mut first = vec![0u32; parse.len() + 2];
        for token in parse.tokens() {
            if let Some(head) = parse.head(token) {
                first[head.index() + 2] += 1;
            }
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut list = vec![TokenId(0); parse.len()];
        for token in parse.tokens() {
            if let Some(head) = parse.head(token) {
                let slot = &mut first[head.index() + 1];
                list[*slot as usize] = token;
                *slot += 1;
            }
        }
        Kids { first, list }
    }

    pub(super) fn at(&self, token: TokenId) -> &[TokenId] {
        &self.list[self.first[token.index()] as usize..self.first[token.index() + 1] as usize]
    }
}

struct Finder<'f, 'a> {
    lexicon: &'a CorefLexicon,
    on: &'a Discourse<'a>,
    scan: &'a Scan,
    extents: &'f Extents,
    kids: &'f Kids,
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
            let headed = known
                .iter()
                .any(|phrase| name.first <= phrase.head && phrase.head < name.end);
            let loose = matches!(
                parse.deprel(head),
                Deprel::Flat | Deprel::List | Deprel::Dep
            );
            if headed || !loose || parse.upos(head) != Upos::Propn {
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
        let last = conjuncts().last()?;
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

    /// "it" in "it rains", "it is clear that", "it seems".
    fn is_empty_it(&self, token: TokenId) -> bool {
        let parse = self.on.parse;
        let row = pronoun_row(self.lexicon, self.scan, parse, token);
        let it = row.is_some_and(|row| row.gender == Gender::Neuter && row.kind == "personal");
        if !it || !parse.deprel(token).is_subject() {
            return false;
        }
        if self.announces(token) {
            return true;
        }
        let Some(verb) = parse.head(token) else {
            return false;
        };
        let lemma = parse.lemma(verb);
        let kids = self.kids.at(verb);
        let clause = kids.iter().any(|&t| {
            t > verb
                && matches!(
                    parse.deprel(t),
                    Deprel::Csubj
                        | Deprel::CsubjPass
                        | Deprel::Ccomp
                        | Deprel::Advcl
                        | Deprel::AclRelcl
                )
        });
        let opens = kids.iter().any(|&t| {
            t > verb
                && matches!(
                    parse.deprel(t),
                    Deprel::Ccomp | Deprel::Csubj | Deprel::Xcomp
                )
        });
        let copula = kids.iter().any(|&t| parse.deprel(t) == Deprel::Cop);
        self.lexicon.is(lemma, Steer::Weather)
            || (self.lexicon.is(lemma, Steer::Raising) && opens && !copula)
            || ((self.lexicon.is(lemma, Steer::Extraposed) || parse.xpos(verb) == Xpos::VBN)
                && clause)
            || (copula && self.lexicon.is(&lemma.to_lowercase(), Steer::Calendar))
            || kids
                .iter()
                .any(|&t| parse.deprel(t) == Deprel::Csubj && t > verb)
    }

    /// "it is not clear whether", "it was hard to", by the order of the words alone.
    fn announces(&self, token: TokenId) -> bool {
        let parse = self.on.parse;
        let end = parse.sentence(token).end.0.min(token.0 + 7);
        let after = (token.0 + 1..end).map(TokenId);
        let Some(word) = after
            .skip_while(|&t| matches!(parse.upos(t), Upos::Aux | Upos::Part | Upos::Adv))
            .next()
        else {
            return false;
        };
        let opens = |t: TokenId| {
            t.0 < end
                && (matches!(parse.upos(t), Upos::Sconj)
                    || parse.xpos(t) == Xpos::TO
                    || matches!(parse.xpos(t), Xpos::WRB | Xpos::WP))
        };
        word.0 > token.0 + 1
            && self.lexicon.is(parse.lemma(word), Steer::Extraposed)
            && opens(TokenId(word.0 + 1))
    }

    fn name_traits(&self, phrase: &mut Phrase) {
        let parse = self.on.parse;
        let named = parse.name_at(phrase.head);
        let first = named.map_or(phrase.head, |name| name.first);
        let country = |entry| matches!(entry, Entry::Country(_) | Entry::Region(_));
        let body = |entry| matches!(entry, Entry::Org(_) | Entry::Agency(_) | Entry::Outlet(_));
        phrase.class = match named.map(|name| name.kind) {
            Some(NameKind::Person) => Class::Person,
            Some(NameKind::Org) => Class::Group,
            Some(NameKind::Place) => Class::Place,
            Some(NameKind::Nationality) => Class::Person,
            Some(NameKind::Event) => Class::Event,
            Some(NameKind::Vessel) => Class::Thing,
            None if self.scan.has(phrase.head, country) => Class::Place,
            None if self.scan.has(first, body) => Class::Group,
            None if self.scan.has(phrase.head, |e| e == Entry::Calendar) => Class::Time,
            None => {
                let lemma = parse.lemma(phrase.head).to_lowercase();
                self.lexicon
                    .noun(&lemma)
                    .map_or(Class::Unknown, |noun| noun.class)
            }
        };
        if phrase.class == Class::Person {
            phrase.gender = self.person_gender(phrase, first);
        }
        if matches!(phrase.class, Class::Place | Class::Group) {
            phrase.number = Number::Singular;
        }
    }

    /// Gender of a named person, by title or given name.
    fn person_gender(&self, phrase: &Phrase, first: TokenId) -> Gender {
        let known = self.lexicon.tables.known;
        for token in (phrase.first.0..=phrase.head.0).map(TokenId) {
            let told = self.scan.longest(token, |entry| match entry {
                Entry::Title(row, false) => Some(known.titles[usize::from(row)].gender),
                _ => None,
            });
            if let Some((_, gender)) = told.filter(|hit| hit.1 != Gender::Unknown) {
                return gender;
            }
        }
        let given = self.scan.longest(first, |entry| match entry {
            Entry::Given(gender) => Some(gender),
            _ => None,
        });
        given.map_or(Gender::Unknown, |hit| hit.1)
    }

    /// "the commissioner, Ola Kalder": what the name beside it tells.
    fn apart_traits(&self, phrase: &mut Phrase) {
        let open = phrase.class == Class::Unknown || phrase.gender == Gender::Unknown;
        let person = matches!(phrase.class, Class::Person | Class::Unknown) && open;
        let Some((first, end)) = self.apart(phrase).filter(|_| person) else {
            return;
        };
        let mut tokens = (first.0..end.0).map(TokenId);
        let name = tokens.find_map(|t| self.on.parse.name_at(t));
        let Some(name) = name.filter(|name| name.kind == NameKind::Person) else {
            return;
        };
        let given = self.scan.longest(name.first, |entry| match entry {
            Entry::Given(gender) => Some(gender),
            _ => None,
        });
        phrase.class = Class::Person;
        if phrase.gender == Gender::Unknown {
            phrase.gender = given.map_or(Gender::Unknown, |hit| hit.1);
        }
    }

    fn noun_traits(&self, phrase: &mut Phrase) {
        let parse = self.on.parse;
        let known = self.lexicon.tables.known;
        let lemma = parse.lemma(phrase.head);
        if let Some(noun) = self.lexicon.noun(lemma) {
            (phrase.class, phrase.gender) = (noun.class, noun.gender);
        } else {
            let class = self.scan.longest(phrase.head, |entry| match entry {
                Entry::Title(row, _) => {
                    Some((Class::Person, known.titles[usize::from(row)].gender))
                }
                Entry::OrgNoun(..) => Some((Class::Group, Gender::Unknown)),
                Entry::GroupNoun(row, _) => {
                    let people = known.group_nouns[usize::from(row)].kind == "people";
                    let class = if people { Class::Person } else { Class::Group };
                    Some((class, Gender::Unknown))
                }
                _ => None,
            });
            if let Some((_, (class, gender))) = class {
                (phrase.class, phrase.gender) = (class, gender);
            }
        }
        if phrase.class == Class::Person && phrase.gender == Gender::Unknown {
            let title = self.scan.longest(phrase.head, |entry| match entry {
                Entry::Title(row, _) => Some(known.titles[usize::from(row)].gender),
                _ => None,
            });
            phrase.gender = title.map_or(Gender::Unknown, |hit| hit.1);
        }
        if phrase.class == Class::Group && phrase.number == Number::Singular {
            phrase.number = Number::Singular;
        }
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
    fn apart(&self, phrase: &Phrase) -> Option<(TokenId, TokenId)> {
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

fn is_nominal(parse: &Parse, token: TokenId) -> bool {
    matches!(parse.upos(token), Upos::Noun | Upos::Propn)
}

/// The row of a pronoun that may be linked.
fn pronoun_row(
    lexicon: &CorefLexicon,
    scan: &Scan,
    parse: &Parse,
    token: TokenId,
) -> Option<&'static Pronoun> {
    let known = lexicon.tables.known;
    match parse.xpos(token) {
        Xpos::PRP | Xpos::PrpPoss | Xpos::DT => {}
        _ => return None,
    }
    if parse.xpos(token) == Xpos::DT
        && matches!(
            parse.deprel(token),
            Deprel::Det | Deprel::DetPredet | Deprel::Mark | Deprel::Advmod
        )
    {
        return None;
    }
    let owns = parse.xpos(token) == Xpos::PrpPoss;
    let next = TokenId(token.0 + 1);
    let rows = scan.at(token).iter().filter(|hit| hit.end == next);
    let rows = rows.filter_map(|hit| match hit.value {
        Entry::Pronoun(row) => Some(&known.pronouns[usize::from(row)]),
        _ => None,
    });
    rows.filter(|row| match row.kind.as_str() {
        "possessive" => owns || row.case == "any",
        "personal" | "reflexive" => !owns,
        "demonstrative" => parse.xpos(token) == Xpos::DT,
        _ => false,
    })
    .next()
}

fn pronoun_traits(phrase: &mut Phrase, row: &Pronoun) {
    phrase.person = row.person;
    phrase.gender = row.gender;
    phrase.number = match row.number.as_str() {
        "s" => Number::Singular,
        "p" => Number::Plural,
        _ => Number::Unknown,
    };
    phrase.class = match row.gender {
        Gender::Male | Gender::Female => Class::Person,
        _ if row.person < 3 => Class::Person,
        _ => Class::Unknown,
    };
}

/// 0 subject of the main clause, 1 of another, 2 agent, 3 object, 4 elsewhere, 5 possessor.
pub(super) fn rank(parse: &Parse, token: TokenId) -> u8 {
    let mut head = token;
    for _ in 0..6 {
        if !matches!(
            parse.deprel(head),
            Deprel::Conj | Deprel::Appos | Deprel::Flat | Deprel::Compound
        ) {
            break;
        }
        match parse.head(head) {
            Some(up) if parse.upos(up) != Upos::Verb => head = up,
            _ => break,
        }
    }
    match parse.deprel(head) {
        deprel if deprel.is_subject() => {
            let verb = parse.head(head).unwrap_or(head);
            let main = parse.head(verb).is_none()
                || matches!(parse.deprel(verb), Deprel::Parataxis | Deprel::Root);
            u8::from(!main)
        }
        Deprel::OblAgent => 2,
        Deprel::Obj | Deprel::Iobj => 3,
        Deprel::NmodPoss => 5,
        _ => 4,
    }
}
