//! Offer: what is asked of places besides where they are and when they are open. The services,
//! labels and publics that they have, whether they are free, whether their accessibility is told.
//!
//! Places tell these in details under the names of the national standard, of both versions. A place
//! offers what is asked, does not, or does not tell: lists leave most of these cells empty, and an
//! empty cell is no answer.
//!
//! Words of one option are alternatives; options add up. A word stands for the values equal to it,
//! under their own name or that of version 1 of the standard, or else for all values that contain
//! it. A word that is in no value is an error, never an empty map.

mod conditions;
mod standard;
mod values;

pub use standard::{STANDARD_LABELS, STANDARD_SERVICES};
pub use values::standard_values;

use std::collections::BTreeSet;

use maillage_spelling::fold;
use standard::{is_everybody, names_public};
use values::{Value, Vocabulary, values_of};

use crate::{
    BadOption, Error, Result,
    model::{Kind, Place},
    sentences,
};

/// What is asked of places. By default nothing: every place serves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferOptions {
    /// Services of which a place must offer one, such as `aide aux démarches`.
    pub services: Vec<String>,
    /// Labels or schemes of which a place must have one, such as `Aidants Connect`.
    pub labels: Vec<String>,
    /// Publics or special needs of which a place must welcome one, such as `seniors`. A place
    /// for everybody welcomes each public, and tells nothing of special needs.
    pub publics: Vec<String>,
    /// Whether a place must be free of charge, without condition, for one of its services.
    pub free: bool,
    /// Whether a place must have a sheet on acceslibre.beta.gouv.fr, or state that it is
    /// accessible. A sheet describes the access; it does not promise one without steps.
    pub accessible: bool,
    /// How a place is treated that does not tell what is asked.
    pub untold: Untold,
}

/// How a place is treated that does not tell what is asked of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Untold {
    /// It does not serve: nobody can be told that it offers it.
    #[default]
    DoesNotServe,
    /// It serves, as if it offered all that is asked.
    Serves,
}

/// What a place tells of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It offers all that is asked.
    Offers,
    /// It does not tell of something that is asked, and offers the rest.
    Untold,
    /// It tells that something is asked that it does not offer.
    DoesNotOffer,
}

/// A subject on which places are asked by words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Services.
    Services,
    /// Labels and schemes.
    Labels,
    /// Publics and special needs.
    Publics,
}

/// What is asked, held against the values that the places of a run have.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WantedOffer {
    options: OfferOptions,
    /// The words that are asked, in the order of [`OfferOptions`].
    words: Vec<WantedWord>,
}

/// A word that is asked, and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedWord {
    /// The subject that it is asked of.
    pub subject: Subject,
    /// The word as given.
    pub word: String,
    /// The values of places that it stands for, as written, most frequent first. Empty for a public
    /// that only places for everybody welcome.
    pub values: Vec<String>,
    /// The folded values.
    folded: BTreeSet<String>,
    /// Whether it is a special need rather than a public.
    is_special_need: bool,
}

/// How many places offer what is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfferTally {
    /// Places that offer all of it.
    pub offering: usize,
    /// Places that tell that they do not.
    pub not_offering: usize,
    /// Places that do not tell.
    pub untold: usize,
}

/// What is asked of the places of a run, and what they offer.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferFound {
    /// What is asked.
    pub wanted: WantedOffer,
    /// How many places offer it.
    pub tally: OfferTally,
}

impl Subject {
    /// The option that asks of it.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Services => "options.offer.services",
            Self::Labels => "options.offer.labels",
            Self::Publics => "options.offer.publics",
        }
    }
}

impl OfferOptions {
    /// Whether anything is asked.
    pub fn is_asked(&self) -> bool {
        self.words().next().is_some() || self.free || self.accessible
    }

    /// The words that are asked, each with its subject.
    fn words(&self) -> impl Iterator<Item = (Subject, &String)> {
        let services = self.services.iter().map(|word| (Subject::Services, word));
        let labels = self.labels.iter().map(|word| (Subject::Labels, word));
        services.chain(labels).chain(self.publics.iter().map(|word| (Subject::Publics, word)))
    }

