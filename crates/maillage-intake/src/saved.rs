//! Layers that an earlier run wrote, read back: any of them with its typed values, and those of
//! communes to be compared.

mod table;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use geo::{Geometry, MultiPolygon};
use maillage_core::{
    compare::State,
    gap::{Classes, Tertiles},
    model::CommuneCode,
    travel::{CostUnit, Limit},
};
use maillage_tables::{Format, MaxInputSize, ReadOptions, Row, Sheet, read_layer};
use maillage_words::Words;
use serde_json::Value;

use crate::sentences;

pub use self::table::{SavedGeometry, SavedRow, SavedTable};
use crate::{Error, Result};

/// A layer of communes, as a run wrote it.
#[derive(Debug)]
pub struct SavedLayer {
    /// The file.
    pub path: PathBuf,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The communes, in the order of the file; of a FlatGeobuf by code.
    pub communes: Vec<SavedCommune>,
    /// The main threshold.
    pub main: Limit,
    /// What decides whether two layers can be compared.
    pub terms: Vec<Term>,
    /// The provenance that it states.
    pub metadata: Value,
}

/// A commune of a layer.
#[derive(Debug)]
pub struct SavedCommune {
    /// What the run measured.
    pub state: State,
    /// Its name.
    pub name: String,
    /// Its EPCI; empty when unknown.
    pub epci: String,
    /// Its contour, in WGS84 degrees.
    pub contour: MultiPolygon<f64>,
}

/// A choice of a run that decides whether its layer can be compared with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Where it is stated: `metadata.options.origine`.
    pub name: &'static str,
    /// What they state, as JSON; `null` when it is absent.
    pub value: String,
    /// What would make two layers alike in it.
    pub remedy: Words,
}

