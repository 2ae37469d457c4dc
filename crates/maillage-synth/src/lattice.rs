//! The hexagonal lattice under the whole territory.
//!
//! Cells are about two kilometres wide. Exactly three cells meet at each corner, so the border of
//! any union of cells never touches itself and every ring is valid. The coordinates of a corner are
//! the sum of the axial coordinates of its three cells.

/// East and north of the south-west corner of the lattice, in kilometres.
pub(crate) type Km = [f64; 2];

/// A position in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LatLon {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

/// A cell in axial coordinates, or a corner in axial coordinates times three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hex {
    pub(crate) q: i64,
    pub(crate) r: i64,
}

/// A rectangle of hexagonal cells with its position.
pub(crate) struct Lattice {
    columns: i64,
    rows: i64,
    /// Distance between the centres of neighbouring cells, in kilometres.
    pub(crate) spacing: f64,
    south_west: LatLon,
    /// Half-axes of the island, in kilometres.
    pub(crate) radii: Km,
}

/// Mean area of a commune in metropolitan France, in square kilometres.
const COMMUNE_KM2: f64 = 15.0;
const SPACING_KM: f64 = 2.0;
const KM_PER_LATITUDE: f64 = 111.2;
/// Value at 45.8° north. At other latitudes the invented map is only stretched.
const KM_PER_LONGITUDE: f64 = 77.5;
const HALF_ROOT_3: f64 = 0.866_025_403_784_438_6;
/// Bounds of metropolitan France: south, north, west, east, in degrees.
const ENVELOPE: [f64; 4] = [41.3, 51.2, -5.2, 9.6];
/// Centre of the demo's island, in the Bay of Biscay.
const BISCAY: LatLon = LatLon { latitude: 45.65, longitude: -3.9 };

/// Steps to the six neighbours, counter-clockwise from the east.
const STEPS: [Hex; 6] = [
    Hex { q: 1, r: 0 },
    Hex { q: 0, r: 1 },
    Hex { q: -1, r: 1 },
    Hex { q: -1, r: 0 },
    Hex { q: 0, r: -1 },
    Hex { q: 1, r: -1 },
];

impl Lattice {
    /// A lattice with room for an island of `communes` communes, with its coves and islets.
    pub(crate) fn around(communes: usize) -> Self {
        let radius = (communes as f64 * COMMUNE_KM2 * 7.0 / 22.0).sqrt();
        let radii = [radius / 1.13, radius * 1.13];
        let [half_width, half_height] = radii.map(|radius| 1.25 * radius + 14.0);
        let columns = (2.0 * half_width / SPACING_KM) as i64 + 1;
        let rows = (2.0 * half_height / (SPACING_KM * HALF_ROOT_3)) as i64 + 1;

        // A territory as large as France is scaled down to stay within these bounds.
        let [south, north, west, east] = ENVELOPE;
        let room_height = (north - south) * KM_PER_LATITUDE / 2.0 - 5.0;
        let room_width = (east - west) * KM_PER_LONGITUDE / 2.0 - 5.0;
        let shrink = (room_height / half_height).min(room_width / half_width).min(1.0);
        let up = shrink * half_height / KM_PER_LATITUDE;
        let along = shrink * half_width / KM_PER_LONGITUDE;
        let latitude = BISCAY.latitude.clamp(south + up, north - up);
        let longitude = BISCAY.longitude.clamp(west + along, east - along);
        Self {
            columns,
            rows,
            spacing: SPACING_KM * shrink,
            south_west: LatLon { latitude: latitude - up, longitude: longitude - along },
            radii: radii.map(|radius| radius * shrink),
        }
    }

    pub(crate) fn cells(&self) -> usize {
        (self.columns * self.rows) as usize
    }

    /// All cells, row by row from the south.
    pub(crate) fn all(&self) -> impl Iterator<Item = Hex> {
        (0..self.rows)
            .flat_map(|r| (0..self.columns).map(move |column| Hex { q: column - r / 2, r }))
    }

    /// Rank of a cell in [`Lattice::all`]. `None` outside.
    pub(crate) fn rank(&self, cell: Hex) -> Option<usize> {
        let rows = 0..self.rows;
        let column = cell.q + cell.r.div_euclid(2);
        (rows.contains(&cell.r) && (0..self.columns).contains(&column))
            .then_some((cell.r * self.columns + column) as usize)
    }

