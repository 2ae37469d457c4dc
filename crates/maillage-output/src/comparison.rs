//! The comparison of two measures: who gained help within reach and who lost it, commune by
//! commune and territory by territory.

mod sources;

use std::io::{self, Write};

use geo::MultiPolygon;
use maillage_core::{
    compare::{Change, Figures, Outcome, SLIGHT, Side, Sums},
    model::{Kind, Level, Place},
    travel::{CostUnit, Limit},
};
use maillage_intake::clean::identity::{ChangedPlace, PlaceOutcome};
use maillage_words::first_few;
use serde::Serialize;
use serde_json::Value;

use crate::{
    Column, Layer, Unit, Voice,
    column::{Columns, rounded},
    csv_rows::{Cell, CsvRows},
    layer::{Geometry, GeometryType, told_once},
    sentences::{change as titles, columns as contract, layers, report},
};

pub(crate) use sources::compared_sources_layer;

/// A change of the mean distance of less than this, in kilometres, may be that of a geocoder.
const SLIGHT_KM: f64 = 0.1;
/// Number of territories that the report names.
const NAMED: usize = 5;

/// Two measures compared.
#[derive(Debug)]
pub struct Comparison {
    /// The change of each unit, by code.
    pub changes: Vec<Change>,
    /// Name, EPCI and contour of each unit, in the order of the changes.
    pub units: Vec<ComparedUnit>,
    /// The change of each territory, by level and code.
    pub territories: Vec<ChangedTerritory>,
    /// The places of both catalogues, by identifier; `None` when none were given.
    pub places: Option<Vec<ChangedPlace>>,
    /// The kinds of lists of both, where they are not the same: a change may then be of the lists.
    pub other_lists: Option<[String; 2]>,
    /// The main threshold of both.
    pub limit: Limit,
    /// The measure whose population counts.
    pub population: Side,
    /// Where the two measures come from.
    pub provenance: Provenance,
}

/// Where the two measures of a comparison come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Provenance {
    /// The first.
    pub avant: Value,
    /// The second.
    pub apres: Value,
}

/// What a unit of a comparison is.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedUnit {
    /// Its name.
    pub name: String,
    /// SIREN of its EPCI; empty when unknown.
    pub epci: String,
    /// Its contour, in WGS84 degrees.
    pub contour: MultiPolygon<f64>,
}

/// The change of one territory.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedTerritory {
    /// Its level.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// Its name; empty when unknown.
    pub name: String,
    /// Its communes together.
    pub sums: Sums,
}

/// The metadata of a layer of change.
#[derive(Serialize)]
struct Metadata<'run> {
    logiciel: &'static str,
    version: &'static str,
    comparaison: &'run Provenance,
    population: &'static str,
    seuil_principal: String,
    cas_limites: [&'static str; 5],
}

const EDGE_CASES: [&str; 5] = [
    "une seule population pour les deux mesures",
    "communes fusionnées ou séparées entre les deux mesures : comparées ensemble",
    "commune présente dans une seule des deux mesures : évolution inconnue, comptée comme telle",
    "couverture inchangée : évolution d'après la distance moyenne, à partir de 0,5 km (0,5 min)",
    "hors de portée : considéré comme plus éloigné que toute distance",
];

/// The units, one row each, with what changed.
pub fn change_layer(comparison: &Comparison) -> Layer<'_> {
    Layer {
        name: "changement",
        title: layers::change(),
        about: layers::change_about(),
        geometry_type: GeometryType::Area,
        columns: columns(comparison),
        rows: comparison.changes.len(),
        geometry: Box::new(|row| Geometry::Area(&comparison.units[row].contour)),
        metadata: told_once(move || metadata(comparison)),
        execution: None,
    }
}

fn metadata(comparison: &Comparison) -> Metadata<'_> {
    Metadata {
        logiciel: "maillage",
        version: env!("CARGO_PKG_VERSION"),
        comparaison: &comparison.provenance,
        population: match comparison.population {
            Side::Before => "avant",
            Side::After => "apres",
        },
        seuil_principal: comparison.limit.to_string(),
        cas_limites: EDGE_CASES,
    }
}

