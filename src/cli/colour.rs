//! Whether a stream gets colours. It alone knows anstream, which reads NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM.

use anstream::{AutoStream, ColorChoice};

use super::args::Color;

/// Whether standard output gets colours.
pub fn on_stdout(color: Option<Color>) -> bool {
    wanted(color, || AutoStream::choice(&std::io::stdout()))
}

/// Whether standard error gets colours.
pub fn on_stderr(color: Option<Color>) -> bool {
    wanted(color, || AutoStream::choice(&std::io::stderr()))
}

fn wanted(color: Option<Color>, ask: impl Fn() -> ColorChoice) -> bool {
    match color.unwrap_or_default() {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => ask() != ColorChoice::Never,
    }
}
