//! What is held against the official communes: that contours lie where their codes say, and
//! that they are of whole communes.

use std::{collections::BTreeMap, path::Path};

use geo::Area;
use maillage_core::model::{Commune, Departement};

use crate::{Error, Result, france::BuiltIn};

/// Distance from the bounding box of its département, in degrees, beyond which a commune is not
/// where its code says.
const ELSEWHERE: f64 = 0.5;
/// Number of communes of a département from which it can be told that they lie elsewhere.
const TELLING: usize = 5;
/// Share of the official area under which a commune is drawn in part. Contours are generalised,
/// and communes merge, but hardly most of them.
const PART: f64 = 0.5;
/// Number of communes from which it can be told that they are drawn in part, and the number that
/// is looked at.
const ENOUGH: usize = 3;
const LOOKED_AT: usize = 100;
/// Number of départements whose official contours are decoded for it.
const DEPARTEMENTS: usize = 3;

/// Checks that contours lie where their codes say: some maps draw overseas départements beside
/// the mainland, where every distance would be wrong.
pub(super) fn lie_where_their_codes_say(communes: &[Commune], path: &Path) -> Result<()> {
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

/// Checks that contours are of whole communes: zones of activity, priority neighbourhoods and the
/// like carry the code of their commune too.
///
/// # Errors
///
/// [`Error::ContoursInPart`] when most communes have less than half of their official area.
pub(super) fn are_whole(communes: &[Commune], path: &Path) -> Result<()> {
    let Some(built_in) = BuiltIn::get() else { return Ok(()) };
    let mut departements: Vec<&str> = Vec::new();
    for commune in communes {
        let departement = commune.code.departement();
        if !departements.contains(&departement) && departements.len() < DEPARTEMENTS {
            departements.push(departement);
        }
    }
    let share = |commune: &Commune| {
        let official =
            built_in.of(commune.code).filter(|official| official.code == commune.code)?;
        Some((commune.code, commune.contour.unsigned_area() / official.contour.unsigned_area()))
    };
    let near = communes.iter().filter(|one| departements.contains(&one.code.departement()));
    let shares: Vec<_> = near.filter_map(share).take(LOOKED_AT).collect();
    let parts = shares.iter().filter(|(_, share)| *share < PART).count();
    let smallest = shares.iter().min_by(|one, other| one.1.total_cmp(&other.1));
    match smallest.filter(|_| shares.len() >= ENOUGH && 2 * parts > shares.len()) {
        None => Ok(()),
        Some((code, share)) => Err(Error::ContoursInPart {
            path: path.to_owned(),
            parts,
            communes: shares.len(),
            code: code.to_string(),
            per_cent: format!("{:.1}", 100.0 * share),
        }),
    }
}
