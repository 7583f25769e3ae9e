//! Heads of every form, our own.

use super::Form::*;
use super::*;

fn check(head: &str, name: &str, expected: Form) {
    assert_eq!(sniff(head.as_bytes(), name), expected, "{head:?}");
}

#[test]
fn magic_numbers() {
    assert_eq!(sniff(b"\x1f\x8b\x08\0\0", "a.txt"), Gzip);
    assert_eq!(sniff(b"\x28\xb5\x2f\xfd\x04", ""), Zstd);
    assert_eq!(sniff(b"PK\x03\x04 and so on", ""), Zip);
    let mut office = b"PK\x03\x04".to_vec();
    office.resize(30, 0);
    office.extend_from_slice(b"[Content_Types].xml");
    assert_eq!(sniff(&office, ""), Docx);
    assert_eq!(sniff(b"WARC/1.0\r\n", ""), Warc);
    assert_eq!(sniff(b"\r\n%PDF-1.7\n\0\0", ""), Pdf);
    assert_eq!(sniff(b"{\\rtf1\\ansi", ""), Rtf);
    assert_eq!(sniff(b"\x7fELF\0\0", "a.txt"), Binary);
    assert_eq!(sniff(b"ab\0\0\0\x01", "a.txt"), Binary);
}

#[test]
fn markup_by_its_root() {
    check(
        "<?xml version='1.0'?><!-- a --><rss version='2.0'>",
        "",
        Feed,
    );
    check(
        "\u{FEFF}\n<feed xmlns='http://www.w3.org/2005/Atom'>",
        "",
        Feed,
    );
    check("<rdf:RDF xmlns='x'>", "", Feed);
    check("<?xml version='1.0'?><urlset xmlns='x'>", "", Sitemap);
    check(
        "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'n.dtd'><nitf>",
        "",
        Nitf,
    );
    check("<newsItem guid='urn:x' xmlns='x'>", "", NewsmlG2);
    check("<p>Sarel spoke.</p>", "", Html);
    check("<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML'>", "", Html);
    check("<?xml version='1.0'?><!DOCTYPE html><html>", "", Html);
    check("<?xml version='1.0'?><gpx>", "", Xml);
    check("<<< Sarel spoke.", "", Text);
}

#[test]
fn json_by_its_first_line() {
    check("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "", JsonLines);
    check("{\"text\": \"Mar", "", JsonLines);
    check("{\n  \"text\": \"a\"\n}\n", "", Json);
    check("[{\"text\": \"a\"}]", "", Json);
    check("[\n {\"text\": \"a\"}]", "", Json);
    check(
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}",
        "",
        JsonFeed,
    );
    check("[Photo] Sarel spoke.", "", Text);
}

#[test]
fn mails_exports_and_tables() {
    check(
        "From ana@example.org Thu May  2 10:00:00 2024\nSubject: a\n\nb",
        "",
        Mbox,
    );
    check("Received: from x\n by y\nSubject: a\n\nb", "", Eml);
    check("From: Ana\nDate: Thu, 2 May 2024\nSubject: a\n\nb", "", Eml);
    check("Date: today\n\nSarel spoke.", "", Text);
    check(
        "Belmar Post\n\nLength: 120 words\n\nSarel spoke.\n\nLOAD-DATE: May 2, 2024\n",
        "",
        Nexis,
    );
    check(
        "HD  Sarel hosts\nWC  120 words\nPD  2 May 2024\nSN  Belmar Post\nLP\nSarel",
        "",
        Factiva,
    );
    check("id,date,text\n1,2024-05-02,Sarel spoke.\n", "", Csv);
    check("url\ttitle\n", "", Tsv);
    check("Sarel, Marin and others met.\n", "a.csv", Text);
    check("# Talks\n\nSarel spoke.", "", Markdown);
    check("Sarel spoke.", "a.md", Markdown);
}

#[test]
fn old_charsets_and_cut_characters() {
    assert_eq!(sniff(b"<html>Sar\xE9l", ""), Html);
    assert_eq!(sniff(&"Sarél".as_bytes()[..5], ""), Text);
    assert_eq!(sniff(b"\xFF\xFE<\0h\0t\0m\0l\0>\0", ""), Html);
    check("", "", Text);
    check(" \n\t", "", Text);
}
