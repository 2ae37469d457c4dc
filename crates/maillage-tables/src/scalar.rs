//! Values as a typed format holds them, before they become the text of a cell.

use std::borrow::Cow;

/// One value of a layer whose format has types.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Scalar {
    /// No value.
    #[default]
    Null,
    /// A whole number.
    Integer(i64),
    /// A number that is written with decimals.
    Decimal(f64),
    /// A text. Truth values are the texts `true` and `false`.
    Text(String),
}

impl Scalar {
    /// The text of a truth value.
    pub(crate) fn of_truth(is_true: bool) -> Self {
        Self::Text(is_true.to_string())
    }

    /// The text of a cell. Whole numbers have no decimal point, which codes need; `Null` is empty.
    pub fn to_cell(&self) -> Cow<'_, str> {
        match self {
            Self::Null => Cow::Borrowed(""),
            Self::Integer(number) => number.to_string().into(),
            Self::Decimal(number) => number.to_string().into(),
            Self::Text(text) => text.into(),
        }
    }

    /// The number. `None` for a text and for nothing.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Decimal(number) => Some(*number),
            Self::Text(_) | Self::Null => None,
        }
    }

    /// The text. `None` for a number and for nothing.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(_) | Self::Decimal(_) | Self::Null => None,
        }
    }

    /// Length of what it points to, in bytes.
    pub(crate) fn length(&self) -> usize {
        self.text().map_or(0, str::len)
    }
}
