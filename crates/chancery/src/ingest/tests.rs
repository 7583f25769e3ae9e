//! Whole reports through the way in; the rules are the shipped ones.

use super::*;

fn read(text: &str) -> Document {
    let item = Item {
        text: text.to_owned(),
        ..Item::default()
    };
    document(&FurnitureRules::english(), item)
}

fn kept(document: &Document) -> Vec<&str> {
    document
        .regions
        .iter()
        .map(|r| r.span.of(&document.text))
        .collect()
}

fn noted(document: &Document) -> Vec<&str> {
    document.notes.iter().map(|n| n.kind.as_str()).collect()
}

const STORY: &str = "Sarel hosts the envoy of Lorne\n\n\
    Defence Minister Ada Sarel hosted the envoy of Lorne in Belmar on Thursday, her office said.\n\n\
    They spoke of the bridge. “We are close,” Sarel told reporters.\n";

/// The story keeps its three regions, whatever stands around it.
fn check_tail(tail: &str) -> Document {
    let document = read(&format!("{STORY}\n{tail}"));
    assert_eq!(kept(&document).len(), 3, "{:?}", kept(&document));
    assert_eq!(
        kept(&document)[2],
        "They spoke of the bridge. “We are close,” Sarel told reporters."
    );
    document
}

#[test]
fn a_newsletter_box_and_all_below_it() {
    let document = check_tail(
        "The Belmar Morning Post Newsletter\n\nKeep up to date with what is going on in Lorne,\n\
         its neighbours and beyond.\n\nYou can unsubscribe at any time. By signing up you are agreeing to our Terms.\n\
         This site is protected by reCAPTCHA and the Privacy Policy and Terms of Service apply.\n\n\n\
         Source link\n\nLeave a Reply\n\nYour email address will not be published. Required fields are marked *\n\n\
         Please enable JavaScript in your browser to complete this form.\nAddress\nEnable Notifications OK No thanks",
    );
    assert_eq!(document.outlet.as_deref(), Some("Belmar Morning Post"));
    assert_eq!(noted(&document), ["outlet_from_furniture"]);
    let first = document.furniture[0].span.start as usize;
    assert_eq!(first, document.text.find("The Belmar").expect("the box"));
    assert_eq!(document.furniture.len(), 11, "every line below is cut");
}

