//! Sources of our own: good, empty, garbage, cut off, nested, endless.

use super::*;
use std::io::Write;

/// What a source gives, a line each: place, form and words of a record, or what failed.
fn check(source: &[u8], name: &str, expected: &[&str]) {
    assert_eq!(shown(source, name), expected);
}

fn shown(source: &[u8], name: &str) -> Vec<String> {
    let source = Cursor::new(source.to_vec());
    records(Box::new(source), name, Limits::default())
        .map(|given| match given {
            Ok(raw) => {
                let notes: Vec<&str> = raw.notes.iter().map(|note| note.kind).collect();
                let words = String::from_utf8_lossy(&raw.bytes).trim_end().to_owned();
                let place = raw.place.to_string();
                format!("{place}|{}|{words}{}", raw.form.name(), notes.join(" "))
            }
            Err(failure) => format!("! {failure}"),
        })
        .collect()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("into memory");
    packer.finish().expect("into memory")
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        let mut header = [0u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[156] = b'0';
        header[257..263].copy_from_slice(b"ustar\0");
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend_from_slice(&header);
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, bytes)) in files.iter().enumerate() {
        let method = match number % 2 {
            0 => zip::CompressionMethod::Deflated,
            _ => zip::CompressionMethod::Stored,
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        packer.start_file(*name, options).expect("a name");
        packer.write_all(bytes).expect("into memory");
    }
    packer.finish().expect("into memory").into_inner()
}

