//! Timetable feeds (GTFS): a zip archive of `stops.txt` and other tables.

use std::{collections::BTreeMap, path::Path};

use super::{Decoded, archive, csv, text::decode_within};
use crate::{Budget, Error, Format, Result, Table};

/// The table whose rows are places.
const STOPS: &str = "stops.txt";
/// Tables that are decoded, or reported as not used.
const TABLES: [&str; 10] = [
    STOPS,
    "stop_times.txt",
    "trips.txt",
    "routes.txt",
    "agency.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "shapes.txt",
    "feed_info.txt",
    "frequencies.txt",
];

/// Decodes the feed in `bytes`. Its rows are those of `stops.txt`; the other tables are in
/// [`Decoded::tables`].
///
/// # Errors
///
/// When an existing table cannot be decoded, or `stops.txt` is empty.
pub(super) fn decode(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Decoded> {
    let mut feed = None;
    let mut tables = BTreeMap::new();
    archive::each_table(path, bytes, &TABLES, budget, |name, bytes, budget| {
        match table(path, name, bytes, budget) {
            Ok(stops) if name == STOPS => feed = Some(stops),
            Ok(Decoded { columns, rows, defects, .. }) => {
                tables.insert(name, Table { columns, rows, defects });
            }
            // An empty table is treated like a missing one.
            Err(Error::Empty { .. }) if name != STOPS => {}
            Err(error) => return Err(error),
        }
        Ok(())
    })?;
    let feed = feed.ok_or_else(|| Error::Empty { path: path.join(STOPS) })?;
    Ok(Decoded { format: Format::Gtfs, tables, ..feed })
}

fn table(path: &Path, name: &str, bytes: &[u8], budget: &mut Budget) -> Result<Decoded> {
    let path = path.join(name);
    let text = decode_within(bytes, budget)?;
    if text.text.trim().is_empty() {
        return Err(Error::Empty { path });
    }
    let mut decoded = csv::decode(&path, &text.text, text.encoding, budget)?;
    budget.give_back(text.copied());
    decoded.defects.splice(0..0, text.defect);
    Ok(decoded)
}
