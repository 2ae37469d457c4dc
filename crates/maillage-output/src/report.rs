//! The report that a run prints: what was read, what was lost and why, what was found.

mod in_time;
mod need;

use std::io::{self, Write};

pub use in_time::write_timetable_report;

use crate::Coverage;
use maillage_core::model::{Commune, Origin};
use maillage_hours::Lang;
use maillage_intake::{
    clean::identity::Tally,
    ledger::{Account, Fate, Issue, Role, Trouble},
};

/// Communes named at the end of a report.
const WORST: usize = 5;

/// Writes the totals of a file, and how many rows each trouble concerns.
///
/// # Errors
///
/// Those of `to`.
pub fn write_account(to: &mut dyn Write, account: &Account, lang: Lang) -> io::Result<()> {
    let (read, kept, merged, set_aside) =
        (account.read, account.kept, account.merged(), account.set_aside());
    let file = &account.file;
    match lang {
        Lang::Fr => writeln!(
            to,
            "  {file} : {read} lignes lues = {kept} retenues + {merged} fusionnées + {set_aside} écartées"
        )?,
        Lang::En => writeln!(
            to,
            "  {file}: {read} rows read = {kept} kept + {merged} merged + {set_aside} set aside"
        )?,
    }
    let crs = if account.crs.is_empty() { String::new() } else { format!(", {}", account.crs) };
    writeln!(to, "      {}, {}, {}{crs}", account.schema, account.format, account.encoding)?;
    if account.read > 0 && account.kept + account.merged() == 0 {
        match lang {
            Lang::Fr => writeln!(to, "      ! aucune ligne de ce fichier ne sert")?,
            Lang::En => writeln!(to, "      ! no row of this file serves")?,
        }
    }
    for note in account.notes() {
        writeln!(to, "      · {}", note.message(lang))?;
    }
    for (fate, trouble, count) in account.tally() {
        let sentence = Issue { fate, ..Issue::file(trouble, String::new()) }.message(lang);
        let mark = match fate {
            Fate::Kept => "~",
            Fate::Merged => "=",
            Fate::SetAside => "-",
        };
        writeln!(to, "      {mark} {count:>6}  {sentence}")?;
    }
    Ok(())
}

/// Writes how many rows are how many places.
///
/// # Errors
///
/// Those of `to`.
pub fn write_identity_report(to: &mut dyn Write, tally: &Tally, lang: Lang) -> io::Result<()> {
    let Tally { rows, places, certain, alike, doubtful } = tally;
    match lang {
        Lang::Fr => writeln!(
            to,
            "\n{rows} lieux lus → {places} : {certain} fusionnés certains, {alike} fusionnés par ressemblance, {doubtful} paires douteuses."
        ),
        Lang::En => writeln!(
            to,
            "\n{rows} places read → {places}: {certain} merged for certain, {alike} merged by likeness, {doubtful} doubtful pairs."
        ),
    }
}

/// Writes what became of the rows and what was found.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage_report(
    to: &mut dyn Write,
    coverage: &Coverage,
    lang: Lang,
) -> io::Result<()> {
    for account in &coverage.ledger.accounts {
        write_account(to, account, lang)?;
    }
    let communes = coverage.len();
    let covered = |access: &&maillage_core::access::Access| {
        access.covered_main.is_some_and(|share| share >= 0.5)
    };
    let covered = coverage.accesses().filter(covered).count();
    let km = coverage.results.options.main_threshold_km;
    let (half, half_english) = match coverage.territory.grid() {
        None => ("", ""),
        Some(_) => {
            (" pour la moitié de leurs habitants ou plus", " for half of their residents or more")
        }
    };
    match lang {
        Lang::Fr => writeln!(
            to,
            "\n{communes} communes, dont {covered} à {km} km ou moins d'un lieu d'aide{half}."
        )?,
        Lang::En => writeln!(
            to,
            "\n{communes} communes, {covered} of them within {km} km of help{half_english}."
        )?,
    }
    in_time::write(to, coverage, lang)?;
    need::write_method(to, coverage, lang)?;
    if let Some(beyond) = coverage.beyond_buffer().filter(|beyond| *beyond > 0) {
        let buffer = coverage.load.buffer_km;
        match lang {
            Lang::Fr => writeln!(
                to,
                "{beyond} communes ont leur lieu le plus proche au-delà de la marge de {buffer} km : un plus proche a pu être laissé dehors, agrandir --buffer-km."
            )?,
            Lang::En => writeln!(
                to,
                "{beyond} communes have their nearest place beyond the buffer of {buffer} km: a nearer one may have been left out, raise --buffer-km."
            )?,
        }
    }
    if let Some(counted) = coverage.counted_beyond_buffer().filter(|_| !coverage.within.is_empty())
    {
        match lang {
            Lang::Fr => writeln!(
                to,
                "! La marge est plus petite que le seuil de {counted} km : près des bords les comptes manquent des lieux, agrandir --buffer-km."
            )?,
            Lang::En => writeln!(
                to,
                "! The buffer is smaller than the threshold of {counted} km: near the border the counts miss places, raise --buffer-km."
            )?,
        }
    }
    write_absences(to, coverage, lang)?;
    need::write_people(to, coverage, lang)?;
    write_worst(to, coverage, lang)
}

