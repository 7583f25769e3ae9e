//! The layers of a document written down as a [`Reading`]: names instead of numbers, code points
//! instead of bytes.

use super::{
    ActorRecord, AttributionRecord, CharRange, ClaimRecord, CountRecord, DatingRecord, DayRange,
    DocumentRecord, EventTimeRecord, NoteRecord, ParticipantRecord, PlaceRecord, QuoteRecord, Read,
    Reader, Reading, ReasonRecord, RivalRecord, RoleRecord, RuleSpan, SpeakerRecord, TextSpan,
    TimeRecord,
};
use crate::actors::{ActorId, ActorKind, Basis, MentionId, Now, actor_key, view};
use crate::coding::{self, Codes};
use crate::events::{Certainty, Claim, Participant, Role, Status};
use crate::ingest::Document;
use crate::offsets::Offsets;
use crate::places::{PlaceMention, PlacePrecision};
use crate::speech::{Attribution, Quote, QuoteKind, find_details};
use crate::time::calendar::Day;
use crate::time::{self, Dating, Method, Precision, Reason, Resolved, default_doc};
use chancery_nlp::Span;
use jiff::civil::Date;

/// Intervals of days beyond which those of neighbouring weeks are joined.
const MOST_RANGES: usize = 24;

/// Days after which a happening is background.
const BACKGROUND_DAYS: i32 = 365;

/// Writes the Reading of one document.
pub fn write(reader: &Reader, document: &Document, read: &Read) -> Reading {
    let pen = Pen {
        reader,
        document,
        read,
        offsets: Offsets::new(&document.text),
    };
    Reading {
        id: document.id.clone(),
        document: pen.document(),
        claims: read.claims.0.iter().map(|claim| pen.claim(claim)).collect(),
        quotes: read
            .speech
            .quotes
            .iter()
            .filter_map(|quote| pen.quote(quote))
            .collect(),
        actors: (0..read.actors.actors.len())
            .map(|i| pen.actor(ActorId(i as u32)))
            .collect(),
        roles: pen.roles(),
        notes: pen.notes(),
    }
}

/// What every part of the record needs.
struct Pen<'a> {
    reader: &'a Reader,
    document: &'a Document,
    read: &'a Read,
    offsets: Offsets<'a>,
}

