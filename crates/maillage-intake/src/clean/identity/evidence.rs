//! The pairs that were compared, for who wants to know why, and how many there are.

use std::{cmp::Ordering, collections::BTreeSet};

use super::{
    IdentityOptions,
    clusters::{Groups, Judged},
    judge::Judgement,
};
use maillage_core::{
    geodesy::geodesic_metres,
    model::{Place, Precision, SourceRow},
};

/// Pairs judged different that are told: those nearest to doubt.
const NEAR_MISSES: usize = 200;
/// Doubtful pairs that are told of one row: the best.
const DOUBTS: usize = 8;
/// How far below doubt a pair judged different may score.
const NEAR_DOUBT: f64 = 0.05;

/// Two rows that were compared, and what they were found to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Both rows, that which would represent the other first.
    pub rows: [Party; 2],
    /// Metres between the two; `None` when the position of one is only its commune's.
    pub distance: Option<f64>,
    /// How alike the names are, from 0 to 1; `None` when one says nothing.
    pub name: Option<f64>,
    /// How alike the addresses are, from 0 to 1; `None` when one is not told.
    pub address: Option<f64>,
    /// The identifier that both carry: a SIRET, or that of two lists.
    pub identifier: Option<String>,
    /// How alike they are in all, from 0 to 1.
    pub score: f64,
    /// What they are.
    pub verdict: Verdict,
}

/// One row of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its identifier in its list.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its address; may be empty.
    pub address: String,
    /// Its commune's name; may be empty.
    pub commune: String,
    /// Where it was read.
    pub source: SourceRow,
}

/// What two rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// One place, without judgement.
    Certain,
    /// One place, as far as can be judged.
    Same,
    /// One place, because a third row is one with both.
    Joined,
    /// Perhaps one place: both are kept.
    Doubtful,
    /// Two places.
    Different,
}

/// How many rows went in, places came out, and pairs were decided how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that could count.
    pub rows: usize,
    /// Places that they are.
    pub places: usize,
    /// Rows merged without judgement.
    pub certain: usize,
    /// Rows merged because they are alike.
    pub alike: usize,
    /// Pairs that may be one place.
    pub doubtful: usize,
}

/// The `evidence` that concerns one of `places`, which may be fewer than were compared.
pub fn evidence_of(places: &[Place], evidence: Vec<Evidence>) -> Vec<Evidence> {
    let rows = places.iter().flat_map(|place| {
        std::iter::once(place.source).chain(place.twins.iter().map(|twin| twin.source))
    });
    let kept: BTreeSet<SourceRow> = rows.collect();
    let concerns = |pair: &Evidence| pair.rows.iter().any(|row| kept.contains(&row.source));
    evidence.into_iter().filter(concerns).collect()
}

/// Of each row that is certainly another, the row that represents them.
pub(super) fn of_certain(places: &[Place], certain: &mut Groups) -> Vec<Evidence> {
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
            verdict: Verdict::Certain,
        })
    };
    (0..places.len()).filter_map(pair).collect()
}

/// The pairs that were judged, but those that are plainly different.
pub(super) fn of_judged(
    judged: &[Judged],
    heads: &[&Place],
    judge: impl Fn((usize, usize)) -> Judgement,
    options: &IdentityOptions,
) -> Vec<Evidence> {
    let near = options.doubtful_above - NEAR_DOUBT;
    let (mut told, mut misses): (Vec<&Judged>, Vec<&Judged>) = judged
        .iter()
        .filter(|judged| judged.verdict != Verdict::Different || judged.score >= near)
        .partition(|judged| judged.verdict != Verdict::Different);
    let best_first = |one: &&Judged, other: &&Judged| -> Ordering {
        let by_verdict = one.verdict.cmp(&other.verdict);
        by_verdict.then(other.score.total_cmp(&one.score)).then(one.pair.cmp(&other.pair))
    };
    told.sort_by(best_first);
    let mut doubts = vec![0; heads.len()];
    told.retain(|Judged { pair: (one, other), verdict, .. }| {
        let is_told = *verdict != Verdict::Doubtful || doubts[*one].max(doubts[*other]) < DOUBTS;
        doubts[*one] += usize::from(*verdict == Verdict::Doubtful);
        doubts[*other] += usize::from(*verdict == Verdict::Doubtful);
        is_told
    });
    misses.sort_by(best_first);
    told.extend(misses.into_iter().take(NEAR_MISSES));
    let evidence = |judged: &Judged| {
        let judgement = judge(judged.pair);
        let (one, other) = judged.pair;
        Evidence {
            rows: [heads[one], heads[other]].map(Party::of),
            distance: judgement.distance,
            name: judgement.name,
            address: judgement.address,
            identifier: judgement.identifier,
            score: judgement.score,
            verdict: judged.verdict,
        }
    };
    told.into_iter().map(evidence).collect()
}

/// Geodesic metres; `None` when the position of one is only its commune's.
pub(super) fn metres_between(one: &Place, other: &Place) -> Option<f64> {
    let told = |place: &Place| place.precision == Precision::Position;
    (told(one) && told(other)).then(|| geodesic_metres(one.position, other.position))
}

impl Party {
    fn of(place: &Place) -> Self {
        let detail = |name| place.details.get(name).cloned().unwrap_or_default();
        Self {
            id: place.id.clone(),
            name: place.name.clone(),
            address: detail("adresse"),
            commune: detail("commune"),
            source: place.source,
        }
    }
}

impl Verdict {
    /// Its value in the output.
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
    /// That of `places` and their `evidence`.
    pub fn of(places: &[Place], evidence: &[Evidence]) -> Self {
        let count = |verdict| evidence.iter().filter(|pair| pair.verdict == verdict).count();
        let judged = evidence
            .iter()
            .filter(|pair| matches!(pair.verdict, Verdict::Same | Verdict::Joined))
            .flat_map(|pair| pair.rows.iter().map(|row| row.source));
        let judged: BTreeSet<SourceRow> = judged.collect();
        // The platforms of a station are merged by the feed itself, without a pair.
        let merged: Vec<SourceRow> =
            places.iter().flat_map(|place| &place.twins).map(|twin| twin.source).collect();
        let alike = merged.iter().filter(|row| judged.contains(row)).count();
        Self {
            rows: places.len() + merged.len(),
            places: places.len(),
            certain: merged.len() - alike,
            alike,
            doubtful: count(Verdict::Doubtful),
        }
    }
}
