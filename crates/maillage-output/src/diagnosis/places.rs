//! The layer of places with the people who depend on each.

use super::{Diagnosis, Served};
use crate::{
    Column, Layer, Voice,
    column::Columns,
    layer::told_once,
    metadata,
    sentences::territories as titles,
    sites::{self, Sites},
};
use maillage_core::access::People;

/// The places of the study area, and those around it that serve somebody in it, one row each.
pub fn served_layer<'run>(diagnosis: &'run Diagnosis, voice: Voice) -> Layer<'run> {
    let sites = Sites::new(&diagnosis.coverage, diagnosis.places());
    Layer {
        columns: columns(diagnosis, &sites),
        metadata: told_once(move || metadata::of_diagnosis(diagnosis, voice)),
        ..sites::layer(&sites)
    }
}

fn columns<'run>(run: &'run Diagnosis, sites: &Sites<'run>) -> Columns<'run> {
    let limit = run.coverage.results.main_threshold();
    let serving = &run.coverage.results.sites;
    let people = |name: &'static str, title, of: fn(&Served) -> People, what: fn(People) -> f64| {
        let sites = sites.clone();
        Column::people(name, title, move |row| {
            let place = sites.id(row);
            serving.serves(place).then(|| what(of(&run.served[place.index()])))
        })
    };
    let mut columns = sites::who(sites);
    columns.extend([
        people(
            "habitants_plus_proche",
            titles::nearest_residents(),
            |of| of.nearest,
            |of| of.residents,
        ),
        people("personnes_plus_proche", titles::nearest_people(), |of| of.nearest, |of| of.need),
        people(
            "habitants_dependants",
            titles::dependent_residents(limit),
            |of| of.alone,
            |of| of.residents,
        ),
        people(
            "personnes_dependantes",
            titles::dependent_people(limit),
            |of| of.alone,
            |of| of.need,
        ),
    ]);
    columns.extend(sites::in_time(sites));
    columns
}
