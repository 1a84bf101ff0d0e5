//! What the whole project must keep.

mod cli;
mod desk;
mod fixing;
mod fixtures;
mod news;
mod numbers;
mod outputs;
mod patching;
mod promises;
mod proofs;
mod settings;
mod sources;
mod tidy;
mod watching;
mod writing;
