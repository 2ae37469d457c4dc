//! Contours of communes: one feature for each code, with a contour and a point of
//! departure.
//!
//! The column names of all IGN vintages, of Etalab, of Opendatasoft, of INSEE and of
//! OpenStreetMap are supported, and those that a `mapping.toml` names. Rows of one commune
//! (islands, IRIS) are united.

mod checks;
mod columns;
mod home;
mod names;
mod parts;
mod rows;

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use geo::MultiPolygon;
use maillage_core::model::{Commune, CommuneCode, Envelope, Line, region_of};
use maillage_spelling::fold;
use maillage_tables::Sheet;
use maillage_words::Words;
use rayon::prelude::*;

use self::{
    parts::Parts,
    rows::{records, with_surface},
};
use super::{Content, Geography, Recognition, TableKind, has_surfaces};
use crate::{
    Error, Result,
    clean::codes::{ParsedCode, read as read_code},
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Fate, Issue, Role, Trouble},
    sentences,
    source::{Loaded, Mapping, parse_number},
};

pub(crate) use columns::ContourColumns;
pub(crate) use home::home_of;
pub use rows::CommuneRecord;

impl Role {
    /// Contours of communes.
    pub const COMMUNES: Self = Self::named("communes");
}

/// Contours with a commune code.
pub static KIND: TableKind = TableKind {
    name: "communes",
    description: sentences::commune_contours,
    field: "sources.communes",
    role: Role::COMMUNES,
    content: Content::Geography(check),
    recognise: |sheet, _| {
        Recognition::sure(has_surfaces(sheet) && ContourColumns::find(sheet).is_some())
    },
    stream: None,
};

/// The communes of the contour file `file`, by code, and its account.
///
/// # Errors
///
/// When the file cannot be read or is of another kind; [`Error::ContourCode`] when no column
/// surely holds the codes; [`Error::ZonesInCommunes`] for contours of zones inside communes;
/// [`Error::NoSurface`] without polygons; [`Error::NoCommunes`] without any commune; those of
/// joining its rows.
pub fn read(file: impl Into<Input>) -> Result<(Vec<Commune>, Account)> {
    let sheet = super::sheet(file.into(), &KIND)?;
    let path = sheet.path.clone();
    let mapping = Mapping::find(&sheet, &Gazetteer::new(&[], &[]), None)?;
    match super::recognise(&sheet, &mapping) {
        Some(kind) if kind == &KIND => {
            let (communes, account) = communes(records(sheet)?)?;
            if communes.is_empty() {
                return Err(Error::NoCommunes { path });
            }
            Ok((communes, account))
        }
        Some(other) => Err(super::wrong(&path, other, KIND.description)),
        None if !has_surfaces(&sheet) => Err(Error::NoSurface { path }),
        None => Err(code_unknown(&sheet)),
    }
}

/// The error for contours whose column of codes cannot be told, with its candidates, or that are
/// zones inside communes.
pub(crate) fn code_unknown(sheet: &Sheet) -> Error {
    let names = sheet.columns.names();
    if let Some(rank) = ContourColumns::zoning(sheet) {
        return Error::ZonesInCommunes { path: sheet.path.clone(), column: names[rank].clone() };
    }
    let candidates = ContourColumns::candidates(sheet);
    let candidates: Vec<String> =
        candidates.into_iter().map(|rank| format!("`{}`", names[rank])).collect();
    Error::ContourCode {
        path: sheet.path.clone(),
        found: sheet.columns.listed(),
        candidates: if candidates.is_empty() {
            sentences::none()
        } else {
            Words::same(&candidates.join(", "))
        },
    }
}

fn check(sheet: Sheet, geography: &mut Geography) -> Result<Account> {
    let (communes, account) = communes(records(sheet)?)?;
    geography.communes.extend(communes);
    Ok(account)
}

/// A commune whose rows are read: the first of them, all contours and all lines.
struct Drawn {
    code: CommuneCode,
    first: CommuneRecord,
    contours: Vec<MultiPolygon<f64>>,
    lines: Vec<Line>,
    /// Whether its rows say different residents, EPCI and régions.
    differ: [bool; 3],
}

