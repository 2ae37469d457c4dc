//! Tables of text that are read row by row, because they are too large to stand in memory.
//!
//! CSV only, as a file or as the one CSV of a zip archive. How the table begins is told by
//! the decoder of all other tables; from there on a row is forgotten when the next one comes.
//! Memory is that of one row, whatever the file's size.

mod watched;

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Read, Seek},
    path::{Path, PathBuf},
};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use zip::ZipArchive;

use self::watched::{Watched, digest_of};
use super::{
    archive,
    csv::{Opening, SAMPLE_BYTES, unclosed},
    foreign, not_read, shapefile, text,
};
use crate::{Columns, Error, Result};
use crate::{Defect, DefectKind};
use maillage_core::model::Line;

/// What mends a table in another format.
const AS_CSV: &str =
    "a grid is read as CSV, alone or in a zip archive: export the table as CSV and give that";
/// Bytes asked for at once.
const BUFFER: usize = 1 << 16;

/// A table that is open and of which the columns are known.
pub struct TableFile {
    path: PathBuf,
    bytes: Bytes,
    opening: Opening,
    columns: Columns,
    encoding: &'static str,
}

enum Bytes {
    File(File),
    Member(Box<ZipArchive<File>>, usize),
}

/// The rows of a table, one at a time.
pub struct TableRows<'file> {
    path: &'file Path,
    reader: Reader<Watched<Box<dyn Read + 'file>>>,
    record: ByteRecord,
    /// Columns of the header, and how many of them up to the last one with a name.
    header: usize,
    named: usize,
    encoding: &'static str,
    read: usize,
    line: usize,
    /// Whether a row holds characters of UTF-8, and of Windows-1252, that are not ASCII.
    seen: (bool, bool),
    is_member: bool,
}

/// What is known of a file once all of it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub encoding: &'static str,
    pub bytes: u64,
    pub sha256: String,
    /// Rows that are not blank.
    pub read: usize,
}

impl TableFile {
    /// Opens the table at `path` and reads how it begins.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is empty, or is no CSV, alone or in an archive.
    pub fn open(path: &Path) -> Result<Self> {
        // Nothing is taken out of a pipe, whose bytes come once: it may hold any other table.
        let found = fs::metadata(path).map_err(|cause| not_read(path, cause))?;
        if found.is_dir() {
            return Err(Error::IsDirectory { path: path.to_owned() });
        }
        if !found.is_file() {
            let cause = io::Error::other("a grid is read twice and comes as a file, not a pipe");
            return Err(not_read(path, cause));
        }
        let mut file = File::open(path).map_err(|cause| not_read(path, cause))?;
        let mut magic = Vec::new();
        file.by_ref().take(4).read_to_end(&mut magic).map_err(|cause| not_read(path, cause))?;
        let is_archive = magic == b"PK\x03\x04" || magic == b"PK\x05\x06";
        let (mut bytes, notes) = if is_archive {
            let (archive, member, notes) = archive::only_table(path, file, AS_CSV)?;
            (Bytes::Member(Box::new(archive), member), notes)
        } else {
            (Bytes::File(file), Vec::new())
        };
        let mut sample = Vec::new();
        let start = bytes.rewound(path)?.take(SAMPLE_BYTES as u64).read_to_end(&mut sample);
        start.map_err(|cause| bytes.failed(path, cause))?;
        let (mut opening, encoding) = opening(path, &sample)?;
        opening.defects.splice(0..0, notes);
        let columns = Columns::new(opening.names.clone());
        Ok(Self { path: path.to_owned(), bytes, opening, columns, encoding })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its columns.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// What there is to tell of its archive and of its header.
    pub fn defects(&self) -> &[Defect] {
        &self.opening.defects
    }

    /// Its rows, from the first on, and where it is.
    pub fn rows(&mut self) -> Result<(TableRows<'_>, &Path)> {
        let is_member = matches!(self.bytes, Bytes::Member(..));
        let watched = Watched::new(self.bytes.rewound(&self.path)?);
        let reader = ReaderBuilder::new()
            .delimiter(self.opening.separator)
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(BUFFER)
            .from_reader(watched);
        let mut rows = TableRows {
            path: &self.path,
            reader,
            record: ByteRecord::new(),
            header: self.opening.header,
            named: self.opening.names.len(),
            encoding: self.encoding,
            read: 0,
            line: 1,
            seen: (false, false),
            is_member,
        };
        for _ in 0..self.opening.above {
            rows.advance()?;
        }
        rows.read = 0;
        Ok((rows, &self.path))
    }
}

impl TableRows<'_> {
    /// Goes on to the next row that is not blank and says where it stands; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read on, or a quote swallows the rest of it.
    pub fn advance(&mut self) -> Result<Option<Line>> {
        loop {
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(error) => return Err(self.failed(error)),
            }
            let offset = self.record.position().map_or(0, |position| position.byte());
            self.line = self.reader.get_mut().line_at(offset);
            let text = self.record.as_slice();
            if text.trim_ascii().is_empty() {
                continue;
            }
            if !text.is_ascii() {
                let is_utf8 = std::str::from_utf8(text).is_ok();
                self.seen = (self.seen.0 || is_utf8, self.seen.1 || !is_utf8);
            }
            let line = Line { number: self.line, rank: self.read };
            self.read += 1;
            return Ok(Some(line));
        }
    }

    /// What there is to tell of the row on `line` when it has more filled values than there
    /// are columns, or fewer values: the first is set aside, nobody knows what is where.
    pub fn width_defect(&self, line: Line) -> Option<Defect> {
        let values = self.record.len();
        let is_filled = |at: &usize| !self.record[*at].trim_ascii().is_empty();
        let (is_lost, kind) = if (self.header..values).any(|at| is_filled(&at)) {
            (true, DefectKind::TooManyFields)
        } else if values < self.named {
            (false, DefectKind::TooFewFields)
        } else {
            return None;
        };
        let value = format!("{values} / {}", self.named);
        Some(Defect { line: Some(line), kind, value, is_lost })
    }

    /// The trimmed text of the row in the column of this rank; `""` where there is none.
    pub fn text(&self, rank: Option<usize>) -> Cow<'_, str> {
        let bytes = rank.and_then(|rank| self.record.get(rank)).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text.trim()),
            Err(_) => {
                let text = WINDOWS_1252.decode_without_bom_handling(bytes).0;
                Cow::Owned(text.trim().to_owned())
            }
        }
    }

    /// What is known of the file after its last row.
    ///
    /// # Errors
    ///
    /// When the last row opens a quote that never closes.
    pub fn finish(self) -> Result<Origin> {
        let watched = self.reader.into_inner();
        if watched.ends_in_quotes() {
            return Err(unclosed(self.path, self.line));
        }
        let (bytes, sha256) = if self.is_member {
            digest_of(self.path).map_err(|cause| not_read(self.path, cause))?
        } else {
            watched.digest()
        };
        let encoding = match self.seen {
            (_, false) => self.encoding,
            (true, true) => "UTF-8 + Windows-1252",
            (false, true) => "Windows-1252",
        };
        Ok(Origin { encoding, bytes, sha256, read: self.read })
    }

    fn failed(&self, error: csv::Error) -> Error {
        let reason = error.to_string();
        match error.into_kind() {
            ErrorKind::Io(_) if self.reader.get_ref().is_one_value() => {
                unclosed(self.path, self.line)
            }
            ErrorKind::Io(cause) if self.is_member => damaged(self.path, cause),
            ErrorKind::Io(cause) => not_read(self.path, cause),
            _ => Error::Csv { path: self.path.to_owned(), line: self.line, reason },
        }
    }
}

