//! The columns of contours and of tables by commune as a `mapping.toml`.

use std::io::{self, Write};

use super::{columns_named, comment, quoted};
use crate::{Voice, sentences::mappings as words};
use maillage_intake::{
    check::{FoundColumn, UnderstoodColumns},
    source::mapping::unit_name,
};

/// Writes the columns of one file as a `[[contours]]` or a `[[table]]` of a `mapping.toml`. What
/// is missing is a line to fill in.
///
/// # Errors
///
/// Those of `to`.
pub fn write_column_mapping(
    to: &mut dyn Write,
    file: &UnderstoodColumns,
    voice: Voice,
) -> io::Result<()> {
    let section = if file.is_of_contours { "contours" } else { "table" };
    writeln!(to, "[[{section}]]")?;
    writeln!(to, "fichier = {}", quoted(&file.file))?;
    if let Some(unit) = file.unit.and_then(unit_name) {
        writeln!(to, "unite = {}", quoted(unit))?;
    }
    writeln!(to, "[{section}.colonnes]")?;
    let (ages, others): (Vec<_>, Vec<_>) = file.found.iter().partition(|of| of.is_of_ages);
    for column in others {
        let of = columns_named(&column.ranks, &file.columns);
        writeln!(to, "{} = {of}{}", column.meaning, comment(&why(column, voice)))?;
    }
    for meaning in &file.missing {
        writeln!(to, "# {meaning} = \"\"    # {}", voice.say(words::to_fill_in()))?;
    }
    for (meaning, rank) in &file.candidates {
        let of = columns_named(&[*rank], &file.columns);
        writeln!(to, "# {meaning} = {of}    # {}", voice.say(words::perhaps()))?;
    }
    if !ages.is_empty() {
        writeln!(to, "[{section}.tranches]")?;
    }
    for column in ages {
        let of = columns_named(&column.ranks, &file.columns);
        writeln!(to, "{} = {of}{}", quoted(&column.meaning), comment(&why(column, voice)))?;
    }
    Ok(())
}

fn why(column: &FoundColumn, voice: Voice) -> String {
    let filled = column.filled.map(|(filled, rows)| voice.say(words::rows_filled(filled, rows)));
    let given = column.is_given.then(|| voice.say(words::given()));
    given.into_iter().chain(filled).collect::<Vec<_>>().join(", ")
}
