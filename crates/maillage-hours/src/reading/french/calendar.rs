//! Joins dates, months and weeks among the tokens of a French sentence.
//!
//! Tokens that say in which part of the year a place opens become one token: a list of dates, a
//! period or months. A restriction that is not understood (« semaines A », a date without its year,
//! « en été ») becomes [`Token::Unsure`]. A reader that ignored the restriction would announce a
//! bus that does not come.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{
    tokens::Token,
    words::{RESTRICTING, SINCE, STREETS},
};
use crate::reading::{Incoherence, dates};

/// `tokens` with those of each calendar expression joined into one.
pub(super) fn joined(tokens: &[Token]) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let read = listed(tokens, at, &found)
            .or_else(|| months(tokens, at, &found))
            .or_else(|| weeks(tokens, at, &found))
            .or_else(|| unsure(tokens, at, &found));
        let (token, after) = read.unwrap_or_else(|| (token.clone(), at + 1));
        found.push(token);
        at = after;
    }
    bounded(&found)
}

/// One day of a list of dates, with the parts that the text states.
#[derive(Debug, Clone, Copy)]
struct Listed {
    weekday: Option<Weekday>,
    day: u32,
    month: Option<u32>,
    year: Option<i32>,
}

impl Listed {
    fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month?, self.day)
    }

    fn written(&self) -> String {
        const DAYS: [&str; 7] =
            ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
        let name = |day: Weekday| DAYS[day.num_days_from_monday() as usize];
        let weekday = self.weekday.map_or("", name);
        let month = self.month.map_or("", dates::name);
        format!("{weekday} {} {month}", self.day).trim().to_owned()
    }
}

/// Reads a list of dates or a period at `from`. Returns its token and the index after it.
fn listed(tokens: &[Token], from: usize, before: &[Token]) -> Option<(Token, usize)> {
    let (list, is_range, end) = list(tokens, from)?;
    let text = || list.iter().map(Listed::written).collect::<Vec<_>>().join(", ");
    let is_year = |token: &Token| matches!(token, Token::Number(1_000..2_000));
    if is_of_street(before) || tokens.get(end).is_some_and(is_year) {
        return Some((Token::Word(text()), end));
    }
    if tokens.get(end).is_some_and(is_street) {
        return None;
    }
    // In « le mardi du 6 octobre au 18 décembre 2026 », Tuesday is a day of every week in the
    // period.
    if is_range
        && list[0].weekday.is_some()
        && list.iter().skip(1).all(|day| day.weekday == list[0].weekday)
    {
        return None;
    }
    let Some(days) = list.iter().map(|day| day.date()).collect::<Option<Vec<_>>>() else {
        return Some((Token::Unsure(text()), end));
    };
    let disagree = |(listed, date): &(&Listed, &NaiveDate)| {
        listed.weekday.is_some_and(|weekday| weekday != date.weekday())
    };
    if let Some((listed, date)) = list.iter().zip(&days).find(disagree) {
        let text = format!("{}, {date}", listed.written());
        return Some((Token::Wrong(Incoherence::DayNotOfDate(text)), end));
    }
    let token = match (&days[..], is_range) {
        (_, false) => Token::Dates(days),
        ([first, last], true) if first > last => {
            Token::Wrong(Incoherence::EndBeforeStart(format!("{first} → {last}")))
        }
        ([first, last], true) => Token::Between(*first, *last),
        _ => Token::Unsure(text()),
    };
    Some((token, end))
}

