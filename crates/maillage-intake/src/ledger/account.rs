//! The account of one file, and of a run.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::ledger::{Fate, Issue, Role, Trouble};
use crate::load::RateSources;
use maillage_core::model::{FileId, Line};

/// What one file held and what became of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// Its identifier in the ledger of the run; `None` before a ledger has opened it.
    pub id: Option<FileId>,
    /// The file's name, without its folder.
    pub file: String,
    /// What it is in the run.
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
    /// The vintage that the data themselves state, such as the latest `date_maj`.
    pub vintage: Option<String>,
    /// Rows read.
    pub read: usize,
    /// Rows that count. Counted where they ended up, not by subtraction.
    pub kept: usize,
    /// The issues with its rows and with the file as a whole, by line.
    pub issues: Vec<Issue>,
}

/// The accounts of a run, in the order in which they are printed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// One account a file.
    pub accounts: Vec<Account>,
    /// The rates that need was estimated with; `None` when it was not.
    pub rates: Option<RateSources>,
}

impl Ledger {
    /// The account of a file.
    ///
    /// # Panics
    ///
    /// When the file is none of this run.
    pub fn account(&self, file: FileId) -> &Account {
        let account = self.accounts.iter().find(|account| account.id == Some(file));
        account.expect("a row's file has an account in the ledger of its run")
    }

    /// The same ledger with the accounts of lists of supply before the others.
    pub fn with_lists_first(self) -> Self {
        let (mut accounts, others): (Vec<Account>, Vec<Account>) =
            self.accounts.into_iter().partition(|account| account.role.is_list());
        accounts.extend(others);
        Self { accounts, rates: None }
    }
}

impl Account {
    /// Rows that are the same place or commune as another row.
    pub fn merged(&self) -> usize {
        self.count(Fate::Merged)
    }

    /// Rows that do not count.
    pub fn set_aside(&self) -> usize {
        self.count(Fate::SetAside)
    }

    /// Whether read = kept + merged + set aside, as it must.
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

    /// The ranges of issues that are printed as one: neighbouring rows lost to the same
    /// selection, so that those of a national table do not hide the other issues.
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

    /// Sets `rows` aside for `trouble`, each with a value. Earlier issues with these rows are
    /// removed: a row that is set aside has one issue.
    pub fn set_rows_aside(&mut self, rows: &BTreeMap<Line, String>, trouble: Trouble) {
        let ranks: BTreeSet<usize> = rows.keys().map(|line| line.rank).collect();
        let before = std::mem::take(&mut self.issues);
        self.issues = before.into_iter().flat_map(|issue| issue.without(&ranks)).collect();
        let issue =
            |(line, value): (&Line, &String)| Issue::row(*line, Fate::SetAside, trouble, value);
        self.issues.extend(rows.iter().map(issue));
    }

    /// Puts the issues in the order of the file, notes on the whole file first.
    pub fn sort(&mut self) {
        self.issues.sort_by_key(|issue| (issue.rank, issue.fate, issue.trouble));
    }

    fn count(&self, fate: Fate) -> usize {
        let of_fate = self.issues.iter().filter(|issue| issue.fate == fate);
        of_fate.map(|issue| issue.rows).sum()
    }
}

impl Trouble {
    /// Whether the row has no defect but is outside what was chosen: a territory, or one slice
    /// of a table that counts the same people several ways.
    pub fn is_selection(self) -> bool {
        matches!(
            self,
            Self::OutsidePerimeter
                | Self::CodeUnknown
                | Self::CellOutside
                | Self::OtherSlice
                | Self::WithItsCommune
        )
    }

    /// Whether it says how the position or the commune of a place was found.
    pub fn is_of_whereabouts(self) -> bool {
        matches!(
            self,
            Self::LocatedByCommune
                | Self::PositionDistrusted
                | Self::CommuneDistrusted
                | Self::FarFromCommune
        )
    }
}
