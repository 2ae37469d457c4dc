//! Grids of residents, cell by cell: the homes of each commune, and how old its people are.
//!
//! A cell belongs to the commune whose code it states; where the contours do not know the
//! code, which is of another vintage then, to the commune around its centre. What a cell says
//! is never bent: secret or unreadable residents set it aside, ages that do not make its
//! residents leave its ages unknown. The ages of its people of unknown age are taken to be
//! those of the others.
//!
//! One pass over each file, O(cells). A home takes 40 bytes while they are read, 32 after.

mod ages;
mod placing;
mod residents;
mod seen;

pub(super) use residents::Residents;

use std::collections::{BTreeMap, BTreeSet};

use self::{
    ages::{Ages, of_cell},
    placing::{Placed, Placing},
    seen::Seen,
};
use super::{Cell, CellRecord, Centres, Figure, Grid};
use crate::{
    Error, Result,
    ledger::{Account, Fate, Issue, Trouble},
};
use maillage_core::model::{AgeBand, Commune, CommuneCode, Envelope, Home, Line, listing};
use maillage_tables::crs::Crs;

/// Where the people of the communes live, and how old they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridPeople {
    /// The cells in which somebody lives, by commune; from south to north in each.
    pub residents: Residents,
    /// The bands of age of the grids, the youngest first; none when they tell no ages.
    pub bands: Vec<AgeBand>,
    /// By rank of the communes, people by band. Only those of cells whose ages are known, so
    /// that they are proportions; `None` when no cell tells any.
    pub ages: Vec<Option<Vec<f64>>>,
    /// Number of inhabited cells.
    pub cells: usize,
    /// Number of inhabited cells whose values INSEE estimated.
    pub imputed_cells: usize,
    /// People in the cells whose values INSEE estimated.
    pub imputed_people: f64,
    /// The cells, and the imputed ones among them with their people, by rank of the communes.
    pub cells_by_commune: Vec<CellCounts>,
    /// How long the sides of cells are, in metres; several when grids of several territories
    /// differ, in order.
    pub cell_metres: Vec<u32>,
    /// The communes of which the grids hold but a part, by code: their cells do not count.
    pub in_part: Vec<CommuneCode>,
    /// The accounts, one for each grid.
    pub accounts: Vec<Account>,
}

/// How many cells of a commune somebody lives in.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct CellCounts {
    /// All of them.
    pub cells: usize,
    /// Those whose values INSEE estimated.
    pub imputed: usize,
    /// People counted in those.
    pub imputed_people: f64,
}

/// The residents of `communes`, in their order, by the cells of `grids`.
///
/// `need_of` is given the bands of age of the grids and answers with the share of each that is
/// in need, from 0 to 1; the need of a cell is then the sum over its bands. A cell of unknown
/// ages has the rate of the other cells of its commune, else that of all. Without rates, or
/// when no cell tells ages, need is as many as there are people.
///
/// # Errors
///
/// [`Error::GridBands`] when grids are cut in different bands, [`Error::GridSizes`] when cells
/// of two sizes lie in one system; when a file cannot be read on; those of `need_of`.
///
/// # Panics
///
/// When `need_of` answers with another number of rates than there are bands.
pub fn residents(
    mut grids: Vec<Grid>,
    communes: &[Commune],
    need_of: impl FnOnce(&[AgeBand]) -> Result<Option<Vec<f64>>>,
) -> Result<GridPeople> {
    let bands = common_bands(&grids)?;
    let rates = need_of(&bands)?;
    if let Some(rates) = &rates {
        assert_eq!(rates.len(), bands.len(), "need_of gives a rate per band");
    }
    let mut census = Census::new(Some(Placing::new(communes)), communes.len(), rates);
    let accounts = grids.iter_mut().map(|grid| census.count(grid)).collect::<Result<_>>()?;
    Ok(census.people(bands, accounts))
}

/// The account of a grid on its own, without communes to hold its cells against.
///
/// # Errors
///
/// Those of [`residents`].
pub fn cells_alone(mut grid: Grid) -> Result<Account> {
    Census::new(None, 1, None).count(&mut grid)
}

fn common_bands(grids: &[Grid]) -> Result<Vec<AgeBand>> {
    let Some(first) = grids.first() else { return Ok(Vec::new()) };
    match grids.iter().find(|grid| grid.bands() != first.bands()) {
        None => Ok(first.bands().to_vec()),
        Some(grid) => Err(Error::GridBands {
            path: grid.path().to_owned(),
            found: listing_or_none(grid.bands()),
            other: first.path().to_owned(),
            expected: listing_or_none(first.bands()),
        }),
    }
}

fn listing_or_none(bands: &[AgeBand]) -> String {
    if bands.is_empty() { "none".to_owned() } else { listing(bands) }
}

/// The least share of the residents of a commune that its cells must hold: with less, the
/// commune lies on the edge of the grid.
const HALF: f64 = 0.5;
/// Communes that a note names.
const EXAMPLES: usize = 3;

