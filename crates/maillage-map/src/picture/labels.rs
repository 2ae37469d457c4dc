//! Names of towns, the most populous first, where they find room.

use geo::{BoundingRect, Coord, InteriorPoint, Rect};
use maillage_core::model::CommuneCode;
use maillage_output::Layer;

use super::{
    font::{self, Weight},
    land::{Land, Placement, area},
    svg::{Svg, length},
};

/// Towns that are tried, however many find room.
const TRIED: usize = 400;
/// Between the names of two towns, in points, so that they spread over the map.
const APART: f64 = 26.0;
/// A name is cut at this width.
const WIDEST: f64 = 110.0;

/// A town with its name on the page.
pub(super) struct Label {
    name: String,
    town: Coord<f64>,
    /// The left end of the baseline.
    at: Coord<f64>,
    size: f64,
    weight: Weight,
}

/// The names of at most `most` towns of `land`, by the residents of the layer, none over another or
/// over `taken`.
pub(super) fn labels(
    communes: &Layer,
    land: &Land,
    at: &Placement,
    most: usize,
    taken: &[Rect<f64>],
) -> Vec<Label> {
    let (Some(names), Some(residents)) = (communes.column("nom"), communes.column("population"))
    else {
        return Vec::new();
    };
    let mut towns: Vec<(i64, usize)> = (0..communes.rows)
        .filter_map(|row| Some((residents.value(row).number()? as i64, row)))
        .filter(|(people, _)| *people > 0)
        .collect();
    towns.sort_by_key(|(people, row)| (std::cmp::Reverse(*people), *row));
    let mut labels: Vec<Label> = Vec::new();
    let mut boxes: Vec<Rect<f64>> = taken.to_vec();
    for (_, row) in towns.into_iter().take(TRIED) {
        if labels.len() == most {
            break;
        }
        let town = position(communes, row).and_then(|degrees| land.point(degrees, at));
        let Some(town) = town.filter(|town| is_inside(*town, at.room)) else { continue };
        let is_near = |label: &Label| (label.town.x - town.x).hypot(label.town.y - town.y) < APART;
        if labels.iter().any(is_near) {
            continue;
        }
        let rank = labels.len();
        let (size, weight) = match rank {
            0..3 => (9.0, Weight::Bold),
            _ => (7.5, Weight::Regular),
        };
        let name = names.value(row).to_text().unwrap_or_default();
        let name = font::cut(&name, size, weight, WIDEST);
        let wide = font::width(&name, size, weight);
        let dot = Rect::new(
            Coord { x: town.x - 2.5, y: town.y - 2.5 },
            Coord { x: town.x + 2.5, y: town.y + 2.5 },
        );
        if boxes.iter().any(|other| overlap(dot, *other)) {
            continue;
        }
        let free = places(town, wide, size).into_iter().find(|(_, around)| {
            let is_free = |other: &Rect<f64>| !overlap(*around, *other);
            boxes.iter().all(is_free)
                && is_inside(around.min(), at.room)
                && is_inside(around.max(), at.room)
        });
        let Some((start, around)) = free else { continue };
        boxes.extend([around, dot]);
        labels.push(Label { name, town, at: start, size, weight });
    }
    labels
}

/// Writes the towns and their names.
pub(super) fn write(svg: &mut Svg, labels: &[Label]) {
    for Label { town, .. } in labels {
        svg.empty(
            "circle",
            &[
                ("cx", &length(town.x)),
                ("cy", &length(town.y)),
                ("r", &"1.5"),
                ("fill", &"#1a1a1a"),
                ("stroke", &"#ffffff"),
                ("stroke-width", &"0.7"),
            ],
        );
    }
    for Label { name, at, size, weight, .. } in labels {
        let weight = if *weight == Weight::Bold { "bold" } else { "normal" };
        svg.text(
            "text",
            &[
                ("x", &length(at.x)),
                ("y", &length(at.y)),
                ("font-size", size),
                ("font-weight", &weight),
                ("fill", &"#1a1a1a"),
                ("stroke", &"#ffffff"),
                ("stroke-width", &"2.4"),
                ("stroke-linejoin", &"round"),
                ("paint-order", &"stroke"),
            ],
            name,
        );
    }
}

/// Where a town is: its town hall, or a point inside its contour.
fn position(communes: &Layer, row: usize) -> Option<Coord<f64>> {
    let code = communes.column("code_insee").and_then(|codes| codes.value(row).to_text());
    let code: Option<CommuneCode> = code.and_then(|code| code.parse().ok());
    let known = maillage_france::france().zip(code).and_then(|(france, code)| france.commune(code));
    let contour = area(communes, row)?;
    let hall = known.and_then(|commune| commune.chef_lieu);
    let hall = hall.map(|hall| Coord { x: hall.longitude(), y: hall.latitude() });
    // An invented commune may have the code of a real one.
    let is_there =
        |hall: &Coord<f64>| contour.bounding_rect().is_some_and(|bounds| is_inside(*hall, bounds));
    hall.filter(is_there).or_else(|| contour.interior_point().map(Into::into))
}

/// Where the name of a town may stand, the best first: its start, and the room it takes.
fn places(town: Coord<f64>, wide: f64, size: f64) -> [(Coord<f64>, Rect<f64>); 4] {
    let (gap, rise) = (3.5, 0.36 * size);
    let starts = [
        Coord { x: town.x + gap, y: town.y + rise },
        Coord { x: town.x - gap - wide, y: town.y + rise },
        Coord { x: town.x - wide / 2.0, y: town.y - gap },
        Coord { x: town.x - wide / 2.0, y: town.y + gap + 0.72 * size },
    ];
    starts.map(|start| {
        let low = Coord { x: start.x - 1.0, y: start.y - 0.8 * size };
        let high = Coord { x: start.x + wide + 1.0, y: start.y + 0.25 * size };
        (start, Rect::new(low, high))
    })
}

fn is_inside(point: Coord<f64>, room: Rect<f64>) -> bool {
    (room.min().x..=room.max().x).contains(&point.x)
        && (room.min().y..=room.max().y).contains(&point.y)
}

fn overlap(one: Rect<f64>, other: Rect<f64>) -> bool {
    one.min().x < other.max().x
        && other.min().x < one.max().x
        && one.min().y < other.max().y
        && other.min().y < one.max().y
}
