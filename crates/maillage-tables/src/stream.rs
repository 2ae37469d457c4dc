//! Streams CSV tables that are too large for memory, row by row.
//!
//! The table is a CSV file, alone, packed by gzip, or the only CSV in a zip archive. The decoder in
//! `csv` reads its header. After that, one row at a time is in memory, whatever the size of the
//! file.

mod watched;

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Read, Seek},
    path::{Path, PathBuf},
};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use flate2::read::MultiGzDecoder;
use maillage_core::model::Line;
use maillage_words::Words;
use zip::ZipArchive;

use self::watched::{Watched, digest_of};
use super::{
    archive,
    csv::{SAMPLE_BYTES, TableHead, unclosed},
    foreign, not_read, shapefile, text,
};
use crate::{Budget, Columns, Error, MaxInputSize, Result, sentences};
use crate::{Defect, DefectKind};

/// Size of the read buffer, in bytes.
const BUFFER: usize = 1 << 16;

/// An open table whose columns are known.
pub struct TableFile {
    path: PathBuf,
    size: u64,
    bytes: Bytes,
    opening: TableHead,
    columns: Columns,
    encoding: &'static str,
}

enum Bytes {
    File(File),
    Gzip(File),
    Member(Box<ZipArchive<File>>, usize),
}

/// The rows of a table, one at a time.
pub struct TableRows<'file> {
    path: &'file Path,
    reader: Reader<Watched<Box<dyn Read + 'file>>>,
    record: ByteRecord,
    /// Number of columns in the header, and number of columns up to the last named one.
    header: usize,
    named: usize,
    encoding: &'static str,
    read: usize,
    line: usize,
    /// Whether a row has had characters outside ASCII in UTF-8, and in Windows-1252.
    seen: (bool, bool),
    is_packed: bool,
}

/// Attributes of a file that are known once it has been read completely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSummary {
    pub encoding: &'static str,
    pub bytes: u64,
    pub sha256: String,
    /// Number of rows that are not blank.
    pub read: usize,
}

impl TableFile {
    /// Opens the table at `path` and reads its header.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is empty, or is no CSV, alone or in an archive;
    /// [`Error::InputTooLarge`] for more than `most`.
    pub fn open(path: &Path, most: MaxInputSize) -> Result<Self> {
        // A pipe can only be read once and may hold another format. Nothing is read from it here.
        let found = fs::metadata(path).map_err(|cause| not_read(path, cause))?;
        if found.is_dir() {
            return Err(Error::IsDirectory { path: path.to_owned() });
        }
        if !found.is_file() {
            return Err(Error::NoPipe { path: path.to_owned() });
        }
        most.check(path, found.len())?;
        let mut file = File::open(path).map_err(|cause| not_read(path, cause))?;
        let mut magic = Vec::new();
        file.by_ref().take(4).read_to_end(&mut magic).map_err(|cause| not_read(path, cause))?;
        let is_archive = magic == b"PK\x03\x04" || magic == b"PK\x05\x06";
        let (mut bytes, notes) = if is_archive {
            let (archive, member, notes) = archive::only_table(path, file, sentences::as_csv())?;
            (Bytes::Member(Box::new(archive), member), notes)
        } else if archive::is_gzip(&magic) {
            (Bytes::Gzip(file), Vec::new())
        } else {
            (Bytes::File(file), Vec::new())
        };
        let mut sample = Vec::new();
        let start = bytes.rewound(path)?.take(SAMPLE_BYTES as u64).read_to_end(&mut sample);
        start.map_err(|cause| bytes.failed(path, cause))?;
        let (mut opening, encoding) = opening(path, &sample)?;
        opening.defects.splice(0..0, notes);
        let columns = Columns::new(opening.names.clone());
        Ok(Self { path: path.to_owned(), size: found.len(), bytes, opening, columns, encoding })
    }

    /// Path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Memory that what is kept of the rows may take.
    pub fn budget(&self) -> Budget {
        Budget::of_file(&self.path, self.size)
    }

    /// Columns of the table.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// Columns of the table, to state what they hold.
    pub fn columns_mut(&mut self) -> &mut Columns {
        &mut self.columns
    }

    /// Defects of the archive and of the header.
    pub fn defects(&self) -> &[Defect] {
        &self.opening.defects
    }

    /// Starts a pass over the rows, from the first on. Returns the rows and the path of the file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read again from its start.
    pub fn rows(&mut self) -> Result<(TableRows<'_>, &Path)> {
        let is_packed = !matches!(self.bytes, Bytes::File(..));
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
            is_packed,
        };
        for _ in 0..self.opening.above {
            rows.advance()?;
        }
        rows.read = 0;
        Ok((rows, &self.path))
    }
}

