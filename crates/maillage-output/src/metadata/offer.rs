//! Provenance of a restriction to places that offer something: what was asked, what its words were
//! taken for, and how many places offer it.

use std::collections::BTreeMap;

use serde::Serialize;

use maillage_core::offer::{OfferFound, OfferTally, Subject, Untold};

/// What was asked of places.
#[derive(Serialize)]
pub(super) struct AskedOffer<'run> {
    /// The values that each word was taken for.
    services: BTreeMap<&'run str, &'run [String]>,
    labels: BTreeMap<&'run str, &'run [String]>,
    publics: BTreeMap<&'run str, &'run [String]>,
    gratuit: bool,
    accessible: bool,
    non_dit: &'static str,
    lieux_qui_proposent: usize,
    lieux_qui_ne_proposent_pas: usize,
    lieux_qui_ne_disent_pas: usize,
}

impl<'run> AskedOffer<'run> {
    pub(super) fn of(found: &'run OfferFound) -> Self {
        let OfferTally { offering, not_offering, untold } = found.tally;
        let options = found.wanted.options();
        let of = |subject: Subject| {
            let words = found.wanted.words().iter().filter(move |word| word.subject == subject);
            words.map(|word| (word.word.as_str(), word.values.as_slice())).collect()
        };
        Self {
            services: of(Subject::Services),
            labels: of(Subject::Labels),
            publics: of(Subject::Publics),
            gratuit: options.free,
            accessible: options.accessible,
            non_dit: match options.untold {
                Untold::DoesNotServe => "ne sert pas",
                Untold::Serves => super::SERVES,
            },
            lieux_qui_proposent: offering,
            lieux_qui_ne_proposent_pas: not_offering,
            lieux_qui_ne_disent_pas: untold,
        }
    }
}
