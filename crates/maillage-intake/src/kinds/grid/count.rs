//! Aggregation of population grids: the homes of each commune, and the ages of its
//! residents.
//!
//! A cell belongs to the commune of its code. When the contours lack that code (another
//! vintage), the cell belongs to the commune around its centre. Values are never adjusted:
//! a cell with secret or unreadable residents is set aside, and a cell whose ages do not
//! sum to its residents has unknown ages. Residents of unknown age are distributed like the
//! other residents of the cell.
//!
//! One pass over each file, three where cells have several rows: O(cells). Rows are judged on all
//! cores and counted in their order. A home takes 40 bytes during the pass, 32 afterwards. Nothing
//! depends on the order of the rows: sums are exact.

mod ages;
mod exact;
mod placing;
mod residents;
mod seen;
mod twice;

pub(super) use residents::Residents;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use maillage_core::{
    geodesy::Position,
    model::{AgeBand, Commune, CommuneCode, CommuneId, Envelope, FileId, Home, Line, listing},
};
use maillage_tables::crs::Crs;
use maillage_words::{Words, first_few};

use self::{
    ages::{Ages, of_cell},
    exact::FixedPointSum,
    placing::{Placed, Placing},
    seen::Seen,
    twice::{BestRows, GridRow},
};
use super::{Cell, CellRow, Centres, Grid, PeopleCount, TakenRow};
use crate::{
    Error, Result,
    ledger::{Account, Fate, Issue, LedgerBuilder, Trouble},
    sentences,
};

/// The homes of the communes, and the ages of their residents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridPeople {
    /// The inhabited cells by commune, from south to north in each.
    pub residents: Residents,
    /// The bands of age of the grids, from the youngest; empty when the grids have no ages.
    pub bands: Vec<AgeBand>,
    /// People by band, by commune. Only cells with known ages are counted, so
    /// these are proportions, not totals. `None` when no cell has known ages.
    pub ages: Vec<Option<Vec<f64>>>,
    /// Number of inhabited cells.
    pub cells: usize,
    /// Number of inhabited cells with imputed values.
    pub imputed_cells: usize,
    /// Residents of the cells with imputed values.
    pub imputed_people: f64,
    /// Counts of cells, by commune.
    pub cells_by_commune: Vec<CellCounts>,
    /// Side lengths of the cells, in metres, sorted. Several when the grids of different
    /// territories differ.
    pub cell_metres: Vec<u32>,
    /// Communes that the grids cover only in part, by code. Their cells are not used.
    pub in_part: Vec<CommuneCode>,
    /// The grids, in the order given.
    pub files: Vec<FileId>,
}

/// Counts of the inhabited cells of a commune.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CellCounts {
    /// All inhabited cells.
    pub cells: usize,
    /// Cells whose values INSEE imputed.
    pub imputed: usize,
    /// Residents of the imputed cells.
    pub imputed_people: f64,
}

/// The residents of `communes`, in their order, from the cells of `grids`. Opens the
/// account of each grid in `ledger`.
///
/// `need_of` receives the bands of age of the grids and returns the share of people in need
/// in each, 0 to 1. The need of a cell is the sum over its bands. A cell of unknown ages
/// takes the mean rate of its commune, or that of all cells. Without rates, or without any
/// ages, the need of a cell equals its residents.
///
/// # Errors
///
/// [`Error::GridBands`] when the grids have different bands; [`Error::GridSizes`] when one
/// reference system has cells of two sizes; when a file cannot be read; the errors of
/// `need_of`.
///
/// # Panics
///
/// When `need_of` returns another number of rates than bands.
pub fn residents(
    mut grids: Vec<Grid>,
    communes: &[Commune],
    need_of: impl FnOnce(&[AgeBand]) -> Result<Option<Vec<f64>>>,
    ledger: &mut LedgerBuilder,
) -> Result<GridPeople> {
    let bands = common_bands(&grids)?;
    let rates = need_of(&bands)?;
    if let Some(rates) = &rates {
        assert_eq!(rates.len(), bands.len(), "need_of gives a rate per band");
    }
    let judge = Judge { placing: Some(Placing::new(communes)), rates };
    let new = |chosen| Census { chosen, ..Census::new(&judge, communes.len()) };
    let mut census = new(HashMap::new());
    let mut accounts = census.count_all(&mut grids)?;
    if !census.twice.is_empty() {
        let chosen = census.best_rows(&mut grids)?;
        census = new(chosen);
        accounts = census.count_all(&mut grids)?;
    }
    let files = accounts.into_iter().map(|account| ledger.open(account)).collect();
    Ok(census.people(bands, files))
}

