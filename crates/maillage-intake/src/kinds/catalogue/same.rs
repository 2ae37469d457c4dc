//! Whether a cell still says what the catalogue said, although a spreadsheet wrote it in another
//! form.

use crate::source::parse_number;
use chrono::{Datelike, NaiveDate};
use maillage_hours::reading::read_date;
use maillage_spelling::fold;

/// Whether `saved` is `written` in another form: other spaces and apostrophes; a number without
/// its leading zeros, with a decimal comma or in scientific notation; a date in another order;
/// `TRUE` for `true`; a text behind the apostrophe that keeps it from being a formula.
pub(super) fn is_same(written: &str, saved: &str) -> bool {
    let (written, saved) = (plain(written), plain(saved));
    written == saved
        || saved.strip_prefix('\'') == Some(&*written)
        || are_one_number(&written, &saved)
        || are_one_date(&written, &saved)
        || truth(&written).is_some_and(|truth| Some(truth) == self::truth(&saved))
}

/// `text` with plain apostrophes, and one space for each run of spaces and line breaks.
fn plain(text: &str) -> String {
    let text = text.replace(['\u{2019}', '\u{2018}'], "'").replace("_x000D_", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether both are one number to the digits that `saved` shows.
fn are_one_number(written: &str, saved: &str) -> bool {
    // A telephone number in words of two figures is a text.
    if written.contains(' ') && !saved.contains(' ') {
        return without_spaces(written).is_some_and(|written| are_one_number(&written, saved));
    }
    let (Some(one), Some(other)) = (parse_number(written), parse_number(saved)) else {
        return false;
    };
    let digits = saved.split(['e', 'E']).next().unwrap_or_default();
    let figures = digits.bytes().filter(u8::is_ascii_digit).count();
    let is_scientific = digits.len() < saved.len();
    let slack = if is_scientific {
        // Half of the last figure shown.
        0.5 * 10_f64.powf(other.abs().max(1.0).log10().floor() - figures as f64 + 1.0)
    } else if written.contains(['.', ',']) {
        // A spreadsheet shows fewer decimals than it was given.
        rounding(saved)
    } else {
        0.0
    };
    (one - other).abs() <= slack * 1.001
}

/// `05 45 00 00 00` without its spaces; `None` when it holds anything but digits and spaces.
fn without_spaces(text: &str) -> Option<String> {
    let is_of_digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    is_of_digits.then(|| text.replace(' ', ""))
}

/// Half of the last decimal of a number as written: 0.005 for `45,65`, 0.5 without decimals.
pub(super) fn rounding(number: &str) -> f64 {
    let decimals = number.trim().split_once(['.', ',']).map_or(0, |(_, decimals)| decimals.len());
    0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap_or(i32::MAX))
}

fn are_one_date(written: &str, saved: &str) -> bool {
    let Some(written) = read_date(written) else { return false };
    // Two figures for the year are those of this century.
    read_date(saved).or_else(|| short_date(saved)) == Some(written)
}

/// `16/05/23`, as spreadsheets show a date in French.
fn short_date(text: &str) -> Option<NaiveDate> {
    let day = text.split(' ').next()?;
    let parts: Vec<u32> = day.split('/').map_while(|part| part.parse().ok()).collect();
    let [day, month, year @ 0..100] = parts[..] else { return None };
    let date = NaiveDate::from_ymd_opt(2_000, month, day)?;
    date.with_year(2_000 + i32::try_from(year).ok()?)
}

/// The truth value that a spreadsheet writes. `None` for any other text.
fn truth(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "true" | "vrai" => Some(true),
        "false" | "faux" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_form_is_no_change() {
        for (written, saved) in [
            ("01000", "1000"),
            ("16015", "16015.0"),
            ("13002526500013", "1,30025E+13"),
            ("05 45 00 00 00", "545000000"),
            ("45.648712", "45,648712"),
            ("0.65", "0,7"),
            ("2023-05-16", "16/05/2023"),
            ("2023-05-16T10:00:00.000Z", "2023/05/16 10:00:00+00"),
            ("2023-05-16", "16/05/23"),
            ("true", "VRAI"),
            ("Maison de l'Étudiant", "Maison  de l’Étudiant"),
            ("1 rue Haute\nBâtiment B", "1 rue Haute Bâtiment B"),
            ("+33 5 45 00 00 00", "'+33 5 45 00 00 00"),
            ("", "  "),
        ] {
            assert!(is_same(written, saved), "{written} {saved}");
        }
    }

    #[test]
    fn another_value_is_a_change() {
        for (written, saved) in [
            ("01000", "1001"),
            ("13002526500013", "1,30026E+13"),
            ("3", "4"),
            ("3", "3.4"),
            ("2023-05-16", "17/05/2023"),
            ("true", "FAUX"),
            ("Mairie", "mairie"),
            ("Mairie", ""),
            ("", "0"),
            ("12 rue Haute", "12"),
        ] {
            assert!(!is_same(written, saved), "{written} {saved}");
        }
    }
}
