//! The ground of a run: its communes, given or brought along, and its study area.

use std::collections::{BTreeMap, BTreeSet};

use geo::{BoundingRect, Intersects, Rect};
use maillage_core::{
    contour::{metres_to_contour, widened},
    geodesy::Position,
    model::{Commune, CommuneCode, CommuneId, Home, Origin, Place},
    territory::Parts,
};
use rayon::prelude::*;

use super::{LoadOptions, OriginChoice, Sources};
use crate::{
    Error, Result,
    area::{self, Area},
    france::BuiltIn,
    gazetteer::Gazetteer,
    kinds::crosswalk::Perimeters,
    ledger::{Brought, Ground},
    sentences,
};

/// Share of the places of all lists under which a département is not part of the study area
/// that the lists choose, if it also holds under a tenth of what a département has on average.
const STRAY: f64 = 0.01;
/// See [`STRAY`].
const STRAY_OF_MEAN: f64 = 0.1;
/// Share of the places from which lists are those of one EPCI.
const OF_ONE_EPCI: f64 = 0.95;
/// Distance outside a generalised contour up to which a chef-lieu is taken to lie in it, in
/// metres.
const CHEF_LIEU_OUTSIDE: f64 = 500.0;
/// Share of the départements with places from which lists are national.
const NATIONAL: f64 = 0.9;
/// Number of départements from which contours are those of the country.
const COUNTRY: usize = 60;
/// Number of places from which it can be told that lists are those of one EPCI.
const ENOUGH: usize = 5;

/// The study area that is asked for, or else the départements where the places of the lists
/// lie.
///
/// A département with next to none of the places holds strays. Lists that cover nine départements
/// in ten are national, and the study area is France.
///
/// # Errors
///
/// [`Error::NoPlaceInFrance`] when no contours are given and no place is in France; those of
/// [`drawn`].
pub(super) fn study_area(
    sources: &Sources,
    places: &[Place],
    gazetteer: &Gazetteer,
    given: &[Commune],
) -> Result<Ground> {
    let is_brought_along = sources.communes.is_none();
    let asked = if is_brought_along { drawn(&sources.within)? } else { sources.within.clone() };
    let mut within: Vec<Area> = Vec::new();
    for area in asked {
        if !within.contains(&area) {
            within.push(area);
        }
    }
    let brought = Brought { contours: is_brought_along, ..Brought::default() };
    let built_in = BuiltIn::get().filter(|france| given.is_empty() || france.is_of(given));
    let known: BTreeSet<&str> = match (given, built_in) {
        ([], Some(built_in)) => built_in.france().departements().collect(),
        (given, _) => given.iter().map(|commune| commune.code.departement()).collect(),
    };
    // An invented territory has nothing around it.
    let is_invented = built_in.is_none() && BuiltIn::get().is_some();
    let is_country = is_invented || (built_in.is_some() && known.len() >= COUNTRY);
    let ground = Ground { brought, within, is_country, ..Ground::default() };
    let Some(built_in) = built_in.filter(|_| sources.within.is_empty()) else {
        return Ok(ground);
    };
    let codes: Vec<CommuneCode> = codes_of(places, gazetteer).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for code in &codes {
        *counts.entry(code.departement().to_owned()).or_default() += 1;
    }
    counts.retain(|departement, _| known.contains(departement.as_str()));
    // Contours given are the territory, unless they are those of the country.
    if !is_country {
        return Ok(ground);
    }
    if counts.is_empty() && is_brought_along {
        return Err(Error::NoPlaceInFrance);
    }
    if counts.is_empty() || counts.len() as f64 >= NATIONAL * known.len() as f64 {
        return Ok(ground);
    }
    let (strays, chosen) = without_strays(counts);
    let within = chosen.into_iter().map(|(departement, _)| Area::Departement(departement));
    let within: Vec<Area> = within.collect();
    let is_smaller = |epci: &Area| {
        let departements = within.iter().flat_map(|area| area.departements(built_in));
        let mut communes = departements.flat_map(|departement| built_in.communes(departement));
        communes.any(|commune| !epci.holds(commune))
    };
    let epci_of_lists = epci_of(&codes, built_in).filter(is_smaller);
    Ok(Ground { within, is_chosen_by_lists: true, strays, epci_of_lists, ..ground })
}

