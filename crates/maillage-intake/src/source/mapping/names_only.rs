//! Rows that name their commune and tell nothing else of it: no code, no postal code, no département,
//! no position.
//!
//! A name that a single commune of France has, or had, tells its commune. Most lists are of one
//! département or of a few: where these names nearly all lie in them, a name that several communes
//! have is that of the only one there, and a name that is found elsewhere only is no commune but a
//! hamlet or a quarter of that name. Any other name tells nothing, and its row is set aside.

use std::collections::{BTreeMap, BTreeSet};

use maillage_core::model::Departement;

use crate::gazetteer::{Bearers, Gazetteer, bare};

/// Least share of the names of the rows that need it that must tell their commune.
const LEAST_TOLD: f64 = 0.5;
/// Least share of the names that a single commune has that a département of the list has.
const LEAST_SHARE: f64 = 0.02;
/// Least number of such names that a département of the list has: one may be that of a quarter.
const LEAST_NAMES: usize = 2;
/// Least share of such names that the départements of the list have together, to tell the others.
const TOGETHER: f64 = 0.8;

/// The communes that the names of a list mean.
#[derive(Debug, Clone)]
pub(crate) struct NamesOnly {
    /// Code of the département of the commune that each name means, as it is written.
    departements: BTreeMap<String, String>,
    /// The names, as they are written, that communes have, and that are not known to mean one.
    uncertain: BTreeSet<String>,
    /// The codes of the départements of the communes that are meant.
    found_in: BTreeSet<String>,
}

impl NamesOnly {
    /// What the names of all rows tell of those rows that `need` it. `None` where no row does, and
    /// where too few are told. O(distinct names × départements).
    pub(super) fn of<'rows>(
        all: impl Iterator<Item = &'rows str>,
        need: impl Iterator<Item = &'rows str>,
        gazetteer: &Gazetteer,
    ) -> Option<Self> {
        let need = count(need);
        if need.is_empty() {
            return None;
        }
        let all = count(all);
        let codes = gazetteer.departement_codes();
        let bearers: BTreeMap<&str, Vec<(&str, Bearers)>> =
            all.keys().map(|name| (*name, bearers(name, &codes, gazetteer))).collect();
        let of_list = OfList::of(&bearers);
        let meant: BTreeMap<&str, &str> = bearers
            .iter()
            .filter_map(|(name, bearers)| Some((*name, of_list.meant(bearers)?)))
            .collect();
        let is_told = |(name, _): &(&&str, &usize)| meant.contains_key(**name);
        let told: usize = need.iter().filter(is_told).map(|(_, rows)| rows).sum();
        if told == 0 || (told as f64) < LEAST_TOLD * need.values().sum::<usize>() as f64 {
            return None;
        }
        let is_uncertain =
            |name: &&&str| !bearers[**name].is_empty() && !meant.contains_key(**name);
        let found_in = need.keys().filter_map(|name| meant.get(name));
        let owned = |(name, code): (&&str, &&str)| ((*name).to_owned(), (*code).to_owned());
        Some(Self {
            uncertain: need.keys().filter(is_uncertain).map(|name| (*name).to_owned()).collect(),
            found_in: found_in.map(|code| (*code).to_owned()).collect(),
            departements: meant.iter().map(owned).collect(),
        })
    }

    /// Code of the département of the commune that a name means, as it is written in the list.
    pub(crate) fn departement(&self, name: &str) -> Option<&str> {
        self.departements.get(name).map(String::as_str)
    }

    /// Whether communes have this name, and none is known to be meant.
    pub(crate) fn is_uncertain(&self, name: &str) -> bool {
        self.uncertain.contains(name)
    }

    /// The names of the départements in which communes are found, in the order of their codes; of
    /// more than `most`, none.
    pub(super) fn found_in(&self, most: usize) -> Vec<&'static str> {
        if self.found_in.len() > most {
            return Vec::new();
        }
        self.found_in
            .iter()
            .filter_map(|code| Departement::of_code(code))
            .map(|of| of.name)
            .collect()
    }
}

/// The départements where communes have a name. What stands in brackets after it may be one of them:
/// `Valence (Drôme)`.
fn bearers<'run>(
    name: &str,
    codes: &BTreeSet<&'run str>,
    gazetteer: &Gazetteer,
) -> Vec<(&'run str, Bearers)> {
    let said = name.split_once('(').map(|(_, said)| said.trim_end_matches(')').trim());
    let said = said.and_then(|said| Departement::of_name(said).or(Departement::of_code(said)));
    let name = bare(name);
    let said_or_any = |code: &&&str| said.is_none_or(|said| said.code == **code);
    let of_code = |code: &&'run str| (*code, gazetteer.bearers(&name, code));
    let all = codes.iter().filter(said_or_any).map(of_code);
    all.filter(|(_, bearers)| *bearers != Bearers::None).collect()
}

/// Where the communes lie of those names of a list that a single commune has.
struct OfList<'run> {
    /// The départements that the list is of; none where it is of all of France.
    departements: BTreeSet<&'run str>,
    /// All départements where one of these communes lies.
    touched: BTreeSet<&'run str>,
}

