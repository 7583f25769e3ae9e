//! Training and scores of the name finder.

pub mod data;
pub mod gum;
pub mod sets;
pub mod re3d;
pub mod score;
pub mod silver;
pub mod train;
pub mod eval;

use std::path::Path;

use anyhow::Result;
use chancery_nlp::names::{NameLists, Names, Source};

use self::data::Labelled;
use self::sets::Sets;
use self::train::{Examples, Settings, train};

/// The bytes of the shipped model: trained on all sets, the parts for scores included.
pub fn train_shipped(data: &Path) -> Result<Vec<u8>> {
    let sets = Sets::read(data)?;
    let lists = Names::lists("en")?;
    let settings = Settings::shipped();
    let examples = with_web((sets.all(), &sets.ewt), &lists, settings);
    Ok(train(&examples, settings).write())
}

/// Trainings of the teacher that names EWT train; a student has more.
const TEACHER_SHUFFLES: usize = 2;

/// Examples of the documents, and of EWT train with the names that a teacher of these documents gives it.
fn with_web(
    (docs, ewt): (Vec<&Labelled>, &[Vec<Labelled>; 2]),
    lists: &NameLists,
    settings: Settings,
) -> Examples {
    let examples = Examples::read(docs.iter().copied(), lists, settings.bits);
    let settings = Settings {
        shuffles: TEACHER_SHUFFLES,
        ..settings
    };
    let teacher = Names {
        lists: lists.clone(),
        model: train(&examples, settings),
        source: Source::Web,
    };
    let silver = silver::label(ewt, &teacher);
    Examples::read(docs.into_iter().chain(&silver), lists, settings.bits)
}
