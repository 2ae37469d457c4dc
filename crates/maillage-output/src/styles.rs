//! The styles of every layer, by name: a file each.
//!
//! A style is made of the columns and the metadata of its layer alone, so that a layer read back
//! from a file is drawn as the run would have drawn it.

mod bands;
mod bivariate;
mod certainty;
mod change;
mod distance;
mod doubt;
mod gaps;
mod hot_spots;
mod limits;
mod minutes;
mod need;
mod places;
mod territories;
mod tours;
mod uncovered;

use maillage_core::travel::{CostUnit, Limit};
use serde_json::Value as Json;

pub use limits::Classing;
pub(crate) use territories::DRAWN_LEVELS;

use crate::{
    Column, Layer, StyledLayer, Voice, Words,
    qml::text_in_html,
    sentences::{errors, styles as words},
    style::{Class, LegendForm, Rule, Style, Test},
};

/// A style, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StyleName {
    /// How far people are from the nearest place: the default.
    Distance,
    /// The share of people in need.
    Need,
    /// People who are not covered, as circles.
    Uncovered,
    /// Access against need.
    Bivariate,
    /// How sure it is that a commune is far from help and in need.
    Certainty,
    /// Minutes of help a week for each person who shares them.
    Minutes,
    /// Hot and cold spots of a column.
    HotSpots,
    /// What changed between two measures.
    Change,
    /// Places that appeared, vanished or moved between two measures.
    ChangedPlaces,
    /// The share of residents covered, by territory.
    Territories,
    /// Gaps, by what is lacking.
    Gaps,
    /// Places, by kind.
    Places,
    /// Tours, a colour each.
    Tours,
}

/// What may be asked of styles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StyleOptions {
    /// How numbers are cut into classes.
    pub classes: Classing,
}

/// Why a layer cannot be drawn in a style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// The style.
    pub style: StyleName,
    /// The columns of which one is needed and none is there with values; none where the layer
    /// itself is not there.
    pub columns: Vec<String>,
}

/// A layer to draw, and what is known of it.
struct Drawing<'layer, 'run> {
    layer: &'layer Layer<'run>,
    /// Its metadata.
    facts: Json,
    options: &'layer StyleOptions,
    voice: Voice,
}

impl StyleName {
    /// All of them, the default of communes first.
    pub const ALL: [Self; 13] = [
        Self::Distance,
        Self::Need,
        Self::Uncovered,
        Self::Bivariate,
        Self::Certainty,
        Self::Minutes,
        Self::HotSpots,
        Self::Change,
        Self::ChangedPlaces,
        Self::Territories,
        Self::Gaps,
        Self::Places,
        Self::Tours,
    ];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Distance => "distance",
            Self::Need => "need",
            Self::Uncovered => "uncovered",
            Self::Bivariate => "bivariate",
            Self::Certainty => "certainty",
            Self::Minutes => "minutes",
            Self::HotSpots => "hot-spots",
            Self::Change => "change",
            Self::ChangedPlaces => "changed-places",
            Self::Territories => "territories",
            Self::Gaps => "gaps",
            Self::Places => "places",
            Self::Tours => "rounds",
        }
    }

    /// Whether it draws the layer of this name: tours are one layer, or one for lines and one for
    /// stops.
    pub(crate) fn draws(self, layer: &str) -> bool {
        layer == self.layer() || (self == Self::Tours && layer.starts_with(self.layer()))
    }

    /// Whether it draws points and lines: pictures are of areas, with places on them.
    pub fn is_of_points(self) -> bool {
        matches!(self, Self::ChangedPlaces | Self::Places | Self::Tours)
    }

    /// The layer that it draws, by its name.
    pub fn layer(self) -> &'static str {
        match self {
            Self::Distance
            | Self::Need
            | Self::Uncovered
            | Self::Bivariate
            | Self::Certainty
            | Self::Minutes
            | Self::HotSpots => "couverture",
            Self::Change => "changement",
            Self::ChangedPlaces => "lieux_compares",
            Self::Territories => "territoires",
            Self::Gaps => "lacunes",
            Self::Places => "lieux",
            Self::Tours => "tournees",
        }
    }
}

/// The style of this name for `layer`.
///
/// # Errors
///
/// [`Lacking`] when the layer has no values in the columns that the style needs.
pub fn style(
    name: StyleName,
    layer: &Layer,
    options: &StyleOptions,
    voice: Voice,
) -> Result<Style, Lacking> {
    Drawing::of(layer, options, voice).style(name)
}

