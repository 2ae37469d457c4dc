//! Borders of territories, drawn over the communes: the same rows as the layer of territories, of
//! one level, without a fill.

use std::io::{self, Write};

use maillage_core::model::Level;

use crate::{
    Layer, Words,
    column::quoted,
    qml::{
        self, symbol,
        xml::{Attributes, Xml},
    },
    sentences::qgis as words,
};

/// The column of levels.
const LEVEL: &str = "niveau";

/// Denominator of the scale from which borders of EPCI are drawn: the 1,250 would cover a map of
/// France.
const EPCI_FROM: &str = "2500000";

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
        format!("{} = {}", quoted(LEVEL), qml::text(self.level()))
    }

    /// The scales that it is drawn at, as QGIS states them.
    pub(super) fn scales(self) -> Attributes<'static> {
        match self {
            Self::Departement => &[],
            Self::Epci => {
                &[("hasScaleBasedVisibilityFlag", "1"), ("minScale", EPCI_FROM), ("maxScale", "0")]
            }
        }
    }

    /// Whether it is drawn at a scale of this denominator.
    pub(super) fn is_drawn_at(self, scale: f64) -> bool {
        match self {
            Self::Departement => true,
            Self::Epci => EPCI_FROM.parse().is_ok_and(|least: f64| scale <= least),
        }
    }

    /// Writes its symbol.
    pub(super) fn write(self, xml: &mut Xml<impl Write>) -> io::Result<()> {
        let (colour, width, far, dash) = match self {
            Self::Departement => ("35,35,35,255", "0.5", "0.15", "solid"),
            Self::Epci => ("70,70,70,255", "0.25", "0.1", "dash"),
        };
        let thinner = format!("scale_linear(@map_scale, 500000, 5000000, {width}, {far})");
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
        symbol::write_computed(xml, &[("outlineWidth", &thinner)])?;
        xml.close()?;
        xml.close()?;
        xml.close()?;
        xml.close()?;
        xml.text("previewExpression", "\"nom\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_france_has_borders_of_departements_alone() {
        assert!(Border::Departement.is_drawn_at(6e6) && !Border::Epci.is_drawn_at(6e6));
        assert!(Border::Departement.is_drawn_at(7e5) && Border::Epci.is_drawn_at(7e5));
    }
}
