//! The frames of `data/lexicon`, indexed by their trigger words.

use super::Role;
use chancery_data::schema::{Content, Frame, Gender, Knowledge, Thing};
use std::collections::{BTreeMap, BTreeSet};

/// One way to trigger a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Number of the frame.
    pub frame: usize,
    /// Words that must stand directly before the head word, lower case ("phone" of "phone call").
    pub before: Vec<String>,
    /// Words that must follow it: the particle of a verb, "of prisoners" of a noun.
    pub after: Vec<String>,
}

/// What a phrase beside an event does; `value` is as in `data/lexicon/en/cues.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueKind {
    /// Joins a further participant.
    Coordinate,
    /// Preposition: the event happened.
    Past,
    /// Preposition: the event lies ahead.
    Future,
    /// Preposition of place.
    Place,
    /// Preposition of the subject matter.
    Topic,
    /// Verb of the subject matter.
    TopicVerb,
    /// Verb that asserts an event told by a noun.
    AssertVerb,
    /// Preposition of the form in which an event is held.
    Manner,
    /// How the parties met.
    Medium,
    /// Noun for the other side of the speaker.
    Relation,
    /// Verb of joining an event.
    Join,
    /// Adverb: the event was online.
    Remote,
    /// Noun whose "of" phrase takes the event for granted.
    Presuppose,
    /// Word of sport.
    Arena,
    /// Title of a list of what lies ahead.
    Diary,
    /// Noun that counts events: "a round of talks".
    Measure,
    /// Opens a part of what was named: "including".
    Part,
    /// Preposition of what a thing is for.
    Aim,
    /// Preposition that takes a journey as made.
    Journey,
    /// Adverb for the place of the dateline; with the value `there`, for the town named last.
    Here,
    /// Word of asking, soft or hard.
    Tone,
    /// Words of a sentence that bear on its CAMEO code.
    Bears,
    /// Noun or number that counts persons before "of".
    Bundle,
    /// Preposition of a clause whose subject is the object of the verb above: "accused them of firing".
    Control,
    /// Noun for those who took part in what was told before: "the sides", "both governments".
    Sides,
    /// Verb of standing somewhere on a matter: "stands ready".
    Stance,
    /// Verb of a yes or a no: "accepted".
    Answer,
    /// Participle of who leads a group: "headed by".
    Leads,
    /// Verb whose object is who was harmed: "killing four people".
    Harms,
    /// Preposition of whom a thing comes from: "an appeal from Lima".
    Origin,
    /// Noun of a sort of place, before "of" and its name: "the port city of".
    Setting,
    /// An adjective of a further sitting of what was told before.
    GoesOn,
}

/// A phrase beside an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What it does.
    pub kind: CueKind,
    /// Its words.
    pub phrase: &'static str,
    /// What it stands for.
    pub value: &'static str,
}

/// Frames, governors and cues, ready for look-up.
#[derive(Debug)]
pub struct EventLexicon {
    /// Every frame, in the order of the files.
    pub frames: &'static [Frame],
    verbs: BTreeMap<String, Vec<Trigger>>,
    nouns: BTreeMap<String, Vec<Trigger>>,
    /// Verbs of phrases that are tried last.
    phrases: BTreeMap<String, Vec<Trigger>>,
    forms: BTreeMap<String, String>,
    governors: BTreeMap<&'static str, (&'static str, &'static str)>,
    cues: BTreeMap<(CueKind, &'static str), &'static str>,
    /// First word of a cue to the cues that begin with it.
    cues_from: BTreeMap<&'static str, Vec<Cue>>,
    status: BTreeMap<(&'static str, &'static str), (&'static str, &'static str)>,
    numbers: BTreeMap<&'static str, (&'static str, f64)>,
    /// Pronouns that may stand for somebody who acts; true for several.
    pronouns: BTreeMap<&'static str, bool>,
    /// Code of a country with its capital, as spelt.
    capitals: BTreeSet<(&'static str, &'static str)>,
    /// First word of a phrase of `things.tsv` to its classes with the whole phrase.
    things: BTreeMap<&'static str, Vec<&'static Thing>>,
    /// First word of a phrase of `contents.tsv` to the rows, the longest phrase first.
    contents: BTreeMap<&'static str, Vec<&'static Content>>,
    /// Ontology tables, for coding.
    pub knowledge: &'static Knowledge,
}

