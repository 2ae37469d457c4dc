//! The ledger: a total a file, then every row that was repaired, flagged, merged or set aside.
//! As CSV, and as a layer without geometry for formats that hold several.
//!
//! Rows lost to the choice of the territory that stand in a run share one line of the
//! ledger, from `ligne` to `ligne_fin`; any other row has a line of its own. Control characters
//! in names of files, sheets and columns are shown by their number.

use std::{
    borrow::Cow,
    io::{self, Write},
    ops::Range,
    sync::Arc,
};

use crate::{
    Column, Layer, Unit, Voice, Words,
    csv_rows::{Cell, CsvRows},
    layer::{Geometry, GeometryType},
    metadata,
    sentences::{layers, troubles::message},
    visible,
};
use maillage_intake::ledger::{Account, Issue, Ledger};

const HEADER: [&str; 11] = [
    "fichier",
    "ligne",
    "ligne_fin",
    "sort",
    "code",
    "valeur",
    "message",
    "lues",
    "retenues",
    "fusionnees",
    "ecartees",
];

/// Writes `ledger` as CSV in UTF-8.
///
/// # Errors
///
/// Those of `to`.
pub fn write_ledger(to: &mut dyn Write, ledger: &Ledger, voice: Voice) -> io::Result<()> {
    let mut rows = CsvRows::new(to, &HEADER)?;
    for entry in entries(ledger) {
        let number = |number: Option<usize>| number.map_or(Cell::EMPTY, Cell::from);
        let text = |text: Option<String>| text.map_or(Cell::EMPTY, Cell::from);
        let [read, kept, merged, set_aside] = entry.counts().map(number);
        rows.write([
            Cell::Text(visible(&entry.account.file)),
            number(entry.line()),
            number(entry.last_line()),
            entry.fate().into(),
            entry.code().into(),
            text(entry.value()),
            entry.message(voice).into(),
            read,
            kept,
            merged,
            set_aside,
        ])?;
    }
    rows.finish()
}

/// `ledger` as a table named `compte`, with the rows and the columns of [`write_ledger`]; its
/// messages are in the language of `voice`.
pub fn ledger_layer(ledger: &Ledger, voice: Voice) -> Layer<'_> {
    let entries: Arc<[Entry]> = entries(ledger).collect();
    let rows = entries.len();
    let text = |rank: usize, titles: Words, of: fn(&Entry, Voice) -> Option<String>| {
        let entries = entries.clone();
        Column::text(HEADER[rank], titles, move |row| of(&entries[row], voice))
    };
    let number = |rank: usize, titles: Words, of: fn(&Entry) -> Option<usize>| {
        let entries = entries.clone();
        Column::integer(HEADER[rank], Unit::None, titles, move |row| of(&entries[row]))
    };
    Layer {
        name: "compte",
        title: layers::ledger(),
        about: layers::ledger_about(),
        columns: vec![
            text(0, layers::file(), |entry, _| Some(visible(&entry.account.file).into_owned())),
            number(1, layers::line(), |entry| entry.line()),
            number(2, layers::last_line(), |entry| entry.last_line()),
            text(3, layers::fate(), |entry, _| Some(entry.fate().to_owned())),
            text(4, layers::code(), |entry, _| Some(entry.code().to_owned())),
            text(5, layers::value(), |entry, _| entry.value()),
            text(6, layers::message(), |entry, voice| Some(entry.message(voice))),
            number(7, layers::read(), |entry| entry.counts()[0]),
            number(8, layers::kept(), |entry| entry.counts()[1]),
            number(9, layers::merged(), |entry| entry.counts()[2]),
            number(10, layers::set_aside(), |entry| entry.counts()[3]),
        ],
        rows,
        geometry_type: GeometryType::None,
        geometry: Box::new(|_| Geometry::None),
        metadata: Box::new(|| Ok(metadata::of_program())),
        execution: None,
    }
}

/// A line of the ledger.
struct Entry<'run> {
    account: &'run Account,
    /// The issues of the account that it tells; `None` for its total.
    issues: Option<Range<usize>>,
}

/// The lines of the ledger: of each account its total, then its issues.
fn entries(ledger: &Ledger) -> impl Iterator<Item = Entry<'_>> {
    ledger.accounts.iter().flat_map(|account| {
        let issues = account.runs().into_iter().map(Some);
        std::iter::once(None).chain(issues).map(move |issues| Entry { account, issues })
    })
}

