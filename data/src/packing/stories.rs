//! Keys and checks of the words by which reports are put into stories, past forms among them.

use super::codes::Codes;
use super::records::{Record, lower, lower_all, one_of, record};
use crate::schema::{HappeningWords, PastForm, StoryWord};

record!(
    HappeningWords,
    |row, _codes| row.word,
    [lower(&row.word), lower_all(&row.others)]
);
record!(
    StoryWord,
    |row, _codes| format!("{}\t{}", row.form, row.kind),
    [
        lower(&row.form),
        lower(&row.to),
        one_of("kind", &row.kind, &["ending", "form", "stop"]),
    ]
);
record!(
    PastForm,
    |row, _codes| row.form,
    [lower(&row.form), lower(&row.lemma)]
);
