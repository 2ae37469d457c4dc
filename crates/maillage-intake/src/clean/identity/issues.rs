//! The issues of identity in the ledger: merged rows, doubtful pairs, and identifiers
//! shared by several places of one list.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{Decision, Evidence, Party, metres_between};
use crate::ledger::{Fate, Issue, LedgerBuilder, Trouble};
use maillage_core::model::{Place, SourceRow};

/// Adds the issues of `places` to `ledger`. `groups` gives, for each place, the rank of its
/// representative.
pub(super) fn add(
    places: &[Place],
    groups: &[usize],
    evidence: &[Evidence],
    ledger: &mut LedgerBuilder,
) {
    let files: Vec<String> = ledger.accounts().iter().map(|account| account.file.clone()).collect();
    add_merged(places, groups, &scores(evidence), &files, ledger);
    add_doubtful(places, groups, evidence, &files, ledger);
    add_same_identifiers(places, groups, ledger);
}

/// The highest score of each row among the pairs that merged it.
fn scores(evidence: &[Evidence]) -> BTreeMap<SourceRow, f64> {
    let mut scores = BTreeMap::new();
    let one_place = [Decision::Same, Decision::Joined];
    for pair in evidence.iter().filter(|pair| one_place.contains(&pair.verdict)) {
        for row in &pair.rows {
            let best = scores.entry(row.source).or_insert(pair.score);
            *best = pair.score.max(*best);
        }
    }
    scores
}

fn add_merged(
    places: &[Place],
    groups: &[usize],
    scores: &BTreeMap<SourceRow, f64>,
    files: &[String],
    ledger: &mut LedgerBuilder,
) {
    for (place, first) in places.iter().zip(groups) {
        let first = &places[*first];
        if place.source == first.source {
            continue;
        }
        let metres = metres_between(first, place);
        let score = scores.get(&place.source).copied();
        let other = described((&first.name, &first.id, first.source), files, metres, score);
        let value = format!("{} = {other}", place.name);
        let SourceRow { file, line } = place.source;
        ledger.add(file, Issue::row(line, Fate::Merged, Trouble::SamePlace, value));
    }
}

/// Adds one issue for each doubtful pair, on the row that would be merged into the other.
fn add_doubtful(
    places: &[Place],
    groups: &[usize],
    evidence: &[Evidence],
    files: &[String],
    ledger: &mut LedgerBuilder,
) {
    let mut known = BTreeSet::new();
    let doubtful = || evidence.iter().filter(|pair| pair.verdict == Decision::Doubtful);
    let mut ranks: BTreeMap<SourceRow, usize> =
        doubtful().flat_map(|pair| &pair.rows).map(|row| (row.source, 0)).collect();
    for (rank, place) in places.iter().enumerate() {
        ranks.entry(place.source).and_modify(|known| *known = rank);
    }
    for pair in doubtful() {
        let [one, other] = pair.rows.each_ref().map(|row| groups[ranks[&row.source]]);
        let (kept, doubtful) = (one.min(other), one.max(other));
        if !known.insert((kept, doubtful)) {
            continue;
        }
        let first = usize::from(one != kept);
        let Party { id, name, source, .. } = &pair.rows[first];
        let other = described((name, id, *source), files, pair.distance, Some(pair.score));
        let value = format!("{} ~ {other}", pair.rows[1 - first].name);
        let SourceRow { file, line } = places[doubtful].source;
        let issue = Issue::row(line, Fate::Kept, Trouble::PossiblyTheSame, value);
        ledger.add(file, issue);
    }
}

/// Identifiers are compared within one list: another list may use them for other places.
fn add_same_identifiers(places: &[Place], groups: &[usize], ledger: &mut LedgerBuilder) {
    let key = |rank: &usize| {
        let place = &places[*rank];
        (place.source.file, place.kind, place.id.as_str())
    };
    let mut ranks: Vec<usize> = (0..places.len()).filter(|rank| groups[*rank] == *rank).collect();
    ranks.sort_by(|one, other| key(one).cmp(&key(other)).then(one.cmp(other)));
    let alike = ranks.chunk_by(|one, other| key(one) == key(other));
    let mut others: Vec<usize> = alike.flat_map(|ranks| &ranks[1..]).copied().collect();
    others.sort_unstable();
    for place in others.into_iter().map(|rank| &places[rank]) {
        let SourceRow { file, line } = place.source;
        let issue = Issue::row(line, Fate::Kept, Trouble::SameIdentifier, &place.id);
        ledger.add(file, issue);
    }
}

/// Text of an issue: the other row, its distance, and the likeness.
fn described(
    (name, id, source): (&str, &str, SourceRow),
    files: &[String],
    metres: Option<f64>,
    score: Option<f64>,
) -> String {
    let row = format!("{name}, {id}, {}, ligne {}", files[source.file.index()], source.line.number);
    let metres = metres.map(|metres| format!(", {metres:.0} m")).unwrap_or_default();
    let score = score.map(|score| format!(", score {score:.2}")).unwrap_or_default();
    format!("{row}{metres}{score}")
}
