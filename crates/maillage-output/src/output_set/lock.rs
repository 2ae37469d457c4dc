//! The lock of a folder: one run at a time puts files in place there.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use same_file::Handle;

/// Name of the file that is locked. It is there only while a run holds or awaits the lock.
const NAME: &str = ".maillage-lock";
/// How often a file that another run is deleting is asked for again.
const ATTEMPTS: usize = 200;

/// The lock of a folder, until it is dropped.
///
/// Held for moments: while leftovers are swept and while files are renamed. Where the file
/// system knows no locks, or another user left the file, runs go on without.
#[derive(Debug)]
pub(super) struct FolderLock {
    path: PathBuf,
    /// `None` where there is no lock to be had.
    locked: Option<File>,
}

impl FolderLock {
    /// Waits for the lock of `folder`.
    ///
    /// # Errors
    ///
    /// When the folder takes no files.
    pub(super) fn acquire(folder: &Path) -> io::Result<Self> {
        let path = folder.join(NAME);
        let mut last = io::Error::from(io::ErrorKind::WouldBlock);
        for _ in 0..ATTEMPTS {
            match Self::attempt(&path) {
                Ok(Attempt::Locked(file)) => return Ok(Self { path, locked: Some(file) }),
                Ok(Attempt::NoLocks) => return Ok(Self { path, locked: None }),
                Ok(Attempt::Deleted) => {}
                Err(cause) if cause.kind() != io::ErrorKind::PermissionDenied => return Err(cause),
                // On Windows, a file that is being deleted refuses to be opened.
                Err(cause) if cfg!(windows) => {
                    last = cause;
                    thread::sleep(Duration::from_millis(10));
                }
                Err(_) if path.exists() => return Ok(Self { path, locked: None }),
                Err(cause) => return Err(cause),
            }
        }
        Err(last)
    }

    fn attempt(path: &Path) -> io::Result<Attempt> {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        if file.lock().is_err() {
            return Ok(Attempt::NoLocks);
        }
        let ours = Handle::from_file(file.try_clone()?)?;
        let is_found = Handle::from_path(path).is_ok_and(|found| found == ours);
        Ok(if is_found { Attempt::Locked(file) } else { Attempt::Deleted })
    }

    /// Whether nobody else has it; otherwise the file system knows no locks.
    pub(super) fn is_held(&self) -> bool {
        self.locked.is_some()
    }
}

/// What came of asking for a lock.
enum Attempt {
    Locked(File),
    NoLocks,
    /// The one who held the lock deleted the file meanwhile: a lock on a file that nobody else
    /// finds is none.
    Deleted,
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Whoever waits for the lock finds the file gone, and makes another.
        let _ = fs::remove_file(&self.path);
    }
}
