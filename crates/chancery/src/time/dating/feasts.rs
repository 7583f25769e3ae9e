//! Row 9: feasts and gatherings of several days, from the table of feasts: near one of them.
//!
//! Feasts of one day are time expressions and come with them; these are not, since "Ramadan" is a
//! season. They are searched by name in what was read.

use chancery_nlp::Span;

use super::evidence::{Evidence, Kind, Source, is_read};
use super::factor::{Factor, Side};

/// Evidence of every feast named, each once.
pub(super) fn find(source: &Source<'_>) -> Vec<Evidence> {
    let world = source.lexicon.world();
    let Some(names) = &world.feast_names else {
        return Vec::new();
    };
    let mut found: Vec<Evidence> = Vec::new();
    for name in names.find_iter(source.text) {
        let span = Span::new(name.start(), name.end());
        if !is_read(source.parse, span) || !stands_alone(source.text, span) {
            continue;
        }
        if let Some((rule, days)) = world.feasts.get(name.pattern().as_usize()) {
            let factor = Factor::Feast(rule.clone(), *days, Side::Either);
            let says = "near those days".to_owned();
            found.push(Evidence::new(span, Kind(9, "season"), says, factor));
        }
    }
    found
}

/// True where no letter touches the words.
pub(super) fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].chars().next_back();
    let after = text[span.end as usize..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
