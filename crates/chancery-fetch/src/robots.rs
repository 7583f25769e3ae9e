//! What a site asks of readers by its `robots.txt`: RFC 9309, with the `Crawl-delay` of habit.
//!
//! Of the file only what concerns us is kept: the groups that name us, all of them together, or else
//! those of `*`. The rule with the longest path holds, of equally long ones the one that allows.
//! `*` stands for anything, `$` for the end. Paths are compared with the same percent-encoding on both
//! sides. One pass over at most [`MAX_BYTES`]; what follows is not read. Each rule costs one pass over
//! the path that is asked for.

use std::time::Duration;

/// As much of the file as is read, as the RFC asks for at least.
pub const MAX_BYTES: usize = 500 * 1024;

/// What holds for one product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    verdict: Verdict,
    pattern: Pattern,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Disallow,
    Allow,
}

/// A path with `*` and `$`, percent-encoded in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pattern {
    /// The pieces between the stars.
    pieces: Vec<String>,
    /// `$`: the path must end here.
    anchored: bool,
    /// Bytes of the whole pattern: the longest holds.
    len: usize,
}

/// Whom the lines that are being read are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Addressed {
    us: bool,
    all: bool,
}

impl Robots {
    /// Everything may be read.
    pub fn allow_all() -> Robots {
        Robots::default()
    }

    /// What the file says to `product`, a name of letters, `-` and `_` in any case. Never fails: a
    /// line that is not understood says nothing.
    ///
    /// ```
    /// use chancery_fetch::Robots;
    /// let robots = Robots::parse(b"User-agent: *\nDisallow: /private\nAllow: /private/news", "chancery");
    /// assert!(robots.allows("/private/news/1"));
    /// assert!(!robots.allows("/private/diary"));
    /// ```
    pub fn parse(bytes: &[u8], product: &str) -> Robots {
        let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let (mut ours, mut of_all) = (Robots::default(), Robots::default());
        let mut named = false;
        let mut to = Addressed::default();
        let mut group_is_open = false;
        for line in bytes.split(|&b| b == b'\n' || b == b'\r') {
            let Some((key, value)) = key_and_value(line) else {
                continue;
            };
            if key.eq_ignore_ascii_case(b"user-agent") {
                if !group_is_open {
                    to = Addressed::default();
                }
                group_is_open = true;
                to.us |= names(value, product);
                to.all |= value == b"*";
                named |= to.us;
                continue;
            }
            let Some(said) = Said::of(key, value) else {
                continue;
            };
            // A wish about speed does not end the names of a group: it is no rule of the RFC.
            group_is_open &= matches!(said, Said::Delay(_));
            if to.us {
                ours.take(&said);
            }
            if to.all {
                of_all.take(&said);
            }
        }
        if named { ours } else { of_all }
    }

    fn take(&mut self, said: &Said) {
        match said {
            Said::Rule(rule) => self.rules.extend(rule.clone()),
            Said::Delay(delay) => self.delay = self.delay.max(Some(*delay)),
        }
    }

    /// True where a page may be asked for. `path` begins with `/` and goes on to the end of the query.
    pub fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let path = same_encoding(path.as_bytes(), Stars::AreLetters);
        let fits = self.rules.iter().filter(|rule| rule.pattern.fits(&path));
        let best = fits.max_by_key(|rule| (rule.pattern.len, rule.verdict));
        best.is_none_or(|rule| rule.verdict == Verdict::Allow)
    }

    /// The pause between two requests that the site asks for.
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

/// A line that says something to a group.
enum Said {
    /// An empty path is a rule that fits nothing.
    Rule(Option<Rule>),
    Delay(Duration),
}

impl Said {
    fn of(key: &[u8], value: &[u8]) -> Option<Said> {
        let rule = |verdict| {
            let pattern = (!value.is_empty()).then(|| Pattern::parse(value));
            Some(Said::Rule(pattern.map(|pattern| Rule { verdict, pattern })))
        };
        if key.eq_ignore_ascii_case(b"allow") {
            return rule(Verdict::Allow);
        }
        if key.eq_ignore_ascii_case(b"disallow") {
            return rule(Verdict::Disallow);
        }
        if !key.eq_ignore_ascii_case(b"crawl-delay") {
            return None;
        }
        let seconds: f64 = std::str::from_utf8(value).ok()?.parse().ok()?;
        Duration::try_from_secs_f64(seconds).ok().map(Said::Delay)
    }
}

/// `key: value` without its comment and the space around.
fn key_and_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = line.iter().position(|&b| b == b'#').unwrap_or(line.len());
    let line = &line[..end];
    let colon = line.iter().position(|&b| b == b':')?;
    Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()))
}

/// True where a name of the file is our product, with or without a version behind it.
fn names(value: &[u8], product: &str) -> bool {
    let is_name = |b: &&u8| b.is_ascii_alphabetic() || b"-_".contains(b);
    let len = value.iter().take_while(is_name).count();
    value[..len].eq_ignore_ascii_case(product.as_bytes())
}

/// What `*` and `$` are in the text at hand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stars {
    /// In a path that is asked for.
    AreLetters,
    /// In a pattern.
    AreSigns,
}

/// The same octets, written in the same way: letters, digits and `-._~` plain, octets outside of
/// ASCII and what was encoded before as `%XX`.
fn same_encoding(text: &[u8], stars: Stars) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let (octet, encoded) = match text.get(at + 1..at + 3).and_then(hex) {
            Some(octet) if byte == b'%' => (octet, true),
            _ => (byte, false),
        };
        at += if encoded { 3 } else { 1 };
        let free = octet.is_ascii_alphanumeric() || b"-._~".contains(&octet);
        let sign = stars == Stars::AreLetters && b"*$".contains(&octet);
        if free || (!encoded && octet.is_ascii_graphic() && !sign) {
            out.push(char::from(octet));
        } else {
            let digit = |n: u8| char::from(b"0123456789ABCDEF"[usize::from(n)]);
            out.extend(['%', digit(octet >> 4), digit(octet & 15)]);
        }
    }
    out
}

fn hex(pair: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(pair[at]).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

impl Pattern {
    fn parse(value: &[u8]) -> Pattern {
        let anchored = value.last() == Some(&b'$');
        let body = &value[..value.len() - usize::from(anchored)];
        let text = same_encoding(body, Stars::AreSigns).replace('$', "%24");
        Pattern {
            pieces: text.split('*').map(str::to_owned).collect(),
            anchored,
            len: text.len() + usize::from(anchored),
        }
    }

    /// The first piece begins the path, each further one is found as early as it can be: with no
    /// other sign than the star nothing is lost by that.
    fn fits(&self, path: &str) -> bool {
        let Some((first, further)) = self.pieces.split_first() else {
            return false;
        };
        let Some(mut rest) = path.strip_prefix(first.as_str()) else {
            return false;
        };
        let Some((last, middle)) = further.split_last() else {
            return !self.anchored || rest.is_empty();
        };
        for piece in middle {
            match rest.find(piece.as_str()) {
                Some(at) => rest = &rest[at + piece.len()..],
                None => return false,
            }
        }
        match self.anchored {
            true => rest.ends_with(last.as_str()),
            false => rest.contains(last.as_str()),
        }
    }
}

#[cfg(test)]
mod tests;
