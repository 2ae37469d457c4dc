//! The program `maillage`, run from outside: with a time limit and, on Unix, a limit of memory.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Maximum duration of a run.
const LONGEST: Duration = Duration::from_secs(60);
/// Maximum address space, in kibibytes. Far above what small files may ask for.
const MOST_MEMORY: u32 = 4_000_000;

/// A program.
#[derive(Debug, Clone)]
pub struct Program {
    /// The file to run.
    pub path: PathBuf,
    /// Whether what it prints must hold no control character but tab and new line.
    pub is_plain: bool,
}

/// What a run answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// Exit code; `None` when a signal or the time limit ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it said.
    pub stderr: String,
    /// Whether the time limit ended it.
    pub is_too_long: bool,
}

impl Program {
    /// The program at `path`.
    pub fn new(path: PathBuf) -> Self {
        Self { path, is_plain: false }
    }

    /// The command that starts it with the limit of memory.
    pub fn command(&self) -> Command {
        if cfg!(unix) {
            let limited = format!("ulimit -v {MOST_MEMORY}; exec \"$0\" \"$@\"");
            let mut command = Command::new("sh");
            command.arg("-c").arg(limited).arg(&self.path);
            command
        } else {
            Command::new(&self.path)
        }
    }

    /// Runs it in `folder` with `words`. What it prints goes through two files in `aside`.
    ///
    /// # Errors
    ///
    /// When it cannot be started, or its answer not be read.
    pub fn run(&self, folder: &Path, words: &[String], aside: &Path) -> io::Result<Ran> {
        let [out, err] = ["stdout", "stderr"].map(|name| aside.join(name));
        let mut child = self
            .command()
            .args(words)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(File::create(&out)?)
            .stderr(File::create(&err)?)
            .spawn()?;
        let end = Instant::now() + LONGEST;
        let (code, is_too_long) = loop {
            if let Some(status) = child.try_wait()? {
                break (status.code(), false);
            }
            if Instant::now() >= end {
                child.kill()?;
                child.wait()?;
                break (None, true);
            }
            thread::sleep(Duration::from_millis(4));
        };
        let text = |path: &Path| {
            Ok::<_, io::Error>(String::from_utf8_lossy(&fs::read(path)?).into_owned())
        };
        Ok(Ran { code, stdout: text(&out)?, stderr: text(&err)?, is_too_long })
    }
}