/// Where the metadata state a term, and what would make two layers alike in it.
type StatedTerm = (&'static str, fn() -> Words);

/// Where the metadata state the terms, each with what would make them alike.
const TERMS: [StatedTerm; 17] = [
    ("metadata.options.marge_km", || sentences::run_again("options.buffer_km")),
    ("metadata.options.rayon_km", || sentences::run_again("options.reach_km")),
    ("metadata.options.identite", sentences::run_again_identity),
    ("metadata.trajets.meme_commune_min", || sentences::run_again("options.own_commune_min")),
    ("metadata.temps.jours_feries", || sentences::run_again("options.public_holidays")),
    ("metadata.options.seuil_principal_km", || sentences::run_again("options.main_threshold_km")),
    ("metadata.options.detour", || sentences::run_again("options.detour")),
    ("metadata.options.origine", || sentences::run_again("options.origin")),
    ("metadata.options.tournees_sans_arrets", || {
        sentences::run_again("options.tours_without_stops")
    }),
    ("metadata.trajets.unite", sentences::both_or_no_table),
    ("metadata.trajets.seuil_principal_min", || sentences::run_again("options.main_threshold_min")),
    ("metadata.horaires_demandes.plage", || sentences::run_again("options.window")),
    ("metadata.horaires_demandes.moment", || sentences::run_again("options.at")),
    ("metadata.horaires_demandes.minutes_par_semaine_au_moins", || {
        sentences::run_again("options.min_minutes_per_week")
    }),
    ("metadata.residents.ponderation", || sentences::run_again("options.residents_weight")),
    ("metadata.horaires_demandes.horaire_inconnu", || {
        sentences::run_again("options.unknown_hours")
    }),
    ("metadata.besoin.sujet", sentences::run_again_need),
];

/// The formats of a layer with its provenance.
const FORMATS: [Format; 3] = [Format::GeoJson, Format::GeoPackage, Format::FlatGeobuf];

/// The roles of lists of places that a run measures, as the metadata name them.
const LISTS: [&str; 4] = ["mediation", "france_services", "itinerant", "catalogue"];

impl SavedLayer {
    /// Reads the layer at `path`.
    ///
    /// # Errors
    ///
    /// When it cannot be read; [`Error::NotALayer`] when it is no layer of communes that a run
    /// wrote, or lacks a column that a comparison needs.
    pub fn read(path: &Path) -> Result<Self> {
        let not_a_layer = |reason: Words| Error::NotALayer { path: path.to_owned(), reason };
        let sheet = maillage_tables::read_with(path, &of_communes())?;
        if !FORMATS.contains(&sheet.format) {
            return Err(not_a_layer(sentences::no_layer_format()));
        }
        let metadata = metadata(path)?.ok_or_else(|| not_a_layer(sentences::no_provenance()))?;
        if metadata["logiciel"] != "maillage" || sheet.columns.rank("code_insee").is_none() {
            return Err(not_a_layer(sentences::another_layer()));
        }
        let main =
            main_threshold(&metadata).ok_or_else(|| not_a_layer(sentences::no_main_threshold()))?;
        let columns =
            Columns::find(&sheet, main).ok_or_else(|| not_a_layer(sentences::no_share()))?;
        let mut communes: Vec<SavedCommune> =
            sheet.rows.iter().filter_map(|row| columns.commune(row)).collect();
        if communes.len() < sheet.rows.len() || communes.is_empty() {
            return Err(not_a_layer(sentences::no_communes_among()));
        }
        // FlatGeobuf has its features in the order of its index.
        if sheet.format == Format::FlatGeobuf {
            communes.sort_by_key(|one| one.state.code);
        }
        // Without any need the people concerned are residents, as in the run.
        if communes.iter().all(|commune| commune.state.need.is_none()) {
            for state in communes.iter_mut().map(|commune| &mut commune.state) {
                (state.need, state.covered_need) = (state.residents, state.covered);
            }
        }
        // Shares of people in need say nothing of residents.
        let weight = metadata["residents"]["ponderation"].as_str().unwrap_or("habitants");
        if weight != "habitants" {
            communes.iter_mut().for_each(|commune| commune.state.residents = None);
        }
        let at =
            |name: &'static str| name.split('.').skip(1).fold(&metadata, |value, key| &value[key]);
        let mut terms: Vec<Term> = TERMS
            .iter()
            .map(|(name, remedy)| Term { name, value: at(name).to_string(), remedy: remedy() })
            .collect();
        terms.push(Term {
            name: "metadata.offre_demandee",
            value: asked_of_places(&metadata["offre_demandee"]),
            remedy: sentences::run_again_offer(),
        });
        let of_cells = metadata["residents"].is_object();
        terms.push(Term {
            name: "metadata.residents",
            value: if of_cells { "carreaux" } else { "un point par commune" }.to_owned(),
            remedy: sentences::both_or_no_grid(),
        });
        Ok(Self {
            path: path.to_owned(),
            sha256: sheet.sha256.clone(),
            communes,
            main,
            terms,
            metadata,
        })
    }

    /// The terms in which `self` and `other` differ, each with both values.
    pub fn differing<'run>(&'run self, other: &'run Self) -> Vec<(&'run Term, &'run Term)> {
        let pairs = self.terms.iter().zip(&other.terms);
        pairs.filter(|(one, other)| one.value != other.value).collect()
    }

    /// The kinds of lists of places that it was made of, as the metadata name them, each once.
    pub fn kinds_of_lists(&self) -> Vec<String> {
        let inputs = self.metadata["entrees"].as_array().into_iter().flatten();
        let roles = inputs.filter_map(|input| input["role"].as_str());
        let lists = roles.filter(|role| LISTS.contains(role));
        lists.collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
    }

    /// Whether the residents, or the people in need, of communes that both have are the same.
    pub fn has_population_of(&self, other: &Self) -> bool {
        let known = |layer: &Self| -> BTreeMap<CommuneCode, (Option<f64>, Option<f64>)> {
            let people = |commune: &SavedCommune| {
                let State { code, residents, need, .. } = commune.state;
                (code, (residents, need))
            };
            layer.communes.iter().map(people).collect()
        };
        let (one, other) = (known(self), known(other));
        one.iter().all(|(code, people)| other.get(code).is_none_or(|other| other == people))
    }
}

