//! Names of elements and attributes as small numbers, and what HTML says of them.
//!
//! Source: HTML Living Standard, 13.1.2 (void elements), 15.3 (rendering: which elements are blocks)
//! and 13.2.6 (which start tags end which open elements).

/// Elements that are told apart, in the order of the alphabet.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "amp-ad",
    "amp-iframe",
    "amp-img",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "math",
    "menu",
    "meta",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// An element by its name; [`Tag::OTHER`] for names that are not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tag(u8);

impl Tag {
    /// Any element that has no name of its own here.
    pub(crate) const OTHER: Tag = Tag(u8::MAX);

    /// The element of a name in lower case.
    pub(crate) fn of(name: &[u8]) -> Tag {
        match TAGS.binary_search_by(|tag| tag.as_bytes().cmp(name)) {
            Ok(at) => Tag(at as u8),
            Err(_) => Tag::OTHER,
        }
    }

    /// As [`Tag::of`], when the program is built: a name that is not in the table stops the build.
    pub(crate) const fn named(name: &str) -> Tag {
        let mut at = 0;
        while at < TAGS.len() {
            if same(TAGS[at].as_bytes(), name.as_bytes()) {
                return Tag(at as u8);
            }
            at += 1;
        }
        panic!("no such element in the table");
    }

    /// Its place in the table, 255 for any other.
    pub(crate) fn number(self) -> u8 {
        self.0
    }

    /// Its name; `other` where it has none here.
    #[cfg(test)]
    pub(crate) fn name(self) -> &'static str {
        TAGS.get(usize::from(self.0)).copied().unwrap_or("other")
    }

    fn is_in(self, set: &Set) -> bool {
        self != Tag::OTHER && set.0[usize::from(self.0 >> 6)] >> (self.0 & 63) & 1 == 1
    }

    /// Has no content and no end tag.
    pub(crate) fn is_void(self) -> bool {
        self.is_in(&VOID)
    }

    /// Stands in lines of its own; unknown elements do not.
    pub(crate) fn is_block(self) -> bool {
        self.is_in(&BLOCK)
    }

    /// Its text is not shown, or is no prose.
    pub(crate) fn is_unseen(self) -> bool {
        self.is_in(&UNSEEN)
    }

    /// Its start ends an open paragraph.
    pub(crate) fn ends_paragraph(self) -> bool {
        self.is_block() && !self.is_in(&CELLS)
    }

    /// Open elements that its start ends, and those that shelter them.
    pub(crate) fn ends(self) -> Option<(&'static Set, &'static Set)> {
        match self {
            Tag::LI => Some((&LI_ONLY, &LISTS)),
            Tag::DD | Tag::DT => Some((&TERMS, &LISTS)),
            Tag::TR => Some((&ROWS, &TABLES)),
            Tag::TD | Tag::TH => Some((&CELLS, &TABLE_ROWS)),
            Tag::OPTION => Some((&OPTIONS, &SELECTS)),
            _ => None,
        }
    }

    /// 1 to 6 of a heading, 0 of anything else.
    pub(crate) fn heading_level(self) -> u8 {
        match self.0.checked_sub(Tag::H1.0) {
            Some(above) if above < 6 => above + 1,
            _ => 0,
        }
    }

    pub(crate) const A: Tag = Tag::named("a");
    pub(crate) const ADDRESS: Tag = Tag::named("address");
    pub(crate) const ARTICLE: Tag = Tag::named("article");
    pub(crate) const ASIDE: Tag = Tag::named("aside");
    pub(crate) const BLOCKQUOTE: Tag = Tag::named("blockquote");
    pub(crate) const BODY: Tag = Tag::named("body");
    pub(crate) const BR: Tag = Tag::named("br");
    pub(crate) const BUTTON: Tag = Tag::named("button");
    pub(crate) const DD: Tag = Tag::named("dd");
    pub(crate) const DT: Tag = Tag::named("dt");
    pub(crate) const FIGCAPTION: Tag = Tag::named("figcaption");
    pub(crate) const FIGURE: Tag = Tag::named("figure");
    pub(crate) const FOOTER: Tag = Tag::named("footer");
    pub(crate) const FORM: Tag = Tag::named("form");
    pub(crate) const H1: Tag = Tag::named("h1");
    pub(crate) const HEADER: Tag = Tag::named("header");
    pub(crate) const HTML: Tag = Tag::named("html");
    pub(crate) const LI: Tag = Tag::named("li");
    pub(crate) const LINK: Tag = Tag::named("link");
    pub(crate) const MAIN: Tag = Tag::named("main");
    pub(crate) const META: Tag = Tag::named("meta");
    pub(crate) const NAV: Tag = Tag::named("nav");
    pub(crate) const OPTION: Tag = Tag::named("option");
    pub(crate) const P: Tag = Tag::named("p");
    pub(crate) const SCRIPT: Tag = Tag::named("script");
    pub(crate) const SECTION: Tag = Tag::named("section");
    pub(crate) const TABLE: Tag = Tag::named("table");
    pub(crate) const TD: Tag = Tag::named("td");
    pub(crate) const TH: Tag = Tag::named("th");
    pub(crate) const TIME: Tag = Tag::named("time");
    pub(crate) const TITLE: Tag = Tag::named("title");
    pub(crate) const TR: Tag = Tag::named("tr");
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// A set of elements, a bit each.
pub(crate) struct Set([u64; 2]);

