//! A row of a catalogue as a place by itself.

use std::collections::BTreeSet;

use super::{
    hours, kind,
    row::{CatalogueRow, ROUNDING, details},
};
use crate::{
    clean::codes::{self, ParsedCode},
    gazetteer::Gazetteer,
    kinds::places::location::uncertainty_within,
    ledger::Trouble,
    source::{Whereabouts, parse_number},
};
use maillage_core::{
    geodesy::{Length, Position},
    model::{
        Commune, CommuneCode, FileId, Kind, Place, Precision, Schedule, SourceRow, Stop, Twin,
    },
};
use maillage_spelling::fold;

/// Trouble and value.
pub(super) type Note = (Trouble, String);

/// The place of `row`, which counts as it stands. `stem` begins the identifiers that are missing.
/// The reason when it does not say what it is, or where.
pub(super) fn place(
    row: &CatalogueRow,
    file: FileId,
    gazetteer: &Gazetteer,
    notes: &mut Vec<Note>,
) -> Result<Place, Note> {
    let kinds = || [row.text("type"), row.text("types")].join(" ").trim().to_owned();
    let (kind, also) = kind::stated(row).ok_or_else(|| (Trouble::KindMissing, kinds()))?;
    let is_unread = |text: &str, is_known: bool| !text.is_empty() && !is_known;
    let (named, listed) = (row.text("type"), row.text("types"));
    let unread = [
        ("type", named, is_unread(named, kind::named(named).is_some())),
        ("types", listed, is_unread(listed, kind::listed(listed).is_some())),
    ];
    for (column, text, _) in unread.into_iter().filter(|(_, _, is_unread)| *is_unread) {
        notes.push((Trouble::CellUnread, format!("{column} : « {text} »")));
    }
    if let Some(text) = &row.unread_degrees {
        notes.push((Trouble::CellUnread, format!("latitude, longitude : « {text} »")));
    }
    let main = kind::named(row.text("type")).unwrap_or(kind);
    if main != kind {
        notes.push((Trouble::CellsDisagree, kinds()));
    }
    let commune = commune(row.text("code_insee"), gazetteer);
    if let Err(trouble) = commune {
        notes.push((trouble, format!("code_insee {}", row.text("code_insee"))));
    }
    let named = Whereabouts {
        name: row.text("commune").to_owned(),
        postal: row.text("code_postal").to_owned(),
        ..Whereabouts::default()
    };
    let by_name = || named.named(gazetteer).map(|commune| commune.code);
    let commune = commune.ok().flatten().or_else(by_name);
    let located = located(row, commune, gazetteer, notes)?;
    let stop = (kind == Kind::Itinerant).then(|| stop(row)).flatten();
    let schedule = schedule(row, kind, stop.as_ref(), notes);
    let source = SourceRow { file, line: row.line };
    let id = match row.text("id") {
        "" => row.made_id.clone(),
        id => id.to_owned(),
    };
    let others: BTreeSet<&str> = row.origins().map(|(_, id)| id).filter(|of| *of != id).collect();
    let twins = others.into_iter().map(|id| Twin { id: id.to_owned(), source }).collect();
    let filled = details().map(|name| (name, row.text(name))).filter(|(_, text)| !text.is_empty());
    let details = filled.collect();
    Ok(Place {
        name: row.text("nom").to_owned(),
        also,
        precision: located.precision,
        position_uncertainty: located.position_uncertainty,
        commune,
        stop: stop.map(Box::new),
        schedule,
        details,
        source,
        twins,
        ..Place::new(id, kind, located.position)
    })
}

/// The commune code of a cell, led to the communes of the run; `None` when the cell is empty.
pub(super) fn commune(text: &str, gazetteer: &Gazetteer) -> Result<Option<CommuneCode>, Trouble> {
    // The catalogue wrote the zero that a spreadsheet lost.
    match codes::read(text, |_| true) {
        ParsedCode::Code(code, _) => {
            let moved = gazetteer.is_of_other_vintage(code).then(|| gazetteer.of(code)).flatten();
            Ok(Some(moved.map_or(code, |commune| commune.code)))
        }
        ParsedCode::Unreadable(Trouble::CodeMissing) => Ok(None),
        ParsedCode::Unreadable(_) => Err(Trouble::CellUnread),
    }
}

/// Where a place is, and how well that is known.
pub(super) struct Located {
    pub(super) position: Position,
    pub(super) precision: Precision,
    pub(super) position_uncertainty: Length,
}

impl Located {
    /// A position that somebody stated.
    pub(super) fn at(position: Position) -> Self {
        Self { position, precision: Precision::Position, position_uncertainty: Length::ZERO }
    }

    /// The point of a commune, when no more is known than the commune.
    pub(super) fn in_commune(commune: &Commune) -> Self {
        Self::at_commune(commune.home, Some(commune))
    }

