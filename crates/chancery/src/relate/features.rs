//! Features of a view: words in their order, the tree around the actors, and the acts told.
//!
//! A feature is a hash of its template and of what fills it. Words ([`Features::words`]) weigh less
//! than the rest ([`Features::acts`]).

use super::lexicon::RelationLexicon;
use super::matching::Act;
use super::view::{Side, View};
use chancery_nlp::kernel::{atom, feature, hash_bytes};
use chancery_nlp::{Deprel, TokenId, Upos};

/// Features of one pair of actors, each kind sorted and without repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// Words and runs of words.
    pub words: Vec<u32>,
    /// Everything else.
    pub acts: Vec<u32>,
}

/// Templates; the number is part of the hash.
#[derive(Clone, Copy)]
#[repr(u32)]
enum T {
    Word = 1,
    Before,
    Middle,
    After,
    Two,
    InSource,
    SourceRelation,
    Governor,
    Child,
    Clause,
    VerbAbove,
    TargetRelation,
    OnPath,
    NoTarget,
    SourceKind,
    TargetKind,
    Tag,
    Tells,
    TellsInside,
    Phrase,
    Long,
    Governs,
    GovernsMode,
    GovernsHow,
    GovernsJoined,
    GovernsTarget,
    Above,
    AtTarget,
    AboveTarget,
    Mode,
    Embeds,
    Embedded,
    EmbedsHow,
    EmbeddedHow,
    Outer,
    First,
    FirstJoined,
    Second,
    LastBeforeTarget,
    LastBeforeSource,
}

/// Reads all features.
pub fn read_features(lexicon: &RelationLexicon, view: &View<'_>, acts: &[Act]) -> Features {
    let mut out = Collector {
        features: Features::default(),
        lexicon,
        view,
        acts,
    };
    out.add_words();
    out.add_tree();
    out.add_kinds(T::SourceKind, Side::Source);
    out.add_kinds(T::TargetKind, Side::Target);
    out.add_acts();
    out.add_embedded();
    out.add_order();
    for kind in [&mut out.features.words, &mut out.features.acts] {
        kind.sort_unstable();
        kind.dedup();
    }
    out.features
}

struct Collector<'a> {
    features: Features,
    lexicon: &'a RelationLexicon,
    view: &'a View<'a>,
    acts: &'a [Act],
}

/// What stands for words whose spelling says nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mask {
    Source,
    Target,
    Name,
    Number,
}

