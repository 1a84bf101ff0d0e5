//! From findings to a better text: choose the fixes that can be trusted and do not get in each other's way, apply them
//! round by round, look again after each, take back what does harm, and show the difference. No rule is known by name
//! here, no file is read or written, and nothing is printed: the command line does that.

pub mod apply;
pub mod choose;
pub mod diff;

pub use crate::finding::promise::{self, Held};
pub use apply::{Done, Fault, Fixed, Means, TakenBack, fix};
pub use choose::{Offer, Rejected};
