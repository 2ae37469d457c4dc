//! Reads days and hours in French sentences.
//!
//! A clause is a set of days followed by their hours. A day that comes after hours, after a break
//! or after other words starts the next clause: « lundi et mardi 9h-12h, jeudi 14h-17h » has two
//! clauses. Hours at the start of the text apply to days without hours of their own; several groups
//! of hours, each before its days, are told by [`layout`]. Weeks («
//! semaines paires ») apply to their clause. Weeks at the start of the text are a heading and apply
//! to everything up to the next heading.

mod calendar;
mod clause;
mod layout;
#[cfg(test)]
mod tests;
mod times;
mod tokens;
mod words;

use chrono::{NaiveDate, Weekday};

use self::clause::{Clause, Pick};
use self::layout::Layout;
pub(super) use self::tokens::{Token, tokens};
use self::words::PAUSES;
use super::{Assumption, HoursReading, Incoherence, Unread};
use crate::Weeks;

/// Reads days and hours from `text`.
pub(super) fn read(text: &str) -> Result<HoursReading, Unread> {
    let tokens = sentence(text);
    let layout = layout::layout(&tokens);
    let lists_by_dashes = layout::lists_by_dashes(&tokens);
    let mut reader = Reader { tokens, layout, lists_by_dashes, ..Reader::default() };
    if layout == Layout::Unclear {
        reader.restricted("heures avant ou après les jours".to_owned());
    }
    while let Some(token) = reader.tokens.get(reader.at).cloned() {
        reader.at += 1;
        reader.take(token);
    }
    reader.flush();
    clause::assembled(reader, text)
}