/// Reads the days listed at `from`. Returns them, whether they are a range, and the index after
/// them.
fn list(tokens: &[Token], from: usize) -> Option<(Vec<Listed>, bool, usize)> {
    let mut list: Vec<Listed> = Vec::new();
    let (mut weekday, mut ranges, mut at) = (None, 0, from);
    // Length of the part of the list whose months are known, its number of ranges, and the index
    // after that part.
    let mut whole: Option<(usize, usize, usize)> = None;
    while let Some(token) = tokens.get(at) {
        let number = |at: usize| match tokens.get(at) {
            Some(Token::Number(number)) => Some(*number),
            Some(Token::Nth(nth)) => u32::try_from(*nth).ok(),
            _ => None,
        };
        match token {
            Token::Day(day) => {
                let skipped = |token: &&Token| matches!(token, Token::Filler | Token::Comma);
                let next = at + 1 + tokens[at + 1..].iter().take_while(skipped).count();
                let dated = matches!(tokens.get(next), Some(Token::Date(_)));
                if !dated && number(next).is_none() {
                    break;
                }
                weekday = Some(*day);
            }
            Token::Date(date) => {
                let (day, month) = (date.day(), Some(date.month()));
                list.push(Listed { weekday, day, month, year: Some(date.year()) });
            }
            Token::Number(year @ 2_000..2_100) if whole.is_some_and(|(.., end)| end == at) => {
                let year = i32::try_from(*year).ok();
                let turns = ranges == 1 && list.len() == 2 && list[0].month > list[1].month;
                let last = list.len().saturating_sub(1);
                for (rank, day) in list.iter_mut().enumerate().filter(|(_, day)| day.year.is_none())
                {
                    // « du 5 octobre au 30 juin 2027 » begins in the year before.
                    day.year = year.map(|year| year - i32::from(turns && rank < last));
                }
            }
            Token::Number(_) | Token::Nth(_) => {
                let Some(day) = number(at).filter(|day| (1..=31).contains(day)) else { break };
                let month = match (tokens.get(at + 1), number(at + 2)) {
                    (Some(Token::Slash), month @ Some(1..=12)) => month,
                    _ => None,
                };
                at += if month.is_some() { 2 } else { 0 };
                list.push(Listed { weekday, day, month, year: None });
            }
            Token::MonthName(month) if number(at.wrapping_sub(1)).is_some() => {
                for day in list.iter_mut().filter(|day| day.month.is_none()) {
                    day.month = Some(*month);
                }
            }
            Token::To | Token::Dash if !list.is_empty() => {
                ranges += usize::from(!matches!(tokens[at - 1], Token::To | Token::Dash));
            }
            Token::And | Token::Comma | Token::Filler if !list.is_empty() => {}
            Token::Filler | Token::Comma if weekday.is_some() => {}
            _ => break,
        }
        at += 1;
        let is_part_of_date = matches!(
            tokens[at - 1],
            Token::Date(_) | Token::Number(_) | Token::Nth(_) | Token::MonthName(_)
        );
        if is_part_of_date && list.iter().all(|day| day.month.is_some()) {
            whole = Some((list.len(), ranges, at));
        }
    }
    let (count, ranges, end) = whole.filter(|(count, ..)| *count > 0)?;
    list.truncate(count);
    Some((list, ranges > 0, end))
}

/// Reads months named at `from`, as first and last of each row. Returns their token and the index
/// after them.
fn months(tokens: &[Token], from: usize, before: &[Token]) -> Option<(Token, usize)> {
    let Token::MonthName(first) = tokens[from] else { return None };
    let mut rows = vec![(first, first)];
    let mut at = from + 1;
    loop {
        let joins = |token: &&Token| {
            matches!(
                token,
                Token::To | Token::Dash | Token::And | Token::Comma | Token::Slash | Token::Filler
            )
        };
        let joints = tokens[at..].iter().take_while(joins);
        let is_row = joints.clone().any(|token| matches!(token, Token::To | Token::Dash));
        let next = at + joints.count();
        let Some(Token::MonthName(month)) = tokens.get(next) else { break };
        match rows.last_mut() {
            Some((_, last)) if is_row => *last = *month,
            _ => rows.push((*month, *month)),
        }
        at = next + 1;
    }
    let name = || dates::name(first).to_owned();
    if is_of_street(before) {
        return Some((Token::Word(name()), from + 1));
    }
    let since = |token: &Token| match token {
        Token::To | Token::Number(_) | Token::Nth(_) => true,
        Token::Unsure(_) => true,
        Token::Word(word) => SINCE.contains(&word.as_str()),
        _ => false,
    };
    let is_bound = before.iter().rev().find(|token| **token != Token::Filler).is_some_and(since);
    let has_year = matches!(tokens.get(at), Some(Token::Number(2_000..2_100)));
    let token = if is_bound || has_year { Token::Unsure(name()) } else { Token::Months(rows) };
    Some((token, at + usize::from(has_year)))
}

