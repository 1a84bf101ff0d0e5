//! stub
fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let rules = deskcheck::RuleSet::built_in();
    let mut rules = match rules {
        Ok(r) => r,
        Err(m) => {
            for m in m {
                eprintln!("{m:?}");
            }
            return;
        }
    };
    for (f, m) in deskcheck::proof::prove(&mut rules) {
        println!("{f:?} {}", m.message);
    }
    let s = deskcheck::text::Source::new(path, text);
    for f in deskcheck::check(&s, &rules).findings {
        println!("{f:#?}");
    }
}