/// The account of a grid alone, without joining its cells to communes.
///
/// # Errors
///
/// Those of [`residents`].
pub fn cells_alone(mut grid: Grid) -> Result<Account> {
    Census::new(&Judge { placing: None, rates: None }, 1).count(0, &mut grid)
}

fn common_bands(grids: &[Grid]) -> Result<Vec<AgeBand>> {
    let Some(first) = grids.first() else { return Ok(Vec::new()) };
    match grids.iter().find(|grid| grid.bands() != first.bands()) {
        None => Ok(first.bands().to_vec()),
        Some(grid) => Err(Error::GridBands {
            path: grid.path().to_owned(),
            found: Box::new(listing_or_none(grid.bands())),
            other: first.path().to_owned(),
            expected: Box::new(listing_or_none(first.bands())),
        }),
    }
}

fn listing_or_none(bands: &[AgeBand]) -> Words {
    if bands.is_empty() { sentences::none() } else { Words::same(&listing(bands)) }
}

/// Minimum share of the residents of a commune that its cells must hold. Below, the commune
/// is at the edge of the grid.
const HALF: f64 = 0.5;
/// Number of communes that a note names.
const EXAMPLES: usize = 3;

impl GridPeople {
    /// Drops the cells of communes for which the grid holds less than half of the
    /// residents, because the other residents may live anywhere. Adds an issue that names
    /// these communes to the first grid. `communes` are those that the grids were joined to.
    pub fn leave_out_parts(&mut self, communes: &[Commune], ledger: &mut LedgerBuilder) {
        let people = |id: CommuneId| self.residents.people(id);
        let in_part: BTreeSet<CommuneId> = (0..communes.len())
            .map(CommuneId::new)
            .filter(|id| !self.residents.of(*id).is_empty())
            .filter(|id| {
                let residents = communes[id.index()].population.unwrap_or(0) as f64;
                people(*id) < HALF * residents
            })
            .collect();
        let Some(&file) = self.files.first() else { return };
        if communes.iter().all(|commune| commune.population.is_none()) {
            ledger.add(file, Issue::file(Trouble::GridUnchecked, ""));
        }
        if in_part.is_empty() {
            return;
        }
        let example = |id: &CommuneId| {
            let commune = &communes[id.index()];
            let (here, all) = (people(*id), commune.population.unwrap_or(0));
            format!("{} {} {here:.0}/{all}", commune.code, commune.name)
        };
        let examples = first_few(in_part.iter().map(example), EXAMPLES);
        let value = format!("{} ({examples})", in_part.len());
        ledger.add(file, Issue::file(Trouble::GridInPart, value));
        self.in_part = in_part.iter().map(|id| communes[id.index()].code).collect();
        for id in &in_part {
            self.ages[id.index()] = None;
        }
        self.residents.retain(|id| !in_part.contains(&id));
    }
}

/// What a row is judged by, alone.
struct Judge<'communes> {
    /// Assigns cells to communes. When `None`, all cells belong to the first commune.
    placing: Option<Placing<'communes>>,
    rates: Option<Vec<f64>>,
}

/// Running counts over all grids.
struct Census<'run> {
    judge: &'run Judge<'run>,
    seen: Seen,
    /// Cells with several rows.
    twice: HashSet<Cell>,
    /// The row that counts of each cell with several, where they are known; else the first.
    chosen: HashMap<Cell, GridRow>,
    sizes: BTreeMap<Crs, u32>,
    /// Homes with their commune. The need of a cell of unknown ages is NaN
    /// until all cells are read.
    homes: Vec<(CommuneId, Home)>,
    ages: Vec<Option<Vec<FixedPointSum>>>,
    imputed_cells: usize,
    by_commune: Vec<CellCounts>,
    imputed_people: Vec<FixedPointSum>,
}

/// A row by itself: its cell, and what would be counted of it, or why it cannot be and the value.
struct JudgedRow {
    cell: Option<Cell>,
    sound: std::result::Result<SoundRow, (Trouble, String)>,
}

