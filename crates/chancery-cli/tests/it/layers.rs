//! The commands that show one layer: ids and offsets as they were given, the same for any `-j`.

use crate::program::run;

/// The reports of the corpus, from the folder of this crate.
const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/reports");

fn reports(count: usize) -> Vec<u8> {
    let line = |n: usize| {
        format!(
            "{{\"id\": \"r{n}\", \"text\": \"“Güler – {n}” met Ada Sarel in Belmar on Friday.\"}}\n"
        )
    };
    (0..count).map(line).collect::<String>().into_bytes()
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let input = reports(300);
    for command in ["extract", "names", "parse"] {
        let one = run(&[command, "-", "-j", "1"], &input);
        assert_eq!(one.code, 0, "{}", one.err);
        for jobs in ["2", "7"] {
            assert_eq!(
                run(&[command, "-", "-j", jobs], &input).out,
                one.out,
                "{command} -j {jobs}"
            );
        }
    }
}

#[test]
fn names_keep_ids_and_speak_code_points() {
    let ran = run(&["names", "-"], &reports(2));
    let lines = ran.lines();
    assert_eq!(
        (&lines[0]["id"], &lines[1]["id"]),
        (&"r0".into(), &"r1".into())
    );
    let text: Vec<char> = "“Güler – 0” met Ada Sarel in Belmar on Friday."
        .chars()
        .collect();
    for name in lines[0]["names"].as_array().expect("a list") {
        let at = |key: &str| name[key].as_u64().expect("an offset") as usize;
        let words: String = text[at("start")..at("end")].iter().collect();
        assert!(words.starts_with(char::is_uppercase), "{words}");
        assert!(name["type"].is_string());
    }
}

#[test]
fn trees_carry_offsets() {
    let ran = run(&["parse", "-"], "Güler left.\n\nSarel stayed.".as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("# newpar\n"), "{}", ran.out);
    let second = ran
        .out
        .lines()
        .find(|l| l.contains("\tSarel\t"))
        .expect("the word");
    assert!(second.ends_with("TokenRange=13:18"), "{second}");
}

#[test]
fn given_sentences_and_tokens_are_kept() {
    let given = "# sent_id = a1\n# text = It's late\n1-2\tIt's\t_\t_\t_\t_\t_\t_\t_\t_\n\
        1\tIt\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\t's\t_\t_\t_\t_\t_\t_\t_\t_\n\
        3\tlate\t_\t_\t_\t_\t_\t_\t_\t_\n\n# sent_id = a2\n1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let ran = run(&["parse", "--pretokenized", "-"], given.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let kept = |text: &str| -> Vec<String> {
        let first = |line: &str| line.split('\t').take(2).collect::<Vec<_>>().join("\t");
        text.lines().map(first).collect()
    };
    assert_eq!(kept(&ran.out), kept(given));
    assert_eq!(ran.out.matches("\troot\t").count(), 2, "{}", ran.out);
    let broken = run(&["parse", "--pretokenized", "-"], b"1\tGo\n\n");
    assert_eq!(broken.code, 1);
    assert!(
        broken.err.contains("line 1: found 2 columns, expected 10"),
        "{}",
        broken.err
    );
}

#[test]
fn a_text_is_told_from_lines_by_its_first_byte() {
    let ran = run(
        &["extract", "-"],
        b"\xEF\xBB\xBF \n {\"id\": \"x\", \"text\": \"Sarel spoke.\"}\n",
    );
    assert_eq!(ran.lines()[0]["id"], "x");
    let ran = run(&["extract", "-"], b"Sarel spoke {calmly}.");
    assert!(
        ran.lines()[0]["id"]
            .as_str()
            .is_some_and(|id| id.starts_with("blake3:"))
    );
}

#[test]
fn readings_are_the_same_for_any_number_of_threads() {
    let one = run(&["read", CORPUS, "--json", "-j", "1"], b"");
    assert_eq!(one.code, 0, "{}", one.err);
    let three = run(&["read", CORPUS, "--json", "-j", "3"], b"");
    assert!(one.out == three.out, "-j 3 differs");
}

#[test]
fn a_reading_has_the_id_and_the_text_that_were_given() {
    let input = "{\"id\": \"r1\", \"text\": \"“Yes” – Minister Ada Sarel met Tom Marin in Ankara on May 2, 2024.\"}\n";
    let ran = run(&["read", "-"], input.as_bytes());
    let given: serde_json::Value = serde_json::from_str(input).expect("it is JSON");
    let reading = &ran.lines()[0];
    assert_eq!(
        (&reading["id"], &reading["document"]["text"]),
        (&given["id"], &given["text"])
    );
    let text: Vec<char> = given["text"].as_str().expect("words").chars().collect();
    for actor in reading["actors"].as_array().expect("a list") {
        let mention = &actor["mentions"][0];
        let at = |key: &str| mention[key].as_u64().expect("an offset") as usize;
        let words: String = text[at("start")..at("end")].iter().collect();
        assert!(
            actor["names"].to_string().contains(&words),
            "{actor} at {words}"
        );
    }
}

#[test]
fn nothing_is_read_from_another_language_or_from_furniture() {
    for text in [
        "Die Ministerin empfing am Donnerstag den Gesandten in Berlin und sprach über die Brücke nach Polen.",
        "Subscribe now\n\nCookie settings",
    ] {
        let ran = run(&["read", "-", "--json"], text.as_bytes());
        let reading = &ran.lines()[0];
        for layer in ["claims", "quotes", "actors", "roles"] {
            assert_eq!(reading[layer], serde_json::json!([]), "{layer} of {text}");
        }
        assert_eq!(ran.code, 0);
    }
}

#[test]
fn events_do_not_depend_on_the_order_of_the_reports() {
    let folder = std::path::Path::new(CORPUS);
    let of = |slug: &str| folder.join(slug).display().to_string();
    let (a, b) = (of("nile-dam-wire.jsonl"), of("nile-dam-cairo-daily.jsonl"));
    let forth = run(&["link", &a, &b], b"");
    let back = run(&["link", &b, &a], b"");
    assert_eq!((forth.code, &forth.out), (0, &back.out));
}

#[test]
fn relations_answer_in_the_labels_of_the_profile() {
    let line = concat!(
        r#"{"id": "é", "text": "Türkiye freed two Lornian pilots.", "#,
        r#""source": {"start": 0, "end": 7}, "target": {"start": 14, "end": 32}}"#,
    );
    for (profile, wanted) in [("plover", "RETREAT"), ("plv", "YIELD")] {
        let ran = run(&["relate", "--profile", profile, "-"], line.as_bytes());
        let answer = &ran.lines()[0];
        assert_eq!(answer["id"], "é");
        assert_eq!(answer["type"], wanted);
        assert_eq!(answer["status"], "happened");
        assert!(
            answer["score"]
                .as_f64()
                .is_some_and(|s| (0.5..=1.0).contains(&s))
        );
    }
}