impl Bytes {
    /// The bytes of the table, from the first on.
    fn rewound<'file>(&'file mut self, path: &Path) -> Result<Box<dyn Read + 'file>> {
        match self {
            Self::File(file) => {
                file.rewind().map_err(|cause| not_read(path, cause))?;
                Ok(Box::new(file))
            }
            Self::Member(archive, rank) => {
                let member = archive.by_index(*rank);
                Ok(Box::new(member.map_err(|error| damaged(path, error))?))
            }
        }
    }

    fn failed(&self, path: &Path, cause: io::Error) -> Error {
        match self {
            Self::File(_) => not_read(path, cause),
            Self::Member(..) => damaged(path, cause),
        }
    }
}

fn damaged(path: &Path, reason: impl std::fmt::Display) -> Error {
    Error::DamagedArchive { path: path.to_owned(), reason: reason.to_string() }
}

/// How the table begins whose first bytes are `sample`, and its encoding as far as they tell.
fn opening(path: &Path, sample: &[u8]) -> Result<(Opening, &'static str)> {
    let refused = |found, remedy| Error::UnknownFormat { path: path.to_owned(), found, remedy };
    if let Some((found, remedy)) = foreign::told_by(path, sample) {
        // Only what wraps the table, or stands in its place, is mended otherwise.
        let wraps = found.contains("archive") || found.contains("page");
        return Err(refused(found, if wraps { remedy } else { AS_CSV }));
    }
    if shapefile::is_shapefile(sample) {
        return Err(refused("a Shapefile", AS_CSV));
    }
    if sample.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(refused("a workbook", AS_CSV));
    }
    // A line that is cut off may end within a character.
    let is_whole = sample.len() < SAMPLE_BYTES;
    let last_end = sample.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    let whole = if is_whole { sample.len() } else { last_end.unwrap_or(sample.len()) };
    let text::Text { text, encoding, .. } = text::decode(&sample[..whole]);
    if text::is_binary(&text) {
        return Err(refused(foreign::BINARY.0, AS_CSV));
    }
    if encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32") {
        return Err(refused("a text in UTF-16 or UTF-32", "save it as CSV in UTF-8"));
    }
    match text.trim_start().chars().next() {
        None => Err(Error::Empty { path: path.to_owned() }),
        Some('{' | '[') => Err(refused("JSON", AS_CSV)),
        Some(_) => {
            // Whatever is not ASCII is told by the rows.
            let marked = if encoding == "UTF-8 (BOM)" { encoding } else { "UTF-8" };
            Ok((Opening::of(path, &text)?, marked))
        }
    }
}
