//! `docs/codebook.md` says what the data say.

use super::Problem;
use super::tree::Tree;
use crate::codebook::FILE;

/// A problem at the first line in which the file differs from what the data say.
pub fn check(tree: &Tree, wanted: &str) -> Vec<Problem> {
    let text = tree.text(FILE).unwrap_or_default();
    if text == wanted {
        return Vec::new();
    }
    let same = text.lines().zip(wanted.lines()).take_while(|(a, b)| a == b);
    let what = "differs from data/ontology: cargo dev codebook";
    vec![Problem::new("codebook", FILE, same.count() + 1, what)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_named() {
        let tree = Tree::of(&[(FILE, "# Codebook\n\nold\n")]);
        assert!(check(&tree, "# Codebook\n\nold\n").is_empty());
        assert_eq!(check(&tree, "# Codebook\n\nnew\n")[0].line, 3);
        assert_eq!(check(&Tree::of(&[]), "# Codebook\n")[0].line, 1);
    }
}
