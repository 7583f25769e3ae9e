//! Chains while they are being built: a forest of sets with what their phrases have in common.

use chancery_data::schema::Gender;

use super::mentions::{Class, Form, Found, Number};

/// What is known of a chain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    pub(super) number: Number,
    pub(super) gender: Gender,
    pub(super) class: Class,
    /// Whether a name stands in it.
    pub(super) named: bool,
}

/// Sets of phrases, by number of the phrase.
pub(super) struct Clusters {
    parent: Vec<u32>,
    traits: Vec<Traits>,
    members: Vec<Vec<u32>>,
    steps: Vec<&'static str>,
}

impl Clusters {
    /// Every phrase alone.
    pub(super) fn new(found: &Found<'_>) -> Self {
        let traits = found.list.iter().map(|phrase| Traits {
            number: phrase.number,
            gender: phrase.gender,
            class: phrase.class,
            named: phrase.form == Form::Name,
        });
        Clusters {
            parent: (0..found.list.len() as u32).collect(),
            traits: traits.collect(),
            members: (0..found.list.len() as u32).map(|at| vec![at]).collect(),
            steps: vec![""; found.list.len()],
        }
    }

    /// The set of a phrase.
    pub(super) fn root(&mut self, at: usize) -> usize {
        let mut at = at;
        while self.parent[at] as usize != at {
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at
    }

    /// What is known of the chain of a phrase.
    pub(super) fn traits(&mut self, at: usize) -> Traits {
        let root = self.root(at);
        self.traits[root]
    }

    /// Phrases of the chain of `at`, in no order.
    pub(super) fn members(&mut self, at: usize) -> &[u32] {
        let root = self.root(at);
        &self.members[root]
    }

    /// True where a phrase was linked to nothing yet.
    pub(super) fn alone(&mut self, at: usize) -> bool {
        self.members(at).len() == 1
    }

    pub(super) fn step(&self, at: usize) -> &'static str {
        self.steps[at]
    }

    /// Joins the chain of `later` to that of `earlier`.
    pub(super) fn join(&mut self, earlier: usize, later: usize, step: &'static str) {
        let (one, other) = (self.root(earlier), self.root(later));
        if one == other {
            return;
        }
        if self.steps[later].is_empty() {
            self.steps[later] = step;
        }
        let both = unite(self.traits[one], self.traits[other]);
        let (big, small) = if self.members[one].len() >= self.members[other].len() {
            (one, other)
        } else {
            (other, one)
        };
        let moved = std::mem::take(&mut self.members[small]);
        self.members[big].extend(moved);
        self.parent[small] = big as u32;
        self.traits[big] = both;
    }
}

fn unite(one: Traits, other: Traits) -> Traits {
    Traits {
        number: match one.number {
            Number::Unknown => other.number,
            told => told,
        },
        gender: match (one.gender, other.gender) {
            (Gender::Unknown | Gender::Neuter, told) => told,
            (told, _) => told,
        },
        class: match one.class {
            Class::Unknown => other.class,
            told => told,
        },
        named: one.named || other.named,
    }
}

/// True unless one is a man and the other a woman.
pub(super) fn genders_agree(one: Gender, other: Gender) -> bool {
    !matches!(
        (one, other),
        (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male)
    )
}

/// True unless one is one and the other several.
pub(super) fn numbers_agree(one: Number, other: Number) -> bool {
    one == Number::Unknown || other == Number::Unknown || one == other
}

/// True where the classes can mean the same.
pub(super) fn classes_agree(one: Class, other: Class) -> bool {
    let loose = |class| {
        matches!(
            class,
            Class::Unknown | Class::Abstract | Class::Thing | Class::Event
        )
    };
    one == other
        || one == Class::Unknown
        || other == Class::Unknown
        || (loose(one) && loose(other))
        || matches!(
            (one, other),
            (Class::Group, Class::Place) | (Class::Place, Class::Group)
        )
}
