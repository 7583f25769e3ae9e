//! Sites that mean harm, or are ill: each run ends in time, within memory, and asks nobody else.

use crate::site::{Site, answer, fetch, fetch_all, policy, send, session};
use chancery_fetch::Policy;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A site that answers every path but `robots.txt` by `talk`.
fn bad(talk: impl Fn(&mut TcpStream) + Send + Sync + 'static) -> Site {
    Site::new(move |seen, stream| match seen.path.as_str() {
        "/robots.txt" => answer(stream, "404 Not Found", b""),
        _ => talk(stream),
    })
}

/// What a run says of it; it may last two seconds at most.
fn told(site: &Site) -> String {
    let begun = Instant::now();
    let told = fetch(&mut session(policy(&[site]), None), &site.url("/a"));
    let lasted = begun.elapsed();
    assert!(lasted < Duration::from_secs(2), "{told}: {lasted:?}");
    told
}

fn check(site: &Site, expected: &str) {
    let told = told(site);
    assert!(
        told.starts_with("error: ") && told.contains(expected),
        "{told}"
    );
}

/// Sends the same over and over, until nobody listens.
fn endless(stream: &mut TcpStream, piece: &[u8], pause: Duration) {
    while stream.write_all(piece).is_ok() {
        std::thread::sleep(pause);
    }
}

const NO_PAUSE: Duration = Duration::ZERO;
const SOME: Duration = Duration::from_millis(30);

#[test]
fn silence() {
    check(
        &bad(|_| std::thread::sleep(Duration::from_secs(3))),
        "not done within 0.5 s",
    );
}

#[test]
fn slow_headers() {
    let site = bad(|stream| {
        send(stream, b"HTTP/1.1 200 OK\r\n");
        endless(stream, b"x", SOME);
    });
    check(&site, "not done within 0.5 s");
}

#[test]
fn endless_headers() {
    let site = bad(|stream| {
        send(stream, b"HTTP/1.1 200 OK\r\n");
        endless(
            stream,
            &[b"x-a: ".as_slice(), &[b'y'; 1000], b"\r\n"].concat(),
            NO_PAUSE,
        );
    });
    check(&site, "");
}

