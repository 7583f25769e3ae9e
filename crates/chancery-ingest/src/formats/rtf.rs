//! The words of Rich Text Format: control words, groups, characters of code pages and of Unicode.
//!
//! Formatting is ignored; paragraphs, lines, cells and tabs part words; tables of fonts and styles,
//! pictures, headers and other destinations are left out. Source: RTF specification 1.9.1. One pass,
//! never fails: what is no RTF gives what words there are.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Deepest groups whose state is kept; deeper ones share that of the deepest.
const DEEPEST: usize = 512;

/// Destinations whose words are not the document's.
const ASIDE: [&str; 26] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "themedata",
    "colorschememapping",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "fldinst",
    "xmlnstbl",
    "datastore",
    "latentstyles",
    "bkmkstart",
];

/// True for bytes that begin as RTF does.
pub(super) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// The words, paragraphs as lines.
pub(super) fn text(bytes: &[u8]) -> String {
    let mut reader = Reader {
        bytes,
        at: 0,
        out: String::new(),
        pending: Vec::new(),
        page: WINDOWS_1252,
        groups: vec![Group {
            aside: false,
            skipped: 1,
        }],
        to_skip: 0,
        surrogate: None,
    };
    reader.run();
    reader.flush();
    reader.out
}

#[derive(Clone, Copy)]
struct Group {
    aside: bool,
    /// Characters that stand for one of Unicode where it is not known.
    skipped: usize,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    out: String,
    /// Bytes of a code page that are not decoded yet.
    pending: Vec<u8>,
    page: &'static Encoding,
    groups: Vec<Group>,
    to_skip: usize,
    surrogate: Option<u32>,
}

impl Reader<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => self.byte(byte),
            }
        }
    }

    fn group(&mut self) -> &mut Group {
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn open(&mut self) {
        self.to_skip = 0;
        let group = *self.group();
        if self.groups.len() < DEEPEST {
            self.groups.push(group);
        }
    }

    fn close(&mut self) {
        self.to_skip = 0;
        if self.groups.len() > 1 {
            self.groups.pop();
        }
    }

    /// A byte of the code page.
    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.group().aside {
            self.pending.push(byte);
        }
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let (text, _) = self.page.decode_without_bom_handling(&self.pending);
            self.out.push_str(&text);
            self.pending.clear();
        }
    }

    fn push(&mut self, text: &str) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.group().aside {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn control(&mut self) {
        let Some(byte) = self.bytes.get(self.at).copied() else {
            return;
        };
        if byte.is_ascii_alphabetic() {
            let (word, number) = self.word();
            return self.act(&word, number);
        }
        self.at += 1;
        match byte {
            b'\'' => self.hex(),
            b'*' => self.group().aside = true,
            b'~' => self.push("\u{a0}"),
            b'_' => self.push("-"),
            b'-' => {}
            b'\r' | b'\n' => self.push("\n"),
            byte => self.byte(byte),
        }
    }

    /// Letters of a control word and its number; one space behind belongs to it.
    fn word(&mut self) -> (String, Option<i64>) {
        let rest = &self.bytes[self.at..];
        let len = rest
            .iter()
            .take(32)
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let word = String::from_utf8_lossy(&rest[..len]).into_owned();
        let rest = &rest[len..];
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..]
            .iter()
            .take(10)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let mut taken = len;
        let mut number = None;
        if digits > 0 {
            let written = String::from_utf8_lossy(&rest[..sign + digits]);
            number = written.parse().ok();
            taken += sign + digits;
        }
        taken += usize::from(self.bytes.get(self.at + taken) == Some(&b' '));
        self.at += taken;
        (word, number)
    }

    fn hex(&mut self) {
        let digits = self.bytes.get(self.at..self.at + 2);
        let value = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = value {
            self.at += 2;
            self.byte(byte);
        }
    }

    fn act(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "line" | "row" | "sect" | "page" => self.push("\n"),
            "tab" | "cell" | "nestcell" => self.push("\t"),
            "emdash" => self.push("—"),
            "endash" => self.push("–"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "bullet" => self.push("•"),
            "emspace" | "enspace" | "qmspace" => self.push(" "),
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => {
                self.group().skipped = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16)
            }
            "ansicpg" => self.code_page(number.unwrap_or(1252)),
            "bin" => {
                self.at += usize::try_from(number.unwrap_or(0))
                    .unwrap_or(0)
                    .min(self.bytes.len() - self.at)
            }
            word if ASIDE.contains(&word) => self.group().aside = true,
            _ => {}
        }
    }

    fn code_page(&mut self, number: i64) {
        self.flush();
        let label = match number {
            932 => "shift_jis".to_owned(),
            936 => "gbk".to_owned(),
            949 => "euc-kr".to_owned(),
            950 => "big5".to_owned(),
            10000 => "macintosh".to_owned(),
            65001 => "utf-8".to_owned(),
            number => format!("windows-{number}"),
        };
        self.page = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
    }

    /// A character of Unicode, as a signed number of sixteen bits or half of a pair.
    fn unicode(&mut self, number: i64) {
        let code =
            u32::try_from(if number < 0 { number + 65_536 } else { number }).unwrap_or(0xfffd);
        self.to_skip = 0;
        let joined = match (self.surrogate.take(), code) {
            (_, 0xd800..=0xdbff) => {
                self.surrogate = Some(code);
                None
            }
            (Some(high), 0xdc00..=0xdfff) => {
                char::from_u32(0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00))
            }
            _ => char::from_u32(code),
        };
        if let Some(character) = joined {
            self.push(character.encode_utf8(&mut [0; 4]));
        }
        self.to_skip = self.group().skipped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rtf: &str, expected: &str) {
        assert_eq!(text(rtf.as_bytes()), expected, "{rtf}");
    }

    #[test]
    fn words_and_characters() {
        check(
            r"{\rtf1\ansi Envoys \b met\b0  in Belmar.\par They left.}",
            "Envoys met in Belmar.\nThey left.",
        );
        check(r"{\rtf1\ansi\ansicpg1251 \'cc\'e8\'f0}", "Мир");
        check(r"{\rtf1 caf\'e9 \u8217?s \u-10179?\u-8704?}", "café ’s 😀");
        check(r"{\rtf1\uc0 \u8217s \{x\}}", "’s {x}");
        check(
            r"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator W;}a\~b\_c\emdash d}",
            "a\u{a0}b-c—d",
        );
        check(
            r"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}}",
            "link",
        );
    }

    #[test]
    fn broken_groups_and_words() {
        check(r"}}{\rtf1 a}b", "ab");
        check("\\", "");
        check(r"\'", "");
        check(r"\'zz", "zz");
        check(r"\bin99999 abc", "");
        check(&"{".repeat(2000), "");
    }
}