/// Reads counted or numbered weeks and months at `from`. Returns their token and the index after
/// them.
fn weeks(tokens: &[Token], from: usize, before: &[Token]) -> Option<(Token, usize)> {
    let next = (tokens.get(from + 1), tokens.get(from + 2));
    let unsure = |text: &str, after: usize| Some((Token::Unsure(text.to_owned()), after));
    match (&tokens[from], next) {
        (Token::Number(1), (Some(Token::Week), Some(Token::EveryOther))) => {
            Some((Token::Filler, from + 1))
        }
        (Token::Number(2), (Some(Token::Week), after))
            if !matches!(after, Some(Token::On | Token::EveryOther)) =>
        {
            Some((Token::EveryOther, from + 2))
        }
        (Token::Number(number), (Some(Token::Week), _)) => {
            unsure(&format!("{number} semaines"), from + 2)
        }
        (Token::Number(number), (Some(Token::Month), _)) => {
            unsure(&format!("{number} mois"), from + 2)
        }
        (Token::Month, (Some(Token::EveryOther), _)) => unsure("un mois sur deux", from + 2),
        (Token::On | Token::Slash, (Some(Token::Number(number @ 3..=6)), after))
            if matches!(before.last(), Some(Token::Day(_) | Token::Week))
                && !matches!(after, Some(Token::Dash | Token::To)) =>
        {
            unsure(&format!("sur {number}"), from + 2)
        }
        (Token::Month, (Some(Token::Parity(_)), _)) => unsure("mois pairs ou impairs", from + 2),
        (Token::Word(word), (Some(Token::Parity(_)), _)) if word == "jours" => {
            unsure("jours pairs ou impairs", from + 2)
        }
        (Token::Word(word), (Some(Token::Filler), Some(Token::Word(of)))) if word == "jours" => {
            unsure(&format!("jours de {of}"), from + 3)
        }
        (Token::Week, (Some(Token::Filler), Some(Token::Word(of)))) => {
            unsure(&format!("semaines de {of}"), from + 3)
        }
        (Token::Week, _) => {
            let numbering = |token: &&Token| match token {
                Token::Filler => true,
                Token::Word(word) => ["n", "no", "numero", "numeros"].contains(&word.as_str()),
                _ => false,
            };
            let at = from + 1 + tokens[from + 1..].iter().take_while(numbering).count();
            let Some(Token::Number(number)) = tokens.get(at) else { return None };
            (!is_hour(tokens, at)).then(|| {
                let numbers = |at: &usize| {
                    matches!(tokens[*at], Token::Number(_) | Token::Comma | Token::And)
                        && !(matches!(tokens[*at], Token::Number(_)) && is_hour(tokens, *at))
                };
                let more = (at + 1..tokens.len()).take_while(numbers).count();
                (Token::Unsure(format!("semaine {number}")), at + 1 + more)
            })
        }
        (Token::Word(word), (Some(Token::Number(number @ 1..=53)), _)) if word == "s" => {
            unsure(&format!("S{number}"), from + 2)
        }
        _ => None,
    }
}

