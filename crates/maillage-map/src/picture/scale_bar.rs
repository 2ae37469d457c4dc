//! The scale bar of a map.

use geo::Coord;
use maillage_output::plane::round_below;

use super::{
    land::Placement,
    svg::{Svg, length},
};

/// The bar of a map, and that of an inset: the longest that it is, its height, and the size of its
/// figures, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScaleBar {
    longest: f64,
    high: f64,
    size: f64,
}

pub(super) const OF_MAP: ScaleBar = ScaleBar { longest: 90.0, high: 3.0, size: 7.0 };
pub(super) const OF_INSET: ScaleBar = ScaleBar { longest: 34.0, high: 1.8, size: 5.5 };

/// The round length of a bar in metres for a scale in points a metre.
fn round_metres(scale: f64, longest: f64) -> f64 {
    round_below(longest / scale)
}

/// Writes a bar whose left end is `start`, with its length over it.
pub(super) fn write(svg: &mut Svg, at: &Placement, start: Coord<f64>, bar: ScaleBar) {
    let metres = round_metres(at.scale, bar.longest);
    let wide = metres * at.scale;
    let half = wide / 2.0;
    let high = bar.high;
    for (from, fill) in [(start.x, "#333333"), (start.x + half, "#ffffff")] {
        svg.empty(
            "rect",
            &[
                ("x", &length(from)),
                ("y", &length(start.y)),
                ("width", &length(half)),
                ("height", &high),
                ("fill", &fill),
                ("stroke", &"#333333"),
                ("stroke-width", &"0.5"),
            ],
        );
    }
    let said = if metres >= 1_000.0 {
        format!("{}\u{a0}km", metres / 1_000.0)
    } else {
        format!("{metres}\u{a0}m")
    };
    for (x, text) in [(start.x, "0".to_owned()), (start.x + wide, said)] {
        svg.text(
            "text",
            &[
                ("x", &length(x)),
                ("y", &length(start.y - 3.0)),
                ("font-size", &bar.size),
                ("text-anchor", &"middle"),
                ("fill", &"#333333"),
                ("stroke", &"#ffffff"),
                ("stroke-width", &"2"),
                ("stroke-linejoin", &"round"),
                ("paint-order", &"stroke"),
            ],
            &text,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::round_metres;

    #[test]
    fn a_bar_has_a_round_length_and_fits() {
        // Three points a kilometre: thirty kilometres fit, twenty are round.
        assert_eq!(round_metres(0.003, 90.0), 20_000.0);
        assert_eq!(round_metres(0.09, 90.0), 1_000.0);
        assert_eq!(round_metres(0.000_17, 90.0), 500_000.0);
    }
}