impl<'run> OfList<'run> {
    /// By the départements where communes have each name.
    fn of(bearers: &BTreeMap<&str, Vec<(&'run str, Bearers)>>) -> Self {
        let mut sure: BTreeMap<&str, usize> = BTreeMap::new();
        for bearers in bearers.values() {
            if let [(code, Bearers::One)] = bearers[..] {
                *sure.entry(code).or_default() += 1;
            }
        }
        let all = sure.values().sum::<usize>() as f64;
        let touched = sure.keys().copied().collect();
        sure.retain(|_, names| *names >= LEAST_NAMES && *names as f64 >= LEAST_SHARE * all);
        let together = sure.values().sum::<usize>() as f64;
        let is_of_some = together >= TOGETHER * all;
        let departements = sure.into_keys().filter(|_| is_of_some).collect();
        Self { departements, touched }
    }

    /// The département of the only commune that a name may mean. One of several is not meant where
    /// another is in a département of which the list has any row.
    fn meant(&self, bearers: &[(&'run str, Bearers)]) -> Option<&'run str> {
        let is_of_all = self.departements.is_empty();
        let mut possible =
            bearers.iter().filter(|(code, _)| is_of_all || self.touched.contains(code));
        match (possible.next()?, possible.next()) {
            ((code, Bearers::One), None) if is_of_all || self.departements.contains(code) => {
                Some(code)
            }
            _ => None,
        }
    }
}

/// Number of rows of each name.
fn count<'rows>(names: impl Iterator<Item = &'rows str>) -> BTreeMap<&'rows str, usize> {
    let mut rows = BTreeMap::new();
    names.filter(|name| !name.is_empty()).for_each(|name| *rows.entry(name).or_default() += 1);
    rows
}

#[cfg(test)]
mod tests {
    use maillage_core::{geodesy::Position, model::Commune};

    use super::*;

    /// What the names tell among a few communes of three départements.
    fn told(names: &[&'static str]) -> Option<NamesOnly> {
        let communes = [
            ("16015", "Angoulême"),
            ("16028", "Barbezieux-Saint-Hilaire"),
            ("16102", "Cognac"),
            ("16167", "Jarnac"),
            ("16292", "Ruffec"),
            ("36176", "Ruffec"),
            ("69123", "Lyon"),
            ("69266", "Villeurbanne"),
        ];
        let anywhere = Position::new(45.0, 0.0).expect("a position on the globe");
        let commune = |(code, name): (&str, &str)| {
            Commune::new(code.parse().expect("a code"), name, anywhere)
        };
        let communes = communes.map(commune);
        let names = || names.iter().copied();
        NamesOnly::of(names(), names(), &Gazetteer::new(&communes, &[]))
    }

    #[test]
    fn names_of_one_commune_tell_which_of_several_the_others_mean() {
        let list = ["Angoulême", "BARBEZIEUX ST HILAIRE", "Ruffec", "Ruffec", "Nulle-Part"];
        let names = told(&list).expect("most names tell");
        for name in ["Angoulême", "BARBEZIEUX ST HILAIRE", "Ruffec"] {
            assert_eq!(names.departement(name), Some("16"), "{name}");
        }
        assert_eq!(names.departement("Nulle-Part"), None);
        assert!(!names.is_uncertain("Nulle-Part"));
        assert_eq!(names.found_in(8), ["Charente"]);
        // The département of the other Ruffec is not that of the list.
        let both = ["Lyon", "Villeurbanne", "Angoulême", "Barbezieux-Saint-Hilaire", "Ruffec"];
        let names = told(&both).expect("most names tell");
        assert_eq!(names.departement("Ruffec"), Some("16"));
        assert_eq!(names.found_in(8), ["Charente", "Rhône"]);
        assert_eq!(names.found_in(1), [""; 0]);
    }

    #[test]
    fn a_name_that_several_communes_have_tells_nothing_without_others() {
        assert!(told(&["Ruffec"]).is_none());
        assert!(told(&["Nulle-Part"]).is_none());
        // One name is no département, and the list may be of all of France.
        let names = told(&["Angoulême", "Lyon", "Ruffec"]).expect("two of three tell");
        assert_eq!(names.departement("Lyon"), Some("69"));
        assert_eq!((names.departement("Ruffec"), names.is_uncertain("Ruffec")), (None, true));
    }

    #[test]
    fn a_name_of_one_commune_far_from_the_list_is_no_commune() {
        // Lyon stands for a hamlet of the Charente that has the name of a commune elsewhere.
        let list = ["Angoulême", "Barbezieux-Saint-Hilaire", "Cognac", "Jarnac", "Lyon", "Lyon"];
        let names = told(&list).expect("most names tell");
        assert_eq!((names.departement("Lyon"), names.is_uncertain("Lyon")), (None, true));
        assert_eq!(names.found_in(8), ["Charente"]);
    }

    #[test]
    fn all_names_tell_of_the_rows_that_need_it() {
        let communes =
            [("16015", "Angoulême"), ("16102", "Cognac"), ("16292", "Ruffec"), ("36176", "Ruffec")];
        let anywhere = Position::new(45.0, 0.0).expect("a position on the globe");
        let communes = communes
            .map(|(code, name)| Commune::new(code.parse().expect("a code"), name, anywhere));
        let gazetteer = Gazetteer::new(&communes, &[]);
        let all = ["Angoulême", "Cognac", "Ruffec"].into_iter();
        let names = NamesOnly::of(all.clone(), all.skip(2), &gazetteer).expect("the others tell");
        assert_eq!(names.departement("Ruffec"), Some("16"));
        assert!(NamesOnly::of(["Angoulême"].into_iter(), [].into_iter(), &gazetteer).is_none());
    }
}
