//! Decides which rows of a list of places count as supply, and where each place is.

use super::{
    Closed, Itinerance, ListFormat, OtherRow, PlaceRecord,
    conflict::{self, Neighbours, Trust, trust},
    label,
    location::{Location, Locator, uncertainty_within},
    schedule::Hours,
    stops::STOPS_BY_OPTION,
    unknown_typologies,
};
use crate::{
    clean::{
        codes::{self, ParsedCode},
        made_id::MadeIds,
    },
    gazetteer::{Gazetteer, metres_outside, same_name},
    kinds::{Content, SupplyRows, TableKind},
    ledger::{Fate, Issue, LedgerBuilder, Role, Trouble},
    source::{Field, Loaded, updates::Updates},
};
use chrono::NaiveDate;
use maillage_core::{
    geodesy::{Length, Position},
    model::{
        Commune, CommuneCode, Departement, Details, Envelope, FileId, Kind, Place, Precision,
        SourceRow, Twin,
    },
    presence::{DEFAULT_FIRST_DAY, PlausibleDays},
};
use maillage_tables::crs::Crs;

/// Distance outside the stated commune above which a place gets an issue, in metres.
/// Contours are simplified, and a place may be just over the border.
const FLAGGED_BEYOND: f64 = 2_000.0;

/// Share, and number, of the rows of a list that are set aside because nobody knows where they are,
/// from which the list is questioned.
const MANY_NOWHERE: f64 = 0.1;
const SOME_NOWHERE: usize = 3;

/// The context in which the rows of one list are judged.
struct Context<'run> {
    has_national_typologies: bool,
    locator: Locator,
    gazetteer: &'run Gazetteer<'run>,
    neighbours: Neighbours,
    /// The day on which the list was true: its latest date, or else that on which the period
    /// begins where no list has a date.
    stated_on: NaiveDate,
}

/// The valid places of a list given as one of `kind`, and the id of its file. Opens the
/// account of the list in `ledger`. Positions are compared with the communes of
/// `gazetteer`.
pub(crate) fn places(
    loaded: Loaded<Box<PlaceRecord>>,
    schema: &TableKind,
    kind: Kind,
    gazetteer: &Gazetteer,
    updates: Updates,
    ledger: &mut LedgerBuilder,
) -> (Vec<Place>, FileId) {
    let (stem, read) = (loaded.stem(), loaded.read);
    let (records, account) = loaded.into_account(schema, Role::of_list(kind));
    let file = ledger.open(account);
    let crs = records.first().map_or(Crs::WGS84, |record| record.crs);
    let locator = Locator::new(crs);
    let nowhere = Gazetteer::new(&[], &[]);
    let is_invented = is_invented(&records, gazetteer);
    let gazetteer = if is_invented { &nowhere } else { gazetteer };
    let neighbours = neighbours(&records, &locator, gazetteer);
    let has_national_typologies = matches!(
        schema.content,
        Content::Supply(_, SupplyRows::Places(ListFormat { has_national_typologies: true, .. }))
    );
    let stated_on = latest(records.iter().map(|record| &record.details), updates);
    let stated_on = stated_on.unwrap_or(DEFAULT_FIRST_DAY);
    let context = Context { has_national_typologies, locator, gazetteer, neighbours, stated_on };
    let mut ids = MadeIds::new(&stem);
    let mut places = Vec::with_capacity(records.len());
    let mut hours = Hours::new(&records);
    let (mut untold_stops, mut nowhere) = (0, 0);
    for mut record in records {
        if record.id.is_empty() {
            record.id = ids.next(identity(&record).iter().map(String::as_str));
        }
        let line = record.line;
        let mut notes = Vec::new();
        forget_unlikely_dates(&mut record, updates, &mut notes);
        let who = [record.name.clone(), record.whereabouts.name.clone()];
        let others = record.others.clone();
        let is_untold = is_untold_stop(&record);
        match place(*record, SourceRow { file, line }, &context, &mut hours, &mut notes) {
            Ok(place) => {
                let [name, _] = who;
                let kept = |(trouble, value): Note| {
                    // For a doubtful position, the issue also gives the name of
                    // the place.
                    let named = trouble.is_of_whereabouts() && !name.is_empty();
                    let value = if named { format!("{name}, {value}") } else { value };
                    Issue::row(line, Fate::Kept, trouble, value)
                };
                ledger.extend(file, notes.into_iter().map(kept));
                ledger.extend(file, others.iter().map(|other| merged(other, &place)));
                untold_stops += usize::from(is_untold);
                places.push(place);
            }
            Err((trouble, value)) => {
                let named = who.into_iter().chain([value]).filter(|text| !text.is_empty());
                let named = named.collect::<Vec<_>>().join(", ");
                let lines = std::iter::once(line).chain(others.iter().map(|other| other.line));
                nowhere += if trouble.is_of_no_place() { 1 + others.len() } else { 0 };
                let aside = |line| Issue::row(line, Fate::SetAside, trouble, &named);
                ledger.extend(file, lines.map(aside));
            }
        }
    }
    if nowhere >= SOME_NOWHERE && nowhere as f64 >= MANY_NOWHERE * read as f64 {
        ledger.add(file, Issue::file(Trouble::ManyNowhere, format!("{nowhere} / {read}")));
    }
    let silent = hours.silent().map(|places| places.to_string());
    ledger.extend(file, silent.map(|places| Issue::file(Trouble::HoursMissing, places)));
    if schema == &STOPS_BY_OPTION && untold_stops > 0 {
        let note = Issue::file(Trouble::StopsByOption, untold_stops.to_string());
        ledger.extend(file, Some(note));
    }
    if let Some(day) = latest(places.iter().map(|place| &place.details), updates) {
        ledger.set_vintage(file, day.to_string());
    }
    ledger.set_kept(file, places.len());
    places.sort_by_key(|place| place.source.line);
    (places, file)
}

