//! Clustering of judged pairs into places.

use std::collections::{BTreeMap, HashSet};

use super::Decision;
use maillage_core::model::FileId;

/// Groups of rows (union-find). The lowest rank of a group represents it.
pub(super) struct Clusters(Vec<usize>);

impl Clusters {
    /// Every row in its own group.
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The rank that represents the group of `rank`.
    pub(super) fn first(&mut self, rank: usize) -> usize {
        let mut first = rank;
        while self.0[first] != first {
            self.0[first] = self.0[self.0[first]];
            first = self.0[first];
        }
        first
    }

    /// Merges the groups of two rows.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// A judged pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    pub(super) pair: (usize, usize),
    pub(super) score: f64,
    pub(super) verdict: Decision,
    /// Whether a rule sets the rows apart, though their score leaves a doubt.
    pub(super) is_apart: bool,
}

/// Joins the pairs judged the same into groups, highest score first. `lists` gives the
/// lists of each row. Pairs that cannot be joined become doubtful.
///
/// Two groups are not joined when a pair across them was judged different or set apart. They are not
/// joined either when one list has a row in each group and these two rows were not judged
/// at least doubtful: two rows that their own list may hold twice are one where another list
/// knows both.
pub(super) fn cluster(count: usize, judged: &mut [Judged], lists: &[&[FileId]]) -> Clusters {
    let mut groups = Clusters::new(count);
    let mut members: Vec<Vec<usize>> = (0..count).map(|rank| vec![rank]).collect();
    let mut rivals: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut perhaps: HashSet<(usize, usize)> = HashSet::new();
    for Judged { pair: (one, other), verdict, is_apart, .. } in judged.iter() {
        match verdict {
            Decision::Same | Decision::Doubtful if !is_apart => {
                perhaps.insert((*one, *other));
            }
            Decision::Different | Decision::Same | Decision::Doubtful => {
                rivals[*one].push(*other);
                rivals[*other].push(*one);
            }
            Decision::Certain | Decision::Joined => {}
        }
    }
    let mut best_first: Vec<usize> =
        (0..judged.len()).filter(|rank| judged[*rank].verdict == Decision::Same).collect();
    best_first.sort_by(|one, other| {
        let (one, other) = (&judged[*one], &judged[*other]);
        other.score.total_cmp(&one.score).then(one.pair.cmp(&other.pair))
    });
    for rank in best_first {
        let pair = judged[rank].pair;
        let (one, other) = (groups.first(pair.0), groups.first(pair.1));
        if one == other {
            continue;
        }
        let smaller = if rivals[one].len() <= rivals[other].len() { one } else { other };
        let larger = one + other - smaller;
        let is_rival = rivals[smaller].iter().any(|rival| groups.first(*rival) == larger);
        if is_rival || share_a_list(&members[one], &members[other], lists, &perhaps) {
            judged[rank].verdict = Decision::Doubtful;
            continue;
        }
        groups.join(one, other);
        let (kept, gone) = (one.min(other), one.max(other));
        let (moved, enemies) =
            (std::mem::take(&mut members[gone]), std::mem::take(&mut rivals[gone]));
        members[kept].extend(moved);
        rivals[kept].extend(enemies);
    }
    groups
}

/// Whether one list has a row in each of two groups, and these rows were not judged the
/// at least doubtful.
fn share_a_list(
    one: &[usize],
    other: &[usize],
    lists: &[&[FileId]],
    perhaps: &HashSet<(usize, usize)>,
) -> bool {
    let mut by_list: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    for member in one {
        for list in lists[*member] {
            by_list.entry(*list).or_default().push(*member);
        }
    }
    other.iter().any(|member| {
        let of_lists = lists[*member].iter().filter_map(|list| by_list.get(list)).flatten();
        of_lists
            .into_iter()
            .any(|rival| !perhaps.contains(&(*member.min(rival), *member.max(rival))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(judged: &mut [Judged], lists: &[&[FileId]]) -> Vec<usize> {
        let mut groups = cluster(lists.len(), judged, lists);
        (0..lists.len()).map(|rank| groups.first(rank)).collect()
    }

    fn judged(pair: (usize, usize), score: f64, verdict: Decision) -> Judged {
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
