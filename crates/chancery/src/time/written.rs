//! Written forms that need no anchor: TIMEX3 of lengths, sets, vague words and undated values.

use super::calendar::Day;
use super::slot::iso;
use super::value::{
    Clock, Core, Count, DayPart, Fields, Part, TimeOfDay, TimeValue, Unit, Vague, YearRef,
};

/// `P2W`, `PT48H`, `PXD`.
pub(super) fn length(unit: Unit, count: Count) -> String {
    let number = match count {
        Count::Many => "X".to_owned(),
        Count::Tenths(tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
        Count::Tenths(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
    };
    match unit {
        Unit::Second => format!("PT{number}S"),
        Unit::Minute => format!("PT{number}M"),
        Unit::Hour => format!("PT{number}H"),
        Unit::Day => format!("P{number}D"),
        Unit::Weekend => format!("P{number}WE"),
        Unit::Week => format!("P{number}W"),
        Unit::Fortnight => length(Unit::Week, double(count)),
        Unit::Month => format!("P{number}M"),
        Unit::Quarter => format!("P{number}Q"),
        Unit::Season | Unit::Year => format!("P{number}Y"),
        Unit::Decade => format!("P{number}DE"),
        Unit::Century => format!("P{number}CE"),
    }
}

fn double(count: Count) -> Count {
    match count {
        Count::Tenths(tenths) => Count::Tenths(tenths.saturating_mul(2)),
        Count::Many => Count::Many,
    }
}

/// `TMO`, `T15:30`, `T15`; a zone is written as `Z` or `+03:00`.
pub(super) fn time_of_day(time: TimeOfDay) -> String {
    match time {
        TimeOfDay::Part(part) => format!("T{}", part_code(part)),
        TimeOfDay::Clock(Clock {
            hour,
            minute,
            utc_offset_minutes,
        }) => {
            let minute = minute.map_or(String::new(), |minute| format!(":{minute:02}"));
            format!(
                "T{hour:02}{minute}{}",
                utc_offset_minutes.map_or(String::new(), zone)
            )
        }
    }
}

fn zone(minutes: i16) -> String {
    match minutes {
        0 => "Z".to_owned(),
        _ => format!(
            "{}{:02}:{:02}",
            if minutes < 0 { '-' } else { '+' },
            minutes.abs() / 60,
            minutes.abs() % 60
        ),
    }
}

fn part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "MO",
        DayPart::Midday => "MI",
        DayPart::Afternoon => "AF",
        DayPart::Evening => "EV",
        DayPart::Night => "NI",
        DayPart::Daytime => "DT",
    }
}

/// `a/b`, with `..` for an open end; empty without either.
pub(super) fn interval(first: Option<Day>, last: Option<Day>) -> String {
    match (first, last) {
        (None, None) => String::new(),
        (first, last) => {
            let side = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), iso);
            format!("{}/{}", side(first), side(last))
        }
    }
}

/// TIMEX3 of a value without any anchor: unknown digits are `X`.
pub(super) fn symbolic(value: &TimeValue) -> String {
    let core = symbolic_core(&value.core);
    match value.time {
        Some(time) if !core.is_empty() => core + &time_of_day(time),
        _ => core,
    }
}

/// TIMEX3 of a core without any anchor.
pub(super) fn symbolic_core(core: &Core) -> String {
    match core {
        Core::Void => String::new(),
        Core::Fields(fields) => fields_code(*fields),
        Core::Decade(start) => format!("XX{}", start.rem_euclid(100) / 10),
        Core::Century(number) => format!("{:02}", number - 1),
        Core::Shift { unit, .. } => unit_code(*unit).to_owned(),
        Core::Weekday { day, .. } => format!("XXXX-WXX-{day}"),
        Core::Pointed(_, part) => fields_code(Fields {
            year: YearRef::Missing,
            part: *part,
            weekday: None,
        }),
        Core::Feast(..) | Core::NthDay(..) | Core::NthWeekday { .. } | Core::Anniversary(..) => {
            "XXXX-XX-XX".to_owned()
        }
        Core::Range(sides) => format!("{}/{}", symbolic(&sides.0), symbolic(&sides.1)),
        Core::All(members) => members.iter().map(symbolic).collect::<Vec<_>>().join("/"),
        Core::Length { unit, count, .. } => length(*unit, *count),
        Core::Repeated {
            weekday: Some(day), ..
        } => format!("XXXX-WXX-{day}"),
        Core::Repeated { unit, count, .. } => length(*unit, *count),
        Core::Vague(Vague::Past) => "PAST_REF".to_owned(),
        Core::Vague(Vague::Present) => "PRESENT_REF".to_owned(),
        Core::Vague(Vague::Future) => "FUTURE_REF".to_owned(),
    }
}

fn unit_code(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Season | Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

fn fields_code(fields: Fields) -> String {
    let year = match fields.year {
        YearRef::Given(year) if year < 0 => format!("BC{:04}", -year),
        YearRef::Given(year) => format!("{year:04}"),
        _ => "XXXX".to_owned(),
    };
    match fields.part {
        Part::Year => year,
        Part::Half(half) => format!("{year}-H{half}"),
        Part::Quarter(quarter) => format!("{year}-Q{quarter}"),
        Part::Season(season) => format!(
            "{year}-{}",
            ["SP", "SU", "FA", "WI"][usize::from(season.saturating_sub(21).min(3))]
        ),
        Part::Month(month) => format!("{year}-{month:02}"),
        Part::Day(month, day) => format!("{year}-{month:02}-{day:02}"),
        Part::DayOfMonth(day) => format!("{year}-XX-{day:02}"),
    }
}
