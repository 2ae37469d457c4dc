//! Indices of equity, by the names that every output gives them.

use maillage_core::equity::{Equity, Undefined};

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

/// The columns of one variable over each row: its name in those of the columns, what it is, and its
/// equity, `None` where it was not measured. Indices of poverty are there where a line was given.
pub(crate) fn columns<'run>(
    stem: &'static str,
    what: &Words,
    with_poverty: bool,
    of: impl Fn(usize) -> Option<&'run Equity> + Copy + Sync + 'run,
) -> Columns<'run> {
    type Index = fn(&Equity) -> Result<f64, Undefined>;
    let index = |name: &str, title: Words, index: Index| {
        Column::decimal(
            format!("{stem}_{name}"),
            Unit::None,
            4,
            what.clone().and(&title),
            move |row| of(row).and_then(|equity| index(equity).ok()),
        )
    };
    let mut columns = vec![
        index("gini", titles::gini_title(), |of| of.gini),
        index("theil", titles::theil_title(), |of| of.theil),
        index("theil_entre_epci", titles::theil_between_title(), |of| {
            of.theil_by_group.map(|parts| parts.between)
        }),
        index("palma", titles::palma_title(), |of| of.palma),
        index("p90_p10", titles::p90_to_p10_title(), |of| of.percentiles.p90_to_p10),
        index("concentration", titles::concentration_title(), |of| of.concentration),
    ];
    if with_poverty {
        columns.retain(|column| !column.name.ends_with("theil_entre_epci"));
        columns.extend([
            index("fgt_0", titles::fgt_0_title(), |of| {
                of.fgt.map_or(Err(Undefined::BadLine), |fgt| fgt.headcount)
            }),
            index("fgt_1", titles::fgt_1_title(), |of| {
                of.fgt.map_or(Err(Undefined::BadLine), |fgt| fgt.depth)
            }),
            index("fgt_2", titles::fgt_2_title(), |of| {
                of.fgt.map_or(Err(Undefined::BadLine), |fgt| fgt.severity)
            }),
        ]);
    }
    columns.push(Column::text(
        format!("{stem}_motif"),
        what.clone().and(&titles::why_undefined()),
        move |row| {
            let undefined =
                indices(of(row)?).into_iter().filter(|(name, _)| !name.starts_with("lorenz"));
            let mut reasons: Vec<&str> =
                undefined.filter_map(|(_, index)| index.err()).map(Undefined::name).collect();
            reasons.sort_unstable();
            reasons.dedup();
            Some(reasons.join("|"))
        },
    ));
    columns
}
