//! Just enough SVG to write: elements and attributes, escaped. Lengths are points of 1/72 inch.

use std::fmt::{Display, Write};

use geo::{Coord, LineString, MultiPolygon};

/// A picture as it is written.
#[derive(Debug, Default)]
pub(super) struct Svg {
    text: String,
    open: Vec<&'static str>,
}

/// Names of attributes and their values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

impl Svg {
    /// Begins an element: what follows is inside it, until [`Svg::close`].
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Ends the element opened last.
    pub(super) fn close(&mut self) {
        let name = self.open.pop().expect("only what was opened is closed");
        self.write(format_args!("</{name}>\n"));
    }

    /// An element with nothing inside.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes) {
        self.start(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with text inside.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.start(name, attributes);
        let text = escaped(text);
        self.write(format_args!(">{text}</{name}>\n"));
    }

    /// The whole picture.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn start(&mut self, name: &str, attributes: Attributes) {
        self.write(format_args!("<{name}"));
        for (key, value) in attributes {
            let value = escaped(&value.to_string());
            self.write(format_args!(" {key}=\"{value}\""));
        }
    }

    fn write(&mut self, what: std::fmt::Arguments) {
        self.text.write_fmt(what).expect("memory takes any text");
    }
}

/// A length to a hundredth of a point, without trailing noughts.
pub(super) fn length(points: f64) -> String {
    let rounded = (points * 100.0).round() / 100.0 + 0.0;
    rounded.to_string()
}

/// The data of a path around areas.
pub(super) fn areas(areas: &MultiPolygon<f64>) -> String {
    let rings = areas.iter().flat_map(|area| [area.exterior()].into_iter().chain(area.interiors()));
    let mut path = String::new();
    for ring in rings {
        // The last vertex of a ring is the first.
        let vertices = &ring.0[..ring.0.len().saturating_sub(1)];
        line_to(&mut path, vertices);
        path.push('Z');
    }
    path
}

/// The data of a path along lines.
pub(super) fn lines<'lines>(lines: impl IntoIterator<Item = &'lines LineString<f64>>) -> String {
    let mut path = String::new();
    for line in lines {
        line_to(&mut path, &line.0);
    }
    path
}

/// Appends a line, from its first vertex in steps of a hundredth of a point: steps are shorter
/// to write than places.
fn line_to(path: &mut String, vertices: &[Coord<f64>]) {
    let on_grid =
        |vertex: &Coord<f64>| [vertex.x, vertex.y].map(|length| (length * 100.0).round() as i64);
    let Some(first) = vertices.first().map(on_grid) else { return };
    let number = |hundredths: i64| length(hundredths as f64 / 100.0);
    path.push_str(&format!("M{} {}l", number(first[0]), number(first[1])));
    let mut before = first;
    let mut is_first = true;
    for vertex in vertices[1..].iter().map(on_grid) {
        let step = [vertex[0] - before[0], vertex[1] - before[1]];
        if step == [0, 0] {
            continue;
        }
        let blank = if is_first || step[0] < 0 { "" } else { " " };
        let between = if step[1] < 0 { "" } else { " " };
        path.push_str(&format!("{blank}{}{between}{}", number(step[0]), number(step[1])));
        before = vertex;
        is_first = false;
    }
    if is_first {
        path.push_str("0 0");
    }
}

/// A text without markup, and without what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}');
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use geo::{line_string, polygon};

    use super::*;

    #[test]
    fn a_path_goes_in_steps_and_closes_its_rings() {
        let square = MultiPolygon::new(vec![
            polygon![(x: 1.0, y: 2.0), (x: 4.5, y: 2.0), (x: 4.5, y: -1.0)],
        ]);
        assert_eq!(areas(&square), "M1 2l3.5 0 0-3Z");
        assert_eq!(lines(&[line_string![(x: 0.0, y: 0.0), (x: 0.001, y: 0.0)]]), "M0 0l0 0");
    }

    #[test]
    fn a_name_becomes_no_markup() {
        let mut svg = Svg::default();
        svg.text("text", &[("class", &"a\"b")], "<b> & 'é' \u{1}");
        assert_eq!(svg.finish(), "<text class=\"a&quot;b\">&lt;b&gt; &amp; 'é' \u{fffd}</text>\n");
    }
}
