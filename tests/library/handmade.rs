//! Small files written by hand, in a folder of their own.
//!
//! The communes are squares of a tenth of a degree in a row along the 45th parallel, so
//! that a reader can redo every number: 0.1° east is about 7.88 km there.

use std::{fs, path::PathBuf};

use maillage::{
    Coverage, CoverageOptions, LoadOptions, MeasureOptions, Sources, coverage,
    intake::ledger::{Account, Fate, Trouble},
};
use tempfile::TempDir;

/// A folder that vanishes with the test.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("the system gives temporary folders"))
    }

    /// Where a file is, or would be.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file and says where it is.
    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, contents).expect("the folder was made a moment ago");
        path
    }
}

/// Squares in a row from Greenwich eastwards, each sharing an edge with the next: the
/// commune of rank `n` spans 45° to 45.1° north and n/10° to (n+1)/10° east.
pub(crate) fn squares(codes: &[&str]) -> String {
    let row = codes.iter().enumerate();
    let west = |rank: usize| rank as f64 / 10.0;
    contours(&row.map(|(rank, code)| square(code, 45.0, west(rank))).collect::<Vec<_>>())
}

/// A square of a tenth of a degree whose south-west corner is given, as a feature.
pub(crate) fn square(code: &str, south: f64, west: f64) -> String {
    // Decimal text, so that neighbours share their vertices exactly.
    let (s, n) = (format!("{south:.1}"), format!("{:.1}", south + 0.1));
    let (w, e) = (format!("{west:.1}"), format!("{:.1}", west + 0.1));
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\",\"nom\":\"Carré {code}\"}},\
         \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":\
         [[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]}}}}"
    )
}

/// Features as a file, one a line from line 2.
pub(crate) fn contours(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// A list of médiation places: id, latitude, longitude; from line 2.
pub(crate) fn mediation(places: &[(&str, f64, f64)]) -> String {
    let mut text = String::from("id,nom,adresse,latitude,longitude,services\n");
    for (id, latitude, longitude) in places {
        text.push_str(&format!("{id},Lieu {id},Rue inventée,{latitude},{longitude},Aide\n"));
    }
    text
}

/// Runs the main job with the default options.
pub(crate) fn run(inputs: &Sources) -> Coverage {
    run_with(inputs, &CoverageOptions::default())
}

/// Runs the main job.
pub(crate) fn run_with(inputs: &Sources, options: &CoverageOptions) -> Coverage {
    coverage(inputs, options, &|_| {}).expect("the files were made to be read")
}

/// Default options but for how files are taken in.
pub(crate) fn loading(load: LoadOptions) -> CoverageOptions {
    CoverageOptions { load, ..CoverageOptions::default() }
}

/// Default options but for what is measured.
pub(crate) fn measuring(measure: MeasureOptions) -> CoverageOptions {
    CoverageOptions { measure, ..CoverageOptions::default() }
}

/// The account of the file called `name`.
pub(crate) fn account<'run>(coverage: &'run Coverage, name: &str) -> &'run Account {
    let mut accounts = coverage.ledger.accounts.iter();
    accounts.find(|account| account.file == name).expect("the file is an input of the run")
}

/// What the account tells of the row on `line`.
pub(crate) fn told(account: &Account, line: usize) -> Vec<(Fate, Trouble)> {
    let of_line = account.issues.iter().filter(|issue| issue.line == Some(line));
    of_line.map(|issue| (issue.fate, issue.trouble)).collect()
}
