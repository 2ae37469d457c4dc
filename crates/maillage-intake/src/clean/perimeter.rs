//! The study area, and the buffer around it whose places also serve.

use std::collections::{BTreeMap, BTreeSet};

use geo::{BoundingRect, Rect};
use maillage_core::{
    contour::{may_be_within, metres_to_contour},
    geodesy::Position,
    model::{Commune, CommuneCode, FileId, GivenTour, Line, Place, PlaceId},
};
use rayon::prelude::*;

use crate::{
    Error, Result,
    area::Area,
    clean::labels,
    ledger::{LedgerBuilder, Trouble},
    sentences,
};

/// The codes of the communes in the union of `areas`, without duplicates.
///
/// # Errors
///
/// [`Error::UnknownTerritory`] for an area without any commune: a typing error must not
/// give an empty study area.
pub fn restrict(
    communes: &[Commune],
    areas: &[Area],
    contours: Option<&std::path::Path>,
) -> Result<BTreeSet<CommuneCode>> {
    let mut chosen = BTreeSet::new();
    for area in areas {
        let held = communes.iter().filter(|commune| area.holds(commune));
        let before = held.map(|commune| commune.code).collect::<Vec<_>>();
        if before.is_empty() {
            let unknown_epci =
                contours.is_some() && communes.iter().all(|commune| commune.epci.is_none());
            return Err(match area {
                Area::Epci(code) if unknown_epci => Error::NoMembership { code: code.clone() },
                area => Error::UnknownTerritory {
                    code: area.to_string(),
                    contours: contours
                        .map_or_else(sentences::communes_of_france, sentences::contours_of),
                },
            });
        }
        chosen.extend(before);
    }
    Ok(chosen)
}

/// Distance beyond the contours of its commune at which a place is still in it, in metres: contours
/// are generalised, and a pier or a beach may be off them.
const GENERALISED: f64 = 1_000.0;

/// The places inside `communes` or within `buffer_km` of one; a place of one of them by its code also
/// a little beyond. The other places are set aside in the account of their file.
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
    let codes: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    let reach = |place: &Place| match place.commune {
        Some(code) if codes.contains(&code) => metres.max(GENERALISED),
        _ => metres,
    };
    let near: Vec<bool> =
        places.par_iter().map(|place| is_near(place.position, reach(place), &boxed)).collect();
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

/// Counts the kept rows of each list: those among `places` or `tours`. Says of how many of them the
/// label is not confirmed.
pub fn count_kept(places: &[Place], tours: &[GivenTour], ledger: &mut LedgerBuilder) {
    let of_tours = tours.iter().filter(|tour| tour.row.is_some()).map(|tour| tour.file);
    ledger.count_lists(places.iter().map(|place| place.source.file).chain(of_tours));
    labels::tell(places, ledger);
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
    use geo::{MultiPolygon, polygon};
    use maillage_core::model::{Kind, SourceRow};

    use super::*;

    #[test]
    fn a_place_a_little_off_the_contours_of_its_own_commune_is_in_it() {
        let contour =
            polygon![(x: 0.0, y: 45.0), (x: 0.1, y: 45.0), (x: 0.1, y: 45.1), (x: 0.0, y: 45.1)];
        let home = Position::new(45.05, 0.05).expect("degrees");
        let code: CommuneCode = "16001".parse().expect("a code");
        let commune = Commune {
            contour: MultiPolygon::new(vec![contour]).into(),
            ..Commune::new(code, "Carré".to_owned(), home)
        };
        let mut ledger = LedgerBuilder::default();
        let file = ledger.open(crate::ledger::Account::default());
        // Some forty metres off its coast; another commune's at the same point; one far off.
        let place = |longitude: f64, commune: &str| Place {
            commune: commune.parse().ok(),
            source: SourceRow { file, ..SourceRow::NONE },
            ..Place::new("a", Kind::Mediation, Position::new(45.05, longitude).expect("degrees"))
        };
        let places = [place(0.1005, "16001"), place(0.1005, "16002"), place(0.2, "16001")];
        assert_eq!(keep_near(&places, 0.0, &[&commune], &mut ledger), [PlaceId::new(0)]);
    }
}
