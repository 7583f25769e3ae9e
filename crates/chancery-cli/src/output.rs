//! Where results go: standard output or a file. A reader that goes away ends the run quietly.

use crate::input::Failure;
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// The open output.
pub struct Output {
    writer: BufWriter<Box<dyn Write>>,
    /// Flush after each document: somebody is watching.
    live: bool,
}

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Goes on.
    There,
    /// The pipe is closed: nobody wants more.
    Gone,
}

impl Output {
    /// Opens standard output, or makes the file.
    pub fn open(path: Option<&Path>) -> Result<Output> {
        let (writer, live): (Box<dyn Write>, bool) = match path {
            Some(path) if path.as_os_str() != "-" => {
                let file = File::create(path)
                    .with_context(|| format!("making the output file {}", path.display()))?;
                (Box::new(file), false)
            }
            _ => (Box::new(io::stdout()), io::stdout().is_terminal()),
        };
        Ok(Output {
            writer: BufWriter::with_capacity(1 << 16, writer),
            live,
        })
    }

    /// Writes the result of one document.
    pub fn put(&mut self, text: &str) -> Result<Reader> {
        let written = self.writer.write_all(text.as_bytes());
        let live = self.live;
        settled(written.and_then(|()| if live { self.writer.flush() } else { Ok(()) }))
    }

    /// Writes the result of one document, if there is one: its failure was told.
    pub fn put_done(&mut self, text: Result<String, Failure>) -> Result<Reader> {
        text.map_or(Ok(Reader::There), |text| self.put(&text))
    }

    /// Writes what is left.
    pub fn finish(mut self) -> Result<()> {
        settled(self.writer.flush())?;
        // A writer whose pipe is closed would try again when it is dropped.
        let (writer, _) = self.writer.into_parts();
        drop(writer);
        Ok(())
    }
}

fn settled(result: io::Result<()>) -> Result<Reader> {
    match result {
        Ok(()) => Ok(Reader::There),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(error).context("writing the output"),
    }
}