/// A line that a rule must cut goes, one like it stays: `corpus/furniture/rules.tsv`.
#[test]
fn examples_of_the_rules() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../corpus/furniture/rules.tsv"
    );
    let table = std::fs::read_to_string(path).expect("the examples of the rules");
    let rows = table.lines().filter(|row| !row.starts_with('#')).skip(1);
    let mut wrong = Vec::new();
    let mut rules = std::collections::BTreeSet::new();
    for row in rows {
        let fields: Vec<&str> = row.split('\t').collect();
        let [rule, cut, line] = fields[..] else {
            panic!("{row}");
        };
        rules.insert(rule);
        let text = format!("{STORY}\n{line}\n");
        let cuts = cut_by_rules_alone(&FurnitureRules::english(), &text);
        let by: Vec<&str> = cuts.iter().map(|cut| cut.rule.as_str()).collect();
        let right = if cut == "yes" {
            by == [rule]
        } else {
            by.is_empty()
        };
        if !right {
            wrong.push(format!("{rule} {cut}: {line}: {by:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(rules.len() >= 50, "{}", rules.len());
}

#[test]
fn what_an_outlet_repeats_goes() {
    use chancery_ingest::lines::repeats::{Repeats, line_key};
    let line = "The Lantern is printed on paper of rags";
    let key = line_key(line).expect("a line to count");
    let item = Item {
        text: format!("{STORY}\n{line}\n"),
        ..Item::default()
    };
    let repeats = Repeats::freeze([(key, 3)], 10);
    let document = document_among(&FurnitureRules::english(), &repeats, item);
    assert_eq!(document.furniture[0].rule, "outlet.repeats");
    assert_eq!(document.regions.len(), 3);
}

#[test]
fn a_copy_is_not_cut_by_what_it_shares() {
    use chancery_ingest::lines::repeats::line_keys;
    let text = "Sarel hosts the envoy of Lorne\n\nDefence Minister Ada Sarel hosted the envoy of Lorne in Belmar, her office said.\n\n\
                They spoke of the bridge over the Velm and of the road that leads to it.\n";
    let item = Item {
        text: text.to_owned(),
        ..Item::default()
    };
    let rules = FurnitureRules::english();
    let alone = document(&rules, item.clone());
    let keys = line_keys(text).into_iter().map(|key| (key, 5));
    let repeats = chancery_ingest::lines::Repeats::freeze(keys, 5);
    assert!(!repeats.is_empty());
    assert_eq!(document_among(&rules, &repeats, item), alone);
}

#[test]
fn comments_of_readers_go_though_they_are_prose() {
    check_tail(
        "Leave a comment\n\nI think the minister should have gone to Lorne herself, as her father did.",
    );
}

#[test]
fn lists_of_other_stories() {
    check_tail(
        "Most read\nTram fares: what changes on 1 July\nWhy the river matters\n23 October 2024",
    );
    check_tail(
        "Share this story: Facebook | X | WhatsApp | Copy link\nAbout sharing\nMore on this story\nWhy it matters",
    );
}

#[test]
fn a_box_between_paragraphs_leaves_the_next_one() {
    let text = format!(
        "{STORY}\nSign up for our newsletter\n\nEmail address\n\nTalks go on in Lorne on Monday, the envoy said."
    );
    let document = read(&text);
    assert_eq!(
        kept(&document)[3],
        "Talks go on in Lorne on Monday, the envoy said."
    );
    assert_eq!(kept(&document).len(), 4);
}

#[test]
fn reports_about_cookies_and_newsletters_stay_whole() {
    let text = "The regulator fined the firm because its cookies followed readers without consent.\n\
        The embassy sends a newsletter to 300 journalists, and anybody can subscribe to it, the envoy said.\n\
        He asked readers to leave a reply on the ministry's page by Friday.\n\
        Related talks between Lorne and Belmar failed in May, an official said on Sunday.\n\
        Share prices fell. Read more than one report before judging, she said.\n";
    let document = read(text);
    assert_eq!(document.furniture, []);
    assert_eq!(document.regions.len(), 5);
}

#[test]
fn bars_and_addresses_go_by_their_shape() {
    let document = read(&format!(
        "Home | World | Our daily podcast\n\n{STORY}\nPress desk: press@sarel.example.org\n"
    ));
    assert_eq!(document.regions.len(), 3);
    let rules: Vec<&str> = document.furniture.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(rules, ["shape.bar", "shape.address"]);
}

#[test]
fn a_byline_is_kept_beside_the_text() {
    let document = read(&format!("By Ana Brand and Tom Osei\n\n{STORY}"));
    assert_eq!(document.byline.as_deref(), Some("Ana Brand and Tom Osei"));
    assert_eq!(document.regions.len(), 3);
}

#[test]
fn only_furniture() {
    let document = read("Cookie settings\n\nSubscribe now\n\nShare\n");
    assert_eq!(noted(&document), ["only_furniture"]);
    assert_eq!(document.regions, []);
    assert_eq!(noted(&read("")), ["no_text"]);
    assert_eq!(noted(&read(" \r\n\u{0}\n")), ["no_text"]);
}

#[test]
fn another_language_is_not_read() {
    let document = read(
        "Die Ministerin empfing am Donnerstag den Gesandten in der Hauptstadt und sprach mit ihm über die Brücke.",
    );
    assert_eq!(noted(&document), ["other_language"]);
    assert_eq!(
        (document.language.as_str(), document.regions.len()),
        ("de", 0)
    );
}

#[test]
fn the_text_stays_as_it_was_given() {
    let text = format!("\u{a0}{}\r\n", STORY.replace('\n', "\r\n"));
    let document = read(&text);
    assert_eq!(document.text, text);
    assert_eq!(document.regions.len(), 3);
    assert!(document.id.starts_with("blake3:") && document.id.len() == 23);
}
