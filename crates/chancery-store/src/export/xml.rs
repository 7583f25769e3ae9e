//! Small steps of writing XML 1.0: declaration, elements with text, characters that it forbids.

use super::Out;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event as Xml};
use std::io;

/// An XML writer with its declaration written.
pub fn begin(out: Out<'_>) -> io::Result<Writer<Out<'_>>> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

/// Ends the last line.
pub fn end(xml: Writer<Out<'_>>) -> io::Result<()> {
    xml.into_inner().write_all(b"\n")
}

/// An element with text alone.
pub fn leaf<W: io::Write>(xml: &mut Writer<W>, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

/// Text without the control characters that XML 1.0 forbids.
pub fn clean(text: &str) -> String {
    let allowed = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(allowed).collect()
}
