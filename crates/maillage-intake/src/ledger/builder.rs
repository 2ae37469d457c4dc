//! The one owner of the accounts of a run, from the reading of its files to the finished ledger.

use std::{collections::BTreeMap, path::Path};

use super::{Account, Issue, Ledger, Role, Trouble};
use maillage_core::model::{FileId, Line};

/// The accounts of a run, while it is not yet known what becomes of every row.
///
/// An account is opened once for each file; whatever is found out later about a row is added
/// by the [`FileId`] of its file.
#[derive(Debug, Clone, Default)]
pub struct LedgerBuilder {
    accounts: Vec<Account>,
}

impl LedgerBuilder {
    /// Takes in the account of a file that was read, and gives the file its identifier.
    ///
    /// # Panics
    ///
    /// Past four thousand million files.
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
    /// When this ledger has not opened it.
    pub fn account(&self, file: FileId) -> &Account {
        &self.accounts[file.index()]
    }

    /// All accounts, in the order in which they were opened: by [`FileId`].
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The accounts of lists of supply.
    pub fn lists(&self) -> impl Iterator<Item = &Account> {
        self.accounts.iter().filter(|account| account.role.is_list())
    }

    /// The first file of this role; `None` when there is none.
    pub fn with_role(&self, role: Role) -> Option<FileId> {
        self.accounts.iter().find(|account| account.role == role)?.id
    }

    /// The names of all files without their endings, by [`FileId`].
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

    /// States the vintage of a file's data.
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

    /// The issues of a file, to take contacts out of their values.
    pub(crate) fn issues_mut(&mut self, file: FileId) -> &mut [Issue] {
        &mut self.accounts[file.index()].issues
    }

    /// Counts so many more rows of a file as kept.
    pub fn add_kept(&mut self, file: FileId, rows: usize) {
        self.accounts[file.index()].kept += rows;
    }

    /// Counts so many rows of a file as kept, and no others.
    pub fn set_kept(&mut self, file: FileId, rows: usize) {
        self.accounts[file.index()].kept = rows;
    }

    /// Counts, in the accounts of lists, the rows that are kept: one for each of `rows`, which
    /// are given by their file. Whatever was counted before is forgotten.
    pub fn count_lists(&mut self, rows: impl Iterator<Item = FileId>) {
        for account in self.accounts.iter_mut().filter(|account| account.role.is_list()) {
            account.kept = 0;
        }
        for file in rows {
            self.accounts[file.index()].kept += 1;
        }
    }

    /// Takes in the account of rows of a file that has one already: their counts and issues
    /// are added up.
    pub fn add_rows(&mut self, file: FileId, rows: Account) {
        let account = &mut self.accounts[file.index()];
        account.read += rows.read;
        account.kept += rows.kept;
        account.issues.extend(rows.issues);
    }

    /// The finished ledger, each account sorted by line, in the order in which they were opened.
    pub fn finish(self) -> Ledger {
        let mut accounts = self.accounts;
        accounts.iter_mut().for_each(Account::sort);
        Ledger { accounts, rates: None }
    }
}
