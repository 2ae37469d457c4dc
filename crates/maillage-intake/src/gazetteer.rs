//! A gazetteer: communes looked up by code, by name, and by a position inside their
//! contour.
//!
//! Lists spell the names of communes in various ways, or use former names. Names are
//! compared in a normalised form: spelling folded, articles dropped, `St` for `Saint`,
//! without CEDEX or the number of an arrondissement. When tables of the Code officiel
//! géographique are given, a former commune is found as the commune that contains it today.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use maillage_core::{
    contour::metres_to_contour,
    geodesy::Position,
    index::ContourIndex,
    model::{Commune, CommuneCode},
};
use maillage_spelling::fold;

/// Maximum number of successions followed from a code: a merged commune may merge again.
const STEPS: usize = 4;

/// A code or a name of another vintage, with the code of its successor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Former {
    /// The former code; the same as `successor` where only the name has changed.
    pub code: CommuneCode,
    /// The former name; may be empty.
    pub name: String,
    /// Code of the commune that replaced or contains it.
    pub successor: CommuneCode,
}

/// Communes to look up by code, name and position. An empty gazetteer finds no commune.
pub struct Gazetteer<'communes> {
    communes: &'communes [Commune],
    by_code: HashMap<CommuneCode, &'communes Commune>,
    /// By département and normalised name; `None` for a name shared by two communes.
    by_name: HashMap<(String, String), Option<&'communes Commune>>,
    /// The communes of today by code of another vintage; several for a commune that was
    /// split.
    other_vintages: HashMap<CommuneCode, Vec<&'communes Commune>>,
    /// Every normalised name, of any département.
    names: HashSet<String>,
    contours: ContourIndex<'communes>,
}

impl<'communes> Gazetteer<'communes> {
    /// The gazetteer of these communes, with the codes and names of other vintages in `former`.
    pub fn new(communes: &'communes [Commune], former: &[Former]) -> Self {
        let by_code: HashMap<_, _> =
            communes.iter().map(|commune| (commune.code, commune)).collect();
        let mut by_name = HashMap::new();
        for commune in communes {
            enter(&mut by_name, commune.code, &commune.name, commune);
        }
        let other_vintages = successors(&by_code, former);
        // A current name takes precedence over a former one.
        let mut other_names = HashMap::new();
        for Former { code, name, .. } in former.iter().filter(|former| !former.name.is_empty()) {
            let now = by_code.get(code).map(std::slice::from_ref);
            let now =
                now.or_else(|| other_vintages.get(code).map(Vec::as_slice)).unwrap_or_default();
            if let [commune] = now {
                enter(&mut other_names, *code, name, commune);
            }
        }
        for (key, commune) in other_names {
            by_name.entry(key).or_insert(commune);
        }
        let names = by_name.keys().map(|(_, name)| name.clone()).collect();
        Self {
            communes,
            by_code,
            by_name,
            other_vintages,
            names,
            contours: ContourIndex::new(communes),
        }
    }

    /// The communes, in the order given.
    pub fn communes(&self) -> &'communes [Commune] {
        self.communes
    }

    /// Whether the gazetteer contains no commune.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    /// Every code of the gazetteer.
    pub fn codes(&self) -> impl Iterator<Item = CommuneCode> + '_ {
        self.by_code.keys().copied()
    }

    /// The commune with this code. For the code of an arrondissement, its commune; for a
    /// code of another vintage, the successor. `None` for an unknown code, and for a
    /// commune that was split.
    pub fn of(&self, code: CommuneCode) -> Option<&'communes Commune> {
        let parent = || self.by_code.get(&code.commune_of_arrondissement()?);
        let listed = self.by_code.get(&code).or_else(parent).copied();
        listed.or_else(|| match self.other_vintages.get(&code)?[..] {
            [commune] => Some(commune),
            _ => None,
        })
    }

    /// Whether `code` is of another vintage than the contours.
    pub fn is_of_other_vintage(&self, code: CommuneCode) -> bool {
        // The code of an arrondissement is of the current vintage.
        let is_part = code.commune_of_arrondissement().is_some();
        !is_part && !self.by_code.contains_key(&code) && self.other_vintages.contains_key(&code)
    }

    /// The only commune with this name in one of these départements. `None` when there is
    /// none, or several.
    pub fn named(&self, name: &str, departements: &[&str]) -> Option<&'communes Commune> {
        let name = bare(name);
        if name.is_empty() {
            return None;
        }
        let mut found = departements.iter().filter_map(|departement| {
            *self.by_name.get(&((*departement).to_owned(), name.clone()))?
        });
        let first = found.next()?;
        found.all(|other| other.code == first.code).then_some(first)
    }

    /// Whether a commune anywhere has this name.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.contains(&bare(name))
    }

    /// The commune whose contour contains `position`.
    pub fn holding(&self, position: Position) -> Option<&'communes Commune> {
        let (id, _) = self.contours.holding(position)?;
        Some(self.contours.commune(id))
    }
}

