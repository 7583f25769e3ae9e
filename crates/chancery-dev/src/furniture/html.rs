//! A page in, the lines of its visible text out: what a simple scraper makes of it.
//!
//! A block element ends a line, an inline one does not; what is never shown (scripts, styles, heads, menus
//! of choice) is left out. Only training and measuring use it: reports are read by `chancery-ingest`.

/// Elements whose edges end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
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
    "header",
    "hr",
    "html",
    "input",
    "label",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// Elements of which nothing is shown.
const HIDDEN: &[&str] = &[
    "head", "iframe", "math", "noscript", "object", "option", "script", "select", "style", "svg",
    "template", "textarea", "title",
];

/// The lines of a page, without blank ones and without white space at their ends.
pub fn lines(html: &str) -> Vec<String> {
    let mut text = String::with_capacity(html.len() / 4);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        unescape(&rest[..at], &mut text);
        rest = &rest[at..];
        rest = tag(rest, &mut text);
    }
    unescape(rest, &mut text);
    let lines = text.split('\u{1}').map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.join(" ")
    });
    lines.filter(|line| !line.is_empty()).collect()
}

/// Reads one tag (or comment) at the start; what is left after it.
fn tag<'h>(html: &'h str, text: &mut String) -> &'h str {
    if let Some(comment) = html.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    let body = &html[1..];
    let closing = body.starts_with('/');
    let name: String = body
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    if name.is_empty() && !body.starts_with('!') {
        text.push('<');
        return body;
    }
    let after = end_of_tag(body);
    if BLOCKS.contains(&name.as_str()) {
        text.push('\u{1}');
    }
    if !closing
        && HIDDEN.contains(&name.as_str())
        && !body[..body.len() - after.len()].ends_with("/>")
    {
        return skip_element(after, &name);
    }
    after
}

/// What follows the tag; quotation marks may hold a closing bracket.
fn end_of_tag(body: &str) -> &str {
    let mut quote = None;
    for (at, byte) in body.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return &body[at + 1..],
            (None, b'"' | b'\'') if body[..at].trim_end().ends_with('=') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    ""
}

/// What follows the end of an element that is not shown.
fn skip_element<'h>(html: &'h str, name: &str) -> &'h str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        let same = rest
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        if same {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    ""
}

/// Entities that pages are full of.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("shy", ""),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("copy", "©"),
    ("bull", "•"),
    ("middot", "·"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("euro", "€"),
    ("pound", "£"),
];

/// Appends a text with its entities read.
fn unescape(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let len = rest.bytes().take(10).position(|byte| byte == b';');
        match len.and_then(|len| Some((entity(&rest[..len])?, len))) {
            Some((found, len)) => {
                text.push_str(&found);
                rest = &rest[len + 1..];
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    let found = ENTITIES.iter().find(|(entity, _)| *entity == name)?;
    Some(found.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_lines_and_hidden_parts_go() {
        let page = "<html><head><title>x</title></head><body><!-- <p>no --><nav><a href='>'>Home</a></nav>\
            <script>if (a<b) {}</script><p>Marin met <b>Dorn</b>&nbsp;&amp; left.<br>Then &lt; 3</body>";
        assert_eq!(lines(page), ["Home", "Marin met Dorn & left.", "Then < 3"]);
        assert!(lines("<p").is_empty());
        assert!(lines("<script>x").is_empty());
    }
}
