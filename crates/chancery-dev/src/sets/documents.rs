//! A treebank in one file, taken apart: a file a document, for scorers that read folders.

use super::Places;
use super::floors::Documents;
use anyhow::Context as _;
use std::fs;

/// Line that opens a document in CoNLL-U.
const OPENS: &str = "# newdoc id = ";

/// Writes the documents of a set into their folder below `target/eval`, afresh.
///
/// # Errors
/// Where the treebank cannot be read or the folder cannot be written.
pub fn split(places: &Places, wanted: &Documents) -> anyhow::Result<()> {
    let path = places.data.join(&wanted.of);
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let folder = places.root.join("target/eval").join(&wanted.into);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    for (id, document) in documents(&text) {
        if id.starts_with(&wanted.begin) {
            let path = folder.join(format!("{id}.conllu"));
            fs::write(&path, document).with_context(|| format!("writing {}", path.display()))?;
        }
    }
    Ok(())
}

/// Id and text of every document, in order.
fn documents(text: &str) -> Vec<(&str, &str)> {
    let starts: Vec<usize> = text
        .match_indices(OPENS)
        .map(|(at, _)| at)
        .filter(|&at| at == 0 || text[..at].ends_with('\n'))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).map(|(&start, end)| {
        let piece = &text[start..end];
        let id = piece[OPENS.len()..].lines().next().unwrap_or_default();
        (id.trim(), piece)
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_with_their_ids() {
        let text = "# newdoc id = a_1\n# text = x\n\n# newdoc id = b\n1\tx\n";
        let expected = [
            ("a_1", "# newdoc id = a_1\n# text = x\n\n"),
            ("b", "# newdoc id = b\n1\tx\n"),
        ];
        assert_eq!(documents(text), expected);
        assert!(documents("").is_empty());
    }
}