impl EventLexicon {
    /// Indexes the frames of the knowledge in the binary.
    pub fn new(knowledge: &'static Knowledge) -> Self {
        let mut lexicon = EventLexicon {
            frames: &knowledge.frames,
            verbs: BTreeMap::new(),
            nouns: BTreeMap::new(),
            phrases: BTreeMap::new(),
            forms: BTreeMap::new(),
            governors: knowledge.governors.iter().map(governor_row).collect(),
            cues: knowledge.cues.iter().filter_map(cue_row).collect(),
            status: BTreeMap::new(),
            numbers: knowledge
                .numbers
                .iter()
                .map(|n| (n.form.as_str(), (n.kind.as_str(), n.value)))
                .collect(),
            pronouns: pronouns(knowledge),
            capitals: capitals(knowledge),
            cues_from: BTreeMap::new(),
            things: BTreeMap::new(),
            contents: BTreeMap::new(),
            knowledge,
        };
        lexicon.index_phrases();
        for cue in &knowledge.status {
            let value = (cue.status.as_str(), cue.certainty.as_str());
            lexicon
                .status
                .insert((cue.kind.as_str(), cue.cue.as_str()), value);
        }
        for (frame, entry) in knowledge.frames.iter().enumerate() {
            let verbs = match entry.loose {
                true => &mut lexicon.phrases,
                false => &mut lexicon.verbs,
            };
            for verb in &entry.verbs {
                add_verb(verbs, frame, verb);
            }
            for noun in &entry.nouns {
                add_noun(&mut lexicon.nouns, frame, noun);
            }
        }
        lexicon.index_forms();
        lexicon
    }

    /// Cues, things and contents by their first word.
    fn index_phrases(&mut self) {
        for (&(kind, phrase), &value) in &self.cues {
            let cue = Cue {
                kind,
                phrase,
                value,
            };
            let from = self.cues_from.entry(first_word(phrase));
            from.or_default().push(cue);
        }
        for thing in &self.knowledge.things {
            let rows = self.things.entry(first_word(&thing.phrase));
            rows.or_default().push(thing);
        }
        for content in &self.knowledge.contents {
            let rows = self.contents.entry(first_word(&content.phrase));
            rows.or_default().push(content);
        }
        for rows in self.contents.values_mut() {
            rows.sort_by_key(|row| std::cmp::Reverse(row.phrase.len()));
        }
    }

    /// Forms of the verbs, and the triggers of each word in the order in which they are tried.
    fn index_forms(&mut self) {
        for past in &self.knowledge.past_forms {
            if self.is_verb(&past.lemma) {
                let (form, verb) = (past.form.clone(), past.lemma.clone());
                self.forms.insert(form, verb);
            }
        }
        let carriers = self.governors.keys().filter(|phrase| !phrase.contains(' '));
        let carriers: Vec<String> = carriers.map(|verb| (*verb).to_owned()).collect();
        for verb in self.verbs.keys().chain(&carriers) {
            self.forms
                .extend(regular_forms(verb).map(|form| (form, verb.clone())));
        }
        let tables = [&mut self.nouns, &mut self.verbs, &mut self.phrases];
        for triggers in tables.into_iter().flat_map(BTreeMap::values_mut) {
            // The most telling phrase first: "phone call" before "call".
            triggers.sort_by_key(|t| {
                let frame = &self.knowledge.frames[t.frame];
                let asks = [&frame.objects, &frame.complements, &frame.near];
                let asked = asks.iter().filter(|words| !words.is_empty()).count();
                std::cmp::Reverse((!frame.general, t.before.len() + t.after.len(), asked))
            });
        }
    }

    /// The verb of the frames whose regular or past form a word is, for words that the engine reduces to
    /// something else.
    pub fn verb_of_form(&self, form: &str) -> Option<&str> {
        self.forms.get(form).map(String::as_str)
    }

    /// True for "overthrew": a past form that no present is written like.
    pub fn is_irregular_past(&self, form: &str) -> bool {
        let past = &self.knowledge.past_forms;
        past.binary_search_by(|past| past.form.as_str().cmp(form))
            .is_ok()
    }

    /// True for a verb of the frames, and for one that carries events.
    pub fn is_verb(&self, lemma: &str) -> bool {
        self.verbs.contains_key(lemma) || self.governors.contains_key(lemma)
    }

