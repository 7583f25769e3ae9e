//! PDF through the binary: words of their pages, and files made to harm whoever reads them.

use crate::program::{folder, run, run_in};

/// A report that stands behind each of the odd files: it must be read whatever they do.
const REPORT: &[u8] =
    b"Defence Minister Ada Sarel hosted the envoy of Lorne in Belmar on Thursday.";

/// A file of these objects, the first of them the catalogue.
fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", number + 1);
    }
    let (start, size) = (out.len(), objects.len() + 1);
    out += &format!("xref\n0 {size}\n0000000000 65535 f \n");
    for place in places {
        out += &format!("{place:010} 00000 n \n");
    }
    out += &format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

fn stream(fields: &str, content: &str) -> String {
    let len = content.len();
    format!("<< {fields} /Length {len} >>\nstream\n{content}\nendstream")
}

/// A file of one page that draws this, with these further objects from the sixth on and these resources.
fn page(content: &str, resources: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R \
             /Resources << /Font << /F1 3 0 R >> {resources} >> >>"
        ),
        stream("", content),
    ];
    objects.extend_from_slice(more);
    pdf(&objects)
}

fn words(words: &str) -> Vec<u8> {
    page(&format!("BT /F1 12 Tf 72 720 Td ({words}) Tj ET"), "", &[])
}

/// A form that draws the object with this number so many times.
fn form(draws: usize, times: usize) -> String {
    let resources = format!("/Resources << /XObject << /X {draws} 0 R >> >>");
    let fields = format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}");
    stream(&fields, &"/X Do ".repeat(times))
}

/// Adds the file and a report behind it: the one fails, for a reason that holds these words, the other is read.
fn fails(test: &str, bytes: &[u8], why: &str) {
    let folder = folder(test, &[("in/a.pdf", bytes), ("in/b.txt", REPORT)]);
    assert_eq!(run_in(&folder, &["init", "all"], b"").code, 0);
    let ran = run_in(&folder, &["add", "in", "--errors", "errors.jsonl"], b"");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains(": 1 added with "), "{}", ran.err);
    let errors = std::fs::read_to_string(folder.join("errors.jsonl")).expect("it is written");
    assert!(
        errors.lines().count() == 1
            && errors.starts_with(r#"{"path":"in/a.pdf","line":null,"what":"pdf: "#)
            && errors.contains(why),
        "{errors}"
    );
}

#[test]
fn words_of_a_pdf() {
    let ran = run(
        &["extract", "-"],
        &words("The envoys of Lorne met in Belmar."),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.lines()[0]["text"], "The envoys of Lorne met in Belmar.");
}

#[test]
fn a_pdf_without_words_and_one_cut_off() {
    fails("pdf-empty", &page("", "", &[]), "no text in it");
    let whole = words("The envoys of Lorne met in Belmar.");
    fails("pdf-cut", &whole[..whole.len() / 2], "pdf: ");
    fails("pdf-head", b"%PDF-1.4\n", "pdf: ");
}

#[test]
#[cfg(unix)]
fn a_pdf_that_nests_without_end_or_asks_for_all_memory() {
    // A form that draws itself: the stack of whoever follows it overflows.
    let itself = page("/X Do", "/XObject << /X 6 0 R >>", &[form(6, 1)]);
    fails("pdf-itself", &itself, "its reader gave up (signal: ");
    // A table of objects whose entries are three billion bytes wide.
    let wide = "%PDF-1.5\n1 0 obj\n<< /Type /XRef /Size 2 /W [3000000000 2 1] /Root 2 0 R /Length 8 >>\nstream\n\
                01234567\nendstream\nendobj\nstartxref\n9\n%%EOF\n";
    fails("pdf-wide", wide.as_bytes(), "more than 1 GiB of memory");
}

#[test]
fn a_pdf_that_takes_for_ever() {
    // Each of forty forms draws the next one four times.
    let mut forms: Vec<String> = (7..47).map(|next| form(next, 4)).collect();
    forms.push(stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9]",
        "0 0 m",
    ));
    let loops = page("/X Do", "/XObject << /X 6 0 R >>", &forms);
    fails("pdf-for-ever", &loops, "it took more than 20 seconds");
}
