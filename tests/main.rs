//! One test binary. Tests use data: proofs inside rules, fixtures beside their expected output, small tables.

mod suite;
