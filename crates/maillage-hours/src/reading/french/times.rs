//! Reads times, spans, and numbers that may be hours or counts.

use super::{Reader, clause::Clause, layout::Layout, tokens::Token};
use crate::reading::{Assumption, Incoherence, clock, sanity};

impl Reader {
    /// Reads a number: `2 vendredis par mois`, `2 premiers samedis`, `6 et 20 octobre 2026`,
    /// `9-12h`
    pub(super) fn number(&mut self, number: u32) {
        let next = (self.peek(), self.tokens.get(self.at + 1), self.tokens.get(self.at + 2));
        let count = i8::try_from(number).ok().filter(|count| (1..=4).contains(count));
        match (next, count) {
            ((Some(Token::Nth(1)), Some(Token::Day(day)), _), Some(count)) => {
                let day = *day;
                self.at += 2;
                self.day_counted(day, (1..=count).collect());
            }
            ((Some(Token::Day(day)), Some(Token::EveryOther), _), Some(1)) => {
                let day = *day;
                self.at += 1;
                self.day(day);
            }
            ((Some(Token::Day(day)), ..), Some(count)) => {
                let day = *day;
                self.at += 1;
                self.assumptions.push(Assumption::WhichOfMonth);
                let nth = if count == 2 { vec![1, 3] } else { (1..=count).collect() };
                self.day_counted(day, nth);
            }
            _ if number <= 24 && self.chain(number * 60).is_some() => self.span(number * 60),
            ((Some(Token::Dash | Token::To), Some(Token::Number(end)), _), _)
                if self.clause.has_days()
                    && self.clause.words == 0
                    && (6..*end).contains(&number)
                    && *end <= 24 =>
            {
                // `lundi 9-12`
                self.assumptions.push(Assumption::TimesPaired);
                let span = (number * 60, *end * 60);
                self.at += 2;
                self.understood += 2;
                self.hours(&[span]);
            }
            _ => self.word(number.to_string()),
        }
    }

    /// Reads a time and the times joined to it: `9h à 12h`, `09:00-12:00-14:00-17:00`.
    pub(super) fn span(&mut self, first: u32) {
        if self.pending == Some(Token::Call) {
            // « accueil téléphonique de 14h à 17h »
            self.pending = None;
            self.flush();
            self.clause.irrelevant = true;
        }
        // « de 9h à 17h sauf de 12h à 14h »
        if self.pending == Some(Token::Except) {
            // « mardi hors vacances scolaires 9h-12h » has hours of one condition only.
            let is_whole = self.is_holiday_excepted()
                && self.clauses.is_empty()
                && !self.clause.has_hours()
                && self.clause.has_days();
            if is_whole {
                self.pending = None;
            } else {
                self.drop_pending();
            }
        }
        let (times, after) = self.chain(first).unwrap_or_else(|| (vec![first], self.at));
        self.at = after;
        let next = (self.peek(), self.tokens.get(self.at + 1));
        let (times, paired) = match (&times[..], next) {
            (_, (_, Some(Token::Dash | Token::To | Token::Slash))) => (times, true),
            ([start], (Some(Token::Time(end)), _)) => (vec![*start, *end], false),
            _ => (times, true),
        };
        self.at += usize::from(!paired);
        self.understood += times.len();
        let spans: Vec<(u32, u32)> = times.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        if let ([end], Some(spans)) = (&times[..], self.spans_until(first)) {
            (self.clause.closed, self.clause.spans) = (false, spans);
            self.understood += usize::from(*end == first);
            return;
        }
        if times.len() % 2 == 1 {
            self.understood -= times.len();
            let text = clock_of(&times);
            self.fault.get_or_insert(Incoherence::NoEnd(text.clone()));
            self.assumptions.push(Assumption::NotRead(text));
            self.unread.extend(times.iter().map(|_| String::new()));
            self.clause.contradictory = true;
            // It may be a date (« mardi 6.10 14h-16h ») or shorten other hours.
            if !self.clause.irrelevant {
                self.restricted(clock_of(&times));
            }
            return;
        }
        self.assumptions.extend((!paired).then_some(Assumption::TimesPaired));
        self.hours(&spans);
    }

