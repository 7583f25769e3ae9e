//! Objects of a file of JSON that holds one, a list of them, an object with a list, or one a line; a
//! file that is cut off or broken gives those that are whole.

use serde_json::{Deserializer, Map, Value};

use crate::Error;
use crate::error::Kind;

use super::hints::MOST_ITEMS;

/// Most times that reading goes on behind a broken object.
const MOST_FAULTS: usize = 64;

/// What stands in a file.
pub(super) struct Objects {
    /// What stands beside the list.
    pub(super) head: Map<String, Value>,
    /// The objects, or where one is broken.
    pub(super) items: Vec<Result<Map<String, Value>, Error>>,
}

/// Reads; an error where nothing in it is an object.
pub(super) fn objects(
    source: &str,
    format: &'static str,
    lists: &[&str],
) -> Result<Objects, Error> {
    match serde_json::from_str(source) {
        Ok(value) => Ok(sorted_out(value, format, lists)),
        Err(error) => {
            let items = salvage(source, format, lists);
            if items.iter().all(Result::is_err) {
                return Err(broken(
                    format,
                    offset(source, error.line(), error.column()),
                    error.to_string(),
                ));
            }
            Ok(Objects {
                head: Map::new(),
                items,
            })
        }
    }
}

fn sorted_out(value: Value, format: &'static str, lists: &[&str]) -> Objects {
    let mut head = Map::new();
    let list = match value {
        Value::Array(list) => list,
        Value::Object(mut object) => match lists
            .iter()
            .find(|name| object.get(**name).is_some_and(holds_objects))
        {
            Some(name) => {
                let list = object.remove(*name);
                head = object;
                match list {
                    Some(Value::Array(list)) => list,
                    Some(Value::Object(inner)) => {
                        return sorted_out(Value::Object(inner), format, lists);
                    }
                    _ => Vec::new(),
                }
            }
            None => vec![Value::Object(object)],
        },
        _ => Vec::new(),
    };
    let item = |(at, value)| match value {
        Value::Object(object) => Ok(object),
        _ => Err(broken(format, 0, format!("entry {at} is no object"))),
    };
    Objects {
        head,
        items: list
            .into_iter()
            .take(MOST_ITEMS)
            .enumerate()
            .map(item)
            .collect(),
    }
}

fn holds_objects(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

/// Whole objects of a broken file, and an error for each place where reading stopped.
fn salvage(
    source: &str,
    format: &'static str,
    lists: &[&str],
) -> Vec<Result<Map<String, Value>, Error>> {
    let mut at = lists
        .iter()
        .find_map(|name| list_start(source, name))
        .unwrap_or(0);
    let (mut items, mut faults) = (Vec::new(), 0);
    while let Some(start) = source[at..].find('{').map(|found| at + found) {
        if faults == MOST_FAULTS || items.len() == MOST_ITEMS {
            break;
        }
        let mut stream = Deserializer::from_str(&source[start..]).into_iter::<Map<String, Value>>();
        match stream.next() {
            Some(Ok(object)) => {
                items.push(Ok(object));
                at = start + stream.byte_offset();
            }
            Some(Err(error)) => {
                faults += 1;
                items.push(Err(broken(format, start as u64, error.to_string())));
                at = next_object(source, start + 1);
            }
            None => break,
        }
    }
    items
}

/// Behind the bracket of the list of that name.
fn list_start(source: &str, name: &str) -> Option<usize> {
    let quoted = format!("\"{name}\"");
    let at = source.find(&quoted)? + quoted.len();
    let rest = source[at..]
        .trim_start()
        .strip_prefix(':')?
        .trim_start()
        .strip_prefix('[')?;
    Some(source.len() - rest.len())
}

/// The next `{` after a `}` and a comma, or after a line end.
fn next_object(source: &str, from: usize) -> usize {
    let mut before = b' ';
    for (at, byte) in source.bytes().enumerate().skip(from) {
        match byte {
            b'{' if before == b',' || before == b'\n' => return at,
            b'\n' if before != b',' => before = b'\n',
            byte if byte.is_ascii_whitespace() => {}
            b',' if before != b'}' && before != b'\n' => before = b' ',
            byte => before = byte,
        }
    }
    source.len()
}

pub(super) fn broken(format: &'static str, at: u64, what: String) -> Error {
    Kind::Broken { format, at, what }.into()
}

/// Byte of a line and column as serde_json counts them, from 1.
fn offset(source: &str, line: usize, column: usize) -> u64 {
    let before: usize = source
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (before + column.saturating_sub(1)).min(source.len()) as u64
}

/// The value of the first of some names; capitals and underscores of names do not count.
pub(super) fn get<'a>(object: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| {
        object
            .iter()
            .find(|(key, value)| same_name(key, name) && !value.is_null())
            .map(|(_, value)| value)
    })
}

fn same_name(key: &str, name: &str) -> bool {
    key.bytes()
        .filter(|b| *b != b'_')
        .map(|b| b.to_ascii_lowercase())
        .eq(name.bytes())
}

/// The words of the first of some names that has some; numbers count as words.
pub(super) fn text(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match get(object, &[name])? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let shown = match objects(source, "test", &["items"]) {
            Err(error) => error.to_string(),
            Ok(found) => {
                let items = found.items.iter().map(|item| match item {
                    Ok(object) => object.keys().cloned().collect::<String>(),
                    Err(_) => "!".to_owned(),
                });
                items.collect::<Vec<_>>().join(" ")
            }
        };
        assert_eq!(shown, expected, "{source}");
    }

    #[test]
    fn forms_of_files() {
        check(r#"{"a":1}"#, "a");
        check(r#"[{"a":1},{"b":2},3]"#, "a b !");
        check(r#"{"x":1,"items":[{"a":1}]}"#, "a");
        check("{\"a\":1}\n{\"b\":2}\n", "a b");
    }

    #[test]
    fn broken_files_give_what_is_whole() {
        check(r#"{"x":1,"items":[{"a":1},{"b":2},{"c"#, "a b !");
        check(r#"[{"a":1},{"b":oops},{"c":3}]"#, "a ! c");
        check(
            "{",
            "test: byte 0: EOF while parsing an object at line 1 column 1",
        );
    }
}
