//! What the catalogues given back do to the places of the other lists.
//!
//! - A catalogue alone is the list: each row is a place, and rows are not merged.
//! - A row is *known* when another list holds one of its rows, by `identifiants` or by `id`. Beside
//!   at least one known row, the catalogue corrects: a known row corrects its place, and a row that
//!   no list was ever the origin of is a new place, as it stands.
//! - The rows whose lists are not given, and those of a catalogue without any known row, are rows
//!   of a list like any other: [`identity`] judges them together with the rows of the other lists.
//!
//! A place has one row: of those that would correct it, in one catalogue or in several, the first
//! by the names of the files counts, and the others are set aside as given twice.
//!
//! In the ledger a known row is merged with its place, changed or not; a new place is kept. Places
//! of which the catalogue has no row stay as they are.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::{
    clean::{IdentityOptions, identity::Resolved, made_id},
    gazetteer::Gazetteer,
    kinds::catalogue::{CatalogueRow, CatalogueRows, correct},
    ledger::{Fate, Issue, LedgerBuilder, Trouble},
};
use maillage_core::model::Place;

/// The places of all lists: `places` are those of the lists that are no catalogues.
pub(super) fn resolve(
    mut places: Vec<Place>,
    catalogues: &[CatalogueRows],
    gazetteer: &Gazetteer,
    options: &IdentityOptions,
    ledger: &mut LedgerBuilder,
) -> Resolved {
    if let ([catalogue], true) = (catalogues, places.is_empty()) {
        let places = in_order(catalogue.places(gazetteer, ledger));
        return Resolved { places, evidence: Vec::new() };
    }
    let origins = Origins::of(&places, ledger);
    let (mut corrections, mut new) = (Vec::new(), Vec::new());
    for catalogue in catalogues {
        let is_beside = catalogue.rows.iter().any(|row| origins.hold(row));
        for row in &catalogue.rows {
            if origins.hold(row) {
                corrections.push((catalogue, row));
                continue;
            }
            let is_new = is_beside && row.origins().next().is_none();
            let place = catalogue.place(row, gazetteer, ledger);
            if is_new {
                new.extend(place.map(|place| (catalogue, row, place)));
            } else {
                places.extend(place);
            }
        }
    }
    let Resolved { mut places, evidence } = super::identify(places, ledger, options);
    for (catalogue, row) in apply(&corrections, &mut places, gazetteer, ledger) {
        new.extend(catalogue.place(row, gazetteer, ledger).map(|place| (catalogue, row, place)));
    }
    for (catalogue, row, place) in new {
        let value = catalogue.contacts.carry(&named(&place));
        ledger.add(catalogue.file, Issue::row(row.line, Fate::Kept, Trouble::CatalogueNew, value));
        places.push(place);
    }
    Resolved { places: in_order(places), evidence }
}

/// The rows of the other lists, by file and identifier.
struct Origins {
    rows: HashSet<(String, String)>,
    ids: HashSet<String>,
}

impl Origins {
    fn of(places: &[Place], ledger: &LedgerBuilder) -> Self {
        let rows: HashSet<(String, String)> =
            places.iter().flat_map(|place| rows_of(place, ledger)).collect();
        let ids = rows.iter().map(|(_, id)| id.clone()).collect();
        Self { rows, ids }
    }

    /// Whether a row of a catalogue was made of one of these rows.
    fn hold(&self, row: &CatalogueRow) -> bool {
        let mut origins = row.origins().map(|(file, id)| (file.to_owned(), id.to_owned()));
        let id = row.text("id");
        origins.any(|origin| self.rows.contains(&origin)) || self.ids.contains(id)
    }
}

/// The rows that a place was made of, as file and identifier.
fn rows_of(place: &Place, ledger: &LedgerBuilder) -> Vec<(String, String)> {
    let first = std::iter::once((place.source, &place.id));
    let rows = first.chain(place.twins.iter().map(|twin| (twin.source, &twin.id)));
    rows.map(|(source, id)| (ledger.account(source.file).file.clone(), id.clone())).collect()
}

type Corrections<'run> = [(&'run CatalogueRows, &'run CatalogueRow)];

