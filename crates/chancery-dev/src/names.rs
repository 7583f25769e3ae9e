//! Training and scores of the name finder.

pub mod data;
pub mod gum;
pub mod sets;
pub mod score;
pub mod train;
pub mod eval;
