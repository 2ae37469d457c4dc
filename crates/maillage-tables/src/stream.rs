//! Streams CSV tables that are too large for memory, row by row.
//!
//! The table is a CSV file, alone, packed by gzip, or the only CSV in a zip archive. The decoder in
//! `csv` reads its header. After that, one row at a time is in memory, whatever the size of the
//! file; where rows are worked on side by side ([`TableFile::work`]), three times eight blocks of a
//! quarter of a megabyte, or of a row if that is longer.

mod block;
mod fields;
mod lines;
mod watched;

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Read, Seek},
    path::{Path, PathBuf},
    sync::Mutex,
};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use flate2::read::MultiGzDecoder;
use maillage_core::model::Line;
use maillage_words::Words;
use rayon::prelude::*;
use zip::ZipArchive;

pub use self::block::{TableBlock, TableRow};
use self::{
    block::Widths,
    lines::{Found, Lines, Progress, byte_order_mark},
    watched::{Watched, digest_of},
};
use super::{
    archive,
    csv::{SAMPLE_BYTES, TableHead, unclosed},
    foreign, not_read, shapefile, text,
};
use crate::Defect;
use crate::{Budget, Columns, Error, MaxInputSize, Result, sentences};

/// Size of the read buffer, in bytes.
const BUFFER: usize = 1 << 16;
/// Size of a block of lines, in bytes.
const BLOCK: usize = 1 << 18;
/// Blocks that are worked on side by side.
const BLOCKS: usize = 8;
/// Maximum number of rows in a block, where rows are not lines.
const BLOCK_ROWS: usize = 1_000;

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
    widths: Widths,
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
    /// Whether the file ends within a line.
    pub is_open: bool,
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
        let frame = Frame::of(&self.path, &self.opening, self.encoding, &self.bytes);
        let bytes = self.bytes.rewound(&self.path)?;
        Ok((frame.rows(Watched::new(bytes), frame.start())?, &self.path))
    }

    /// Goes once over all rows, from the first on: `of` works on blocks of them, on all cores, each
    /// with a `state` of its own, and `take` takes the results in the order of the rows.
    ///
    /// # Errors
    ///
    /// When the file cannot be read further, or when a quote never closes; the errors of `take`.
    /// All rows before are taken then.
    pub fn work<State: Send, Part: Send, E: From<Error>>(
        &mut self,
        state: impl Fn() -> State + Sync,
        of: impl Fn(&mut State, &TableBlock) -> Part + Sync,
        take: impl FnMut(&TableBlock, Part) -> Result<(), E>,
    ) -> Result<FileSummary, E> {
        let frame = Frame::of(&self.path, &self.opening, self.encoding, &self.bytes);
        let bytes = self.bytes.rewound(&self.path)?;
        frame.work(Lines::new(bytes, BLOCK), state, of, take)
    }
}

/// What is known of a table before its rows are.
#[derive(Clone, Copy)]
struct Frame<'file> {
    path: &'file Path,
    separator: u8,
    widths: Widths,
    /// Number of records that are not blank before the first row.
    above: usize,
    encoding: &'static str,
    is_packed: bool,
}

impl<'file> Frame<'file> {
    fn of(path: &'file Path, head: &TableHead, encoding: &'static str, bytes: &Bytes) -> Self {
        Self {
            path,
            separator: head.separator,
            widths: Widths { header: head.header, named: head.names.len() },
            above: head.above,
            encoding,
            is_packed: !matches!(bytes, Bytes::File(..)),
        }
    }

    fn start(self) -> Progress {
        let next = Line { number: 1, rank: 0 };
        Progress { next, last: 1, above: self.above, seen: (false, false) }
    }

