//! FlatGeobuf (specification 3): one layer, whose header and features are flat buffers.
//!
//! Each buffer is verified before it is read. Its length is compared with what is left of the file,
//! and the memory of a geometry is counted before it is taken: a buffer may use one part many times.
//! The index is skipped. O(bytes).

mod geometry;
mod properties;

use std::path::Path;

use flatgeobuf::{Header, size_prefixed_root_as_feature, size_prefixed_root_as_header};
use maillage_words::{Words, spoken::Rank};

use self::properties::ColumnSet;
use super::{
    Decoded,
    features::{SheetRows, TakeRow},
    reproject::StatedCrs,
};
use crate::{Budget, Error, Format, Result, crs::Crs, sentences};

/// Bytes of the magic number.
const MAGIC: usize = 8;
/// Bytes of a length.
const LENGTH: usize = 4;
/// Bytes of a node of the index.
const NODE: u64 = 40;
/// Maximum size of the header, in bytes.
const MOST_HEADER: usize = 10 << 20;

/// Whether `bytes` start as a FlatGeobuf of any version up to 3.
pub(super) fn is_flatgeobuf(bytes: &[u8]) -> bool {
    matches!(bytes, [b'f', b'g', b'b', 0..=3, b'f', b'g', b'b', ..])
}

/// What the header says of the layer.
pub(super) struct Described {
    /// Name of the layer.
    pub(super) name: String,
    /// Names of its columns.
    pub(super) columns: Vec<String>,
    /// The system of its geometries.
    pub(super) crs: StatedCrs,
    /// The text that a program keeps about it.
    pub(super) metadata: Option<String>,
}

pub(super) fn decode(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Decoded> {
    let mut rows = SheetRows::default();
    let described = read(path, bytes, &mut rows, budget)?;
    rows.decoded(path, Format::FlatGeobuf, described.columns, Some(described.crs), None)
}

/// Gives the features to `rows`, in the order of the file.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    rows: &mut impl TakeRow,
    budget: &mut Budget,
) -> Result<Described> {
    let damaged = |reason: Words| Error::FlatGeobuf { path: path.to_owned(), reason };
    let breaks_off = || damaged(sentences::breaks_off());
    let mut rest = bytes.get(MAGIC..).ok_or_else(breaks_off)?;
    let header = next_buffer(&mut rest).ok_or_else(breaks_off)?;
    if header.len() > MOST_HEADER {
        return Err(damaged(sentences::large_header()));
    }
    // The names of the columns, and the text about the layer.
    budget.take(2 * header.len())?;
    let header = size_prefixed_root_as_header(header)
        .map_err(|cause| damaged(sentences::in_header(&cause.to_string())))?;
    let index = index_size(&header).and_then(|size| rest.get(usize::try_from(size).ok()?..));
    rest = index.ok_or_else(breaks_off)?;
    let mut columns = ColumnSet::of(&header);
    let mut count = 0_u64;
    while !rest.is_empty() {
        let feature = next_buffer(&mut rest).ok_or_else(breaks_off)?;
        count += 1;
        let broken = |cause| damaged(sentences::in_feature(Rank(count as usize), &cause));
        let feature = size_prefixed_root_as_feature(feature)
            .map_err(|cause| broken(Words::same(&cause.to_string())))?;
        let shape = match feature.geometry() {
            Some(shape) => {
                budget.check(geometry::memory(&shape))?;
                geometry::decode(&shape, header.geometry_type())
            }
            None => None,
        };
        let values = columns.values(&feature, budget)?;
        let values = values.ok_or_else(|| broken(sentences::value_unfit()))?;
        rows.take(values, shape, budget)?;
    }
    if header.features_count() > 0 && header.features_count() != count {
        return Err(damaged(sentences::features_lack(
            Rank(count as usize),
            Rank(header.features_count() as usize),
        )));
    }
    Ok(Described {
        name: header.name().unwrap_or_default().to_owned(),
        columns: columns.into_names(),
        crs: stated(&header),
        metadata: header.metadata().map(str::to_owned),
    })
}

/// Takes the next buffer with its length from `rest`. `None` when less is left.
fn next_buffer<'file>(rest: &mut &'file [u8]) -> Option<&'file [u8]> {
    let length = rest.first_chunk::<LENGTH>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    // The verifier reads the place of the root without asking whether there is one.
    let end = LENGTH.checked_add(length).filter(|_| length >= 2 * LENGTH)?;
    let (buffer, after) = rest.split_at_checked(end)?;
    *rest = after;
    Some(buffer)
}

/// Size of the index, in bytes: a packed tree over all features. `None` when it exceeds any file.
fn index_size(header: &Header) -> Option<u64> {
    let (mut level, node) = (header.features_count(), u64::from(header.index_node_size()));
    if level == 0 || node == 0 {
        return Some(0);
    }
    let node = node.max(2);
    let mut nodes = level;
    while level > 1 {
        level = level.div_ceil(node);
        nodes = nodes.checked_add(level)?;
    }
    // The tree over one feature has a root above it.
    let nodes = if header.features_count() == 1 { 2 } else { nodes };
    nodes.checked_mul(NODE)
}

/// What the header states about the system.
fn stated(header: &Header) -> StatedCrs {
    let Some(crs) = header.crs() else { return StatedCrs::Nothing };
    let is_epsg = crs.org().is_none_or(|org| org.eq_ignore_ascii_case("epsg"));
    let code = u32::try_from(crs.code()).ok().filter(|code| *code > 0 && is_epsg);
    let known = code.map(Crs::from_epsg).or_else(|| Crs::from_wkt(crs.wkt()?));
    match (known, crs.name().or(crs.wkt()).or(crs.code_string())) {
        (None, None) => StatedCrs::Nothing,
        (known, words) => StatedCrs::or_words(known, words.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests;
