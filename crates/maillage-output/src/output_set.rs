//! A set of output files: all of a run appear together, or none of them.
//!
//! 1. Files are written in a staging folder beside their places (`staging`), which tells a run
//!    that lives from one that is dead.
//! 2. All are synchronised, then a journal (`journal`) says what goes where.
//! 3. Under the lock of the folder (`lock`) the files are renamed, and those that they replace
//!    kept aside; the first that cannot be renamed puts back all.
//!
//! A run that is killed before the journal has changed nothing; one that is killed after it is
//! finished, or undone, by the next run that writes to the folder.
//!
//! A GeoPackage that another program works on is not replaced (`held`).

mod held;
mod journal;
mod lock;
mod staging;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use self::{
    journal::{Failure, Journal, Move, Outcome},
    lock::FolderLock,
    staging::Staging,
};
use crate::{Error, Result, RunId, WrittenFile};

/// Held while files are put in place, which an interrupted process waits for.
static PUBLISHING: Mutex<()> = Mutex::new(());
/// How long a GeoPackage that another program reads is waited for, once all is written.
const PATIENCE: Duration = Duration::from_secs(2);
/// Whether this process is interrupted.
static IS_ABANDONED: AtomicBool = AtomicBool::new(false);

/// Files that are written out of sight and put in place together.
#[derive(Debug)]
pub struct OutputSet {
    files: Vec<OutputFile>,
    /// One a folder, in the order of their paths.
    stagings: Vec<Staging>,
    resumed: Vec<Resumed>,
}

/// A file of the set.
#[derive(Debug)]
struct OutputFile {
    /// As it was given, for messages.
    path: PathBuf,
    /// Its place, behind any link.
    target: PathBuf,
    /// Rank of its staging folder.
    staging: usize,
    content: File,
}

/// What became of the files of a run that was killed while it put them in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resumed {
    /// The files of its set.
    pub files: Vec<PathBuf>,
    /// Whether they are those of that run now; else they are those from before it.
    pub is_finished: bool,
}

impl OutputSet {
    /// Creates a file out of sight for each of `paths`, so that a path that cannot be written
    /// is an error before any long work. Links are followed. What killed runs left in the same
    /// folders is finished, or deleted.
    ///
    /// # Errors
    ///
    /// [`Error::IsDirectory`] when a path is a folder, [`Error::OverwritesInput`] when a path
    /// is one of `inputs`, [`Error::OutputsCollide`] when two are one, [`Error::InUse`] when
    /// another program holds a file open, [`Error::Write`] when a folder does not take files or
    /// a name is none, [`Error::Mixed`] when the files of a killed run can neither be finished
    /// nor undone.
    pub fn reserve(paths: &[PathBuf], inputs: &[&Path]) -> Result<Self> {
        let mut targets: Vec<PathBuf> = Vec::with_capacity(paths.len());
        for path in paths {
            if path.is_dir() {
                return Err(Error::IsDirectory { path: path.clone() });
            }
            let target = target_of(path, inputs)?;
            if targets.contains(&target) {
                return Err(Error::OutputsCollide { path: path.clone() });
            }
            targets.push(target);
        }
        let folders: BTreeSet<PathBuf> =
            targets.iter().map(|target| folder_of(target).to_owned()).collect();
        let refused = |folder: &Path, cause| {
            let named = targets.iter().zip(paths).find(|(target, _)| folder_of(target) == folder);
            not_written(named.map_or(folder, |(_, path)| path), cause)
        };
        let locks = Locks::acquire(&folders).map_err(|(folder, cause)| refused(&folder, cause))?;
        let resumed = locks.resume(&targets)?;
        let mut set = Self { files: Vec::new(), stagings: Vec::new(), resumed };
        for folder in &folders {
            let staging = Staging::create(folder).map_err(|cause| refused(folder, cause))?;
            set.stagings.push(staging);
        }
        drop(locks);
        for (target, path) in targets.into_iter().zip(paths) {
            refuse_held(&target, path, Duration::ZERO)?;
            let file = set.create(path, target).map_err(|cause| not_written(path, cause))?;
            set.files.push(file);
        }
        Ok(set)
    }

