//! One record type per data file: what a row or an entry holds.
//!
//! `build.rs` reads every file through these types (an unknown field stops the build) and packs them; at run time the
//! same types come back from the packed bytes. Words are lower case where the text says "key", as printed elsewhere.
//! Lists in a TSV cell are joined by `|`; an empty cell is an absent value. Codes are those of `data/ontology`.

use serde::{Deserialize, Serialize};

#[path = "schema/ingest.rs"]
pub mod ingest;
#[path = "schema/codebook.rs"]
mod codebook;
#[path = "schema/lexicon.rs"]
mod lexicon;
#[path = "schema/places.rs"]
mod places;

pub use codebook::{CameoWhen, Codebook, Counter, OldName, Page, Rule};
pub use lexicon::{
    Content, EventCue, Examples, Frame, FrameCodes, FrameEntry, Governor, Pattern, RelationPhrase,
    RelationSet, Thing,
};
pub use places::{City, CityName, Facility, Province, ProvinceNoun, Region};

/// A state, territory or partly recognised entity (`actors/countries.toml`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Own code: ISO 3166-1 alpha-3, `KOS` for Kosovo; partly recognised entities have a code of ours in lower case.
    pub code: String,
    /// ISO 3166-1 alpha-2, where there is one.
    #[serde(default)]
    pub iso2: String,
    /// FIPS 10-4 code, used by the GDELT export.
    #[serde(default)]
    pub fips: String,
    /// State, dependency, partly recognised entity or former state.
    pub status: CountryStatus,
    /// The controlling or formal state of all that is not a state itself.
    #[serde(default)]
    pub parent: Option<String>,
    /// Common English name.
    pub name: String,
    /// Further names in use, old ones included, as printed.
    #[serde(default)]
    pub names: Vec<String>,
    /// Adjectives ("Turkish"), the usual one first.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Names of its people, singular and plural ("Turk", "Turks").
    #[serde(default)]
    pub people: Vec<String>,
    /// Capital, the usual spelling first, then variants.
    #[serde(default)]
    pub capital: Vec<String>,
    /// Whether reports often use the capital's name for the government ("Ankara said").
    #[serde(default)]
    pub capital_speaks: bool,
    /// Other names that stand for the government ("the Kremlin"), without the article.
    #[serde(default)]
    pub metonyms: Vec<String>,
    /// Names that stand for it, with the article, where it or the half beside it is the matter ("the North").
    #[serde(default)]
    pub halves: Vec<String>,
    /// Latitude of the capital, degrees north.
    #[serde(default)]
    pub lat: f32,
    /// Longitude of the capital, degrees east.
    #[serde(default)]
    pub lon: f32,
}

/// Standing of a `Country` entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountryStatus {
    /// A state.
    State,
    /// A dependency or special territory; coded as its parent unless the ontology keeps its code.
    Territory,
    /// A partly recognised entity: formal state plus sector `PRE`.
    PartlyRecognised,
    /// A state that no longer exists.
    Former,
}

/// A named organisation (`actors/organisations.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Short key of ours, lower case.
    pub id: String,
    /// What sort of body it is.
    pub kind: OrgKind,
    /// Canonical English name.
    pub name: String,
    /// Further names, as printed.
    #[serde(default)]
    pub names: Vec<String>,
    /// Acronyms and short forms that are only sure in capitals.
    #[serde(default)]
    pub acronyms: Vec<String>,
    /// Country code or one of `UNO EUR IGO NGO ISM IMG MNC`.
    pub country: String,
    /// Sector codes, the primary one first.
    #[serde(default)]
    pub sectors: Vec<String>,
    /// The capital that stands for it ("Brussels"), where that stands for no state.
    #[serde(default)]
    pub seat: Option<String>,
}

