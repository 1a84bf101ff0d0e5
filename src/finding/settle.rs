//! What happens to findings after the rules have spoken: equal ones merge, and all come into one order. Levels,
//! suppressions and baselines join here as further small steps.

use super::Finding;

/// Merges findings that say the same of the same place, and sorts by place, then rule. The louder of two equal
/// findings stays and names the other.
pub fn settle(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        (a.span, std::cmp::Reverse(a.level), &a.rule, &a.message).cmp(&(
            b.span,
            std::cmp::Reverse(b.level),
            &b.rule,
            &b.message,
        ))
    });
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let twin = kept.iter_mut().rev().take_while(|k| k.span == finding.span).find(|k| same_remedy(k, &finding));
        match twin {
            Some(twin) if twin.rule == finding.rule => {}
            Some(twin) => twin.also.push(finding.rule),
            None => kept.push(finding),
        }
    }
    kept.sort_by(|a, b| (a.span, &a.rule, &a.message).cmp(&(b.span, &b.rule, &b.message)));
    kept
}

/// Two findings at one place are the same to a reader when they offer the same repair, or none and the same words.
fn same_remedy(a: &Finding, b: &Finding) -> bool {
    match (a.fixes.first(), b.fixes.first()) {
        (Some(x), Some(y)) => x.edits == y.edits,
        (None, None) => a.message == b.message,
        _ => false,
    }
}
