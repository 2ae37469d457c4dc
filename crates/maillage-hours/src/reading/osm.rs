//! Reads hours in OpenStreetMap syntax, and the France Services columns converted to it.
//!
//! The text is read rule by rule, so that one invalid rule only affects its own days. An invalid
//! rule still overrides earlier rules: its days are unknown, because the list meant to replace their
//! hours.

use chrono::Weekday;
use opening_hours_syntax::{
    RuleKind,
    rules::{OpeningHoursExpression, day::WeekDayRange},
};

use super::{
    Assumption, HoursReading, Incoherence, Unread,
    french::{self, Token, tokens},
    hours, sanity,
};
use crate::{Recurrence, Rule, Weeks, plain::parse, words::OSM_WEEKDAYS};

/// The weekday of two letters: `Mo`.
pub(crate) fn day(letters: &str) -> Option<Weekday> {
    Some(match letters {
        "Mo" => Weekday::Mon,
        "Tu" => Weekday::Tue,
        "We" => Weekday::Wed,
        "Th" => Weekday::Thu,
        "Fr" => Weekday::Fri,
        "Sa" => Weekday::Sat,
        "Su" => Weekday::Sun,
        _ => return None,
    })
}

/// The two letters of a weekday.
pub(super) fn letters(day: Weekday) -> &'static str {
    OSM_WEEKDAYS[day.num_days_from_monday() as usize]
}

/// Reads `text`. `None` when the text is not in this syntax.
pub(super) fn read(text: &str) -> Option<Result<HoursReading, Unread>> {
    let (text, weeks) = without_weeks(text);
    let (in_holidays, usual): (Vec<&str>, Vec<&str>) =
        split(text).into_iter().partition(|rule| is_of_days_in_holidays(rule));
    // Other hours in the school holidays are not read. The usual ones do not apply then.
    let replaced = (!usual.is_empty() && !in_holidays.is_empty()).then_some("SH off");
    let written = if usual.is_empty() { &in_holidays } else { &usual };
    let mut noted: Vec<Assumption> = restriction(&written.join("; ")).into_iter().collect();
    noted.extend(replaced.map(|_| Assumption::Exception(in_holidays.join("; "))));
    let weeks = match weeks[..] {
        [] => Weeks::Every,
        [first, ref others @ ..] if others.iter().all(|other| *other == first) => first,
        _ => return Some(Err(Unread::Incoherent(Incoherence::WeeksExclude))),
    };
    let mut rules = Vec::new();
    for written in written.iter().copied().chain(replaced) {
        // A rule in another syntax means that the whole text is in another syntax.
        rules.push(rule(written, weeks)?);
    }
    (!rules.is_empty()).then(|| assembled(&rules, noted))
}

/// One rule of the text.
struct Written<'text> {
    text: &'text str,
    weeks: Weeks,
    /// `None` when the rule is invalid or fully contradictory.
    expression: Option<OpeningHoursExpression>,
    faults: Vec<Incoherence>,
}

fn rule(text: &str, weeks: Weeks) -> Option<Written<'_>> {
    if let Some(mut expression) = parse(text).or_else(|| parse(&weeks_first(text))) {
        let weeks = fortnight(&mut expression).unwrap_or(weeks);
        if let Some(day) = sanity::no_such_day(&expression) {
            return Some(Written { text, weeks, expression: None, faults: vec![day] });
        }
        let (expression, faults) = sanity::trimmed(expression, text);
        // Days without hours are read as in French. OpenStreetMap would take them for the whole
        // day.
        let has_hours = !faults.iter().any(|fault| matches!(fault, Incoherence::NoHours(_)));
        return has_hours.then_some(Written { text, weeks, expression, faults });
    }
    if !starts_with_day(text) {
        return None;
    }
    let (tidied, found) = tidied(text)?;
    match parse(&tidied) {
        Some(expression) => {
            let (expression, faults) = sanity::trimmed(expression, &tidied);
            Some(Written { text, weeks: found.unwrap_or(weeks), expression, faults })
        }
        None => {
            Some(Written { text, weeks, expression: None, faults: sanity::faults(&tokens(text)) })
        }
    }
}

/// A rule with the week numbers at its end, `Th 09:00-12:00 week 2-52/2`, in the order that the
/// syntax asks for.
fn weeks_first(text: &str) -> String {
    let is_of_weeks = |numbers: &str| {
        numbers.chars().all(|letter| letter.is_ascii_digit() || " ,-/".contains(letter))
    };
    match text.split_once(" week ").filter(|(_, numbers)| is_of_weeks(numbers)) {
        Some((rule, numbers)) => format!("week {} {rule}", numbers.trim()),
        None => text.to_owned(),
    }
}

