//! The columns of a layer: name, unit, type, titles and value of each, described once.
//!
//! Every format works from this description: a value is rounded as its type says, whatever
//! it is written to.

use std::borrow::Cow;

use serde::Serialize;

use crate::Words;
use maillage_core::travel::{Cost, CostUnit};

/// One column of a layer.
pub struct Column<'run> {
    /// The name in the output contract: French `snake_case` in ASCII, with the unit where there
    /// is one. It depends on no language.
    pub name: Cow<'static, str>,
    /// The unit of its values.
    pub unit: Unit,
    /// The type of its values.
    pub kind: ColumnType,
    /// The titles that users read instead of the name.
    pub titles: Words,
    value: Box<dyn Fn(usize) -> Value<'run> + Sync + 'run>,
}

/// The columns of a layer, or of a part of it.
pub(crate) type Columns<'run> = Vec<Column<'run>>;

/// The unit of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// None: names, codes, classes, ranks, counts of places.
    None,
    /// Kilometres.
    Kilometres,
    /// Per cent, from 0 to 100.
    PerCent,
    /// People.
    People,
    /// Minutes.
    Minutes,
    /// Minutes a week.
    MinutesPerWeek,
    /// Days.
    Days,
    /// Degrees.
    Degrees,
}

/// The type of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number rounded to so many decimals.
    Decimal(u8),
}

/// One value of a layer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value<'run> {
    /// A text, never empty.
    Text(Cow<'run, str>),
    /// A whole number.
    Integer(i64),
    /// A number with decimals.
    Decimal(f64),
    /// Unknown or undefined. Never a sentinel.
    Null,
}

impl Unit {
    /// All of them.
    const ALL: [Self; 8] = [
        Self::None,
        Self::Kilometres,
        Self::PerCent,
        Self::People,
        Self::Minutes,
        Self::MinutesPerWeek,
        Self::Days,
        Self::Degrees,
    ];

    /// Its name in the provenance of a layer.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Kilometres => "km",
            Self::PerCent => "pct",
            Self::People => "personnes",
            Self::Minutes => "min",
            Self::MinutesPerWeek => "min_par_semaine",
            Self::Days => "jours",
            Self::Degrees => "degres",
        }
    }

    /// The unit of this name.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

impl<'run> Value<'run> {
    /// The text that a column of texts or of whole numbers has; `None` for other numbers and for
    /// nothing.
    pub fn to_text(&self) -> Option<Cow<'run, str>> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Integer(number) => Some(number.to_string().into()),
            Self::Decimal(_) | Self::Null => None,
        }
    }

    /// The number; `None` for a text and for nothing.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Decimal(number) => Some(*number),
            Self::Text(_) | Self::Null => None,
        }
    }
}