impl Drawn {
    /// Its code, its contours, which it no longer has then, and its lines.
    fn take_parts(&mut self) -> Parts<'_> {
        Parts { code: self.code, contours: std::mem::take(&mut self.contours), lines: &self.lines }
    }

    /// Keeps the residents, EPCI and région that all rows say that say any: `other` is another row
    /// of the commune. Returns what differs for the first time, in both.
    fn keep_shared(&mut self, other: &CommuneRecord) -> Vec<String> {
        let first = &mut self.first;
        let figures = [
            (&mut first.population, &other.population),
            (&mut first.epci, &other.epci),
            (&mut first.region, &other.region),
        ];
        let mut differing = Vec::new();
        for ((known, other), differs) in figures.into_iter().zip(&mut self.differ) {
            if *differs || other.is_empty() {
                continue;
            }
            if known.is_empty() {
                known.clone_from(other);
            } else if known != other {
                differing.push(format!("{known} ≠ {other}"));
                known.clear();
                *differs = true;
            }
        }
        differing
    }
}

/// The communes of a file of contours, by code.
///
/// Rows of one commune are united.
///
/// # Errors
///
/// [`Error::DuplicateCommune`] when one code has two names; [`Error::CommuneDrawnTwice`] when rows
/// of one commune overlap; [`Error::ContoursElsewhere`] when the communes of a département lie
/// elsewhere; [`Error::ContoursInPart`] when they are parts of communes. Arrondissements beside
/// their commune are set aside.
pub(crate) fn communes(loaded: Loaded<CommuneRecord>) -> Result<(Vec<Commune>, Account)> {
    let path = loaded.sheet.path.clone();
    let (mut records, mut account) = loaded.into_account(&KIND, KIND.role);
    records
        .par_iter_mut()
        .for_each(|record| record.contour = record.contour.take().and_then(with_surface));
    let mut drawn = by_code(records, &mut account, &path)?;
    leave_arrondissements_out(&mut drawn, &mut account);
    drawn.sort_by_key(|commune| commune.code);
    let contours = parts::united(drawn.iter_mut().map(Drawn::take_parts).collect(), &path)?;
    let communes: Vec<Commune> = drawn
        .into_par_iter()
        .zip(contours)
        .map(|(drawn, contour)| commune(drawn, contour))
        .collect();
    checks::lie_where_their_codes_say(&communes, &path)?;
    checks::are_whole(&communes, &path)?;
    let (communes, outside): (Vec<_>, Vec<_>) =
        communes.into_iter().partition(|commune| Envelope::of(commune.home).is_some());
    let rows = outside.iter().flat_map(|commune| {
        let (code, home) = (commune.code, commune.home);
        let value = format!("{code}, {:.4} {:.4}", home.latitude(), home.longitude());
        commune.lines.iter().map(move |line| (*line, value.clone()))
    });
    account.set_rows_aside(&rows.collect(), Trouble::ContourOutsideFrance);
    account.kept = communes.len();
    Ok((communes, account))
}

/// The rows of each commune, in the order of their first; contours are surfaces. Rows that cannot
/// be used are set aside in the account.
fn by_code(records: Vec<CommuneRecord>, account: &mut Account, path: &Path) -> Result<Vec<Drawn>> {
    let mut drawn: Vec<Drawn> = Vec::with_capacity(records.len());
    let mut ranks: HashMap<CommuneCode, usize> = HashMap::new();
    for mut record in records {
        let line = record.line;
        // Contours have no département column to confirm a lost leading zero. A four-digit
        // code cannot be a commune, and the file holds communes, so the zero is restored.
        let read = match read_code(&record.code, |_| true) {
            ParsedCode::Unreadable(trouble) => Err((trouble, record.code.clone())),
            ParsedCode::Code(code, _) if record.is_within_a_commune => {
                Err((Trouble::NotACommune, code.to_string()))
            }
            ParsedCode::Code(code, repair) => {
                account.issues.extend(
                    repair.map(|trouble| Issue::row(line, Fate::Kept, trouble, &*record.code)),
                );
                let contour = record.contour.take();
                contour.map(|of| (code, of)).ok_or((Trouble::BadGeometry, code.to_string()))
            }
        };
        let (code, contour) = match read {
            Ok(read) => read,
            Err((trouble, value)) => {
                account.issues.push(Issue::row(line, Fate::SetAside, trouble, value));
                continue;
            }
        };
        let Some(&rank) = ranks.get(&code) else {
            ranks.insert(code, drawn.len());
            let (contours, lines) = (vec![contour], vec![line]);
            drawn.push(Drawn { code, first: record, contours, lines, differ: [false; 3] });
            continue;
        };
        let known = &mut drawn[rank];
        same_name(&known.first, &record, code, path)?;
        if !known.contours.contains(&contour) {
            known.contours.push(contour);
        }
        known.lines.push(line);
        let differing = known.keep_shared(&record).join(", ");
        if !differing.is_empty() {
            let value = format!("{code}, {differing}");
            account.issues.push(Issue::row(line, Fate::Kept, Trouble::PartsDiffer, value));
        }
        let same = format!("{code}, ligne {}", known.first.line.number);
        account.issues.push(Issue::row(line, Fate::Merged, Trouble::CommuneInParts, same));
    }
    Ok(drawn)
}

