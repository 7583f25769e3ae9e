//! Files of our own making in the forms that agencies, papers and archives send, through their readers.

mod support;
mod feeds;
mod wires;
mod mails;
mod exports;
mod pdf;
mod hostile;
