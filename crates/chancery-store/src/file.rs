//! The file of a Ledger: made, opened for reading, opened for writing.
//!
//! A Ledger is an SQLite file with our `application_id`; `user_version` is the number of the last
//! step of [`older`](crate::older) that it has seen. Older ones are brought up to date when they are opened,
//! newer ones are refused. One writer holds `PATH.lock` (an advisory lock of the system with its
//! pid inside, gone with the process); readers are never held up (write-ahead log).

use crate::error::{Error, Kind};
pub use crate::older::SCHEMA;
use crate::older::bring_up;
use crate::pack::{Dictionaries, Unpacker, Use};
use chancery::reading::Reading;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};
use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "CHAN" in the head of the file.
const APPLICATION_ID: i64 = 0x4348_414e;

/// How long a reader waits where the file is locked for a moment.
const PATIENCE: Duration = Duration::from_secs(5);

/// Bytes of the file that queries may map into memory.
const MAPPED: i64 = 1 << 30;

/// One thread a connection, and never a new file.
const ACCESS: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Statements kept prepared.
const STATEMENTS: usize = 128;

/// What is known of a document by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was read, or taken out for good.
    Read,
    /// Nothing was read of it; it may be added again.
    Failed,
}

/// A Ledger open for reading.
pub struct Ledger {
    /// The file.
    pub path: PathBuf,
    /// Nothing can be written through it.
    pub connection: Connection,
    /// The dictionaries that texts and Readings are packed with.
    pub dictionaries: Dictionaries,
}

impl Ledger {
    /// Makes an empty Ledger that only its owner may read. Errors: a file that is there already; a
    /// folder that cannot be written.
    pub fn create(path: &Path) -> Result<(), Error> {
        Ledger::create_with(path, &Dictionaries::shipped())
    }

    /// The same with dictionaries of one's own, trained on texts and Readings like those to come.
    /// Errors: as [`Ledger::create`].
    pub fn create_with(path: &Path, dictionaries: &[(Use, Vec<u8>)]) -> Result<(), Error> {
        let made = private().write(true).create_new(true).open(path);
        match made {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                let path = path.to_owned();
                return Err(Kind::Exists { path }.into());
            }
            other => other.map_err(Error::file(path, "making the Ledger"))?,
        };
        let _lock = Lock::take(path)?;
        let mut connection = connect(path)?;
        connection.pragma_update(None, "page_size", 8192)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        bring_up(&mut connection)?;
        Dictionaries::keep(&connection, dictionaries)
    }

    /// Opens a Ledger for reading; one of an earlier version is brought up to date first. Errors: no
    /// such file, not a Ledger, one of a later version.
    pub fn open(path: &Path) -> Result<Ledger, Error> {
        let connection = connect(path)?;
        if checked_version(&connection, path)? < SCHEMA {
            drop(connection);
            drop(open_to_write(path)?);
            return Ledger::open(path);
        }
        connection.pragma_update(None, "mmap_size", MAPPED)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Ledger {
            dictionaries: Dictionaries::of(&connection)?,
            connection,
            path: path.to_owned(),
        })
    }

    /// What is known of the document with this key.
    pub fn known(&self, key: &str) -> Result<Option<Kept>, Error> {
        known(&self.connection, key).map(|kept| kept.map(|(_, kept)| kept))
    }

    /// Which engine read the document with this key; `None` where nothing was read.
    pub fn read_by(&self, key: &str) -> Result<Option<String>, Error> {
        let mut read = self.connection.prepare_cached(
            "SELECT r.version FROM document d JOIN run r ON r.id = d.run
             WHERE d.key = ? AND d.status = 'read'",
        )?;
        Ok(read.query_row([key], |row| row.get(0)).optional()?)
    }

    /// What unpacks the texts and Readings of this Ledger. Errors: a broken dictionary.
    pub fn unpacker(&self) -> Result<Unpacker, Error> {
        Unpacker::new(&self.dictionaries)
    }

    /// The Reading of a document with its text, by the row of the document; `None` where there is no
    /// such row, or nothing was read. Errors: bytes that do not unpack.
    pub fn reading(
        &self,
        unpacker: &mut Unpacker,
        document: i64,
    ) -> Result<Option<Reading>, Error> {
        reading(&self.connection, unpacker, document)
    }
}