    /// The rows after those of `progress`.
    fn rows(
        self,
        bytes: Watched<Box<dyn Read + 'file>>,
        progress: Progress,
    ) -> Result<TableRows<'file>> {
        let reader = ReaderBuilder::new()
            .delimiter(self.separator)
            .flexible(true)
            .has_headers(false)
            .buffer_capacity(BUFFER)
            .from_reader(bytes);
        let mut rows = TableRows {
            path: self.path,
            reader,
            record: ByteRecord::new(),
            widths: self.widths,
            encoding: self.encoding,
            read: 0,
            line: progress.last,
            seen: progress.seen,
            is_packed: self.is_packed,
        };
        for _ in 0..progress.above {
            rows.advance()?;
        }
        rows.read = progress.next.rank;
        Ok(rows)
    }

    /// See [`TableFile::work`].
    fn work<State: Send, Part: Send, E: From<Error>>(
        self,
        mut lines: Lines<'file>,
        state: impl Fn() -> State + Sync,
        of: impl Fn(&mut State, &TableBlock) -> Part + Sync,
        mut take: impl FnMut(&TableBlock, Part) -> Result<(), E>,
    ) -> Result<FileSummary, E> {
        let Self { separator, widths, .. } = self;
        // States that no core works with: rayon would make one for each block.
        let idle: Mutex<Vec<State>> = Mutex::default();
        let part = |block: TableBlock| {
            let resting = idle.lock().expect("no core fails while it holds them").pop();
            let mut state = resting.unwrap_or_else(&state);
            let part = of(&mut state, &block);
            idle.lock().expect("no core fails while it holds them").push(state);
            (block, part)
        };
        let work = |blocks: Vec<TableBlock>| -> Vec<(TableBlock, Part)> {
            blocks.into_par_iter().with_max_len(1).map(part).collect()
        };
        let mut progress = self.start();
        let work_on_lines = |texts: Vec<Vec<u8>>| {
            let starts_file = progress.next.number == 1;
            let found = texts.par_iter().with_max_len(1).enumerate().map(|(rank, text)| {
                let mark = if starts_file && rank == 0 { byte_order_mark(text) } else { 0 };
                Found::of(text, mark, separator)
            });
            let found: Vec<Found> = found.collect();
            let blocks = found.into_iter().zip(texts);
            let blocks =
                blocks.map(|(rows, text)| rows.block((text, separator), widths, &mut progress));
            work(blocks.collect())
        };
        side_by_side(|| lines.next_blocks(BLOCKS), work_on_lines, &mut take)?;

        let mut rows = self.rows(lines.rest(progress.next.number), progress)?;
        let work_on_records = |blocks: Vec<Vec<(Line, ByteRecord)>>| {
            work(blocks.into_iter().map(|rows| TableBlock::of_records(rows, widths)).collect())
        };
        let mut failed = Ok(());
        side_by_side(|| rows.next_blocks(&mut failed), work_on_records, &mut take)?;
        failed?;
        Ok(rows.finish()?)
    }
}

/// A copy of a record. Its own `clone` would take the room of the widest row so far.
fn of_its_size(record: &ByteRecord) -> ByteRecord {
    let mut copy = ByteRecord::with_capacity(record.as_slice().len(), record.len());
    copy.extend(record);
    copy
}

