//! Spreadsheets of Excel and OpenDocument, of which one worksheet is read.
//!
//! Cells are stored by row and not as a grid: a sheet may have one cell at each end of a million
//! rows by sixteen thousand columns.

mod biff;
mod excel;
mod ods;

use std::{collections::BTreeMap, path::Path};

use super::{Decoded, budget::Budget, cell::clean_cell, header};
use crate::{Columns, Error, Format, Result, Row};
use crate::{Defect, DefectKind};
use maillage_core::model::Line;
use maillage_spelling::fold;

/// Maximum number of names that a message lists.
const LISTED: usize = 12;

/// One worksheet with the text of its cells, not yet cleaned.
struct Worksheet {
    name: String,
    hidden: bool,
    rows: BTreeMap<u32, SheetRow>,
    filled: usize,
}

/// The filled cells of one row.
#[derive(Default)]
struct SheetRow {
    cells: Vec<Box<str>>,
    /// The first formula error in the row.
    error: Option<String>,
    /// Whether the row has cells beyond the maximum number of columns.
    cut: bool,
}

/// Content that one cell displays.
enum CellContent {
    Nothing,
    Text(String),
    Error(String),
}

/// Decodes the worksheet named `wanted`, or by default the one with the most filled cells that is
/// of the present, with the others of its form below it.
pub(super) fn decode(
    path: &Path,
    bytes: &[u8],
    format: Format,
    wanted: Option<&str>,
) -> Result<Decoded> {
    let sheets = match format {
        Format::Ods => ods::worksheets(path, bytes)?,
        Format::Xls => excel::of_before_2007(path, bytes)?,
        Format::Xlsb => excel::binary(path, bytes)?,
        _ => excel::of_xml(path, bytes)?,
    };
    let listing = listing(&sheets);
    let count = sheets.len();
    let chosen = match wanted {
        Some(wanted) => named(&sheets, wanted).ok_or_else(|| Error::NoWorksheet {
            path: path.to_owned(),
            wanted: wanted.to_owned(),
            found: listing.clone(),
        })?,
        None => fullest(&sheets).ok_or_else(|| Error::Empty { path: path.to_owned() })?,
    };
    let form = sheets[chosen].form();
    let is_alike = |(rank, sheet): (usize, &Worksheet)| {
        rank == chosen
            || wanted.is_none()
                && !sheet.hidden
                && !sheet.is_set_apart()
                && form.len() > 1
                && sheet.form() == form
    };
    let alike: Vec<bool> = sheets.iter().enumerate().map(is_alike).collect();
    let read: Vec<usize> = (0..count).filter(|rank| alike[*rank]).collect();
    let names: Vec<&str> = read.iter().map(|rank| sheets[*rank].name.as_str()).collect();
    let at: Vec<String> = read.iter().map(|rank| (rank + 1).to_string()).collect();
    let read = format!("{} ({} / {count}: {listing})", names.join(" + "), at.join(" + "));
    // Sheets of one form, one a département, are one table.
    let mut of_form = sheets.into_iter().zip(alike).filter(|(_, is_alike)| *is_alike);
    let (mut sheet, _) = of_form.next().expect("one was chosen among them");
    of_form.for_each(|(other, _)| sheet.append(other));
    let mut decoded = sheet.decoded(path, format)?;
    if count > 1 {
        decoded.defects.insert(0, Defect::file(DefectKind::SheetRead, read));
    }
    Ok(decoded)
}

fn listing(sheets: &[Worksheet]) -> String {
    let names = sheets.iter().take(LISTED).map(|sheet| sheet.name.as_str());
    let names = names.collect::<Vec<_>>().join(", ");
    if sheets.len() > LISTED { format!("{names}, …") } else { names }
}

/// Rank of the sheet with this name. An exact match comes first; otherwise case and accents are
/// ignored.
fn named(sheets: &[Worksheet], wanted: &str) -> Option<usize> {
    let exact = sheets.iter().position(|sheet| sheet.name == wanted);
    exact.or_else(|| sheets.iter().position(|sheet| fold(&sheet.name) == fold(wanted)))
}

/// Rank of the sheet with the most filled cells, among visible sheets that look like a table and
/// are neither of the past nor a nomenclature, or else among all.
fn fullest(sheets: &[Worksheet]) -> Option<usize> {
    let rank = |sheet: &Worksheet| {
        let is_visible = sheet.is_table() && !sheet.hidden;
        (is_visible && !sheet.is_set_apart(), is_visible, sheet.filled)
    };
    let filled = sheets.iter().enumerate().filter(|(_, sheet)| sheet.filled > 0);
    // Of equal sheets, the first is chosen.
    filled.rev().max_by_key(|(_, sheet)| rank(sheet)).map(|(at, _)| at)
}

impl SheetRow {
    fn texts(&self) -> Vec<&str> {
        self.cells.iter().map(|cell| &**cell).collect()
    }
}

impl Worksheet {
    fn new(name: String, hidden: bool) -> Self {
        Self { name, hidden, rows: BTreeMap::new(), filled: 0 }
    }

    /// Gives the text of a cell merged over several rows to each of them that has other cells: the
    /// commune of a group of places stands in its first row only.
    fn fill_merged(
        &mut self,
        path: &Path,
        budget: &mut Budget,
        (first, last): ((u32, u32), (u32, u32)),
    ) -> Result<()> {
        let (column, is_column) = (first.1, first.1 == last.1);
        let text = self.rows.get(&first.0).and_then(|row| row.cells.get(column as usize)).cloned();
        let Some(text) = text.filter(|text| is_column && !text.is_empty()) else { return Ok(()) };
        let rows: Vec<u32> = self.rows.range(first.0 + 1..=last.0).map(|(row, _)| *row).collect();
        for row in rows {
            self.put(path, budget, (row, column), CellContent::Text(text.to_string()))?;
        }
        Ok(())
    }