    /// Ways in which a verb of this lemma triggers frames, the most telling first.
    pub fn verb_triggers(&self, lemma: &str) -> &[Trigger] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Phrases tried last that begin with a verb of this lemma, the most telling first.
    pub fn phrases(&self, lemma: &str) -> &[Trigger] {
        self.phrases.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Ways in which a noun of this lemma triggers frames, the most telling first.
    pub fn noun_triggers(&self, lemma: &str) -> &[Trigger] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// What a governing verb gives its subject and the event: (role of the subject, status).
    pub fn governor(&self, lemma: &str) -> Option<(&'static str, &'static str)> {
        self.governors.get(lemma).copied()
    }

    /// Value of a phrase as a cue of this kind.
    pub fn cue(&self, kind: CueKind, phrase: &str) -> Option<&'static str> {
        self.cues.get(&(kind, phrase)).copied()
    }

    /// Cues that begin with a word.
    pub fn cues_from(&self, first: &str) -> &[Cue] {
        self.cues_from.get(first).map_or(&[], Vec::as_slice)
    }

    /// Phrases of a kind of cue with their values, by phrase.
    pub fn cues(&self, kind: CueKind) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        self.cues
            .iter()
            .filter(move |((k, _), _)| *k == kind)
            .map(|((_, p), v)| (*p, *v))
    }

    /// Status and certainty (names, may be empty) of a cue of `data/lang/en/status.tsv`.
    pub fn status_cue(&self, kind: &str, cue: &str) -> Option<(&'static str, &'static str)> {
        self.status.get(&(kind, cue)).copied()
    }

    /// Phrases of `things.tsv` that begin with a word, with their classes.
    pub fn things(&self, first: &str) -> &[&'static Thing] {
        self.things.get(first).map_or(&[], Vec::as_slice)
    }

    /// What is asked for, refused or threatened in phrases that begin with a word; the longest first.
    pub fn contents(&self, first: &str) -> &[&'static Content] {
        self.contents.get(first).map_or(&[], Vec::as_slice)
    }

    /// Kind and value of a number word.
    pub fn number(&self, form: &str) -> Option<(&'static str, f64)> {
        self.numbers.get(form).copied()
    }

    /// Whether a pronoun that may stand for somebody who acts means several; `None` for other words.
    pub fn pronoun(&self, form: &str) -> Option<bool> {
        self.pronouns.get(form).copied()
    }

    /// True for the capital of the country of this code.
    pub fn is_capital(&self, code: &str, name: &str) -> bool {
        self.capitals.contains(&(code, name))
    }

    /// Number of a frame by its key.
    pub fn frame_called(&self, id: &str) -> Option<usize> {
        // Frames are sorted by key when they are packed.
        self.frames
            .binary_search_by(|frame| frame.id.as_str().cmp(id))
            .ok()
    }

    /// The plainest frame of an exchange of views: for those who join one told before.
    pub fn exchange_frame(&self) -> Option<usize> {
        self.frames
            .iter()
            .position(|f| f.codes.event_type == "CONSULT" && f.codes.kind.is_empty())
    }

    /// Role that a slot has in a frame.
    pub fn role(&self, frame: usize, slot: &str) -> Option<Role> {
        role_named(self.frames[frame].roles.get(slot)?)
    }
}

/// The role written so in a frame; `None` for `place` and `topic`, which are circumstances.
pub fn role_named(name: &str) -> Option<Role> {
    Some(match name {
        "actor" => Role::Actor,
        "recipient" => Role::Recipient,
        "host" => Role::Host,
        "guest" => Role::Guest,
        "mediator" => Role::Mediator,
        "beneficiary" => Role::Beneficiary,
        "attendee" => Role::Attendee,
        "object" => Role::Object,
        _ => return None,
    })
}

/// Pronouns of the third person that may stand for somebody who acts, and whether for several.
fn pronouns(knowledge: &'static Knowledge) -> BTreeMap<&'static str, bool> {
    let acts = |row: &&'static chancery_data::schema::Pronoun| {
        row.person == 3
            && (row.kind == "personal" || row.kind == "indefinite" && row.gender != Gender::Neuter)
    };
    let rows = knowledge.pronouns.iter().filter(acts);
    rows.map(|row| (row.form.as_str(), row.number != "s"))
        .collect()
}

