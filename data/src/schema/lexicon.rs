//! Records of the lexicon of events.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An event frame as its file holds it (`lexicon/en/*.toml`): the words that tell of an event, how they must stand,
/// what it is coded as, and sentences that show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameEntry {
    /// Key: `family.name`; the rule that a claim names.
    pub id: String,
    /// Verbs that tell of it: lemma, with its particle or tail ("call off", "come under fire").
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns that tell of it: lemma, with the words that must stand before it or an "of" phrase after it.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Verbs that carry its nouns; where empty, any verb of `governors.tsv` does.
    #[serde(default)]
    pub light: Vec<String>,
    /// Things, one of which the object of its verbs must name; where empty, anything. Here and in the three lists below,
    /// `@class` stands for every word of a class of `things.tsv`.
    #[serde(default)]
    pub objects: Vec<String>,
    /// Verbs or particles, one of which must follow within eight words, as lemma.
    #[serde(default)]
    pub complements: Vec<String>,
    /// Words or phrases, one of which must stand in the same clause, as lemma.
    #[serde(default)]
    pub near: Vec<String>,
    /// Words or phrases, none of which may stand in the object of its verbs or in the phrase of its nouns.
    #[serde(default)]
    pub except: Vec<String>,
    /// Words or phrases, none of which may stand in the same sentence, as lemma.
    #[serde(default)]
    pub bars: Vec<String>,
    /// Whether the one who says it takes part where nobody else is named: "positions were agreed, he said".
    #[serde(default)]
    pub speaker: bool,
    /// Whether its nouns tell of it wherever they stand.
    #[serde(default)]
    pub bare: bool,
    /// Whether it is told in words so plain that every other frame goes before it.
    #[serde(default)]
    pub general: bool,
    /// Status that it gives the event where the words around say nothing else: "is due in Ankara" is `planned`.
    #[serde(default)]
    pub status: String,
    /// Pattern of arguments (`lang/en/patterns.toml`) that gives roles, needs and parties.
    #[serde(default)]
    pub pattern: String,
    /// Slot to role, beyond or instead of those of the pattern; an empty role takes a slot away. Slots: `subject object
    /// iobject poss adj` or a preposition. Roles: `actor recipient host guest mediator beneficiary attendee object place topic`.
    #[serde(default)]
    pub roles: BTreeMap<String, String>,
    /// Roles that must be filled; where absent, those of the pattern.
    #[serde(default)]
    pub needs: Option<Vec<String>>,
    /// How many parties must take part, where it is not the pattern's; a group in the plural counts as two.
    #[serde(default)]
    pub parties: Option<u8>,
    /// Key of a frame whose codes the same words have too: a prison sentence is a conviction and an arrest (rule 13).
    #[serde(default)]
    pub also: String,
    /// What it is coded as.
    pub codes: FrameCodes,
    /// `in_person`, `phone`, `video` or `letter`, where the words imply it.
    #[serde(default)]
    pub medium: Option<String>,
    /// Sentences that must give a claim of this frame.
    pub yes: Vec<String>,
    /// Sentences that must not.
    pub no: Vec<String>,
    /// What the frame rests on.
    pub source: String,
}

/// An argument pattern that frames share (`lang/en/patterns.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Key.
    pub name: String,
    /// What it is for, with a sentence.
    pub about: String,
    /// Slot to role, as in [`FrameEntry::roles`].
    pub roles: BTreeMap<String, String>,
    /// Roles that must be filled.
    #[serde(default)]
    pub needs: Vec<String>,
    /// How many parties must take part.
    #[serde(default)]
    pub parties: u8,
}

/// An event frame at run time: the entry with its pattern worked in, without its sentences.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Key.
    pub id: String,
    /// As in [`FrameEntry::verbs`].
    pub verbs: Vec<String>,
    /// As in [`FrameEntry::nouns`].
    pub nouns: Vec<String>,
    /// As in [`FrameEntry::light`].
    pub light: Vec<String>,
    /// As in [`FrameEntry::objects`].
    pub objects: Vec<String>,
    /// As in [`FrameEntry::complements`].
    pub complements: Vec<String>,
    /// As in [`FrameEntry::near`].
    pub near: Vec<String>,
    /// As in [`FrameEntry::except`].
    pub except: Vec<String>,
    /// As in [`FrameEntry::bars`].
    pub bars: Vec<String>,
    /// As in [`FrameEntry::speaker`].
    pub speaker: bool,
    /// As in [`FrameEntry::bare`].
    pub bare: bool,
    /// As in [`FrameEntry::general`].
    pub general: bool,
    /// Whether it is made of a phrase of `relations.tsv`: it is tried where no other frame tells of anything.
    pub loose: bool,
    /// As in [`FrameEntry::status`].
    pub status: String,
    /// Slot to role.
    pub roles: BTreeMap<String, String>,
    /// Roles that must be filled.
    pub needs: Vec<String>,
    /// How many parties must take part.
    pub parties: u8,
    /// As in [`FrameEntry::also`].
    pub also: String,
    /// What it is coded as.
    pub codes: FrameCodes,
    /// As in [`FrameEntry::medium`].
    pub medium: Option<String>,
}

