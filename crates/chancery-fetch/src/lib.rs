//! Pages, feeds and site maps from the web: the only crate that opens a socket.
//!
//! Nothing here runs unless it is called, and of the commands only `fetch` and `watch` call it.
//! Sites are asked politely (`robots.txt`, a pause, their own wishes for patience), places that are
//! not public are not asked at all, and every body, wait and run has a limit ([`Policy`]). What was
//! asked and answered is kept as WARC, so that a run can be read again without the network.

mod error;
mod policy;
mod address;
mod clean;
mod robots;
mod body;
mod warc;
mod memory;
mod client;
mod site;
mod session;
mod lists;
mod watch;

pub use address::is_public;
pub use body::{Unpacked, unpack};
pub use clean::clean;
pub use error::Error;
pub use lists::{List, read as read_list};
pub use memory::{Answer, ItemState, ListState, Memory};
pub use policy::{AGENT, PRODUCT, Policy};
pub use robots::Robots;
pub use session::{Archive, Fetched, Got, Page, Session, Stop};
pub use warc::{Exchange, Packing, Purpose, Writer};
pub use watch::{Round, Watch, round, sources};
