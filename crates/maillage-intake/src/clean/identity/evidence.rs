//! The evidence for each decision on a pair, and their counts.

use std::{cmp::Ordering, collections::BTreeSet};

use super::{
    IdentityOptions,
    clusters::{Clusters, Judged},
    judge::{Judgement, SharedIdentifier},
};
use maillage_core::{
    geodesy::geodesic_metres,
    model::{Place, Precision, SourceRow},
};

/// Maximum number of pairs judged different that are reported, highest scores first.
const NEAR_MISSES: usize = 200;
/// Maximum number of doubtful pairs reported for one row, highest scores first.
const DOUBTS: u32 = 8;
/// Margin below the doubtful threshold within which a pair judged different is reported.
const NEAR_DOUBT: f64 = 0.05;

/// Two compared rows, and the decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Both rows; the one that would represent the other comes first.
    pub rows: [Party; 2],
    /// Distance in metres; `None` when one row is located by its commune only.
    pub distance: Option<f64>,
    /// Likeness of the names, 0 to 1; `None` when one has no significant words.
    pub name: Option<f64>,
    /// Likeness of the addresses, 0 to 1; `None` when one is missing.
    pub address: Option<f64>,
    /// The common identifier: a SIRET, or an identifier used in both lists.
    pub identifier: Option<String>,
    /// Score, 0 to 1.
    pub score: f64,
    /// Decision.
    pub verdict: Decision,
}

/// One row of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Identifier in its list.
    pub id: String,
    /// Name.
    pub name: String,
    /// Address; may be empty.
    pub address: String,
    /// Name of the commune; may be empty.
    pub commune: String,
    /// The row of the list.
    pub source: SourceRow,
}

/// The decision on two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// The same place: certain duplicates, without a score.
    Certain,
    /// The same place, by the score and the rules.
    Same,
    /// The same place, because both match a third row.
    Joined,
    /// Possibly the same place; both are kept.
    Doubtful,
    /// Two places.
    Different,
}

/// Counts of rows, places and decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Valid rows before merging.
    pub rows: usize,
    /// Places after merging.
    pub places: usize,
    /// Rows merged as certain duplicates.
    pub certain: usize,
    /// Rows merged by the score and the rules.
    pub alike: usize,
    /// Doubtful pairs.
    pub doubtful: usize,
}

/// The `evidence` on `places`, which may be a part of the places compared.
pub fn evidence_of(places: &[Place], evidence: Vec<Evidence>) -> Vec<Evidence> {
    let rows = places.iter().flat_map(Place::sources);
    let kept: BTreeSet<SourceRow> = rows.collect();
    let concerns = |pair: &Evidence| pair.rows.iter().any(|row| kept.contains(&row.source));
    evidence.into_iter().filter(concerns).collect()
}

/// The evidence of certain duplicates: each row with its representative row.
pub(super) fn of_certain(places: &[Place], certain: &mut Clusters) -> Vec<Evidence> {
    let pair = |rank: usize| {
        let first = certain.first(rank);
        let (one, other) = (&places[first], &places[rank]);
        (first != rank).then(|| Evidence {
            rows: [one, other].map(Party::of),
            distance: metres_between(one, other),
            name: Some(1.0),
            address: None,
            identifier: (one.id == other.id).then(|| one.id.clone()),
            score: 1.0,
            verdict: Decision::Certain,
        })
    };
    (0..places.len()).filter_map(pair).collect()
}

/// The score from which a pair is reported though it is judged different.
pub(super) fn least_reported(options: &IdentityOptions) -> f64 {
    options.same_above.min(options.doubtful_above) - NEAR_DOUBT
}

/// The evidence of judged pairs, without those that are clearly different.
pub(super) fn of_judged(
    judged: &[Judged],
    heads: &[&Place],
    judge: impl Fn((usize, usize)) -> Judgement,
    options: &IdentityOptions,
) -> Vec<Evidence> {
    let near = least_reported(options);
    let (mut reported, mut misses): (Vec<&Judged>, Vec<&Judged>) = judged
        .iter()
        .filter(|judged| judged.verdict != Decision::Different || judged.score >= near)
        .partition(|judged| judged.verdict != Decision::Different);
    let best_first = |one: &&Judged, other: &&Judged| -> Ordering {
        let by_verdict = one.verdict.cmp(&other.verdict);
        by_verdict.then(other.score.total_cmp(&one.score)).then(one.pair.cmp(&other.pair))
    };
    reported.sort_by(best_first);
    let mut doubts = vec![0_u32; heads.len()];
    reported.retain(|judged| {
        let (one, other) = judged.rows();
        let is_doubtful = judged.verdict == Decision::Doubtful;
        let is_reported = !is_doubtful || doubts[one].max(doubts[other]) < DOUBTS;
        doubts[one] += u32::from(is_doubtful);
        doubts[other] += u32::from(is_doubtful);
        is_reported
    });
    misses.sort_by(best_first);
    reported.extend(misses.into_iter().take(NEAR_MISSES));
    let evidence = |judged: &Judged| {
        let (one, other) = judged.rows();
        let judgement = judge((one, other));
        let identifier = judgement.identifier.map(|shared| match shared {
            SharedIdentifier::Id => heads[one].id.clone(),
            SharedIdentifier::Siret(siret) => siret.to_string(),
        });
        Evidence {
            rows: [heads[one], heads[other]].map(Party::of),
            distance: judgement.distance,
            name: judgement.name,
            address: judgement.address,
            identifier,
            score: judgement.score,
            verdict: judged.verdict,
        }
    };
    reported.into_iter().map(evidence).collect()
}

/// Geodesic distance in metres; `None` when one place is located by its commune only.
pub(super) fn metres_between(one: &Place, other: &Place) -> Option<f64> {
    let has_position = |place: &Place| place.precision == Precision::Position;
    (has_position(one) && has_position(other))
        .then(|| geodesic_metres(one.position, other.position))
}

impl Party {
    fn of(place: &Place) -> Self {
        let detail = |name| place.details.text(name).to_owned();
        Self {
            id: place.id.clone(),
            name: place.name.clone(),
            address: detail("adresse"),
            commune: detail("commune"),
            source: place.source,
        }
    }
}

impl Decision {
    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Same => "meme",
            Self::Joined => "meme_par_un_tiers",
            Self::Doubtful => "douteux",
            Self::Different => "differents",
        }
    }
}

impl Tally {
    /// The counts of `places` and their `evidence`.
    pub fn of(places: &[Place], evidence: &[Evidence]) -> Self {
        let count = |verdict| evidence.iter().filter(|pair| pair.verdict == verdict).count();
        let judged = evidence
            .iter()
            .filter(|pair| matches!(pair.verdict, Decision::Same | Decision::Joined))
            .flat_map(|pair| pair.rows.iter().map(|row| row.source));
        let judged: BTreeSet<SourceRow> = judged.collect();
        // The platforms of a station are merged when the feed is read, without a pair.
        let merged: Vec<SourceRow> =
            places.iter().flat_map(|place| &place.twins).map(|twin| twin.source).collect();
        let alike = merged.iter().filter(|row| judged.contains(row)).count();
        Self {
            rows: places.len() + merged.len(),
            places: places.len(),
            certain: merged.len() - alike,
            alike,
            doubtful: count(Decision::Doubtful),
        }
    }
}
