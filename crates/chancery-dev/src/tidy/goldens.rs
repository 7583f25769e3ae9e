//! A golden file without a renderer, or without a case, would never be run.
//!
//! The renderers stand by folder name in the golden test of `chancery`; here only the names are
//! compared, the test itself runs the cases. A file that is not Markdown needs a reader that names its
//! path.

use super::Problem;
use super::tree::{File, Tree};

const RUNNER: &str = "crates/chancery/tests/golden/stages.rs";

/// Problems of the files under `golden/`.
pub fn check(tree: &Tree) -> Vec<Problem> {
    let runner = tree.text(RUNNER).unwrap_or_default();
    let golden = tree.files.iter().filter(|f| f.path.starts_with("golden/"));
    let read_elsewhere = |file: &&File| {
        let mut code = tree.files.iter().filter(|other| other.suffix() == "rs");
        code.any(|other| other.text().is_some_and(|text| text.contains(&file.path)))
    };
    golden
        .filter(|file| file.suffix() == "md" || !read_elsewhere(file))
        .filter_map(|file| problem(file, runner))
        .collect()
}

fn problem(file: &File, runner: &str) -> Option<Problem> {
    let stage = file.path.split('/').nth(1).unwrap_or_default();
    let what = if file.suffix() != "md" {
        "is not Markdown, and no Rust source names it: nothing reads it".to_owned()
    } else if !runner.contains(&format!("(\"{stage}\",")) {
        format!("no renderer named `{stage}` in {RUNNER}")
    } else if !has_case(file.text().unwrap_or_default(), stage) {
        format!("has no case: a block `text` and after it a block `{stage}`")
    } else {
        return None;
    };
    Some(Problem::new("golden", &file.path, 0, what))
}

fn has_case(text: &str, stage: &str) -> bool {
    let fence = |word: &str| {
        text.lines()
            .position(|line| line.starts_with(&format!("```{word}")))
    };
    match (fence("text"), fence(stage)) {
        (Some(text), Some(expected)) => text < expected,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whats(path: &str, text: &str) -> Vec<String> {
        let tree = Tree::of(&[(RUNNER, "[(\"times\", render_times)]"), (path, text)]);
        check(&tree)
            .into_iter()
            .map(|problem| problem.what)
            .collect()
    }

    #[test]
    fn case_with_a_renderer_passes() {
        let text = "# Days\n\n```text\nOn Monday.\n```\n\n```times\nx\n```\n";
        assert!(whats("golden/times/days.md", text).is_empty());
    }

    #[test]
    fn folder_without_renderer_file_without_case() {
        assert!(whats("golden/verbs/a.md", "")[0].contains("no renderer"));
        assert!(whats("golden/times/a.md", "# Days\n")[0].contains("no case"));
        assert!(whats("golden/times/a.txt", "")[0].contains("not Markdown"));
    }
}
