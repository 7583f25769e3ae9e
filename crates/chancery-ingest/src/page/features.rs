//! What can be seen of each block of a page that tells article from furniture, as whole numbers.
//!
//! A row a block, [`COUNT`] columns, named in [`NAMES`]. Shares are per mille. Columns are of four
//! kinds: the words of the block; the elements around it, their names among them; the parts of the page
//! in which it stands, measured by the prose that they hold (as Readability and boilerpipe do); its
//! neighbours. Cost: linear in elements and words, times the depth of the nesting for the elements
//! around a block, of which at most [`LEVELS`] are looked at.

use super::hints::Hints;
use super::names::{Kinds, kinds};
use super::phrases::{self, Found};
use super::tags::{Name, Tag};
use super::tree::{RawBlock, Tree};
use std::collections::BTreeMap;

/// Elements around a block that are looked at, innermost first.
const LEVELS: usize = 24;

/// Shortest prose in bytes.
const PROSE: usize = 80;

macro_rules! columns {
    ($($name:ident),* $(,)?) => {
        /// Columns of a row.
        #[derive(Clone, Copy)]
        #[expect(non_camel_case_types, reason = "the names of the columns, as they are printed")]
        enum Column { $($name),* }
        /// Names of the columns, in order.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

columns! {
    chars, words, word_len, linked, capitals, digits, commas, stops, sentence_ends, last_char, first_char,
    quotes, marks, lines, phrase_start, phrase_share, phrase_any, ends_colon,
    tag, heading, is_paragraph, in_article, in_main, in_aside, in_nav, in_footer, in_header, in_form, in_figure,
    in_caption, in_button, in_table, in_list, in_quote, in_address, in_section, in_time, in_heading, hidden, depth, list_levels,
    body_mark, near_furniture, near_content, near_caption, near_lead, near_meta, count_furniture, count_content,
    own_furniture, own_content,
    page_blocks, page_prose, place, chars_before, after_title, chars_after_title, after_first_prose,
    before_last_prose, since_heading, since_prose, until_prose, title_overlap, description_overlap, body_known, body_cover,
    twin_before, in_top, in_top_parent, below_half, below_most, below_all, depth_under_half,
    parent_prose, parent_linked, parent_chars, parent_paras, grand_prose, grand_linked, grand_chars, grand_paras,
    great_prose, great_linked, great_chars, article_prose, article_linked, articles,
    same_count, same_prose, same_chars, same_linked, siblings,
    prev_chars, prev_linked, prev_prose, prev_same_parent, prev_heading, next_chars, next_linked, next_prose,
    next_same_parent, next_heading, prev2_chars, prev2_linked, next2_chars, next2_linked,
    window_prose, window_linked, window_short,
}

/// Numbers of a row.
pub const COUNT: usize = NAMES.len();

/// What a part of the page holds.
#[derive(Clone, Copy, Default)]
struct Part {
    plain: u32,
    linked: u32,
    prose: u32,
    paras: u32,
    blocks: u32,
    /// Readability's score: length of paragraphs right inside, half of those one deeper.
    score: u32,
}

/// What is seen of a block by itself.
#[derive(Clone, Copy, Default)]
struct Look {
    chars: i32,
    linked: i32,
    prose: bool,
    heading: bool,
    group: u32,
}

/// The rows of a page.
pub(crate) struct Rows {
    numbers: Vec<i32>,
}

impl Rows {
    /// The row of a block.
    pub(crate) fn row(&self, block: usize) -> &[i32] {
        &self.numbers[block * COUNT..(block + 1) * COUNT]
    }
}

/// Measures all blocks of a page.
pub(crate) fn rows(tree: &Tree, hints: &Hints) -> Rows {
    let page = Page::of(tree, hints);
    let mut numbers = vec![0; tree.blocks.len() * COUNT];
    let mut hashes = Vec::new();
    for (at, row) in numbers.chunks_exact_mut(COUNT).enumerate() {
        page.measure(at, row, &mut hashes);
    }
    Rows { numbers }
}

/// A page, measured as a whole.
struct Page<'t> {
    tree: &'t Tree,
    hints: &'t Hints,
    parts: Vec<Part>,
    kinds: Vec<Kinds>,
    looks: Vec<Look>,
    groups: Vec<Part>,
    twins: Vec<bool>,
    whole: Part,
    top: u32,
    half: u32,
    most: u32,
    all: u32,
    title_at: usize,
    first_prose: usize,
    last_prose: usize,
    articles: i32,
}

impl<'t> Page<'t> {
    fn of(tree: &'t Tree, hints: &'t Hints) -> Page<'t> {
        let mut page = Page {
            tree,
            hints,
            parts: vec![Part::default(); tree.nodes.len()],
            kinds: vec![Kinds::default(); tree.nodes.len()],
            looks: Vec::with_capacity(tree.blocks.len()),
            groups: Vec::new(),
            twins: Vec::with_capacity(tree.blocks.len()),
            whole: Part::default(),
            top: 0,
            half: 0,
            most: 0,
            all: 0,
            title_at: 0,
            first_prose: 0,
            last_prose: tree.blocks.len(),
            articles: 0,
        };
        page.look();
        page.sum_up();
        page.find_top();
        page.find_landmarks();
        page
    }

    /// Looks at each block by itself, and counts it for its element and for blocks like it.
    fn look(&mut self) {
        let mut groups: BTreeMap<u64, u32> = BTreeMap::new();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, block) in self.tree.blocks.iter().enumerate() {
            let words = self.tree.words(block);
            let next = groups.len() as u32;
            let group = *groups.entry(self.signature(block.node)).or_insert(next);
            let look = look(self.tree, block, group);
            self.twins.push(seen.insert(words, at).is_some());
            if group as usize == self.groups.len() {
                self.groups.push(Part::default());
            }
            for part in [
                &mut self.groups[group as usize],
                &mut self.parts[block.node as usize],
                &mut self.whole,
            ] {
                part.count(&look, block.linked);
            }
            self.score(block, &look);
            self.looks.push(look);
        }
    }

    /// Readability's way: a paragraph speaks for the element around it, half as much for the next.
    fn score(&mut self, block: &RawBlock, look: &Look) {
        if !look.prose {
            return;
        }
        let parent = self.tree.nodes[block.node as usize].parent;
        let grand = self.tree.nodes[parent as usize].parent;
        self.parts[parent as usize].score += look.chars as u32;
        self.parts[grand as usize].score += look.chars as u32 / 2;
    }

    /// Elements of the same name, class and parent are of one make.
    fn signature(&self, node: u32) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for node in self.tree.around(node).take(3) {
            let class = self.tree.attr(node, Name::CLASS).unwrap_or("");
            let tag = self.tree.nodes[node as usize].tag;
            for byte in class.bytes().chain([tag.number(), 0xff]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        hash
    }

    /// Adds what each element holds to the one around it; parents come before their children.
    fn sum_up(&mut self) {
        for node in (1..self.tree.nodes.len()).rev() {
            if self.parts[node].blocks == 0 {
                continue;
            }
            self.kinds[node] = kinds(self.tree, node as u32);
            let part = self.parts[node];
            self.parts[self.tree.nodes[node].parent as usize].add(&part);
            self.articles += i32::from(self.tree.nodes[node].tag == Tag::ARTICLE);
        }
    }

    /// The element with the best score, and the innermost ones that hold half, most, all of the prose.
    fn find_top(&mut self) {
        let all = self.parts[0].prose;
        for (node, part) in self.parts.iter().enumerate() {
            let node = node as u32;
            if part.score > self.parts[self.top as usize].score {
                self.top = node;
            }
            // Children come later than their parents, so the last that holds enough is the innermost.
            for (share, found) in [
                (50, &mut self.half),
                (75, &mut self.most),
                (92, &mut self.all),
            ] {
                if all > 0 && u64::from(part.prose) * 100 >= u64::from(all) * share {
                    *found = node;
                }
            }
        }
    }

    /// The headline, and the first and the last prose in the part that holds most of it.
    fn find_landmarks(&mut self) {
        let mut best = 0;
        for (at, block) in self.tree.blocks.iter().enumerate() {
            if !self.looks[at].heading {
                continue;
            }
            let level = i32::from(heading_of(self.tree, block.node));
            let shown = self.hints.headline;
            if shown.is_some()
                && self
                    .tree
                    .around(block.node)
                    .take(4)
                    .any(|node| Some(node) == shown)
            {
                self.title_at = at;
                break;
            }
            let score = self.hints.title.overlap(self.tree.words(block)) * 8 - level;
            if score > best {
                best = score;
                self.title_at = at;
            }
        }
        let inside = |at: &usize| {
            self.looks[*at].prose
                && self
                    .tree
                    .around(self.tree.blocks[*at].node)
                    .any(|node| node == self.half)
        };
        self.first_prose = (0..self.looks.len()).find(inside).unwrap_or(0);
        self.last_prose = (0..self.looks.len())
            .rfind(inside)
            .unwrap_or(self.looks.len());
    }

    fn measure(&self, at: usize, row: &mut [i32], hashes: &mut Vec<u64>) {
        let block = &self.tree.blocks[at];
        let found = phrases::find(self.tree.words(block), hashes);
        phrases_of_block(&found, row);
        letters_of_block(self.tree.words(block), block.linked, row);
        self.elements(block.node, row);
        self.names(block.node, row);
        self.places(at, row);
        self.parts_around(at, row);
        self.neighbours(at, row);
    }

    fn elements(&self, node: u32, row: &mut [i32]) {
        use Column::*;
        let tree = self.tree;
        let here = tree.nodes[node as usize];
        row[tag as usize] = i32::from(here.tag.number());
        row[heading as usize] = i32::from(heading_of(tree, node));
        row[depth as usize] = i32::from(here.depth);
        row[hidden as usize] = i32::from(here.hidden);
        for (level, node) in tree.around(node).take(LEVELS).enumerate() {
            let element = tree.nodes[node as usize].tag;
            let near = 1000 / (level as i32 + 1);
            let column = match element {
                Tag::P => is_paragraph,
                Tag::ARTICLE => in_article,
                Tag::MAIN => in_main,
                Tag::ASIDE => in_aside,
                Tag::NAV => in_nav,
                Tag::FOOTER => in_footer,
                Tag::HEADER => in_header,
                Tag::FORM => in_form,
                Tag::FIGURE => in_figure,
                Tag::FIGCAPTION => in_caption,
                Tag::BUTTON => in_button,
                Tag::TABLE => in_table,
                Tag::BLOCKQUOTE => in_quote,
                Tag::ADDRESS => in_address,
                Tag::SECTION => in_section,
                Tag::TIME => in_time,
                Tag::LI | Tag::DD | Tag::DT => {
                    row[list_levels as usize] += 1;
                    in_list
                }
                _ if element.heading_level() > 0 => in_heading,
                _ => continue,
            };
            row[column as usize] = row[column as usize].max(near);
        }
        let marked = |node| {
            tree.attr(node, Name::ITEMPROP)
                .is_some_and(|v| v.contains("articleBody"))
        };
        let level = tree.around(node).take(LEVELS).position(marked);
        row[body_mark as usize] = level.map_or(0, |level| 1000 / (level as i32 + 1));
    }

    fn names(&self, node: u32, row: &mut [i32]) {
        use Column::*;
        let columns = [
            near_furniture,
            near_content,
            near_caption,
            near_lead,
            near_meta,
        ];
        for (level, node) in self.tree.around(node).take(LEVELS).enumerate() {
            let kinds = self.kinds[node as usize];
            for (kind, column) in columns.iter().enumerate() {
                let near = 1000 / (level as i32 + 1);
                if kinds.has(kind) && row[*column as usize] == 0 {
                    row[*column as usize] = near;
                }
            }
            row[count_furniture as usize] += i32::from(kinds.has(Kinds::FURNITURE));
            row[count_content as usize] += i32::from(kinds.has(Kinds::CONTENT));
        }
        let own = self.kinds[node as usize];
        row[own_furniture as usize] = i32::from(own.has(Kinds::FURNITURE));
        row[own_content as usize] = i32::from(own.has(Kinds::CONTENT));
    }

    fn places(&self, at: usize, row: &mut [i32]) {
        use Column::*;
        let count = self.looks.len();
        let block = &self.tree.blocks[at];
        let shown = self.tree.words(block);
        let chars_at = |at: usize| {
            self.tree
                .blocks
                .get(at)
                .map_or(self.tree.text.len(), |b| b.text.start)
        };
        row[page_blocks as usize] = count as i32;
        row[page_prose as usize] = self.parts[0].prose as i32;
        row[place as usize] = (1000 * at / count.max(1)) as i32;
        row[chars_before as usize] = (1000 * block.text.start / self.tree.text.len().max(1)) as i32;
        row[after_title as usize] = near(at, self.title_at);
        row[chars_after_title as usize] = block.text.start as i32 - chars_at(self.title_at) as i32;
        row[after_first_prose as usize] = near(at, self.first_prose);
        row[before_last_prose as usize] = near(self.last_prose, at);
        let back = |is: &dyn Fn(&Look) -> bool| {
            let found = self.looks[..at].iter().rev().take(40).position(is);
            found.map_or(41, |n| n as i32)
        };
        row[since_heading as usize] = back(&|look| look.heading);
        row[since_prose as usize] = back(&|look| look.prose);
        let ahead = self.looks[at + 1..]
            .iter()
            .take(40)
            .position(|look| look.prose);
        row[until_prose as usize] = ahead.map_or(41, |n| n as i32);
        row[title_overlap as usize] = self.hints.title.overlap(shown);
        row[description_overlap as usize] = self.hints.description.overlap(shown);
        row[body_known as usize] = i32::from(!self.hints.body.is_empty());
        row[body_cover as usize] = self.hints.body.cover(shown);
        row[twin_before as usize] = i32::from(self.twins[at]);
    }

    fn parts_around(&self, at: usize, row: &mut [i32]) {
        use Column::*;
        let node = self.tree.blocks[at].node;
        let around: Vec<u32> = self.tree.around(node).take(LEVELS).collect();
        let above = |levels: usize| around[levels.min(around.len() - 1)];
        let all = self.parts[0].prose.max(1);
        let mut put = |node: u32, columns: &[Column]| {
            let part = &self.parts[node as usize];
            let text = (part.plain + part.linked).max(1);
            let values = [
                (u64::from(part.prose) * 1000 / u64::from(all)) as i32,
                (u64::from(part.linked) * 1000 / u64::from(text)) as i32,
                text as i32,
                part.paras as i32,
            ];
            for (column, value) in columns.iter().zip(values) {
                row[*column as usize] = value;
            }
        };
        put(
            above(1),
            &[parent_prose, parent_linked, parent_chars, parent_paras],
        );
        put(
            above(2),
            &[grand_prose, grand_linked, grand_chars, grand_paras],
        );
        put(above(3), &[great_prose, great_linked, great_chars]);
        let tag_at = |node: &&u32| {
            matches!(
                self.tree.nodes[**node as usize].tag,
                Tag::ARTICLE | Tag::MAIN
            )
        };
        if let Some(node) = around.iter().find(tag_at) {
            put(*node, &[article_prose, article_linked]);
        }
        let level_of = |node: u32| {
            around
                .iter()
                .position(|n| *n == node)
                .map_or(-1, |n| n as i32)
        };
        row[in_top as usize] = level_of(self.top);
        row[in_top_parent as usize] = level_of(self.tree.nodes[self.top as usize].parent);
        row[below_half as usize] = level_of(self.half);
        row[below_most as usize] = level_of(self.most);
        row[below_all as usize] = level_of(self.all);
        let depths = |node: u32| i32::from(self.tree.nodes[node as usize].depth);
        row[depth_under_half as usize] = depths(node) - depths(self.half);
        row[articles as usize] = self.articles.min(50);
        row[siblings as usize] = self.parts[above(1) as usize].blocks as i32;
        let group = &self.groups[self.looks[at].group as usize];
        let text = (group.plain + group.linked).max(1);
        row[same_count as usize] = group.blocks as i32;
        row[same_prose as usize] =
            (u64::from(group.prose) * 1000 / u64::from(self.whole.prose.max(1))) as i32;
        row[same_chars as usize] = (text / group.blocks.max(1)) as i32;
        row[same_linked as usize] = (u64::from(group.linked) * 1000 / u64::from(text)) as i32;
    }

    fn neighbours(&self, at: usize, row: &mut [i32]) {
        use Column::*;
        let look = |step: isize| {
            at.checked_add_signed(step)
                .and_then(|at| self.looks.get(at))
        };
        let parent = |at: usize| self.tree.nodes[self.tree.blocks[at].node as usize].parent;
        let beside = |step: isize| {
            let at = at
                .checked_add_signed(step)
                .filter(|at| *at < self.looks.len());
            at.map(parent)
        };
        let none = Look {
            chars: -1,
            linked: -1,
            ..Look::default()
        };
        let (prev, next) = (*look(-1).unwrap_or(&none), *look(1).unwrap_or(&none));
        let (prev2, next2) = (*look(-2).unwrap_or(&none), *look(2).unwrap_or(&none));
        row[prev_chars as usize] = prev.chars;
        row[prev_linked as usize] = prev.linked;
        row[prev_prose as usize] = i32::from(prev.prose);
        row[prev_same_parent as usize] = i32::from(beside(-1) == Some(parent(at)));
        row[prev_heading as usize] = i32::from(prev.heading);
        row[next_chars as usize] = next.chars;
        row[next_linked as usize] = next.linked;
        row[next_prose as usize] = i32::from(next.prose);
        row[next_same_parent as usize] = i32::from(beside(1) == Some(parent(at)));
        row[next_heading as usize] = i32::from(next.heading);
        row[prev2_chars as usize] = prev2.chars;
        row[prev2_linked as usize] = prev2.linked;
        row[next2_chars as usize] = next2.chars;
        row[next2_linked as usize] = next2.linked;
        let window = &self.looks[at.saturating_sub(5)..(at + 6).min(self.looks.len())];
        let total: i32 = window.iter().map(|l| l.chars).sum();
        let linked_chars: i64 = window
            .iter()
            .map(|l| i64::from(l.linked) * i64::from(l.chars))
            .sum();
        row[window_prose as usize] = window.iter().filter(|l| l.prose).map(|l| l.chars).sum();
        row[window_linked as usize] = (linked_chars / i64::from(total.max(1))) as i32;
        row[window_short as usize] = window.iter().filter(|l| l.chars < 40).count() as i32;
    }
}

