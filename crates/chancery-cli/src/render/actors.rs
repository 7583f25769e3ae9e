//! `actors --pretty`: the actors of a report as a table, an actor a line, its offices behind it.
//!
//! ```text
//! report.txt: 3 actors
//!
//!   actor                    kind     code     offices                                   mentions
//!   Ada Sarel                person   BEL GOV  defence minister (BEL)                           4
//!   Belgium                  state    BEL GOV                                                   2
//!   Belgian officials (3+)   group    BEL GOV                                                   1
//! ```
//!
//! A `?` after a code or a country says that it is inferred, by the headline or the rest of the report.

use super::lay::{clean, shorten, width};
use super::style::{Palette, Part};
use chancery::actors::{ActorOut, ActorsOut, QuantityOut, RoleOut};

/// Widest column of names, in columns.
const NAMES: usize = 32;

/// Columns between two columns of the table.
const GAP: usize = 2;

/// The table of the actors of one report; `origin` says where it stands, `room` is the width.
pub fn page(layer: &ActorsOut, origin: &str, room: usize, palette: Palette) -> String {
    let rows: Vec<[String; 4]> = layer.actors.iter().map(|actor| row(layer, actor)).collect();
    let head = ["actor", "kind", "code", "offices"].map(str::to_owned);
    let widths = widths(&rows, &head);
    let used: usize = widths.iter().map(|width| width + GAP).sum();
    let offices = room.saturating_sub(used + GAP).max(NAMES / 2);
    let title = format!("{}: {} actors", clean(origin), rows.len());
    let mut lines = vec![palette.paint(Part::Title, &title), String::new()];
    lines.push(palette.paint(Part::Faint, &line(&head, &widths)));
    for row in &rows {
        let mut offices = super::lay::fill(&row[3], offices).into_iter();
        let mut first = row.clone();
        first[3] = offices.next().unwrap_or_default();
        lines.push(line(&first, &widths));
        let blank = " ".repeat(used + GAP);
        lines.extend(offices.map(|more| format!("{blank}{more}")));
    }
    lines.push(String::new());
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// Widths of all columns but the last.
fn widths(rows: &[[String; 4]], head: &[String; 4]) -> [usize; 3] {
    [0, 1, 2].map(|column| {
        let all = rows.iter().chain(std::iter::once(head));
        all.map(|row| width(&row[column])).max().unwrap_or_default()
    })
}

fn line(row: &[String; 4], widths: &[usize; 3]) -> String {
    let mut out = String::new();
    for (words, wanted) in row.iter().zip(widths) {
        let blank = wanted.saturating_sub(width(words)) + GAP;
        out.push_str(&format!(
            "{}{words}",
            " ".repeat(GAP * usize::from(out.is_empty()))
        ));
        out.push_str(&" ".repeat(blank));
    }
    out.push_str(&row[3]);
    out.trim_end().to_owned()
}

fn row(layer: &ActorsOut, actor: &ActorOut) -> [String; 4] {
    [
        name(actor),
        actor.kind.to_owned(),
        code(actor),
        offices(layer, actor),
    ]
}

/// Name with the number, and how often it is mentioned.
fn name(actor: &ActorOut) -> String {
    let counted = actor.quantity.as_ref().filter(|_| actor.members.is_empty());
    let counted = counted
        .and_then(number)
        .map_or(String::new(), |n| format!(" ({n})"));
    shorten(&clean(&actor.name), NAMES - width(&counted).min(NAMES / 2)) + &counted
}

/// Nothing where the name already says it in words.
fn number(quantity: &QuantityOut) -> Option<String> {
    match (quantity.value, quantity.min, quantity.max) {
        (Some(value), _, _) if quantity.approximate => Some(format!("~{value}")),
        (Some(value), _, _) => Some(value.to_string()),
        (None, Some(min), _) => Some(format!("{min}+")),
        (None, None, Some(max)) => Some(format!("up to {max}")),
        (None, None, None) => None,
    }
}

/// PLOVER codes, with `?` where the country is inferred; the sector alone without a country.
fn code(actor: &ActorOut) -> String {
    let guess = matches!(actor.country_basis, Some("headline" | "inferred"));
    let guess = if guess { "?" } else { "" };
    match (actor.plover.as_slice(), actor.sectors.first()) {
        ([], Some(sector)) => format!("- {sector}"),
        ([], None) => "-".to_owned(),
        (codes, _) => codes.join(", ") + guess,
    }
}

fn offices(layer: &ActorsOut, actor: &ActorOut) -> String {
    let own = layer.roles.iter().filter(|role| role.person == actor.actor);
    let offices: Vec<String> = own.map(office).collect();
    offices.join("; ")
}

/// "former defence minister (BEL)".
fn office(role: &RoleOut) -> String {
    let tense = match role.tense {
        "current" => String::new(),
        tense => format!("{tense} "),
    };
    let guess = if role.basis == "inferred" { "?" } else { "" };
    let body = role
        .organisation
        .as_ref()
        .map_or(String::new(), |body| format!(", {}", clean(body)));
    let unsure = matches!(role.country_basis, Some("headline" | "inferred"));
    let unsure = if unsure { "?" } else { "" };
    let country = role
        .country
        .as_ref()
        .map_or(String::new(), |code| format!(" ({code}{unsure})"));
    format!("{tense}{}{guess}{body}{country}", clean(&role.title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let said = |value, min, max, approximate| {
            number(&QuantityOut {
                value,
                min,
                max,
                approximate,
                words: String::new(),
            })
        };
        assert_eq!(
            said(Some(3.0), Some(3.0), Some(3.0), false).as_deref(),
            Some("3")
        );
        assert_eq!(said(Some(40.0), None, None, true).as_deref(), Some("~40"));
        assert_eq!(said(None, Some(11.0), None, true).as_deref(), Some("11+"));
        assert_eq!(said(None, None, None, true), None);
    }
}