/// Sort of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrgKind {
    /// Intergovernmental body or an organ of one.
    Igo,
    /// Ministry or department of a government.
    Ministry,
    /// Other public body: agency, council, office, central bank.
    Agency,
    /// Intelligence service.
    Intelligence,
    /// Armed force of a state or a branch of it.
    Military,
    /// Police or guard.
    Police,
    /// Parliament or chamber.
    Parliament,
    /// Court or tribunal.
    Court,
    /// Political party or movement.
    Party,
    /// Armed group that is not a state's.
    ArmedGroup,
    /// Non-governmental organisation.
    Ngo,
    /// Firm.
    Firm,
    /// News outlet or agency.
    Media,
    /// Religious body.
    Religious,
    /// University, school, research institute.
    Education,
    /// Union of workers.
    Union,
    /// Criminal organisation.
    Criminal,
    /// Anything else.
    Other,
}

/// A title or role noun (`actors/titles.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Key: the words in lower case, singular.
    pub title: String,
    /// Plural, lower case; empty where none is used.
    pub plural: String,
    /// Rank or sort of office.
    pub level: TitleLevel,
    /// Sector code of a holder; empty when the organisation decides.
    pub sector: String,
    /// Whether it stands before a name ("President X").
    pub prefix: Choice,
    /// Whether it takes "of ORGANISATION" or "of COUNTRY", or a possessor before it.
    pub of: Choice,
    /// Gender of the holder, where the word implies it.
    pub gender: Gender,
}

/// Yes or no in a table cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// `no`
    No,
    /// `yes`
    Yes,
}

/// Rank or sort of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TitleLevel {
    /// President, king, emir, supreme leader.
    HeadOfState,
    /// Prime minister, chancellor, premier.
    HeadOfGovernment,
    /// Vice president, deputy prime minister.
    DeputyHead,
    /// Minister, secretary of a department.
    Minister,
    /// Deputy or junior minister, undersecretary.
    DeputyMinister,
    /// Head of a body: chief, director, chairman, secretary-general.
    Chief,
    /// Deputy of such a head.
    DeputyChief,
    /// Ambassador, envoy, representative, negotiator.
    Envoy,
    /// Adviser, aide.
    Adviser,
    /// Spokesperson.
    Spokesperson,
    /// Public servant without a higher rank; governors and mayors too.
    Official,
    /// Military rank or command.
    Military,
    /// Police rank.
    Police,
    /// Member of a parliament or its speaker.
    Legislator,
    /// Judge, prosecutor, lawyer at court.
    Judicial,
    /// Prince, queen, crown prince.
    Royal,
    /// Pope, patriarch, imam.
    Religious,
    /// Party leader, opposition leader, candidate.
    Party,
    /// Leader of an armed group, rebel, militant.
    Rebel,
    /// Head or officer of a firm.
    Business,
    /// Journalist, editor, correspondent.
    Journalist,
    /// Analyst, professor, expert.
    Expert,
    /// Doctor, nurse, aid worker.
    Medical,
    /// Activist, campaigner, union leader.
    Civil,
    /// Mr., Lord, Dr.
    Honorific,
    /// First lady, wife, son.
    Kin,
}

/// Gender of a name, title or pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gender {
    /// Female.
    #[serde(rename = "f")]
    Female,
    /// Male.
    #[serde(rename = "m")]
    Male,
    /// Neuter (pronouns only).
    #[serde(rename = "n")]
    Neuter,
    /// Used for both, or not implied.
    #[serde(rename = "u")]
    Unknown,
}

/// A given name (`actors/given_names.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenName {
    /// Name as printed in English.
    pub name: String,
    /// Usual gender.
    pub gender: Gender,
}

/// That a state belongs to a body (`actors/members.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// Organisation id; key with country and first year.
    pub body: String,
    /// Country code.
    pub country: String,
    /// First year; empty where there was no founding.
    pub from: String,
    /// Last year; empty while a member.
    pub to: String,
    /// `member` or `permanent` (of the Security Council).
    pub standing: String,
}