impl Part {
    fn count(&mut self, look: &Look, linked: u32) {
        self.plain += look.chars as u32 - linked;
        self.linked += linked;
        self.blocks += 1;
        if look.prose {
            self.prose += look.chars as u32;
            self.paras += 1;
        }
    }

    /// Adds what an element inside holds; the score stays with its own.
    fn add(&mut self, inner: &Part) {
        self.plain += inner.plain;
        self.linked += inner.linked;
        self.blocks += inner.blocks;
        self.prose += inner.prose;
        self.paras += inner.paras;
    }
}

fn look(tree: &Tree, block: &RawBlock, group: u32) -> Look {
    let words = tree.words(block);
    let chars = words.len();
    let share = block.linked as usize * 1000 / chars.max(1);
    let ended = words.contains(". ")
        || words.ends_with(['.', '!', '?', '"', '”', '»', '…', '。', '।', '؟']);
    Look {
        chars: chars as i32,
        linked: share as i32,
        prose: chars >= PROSE && share < 300 && ended,
        heading: heading_of(tree, block.node) > 0,
        group,
    }
}

/// Level of the heading around an element, up to three elements out; 0 for none.
fn heading_of(tree: &Tree, node: u32) -> u8 {
    let levels = tree
        .around(node)
        .take(3)
        .map(|node| tree.nodes[node as usize].tag.heading_level());
    levels.max().unwrap_or(0)
}

