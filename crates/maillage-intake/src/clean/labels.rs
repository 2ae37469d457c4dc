//! Labels of France Services in lists of médiation, beside the national list of France Services.
//!
//! Lists of médiation give the label to whoever employs or hosts a counsellor: in one département, to
//! sixty town halls and libraries where the national list has thirty-five France Services. The
//! national list names them all. In a département where it names [several](SEVERAL), a place of
//! another list that it does not name is therefore a place of médiation only, and the ledger says so.
//! Without that list the label is believed, and what a catalogue says by hand overrules both.
//! O(rows of places).

use std::collections::{HashMap, HashSet};

use maillage_core::{
    geodesy::EarthPoint,
    model::{CommuneCode, FileId, Kind, Line, Place, SourceRow},
};

use crate::{
    kinds::places::france_services,
    ledger::{Fate, Issue, LedgerBuilder, Trouble},
};

/// Metres within which an itinerant service of the national list, which has its office there, confirms
/// a label.
const AT_ITS_OFFICE: f64 = 300.0;

/// Number of places of a département from which a national list is believed to name all: a part of
/// it, cut to some communes, has fewer.
const SEVERAL: usize = 5;

/// Takes the label from the places that the national lists of the run do not name, in the
/// départements where they name several. A place without a commune keeps it.
pub(crate) fn withdraw_unconfirmed(places: &mut [Place], ledger: &mut LedgerBuilder) {
    let accounts = ledger.accounts().iter();
    let national: HashSet<FileId> = accounts
        .filter(|account| france_services::is_national(account.schema))
        .filter_map(|account| account.id)
        .collect();
    let is_named = |place: &Place| place.sources().any(|row| national.contains(&row.file));
    let mut named: HashMap<String, usize> = HashMap::new();
    let mut offices: HashMap<CommuneCode, Vec<EarthPoint>> = HashMap::new();
    for place in places.iter().filter(|place| is_named(place)) {
        let Some(commune) = place.commune else { continue };
        *named.entry(commune.departement().to_owned()).or_default() += 1;
        if place.is_tour_without_stops() {
            offices.entry(commune).or_default().push(EarthPoint::new(place.position));
        }
    }
    let is_office = |place: &Place| {
        let at = EarthPoint::new(place.position);
        let offices = place.commune.and_then(|commune| offices.get(&commune));
        let mut metres = offices.into_iter().flatten().map(|office| at.length_to(office).metres());
        metres.any(|metres| metres <= AT_ITS_OFFICE)
    };
    for place in places {
        let is_labelled = place.kind == Kind::Mediation && place.also == Some(Kind::FranceServices);
        let count = place.commune.and_then(|commune| named.get(commune.departement()));
        let is_judged = is_labelled && count.is_some_and(|count| *count >= SEVERAL);
        if !is_judged || is_named(place) || is_office(place) {
            continue;
        }
        place.also = None;
        let SourceRow { file, line } = place.source;
        ledger.add(file, Issue::row(line, Fate::Kept, Trouble::LabelUnconfirmed, &place.name));
    }
}

/// Says of each list how many of these places, that it names, lost a label. Those to which a
/// catalogue gave it back are not said to have lost it.
pub(super) fn tell(places: &[Place], ledger: &mut LedgerBuilder) {
    let given_back: HashSet<(FileId, Line)> = places
        .iter()
        .filter(|place| place.is(Kind::FranceServices))
        .map(|place| (place.source.file, place.source.line))
        .collect();
    let files: Vec<FileId> = ledger.accounts().iter().filter_map(|account| account.id).collect();
    for file in files {
        ledger.retain(file, |issue| {
            let row = issue.row_line().map(|line| (file, line));
            issue.trouble != Trouble::LabelUnconfirmed
                || row.is_none_or(|row| !given_back.contains(&row))
        });
        let issues = ledger.account(file).issues.iter();
        let count = issues.filter(|issue| issue.trouble == Trouble::LabelUnconfirmed).count();
        let note = Issue::file(Trouble::LabelsUnconfirmed, count.to_string());
        ledger.extend(file, Some(note).filter(|_| count > 0));
    }
}