fn response(url: &str, http: &str) -> Vec<u8> {
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <{url}>\r\nWARC-Date: 2024-05-02T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

const PAGE: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Sarel spoke.";

fn warc(url: &str) -> Vec<u8> {
    response(url, PAGE)
}

#[test]
fn a_whole_text_and_nothing() {
    check(b"Sarel spoke.\n", "a.txt", &["|text|Sarel spoke."]);
    check(b"", "", &["|text|"]);
    check(b"\x7fELF\0\0", "", &["|binary|\x7fELF\0\0"]);
}

#[test]
fn lines_with_their_numbers() {
    let lines = b"{\"text\": \"a\"}\n\n{\"text\": \"b\"}";
    check(
        lines,
        "",
        &[
            ":1|JSON lines|{\"text\": \"a\"}",
            ":3|JSON lines|{\"text\": \"b\"}",
        ],
    );
}

#[test]
fn rows_of_a_table_are_objects() {
    let rows = b"id;date;text\n1;2024-05-02;\"Sarel spoke.\nMarin left.\"\n2;;Sar\xE9l\n";
    check(
        rows,
        "",
        &[
            r#":2|JSON lines|{"id":"1","date":"2024-05-02","text":"Sarel spoke.\nMarin left."}"#,
            r#":4|JSON lines|{"id":"2","text":"Sarél"}"#,
        ],
    );
}

#[test]
fn mails_of_an_mbox() {
    let mbox =
        b"From a@b.example Thu May  2 10:00:00 2024\nSubject: one\n\nSarel spoke.\n>From here.\n\n\
        From c@d.example Thu May  2 11:00:00 2024\nSubject: two\n\nMarin left.\n";
    check(
        mbox,
        "",
        &[
            ":1|mail|Subject: one\n\nSarel spoke.\nFrom here.",
            ":7|mail|Subject: two\n\nMarin left.",
        ],
    );
}

#[test]
fn gzip_of_many_members_and_its_cut_tail() {
    let two = [gz(b"Sarel "), gz(b"spoke."), vec![0; 40]].concat();
    check(&two, "a.txt.gz", &["|text|Sarel spoke."]);
    let cut = &gz(b"Sarel spoke of the bridge and of the road to it.")[..40];
    let shown = shown(cut, "");
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(
        shown[0].starts_with("|text|Sarel") && shown[0].ends_with("truncated"),
        "{shown:?}"
    );
    assert!(
        shown[1].contains("the file ends inside a member"),
        "{shown:?}"
    );
}

#[test]
fn zstd_too() {
    let packed = zstd::encode_all(&b"{\"text\": \"a\"}\n"[..], 1).expect("into memory");
    check(&packed, "a.jsonl.zst", &[":1|JSON lines|{\"text\": \"a\"}"]);
    let shown = shown(&packed[..packed.len() - 3], "");
    assert!(
        shown
            .last()
            .is_some_and(|last| last.starts_with("! zstd: byte")),
        "{shown:?}"
    );
}

#[test]
fn files_of_archives_in_archives() {
    let inner = zip(&[
        ("b.jsonl", b"{\"text\": \"b\"}\n"),
        ("c.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    let outer = gz(&tar(&[
        ("x/a.txt", b"Sarel spoke."),
        (".hidden", b"no"),
        ("in.zip", &inner),
        ("z.txt", b"Last."),
    ]));
    check(
        &outer,
        "all.tar.gz",
        &[
            "x/a.txt|text|Sarel spoke.",
            "in.zip/b.jsonl:1|JSON lines|{\"text\": \"b\"}",
            "! in.zip/c.png: left out: binary data of no form that is read",
            "z.txt|text|Last.",
        ],
    );
}

#[test]
fn a_zip_in_a_file_is_read_where_it_lies() {
    let bytes = zip(&[("a.txt", b"Sarel spoke."), ("b.txt", b"Marin left.")]);
    let given: Vec<_> =
        records_of_file(Box::new(Cursor::new(bytes)), "a.zip", Limits::default()).collect();
    assert_eq!(given.len(), 2);
    assert_eq!(given[1].as_ref().expect("stored").bytes, b"Marin left.");
}

#[test]
fn archives_end_where_they_nest_too_deep() {
    let mut nested = zip(&[("a.txt", b"Sarel spoke.")]);
    for _ in 0..3 {
        nested = zip(&[("in.zip", &nested)]);
    }
    let shown = shown(&nested, "");
    assert_eq!(
        shown,
        ["! in.zip/in.zip/in.zip: left out: archives nested deeper than is read"]
    );
}

#[test]
fn what_unpacks_without_end_is_stopped() {
    let limits = Limits {
        unpacked: 1 << 16,
        ratio: 10,
        ..Limits::default()
    };
    let bomb = gz(&vec![b'a'; 1 << 22]);
    let given: Vec<_> = records(Box::new(Cursor::new(bomb)), "", limits).collect();
    let failure = given
        .last()
        .and_then(|last| last.as_ref().err())
        .expect("stopped");
    assert!(failure.error.is_too_long(), "{failure}");
}

#[test]
fn a_record_longer_than_is_read() {
    let limits = Limits {
        record: 100,
        ..Limits::default()
    };
    let long = [
        b"{\"text\": \"".as_slice(),
        &[b'a'; 200],
        b"\"}\n{\"text\": \"b\"}\n",
    ]
    .concat();
    let given: Vec<_> = records(Box::new(Cursor::new(long)), "", limits).collect();
    assert_eq!(given.len(), 2);
    assert!(
        given[0]
            .as_ref()
            .is_err_and(|failure| failure.error.is_too_long())
    );
    let whole: Vec<_> = records(Box::new(Cursor::new(vec![b'a'; 101])), "", limits).collect();
    let error = &whole[0].as_ref().expect_err("too long").error;
    assert_eq!(
        error.to_string(),
        "text: 101 bytes are more than the limit of 100"
    );
}

#[test]
fn pages_of_a_warc() {
    let request = b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 4\r\n\r\nGET \r\n\r\n";
    let gone = response(
        "https://a.example/x",
        "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno",
    );
    let image = response(
        "https://a.example/i",
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x01",
    );
    let all = [
        request.to_vec(),
        warc("https://a.example/1"),
        gone,
        image,
        warc("https://a.example/2"),
    ]
    .concat();
    let expected = [
        "byte 70|HTML|<p>Sarel spoke.".to_owned(),
        format!(
            "byte {}|HTML|<p>Sarel spoke.",
            all.len() - warc("https://a.example/2").len()
        ),
        "! left out: 3 records that are no pages: requests, metadata, redirects, images".to_owned(),
    ];
    assert_eq!(
        shown(&all, ""),
        expected.map(|line| line.replace("byte 70", &format!("byte {}", request.len())))
    );
    let raw = records(Box::new(Cursor::new(all)), "", Limits::default())
        .next()
        .expect("one")
        .expect("whole");
    assert_eq!(raw.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(
        raw.fetched.map(|stamp| stamp.to_string()).as_deref(),
        Some("2024-05-02T10:00:00Z")
    );
    assert_eq!(raw.charset.as_deref(), Some("utf-8"));
}

#[test]
fn members_of_a_warc_and_damage_between_them() {
    let (one, two, three) = (
        gz(&warc("https://a.example/1")),
        gz(&warc("https://a.example/2")),
        gz(&warc("https://a.example/3")),
    );
    let mut damaged = two.clone();
    for byte in &mut damaged[30..60] {
        *byte ^= 0x55;
    }
    let all = [one.clone(), damaged, three.clone()].concat();
    let shown_all = shown(&all, "");
    let third = format!("byte {}|HTML|<p>Sarel spoke.", one.len() + two.len());
    assert_eq!(
        shown_all.first().map(String::as_str),
        Some("byte 0|HTML|<p>Sarel spoke.")
    );
    assert!(shown_all.contains(&third), "{shown_all:?}");
    assert!(
        shown_all.iter().any(|line| line.contains("gzip: byte")),
        "{shown_all:?}"
    );
}

#[test]
fn wrong_lengths_are_met_at_the_next_record() {
    let long = String::from_utf8(warc("https://a.example/1")).expect("ASCII");
    let short = long.replace("Content-Length: 74", "Content-Length: 70");
    let long = long.replace("Content-Length: 74", "Content-Length: 94");
    assert_ne!(long, short);
    for wrong in [long, short] {
        let all = [wrong.as_bytes(), &warc("https://a.example/2")].concat();
        let shown = shown(&all, "");
        assert_eq!(shown.len(), 3, "{shown:?}");
        assert!(
            shown[0].contains("<p>Sarel") && shown[1].contains("than it says"),
            "{shown:?}"
        );
        assert!(shown[2].ends_with("|HTML|<p>Sarel spoke."), "{shown:?}");
    }
}

#[test]
fn any_cut_of_any_container_ends() {
    let page = warc("https://a.example/1");
    let files: [&[u8]; 5] = [
        &[page.clone(), page.clone()].concat(),
        &[gz(&page), gz(&page)].concat(),
        &tar(&[("a.txt", b"Sarel spoke."), ("b.txt", b"Marin left.")]),
        &zip(&[("a.txt", b"Sarel spoke."), ("b.txt", b"Marin left.")]),
        &zstd::encode_all(&b"{\"text\": \"a\"}\n"[..], 1).expect("into memory"),
    ];
    for file in files {
        for end in 0..file.len() {
            assert!(shown(&file[..end], "").len() <= 5);
        }
    }
}

#[test]
fn garbage_ends() {
    let mut state = 7u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    for head in [
        &b"WARC/1.0\r\n"[..],
        b"\x1f\x8b\x08",
        b"PK\x03\x04",
        b"\x28\xb5\x2f\xfd",
        b"id,text\n",
        b"From a 10:00:00\nA: b\n",
    ] {
        let mut bytes = head.to_vec();
        bytes.extend((0..5000).map(|_| byte()));
        assert!(shown(&bytes, "").len() < 5000);
    }
}
