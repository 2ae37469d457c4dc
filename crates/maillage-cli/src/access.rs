//! `maillage access`.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    TableAccessOptions, Voice, access_from_tables,
    core::{
        BadOption,
        competition::{Decay, Method},
        equity::PovertyLine,
    },
    equity_of_table,
    intake::{
        ledger::Ledger,
        observations::ObservationSource,
        pairs::{PairColumns, PairSources},
    },
    output::{self, TableAccess, TableEquity},
    tables::MaxInputSize,
};

use crate::{
    Common,
    arguments::choice::choice,
    layer::{Outputs, write_closing},
    paths::Paths,
    progress::Progress,
    sentences, terminal,
};

/// Compute access, or equity, from tables alone, of any country
///
/// Reads the travel times or distances that r5r, OSRM, pandana or another tool wrote, and gives
/// each origin what it has within reach, or its share of it under competition. Nothing needs to be
/// in France, nor on a map. Costs are streamed: ten million pairs and more.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Costs: one row for each pair, with columns such as from_id, to_id and cost (or travel_time,
    /// minutes, distance…), or a square of them; CSV, alone or packed (.zip, .gz), or another table
    #[arg(long, value_name = "FILE", required_unless_present = "equity")]
    costs: Option<PathBuf>,
    /// Demand: id and people
    #[arg(long, value_name = "FILE")]
    demand: Option<PathBuf>,
    /// Supply: id and capacity; without it each place of the costs counts as 1
    #[arg(long, value_name = "FILE")]
    supply: Option<PathBuf>,
    /// What to compute
    #[arg(long, value_parser = choice::<Method>(), required_unless_present_any = ["nearest", "equity"])]
    method: Option<Method>,
    /// How the weight of a place falls with cost: binary:30, step:10=1,20=0.6, linear:30,
    /// exponential:0.1, gaussian:15, power:1 (or power:2,min=0.5,scale=10); without it binary for
    /// cumulative and 2sfca, and three rings of weights 1, 0.68 and 0.22 for the others, up to
    /// --max-cost
    #[arg(long)]
    decay: Option<Decay>,
    /// Cost beyond which no pair counts, in the unit of the costs; this cost itself counts
    #[arg(long, value_name = "COST")]
    max_cost: Option<f64>,
    /// Also give the K nearest places of each origin with their costs; without a number the nearest
    #[arg(
        long, value_name = "K", num_args = 0..=1, default_missing_value = "1",
        value_parser = clap::value_parser!(u16).range(1..=1_000),
    )]
    nearest: Option<u16>,
    /// The column of the costs, where its name does not tell
    #[arg(long, value_name = "COLUMN")]
    cost_column: Option<String>,
    /// The column of the demand, where its name does not tell
    #[arg(long, value_name = "COLUMN")]
    demand_column: Option<String>,
    /// The column of the capacity, where its name does not tell
    #[arg(long, value_name = "COLUMN")]
    supply_column: Option<String>,
    /// Measure equity instead, of the values of any table: how unequally they are distributed over
    /// people (Gini, Theil, Palma, percentiles), in all and within each group
    #[arg(
        long, value_name = "FILE",
        conflicts_with_all = [
            "costs", "demand", "supply", "method", "decay", "max_cost", "nearest", "cost_column",
            "demand_column", "supply_column",
        ],
    )]
    equity: Option<PathBuf>,
    /// Of --equity: the column of the values
    #[arg(long, value_name = "COLUMN", requires = "equity")]
    value_column: Option<String>,
    /// Of --equity: the column of the people who have each value
    #[arg(long, value_name = "COLUMN", requires = "equity")]
    weight_column: Option<String>,
    /// Of --equity: the column of the groups within which inequality is also measured
    #[arg(long, value_name = "COLUMN", requires = "equity")]
    group_column: Option<String>,
    /// Of --equity: the column of need, by which the concentration index ranks people
    #[arg(long, value_name = "COLUMN", requires = "equity")]
    rank_column: Option<String>,
    /// Of --equity: who has too little, min:5, or too far to go, max:10: their share, how far they
    /// are from the line, and how unequally
    #[arg(long, requires = "equity")]
    line: Option<PovertyLine>,
    /// Refuse files larger than this: a number with kB, MB or GB
    #[arg(long, value_name = "SIZE", default_value_t)]
    max_input_size: MaxInputSize,
    /// The CSV to write: id, acces; beside it, what places give out (x.offre.csv), the account
    /// of every row (x.ledger.csv) and how it was made (x.metadata.json). Of --equity: each index,
    /// with its account. `-` writes the first to standard output
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) out: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  Doctors per inhabitant under competition, from travel times in minutes:
    maillage access --costs travel_times.csv.gz --demand population.csv --supply doctors.csv \\
        --method e2sfca --decay step:10=1,20=0.68,30=0.22 --out access.csv

  Jobs within 30 minutes, and how long the nearest three take:
    maillage access --costs ttm.csv --supply work.csv --method cumulative --max-cost 30 \\
        --nearest 3 --out within-30.csv

  The columns of tables with several:
    maillage access --costs times.csv --cost-column travel_time_p85 \\
        --demand tracts.csv --demand-column pop65 --supply tracts.csv --supply-column beds \\
        --method 3sfca --decay gaussian:15 --max-cost 45 --out beds.csv

  How unequal that access is, by region, and who has less than 0.5:
    maillage access --equity access.csv --group-column region --line min:0.5 --out equity.csv";