/// The Reading of a document with its text. As [`Ledger::reading`], for whoever holds a transaction.
pub fn reading(
    connection: &Connection,
    unpacker: &mut Unpacker,
    document: i64,
) -> Result<Option<Reading>, Error> {
    unpacker.kept(connection, document)
}

/// The row of the document with this key, and what is known of it.
pub(crate) fn known(connection: &Connection, key: &str) -> Result<Option<(i64, Kept)>, Error> {
    let mut one = connection.prepare_cached("SELECT id, status FROM document WHERE key = ?1")?;
    let found = one.query_row([key], |row| {
        let status = row.get_ref(1)?.as_str()?;
        let kept = match status {
            "failed" => Kept::Failed,
            _ => Kept::Read,
        };
        Ok((row.get(0)?, kept))
    });
    Ok(found.optional()?)
}

/// A connection that may write, and the lock that goes with it. Errors: as [`Ledger::open`], and
/// where somebody else writes.
pub(crate) fn open_to_write(path: &Path) -> Result<(Connection, Lock), Error> {
    if !path.exists() {
        let path = path.to_owned();
        return Err(Kind::Missing { path }.into());
    }
    // A file that is no Ledger is left without a lock beside it.
    checked_version(&connect(path)?, path)?;
    let lock = Lock::take(path)?;
    let mut connection = connect(path)?;
    connection.pragma_update(None, "synchronous", "normal")?;
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    bring_up(&mut connection)?;
    Ok((connection, lock))
}

/// A connection to a file that is there. It may write, where the file may be written: the last reader
/// to leave folds the log in; what a reader is asked for cannot.
fn connect(path: &Path) -> Result<Connection, Error> {
    if !path.exists() {
        let path = path.to_owned();
        return Err(Kind::Missing { path }.into());
    }
    let connection = Connection::open_with_flags(path, ACCESS)?;
    connection.busy_timeout(PATIENCE)?;
    // Plans do not hang on bound values: else SQLite plans a statement anew for each new value, which
    // took a quarter of the writer's time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// The version of a Ledger. Errors: not a Ledger, or one of a later version.
fn checked_version(connection: &Connection, path: &Path) -> Result<i64, Error> {
    let foreign = || Error::from(Kind::Foreign { path: path.into() });
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let application = number("application_id").map_err(|error| {
        let error = Error::from(error);
        if error.is_corrupt() { foreign() } else { error }
    })?;
    let found = number("user_version")?;
    if application != APPLICATION_ID || found == 0 {
        return Err(foreign());
    }
    match found > SCHEMA {
        true => Err(Kind::Newer {
            path: path.to_owned(),
            found,
            known: SCHEMA,
        }
        .into()),
        false => Ok(found),
    }
}

/// The right to write to a Ledger, for as long as it is held.
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Errors: somebody else holds it, with the pid; a folder that cannot be written.
    pub(crate) fn take(ledger: &Path) -> Result<Lock, Error> {
        let mut path = OsString::from(ledger);
        path.push(".lock");
        let path = PathBuf::from(path);
        let failed = || Error::file(&path, "making the lock of the Ledger");
        let options = || private().read(true).write(true).create(true).to_owned();
        loop {
            let mut file = options().open(&path).map_err(failed())?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(held(ledger, &mut file)),
                Err(TryLockError::Error(error)) => return Err(failed()(error)),
                Ok(()) => {}
            }
            // The last holder takes the file away: who opened it just before holds nothing.
            if !is_at(&file, &path) {
                continue;
            }
            file.set_len(0).map_err(failed())?;
            write!(file, "{}", std::process::id()).map_err(failed())?;
            return Ok(Lock { path, _file: file });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // It stands in nobody's way where it cannot be taken away.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn held(ledger: &Path, file: &mut File) -> Error {
    let mut pid = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut pid));
    Kind::Held {
        path: ledger.to_owned(),
        pid: match (read, pid.is_empty()) {
            (Ok(_), false) => pid,
            _ => "unknown".to_owned(),
        },
    }
    .into()
}

/// True where the open file is still the one at the path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let both = file.metadata().and_then(|one| Ok((one, path.metadata()?)));
    both.is_ok_and(|(one, other)| (one.dev(), one.ino()) == (other.dev(), other.ino()))
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// How files are made that only their owner may read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
