//! What the whole project must keep.

mod cli;
mod desk;
mod fixing;
mod fixtures;
mod hostile;
mod language;
mod news;
mod numbers;
mod odd;
mod outputs;
mod patching;
mod promises;
mod proofs;
mod properties;
mod settings;
mod sources;
mod swapped;
mod tidy;
mod watching;
mod writing;
