//! The parties of two claims beside each other: who is on both sides, and whether anybody is on one
//! side only who should be on both.
//!
//! Parties are matched one to one, the more alike first. Where both claims name two parties or more,
//! two of them must have somebody opposite who can be the same; one-sided acts (an accusation, a
//! demand) are told of one part: actor against actor, recipient against recipient.

use super::card::Card;
use super::party::{Alike, Party};

/// How many parties of two claims are alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Company {
    /// Of one bearer.
    pub same: usize,
    /// Of one country.
    pub side: usize,
    /// Somebody is there who cannot be on the other side, and must.
    pub clash: bool,
    /// Both name two or more, and of one only is it known who it is.
    pub half: bool,
    /// The parties of one side are only presumed.
    pub presumed: bool,
}

impl Company {
    /// Compares the parties of two claims; the order of the two does not matter.
    pub fn of(a: &Card, b: &Card) -> Company {
        let (a, b) = if a.key() <= b.key() { (a, b) } else { (b, a) };
        let (ours, theirs) = (a.company(), b.company());
        let roles = a.is_one_sided();
        let mut pairs = Vec::new();
        for (at, one) in ours.iter().enumerate() {
            for (other, two) in theirs.iter().enumerate() {
                let alike = match roles && one.role != two.role {
                    true => Alike::Differ,
                    false => one.alike(two),
                };
                pairs.push((alike, at, other));
            }
        }
        pairs.sort_unstable();
        let (mut left, mut right) = (vec![false; ours.len()], vec![false; theirs.len()]);
        let mut found = [0; 3];
        for (alike, at, other) in pairs {
            if !left[at] && !right[other] && alike != Alike::Differ {
                (left[at], right[other]) = (true, true);
                found[alike as usize] += 1;
            }
        }
        let [same, side, open] = found;
        let least = ours.len().min(theirs.len());
        let few = least > 1 && same + side + open < 2;
        Company {
            same,
            side,
            half: least > 1 && same + side < 2,
            clash: few || roles && parts_differ(ours, theirs),
            presumed: a.parties.is_empty() || b.parties.is_empty(),
        }
    }

    /// Halves of points for the parties; `None` where too little is shared.
    pub fn halves(self) -> Option<i32> {
        let halves = match (self.same, self.side) {
            (2.., _) => 6,
            (1, 1..) => 5,
            (0, 2..) => 3,
            (1, 0) if self.half => 1,
            (1, 0) => 2,
            (0, 1) => 1,
            (0, 0) => return None,
        };
        match self.presumed {
            true if halves > 2 => Some(halves - halves / 3),
            true => None,
            false => Some(halves),
        }
    }
}

/// Some part is taken on both sides, by nobody who can be the same.
fn parts_differ(ours: &[Party], theirs: &[Party]) -> bool {
    let differ = |one: &Party| {
        let mut there = theirs.iter().filter(|two| two.role == one.role).peekable();
        there.peek().is_some() && there.all(|two| one.alike(two) == Alike::Differ)
    };
    let all = |role: &str| {
        let mut here = ours.iter().filter(|one| one.role == role);
        here.all(differ)
    };
    ours.iter().any(|one| all(&one.role))
}
