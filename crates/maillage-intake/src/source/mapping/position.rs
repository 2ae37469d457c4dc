//! Finds the columns of the position, the order of the axes and the reference system, by
//! testing where the points fall.
//!
//! Names are not reliable: in one list `Coord. X` is the latitude; two lists have `x` and
//! `y`, one in Lambert-93 and one in degrees. So every pair of numeric columns is tested in
//! every order and system that may fall in France. The candidate whose points best agree
//! with the stated communes wins: within the commune where contours are known, otherwise
//! within the département.

use std::collections::HashMap;

use geo::Geometry;

use super::{ColumnEvidence, Mapping, OWN_NAME, SHOWN, USED, given::ResolvedMapping};
use crate::{
    gazetteer::{Gazetteer, metres_outside},
    source::{
        Field,
        field::ColumnName,
        parse_number,
        point::{AxisOrder, written_point},
        profile::ColumnProfile,
    },
};
use maillage_core::{
    geodesy::Position,
    model::{Commune, Departement, Envelope},
};
use maillage_tables::{
    Row, Sheet,
    crs::{Crs, CrsSearch, Reprojection},
};

/// Number of rows in the sample.
const SAMPLE: usize = 300;
/// Maximum number of numeric columns that are paired, most likely names first.
const MOST_COLUMNS: usize = 16;
/// Maximum distance between a place and its commune for agreement, in metres.
const AGREES_WITHIN: f64 = 2_000.0;
/// Difference in confidence below which two candidates of one pair are a tie.
const TOO_CLOSE: f64 = 0.03;
/// Maximum number of candidates kept for display.
const MOST_SHOWN: usize = 4;

/// Number of rows whose positions are compared within communes.
const MOST_COMPARED: usize = 5_000;
/// Number of communes with several places from which their positions tell.
const SEVERAL: usize = 3;
/// Share of them with one position from which positions are those of communes.
const NEARLY_ALL: f64 = 0.95;
/// Share of the best confidence from which another source agrees about as well.
const ABOUT_AS_WELL: f64 = 0.8;

/// How the positions of the places of one commune differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spread {
    OnePoint,
    Differ,
}

/// The positions of the rows of one commune.
struct Points<'row> {
    /// Both coordinates of the first row, by their bits.
    first: [u64; 2],
    /// What tells the place of the first row from others.
    place: &'row str,
    /// Whether rows are of several places. Those of one place, one for each of its services or days,
    /// have one position anyway.
    of_several: bool,
    /// Whether not all rows have that position.
    differ: bool,
}

/// The source of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionSource {
    /// The geometries of the file, already in WGS84.
    Geometry,
    /// Two columns.
    Columns {
        /// Rank of the column of latitudes or northings.
        latitude: usize,
        /// Rank of the column of longitudes or eastings.
        longitude: usize,
    },
    /// One column with both coordinates.
    Point {
        /// Rank of the column.
        column: usize,
        /// Whether the latitude or northing comes first, where the notation does not give
        /// the order.
        latitude_first: bool,
    },
}

/// A candidate source of positions, with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct PositionFound {
    /// The source.
    pub source: PositionSource,
    /// The reference system.
    pub crs: Crs,
    /// Confidence, 0 to 1.
    pub confidence: f64,
    /// Rows of the sample with two numbers, not both zero.
    pub usable: usize,
    /// Usable rows that fall in France.
    pub in_france: usize,
    /// Rows in France that state their commune or département.
    pub comparable: usize,
    /// Comparable rows whose position agrees with the stated commune or département.
    pub agreeing: usize,
    /// Whether the names of the columns contradict their values.
    pub against_names: bool,
    /// Whether a `mapping.toml` gives this source.
    pub given: bool,
    /// Whether all places of a commune have one position: that of the commune.
    pub is_of_communes: bool,
}

/// The commune stated in a row of the sample.
struct StatedCommune<'communes> {
    commune: Option<&'communes Commune>,
    departements: Vec<Departement>,
}

/// A row of the sample with its stated commune.
type SampledRow<'run> = (&'run Row, StatedCommune<'run>);

