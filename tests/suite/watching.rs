//! `check --watch`: what is saved is checked again, and only that; the configuration has all checked again; it ends when it
//! is told to, and when nobody reads.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::desk::{FINE, MENDABLE, deskcheck, folder};

const PATIENCE: Duration = Duration::from_secs(120);

fn watch(folder: &Path) -> (Child, Receiver<String>) {
    let mut command = deskcheck(folder);
    command.args(["check", "--watch", "--format", "short"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let (say, heard) = channel();
    let streams: [Box<dyn std::io::Read + Send>; 2] =
        [Box::new(child.stdout.take().expect("an output")), Box::new(child.stderr.take().expect("an output"))];
    for stream in streams {
        let say = say.clone();
        std::thread::spawn(move || {
            BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| _ = say.send(line));
        });
    }
    (child, heard)
}

/// The next line that begins so; lines before it are dropped.
fn next(heard: &Receiver<String>, head: &str) -> String {
    loop {
        let line = heard.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no line that begins with {head:?}"));
        if line.starts_with(head) {
            return line;
        }
    }
}

#[test]
fn what_is_saved_is_checked_again() {
    let dir = folder(&[("a.md", FINE), ("b.md", MENDABLE)]);
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("a file");
    let (mut child, heard) = watch(dir.path());
    next(&heard, "watching 2 drafts");
    write("a.md", &format!("{FINE}\n{MENDABLE}"));
    next(&heard, "a.md:3:6: warning");
    write("new.md", MENDABLE);
    let line = heard.recv_timeout(PATIENCE).expect("a line");
    assert!(line == "— new.md" || line.starts_with("new.md:1:"), "only what changed is checked: {line}");
    next(&heard, "new.md:1:6: warning");
    write("deskcheck.toml", "[levels]\n\"house/utilise\" = \"error\"\n");
    next(&heard, "b.md:1:6: error");
    child.kill().expect("it can be ended");
    child.wait().expect("it ends");
}

#[test]
fn standard_input_cannot_be_watched() {
    let dir = folder(&[]);
    let output = deskcheck(dir.path()).args(["check", "--watch", "-"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
}
