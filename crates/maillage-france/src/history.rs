//! The history of commune codes: which codes each edition had, and where they lead today.
//!
//! An edition is the Code officiel géographique of a first of January. Communes merge, split and
//! change code between two editions, and a code may keep its digits and change its perimeter:
//! what a code means depends on the edition.

use std::collections::{BTreeMap, BTreeSet};

use maillage_core::model::CommuneCode;

/// The codes of one first of January, against those of today.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// The year.
    pub year: u16,
    /// Codes that were not what they are today, each with those that share its perimeter today.
    pub other: BTreeMap<CommuneCode, Vec<CommuneCode>>,
    /// Codes of today that did not exist.
    pub absent: BTreeSet<CommuneCode>,
}

/// The editions since 2018, the oldest first. The last one is that of today.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
///
/// use maillage_core::model::CommuneCode;
/// use maillage_france::{Edition, Editions};
///
/// let [merged, today]: [CommuneCode; 2] = ["16001".parse()?, "16002".parse()?];
/// let other = BTreeMap::from([(merged, vec![today])]);
/// let editions = Editions(vec![Edition { year: 2018, other, ..Edition::default() }]);
/// assert_eq!(editions.successors(merged, |code| code == today), [today]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editions(pub Vec<Edition>);

impl Edition {
    /// The codes of today that share the perimeter of `code` in this edition; `None` when the
    /// edition has no such code. `current` tells whether a code is one of today.
    pub fn today(
        &self,
        code: CommuneCode,
        current: impl Fn(CommuneCode) -> bool,
    ) -> Option<Vec<CommuneCode>> {
        if let Some(codes) = self.other.get(&code) {
            return Some(codes.clone());
        }
        (current(code) && !self.absent.contains(&code)).then(|| vec![code])
    }
}

impl Editions {
    /// The codes of today that `code` leads to, whatever its edition; empty for a code that none
    /// of the editions has. A code of today that also meant more before leads to itself.
    pub fn successors(
        &self,
        code: CommuneCode,
        current: impl Fn(CommuneCode) -> bool,
    ) -> Vec<CommuneCode> {
        if current(code) {
            return vec![code];
        }
        let codes: BTreeSet<CommuneCode> = self
            .0
            .iter()
            .filter_map(|edition| edition.other.get(&code))
            .flatten()
            .copied()
            .collect();
        codes.into_iter().collect()
    }

    /// The codes whose existence or perimeter is not the same in every edition.
    pub fn varying(&self) -> BTreeSet<CommuneCode> {
        let of = |edition: &Edition| {
            let other = edition
                .other
                .iter()
                .flat_map(|(code, today)| std::iter::once(*code).chain(today.iter().copied()));
            other.chain(edition.absent.iter().copied()).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of).collect()
    }

    pub(crate) fn rows(&self) -> Vec<Vec<String>> {
        let edition = |edition: &Edition| {
            let row = |code: String, today: String| vec![edition.year.to_string(), code, today];
            let other = edition.other.iter().map(|(code, today)| {
                let today: Vec<&str> = today.iter().map(CommuneCode::as_str).collect();
                row(code.to_string(), today.join(" "))
            });
            let absent = edition.absent.iter().map(|code| row(code.to_string(), "-".to_owned()));
            // An edition without any difference still has its row.
            let head = std::iter::once(row(String::new(), String::new()));
            head.chain(other).chain(absent).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(edition).collect()
    }
}

pub(crate) fn read(rows: &[[&str; 3]]) -> Editions {
    let mut editions: Vec<Edition> = Vec::new();
    for [year, code, today] in rows {
        let Ok(code) = code.parse::<CommuneCode>() else {
            let year = year.parse().expect("an edition has a year");
            editions.push(Edition { year, ..Edition::default() });
            continue;
        };
        let edition = editions.last_mut().expect("an edition begins with its year");
        if *today == "-" {
            edition.absent.insert(code);
        } else {
            let codes = today.split(' ').filter_map(|code| code.parse().ok()).collect();
            edition.other.insert(code, codes);
        }
    }
    Editions(editions)
}