impl<'run> Column<'run> {
    /// A column of texts; an empty text is null, as `None` is.
    pub fn text<T: Into<Cow<'run, str>>>(
        name: impl Into<Cow<'static, str>>,
        titles: Words,
        value: impl Fn(usize) -> Option<T> + Sync + 'run,
    ) -> Self {
        let value = move |row| match value(row).map(Into::into) {
            Some(text) if !text.is_empty() => Value::Text(text),
            _ => Value::Null,
        };
        Self::new(name, Unit::None, ColumnType::Text, titles, value)
    }

    /// A column of whole numbers.
    pub fn integer<N: TryInto<i64>>(
        name: impl Into<Cow<'static, str>>,
        unit: Unit,
        titles: Words,
        value: impl Fn(usize) -> Option<N> + Sync + 'run,
    ) -> Self {
        let value = move |row| {
            let number = value(row).and_then(|number| number.try_into().ok());
            number.map_or(Value::Null, Value::Integer)
        };
        Self::new(name, unit, ColumnType::Integer, titles, value)
    }

    /// A column of people, rounded to whole ones; a number that is not finite is null.
    pub fn people(
        name: impl Into<Cow<'static, str>>,
        titles: Words,
        value: impl Fn(usize) -> Option<f64> + Sync + 'run,
    ) -> Self {
        let value = move |row| {
            let number = value(row).filter(|number| number.is_finite());
            number.map_or(Value::Null, |number| Value::Integer(number.round() as i64))
        };
        Self::new(name, Unit::People, ColumnType::Integer, titles, value)
    }

    /// A column of numbers with `decimals` decimals.
    pub fn decimal(
        name: impl Into<Cow<'static, str>>,
        unit: Unit,
        decimals: u8,
        titles: Words,
        value: impl Fn(usize) -> Option<f64> + Sync + 'run,
    ) -> Self {
        let value = move |row| {
            value(row)
                .map_or(Value::Null, |number| Value::Decimal(rounded(number, decimals.into())))
        };
        Self::new(name, unit, ColumnType::Decimal(decimals), titles, value)
    }

    /// A column of shares in per cent, to a hundredth.
    pub fn per_cent(
        name: impl Into<Cow<'static, str>>,
        titles: Words,
        value: impl Fn(usize) -> Option<f64> + Sync + 'run,
    ) -> Self {
        Self::decimal(name, Unit::PerCent, 2, titles, value)
    }

    /// A column of kilometres, rounded up to the metre: a length shown as 5.0 is within 5 km,
    /// and one that is a millimetre longer is shown as 5.001.
    pub fn km(
        name: impl Into<Cow<'static, str>>,
        titles: Words,
        value: impl Fn(usize) -> Option<Cost> + Sync + 'run,
    ) -> Self {
        let value = move |row| {
            value(row).map_or(Value::Null, |length: Cost| {
                Value::Decimal(length.in_column(CostUnit::Length))
            })
        };
        Self::new(name, Unit::Kilometres, ColumnType::Decimal(3), titles, value)
    }

    /// A column of minutes, rounded up to the hundredth: a duration shown as 20.0 is within 20
    /// minutes.
    pub fn minutes(
        name: impl Into<Cow<'static, str>>,
        titles: Words,
        value: impl Fn(usize) -> Option<Cost> + Sync + 'run,
    ) -> Self {
        let value = move |row| {
            value(row).map_or(Value::Null, |duration: Cost| {
                Value::Decimal(duration.in_column(CostUnit::Duration))
            })
        };
        Self::new(name, Unit::Minutes, ColumnType::Decimal(2), titles, value)
    }

    /// Whether its values are numbers.
    pub(crate) fn is_number(&self) -> bool {
        self.kind != ColumnType::Text
    }

    /// The value of the row of this rank. A number that is not finite is null: formats that hold
    /// it and formats that cannot would else differ.
    pub fn value(&self, row: usize) -> Value<'run> {
        match (self.value)(row) {
            Value::Decimal(number) if !number.is_finite() => Value::Null,
            value => value,
        }
    }

    /// A column of values as they are.
    pub(crate) fn of(
        name: impl Into<Cow<'static, str>>,
        unit: Unit,
        kind: ColumnType,
        titles: Words,
        value: impl Fn(usize) -> Value<'run> + Sync + 'run,
    ) -> Self {
        Self::new(name, unit, kind, titles, value)
    }

    fn new(
        name: impl Into<Cow<'static, str>>,
        unit: Unit,
        kind: ColumnType,
        titles: Words,
        value: impl Fn(usize) -> Value<'run> + Sync + 'run,
    ) -> Self {
        Self { name: name.into(), unit, kind, titles, value: Box::new(value) }
    }
}

/// The name of a column or of a table, as SQL and the expressions of QGIS quote it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// `number` rounded to so many decimals.
pub(crate) fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    // Adding zero makes of −0 a plain 0.
    (number * scale).round() / scale + 0.0
}

/// A duration in hundredths of a minute, rounded up.
pub(crate) fn hundredths_of_minutes(duration: Cost) -> f64 {
    (duration.in_column(CostUnit::Duration) * 100.0).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(column: &Column) -> String {
        serde_json::to_string(&column.value(0)).expect("plain values serialise")
    }

    #[test]
    fn missing_is_null_and_a_decimal_keeps_its_point() {
        let titles = || Words::same("Distance (km)");
        assert_eq!(json(&Column::km("distance_km", titles(), |_| None)), "null");
        let five = Cost::from_km(5.0);
        assert_eq!(json(&Column::km("distance_km", titles(), move |_| Some(five))), "5.0");
        assert_eq!(json(&Column::people("habitants", titles(), |_| Some(12.6))), "13");
        assert_eq!(json(&Column::text("nom", titles(), |_| Some(""))), "null");
    }

    #[test]
    fn a_number_that_is_not_finite_is_null_whatever_the_column() {
        let titles = || Words::same("x");
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let value = move |_| Some(number);
            let as_it_is = move |_| Value::Decimal(number);
            for column in [
                Column::decimal("x", Unit::None, 2, titles(), value),
                Column::per_cent("x", titles(), value),
                Column::people("x", titles(), value),
                Column::of("x", Unit::None, ColumnType::Decimal(3), titles(), as_it_is),
            ] {
                assert_eq!(column.value(0), Value::Null);
            }
        }
    }

    #[test]
    fn a_value_is_rounded_as_the_type_says() {
        let column =
            Column::decimal("attente", Unit::Days, 2, Words::same("Attente"), |_| Some(1.236));
        assert_eq!(column.kind, ColumnType::Decimal(2));
        assert_eq!(column.value(0), Value::Decimal(1.24));
    }
}
