//! `fetch` and `watch` against a site on this machine.

use crate::program::{Ran, folder, run_in};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

const PAGE: &str = "<html><head><title>Marin in Oslo</title></head><body><article><h1>Marin in Oslo</h1>\
    <p>Finnish Foreign Minister Ada Marin met Norwegian President Jon Sarel in Oslo on Thursday. They spoke \
    about the border for two hours, the ministry said in a statement after the talks.</p>\
    <p>Norway accused Russia of jamming satellites, the ministry said on Friday. Moscow denied it.</p>\
    </article></body></html>";

/// A site with a feed and its page; its port.
fn site() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it listens").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream));
        }
    });
    port.to_string()
}

fn serve(mut stream: TcpStream) {
    let Ok(copy) = stream.try_clone() else { return };
    let mut lines = BufReader::new(copy).lines().map_while(Result::ok);
    while let Some(line) = lines.next() {
        let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
        lines
            .by_ref()
            .take_while(|line| !line.is_empty())
            .for_each(drop);
        let (head, body) = match path.as_str() {
            "/feed" => (
                "200 OK",
                "<rss><channel><item><link>/page</link></item></channel></rss>",
            ),
            "/page" => ("200 OK\r\nContent-Type: text/html", PAGE),
            _ => ("404 Not Found", ""),
        };
        let answer = format!(
            "HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        if stream.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

fn chancery(folder: &Path, port: &str, args: &[&str]) -> Ran {
    let open = ["--allow-private", "--port", port];
    run_in(folder, &[args, &open].concat(), b"")
}

#[test]
fn nothing_private_without_the_switch() {
    let port = site();
    let folder = folder("web-closed", &[]);
    let address = format!("http://127.0.0.1:{port}/page");
    let ran = run_in(&folder, &["fetch", &address, "--port", &port], b"");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("no public address"), "{}", ran.err);
}

#[test]
fn a_page_is_printed_and_an_archive_gives_the_same() {
    let port = site();
    let folder = folder("web-fetch", &[]);
    let address = format!("http://127.0.0.1:{port}/page");
    let fetched = chancery(&folder, &port, &["fetch", &address]);
    assert_eq!(fetched.code, 0, "{}", fetched.err);
    let lines = fetched.lines();
    assert_eq!(lines.len(), 1);
    let text = lines[0]["text"].as_str().unwrap_or_default();
    assert!(text.contains("met Norwegian President"), "{text}");
    let kept = chancery(&folder, &port, &["fetch", &address, "--warc", "a.warc.gz"]);
    assert_eq!((kept.code, kept.out.as_str()), (0, ""), "{}", kept.err);
    let again = run_in(&folder, &["extract", "a.warc.gz"], b"");
    assert_eq!(again.lines()[0]["text"], lines[0]["text"]);
}

#[test]
fn what_is_new_goes_into_the_ledger_once() {
    let port = site();
    let folder = folder("web-watch", &[]);
    run_in(&folder, &["init", "north"], b"");
    let feed = format!("http://127.0.0.1:{port}/feed");
    let args = ["watch", &feed, "--once", "--warc", "all.warc.gz", "--add"];
    let first = chancery(&folder, &port, &args);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(
        first.err.contains("1 lists asked, 1 pages fetched"),
        "{}",
        first.err
    );
    assert!(first.err.contains("1 added"), "{}", first.err);
    let second = chancery(&folder, &port, &args);
    assert!(
        second.err.contains("0 pages fetched, 0 failed"),
        "{}",
        second.err
    );
    let replay = run_in(&folder, &["add", "all.warc.gz"], b"");
    assert!(
        replay.err.contains("0 added with 0 claims, 1 known"),
        "{}",
        replay.err
    );
}
