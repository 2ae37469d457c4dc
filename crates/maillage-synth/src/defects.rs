//! Defects of real lists, planted at known lines for the tests.
//!
//! Each kind was seen in a published file. A flaw changes the text that is written and not the
//! recorded truth. No row has two flaws.

mod residents;

use crate::Lists;
use crate::commune::Commune;
use crate::files;
use crate::land::Land;
use crate::lattice::LatLon;
use crate::mediation::Mediation;
use crate::people::Residents;
use crate::tours::{Stop, tour_id};

/// Kinds of flaws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flaw {
    /// Latitude and longitude are swapped.
    SwappedCoordinates,
    /// Both coordinates are empty.
    MissingPosition,
    /// Both coordinates are zero.
    ZeroPosition,
    /// The coordinates have decimal commas.
    DecimalComma,
    /// The position is about 500 km from the stated commune, as after a geocoding error.
    FarFromCommune,
    /// `itinerance` is `Itinérant`: the place is not fixed.
    Itinerant,
    /// « Ce lieu n'accueille pas de public »: the place is closed to the public.
    ClosedToPublic,
    /// The name is UTF-8 that was read as Latin-1.
    Mojibake,
    /// The typologie is not in the standard.
    UnknownTypology,
    /// The commune code lacks its last character.
    TruncatedCode,
    /// The latitude is the text `NaN`.
    NotANumber,
    /// The row repeats an earlier row, including its identifier.
    Duplicate,
    /// The place is also in the France Services list, about thirty metres away.
    AlsoFranceServices,
    /// The stop is about 500 km from the stated commune.
    StopFarFromCommune,
    /// The commune has residents and no row in the table of rates.
    RateMissing,
    /// The classes of age do not add up to the residents: one has a misplaced decimal point.
    AgesDoNotAdd,
    /// One class of age is `s`, for statistical secrecy.
    SecretNumber,
    /// All numbers of the cell are −9999, which stands for a missing value.
    NegativeCount,
    /// The cell is at sea, with a commune code that does not exist.
    CellAtSea,
    /// The cell is in a commune, with the code of a commune that no longer exists.
    CellOfFormerCommune,
    /// The row repeats an earlier cell.
    RepeatedCell,
}

/// A flaw and its location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantedFlaw {
    /// Kind of flaw.
    pub flaw: Flaw,
    /// Name of the file.
    pub file: &'static str,
    /// Line in the file, where the header is line 1. `None` when the flaw is a missing line.
    pub line: Option<usize>,
    /// Identifier of the row: that of the place, `tour/order` for a stop, the code of the commune,
    /// or that of the cell.
    pub id: String,
}

/// Flaws that each change one row of the mediation list.
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

/// Plants the flaws in the lists and returns them.
pub(crate) fn plant(land: &Land, communes: &[Commune], lists: &mut Lists) -> Vec<PlantedFlaw> {
    let mut planted = Vec::new();
    add_flaws_to_mediation(&mut lists.mediation, &mut planted);
    add_flaws_to_stops(&mut lists.stops, &mut planted);
    for commune in communes.iter().filter(|commune| lacks_rate(&commune.residents)) {
        planted.push(PlantedFlaw {
            flaw: Flaw::RateMissing,
            file: files::ILLECTRONISME,
            line: None,
            id: commune.code.clone(),
        });
    }
    residents::add_flaws_to_ages(&mut lists.ages, &mut planted);
    residents::add_flaws_to_cells(land, communes, &mut lists.cells, &mut planted);
    planted
}

/// Whether a table of rates with defects leaves the commune out.
pub(crate) fn lacks_rate(residents: &Residents) -> bool {
    !residents.rate_known
}

fn add_flaws_to_mediation(rows: &mut Vec<Mediation>, planted: &mut Vec<PlantedFlaw>) {
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
        rows[rank] = with_flaw(&rows[rank], flaw);
        plant(flaw, rank, &rows[rank]);
    }
    for (rank, row) in rows.iter().enumerate().skip(ours) {
        plant(Flaw::AlsoFranceServices, rank, row);
    }
    // The row after the first flaw has none, unless the list is very short.
    if let Some(twin) = rows.get(1).cloned() {
        plant(Flaw::Duplicate, rows.len(), &twin);
        rows.push(twin);
    }
}

fn with_flaw(row: &Mediation, flaw: Flaw) -> Mediation {
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
            let moved = moved_far_away(row.truth.1);
            position(&mut row, &moved.latitude_text(), &moved.longitude_text());
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
        // These flaws do not change the text of one row.
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

/// Moves the fourth stop of the first bus far away, as in a real list of Charente.
fn add_flaws_to_stops(stops: &mut [Stop], planted: &mut Vec<PlantedFlaw>) {
    let fourth = 3.min(stops.len().saturating_sub(1));
    if let Some(stop) = stops.get_mut(fourth) {
        stop.written = moved_far_away(stop.at);
        planted.push(PlantedFlaw {
            flaw: Flaw::StopFarFromCommune,
            file: files::TOURS,
            line: Some(fourth + 2),
            id: format!("{}/{}", tour_id(stop.tour), stop.order),
        });
    }
}

/// A position 6.5 degrees away along the parallel, about 500 km, inside the bounding box of France.
fn moved_far_away(at: LatLon) -> LatLon {
    let along = if at.longitude < 2.2 { 6.5 } else { -6.5 };
    LatLon { longitude: at.longitude + along, ..at }
}

fn position(row: &mut Mediation, latitude: &str, longitude: &str) {
    row.latitude = latitude.to_owned();
    row.longitude = longitude.to_owned();
}
