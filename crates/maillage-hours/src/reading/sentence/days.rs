//! Days and hours in sentences.

use chrono::{NaiveDate, Weekday};

use super::{
    cursor::Cursor,
    notes::{self, month_name},
};
use crate::{
    DAY, Period,
    reading::osm,
    words::{WEEKDAYS, clauses::Week},
};

const DAYS: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// Dates in order, without duplicates.
pub(super) struct Dated(pub(super) Vec<NaiveDate>);

/// Reads `les 6 et 13 octobre 2026 et le 3 novembre 2026`.
pub(super) fn dates(cursor: &mut Cursor) -> Option<Dated> {
    let of_month = |cursor: &mut Cursor| {
        cursor.one_of(["les ", "le "])?;
        let numbers = cursor.list(number)?;
        let (month, year) = month_and_year(cursor)?;
        let day = |number: u32| NaiveDate::from_ymd_opt(year, month, number);
        numbers.into_iter().map(day).collect::<Option<Vec<_>>>()
    };
    let mut dates = cursor.list(of_month)?.concat();
    dates.sort_unstable();
    dates.dedup();
    Some(Dated(dates))
}

/// Reads a date: `1er mai 2026`.
pub(super) fn date(cursor: &mut Cursor) -> Option<NaiveDate> {
    let day = number(cursor)?;
    let (month, year) = month_and_year(cursor)?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Reads the number of a day of the month: `1er`, `12`.
fn number(cursor: &mut Cursor) -> Option<u32> {
    let number = cursor.number()?;
    cursor.eat("er");
    Some(number)
}

fn month_and_year(cursor: &mut Cursor) -> Option<(u32, i32)> {
    cursor.eat(" ").then_some(())?;
    let month = month_name(cursor)?;
    cursor.eat(" ").then_some(())?;
    let year = i32::try_from(cursor.number()?).ok().filter(|year| Period::YEARS.contains(year))?;
    Some((month, year))
}

/// Reads `de septembre à juin, le lundi, les 1er et 3e mardis du mois et les jours fériés`.
pub(super) fn week(cursor: &mut Cursor) -> Option<Week> {
    let mut week = Week::default();
    let mut season = *cursor;
    if let Some(months) = season.list(notes::months).filter(|_| season.eat(", ")) {
        (week.months, *cursor) = (months, season);
    }
    let mut plain = [false; 7];
    for item in cursor.list(item)? {
        match item {
            Item::Days(first, last) => {
                let mut day = first;
                plain[day] = true;
                while day != last {
                    day = (day + 1) % 7;
                    plain[day] = true;
                }
            }
            Item::Nth(day, ranks) => week.nth.push((DAYS[day], ranks)),
            Item::Holidays => week.holidays = true,
        }
    }
    Some(Week { plain, ..week })
}

/// Days of a week, numbered from 0 for Monday.
enum Item {
    /// From the first day to the last.
    Days(usize, usize),
    /// A weekday on given ordinals within the month.
    Nth(usize, Vec<i8>),
    /// The public holidays.
    Holidays,
}

fn item(cursor: &mut Cursor) -> Option<Item> {
    if cursor.eat("tous les jours") {
        return Some(Item::Days(0, 6));
    }
    if cursor.eat("les jours fériés") {
        return Some(Item::Holidays);
    }
    if cursor.eat("du ") {
        let first = weekday(cursor)?;
        cursor.eat(" au ").then_some(())?;
        return Some(Item::Days(first, weekday(cursor)?));
    }
    cursor.one_of(["les ", "le ", "l'"])?;
    if let Some(day) = weekday(cursor) {
        return Some(Item::Days(day, day));
    }
    let ranks = cursor.list(ordinal)?;
    cursor.eat(" ").then_some(())?;
    let day = weekday(cursor)?;
    cursor.eat("s");
    cursor.eat(" du mois").then_some(Item::Nth(day, ranks))
}

fn weekday(cursor: &mut Cursor) -> Option<usize> {
    cursor.one_of(WEEKDAYS.iter().map(|[french, _]| *french))
}

/// Reads the rank of a weekday in its month: `1er`, `3e`, `dernier`, `3e avant la fin`.
fn ordinal(cursor: &mut Cursor) -> Option<i8> {
    if let Some(rank) = cursor.one_of(["dernier", "avant-dernier"]) {
        return Some(if rank == 0 { -1 } else { -2 });
    }
    let rank = i8::try_from(cursor.number()?).ok().filter(|rank| (1..=5).contains(rank))?;
    cursor.one_of(if rank == 1 { ["er"].as_slice() } else { &["e"] }.iter().copied())?;
    Some(if cursor.eat(" avant la fin") { -rank } else { rank })
}

/// Reads `de 9h à 12h30 et de 14h à 17h`, as minutes after midnight. `None` when a span ends before
/// it starts.
pub(super) fn spans(cursor: &mut Cursor) -> Option<Vec<(u32, u32)>> {
    if cursor.eat("24h sur 24") {
        return Some(vec![(0, DAY)]);
    }
    cursor.list(|cursor| {
        cursor.eat("de ").then_some(())?;
        let start = time(cursor)?;
        cursor.eat(" à ").then_some(())?;
        let end = time(cursor)?;
        (start < DAY && start < end && end <= 2 * DAY).then_some((start, end))
    })
}

fn time(cursor: &mut Cursor) -> Option<u32> {
    let minutes = if cursor.eat("minuit") {
        DAY
    } else {
        let hour = cursor.number().filter(|hour| *hour < 24)?;
        cursor.eat("h").then_some(())?;
        hour * 60 + cursor.number().map_or(Some(0), |minute| (minute < 60).then_some(minute))?
    };
    Some(if cursor.eat(" le lendemain") { minutes + DAY } else { minutes })
}

/// The days in OpenStreetMap syntax, without the months: `Mo-We,Tu[1,3],PH`.
pub(super) fn written(week: &Week) -> String {
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for day in (0..7).filter(|day| week.plain[*day]) {
        match rows.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => rows.push((day, day)),
        }
    }
    let plain = rows.into_iter().map(|(first, last)| match first == last {
        true => osm::letters(DAYS[first]).to_owned(),
        false => format!("{}-{}", osm::letters(DAYS[first]), osm::letters(DAYS[last])),
    });
    let nth = week.nth.iter().map(|(day, ranks)| {
        let ranks: Vec<String> = ranks.iter().map(ToString::to_string).collect();
        format!("{}[{}]", osm::letters(*day), ranks.join(","))
    });
    let holidays = week.holidays.then(|| "PH".to_owned());
    plain.chain(nth).chain(holidays).collect::<Vec<_>>().join(",")
}
