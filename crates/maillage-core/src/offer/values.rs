//! The values of one subject that places tell, and what words of users stand for among them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
};

use maillage_spelling::fold;
use maillage_words::{Words, spoken::Rank};

use super::{
    Subject,
    standard::{FRANCE_SERVICES, holds_phrase, is_everybody, is_special_need, standard_name},
};
use crate::model::{Kind, Place};
use crate::sentences;

/// Number of values that a refusal lists.
const LISTED: usize = 30;

/// The detail of special needs in version 1 of the standard.
const SPECIAL_NEEDS: &str = "prise_en_charge_specifique";

/// The details of a subject.
const fn details(subject: Subject) -> &'static [&'static str] {
    match subject {
        Subject::Services => &["services"],
        Subject::Labels => {
            &["labels", "labels_autres", "formations_labels", "autres_formations_labels"]
        }
        Subject::Publics => &["publics_specifiquement_adresses", SPECIAL_NEEDS],
    }
}

/// A value that a place tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// The value as written.
    pub(super) shown: String,
    /// Folded.
    pub(super) folded: String,
    /// What version 1 of the standard calls it, where that is another name.
    standard: Option<&'static str>,
    /// Whether it is a special need; `false` for services and labels.
    pub(super) is_special_need: bool,
    /// Whether a detail tells it, rather than the kind of the place.
    pub(super) is_told: bool,
}

impl Value {
    fn new(subject: Subject, detail: &str, text: &str) -> Self {
        let folded = fold(text);
        let special = detail == SPECIAL_NEEDS || is_special_need(&folded);
        Self {
            shown: text.to_owned(),
            standard: standard_name(subject, &folded),
            is_special_need: subject == Subject::Publics && special,
            is_told: true,
            folded,
        }
    }

    /// Whether it is the label France Services.
    pub(super) fn is_france_services(&self) -> bool {
        self.standard.unwrap_or(&self.folded) == FRANCE_SERVICES
    }

    fn is_named(&self, asked: &str) -> bool {
        self.folded == asked || self.standard == Some(asked)
    }

    /// Whether a name of it contains `asked`. A label of another name is known by the standard's
    /// only: `Conseiller numérique France Services` is not France Services.
    fn holds(&self, subject: Subject, asked: &str) -> bool {
        let is_own_name_used = subject != Subject::Labels || self.standard.is_none();
        is_own_name_used && holds_phrase(&self.folded, asked)
            || self.standard.is_some_and(|name| holds_phrase(name, asked))
    }
}

/// The values of `subject` that `place` tells, each once.
pub(super) fn values_of(subject: Subject, place: &Place) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    let mut add = |value: Value| {
        let is_known = values.iter().any(|known| known.folded == value.folded);
        if !says_nothing(&value.folded) && !is_known {
            values.push(value);
        }
    };
    for detail in details(subject) {
        let text = place.details.text(detail);
        parts(subject, text).into_iter().for_each(|part| add(Value::new(subject, detail, part)));
    }
    if subject == Subject::Labels {
        if place.is(Kind::FranceServices) {
            add(Value { is_told: false, ..Value::new(subject, "", "France Services") });
        } else if place.kind == Kind::Mediation {
            // A label that the national list does not confirm.
            values.retain(|value| !value.is_france_services());
        }
    }
    values
}

/// What version 1 of the standard calls the values of `subject` that `place` tells, folded, each
/// once; a value that it does not know is as it is, folded. Empty where the place does not tell.
pub fn standard_values(subject: Subject, place: &Place) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in values_of(subject, place) {
        let name = value.standard.map_or(value.folded, str::to_owned);
        if !values.contains(&name) {
            values.push(name);
        }
    }
    values
}

/// Whether a folded value is none: empty, or the answer of a form that nobody can use.
fn says_nothing(folded: &str) -> bool {
    ["", "other", "autre", "autres", "je ne sais pas", "non renseigne"].contains(&folded)
}

/// The values in a cell: separated by `|`, `;` or commas, but for commas in brackets. Lists of
/// services also use ` / `.
fn parts(subject: Subject, text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' | ';' | '\n' => {
                parts.push(&text[start..at]);
                (start, depth) = (at + 1, 0);
            }
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    let separator = if subject == Subject::Services { " / " } else { "\n" };
    parts.into_iter().flat_map(|part| part.split(separator)).map(str::trim).collect()
}

