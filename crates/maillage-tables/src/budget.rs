//! Bound on the memory that a file takes.
//!
//! A few kilobytes can expand to terabytes: one cell in the last column of each row, one text that
//! a million cells share, a row that repeats. The memory is counted before it is taken. The bound
//! is 1 GB, or twenty times the size of the file if that is more: rows of a few letters each take
//! about fifteen times their size, any real list less.

use std::path::{Path, PathBuf};

use geo::{Coord, CoordsIter, Geometry, LineString, Polygon};
use maillage_words::spoken::Rank;

use crate::{Defect, Error, Result, Row, Scalar, sentences};

/// Memory that one file may still take, in bytes.
#[derive(Debug, Clone)]
pub struct Budget {
    path: PathBuf,
    /// The bound, in bytes.
    most: usize,
    left: usize,
}

impl Budget {
    /// Bound on the memory of a small file, in bytes.
    const LEAST: usize = 1_000_000_000;
    /// Bound on the memory of a large file, in multiples of its size.
    const TIMES: usize = 20;
    /// Maximum number of cells of a table in a small file, filled or empty.
    const CELLS: usize = 100_000_000;
    /// Memory of the program without the file, and of what is made of all rows at once: the
    /// communes brought along, indexes, accounts. In bytes.
    const PROGRAM: usize = 200_000_000;
    /// Size of the smallest allocation, and of what the allocator adds to each, in bytes.
    const SMALLEST: usize = 32;
    const HEADER: usize = 8;

    /// The budget of the file at `path`, of `size` bytes, of which none is in memory yet.
    pub fn of_file(path: &Path, size: u64) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let most = Self::LEAST.max(size.saturating_mul(Self::TIMES));
        Self { path: path.to_owned(), most, left: most - Self::PROGRAM }
    }

    /// Deducts `bytes`.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] when less is left.
    pub fn take(&mut self, bytes: usize) -> Result<()> {
        self.check(bytes)?;
        self.left -= bytes;
        Ok(())
    }

    /// Checks that `bytes` are left, without deducting them: for what is taken only for a moment.
    pub(super) fn check(&self, bytes: usize) -> Result<()> {
        if bytes <= self.left { Ok(()) } else { Err(self.exceeded()) }
    }

    /// Deducts `count` values of type `T`, without what they point to.
    ///
    /// # Errors
    ///
    /// Those of [`Budget::take`].
    pub fn take_values<T>(&mut self, count: usize) -> Result<()> {
        self.take(count.saturating_mul(size_of::<T>()))
    }

    /// Checks that a table of `rows` by `columns` is not so empty that looking through its columns
    /// takes minutes. A filled cell takes a byte of its file at least.
    pub(super) fn check_sparse(&self, rows: usize, columns: usize) -> Result<()> {
        let most = if self.most > Self::LEAST { self.most } else { Self::CELLS };
        if rows.saturating_mul(columns) <= most {
            return Ok(());
        }
        let found = sentences::sparse(Rank(rows), Rank(columns), Rank(most / 1_000_000));
        Err(Error::TooLarge { path: self.path.clone(), found })
    }

    /// Deducts a decoded row.
    pub(super) fn take_row(&mut self, row: &Row) -> Result<()> {
        let cells: usize = row.allocations().map(Self::of_allocation).sum();
        let geometry = row.geometry.as_deref().map_or(0, of_geometry);
        self.take(size_of::<Row>() + cells + geometry)
    }

    /// Deducts a row of typed values.
    pub(super) fn take_typed(&mut self, values: &[Scalar]) -> Result<()> {
        let texts: usize = values.iter().map(|value| Self::of_allocation(value.length())).sum();
        self.take(size_of::<Vec<Scalar>>() + Self::of_allocation(size_of_val(values)) + texts)
    }

    /// Deducts the last of `defects`, from the one of rank `from` on.
    pub(super) fn take_defects(&mut self, defects: &[Defect], from: usize) -> Result<()> {
        let defects = &defects[from..];
        let of_one = |one: &Defect| size_of::<Defect>() + Self::of_allocation(one.value.len());
        self.take(defects.iter().map(of_one).sum())
    }

    /// Deducts a filled cell, of a text of `length` bytes, in a row that grows: its buffers hold up
    /// to twice their content.
    pub(super) fn take_grown_cell(&mut self, length: usize) -> Result<()> {
        self.take(2 * (length + size_of::<u64>()))
    }

    /// Adds `bytes` that are no longer in memory.
    pub(super) fn give_back(&mut self, bytes: usize) {
        self.left += bytes;
    }

    /// Bytes left.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// The error for a file that takes more.
    pub(super) fn exceeded(&self) -> Error {
        let most = match self.most {
            Self::LEAST => sentences::one_gigabyte(),
            _ => sentences::times_its_size(Rank(Self::TIMES)),
        };
        let found = sentences::takes_memory(&most);
        Error::TooLarge { path: self.path.clone(), found }
    }

    /// Memory of an allocation of `bytes`; none for an empty one.
    fn of_allocation(bytes: usize) -> usize {
        match bytes {
            0 => 0,
            bytes => (bytes + Self::HEADER).next_multiple_of(16).max(Self::SMALLEST),
        }
    }
}

