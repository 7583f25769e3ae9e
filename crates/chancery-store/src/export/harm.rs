//! What may leave: masks private persons, and takes the words of reports out where they were not asked for.
//!
//! A private person is a `person` without office and sector of public life, who neither acts in the
//! event (as actor, guest, host or mediator) nor is a source. The mask replaces the name and each form
//! of it in all fields of the event. The text of a whole document is not masked: where it is asked
//! for, it leaves as it is.

use super::{Context, Private, Rows, Source, Text};
use crate::record::{self, Correction, Event, Held, Participant, Quoted};
use std::collections::BTreeSet;
use std::io;

/// What stands for a name that is masked.
pub const MASK: &str = "[private person]";

/// Sectors of PLOVER that make nobody a public person.
const PRIVATE: [&str; 3] = ["CVL", "REF", "UNK"];

/// A source through which only that comes which may leave.
pub struct Shown<'a> {
    /// What was chosen.
    pub context: &'a Context,
    /// All rows.
    pub source: &'a dyn Source,
}

impl Source for Shown<'_> {
    fn events(&self) -> Rows<'_, Event> {
        let rows = self.source.events();
        Box::new(rows.map(|row| row.map(|event| self.event(event))))
    }

    fn documents(&self) -> Rows<'_, record::Source> {
        self.source.documents()
    }

    fn quotes(&self) -> Rows<'_, Quoted> {
        match self.context.text {
            Text::None => Box::new(std::iter::empty()),
            Text::Quote | Text::Full => self.source.quotes(),
        }
    }

    fn roles(&self) -> Rows<'_, Held> {
        self.source.roles()
    }

    fn corrections(&self) -> Rows<'_, Correction> {
        self.source.corrections()
    }

    fn text(&self, document: &str) -> io::Result<Option<String>> {
        match self.context.text {
            Text::None => Ok(None),
            Text::Quote | Text::Full => self.source.text(document),
        }
    }
}

impl Shown<'_> {
    fn event(&self, mut event: Event) -> Event {
        if self.context.private == Private::Masked {
            mask(&mut event);
        }
        if self.context.text == Text::None {
            for telling in &mut event.claims {
                telling.sentence.clear();
            }
        }
        event
    }
}

/// Masks every private person of an event.
fn mask(event: &mut Event) {
    let hidden: Vec<Participant> = event
        .participants
        .iter()
        .filter(|one| is_private(event, one))
        .cloned()
        .collect();
    if hidden.is_empty() {
        return;
    }
    let names = forms(event, &hidden);
    for one in &mut event.participants {
        if hidden.contains(one) {
            MASK.clone_into(&mut one.name);
            MASK.clone_into(&mut one.raw);
            one.actor.clear();
        }
    }
    let cover = |words: &mut String| {
        for name in &names {
            if words.contains(name.as_str()) {
                *words = words.replace(name.as_str(), MASK);
            }
        }
    };
    event.topics.iter_mut().for_each(cover);
    for telling in &mut event.claims {
        cover(&mut telling.sentence);
        let claim = &mut telling.claim;
        for part in &mut claim.participants {
            if hidden.iter().any(|one| is_of(one, part.actor.as_deref())) {
                part.actor = None;
            }
            cover(&mut part.name);
            cover(&mut part.words.text);
        }
        claim
            .topics
            .iter_mut()
            .for_each(|topic| cover(&mut topic.text));
    }
}

/// Every form of the names, the longest first, so that no part of one is left.
fn forms(event: &Event, hidden: &[Participant]) -> Vec<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for one in hidden {
        names.extend([one.name.clone(), one.raw.clone()]);
        names.extend(one.name.split_whitespace().last().map(str::to_owned));
        let parts = event.claims.iter().flat_map(|t| &t.claim.participants);
        for part in parts.filter(|part| is_of(one, part.actor.as_deref())) {
            names.extend([part.name.clone(), part.words.text.clone()]);
        }
    }
    let mut names: Vec<String> = names.into_iter().filter(|name| name.len() > 2).collect();
    names.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    names
}

fn is_of(one: &Participant, actor: Option<&str>) -> bool {
    !one.actor.is_empty() && actor == Some(one.actor.as_str())
}

fn is_private(event: &Event, one: &Participant) -> bool {
    let public = one.title.is_some()
        || matches!(one.role.as_str(), "actor" | "guest" | "host" | "mediator")
        || one
            .sectors
            .iter()
            .any(|sector| !PRIVATE.contains(&sector.as_str()));
    let speaks = || {
        let mut steps = event.claims.iter().flat_map(|t| &t.claim.attribution);
        steps.any(|step| is_of(one, step.actor.as_deref()))
    };
    one.kind == "person" && !public && !speaks()
}
