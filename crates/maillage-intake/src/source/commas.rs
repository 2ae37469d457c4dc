//! What the commas in figures are: of decimals, or of thousands.
//!
//! `1,234` is a little more than one where commas are of decimals, and a thousand where they part
//! thousands. A column says which it is by another figure: `1,5` or `0,234` has decimals,
//! `1,234,567` has thousands. One that does not is refused, since either reading may be wrong by a
//! thousand times.

use std::path::Path;

use crate::{Error, Result};

/// What the figures of a column have shown so far.
#[derive(Debug, Default)]
pub(crate) struct Commas {
    /// A figure that may be read both ways.
    ambiguous: Option<String>,
    /// A figure whose commas part thousands.
    thousands: Option<String>,
    has_decimals: bool,
}

impl Commas {
    /// Takes a figure of the column into account.
    pub(crate) fn see(&mut self, text: &str) {
        if !text.contains(',') {
            return;
        }
        let mut parts = text.trim().trim_start_matches(['-', '+']).split(',');
        let first = parts.next().unwrap_or_default();
        let groups: Vec<&str> = parts.collect();
        let is_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        let are_groups = groups.iter().all(|part| part.len() == 3 && is_digits(part));
        let may_be_thousands =
            are_groups && (1..=3).contains(&first.len()) && is_digits(&first) && first != "0";
        match (may_be_thousands, groups.len()) {
            (true, 1) => _ = self.ambiguous.get_or_insert_with(|| text.to_owned()),
            (true, _) => _ = self.thousands.get_or_insert_with(|| text.to_owned()),
            (false, _) => self.has_decimals = true,
        }
    }

    /// Checks that no figure may be read both ways.
    ///
    /// # Errors
    ///
    /// [`Error::Thousands`] when one may, or parts thousands.
    pub(crate) fn check(self, path: &Path) -> Result<()> {
        let doubtful = self.thousands.or(self.ambiguous.filter(|_| !self.has_decimals));
        match doubtful {
            Some(value) => Err(Error::Thousands { path: path.to_owned(), value }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_tells_by_another_figure_what_its_commas_are() {
        let refused = |figures: &[&str]| {
            let mut commas = Commas::default();
            figures.iter().for_each(|figure| commas.see(figure));
            commas.check(Path::new("t.csv")).is_err()
        };
        for figures in [&["1,234"][..], &["1,234,567"], &["12", "41,908"], &["1,234,567", "1,5"]] {
            assert!(refused(figures), "{figures:?}");
        }
        for figures in [&["1,234", "1,5"][..], &["0,234"], &["1234,567"], &["12.5", "7"], &[]] {
            assert!(!refused(figures), "{figures:?}");
        }
    }
}