#[test]
fn a_body_that_drips() {
    let site = bad(|stream| {
        send(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n");
        endless(stream, b"x", SOME);
    });
    check(&site, "not done within 0.5 s");
}

#[test]
fn chunks_that_drip() {
    let site = bad(|stream| {
        send(
            stream,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        );
        endless(stream, b"1\r\nx\r\n", SOME);
    });
    check(&site, "not done within 0.5 s");
}

#[test]
fn a_huge_body_by_its_own_word() {
    let site = bad(|stream| {
        send(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx",
        );
    });
    check(&site, "more than 100000 bytes");
}

#[test]
fn endless_chunks() {
    let site = bad(|stream| {
        send(
            stream,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        );
        endless(
            stream,
            &[b"400\r\n".as_slice(), &[b'y'; 1024], b"\r\n"].concat(),
            NO_PAUSE,
        );
    });
    check(&site, "more than 100000 bytes");
}

#[test]
fn an_endless_body_without_length() {
    let site = bad(|stream| {
        send(stream, b"HTTP/1.1 200 OK\r\n\r\n");
        endless(stream, &[b'y'; 1024], NO_PAUSE);
    });
    check(&site, "more than 100000 bytes");
}

#[test]
fn a_gzip_bomb() {
    use flate2::{Compression, write::GzEncoder};
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..50 {
        out.write_all(&[0; 100_000]).unwrap();
    }
    let bomb = out.finish().unwrap();
    assert!(bomb.len() < 100_000);
    let site = bad(move |stream| answer(stream, "200 OK\r\nContent-Encoding: gzip", &bomb));
    check(&site, "more than 100000 bytes");
}

#[test]
fn a_bomb_in_br() {
    // A hundred million zeros, packed by the reference program.
    let bomb = b"\xcf\xff\xff\x7f\x00\x24\x00\xe2\xb1\x40\x72\xef\xff\xf9\xff\xff\x0f\x80\x04\x40\x1c\
        \x16\x80\xee\xfd\x3f\xff\xff\xff\x01\x90\x00\x88\xc3\x02\xd0\xbd\xff\xe7\xff\xff\x3f\x00\x12\
        \x00\x71\x58\x00\xba\xf7\xff\xfc\xff\xff\x07\x40\x02\x20\x0e\x0b\x40\xf7\xfe\x3f\xff\xc1\xeb\
        \x01\x48\x00\xc4\x61\x01\xe8\x62\xd7\x03";
    let site = bad(|stream| answer(stream, "200 OK\r\nContent-Encoding: br", bomb));
    check(&site, "more than 100000 bytes");
}

#[test]
fn a_packed_body_that_is_none() {
    let site = bad(|stream| answer(stream, "200 OK\r\nContent-Encoding: gzip", b"plain"));
    check(&site, "cannot be unpacked");
}

#[test]
fn a_body_shorter_than_its_length() {
    let site = bad(|stream| {
        send(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        );
        let _ = stream.shutdown(std::net::Shutdown::Both);
    });
    check(&site, "");
}

#[test]
fn a_body_longer_than_its_length() {
    let site = bad(|stream| {
        send(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nTalks and more",
        )
    });
    assert_eq!(told(&site), "Talks");
}

#[test]
fn lengths_that_are_none() {
    for length in ["-1", "five", "5, 6", "99999999999999999999999"] {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\nTalks");
        check(&bad(move |stream| send(stream, head.as_bytes())), "");
    }
}

#[test]
fn no_http_at_all() {
    check(&bad(|stream| send(stream, b"SSH-2.0-x\r\n\r\n")), "");
    check(
        &bad(|stream| drop(stream.shutdown(std::net::Shutdown::Both))),
        "",
    );
    check(
        &bad(|stream| send(stream, b"HTTP/1.1 999999 \xff\r\n\r\n")),
        "",
    );
}

fn redirect(target: &'static str) -> Site {
    let head = format!("302 Found\r\nLocation: {target}");
    bad(move |stream| answer(stream, &head, b""))
}

#[test]
fn redirects_in_a_circle_and_without_end() {
    check(&redirect("/a"), "in a circle");
    let two = Site::of(&[
        ("/a", "302 Found\r\nLocation: /b", ""),
        ("/b", "302 Found\r\nLocation: /a#x", ""),
    ]);
    check(&two, "in a circle");
    let on = Site::new(|seen, stream| match seen.path.as_str() {
        "/robots.txt" => answer(stream, "404 Not Found", b""),
        path => answer(stream, &format!("302 Found\r\nLocation: {path}a"), b""),
    });
    check(&on, "too many redirects");
    assert_eq!(on.paths().len(), 1 + 6, "five are followed");
    check(
        &bad(|stream| answer(stream, "302 Found", b"")),
        "without a target",
    );
}

#[test]
fn redirects_to_places_that_are_never_asked() {
    for target in [
        "file:///etc/passwd",
        "ftp://example.org/",
        "data:text/html,x",
        "javascript:alert(1)",
        "http://name:word@example.org/",
        "http://127.0.0.1:22/",
    ] {
        check(&redirect(target), "fetch");
    }
    check(&redirect("http://["), "no address");
}

/// The site is reached by the switch; what it leads to is looked at without it.
#[test]
fn without_the_switch_this_machine_is_closed() {
    let site = Site::of(&[("/a", "200 OK", "secret")]);
    let closed = Policy {
        allow_private: false,
        ..policy(&[&site])
    };
    let port = site.port;
    let mut session = session(closed, None);
    for host in [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
    ] {
        let told = fetch(&mut session, &format!("http://{host}:{port}/a"));
        assert!(told.contains("no public address"), "{host}: {told}");
    }
    assert!(site.seen().is_empty());
}

#[test]
fn what_is_no_address_is_told_and_the_rest_goes_on() {
    let site = Site::of(&[("/a", "200 OK", "Talks")]);
    let mut session = session(policy(&[&site]), None);
    let addresses = ["", "talks", "http://"].map(str::to_owned);
    let all = fetch_all(&mut session, &[&addresses[..], &[site.url("/a")]].concat());
    let (good, bad): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.got.is_ok());
    assert_eq!((good.len(), bad.len()), (1, 3));
    assert!(bad.iter().all(|one| {
        one.got
            .as_ref()
            .is_err_and(chancery_fetch::Error::is_refused)
    }));
}
