//! The départements around a territory, in grey, so that a map shows where it is.

use std::collections::BTreeSet;

use geo::{BoundingRect, Coord, Intersects, Rect};
use maillage_core::{
    model::{CommuneCode, ShapeId},
    topology::Topology,
};
use maillage_output::Layer;

use super::{
    land::{Land, Placement, area, united},
    svg::{self, Svg, length},
};

/// More départements around are not drawn: the territory is most of the country then.
const MOST: usize = 45;

/// Writes the départements that the map shows a part of; nothing for a territory that is not in
/// France, or is most of it.
pub(super) fn write(svg: &mut Svg, layer: &Layer, land: &Land, at: &Placement) {
    let Some(france) = maillage_france::france() else { return };
    let is_official = |row: &usize| {
        let code = layer.column("code_insee").and_then(|codes| codes.value(*row).to_text());
        // Territories and gaps have codes of another kind.
        let code =
            code.and_then(|code| code.get(..5).and_then(|code| code.parse::<CommuneCode>().ok()));
        code.is_none_or(|code| france.commune(code).is_some())
    };
    let sample = land.rows.iter().step_by(1 + land.rows.len() / 20);
    if !sample.into_iter().all(is_official) {
        return;
    }
    let corners = land.rows.iter().filter_map(|row| area(layer, *row)?.bounding_rect());
    let Some(bounds) = corners.reduce(united) else { return };
    let seen = grown(bounds, land, at);
    let shown: BTreeSet<&str> = france
        .departements()
        .filter(|code| france.bounds(code).is_some_and(|bounds| bounds.intersects(&seen)))
        .collect();
    if shown.len() > MOST {
        return;
    }
    let contours: Vec<_> = shown.iter().map(|code| france.contours(code)).collect();
    let topology = Topology::of(contours.iter().flatten().map(|(_, contour)| contour));
    let mut next = 0;
    let groups: Vec<Vec<ShapeId>> = contours
        .iter()
        .map(|communes| {
            let first = next;
            next += communes.len();
            (first..next).map(ShapeId::new).collect()
        })
        .collect();
    let room = at.room;
    svg.open("clipPath", &[("id", &"map")]);
    svg.empty(
        "rect",
        &[
            ("x", &length(room.min().x - 6.0)),
            ("y", &length(room.min().y - 6.0)),
            ("width", &length(room.width() + 12.0)),
            ("height", &length(room.height() + 26.0)),
        ],
    );
    svg.close();
    svg.open("g", &[("id", &"alentours"), ("clip-path", &"url(#map)")]);
    for group in &groups {
        let contour = land.drawn(&topology.outline(group), at);
        svg.empty(
            "path",
            &[
                ("d", &svg::areas(&contour)),
                ("fill", &"#f1efeb"),
                ("stroke", &"#ffffff"),
                ("stroke-width", &"0.8"),
            ],
        );
    }
    svg.close();
}

/// The box in degrees that the room of the map shows, about.
fn grown(bounds: Rect<f64>, land: &Land, at: &Placement) -> Rect<f64> {
    let share = |room: f64, metres: f64| (room / at.scale / metres.max(100.0)).max(1.0);
    let wide = bounds.width() * share(at.room.width(), land.bounds.width());
    let high = bounds.height() * share(at.room.height(), land.bounds.height());
    let middle = bounds.center();
    let half = Coord { x: 0.55 * wide, y: 0.55 * high };
    Rect::new(middle - half, middle + half)
}
