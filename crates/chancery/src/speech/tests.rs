//! Quotes and attributions of single sentences.

use super::*;
