//! The costs of pairs: `from_id`, `to_id` and a cost, as travel planners write them; or a square of
//! them, a row for each origin and a column for each place.

use std::path::Path;

use maillage_core::{competition::Catchment, model::Line};
use maillage_tables::{Columns, Emptied, Passes, Sheet};
use maillage_words::Words;

use super::{
    Amounts, PairSources, SpooledPairs,
    amounts::given,
    identifiers::{Identifiers, by_identifier},
    spool::Spool,
    square,
    tally::Tally,
};
use crate::{
    Error, Result,
    ledger::{Account, Fate, Issue, Role, Trouble},
    sentences,
    source::{Commas, parse_number},
};

/// Names of the columns, most likely first.
const ORIGIN: [&str; 18] = [
    "from_id",
    "from",
    "origin_id",
    "origin",
    "id_origine",
    "origine",
    "id_depart",
    "depart",
    "fromid",
    "orig_id",
    "orig",
    "o",
    "source",
    "source_id",
    "start",
    "from_node",
    "origin_geoid",
    "i",
];
const DESTINATION: [&str; 20] = [
    "to_id",
    "to",
    "destination_id",
    "destination",
    "dest_id",
    "dest",
    "id_destination",
    "id_arrivee",
    "arrivee",
    "toid",
    "d",
    "target",
    "target_id",
    "end",
    "to_node",
    "neighbor",
    "place_id",
    "lieu_id",
    "destination_geoid",
    "j",
];
const COST: [&str; 26] = [
    "cost",
    "cout",
    "travel_time_p50",
    "travel_time",
    "traveltime",
    "minutes",
    "duree_min",
    "duration_min",
    "duration",
    "duree",
    "time",
    "temps",
    "total_time",
    "total_travel_time",
    "time_min",
    "duration_s",
    "duree_s",
    "seconds",
    "secondes",
    "distance",
    "distance_km",
    "km",
    "kilometres",
    "distance_m",
    "metres",
    "euclidean",
];

/// The pairs, and the ends that they join.
pub(super) struct Costs {
    pub(super) pairs: SpooledPairs,
    pub(super) demand: Amounts,
    pub(super) supply: Amounts,
    pub(super) account: Account,
}

/// The columns of the table.
struct CostColumns {
    origin: usize,
    destination: usize,
    cost: usize,
}

/// A table that was gone through: what the account says of it beside its pairs.
struct Read {
    sheet: Sheet,
    /// Rows read, and rows kept; `None` where each pair is a row.
    rows: usize,
    kept: Option<usize>,
    /// The columns, as they were read.
    columns: String,
    /// Rows of a square that are set aside.
    unknown: Vec<Issue>,
}

/// Why a pair does not count.
enum Refusal<'text> {
    /// The row has this trouble, with the text that has it.
    Row(Trouble, &'text str),
    /// The tables have this identifier with other zeros before it.
    Zeros(&'text str),
}

/// The pairs so far.
struct Reader<'run> {
    path: &'run Path,
    catchment: Option<&'run Catchment>,
    origins: Identifiers,
    places: Identifiers,
    spool: Spool,
    tally: Tally,
    /// The ends of the first pair, as they are written.
    first: Option<(String, String)>,
    /// What commas are in the costs.
    commas: Commas,
}

