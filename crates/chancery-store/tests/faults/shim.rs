//! The system's file functions with a countdown before writes and syncs.

use rusqlite::ffi;
use std::ffi::{c_int, c_void};
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};

/// How the disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A write fails.
    Write = 1,
    /// A write finds no room, and so do all after it.
    Full = 2,
    /// A sync fails.
    Sync = 3,
}

static KIND: AtomicU8 = AtomicU8::new(0);
static LEFT: AtomicI64 = AtomicI64::new(0);
/// The functions of the system, which write and sync all files alike.
static THEIRS: OnceLock<ffi::sqlite3_io_methods> = OnceLock::new();
/// Ours with the countdown, for the main file and for its log: those differ in how they lock.
static MAIN: OnceLock<ffi::sqlite3_io_methods> = OnceLock::new();
static LOG: OnceLock<ffi::sqlite3_io_methods> = OnceLock::new();
static OPEN: OnceLock<Open> = OnceLock::new();

type Open = unsafe extern "C" fn(
    *mut ffi::sqlite3_vfs,
    ffi::sqlite3_filename,
    *mut ffi::sqlite3_file,
    c_int,
    *mut c_int,
) -> c_int;

/// Lets the n-th write or sync from now on fail.
pub fn arm(fault: Fault, n: i64) {
    LEFT.store(n, Ordering::SeqCst);
    KIND.store(fault as u8, Ordering::SeqCst);
}

/// The disk is well again.
pub fn disarm() {
    KIND.store(0, Ordering::SeqCst);
}

/// True where this call is the one that fails.
fn strikes(faults: [Fault; 2]) -> Option<Fault> {
    let armed = KIND.load(Ordering::SeqCst);
    let fault = faults.into_iter().find(|fault| *fault as u8 == armed)?;
    let left = LEFT.fetch_sub(1, Ordering::SeqCst);
    let now = left == 0 || fault == Fault::Full && left < 0;
    now.then_some(fault)
}

/// Makes the shim the default of this process.
pub fn install() {
    // SAFETY: the library is initialised by the call; the default VFS lives as long as the process, and
    // so does our copy of it, which is leaked.
    unsafe {
        assert_eq!(ffi::sqlite3_initialize(), ffi::SQLITE_OK);
        let system = ffi::sqlite3_vfs_find(ptr::null());
        let mut shim = *system;
        OPEN.set(shim.xOpen.expect("it opens files"))
            .expect("installed once");
        shim.xOpen = Some(open);
        shim.zName = c"failing".as_ptr();
        shim.pNext = ptr::null_mut();
        let shim = Box::leak(Box::new(shim));
        assert_eq!(ffi::sqlite3_vfs_register(shim, 1), ffi::SQLITE_OK);
    }
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let system = OPEN.get().expect("installed");
    // SAFETY: the arguments are those that the library gave us, for the function that it stands for;
    // a file that is open has a table of functions, which we replace by a copy that outlives it.
    unsafe {
        let code = system(vfs, name, file, flags, out);
        let methods = (*file).pMethods;
        let ours = match flags & (ffi::SQLITE_OPEN_MAIN_DB | ffi::SQLITE_OPEN_WAL) {
            ffi::SQLITE_OPEN_MAIN_DB => &MAIN,
            ffi::SQLITE_OPEN_WAL => &LOG,
            _ => return code,
        };
        if code == ffi::SQLITE_OK && !methods.is_null() {
            THEIRS.get_or_init(|| *methods);
            (*file).pMethods = ours.get_or_init(|| ffi::sqlite3_io_methods {
                xWrite: Some(write),
                xSync: Some(sync),
                ..*methods
            });
        }
        code
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    len: c_int,
    at: ffi::sqlite3_int64,
) -> c_int {
    match strikes([Fault::Write, Fault::Full]) {
        Some(Fault::Full) => return ffi::SQLITE_FULL,
        Some(_) => return ffi::SQLITE_IOERR_WRITE,
        None => {}
    }
    let system = THEIRS
        .get()
        .and_then(|methods| methods.xWrite)
        .expect("installed");
    // SAFETY: as the library called us.
    unsafe { system(file, bytes, len, at) }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    if strikes([Fault::Sync, Fault::Sync]).is_some() {
        return ffi::SQLITE_IOERR_FSYNC;
    }
    let system = THEIRS
        .get()
        .and_then(|methods| methods.xSync)
        .expect("installed");
    // SAFETY: as the library called us.
    unsafe { system(file, flags) }
}
