//! A diagnosis: what a run of the main job says of territories, of gaps, of places and of change.
//!
//! Its layers are one set: the communes, the territories over them, the gaps, the places.

mod gaps;
mod opening;
mod places;
mod report;
mod territories;

use geo::MultiPolygon;
use maillage_core::{
    access::People,
    gap_area::GapArea,
    model::PlaceId,
    need::NeedSubject,
    unions::{UnionResult, Week},
};

pub use gaps::gaps_layer;
pub use opening::write_opening;
pub use places::served_layer;
pub use report::write_diagnosis_report;
pub(crate) use territories::shown as name_in_standard;
pub use territories::territories_layer;

use maillage_hours::Lang;

use maillage_intake::saved::Reference;

use crate::{Comparison, Coverage, Voice, sentences};

/// What a diagnosis found.
#[derive(Debug)]
pub struct Diagnosis {
    /// The communes.
    pub coverage: Coverage,
    /// The territories, in the order of [`Territory::unions`](maillage_core::territory::Territory).
    pub territories: Vec<UnionResult>,
    /// The contour of each territory, in WGS84 degrees, in the order of the territories.
    pub contours: Vec<MultiPolygon<f64>>,
    /// When the places of each territory are open, in the order of the territories.
    pub weeks: Vec<Week>,
    /// The gaps, most people concerned first.
    pub gaps: Vec<GapArea>,
    /// The contour of each gap, in WGS84 degrees, in the order of the gaps.
    pub gap_contours: Vec<MultiPolygon<f64>>,
    /// Whom each place serves, in the order of the places.
    pub served: Vec<Served>,
    /// Territories of a wider run, for the figures of parents that this run does not cover; `None`
    /// when none were given.
    pub reference: Option<Reference>,
    /// The change against what is planned; `None` when nothing is.
    pub change: Option<Comparison>,
    /// Its title; may be empty.
    pub title: String,
    /// People in need whom one conseiller accompanies during a contract.
    pub people_per_conseiller: f64,
}

/// Whom one place serves.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Served {
    /// People whose nearest place it is.
    pub nearest: People,
    /// People who have no other place within the main threshold.
    pub alone: People,
}

impl Diagnosis {
    /// Who is concerned: the people of whom need is, or residents.
    pub(crate) fn concerned(&self, lang: Lang) -> &'static str {
        let is_of_residents =
            self.coverage.results.counts_residents || self.coverage.subject().is_score();
        match (self.coverage.subject(), lang) {
            (_, Lang::Fr) if is_of_residents => "habitants",
            (_, Lang::En) if is_of_residents => "residents",
            (NeedSubject::Illectronism, Lang::Fr) => "personnes en situation d'illectronisme",
            (NeedSubject::Illectronism, Lang::En) => "people in illectronism",
            (NeedSubject::Column { .. }, Lang::Fr) => "personnes concernées",
            (NeedSubject::Column { .. }, Lang::En) => "people concerned",
        }
    }

    /// Who is concerned, in words that agree with their number, `people`.
    pub(crate) fn concerned_people(&self, people: &str, voice: Voice) -> String {
        let is_of_residents =
            self.coverage.results.counts_residents || self.coverage.subject().is_score();
        voice.say(match self.coverage.subject() {
            _ if is_of_residents => sentences::report::residents_concerned(people),
            NeedSubject::Illectronism => sentences::report::illectronic_people(people),
            NeedSubject::Column { .. } => sentences::report::people_concerned(people),
        })
    }

    /// What is asked of places, in brackets after a blank: hours, services, labels; empty for any
    /// help.
    pub(crate) fn help_asked(&self, voice: Voice) -> String {
        let results = &self.coverage.results;
        let hours = crate::report::asked(&results.options.hours, voice);
        let offer = results.sites.offer().map(|offer| {
            let words = offer.wanted.words().iter().map(|word| word.word.clone());
            let options = offer.wanted.options();
            let free = options.free.then(|| voice.say(sentences::styles::free()));
            let accessible = options.accessible.then(|| voice.say(sentences::styles::accessible()));
            words.chain(free).chain(accessible).collect::<Vec<_>>().join(", ")
        });
        let asked: Vec<String> = hours.into_iter().chain(offer).collect();
        if asked.is_empty() { String::new() } else { format!(" ({})", asked.join(", ")) }
    }

    /// The places that serve or could, in their order: those that lie in the study area, and those
    /// around it that serve somebody in it.
    pub(crate) fn places(&self) -> Vec<PlaceId> {
        let territory = &self.coverage.territory;
        let located = territory.communes_of_places();
        let is_told = |place: &PlaceId| {
            let lies_in = located[place.index()]
                .is_some_and(|commune| territory.study().binary_search(&commune).is_ok());
            lies_in || self.served[place.index()].nearest != People::default()
        };
        (0..territory.places().len()).map(PlaceId::new).filter(is_told).collect()
    }
}