impl Mapping {
    /// Finds the source of positions. The columns of the commune must already be mapped.
    pub(super) fn locate(
        &mut self,
        sheet: &Sheet,
        names: &[ColumnName],
        profiles: &[ColumnProfile],
        given: &ResolvedMapping,
        gazetteer: &Gazetteer,
    ) {
        let sample_rows: Vec<SampledRow> = sheet
            .sample(SAMPLE)
            .map(|row| (row, StatedCommune::of(self, row, gazetteer)))
            .collect();
        if let Some(found) = as_given(given, &sample_rows) {
            self.position = Some(found);
            return;
        }
        if given.refuses_position() {
            return;
        }
        let search = CrsSearch::new();
        let mut found: Vec<PositionFound> = sources(sheet, names, profiles, self)
            .into_iter()
            .flat_map(|source| {
                let stated = given.crs.or_else(|| source.stated_crs(&sample_rows));
                readings(source, stated, names, profiles, &search, &sample_rows)
            })
            .collect();
        let most = found.iter().map(|found| found.usable).max().unwrap_or(0);
        found.sort_by(|one, other| other.serves(most).total_cmp(&one.serves(most)));
        let sure = found.first().is_some_and(|first| first.confidence >= USED);
        let worth_showing = if sure { USED } else { SHOWN };
        // Two columns of counts are not a position; nor do they raise a question where the
        // commune is known.
        let at_least_one = !self.names_communes();
        let mut rank = 0;
        found.retain(|found| {
            rank += 1;
            (rank == 1 && at_least_one) || found.confidence >= worth_showing
        });
        self.prefer_places(&mut found, sheet);
        found.truncate(MOST_SHOWN);
        if let [first, second, ..] = &mut found[..] {
            // Two systems put one pair in France equally well: only the stated communes
            // could decide.
            let same_pair = first.source.columns() == second.source.columns();
            if same_pair && first.confidence - second.confidence < TOO_CLOSE {
                first.confidence = first.confidence.min(USED - 0.01);
            }
        }
        let mut found = found.into_iter();
        self.position = found.next().or_else(|| by_names(names, given.crs));
        self.other_positions = found.collect();
        if let Some(PositionSource::Columns { .. } | PositionSource::Point { .. }) =
            self.position.as_ref().map(|found| found.source)
        {
            self.release_coordinates();
        }
    }

    /// Puts first, among sources that agree about as well with the communes, one whose positions
    /// differ within communes: that of the places. Marks the first as of communes if none does.
    fn prefer_places(&self, found: &mut [PositionFound], sheet: &Sheet) {
        let Some(first) = found.first() else { return };
        if self.spread_within_communes(first.source, sheet) != Some(Spread::OnePoint) {
            return;
        }
        let least = first.confidence * ABOUT_AS_WELL;
        let of_places = found.iter().position(|other| {
            other.confidence >= least
                && self.spread_within_communes(other.source, sheet) == Some(Spread::Differ)
        });
        match of_places {
            Some(rank) => found[..=rank].rotate_right(1),
            None => found[0].is_of_communes = true,
        }
    }

    /// Whether the places of one commune have one position; `None` where too few communes have
    /// several places.
    fn spread_within_communes(&self, source: PositionSource, sheet: &Sheet) -> Option<Spread> {
        let mut communes: HashMap<[&str; 3], Points> = HashMap::new();
        for row in sheet.sample(MOST_COMPARED) {
            let fields = [Field::CommuneCode, Field::Commune, Field::PostalCode];
            let commune = fields.map(|field| self.text(row, field));
            let Some(pair) =
                source.numbers(row).filter(|_| commune.iter().any(|it| !it.is_empty()))
            else {
                continue;
            };
            let pair = [pair.0, pair.1].map(f64::to_bits);
            let address = self.text(row, Field::Address);
            let place = if address.is_empty() { self.text(row, Field::Name) } else { address };
            let points = communes.entry(commune);
            let first = Points { first: pair, place, of_several: false, differ: false };
            let points = points.or_insert(first);
            points.of_several |= points.place != place;
            points.differ |= points.first != pair;
        }
        let several = || communes.values().filter(|points| points.of_several);
        let (all, one) = (several().count(), several().filter(|points| !points.differ).count());
        match all {
            0..SEVERAL => None,
            _ if one as f64 >= NEARLY_ALL * all as f64 => Some(Spread::OnePoint),
            _ if 2 * one <= all => Some(Spread::Differ),
            _ => None,
        }
    }

