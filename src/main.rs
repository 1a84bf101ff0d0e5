//! stub
use std::sync::Arc;
fn walk(d: &std::path::Path, out: &mut Vec<String>) {
    if let Ok(r) = std::fs::read_dir(d) {
        for e in r.flatten() {
            let p = e.path();
            if p.is_dir() {
                walk(&p, out)
            } else if p.extension().is_some_and(|e| e == "toml") {
                out.push(p.display().to_string())
            }
        }
    }
}
fn main() {
    let t0 = std::time::Instant::now();
    let a: Vec<String> = std::env::args().skip(1).collect();
    let mut select = vec![];
    let mut files = vec![];
    let mut sources = vec![];
    let mut i = 0;
    while i < a.len() {
        match a[i].as_str() {
            "check" | "prove" => {}
            "--format" => i += 1,
            "--source" => {
                i += 1;
                sources.push(a[i].clone())
            }
            "--select" => {
                i += 1;
                select.push(a[i].clone())
            }
            f => files.push(f.to_string()),
        };
        i += 1;
    }
    let mut paths = vec![];
    if let Ok(d) = std::env::var("DESKCHECK_RULES") {
        for d in d.split(':') {
            walk(d.as_ref(), &mut paths)
        }
    }
    paths.sort();
    let extra: Vec<_> = paths
        .iter()
        .map(|p| Arc::new(deskcheck::text::Source::new(p.clone(), std::fs::read_to_string(p).unwrap())))
        .collect();
    let mut rules = match deskcheck::RuleSet::load(&extra) {
        Ok(r) => r,
        Err(m) => {
            for m in m {
                eprintln!("{} {:?} {}", m.source.path, m.source.place(m.span.start), m.message);
            }
            std::process::exit(2)
        }
    };
    eprintln!("loaded {:?} {} expr", t0.elapsed(), rules.expressions.expressions.len());
    if a.iter().any(|x| x == "prove") {
        for (f, m) in deskcheck::proof::prove(&mut rules) {
            println!("{f:?} {}", m.message);
        }
        return;
    }
    if let Err(e) = rules.select(&select, &[]) {
        eprintln!("{e:?}");
        std::process::exit(2)
    }
    let mut c = deskcheck::Checker::new(&rules);
    let mut read = vec![];
    for p in &sources {
        match std::fs::read_to_string(p) {
            Ok(t) if !t.trim().is_empty() => read.push(Arc::new(deskcheck::text::Source::new(p.clone(), t))),
            Ok(_) => {
                eprintln!("{p}: the source is empty");
                std::process::exit(2)
            }
            Err(e) => {
                eprintln!("{p}: {e}");
                std::process::exit(2)
            }
        }
    }
    let t0 = std::time::Instant::now();
    let library = (!read.is_empty()).then(|| c.library(&read));
    if library.is_some() {
        eprintln!("sources read {:?}", t0.elapsed());
    }
    let t0 = std::time::Instant::now();
    let mut bytes = 0;
    for p in files {
        let Ok(text) = std::fs::read_to_string(&p) else { continue };
        bytes += text.len();
        let s = deskcheck::text::Source::new(p, text);
        let report = match &library {
            Some(l) => c.check_against(&s, l),
            None => c.check(&s),
        };
        if let Some(c) = &report.coverage {
            eprintln!("{c:?}");
        }
        for f in report.findings {
            let pl = s.place(f.span.start);
            let fixes: Vec<_> = f.fixes.iter().map(|x| serde_json::json!({"title":x.title,"safety":x.safety.name(),"edits":x.edits.iter().map(|e| serde_json::json!({"span":{"start":e.span.start,"end":e.span.end},"text":e.text})).collect::<Vec<_>>()})).collect();
            println!(
                "{}",
                serde_json::json!({"path":s.path,"rule":f.rule,"level":f.level.name(),"message":f.message,"span":{"start":f.span.start,"end":f.span.end},"line":pl.line,"column":pl.column,"text":s.slice(f.span),"labels":f.labels.iter().map(|l| { let mut v=serde_json::json!({"span":{"start":l.span.start,"end":l.span.end},"message":l.message}); if let Some(p)=&l.path { v["path"]=serde_json::json!(p); } v }).collect::<Vec<_>>(),"fixes":fixes})
            );
        }
    }
    eprintln!("checked {:?} {:.2} MB/s", t0.elapsed(), bytes as f64 / 1e6 / t0.elapsed().as_secs_f64());
}