/// Reads the costs between the origins of `demand` and the places of `supply`, or between all that
/// the table names.
pub(super) fn read(
    sources: &PairSources,
    demand: Option<Amounts>,
    supply: Option<Amounts>,
    catchment: Option<&Catchment>,
) -> Result<Costs> {
    let path = &sources.costs;
    let ends = |amounts: &Option<Amounts>| match amounts {
        Some(amounts) => Identifiers::known(&amounts.ids),
        None => Identifiers::open(),
    };
    let mut reader = Reader {
        path,
        catchment,
        origins: ends(&demand),
        places: ends(&supply),
        spool: Spool::new(),
        tally: Tally::default(),
        first: None,
        commas: Commas::default(),
    };
    let table = Passes::open(path, sources.max_input_size)?;
    let named = sources.columns.cost.as_deref();
    let read = match CostColumns::find(&table, named) {
        Ok(columns) => long(table, columns, &mut reader)?,
        Err(missing) => {
            let known = supply.as_ref().map(|supply| &*supply.ids);
            match (named, square::read(path, sources.max_input_size, known)?) {
                (None, Some(sheet)) => square(sheet, &mut reader)?,
                _ => return Err(missing),
            }
        }
    };
    let not_kept = |cause| Error::PairsNotKept { path: path.clone(), cause };
    let Reader { origins, places, spool, tally, first, commas, .. } = reader;
    commas.check(path)?;
    let examples = [&origins, &places].map(|known| known.example().unwrap_or("").to_owned());
    let (demand, origins) = ends_of(demand, origins);
    let (supply, places) = ends_of(supply, places);
    let mut pairs = spool.finish(origins, places).map_err(not_kept)?;
    if pairs.is_empty() {
        let (from, to) = first.unwrap_or_default();
        let [origin, place] = examples;
        return Err(Error::NoPairs {
            path: path.clone(),
            pair: format!("`{from}` → `{to}`"),
            known: format!("`{origin}` → `{place}`"),
        });
    }
    let mut doubles = Tally::default();
    pairs
        .drop_doubles(|_, _, line| {
            let line = Line { number: line as usize, rank: line as usize };
            doubles.add(line, Trouble::PairTwice, "");
        })
        .map_err(not_kept)?;
    let Read { sheet, rows, kept, columns, unknown } = read;
    // A row of a square holds many pairs, and remains when some of them have no cost.
    let fate = if kept.is_some() { Fate::Kept } else { Fate::SetAside };
    let mut issues: Vec<Issue> = sheet.defects.iter().cloned().map(Issue::from).collect();
    issues.push(Issue::file(Trouble::ColumnRead, columns));
    issues.extend(unknown);
    issues.extend(tally.into_issues(fate).chain(doubles.into_issues(fate)));
    let account = Account {
        file: sheet.file_name(),
        role: Role::COSTS,
        schema: Role::COSTS.name(),
        format: sheet.format.name(),
        encoding: sheet.encoding,
        bytes: sheet.bytes,
        sha256: sheet.sha256,
        read: rows,
        kept: kept.unwrap_or(pairs.len()),
        issues,
        ..Account::default()
    };
    Ok(Costs { pairs, demand, supply, account })
}

/// Streams a table of one row for each pair.
fn long(table: Passes, columns: CostColumns, reader: &mut Reader) -> Result<Read> {
    let ranks = [columns.origin, columns.destination, columns.cost];
    let read: Emptied = table.load(|line, row| {
        let [from, to, cost] = ranks.map(|rank| row.text(Some(rank)));
        reader.pair(line, &from, &to, &cost)
    })?;
    let Emptied { sheet, read: rows } = read;
    let names = sheet.columns.names();
    let mut columns = ranks.map(|rank| &*names[rank]).join(", ");
    let others = COST.iter().filter_map(|name| sheet.columns.rank(name));
    let others: Vec<&str> =
        others.filter(|rank| !ranks.contains(rank)).map(|rank| &*names[rank]).collect();
    if !others.is_empty() {
        columns = format!("{columns} (≠ {})", others.join(", "));
    }
    Ok(Read { sheet, rows, kept: None, columns, unknown: Vec::new() })
}

/// Goes through a table of one row for each origin and one column for each place. A row of an
/// unknown origin is set aside.
fn square(sheet: Sheet, reader: &mut Reader) -> Result<Read> {
    let lost = sheet.defects.iter().filter(|defect| defect.is_lost).count();
    let places = &sheet.columns.names()[1..];
    let (mut kept, mut unknown) = (0, Vec::new());
    for row in &sheet.rows {
        let origin = row.cell(0);
        let is_known = !origin.is_empty() && reader.origins.rank(origin).is_some();
        if !is_known {
            let trouble =
                if origin.is_empty() { Trouble::IdMissing } else { Trouble::OriginUnknown };
            unknown.push(Issue::row(row.line, Fate::SetAside, trouble, origin));
            continue;
        }
        kept += 1;
        for (rank, place) in places.iter().enumerate() {
            reader.pair(row.line, origin, place, row.cell(rank + 1))?;
        }
    }
    let columns = format!("{} × {}", sheet.rows.len(), places.len());
    Ok(Read { rows: sheet.rows.len() + lost, kept: Some(kept), columns, unknown, sheet })
}

