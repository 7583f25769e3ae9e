//! The scene of one document: its layers with the look-ups that every part of this stage needs.

use super::Layers;
use super::lexicon::{CueKind, EventLexicon};
use crate::actors::{ActorId, Mention, MentionId, MentionKind};
use crate::time::Timex;
use chancery_data::schema::Thing;
use chancery_nlp::{Deprel, Sentence, Span, TokenId, Upos, Xpos};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Tokens within which a holder follows the words of the office.
const NEAR: u32 = 16;

/// One word in so many is of sport on a page of sport.
const SPORT_SHARE: usize = 60;

/// Words between the place of a dateline and its dash.
const DATELINE_WORDS: usize = 14;

/// Ending of forms that are as often nouns.
const GERUND: &str = "ing";

/// Words that a title has at most.
const TITLE_WORDS: usize = 16;

/// Layers of one document, with the outermost mention and the time expression at each token.
pub struct Scene<'a> {
    /// The lexicon.
    pub lexicon: &'a EventLexicon,
    /// Earlier layers.
    pub layers: &'a Layers<'a>,
    mention_at: Vec<Option<MentionId>>,
    timex_at: Vec<Option<u32>>,
    /// The word of each token in lower case.
    lower: Vec<Cow<'a, str>>,
    /// Things of `things.tsv` that begin with the lemma of each token, and with its word.
    things: Vec<[&'a [&'static Thing]; 2]>,
    /// Lemmas of verbs whose form the lexicon knows and whose lemma it does not.
    verb_lemma: Vec<Option<&'a str>>,
    /// True for the words of saying.
    cue: Vec<bool>,
    /// Past forms that stand as the verb of their clause and are tagged as something else.
    repaired: Vec<bool>,
    /// True where the report lists what lies ahead, so that its present tense is a plan.
    pub is_diary: bool,
    /// True where words of sport stand all over the report: its states and teams are teams.
    pub is_sports_page: bool,
    /// Number of the place of the dateline: what "here" means.
    pub dateline: Option<usize>,
    /// Groups with those who are said to lead them.
    leaders: BTreeMap<ActorId, Vec<ActorId>>,
}

impl<'a> Scene<'a> {
    /// Indexes the layers by token. Cost: one pass over tokens and mentions.
    pub fn new(lexicon: &'a EventLexicon, layers: &'a Layers<'a>) -> Self {
        let mention_at = mentions_by_token(layers);
        let mut timex_at = vec![None; layers.parse.len()];
        for (i, timex) in layers.timexes.0.iter().enumerate() {
            timex_at[timex.first.index()..timex.end.index()].fill(Some(i as u32));
        }
        let mut scene = Scene {
            is_sports_page: false,
            lexicon,
            layers,
            mention_at,
            timex_at,
            lower: layers
                .parse
                .tokens()
                .map(|t| lower(layers.parse.word(t, &layers.document.text)))
                .collect(),
            things: Vec::new(),
            verb_lemma: vec![None; layers.parse.len()],
            cue: vec![false; layers.parse.len()],
            repaired: vec![false; layers.parse.len()],
            is_diary: is_diary(lexicon, layers),
            dateline: dateline(layers),
            leaders: BTreeMap::new(),
        };
        scene.verb_lemma = layers
            .parse
            .tokens()
            .map(|t| scene.repaired_lemma(t))
            .collect();
        scene.leaders = super::leaders::leaders(&scene);
        scene.things = scene.things_of_tokens();
        scene.is_sports_page = scene.counts_sport();
        for attribution in &layers.speech.attributions {
            if let Some(cue) = scene.cue.get_mut(attribution.cue_token.index()) {
                *cue = true;
            }
        }
        for token in layers.parse.tokens() {
            if scene.is_missed_infinitive(token) {
                scene.repaired[token.index()] = true;
            }
        }
        for sentence in &layers.parse.sentences {
            if let Some(verb) = scene.missed_verb(*sentence) {
                scene.repaired[verb.index()] = true;
            }
        }
        scene
    }

