//! What the whole project must keep.

mod proofs;
mod tidy;