/// A summit, conference or format of talks with a name (`actors/forums.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forum {
    /// Key: usual name, as printed.
    pub name: String,
    /// Further names.
    pub names: Vec<String>,
    /// `summit` `session` `conference` `format` `accord`.
    pub kind: String,
    /// Organisation id of the body that holds it; empty where none does.
    pub body: String,
    /// Where it is always held; empty where that changes.
    pub city: String,
    /// Country of the city; empty where it changes.
    pub country: String,
}

/// A news agency (`actors/agencies.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewsAgency {
    /// Canonical name.
    pub name: String,
    /// Further names and credit marks ("AP"), as printed.
    pub names: Vec<String>,
    /// Country code.
    pub country: String,
    /// Whether a state owns or funds it.
    pub state: Choice,
}

/// A news outlet (`outlets/outlets.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// Canonical name.
    pub name: String,
    /// Further names, as printed.
    pub names: Vec<String>,
    /// Domains, without `www.`.
    pub domains: Vec<String>,
    /// Country code.
    pub country: String,
}

/// What other lists call a state (`export/countries.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateCode {
    /// Country code; key.
    pub code: String,
    /// Number in the list of states of the Correlates of War; empty where it is not in it.
    pub cow: Option<u16>,
    /// CAMEO code, where it is not the country code.
    pub cameo: String,
    /// Name in ICEWS and POLECAT, where it is not the usual one.
    pub icews: String,
}

/// Who held an office when (`actors/holders.tsv`); for dating, never for filling in names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Person, as usually printed.
    pub person: String,
    /// Title key, as in `titles.tsv`.
    pub title: String,
    /// Organisation id; empty when the country alone says it.
    pub organisation: String,
    /// Country code or one of the codes for bodies.
    pub country: String,
    /// First day, ISO, or year-month, or year.
    pub from: String,
    /// Last day; empty while open or not known.
    pub to: String,
    /// Other printed names; a bare surname counts right after its title only.
    pub also: Vec<String>,
    /// What vouches for the row.
    pub source: String,
}

/// A dated happening that reports count from (`time/anchors.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Short key of ours.
    pub id: String,
    /// `war`, `invasion`, `accord`, `coup`, `attack`, `election`, `disaster`, `state` or `other`.
    pub kind: String,
    /// Names, in lower case, without the article.
    pub names: Vec<String>,
    /// First day, ISO.
    pub from: String,
    /// Last day; empty when it is one day or goes on.
    pub to: String,
    /// Countries concerned.
    pub countries: Vec<String>,
    /// What vouches for the row.
    pub source: String,
}

/// A feast or named day (`time/holidays.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Key: lower-case name without the article.
    pub name: String,
    /// `MM-DD`; `easter+N` or `easter-N` (days from Western Easter); `orthodox+N`; `MM-DOW-N` (N-th weekday, 1 Monday; -1 last);
    /// or a list of ISO first days joined by `|` for moving feasts, at its end `hebrew:MM-DD` (months from Nisan, the evening before) or
    /// `islamic:MM-DD` (tabular) for all other years.
    pub rule: Vec<String>,
    /// Length in days.
    pub days: u16,
    /// Country code, empty when kept in many.
    pub country: String,
}

/// A word of the calendar (`lang/en/calendar.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarWord {
    /// Key: the words in lower case.
    pub form: String,
    /// `weekday` `month` `unit` `units` `daypart` `season` `deictic` `direction` `approx` `frequency` `ordinal_unit` `zone` `era` `quarter`.
    pub kind: String,
    /// Weekday 1-7 from Monday, month 1-12, unit in TIMEX3 (`D W M Q Y DE CE H MIN S`), day part (`MO AF EV NI MI`), season (`SP SU FA WI`),
    /// offset in days for deictics, or the word itself.
    pub value: String,
    /// Whether the form has another common use (`may`, `march`, `second`), so that it needs its capital or its tag.
    pub ambiguous: Choice,
}