    /// "agreed to exchange intelligence": a verb behind a verb and "to" that is tagged a noun.
    fn is_missed_infinitive(&self, token: TokenId) -> bool {
        let first = self.sentence(token).first.0;
        let next = TokenId(token.0 + 1);
        if self.upos(token) != Upos::Noun || token.0 < first + 2 || next >= self.sentence(token).end
        {
            return false;
        }
        let (to, before) = (TokenId(token.0 - 1), TokenId(token.0 - 2));
        let object = matches!(
            self.upos(next),
            Upos::Noun | Upos::Adj | Upos::Det | Upos::Propn
        );
        let verb = !self.lexicon.verb_triggers(self.lower(token)).is_empty();
        object && verb && self.lower(to) == "to" && self.upos(before) == Upos::Verb
    }

    /// The past form that must be the verb of a sentence without one: "Border guards shot two shepherds".
    fn missed_verb(&self, sentence: Sentence) -> Option<TokenId> {
        let stop = TokenId(sentence.end.0.checked_sub(1)?);
        let verbal =
            |t: TokenId| self.is_finite(t) && !self.is_cue(t) || self.is_past_participle(t);
        if self.upos(stop) != Upos::Punct || sentence.tokens().any(verbal) {
            return None;
        }
        let stands = |t: &TokenId| {
            let before = TokenId(t.0 - 1);
            let word = self.lower(*t);
            let past = self.lexicon.verb_of_form(word).is_some() && !word.ends_with(GERUND);
            let plain = || {
                let phrase = matches!(
                    self.upos(TokenId(t.0 + 1)),
                    Upos::Det | Upos::Pron | Upos::Propn
                );
                phrase && !self.lexicon.verb_triggers(word).is_empty()
            };
            let nominal = self
                .mention_at(before)
                .is_some_and(|m| self.mention(m).end == *t)
                || self.upos(before) == Upos::Noun;
            nominal && (past || plain())
        };
        (sentence.first.0 + 1..stop.0).map(TokenId).find(stands)
    }

    /// True for participles that may be the verb of a passive or of a headline.
    fn is_past_participle(&self, token: TokenId) -> bool {
        self.layers.parse.xpos(token) == Xpos::VBN && self.is_verb(token)
    }

    /// True for a word of saying.
    pub fn is_cue(&self, token: TokenId) -> bool {
        self.cue[token.index()]
    }

