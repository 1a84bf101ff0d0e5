//! Files and standard input into sources. What is not UTF-8 is reported with its place and left alone; nothing is
//! guessed, converted or repaired.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::discover::Draft;
use super::trouble::Trouble;
use crate::text::Source;

/// Places are counted in 32 bits.
const LIMIT: u64 = u32::MAX as u64;

/// Reads a draft.
pub fn draft(draft: &Draft) -> Result<Source, Trouble> {
    let bytes = bytes(draft)?;
    source(draft, bytes).map_err(|(trouble, _)| trouble)
}

/// The bytes of a draft.
pub fn bytes(draft: &Draft) -> Result<Vec<u8>, Trouble> {
    if draft.is_stdin {
        return take(io::stdin().lock(), 0, Path::new("-"));
    }
    let fail = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Trouble::Missing(draft.path.clone()),
        _ => Trouble::Unreadable(draft.path.clone(), plain(&error)),
    };
    let file = File::open(&draft.path).map_err(fail)?;
    let meta = file.metadata().map_err(fail)?;
    if meta.is_dir() {
        return Err(Trouble::Unreadable(draft.path.clone(), "it is a folder".into()));
    }
    take(file, meta.len(), &draft.path)
}

fn take(from: impl Read, expected: u64, path: &Path) -> Result<Vec<u8>, Trouble> {
    if expected > LIMIT {
        return Err(Trouble::TooLarge(path.to_owned()));
    }
    let mut bytes = Vec::with_capacity(expected as usize + 1);
    match from.take(LIMIT + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > LIMIT => Err(Trouble::TooLarge(path.to_owned())),
        Ok(_) => Ok(bytes),
        Err(error) => Err(Trouble::Unreadable(path.to_owned(), plain(&error))),
    }
}

/// The source of these bytes, or the trouble and the bytes as they were.
pub fn source(draft: &Draft, bytes: Vec<u8>) -> Result<Source, (Trouble, Vec<u8>)> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(draft.name.as_str(), text)),
        Err(error) => {
            let byte = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let line = 1 + bytes[..byte].iter().filter(|b| **b == b'\n').count();
            let trouble = Trouble::NotUtf8 { path: draft.path.clone(), byte, line, guess: guess(&bytes) };
            Err((trouble, bytes))
        }
    }
}

fn guess(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some("UTF-16");
    }
    // Text in an older one-byte encoding holds no zero bytes; other files soon do.
    bytes.iter().take(8000).any(|b| *b == 0).then_some("no text")
}

/// The message of an error without its number.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}