/// Reads any other restriction at `from`. Returns its token and the index after it.
fn unsure(tokens: &[Token], from: usize, before: &[Token]) -> Option<(Token, usize)> {
    let unsure = |text: String| Some((Token::Unsure(text), from + 1));
    let next = tokens.get(from + 1);
    let times = |token: &Token| {
        matches!(token, Token::Day(_) | Token::Time(_) | Token::Morning | Token::Afternoon)
    };
    match &tokens[from] {
        // « sauf pendant les vacances » means « sauf les vacances ».
        Token::Word(word)
            if ["pendant", "durant"].contains(&word.as_str())
                && matches!(before.last(), Some(Token::Except | Token::Closed)) =>
        {
            Some((Token::Filler, from + 1))
        }
        // « n'est plus ouverte », « il n'y a plus de permanence »
        Token::Word(word) if word == "plus" => {
            let is_no =
                |token: &&Token| matches!(token, Token::Word(word) if word == "n" || word == "ne");
            before.iter().rev().take(4).find(is_no).and_then(|_| unsure("ne plus".to_owned()))
        }
        Token::Word(word) if RESTRICTING.contains(&word.as_str()) => unsure(word.clone()),
        Token::Word(word) if word == "ou" && before.last().is_some_and(times) => {
            let mut after = tokens[from + 1..].iter().filter(|token| **token != Token::Filler);
            after.next().filter(|token| times(token)).and_then(|_| unsure(word.clone()))
        }
        Token::Number(year @ 2_000..2_100) => unsure(year.to_string()),
        // « les lundis 3, 10 et 17 » does not name the month.
        Token::Number(day @ 1..=31)
            if matches!(before.last(), Some(Token::Day(_)))
                && !is_hour(tokens, from)
                && !matches!(next, Some(Token::Dash | Token::To | Token::Slash))
                && !next.is_some_and(is_street) =>
        {
            unsure(day.to_string())
        }
        _ => None,
    }
}

/// Whether the number at `at` starts a span whose end is a time: `14-17h`.
fn is_hour(tokens: &[Token], at: usize) -> bool {
    let next = (tokens.get(at + 1), tokens.get(at + 2));
    matches!(next, (Some(Token::Dash | Token::To | Token::Slash), Some(Token::Time(_))))
}

fn is_street(token: &Token) -> bool {
    matches!(token, Token::Word(word) if STREETS.contains(&word.as_str()))
}

/// Whether the last token of `before` starts the name of a street: « place du 8 mai ».
fn is_of_street(before: &[Token]) -> bool {
    before.iter().rev().find(|token| **token != Token::Filler).is_some_and(is_street)
}

