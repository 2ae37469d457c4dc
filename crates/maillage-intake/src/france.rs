//! France brought along, as the communes of a run.
//!
//! Codes and names of all communes are known at once; the contours of a département are decoded
//! when a commune of it is asked for.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::{LazyLock, OnceLock},
};

use geo::{Coord, MultiPolygon, Rect};
use maillage_core::{
    contour::{metres_to_contour, widened},
    geodesy::Position,
    index::ContourBoxes,
    model::{Commune, CommuneCode, Envelope, Origin, region_of},
};
use maillage_france::{France, PartKind, france};

use crate::{
    gazetteer::{Bearers, Former, bare},
    kinds::communes::home_of,
};

/// Distance outside all contours up to which a position is taken to lie in France, in metres.
/// The contours are generalised, and a quay or a bridge lies outside of them.
const BORDER: f64 = 2_000.0;

/// France brought along.
pub struct BuiltIn {
    france: &'static France,
    departements: BTreeMap<&'static str, OnceLock<Drawn>>,
    names: OnceLock<Names>,
    /// Communes that are drawn with another, by that other.
    restored: BTreeMap<CommuneCode, Vec<CommuneCode>>,
    /// The arrondissements of Paris, Lyon and Marseille by commune: position and residents.
    arrondissements: BTreeMap<CommuneCode, Vec<(Position, u64)>>,
}

/// The communes of a département, with the boxes to find them.
struct Drawn {
    communes: Vec<Commune>,
    boxes: ContourBoxes,
}

/// Names in their normal form, of today and of other years.
#[derive(Default)]
struct Names {
    /// The communes by département and name; `None` for a name of two communes.
    by_name: HashMap<String, HashMap<String, Option<CommuneCode>>>,
    all: HashSet<String>,
}

