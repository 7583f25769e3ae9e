//! What each record is sorted by, and what must hold of it beyond the types of its fields.

use super::codes::Codes;
use crate::schema::*;

/// A row or an entry of a data file.
pub trait Record {
    /// What it is sorted by and unique in.
    fn key(&self) -> String;

    /// What is wrong with it, given all codes.
    fn problems(&self, codes: &Codes) -> Vec<String>;
}

/// Gives a record type its key and, as a list of optional complaints, its checks.
macro_rules! record {
    ($type:ty, |$row:ident, $codes:ident| $key:expr, [$($problem:expr),* $(,)?]) => {
        impl Record for $type {
            fn key(&self) -> String {
                let $row = self;
                $key.to_string()
            }

            fn problems(&self, $codes: &Codes) -> Vec<String> {
                let $row = self;
                Vec::<Option<String>>::from([$($problem),*]).into_iter().flatten().collect()
            }
        }
    };
}

pub(super) use record;

record!(
    Country,
    |row, codes| row.code,
    [
        row.parent.as_ref().and_then(|parent| codes.country(parent)),
        on_earth(row.lat, row.lon)
    ]
);
record!(
    Organisation,
    |row, codes| row.id,
    [
        codes.country_or_body(&row.country),
        first(row.sectors.iter().map(|code| codes.sector(code))),
    ]
);
record!(
    Title,
    |row, codes| row.title,
    [
        codes.sector(&row.sector),
        lower(&row.title),
        lower(&row.plural)
    ]
);
record!(
    GivenName,
    |row, _codes| row.name,
    [filled("name", &row.name)]
);
record!(
    Membership,
    |row, codes| format!("{}\t{}\t{}", row.body, row.country, row.from),
    [
        filled("body", &row.body),
        codes.organisation(&row.body),
        codes.country(&row.country),
        date(&row.from),
        date(&row.to),
        interval(&row.from, &row.to),
        one_of("standing", &row.standing, &["member", "permanent"]),
    ]
);
record!(
    Forum,
    |row, codes| row.name,
    [
        codes.organisation(&row.body),
        if row.country.is_empty() {
            None
        } else {
            codes.country(&row.country)
        },
        one_of(
            "kind",
            &row.kind,
            &["accord", "conference", "format", "session", "summit"]
        ),
    ]
);
record!(
    NewsAgency,
    |row, codes| row.name,
    [codes.country(&row.country)]
);
record!(
    Holder,
    |row, codes| format!("{}\t{}\t{}", row.person, row.from, row.title),
    [
        codes.title(&row.title),
        codes.organisation(&row.organisation),
        codes.country_or_body(&row.country),
        date(&row.from),
        date(&row.to),
        interval(&row.from, &row.to),
        filled("source", &row.source),
    ]
);
record!(Outlet, |row, codes| row.name, [codes.country(&row.country)]);
record!(StateCode, |row, codes| row.code, [codes.country(&row.code)]);
record!(
    City,
    |row, codes| format!("{:010}", row.id),
    [codes.country(&row.country), on_earth(row.lat, row.lon)]
);
record!(
    CityName,
    |row, codes| format!("{}\t{}", row.country, row.name),
    [codes.country(&row.country), filled("name", &row.name)]
);
record!(
    Province,
    |row, codes| format!("{}\t{}", row.name, row.country),
    [codes.country(&row.country), on_earth(row.lat, row.lon)]
);
record!(
    Facility,
    |row, codes| row.name,
    [
        if row.country.is_empty() {
            None
        } else {
            codes.country(&row.country)
        },
        one_of("kind", &row.kind, FACILITIES),
        on_earth(row.lat, row.lon),
    ]
);
record!(ProvinceNoun, |row, _codes| row.noun, [lower(&row.noun)]);
record!(
    Region,
    |row, codes| row.name,
    [
        if row.country.is_empty() {
            None
        } else {
            codes.country(&row.country)
        },
        on_earth(row.lat, row.lon),
    ]
);
record!(
    Anchor,
    |row, codes| row.id,
    [
        date(&row.from),
        date(&row.to),
        interval(&row.from, &row.to),
        lower_all(&row.names),
        first(row.countries.iter().map(|code| codes.country_or_body(code))),
        filled("source", &row.source),
    ]
);
record!(
    Holiday,
    |row, codes| row.name,
    [
        lower(&row.name),
        if row.country.is_empty() {
            None
        } else {
            codes.country(&row.country)
        },
        first(
            row.rule
                .iter()
                .filter(|rule| rule.len() == 10 && !rule.contains(['+', 'o']))
                .map(|rule| date(rule))
        ),
        first(
            row.rule
                .iter()
                .filter(|rule| rule.contains(':'))
                .map(|rule| reckoned(rule))
        ),
    ]
);
record!(CalendarWord, |row, _codes| row.form, [lower(&row.form)]);
record!(
    TimeWord,
    |row, _codes| format!("{}\t{}", row.words, row.class),
    [lower(&row.words), filled("class", &row.class)]
);
record!(NumberWord, |row, _codes| row.form, [lower(&row.form)]);
record!(
    SpeechWord,
    |row, _codes| format!("{}\t{:?}", row.lemma, row.part),
    [
        lower(&row.lemma),
        lower_all(&row.forms),
        one_of("recipient", &row.recipient, &["none", "object", "to"]),
        one_of(
            "stance",
            &row.stance,
            &["factive", "intent", "negative", "neutral"]
        ),
    ]
);
record!(
    SpeechCue,
    |row, _codes| format!("{}\t{}", row.form, row.kind),
    [
        lower(&row.form),
        one_of(
            "kind",
            &row.kind,
            &[
                "additive",
                "background",
                "boundary",
                "by",
                "carrier",
                "contrast",
                "empty",
                "first_person",
                "fused",
                "hearsay",
                "manner",
                "naming",
                "negative",
                "nominal",
                "own",
                "own_phrase",
                "passive",
                "personal",
                "platform",
                "prefix",
                "question",
                "raising",
                "relay",
                "relayed",
                "that",
                "topic",
                "zero"
            ]
        ),
    ]
);
record!(
    StatusCue,
    |row, _codes| format!("{}\t{}", row.cue, row.kind),
    [
        lower(&row.cue),
        one_of("status", &row.status, STATUSES),
        one_of(
            "certainty",
            &row.certainty,
            &["", "certain", "probable", "possible"]
        ),
    ]
);
record!(
    Pronoun,
    |row, _codes| format!("{}\t{}", row.form, row.kind),
    [
        lower(&row.form),
        one_of("number", &row.number, &["p", "s", "u"])
    ]
);
record!(
    OrgNoun,
    |row, codes| row.noun,
    [
        codes.sector(&row.sector),
        lower(&row.noun),
        lower(&row.plural)
    ]
);
record!(
    GroupNoun,
    |row, codes| row.noun,
    [
        codes.sector(&row.sector),
        lower(&row.noun),
        lower(&row.plural)
    ]
);
record!(
    CommonNoun,
    |row, _codes| row.noun,
    [
        lower(&row.noun),
        lower_all(&row.verbs),
        one_of(
            "class",
            &row.class,
            &[
                "abstract", "animal", "event", "group", "person", "place", "thing", "time"
            ]
        ),
    ]
);
record!(
    CorefWord,
    |row, _codes| format!("{}\t{}", row.form, row.kind),
    [lower(&row.form), filled("kind", &row.kind)]
);
record!(
    UnnamedSource,
    |row, codes| row.form,
    [
        codes.sector(&row.sector),
        lower(&row.form),
        one_of("kind", &row.kind, &["head", "mark"]),
    ]
);
record!(
    ActorWord,
    |row, _codes| format!("{}\t{}", row.form, row.kind),
    [lower(&row.form)]
);
record!(
    Cyrillic,
    |row, _codes| row.letter,
    [
        lower(&row.letter),
        lower(&row.ukrainian),
        lower(&row.russian),
        lower(&row.other)
    ]
);
record!(
    Letter,
    |row, _codes| row.letter,
    [
        lower(&row.letter),
        lower(&row.latin),
        filled("latin", &row.latin)
    ]
);
record!(
    NameVariant,
    |row, _codes| format!("{}\t{}", row.name, row.kind),
    [
        one_of("kind", &row.kind, &["short", "spelling", "tongue"]),
        row.forms.is_empty().then(|| "no forms".to_string()),
    ]
);
record!(
    NameForm,
    |row, _codes| format!("{}\t{}", row.form, row.kind),
    [lower(&row.form), one_of("kind", &row.kind, NAME_FORMS),]
);
record!(
    Fold,
    |row, _codes| row.letter,
    [lower(&row.letter), filled("ascii", &row.ascii)]
);
record!(
    FurnitureRule,
    |row, _codes| row.id,
    [
        lower(&row.text),
        filled("text", &row.text),
        one_of("kind", &row.kind, &["contains", "exact", "prefix"]),
        one_of(
            "action",
            &row.action,
            &["cut", "end", "inside", "open", "tail"]
        ),
    ]
);
record!(Medium, |row, _codes| row.phrase, [lower(&row.phrase)]);
record!(DetailPhrase, |row, _codes| row.phrase, [lower(&row.phrase)]);
/// The lists of a frame that ask for words round its trigger or forbid them.
fn conditions(row: &FrameEntry) -> [&Vec<String>; 5] {
    [
        &row.objects,
        &row.complements,
        &row.near,
        &row.except,
        &row.bars,
    ]
}

