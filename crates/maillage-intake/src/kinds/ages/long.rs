//! Long tables of ages: one row for each age. Examples: INSEE's `TD_POP1B` and the files of
//! its Melodi catalogue.
//!
//! A first pass lists the slices (years, sexes, totals, aggregates of ages). A second pass
//! reads the slices that together count everybody once. Rows of other slices are set aside,
//! with one issue for each text that identifies the slice. A commune with a missing age, a
//! duplicate age or a figure that is not a number of people has no ages.
//!
//! Two passes, O(rows). Memory holds one number for each commune and band.

use std::collections::{BTreeMap, HashMap};

use maillage_core::model::{AgeBand, Line};
use maillage_tables::{Columns, Passes, PassingRow};
use maillage_words::spoken::Rank;

use super::{
    AgeBasis, AgeDefect, AgeTable, Counted, Counts,
    slices::{SliceSelection, Slices, Use},
    written::WrittenAge,
};
use crate::{
    Error, Result,
    kinds::{
        population::population_column,
        table::{self, Further, TableRecord},
    },
    ledger::{Fate, Issue, Trouble},
    sentences,
    source::{Loaded, PeopleCount, mapping::columns::given_or},
};

/// Maximum number of communes: France has far fewer.
const MOST_COMMUNES: usize = 200_000;
/// Minimum share of ages among the sampled texts of a column of ages.
const MOSTLY: f64 = 0.8;

const KIND: [&str; 2] = ["nivgeo", "geo_object"];
const SEX: [&str; 3] = ["sexe", "sex", "genre"];
const MEASURE: [&str; 3] = ["rp_measure", "measure", "mesure"];
const STATUS: [&str; 1] = ["obs_status"];
const YEAR: [&str; 6] = ["time_period", "annee", "millesime", "year", "an", "periode"];
const VALUE: [&str; 12] = [
    "nb",
    "obs_value",
    "valeur",
    "value",
    "effectif",
    "effectifs",
    "nombre",
    "population",
    "pop",
    "ind",
    "personnes",
    "habitants",
];

/// The columns of a long table, by rank.
pub(super) struct LongColumns {
    pub(super) code: usize,
    pub(super) age: usize,
    pub(super) value: usize,
    pub(super) kind: Option<usize>,
    pub(super) sex: Option<usize>,
    pub(super) measure: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) year: Option<usize>,
}

impl LongColumns {
    /// Finds the columns. `sample` holds the first rows. `None` when the table is not a
    /// long table of ages.
    pub(super) fn of(columns: &Columns, sample: &[Vec<String>]) -> Option<Self> {
        let kind = given_or(columns, "type", &KIND).or_else(|| columns.find(&table::KIND));
        let code = given_or(columns, "code", &table::CODE).or_else(|| columns.rank("geo"))?;
        let year = given_or(columns, "annee", &YEAR);
        let value = given_or(columns, "effectif", &VALUE).or_else(|| population_column(columns))?;
        let mut named = columns.folded().filter(|(_, name)| is_age(name)).map(|(rank, _)| rank);
        let holds_ages = |rank: &usize| {
            let texts =
                || sample.iter().map(|row| row[*rank].as_str()).filter(|text| !text.is_empty());
            let ages = texts().filter(|text| WrittenAge::read(text).is_some()).count();
            ages > 0 && ages as f64 >= MOSTLY * texts().count() as f64
        };
        let age = given_or(columns, "age", &[])
            .or_else(|| named.find(|rank| ![code, value].contains(rank) && holds_ages(rank)))?;
        Some(Self {
            code,
            age,
            value,
            kind,
            sex: given_or(columns, "sexe", &SEX),
            measure: columns.find(&MEASURE),
            status: columns.find(&STATUS),
            year,
        })
    }

    fn names(&self, columns: &Columns) -> String {
        let read = [Some(self.code), self.kind, Some(self.age), self.sex, self.measure, self.year];
        let read: Vec<usize> = read.into_iter().flatten().chain([self.value]).collect();
        super::names_of(columns, &read)
    }
}

/// Whether a column with this folded name may hold ages.
fn is_age(name: &str) -> bool {
    let coded = ["aged", "ageq", "agepyr"].iter().any(|word| {
        name.strip_prefix(word).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    });
    coded || name.split('_').any(|word| ["age", "ages"].contains(&word))
}

/// The population of a long table.
pub(super) fn ages(
    mut table: Passes,
    columns: LongColumns,
    rates: &[AgeBand],
) -> Result<(Loaded<TableRecord<Counts>>, AgeTable)> {
    let mut slices = Slices::of(&mut table, &columns)?;
    let selection = slices.choose(table.path(), rates)?;
    let read = columns.names(table.columns());
    let path = table.path().to_owned();
    let mut pivot = Pivot::new(&columns, &selection);
    let emptied = table.load(|line, row| {
        let use_of_row = slices.use_of(&row, &selection);
        pivot.take(line, &row, use_of_row, slices.ages());
        if pivot.communes.len() > MOST_COMMUNES {
            let found = sentences::many_communes(Rank(MOST_COMMUNES));
            return Err(Error::from(maillage_tables::Error::TooLarge {
                path: path.clone(),
                found,
            }));
        }
        Ok(())
    })?;
    let mut loaded = Loaded::without_records(emptied);
    loaded.issues.push(Issue::file(Trouble::ColumnRead, read));
    for (reason, Aside { lines, rows }) in &pivot.aside {
        let value = format!("{}, {rows}", slices.reason(*reason));
        let issue = Issue::among(*lines, *rows, Fate::SetAside, Trouble::OtherSlice, value);
        loaded.issues.push(issue);
    }
    loaded.vintage = Some(selection.year.clone()).filter(|year| !year.is_empty());
    loaded.records = pivot.records();
    let counted = Counted { basis: AgeBasis::People, rest: None };
    Ok((loaded, AgeTable { bands: selection.bands, counted }))
}

