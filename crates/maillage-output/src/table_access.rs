//! Access from tables alone: the table of origins, that of places, and the report.

use std::io::{self, Write};

use maillage_core::competition::{Catchment, Method, NearestPlaces, OriginShare, Shared};
use maillage_intake::{ledger::Ledger, pairs::Amounts};
use maillage_words::first_few;

use serde_json::{Value, json};

use crate::{
    Voice,
    csv_rows::{Cell, CsvRows},
    metadata,
    report::write_account,
    sentences::competition as words,
};

/// Number of places that the report names.
const NAMED: usize = 10;

/// Access that was computed from tables alone.
#[derive(Debug)]
pub struct TableAccess {
    /// Number of pairs that count.
    pub pairs: usize,
    /// The origins with their demand.
    pub demand: Amounts,
    /// The places with their capacity.
    pub supply: Amounts,
    /// What the method gives; `None` for the nearest places alone.
    pub method: Option<TableMethod>,
    /// Whether the costs have a pair of each origin, at any cost.
    pub has_pair: Vec<bool>,
    /// The nearest places, if they were asked for.
    pub nearest: Option<NearestPlaces>,
    /// The account of every row.
    pub ledger: Ledger,
}

/// A method and what it gives.
#[derive(Debug, Clone, PartialEq)]
pub struct TableMethod {
    /// The method.
    pub method: Method,
    /// Its catchment.
    pub catchment: Catchment,
    /// By origin and by place.
    pub shared: Shared,
}

/// Why an origin has no access.
fn reason(share: OriginShare, has_pair: bool) -> &'static str {
    match (share.places, share.access()) {
        (0, _) if !has_pair => "aucun_trajet",
        (0, _) => "aucun_lieu",
        (_, None) => "offre_sans_demande",
        _ if share.without_ratio > 0 => "offre_en_partie_sans_demande",
        _ => "",
    }
}

/// Writes the origins: `id`, `acces`, the places within the catchment, why there is no access, and
/// the nearest places that were asked for.
///
/// # Errors
///
/// Those of `to`.
pub fn write_table_access(to: &mut dyn Write, access: &TableAccess) -> io::Result<()> {
    let mut header: Vec<String> = vec!["id".to_owned()];
    if access.method.is_some() {
        header.extend(["acces", "demande", "lieux", "motif"].map(str::to_owned));
    }
    let nearest = access.nearest.as_ref();
    let asked = nearest.map_or(0, NearestPlaces::count);
    for rank in 1..=asked {
        let end = if rank == 1 { String::new() } else { format!("_{rank}") };
        header.extend([format!("nearest{end}"), format!("cost{end}")]);
    }
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut rows = CsvRows::new(to, &header)?;
    for (origin, id) in access.demand.ids.iter().enumerate() {
        let mut cells = vec![Cell::from(id.as_str())];
        if let Some(method) = &access.method {
            let share = method.shared.origins[origin];
            cells.extend([
                share.access().map_or(Cell::EMPTY, number),
                match access.demand.column {
                    Some(_) => number(access.demand.figures[origin]),
                    None => Cell::EMPTY,
                },
                Cell::from(share.places),
                Cell::from(reason(share, access.has_pair[origin])),
            ]);
        }
        let found = nearest.map_or(&[][..], |nearest| nearest.of(origin));
        for rank in 0..asked {
            match found.get(rank) {
                Some((cost, place)) => {
                    cells.extend([Cell::from(access.supply.ids[*place].as_str()), number(*cost)]);
                }
                None => cells.extend([Cell::EMPTY, Cell::EMPTY]),
            }
        }
        rows.write(cells)?;
    }
    rows.finish()
}

/// Writes the places: their capacity, the demand that reaches them, the ratio of both, and whether
/// their capacity serves nobody. Only its title where the method shares nothing out.
///
/// # Errors
///
/// Those of `to`.
pub fn write_table_supply(to: &mut dyn Write, access: &TableAccess) -> io::Result<()> {
    let mut rows = CsvRows::new(to, &["id", "capacite", "demande", "ratio", "motif"])?;
    let places = access.method.iter().flat_map(|method| &method.shared.places);
    for (place, (id, capacity)) in places.zip(access.supply.ids.iter().zip(&access.supply.figures))
    {
        rows.write([
            Cell::from(id.as_str()),
            number(*capacity),
            number(place.demand),
            place.ratio.map_or(Cell::EMPTY, number),
            Cell::from(if place.ratio.is_none() { "sans_demande" } else { "" }),
        ])?;
    }
    rows.finish()
}

