//! The options of identity, with their defaults.

use maillage_core::BadOption;

use crate::{Error, Result, sentences};

/// Options to decide whether two rows are the same place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IdentityOptions {
    /// Distance up to which rows are compared, in metres; ten times as far when name and
    /// address agree. 0 merges exact duplicates only.
    pub same_within_m: f64,
    /// Score from which two rows are merged, 0 to 1.
    pub same_above: f64,
    /// Score from which two rows are reported as possible duplicates and both kept, 0 to 1.
    pub doubtful_above: f64,
}

impl Default for IdentityOptions {
    fn default() -> Self {
        Self { same_within_m: 300.0, same_above: 0.65, doubtful_above: 0.45 }
    }
}

impl IdentityOptions {
    /// Checks that every option is in its range.
    ///
    /// # Errors
    ///
    /// [`Error::Option`] for the first that fails.
    pub fn check(&self) -> Result<()> {
        let refused = |option, value: f64, expected| {
            Err(Error::Option(BadOption { field: option, value: value.to_string(), expected }))
        };
        if !(0.0..=10_000.0).contains(&self.same_within_m) {
            let expected = sentences::no_such_distance();
            return refused("options.same_within_m", self.same_within_m, expected);
        }
        let scores = [
            ("options.same_above", self.same_above),
            ("options.doubtful_above", self.doubtful_above),
        ];
        for (option, score) in scores {
            if !(0.0..=1.0).contains(&score) {
                return refused(option, score, sentences::no_likeness());
            }
        }
        if self.doubtful_above > self.same_above {
            let expected = sentences::doubt_above_certainty();
            return refused("options.doubtful_above", self.doubtful_above, expected);
        }
        Ok(())
    }
}
