//! Reads files whole, up to a maximum size.
//!
//! Bytes are counted while they are read: a pipe or a device has no size beforehand.

use std::{fmt, fs::File, io::Read, path::Path, str::FromStr};

use maillage_words::{Lang, Refusal, spoken::Speak};

use super::{archive, flatgeobuf, foreign, not_read, text, workbook};
use crate::{Error, Result, sentences};

/// Maximum size of a file of settings in TOML, in bytes.
const MOST_SETTINGS: MaxInputSize = MaxInputSize(10_000_000);
/// Number of bytes by which an input that is no text is refused before it is read whole.
const SAMPLE: u64 = 1 << 16;
/// Units of a size, in bytes, without the letter for bytes.
const UNITS: [(&str, u64); 4] = [("g", 1_000_000_000), ("m", 1_000_000), ("k", 1_000), ("", 1)];

/// Maximum size of an input file, in bytes. Larger files are refused. 4 GB by default.
///
/// Parsed from and shown as a number with a unit: `500MB`, `4 Go`. A kB has 1,000 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MaxInputSize(pub u64);

impl Default for MaxInputSize {
    fn default() -> Self {
        Self(4_000_000_000)
    }
}

impl FromStr for MaxInputSize {
    type Err = Refusal;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let refused = || Refusal(sentences::bad_size());
        let text = text.trim().to_ascii_lowercase();
        let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let unit = unit.trim_start();
        let unit = unit.strip_suffix(['b', 'o']).unwrap_or(unit);
        let (_, bytes) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(refused)?;
        let number: u64 = number.parse().map_err(|_| refused())?;
        number.checked_mul(*bytes).filter(|size| *size > 0).map(Self).ok_or_else(refused)
    }
}

impl fmt::Display for MaxInputSize {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = self.shown();
        write!(out, "{number}{unit}B")
    }
}

/// In French as `4 Go`.
impl Speak for MaxInputSize {
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = self.shown();
        match lang {
            Lang::Fr => write!(to, "{number}\u{a0}{unit}o"),
            Lang::En => write!(to, "{self}"),
        }
    }
}

impl MaxInputSize {
    /// No maximum: for a file of which only the beginning is read.
    pub const UNBOUNDED: Self = Self(u64::MAX);

    /// A number with the letters of its unit, without that for bytes.
    fn shown(self) -> (u64, String) {
        let (name, bytes) = UNITS
            .iter()
            .find(|(_, bytes)| self.0 > 0 && self.0.is_multiple_of(*bytes))
            .unwrap_or(&("", 1));
        let name = if *name == "k" { "k".to_owned() } else { name.to_uppercase() };
        (self.0 / bytes, name)
    }

    /// The error for a larger file.
    pub(crate) fn exceeded(self, path: &Path) -> Error {
        Error::InputTooLarge { path: path.to_owned(), most: self }
    }

    /// Refuses `size` bytes of the file at `path` if they are more.
    pub(crate) fn check(self, path: &Path, size: u64) -> Result<()> {
        if size > self.0 { Err(self.exceeded(path)) } else { Ok(()) }
    }
}

/// The bytes of the file at `path`.
///
/// # Errors
///
/// When it cannot be read; [`Error::InputTooLarge`]; [`Error::UnknownFormat`] when its first bytes
/// are those of no text and of no format that is read.
pub(super) fn bytes(path: &Path, most: MaxInputSize) -> Result<Vec<u8>> {
    let failed = |cause| not_read(path, cause);
    let (mut file, size) = open(path, most)?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(size).map_err(|_| most.exceeded(path))?;
    file.by_ref().take(SAMPLE).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 == SAMPLE && is_binary(path, &bytes) {
        let (found, remedy) = foreign::binary();
        return Err(Error::UnknownFormat { path: path.to_owned(), found, remedy });
    }
    rest(file, &mut bytes, path, most)?;
    Ok(bytes)
}

/// The bytes of a companion file, of any content.
///
/// # Errors
///
/// When it cannot be read; [`Error::InputTooLarge`].
pub(super) fn companion(path: &Path, most: MaxInputSize) -> Result<Vec<u8>> {
    let (file, _) = open(path, most)?;
    let mut bytes = Vec::new();
    rest(file, &mut bytes, path, most)?;
    Ok(bytes)
}

/// The text of a file of settings.
///
/// # Errors
///
/// When it cannot be read or is no UTF-8; [`Error::SettingsTooLarge`] beyond 10 MB.
pub fn read_settings(path: &Path) -> Result<String> {
    let bytes = companion(path, MOST_SETTINGS).map_err(|error| match error {
        Error::InputTooLarge { path, most } => Error::SettingsTooLarge { path, most },
        other => other,
    })?;
    String::from_utf8(bytes).map_err(|_| Error::NotUtf8 { path: path.to_owned() })
}

/// Opens a file. Returns it with its size, which is 0 for a pipe or a device.
fn open(path: &Path, most: MaxInputSize) -> Result<(File, usize)> {
    if path.is_dir() {
        return Err(Error::IsDirectory { path: path.to_owned() });
    }
    let file = File::open(path).map_err(|cause| not_read(path, cause))?;
    let size = file.metadata().map_or(0, |found| found.len());
    most.check(path, size)?;
    Ok((file, usize::try_from(size).unwrap_or(0)))
}

/// Reads the rest of a file into `bytes`, of which `most` are read in all.
fn rest(file: File, bytes: &mut Vec<u8>, path: &Path, most: MaxInputSize) -> Result<()> {
    let left = most.0.saturating_sub(bytes.len() as u64).saturating_add(1);
    file.take(left).read_to_end(bytes).map_err(|cause| not_read(path, cause))?;
    most.check(path, bytes.len() as u64)
}

/// Whether the first bytes of a file are those of no text, and of no format that is read or named
/// in a message.
fn is_binary(path: &Path, start: &[u8]) -> bool {
    let is_known = archive::is_archive(start)
        || workbook::is_xls(start)
        || crate::shapefile::is_shapefile(start)
        || flatgeobuf::is_flatgeobuf(start)
        || foreign::recognise(path, start).is_some();
    !is_known && text::is_binary(&text::decode(start).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_with_its_unit_and_shown_with_the_largest() {
        for (text, bytes, shown) in [
            ("4GB", 4_000_000_000, "4GB"),
            ("2 Go", 2_000_000_000, "2GB"),
            ("500mb", 500_000_000, "500MB"),
            ("1500 ko", 1_500_000, "1500kB"),
            ("12", 12, "12B"),
        ] {
            let size: MaxInputSize = text.parse().expect("a size");
            assert_eq!((size, size.to_string().as_str()), (MaxInputSize(bytes), shown));
            assert_eq!(shown.parse(), Ok(size));
        }
        for wrong in ["", "GB", "-1", "1.5GB", "4 TB", "0", "99999999999GB", "4GBB"] {
            assert!(wrong.parse::<MaxInputSize>().is_err(), "{wrong}");
        }
    }
}
