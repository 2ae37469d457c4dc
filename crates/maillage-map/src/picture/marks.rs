//! What is drawn on the ground: places, and circles of people.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    f64::consts::FRAC_PI_4,
};

use geo::{Coord, InteriorPoint};
use maillage_output::{
    Geometry, Layer,
    style::{Colour, Shape, Style, Symbol},
};

use super::{
    land::{Land, Placement, area},
    svg::{Svg, length},
};

/// Radius of the largest circle of people, in points.
pub(super) const LARGEST_CIRCLE: f64 = 15.0;

/// Radius of places on a map with so many of them.
pub(super) fn radius(places: usize) -> f64 {
    match places {
        0..80 => 3.2,
        80..250 => 2.5,
        250..800 => 1.8,
        800..2_000 => 1.2,
        _ => 0.8,
    }
}

/// The positions of the rows of a layer of places on the page, with their class; those outside the
/// frame, and those of the last class, which do not serve, are left out.
pub(super) fn places(
    layer: &Layer,
    style: &Style,
    land: &Land,
    at: &Placement,
) -> Vec<(Coord<f64>, usize)> {
    let room = at.room;
    let place = |(row, class): (usize, Option<usize>)| {
        let Geometry::Point(position) = (layer.geometry)(row) else { return None };
        let degrees = Coord { x: position.longitude(), y: position.latitude() };
        let point = land.point(degrees, at)?;
        let is_inside = (room.min().x..=room.max().x).contains(&point.x)
            && (room.min().y..=room.max().y).contains(&point.y);
        let class = class.filter(|class| *class < style.rules.len() && is_inside)?;
        Some((point, class))
    };
    style.classes(layer).into_iter().enumerate().filter_map(place).collect()
}

/// The classes of places, the most numerous first: the rarer ones lie on top.
fn rarest_last(places: &[(Coord<f64>, usize)]) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    places.iter().for_each(|(_, class)| *counts.entry(*class).or_default() += 1);
    let mut classes: Vec<usize> = counts.keys().copied().collect();
    classes.sort_by_key(|class| (Reverse(counts[class]), *class));
    classes
}

/// How much larger than a square a shape is drawn, so that all seem of one size.
fn larger(shape: Shape) -> f64 {
    match shape {
        Shape::Circle => 0.85,
        Shape::Square => 1.0,
        Shape::Triangle | Shape::Diamond => 1.15,
    }
}

/// The places of a map, moved apart where one would hide another: by no more than twice their radius,
/// and only as far as there is room.
pub(super) fn apart(places: Vec<(Coord<f64>, usize)>, radius: f64) -> Vec<(Coord<f64>, usize)> {
    let near = 1.4 * radius;
    let cell = |at: Coord<f64>| ((at.x / near).floor() as i64, (at.y / near).floor() as i64);
    let mut taken: HashMap<(i64, i64), Vec<Coord<f64>>> = HashMap::new();
    let is_free = |taken: &HashMap<(i64, i64), Vec<Coord<f64>>>, at: Coord<f64>| {
        let (x, y) = cell(at);
        let around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
        let others = around.filter_map(|cell| taken.get(&cell)).flatten();
        others.into_iter().all(|other| (other.x - at.x).hypot(other.y - at.y) >= near)
    };
    let mut moved = places.clone();
    // The rarer classes stay where they are.
    let classes = rarest_last(&places);
    let rarity = |class: usize| classes.iter().position(|of| *of == class);
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|rank| Reverse(rarity(places[*rank].1)));
    for rank in order {
        let (at, _) = places[rank];
        let steps = (0..16).map(|step| {
            let (angle, far) = (f64::from(step % 8) * FRAC_PI_4, f64::from(1 + step / 8));
            Coord { x: at.x + far * near * angle.cos(), y: at.y + far * near * angle.sin() }
        });
        let free = [at].into_iter().chain(steps).find(|at| is_free(&taken, *at)).unwrap_or(at);
        taken.entry(cell(free)).or_default().push(free);
        moved[rank].0 = free;
    }
    moved
}

/// Writes places, class by class, the rarest last.
pub(super) fn write_places(
    svg: &mut Svg,
    places: &[(Coord<f64>, usize)],
    style: &Style,
    radius: f64,
) {
    for class in rarest_last(places) {
        let Symbol::Marker(shape, colour) = style.class(class).symbol else { continue };
        let radius = radius * larger(shape);
        let of_class = places.iter().filter(|(_, of)| *of == class);
        let path: String = of_class.map(|(at, _)| outline(shape, *at, radius)).collect();
        if !path.is_empty() {
            write_marker(svg, &path, colour, radius);
        }
    }
}

