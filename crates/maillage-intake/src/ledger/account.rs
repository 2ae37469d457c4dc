//! The account of one file, and of a run.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    kinds::places::mednum::OWN_COLUMNS,
    ledger::{Fate, Ground, Issue, Role, Trouble},
    source::rates::RateSources,
};
use maillage_core::model::{FileId, Line};

/// The rows of one file, and their fate.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// Its identifier in the ledger of the run; `None` before a ledger has opened it.
    pub id: Option<FileId>,
    /// File name, without the directory.
    pub file: String,
    /// The role of the file in the run.
    pub role: Role,
    /// The schema that was recognised.
    pub schema: &'static str,
    /// The format that was recognised: `csv`, `json`, `geojson`, `shapefile`.
    pub format: &'static str,
    /// The character encoding that was recognised.
    pub encoding: &'static str,
    /// The coordinate reference system; empty for a table without positions.
    pub crs: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// The vintage stated in the data, such as the latest `date_maj`.
    pub vintage: Option<String>,
    /// Rows read.
    pub read: usize,
    /// Rows that count. Counted where they end up, not by subtraction.
    pub kept: usize,
    /// The issues with its rows and with the file as a whole, by line.
    pub issues: Vec<Issue>,
}

/// The accounts of a run, in the order in which they are printed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// One account for each file.
    pub accounts: Vec<Account>,
    /// The provenance of the rates, which may be built-in and so have no account; `None` when
    /// need was not estimated.
    pub rates: Option<RateSources>,
    /// Where the communes come from, and how the study area was chosen.
    pub ground: Ground,
}

impl Ledger {
    /// The account of a file.
    ///
    /// # Panics
    ///
    /// When `file` does not belong to this run.
    pub fn account(&self, file: FileId) -> &Account {
        let account = self.accounts.iter().find(|account| account.id == Some(file));
        account.expect("a row's file has an account in the ledger of its run")
    }

    /// The same ledger in the order in which a reader meets the files: contours and tables, then
    /// lists, then what is joined to the places of lists.
    pub fn in_order_of_reading(mut self) -> Self {
        self.accounts.sort_by_key(|account| match account.role {
            role if role.is_list() => 1,
            Role::TRAVEL => 2,
            _ => 0,
        });
        self
    }

    /// The same ledger with the accounts of lists of supply first.
    pub fn with_lists_first(mut self) -> Self {
        // The sort is stable: the accounts keep their order otherwise.
        self.accounts.sort_by_key(|account| !account.role.is_list());
        self
    }
}

impl Account {
    /// Rows merged into another row: the same place or commune.
    pub fn merged(&self) -> usize {
        self.count(Fate::Merged)
    }

    /// Rows that do not count.
    pub fn set_aside(&self) -> usize {
        self.count(Fate::SetAside)
    }

    /// Whether it is of a list under columns of its own, whose reading is to be looked at.
    pub fn has_own_columns(&self) -> bool {
        self.schema == OWN_COLUMNS.name
    }

    /// Whether read = kept + merged + set aside. True of every account of a finished ledger.
    pub fn balances(&self) -> bool {
        self.read == self.kept + self.merged() + self.set_aside()
    }

    /// The issues with the file as a whole.
    pub fn notes(&self) -> impl Iterator<Item = &Issue> {
        self.issues.iter().filter(|issue| issue.line.is_none())
    }

    /// How many rows each trouble concerns, by fate then code.
    pub fn tally(&self) -> Vec<(Fate, Trouble, usize)> {
        let mut counts = BTreeMap::new();
        for issue in self.issues.iter().filter(|issue| issue.line.is_some()) {
            *counts.entry((issue.fate, issue.trouble)).or_insert(0) += issue.rows;
        }
        counts.into_iter().map(|((fate, trouble), count)| (fate, trouble, count)).collect()
    }

