//! Files and paths of our own, after what RFC 9309 and its examples ask for.

use super::*;

fn robots(text: &str) -> Robots {
    Robots::parse(text.as_bytes(), "chancery")
}

/// `+` paths may be read, `-` paths may not.
fn check(text: &str, paths: &[&str]) {
    let robots = robots(text);
    for path in paths {
        let (sign, path) = path.split_at(1);
        assert_eq!(robots.allows(path), sign == "+", "{path} of:\n{text}");
    }
}

#[test]
fn no_rules_allow_all() {
    check("", &["+/", "+/a"]);
    check("User-agent: *", &["+/a"]);
    check("User-agent: *\nDisallow:", &["+/", "+/a"]);
    check("User-agent: *\nAllow:\nDisallow:", &["+/a"]);
    check("<html><body>Not found: nothing</body></html>", &["+/a"]);
}

#[test]
fn a_rule_before_any_name_is_for_nobody() {
    check("Disallow: /\nUser-agent: *\nDisallow: /b", &["+/a", "-/b"]);
}

#[test]
fn all_or_nothing() {
    check(
        "User-agent: *\nDisallow: /",
        &["-/", "-/a", "-/a?b", "+/robots.txt"],
    );
    check("User-agent: *\nDisallow: *", &["-/", "-/a"]);
}

#[test]
fn paths_are_prefixes_and_tell_case() {
    let text = "User-agent: *\nDisallow: /fish";
    check(
        text,
        &[
            "-/fish",
            "-/fish.html",
            "-/fish/salmon",
            "-/fishheads",
            "-/fish?id=1",
        ],
    );
    check(text, &["+/Fish", "+/catfish", "+/?id=fish"]);
    let folder = "User-agent: *\nDisallow: /fish/";
    check(
        folder,
        &["-/fish/", "-/fish/salmon", "+/fish", "+/fish.html"],
    );
}

#[test]
fn the_longest_rule_holds() {
    let text = "User-agent: *\nAllow: /news/page/\nDisallow: /news\nDisallow: /news/page/secret";
    check(
        text,
        &[
            "+/news/page/1",
            "-/news/other",
            "-/news/page/secret/2",
            "+/other",
        ],
    );
    let turned = "User-agent: *\nDisallow: /news/page/secret\nDisallow: /news\nAllow: /news/page/";
    check(
        turned,
        &[
            "+/news/page/1",
            "-/news/other",
            "-/news/page/secret/2",
            "+/other",
        ],
    );
}

#[test]
fn equally_long_rules_allow() {
    check("User-agent: *\nDisallow: /a\nAllow: /a", &["+/a", "+/ab"]);
    check("User-agent: *\nAllow: /a\nDisallow: /a", &["+/a"]);
}

#[test]
fn stars_and_ends() {
    check(
        "User-agent: *\nDisallow: /*.php",
        &["-/a.php", "-/b/c.php5", "-/x.php?y", "+/a.PHP", "+/php"],
    );
    check(
        "User-agent: *\nDisallow: /*.php$",
        &["-/a.php", "-/b/c.php", "+/a.php?x", "+/a.php5"],
    );
    check(
        "User-agent: *\nDisallow: /fish*.html",
        &["-/fish.html", "-/fishes/a.html?x", "+/Fish.html"],
    );
    check("User-agent: *\nDisallow: /a$", &["-/a", "+/ab", "+/a/"]);
    check("User-agent: *\nDisallow: /$", &["-/", "+/a"]);
    check("User-agent: *\nDisallow: $", &["+/a"]);
    check(
        "User-agent: *\nDisallow: /a*b*c$",
        &["-/abc", "-/axbxc", "-/abcbc", "+/acb", "+/abcd"],
    );
    check("User-agent: *\nDisallow: /a**b", &["-/ab", "-/axxb"]);
    check("User-agent: *\nDisallow: /a*", &["-/a", "-/abc", "+/b"]);
    check("User-agent: *\nDisallow: /*b*b$", &["-/bb", "-/bxb", "+/b"]);
    check("User-agent: *\nDisallow: */x", &["-/x", "-/a/x", "+/y"]);
    check(
        "User-agent: *\nDisallow: /a$b",
        &["-/a$b", "-/a%24bc", "+/a", "+/ab"],
    );
}

