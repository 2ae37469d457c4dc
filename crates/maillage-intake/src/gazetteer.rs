//! A gazetteer: communes looked up by code, by name, and by a position inside their
//! contour.
//!
//! Lists spell the names of communes in various ways, or use former names. Names are
//! compared in a normalised form: spelling folded, articles dropped, `St` for `Saint`,
//! without CEDEX or the number of an arrondissement. A former commune is found as the commune that
//! contains it today, by the history of France brought along, and by the tables of the user.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use maillage_core::{
    contour::metres_to_contour,
    geodesy::Position,
    index::ContourIndex,
    model::{Commune, CommuneCode, Departement},
};
use maillage_spelling::fold;
use rayon::prelude::*;

use crate::france::BuiltIn;

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

/// How many communes have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bearers {
    None,
    One,
    Several,
}

/// Communes to look up by code, name and position: those of the contours given, and France
/// where they are silent. An empty gazetteer without France finds no commune.
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
    france: Option<&'static BuiltIn>,
    /// Successors of codes by the user's tables, which overrule the history of France.
    overruling: HashMap<CommuneCode, BTreeSet<CommuneCode>>,
    /// Former codes by département and name, by the user's tables.
    former_names: HashMap<(String, String), CommuneCode>,
}

impl<'communes> Gazetteer<'communes> {
    /// The gazetteer of these communes, with the codes and names of other vintages in `former`.
    pub fn new(communes: &'communes [Commune], former: &[Former]) -> Self {
        let by_code: HashMap<_, _> =
            communes.iter().map(|commune| (commune.code, commune)).collect();
        let mut by_name = HashMap::new();
        let names: Vec<_> =
            communes.par_iter().map(|commune| key_of(commune.code, &commune.name)).collect();
        for (name, commune) in names.into_iter().zip(communes) {
            enter(&mut by_name, name, commune);
        }
        let other_vintages = successors(&by_code, former);
        // A current name takes precedence over a former one.
        let mut other_names = HashMap::new();
        for Former { code, name, .. } in former.iter().filter(|former| !former.name.is_empty()) {
            let now = by_code.get(code).map(std::slice::from_ref);
            let now =
                now.or_else(|| other_vintages.get(code).map(Vec::as_slice)).unwrap_or_default();
            if let [commune] = now {
                enter(&mut other_names, key_of(*code, name), commune);
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
            france: None,
            overruling: HashMap::new(),
            former_names: HashMap::new(),
        }
    }

    /// The gazetteer of these communes with France brought along, unless they are invented: then
    /// no code of theirs is one of France. `former` are the codes and names of other vintages by
    /// the user's tables; the history of France completes them, code by code.
    pub fn in_france(communes: &'communes [Commune], former: &[Former]) -> Self {
        let of_france = |france: &&BuiltIn| communes.is_empty() || france.is_of(communes);
        let Some(france) = BuiltIn::get().filter(of_france) else {
            return Self::new(communes, former);
        };
        let told: HashSet<CommuneCode> = former.iter().map(|former| former.code).collect();
        let history = france.former().filter(|former| !told.contains(&former.code));
        let all: Vec<Former> = match communes {
            [] => Vec::new(),
            _ => history.chain(former.iter().cloned()).collect(),
        };
        let mut overruling: HashMap<CommuneCode, BTreeSet<CommuneCode>> = HashMap::new();
        for former in former.iter().filter(|former| former.code != former.successor) {
            overruling.entry(former.code).or_default().insert(former.successor);
        }
        let named = former.iter().filter(|former| communes.is_empty() && !former.name.is_empty());
        let name = |former: &Former| (key_of(former.code, &former.name), former.code);
        let former_names = named.map(name).collect();
        Self { france: Some(france), overruling, former_names, ..Self::new(communes, &all) }
    }

    /// Whether France brought along is part of the gazetteer: every code that is or was one is
    /// then known.
    pub fn has_france(&self) -> bool {
        self.france.is_some()
    }

    /// Whether `position` is in another country, by the borders of France brought along; `false`
    /// inside the contours given, and without France.
    pub fn is_abroad(&self, position: Position) -> bool {
        self.contours.holding(position).is_none()
            && self.france.is_some_and(|france| france.is_abroad(position))
    }

    /// The communes, in the order given.
    pub fn communes(&self) -> &'communes [Commune] {
        self.communes
    }

