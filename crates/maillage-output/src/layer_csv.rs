//! A layer as CSV: for spreadsheets and statistics. Of its geometries only positions have room.
//!
//! Beside it GDAL and QGIS read a `.csvt`, one line of types, without which they take codes for
//! numbers and lose their leading zeros.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use crate::{
    ColumnType, Layer, LayerFormat, Value,
    column::rounded,
    csv_rows::{Cell, CsvRows},
    geojson::DECIMALS,
    layer::Geometry,
};

/// The columns of positions, where a layer of points has none of its own.
const POSITION: [&str; 2] = ["longitude", "latitude"];

/// The CSV format: UTF-8, commas, a point before decimals, an empty cell for null. A layer of
/// points ends with `longitude` and `latitude`, unless they are among its columns.
#[derive(Debug, Clone, Copy)]
pub struct LayerCsv;

/// The types of the columns of [`LayerCsv`], as GDAL reads them from `.csvt`.
#[derive(Debug, Clone, Copy)]
pub struct LayerCsvTypes;

impl LayerFormat for LayerCsv {
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        let mut header: Vec<&str> = layer.columns.iter().map(|column| &*column.name).collect();
        let adds_positions = layer.lacks_positions();
        header.extend(adds_positions.then_some(POSITION).into_iter().flatten());
        let mut rows = CsvRows::new(to, &header)?;
        for row in 0..layer.rows {
            let cells = layer.columns.iter().map(|column| match column.value(row) {
                Value::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
                Value::Integer(number) => Cell::Number(number.to_string()),
                Value::Decimal(number) => Cell::Number(number.to_string()),
                Value::Null => Cell::EMPTY,
            });
            let position = adds_positions.then(|| position(layer, row));
            rows.write(cells.chain(position.into_iter().flatten()))?;
        }
        rows.finish()
    }
}

impl LayerFormat for LayerCsvTypes {
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        let types = layer.columns.iter().map(|column| match column.kind {
            ColumnType::Text => "\"String\"",
            ColumnType::Decimal(_) => "\"Real\"",
            ColumnType::Integer => {
                let is_large = |row| {
                    matches!(column.value(row), Value::Integer(of) if i32::try_from(of).is_err())
                };
                if (0..layer.rows).any(is_large) { "\"Integer64\"" } else { "\"Integer\"" }
            }
        });
        let positions = if layer.lacks_positions() { POSITION.len() } else { 0 };
        let positions = std::iter::repeat_n("\"Real\"", positions);
        writeln!(to, "{}", types.chain(positions).collect::<Vec<_>>().join(","))
    }
}

fn position(layer: &Layer, row: usize) -> [Cell<'static>; 2] {
    let Geometry::Point(at) = (layer.geometry)(row) else { return [Cell::EMPTY, Cell::EMPTY] };
    [at.longitude(), at.latitude()].map(|of| Cell::Number(rounded(of, DECIMALS).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, Unit, Words, sample};

    fn text(format: &dyn LayerFormat, layer: &Layer) -> String {
        String::from_utf8(sample::written(format, layer)).expect("UTF-8")
    }

    #[test]
    fn points_say_where_they_are_after_their_columns() {
        let csv = text(&LayerCsv, &sample::points());
        let mut read = csv::Reader::from_reader(csv.as_bytes());
        let header = read.headers().expect("a header").clone();
        let names: Vec<&str> = header.iter().skip(4).collect();
        assert_eq!(names, ["remarque", "longitude", "latitude"]);
        let rows: Vec<_> = read.records().collect::<Result<_, _>>().expect("CSV");
        assert_eq!(rows.len(), sample::ROWS);
        assert_eq!(rows[1].iter().skip(4).collect::<Vec<_>>(), ["", "1.25", "45.113457"]);
        assert!(!text(&LayerCsv, &sample::areas()).contains("longitude"));
    }

    #[test]
    fn points_with_columns_of_their_own_keep_them_alone() {
        let mut layer = sample::points();
        for name in POSITION {
            let titles = Words::same(name);
            layer.columns.push(Column::decimal(name, Unit::Degrees, 12, titles, |_| Some(1.5)));
        }
        let csv = text(&LayerCsv, &layer);
        assert_eq!(csv.matches("longitude").count(), 1);
        assert_eq!(text(&LayerCsvTypes, &layer).matches("Real").count(), 3);
    }

    #[test]
    fn types_stand_one_a_column_and_codes_are_texts() {
        let types = "\"String\",\"String\",\"Integer\",\"Real\",\"String\"";
        assert_eq!(text(&LayerCsvTypes, &sample::areas()), format!("{types}\n"));
        assert_eq!(text(&LayerCsvTypes, &sample::points()), format!("{types},\"Real\",\"Real\"\n"));
    }

    #[test]
    fn whole_numbers_beyond_32_bits_are_of_a_type_that_holds_them() {
        let mut layer = sample::table();
        let value = |row| Some(if row == 3 { 3_000_000_000_i64 } else { 1 });
        layer.columns = vec![Column::integer("n", Unit::None, Words::same("N"), value)];
        assert_eq!(text(&LayerCsvTypes, &layer), "\"Integer64\"\n");
    }
}
