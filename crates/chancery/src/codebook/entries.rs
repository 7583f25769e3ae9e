//! From the row of a table to its entry.

use super::{Book, Entry, Frames, RuleLine, Sort};
use crate::coding::cameo::{Coded, derive};
use chancery_data::schema::{
    Cameo, CameoWhen, Context, EventType, Frame, Kind, Mode, OldName, Rule, Sector,
};

/// Frames that an entry names.
const NAMED_FRAMES: usize = 6;

/// Mode of a frame that leaves mode and kind to what is asked for, refused or threatened.
const CONTENT: &str = "content";

impl Book<'_> {
    /// An entry with its page and nothing else.
    fn blank(&self, sort: Sort, code: &str, definition: &str) -> Entry {
        let page = self.texts.page(code);
        Entry {
            code: code.to_owned(),
            sort,
            definition: definition.to_owned(),
            text: page.map_or_else(String::new, |page| page.text.clone()),
            event_type: None,
            mode: None,
            kind: None,
            quad: None,
            score: None,
            recipient_required: None,
            cameo: None,
            cameo_when: CameoWhen::new(),
            goldstein: None,
            or: Vec::new(),
            file: None,
            modes: Vec::new(),
            kinds: Vec::new(),
            contexts: Vec::new(),
            codes: Vec::new(),
            used_in: Vec::new(),
            words: Vec::new(),
            examples: page.map_or_else(Vec::new, |page| page.examples.clone()),
            counter_examples: page.map_or_else(Vec::new, |page| page.counter_examples.clone()),
            rules: Vec::new(),
            frames: None,
        }
    }

    pub(super) fn event_type(&self, row: &EventType) -> Entry {
        let known = self.knowledge;
        let modes = known
            .modes
            .iter()
            .filter(|mode| mode.event_type == row.code);
        let kinds = known
            .kinds
            .iter()
            .filter(|kind| kind.event_type == row.code);
        Entry {
            quad: Some(row.quad),
            score: Some(tenths(row.score)),
            recipient_required: Some(row.recipient_required),
            cameo: filled(&row.cameo),
            cameo_when: row.cameo_when.clone(),
            modes: modes.map(|mode| mode.code.clone()).collect(),
            kinds: kinds.map(|kind| kind.code.clone()).collect(),
            rules: self.rules(&row.code, ""),
            frames: self.frames(|frame| frame.codes.event_type == row.code),
            ..self.blank(Sort::Type, &row.code, &row.definition)
        }
    }

    pub(super) fn mode(&self, row: &Mode) -> Entry {
        let code = format!("{}/{}", row.event_type, row.code);
        let own = |kind: &&Kind| kind.event_type == row.event_type && kind.mode == row.code;
        let kinds = self.knowledge.kinds.iter().filter(own);
        Entry {
            event_type: filled(&row.event_type),
            quad: self.quad(&row.event_type),
            score: Some(tenths(row.score)),
            cameo: filled(&row.cameo),
            cameo_when: row.cameo_when.clone(),
            kinds: kinds.map(|kind| kind.code.clone()).collect(),
            rules: self.rules(&code, &row.event_type),
            frames: self.frames(|frame| self.frame_has_mode(frame, row)),
            ..self.blank(Sort::Mode, &code, &row.definition)
        }
    }

    pub(super) fn kind(&self, row: &Kind) -> Entry {
        let known = self.knowledge;
        let score = match known.mode(&row.event_type, &row.mode) {
            Some(mode) => Some(mode.score),
            None => known.event_type(&row.event_type).map(|row| row.score),
        };
        let coded = Coded {
            event_type: &row.event_type,
            mode: &row.mode,
            kind: &row.code,
        };
        Entry {
            event_type: filled(&row.event_type),
            mode: filled(&row.mode),
            quad: self.quad(&row.event_type),
            score: score.map(tenths),
            cameo: filled(derive(known, coded, Vec::new)),
            cameo_when: row.cameo_when.clone(),
            rules: self.rules(&row.code, &row.event_type),
            frames: self.frames(|frame| self.frame_has_kind(frame, row)),
            ..self.blank(Sort::Kind, &row.code, &row.definition)
        }
    }

    pub(super) fn context(&self, row: &Context) -> Entry {
        Entry {
            words: row.words.clone(),
            frames: self.frames(|frame| frame.codes.contexts.contains(&row.code)),
            rules: self.rules(&row.code, ""),
            ..self.blank(Sort::Context, &row.code, &row.definition)
        }
    }

    pub(super) fn sector(&self, row: &Sector) -> Entry {
        Entry {
            cameo: filled(&row.cameo),
            rules: self.rules(&row.code, ""),
            ..self.blank(Sort::Sector, &row.code, &row.definition)
        }
    }

    pub(super) fn rule(&self, row: &Rule) -> Entry {
        Entry {
            text: row.text.clone(),
            codes: row.codes.clone(),
            used_in: row.used_in.clone(),
            ..self.blank(Sort::Rule, &format!("rule {}", row.number), &row.title)
        }
    }

    pub(super) fn cameo(&self, row: &Cameo) -> Entry {
        let act = match row.mode.as_str() {
            "" => row.event_type.clone(),
            mode => format!("{}/{mode}", row.event_type),
        };
        Entry {
            event_type: filled(&row.event_type),
            mode: filled(&row.mode),
            kind: filled(&row.kind),
            quad: self.quad(&row.event_type),
            goldstein: Some(tenths(row.goldstein)),
            contexts: row.contexts.clone(),
            or: row.or.clone(),
            file: filled(&row.file),
            codes: self.coded_as(&row.code),
            rules: self.rules(&act, &row.event_type),
            frames: self.frames(|frame| self.frame_cameo(frame) == row.code),
            ..self.blank(Sort::Cameo, &row.code, &row.label)
        }
    }

    pub(super) fn old_name(&self, row: &OldName) -> Entry {
        let definition = match row.codes.as_slice() {
            [] => "a name of an earlier draft without successor".to_owned(),
            codes => format!("a name of an earlier draft, now {}", codes.join(" and ")),
        };
        Entry {
            text: row.note.clone(),
            codes: row.codes.clone(),
            ..self.blank(Sort::OldName, &row.name, &definition)
        }
    }

    fn quad(&self, event_type: &str) -> Option<u8> {
        self.knowledge.event_type(event_type).map(|row| row.quad)
    }

    /// Rules that name the code, and those that name its type and nothing narrower of it.
    fn rules(&self, code: &str, event_type: &str) -> Vec<RuleLine> {
        let narrower = |other: &String| {
            let kind = self.knowledge.kind(other);
            kind.is_some_and(|kind| kind.event_type == event_type)
                || other
                    .split_once('/')
                    .is_some_and(|(of, _)| of == event_type)
        };
        let bears = |rule: &&Rule| {
            let names = |wanted: &str| rule.codes.iter().any(|other| other == wanted);
            names(code) || names(event_type) && !rule.codes.iter().any(narrower)
        };
        let rules = self.texts.rules.iter().filter(bears);
        let line = |rule: &Rule| RuleLine {
            number: rule.number,
            title: rule.title.clone(),
        };
        rules.map(line).collect()
    }

    /// Types, modes and kinds whose CAMEO code it is, those under a condition with it.
    fn coded_as(&self, cameo: &str) -> Vec<String> {
        let known = self.knowledge;
        let types = known.types.iter();
        let types = types.map(|row| (row.code.clone(), &row.cameo, &row.cameo_when));
        let modes = known.modes.iter().map(|row| {
            let code = format!("{}/{}", row.event_type, row.code);
            (code, &row.cameo, &row.cameo_when)
        });
        let kinds = known.kinds.iter();
        let kinds = kinds.map(|row| (row.code.clone(), &row.cameo, &row.cameo_when));
        let mut found = Vec::new();
        for (code, own, when) in types.chain(modes).chain(kinds) {
            let under = when.iter().filter(|(_, other)| *other == cameo);
            found.extend(under.map(|(words, _)| format!("{code} ({words})")));
            if own == cameo {
                found.push(code);
            }
        }
        found
    }

    fn frames(&self, fits: impl Fn(&Frame) -> bool) -> Option<Frames> {
        let mut frames = Frames::default();
        for frame in self.knowledge.frames.iter().filter(|frame| fits(frame)) {
            frames.count += 1;
            if frames.ids.len() < NAMED_FRAMES {
                frames.ids.push(frame.id.clone());
            }
        }
        Some(frames)
    }

    /// Mode that a frame gives: its own, else that of its kind.
    fn frame_mode<'f>(&'f self, frame: &'f Frame) -> &'f str {
        match self.knowledge.kind(&frame.codes.kind) {
            Some(kind) if frame.codes.mode.is_empty() => &kind.mode,
            _ => &frame.codes.mode,
        }
    }

    fn frame_has_mode(&self, frame: &Frame, row: &Mode) -> bool {
        let mut contents = self.knowledge.contents.iter();
        let mode = self.frame_mode(frame);
        let read = mode == CONTENT
            && contents.any(|told| told.event_type == row.event_type && told.mode == row.code);
        frame.codes.event_type == row.event_type && (mode == row.code || read)
    }

    fn frame_has_kind(&self, frame: &Frame, row: &Kind) -> bool {
        let mut contents = self.knowledge.contents.iter();
        let read = frame.codes.mode == CONTENT
            && contents.any(|told| told.event_type == row.event_type && told.kind == row.code);
        frame.codes.event_type == row.event_type && (frame.codes.kind == row.code || read)
    }

    fn frame_cameo(&self, frame: &Frame) -> &str {
        let coded = Coded {
            event_type: &frame.codes.event_type,
            mode: self.frame_mode(frame),
            kind: &frame.codes.kind,
        };
        derive(self.knowledge, coded, Vec::new)
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Scores have one decimal; a wider type would show more of them.
fn tenths(score: f32) -> f64 {
    (f64::from(score) * 10.0).round() / 10.0
}
