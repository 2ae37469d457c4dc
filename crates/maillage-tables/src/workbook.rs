//! Spreadsheets of Excel and OpenDocument, of which one worksheet is read.
//!
//! Cells are stored by row and not as a grid: a sheet may have one cell at each end of a million
//! rows by sixteen thousand columns.

mod biff;
mod excel;
mod ods;

use std::{
    collections::{BTreeMap, btree_map::Entry},
    path::Path,
};

use maillage_core::model::Line;
use maillage_spelling::fold;
use maillage_words::spoken::Rank;

use super::{
    Decoded, Named,
    cell::clean_cell,
    cells::CellsBuilder,
    header::{self, Header},
};
use crate::{Budget, Columns, Error, Format, Result, Row, sentences};
use crate::{Defect, DefectKind};

/// Maximum number of names that a message lists.
const LISTED: usize = 12;
/// How many times the rows of any other sheet a sheet of communes has that is the table itself.
const MOST_ROWS: usize = 10;
/// Number of columns from which sheets that differ by one column are of one form.
const LEAST_ALIKE: usize = 3;
/// Number of rows of a sheet that is no list.
const TINY: usize = 4;
/// Words of the names of sheets that hold what is over (« Archive 2021 », « Fermés ») or explain the
/// others (« Lisez-moi »).
const OVER_OR_ABOUT: [&str; 27] = [
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
    "fermeture",
    "fermetures",
    "projet",
    "projets",
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
    "doublons",
];

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
    cells: CellsBuilder,
    /// The first formula error in the row.
    error: Option<Box<str>>,
    /// Whether the row has cells beyond the maximum number of columns.
    cut: bool,
}

/// Content that one cell displays.
enum CellContent {
    Nothing,
    Text(String),
    Error(String),
}

/// Decodes the worksheet named `wanted`, or by default one that is `preferred`, or else the one with
/// the most filled cells that is of the present, with the others of its form below it.
pub(super) fn decode(
    path: &Path,
    bytes: &[u8],
    format: Format,
    (wanted, preferred): Named,
    budget: &mut Budget,
) -> Result<Decoded> {
    let sheets = match format {
        Format::Ods => ods::worksheets(path, bytes, budget)?,
        Format::Xls => excel::of_before_2007(path, bytes, budget)?,
        Format::Xlsb => excel::binary(path, bytes, budget)?,
        _ => excel::of_xml(path, bytes, budget)?,
    };
    let listing = listing(&sheets);
    let count = sheets.len();
    let chosen = match wanted {
        Some(wanted) => named(&sheets, wanted).ok_or_else(|| Error::NoWorksheet {
            path: path.to_owned(),
            wanted: wanted.to_owned(),
            found: listing.clone(),
        })?,
        None => preferred
            .iter()
            .find_map(|name| named(&sheets, name).filter(|rank| sheets[*rank].filled > 0))
            .or_else(|| fullest(&sheets))
            .ok_or_else(|| Error::Empty { path: path.to_owned() })?,
    };
    let alike = if wanted.is_some() { vec![chosen] } else { of_its_form(&sheets, chosen) };
    let (read, left) = if wanted.is_some() { (alike, Vec::new()) } else { latest(&sheets, alike) };
    let name = |rank: &usize| sheets[*rank].name.as_str();
    let names: Vec<&str> = read.iter().map(name).collect();
    let at: Vec<String> = read.iter().map(|rank| (rank + 1).to_string()).collect();
    let text = format!("{} ({} / {count}: {listing})", names.join(" + "), at.join(" + "));
    let left: Vec<&str> = left.iter().map(name).collect();
    let left = left.join(", ");
    // Sheets of one form, one a département, are one table.
    let mut of_form = sheets.into_iter().enumerate().filter(|(rank, _)| read.contains(rank));
    let (_, mut sheet) = of_form.next().expect("one was chosen among them");
    of_form.for_each(|(_, other)| sheet.append(other));
    let mut decoded = sheet.decoded(path, format, budget)?;
    if !left.is_empty() {
        decoded.defects.insert(0, Defect::file(DefectKind::SheetsLeft, left));
    }
    if count > 1 {
        decoded.defects.insert(0, Defect::file(DefectKind::SheetRead, text));
    }
    Ok(decoded)
}

