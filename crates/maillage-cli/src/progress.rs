//! Progress bar, on a terminal only.

use std::{path::Path, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};
use maillage::Step;

use crate::Common;

/// Progress of a run, as a bar that is cleared at the end.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar, hidden when standard error is not a terminal, or with `--quiet`.
    pub(crate) fn new(common: &Common) -> Self {
        if common.quiet {
            return Self(ProgressBar::hidden());
        }
        // Indicatif writes to standard error, and only if it is a terminal.
        let bar = ProgressBar::new_spinner();
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Shows the file being read.
    pub(crate) fn reading(&self, path: &Path) {
        self.0.set_message(path.display().to_string());
    }

    /// Shows a step of the coverage job.
    pub(crate) fn step(&self, step: Step) {
        match step {
            Step::Reading(path) => self.reading(path),
            Step::Measured(done, total) => {
                if self.0.length().is_none() {
                    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} communes");
                    self.0.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
                    self.0.set_length(total as u64);
                }
                self.0.set_position(done as u64);
            }
        }
    }

    /// Clears the bar.
    pub(crate) fn done(&self) {
        self.0.finish_and_clear();
    }
}
