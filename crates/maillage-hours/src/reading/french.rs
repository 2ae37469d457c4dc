//! Days and hours in French sentences.
//!
//! A clause is some days and the hours that follow them; the next day after hours, or after
//! a break or other words, begins the next clause: « lundi et mardi 9h-12h, jeudi 14h-17h »
//! is two. Hours that open the text hold for the days that have none of their own. Weeks
//! (« semaines paires ») belong to the clause they stand in; weeks that open the text are
//! headings, and belong to all that follows until the next.

mod calendar;
mod clause;
mod times;
mod tokens;
mod words;

use chrono::{NaiveDate, Weekday};

use self::clause::{Clause, Pick};
pub(super) use self::tokens::{Token, tokens};
use super::{Assumption, HoursReading, Incoherence, Unread};
use crate::Weeks;

/// What `text` says.
pub(super) fn read(text: &str) -> Result<HoursReading, Unread> {
    let tokens = calendar::joined(&settled(tokens(text)));
    let mut reader = Reader { tokens, ..Reader::default() };
    while let Some(token) = reader.tokens.get(reader.at).cloned() {
        reader.at += 1;
        reader.take(token);
    }
    reader.flush();
    clause::assembled(reader, text)
}

/// Whether something in `text` restricts when a place is open.
pub(super) fn restricts(text: &str) -> bool {
    let bears = |token: &Token| {
        matches!(
            token,
            Token::Unsure(_)
                | Token::Wrong(_)
                | Token::Dates(_)
                | Token::Between(..)
                | Token::From(_)
                | Token::Until(_)
                | Token::Months(_)
                | Token::Parity(_)
                | Token::Nth(_)
                | Token::EveryOther
                | Token::PerMonth
                | Token::Except
                | Token::Closed
                | Token::SchoolHoliday
        )
    };
    calendar::joined(&settled(tokens(text))).iter().any(bears)
}