fn columns(run: &Comparison) -> Columns<'_> {
    let change = |row: usize| &run.changes[row];
    let codes = move |row: usize| {
        let all = if change(row).after_codes.is_empty() {
            &change(row).before_codes
        } else {
            &change(row).after_codes
        };
        all.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")
    };
    let unit = run.limit.unit;
    let (stem, end, decimals, kind) = match unit {
        CostUnit::Length => ("distance", "km", 3, Unit::Kilometres),
        CostUnit::Duration => ("duree", "min", 2, Unit::Minutes),
    };
    let cost = |name: String, title, of: fn(&Change) -> Option<f64>| {
        Column::decimal(name, kind, decimals, title, move |row| of(change(row)))
    };
    let share = |name: String, title, of: fn(&Change) -> Option<Figures>| {
        Column::per_cent(name, title, move |row| Some(100.0 * of(change(row))?.covered?))
    };
    let limit = run.limit.in_name();
    vec![
        Column::text("code_insee", contract::insee_code(), move |row| Some(codes(row))),
        Column::text("nom", contract::commune(), |row| Some(&run.units[row].name)),
        Column::text("code_departement", contract::departement(), move |row| {
            let first = change(row).after_codes.first().or(change(row).before_codes.first())?;
            Some(first.departement().to_owned())
        }),
        Column::text("code_epci", contract::epci(), |row| Some(&run.units[row].epci)),
        Column::people("population", contract::residents(), move |row| change(row).residents),
        Column::text("evolution", titles::change(), move |row| Some(change(row).outcome().name())),
        Column::people("habitants_gagnes", titles::residents_gained(run.limit), move |row| {
            change(row).residents_gained()
        }),
        Column::people("personnes_gagnees", titles::people_gained(run.limit), move |row| {
            change(row).need_gained()
        }),
        cost(format!("{stem}_avant_{end}"), titles::cost_before(unit), |of| of.before?.cost),
        cost(format!("{stem}_apres_{end}"), titles::cost_after(unit), |of| of.after?.cost),
        cost(format!("{stem}_evolution_{end}"), titles::cost_change(unit), Change::cost_change),
        share(format!("couverture_{limit}_avant_pct"), titles::share_before(run.limit), |of| {
            of.before
        }),
        share(format!("couverture_{limit}_apres_pct"), titles::share_after(run.limit), |of| {
            of.after
        }),
    ]
}

/// The places of both catalogues, one row each; `None` when none were compared.
pub fn changed_places_layer(comparison: &Comparison) -> Option<Layer<'_>> {
    let places = comparison.places.as_deref()?;
    let text = |name: &'static str, title, of: fn(&Place) -> Option<&str>| {
        Column::text(name, title, move |row| of(places[row].place()))
    };
    Some(Layer {
        name: "lieux_compares",
        title: layers::changed_places(),
        about: layers::changed_places_about(),
        geometry_type: GeometryType::Point,
        columns: vec![
            text("id", contract::id_in_list(), |place| Some(&place.id)),
            text("nom", contract::name(), |place| Some(&place.name)),
            text("type", contract::kind(), |place| Some(place.kind.name())),
            text("code_insee", contract::insee_code_of_commune(), |place| {
                place.commune.as_ref().map(|code| code.as_str())
            }),
            Column::text("evolution", titles::change(), |row| Some(places[row].outcome().name())),
            Column::integer("sert", Unit::None, crate::sentences::territories::serves(), |row| {
                let place = places[row].place();
                Some(i64::from(place.kind != Kind::Itinerant || place.stop.is_some()))
            }),
            Column::text("id_avant", titles::id_before(), |row| {
                places[row].before.as_ref().map(|place| &place.id)
            }),
            Column::integer("deplacement_m", Unit::None, titles::moved_by(), |row| {
                places[row].metres.map(|metres| metres.round() as i64)
            }),
        ],
        rows: places.len(),
        geometry: Box::new(|row| Geometry::Point(places[row].place().position)),
        metadata: told_once(move || metadata(comparison)),
        execution: None,
    })
}

const HEADER: [&str; 13] = [
    "niveau",
    "code",
    "nom",
    "habitants_compares",
    "habitants_gagnes",
    "habitants_perdus",
    "habitants_solde",
    "personnes_gagnees",
    "personnes_perdues",
    "personnes_solde",
    "communes_gagnantes",
    "communes_perdantes",
    "communes_inconnues",
];

/// Writes the change of each territory as CSV.
///
/// # Errors
///
/// Those of `to`.
pub fn write_change_table(to: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let mut rows = CsvRows::new(to, &HEADER)?;
    for ChangedTerritory { level, code, name, sums } in &comparison.territories {
        let people = |people: f64| Cell::Number(rounded(people, 0).to_string());
        rows.write([
            level.name().into(),
            code.as_str().into(),
            name.as_str().into(),
            people(sums.residents),
            people(sums.residents_gained),
            people(sums.residents_lost),
            people(sums.residents_gained - sums.residents_lost),
            people(sums.need_gained),
            people(sums.need_lost),
            people(sums.need_gained - sums.need_lost),
            sums.gained.into(),
            sums.lost.into(),
            sums.unknown.into(),
        ])?;
    }
    rows.finish()
}