/// The territories of a diagnosis of an earlier run, to compare others with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reference {
    /// The file's name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Their figures, by level and code.
    pub territories: BTreeMap<(String, String), ReferenceFigures>,
}

/// The figures of one territory of a [`Reference`]. Each is `None` where the file has none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ReferenceFigures {
    /// Mean distance, in kilometres.
    pub distance_km: Option<f64>,
    /// Residents within the main threshold, in per cent.
    pub covered_pct: Option<f64>,
    /// The level of need: people in need in per cent, or a score.
    pub need: Option<f64>,
}

impl Reference {
    /// Reads the territories at `path`, the layer or the table that a diagnosis wrote, with shares
    /// within `main`. Parts of territories are left out.
    ///
    /// # Errors
    ///
    /// When it cannot be read; [`Error::NotALayer`] when it is no such file, or of another
    /// threshold.
    pub fn read(path: &Path, main: Limit) -> Result<Self> {
        let not_a_layer = |reason: Words| Error::NotALayer { path: path.to_owned(), reason };
        let options = ReadOptions { preferred: &["territoires"], ..ReadOptions::default() };
        let sheet = maillage_tables::read_with(path, &options)?;
        let rank = |name: &str| sheet.columns.rank(name);
        let share = format!("couverture_{}_pct", main.in_name());
        let (Some(level), Some(code), Some(outside)) =
            (rank("niveau"), rank("code"), rank("communes_hors_perimetre"))
        else {
            return Err(not_a_layer(sentences::no_territories()));
        };
        let Some(covered) = rank(&share) else {
            return Err(not_a_layer(sentences::other_thresholds(&share)));
        };
        let need = ["illectronisme_pct", "besoin_pct", "besoin_indice"].iter();
        let need = need.filter_map(|name| rank(name)).next();
        let number = |row: &Row, rank: Option<usize>| row.cell(rank?).parse::<f64>().ok();
        let whole = sheet.rows.iter().filter(|row| number(row, Some(outside)) == Some(0.0));
        let territories = whole.map(|row| {
            let figures = ReferenceFigures {
                distance_km: number(row, rank("distance_km")),
                covered_pct: number(row, Some(covered)),
                need: number(row, need),
            };
            ((row.cell(level).to_owned(), row.cell(code).to_owned()), figures)
        });
        Ok(Self {
            territories: territories.collect(),
            file: sheet.file_name(),
            sha256: sheet.sha256.clone(),
        })
    }
}

/// What was asked of places: the words, and not the values of lists that they stand for.
fn asked_of_places(asked: &Value) -> String {
    let words = ["services", "labels", "publics"].map(|subject| {
        let words = asked[subject].as_object();
        words.map_or_else(String::new, |words| words.keys().cloned().collect::<Vec<_>>().join(", "))
    });
    let others = ["gratuit", "accessible", "non_dit"].map(|name| asked[name].to_string());
    if asked.is_object() {
        format!("{} ; {}", words.join(" ; "), others.join(" ; "))
    } else {
        "rien".to_owned()
    }
}

/// The limits of the classes of the layer at `path`, to class the communes of another run alike.
///
/// # Errors
///
/// When it cannot be read; [`Error::NotALayer`] when it states no limits.
pub fn saved_classes(path: &Path) -> Result<Classes> {
    let metadata = metadata(path)?.unwrap_or_default();
    let limits =
        |stated: &Value| Some(Tertiles(stated.get(0)?.as_f64()?, stated.get(1)?.as_f64()?));
    let classes = &metadata["classes"];
    let by_length = limits(&classes["acces_limites_km"]).map(|of| (of, Some(CostUnit::Length)));
    let minutes = limits(&metadata["trajets"]["acces_limites_min"]);
    let access = by_length.or(minutes.map(|of| (of, Some(CostUnit::Duration))));
    let need = limits(&classes["besoin_limites_pct"]);
    if access.is_none() && need.is_none() {
        let reason = sentences::no_limits();
        return Err(Error::NotALayer { path: path.to_owned(), reason });
    }
    let subject = metadata["besoin"]["sujet"].as_str().unwrap_or_default().to_owned();
    Ok(Classes::Given { access, need: need.map(|of| (of, Some(subject))) })
}

