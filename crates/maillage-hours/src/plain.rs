//! Hours in the plain forms of the OpenStreetMap syntax.
//!
//! Nearly all texts of lists are weekdays with times, `Mo-Fr 09:00-12:00,14:00-17:00; We off`, or
//! those of the France Services lists, `Mo 09:00 - 12:00 / 14:00 - 17:00`. They are read here, since
//! the grammar of the crate `opening_hours` costs twenty times as much. Texts in any other form,
//! right or wrong, are left to the crate. Where this module decides, it decides as the crate does,
//! which the tests hold it to. O(length of the text).

use std::sync::Arc;

use chrono::Weekday;
use opening_hours_syntax::{
    ExtendedTime, RuleKind,
    rules::{
        OpeningHoursExpression, RuleOperator, RuleSequence,
        day::{DaySelector, HolidayKind, WeekDayRange},
        time::{TimeSelector, TimeSpan},
    },
};

/// The expression of `text`; `None` when it is not in this syntax.
pub(crate) fn parse(text: &str) -> Option<OpeningHoursExpression> {
    match read(text) {
        Read::Plain(expression) => Some(expression),
        Read::Invalid => None,
        Read::Other => opening_hours_syntax::parse(text).ok(),
    }
}

/// What a text is found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Read {
    /// An expression in a plain form.
    Plain(OpeningHoursExpression),
    /// A text that is no expression: a slash follows a span that is written with spaces.
    Invalid,
    /// Any other text.
    Other,
}

/// Reads `text` as far as it is in a plain form.
///
/// Most hours are one rule of one or two spans, and stay in memory for a whole run: lists take no
/// room beyond what they hold.
pub(crate) fn read(text: &str) -> Read {
    let mut reader = Reader { rest: text.as_bytes() };
    let mut rules = Vec::new();
    let mut operator = RuleOperator::Normal;
    loop {
        match reader.rule(operator) {
            Ok(rule) => rules.push(rule),
            Err(read) => return read,
        }
        operator = match reader.rest {
            [] => {
                rules.shrink_to_fit();
                return Read::Plain(OpeningHoursExpression { rules });
            }
            [b';', b' ', ..] | [b';', ..] => {
                reader.skip(1);
                reader.eat(b" ");
                RuleOperator::Normal
            }
            [b',', b' ', ..] => {
                reader.skip(2);
                RuleOperator::Additional
            }
            _ => return Read::Other,
        };
    }
}

/// The part of a text that is not read yet.
struct Reader<'text> {
    rest: &'text [u8],
}

impl Reader<'_> {
    /// Reads a rule: days, times or a word for a closure, or both.
    fn rule(&mut self, operator: RuleOperator) -> Result<RuleSequence, Read> {
        let weekday = self.days().ok_or(Read::Other)?;
        if !weekday.is_empty() && !self.eat(b" ") {
            return Err(Read::Other);
        }
        let kind = self.kind().filter(|_| !weekday.is_empty());
        let spans = if kind.is_some() { Vec::new() } else { self.spans()? };
        Ok(RuleSequence {
            day_selector: DaySelector { weekday, ..DaySelector::default() },
            time_selector: TimeSelector::new(spans),
            kind: kind.unwrap_or(RuleKind::Open),
            operator,
            comment: Arc::default(),
        })
    }

    /// Reads weekdays and ranges of them, or holidays. Empty before anything but a letter.
    fn days(&mut self) -> Option<Vec<WeekDayRange>> {
        let mut days = Vec::new();
        if !self.rest.first().is_some_and(u8::is_ascii_alphabetic) {
            return Some(days);
        }
        let are_holidays = matches!(self.rest, [b'P' | b'S', b'H', ..]);
        loop {
            days.push(if are_holidays { self.holiday()? } else { self.weekdays()? });
            if !self.eat(b",") {
                days.shrink_to_fit();
                return Some(days);
            }
        }
    }

    fn holiday(&mut self) -> Option<WeekDayRange> {
        let kind = match self.rest {
            [b'P', b'H', ..] => HolidayKind::Public,
            [b'S', b'H', ..] => HolidayKind::School,
            _ => return None,
        };
        self.skip(2);
        Some(WeekDayRange::Holiday { kind, offset: 0 })
    }

    fn weekdays(&mut self) -> Option<WeekDayRange> {
        let start = self.weekday()?;
        let end = if self.eat(b"-") { self.weekday()? } else { start };
        Some(WeekDayRange::Fixed {
            range: start..=end,
            offset: 0,
            nth_from_start: [true; 5],
            nth_from_end: [true; 5],
        })
    }

    fn weekday(&mut self) -> Option<Weekday> {
        let letters = std::str::from_utf8(self.rest.get(..2)?).ok()?;
        let day = crate::reading::weekday(letters)?;
        self.skip(2);
        Some(day)
    }

    /// Reads the word of a rule that does not open, at its end.
    fn kind(&mut self) -> Option<RuleKind> {
        let words: [(&[u8], RuleKind); 3] = [
            (b"off", RuleKind::Closed),
            (b"closed", RuleKind::Closed),
            (b"unknown", RuleKind::Unknown),
        ];
        let (word, kind) = words.into_iter().find(|(word, _)| self.rest.starts_with(word))?;
        self.skip(word.len());
        Some(kind)
    }

    /// Reads spans, at least one: `09:00-12:00,14:00-17:00`.
    fn spans(&mut self) -> Result<Vec<TimeSpan>, Read> {
        let mut spans = Vec::new();
        loop {
            let start = self.time(23).ok_or(Read::Other)?;
            self.eat(b" ");
            if !self.eat(b"-") {
                return Err(Read::Other);
            }
            let is_spaced = self.eat(b" ");
            let end = self.time(24).ok_or(Read::Other)?;
            spans.push(TimeSpan::fixed_range(start, end));
            match self.rest {
                // Without the space, the slash would be followed by a repetition.
                [b' ', b'/', ..] | [b'/', ..] if is_spaced => return Err(Read::Invalid),
                [b',', b'0'..=b'9', ..] => self.skip(1),
                [b',', b' ', b'0'..=b'9', ..] => self.skip(2),
                _ => {
                    spans.shrink_to_fit();
                    return Ok(spans);
                }
            }
        }
    }

    /// Reads a time of one or two digits of hours, up to this hour, and two of minutes. No minutes
    /// follow hour 24.
    fn time(&mut self, last: u8) -> Option<ExtendedTime> {
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| byte - b'0');
        let (hour, length) = match self.rest {
            [ten, one, b':', ..] => (10 * digit(ten)? + digit(one)?, 3),
            [one, b':', ..] => (digit(one)?, 2),
            _ => return None,
        };
        let [ten, one] = self.rest.get(length..length + 2)? else { return None };
        let minute = 10 * digit(ten)? + digit(one)?;
        if hour > last || (hour == 24 && minute > 0) || minute > 59 {
            return None;
        }
        self.skip(length + 2);
        ExtendedTime::new(hour, minute)
    }

    /// Skips `text` if it comes next.
    fn eat(&mut self, text: &[u8]) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
    }
}

#[cfg(test)]
mod tests;
