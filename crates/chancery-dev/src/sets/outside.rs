//! A set of open data: its scorer is run as `bench/sets.toml` says and prints its figures as JSON.

use super::floors::Set;
use super::{Measures, Places, documents};
use anyhow::{Context as _, ensure};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Runs the command lines of a set; the figures are those of the last one.
pub fn measure(places: &Places, set: &Set) -> anyhow::Result<Measures> {
    let scratch = places.root.join("target/eval");
    std::fs::create_dir_all(&scratch).context("making target/eval")?;
    if let Some(wanted) = &set.documents {
        documents::split(places, wanted)?;
    }
    let mut out = String::new();
    for words in &set.commands {
        out = run(places, &scratch, words).with_context(|| format!("measuring {}", set.name))?;
    }
    figures(&out).with_context(|| format!("reading the figures of {}", set.name))
}

fn run(places: &Places, scratch: &Path, words: &[String]) -> anyhow::Result<String> {
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let eval = places.data.with_file_name("eval");
    let fill = |word: &String| {
        word.replace("{data}", &path(&places.data))
            .replace("{eval}", &path(&eval))
            .replace("{scratch}", &path(scratch))
            .replace("{chancery}", &path(&places.chancery))
    };
    let words: Vec<String> = words.iter().map(fill).collect();
    let (program, arguments) = words.split_first().context("an empty command line")?;
    let mut command = Command::new(program);
    let out = command.args(arguments).current_dir(&places.root).output();
    let out = out.with_context(|| format!("starting {program}"))?;
    let errors = String::from_utf8_lossy(&out.stderr);
    ensure!(out.status.success(), "{program} failed: {errors}");
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// The numbers of the JSON object that ends the output.
fn figures(out: &str) -> anyhow::Result<Measures> {
    let (start, end) = (out.find('{'), out.rfind('}'));
    let (start, end) = start.zip(end).context("no JSON object in the output")?;
    let value: Value = serde_json::from_str(&out[start..=end])?;
    let mut measures = Vec::new();
    collect("", &value, &mut measures);
    Ok(measures)
}

/// Figures inside figures are named `outer.inner`.
fn collect(name: &str, value: &Value, measures: &mut Measures) {
    match value {
        Value::Number(number) => {
            measures.extend(number.as_f64().map(|number| (name.to_owned(), number)));
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                let dot = if name.is_empty() { "" } else { "." };
                collect(&format!("{name}{dot}{key}"), value, measures);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_at_the_end_of_the_output() {
        let out = "reading\n{\"found\": 85.5, \"per\": {\"ORG\": 70}, \"note\": \"x\"}\n";
        let expected = [("found".to_owned(), 85.5), ("per.ORG".to_owned(), 70.0)];
        assert_eq!(figures(out).unwrap(), expected);
        assert!(figures("nothing").is_err());
    }
}