#[test]
fn the_same_path_however_it_is_encoded() {
    check("User-agent: *\nDisallow: /a%3cd", &["-/a%3Cd", "-/a%3cd"]);
    check("User-agent: *\nDisallow: /%7Ejoe", &["-/~joe", "-/%7ejoe"]);
    check("User-agent: *\nDisallow: /~joe", &["-/%7Ejoe"]);
    check("User-agent: *\nDisallow: /ü", &["-/%C3%BC", "-/%c3%bcber"]);
    check(
        "User-agent: *\nDisallow: /%E3%83%84",
        &["-/ツ", "-/%e3%83%84"],
    );
    check("User-agent: *\nDisallow: /a%2Fb", &["-/a%2Fb", "+/a/b"]);
    check(
        "User-agent: *\nDisallow: /a%2Ab",
        &["-/a*b", "-/a%2ab", "+/axb"],
    );
    check("User-agent: *\nDisallow: /50%", &["-/50%", "-/50%off"]);
}

#[test]
fn our_groups_are_taken_together_and_shut_out_the_rest() {
    let text = "User-agent: *\nDisallow: /\n\nUser-agent: Chancery\nDisallow: /a\n\
                User-agent: otherbot\nDisallow: /b\nUser-Agent: CHANCERY\nDisallow: /c";
    check(text, &["-/a", "+/b", "-/c", "+/d"]);
    check(
        "User-agent: chancery\n\nUser-agent: *\nDisallow: /a",
        &["-/a"],
    );
    check(
        "User-agent: *\nDisallow: /\nUser-agent: chancery\nDisallow:",
        &["+/a"],
    );
}

#[test]
fn groups_of_all_are_taken_together() {
    let text =
        "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: *\nDisallow: /c";
    check(text, &["-/a", "+/b", "-/c"]);
}

#[test]
fn names_in_a_row_share_a_group() {
    let text = "User-agent: x\nUser-agent: chancery\n\n# a word\nSitemap: /s.xml\nDisallow: /a\n\
                User-agent: y\nDisallow: /b";
    check(text, &["-/a", "+/b"]);
}

#[test]
fn names_are_whole_and_may_bear_a_version() {
    check("User-agent: chancery/0.1\nDisallow: /a", &["-/a"]);
    check("User-agent: chancery bot\nDisallow: /a", &["-/a"]);
    check("User-agent: chancery-news\nDisallow: /a", &["+/a"]);
    check("User-agent: chance\nDisallow: /a", &["+/a"]);
    check("User-agent:\nDisallow: /a", &["+/a"]);
}

#[test]
fn spaces_comments_and_ends_of_lines() {
    check(
        "\u{feff}User-agent:*\rDisallow:/a#b\r\n  DISALLOW \t: /c  # d\n",
        &["-/a", "-/c", "+/d"],
    );
    check("User-agent: * # all of you\nDisallow: # nothing", &["+/a"]);
    check("User-agent *\nDisallow: /a", &["+/a"]);
}

#[test]
fn crawl_delay() {
    let delay = |text: &str| robots(text).delay().map(|d| d.as_millis());
    assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5"), Some(2500));
    assert_eq!(
        delay("User-agent: *\nCrawl-delay: 2\nCrawl-delay: 7"),
        Some(7000)
    );
    assert_eq!(delay("User-agent: x\nCrawl-delay: 2"), None);
    for odd in ["", "-1", "soon", "nan", "inf", "1e300", "1,5"] {
        assert_eq!(
            delay(&format!("User-agent: *\nCrawl-delay: {odd}")),
            None,
            "{odd}"
        );
    }
    let between = "User-agent: chancery\nCrawl-delay: 1\nUser-agent: x\nDisallow: /a";
    check(between, &["-/a"]);
}

#[test]
fn no_more_than_the_limit_is_read() {
    let mut text = String::from("User-agent: *\nDisallow: /a\n");
    text.push_str(&"#".repeat(MAX_BYTES));
    text.push_str("\nDisallow: /b");
    check(&text, &["-/a", "+/b"]);
}

#[test]
fn hostile_files_end_soon() {
    let stars = format!("User-agent: *\nDisallow: /{}$", "*a".repeat(200_000));
    let many = format!("User-agent: *\n{}", "Disallow: /*b\n".repeat(30_000));
    let path = format!("/{}", "a".repeat(8_000));
    assert!(robots(&stars).allows(&path));
    assert!(robots(&many).allows(&path));
}

#[test]
fn any_bytes() {
    let text = b"User-agent: *\r\nDisallow: /%\xff*$\nCrawl-delay: 9#x";
    for end in 0..text.len() {
        let robots = Robots::parse(&text[..end], "chancery");
        // Only a rule that is cut off right behind its slash shuts everything out.
        assert_eq!(
            robots.allows("/"),
            !text[..end].ends_with(b"Disallow: /"),
            "cut at {end}"
        );
        robots.allows("/%f");
    }
}
