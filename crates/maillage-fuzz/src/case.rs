//! What one run is given: files, and words such as the arguments of a command.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Name of the file that holds the words of a case, as a list in JSON.
const WORDS: &str = "words.json";
/// Name of the file that says what was found, which is no part of the case.
pub(crate) const FOUND: &str = "finding.txt";

/// The files and words of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Name and content of each file, in a folder of its own.
    pub files: Vec<(String, Vec<u8>)>,
    /// Arguments, options or texts, as the target understands them.
    pub words: Vec<String>,
}

impl Case {
    /// Writes the files into `folder`.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        self.files.iter().try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes))
    }

    /// The case that [`Self::save`] wrote into `folder`.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or the words are no list of texts.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut case = Self::default();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match name.as_str() {
                FOUND => {}
                WORDS => case.words = serde_json::from_slice(&fs::read(&path)?)?,
                _ => case.files.push((name, fs::read(&path)?)),
            }
        }
        // The spoilt file comes first where a target asks for it, then the files beside it.
        case.files.sort_by_key(|(name, _)| (name.starts_with("beside-"), name.clone()));
        Ok(case)
    }

    /// Writes the files and the words into `folder`.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        self.write(folder)?;
        fs::write(folder.join(WORDS), serde_json::to_vec(&self.words)?)
    }

    /// Path of the file `name` in `folder`; `None` when the case has no such file.
    pub fn path(&self, folder: &Path, name: &str) -> Option<PathBuf> {
        self.files.iter().any(|(known, _)| known == name).then(|| folder.join(name))
    }

    /// Paths of all files in `folder`, without the companions of a Shapefile.
    pub fn paths(&self, folder: &Path) -> Vec<PathBuf> {
        let is_companion =
            |name: &str| [".dbf", ".shx", ".prj", ".cpg"].iter().any(|end| name.ends_with(end));
        let names = self.files.iter().map(|(name, _)| name).filter(|name| !is_companion(name));
        names.map(|name| folder.join(name)).collect()
    }

    /// The value of the option `name` among the words: `at=2026-10-06T10:00`.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
    }
}