impl Pen<'_> {
    fn range(&self, span: Span) -> CharRange {
        let chars = self.offsets.char_span(span);
        CharRange {
            start: chars.start,
            end: chars.end,
        }
    }

    fn words(&self, span: Span) -> TextSpan {
        let CharRange { start, end } = self.range(span);
        TextSpan {
            start,
            end,
            text: span.of(&self.document.text).to_owned(),
        }
    }

    fn key(&self, actor: ActorId) -> String {
        actor_key(self.read.actors.actor(actor), &self.document.id)
    }

    fn document(&self) -> DocumentRecord {
        let furniture = self.document.furniture.iter().map(|cut| {
            let CharRange { start, end } = self.range(cut.span);
            RuleSpan {
                start,
                end,
                rule: cut.rule.clone(),
            }
        });
        DocumentRecord {
            url: self.document.url.clone(),
            outlet: self.document.outlet.clone(),
            title: self.document.title.clone(),
            byline: self.document.byline.clone(),
            language: self.document.language.clone(),
            issued: self.document.issued.map(|stamp| stamp.to_string()),
            published: self.dating(),
            text: self.document.text.clone(),
            furniture: furniture.collect(),
        }
    }

    fn dating(&self) -> DatingRecord {
        let dating = &self.read.dating;
        let rivals = dating.rivals.iter();
        let record = DatingRecord {
            day: time_record(&dating.day),
            rivals: rivals
                .map(|(day, confidence)| RivalRecord {
                    day: day.to_string(),
                    confidence: *confidence,
                })
                .collect(),
            reasons: self.reasons(&dating.reasons),
            conflicts: self.reasons(&dating.conflicts),
            ..DatingRecord::default()
        };
        let given = matches!(dating.day.method, Method::Metadata | Method::Dateline);
        if given && dating.conflicts.is_empty() || dating.reasons.is_empty() {
            return record;
        }
        let set = dating.set90.iter();
        DatingRecord {
            set90: ranges(&dating.set90),
            set_days: set
                .map(|&(first, last)| days_between(first, last) + 1)
                .sum(),
            granularity: Some(granularity_name(dating.granularity).to_owned()),
            years: dating.years.clone(),
            as_of: dating.as_of.map(|day| day.to_string()),
            says: time::sentence(dating),
            ..record
        }
    }

    fn reasons(&self, reasons: &[Reason]) -> Vec<ReasonRecord> {
        let record = |reason: &Reason| {
            let CharRange { start, end } = self.range(reason.span);
            ReasonRecord {
                kind: reason.kind.clone(),
                says: reason.says.clone(),
                start,
                end,
                strength: reason.strength,
                counts: reason.counts,
            }
        };
        reasons.iter().map(record).collect()
    }

    fn claim(&self, claim: &Claim) -> ClaimRecord {
        let frame = &self.reader.events.frames[claim.frame];
        let Codes {
            event_type,
            mode,
            kind,
            contexts,
            cameo,
            quad,
            intensity,
            medium,
        } = coding::code(
            &self.reader.events,
            claim,
            &self.read.actors,
            &self.document.text,
        );
        let (time, resolved) = self.time(claim);
        let now = match is_background(&resolved, &self.read.dating) {
            true => Now::Long(claim.evidence),
            false => Now::Near(claim.evidence),
        };
        ClaimRecord {
            id: self.claim_id(claim, &frame.id),
            event_type,
            mode: filled(mode),
            kind: filled(kind),
            contexts,
            cameo,
            quad,
            intensity,
            participants: claim
                .participants
                .iter()
                .map(|p| self.participant(p, now))
                .collect(),
            place: claim
                .place
                .map(|place| self.place(&self.read.places.0[place])),
            time,
            topics: claim.topics.iter().map(|&span| self.words(span)).collect(),
            counts: claim.counts.iter().map(|count| self.count(count)).collect(),
            round: claim.round,
            medium: filled(medium),
            status: claim.status.as_str().to_owned(),
            certainty: certainty_name(claim.certainty).to_owned(),
            core: claim.core && !is_background(&resolved, &self.read.dating),
            attribution: self.sources(&claim.attribution),
            evidence: self.range(claim.evidence),
            trigger: self.words(claim.trigger_span),
            rule: frame.id.clone(),
            score: claim.score,
        }
    }

    fn claim_id(&self, claim: &Claim, rule: &str) -> String {
        let place = format!(
            "{}\t{}\t{}",
            self.document.id, rule, claim.trigger_span.start
        );
        format!("c:{}", &blake3::hash(place.as_bytes()).to_hex()[..12])
    }

    /// The time of a claim: its own words resolved, else the day on which the narrative stands, else the day of the document as
    /// upper bound of what happened.
    fn time(&self, claim: &Claim) -> (Option<EventTimeRecord>, Resolved) {
        let dating = &self.read.dating;
        let happened = matches!(claim.status, Status::Happened | Status::Ongoing);
        let planned = claim.status == Status::Planned;
        let fits = |number: &usize| {
            let day = &self.read.days[*number];
            let against =
                happened && lies_ahead(day, dating) || planned && lies_behind(day, dating);
            !against && (!is_deadline(day) || planned && day.latest.is_some())
        };
        if let Some(number) = claim.time.filter(fits) {
            let timex = &self.read.timexes.0[number];
            let resolved = before_deadline(self.read.days[number].clone(), dating);
            let record = EventTimeRecord {
                day: time_record(&resolved),
                timex3: filled(resolved.timex3.clone()),
                words: Some(self.words(timex.span)),
            };
            return (Some(record), resolved);
        }
        if let Some(number) = claim.told_on.filter(fits) {
            return (Some(self.told_day(number)), Resolved::default());
        }
        let resolved = default_doc(dating);
        let known = happened && resolved.latest.is_some();
        let record = known.then(|| EventTimeRecord {
            day: time_record(&resolved),
            timex3: None,
            words: None,
        });
        (record, Resolved::default())
    }

    /// The day of what is told before, as an inference: the words are its evidence.
    fn told_day(&self, number: usize) -> EventTimeRecord {
        let timex = &self.read.timexes.0[number];
        let told = &self.read.days[number];
        let day = told.timex3.split('T').next().unwrap_or_default();
        let resolved = Resolved {
            timex3: day.to_owned(),
            method: Method::Narrative,
            confidence: told.confidence * NARRATIVE,
            ..told.clone()
        };
        EventTimeRecord {
            day: time_record(&resolved),
            timex3: filled(resolved.timex3.clone()),
            words: Some(self.words(timex.span)),
        }
    }

    fn participant(&self, participant: &Participant, now: Now) -> ParticipantRecord {
        let words = self.words(participant.span);
        let Some(id) = participant.actor else {
            let role = role_name(participant.role).to_owned();
            return ParticipantRecord {
                role,
                name: words.text.clone(),
                words,
                ..Default::default()
            };
        };
        let actor = self.read.actors.actor(id);
        let view = view(&self.read.actors, id, now);
        ParticipantRecord {
            role: role_name(participant.role).to_owned(),
            name: actor.name.clone(),
            actor: Some(self.key(id)),
            country: view.country,
            sectors: view.sectors,
            basis: (participant.basis == Basis::Inferred)
                .then(|| participant.basis.as_str().to_owned()),
            medium: participant.medium.clone(),
            words,
        }
    }

    fn place(&self, place: &PlaceMention) -> PlaceRecord {
        PlaceRecord {
            name: place.name.clone(),
            country: place.country.clone(),
            lat: place.lat,
            lon: place.lon,
            precision: precision_name(place.precision).to_owned(),
            words: self.words(place.span),
        }
    }

    fn count(&self, count: &crate::events::Count) -> CountRecord {
        let CharRange { start, end } = self.range(count.span);
        CountRecord {
            value: count.value,
            what: count.what.clone(),
            approx: count.approximate,
            start,
            end,
        }
    }

    /// The sources of a claim, each once.
    fn sources(&self, numbers: &[u32]) -> Vec<AttributionRecord> {
        let mut sources: Vec<AttributionRecord> = Vec::new();
        for &number in numbers {
            let source = self.attribution(number);
            if !source.name.is_empty() && !sources.iter().any(|old| old.name == source.name) {
                sources.push(source);
            }
        }
        sources
    }

    fn attribution(&self, number: u32) -> AttributionRecord {
        let attribution: &Attribution = &self.read.speech.attributions[number as usize];
        let CharRange { start, end } = self.range(attribution.source_span);
        let text = &self.document.text;
        let source = attribution
            .source
            .map(|mention| self.read.actors.mention(mention).actor);
        let actor = source.map(|id| self.read.actors.actor(id));
        AttributionRecord {
            name: match actor {
                Some(actor) => actor.name.clone(),
                None => attribution.source_span.of(text).to_owned(),
            },
            actor: source.map(|id| self.key(id)),
            cue: attribution.cue.of(text).to_owned(),
            named: actor.is_some_and(|a| !matches!(a.kind, ActorKind::Unnamed | ActorKind::Group)),
            inherited: attribution.inherited,
            medium: attribution.medium.map(|span| span.of(text).to_owned()),
            start,
            end,
        }
    }

    /// A quote; reported speech without marks is an attribution, not a quote of the record.
    fn quote(&self, quote: &Quote) -> Option<QuoteRecord> {
        let kind = match quote.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => return None,
        };
        let TextSpan { start, end, text } = self.words(quote.span);
        Some(QuoteRecord {
            kind: kind.to_owned(),
            text,
            start,
            end,
            speaker: self.speaker(quote.speaker, quote.speaker_span),
            cue: quote.cue.map(|cue| self.words(cue)),
        })
    }

    fn speaker(&self, mention: Option<MentionId>, span: Option<Span>) -> Option<SpeakerRecord> {
        let mention = mention.map(|id| self.read.actors.mention(id));
        let span = span.or(mention.map(|m| m.span))?;
        let CharRange { start, end } = self.range(span);
        Some(SpeakerRecord {
            name: match mention {
                Some(mention) => self.read.actors.actor(mention.actor).name.clone(),
                None => span.of(&self.document.text).to_owned(),
            },
            actor: mention.map(|m| self.key(m.actor)),
            start,
            end,
        })
    }

    fn actor(&self, id: ActorId) -> ActorRecord {
        let actor = self.read.actors.actor(id);
        let mentions = actor
            .mentions
            .iter()
            .map(|&m| self.range(self.read.actors.mention(m).span));
        ActorRecord {
            actor: self.key(id),
            kind: actor.kind.as_str().to_owned(),
            name: actor.name.clone(),
            names: actor.names.clone(),
            country: actor.country.as_ref().map(|country| country.code.clone()),
            country_basis: actor
                .country
                .as_ref()
                .map(|country| country.basis.as_str().to_owned()),
            sectors: actor.sectors.clone(),
            sector_basis: (!actor.sectors.is_empty())
                .then(|| actor.sector_basis.as_str().to_owned()),
            quantity: actor.quantity.map(|q| q.write(&self.document.text)),
            mentions: mentions.collect(),
        }
    }

    fn roles(&self) -> Vec<RoleRecord> {
        let roles = self.read.actors.roles.iter().map(|role| {
            let CharRange { start, end } = self.range(role.span);
            RoleRecord {
                person: self.key(role.person),
                name: self.read.actors.actor(role.person).name.clone(),
                title: role.title.clone(),
                title_basis: (role.basis == Basis::Inferred)
                    .then(|| role.basis.as_str().to_owned()),
                organisation: role.organisation.clone(),
                country: role.country.as_ref().map(|country| country.code.clone()),
                country_basis: role
                    .country
                    .as_ref()
                    .map(|country| country.basis.as_str().to_owned()),
                tense: role.tense.as_str().to_owned(),
                start,
                end,
            }
        });
        roles.collect()
    }

    fn notes(&self) -> Vec<NoteRecord> {
        let odd = self
            .document
            .notes
            .iter()
            .map(|note| (note.kind.clone(), note.span));
        let details = find_details(&self.reader.speech, self.document, &self.read.parse);
        let withheld = details.into_iter().map(|detail| (detail.kind, detail.span));
        let conflicts = time::conflicts(&self.read.timexes, &self.read.dating);
        let conflicts = conflicts
            .into_iter()
            .map(|span| ("time_conflict".to_owned(), span));
        let notes = odd.chain(withheld).chain(conflicts).map(|(kind, span)| {
            let TextSpan { start, end, text } = self.words(span);
            NoteRecord {
                kind,
                start,
                end,
                text: text.chars().take(200).collect(),
            }
        });
        notes.collect()
    }
}