impl TableRows<'_> {
    /// Moves to the next row that is not blank and returns its line. `None` at the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read further, or when a quote never closes.
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
            // Concatenated files have byte-order marks in the middle.
            let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
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

    /// The defect of the current row when its number of values differs from the columns.
    ///
    /// A row with too many filled values is removed: the columns of its values are unknown. A row
    /// with too few values is kept.
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

    /// The trimmed text of the current row in the column of this rank. Empty when there is no such
    /// column.
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

    /// The attributes of the file, after its last row.
    ///
    /// # Errors
    ///
    /// When the last row opens a quote that never closes.
    pub fn finish(self) -> Result<FileSummary> {
        let watched = self.reader.into_inner();
        if watched.ends_in_quotes() {
            return Err(unclosed(self.path, self.line));
        }
        let (bytes, sha256) = if self.is_packed {
            digest_of(self.path).map_err(|cause| not_read(self.path, cause))?
        } else {
            watched.digest()
        };
        let encoding = match self.seen {
            (_, false) => self.encoding,
            (true, true) => "UTF-8 + Windows-1252",
            (false, true) => "Windows-1252",
        };
        Ok(FileSummary { encoding, bytes, sha256, read: self.read })
    }

    fn failed(&self, error: csv::Error) -> Error {
        let reason = error.to_string();
        match error.into_kind() {
            ErrorKind::Io(_) if self.reader.get_ref().is_one_value() => {
                unclosed(self.path, self.line)
            }
            ErrorKind::Io(cause) if self.is_packed => damaged(self.path, cause),
            ErrorKind::Io(cause) => not_read(self.path, cause),
            _ => Error::Csv {
                path: self.path.to_owned(),
                line: self.line,
                reason: Words::same(&reason),
            },
        }
    }
}

impl Bytes {
    /// The bytes of the table, from the start.
    fn rewound<'file>(&'file mut self, path: &Path) -> Result<Box<dyn Read + 'file>> {
        match self {
            Self::File(file) => {
                file.rewind().map_err(|cause| not_read(path, cause))?;
                Ok(Box::new(file))
            }
            Self::Gzip(file) => {
                file.rewind().map_err(|cause| not_read(path, cause))?;
                Ok(Box::new(MultiGzDecoder::new(file)))
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
            Self::Gzip(_) | Self::Member(..) => damaged(path, cause),
        }
    }
}

fn damaged(path: &Path, reason: impl std::fmt::Display) -> Error {
    Error::DamagedArchive { path: path.to_owned(), reason: reason.to_string() }
}

/// Reads the header and the encoding of a table from its first bytes.
fn opening(path: &Path, sample: &[u8]) -> Result<(TableHead, &'static str)> {
    let refused = |found, remedy| Error::UnknownFormat { path: path.to_owned(), found, remedy };
    if let Some((found, remedy)) = foreign::recognise(path, sample) {
        // The advice for an archive or a web page applies here too. For other formats it is to
        // export CSV.
        let wraps = found.en.contains("archive") || found.en.contains("page");
        return Err(refused(found, if wraps { remedy } else { sentences::as_csv() }));
    }
    if shapefile::is_shapefile(sample) {
        return Err(refused(sentences::shapefile(), sentences::as_csv()));
    }
    if sample.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(refused(sentences::workbook(), sentences::as_csv()));
    }
    // A sample that is cut off may end within a character. Only whole lines are decoded.
    let is_whole = sample.len() < SAMPLE_BYTES;
    let last_end = sample.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    let whole = if is_whole { sample.len() } else { last_end.unwrap_or(sample.len()) };
    let text::DecodedText { text, encoding, .. } = text::decode(&sample[..whole]);
    if text::is_binary(&text) {
        return Err(refused(sentences::binary(), sentences::as_csv()));
    }
    if encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32") {
        return Err(refused(sentences::utf16(), sentences::save_utf8()));
    }
    match text.trim_start().chars().next() {
        None => Err(Error::Empty { path: path.to_owned() }),
        Some('{' | '[') => Err(refused(sentences::json(), sentences::as_csv())),
        Some(_) => {
            // The rows decide the encoding of characters outside ASCII.
            let marked = if encoding == "UTF-8 (BOM)" { encoding } else { "UTF-8" };
            Ok((TableHead::of(path, &text)?, marked))
        }
    }
}