    /// Checks that every word has letters or digits, whatever the places.
    ///
    /// # Errors
    ///
    /// [`BadOption`] for the first that has none.
    pub fn check(&self) -> std::result::Result<(), BadOption> {
        match self.words().find(|(_, word)| fold(word).is_empty()) {
            Some((subject, word)) => {
                let expected = sentences::no_word();
                Err(BadOption { field: subject.field(), value: word.clone(), expected })
            }
            None => Ok(()),
        }
    }

    /// What is asked, held against the values that `places` have.
    ///
    /// # Errors
    ///
    /// [`Error::NotOffered`] for a word that is in no value, with the values that there are;
    /// [`Error::Option`] for a word without letters or digits.
    pub fn among<'run>(
        &self,
        places: impl Iterator<Item = &'run Place> + Clone,
    ) -> Result<WantedOffer> {
        self.check()?;
        let words = self.words().map(|(subject, word)| {
            let vocabulary = Vocabulary::of(subject, places.clone());
            WantedWord::new(subject, word, &vocabulary)
        });
        Ok(WantedOffer { options: self.clone(), words: words.collect::<Result<_>>()? })
    }
}

impl WantedOffer {
    /// What is asked, in the words of the user.
    pub fn options(&self) -> &OfferOptions {
        &self.options
    }

    /// The words that are asked, and what they stand for.
    pub fn words(&self) -> &[WantedWord] {
        &self.words
    }

    /// What `place` tells of all that is asked.
    pub fn verdict(&self, place: &Place) -> Verdict {
        let by_words = [Subject::Services, Subject::Labels, Subject::Publics].map(|subject| {
            let words: Vec<&WantedWord> =
                self.words.iter().filter(|word| word.subject == subject).collect();
            if words.is_empty() {
                return Verdict::Offers;
            }
            let values = values_of(subject, place);
            // One of several words is enough.
            let verdicts = words.into_iter().map(|word| word.verdict(place, &values));
            verdicts.min().unwrap_or(Verdict::Offers)
        });
        let free = self.options.free.then(|| conditions::free(place));
        let accessible = self.options.accessible.then(|| conditions::accessible(place));
        let all = by_words.into_iter().chain(free).chain(accessible);
        all.max().unwrap_or(Verdict::Offers)
    }

    /// Whether a place serves of which this is the verdict.
    pub fn lets_serve(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Offers => true,
            Verdict::Untold => self.options.untold == Untold::Serves,
            Verdict::DoesNotOffer => false,
        }
    }

    /// How many places offer what is asked, by their `verdicts`. `None` when nothing is asked.
    ///
    /// # Errors
    ///
    /// [`Error::NoneOffers`] when there are places, and none of them serves.
    pub fn found(self, verdicts: impl Iterator<Item = Verdict>) -> Result<Option<OfferFound>> {
        if !self.options.is_asked() {
            return Ok(None);
        }
        let mut tally = OfferTally::default();
        for verdict in verdicts {
            match verdict {
                Verdict::Offers => tally.offering += 1,
                Verdict::DoesNotOffer => tally.not_offering += 1,
                Verdict::Untold => tally.untold += 1,
            }
        }
        let OfferTally { offering, not_offering, untold } = tally;
        let serve = offering + if self.options.untold == Untold::Serves { untold } else { 0 };
        let places = offering + not_offering + untold;
        if serve == 0 && places > 0 {
            return Err(Error::NoneOffers { places, not_offering, untold });
        }
        Ok(Some(OfferFound { wanted: self, tally }))
    }
}

impl WantedWord {
    fn new(subject: Subject, word: &str, vocabulary: &Vocabulary) -> Result<Self> {
        let meant = vocabulary.meant_by(word);
        let is_public = subject == Subject::Publics;
        if meant.is_empty() && !(is_public && vocabulary.has_everybody() && names_public(word)) {
            let found = vocabulary.listing();
            return Err(Error::NotOffered { field: subject.field(), word: word.to_owned(), found });
        }
        let is_special_need =
            is_public && !meant.is_empty() && meant.iter().all(|value| value.is_special_need);
        Ok(Self {
            subject,
            word: word.to_owned(),
            values: meant.iter().map(|value| value.shown.clone()).collect(),
            folded: meant.iter().map(|value| value.folded.clone()).collect(),
            is_special_need,
        })
    }