/// A row that may count: its commune and people, and the codes of a cell that has its commune by its
/// centre.
struct SoundRow {
    cell: Cell,
    centre: Position,
    commune: CommuneId,
    by_centre: Option<Option<String>>,
    people: f64,
    ages: Ages,
    imputed: bool,
}

/// Memory in which rows are judged, and the transformations of their systems.
#[derive(Default)]
struct Desk {
    centres: Centres,
    bands: Vec<PeopleCount>,
}

/// Whether a cell is kept.
enum CellOutcome {
    Kept { imputed: bool },
    SetAside(Trouble, String),
}

impl Judge<'_> {
    fn judged(&self, desk: &mut Desk, row: &CellRow) -> JudgedRow {
        JudgedRow { cell: row.cell, sound: self.sound(desk, row) }
    }

    /// The row, if its cell, commune and residents can be read; else why not, and the value.
    fn sound(
        &self,
        desk: &mut Desk,
        row: &CellRow,
    ) -> std::result::Result<SoundRow, (Trouble, String)> {
        let aside = |trouble, value: &str| Err((trouble, value.to_owned()));
        let Some(cell) = row.cell else {
            return aside(Trouble::CellUnreadable, &row.id());
        };
        let centre = desk.centres.of(cell).filter(|centre| Envelope::of(*centre).is_some());
        let Some(centre) = centre else {
            return aside(Trouble::OutsideFrance, &row.id());
        };
        let codes = row.codes();
        let codes = codes.as_deref();
        let placed = match &self.placing {
            Some(placing) => placing.of(codes.unwrap_or_default(), centre),
            None => Placed::ByCode(CommuneId(0)),
        };
        let (commune, by_centre) = match placed {
            Placed::ByCode(commune) => (commune, None),
            Placed::ByCentre(commune) => (commune, Some(codes.map(str::to_owned))),
            Placed::Nowhere => {
                let code = codes.filter(|codes| !codes.is_empty());
                return aside(Trouble::CellOutside, code.unwrap_or(&row.id()));
            }
        };
        let people = match row.people() {
            PeopleCount::People(people) => people,
            PeopleCount::Secret(text) => return Err((Trouble::PeopleSecret, text)),
            PeopleCount::Unreadable(text) => return Err((Trouble::PeopleUnreadable, text)),
        };
        desk.bands.clear();
        desk.bands.extend(row.ages());
        let ages = of_cell(&desk.bands, row.ageless().as_ref(), people);
        let imputed = row.is_imputed();
        Ok(SoundRow { cell, centre, commune, by_centre, people, ages, imputed })
    }
}

impl<'run> Census<'run> {
    fn new(judge: &'run Judge<'run>, communes: usize) -> Self {
        Self {
            judge,
            seen: Seen::default(),
            twice: HashSet::new(),
            chosen: HashMap::new(),
            sizes: BTreeMap::new(),
            homes: Vec::new(),
            ages: vec![None; communes],
            imputed_cells: 0,
            by_commune: vec![CellCounts::default(); communes],
            imputed_people: vec![FixedPointSum::default(); communes],
        }
    }

    fn count_all(&mut self, grids: &mut [Grid]) -> Result<Vec<Account>> {
        grids.iter_mut().enumerate().map(|(rank, grid)| self.count(rank, grid)).collect()
    }

    /// The rows that count of the cells with several.
    fn best_rows(&mut self, grids: &mut [Grid]) -> Result<HashMap<Cell, GridRow>> {
        let cells = std::mem::take(&mut self.twice);
        let judge = self.judge;
        let mut best = BestRows::default();
        for (rank, grid) in grids.iter_mut().enumerate() {
            let of = |desk: &mut Desk, row: &CellRow| {
                let cell = row.cell.filter(|cell| cells.contains(cell))?;
                let sound = judge.sound(desk, row).ok()?;
                Some((cell, sound.people, row.record()))
            };
            grid.read(Desk::default, of, |row, found| {
                if let Some((cell, people, record)) = found {
                    best.compare(cell, people, &record, (rank, row.line.rank));
                }
                Ok(())
            })?;
        }
        Ok(best.rows())
    }