/// Takes out the arrondissements whose commune is drawn too.
fn leave_arrondissements_out(drawn: &mut Vec<Drawn>, account: &mut Account) {
    let codes: HashSet<CommuneCode> = drawn.iter().map(|commune| commune.code).collect();
    drawn.retain(|Drawn { code, first, lines, .. }| {
        let whole = code.commune_of_arrondissement().filter(|whole| codes.contains(whole));
        if let Some(whole) = whole {
            let value = format!("{code} {}, {whole}", first.name);
            let counted = |line: &Line| {
                Issue::row(*line, Fate::SetAside, Trouble::ArrondissementCounted, value.clone())
            };
            account.issues.extend(lines.iter().map(counted));
        }
        whole.is_none()
    });
}

/// Checks that two rows of one code have one name.
fn same_name(
    first: &CommuneRecord,
    other: &CommuneRecord,
    code: CommuneCode,
    path: &Path,
) -> Result<()> {
    if fold(&first.name) == fold(&other.name) {
        return Ok(());
    }
    Err(Error::DuplicateCommune {
        path: path.to_owned(),
        line: other.line.number,
        code: code.to_string(),
        name: other.name.clone(),
        other_name: first.name.clone(),
        other_line: first.line.number,
    })
}

fn commune(drawn: Drawn, contour: MultiPolygon<f64>) -> Commune {
    let Drawn { code, first: record, lines, .. } = drawn;
    let (home, origin) = home_of(&contour);
    let region = Some(record.region).filter(|region| !region.is_empty());
    Commune {
        epci: epci_code(&record.epci),
        region: region.or_else(|| region_of(code.departement()).map(str::to_owned)),
        population: parse_number(&record.population).and_then(whole_people),
        contour: contour.into(),
        origin,
        lines,
        ..Commune::new(code, record.name, home)
    }
}

/// The SIREN of an EPCI. `None` for the codes that mean "none": `ZZZZZZZZZ`, `NR`.
///
/// Where several are listed (a métropole and its territory) the first is the EPCI.
pub(super) fn epci_code(text: &str) -> Option<String> {
    let first = text.split(['/', '|']).next()?.trim();
    let siren = first.len() == 9 && first.bytes().all(|byte| byte.is_ascii_digit());
    siren.then(|| first.to_owned())
}

/// A non-negative number of residents, rounded to a whole number. INSEE publishes some
/// estimates with decimals.
pub(super) fn whole_people(number: f64) -> Option<u64> {
    (0.0..1e9).contains(&number).then(|| number.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_epci_is_nine_digits_or_none() {
        assert_eq!(epci_code("200054781/200058519").as_deref(), Some("200054781"));
        assert_eq!(epci_code("ZZZZZZZZZ"), None);
        assert_eq!(epci_code("NR"), None);
    }

    #[test]
    fn of_two_rows_of_a_commune_only_what_both_say_is_kept() {
        let row = |population: &str, epci: &str| CommuneRecord {
            line: Line { number: 2, rank: 0 },
            code: "56069".to_owned(),
            name: "Groix".to_owned(),
            epci: epci.to_owned(),
            region: String::new(),
            population: population.to_owned(),
            is_within_a_commune: false,
            contour: None,
        };
        let mut drawn = Drawn {
            code: "56069".parse().expect("a code"),
            first: row("2200", "200042174"),
            contours: Vec::new(),
            lines: Vec::new(),
            differ: [false; 3],
        };
        assert_eq!(drawn.keep_shared(&row("10", "200042174")), ["2200 ≠ 10"]);
        assert!(drawn.keep_shared(&row("10", "")).is_empty());
        assert_eq!((&*drawn.first.population, &*drawn.first.epci), ("", "200042174"));
    }
}
