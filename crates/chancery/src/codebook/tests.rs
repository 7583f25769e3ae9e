//! The codebook answers for every code, and says what is near one that does not exist.

use super::*;

fn book() -> Book<'static> {
    Book::new(chancery_data::knowledge(), chancery_data::codebook())
}

fn found(query: &str) -> Vec<(Sort, String)> {
    let entries = book().find(query);
    entries
        .into_iter()
        .map(|entry| (entry.sort, entry.code))
        .collect()
}

#[test]
fn every_code_is_found_by_itself() {
    for entry in book().entries() {
        let found = found(&entry.code);
        assert!(
            found.contains(&(entry.sort, entry.code.clone())),
            "{}",
            entry.code
        );
    }
}

#[test]
fn codes_as_people_write_them() {
    let is = |query: &str, sort: Sort, code: &str| {
        assert_eq!(found(query), [(sort, code.to_owned())], "{query}");
    };
    is("consult", Sort::Type, "CONSULT");
    is("consult/visit", Sort::Mode, "CONSULT/visit");
    is("Martial Law", Sort::Mode, "COERCE/martial-law");
    is("CONSULT/meet", Sort::Kind, "meet");
    is("pledge aid", Sort::Kind, "pledge-aid");
    is("human-security", Sort::Context, "human_security");
    is("mil", Sort::Sector, "MIL");
    is("043", Sort::Cameo, "043");
    is("Rule 7", Sort::Rule, "rule 7");
    assert_eq!(found("cyber").len(), 2);
    assert_eq!(found("consul"), []);
}

#[test]
fn old_names_lead_to_new_ones() {
    let codes: Vec<String> = found("YIELD").into_iter().map(|(_, code)| code).collect();
    // REQUEST and REJECT have modes of that name.
    assert!(
        codes.ends_with(&["YIELD".into(), "CONCEDE".into(), "RETREAT".into()]),
        "{codes:?}"
    );
}

#[test]
fn near_codes_are_offered() {
    assert_eq!(
        book().near("consul").first().map(String::as_str),
        Some("CONSULT")
    );
    assert_eq!(
        book().near("recognize").first().map(String::as_str),
        Some("recognise")
    );
    assert!(book().near("43").contains(&"043".to_owned()));
    assert!(book().near("zzzzzzzz").is_empty());
}

#[test]
fn an_entry_says_what_is_derived() {
    let visit = &book().find("CONSULT/visit")[0];
    assert_eq!(
        (visit.quad, visit.score, visit.cameo.as_deref()),
        (Some(1), Some(4.0), Some("042"))
    );
    assert!(visit.rules.iter().any(|rule| rule.number == 4));
    assert!(visit.frames.as_ref().is_some_and(|frames| frames.count > 0));
    let sign = &book().find("sign")[0];
    assert_eq!((sign.quad, sign.score), (Some(1), Some(5.0)));
    let yielded = &book().find("0871")[0];
    assert!(yielded.codes.contains(&"RETREAT/ceasefire".to_owned()));
}

#[test]
fn crosswalk_is_complete() {
    let known = chancery_data::knowledge();
    let roots = known.cameo.iter().filter(|row| row.code.len() == 2).count();
    assert_eq!(roots, 20);
    let beside = ["155", "176", "1834", "1951", "1952"];
    let of_the_file = |code: &str| code.len() > 2 && code >= "03" && !beside.contains(&code);
    let file = known.cameo.iter().filter(|row| of_the_file(&row.code));
    assert_eq!(file.count(), 256);
    assert!(beside.iter().all(|code| known.cameo(code).is_some()));
}
