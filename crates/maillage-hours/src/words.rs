//! Formats days and hours as sentences: « le mardi de 9h à 12h30, une semaine sur deux ».
//!
//! A sentence says exactly what the rules say. It only mentions public holidays when the rules do.
//! An expression that has no sentence is returned in OpenStreetMap syntax. Rules are joined by
//! ` | `, each with the dates of validity. [`reading`](crate::reading) reads the French text back
//! to the same openings.

pub(crate) mod clauses;
mod parts;

pub(crate) use parts::{MONTHS, OSM_WEEKDAYS, WEEKDAYS};

use std::sync::Arc;

use chrono::Timelike;

use crate::{Lang, Recurrence, Rule, Weeks, expression};
use clauses::{Clause, Clauses, Exception};

/// What stands between two rules.
pub(crate) const BETWEEN_RULES: &str = " | ";

/// Name of a weekday that is written in OpenStreetMap syntax: « lundi » of `Mo`. Any other text as it
/// is.
pub fn weekday_text(day: &str, lang: Lang) -> &str {
    let name = OSM_WEEKDAYS.iter().position(|known| *known == day).map(|rank| match lang {
        Lang::Fr => WEEKDAYS[rank][0],
        Lang::En => WEEKDAYS[rank][1],
    });
    name.unwrap_or(day)
}

/// Name of a month, from 1 to 12: « juillet ».
///
/// # Panics
///
/// For another number.
pub fn month_text(month: u32, lang: Lang) -> &'static str {
    let [french, english] = parts::MONTHS[month as usize - 1];
    match lang {
        Lang::Fr => french,
        Lang::En => english,
    }
}

/// The opening times of a place as sentences, one for each rule. `fermé` when it never opens.
pub fn hours_text(recurrences: &[Arc<Recurrence>], lang: Lang) -> String {
    let rules: Vec<String> =
        recurrences.iter().flat_map(|recurrence| rules_of(recurrence, lang)).collect();
    if rules.is_empty() { parts::closed(lang).to_owned() } else { rules.join(BETWEEN_RULES) }
}

/// The opening times of a recurrence as sentences, one for each rule. `fermé` without rules.
///
/// # Examples
///
/// ```
/// use maillage_hours::{Lang, Recurrence, words::schedule_text};
///
/// let hours = Recurrence::weekly("Mo-Fr 09:00-12:00".parse()?);
/// assert_eq!(schedule_text(&hours, Lang::Fr), "du lundi au vendredi de 9h à 12h");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn schedule_text(recurrence: &Recurrence, lang: Lang) -> String {
    let rules = rules_of(recurrence, lang);
    if rules.is_empty() { parts::closed(lang).to_owned() } else { rules.join(BETWEEN_RULES) }
}

/// A day as text: « 6 octobre 2026 ».
pub fn day_text(day: chrono::NaiveDate, lang: Lang) -> String {
    parts::date(day, lang)
}

/// A time of the day as text: « 10h », « 9h30 ». Seconds are left out.
pub fn time_text(time: chrono::NaiveTime, lang: Lang) -> String {
    parts::time(60 * time.hour() + time.minute(), lang)
}

/// A sentence for each rule, with the validity of the recurrence.
fn rules_of(recurrence: &Recurrence, lang: Lang) -> Vec<String> {
    let validity = parts::validity(recurrence.from, recurrence.to, lang);
    let texts = recurrence.rules.iter().map(|rule| of_rule(rule, validity.clone(), lang));
    texts.filter(|text| !text.is_empty()).collect()
}

fn of_rule(rule: &Rule, validity: Option<String>, lang: Lang) -> String {
    match rule {
        Rule::Hours { hours, weeks } => {
            let expression = hours.expression();
            let understood = Clauses::of(expression).filter(|words| !words.are_ambiguous());
            let (clauses, exceptions) = match &understood {
                Some(Clauses { clauses, exceptions }) => {
                    let clauses = clauses.iter().map(|clause| of_clause(clause, lang));
                    (clauses.collect(), exceptions.as_slice())
                }
                // Only a comment contains the separator.
                None => {
                    (vec![expression::written(expression).replace(BETWEEN_RULES, " / ")], &[][..])
                }
            };
            let mut notes = Vec::new();
            notes.extend(every_second_week(*weeks, lang));
            notes.extend(except(exceptions, lang));
            notes.extend(validity);
            with_notes(&clauses, notes, lang)
        }
        Rule::Dates { dates, spans } => {
            // A vehicle that does not wait is not there.
            let waits: Vec<(u32, u32)> =
                spans.iter().copied().filter(|(start, end)| start < end).collect();
            if dates.is_empty() || waits.is_empty() {
                return String::new();
            }
            let text = format!("{} {}", parts::dates(dates, lang), parts::spans(&waits, lang));
            with_notes(&[text], validity.into_iter().collect(), lang)
        }
    }
}

