//! What is asked and cannot be: a day that is none, a key that is not known, words that do not parse.

/// Why a question cannot be answered, for whoever asked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What was found and what was expected.
    pub what: String,
    /// What can be done about it.
    pub hint: Option<String>,
}

impl Wrong {
    pub(super) fn new(what: String) -> Wrong {
        Wrong { what, hint: None }
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Wrong {
        Wrong {
            hint: Some(hint.into()),
            ..self
        }
    }
}

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Wrong {}