    /// A coordinate column cannot contain another field.
    fn release_coordinates(&mut self) {
        let Some(position) = &self.position else { return };
        let columns = position.source.columns();
        // Except fields given in a mapping.
        self.fields.retain(|_, found| {
            let given = found.evidence == ColumnEvidence::Given;
            found.columns.retain(|rank| given || !columns.contains(rank));
            !found.columns.is_empty()
        });
        self.candidates.retain(|(_, rank, _)| !columns.contains(rank));
    }
}

impl PositionSource {
    /// The ranks of its columns, in ascending order.
    pub fn columns(self) -> Vec<usize> {
        match self {
            Self::Geometry => Vec::new(),
            Self::Point { column, .. } => vec![column],
            Self::Columns { latitude, longitude } => {
                vec![latitude.min(longitude), latitude.max(longitude)]
            }
        }
    }

    /// The texts of `row`, latitude or northing first; empty texts where missing.
    pub fn written(self, row: &Row) -> (String, String) {
        match self {
            Self::Geometry => (String::new(), String::new()),
            Self::Columns { latitude, longitude } => {
                (row.cell(latitude).to_owned(), row.cell(longitude).to_owned())
            }
            Self::Point { column, latitude_first } => match written_point(row.cell(column)) {
                Some(point) => {
                    let longitude_first = match point.order {
                        Some(AxisOrder::LongitudeFirst) => true,
                        Some(AxisOrder::LatitudeFirst) => false,
                        None => !latitude_first,
                    };
                    if longitude_first {
                        (point.second, point.first)
                    } else {
                        (point.first, point.second)
                    }
                }
                // An unreadable point is shown unchanged.
                None => (row.cell(column).to_owned(), String::new()),
            },
        }
    }

    /// Northing and easting as numbers; `None` where missing, or when both are zero.
    pub(super) fn numbers(self, row: &Row) -> Option<(f64, f64)> {
        if self == Self::Geometry {
            let Geometry::Point(point) = row.geometry.as_deref()? else { return None };
            return Some((point.y(), point.x()));
        }
        let (latitude, longitude) = self.written(row);
        let pair = (parse_number(&latitude)?, parse_number(&longitude)?);
        (pair != (0.0, 0.0)).then_some(pair)
    }

    /// Whether each row with a point gives the order of its axes.
    fn gives_order(self, sample_rows: &[SampledRow]) -> bool {
        let Self::Point { column, .. } = self else { return false };
        let points = sample_rows.iter().filter_map(|(row, _)| written_point(row.cell(column)));
        points.map(|point| point.order).all(|order| order.is_some())
    }

    /// The reference system given in the points, if it is the same in all of them.
    fn stated_crs(self, sample_rows: &[SampledRow]) -> Option<Crs> {
        let Self::Point { column, .. } = self else { return None };
        let points = sample_rows.iter().filter_map(|(row, _)| written_point(row.cell(column)));
        let mut systems = points.map(|point| point.crs);
        let first = systems.next()??;
        systems.all(|crs| crs == Some(first)).then_some(first)
    }

    fn exchanged(self) -> Self {
        match self {
            Self::Geometry => self,
            Self::Columns { latitude, longitude } => {
                Self::Columns { latitude: longitude, longitude: latitude }
            }
            Self::Point { column, latitude_first } => {
                Self::Point { column, latitude_first: !latitude_first }
            }
        }
    }
}

