//! Order of days and hours in a French sentence.
//!
//! Most texts name days and then their hours. Some name hours and then their days: « de 9h à 12h
//! lundi et mardi, de 14h à 17h mercredi et jeudi ». A text with several such groups must not be
//! read in the other order, which would give the hours of one group to a day of another.

use super::tokens::Token;

/// Which of days and hours come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Layout {
    /// Days before hours, or one group of hours at the start.
    #[default]
    DaysFirst,
    /// Several groups of hours, each with its days after it.
    HoursFirst,
    /// Both orders are possible and give different hours.
    Unclear,
}

/// Hours or days that stand together, as indices of the first and last token.
#[derive(Debug, Clone, Copy)]
struct Group {
    is_hours: bool,
    first: usize,
    last: usize,
}

/// The layout of the text.
pub(super) fn layout(tokens: &[Token]) -> Layout {
    let groups = groups(tokens);
    let hours: Vec<usize> = (0..groups.len()).filter(|rank| groups[*rank].is_hours).collect();
    if hours.len() < 2 || hours[0] != 0 {
        return Layout::DaysFirst;
    }
    // « la semaine de 9h à 12h, le week-end de 10h à 12h »
    let mut before = tokens[..groups[0].first].iter().rev();
    let before = before.find(|token| !matches!(token, Token::Filler | Token::Colon | Token::To));
    if before == Some(&Token::Week) {
        return Layout::Unclear;
    }
    let between = |rank: usize| &tokens[groups[rank].last + 1..groups[rank + 1].first];
    let parts = |token: &Token| matches!(token, Token::Break | Token::Comma | Token::And);
    let ends_with_days = groups.last().is_some_and(|group| !group.is_hours);
    if ends_with_days {
        let follow = hours.iter().all(|rank| !between(*rank).contains(&Token::Break));
        let stand_apart = hours[1..].iter().all(|rank| between(rank - 1).iter().any(parts));
        return if follow && stand_apart { Layout::HoursFirst } else { Layout::Unclear };
    }
    // « 9h-12h : lundi, mardi, mercredi 14h-17h », « 9h-12h lundi, 14h-17h »
    let days = &tokens[groups[1].first..=groups[1].last];
    let after_break = days.rsplit(|token| *token == Token::Break).next().unwrap_or_default();
    let heads = between(0).contains(&Token::Break) || days.contains(&Token::Break);
    // « 9h-12h lundi et mardi, 14h-17h mercredi, jeudi 10h-12h »
    let stands_apart = |rank: &usize| between(rank - 1).iter().any(parts);
    if hours[1..].iter().any(stands_apart) {
        return Layout::Unclear;
    }
    match runs(after_break) {
        2 => Layout::DaysFirst,
        1 if heads => Layout::DaysFirst,
        _ => Layout::Unclear,
    }
}

/// Whether three days joined by dashes make a list: « lundi - mardi - jeudi ».
pub(super) fn lists_by_dashes(tokens: &[Token]) -> bool {
    tokens.windows(5).any(|five| {
        matches!(five, [Token::Day(_), Token::Dash, Token::Day(_), Token::Dash, Token::Day(_)])
    })
}

/// The groups of hours and days, in turn.
fn groups(tokens: &[Token]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_hours = match token {
            Token::Time(_) => true,
            Token::Day(_) | Token::Date(_) | Token::Dates(_) => false,
            _ => continue,
        };
        match groups.last_mut() {
            Some(group) if group.is_hours == is_hours => group.last = at,
            _ => groups.push(Group { is_hours, first: at, last: at }),
        }
    }
    groups
}

/// Number of days and ranges of days among `tokens`.
fn runs(tokens: &[Token]) -> usize {
    let is_day = |token: &Token| matches!(token, Token::Day(_) | Token::Date(_) | Token::Dates(_));
    let days = tokens.iter().filter(|token| is_day(token)).count();
    let is_range =
        |three: &&[Token]| matches!(three, [Token::Day(_), Token::Dash | Token::To, Token::Day(_)]);
    days - tokens.windows(3).filter(is_range).count()
}
