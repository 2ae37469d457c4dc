//! The need of a run: read from a table, or estimated from ages and rates.

use std::collections::{BTreeMap, HashMap};

use super::{LoadOptions, Tables};
use crate::{
    error::Result,
    kinds::{
        self,
        ages::{AgeBasis, Counted, ResidentsBy, join_people},
        grid::GridPeople,
        need::join_need,
    },
    ledger::{Issue, LedgerBuilder, Trouble},
    source::rates::{self, RateSources, Sourced},
};
use maillage_core::{
    model::{AgeBand, Commune, CommuneCode, CommuneId, FileId, Need, Pyramid, RateTable},
    need::{self, AgedPeople, CompleteRates, Crosswalk, Estimates, NeedSubject},
};

/// Ratio of people aged 15 and over to residents above which a commune gets an issue.
const MANY_MORE: f64 = 1.1;

/// Name of the grid in error messages.
const GRID: &str = "the grid of sources.residents";

/// Residents by commune, of the contours and of the table of residents.
pub(super) struct ResidentCounts {
    /// By code of the contours.
    pub(super) communes: HashMap<CommuneCode, u64>,
    /// By code of the table.
    pub(super) own: BTreeMap<CommuneCode, u64>,
}

/// Inputs of an estimate.
pub(super) struct Estimation {
    /// The rate table.
    rates: Sourced<RateTable>,
    complete: CompleteRates,
    pyramid: Sourced<Pyramid>,
    /// Population by age from a table of ages, with its bands; `None` when the ages come
    /// from the grid.
    ages: Option<(FileId, Vec<AgeBand>, AgedPeople, AgedPeople)>,
    /// Whether margins are given. Only communes with margins are then estimated.
    with_margins: bool,
    margins: BTreeMap<CommuneCode, f64>,
    margins_of_all: BTreeMap<CommuneCode, f64>,
}

/// Need read from a table; `None` without a table.
pub(super) fn given(
    tables: Tables,
    residents: &ResidentCounts,
    communes: &mut [Commune],
    ledger: &mut LedgerBuilder,
) -> Result<Option<NeedSubject>> {
    let Tables { sources, options, known, crosswalk, files } = tables;
    let Some(path) = &sources.illectronism else { return Ok(None) };
    let file = files.open(path);
    let (table, subject) = match &options.need_column {
        None => (kinds::need::read(file)?, NeedSubject::Illectronism),
        Some(name) => {
            let (loaded, unit) = kinds::need::read_column(file, name, options.need_unit)?;
            ((loaded, unit), NeedSubject::Column { name: name.clone(), unit })
        }
    };
    let joined = join_need(table, known, crosswalk, &residents.communes, &residents.own);
    for commune in communes.iter_mut() {
        commune.need = joined.values.get(&commune.code).copied();
    }
    ledger.open(joined.account);
    Ok(Some(subject))
}

/// Reads the inputs of an estimate, except the ages of a grid. `None` without rates.
pub(super) fn estimation(
    tables: Tables,
    residents: &ResidentCounts,
    ledger: &mut LedgerBuilder,
) -> Result<Option<Estimation>> {
    let Tables { sources, options, known, crosswalk, files } = tables;
    let Some(name) = &sources.rates else { return Ok(None) };
    let rates = rates::rates(name)?;
    let pyramid = rates::pyramid(&options.need.pyramid)?;
    // Checks the rate table before reading long files.
    let complete = need::complete(&rates.table, options.need.close_to_total)?;
    let by = ResidentsBy {
        communes: &residents.communes,
        own: &residents.own,
        adults: adult_share(&pyramid.table),
    };
    let mut estimation = Estimation {
        rates,
        complete,
        pyramid,
        ages: None,
        with_margins: sources.margins.is_some(),
        margins: BTreeMap::new(),
        margins_of_all: BTreeMap::new(),
    };
    if let Some(path) = &sources.ages {
        let (loaded, table) = kinds::ages::read(files.open(path), &estimation.complete.bands)?;
        let joined =
            join_people((loaded, &table.counted), &kinds::ages::KIND, known, crosswalk, by);
        let aged = |people| AgedPeople { people, ..AgedPeople::default() };
        let file = ledger.open(joined.account);
        if table.counted.basis == AgeBasis::SharesOfAdults {
            let share = format!("{:.1}", 100.0 * by.adults);
            ledger.add(file, Issue::file(Trouble::AdultsAssumed, share));
        }
        estimation.ages = Some((file, table.bands, aged(joined.values), aged(joined.own)));
    }
    if let Some(path) = &sources.margins {
        need::check_margins(&estimation.rates.table)?;
        for margin in &estimation.rates.table.margins {
            let file = files.open(path);
            let most = files.max_input_size();
            let (loaded, counted): (_, Counted) = kinds::margins::read(file.path(), margin, most)?;
            let joined =
                join_people((loaded, &counted), &kinds::margins::KIND, known, crosswalk, by);
            multiply(&mut estimation.margins, &joined.values, margin);
            multiply(&mut estimation.margins_of_all, &joined.own, margin);
            ledger.open(joined.account);
        }
    }
    Ok(Some(estimation))
}

/// Multiplies `factors` by the factor of a margin for each commune.
fn multiply(
    factors: &mut BTreeMap<CommuneCode, f64>,
    people: &BTreeMap<CommuneCode, Vec<f64>>,
    margin: &maillage_core::model::Margin,
) {
    for (code, people) in people {
        let all: f64 = people.iter().sum();
        let shares: Vec<f64> = people.iter().map(|people| people / all).collect();
        let factor = if all > 0.0 { need::factor(margin, &shares) } else { 1.0 };
        *factors.entry(*code).or_insert(1.0) *= factor;
    }
}

