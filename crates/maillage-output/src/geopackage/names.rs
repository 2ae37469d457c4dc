//! The names of the table of a layer and of its columns, ready for SQL.

use crate::layer::Layer;

use super::{Failure, geometry_name};

/// The names that a layer has in the file.
pub(super) struct Names {
    /// The table.
    pub(super) table: String,
    /// The key of its rows.
    pub(super) key: String,
    /// The column of geometries with the name of their type; `None` for a table.
    pub(super) geometry: Option<(String, &'static str)>,
}

impl Names {
    /// The names of `layer`. The key is `fid` and the geometry `geom`, unless a column is called so.
    pub(super) fn of(layer: &Layer) -> Result<Self, Failure> {
        let geometry = geometry_name(layer)?.map(|of| (free("geom", layer), of));
        Ok(Self { table: layer.name.to_owned(), key: free("fid", layer), geometry })
    }

    /// The spatial index, by the name that the standard gives it; `None` for a table.
    pub(super) fn index(&self) -> Option<String> {
        let (geometry, _) = self.geometry.as_ref()?;
        Some(format!("rtree_{}_{geometry}", self.table))
    }
}

/// `name`, or the first of `name_2`, `name_3`… that is not that of a column. SQLite does not tell
/// capitals from small letters.
fn free(name: &str, layer: &Layer) -> String {
    let is_free =
        |name: &String| !layer.columns.iter().any(|column| column.name.eq_ignore_ascii_case(name));
    let others = (2..).map(|rank| format!("{name}_{rank}"));
    let mut names = std::iter::once(name.to_owned()).chain(others);
    names.find(is_free).expect("a layer has fewer columns than there are numbers")
}