    /// Ranges of issues to print as one: consecutive rows set aside by the same selection.
    /// A national table has so many that they would hide the other issues.
    pub fn runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (rank, issue) in self.issues.iter().enumerate() {
            let joins = runs.last().is_some_and(|run| {
                let previous = &self.issues[run.end - 1];
                issue.trouble.is_selection()
                    && issue.until.is_none()
                    && previous.until.is_none()
                    && previous.trouble == issue.trouble
                    && previous.fate == issue.fate
                    && issue.rank == previous.rank.map(|rank| rank + previous.rows)
            });
            match runs.last_mut() {
                Some(run) if joins => run.end = rank + 1,
                _ => runs.push(rank..rank + 1),
            }
        }
        runs
    }

    /// Orders ranges of [`Self::runs`] for a reader who sees the first few: the first of each trouble
    /// before further ones of the same, and of these rows that do not count before those that do,
    /// duplicates last.
    pub fn put_most_telling_first(&self, runs: &mut [Range<usize>]) {
        let mut met: BTreeMap<Trouble, usize> = BTreeMap::new();
        let mut order = BTreeMap::new();
        for run in runs.iter() {
            let Issue { trouble, fate, .. } = &self.issues[run.start];
            let times = met.entry(*trouble).or_insert(0);
            let fate = match fate {
                Fate::SetAside => 0,
                Fate::Kept => 1,
                Fate::Merged => 2,
            };
            order.insert(run.start, (*times, fate, run.start));
            *times += 1;
        }
        runs.sort_by_key(|run| order[&run.start]);
    }

    /// Sets `rows` aside for `trouble`, each with a value. Earlier issues of these rows are
    /// removed: a row set aside has one issue.
    pub fn set_rows_aside(&mut self, rows: &BTreeMap<Line, String>, trouble: Trouble) {
        let ranks: BTreeSet<usize> = rows.keys().map(|line| line.rank).collect();
        let before = std::mem::take(&mut self.issues);
        self.issues = before.into_iter().flat_map(|issue| issue.without(&ranks)).collect();
        let issue =
            |(line, value): (&Line, &String)| Issue::row(*line, Fate::SetAside, trouble, value);
        self.issues.extend(rows.iter().map(issue));
    }

    /// Sorts the issues by line, after the notes on the whole file.
    pub fn sort(&mut self) {
        self.issues.sort_by_key(|issue| (issue.rank, issue.fate, issue.trouble));
    }

    fn count(&self, fate: Fate) -> usize {
        let of_fate = self.issues.iter().filter(|issue| issue.fate == fate);
        of_fate.map(|issue| issue.rows).sum()
    }
}

impl Trouble {
    /// Whether the row is valid and there is nothing to mend, so that consecutive rows are told
    /// as one: outside the study area, without what is asked of places, in another slice of a table
    /// that counts the same people in several ways, or a row of a catalogue without change.
    pub fn is_selection(self) -> bool {
        matches!(
            self,
            Self::OutsidePerimeter
                | Self::NotOfScheme
                | Self::NotOffered
                | Self::OfferUntold
                | Self::CodeUnknown
                | Self::CellOutside
                | Self::OtherSlice
                | Self::WithItsCommune
                | Self::CatalogueUnchanged
        )
    }

    /// Whether it questions a whole list: what it was taken for, or whether all of it was read.
    pub fn is_of_whole_list(self) -> bool {
        matches!(
            self,
            Self::BreaksOff
                | Self::PlacesAssumed
                | Self::CommunesByName
                | Self::LabelsUnconfirmed
                | Self::ManyNowhere
                | Self::ColumnNameNear
                | Self::BusColumnMissing
                | Self::DayColumnMissing
                | Self::DayColumnUncertain
                | Self::StopsByOption
                | Self::FixedAmongStops
                | Self::FranceServicesByOption
        )
    }

    /// Whether a row is set aside because nobody knows where it is.
    pub fn is_of_no_place(self) -> bool {
        matches!(
            self,
            Self::PositionMissing
                | Self::PositionUnreadable
                | Self::PositionZero
                | Self::CommuneUncertain
                | Self::CommuneUndrawn
                | Self::ContradictsCommune
        )
    }

    /// Whether the trouble concerns the position or the commune of a place.
    pub fn is_of_whereabouts(self) -> bool {
        matches!(
            self,
            Self::LocatedByCommune
                | Self::LocatedByPostalCode
                | Self::PositionDistrusted
                | Self::CommuneDistrusted
                | Self::FarFromCommune
        )
    }
}

#[cfg(test)]
mod tests {
    use maillage_core::model::Kind;

    use super::*;
    use crate::source::rates::{pyramid, rates};

    #[test]
    fn lists_are_put_first_and_the_rates_stay() {
        let of = |file: &str, role| Account { file: file.to_owned(), role, ..Account::default() };
        let sources = RateSources {
            rates: rates("insee-2021").expect("built-in rates"),
            pyramid: pyramid("france-2021").expect("a built-in pyramid"),
        };
        let list = Role::of_list(Kind::Mediation);
        let accounts = vec![of("c", Role::COMMUNES), of("b", list), of("a", list)];
        let ledger = Ledger { accounts, rates: Some(sources.clone()), ..Ledger::default() }
            .with_lists_first();
        let files: Vec<&str> = ledger.accounts.iter().map(|of| of.file.as_str()).collect();
        assert_eq!(files, ["b", "a", "c"]);
        assert_eq!(ledger.rates, Some(sources));
    }
}