/// Départements with their number of places.
type Counts = Vec<(String, usize)>;

/// The départements with next to none of the places, and the others; each with its number of
/// places, by code.
pub(super) fn without_strays(counts: BTreeMap<String, usize>) -> (Counts, Counts) {
    let all = counts.values().sum::<usize>() as f64;
    let few = STRAY.min(STRAY_OF_MEAN / counts.len() as f64) * all;
    counts.into_iter().partition(|(_, places)| (*places as f64) < few)
}

/// The code that each place says, or else that of the commune that holds it; none for a place
/// that says no code and lies in no commune.
fn codes_of(places: &[Place], gazetteer: &Gazetteer) -> impl Iterator<Item = CommuneCode> {
    let holding = |place: &Place| gazetteer.holding(place.position).map(|commune| commune.code);
    places.iter().filter_map(move |place| place.commune.or_else(|| holding(place)))
}

/// The EPCI that nearly all of these communes of places are in; `None` for a few places.
fn epci_of(codes: &[CommuneCode], built_in: &BuiltIn) -> Option<Area> {
    if codes.len() < ENOUGH {
        return None;
    }
    let epcis = codes.iter().filter_map(|code| built_in.of(*code)?.epci.as_deref());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for epci in epcis {
        *counts.entry(epci).or_default() += 1;
    }
    let (epci, places) = counts.into_iter().max_by_key(|(_, places)| *places)?;
    let is_of_one = places as f64 >= OF_ONE_EPCI * codes.len() as f64;
    is_of_one.then(|| Area::Epci(epci.to_owned()))
}

/// These areas in the contours brought along, each commune as the one that it is drawn with.
///
/// # Errors
///
/// [`Error::UnknownTerritory`] for an area that France does not have,
/// [`Error::TerritoryUndrawn`] for one without contours, and [`Error::TerritoryAmbiguous`] for a
/// former code that leads to several communes.
pub(crate) fn drawn(areas: &[Area]) -> Result<Vec<Area>> {
    let Some(built_in) = BuiltIn::get() else { return Ok(areas.to_vec()) };
    areas.iter().map(|area| drawn_one(area, built_in)).collect()
}

fn drawn_one(area: &Area, built_in: &'static BuiltIn) -> Result<Area> {
    if area.is_undrawn() {
        return Err(Error::TerritoryUndrawn { code: area.to_string() });
    }
    let unknown = || Error::UnknownTerritory {
        code: area.to_string(),
        contours: sentences::communes_of_france(),
    };
    let Area::Commune(code) = area else {
        let is_known = !area.departements(built_in).is_empty();
        return if is_known { Ok(area.clone()) } else { Err(unknown()) };
    };
    let found: Vec<Area> = built_in.drawn_as(*code).into_iter().map(Area::Commune).collect();
    match &found[..] {
        [] => Err(unknown()),
        [only] => Ok(only.clone()),
        several => Err(area::ambiguous(code.as_str(), several)),
    }
}

/// What is known of France for a commune of contours given by the user, where neither a table nor
/// the contours say it.
pub(super) struct Completion {
    epci: Option<String>,
    population: Option<u64>,
    /// Whether the commune was merged since, and its residents are those of 2016.
    is_merged_since: bool,
    /// Where distances start from, if they start from chefs-lieux.
    chef_lieu: Option<Position>,
}

/// What completes each of these communes: residents and EPCI where neither a table nor the contours
/// say them, chefs-lieux where distances start from them.
///
/// The contours may be of another year. Residents and chefs-lieux are of communes with the
/// perimeter of today, an EPCI of communes that are in one today.
pub(super) fn completions(
    communes: &[Commune],
    built_in: &BuiltIn,
    sources: &Sources,
    options: &LoadOptions,
) -> Vec<Completion> {
    let codes: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    let today = Perimeters::of_contours(&codes, built_in);
    let completion = |commune| completion(commune, &today, built_in, sources, options);
    communes.par_iter().map(completion).collect()
}

