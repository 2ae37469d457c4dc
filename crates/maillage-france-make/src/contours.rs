//! The contours of 2018, carried to the codes of today and cut into blocks.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Context, Result, ensure};
use geo::{
    Geometry, MultiPolygon,
    orient::{Direction, Orient},
};
use maillage_core::{
    model::{CommuneCode, ShapeId},
    topology::{ArcUse, SharedArc, Topology},
};
use maillage_france::{
    Editions,
    contours::{Block, write},
};

use crate::files::{Files, parsed};

/// The contours of today.
pub(crate) struct Drawn {
    /// The commune that each commune is drawn with.
    pub(crate) with: BTreeMap<CommuneCode, CommuneCode>,
    /// The codes of 2018 that were merged, or drawn together, since.
    pub(crate) merged: BTreeSet<CommuneCode>,
    /// The contours themselves.
    pub(crate) contours: BTreeMap<CommuneCode, MultiPolygon<f64>>,
    /// The contours as bytes.
    pub(crate) bytes: Vec<u8>,
}

pub(crate) fn drawn(
    path: &Path,
    files: &Files,
    editions: &Editions,
    notes: &mut Vec<String>,
) -> Result<Drawn> {
    let contours = read(path)?;
    let groups = groups(contours.keys().copied(), files, editions, notes)?;
    let old = Topology::of(contours.values());
    let ranks: BTreeMap<CommuneCode, ShapeId> =
        contours.keys().enumerate().map(|(rank, code)| (*code, ShapeId::new(rank))).collect();
    let shapes: Vec<Vec<ShapeId>> =
        groups.values().map(|codes| codes.iter().map(|code| ranks[code]).collect()).collect();
    let topology = old.dissolved(&shapes);
    let merged = groups.values().filter(|codes| codes.len() > 1);
    notes.push(format!(
        "contours: {} of 2018, {} today, {} of them dissolved from {}; {} arcs, {} shared",
        contours.len(),
        groups.len(),
        merged.clone().count(),
        merged.map(Vec::len).sum::<usize>(),
        topology.arcs().len(),
        topology.users().iter().filter(|users| users.len() > 1).count(),
    ));
    let codes: Vec<CommuneCode> = groups.keys().copied().collect();
    let with = drawn_with(&codes, files, editions, notes)?;
    let contours = codes.iter().enumerate();
    let contours = contours.map(|(rank, code)| (*code, topology.contour(ShapeId::new(rank))));
    let merged = groups.values().filter(|codes| codes.len() > 1).flatten().copied().collect();
    let contours = contours.collect();
    Ok(Drawn { with, merged, contours, bytes: blocks(&topology, &codes) })
}

fn read(path: &Path) -> Result<BTreeMap<CommuneCode, MultiPolygon<f64>>> {
    let sheet = maillage_tables::read(path)?;
    let code = sheet.columns.rank("code").context("contours have codes")?;
    let mut contours = BTreeMap::new();
    for row in &sheet.rows {
        let contour = match row.geometry.as_deref().cloned() {
            Some(Geometry::Polygon(polygon)) => MultiPolygon::new(vec![polygon]),
            Some(Geometry::MultiPolygon(polygons)) => polygons,
            _ => anyhow::bail!("{}: a contour without a surface", row.cell(code)),
        };
        let before = contours.insert(parsed(row.cell(code))?, contour.orient(Direction::Default));
        ensure!(before.is_none(), "{}: two contours", row.cell(code));
    }
    Ok(contours)
}

/// The contours of 2018 that each commune of today is drawn from. A contour of which only a part
/// is still the commune goes to the commune that kept the code, or else to the one that the former
/// commune is a part of today.
fn groups(
    codes: impl Iterator<Item = CommuneCode>,
    files: &Files,
    editions: &Editions,
    notes: &mut Vec<String>,
) -> Result<BTreeMap<CommuneCode, Vec<CommuneCode>>> {
    let current = files.current();
    let parents = files.parents();
    let first = editions.0.first().context("there are editions")?;
    let mut groups: BTreeMap<CommuneCode, Vec<CommuneCode>> = BTreeMap::new();
    for code in codes {
        let today = first.today(code, |code| current.contains(&code)).context("codes of 2018")?;
        let target = match today[..] {
            [only] => only,
            _ if current.contains(&code) => code,
            _ => {
                let parent = parents.get(&code).context("a former commune is a part of one")?;
                notes.push(format!("{code}: leads to {today:?}, drawn with {parent}"));
                *parent
            }
        };
        groups.entry(target).or_default().push(code);
    }
    Ok(groups)
}

/// The commune that each commune of today is drawn with.
fn drawn_with(
    codes: &[CommuneCode],
    files: &Files,
    editions: &Editions,
    notes: &mut Vec<String>,
) -> Result<BTreeMap<CommuneCode, CommuneCode>> {
    let mut with: BTreeMap<CommuneCode, CommuneCode> =
        codes.iter().map(|code| (*code, *code)).collect();
    let first = editions.0.first().context("there are editions")?;
    for (code, today) in &first.other {
        for restored in today.iter().filter(|restored| first.absent.contains(restored)) {
            // The code is that of the commune that was left, where it still exists.
            if with.contains_key(code) && !with.contains_key(restored) {
                notes.push(format!("{restored}: drawn with {code}"));
                with.insert(*restored, *code);
            }
        }
    }
    let departements: BTreeSet<&str> = codes.iter().map(CommuneCode::departement).collect();
    let undrawn: Vec<String> = files
        .current()
        .iter()
        .filter(|code| !with.contains_key(code) && departements.contains(code.departement()))
        .map(CommuneCode::to_string)
        .collect();
    ensure!(undrawn.is_empty(), "without a contour: {}", undrawn.join(" "));
    Ok(with)
}

/// The blocks of the départements, and of the arcs between them.
fn blocks(topology: &Topology, codes: &[CommuneCode]) -> Vec<u8> {
    let departement = |shape: &ShapeId| codes[shape.index()].departement();
    let is_between =
        |users: &Vec<ShapeId>| users.iter().any(|user| departement(user) != departement(&users[0]));
    let mut shared: Vec<SharedArc> = Vec::new();
    let mut ranks: BTreeMap<usize, usize> = BTreeMap::new();
    for (rank, _) in topology.users().iter().enumerate().filter(|(_, users)| is_between(users)) {
        ranks.insert(rank, shared.len());
        shared.push(topology.arcs()[rank].clone());
    }
    let mut blocks: BTreeMap<&str, Block> = BTreeMap::new();
    let mut own: BTreeMap<usize, usize> = BTreeMap::new();
    for (rank, shape) in topology.shapes().iter().enumerate() {
        let code = codes[rank].departement();
        let block = blocks
            .entry(code)
            .or_insert_with(|| Block { departement: code.to_owned(), ..Block::default() });
        let mut shape = shape.clone();
        for used in shape.iter_mut().flatten().flatten() {
            let arc = used.arc();
            let rank = ranks.get(&arc).or_else(|| own.get(&arc)).copied().unwrap_or_else(|| {
                block.arcs.push(topology.arcs()[arc].clone());
                let rank = shared.len() + block.arcs.len() - 1;
                own.insert(arc, rank);
                rank
            });
            let forwards = ArcUse::forwards(rank);
            *used = if used.is_reversed() { forwards.reversed() } else { forwards };
        }
        block.shapes.push(shape);
    }
    write(&shared, &blocks.into_values().collect::<Vec<_>>())
}