/// Metres from `position` to `commune`; zero inside it, and where it has no contour.
pub fn metres_outside(commune: &Commune, position: Position) -> f64 {
    metres_to_contour(position, &commune.contour).unwrap_or(0.0)
}

/// Whether a name in a list and a name in the contours mean the same commune.
pub fn same_name(listed: &str, official: &str) -> bool {
    let (listed, official) = (bare(listed), bare(official));
    let added = listed.strip_prefix(&official);
    !official.is_empty()
        && added.is_some_and(|added| added.is_empty() || added.starts_with(" commune deleguee"))
}

/// Indexes `commune` under a name. A name shared by two communes of a département gives
/// neither.
fn enter<'communes>(
    names: &mut HashMap<(String, String), Option<&'communes Commune>>,
    code: CommuneCode,
    name: &str,
    commune: &'communes Commune,
) {
    let key = (code.departement().to_owned(), bare(name));
    let known = names.entry(key).or_insert(Some(commune));
    if known.is_some_and(|known| known.code != commune.code) {
        *known = None;
    }
}

/// The communes of today for each code of another vintage. Successions are followed across
/// several tables and in both directions, because the contours may be older than the code.
fn successors<'communes>(
    by_code: &HashMap<CommuneCode, &'communes Commune>,
    former: &[Former],
) -> HashMap<CommuneCode, Vec<&'communes Commune>> {
    let mut later: BTreeMap<CommuneCode, BTreeSet<CommuneCode>> = BTreeMap::new();
    let mut earlier: BTreeMap<CommuneCode, BTreeSet<CommuneCode>> = BTreeMap::new();
    for Former { code, successor, .. } in former.iter().filter(|one| one.code != one.successor) {
        later.entry(*code).or_default().insert(*successor);
        earlier.entry(*successor).or_default().insert(*code);
    }
    let follow = |code: CommuneCode, ways: &BTreeMap<CommuneCode, BTreeSet<CommuneCode>>| {
        let mut reached = BTreeSet::from([code]);
        let mut found = BTreeSet::new();
        for _ in 0..STEPS {
            let next: BTreeSet<CommuneCode> =
                reached.iter().filter_map(|code| ways.get(code)).flatten().copied().collect();
            found.extend(next.iter().filter(|code| by_code.contains_key(code)));
            reached = next;
        }
        found
    };
    let unknown = later.keys().chain(earlier.keys()).filter(|code| !by_code.contains_key(code));
    unknown
        .map(|code| {
            let later = follow(*code, &later);
            let found = if later.is_empty() { follow(*code, &earlier) } else { later };
            (*code, found.iter().map(|code| by_code[code]).collect::<Vec<_>>())
        })
        .filter(|(_, found)| !found.is_empty())
        .collect()
}