    /// Whether no contours were given.
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
        let other_vintage = || match self.other_vintages.get(&code)?[..] {
            [commune] => Some(commune),
            _ => None,
        };
        let of_france = || match self.overruling.get(&code) {
            Some(successors) if successors.len() == 1 => self.france?.of(*successors.first()?),
            Some(_) => None,
            None => self.france?.of(code),
        };
        listed.or_else(other_vintage).or_else(of_france)
    }

    /// Whether `code` is that of a commune given, or is or was one of France.
    pub fn knows(&self, code: CommuneCode) -> bool {
        self.of(code).is_some() || self.france.is_some_and(|france| france.knows(code))
    }

    /// Whether `code` is of another vintage than the contours.
    pub fn is_of_other_vintage(&self, code: CommuneCode) -> bool {
        // The code of an arrondissement is of the current vintage.
        let is_part = code.commune_of_arrondissement().is_some();
        !is_part
            && !self.by_code.contains_key(&code)
            && (self.other_vintages.contains_key(&code)
                || self.france.is_some_and(|france| france.is_of_other_vintage(code)))
    }

    /// The only commune with this name in one of these départements. `None` when there is
    /// none, or several.
    pub fn named(&self, name: &str, departements: &[&str]) -> Option<&'communes Commune> {
        let name = bare(name);
        if name.is_empty() {
            return None;
        }
        let in_departement = |departement: &&str| {
            let key = ((*departement).to_owned(), name.clone());
            match self.by_name.get(&key) {
                Some(known) => *known,
                None => {
                    let of_france = self.france?.named(&name, departement);
                    self.of(of_france.or_else(|| self.former_names.get(&key).copied())?)
                }
            }
        };
        let mut found = departements.iter().filter_map(in_departement);
        let first = found.next()?;
        found.all(|other| other.code == first.code).then_some(first)
    }

    /// The codes of all départements and collectivities with communes.
    pub fn departement_codes(&self) -> BTreeSet<&str> {
        let given = self.by_code.keys().map(|code| code.departement());
        let of_france = self.france.into_iter().flat_map(BuiltIn::departement_codes);
        given.chain(of_france).collect()
    }

    /// How many communes of a département have or had a name, given in its [normal form](bare). No
    /// contour is decoded for it.
    pub(crate) fn bearers(&self, name: &str, departement: &str) -> Bearers {
        match self.by_name.get(&(departement.to_owned(), name.to_owned())) {
            Some(Some(_)) => Bearers::One,
            Some(None) => Bearers::Several,
            None => self.france.map_or(Bearers::None, |france| france.bearers(name, departement)),
        }
    }

    /// Code and name of a commune of France without a contour, by code or by name and postal
    /// code; `None` for others.
    pub fn undrawn(
        &self,
        code: Option<CommuneCode>,
        name: &str,
        postal: &str,
    ) -> Option<(CommuneCode, &'static str)> {
        let code = code.or_else(|| self.posted(name, postal))?;
        let official = self.france?.france().commune(code)?;
        let is_drawn = official.drawn_with.is_some() || self.by_code.contains_key(&code);
        (!is_drawn).then_some((code, official.name))
    }

    /// The code of the only commune with this name that the postal code serves, which may be in
    /// another département than the postal code says. `None` without France.
    pub fn posted(&self, name: &str, postal: &str) -> Option<CommuneCode> {
        self.france?.posted(&bare(name), postal)
    }

    /// The code of the commune that a postal code serves, where it serves one only. `None` without
    /// France.
    pub fn only_served(&self, postal: &str) -> Option<CommuneCode> {
        let mut served = self.france?.france().served_by(postal).map(|one| one.code);
        served.next().filter(|_| served.next().is_none())
    }

    /// Whether a postal code serves a commune: by the list of postal codes, or where it is not known
    /// by its département.
    pub fn serves(&self, postal: &str, code: CommuneCode) -> bool {
        let served = self.france.map(|france| france.france().served_by(postal));
        let mut served = served.into_iter().flatten().peekable();
        match served.peek() {
            Some(_) => served.any(|one| one.code == code),
            None => Departement::codes_of_postal_code(postal).contains(&code.departement()),
        }
    }

    /// Whether a commune anywhere has this name.
    pub fn has_name(&self, name: &str) -> bool {
        let name = bare(name);
        self.names.contains(&name) || self.france.is_some_and(|france| france.has_name(&name))
    }

    /// The commune whose contour contains `position`.
    pub fn holding(&self, position: Position) -> Option<&'communes Commune> {
        let given = self.contours.holding(position).map(|(id, _)| self.contours.commune(id));
        given.or_else(|| self.france?.holding(position))
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

/// The département of a code and a normalised name.
fn key_of(code: CommuneCode, name: &str) -> (String, String) {
    (code.departement().to_owned(), bare(name))
}

/// Indexes `commune` under a name. A name shared by two communes of a département gives
/// neither.
fn enter<'communes>(
    names: &mut HashMap<(String, String), Option<&'communes Commune>>,
    name: (String, String),
    commune: &'communes Commune,
) {
    let known = names.entry(name).or_insert(Some(commune));
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
pub(crate) fn bare(name: &str) -> String {
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
