//! Hot and cold spots of a column of the layer of communes: columns, style, provenance, report.

use std::io::{self, Write};

use serde::Serialize;
use std::collections::BTreeMap;

use crate::{
    Column, Coverage, Unit, Voice,
    column::{Columns, Value, rounded},
    coverage::coverage_layer,
    sentences::hot_spots as words,
};
use maillage_core::hot_spots::{Cluster, GetisOrd, HotSpots, LocalMoran, NoHotSpots, SpotClass};
use maillage_hours::Lang;

/// Hot spots that were asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundHotSpots {
    /// The column, which is high in hot spots.
    pub column: String,
    /// Kilometres within which communes are neighbours; those with a common border when `None`.
    pub within_km: Option<f64>,
    /// Communes without any neighbour.
    pub alone: usize,
    /// Permutations of local Moran's I.
    pub permutations: u32,
    /// The spots, by row; or why there are none.
    pub spots: Result<HotSpots, NoHotSpots>,
}

/// The numbers of a column of the layer of communes, as they are written; `None` when `name` is no
/// column of numbers.
pub fn numbers_of(coverage: &Coverage, name: &str) -> Option<Vec<Option<f64>>> {
    let layer = coverage_layer(coverage, Voice::of(Lang::Fr));
    let number = |value: Value| match value {
        Value::Integer(number) => Some(number as f64),
        Value::Decimal(number) => Some(number),
        Value::Text(_) | Value::Null => None,
    };
    let column = layer.columns.iter().find(|column| column.name == name)?;
    column.is_number().then(|| (0..layer.rows).map(|row| number(column.value(row))).collect())
}

/// The columns; none when no spots were asked for.
pub(crate) fn columns(run: &Coverage) -> Columns<'_> {
    let Some(found) = &run.hot_spots else { return Vec::new() };
    let spot = |row: usize| found.spots.as_ref().ok().map(|spots| &spots.units[row]);
    let star = move |row: usize| -> Option<GetisOrd> { spot(row)?.getis_ord };
    let moran = move |row: usize| -> Option<LocalMoran> { spot(row)?.local_moran };
    let of = &found.column;
    vec![
        Column::text("point_chaud", words::spot_of(of), move |row| Some(star(row)?.class.name())),
        Column::decimal("point_chaud_z", Unit::None, 3, words::z_of(of), move |row| {
            Some(star(row)?.z)
        }),
        Column::decimal("point_chaud_q", Unit::None, 4, words::q_of(of), move |row| {
            Some(star(row)?.q)
        }),
        Column::text("moran_local", words::cluster_of(of), move |row| {
            Some(moran(row)?.cluster.name())
        }),
        Column::decimal("moran_local_i", Unit::None, 4, words::moran_of(of), move |row| {
            Some(moran(row)?.i)
        }),
        Column::decimal("moran_local_q", Unit::None, 4, words::moran_q_of(of), move |row| {
            Some(moran(row)?.q)
        }),
    ]
}

/// The provenance of hot spots.
#[derive(Serialize)]
pub(crate) struct HotSpotsMetadata<'run> {
    colonne: &'run str,
    voisinage: String,
    communes_sans_voisine: usize,
    permutations: u32,
    moran_global: Option<f64>,
    points_chauds: BTreeMap<&'static str, usize>,
    moran_local: BTreeMap<&'static str, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    motif: Option<&'static str>,
    methode: &'static str,
}

impl<'run> HotSpotsMetadata<'run> {
    /// `None` when no spots were asked for.
    pub(crate) fn of(coverage: &'run Coverage) -> Option<Self> {
        let found = coverage.hot_spots.as_ref()?;
        let spots = found.spots.as_ref();
        Some(Self {
            colonne: &found.column,
            voisinage: match found.within_km {
                Some(km) => format!("points d'origine à {km} km ou moins"),
                None => "limite commune".to_owned(),
            },
            communes_sans_voisine: found.alone,
            permutations: found.permutations,
            moran_global: spots.ok().map(|spots| rounded(spots.global_moran, 6)),
            points_chauds: by_class(found),
            moran_local: by_cluster(found),
            motif: spots.err().map(|reason| reason.name()),
            methode: "Gi* de Getis-Ord (poids binaires, la commune comprise) et I local de Moran \
                      (permutations conditionnelles, graine fixe) ; q : taux de fausses \
                      découvertes de Benjamini-Hochberg ; sans voisine ou sans valeur : nul",
        })
    }
}

fn by_class(found: &FoundHotSpots) -> BTreeMap<&'static str, usize> {
    let classes = found.spots.iter().flat_map(|spots| &spots.units);
    counted(classes.filter_map(|spot| Some(spot.getis_ord?.class.name())))
}

fn by_cluster(found: &FoundHotSpots) -> BTreeMap<&'static str, usize> {
    let clusters = found.spots.iter().flat_map(|spots| &spots.units);
    counted(clusters.filter_map(|spot| Some(spot.local_moran?.cluster.name())))
}

fn counted(names: impl Iterator<Item = &'static str>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_insert(0) += 1);
    counts
}

/// Says how many communes are in hot and in cold spots.
pub(crate) fn write_report(to: &mut dyn Write, run: &Coverage, voice: Voice) -> io::Result<()> {
    let Some(found) = &run.hot_spots else { return Ok(()) };
    let spots = match &found.spots {
        Ok(spots) => spots,
        Err(reason) => {
            let reason = voice.say(words::why(*reason));
            return writeln!(to, "{}", words::none(voice, &found.column, &reason));
        }
    };
    let stars = spots.units.iter().filter_map(|spot| spot.getis_ord);
    let hot = [SpotClass::Hot99, SpotClass::Hot95];
    let cold = [SpotClass::Cold99, SpotClass::Cold95];
    let count = |of: [SpotClass; 2]| stars.clone().filter(|star| of.contains(&star.class)).count();
    let moran = voice.decimal(spots.global_moran, 3);
    writeln!(to, "{}", words::found(voice, &found.column, count(hot), count(cold), &moran))?;
    let differing = spots.units.iter().filter_map(|spot| spot.local_moran).filter(
        |moran| matches!(moran.cluster, Cluster::Significant(quadrant) if quadrant.differs()),
    );
    writeln!(to, "{}", words::apart(voice, differing.count()))
}