record!(
    FrameEntry,
    |row, codes| row.id,
    [
        codes.event_type(&row.codes.event_type),
        (row.codes.mode != Frame::CONTENT)
            .then(|| codes.mode(&row.codes.event_type, &row.codes.mode))
            .flatten(),
        codes.kind(&row.codes.event_type, &row.codes.kind),
        codes.pattern(&row.pattern),
        first(row.codes.contexts.iter().map(|code| codes.context(code))),
        first(
            row.roles
                .values()
                .filter(|role| !role.is_empty())
                .chain(row.needs.iter().flatten())
                .map(|role| one_of("role", role, ROLES))
        ),
        one_of("status", &row.status, STATUSES),
        (row.pattern.is_empty() && row.roles.is_empty())
            .then(|| "neither pattern nor roles".to_string()),
        (row.verbs.is_empty() && row.nouns.is_empty()).then(|| "no verb and no noun".to_string()),
        first(
            [&row.verbs, &row.nouns, &row.light]
                .into_iter()
                .chain(conditions(row))
                .flatten()
                .map(|words| lower(words))
        ),
        first(
            conditions(row)
                .into_iter()
                .flatten()
                .filter_map(|words| words.strip_prefix('@'))
                .map(|class| codes.class(class))
        ),
        (row.yes.is_empty() || row.no.is_empty())
            .then(|| "needs a yes and a no sentence".to_string()),
        filled("source", &row.source),
    ]
);
record!(
    Thing,
    |row, _codes| format!("{}\t{}", row.class, row.phrase),
    [lower(&row.phrase), filled("phrase", &row.phrase)]
);
record!(
    Pattern,
    |row, _codes| row.name,
    [
        filled("about", &row.about),
        first(
            row.roles
                .values()
                .chain(&row.needs)
                .map(|role| one_of("role", role, ROLES))
        ),
    ]
);
record!(
    Content,
    |row, codes| format!("{}\t{}", row.event_type, row.phrase),
    [
        lower(&row.phrase),
        codes.event_type(&row.event_type),
        codes.mode(&row.event_type, &row.mode),
        codes.kind(&row.event_type, &row.kind),
    ]
);
record!(
    Governor,
    |row, _codes| row.lemma,
    [
        lower(&row.lemma),
        one_of(
            "subject",
            &row.subject,
            &["actor", "attendee", "host", "mediator", "none"]
        ),
        one_of("status", &row.status, STATUSES),
    ]
);
record!(
    RelationPhrase,
    |row, codes| format!("{}\t{}", row.pattern, row.event_type),
    [
        lower(&row.pattern),
        filled("pattern", &row.pattern),
        codes.event_type(&row.event_type),
        codes.mode(&row.event_type, &row.mode),
        codes.kind(&row.event_type, &row.kind),
        (row.claim.is_empty() && !row.kind.is_empty())
            .then(|| format!("kind '{}' of a phrase that is no claim", row.kind)),
        (!row.plv.is_empty())
            .then(|| codes.event_type(&row.plv))
            .flatten(),
        one_of("claim", &row.claim, &["", "only", "yes"]),
    ]
);
record!(RelationSet, |row, _codes| row.name, [lower_all(&row.words)]);
record!(
    EventCue,
    |row, _codes| format!("{}\t{}", row.phrase, row.kind),
    [
        lower(&row.phrase),
        one_of(
            "kind",
            &row.kind,
            &[
                "arena",
                "bears",
                "bundle",
                "sides",
                "stance",
                "answer",
                "leads",
                "harms",
                "origin",
                "setting",
                "goes_on",
                "control",
                "assert_verb",
                "coordinate",
                "diary",
                "future",
                "here",
                "join",
                "journey",
                "manner",
                "measure",
                "part",
                "aim",
                "medium",
                "past",
                "place",
                "presuppose",
                "relation",
                "remote",
                "tone",
                "topic",
                "topic_verb"
            ]
        ),
    ]
);

