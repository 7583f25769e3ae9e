//! The words of speech, indexed: from `lang/en/speech.tsv`, `speech_cues.tsv`, `media.tsv`,
//! `details.tsv`, `past_forms.tsv` and `calendar.tsv` to a lookup by form.

use super::SpeechKind;
use chancery_data::Knowledge;
use chancery_data::schema::{Choice, DetailPhrase, SpeechKind as Act, SpeechPart, SpeechWord};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of calendar words that make a time phrase by themselves.
const CALENDAR: [&str; 6] = ["weekday", "month", "unit", "units", "daypart", "deictic"];

/// The medium of written statements in `media.tsv`.
const STATEMENT: &str = "statement";

/// How a verb may be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// What it does, in the kinds of the data.
    pub act: Act,
    /// What it does to its content.
    pub kind: SpeechKind,
    /// A clause without "that", and a clause before it without marks: "..., he said".
    pub zero: bool,
    /// Closes a quotation.
    pub tail: bool,
    /// An infinitive.
    pub infinitive: bool,
    /// A noun phrase that is the content: "confirmed the meeting".
    pub noun: bool,
    /// The hearer as object: "told reporters".
    pub hearer: bool,
}

/// What a function word does around a verb of saying; see `speech_cues.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Role {
    /// Opens reported speech: "that".
    That,
    /// Opens a reported question: "whether".
    Question,
    /// Opens an adverbial clause or phrase of the outlet: "as", "after".
    Boundary,
    /// Joins a further main clause: "while", "but".
    Contrast,
    /// Verb that takes "to say" without changing who says it: "went on to say".
    Raising,
    /// Gives a name rather than words: "called", "dubbed".
    Naming,
    /// Goes on in the vein of the sentence before: "also".
    Additive,
    /// Leads back in time: background in the outlet's own voice.
    Background,
    /// Hearsay without a source: "reportedly".
    Hearsay,
    /// Name of a service for posts: "X", "Telegram".
    Platform,
    /// Possessed noun of saying: "in his words".
    Own,
    /// Verb of relaying before "as saying": "quoted".
    Relay,
    /// Auxiliary of the passive.
    Passive,
    /// Negation.
    Negative,
    /// Opens an agent or means: "by".
    By,
    /// Opens the place of a medium: "in", "on".
    Carrier,
    /// First person: speaks for the speaker.
    Own1st,
    /// Subject without reference: "it is believed".
    Empty,
    /// Preposition of a topic: "warned of".
    Topic,
    /// Verb that takes a clause without "that"; listed by lemma.
    Zero,
    /// Verb whose object may be its content; listed by lemma.
    Nominal,
    /// Phrase before its source: "according to".
    Prefix,
    /// Phrase with a possessor of its own: "in his words".
    OwnPhrase,
    /// Phrase after its source that relays what others printed: "was quoted as saying".
    Relayed,
    /// Relative that holds its own noun: "what the ministry called".
    Fused,
    /// Opens a clause that says how or by whom: "as the envoy told it".
    Manner,
    /// Pronoun for one person: "he", "she".
    Personal,
}

/// Words of saying and what goes with them, looked up by lower-case form.
#[derive(Clone, Debug, Default)]
pub struct SpeechLexicon {
    /// By first word: the words after it, the longest first.
    verbs: BTreeMap<String, Vec<(Vec<String>, Frame)>>,
    nouns: BTreeMap<String, SpeechKind>,
    phrases: BTreeMap<String, Vec<(Vec<String>, Role)>>,
    media: BTreeMap<String, Vec<Vec<String>>>,
    /// Phrases for a written statement: "press release".
    statements: BTreeSet<String>,
    /// One bit a [`Role`].
    roles: BTreeMap<String, u32>,
    calendar: BTreeSet<String>,
    past_forms: BTreeSet<String>,
    pub(super) details: BTreeMap<String, Vec<DetailPattern>>,
}

/// A phrase of `details.tsv`, cut into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DetailPattern {
    pub words: Vec<String>,
    pub kind: String,
}

impl SpeechLexicon {
    /// Indexes the tables of the knowledge base.
    pub fn new(known: &Knowledge) -> Self {
        let mut lexicon = SpeechLexicon::default();
        for cue in &known.speech_cues {
            if let Some(role) = Role::from_name(&cue.kind) {
                lexicon.add_cue(&cue.form, role);
            }
        }
        for word in &known.speech {
            lexicon.add_word(word);
        }
        for medium in &known.media {
            if medium.medium == STATEMENT {
                lexicon.statements.insert(medium.phrase.clone());
            }
            let words = split(&medium.phrase);
            if let Some(last) = words.last().cloned() {
                lexicon.media.entry(last).or_default().push(words);
            }
        }
        lexicon.calendar = known
            .calendar
            .iter()
            .filter(|word| CALENDAR.contains(&word.kind.as_str()) && !word.form.contains(' '))
            .map(|word| word.form.clone())
            .collect();
        let past = known.past_forms.iter().map(|past| past.form.clone());
        lexicon.past_forms = past.collect();
        for phrase in &known.details {
            let pattern = detail(phrase);
            if let Some(first) = pattern.words.first().cloned() {
                lexicon.details.entry(first).or_default().push(pattern);
            }
        }
        lexicon.sort();
        lexicon
    }