/// The styles of `layer` that its values allow, the one that it opens with first; a layer that is
/// drawn has one at least, without any feature in its classes if there is nothing to draw.
pub fn styles_of(layer: &Layer, options: &StyleOptions, voice: Voice) -> Vec<Style> {
    styles_led_by(None, layer, options, voice)
}

/// The same, `first` before the others where the values allow it.
pub(crate) fn styles_led_by(
    first: Option<StyleName>,
    layer: &Layer,
    options: &StyleOptions,
    voice: Voice,
) -> Vec<Style> {
    let drawing = Drawing::of(layer, options, voice);
    drawing.or_default(drawing.styles(first).collect())
}

/// The first of them alone.
pub(crate) fn opening_style(
    first: Option<StyleName>,
    layer: &Layer,
    options: &StyleOptions,
    voice: Voice,
) -> Vec<Style> {
    let drawing = Drawing::of(layer, options, voice);
    drawing.or_default(drawing.styles(first).take(1).collect())
}

/// What `layers` lack for the style `name`; `None` when one of them has it.
pub(crate) fn lacking(
    name: StyleName,
    layers: &[StyledLayer],
    options: &StyleOptions,
    voice: Voice,
) -> Option<Lacking> {
    let draws = |of: &&StyledLayer| name.draws(of.layer.name);
    let Some(StyledLayer { layer, .. }) = layers.iter().find(draws) else {
        return Some(Lacking { style: name, columns: Vec::new() });
    };
    let has = |of: &StyledLayer| of.styles.iter().any(|style| style.name == name.name());
    let is_there = layers.iter().filter(draws).any(has);
    let needed = || Drawing::of(layer, options, voice).needed(name);
    (!is_there).then(|| Lacking { style: name, columns: needed() })
}

impl<'layer, 'run> Drawing<'layer, 'run> {
    fn of(layer: &'layer Layer<'run>, options: &'layer StyleOptions, voice: Voice) -> Self {
        // A layer without metadata is drawn without what they would tell.
        let facts = (layer.metadata)().unwrap_or_default();
        Self { layer, facts, options, voice }
    }

    /// The styles that the values allow, `first` before the others.
    fn styles(&self, first: Option<StyleName>) -> impl Iterator<Item = Style> {
        let others = StyleName::ALL.into_iter().filter(move |name| Some(*name) != first);
        let of_layer = first.into_iter().chain(others).filter(|name| name.draws(self.layer.name));
        of_layer.filter_map(|name| self.style(name).ok())
    }

    /// `styles`, or the default one of a layer that has no values for any.
    fn or_default(&self, styles: Vec<Style>) -> Vec<Style> {
        if !styles.is_empty() {
            return styles;
        }
        let default = StyleName::ALL.into_iter().find(|name| name.draws(self.layer.name));
        default.into_iter().map(|name| self.made(name)).collect()
    }

    fn style(&self, name: StyleName) -> Result<Style, Lacking> {
        let needed = self.needed(name);
        if !needed.iter().any(|column| self.has(column)) {
            return Err(Lacking { style: name, columns: needed });
        }
        Ok(self.made(name))
    }

    /// The style, whether there are values for it or not.
    fn made(&self, name: StyleName) -> Style {
        match name {
            StyleName::Distance => distance::style(self),
            StyleName::Need => need::style(self),
            StyleName::Uncovered => uncovered::style(self),
            StyleName::Bivariate => bivariate::style(self),
            StyleName::Certainty => certainty::style(self),
            StyleName::Minutes => minutes::style(self),
            StyleName::HotSpots => hot_spots::style(self),
            StyleName::Change => change::style(self),
            StyleName::ChangedPlaces => change::places_style(self),
            StyleName::Territories => territories::style(self),
            StyleName::Gaps => gaps::style(self),
            StyleName::Places => places::style(self),
            StyleName::Tours => tours::style(self),
        }
    }

    /// A style of these classes as most are: what the classes are of is its title, a row is named by
    /// its column `nom`, all rows are drawn, and the legend is a list.
    fn drawn(&self, name: StyleName, title: String, rules: Vec<Rule>, otherwise: Class) -> Style {
        Style {
            name: name.name(),
            lang: self.voice.lang,
            heading: title.clone(),
            title,
            display: "\"nom\"".to_owned(),
            map_tip: self.map_tip(),
            only: Vec::new(),
            rules,
            otherwise,
            legend: LegendForm::List,
        }
    }