/// Removes `week 1-53/2` from a rule and returns the weeks it stands for. `None` without such a
/// selector.
///
/// Week numbers break the alternation in a year of 53 weeks. A fortnight continues.
fn fortnight(expression: &mut OpeningHoursExpression) -> Option<Weeks> {
    let [rule] = &mut expression.rules[..] else {
        return None;
    };
    let [range] = &rule.day_selector.week[..] else {
        return None;
    };
    let (numbers, step) = range.into_parts();
    let (first, last) = (numbers.start().0, numbers.end().0);
    let weeks = match (first, step, last >= 51) {
        (1, 2, true) => Weeks::Odd,
        (2, 2, true) => Weeks::Even,
        _ => return None,
    };
    rule.day_selector.week.clear();
    Some(weeks)
}

/// Splits a text at semicolons outside quotes, into rules.
fn split(text: &str) -> Vec<&str> {
    let mut quoted = false;
    let rules = text.split(|letter| {
        quoted ^= letter == '"';
        letter == ';' && !quoted
    });
    rules.map(str::trim).filter(|rule| !rule.is_empty()).collect()
}

/// Separates the weeks at the end of a text, as in `Mo 09:30-12:30, Semaine impaire`.
fn without_weeks(mut text: &str) -> (&str, Vec<Weeks>) {
    let mut weeks = Vec::new();
    while let Some((head, tail)) = text.rsplit_once([',', ';']) {
        let tail = tokens(tail);
        let mut parities = tail.iter().filter_map(|token| match token {
            Token::Parity(weeks) => Some(*weeks),
            _ => None,
        });
        let only = |token: &Token| matches!(token, Token::Parity(_) | Token::Week | Token::Filler);
        let (Some(parity), None, true) = (parities.next(), parities.next(), tail.iter().all(only))
        else {
            break;
        };
        weeks.push(parity);
        text = head;
    }
    (text, weeks)
}

/// Whether a rule is of some days in the school holidays: `SH Mo,Th 08:45-12:15`.
fn is_of_days_in_holidays(rule: &str) -> bool {
    let next = rule.strip_prefix("SH ").and_then(|rest| rest.get(..2));
    next.is_some_and(|next| day(next).is_some())
}

fn starts_with_day(text: &str) -> bool {
    let word = text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    day(word).is_some() || ["PH", "SH"].contains(&word)
}

/// The rule in OpenStreetMap syntax, with the weeks that it states: `Mo 9h00 - 12h30 / 14:00 -
/// 17:30` becomes `Mo 09:00-12:30,14:00-17:30`. `None` when the rule has other words.
fn tidied(text: &str) -> Option<(String, Option<Weeks>)> {
    let mut tidied = String::new();
    let mut weeks = None;
    let mut last = None;
    for token in tokens(text) {
        let ends_in = |signs: [char; 2]| tidied.ends_with(signs);
        match &token {
            Token::Day(day) => tidied.push_str(letters(*day)),
            Token::PublicHoliday => tidied.push_str("PH"),
            Token::SchoolHoliday => tidied.push_str("SH"),
            Token::Closed => tidied.push_str(" off"),
            Token::Time(minutes) => {
                if matches!(last, Some(Token::Time(_))) {
                    tidied.push(',');
                } else if !ends_in(['-', ',']) {
                    tidied.push(' ');
                }
                tidied.push_str(&format!("{:02}:{:02}", minutes / 60, minutes % 60));
            }
            // After a start and an end, a dash separates two spans: `09:00-12:00-14:00-17:00`.
            Token::Dash | Token::To => tidied.push(if is_span(&tidied) { ',' } else { '-' }),
            Token::Comma | Token::Slash | Token::And if !ends_in(['-', ',']) => tidied.push(','),
            Token::Parity(parity) => weeks = Some(*parity),
            Token::Week | Token::Filler | Token::Colon | Token::Break => {}
            _ => return None,
        }
        last = Some(token);
    }
    Some((tidied.trim_end_matches([',', '-']).to_owned(), weeks))
}

/// Whether `tidied` ends with a start and an end.
fn is_span(tidied: &str) -> bool {
    let last = tidied.rsplit([',', ' ']).next().unwrap_or_default();
    last.split_once('-').is_some_and(|(start, end)| start.contains(':') && end.contains(':'))
}