    /// "convened" of "conven": the verb of the lexicon that the word is a form of.
    fn repaired_lemma(&self, token: TokenId) -> Option<&'a str> {
        let lemma = self.layers.parse.lemma(token);
        let unknown = self.layers.parse.upos(token) == Upos::Verb && !self.lexicon.is_verb(lemma);
        unknown
            .then(|| self.lexicon.verb_of_form(self.lower(token)))
            .flatten()
    }

    /// Looked up once: frames ask for them over and over.
    fn things_of_tokens(&self) -> Vec<[&'a [&'static Thing]; 2]> {
        let of = |t: TokenId| {
            let (lemma, word) = (self.lemma(t), self.lower(t));
            let by_lemma = self.lexicon.things(lemma);
            let by_word: &[_] = match lemma == word {
                true => &[],
                false => self.lexicon.things(word),
            };
            [by_lemma, by_word]
        };
        self.layers.parse.tokens().map(of).collect()
    }

    /// True where one word in sixty is of sport, and three at least.
    fn counts_sport(&self) -> bool {
        let tokens = self.layers.parse.tokens();
        let words = tokens
            .filter(|&t| self.cue_at(CueKind::Arena, t).is_some())
            .count();
        words >= 3 && words * SPORT_SHARE >= self.layers.parse.len()
    }

    /// The outermost mention that covers a token.
    pub fn mention_at(&self, token: TokenId) -> Option<MentionId> {
        *self.mention_at.get(token.index())?
    }

    /// The outermost mention that begins at a token.
    pub fn mention_from(&self, token: TokenId) -> Option<MentionId> {
        self.mention_at(token)
            .filter(|&m| self.mention(m).first == token)
    }

    /// The mention of the noun phrase that hangs by `head`: its own, else that of the name in
    /// apposition to it ("the Minister of Energy, Ada Sarel").
    pub fn mention_of_head(&self, head: TokenId) -> Option<MentionId> {
        self.mention_at(head).or_else(|| {
            let apposed = self
                .children(head)
                .filter(|&t| self.deprel(t) == Deprel::Appos);
            apposed.filter_map(|t| self.mention_at(t)).next()
        })
    }

    /// A mention by number.
    pub fn mention(&self, id: MentionId) -> &'a Mention {
        self.layers.actors.mention(id)
    }

    /// Code of the country of an actor.
    pub fn country(&self, actor: ActorId) -> Option<&'a str> {
        let country = self.layers.actors.actor(actor).country.as_ref()?;
        Some(&country.code)
    }

    /// The persons who are said to lead a group: who acts where it acts.
    pub fn leaders_of(&self, group: ActorId) -> &[ActorId] {
        self.leaders.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Number and value of the time expression that covers a token.
    pub fn timex_at(&self, token: TokenId) -> Option<(usize, &'a Timex)> {
        let number = (*self.timex_at.get(token.index())?)? as usize;
        Some((number, &self.layers.timexes.0[number]))
    }

    /// Number of the place that covers a token.
    pub fn place_at(&self, token: TokenId) -> Option<usize> {
        let places = &self.layers.places.0;
        let after = places.partition_point(|p| p.end <= token);
        places
            .get(after)
            .filter(|p| p.first <= token)
            .map(|_| after)
    }

    /// Lemma of a token, lower case as far as the engine gives it; of a verb that the lexicon knows by its form, that verb.
    pub fn lemma(&self, token: TokenId) -> &'a str {
        self.verb_lemma[token.index()].unwrap_or_else(|| self.layers.parse.lemma(token))
    }

    /// Word of a token as printed.
    pub fn word(&self, token: TokenId) -> &'a str {
        self.layers.parse.word(token, &self.layers.document.text)
    }

    /// Word of a token in lower case.
    pub fn lower(&self, token: TokenId) -> &str {
        &self.lower[token.index()]
    }

    /// Universal part of speech.
    pub fn upos(&self, token: TokenId) -> Upos {
        self.layers.parse.upos(token)
    }

    /// Relation to the head.
    pub fn deprel(&self, token: TokenId) -> Deprel {
        self.layers.parse.deprel(token)
    }

    /// Head, unless a root.
    pub fn head(&self, token: TokenId) -> Option<TokenId> {
        self.layers.parse.head(token)
    }

    /// Sentence of a token.
    pub fn sentence(&self, token: TokenId) -> Sentence {
        self.layers.parse.sentence(token)
    }

    /// Children of a token, in order.
    pub fn children(&self, token: TokenId) -> impl DoubleEndedIterator<Item = TokenId> + '_ {
        self.layers.parse.children(token)
    }

    /// First child with one of these relations.
    pub fn child(&self, token: TokenId, wanted: &[Deprel]) -> Option<TokenId> {
        self.layers.parse.child(token, wanted)
    }

    /// True for verbs, participles and gerunds; false for auxiliaries.
    pub fn is_verb(&self, token: TokenId) -> bool {
        self.upos(token) == Upos::Verb || self.repaired[token.index()]
    }

    /// True for verbs that carry tense, and for their auxiliaries.
    pub fn is_finite(&self, token: TokenId) -> bool {
        let tag = self.layers.parse.xpos(token);
        matches!(tag, Xpos::VBD | Xpos::VBZ | Xpos::VBP | Xpos::MD)
    }

    /// Bytes of a run of tokens.
    pub fn span(&self, first: TokenId, end: TokenId) -> Span {
        self.layers.parse.span_of(first, end)
    }

    /// How many tokens from `at` on spell the phrase, by lemma or by word; 0 where they do not.
    pub fn spells(&self, at: TokenId, phrase: &str) -> u32 {
        // Most phrases fall at their first letter.
        let letter = phrase.as_bytes().first();
        if self.lower(at).as_bytes().first() != letter
            && self.lemma(at).as_bytes().first() != letter
        {
            return 0;
        }
        let end = self.sentence(at).end;
        let mut token = at;
        for word in phrase.split(' ') {
            if token >= end {
                return 0;
            }
            token = match self.is_word(token, word) {
                true => TokenId(token.0 + 1),
                false => match self.spells_hyphened(token, word) {
                    0 => return 0,
                    length => TokenId(token.0 + length),
                },
            };
        }
        token.0 - at.0
    }

    /// How many tokens from `at` on spell a word with hyphens that the engine cuts apart: "sit-in"; 0 where they do not.
    fn spells_hyphened(&self, at: TokenId, word: &str) -> u32 {
        let end = self.sentence(at).end;
        let mut token = at;
        for (number, piece) in word.split('-').enumerate() {
            let hyphen = token < end && self.word(token) == "-";
            if number > 0 && hyphen {
                token = TokenId(token.0 + 1);
            }
            if token >= end || number > 0 && !hyphen || !self.is_word(token, piece) {
                return 0;
            }
            token = TokenId(token.0 + 1);
        }
        token.0 - at.0
    }

    /// True right behind a hyphen: the last piece of "sit-in".
    pub fn is_hyphened(&self, token: TokenId) -> bool {
        token > self.sentence(token).first && self.word(TokenId(token.0 - 1)) == "-"
    }

    /// True where the token is `word`, by lemma or letter for letter without regard to case.
    pub fn is_word(&self, token: TokenId, word: &str) -> bool {
        self.lemma(token) == word || self.lower(token) == word
    }

    /// How many tokens from `at` on spell one of these words, phrases or (`@class`) words of a class; 0 where none.
    pub fn spells_any(&self, at: TokenId, words: &[String]) -> u32 {
        let spelt = |words: &String| match words.strip_prefix('@') {
            Some(class) => self.spells_thing(at, class),
            None => self.spells(at, words),
        };
        words
            .iter()
            .map(spelt)
            .find(|&length| length > 0)
            .unwrap_or(0)
    }

    /// How many tokens from `at` on spell a word of a class of `things.tsv`; 0 where none does.
    pub fn spells_thing(&self, at: TokenId, class: &str) -> u32 {
        let [by_lemma, by_word] = self.things[at.index()];
        let of = |things: &[&'static Thing]| {
            let of_class = things.iter().filter(|thing| thing.class == class);
            of_class.map(|thing| self.spells(at, &thing.phrase)).max()
        };
        match of(by_lemma).unwrap_or(0) {
            0 => of(by_word).unwrap_or(0),
            length => length,
        }
    }

    /// The longest cue of a kind that begins at a token: its length in tokens and its value.
    pub fn cue_at(&self, kind: CueKind, at: TokenId) -> Option<(u32, &'static str)> {
        let (lemma, word) = (self.lemma(at), self.lower(at));
        let by_word = self.lexicon.cues_from(word);
        let by_lemma: &[_] = match lemma == word {
            true => &[],
            false => self.lexicon.cues_from(lemma),
        };
        by_word
            .iter()
            .chain(by_lemma)
            .filter(|cue| cue.kind == kind)
            .filter_map(|cue| {
                let length = self.spells(at, cue.phrase);
                (length > 0).then_some((length, cue.value))
            })
            .max_by_key(|(length, _)| *length)
    }

    /// Lemma of a verb with the particle or noun that belongs to it: "carry out", "take place".
    pub fn verb_phrase(&self, verb: TokenId) -> String {
        let lemma = self.lemma(verb);
        let next = TokenId(verb.0 + 1);
        let particle = self.child(verb, &[Deprel::CompoundPrt]);
        let follower = particle.or((next < self.sentence(verb).end).then_some(next));
        let phrase = follower.map(|p| format!("{lemma} {}", self.lemma(p)));
        match phrase {
            Some(phrase) if particle.is_some() || self.lexicon.governor(&phrase).is_some() => {
                phrase
            }
            _ => lemma.to_owned(),
        }
    }

    /// What a governing verb gives its event, by its phrase, else by its lemma alone.
    pub fn governor(&self, verb: TokenId) -> Option<(&'static str, &'static str)> {
        let lexicon = self.lexicon;
        lexicon
            .governor(&self.verb_phrase(verb))
            .or_else(|| lexicon.governor(self.lemma(verb)))
    }

    /// The verb that a noun depends on as subject, object or in a phrase, with the relation.
    pub fn governing_verb(&self, noun: TokenId) -> Option<(TokenId, Deprel)> {
        if let Some(verb) = self.elided_before(noun) {
            return Some((verb, Deprel::Obj));
        }
        let mut at = noun;
        for _ in 0..4 {
            let head = self.head(at)?;
            let relation = self.deprel(at);
            if self.is_verb(head) || self.upos(head) == Upos::Aux {
                let participle = self.participle_before(at) == Some(head);
                return (!participle).then_some((head, relation));
            }
            if !matches!(relation, Deprel::Conj | Deprel::Compound | Deprel::Appos) {
                return None;
            }
            at = head;
        }
        None
    }

    /// “Held talks with X”: the verb without a subject that opens a quotation, right before the phrase
    /// of a noun; a parser may take it for an adjective.
    fn elided_before(&self, noun: TokenId) -> Option<TokenId> {
        let before = self.phrase_start(noun).0.checked_sub(1).map(TokenId)?;
        let mut quotes = self.layers.speech.quotes.iter();
        quotes
            .any(|quote| quote.elided.contains(&before))
            .then_some(before)
    }

    /// The verb of the clause that a phrase of time belongs to, whatever noun it hangs on: "signed a pact after talks".
    pub fn clause_verb(&self, noun: TokenId) -> Option<(TokenId, Deprel)> {
        let preposition = self.preposition(noun);
        let mut at = noun;
        for _ in 0..6 {
            let head = self.head(at)?;
            if self.is_verb(head) && Some(head) != preposition {
                return Some((head, self.deprel(at)));
            }
            at = head;
        }
        None
    }

    /// The preposition that governs a noun phrase.
    pub fn preposition(&self, noun: TokenId) -> Option<TokenId> {
        self.child(noun, &[Deprel::Case])
            .filter(|t| *t < noun && self.upos(*t) != Upos::Part)
            .or_else(|| self.participle_before(noun))
    }

    /// "a pact following talks": a participle that is a preposition.
    fn participle_before(&self, noun: TokenId) -> Option<TokenId> {
        let before = self.phrase_start(noun).0.checked_sub(1).map(TokenId)?;
        let participle = self.layers.parse.xpos(before) == Xpos::VBG
            && matches!(
                self.deprel(before),
                Deprel::Amod | Deprel::Acl | Deprel::Advcl
            )
            && before >= self.sentence(noun).first;
        let (_, value) = self.cue_at(CueKind::Past, before).filter(|_| participle)?;
        (value == CLAUSE).then_some(before)
    }

    /// First token of the noun phrase that ends in `noun`: determiners, adjectives, compounds,
    /// possessors to its left.
    pub fn phrase_start(&self, noun: TokenId) -> TokenId {
        let first = self.sentence(noun).first;
        let mut start = noun;
        while start > first {
            let before = TokenId(start.0 - 1);
            let inside = matches!(
                self.upos(before),
                Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Part
            ) || self.upos(before) == Upos::Pron
                && self.deprel(before) == Deprel::NmodPoss
                || self.word(before) == "-";
            if !inside {
                break;
            }
            start = before;
        }
        start
    }
}

