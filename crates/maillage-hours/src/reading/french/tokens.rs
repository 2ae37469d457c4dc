//! Lexer for French days and hours.

use chrono::{NaiveDate, Weekday};
use unicode_normalization::UnicodeNormalization;

use super::words;
use crate::{
    Weeks,
    reading::{Incoherence, dates, osm},
};
use maillage_spelling::fold;

/// « tous les jours »
const EVERY_DAY: [Token; 3] = [Token::Day(Weekday::Mon), Token::Dash, Token::Day(Weekday::Sun)];

/// A word, a number or a sign, by its role in days and hours.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reading) enum Token {
    /// `lundi`, `lun.`, `Mo`
    Day(Weekday),
    /// `ma`, `me`, `je`, `mer`: a day or another word. The neighbouring tokens decide.
    ShortDay(Weekday, String),
    /// `L`, `M`: a day beside other such letters, or another word.
    Letter(char),
    /// `9h30`, `09:30`, in minutes after midnight, without an upper bound.
    Time(u32),
    Number(u32),
    /// `1er`, `3e`; −1 stands for `dernier`.
    Nth(i8),
    Morning,
    Afternoon,
    AllDay,
    /// `paires`, `impaires`
    Parity(Weeks),
    Week,
    /// `mois` in `du mois` or `chaque mois`
    Month,
    /// `par mois`, `mensuel`
    PerMonth,
    /// `une semaine sur deux`, `tous les 15 jours`, `1 mardi/2`
    EveryOther,
    MonthName(u32),
    Date(NaiveDate),
    /// A list of dates: « les 6 et 20 octobre 2026 ».
    Dates(Vec<NaiveDate>),
    /// « du 5 janvier au 30 juin 2026 »
    Between(NaiveDate, NaiveDate),
    /// « à partir du 1er octobre 2026 »
    From(NaiveDate),
    /// « jusqu'au 18 décembre 2026 »
    Until(NaiveDate),
    /// « juillet et août », « d'avril à octobre »: first and last month of each row, from 1.
    Months(Vec<(u32, u32)>),
    /// A restriction that is not understood: « semaines A », « en été ».
    Unsure(String),
    /// A contradiction.
    Wrong(Incoherence),
    Dash,
    /// `à`, `au`, `jusqu'à`
    To,
    And,
    Comma,
    Slash,
    Colon,
    /// A full stop, a semicolon, the end of a line
    Break,
    /// `sauf`, `hors`
    Except,
    /// `fermé`, `off`
    Closed,
    PublicHoliday,
    SchoolHoliday,
    /// `prise de rendez-vous`, `permanences téléphoniques`: the hours that follow are not opening
    /// hours.
    Call,
    /// « sur rendez-vous »
    Appointment,
    /// « les autres jours »
    OtherDays,
    /// A bracket whose hours replace those before it: « mercredi 9h-12h (le 2e mercredi :
    /// 14h-17h) ».
    Instead,
    /// `sur`, `par`
    On,
    /// A word without effect on the reading.
    Filler,
    /// A word that is not understood.
    Word(String),
}

/// The tokens of `text`, in order.
pub(in crate::reading) fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text.nfc().collect();
    let mut lexer = Lexer { letters: &letters, at: 0, tokens: Vec::new() };
    while lexer.at < letters.len() {
        lexer.step();
    }
    lexer.tokens
}

