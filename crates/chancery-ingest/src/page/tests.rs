//! Blocks and their map to the source, on small pages of our own.

use super::*;

/// Every mapped stretch stands in the source: the same bytes, or what is folded into one mark.
fn check_map(html: &str) {
    let tree = Tree::of(html);
    let mut at = 0;
    for segment in &tree.segments {
        assert_eq!(segment.text.start, at, "a hole in the map of {html}");
        at = segment.text.end;
        let text = &tree.text[segment.text.start..segment.text.end];
        let source = &html[segment.source.start..segment.source.end];
        if text.len() == source.len() && !text.trim().is_empty() {
            assert_eq!(text, source, "{html}");
        }
    }
    assert_eq!(at, tree.text.len());
}

fn check(html: &str, expected: &str) {
    assert_eq!(fragment(html).0.replace("\n\n", " | "), expected, "{html}");
    check_map(html);
}

#[test]
fn blocks_end_where_elements_do() {
    check("<p>One<p>Two</p>Three", "One | Two | Three");
    check("<ul><li>One<li>Two <b>bold</b></ul>", "One | Two bold");
    check("<div>One<br>Two<br><br>Three</div>", "One\nTwo | Three");
    check("<table><tr><td>A<td>B<tr><td>C</table>", "A | B | C");
    check(
        "One <span>two</span> <em>three</em>four",
        "One two threefour",
    );
}

#[test]
fn references_are_mapped() {
    check(
        "a&amp;b AT&T &lt;x&gt; caf&eacute; &#8211; &nbsp; z",
        "a&b AT&T <x> café – z",
    );
    check("one\r\ntwo \u{AD}th\u{AD}ree", "one two three");
    check("&amp;amp; & &&amp;", "&amp; & &&");
    check(
        "&lty \u{FFFD}\u{FFFD}l.y &#233clair &ampx \u{e9}",
        "<y \u{FFFD}\u{FFFD}l.y éclair &x é",
    );
}

#[test]
fn scripts_styles_and_lists_of_choices_are_not_seen() {
    check(
        "<style>p{}</style><p>One<script>var a='<p>';</script> two<select><option>x</select>",
        "One two",
    );
    check(
        "<title>T</title><p>One<noscript>no</noscript><template>t</template>",
        "One",
    );
}

#[test]
fn ends_without_a_start_do_no_harm() {
    check(
        "</div></p>One</span></a><div>Two</div></div></section>Three",
        "One | Two | Three",
    );
    check("<a>One<div>Two</a>Three</div>", "One | TwoThree");
}

#[test]
fn deep_and_broken_pages_are_read() {
    let deep = format!("{}word", "<div>".repeat(100_000));
    check(&deep, "word");
    let open = "<a href='x' ".repeat(10_000);
    check_map(&open);
    let source = "<p class=\"x\">One &amp; two<br><b>three &eacute;</p><script type=\"application/ld+json\">{}</script>";
    for cut in (0..source.len()).filter(|&at| source.is_char_boundary(at)) {
        check_map(&source[..cut]);
    }
}
