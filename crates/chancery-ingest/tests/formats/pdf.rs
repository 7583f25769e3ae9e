//! PDF with a text layer, made by hand.

use chancery_ingest::formats::pdf;

/// A file of pages, each with its lines.
fn made(pages: &[&[&str]]) -> Vec<u8> {
    let mut objects: Vec<String> = Vec::new();
    let kids: String = (0..pages.len())
        .map(|page| format!("{} 0 R ", 4 + page * 2))
        .collect();
    objects.push("<< /Type /Catalog /Pages 2 0 R >>".to_owned());
    objects.push(format!(
        "<< /Type /Pages /Kids [{kids}] /Count {} >>",
        pages.len()
    ));
    objects.push(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    );
    for (number, lines) in pages.iter().enumerate() {
        let shown: String = lines
            .iter()
            .map(|line| format!("({line}) Tj 0 -14 Td "))
            .collect();
        let content = format!("BT /F1 12 Tf 72 720 Td {shown}ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + number * 2
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = out.len();
    out.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        objects.len() + 1
    ));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    out.into_bytes()
}

#[test]
fn words_of_pages() {
    let bytes = made(&[
        &[
            "Ministry of Norland",
            "",
            "The ministers of Norland and Belmar met on Thursday and agreed to re-",
            "sume the talks on the border.",
        ],
        &[
            "Ministry of Norland",
            "They will meet again in June, the two sides said in a paper, and speak of",
            "the bridge.",
        ],
        &["Ministry of Norland"],
    ]);
    assert!(pdf::is_pdf(&bytes));
    let pages = pdf::pages(&bytes).unwrap();
    assert_eq!(pages.len(), 3);
    let report = pdf::lay(&pages).unwrap();
    assert_eq!(
        report.text,
        "The ministers of Norland and Belmar met on Thursday and agreed to resume the talks on the border.\n\n\
         They will meet again in June, the two sides said in a paper, and speak of the bridge."
    );
}

#[test]
fn no_pdf_and_no_words() {
    assert!(pdf::pages(b"").is_err());
    assert!(pdf::pages(b"%PDF-1.4 nothing").is_err());
    assert!(
        pdf::lay(&pdf::pages(&made(&[&[]])).unwrap())
            .unwrap_err()
            .is_empty()
    );
}