/// Joins `parts`, followed by notes that apply to all of them.
fn with_notes(parts: &[String], notes: Vec<String>, lang: Lang) -> String {
    let between = if lang == Lang::Fr { " ; " } else { "; " };
    let mut text = parts.join(between);
    let whole = match (parts.len(), lang) {
        (0 | 1, _) => "",
        (_, Lang::Fr) => "le tout ",
        (_, Lang::En) => "all of it ",
    };
    for (rank, note) in notes.iter().enumerate() {
        text.push_str(if rank == 0 && !whole.is_empty() { between } else { ", " });
        text.push_str(if rank == 0 { whole } else { "" });
        text.push_str(note);
    }
    text
}

fn of_clause(clause: &Clause, lang: Lang) -> String {
    let Clause { days: week, spans, comment } = clause;
    let hours = parts::spans(spans, lang);
    let mut days = Vec::new();
    days.extend(parts::weekdays(week.plain, lang));
    days.extend(week.nth.iter().map(|(day, nth)| parts::nth(*day, nth, lang)));
    days.extend(week.holidays.then(|| parts::public_holidays(lang).to_owned()));
    let months: Vec<String> =
        week.months.iter().map(|months| parts::months(*months, lang)).collect();
    let months = parts::list(&months, lang);
    let season = if months.is_empty() { months } else { format!("{months}, ") };
    let mut text = format!("{season}{} {hours}", parts::list(&days, lang));
    if !comment.is_empty() {
        text.push_str(&format!(" ({})", parts::comment(comment)));
    }
    text
}

fn every_second_week(weeks: Weeks, lang: Lang) -> Option<String> {
    let text = match (weeks, lang) {
        (Weeks::Every, _) => return None,
        (Weeks::Second, Lang::Fr) => "une semaine sur deux",
        (Weeks::Second, Lang::En) => "every second week",
        (Weeks::Odd, Lang::Fr) => "une semaine sur deux (semaines impaires)",
        (Weeks::Even, Lang::Fr) => "une semaine sur deux (semaines paires)",
        (Weeks::Odd, Lang::En) => "every second week (odd weeks)",
        (Weeks::Even, Lang::En) => "every second week (even weeks)",
    };
    Some(text.to_owned())
}

