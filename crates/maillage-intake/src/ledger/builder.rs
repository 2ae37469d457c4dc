//! Builder of the ledger: owns all accounts of a run until the ledger is finished.

use std::{collections::BTreeMap, path::Path};

use super::{Account, Issue, Ledger, Trouble};
use maillage_core::model::{FileId, Line};

/// The accounts of a run, while the fate of the rows is still open.
///
/// Each file has one account, opened once. Later findings about a row are added by the
/// [`FileId`] of its file.
#[derive(Debug, Clone, Default)]
pub struct LedgerBuilder {
    accounts: Vec<Account>,
}

impl LedgerBuilder {
    /// Opens the account of a file, and returns the id of the file.
    ///
    /// # Panics
    ///
    /// When the number of files exceeds 32 bits.
    pub fn open(&mut self, account: Account) -> FileId {
        let rank = u32::try_from(self.accounts.len()).expect("no run has so many files");
        let file = FileId(rank);
        self.accounts.push(Account { id: Some(file), ..account });
        file
    }

    /// The account of a file.
    ///
    /// # Panics
    ///
    /// When `file` was not opened by this ledger.
    pub fn account(&self, file: FileId) -> &Account {
        &self.accounts[file.index()]
    }

    /// All accounts in the order of opening, that is by [`FileId`].
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The accounts of lists of supply.
    pub fn lists(&self) -> impl Iterator<Item = &Account> {
        self.accounts.iter().filter(|account| account.role.is_list())
    }

    /// The names of all files without their extensions, by [`FileId`].
    pub fn stems(&self) -> Vec<String> {
        let stem = |account: &Account| {
            let stem = Path::new(&account.file).file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        };
        self.accounts.iter().map(stem).collect()
    }

    /// Adds an issue to the account of a file.
    pub fn add(&mut self, file: FileId, issue: Issue) {
        self.accounts[file.index()].issues.push(issue);
    }

    /// Adds issues to the account of a file.
    pub fn extend(&mut self, file: FileId, issues: impl IntoIterator<Item = Issue>) {
        self.accounts[file.index()].issues.extend(issues);
    }

    /// Sets the vintage of a file.
    pub fn set_vintage(&mut self, file: FileId, vintage: String) {
        self.accounts[file.index()].vintage = Some(vintage);
    }

    /// Sets rows of a file aside, each with a value: see [`Account::set_rows_aside`].
    pub fn set_rows_aside(
        &mut self,
        file: FileId,
        rows: &BTreeMap<Line, String>,
        trouble: Trouble,
    ) {
        self.accounts[file.index()].set_rows_aside(rows, trouble);
    }

    /// The issues of a file, to remove contacts from their values.
    pub(crate) fn issues_mut(&mut self, file: FileId) -> &mut [Issue] {
        &mut self.accounts[file.index()].issues
    }

    /// Keeps the issues of a file for which `is_kept` is true.
    pub(crate) fn retain(&mut self, file: FileId, is_kept: impl Fn(&Issue) -> bool) {
        self.accounts[file.index()].issues.retain(is_kept);
    }

    /// Adds `rows` to the kept rows of a file.
    pub fn add_kept(&mut self, file: FileId, rows: usize) {
        self.accounts[file.index()].kept += rows;
    }

    /// Sets the number of kept rows of a file to `rows`.
    pub fn set_kept(&mut self, file: FileId, rows: usize) {
        self.accounts[file.index()].kept = rows;
    }

    /// Recounts the kept rows of all lists: one for each element of `rows`, given by file.
    /// Replaces earlier counts.
    pub fn count_lists(&mut self, rows: impl Iterator<Item = FileId>) {
        for account in self.accounts.iter_mut().filter(|account| account.role.is_list()) {
            account.kept = 0;
        }
        for file in rows {
            self.accounts[file.index()].kept += 1;
        }
    }

    /// Adds further rows of a file to its account: counts and issues are merged.
    pub fn add_rows(&mut self, file: FileId, rows: Account) {
        let account = &mut self.accounts[file.index()];
        account.read += rows.read;
        account.kept += rows.kept;
        account.issues.extend(rows.issues);
    }

    /// The finished ledger, in the order of opening. Each account is sorted by line.
    pub fn finish(self) -> Ledger {
        let mut accounts = self.accounts;
        accounts.iter_mut().for_each(Account::sort);
        Ledger { accounts, ..Ledger::default() }
    }
}
