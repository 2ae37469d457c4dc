//! A mapping as TOML: what was understood of a list's columns, with the evidence in
//! comments, ready to be corrected and given back.

mod columns;

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use crate::{Voice, Words, sentences::mappings as words, visible, visible_json};
use maillage_intake::{
    check::Understood,
    source::{
        Field, PositionSource,
        mapping::{ColumnEvidence, Found, PositionFound, SURE, USED},
    },
};
use maillage_tables::crs::Crs;

pub use columns::write_column_mapping;

/// Columns that nothing is read from, as many as are named.
const UNREAD: usize = 30;
/// Candidates that are shown for each field.
const SHOWN: usize = 2;

/// Writes the mapping of one list as a `[[liste]]` of a `mapping.toml`.
///
/// # Errors
///
/// Those of `to`.
pub fn write_mapping(to: &mut dyn Write, list: &Understood, voice: Voice) -> io::Result<()> {
    writeln!(to, "[[liste]]")?;
    writeln!(to, "fichier = {}", quoted(&list.file))?;
    writeln!(to, "genre = {}", quoted(list.kind.name()))?;
    let position = &list.mapping.position;
    if let Some(found) = position.as_ref().filter(|found| is_projected(found)) {
        let name = found.crs.to_string();
        let code = name.split(' ').next().unwrap_or_default();
        writeln!(to, "systeme = {}{}", quoted(code), comment(&name))?;
    }
    if let Some(PositionSource::Point { latitude_first, .. }) =
        position.as_ref().map(|at| at.source)
    {
        let order = if latitude_first { "lat,lon" } else { "lon,lat" };
        writeln!(to, "ordre = {}", quoted(order))?;
    }
    writeln!(to, "[liste.colonnes]")?;
    write_position(to, list, voice)?;
    for (field, found) in &list.mapping.fields {
        let columns = of_columns(&found.columns, list);
        let why = why(found, list.mapping.rows, voice);
        writeln!(to, "{} = {columns}{}", field.name(), comment(&why))?;
    }
    write_days(to, list, voice)?;
    write_candidates(to, list, voice)?;
    write_unread(to, list, voice)
}

/// The columns that nothing is read from.
fn write_unread(to: &mut dyn Write, list: &Understood, voice: Voice) -> io::Result<()> {
    let mapping = &list.mapping;
    let of_fields = mapping.fields.values().flat_map(|found| &found.columns).copied();
    let of_days = mapping.days.iter().flat_map(|(_, columns)| columns).copied();
    let of_position = mapping.position.iter().flat_map(|found| found.source.columns());
    let read: BTreeSet<usize> = of_fields.chain(of_days).chain(of_position).collect();
    let unread: Vec<usize> = (0..list.columns.len()).filter(|rank| !read.contains(rank)).collect();
    if unread.is_empty() {
        return Ok(());
    }
    let names: Vec<String> =
        unread.iter().take(UNREAD).map(|rank| of_columns(&[*rank], list)).collect();
    let more = unread.len().saturating_sub(UNREAD);
    let more = if more > 0 { format!(", … (+ {more})") } else { String::new() };
    let title = voice.say(words::columns_not_read());
    writeln!(to, "# {title} {}{more}", names.join(", "))
}

fn write_position(to: &mut dyn Write, list: &Understood, voice: Voice) -> io::Result<()> {
    let Some(found) = &list.mapping.position else {
        return writeln!(to, "# {}", voice.say(words::no_coordinates()));
    };
    // What is not sure enough to be used is written as a comment, to be confirmed.
    let mark = if found.confidence < USED { "# ? " } else { "" };
    let why = position_evidence(found, voice);
    match found.source {
        PositionSource::Geometry => {
            writeln!(to, "# {}", voice.say(words::own_geometries(&why)))
        }
        PositionSource::Columns { latitude, longitude } => {
            let (north, east) = (of_columns(&[latitude], list), of_columns(&[longitude], list));
            writeln!(to, "{mark}latitude = {north}{}", comment(&why))?;
            writeln!(to, "{mark}longitude = {east}")
        }
        PositionSource::Point { column, .. } => {
            let column = of_columns(&[column], list);
            writeln!(to, "{mark}point = {column}{}", comment(&why))
        }
    }
}

