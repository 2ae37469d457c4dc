//! Expressions of opening hours as text.

use opening_hours::RuleKind;
use opening_hours_syntax::rules::{
    OpeningHoursExpression, RuleOperator, RuleSequence, time::TimeSelector,
};

/// The expression in OpenStreetMap syntax, which is parsed to the same rules again.
///
/// The hours of a whole day are written out. Without them `Mo 00:00-24:00, Su 09:00-12:00` would
/// become `Mo, Su 09:00-12:00`, which has other hours on Mondays.
pub(crate) fn written(expression: &OpeningHoursExpression) -> String {
    let rule = |rule: &RuleSequence| {
        let adds = rule.operator == RuleOperator::Additional;
        let is_whole_day = rule.time_selector == TimeSelector::default();
        let every_day = if adds && rule.day_selector.is_empty() { "Mo-Su" } else { "" };
        let hours = match (is_whole_day, rule.kind) {
            (false, _) => rule.time_selector.to_string(),
            (true, RuleKind::Closed) => String::new(),
            (true, _) => "00:00-24:00".to_owned(),
        };
        let kind = if rule.kind == RuleKind::Open { String::new() } else { rule.kind.to_string() };
        let comment =
            if rule.comment.is_empty() { String::new() } else { format!("\"{}\"", rule.comment) };
        let parts = [&rule.day_selector.to_string(), every_day, &hours, &kind, &comment];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let mut text = String::new();
    for sequence in &expression.rules {
        let joint = match sequence.operator {
            _ if text.is_empty() => "",
            RuleOperator::Normal => "; ",
            RuleOperator::Additional => ", ",
            RuleOperator::Fallback => " || ",
        };
        text.push_str(joint);
        text.push_str(&rule(sequence));
    }
    text
}