impl Entry<'_> {
    /// The first and the last issue that it tells.
    fn ends(&self) -> Option<(&Issue, &Issue)> {
        let Range { start, end } = self.issues.clone()?;
        Some((&self.account.issues[start], &self.account.issues[end - 1]))
    }

    fn line(&self) -> Option<usize> {
        self.ends()?.0.line
    }

    fn last_line(&self) -> Option<usize> {
        self.ends()?.1.last_line()
    }

    fn fate(&self) -> &'static str {
        self.ends().map_or("total", |(first, _)| first.fate.name())
    }

    fn code(&self) -> &'static str {
        self.ends().map_or("total", |(first, _)| first.trouble.code())
    }

    fn value(&self) -> Option<String> {
        self.plain_value().map(|value| visible(&value).into_owned())
    }

    /// The value as it is, of a run those of its ends.
    fn plain_value(&self) -> Option<Cow<'_, str>> {
        let (first, last) = self.ends()?;
        Some(if self.is_of_one() {
            Cow::Borrowed(&*first.value)
        } else {
            format!("{} … {}", first.value, last.value).into()
        })
    }

    fn is_of_one(&self) -> bool {
        self.issues.as_ref().is_some_and(|issues| issues.len() == 1)
    }

    fn message(&self, voice: Voice) -> String {
        let message = match (self.ends(), self.plain_value()) {
            (Some((first, _)), _) if self.is_of_one() => message(first, voice),
            (Some((first, _)), Some(value)) => {
                message(&Issue { value: value.into_owned(), ..first.clone() }, voice)
            }
            _ => {
                let Account { read, kept, .. } = self.account;
                let [merged, set_aside] = [self.account.merged(), self.account.set_aside()];
                format!("{read} = {kept} + {merged} + {set_aside}")
            }
        };
        visible(&message).into_owned()
    }

    /// Rows read, kept, merged and set aside of the file; only its total has them.
    fn counts(&self) -> [Option<usize>; 4] {
        if self.issues.is_some() {
            return [None; 4];
        }
        let of = self.account;
        [of.read, of.kept, of.merged(), of.set_aside()].map(Some)
    }
}

#[cfg(test)]
mod tests {
    use maillage_core::model::Line;
    use maillage_hours::Lang;
    use maillage_intake::ledger::{Fate, Trouble};

    use super::*;
    use crate::{LayerCsv, LayerFormat};

    /// A file of which two rows that stand in a run are outside, and one is merged.
    fn ledger() -> Ledger {
        let line = |rank: usize| Line { number: rank + 2, rank };
        let outside = |rank: usize, value: &str| {
            Issue::row(line(rank), Fate::SetAside, Trouble::OutsidePerimeter, value)
        };
        let issues = vec![
            Issue::file(Trouble::ColumnRead, "type\u{1b}"),
            outside(0, "01001"),
            outside(1, "01002"),
            Issue::row(line(2), Fate::Merged, Trouble::SamePlace, "=Mairie; <b>"),
        ];
        let file = "lieux <1>.csv".to_owned();
        let account = Account { file, read: 9, kept: 6, issues, ..Account::default() };
        Ledger { accounts: vec![account], ..Ledger::default() }
    }

    #[test]
    fn the_table_of_the_ledger_has_the_cells_of_its_csv() {
        for lang in [Lang::Fr, Lang::En] {
            let (ledger, voice) = (ledger(), Voice::of(lang));
            let (mut csv, mut table) = (Vec::new(), Vec::new());
            write_ledger(&mut csv, &ledger, voice).expect("memory");
            LayerCsv.write(&ledger_layer(&ledger, voice), &mut table).expect("memory");
            assert_eq!(String::from_utf8_lossy(&csv), String::from_utf8_lossy(&table));
        }
    }

    #[test]
    fn rows_in_a_run_share_a_line_and_the_total_comes_first() {
        let (ledger, mut csv) = (ledger(), Vec::new());
        write_ledger(&mut csv, &ledger, Voice::of(Lang::Fr)).expect("memory");
        let text = String::from_utf8(csv).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5, "{text}");
        assert_eq!(lines[1], "lieux <1>.csv,,,total,total,,9 = 6 + 1 + 2,9,6,1,2");
        assert!(lines[2].contains("type\\u{1b}"), "{}", lines[2]);
        assert!(lines[3].starts_with("lieux <1>.csv,2,3,ecarte"), "{}", lines[3]);
        assert!(lines[3].contains("01001 … 01002"), "{}", lines[3]);
        assert!(lines[4].contains("'=Mairie; <b>"), "{}", lines[4]);
    }
}
