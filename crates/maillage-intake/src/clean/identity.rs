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
//! The three outcomes are those of Fellegi and Sunter (1969). O(n log n) for n rows: each
//! is compared with a bounded number of others.

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

use rayon::prelude::*;

pub use changes::{ChangedPlace, PlaceOutcome, changed_places};
pub use evidence::{Decision, Evidence, Party, Tally, evidence_of};
pub use options::IdentityOptions;

use self::{
    clusters::{Clusters, Judged},
    profile::PlaceProfile,
};
use crate::{
    clean::made_id,
    ledger::{Fate, Issue, LedgerBuilder},
};
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
    places: Vec<Place>,
    ledger: &mut LedgerBuilder,
    options: &IdentityOptions,
) -> Resolved {
    let places = order::sorted(places, ledger.accounts());
    let mut certain = certain::groups(&places);
    let firsts: Vec<usize> =
        (0..places.len()).filter(|rank| certain.first(*rank) == *rank).collect();
    let lists = lists_of(&places, &firsts, &mut certain);
    let heads: Vec<&Place> = firsts.iter().map(|rank| &places[*rank]).collect();
    let profiles = profile::profiles(&heads, lists);

    let within = Length::from_metres(options.same_within_m);
    let judge = |(one, other): (usize, usize)| {
        judge::judge((heads[one], &profiles[one]), (heads[other], &profiles[other]), options)
    };
    let mut judged = judged(&candidates::candidates(&heads, &profiles, within), judge);
    let clusters = join(&mut judged, &profiles);

    let mut evidence = evidence::of_certain(&places, &mut certain);
    evidence.extend(evidence::of_judged(&judged, &heads, judge, options));
    let groups = groups(places.len(), &firsts, certain, clusters);
    issues::add(&places, &groups, &evidence, ledger);
    let places = merged(places, &groups, ledger);
    visits::say(&places, ledger);
    Resolved { places, evidence }
}

/// The lists that contain the rows of each certain group, in the order of `firsts`.
fn lists_of(places: &[Place], firsts: &[usize], certain: &mut Clusters) -> Vec<Vec<FileId>> {
    let mut lists: Vec<Vec<FileId>> = vec![Vec::new(); firsts.len()];
    for (rank, place) in places.iter().enumerate() {
        let head = firsts.binary_search(&certain.first(rank)).expect("a group has a first");
        if !lists[head].contains(&place.source.file) {
            lists[head].push(place.source.file);
        }
    }
    lists
}

fn judged(
    pairs: &[(usize, usize)],
    judge: impl Fn((usize, usize)) -> judge::Judgement + Sync,
) -> Vec<Judged> {
    let of_pair = |pair: &(usize, usize)| {
        let judgement = judge(*pair);
        let judge::Judgement { score, verdict, is_apart, .. } = judgement;
        Judged { pair: *pair, score, verdict, is_apart }
    };
    pairs.par_iter().map(of_pair).collect()
}

/// The groups that the pairs form. A doubtful pair whose rows are joined through other
/// pairs becomes [`Decision::Joined`].
fn join(judged: &mut [Judged], profiles: &[PlaceProfile]) -> Clusters {
    let lists: Vec<&[FileId]> = profiles.iter().map(|profile| profile.lists.as_slice()).collect();
    let mut clusters = clusters::cluster(profiles.len(), judged, &lists);
    for Judged { pair, verdict, .. } in judged {
        if *verdict == Decision::Doubtful && clusters.first(pair.0) == clusters.first(pair.1) {
            *verdict = Decision::Joined;
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

fn merged(places: Vec<Place>, groups: &[usize], ledger: &mut LedgerBuilder) -> Vec<Place> {
    let mut rows: Vec<Vec<Place>> = (0..places.len()).map(|_| Vec::new()).collect();
    for (place, first) in places.into_iter().zip(groups) {
        rows[*first].push(place);
    }
    let mut merged = Vec::new();
    for rows in rows.into_iter().filter(|rows| !rows.is_empty()) {
        let (place, said) = merge::merged(rows);
        for (SourceRow { file, line }, trouble) in said {
            ledger.add(file, Issue::row(line, Fate::Kept, trouble, &place.name));
        }
        merged.push(place);
    }
    merged.sort_by(|one, other| {
        made_id::in_order(&one.id, &other.id)
            .then_with(|| order::by_content(one, other, ledger.accounts()))
    });
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
            details: details.map(|(name, value)| (name, value.to_owned())).collect(),
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
        assert_eq!(place.details["adresse"], "12 r. Haute");
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
