//! The columns of an output layer: each is named, explained and computed in one place.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::qml::Alias;
use maillage_core::geodesy::Length;
use maillage_hours::Lang;

/// One value of the output.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Text(String),
    Whole(i64),
    Decimal(f64),
    /// Unknown or undefined. Never a sentinel.
    Null,
}

/// A column of a layer whose rows are the `T` of a `Layer`.
pub(super) struct Column<Layer> {
    pub(super) name: String,
    french: String,
    english: String,
    value: Value<Layer>,
}

/// What a column holds for the row of a rank.
type Value<Layer> = Box<dyn Fn(&Layer, usize) -> Cell + Sync>;

impl<Layer> Column<Layer> {
    pub(super) fn new(
        name: impl Into<String>,
        french: impl Into<String>,
        english: impl Into<String>,
        value: impl Fn(&Layer, usize) -> Cell + Sync + 'static,
    ) -> Self {
        let value = Box::new(value);
        Self { name: name.into(), french: french.into(), english: english.into(), value }
    }
}

/// The aliases that QGIS shows instead of the columns' names.
pub(super) fn aliases<Layer>(columns: &[Column<Layer>], lang: Lang) -> Vec<Alias> {
    let label = |column: &Column<Layer>| match lang {
        Lang::Fr => column.french.clone(),
        Lang::En => column.english.clone(),
    };
    columns
        .iter()
        .map(|column| Alias { column: column.name.clone(), label: label(column) })
        .collect()
}

/// A row of a layer: every column, in order, with its value.
pub(super) struct Properties<'layer, Layer> {
    pub(super) columns: &'layer [Column<Layer>],
    pub(super) layer: &'layer Layer,
    pub(super) rank: usize,
}

impl<Layer> Serialize for Properties<'_, Layer> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for column in self.columns {
            map.serialize_entry(&column.name, &(column.value)(self.layer, self.rank))?;
        }
        map.end()
    }
}

impl Cell {
    /// A text; null when empty.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Null } else { Self::Text(text) }
    }

    pub(super) fn whole<N: TryInto<i64>>(number: Option<N>) -> Self {
        number.and_then(|number| number.try_into().ok()).map_or(Self::Null, Self::Whole)
    }

    /// People: a whole number.
    pub(super) fn people(number: Option<f64>) -> Self {
        number.map_or(Self::Null, |number| Self::Whole(number.round() as i64))
    }

    /// Kilometres, up to the metre: what is shown as 5.0 is within 5 km, and what lies a
    /// millimetre beyond is shown as 5.001.
    pub(super) fn km(length: Option<Length>) -> Self {
        length.map_or(Self::Null, |length| Self::Decimal(length.metres().ceil() / 1_000.0))
    }

    /// Per cent, to a hundredth.
    pub(super) fn per_cent(number: Option<f64>) -> Self {
        number.map_or(Self::Null, |number| Self::Decimal(rounded(number, 2)))
    }
}

/// `number` rounded to so many decimals.
pub(super) fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    // Adding zero makes of −0 a plain 0.
    (number * scale).round() / scale + 0.0
}

/// How a threshold reads in a column's name: `10km`, `2_5km`.
pub(super) fn km_in_name(km: f64) -> String {
    format!("{km}km").replace('.', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_makes_a_plain_column_name() {
        assert_eq!(km_in_name(10.0), "10km");
        assert_eq!(km_in_name(2.5), "2_5km");
    }

    #[test]
    fn missing_is_null_and_a_decimal_keeps_its_point() {
        let json = |cell: Cell| serde_json::to_string(&cell).expect("plain values serialise");
        assert_eq!(json(Cell::km(None)), "null");
        assert_eq!(json(Cell::km(Some(Length::from_metres(5_000.0)))), "5.0");
        assert_eq!(json(Cell::people(Some(12.6))), "13");
        assert_eq!(json(Cell::text("")), "null");
    }
}