impl Set {
    const fn of(names: &[&str]) -> Set {
        let mut bits = [0; 2];
        let mut at = 0;
        while at < names.len() {
            let tag = Tag::named(names[at]).0;
            bits[(tag >> 6) as usize] |= 1 << (tag & 63);
            at += 1;
        }
        Set(bits)
    }

    /// Whether an element is in it.
    pub(crate) fn has(&self, tag: Tag) -> bool {
        tag.is_in(self)
    }
}

const _: () = assert!(TAGS.len() <= 128, "a set has 128 bits");

static VOID: Set = Set::of(&[
    "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
]);
static BLOCK: Set = Set::of(&[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "iframe",
    "video",
    "audio",
    "picture",
    "template",
    "textarea",
]);
static UNSEEN: Set = Set::of(&[
    "amp-ad",
    "amp-iframe",
    "audio",
    "canvas",
    "embed",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "option",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
]);
static CELLS: Set = Set::of(&["td", "th"]);
static ROWS: Set = Set::of(&["tr", "td", "th"]);
static TABLES: Set = Set::of(&["table"]);
static TABLE_ROWS: Set = Set::of(&["table", "tr"]);
static LI_ONLY: Set = Set::of(&["li"]);
static TERMS: Set = Set::of(&["dd", "dt"]);
static LISTS: Set = Set::of(&["ol", "ul", "dl", "menu", "dir", "table"]);
static OPTIONS: Set = Set::of(&["option"]);
static SELECTS: Set = Set::of(&["select"]);

/// Attributes whose values are kept, in the order of the alphabet.
const ATTRS: &[&str] = &[
    "aria-hidden",
    "aria-label",
    "charset",
    "class",
    "content",
    "data-author",
    "data-component",
    "data-date",
    "data-datetime",
    "data-name",
    "data-pubdate",
    "data-published",
    "data-qa",
    "data-role",
    "data-test",
    "data-test-id",
    "data-testid",
    "data-time",
    "data-timestamp",
    "data-type",
    "data-utime",
    "datetime",
    "hidden",
    "href",
    "hreflang",
    "http-equiv",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "style",
    "title",
    "type",
    "xml:lang",
];

/// An attribute by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Name(u8);

impl Name {
    /// The attribute of a name in lower case; `None` for those that are not kept.
    pub(crate) fn of(name: &[u8]) -> Option<Name> {
        let found = ATTRS.binary_search_by(|attr| attr.as_bytes().cmp(name));
        found.ok().map(|at| Name(at as u8))
    }

    /// As [`Name::of`], when the program is built: a name that is not in the table stops the build.
    pub(crate) const fn named(name: &str) -> Name {
        let mut at = 0;
        while at < ATTRS.len() {
            if same(ATTRS[at].as_bytes(), name.as_bytes()) {
                return Name(at as u8);
            }
            at += 1;
        }
        panic!("no such attribute in the table");
    }

    /// Its values name the part of the page that the element is.
    pub(crate) fn names_part(self) -> bool {
        PARTS.contains(&self)
    }

    /// Its values are days.
    pub(crate) fn holds_day(self) -> bool {
        DAYS.contains(&self)
    }

    pub(crate) const ARIA_HIDDEN: Name = Name::named("aria-hidden");
    pub(crate) const CLASS: Name = Name::named("class");
    pub(crate) const CONTENT: Name = Name::named("content");
    pub(crate) const DATETIME: Name = Name::named("datetime");
    pub(crate) const HIDDEN: Name = Name::named("hidden");
    pub(crate) const HREF: Name = Name::named("href");
    pub(crate) const HTTP_EQUIV: Name = Name::named("http-equiv");
    pub(crate) const ID: Name = Name::named("id");
    pub(crate) const ITEMPROP: Name = Name::named("itemprop");
    pub(crate) const LANG: Name = Name::named("lang");
    pub(crate) const NAME: Name = Name::named("name");
    pub(crate) const PROPERTY: Name = Name::named("property");
    pub(crate) const PUBDATE: Name = Name::named("pubdate");
    pub(crate) const REL: Name = Name::named("rel");
    pub(crate) const STYLE: Name = Name::named("style");
    pub(crate) const TITLE: Name = Name::named("title");
    pub(crate) const TYPE: Name = Name::named("type");
}

const PARTS: &[Name] = &[
    Name::CLASS,
    Name::named("data-component"),
    Name::named("data-name"),
    Name::named("data-qa"),
    Name::named("data-role"),
    Name::named("data-test"),
    Name::named("data-test-id"),
    Name::named("data-testid"),
    Name::named("data-type"),
    Name::named("id"),
    Name::ITEMPROP,
    Name::named("role"),
];

const DAYS: &[Name] = &[
    Name::named("data-date"),
    Name::named("data-datetime"),
    Name::named("data-pubdate"),
    Name::named("data-published"),
    Name::named("data-time"),
    Name::named("data-timestamp"),
    Name::named("data-utime"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(TAGS.is_sorted());
        assert!(ATTRS.is_sorted());
    }

    #[test]
    fn names_come_back() {
        for name in TAGS {
            assert_eq!(Tag::of(name.as_bytes()).name(), *name);
        }
        assert_eq!(Tag::of(b"chancery"), Tag::OTHER);
        assert_eq!(Tag::of(b"h3").heading_level(), 3);
        assert_eq!(Tag::HEADER.heading_level(), 0);
        assert!(Tag::BR.is_void() && !Tag::OTHER.is_void());
    }
}