/// What a row of `places/facilities.tsv` may be.
const FACILITIES: &[&str] = &[
    "airport",
    "base",
    "camp",
    "crossing",
    "headquarters",
    "palace",
    "plant",
    "port",
    "prison",
    "residence",
    "site",
];

/// What a row of `lang/name_forms.tsv` may be.
const NAME_FORMS: &[&str] = &[
    "feminine",
    "generation",
    "kin",
    "masculine",
    "near",
    "particle",
    "patronymic",
    "sound",
];

/// Roles of participants, and of what else a slot may hold.
const ROLES: &[&str] = &[
    "actor",
    "attendee",
    "beneficiary",
    "guest",
    "host",
    "mediator",
    "object",
    "place",
    "recipient",
    "topic",
];

/// The seven values of status, and none.
const STATUSES: &[&str] = &[
    "",
    "happened",
    "ongoing",
    "planned",
    "possible",
    "conditional",
    "denied",
    "did_not_happen",
];

pub(super) fn first(mut problems: impl Iterator<Item = Option<String>>) -> Option<String> {
    problems.find_map(|problem| problem)
}

pub(super) fn lower(text: &str) -> Option<String> {
    (text != text.to_lowercase()).then(|| format!("'{text}' is not in lower case"))
}

pub(super) fn lower_all(texts: &[String]) -> Option<String> {
    first(texts.iter().map(|text| lower(text)))
}

