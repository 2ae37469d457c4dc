//! Clustering of judged pairs into places.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Decision;
use maillage_core::model::FileId;

/// Groups of rows (union-find). The lowest rank of a group represents it.
pub(super) struct Clusters(Vec<u32>);

impl Clusters {
    /// Every row in its own group.
    pub(super) fn new(count: usize) -> Self {
        Self((0..u32::try_from(count).expect("fewer rows than 2^32")).collect())
    }

    /// The rank that represents the group of `rank`.
    pub(super) fn first(&mut self, rank: usize) -> usize {
        let mut first = rank;
        while self.0[first] as usize != first {
            let next = self.0[self.0[first] as usize];
            self.0[first] = next;
            first = next as usize;
        }
        first
    }

    /// Merges the groups of two rows.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other) as u32;
    }
}

/// Two rows by their ranks, the lower first.
pub(super) type Pair = (u32, u32);

/// A judged pair that is not clearly of two places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) pair: Pair,
    pub(super) score: f64,
    pub(super) verdict: Decision,
    /// Whether a rule sets the rows apart, though their score leaves a doubt.
    pub(super) is_apart: bool,
}

impl Judged {
    /// Both rows by their ranks, the lower first.
    pub(super) fn rows(&self) -> (usize, usize) {
        ranks(self.pair)
    }
}

/// The ranks of a pair.
pub(super) fn ranks((one, other): Pair) -> (usize, usize) {
    (one as usize, other as usize)
}

/// Joins the pairs judged the same into groups, highest score first. `different` are the pairs that
/// are clearly of two places. `lists` gives the lists of each row. Pairs that cannot be joined
/// become doubtful.
///
/// Two groups are not joined when a pair across them was judged different or set apart. They are not
/// joined either when one list has a row in each group and these two rows were not judged
/// at least doubtful: two rows that their own list may hold twice are one where another list
/// knows both.
pub(super) fn cluster(judged: &mut [Judged], different: &[Pair], lists: &[&[FileId]]) -> Clusters {
    let mut best_first: Vec<usize> =
        (0..judged.len()).filter(|rank| judged[*rank].verdict == Decision::Same).collect();
    best_first.sort_by(|one, other| {
        let (one, other) = (&judged[*one], &judged[*other]);
        other.score.total_cmp(&one.score).then(one.pair.cmp(&other.pair))
    });
    let mut bonds = Bonds::between(judged, different, lists.len());
    let mut groups = Clusters::new(lists.len());
    for rank in best_first {
        let (one, other) = judged[rank].rows();
        let (one, other) = (groups.first(one), groups.first(other));
        if one == other {
            continue;
        }
        if bonds.are_rivals(one, other, &mut groups) || bonds.share_a_list(one, other, lists) {
            judged[rank].verdict = Decision::Doubtful;
            continue;
        }
        groups.join(one, other);
        bonds.join(one, other);
    }
    groups
}

/// What binds the rows that may be joined, or keeps them apart.
struct Bonds {
    /// The rows of each group of several, by the row that represents it.
    members: HashMap<usize, Vec<usize>>,
    /// The rows that the rows of a group must not be joined with, by the row that represents it.
    rivals: HashMap<usize, Vec<usize>>,
    /// Pairs judged at least doubtful.
    perhaps: HashSet<(usize, usize)>,
}

impl Bonds {
    /// The bonds among the rows that are judged the same as another: no other row is ever joined.
    fn between(judged: &[Judged], different: &[Pair], rows: usize) -> Self {
        let mut may_join = vec![false; rows];
        for same in judged.iter().filter(|judged| judged.verdict == Decision::Same) {
            let (one, other) = same.rows();
            (may_join[one], may_join[other]) = (true, true);
        }
        let mut bonds =
            Self { members: HashMap::new(), rivals: HashMap::new(), perhaps: HashSet::new() };
        let pairs = judged.iter().map(|of| {
            let may_be_same = !of.is_apart && of.verdict != Decision::Different;
            (of.rows(), may_be_same)
        });
        let pairs = pairs.chain(different.iter().map(|pair| (ranks(*pair), false)));
        for ((one, other), may_be_same) in pairs {
            if !(may_join[one] && may_join[other]) {
                continue;
            }
            if may_be_same {
                bonds.perhaps.insert((one, other));
            } else {
                bonds.rivals.entry(one).or_default().push(other);
                bonds.rivals.entry(other).or_default().push(one);
            }
        }
        bonds
    }