/// The normalised form of a commune's name.
fn bare(name: &str) -> String {
    const ARTICLES: [&str; 6] = ["l", "le", "la", "les", "aux", "au"];
    // Brackets contain the département, or a part of the commune.
    let outside = name.split('(').next().unwrap_or(name);
    let folded = fold(outside);
    let words = folded.split(' ').enumerate();
    let words = words
        .take_while(|(rank, word)| {
            // Number of an arrondissement or a CEDEX.
            let digits = word.chars().take_while(char::is_ascii_digit).count();
            *rank == 0 || !((1..=2).contains(&digits) || *word == "cedex")
        })
        .filter_map(|(rank, word)| match word {
            article if rank == 0 && ARTICLES.contains(&article) => None,
            "st" => Some("saint"),
            "ste" => Some("sainte"),
            "s" => Some("sur"),
            "ss" => Some("sous"),
            word => Some(word),
        });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn one_commune_has_many_spellings() {
        assert!(same_name("ST ETIENNE DE BAIGORRY", "Saint-Étienne-de-Baïgorry"));
        assert!(same_name("L'Abergement-Clémenciat", "Abergement-Clémenciat"));
        assert!(same_name("MARSEILLE 11", "Marseille"));
        assert!(same_name("Lyon 8e arrondissement", "Lyon"));
        assert!(same_name("Angers Cedex 9", "Angers"));
        assert!(same_name("CHALON S/SAONE", "Chalon-sur-Saône"));
        assert!(same_name("Valence (Drôme)", "Valence"));
        assert!(same_name("Le Malesherbois commune déléguée de Malesherbes", "Malesherbois"));
        assert!(!same_name("Saint-Denis-d'Oléron", "Saint-Denis"));
        assert!(!same_name("", "Lay"));
    }

    fn code(text: &str) -> CommuneCode {
        text.parse().expect("a code")
    }

    fn commune(text: &str, name: &str, west: f64) -> Commune {
        let square = polygon![
            (x: west, y: 45.0), (x: west + 0.1, y: 45.0), (x: west + 0.1, y: 45.1), (x: west, y: 45.1),
        ];
        let home = Position::new(45.05, west + 0.05).expect("degrees");
        let contour = geo::MultiPolygon::new(vec![square]);
        Commune { contour: contour.into(), ..Commune::new(code(text), name, home) }
    }

    fn former(old: &str, name: &str, new: &str) -> Former {
        Former { code: code(old), name: name.to_owned(), successor: code(new) }
    }

    #[test]
    fn a_former_commune_leads_to_the_one_it_is_part_of() {
        let communes = [commune("16097", "Val-de-Cognac", 0.0), commune("16001", "Abzac", 0.2)];
        let history = [
            former("16355", "Saint-Sulpice-de-Cognac", "16097"),
            former("16097", "Cherves-Richemont", "16097"),
            former("16400", "Vieux-Bourg", "16355"),
        ];
        let gazetteer = Gazetteer::new(&communes, &history);
        let found = |commune: Option<&Commune>| commune.map(|commune| commune.code.to_string());
        assert_eq!(found(gazetteer.of(code("16355"))).as_deref(), Some("16097"));
        assert_eq!(found(gazetteer.of(code("16400"))).as_deref(), Some("16097"));
        assert_eq!(
            found(gazetteer.named("ST SULPICE DE COGNAC", &["16"])).as_deref(),
            Some("16097")
        );
        assert_eq!(found(gazetteer.named("Cherves Richemont", &["16"])).as_deref(), Some("16097"));
        assert_eq!(found(gazetteer.named("Abzac", &["33"])), None);
    }

    #[test]
    fn the_code_of_a_commune_that_was_split_stands_for_no_one_commune() {
        let communes = [commune("16001", "Abzac", 0.0), commune("16002", "Agris", 0.2)];
        let history = [former("16500", "", "16001"), former("16500", "", "16002")];
        let gazetteer = Gazetteer::new(&communes, &history);
        assert!(gazetteer.of(code("16500")).is_none());
        assert!(gazetteer.is_of_other_vintage(code("16500")));
    }

    #[test]
    fn a_name_that_two_communes_share_names_neither() {
        let communes = [commune("16001", "Abzac", 0.0), commune("16002", "Abzac", 0.2)];
        assert!(Gazetteer::new(&communes, &[]).named("Abzac", &["16"]).is_none());
    }
}
