//! Days and hours in French sentences.
//!
//! A clause is some days and the hours that follow them; the next day after hours, or after
//! a break or other words, begins the next clause: « lundi et mardi 9h-12h, jeudi 14h-17h »
//! is two. Hours that open the text hold for the days that have none of their own. Weeks
//! (« semaines paires ») belong to the clause they stand in; weeks that open the text are
//! headings, and belong to all that follows until the next.

mod clause;
mod times;
mod tokens;
mod words;

use chrono::{Datelike, NaiveDate, Weekday};

use self::clause::{Clause, Pick};
pub(super) use self::tokens::{Token, tokens};
use super::{Assumption, Fault, Reading, Unread, dates};
use crate::schedule::Weeks;

/// What `text` says.
pub(super) fn read(text: &str) -> Result<Reading, Unread> {
    let tokens = settled(tokens(text));
    let mut reader = Reader { tokens, ..Reader::default() };
    while let Some(token) = reader.tokens.get(reader.at).cloned() {
        reader.at += 1;
        reader.take(token);
    }
    reader.flush();
    clause::assembled(reader, text)
}

/// Short names that stand where a day stands are days, and words elsewhere.
fn settled(mut tokens: Vec<Token>) -> Vec<Token> {
    for at in 0..tokens.len() {
        let Token::ShortDay(day, word) = &tokens[at] else { continue };
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let leads = match before {
            Some(Token::Dash) => at >= 2 && matches!(tokens[at - 2], Token::Day(_)),
            Some(Token::Word(_) | Token::On | Token::Number(_) | Token::To) => false,
            _ => true,
        };
        let follows = !matches!(
            tokens.get(at + 1),
            Some(Token::Word(_) | Token::To | Token::On | Token::MonthName(_))
        );
        let settled = if leads && follows { Token::Day(*day) } else { Token::Word(word.clone()) };
        tokens[at] = settled;
    }
    tokens
}

