//! The legend of two variables: a square of nine colours with the words along its sides, as items of
//! a layout. A legend of QGIS has one line for each class and no square.

use std::io::{self, Write};

use super::{
    layout::{Align, Item, Text, write_text},
    legend::broken,
    page::Frame,
};
use crate::{
    qml::{
        symbol::{in_qgis, write_properties},
        xml::Xml,
    },
    style::{Colour, LegendForm, Style},
};

/// QGIS's numbers for a shape, and for the shape that is a rectangle.
const SHAPE: u32 = 65_643;
const RECTANGLE: &str = "1";

/// Width and height of a cell, in millimetres.
const CELL: (f64, f64) = (14.0, 9.0);
/// Width of the words of the rows.
const ROW_WORDS: f64 = 22.0;
/// Height of the name of a variable, and of the words of the columns.
const NAME: f64 = 5.0;
const COLUMN_WORDS: f64 = 10.0;
/// Size of the words in points, and letters that a cell is wide and the words of a row are.
const SIZE: f64 = 6.5;
const LETTERS: (usize, usize) = (12, 20);

/// The space that it takes, and that the legend begins lower for.
pub(super) const HEIGHT: f64 = NAME + 3.0 * CELL.1 + COLUMN_WORDS + NAME + 3.0;

/// Writes the square of `style` with its upper left corner at that of `frame`; nothing for a style
/// that has none.
pub(super) fn write(xml: &mut Xml<impl Write>, style: &Style, frame: Frame) -> io::Result<()> {
    let LegendForm::Square { up, right } = &style.legend else { return Ok(()) };
    let mut items = Items { xml, written: 0 };
    let Frame { left, top, .. } = frame;
    let (wide, high) = CELL;
    let side = 3.0 * wide;
    let first = (left + ROW_WORDS, top + NAME);
    items.text(
        &up.0,
        Frame { left, top, width: ROW_WORDS + side, height: NAME },
        true,
        Align::Left,
    )?;
    for (rank, class) in style.all_classes().take(style.legend.in_square()).enumerate() {
        let (row, column) = ((2 - rank / 3) as f64, (rank % 3) as f64);
        let at = (first.0 + wide * column, first.1 + high * row);
        let cell = Frame { left: at.0, top: at.1, width: wide, height: high };
        items.rectangle(cell, class.symbol.colour())?;
    }
    for (rank, words) in up.1.iter().enumerate() {
        let top = first.1 + high * (2 - rank) as f64;
        let row = Frame { left, top, width: ROW_WORDS - 1.5, height: high };
        items.text(&broken(words, LETTERS.1, "\n"), row, false, Align::Right)?;
    }
    let foot = first.1 + 3.0 * high;
    for (rank, words) in right.1.iter().enumerate() {
        let left = first.0 + wide * rank as f64;
        let column = Frame { left, top: foot + 1.0, width: wide, height: COLUMN_WORDS };
        items.text(&broken(words, LETTERS.0, "\n"), column, false, Align::Middle)?;
    }
    let name = Frame { left: first.0, top: foot + COLUMN_WORDS + 1.0, width: side, height: NAME };
    items.text(&right.0, name, true, Align::Middle)
}

/// The items of the square, each with an identifier of its own.
struct Items<'a, 'to, W: Write> {
    xml: &'a mut Xml<'to, W>,
    written: usize,
}

impl<W: Write> Items<'_, '_, W> {
    fn text(&mut self, text: &str, frame: Frame, is_bold: bool, align: Align) -> io::Result<()> {
        let uuid = self.uuid();
        let name = "légende à deux variables";
        write_text(
            self.xml,
            &Text { uuid: &uuid, name, frame, text, size: SIZE, is_bold, grey: 40, align },
        )
    }

    fn rectangle(&mut self, frame: Frame, colour: Colour) -> io::Result<()> {
        let item = Item {
            kind: SHAPE,
            uuid: &self.uuid(),
            name: "légende à deux variables",
            frame,
            rank: 2,
            is_framed: false,
            is_opaque: false,
        };
        item.open(self.xml, &[("shapeType", RECTANGLE)])?;
        self.xml.open("symbol", &[("name", ""), ("type", "fill"), ("alpha", "1")])?;
        self.xml.open("layer", &[("class", "SimpleFill"), ("enabled", "1")])?;
        let properties = [
            ("color", &*in_qgis(colour)),
            ("style", "solid"),
            ("outline_color", "255,255,255,255"),
            ("outline_style", "solid"),
            ("outline_width", "0.3"),
            ("outline_width_unit", "MM"),
        ];
        write_properties(self.xml, &properties)?;
        self.xml.close()?;
        self.xml.close()?;
        self.xml.close()
    }

    fn uuid(&mut self) -> String {
        self.written += 1;
        format!("{{00000000-0000-4000-8000-0000000001{:02}}}", self.written)
    }
}
