//! Ages in the name of a column.

use super::AgeBasis;
use maillage_core::model::AgeBand;

/// A column that counts people of some ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AgeColumn {
    /// The ages.
    pub(crate) band: AgeBand,
    /// Unit of its figures.
    pub(crate) basis: AgeBasis,
    /// The year in its name, four digits.
    pub(crate) year: Option<u16>,
    /// The sex in its name: 1 men, 2 women; `None` when the name gives none.
    pub(crate) sex: Option<u8>,
}

/// Words in a name that do not restrict the people counted.
const NEUTRAL: [&str; 19] = [
    "pop",
    "population",
    "ind",
    "age",
    "ages",
    "ans",
    "an",
    "tranche",
    "nb",
    "nombre",
    "personnes",
    "de",
    "des",
    "les",
    "a",
    "et",
    "ou",
    "habitants",
    "effectif",
];
const SHARES: [&str; 7] = ["tx", "taux", "part", "pct", "pourcentage", "share", "proportion"];
const OPEN: [&str; 5] = ["p", "plus", "etplus", "ouplus", "over"];

impl AgeColumn {
    /// Parses a folded column name. `None` when the name gives no ages, or also gives
    /// another variable (diploma, activity).
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let (year, rest) = split_year(name);
        if let Some(single) = single_year(rest) {
            return Some(Self { year, ..single });
        }
        let (rest, basis) = split_basis(rest);
        let mut ages: Vec<u8> = Vec::new();
        let (mut open, mut younger, mut shares) = (false, false, false);
        for word in words(rest) {
            match word {
                NameWord::Ages(one, other) => ages.extend([one, other]),
                NameWord::Age(age) => ages.push(age),
                NameWord::Text(text) if OPEN.contains(&text) && !ages.is_empty() => open = true,
                NameWord::Text("moins") => younger = true,
                NameWord::Text(text) if SHARES.contains(&text) => shares = true,
                NameWord::Text(text) if NEUTRAL.contains(&text) => {}
                NameWord::Text(_) => return None,
            }
        }
        let band = match (&ages[..], open, younger) {
            ([from, last], false, false) => AgeBand::new(*from, Some(*last)),
            ([from], true, false) => AgeBand::new(*from, None),
            ([below], false, true) => AgeBand::new(0, Some(below.checked_sub(1)?)),
            _ => None,
        }?;
        let basis = match (basis, shares) {
            (Some(_), false) => return None,
            (Some(basis), true) => basis,
            (None, true) => AgeBasis::SharesOfResidents,
            (None, false) => AgeBasis::People,
        };
        Some(Self { band, basis, year, sex: None })
    }
}

/// Splits off the year that INSEE writes before a name, `p22_`, `c20_`, `rp2017_`, or after
/// it, `_2021`.
pub(crate) fn split_year(name: &str) -> (Option<u16>, &str) {
    if let Some((before, rest)) = name.split_once('_') {
        let digits = before.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let letters = &before[..before.len() - digits.len()];
        match (letters, digits.len(), digits.parse::<u16>()) {
            ("p" | "c", 2, Ok(year)) => return (Some(2000 + year), rest),
            ("rp", 4, Ok(year)) => return (Some(year), rest),
            _ => {}
        }
    }
    match name.rsplit_once('_').map(|(rest, year)| (rest, year.len(), year.parse::<u16>())) {
        Some((rest, 4, Ok(year))) if (1960..2100).contains(&year) => (Some(year), rest),
        _ => (None, name),
    }
}

/// `sexe1_aged100015`: a sex and a single year of age. The highest age has no upper limit.
fn single_year(name: &str) -> Option<AgeColumn> {
    let (sex, age) = name.split_once("_aged100")?;
    let sex = sex.strip_prefix("sexe")?.parse().ok()?;
    let age: u8 = age.parse().ok()?;
    let band = AgeBand::new(age, if age == 100 { None } else { Some(age) })?;
    Some(AgeColumn { band, basis: AgeBasis::People, year: None, sex: Some(sex) })
}

