//! The facts of a run.

use std::collections::BTreeSet;

use super::{Fact, Origins, Table, account, ground, need};
use crate::{Coverage, rows};
use maillage_core::{
    measure::ToursWithoutStops,
    model::{Commune, CommuneId, Departement, Kind, Origin},
    presence::Timetable,
    travel::Limit,
};
use maillage_intake::ledger::{Account, Role, Trouble};

/// Communes named at the end of a report.
const WORST: usize = 5;

/// The accounts of all files, then the results.
pub(super) fn facts(run: &Coverage) -> Vec<Fact> {
    let mut facts = ground::facts(run);
    facts.extend(run.ledger.accounts.iter().flat_map(account::facts));
    facts.extend(run.ledger.accounts.iter().flat_map(account::doubts));
    facts.extend(borders(run));
    facts.push(covered(run));
    facts.push(period(&run.results.timetable));
    facts.extend(asked(run));
    facts.extend(run.results.sites.offer().map(|offer| Fact::Offer(Box::new(offer.clone()))));
    facts.extend(gained(run));
    facts.extend(super::competition::facts(run));
    facts.extend(pairs(run));
    facts.extend(need::method(run));
    facts.extend(buffer(run));
    facts.extend(missing(run));
    facts.extend(origins(run));
    facts.extend(tours_without_stops(run));
    facts.extend(doubtful_distances(run));
    facts.extend(own_place_far(run));
    facts.extend(need::people(run));
    facts.extend(worst(run));
    facts
}

/// Over which days supply is counted.
pub(super) fn period(timetable: &Timetable) -> Fact {
    Fact::Period {
        period: timetable.period,
        known: timetable.known(),
        places: timetable.places.len(),
    }
}

fn covered(run: &Coverage) -> Fact {
    let covered =
        |row: &usize| rows::access(run, *row).covered_main.is_some_and(|share| share >= 0.5);
    Fact::Covered {
        communes: rows::count(run),
        covered: (0..rows::count(run)).filter(covered).count(),
        limit: run.results.main_threshold(),
        origins: if run.territory.grid().is_some() { Origins::Cells } else { Origins::Points },
    }
}

/// What the lists do not cover, and the communes whose distance is uncertain for it.
fn borders(run: &Coverage) -> Vec<Fact> {
    let rows = |is_unlisted: bool| {
        let of = move |row: &usize| {
            let departement = rows::commune(run, *row).code.departement();
            run.results.unlisted.iter().any(|one| one.departement == departement) == is_unlisted
        };
        (0..rows::count(run)).filter(|row| rows::is_border_uncertain(run, *row)).filter(of)
    };
    let uncovered =
        |is_unlisted| rows(is_unlisted).filter_map(|row| rows::gap(run, row).uncovered).sum();
    let name = |code: &str| match Departement::of_code(code) {
        Some(departement) => format!("{} ({code})", departement.name),
        None => code.to_owned(),
    };
    let unlisted = (!run.results.unlisted.is_empty()).then(|| Fact::Unlisted {
        departements: run.results.unlisted.iter().map(|one| name(&one.departement)).collect(),
        uncovered: uncovered(true),
    });
    let communes = rows(false).count();
    let near = (communes > 0).then(|| Fact::OpenBorders {
        communes,
        uncovered: uncovered(false),
        beyond: run.results.lists_end_in.iter().map(|code| name(code)).collect(),
    });
    let is_judged = |row| run.result(row).border_uncertain.is_some();
    let unknown = !(0..rows::count(run)).any(is_judged);
    let unknown = unknown.then_some(match run.ledger.ground.is_country {
        true => Fact::TooFewPlaces,
        false => Fact::BordersUnknown,
    });
    unlisted.into_iter().chain(near).chain(unknown).collect()
}

/// The restrictions on supply in time; `None` without any.
fn asked(run: &Coverage) -> Option<Fact> {
    run.results.options.hours.is_asked().then(|| Fact::Asked {
        hours: Box::new(run.results.options.hours.clone()),
        serving: run.serving(),
        perhaps: run.perhaps_covered(),
        limit: run.results.main_threshold(),
    })
}

/// Residents whom tours alone bring within the threshold; `None` without any tour.
fn gained(run: &Coverage) -> Option<Fact> {
    let (people, communes) = run.gained();
    let limit = run.results.main_threshold();
    (!run.territory.tours().is_empty()).then_some(Fact::Gained { limit, communes, people })
}

/// The pairs of the travel table that are missing, and what follows; nothing without a table.
fn pairs(run: &Coverage) -> Vec<Fact> {
    let Some(pairs) = run.results.pairs else { return Vec::new() };
    let communes = run.accesses().filter(|access| access.is_unknown).count();
    let (without, own) = (pairs.communes_without_cost, pairs.own_places_unknown);
    let unknown = (communes > 0).then_some(Fact::TravelUnknown { communes, without, own });
    [Fact::Pairs(pairs)].into_iter().chain(unknown).collect()
}

/// Places beyond the buffer that may be missing.
fn buffer(run: &Coverage) -> Vec<Fact> {
    let km = run.load.buffer_km;
    let is_left_out = |account: &Account| {
        account.issues.iter().any(|issue| issue.trouble == Trouble::OutsidePerimeter)
    };
    let are_left_out = run.ledger.accounts.iter().any(is_left_out);
    let beyond = run.beyond_buffer().filter(|communes| *communes > 0 && are_left_out);
    let beyond = beyond.map(|communes| Fact::BeyondBuffer { communes, km });
    let counted = run.counted_beyond_buffer().filter(|_| !run.within.is_empty());
    let counted = counted.map(|km| Fact::CountedBeyondBuffer { km });
    beyond.into_iter().chain(counted).collect()
}

