//! What the whole project must keep.

mod cli;
mod desk;
mod fixing;
mod fixtures;
mod news;
mod outputs;
mod patching;
mod promises;
mod proofs;
mod settings;
mod tidy;
mod watching;
mod writing;