/// Corrects the places of these rows. Returns the rows that are new places after all: their
/// identifier is that of no place, and the place of their origin has a row of its own.
fn apply<'run>(
    corrections: &Corrections<'run>,
    places: &mut [Place],
    gazetteer: &Gazetteer,
    ledger: &mut LedgerBuilder,
) -> Vec<(&'run CatalogueRows, &'run CatalogueRow)> {
    let known = Places::new(places, ledger);
    let mut taken: HashSet<usize> = HashSet::new();
    let mut targets: Vec<Option<usize>> = vec![None; corrections.len()];
    for find in [Places::by_identifier, Places::by_origin] {
        for ((_, row), target) in corrections.iter().zip(&mut targets) {
            if target.is_none() {
                let free = find(&known, row).into_iter().find(|rank| !taken.contains(rank));
                taken.extend(free);
                *target = free;
            }
        }
    }
    let is_of_place =
        |row: &CatalogueRow| known.by_id.contains_key(row.text("id")) || row.text("id").is_empty();
    let twice: Vec<bool> = corrections.iter().map(|(_, row)| is_of_place(row)).collect();
    let mut new = Vec::new();
    for (((catalogue, row), target), is_twice) in corrections.iter().zip(targets).zip(twice) {
        match target {
            Some(rank) => {
                let issue = corrected(&mut places[rank], row, gazetteer);
                let tell = |(fate, trouble, value): (Fate, Trouble, String)| {
                    Issue::row(row.line, fate, trouble, catalogue.contacts.carry(&value))
                };
                ledger.extend(catalogue.file, issue.into_iter().map(tell));
            }
            None if is_twice => {
                let value = format!("{}, {}", row.text("nom"), row.text("id"));
                let value = catalogue.contacts.carry(&value);
                let issue = Issue::row(row.line, Fate::SetAside, Trouble::CatalogueTwice, value);
                ledger.add(catalogue.file, issue);
            }
            None => new.push((*catalogue, *row)),
        }
    }
    new
}

/// Corrects `place`. Returns the fate of the row, with what was changed.
fn corrected(
    place: &mut Place,
    row: &CatalogueRow,
    gazetteer: &Gazetteer,
) -> Vec<(Fate, Trouble, String)> {
    let who = named(place);
    let correction = correct(place, row, gazetteer);
    let told = |what: &[String]| format!("{who}, {}", what.join(" ; "));
    let fate = if correction.changed.is_empty() {
        (Fate::Merged, Trouble::CatalogueUnchanged, who.clone())
    } else {
        (Fate::Merged, Trouble::CatalogueCorrected, told(&correction.changed))
    };
    let unread = (!correction.unread.is_empty())
        .then(|| (Fate::Kept, Trouble::CellUnread, told(&correction.unread)));
    std::iter::once(fate).chain(unread).collect()
}

/// The places of the other lists, by what a row of a catalogue says of them.
struct Places {
    /// Ranks by identifier of the place.
    by_id: HashMap<String, Vec<usize>>,
    /// Rank by file and identifier of a row.
    by_row: HashMap<(String, String), usize>,
    /// Ranks by identifier of a row that was merged.
    by_twin: HashMap<String, BTreeSet<usize>>,
}

impl Places {
    fn new(places: &[Place], ledger: &LedgerBuilder) -> Self {
        let mut known =
            Self { by_id: HashMap::new(), by_row: HashMap::new(), by_twin: HashMap::new() };
        for (rank, place) in places.iter().enumerate() {
            known.by_id.entry(place.id.clone()).or_default().push(rank);
            for twin in &place.twins {
                known.by_twin.entry(twin.id.clone()).or_default().insert(rank);
            }
            for row in rows_of(place, ledger) {
                known.by_row.entry(row).or_insert(rank);
            }
        }
        known
    }

    /// The places that have the identifier of `row`: first those of its origins, then the only
    /// other one.
    fn by_identifier(&self, row: &CatalogueRow) -> Vec<usize> {
        let same = self.by_id.get(row.text("id")).map_or(&[][..], Vec::as_slice);
        let origins = self.origins(row);
        let (mut found, others): (Vec<usize>, Vec<usize>) =
            same.iter().partition(|rank| origins.contains(rank));
        if let ([], [only]) = (&found[..], &others[..]) {
            found.push(*only);
        }
        found
    }

    /// The places of the origins of `row`, and the only one into which its identifier was merged.
    /// None for the identifier of a place: a copy of its row is not a correction.
    fn by_origin(&self, row: &CatalogueRow) -> Vec<usize> {
        if self.by_id.contains_key(row.text("id")) {
            return Vec::new();
        }
        let twins = self.by_twin.get(row.text("id")).filter(|ranks| ranks.len() == 1);
        self.origins(row).into_iter().chain(twins.into_iter().flatten().copied()).collect()
    }

    fn origins(&self, row: &CatalogueRow) -> Vec<usize> {
        let rank =
            |(file, id): (&str, &str)| self.by_row.get(&(file.to_owned(), id.to_owned())).copied();
        row.origins().filter_map(rank).collect()
    }
}

fn named(place: &Place) -> String {
    format!("{}, {}", place.name, place.id)
}

/// By identifier; those of one identifier in an order that depends on no file.
fn in_order(mut places: Vec<Place>) -> Vec<Place> {
    let degrees =
        |place: &Place| [place.position.latitude(), place.position.longitude()].map(f64::to_bits);
    places.sort_by(|one, other| {
        let [id, other_id] = [one, other].map(|place| made_id::without_digest(&place.id));
        id.cmp(other_id)
            .then_with(|| one.name.cmp(&other.name))
            .then_with(|| degrees(one).cmp(&degrees(other)))
            .then_with(|| one.id.cmp(&other.id))
    });
    places
}
