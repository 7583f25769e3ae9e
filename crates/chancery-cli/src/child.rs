//! Words of PDF files, taken out by a process of its own: the library that does it may take any time and
//! any memory on odd files, and may end its process; the command must not.
//!
//! ```text
//! command -- bytes on standard input --> itself, as `chancery __pdf-pages` -- words of the pages, JSON --> command
//! ```
//!
//! The child limits its own memory and processor time where the system can (Unix); the command ends it
//! after [`LONGEST`]. Whatever becomes of it, the next report is read.

use chancery_ingest::Error;
use chancery_ingest::formats::pdf;
use std::io::{self, ErrorKind, Read, Write};
use std::panic::catch_unwind;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The word behind which the child works; no command of the program.
const NAME: &str = "__pdf-pages";

/// Longest that a child may take.
const LONGEST: Duration = Duration::from_secs(20);

/// Most bytes of address space of a child.
const MEMORY: u64 = 1 << 30;

/// Most bytes of an answer.
const ANSWER: u64 = 64 << 20;

/// Between two looks whether the child is done.
const NAP: Duration = Duration::from_millis(5);

/// True where this process was started to read one PDF.
pub fn is_asked_for() -> bool {
    std::env::args_os().nth(1).is_some_and(|word| word == NAME)
}

/// The work of the child: a PDF on standard input, the words of its pages on standard output.
pub fn answer() -> ExitCode {
    limit();
    // What it dies of is told by the parent.
    std::panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    if io::stdin().lock().read_to_end(&mut bytes).is_err() {
        return ExitCode::FAILURE;
    }
    let pages = catch_unwind(|| pdf::pages(&bytes));
    let pages = match pages {
        Ok(pages) => pages.map_err(|error| error.to_string()),
        Err(_) => Err("damaged, or of a kind that is not read".to_owned()),
    };
    let written = serde_json::to_vec(&pages).map(|json| io::stdout().lock().write_all(&json));
    match written {
        Ok(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// A system that knows no such limit leaves the parent's clock.
#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |limit| Rlimit {
        current: Some(limit),
        maximum: Some(limit),
    };
    let _ = setrlimit(Resource::As, most(MEMORY));
    let _ = setrlimit(Resource::Cpu, most(LONGEST.as_secs()));
    // A fault must leave no image of the memory in the user's folder.
    let _ = setrlimit(Resource::Core, most(0));
}

#[cfg(not(unix))]
fn limit() {}

/// The words of each page, in order, by a child with limits.
///
/// # Errors
///
/// What [`pdf::pages`] says; a child that took too long or gave up; one that cannot be started.
pub fn pages(bytes: &[u8]) -> Result<Vec<String>, Error> {
    let asked = ask(bytes).map_err(|error| pdf::failed(format!("starting its reader: {error}")))?;
    let said = match asked {
        Ended::Late => return Err(pdf::failed(too_long())),
        Ended::By(status, _) if !status.success() => return Err(pdf::failed(gave_up(status))),
        Ended::By(_, said) => said,
    };
    let pages: Result<Vec<String>, String> = serde_json::from_slice(&said)
        .map_err(|_| pdf::failed(format!("more than {} MiB of words", ANSWER >> 20)))?;
    pages.map_err(|what| {
        let what = what.strip_prefix("pdf: ").unwrap_or(&what);
        pdf::failed(what.to_owned())
    })
}

fn too_long() -> String {
    let seconds = LONGEST.as_secs();
    format!("not read: it took more than {seconds} seconds")
}

fn gave_up(status: ExitStatus) -> String {
    if is_out_of_time(status) {
        return too_long();
    }
    let memory = MEMORY >> 30;
    format!("not read: its reader gave up ({status}), or it took more than {memory} GiB of memory")
}

/// True where the limit of processor time ended the child.
#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn is_out_of_time(_status: ExitStatus) -> bool {
    false
}

/// How a child ended.
enum Ended {
    /// By itself, with what it said.
    By(ExitStatus, Vec<u8>),
    /// Its time was over.
    Late,
}

/// Starts a child, hands it the bytes and takes what it says.
fn ask(bytes: &[u8]) -> io::Result<Ended> {
    let mut command = Command::new(std::env::current_exe()?);
    // An interrupt ends the run after what is under way, which this is.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command
        .arg(NAME)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A child that ends early closes the pipe: how it ended tells.
            let _ = stdin.map(|mut stdin| stdin.write_all(bytes));
        });
        let saying = scope.spawn(move || {
            let mut said = Vec::new();
            let read = stdout.map(|stdout| stdout.take(ANSWER).read_to_end(&mut said));
            read.transpose().map(|_| said)
        });
        let status = wait(&mut child)?;
        let said = saying
            .join()
            .unwrap_or_else(|_| Err(ErrorKind::BrokenPipe.into()))?;
        Ok(status.map_or(Ended::Late, |status| Ended::By(status, said)))
    })
}

/// Waits for the child; nothing where its time was over and it was ended.
fn wait(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() > LONGEST {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(NAP);
    }
}
