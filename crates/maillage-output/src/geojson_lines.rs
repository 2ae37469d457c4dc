//! GeoJSON by lines: one feature a line and nothing around them, which a program reads or cuts
//! without holding the whole. GDAL calls it `GeoJSONSeq`, other tools NDJSON or `GeoJSONL`.
//!
//! Features are those of [`GeoJson`](crate::GeoJson), to the byte. There is no room for the
//! provenance: it is in the layer beside it.

use std::io::{self, Write};

use crate::{Layer, LayerFormat, geojson::write_features};

/// The GeoJSON format by lines.
#[derive(Debug, Clone, Copy)]
pub struct GeoJsonLines;

impl LayerFormat for GeoJsonLines {
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        write_features(layer, to, |_| "\n")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::{GeoJson, sample};

    #[test]
    fn each_line_is_the_feature_that_geojson_holds() {
        for layer in [sample::areas(), sample::lines(), sample::points(), sample::table()] {
            let whole: Value =
                serde_json::from_slice(&sample::written(&GeoJson, &layer)).expect("JSON");
            let lines = sample::written(&GeoJsonLines, &layer);
            let text = String::from_utf8(lines).expect("JSON is UTF-8");
            assert!(text.ends_with('\n'));
            let features: Vec<Value> =
                text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
            assert_eq!(Value::Array(features), whole["features"], "{}", layer.name);
        }
    }

    #[test]
    fn a_layer_without_rows_is_an_empty_file() {
        assert_eq!(sample::written(&GeoJsonLines, &sample::empty()), b"");
    }
}