/// Whether a sheet or a layer of this name holds what is over, or explains the others.
pub(super) fn is_over_or_about(name: &str) -> bool {
    is_called(name, &OVER_OR_ABOUT)
}

/// Whether a name has one of these words, folded.
fn is_called(name: &str, words: &[&str]) -> bool {
    fold(name).split(' ').any(|word| words.contains(&word))
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
    let rank = |at: usize, sheet: &Worksheet| {
        let is_visible = sheet.is_table() && !sheet.hidden;
        (is_visible && !is_set_apart(sheets, at), is_visible, sheet.filled)
    };
    let filled = sheets.iter().enumerate().filter(|(_, sheet)| sheet.filled > 0);
    // Of equal sheets, the first is chosen.
    filled.rev().max_by_key(|(at, sheet)| rank(*at, sheet)).map(|(at, _)| at)
}

/// Whether a sheet is of the past or explains the others. One of communes is the table itself, and
/// not a nomenclature beside a list, where it has many times the rows of each other, and no fewer
/// columns unless the other is tiny.
fn is_set_apart(sheets: &[Worksheet], at: usize) -> bool {
    let sheet = &sheets[at];
    let outdoes = |other: &Worksheet| {
        let is_tiny = other.rows.len() <= TINY;
        sheet.rows.len() >= MOST_ROWS * other.rows.len()
            && (is_tiny || sheet.form().len() >= other.form().len())
    };
    let is_the_table = || {
        let mut others = sheets.iter().enumerate().filter(|(rank, it)| *rank != at && !it.hidden);
        others.all(|(_, other)| outdoes(other))
    };
    is_over_or_about(&sheet.name) || is_called(&sheet.name, &["communes"]) && !is_the_table()
}

/// The ranks of the sheets of the form of the one `chosen`, with it, in their order. Columns may come in
/// another order, and one may be named otherwise, be added or be missing, where three are alike. Sheets
/// whose names differ from its own by a year only have most of its columns: some were added since.
fn of_its_form(sheets: &[Worksheet], chosen: usize) -> Vec<usize> {
    let form = sheets[chosen].form();
    let dated = Dated::of(&sheets[chosen].name);
    let is_alike = |at: usize| {
        let sheet = &sheets[at];
        if at == chosen {
            return true;
        }
        if sheet.hidden || is_set_apart(sheets, at) || form.len() < 2 {
            return false;
        }
        let other = sheet.form();
        let shared = other.iter().filter(|name| form.contains(name)).count();
        let of_another_year = Dated::of(&sheet.name).differs_by_year(&dated)
            && sheet.is_table()
            && 2 * shared > form.len().max(other.len());
        let most = form.len().max(other.len());
        let alike = shared == most || shared >= LEAST_ALIKE && shared + 1 == most;
        let of_its_columns = alike && (other.len() == form.len() || sheet.is_table());
        of_its_columns || of_another_year
    };
    (0..sheets.len()).filter(|at| is_alike(*at)).collect()
}

/// Separates the sheets to read, of `alike`, from those of the past: of names that differ by a year
/// only all but the latest, or but the one without a year, and those called by a year alone beside
/// others.
fn latest(sheets: &[Worksheet], alike: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let dated: Vec<Dated> = sheets.iter().map(|sheet| Dated::of(&sheet.name)).collect();
    let is_named = |at: &usize| !dated[*at].words.is_empty();
    // A form prepared for the next year has no row yet.
    let filled = || alike.iter().filter(|at| sheets[**at].is_table());
    let are_named = filled().any(is_named);
    let is_past = |at: &usize| {
        let is_before = |other: &usize| dated[*at].is_before(&dated[*other]);
        are_named && !is_named(at) || filled().any(is_before)
    };
    let (left, read) = alike.iter().copied().partition(is_past);
    (read, left)
}

/// The name of a sheet, and the year in it.
struct Dated {
    words: String,
    year: Option<u32>,
}

impl Dated {
    fn of(name: &str) -> Self {
        let folded = fold(name);
        let year_of = |word: &str| {
            let year = word.parse().ok().filter(|_| word.len() == 4)?;
            (1990..2100).contains(&year).then_some(year)
        };
        let year = folded.split(' ').filter_map(year_of).max();
        let words: Vec<&str> = folded.split(' ').filter(|it| year_of(it).is_none()).collect();
        Self { words: words.join(" "), year }
    }

