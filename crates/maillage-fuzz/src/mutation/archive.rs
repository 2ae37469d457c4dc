//! Changes inside a zip archive: a member is spoilt and the archive written again, so that it
//! stays an archive.

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use crate::dice::Dice;

/// Maximum size of a member, in bytes.
const LARGEST: u64 = 500_000;

/// Spoils one member, or drops, repeats or renames it. What is no archive is changed as bytes.
pub(super) fn change(file: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let Ok(mut members) = members(file) else { return super::bytes::change(file, other, dice) };
    if members.is_empty() {
        return super::bytes::change(file, other, dice);
    }
    let at = dice.below(members.len());
    match dice.below(12) {
        0 => drop(members.remove(at)),
        1 => {
            let name = format!("sub/{}", members[at].0);
            members[at].0 = name;
        }
        2 => {
            let copy = (format!("copy-{}", members[at].0), members[at].1.clone());
            members.push(copy);
        }
        3 => members[at].1.clear(),
        _ => {
            for _ in 0..=dice.below(3) {
                super::change(&mut members[at].1, other, dice);
            }
        }
    }
    if let Ok(written) = zipped(&members) {
        *file = written;
    }
}

fn members(file: &[u8]) -> ZipResult<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(file))?;
    let mut members = Vec::new();
    for rank in 0..archive.len() {
        let member = archive.by_index(rank)?;
        let name = member.name()?.into_owned();
        let mut bytes = Vec::new();
        member.take(LARGEST).read_to_end(&mut bytes)?;
        members.push((name, bytes));
    }
    Ok(members)
}

fn zipped(members: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(name.as_str(), SimpleFileOptions::default())?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