/// Reads the layer of communes, where a file has several.
fn of_communes() -> ReadOptions {
    ReadOptions { preferred: &["couverture"], ..ReadOptions::default() }
}

/// The provenance in the file at `path`; `None` when it states none.
fn metadata(path: &Path) -> Result<Option<Value>> {
    #[derive(serde::Deserialize)]
    struct Head {
        metadata: Option<Value>,
    }
    let bytes = maillage_tables::read_bytes(path, MaxInputSize::default())?;
    let head: Option<Head> = serde_json::from_slice(&bytes).ok();
    match head {
        Some(head) => Ok(head.metadata),
        // A file that is no JSON may still be a layer; as one that is broken it states nothing.
        None => Ok(read_layer(path, &of_communes()).ok().and_then(|layer| layer.metadata)),
    }
}

fn main_threshold(metadata: &Value) -> Option<Limit> {
    let minutes = metadata["trajets"]["seuil_principal_min"].as_f64();
    let km = metadata["options"]["seuil_principal_km"].as_f64();
    Some(match (minutes, km) {
        (Some(shown), _) => Limit { shown, unit: CostUnit::Duration },
        (None, shown) => Limit { shown: shown?, unit: CostUnit::Length },
    })
}

/// The ranks of the columns that are read.
struct Columns {
    code: usize,
    name: Option<usize>,
    epci: Option<usize>,
    residents: Option<usize>,
    need: Option<usize>,
    cost: Option<usize>,
    covered: usize,
    uncovered: Option<usize>,
}

impl Columns {
    fn find(sheet: &Sheet, main: Limit) -> Option<Self> {
        let rank = |name: &str| sheet.columns.rank(name);
        Some(Self {
            code: rank("code_insee")?,
            name: rank("nom"),
            epci: rank("code_epci"),
            residents: rank("population"),
            need: rank("illectronisme").or_else(|| rank("besoin")),
            cost: match main.unit {
                CostUnit::Length => rank("distance_km"),
                CostUnit::Duration => rank("duree_min"),
            },
            covered: rank(&format!("couverture_{}_pct", main.in_name()))?,
            uncovered: rank("personnes_non_couvertes"),
        })
    }

    fn commune(&self, row: &Row) -> Option<SavedCommune> {
        let number = |rank: Option<usize>| row.cell(rank?).parse::<f64>().ok();
        let text = |rank: Option<usize>| rank.map_or("", |rank| row.cell(rank)).to_owned();
        let contour = match row.geometry.as_deref() {
            Some(Geometry::MultiPolygon(contour)) => contour.clone(),
            Some(Geometry::Polygon(part)) => MultiPolygon::new(vec![part.clone()]),
            _ => MultiPolygon::new(Vec::new()),
        };
        let need = number(self.need);
        let covered = number(Some(self.covered)).map(|share| share / 100.0);
        // People not covered are printed whole: of few people the share is a rough one.
        let covered_need = match (need, number(self.uncovered)) {
            (Some(need), Some(uncovered)) if need > 0.0 => Some(1.0 - uncovered / need),
            _ => covered,
        };
        Some(SavedCommune {
            state: State {
                code: row.cell(self.code).parse().ok()?,
                residents: number(self.residents),
                need,
                cost: number(self.cost),
                covered,
                covered_need,
            },
            name: text(self.name),
            epci: text(self.epci),
            contour,
        })
    }
}
