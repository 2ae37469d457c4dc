//! The legend: blocks of lines that are laid out one below the other, or side by side.

use geo::Coord;
use maillage_output::{
    Voice,
    plane::round_below,
    sentences::maps as words,
    style::{Class, Colour, LegendForm, Rule, Shape, Style, Symbol},
};

use super::{
    font::{self, Weight},
    marks,
    svg::{Svg, length},
};

/// The width of a block, in points.
pub(super) const WIDE: f64 = 186.0;
/// The height of a line.
const LINE: f64 = 13.0;
/// Lines of text of one label at most.
const MOST: usize = 3;
/// The swatch of a class.
const SWATCH: (f64, f64) = (18.0, 9.5);
/// A cell of the square of two variables.
const CELL: (f64, f64) = (40.0, 24.0);

/// A part of the legend.
pub(super) struct Block {
    heading: Vec<String>,
    /// What its numbers count, over them; empty where that is plain.
    counted: String,
    items: Vec<Item>,
}

enum Item {
    /// A symbol, a label in lines, and a count.
    Class { symbol: Drawn, label: Vec<String>, count: Option<String> },
    /// The square of two variables: colours from the top row, words of the rows from the top, and of
    /// the columns.
    Square {
        cells: [[Colour; 3]; 3],
        up: (String, [Vec<String>; 3]),
        right: (String, [Vec<String>; 3]),
    },
    /// Circles with the number that each stands for, the largest first; and the number of a circle of
    /// the largest radius.
    Circles { numbers: Vec<(f64, String)>, largest: f64, radius: f64, colour: Colour },
}

/// What stands for a class.
enum Drawn {
    Fill(Colour),
    Hatched(Colour),
    Marker(Shape, Colour),
    Line { colour: &'static str, wide: f64 },
}

impl Block {
    /// The classes of a style of areas. `is_hatched` says whether doubt is hatched on the map,
    /// `counted` what the numbers beside the classes count.
    pub(super) fn of_areas(style: &Style, is_hatched: bool, counted: &str, voice: Voice) -> Self {
        let mut items = Vec::new();
        let mut classes: Vec<&Class> = style.all_classes().collect();
        if let LegendForm::Square { up, right } = &style.legend {
            let colour = |access: usize, need: usize| classes[3 * access + need].symbol.colour();
            let cells = [2, 1, 0].map(|access| [0, 1, 2].map(|need| colour(access, need)));
            let in_lines =
                |words: &String, room| font::wrapped(words, 7.0, Weight::Regular, room, 3);
            let [near, midway, far] = up.1.each_ref().map(|words| in_lines(words, 54.0));
            items.push(Item::Square {
                cells,
                up: (up.0.clone(), [far, midway, near]),
                right: (right.0.clone(), right.1.each_ref().map(|words| in_lines(words, CELL.0))),
            });
            classes.drain(..style.legend.in_square());
        }
        for class in classes {
            let symbol = match &class.symbol {
                Symbol::Circle { largest, colour, .. } => {
                    items.push(circles(*largest, *colour, voice));
                    continue;
                }
                Symbol::Doubtful(_) if is_hatched => Drawn::Hatched(class.symbol.colour()),
                Symbol::Fill(_) | Symbol::Doubtful(_) => Drawn::Fill(class.symbol.colour()),
                Symbol::Marker(shape, colour) => Drawn::Marker(*shape, *colour),
                Symbol::Line(colour) => Drawn::Fill(*colour),
            };
            // The rest is told where there is any.
            let is_rest = std::ptr::eq(class, &style.otherwise);
            if !(is_rest && class.count == 0) {
                let count = voice.people(class.count as f64);
                items.push(item(symbol, &class.label, Some(count)));
            }
        }
        let room = WIDE - font::width(counted, 7.5, Weight::Regular) - 8.0;
        Self { heading: heading(&style.heading, room), counted: counted.to_owned(), items }
    }

    /// The kinds of places, each with its numbers within the territory and around it.
    pub(super) fn of_places(style: &Style, counts: &[(usize, usize)], voice: Voice) -> Self {
        let kinds =
            style.rules.iter().zip(counts).filter(|(_, (within, around))| within + around > 0);
        let number = |count: usize| voice.people(count as f64);
        let item = |(rule, (within, around)): (&Rule, &(usize, usize))| {
            let Symbol::Marker(shape, colour) = rule.class.symbol else { return None };
            let said = match around {
                0 => number(*within),
                around => format!("{} + {}", number(*within), number(*around)),
            };
            Some(item(Drawn::Marker(shape, colour), &rule.class.label, Some(said)))
        };
        let has_around = counts.iter().any(|(_, around)| *around > 0);
        let counted =
            if has_around { voice.say(words::within_and_around()) } else { String::new() };
        let room = WIDE - font::width(&counted, 7.5, Weight::Regular) - 8.0;
        let heading = heading(&style.heading, room);
        Self { heading, counted, items: kinds.filter_map(item).collect() }
    }