/// Splits off the denominator of shares at the end of a name.
fn split_basis(name: &str) -> (&str, Option<AgeBasis>) {
    let adults =
        ["_des15plus", "_des_15plus", "_des_15_plus", "_des_15_ans_et_plus", "_des_15_ans_ou_plus"];
    let found = adults.into_iter().find_map(|suffix| name.strip_suffix(suffix));
    found.map_or((name, None), |rest| (rest, Some(AgeBasis::SharesOfAdults)))
}

enum NameWord<'name> {
    /// Two ages in one number, `1529`.
    Ages(u8, u8),
    Age(u8),
    Text(&'name str),
}

/// The words of a name, digits and letters apart.
fn words(name: &str) -> impl Iterator<Item = NameWord<'_>> {
    name.split('_').flat_map(parts).map(|part| {
        let is_number = part.starts_with(|letter: char| letter.is_ascii_digit());
        match (is_number, part.len()) {
            (true, 1..=3) => part.parse().map_or(NameWord::Text(part), NameWord::Age),
            (true, 4) => match (part[..2].parse(), part[2..].parse()) {
                (Ok(one), Ok(other)) => NameWord::Ages(one, other),
                _ => NameWord::Text(part),
            },
            _ => NameWord::Text(part),
        }
    })
}

fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest.find(|letter: char| letter.is_ascii_digit() != is_digit);
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(part);
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use maillage_spelling::fold_column;

    fn read(name: &str) -> Option<(String, AgeBasis, Option<u16>)> {
        let column = AgeColumn::of_name(&fold_column(name))?;
        Some((column.band.to_string(), column.basis, column.year))
    }

    #[test]
    fn ages_are_read_out_of_names_as_they_are_published() {
        let people = |name: &str| {
            let (band, basis, year) = read(name).unwrap_or_else(|| panic!("{name} is read"));
            assert_eq!(basis, AgeBasis::People, "{name}");
            (band, year)
        };
        assert_eq!(people("P22_POP1529"), ("15-29".into(), Some(2022)));
        assert_eq!(people("P19_POP75P"), ("75+".into(), Some(2019)));
        assert_eq!(people("ind_18_24"), ("18-24".into(), None));
        assert_eq!(people("Ind_80p"), ("80+".into(), None));
        assert_eq!(people("75 ans ou plus"), ("75+".into(), None));
        assert_eq!(people("De 15 à 24 ans"), ("15-24".into(), None));
        assert_eq!(people("Moins de 15 ans"), ("0-14".into(), None));
        assert_eq!(people("pop_60_74_2021"), ("60-74".into(), Some(2021)));
        assert_eq!(people("SEXE2_AGED100015"), ("15-15".into(), None));
        assert_eq!(people("SEXE1_AGED100100"), ("100+".into(), None));
    }

    #[test]
    fn shares_say_what_they_are_of() {
        let share = read("rp2017_tx_65etplus_des15plus");
        assert_eq!(share, Some(("65+".into(), AgeBasis::SharesOfAdults, Some(2017))));
        let share = read("Part des 65 ans et plus");
        assert_eq!(share, Some(("65+".into(), AgeBasis::SharesOfResidents, None)));
        assert_eq!(read("pct_65_plus").map(|of| of.1), Some(AgeBasis::SharesOfResidents));
    }

    #[test]
    fn columns_about_something_else_are_no_ages() {
        for name in [
            "P22_POP",
            "P22_H1529",
            "C20_POP15P_CS1",
            "P21_NSCOL15P_DIPLMIN",
            "Men_5ind",
            "ind_inc",
            "Log_45_70",
            "code_insee",
            "ifn2023_older_65_rate",
            "ind",
            "ind_snv",
            "P22_POP65P_PSEUL",
        ] {
            assert_eq!(read(name), None, "{name}");
        }
    }
}
