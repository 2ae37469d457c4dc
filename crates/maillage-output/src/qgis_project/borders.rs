//! Borders of territories, drawn over the communes: the same rows as the layer of territories, of
//! one level, without a fill.

use std::io::{self, Write};

use maillage_core::model::Level;

use crate::{
    Layer, Words,
    qml::{
        self, symbol,
        xml::{Attributes, Xml},
    },
    sentences::qgis as words,
};

/// The column of levels.
const LEVEL: &str = "niveau";

/// The borders of territories of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Border {
    /// Départements.
    Departement,
    /// EPCI.
    Epci,
}

/// The borders that `layer` has territories of, the boldest first.
pub(super) fn of(layer: &Layer) -> Vec<Border> {
    let Some(level) = layer.column(LEVEL) else { return Vec::new() };
    let is_there = |border: &Border| {
        let of_row = |row: usize| level.value(row).to_text();
        (0..layer.rows).any(|row| of_row(row).is_some_and(|name| name == border.level()))
    };
    [Border::Departement, Border::Epci].into_iter().filter(is_there).collect()
}

impl Border {
    /// The level, as its column names it.
    pub(super) fn level(self) -> &'static str {
        match self {
            Self::Departement => Level::Departement.name(),
            Self::Epci => Level::Epci.name(),
        }
    }

    /// The title of the layer.
    pub(super) fn title(self) -> Words {
        match self {
            Self::Departement => words::departement_borders(),
            Self::Epci => words::epci_borders(),
        }
    }

    /// The condition in SQL that holds for its territories.
    pub(super) fn filter(self) -> String {
        format!("{} = {}", qml::quoted(LEVEL), qml::text(self.level()))
    }

    /// The scales that it is drawn at: the 1,250 EPCI would cover a map of France.
    pub(super) fn scales(self) -> Attributes<'static> {
        match self {
            Self::Departement => &[],
            Self::Epci => {
                &[("hasScaleBasedVisibilityFlag", "1"), ("minScale", "2500000"), ("maxScale", "0")]
            }
        }
    }

    /// Writes its symbol.
    pub(super) fn write(self, xml: &mut Xml<impl Write>) -> io::Result<()> {
        let (colour, width, dash) = match self {
            Self::Departement => ("35,35,35,255", "0.5", "solid"),
            Self::Epci => ("70,70,70,255", "0.25", "dash"),
        };
        xml.open("renderer-v2", &[("type", "singleSymbol")])?;
        xml.open("symbols", &[])?;
        xml.open("symbol", &[("name", "0"), ("type", "fill")])?;
        xml.open("layer", &[("class", "SimpleLine"), ("enabled", "1")])?;
        let properties = [
            ("line_color", colour),
            ("line_width", width),
            ("line_width_unit", "MM"),
            ("line_style", dash),
            ("joinstyle", "round"),
        ];
        symbol::write_properties(xml, &properties)?;
        xml.close()?;
        xml.close()?;
        xml.close()?;
        xml.close()?;
        xml.text("previewExpression", "\"nom\"")
    }
}
