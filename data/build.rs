//! Checks every data file against its schema and packs it into one blob; a bad line stops the build.
//!
//! The checks live in `src/packing`, where tests reach them too.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[path = "src/packing/mod.rs"]
mod packing;
#[path = "src/schema.rs"]
mod schema;

/// Folders of knowledge; a change in any of them packs again.
const FOLDERS: [&str; 9] = [
    "actors", "export", "ingest", "lang", "lexicon", "ontology", "outlets", "places", "time",
];

fn main() -> ExitCode {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    for folder in FOLDERS
        .iter()
        .chain(&["src/packing", "src/schema", "src/schema.rs", "build.rs"])
    {
        println!("cargo::rerun-if-changed={folder}");
    }
    match pack_knowledge(&root, &out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error=data/{problem}");
            }
            ExitCode::FAILURE
        }
    }
}

fn pack_knowledge(root: &Path, out: &Path) -> Result<(), Vec<String>> {
    let known = packing::pack(root)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let failed = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let blob = postcard::to_stdvec(&known).map_err(|error| failed(&error))?;
    let towns = postcard::to_stdvec(&known.towns).map_err(|error| failed(&error))?;
    let examples = postcard::to_stdvec(&known.examples).map_err(|error| failed(&error))?;
    std::fs::write(out.join("examples.bin"), examples).map_err(|error| failed(&error))?;
    let ingest = postcard::to_stdvec(&known.ingest).map_err(|error| failed(&error))?;
    std::fs::write(out.join("ingest.bin"), ingest).map_err(|error| failed(&error))?;
    let codebook = postcard::to_stdvec(&known.codebook).map_err(|error| failed(&error))?;
    std::fs::write(out.join("codebook.bin"), codebook).map_err(|error| failed(&error))?;
    std::fs::write(out.join("knowledge.bin"), blob).map_err(|error| failed(&error))?;
    std::fs::write(out.join("towns.bin"), towns).map_err(|error| failed(&error))
}