pub(super) fn filled(name: &str, text: &str) -> Option<String> {
    text.is_empty().then(|| format!("{name} is empty"))
}

pub(super) fn one_of(name: &str, value: &str, allowed: &[&str]) -> Option<String> {
    (!allowed.contains(&value))
        .then(|| format!("{name} '{value}', expected one of: {}", allowed.join(" ")))
}

pub(super) fn in_scale(score: f32) -> Option<String> {
    (!(-10.0..=10.0).contains(&score)).then(|| format!("score {score} lies outside -10..10"))
}

fn on_earth(lat: f32, lon: f32) -> Option<String> {
    let fine = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
    (!fine).then(|| format!("no place on earth: {lat}, {lon}"))
}

/// Complains unless `text` is empty, `YYYY`, `YYYY-MM` or a day that exists.
fn date(text: &str) -> Option<String> {
    let whole = match text.len() {
        0 => return None,
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_string(),
    };
    let fine = whole.len() == 10 && whole.parse::<jiff::civil::Date>().is_ok();
    (!fine).then(|| format!("impossible date '{text}'"))
}

/// A day of another calendar: `hebrew:MM-DD` or `islamic:MM-DD`.
fn reckoned(text: &str) -> Option<String> {
    let (calendar, day) = text.split_once(':')?;
    let number = |text: &str| text.parse::<u8>().ok();
    let (month, day) = day.split_once('-').unwrap_or(("", ""));
    let fine = ["hebrew", "islamic"].contains(&calendar)
        && number(month).is_some_and(|month| (1..=12).contains(&month))
        && number(day).is_some_and(|day| (1..=30).contains(&day));
    (!fine).then(|| format!("impossible day '{text}' of another calendar"))
}

fn interval(from: &str, to: &str) -> Option<String> {
    (!to.is_empty() && to < from).then(|| format!("ends ({to}) before it begins ({from})"))
}