impl GridPeople {
    /// Leaves out the communes of which the grid holds fewer than half of the residents, and
    /// adds an issue that names them: the other residents may live anywhere. `communes` are those that the
    /// grid was joined to.
    pub fn leave_out_parts(&mut self, communes: &[Commune]) {
        let people = |rank: usize| self.residents.people(rank);
        let in_part: BTreeSet<usize> = (0..communes.len())
            .filter(|rank| !self.residents.of(*rank).is_empty())
            .filter(|rank| {
                let residents = communes[*rank].population.unwrap_or(0) as f64;
                people(*rank) < HALF * residents
            })
            .collect();
        let Some(account) = self.accounts.first_mut() else { return };
        if communes.iter().all(|commune| commune.population.is_none()) {
            account.issues.push(Issue::file(Trouble::GridUnchecked, ""));
        }
        if in_part.is_empty() {
            return;
        }
        let example = |rank: &usize| {
            let commune = &communes[*rank];
            let (here, all) = (people(*rank), commune.population.unwrap_or(0));
            format!("{} {} {here:.0}/{all}", commune.code, commune.name)
        };
        let examples: Vec<String> = in_part.iter().take(EXAMPLES).map(example).collect();
        let more = if in_part.len() > EXAMPLES { ", …" } else { "" };
        let value = format!("{} ({}{more})", in_part.len(), examples.join(", "));
        account.issues.push(Issue::file(Trouble::GridInPart, value));
        self.in_part = in_part.iter().map(|rank| communes[*rank].code).collect();
        for rank in &in_part {
            self.ages[*rank] = None;
        }
        self.residents.retain(|rank| !in_part.contains(&rank));
    }
}

/// The counts so far, over all grids.
struct Census<'communes> {
    /// Without it all cells are of the first commune.
    placing: Option<Placing<'communes>>,
    rates: Option<Vec<f64>>,
    centres: Centres,
    seen: Seen,
    sizes: BTreeMap<Crs, u32>,
    /// The need of a cell of unknown ages is NaN until all cells are read.
    homes: Vec<(u32, Home)>,
    ages: Vec<Option<Vec<f64>>>,
    imputed_cells: usize,
    imputed_people: f64,
    by_commune: Vec<CellCounts>,
}

/// Whether a cell is kept.
enum Fated {
    Kept { imputed: bool },
    SetAside(Trouble, String),
}

impl<'communes> Census<'communes> {
    fn new(placing: Option<Placing<'communes>>, communes: usize, rates: Option<Vec<f64>>) -> Self {
        Self {
            placing,
            rates,
            centres: Centres::default(),
            seen: Seen::default(),
            sizes: BTreeMap::new(),
            homes: Vec::new(),
            ages: vec![None; communes],
            imputed_cells: 0,
            imputed_people: 0.0,
            by_commune: vec![CellCounts::default(); communes],
        }
    }

