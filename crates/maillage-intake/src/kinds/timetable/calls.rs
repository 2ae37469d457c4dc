//! Calls of trips at stops, with their times.

use std::collections::HashMap;

use super::{Call, Feed, RowDefects, StopRecord, Tables};
use crate::{
    Result,
    ledger::{Issue, Trouble},
};
use maillage_tables::Budget;

/// A call on one day, in minutes of the period.
type Slot = (u32, u32);

/// The calls of `stop_times.txt`, by trip, then in order.
pub(super) fn calls(
    tables: &Tables,
    trips: &HashMap<String, usize>,
    stops: &[StopRecord],
    budget: &mut Budget,
    notes: &mut Vec<Issue>,
) -> Result<Vec<Call>> {
    let name = "stop_times.txt";
    let (table, [trip, stop, arrival, departure]) =
        tables.needed(name, ["trip_id", "stop_id", "arrival_time", "departure_time"])?;
    let mut ranks: HashMap<&str, usize> = HashMap::new();
    for (rank, stop) in stops.iter().enumerate().filter(|(_, stop)| !stop.id.is_empty()) {
        ranks.entry(&stop.id).or_insert(rank);
    }
    let mut defects = RowDefects::of_decoding(name, table);
    budget.take_values::<((u32, Call), Call)>(table.rows.len())?;
    let mut calls = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let (trip, stop) = (trips.get(row.cell(trip)), ranks.get(row.cell(stop)));
        let (Some(&trip), Some(&stop)) = (trip, stop) else {
            defects.add(Trouble::UnknownReference, row.line);
            continue;
        };
        let span = span(row.cell(arrival), row.cell(departure));
        let span = span.unwrap_or_else(|()| {
            defects.add(Trouble::TimeUnreadable, row.line);
            None
        });
        // Calls without a sequence number sort last, in the order of their times.
        let order = table.text(row, "stop_sequence").parse::<u32>().unwrap_or(u32::MAX);
        calls.push((order, Call { trip, stop, span }));
    }
    calls.sort_by_key(|(order, call)| (call.trip, *order, call.span.is_none(), call.span));
    notes.extend(defects.notes());
    Ok(calls.into_iter().map(|(_, call)| call).collect())
}

/// Rejects a feed whose calls over all days take more memory than the file may.
pub(super) fn refuse_too_many_calls(feed: &mut Feed) -> Result<()> {
    let days = feed.calls.iter().map(|call| feed.days(&feed.trips[call.trip]).len());
    let days = days.sum();
    Ok(feed.stops.sheet.budget.take_values::<Slot>(days)?)
}

/// Arrival and departure; one is used for both if the other is missing. `None` without
/// either.
fn span(arrival: &str, departure: &str) -> std::result::Result<Option<(u32, u32)>, ()> {
    let (arrival, departure) = match (arrival, departure) {
        ("", "") => return Ok(None),
        ("", departure) => (departure, departure),
        (arrival, "") => (arrival, arrival),
        both => both,
    };
    match (minutes(arrival), minutes(departure)) {
        (Some(arrival), Some(departure)) if arrival <= departure => Ok(Some((arrival, departure))),
        _ => Err(()),
    }
}

/// Whole minutes from midnight of the service day; seconds are dropped. `25:10:00` gives
/// 1,510, on the following day. `None` when `text` is not a time.
fn minutes(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.split(':').collect();
    let (hours, minutes) = match parts[..] {
        [hours, minutes] => (hours, minutes),
        [hours, minutes, seconds] if number(seconds).is_some_and(|it| it < 60) => (hours, minutes),
        _ => return None,
    };
    Some(number(hours)? * 60 + number(minutes).filter(|minutes| *minutes < 60)?)
}

/// A number of one or two digits.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_on_past_midnight_and_may_lack_their_seconds() {
        assert_eq!(minutes("25:10:00"), Some(1_510));
        assert_eq!(minutes("25:30"), Some(1_530));
        assert_eq!(minutes(" 9:05:59"), Some(545));
        for wrong in ["", "99:99:99", "9h30", "10:00:60", "-1:00:00", "100:00:00", "1:2:3:4"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn one_time_stands_for_both_and_a_departure_is_not_before_its_arrival() {
        assert_eq!(span("", ""), Ok(None));
        assert_eq!(span("08:00:00", ""), Ok(Some((480, 480))));
        assert_eq!(span("08:00:00", "12:00:00"), Ok(Some((480, 720))));
        assert_eq!(span("12:00:00", "08:00:00"), Err(()));
    }
}