/// The values of one subject that the places of a run tell.
pub(super) struct Vocabulary {
    subject: Subject,
    /// Each value with its number of places, most frequent first.
    values: Vec<(Value, usize)>,
}

impl Vocabulary {
    pub(super) fn of<'run>(subject: Subject, places: impl Iterator<Item = &'run Place>) -> Self {
        let mut counts: BTreeMap<String, (Value, usize)> = BTreeMap::new();
        for value in places.flat_map(|place| values_of(subject, place)) {
            match counts.entry(value.folded.clone()) {
                Entry::Vacant(entry) => drop(entry.insert((value, 1))),
                Entry::Occupied(mut entry) => {
                    let (known, count) = entry.get_mut();
                    *count += 1;
                    // The spelling that is shown depends on no order of the places.
                    if value.shown < known.shown {
                        known.shown = value.shown;
                    }
                    known.is_special_need |= value.is_special_need;
                }
            }
        }
        let mut values: Vec<(Value, usize)> = counts.into_values().collect();
        values.sort_by(|(one, count), (other, counted)| {
            (Reverse(count), &one.folded).cmp(&(Reverse(counted), &other.folded))
        });
        Self { subject, values }
    }

    /// The values that `word` stands for: those equal to it under one of their names, or else those
    /// that contain it.
    pub(super) fn meant_by(&self, word: &str) -> Vec<&Value> {
        let asked = fold(word);
        let standard = standard_name(self.subject, &asked);
        let values = || self.values.iter().map(|(value, _)| value);
        let is_equal = |value: &&Value| {
            // A service of version 0 is a part of that of version 1: its siblings are others.
            let is_synonym = match self.subject {
                Subject::Services => standard == Some(&*value.folded),
                Subject::Labels | Subject::Publics => {
                    standard.is_some_and(|name| value.is_named(name))
                }
            };
            value.is_named(&asked)
                || is_synonym
                || is_everybody(&asked) && is_everybody(&value.folded)
        };
        let equal: Vec<&Value> = values().filter(is_equal).collect();
        if !equal.is_empty() {
            return equal;
        }
        values().filter(|value| value.holds(self.subject, &asked)).collect()
    }

    /// Whether some place says that it is for everybody.
    pub(super) fn has_everybody(&self) -> bool {
        self.values.iter().any(|(value, _)| is_everybody(&value.folded))
    }

    /// The values with their numbers of places, for a refusal.
    pub(super) fn listing(&self) -> Words {
        if self.values.is_empty() {
            return sentences::nothing_told();
        }
        let listed = self.values.iter().take(LISTED);
        let listed = listed.map(|(value, count)| format!("« {} » ({count})", value.shown));
        let listed = listed.collect::<Vec<_>>().join(", ");
        match self.values.len().saturating_sub(LISTED) {
            0 => sentences::they_say(&listed),
            more => sentences::they_say_more(&listed, Rank(more)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::geodesy::Position;

    use super::*;

    #[test]
    fn the_label_france_services_is_told_by_the_kinds_of_a_place() {
        let labels = |kind, also| -> Vec<String> {
            let at = Position::new(45.0, 0.0).expect("a position on the globe");
            let details = [("labels", "CNFS|France Services")].into_iter().collect();
            let place = Place { also, details, ..Place::new("a", kind, at) };
            values_of(Subject::Labels, &place).into_iter().map(|value| value.folded).collect()
        };
        let both = ["cnfs", "france services"];
        assert_eq!(labels(Kind::Mediation, Some(Kind::FranceServices)), both);
        assert_eq!(labels(Kind::FranceServices, None), both);
        // An itinerant service has no second kind.
        assert_eq!(labels(Kind::Itinerant, None), both);
        // The national list has not confirmed it.
        assert_eq!(labels(Kind::Mediation, None), ["cnfs"]);
    }

    #[test]
    fn values_are_parted_as_each_generation_of_lists_does() {
        for text in ["CNFS|France Services", "CNFS;France Services", "CNFS, France Services"] {
            assert_eq!(parts(Subject::Labels, text), ["CNFS", "France Services"], "{text}");
        }
        let one = "Langues étrangères (anglais, espagnol)";
        assert_eq!(parts(Subject::Publics, one), [one]);
        assert_eq!(parts(Subject::Publics, "Familles/enfants"), ["Familles/enfants"]);
        assert_eq!(parts(Subject::Services, "Accès libre / Ateliers"), ["Accès libre", "Ateliers"]);
    }
}