    /// Whether two rows or more have at least two filled cells.
    fn is_table(&self) -> bool {
        let wide = |row: &&SheetRow| row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        self.rows.values().filter(wide).nth(1).is_some()
    }

    /// Whether its name says that it holds what is over (« Archive 2021 », « Fermés ») or what
    /// explains the others (« Lisez-moi », « Communes »).
    fn is_set_apart(&self) -> bool {
        const WORDS: [&str; 24] = [
            "archive",
            "archives",
            "ancien",
            "anciens",
            "ancienne",
            "anciennes",
            "ferme",
            "fermes",
            "fermee",
            "fermees",
            "supprimes",
            "historique",
            "brouillon",
            "corbeille",
            "lisez",
            "readme",
            "notice",
            "legende",
            "metadonnees",
            "nomenclature",
            "parametres",
            "listes",
            "communes",
            "doublons",
        ];
        fold(&self.name).split(' ').any(|word| WORDS.contains(&word))
    }

    /// The folded names of its columns.
    fn form(&self) -> Vec<String> {
        let head: Vec<_> = self.rows.values().take(header::SAMPLE).map(SheetRow::texts).collect();
        let names = head.get(header::rank(&head)).map_or(&[][..], Vec::as_slice);
        names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect()
    }

    /// Takes in the rows of a sheet of the same form, below its own.
    fn append(&mut self, other: Self) {
        let head: Vec<_> = other.rows.values().take(header::SAMPLE).map(SheetRow::texts).collect();
        let skipped = header::rank(&head) + 1;
        let below = self.rows.last_key_value().map_or(0, |(row, _)| row + 1);
        for (rank, (_, row)) in other.rows.into_iter().skip(skipped).enumerate() {
            self.rows.insert(below + rank as u32, row);
        }
        self.filled += other.filled;
    }

    /// Stores the content of the cell at this row and column, both counted from 0.
    fn put(
        &mut self,
        path: &Path,
        budget: &mut Budget,
        (row, column): (u32, u32),
        shown: CellContent,
    ) -> Result<()> {
        if matches!(&shown, CellContent::Nothing) {
            return Ok(());
        }
        let row = self.rows.entry(row).or_default();
        let column = column as usize;
        if column >= Columns::MOST {
            row.cut = true;
            return Ok(());
        }
        let text = match shown {
            CellContent::Text(text) => text,
            CellContent::Error(error) => {
                row.error.get_or_insert(error);
                return Ok(());
            }
            CellContent::Nothing => return Ok(()),
        };
        let missing = (column + 1).saturating_sub(row.cells.len());
        budget.take_cells(path, missing, &text)?;
        if missing > 0 {
            row.cells.resize(column + 1, Box::default());
        }
        row.cells[column] = text.into();
        self.filled += 1;
        Ok(())
    }

    fn decoded(self, path: &Path, format: Format) -> Result<Decoded> {
        let is_filled = |(_, row): &(u32, SheetRow)| {
            row.cut || row.error.is_some() || row.cells.iter().any(|cell| !cell.trim().is_empty())
        };
        let rows: Vec<(u32, SheetRow)> = self.rows.into_iter().filter(is_filled).collect();
        let head: Vec<_> = rows.iter().take(header::SAMPLE).map(|(_, row)| row.texts()).collect();
        let rank = header::rank(&head);
        let Some((_, names)) = rows.get(rank) else {
            return Err(Error::Empty { path: path.to_owned() });
        };
        if names.cut {
            let found = format!("its header has more than {} columns", Columns::MOST);
            return Err(Error::TooLarge { path: path.to_owned(), found });
        }
        let mut names = header::names(names.texts().into_iter());
        let mut defects = header::titles(head.into_iter().take(rank));
        defects.extend(header::duplicate_names(&names));
        let mut kept = Vec::with_capacity(rows.len());
        for (order, (row, found)) in rows.into_iter().skip(rank + 1).enumerate() {
            let line = Line { number: row as usize + 1, rank: order };
            if found.cut {
                let count = format!("> {}", Columns::MOST);
                defects.push(Defect::lost_row(line, DefectKind::TooManyFields, count));
                continue;
            }
            // An unnamed column is kept when one of its cells is filled.
            if found.cells.len() > names.len() {
                names.resize(found.cells.len(), String::new());
            }
            kept.push(row_of(found, line, &mut defects));
        }
        let columns = Columns::new(names);
        Ok(Decoded {
            format,
            encoding: "UTF-8",
            crs: None,
            columns,
            rows: kept,
            defects,
            tables: BTreeMap::new(),
        })
    }
}

fn row_of(found: SheetRow, line: Line, defects: &mut Vec<Defect>) -> Row {
    if let Some(error) = found.error {
        defects.push(Defect::row(line, DefectKind::CellInError, error));
    }
    let mut noted = false;
    let cells = found.cells.iter().map(|cell| {
        let (cell, kind) = clean_cell(cell);
        if let Some(kind) = kind.filter(|_| !noted) {
            defects.push(Defect::row(line, kind, &*cell));
            noted = true;
        }
        cell
    });
    Row::new(line, cells.collect(), None)
}

/// The text of `number` as a code or a measure: whole numbers without `.0`, others with the fewest
/// digits that identify them.
fn text_of_number(number: f64) -> String {
    // Adding zero turns −0 into 0.
    (number + 0.0).to_string()
}
