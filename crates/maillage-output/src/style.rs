//! How a layer is drawn: which feature is of which class, in which colours, under which words.
//!
//! A [`Style`] is computed once from the columns of its layer. The QGIS style, the map as a picture,
//! its legend, the web map and the metadata all read the same rules, so that they cannot differ.
//! Every feature is of the first rule that holds for it, or of [`Style::otherwise`]: rules that are
//! written together exclude each other, because QGIS draws every rule that holds.

mod symbol;

use maillage_hours::Lang;

pub use symbol::{Colour, Shape, Symbol, Tint};

use crate::{Layer, Value};

/// How a layer is drawn and named.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// Its name, by which it is asked for: `distance`.
    pub name: &'static str,
    /// Language of the titles of the columns.
    pub lang: Lang,
    /// Title of a map in this style.
    pub title: String,
    /// What the classes are classes of, with the unit: the line above them in a legend.
    pub heading: String,
    /// QGIS expression that names a feature in lists and forms, such as `"nom"`.
    pub display: String,
    /// HTML that QGIS shows over a feature, with `[% "column" %]` where a number goes, and
    /// the same escaped where a text goes; empty for none.
    pub map_tip: String,
    /// The features that are drawn; all of them when empty. For a layer of territories that cover
    /// each other.
    pub only: Vec<Test>,
    /// The classes, in the order of the legend, each with the features that are of it.
    pub rules: Vec<Rule>,
    /// The class of every other feature.
    pub otherwise: Class,
    /// The form of the legend.
    pub legend: LegendForm,
}

/// A class, and the features that are of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What holds for each of them.
    pub when: Vec<Test>,
    /// How they are named and drawn.
    pub class: Class,
}

/// A line of the legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its text, such as `2 – 5 km`.
    pub label: String,
    /// The number of features of the class.
    pub count: usize,
    /// What is drawn.
    pub symbol: Symbol,
}

/// The form of a legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LegendForm {
    /// A line for each class.
    List,
    /// The first nine rules as a square of three by three; a line for each other class.
    Square {
        /// What rises from bottom to top, and its three classes.
        up: (String, [String; 3]),
        /// What rises from left to right, and its three classes.
        right: (String, [String; 3]),
    },
}

/// A condition on a feature. A value that is missing meets no condition but the last.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The column has this value, as text.
    Is(String, String),
    /// The number is above this.
    Above(String, f64),
    /// The number is at most this.
    UpTo(String, f64),
    /// The column has a value.
    Known(String),
    /// The column has no value.
    Unknown(String),
    /// The column has another value than this, or none.
    IsNot(String, String),
}

impl LegendForm {
    /// How many of the first classes make up a square; none in a list.
    pub fn in_square(&self) -> usize {
        match self {
            Self::List => 0,
            Self::Square { .. } => 9,
        }
    }
}

impl Style {
    /// Counts the features of `layer` that are of each class.
    pub(crate) fn counted(mut self, layer: &Layer) -> Self {
        let classes = self.classes(layer);
        for rank in 0..=self.rules.len() {
            let count = classes.iter().filter(|class| **class == Some(rank)).count();
            match self.rules.get_mut(rank) {
                Some(rule) => rule.class.count = count,
                None => self.otherwise.count = count,
            }
        }
        self
    }

    /// Leaves out the rules of which there is no feature, but those that `keep` names.
    pub(crate) fn without_empty(mut self, keep: impl Fn(&Rule) -> bool) -> Self {
        self.rules.retain(|rule| rule.class.count > 0 || keep(rule));
        self
    }

    /// The rank of the class of each row of `layer`: that of its rule, or the number of rules for
    /// [`Style::otherwise`]; `None` for a row that is not drawn.
    pub fn classes(&self, layer: &Layer) -> Vec<Option<usize>> {
        let only = Bound::of(&self.only, layer);
        let rules: Vec<Vec<Bound>> =
            self.rules.iter().map(|rule| Bound::of(&rule.when, layer)).collect();
        let class = |row: usize| {
            let holds = |tests: &Vec<Bound>| tests.iter().all(|test| test.holds(row));
            let rank = || rules.iter().position(holds).unwrap_or(rules.len());
            holds(&only).then(rank)
        };
        (0..layer.rows).map(class).collect()
    }

