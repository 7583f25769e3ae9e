//! Tables for programs: rows with commas by RFC 4180, lines end in LF.
//!
//! A column is a path in the JSON of an item ("document.outlet"); its head has `_` for each dot. Lists
//! are joined by "; ", members of a list that have a name are their name with the country behind it.

use serde::Serialize;
use serde_json::Value;

/// The items as rows; `columns` names the paths, with blanks between.
pub fn csv<T: Serialize>(items: &[T], columns: &str) -> String {
    let columns: Vec<&str> = columns.split_whitespace().collect();
    let heads: Vec<String> = columns.iter().map(|path| path.replace('.', "_")).collect();
    let mut text = line(&heads);
    for item in items {
        // Serialising fails only for maps whose keys are no strings; ours are structs.
        let item = serde_json::to_value(item).unwrap_or_default();
        let cells: Vec<String> = columns.iter().map(|path| cell(at(&item, path))).collect();
        text.push_str(&line(&cells));
    }
    text
}

fn at<'v>(item: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(item, |value, key| &value[key])
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let cells: Vec<String> = values.iter().map(cell).collect();
            cells.join("; ")
        }
        Value::Object(fields) => match (fields.get("name"), fields.get("country")) {
            (Some(name), Some(Value::String(code))) => format!("{} ({code})", cell(name)),
            (Some(name), _) => cell(name),
            _ => {
                let pairs: Vec<String> = fields
                    .iter()
                    .map(|(key, value)| format!("{key} {}", cell(value)))
                    .collect();
                pairs.join(", ")
            }
        },
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    format!("{}\n", cells.join(","))
}

fn quoted(cell: &str) -> String {
    match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn quotes_lists_and_paths() {
        let items = [json!({
            "id": "ev:1",
            "who": [{"name": "Ada Sarel", "country": "NOR"}, {"name": "the \"envoy\"", "country": null}],
            "document": {"outlet": null},
            "claims": 2,
        })];
        assert_eq!(
            csv(&items, "id who document.outlet claims"),
            "id,who,document_outlet,claims\nev:1,\"Ada Sarel (NOR); the \"\"envoy\"\"\",,2\n"
        );
    }
}