/// Communes that a table was given for and that are not in it.
fn missing(run: &Coverage) -> Vec<Fact> {
    type Lacks = fn(&Commune) -> bool;
    let tables: [(Role, Table, Lacks); 6] = [
        (Role::POPULATION, Table::Population, |commune| commune.population.is_none()),
        (Role::ILLECTRONISM, Table::Need, |commune| commune.need.is_none()),
        (Role::MARGINS, Table::Margins, |commune| commune.need.is_none()),
        (Role::AGES, Table::Ages, |commune| commune.need.is_none()),
        (Role::MEMBERSHIP, Table::Membership, |commune| commune.epci.is_none()),
        (Role::CHEFS_LIEUX, Table::ChefsLieux, |commune| {
            !matches!(commune.origin, Origin::ChefLieu | Origin::Cells)
        }),
    ];
    let mut facts = Vec::new();
    for (role, table, lacks) in tables {
        let given = run.ledger.accounts.iter().any(|account| account.role == role);
        let communes = rows::communes(run).filter(|commune| lacks(commune)).count();
        let brought = table == Table::Population && run.ledger.ground.brought.population;
        if (given || brought) && communes > 0 {
            let of_another_year = is_of_another_year(run, role);
            facts.push(Fact::Missing { table, communes, of_another_year });
        }
    }
    facts
}

/// Whether a table has codes that the contours do not know, and no passage leads to theirs.
fn is_of_another_year(run: &Coverage, role: Role) -> bool {
    let accounts = &run.ledger.accounts;
    let unknown = |account: &Account| {
        account.issues.iter().any(|issue| issue.trouble == Trouble::CodeUnknown)
    };
    accounts.iter().all(|account| account.role != Role::PASSAGE)
        && accounts.iter().any(|account| account.role == role && unknown(account))
}

/// Where distances start from one point a commune: everywhere, or where there is no cell.
fn origins(run: &Coverage) -> Option<Fact> {
    if run.territory.grid().is_none() {
        let from_chefs_lieux =
            rows::communes(run).any(|commune| commune.origin == Origin::ChefLieu);
        let fact = Fact::OnePointACommune { from_chefs_lieux };
        return run.results.pairs.is_none().then_some(fact);
    }
    let alone = |commune: &&Commune| commune.origin != Origin::Cells && !commune.is_empty();
    let communes = rows::communes(run).filter(alone).count();
    (communes > 0).then_some(Fact::WithoutCells { communes })
}

/// Itinerant services that serve no distance because their stops are unknown.
fn tours_without_stops(run: &Coverage) -> Option<Fact> {
    if run.results.options.tours_without_stops != ToursWithoutStops::Ignore {
        return None;
    }
    let services = run.tours_without_stops();
    (services > 0).then_some(Fact::ToursWithoutStops { services })
}

/// Distances to places that are known by their commune only, and across water.
fn doubtful_distances(run: &Coverage) -> Vec<Fact> {
    let roughly = run.roughly_measured().len();
    let across = (0..rows::count(run)).filter(|row| rows::is_across_water(run, *row)).count();
    let roughly = (roughly > 0).then_some(Fact::RoughlyMeasured { communes: roughly });
    let across = (across > 0).then_some(Fact::AcrossWater { communes: across });
    roughly.into_iter().chain(across).collect()
}

/// Communes with a fixed place of their own that is beyond the main threshold from their point:
/// the point, not the help, may be far from the people.
fn own_place_far(run: &Coverage) -> Option<Fact> {
    // On a map of a time, the place of one's own may just be closed; on one of an offer, another.
    if run.results.options.hours.is_asked() || run.results.options.offer.is_asked() {
        return None;
    }
    let territory = &run.territory;
    let by_place = territory.communes_of_places();
    let fixed = run.results.sites.ids().filter(|id| territory.place(*id).kind != Kind::Itinerant);
    let hosts: BTreeSet<CommuneId> = fixed.filter_map(|id| by_place[id.index()]).collect();
    let limit = run.results.main_threshold();
    let far = |row: usize| {
        let mean = rows::access(run, row).distances.mean?.in_column(run.results.unit);
        let is_far = mean > limit.shown && hosts.contains(&run.result(row).commune);
        is_far.then(|| (rows::commune(run, row).name.clone(), mean))
    };
    let communes: Vec<(String, f64)> = (0..rows::count(run)).filter_map(far).collect();
    (!communes.is_empty()).then_some(Fact::OwnPlaceFar { communes, limit })
}

/// The communes with most people not covered.
fn worst(run: &Coverage) -> Vec<Fact> {
    let uncovered = |row: usize| rows::gap(run, row).uncovered.filter(|people| *people >= 0.5);
    // Near an open border the distance may be that of what the lists lack. Such communes keep their
    // rank in the layer; the list is numbered without them.
    let sure = (0..rows::count(run)).filter(|row| !rows::is_border_uncertain(run, *row));
    let mut worst: Vec<(usize, f64)> =
        sure.filter_map(|row| Some((row, uncovered(row)?))).collect();
    worst.sort_by_key(|(row, _)| rows::gap(run, *row).rank);
    let who = need::who(run);
    let fact = |(rank, (row, people)): (usize, (usize, f64))| Fact::Worst {
        rank: rank + 1,
        name: rows::commune(run, row).name.clone(),
        code: rows::commune(run, row).code.to_string(),
        people,
        who,
        limit: run.results.main_threshold(),
        mean: rows::access(run, row)
            .distances
            .mean
            .map(|mean| Limit { shown: mean.in_column(run.results.unit), unit: run.results.unit }),
        reason: rows::gap(run, row).reason.name(),
    };
    worst.into_iter().enumerate().take(WORST).map(fact).collect()
}