/// After the last day of the document: no time of what it tells as done ("a deal through 2028").
fn lies_ahead(event: &Resolved, dating: &Dating) -> bool {
    let published = dating.day.latest.or(dating.day.best);
    event
        .earliest
        .zip(published)
        .is_some_and(|(earliest, published)| earliest > published)
}

/// Before the first day of the document: no time of what is still planned.
fn lies_behind(event: &Resolved, dating: &Dating) -> bool {
    let published = dating.day.earliest.or(dating.day.best);
    event
        .latest
        .zip(published)
        .is_some_and(|(latest, published)| latest < published)
}

/// "by March": open to the past, which is no time of what happened.
fn is_deadline(day: &Resolved) -> bool {
    day.edtf.starts_with("..")
}

/// A plan with a deadline lies between the document and that day.
fn before_deadline(day: Resolved, dating: &Dating) -> Resolved {
    let published = dating.day.best.filter(|_| is_deadline(&day));
    match published.zip(day.latest) {
        Some((published, latest)) if published <= latest => Resolved {
            edtf: format!("{published}/{latest}"),
            earliest: dating.day.earliest,
            ..day
        },
        _ => day,
    }
}

/// More than a year before the document by what is known of both.
fn is_background(event: &Resolved, dating: &Dating) -> bool {
    let (Some(latest), Some(published)) = (event.latest, dating.day.earliest) else {
        return false;
    };
    (published - latest).get_days() > BACKGROUND_DAYS
}

