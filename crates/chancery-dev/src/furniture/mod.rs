//! Furniture of plain text: pages and templates in, weights of the line classifier and their scores out.
//!
//! ```text
//! development pages -> lines with labels -> whole pages, simulated scrapes, grafts of our reports ┐
//! templates of corpus/furniture x reports of corpus -> pages of our own ──────────────────────────┴-> weights
//! ```
//!
//! Scores are by folds over publishers: no page is measured with weights that saw its publisher. The shipped
//! weights see all pages, and of the templates those that are not kept out.

pub mod html;
pub mod scrapes;
pub mod pages;
pub mod sites;
pub mod learn;
pub mod score;

use anyhow::Result;
use chancery::ingest::{Furniture, FurnitureRules, cut_by_rules_alone};
use chancery_ingest::lines::Page;
use learn::{Lesson, Settings, Trained, Words};
use pages::Labelled;
use sites::{Made, Part};
use std::path::Path;

/// Folds over publishers.
pub const FOLDS: u64 = 5;

/// Chosen by the scores of the folds.
pub const SETTINGS: Settings = Settings {
    bias: 0,
    switch: 60,
    margin: 200,
};

const SEED: u64 = 1;

/// Pages of each template that is learned from.
const EACH: usize = 12;

/// Everything that can be learned from.
pub struct Course {
    /// The news pages.
    pub news: Vec<Labelled>,
    /// The other articles.
    pub articles: Vec<Labelled>,
    made: Vec<Made>,
    bare: Vec<Labelled>,
    rules: FurnitureRules,
}

impl Course {
    /// Reads the development pages below `data`, and the templates and reports of the repository.
    ///
    /// # Errors
    /// Where a file is not there or is not what it should be.
    pub fn read(root: &Path, data: &Path) -> Result<Course> {
        let page = |name: &str| pages::read(&data.join("pages").join(name));
        let mut course = Course {
            news: page("news-dev.jsonl.gz")?,
            articles: page("articles-dev.jsonl.gz")?,
            made: sites::pages(root, Part::Learned, EACH, SEED)?,
            bare: sites::bare(root, Part::Learned)?,
            rules: FurnitureRules::english(),
        };
        for page in course
            .made
            .iter_mut()
            .map(|made| &mut made.page)
            .chain(&mut course.bare)
        {
            ruled(&course.rules, page);
        }
        Ok(course)
    }

    /// Trains on all publishers but those of a fold.
    pub fn train(&self, without: Option<u64>) -> Trained {
        let pages: Vec<&Labelled> = self
            .news
            .iter()
            .chain(&self.articles)
            .filter(|page| Some(fold(&page.publisher)) != without)
            .collect();
        let made: Vec<Vec<(Labelled, Words, f32)>> =
            pages.iter().map(|page| self.variants(page)).collect();
        let mut lessons: Vec<Lesson<'_>> = Vec::new();
        for (page, words, weight) in made.iter().flatten() {
            lessons.push(Lesson {
                page,
                words: *words,
                weight: *weight,
            });
        }
        let own = self.made.iter().map(|made| (&made.page, 0.7));
        for (page, weight) in own.chain(self.bare.iter().map(|page| (page, 0.5))) {
            lessons.push(Lesson {
                page,
                words: Words::In,
                weight,
            });
        }
        learn::train(&lessons, SEED)
    }

    /// A page as a whole and as two scrapes, with and without what the rules know; where it is English also
    /// with its words unknown and with a report of our own in the place of the article; each with how much
    /// it counts.
    fn variants(&self, page: &Labelled) -> Vec<(Labelled, Words, f32)> {
        let known = |page: &Labelled| {
            let mut page = page.clone();
            ruled(&self.rules, &mut page);
            page
        };
        let first = known(&scrapes::scrape(page, 1));
        let second = scrapes::scrape(page, 2);
        let mut variants = vec![
            (page.clone(), Words::In, 0.25),
            (known(page), Words::In, 0.4),
        ];
        if is_english(page) {
            let report = scrapes::Random::new(SEED, &page.id).below(self.bare.len());
            let graft = scrapes::graft(page, &self.bare[report], 5);
            variants.push((known(&graft), Words::In, 0.7));
            variants.push((first.clone(), Words::Out, 0.7));
            variants.push((page.clone(), Words::Out, 0.3));
        }
        variants.push((first, Words::In, 1.0));
        variants.push((second, Words::In, 1.0));
        variants
    }
}

/// Notes which lines of a page the rules cut.
pub fn ruled(rules: &FurnitureRules, page: &mut Labelled) {
    let text = joined(page, "\n");
    page.known = cut_lines(page, "\n", &cut_by_rules_alone(rules, &text));
}

/// The text of a page.
pub fn joined(page: &Labelled, gap: &str) -> String {
    let lines: Vec<&str> = page.lines.iter().map(|(line, _)| line.as_str()).collect();
    lines.join(gap)
}

/// Whether each line of a page lies in what was cut, for the greater part.
pub fn cut_lines(page: &Labelled, gap: &str, cuts: &[Furniture]) -> Vec<bool> {
    let mut start = 0;
    let mut cuts = cuts.iter().peekable();
    let mut found = Vec::with_capacity(page.lines.len());
    for (line, _) in &page.lines {
        while cuts.next_if(|cut| cut.span.end as usize <= start).is_some() {}
        let whole = cuts.peek().is_some_and(|cut| {
            let (from, to) = (cut.span.start as usize, cut.span.end as usize);
            from <= start && (to - start) * 2 >= line.len()
        });
        found.push(whole);
        start += line.len() + gap.len();
    }
    found
}

/// True where the article of a page is English.
pub fn is_english(page: &Labelled) -> bool {
    Page::new(page.gold.lines().map(|line| (line, false))).is_english()
}

/// The fold of a publisher.
pub fn fold(publisher: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    (publisher.bytes().fold(7, step) >> 20) % FOLDS
}

/// The bytes of the shipped weights.
///
/// # Errors
/// As [`Course::read`].
pub fn train_shipped(root: &Path, data: &Path) -> Result<Vec<u8>> {
    let trained = Course::read(root, data)?.train(None);
    let (bytes, left) = trained.pack(SETTINGS);
    eprintln!(
        "lines: {} weights, {left} of them left out, {} bytes",
        trained.len(),
        bytes.len()
    );
    Ok(bytes)
}
