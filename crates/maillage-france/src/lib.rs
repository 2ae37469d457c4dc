//! The official geography of France, as data: no file, no network, no configuration.
//!
//! [`France`] knows every commune of the Code officiel géographique of 2026: name, residents,
//! EPCI, postal codes, chef-lieu, density, and contour; the communes déléguées and associées and
//! the arrondissements inside them; and the history of codes since 2018. The gazetteer is decoded
//! at first use, and the contours of each département when they are asked for.
//!
//! Sources, vintages and licences are in the README beside this crate. The data are made by
//! `maillage-france-make`, which writes what is read here.

pub mod contours;
pub mod gazetteer;
mod history;
pub mod pack;

pub use gazetteer::{Density, Epci, Merged, Official, Part, PartKind};
pub use history::{Edition, Editions};

use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use geo::{MultiPolygon, Rect};
use maillage_core::{geodesy::Position, model::CommuneCode};

use contours::Contours;
use gazetteer::Gazetteer;

#[cfg(feature = "data")]
const DATA: Option<[&[u8]; 2]> =
    Some([include_bytes!("../data/gazetteer.bin"), include_bytes!("../data/contours.bin")]);
#[cfg(not(feature = "data"))]
const DATA: Option<[&[u8]; 2]> = None;

/// The official geography of France.
pub struct France {
    gazetteer: Gazetteer<'static>,
    editions: Editions,
    contours: Contours,
    ranks: HashMap<CommuneCode, usize>,
    /// The communes by postal code.
    by_post: OnceLock<HashMap<&'static str, Vec<usize>>>,
}

/// The official geography of France, decoded at first use; `None` when the crate is built without
/// its data.
///
/// # Examples
///
/// ```
/// if let Some(france) = maillage_france::france() {
///     let commune = france.commune("16015".parse()?).expect("a commune of 2026");
///     assert_eq!(commune.name, "Angoulême");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn france() -> Option<&'static France> {
    static FRANCE: LazyLock<Option<France>> = LazyLock::new(|| {
        let [gazetteer, contours] = DATA?;
        let text = String::from_utf8(pack::inflated(gazetteer));
        let text = text.expect("the gazetteer brought along is text");
        // It lives as long as the program, like the bytes that it was made from.
        Some(France::new(text.leak(), contours))
    });
    FRANCE.as_ref()
}

impl France {
    /// The geography of a gazetteer and of contours, as `maillage-france-make` writes them.
    ///
    /// # Panics
    ///
    /// When they are not what that program writes.
    pub fn new(gazetteer: &'static str, contours: &'static [u8]) -> Self {
        let (gazetteer, editions) = gazetteer::read(gazetteer);
        let ranks = gazetteer.communes.iter().enumerate();
        let ranks = ranks.map(|(rank, commune)| (commune.code, rank)).collect();
        let contours = Contours::new(contours, &gazetteer.communes);
        Self { gazetteer, editions, contours, ranks, by_post: OnceLock::new() }
    }

    /// The communes of 2026 by code, those without a contour included.
    pub fn communes(&self) -> &[Official<'static>] {
        &self.gazetteer.communes
    }

    /// The commune of 2026 with this code; `None` when there is none. O(1).
    pub fn commune(&self, code: CommuneCode) -> Option<&Official<'static>> {
        self.ranks.get(&code).map(|rank| &self.gazetteer.communes[*rank])
    }

    /// The communes that a postal code serves, by code; empty for an unknown postal code. The index
    /// of postal codes is built at the first call.
    pub fn served_by(&self, postal: &str) -> impl Iterator<Item = &Official<'static>> {
        let by_post = self.by_post.get_or_init(|| {
            let mut by_post: HashMap<&str, Vec<usize>> = HashMap::new();
            for (rank, commune) in self.gazetteer.communes.iter().enumerate() {
                for postal in commune.postal_codes.split(' ').filter(|code| !code.is_empty()) {
                    by_post.entry(postal).or_default().push(rank);
                }
            }
            by_post
        });
        by_post.get(postal).into_iter().flatten().map(|rank| &self.gazetteer.communes[*rank])
    }

    /// The EPCI of 2026 by SIREN.
    pub fn epcis(&self) -> &[Epci<'static>] {
        &self.gazetteer.epcis
    }

    /// The EPCI with this SIREN; `None` when there is none. O(log EPCI).
    pub fn epci(&self, siren: &str) -> Option<&Epci<'static>> {
        let epcis = &self.gazetteer.epcis;
        epcis.binary_search_by(|epci| epci.siren.cmp(siren)).ok().map(|at| &epcis[at])
    }

    /// The communes déléguées and associées of 2026, and the arrondissements of Paris, Lyon and
    /// Marseille, by code.
    pub fn parts(&self) -> &[Part<'static>] {
        &self.gazetteer.parts
    }

    /// The commune déléguée or associée, or the arrondissement, with this code; `None` when there
    /// is none. O(log parts).
    pub fn part(&self, code: CommuneCode) -> Option<&Part<'static>> {
        let parts = &self.gazetteer.parts;
        parts.binary_search_by_key(&code, |part| part.code).ok().map(|rank| &parts[rank])
    }

    /// Names of communes of earlier years that are no longer the name of their code, each with
    /// the code that it had.
    pub fn former_names(&self) -> &[(CommuneCode, &'static str)] {
        &self.gazetteer.former_names
    }

    /// The communes of 2018 that were merged since, by their code of then.
    pub fn merged(&self) -> &[Merged] {
        &self.gazetteer.merged
    }

    /// What is known of a commune of 2018 that was merged since; `None` for others.
    pub fn merged_since(&self, code: CommuneCode) -> Option<&Merged> {
        let merged = &self.gazetteer.merged;
        merged.binary_search_by_key(&code, |of| of.code).ok().map(|rank| &merged[rank])
    }

    /// The editions of the codes since 2018.
    pub fn editions(&self) -> &Editions {
        &self.editions
    }

    /// The contours of a département, each with the code of its commune, by code, in WGS84 degrees,
    /// x = longitude. Empty for a territory whose contours are not brought along. They are decoded
    /// at each call, in about a millisecond.
    pub fn contours(&self, departement: &str) -> Vec<(CommuneCode, MultiPolygon<f64>)> {
        self.contours.of(departement)
    }

    /// Codes of the départements with contours whose bounding box is within `metres` of `position`;
    /// empty when none is.
    pub fn departements_near(&self, position: Position, metres: f64) -> Vec<&str> {
        self.contours.near(position, metres)
    }

    /// The bounding box of a département, in degrees, x = longitude; `None` without contours.
    pub fn bounds(&self, departement: &str) -> Option<Rect<f64>> {
        self.contours.bounds(departement)
    }

    /// Code of every département with contours.
    pub fn departements(&self) -> impl Iterator<Item = &str> {
        self.contours.departements()
    }
}
