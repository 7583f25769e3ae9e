//! What feeds and sitemaps tell of reports that stand elsewhere: addresses to fetch.

use crate::Stamp;

/// What stands at an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeadsTo {
    /// A page that may be a report.
    #[default]
    Page,
    /// A further list of addresses.
    Sitemap,
}

/// An address that a feed or a sitemap names, with what it tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The address as written; relative ones stay relative.
    pub url: String,
    /// What stands there.
    pub leads_to: LeadsTo,
    /// Headline.
    pub title: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Language as stated.
    pub language: Option<String>,
    /// When it was published, if stated.
    pub published: Option<Stamp>,
    /// When it was last changed, if stated.
    pub modified: Option<Stamp>,
}
