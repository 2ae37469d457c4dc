//! What the two measures of a comparison were made of, a row for each file of each.

use serde_json::Value as Json;

use super::{Comparison, Provenance};
use crate::{
    Layer, Voice,
    sentences::change as titles,
    sources::{Source, table},
    visible,
};

/// The files of both measures as a table named `sources`, those of the first measure first; `None`
/// where neither names any, such as of a plan.
pub(crate) fn compared_sources_layer<'run>(
    comparison: &'run Comparison,
    voice: Voice,
) -> Option<Layer<'run>> {
    let Provenance { avant, apres } = &comparison.provenance;
    let measures = [(voice.say(titles::before()), avant), (voice.say(titles::after()), apres)];
    let of_measure = |(measure, run): &(String, &Json)| -> Vec<Source> {
        let files = run["entrees"].as_array().into_iter().flatten();
        files.map(|file| source(measure, file)).collect()
    };
    let sources: Vec<Source> = measures.iter().flat_map(of_measure).collect();
    let metadata = || serde_json::to_value(super::metadata(comparison));
    (!sources.is_empty()).then(|| table(sources, metadata))
}

/// A file of a measure, as the provenance of that measure states it.
fn source(measure: &str, file: &Json) -> Source {
    let text = |key: &str| visible(file[key].as_str().unwrap_or_default()).into_owned();
    let count = |key: &str| file[key].as_u64().and_then(|count| usize::try_from(count).ok());
    Source {
        measure: measure.to_owned(),
        name: text("fichier"),
        role: text("role"),
        schema: text("schema"),
        format: text("format"),
        vintage: text("millesime"),
        checksum: text("sha256"),
        counts: ["lues", "retenues", "fusionnees", "ecartees"].map(count),
    }
}
