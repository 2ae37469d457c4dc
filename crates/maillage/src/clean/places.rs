//! Places: what may count as supply, and where it is.

use super::{
    ByCode,
    codes::{self, Reading},
    location::{self, Location, metres_to_contour},
};
use crate::{
    ledger::{Account, Fate, Issue, Trouble},
    model::{CommuneCode, Envelope, Kind, Place, SourceRow, Stop},
    source::{
        Loaded, Schema,
        places::{Itinerance, PlaceRecord},
    },
};

/// Beyond this distance outside the commune it states, a place is flagged, in metres.
/// Contours are simplified, and a place may well stand just over the border.
const FLAGGED_BEYOND: f64 = 2_000.0;
/// Beyond this distance the position is that of something else, in metres: no one lists
/// a place under a commune so far away.
const SET_ASIDE_BEYOND: f64 = 30_000.0;

/// The places of one list that can count, and its account. `file` is the rank of the
/// list among the inputs; `communes` are those to check positions against, none if empty.
pub fn places(
    loaded: Loaded<PlaceRecord>,
    schema: Schema,
    file: usize,
    communes: &ByCode,
) -> (Vec<Place>, Account) {
    let role = match schema.option() {
        "--mediation" => "mediation",
        "--france-services" => "france_services",
        _ => "itinerant",
    };
    let stem = loaded.sheet.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (records, mut account) = loaded.into_account(schema, role);
    let mut places = Vec::with_capacity(records.len());
    for record in records {
        let line = record.line;
        let mut notes = Vec::new();
        match place(record, &stem, SourceRow { file, line }, communes, &mut notes) {
            Ok(place) => {
                let kept = |(trouble, value)| Issue::row(line, Fate::Kept, trouble, value);
                account.issues.extend(notes.into_iter().map(kept));
                places.push(place);
            }
            Err((trouble, value)) => {
                account.issues.push(Issue::row(line, Fate::SetAside, trouble, value));
            }
        }
    }
    account.vintage = latest_date(&places);
    account.kept = places.len();
    (places, account)
}

/// Something to tell of a row: the trouble and the value.
type Note = (Trouble, String);

/// The place that `record` describes, or why it cannot count.
fn place(
    record: PlaceRecord,
    stem: &str,
    source: SourceRow,
    communes: &ByCode,
    notes: &mut Vec<Note>,
) -> Result<Place, Note> {
    if record.closed_to_public {
        return Err((Trouble::NoPublic, record.name));
    }
    let commune = commune_code(&record, communes, notes);
    let position = match location::locate(&record, commune.map(Envelope::of_commune)) {
        Location::At(position, repair) => {
            notes.extend(repair);
            position
        }
        Location::Nowhere(trouble, value) => return Err((trouble, value)),
    };
    if let Some((metres, code)) = metres_outside(position, commune, communes) {
        let told = format!("{code}, {:.1} km", metres / 1_000.0);
        if metres > SET_ASIDE_BEYOND {
            return Err((Trouble::ContradictsCommune, told));
        }
        if metres > FLAGGED_BEYOND {
            notes.push((Trouble::FarFromCommune, told));
        }
    }
    if record.name.is_empty() {
        notes.push((Trouble::NameMissing, String::new()));
    }
    let kind = kind(&record, notes);
    let id = if record.id.is_empty() { format!("{stem}:{}", source.line) } else { record.id };
    Ok(Place {
        id,
        name: record.name,
        kind,
        position,
        commune,
        stop: record.stop,
        details: record.details,
        source,
    })
}

/// Fixed as its list says, unless it moves.
fn kind(record: &PlaceRecord, notes: &mut Vec<Note>) -> Kind {
    if let Some(format) = &record.unknown_format {
        notes.push((Trouble::UnknownFormatFs, format.clone()));
    }
    if let Some(Stop { recurrence, .. }) = &record.stop {
        if recurrence.is_empty() {
            notes.push((Trouble::RecurrenceUnknown, record.name.clone()));
        }
        return Kind::Itinerant;
    }
    match record.itinerance {
        Itinerance::Fixed => return record.kind,
        Itinerance::ByName => notes.push((Trouble::ItinerantByName, record.name.clone())),
        Itinerance::Stated => {}
    }
    notes.push((Trouble::RoundWithoutStops, record.name.clone()));
    Kind::Itinerant
}

/// The commune code that the row states. A lost zero is restored when the commune exists
/// or the postal code begins alike.
fn commune_code(
    record: &PlaceRecord,
    communes: &ByCode,
    notes: &mut Vec<Note>,
) -> Option<CommuneCode> {
    let postal = record.details.get("code_postal").map_or("", String::as_str);
    let postal = if postal.len() == 4 { format!("0{postal}") } else { postal.to_owned() };
    let confirmed = |code: CommuneCode| {
        communes.contains_key(&code)
            || (postal.len() == 5 && postal[..].starts_with(&code.as_str()[..2]))
    };
    match codes::read(&record.code, confirmed) {
        Reading::Code(code, repair) => {
            notes.extend(repair.map(|trouble| (trouble, record.code.clone())));
            Some(code)
        }
        Reading::Unreadable(Trouble::CodeMissing) => None,
        Reading::Unreadable(trouble) => {
            notes.push((trouble, record.code.clone()));
            None
        }
    }
}

/// How far `position` is outside the stated commune, if that commune is known.
fn metres_outside(
    position: crate::geodesy::Position,
    stated: Option<CommuneCode>,
    communes: &ByCode,
) -> Option<(f64, CommuneCode)> {
    let stated = stated?;
    let parent = || stated.commune_of_arrondissement();
    let commune = communes.get(&stated).or_else(|| communes.get(&parent()?))?;
    Some((metres_to_contour(position, &commune.contour)?, commune.code))
}

/// The latest `date_maj` that is written as a date, `2023-05-16`.
fn latest_date(places: &[Place]) -> Option<String> {
    let dates = places.iter().filter_map(|place| place.details.get("date_maj"));
    let iso = |date: &&String| date.len() >= 10 && date.as_bytes()[4] == b'-';
    dates.filter(iso).map(|date| date[..10].to_owned()).max()
}
