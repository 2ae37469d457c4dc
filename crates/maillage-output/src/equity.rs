//! Indices of equity, by the names that every output gives them.

use std::collections::BTreeSet;

use maillage_core::equity::{Equity, Fgt, Undefined};

use crate::{Column, Unit, Words, column::Columns, sentences::equity as titles};

/// The names of the points of the Lorenz curve, from 10 to 90 per cent of people.
const LORENZ: [&str; 9] = [
    "lorenz_10",
    "lorenz_20",
    "lorenz_30",
    "lorenz_40",
    "lorenz_50",
    "lorenz_60",
    "lorenz_70",
    "lorenz_80",
    "lorenz_90",
];

/// Each index with its name, in the order in which they are read.
pub(crate) fn indices(of: &Equity) -> Vec<(&'static str, Result<f64, Undefined>)> {
    let Equity { people, mean, gini, theil, theil_by_group, palma, concentration, .. } = *of;
    let percentiles = &of.percentiles;
    let mut indices = vec![
        ("personnes", people),
        ("moyenne", mean),
        ("gini", gini),
        ("theil", theil),
        ("theil_intra", theil_by_group.map(|parts| parts.within)),
        ("theil_inter", theil_by_group.map(|parts| parts.between)),
        ("palma", palma),
        ("concentration", concentration),
        ("p10", percentiles.p10),
        ("p50", percentiles.p50),
        ("p90", percentiles.p90),
        ("p90_p10", percentiles.p90_to_p10),
        ("p90_p50", percentiles.p90_to_p50),
        ("p50_p10", percentiles.p50_to_p10),
    ];
    if let Some(poverty) = &of.fgt {
        indices.extend([
            ("fgt_0", poverty.headcount),
            ("fgt_1", poverty.depth),
            ("fgt_2", poverty.severity),
        ]);
    }
    let lorenz = |(decile, name)| (name, of.lorenz.map(|points| points[decile + 1]));
    indices.extend(LORENZ.into_iter().enumerate().map(lorenz));
    indices
}

/// An index with the end of its column and its title.
type Index = (&'static str, fn() -> Words, fn(&Equity) -> Result<f64, Undefined>);

/// The indices of what people share, by column.
pub(crate) const OF_SHARES: [Index; 6] = [
    GINI,
    THEIL,
    ("theil_entre_epci", titles::theil_between_title, |of| {
        of.theil_by_group.map(|parts| parts.between)
    }),
    PALMA,
    P90_TO_P10,
    CONCENTRATION,
];

/// The indices of a cost, poverty among them, by column.
pub(crate) const OF_COSTS: [Index; 8] = [
    GINI,
    THEIL,
    PALMA,
    P90_TO_P10,
    CONCENTRATION,
    ("fgt_0", titles::fgt_0_title, |of| poverty(of, |fgt| fgt.headcount)),
    ("fgt_1", titles::fgt_1_title, |of| poverty(of, |fgt| fgt.depth)),
    ("fgt_2", titles::fgt_2_title, |of| poverty(of, |fgt| fgt.severity)),
];

const GINI: Index = ("gini", titles::gini_title, |of| of.gini);
const THEIL: Index = ("theil", titles::theil_title, |of| of.theil);
const PALMA: Index = ("palma", titles::palma_title, |of| of.palma);
const P90_TO_P10: Index = ("p90_p10", titles::p90_to_p10_title, |of| of.percentiles.p90_to_p10);
const CONCENTRATION: Index = ("concentration", titles::concentration_title, |of| of.concentration);

fn poverty(of: &Equity, index: fn(&Fgt) -> Result<f64, Undefined>) -> Result<f64, Undefined> {
    of.fgt.as_ref().map_or(Err(Undefined::BadLine), index)
}

/// The columns of one variable over each row: its name in those of the columns, what it is, its
/// indices, and its equity, `None` where it was not measured; last why indices are undefined.
pub(crate) fn columns<'run>(
    stem: &'static str,
    what: &Words,
    of_variable: &'static [Index],
    of: impl Fn(usize) -> Option<&'run Equity> + Copy + Sync + 'run,
) -> Columns<'run> {
    let column = |(name, title, index): &'static Index| {
        let title = what.clone().and(&title());
        Column::decimal(format!("{stem}_{name}"), Unit::None, 4, title, move |row| {
            index(of(row)?).ok()
        })
    };
    let reason = what.clone().and(&titles::why_undefined());
    let reason = Column::text(format!("{stem}_motif"), reason, move |row| {
        let equity = of(row)?;
        let undefined = of_variable.iter().filter_map(|(_, _, index)| index(equity).err());
        let reasons: BTreeSet<&str> = undefined.map(Undefined::name).collect();
        Some(reasons.into_iter().collect::<Vec<_>>().join("|"))
    });
    of_variable.iter().map(column).chain([reason]).collect()
}
