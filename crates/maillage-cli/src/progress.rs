//! Progress bar, on a terminal only; and what files were recognised as.

use std::{path::Path, thread, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};
use maillage::{
    Step, Voice,
    output::{self, visible},
};

use crate::{Common, terminal};

/// Between two turns of the bar.
const TURN: Duration = Duration::from_millis(120);

/// Progress of a run, as a bar that is cleared at the end. The lines that tell what files
/// were recognised as stay.
pub(crate) struct Progress {
    bar: ProgressBar,
    /// `None` when nothing but errors is said.
    voice: Option<Voice>,
}

impl Progress {
    /// A bar, hidden when standard error is not a terminal, or with `--quiet`.
    pub(crate) fn new(common: &Common) -> Self {
        if common.quiet {
            return Self { bar: ProgressBar::hidden(), voice: None };
        }
        // Indicatif writes to standard error, and only if it is a terminal.
        let bar = ProgressBar::new_spinner();
        let turning = bar.clone();
        // Without a thread to be had the bar only moves with the run.
        let _ = thread::Builder::new().spawn(move || {
            while !turning.is_finished() {
                turning.tick();
                thread::sleep(TURN);
            }
        });
        Self { bar, voice: Some(common.voice()) }
    }

    /// Shows the file being read.
    pub(crate) fn reading(&self, path: &Path) {
        self.bar.set_message(visible(&path.display().to_string()).into_owned());
    }

    /// Shows a step of a job.
    pub(crate) fn step(&self, step: Step) {
        match step {
            Step::Reading(path) => self.reading(path),
            Step::Recognised(file) => {
                if let Some(voice) = self.voice {
                    self.bar.suspend(|| terminal::note(output::recognised(file, voice)));
                }
            }
            Step::Measured(done, total) => {
                if self.bar.length().is_none() {
                    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} communes");
                    self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
                    self.bar.set_length(total as u64);
                }
                self.bar.set_position(done as u64);
            }
        }
    }

    /// Clears the bar.
    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }
}

/// Also when a run fails: the bar is not to stand before the error.
impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