    /// Lines of borders, each with its name.
    pub(super) fn of_borders(lines: &[(String, &'static str, f64)]) -> Self {
        let item = |(label, colour, wide): &(String, &'static str, f64)| {
            item(Drawn::Line { colour, wide: *wide }, label, None)
        };
        let items = lines.iter().map(item).collect();
        Self { heading: Vec::new(), counted: String::new(), items }
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Its height, in points.
    pub(super) fn height(&self) -> f64 {
        let heading =
            11.0 * self.heading.len() as f64 + if self.heading.is_empty() { 0.0 } else { 5.0 };
        heading + self.items.iter().map(Item::height).sum::<f64>()
    }

    /// Writes it with its upper left corner there.
    pub(super) fn write(&self, svg: &mut Svg, corner: Coord<f64>) {
        let mut y = corner.y;
        for line in &self.heading {
            text(svg, (corner.x, y + 8.5), 9.0, Weight::Bold, "start", line);
            y += 11.0;
        }
        if !self.heading.is_empty() {
            let end = (corner.x + WIDE, y - 2.5);
            text(svg, end, 7.5, Weight::Regular, "end", &self.counted);
            y += 5.0;
        }
        for item in &self.items {
            item.write(svg, Coord { x: corner.x, y });
            y += item.height();
        }
    }
}

impl Item {
    fn height(&self) -> f64 {
        match self {
            Self::Class { label, .. } => LINE + 9.0 * (label.len().max(1) - 1) as f64 + 1.5,
            Self::Square { right, .. } => {
                let lines = right.1.iter().map(Vec::len).max().unwrap_or(0);
                12.0 + 3.0 * CELL.1 + 8.5 * lines as f64 + 16.0
            }
            Self::Circles { radius, .. } => 2.0 * radius + 10.0,
        }
    }

    fn write(&self, svg: &mut Svg, at: Coord<f64>) {
        match self {
            Self::Class { symbol, label, count } => {
                symbol.write(svg, at);
                for (rank, line) in label.iter().enumerate() {
                    let y = at.y + 8.0 + 9.0 * rank as f64;
                    text(svg, (at.x + SWATCH.0 + 6.0, y), 8.0, Weight::Regular, "start", line);
                }
                if let Some(count) = count {
                    text(svg, (at.x + WIDE, at.y + 8.0), 7.5, Weight::Regular, "end", count);
                }
            }
            Self::Square { cells, up, right } => write_square(svg, at, cells, up, right),
            Self::Circles { numbers, largest, radius, colour } => {
                let middle = at.x + radius;
                let foot = at.y + 2.0 * radius + 1.0;
                for (number, said) in numbers {
                    let r = marks::radius_of(*number, *largest, *radius);
                    svg.empty(
                        "circle",
                        &[
                            ("cx", &length(middle)),
                            ("cy", &length(foot - r)),
                            ("r", &length(r)),
                            ("fill", colour),
                            ("fill-opacity", &"0.55"),
                            ("stroke", &"#ffffff"),
                            ("stroke-width", &"0.5"),
                        ],
                    );
                    let (y, right) = (foot - 2.0 * r, middle + radius + 8.0);
                    svg.empty(
                        "path",
                        &[
                            ("d", &format!("M{} {}H{}", length(middle), length(y), length(right))),
                            ("stroke", &"#555555"),
                            ("stroke-width", &"0.4"),
                            ("fill", &"none"),
                        ],
                    );
                    text(svg, (right + 2.0, y + 2.7), 7.5, Weight::Regular, "start", said);
                }
            }
        }
    }
}

/// The square, with the worst class at the top right.
fn write_square(
    svg: &mut Svg,
    at: Coord<f64>,
    cells: &[[Colour; 3]; 3],
    up: &(String, [Vec<String>; 3]),
    right: &(String, [Vec<String>; 3]),
) {
    let (wide, high) = CELL;
    let left = at.x + 60.0;
    let top = at.y + 12.0;
    text(svg, (at.x, at.y + 7.0), 7.5, Weight::Bold, "start", &up.0);
    for (row, (colours, words)) in cells.iter().zip(&up.1).enumerate() {
        let y = top + high * row as f64;
        for (column, colour) in colours.iter().enumerate() {
            svg.empty(
                "rect",
                &[
                    ("x", &length(left + wide * column as f64)),
                    ("y", &length(y)),
                    ("width", &length(wide)),
                    ("height", &length(high)),
                    ("fill", colour),
                    ("stroke", &"#ffffff"),
                    ("stroke-width", &"0.8"),
                ],
            );
        }
        let first = y + high / 2.0 + 2.5 - 4.0 * (words.len() as f64 - 1.0);
        for (rank, line) in words.iter().enumerate() {
            let y = first + 8.0 * rank as f64;
            text(svg, (left - 4.0, y), 7.0, Weight::Regular, "end", line);
        }
    }
    let foot = top + 3.0 * high;
    for (column, words) in right.1.iter().enumerate() {
        let middle = left + wide * (column as f64 + 0.5);
        for (rank, line) in words.iter().enumerate() {
            let y = foot + 9.0 + 8.0 * rank as f64;
            text(svg, (middle, y), 7.0, Weight::Regular, "middle", line);
        }
    }
    let lines = right.1.iter().map(Vec::len).max().unwrap_or(0) as f64;
    let y = foot + 9.0 + 8.0 * lines + 1.0;
    text(svg, (left + 1.5 * wide, y), 7.5, Weight::Bold, "middle", &right.0);
}

impl Drawn {
    fn write(&self, svg: &mut Svg, at: Coord<f64>) {
        let (wide, high) = SWATCH;
        let rect = |svg: &mut Svg, fill: &dyn std::fmt::Display| {
            svg.empty(
                "rect",
                &[
                    ("x", &length(at.x)),
                    ("y", &length(at.y)),
                    ("width", &wide),
                    ("height", &high),
                    ("fill", fill),
                    ("stroke", &"#8a8a8a"),
                    ("stroke-width", &"0.35"),
                ],
            );
        };
        match self {
            Self::Fill(colour) => rect(svg, colour),
            Self::Hatched(colour) => {
                rect(svg, colour);
                rect(svg, &"url(#doubt)");
            }
            Self::Marker(shape, colour) => {
                let middle = Coord { x: at.x + wide / 2.0, y: at.y + high / 2.0 };
                marks::write_marker(svg, &marks::outline(*shape, middle, 3.2), *colour, 3.2);
            }
            Self::Line { colour, wide: thick } => {
                let y = length(at.y + high / 2.0);
                svg.empty(
                    "path",
                    &[
                        ("d", &format!("M{} {y}h{wide}", length(at.x))),
                        ("stroke", colour),
                        ("stroke-width", thick),
                        ("fill", &"none"),
                    ],
                );
            }
        }
    }
}

fn heading(text: &str, room: f64) -> Vec<String> {
    font::wrapped(text, 9.0, Weight::Bold, room, MOST)
}

fn item(symbol: Drawn, label: &str, count: Option<String>) -> Item {
    let of_count =
        count.as_deref().map_or(0.0, |count| font::width(count, 7.5, Weight::Regular) + 8.0);
    let room = WIDE - SWATCH.0 - 6.0 - of_count;
    Item::Class { symbol, label: font::wrapped(label, 8.0, Weight::Regular, room, MOST), count }
}

/// Circles of round numbers: the largest that the layer reaches, a quarter and a twentieth of it,
/// where their labels do not meet.
fn circles(largest: f64, colour: Colour, voice: Voice) -> Item {
    let radius = marks::LARGEST_CIRCLE;
    let first = round_below(largest.max(1.0));
    let top = |number: f64| 2.0 * marks::radius_of(number, largest, radius);
    let mut numbers: Vec<f64> = Vec::new();
    for number in [1.0, 4.0, 20.0].map(|part| (first / part).round()) {
        let is_apart = numbers.last().is_none_or(|last| top(*last) - top(number) > 8.5);
        if number >= 1.0 && is_apart {
            numbers.push(number);
        }
    }
    let numbers = numbers.into_iter().map(|number| (number, voice.people(number))).collect();
    Item::Circles { numbers, largest, radius, colour }
}

/// Writes a text with its baseline there.
pub(super) fn text(
    svg: &mut Svg,
    (x, y): (f64, f64),
    size: f64,
    weight: Weight,
    anchor: &str,
    said: &str,
) {
    let weight = if weight == Weight::Bold { "bold" } else { "normal" };
    svg.text(
        "text",
        &[
            ("x", &length(x)),
            ("y", &length(y)),
            ("font-size", &size),
            ("font-weight", &weight),
            ("text-anchor", &anchor),
            ("fill", &"#222222"),
        ],
        said,
    );
}