/// How many blocks after another, within sixty.
fn near(at: usize, mark: usize) -> i32 {
    (at as i32 - mark as i32).clamp(-60, 60)
}

fn phrases_of_block(found: &Found, row: &mut [i32]) {
    use Column::*;
    row[words as usize] = found.words;
    row[stops as usize] = 1000 * found.common / found.words.max(1);
    row[phrase_start as usize] = found.start;
    row[phrase_share as usize] = 1000 * found.start_words / found.words.max(1);
    row[phrase_any as usize] = found.any;
}

/// The characters of a block by themselves.
fn letters_of_block(text: &str, linked_bytes: u32, row: &mut [i32]) {
    use Column::*;
    let bytes = text.len().max(1) as i32;
    let mut counts = [0; 6];
    let mut letters = 0;
    for c in text.chars() {
        letters += 1;
        let which = match c {
            _ if c.is_uppercase() => 0,
            _ if c.is_numeric() => 1,
            ',' | ';' | '،' | '、' => 2,
            '.' | '!' | '?' | '…' | '。' | '।' | '؟' => 3,
            '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' => 4,
            '|' | '©' | '@' | '#' | '/' | '>' | '·' | '•' | '→' => 5,
            _ => continue,
        };
        counts[which] += 1;
    }
    let found = row[words as usize];
    row[chars as usize] = letters;
    row[word_len as usize] = 100 * letters / found.max(1);
    row[linked as usize] = (i64::from(linked_bytes) * 1000 / i64::from(bytes)) as i32;
    row[capitals as usize] = 1000 * counts[0] / found.max(1);
    row[digits as usize] = 1000 * counts[1] / letters.max(1);
    row[commas as usize] = counts[2];
    row[sentence_ends as usize] = counts[3];
    row[quotes as usize] = counts[4];
    row[marks as usize] = counts[5];
    row[last_char as usize] = char_kind(text.chars().next_back());
    row[first_char as usize] = char_kind(text.chars().next());
    row[lines as usize] = text.bytes().filter(|b| *b == b'\n').count() as i32;
    row[ends_colon as usize] = i32::from(text.ends_with(':'));
}

/// Kind of the first or last character.
fn char_kind(c: Option<char>) -> i32 {
    match c {
        None => 0,
        Some('.' | '!' | '?' | '…' | '。' | '।' | '؟') => 9,
        Some('"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'') => 8,
        Some(',' | ';' | ':' | '-' | '–' | '—') => 4,
        Some(')' | ']') => 3,
        Some(c) if c.is_numeric() => 2,
        Some(c) if c.is_lowercase() => 6,
        Some(c) if c.is_uppercase() => 7,
        Some(c) if c.is_alphabetic() => 5,
        Some(_) => 1,
    }
}