    /// A position that stands for `commune`.
    pub(super) fn at_commune(position: Position, commune: Option<&Commune>) -> Self {
        let position_uncertainty = commune.map_or(Length::ZERO, uncertainty_within);
        Self { position, precision: Precision::Commune, position_uncertainty }
    }
}

/// The precision that a cell states; `None` when it states none.
pub(super) fn precision(text: &str) -> Option<Precision> {
    let all = [Precision::Position, Precision::Commune];
    all.into_iter().find(|precision| precision.name() == fold(text))
}

/// Whether two positions are one to this many degrees.
pub(super) fn is_near(one: Position, other: Position, rounding: f64) -> bool {
    (one.latitude() - other.latitude()).abs() <= rounding
        && (one.longitude() - other.longitude()).abs() <= rounding
}

/// The location of a row. Its point counts where `latitude` and `longitude` say another position:
/// it was moved in QGIS. Where both agree, the columns are more exact.
fn located(
    row: &CatalogueRow,
    commune: Option<CommuneCode>,
    gazetteer: &Gazetteer,
    notes: &mut Vec<Note>,
) -> Result<Located, Note> {
    let commune = commune.and_then(|code| gazetteer.of(code));
    let is_of_commune = precision(row.text("precision")) == Some(Precision::Commune);
    let position = match (row.point, row.degrees) {
        (Some(point), Some(degrees)) => {
            if !is_near(point, degrees.position, degrees.rounding.max(ROUNDING)) {
                let [one, other] = [point, degrees.position].map(written);
                notes.push((Trouble::CellsDisagree, format!("{one}, {other}")));
                return Ok(Located::at(point));
            }
            // A spreadsheet may have rounded the columns.
            if is_near(point, degrees.position, ROUNDING) { degrees.position } else { point }
        }
        (Some(point), None) => point,
        (None, Some(degrees)) => degrees.position,
        (None, None) => {
            let commune = commune.ok_or((Trouble::PositionMissing, String::new()))?;
            if !is_of_commune {
                let value = format!("{} {}", commune.code, commune.name);
                notes.push((Trouble::LocatedByCommune, value));
            }
            return Ok(Located::in_commune(commune));
        }
    };
    Ok(match commune {
        _ if !is_of_commune => Located::at(position),
        Some(commune) if is_near(position, commune.home, ROUNDING) => Located::in_commune(commune),
        _ => Located::at_commune(position, gazetteer.holding(position)),
    })
}

/// Latitude and longitude, for the ledger.
pub(super) fn written(position: Position) -> String {
    format!("{:.6} {:.6}", position.latitude(), position.longitude())
}

/// The stop that a row of an itinerant service is; `None` for one whose stops are unknown.
pub(super) fn stop(row: &CatalogueRow) -> Option<Stop> {
    let text = |column: &str| row.text(column).to_owned();
    let stop = Stop {
        tour: text("tournee"),
        vehicle: text("vehicule"),
        order: order(row.text("ordre")),
        recurrence: text("recurrence"),
        valid_from: text("valide_du"),
        valid_to: text("valide_au"),
    };
    let is_stop = says_yes(row.text("est_arret")).unwrap_or(stop != Stop::default());
    is_stop.then_some(stop)
}

/// A rank as a spreadsheet writes it: `3`, `3.0`.
pub(super) fn order(text: &str) -> Option<u32> {
    let order = parse_number(text).filter(|order| *order >= 0.0 && order.fract() == 0.0)?;
    Some(order as u32)
}

/// Whether a cell says yes or no. `None` for any other text.
pub(super) fn says_yes(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "oui" | "true" | "vrai" | "1" => Some(true),
        "non" | "false" | "faux" | "0" => Some(false),
        _ => None,
    }
}

/// The hours of a row: its words, or else the text of a list.
fn schedule(
    row: &CatalogueRow,
    kind: Kind,
    stop: Option<&Stop>,
    notes: &mut Vec<Note>,
) -> Option<Schedule> {
    // The hours of a bus whose stops are unknown are those of its office.
    if kind == Kind::Itinerant && stop.is_none() {
        return None;
    }
    let published = hours::published(row, stop);
    let words = row.text("horaires_texte");
    if words.is_empty() {
        // The texts of several rows, of which none was understood.
        return (!published.contains(" | ")).then(|| hours::of_published(published, stop))?;
    }
    let schedule = hours::of_words(words);
    if schedule.is_none() {
        notes.push((Trouble::RecurrenceUnknown, words.to_owned()));
    }
    let schedule = schedule?;
    // Of one row of a list, words and text say the same, unless one of them was corrected.
    let is_of_one_row = row.origins().count() == 1;
    let of_text = hours::of_published(published, stop).filter(|_| is_of_one_row);
    if of_text.is_some_and(|of| hours::in_words(Some(&of)) != hours::in_words(Some(&schedule))) {
        notes.push((Trouble::CellsDisagree, format!("{words} ; {published}")));
    }
    Some(Schedule { confidence: schedule.confidence.min(row.confidence()), ..schedule })
}