    /// Whether the word is more than the values that it stands for: another spelling, or a part.
    pub fn is_interpreted(&self) -> bool {
        self.values.len() != 1 || fold(&self.values[0]) != fold(&self.word)
    }

    /// What a place with these values of its subject tells.
    fn verdict(&self, place: &Place, values: &[Value]) -> Verdict {
        let is_meant = |value: &Value| self.folded.contains(&value.folded);
        let for_everybody = |value: &Value| !self.is_special_need && is_everybody(&value.folded);
        let is_public = self.subject == Subject::Publics;
        if values.iter().any(|value| is_meant(value) || is_public && for_everybody(value)) {
            return Verdict::Offers;
        }
        let tells = match self.subject {
            Subject::Services => !values.is_empty(),
            Subject::Labels => tells_labels(place, values),
            Subject::Publics => {
                values.iter().any(|value| value.is_special_need == self.is_special_need)
            }
        };
        if tells { Verdict::DoesNotOffer } else { Verdict::Untold }
    }
}

/// Whether a place tells the labels that it has. The lists of France Services and of buses give
/// no label but that one.
fn tells_labels(place: &Place, values: &[Value]) -> bool {
    let told = || values.iter().filter(|value| value.is_told);
    told().any(|value| !value.is_france_services())
        || place.kind == Kind::Mediation && told().next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::Position;

    fn place(details: &[(&'static str, &str)]) -> Place {
        let position = Position::new(45.0, 0.0).expect("a position");
        let mut place = Place::new("a", Kind::Mediation, position);
        place.details = details.iter().copied().collect();
        place
    }

    fn services(words: &[&str]) -> OfferOptions {
        let services = words.iter().map(|word| (*word).to_owned()).collect();
        OfferOptions { services, ..OfferOptions::default() }
    }

    fn labels(word: &str) -> OfferOptions {
        OfferOptions { labels: vec![word.to_owned()], ..OfferOptions::default() }
    }

    fn publics(word: &str) -> OfferOptions {
        OfferOptions { publics: vec![word.to_owned()], ..OfferOptions::default() }
    }

    #[track_caller]
    fn verdicts(options: &OfferOptions, places: &[Place]) -> Vec<Verdict> {
        let wanted = options.among(places.iter()).expect("words that places say");
        places.iter().map(|place| wanted.verdict(place)).collect()
    }

    use Verdict::{DoesNotOffer, Offers, Untold as Silent};

    #[test]
    fn nothing_asked_is_offered_by_all() {
        assert!(!OfferOptions::default().is_asked());
        assert_eq!(verdicts(&OfferOptions::default(), &[place(&[])]), [Offers]);
    }

    #[test]
    fn a_part_of_a_service_finds_it_in_both_versions_of_the_standard() {
        let places = [
            place(&[("services", "Aide aux démarches administratives|Loisirs")]),
            place(&[("services", "Réaliser des démarches administratives avec un accompagnement")]),
            place(&[(
                "services",
                "Prendre en main un ordinateur, Utiliser le numérique au quotidien",
            )]),
            place(&[]),
        ];
        let found = [Offers, Offers, DoesNotOffer, Silent];
        assert_eq!(verdicts(&services(&["aide aux DEMARCHES"]), &places), found);
        let found = [DoesNotOffer, DoesNotOffer, Offers, Silent];
        assert_eq!(verdicts(&services(&["ordinateur"]), &places), found);
        assert_eq!(verdicts(&services(&["ordinateur", "loisirs"]), &places)[0], Offers);
    }

    #[test]
    fn an_equal_value_is_meant_alone_beside_longer_ones() {
        let places = [place(&[("services", "Cours")]), place(&[("services", "Cours de dessin")])];
        assert_eq!(verdicts(&services(&["cours"]), &places), [Offers, DoesNotOffer]);
    }

    #[test]
    fn a_word_that_no_place_says_is_refused_with_the_values_that_there_are() {
        let places = [place(&[("services", "Aide")]), place(&[("services", "aide|Prêt")])];
        let error = services(&["couture"]).among(places.iter()).expect_err("nobody sews");
        assert_eq!(
            error.to_string(),
            "options.offer.services: no place of this run says `couture`; they say « Aide » (2), \
             « Prêt » (1)"
        );
        let error = labels("CNFS").among(places.iter()).expect_err("no labels");
        assert!(error.to_string().ends_with("none of them tells any"), "{error}");
        assert!(services(&[" - "]).check().is_err());
    }

    #[test]
    fn labels_are_known_under_all_their_names_and_by_the_kind_of_a_place() {
        let mut office = place(&[("labels", "France Services")]);
        office.kind = Kind::FranceServices;
        let mut both = place(&[("labels", "Aidants Connect")]);
        both.also = Some(Kind::FranceServices);
        let places = [
            place(&[("labels", "CNFS, Aidants Connect")]),
            place(&[("labels", "Conseiller numérique France Services")]),
            place(&[("autres_formations_labels", "SUD LABS (PACA)")]),
            office,
            both,
            place(&[]),
        ];
        let found = [Offers, Offers, DoesNotOffer, Silent, DoesNotOffer, Silent];
        assert_eq!(verdicts(&labels("conseillers numériques"), &places), found);
        assert_eq!(verdicts(&labels("cnfs"), &places), found);
        let found = [DoesNotOffer, DoesNotOffer, DoesNotOffer, Offers, Offers, Silent];
        assert_eq!(verdicts(&labels("france services"), &places), found);
    }

    #[test]
    fn everybody_is_every_public_and_no_special_need() {
        let places = [
            place(&[("publics_specifiquement_adresses", "Seniors (+ 65 ans)|Adultes")]),
            place(&[("publics_specifiquement_adresses", "Tout_public")]),
            place(&[("prise_en_charge_specifique", "Surdité")]),
            place(&[("publics_specifiquement_adresses", "Femmes")]),
            place(&[]),
        ];
        let found = [Offers, Offers, Silent, DoesNotOffer, Silent];
        assert_eq!(verdicts(&publics("seniors"), &places), found);
        // Nobody says so, but those for everybody welcome them.
        let found = [DoesNotOffer, Offers, Silent, DoesNotOffer, Silent];
        assert_eq!(verdicts(&publics("étudiants"), &places), found);
        let found = [Silent, Silent, Offers, Silent, Silent];
        assert_eq!(verdicts(&publics("surdité"), &places), found);
        assert!(publics("couturiers").among(places.iter()).is_err());
    }

    #[test]
    fn options_add_up_and_a_no_weighs_more_than_silence() {
        let options = OfferOptions { free: true, ..services(&["aide"]) };
        let places = [
            place(&[("services", "Aide"), ("frais_a_charge", "Gratuit")]),
            place(&[("services", "Aide")]),
            place(&[("frais_a_charge", "Payant")]),
        ];
        assert_eq!(verdicts(&options, &places), [Offers, Silent, DoesNotOffer]);
        let wanted = options.among(places.iter()).expect("a service");
        let all = [Offers, Silent, DoesNotOffer];
        assert_eq!(all.map(|verdict| wanted.lets_serve(verdict)), [true, false, false]);
        let found = wanted.clone().found(all.into_iter()).expect("one serves");
        let tally = OfferTally { offering: 1, not_offering: 1, untold: 1 };
        assert_eq!(found.map(|found| found.tally), Some(tally));
        assert!(wanted.found([Silent, DoesNotOffer].into_iter()).is_err());
        let generous = OfferOptions { untold: Untold::Serves, ..options };
        let wanted = generous.among(places.iter()).expect("a service");
        assert_eq!(all.map(|verdict| wanted.lets_serve(verdict)), [true, true, false]);
    }
}
