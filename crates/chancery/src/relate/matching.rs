//! Phrases found in a view: which acts the words tell of, and where.

use super::lexicon::{RelationLexicon, Step};
use super::view::{Side, Unit, View};
use chancery_nlp::{TokenId, Upos};

/// Words that may stand in a gap.
const WIDE: usize = 8;

/// Small words that may stand between neighbours.
const NARROW: usize = 2;

/// A phrase that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Number of the unit that it begins with.
    pub at: i32,
    /// The token of that unit.
    pub token: TokenId,
    /// The word that tells of it: the verb that `token` helps where it is an auxiliary.
    pub told: TokenId,
    /// Number of its type.
    pub label: usize,
    /// Mode, where it shows one.
    pub mode: Option<&'static str>,
    /// Number of the type that PLV gives it, where that is another.
    pub in_plv: Option<usize>,
    /// Hash of its pattern.
    pub phrase: u32,
    /// How many words it has.
    pub words: usize,
    /// True for a word of a phrase that is at least as long and begins before it.
    pub inner: bool,
}

/// The longest phrases that begin at each unit, in the order of the text.
pub fn find_acts(lexicon: &RelationLexicon, view: &View<'_>) -> Vec<Act> {
    let units = &view.units;
    let mut acts = Vec::new();
    let mut covered = vec![0; units.len()];
    for at in 0..units.len() {
        for (act, tail) in longest(lexicon, view, at) {
            for unit in tail {
                covered[unit] = covered[unit].max(act.words);
            }
            acts.push(act);
        }
    }
    for act in &mut acts {
        act.inner = covered[act.at as usize] >= act.words;
    }
    acts
}

/// The longest phrases that begin at a unit, each with the numbers of its further units.
fn longest(lexicon: &RelationLexicon, view: &View<'_>, at: usize) -> Vec<(Act, Vec<usize>)> {
    let unit = &view.units[at];
    let mut numbers: Vec<u32> = unit
        .forms
        .iter()
        .flat_map(|form| lexicon.starts(form))
        .filter(|(class, _)| class.takes(unit.upos))
        .map(|(_, number)| *number)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut found: Vec<(Act, Vec<usize>)> = Vec::new();
    for number in numbers {
        let phrase = &lexicon.phrases[number as usize];
        let Some(tail) = follow(&view.units, at, &phrase.steps) else {
            continue;
        };
        let act = Act {
            at: at as i32,
            token: unit.token,
            told: told(view, unit),
            label: phrase.label,
            mode: phrase.mode,
            in_plv: phrase.in_plv,
            phrase: phrase.id,
            words: 1 + tail.len(),
            inner: false,
        };
        found.push((act, tail));
    }
    let most = found.iter().map(|(act, _)| act.words).max().unwrap_or(0);
    found.retain(|(act, _)| act.words == most);
    found
}

fn told(view: &View<'_>, unit: &Unit) -> TokenId {
    match unit.upos {
        Upos::Aux => view.parse.head(unit.token).unwrap_or(unit.token),
        _ => unit.token,
    }
}

/// Numbers of the units that the steps find after `at`, if they find all.
fn follow(units: &[Unit], at: usize, steps: &[Step]) -> Option<Vec<usize>> {
    let mut found = Vec::with_capacity(steps.len());
    let mut last = at;
    for step in steps {
        last = next(units, last, step)?;
        found.push(last);
    }
    Some(found)
}

/// The first unit after `last` that fits a step. An actor counts as one word.
fn next(units: &[Unit], last: usize, step: &Step) -> Option<usize> {
    let mut passed = 0;
    let mut before = Side::Between;
    for (at, unit) in units.iter().enumerate().skip(last + 1) {
        if unit.forms.iter().any(|form| step.takes(form, unit.upos)) {
            return Some(at);
        }
        if unit.side == Side::Between || unit.side != before {
            passed += 1;
            let most = if step.gap { WIDE } else { NARROW };
            if passed > most || !(step.gap || is_small(unit.upos)) {
                return None;
            }
        }
        if unit
            .forms
            .iter()
            .any(|form| matches!(form.as_str(), "." | ";"))
        {
            return None;
        }
        before = unit.side;
    }
    None
}

fn is_small(upos: Upos) -> bool {
    use Upos::{Adj, Adv, Det, Num, Part, Pron};
    matches!(upos, Det | Adj | Adv | Pron | Num | Part)
}
