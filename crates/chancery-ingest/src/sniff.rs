//! The first bytes of anything in, its [`Form`] out: by what the bytes are, never by a name.
//!
//! Magic numbers first, then the root element of XML and HTML, the first value of JSON, header lines of
//! mail, marks of exports, columns of tables; what is left is plain text, or binary where it holds NUL
//! bytes. The name is asked only where bytes cannot tell: a table or Markdown from plain text.

pub(crate) mod tar;
mod marks;

use crate::charset;

/// What bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A web page or a piece of one.
    Html,
    /// Plain text.
    Text,
    /// Text with marks of Markdown.
    Markdown,
    /// An object of JSON a line.
    JsonLines,
    /// One line of JSON lines, or a row of a table as an object.
    JsonLine,
    /// One value of JSON over many lines, or a list.
    Json,
    /// A JSON Feed.
    JsonFeed,
    /// RSS, Atom or RDF.
    Feed,
    /// A sitemap or an index of sitemaps.
    Sitemap,
    /// NITF, the News Industry Text Format.
    Nitf,
    /// NewsML-G2.
    NewsmlG2,
    /// ninjs, news in JSON.
    Ninjs,
    /// XML of another kind.
    Xml,
    /// One mail.
    Eml,
    /// Many mails.
    Mbox,
    /// PDF.
    Pdf,
    /// Rich Text Format.
    Rtf,
    /// A document of Word as OOXML.
    Docx,
    /// An export of Nexis or LexisNexis as text.
    Nexis,
    /// An export of Factiva as text.
    Factiva,
    /// An export of ProQuest as text.
    Proquest,
    /// A table with commas or semicolons.
    Csv,
    /// A table with tabs.
    Tsv,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// Zip.
    Zip,
    /// tar.
    Tar,
    /// WARC.
    Warc,
    /// Data of no form that is read.
    Binary,
}

impl Form {
    /// The name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Form::Html => "HTML",
            Form::Text => "text",
            Form::Markdown => "Markdown",
            Form::JsonLines | Form::JsonLine => "JSON lines",
            Form::Json => "JSON",
            Form::JsonFeed => "JSON Feed",
            Form::Feed => "feed",
            Form::Sitemap => "sitemap",
            Form::Nitf => "NITF",
            Form::NewsmlG2 => "NewsML-G2",
            Form::Ninjs => "ninjs",
            Form::Xml => "XML",
            Form::Eml => "mail",
            Form::Mbox => "mbox",
            Form::Pdf => "PDF",
            Form::Rtf => "RTF",
            Form::Docx => "docx",
            Form::Nexis => "Nexis",
            Form::Factiva => "Factiva",
            Form::Proquest => "ProQuest",
            Form::Csv => "CSV",
            Form::Tsv => "TSV",
            Form::Gzip => "gzip",
            Form::Zstd => "zstd",
            Form::Zip => "zip",
            Form::Tar => "tar",
            Form::Warc => "WARC",
            Form::Binary => "binary",
        }
    }

    /// True where further files or records are inside.
    pub fn is_container(self) -> bool {
        matches!(
            self,
            Form::Gzip | Form::Zstd | Form::Zip | Form::Tar | Form::Warc
        )
    }
}

/// The form of what begins with these bytes: 4 KiB tell nearly everything, 64 KiB all; `name` is a file
/// name or empty. Never panics.
///
/// ```
/// use chancery_ingest::sniff::{Form, sniff};
/// assert_eq!(sniff(b"<!DOCTYPE html><p>Sarel spoke.", "a.txt"), Form::Html);
/// assert_eq!(sniff(b"{\"text\": \"Sarel spoke.\"}\n", ""), Form::JsonLines);
/// ```
pub fn sniff(head: &[u8], name: &str) -> Form {
    if let Some(form) = marks::magic(head) {
        return form;
    }
    let Some(text) = readable(head) else {
        return Form::Binary;
    };
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    match text.as_bytes().first() {
        Some(b'<') => marks::markup(text),
        Some(b'{' | b'[') => marks::json(text),
        None => Form::Text,
        Some(_) => marks::lines(text, &suffix(name)),
    }
}

/// The head as text, a character cut at its end left out; nothing where it is binary.
fn readable(head: &[u8]) -> Option<String> {
    let cut = match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => &head[..error.valid_up_to()],
        _ => head,
    };
    match std::str::from_utf8(cut) {
        Ok(text) if !text.contains('\0') => Some(text.to_owned()),
        // Any single-byte charset shows the ASCII that is looked for.
        _ => charset::decode(cut, Some("windows-1252"))
            .ok()
            .map(|d| d.text),
    }
}

/// What follows the last point of a name, in lower case.
fn suffix(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or("");
    match file.rsplit_once('.') {
        Some((_, suffix)) => suffix.to_ascii_lowercase(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
