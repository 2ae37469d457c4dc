//! Names of towns where they find room: préfectures, sous-préfectures and the most populous towns,
//! communes that the map is about, then the others by their residents.

use std::fmt::Display;

use geo::{BoundingRect, Coord, InteriorPoint, Rect};
use maillage_core::model::{CommuneCode, is_prefecture, is_sous_prefecture};
use maillage_output::Layer;

use super::{
    font::{self, Weight},
    land::{Land, Placement, area},
    svg::{Svg, length},
};

/// Towns that are tried, however many find room.
const TRIED: usize = 400;
/// Between the names of two towns, in points, so that they spread over the map.
const APART: f64 = 24.0;
const APART_ON_COUNTRY: f64 = 17.0;
/// A territory of so few communes has the names of all of them, which may stand closer.
const FEW: usize = 60;
const APART_OF_FEW: f64 = 12.0;
/// Towns by which readers find their way, and whose names come before those of other communes.
const LANDMARKS: usize = 8;
/// A name is cut at this width.
const WIDEST: f64 = 150.0;
/// A place nearer to a town than this, in points, stands for its dot.
const BESIDE: f64 = 4.0;
/// Half of the side of the box of a place.
const PLACE: f64 = 2.6;
/// From so many residents on, a town of a country is written in bold.
const LARGE: i64 = 200_000;
/// Names of communes that the map is about, at most.
const MOST_SUBJECTS: usize = 12;

/// What is asked of the names on a map.
pub(super) struct Asked<'a> {
    /// Names at most.
    pub(super) most: usize,
    /// Whether the map is of a country.
    pub(super) is_country: bool,
    /// Whether a commune, by its row, is what the map is about.
    pub(super) is_subject: &'a dyn Fn(usize) -> bool,
    /// Rooms that no name may enter.
    pub(super) taken: &'a [Rect<f64>],
    /// Places on the map, which a name stands over only where it has no other room.
    pub(super) places: &'a [(Coord<f64>, usize)],
}

/// A town with its name on the page.
pub(super) struct Label {
    name: String,
    town: Coord<f64>,
    /// The left end of the baseline.
    at: Coord<f64>,
    size: f64,
    weight: Weight,
    /// Whether a place stands where the dot of the town would.
    is_marked: bool,
}

/// The names of towns of `land`, none over another.
pub(super) fn labels(communes: &Layer, land: &Land, at: &Placement, asked: &Asked) -> Vec<Label> {
    let (Some(names), Some(residents)) = (communes.column("nom"), communes.column("population"))
    else {
        return Vec::new();
    };
    let codes = communes.column("code_insee");
    let mut subjects = 0;
    let mut towns: Vec<Town> = (0..communes.rows)
        .filter_map(|row| Some((row, residents.value(row).number()? as i64)))
        .filter(|(_, people)| *people > 0)
        .map(|(row, people)| {
            let code = codes.and_then(|codes| codes.value(row).to_text());
            let is_prefecture = code.as_ref().is_some_and(|code| is_prefecture(code));
            let is_landmark = code.is_some_and(|code| is_sous_prefecture(&code));
            let is_subject = (asked.is_subject)(row);
            Town { row, people, is_prefecture, is_landmark, is_subject }
        })
        .collect();
    towns.sort_by_key(|town| (std::cmp::Reverse(town.people), town.row));
    for (rank, town) in towns.iter_mut().enumerate() {
        town.is_landmark |= rank < LANDMARKS;
        subjects += usize::from(town.is_subject);
        town.is_subject &= subjects <= MOST_SUBJECTS;
    }
    // On a map of the country its communes are too small to be what it is about.
    if !asked.is_country {
        towns.sort_by_key(|town| (!town.is_prefecture, !town.is_landmark, !town.is_subject));
    }
    let (most, apart) = match towns.len() {
        0..=FEW => (FEW, APART_OF_FEW),
        _ if asked.is_country => (asked.most, APART_ON_COUNTRY),
        _ => (asked.most, APART),
    };
    let mut labels: Vec<Label> = Vec::new();
    let mut boxes: Vec<Rect<f64>> = asked.taken.to_vec();
    for town in towns.into_iter().take(TRIED) {
        if labels.len() == most {
            break;
        }
        let point = position(communes, town.row).and_then(|degrees| land.point(degrees, at));
        let Some(point) = point.filter(|point| is_inside(*point, at.room)) else { continue };
        let distance = |other: Coord<f64>| (other.x - point.x).hypot(other.y - point.y);
        if labels.iter().any(|label| distance(label.town) < apart) {
            continue;
        }
        let is_bold = if asked.is_country { town.people >= LARGE } else { town.is_prefecture };
        let (size, weight) = if is_bold { (9.0, Weight::Bold) } else { (7.5, Weight::Regular) };
        let name = names.value(town.row).to_text().unwrap_or_default();
        let name = font::cut(&name, size, weight, WIDEST);
        let wide = font::width(&name, size, weight);
        let dot = around(point, 2.5);
        if boxes.iter().any(|other| overlap(dot, *other)) {
            continue;
        }
        let is_free = |room: &Rect<f64>| {
            boxes.iter().all(|other| !overlap(*room, *other))
                && is_inside(room.min(), at.room)
                && is_inside(room.max(), at.room)
        };
        let hidden = |room: &Rect<f64>| {
            asked.places.iter().filter(|(place, _)| overlap(around(*place, PLACE), *room)).count()
        };
        let free = places(point, wide, size).into_iter().filter(|(_, room)| is_free(room));
        // Of rooms that hide as many places, the first is the best.
        let Some((start, room)) = free.min_by_key(|(_, room)| hidden(room)) else { continue };
        boxes.extend([room, dot]);
        let is_marked = asked.places.iter().any(|(place, _)| distance(*place) < BESIDE);
        labels.push(Label { name, town: point, at: start, size, weight, is_marked });
    }
    labels
}

/// A commune whose name may stand on the map.
struct Town {
    row: usize,
    people: i64,
    is_prefecture: bool,
    is_landmark: bool,
    is_subject: bool,
}

/// The box of so many points around one.
fn around(point: Coord<f64>, half: f64) -> Rect<f64> {
    Rect::new(
        Coord { x: point.x - half, y: point.y - half },
        Coord { x: point.x + half, y: point.y + half },
    )
}

/// What of the names is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// The white around the letters.
    Halos,
    /// The dots of towns, and the letters.
    Letters,
}

/// Writes the towns and their names, or the white around them.
pub(super) fn write(svg: &mut Svg, labels: &[Label], pass: Pass) {
    for Label { town, .. } in
        labels.iter().filter(|label| pass == Pass::Letters && !label.is_marked)
    {
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
        let (x, y) = (length(at.x), length(at.y));
        let of_both: [(&str, &dyn Display); 4] =
            [("x", &x), ("y", &y), ("font-size", size), ("font-weight", &weight)];
        let of_pass: &[(&str, &dyn Display)] = match pass {
            Pass::Halos => &[
                ("fill", &"#ffffff"),
                ("stroke", &"#ffffff"),
                ("stroke-width", &"2.4"),
                ("stroke-linejoin", &"round"),
                ("aria-hidden", &"true"),
            ],
            Pass::Letters => &[("fill", &"#1a1a1a")],
        };
        svg.text("text", &[&of_both, of_pass].concat(), name);
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