/// The sentences of a frame, and what it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examples {
    /// Key of the frame.
    pub frame: String,
    /// Sentences that must give a claim of it.
    pub yes: Vec<String>,
    /// Sentences that must not.
    pub no: Vec<String>,
    /// What it rests on.
    pub source: String,
}

impl FrameEntry {
    /// The frame, and its sentences, with the roles of its pattern worked in.
    pub fn split(self, pattern: Option<&Pattern>) -> (Frame, Examples) {
        let mut roles = pattern.map_or_else(BTreeMap::new, |pattern| pattern.roles.clone());
        roles.extend(self.roles);
        roles.retain(|_, role| !role.is_empty());
        let needs = pattern.map_or_else(Vec::new, |pattern| pattern.needs.clone());
        let frame = Frame {
            verbs: self.verbs,
            nouns: self.nouns,
            light: self.light,
            objects: self.objects,
            complements: self.complements,
            near: self.near,
            except: self.except,
            bars: self.bars,
            speaker: self.speaker,
            bare: self.bare,
            general: self.general,
            loose: false,
            status: self.status,
            roles,
            needs: self.needs.unwrap_or(needs),
            parties: self.parties.or(pattern.map(|p| p.parties)).unwrap_or(0),
            also: self.also,
            codes: self.codes,
            medium: self.medium,
            id: self.id.clone(),
        };
        let examples = Examples {
            frame: self.id,
            yes: self.yes,
            no: self.no,
            source: self.source,
        };
        (frame, examples)
    }
}

/// Codes of a frame.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameCodes {
    /// PLOVER type, or `STATE`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode of the type; empty leaves it to the kind; `content` reads it, and the kind, from what is asked for,
    /// refused or threatened (`contents.tsv`).
    #[serde(default)]
    pub mode: String,
    /// Kind; empty where none fits.
    #[serde(default)]
    pub kind: String,
    /// Contexts that the words imply.
    #[serde(default)]
    pub contexts: Vec<String>,
}

impl Frame {
    /// The mode of [`FrameCodes`] that leaves mode and kind to the content of the act.
    pub const CONTENT: &str = "content";
}

/// What is asked for, refused or threatened, as mode and kind (`lexicon/en/contents.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// PLOVER type of the act around it; key, with the phrase.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Words, verbs and nouns by lemma.
    pub phrase: String,
    /// Mode that it gives the act.
    pub mode: String,
    /// Kind that it gives the act, if any.
    pub kind: String,
}

/// A word of a class that frames name as `@class` (`lexicon/en/things.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thing {
    /// Class; key, with the phrase.
    pub class: String,
    /// Words, by lemma.
    pub phrase: String,
}

/// A verb that carries an event told by a noun (`lexicon/en/governors.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Governor {
    /// Key: lemma, with its particle.
    pub lemma: String,
    /// Role of its subject in the event: `actor host mediator attendee none`.
    pub subject: String,
    /// Status that it gives the event; empty leaves it to tense and mood.
    pub status: String,
}

/// A word that steers how an event is read (`lexicon/en/cues.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventCue {
    /// Key, with the kind: lower-case words, verbs and nouns by lemma.
    pub phrase: String,
    /// `aim arena bears diary here journey measure part presuppose coordinate past future place tone topic topic_verb assert_verb manner medium relation join
    /// remote`.
    pub kind: String,
    /// What the phrase stands for.
    pub value: String,
}

/// A phrase that tells of a relation between two actors (`lexicon/en/relations.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationPhrase {
    /// Key, with the type: words by lemma or as printed, `a|b` for either, `@class` for a row of `relation_sets.tsv`, `~` for a
    /// gap, `/v` and `/n` for a verb and a noun.
    pub pattern: String,
    /// PLOVER type, or `STATE`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode of the type; empty where the phrase shows none.
    pub mode: String,
    /// Kind of the type, for phrases that are read as claims; empty where none fits.
    pub kind: String,
    /// Type that the data set PLV gives the act, where it is another.
    pub plv: String,
    /// `yes` where the phrase tells of the act by itself, whoever is asked about: the events stage reads it too; `only` where the coder of relations
    /// does without it.
    pub claim: String,
}

/// A class of words that phrases of relations name (`lexicon/en/relation_sets.tsv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationSet {
    /// Key.
    pub name: String,
    /// Its words, by lemma.
    pub words: Vec<String>,
}
