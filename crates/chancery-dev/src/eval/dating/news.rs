//! News of GUM without their datelines, with the days of those.
//!
//! Known faults of the annotation: `imprisoned` has a dateline of 2015 and was made in 2011, so a
//! dateline more than two months after the day of creation gives way to that.

use super::Case;
use crate::treebank;
use anyhow::{Context, Result};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// Days between dateline and creation from which on the dateline is not believed.
const TOO_LATE: i32 = 60;

/// The news documents of the train part that have a dateline, in the order of the file.
pub(super) fn read(data: &Path) -> Result<Vec<Case>> {
    let path = data.join("treebanks/en_gum-free-train.conllu");
    let created = created(&path)?;
    let all = treebank::read(&path)?;
    let news: Vec<_> = all.iter().filter(|gold| gold.genre() == "news").collect();
    let mut cases = Vec::new();
    for document in news.chunk_by(|_, next| !next.new_document) {
        let Some(id) = document.first().map(|gold| gold.document.clone()) else {
            continue;
        };
        let mut text = String::new();
        let mut dateline = None;
        for gold in document {
            match (dateline, day_of(&gold.raw)) {
                (None, Some(day)) => dateline = Some(day),
                _ => {
                    let gap = match (text.is_empty(), gold.new_paragraph) {
                        (true, _) => "",
                        (_, true) => "\n\n",
                        _ => " ",
                    };
                    text.push_str(gap);
                    text.push_str(&gold.raw);
                }
            }
        }
        let Some(day) = dateline else { continue };
        let truth = match created.get(&id) {
            Some(&made) if (day - made).get_days() > TOO_LATE => made,
            _ => day,
        };
        cases.push(Case {
            id,
            text,
            truth: truth.to_string(),
        });
    }
    Ok(cases)
}

/// The day of a line such as "Friday, July 21, 2017".
fn day_of(line: &str) -> Option<Date> {
    Date::strptime("%A, %B %d, %Y", line.trim()).ok()
}

/// `meta::dateCreated` by document.
fn created(path: &Path) -> Result<BTreeMap<String, Date>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut days = BTreeMap::new();
    let mut document = "";
    for line in text.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id =") {
            document = id.trim();
        }
        if let Some(day) = line.strip_prefix("# meta::dateCreated =") {
            days.extend(
                day.trim()
                    .parse()
                    .ok()
                    .map(|day| (document.to_owned(), day)),
            );
        }
    }
    Ok(days)
}
