//! Geometries to WGS84, from the system that the file states or that its values betray.

use std::path::Path;

use geo::{CoordsIter, Geometry, MapCoords};
use rayon::prelude::*;

use super::Decoded;
use crate::{
    crs::{Crs, Reprojection},
    error::{Error, Result},
    geodesy::Position,
    ledger::{Issue, Trouble},
};

/// Points that an unstated system is judged on.
const SAMPLE: usize = 200;

/// Brings the geometries of `decoded` to WGS84.
///
/// `stated` is `None` when the file does not say, or says something that is not
/// understood: then the system in which all points of a sample fall in France is taken,
/// and the file's issues say so. The same when degrees are stated that are none.
pub(super) fn to_wgs84(path: &Path, stated: Option<Crs>, decoded: &mut Decoded) -> Result<()> {
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
        // One bad point is that row's trouble; a file full of them is in another system.
        Some(Crs::WGS84) if 2 * sample.iter().filter(|at| degrees(at)).count() < sample.len() => {
            infer(path, &sample, decoded)?
        }
        Some(crs) => crs,
        None => infer(path, &sample, decoded)?,
    };
    if Reprojection::new(crs).is_none() {
        return Err(Error::UnsupportedCrs { path: path.to_owned(), crs: crs.to_string() });
    }
    if crs.is_approximate() {
        decoded.issues.push(Issue::file(Trouble::CrsApproximate, crs.to_string()));
    }
    decoded.crs = Some(crs);
    let way = || Reprojection::new(crs).expect("the way was found a moment ago");
    decoded.rows.par_iter_mut().for_each_init(way, |way, row| {
        row.geometry = row.geometry.take().and_then(|geometry| converted(geometry, crs, way));
    });
    Ok(())
}

/// The one system that places the whole sample in France.
fn infer(path: &Path, sample: &[(f64, f64)], decoded: &mut Decoded) -> Result<Crs> {
    let Some(&(x, y)) = sample.first() else {
        return Ok(Crs::WGS84);
    };
    let mut candidates = Crs::candidates(x, y, None);
    for &(x, y) in sample {
        let fits = Crs::candidates(x, y, None);
        candidates.retain(|crs| fits.contains(crs));
    }
    if let [crs] = candidates[..] {
        decoded.issues.push(Issue::file(Trouble::CrsGuessed, crs.to_string()));
        return Ok(crs);
    }
    let names: Vec<String> = candidates.iter().map(Crs::to_string).collect();
    Err(Error::UnknownCrs {
        path: path.to_owned(),
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