/// Value of a cue of time whose phrase belongs to the whole clause.
pub const CLAUSE: &str = "clause";

/// A word in lower case; most are already.
fn lower(word: &str) -> Cow<'_, str> {
    match word.chars().any(char::is_uppercase) {
        true => Cow::Owned(word.to_lowercase()),
        false => Cow::Borrowed(word),
    }
}

/// True where the title or the first line says that the report lists what lies ahead.
fn is_diary(lexicon: &EventLexicon, layers: &Layers<'_>) -> bool {
    let document = layers.document;
    let first = document
        .regions
        .first()
        .map_or("", |region| region.span.of(&document.text));
    [document.title.as_deref().unwrap_or(""), first]
        .iter()
        .any(|line| {
            let line = line.to_lowercase();
            line.split_whitespace().count() <= TITLE_WORDS
                && lexicon
                    .cues(CueKind::Diary)
                    .any(|(phrase, _)| line.contains(phrase))
        })
}

/// The place that opens the report before a dash: "LIMA, Peru, May 3 (Agency) -".
fn dateline(layers: &Layers<'_>) -> Option<usize> {
    let text = &layers.document.text;
    let (number, place) = layers.places.0.iter().enumerate().next()?;
    let end = layers.parse.len().min(place.end.index() + DATELINE_WORDS);
    let opens = layers.parse.sentence(place.first).first == place.first;
    let dash = (place.end.index()..end)
        .map(|t| TokenId(t as u32))
        .any(|t| matches!(layers.parse.word(t, text), "—" | "–" | "--" | "-"));
    (opens && dash).then_some(number)
}

