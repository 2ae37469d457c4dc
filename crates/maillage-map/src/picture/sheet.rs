//! The page: where title, map, insets, legend and sources stand.

use geo::{Coord, Rect};

use super::legend::{Block, WIDE};

/// The sides of an A4 page, in points.
const A4: (f64, f64) = (841.89, 595.28);
/// Around the page.
pub(super) const MARGIN: f64 = 26.0;
/// The room of title and subtitle.
const HEAD: f64 = 70.0;
/// The room of the sources.
const FOOT: f64 = 36.0;
/// Between two parts of the page.
const GAP: f64 = 14.0;
/// The width of insets beside the map, and their height below it.
const INSET: (f64, f64) = (104.0, 96.0);
/// Insets in one row below the map.
const INSETS_A_ROW: usize = 5;
/// A portrait has to show the map so much larger.
const BETTER: f64 = 1.08;

/// Where the parts of a page stand.
pub(super) struct Sheet {
    /// Width and height of the page.
    pub(super) page: (f64, f64),
    /// The room of the map.
    pub(super) map: Rect<f64>,
    /// The room of each inset.
    pub(super) insets: Vec<Rect<f64>>,
    /// The upper left corner of each block of the legend.
    pub(super) blocks: Vec<Coord<f64>>,
    /// The top of the sources.
    pub(super) foot: f64,
}

impl Sheet {
    /// The page on which a map of this shape, width over height, is largest.
    pub(super) fn new(shape: f64, insets: usize, blocks: &[Block]) -> Self {
        let landscape = Self::landscape(insets, blocks);
        let portrait = Self::portrait(insets, blocks);
        let size = |sheet: &Self| (sheet.map.width() / shape).min(sheet.map.height());
        if size(&portrait) > BETTER * size(&landscape) { portrait } else { landscape }
    }

    /// Insets on the left, the legend on the right.
    fn landscape(insets: usize, blocks: &[Block]) -> Self {
        let page = A4;
        let (top, bottom) = (MARGIN + HEAD, page.1 - MARGIN - FOOT);
        let legend = page.0 - MARGIN - WIDE;
        let left = if insets > 0 { MARGIN + INSET.0 + GAP } else { MARGIN };
        let high = (bottom - top) / insets.max(1) as f64;
        let high = high.min(1.25 * INSET.1);
        let inset = |rank: usize| {
            let y = top + high * rank as f64;
            Rect::new(Coord { x: MARGIN, y }, Coord { x: MARGIN + INSET.0, y: y + high - 6.0 })
        };
        let mut y = top;
        let mut corner = |block: &Block| {
            let corner = Coord { x: legend, y };
            y += block.height() + GAP;
            corner
        };
        Self {
            page,
            map: Rect::new(Coord { x: left, y: top }, Coord { x: legend - GAP, y: bottom }),
            insets: (0..insets).map(inset).collect(),
            blocks: blocks.iter().map(&mut corner).collect(),
            foot: bottom,
        }
    }

    /// Insets and the legend below the map.
    fn portrait(insets: usize, blocks: &[Block]) -> Self {
        let page = (A4.1, A4.0);
        let bottom = page.1 - MARGIN - FOOT;
        let right = page.0 - MARGIN;
        // The blocks in two columns, the first alone in the left one.
        let second: f64 = blocks.iter().skip(1).map(|block| block.height() + GAP).sum();
        let first = blocks.first().map_or(0.0, Block::height);
        let legend = bottom - first.max(second) - GAP / 2.0;
        let rows = insets.div_ceil(INSETS_A_ROW);
        let of_insets = rows as f64 * INSET.1;
        let wide = (right - MARGIN) / INSETS_A_ROW as f64;
        let inset = |rank: usize| {
            let (row, column) = (rank / INSETS_A_ROW, rank % INSETS_A_ROW);
            let corner = Coord {
                x: MARGIN + wide * column as f64,
                y: legend - GAP - of_insets + INSET.1 * row as f64,
            };
            Rect::new(corner, Coord { x: corner.x + wide - 6.0, y: corner.y + INSET.1 - 6.0 })
        };
        let other = MARGIN + WIDE + 3.0 * GAP;
        let mut y = legend;
        let corner = |(rank, block): (usize, &Block)| {
            if rank == 0 {
                return Coord { x: MARGIN, y: legend };
            }
            let corner = Coord { x: other, y };
            y += block.height() + GAP;
            corner
        };
        Self {
            page,
            map: Rect::new(
                Coord { x: MARGIN, y: MARGIN + HEAD },
                Coord { x: right, y: legend - GAP - of_insets },
            ),
            insets: (0..insets).map(inset).collect(),
            blocks: blocks.iter().enumerate().map(corner).collect(),
            foot: bottom,
        }
    }
}
