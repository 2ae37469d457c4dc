//! The gazetteer of today, from the tables.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use maillage_core::{contour::metres_to_contour, geodesy::Position, model::CommuneCode};
use maillage_france::{
    Density, Editions, Epci, Merged, Official, Part, PartKind, gazetteer::write,
};

use crate::{
    contours::Drawn,
    files::{Etalab, Files, parsed},
};

/// The distance outside its commune up to which a chef-lieu is taken to lie in it, in metres.
const CHEF_LIEU_OUTSIDE: f64 = 500.0;

pub(crate) fn text(
    files: &Files,
    editions: &Editions,
    drawn: &Drawn,
    notes: &mut Vec<String>,
) -> Result<String> {
    let points = points(files)?;
    let chefs_lieux = inside(&points, drawn, notes);
    let (epcis, members) = epcis(files)?;
    let densities = densities(files)?;
    let current = files.etalab.iter().filter(|row| row.is_current());
    let mut communes: Vec<Official<'_>> = current
        .map(|row| Official {
            code: row.code,
            name: &row.name,
            population: row.population,
            epci: members.get(&row.code).copied(),
            arrondissement: &row.arrondissement,
            postal_codes: &row.postal_codes,
            chef_lieu: chefs_lieux.get(&row.code).copied(),
            density: densities.get(&row.code).copied(),
            drawn_with: drawn.with.get(&row.code).copied(),
        })
        .collect();
    communes.sort_by_key(|commune| commune.code);
    let without: Vec<&str> = communes
        .iter()
        .filter(|commune| commune.chef_lieu.is_none() && commune.drawn_with.is_some())
        .map(|commune| commune.code.as_str())
        .collect();
    notes.push(format!("without a chef-lieu: {}", without.join(" ")));
    let parts = parts(files, &points);
    let names = former_names(files, &communes, &parts)?;
    let merged = merged(files, &points, drawn)?;
    Ok(write(&communes, &epcis, &parts, &names, &merged, editions))
}

fn points(files: &Files) -> Result<BTreeMap<CommuneCode, Position>> {
    let mut points = BTreeMap::new();
    for [code, longitude, latitude] in &files.chefs_lieux {
        let position = Position::new(latitude.parse()?, longitude.parse()?);
        ensure!(position.is_some(), "{code}: a chef-lieu that is nowhere");
        points.extend(
            position.map(|position| parsed(code).map(|code| (code, position))).transpose()?,
        );
    }
    Ok(points)
}

/// The chefs-lieux of communes that lie in them. Contours are generalised: a chef-lieu may be just
/// outside. One that is further out is in another commune, as where a town hall is in town.
fn inside(
    points: &BTreeMap<CommuneCode, Position>,
    drawn: &Drawn,
    notes: &mut Vec<String>,
) -> BTreeMap<CommuneCode, Position> {
    let mut inside = BTreeMap::new();
    let mut just_outside = 0;
    for (code, point) in points {
        let contour = drawn.with.get(code).and_then(|with| drawn.contours.get(with));
        match contour.and_then(|contour| metres_to_contour(*point, contour)) {
            Some(metres) if metres > CHEF_LIEU_OUTSIDE => {
                notes.push(format!("{code}: chef-lieu {metres:.0} m outside, left out"));
                continue;
            }
            Some(metres) if metres > 0.0 => just_outside += 1,
            _ => {}
        }
        inside.insert(*code, *point);
    }
    notes.push(format!("chefs-lieux up to {CHEF_LIEU_OUTSIDE} m outside: {just_outside}"));
    inside
}

/// The EPCI by SIREN, and the EPCI of each commune.
fn epcis(files: &Files) -> Result<(Vec<Epci<'_>>, BTreeMap<CommuneCode, &str>)> {
    let mut epcis: BTreeMap<&str, Epci> = BTreeMap::new();
    let mut members = BTreeMap::new();
    for [siren, name, kind, commune] in &files.epcis {
        epcis.insert(siren, Epci { siren, name, kind });
        let before = members.insert(parsed(commune)?, siren.as_str());
        ensure!(before.is_none(), "{commune}: a member of two EPCI");
    }
    Ok((epcis.into_values().collect(), members))
}

fn densities(files: &Files) -> Result<BTreeMap<CommuneCode, Density>> {
    let mut densities = BTreeMap::new();
    for [code, class] in files.densities.iter().filter(|[_, class]| !class.is_empty()) {
        let rank = Density::NAMES.iter().position(|name| name == class);
        ensure!(rank.is_some(), "{code}: density `{class}`");
        densities.extend(
            rank.map(|rank| parsed(code).map(|code| (code, Density(rank as u8 + 1))))
                .transpose()?,
        );
    }
    Ok(densities)
}

fn parts<'files>(
    files: &'files Files,
    points: &BTreeMap<CommuneCode, Position>,
) -> Vec<Part<'files>> {
    let part = |row: &'files Etalab| {
        let (kind, commune) = match row.kind.as_str() {
            "commune-deleguee" => (PartKind::Deleguee, row.chef_lieu?),
            "commune-associee" => (PartKind::Associee, row.chef_lieu?),
            "arrondissement-municipal" => (PartKind::Arrondissement, row.commune?),
            _ => return None,
        };
        let is_arrondissement = kind == PartKind::Arrondissement;
        Some(Part {
            code: row.code,
            name: &row.name,
            kind,
            commune,
            population: row.population.filter(|_| is_arrondissement),
            chef_lieu: points.get(&row.code).copied().filter(|_| is_arrondissement),
        })
    };
    let mut parts: Vec<Part<'_>> = files.etalab.iter().filter_map(part).collect();
    parts.sort_by(|one, other| (one.code, &one.name).cmp(&(other.code, &other.name)));
    parts
}

/// The communes of 2018 that were merged since, by their code of then.
fn merged(
    files: &Files,
    points: &BTreeMap<CommuneCode, Position>,
    drawn: &Drawn,
) -> Result<Vec<Merged>> {
    let mut merged = BTreeMap::new();
    for [code, residents, kind] in &files.people_2016 {
        let code = parsed(code)?;
        if kind == "COM" && drawn.merged.contains(&code) {
            let chef_lieu = points.get(&code).copied();
            merged.insert(code, Merged { code, population: residents.parse()?, chef_lieu });
        }
    }
    ensure!(merged.len() == drawn.merged.len(), "residents of 2016 are missing");
    Ok(merged.into_values().collect())
}

/// Names that a code had and has no more, neither as a commune nor as a part of one.
fn former_names<'files>(
    files: &'files Files,
    communes: &[Official],
    parts: &[Part],
) -> Result<Vec<(CommuneCode, &'files str)>> {
    let today = communes.iter().map(|commune| (commune.code, commune.name));
    let today = today.chain(parts.iter().map(|part| (part.code, part.name)));
    let today: BTreeSet<(CommuneCode, &str)> = today.collect();
    let mut former: BTreeSet<(CommuneCode, &str)> = BTreeSet::new();
    for [_, _, code, name, _, _] in &files.movements {
        former.insert((parsed(code)?, name));
    }
    for [_, code, name, _] in &files.cog_2024 {
        former.insert((parsed(code)?, name));
    }
    former.retain(|named| !today.contains(named));
    Ok(former.into_iter().collect())
}