/// Memory of a geometry, in bytes.
fn of_geometry(geometry: &Geometry<f64>) -> usize {
    let of_line = |line: &LineString<f64>| size_of_val(line) + size_of_val(&*line.0);
    let of_polygon = |polygon: &Polygon<f64>| {
        let rings = polygon.interiors().iter().chain([polygon.exterior()]);
        size_of_val(polygon) + rings.map(of_line).sum::<usize>()
    };
    let parts = match geometry {
        Geometry::LineString(line) => of_line(line),
        Geometry::MultiLineString(lines) => lines.iter().map(of_line).sum(),
        Geometry::Polygon(polygon) => of_polygon(polygon),
        Geometry::MultiPolygon(polygons) => polygons.iter().map(of_polygon).sum(),
        other => other.coords_count() * size_of::<Coord<f64>>(),
    };
    size_of_val(geometry) + parts
}

#[cfg(test)]
mod tests {
    use maillage_core::model::Line;

    use super::*;
    use crate::DefectKind;

    #[test]
    fn the_bound_is_a_gigabyte_or_twenty_times_the_file() {
        for (size, most) in [(0, 1_000), (50, 1_000), (51, 1_020), (300, 6_000)] {
            let budget = Budget::of_file(Path::new("x.csv"), size * 1_000_000);
            assert_eq!(budget.most, most * 1_000_000);
            assert_eq!(budget.left, (most - 200) * 1_000_000);
        }
    }

    #[test]
    fn a_table_has_hardly_more_cells_than_its_file_has_bytes() {
        let message = |budget: &Budget, rows, columns| {
            budget.check_sparse(rows, columns).err().map(|error| error.to_string())
        };
        let small = Budget::of_file(Path::new("x.json"), 7_000_000);
        assert_eq!(message(&small, 50_000, 2_000), None);
        let told = message(&small, 50_001, 2_000).expect("an error");
        assert!(told.contains("50001 rows and 2000 columns make more than 100 M cells"), "{told}");
        let large = Budget::of_file(Path::new("x.json"), 60_000_000);
        assert_eq!(message(&large, 600_000, 2_000), None);
    }

    #[test]
    fn what_is_taken_is_no_longer_left() {
        let mut budget = Budget::of_file(Path::new("x.ods"), 0);
        budget.left = 400;
        let row = Row::new(Line::default(), ["x", "", "a text of twenty-four by"], None);
        // Two cells of 8 bytes, and a text of 25.
        assert!(budget.take_row(&row).is_ok());
        assert_eq!(budget.left, 400 - 56 - 32 - 48);
        assert!(budget.take_grown_cell(40).is_ok());
        assert_eq!(budget.left, 168);
        let defects = [(); 2].map(|()| Defect::file(DefectKind::Mojibake, "x"));
        assert!(budget.take_defects(&defects, 1).is_ok());
        assert!(budget.take_values::<u64>(6).is_ok());
        assert_eq!(budget.left, 168 - size_of::<Defect>() - 32 - 48);
        let message = budget.take(1_000).expect_err("less is left").to_string();
        assert!(message.starts_with("x.ods: its content takes more than 1 GB"), "{message}");
        assert!(budget.take_values::<u64>(usize::MAX).is_err());
    }
}
