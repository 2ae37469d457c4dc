//! What the two measures of a comparison were made of, a row for each file of each.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{Comparison, Provenance};
use crate::{
    Column, Geometry, GeometryType, Layer, Unit, Voice, Words,
    sentences::{change as titles, layers},
    visible,
};

/// A file of one of the measures.
struct Source<'run> {
    /// Which measure, in words.
    measure: String,
    /// What the provenance of that measure says of it.
    of: &'run Json,
}

/// The files of both measures as a table named `sources`, those of the first measure first; `None`
/// where neither names any, such as of a plan.
pub(crate) fn compared_sources_layer<'run>(
    comparison: &'run Comparison,
    voice: Voice,
) -> Option<Layer<'run>> {
    let Provenance { avant, apres } = &comparison.provenance;
    let mut sources: Vec<Source<'run>> = Vec::new();
    for (measure, run) in [(titles::before(), avant), (titles::after(), apres)] {
        let measure = voice.say(measure);
        let files = run["entrees"].as_array().into_iter().flatten();
        sources.extend(files.map(|of| Source { measure: measure.clone(), of }));
    }
    if sources.is_empty() {
        return None;
    }
    let sources: Arc<[Source<'run>]> = sources.into();
    let rows = sources.len();
    let text = |key: &'static str, title: Words| {
        let sources = sources.clone();
        Column::text(key, title, move |row: usize| {
            let of: &'run Json = sources[row].of;
            of[key].as_str().map(|text| visible(text).into_owned())
        })
    };
    let count = |key: &'static str, title: Words| {
        let sources = sources.clone();
        Column::integer(key, Unit::None, title, move |row: usize| sources[row].of[key].as_i64())
    };
    let measures = sources.clone();
    Some(Layer {
        name: "sources",
        title: layers::sources(),
        about: layers::sources_about(),
        columns: vec![
            Column::text("mesure", titles::measure(), move |row: usize| {
                Some(measures[row].measure.clone())
            }),
            text("fichier", layers::file()),
            text("role", layers::role()),
            text("schema", layers::schema()),
            text("format", layers::format()),
            text("millesime", layers::vintage()),
            text("sha256", layers::checksum()),
            count("lues", layers::read()),
            count("retenues", layers::kept()),
            count("fusionnees", layers::merged()),
            count("ecartees", layers::set_aside()),
        ],
        rows,
        geometry_type: GeometryType::None,
        geometry: Box::new(|_| Geometry::None),
        metadata: Box::new(move || serde_json::to_value(super::metadata(comparison))),
        execution: None,
    })
}
