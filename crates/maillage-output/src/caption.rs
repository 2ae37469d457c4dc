//! What is said around a map: of which territory it is, of what time, and from which sources.
//!
//! All of it follows from the columns and the metadata of a layer, so that a layer read back from a
//! file has the caption that its run gave it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use maillage_core::{
    model::{Departement, REGIONS, region_of},
    travel::{CostUnit, Limit},
};
use maillage_hours::{Moment, Window};
use serde_json::Value as Json;

use crate::{Coverage, Layer, StyleName, Voice, coverage_layer, sentences::captions as words};

/// Files named among the sources; of more, their number.
const NAMED: usize = 4;
/// From so many départements on, a territory is France.
const FRANCE: usize = 90;

/// What is said around a map of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// The territory: « Charente ».
    pub territory: String,
    /// The answer in a sentence: how many residents are beyond the main threshold. Empty for layers
    /// that do not tell.
    pub headline: String,
    /// What is asked of places and over which days: « lieux ouverts le samedi ». Empty when
    /// nothing tells.
    pub subtitle: String,
    /// Where the figures come from, one sentence each.
    pub sources: Vec<String>,
}

impl Caption {
    /// The caption of `layer`.
    pub fn of(layer: &Layer, voice: Voice) -> Self {
        let facts = layer.provenance().unwrap_or_default();
        // A layer of change states what it compares; the later measure is the one to cite.
        let run =
            if facts["comparaison"].is_object() { &facts["comparaison"]["apres"] } else { &facts };
        Self {
            territory: territory(layer, voice),
            headline: headline(layer, &facts, voice),
            subtitle: subtitle(run, voice),
            sources: sources(run, &facts, voice),
        }
    }
}

/// The title of the layers of a run.
pub(crate) fn of_coverage(coverage: &Coverage, voice: Voice) -> String {
    let layer = coverage_layer(coverage, voice);
    match territory(&layer, voice).as_str() {
        "" => voice.say(words::access()),
        territory => voice.say(words::access_in(territory)),
    }
}

/// The title of the layers of a comparison.
pub(crate) fn of_comparison(voice: Voice) -> String {
    voice.say(words::comparison())
}

/// The title of the layers of an inventory.
pub(crate) fn of_catalogue(voice: Voice) -> String {
    voice.say(words::catalogue())
}

/// The name of the territory that the rows of a layer make up: an EPCI, a commune, départements, a
/// région, France.
fn territory(layer: &Layer, voice: Voice) -> String {
    let all = |column: &str| -> BTreeSet<String> {
        let column = layer.column(column).into_iter();
        let values =
            column.flat_map(|column| (0..layer.rows).filter_map(|row| column.value(row).to_text()));
        values.map(|text| text.into_owned()).collect()
    };
    let departements = all("code_departement");
    let epcis = all("code_epci");
    if let (1, Some(name)) = (layer.rows, layer.column("nom")) {
        return name.value(0).to_text().unwrap_or_default().into_owned();
    }
    if epcis.len() == 1 && !layer_has_null(layer, "code_epci") {
        let siren = epcis.first().map_or("", String::as_str);
        let known = maillage_france::france().and_then(|france| france.epci(siren));
        if let Some(epci) = known {
            return epci.name.to_owned();
        }
    }
    let regions: BTreeSet<&str> = departements.iter().filter_map(|code| region_of(code)).collect();
    // An invented territory has a code without a name.
    let name_of = |code: &String| Some(Departement::of_code(code)?.name.to_owned());
    match departements.len() {
        0 => String::new(),
        count if count >= FRANCE => voice.say(words::france()),
        1..=3 => departements.iter().filter_map(name_of).collect::<Vec<_>>().join(", "),
        count => match regions.into_iter().collect::<Vec<_>>()[..] {
            [region] => {
                let known = REGIONS.iter().find(|(code, _)| *code == region);
                known.map_or_else(|| region.to_owned(), |(_, name)| (*name).to_owned())
            }
            _ => voice.say(words::departements(count)),
        },
    }
}

/// How many residents are beyond the main threshold, where the layer has a row a commune; nothing
/// where the residents of one in a hundred are unknown.
fn headline(layer: &Layer, facts: &Json, voice: Voice) -> String {
    if layer.name != StyleName::Distance.layer() {
        return String::new();
    }
    let km = facts["options"]["seuil_principal_km"].as_f64();
    let km = km.map(|shown| Limit { shown, unit: CostUnit::Length });
    let min = facts["trajets"]["seuil_principal_min"].as_f64();
    let min = min.map(|shown| Limit { shown, unit: CostUnit::Duration });
    let of_need = facts["residents"]["ponderation"].as_str().is_some_and(|of| of != "habitants");
    let Some(limit) = min.or(km).filter(|_| !of_need) else { return String::new() };
    let columns = layer
        .column("population")
        .zip(layer.column(&format!("couverture_{}_pct", limit.in_name())));
    let Some((residents, covered)) = columns else { return String::new() };
    let (mut all, mut uncovered, mut unknown) = (0.0, 0.0, 0.0);
    for row in 0..layer.rows {
        let Some(people) = residents.value(row).number() else { continue };
        match covered.value(row).number() {
            Some(share) => uncovered += people * (1.0 - share / 100.0),
            None => unknown += people,
        }
        all += people;
    }
    if all <= 0.0 || unknown > 0.01 * all {
        return String::new();
    }
    let share = voice.decimal(100.0 * uncovered / all, 1);
    let limit = limit.to_string().replace(' ', "\u{a0}");
    voice.say(words::headline(&voice.people(uncovered), &share, &limit))
}

