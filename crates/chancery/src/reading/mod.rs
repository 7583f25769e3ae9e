//! All that was read from one document: the unit of storage, of JSON and of every golden test.
//!
//! [`Reader`] runs the stages in order and [`record`] writes their layers down as a [`Reading`],
//! schema 1. Offsets are Unicode code points here, and bytes everywhere before. A field without
//! evidence is null or absent, never a default.

mod record;

use crate::actors::{self, ActorLexicon, QuantityOut};
use crate::events::{self, EventLexicon, Layers};
use crate::ingest;
use crate::ingest::{Document, FurnitureRules, Item};
use crate::marks;
use crate::places::{self, PlaceLexicon};
use crate::speech::{self, SpeechLexicon};
use crate::time::{self, TimeLexicon};
use chancery_data::schema::Knowledge;
use chancery_nlp::{Engine, Parse, Scratch, Search, Span};
use serde::{Deserialize, Serialize};

/// Version of the shape of a [`Reading`].
pub const SCHEMA: u32 = 1;

/// The language of the engine and of the lexicon.
const READ_LANGUAGE: &str = "en";

/// Engine and lexicons, loaded once and shared by all threads.
pub struct Reader {
    /// The language engine.
    pub engine: Engine,
    /// What is no article text.
    pub furniture: FurnitureRules,
    /// Lexicon of time expressions.
    pub times: TimeLexicon,
    /// Lexicon of places.
    pub places: PlaceLexicon,
    /// Lexicon of actors.
    pub actors: ActorLexicon,
    /// Lexicon of speech.
    pub speech: SpeechLexicon,
    /// Lexicon of events.
    pub events: EventLexicon,
}

/// Every layer of one document, for stages and tests that need more than the Reading.
pub struct Read {
    /// Tokens.
    pub parse: Parse,
    /// Time expressions.
    pub timexes: time::Timexes,
    /// The day.
    pub dating: time::Dating,
    /// Each time expression resolved.
    pub days: Vec<time::Resolved>,
    /// Places.
    pub places: places::Places,
    /// Actors.
    pub actors: actors::Actors,
    /// Quotes and attributions.
    pub speech: speech::Speech,
    /// Claims.
    pub claims: events::Claims,
}

impl Reader {
    /// Loads the English engine and indexes the knowledge.
    ///
    /// # Errors
    ///
    /// Where the models in the binary cannot be unpacked.
    pub fn english(knowledge: &'static Knowledge) -> Result<Self, chancery_nlp::Error> {
        Ok(Reader {
            engine: Engine::english()?,
            furniture: FurnitureRules::english(),
            times: TimeLexicon::new(knowledge),
            places: PlaceLexicon::new(knowledge),
            actors: ActorLexicon::new(knowledge),
            speech: SpeechLexicon::new(knowledge),
            events: EventLexicon::new(knowledge),
        })
    }

    /// Makes the document of an item: what to read, what was cut.
    pub fn document(&self, item: Item) -> Document {
        ingest::document(&self.furniture, item)
    }

    /// Runs every stage over one document. Never fails: a document in another language, or with
    /// nothing but furniture, gives empty layers.
    pub fn layers(&self, document: &Document, search: Search, scratch: &mut Scratch) -> Read {
        self.layers_watched(document, search, scratch, &mut |_| {})
    }

    /// The same, with a call of `done` after each stage: for those who time them.
    pub fn layers_watched(
        &self,
        document: &Document,
        search: Search,
        scratch: &mut Scratch,
        done: &mut dyn FnMut(Stage),
    ) -> Read {
        let regions: Vec<Span> = match document.language.as_str() {
            READ_LANGUAGE | "und" => document.regions.iter().map(|region| region.span).collect(),
            _ => Vec::new(),
        };
        let text = &document.text;
        let parse = self.engine.parse(text, &regions, search, scratch);
        done(Stage::Parse);
        let timexes = time::find_times(&self.times, text, &parse);
        let dating = time::date_document(&self.times, document, &parse, &timexes);
        let days = time::resolve_all(&timexes, &dating);
        done(Stage::Times);
        let marks = marks::find_marks(text, &document.regions);
        let places = places::find_places(&self.places, text, &parse);
        done(Stage::Places);
        let actors = actors::find_actors(&self.actors, document, &parse, &marks, &places);
        done(Stage::Actors);
        let speech = speech::find_speech(&self.speech, document, &parse, &marks, &actors);
        done(Stage::Speech);
        let layers = Layers {
            document,
            parse: &parse,
            timexes: &timexes,
            days: &days,
            today: dating.day.best,
            places: &places,
            actors: &actors,
            speech: &speech,
        };
        let claims = events::find_claims(&self.events, &layers);
        done(Stage::Events);
        Read {
            parse,
            timexes,
            dating,
            days,
            places,
            actors,
            speech,
            claims,
        }
    }

