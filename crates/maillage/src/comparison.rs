//! Two measures compared: two layers of earlier runs, or the present with what is planned.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use maillage_core::{
    compare::{self, Change, Side, State, Sums},
    measure::Results,
    model::{CommuneCode, Departement, Level, REGIONS, region_of},
    territory::Territory,
};
use maillage_intake::{
    Error,
    area::Area,
    catalogue::{CatalogueInputs, catalogue},
    clean::identity::{ChangedPlace, IdentityOptions, changed_places},
    france::BuiltIn,
    saved::{SavedCommune, SavedLayer},
};
use maillage_output::{ChangedTerritory, ComparedUnit, Comparison, Provenance};
use serde_json::{Value, json};

use crate::Result;

/// Options of a comparison of two layers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompareOptions {
    /// The layer whose population counts for both. `None` where both have the same.
    pub population: Option<Side>,
    /// The catalogues of places of both, if their places are compared too.
    pub places: Option<[PathBuf; 2]>,
}

/// Compares two layers of communes that runs of the main job wrote.
///
/// People are counted with one population for both. Communes merged or divided between the two are
/// compared together, by the history of codes that is brought along.
///
/// # Errors
///
/// When a file is no such layer; [`Error::TermsDiffer`] when the two were measured on other terms;
/// [`Error::PopulationsDiffer`] when they count other people and none of them is chosen.
pub fn compare_layers(before: &Path, after: &Path, options: &CompareOptions) -> Result<Comparison> {
    let (before, after) = (SavedLayer::read(before)?, SavedLayer::read(after)?);
    if let Some((one, other)) = before.differing(&after).into_iter().next() {
        return Err(Error::TermsDiffer {
            layers: format!("{} and {}", before.path.display(), after.path.display()),
            term: one.name,
            values: format!("{} in the first and {} in the second", one.value, other.value),
            remedy: one.remedy,
        });
    }
    let Some(population) =
        options.population.or_else(|| before.has_population_of(&after).then_some(Side::After))
    else {
        return Err(Error::PopulationsDiffer { before: before.path, after: after.path });
    };
    let states = |layer: &SavedLayer| -> Vec<State> {
        layer.communes.iter().map(|commune| commune.state).collect()
    };
    let changes = compare::compare(&states(&before), &states(&after), population, leads_to);
    let saved: HashMap<CommuneCode, &SavedCommune> =
        before.communes.iter().chain(&after.communes).map(|of| (of.state.code, of)).collect();
    let units: Vec<ComparedUnit> = changes.iter().map(|change| unit(change, &saved)).collect();
    let territories = territories(&changes, &units);
    let places = match &options.places {
        Some(catalogues) => Some(places(catalogues)?),
        None => None,
    };
    Ok(Comparison {
        places,
        limit: after.main,
        provenance: Provenance { avant: provenance(&before), apres: provenance(&after) },
        changes,
        units,
        territories,
        population,
    })
}

/// The places of two catalogues, matched by identity.
fn places([before, after]: &[PathBuf; 2]) -> Result<Vec<ChangedPlace>> {
    let read = |path: &PathBuf| {
        let inputs = CatalogueInputs { files: vec![path.clone()], ..CatalogueInputs::default() };
        Ok::<_, Error>(catalogue(&inputs, |_| ())?.places)
    };
    Ok(changed_places(&read(before)?, &read(after)?, &IdentityOptions::default()))
}

/// The codes of today that a code leads to; the code itself without the history of France.
fn leads_to(code: CommuneCode) -> Vec<CommuneCode> {
    let known = BuiltIn::get().filter(|built_in| built_in.is_of_other_vintage(code));
    known.map_or_else(|| vec![code], |built_in| built_in.drawn_as(code).into_iter().collect())
}