/// Writes markers of a class that make up a path.
pub(super) fn write_marker(svg: &mut Svg, path: &str, colour: Colour, radius: f64) {
    let outline = if radius < 1.0 { 0.0 } else { 0.12 + 0.15 * radius };
    svg.empty(
        "path",
        &[
            ("d", &path),
            ("fill", &colour),
            ("stroke", &colour.outline()),
            ("stroke-width", &length(outline)),
        ],
    );
}

/// The outline of a marker as the data of a path.
pub(super) fn outline(shape: Shape, at: Coord<f64>, radius: f64) -> String {
    let number = |points: f64| length(points);
    let (x, y, r) = (at.x, at.y, radius);
    match shape {
        Shape::Circle => format!(
            "M{} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z",
            number(x - r),
            number(y),
            r = number(r),
            d = number(2.0 * r)
        ),
        Shape::Square => {
            let half = 0.88 * r;
            format!(
                "M{} {}h{side}v{side}h-{side}Z",
                number(x - half),
                number(y - half),
                side = number(2.0 * half)
            )
        }
        Shape::Triangle => format!(
            "M{} {}L{} {}L{} {}Z",
            number(x),
            number(y - 1.2 * r),
            number(x + 1.05 * r),
            number(y + 0.7 * r),
            number(x - 1.05 * r),
            number(y + 0.7 * r)
        ),
        Shape::Diamond => format!(
            "M{} {}L{} {}L{} {}L{} {}Z",
            number(x),
            number(y - 1.2 * r),
            number(x + 1.2 * r),
            number(y),
            number(x),
            number(y + 1.2 * r),
            number(x - 1.2 * r),
            number(y)
        ),
    }
}

/// Writes a circle for each row of the land whose class is drawn by one, the largest first.
pub(super) fn write_circles(
    svg: &mut Svg,
    layer: &Layer,
    style: &Style,
    classes: &[Option<usize>],
    land: &Land,
    at: &Placement,
) {
    let circle = |row: &usize| {
        let class = classes[*row]?;
        let Symbol::Circle { column, largest, colour, .. } = &style.class(class).symbol else {
            return None;
        };
        let people = layer.column(column)?.value(*row).number().filter(|people| *people > 0.0)?;
        let inside = area(layer, *row)?.interior_point()?;
        let point = land.point(inside.into(), at)?;
        Some((point, radius_of(people, *largest, LARGEST_CIRCLE), *colour))
    };
    let mut circles: Vec<(Coord<f64>, f64, Colour)> = land.rows.iter().filter_map(circle).collect();
    circles.sort_by(|one, other| other.1.total_cmp(&one.1));
    for (point, radius, colour) in circles {
        svg.empty(
            "circle",
            &[
                ("cx", &length(point.x)),
                ("cy", &length(point.y)),
                ("r", &length(radius)),
                ("fill", &colour),
                ("fill-opacity", &"0.72"),
                ("stroke", &"#ffffff"),
                ("stroke-width", &"0.35"),
            ],
        );
    }
}

/// The radius of a circle whose surface is to that of the largest as their numbers.
pub(super) fn radius_of(number: f64, largest: f64, largest_radius: f64) -> f64 {
    largest_radius * (number / largest.max(1.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_at_one_point_are_moved_apart_and_a_lone_one_stays() {
        let at = |x: f64| Coord { x, y: 50.0 };
        let places = vec![(at(10.0), 0), (at(10.0), 1), (at(10.0), 0), (at(90.0), 0)];
        let moved = apart(places.clone(), 2.0);
        assert_eq!((moved[1], moved[3]), (places[1], places[3]));
        for one in 0..moved.len() {
            for other in 0..one {
                let (one, other) = (moved[one].0, moved[other].0);
                assert!((one.x - other.x).hypot(one.y - other.y) >= 2.8, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn the_surface_of_a_circle_is_its_number() {
        assert_eq!(radius_of(100.0, 400.0, 10.0), 5.0);
        assert_eq!(radius_of(400.0, 400.0, 10.0), 10.0);
    }
}
