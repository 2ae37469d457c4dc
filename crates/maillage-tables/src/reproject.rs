//! Geometries to WGS84, from the system that the file states or that its values betray.

use std::path::Path;

use geo::{CoordsIter, Geometry, MapCoords};
use rayon::prelude::*;

use super::Decoded;
use crate::{Defect, DefectKind};
use crate::{
    Error, Result,
    crs::{Crs, Reprojection},
};
use maillage_core::geodesy::Position;

/// Points that an unstated system is judged on.
const SAMPLE: usize = 200;

/// Characters of a system's name that are told.
const TOLD: usize = 60;

/// What a file says of the system that its geometries are in.
pub(super) enum Stated {
    /// Nothing.
    Nothing,
    /// A system that is known.
    System(Crs),
    /// Something that is not understood, in its own words.
    NotUnderstood(String),
}

impl Stated {
    /// `crs`, or the words that it was not found in.
    pub(super) fn or_words(crs: Option<Crs>, words: &str) -> Self {
        let words = || words.trim().chars().take(TOLD).collect();
        crs.map_or_else(|| Self::NotUnderstood(words()), Self::System)
    }
}

/// Brings the geometries of `decoded` to WGS84.
///
/// When the file does not say, or says something that is not understood, the system in
/// which all points of a sample fall in France is taken, and the file's defects say so. The
/// same when degrees are stated that are none.
pub(super) fn to_wgs84(path: &Path, stated: Stated, decoded: &mut Decoded) -> Result<()> {
    let sample: Vec<(f64, f64)> = decoded
        .rows
        .iter()
        .filter_map(|row| row.geometry.as_ref()?.coords_iter().next())
        .map(|point| (point.x, point.y))
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .take(SAMPLE)
        .collect();
    let degrees = |&(x, y): &(f64, f64)| Position::new(y, x).is_some();
    let crs = match stated {
        // One bad point is that row's kind; a file full of them is in another system.
        Stated::System(Crs::WGS84)
            if 2 * sample.iter().filter(|at| degrees(at)).count() < sample.len() =>
        {
            infer(path, &sample, &stated, decoded)?
        }
        Stated::System(crs) => crs,
        _ => infer(path, &sample, &stated, decoded)?,
    };
    if Reprojection::new(crs).is_none() {
        return Err(Error::UnsupportedCrs { path: path.to_owned(), crs: crs.to_string() });
    }
    if crs.is_approximate() {
        decoded.defects.push(Defect::file(DefectKind::CrsApproximate, crs.to_string()));
    }
    decoded.crs = Some(crs);
    let way = || Reprojection::new(crs).expect("the way was found a moment ago");
    decoded.rows.par_iter_mut().for_each_init(way, |way, row| {
        row.geometry = row.geometry.take().and_then(|geometry| converted(geometry, crs, way));
    });
    Ok(())
}

/// The one system that places the whole sample in France.
fn infer(
    path: &Path,
    sample: &[(f64, f64)],
    stated: &Stated,
    decoded: &mut Decoded,
) -> Result<Crs> {
    if let Stated::NotUnderstood(words) = stated {
        decoded.defects.push(Defect::file(DefectKind::CrsNotUnderstood, words));
    }
    let Some(&(x, y)) = sample.first() else {
        return Ok(Crs::WGS84);
    };
    let mut candidates = Crs::candidates(x, y, None);
    for &(x, y) in sample {
        let fits = Crs::candidates(x, y, None);
        candidates.retain(|crs| fits.contains(crs));
    }
    if let [crs] = candidates[..] {
        decoded.defects.push(Defect::file(DefectKind::CrsGuessed, crs.to_string()));
        return Ok(crs);
    }
    let names: Vec<String> = candidates.iter().map(Crs::to_string).collect();
    Err(Error::UnknownCrs {
        path: path.to_owned(),
        stated: match stated {
            Stated::Nothing => {
                "the file does not say in which coordinate reference system it is".into()
            }
            Stated::System(crs) => {
                format!("its coordinates are not in {crs}, as the file or its format says")
            }
            Stated::NotUnderstood(words) => {
                format!(
                    "the file names a coordinate reference system that is not understood, `{words}`"
                )
            }
        },
        sample: format!("{x} {y}"),
        candidates: if names.is_empty() { "no French system".into() } else { names.join(" and ") },
    })
}

/// `geometry` in degrees; `None` when a point of it is nowhere on the globe.
fn converted(geometry: Geometry<f64>, crs: Crs, way: &Reprojection) -> Option<Geometry<f64>> {
    if crs == Crs::WGS84 {
        let on_the_globe = |point: geo::Coord<f64>| Position::new(point.y, point.x).is_some();
        let all_on_it = geometry.coords_iter().all(on_the_globe);
        return all_on_it.then_some(geometry);
    }
    let convert = |point: geo::Coord<f64>| {
        let position = way.position(point.x, point.y).ok_or(())?;
        Ok::<_, ()>(geo::Coord { x: position.longitude(), y: position.latitude() })
    };
    geometry.try_map_coords(convert).ok()
}
