//! The borders of départements and EPCI of a run, as a layer to draw over its communes.
//!
//! A diagnosis has territories, whose contours serve for this. A coverage has none: its borders are
//! the unions of its communes. O(vertices log vertices), when a format asks for all layers.

use std::collections::BTreeMap;

use geo::MultiPolygon;
use maillage_core::{
    model::{Departement, Level, ShapeId},
    topology::Topology,
};

use crate::{
    Column, Coverage, Layer, Voice,
    layer::{Geometry, GeometryType},
    metadata, rows,
    sentences::{columns as contract, layers, territories as titles},
};

/// The name of the layer.
pub(crate) const NAME: &str = "limites";

/// A territory whose border is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Département or EPCI.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// The union of its communes, those of the study area.
    pub contour: MultiPolygon<f64>,
}

/// The départements and the EPCI of a run, by code; of a level with one territory alone, none.
pub(crate) fn of(run: &Coverage) -> Vec<Limit> {
    let communes: Vec<_> = rows::communes(run).collect();
    let departement = |rank: usize| Some(communes[rank].code.departement().to_owned());
    let epci = |rank: usize| communes[rank].epci.clone();
    let grouped = |of: &dyn Fn(usize) -> Option<String>| {
        let mut groups: BTreeMap<String, Vec<ShapeId>> = BTreeMap::new();
        for rank in 0..communes.len() {
            if let Some(code) = of(rank) {
                groups.entry(code).or_default().push(ShapeId::new(rank));
            }
        }
        groups
    };
    let levels = [(Level::Departement, grouped(&departement)), (Level::Epci, grouped(&epci))];
    let levels: Vec<_> = levels.into_iter().filter(|(_, groups)| groups.len() > 1).collect();
    if levels.is_empty() {
        return Vec::new();
    }
    let topology = Topology::of(communes.iter().map(|commune| &*commune.contour));
    let limits = levels.into_iter().flat_map(|(level, groups)| {
        let topology = &topology;
        groups.into_iter().map(move |(code, shapes)| Limit {
            level,
            code,
            contour: topology.outline(&shapes),
        })
    });
    limits.collect()
}

/// The layer of these borders.
pub(crate) fn limits_layer(run: &Coverage, voice: Voice) -> Layer<'_> {
    let limits = run.limits();
    Layer {
        name: NAME,
        title: layers::limits(),
        about: layers::limits_about(),
        geometry_type: GeometryType::Area,
        columns: vec![
            Column::text("niveau", titles::level(), |row| Some(limits[row].level.name())),
            Column::text("code", titles::code(), |row| Some(limits[row].code.as_str())),
            Column::text("nom", contract::name(), |row| name(&limits[row])),
        ],
        rows: limits.len(),
        geometry: Box::new(|row| Geometry::Area(&limits[row].contour)),
        metadata: Box::new(move || serde_json::to_value(metadata::of_coverage(run, voice))),
        execution: None,
    }
}

/// Its name; `None` without France brought along, and for an invented territory.
fn name(limit: &Limit) -> Option<&'static str> {
    match limit.level {
        Level::Epci => maillage_france::france()?.epci(&limit.code).map(|epci| epci.name),
        _ => Departement::of_code(&limit.code).map(|of| of.name),
    }
}
