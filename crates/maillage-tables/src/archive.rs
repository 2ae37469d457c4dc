//! Zip archives: identifies the workbook, timetable feed or single table inside, and bounds its
//! unpacked size. Files packed by gzip hold one file each.

mod between_cells;

use std::{
    io::{self, Cursor, Read, Seek},
    path::Path,
};

use between_cells::BetweenCells;
use flate2::read::MultiGzDecoder;
use maillage_words::{Words, spoken::Rank};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

use crate::{Budget, Error, Format, Result, sentences};
use crate::{Defect, DefectKind};

/// Maximum unpacked size of the members of a workbook that are decoded while they are unpacked, in
/// bytes.
const MOST_STREAMED: u64 = 4_000_000_000;
/// Memory that the members of a workbook which are held take, in multiples of their unpacked size:
/// the texts that cells share, and their styles. The texts of an `.xlsb` have the shorter marks.
const HELD: usize = 4;
const HELD_BINARY: usize = 8;
/// The same for what lies between two cells: a text in a buffer that grows, of which there are two,
/// and the text itself.
const HELD_BETWEEN: usize = 4;
/// Maximum number of members that a message lists.
const LISTED: usize = 8;
/// Maximum number of members in a workbook.
const MOST_MEMBERS: usize = 100_000;
/// Tables whose presence identifies a timetable feed.
const FEED_TABLES: [&str; 2] = ["stops.txt", "stop_times.txt"];

type Archive<'bytes> = ZipArchive<Cursor<&'bytes [u8]>>;

