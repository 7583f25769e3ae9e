//! How many independent origins stand behind an event.
//!
//! Two documents are one origin when their texts are near-duplicates ([`Sketch::near`]), when they
//! credit the same agency, or when the same named source stands at the root of both chains.
//!
//! [`Sketch::near`]: super::Sketch::near

use super::card::Card;
use super::page::Page;

/// A claim with its document.
pub type Told<'c> = (&'c Card, &'c Page);

/// Independent origins behind the claims of one event.
pub fn count(claims: &[Told<'_>]) -> usize {
    let mut origin: Vec<usize> = (0..claims.len()).collect();
    for (at, a) in claims.iter().enumerate() {
        for (other, b) in claims[..at].iter().enumerate() {
            let (one, two) = (origin[other], origin[at]);
            if one != two && one_origin(a, b) {
                origin
                    .iter_mut()
                    .filter(|o| **o == two)
                    .for_each(|o| *o = one);
            }
        }
    }
    origin.sort_unstable();
    origin.dedup();
    origin.len()
}

fn one_origin(a: &Told<'_>, b: &Told<'_>) -> bool {
    a.0.document == b.0.document
        || a.0.root.is_some() && a.0.root == b.0.root
        || a.1.agency.is_some() && a.1.agency == b.1.agency
        || a.1.sketch.near(&b.1.sketch)
}