/// Whether `text` restricts the opening times, for example to dates or weeks.
pub(super) fn restricts(text: &str) -> bool {
    let restricts = |token: &Token| {
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
    sentence(text).iter().any(restricts)
}

/// Whether `text` restricts the opening times or has hours of its own.
pub(super) fn limits(text: &str) -> bool {
    let is_hour = |token: &Token| matches!(token, Token::Time(_));
    restricts(text) || sentence(text).iter().any(is_hour)
}

/// The tokens of a sentence, with the days and the dates among them resolved.
fn sentence(text: &str) -> Vec<Token> {
    calendar::joined(&resolve_short_days(resolve_letters(tokens(text))))
}

/// Resolves letters such as `L`: days where there are three of them or two joined by a dash (« L :
/// 9h-12h M : 14h-17h V : - », « L-V »), other words elsewhere.
fn resolve_letters(tokens: Vec<Token>) -> Vec<Token> {
    let leads = |three: &&[Token]| match three {
        [Token::Letter(_), Token::Colon | Token::Letter(_) | Token::Time(_), _] => true,
        [Token::Letter(_), Token::Comma | Token::Slash | Token::And, next] => {
            matches!(next, Token::Letter(_))
        }
        _ => false,
    };
    let is_range = |three: &[Token]| {
        matches!(three, [Token::Letter(_), Token::Dash | Token::Slash, Token::Letter(_)])
    };
    // « L, Ma, Me, V »
    let is_beside_day = |three: &[Token]| match three {
        [one, Token::Comma | Token::Slash | Token::And | Token::Dash, other] => {
            matches!((one, other), (Token::Letter(_), Token::ShortDay(..)))
                || matches!((one, other), (Token::ShortDay(..), Token::Letter(_)))
        }
        _ => false,
    };
    let are_days = tokens.windows(3).filter(leads).count() >= 3
        || tokens.windows(3).any(|three| is_range(three) || is_beside_day(three))
        || tokens.windows(2).any(|two| matches!(two, [Token::Letter(_), Token::ShortDay(..)]))
            && tokens.windows(2).any(|two| matches!(two, [Token::Letter(_), Token::Letter(_)]));
    let mut before = None;
    let resolved = tokens.into_iter().map(|token| {
        let letter = match token {
            Token::Letter(letter) => letter,
            Token::Day(day) | Token::ShortDay(day, _) => {
                before = Some(day);
                return token;
            }
            token => return token,
        };
        let day = match letter {
            'L' => Weekday::Mon,
            'M' if before == Some(Weekday::Tue) => Weekday::Wed,
            'M' => Weekday::Tue,
            'J' => Weekday::Thu,
            'V' => Weekday::Fri,
            'S' => Weekday::Sat,
            _ => Weekday::Sun,
        };
        let word = letter.to_lowercase().to_string();
        if are_days {
            before = Some(day);
            return Token::Day(day);
        }
        words::meaning(&word).unwrap_or(Token::Word(word))
    });
    resolved.collect()
}

/// Resolves short names such as `ma`: a day where the neighbouring tokens allow one, a word
/// elsewhere.
fn resolve_short_days(mut tokens: Vec<Token>) -> Vec<Token> {
    for at in 0..tokens.len() {
        let Token::ShortDay(day, word) = &tokens[at] else { continue };
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let leads = match before {
            Some(Token::Dash | Token::To) => {
                at >= 2 && matches!(tokens[at - 2], Token::Day(_) | Token::Time(_))
            }
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
        let resolved = if leads && follows { Token::Day(*day) } else { Token::Word(word.clone()) };
        tokens[at] = resolved;
    }
    tokens
}

/// State of the reader between the clauses already read and the rest of the text.
#[derive(Debug, Default)]
pub(super) struct Reader {
    tokens: Vec<Token>,
    at: usize,
    layout: Layout,
    /// Whether dashes between days make a list somewhere in the text.
    lists_by_dashes: bool,
    clause: Clause,
    clauses: Vec<Clause>,
    /// Weeks of the current heading.
    heading: Option<Weeks>,
    /// Ordinals of the current heading, within the month.
    nth_heading: Vec<i8>,
    /// Hours at the start of the text.
    hours: Vec<(u32, u32)>,
    /// Last word that applies to what follows: `sauf`, `prise de rendez-vous`.
    pending: Option<Token>,
    /// Whether the pending « sauf » has already closed holidays: « hors vacances scolaires ».
    spent: bool,
    /// Whether the next days counted within the month have hours in place of the usual ones.
    instead: bool,
    holidays_off: bool,
    school_off: bool,
    /// First and last day of validity.
    bounds: (Option<NaiveDate>, Option<NaiveDate>),
    /// Closed days, as first and last day.
    off: Vec<(NaiveDate, NaiveDate)>,
    /// Closed months, as first and last month.
    months_off: Vec<(u32, u32)>,
    /// Months of the current heading.
    months_heading: Vec<(u32, u32)>,
    /// Whether the months of the current heading apply to a clause before the current one.
    heading_used: bool,
    /// Whether the text mentions months.
    monthly: bool,
    closes: bool,
    assumptions: Vec<Assumption>,
    /// First contradiction found.
    fault: Option<Incoherence>,
    /// Words that were not understood.
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
            Token::Instead => {
                self.instead = true;
                // « mercredi 9h-12h (14h-17h le 2e mercredi) »
                if matches!(self.next_meaning(), Some(Token::Time(_) | Token::Number(_))) {
                    self.restricted("autres heures".to_owned());
                }
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
            Token::Except | Token::Call => (self.pending, self.spent) = (Some(token), false),
            Token::Break if self.is_day_without_hours() => self.closed(),
            Token::OtherDays => {
                self.understood += 1;
                if self.clause.closed {
                    self.clause.closure_applied = true;
                } else {
                    self.restricted("autres jours".to_owned());
                }
            }
            Token::Break => {
                // « mardi sur RDV. 9h-11h. Mercredi 14h-17h »
                let is_parted = self.clause.irrelevant && self.clause.has_days();
                if is_parted
                    && self.layout != Layout::HoursFirst
                    && matches!(self.next_meaning(), Some(Token::Time(_)))
                {
                    self.restricted("sur rendez-vous".to_owned());
                }
                if self.clause.closed || self.clause.irrelevant {
                    self.flush();
                }
                self.clause.broken = true;
                self.drop_pending();
            }
            Token::Word(word) | Token::ShortDay(_, word) => self.word(word),
            Token::Letter(letter) => self.word(letter.to_string()),
            Token::Week if self.clause.is_empty() => {}
            Token::Dash if self.is_day_without_hours() => self.closed(),
            Token::Appointment => self.appointment(),
            Token::Dash | Token::To | Token::And | Token::Comma | Token::Slash => {}
            Token::Month | Token::MonthName(_) => self.monthly = true,
            Token::Colon | Token::Week | Token::On | Token::Filler => {}
        }
    }

    /// Whether the dash just read stands for the hours of a day that has none: `J : -`.
    fn is_day_without_hours(&self) -> bool {
        let Some(before) = self.at.checked_sub(3) else { return false };
        let next = self.peek();
        matches!(self.tokens[before..self.at - 1], [Token::Day(_), Token::Colon])
            && matches!(next, None | Some(Token::Day(_) | Token::Break | Token::Comma))
    }

    /// Reads « sur rendez-vous ». A half day or a day without hours is then not open to all.
    fn appointment(&mut self) {
        self.understood += 1;
        let joins = |token: &&Token| {
            matches!(token, Token::Filler | Token::Colon | Token::Dash | Token::Comma)
        };
        let mut before = self.tokens[..self.at - 1].iter().rev();
        let before = before.find(|token| !joins(token)).cloned();
        let is_of_day = matches!(before, Some(Token::Day(_))) && self.clause.has_days();
        let is_half = matches!(before, Some(Token::Morning | Token::Afternoon));
        if is_half && self.clause.has_hours() {
            match before {
                Some(Token::Morning) => self.clause.morning = false,
                _ => self.clause.afternoon = false,
            }
        } else if !is_of_day {
            // « lundi 9h-12h et sur rendez-vous mardi 14h-17h »
            let of_next = !matches!(before, Some(Token::Time(_)))
                && matches!(self.next_meaning(), Some(Token::Day(_)));
            if of_next && (self.clause.has_hours() || !self.clauses.is_empty()) {
                self.restricted("sur rendez-vous".to_owned());
            }
            return;
        }
        self.assumptions.push(Assumption::Exception("sur rendez-vous".to_owned()));
        // The hours after it are those of the appointments: « mardi sur RDV : 9h-11h ».
        self.clause.irrelevant |= !self.clause.has_hours() && self.clause.has_days();
    }

    fn word(&mut self, word: String) {
        // « avec une pause de 12h à 14h »
        if PAUSES.contains(&word.as_str()) && self.are_hours_of_word() {
            self.restricted(word.clone());
        }
        self.unread.push(word);
        self.clause.words += 1;
        self.drop_pending();
    }

    /// Whether hours follow the word just read, before any day or break.
    fn are_hours_of_word(&self) -> bool {
        let mut next = self.tokens[self.at..].iter();
        let ends = |token: &&Token| matches!(token, Token::Time(_) | Token::Day(_) | Token::Break);
        matches!(next.find(ends), Some(Token::Time(_)))
    }

    /// Records a restriction that is not understood.
    fn restricted(&mut self, text: String) {
        self.pending = None;
        self.assumptions.push(Assumption::Restriction(text));
    }

    /// Drops the pending word. A pending « sauf » becomes a restriction: an exception must not be
    /// lost.
    fn drop_pending(&mut self) {
        if self.pending.take() == Some(Token::Except) {
            self.restricted("sauf".to_owned());
        }
    }

    /// Whether the pending « sauf » is that of holidays already read: « hors vacances scolaires ».
    fn is_holiday_excepted(&self) -> bool {
        self.pending == Some(Token::Except) && self.spent
    }

    /// Whether the day just read is excepted together with holidays: « sauf jours fériés et
    /// mercredi ».
    fn is_closed_with_holiday(&self) -> bool {
        let mut next = self.tokens[self.at..].iter();
        self.is_joined() && !next.any(|token| matches!(token, Token::Time(_) | Token::Number(_)))
    }

    /// Whether « et » joins the token just read to those before it.
    fn is_joined(&self) -> bool {
        let mut before = self.tokens[..self.at - 1].iter().rev();
        before.find(|token| **token != Token::Filler) == Some(&Token::And)
    }

    /// Ends the current clause.
    fn flush(&mut self) {
        let mut clause = std::mem::take(&mut self.clause);
        if clause.hours_first && self.clauses.is_empty() && self.hours.is_empty() {
            self.hours.clone_from(&clause.spans);
        }
        clause.weeks = clause.weeks.or(self.heading);
        if clause.months.is_empty() {
            clause.months.clone_from(&self.months_heading);
            clause.of_heading = self.heading_used && !clause.months.is_empty();
            // « En août : fermé le samedi. Lundi au samedi 9h-12h »
            let is_of_closure = |one: &Clause| one.closed && one.months == clause.months;
            let is_first = clause.opens() && !clause.months.is_empty() && !self.heading_used;
            if is_first && self.clauses.iter().any(is_of_closure) {
                self.restricted("mois".to_owned());
            }
            self.heading_used |= clause.opens();
        }
        // « lundi 9h-12h ; en août : 9h-11h »
        let is_of_season = !clause.closed && clause.has_hours() && !clause.has_days();
        if is_of_season && !clause.months.is_empty() && !self.clauses.is_empty() {
            self.restricted("mois".to_owned());
        }
        // « fermé l'après-midi » beside hours of the afternoon.
        let is_half = clause.closed && !clause.has_days() && clause.has_hours();
        if is_half || clause.closed && clause.is_empty() && !clause.closure_applied {
            self.restricted("fermé".to_owned());
        }
        if !clause.is_empty() {
            self.clauses.push(clause);
        }
    }

    /// Starts a clause for a day or a date, unless the day continues the current clause.
    fn begin(&mut self) {
        let clause = &self.clause;
        let parted = clause.broken || clause.words > 0;
        let done = clause.has_hours() || clause.contradictory || clause.weeks.is_some() || parted;
        let closed = clause.closed && clause.has_days() && !parted;
        // « tous les jours sauf le mercredi 9h-12h, le mercredi 14h-17h »
        let gave = clause.gives_hours && !parted;
        let over =
            clause.has_days() && (done || gave || (self.pending.is_some() && !clause.closed));
        if gave {
            self.restricted("sauf".to_owned());
        }
        let clause = &self.clause;
        // « de 9h à 12h lundi et mardi, de 14h à 17h jeudi »: the hours are those of each day up to
        // the next hours.
        let goes_on = self.layout == Layout::HoursFirst
            && clause.hours_first
            && self.pending.is_none()
            && !clause.irrelevant;
        if goes_on && over {
            let hours = clause.hours_only();
            let is_other = parted || clause.weeks.is_some() || !clause.months.is_empty();
            if is_other || clause.counts_in_month() {
                self.flush();
                self.clause = hours;
            }
            (self.clause.broken, self.clause.words) = (false, 0);
            return;
        }
        if over || clause.irrelevant {
            self.flush();
        }
        match self.pending.take() {
            Some(Token::Except) => self.clause.closed = true,
            Some(Token::Call) => self.clause.irrelevant = true,
            // « sauf lundi matin et mardi après-midi »
            _ if over => self.clause.closed = closed,
            _ => {}
        }
        (self.clause.broken, self.clause.words) = (false, 0);
    }

    fn day(&mut self, first: Weekday) {
        self.day_counted(first, Vec::new());
    }

    /// Reads a day or a range of days, with ordinals within the month.
    fn day_counted(&mut self, first: Weekday, nth: Vec<i8>) {
        self.understood += 1;
        // `samedi 9h-12h (les 2 premiers samedis du mois)` names one day twice.
        let clause = &mut self.clause;
        let again = matches!(&clause.picks[..], [pick] if pick.day == first && pick.nth.is_empty());
        let excepted = self.pending == Some(Token::Except);
        let again = again && !excepted;
        let counts = again && clause.has_hours() && !clause.broken && clause.words == 0;
        if counts && !nth.is_empty() && !self.hours_follow() {
            self.count(&nth);
            return;
        }
        // « mardi 9h-12h. Hors vacances scolaires : vendredi 17h-19h »
        if self.is_holiday_excepted() && !self.is_closed_with_holiday() {
            self.restricted("hors vacances".to_owned());
        }
        self.begin();
        self.clause.excepted |= std::mem::take(&mut self.instead) && !nth.is_empty();
        let mut days = vec![first];
        let dashed = self.dashed_days();
        if let (Some(Token::Dash | Token::To), Some(Token::Day(last)), 0..=1) =
            (self.peek(), self.tokens.get(self.at + 1), dashed.len())
        {
            let last = *last;
            let is_dash = self.peek() == Some(&Token::Dash);
            while let Some(day) = days.last().filter(|day| **day != last) {
                days.push(day.succ());
            }
            self.at += 2;
            self.understood += 1;
            if is_dash && self.lists_by_dashes && days.len() > 2 {
                days = self.pair_in_list(days);
            }
        } else {
            // « lundi - mercredi - vendredi » is a list.
            self.at += 2 * dashed.len();
            self.understood += dashed.len();
            days.extend(dashed);
        }
        let nth = if nth.is_empty() { self.nth_heading.clone() } else { nth };
        self.clause.last_range = days.len();
        self.clause.picks.extend(days.into_iter().map(|day| Pick { day, nth: nth.clone() }));
    }

    /// The days that two days with a dash between them stand for, in a text where dashes also make
    /// lists: the two days of `range` where the text names a day between them elsewhere, as in
    /// « lundi - mardi - jeudi : 9h-12h, mercredi - vendredi : 14h-17h ».
    fn pair_in_list(&mut self, range: Vec<Weekday>) -> Vec<Weekday> {
        let (first, last) = (range[0], range[range.len() - 1]);
        let between = &range[1..range.len() - 1];
        let is_named = |token: &Token| matches!(token, Token::Day(day) if between.contains(day));
        if self.tokens.iter().any(is_named) {
            return vec![first, last];
        }
        self.restricted("jours joints par un tiret".to_owned());
        range
    }

    /// The days joined by dashes to the one just read.
    fn dashed_days(&self) -> Vec<Weekday> {
        let pairs = self.tokens[self.at..].chunks_exact(2);
        let day = |pair: &[Token]| match pair {
            [Token::Dash, Token::Day(day)] => Some(*day),
            _ => None,
        };
        pairs.map_while(day).collect()
    }

    /// Whether hours of its own follow the day just read.
    fn hours_follow(&self) -> bool {
        let joins = |token: &&Token| {
            matches!(token, Token::Filler | Token::Month | Token::To | Token::Comma | Token::Colon)
        };
        let next = self.tokens[self.at..].iter().find(|token| !joins(token));
        matches!(next, Some(Token::Time(_)))
    }

    /// Reads `1er et 3e mardis`, `mardi (1er et 3e du mois)`, `1ère semaine du mois :`
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
            _ if self.pending == Some(Token::Except) => self.drop_pending(),
            _ if self.clause.has_days() => self.count(&nth),
            _ => self.word("premier".to_owned()),
        }
    }

    /// Gives ordinals to the days of the clause. Days that have some would have hours of their own:
    /// « 1er et 3e mardi : 9h-12h ; 2e et 4e : 14h-17h ».
    fn count(&mut self, nth: &[i8]) {
        if self.clause.counts_in_month() {
            self.restricted("autres rangs".to_owned());
        }
        self.clause.limited |= self.clause.has_hours();
        self.clause.count(nth);
    }

    /// The next ordinal of a list, with the index after it.
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
            self.count(&nth);
        } else {
            self.flush();
            self.nth_heading = nth;
        }
    }

    /// Whether the next days are closed. Consumes the pending word.
    fn takes_closure(&mut self) -> bool {
        let excepted = self.pending == Some(Token::Except);
        self.pending = None;
        let closed = self.clause.closed && !self.clause.has_days();
        self.clause.closure_applied |= closed;
        // « mardi 14h-17h (sauf août : 9h-12h) »
        self.clause.limited |= excepted && self.clause.has_days() && self.clause.has_hours();
        excepted || closed
    }

    fn dates(&mut self, dates: &[NaiveDate]) {
        self.understood += dates.len();
        if self.takes_closure() {
            self.off.extend(dates.iter().map(|date| (*date, *date)));
            return;
        }
        let goes_on = !self.clause.dates.is_empty() && !self.clause.has_hours();
        if !goes_on {
            self.begin();
        }
        self.clause.dates.extend(dates);
    }

    /// Reads the first and last day of the validity, or of a closure.
    fn between(&mut self, (from, to): (Option<NaiveDate>, Option<NaiveDate>)) {
        self.understood += 1;
        if self.takes_closure() {
            match from.zip(to) {
                Some(off) => self.off.push(off),
                None => self.restricted("fermé".to_owned()),
            }
            return;
        }
        // « fermé le mercredi du 1er au 15 août 2026 »
        if self.clause.closed || self.closed_before().is_some() {
            self.restricted("fermé".to_owned());
        }
        let (first, last) = self.bounds;
        if first.and(from).is_some() || last.and(to).is_some() {
            self.restricted("plusieurs périodes".to_owned());
        }
        self.bounds = (first.or(from), last.or(to));
    }

    fn months(&mut self, months: Vec<(u32, u32)>) {
        self.understood += 1;
        // « de septembre à juin lundi 9h-12h, en juillet mardi 9h-12h »
        let leads = matches!(self.next_meaning(), Some(Token::Day(_) | Token::Closed));
        if let Some(closed) = self.closed_before() {
            // « samedi fermé en août »
            closed.months.extend(months);
            if leads {
                self.restricted("mois".to_owned());
            }
        } else if self.takes_closure() {
            // « sauf en juillet le samedi »
            if leads {
                self.restricted("mois".to_owned());
            }
            self.months_off.extend(months);
        } else if self.clause.has_days() && !self.clause.broken && !leads {
            // A second row of months for the same days would have hours of its own.
            if !self.clause.months.is_empty() || !self.months_heading.is_empty() {
                self.restricted("mois".to_owned());
            }
            self.clause.limited |= self.clause.has_hours();
            self.clause.months.extend(months);
        } else {
            self.flush();
            (self.months_heading, self.heading_used) = (months, false);
        }
    }

    /// The clause of the days that « fermé », just before the current token, closes: « samedi fermé
    /// en août ».
    fn closed_before(&mut self) -> Option<&mut Clause> {
        let mut before = self.tokens[..self.at - 1].iter().rev();
        let before = before.find(|token| !matches!(token, Token::Filler | Token::Week));
        let is_closed = before == Some(&Token::Closed) && self.clause.is_empty();
        let last = self.clauses.last_mut().filter(|_| is_closed && !self.clause.closed);
        last.filter(|clause| clause.closed && clause.has_days())
    }

    /// The next token that is neither a colon nor without meaning.
    fn next_meaning(&self) -> Option<&Token> {
        let mut next = self.tokens[self.at..].iter();
        next.find(|token| !matches!(token, Token::Colon | Token::Filler))
    }

    /// Reads « une semaine sur deux ». Other words may say which weeks.
    fn every_other(&mut self) {
        self.understood += 1;
        // « mercredi fermé une semaine sur deux »
        if self.closed_before().is_some() {
            self.restricted("fermé".to_owned());
        }
        self.clause.limited |= self.clause.has_days() && self.clause.has_hours();
        let of = if self.clause.has_days() { &mut self.clause.weeks } else { &mut self.heading };
        of.get_or_insert(Weeks::Second);
    }

    fn half(&mut self, token: &Token) {
        self.understood += 1;
        // « l'après-midi de 14h à 17h : jeudi » starts the next hours.
        let leads = matches!(self.next_meaning(), Some(Token::Time(_) | Token::Number(_)));
        // « du mardi au vendredi, 9h-12h et l'après-midi du mercredi 14h-17h »
        let mut before = self.tokens[..self.at - 1].iter().rev();
        let joint = before.find(|token| **token != Token::Filler);
        let is_joined = matches!(joint, Some(Token::And | Token::Comma | Token::Slash));
        let is_of_next = is_joined
            && matches!(self.next_meaning(), Some(Token::Day(_)))
            && !self.clause.spans.is_empty();
        let is_next = self.layout == Layout::HoursFirst && leads || is_of_next;
        if is_next && self.clause.has_days() {
            self.flush();
        }
        match token {
            Token::Morning => self.clause.morning = true,
            Token::Afternoon => self.clause.afternoon = true,
            _ => self.clause.all_day = true,
        }
    }

    fn parity(&mut self, weeks: Weeks) {
        self.understood += 1;
        // « mercredi fermé semaine impaire »
        if let Some(closed) = self.closed_before() {
            closed.weeks = Some(weeks);
            return;
        }
        self.heading = self.heading.filter(|heading| *heading != Weeks::Second);
        let flipped = if weeks == Weeks::Odd { Weeks::Even } else { Weeks::Odd };
        // « hors vacances scolaires semaines paires »
        if self.is_holiday_excepted() {
            self.restricted("hors vacances".to_owned());
        }
        let excepted = self.pending.take() == Some(Token::Except);
        // « sauf semaine impaire le mercredi »
        if excepted && matches!(self.next_meaning(), Some(Token::Day(_))) {
            self.restricted("sauf".to_owned());
        }
        let weeks = if excepted { flipped } else { weeks };
        // « semaines paires et impaires » means every week.
        let before = self.at.checked_sub(2).and_then(|before| self.tokens.get(before));
        let of = if self.clause.has_days() { &mut self.clause.weeks } else { &mut self.heading };
        if before == Some(&Token::And) && of.is_some_and(|of| of != weeks) {
            *of = Some(Weeks::Every);
            return;
        }
        // « lundi 9h-12h. Semaines paires : fermé le mercredi »
        let leads = match self.next_meaning() {
            Some(Token::Closed) => true,
            Some(Token::Day(_)) => self.clause.broken,
            _ => false,
        };
        if leads && self.clause.has_days() {
            self.flush();
            self.heading = Some(weeks);
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
            self.clause.limited |= self.clause.has_days() && self.clause.has_hours();
            self.clause.weeks = Some(weeks);
            self.clause.words = 0;
        } else if self.clause.words > 0 {
            // The other weeks are at another place: `lundi : Ville (paires) / Bourg (impaires)`.
            let other = Clause { weeks: Some(weeks), ..self.clause.clone() };
            self.flush();
            self.clause = other;
        } else {
            self.fault.get_or_insert(Incoherence::WeeksExclude);
        }
    }

    /// Reads `fermé le lundi`, or `lundi fermé` when no hours come between.
    fn closed(&mut self) {
        self.understood += 1;
        self.closes = true;
        let clause = &self.clause;
        // « lundi après-midi : fermé »
        let mut before = self.tokens[..self.at - 1].iter().rev();
        let before = before.find(|token| !matches!(token, Token::Colon | Token::Filler));
        let is_of_half = matches!(before, Some(Token::Morning | Token::Afternoon))
            && clause.spans.is_empty()
            && matches!(self.next_meaning(), None | Some(Token::Break | Token::Comma | Token::And));
        let applies_to_clause =
            clause.has_days() && (!clause.has_hours() || is_of_half) && !clause.broken;
        if applies_to_clause && clause.words == 0 {
            self.clause.closed = true;
            self.flush();
        } else {
            self.flush();
            self.clause.closed = true;
        }
    }

    /// Reads a mention of holidays. A closure (`hors jours fériés`, `PH off`) is understood;
    /// anything else is an assumption.
    fn holiday(&mut self, token: &Token) {
        let after = self.tokens[self.at..].iter();
        let next = after.clone().find(|token| !matches!(token, Token::Colon | Token::Filler));
        let excepted =
            self.pending == Some(Token::Except) || (self.clause.closed && !self.clause.has_days());
        if !excepted && next != Some(&Token::Closed) {
            let name = if *token == Token::PublicHoliday { "jours fériés" } else { "vacances" };
            // Hours alone are other hours for the holidays. Days would be read as days of every
            // week.
            let heads = matches!(next, Some(Token::Time(_)));
            self.flush();
            self.clause.irrelevant = true;
            // The hours in the holidays are unknown. The usual hours do not apply.
            self.school_off |= heads && *token == Token::SchoolHoliday;
            self.assumptions.push(if heads || *token == Token::PublicHoliday {
                Assumption::Exception(name.to_owned())
            } else {
                Assumption::Restriction(name.to_owned())
            });
            return;
        }
        let to_closed = after.take_while(|token| **token != Token::Closed).count();
        // « dimanche et jours fériés : fermé » closes both: the day is left to its own word.
        let of_days = !excepted && self.clause.has_days() && !self.clause.has_hours();
        let with_days = of_days && self.is_joined();
        if !(excepted || with_days) {
            self.at += 1 + to_closed;
        }
        self.understood += 1;
        if !with_days {
            self.spent = self.pending == Some(Token::Except);
            self.clause.closure_applied = true;
        }
        if *token == Token::PublicHoliday {
            self.holidays_off = true;
        } else {
            self.school_off = true;
        }
    }
}