/// The kind of file that a zip archive contains, from the names of its members.
///
/// # Errors
///
/// [`Error::Archive`] when the archive is none of these: the error lists the files inside.
/// [`Error::TooLarge`] when a workbook unpacks to more than `budget`, which pays what it holds. The
/// sizes in its directory are not trusted: the members are unpacked and counted without being kept.
pub(super) fn kind_of_archive(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Format> {
    let mut archive = open(path, bytes)?;
    let names: Vec<String> =
        archive.file_names().map_while(|name| name.ok()).map(with_slashes).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let format = if has("xl/workbook.bin") {
        Format::Xlsb
    } else if has("xl/workbook.xml") || names.iter().any(|name| name.starts_with("xl/worksheets/"))
    {
        Format::Xlsx
    } else if has("content.xml") && is_spreadsheet(&mut archive) {
        Format::Ods
    } else if folder_of_feed(&names).is_some() {
        Format::Gtfs
    } else if let [_] = tables_among(&names)[..] {
        Format::Csv
    } else {
        return Err(Error::Archive { path: path.to_owned(), found: listing(&names) });
    };
    // The other formats are bounded while they are decoded.
    if !matches!(format, Format::Ods | Format::Gtfs | Format::Csv) {
        refuse_bomb(path, &mut archive, budget)?;
    }
    Ok(format)
}

/// The member `name`, unpacked. An error when its size exceeds the `budget`, which pays it.
pub(super) fn member(
    path: &Path,
    bytes: &[u8],
    name: &str,
    budget: &mut Budget,
) -> Result<Vec<u8>> {
    let mut archive = open(path, bytes)?;
    let member = archive.by_name(name).map_err(|error| broken(path, error))?;
    unpacked(member, budget, |error| broken(path, error))
}

/// Calls `decode` with each table of a feed among `wanted` that exists, unpacked. `budget` pays the
/// largest.
pub(super) fn each_table(
    path: &Path,
    bytes: &[u8],
    wanted: &[&'static str],
    budget: &mut Budget,
    mut decode: impl FnMut(&'static str, &[u8], &mut Budget) -> Result<()>,
) -> Result<()> {
    let mut archive = open(path, bytes)?;
    let names: Vec<String> =
        archive.file_names().map_while(|name| name.ok()).map(with_slashes).collect();
    let folder = folder_of_feed(&names).unwrap_or_default();
    for table in wanted {
        let Some(rank) = names.iter().position(|name| *name == format!("{folder}{table}")) else {
            continue;
        };
        let member = archive.by_index(rank).map_err(|error| broken_feed(path, error))?;
        let table_bytes = unpacked(member, budget, |error| broken_feed(path, error))?;
        decode(table, &table_bytes, budget)?;
        budget.give_back(table_bytes.len());
    }
    Ok(())
}

/// The single table of an archive that [`kind_of_archive`] calls CSV, unpacked, with remarks on the
/// other members.
pub(super) fn table(
    path: &Path,
    bytes: &[u8],
    budget: &mut Budget,
) -> Result<(Vec<u8>, Vec<Defect>)> {
    let (mut archive, rank, notes) =
        only_table(path, Cursor::new(bytes), sentences::unpack_list())?;
    let member = archive.by_index(rank).map_err(|error| damaged(path, error))?;
    Ok((unpacked(member, budget, |error| damaged(path, error))?, notes))
}

/// The bytes of `member`, which `budget` pays. They stay below what is left of it.
fn unpacked<R: Read>(
    member: ZipFile<R>,
    budget: &mut Budget,
    failed: impl Fn(ZipError) -> Error,
) -> Result<Vec<u8>> {
    let left = budget.left() as u64;
    if member.size() > left {
        return Err(budget.exceeded());
    }
    let mut bytes = Vec::new();
    member.take(left + 1).read_to_end(&mut bytes).map_err(|error| failed(error.into()))?;
    budget.take(bytes.len())?;
    Ok(bytes)
}

/// Whether `bytes` start as a file packed by gzip.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

/// The file that gzip packed, which `budget` pays.
///
/// # Errors
///
/// [`Error::TooLarge`] beyond the budget; [`Error::DamagedArchive`].
pub(super) fn gunzipped(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let most = budget.left() as u64 + 1;
    let read = MultiGzDecoder::new(bytes).take(most).read_to_end(&mut unpacked);
    read.map_err(|error| Error::DamagedArchive {
        path: path.to_owned(),
        reason: error.to_string(),
    })?;
    budget.take(unpacked.len())?;
    Ok(unpacked)
}

/// Whether `bytes` start as a zip archive.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Finds the only CSV of an archive. Returns the archive, the rank of the member, and remarks on
/// the other members.
///
/// `remedy` is the advice for a workbook, which is a zip archive too.
///
/// # Errors
///
/// When the archive is damaged, or has no CSV or several: the error lists the files inside.
pub(super) fn only_table<Bytes: Read + Seek>(
    path: &Path,
    bytes: Bytes,
    remedy: Words,
) -> Result<(ZipArchive<Bytes>, usize, Vec<Defect>)> {
    let archive = ZipArchive::new(bytes).map_err(|error| damaged(path, error))?;
    let original: Vec<String> = archive
        .file_names()
        .map_while(|name| name.ok())
        .map(|name| name.as_ref().to_owned())
        .collect();
    let names: Vec<String> = original.iter().map(with_slashes).collect();
    let has = |wanted: &str| names.iter().any(|name| name.starts_with(wanted));
    let found = if has("xl/") || has("content.xml") {
        Some(sentences::workbook())
    } else {
        folder_of_feed(&names).map(|_| sentences::timetable())
    };
    if let Some(found) = found {
        return Err(Error::UnknownFormat { path: path.to_owned(), found, remedy });
    }
    let [table] = tables_among(&names)[..] else {
        return Err(Error::Archive { path: path.to_owned(), found: listing(&names) });
    };
    let mut notes = vec![Defect::file(DefectKind::MemberRead, &*original[table])];
    let others: Vec<String> = (0..original.len())
        .filter(|rank| *rank != table && !is_hidden(&names[*rank]))
        .map(|rank| original[rank].clone())
        .collect();
    if others.iter().any(|name| !name.ends_with('/')) {
        notes.push(Defect::file(DefectKind::MembersLeft, listing(&others).en));
    }
    Ok((archive, table, notes))
}

/// Ranks of the members that are tables, without those that describe a table: INSEE adds
/// `meta_….CSV`, `varmod_….csv` or `…_metadata.csv`.
fn tables_among(names: &[String]) -> Vec<usize> {
    let describes = |name: &str| {
        let file = name.rsplit('/').next().unwrap_or(name);
        let stem = file.trim_end_matches(".csv");
        ["meta_", "metadata", "metadonnees", "varmod_"].iter().any(|word| file.starts_with(word))
            || ["_meta", "_metadata", "_metadonnees"].iter().any(|word| stem.ends_with(word))
    };
    let is_table = |name: &str| name.ends_with(".csv") && !is_hidden(name) && !describes(name);
    (0..names.len()).filter(|rank| is_table(&names[*rank])).collect()
}

/// Whether a member is a hidden companion file that macOS adds for every file.
fn is_hidden(name: &str) -> bool {
    name.starts_with("__macosx/")
}

/// The topmost folder, with its slash, that holds the tables of a feed. `None` when the archive is
/// no feed.
fn folder_of_feed(names: &[String]) -> Option<&str> {
    let [stops, times] = FEED_TABLES;
    let folders = names.iter().filter_map(|name| name.strip_suffix(stops));
    let holds_feed = |folder: &&str| {
        let is_folder = folder.is_empty() || folder.ends_with('/');
        is_folder && names.iter().any(|name| name.strip_prefix(*folder) == Some(times))
    };
    folders.filter(holds_feed).min_by_key(|folder| folder.matches('/').count())
}

fn open<'bytes>(path: &Path, bytes: &'bytes [u8]) -> Result<Archive<'bytes>> {
    // The directory is at the end of an archive. When the end is missing, only the local headers of
    // the members identify the content.
    let names_feed = |bytes: &[u8]| {
        let named = |name: &str| bytes.windows(name.len()).any(|at| at == name.as_bytes());
        FEED_TABLES.into_iter().any(named)
    };
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        if names_feed(bytes) { broken_feed(path, error) } else { broken(path, error) }
    })?;
    if archive.len() > MOST_MEMBERS {
        let found = sentences::many_members(Rank(MOST_MEMBERS));
        return Err(Error::TooLarge { path: path.to_owned(), found });
    }
    Ok(archive)
}

