//! Presence of a vehicle at a place: its calls on their days.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Feed;
use maillage_hours::{Recurrence, Rule};

/// Arrival and departure in minutes after midnight.
type CallSpan = (u32, u32);

/// The days and times of `calls`, given by rank. Days with the same times share one rule.
/// `None` when no call has a time.
pub(super) fn timetable(calls: &[usize], feed: &Feed) -> Option<Recurrence> {
    let mut of_service: BTreeMap<usize, Vec<CallSpan>> = BTreeMap::new();
    for call in calls.iter().map(|rank| &feed.calls[*rank]) {
        if let (Some(span), Some(service)) = (call.span, feed.trips[call.trip].service) {
            of_service.entry(service).or_default().push(span);
        }
    }
    if of_service.is_empty() {
        return None;
    }
    // Days with the same services share one rule.
    let mut running: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
    for service in of_service.keys() {
        for day in &feed.services[*service] {
            running.entry(*day).or_default().push(*service);
        }
    }
    let mut alike: BTreeMap<Vec<usize>, Vec<NaiveDate>> = BTreeMap::new();
    for (day, services) in running {
        alike.entry(services).or_default().push(day);
    }
    let mut by_spans: BTreeMap<Vec<CallSpan>, Vec<NaiveDate>> = BTreeMap::new();
    for (services, days) in alike {
        let mut spans: Vec<CallSpan> =
            services.iter().flat_map(|service| &of_service[service]).copied().collect();
        spans.sort_unstable();
        by_spans.entry(spans).or_default().extend(days);
    }
    let rules = by_spans.into_iter().map(|(spans, mut dates)| {
        dates.sort_unstable();
        Rule::Dates { dates, spans }
    });
    Some(Recurrence { rules: rules.collect(), from: None, to: None })
}
