//! Lines that are the ways of rounds.

use geo::{Coord, Line, LineString, MultiLineString};

use crate::{
    ledger::{Account, Fate, Issue, Trouble},
    source::{Loaded, Schema, lines::LineRecord},
};
use maillage_core::{
    geodesy::Position,
    model::{Envelope, GivenRound, Kind},
};

/// The rounds of a list of lines, and its account. `file` is the rank of the list among the
/// inputs. A round that the list does not name is called as the file is.
pub fn lines(loaded: Loaded<LineRecord>, file: usize) -> (Vec<GivenRound>, Account) {
    let stem = loaded.sheet.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (records, mut account) = loaded.into_account(Schema::Lines, Kind::Itinerant.name());
    let mut rounds = Vec::with_capacity(records.len());
    for LineRecord { line, round, vehicle, way } in records {
        match usable(way) {
            Ok(way) => rounds.push(GivenRound {
                file,
                row: Some(line),
                name: if round.is_empty() { stem.clone() } else { round },
                vehicle: Some(vehicle).filter(|vehicle| !vehicle.is_empty()),
                stops: Vec::new(),
                line: Some(way),
            }),
            Err(trouble) => {
                account.issues.push(Issue::row(line, Fate::SetAside, trouble, round));
            }
        }
    }
    account.kept = rounds.len();
    (rounds, account)
}

/// No vehicle that stops in villages goes so far in a straight line, in degrees.
const LONGEST: f64 = 3.0;

/// The parts of a way that lead somewhere, if it comes through France at all.
fn usable(way: Option<MultiLineString<f64>>) -> Result<MultiLineString<f64>, Trouble> {
    let leads = |line: &LineString<f64>| line.0.iter().any(|point| *point != line.0[0]);
    let mut way = way.ok_or(Trouble::BadGeometry)?;
    way.0.retain(leads);
    let leaps = |segment: Line<f64>| segment.dx().hypot(segment.dy()) > LONGEST;
    if way.0.is_empty() || way.iter().flat_map(LineString::lines).any(leaps) {
        return Err(Trouble::BadGeometry);
    }
    let is_in_france = |point: &Coord| {
        Position::new(point.y, point.x).is_some_and(|position| Envelope::of(position).is_some())
    };
    if way.iter().flat_map(|line| &line.0).any(is_in_france) {
        return Ok(way);
    }
    Err(Trouble::OutsideFrance)
}
