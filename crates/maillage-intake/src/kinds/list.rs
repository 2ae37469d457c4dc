//! Lists of supply: their format, places and tours.
//!
//! A list that a run or a mapping gives as a kind of supply is read as that kind wherever
//! its columns allow.

use maillage_core::model::{GivenTour, Kind, Place};
use maillage_spelling::fold;
use maillage_tables::Sheet;
use maillage_words::Words;

use super::{
    Content, SupplyRows, TableKind, catalogue, lines,
    places::{self, PlaceRecord},
    recognise, timetable,
};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    ledger::{Issue, LedgerBuilder, Trouble},
    privacy::Contacts,
    sentences,
    source::{Mapping, updates::Updates},
};

/// A decoded list, with its column mapping.
pub struct SupplyList<'run> {
    /// Its rows.
    pub sheet: Sheet,
    /// Its format, a kind of supply.
    pub format: &'static TableKind,
    /// The kind of supply that the caller gives it as.
    pub kind: Kind,
    /// Its column mapping.
    pub mapping: &'run Mapping,
    /// Whether it is a list of places by assumption only: neither its columns nor the caller
    /// say so.
    pub is_assumed: bool,
}

/// The format of a sheet that is, or may be, a list of supply. Otherwise the kind of table,
/// or `None` when no kind matches.
///
/// `given` is the kind of supply that the caller gives the list as, if any. A table of
/// figures by commune is then read as a list of places where its columns allow.
pub(crate) fn format(
    given: Option<Kind>,
    sheet: &Sheet,
    mapping: &Mapping,
) -> Option<&'static TableKind> {
    let found = recognise(sheet, mapping);
    let may_be_places = match (found, given) {
        (None, _) => true,
        // In a list of fixed places, lines are rows without a position.
        (Some(kind), Some(given)) if kind == &lines::KIND => given != Kind::Itinerant,
        (Some(kind), Some(_)) => kind.may_be_given_as_places(),
        (Some(_), None) => false,
    };
    let is_told = given.is_some() || !mapping.is_of_names_alone();
    if may_be_places && mapping.reads_as_places() && is_told {
        return Some(places::format_of(sheet, mapping));
    }
    found
}

/// The format of a list given as one of `kind`.
///
/// # Errors
///
/// [`Error::WrongSchema`] when the sheet is of another kind; [`Error::ListNotUnderstood`]
/// when its columns cannot be mapped.
pub(crate) fn format_as(
    kind: Kind,
    sheet: &Sheet,
    mapping: &Mapping,
) -> Result<&'static TableKind> {
    let wrong = |found| Err(super::wrong(&sheet.path, found, expected(kind)));
    let found = match format(Some(kind), sheet, mapping) {
        Some(found) if found.is_supply() => found,
        Some(found) => return wrong(found),
        None => return Err(not_understood(sheet, mapping)),
    };
    if found.is_of_places() && mapping.refusal(sheet).is_some() {
        return Err(not_understood(sheet, mapping));
    }
    // A catalogue tells the kind of each row.
    if found == &catalogue::KIND {
        return wrong(found);
    }
    let found = places::given_as(found, kind, sheet, mapping);
    if found == &places::mednum::OWN_COLUMNS || found.supply() == Some(kind) {
        return Ok(found);
    }
    wrong(found)
}

/// Description of a list of this kind, for an error message.
pub(crate) fn expected(kind: Kind) -> fn() -> Words {
    match kind {
        Kind::Mediation => sentences::a_mediation_list,
        Kind::FranceServices => sentences::a_france_services_list,
        Kind::Itinerant => sentences::a_list_of_stops,
    }
}

/// The error for a list whose columns cannot be mapped.
pub(crate) fn not_understood(sheet: &Sheet, mapping: &Mapping) -> Error {
    let (wanted, candidates) = mapping.refusal(sheet).unwrap_or_default();
    Error::ListNotUnderstood {
        path: sheet.path.clone(),
        wanted,
        candidates: if candidates.en.is_empty() {
            sentences::no_candidate(&sheet.columns.listed())
        } else {
            sentences::candidates(&candidates)
        },
    }
}

/// The places of a list, in the order of the file, and the tours given apart from the
/// stops. Opens its account in `ledger`. `updates` are the dates of update that can be believed.
///
/// # Errors
///
/// Those of [`timetable::feed`].
pub(crate) fn read(
    list: SupplyList,
    contacts: Contacts,
    gazetteer: &Gazetteer,
    updates: Updates,
    ledger: &mut LedgerBuilder,
) -> Result<(Vec<Place>, Vec<GivenTour>)> {
    let SupplyList { mut sheet, format, kind, mapping, is_assumed } = list;
    let rows = match format.content {
        Content::Supply(_, SupplyRows::Timetable) => {
            return timetable::list(sheet, kind, contacts, gazetteer, updates, ledger);
        }
        Content::Supply(_, SupplyRows::Places(rows)) => rows,
        _ => return Ok((Vec::new(), lines::list(sheet, mapping, contacts, ledger)?)),
    };
    let among = if kind == Kind::Itinerant { lines::take_lines(&mut sheet) } else { None };
    let mut notes = mapping.notes(&sheet, contacts);
    notes.extend(places::expected::notes(rows, &sheet, mapping));
    let personal: Vec<usize> = mapping.personal_columns().collect();
    contacts.hide_in_defects(&mut sheet, &personal);
    let mut records = places::records(sheet, rows, kind, mapping, contacts)?;
    records.issues.extend(notes);
    if kind == Kind::FranceServices && format == &places::mednum::OWN_COLUMNS {
        let is_told = |record: &PlaceRecord| {
            record.has_label || fold(&record.name).contains("france service")
        };
        let untold =
            records.records.len() - records.records.iter().filter(|record| is_told(record)).count();
        let note = Issue::file(Trouble::FranceServicesByOption, untold.to_string());
        records.issues.extend(Some(note).filter(|_| 2 * untold > records.records.len()));
    }
    let (places, file) = places::places(records, format, kind, gazetteer, updates, ledger);
    contacts.hide_in_issues(ledger.issues_mut(file));
    let assumed = is_assumed.then(|| Issue::file(Trouble::PlacesAssumed, String::new()));
    ledger.extend(file, assumed);
    let tours = match among {
        Some(among) => lines::among_stops(among, mapping, contacts, file, ledger)?,
        None => Vec::new(),
    };
    Ok((places, tours))
}