impl Estimation {
    /// The rate of each band of a grid.
    ///
    /// # Errors
    ///
    /// When the bands of the grid and those of the rates are incompatible.
    pub(super) fn rates_of_bands(
        &self,
        bands: &[AgeBand],
        options: &LoadOptions,
    ) -> Result<Vec<f64>> {
        let rates = &self.complete;
        let rule = options.need.split_bands;
        let crosswalk = Crosswalk::new(GRID, bands, &rates.bands, rule, &self.pyramid.table)?;
        Ok(crosswalk.rate_by_people_band(&rates.rates))
    }

    /// The estimates, from the ages of the table or of the grid. Assigns its need to each
    /// commune.
    ///
    /// # Errors
    ///
    /// When bands are incompatible, or totals cannot be reproduced.
    pub(super) fn estimate(
        self,
        grid: Option<&GridPeople>,
        options: &LoadOptions,
        communes: &mut [Commune],
        ledger: &mut LedgerBuilder,
    ) -> Result<(Estimates, RateSources)> {
        let Self { rates, pyramid, ages, with_margins, margins, margins_of_all, .. } = self;
        let table = ages.as_ref().map(|(file, ..)| *file);
        let origin = table.map_or(GRID.to_owned(), |file| ledger.account(file).file.clone());
        let (bands, mut here, mut all) = match ages {
            Some((_, bands, here, all)) => (bands, here, all),
            None => {
                let (bands, aged) = of_grid(grid, communes);
                (bands, aged.clone(), aged)
            }
        };
        if with_margins {
            // Estimates with and without margins would not be comparable.
            here.people.retain(|code, _| margins.contains_key(code));
            all.people.retain(|code, _| margins_of_all.contains_key(code));
        }
        (here.margins, all.margins) = (margins, margins_of_all);
        let known = communes.iter().map(|commune| commune.code).collect();
        let estimates =
            Estimates::prepare(&rates.table, &origin, &bands, &pyramid.table, &options.need)?.of(
                &here,
                &all,
                &known,
                &options.need,
            )?;
        for commune in communes.iter_mut() {
            commune.need = estimates.communes.get(&commune.code).map(|of| Need {
                people: Some(of.interval.people),
                low: Some(of.interval.low),
                high: Some(of.interval.high),
                level: (of.peopled.adults > 0.0)
                    .then(|| 100.0 * of.interval.people / of.peopled.adults),
            });
        }
        let more = communes.iter().filter(|commune| {
            let adults = estimates.communes.get(&commune.code).map(|of| of.peopled.adults);
            let most = commune.population.map(|residents| MANY_MORE * residents as f64 + 5.0);
            adults.zip(most).is_some_and(|(adults, most)| adults > most)
        });
        if let Some(file) = table {
            note_more_than_residents(more.collect(), file, ledger);
        }
        let excluded = here.people.keys().filter(|code| !estimates.communes.contains_key(code));
        let excluded = excluded.count();
        let file = table.or_else(|| grid?.files.first().copied());
        if let Some(file) = file.filter(|_| excluded > 0) {
            ledger.add(file, Issue::file(Trouble::OutsideRates, excluded.to_string()));
        }
        Ok((estimates, RateSources { rates, pyramid }))
    }
}

/// Adds a note to `file`: the communes with more people in the file than residents.
fn note_more_than_residents(communes: Vec<&Commune>, file: FileId, ledger: &mut LedgerBuilder) {
    const EXAMPLES: usize = 3;
    let named = communes.iter().take(EXAMPLES);
    let named: Vec<String> =
        named.map(|commune| format!("{} {}", commune.code, commune.name)).collect();
    if !communes.is_empty() {
        let value = format!("{} ({})", communes.len(), named.join(", "));
        ledger.add(file, Issue::file(Trouble::MoreThanResidents, value));
    }
}

/// Adds a note to the first grid on the communes with far more people in the grids than
/// residents.
pub(super) fn compare_grid(grid: &GridPeople, communes: &[Commune], ledger: &mut LedgerBuilder) {
    let Some(&file) = grid.files.first() else { return };
    let more = communes.iter().enumerate().filter(|(rank, commune)| {
        let most = commune.population.map(|residents| 2.0 * residents as f64 + 20.0);
        most.is_some_and(|most| grid.residents.people(CommuneId::new(*rank)) > most)
    });
    let more = more.map(|(_, commune)| commune).collect();
    note_more_than_residents(more, file, ledger);
}

/// The population of a grid by age and commune: the residents of the commune, distributed
/// over ages like the cells with known ages.
fn of_grid(grid: Option<&GridPeople>, communes: &[Commune]) -> (Vec<AgeBand>, AgedPeople) {
    let Some(grid) = grid else { return (Vec::new(), AgedPeople::default()) };
    let aged = communes.iter().enumerate().filter_map(|(rank, commune)| {
        let ages = grid.ages[rank].as_ref()?;
        let in_cells = || grid.residents.people(CommuneId::new(rank));
        let residents = commune.population.map_or_else(in_cells, |residents| residents as f64);
        let scale = residents / ages.iter().sum::<f64>();
        let aged = ages.iter().map(|people| people * scale).collect();
        scale.is_finite().then_some((commune.code, aged))
    });
    (grid.bands.clone(), AgedPeople { people: aged.collect(), ..AgedPeople::default() })
}

/// Share of residents aged 15 and over in a pyramid.
fn adult_share(pyramid: &Pyramid) -> f64 {
    let aged = |from| AgeBand::new(from, None).and_then(|ages| pyramid.people_aged(ages));
    match (aged(15), aged(0)) {
        (Some(adults), Some(all)) if all > 0.0 => adults / all,
        _ => 1.0,
    }
}
