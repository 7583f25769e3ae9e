//! Readings made up from a seed, for measuring the Ledger without reading.
//!
//! Words, actors and dyads follow Zipf's law; nothing is from outside, and the same number gives the
//! same Reading. The words are made of syllables: a text of them packs worse than news.

use chancery::reading::{
    ActorRecord, AttributionRecord, CharRange, ClaimRecord, DatingRecord, DocumentRecord,
    EventTimeRecord, ParticipantRecord, PlaceRecord, QuoteRecord, Reading, RoleRecord,
    SpeakerRecord, TextSpan, TimeRecord,
};
use chancery::time::calendar::Day;

/// Words of the language.
pub(super) const WORDS: u64 = 50_000;
/// People and bodies in the news.
const ACTORS: u64 = 20_000;
/// Words of a text.
const LENGTH: usize = 395;
/// First day of the news.
pub(super) const FIRST_DAY: i32 = 20_454;

const SYLLABLES: [&str; 24] = [
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "ka", "le",
    "mo", "nu", "pra", "sti", "tor", "ven", "wal", "den",
];
pub(super) const COUNTRIES: [&str; 12] = [
    "USA", "CHN", "RUS", "UKR", "TUR", "ISR", "IRN", "IND", "FRA", "GBR", "DEU", "EGY",
];
const TYPES: [(&str, &str, &str); 5] = [
    ("CONSULT", "meet", "040"),
    ("AGREE", "deal", "057"),
    ("ACCUSE", "allege", "112"),
    ("DEMAND", "demand", "100"),
    ("ASSAULT", "attack", "190"),
];

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(super) struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// A rank from 0, each about as often as one over it.
    pub fn rank(&mut self, end: u64) -> u64 {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64).powf(share) as u64).min(end) - 1
    }
}

/// The word of a rank: frequent ones are short.
pub(super) fn word(rank: u64) -> String {
    let mut left = rank + 1;
    let mut word = String::new();
    while left > 0 {
        word.push_str(SYLLABLES[(left % 24) as usize]);
        left /= 24;
    }
    word
}

/// Reading number `number` of the made-up news, with so many a day.
pub fn reading(seed: u64, number: u64, a_day: u64) -> Reading {
    let mut dice = Dice(seed.wrapping_mul(0x0100_0000_01b3).wrapping_add(number));
    let day = Day(FIRST_DAY + (number / a_day.max(1)) as i32);
    let text = text(&mut dice);
    let actors = actors(&mut dice);
    let words = starts(&text);
    let date = time(day, "metadata");
    let mut reading = Reading {
        id: format!("made-{number}"),
        document: DocumentRecord {
            url: Some(format!("https://news.invalid/{number}")),
            outlet: Some(format!("{} Post", word(dice.rank(400)))),
            title: Some(text[..60].to_owned()),
            language: "en".to_owned(),
            published: DatingRecord {
                day: date,
                ..DatingRecord::default()
            },
            text,
            ..DocumentRecord::default()
        },
        ..Reading::default()
    };
    for seq in 0..5 {
        let claim = claim(&mut dice, &reading, (&actors, &words), (seq, day));
        reading.claims.push(claim);
    }
    for seq in 0..2 {
        reading
            .quotes
            .push(quote(&mut dice, &reading, &actors, &words));
        reading.roles.push(RoleRecord {
            person: actors[seq].actor.clone(),
            name: actors[seq].name.clone(),
            title: word(dice.rank(100)),
            tense: "current".to_owned(),
            ..RoleRecord::default()
        });
    }
    reading.actors = actors;
    reading
}

/// A page of so many bytes: the frame of one site, a text, and lists of links with addresses of chance.
pub fn page(seed: u64, number: u64, bytes: usize) -> String {
    let mut dice = Dice(seed.wrapping_mul(0x0100_0000_01b3).wrapping_add(number));
    let mut page = String::from("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.push_str(&format!("<title>{number}</title></head><body><article>"));
    for paragraph in text(&mut dice).split("\n\n") {
        page.push_str(&format!(
            "<p class=\"article__paragraph\">{paragraph}</p>\n"
        ));
    }
    page.push_str("</article><aside>");
    while page.len() < bytes {
        let (kind, other) = (word(dice.rank(200)), word(dice.rank(WORDS)));
        page.push_str(&format!(
            "<div class=\"module module--{kind} grid__item\" data-component=\"teaser\" data-tracking=\"{:x}\">\n  \
             <a href=\"https://news.invalid/{kind}/{other}-{}\" class=\"teaser__link\" rel=\"noopener\">\
             <span class=\"teaser__headline\">",
            dice.next(),
            dice.below(100_000)
        ));
        for _ in 0..12 {
            page.push_str(&word(dice.rank(WORDS)));
            page.push(' ');
        }
        page.push_str("</span></a>\n</div>\n");
    }
    page.push_str("</aside></body></html>");
    page
}

fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    for at in 0..LENGTH {
        let word = word(dice.rank(WORDS));
        match at % 20 {
            0 => text.push_str(&format!("{}{}", word[..1].to_uppercase(), &word[1..])),
            _ => text.push_str(&word),
        }
        text.push_str(match at % 20 {
            19 if at % 60 == 59 => ".\n\n",
            19 => ". ",
            _ => " ",
        });
    }
    text
}

/// Where the words begin; the text is ASCII.
fn starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let begins = |at: &usize| {
        bytes[*at].is_ascii_alphabetic() && (*at == 0 || !bytes[at - 1].is_ascii_alphabetic())
    };
    (0..bytes.len())
        .filter(begins)
        .map(|at| at as u32)
        .collect()
}

