//! The one error of this crate: why something was not fetched, or what was fetched not kept.

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] pub(crate) Kind);

/// What was found.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    /// No address of a page.
    #[error("`{address}`: {what}")]
    Address {
        /// As it was given.
        address: String,
        /// What is wrong with it.
        what: String,
    },
    /// A place that is not asked.
    #[error("{place}: {what}")]
    Refused {
        /// Host, address or port.
        place: String,
        /// Why.
        what: &'static str,
    },
    /// The site does not want it.
    #[error("{site} asks not to be read here by its robots.txt")]
    Robots {
        /// Scheme, host and port.
        site: String,
    },
    /// The site could not say whether it wants it.
    #[error("{site} gave no robots.txt: {why}")]
    RobotsUnread {
        /// Scheme, host and port.
        site: String,
        /// What happened instead.
        why: String,
    },
    /// Not the page.
    #[error("{url}: status {status}")]
    Status {
        /// The last address.
        url: String,
        /// Status of HTTP.
        status: u16,
    },
    /// A longer body than is taken.
    #[error("{url}: more than {limit} bytes")]
    TooLong {
        /// The last address.
        url: String,
        /// Most bytes that are taken.
        limit: u64,
    },
    /// Too slow.
    #[error("{url}: not done within {seconds} s")]
    Slow {
        /// The last address.
        url: String,
        /// What was waited at most.
        seconds: f64,
    },
    /// The connection failed.
    #[error("{url}: {what}")]
    Connection {
        /// The last address.
        url: String,
        /// What was found.
        what: String,
        /// Whether another try may help.
        passing: bool,
    },
    /// A body that cannot be unpacked.
    #[error("{url}: {what}")]
    Body {
        /// The last address.
        url: String,
        /// What was found.
        what: &'static str,
    },
    /// On and on.
    #[error("{url}: {what}")]
    Redirects {
        /// The last address.
        url: String,
        /// What was found.
        what: &'static str,
    },
    /// The site asks for patience.
    #[error("{host}: asks to wait {seconds} s")]
    Later {
        /// Host.
        host: String,
        /// From now.
        seconds: u64,
    },
    /// The run may take no more.
    #[error("not asked for: the run has taken its {what}")]
    Budget {
        /// Pages or bytes, with their number.
        what: String,
    },
    /// An interrupt.
    #[error("not asked for: the run was stopped")]
    Stopped,
    /// A file of ours.
    #[error("{what}: {error}")]
    File {
        /// What was being done.
        what: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// No list of pages.
    #[error("{what}")]
    List {
        /// What was found.
        what: String,
    },
    /// The client itself.
    #[error("starting the client: {what}")]
    Setup {
        /// What was found.
        what: String,
    },
}

impl Error {
    /// True where the place is one that is never asked: no public address, or a closed port.
    pub fn is_refused(&self) -> bool {
        matches!(self.0, Kind::Refused { .. } | Kind::Address { .. })
    }

    /// True where the site does not want to be read here, or could not say so.
    pub fn is_robots(&self) -> bool {
        matches!(self.0, Kind::Robots { .. } | Kind::RobotsUnread { .. })
    }

    /// True where the page is longer than is taken.
    pub fn is_too_long(&self) -> bool {
        matches!(self.0, Kind::TooLong { .. })
    }

    /// True where the site was too slow.
    pub fn is_slow(&self) -> bool {
        matches!(self.0, Kind::Slow { .. })
    }

    /// True where the run may take no more, or was stopped: the address was not asked.
    pub fn is_left(&self) -> bool {
        matches!(self.0, Kind::Budget { .. } | Kind::Stopped)
    }

    /// True where a later run may find what this one did not.
    pub fn is_passing(&self) -> bool {
        match &self.0 {
            Kind::Slow { .. } | Kind::Later { .. } | Kind::RobotsUnread { .. } => true,
            Kind::Budget { .. } | Kind::Stopped => true,
            Kind::Connection { passing, .. } => *passing,
            Kind::Status { status, .. } => is_passing(*status),
            _ => false,
        }
    }

    /// Status of HTTP, where that is what was wrong.
    pub fn status(&self) -> Option<u16> {
        match &self.0 {
            Kind::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Seconds that the site asks to wait, from the moment of the answer.
    pub fn wait_seconds(&self) -> Option<u64> {
        match &self.0 {
            Kind::Later { seconds, .. } => Some(*seconds),
            _ => None,
        }
    }
}

/// True for a status that another try may change.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}
