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
/// France, or is most of it. `communes` tell whether it is; `map` names the map on the page.
pub(super) fn write(
    svg: &mut Svg,
    (layer, communes): (&Layer, &Layer),
    land: &Land,
    at: &Placement,
    map: &str,
) {
    let Some(france) = maillage_france::france() else { return };
    let is_official = |row: usize| {
        let code = communes.column("code_insee").and_then(|codes| codes.value(row).to_text());
        // Territories and gaps have codes of another kind.
        let code =
            code.and_then(|code| code.get(..5).and_then(|code| code.parse::<CommuneCode>().ok()));
        code.is_none_or(|code| france.commune(code).is_some())
    };
    if !(0..communes.rows).step_by(1 + communes.rows / 20).all(is_official) {
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
    let frame = at.frame;
    let clip = format!("cadre-{map}");
    svg.open("clipPath", &[("id", &clip)]);
    svg.empty(
        "rect",
        &[
            ("x", &length(frame.min().x)),
            ("y", &length(frame.min().y)),
            ("width", &length(frame.width())),
            ("height", &length(frame.height())),
        ],
    );
    svg.close();
    let url = format!("url(#{clip})");
    svg.open("g", &[("id", &format!("alentours-{map}")), ("clip-path", &url)]);
    for group in &groups {
        let contour = land.drawn(&topology.outline(group), at);
        svg.empty(
            "path",
            &[
                ("d", &svg::areas(&contour)),
                ("fill", &"#f1efeb"),
                ("stroke", &"#c4c0b8"),
                ("stroke-width", &"0.7"),
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
