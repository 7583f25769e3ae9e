//! Names that are found by pattern: peoples, vessels and events.
//!
//! From tokens, tags and the listed classes:
//!
//! * NAT: a listed adjective or people of a place, with a capital, outside any other name.
//! * VESSEL: a hull prefix and capitals ("USS ..."); a kind of ship and the name after it, quoted
//!   or not; a quoted name that was launched, sunk, boarded.
//! * EVENT: a capitalised run that ends in the noun of an event ("... Summit"), with a number
//!   after it, or one that begins with such a noun and goes on with "of" ("Treaty of ...").
//!
//! A pattern of a vessel or event replaces the tagger's names under it.

use crate::labels::{NameKind, Xpos};
use crate::names::features::{Atom, Case};
use crate::names::gazetteer::{ClassSet, NameClass};
use crate::parse::{Name, Parse, Sentence, TokenId};

/// Longest quoted name, tokens.
const QUOTED: usize = 6;
/// How far after a quoted name the verb of a ship may stand, tokens.
const VERB_REACH: usize = 5;

/// Adds the names that patterns find to `parse.names` and takes away those they replace.
pub fn add_patterns(parse: &mut Parse, atoms: &[Atom], found: &mut Vec<Name>) {
    found.clear();
    for &sentence in &parse.sentences {
        let view = Line {
            parse,
            atoms,
            sentence,
        };
        view.vessels(found);
        view.events(found);
    }
    if !found.is_empty() {
        parse
            .names
            .retain(|old| !found.iter().any(|new| overlap(old, new)));
        parse.names.append(found);
        parse.names.sort_unstable_by_key(|name| name.first);
    }
    add_peoples(parse, atoms, found);
}

fn overlap(a: &Name, b: &Name) -> bool {
    a.first < b.end && b.first < a.end
}

/// A sentence with all that patterns look at.
struct Line<'a> {
    parse: &'a Parse,
    atoms: &'a [Atom],
    sentence: Sentence,
}

impl Line<'_> {
    fn is(&self, at: usize, class: NameClass) -> bool {
        self.inside(at) && self.atoms[at].classes & class.bit() != 0
    }

    fn inside(&self, at: usize) -> bool {
        self.sentence.first.index() <= at && at < self.sentence.end.index()
    }

    fn capital(&self, at: usize) -> bool {
        self.inside(at) && self.atoms[at].is_capital()
    }

    fn tag(&self, at: usize) -> Option<Xpos> {
        self.inside(at).then(|| self.parse.xpos[at])
    }

    fn push(&self, found: &mut Vec<Name>, first: usize, end: usize, kind: NameKind) {
        let (first, end) = (TokenId(first as u32), TokenId(end as u32));
        let name = Name { first, end, kind };
        if !found.iter().any(|old| overlap(old, &name)) {
            found.push(name);
        }
    }

    fn vessels(&self, found: &mut Vec<Name>) {
        for at in self.sentence.first.index()..self.sentence.end.index() {
            if self.is(at, NameClass::VesselPrefix) && self.capital(at) {
                let end = self.ship_end(at + 1);
                if end > at + 1 && !self.is(at, NameClass::Title) {
                    self.push(found, at, end, NameKind::Vessel);
                }
            } else if self.tag(at) == Some(Xpos::OpenQuote) {
                self.quoted_vessel(at, found);
            } else if self.is(at, NameClass::VesselClass) && self.atoms[at].case == Case::Lower {
                self.bare_vessel(at, found);
            }
        }
    }

    /// End of a run of capitals and numbers, hyphens between; `first` where there is none.
    fn ship_end(&self, first: usize) -> usize {
        if !self.capital(first) || self.is(first, NameClass::NotName) {
            return first;
        }
        let mut end = first + 1;
        loop {
            let joins = self.is(end, NameClass::Particle) && self.capital(end + 1);
            if self.capital(end) && !self.is(end, NameClass::NotName) {
                end += 1;
            } else if joins && self.tag(end) != Some(Xpos::CC) {
                end += 2;
            } else {
                return end;
            }
        }
    }

    fn quoted_vessel(&self, open: usize, found: &mut Vec<Name>) {
        let Some(close) =
            (open + 2..open + 2 + QUOTED).find(|&at| self.tag(at) == Some(Xpos::CloseQuote))
        else {
            return;
        };
        let named = (open + 1..close)
            .all(|at| self.atoms[at].is_capital() || self.is(at, NameClass::Particle));
        let ship_before = open
            .checked_sub(1)
            .is_some_and(|b| self.is(b, NameClass::VesselClass));
        if named && (ship_before || self.befalls_ship(close + 1)) {
            self.push(found, open + 1, close, NameKind::Vessel);
        }
    }

    /// True where a verb of ships follows, with nothing but helping words between.
    fn befalls_ship(&self, from: usize) -> bool {
        (from..from + VERB_REACH)
            .take_while(|&at| self.inside(at) && !self.capital(at))
            .any(|at| self.is(at, NameClass::VesselVerb) || self.is(at, NameClass::VesselClass))
    }

    /// "the frigate Admiral ...": a kind of ship, then a name without a sign between.
    fn bare_vessel(&self, class: usize, found: &mut Vec<Name>) {
        let end = self.ship_end(class + 1);
        let place = (class + 1..end).all(|at| {
            self.atoms[at].classes & (NameClass::Country.bit() | NameClass::Demonym.bit()) != 0
        });
        if end > class + 1 && !place && !self.is(class + 1, NameClass::VesselPrefix) {
            self.push(found, class + 1, end, NameKind::Vessel);
        }
    }

    fn events(&self, found: &mut Vec<Name>) {
        let mut at = self.sentence.first.index();
        while at < self.sentence.end.index() {
            let end = (self.atoms[at].run_end as usize).max(at + 1);
            if self.capital(at) {
                self.event_in(at, end, found);
            }
            at = end;
        }
    }

    fn event_in(&self, first: usize, end: usize, found: &mut Vec<Name>) {
        let head = (first..end)
            .rev()
            .find(|&at| !self.is(at, NameClass::Numeral));
        if let Some(head) = head.filter(|&at| at > first && self.is(at, NameClass::EventHead)) {
            let end = end.max(head + 1) + usize::from(self.numbered(end));
            self.push(found, first, end, NameKind::Event);
        } else if self.is(first, NameClass::EventHead)
            && self.tag(first + 1) == Some(Xpos::IN)
            && self.is(first + 1, NameClass::Particle)
            && self.capital(first + 2)
        {
            let end = (self.atoms[first + 2].run_end as usize).max(first + 3);
            self.push(found, first, end, NameKind::Event);
        }
    }

    fn numbered(&self, at: usize) -> bool {
        self.is(at, NameClass::Numeral) && self.atoms[at].is_capital()
    }
}