/// Every country code with each spelling of its capital.
fn capitals(knowledge: &'static Knowledge) -> BTreeSet<(&'static str, &'static str)> {
    let of = |country: &'static chancery_data::schema::Country| {
        country
            .capital
            .iter()
            .map(|name| (country.code.as_str(), name.as_str()))
    };
    knowledge.countries.iter().flat_map(of).collect()
}

/// A phrase up to its first space.
fn first_word(phrase: &str) -> &str {
    phrase.split(' ').next().unwrap_or(phrase)
}

fn add_verb(index: &mut BTreeMap<String, Vec<Trigger>>, frame: usize, phrase: &str) {
    let mut words = phrase.split(' ').map(str::to_owned);
    let Some(head) = words.next() else { return };
    let after: Vec<String> = words.collect();
    let mut pieces: Vec<String> = head.split('-').map(str::to_owned).collect();
    // "strong-arm" is cut apart, "re-open" is not.
    if let Some(last) = pieces.pop().filter(|_| head.contains('-')) {
        let (before, after) = (pieces, after.clone());
        index.entry(last).or_default().push(Trigger {
            frame,
            before,
            after,
        });
    }
    let before = Vec::new();
    index.entry(head).or_default().push(Trigger {
        frame,
        before,
        after,
    });
}

fn add_noun(index: &mut BTreeMap<String, Vec<Trigger>>, frame: usize, phrase: &str) {
    let (chain, after) = match phrase.split_once(" of ") {
        Some((head, tail)) => (head, std::iter::once("of").chain(tail.split(' ')).collect()),
        None => (phrase, Vec::new()),
    };
    let mut before: Vec<String> = chain.split([' ', '-']).map(str::to_owned).collect();
    if let Some(head) = before.pop() {
        let after = after.into_iter().map(str::to_owned).collect();
        index.entry(head).or_default().push(Trigger {
            frame,
            before,
            after,
        });
    }
}

/// Past and participle forms of a regular verb, with and without a doubled last letter.
fn regular_forms(verb: &str) -> impl Iterator<Item = String> {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let last = stem.chars().last().unwrap_or('e');
    let forms = [
        format!("{stem}ed"),
        format!("{stem}ing"),
        format!("{stem}{last}ed"),
        format!("{stem}{last}ing"),
    ];
    let spelt_y = stem.strip_suffix('y').map(|root| format!("{root}ied"));
    forms.into_iter().chain(spelt_y)
}

fn governor_row(
    row: &'static chancery_data::schema::Governor,
) -> (&'static str, (&'static str, &'static str)) {
    (
        row.lemma.as_str(),
        (row.subject.as_str(), row.status.as_str()),
    )
}

fn cue_row(
    row: &'static chancery_data::schema::EventCue,
) -> Option<((CueKind, &'static str), &'static str)> {
    let kind = match row.kind.as_str() {
        "coordinate" => CueKind::Coordinate,
        "origin" => CueKind::Origin,
        "past" => CueKind::Past,
        "future" => CueKind::Future,
        "place" => CueKind::Place,
        "topic" => CueKind::Topic,
        "topic_verb" => CueKind::TopicVerb,
        "assert_verb" => CueKind::AssertVerb,
        "manner" => CueKind::Manner,
        "medium" => CueKind::Medium,
        "relation" => CueKind::Relation,
        "join" => CueKind::Join,
        "remote" => CueKind::Remote,
        "presuppose" => CueKind::Presuppose,
        "arena" => CueKind::Arena,
        "diary" => CueKind::Diary,
        "measure" => CueKind::Measure,
        "part" => CueKind::Part,
        "aim" => CueKind::Aim,
        "here" => CueKind::Here,
        "journey" => CueKind::Journey,
        "tone" => CueKind::Tone,
        "bears" => CueKind::Bears,
        "bundle" => CueKind::Bundle,
        "control" => CueKind::Control,
        "sides" => CueKind::Sides,
        "stance" => CueKind::Stance,
        "answer" => CueKind::Answer,
        "leads" => CueKind::Leads,
        "harms" => CueKind::Harms,
        "setting" => CueKind::Setting,
        "goes_on" => CueKind::GoesOn,
        _ => return None,
    };
    Some(((kind, row.phrase.as_str()), row.value.as_str()))
}
