//! What each form is known by: magic numbers, root elements, first values, header lines, columns.
//!
//! Constants of wire formats stand here as the formats define them.

use super::{Form, tar};

/// Magic numbers at the first byte, longest first where one begins with another. Binary forms that are
/// not read are named so that they are never taken for text.
const MAGIC: &[(&[u8], Form)] = &[
    (b"\x1f\x8b", Form::Gzip),
    (b"\x28\xb5\x2f\xfd", Form::Zstd),
    (b"PK\x03\x04", Form::Zip),
    (b"PK\x05\x06", Form::Zip),
    (b"WARC/1.", Form::Warc),
    (b"WARC/0.", Form::Warc),
    (b"%PDF-", Form::Pdf),
    (b"{\\rtf", Form::Rtf),
    (b"\x89PNG\r\n", Form::Binary),
    (b"GIF87a", Form::Binary),
    (b"GIF89a", Form::Binary),
    (b"\xff\xd8\xff", Form::Binary),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Form::Binary),
    (b"7z\xbc\xaf\x27\x1c", Form::Binary),
    (b"\xfd7zXZ\0", Form::Binary),
    (b"BZh91AY&SY", Form::Binary),
    (b"SQLite format 3\0", Form::Binary),
    (b"\x7fELF", Form::Binary),
    (b"PAR1", Form::Binary),
];

/// Names of the first member by which a zip is a document of Office.
const OFFICE: &[&[u8]] = &[b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/"];

/// Header fields of mail (RFC 5322), the first four of which only mail has.
const MAIL: &[&str] = &[
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "from",
    "to",
    "subject",
    "date",
    "delivered-to",
    "content-type",
    "reply-to",
];

/// Elements that stand at the top of a page or of a piece of one.
const HTML: &[&str] = &[
    "html",
    "head",
    "body",
    "title",
    "meta",
    "script",
    "style",
    "link",
    "div",
    "article",
    "section",
    "main",
    "header",
    "nav",
    "aside",
    "p",
    "h1",
    "h2",
    "h3",
    "table",
    "ul",
    "ol",
    "span",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "br",
    "hr",
    "img",
    "center",
    "font",
    "blockquote",
    "pre",
    "figure",
    "form",
    "iframe",
    "base",
];

/// Names of fields of which a table of reports has at least two.
const COLUMNS: &[&str] = &[
    "text",
    "body",
    "content",
    "article",
    "maintext",
    "title",
    "headline",
    "date",
    "published",
    "publishdate",
    "url",
    "link",
    "id",
    "author",
    "source",
    "outlet",
    "publication",
    "language",
    "section",
    "category",
    "summary",
    "description",
];

/// The form that magic numbers tell.
pub(super) fn magic(head: &[u8]) -> Option<Form> {
    let form = MAGIC
        .iter()
        .find(|(mark, _)| head.starts_with(mark))
        .map(|(_, form)| *form);
    match form {
        Some(Form::Zip) if is_office(head) => Some(Form::Docx),
        Some(form) => Some(form),
        None if is_tar(head) => Some(Form::Tar),
        // Some makers write a line before the mark.
        None if head[..head.len().min(1024)]
            .windows(5)
            .any(|w| w == b"%PDF-") =>
        {
            pdf_after(head)
        }
        None => None,
    }
}

fn pdf_after(head: &[u8]) -> Option<Form> {
    let at = memchr::memmem::find(head, b"%PDF-")?;
    let before = head[..at].trim_ascii();
    before
        .iter()
        .all(|b| !b.is_ascii_alphabetic())
        .then_some(Form::Pdf)
}

/// A zip whose first member is one of OOXML.
fn is_office(head: &[u8]) -> bool {
    let name = head.get(30..).unwrap_or(b"");
    OFFICE.iter().any(|mark| name.starts_with(mark))
}

/// A header of tar: its magic number, or the sum of its bytes in older ones.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else {
        return false;
    };
    &header[257..262] == b"ustar" || (header[0] > b' ' && tar::sum_fits(header))
}

/// The form of markup by its root element.
pub(super) fn markup(text: &str) -> Form {
    let root = root(text);
    let local = root.rsplit(':').next().unwrap_or("");
    match local {
        "rss" | "feed" | "rdf" => Form::Feed,
        "urlset" | "sitemapindex" => Form::Sitemap,
        "nitf" => Form::Nitf,
        "newsitem" | "newsmessage" | "packageitem" => Form::NewsmlG2,
        "!doctype" => doctype(text),
        name if HTML.contains(&name) => Form::Html,
        // Comments alone, or a tag that is cut off.
        "" => Form::Html,
        _ if text.starts_with("<?xml") || text.contains("xmlns") => Form::Xml,
        _ if text.to_ascii_lowercase().contains("<p") => Form::Html,
        _ => Form::Text,
    }
}

/// The name of the first element that is neither comment nor instruction, in lower case; `!doctype`.
fn root(text: &str) -> String {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skip = match () {
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<?") => ">",
            () => break,
        };
        match rest.find(skip) {
            Some(end) => rest = &rest[end + skip.len()..],
            None => return String::new(),
        }
    }
    let name = rest.strip_prefix('<').unwrap_or("");
    let ends = |c: char| c.is_whitespace() || c == '>' || c == '/';
    let len = name.find(ends).unwrap_or(name.len()).min(64);
    name.get(..len).unwrap_or("").to_ascii_lowercase()
}

/// A document type other than that of HTML names its root.
fn doctype(text: &str) -> Form {
    let lower = text.to_ascii_lowercase();
    let at = lower.find("<!doctype").map_or(0, |at| at + 9);
    let named = lower[at..].trim_start();
    let len = named.find(|c: char| c.is_whitespace() || c == '>' || c == '[');
    match &named[..len.unwrap_or(named.len())] {
        "nitf" => Form::Nitf,
        "rss" | "rdf:rdf" => Form::Feed,
        _ => Form::Html,
    }
}