/// Has `work` done on the parts that `next` gives, until it gives none, and the results taken in
/// order, while the next part is worked on.
fn side_by_side<Raw: Send, Part: Send, E>(
    mut next: impl FnMut() -> Vec<Raw>,
    mut work: impl FnMut(Vec<Raw>) -> Vec<(TableBlock, Part)> + Send,
    mut take: impl FnMut(&TableBlock, Part) -> Result<(), E>,
) -> Result<(), E> {
    let (mut raw, mut done) = (next(), Vec::new());
    while !(raw.is_empty() && done.is_empty()) {
        let mut worked = Vec::new();
        let (work, slot, now) = (&mut work, &mut worked, std::mem::take(&mut raw));
        let taken = rayon::in_place_scope(|scope| {
            if !now.is_empty() {
                scope.spawn(move |_| *slot = work(now));
                raw = next();
            }
            done.drain(..).try_for_each(|(block, part)| take(&block, part))
        });
        taken?;
        done = worked;
    }
    Ok(())
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

    /// The defect of the current row: see [`TableRow::width_defect`].
    pub fn width_defect(&self, line: Line) -> Option<Defect> {
        self.row(line).width_defect()
    }

    /// The trimmed text of the current row in the column of this rank. Empty when there is no such
    /// column.
    pub fn text(&self, rank: Option<usize>) -> Cow<'_, str> {
        self.row(Line::default()).text(rank)
    }

    fn row(&self, line: Line) -> TableRow<'_> {
        TableRow::of_record(line, &self.record, self.widths)
    }

    /// The next blocks of rows, [`BLOCKS`] times [`BLOCK`] bytes and a row at most; none at the end,
    /// or where it has `failed`.
    fn next_blocks(&mut self, failed: &mut Result<()>) -> Vec<Vec<(Line, ByteRecord)>> {
        let (mut blocks, mut all) = (Vec::new(), 0);
        while blocks.len() < BLOCKS && all < BLOCKS * BLOCK && failed.is_ok() {
            let (mut rows, mut bytes) = (Vec::new(), 0);
            while rows.len() < BLOCK_ROWS && bytes < BLOCK {
                match self.advance() {
                    Ok(Some(line)) => {
                        bytes += self.record.as_slice().len();
                        rows.push((line, of_its_size(&self.record)));
                    }
                    Ok(None) => break,
                    Err(error) => {
                        *failed = Err(error);
                        break;
                    }
                }
            }
            if rows.is_empty() {
                break;
            }
            all += bytes;
            blocks.push(rows);
        }
        blocks
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
        let is_open = watched.is_open();
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
        Ok(FileSummary { encoding, bytes, sha256, read: self.read, is_open })
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A row with the texts of its first columns and its defect, as a test compares it.
    type Told = (Line, Vec<String>, Option<Defect>);

    fn told(line: Line, text: impl Fn(usize) -> String, defect: Option<Defect>) -> Told {
        (line, (0..4).map(text).collect(), defect)
    }

    /// All rows one by one, and what is known of the file afterwards.
    fn one_by_one(frame: Frame, text: &[u8]) -> (Vec<Told>, Result<FileSummary, String>) {
        let mut all = Vec::new();
        let mut read = || {
            let mut rows = frame.rows(Watched::new(Box::new(text)), frame.start())?;
            while let Some(line) = rows.advance()? {
                let text = |rank| rows.text(Some(rank)).into_owned();
                all.push(told(line, text, rows.width_defect(line)));
            }
            rows.finish()
        };
        let summary = read().map_err(|error: Error| error.to_string());
        (all, summary)
    }

    fn side_by_side(
        frame: Frame,
        text: &[u8],
        block: usize,
    ) -> (Vec<Told>, Result<FileSummary, String>) {
        let mut all = Vec::new();
        let of = |(): &mut (), block: &TableBlock| {
            let mut rows = Vec::new();
            block.each(|row| {
                let text = |rank| row.text(Some(rank)).into_owned();
                rows.push(told(row.line, text, row.width_defect()));
            });
            rows
        };
        let take = |block: &TableBlock, rows: Vec<Told>| {
            let mut ends = Vec::new();
            for (rank, row) in rows.iter().enumerate() {
                assert_eq!(block.row(rank, &mut ends).line, row.0);
            }
            all.extend(rows);
            Ok::<(), Error>(())
        };
        let lines = Lines::new(Box::new(text), block);
        let summary = frame.work(lines, || (), of, take).map_err(|error| error.to_string());
        (all, summary)
    }

    fn text() -> impl Strategy<Value = Vec<u8>> {
        let plain = prop_oneof![
            Just("12.5"),
            Just(","),
            Just(","),
            Just(";"),
            Just(" "),
            Just("é"),
            Just("\u{feff}"),
            Just("CRS3035"),
            Just("\t"),
        ];
        let plain = plain.prop_map(|text| text.as_bytes().to_vec());
        let end = prop_oneof![9 => Just("\n"), 2 => Just("\r\n"), 2 => Just("\n\n")];
        let end = end.prop_map(|text| text.as_bytes().to_vec());
        let odd: [&[u8]; 4] = [b"\"", b"\r", b"\xE9", b"\"a,b\""];
        let odd = prop::sample::select(odd.map(<[u8]>::to_vec).to_vec());
        let part = prop_oneof![60 => plain, 20 => end, 1 => odd];
        prop::collection::vec(part, 0..120).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn rows_side_by_side_are_those_one_by_one(
            text in text(), block in 24_usize..200, above in 1_usize..3,
        ) {
            let frame = Frame {
                path: Path::new("table.csv"),
                separator: b',',
                widths: Widths { header: 4, named: 3 },
                above,
                encoding: "UTF-8",
                is_packed: false,
            };
            prop_assert_eq!(side_by_side(frame, &text, block), one_by_one(frame, &text));
        }
    }
}