    /// The ranks of all rules that hold for a row.
    #[cfg(test)]
    pub(crate) fn rules_of(&self, layer: &Layer, row: usize) -> Vec<usize> {
        let holds = |rule: &Rule| Bound::of(&rule.when, layer).iter().all(|test| test.holds(row));
        (0..self.rules.len()).filter(|rank| holds(&self.rules[*rank])).collect()
    }

    /// The colour of each row of `layer` in its class; `None` for a row that is not drawn.
    pub fn colours(&self, layer: &Layer) -> Vec<Option<Colour>> {
        let tints: Vec<Vec<(Vec<Bound>, Colour)>> =
            self.rules.iter().map(|rule| rule.class.symbol.tints(layer)).collect();
        let colour = |(row, class): (usize, Option<usize>)| {
            let tint = tints.get(class?).into_iter().flatten();
            let tinted = tint.clone().find(|(tests, _)| tests.iter().all(|test| test.holds(row)));
            Some(tinted.map_or(self.class(class?).symbol.colour(), |(_, colour)| colour.paler()))
        };
        self.classes(layer).into_iter().enumerate().map(colour).collect()
    }

    /// The class of this rank, as [`Style::classes`] gives them.
    pub fn class(&self, rank: usize) -> &Class {
        self.rules.get(rank).map_or(&self.otherwise, |rule| &rule.class)
    }

    /// All classes: those of the rules in their order, then the rest.
    pub fn all_classes(&self) -> impl Iterator<Item = &Class> + Clone {
        self.rules.iter().map(|rule| &rule.class).chain([&self.otherwise])
    }
}

impl Class {
    /// A class whose features are not counted yet.
    pub(crate) fn of(label: String, symbol: Symbol) -> Self {
        Self { label, count: 0, symbol }
    }
}

/// A test with the column that it looks at; a column that the layer lacks has no value.
struct Bound<'style, 'layer, 'run> {
    test: &'style Test,
    column: Option<&'layer crate::Column<'run>>,
}

impl<'style, 'layer, 'run> Bound<'style, 'layer, 'run> {
    fn of(tests: &'style [Test], layer: &'layer Layer<'run>) -> Vec<Self> {
        tests.iter().map(|test| Self { test, column: layer.column(test.column()) }).collect()
    }

    fn holds(&self, row: usize) -> bool {
        let value = self.column.map_or(Value::Null, |column| column.value(row));
        match self.test {
            Test::Is(_, wanted) => value.to_text().is_some_and(|text| text == wanted.as_str()),
            Test::IsNot(_, other) => value.to_text().is_none_or(|text| text != other.as_str()),
            Test::Above(_, limit) => value.number().is_some_and(|number| number > *limit),
            Test::UpTo(_, limit) => value.number().is_some_and(|number| number <= *limit),
            Test::Known(_) => value != Value::Null,
            Test::Unknown(_) => value == Value::Null,
        }
    }
}

impl Symbol {
    /// The colours of features in doubt, each with what holds for them; none for other symbols.
    fn tints<'style, 'layer, 'run>(
        &'style self,
        layer: &'layer Layer<'run>,
    ) -> Vec<(Vec<Bound<'style, 'layer, 'run>>, Colour)> {
        let Self::Doubtful(Tint { colours }) = self else { return Vec::new() };
        colours.iter().map(|(tests, colour)| (Bound::of(tests, layer), *colour)).collect()
    }
}

impl Test {
    /// The column has this value, as text.
    pub(crate) fn is(column: &str, value: impl Into<String>) -> Self {
        Self::Is(column.to_owned(), value.into())
    }

    /// The column has another value than this, or none.
    pub(crate) fn is_not(column: &str, value: impl Into<String>) -> Self {
        Self::IsNot(column.to_owned(), value.into())
    }

    /// The rows of `layer` for which all of `tests` hold.
    pub(crate) fn rows(tests: &[Self], layer: &Layer) -> Vec<usize> {
        let bound = Bound::of(tests, layer);
        (0..layer.rows).filter(|row| bound.iter().all(|test| test.holds(*row))).collect()
    }

    /// The column that is looked at.
    pub fn column(&self) -> &str {
        match self {
            Self::Is(column, _)
            | Self::IsNot(column, _)
            | Self::Above(column, _)
            | Self::UpTo(column, _)
            | Self::Unknown(column)
            | Self::Known(column) => column,
        }
    }
}
