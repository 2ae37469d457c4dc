//! Reprojects geometries to WGS84, from the system that the file states or that the coordinates
//! indicate.

use std::path::Path;

use geo::{CoordsIter, Geometry, MapCoords};
use maillage_core::geodesy::Position;
use maillage_words::Words;
use rayon::prelude::*;

use super::Decoded;
use crate::{Defect, DefectKind, sentences};
use crate::{
    Error, Result,
    crs::{Crs, Reprojection},
};

/// Number of points used to infer the system.
const SAMPLE: usize = 200;

/// Maximum length of a reported system name, in characters.
const NAME_LENGTH: usize = 60;

/// What a file states about the system of its geometries.
pub(super) enum StatedCrs {
    /// The file states nothing.
    Nothing,
    /// The file states a known system.
    System(Crs),
    /// The file states a system in words that are not understood.
    NotUnderstood(String),
}

impl StatedCrs {
    /// `crs`, or the words that state an unknown system.
    pub(super) fn or_words(crs: Option<Crs>, words: &str) -> Self {
        let words = || words.trim().chars().take(NAME_LENGTH).collect();
        crs.map_or_else(|| Self::NotUnderstood(words()), Self::System)
    }
}

/// Reprojects the geometries of `decoded` to WGS84.
///
/// The system is inferred when the file states none, when it states one that is not understood, or
/// when it states degrees and most coordinates are not degrees. The inferred system is the only one
/// that places all points of a sample in France. A defect reports it.
pub(super) fn to_wgs84(path: &Path, stated: StatedCrs, decoded: &mut Decoded) -> Result<()> {
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
        // A single invalid point is a defect of its row. A file with many of them is in another
        // system.
        StatedCrs::System(Crs::WGS84)
            if 2 * sample.iter().filter(|at| degrees(at)).count() < sample.len() =>
        {
            infer(path, &sample, &stated, decoded)?
        }
        StatedCrs::System(crs) => crs,
        _ => infer(path, &sample, &stated, decoded)?,
    };
    if Reprojection::new(crs).is_none() {
        return Err(Error::UnsupportedCrs { path: path.to_owned(), crs: crs.to_string() });
    }
    if crs.is_approximate() {
        decoded.defects.push(Defect::file(DefectKind::CrsApproximate, crs.to_string()));
    }
    decoded.crs = Some(crs);
    let reprojection =
        || Reprojection::new(crs).expect("the reprojection exists, as checked above");
    decoded.rows.par_iter_mut().for_each_init(reprojection, |reprojection, row| {
        let geometry = row.geometry.take();
        let geometry = geometry.and_then(|geometry| converted(*geometry, crs, reprojection));
        row.geometry = geometry.map(Box::new);
    });
    Ok(())
}

/// The only system that places the whole sample in France.
fn infer(
    path: &Path,
    sample: &[(f64, f64)],
    stated: &StatedCrs,
    decoded: &mut Decoded,
) -> Result<Crs> {
    if let StatedCrs::NotUnderstood(words) = stated {
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
    let names: Vec<Words> = candidates.iter().map(|crs| Words::same(&crs.to_string())).collect();
    Err(Error::UnknownCrs {
        path: path.to_owned(),
        stated: match stated {
            StatedCrs::Nothing => sentences::crs_unstated(),
            StatedCrs::System(crs) => sentences::crs_contradicted(&crs.to_string()),
            StatedCrs::NotUnderstood(words) => sentences::crs_not_understood(words),
        },
        sample: format!("{x} {y}"),
        candidates: match names[..] {
            [] => sentences::no_french_crs(),
            _ => Words::joined(&names, &sentences::and_also()),
        }
        .into(),
    })
}

/// `geometry` in degrees. `None` when one of its points has no valid position.
fn converted(
    geometry: Geometry<f64>,
    crs: Crs,
    reprojection: &Reprojection,
) -> Option<Geometry<f64>> {
    if crs == Crs::WGS84 {
        let on_the_globe = |point: geo::Coord<f64>| Position::new(point.y, point.x).is_some();
        let all_on_it = geometry.coords_iter().all(on_the_globe);
        return all_on_it.then_some(geometry);
    }
    let convert = |point: geo::Coord<f64>| {
        let position = reprojection.position(point.x, point.y).ok_or(())?;
        Ok::<_, ()>(geo::Coord { x: position.longitude(), y: position.latitude() })
    };
    geometry.try_map_coords(convert).ok()
}