impl PositionFound {
    /// A candidate without evidence yet.
    fn unread(source: PositionSource, crs: Crs) -> Self {
        Self {
            source,
            crs,
            confidence: 0.0,
            usable: 0,
            in_france: 0,
            comparable: 0,
            agreeing: 0,
            against_names: false,
            given: false,
            is_of_communes: false,
        }
    }

    /// Number of rows whose position disagrees with the stated commune.
    fn contradicted(&self) -> usize {
        self.comparable - self.agreeing
    }

    /// The confidence, reduced when the candidate covers far fewer rows than another.
    fn serves(&self, most: usize) -> f64 {
        self.confidence * (0.5 + 0.5 * self.usable as f64 / most.max(1) as f64)
    }
}

impl<'communes> StatedCommune<'communes> {
    fn of(mapping: &Mapping, row: &Row, gazetteer: &Gazetteer<'communes>) -> Self {
        let place = super::super::Whereabouts::of(mapping, row);
        let departements = place.departements();
        Self { commune: place.commune(gazetteer), departements }
    }

    /// Whether `position` agrees with the stated commune; `None` when none is stated.
    fn agrees(&self, position: Position) -> Option<bool> {
        match self.commune {
            Some(commune) => Some(metres_outside(commune, position) <= AGREES_WITHIN),
            None if self.departements.is_empty() => None,
            None => Some(self.departements.iter().any(|one| one.may_hold(position))),
        }
    }
}

/// The source that a `mapping.toml` gives. The system is WGS84 unless given.
fn as_given(given: &ResolvedMapping, sample_rows: &[SampledRow]) -> Option<PositionFound> {
    let first = |field| given.columns.get(&field).and_then(|columns| columns.first().copied());
    let source = match (first(Field::Latitude), first(Field::Longitude), first(Field::Point)) {
        (Some(latitude), Some(longitude), _) => PositionSource::Columns { latitude, longitude },
        (_, _, Some(column)) => {
            PositionSource::Point { column, latitude_first: given.latitude_first.unwrap_or(true) }
        }
        _ => return None,
    };
    let candidates = match given.crs {
        Some(crs) => vec![crs],
        None => CrsSearch::new().systems().collect(),
    };
    let found = candidates.into_iter().filter_map(|crs| weigh(source, crs, sample_rows));
    let best = found.max_by_key(|found| (found.agreeing, found.in_france));
    let nothing = PositionFound::unread(source, given.crs.unwrap_or(Crs::WGS84));
    let best = best.filter(|found| found.in_france > 0).unwrap_or(nothing);
    Some(PositionFound { confidence: 1.0, given: true, ..best })
}

/// The columns named latitude and longitude, even though none of their values falls in
/// France: each row then gets its own issue.
fn by_names(names: &[ColumnName], stated: Option<Crs>) -> Option<PositionFound> {
    let named = |field: Field| {
        let hints = names.iter().map(|name| name.hint(field)).enumerate();
        let best = hints.rev().max_by(|one, other| one.1.total_cmp(&other.1))?;
        (best.1 >= OWN_NAME).then_some(best.0)
    };
    let source = PositionSource::Columns {
        latitude: named(Field::Latitude)?,
        longitude: named(Field::Longitude)?,
    };
    let crs = stated.unwrap_or(Crs::WGS84);
    Some(PositionFound { confidence: USED, ..PositionFound::unread(source, crs) })
}

