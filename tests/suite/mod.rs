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

use proptest::test_runner::{Config, RngSeed};

/// So many generated cases, the same ones every time: a run of the tests means the same on every machine.
/// `PROPTEST_RNG_SEED=7 cargo test` looks at others.
fn cases(n: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Config::with_cases(n) };
    if matches!(config.rng_seed, RngSeed::Random) {
        config.rng_seed = RngSeed::Fixed(20_261_126);
    }
    config
}
