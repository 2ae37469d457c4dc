//! An A4 page: where its parts are, in millimetres, and at which scale the map is on it.

use geo::Coord;

use crate::extent::Extent;
use crate::plane::Plane;
use crate::style::{LegendForm, Style};

/// Share of a map around what is shown.
const MARGIN: f64 = 0.03;
/// Half of the least side of what is shown, in metres: a layer of one point has none.
const LEAST: f64 = 2_000.0;

/// What a map shows, in metres on its plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct View {
    /// The south-west corner.
    pub(super) least: Coord<f64>,
    /// The north-east corner.
    pub(super) most: Coord<f64>,
}

/// The place of something on the page, from its left and its top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A page and its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Page {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) title: Frame,
    pub(super) subtitle: Frame,
    pub(super) map: Frame,
    pub(super) legend: Frame,
    /// Columns that the legend is in.
    pub(super) columns: usize,
    pub(super) scale_bar: Frame,
    pub(super) sources: Frame,
}

/// The legend to the right of the map.
const LANDSCAPE: Page = Page {
    width: 297.0,
    height: 210.0,
    title: Frame { left: 10.0, top: 8.0, width: 277.0, height: 10.0 },
    subtitle: Frame { left: 10.0, top: 18.0, width: 277.0, height: 9.5 },
    map: Frame { left: 10.0, top: 28.0, width: 207.0, height: 160.0 },
    legend: Frame { left: 221.0, top: 28.0, width: 66.0, height: 144.0 },
    columns: 1,
    scale_bar: Frame { left: 223.0, top: 176.0, width: 60.0, height: 12.0 },
    sources: Frame { left: 10.0, top: 191.0, width: 277.0, height: 13.0 },
};

/// The legend below the map.
const PORTRAIT: Page = Page {
    width: 210.0,
    height: 297.0,
    title: Frame { left: 10.0, top: 8.0, width: 190.0, height: 10.0 },
    subtitle: Frame { left: 10.0, top: 18.0, width: 190.0, height: 9.5 },
    map: Frame { left: 10.0, top: 28.0, width: 190.0, height: 184.0 },
    legend: Frame { left: 10.0, top: 215.0, width: 130.0, height: 60.0 },
    columns: 2,
    scale_bar: Frame { left: 145.0, top: 216.0, width: 55.0, height: 12.0 },
    sources: Frame { left: 10.0, top: 277.0, width: 190.0, height: 14.0 },
};

impl Page {
    /// The page of a map of `view` in `style`: lying where the legend is a square with lines below it,
    /// which need the height.
    pub(super) fn of_style(view: View, style: Option<&Style>) -> Self {
        match style.map(|style| &style.legend) {
            Some(LegendForm::Square { .. }) => LANDSCAPE,
            Some(LegendForm::List) | None => Self::of(view),
        }
    }

    /// The page on which `view` is drawn the larger.
    pub(super) fn of(view: View) -> Self {
        let larger = |page: &Self| view.metres_a_millimetre(page.map);
        if larger(&PORTRAIT) < larger(&LANDSCAPE) { PORTRAIT } else { LANDSCAPE }
    }
}

impl View {
    /// The view of these boxes of degrees, with a margin; `None` for none.
    pub(super) fn around(boxes: impl IntoIterator<Item = Extent>, plane: &Plane) -> Option<Self> {
        let corners = boxes.into_iter().flat_map(Extent::corners);
        let points = corners.filter_map(|at| plane.metres(at)).map(Extent::of_point);
        let Extent { least, most } = Extent::of_all(points)?;
        let half = (most - least) / 2.0;
        let margin = 1.0 + 2.0 * MARGIN;
        let half = Coord { x: half.x.max(LEAST) * margin, y: half.y.max(LEAST) * margin };
        let centre = (least + most) / 2.0;
        Some(Self { least: centre - half, most: centre + half })
    }

    /// The least view that holds this one and has the shape of `frame`.
    pub(super) fn in_shape_of(self, frame: Frame) -> Self {
        let metres = self.metres_a_millimetre(frame);
        let half = Coord { x: frame.width, y: frame.height } * (metres / 2.0);
        let centre = (self.least + self.most) / 2.0;
        Self { least: centre - half, most: centre + half }
    }

    /// Metres on the ground for a millimetre of `frame`, in which this view just fits.
    pub(super) fn metres_a_millimetre(self, frame: Frame) -> f64 {
        let size = self.most - self.least;
        (size.x / frame.width).max(size.y / frame.height)
    }

    /// The denominator of the scale of this view on the page on which it is the larger.
    pub(super) fn scale(self) -> f64 {
        self.scale_on(Page::of(self))
    }

    /// The denominator of the scale of this view on `page`.
    pub(super) fn scale_on(self, page: Page) -> f64 {
        1_000.0 * self.metres_a_millimetre(page.map)
    }

    /// The four sides with the names that QGIS gives them.
    pub(super) fn sides(self) -> [(&'static str, String); 4] {
        let Self { least, most } = self;
        [("xmin", least.x), ("ymin", least.y), ("xmax", most.x), ("ymax", most.y)]
            .map(|(name, side)| (name, format!("{side:.2}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(width: f64, height: f64) -> View {
        View { least: Coord { x: 0.0, y: 0.0 }, most: Coord { x: width, y: height } }
    }

    #[test]
    fn a_wide_territory_lies_and_a_tall_one_stands() {
        assert_eq!(Page::of(view(200e3, 100e3)), LANDSCAPE);
        assert_eq!(Page::of(view(100e3, 100e3)), PORTRAIT);
        assert_eq!(Page::of(view(100e3, 200e3)), PORTRAIT);
    }

    #[test]
    fn a_view_is_widened_to_the_shape_of_its_frame_and_keeps_its_middle() {
        let frame = Frame { left: 0.0, top: 0.0, width: 200.0, height: 100.0 };
        let View { least, most } = view(100.0, 100.0).in_shape_of(frame);
        assert_eq!((least.x, least.y, most.x, most.y), (-50.0, 0.0, 150.0, 100.0));
    }

    #[test]
    fn no_part_of_a_page_leaves_it_or_meets_another() {
        for page in [LANDSCAPE, PORTRAIT] {
            let parts =
                [page.title, page.subtitle, page.map, page.legend, page.scale_bar, page.sources];
            for (rank, one) in parts.iter().enumerate() {
                assert!(one.left >= 8.0 && one.left + one.width <= page.width - 8.0);
                assert!(one.top >= 8.0 && one.top + one.height <= page.height - 6.0);
                for other in &parts[rank + 1..] {
                    let is_beside =
                        one.left + one.width <= other.left || other.left + other.width <= one.left;
                    let is_above =
                        one.top + one.height <= other.top || other.top + other.height <= one.top;
                    assert!(is_beside || is_above, "{one:?} meets {other:?}");
                }
            }
        }
    }
}