    /// Reads one document.
    pub fn read(&self, document: &Document, search: Search, scratch: &mut Scratch) -> Reading {
        let read = self.layers(document, search, scratch);
        self.write(document, &read)
    }

    /// The record of the layers of a document.
    pub fn write(&self, document: &Document, layers: &Read) -> Reading {
        record::write(self, document, layers)
    }
}

/// A part of the way from text to Reading, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sentences, tags, names, trees.
    Parse,
    /// Time expressions, the day of the report.
    Times,
    /// Places.
    Places,
    /// Who is in it.
    Actors,
    /// Who says what.
    Speech,
    /// What happened.
    Events,
    /// The Reading written.
    Record,
}

/// All that was read from one document, schema 1. Offsets are Unicode code points, half-open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The id it was given, or the hash of its text.
    pub id: String,
    /// What was read.
    pub document: DocumentRecord,
    /// What it says happened, in the order of the text.
    pub claims: Vec<ClaimRecord>,
    /// What it quotes.
    pub quotes: Vec<QuoteRecord>,
    /// Who is in it.
    pub actors: Vec<ActorRecord>,
    /// Offices held.
    pub roles: Vec<RoleRecord>,
    /// What the report withholds, and what was odd about the input.
    pub notes: Vec<NoteRecord>,
}

/// The document of a Reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Where it was found.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// The latest moment at which it is known to have stood as it is (published, changed, fetched), ISO 8601 as
    /// written, where that is more than the day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// Its day.
    pub published: DatingRecord,
    /// The text as given.
    pub text: String,
    /// What was not read.
    pub furniture: Vec<RuleSpan>,
}

/// A dated day with reasons.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DatingRecord {
    /// The day itself.
    #[serde(flatten)]
    pub day: TimeRecord,
    /// Other days that it can be, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<RivalRecord>,
    /// Why.
    pub reasons: Vec<ReasonRecord>,
    /// The fewest days that hold nine tenths of the weight, as closed intervals in order; where
    /// they are many, those of neighbouring weeks are joined; absent where the day was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set90: Vec<DayRange>,
    /// How many days the set holds, those between joined weeks apart; absent where the day was given.
    #[serde(default, skip_serializing_if = "is_no_day")]
    pub set_days: i32,
    /// The finest unit of which one holds most of the weight; absent where the day was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granularity: Option<String>,
    /// Years with weight, heaviest first; absent where the day was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<(i32, f64)>,
    /// Reasons that fight all the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<ReasonRecord>,
    /// The last day that was thought of; absent where none was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// All of it in a sentence; absent where the day was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub says: String,
}

/// A closed run of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRange {
    /// First ISO day.
    pub earliest: String,
    /// Last ISO day.
    pub latest: String,
}

/// Another day with its weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RivalRecord {
    /// ISO day.
    pub day: String,
    /// Weight, 0 to 1.
    pub confidence: f64,
}

/// A reason for a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReasonRecord {
    /// Kind of evidence.
    pub kind: String,
    /// What it says.
    pub says: String,
    /// First code point of the words it stands on.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Share of what was possible before that it takes away alone, 0 to 1; absent where the day was
    /// given.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub strength: f64,
    /// Exponent with which it counted, less than 1 where several of a kind share or it stands in a
    /// quotation or far down; absent where 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub counts: f64,
}

fn is_no_day(days: &i32) -> bool {
    *days == 0
}

fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

fn is_one(number: &f64) -> bool {
    *number == 1.0
}

fn one() -> f64 {
    1.0
}

/// A date: EDTF, bounds, best day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimeRecord {
    /// EDTF; null where nothing is known.
    pub edtf: Option<String>,
    /// First day that it can be.
    pub earliest: Option<String>,
    /// Last day that it can be.
    pub latest: Option<String>,
    /// Best day.
    pub best: Option<String>,
    /// Granularity that was said.
    pub precision: String,
    /// Weight of the best day, 0 to 1.
    pub confidence: f64,
    /// How it was reached.
    pub method: String,
}

/// A span with the rule that made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleSpan {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Id of the rule.
    pub rule: String,
}