/// The number of communes of an outcome, and the names of those with most people concerned.
fn communes_of(comparison: &Comparison, outcome: Outcome, voice: Voice) -> (String, String) {
    let people = |rank: usize| comparison.changes[rank].residents_gained().map_or(0.0, f64::abs);
    let is_it = |rank: &usize| comparison.changes[*rank].outcome() == outcome;
    let mut ranks: Vec<usize> = (0..comparison.changes.len()).filter(is_it).collect();
    ranks.sort_by(|one, other| people(*other).total_cmp(&people(*one)));
    let names = ranks.iter().map(|rank| crate::visible(&comparison.units[*rank].name));
    (titles::some_communes(voice, ranks.len()), first_few(names, NAMED))
}

/// Writes what changed in words: all together, then the territories that gained and lost most.
///
/// # Errors
///
/// Those of `to`.
pub fn write_comparison_report(
    to: &mut dyn Write,
    comparison: &Comparison,
    voice: Voice,
) -> io::Result<()> {
    let all = Sums::of(&comparison.changes);
    let who = |people: &str| voice.say(report::residents_concerned(people));
    let limit = comparison.limit;
    if let Some(places) = &comparison.places {
        let count = |outcome| places.iter().filter(|place| place.outcome() == outcome).count();
        let [appeared, vanished, settled, moved, same] = PlaceOutcome::ALL.map(count);
        writeln!(to, "{}", titles::places_changed(voice, appeared, vanished, moved, same))?;
        if settled > 0 {
            writeln!(to, "{}", titles::settled_places(voice, settled))?;
        }
    }
    let is_changed =
        |change: &Change| !matches!(change.outcome(), Outcome::Same | Outcome::NoResidents);
    if !comparison.changes.iter().any(is_changed) {
        let slight = Limit { shown: SLIGHT, unit: limit.unit };
        return writeln!(
            to,
            "{}",
            titles::nothing_changed(voice, comparison.changes.len(), slight)
        );
    }
    if let Some([before, after]) = &comparison.other_lists {
        let [before, after] = [before, after].map(|codes| {
            let kinds = codes.split(", ").map(|code| voice.say(titles::list_kind(code)));
            kinds.collect::<Vec<_>>().join(", ")
        });
        writeln!(to, "{}", titles::other_lists(voice, &before, &after))?;
    }
    let named = |outcome| communes_of(comparison, outcome, voice);
    if all.gained > 0 {
        let people = voice.people(all.residents_gained);
        let who = who(&people);
        let (communes, names) = named(Outcome::Gained);
        writeln!(to, "{}", titles::gained_in_all(voice, &people, &who, &communes, &names, limit))?;
    }
    if all.lost > 0 {
        let people = voice.people(all.residents_lost);
        let who = who(&people);
        let (communes, names) = named(Outcome::Lost);
        writeln!(to, "{}", titles::lost_in_all(voice, &people, &who, &communes, &names, limit))?;
    }
    let count =
        |outcome| comparison.changes.iter().filter(|change| change.outcome() == outcome).count();
    let (nearer, farther) = (count(Outcome::Nearer), count(Outcome::Farther));
    writeln!(to, "{}", titles::nearer_and_farther(voice, nearer, farther))?;
    // So little may be the work of a geocoder.
    let is_slight = |change: &&Change| {
        let is_of_sharp = matches!(change.outcome(), Outcome::Gained | Outcome::Lost);
        is_of_sharp && change.cost_change().is_some_and(|of| of.abs() < SLIGHT_KM)
    };
    let slight = comparison.changes.iter().filter(is_slight).count();
    if slight > 0 && limit.unit == CostUnit::Length {
        writeln!(to, "{}", titles::slight(voice, slight))?;
    }
    if all.unknown > 0 {
        writeln!(to, "{}", titles::unknown_in_all(voice, all.unknown))?;
    }
    let level = [Level::Epci, Level::Departement]
        .into_iter()
        .find(|level| comparison.territories.iter().filter(|of| of.level == *level).count() > 1);
    let Some(level) = level else { return Ok(()) };
    let at_level = comparison.territories.iter().filter(|of| of.level == level);
    let mut rows: Vec<&ChangedTerritory> = at_level.collect();
    let net = |of: &ChangedTerritory| (of.sums.residents_gained - of.sums.residents_lost).round();
    rows.sort_by(|one, other| net(other).total_cmp(&net(one)));
    let name = |of: &ChangedTerritory| {
        if of.name.is_empty() { of.code.clone() } else { of.name.clone() }
    };
    for of in rows.iter().take(NAMED).filter(|of| net(of) > 0.0) {
        let people = voice.people(net(of));
        writeln!(to, "{}", titles::territory_gained(voice, &name(of), &people, &who(&people)))?;
    }
    for of in rows.iter().rev().take(NAMED).filter(|of| net(of) < 0.0) {
        let people = voice.people(-net(of));
        writeln!(to, "{}", titles::territory_lost(voice, &name(of), &people, &who(&people)))?;
    }
    Ok(())
}