/// The form of JSON: lines where the first line is a whole object, one value otherwise.
pub(super) fn json(text: &str) -> Form {
    if text.contains("jsonfeed.org/version") && text.starts_with('{') {
        return Form::JsonFeed;
    }
    let first = text.lines().next().unwrap_or("").trim_end();
    match first.as_bytes() {
        [b'[', ..] => match first.as_bytes().get(1..).map(<[u8]>::trim_ascii_start) {
            // "[Photo] Sarel spoke." is text.
            Some([b'{' | b'[' | b'"' | b']', ..]) => Form::Json,
            Some([]) => json_below(text),
            _ => Form::Text,
        },
        [b'{'] => Form::Json,
        [.., b'{' | b'[' | b','] => Form::Json,
        _ => Form::JsonLines,
    }
}

fn json_below(text: &str) -> Form {
    let next = text[1..].trim_start().as_bytes().first();
    match next {
        Some(b'{' | b'[' | b'"' | b']') => Form::Json,
        _ => Form::Text,
    }
}

/// The form of what is lines.
pub(super) fn lines(text: &str, suffix: &str) -> Form {
    if is_mbox(text) {
        return Form::Mbox;
    }
    if is_mail(text) {
        return Form::Eml;
    }
    if let Some(form) = export(text) {
        return form;
    }
    // Byte soup before `<?xml`, as some feeds have it.
    if let Some(at) = text
        .get(..512.min(text.len()))
        .and_then(|head| head.find("<?xml"))
    {
        let form = markup(&text[at..]);
        if form != Form::Xml {
            return form;
        }
    }
    if let Some(form) = table(text, suffix) {
        return form;
    }
    if matches!(suffix, "jsonl" | "ndjson" | "json") {
        return Form::JsonLines;
    }
    match suffix == "md" || suffix == "markdown" || text.starts_with("# ") {
        true => Form::Markdown,
        false => Form::Text,
    }
}

/// "From somebody Thu May  2 10:00:00 2024".
fn is_mbox(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("");
    let timed = first
        .split_whitespace()
        .any(|w| w.len() == 8 && w.as_bytes()[2] == b':');
    first.starts_with("From ") && timed && lines.next().is_some_and(|l| field(l).is_some())
}

/// Two known header fields at the top, one of which only mail has; or From, Date and Subject.
fn is_mail(text: &str) -> bool {
    let mut found = Vec::new();
    for line in text.lines().take(60) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some(name) = field(line) else { break };
        found.extend(MAIL.iter().position(|known| *known == name));
    }
    let only_mail = found.iter().any(|at| *at < 4);
    let has = |name: &str| found.iter().any(|at| MAIL[*at] == name);
    (only_mail && found.len() >= 2) || (has("from") && has("date") && has("subject"))
}

/// The name of the header field of a line, in lower case.
fn field(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    (!name.is_empty() && name.len() <= 40 && name.bytes().all(fits))
        .then(|| name.to_ascii_lowercase())
}

/// Exports of archives by the marks that they print.
fn export(text: &str) -> Option<Form> {
    let line_starts = |mark: &str| text.lines().any(|l| l.trim_start().starts_with(mark));
    let length = text.lines().any(is_length);
    if length
        && (line_starts("Copyright") || line_starts("LOAD-DATE:") || line_starts("End of Document"))
    {
        return Some(Form::Nexis);
    }
    if text
        .lines()
        .take(20)
        .any(|l| l.contains(" DOCUMENTS") && l.contains(" of "))
    {
        return Some(Form::Nexis);
    }
    let coded = |code: &str| text.lines().any(|l| is_coded(l, code));
    let codes = ["HD", "WC", "PD", "SN", "LP", "TD"]
        .iter()
        .filter(|code| coded(code))
        .count();
    if codes >= 4 {
        return Some(Form::Factiva);
    }
    let proquest = [
        "Full text:",
        "ProQuest document ID:",
        "Publication title:",
        "Document URL:",
    ];
    (proquest.iter().filter(|mark| line_starts(mark)).count() >= 2).then_some(Form::Proquest)
}

/// "Length: 532 words".
fn is_length(line: &str) -> bool {
    let line = line.trim();
    let head = line.get(..7).unwrap_or("");
    head.eq_ignore_ascii_case("length:") && line.ends_with("words")
}

/// "HD  Sarel hosts envoy", or the code alone on its line.
fn is_coded(line: &str, code: &str) -> bool {
    line.trim_start().strip_prefix(code).is_some_and(|rest| {
        rest.trim().is_empty() || rest.starts_with("  ") || rest.starts_with('\t')
    })
}

/// A table by the columns of its first line; the suffix of its name counts for one of them.
fn table(text: &str, suffix: &str) -> Option<Form> {
    let first = text.lines().next()?;
    let named = suffix == "csv" || suffix == "tsv" || suffix == "tab";
    let wanted = if named { 1 } else { 2 };
    [('\t', Form::Tsv), (',', Form::Csv), (';', Form::Csv)]
        .into_iter()
        .find(|(comma, _)| {
            let cells: Vec<String> = first.split(*comma).map(column).collect();
            let known = cells
                .iter()
                .filter(|c| COLUMNS.contains(&c.as_str()))
                .count();
            // A sentence with commas has long cells.
            cells.len() >= 2 && known >= wanted && cells.iter().all(|c| c.len() <= 40)
        })
        .map(|(_, form)| form)
}

/// A name of a column without quotes, spaces and underscores, in lower case.
fn column(cell: &str) -> String {
    cell.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
