//! Files from outside: what is no Ledger, or not one of this program.

mod care;
mod corrections;
mod kill;
mod linking;
mod older;
mod press;
mod stories;
mod versions;
mod wal;
mod views;

use chancery_store::Ledger;
use std::fs;

#[test]
fn garbage_is_not_a_ledger() {
    let folder = tempfile::tempdir().expect("a folder");
    let garbage: [&[u8]; 4] = [
        b"",
        b"x",
        &[0xff; 5000],
        b"SQLite format 3\0 and then something else",
    ];
    for bytes in garbage {
        let path = folder.path().join("some.chancery");
        fs::write(&path, bytes).expect("it is written");
        let error = Ledger::open(&path).err().expect("it is refused");
        assert!(error.is_corrupt(), "{error}");
        assert!(error.to_string().ends_with("not a Ledger"), "{error}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("it lists").count(), 1);
}

#[test]
fn a_missing_file_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("none.chancery");
    let error = Ledger::open(&path).err().expect("it is refused");
    assert!(error.is_missing() && error.hint().is_some(), "{error}");
    assert!(!path.exists());
}

#[test]
fn a_later_version_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("later.chancery");
    Ledger::create(&path).expect("it is made");
    let connection = rusqlite::Connection::open(&path).expect("it opens");
    connection
        .pragma_update(None, "user_version", 99)
        .expect("it is set");
    drop(connection);
    let error = Ledger::open(&path).err().expect("it is refused");
    assert!(error.is_newer(), "{error}");
    let told = error.to_string();
    assert!(
        told.contains("found version 99 of the Ledger, expected at most "),
        "{told}"
    );
}

#[test]
fn a_ledger_is_made_once_and_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.chancery");
    Ledger::create(&path).expect("it is made");
    assert!(Ledger::create(&path).is_err());
    assert_eq!(fs::read_dir(folder.path()).expect("it lists").count(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&path)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