/// A word or phrase of the grammar of time (`lang/en/time.tsv`); several rows a word where it has several classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeWord {
    /// Key: the words in lower case, marks apart ("new year ' s day").
    pub words: String,
    /// Grammar class; part of the key.
    pub class: String,
    /// What the class wants: a number, a unit, a TIMEX3 code, a rule of a feast.
    pub value: String,
}

/// A number word (`lang/en/numbers.tsv`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWord {
    /// Key: the words in lower case.
    pub form: String,
    /// `cardinal` `ordinal` `scale` `fraction` `vague` `collective` `approx_below` `approx_above` `approx` `multiplier`.
    pub kind: String,
    /// Value; for vague words the least number meant; 0 for approximators.
    pub value: f64,
}

/// A verb, noun or phrase of saying, thinking or asking (`lang/en/speech.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechWord {
    /// Key: lemma or phrase in lower case.
    pub lemma: String,
    /// Verb, noun or phrase; part of the key.
    pub part: SpeechPart,
    /// What is done by it.
    pub kind: SpeechKind,
    /// All inflected forms, the lemma included, lower case.
    pub forms: Vec<String>,
    /// Whether a that-clause may follow.
    pub that: Choice,
    /// Recipient frame: `none`, `object` ("told reporters") or `to` ("said to reporters").
    pub recipient: String,
    /// Whether it closes a quotation ("..., she said").
    pub tail: Choice,
    /// Whether an infinitive may follow ("vowed to fight", "urged Velia to leave").
    pub infinitive: Choice,
    /// `factive`, `neutral`, `negative` (denies its content) or `intent` (content lies ahead).
    pub stance: String,
}

/// Part of speech of a `SpeechWord`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeechPart {
    /// Noun ("statement", "claim").
    Noun,
    /// Phrase ("according to").
    Phrase,
    /// Verb.
    Verb,
}

/// What a word of saying does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpeechKind {
    /// Plain saying.
    Say,
    /// Tells somebody.
    Tell,
    /// Adds to what was said.
    Add,
    /// Writes, posts.
    Write,
    /// Makes known.
    Announce,
    /// Reports, as outlets do.
    Report,
    /// Says that it is so.
    Confirm,
    /// Says that it is not so.
    Deny,
    /// Asserts what may be doubted.
    Claim,
    /// Blames or charges.
    Accuse,
    /// Finds fault.
    Criticise,
    /// Praises, welcomes.
    Praise,
    /// Asks a question.
    Ask,
    /// Asks for an act, urges, demands.
    Urge,
    /// Answers.
    Reply,
    /// Promises, vows.
    Promise,
    /// Warns, threatens.
    Warn,
    /// Agrees.
    Agree,
    /// Refuses, rejects.
    Reject,
    /// Proposes, offers.
    Propose,
    /// Foresees, expects.
    Expect,
    /// Believes, thinks.
    Believe,
    /// Explains, makes clear.
    Explain,
    /// Jokes, laments, shouts: a manner of saying.
    Manner,
    /// Finds, shows, reveals (documents and studies too).
    Show,
    /// Admits, concedes.
    Admit,
    /// Hints, implies.
    Suggest,
    /// Learns, hears (the subject receives the words).
    Hear,
}

/// A function word by what it does around a verb of saying (`lang/en/speech_cues.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechCue {
    /// Key: the word in lower case.
    pub form: String,
    /// `that` `question` `boundary` `contrast` `raising` `naming` `additive` `background` `hearsay` `platform` `own` `relay` `passive`
    /// `negative` `by` `carrier` `first_person` `empty` `topic` `zero` `nominal` `prefix` `own_phrase` `relayed` `fused` `manner` `personal`; part of the key. The file says what each does.
    pub kind: String,
}

/// A cue of status or certainty (`lang/en/status.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusCue {
    /// Key: lemma or phrase in lower case.
    pub cue: String,
    /// `modal` `verb` `verb_inf` (verb whose infinitive it governs) `adverb` `noun` `adjective` `conjunction` `phrase` `negation`.
    pub kind: String,
    /// One of `happened ongoing planned possible conditional denied did_not_happen`, empty when the cue tells certainty only.
    pub status: String,
    /// One of `certain probable possible`; empty when unchanged.
    pub certainty: String,
}