/// The provenance of an access from tables, as JSON: the method, what it gives out, and every file
/// with its checksum.
///
/// # Errors
///
/// Those of `to`.
pub fn write_table_access_metadata(to: &mut dyn Write, access: &TableAccess) -> io::Result<()> {
    let method = access.method.as_ref().map(|TableMethod { method, catchment, shared }| {
        json!({
            "methode": method.name(),
            "decroissance": catchment.decay.to_string(),
            "cout_max": catchment.max_cost,
            "acces_fois_demande": method.competes().then(|| shared.received(&access.demand.figures)),
            "capacite_des_lieux_qui_servent":
                method.competes().then(|| shared.allocated(&access.supply.figures)),
            "conserve": method.conserves(),
        })
    });
    let value = json!({
        "logiciel": "maillage",
        "version": env!("CARGO_PKG_VERSION"),
        "entrees": metadata::inputs(&access.ledger),
        "trajets": access.pairs,
        "calcul": method,
        "plus_proches": access.nearest.as_ref().map(NearestPlaces::count),
    });
    write_json(to, &value)
}

/// Writes a document of provenance.
pub(crate) fn write_json(to: &mut dyn Write, value: &Value) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, value)?;
    writeln!(to)
}

/// Says what was read, what the method is, and whether what places give out is what they have.
///
/// # Errors
///
/// Those of `to`.
pub fn write_table_access_report(
    to: &mut dyn Write,
    access: &TableAccess,
    voice: Voice,
) -> io::Result<()> {
    for account in &access.ledger.accounts {
        write_account(to, account, voice)?;
    }
    let (origins, places) = (access.demand.ids.len(), access.supply.ids.len());
    writeln!(to, "{}", words::pairs(voice, access.pairs, origins, places))?;
    if access.supply.column.is_none() {
        writeln!(to, "{}", words::each_place_counts_one(voice))?;
    }
    let Some(TableMethod { method, catchment, shared }) = &access.method else { return Ok(()) };
    writeln!(
        to,
        "{}",
        words::method_used(voice, method.name(), &catchment_in_words(catchment, voice))
    )?;
    if *method == Method::TwoStep && !catchment.decay.is_binary() {
        writeln!(to, "{}", words::two_step_with_decay(voice))?;
    }
    let lacking = || (0..origins).filter(|origin| !access.has_pair[*origin]);
    if lacking().next().is_some() {
        let demand: f64 = lacking().map(|origin| access.demand.figures[origin]).sum();
        let demand = voice.people(demand);
        writeln!(to, "{}", words::without_pair(voice, lacking().count(), &demand))?;
    }
    let alone = shared.origins.iter().filter(|origin| origin.places == 0).count();
    if alone > 0 {
        writeln!(to, "{}", words::without_place(voice, alone, origins))?;
    }
    if !method.competes() {
        return Ok(());
    }
    let supply = &access.supply.figures;
    let received = shared.received(&access.demand.figures);
    let allocated = shared.allocated(supply);
    let figures = [received, allocated].map(|figure| voice.decimal(figure, 3));
    let said = match method.conserves() {
        true => words::given_is_had(voice, &figures[0], &figures[1]),
        false => words::given_of_had(voice, method.name(), &figures[0], &figures[1]),
    };
    writeln!(to, "{said}")?;
    let unallocated: Vec<&str> = shared
        .places
        .iter()
        .zip(&access.supply.ids)
        .filter(|(place, _)| place.ratio.is_none())
        .map(|(_, id)| id.as_str())
        .collect();
    if !unallocated.is_empty() {
        let capacity = voice.decimal(shared.unallocated(supply), 3);
        let named = first_few(unallocated.iter(), NAMED);
        writeln!(to, "{}", words::unallocated(voice, unallocated.len(), &capacity, &named))?;
    }
    Ok(())
}

/// The decay, and the cost beyond which no pair counts.
fn catchment_in_words(catchment: &Catchment, voice: Voice) -> String {
    match catchment.max_cost {
        Some(most) => words::decay_up_to(voice, &catchment.decay, most),
        None => catchment.decay.to_string(),
    }
}

fn number(figure: f64) -> Cell<'static> {
    Cell::Number(figure.to_string())
}
