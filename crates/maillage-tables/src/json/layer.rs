//! A GeoJSON FeatureCollection with the types of its values, and its members `name` and `metadata`.

use std::{collections::HashMap, path::Path};

use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use super::{RawFeature, values::Members};
use crate::{
    Budget, Error, Format, Result, Scalar, crs::Crs, features::TakeRow, geometry,
    reproject::StatedCrs, typed::LayerHead,
};

/// Memory of a value and of a position while a feature is decoded, in bytes.
const VALUE: usize = 200;

#[derive(Deserialize)]
struct Collection<'text> {
    r#type: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(borrow, default)]
    crs: Option<&'text RawValue>,
    #[serde(borrow, default)]
    metadata: Option<&'text RawValue>,
    #[serde(borrow)]
    features: Vec<&'text RawValue>,
}

/// Gives the features in `text` to `rows`. `None` when it is no FeatureCollection.
pub(crate) fn read_layer(
    path: &Path,
    text: &str,
    rows: &mut impl TakeRow,
    budget: &mut Budget,
) -> Result<Option<LayerHead>> {
    // A feature is a reference of two words; the shortest text of one is a comma and two brackets.
    budget.check(text.len().saturating_mul(6))?;
    let collection: Collection = match serde_json::from_str(text) {
        Ok(collection) => collection,
        Err(cause) if cause.is_data() => return Ok(None),
        Err(cause) => return Err(broken(path, &cause)),
    };
    if collection.r#type != "FeatureCollection" {
        return Ok(None);
    }
    budget.take_values::<&RawValue>(collection.features.len())?;
    let mut columns = ColumnSet::default();
    for raw in &collection.features {
        budget.check(memory_of(raw.get()))?;
        let feature: RawFeature =
            serde_json::from_str(raw.get()).map_err(|cause| broken(path, &cause))?;
        let shape = feature.geometry.and_then(|raw| geometry::decode(raw.get()));
        let members = match feature.properties.filter(|raw| raw.get() != "null") {
            Some(raw) => serde_json::from_str::<Members<Value>>(raw.get())
                .map_err(|cause| broken(path, &cause))?,
            None => Members(Vec::new()),
        };
        rows.take(columns.values(members, budget)?, shape, budget)?;
    }
    Ok(Some(LayerHead {
        format: Format::GeoJson,
        name: collection.name.unwrap_or_default(),
        columns: columns.names,
        crs: Some(collection.crs.map_or(StatedCrs::System(Crs::WGS84), stated)),
        metadata: collection.metadata.map(|raw| raw.get().to_owned()),
    }))
}

/// Memory of a text of JSON as a tree of values, in bytes, at most.
pub(crate) fn memory_of(text: &str) -> usize {
    let values = text.bytes().filter(|byte| b",:[{".contains(byte)).count();
    values.saturating_mul(VALUE).saturating_add(text.len())
}

/// The system that the member `crs` names.
fn stated(raw: &RawValue) -> StatedCrs {
    let crs: Value = serde_json::from_str(raw.get()).unwrap_or_default();
    match crs["properties"]["name"].as_str() {
        Some(name) => StatedCrs::or_words(Crs::from_name(name), name),
        None => StatedCrs::System(Crs::WGS84),
    }
}

fn broken(path: &Path, cause: &serde_json::Error) -> Error {
    Error::Json {
        path: path.to_owned(),
        line: cause.line(),
        column: cause.column(),
        reason: cause.to_string(),
    }
}

/// The columns of all features, in the order in which they first appear.
#[derive(Default)]
struct ColumnSet {
    names: Vec<String>,
    ranks: HashMap<String, usize>,
    values: Vec<Scalar>,
}

impl ColumnSet {
    fn values(&mut self, members: Members<Value>, budget: &mut Budget) -> Result<&[Scalar]> {
        self.values.clear();
        self.values.resize(self.names.len(), Scalar::Null);
        for (name, value) in members.0 {
            let rank = match self.ranks.get(&*name) {
                Some(rank) => *rank,
                None => {
                    budget.take(4 * (size_of::<String>() + name.len()))?;
                    self.ranks.insert(name.to_string(), self.names.len());
                    self.names.push(name.into_owned());
                    self.values.push(Scalar::Null);
                    self.names.len() - 1
                }
            };
            self.values[rank] = scalar(value);
        }
        Ok(&self.values)
    }
}

/// Numbers as they are written: `5.0` has decimals, `5` has none.
fn scalar(value: Value) -> Scalar {
    match value {
        Value::Null => Scalar::Null,
        Value::Bool(is_true) => Scalar::of_truth(is_true),
        Value::String(text) => Scalar::Text(text),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => Scalar::Integer(number),
            (None, Some(decimal)) if number.is_f64() => Scalar::Decimal(decimal),
            _ => Scalar::Text(number.to_string()),
        },
        other => Scalar::Text(other.to_string()),
    }
}
