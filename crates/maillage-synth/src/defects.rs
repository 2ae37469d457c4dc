//! The faults that real lists have, planted where a test can find them.
//!
//! Each is copied from one seen in a published file. A flaw spoils what is written, never
//! the truth kept beside it, and no row has two.

mod residents;

use crate::Lists;
use crate::commune::Commune;
use crate::files;
use crate::land::Land;
use crate::lattice::LatLon;
use crate::mediation::Mediation;
use crate::people::Residents;
use crate::rounds::{Stop, round_id};

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flaw {
    /// Latitude and longitude are in each other's column.
    SwappedCoordinates,
    /// Both coordinates are empty.
    MissingPosition,
    /// Both coordinates are zero.
    ZeroPosition,
    /// The coordinates have decimal commas.
    DecimalComma,
    /// The position is some 500 km from the commune stated, as when a geocoder errs.
    FarFromCommune,
    /// `itinerance` is `Itinérant`: not a fixed place.
    Itinerant,
    /// « Ce lieu n'accueille pas de public »: not a place to go to.
    ClosedToPublic,
    /// The name was UTF-8 read as Latin-1.
    Mojibake,
    /// The typologie is none of the standard's.
    UnknownTypology,
    /// The commune code lost its last character.
    TruncatedCode,
    /// The latitude is the text `NaN`.
    NotANumber,
    /// The row repeats an earlier one, identifier and all.
    Duplicate,
    /// The place is also in the France Services list, some thirty metres away.
    AlsoFranceServices,
    /// The stop is some 500 km from the commune stated.
    StopFarFromCommune,
    /// The commune has residents and no line in the table of rates.
    RateMissing,
    /// The classes of age do not add up to the residents: in one the point has slipped.
    AgesDoNotAdd,
    /// One class of age is `s`: covered by statistical secrecy.
    SecretNumber,
    /// All numbers of the cell are −9999, which stands for none.
    NegativeCount,
    /// The cell is out at sea, of a commune code that does not exist.
    CellAtSea,
    /// The cell lies in a commune, under a code that is no commune's any more.
    CellOfFormerCommune,
    /// The row repeats an earlier cell.
    RepeatedCell,
}

/// A flaw, and where it was planted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantedFlaw {
    /// What is wrong.
    pub flaw: Flaw,
    /// Name of the file.
    pub file: &'static str,
    /// Line in the file, the header being 1; `None` when the flaw is that there is no line.
    pub line: Option<usize>,
    /// Identifier of the row: a place's, `round/order` for a stop, a commune's code, a cell's.
    pub id: String,
}

/// Flaws that spoil one row of the mediation list each.
const OF_ONE_ROW: [Flaw; 11] = [
    Flaw::SwappedCoordinates,
    Flaw::MissingPosition,
    Flaw::ZeroPosition,
    Flaw::DecimalComma,
    Flaw::FarFromCommune,
    Flaw::Itinerant,
    Flaw::ClosedToPublic,
    Flaw::Mojibake,
    Flaw::UnknownTypology,
    Flaw::TruncatedCode,
    Flaw::NotANumber,
];

/// Makes the lists as they are in life, and tells what was done to them.
pub(crate) fn plant(land: &Land, communes: &[Commune], lists: &mut Lists) -> Vec<PlantedFlaw> {
    let mut planted = Vec::new();
    spoil_mediation(&mut lists.mediation, &mut planted);
    spoil_stops(&mut lists.stops, &mut planted);
    for commune in communes.iter().filter(|commune| lacks_rate(&commune.residents)) {
        planted.push(PlantedFlaw {
            flaw: Flaw::RateMissing,
            file: files::ILLECTRONISME,
            line: None,
            id: commune.code.clone(),
        });
    }
    residents::spoil_ages(&mut lists.ages, &mut planted);
    residents::spoil_cells(land, communes, &mut lists.cells, &mut planted);
    planted
}

/// Whether a dirty table of rates leaves the commune out.
pub(crate) fn lacks_rate(residents: &Residents) -> bool {
    !residents.rate_known
}

