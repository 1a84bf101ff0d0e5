//! Texts that no reporter writes, and that people feed to a checker all the same: only marks, only capitals, verse, minutes,
//! law, lists of works, two directions. The rules of marks and rubbish are silent or sensible there, and never fail.

use std::sync::LazyLock;

use deskcheck::finding::Level;
use deskcheck::text::Source;
use deskcheck::{Checker, RuleSet};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let mut rules = RuleSet::built_in().unwrap_or_default();
    let sets = ["punctuation", "residue", "consistency"].map(str::to_owned);
    assert!(rules.select(&sets, &[]).is_ok(), "the sets are there");
    rules
});

/// The rules at warning and above that speak in a text, with what they found.
fn alarms(text: &str) -> Vec<String> {
    let report = Checker::new(&RULES).check(&Source::new("odd.txt", text));
    let loud = report.findings.iter().filter(|finding| finding.level != Level::Note);
    loud.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

#[test]
fn odd_texts_are_left_alone() {
    for text in [
        "... ,,, !!! --- ;;; ::: ((( ))) \u{201c}\u{201d}\u{2019}\u{2018}\n\n.,.,.,.,\n\n?!?!?!\n",
        "THE FERRY RAN AGAIN ON FRIDAY. THE CREW HAD PAINTED THE FUNNEL.\n\nTHE US AND THE UK AGREED.\n",
        &"theferryranagainonfridayafterthreeweeksindock".repeat(20),
        "Name | Age | Town\nAnna | 34 | Rome\nTom | 12 | Bern\nZoe | 9 | Oslo\n",
        "The tide is in, the tide is out,\nthe cook has lost his stew,\nand all the gulls are gone, are gone,\nand all the gulls are gone.\n",
        "MODERATOR: Right, shall we start?\n\nANNA: Yes, well, no. I mean... hang on.\n\nTOM: [laughs] You always say that!\n",
        "2.1 The Hirer shall pay:\n\n(a) the Fee; and\n\n(b) interest at 4 per cent; and\n\n(i) any sum due under clause 3(1)(b).\n",
        "Abbott, J. K., & Li, M. (2011). Gulls of the north. J. Ferry Hist., 12(3), 45\u{2013}67.\nBarnes, P. (Ed.). (1999). The pier (2nd ed., Vol. 3, pp. 4\u{2013}9). Inchmore: Quay Press.\n",
        "The word \u{5e9}\u{5dc}\u{5d5}\u{5dd} means peace, and \u{645}\u{631}\u{62d}\u{628}\u{627} means hello. The Greek \u{3bf}\u{3c5}\u{3c1}\u{3b1}\u{3bd}\u{3cc}\u{3c2} is the sky.\n",
        "Mr and Mrs John Hale\n12 Quay Street\nInchmore\nIN1 2AB\n\nTel. 01234 567890\n",
        "",
        "\n\n\n",
        "# \n\n* \n* \n\n> \n",
    ] {
        let found = alarms(text);
        assert!(found.is_empty(), "{text:?}: {found:?}");
    }
}