/// A restriction of the text that is not evaluated. `None` when there is none.
///
/// Two forms are found: a comment about weeks or dates, and `SH Th`, which means Thursdays in the
/// holidays. The crate `opening_hours` reads `SH Th` differently.
fn restriction(text: &str) -> Option<Assumption> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let both = words.windows(2).find(|pair| {
        ["SH", "PH"].contains(&pair[0]) && pair[1].get(..2).is_some_and(|next| day(next).is_some())
    });
    let comments = text.split('"').skip(1).step_by(2);
    let mut restricting = comments.filter(|comment| french::restricts(comment));
    let found = both.map(|pair| pair.join(" ")).or_else(|| restricting.next().map(str::to_owned));
    found.map(Assumption::Restriction)
}

/// Combines the rules of the text into one reading.
fn assembled(rules: &[Written], mut assumptions: Vec<Assumption>) -> Result<HoursReading, Unread> {
    let mut unread = 0.0;
    for rule in rules {
        let lost = rule.expression.is_none();
        if lost || !rule.faults.is_empty() {
            assumptions.push(Assumption::NotRead(rule.text.to_owned()));
            unread += if lost { 1.0 } else { 0.5 };
            // Without its days, the rule may be one for any day.
            if lost && unread_days(rule.text).is_none() {
                assumptions.push(Assumption::Restriction(rule.text.to_owned()));
            }
        }
        let opening = rule.expression.iter().flat_map(|expression| &expression.rules);
        let spans = opening.clone().flat_map(|sequence| &sequence.time_selector.spans);
        let is_at_night = spans.clone().filter_map(sanity::fixed).any(sanity::is_unlikely);
        assumptions.extend(is_at_night.then_some(Assumption::Night));
        let everyday = |day: bool| day.then_some(Assumption::EveryDay);
        assumptions.extend(everyday(opening.into_iter().any(|sequence| {
            sequence.kind == RuleKind::Open
                && sequence.day_selector.is_empty()
                && !sequence.is_constant()
        })));
    }
    if rules.iter().all(|rule| rule.expression.is_none()) {
        let fault = rules.iter().flat_map(|rule| rule.faults.first()).next();
        let text = || rules.iter().map(|rule| rule.text).collect::<Vec<_>>().join("; ");
        return Err(fault.map_or_else(
            || Unread::NotUnderstood(text()),
            |fault| Unread::Incoherent(fault.clone()),
        ));
    }
    let mut recurrence = Recurrence::default();
    for weeks in [Weeks::Every, Weeks::Odd, Weeks::Even] {
        if let Some(expression) = expression(rules, weeks) {
            recurrence.rules.push(Rule::Hours { hours: hours(&expression)?, weeks });
        }
    }
    if recurrence.rules.is_empty() {
        return Err(Unread::Incoherent(Incoherence::NeverOpen));
    }
    Ok(HoursReading::new(recurrence, assumptions, unread / rules.len() as f64))
}

/// The rules of these weeks, with the rules that close days in every week. `None` when no rule
/// opens.
fn expression(rules: &[Written], weeks: Weeks) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut days = [false; 7];
    let mut opens = false;
    for rule in rules {
        let Some(expression) = &rule.expression else {
            // The list meant to replace the hours of these days. The days stay unknown.
            if let Some(unknown) = unread_days(rule.text) {
                kept.push(unknown);
            }
            continue;
        };
        let is_open = expression.rules.iter().any(|rule| rule.kind == RuleKind::Open);
        let closes_all = !is_open && rule.weeks == Weeks::Every;
        if rule.weeks == weeks || closes_all {
            opens |= is_open;
            for (day, open) in days.iter_mut().zip(weekdays(expression)) {
                *day |= open;
            }
            kept.push(crate::expression::written(expression));
        }
    }
    opens.then(|| kept.join("; "))
}

/// The rule that makes the days of an unread rule unknown: `Th unknown`. `None` when the days are
/// not read either.
fn unread_days(rule: &str) -> Option<String> {
    let is_of_time = |letter: char| letter.is_ascii_digit() || letter == '"';
    let days = rule.split(is_of_time).next().unwrap_or_default();
    let days: String = days.split_whitespace().collect();
    let unknown = format!("{} unknown", days.trim_end_matches([',', ':', '-', '/']));
    parse(&unknown).is_some().then_some(unknown)
}

/// The weekdays that an expression names, from Monday.
fn weekdays(expression: &OpeningHoursExpression) -> [bool; 7] {
    let mut named = [false; 7];
    for range in expression.rules.iter().flat_map(|rule| &rule.day_selector.weekday) {
        if let WeekDayRange::Fixed { range, .. } = range {
            let mut day = *range.start();
            named[day.num_days_from_monday() as usize] = true;
            while day != *range.end() {
                day = day.succ();
                named[day.num_days_from_monday() as usize] = true;
            }
        }
    }
    named
}
