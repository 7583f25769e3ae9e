//! The one error of this crate: what was being done to which file, what was found.
//!
//! Opaque, one word wide; callers ask by predicates ([`Error::is_busy`] and its kin) and print it with
//! its [`Error::hint`].

use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be done with a Ledger.
#[derive(Debug)]
pub struct Error(Box<Kind>);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{}: no such Ledger", path.display())]
    Missing { path: PathBuf },
    #[error("{}: there already", path.display())]
    Exists { path: PathBuf },
    #[error("{}: not a Ledger", path.display())]
    Foreign { path: PathBuf },
    #[error("{}: found version {found} of the Ledger, expected at most {known}", path.display())]
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    #[error("{}: store is in use by pid {pid}", path.display())]
    Held { path: PathBuf, pid: String },
    #[error("{}: {what}", path.display())]
    File {
        path: PathBuf,
        what: &'static str,
        source: io::Error,
    },
    #[error("{what}")]
    Broken { what: String },
    #[error("{what}")]
    Refused { what: String },
    #[error("the Ledger answers: {0}")]
    Sql(rusqlite::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Kind::File { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Error {
        Error(Box::new(kind))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        Kind::Sql(error).into()
    }
}

impl Error {
    /// What is kept does not read as it should.
    pub(crate) fn broken(what: impl Into<String>) -> Error {
        Kind::Broken { what: what.into() }.into()
    }

    /// What is asked for is not done.
    pub(crate) fn refused(what: impl Into<String>) -> Error {
        Kind::Refused { what: what.into() }.into()
    }

    pub(crate) fn file(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> Error {
        move |source| {
            Kind::File {
                path: path.to_owned(),
                what,
                source,
            }
            .into()
        }
    }

    fn code(&self) -> Option<rusqlite::ErrorCode> {
        match &*self.0 {
            Kind::Sql(error) => error.sqlite_error_code(),
            _ => None,
        }
    }

    /// True where somebody else writes to the Ledger.
    pub fn is_busy(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
        let held = matches!(*self.0, Kind::Held { .. });
        held || matches!(self.code(), Some(DatabaseBusy | DatabaseLocked))
    }

    /// True where the file is no Ledger, or one that does not read as it should.
    pub fn is_corrupt(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        let broken = matches!(*self.0, Kind::Foreign { .. } | Kind::Broken { .. });
        broken || matches!(self.code(), Some(DatabaseCorrupt | NotADatabase))
    }

    /// True where a later program wrote the Ledger.
    pub fn is_newer(&self) -> bool {
        matches!(*self.0, Kind::Newer { .. })
    }

    /// True where there is no Ledger.
    pub fn is_missing(&self) -> bool {
        matches!(*self.0, Kind::Missing { .. })
    }

    /// True where the disk is full.
    pub fn is_full(&self) -> bool {
        let full = matches!(&*self.0, Kind::File { source, .. }
            if source.kind() == io::ErrorKind::StorageFull);
        full || self.code() == Some(rusqlite::ErrorCode::DiskFull)
    }

    /// True where the query was stopped before its end.
    pub fn is_interrupted(&self) -> bool {
        self.code() == Some(rusqlite::ErrorCode::OperationInterrupted)
    }

    /// What the user can do about it, for a `hint:` line.
    pub fn hint(&self) -> Option<&'static str> {
        match &*self.0 {
            Kind::Missing { .. } => Some("`chancery init NAME` makes a Ledger"),
            Kind::Exists { .. } => Some("give another name, or move that file away"),
            Kind::Newer { .. } => Some("a later version of chancery wrote it: use that one"),
            Kind::Held { .. } => Some("wait until it is done; readers are not held up"),
            Kind::Foreign { .. } => Some("a Ledger is made by `chancery init NAME`"),
            Kind::Broken { .. } => Some("`chancery doctor` says what is wrong with the Ledger"),
            _ if self.is_full() => Some("the disk is full; what was acknowledged is kept"),
            _ => None,
        }
    }
}