    fn differs_by_year(&self, other: &Self) -> bool {
        self.words == other.words && self.year != other.year
    }

    /// Whether the two differ by a year, and this one is the older. A sheet without a year is that
    /// of the present.
    fn is_before(&self, other: &Self) -> bool {
        let is_older = self.year.is_some_and(|year| other.year.is_none_or(|of| year < of));
        self.differs_by_year(other) && is_older
    }
}

/// Whether `bytes` start as a compound file, which an `.xls` is.
pub(super) fn is_xls(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xD0\xCF\x11\xE0")
}

impl SheetRow {
    /// Memory of a row in the tree of rows, without its cells, in bytes.
    const EMPTY: usize = 150;

    /// The texts of the cells, up to the last filled one.
    fn texts(&self) -> Vec<&str> {
        (0..self.cells.width()).map(|rank| self.cells.get(rank)).collect()
    }

    /// The row with its cells in these columns. Those beyond them stay as far to the right of them.
    fn moved(mut self, places: &[usize]) -> Self {
        if places.iter().enumerate().all(|(rank, place)| rank == *place) {
            return self;
        }
        let end = places.iter().max().map_or(0, |last| last + 1);
        let mut cells = CellsBuilder::default();
        for (rank, text) in self.cells.iter() {
            let beyond = || end + rank - places.len();
            cells.put(places.get(rank).copied().unwrap_or_else(beyond), text);
        }
        self.cells = cells;
        self
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
        budget: &mut Budget,
        (first, last): ((u32, u32), (u32, u32)),
    ) -> Result<()> {
        let (column, is_column) = (first.1, first.1 == last.1);
        let text = self.rows.get(&first.0).map_or("", |row| row.cells.get(column as usize));
        if text.is_empty() || !is_column {
            return Ok(());
        }
        let text = text.to_owned();
        let rows: Vec<u32> = self.rows.range(first.0 + 1..=last.0).map(|(row, _)| *row).collect();
        for row in rows {
            self.put(budget, (row, column), CellContent::Text(text.clone()))?;
        }
        Ok(())
    }

    /// Whether two rows or more have at least two filled cells.
    fn is_table(&self) -> bool {
        let wide = |row: &&SheetRow| row.cells.filled() > 1;
        self.rows.values().filter(wide).nth(1).is_some()
    }

    fn header(&self) -> Header {
        let head: Vec<_> = self.rows.values().take(header::SAMPLE).map(SheetRow::texts).collect();
        Header::of(&head)
    }

    /// The folded names of its columns.
    fn form(&self) -> Vec<String> {
        let names = self.header().names;
        names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect()
    }

    /// Takes in the rows of a sheet of the same form, below its own. Each cell goes to the column of
    /// its name, which is added where there is none.
    fn append(&mut self, other: Self) {
        let header = other.header();
        let places = self.places_of(&header.names);
        let below = self.rows.last_key_value().map_or(0, |(row, _)| row + 1);
        for (at, (_, row)) in other.rows.into_iter().skip(header.below).enumerate() {
            self.rows.insert(below + at as u32, row.moved(&places));
        }
        self.filled += other.filled;
    }

    /// The columns in which a sheet with these names of columns has its cells here. Of several columns
    /// of one name the first is the first here, and so on.
    fn places_of(&mut self, names: &[String]) -> Vec<usize> {
        let Header { rank, names: own, .. } = self.header();
        let mut free: Vec<Option<String>> = own.iter().map(|name| Some(fold(name))).collect();
        let mut width = self.rows.values().map(|row| row.cells.width()).max().unwrap_or(0);
        let mut places = Vec::with_capacity(names.len());
        for name in names {
            let folded = fold(name);
            let place = free.iter().position(|own| own.as_deref() == Some(&folded));
            places.push(place.unwrap_or_else(|| {
                if let Some(header) = self.rows.values_mut().nth(rank) {
                    header.cells.put(width, name);
                }
                width += 1;
                width - 1
            }));
            if let Some(place) = place {
                free[place] = None;
            }
        }
        places
    }

