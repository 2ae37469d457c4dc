//! The borders of départements and EPCI of a run, as a layer to draw over its communes.
//!
//! A diagnosis has territories, whose contours serve for this. A coverage has none: its borders are
//! the unions of its communes. O(vertices log vertices), when a format asks for all layers.

use std::{collections::BTreeMap, sync::Arc};

use geo::MultiPolygon;
use maillage_core::{
    model::{Departement, Level, ShapeId},
    topology::Topology,
};

use crate::{
    Column, Coverage, Layer, Voice,
    layer::{Geometry, GeometryType, told_once},
    metadata, rows,
    sentences::{columns as contract, layers, territories as titles},
};

/// The name of the layer.
pub(crate) const NAME: &str = "limites";

/// A territory whose border is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct TerritoryBorder {
    /// Département or EPCI.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// The union of its communes, those of the study area.
    pub contour: MultiPolygon<f64>,
}

/// The communes of each département and EPCI of a run, by code; of a level with one territory alone,
/// none.
fn territories(run: &Coverage) -> Vec<(Level, BTreeMap<String, Vec<ShapeId>>)> {
    let mut levels = [Level::Departement, Level::Epci].map(|level| (level, BTreeMap::new()));
    for (rank, commune) in rows::communes(run).enumerate() {
        let departement = Some(commune.code.departement().to_owned());
        for ((_, groups), code) in levels.iter_mut().zip([departement, commune.epci.clone()]) {
            if let Some(code) = code {
                groups.entry(code).or_insert_with(Vec::new).push(ShapeId::new(rank));
            }
        }
    }
    levels.into_iter().filter(|(_, groups)| groups.len() > 1).collect()
}

/// The borders of the départements and the EPCI of a run, by code.
pub(crate) fn of(run: &Coverage) -> Vec<TerritoryBorder> {
    let levels = territories(run);
    let topology = Topology::of(rows::communes(run).map(|commune| &*commune.contour));
    let borders = levels.into_iter().flat_map(|(level, groups)| {
        let topology = &topology;
        groups.into_iter().map(move |(code, shapes)| TerritoryBorder {
            level,
            code,
            contour: topology.outline(&shapes),
        })
    });
    borders.collect()
}

/// The layer of these borders.
pub(crate) fn borders_layer(run: &Coverage, voice: Voice) -> Layer<'_> {
    let known = territories(run);
    let codes: Vec<(Level, String)> = known
        .into_iter()
        .flat_map(|(level, groups)| groups.into_keys().map(move |code| (level, code)))
        .collect();
    let rows = codes.len();
    let codes = Arc::new(codes);
    let of = |column: fn(&(Level, String)) -> Option<String>| {
        let codes = Arc::clone(&codes);
        move |row: usize| column(&codes[row])
    };
    Layer {
        name: NAME,
        title: layers::limits(),
        about: layers::limits_about(),
        geometry_type: GeometryType::Area,
        columns: vec![
            Column::text("niveau", titles::level(), of(|(level, _)| Some(level.name().to_owned()))),
            Column::text("code", titles::code(), of(|(_, code)| Some(code.clone()))),
            Column::text("nom", contract::name(), of(name)),
        ],
        rows,
        // Contours are made when a format asks for one.
        geometry: Box::new(|row| Geometry::Area(&run.borders()[row].contour)),
        metadata: told_once(move || metadata::of_coverage(run, voice)),
        execution: None,
    }
}

/// Its name; `None` without France brought along, and for an invented territory.
fn name((level, code): &(Level, String)) -> Option<String> {
    Some(match level {
        Level::Epci => maillage_france::france()?.epci(code)?.name.to_owned(),
        _ => Departement::of_code(code)?.name.to_owned(),
    })
}
