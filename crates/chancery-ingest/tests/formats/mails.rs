//! Mails and mailboxes.

use chancery_ingest::formats::{Hints, mail};

use crate::support::{all, check_expected, file};

#[test]
fn release_with_two_bodies_and_an_attachment() {
    check_expected(
        "release.eml",
        &all(mail::read(&file("release.eml"), &Hints::default())),
    );
}

#[test]
fn newsletter_splits_at_linked_headings() {
    check_expected(
        "newsletter.eml",
        &all(mail::read(&file("newsletter.eml"), &Hints::default())),
    );
}

#[test]
fn mailbox_with_a_mail_that_is_none() {
    check_expected(
        "two.mbox",
        &all(mail::read_mbox(&file("two.mbox"), &Hints::default())),
    );
}