/// The communes under construction, from their rows.
struct Pivot<'table> {
    columns: &'table LongColumns,
    selection: &'table SliceSelection,
    communes: Vec<CommuneRows>,
    ranks: HashMap<String, usize>,
    /// Index of the commune of the previous row.
    last: usize,
    /// Rows of other slices, by dimension and text.
    aside: BTreeMap<(u16, u16), Aside>,
}

/// First line, last line and number of the rows of another slice.
struct Aside {
    lines: (Line, Line),
    rows: usize,
}

/// A commune under construction.
struct CommuneRows {
    code: String,
    kind: String,
    lines: (Line, Line),
    rows: usize,
    people: Box<[f64]>,
    /// The figures already read: one bit for each band and sex.
    seen: [u64; 4],
    total: (f64, u16),
    is_stated: bool,
    defect: Option<AgeDefect>,
}

impl<'table> Pivot<'table> {
    fn new(columns: &'table LongColumns, selection: &'table SliceSelection) -> Self {
        Self {
            columns,
            selection,
            communes: Vec::new(),
            ranks: HashMap::new(),
            last: 0,
            aside: BTreeMap::new(),
        }
    }

    fn take(&mut self, line: Line, row: &PassingRow, use_of_row: Use, ages: u16) {
        match use_of_row {
            Use::People { band, sex } => {
                let figure = PeopleCount::read(&row.text(Some(self.columns.value)));
                let cell = usize::from(band) * usize::from(self.selection.sexes) + usize::from(sex);
                let band = usize::from(band);
                let of_band = self.selection.bands[band];
                self.commune(row).take(line, (band, of_band), cell, figure);
            }
            Use::Total(text) => {
                if let Some(people) =
                    PeopleCount::read(&row.text(Some(self.columns.value))).people()
                {
                    let commune = self.commune(row);
                    commune.total = (commune.total.0 + people, commune.total.1 + 1);
                    commune.is_stated = true;
                }
                self.put_aside(line, (ages, text));
            }
            Use::Aside(dimension, text) => self.put_aside(line, (dimension, text)),
            Use::Open => {}
        }
    }

    fn put_aside(&mut self, line: Line, reason: (u16, u16)) {
        let aside = self.aside.entry(reason).or_insert(Aside { lines: (line, line), rows: 0 });
        aside.lines.1 = line;
        aside.rows += 1;
    }

    fn commune(&mut self, row: &PassingRow) -> &mut CommuneRows {
        let code = row.text(Some(self.columns.code));
        if self.communes.get(self.last).is_none_or(|last| last.code != code) {
            self.last = match self.ranks.get(&*code) {
                Some(rank) => *rank,
                None => {
                    self.ranks.insert(code.clone().into_owned(), self.communes.len());
                    self.communes.push(CommuneRows {
                        code: code.into_owned(),
                        kind: row.text(self.columns.kind).into_owned(),
                        lines: (Line::default(), Line::default()),
                        rows: 0,
                        people: vec![0.0; self.selection.bands.len()].into(),
                        seen: [0; 4],
                        total: (0.0, 0),
                        is_stated: false,
                        defect: None,
                    });
                    self.communes.len() - 1
                }
            };
        }
        &mut self.communes[self.last]
    }

    fn records(self) -> Vec<TableRecord<Counts>> {
        let selection = self.selection;
        let communes = self.communes.into_iter().filter(|commune| commune.rows > 0);
        communes.map(|commune| commune.record(selection)).collect()
    }
}

impl CommuneRows {
    fn take(
        &mut self,
        line: Line,
        (band, ages): (usize, AgeBand),
        cell: usize,
        figure: PeopleCount,
    ) {
        if self.rows == 0 {
            self.lines.0 = line;
        }
        self.lines.1 = line;
        self.rows += 1;
        self.is_stated |= !figure.is_blank();
        let (word, bit) = (cell / 64, 1_u64 << (cell % 64));
        let defect = if self.seen[word] & bit != 0 {
            Some(AgeDefect::Twice(line, ages))
        } else if let PeopleCount::People(people) = figure {
            self.people[band] += people;
            None
        } else {
            Some(AgeDefect::Figure(line, figure))
        };
        self.seen[word] |= bit;
        self.defect = self.defect.take().or(defect);
    }

    fn record(self, selection: &SliceSelection) -> TableRecord<Counts> {
        let sexes = usize::from(selection.sexes);
        let is_there = |cell: usize| self.seen[cell / 64] & (1 << (cell % 64)) != 0;
        let missing = || {
            let cell = (0..selection.bands.len() * sexes).find(|cell| !is_there(*cell))?;
            Some(AgeDefect::Missing(selection.bands[cell / sexes]))
        };
        let defect = self.defect.or_else(missing);
        let (total, totals) = self.total;
        let is_of_all =
            totals == selection.sexes && selection.bands.iter().any(|of| of.from() == 0);
        TableRecord {
            line: self.lines.0,
            further: Further { rows: self.rows - 1, last: self.lines.1 },
            code: self.code,
            kind: self.kind,
            values: Counts {
                is_stated: self.is_stated,
                total: is_of_all.then_some(total),
                bands: defect.map_or(Ok(self.people.into_vec()), Err),
            },
        }
    }
}