    /// Whether a row of one group must not be joined with one of the other.
    fn are_rivals(&self, one: usize, other: usize, groups: &mut Clusters) -> bool {
        let rivals = |group: usize| self.rivals.get(&group).map_or(&[][..], Vec::as_slice);
        let smaller = if rivals(one).len() <= rivals(other).len() { one } else { other };
        let larger = one + other - smaller;
        rivals(smaller).iter().any(|rival| groups.first(*rival) == larger)
    }

    /// Whether one list has a row in each of two groups, and these rows were not judged
    /// at least doubtful.
    fn share_a_list(&self, one: usize, other: usize, lists: &[&[FileId]]) -> bool {
        let mut by_list: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
        for member in self.members(&one) {
            for list in lists[*member] {
                by_list.entry(*list).or_default().push(*member);
            }
        }
        self.members(&other).iter().any(|member| {
            let of_lists = lists[*member].iter().filter_map(|list| by_list.get(list)).flatten();
            of_lists
                .into_iter()
                .any(|rival| !self.perhaps.contains(&(*member.min(rival), *member.max(rival))))
        })
    }

    /// The rows of the group that `first` represents.
    fn members<'of>(&'of self, first: &'of usize) -> &'of [usize] {
        self.members.get(first).map_or(std::slice::from_ref(first), Vec::as_slice)
    }

    /// Moves what is known of one of two groups to the other, whose first row represents both.
    fn join(&mut self, one: usize, other: usize) {
        let (kept, gone) = (one.min(other), one.max(other));
        let moved = self.members.remove(&gone).unwrap_or_else(|| vec![gone]);
        self.members.entry(kept).or_insert_with(|| vec![kept]).extend(moved);
        if let Some(enemies) = self.rivals.remove(&gone) {
            self.rivals.entry(kept).or_default().extend(enemies);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(judged: &mut [Judged], lists: &[&[FileId]]) -> Vec<usize> {
        let mut groups = cluster(judged, &[], lists);
        (0..lists.len()).map(|rank| groups.first(rank)).collect()
    }

    fn judged(pair: Pair, score: f64, verdict: Decision) -> Judged {
        Judged { pair, score, verdict, is_apart: false }
    }

    #[test]
    fn a_chain_is_one_place_unless_its_ends_were_judged_different() {
        let lists: [&[FileId]; 3] = [&[FileId(0)], &[FileId(1)], &[FileId(2)]];
        let (best, next) =
            (judged((0, 1), 0.9, Decision::Same), judged((1, 2), 0.8, Decision::Same));
        assert_eq!(groups(&mut [best, next], &lists), [0, 0, 0]);
        let mut pairs = [next, best, judged((0, 2), 0.1, Decision::Different)];
        assert_eq!(groups(&mut pairs, &lists), [0, 0, 2]);
        assert_eq!(pairs[0].verdict, Decision::Doubtful);
        let mut pairs = [next, best];
        let mut clusters = cluster(&mut pairs, &[(0, 2)], &lists);
        assert_eq!([0, 1, 2].map(|rank| clusters.first(rank)), [0, 0, 2]);
    }

    #[test]
    fn of_two_rows_of_one_list_the_best_finds_its_match_and_the_other_is_doubtful() {
        let lists: [&[FileId]; 3] = [&[FileId(0)], &[FileId(1)], &[FileId(1)]];
        let mut pairs = [judged((0, 1), 0.8, Decision::Same), judged((0, 2), 0.9, Decision::Same)];
        assert_eq!(groups(&mut pairs, &lists), [0, 1, 0]);
        assert_eq!(pairs[0].verdict, Decision::Doubtful);
        let same = judged((1, 2), 0.95, Decision::Same);
        assert_eq!(groups(&mut [pairs[1], same], &lists)[2], 0);
    }
}