/// All possible sources of positions.
fn sources(
    sheet: &Sheet,
    names: &[ColumnName],
    profiles: &[ColumnProfile],
    mapping: &Mapping,
) -> Vec<PositionSource> {
    let mut sources = Vec::new();
    if sheet.rows.iter().any(|row| matches!(row.geometry.as_deref(), Some(Geometry::Point(_)))) {
        sources.push(PositionSource::Geometry);
    }
    let is_other = |rank: &usize| {
        let holds = |found: &super::Found| found.columns.contains(rank) && found.confidence > 0.8;
        mapping.fields.values().any(holds)
    };
    let may_be = |rank: &usize| {
        let named = coordinate_hint(&names[*rank]) >= OWN_NAME;
        profiles[*rank].numbers >= if named { 0.1 } else { 0.6 }
    };
    let mut numbers: Vec<usize> = (0..profiles.len()).filter(may_be).collect();
    let likely = |rank: &usize| {
        let named = coordinate_hint(&names[*rank]);
        let free = if is_other(rank) { 0.0 } else { 0.5 };
        named + free + 0.5 * profiles[*rank].fine_numbers
    };
    numbers.sort_by(|one, other| likely(other).total_cmp(&likely(one)).then(one.cmp(other)));
    numbers.truncate(MOST_COLUMNS);
    for (at, first) in numbers.iter().enumerate() {
        for second in &numbers[at + 1..] {
            let (latitude, longitude) = (*first.min(second), *first.max(second));
            sources.push(PositionSource::Columns { latitude, longitude });
        }
    }
    let mut holds_point = vec![false; profiles.len()];
    for (column, cell) in sheet.sample(MOST_COMPARED).flat_map(Row::filled) {
        let may_hold = profiles.get(column).is_some_and(|profile| profile.numbers < 0.5);
        if may_hold && !holds_point[column] {
            holds_point[column] = cell.contains(|letter: char| letter.is_ascii_digit())
                && written_point(cell).is_some();
        }
    }
    let points = (0..profiles.len()).filter(|column| holds_point[*column]);
    sources.extend(points.map(|column| PositionSource::Point { column, latitude_first: true }));
    sources
}

/// The candidates of one source that fall in France, in both orders, and in every system or
/// in the one that is `stated`.
fn readings(
    source: PositionSource,
    stated: Option<Crs>,
    names: &[ColumnName],
    profiles: &[ColumnProfile],
    search: &CrsSearch,
    sample_rows: &[SampledRow],
) -> Vec<PositionFound> {
    if source == PositionSource::Geometry {
        let found = weigh(source, Crs::WGS84, sample_rows);
        let named = |found: PositionFound| PositionFound { confidence: sure(&found, 1.0), ..found };
        return found.map(named).into_iter().collect();
    }
    let mut readings = Vec::new();
    // `POINT(2.35 48.85)` gives its order: there is no alternative to test.
    let orders = if source.gives_order(sample_rows) {
        vec![source]
    } else {
        vec![source, source.exchanged()]
    };
    for source in orders {
        let systems = match stated {
            Some(crs) => vec![crs],
            None => fitting(source, search, sample_rows),
        };
        readings.extend(systems.into_iter().filter_map(|crs| weigh(source, crs, sample_rows)));
    }
    // Single rows may have exchanged axes; the names of the columns then still apply.
    readings.retain(|found| found.usable >= 3 || !evidence_of_names(found.source, names).1);
    for found in &mut readings {
        let (named, against) = evidence_of_names(found.source, names);
        found.against_names = against;
        found.confidence = sure(found, named);
        if named >= OWN_NAME && !against && found.contradicted() <= found.agreeing + 2 {
            // Such names outweigh contrary values: single rows may have exchanged axes.
            found.confidence = found.confidence.max(USED);
        }
        let by_chance = |rank: &usize| {
            let hint = coordinate_hint(&names[*rank]);
            hint < 0.5 && profiles[*rank].numbers > 0.5 && profiles[*rank].fine_numbers < 0.5
        };
        if found.crs == Crs::WGS84 && found.source.columns().iter().any(by_chance) {
            // Small whole numbers fall in France by chance.
            found.confidence *= 0.5;
        }
    }
    readings
}

/// The reference systems in which some of twenty pairs fall in France.
fn fitting(source: PositionSource, search: &CrsSearch, sample_rows: &[SampledRow]) -> Vec<Crs> {
    let pairs = sample_rows.iter().filter_map(|(row, _)| source.numbers(row));
    let pairs: Vec<(f64, f64)> = pairs.collect();
    let step = pairs.len().div_ceil(20).max(1);
    let found = pairs.iter().step_by(step).flat_map(|(y, x)| search.fitting(*x, *y, None));
    let mut systems: Vec<Crs> = found.map(|(crs, _)| crs).collect();
    systems.sort_unstable();
    systems.dedup();
    systems
}

