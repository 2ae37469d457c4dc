//! Two measures compared: two layers of earlier runs, or the present with what is planned.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use maillage_core::{
    compare::{self, Change, Side, State, Sums},
    measure::Results,
    model::{CommuneCode, Departement, Level, Place, REGIONS, region_of},
    territory::Territory,
};
use maillage_intake::{
    Error,
    area::Area,
    catalogue::{CatalogueInputs, catalogue},
    clean::identity::{ChangedPlace, IdentityOptions, changed_places},
    france::BuiltIn,
    ledger::Role,
    saved::{SavedCommune, SavedLayer},
};
use maillage_output::{ChangedTerritory, ComparedUnit, Comparison, Provenance};
use serde_json::{Value, json};

use crate::{Result, sentences};

/// Options of a comparison of two layers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompareOptions {
    /// The layer whose population counts for both. `None` requires that both have the same.
    pub population: Option<Side>,
    /// The catalogues of places of both, before and after. `None` compares no places.
    pub places: Option<[PathBuf; 2]>,
}

/// Compares two layers of communes that runs of the main job wrote.
///
/// People are counted with one population for both. Communes merged or divided between the two are
/// compared together, by the history of codes that is brought along.
///
/// # Errors
///
/// - When a file cannot be read.
/// - [`Error::NotALayer`] when a file is no layer of communes that a run wrote, when the two have
///   no commune in common, or when a file of [`CompareOptions::places`] is no catalogue.
/// - [`Error::TermsDiffer`] when the two were measured on other terms.
/// - [`Error::PopulationsDiffer`] when they count other people and none of them is chosen.
///
/// # Examples
///
/// ```
/// use maillage::{
///     CompareOptions, CoverageOptions, Lang, Sources, Supply, Voice, compare_layers,
///     core::compare::Sums, coverage, output::write_coverage,
/// };
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
/// #     std::fs::write(path(file.name), file.contents)?;
/// # }
/// let mut sources = Sources {
///     communes: Some(path("communes.geojson")),
///     supply: Supply {
///         france_services: vec![path("france-services.csv")],
///         ..Supply::default()
///     },
///     population: Some(path("population.csv")),
///     ..Sources::default()
/// };
/// let voice = Voice::of(Lang::Fr);
/// let before = coverage(&sources, &CoverageOptions::default(), &|_| ())?;
/// write_coverage(&mut std::fs::File::create(path("before.geojson"))?, &before, voice)?;
///
/// sources.supply.mediation.push(path("mediation.csv"));
/// let after = coverage(&sources, &CoverageOptions::default(), &|_| ())?;
/// write_coverage(&mut std::fs::File::create(path("after.geojson"))?, &after, voice)?;
///
/// let [before, after] = [path("before.geojson"), path("after.geojson")];
/// let comparison = compare_layers(&before, &after, &CompareOptions::default())?;
/// let sums = Sums::of(&comparison.changes);
/// assert!(sums.residents_gained > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare_layers(before: &Path, after: &Path, options: &CompareOptions) -> Result<Comparison> {
    let (before, after) = (SavedLayer::read(before)?, SavedLayer::read(after)?);
    if let Some((one, other)) = before.differing(&after).into_iter().next() {
        return Err(Error::TermsDiffer {
            before: before.path.clone(),
            after: after.path.clone(),
            term: one.name,
            one: one.value.clone(),
            other: other.value.clone(),
            remedy: Box::new(one.remedy.clone()),
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
    if changes.iter().all(|change| change.before.is_none() || change.after.is_none()) {
        return Err(Error::NotALayer {
            path: after.path,
            reason: sentences::no_commune_of(&before.path),
        });
    }
    let territories = territories(&changes, &units);
    let codes: BTreeSet<CommuneCode> = saved.keys().copied().collect();
    let places = options.places.as_ref().map(|both| places(both, &codes)).transpose()?;
    let [of_before, of_after] = [&before, &after].map(SavedLayer::kinds_of_lists);
    let other_lists = (of_before != of_after).then(|| [of_before.join(", "), of_after.join(", ")]);
    Ok(Comparison {
        places,
        other_lists,
        limit: after.main,
        provenance: Provenance {
            avant: provenance(&before, options.places.as_ref().map(|[before, _]| before)),
            apres: provenance(&after, options.places.as_ref().map(|[_, after]| after)),
        },
        changes,
        units,
        territories,
        population,
    })
}

/// The places of two catalogues in the communes of these codes, matched by identity.
///
/// # Errors
///
/// When a catalogue cannot be read, or is none that this program wrote.
fn places(
    [before, after]: &[PathBuf; 2],
    codes: &BTreeSet<CommuneCode>,
) -> Result<Vec<ChangedPlace>> {
    let read = |path: &PathBuf| {
        let inputs = CatalogueInputs { files: vec![path.clone()], ..CatalogueInputs::default() };
        let found = catalogue(&inputs, |_| ())?;
        if !found.ledger.accounts.iter().any(|account| account.role == Role::CATALOGUE) {
            return Err(Error::NotALayer { path: path.clone(), reason: sentences::no_catalogue() });
        }
        let is_compared = |place: &Place| {
            let leads = place.commune.map(leads_to).unwrap_or_default();
            place.commune.is_none_or(|code| codes.contains(&code))
                || leads.iter().any(|code| codes.contains(code))
        };
        Ok(found.places.into_iter().filter(is_compared).collect::<Vec<_>>())
    };
    Ok(changed_places(&read(before)?, &read(after)?, &IdentityOptions::default()))
}

/// The codes of today that a code leads to; the code itself without the history of France.
fn leads_to(code: CommuneCode) -> Vec<CommuneCode> {
    let known = BuiltIn::get().filter(|built_in| built_in.is_of_other_vintage(code));
    known.map_or_else(|| vec![code], |built_in| built_in.drawn_as(code).into_iter().collect())
}

fn provenance(layer: &SavedLayer, places: Option<&PathBuf>) -> Value {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let of_places = places.map(|path| name(path));
    json!({
        "fichier": name(&layer.path),
        "sha256": layer.sha256,
        "lieux": of_places,
        "execution": layer.metadata["execution"]["identifiant"],
        "entrees": layer.metadata["entrees"],
        "horaires_demandes": layer.metadata["horaires_demandes"],
        "offre_demandee": layer.metadata["offre_demandee"],
        "temps": layer.metadata["temps"],
        "geographie": layer.metadata["geographie"],
        "origines": layer.metadata["origines"],
        "residents": layer.metadata["residents"],
        "trajets": layer.metadata["trajets"],
        "tournees_sans_arrets": layer.metadata["tournees_sans_arrets"],
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

/// The change of all units together, of each région, département and EPCI; those of which only a
/// part is compared are named so.
fn territories(changes: &[Change], units: &[ComparedUnit]) -> Vec<ChangedTerritory> {
    let whole = expected();
    let mut members: BTreeMap<(Level, String), Vec<&Change>> = BTreeMap::new();
    for (change, unit) in changes.iter().zip(units) {
        let Some(code) = change.after_codes.first().or(change.before_codes.first()) else {
            continue;
        };
        let epci = Some(unit.epci.as_str()).filter(|epci| !epci.is_empty());
        for key in territories_of(*code, epci) {
            members.entry(key).or_default().push(change);
        }
    }
    let territory = |((level, code), changes): ((Level, String), Vec<&Change>)| {
        let known = changes.iter().map(|change| change.after_codes.len().max(1)).sum::<usize>();
        let expected = whole.get(&(level, code.clone())).copied().unwrap_or_default();
        let is_part = level != Level::StudyArea && known < expected;
        let name = name(level, &code);
        ChangedTerritory {
            name: if is_part { format!("{name} (partie)") } else { name },
            sums: Sums::of(changes),
            level,
            code,
        }
    };
    members.into_iter().map(territory).collect()
}

/// The territories of a commune.
fn territories_of(code: CommuneCode, epci: Option<&str>) -> Vec<(Level, String)> {
    let departement = Departement::of_code(code.departement()).map(|of| of.code);
    let departement = departement.unwrap_or(code.departement());
    let of_levels = [
        (Level::StudyArea, Some("ensemble")),
        (Level::Region, region_of(code.departement())),
        (Level::Departement, Some(departement)),
        (Level::Epci, epci),
    ];
    of_levels.into_iter().filter_map(|(level, code)| Some((level, code?.to_owned()))).collect()
}

/// The number of communes of each territory of France.
fn expected() -> BTreeMap<(Level, String), usize> {
    let mut counts = BTreeMap::new();
    let Some(built_in) = BuiltIn::get() else { return counts };
    for code in built_in.drawn_codes() {
        let epci = built_in.france().commune(code).and_then(|commune| commune.epci);
        for key in territories_of(code, epci) {
            *counts.entry(key).or_default() += 1;
        }
    }
    counts
}

fn name(level: Level, code: &str) -> String {
    let found = match level {
        Level::Region => REGIONS.iter().find(|(region, _)| *region == code).map(|(_, name)| *name),
        Level::Departement => Departement::of_code(code).map(|of| of.name),
        Level::Epci => Area::Epci(code.to_owned()).name(),
        _ => Some("Ensemble"),
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
        territories: territory
            .unions()
            .iter()
            // The people of a drawn zone are not those of its communes.
            .filter(|union| union.contour.is_none())
            .map(of_union)
            .collect(),
        units: territory.studied().map(unit).collect(),
        places: None,
        other_lists: None,
        limit: present.main_threshold(),
        population: Side::After,
        provenance: Provenance { avant: json!("situation mesurée"), apres: plan },
        changes,
    }
}