/// Completes each of these communes. Returns what was used.
pub(super) fn complete(communes: &mut [Commune], completions: Vec<Completion>) -> Brought {
    let mut brought = Brought::default();
    for (commune, completion) in communes.iter_mut().zip(completions) {
        let Completion { epci, population, is_merged_since, chef_lieu } = completion;
        if epci.is_some() {
            commune.epci = epci;
            brought.membership = true;
        }
        if population.is_some() {
            commune.population = population;
            brought.population |= !is_merged_since;
            brought.merged_since += usize::from(is_merged_since);
        }
        if let Some(home) = chef_lieu {
            (commune.home, commune.origin) = (home, Origin::ChefLieu);
            brought.chefs_lieux = true;
        }
    }
    brought
}

fn completion(
    commune: &Commune,
    today: &Perimeters,
    built_in: &BuiltIn,
    sources: &Sources,
    options: &LoadOptions,
) -> Completion {
    let france = built_in.france();
    let lacks_epci = sources.membership.is_none() && commune.epci.is_none();
    let epci = lacks_epci.then(|| today.of_code(commune.code)).and_then(|now| {
        let epcis: BTreeSet<Option<&str>> =
            now.iter().filter_map(|code| france.commune(*code)).map(|of| of.epci).collect();
        match Vec::from_iter(epcis)[..] {
            [only] => only.map(str::to_owned),
            _ => None,
        }
    });
    let whole = today.whole(commune.code).iter();
    let whole: Vec<_> = whole.filter_map(|code| france.commune(*code)).collect();
    let population = || whole.iter().map(|of| of.population).sum::<Option<u64>>();
    let same = whole.iter().find(|of| of.code == commune.code).or(whole.first());
    let official = same.map(|of| (population(), of.chef_lieu));
    // The residents that are known of merged communes apart are of the perimeters of 2018.
    let oldest = france.editions().0.first().map(|edition| edition.year);
    let is_oldest = official.is_none() && today.year() == oldest;
    let merged = france.merged_since(commune.code).filter(|_| is_oldest);
    let of_merged = merged.map(|merged| (Some(merged.population), merged.chef_lieu));
    // Contours may draw the arrondissements of Paris, Lyon and Marseille.
    let of_part = || {
        let part = france.part(commune.code)?;
        Some((part.population, part.chef_lieu))
    };
    let (population, chef_lieu) = of_merged.or(official).or_else(of_part).unwrap_or((None, None));
    let lacks_population = sources.population.is_none() && commune.population.is_none();
    Completion {
        epci,
        population: population.filter(|_| lacks_population),
        is_merged_since: merged.is_some(),
        chef_lieu: chef_lieu.filter(|home| starts_from(home, commune, sources, options)),
    }
}

/// The number of these communes whose residents are those of 2016, by their perimeter of then.
pub(super) fn merged_since<'study>(
    built_in: &BuiltIn,
    study: impl Iterator<Item = &'study Commune>,
) -> usize {
    let is_of_then = |commune: &&Commune| {
        let before = built_in.france().merged_since(commune.code);
        before.is_some_and(|before| commune.population == Some(before.population))
    };
    study.filter(is_of_then).count()
}

/// Whether distances start from a chef-lieu: it lies in the commune, no table says it and no other
/// point is asked for.
fn starts_from(
    chef_lieu: &Position,
    commune: &Commune,
    sources: &Sources,
    options: &LoadOptions,
) -> bool {
    let is_inside = || {
        let outside = metres_to_contour(*chef_lieu, &commune.contour);
        outside.is_some_and(|metres| metres <= CHEF_LIEU_OUTSIDE)
    };
    let is_asked = sources.chefs_lieux.is_none() && options.origin == OriginChoice::ChefLieu;
    is_asked && is_inside()
}