    fn add_cue(&mut self, form: &str, role: Role) {
        let words = split(form);
        let phrase = matches!(role, Role::Prefix | Role::OwnPhrase | Role::Relayed);
        match words.first().cloned() {
            Some(first) if phrase => {
                self.phrases.entry(first).or_default().push((words, role));
            }
            _ => *self.roles.entry(form.to_owned()).or_default() |= role.bit(),
        }
    }

    fn add_word(&mut self, word: &SpeechWord) {
        let frame = self.frame(word);
        for form in &word.forms {
            let words = split(form);
            let Some(first) = words.first().cloned() else {
                continue;
            };
            match word.part {
                SpeechPart::Verb => self.verbs.entry(first).or_default().push((words, frame)),
                SpeechPart::Noun => {
                    self.nouns.insert(form.clone(), frame.kind);
                }
                SpeechPart::Phrase => {}
            }
        }
    }

    /// Longest phrases first, whatever the order of the files.
    fn sort(&mut self) {
        for verbs in self.verbs.values_mut() {
            verbs.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        for phrases in self.phrases.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }

    fn frame(&self, word: &SpeechWord) -> Frame {
        Frame {
            act: word.kind,
            kind: stance(word.kind),
            zero: self.has(&word.lemma, Role::Zero),
            tail: word.tail == Choice::Yes,
            infinitive: word.infinitive == Choice::Yes && takes_infinitive(word.kind),
            noun: self.has(&word.lemma, Role::Nominal),
            hearer: word.recipient == "object",
        }
    }

    /// Verbs of saying that begin with this form, the longest first.
    pub(super) fn verbs(&self, first: &str) -> &[(Vec<String>, Frame)] {
        self.verbs.get(first).map_or(&[], Vec::as_slice)
    }

    /// Kind of a noun of saying, by form in lower case.
    pub(super) fn noun(&self, form: &str) -> Option<SpeechKind> {
        self.nouns.get(form).copied()
    }

    /// Phrases that begin with this word, the longest first.
    pub(super) fn phrases(&self, first: &str) -> &[(Vec<String>, Role)] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// Phrases for a medium that end with this word.
    pub(super) fn media(&self, last: &str) -> &[Vec<String>] {
        self.media.get(last).map_or(&[], Vec::as_slice)
    }

    /// True for a phrase that names a written statement, in lower case.
    pub(super) fn is_statement(&self, phrase: &str) -> bool {
        self.statements.contains(phrase)
    }

    /// Roles of a word, a bit each.
    pub(super) fn roles(&self, form: &str) -> u32 {
        self.roles.get(form).copied().unwrap_or_default()
    }

    /// True where the word has this role.
    pub(super) fn has(&self, form: &str, role: Role) -> bool {
        self.roles(form) & role.bit() != 0
    }

    /// True for a form that is the past of a verb and no other form of any.
    pub(super) fn is_past_form(&self, form: &str) -> bool {
        self.past_forms.contains(form)
    }

    /// True for a word of the calendar.
    pub(super) fn is_calendar(&self, form: &str) -> bool {
        self.calendar.contains(form) || self.calendar.contains(form.trim_end_matches('.'))
    }
}

impl Role {
    /// The bit of this role in a set of roles.
    pub(super) fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The role that `speech_cues.tsv` names so.
    fn from_name(name: &str) -> Option<Role> {
        Some(match name {
            "that" => Role::That,
            "question" => Role::Question,
            "boundary" => Role::Boundary,
            "contrast" => Role::Contrast,
            "raising" => Role::Raising,
            "naming" => Role::Naming,
            "additive" => Role::Additive,
            "background" => Role::Background,
            "hearsay" => Role::Hearsay,
            "platform" => Role::Platform,
            "own" => Role::Own,
            "relay" => Role::Relay,
            "passive" => Role::Passive,
            "negative" => Role::Negative,
            "by" => Role::By,
            "carrier" => Role::Carrier,
            "first_person" => Role::Own1st,
            "empty" => Role::Empty,
            "topic" => Role::Topic,
            "zero" => Role::Zero,
            "nominal" => Role::Nominal,
            "prefix" => Role::Prefix,
            "own_phrase" => Role::OwnPhrase,
            "relayed" => Role::Relayed,
            "fused" => Role::Fused,
            "manner" => Role::Manner,
            "personal" => Role::Personal,
            _ => return None,
        })
    }
}

fn split(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().map(str::to_owned).collect()
}

fn detail(phrase: &DetailPhrase) -> DetailPattern {
    DetailPattern {
        words: split(&phrase.phrase),
        kind: phrase.note.clone(),
    }
}

/// Acts whose infinitive is what is said or thought; agreeing and refusing to act are events.
fn takes_infinitive(act: Act) -> bool {
    matches!(
        act,
        Act::Promise
            | Act::Propose
            | Act::Expect
            | Act::Believe
            | Act::Urge
            | Act::Ask
            | Act::Warn
            | Act::Claim
    ) || matches!(act, Act::Tell | Act::Say | Act::Report)
}

/// The kinds of the data, folded to what an act of saying does to its content.
fn stance(act: Act) -> SpeechKind {
    match act {
        Act::Confirm | Act::Admit => SpeechKind::Confirm,
        Act::Deny | Act::Reject => SpeechKind::Deny,
        Act::Claim | Act::Accuse => SpeechKind::Claim,
        Act::Ask | Act::Urge => SpeechKind::Ask,
        Act::Expect | Act::Believe | Act::Hear => SpeechKind::Think,
        _ => SpeechKind::Say,
    }
}