    /// Stores the content of the cell at this row and column, both counted from 0.
    fn put(
        &mut self,
        budget: &mut Budget,
        (row, column): (u32, u32),
        shown: CellContent,
    ) -> Result<()> {
        if matches!(&shown, CellContent::Nothing) {
            return Ok(());
        }
        let row = match self.rows.entry(row) {
            Entry::Occupied(row) => row.into_mut(),
            Entry::Vacant(row) => {
                budget.take(SheetRow::EMPTY)?;
                row.insert(SheetRow::default())
            }
        };
        let column = column as usize;
        if column >= Columns::MOST {
            row.cut = true;
            return Ok(());
        }
        let text = match shown {
            CellContent::Text(text) => text,
            CellContent::Error(error) => {
                row.error.get_or_insert(error.into());
                return Ok(());
            }
            CellContent::Nothing => return Ok(()),
        };
        budget.take_grown_cell(text.len())?;
        row.cells.put(column, &text);
        self.filled += 1;
        Ok(())
    }

    fn decoded(self, path: &Path, format: Format, budget: &mut Budget) -> Result<Decoded> {
        let is_filled = |(_, row): &(u32, SheetRow)| {
            row.cut
                || row.error.is_some()
                || row.cells.iter().any(|(_, cell)| !cell.trim().is_empty())
        };
        budget.take_values::<(u32, SheetRow)>(self.rows.len())?;
        let rows: Vec<(u32, SheetRow)> = self.rows.into_iter().filter(is_filled).collect();
        let head: Vec<_> = rows.iter().take(header::SAMPLE).map(|(_, row)| row.texts()).collect();
        let Header { rank, below, mut names } = Header::of(&head);
        let Some((_, first)) = rows.get(rank) else {
            return Err(Error::Empty { path: path.to_owned() });
        };
        if first.cut {
            let found = sentences::wide_header(Rank(Columns::MOST));
            return Err(Error::TooLarge { path: path.to_owned(), found });
        }
        let mut defects = header::titles(head.into_iter().take(rank));
        defects.extend(header::values(&names));
        defects.extend(header::duplicate_names(&names));
        let mut kept = Vec::with_capacity(rows.len());
        for (order, (row, found)) in rows.into_iter().skip(below).enumerate() {
            let line = Line { number: row as usize + 1, rank: order };
            if found.cut {
                let count = format!("> {}", Columns::MOST);
                defects.push(Defect::lost_row(line, DefectKind::TooManyFields, count));
                budget.take_defects(&defects, defects.len() - 1)?;
                continue;
            }
            // An unnamed column is kept when one of its cells is filled.
            if found.cells.width() > names.len() {
                names.resize(found.cells.width(), String::new());
            }
            // The cells were paid when they were put, and those of the worksheet are dropped.
            budget.take_values::<Row>(1)?;
            let noted = defects.len();
            kept.push(row_of(found, line, &mut defects));
            budget.take_defects(&defects, noted)?;
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
    let mut cells = CellsBuilder::default();
    for (rank, cell) in found.cells.iter() {
        let (cell, kind) = clean_cell(cell);
        if let Some(kind) = kind.filter(|_| !noted) {
            defects.push(Defect::row(line, kind, &*cell));
            noted = true;
        }
        cells.push(rank, &cell);
    }
    Row::of(line, cells.cells(), None)
}

/// The text of `number` as a code or a measure: whole numbers without `.0`, others with the fewest
/// digits that identify them.
fn text_of_number(number: f64) -> String {
    // Adding zero turns −0 into 0.
    (number + 0.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet of `rows` rows below the header `form`.
    fn sheet(name: &str, form: &str, rows: u32) -> Worksheet {
        let mut sheet = Worksheet::new(name.to_owned(), false);
        let row = |cells: &str| {
            let mut row = SheetRow::default();
            cells.split(';').enumerate().for_each(|(rank, cell)| row.cells.put(rank, cell));
            row
        };
        sheet.rows.insert(0, row(form));
        let below = form.split(';').map(|_| name).collect::<Vec<_>>().join(";");
        sheet.rows.extend((1..=rows).map(|at| (at, row(&below))));
        sheet.filled = (rows as usize + 1) * form.split(';').count();
        sheet
    }

    /// The names of the sheets that are read and of those that are left.
    fn read(sheets: &[(&str, &str, u32)]) -> (String, String) {
        let sheets: Vec<_> =
            sheets.iter().map(|(name, form, rows)| sheet(name, form, *rows)).collect();
        let chosen = fullest(&sheets).expect("a sheet is filled");
        let (read, left) = latest(&sheets, of_its_form(&sheets, chosen));
        let names = |of: Vec<usize>| {
            of.into_iter().map(|at| sheets[at].name.as_str()).collect::<Vec<_>>().join(" + ")
        };
        (names(read), names(left))
    }

    #[test]
    fn of_sheets_that_differ_by_a_year_the_latest_is_read() {
        const FORM: &str = "nom;commune;horaires";
        for (names, expected, others) in [
            (&["2022", "2023", "2024"][..], "2024", "2022 + 2023"),
            (&["Lieux 2024", "Lieux 2023"], "Lieux 2024", "Lieux 2023"),
            (&["Lieux 2023", "Lieux"], "Lieux", "Lieux 2023"),
            (&["Nord", "Sud", "2023"], "Nord + Sud", "2023"),
            (&["Nord", "Sud"], "Nord + Sud", ""),
            (&["Nord 2023", "Nord 2024", "Sud 2024"], "Nord 2024 + Sud 2024", "Nord 2023"),
            (&["16", "23"], "16 + 23", ""),
        ] {
            // The older a sheet, the more rows it has.
            let sheets: Vec<_> =
                (2..).zip(names).map(|(rows, name)| (*name, FORM, 20 - rows)).collect();
            assert_eq!(read(&sheets), (expected.to_owned(), others.to_owned()));
        }
        let to_come = [("Lieux 2024", FORM, 20), ("Lieux 2025", FORM, 0)];
        assert!(read(&to_come).0.starts_with("Lieux 2024"));
        let of_another_form =
            [("Lieux 2023", FORM, 20), ("Lieux 2024", "nom;commune;horaires;site", 9)];
        assert_eq!(read(&of_another_form).0, "Lieux 2024");
        let of_others = [("Lieux 2023", FORM, 20), ("Bilan 2024", "mois;visites", 9)];
        assert_eq!(read(&of_others).0, "Lieux 2023");
    }

    #[test]
    fn sheets_of_the_same_columns_in_another_order_or_but_for_one_are_one_table() {
        for (form, is_read) in [
            ("commune;nom;horaires", true),
            ("nom;;commune;horaires", true),
            ("nom;commune;horaires;site", true),
            ("nom de la structure;commune;horaires", false),
            ("nom;prénom;téléphone", false),
        ] {
            let read = read(&[("Ain", "nom;commune;horaires", 9), ("Alpes", form, 5)]).0;
            assert_eq!(read == "Ain + Alpes", is_read, "{form}: {read}");
        }
        let four =
            [("Ain", "nom;rue;commune;horaires", 9), ("Alpes", "titre;rue;commune;horaires", 5)];
        assert_eq!(read(&four).0, "Ain + Alpes");
        // Each cell goes to the column of its name.
        let mut first = sheet("Ain", "nom;commune;horaires", 1);
        let mut other = sheet("Alpes", "horaires;site;nom;commune", 0);
        let mut row = SheetRow::default();
        ["9h-12h", "a.fr", "Mairie", "Gap"]
            .iter()
            .enumerate()
            .for_each(|(at, it)| row.cells.put(at, it));
        other.rows.insert(1, row);
        first.append(other);
        let texts: Vec<Vec<&str>> = first.rows.values().map(SheetRow::texts).collect();
        assert_eq!(texts[0], ["nom", "commune", "horaires", "site"]);
        assert_eq!(texts[2], ["Mairie", "Gap", "9h-12h", "a.fr"]);
    }

    #[test]
    fn a_long_sheet_of_communes_is_no_nomenclature() {
        let communes = ("Communes", "code_insee;population", 400);
        assert_eq!(read(&[communes, ("Sources", "nom;lien", 2)]).0, "Communes");
        assert_eq!(read(&[communes, ("Lieux", "nom;commune", 120)]).0, "Lieux");
        assert_eq!(read(&[communes, ("Lieux", "nom;commune;horaires", 30)]).0, "Lieux");
        let archive = ("Communes (archive)", "code_insee;population", 400);
        assert_eq!(read(&[archive, ("Lieux", "nom;commune", 2)]).0, "Lieux");
    }
}
