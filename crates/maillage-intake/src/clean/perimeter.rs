//! The study area, and the buffer around it whose places also serve.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use geo::{BoundingRect, Rect};
use rayon::prelude::*;

use crate::{
    Error, Result,
    ledger::{LedgerBuilder, Trouble},
};
use maillage_core::{
    contour::{may_be_within, metres_to_contour},
    geodesy::Position,
    model::{Commune, CommuneCode, FileId, GivenTour, Line, Place, PlaceId},
};

/// One area of the study area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    /// A département by its code.
    Departement(String),
    /// A région by its code.
    Region(String),
    /// An EPCI by its SIREN.
    Epci(String),
    /// A commune by its code.
    Commune(CommuneCode),
}

/// Parses areas: `16` or `dep:16`, `reg:75`, nine digits for an EPCI, five characters for a
/// commune. A two-digit code that is both a département and a région is a département.
///
/// # Errors
///
/// The first text that is not an area.
pub fn parse_areas(codes: &[String]) -> std::result::Result<Vec<Area>, String> {
    codes.iter().map(|code| area(code).ok_or_else(|| code.clone())).collect()
}

fn area(code: &str) -> Option<Area> {
    let (kind, bare) = match code.trim().split_once(':') {
        Some((kind, bare)) => (Some(kind), bare.trim()),
        None => (None, code.trim()),
    };
    let digits = bare.bytes().all(|byte| byte.is_ascii_digit());
    let corsican = bare.eq_ignore_ascii_case("2a") || bare.eq_ignore_ascii_case("2b");
    match (kind, bare.len()) {
        (Some("reg"), 2) if digits => Some(Area::Region(bare.to_owned())),
        (Some("dep") | None, 2 | 3) if digits || corsican => {
            Some(Area::Departement(bare.to_uppercase()))
        }
        (Some("epci") | None, 9) if digits => Some(Area::Epci(bare.to_owned())),
        (Some("com") | None, 5) => bare.parse().ok().map(Area::Commune),
        _ => None,
    }
}

impl Area {
    fn holds(&self, commune: &Commune) -> bool {
        match self {
            Self::Departement(code) => commune.code.departement() == code,
            Self::Region(code) => commune.region.as_ref() == Some(code),
            Self::Epci(siren) => commune.epci.as_ref() == Some(siren),
            Self::Commune(code) => commune.code == *code,
        }
    }
}

/// The format that [`parse_areas`] accepts.
impl fmt::Display for Area {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Departement(code) => write!(out, "dep:{code}"),
            Self::Region(code) => write!(out, "reg:{code}"),
            Self::Epci(siren) => write!(out, "{siren}"),
            Self::Commune(code) => write!(out, "{code}"),
        }
    }
}

/// The codes of the communes in the union of `areas`, without duplicates.
///
/// # Errors
///
/// [`Error::UnknownTerritory`] for an area without any commune: a typing error must not
/// give an empty study area.
pub fn restrict(
    communes: &[Commune],
    areas: &[Area],
    contours: &std::path::Path,
) -> Result<BTreeSet<CommuneCode>> {
    let mut chosen = BTreeSet::new();
    for area in areas {
        let held = communes.iter().filter(|commune| area.holds(commune));
        let before = held.map(|commune| commune.code).collect::<Vec<_>>();
        if before.is_empty() {
            let unknown_epci = communes.iter().all(|commune| commune.epci.is_none());
            return Err(match area {
                Area::Epci(code) if unknown_epci => Error::NoMembership { code: code.clone() },
                area => {
                    Error::UnknownTerritory { code: area.to_string(), path: contours.to_owned() }
                }
            });
        }
        chosen.extend(before);
    }
    Ok(chosen)
}

/// The places inside `communes` or within `buffer_km` of one. The other places
/// are set aside in the account of their file.
pub fn keep_near(
    places: &[Place],
    buffer_km: f64,
    communes: &[&Commune],
    ledger: &mut LedgerBuilder,
) -> Vec<PlaceId> {
    let metres = buffer_km * 1_000.0;
    let boxed: Vec<(Rect<f64>, &Commune)> = communes
        .iter()
        .filter_map(|commune| Some((commune.contour.bounding_rect()?, *commune)))
        .collect();
    let near: Vec<bool> =
        places.par_iter().map(|place| is_near(place.position, metres, &boxed)).collect();
    let mut kept = Vec::new();
    let mut beyond: BTreeMap<FileId, BTreeMap<Line, String>> = BTreeMap::new();
    for (rank, place) in places.iter().enumerate() {
        if near[rank] {
            kept.push(PlaceId::new(rank));
        } else {
            let rows = beyond.entry(place.source.file).or_default();
            rows.insert(place.source.line, place.id.clone());
        }
    }
    for (file, rows) in &beyond {
        ledger.set_rows_aside(*file, rows, Trouble::OutsidePerimeter);
    }
    kept
}

/// Counts the kept rows of each list: those among `places` or `tours`.
pub fn count_kept(places: &[Place], tours: &[GivenTour], ledger: &mut LedgerBuilder) {
    let of_tours = tours.iter().filter(|tour| tour.row.is_some()).map(|tour| tour.file);
    ledger.count_lists(places.iter().map(|place| place.source.file).chain(of_tours));
}

fn is_near(position: Position, metres: f64, communes: &[(Rect<f64>, &Commune)]) -> bool {
    communes
        .iter()
        .filter(|(bounds, _)| may_be_within(position, metres, *bounds))
        .filter_map(|(_, commune)| metres_to_contour(position, &commune.contour))
        .any(|distance| distance <= metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_kind_of_territory_it_is() {
        let parse = |code: &str| area(code);
        assert_eq!(parse("16"), Some(Area::Departement("16".into())));
        assert_eq!(parse("dep:2a"), Some(Area::Departement("2A".into())));
        assert_eq!(parse("974"), Some(Area::Departement("974".into())));
        assert_eq!(parse("reg:75"), Some(Area::Region("75".into())));
        assert_eq!(parse("200072023"), Some(Area::Epci("200072023".into())));
        assert!(matches!(parse("16015"), Some(Area::Commune(_))));
        for unknown in ["rhinocc", "epci:16", "dep:200072023", "reg:1", "", "16:"] {
            assert_eq!(parse(unknown), None, "{unknown}");
        }
    }
}
