//! A text with two marked actors in, the relation between them out: type, mode, status.
//!
//! Method: phrases of `data/lexicon/en/relations.tsv` are looked for in the sentence ([`matching`]);
//! where they stand beside the actors, in the tree and in the order of the words, and the words
//! themselves are features ([`features`]) of a linear model with integer weights ([`model`]), for
//! each profile one column a type. The mode is that of the phrase that tells of the type chosen, the status is read
//! by the stage of events at that phrase. Source of the types: PLOVER manual, draft 2.0.
//!
//! Cost: linear in the tokens of the sentences that hold the actors.

pub mod input;
pub mod lexicon;
pub mod view;
pub mod matching;
pub mod features;
pub mod model;

use crate::events::status::modality;
use crate::events::words::Scene;
use crate::events::{Layers, Status};
use crate::ingest::Document;
use crate::reading::Reader;
use chancery_data::schema::Knowledge;
use chancery_nlp::{Parse, Scratch, Search, Span, TokenId};
use features::{Features, read_features};
pub use input::Question;
pub use lexicon::{Profile, RelationLexicon, Types};
use matching::{Act, find_acts};
use model::RelationModel;
use view::View;

/// Bytes of the marked actors; either side may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Who acts.
    pub sources: Vec<Span>,
    /// At whom it is aimed.
    pub targets: Vec<Span>,
}

/// What one side does to the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// PLOVER type or STATE; in the profile `plv` one of the labels of PLV.
    pub event_type: String,
    /// Mode of the type, where a phrase shows one.
    pub mode: Option<String>,
    /// What became of it.
    pub status: Status,
    /// How far the type stands before the next one, 0.5 (level) to 1.
    pub score: f64,
}

/// The coder: phrases and weights, made once and shared by all threads.
#[derive(Debug)]
pub struct Relater {
    lexicon: RelationLexicon,
    model: RelationModel,
}

/// A type with the phrase that tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// Number of the type in [`Types`].
    pub label: usize,
    /// How far it stands before the next one, 0.5 to 1.
    pub score: f64,
    /// Mode, where a phrase shows one.
    pub mode: Option<&'static str>,
    /// The word at which the act is told, where one was found.
    pub trigger: Option<TokenId>,
}

impl Relater {
    /// The coder of English, from the weights inside the binary.
    ///
    /// # Errors
    /// Where the weights are absent or damaged.
    pub fn english(knowledge: &'static Knowledge) -> Result<Self, chancery_nlp::Error> {
        let packed = chancery_data::model("en", "relate").unwrap_or_default();
        Ok(Relater {
            lexicon: RelationLexicon::new(knowledge),
            model: RelationModel::unpack(packed)?,
        })
    }

    /// The coder with other weights: how it is measured.
    pub fn with_model(lexicon: RelationLexicon, model: RelationModel) -> Self {
        Relater { lexicon, model }
    }

    /// The relation between the marked actors of a document.
    pub fn relate(
        &self,
        reader: &Reader,
        document: &Document,
        asked: (&Sides, Profile),
        (search, scratch): (Search, &mut Scratch),
    ) -> Relation {
        let read = reader.layers(document, search, scratch);
        let coded = self.code(&document.text, &read.parse, asked.0, asked.1);
        let layers = Layers {
            document,
            parse: &read.parse,
            timexes: &read.timexes,
            days: &read.days,
            today: read.dating.day.best,
            places: &read.places,
            actors: &read.actors,
            speech: &read.speech,
        };
        let scene = Scene::new(&reader.events, &layers);
        let status = coded
            .trigger
            .map_or(Status::Happened, |trigger| modality(&scene, trigger).status);
        Relation {
            event_type: self.name(coded.label, asked.1).to_owned(),
            mode: coded.mode.map(str::to_owned),
            status,
            score: coded.score,
        }
    }

    /// Type and mode alone, from a parse.
    pub fn code(&self, text: &str, parse: &Parse, sides: &Sides, profile: Profile) -> Coded {
        let view = View::new(&self.lexicon, text, parse, sides);
        let acts = find_acts(&self.lexicon, &view);
        let features = read_features(&self.lexicon, &view, &acts);
        let (label, score) = self.choose(&features, profile);
        let told = teller(&view, &acts, &self.lexicon.types, label);
        Coded {
            label,
            score,
            mode: told.and_then(|act| act.mode),
            trigger: told.map(|act| act.told).or_else(|| view.governor()),
        }
    }

    /// Name of a type in a profile.
    pub fn name(&self, label: usize, profile: Profile) -> &'static str {
        self.lexicon.types.name(label, profile)
    }

    /// The best type and how far it stands before the next one.
    fn choose(&self, features: &Features, profile: Profile) -> (usize, f64) {
        let types = &self.lexicon.types;
        let scores = self.model.scores(features, profile);
        let mut order: Vec<usize> = (0..types.len())
            .filter(|&label| types.is_asked(label, profile))
            .collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
        let ahead = match order[..] {
            [first, second, ..] => scores[first] - scores[second],
            _ => 0.0,
        };
        let best = order.first().map_or(types.state, |&label| label);
        let retreats = best == types.concede && scores[types.retreat] > 0.0;
        let label = if retreats { types.retreat } else { best };
        let share = 0.5 + 0.5 * ahead / (ahead + 1.0);
        (label, (share * 1000.0).round() / 1000.0)
    }
}

/// The phrase that tells of a type: at the governor of the source, else the first after the source,
/// else the first; longer ones first.
fn teller<'a>(view: &View<'_>, acts: &'a [Act], types: &Types, label: usize) -> Option<&'a Act> {
    let same = |act: &&Act| types.fold(act.label) == types.fold(label);
    let exact = |act: &Act| act.label == label;
    acts.iter().filter(same).min_by_key(|act| {
        let place = match act.at {
            _ if view.governor() == Some(act.token) => 0,
            at if at > view.source_end() => 1,
            _ => 2,
        };
        (!exact(act), place, act.mode.is_none(), act.at)
    })
}
