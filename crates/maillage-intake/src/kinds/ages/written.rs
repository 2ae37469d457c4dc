//! Ages in the cells of a column.

use std::collections::{BTreeMap, BTreeSet};

use super::{AgeBasis, AgeColumn};
use maillage_core::model::AgeBand;
use maillage_spelling::fold_column;

/// Lowest age from which the last single year has no upper limit.
const OLD: u8 = 80;

/// The age in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenAge {
    /// Several years.
    Band(AgeBand),
    /// A single number: a year of age, or the first year of a class.
    Number(u8),
    /// All ages.
    All,
}

impl WrittenAge {
    /// Parses `text`: an SDMX code (`Y15T24`, `Y_LT15`, `Y_GE80`, `_T`), a number (`015`)
    /// or words (`15-24`, `15 à 24 ans`, `75 ans ou plus`, `75+`). `None` when it gives no
    /// age.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_total(text) {
            return Some(Self::All);
        }
        if text.contains(['[', ']', '(']) {
            return None;
        }
        if let Some(code) = text.strip_prefix('Y') {
            return of_code(code);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return number(text).map(Self::Number);
        }
        let words = text.replace('+', " plus").replace('<', "moins de ");
        let words = match words.strip_prefix('≥').or_else(|| words.strip_prefix(">=")) {
            Some(from) => format!("{from} plus"),
            None => words,
        };
        let folded = fold_column(&words);
        let single = folded.strip_suffix("_ans").or_else(|| folded.strip_suffix("_an"));
        if let Some(number) = single.and_then(number) {
            return Some(Self::Number(number));
        }
        let column = AgeColumn::of_name(&folded)?;
        let plain = column.basis == AgeBasis::People && column.year.is_none();
        plain.then_some(Self::Band(column.band))
    }
}

/// Whether a text means the total.
pub(super) fn is_total(text: &str) -> bool {
    let folded = fold_column(text);
    text == "_T"
        || ["t", "total", "ensemble", "tous", "toutes", "tous_ages", "tous_les_ages"]
            .contains(&folded.as_str())
}

/// The bands of the numbers in the column of this folded name. INSEE's `AGEQ65` and
/// `AGEPYR10` write the first year of each class; other columns write single years. The
/// last band has no upper limit, unless another text gives the oldest ages (`is_open`) or
/// the last number is too low.
pub(super) fn bands_of_numbers(
    column: &str,
    numbers: &BTreeSet<u8>,
    is_open: bool,
) -> BTreeMap<u8, AgeBand> {
    let of_classes = ["ageq", "agepyr"].iter().any(|word| column.starts_with(word));
    let oldest = numbers.last().copied();
    let named = column.strip_prefix("aged").and_then(|digits| digits.parse::<u8>().ok());
    let ends_open = !is_open
        && oldest.is_some_and(|oldest| of_classes || oldest >= OLD || named == Some(oldest));
    let next = numbers.iter().skip(1).map(|next| Some(*next)).chain([None]);
    let band = |(from, next): (&u8, Option<u8>)| {
        let last = match next {
            None if ends_open => None,
            Some(next) if of_classes => Some(next - 1),
            _ => Some(*from),
        };
        Some((*from, AgeBand::new(*from, last)?))
    };
    numbers.iter().zip(next).filter_map(band).collect()
}

/// Parses the part of an SDMX code after `Y`.
fn of_code(code: &str) -> Option<WrittenAge> {
    if let Some(below) = code.strip_prefix("_LT") {
        return AgeBand::new(0, Some(number(below)?.checked_sub(1)?)).map(WrittenAge::Band);
    }
    if let Some(from) = code.strip_prefix("_GE") {
        return AgeBand::new(number(from)?, None).map(WrittenAge::Band);
    }
    match code.split_once('T') {
        Some((from, last)) => {
            AgeBand::new(number(from)?, Some(number(last)?)).map(WrittenAge::Band)
        }
        None => number(code).map(WrittenAge::Number),
    }
}

/// A number of years with at most three digits.
fn number(text: &str) -> Option<u8> {
    let is_short = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|years| is_short && *years <= 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(text: &str) -> Option<String> {
        match WrittenAge::read(text) {
            Some(WrittenAge::Band(band)) => Some(band.to_string()),
            Some(WrittenAge::Number(number)) => Some(number.to_string()),
            Some(WrittenAge::All) => Some("all".to_owned()),
            None => None,
        }
    }

    #[test]
    fn ages_are_read_as_they_are_written() {
        for (text, read) in [
            ("Y_LT15", "0-14"),
            ("Y15T24", "15-24"),
            ("Y_GE80", "80+"),
            ("Y15", "15"),
            ("_T", "all"),
            ("Ensemble", "all"),
            ("000", "0"),
            ("100", "100"),
            ("15-24", "15-24"),
            ("15 à 24 ans", "15-24"),
            ("De 15 à 24 ans", "15-24"),
            ("75 ans ou plus", "75+"),
            ("75 et +", "75+"),
            ("75+", "75+"),
            (">= 75", "75+"),
            ("Moins de 15 ans", "0-14"),
            ("< 15 ans", "0-14"),
            ("15 ans", "15"),
        ] {
            assert_eq!(band(text).as_deref(), Some(read), "{text}");
        }
        for text in ["", "24-15", "[15;25[", "Actifs", "Y", "Y_X", "1985", "15.5", "-3", "121"] {
            assert_eq!(band(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_years_or_where_classes_begin() {
        let bands = |column, numbers: &[u8], is_open| {
            let numbers = numbers.iter().copied().collect();
            let bands = bands_of_numbers(column, &numbers, is_open);
            bands.values().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(bands("aged100", &[98, 99, 100], false), ["98-98", "99-99", "100+"]);
        assert_eq!(bands("agepyr10", &[0, 3, 80], false), ["0-2", "3-79", "80+"]);
        assert_eq!(bands("ageq65", &[0, 5, 65], false), ["0-4", "5-64", "65+"]);
        assert_eq!(bands("age", &[0, 1, 79], false), ["0-0", "1-1", "79-79"]);
        assert_eq!(bands("age", &[98, 99], true), ["98-98", "99-99"]);
    }
}
