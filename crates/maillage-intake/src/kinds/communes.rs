//! Contours of communes: one feature for each code, with a contour and a point of
//! departure.
//!
//! The column names of all IGN vintages are supported. Parts of one commune on several rows
//! are joined.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use geo::{
    Area, Centroid, Contains, Geometry, InteriorPoint, MultiPolygon, Point, Polygon,
    orient::{Direction, Orient},
};
use rayon::prelude::*;

use super::{Content, Geography, Recognition, TableKind, has_surfaces, table};
use crate::{
    Error, Result,
    clean::codes::{ParsedCode, read as read_code},
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Fate, Issue, Role, Trouble},
    source::{Loaded, Mapping, parse_number},
};
use maillage_core::{
    geodesy::Position,
    model::{Commune, CommuneCode, Departement, Envelope, Line, Origin, region_of},
};
use maillage_spelling::fold;
use maillage_tables::{Row, Sheet};

const NAME: [&str; 8] =
    ["nom", "nom_officiel", "nom_com", "nom_commune", "libgeo", "libelle", "name", "nom_m"];
/// Distance from the bounding box of its département, in degrees, beyond which a commune is not
/// where its code says.
const ELSEWHERE: f64 = 0.5;
/// Number of communes of a département from which it can be told that they lie elsewhere.
const TELLING: usize = 5;
const POPULATION: [&str; 3] = ["population", "pop_municipale", "pmun"];
const REGION: [&str; 6] =
    ["insee_reg", "code_insee_de_la_region", "region", "code_region", "reg", "coderegion"];

impl Role {
    /// Contours of communes.
    pub const COMMUNES: Self = Self::named("communes");
}

/// Contours with a commune code.
pub static KIND: TableKind = TableKind {
    name: "communes",
    description: "commune contours",
    field: "sources.communes",
    role: Role::COMMUNES,
    content: Content::Geography(check),
    recognise: |sheet, _| {
        // Priority neighbourhoods carry the code of their commune but are not communes.
        let is_zoning = sheet.columns.has(&["code_qp", "code_qpv", "code_iris"]);
        let coded = sheet.columns.has(&table::CODE);
        Recognition::sure(coded && !is_zoning && has_surfaces(sheet))
    },
    stream: None,
};

/// The communes of the contour file `file`, by code, and its account.
///
/// # Errors
///
/// When the file cannot be read or is of another kind; [`Error::MissingColumn`] when its
/// kind is unknown; [`Error::NoCommunes`] without any commune; [`Error::DuplicateCommune`]
/// when one code has two names.
pub fn read(file: impl Into<Input>) -> Result<(Vec<Commune>, Account)> {
    let sheet = super::sheet(file.into(), &KIND)?;
    let path = sheet.path.clone();
    let mapping = Mapping::find(&sheet, &Gazetteer::new(&[], &[]), None)?;
    match super::recognise(&sheet, &mapping) {
        Some(kind) if kind == &KIND => {
            let (communes, account) = communes(records(sheet))?;
            if communes.is_empty() {
                return Err(Error::NoCommunes { path });
            }
            Ok((communes, account))
        }
        Some(other) => Err(super::wrong(&path, other, KIND.description)),
        None => Err(Error::MissingColumn {
            path,
            wanted: "commune contours (polygons with a `code` or `code_insee`)".to_owned(),
            found: sheet.columns.listing(),
        }),
    }
}

fn check(sheet: Sheet, geography: &mut Geography) -> Result<Account> {
    let (communes, account) = communes(records(sheet))?;
    geography.communes.extend(communes);
    Ok(account)
}

/// A row of contours as published, unchecked.
#[derive(Debug, Clone)]
pub struct CommuneRecord {
    /// Position of the row in the file.
    pub line: Line,
    /// Code as written; may be empty.
    pub code: String,
    /// Name; may be empty.
    pub name: String,
    /// SIREN of the EPCI as written; may be empty, or several.
    pub epci: String,
    /// Code of the région as written; may be empty.
    pub region: String,
    /// Residents as written; may be empty.
    pub population: String,
    /// The contour; `None` when the geometry is missing or is not a surface.
    pub contour: Option<MultiPolygon<f64>>,
}