/// Short names that stand where a day stands are days, and words elsewhere.
fn settled(mut tokens: Vec<Token>) -> Vec<Token> {
    for at in 0..tokens.len() {
        let Token::ShortDay(day, word) = &tokens[at] else { continue };
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let leads = match before {
            Some(Token::Dash | Token::To) => at >= 2 && matches!(tokens[at - 2], Token::Day(_)),
            Some(Token::Word(_) | Token::On | Token::Number(_)) => false,
            _ => true,
        };
        let follows = match tokens.get(at + 1) {
            Some(Token::To) => {
                matches!(tokens.get(at + 2), Some(Token::Day(_) | Token::ShortDay(..)))
            }
            Some(Token::Word(_) | Token::On | Token::MonthName(_)) => false,
            _ => true,
        };
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
    bounds: (Option<NaiveDate>, Option<NaiveDate>),
    /// Days closed, from and to.
    off: Vec<(NaiveDate, NaiveDate)>,
    /// Months closed, and those of the heading that everything stands under.
    months_off: Vec<(u32, u32)>,
    months_heading: Vec<(u32, u32)>,
    /// Something is said of months, or of being closed.
    monthly: bool,
    closes: bool,
    assumptions: Vec<Assumption>,
    /// The first thing that cannot be meant.
    fault: Option<Incoherence>,
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
            Token::Date(date) => self.dates(&[date]),
            Token::Dates(dates) => self.dates(&dates),
            Token::Between(from, to) => self.between((Some(from), Some(to))),
            Token::From(from) => self.between((Some(from), None)),
            Token::Until(to) => self.between((None, Some(to))),
            Token::Months(months) => self.months(months),
            Token::Unsure(text) => self.restricted(text),
            Token::Wrong(fault) => {
                self.restricted(fault.to_string());
                self.fault.get_or_insert(fault);
            }
            Token::Closed => self.closed(),
            Token::PublicHoliday | Token::SchoolHoliday => self.holiday(&token),
            Token::EveryOther => self.every_other(),
            Token::PerMonth => {
                self.understood += 1;
                self.monthly = true;
                if self.clause.has_days() && !self.clause.counts_in_month() {
                    self.restricted("par mois".to_owned());
                }
            }
            Token::Except | Token::Call => self.pending = Some(token),
            Token::Break => {
                if self.clause.closed || self.clause.void {
                    self.flush();
                }
                self.clause.broken = true;
                self.unexcepted();
            }
            Token::Word(word) | Token::ShortDay(_, word) => self.word(word),
            Token::Week if self.clause.is_empty() => {}
            Token::Dash | Token::To | Token::And | Token::Comma | Token::Slash => {}
            Token::Month | Token::MonthName(_) => self.monthly = true,
            Token::Colon | Token::Week | Token::On | Token::Filler => {}
        }
    }

    fn word(&mut self, word: String) {
        self.unread.push(word);
        self.clause.words += 1;
        self.unexcepted();
    }

    /// Something restricts what is told, in a way that is not understood.
    fn restricted(&mut self, text: String) {
        self.pending = None;
        self.assumptions.push(Assumption::Restriction(text));
    }

    /// Forgets what bears on what follows; what is excepted must not be lost.
    fn unexcepted(&mut self) {
        if self.pending.take() == Some(Token::Except) {
            self.restricted("sauf".to_owned());
        }
    }

    /// Ends the clause that is being read.
    fn flush(&mut self) {
        let mut clause = std::mem::take(&mut self.clause);
        if clause.hours_first && self.clauses.is_empty() && self.hours.is_empty() {
            self.hours.clone_from(&clause.spans);
        }
        clause.weeks = clause.weeks.or(self.heading);
        if clause.months.is_empty() {
            clause.months.clone_from(&self.months_heading);
        }
        if clause.closed && clause.is_empty() && !clause.spent {
            self.restricted("fermé".to_owned());
        }
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
        let excepted = self.pending == Some(Token::Except);
        let again = again && !excepted;
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
        self.clause.last_told = days.len();
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
            Some(Token::Week) if self.pending != Some(Token::Except) => self.week_of_month(nth),
            _ if self.pending == Some(Token::Except) => self.unexcepted(),
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

    /// Whether what is read next is closed.
    fn excepts(&mut self) -> bool {
        let excepted = self.pending == Some(Token::Except);
        self.pending = None;
        let closed = self.clause.closed && !self.clause.has_days();
        self.clause.spent |= closed;
        excepted || closed
    }

    fn dates(&mut self, dates: &[NaiveDate]) {
        self.understood += dates.len();
        if self.excepts() {
            self.off.extend(dates.iter().map(|date| (*date, *date)));
            return;
        }
        let goes_on = !self.clause.dates.is_empty() && !self.clause.has_hours();
        if !goes_on {
            self.begin();
        }
        self.clause.dates.extend(dates);
    }

    /// The first and the last day on which something holds, or is closed.
    fn between(&mut self, (from, to): (Option<NaiveDate>, Option<NaiveDate>)) {
        self.understood += 1;
        if self.excepts() {
            match from.zip(to) {
                Some(off) => self.off.push(off),
                None => self.restricted("fermé".to_owned()),
            }
            return;
        }
        let (first, last) = self.bounds;
        if first.and(from).is_some() || last.and(to).is_some() {
            self.restricted("plusieurs périodes".to_owned());
        }
        self.bounds = (first.or(from), last.or(to));
    }

    fn months(&mut self, months: Vec<(u32, u32)>) {
        self.understood += 1;
        if self.excepts() {
            self.months_off.extend(months);
        } else if self.clause.has_days() && !self.clause.broken {
            // Hours in some months, and other hours in others.
            if !self.clause.months.is_empty() {
                self.restricted("mois".to_owned());
            }
            self.clause.months.extend(months);
        } else {
            self.flush();
            self.months_heading = months;
        }
    }

    /// Every second week; which, is said elsewhere or not at all.
    fn every_other(&mut self) {
        self.understood += 1;
        let of = if self.clause.has_days() { &mut self.clause.weeks } else { &mut self.heading };
        of.get_or_insert(Weeks::Second);
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
        self.heading = self.heading.filter(|heading| *heading != Weeks::Second);
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
                self.fault.get_or_insert(Incoherence::WeeksExclude);
            }
            self.flush();
            self.heading = Some(weeks);
        } else if self.clause.weeks.is_none_or(|of| of == weeks || of == Weeks::Second) {
            self.clause.weeks = Some(weeks);
            self.clause.words = 0;
        } else if self.clause.words > 0 {
            // Another place in the other weeks: `lundi : Ville (paires) / Bourg (impaires)`.
            let other = Clause { weeks: Some(weeks), ..self.clause.clone() };
            self.flush();
            self.clause = other;
        } else {
            self.fault.get_or_insert(Incoherence::WeeksExclude);
        }
    }

    /// `fermé le lundi`, and `lundi fermé` where no hours stand between.
    fn closed(&mut self) {
        self.understood += 1;
        self.closes = true;
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
            // Hours alone are other hours in the holidays; days would be taken for those of all
            // weeks.
            let heads = matches!(next, Some(Token::Time(_)));
            self.flush();
            self.clause.void = true;
            // What holds in them is not known: at least not what holds else.
            self.school_off |= heads && *token == Token::SchoolHoliday;
            self.assumptions.push(if heads || *token == Token::PublicHoliday {
                Assumption::Exception(told.to_owned())
            } else {
                Assumption::Restriction(told.to_owned())
            });
            return;
        }
        if !excepted {
            self.at += 1 + after.take_while(|token| **token != Token::Closed).count();
        }
        self.understood += 1;
        self.clause.spent = true;
        if *token == Token::PublicHoliday {
            self.holidays_off = true;
        } else {
            self.school_off = true;
        }
    }
}
