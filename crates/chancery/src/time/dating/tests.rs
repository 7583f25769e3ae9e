//! Laws that every dating keeps, whatever the evidence.

use chancery_nlp::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::evidence::{Evidence, Grain, Kind, Newest};
use super::factor::{Factor, Side, Yearly};
use super::shape::Lead;
use super::{Linked, infer};
use crate::time::calendar::{Day, Days};
use crate::time::value::FeastRule;
use crate::time::{Dating, Method, Precision};

const KNOWN: Day = Day(20_400);
const AS_OF: Date = date(2026, 11, 22);

fn day() -> impl Strategy<Value = Day> {
    (7_305i32..20_700).prop_map(Day)
}

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Past), Just(Side::Future), Just(Side::Either)]
}

fn factor() -> impl Strategy<Value = Factor> {
    let yearly = || {
        let weekday = proptest::option::of(1u8..=7);
        (1u8..=12, 1u8..=31, weekday).prop_map(|(month, day, weekday)| Yearly {
            month,
            day,
            weekday,
        })
    };
    prop_oneof![
        day().prop_map(Factor::AtLeast),
        day().prop_map(|day| Factor::Before(day, Lead::Day)),
        day().prop_map(|day| Factor::Before(day, Lead::Year)),
        (1u8..=7).prop_map(Factor::OnOrAfterWeekday),
        (1u8..=7).prop_map(Factor::BeforeWeekday),
        (1u8..=7).prop_map(Factor::LaterInWeek),
        yearly().prop_map(Factor::Dateline),
        (yearly(), side()).prop_map(|(yearly, side)| Factor::MonthDay(yearly, side)),
        (1u8..=12, side()).prop_map(|(month, side)| Factor::Month(month, side)),
        side().prop_map(|side| Factor::Feast(FeastRule::Easter(0), 1, side)),
        Just(Factor::TurnOfYear),
        (day(), day()).prop_map(|(a, b)| Factor::Terms(vec![Days::new(a.min(b), a.max(b))])),
        (day(), 0.1..1.0f64).prop_map(|(day, weight)| Factor::Nearing(vec![(
            Days::new(day, day.plus(180)),
            weight
        )])),
        day().prop_map(|day| Factor::Within(Days::new(day, day.plus(365)))),
        (1990i32..2030).prop_map(Factor::WrittenYear),
    ]
}

fn piece() -> impl Strategy<Value = Evidence> {
    let newest = proptest::option::of(day().prop_map(|day| Newest {
        day,
        grain: Grain::Month,
    }));
    let parts = (0u32..500, 0u8..4, factor(), any::<(bool, bool)>(), newest);
    parts.prop_map(|(start, kind, factor, (weak, doubtful), names)| Evidence {
        span: Span {
            start,
            end: start + 1,
        },
        kind: Kind(kind, "piece"),
        says: format!("{factor:?}"),
        factor,
        weak,
        doubtful,
        names,
    })
}

fn at(place: u32, factor: Factor) -> Evidence {
    let span = Span {
        start: place,
        end: place + 1,
    };
    Evidence::new(span, Kind(3, "piece"), format!("{factor:?}"), factor)
}

fn dated(evidence: &[Evidence]) -> Dating {
    infer(evidence, KNOWN, Some(AS_OF), &[])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_same_evidence_gives_the_same_dating_in_any_order(
        pieces in proptest::collection::vec(piece(), 0..7),
        seed in any::<u64>(),
    ) {
        let mut turned = pieces.clone();
        let by = seed as usize % pieces.len().max(1);
        turned.rotate_left(by);
        turned.reverse();
        prop_assert_eq!(dated(&pieces), dated(&turned));
    }

    #[test]
    fn a_piece_that_says_nothing_changes_nothing(
        pieces in proptest::collection::vec(piece(), 0..6),
        place in 0u32..500,
    ) {
        let mut more = pieces.clone();
        more.push(at(place, Factor::AtLeast(Day(0))));
        more.push(at(place, Factor::WrittenYear(1800)));
        prop_assert_eq!(dated(&pieces), dated(&more));
    }

    #[test]
    fn no_evidence_empties_the_calendar(pieces in proptest::collection::vec(piece(), 1..40)) {
        let dating = dated(&pieces);
        prop_assert!(dating.reasons.is_empty() || !dating.set90.is_empty());
        for (first, last) in &dating.set90 {
            prop_assert!(first <= last && *last <= AS_OF);
        }
        prop_assert!(dating.day.latest <= Some(AS_OF));
        prop_assert!((0.0..=1.0).contains(&dating.day.confidence));
        let years: f64 = dating.years.iter().map(|year| year.1).sum();
        prop_assert!(years <= 1.1);
    }

    #[test]
    fn a_doubtful_day_is_never_told_without_a_rival(
        pieces in proptest::collection::vec(piece(), 1..12),
    ) {
        let dating = dated(&pieces);
        if let Some(best) = dating.day.best.filter(|_| dating.day.confidence < 0.5) {
            prop_assert!(!dating.rivals.is_empty());
            let said = super::sentence(&dating);
            let rivals = &dating.rivals;
            let told = rivals.iter().any(|rival| said.contains(&rival.0.to_string()));
            prop_assert!(said.contains(&best.to_string()) && told, "{}", said);
        }
    }
}

