//! `maillage check`.

use std::{
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    Voice,
    intake::{
        check::{CheckOptions, Checked, check},
        ledger::{Account, Issue},
    },
    output::{self, Detail, sentences::commands as words},
};
use serde::Serialize;

use crate::{
    Common,
    arguments::ReadingArguments,
    faults::Fault,
    layer::{Outputs, say_other_runs},
    paths::Paths,
    progress::Progress,
    sentences, terminal,
};

/// Say what each file is and what is wrong with it, row by row
///
/// Commune contours among the files serve to check the positions and codes of the others;
/// so do passage tables and tables of the Code officiel géographique. Of lists of places, contours
/// and tables by commune it prints which column was understood as what, and why, as a mapping.toml
/// that can be corrected and given back. Exit code 1 when a file cannot be read at all.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  maillage check places.json
  maillage check places.json communes-16.geojson      positions held against these contours
  maillage check places.xlsx --save-mapping mapping.toml
                                                      then correct it, and:
  maillage check places.xlsx --mapping mapping.toml
  maillage check *.csv --json                         one JSON object a file, for programs")]
pub(crate) struct Arguments {
    /// Files of any kind that maillage reads
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print one JSON object a file, on a line each
    #[arg(long)]
    json: bool,
    /// Write what was understood of the columns of all files to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) save_mapping: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
}

/// Rows of a file that are shown unless more is asked for.
const SHOWN: usize = 8;

pub(crate) fn run(
    arguments: &Arguments,
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let options = CheckOptions {
        mapping: arguments.reading.mapping.clone(),
        contacts: arguments.reading.contacts(),
        max_input_size: arguments.reading.max_input_size,
    };
    let progress = Progress::new(common);
    let checked = check(&arguments.files, &options, |path| progress.reading(path))?;
    progress.done();
    match &arguments.save_mapping {
        Some(path) => save_mapping(path, &checked, paths, common)?,
        None => say_other_runs(paths, common),
    }
    let stdout = &mut if arguments.json { terminal::json_stdout() } else { terminal::stdout() };
    if !arguments.json && !common.quiet && checked.len() > 1 {
        print_verdict(stdout, &checked, common.voice())?;
    }
    for checked in &checked {
        if arguments.json {
            serde_json::to_writer(&mut *stdout, &json(checked, common.voice()))?;
            writeln!(stdout)?;
        } else if !common.quiet || checked.outcome.is_err() {
            print(stdout, checked, common.detail(), common.voice())?;
        }
    }
    stdout.flush()?;
    let failed = checked.iter().any(|checked| checked.outcome.is_err());
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Writes the mappings of all lists, atomically.
fn save_mapping(
    path: &Path,
    checked: &[Checked],
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        checked.iter().any(|checked| checked.understood.is_some() || checked.columns.is_some()),
        Fault(sentences::no_mapping())
    );
    let mut outputs = Outputs::reserve(paths, common)?;
    outputs.write(path, |to| {
        for checked in checked {
            let text = mapping(checked, common.voice())?;
            if !text.is_empty() {
                writeln!(to, "{text}")?;
            }
        }
        Ok(())
    })?;
    outputs.publish(common)?;
    Ok(())
}

