//! What the whole project must keep.

mod cli;
mod desk;
mod fixing;
mod fixtures;
mod patching;
mod proofs;
mod tidy;
mod writing;
