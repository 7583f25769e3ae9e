//! GraphML of the network of actors, directed. Source: the GraphML primer.

use super::network::{Edge, Network, Node, gather};
use super::xml::{begin, clean, end};
use super::{Out, View};
use quick_xml::Writer;
use quick_xml::events::BytesText;
use std::io;

/// Attributes: id, of what, name, type.
const KEYS: [(&str, &str, &str, &str); 10] = [
    ("label", "node", "label", "string"),
    ("kind", "node", "kind", "string"),
    ("country", "node", "country", "string"),
    ("n_events", "node", "n_events", "int"),
    ("weight", "edge", "weight", "int"),
    ("mutual", "edge", "mutual", "int"),
    ("types", "edge", "types", "string"),
    ("first", "edge", "first", "string"),
    ("last", "edge", "last", "string"),
    ("events", "edge", "events", "string"),
];

/// Writes the network.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let network = gather(view)?;
    let mut xml = begin(out)?;
    xml.create_element("graphml")
        .with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"))
        .write_inner_content(|xml| {
            for (id, of, name, kind) in KEYS {
                xml.create_element("key")
                    .with_attributes([
                        ("id", id),
                        ("for", of),
                        ("attr.name", name),
                        ("attr.type", kind),
                    ])
                    .write_empty()?;
            }
            xml.create_element("graph")
                .with_attributes([("id", "actors"), ("edgedefault", "directed")])
                .write_inner_content(|xml| graph(xml, &network))?;
            Ok(())
        })?;
    end(xml)
}

fn graph<W: io::Write>(xml: &mut Writer<W>, network: &Network) -> io::Result<()> {
    for (id, one) in &network.nodes {
        xml.create_element("node")
            .with_attribute(("id", id.as_str()))
            .write_inner_content(|xml| node(xml, one))?;
    }
    for (at, ((a, b, _), one)) in network.edges.iter().enumerate() {
        let id = format!("e{at}");
        xml.create_element("edge")
            .with_attributes([
                ("id", id.as_str()),
                ("source", a.as_str()),
                ("target", b.as_str()),
            ])
            .write_inner_content(|xml| edge(xml, one))?;
    }
    Ok(())
}

fn node<W: io::Write>(xml: &mut Writer<W>, one: &Node) -> io::Result<()> {
    said(xml, "label", &one.label)?;
    said(xml, "kind", &one.kind)?;
    said(xml, "country", &one.country)?;
    said(xml, "n_events", &one.events.to_string())
}

fn edge<W: io::Write>(xml: &mut Writer<W>, one: &Edge) -> io::Result<()> {
    let types: Vec<&str> = one.types.iter().map(String::as_str).collect();
    said(xml, "weight", &one.weight.to_string())?;
    said(xml, "mutual", &one.mutual.to_string())?;
    said(xml, "types", &types.join(";"))?;
    said(xml, "first", one.days.first().map_or("", String::as_str))?;
    said(xml, "last", one.days.last().map_or("", String::as_str))?;
    said(xml, "events", &one.events.join(";"))
}

/// One attribute; nothing where it is empty.
fn said<W: io::Write>(xml: &mut Writer<W>, key: &str, value: &str) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    xml.create_element("data")
        .with_attribute(("key", key))
        .write_text_content(BytesText::new(&clean(value)))?;
    Ok(())
}