/// The communes of the study area that others are drawn with, in the contours brought along.
pub(super) fn drawn_together(
    built_in: &'static BuiltIn,
    study: impl Iterator<Item = CommuneCode>,
) -> BTreeMap<CommuneCode, Vec<(CommuneCode, &'static str)>> {
    let named = |code: &CommuneCode| Some((*code, built_in.france().commune(*code)?.name));
    let with = |code: CommuneCode| {
        let restored: Vec<_> = built_in.restored(code).iter().filter_map(named).collect();
        (!restored.is_empty()).then_some((code, restored))
    };
    study.filter_map(with).collect()
}

/// The residents of Paris, Lyon and Marseille near the middle of their arrondissements, as the
/// homes of their communes, where distances start from chefs-lieux. Without a grid of residents no
/// other commune has homes. Returns whether any was assigned.
pub(super) fn assign_homes(origin: OriginChoice, study: &[CommuneId], parts: &mut Parts) -> bool {
    let Some(built_in) = BuiltIn::get().filter(|_| origin == OriginChoice::ChefLieu) else {
        return false;
    };
    for id in study {
        let commune = &mut parts.communes[id.index()];
        let homes = built_in.homes(commune.code).iter();
        let first = parts.homes.len() as u32;
        parts.homes.extend(homes.map(|(position, people)| Home {
            position: *position,
            people: *people as f64,
            need: *people as f64,
        }));
        commune.homes = first..parts.homes.len() as u32;
    }
    !parts.homes.is_empty()
}

/// The communes brought along of the départements of `within`, or else of the places, by code.
pub(crate) fn communes_of_places(
    built_in: &'static BuiltIn,
    within: &[Area],
    places: &[Place],
    gazetteer: &Gazetteer,
) -> Vec<Commune> {
    let departements: BTreeSet<String> = match within {
        [] => {
            let of_places = codes_of(places, gazetteer);
            of_places.map(|code| code.departement().to_owned()).collect()
        }
        areas => {
            let of_areas = areas.iter().flat_map(|area| area.departements(built_in));
            of_areas.map(str::to_owned).collect()
        }
    };
    of_departements(built_in, departements.iter().map(String::as_str))
}

/// The communes brought along that a run needs, by code: those of the study area's départements
/// and of the départements within the buffer around them, or all of them.
pub(super) fn communes(
    built_in: &'static BuiltIn,
    ground: &Ground,
    options: &LoadOptions,
    needs_all: bool,
) -> Vec<Commune> {
    let all = || built_in.france().departements().collect::<Vec<_>>();
    let departements = if ground.within.is_empty() || needs_all {
        all()
    } else {
        let studied: BTreeSet<&str> =
            ground.within.iter().flat_map(|area| area.departements(built_in)).collect();
        let held = |commune: &&Commune| ground.within.iter().any(|area| area.holds(commune));
        let communes = studied.iter().flat_map(|departement| built_in.communes(departement));
        let boxes = communes.filter(held).filter_map(|commune| commune.contour.bounding_rect());
        let reached: Vec<Rect<f64>> =
            boxes.map(|bounds| widened(bounds, options.buffer_km * 1_000.0)).collect();
        let is_reached = |departement: &&str| {
            let bounds = built_in.france().bounds(departement);
            bounds.is_some_and(|bounds| reached.iter().any(|near| near.intersects(&bounds)))
        };
        let needed = |departement: &&str| studied.contains(*departement) || is_reached(departement);
        all().into_iter().filter(needed).collect()
    };
    of_departements(built_in, departements.into_iter())
}

/// The communes brought along of these départements, by code.
fn of_departements<'name>(
    built_in: &'static BuiltIn,
    departements: impl Iterator<Item = &'name str>,
) -> Vec<Commune> {
    let communes = departements.flat_map(|departement| built_in.communes(departement));
    let mut communes: Vec<Commune> = communes.cloned().collect();
    communes.sort_by_key(|commune| commune.code);
    communes
}