/// `tokens` with « à partir du » and « jusqu'au » joined to their dates.
fn bounded(tokens: &[Token]) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_filler = |token: &&Token| **token == Token::Filler;
        match token {
            Token::Dates(days) if days.len() == 1 => {
                let fillers = found.iter().rev().take_while(is_filler).count();
                let said = found.len().checked_sub(fillers + 1).map(|said| (said, &found[said]));
                let bound = match said {
                    Some((said, Token::Word(word))) if SINCE.contains(&word.as_str()) => {
                        Some((said, Token::From(days[0])))
                    }
                    // « jusqu'au » gives two tokens `To`. A single one is no bound: « horaires au
                    // 1er septembre ».
                    Some((said, Token::To)) => Some(match said.checked_sub(1) {
                        Some(before) if found[before] == Token::To => {
                            (before, Token::Until(days[0]))
                        }
                        _ => (said, Token::Unsure("au".to_owned())),
                    }),
                    _ => None,
                };
                if let Some((said, _)) = bound {
                    found.truncate(said);
                }
                found.push(bound.map_or_else(|| token.clone(), |(_, bound)| bound));
            }
            Token::Word(word) if SINCE.contains(&word.as_str()) => {
                let next = tokens[at + 1..].iter().find(|token| !is_filler(token));
                let is_read = match next {
                    Some(Token::Time(_)) => true,
                    Some(Token::Dates(days)) => days.len() == 1,
                    // « à partir du 1er octobre jusqu'au 18 décembre 2026 »
                    Some(Token::Between(..)) => {
                        continue;
                    }
                    _ => false,
                };
                found.push(if is_read { token.clone() } else { Token::Unsure(word.clone()) });
            }
            _ => found.push(token.clone()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::reading::{Incoherence, USED, Unread, read, read_date};

    /// The summary and the bounds of a text that must be read with certainty.
    fn certain(text: &str) -> (String, [Option<chrono::NaiveDate>; 2]) {
        let reading = read(text).unwrap_or_else(|unread| panic!("{text}: {unread:?}"));
        assert!((reading.confidence - 1.0).abs() < 1e-9, "{text}: {}", reading.summary());
        (reading.summary(), [reading.recurrence.from, reading.recurrence.to])
    }

    #[test]
    fn a_weekday_beside_a_date_must_match_the_date() {
        // 7 October 2026 is a Wednesday.
        for text in ["mercredi 7 octobre 2026 9h-12h", "mercredi 07/10/2026 9h-12h"] {
            assert_eq!(certain(text).0, "2026-10-07 09:00-12:00");
        }
        let two = certain("mardi 6 et mercredi 7 octobre 2026 9h-12h").0;
        assert_eq!(two, "2026-10-06,2026-10-07 09:00-12:00");
        for text in ["mardi 7 octobre 2026 9h-12h", "mardi 07/10/2026 9h-12h"] {
            let found = read(text);
            assert!(
                matches!(&found, Err(Unread::Incoherent(Incoherence::DayNotOfDate(_)))),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn a_range_of_dates_bounds_the_days_of_its_text() {
        let (first, last) = (read_date("2026-10-01"), read_date("2026-12-18"));
        for (text, bounds) in [
            ("mardi 9h-12h à partir du 1er octobre 2026", [first, None]),
            ("mardi 9h-12h dès le 1er octobre 2026", [first, None]),
            ("mardi 9h-12h jusqu'au 18 décembre 2026", [None, last]),
            ("mardi 9h-12h à partir du 01/10/2026 jusqu'au 18/12/2026", [first, last]),
            ("les mardis du 1er octobre au 18 décembre 2026 9h-12h", [first, last]),
        ] {
            assert_eq!(certain(text), ("Tu 09:00-12:00".to_owned(), bounds), "{text}");
        }
        let turn = certain("du 5 octobre au 30 juin 2027 : mardi 9h-12h").1;
        assert_eq!(turn, [read_date("2026-10-05"), read_date("2027-06-30")]);
    }

    #[test]
    fn months_and_closed_days_are_converted_to_open_street_map_rules() {
        for (text, hours) in [
            ("lundi 9h-12h (juillet et août)", "Jul,Aug Mo 09:00-12:00"),
            ("lundi 9h-12h d'avril à octobre", "Apr-Oct Mo 09:00-12:00"),
            ("mardi 9h-12h sauf pendant les vacances scolaires", "Tu 09:00-12:00; SH closed"),
            ("lundi 9h-12h, fermé en août", "Mo 09:00-12:00; Aug closed"),
            ("jeudi 9h-12h sauf le 8 octobre 2026", "Th 09:00-12:00; 2026 Oct 8 closed"),
            (
                "jeudi 9h-12h fermé du 1er au 15 août 2026",
                "Th 09:00-12:00; 2026 Aug 1-2026 Aug 15 closed",
            ),
            (
                "lundi sauf le 5 octobre 2026 9h-12h, jeudi 14h-17h",
                "Mo 09:00-12:00; Th 14:00-17:00; 2026 Oct 5 closed",
            ),
            ("jeudi 9h-12h sauf le dernier jeudi du mois", "Th 09:00-12:00; Th[-1] closed"),
            (
                "De septembre à juin : lundi 9h-12h. Juillet et août : lundi 10h-12h",
                "Sep-Jun Mo 09:00-12:00, Jul,Aug Mo 10:00-12:00",
            ),
        ] {
            assert_eq!(certain(text).0, hours, "{text}");
        }
    }

    #[test]
    fn a_fortnight_is_sure_where_its_first_day_is_known() {
        for text in [
            "jeudi 14h-17h tous les quinze jours",
            "un jeudi sur deux 14h-17h",
            "jeudi 14h-17h une semaine sur deux",
            "jeudi 14h-17h toutes les deux semaines",
            "jeudi 14h-17h tous les 15 jours",
        ] {
            let reading = read(text).expect("hours");
            assert!((reading.confidence - 0.4).abs() < 1e-9, "{}", reading.summary());
            let anchored = reading.anchored();
            assert!((anchored.confidence - 1.0).abs() < 1e-9, "{text}");
            assert_eq!(anchored.summary(), "Th 14:00-17:00 une semaine sur deux");
        }
        let reading = certain("un jeudi sur deux 14h-17h à partir du 8 octobre 2026");
        assert_eq!(reading.1[0], read_date("2026-10-08"));
        let certain = certain("mardi des semaines impaires 9h-12h (une semaine sur deux)").0;
        assert_eq!(certain, "Tu 09:00-12:00 semaine impaire");
    }

    #[test]
    fn a_restriction_that_is_not_understood_prevents_the_use_of_a_reading() {
        for text in [
            "mardi 9h-12h semaines A",
            "mardi 9h-12h semaine n°38",
            "mardi 9h-12h S1 et S3",
            "jeudi 14h-16h, sem. 37, 39, 41",
            "les mardis 8/09, 22/09 et 6/10 14h-16h",
            "les lundis 3, 10 et 17 de 14h à 16h",
            "mardi 6.10 14h-16h",
            "jeudi 9h-12h 18 octobre 2026",
            "mardi 9h-12h, le 6 octobre 2026",
            "jeudi 9h-12h sauf le 8 octobre",
            "jeudi 9h-12h sauf la 1ère semaine du mois",
            "lundi 9h-12h fermé du 1er au 15 août",
            "lundi 9h-12h, fermeture estivale",
            "lundi 9h-12h sauf Noël",
            "lundi 9h-12h sauf mairie fermée",
            "jeudi 9h-12h pendant les vacances scolaires",
            "mardi 9h-12h hors période scolaire",
            "lundi 9h-12h. Vacances scolaires : mardi 14h-17h",
            "lundi 9h-12h en été",
            "lundi 9h-12h de septembre 2026 à juin 2027",
            "lundi 9h-12h jusqu'à fin juin",
            "lundi 9h-12h à partir de septembre",
            "un lundi par mois 9h-12h",
            "le lundi de chaque mois 9h-12h",
            "un mardi sur trois 9h-12h",
            "mardi 9h-12h toutes les 3 semaines",
            "mardi 9h-12h un mois sur deux",
            "1er jeudi des mois pairs 14h-16h",
            "lundi 9h-12h, mardi 14h-17h une semaine sur deux",
            "lundi 9h-12h, mardi 14h-17h en juillet",
            "samedi 9h-12h d'octobre à mars, 9h-13h d'avril à septembre",
            "mardi 9h-12h trois fois par an",
            "mardi ou jeudi 9h-12h",
            "mardi 9h-12h selon calendrier",
            "mardi 9h-12h les semaines de marché",
            "Mo 09:00-12:00 \"semaines A\"",
            "SH Th 09:00-12:00",
        ] {
            let found = read(text);
            assert!(
                !found.as_ref().is_ok_and(|reading| reading.confidence >= USED),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn numbers_and_months_of_addresses_restrict_nothing() {
        for text in [
            "mardi de 9h à 12h, place du 8 mai",
            "mardi de 9h à 12h, rue du 11 novembre 1918",
            "mardi de 9h à 12h, 3/5 rue des Lilas",
            "mardi : 26 rue des Lilas 9h-12h",
            "mardi de 9h à 12h, Saint Août",
        ] {
            assert!(read(text).is_ok_and(|reading| reading.confidence >= USED), "{text}");
        }
    }
}
