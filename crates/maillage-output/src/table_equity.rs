//! Equity of any table: the table of its indices, and the report.

use std::io::{self, Write};

use maillage_core::equity::{Equity, PovertyLine, Undefined};
use maillage_intake::{ledger::Ledger, observations::ObservationColumns};

use serde_json::json;

use crate::{
    Voice, Words,
    csv_rows::{Cell, CsvRows},
    equity::indices,
    metadata,
    report::write_account,
    sentences::equity as words,
    table_access::write_json,
};

/// Equity that was measured of a table.
#[derive(Debug)]
pub struct TableEquity {
    /// The indices of all rows.
    pub all: Equity,
    /// Those of each group, by its name.
    pub groups: Vec<(String, Equity)>,
    /// The line of poverty, if one was given.
    pub line: Option<PovertyLine>,
    /// The columns that were read.
    pub columns: ObservationColumns,
    /// The account of every row.
    pub ledger: Ledger,
}

/// Writes one row for each index, of all and of each group: `groupe` (empty for all), `indicateur`,
/// `valeur`, and `motif` where it has no value.
///
/// # Errors
///
/// Those of `to`.
pub fn write_table_equity(to: &mut dyn Write, equity: &TableEquity) -> io::Result<()> {
    let mut rows = CsvRows::new(to, &["groupe", "indicateur", "valeur", "motif"])?;
    let all = std::iter::once(("", &equity.all));
    let groups = equity.groups.iter().map(|(name, equity)| (name.as_str(), equity));
    for (group, of) in all.chain(groups) {
        for (name, index) in indices(of) {
            // Within one group there are no groups to part.
            if !group.is_empty() && name.starts_with("theil_") {
                continue;
            }
            let (value, reason) = match index {
                Ok(value) => (Cell::Number(value.to_string()), ""),
                Err(reason) => (Cell::EMPTY, reason.name()),
            };
            rows.write([Cell::from(group), Cell::from(name), value, Cell::from(reason)])?;
        }
    }
    rows.finish()
}

/// The provenance of equity of a table, as JSON: the columns, the line, and the file with its
/// checksum.
///
/// # Errors
///
/// Those of `to`.
pub fn write_table_equity_metadata(to: &mut dyn Write, equity: &TableEquity) -> io::Result<()> {
    let columns = &equity.columns;
    let value = json!({
        "logiciel": "maillage",
        "version": env!("CARGO_PKG_VERSION"),
        "entrees": metadata::inputs(&equity.ledger),
        "colonnes": {
            "valeur": columns.value,
            "personnes": columns.weight,
            "groupe": columns.group,
            "ordre": columns.rank,
        },
        "seuil": equity.line.map(|line| line.to_string()),
        "palma": "moyenne des 10 % aux plus hautes valeurs / moyenne des 40 % aux plus basses",
    });
    write_json(to, &value)
}

/// Says what was read, and the indices of all.
///
/// # Errors
///
/// Those of `to`.
pub fn write_table_equity_report(
    to: &mut dyn Write,
    equity: &TableEquity,
    voice: Voice,
) -> io::Result<()> {
    for account in &equity.ledger.accounts {
        write_account(to, account, voice)?;
    }
    let TableEquity { all, columns, .. } = equity;
    let people = all.people.map_or_else(|_| "?".to_owned(), |people| voice.people(people));
    writeln!(to, "{}", words::table(voice, &columns.value, all.observations, &people))?;
    if columns.weight.is_none() {
        writeln!(to, "{}", words::each_row_counts_one(voice))?;
    }
    write_indices(to, all, &words::of_groups(), voice)?;
    if let (Some(line), Some(poverty)) = (equity.line, &all.fgt) {
        let [headcount, depth, severity] =
            [poverty.headcount, poverty.depth, poverty.severity].map(|index| said(index, voice));
        let line_said = match line {
            PovertyLine::Minimum(_) => words::below_the_line(voice, &headcount, &depth, &severity),
            PovertyLine::Maximum(_) => words::beyond_the_line(voice, &headcount, &depth, &severity),
        };
        writeln!(to, "  {line_said}\n{}", words::line(voice, line))?;
    }
    Ok(())
}

/// One line for each family of indices; `groups` names those of the Theil index.
pub(crate) fn write_indices(
    to: &mut dyn Write,
    of: &Equity,
    groups: &Words,
    voice: Voice,
) -> io::Result<()> {
    let said = |index| said(index, voice);
    writeln!(to, "  {}", words::gini(voice, &said(of.gini)))?;
    writeln!(to, "  {}", words::palma(voice, &said(of.palma)))?;
    let theil = match of.theil_by_group {
        // Of one group there is nothing to part.
        Ok(parts) if parts.between > 0.0 => {
            let [within, between] = [parts.within, parts.between].map(|part| said(Ok(part)));
            words::theil_in_parts(
                voice,
                &said(of.theil),
                &within,
                &between,
                &voice.say(groups.clone()),
            )
        }
        _ => words::theil(voice, &said(of.theil)),
    };
    writeln!(to, "  {theil}")?;
    let [p10, p50, p90] = [of.percentiles.p10, of.percentiles.p50, of.percentiles.p90].map(said);
    let ratio = said(of.percentiles.p90_to_p10);
    writeln!(to, "  {}", words::percentiles(voice, &p10, &p50, &p90, &ratio))?;
    if of.concentration != Err(Undefined::UnknownRank) {
        writeln!(to, "  {}", words::concentration(voice, &said(of.concentration)))?;
    }
    Ok(())
}

/// An index as it is shown, or why there is none.
fn said(index: Result<f64, Undefined>, voice: Voice) -> String {
    match index {
        Ok(value) => voice.decimal(value, 3),
        Err(reason) => words::undefined(voice, &voice.say(words::why(reason))),
    }
}