/// A pronoun (`lang/en/pronouns.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pronoun {
    /// Key: lower case.
    pub form: String,
    /// `personal` `possessive` `reflexive` `demonstrative` `relative` `interrogative` `indefinite` `reciprocal` `expletive`; part of the key.
    pub kind: String,
    /// 1, 2 or 3.
    pub person: u8,
    /// `s`, `p` or `u` (both).
    pub number: String,
    /// Gender.
    pub gender: Gender,
    /// `subject` `object` `possessive` `any`.
    pub case: String,
}

/// A head noun of organisations (`lang/en/org_nouns.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrgNoun {
    /// Key: lower case, singular.
    pub noun: String,
    /// Plural, lower case.
    pub plural: String,
    /// Sort of organisation.
    pub kind: OrgKind,
    /// Sector code; empty when it cannot be told.
    pub sector: String,
}

/// A noun for a group or a nameless person (`lang/en/group_nouns.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupNoun {
    /// Key: singular, or the only form there is; lower case.
    pub noun: String,
    /// Plural, lower case.
    pub plural: String,
    /// `people` (countable persons), `collective` (a noun that is a group in the singular), `armed`, `crowd`, `side`.
    pub kind: String,
    /// Sector code; empty when it cannot be told.
    pub sector: String,
}

/// A common noun: what it means (`lang/en/nouns.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommonNoun {
    /// Key: lemma.
    pub noun: String,
    /// `person` `group` `place` `time` `event` `animal` `thing` `abstract`.
    pub class: String,
    /// Gender that it implies, for persons.
    pub gender: Gender,
    /// For events: lemmas of the verbs that tell of the same happening.
    pub verbs: Vec<String>,
}

/// A word that steers coreference (`lang/en/coref_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorefWord {
    /// Key, with the kind: lemma or lower-case form.
    pub form: String,
    /// What it does; see `crates/chancery/src/coref/lexicon.rs`.
    pub kind: String,
}

/// A word for a source without a name (`lang/en/unnamed.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnnamedSource {
    /// Key: the words in lower case.
    pub form: String,
    /// `head` (noun that may stand for a source) or `mark` (phrase that says that names are withheld).
    pub kind: String,
    /// `s`, `p` or `u`.
    pub number: String,
    /// Sector code; empty when it cannot be told.
    pub sector: String,
}

/// A rule for a line that is no part of the article (`lang/en/furniture.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureRule {
    /// Key: `family.name`.
    pub id: String,
    /// How the text is compared with a sentence of a line, word by word: `exact`, `prefix` or `contains`.
    pub kind: String,
    /// The words, lower case, straight apostrophes. `*` stands for one to four words, `**` for any number, `#` for a
    /// number, `{outlet}` and `{byline}` for a name that is kept.
    pub text: String,
    /// `cut`: the sentence goes. `open`: the line goes and so does the box that it opens. `inside`: it goes beside
    /// another line that goes. `tail`: the line goes, and all after it when no article text follows. `end`: the line
    /// and all after it go.
    pub action: String,
}

/// A medium of statements or contacts (`lang/en/media.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medium {
    /// Key: the words in lower case, singular.
    pub phrase: String,
    /// `statement` `social_media` `press_conference` `interview` `broadcast` `letter` `phone` `video` `in_person` `speech` `document` `news`.
    pub medium: String,
}

/// A phrase that tells what the report does not know (`lang/en/details.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetailPhrase {
    /// Key: lower-case words; `*` stands for up to four words.
    pub phrase: String,
    /// Kind of note: `details_withheld` `not_available` `not_verified` `no_comment` `no_reply` `anonymous` `unclear` `corrected` `edited`.
    pub note: String,
}