/// What was understood of the columns of a file, as its part of a mapping; empty for a file that
/// a mapping does not concern.
fn mapping(checked: &Checked, voice: Voice) -> io::Result<String> {
    let mut text = Vec::new();
    if let Some(list) = &checked.understood {
        output::write_mapping(&mut text, list, voice)?;
    }
    if let Some(columns) = &checked.columns {
        output::write_column_mapping(&mut text, columns, voice)?;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Writes the verdict on all files: how many are read, and which are not.
fn print_verdict(to: &mut dyn Write, checked: &[Checked], voice: Voice) -> io::Result<()> {
    let unread = checked.iter().filter(|checked| checked.outcome.is_err());
    let unread: Vec<String> = unread.map(|checked| checked.path.display().to_string()).collect();
    let read = checked.len() - unread.len();
    let aside = checked.iter().filter_map(|checked| checked.outcome.as_ref().ok());
    let aside: usize = aside.map(Account::set_aside).sum();
    writeln!(to, "{}", words::files_read(voice, read, aside))?;
    if !unread.is_empty() {
        writeln!(to, "{}", words::files_unread(voice, unread.len(), &unread.join(", ")))?;
    }
    writeln!(to)
}

/// Writes what a file is and what is wrong with it. Columns of the national standards, and rows
/// after the first [`SHOWN`], only in full.
fn print(to: &mut dyn Write, checked: &Checked, detail: Detail, voice: Voice) -> io::Result<()> {
    match &checked.outcome {
        Ok(account) => output::write_account(to, account, voice)?,
        Err(error) => writeln!(to, "{}", (voice.spell)(error.words().get(voice.lang)))?,
    }
    let is_standard = |account: &Account| !account.has_own_columns();
    let is_known = detail == Detail::Brief && checked.outcome.as_ref().is_ok_and(is_standard);
    let text = if is_known { String::new() } else { mapping(checked, voice)? };
    if !text.is_empty() {
        writeln!(to, "  {}", voice.say(words::columns_understood()))?;
        for line in text.lines() {
            writeln!(to, "    {line}")?;
        }
    }
    let Ok(account) = &checked.outcome else { return writeln!(to) };
    // Notes on the whole file were printed above.
    let of_rows = |run: &Range<usize>| account.issues[run.start].line.is_some();
    let mut runs: Vec<_> = account.runs().into_iter().filter(of_rows).collect();
    let shown = if detail == Detail::Full { runs.len() } else { SHOWN };
    if runs.len() > shown {
        account.put_most_telling_first(&mut runs);
    }
    for run in runs.iter().take(shown) {
        let (first, last) = (&account.issues[run.start], &account.issues[run.end - 1]);
        let lines = match (first.line, last.last_line()) {
            (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
            (line, _) => line.unwrap_or_default().to_string(),
        };
        let code = first.trouble.code();
        writeln!(to, "    {}", words::row(voice, &lines, code, &output::message(first, voice)))?;
    }
    if let Some(more) = runs.len().checked_sub(shown).filter(|more| *more > 0) {
        writeln!(to, "    {}", words::more_rows(voice, more))?;
    }
    writeln!(to)
}

/// A checked file in the JSON output.
#[derive(Serialize)]
#[serde(untagged)]
enum Json<'checked> {
    Read {
        file: String,
        format: &'static str,
        schema: &'static str,
        encoding: &'static str,
        crs: Option<&'checked str>,
        read: usize,
        kept: usize,
        merged: usize,
        set_aside: usize,
        issues: Vec<JsonIssue<'checked>>,
    },
    Unreadable {
        file: String,
        format: Option<&'static str>,
        schema: Option<&'static str>,
        encoding: Option<&'static str>,
        crs: Option<&'static str>,
        read: usize,
        kept: usize,
        merged: usize,
        set_aside: usize,
        issues: [JsonIssue<'checked>; 1],
        error: String,
    },
}

#[derive(Serialize)]
struct JsonIssue<'checked> {
    line: Option<usize>,
    /// Number of rows concerned, from `line` on, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<usize>,
    /// The line of the last row, when other rows lie in between.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_line: Option<usize>,
    fate: &'static str,
    code: &'static str,
    value: &'checked str,
    message: String,
}

fn json(checked: &Checked, voice: Voice) -> Json<'_> {
    let file = checked.path.display().to_string();
    match &checked.outcome {
        Ok(account) => of_account(file, account, voice),
        Err(error) => Json::Unreadable {
            file,
            format: None,
            schema: None,
            encoding: None,
            crs: None,
            read: 0,
            kept: 0,
            merged: 0,
            set_aside: 0,
            issues: [JsonIssue {
                line: None,
                rows: None,
                last_line: None,
                fate: "illisible",
                code: "fichier_illisible",
                value: "",
                message: (voice.spell)(error.words().get(voice.lang)),
            }],
            error: (voice.spell)(error.words().get(voice.lang)),
        },
    }
}

fn of_account(file: String, account: &Account, voice: Voice) -> Json<'_> {
    let issue = |issue: &'_ Issue| (issue.line, output::message(issue, voice));
    let issues = account.issues.iter().map(|told| {
        let (line, message) = issue(told);
        let (fate, code) = (told.fate.name(), told.trouble.code());
        let rows = Some(told.rows).filter(|rows| *rows > 1);
        let last_line = told.until;
        JsonIssue { line, rows, last_line, fate, code, value: &told.value, message }
    });
    Json::Read {
        file,
        format: account.format,
        schema: account.schema,
        encoding: account.encoding,
        crs: Some(account.crs.as_str()).filter(|crs| !crs.is_empty()),
        read: account.read,
        kept: account.kept,
        merged: account.merged(),
        set_aside: account.set_aside(),
        issues: issues.collect(),
    }
}