/// Words of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextSpan {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// A claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// `c:` and a hash of document, frame and place in the text.
    pub id: String,
    /// PLOVER type, or STATE.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Our label beneath the type.
    pub kind: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: String,
    /// Quad class.
    pub quad: u8,
    /// PLOVER score.
    pub intensity: f64,
    /// Who takes part.
    pub participants: Vec<ParticipantRecord>,
    /// Where.
    pub place: Option<PlaceRecord>,
    /// When.
    pub time: Option<EventTimeRecord>,
    /// What it was about.
    pub topics: Vec<TextSpan>,
    /// Numbers of things.
    pub counts: Vec<CountRecord>,
    /// Number of a round of talks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// How the parties met.
    pub medium: Option<String>,
    /// What became of it.
    pub status: String,
    /// How sure the report is.
    pub certainty: String,
    /// False for historical background.
    pub core: bool,
    /// Who vouches for it, innermost first; empty where the outlet itself does.
    pub attribution: Vec<AttributionRecord>,
    /// The sentence.
    pub evidence: CharRange,
    /// The word that tells it.
    pub trigger: TextSpan,
    /// The frame.
    pub rule: String,
    /// How far the two routes agree, .5 to 1.
    pub score: f64,
}

/// A range of code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharRange {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A participant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ParticipantRecord {
    /// Part in the event.
    pub role: String,
    /// Canonical name in the document; for things, their words.
    pub name: String,
    /// Actor id; null for things.
    pub actor: Option<String>,
    /// Country code.
    pub country: Option<String>,
    /// PLOVER sectors at the day of the event; empty where the office then held is not known.
    pub sectors: Vec<String>,
    /// `inferred` where no words say that it takes part; absent else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// How this one takes part, where that is told apart from the others: `phone`, `video`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub words: TextSpan,
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceRecord {
    /// Name in the tables, else as printed.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `facility`, `city`, `region` or `country`.
    pub precision: String,
    /// The words.
    #[serde(flatten)]
    pub words: TextSpan,
}

/// The time of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventTimeRecord {
    /// The date.
    #[serde(flatten)]
    pub day: TimeRecord,
    /// TIMEX3 value.
    pub timex3: Option<String>,
    /// The words; null where the time is the document's alone.
    #[serde(flatten)]
    pub words: Option<TextSpan>,
}

/// A number of something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CountRecord {
    /// The number.
    pub value: f64,
    /// What is counted.
    pub what: String,
    /// Whether it is only bounded or rough.
    pub approx: bool,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Who vouches.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AttributionRecord {
    /// The source.
    pub name: String,
    /// Actor id.
    pub actor: Option<String>,
    /// Word of saying.
    pub cue: String,
    /// Whether the source has a name.
    pub named: bool,
    /// True where the neighbouring sentences carry the cue.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inherited: bool,
    /// "in a social media post".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// First code point of the source's words.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A quote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuoteRecord {
    /// `direct` or `mixed`.
    pub kind: String,
    /// The words, marks not included.
    pub text: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Who says them.
    pub speaker: Option<SpeakerRecord>,
    /// Word of saying.
    pub cue: Option<TextSpan>,
}

/// A speaker.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRecord {
    /// Canonical name.
    pub name: String,
    /// Actor id.
    pub actor: Option<String>,
    /// First code point of the words that name the speaker here.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// An actor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ActorRecord {
    /// Actor id.
    pub actor: String,
    /// `person`, `org`, `state`, `igo`, `group` or `unnamed`.
    pub kind: String,
    /// Canonical name.
    pub name: String,
    /// Every form.
    pub names: Vec<String>,
    /// Country code.
    pub country: Option<String>,
    /// What the country rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_basis: Option<String>,
    /// PLOVER sectors at the day of the report.
    pub sectors: Vec<String>,
    /// What the sectors rest on; absent without any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector_basis: Option<String>,
    /// Of groups: how many, as said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<QuantityOut>,
    /// Where it is mentioned.
    pub mentions: Vec<CharRange>,
}

/// An office held.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoleRecord {
    /// Actor id.
    pub person: String,
    /// Canonical name.
    pub name: String,
    /// The office.
    pub title: String,
    /// `inferred` where no words name the office ("her Peruvian counterpart"); absent else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_basis: Option<String>,
    /// Its organisation.
    pub organisation: Option<String>,
    /// Its country.
    pub country: Option<String>,
    /// What the country rests on; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country_basis: Option<String>,
    /// `current`, `former`, `then`, `late`, `acting` or `designate`.
    pub tense: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NoteRecord {
    /// Kind of note.
    pub kind: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
}