    /// Counts the cells of the grid of this rank.
    fn count(&mut self, rank: usize, grid: &mut Grid) -> Result<Account> {
        let path = grid.path().to_owned();
        let mut found = GridIssues::default();
        let (mut kept, mut imputed_cells) = (0, 0);
        let mut systems = BTreeSet::new();
        let judge = self.judge;
        let of = |desk: &mut Desk, row: &CellRow| judge.judged(desk, row);
        let mut account = grid.read(Desk::default, of, |row, judged| {
            if let Some(cell) = judged.cell {
                if let Some(size) = self.other_size(cell) {
                    return Err(Error::GridSizes {
                        path: path.clone(),
                        line: row.line.number,
                        found: cell.metres(),
                        size,
                        crs: cell.crs().to_string(),
                    });
                }
                systems.insert(cell.crs());
            }
            match self.outcome(rank, row, judged, &mut found) {
                CellOutcome::Kept { imputed } => {
                    kept += 1;
                    imputed_cells += usize::from(imputed);
                }
                CellOutcome::SetAside(trouble, value) => found.set_aside(row.line, trouble, value),
            }
            Ok(())
        })?;
        account.kept = kept;
        let systems: Vec<String> = systems.iter().map(Crs::to_string).collect();
        account.crs = systems.join(", ");
        account.issues.extend(found.issues());
        if imputed_cells > 0 {
            let note = Issue::file(Trouble::CellsImputed, imputed_cells.to_string());
            account.issues.push(note);
        }
        account.sort();
        Ok(account)
    }

    /// The size of other cells in the same reference system, when it differs from that of
    /// `cell`.
    fn other_size(&mut self, cell: Cell) -> Option<u32> {
        let size = *self.sizes.entry(cell.crs()).or_insert(cell.metres());
        (size != cell.metres()).then_some(size)
    }

    /// Counts a row of the grid of this rank, if it is kept.
    fn outcome(
        &mut self,
        grid: usize,
        row: &TakenRow,
        judged: JudgedRow,
        found: &mut GridIssues,
    ) -> CellOutcome {
        let sound = match judged.sound {
            Ok(sound) => sound,
            Err((trouble, value)) => return CellOutcome::SetAside(trouble, value),
        };
        let SoundRow { cell, centre, commune, people, imputed, .. } = sound;
        let is_other = |chosen: &GridRow| *chosen != (grid, row.line.rank);
        if self.chosen.get(&cell).is_some_and(is_other) {
            return CellOutcome::SetAside(Trouble::CellTwice, row.id());
        }
        if !self.seen.insert(cell) {
            self.twice.insert(cell);
            return CellOutcome::SetAside(Trouble::CellTwice, row.id());
        }
        if let Some(codes) = sound.by_centre {
            found.by_centre(row.line, codes);
        }
        if people == 0.0 {
            return CellOutcome::Kept { imputed: false };
        }
        let need = self.need(commune, sound.ages, people, row.line, found);
        self.homes.push((commune, Home { position: centre, people, need }));
        let counts = &mut self.by_commune[commune.index()];
        counts.cells += 1;
        if imputed {
            counts.imputed += 1;
            self.imputed_people[commune.index()] += people;
            self.imputed_cells += 1;
        }
        CellOutcome::Kept { imputed }
    }

    /// Adds the residents of a cell to the ages of its commune, and estimates its need.
    fn need(
        &mut self,
        commune: CommuneId,
        ages: Ages,
        people: f64,
        line: Line,
        found: &mut GridIssues,
    ) -> f64 {
        let rates = self.judge.rates.as_deref();
        let unknown = if rates.is_some() { f64::NAN } else { people };
        let by_band = match ages {
            Ages::Known(by_band) => by_band,
            Ages::Absent => return unknown,
            Ages::Unknown(trouble, value) => {
                found.issues.push(Issue::row(line, Fate::Kept, trouble, value));
                return unknown;
            }
        };
        let new = || vec![FixedPointSum::default(); by_band.len()];
        let sums = self.ages[commune.index()].get_or_insert_with(new);
        for (sum, people) in sums.iter_mut().zip(&by_band) {
            *sum += *people;
        }
        rates.map_or(people, |rates| in_need(&by_band, rates))
    }

