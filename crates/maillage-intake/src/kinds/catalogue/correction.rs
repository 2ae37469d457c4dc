//! A row of a catalogue beside the lists that it was made of: what it corrects of its place.
//!
//! Each cell is compared with what the catalogue of these lists says. A cell in another form is no
//! change, see [`same`](super::same); nor is a position within the rounding of the file. Columns
//! that the file does not have change nothing; an emptied cell empties its value, except the
//! identifier, the kinds, the commune and the position, which a place always has.

use super::{
    hours, kind,
    place::{self, Located, is_near},
    row::{CatalogueRow, ROUNDING, details},
    same::is_same,
};
use crate::{gazetteer::Gazetteer, ledger::beginning};
use maillage_core::model::{Kind, Place, Precision, Stop, Twin};

/// Maximum length of a value quoted in the ledger, in characters.
const QUOTED: usize = 60;

/// What a row corrected.
#[derive(Debug, Default)]
pub(crate) struct Correction {
    /// The columns that differ, each with the value before and after.
    pub(crate) changed: Vec<String>,
    /// The cells that differ and are not understood: they change nothing, or make hours unknown.
    pub(crate) unread: Vec<String>,
}

/// Corrects `place` by the cells of `row` that differ.
pub(crate) fn correct(place: &mut Place, row: &CatalogueRow, gazetteer: &Gazetteer) -> Correction {
    let mut cells = Cells { row, correction: Correction::default() };
    // Compared before anything that they depend on is changed.
    let words = cells.changed("horaires_texte", &hours::in_words(place.schedule.as_ref()));
    cells.identifier(place);
    cells.name(place);
    cells.kinds(place);
    cells.whereabouts(place, gazetteer);
    let before = place.stop.clone();
    cells.stop(place);
    let text_before = place.details.get("horaires").map(str::to_owned);
    cells.details(place);
    let text_changed = match (&before, &place.stop) {
        (Some(before), Some(after)) => before.recurrence != after.recurrence,
        _ => text_before.as_deref() != place.details.get("horaires"),
    };
    cells.hours(place, words, before.as_deref(), text_changed);
    cells.correction
}

/// The cells of a row, and what was found of them.
struct Cells<'row> {
    row: &'row CatalogueRow,
    correction: Correction,
}