fn spoil_mediation(rows: &mut Vec<Mediation>, planted: &mut Vec<PlantedFlaw>) {
    let mut plant = |flaw, rank: usize, row: &Mediation| {
        planted.push(PlantedFlaw {
            flaw,
            file: files::MEDIATION,
            line: Some(rank + 2),
            id: row.id.clone(),
        });
    };
    let ours = rows.iter().filter(|row| row.typologie != "RFS").count();
    let step = (ours / OF_ONE_ROW.len()).max(1);
    for (rank, flaw) in (0..ours).step_by(step).zip(OF_ONE_ROW) {
        rows[rank] = spoiled(&rows[rank], flaw);
        plant(flaw, rank, &rows[rank]);
    }
    for (rank, row) in rows.iter().enumerate().skip(ours) {
        plant(Flaw::AlsoFranceServices, rank, row);
    }
    // The row after the first flaw is a clean one, unless the list is very short.
    if let Some(twin) = rows.get(1).cloned() {
        plant(Flaw::Duplicate, rows.len(), &twin);
        rows.push(twin);
    }
}

fn spoiled(row: &Mediation, flaw: Flaw) -> Mediation {
    let mut row = row.clone();
    match flaw {
        Flaw::SwappedCoordinates => std::mem::swap(&mut row.latitude, &mut row.longitude),
        Flaw::MissingPosition => position(&mut row, "", ""),
        Flaw::ZeroPosition => position(&mut row, "0", "0"),
        Flaw::DecimalComma => {
            row.latitude = row.latitude.replace('.', ",");
            row.longitude = row.longitude.replace('.', ",");
        }
        Flaw::FarFromCommune => {
            let astray = astray(row.truth.1);
            position(&mut row, &astray.latitude_text(), &astray.longitude_text());
        }
        Flaw::Itinerant => {
            row.itinerance = "Itinérant".to_owned();
            row.typologie = "ENM".to_owned();
            row.nom = format!("Espace numérique mobile — {}", row.commune);
        }
        Flaw::ClosedToPublic => {
            row.modalites_acces = "Ce lieu n'accueille pas de public".to_owned()
        }
        Flaw::Mojibake => {
            row.typologie = "BIB".to_owned();
            row.nom = "Médiathèque intercommunale".bytes().map(char::from).collect();
        }
        Flaw::UnknownTypology => row.typologie = "CAFE_DU_COIN".to_owned(),
        Flaw::TruncatedCode => {
            row.code_insee.pop();
        }
        Flaw::NotANumber => row.latitude = "NaN".to_owned(),
        // These are not done to the text of one row.
        Flaw::Duplicate
        | Flaw::AlsoFranceServices
        | Flaw::StopFarFromCommune
        | Flaw::RateMissing
        | Flaw::AgesDoNotAdd
        | Flaw::SecretNumber
        | Flaw::NegativeCount
        | Flaw::CellAtSea
        | Flaw::CellOfFormerCommune
        | Flaw::RepeatedCell => {}
    }
    row
}

/// The fourth stop of the first bus goes astray, as one of Charente's did.
fn spoil_stops(stops: &mut [Stop], planted: &mut Vec<PlantedFlaw>) {
    let fourth = 3.min(stops.len().saturating_sub(1));
    if let Some(stop) = stops.get_mut(fourth) {
        stop.written = astray(stop.at);
        planted.push(PlantedFlaw {
            flaw: Flaw::StopFarFromCommune,
            file: files::ROUNDS,
            line: Some(fourth + 2),
            id: format!("{}/{}", round_id(stop.round), stop.order),
        });
    }
}

/// Six and a half degrees along the parallel, about 500 km, without leaving France's envelope.
fn astray(at: LatLon) -> LatLon {
    let along = if at.longitude < 2.2 { 6.5 } else { -6.5 };
    LatLon { longitude: at.longitude + along, ..at }
}

fn position(row: &mut Mediation, latitude: &str, longitude: &str) {
    row.latitude = latitude.to_owned();
    row.longitude = longitude.to_owned();
}
