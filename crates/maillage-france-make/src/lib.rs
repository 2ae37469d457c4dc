//! Makes the data of `maillage-france` from the official files: tables of INSEE, DGCL and La
//! Poste, and contours of IGN.
//!
//! The contours are of 2018 and the codes of 2026: communes that merged since are dissolved, and
//! a commune restored since is drawn with the one that it left. The result depends on the files
//! alone.

mod contours;
mod files;
mod gazetteer;
mod history;

use std::path::Path;

use anyhow::Result;
use maillage_france::pack::deflated;

/// The data of `maillage-france`.
pub struct Made {
    /// The gazetteer, compressed.
    pub gazetteer: Vec<u8>,
    /// The contours.
    pub contours: Vec<u8>,
    /// What a maintainer should know: what the sources contradict or lack.
    pub notes: Vec<String>,
}

/// The data made from the official files in `folder`.
///
/// # Errors
///
/// When a file is missing or lacks a column, and when the files contradict each other where no
/// rule decides.
pub fn made(folder: &Path) -> Result<Made> {
    let mut notes = Vec::new();
    let files = files::read(folder)?;
    let editions = history::editions(&files, &mut notes)?;
    let drawn = contours::drawn(&folder.join(files::CONTOURS), &files, &editions, &mut notes)?;
    let text = gazetteer::text(&files, &editions, &drawn, &mut notes)?;
    Ok(Made { gazetteer: deflated(text.as_bytes()), contours: drawn.bytes, notes })
}
