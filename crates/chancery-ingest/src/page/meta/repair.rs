//! A script of JSON as pages print it in, JSON that can be read out: what is around it stripped, line
//! ends inside strings escaped, stray quotes escaped, commas before an end dropped, what is open closed.
//!
//! Cost: one pass; only for scripts that cannot be read as they are.

/// Deepest nesting that is closed; beyond, the script is given up.
const MAX_OPEN: usize = 100;

/// The script without comments of HTML, CDATA marks and a last semicolon.
pub(super) fn strip(script: &str) -> &str {
    let mut inner = script.trim().trim_start_matches('\u{FEFF}');
    for (before, after) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
        ("/*<![CDATA[*/", "/*]]>*/"),
    ] {
        inner = inner.strip_prefix(before).unwrap_or(inner).trim_start();
        inner = inner.strip_suffix(after).unwrap_or(inner).trim_end();
    }
    inner.trim_end_matches(';').trim_end()
}

/// The script with what is broken put right as far as a look at the next character can tell.
pub(super) fn repair(script: &str) -> String {
    let mut state = State {
        out: String::with_capacity(script.len() + 16),
        open: Vec::new(),
    };
    let mut chars = script.char_indices().peekable();
    let mut in_string = false;
    while let Some((at, c)) = chars.next() {
        if !in_string {
            in_string = c == '"';
            state.outside(c);
            continue;
        }
        match c {
            '"' if ends_string(&script[at + 1..]) => {
                in_string = false;
                state.out.push('"');
            }
            '"' => state.out.push_str("\\\""),
            '\\' => {
                let next = chars.peek().map(|&(_, c)| c);
                let known = next.is_some_and(|c| {
                    matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')
                });
                if known {
                    state.out.push('\\');
                    state.out.extend(next);
                    chars.next();
                }
            }
            c if c < ' ' => state.out.push(' '),
            c => state.out.push(c),
        }
    }
    if in_string {
        state.out.push('"');
    }
    state.close()
}

/// Whether what follows a quote is what follows a string.
fn ends_string(rest: &str) -> bool {
    let rest = rest.trim_start();
    match rest.chars().next() {
        None | Some(':' | '}' | ']') => true,
        Some(',') => rest[1..].trim_start().starts_with([
            '"', '{', '[', '}', ']', 't', 'f', 'n', '0', '1', '2', '3', '4', '5', '6', '7', '8',
            '9',
        ]),
        Some(_) => false,
    }
}

struct State {
    out: String,
    open: Vec<char>,
}

impl State {
    fn outside(&mut self, c: char) {
        match c {
            '{' if self.open.len() < MAX_OPEN => self.open.push('}'),
            '[' if self.open.len() < MAX_OPEN => self.open.push(']'),
            '}' | ']' => {
                self.drop_comma();
                self.open.pop();
            }
            _ => {}
        }
        self.out.push(c);
    }

    fn drop_comma(&mut self) {
        let kept = self.out.trim_end();
        if let Some(before) = kept.strip_suffix(',') {
            let len = before.len();
            self.out.truncate(len);
        }
    }

    fn close(mut self) -> String {
        self.drop_comma();
        while let Some(end) = self.open.pop() {
            self.out.push(end);
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn check(script: &str, key: &str, expected: &str) {
        let value: Value = serde_json::from_str(&repair(strip(script))).unwrap_or_default();
        assert_eq!(value[key], expected, "{script}");
    }

    #[test]
    fn scripts_as_pages_print_them() {
        check("<!-- {\"a\": \"x\"} -->", "a", "x");
        check("//<![CDATA[\n{\"a\": \"x\"}\n//]]>", "a", "x");
        check("{\"a\": \"x\ny\",}", "a", "x y");
        check(
            "{\"a\": \"He said \"no\" twice\", \"b\": 1}",
            "a",
            "He said \"no\" twice",
        );
        check("{\"a\": \"it\\'s\"};", "a", "it's");
        check("{\"b\": [1, 2,], \"a\": \"x", "a", "x");
    }
}
