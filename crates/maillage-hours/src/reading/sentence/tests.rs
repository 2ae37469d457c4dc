//! What the words say is read back: the same openings, and the same times that are not known.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::{select, subsequence},
};

use super::*;
use crate::{
    DaysOff, Holidays, HolidaysOff, Lang, Period, SchoolHoliday, Slot, Whose,
    reading::{USED, read, read_back},
    slots, union, unknown_slots,
    words::{OSM_WEEKDAYS, hours_text},
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Two years with a year of 53 weeks in between.
fn period() -> Period {
    "2026-06-01..2027-08-31".parse().expect("a period")
}

fn days_off() -> DaysOff {
    let days = "2026-10-17..2026-11-01".parse().expect("a period");
    let autumn = SchoolHoliday { whose: Whose::Everyone, days };
    Holidays::new(HolidaysOff::Local).with_school(&[autumn]).of(Some("67")).clone()
}

/// Days of the week, all of the month or some: `Mo-We`, `Tu[1,3]`, `Fr[-1]`, `PH`.
fn days() -> impl Strategy<Value = String> {
    let weekdays = subsequence(OSM_WEEKDAYS.to_vec(), 1..=7).prop_map(|days| days.join(","));
    let nth = (
        select(OSM_WEEKDAYS.to_vec()),
        subsequence(vec!["1", "2", "3", "4", "5", "-1", "-2", "-3"], 1..4),
    )
        .prop_map(|(day, ranks)| format!("{day}[{}]", ranks.join(",")));
    let one = prop_oneof![3 => weekdays, 2 => nth];
    (vec(one, 1..3), any::<bool>()).prop_map(|(mut days, holidays)| {
        days.extend(holidays.then(|| "PH".to_owned()));
        days.join(",")
    })
}

fn hours() -> impl Strategy<Value = String> {
    let hours =
        ["09:00-12:00", "14:00-17:30", "08:05-18:00", "00:00-24:00", "13:30-24:00", "04:00-05:00"];
    subsequence(hours.to_vec(), 1..3).prop_map(|hours| hours.join(","))
}

/// Rules on weekdays and months that replace, add, close or are not known; holidays closed or not.
fn expression() -> impl Strategy<Value = String> {
    let months = select(vec!["", "", "", "Aug ", "Sep-Jun ", "Apr,Oct-Dec "]);
    let comment = select(vec!["", "", "", " \"sur rendez-vous (accueil)\"", " \"a | b ; c\""]);
    let opens = (months, days(), hours(), comment)
        .prop_map(|(months, days, hours, comment)| format!("{months}{days} {hours}{comment}"))
        .boxed();
    let other = (days(), select(vec!["off", "unknown", "14:00-16:00 unknown"]))
        .prop_map(|(days, kind)| format!("{days} {kind}"));
    let rule = prop_oneof![5 => opens.clone(), 1 => other];
    let closed = subsequence(vec!["PH off", "SH off", "Aug off", "2026 Dec 24 off"], 0..3);
    (opens, vec((rule, any::<bool>()), 0..3), closed).prop_map(|(first, rules, closed)| {
        let joint = |adds: bool| if adds { ", " } else { "; " };
        let rules = rules.into_iter().map(|(rule, adds)| format!("{}{rule}", joint(adds)));
        let closed = closed.into_iter().map(|rule| format!("; {rule}"));
        rules.chain(closed).fold(first, |text, rule| text + &rule)
    })
}

/// Rules as lists give them: expressions that are read and used, in some weeks, and dates.
fn rule() -> impl Strategy<Value = Rule> {
    let weeks = select(vec![Weeks::Every, Weeks::Every, Weeks::Odd, Weeks::Even, Weeks::Second]);
    let weekly = (expression(), weeks).prop_filter_map("not used", |(text, weeks)| {
        let reading = read(&text).ok().filter(|reading| reading.confidence >= USED)?;
        match reading.recurrence.rules.into_iter().next()? {
            Rule::Hours { hours, .. } => Some(Rule::Hours { hours, weeks }),
            Rule::Dates { .. } => None,
        }
    });
    let date = |days: u64| day("2026-06-01") + Days::new(days);
    let span = (0_u32..1_440, 0_u32..300).prop_map(|(start, long)| (start, start + long));
    let dated =
        (btree_set(0_u64..400, 1..40), vec(span, 1..6)).prop_map(move |(days, mut spans)| {
            spans.sort_unstable();
            Rule::Dates { dates: days.into_iter().map(date).collect(), spans }
        });
    prop_oneof![3 => weekly, 1 => dated]
}

fn recurrence() -> impl Strategy<Value = Recurrence> {
    let bounds = (option::of(0_u64..200), option::of(200_u64..400));
    (vec(rule(), 1..4), bounds).prop_map(|(rules, (from, to))| {
        let date = |days: u64| day("2026-06-01") + Days::new(days);
        // Every second week is only used with a first day.
        let second = |rule: &Rule| matches!(rule, Rule::Hours { weeks: Weeks::Second, .. });
        let from = from.or(rules.iter().any(second).then_some(0));
        Recurrence { rules, from: from.map(date), to: to.map(date) }
    })
}

/// The openings of all recurrences, and the times that are not known.
fn openings<'of>(of: impl Iterator<Item = &'of Recurrence> + Clone) -> [Vec<Slot>; 2] {
    let off = days_off();
    let open = of.clone().flat_map(|of| slots(of, period(), &off)).collect();
    let unknown = of.flat_map(|of| unknown_slots(of, period(), &off)).collect();
    [union(open), union(unknown)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Law: words are used and open at the same times. Oracle: the rules that were put into words.
    #[test]
    fn words_are_read_back_to_the_same_openings(of in vec(recurrence(), 1..3)) {
        let of: Vec<Arc<Recurrence>> = of.into_iter().map(Arc::new).collect();
        let text = hours_text(&of, Lang::Fr);
        let readings = read_back(&text);
        prop_assert!(readings.is_ok(), "{}", text);
        let readings = readings.unwrap_or_default();
        prop_assert!(readings.iter().all(|reading| reading.confidence >= USED), "{}", text);
        let read = openings(readings.iter().map(|reading| &reading.recurrence));
        prop_assert_eq!(read, openings(of.iter().map(Arc::as_ref)), "{}", text);
    }
}

fn rules_of(text: &str) -> Vec<String> {
    let readings = read_back(text).unwrap_or_else(|unread| panic!("{text}: {unread:?}"));
    readings.iter().map(super::super::HoursReading::summary).collect()
}

#[test]
fn a_spreadsheet_may_change_case_apostrophes_and_spaces() {
    let text = "Le mardi de 9h à 12h30, une semaine sur deux (semaines impaires), sauf jours \
                fériés, jusqu\u{2019}au 1er décembre 2026\u{a0}| Tous les jours 24h sur 24";
    assert_eq!(rules_of(text), ["Tu 09:00-12:30; PH closed semaine impaire", "Mo-Su"]);
    let readings = read_back(text).expect("two sentences");
    assert_eq!(readings[0].recurrence.to, Some(day("2026-12-01")));
    assert_eq!(readings[1].recurrence.to, None);
}

#[test]
fn a_text_that_is_only_in_part_such_a_sentence_is_left_to_the_other_readers() {
    for text in [
        "le mardi de 9h à 12h, hors vacances",
        "du lundi au vendredi de 9h à 17h ; le mercredi de 9h à 12h",
        "le mardi de 12h à 9h",
        "le 31 février 2026 de 9h à 12h",
        "Tu 09:00-12:00; PH off",
        "fermé",
        "23 dates, du 5 janvier 2026 au 8 juin 2026, 6 fois entre 8h et 13h10",
    ] {
        assert_eq!(super::read(text), None, "{text}");
    }
}

#[test]
fn every_second_week_without_a_first_day_is_not_used() {
    let readings = read_back("le jeudi de 14h à 17h, une semaine sur deux").expect("a sentence");
    assert!(readings[0].confidence < USED);
    let text = "le jeudi de 14h à 17h, une semaine sur deux, à partir du 8 octobre 2026";
    assert_eq!(read_back(text).expect("a sentence")[0].confidence, 1.0);
}

#[test]
fn a_closed_place_is_read_back_as_one_that_never_opens() {
    let text = hours_text(&[Arc::new(Recurrence::default())], Lang::Fr);
    let readings = read_back(&text).expect("a closed place");
    assert_eq!(readings[0].recurrence, Recurrence::default());
}

#[test]
fn a_whole_day_before_other_hours_stays_a_whole_day() {
    let reading = read("Mo[-1] 00:00-24:00, Su 08:05-18:00").expect("two rules");
    let days: Period = "2026-10-25..2026-10-26".parse().expect("a Sunday, and the last Monday");
    let off = Holidays::new(HolidaysOff::Local);
    let open = slots(&reading.recurrence, days, off.of(None));
    assert_eq!(open, [Slot { start: 485, end: 1_080 }, Slot { start: 1_440, end: 2_880 }]);
}
