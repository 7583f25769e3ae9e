//! GEXF 1.3 of the network of actors, directed, with a spell for each day of an edge. Source: the GEXF 1.3 primer.

use super::network::{Edge, Network, gather};
use super::xml::{begin, clean, end};
use super::{Out, View};
use quick_xml::Writer;
use std::io;

/// Id, title and type of an attribute.
type Attribute = (&'static str, &'static str, &'static str);

/// Attributes of nodes and edges, by class.
const ATTRIBUTES: [(&str, &[Attribute]); 2] = [
    (
        "node",
        &[
            ("kind", "kind", "string"),
            ("country", "country", "string"),
            ("n_events", "n_events", "integer"),
        ],
    ),
    (
        "edge",
        &[
            ("mutual", "mutual", "integer"),
            ("types", "types", "string"),
            ("events", "events", "string"),
        ],
    ),
];

/// Writes the network.
pub fn write(view: &View<'_>, out: Out<'_>) -> io::Result<()> {
    let network = gather(view)?;
    let mut xml = begin(out)?;
    xml.create_element("gexf")
        .with_attributes([("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])
        .write_inner_content(|xml| {
            xml.create_element("graph")
                .with_attributes([
                    ("defaultedgetype", "directed"),
                    ("mode", "dynamic"),
                    ("timeformat", "date"),
                ])
                .write_inner_content(|xml| graph(xml, &network))?;
            Ok(())
        })?;
    end(xml)
}

fn graph<W: io::Write>(xml: &mut Writer<W>, network: &Network) -> io::Result<()> {
    for (class, rows) in ATTRIBUTES {
        xml.create_element("attributes")
            .with_attributes([("class", class), ("mode", "static")])
            .write_inner_content(|xml| {
                for (id, title, kind) in rows {
                    xml.create_element("attribute")
                        .with_attributes([("id", *id), ("title", *title), ("type", *kind)])
                        .write_empty()?;
                }
                Ok(())
            })?;
    }
    xml.create_element("nodes").write_inner_content(|xml| {
        for (id, one) in &network.nodes {
            let events = one.events.to_string();
            let label = clean(&one.label);
            xml.create_element("node")
                .with_attributes([("id", id.as_str()), ("label", label.as_str())])
                .write_inner_content(|xml| {
                    values(
                        xml,
                        &[
                            ("kind", &one.kind),
                            ("country", &one.country),
                            ("n_events", &events),
                        ],
                    )
                })?;
        }
        Ok(())
    })?;
    xml.create_element("edges").write_inner_content(|xml| {
        for (at, ((a, b, _), one)) in network.edges.iter().enumerate() {
            edge(xml, at, (a, b), one)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn edge<W: io::Write>(
    xml: &mut Writer<W>,
    at: usize,
    (a, b): (&str, &str),
    one: &Edge,
) -> io::Result<()> {
    let (id, weight) = (format!("e{at}"), one.weight.to_string());
    let types: Vec<&str> = one.types.iter().map(String::as_str).collect();
    xml.create_element("edge")
        .with_attributes([
            ("id", id.as_str()),
            ("source", a),
            ("target", b),
            ("weight", weight.as_str()),
        ])
        .write_inner_content(|xml| {
            let mutual = one.mutual.to_string();
            values(
                xml,
                &[
                    ("mutual", &mutual),
                    ("types", &types.join(";")),
                    ("events", &one.events.join(";")),
                ],
            )?;
            if one.days.is_empty() {
                return Ok(());
            }
            xml.create_element("spells").write_inner_content(|xml| {
                for day in &one.days {
                    xml.create_element("spell")
                        .with_attributes([("start", day.as_str()), ("end", day.as_str())])
                        .write_empty()?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
    Ok(())
}

fn values<W: io::Write>(xml: &mut Writer<W>, pairs: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (key, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            let value = clean(value);
            xml.create_element("attvalue")
                .with_attributes([("for", *key), ("value", value.as_str())])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}