/// Communes that a table was given for and that it does not tell of; those across water.
fn write_absences(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let count = |missing: &dyn Fn(&Commune) -> bool| {
        coverage.communes().filter(|commune| missing(commune)).count()
    };
    let tables = [
        (
            Role::POPULATION,
            "population",
            "residents",
            count(&|commune| commune.population.is_none()),
        ),
        (Role::ILLECTRONISM, "besoin", "need", count(&|commune| commune.need.is_none())),
        (Role::MARGINS, "marges", "margins", count(&|commune| commune.need.is_none())),
        (Role::AGES, "âges", "ages", count(&|commune| commune.need.is_none())),
        (Role::MEMBERSHIP, "EPCI", "EPCI", count(&|commune| commune.epci.is_none())),
        (
            Role::CHEFS_LIEUX,
            "mairie",
            "town hall",
            count(&|commune| !matches!(commune.origin, Origin::ChefLieu | Origin::Cells)),
        ),
    ];
    for (role, french, english, missing) in tables {
        let given = coverage.ledger.accounts.iter().any(|account| account.role == role);
        if !given || missing == 0 {
            continue;
        }
        let (french_remedy, english_remedy) = if is_of_another_year(coverage, role) {
            (
                " (d'une autre année que les contours ? ajouter --passage)",
                " (of another year than the contours? add --passage)",
            )
        } else {
            ("", "")
        };
        match lang {
            Lang::Fr => writeln!(
                to,
                "! {missing} communes sans {french} dans la table donnée{french_remedy}."
            )?,
            Lang::En => writeln!(
                to,
                "! {missing} communes without {english} in the table given{english_remedy}."
            )?,
        }
    }
    write_without_cells(to, coverage, lang)?;
    let roughly = coverage.roughly_measured().len();
    if roughly > 0 {
        match lang {
            Lang::Fr => writeln!(
                to,
                "! {roughly} communes ont pour lieu le plus proche un lieu dont on ne connaît que la commune (liste dans metadata.distances_approchees)."
            )?,
            Lang::En => writeln!(
                to,
                "! {roughly} communes have for nearest place one of which only the commune is known (listed in metadata.distances_approchees)."
            )?,
        }
    }
    let across = coverage.across_water().into_iter().flatten().filter(|across| *across).count();
    if across > 0 {
        match lang {
            Lang::Fr => writeln!(
                to,
                "! {across} communes ont leur lieu le plus proche de l'autre côté de l'eau (liste dans metadata.traversees_maritimes)."
            )?,
            Lang::En => writeln!(
                to,
                "! {across} communes have their nearest place across water (listed in metadata.traversees_maritimes)."
            )?,
        }
    }
    Ok(())
}

/// Whether a table has codes that the contours do not know, and no passage leads to theirs.
fn is_of_another_year(coverage: &Coverage, role: Role) -> bool {
    let accounts = &coverage.ledger.accounts;
    let unknown = |account: &Account| {
        account.issues.iter().any(|issue| issue.trouble == Trouble::CodeUnknown)
    };
    accounts.iter().all(|account| account.role != Role::PASSAGE)
        && accounts.iter().any(|account| account.role == role && unknown(account))
}

/// That distances start from one point a commune: in all of them, or in those without a cell.
fn write_without_cells(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let alone = |commune: &&Commune| commune.origin != Origin::Cells && !commune.is_empty();
    let count = coverage.communes().filter(alone).count();
    if coverage.territory.grid().is_none() {
        return match lang {
            Lang::Fr => writeln!(
                to,
                "Distances depuis un point par commune : dans une grande commune il peut être loin de ses habitants (--residents les situe, --origin chef-lieu part des mairies)."
            ),
            Lang::En => writeln!(
                to,
                "Distances from one point a commune: in a large commune it may be far from its people (--residents tells where they live, --origin chef-lieu starts from town halls)."
            ),
        };
    }
    if count == 0 {
        return Ok(());
    }
    match lang {
        Lang::Fr => writeln!(
            to,
            "! {count} communes sans carreau habité, mesurées depuis un point : les comparer aux autres avec prudence."
        ),
        Lang::En => writeln!(
            to,
            "! {count} communes without a cell where people live, measured from one point: compare them to the others with care."
        ),
    }
}

fn write_worst(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let gaps: Vec<_> = coverage.gaps().collect();
    let mut worst: Vec<usize> = (0..gaps.len())
        .filter(|at| gaps[*at].uncovered.is_some_and(|people| people >= 0.5))
        .collect();
    worst.sort_by_key(|at| gaps[*at].rank);
    for (place, at) in worst.into_iter().take(WORST).enumerate() {
        let commune = &coverage.commune(at);
        let (name, code) = (&commune.name, commune.code);
        let people = gaps[at].uncovered.unwrap_or(0.0);
        let km = coverage.access(at).distances.mean.map_or_else(
            || "–".to_owned(),
            |mean| format!("{:.1} km", mean.shown(coverage.results.unit)),
        );
        let reason = gaps[at].reason.name();
        let rank = place + 1;
        match lang {
            Lang::Fr => {
                writeln!(to, "  {rank}. {name} ({code}) : {people:.0} personnes, {km}, {reason}")?
            }
            Lang::En => {
                writeln!(to, "  {rank}. {name} ({code}): {people:.0} people, {km}, {reason}")?
            }
        }
    }
    Ok(())
}