    /// Counts the cells of one grid.
    fn count(&mut self, grid: &mut Grid) -> Result<Account> {
        let path = grid.path().to_owned();
        let mut found = GridIssues::default();
        let (mut kept, mut imputed_cells) = (0, 0);
        let mut systems = BTreeSet::new();
        let mut cells = grid.cells()?;
        for record in cells.by_ref() {
            let record = record?;
            if let Some(cell) = record.cell {
                if let Some(size) = self.other_size(cell) {
                    return Err(Error::GridSizes {
                        path,
                        line: record.line.number,
                        found: cell.metres(),
                        size,
                        crs: cell.crs().to_string(),
                    });
                }
                systems.insert(cell.crs());
            }
            match self.judge(&record, &mut found) {
                Fated::Kept { imputed } => {
                    kept += 1;
                    imputed_cells += usize::from(imputed);
                }
                Fated::SetAside(trouble, value) => found.set_aside(record.line, trouble, value),
            }
        }
        let mut account = cells.into_account()?;
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

    /// The size of other cells in the system of `cell`, when it is not its own.
    fn other_size(&mut self, cell: Cell) -> Option<u32> {
        let size = *self.sizes.entry(cell.crs()).or_insert(cell.metres());
        (size != cell.metres()).then_some(size)
    }

    fn judge(&mut self, record: &CellRecord, found: &mut GridIssues) -> Fated {
        let aside = |trouble, value: &str| Fated::SetAside(trouble, value.to_owned());
        let Some(cell) = record.cell else {
            return aside(Trouble::CellUnreadable, &record.id);
        };
        let centre = self.centres.of(cell).filter(|centre| Envelope::of(*centre).is_some());
        let Some(centre) = centre else {
            return aside(Trouble::OutsideFrance, &record.id);
        };
        let codes = record.codes.as_deref();
        let placed = match &self.placing {
            Some(placing) => placing.of(codes.unwrap_or_default(), centre),
            None => Placed::ByCode(0),
        };
        let (rank, by_centre) = match placed {
            Placed::ByCode(rank) => (rank, false),
            Placed::ByCentre(rank) => (rank, true),
            Placed::Nowhere => {
                let code = codes.filter(|codes| !codes.is_empty());
                return aside(Trouble::CellOutside, code.unwrap_or(&record.id));
            }
        };
        let people = match &record.people {
            Figure::People(people) => *people,
            Figure::Secret(text) => return aside(Trouble::PeopleSecret, text),
            Figure::Unreadable(text) => return aside(Trouble::PeopleUnreadable, text),
        };
        if !self.seen.insert(cell) {
            return aside(Trouble::CellTwice, &record.id);
        }
        if by_centre {
            found.by_centre(record.line, codes);
        }
        if people == 0.0 {
            return Fated::Kept { imputed: false };
        }
        let need = self.need(rank, record, people, found);
        self.homes.push((rank, Home { position: centre, people, need }));
        let counts = &mut self.by_commune[rank as usize];
        counts.cells += 1;
        if record.imputed {
            counts.imputed += 1;
            counts.imputed_people += people;
            self.imputed_cells += 1;
            self.imputed_people += people;
        }
        Fated::Kept { imputed: record.imputed }
    }

    /// Adds the people of a cell to the ages of its commune and estimates its need.
    fn need(&mut self, rank: u32, record: &CellRecord, people: f64, found: &mut GridIssues) -> f64 {
        let unknown = if self.rates.is_some() { f64::NAN } else { people };
        let by_band = match of_cell(record, people) {
            Ages::Known(by_band) => by_band,
            Ages::Absent => return unknown,
            Ages::Unknown(trouble, value) => {
                found.issues.push(Issue::row(record.line, Fate::Kept, trouble, value));
                return unknown;
            }
        };
        let sums = self.ages[rank as usize].get_or_insert_with(|| vec![0.0; by_band.len()]);
        for (sum, people) in sums.iter_mut().zip(&by_band) {
            *sum += people;
        }
        match &self.rates {
            Some(rates) => in_need(&by_band, rates),
            None => people,
        }
    }

    fn people(mut self, bands: Vec<AgeBand>, accounts: Vec<Account>) -> GridPeople {
        self.estimate_unknown();
        let south_to_north = |home: &Home| (home.position.latitude(), home.position.longitude());
        self.homes.sort_unstable_by(|(rank, one), (of, other)| {
            let (one, other) = (south_to_north(one), south_to_north(other));
            rank.cmp(of).then(one.0.total_cmp(&other.0)).then(one.1.total_cmp(&other.1))
        });
        let cells = self.homes.len();
        let metres: BTreeSet<u32> = self.sizes.into_values().collect();
        GridPeople {
            residents: Residents::new(self.ages.len(), self.homes),
            bands,
            ages: self.ages,
            cells,
            imputed_cells: self.imputed_cells,
            imputed_people: self.imputed_people,
            cells_by_commune: self.by_commune,
            cell_metres: metres.into_iter().collect(),
            in_part: Vec::new(),
            accounts,
        }
    }

    /// Gives cells of unknown ages the rate of their commune, else that of all cells.
    fn estimate_unknown(&mut self) {
        let Some(rates) = &self.rates else { return };
        let rate = |by_band: &[f64]| {
            let people: f64 = by_band.iter().sum();
            (people > 0.0).then(|| in_need(by_band, rates) / people)
        };
        let mut of_all = vec![0.0; rates.len()];
        for by_band in self.ages.iter().flatten() {
            of_all.iter_mut().zip(by_band).for_each(|(sum, people)| *sum += people);
        }
        // Where no cell has ages there is no estimate, and all people count alike.
        let overall = rate(&of_all).unwrap_or(1.0);
        for (rank, home) in self.homes.iter_mut().filter(|(_, home)| home.need.is_nan()) {
            let of_commune = self.ages[*rank as usize].as_deref().and_then(rate);
            home.need = home.people * of_commune.unwrap_or(overall);
        }
    }
}

/// People in need, given how many of each band are.
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

/// Neighbouring rows that are outside the contours: of a national grid, millions.
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
            Some(run) if run.goes_on_at(line) => {
                run.rows += 1;
                run.last_value = value;
            }
            _ => {
                let run = Outside { first: line, rows: 1, last_value: value.clone(), value };
                self.issues.extend(self.outside.replace(run).map(Outside::issue));
            }
        }
    }

    /// A file without codes has one issue for all of its rows.
    fn by_centre(&mut self, line: Line, codes: Option<&str>) {
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
    fn goes_on_at(&self, line: Line) -> bool {
        let Line { number, rank } = self.first;
        line == Line { number: number + self.rows, rank: rank + self.rows }
    }

    fn issue(self) -> Issue {
        let Self { first, rows, value, last_value } = self;
        let value = if rows == 1 { value } else { format!("{value} … {last_value}") };
        Issue::rows(first, rows, Fate::SetAside, Trouble::CellOutside, value)
    }
}