#[test]
fn nothing_is_said_where_nothing_is_known() {
    let dating = infer(&[], KNOWN, None, &[]);
    assert_eq!(dating.day.edtf, "");
    assert_eq!((dating.day.earliest, dating.day.latest), (None, None));
    assert_eq!(
        super::sentence(&dating),
        "the day of publication is not known"
    );
    let bounded = dated(&[]);
    assert_eq!(bounded.day.latest, Some(AS_OF));
    assert_eq!(bounded.day.best, None);
    assert_eq!(bounded.set90, []);
}

#[test]
fn a_misprint_far_ahead_is_a_conflict_and_no_bound() {
    let pieces = [
        at(0, Factor::AtLeast(Day(19_000))),
        at(10, Factor::AtLeast(Day(19_100))),
        at(20, Factor::Before(Day(12_000), Lead::Day)),
    ];
    let dating = dated(&pieces);
    assert_eq!(dating.conflicts.len(), 1);
    assert_eq!(dating.conflicts[0].span.start, 20);
    assert_eq!(dating.day.earliest, Some(Day(19_100).date()));
    assert_eq!(dating.day.latest, Some(AS_OF));
}

#[test]
fn several_pieces_of_a_kind_count_less_each() {
    let weekdays =
        [1, 2, 3, 4].map(|weekday| at(u32::from(weekday), Factor::OnOrAfterWeekday(weekday)));
    let dating = dated(&weekdays);
    assert!(dating.reasons.iter().all(|reason| reason.counts == 0.5));
    let weak = Evidence {
        weak: true,
        ..weekdays[0].clone()
    };
    assert_eq!(dated(&[weak]).reasons[0].counts, 0.5);
}

#[test]
fn a_day_that_is_sure_stands_alone() {
    let yearly = Yearly {
        month: 5,
        day: 6,
        weekday: Some(1),
    };
    let pieces = [
        at(0, Factor::Dateline(yearly)),
        at(1, Factor::AtLeast(Day::from_ymd(2020, 1, 1).unwrap())),
        at(
            2,
            Factor::Before(Day::from_ymd(2026, 1, 1).unwrap(), Lead::Year),
        ),
    ];
    let dating = dated(&pieces);
    assert_eq!(dating.day.best, Some(date(2024, 5, 6)));
    assert_eq!(dating.day.edtf, "2024-05-06");
    assert_eq!(dating.granularity, Precision::Day);
    assert!(super::sentence(&dating).starts_with("published on 2024-05-06, because: "));
}

#[test]
fn a_linked_document_is_a_mixture() {
    let thursday = at(0, Factor::OnOrAfterWeekday(4));
    let from = at(1, Factor::AtLeast(Day::from_ymd(2025, 7, 18).unwrap()));
    let link = |probability| {
        [Linked {
            document: "first".to_owned(),
            days: vec![(date(2026, 1, 1), 0.8), (date(2025, 12, 25), 0.2)],
            probability,
        }]
    };
    let pieces = [thursday, from];
    let dating = infer(&pieces, KNOWN, Some(AS_OF), &link(0.6));
    assert_eq!(dating.day.best, Some(date(2026, 1, 1)));
    assert_eq!(dating.day.method, Method::LinkedDoc);
    assert!(
        (0.25..0.5).contains(&dating.day.confidence),
        "{}",
        dating.day.confidence
    );
    assert!(
        dating
            .reasons
            .iter()
            .any(|reason| reason.says.contains("not independent"))
    );
    assert_eq!(
        infer(&pieces, KNOWN, Some(AS_OF), &link(0.0)),
        dated(&pieces)
    );
}
