//! A layer as CSV, without its geometry: for spreadsheets and statistics.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use crate::{
    Layer, LayerFormat, Value,
    csv_rows::{Cell, CsvRows},
};

/// The CSV format: UTF-8, commas, a point before decimals, an empty cell for null.
#[derive(Debug, Clone, Copy)]
pub struct LayerCsv;

impl LayerFormat for LayerCsv {
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        let header: Vec<&str> = layer.columns.iter().map(|column| &*column.name).collect();
        let mut rows = CsvRows::new(to, &header)?;
        for row in 0..layer.rows {
            rows.write(layer.columns.iter().map(|column| match column.value(row) {
                Value::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
                Value::Integer(number) => Cell::Number(number.to_string()),
                Value::Decimal(number) => Cell::Number(number.to_string()),
                Value::Null => Cell::EMPTY,
            }))?;
        }
        rows.finish()
    }
}