/// Whether a row is a stop, and none of its words says that a service comes there.
fn is_untold_stop(record: &PlaceRecord) -> bool {
    record.stop.is_some() && record.itinerance == Itinerance::Fixed
}

/// The latest date of update among rows with these details.
fn latest<'rows>(
    rows: impl Iterator<Item = &'rows Details>,
    updates: Updates,
) -> Option<NaiveDate> {
    let texts = rows.filter_map(|details| details.get(Field::Updated.name()));
    updates.latest(texts)
}

/// Takes out of a row the dates that cannot be believed: it counts as if it stated none.
fn forget_unlikely_dates(record: &mut PlaceRecord, updates: Updates, notes: &mut Vec<Note>) {
    let field = Field::Updated.name();
    let is_unlikely = updates.rules_out(record.details.text(field));
    let updated = is_unlikely.then(|| record.details.remove(field)).flatten();
    notes.extend(updated.map(|text| (Trouble::DateUnlikely, text)));
    // What an empty cell becomes would close the place; « never » leaves it open.
    if let Some(Closed::Since(day)) = record.closed
        && PlausibleDays::is_before_any(day)
    {
        record.closed = None;
        notes.push((Trouble::DateUnlikely, day.to_string()));
    }
}

/// What tells a row without an identifier from others.
fn identity(record: &PlaceRecord) -> Vec<String> {
    let PlaceRecord { name, whereabouts, latitude, longitude, point, stop, .. } = record;
    let address = record.details.text(Field::Address.name()).to_owned();
    let at = point.map(|at| format!("{} {}", at.latitude(), at.longitude())).unwrap_or_default();
    let [tour, vehicle] = stop.as_ref().map_or([""; 2], |stop| [&*stop.tour, &*stop.vehicle]);
    let commune = [&whereabouts.code, &whereabouts.name, &whereabouts.postal];
    let texts = [name, &address].into_iter().chain(commune).chain([latitude, longitude, &at]);
    texts.map(String::as_str).chain([tour, vehicle]).map(str::to_owned).collect()
}

/// The issue of another row of the same place.
fn merged(other: &OtherRow, place: &Place) -> Issue {
    let line = place.source.line.number;
    let value = format!("{} = {}, {}, ligne {line}", other.name, place.name, place.id);
    Issue::row(other.line, Fate::Merged, Trouble::SamePlace, value)
}

/// The places whose position agrees with the commune stated in their row.
fn neighbours(
    records: &[Box<PlaceRecord>],
    locator: &Locator,
    gazetteer: &Gazetteer,
) -> Neighbours {
    let sound = records.iter().filter_map(|record| {
        let commune = record.whereabouts.commune(gazetteer)?;
        match locator.locate(record, Some(Envelope::of_commune(commune.code))) {
            Location::At(position, _) => {
                (metres_outside(commune, position) <= FLAGGED_BEYOND).then_some(position)
            }
            Location::Nowhere(..) => None,
        }
    });
    Neighbours::new(sound.collect())
}

