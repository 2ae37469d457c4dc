//! Lists that name communes and tell nothing else of them: no code, no postal code, no département.
//!
//! A name that a single commune of France has, or had, tells its commune. The départements of these
//! communes tell the others: most lists are of one département or of a few, so that a name which one
//! of them alone has is that of its commune, though other départements have it too. Any other name
//! tells nothing, and its row is set aside unless it has a position.

use std::collections::{BTreeMap, BTreeSet};

use maillage_core::model::Departement;

use crate::gazetteer::Gazetteer;

/// Share of the names of a list, by row, that must tell their commune.
const LEAST: f64 = 0.5;
/// Share of the names that a single commune has, and number of them, that a département must have to
/// tell the others.
const SHARE: f64 = 0.05;
const ROWS: usize = 2;

/// The communes that a list names.
#[derive(Debug, Clone)]
pub struct NamesOnly {
    /// Code of the département of the commune that each name means, as it is written.
    departements: BTreeMap<String, &'static str>,
    /// The names, as they are written, that several communes have, and that none is known to mean.
    shared: BTreeSet<String>,
}

impl NamesOnly {
    /// What the names of the rows of a list tell. `None` where too few tell their commune.
    /// O(distinct names × départements).
    pub(super) fn of<'rows>(
        names: impl Iterator<Item = &'rows str>,
        gazetteer: &Gazetteer,
    ) -> Option<Self> {
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        names.for_each(|name| *rows.entry(name).or_default() += 1);
        let all: Vec<Departement> = Departement::all().collect();
        let having = |name: &str| -> Vec<&'static str> {
            let has = |one: &&Departement| gazetteer.named(name, &[one.code]).is_some();
            all.iter().filter(has).map(|one| one.code).collect()
        };
        let having: BTreeMap<&str, Vec<&'static str>> =
            rows.keys().map(|name| (*name, having(name))).collect();
        let mut sure: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, having) in &having {
            if let [one] = having[..] {
                *sure.entry(one).or_default() += rows[name];
            }
        }
        let most = sure.values().sum::<usize>() as f64 * SHARE;
        let of_list = |code: &&'static str| {
            sure.get(code).is_some_and(|count| *count >= ROWS && *count as f64 >= most)
        };
        let meant = |having: &[&'static str]| {
            if let [one] = having {
                return Some(*one);
            }
            let mut within = having.iter().filter(|code| of_list(code));
            within.next().filter(|_| within.next().is_none()).copied()
        };
        let owned = |(name, having): (&&str, &Vec<&'static str>)| {
            Some(((*name).to_owned(), meant(having)?))
        };
        let departements: BTreeMap<String, &'static str> =
            having.iter().filter_map(owned).collect();
        let told: usize = departements.keys().map(|name| rows[name.as_str()]).sum();
        if told == 0 || (told as f64) < LEAST * rows.values().sum::<usize>() as f64 {
            return None;
        }
        let is_shared = |(name, having): &(&&str, &Vec<&'static str>)| {
            having.len() > 1 && !departements.contains_key(**name)
        };
        let shared = having.iter().filter(is_shared).map(|(name, _)| (*name).to_owned()).collect();
        Some(Self { departements, shared })
    }

    /// Code of the département of the commune that a name means, as it is written in the list.
    pub(crate) fn departement(&self, name: &str) -> Option<&'static str> {
        self.departements.get(name).copied()
    }

    /// Whether several communes have this name, of which none is known to be meant.
    pub(crate) fn is_shared(&self, name: &str) -> bool {
        self.shared.contains(name)
    }

    /// The names of the départements in which communes are found, in the order of their codes.
    pub(super) fn found_in(&self) -> Vec<&'static str> {
        let codes: BTreeSet<&str> = self.departements.values().copied().collect();
        codes.into_iter().filter_map(Departement::of_code).map(|one| one.name).collect()
    }
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
        NamesOnly::of(names.iter().copied(), &Gazetteer::new(&communes, &[]))
    }

    #[test]
    fn names_of_one_commune_tell_which_of_several_the_others_mean() {
        let list = ["Angoulême", "BARBEZIEUX ST HILAIRE", "Ruffec", "Ruffec", "Nulle-Part"];
        let names = told(&list).expect("most names tell");
        for name in ["Angoulême", "BARBEZIEUX ST HILAIRE", "Ruffec"] {
            assert_eq!(names.departement(name), Some("16"), "{name}");
        }
        assert_eq!((names.departement("Nulle-Part"), names.is_shared("Nulle-Part")), (None, false));
        assert_eq!(names.found_in(), ["Charente"]);
        // The département of the other Ruffec is not that of the list.
        let both = ["Lyon", "Villeurbanne", "Angoulême", "Angoulême", "Ruffec"];
        let names = told(&both).expect("most names tell");
        assert_eq!(names.departement("Ruffec"), Some("16"));
        assert_eq!(names.found_in(), ["Charente", "Rhône"]);
    }

    #[test]
    fn a_name_that_several_communes_have_tells_nothing_without_others() {
        assert!(told(&["Ruffec"]).is_none());
        assert!(told(&["Nulle-Part"]).is_none());
        // One row is no département.
        let names = told(&["Angoulême", "Ruffec"]).expect("one of two tells");
        assert_eq!((names.departement("Ruffec"), names.is_shared("Ruffec")), (None, true));
    }
}