impl BuiltIn {
    /// France brought along; `None` when the program is built without it.
    pub fn get() -> Option<&'static Self> {
        static BUILT_IN: LazyLock<Option<BuiltIn>> = LazyLock::new(|| france().map(BuiltIn::new));
        BUILT_IN.as_ref()
    }

    fn new(france: &'static France) -> Self {
        let mut restored: BTreeMap<CommuneCode, Vec<CommuneCode>> = BTreeMap::new();
        for commune in france.communes() {
            if let Some(with) = commune.drawn_with.filter(|with| *with != commune.code) {
                restored.entry(with).or_default().push(commune.code);
            }
        }
        let mut arrondissements: BTreeMap<CommuneCode, Vec<(Position, u64)>> = BTreeMap::new();
        for part in france.parts().iter().filter(|part| part.kind == PartKind::Arrondissement) {
            let home = part.chef_lieu.zip(part.population);
            arrondissements.entry(part.commune).or_default().extend(home);
        }
        let departements = france.departements().map(|code| (code, OnceLock::new())).collect();
        Self { france, departements, names: OnceLock::new(), restored, arrondissements }
    }

    /// What is known of France.
    pub fn france(&self) -> &'static France {
        self.france
    }

    /// The communes of a département, by code; empty for a territory without contours.
    pub fn communes(&self, departement: &str) -> &[Commune] {
        self.drawn(departement).map_or(&[], |drawn| &drawn.communes)
    }

    /// The communes with a contour that `code` leads to, whatever its vintage: those of the
    /// commune, of the one that it is a part of, or of its successors.
    pub fn drawn_as(&self, code: CommuneCode) -> BTreeSet<CommuneCode> {
        let current = |code| self.france.commune(code).is_some();
        let mut codes = self.france.editions().successors(code, current);
        if codes.is_empty() {
            codes.extend(code.commune_of_arrondissement().or_else(|| self.whole(code)));
        }
        codes.iter().filter_map(|code| self.france.commune(*code)?.drawn_with).collect()
    }

    /// The commune that a commune déléguée or associée is a part of.
    fn whole(&self, code: CommuneCode) -> Option<CommuneCode> {
        self.france.part(code).map(|part| part.commune)
    }

    /// The commune with this code, of any vintage; `None` for a code that leads to several, and
    /// for one without a contour.
    pub fn of(&self, code: CommuneCode) -> Option<&Commune> {
        let drawn = self.drawn_as(code);
        if drawn.len() != 1 {
            return None;
        }
        let code = *drawn.first()?;
        let communes = self.communes(code.departement());
        let found = communes.binary_search_by_key(&code, |commune| commune.code).ok()?;
        Some(&communes[found])
    }

    /// The codes of all communes with a contour.
    pub fn drawn_codes(&self) -> BTreeSet<CommuneCode> {
        let communes = self.france.communes().iter();
        communes.filter(|one| one.drawn_with == Some(one.code)).map(|one| one.code).collect()
    }

    /// Whether `communes` are of France: one of their codes is or was. Others are invented.
    pub fn is_of(&self, communes: &[Commune]) -> bool {
        communes.iter().any(|commune| self.knows(commune.code))
    }

    /// Whether `code` is or was a commune, or a part of one.
    pub fn knows(&self, code: CommuneCode) -> bool {
        self.france.commune(code).is_some() || !self.drawn_as(code).is_empty()
    }

    /// Whether `code` is not that of a commune of today, and leads to one.
    pub fn is_of_other_vintage(&self, code: CommuneCode) -> bool {
        self.france.commune(code).is_none()
            && code.commune_of_arrondissement().is_none()
            && !self.drawn_as(code).is_empty()
    }

    /// The code of the only commune of a département that has or had this name, in its normal
    /// form.
    pub(crate) fn named(&self, name: &str, departement: &str) -> Option<CommuneCode> {
        *self.names().by_name.get(departement)?.get(name)?
    }

    /// How many communes of a département have or had this name, in its normal form.
    pub(crate) fn bearers(&self, name: &str, departement: &str) -> Bearers {
        match self.names().by_name.get(departement).and_then(|names| names.get(name)) {
            None => Bearers::None,
            Some(Some(_)) => Bearers::One,
            Some(None) => Bearers::Several,
        }
    }

    /// The codes of all départements and collectivities.
    pub(crate) fn departement_codes(&self) -> impl Iterator<Item = &str> {
        self.names().by_name.keys().map(String::as_str)
    }

    /// The code of the only commune with this name, in its normal form, that `postal` serves.
    pub(crate) fn posted(&self, name: &str, postal: &str) -> Option<CommuneCode> {
        let mut found = self.france.served_by(postal).filter(|one| bare(one.name) == name);
        let only = found.next()?;
        found.next().is_none().then_some(only.code)
    }

    /// The communes of today that those with this former or delegated name, in its normal form,
    /// are in, each once.
    pub(crate) fn formerly_named(&self, name: &str) -> impl Iterator<Item = CommuneCode> {
        let names = self.names().by_name.values();
        let found: BTreeSet<CommuneCode> = names.filter_map(|names| *names.get(name)?).collect();
        found.into_iter()
    }

    /// Whether a commune has or had this name, in its normal form.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.names().all.contains(name)
    }

    /// The commune whose contour contains `position`.
    pub fn holding(&self, position: Position) -> Option<&Commune> {
        self.france.departements_near(position, 0.0).into_iter().find_map(|departement| {
            let Drawn { communes, boxes } = self.drawn(departement)?;
            let (id, _) = boxes.of(communes).holding(position)?;
            Some(&communes[id.index()])
        })
    }

    /// Whether `position` is in another country: further from every contour than they are
    /// generalised, and in no territory whose contours are not brought along.
    pub fn is_abroad(&self, position: Position) -> bool {
        let undrawn = [
            Envelope::SAINT_PIERRE_ET_MIQUELON,
            Envelope::NOUVELLE_CALEDONIE,
            Envelope::POLYNESIE,
            Envelope::WALLIS_ET_FUTUNA,
            // Saint-Martin and Saint-Barthélemy are among them.
            Envelope::ANTILLES,
        ];
        if undrawn.iter().any(|envelope| envelope.contains(position)) {
            return false;
        }
        let here = Coord { x: position.longitude(), y: position.latitude() };
        let around = widened(Rect::new(here, here), BORDER);
        let is_near = |commune: &Commune| {
            metres_to_contour(position, &commune.contour).is_some_and(|metres| metres <= BORDER)
        };
        let near = self.france.departements_near(position, BORDER);
        !near.into_iter().filter_map(|departement| self.drawn(departement)).any(|drawn| {
            let contours = drawn.boxes.of(&drawn.communes);
            contours.touching(around).into_iter().any(|id| is_near(contours.commune(id)))
        })
    }

    /// The codes of other vintages and of parts of communes, each with the commune of today
    /// that it leads to, and former names.
    pub fn former(&self) -> impl Iterator<Item = Former> {
        let editions = self.france.editions().0.iter().flat_map(|edition| &edition.other);
        let editions = editions.flat_map(|(code, today)| {
            let former = |successor: &CommuneCode| (*code, "", *successor);
            today.iter().map(former)
        });
        let parts = self.france.parts().iter().map(|part| (part.code, part.name, part.commune));
        let names = self.france.former_names().iter().map(|(code, name)| (*code, *name, *code));
        editions.chain(parts).chain(names).map(|(code, name, successor)| Former {
            code,
            name: name.to_owned(),
            successor,
        })
    }

    /// The points that the residents of a commune are near, with their number: those of the
    /// arrondissements of Paris, Lyon and Marseille; none for other communes.
    pub fn homes(&self, code: CommuneCode) -> &[(Position, u64)] {
        self.arrondissements.get(&code).map_or(&[], Vec::as_slice)
    }

    fn drawn(&self, departement: &str) -> Option<&Drawn> {
        let known = self.departements.get(departement)?;
        Some(known.get_or_init(|| {
            let contours = self.france.contours(departement).into_iter();
            let communes: Vec<Commune> =
                contours.map(|(code, contour)| self.commune(code, contour)).collect();
            let boxes = ContourBoxes::new(&communes);
            Drawn { communes, boxes }
        }))
    }

    /// The commune with this contour. Residents of communes that are drawn with it are its own.
    fn commune(&self, code: CommuneCode, contour: MultiPolygon<f64>) -> Commune {
        let official = self.france.commune(code).expect("a commune that is drawn is known");
        let restored = self.restored(code).iter();
        let more = restored.filter_map(|restored| self.france.commune(*restored)?.population);
        let (home, origin) = match (official.chef_lieu, self.homes(code)) {
            (Some(home), _) => (home, Origin::ChefLieu),
            (None, []) => home_of(&contour),
            (None, homes) => (middle(homes), Origin::ChefLieu),
        };
        Commune {
            epci: official.epci.map(str::to_owned),
            region: region_of(code.departement()).map(str::to_owned),
            population: official.population.map(|people| people + more.sum::<u64>()),
            contour: contour.into(),
            origin,
            ..Commune::new(code, official.name, home)
        }
    }

    /// The communes that are drawn with `code`, because they left it since the contours were
    /// drawn.
    pub fn restored(&self, code: CommuneCode) -> &[CommuneCode] {
        self.restored.get(&code).map_or(&[], Vec::as_slice)
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let mut names = Names::default();
            for commune in self.france.communes() {
                names.enter(commune.code, commune.name, commune.code);
            }
            // A name of today takes precedence over one of another year.
            let mut others = Names::default();
            for part in self.france.parts() {
                others.enter(part.commune, part.name, part.commune);
            }
            for (code, name) in self.france.former_names() {
                if let [only] = Vec::from_iter(self.drawn_as(*code))[..] {
                    others.enter(*code, name, only);
                }
            }
            names.complete(others);
            names
        })
    }
}

impl Names {
    /// Enters a name of the commune `of`, in the département of `code`.
    fn enter(&mut self, code: CommuneCode, name: &str, of: CommuneCode) {
        let name = bare(name);
        let names = self.by_name.entry(code.departement().to_owned()).or_default();
        let known = names.entry(name.clone()).or_insert(Some(of));
        if known.is_some_and(|known| known != of) {
            *known = None;
        }
        self.all.insert(name);
    }

    /// Enters the names of `others` that are not known.
    fn complete(&mut self, others: Self) {
        for (departement, names) in others.by_name {
            let known = self.by_name.entry(departement).or_default();
            for (name, commune) in names {
                known.entry(name).or_insert(commune);
            }
        }
        self.all.extend(others.all);
    }
}

/// The mean of positions, weighted by residents. They are near each other.
fn middle(homes: &[(Position, u64)]) -> Position {
    let people: u64 = homes.iter().map(|(_, people)| people).sum();
    let mean = |of: fn(&Position) -> f64| {
        homes.iter().map(|(at, people)| of(at) * *people as f64).sum::<f64>() / people as f64
    };
    let mean = Position::new(mean(|at| at.latitude()), mean(|at| at.longitude()));
    mean.expect("the middle of positions is on the globe")
}
