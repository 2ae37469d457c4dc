//! Labels of France Services in lists of médiation, beside the national list of France Services.
//!
//! Lists of médiation give the label to whoever employs or hosts a counsellor: in one département, to
//! sixty town halls and libraries where the national list has thirty-five France Services. The
//! national list names them all. In a département where it names any, a place of another list that
//! it does not name is therefore a place of médiation only, and the ledger says so. Without that list
//! the label is believed.

use std::collections::{BTreeMap, HashSet};

use maillage_core::model::{FileId, Kind, Place, SourceRow};

use crate::{
    kinds::places::france_services,
    ledger::{Fate, Issue, LedgerBuilder, Trouble},
};

/// Takes the label from the places that the national lists of the run do not name, in the
/// départements where they name any. A place without a commune keeps it.
pub(crate) fn confirm(places: &mut [Place], ledger: &mut LedgerBuilder) {
    let accounts = (0..).map(FileId).zip(ledger.accounts());
    let national: HashSet<FileId> = accounts
        .filter(|(_, account)| france_services::is_national(account.schema))
        .map(|(file, _)| file)
        .collect();
    let rows = |place: &Place| -> Vec<SourceRow> {
        std::iter::once(place.source).chain(place.twins.iter().map(|twin| twin.source)).collect()
    };
    let is_named = |place: &Place| rows(place).iter().any(|row| national.contains(&row.file));
    let departement = |place: &Place| Some(place.commune?.departement().to_owned());
    let covered: HashSet<String> =
        places.iter().filter(|place| is_named(place)).filter_map(departement).collect();
    let mut by_list: BTreeMap<FileId, usize> = BTreeMap::new();
    for place in places {
        let is_labelled = place.kind == Kind::Mediation && place.also == Some(Kind::FranceServices);
        let is_covered = departement(place).is_some_and(|code| covered.contains(&code));
        if !is_labelled || !is_covered || is_named(place) {
            continue;
        }
        place.also = None;
        let SourceRow { file, line } = place.source;
        *by_list.entry(file).or_default() += 1;
        ledger.add(file, Issue::row(line, Fate::Kept, Trouble::LabelUnconfirmed, &place.name));
    }
    for (file, count) in by_list {
        ledger.add(file, Issue::file(Trouble::LabelsUnconfirmed, count.to_string()));
    }
}