/// A word of grammar or of trade by which names, offices and groups are read (`lang/en/actor_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorWord {
    /// Key: the words in lower case.
    pub form: String,
    /// What it does, part of the key: `definite` `indefinite` `demonstrative` `both` `of` `link` `and` `or` `former` `acting` `designate`
    /// `particle` `modifier` `locative` `within` `travel` `address` `target` `toward` `city_noun` `site_noun` `superordinate` `based` `capital` `country` `counterpart` `copula` `including` `partner`
    /// `filler` `suffix` `relative` `as` `plain`.
    pub kind: String,
}

/// A letter with a mark and what it folds to (`lang/folds.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fold {
    /// The letter, lower case.
    pub letter: String,
    /// ASCII letters.
    pub ascii: String,
}

/// A Cyrillic letter in Latin ones (`lang/cyrillic.tsv`); an empty cell says that the language lacks it, `_` that it is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cyrillic {
    /// The letter, lower case.
    pub letter: String,
    /// In Ukrainian names.
    pub ukrainian: String,
    /// In Russian names.
    pub russian: String,
    /// In names of other tongues, for letters that neither has.
    pub other: String,
}

/// A letter of another script, or several that stand for one sound, in Latin letters (`lang/greek.tsv`, `lang/arabic.tsv`, `lang/turkish.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Key: the letter or letters, lower case.
    pub letter: String,
    /// Latin letters; `_` where it is left out.
    pub latin: String,
}

/// Forms of one given or family name (`actors/name_variants.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameVariant {
    /// Key, with the kind: a usual form.
    pub name: String,
    /// `spelling`, `tongue` (its form in another language that reports use for the same bearer) or `short`.
    pub kind: String,
    /// The other forms.
    pub forms: Vec<String>,
}

/// An ending of surnames, letters that stand for one sound, or a word inside names (`lang/name_forms.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameForm {
    /// Key: the letters, lower case.
    pub form: String,
    /// `feminine`, `masculine`, `patronymic` (endings), `sound`, `near`, `particle`, `kin` or `generation`; part of the key.
    pub kind: String,
    /// For sounds: the letter that stands for all of them; for near ones: the letters that are near.
    pub to: String,
}

/// A past form that no other form of a verb is written like (`lang/en/past_forms.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastForm {
    /// Key: the form, lower case.
    pub form: String,
    /// Its verb.
    pub lemma: String,
}

/// A word or an ending by which reports are put into stories (`lang/en/story_words.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryWord {
    /// Lower case; with the kind the key.
    pub form: String,
    /// `stop`, `ending` or `form`; part of the key.
    pub kind: String,
    /// What stands instead; nothing for stop words.
    pub to: String,
}

/// Words that can tell of one happening (`lang/en/happenings.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HappeningWords {
    /// Key: the lemma of one of them.
    pub word: String,
    /// Lemmas of the others.
    pub others: Vec<String>,
}

/// A PLOVER type, or our STATE (`ontology/types.toml`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// Code, upper case.
    pub code: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, 0 none.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub score: f32,
    /// Whether a recipient is required.
    pub recipient_required: bool,
    /// CAMEO code when no mode or kind says more.
    pub cameo: String,
    /// CAMEO codes that replace it under a condition.
    #[serde(default)]
    pub cameo_when: CameoWhen,
    /// Definition in one line, in our words.
    pub definition: String,
}

/// A PLOVER mode (`ontology/modes.toml`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// Its type; part of the key.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Code, lower case.
    pub code: String,
    /// PLOVER score.
    pub score: f32,
    /// CAMEO code.
    pub cameo: String,
    /// CAMEO codes that replace it under a condition.
    #[serde(default)]
    pub cameo_when: CameoWhen,
    /// Definition in one line, in our words.
    pub definition: String,
}