/// A date as JSON writes it.
pub fn time_record(resolved: &Resolved) -> TimeRecord {
    let iso = |day: Option<Date>| day.map(|day| day.to_string());
    TimeRecord {
        edtf: filled(resolved.edtf.clone()),
        earliest: iso(resolved.earliest),
        latest: iso(resolved.latest),
        best: iso(resolved.best),
        precision: granularity_name(resolved.precision).to_owned(),
        confidence: (resolved.confidence * 100.0).round() / 100.0,
        method: method_name(resolved.method).to_owned(),
    }
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn certainty_name(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Probable => "probable",
        Certainty::Possible => "possible",
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Actor => "actor",
        Role::Recipient => "recipient",
        Role::Host => "host",
        Role::Guest => "guest",
        Role::Mediator => "mediator",
        Role::Beneficiary => "beneficiary",
        Role::Attendee => "attendee",
        Role::Object => "object",
    }
}

fn precision_name(precision: PlacePrecision) -> &'static str {
    match precision {
        PlacePrecision::Facility => "facility",
        PlacePrecision::City => "city",
        PlacePrecision::Region => "region",
        PlacePrecision::Country => "country",
    }
}

/// Intervals of days; where they are many, those of neighbouring weeks are one.
fn ranges(set: &[(Date, Date)]) -> Vec<DayRange> {
    let mut joined: Vec<(Date, Date)> = Vec::new();
    for &(first, last) in set {
        match joined.last_mut() {
            Some(run) if set.len() > MOST_RANGES && days_between(run.1, first) <= 8 => run.1 = last,
            _ => joined.push((first, last)),
        }
    }
    let ranges = joined.into_iter().map(|(first, last)| DayRange {
        earliest: first.to_string(),
        latest: last.to_string(),
    });
    ranges.collect()
}

fn days_between(from: Date, to: Date) -> i32 {
    Day::from(to).0 - Day::from(from).0
}

fn granularity_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Quarter => "quarter",
        Precision::Half => "half",
        Precision::Season => "season",
        Precision::Year => "year",
        Precision::Decade => "decade",
        Precision::Unknown => "unknown",
    }
}

/// How far a day that is inferred from the narrative is trusted beside one that the clause tells: set by hand, below any that is told.
const NARRATIVE: f64 = 0.7;

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Metadata => "metadata",
        Method::Dateline => "dateline",
        Method::Explicit => "explicit",
        Method::RelativeToDoc => "relative_to_doc",
        Method::RelativeToEvent => "relative_to_event",
        Method::Weekday => "weekday",
        Method::DocInferred => "doc_inferred",
        Method::LinkedDoc => "linked_doc",
        Method::Narrative => "narrative",
        Method::DefaultDoc => "default_doc",
    }
}