    /// Ranks of the existing neighbours: six, or fewer on the rim.
    pub(crate) fn around_cell(&self, cell: Hex) -> impl Iterator<Item = usize> {
        cell.neighbours().into_iter().filter_map(|next| self.rank(next))
    }

    /// Whether the cell is on the rim, which must be sea.
    pub(crate) fn is_rim(&self, cell: Hex) -> bool {
        self.around_cell(cell).count() < 6
    }

    pub(crate) fn middle(&self) -> Km {
        [
            0.5 * self.spacing * self.columns as f64,
            0.5 * self.spacing * HALF_ROOT_3 * self.rows as f64,
        ]
    }

    pub(crate) fn centre(&self, cell: Hex) -> Km {
        self.plane(cell.q as f64, cell.r as f64)
    }

    /// Position of a corner of regular hexagons.
    pub(crate) fn corner(&self, corner: Hex) -> Km {
        self.plane(corner.q as f64 / 3.0, corner.r as f64 / 3.0)
    }

    pub(crate) fn degrees(&self, [east, north]: Km) -> LatLon {
        LatLon {
            latitude: self.south_west.latitude + north / KM_PER_LATITUDE,
            longitude: self.south_west.longitude + east / KM_PER_LONGITUDE,
        }
    }

    fn plane(&self, q: f64, r: f64) -> Km {
        [self.spacing * (q + 0.5 * r), self.spacing * HALF_ROOT_3 * r]
    }
}

impl Hex {
    /// The six neighbours, counter-clockwise from the east.
    pub(crate) fn neighbours(self) -> [Hex; 6] {
        STEPS.map(|step| self.plus(step))
    }

    /// The corner at the end of side `side`, counter-clockwise.
    pub(crate) fn corner_after(self, side: usize) -> Hex {
        let thrice = Hex { q: 3 * self.q, r: 3 * self.r };
        thrice.plus(STEPS[side]).plus(STEPS[(side + 1) % 6])
    }

    /// The three cells that meet at this corner.
    pub(crate) fn cells(self) -> [Hex; 3] {
        let third = |q: i64, r: i64| Hex { q: q / 3, r: r / 3 };
        // There are two orientations of a corner: 3c + (1, 1) or 3c + (−1, 2) for one of its cells
        // c.
        let (first, others) = match self.q.rem_euclid(3) {
            1 => (third(self.q - 1, self.r - 1), [STEPS[0], STEPS[1]]),
            _ => (third(self.q + 1, self.r - 2), [STEPS[1], STEPS[2]]),
        };
        [first, first.plus(others[0]), first.plus(others[1])]
    }

    fn plus(self, other: Hex) -> Hex {
        Hex { q: self.q + other.q, r: self.r + other.r }
    }
}

impl LatLon {
    /// The point this many kilometres to the east and to the north.
    pub(crate) fn beside(self, [east, north]: Km) -> Self {
        Self {
            latitude: self.latitude + north / KM_PER_LATITUDE,
            longitude: self.longitude + east / KM_PER_LONGITUDE,
        }
    }

    /// Rounds to six decimals, a tenth of a metre, so that all machines agree.
    pub(crate) fn rounded(self) -> Self {
        // Adding zero turns −0 into 0.
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6 + 0.0;
        Self { latitude: round(self.latitude), longitude: round(self.longitude) }
    }

    pub(crate) fn latitude_text(self) -> String {
        format!("{:.6}", self.latitude)
    }

    pub(crate) fn longitude_text(self) -> String {
        format!("{:.6}", self.longitude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_cells_of_a_side_give_its_corners_the_same_coordinates() {
        let cell = Hex { q: 4, r: 7 };
        for (side, next) in cell.neighbours().into_iter().enumerate() {
            let facing = (side + 3) % 6;
            assert_eq!(cell.corner_after(side), next.corner_after((facing + 5) % 6));
            assert_eq!(cell.corner_after((side + 5) % 6), next.corner_after(facing));
            let around = cell.corner_after(side).cells();
            assert!(around.contains(&cell) && around.contains(&next));
        }
    }

    #[test]
    fn a_territory_as_large_as_france_stays_in_its_envelope() {
        let lattice = Lattice::around(60_000);
        for cell in lattice.all() {
            let LatLon { latitude, longitude } = lattice.degrees(lattice.centre(cell));
            assert!((41.3..51.2).contains(&latitude), "{latitude}");
            assert!((-5.2..9.6).contains(&longitude), "{longitude}");
        }
    }
}