/// Whether a row has no value in a column.
fn layer_has_null(layer: &Layer, column: &str) -> bool {
    let is_null =
        |column: &crate::Column| (0..layer.rows).any(|row| column.value(row) == crate::Value::Null);
    layer.column(column).is_none_or(is_null)
}

/// What is asked of places, and over which days they were counted.
fn subtitle(run: &Json, voice: Voice) -> String {
    let asked = &run["horaires_demandes"];
    let window = asked["plage"].as_str().map(|text| match text.parse::<Window>() {
        Ok(window) => voice.say(words::open_in(&window.in_words(voice.lang))),
        Err(_) => voice.say(words::open_in(text)),
    });
    let at = asked["moment"].as_str().and_then(|text| text.parse::<Moment>().ok());
    let at = at.map(|at| {
        voice.say(words::open_at(&day_in_words(at.day(), voice), &time_in_words(at, voice)))
    });
    let minutes = asked["minutes_par_semaine_au_moins"].as_f64().filter(|minutes| *minutes > 0.0);
    let minutes = minutes.map(|minutes| voice.say(words::open_at_least(&voice.number(minutes))));
    let offer = offered(&run["offre_demandee"], voice);
    let is_in_time = window.is_some() || minutes.is_some();
    let period = run["temps"]["periode"].as_str().and_then(|text| text.split_once(".."));
    let days = period.and_then(|(first, last)| {
        Some((first.parse::<NaiveDate>().ok()?, last.parse::<NaiveDate>().ok()?))
    });
    let period = days.filter(|_| is_in_time).map(|(first, last)| {
        voice.say(words::period(&day_in_words(first, voice), &day_in_words(last, voice)))
    });
    let parts = [window, at, minutes, offer, period].into_iter().flatten();
    parts.collect::<Vec<_>>().join(" · ")
}

/// What is asked of places, such as a service.
fn offered(asked: &Json, voice: Voice) -> Option<String> {
    let subjects = ["services", "labels", "publics"];
    let named = subjects
        .into_iter()
        .flat_map(|subject| asked[subject].as_object().into_iter().flatten())
        .map(|(word, _)| word.clone());
    let is_free = asked["gratuit"].as_bool() == Some(true);
    let is_accessible = asked["accessible"].as_bool() == Some(true);
    let free = is_free.then(|| voice.say(crate::sentences::styles::free()));
    let accessible = is_accessible.then(|| voice.say(crate::sentences::styles::accessible()));
    let all: Vec<String> = named.chain(free).chain(accessible).collect();
    (!all.is_empty()).then(|| voice.say(words::offering(&all.join(", "))))
}

/// A day as people write it: « 6 octobre 2026 ».
pub(crate) fn day_in_words(day: NaiveDate, voice: Voice) -> String {
    maillage_hours::words::day_text(day, voice.lang)
}

/// The hour of a moment as people write it: « 10h », « 9h30 ».
pub(crate) fn time_in_words(at: Moment, voice: Voice) -> String {
    maillage_hours::words::time_text(at.moment().time(), voice.lang)
}

/// The lists, the geography and the program.
fn sources(run: &Json, facts: &Json, voice: Voice) -> Vec<String> {
    let inputs = || run["entrees"].as_array().into_iter().flatten();
    let named = |wanted: &[&str]| -> Option<String> {
        let of_role =
            |input: &&Json| input["role"].as_str().is_some_and(|role| wanted.contains(&role));
        let files: Vec<String> = inputs().filter(of_role).filter_map(file).collect();
        match files.len() {
            0 => None,
            count if count > NAMED => Some(voice.say(words::files(count))),
            _ => Some(files.join(", ")),
        }
    };
    let lists = named(&["mediation", "france_services", "itinerant", "catalogue"]);
    let lists = lists.map(|files| voice.say(words::places_from(&files)));
    let contours = named(&["communes"]);
    let contours = contours.map(|files| voice.say(words::contours_from(&files)));
    let geography = &run["geographie"];
    let brought = |key: &str| geography[key].as_str().map(str::to_owned);
    let own_contours = brought("contours").map(|text| voice.say(words::contours_from(&text)));
    let residents = named(&["population"]).or_else(|| brought("populations"));
    let residents = residents.map(|text| voice.say(words::residents_from(&text)));
    let grid = named(&["carreaux"]).map(|text| voice.say(words::cells_from(&text)));
    let need = named(&["ages", "taux", "marges", "illectronisme"]);
    let need = need.map(|text| voice.say(words::need_from(&text)));
    let version = facts["version"].as_str().unwrap_or(env!("CARGO_PKG_VERSION"));
    let program = Some(voice.say(words::made_with(version)));
    [lists, own_contours.or(contours), residents, grid, need, program]
        .into_iter()
        .flatten()
        .collect()
}

/// A file by its name, with its vintage.
fn file(input: &Json) -> Option<String> {
    let name = input["fichier"].as_str()?;
    Some(match input["millesime"].as_str() {
        Some(vintage) => format!("{name} ({vintage})"),
        None => name.to_owned(),
    })
}
