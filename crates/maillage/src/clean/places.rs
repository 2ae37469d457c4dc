//! Places: what may count as supply, and where it is.

use super::{
    atlas::{Atlas, same_name},
    codes::{self, Reading},
    location::{self, Location, metres_to_contour},
};
use crate::{
    geodesy::Position,
    ledger::{Account, Fate, Issue, Trouble},
    model::{CommuneCode, Envelope, Kind, Place, Precision, SourceRow, Stop},
    source::{
        Loaded, Schema,
        places::{Itinerance, PlaceRecord, unknown_typologies},
    },
};

/// Beyond this distance outside the commune it states, a place is flagged, in metres.
/// Contours are simplified, and a place may well stand just over the border.
const FLAGGED_BEYOND: f64 = 2_000.0;
/// Beyond this distance the position is that of something else, in metres: no one lists
/// a place under a commune so far away.
const SET_ASIDE_BEYOND: f64 = 30_000.0;

/// The places of one list that can count, and its account. `file` is the rank of the
/// list among the inputs; `atlas` is what positions are checked against.
pub fn places(
    loaded: Loaded<PlaceRecord>,
    schema: Schema,
    file: usize,
    atlas: &Atlas,
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
        let who = [record.name.clone(), record.details.get("commune").cloned().unwrap_or_default()];
        match place(record, &stem, SourceRow { file, line }, atlas, &mut notes) {
            Ok(place) => {
                let kept = |(trouble, value)| Issue::row(line, Fate::Kept, trouble, value);
                account.issues.extend(notes.into_iter().map(kept));
                places.push(place);
            }
            Err((trouble, value)) => {
                let told = who.into_iter().chain([value]).filter(|text| !text.is_empty());
                let told = told.collect::<Vec<_>>().join(", ");
                account.issues.push(Issue::row(line, Fate::SetAside, trouble, told));
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
    atlas: &Atlas,
    notes: &mut Vec<Note>,
) -> Result<Place, Note> {
    if record.closed_to_public {
        return Err((Trouble::NoPublic, String::new()));
    }
    let stated = commune_code(&record, atlas, notes);
    let position = match location::locate(&record, stated.map(Envelope::of_commune)) {
        Location::At(position, repair) => {
            notes.extend(repair);
            position
        }
        Location::Nowhere(trouble, value) => return Err((trouble, value)),
    };
    let commune = reconciled(&record, position, stated, atlas, notes)?;
    if record.name.is_empty() {
        notes.push((Trouble::NameMissing, String::new()));
    }
    if let Some(unknown) = unknown_typologies(&record) {
        notes.push((Trouble::UnknownTypologie, unknown));
    }
    let kind = kind(&record, notes);
    let id =
        if record.id.is_empty() { format!("{stem}:{}", source.line.rank + 1) } else { record.id };
    Ok(Place {
        id,
        name: record.name,
        kind,
        also: None,
        position,
        precision: Precision::Position,
        commune,
        stop: record.stop,
        details: record.details,
        source,
        twins: Vec::new(),
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
        Itinerance::FixedButNamed => {
            notes.push((Trouble::FixedButNamed, record.name.clone()));
            return record.kind;
        }
        Itinerance::ByName => notes.push((Trouble::ItinerantByName, record.name.clone())),
        Itinerance::Stated => {}
    }
    notes.push((Trouble::RoundWithoutStops, record.name.clone()));
    Kind::Itinerant
}

/// The commune code that the row states. A lost zero is restored when the commune exists
/// or the postal code begins alike.
fn commune_code(record: &PlaceRecord, atlas: &Atlas, notes: &mut Vec<Note>) -> Option<CommuneCode> {
    let postal = postal_code(record);
    let confirmed = |code: CommuneCode| {
        atlas.of(code).is_some() || (postal.len() == 5 && postal.starts_with(&code.as_str()[..2]))
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

/// The postal code with the zero that spreadsheets drop.
fn postal_code(record: &PlaceRecord) -> String {
    let written = record.details.get("code_postal").map_or("", String::as_str);
    if written.len() == 4 { format!("0{written}") } else { written.to_owned() }
}

/// The commune of a row whose position and code may disagree, or why the row cannot count.
///
/// Where the name that the row gives is that of the commune around the position, and not
/// that of the code, the code is wrong: two against one. Else a position too far from the
/// stated commune is that of something else.
fn reconciled(
    record: &PlaceRecord,
    position: Position,
    stated: Option<CommuneCode>,
    atlas: &Atlas,
    notes: &mut Vec<Note>,
) -> Result<Option<CommuneCode>, Note> {
    let named = record.details.get("commune").map_or("", String::as_str);
    let by_code = stated.and_then(|code| Some((code, atlas.of(code)?)));
    // Without a code, the name and the postal code tell which commune is meant.
    let by_name = || match stated {
        None => atlas.named(named, &postal_code(record)).map(|commune| (commune.code, commune)),
        Some(_) => None,
    };
    let Some((code, commune)) = by_code.or_else(by_name) else {
        return of_another_departement(position, stated, named, atlas, notes);
    };
    let metres = metres_to_contour(position, &commune.contour).unwrap_or(0.0);
    if metres <= FLAGGED_BEYOND {
        return Ok(stated);
    }
    let around = atlas
        .holding(position)
        .filter(|around| same_name(named, &around.name) && !same_name(named, &commune.name));
    if let Some(around) = around {
        let told = format!("{code} → {}, {named}", around.code);
        notes.push((Trouble::CodeCorrected, told));
        return Ok(Some(around.code));
    }
    let told = format!("{code} {}, {:.1} km", commune.name, metres / 1_000.0);
    if metres > SET_ASIDE_BEYOND {
        return Err((Trouble::ContradictsCommune, told));
    }
    notes.push((Trouble::FarFromCommune, told));
    Ok(stated)
}

/// The commune of a row whose stated commune is beyond the contours, and yet whose position
/// is within them: of another département it cannot be.
fn of_another_departement(
    position: Position,
    stated: Option<CommuneCode>,
    named: &str,
    atlas: &Atlas,
    notes: &mut Vec<Note>,
) -> Result<Option<CommuneCode>, Note> {
    let (Some(code), Some(around)) = (stated, atlas.holding(position)) else {
        return Ok(stated);
    };
    if code.departement() == around.code.departement() {
        return Ok(stated);
    }
    if same_name(named, &around.name) {
        notes.push((Trouble::CodeCorrected, format!("{code} → {}, {named}", around.code)));
        return Ok(Some(around.code));
    }
    Err((Trouble::ContradictsCommune, format!("{code}, {} {}", around.code, around.name)))
}

/// The latest `date_maj` that is written as a date, `2023-05-16`.
fn latest_date(places: &[Place]) -> Option<String> {
    let dates = places.iter().filter_map(|place| place.details.get("date_maj"));
    let iso = |date: &String| {
        let day = date.get(..10)?;
        (day.as_bytes()[4] == b'-' && day.is_ascii()).then(|| day.to_owned())
    };
    dates.filter_map(iso).max()
}
