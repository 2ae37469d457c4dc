//! Identifiers and their ranks.

use std::{cmp::Ordering, collections::HashMap};

/// Identifiers, each with its rank: in the order of a table, or of their first appearance.
#[derive(Debug, Clone, Default)]
pub(super) struct Identifiers {
    ranks: HashMap<Box<str>, u32>,
    is_open: bool,
}

impl Identifiers {
    /// The identifiers of a table, in its order. Others are unknown.
    pub(super) fn known<'id>(ids: impl IntoIterator<Item = &'id String>) -> Self {
        let ranks = ids.into_iter().enumerate();
        let ranks = ranks.map(|(rank, id)| (id.as_str().into(), ranked(rank)));
        Self { ranks: ranks.collect(), is_open: false }
    }

    /// No identifier yet: each one that is asked for is new, and known from then on.
    pub(super) fn open() -> Self {
        Self { ranks: HashMap::new(), is_open: true }
    }

    /// The rank of an identifier; `None` when it is unknown.
    pub(super) fn rank(&mut self, id: &str) -> Option<u32> {
        if let Some(rank) = self.ranks.get(id) {
            return Some(*rank);
        }
        let next = ranked(self.ranks.len());
        self.is_open.then(|| *self.ranks.entry(id.into()).or_insert(next))
    }

    /// Whether an identifier is known that differs from `id` by the zeros before it, which a
    /// spreadsheet drops.
    pub(super) fn has_but_for_zeros(&self, id: &str) -> bool {
        let bare = id.trim_start_matches('0');
        !bare.is_empty()
            && bare.bytes().all(|byte| byte.is_ascii_digit())
            && (self.ranks.contains_key(bare)
                || (1..=2).any(|zeros| {
                    let padded = format!("{}{id}", "0".repeat(zeros));
                    self.ranks.contains_key(padded.as_str())
                }))
    }

    /// The identifiers by rank.
    pub(super) fn into_ids(self) -> Vec<String> {
        let mut ids: Vec<(u32, String)> =
            self.ranks.into_iter().map(|(id, rank)| (rank, id.into())).collect();
        ids.sort_unstable();
        ids.into_iter().map(|(_, id)| id).collect()
    }

    /// Any identifier, to show what they look like; the same in any order of the rows.
    pub(super) fn example(&self) -> Option<&str> {
        self.ranks.keys().map(|id| &**id).min_by(|one, other| by_identifier(one, other))
    }
}

/// The order of identifiers: whole numbers by value, before all others, which are in the order of
/// their letters.
pub(super) fn by_identifier(one: &str, other: &str) -> Ordering {
    let number = |id: &str| id.parse::<u64>().ok();
    let numbers = match (number(one), number(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    };
    numbers.then_with(|| one.cmp(other))
}

fn ranked(rank: usize) -> u32 {
    u32::try_from(rank).expect("a table has fewer rows than four thousand millions")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_by_value_and_names_after_them() {
        let mut ids = ["b", "10", "A", "9", "09"];
        ids.sort_by(|one, other| by_identifier(one, other));
        assert_eq!(ids, ["09", "9", "10", "A", "b"]);
    }
}
