//! The stages up to the one that a command shows, over resources that are made once.

use super::{engine, spans};
use anyhow::Result;
use chancery::actors::{ActorLexicon, Actors, find_actors};
use chancery::ingest::Document;
use chancery::marks::find_marks;
use chancery::places::{PlaceLexicon, find_places};
use chancery::speech::{Speech, SpeechLexicon, find_speech};
use chancery_data::knowledge;
use chancery_nlp::{Engine, Parse, Scratch, Search};

/// Resources of the stages up to speech.
pub struct Stages {
    engine: Engine,
    search: Search,
    places: PlaceLexicon,
    actors: ActorLexicon,
    speech: SpeechLexicon,
}

/// The layers of one document.
pub struct Layers {
    /// Its tokens.
    pub parse: Parse,
    /// Who is in it.
    pub actors: Actors,
    /// Who says what.
    pub speech: Speech,
}

impl Stages {
    /// Loads models and knowledge.
    pub fn open(search: Search) -> Result<Self> {
        let known = knowledge();
        Ok(Stages {
            engine: engine()?,
            search,
            places: PlaceLexicon::new(known),
            actors: ActorLexicon::new(known),
            speech: SpeechLexicon::new(known),
        })
    }

    /// Reads a document up to who says what.
    pub fn read(&self, document: &Document, scratch: &mut Scratch) -> Layers {
        let text = &document.text;
        let parse = self
            .engine
            .parse(text, &spans(document), self.search, scratch);
        let marks = find_marks(text, &document.regions);
        let places = find_places(&self.places, text, &parse);
        let actors = find_actors(&self.actors, document, &parse, &marks, &places);
        let speech = find_speech(&self.speech, document, &parse, &marks, &actors);
        Layers {
            parse,
            actors,
            speech,
        }
    }
}
