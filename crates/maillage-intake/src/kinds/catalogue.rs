//! A catalogue that `maillage` wrote, perhaps corrected by hand and saved by QGIS or a spreadsheet.
//!
//! Its columns are known by name, so no meaning is inferred. A row is a place with all that the
//! catalogue says of it. What the program computes (minutes a week, next date) is not read.
//!
//! A row alone is a place: see `place`. Beside the lists that the catalogue was made
//! of, only the cells that differ from what the catalogue of these lists says are corrections: see
//! `correct`. What the places of all lists become is decided in
//! [`lists`](crate::lists).

mod correction;
mod hours;
mod kind;
mod place;
mod row;
mod same;
pub mod titles;

use std::collections::HashMap;

use maillage_core::model::{FileId, Kind, Place};
use maillage_tables::Sheet;

use super::{Content, Recognition, SupplyRows, TableKind};
use crate::{
    Result,
    clean::made_id::MadeIds,
    gazetteer::Gazetteer,
    ledger::{Account, Fate, Issue, LedgerBuilder, Role, Trouble},
    privacy::Contacts,
    sentences,
    source::{
        Loaded, Mapping,
        updates::{self, Updates},
    },
};

pub(crate) use correction::correct;
pub(crate) use row::CatalogueRow;

/// A catalogue of places.
pub(crate) static KIND: TableKind = TableKind {
    name: "catalogue-maillage",
    description: sentences::a_catalogue,
    field: "sources.catalogue",
    role: Role::CATALOGUE,
    content: Content::Supply(Kind::Mediation, SupplyRows::Catalogue),
    recognise: |sheet, _| Recognition::sure(is_catalogue(sheet)),
    stream: None,
};

impl Role {
    /// A catalogue of places.
    pub const CATALOGUE: Self = Self::of_supply("catalogue");
}

/// Whether a sheet has the columns of a catalogue. A user may have removed the others.
fn is_catalogue(sheet: &Sheet) -> bool {
    const OF_ORIGIN: [&str; 3] = ["source_fichier", "sources", "horaires_texte"];
    let has_all = ["id", "types", "identifiants"].iter().all(|name| sheet.columns.has(&[*name]));
    has_all && sheet.columns.has(&OF_ORIGIN)
}

/// A decoded catalogue whose account is open.
pub(crate) struct CatalogueRows {
    /// The file.
    pub(crate) file: FileId,
    /// Its rows in their order of content.
    pub(crate) rows: Vec<CatalogueRow>,
    /// Whether contacts are kept.
    pub(crate) contacts: Contacts,
}

/// Reads the rows of a catalogue. Opens its account in `ledger`.
///
/// # Errors
///
/// [`Error::WrongSchema`](crate::Error::WrongSchema) or
/// [`Error::MissingColumn`](crate::Error::MissingColumn) for a table of another kind.
pub(crate) fn read(
    mut sheet: Sheet,
    contacts: Contacts,
    gazetteer: &Gazetteer,
    updates: Updates,
    ledger: &mut LedgerBuilder,
) -> Result<CatalogueRows> {
    if !is_catalogue(&sheet) {
        let mapping = Mapping::find(&sheet, gazetteer, None)?;
        return Err(match super::recognise(&sheet, &mapping) {
            Some(found) => super::wrong(&sheet.path, found, KIND.description),
            None => crate::Error::MissingColumn {
                path: sheet.path.clone(),
                wanted: sentences::catalogue_columns(),
                found: sheet.columns.listed(),
            },
        });
    }
    let columns = row::Columns::of(&sheet);
    contacts.hide_in_defects(&mut sheet, &columns.personal());
    let mut loaded = Loaded::from_rows(sheet, |_, row| columns.row(&row, contacts))?;
    let stem = Some(loaded.stem()).filter(|stem| !stem.is_empty());
    let mut ids = MadeIds::new(&stem.unwrap_or_else(|| KIND.name.to_owned()));
    for row in &mut loaded.records {
        let unlikely = row.take_unlikely_date(updates);
        let issue = |text| Issue::row(row.line, Fate::Kept, Trouble::DateUnlikely, text);
        loaded.issues.extend(unlikely.map(issue));
    }
    let latest = updates.latest(loaded.records.iter().map(|row| row.text("date_maj")));
    let vintage = latest.map(|day| day.to_string());
    let (mut rows, account) = loaded.into_account(&KIND, Role::CATALOGUE);
    for row in rows.iter_mut().filter(|row| row.text("id").is_empty()) {
        row.made_id = ids.next(row.identity());
    }
    let file = ledger.open(Account { vintage, ..account });
    Ok(CatalogueRows { file, rows, contacts })
}

impl CatalogueRows {
    /// The place that `row` is by itself. `None` when it cannot count: it is then set aside in
    /// `ledger`.
    pub(crate) fn place(
        &self,
        row: &CatalogueRow,
        gazetteer: &Gazetteer,
        ledger: &mut LedgerBuilder,
    ) -> Option<Place> {
        let mut notes = Vec::new();
        let place = place::place(row, self.file, gazetteer, &mut notes);
        let issue = |fate, trouble, value: String| {
            let named = [row.text("nom"), row.text("id"), &value];
            let named = named.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
            Issue::row(row.line, fate, trouble, self.contacts.carry(&named.join(", ")))
        };
        match place {
            Ok(place) => {
                let notes = notes.into_iter().map(|(of, value)| issue(Fate::Kept, of, value));
                ledger.extend(self.file, notes);
                Some(place)
            }
            Err((trouble, value)) => {
                ledger.add(self.file, issue(Fate::SetAside, trouble, value));
                None
            }
        }
    }

    /// The places of all rows, each as it stands. A row that repeats another, with its identifier,
    /// name and position, is set aside; places that share an identifier alone are told.
    pub(crate) fn places(&self, gazetteer: &Gazetteer, ledger: &mut LedgerBuilder) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        let mut of_id: HashMap<String, Vec<usize>> = HashMap::new();
        for row in &self.rows {
            let Some(place) = self.place(row, gazetteer, ledger) else { continue };
            let others = of_id.entry(place.id.clone()).or_default();
            let is_same = |other: &usize| {
                let other = &places[*other];
                (&other.name, other.position) == (&place.name, place.position)
            };
            let is_repeated = others.iter().any(is_same);
            let value = || self.contacts.carry(&format!("{}, {}", place.name, place.id));
            if is_repeated {
                let twice = Trouble::CatalogueTwice;
                ledger.add(self.file, Issue::row(row.line, Fate::SetAside, twice, value()));
                continue;
            }
            if !others.is_empty() {
                let shared = Trouble::SameIdentifier;
                ledger.add(self.file, Issue::row(row.line, Fate::Kept, shared, value()));
            }
            others.push(places.len());
            places.push(place);
        }
        places
    }
}

/// The account of a catalogue by itself.
pub(crate) fn account(sheet: Sheet, contacts: Contacts, gazetteer: &Gazetteer) -> Result<Account> {
    let mut ledger = LedgerBuilder::default();
    let updates = Updates::among(updates::days_of_catalogue(&sheet));
    let catalogue = read(sheet, contacts, gazetteer, updates, &mut ledger)?;
    let places = catalogue.places(gazetteer, &mut ledger);
    ledger.set_kept(catalogue.file, places.len());
    Ok(ledger.finish().accounts.pop().expect("a catalogue that was read has an account"))
}
