//! The GeoJSON of a run, read back.

use maillage::{Coverage, Lang, Voice, output::write_coverage};
use serde_json::{Map, Value};

/// What was written, as a reader of GeoJSON finds it.
pub(crate) struct Layer {
    pub(crate) metadata: Value,
    pub(crate) features: Vec<Value>,
}

/// The bytes that would be in the file.
pub(crate) fn geojson(coverage: &Coverage) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_coverage(&mut bytes, coverage, Voice::of(Lang::Fr)).expect("memory takes everything");
    bytes
}

impl Layer {
    pub(crate) fn of(coverage: &Coverage) -> Self {
        let mut layer: Value =
            serde_json::from_slice(&geojson(coverage)).expect("what is written is JSON");
        let features = match layer["features"].take() {
            Value::Array(features) => features,
            other => panic!("features are {other}"),
        };
        Self { metadata: layer["metadata"].take(), features }
    }

    /// Every row, in the order of the file.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.features.iter().map(|feature| feature["properties"].as_object().expect("a row"))
    }

    /// The row of a commune.
    pub(crate) fn commune(&self, code: &str) -> &Map<String, Value> {
        self.rows().find(|row| row["code_insee"] == code).expect("a commune in, a feature out")
    }

    /// A number of a commune; `None` when it is null.
    pub(crate) fn number(&self, code: &str, column: &str) -> Option<f64> {
        self.commune(code)[column].as_f64()
    }

    /// A text of a commune; `None` when it is null.
    pub(crate) fn text(&self, code: &str, column: &str) -> Option<&str> {
        self.commune(code)[column].as_str()
    }
}
