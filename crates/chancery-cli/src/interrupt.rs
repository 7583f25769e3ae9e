//! Ctrl-C: the first one ends a run after what is under way, the second at once.

use anyhow::{Context, Result};
use std::sync::atomic::{AtomicBool, Ordering};

/// Set by an interrupt.
pub static STOP: AtomicBool = AtomicBool::new(false);

/// Whether somebody listens already.
static LISTENING: AtomicBool = AtomicBool::new(false);

/// Waits for interrupts from now on.
pub fn listen() -> Result<()> {
    if LISTENING.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    let stop = || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(stop).context("waiting for interrupts")
}

/// True once the run is to end.
pub fn is_stopped() -> bool {
    STOP.load(Ordering::Relaxed)
}
