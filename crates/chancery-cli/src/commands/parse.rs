//! `chancery parse`: CoNLL-U with offsets; with `--pretokenized` over given sentences and tokens.

use super::{engine, plan, spans, take_whole};
use crate::args::{Global, ParseArgs};
use crate::conllu;
use crate::exit::Exit;
use crate::output::{Output, Reader};
use crate::run::{Done, each};
use anyhow::{Context, Result};
use chancery_nlp::{Engine, Scratch, Search};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// Sentences of CoNLL-U that are parsed at once.
const BLOCK: usize = 256;

/// Prints the trees of each report.
pub fn parse(global: &Global, args: &ParseArgs) -> Result<Exit> {
    let engine = engine()?;
    let output = Output::open(global.output.as_deref())?;
    match args.pretokenized {
        true => given(global, args, &engine, output),
        false => reports(global, args, &engine, output),
    }
}

fn reports(global: &Global, args: &ParseArgs, engine: &Engine, mut output: Output) -> Result<Exit> {
    let search = global.search();
    let exit = each(
        &plan(global, &args.from.paths),
        Scratch::default,
        |raw, scratch| {
            let document = take_whole(raw, global)?;
            let parse = engine.parse(&document.text, &spans(&document), search, scratch);
            let result = conllu::write(&document.id, &document.text, &parse);
            Ok(Done {
                id: document.id,
                result,
            })
        },
        |text| output.put_done(text),
    )?;
    output.finish()?;
    Ok(exit)
}

fn given(global: &Global, args: &ParseArgs, engine: &Engine, mut output: Output) -> Result<Exit> {
    for path in &args.from.paths {
        if parse_file(path, engine, global.search(), &mut output)? == Reader::Gone {
            break;
        }
    }
    output.finish()?;
    Ok(Exit::Done)
}

fn parse_file(path: &Path, engine: &Engine, search: Search, output: &mut Output) -> Result<Reader> {
    let reader: Box<dyn BufRead> = match path.as_os_str() == "-" {
        true => Box::new(BufReader::new(io::stdin())),
        false => {
            let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
            Box::new(BufReader::new(file))
        }
    };
    let mut scratch = Scratch::default();
    let mut sentences = conllu::Sentences::new(reader);
    loop {
        let block = sentences
            .block(BLOCK)
            .with_context(|| format!("reading CoNLL-U from {}", path.display()))?;
        if block.is_empty() {
            return Ok(Reader::There);
        }
        let text = conllu::parse_given(engine, &block, search, &mut scratch);
        if output.put(&text)? == Reader::Gone {
            return Ok(Reader::Gone);
        }
    }
}