fn is_spreadsheet(archive: &mut Archive) -> bool {
    let mut kind = String::new();
    let Ok(member) = archive.by_name("mimetype") else {
        return false;
    };
    let read = member.take(100).read_to_string(&mut kind);
    read.is_ok() && kind.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet")
}

/// Unpacks the members that the decoder reads and discards them. An error when they exceed the
/// maximum. The worksheets are decoded while they are unpacked, and take what lies between two
/// cells for a moment; `budget` pays the others.
fn refuse_bomb(path: &Path, archive: &mut Archive, budget: &mut Budget) -> Result<()> {
    let mut streamed = MOST_STREAMED;
    for rank in 0..archive.len() {
        let member = archive.by_index(rank).map_err(|error| broken(path, error))?;
        if !is_read(&member) {
            continue;
        }
        let name = member.name().map(|name| with_slashes(&name)).unwrap_or_default();
        let times = if name.ends_with(".bin") { HELD_BINARY } else { HELD };
        let is_held = !name.starts_with("xl/worksheets/");
        let left = if is_held { (budget.left() / times) as u64 } else { streamed };
        let exceeded = || if is_held { budget.exceeded() } else { too_large(path) };
        if member.size() > left {
            return Err(exceeded());
        }
        let mut between = BetweenCells::default();
        let mut member = member.take(left + 1);
        let unpacked = match is_held || name.ends_with(".bin") {
            true => io::copy(&mut member, &mut io::sink()),
            false => io::copy(&mut member, &mut between),
        };
        let unpacked = unpacked.map_err(|error| broken(path, error.into()))?;
        if unpacked > left {
            return Err(exceeded());
        }
        if is_held {
            budget.take(unpacked as usize * times)?;
        } else {
            streamed -= unpacked;
            budget.check((between.longest() as usize).saturating_mul(HELD_BETWEEN))?;
        }
    }
    Ok(())
}

/// Whether the decoder of Excel workbooks reads `member`. It skips pictures and macros.
fn is_read(member: &ZipFile<Cursor<&[u8]>>) -> bool {
    let Ok(name) = member.name() else {
        return false;
    };
    let name = name.to_ascii_lowercase();
    let in_text = [".xml", ".rels", ".bin"].iter().any(|ending| name.ends_with(ending));
    in_text && !name.ends_with("vbaproject.bin")
}

fn too_large(path: &Path) -> Error {
    let found = sentences::worksheets_unpack((MOST_STREAMED / 1_000_000_000) as u16);
    Error::TooLarge { path: path.to_owned(), found }
}

fn broken_feed(path: &Path, error: ZipError) -> Error {
    let reason = sentences::feed_breaks(&error.to_string());
    Error::Feed { path: path.to_owned(), reason }
}

fn damaged(path: &Path, error: ZipError) -> Error {
    Error::DamagedArchive { path: path.to_owned(), reason: error.to_string() }
}

fn broken(path: &Path, error: ZipError) -> Error {
    let reason = sentences::archive_breaks(&error.to_string());
    Error::Workbook { path: path.to_owned(), reason }
}

/// `name` with forward slashes. Some programs write backslashes.
fn with_slashes(name: impl AsRef<str>) -> String {
    name.as_ref().replace('\\', "/").to_ascii_lowercase()
}

fn listing(names: &[String]) -> Words {
    let files: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| !name.ends_with('/')).collect();
    let shown = files.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
    match files.len() {
        0 => sentences::no_file(),
        count if count > LISTED => sentences::cut_listing(&shown, count),
        _ => Words::same(&shown),
    }
}