fn actors(dice: &mut Dice) -> Vec<ActorRecord> {
    let mut ranks: Vec<u64> = Vec::new();
    while ranks.len() < 12 {
        let rank = dice.rank(ACTORS);
        if !ranks.contains(&rank) {
            ranks.push(rank);
        }
    }
    ranks.iter().map(|&rank| actor(rank)).collect()
}

fn actor(rank: u64) -> ActorRecord {
    let name = format!("{} {}", capital(rank * 7 + 300), capital(rank * 13 + 900));
    ActorRecord {
        actor: format!("a:{:012x}", Dice(rank).next() >> 16),
        kind: if rank < 40 { "state" } else { "person" }.to_owned(),
        names: vec![name.clone(), capital(rank * 13 + 900)],
        name,
        country: Some(COUNTRIES[(rank % 12) as usize].to_owned()),
        sectors: vec!["GOV".to_owned()],
        mentions: vec![CharRange { start: 0, end: 9 }],
        ..ActorRecord::default()
    }
}

fn capital(rank: u64) -> String {
    let word = word(rank);
    format!("{}{}", word[..1].to_uppercase(), &word[1..])
}

/// Some words of the text.
fn span(dice: &mut Dice, text: &str, words: &[u32], count: usize) -> TextSpan {
    let at = dice.below(words.len() - count - 1);
    let (start, end) = (words[at], words[at + count]);
    let given = text[start as usize..end as usize].trim_end();
    TextSpan {
        start,
        end: start + given.len() as u32,
        text: given.to_owned(),
    }
}

fn time(day: Day, method: &str) -> TimeRecord {
    let iso = Some(day.date().to_string());
    TimeRecord {
        edtf: iso.clone(),
        earliest: iso.clone(),
        latest: iso.clone(),
        best: iso,
        precision: "day".to_owned(),
        confidence: 0.98,
        method: method.to_owned(),
    }
}

fn claim(
    dice: &mut Dice,
    reading: &Reading,
    (actors, words): (&[ActorRecord], &[u32]),
    (seq, day): (usize, Day),
) -> ClaimRecord {
    let text = &reading.document.text;
    let (event_type, kind, cameo) = TYPES[dice.below(TYPES.len())];
    let first = dice.below(actors.len());
    let second = (first + 1 + dice.below(actors.len() - 1)) % actors.len();
    let source = &actors[dice.below(actors.len())];
    let evidence = span(dice, text, words, 20);
    let mut part = |role: &str, actor: &ActorRecord| ParticipantRecord {
        role: role.to_owned(),
        name: actor.name.clone(),
        actor: Some(actor.actor.clone()),
        country: actor.country.clone(),
        sectors: actor.sectors.clone(),
        words: span(dice, text, words, 2),
        ..ParticipantRecord::default()
    };
    ClaimRecord {
        participants: vec![
            part("actor", &actors[first]),
            part("recipient", &actors[second]),
        ],
        id: format!("c:{:012x}", dice.next() >> 16),
        event_type: event_type.to_owned(),
        kind: Some(kind.to_owned()),
        contexts: vec!["diplomatic".to_owned()],
        cameo: cameo.to_owned(),
        quad: 1 + (seq % 4) as u8,
        intensity: 4.0,
        place: (seq < 3).then(|| place(dice, &actors[first], (text, words))),
        time: Some(EventTimeRecord {
            day: time(Day(day.0 - dice.below(4) as i32), "weekday"),
            timex3: Some("XXXX-WXX-4".to_owned()),
            words: Some(span(dice, text, words, 1)),
        }),
        topics: vec![span(dice, text, words, 4)],
        status: "happened".to_owned(),
        certainty: "certain".to_owned(),
        core: true,
        attribution: vec![AttributionRecord {
            name: source.name.clone(),
            actor: Some(source.actor.clone()),
            cue: "said".to_owned(),
            named: true,
            ..AttributionRecord::default()
        }],
        evidence: CharRange {
            start: evidence.start,
            end: evidence.end,
        },
        trigger: span(dice, text, words, 1),
        rule: "consult.meet".to_owned(),
        score: 0.93,
        ..ClaimRecord::default()
    }
}

fn place(dice: &mut Dice, actor: &ActorRecord, (text, words): (&str, &[u32])) -> PlaceRecord {
    PlaceRecord {
        name: capital(dice.rank(2_000)),
        country: actor.country.clone(),
        lat: Some(39.9),
        lon: Some(32.9),
        precision: "city".to_owned(),
        words: span(dice, text, words, 1),
    }
}

fn quote(dice: &mut Dice, reading: &Reading, actors: &[ActorRecord], words: &[u32]) -> QuoteRecord {
    let TextSpan { start, end, text } = span(dice, &reading.document.text, words, 12);
    let speaker = &actors[dice.below(actors.len())];
    QuoteRecord {
        kind: "direct".to_owned(),
        text,
        start,
        end,
        speaker: Some(SpeakerRecord {
            name: speaker.name.clone(),
            actor: Some(speaker.actor.clone()),
            start: 0,
            end: 9,
        }),
        cue: Some(span(dice, &reading.document.text, words, 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::reading;

    #[test]
    fn a_number_gives_one_reading() {
        let one = reading(1, 7, 10);
        assert_eq!(one, reading(1, 7, 10));
        assert_ne!(one.document.text, reading(1, 8, 10).document.text);
        assert!((2_200..2_700).contains(&one.document.text.len()));
        assert_eq!((one.claims.len(), one.actors.len()), (5, 12));
    }
}