fn provenance(layer: &SavedLayer) -> Value {
    let name = layer.path.file_name().unwrap_or_default().to_string_lossy();
    json!({
        "fichier": name,
        "sha256": layer.sha256,
        "execution": layer.metadata["execution"]["identifiant"],
        "entrees": layer.metadata["entrees"],
    })
}

/// The name, EPCI and contour of a unit: of the commune after, if it is one; or of those before.
fn unit(change: &Change, saved: &HashMap<CommuneCode, &SavedCommune>) -> ComparedUnit {
    let codes =
        if change.after_codes.is_empty() { &change.before_codes } else { &change.after_codes };
    let communes: Vec<&SavedCommune> =
        codes.iter().filter_map(|code| saved.get(code).copied()).collect();
    let parts = communes.iter().flat_map(|commune| commune.contour.0.iter().cloned());
    ComparedUnit {
        name: communes.iter().map(|of| of.name.as_str()).collect::<Vec<_>>().join(", "),
        epci: communes.first().map(|of| of.epci.clone()).unwrap_or_default(),
        contour: parts.collect(),
    }
}

/// The change of all units together, of each région, département and EPCI.
fn territories(changes: &[Change], units: &[ComparedUnit]) -> Vec<ChangedTerritory> {
    let mut members: BTreeMap<(Level, String), Vec<&Change>> = BTreeMap::new();
    for (change, unit) in changes.iter().zip(units) {
        let Some(code) = change.after_codes.first().or(change.before_codes.first()) else {
            continue;
        };
        let departement = Departement::of_code(code.departement()).map(|of| of.code);
        let departement = departement.unwrap_or(code.departement()).to_owned();
        let region = region_of(code.departement()).map(str::to_owned);
        let of_levels = [
            (Level::StudyArea, Some("ensemble".to_owned())),
            (Level::Region, region),
            (Level::Departement, Some(departement)),
            (Level::Epci, Some(unit.epci.clone()).filter(|epci| !epci.is_empty())),
        ];
        for (level, code) in of_levels {
            if let Some(code) = code {
                members.entry((level, code)).or_default().push(change);
            }
        }
    }
    let territory = |((level, code), changes): ((Level, String), Vec<&Change>)| ChangedTerritory {
        name: name(level, &code),
        sums: Sums::of(changes),
        level,
        code,
    };
    members.into_iter().map(territory).collect()
}

fn name(level: Level, code: &str) -> String {
    let found = match level {
        Level::Region => REGIONS.iter().find(|(region, _)| *region == code).map(|(_, name)| *name),
        Level::Departement => Departement::of_code(code).map(|of| of.name),
        Level::Epci => Area::Epci(code.to_owned()).name(),
        _ => None,
    };
    found.unwrap_or_default().to_owned()
}

/// The change from the present to what is planned, of one territory.
pub(crate) fn planned(
    territory: &Territory,
    present: &Results,
    planned: &Results,
    plan: Value,
) -> Comparison {
    let [before, after] = [present, planned].map(|results| compare::states(territory, results));
    // The communes of one run are in the order of their codes, and so are their changes.
    let changes = compare::compare(&before, &after, Side::After, |code| vec![code]);
    let unit = |commune: &maillage_core::model::Commune| ComparedUnit {
        name: commune.name.clone(),
        epci: commune.epci.clone().unwrap_or_default(),
        contour: (*commune.contour).clone(),
    };
    let of_union = |union: &maillage_core::model::Union| {
        let rows = territory.rows_of(&union.communes);
        ChangedTerritory {
            level: union.level,
            code: union.code.clone(),
            name: union.name.clone(),
            sums: Sums::of(rows.iter().map(|row| &changes[row.index()])),
        }
    };
    Comparison {
        territories: territory.unions().iter().map(of_union).collect(),
        units: territory.studied().map(unit).collect(),
        places: None,
        limit: present.main_threshold(),
        population: Side::After,
        provenance: Provenance { avant: json!("situation mesurée"), apres: plan },
        changes,
    }
}
