//! Record linkage: finds the rows of all lists that describe the same place, so that each
//! place is counted once.
//!
//! First come the certain matches: the same identifier and name within a hundred metres, or
//! the same name, address and position. Then pairs of neighbours, and pairs with a common
//! identifier, are judged by a score that can be computed by hand:
//!
//! > score = 0.50 × name + 0.25 × address + 0.15 × nearness + 0.10 × same commune
//! > (+ 0.10 for a common identifier, for the only France Services of the commune in each
//! > list, or for a France Services and what houses it; at most 1)
//!
//! Each component is between 0 and 1, and ½ where it is unknown for either row. *Name*: the
//! mean of Dice and containment over the words of both names. The weight of a word is
//! `1 + ln((rows + 1) / (rows with the word + 1))`. Stop words and the name of the commune
//! are removed, synonyms of a sort of place count as one word, and typing errors are
//! tolerated. *Address*: the same over the words of the street, with equal weights;
//! multiplied by ½ when the numbers differ, by ¾ when one is missing, by 0.9 when both are.
//! *Nearness*: 1 − metres / [`IdentityOptions::same_within_m`], 0 beyond.
//!
//! From [`IdentityOptions::same_above`] two rows are the same place. From
//! [`IdentityOptions::doubtful_above`] they are reported as doubtful and kept separate.
//! Some rules override the score:
//!
//! - An itinerant service is never a fixed place, and stops match only when certain.
//! - Names with a likeness below one half are two places, even with the same address or
//!   SIRET: the SIRET of an employer is that of many places.
//! - A France Services and what houses it are one place whatever their names, which then count
//!   as unknown at least: at one number of one street, or in one street when both rows say that
//!   they are France Services. The list of France Services names the service, the others name its
//!   host: the town hall, the CCAS, the post office.
//! - A town hall and a library at one address are two places, and so are two numbers of one
//!   name. Elsewhere than at its host, a France Services and a place of another sort are the same
//!   only with equal addresses (0.9) and similar names (0.75): the label may belong to the
//!   neighbour.
//! - Two rows of the same lists are the same only when name and address are almost equal (0.9),
//!   or when both are France Services at one number: a list seldom names one place twice.
//! - Within one commune, up to ten times [`IdentityOptions::same_within_m`], one position
//!   may be wrong. The address must then agree (0.75), and the name or the address be
//!   almost equal (0.9), or both be the only France Services. Without coordinates, an
//!   address (0.75) or an identifier is required.
//! - Pairs are joined into places from the highest score down. A join never crosses a pair
//!   judged different, nor two rows of one list that were not judged at least doubtful.
//!
//! The three outcomes are those of Fellegi and Sunter (1969). Each of n rows is compared with a
//! bounded number of others, in O(n log n); what is found is merged a part of the rows at a time.

mod address;
mod candidates;
mod certain;
mod changes;
mod clusters;
mod concepts;
mod evidence;
mod hours;
mod issues;
mod judge;
mod likeness;
mod merge;
mod options;
mod order;
mod profile;
mod visits;
mod vocabulary;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use rayon::prelude::*;

pub use changes::{ChangedPlace, PlaceOutcome, changed_places};
pub use evidence::{Decision, Evidence, Party, Tally, evidence_of};
pub use options::IdentityOptions;

use self::{
    clusters::{Clusters, Judged, Pair},
    judge::Judgement,
    profile::Profiles,
};
use crate::ledger::{Fate, Issue, LedgerBuilder};
use maillage_core::{
    geodesy::Length,
    model::{FileId, Place, SourceRow},
};

/// The places without duplicates, with the evidence for each merge.
#[derive(Debug)]
pub struct Resolved {
    /// The places without duplicates, by identifier.
    pub places: Vec<Place>,
    /// The compared pairs, in this order: certain, same, doubtful, and the best-scored
    /// different ones. Sorted by descending score within each outcome.
    pub evidence: Vec<Evidence>,
}