fn write_days(to: &mut dyn Write, list: &Understood, voice: Voice) -> io::Result<()> {
    if list.mapping.days.is_empty() {
        return Ok(());
    }
    let days: Vec<String> = list
        .mapping
        .days
        .iter()
        .map(|(day, columns)| {
            let day = maillage_hours::words::weekday_text(day, voice.lang);
            format!("{day} {}", of_columns(columns, list))
        })
        .collect();
    let title = voice.say(words::hours_by_day());
    writeln!(to, "# {title} {}", days.join(", "))
}

/// What might be meant and is not read: other columns of fields without one, other readings
/// of the position.
fn write_candidates(to: &mut dyn Write, list: &Understood, voice: Voice) -> io::Result<()> {
    let maybe = voice.say(words::perhaps());
    let mut shown: Vec<(Field, usize)> = Vec::new();
    for (field, rank, confidence) in &list.mapping.candidates {
        let of_field = shown.iter().filter(|(known, _)| known == field).count();
        if of_field < SHOWN {
            shown.push((*field, *rank));
            let column = of_columns(&[*rank], list);
            writeln!(to, "# {} = {column}    # {maybe}, {confidence:.2}", field.name())?;
        }
    }
    for found in &list.mapping.other_positions {
        let why = position_evidence(found, voice);
        let columns = match found.source {
            PositionSource::Geometry => continue,
            PositionSource::Columns { latitude, longitude } => format!(
                "latitude = {}, longitude = {}",
                of_columns(&[latitude], list),
                of_columns(&[longitude], list)
            ),
            PositionSource::Point { column, .. } => {
                format!("point = {}", of_columns(&[column], list))
            }
        };
        writeln!(to, "# {columns}, {}    # {maybe}, {why}", found.crs)?;
    }
    Ok(())
}

fn is_projected(found: &PositionFound) -> bool {
    found.crs != Crs::WGS84 && found.source != PositionSource::Geometry
}

fn of_columns(ranks: &[usize], list: &Understood) -> String {
    columns_named(ranks, &list.columns)
}

/// The columns of these ranks as the mapping takes them: by name, or by rank where the name
/// is empty or not unique.
fn columns_named(ranks: &[usize], names: &[String]) -> String {
    let column = |rank: &usize| {
        let name = &names[*rank];
        let unique = names.iter().filter(|other| *other == name).count() == 1;
        if unique && !name.is_empty() { quoted(name) } else { (rank + 1).to_string() }
    };
    match ranks {
        [only] => column(only),
        several => format!("[{}]", several.iter().map(column).collect::<Vec<_>>().join(", ")),
    }
}

/// A TOML string, which escapes as JSON does, and more control characters than JSON asks for.
fn quoted(text: &str) -> String {
    visible_json(&serde_json::to_string(text).expect("a text serialises")).into_owned()
}

fn comment(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("    # {}", visible(text)) }
}

fn why(found: &Found, rows: usize, voice: Voice) -> String {
    let ColumnEvidence::Found { name, values, filled } = found.evidence else {
        return voice.say(words::given());
    };
    let confidence = found.confidence;
    let mut evidence = vec![words::confidence(confidence)];
    if confidence < SURE {
        evidence.push(words::doubtful());
    }
    evidence.push(match name {
        name if name >= 0.8 => words::known_name(),
        name if name > 0.0 => words::similar_name(name),
        _ => words::unknown_name(),
    });
    evidence.extend(values.map(words::similar_values));
    evidence.push(words::rows_filled(filled, rows));
    join(evidence, voice)
}

fn position_evidence(found: &PositionFound, voice: Voice) -> String {
    if found.given {
        return voice.say(words::given());
    }
    let PositionFound { usable, in_france, comparable, agreeing, .. } = found;
    let mut evidence = vec![words::confidence(found.confidence)];
    if found.confidence < SURE {
        evidence.push(words::doubtful());
    }
    evidence.push(words::rows_in_france(*usable, *in_france));
    if *comparable > 0 {
        evidence.push(words::rows_agreeing(*agreeing, *comparable));
    }
    if found.against_names {
        evidence.push(words::against_names());
    }
    join(evidence, voice)
}

fn join(evidence: Vec<Words>, voice: Voice) -> String {
    let evidence: Vec<String> = evidence.into_iter().map(|words| voice.say(words)).collect();
    evidence.join(", ")
}