    fn people(mut self, bands: Vec<AgeBand>, files: Vec<FileId>) -> GridPeople {
        let values =
            |sums: Vec<FixedPointSum>| sums.into_iter().map(FixedPointSum::value).collect();
        let ages = std::mem::take(&mut self.ages).into_iter();
        let ages: Vec<Option<Vec<f64>>> = ages.map(|of_commune| of_commune.map(values)).collect();
        self.estimate_unknown(&ages);
        for (counts, people) in self.by_commune.iter_mut().zip(&self.imputed_people) {
            counts.imputed_people = people.value();
        }
        let south_to_north = |home: &Home| (home.position.latitude(), home.position.longitude());
        self.homes.sort_unstable_by(|(commune, one), (of, other)| {
            let (one, other) = (south_to_north(one), south_to_north(other));
            commune.cmp(of).then(one.0.total_cmp(&other.0)).then(one.1.total_cmp(&other.1))
        });
        let cells = self.homes.len();
        let metres: BTreeSet<u32> = self.sizes.into_values().collect();
        GridPeople {
            residents: Residents::new(ages.len(), self.homes),
            bands,
            ages,
            cells,
            imputed_cells: self.imputed_cells,
            imputed_people: self.by_commune.iter().map(|counts| counts.imputed_people).sum(),
            cells_by_commune: self.by_commune,
            cell_metres: metres.into_iter().collect(),
            in_part: Vec::new(),
            files,
        }
    }

    /// Gives cells of unknown ages the mean rate of their commune, or that of all cells.
    fn estimate_unknown(&mut self, ages: &[Option<Vec<f64>>]) {
        let Some(rates) = &self.judge.rates else { return };
        let rate = |by_band: &[f64]| {
            let people: f64 = by_band.iter().sum();
            (people > 0.0).then(|| in_need(by_band, rates) / people)
        };
        let mut of_all = vec![0.0; rates.len()];
        for by_band in ages.iter().flatten() {
            of_all.iter_mut().zip(by_band).for_each(|(sum, people)| *sum += people);
        }
        // Without any ages there is no estimate: all residents have the same weight.
        let overall = rate(&of_all).unwrap_or(1.0);
        for (commune, home) in self.homes.iter_mut().filter(|(_, home)| home.need.is_nan()) {
            let of_commune = ages[commune.index()].as_deref().and_then(rate);
            home.need = home.people * of_commune.unwrap_or(overall);
        }
    }
}

/// People in need, from the people of each band and the rates.
fn in_need(by_band: &[f64], rates: &[f64]) -> f64 {
    by_band.iter().zip(rates).map(|(people, rate)| people * rate).sum()
}

/// The issues with the rows of one grid.
#[derive(Default)]
struct GridIssues {
    issues: Vec<Issue>,
    outside: Option<Outside>,
    no_codes: bool,
}

/// Consecutive rows outside the contours. A national grid has millions of them.
struct Outside {
    first: Line,
    rows: usize,
    value: String,
    last_value: String,
}

impl GridIssues {
    fn set_aside(&mut self, line: Line, trouble: Trouble, value: String) {
        if trouble != Trouble::CellOutside {
            self.issues.push(Issue::row(line, Fate::SetAside, trouble, value));
            return;
        }
        match &mut self.outside {
            Some(run) if run.continues_at(line) => {
                run.rows += 1;
                run.last_value = value;
            }
            _ => {
                let run = Outside { first: line, rows: 1, last_value: value.clone(), value };
                self.issues.extend(self.outside.replace(run).map(Outside::issue));
            }
        }
    }

    /// A file without codes has a single issue for all its rows.
    fn by_centre(&mut self, line: Line, codes: Option<String>) {
        match codes {
            Some(codes) => {
                self.issues.push(Issue::row(line, Fate::Kept, Trouble::CellByCentre, codes));
            }
            None if !self.no_codes => {
                self.no_codes = true;
                self.issues.push(Issue::file(Trouble::CellByCentre, ""));
            }
            None => {}
        }
    }

    fn issues(self) -> Vec<Issue> {
        let mut issues = self.issues;
        issues.extend(self.outside.map(Outside::issue));
        issues
    }
}

impl Outside {
    fn continues_at(&self, line: Line) -> bool {
        let Line { number, rank } = self.first;
        line == Line { number: number + self.rows, rank: rank + self.rows }
    }

    fn issue(self) -> Issue {
        let Self { first, rows, value, last_value } = self;
        let value = if rows == 1 { value } else { format!("{value} … {last_value}") };
        Issue::rows(first, rows, Fate::SetAside, Trouble::CellOutside, value)
    }
}