/// Merges the duplicates in `places`, and returns the evidence. Rows that are merged or
/// doubtful get an issue in the account of their file.
///
/// The result does not depend on the order of the rows.
pub fn resolve(
    mut places: Vec<Place>,
    ledger: &mut LedgerBuilder,
    options: &IdentityOptions,
) -> Resolved {
    order::sort(&mut places, ledger.accounts());
    let mut certain = certain::groups(&places);
    let firsts: Vec<usize> =
        (0..places.len()).filter(|rank| certain.first(*rank) == *rank).collect();
    let lists = lists_of(&places, &firsts, &mut certain);
    let heads: Vec<&Place> = firsts.iter().map(|rank| &places[*rank]).collect();
    let profiles = Profiles::new(&heads, lists);

    let least = evidence::least_reported(options);
    let judge = |pair, least| judge::judge(pair, &heads, &profiles, options, least);
    let within = Length::from_metres(options.same_within_m);
    let pairs = candidates::candidates(&heads, &profiles, within);
    let (mut judged, different) = judged(&pairs, least, |pair| judge(pair, least));
    drop(pairs);
    let clusters = join(&mut judged, &different, &profiles);

    let mut evidence = evidence::of_certain(&places, &mut certain);
    let judge = |pair| judge(pair, f64::NEG_INFINITY).expect("any score is reported");
    evidence.extend(evidence::of_judged(&judged, &heads, judge, options));
    drop(profiles);
    let groups = groups(places.len(), &firsts, certain, clusters);
    issues::add(&places, &groups, &evidence, ledger);
    let places = merged(places, &groups, ledger);
    visits::say(&places, ledger);
    Resolved { places, evidence }
}

/// The lists that contain the rows of each certain group, in the order of `firsts`. Groups of the
/// same lists share them in memory.
fn lists_of(places: &[Place], firsts: &[usize], certain: &mut Clusters) -> Vec<Arc<[FileId]>> {
    let mut shared: HashMap<Vec<FileId>, Arc<[FileId]>> = HashMap::new();
    let mut share = |lists: Vec<FileId>| {
        let known = shared.entry(lists).or_insert_with_key(|lists| lists.as_slice().into());
        Arc::clone(known)
    };
    let mut lists: Vec<Arc<[FileId]>> =
        firsts.iter().map(|rank| share(vec![places[*rank].source.file])).collect();
    for (rank, place) in places.iter().enumerate() {
        let head = firsts.binary_search(&certain.first(rank)).expect("a group has a first");
        if !lists[head].contains(&place.source.file) {
            lists[head] = share([&lists[head], &[place.source.file][..]].concat());
        }
    }
    lists
}

/// The pairs that are, or nearly are, at least doubtful, with their judgements, and the others.
fn judged(
    pairs: &[Pair],
    least: f64,
    judge: impl Fn((usize, usize)) -> Option<Judgement> + Sync,
) -> (Vec<Judged>, Vec<Pair>) {
    /// Number of pairs that are judged before those of two places are put apart.
    const AT_A_TIME: usize = 1 << 16;
    let of_pair = |pair: &Pair| {
        let Judgement { score, verdict, is_apart, .. } = judge(clusters::ranks(*pair))?;
        Some(Judged { pair: *pair, score, verdict, is_apart })
    };
    let (mut judged, mut different) = (Vec::new(), Vec::new());
    for pairs in pairs.chunks(AT_A_TIME) {
        let of_pairs: Vec<Option<Judged>> = pairs.par_iter().map(of_pair).collect();
        for (pair, of_pair) in pairs.iter().zip(of_pairs) {
            let is_near = |of: &Judged| of.verdict != Decision::Different || of.score >= least;
            match of_pair.filter(is_near) {
                Some(of_pair) => judged.push(of_pair),
                None => different.push(*pair),
            }
        }
    }
    (judged, different)
}

/// The groups that the pairs form. A doubtful pair whose rows are joined through other
/// pairs becomes [`Decision::Joined`].
fn join(judged: &mut [Judged], different: &[Pair], profiles: &Profiles) -> Clusters {
    let mut clusters = clusters::cluster(judged, different, &profiles.lists());
    for judged in judged.iter_mut().filter(|judged| judged.verdict == Decision::Doubtful) {
        let (one, other) = judged.rows();
        if clusters.first(one) == clusters.first(other) {
            judged.verdict = Decision::Joined;
        }
    }
    clusters
}

/// For each row, the rank of its representative row.
fn groups(
    count: usize,
    firsts: &[usize],
    mut certain: Clusters,
    mut clusters: Clusters,
) -> Vec<usize> {
    let mut group_of = |rank: usize| {
        let head = firsts.binary_search(&certain.first(rank)).expect("a group has a first");
        firsts[clusters.first(head)]
    };
    (0..count).map(&mut group_of).collect()
}