struct Lexer<'text> {
    letters: &'text [char],
    at: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn step(&mut self) {
        let letter = self.letters[self.at];
        if self.skips_address() || self.skips_tag() || self.every_day() {
            return;
        }
        if letter.is_ascii_digit() {
            self.number();
        } else if letter.is_alphabetic() {
            self.word();
        } else {
            self.at += 1;
            self.tokens.extend(self.sign(letter));
        }
    }

    /// Skips a web or e-mail address, whose letters could look like days.
    fn skips_address(&mut self) -> bool {
        if self.at > 0 && !self.letters[self.at - 1].is_whitespace() {
            return false;
        }
        let rest = &self.letters[self.at..];
        let end = rest.iter().position(|letter| letter.is_whitespace()).unwrap_or(rest.len());
        let chunk: String = rest[..end].iter().collect();
        let is_address = chunk.contains("://") || chunk.starts_with("www") || chunk.contains('@');
        if is_address {
            self.at += end;
            self.tokens.push(Token::Word(chunk));
        }
        is_address
    }

    /// Skips a tag of a web page, `<br>`, which ends a line.
    fn skips_tag(&mut self) -> bool {
        let rest = &self.letters[self.at..];
        let is_tag = rest[0] == '<'
            && rest.get(1).is_some_and(|next| next.is_ascii_alphabetic() || *next == '/');
        let end = rest.iter().take(40).position(|letter| *letter == '>').filter(|_| is_tag);
        let Some(end) = end else { return false };
        self.at += end + 1;
        self.tokens.push(Token::Break);
        true
    }

    /// Reads « 7j/7 » and « 7 jours sur 7 ».
    fn every_day(&mut self) -> bool {
        const WORDS: [&str; 6] = ["7j/7", "7 j/7", "7j7", "7 jours/7", "7 jours sur 7", "7j sur 7"];
        let rest: String = self.letters[self.at..].iter().take(14).collect();
        let rest = rest.to_lowercase();
        let Some(word) = WORDS.iter().find(|word| rest.starts_with(**word)) else { return false };
        self.at += word.chars().count();
        self.tokens.extend(EVERY_DAY);
        true
    }

    fn sign(&self, sign: char) -> Option<Token> {
        match sign {
            '-' | '–' | '—' | '−' | '‑' | '>' | '→' => Some(Token::Dash),
            ',' => Some(Token::Comma),
            '/' => Some(Token::Slash),
            '+' | '&' => Some(Token::And),
            ':' => Some(Token::Colon),
            // The full stop of `lun.` does not end a sentence.
            '.' => (!self.is_after_short()).then_some(Token::Break),
            '(' if self.opens_exception() => Some(Token::Instead),
            // « 9h-12h (lundi, mardi) 14h-17h (jeudi) »
            ')' if self.closes_days_of_hours() => Some(Token::Comma),
            ';' | '\n' | '|' | '•' | '!' | '?' => Some(Token::Break),
            _ => None,
        }
    }

    /// Whether the bracket just opened has hours of a day counted within the month.
    fn opens_exception(&self) -> bool {
        let inside = self.letters[self.at..].iter().take_while(|letter| !"()".contains(**letter));
        let inside = tokens(&inside.collect::<String>());
        let counts = |pair: &[Token]| matches!(pair, [Token::Nth(_), Token::Day(_)]);
        let has_hours = inside.iter().any(|token| matches!(token, Token::Time(_)));
        has_hours && inside.windows(2).any(counts)
    }

    /// Whether the bracket just closed stands between hours: after hours it opened, and hours
    /// follow it.
    fn closes_days_of_hours(&self) -> bool {
        let before = &self.letters[..self.at - 1];
        let Some(opened) = before.iter().rposition(|letter| *letter == '(') else { return false };
        let is_hour = |letter: &char| letter.is_ascii_digit() || "hH".contains(*letter);
        let not_space = |letter: &&char| !letter.is_whitespace();
        let last = before[..opened].iter().rev().find(not_space);
        let next = self.letters[self.at..].iter().find(not_space);
        last.is_some_and(is_hour) && next.is_some_and(char::is_ascii_digit)
    }

    fn is_after_short(&self) -> bool {
        let before = self.letters[..self.at - 1].iter().rev();
        let is_short = before.take_while(|letter| letter.is_alphabetic()).count() <= 4;
        let last = self.tokens.last();
        is_short && matches!(last, Some(Token::Day(_) | Token::ShortDay(..) | Token::Week))
    }

    /// The digits that start `ahead` characters after the current one.
    fn digits(&self, ahead: usize) -> String {
        let from = self.letters.get(self.at + ahead..).unwrap_or_default();
        from.iter().take_while(|letter| letter.is_ascii_digit()).collect()
    }

    fn number(&mut self) {
        if self.date() {
            return;
        }
        let digits = self.digits(0);
        self.at += digits.len();
        let Some(number) = digits.parse::<u32>().ok().filter(|_| digits.len() <= 4) else {
            self.tokens.push(Token::Word(digits));
            return;
        };
        if number == 2 && self.is_after_one_of() {
            self.tokens.pop();
            self.tokens.push(Token::EveryOther);
            return;
        }
        let token = self.time(number).or_else(|| self.nth(number));
        self.tokens.push(token.unwrap_or(Token::Number(number)));
    }

    /// Whether a 2 at this position belongs to `semaine sur 2` or `1 mardi/2`.
    fn is_after_one_of(&self) -> bool {
        let day = |token: &Token| matches!(token, Token::Day(_) | Token::Week);
        match self.tokens[..] {
            [.., ref counted, Token::Slash | Token::On] => day(counted) || *counted == Token::Month,
            _ => false,
        }
    }

    /// Reads `06/10/2026` or `2026-10-06`.
    fn date(&mut self) -> bool {
        let of_date = |letter: &&char| letter.is_ascii_digit() || "-/.".contains(**letter);
        let written: String = self.letters[self.at..].iter().take_while(of_date).collect();
        let written = written.trim_end_matches(['-', '/', '.']);
        let date = dates::numeric(written);
        self.at += date.map_or(0, |_| written.len());
        self.tokens.extend(date.map(Token::Date));
        date.is_some()
    }

    /// Reads the rest of a time after its hour: `h`, `h30`, ` h 30`, `:30`, ` heures`.
    fn time(&mut self, hour: u32) -> Option<Token> {
        if hour > 99 {
            return None;
        }
        let gap = usize::from(self.peek(0) == Some(' '));
        let minutes = |minutes: &str| minutes.parse::<u32>().ok().filter(|minute| *minute < 60);
        match self.peek(gap)? {
            ':' => {
                let written = self.digits(gap + 1);
                let minutes = minutes(&written).filter(|_| written.len() == 2)?;
                self.at += gap + 3;
                // `09:30:00`
                if self.peek(0) == Some(':') && self.digits(1).len() == 2 {
                    self.at += 3;
                }
                Some(Token::Time(hour * 60 + minutes))
            }
            // `9.30`, unless it is part of a telephone number.
            '.' if gap == 0 => {
                let written = self.digits(1);
                let goes_on = self.peek(1 + written.len()) == Some('.');
                let goes_on = goes_on || self.tokens.last() == Some(&Token::Break);
                let minutes = minutes(&written).filter(|_| written.len() == 2 && !goes_on)?;
                self.at += 3;
                Some(Token::Time(hour * 60 + minutes))
            }
            'h' | 'H' => {
                self.at += gap + self.hour_word(gap)?;
                let minutes = self.minutes_after_hour(gap == 1);
                self.skip_hour_again();
                Some(Token::Time(hour * 60 + minutes))
            }
            _ => None,
        }
    }

    /// Length of the word for hours that starts `ahead` characters after the current one: `h`,
    /// `heures`, or the `h` of `14hà`.
    fn hour_word(&self, ahead: usize) -> Option<usize> {
        let word = self.letters[self.at + ahead..].iter();
        let word: String = word.take_while(|letter| letter.is_alphabetic()).collect();
        if ["h", "heure", "heures", "hrs"].contains(&word.to_lowercase().as_str()) {
            return Some(word.chars().count());
        }
        // `19hMer` and `14hà`: the next word is glued to the hour.
        let is_glued = |letter: char| "àÀ".contains(letter) || letter.is_uppercase();
        let is_hour = word.starts_with('h') || word.chars().nth(1) == Some('À');
        (is_hour && word.chars().nth(1).is_some_and(is_glued)).then_some(1)
    }

    /// Skips the second `h` of `8h30 h`.
    fn skip_hour_again(&mut self) {
        let is_hour = matches!(self.peek(1), Some('h' | 'H'));
        let ends = self.peek(2).is_none_or(|next| !next.is_alphanumeric());
        if self.peek(0) == Some(' ') && is_hour && ends {
            self.at += 2;
        }
    }

    /// Reads the `30` of `9h30` or `9 h 30`. 0 for a full hour.
    fn minutes_after_hour(&mut self, spaced: bool) -> u32 {
        let gap = usize::from(self.peek(0) == Some(' '));
        let written = self.digits(gap);
        let minutes = written.parse::<u32>().ok().filter(|minute| *minute < 60);
        let minutes = minutes.filter(|_| written.len() == 2);
        // In `9h 12h` and `9h 14-17h` the number is the next hour. In `9 h 15 - 12 h` it is
        // minutes.
        let next = [self.peek(gap + 2), self.peek(gap + 3)];
        let is_hour = match next {
            [Some('h' | 'H' | ':'), _] => true,
            [Some(' '), Some('h' | 'H')] => gap == 1,
            [Some('-'), _] => gap == 1 && !spaced,
            _ => false,
        };
        let minutes = minutes.filter(|_| !is_hour);
        self.at += minutes.map_or(0, |_| gap + 2);
        minutes.unwrap_or(0)
    }

    /// Reads the ending of `1er`, `2e`, `3 ème`
    fn nth(&mut self, number: u32) -> Option<Token> {
        let nth = i8::try_from(number).ok().filter(|nth| (1..=5).contains(nth))?;
        let gap = usize::from(self.peek(0) == Some(' '));
        let word = self.letters.get(self.at + gap..)?.iter();
        let word: String =
            word.take_while(|letter| letter.is_alphabetic() || **letter == '°').collect();
        let endings =
            ["er", "ere", "re", "res", "e", "eme", "emes", "ers", "nd", "nde", "ieme", "ier"];
        let ends = word == "°" || endings.contains(&fold(&word).as_str());
        if !ends {
            return None;
        }
        self.at += gap + word.chars().count();
        Some(Token::Nth(nth))
    }

    fn word(&mut self) {
        let rest = self.letters[self.at..].iter();
        let word: String = rest.take_while(|letter| letter.is_alphabetic()).collect();
        self.at += word.chars().count();
        if word.chars().count() == 2 && osm::day(&word).is_some() {
            self.tokens.extend(osm::day(&word).map(Token::Day));
            return;
        }
        let is_elided = matches!(self.peek(0), Some('\'' | '’'));
        if let ("L" | "M" | "J" | "V" | "S" | "D", false) = (word.as_str(), is_elided) {
            self.tokens.extend(word.chars().map(Token::Letter));
            return;
        }
        let folded = fold(&word);
        if let Some(weeks) = self.lettered(&word) {
            self.tokens.push(weeks);
            return;
        }
        if folded == "tlj" {
            self.tokens.extend(EVERY_DAY);
            return;
        }
        // `FERME` in capitals may be `fermé` without its accent; `la ferme` is a farm.
        let is_farm = folded == "ferme" && !word.ends_with(['é', 'É']);
        if is_farm && matches!(self.tokens.last(), Some(Token::Filler | Token::Word(_))) {
            self.tokens.push(Token::Word(folded));
            return;
        }
        // Some words only have a meaning together with the word before.
        if let Some(joined) = self.joined(&folded) {
            self.tokens.push(joined);
            return;
        }
        self.tokens.push(words::meaning(&folded).unwrap_or(Token::Word(folded)));
    }

    /// Reads « semaine A », which does not say which weeks, and « dès », which only its accent
    /// distinguishes.
    fn lettered(&self, word: &str) -> Option<Token> {
        if ["dès", "Dès", "DÈS"].contains(&word) {
            return Some(Token::Word("partir".to_owned()));
        }
        let is_elided = matches!(self.peek(0), Some('\'' | '’'));
        let is_letter = ["A", "B", "C", "a", "b", "c"].contains(&word);
        let is_of_week = self.tokens.last() == Some(&Token::Week) && is_letter && !is_elided;
        is_of_week.then(|| Token::Unsure(format!("semaine {word}")))
    }

    /// Whether the word just read directly follows `words`.
    fn follows(&self, words: &str) -> bool {
        let before: String = self.letters[..self.at].iter().collect();
        let before = before.to_lowercase();
        before.strip_suffix("jours").is_some_and(|before| before.ends_with(words))
    }

    /// Whether the half day just read is one of every day: « tous les matins », « tous les
    /// après-midis ».
    fn is_every(&self) -> bool {
        let before: String = self.letters[..self.at].iter().collect();
        let before = before.to_lowercase().replace(['-', '’'], " ");
        ["tous les matins", "tous les apres midis", "tous les après midis"]
            .iter()
            .any(|words| before.ends_with(words))
    }

    /// Whether the week just read stands for Monday to Friday: « en semaine », « les jours de la
    /// semaine ».
    fn is_working_week(&self) -> bool {
        let before: String = self.letters[..self.at].iter().collect();
        let before = fold(&before);
        const WORDS: [&str; 8] = [
            "en semaine",
            "jours de semaine",
            "jours de la semaine",
            "jour de la semaine",
            "matins de la semaine",
            "midis de la semaine",
            "matinees de la semaine",
            "matins de semaine",
        ];
        let is_word = |words: &&str| {
            before.strip_suffix(*words).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        };
        let rest: String = self.letters[self.at..].iter().collect();
        let rest = fold(&rest);
        let next = rest.split_whitespace().next().unwrap_or_default();
        // « en semaine paire », « en semaine 38 », « en semaine A »
        let is_named = matches!(words::meaning(next), Some(Token::Parity(_)))
            || next.starts_with(|letter: char| letter.is_ascii_digit()) && !self.hour_is_next()
            || ["n", "no", "numero", "a", "b", "c", "scolaire", "sur"].contains(&next);
        WORDS.iter().any(is_word) && !is_named
    }

    /// Whether the number that follows is an hour: `9h`, `09:00`.
    fn hour_is_next(&self) -> bool {
        let rest = self.letters[self.at..].iter().skip_while(|letter| !letter.is_ascii_digit());
        let after = rest.skip_while(|letter| letter.is_ascii_digit());
        after.into_iter().find(|letter| **letter != ' ').is_some_and(|next| "hH:".contains(*next))
    }

    /// The next day before any number, unless « et » leads to it.
    fn next_day(&self) -> Option<Weekday> {
        let rest: String = self.letters[self.at..].iter().collect();
        let rest = rest.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or_default();
        let folded = fold(rest);
        let mut words = folded.split(|letter: char| !letter.is_alphanumeric());
        let mut words = words.by_ref().filter(|word| !word.is_empty()).peekable();
        if matches!(words.peek(), Some(&"et" | &"sauf" | &"hors")) {
            return None;
        }
        words.find_map(|word| match words::meaning(word) {
            Some(Token::Day(day) | Token::ShortDay(day, _)) => Some(day),
            _ => None,
        })
    }

    /// Whether the next word, an article apart, is a day.
    fn days_follow(&self) -> bool {
        let rest: String = self.letters[self.at..].iter().collect();
        let folded = fold(&rest);
        let rest = ["du ", "de ", "le ", "les "].iter().find_map(|of| folded.strip_prefix(of));
        let next = rest.unwrap_or(&folded).split(' ').next().unwrap_or_default();
        matches!(words::meaning(next), Some(Token::Day(_)))
    }

    /// Whether a word comes next, without a sign before it.
    fn begins_word(&self) -> bool {
        let next = self.letters[self.at..].iter().find(|letter| !letter.is_whitespace());
        next.is_some_and(|letter| letter.is_alphabetic())
    }

    /// The token of `word` together with the words before it, whose tokens are removed.
    fn joined(&mut self, word: &str) -> Option<Token> {
        let is_word = |token: Option<&Token>, expected: &str| matches!(token, Some(Token::Word(word)) if word == expected);
        let count = self.tokens.len();
        let before = |back: usize| count.checked_sub(back).and_then(|at| self.tokens.get(at));
        let last = before(1);
        let is_of_term = |token: Option<&Token>| {
            let terms = ["periode", "periodes", "temps", "annee"];
            token == Some(&Token::Week) || terms.iter().any(|term| is_word(token, term))
        };
        let excepted = |one: Option<&Token>, other: Option<&Token>| {
            one == Some(&Token::Except)
                || (one == Some(&Token::Filler) && other == Some(&Token::Except))
        };
        let (replaced, token) = match word {
            "midi" if last == Some(&Token::Dash) && is_word(before(2), "apres") => {
                (2, Token::Afternoon)
            }
            "midi" | "midis" if is_word(last, "apres") => (1, Token::Afternoon),
            "midi" => (0, Token::Time(720)),
            "minuit" => (0, Token::Time(1_440)),
            "jours" if is_word(last, "autres") => (1, Token::OtherDays),
            "feries" | "ferie" => (usize::from(is_word(last, "jours")), Token::PublicHoliday),
            "scolaire" | "scolaires" if last == Some(&Token::SchoolHoliday) => {
                (1, Token::SchoolHoliday)
            }
            "scolaire" | "scolaires" if is_of_term(last) && excepted(before(2), before(3)) => {
                (1, Token::Unsure("hors période scolaire".to_owned()))
            }
            "scolaire" | "scolaires" if is_of_term(last) => {
                // « période scolaire » means outside the holidays.
                self.tokens.pop();
                self.tokens.push(Token::Except);
                return Some(Token::SchoolHoliday);
            }
            "mois" if last == Some(&Token::On) => (1, Token::PerMonth),
            "jours" if last == Some(&Token::Number(15)) || is_word(last, "quinze") => {
                (1, Token::EveryOther)
            }
            "jours" if matches!(last, Some(Token::Number(_))) => {
                (1, Token::Unsure("tous les jours".to_owned()))
            }
            "interruption" if is_word(last, "sans") => (1, Token::Filler),
            "stop" if last == Some(&Token::Dash) && is_word(before(2), "non") => (2, Token::Filler),
            "end" | "ends"
                if last == Some(&Token::Week)
                    || last == Some(&Token::Dash) && is_word(before(2), "week") =>
            {
                let replaced = if last == Some(&Token::Week) { 1 } else { 2 };
                self.tokens.truncate(count - replaced);
                self.tokens.extend([Token::Day(Weekday::Sat), Token::And]);
                return Some(Token::Day(Weekday::Sun));
            }
            "matins" | "midis" if self.is_every() => {
                let half = if word == "matins" { Token::Morning } else { Token::Afternoon };
                if word == "midis" {
                    let joint = usize::from(last == Some(&Token::Dash));
                    self.tokens.truncate(count - 1 - joint);
                }
                // « tous les matins du lundi au samedi »
                if !self.days_follow() {
                    self.tokens.extend(EVERY_DAY);
                }
                return Some(half);
            }
            "semaine" if self.is_working_week() => {
                let is_joint = |token: &Token| {
                    matches!(token, Token::Filler | Token::Morning | Token::Afternoon)
                };
                let days = count - self.tokens.iter().rev().take_while(|one| is_joint(one)).count();
                let sunday = days.checked_sub(1).and_then(|last| self.tokens.get_mut(last));
                match sunday {
                    // « tous les matins en semaine »
                    Some(last @ Token::Day(Weekday::Sun)) => *last = Token::Day(Weekday::Fri),
                    // « du lundi au jeudi en semaine »
                    Some(Token::Day(_) | Token::ShortDay(..)) => return Some(Token::Week),
                    _ => match self.next_day() {
                        None => {
                            // « les jours de semaine »
                            if days
                                .checked_sub(1)
                                .is_some_and(|at| is_word(self.tokens.get(at), "jours"))
                            {
                                self.tokens.remove(days - 1);
                            }
                            self.tokens.extend([Token::Day(Weekday::Mon), Token::Dash]);
                            return Some(Token::Day(Weekday::Fri));
                        }
                        // « en semaine, le samedi »
                        Some(Weekday::Sat | Weekday::Sun) => {
                            return Some(Token::Unsure("en semaine".to_owned()));
                        }
                        Some(_) => return Some(Token::Week),
                    },
                }
                return Some(Token::Filler);
            }
            // « tous les jours du lundi au vendredi »
            "jours" if self.follows("tous les ") && self.begins_word() && self.days_follow() => {
                return Some(Token::Filler);
            }
            "jours" if self.follows("tous les ") => {
                self.tokens.extend([Token::Day(Weekday::Mon), Token::Dash]);
                return Some(Token::Day(Weekday::Sun));
            }
            "deux" if last == Some(&Token::On) => match before(2) {
                Some(Token::Day(_) | Token::ShortDay(..) | Token::Week | Token::Month) => {
                    (1, Token::EveryOther)
                }
                _ => (1, Token::Unsure("sur deux".to_owned())),
            },
            "rdv" if last == Some(&Token::On) => (1, Token::Appointment),
            "vous"
                if last == Some(&Token::Dash)
                    && is_word(before(2), "rendez")
                    && before(3) == Some(&Token::On) =>
            {
                (3, Token::Appointment)
            }
            "vous" if is_word(last, "rendez") && before(2) == Some(&Token::On) => {
                (2, Token::Appointment)
            }
            "rendez" if last == Some(&Token::Filler) && is_word(before(2), "prise") => {
                (2, Token::Call)
            }
            "rdv" if last == Some(&Token::Filler) && is_word(before(2), "prise") => {
                (2, Token::Call)
            }
            "vous" if last == Some(&Token::Dash) && before(2) == Some(&Token::Call) => {
                (2, Token::Call)
            }
            _ => return None,
        };
        self.tokens.truncate(count - replaced);
        Some(token)
    }
}