/// Whether a list is of an invented territory: it states commune codes, and none is of a
/// département or territory of France. Never where contours are given.
fn is_invented(records: &[Box<PlaceRecord>], gazetteer: &Gazetteer) -> bool {
    if !gazetteer.is_empty() {
        return false;
    }
    let codes = records.iter().filter_map(|record| record.whereabouts.commune_code());
    let is_of_france = |code: CommuneCode| {
        Departement::of_code(code.departement()).is_some() || gazetteer.knows(code)
    };
    let mut known = codes.map(is_of_france).peekable();
    known.peek().is_some() && !known.any(|is_known| is_known)
}

/// An issue of a row that is kept: trouble and value.
pub(super) type Note = (Trouble, String);

/// Position and commune of a row.
struct Located {
    position: Position,
    precision: Precision,
    position_uncertainty: Length,
    commune: Option<CommuneCode>,
}

/// The place that `record` describes; the reason when the row does not count.
fn place(
    record: PlaceRecord,
    source: SourceRow,
    context: &Context,
    hours: &mut Hours,
    notes: &mut Vec<Note>,
) -> Result<Place, Note> {
    match &record.closed {
        Some(Closed::ToPublic) => return Err((Trouble::NoPublic, String::new())),
        Some(Closed::OutOfService(word)) => return Err((Trouble::OutOfService, word.clone())),
        Some(Closed::NoPlaceOfHelp(words)) => return Err((Trouble::NoPlaceOfHelp, words.clone())),
        Some(Closed::Since(date)) if *date <= context.stated_on => {
            return Err((Trouble::OutOfService, date.to_string()));
        }
        Some(Closed::Since(_)) | None => {}
    }
    let Located { position, precision, position_uncertainty, commune } =
        whereabouts(&record, context, notes)?;
    let commune = commune.map(|code| record.whereabouts.part_of(code));
    if record.name.is_empty() {
        notes.push((Trouble::NameMissing, String::new()));
    }
    // Other lists have their own typologies.
    let national = context.has_national_typologies;
    if let Some(unknown) = unknown_typologies(&record).filter(|_| national) {
        notes.push((Trouble::UnknownTypologie, unknown));
    }
    let kind = kind(&record, notes);
    let schedule = hours.of(&record, kind, notes);
    let twin =
        |other: OtherRow| Twin { id: other.id, source: SourceRow { line: other.line, ..source } };
    let mut twins: Vec<Twin> = record.others.into_iter().map(twin).collect();
    twins.sort_by(|one, other| one.id.cmp(&other.id));
    let mut details = record.details;
    if let Some(Closed::Since(date)) = record.closed {
        details.insert(Field::Closing.name(), &date.to_string());
    }
    Ok(Place {
        id: record.id,
        name: record.name,
        kind,
        also: label::second_kind(kind, record.has_label),
        position,
        precision,
        position_uncertainty,
        commune,
        stop: record.stop,
        schedule,
        updated: None,
        details,
        source,
        twins,
    })
}

/// The kind of the list, or itinerant for an itinerant place.
fn kind(record: &PlaceRecord, notes: &mut Vec<Note>) -> Kind {
    if let Some(format) = &record.unknown_format {
        notes.push((Trouble::UnknownFormatFs, format.clone()));
    }
    if record.stop.is_some() {
        return Kind::Itinerant;
    }
    match record.itinerance {
        Itinerance::Fixed => return record.kind,
        Itinerance::FixedButNamed => {
            notes.push((Trouble::FixedButNamed, record.name.clone()));
            return record.kind;
        }
        Itinerance::FixedAmongStops => {
            notes.push((Trouble::FixedAmongStops, record.name.clone()));
            return record.kind;
        }
        Itinerance::ByName => notes.push((Trouble::ItinerantByName, record.name.clone())),
        Itinerance::Stated => {}
    }
    notes.push((Trouble::TourWithoutStops, record.name.clone()));
    Kind::Itinerant
}

/// The commune code stated in the row. A lost leading zero is restored when the commune
/// exists, or when the postal code starts with the same digits.
fn commune_code(
    record: &PlaceRecord,
    gazetteer: &Gazetteer,
    notes: &mut Vec<Note>,
) -> Option<CommuneCode> {
    let whereabouts = &record.whereabouts;
    let postal = Departement::codes_of_postal_code(&whereabouts.postal);
    let confirmed =
        |code: CommuneCode| gazetteer.of(code).is_some() || postal.contains(&code.departement());
    match codes::read(&whereabouts.code, confirmed) {
        ParsedCode::Code(code, repair) => {
            notes.extend(repair.map(|trouble| (trouble, whereabouts.code.clone())));
            Some(code)
        }
        ParsedCode::Unreadable(Trouble::CodeMissing) => None,
        ParsedCode::Unreadable(trouble) => {
            notes.push((trouble, whereabouts.code.clone()));
            None
        }
    }
}