/// A kind: our own label beneath a type (`ontology/kinds.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Code, lower case.
    pub code: String,
    /// The type that it fixes.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Default mode; empty when none.
    #[serde(default)]
    pub mode: String,
    /// CAMEO code; empty when the mode decides.
    #[serde(default)]
    pub cameo: String,
    /// CAMEO codes that replace it under a condition.
    #[serde(default)]
    pub cameo_when: CameoWhen,
    /// Definition in one line, in our words.
    pub definition: String,
}

/// A context (`ontology/contexts.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Code, lower case.
    pub code: String,
    /// Definition in our words.
    pub definition: String,
    /// Words and phrases that point to it, lower case.
    #[serde(default)]
    pub words: Vec<String>,
}

/// An actor sector (`ontology/sectors.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// Code, three capitals.
    pub code: String,
    /// Who belongs to it.
    pub definition: String,
    /// CAMEO role code, for the GDELT and ICEWS exports.
    pub cameo: String,
    /// Whether those in it bear arms: fighting between such sides is conventional in CAMEO.
    pub armed: Choice,
}

/// A CAMEO code with its place in our ontology (`ontology/cameo.tsv`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cameo {
    /// Two to four digits, as text.
    pub code: String,
    /// Label in our words.
    pub label: String,
    /// Type code.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode code, empty when none.
    pub mode: String,
    /// Kind code, empty when none.
    pub kind: String,
    /// Context codes.
    pub contexts: Vec<String>,
    /// `TYPE/mode: when`, for what it is instead under a condition.
    pub or: Vec<String>,
    /// What the crosswalk of 2021 says, where ours departs from it.
    pub file: String,
    /// Goldstein scale value of the code.
    pub goldstein: f32,
}

