//! The commands that show one layer: ids and offsets as they were given, the same for any `-j`.

use crate::program::run;

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
