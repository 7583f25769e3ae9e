//! Trees of well-formed, broken and hostile input.

use super::*;

/// Elements in brackets, words between.
fn shape(tree: &Tree<'_>) -> String {
    let mut out = String::new();
    let mut ends: Vec<NodeId> = Vec::new();
    for id in tree.all() {
        while ends.last().is_some_and(|end| *end <= id) {
            ends.pop();
            out.push(')');
        }
        match tree.words(id) {
            Some(words) => out.push_str(&words),
            None => {
                out.push_str(tree.name(id));
                out.push('(');
                ends.push(tree.after(id));
            }
        }
    }
    out + &")".repeat(ends.len())
}

fn check(source: &str, expected: &str) {
    assert_eq!(
        shape(&Tree::parse(source, Dialect::Xml, &["item"])),
        expected
    );
}

#[test]
fn well_formed() {
    check("<a x='1'><b:c>d &amp; e</b:c><f/></a>", "a(c(d & e)f())");
    check("<a><![CDATA[<b>]]></a><!-- x --><?y?>", "a(<b>)");
    check("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "a(&b;)");
}

#[test]
fn broken() {
    check("<a><b>c</a>d", "a(b(c))d");
    check("<a>1 < 2</b></a>", "a(1 < 2)");
    check("<r><item>1<item>2</r>", "r(item(1)item(2))");
    check("<a x=\"1><b>c</b></a>", "a(b(c))");
    check("<a><!-- b</a>", "a()");
    check("<a><![CDATA[b", "a(b)");
    check("<a", "a()");
    check("</a>", "");
    check("<", "<");
    check("<a><b c=\"", "a(b())");
}

#[test]
fn attributes_in_all_ways_of_writing() {
    let tree = Tree::parse(
        "<a b='1' xml:lang=\"en\" c = d e f='x&amp;y'/>",
        Dialect::Xml,
        &[],
    );
    let id = tree.all().next().unwrap();
    let value = |name| tree.attribute(id, name).map(Cow::into_owned);
    assert_eq!(value("b").as_deref(), Some("1"));
    assert_eq!(value("lang").as_deref(), Some("en"));
    assert_eq!(value("c").as_deref(), Some("d"));
    assert_eq!(value("e").as_deref(), Some(""));
    assert_eq!(value("f").as_deref(), Some("x&y"));
    assert_eq!(value("g"), None);
}

#[test]
fn hostile_input_stays_linear() {
    for piece in [
        "<a>",
        "<!--",
        "<![CDATA[",
        "<a b=\"",
        "</a>",
        "<?",
        "<!D [",
        "<item>",
        "&",
        "]]>",
    ] {
        let source = piece.repeat(400_000 / piece.len());
        let tree = Tree::parse(&source, Dialect::Xml, &["item"]);
        assert!(tree.nodes.len() <= source.len(), "{piece}");
    }
}

#[test]
fn scripts_of_html_are_left_out() {
    let tree = Tree::parse(
        "<p>a<br>b<script>if (a<b) {}</SCRIPT></p>",
        Dialect::Html,
        &[],
    );
    assert_eq!(
        shape(&tree).replace("script()", ""),
        "p(abr()bif (a<b) {})".replace("if (a<b) {}", "")
    );
}
