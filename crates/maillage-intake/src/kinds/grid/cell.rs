//! Grid cells and their identifiers: reference system, size, south-west corner.

use std::collections::BTreeMap;

use maillage_core::geodesy::Position;
use maillage_tables::crs::{Crs, Reprojection};

/// EPSG codes of the systems of French grids: the European grid and those of overseas
/// France.
const SYSTEMS: [u32; 8] = [3035, 5490, 4559, 32620, 2972, 2975, 4471, 4467];
/// Valid cell sizes, in metres.
const SIZES: std::ops::RangeInclusive<u32> = 10..=100_000;
/// Highest valid coordinate of a corner, in metres.
const FURTHEST: u32 = 20_000_000;

/// A square grid cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    crs: Crs,
    metres: u32,
    north: u32,
    east: u32,
}

impl Cell {
    /// Parses an identifier: `CRS3035RES200mN2607600E3467800`, or an INSPIRE short form of the
    /// European grid, `200mN26076E34678` or `1kmN2607E3467`. Quotes and case are ignored.
    /// `None` when `text` is not an identifier.
    pub fn read(text: &str) -> Option<Self> {
        let bare =
            text.trim_matches(|letter: char| letter.is_whitespace() || "\"'".contains(letter));
        let stated = strip(bare, "crs");
        let (crs, sized) = match stated {
            Some(rest) => {
                let (code, rest) = number(rest)?;
                (code, strip(rest, "res")?)
            }
            None => (3035, bare),
        };
        let (size, rest) = number(sized)?;
        let (unit, rest) = match strip(rest, "km") {
            Some(rest) => (1_000, rest),
            None => (1, strip(rest, "m")?),
        };
        let (north, rest) = number(strip(rest, "n")?)?;
        let (east, rest) = number(strip(rest, "e")?)?;
        let metres = size.checked_mul(unit).filter(|metres| SIZES.contains(metres))?;
        // A short identifier omits the trailing zeros common to all corners.
        let step = if stated.is_none() { trailing_ten(metres) } else { 1 };
        let corner = |written: u32| written.checked_mul(step).filter(|at| *at <= FURTHEST);
        let known = rest.is_empty() && SYSTEMS.contains(&crs);
        let crs = known.then(|| Crs::from_epsg(crs))?;
        Some(Self { crs, metres, north: corner(north)?, east: corner(east)? })
    }

    /// The reference system of the cell.
    pub fn crs(self) -> Crs {
        self.crs
    }

    /// Side length, in metres.
    pub fn metres(self) -> u32 {
        self.metres
    }

    /// Whether the corner is a multiple of the side, as in every published grid.
    pub fn is_on_lattice(self) -> bool {
        self.north.is_multiple_of(self.metres) && self.east.is_multiple_of(self.metres)
    }

    /// Row and column, counted in cells from the origin of the reference system.
    pub fn row_and_column(self) -> (u32, u32) {
        (self.north / self.metres, self.east / self.metres)
    }
}

/// Transformations from grid systems to WGS84. Create one and reuse it for many cells.
#[derive(Default)]
pub struct Centres(BTreeMap<Crs, Option<Reprojection>>);

impl Centres {
    /// Centre of a cell; `None` outside the domain of its reference system.
    pub fn of(&mut self, cell: Cell) -> Option<Position> {
        let way = self.0.entry(cell.crs).or_insert_with(|| Reprojection::new(cell.crs));
        let middle = |corner: u32| f64::from(corner) + f64::from(cell.metres) / 2.0;
        way.as_ref()?.position(middle(cell.east), middle(cell.north))
    }
}

/// `text` without `prefix`; case is ignored.
fn strip<'text>(text: &'text str, prefix: &str) -> Option<&'text str> {
    let start = text.get(..prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// The leading whole number of `text`, and the rest.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// The largest power of ten that divides `metres`, which is not zero.
fn trailing_ten(metres: u32) -> u32 {
    let powers = std::iter::successors(Some(1_u32), |power| power.checked_mul(10));
    powers.take_while(|power| metres.is_multiple_of(*power)).last().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_of_an_identifier_name_one_cell() {
        let cell = Cell::read("CRS3035RES200mN2607600E3467800");
        assert!(cell.is_some());
        for same in
            ["crs3035res200mn2607600e3467800", " \"200mN26076E34678\" ", "'200MN26076E34678'"]
        {
            assert_eq!(Cell::read(same), cell, "{same}");
        }
        let wide = Cell::read("CRS3035RES1000mN2607000E3467000");
        assert_eq!(wide.map(Cell::metres), Some(1_000));
        assert_eq!(Cell::read("1kmN2607E3467"), wide);
        assert_eq!(wide.map(Cell::row_and_column), Some((2607, 3467)));
        let island = Cell::read("CRS2975RES200mN7645400E364200").expect("a cell of La Réunion");
        assert_eq!(island.crs(), Crs::from_epsg(2975));
    }

    #[test]
    fn what_names_no_cell_is_not_guessed_at() {
        for bad in [
            "",
            "CRS3035RES200m",
            "CRS3035RES200mN2607600",
            "CRS3035RES200mN2607600E",
            "CRS3035RES200mE3467800N2607600",
            "CRS9999RES200mN2607600E3467800",
            "CRS3035RES0mN2607600E3467800",
            "CRS3035RES200mN99999999999E3467800",
            "CRS3035RES200mN2607600E3467800x",
            "2,6076E+06",
            "200mN-1E2",
            "é",
        ] {
            assert_eq!(Cell::read(bad), None, "{bad}");
        }
    }

    /// The origin of the European grid is 52° N 10° E, at 3,210,000 m and 4,321,000 m.
    #[test]
    fn the_middle_is_half_a_side_north_and_east_of_the_corner() {
        let cell = Cell::read("CRS3035RES200mN3209900E4320900").expect("a cell");
        let middle = Centres::default().of(cell).expect("within Europe");
        assert!((middle.latitude() - 52.0).abs() < 1e-9, "{middle:?}");
        assert!((middle.longitude() - 10.0).abs() < 1e-9, "{middle:?}");
    }
}
