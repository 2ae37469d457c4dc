//! The files of a job as they are opened: a path, or the sheet decoded to find out its kind.
//!
//! Contours of France take seconds to decode, so a file whose kind was found out is not
//! decoded a second time when it is read as that kind.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::Mutex,
};

use crate::{
    recognition::Recognised,
    source::{GivenColumns, Mappings},
};
use maillage_tables::{MaxInputSize, Sheet};

/// A step of reading files, for a progress bar and for messages.
#[derive(Debug, Clone, Copy)]
pub enum FileStep<'run> {
    /// A file is being read.
    Reading(&'run Path),
    /// The kind of a file that was given without one was found out.
    Recognised(&'run Recognised),
}

/// A file to be read as a table of a known kind.
#[derive(Debug)]
pub enum Input {
    /// The file is not decoded yet. With its columns, if a mapping gives those of contours or of
    /// a table, and its maximum size.
    Path(PathBuf, Option<Box<GivenColumns>>, MaxInputSize),
    /// The file was decoded, and its kind found out.
    Decoded(Box<Sheet>),
}

/// The files of a job, opened one at a time.
pub struct InputFiles<'run> {
    /// Called with each file before it is read; not with one that is decoded already.
    reading: &'run (dyn Fn(&Path) + Sync),
    /// The sheets that are decoded already. Each is handed out once.
    sheets: Mutex<HashMap<PathBuf, Sheet>>,
    assumed: HashSet<PathBuf>,
    mappings: Mappings,
    max_input_size: MaxInputSize,
}

/// Sheets decoded to find out their kinds.
#[derive(Debug, Default)]
pub(crate) struct DecodedFiles {
    /// The sheets by the path of their file.
    pub(crate) sheets: HashMap<PathBuf, Sheet>,
    /// The files that are lists of places by assumption: no column says so.
    pub(crate) assumed: HashSet<PathBuf>,
    /// The `mapping.toml` of the job.
    pub(crate) mappings: Mappings,
    /// The maximum size of the files of the job.
    pub(crate) max_input_size: MaxInputSize,
}

impl Input {
    /// Path of the file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Path(path, ..) => path,
            Self::Decoded(sheet) => &sheet.path,
        }
    }
}

impl From<&Path> for Input {
    fn from(path: &Path) -> Self {
        Self::Path(path.to_owned(), None, MaxInputSize::default())
    }
}

impl From<&PathBuf> for Input {
    fn from(path: &PathBuf) -> Self {
        Self::from(path.as_path())
    }
}

impl<'run> InputFiles<'run> {
    /// Files none of which is decoded. `reading` is called with each before it is read, from any
    /// thread.
    pub fn new(reading: &'run (dyn Fn(&Path) + Sync)) -> Self {
        Self::with(DecodedFiles::default(), reading)
    }

    /// Files some of which are decoded.
    pub(crate) fn with(decoded: DecodedFiles, reading: &'run (dyn Fn(&Path) + Sync)) -> Self {
        let DecodedFiles { sheets, assumed, mappings, max_input_size } = decoded;
        Self { reading, sheets: Mutex::new(sheets), assumed, mappings, max_input_size }
    }

    /// The file at `path`, to be read now.
    pub fn open(&self, path: &Path) -> Input {
        let mut sheets = self.sheets.lock().expect("no thread panics while it takes a sheet");
        if let Some(sheet) = sheets.remove(path) {
            return Input::Decoded(Box::new(sheet));
        }
        drop(sheets);
        (self.reading)(path);
        let columns = self.mappings.columns(path).cloned().map(Box::new);
        Input::Path(path.to_owned(), columns, self.max_input_size)
    }

    /// The maximum size of each file.
    pub(crate) fn max_input_size(&self) -> MaxInputSize {
        self.max_input_size
    }

    /// Whether the file at `path` is a list of places by assumption only.
    pub(crate) fn is_assumed(&self, path: &Path) -> bool {
        self.assumed.contains(path)
    }
}