/// The confidence of a candidate: by where its points fall, then by agreement with the
/// stated communes, then by the names of its columns.
fn sure(found: &PositionFound, named: f64) -> f64 {
    let in_france = found.in_france as f64 / found.usable.max(1) as f64;
    // The prior is two rows that half agree: one row proves little.
    let agreement = (found.agreeing as f64 + 1.0) / (found.comparable as f64 + 2.0);
    0.8 * in_france * (0.35 + 0.65 * agreement) + 0.2 * named
}

/// The evidence of the column names: how much they suggest coordinates, and whether they
/// contradict this candidate.
fn evidence_of_names(source: PositionSource, names: &[ColumnName]) -> (f64, bool) {
    match source {
        PositionSource::Geometry => (1.0, false),
        PositionSource::Point { column, .. } => (names[column].hint(Field::Point), false),
        PositionSource::Columns { latitude, longitude } => {
            let hint_of = |field, rank: usize| names[rank].hint(field);
            let upright = hint_of(Field::Latitude, latitude) + hint_of(Field::Longitude, longitude);
            let opposite =
                hint_of(Field::Longitude, latitude) + hint_of(Field::Latitude, longitude);
            (upright.max(0.8 * opposite) / 2.0, opposite > upright)
        }
    }
}

/// How much a column name suggests a coordinate of any kind.
fn coordinate_hint(name: &ColumnName) -> f64 {
    name.hint(Field::Latitude).max(name.hint(Field::Longitude))
}

/// The evidence for `source` in `crs`; `None` when no row gives a position.
fn weigh(source: PositionSource, crs: Crs, sample_rows: &[SampledRow]) -> Option<PositionFound> {
    let way = Reprojection::new(crs)?;
    let mut found = PositionFound::unread(source, crs);
    for (row, stated_commune) in sample_rows {
        let Some((y, x)) = source.numbers(row) else { continue };
        found.usable += 1;
        let position = way.position(x, y);
        let Some(position) = position.filter(|position| Envelope::of(*position).is_some()) else {
            continue;
        };
        found.in_france += 1;
        if let Some(agrees) = stated_commune.agrees(position) {
            found.comparable += 1;
            found.agreeing += usize::from(agrees);
        }
    }
    (found.in_france > 0).then_some(found)
}

#[cfg(test)]
mod tests {
    use crate::{
        gazetteer::Gazetteer,
        source::{Mapping, sheet},
    };

    /// Whether the positions of a list are found to be those of communes.
    fn are_of_communes(rows: &str) -> bool {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("synthetic.csv");
        let header = "nom;adresse;code_postal;commune;latitude;longitude";
        std::fs::write(&path, format!("{header}\n{rows}")).expect("the folder is writable");
        let sheet = sheet::read(&path, &Default::default()).expect("a table");
        let mapping = Mapping::find(&sheet, &Gazetteer::new(&[], &[]), None).expect("a mapping");
        mapping.position.expect("the columns of the position").is_of_communes
    }

    #[test]
    fn rows_of_one_place_tell_nothing_of_the_positions_of_its_commune() {
        let row = |name: &str, address: &str, at: usize| {
            format!("{name};{address};2300{at};Essai-{at};46.1{at}2345;2.{at}54321\n")
        };
        let of_each = |rows: &dyn Fn(usize) -> String| (0..8).map(rows).collect::<String>();
        // Twice the same place in each commune, one row for each of its services.
        let twice = of_each(&|at| row("Mairie", "1 rue Basse", at).repeat(2));
        assert!(!are_of_communes(&twice));
        // Two places in each commune at one point.
        let two = |at| row("Mairie", "1 rue Basse", at) + &row("Poste", "9 rue Haute", at);
        assert!(are_of_communes(&of_each(&two)));
        // Two services at one address are at one point anyway.
        let host = |at| row("Mairie", "1 rue Basse", at) + &row("Poste", "1 rue Basse", at);
        assert!(!are_of_communes(&of_each(&host)));
    }
}