/// Adds listed peoples that stand in no name; a name that is nothing but a people becomes one.
fn add_peoples(parse: &mut Parse, atoms: &[Atom], found: &mut Vec<Name>) {
    found.clear();
    let mut names = parse.names.iter_mut().peekable();
    let mut at = 0;
    while at < atoms.len() {
        let token = TokenId(at as u32);
        while names.next_if(|name| name.end <= token).is_some() {}
        let length = people_at(parse.xpos.get(at).copied(), &atoms[at..]);
        let end = TokenId((at + length.max(1)) as u32);
        match names.peek_mut() {
            Some(name) if name.first == token && name.end == end && length > 0 => {
                name.kind = NameKind::Nationality;
            }
            Some(name) if name.first <= token => {}
            Some(name) if name.first < end => {}
            _ if length > 0 => found.push(Name {
                first: token,
                end,
                kind: NameKind::Nationality,
            }),
            _ => {}
        }
        at = end.index();
    }
    parse.names.append(found);
    parse.names.sort_unstable_by_key(|name| name.first);
}

/// Length in tokens of a listed people that begins here; 0 for none.
fn people_at(tag: Option<Xpos>, atoms: &[Atom]) -> usize {
    const OTHER: ClassSet = NameClass::Country.bit() | NameClass::City.bit();
    let this = &atoms[0];
    let nominal = matches!(
        tag,
        Some(Xpos::JJ | Xpos::NNP | Xpos::NNPS | Xpos::NN | Xpos::NNS)
    );
    let demonym = |atom: &Atom| atom.classes & NameClass::Demonym.bit() != 0;
    if !nominal || !demonym(this) || this.classes & OTHER != 0 || !this.is_capital() {
        return 0;
    }
    // "North Korean" is a people as a whole; "African Union" only begins with the word for one.
    let same = |atom: &&Atom| atom.phrase_length > 1 && atom.phrase_start == this.phrase_start;
    let phrase = atoms.iter().take_while(same).count();
    let whole = atoms[..phrase].iter().all(demonym);
    if whole { phrase.max(1) } else { 1 }
}