impl Reader<'_> {
    /// Takes in a pair, or counts it with its trouble.
    fn pair(&mut self, line: Line, from: &str, to: &str, cost: &str) -> Result<()> {
        if self.first.is_none() {
            self.first = Some((from.to_owned(), to.to_owned()));
        }
        let (origin, place, cost) = match self.read(from, to, cost) {
            Ok(pair) => pair,
            Err(Refusal::Row(trouble, value)) => {
                self.tally.add(line, trouble, value);
                return Ok(());
            }
            Err(Refusal::Zeros(id)) => {
                let (path, id) = (self.path.to_owned(), id.to_owned());
                return Err(Error::AlikeButForZeros { path, line: line.number, id });
            }
        };
        let path = self.path.to_owned();
        if self.catchment.is_some_and(|catchment| !catchment.decay.is_bounded_at(cost)) {
            let pair = format!("{from} → {to}");
            return Err(Error::CostWithoutWeight { path, line: line.number, pair });
        }
        let pushed = self.spool.push((origin, place), cost, line);
        pushed.map_err(|cause| Error::PairsNotKept { path, cause })
    }

    /// The ranks of the ends and the cost; or the trouble, with the text that has it.
    fn read<'text>(
        &mut self,
        from: &'text str,
        to: &'text str,
        cost: &'text str,
    ) -> std::result::Result<(u32, u32, f64), Refusal<'text>> {
        if from.is_empty() || to.is_empty() {
            return Err(Refusal::Row(Trouble::IdMissing, ""));
        }
        let unknown = |known: &Identifiers, id: &'text str, trouble| {
            if known.has_but_for_zeros(id) { Refusal::Zeros(id) } else { Refusal::Row(trouble, id) }
        };
        let Some(origin) = self.origins.rank(from) else {
            return Err(unknown(&self.origins, from, Trouble::OriginUnknown));
        };
        let Some(place) = self.places.rank(to) else {
            return Err(unknown(&self.places, to, Trouble::PlaceUnknown));
        };
        self.commas.see(cost);
        match parse_number(cost) {
            Some(figure) if figure >= 0.0 => Ok((origin, place, figure)),
            Some(_) => Err(Refusal::Row(Trouble::FigureNegative, cost)),
            None if is_no_way(cost) => Err(Refusal::Row(Trouble::NoWay, cost)),
            None => Err(Refusal::Row(Trouble::NumberUnreadable, cost)),
        }
    }
}

/// The ends of the pairs in the order of their identifiers, and the rank there of each end as it
/// was written. Those that no table gives count as 1 each.
fn ends_of(given: Option<Amounts>, known: Identifiers) -> (Amounts, Vec<u32>) {
    if let Some(amounts) = given {
        let ranks = (0..amounts.ids.len()).map(|rank| rank as u32).collect();
        return (amounts, ranks);
    }
    let mut ids: Vec<(String, usize)> = known.into_ids().into_iter().zip(0..).collect();
    ids.sort_by(|(one, _), (other, _)| by_identifier(one, other));
    let mut ranks = vec![0; ids.len()];
    for (rank, (_, written)) in ids.iter().enumerate() {
        ranks[*written] = rank as u32;
    }
    let figures = vec![1.0; ids.len()];
    let ids = ids.into_iter().map(|(id, _)| id).collect();
    (Amounts { ids, figures, column: None }, ranks)
}

/// Whether a planner says by this text that there is no way.
fn is_no_way(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["", "na", "nan", "null", "none", "inf", "infinity", "-", "n/a"].contains(&&*text)
}

impl CostColumns {
    fn find(table: &Passes, named: Option<&str>) -> Result<Self> {
        let columns = table.columns();
        let missing = |wanted: Words| Error::MissingColumn {
            path: table.path().to_owned(),
            wanted,
            found: columns.listed(),
        };
        let cost = match named {
            Some(named) => given(columns, named).ok_or_else(|| missing(sentences::named(named)))?,
            None => columns.find(&COST).ok_or_else(|| missing(sentences::cost_column()))?,
        };
        let end = |names: &[&str], wanted: fn() -> Words| {
            find_but(columns, names, cost).ok_or_else(|| missing(wanted()))
        };
        Ok(Self {
            origin: end(&ORIGIN, sentences::origin_column)?,
            destination: end(&DESTINATION, sentences::destination_column)?,
            cost,
        })
    }
}

/// The first of `names` that is a column other than `taken`.
fn find_but(columns: &Columns, names: &[&str], taken: usize) -> Option<usize> {
    names.iter().filter_map(|name| columns.rank(name)).find(|rank| *rank != taken)
}