/// Location of the row: its position, or its commune at least.
fn whereabouts(
    record: &PlaceRecord,
    context: &Context,
    notes: &mut Vec<Note>,
) -> Result<Located, Note> {
    let gazetteer = context.gazetteer;
    let mut code = commune_code(record, gazetteer, notes);
    let moved = code.filter(|code| gazetteer.is_of_other_vintage(*code));
    if let Some((then, now)) = moved.and_then(|code| Some((code, gazetteer.of(code)?))) {
        notes.push((Trouble::MovedCode, format!("{then} → {}", now.code)));
        code = Some(now.code);
    }
    let stated =
        code.and_then(|code| gazetteer.of(code)).or_else(|| record.whereabouts.named(gazetteer));
    let expected = code.or(stated.map(|commune| commune.code)).map(Envelope::of_commune);
    match context.locator.locate(record, expected) {
        Location::At(position, repair) => {
            notes.extend(repair);
            reconciled(record, position, code, stated, context, notes)
        }
        Location::Nowhere(trouble, value) => match stated {
            Some(commune) => {
                let commune = commune_by_majority(record, commune, code, gazetteer, notes);
                let reason = [trouble.code(), &value].join(" ");
                let value = format!("{} {}, {}", commune.code, commune.name, reason.trim());
                notes.push((Trouble::LocatedByCommune, value));
                Ok(located_by_commune(commune, code))
            }
            None => {
                let words = &record.whereabouts;
                if words.is_uncertain {
                    return Err((Trouble::CommuneUncertain, String::new()));
                }
                if let Some(commune) = words.alone_at_postal_code(gazetteer) {
                    let value = format!("{} {}, {}", commune.code, commune.name, words.postal);
                    notes.push((Trouble::LocatedByPostalCode, value));
                    return Ok(located_by_commune(commune, None));
                }
                let undrawn = gazetteer.undrawn(code, &words.name, &words.postal);
                Err(undrawn.map_or((trouble, value), |(code, name)| {
                    (Trouble::CommuneUndrawn, format!("{code} {name}"))
                }))
            }
        },
    }
}

/// The commune of a row without a position. When both name and postal code contradict the
/// code, the code is wrong: two against one.
fn commune_by_majority<'communes>(
    record: &PlaceRecord,
    stated: &'communes Commune,
    code: Option<CommuneCode>,
    gazetteer: &Gazetteer<'communes>,
    notes: &mut Vec<Note>,
) -> &'communes Commune {
    let named = &record.whereabouts.name;
    let meant = record.whereabouts.named(gazetteer).filter(|meant| {
        let posted = Departement::codes_of_postal_code(&record.whereabouts.postal);
        meant.code != stated.code
            && !same_name(named, &stated.name)
            && posted.contains(&meant.code.departement())
    });
    match (meant, code) {
        (Some(meant), Some(code)) => {
            notes.push((Trouble::CodeCorrected, format!("{code} → {}, {named}", meant.code)));
            meant
        }
        _ => stated,
    }
}

/// A place located at the point of departure of its commune.
fn located_by_commune(commune: &Commune, code: Option<CommuneCode>) -> Located {
    // An arrondissement is smaller than its commune; any other code belongs to another
    // commune.
    let is_part = |code: &CommuneCode| code.commune_of_arrondissement() == Some(commune.code);
    let commune_code = Some(code.filter(is_part).unwrap_or(commune.code));
    let position_uncertainty = uncertainty_within(commune);
    let (position, precision) = (commune.home, Precision::Commune);
    Located { position, precision, position_uncertainty, commune: commune_code }
}