    /// Adds spans to the clause. Contradictory spans are recorded and left out.
    fn hours(&mut self, spans: &[(u32, u32)]) {
        let is_next = self.clause.hours_first || self.layout == Layout::HoursFirst;
        if is_next && self.clause.has_days() {
            self.flush();
        }
        // In « fermé le lundi, mardi 9h-12h » the last range of days opens.
        let before = self.clause.picks.len().saturating_sub(self.clause.last_range);
        self.clause.gives_hours |= self.closes_before_hours();
        if self.clause.closed && before > 0 && !self.clause.gives_hours {
            let opening = self.clause.picks.split_off(before);
            self.flush();
            self.clause.last_range = opening.len();
            self.clause.picks = opening;
        }
        self.clause.hours_first |= !self.clause.has_days();
        let is_doubtful = self.clause.limited || spans.iter().any(|span| self.crosses(*span));
        if is_doubtful && !self.clause.irrelevant {
            self.restricted("autres heures".to_owned());
        }
        for span in spans.iter().copied() {
            match sanity::span(span) {
                Ok(span) => {
                    self.assumptions.extend(sanity::is_unlikely(span).then_some(Assumption::Night));
                    self.holder().spans.push(span);
                }
                Err(fault) => {
                    self.assumptions.push(Assumption::NotRead(clock(span)));
                    self.unread.extend([String::new(), String::new()]);
                    self.clause.contradictory = true;
                    self.restricted(clock(span));
                    self.fault.get_or_insert(fault);
                }
            }
        }
    }

    /// Whether a span overlaps other hours of its days: it may be a break in them, or replace them
    /// for a part of the year.
    fn crosses(&self, (start, end): (u32, u32)) -> bool {
        let is_other = |one: &(u32, u32)| *one != (start, end) && start < one.1 && one.0 < end;
        !self.clause.closed && self.clause.spans.iter().any(is_other)
    }

    /// Whether the closed days read last stand before the hours of the days that open: « tous les
    /// jours sauf le lundi, 9h-12h et 14h-17h ».
    fn closes_before_hours(&self) -> bool {
        let before = self.clauses.last();
        self.clause.closed && before.is_some_and(|before| before.opens() && !before.has_hours())
    }

    /// The clause that receives the next hours.
    fn holder(&mut self) -> &mut Clause {
        match self.clauses.last_mut() {
            Some(before) if self.clause.gives_hours => before,
            _ => &mut self.clause,
        }
    }

    /// The hours of the current days when the last of them end at `end`: « du lundi au jeudi
    /// 9h-12h, 14h-17h, vendredi jusqu'à 16h », « … sauf le vendredi 16h ».
    fn spans_until(&self, end: u32) -> Option<Vec<(u32, u32)>> {
        let at = self.at.checked_sub(1)?;
        let is_until = at >= 2 && self.tokens[at - 2..at] == [Token::To, Token::To];
        if !(is_until || self.clause.closed) || !self.clause.has_days() || self.clause.has_hours() {
            return None;
        }
        let before = self.clauses.iter().rev().find(|before| before.opens())?;
        let mut spans = before.spans.clone();
        let last = spans.last_mut().filter(|(start, _)| *start < end)?;
        last.1 = end;
        Some(spans)
    }

    /// The times joined to `first`, including it, with the index after them. `None` when nothing is
    /// joined, or when nothing marks the numbers as hours.
    fn chain(&self, first: u32) -> Option<(Vec<u32>, usize)> {
        let mut times = vec![first];
        let is_time = |at: usize| matches!(self.tokens.get(at), Some(Token::Time(_)));
        let mut are_hours = self.at.checked_sub(1).is_some_and(is_time);
        let mut end = self.at;
        loop {
            let joins = |token: &&Token| matches!(token, Token::Dash | Token::To | Token::Slash);
            let skipped = self.tokens[end..].iter().take_while(joins).count();
            let at = end + skipped;
            let goes_on = !matches!(self.tokens.get(at + 1), Some(Token::Word(_) | Token::Filler));
            match self.tokens.get(at) {
                Some(Token::Time(time)) if skipped > 0 => {
                    times.push(*time);
                    are_hours = true;
                }
                // A number that ends or starts a span. Other numbers belong to a street address.
                Some(Token::Number(hour))
                    if skipped > 0 && *hour <= 24 && (times.len() % 2 == 1 || goes_on) =>
                {
                    times.push(hour * 60);
                }
                _ => break,
            }
            end = at + 1;
        }
        (are_hours && times.len() > 1).then_some((times, end))
    }
}

/// Times as text: `09:00-12:00-14:00`.
fn clock_of(times: &[u32]) -> String {
    let times = times.iter().map(|time| format!("{:02}:{:02}", time / 60, time % 60));
    times.collect::<Vec<_>>().join("-")
}