    fn create(&self, path: &Path, target: PathBuf) -> io::Result<OutputFile> {
        // A name that cannot be is refused here, and not when hours of work are done.
        let exists = match fs::symlink_metadata(&target) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => false,
            // Who protects a file wants it to stay.
            Ok(found) if found.permissions().readonly() => return Err(protected()),
            Err(cause) => return Err(cause),
            Ok(_) => true,
        };
        // Windows does not replace a file that another program holds open.
        if cfg!(windows) && exists {
            File::options().append(true).open(&target)?;
        }
        let folder = folder_of(&target);
        let staging = self.stagings.iter().position(|staging| staging.folder() == folder);
        let staging = staging.expect("each folder has a staging folder");
        let name = name_of(&target);
        let content = File::create(staging::new_file(self.stagings[staging].path(), name))?;
        Ok(OutputFile { path: path.to_owned(), target, staging, content })
    }

    /// What was found of killed runs and finished or undone.
    pub fn resumed(&self) -> &[Resumed] {
        &self.resumed
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Writes the content of the file of rank `rank` among the paths of [`Self::reserve`].
    ///
    /// # Errors
    ///
    /// [`Error::Write`]; no file is put in place then.
    ///
    /// # Panics
    ///
    /// When `rank` is not below the number of paths.
    pub fn write(
        &mut self,
        rank: usize,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        let file = &mut self.files[rank];
        let mut buffered = BufWriter::with_capacity(1 << 18, &file.content);
        let written = content(&mut buffered).and_then(|()| buffered.flush());
        written.map_err(|cause| not_written(&file.path, cause))
    }

    /// What the layer of rank `layer` says of the file of rank `rank`, which is written: its
    /// checksum unless it names the run itself.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] when it cannot be read again.
    ///
    /// # Panics
    ///
    /// When a rank is not below the number of paths.
    pub fn written(&self, rank: usize, layer: usize, run: &RunId) -> Result<WrittenFile> {
        let [file, layer] = [rank, layer].map(|rank| &self.files[rank]);
        let content =
            fs::read(self.staged(rank)).map_err(|cause| not_written(&file.path, cause))?;
        Ok(WrittenFile::new(&file.target, &layer.target, &content, run))
    }

    /// Where the file of rank `rank` is until it is put in place, under its final name: for
    /// what reads its own outputs before.
    ///
    /// # Panics
    ///
    /// When `rank` is not below the number of paths.
    pub fn staged(&self, rank: usize) -> PathBuf {
        let file = &self.files[rank];
        staging::new_file(self.stagings[file.staging].path(), name_of(&file.target))
    }

    /// Whether the files of these ranks are in one folder.
    ///
    /// # Panics
    ///
    /// When a rank is not below the number of paths.
    pub fn are_neighbours(&self, rank: usize, other: usize) -> bool {
        self.files[rank].staging == self.files[other].staging
    }

    /// Puts every file in its place, and returns what was finished or undone of killed runs
    /// before. Those files that were there are replaced.
    ///
    /// # Errors
    ///
    /// [`Error::InUse`] for a GeoPackage that another program has opened since: all stay as they were.
    /// [`Error::Write`] for the first file that cannot be put in place: then all are as they
    /// were. [`Error::Mixed`] when they cannot be put back either: the next run that writes to
    /// the folder tries again.
    pub fn publish(self) -> Result<Vec<Resumed>> {
        let Self { files, stagings, .. } = self;
        for file in &files {
            file.content.sync_all().map_err(|cause| not_written(&file.path, cause))?;
        }
        let Some(first) = files.first().map(|file| file.path.clone()) else {
            return Ok(Vec::new());
        };
        let folders = stagings.iter().map(|staging| staging.folder().to_owned()).collect();
        let locks = Locks::acquire(&folders);
        let locks = locks.map_err(|(_, cause)| not_written(&first, cause))?;
        let targets: Vec<PathBuf> = files.iter().map(|file| file.target.clone()).collect();
        let resumed = locks.resume(&targets)?;
        for file in &files {
            refuse_held(&file.target, &file.path, PATIENCE)?;
        }
        let journal = Journal {
            stagings: stagings.iter().map(|staging| staging.path().into()).collect(),
            moves: files.iter().map(Move::from).collect(),
        };
        let _publishing = PUBLISHING.lock().unwrap_or_else(PoisonError::into_inner);
        journal.write().map_err(|cause| not_written(&first, cause))?;
        // Windows does not rename what is open.
        let given: Vec<PathBuf> = files.into_iter().map(|file| file.path).collect();
        let Err(Failure { path, cause, is_undone }) = journal.carry_out() else {
            journal.close();
            return Ok(resumed);
        };
        let rank = targets.iter().position(|target| *target == path);
        let path = rank.map_or(path, |rank| given[rank].clone());
        if is_undone {
            journal.close();
            return Err(not_written(&path, cause));
        }
        stagings.into_iter().for_each(Staging::leave);
        Err(Error::Mixed { path, cause })
    }
}

/// The locks of some folders.
struct Locks(BTreeMap<PathBuf, FolderLock>);

impl Locks {
    /// Locks `folders`, and those in which killed runs left a set half in place that reaches into
    /// them: in the order of their paths, so that two runs never wait for each other.
    ///
    /// # Errors
    ///
    /// The first of `folders` that takes no files, and why.
    fn acquire(folders: &BTreeSet<PathBuf>) -> std::result::Result<Self, (PathBuf, io::Error)> {
        let mut wanted = folders.clone();
        loop {
            let mut locks = BTreeMap::new();
            for folder in &wanted {
                match FolderLock::acquire(folder) {
                    Ok(lock) => drop(locks.insert(folder.clone(), lock)),
                    Err(cause) if folders.contains(folder) => return Err((folder.clone(), cause)),
                    // What is left of another folder's set is finished as far as it can be.
                    Err(_) => {}
                }
            }
            let left = wanted.iter().flat_map(|folder| staging::abandoned(folder));
            let journals: Vec<Journal> =
                left.filter_map(|left| Journal::read(&left.path)).collect();
            let reached: BTreeSet<PathBuf> =
                journals.iter().flat_map(Journal::folders).map(Path::to_owned).collect();
            if reached.is_subset(&wanted) {
                return Ok(Self(locks));
            }
            wanted.extend(reached);
        }
    }