/// The widest mention at each token; none in datelines, for who is credited there takes no part in what is told.
fn mentions_by_token(layers: &Layers<'_>) -> Vec<Option<MentionId>> {
    let mut mention_at: Vec<Option<MentionId>> = vec![None; layers.parse.len()];
    let width = |m: &Mention| m.end.0 - m.first.0;
    for (i, mention) in layers.actors.mentions.iter().enumerate() {
        let wider = |old: MentionId| width(layers.actors.mention(old)) < width(mention);
        let covered = &mut mention_at[mention.first.index()..mention.end.index()];
        for slot in covered.iter_mut().filter(|slot| slot.is_none_or(wider)) {
            *slot = Some(MentionId(i as u32));
        }
    }
    lend_offices(layers, &mut mention_at);
    for sentence in &layers.parse.sentences {
        let end = dateline_end(layers, *sentence);
        mention_at[sentence.first.index()..end.index()].fill(None);
    }
    mention_at
}

/// One past the dash of "LIMA, May 3 (Agency) —" at the start of a sentence; its first token where there is none.
fn dateline_end(layers: &Layers<'_>, sentence: Sentence) -> TokenId {
    let word = |t: TokenId| layers.parse.word(t, &layers.document.text);
    let end = sentence
        .end
        .0
        .min(sentence.first.0 + DATELINE_WORDS as u32 + 2);
    let spaced = |t: TokenId| {
        let before = layers.parse.span(t).start.checked_sub(1);
        before.is_some_and(|at| layers.document.text.as_bytes()[at as usize].is_ascii_whitespace())
    };
    let is_dash = |t: TokenId| match word(t) {
        "—" | "–" | "--" => true,
        "-" => spaced(t),
        _ => false,
    };
    let dash = (sentence.first.0..end).map(TokenId).find(|&t| is_dash(t));
    let shouted = |t: TokenId| {
        let letters = || word(t).chars().filter(|c| c.is_alphabetic());
        letters().count() > 1 && letters().all(char::is_uppercase)
    };
    // "Addis Abeba –" at the head of the report
    let titled = |first: TokenId, dash: TokenId| {
        let capital = |t: TokenId| word(t).chars().next().is_some_and(char::is_uppercase);
        let head = sentence.region == layers.parse.sentences[0].region;
        head && dash.0 - first.0 <= 3 && (first.0..dash.0).all(|t| capital(TokenId(t)))
    };
    match dash.filter(|&dash| dash > sentence.first) {
        Some(dash)
            if shouted(sentence.first)
                || word(TokenId(dash.0 - 1)) == ")"
                || titled(sentence.first, dash) =>
        {
            TokenId(dash.0 + 1)
        }
        _ => sentence.first,
    }
}

/// The words of an office that no mention covers stand for its holder: "the Minister of Energy,
/// Ada Sarel".
fn lend_offices(layers: &Layers<'_>, mention_at: &mut [Option<MentionId>]) {
    for role in &layers.actors.roles {
        let Some(first) = layers.parse.token_at(role.span.start) else {
            continue;
        };
        // "President Orlov discussed the war with his envoy": the words of the office are his mention already.
        let covered = mention_at[first.index()].map(|id| layers.actors.mention(id));
        if covered.is_some_and(|mention| mention.actor == role.person) {
            continue;
        }
        let mentions = layers.actors.mentions.iter().enumerate();
        let holder = mentions
            .filter(|(_, m)| {
                m.actor == role.person
                    && m.kind != MentionKind::Pronoun
                    && m.first > first
                    && m.first.0 < first.0 + NEAR
            })
            .min_by_key(|(_, m)| m.first);
        let Some((number, mention)) = holder else {
            continue;
        };
        for slot in mention_at[first.index()..mention.first.index()].iter_mut() {
            slot.get_or_insert(MentionId(number as u32));
        }
    }
}