impl Cells<'_> {
    /// The text of a column, if it differs from what the catalogue says; told as changed.
    fn changed(&mut self, column: &'static str, said: &str) -> Option<String> {
        let text = self.differing(column, said)?;
        self.tell(column, said, &text);
        Some(text)
    }

    /// The text of a column, if it differs from what the catalogue says.
    fn differing(&self, column: &'static str, said: &str) -> Option<String> {
        let text = self.row.cell(column)?;
        (!is_same(said, text)).then(|| text.to_owned())
    }

    fn tell(&mut self, column: &str, before: &str, after: &str) {
        let change = format!(
            "{column} : « {} » → « {} »",
            beginning(before, QUOTED),
            beginning(after, QUOTED)
        );
        self.correction.changed.push(change);
    }

    fn tell_unread(&mut self, column: &str, text: &str) {
        self.correction.unread.push(format!("{column} : « {} »", beginning(text, QUOTED)));
    }

    /// The old identifier stays known, for travel tables.
    fn identifier(&mut self, place: &mut Place) {
        let differs = self.differing("id", &place.id).filter(|text| !text.is_empty());
        if let Some(text) = differs {
            self.tell("id", &place.id, &text);
            let old = std::mem::replace(&mut place.id, text);
            place.twins.push(Twin { id: old, source: place.source });
            place.twins.sort_by(|one, other| one.id.cmp(&other.id));
        }
    }

    fn name(&mut self, place: &mut Place) {
        if let Some(text) = self.changed("nom", &place.name) {
            place.name = text;
        }
    }

    fn kinds(&mut self, place: &mut Place) {
        let known = kind::of(place);
        let (types, main) = (self.row.text("types"), self.row.text("type"));
        let listed = kind::listed(types);
        if listed.is_none() && !types.is_empty() {
            self.tell_unread("types", types);
        }
        let named = kind::named(main);
        if named.is_none() && !main.is_empty() {
            self.tell_unread("type", main);
        }
        let names =
            |kinds: &[Kind]| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("|");
        let is_other = |kinds: &Vec<Kind>| *kinds != known;
        let kinds = match (listed.filter(is_other), named.filter(|main| *main != place.kind)) {
            (Some(listed), named) => {
                self.tell("types", &names(&known), &names(&listed));
                kind::with_main(&listed, named.or(Some(place.kind)))
            }
            (None, Some(main)) => {
                self.tell("type", place.kind.name(), main.name());
                // One of both kinds that becomes the main one leaves the other.
                let both = if known.contains(&main) { known } else { vec![main] };
                kind::with_main(&both, Some(main))
            }
            (None, None) => None,
        };
        if let Some((kind, also)) = kinds {
            (place.kind, place.also) = (kind, also);
            if kind != Kind::Itinerant {
                place.stop = None;
            }
        }
    }

    fn whereabouts(&mut self, place: &mut Place, gazetteer: &Gazetteer) {
        let code = place.commune.map(|code| code.to_string()).unwrap_or_default();
        let text = self.row.text("code_insee");
        let mut moved_commune = None;
        match place::commune(text, gazetteer) {
            Ok(Some(stated)) if Some(stated) != place.commune => {
                self.tell("code_insee", &code, text);
                place.commune = Some(stated);
                moved_commune = gazetteer.of(stated);
            }
            Ok(_) => {}
            Err(_) => self.tell_unread("code_insee", text),
        }
        let cell = self.row.text("precision");
        let stated = place::precision(cell);
        if stated.is_none() && !cell.is_empty() {
            self.tell_unread("precision", cell);
        }
        let stated = stated.filter(|stated| *stated != place.precision);
        let degrees = self.row.degrees.map(|of| (of.position, of.rounding));
        let mut positions =
            self.row.point.map(|point| (point, ROUNDING)).into_iter().chain(degrees);
        let moved = positions
            .find(|(position, rounding)| !is_near(*position, place.position, *rounding))
            .map(|(position, _)| position);
        let row = self.row;
        if let Some(text) = &row.unread_degrees {
            self.tell_unread("latitude, longitude", text);
        }
        if let Some(moved) = moved {
            self.tell("position", &place::written(place.position), &place::written(moved));
        }
        if let Some(stated) = stated {
            self.tell("precision", place.precision.name(), stated.name());
        }
        let position = moved.unwrap_or(place.position);
        let located = match (stated.unwrap_or(place.precision), moved) {
            (Precision::Commune, None) => moved_commune.map(Located::in_commune).or_else(|| {
                stated.map(|_| Located::at_commune(position, gazetteer.holding(position)))
            }),
            (Precision::Commune, Some(_)) if stated.is_some() => {
                Some(Located::at_commune(position, gazetteer.holding(position)))
            }
            // Who moves a point knows where the place is.
            (_, Some(moved)) => Some(Located::at(moved)),
            (Precision::Position, None) => stated.map(|_| Located::at(position)),
        };
        if let Some(located) = located {
            place.position = located.position;
            place.precision = located.precision;
            place.position_uncertainty = located.position_uncertainty;
        }
    }

    fn stop(&mut self, place: &mut Place) {
        if place.kind != Kind::Itinerant {
            return;
        }
        let is_stop = place.stop.is_some();
        let said = if is_stop { "oui" } else { "non" };
        let cell = self.row.text("est_arret");
        let becomes = place::says_yes(cell).filter(|yes| *yes != is_stop);
        if let Some(yes) = becomes {
            self.tell("est_arret", said, cell);
            place.stop = yes.then(Box::default);
        }
        // A bus known by its office becomes a stop when somebody fills in its round.
        let is_filled = || place::stop(self.row).is_some_and(|stop| stop != Stop::default());
        if !is_stop && becomes.is_none() && self.row.text("est_arret").is_empty() && is_filled() {
            place.stop = Some(Box::default());
        }
        let Some(mut stop) = place.stop.take() else { return };
        for (column, value) in [
            ("tournee", &mut stop.tour),
            ("vehicule", &mut stop.vehicle),
            ("recurrence", &mut stop.recurrence),
            ("valide_du", &mut stop.valid_from),
            ("valide_au", &mut stop.valid_to),
        ] {
            if let Some(text) = self.changed(column, value) {
                *value = text;
            }
        }
        let order = stop.order.map(|order| order.to_string()).unwrap_or_default();
        if let Some(text) = self.changed("ordre", &order) {
            stop.order = place::order(&text);
        }
        place.stop = Some(stop);
    }

    fn details(&mut self, place: &mut Place) {
        for column in details() {
            let said = place.details.text(column).to_owned();
            match self.changed(column, &said) {
                Some(text) if text.is_empty() => drop(place.details.remove(column)),
                Some(text) => place.details.insert(column, &text),
                None => {}
            }
        }
    }

    /// Words that were changed count; or else the text of the list, or its dates.
    fn hours(
        &mut self,
        place: &mut Place,
        words: Option<String>,
        before: Option<&Stop>,
        text_changed: bool,
    ) {
        if place.is_tour_without_stops() {
            place.schedule = None;
            return;
        }
        let stop = place.stop.as_deref();
        if let Some(words) = words {
            place.schedule = hours::of_words(&words);
            if place.schedule.is_none() && !words.is_empty() {
                self.tell_unread("horaires_texte", &words);
            }
            return;
        }
        let published = match stop {
            Some(stop) => stop.recurrence.clone(),
            None => place.details.text("horaires").to_owned(),
        };
        if text_changed {
            place.schedule = hours::of_published(&published, stop);
            if place.schedule.is_none() && !published.is_empty() {
                let column = if stop.is_some() { "recurrence" } else { "horaires" };
                self.tell_unread(column, &published);
            }
        } else if let (Some(before), Some(stop), Some(schedule)) = (before, stop, &place.schedule) {
            let dates = |of: &Stop| [of.valid_from.clone(), of.valid_to.clone()];
            if dates(before) != dates(stop) {
                place.schedule = Some(hours::within(schedule, stop));
            }
        }
    }
}