    /// Finishes what killed runs had begun to put in place in these folders, or undoes it, and
    /// deletes what they left.
    ///
    /// # Errors
    ///
    /// [`Error::Mixed`] when files that are among `targets` can neither be finished nor undone.
    fn resume(&self, targets: &[PathBuf]) -> Result<Vec<Resumed>> {
        let mut resumed = Vec::new();
        // Where there are no locks, nothing tells a dead run from one that lives.
        let held = self.0.iter().filter(|(_, lock)| lock.is_held());
        for left in held.flat_map(|(folder, _)| staging::abandoned(folder)) {
            if let Some(journal) = Journal::read(&left.path) {
                let files = journal.targets();
                let is_finished = match journal.carry_out() {
                    Ok(Outcome::Nothing) => None,
                    Ok(outcome) => Some(outcome == Outcome::Finished),
                    Err(Failure { is_undone: true, .. }) => Some(false),
                    Err(Failure { path, cause, .. }) => {
                        if files.iter().any(|file| targets.contains(file)) {
                            return Err(Error::Mixed { path, cause });
                        }
                        continue;
                    }
                };
                journal.close();
                resumed.extend(is_finished.map(|is_finished| Resumed { files, is_finished }));
            }
            left.delete();
        }
        Ok(resumed)
    }
}

impl From<&OutputFile> for Move {
    /// A move that is made as soon as it is noted: under the lock of its folder.
    fn from(file: &OutputFile) -> Self {
        let replaces = fs::symlink_metadata(&file.target).is_ok();
        Self { staging: file.staging, name: name_of(&file.target).to_owned(), replaces }
    }
}

/// Deletes what this process has written out of sight: for one that is interrupted, which ends
/// then. Files that are just being put in place are waited for; none is after.
pub fn abandon_outputs() {
    let publishing = PUBLISHING.lock().unwrap_or_else(PoisonError::into_inner);
    IS_ABANDONED.store(true, Ordering::SeqCst);
    staging::delete_all();
    std::mem::forget(publishing);
}

/// Whether [`abandon_outputs`] was called: what fails then, fails because of it.
pub fn are_outputs_abandoned() -> bool {
    IS_ABANDONED.load(Ordering::SeqCst)
}

/// Refuses a GeoPackage that another program works on, named as it was given.
fn refuse_held(target: &Path, path: &Path, patience: Duration) -> Result<()> {
    match held::held(target, patience) {
        None => Ok(()),
        Some(held) if held == target => Err(Error::InUse { path: path.to_owned() }),
        Some(beside) => Err(Error::InUse { path: beside }),
    }
}

/// The error for a file that is to be replaced and that somebody protects.
fn protected() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "the file there is protected against writing")
}

/// The error of a file that the system refuses.
fn not_written(path: &Path, cause: io::Error) -> Error {
    let path = path.to_owned();
    // What Windows says of a file that Excel shows, and of a part of it that is locked.
    let is_held = cfg!(windows) && matches!(cause.raw_os_error(), Some(32 | 33));
    if is_held { Error::InUse { path } } else { Error::Write { path, cause } }
}

/// The file that `path` names, behind any link.
fn target_of(path: &Path, inputs: &[&Path]) -> Result<PathBuf> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| in_its_folder(path));
    // A pipe or a device is not replaced by a file.
    if target.exists() && !target.is_file() {
        return Err(not_written(path, io::ErrorKind::Unsupported.into()));
    }
    let same = |input: &&Path| {
        fs::canonicalize(input).is_ok_and(|input| input == target || is_companion(&target, &input))
    };
    if inputs.iter().any(same) {
        return Err(Error::OverwritesInput { path: path.to_owned() });
    }
    if target.file_name().is_none() {
        return Err(not_written(path, io::ErrorKind::InvalidFilename.into()));
    }
    Ok(target)
}

/// The folder of a target.
fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// The name of a target in its folder.
fn name_of(target: &Path) -> &OsStr {
    target.file_name().expect("a target was resolved with its name")
}

/// `path`, which does not exist yet, with its folder resolved.
fn in_its_folder(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// Whether `path` is, or would pass for, a part of the Shapefile `shapes`.
fn is_companion(path: &Path, shapes: &Path) -> bool {
    let extension = |path: &Path| path.extension().unwrap_or_default().to_ascii_lowercase();
    let parts = ["dbf", "shx", "prj", "cpg", "qml"];
    extension(shapes) == "shp"
        && parts.iter().any(|part| extension(path) == *part)
        && path.with_extension("") == shapes.with_extension("")
}