/// One place for each group of rows, by identifier.
fn merged(places: Vec<Place>, groups: &[usize], ledger: &mut LedgerBuilder) -> Vec<Place> {
    let mut is_of_several = vec![false; places.len()];
    for (rank, first) in groups.iter().enumerate().filter(|(rank, first)| rank != *first) {
        (is_of_several[rank], is_of_several[*first]) = (true, true);
    }
    let mut several: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    // What is filtered and collected stays where it is in memory.
    let alone = places.into_iter().enumerate().filter_map(|(rank, place)| {
        if !is_of_several[rank] {
            return Some(place);
        }
        several.entry(groups[rank]).or_default().push(place);
        None
    });
    let mut merged: Vec<Place> = alone.collect();
    for rows in several.into_values() {
        let (place, said) = merge::merged(rows);
        for (SourceRow { file, line }, trouble) in said {
            ledger.add(file, Issue::row(line, Fate::Kept, trouble, &place.name));
        }
        merged.push(place);
    }
    order::sort_by_id(&mut merged, ledger.accounts());
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Account, Fate, Role};
    use maillage_core::{
        geodesy::{Length, Position},
        model::{FileId, Kind, Line, Precision, SourceRow},
    };

    fn account(file: u32) -> Account {
        Account {
            id: None,
            file: format!("liste-{file}.csv"),
            role: Role::of_list(Kind::Mediation),
            schema: "mediation-numerique-v1",
            format: "csv",
            encoding: "UTF-8",
            crs: String::new(),
            bytes: 0,
            sha256: String::new(),
            vintage: None,
            read: 1,
            kept: 1,
            issues: Vec::new(),
        }
    }

    /// A library in Guise, in the list of this rank.
    fn library(file: u32, precision: Precision, address: &str) -> Place {
        let details = [("commune", "Guise"), ("adresse", address)];
        let details = details.into_iter().filter(|(_, value)| !value.is_empty());
        Place {
            id: format!("p{file}"),
            name: "Médiathèque Louise Michel".to_owned(),
            kind: Kind::Mediation,
            also: None,
            position: Position::new(49.9, 3.6286).expect("on the globe"),
            precision,
            position_uncertainty: Length::ZERO,
            commune: Some("02361".parse().expect("a code")),
            stop: None,
            schedule: None,
            updated: None,
            details: details.collect(),
            source: SourceRow { file: FileId(file), line: Line { number: 2, rank: 0 } },
            twins: Vec::new(),
        }
    }

    fn resolved(places: Vec<Place>) -> (Resolved, Vec<Account>) {
        let mut ledger = LedgerBuilder::default();
        for file in (0..).take(places.len()) {
            ledger.open(account(file));
        }
        let resolved = resolve(places, &mut ledger, &IdentityOptions::default());
        (resolved, ledger.finish().accounts)
    }

    #[test]
    fn rows_of_which_only_the_commune_is_known_are_at_no_distance() {
        let loose = |file, address| library(file, Precision::Commune, address);
        let (found, accounts) = resolved(vec![loose(0, ""), loose(1, "")]);
        assert_eq!((found.places.len(), found.evidence.len()), (2, 1));
        let pair = &found.evidence[0];
        // 0.5 × 1 + 0.25 × ½ + 0.15 × ½ + 0.1 × 1, but without any address or position.
        assert_eq!(pair.distance, None);
        assert!((pair.score - 0.8).abs() < 1e-9);
        assert_eq!(pair.verdict, Decision::Doubtful);
        let issue = &accounts[1].issues[0];
        assert_eq!(issue.fate, Fate::Kept);
        assert_eq!(
            issue.value,
            "Médiathèque Louise Michel ~ Médiathèque Louise Michel, p0, liste-0.csv, ligne 2, \
             score 0.80"
        );
    }

    #[test]
    fn an_address_stands_for_the_position_that_is_missing() {
        let places = vec![
            library(0, Precision::Commune, "12 rue Haute"),
            library(1, Precision::Position, "12 r. Haute"),
        ];
        let (found, _) = resolved(places);
        let [place] = &found.places[..] else { panic!("{:?}", found.places) };
        assert_eq!((place.id.as_str(), place.precision), ("p0", Precision::Position));
        assert_eq!(&place.details["adresse"], "12 r. Haute");
        assert_eq!(found.evidence[0].distance, None);
    }

    #[test]
    fn evidence_of_other_places_is_left_out() {
        let places = vec![
            library(0, Precision::Position, "12 rue Haute"),
            library(1, Precision::Position, "12 r. Haute"),
        ];
        let (found, _) = resolved(places);
        assert_eq!(evidence_of(&[], found.evidence.clone()), []);
        assert_eq!(evidence_of(&found.places, found.evidence).len(), 1);
    }
}