/// Location of a row whose position and commune may disagree; the reason when the row does
/// not count.
///
/// When the stated name is that of the commune around the position and not of the commune
/// of the code, the code is wrong: two against one. Otherwise see
/// [`conflict`](super::conflict).
fn reconciled(
    record: &PlaceRecord,
    position: Position,
    code: Option<CommuneCode>,
    stated: Option<&Commune>,
    context: &Context,
    notes: &mut Vec<Note>,
) -> Result<Located, Note> {
    // A geocoder that only matched a commune returned its centre.
    let around = context.gazetteer.holding(position);
    let (precision, position_uncertainty) = if record.geocoding.is_of_a_commune() {
        (Precision::Commune, around.map_or(Length::ZERO, uncertainty_within))
    } else {
        (Precision::Position, Length::ZERO)
    };
    let at = |commune| Ok(Located { position, precision, position_uncertainty, commune });
    let Some(commune) = stated else {
        if context.gazetteer.is_abroad(position)
            || (around.is_none() && states_abroad(record, context.gazetteer))
        {
            let value = format!("{} {}", position.latitude(), position.longitude());
            return Err((Trouble::Abroad, value));
        }
        // A code that no commune has or had is a typing error; the position tells.
        let unheard =
            |code: &CommuneCode| context.gazetteer.has_france() && !context.gazetteer.knows(*code);
        let code = code.filter(|code| around.is_none() || !unheard(code));
        let words = &record.whereabouts;
        let undrawn = context.gazetteer.undrawn(code, &words.name, &words.postal);
        let code = code.or(undrawn.filter(|_| around.is_none()).map(|(code, _)| code));
        let stated = code_outside_contours(record, position, code, around, notes)?;
        let states = !words.name.is_empty() || !words.code.is_empty();
        if let (None, Some(around), true) = (stated, around, states) {
            // The stated commune is unknown, but the position is known.
            notes.push((Trouble::CodeDeduced, format!("{} {}", around.code, around.name)));
        }
        return at(stated.or(around.map(|around| around.code)));
    };
    let code = code.or(Some(commune.code));
    let metres = metres_outside(commune, position);
    if metres <= FLAGGED_BEYOND {
        return at(code);
    }
    let named = &record.whereabouts.name;
    let renamed =
        around.filter(|around| same_name(named, &around.name) && !same_name(named, &commune.name));
    if let Some(around) = renamed {
        let value = format!("{} → {}, {named}", commune.code, around.code);
        notes.push((Trouble::CodeCorrected, value));
        return at(Some(around.code));
    }
    let there =
        around.map_or_else(String::new, |around| format!(", {} {}", around.code, around.name));
    let value = format!("{} {}, {:.1} km{there}", commune.code, commune.name, metres / 1_000.0);
    if context.gazetteer.is_abroad(position) {
        notes.push((Trouble::PositionDistrusted, value));
        return Ok(located_by_commune(commune, code));
    }
    let Context { neighbours, gazetteer, .. } = context;
    match trust(record, position, commune, around, metres, neighbours, gazetteer) {
        Trust::Commune => {
            notes.push((Trouble::PositionDistrusted, value));
            Ok(located_by_commune(commune, code))
        }
        Trust::Position if metres <= conflict::UNLIKELY_BEYOND => {
            notes.push((Trouble::FarFromCommune, value));
            at(code)
        }
        Trust::Position => {
            notes.push((Trouble::CommuneDistrusted, value));
            at(around.map(|around| around.code))
        }
        Trust::Neither => Err((Trouble::ContradictsCommune, value)),
    }
}

/// Whether a row says that it lies in another country: by INSEE's code of one, 99138, or by a name
/// that no commune of France has or had. Just beyond the border, a position does not tell.
fn states_abroad(record: &PlaceRecord, gazetteer: &Gazetteer) -> bool {
    let whereabouts = &record.whereabouts;
    let code = whereabouts.commune_code();
    let is_unheard = !whereabouts.name.is_empty() && !gazetteer.has_name(&whereabouts.name);
    gazetteer.has_france()
        && (code.is_some_and(|code| code.departement() == "99") || (code.is_none() && is_unheard))
}

/// The code of the commune of a row whose stated code is outside the contours, while its
/// position is inside the commune `around`.
///
/// The stated code is kept when it is in the same département, or in one whose bounding box
/// contains the position. Otherwise the name of `around` in the row corrects the code; without
/// that name, code and position contradict each other.
fn code_outside_contours(
    record: &PlaceRecord,
    position: Position,
    stated: Option<CommuneCode>,
    around: Option<&Commune>,
    notes: &mut Vec<Note>,
) -> Result<Option<CommuneCode>, Note> {
    let named = &record.whereabouts.name;
    let (Some(code), Some(around)) = (stated, around) else {
        return Ok(stated);
    };
    // Contours are simplified: the position may be just over the border.
    let next_door = Departement::of_code(code.departement())
        .is_some_and(|departement| departement.may_hold(position));
    if code.departement() == around.code.departement() || next_door {
        return Ok(stated);
    }
    if same_name(named, &around.name) {
        notes.push((Trouble::CodeCorrected, format!("{code} → {}, {named}", around.code)));
        return Ok(Some(around.code));
    }
    Err((Trouble::ContradictsCommune, format!("{code}, {} {}", around.code, around.name)))
}