fn except(exceptions: &[Exception], lang: Lang) -> Option<String> {
    let word = |exception: &Exception| match (exception, lang) {
        (Exception::PublicHolidays, Lang::Fr) => "jours fériés".to_owned(),
        (Exception::PublicHolidays, Lang::En) => "public holidays".to_owned(),
        (Exception::SchoolHolidays, Lang::Fr) => "vacances scolaires".to_owned(),
        (Exception::SchoolHolidays, Lang::En) => "school holidays".to_owned(),
        (Exception::Months(months), _) => parts::months(*months, lang),
    };
    let words: Vec<String> = exceptions.iter().map(word).collect();
    let except = if lang == Lang::Fr { "sauf" } else { "except" };
    (!words.is_empty()).then(|| format!("{except} {}", parts::list(&words, lang)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(expression: &str, weeks: Weeks) -> Rule {
        Rule::Hours { hours: expression.parse().expect("an expression"), weeks }
    }

    fn french(expression: &str) -> String {
        let rules = vec![hours(expression, Weeks::Every)];
        schedule_text(&Recurrence { rules, from: None, to: None }, Lang::Fr)
    }

    fn english(expression: &str) -> String {
        let rules = vec![hours(expression, Weeks::Every)];
        schedule_text(&Recurrence { rules, from: None, to: None }, Lang::En)
    }

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_bus_every_second_week_has_a_natural_sentence() {
        let recurrence = Recurrence {
            rules: vec![hours("Tu 09:00-12:30,13:30-15:30; PH off", Weeks::Odd)],
            from: Some(day("2026-01-05")),
            to: Some(day("2026-12-01")),
        };
        assert_eq!(
            schedule_text(&recurrence, Lang::Fr),
            "le mardi de 9h à 12h30 et de 13h30 à 15h30, une semaine sur deux (semaines impaires), \
             sauf jours fériés, du 5 janvier 2026 au 1er décembre 2026"
        );
        assert_eq!(
            schedule_text(&recurrence, Lang::En),
            "Tuesdays from 9:00 to 12:30 and from 13:30 to 15:30, every second week (odd weeks), \
             except public holidays, from 5 January 2026 to 1 December 2026"
        );
    }

    #[test]
    fn a_time_of_the_day_has_minutes_only_where_there_are_some() {
        let time = |text: &str| text.parse::<chrono::NaiveTime>().expect("a time");
        assert_eq!(time_text(time("09:30:00"), Lang::Fr), "9h30");
        assert_eq!(time_text(time("10:00:00"), Lang::Fr), "10h");
        assert_eq!(time_text(time("10:00:00"), Lang::En), "10:00");
    }

    #[test]
    fn a_fortnight_without_parity_does_not_mention_parity() {
        let rules = vec![hours("Th 14:00-17:00", Weeks::Second)];
        let recurrence = Recurrence { rules, from: Some(day("2026-10-08")), to: None };
        assert_eq!(
            schedule_text(&recurrence, Lang::Fr),
            "le jeudi de 14h à 17h, une semaine sur deux, à partir du 8 octobre 2026"
        );
    }

    #[test]
    fn days_of_the_same_hours_are_merged() {
        assert_eq!(french("Mo-Fr 09:00-12:00"), "du lundi au vendredi de 9h à 12h");
        assert_eq!(
            french("Mo 09:00-12:00; Th 14:00-17:00; Tu 09:00-12:00"),
            "le lundi et le mardi de 9h à 12h ; le jeudi de 14h à 17h"
        );
        assert_eq!(
            french("Mo-We,Sa 09:00-12:00, Mo-We,Sa 14:00-16:00"),
            "du lundi au mercredi et le samedi de 9h à 12h et de 14h à 16h"
        );
        assert_eq!(french("24/7"), "tous les jours 24h sur 24");
        assert_eq!(english("Mo,We 09:00-12:00"), "Mondays and Wednesdays from 9:00 to 12:00");
    }

    #[test]
    fn days_that_a_later_rule_overrides_are_not_mentioned() {
        assert_eq!(
            french("Mo-Fr 09:00-12:00; We 14:00-17:00; Fr off"),
            "le lundi, le mardi et le jeudi de 9h à 12h ; le mercredi de 14h à 17h"
        );
        // On a holiday that is a Monday, the later rule opens again. No sentence expresses this.
        assert_eq!(french("PH off; Mo 09:00-12:00"), "PH closed; Mo 09:00-12:00");
        assert_eq!(
            french("Tu 09:00-12:00; Tu[1] 14:00-17:00"),
            "Tu 09:00-12:00; Tu[1] 14:00-17:00"
        );
    }

    #[test]
    fn days_of_the_month_months_and_holidays_have_words() {
        assert_eq!(french("Tu[1,3] 14:00-17:00"), "les 1er et 3e mardis du mois de 14h à 17h");
        assert_eq!(french("Fr[-1] 14:00-17:00"), "le dernier vendredi du mois de 14h à 17h");
        assert_eq!(english("Tu[2] 14:00-17:00"), "2nd Tuesday of the month from 14:00 to 17:00");
        assert_eq!(
            french("Sep-Jun We,PH 09:00-12:00"),
            "de septembre à juin, le mercredi et les jours fériés de 9h à 12h"
        );
        assert_eq!(
            french("Mo-Su 22:00-02:00; Aug off; SH off"),
            "tous les jours de 22h à 2h le lendemain, sauf en août et vacances scolaires"
        );
        let comment = "Mo 09:00-12:00 \"sur rendez-vous\"";
        assert_eq!(french(comment), "le lundi de 9h à 12h (sur rendez-vous)");
    }

    #[test]
    fn an_expression_without_a_sentence_is_returned_in_open_street_map_syntax() {
        // A date of an expression gives way to a public holiday; a date in words does not.
        for expression in [
            "week01-53/2 Mo 09:00-12:00",
            "Mo sunrise-12:00",
            "Mo 09:00+",
            "2026 Oct 6 09:00-12:00",
            "Mo,PH 09:00-12:00, Mo-Fr 14:00-17:00",
        ] {
            assert_eq!(french(expression), expression);
        }
    }

    #[test]
    fn dates_are_all_written_out_month_by_month() {
        let timetable = |dates: Vec<chrono::NaiveDate>, spans| {
            let rules = vec![Rule::Dates { dates, spans }];
            schedule_text(&Recurrence { rules, from: None, to: None }, Lang::Fr)
        };
        let days = ["2026-10-06", "2026-10-13", "2026-10-20", "2026-11-03", "2027-01-05"];
        assert_eq!(
            timetable(days.map(day).to_vec(), vec![(540, 720), (1_430, 1_450)]),
            "les 6, 13 et 20 octobre 2026, le 3 novembre 2026 et le 5 janvier 2027 de 9h à 12h et \
             de 23h50 à 0h10 le lendemain"
        );
        assert_eq!(
            timetable(vec![day("2026-05-01")], vec![(540, 720)]),
            "le 1er mai 2026 de 9h à 12h"
        );
    }

    #[test]
    fn rules_stand_apart_each_with_the_validity() {
        let recurrence = Recurrence {
            rules: vec![hours("Mo 09:00-12:00", Weeks::Odd), hours("Tu 14:00-17:00", Weeks::Even)],
            from: None,
            to: Some(day("2026-06-30")),
        };
        assert_eq!(
            schedule_text(&recurrence, Lang::Fr),
            "le lundi de 9h à 12h, une semaine sur deux (semaines impaires), jusqu'au 30 juin 2026 \
             | le mardi de 14h à 17h, une semaine sur deux (semaines paires), jusqu'au 30 juin 2026"
        );
    }

    #[test]
    fn a_place_that_never_opens_is_closed() {
        let never = Arc::new(Recurrence::default());
        assert_eq!(schedule_text(&never, Lang::En), "closed");
        assert_eq!(hours_text(std::slice::from_ref(&never), Lang::Fr), "fermé");
        let rules = vec![hours("Mo 09:00-12:00", Weeks::Every)];
        let open = Arc::new(Recurrence { rules, from: None, to: None });
        assert_eq!(hours_text(&[never, open], Lang::Fr), "le lundi de 9h à 12h");
    }
}