fn records(sheet: Sheet) -> Loaded<CommuneRecord> {
    Loaded::from_rows(sheet, record)
}

fn record(sheet: &Sheet, mut row: Row) -> CommuneRecord {
    let contour = row.geometry.take();
    let text = |aliases: &[&str]| sheet.text(&row, aliases).to_owned();
    CommuneRecord {
        line: row.line,
        code: text(&table::CODE),
        name: text(&NAME),
        epci: text(&table::EPCI),
        region: text(&REGION),
        population: text(&POPULATION),
        contour: contour.and_then(surface),
    }
}

fn surface(geometry: Geometry<f64>) -> Option<MultiPolygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => Some(MultiPolygon::new(vec![polygon])),
        Geometry::MultiPolygon(polygons) => Some(polygons),
        _ => None,
    }
}

/// The communes of a file of contours, by code.
///
/// Parts of one commune that stand on several rows are joined.
///
/// # Errors
///
/// [`Error::DuplicateCommune`] when one code has two names; [`Error::ContoursElsewhere`] when the
/// communes of a département lie elsewhere. Arrondissements beside their commune are set aside.
pub(crate) fn communes(loaded: Loaded<CommuneRecord>) -> Result<(Vec<Commune>, Account)> {
    let path = loaded.sheet.path.clone();
    let (records, mut account) = loaded.into_account(&KIND, KIND.role);
    let mut parts: Vec<(CommuneCode, CommuneRecord, Vec<Line>)> = Vec::with_capacity(records.len());
    let mut ranks: HashMap<CommuneCode, usize> = HashMap::new();
    for record in records {
        let line = record.line;
        // Contours have no département column to confirm a lost leading zero. A four-digit
        // code cannot be a commune, and the file holds communes, so the zero is restored.
        let code =
            match read_code(&record.code, |_| true) {
                ParsedCode::Code(code, repair) => {
                    account.issues.extend(repair.map(|trouble| {
                        Issue::row(line, Fate::Kept, trouble, record.code.as_str())
                    }));
                    code
                }
                ParsedCode::Unreadable(trouble) => {
                    account.issues.push(Issue::row(line, Fate::SetAside, trouble, &record.code));
                    continue;
                }
            };
        let mut record = record;
        record.contour = record.contour.and_then(with_surface);
        if record.contour.is_none() {
            let issue = Issue::row(line, Fate::SetAside, Trouble::BadGeometry, code.as_str());
            account.issues.push(issue);
            continue;
        }
        match ranks.get(&code) {
            None => {
                ranks.insert(code, parts.len());
                parts.push((code, record, vec![line]));
            }
            Some(&rank) => {
                let (_, first, lines) = &mut parts[rank];
                join(first, record, code, &path)?;
                lines.push(line);
                let same = format!("{code}, ligne {}", first.line.number);
                account.issues.push(Issue::row(line, Fate::Merged, Trouble::CommuneInParts, same));
            }
        }
    }
    parts.retain(|(code, record, lines)| {
        let whole = code.commune_of_arrondissement().filter(|whole| ranks.contains_key(whole));
        if let Some(whole) = whole {
            let value = format!("{code} {}, {whole}", record.name);
            let counted = |line: &Line| {
                Issue::row(*line, Fate::SetAside, Trouble::ArrondissementCounted, value.clone())
            };
            account.issues.extend(lines.iter().map(counted));
        }
        whole.is_none()
    });
    parts.sort_by_key(|(code, ..)| *code);
    let communes: Vec<Commune> =
        parts.into_par_iter().map(|(code, part, lines)| commune(code, part, lines)).collect();
    lie_where_their_codes_say(&communes, &path)?;
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

/// Checks that contours lie where their codes say: some maps draw overseas départements beside
/// the mainland, where every distance would be wrong.
fn lie_where_their_codes_say(communes: &[Commune], path: &Path) -> Result<()> {
    let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for commune in communes {
        let Some(departement) = Departement::of_code(commune.code.departement()) else { continue };
        let (all, elsewhere) = counts.entry(departement.code).or_default();
        *all += 1;
        *elsewhere += usize::from(!departement.bounds.widened(ELSEWHERE).contains(commune.home));
    }
    let is_elsewhere =
        |(_, (all, elsewhere)): &(_, &(usize, usize))| *all >= TELLING && 2 * elsewhere > *all;
    let elsewhere = counts.iter().filter(is_elsewhere);
    let named = elsewhere.filter_map(|(code, _)| {
        Departement::of_code(code).map(|departement| format!("{code} ({})", departement.name))
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return Ok(());
    }
    Err(Error::ContoursElsewhere { path: path.to_owned(), departements: named.join(", ") })
}

/// `contour` without parts of zero area; `None` when nothing remains.
fn with_surface(contour: MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
    let mut parts = contour.0;
    parts.retain(|polygon| polygon.exterior().0.len() >= 4);
    (!parts.is_empty()).then(|| MultiPolygon::new(parts))
}

/// Adds the contour of `other` to `first`; both are parts of one commune.
fn join(
    first: &mut CommuneRecord,
    other: CommuneRecord,
    code: CommuneCode,
    path: &std::path::Path,
) -> Result<()> {
    if fold(&first.name) != fold(&other.name) {
        return Err(Error::DuplicateCommune {
            path: path.to_owned(),
            line: other.line.number,
            code: code.to_string(),
            name: other.name,
            other_name: first.name.clone(),
            other_line: first.line.number,
        });
    }
    let known = first.contour.get_or_insert_with(|| MultiPolygon::new(Vec::new()));
    for polygon in other.contour.into_iter().flatten() {
        if !known.0.contains(&polygon) {
            known.0.push(polygon);
        }
    }
    Ok(())
}

fn commune(code: CommuneCode, record: CommuneRecord, lines: Vec<Line>) -> Commune {
    let contour = record.contour.unwrap_or_else(|| MultiPolygon::new(Vec::new()));
    let contour = contour.orient(Direction::Default);
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

/// The centroid, or an interior point of the largest part when the centroid falls outside.
pub(crate) fn home_of(contour: &MultiPolygon<f64>) -> (Position, Origin) {
    let centroid = contour.centroid().filter(|centroid| contour.contains(centroid));
    let area = |polygon: &&Polygon<f64>| polygon.unsigned_area();
    let largest = contour.iter().max_by(|one, other| area(one).total_cmp(&area(other)));
    let inside = || {
        let polygon = largest?;
        polygon.interior_point().or_else(|| polygon.exterior().points().next())
    };
    let (point, origin) = match centroid {
        Some(centroid) => (Some(centroid), Origin::Centroid),
        None => (inside(), Origin::InteriorPoint),
    };
    let position = |point: Point<f64>| Position::new(point.y(), point.x());
    let home = point.and_then(position);
    (home.expect("a surface of positions on the globe has a point inside it"), origin)
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
    use geo::polygon;

    use super::*;

    #[test]
    fn a_centroid_outside_is_replaced_by_a_point_inside() {
        // A horseshoe whose centroid falls in the gap.
        let horseshoe = polygon![
            (x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 9.0, y: 10.0),
            (x: 9.0, y: 1.0), (x: 1.0, y: 1.0), (x: 1.0, y: 10.0), (x: 0.0, y: 10.0),
        ];
        let contour = MultiPolygon::new(vec![horseshoe]);
        let (home, origin) = home_of(&contour);
        assert_eq!(origin, Origin::InteriorPoint);
        assert!(contour.contains(&Point::new(home.longitude(), home.latitude())));
    }

    #[test]
    fn the_point_inside_is_in_the_largest_part() {
        let large =
            polygon![(x: 0.0, y: 45.0), (x: 0.1, y: 45.0), (x: 0.1, y: 46.0), (x: 0.0, y: 46.0)];
        let small =
            polygon![(x: 1.0, y: 45.0), (x: 1.3, y: 45.0), (x: 1.3, y: 45.1), (x: 1.0, y: 45.1)];
        let (home, origin) = home_of(&MultiPolygon::new(vec![large, small]));
        assert_eq!(origin, Origin::InteriorPoint);
        assert!(home.longitude() < 0.1);
    }

    #[test]
    fn an_epci_is_nine_digits_or_none() {
        assert_eq!(epci_code("200054781/200058519").as_deref(), Some("200054781"));
        assert_eq!(epci_code("ZZZZZZZZZ"), None);
        assert_eq!(epci_code("NR"), None);
    }
}