    /// The columns of which one must have values.
    fn needed(&self, name: StyleName) -> Vec<String> {
        let columns: &[&str] = match name {
            StyleName::Distance => &["distance_km", "duree_min"],
            StyleName::Need => &need::COLUMNS,
            StyleName::Uncovered => &["personnes_non_couvertes"],
            StyleName::Bivariate => &["classe"],
            StyleName::Certainty => &["verdict"],
            StyleName::Minutes => return self.minutes_columns(),
            StyleName::HotSpots => &["point_chaud"],
            StyleName::Change | StyleName::ChangedPlaces => &["evolution"],
            StyleName::Territories => return vec![territories::column(self)],
            StyleName::Gaps => &["manque"],
            StyleName::Places => &["type"],
            StyleName::Tours => &["nature"],
        };
        columns.iter().map(|column| (*column).to_owned()).collect()
    }

    /// Columns of minutes of help, of whatever method.
    fn minutes_columns(&self) -> Vec<String> {
        let names = self.layer.columns.iter().map(|column| column.name.as_ref());
        let of_minutes: Vec<String> =
            names.filter(|name| minutes::is_of(name)).map(str::to_owned).collect();
        if of_minutes.is_empty() { vec![minutes::SHARED.to_owned()] } else { of_minutes }
    }

    /// Whether the layer has the column with a value.
    fn has(&self, column: &str) -> bool {
        self.layer.column(column).is_some_and(|column| !self.layer.is_empty(column))
    }

    /// The numbers of a column, missing ones left out.
    fn numbers(&self, column: &str) -> Vec<f64> {
        self.numbers_of(column, &[])
    }

    /// The numbers of a column in the rows for which all of `only` hold, missing ones left out.
    fn numbers_of(&self, column: &str, only: &[Test]) -> Vec<f64> {
        let of = |column: &Column| -> Vec<f64> {
            let rows = Test::rows(only, self.layer).into_iter();
            rows.filter_map(|row| column.value(row).number()).collect()
        };
        self.layer.column(column).map_or_else(Vec::new, of)
    }

    /// Whether a row has this value in a column.
    fn any(&self, column: &str, value: &str) -> bool {
        let is_value = |column: &Column| {
            (0..self.layer.rows)
                .any(|row| column.value(row).to_text().is_some_and(|text| text == value))
        };
        self.layer.column(column).is_some_and(is_value)
    }

    /// The title of a column, or `other` where the layer was read from a file, which does not tell it.
    fn title_or(&self, column: &str, other: Words) -> String {
        let known = self.layer.column(column).map(|column| column.titles.get(self.voice.lang));
        let known = known.filter(|title| *title != column);
        known.map_or_else(|| self.voice.say(other), str::to_owned)
    }

    /// Whether durations decide.
    fn unit(&self) -> CostUnit {
        if self.has("duree_min") { CostUnit::Duration } else { CostUnit::Length }
    }

    /// The main threshold; that of the default options where the metadata do not tell.
    fn limit(&self) -> Limit {
        let unit = self.unit();
        let (shown, default) = match unit {
            CostUnit::Length => (&self.facts["options"]["seuil_principal_km"], 10.0),
            CostUnit::Duration => (&self.facts["trajets"]["seuil_principal_min"], 20.0),
        };
        Limit { shown: shown.as_f64().unwrap_or(default), unit }
    }

    /// The HTML that QGIS shows over a commune.
    fn map_tip(&self) -> String {
        let say = |of| self.voice.say(of);
        let duration = match self.unit() {
            CostUnit::Length => String::new(),
            CostUnit::Duration => format!(
                "{}: {}, [% coalesce(round(\"duree_min\", 0), '–') %] min<br>",
                say(words::soonest_place()),
                text_in_html("coalesce(\"duree_lieu_nom\", '–')")
            ),
        };
        format!(
            "<b>{}</b> ({})<br>\
             {}: {}, \
             [% if(\"lieu_precision\" = 'commune', '{} ', '') %]\
             [% coalesce(round(\"distance_km\", 1), '–') %] km<br>\
             {duration}\
             {}: [% coalesce(\"personnes_non_couvertes\", '–') %]<br>\
             {}: {}",
            text_in_html("\"nom\""),
            text_in_html("\"code_insee\""),
            say(words::nearest_place()),
            text_in_html("coalesce(\"lieu_nom\", '–')"),
            say(words::about()),
            say(words::people_uncovered()),
            say(words::reason()),
            text_in_html("\"motif\""),
        )
    }
}

maillage_words::errors_in_words!(Lacking);

impl Lacking {
    /// What the style needs.
    pub fn words(&self) -> Words {
        let name = self.style.name();
        match self.columns.is_empty() {
            true => errors::style_of_other_layer(name, self.style.layer()),
            false => errors::style_lacks(name, &self.columns.join("`, `")),
        }
    }
}

#[cfg(test)]
mod tests;