impl Collector<'_> {
    fn word(&mut self, template: T, a: u32, b: u32, c: u32) {
        let hash = feature(template as u32, a, b, c);
        self.features.words.push(hash);
    }

    fn act(&mut self, template: T, a: u32, b: u32, c: u32) {
        let hash = feature(template as u32, a, b, c);
        self.features.acts.push(hash);
    }

    fn lemma(&self, token: TokenId) -> u32 {
        hash_bytes(2, self.view.lemma(token).as_bytes())
    }

    fn relation(&self, token: TokenId) -> u32 {
        atom(3, self.view.deprel(token) as u32)
    }

    fn kind(&self, label: usize) -> u32 {
        atom(5, self.lexicon.types.fold(label) as u32)
    }

    /// Words with actors, names and numbers masked, runs of one mask as one.
    fn masked(&self) -> Vec<(u32, Option<Mask>)> {
        let mut out: Vec<(u32, Option<Mask>)> = Vec::new();
        for token in self.view.tokens() {
            let mask = self.mask(token);
            let repeats = mask.is_some()
                && mask != Some(Mask::Number)
                && out.last().is_some_and(|(_, last)| *last == mask);
            if !repeats {
                let value = mask.map_or_else(|| self.lemma(token), |m| atom(4, m as u32));
                out.push((value, mask));
            }
        }
        out
    }

    fn mask(&self, token: TokenId) -> Option<Mask> {
        let parse = self.view.parse;
        match self.view.side(token) {
            Side::Source => Some(Mask::Source),
            Side::Target => Some(Mask::Target),
            _ if parse.name_at(token).is_some() || parse.upos(token) == Upos::Propn => {
                Some(Mask::Name)
            }
            _ if self
                .view
                .lemma(token)
                .starts_with(|c: char| c.is_ascii_digit()) =>
            {
                Some(Mask::Number)
            }
            _ => None,
        }
    }

    fn add_words(&mut self) {
        let masked = self.masked();
        let place = |mask| masked.iter().position(|(_, m)| *m == Some(mask));
        let source = place(Mask::Source).unwrap_or(0);
        let target = place(Mask::Target).unwrap_or(masked.len());
        let (low, high) = (source.min(target), source.max(target));
        for (at, &(word, _)) in masked.iter().enumerate() {
            self.word(T::Word, word, 0, 0);
            let region = match at {
                _ if at < low => T::Before,
                _ if at < high => T::Middle,
                _ => T::After,
            };
            self.word(region, word, 0, 0);
        }
        for pair in masked.windows(2) {
            self.word(T::Two, pair[0].0, pair[1].0, 0);
        }
        for token in self.view.tokens() {
            if self.view.side(token) == Side::Source {
                self.word(T::InSource, self.lemma(token), 0, 0);
            }
        }
    }

    fn add_tree(&mut self) {
        let view = self.view;
        let above = view.chain(view.source);
        if let Some(source) = view.source {
            self.act(T::SourceRelation, self.relation(source), 0, 0);
        }
        if let Some(&governor) = above.get(1) {
            let lemma = self.lemma(governor);
            self.act(T::Governor, lemma, 0, 0);
            for child in view.parse.children(governor) {
                let (relation, word) = (self.relation(child), self.lemma(child));
                self.act(T::Child, relation, word, 0);
                if is_clause(view.deprel(child)) {
                    self.act(T::Clause, relation, 0, 0);
                }
            }
        }
        for &token in above.iter().skip(1) {
            if view.parse.upos(token) == Upos::Verb {
                self.act(T::VerbAbove, self.lemma(token), 0, 0);
            }
        }
        match view.target {
            Some(target) => self.act(T::TargetRelation, self.relation(target), 0, 0),
            None => self.act(T::NoTarget, 0, 0, 0),
        }
        self.add_path(&above);
        if let Some(governor) = view.governor() {
            self.act(T::Tag, atom(6, view.parse.xpos(governor) as u32), 0, 0);
        }
    }

    /// Lemmas from the source up to where the way to the target turns down, and down to it.
    fn add_path(&mut self, above: &[TokenId]) {
        let below = self.view.chain(self.view.target);
        let Some(turn) = above.iter().position(|token| below.contains(token)) else {
            return;
        };
        let top = above[turn];
        let up = above.get(1..=turn).unwrap_or(&[]).iter().copied();
        let until = below.iter().position(|&token| token == top).unwrap_or(0);
        let down = below.get(1..until).unwrap_or(&[]).iter().copied();
        for token in up.chain(down) {
            let lemma = self.lemma(token);
            self.act(T::OnPath, lemma, 0, 0);
        }
    }

    /// What the words of a side say of it: a class of words each, else whether it is a bare name.
    fn add_kinds(&mut self, template: T, side: Side) {
        let view = self.view;
        let tokens: Vec<TokenId> = view.tokens().filter(|&t| view.side(t) == side).collect();
        let mut kinds: Vec<u32> = Vec::new();
        for &token in &tokens {
            let word = view.parse.word(token, view.text).to_lowercase();
            for form in [view.lemma(token), word.as_str()] {
                kinds.extend(self.lexicon.side_kinds(form));
            }
        }
        if kinds.is_empty() {
            let named = tokens.iter().all(|&t| is_named(view.parse.upos(t)));
            kinds.push(match (tokens.is_empty(), named) {
                (true, _) => 1,
                (_, true) => 2,
                _ => 3,
            });
        }
        for kind in kinds {
            self.act(template, kind, 0, 0);
        }
    }

    fn add_acts(&mut self) {
        let view = self.view;
        let governor = view.governor();
        let above = view.chain(view.source);
        let target = view.chain(view.target);
        for act in self.acts {
            let kind = self.kind(act.label);
            let mode = mode_atom(act);
            let inside = if act.inner { T::TellsInside } else { T::Tells };
            self.act(inside, kind, 0, 0);
            self.act(T::Phrase, act.phrase, 0, 0);
            if act.words > 1 {
                self.act(T::Long, kind, 0, 0);
            }
            if let Some(mode) = mode {
                self.act(T::Mode, mode, 0, 0);
            }
            if governor == Some(act.token) {
                self.add_governing(act, kind);
            }
            if above.contains(&act.token) {
                self.act(T::Above, kind, 0, 0);
            } else if target.contains(&act.token) {
                self.act(T::AboveTarget, kind, 0, 0);
            }
            if target.get(1) == Some(&act.token) {
                self.act(T::AtTarget, kind, 0, 0);
            }
        }
    }

    /// An act that is told by the word that the source hangs by.
    fn add_governing(&mut self, act: &Act, kind: u32) {
        let view = self.view;
        let full = atom(8, act.label as u32);
        self.act(T::Governs, kind, 0, 0);
        self.act(T::GovernsMode, full, mode_atom(act).unwrap_or(0), 0);
        for how in self.how(act.token) {
            self.act(T::GovernsHow, kind, how, 0);
        }
        if self.both() {
            self.act(T::GovernsJoined, kind, 0, 0);
        }
        if let Some(target) = view
            .target
            .filter(|&t| view.parse.head(t) == Some(act.token))
        {
            self.act(T::GovernsTarget, kind, self.relation(target), 0);
        }
    }

    /// True where a joined source stands before the target: both sides act.
    fn both(&self) -> bool {
        let view = self.view;
        let has = |side| view.units.iter().any(|unit| unit.side == side);
        let turned =
            has(Side::Source) && has(Side::Target) && view.source_end() > view.target_start();
        view.joined && !turned
    }

    /// Tense, mood, voice and place of a verb, by the words that hang on it; each is an atom.
    fn how(&self, verb: TokenId) -> Vec<u32> {
        let view = self.view;
        let mut found = Vec::new();
        for child in view.parse.children(verb) {
            let word = view.parse.word(child, view.text).to_lowercase();
            let holds = |class: &str| {
                self.lexicon.holds(class, view.lemma(child)) || self.lexicon.holds(class, &word)
            };
            let relation = view.deprel(child);
            let helps = matches!(relation, Deprel::Aux | Deprel::AuxPass);
            let marks = relation == Deprel::Mark;
            let passive = matches!(relation, Deprel::AuxPass | Deprel::NsubjPass);
            let negates = holds("negation");
            let signs = [
                negates,
                helps && holds("future"),
                helps && holds("modal"),
                passive,
                marks && view.lemma(child) == "to",
                marks && holds("condition"),
                marks && holds("subordinator"),
            ];
            found.extend((0..).zip(signs).filter(|(_, sign)| *sign).map(|(n, _)| n));
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|sign: u32| atom(7, sign)).collect()
    }

    /// Types told at a token.
    fn kinds_at(&self, token: TokenId) -> Vec<u32> {
        let here = self.acts.iter().filter(|act| act.token == token);
        let mut kinds: Vec<u32> = here.map(|act| self.kind(act.label)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// Acts below the word that the source hangs by, and those above it.
    fn add_embedded(&mut self) {
        let view = self.view;
        let Some(governor) = view.governor() else {
            return;
        };
        let outer = self.kinds_at(governor);
        let outer = if outer.is_empty() { vec![1] } else { outer };
        for child in view.parse.children(governor) {
            let relation = view.deprel(child);
            if !may_embed(relation) {
                continue;
            }
            let below = self.kinds_at(child);
            let relates = self.relation(child);
            for &kind in &below {
                self.act(T::Embedded, relates, kind, 0);
                for &over in &outer {
                    self.act(T::Embeds, over, relates, kind);
                }
            }
            if matches!(relation, Deprel::Ccomp | Deprel::Xcomp) {
                let how = self
                    .how(child)
                    .into_iter()
                    .fold(0, |all, one| feature(9, all, one, 0));
                for &over in &outer {
                    self.act(T::EmbedsHow, over, how, 0);
                }
                for &kind in &below {
                    self.act(T::EmbeddedHow, kind, how, 0);
                }
            }
        }
        for &above in view.chain(view.source).iter().skip(2).take(2) {
            for kind in self.kinds_at(above) {
                for &inner in &outer {
                    self.act(T::Outer, kind, inner, 0);
                }
            }
        }
    }

    /// Acts by their order around the actors, those inside of longer phrases left out.
    fn add_order(&mut self) {
        let view = self.view;
        let (source, target) = (view.source_end(), view.target_start());
        let open: Vec<&Act> = self.acts.iter().filter(|act| !act.inner).collect();
        let side = |act: &Act| view.units[act.at as usize].side;
        let state = self.lexicon.types.state;
        let after =
            |act: &&&Act| act.at > source && side(act) != Side::Source && act.label != state;
        let mut places: Vec<i32> = open.iter().filter(after).map(|act| act.at).collect();
        places.dedup();
        for (at, template) in places.iter().zip([T::First, T::Second]) {
            for act in open.iter().filter(after).filter(|act| act.at == *at) {
                let kind = self.kind(act.label);
                if matches!(template, T::Second) {
                    self.act(T::Second, kind, 0, 0);
                    continue;
                }
                self.act(T::First, kind, 0, 0);
                if self.both() {
                    self.act(T::FirstJoined, kind, 0, 0);
                }
            }
        }
        let outside = |act: &Act| act.at < target && side(act) == Side::Between;
        self.add_last(T::LastBeforeTarget, open.iter().filter(|act| outside(act)));
        let first = view.units.iter().position(|u| u.side == Side::Source);
        let first = first.unwrap_or(0) as i32;
        self.add_last(
            T::LastBeforeSource,
            open.iter().filter(|act| act.at < first),
        );
    }

    fn add_last<'x>(&mut self, template: T, acts: impl Iterator<Item = &'x &'x Act> + Clone) {
        let Some(last) = acts.clone().map(|act| act.at).max() else {
            return;
        };
        for act in acts.filter(|act| act.at == last) {
            let kind = self.kind(act.label);
            self.act(template, kind, 0, 0);
        }
    }
}

fn mode_atom(act: &Act) -> Option<u32> {
    let mode = hash_bytes(10, act.mode?.as_bytes());
    Some(feature(10, atom(8, act.label as u32), mode, 0))
}

/// True for words of a bare name and small words in it.
fn is_named(upos: Upos) -> bool {
    use Upos::{Adj, Adp, Det, Propn, Punct};
    matches!(upos, Propn | Det | Adp | Punct | Adj)
}

fn is_clause(relation: Deprel) -> bool {
    use Deprel::{Advcl, AdvclRelcl, Ccomp, Xcomp};
    matches!(relation, Xcomp | Ccomp | Advcl | AdvclRelcl)
}

fn may_embed(relation: Deprel) -> bool {
    use Deprel::{Acl, Advcl, Ccomp, Conj, Obj, Obl, Xcomp};
    matches!(relation, Xcomp | Ccomp | Advcl | Obj | Obl | Acl | Conj)
}