/// What is asked for.
enum Job {
    Access(PairSources, TableAccessOptions),
    Equity(ObservationSource, Option<PovertyLine>),
}

impl Arguments {
    fn job(&self) -> Job {
        let max_input_size = self.max_input_size;
        if let Some(table) = &self.equity {
            let source = ObservationSource {
                table: table.clone(),
                value: self.value_column.clone(),
                weight: self.weight_column.clone(),
                group: self.group_column.clone(),
                rank: self.rank_column.clone(),
                is_cost: matches!(self.line, Some(PovertyLine::Maximum(_))),
                max_input_size,
            };
            return Job::Equity(source, self.line);
        }
        let sources = PairSources {
            costs: self.costs.clone().unwrap_or_default(),
            demand: self.demand.clone(),
            supply: self.supply.clone(),
            columns: PairColumns {
                cost: self.cost_column.clone(),
                demand: self.demand_column.clone(),
                supply: self.supply_column.clone(),
            },
            max_input_size,
        };
        let options = TableAccessOptions {
            method: self.method,
            decay: self.decay.clone(),
            max_cost: self.max_cost,
            nearest: self.nearest.unwrap_or(0).into(),
        };
        Job::Access(sources, options)
    }

    /// Every file that is read.
    pub(crate) fn reads(&self) -> Vec<PathBuf> {
        let tables = [&self.costs, &self.demand, &self.supply, &self.equity];
        tables.into_iter().flatten().cloned().collect()
    }

    /// The table, for an access also that of places, the account of every row and the provenance;
    /// nothing for standard output.
    pub(crate) fn writes(&self) -> anyhow::Result<Vec<PathBuf>> {
        let out = &self.out;
        if out == Path::new("-") {
            return Ok(Vec::new());
        }
        let extension = out.extension().unwrap_or_default().to_ascii_lowercase();
        if !out.is_dir() && extension != "csv" {
            let (value, expected) = (out.display().to_string(), sentences::no_csv());
            return Err(BadOption { field: "--out", value, expected }.into());
        }
        let places = self.equity.is_none().then(|| out.with_extension("offre.csv"));
        let others = ["ledger.csv", "metadata.json"].map(|end| out.with_extension(end));
        Ok(std::iter::once(out.clone()).chain(places).chain(others).collect())
    }
}

pub(crate) fn run(
    arguments: &Arguments,
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let mut outputs = Outputs::reserve(paths, common)?;
    let progress = Progress::new(common);
    let found = match arguments.job() {
        Job::Access(sources, options) => {
            let reading = |path: &Path| progress.reading(path);
            Found::Access(Box::new(access_from_tables(&sources, &options, &reading)?))
        }
        Job::Equity(source, line) => {
            progress.reading(&source.table);
            Found::Equity(Box::new(equity_of_table(&source, line)?))
        }
    };
    progress.done();
    let ledger = found.ledger();
    match &arguments.writes()?[..] {
        [table, others @ ..] => {
            outputs.write(table, |to| found.write_table(to))?;
            if let ([places, _, _], Found::Access(access)) = (others, &found) {
                outputs.write(places, |to| output::write_table_supply(to, access))?;
            }
            if let [.., account, metadata] = others {
                outputs.write(account, |to| output::write_ledger(to, ledger, common.voice()))?;
                outputs.write(metadata, |to| found.write_metadata(to))?;
            }
        }
        [] => {
            let mut stdout = terminal::stdout();
            found.write_table(&mut stdout)?;
            stdout.flush()?;
        }
    }
    let written = outputs.publish(common)?;
    if !common.quiet {
        let stderr = &mut terminal::stderr();
        found.write_report(stderr, common.voice())?;
        write_closing(stderr, ledger, &written, common)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What was asked for, computed.
enum Found {
    Access(Box<TableAccess>),
    Equity(Box<TableEquity>),
}

impl Found {
    fn ledger(&self) -> &Ledger {
        match self {
            Self::Access(access) => &access.ledger,
            Self::Equity(equity) => &equity.ledger,
        }
    }

    fn write_table(&self, to: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Access(access) => output::write_table_access(to, access),
            Self::Equity(equity) => output::write_table_equity(to, equity),
        }
    }

    fn write_metadata(&self, to: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Access(access) => output::write_table_access_metadata(to, access),
            Self::Equity(equity) => output::write_table_equity_metadata(to, equity),
        }
    }

    fn write_report(&self, to: &mut dyn Write, voice: Voice) -> io::Result<()> {
        match self {
            Self::Access(access) => output::write_table_access_report(to, access, voice),
            Self::Equity(equity) => output::write_table_equity_report(to, equity, voice),
        }
    }
}