/// What stands between the clauses read so far and the rest of the text.
#[derive(Debug, Default)]
pub(super) struct Reader {
    tokens: Vec<Token>,
    at: usize,
    clause: Clause,
    clauses: Vec<Clause>,
    /// The weeks of the heading that everything stands under.
    heading: Option<Weeks>,
    /// The weeks of the month of the heading.
    nth_heading: Vec<i8>,
    /// Hours that opened the text.
    hours: Vec<(u32, u32)>,
    /// The last word that bears on what follows: `sauf`, `prise de rendez-vous`.
    pending: Option<Token>,
    holidays_off: bool,
    school_off: bool,
    /// From and to, where dates are the bounds of validity.
    bounds: Option<(NaiveDate, NaiveDate)>,
    assumptions: Vec<Assumption>,
    /// The first thing that cannot be meant.
    fault: Option<Fault>,
    /// Words that were not understood, and the number of those that were.
    unread: Vec<String>,
    understood: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::Day(day) => self.day(day),
            Token::Time(time) => self.span(time),
            Token::Number(number) => self.number(number),
            Token::Nth(nth) => self.nth(nth),
            Token::Morning | Token::Afternoon | Token::AllDay => self.half(&token),
            Token::Parity(weeks) => self.parity(weeks),
            Token::Date(date) => self.date(date),
            Token::Closed => self.closed(),
            Token::PublicHoliday | Token::SchoolHoliday => self.holiday(&token),
            Token::EveryOther | Token::PerMonth => {
                self.understood += 1;
                let told = token == Token::PerMonth && self.clause.counts_in_month();
                let which = (!told).then_some(Assumption::WhichWeeks);
                self.assumptions.extend(which);
            }
            Token::Except | Token::Call => self.pending = Some(token),
            Token::Break => {
                if self.clause.closed || self.clause.void {
                    self.flush();
                }
                self.clause.broken = true;
                self.pending = None;
            }
            Token::Word(word) | Token::ShortDay(_, word) => self.word(word),
            Token::MonthName(month) => self.word(dates::name(month).to_owned()),
            Token::Week if self.clause.is_empty() => {}
            Token::Dash | Token::To | Token::And | Token::Comma | Token::Slash => {}
            Token::Colon | Token::Week | Token::Month | Token::On | Token::Filler => {}
        }
    }

    fn word(&mut self, word: String) {
        self.unread.push(word);
        self.clause.words += 1;
        self.pending = None;
    }

    /// Ends the clause that is being read.
    fn flush(&mut self) {
        let mut clause = std::mem::take(&mut self.clause);
        if clause.hours_first && self.clauses.is_empty() && self.hours.is_empty() {
            self.hours.clone_from(&clause.spans);
        }
        clause.weeks = clause.weeks.or(self.heading);
        if !clause.is_empty() {
            self.clauses.push(clause);
        }
    }

    /// Begins a clause for a day or a date, unless it goes on with the one that is read.
    fn begin(&mut self) {
        let clause = &self.clause;
        let parted = clause.broken || clause.words > 0;
        let done = clause.has_hours() || clause.faulty || clause.weeks.is_some() || parted;
        let closed = clause.closed && clause.has_days() && !parted;
        let over = clause.has_days() && (done || (self.pending.is_some() && !clause.closed));
        if over || clause.void {
            self.flush();
        }
        match self.pending.take() {
            Some(Token::Except) => self.clause.closed = true,
            Some(Token::Call) => self.clause.void = true,
            // « sauf lundi matin et mardi après-midi »
            _ if over => self.clause.closed = closed,
            _ => {}
        }
        (self.clause.broken, self.clause.words) = (false, 0);
    }

    fn day(&mut self, first: Weekday) {
        self.day_counted(first, Vec::new());
    }

    /// A day or a range of days, and which of the month.
    fn day_counted(&mut self, first: Weekday, nth: Vec<i8>) {
        self.understood += 1;
        // `samedi 9h-12h (les 2 premiers samedis du mois)` is of one day.
        let clause = &mut self.clause;
        let again = matches!(&clause.picks[..], [pick] if pick.day == first && pick.nth.is_empty());
        if again && clause.has_hours() && !clause.broken && clause.words == 0 && !nth.is_empty() {
            clause.count(&nth);
            return;
        }
        self.begin();
        let mut days = vec![first];
        if let (Some(Token::Dash | Token::To), Some(Token::Day(last))) =
            (self.peek(), self.tokens.get(self.at + 1))
        {
            let last = *last;
            while let Some(day) = days.last().filter(|day| **day != last) {
                days.push(day.succ());
            }
            self.at += 2;
            self.understood += 1;
        }
        let nth = if nth.is_empty() { self.nth_heading.clone() } else { nth };
        self.clause.picks.extend(days.into_iter().map(|day| Pick { day, nth: nth.clone() }));
    }

    /// `1er et 3e mardis`, `mardi (1er et 3e du mois)`, `1ère semaine du mois :`
    fn nth(&mut self, first: i8) {
        let mut nth = vec![first];
        while let Some((next, after)) = self.next_nth() {
            nth.push(next);
            self.at = after;
        }
        self.understood += nth.len();
        while matches!(self.peek(), Some(Token::Filler)) {
            self.at += 1;
        }
        match self.peek() {
            Some(Token::Day(day)) => {
                let day = *day;
                self.at += 1;
                self.day_counted(day, nth);
            }
            Some(Token::Week) => self.week_of_month(nth),
            _ if self.clause.has_days() => self.clause.count(&nth),
            _ => self.word("premier".to_owned()),
        }
    }

    /// The next of a list of ordinals, and the token after it.
    fn next_nth(&self) -> Option<(i8, usize)> {
        let joins = |token: &&Token| {
            matches!(token, Token::And | Token::Comma | Token::Slash | Token::Filler)
        };
        let skipped = self.tokens[self.at..].iter().take_while(joins).count();
        match self.tokens.get(self.at + skipped)? {
            Token::Nth(nth) if skipped > 0 => Some((*nth, self.at + skipped + 1)),
            _ => None,
        }
    }

    fn week_of_month(&mut self, nth: Vec<i8>) {
        self.assumptions.push(Assumption::WeekOfMonth);
        if self.clause.has_days() && self.nth_heading.is_empty() {
            self.clause.count(&nth);
        } else {
            self.flush();
            self.nth_heading = nth;
        }
    }

    /// The dates that a list of numbers, a month and a year make, and the token after them.
    fn days_of_month(&self, first: u32) -> Option<(Vec<NaiveDate>, usize)> {
        let mut days = vec![first];
        let mut at = self.at;
        loop {
            match self.tokens.get(at)? {
                Token::Number(day) => days.push(*day),
                Token::Nth(day) => days.push(u32::try_from(*day).ok()?),
                Token::And | Token::Comma | Token::Filler => {}
                Token::MonthName(month) => {
                    let Some(Token::Number(year)) = self.tokens.get(at + 1) else { return None };
                    let year = i32::try_from(*year).ok().filter(|year| *year >= 2_000)?;
                    let dates = days.iter().map(|day| NaiveDate::from_ymd_opt(year, *month, *day));
                    return Some((dates.collect::<Option<_>>()?, at + 2));
                }
                _ => return None,
            }
            at += 1;
        }
    }

    fn date(&mut self, date: NaiveDate) {
        self.understood += 1;
        if let (Some(Token::Dash | Token::To), Some(Token::Date(last))) =
            (self.peek(), self.tokens.get(self.at + 1))
        {
            let last = *last;
            self.at += 2;
            if last < date {
                let told = format!("{date} → {last}");
                self.assumptions.push(Assumption::NotRead(told.clone()));
                self.fault.get_or_insert(Fault::EndBeforeStart(told));
            } else {
                self.bounds = Some((date, last));
            }
            return;
        }
        // The day of `mardi 6 octobre 2026` says nothing that its date does not.
        let clause = &mut self.clause;
        if clause.words == 0 && !clause.has_hours() {
            let day = date.weekday();
            clause.picks.retain(|pick| pick.day != day);
        }
        let goes_on = !self.clause.dates.is_empty() && !self.clause.has_hours();
        if !goes_on {
            self.begin();
        }
        self.clause.dates.push(date);
    }

    fn half(&mut self, token: &Token) {
        self.understood += 1;
        match token {
            Token::Morning => self.clause.morning = true,
            Token::Afternoon => self.clause.afternoon = true,
            _ => self.clause.all_day = true,
        }
    }

    fn parity(&mut self, weeks: Weeks) {
        self.understood += 1;
        let flipped = if weeks == Weeks::Odd { Weeks::Even } else { Weeks::Odd };
        let excepted = self.pending.take() == Some(Token::Except);
        let weeks = if excepted { flipped } else { weeks };
        // « semaines paires et impaires » are all of them.
        let before = self.at.checked_sub(2).and_then(|before| self.tokens.get(before));
        let of = if self.clause.has_days() { &mut self.clause.weeks } else { &mut self.heading };
        if before == Some(&Token::And) && of.is_some_and(|of| of != weeks) {
            *of = Some(Weeks::Every);
            return;
        }
        let nothing_yet = self.clauses.is_empty() && self.clause.is_empty();
        if self.heading.is_some() || (self.clauses.is_empty() && !self.clause.has_days()) {
            if nothing_yet && self.heading.is_some_and(|heading| heading != weeks) {
                self.fault.get_or_insert(Fault::WeeksExclude);
            }
            self.flush();
            self.heading = Some(weeks);
        } else if self.clause.weeks.is_none_or(|before| before == weeks) {
            self.clause.weeks = Some(weeks);
            self.clause.words = 0;
        } else if self.clause.words > 0 {
            // Another place in the other weeks: `lundi : Ville (paires) / Bourg (impaires)`.
            let other = Clause { weeks: Some(weeks), ..self.clause.clone() };
            self.flush();
            self.clause = other;
        } else {
            self.fault.get_or_insert(Fault::WeeksExclude);
        }
    }

    /// `fermé le lundi`, and `lundi fermé` where no hours stand between.
    fn closed(&mut self) {
        self.understood += 1;
        if matches!(self.pending, Some(Token::PublicHoliday)) {
            return;
        }
        let clause = &self.clause;
        let of_clause = clause.has_days() && !clause.has_hours() && !clause.broken;
        if of_clause && clause.words == 0 {
            self.clause.closed = true;
            self.flush();
        } else {
            self.flush();
            self.clause.closed = true;
        }
    }

    /// A holiday closed (`hors jours fériés`, `PH off`); of others nothing is known.
    fn holiday(&mut self, token: &Token) {
        let after = self.tokens[self.at..].iter();
        let next = after.clone().find(|token| !matches!(token, Token::Colon | Token::Filler));
        let excepted =
            self.pending == Some(Token::Except) || (self.clause.closed && !self.clause.has_days());
        if !excepted && next != Some(&Token::Closed) {
            let told = if *token == Token::PublicHoliday { "jours fériés" } else { "vacances" };
            self.flush();
            self.clause.void = true;
            self.assumptions.push(Assumption::Exception(told.to_owned()));
            return;
        }
        if !excepted {
            self.at += 1 + after.take_while(|token| **token != Token::Closed).count();
        }
        self.understood += 1;
        if *token == Token::PublicHoliday {
            self.holidays_off = true;
        } else {
            self.school_off = true;
        }
    }
}