/// All of it, in the order of the files.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Knowledge {
    /// `ontology/types.toml`, by code.
    pub types: Vec<EventType>,
    /// `ontology/modes.toml`, by type and code.
    pub modes: Vec<Mode>,
    /// `ontology/kinds.toml`, by code.
    pub kinds: Vec<Kind>,
    /// `ontology/contexts.toml`, by code.
    pub contexts: Vec<Context>,
    /// `ontology/sectors.tsv`, by code.
    pub sectors: Vec<Sector>,
    /// `ontology/cameo.tsv`, by code.
    pub cameo: Vec<Cameo>,
    /// Long texts of the ontology; packed apart, [`crate::codebook`] gives them.
    #[serde(skip)]
    pub codebook: Codebook,
    /// Tables of the way in; packed apart, [`crate::ingest`] gives them.
    #[serde(skip)]
    pub ingest: ingest::Ingest,
    /// `actors/countries.toml`, by code.
    pub countries: Vec<Country>,
    /// `actors/organisations.toml`, by id.
    pub organisations: Vec<Organisation>,
    /// `actors/titles.tsv`, by title.
    pub titles: Vec<Title>,
    /// `actors/given_names.tsv`, by name.
    pub given_names: Vec<GivenName>,
    /// `actors/members.tsv`, by body, country and first year.
    pub members: Vec<Membership>,
    /// `actors/forums.tsv`, by name.
    pub forums: Vec<Forum>,
    /// `actors/agencies.tsv`, by name.
    pub agencies: Vec<NewsAgency>,
    /// `actors/holders.tsv`, by person and first day.
    pub holders: Vec<Holder>,
    /// `outlets/outlets.tsv`, by name.
    pub outlets: Vec<Outlet>,
    /// `export/countries.tsv`, by code.
    pub state_codes: Vec<StateCode>,
    /// `places/cities.tsv`, by id.
    pub cities: Vec<City>,
    /// `places/towns.tsv`, by id; packed apart, [`crate::towns`] gives them.
    #[serde(skip)]
    pub towns: Vec<City>,
    /// `places/provinces.tsv`, by name and country.
    pub provinces: Vec<Province>,
    /// `places/facilities.tsv`, by name.
    pub facilities: Vec<Facility>,
    /// `lang/en/province_nouns.tsv`, by noun.
    pub province_nouns: Vec<ProvinceNoun>,
    /// `places/regions.tsv`, by name.
    pub regions: Vec<Region>,
    /// `time/anchors.tsv`, by id.
    pub anchors: Vec<Anchor>,
    /// `time/holidays.tsv`, by name.
    pub holidays: Vec<Holiday>,
    /// `lang/en/calendar.tsv`, by form.
    pub calendar: Vec<CalendarWord>,
    /// `lang/en/time.tsv`, by words and class.
    pub time_words: Vec<TimeWord>,
    /// `lang/en/numbers.tsv`, by form.
    pub numbers: Vec<NumberWord>,
    /// `lang/en/speech.tsv`, by lemma and part.
    pub speech: Vec<SpeechWord>,
    /// `lang/en/speech_cues.tsv`, by form and kind.
    pub speech_cues: Vec<SpeechCue>,
    /// `lang/en/status.tsv`, by cue and kind.
    pub status: Vec<StatusCue>,
    /// `lang/en/pronouns.tsv`, by form and kind.
    pub pronouns: Vec<Pronoun>,
    /// `lang/en/org_nouns.tsv`, by noun.
    pub org_nouns: Vec<OrgNoun>,
    /// `lang/en/group_nouns.tsv`, by noun.
    pub group_nouns: Vec<GroupNoun>,
    /// `lang/en/nouns.tsv`, by noun.
    pub nouns: Vec<CommonNoun>,
    /// `lang/en/coref_words.tsv`, by form and kind.
    pub coref_words: Vec<CorefWord>,
    /// `lang/en/unnamed.tsv`, by form.
    pub unnamed: Vec<UnnamedSource>,
    /// `lang/en/actor_words.tsv`, by form and kind.
    pub actor_words: Vec<ActorWord>,
    /// `lang/cyrillic.tsv`, by letter.
    pub cyrillic: Vec<Cyrillic>,
    /// `lang/greek.tsv`, by letter.
    pub greek: Vec<Letter>,
    /// `lang/arabic.tsv`, by letter.
    pub arabic: Vec<Letter>,
    /// `lang/turkish.tsv`, by letter.
    pub turkish: Vec<Letter>,
    /// `actors/name_variants.tsv`, by name and kind.
    pub name_variants: Vec<NameVariant>,
    /// `lang/name_forms.tsv`, by form and kind.
    pub name_forms: Vec<NameForm>,
    /// `lang/en/past_forms.tsv`, by form.
    pub past_forms: Vec<PastForm>,
    /// `lang/en/happenings.tsv`, by word.
    pub happenings: Vec<HappeningWords>,
    /// `lang/en/story_words.tsv`, by form and kind.
    pub story_words: Vec<StoryWord>,
    /// `lang/folds.tsv`, by letter.
    pub folds: Vec<Fold>,
    /// `lang/en/furniture.tsv`, by id.
    pub furniture: Vec<FurnitureRule>,
    /// `lang/en/media.tsv`, by phrase.
    pub media: Vec<Medium>,
    /// `lang/en/details.tsv`, by phrase.
    pub details: Vec<DetailPhrase>,
    /// `lexicon/en/*.toml`, by id.
    pub frames: Vec<Frame>,
    /// Their sentences, in the same order; packed apart, [`crate::examples`] gives them.
    #[serde(skip)]
    pub examples: Vec<Examples>,
    /// `lexicon/en/contents.tsv`, by type and phrase.
    pub contents: Vec<Content>,
    /// `lexicon/en/things.tsv`, by class and phrase.
    pub things: Vec<Thing>,
    /// `lexicon/en/governors.tsv`, by lemma.
    pub governors: Vec<Governor>,
    /// `lexicon/en/cues.tsv`, by phrase and kind.
    pub cues: Vec<EventCue>,
    /// `lexicon/en/relations.tsv`, by pattern and type.
    pub relations: Vec<RelationPhrase>,
    /// `lexicon/en/relation_sets.tsv`, by name.
    pub relation_sets: Vec<RelationSet>,
}
