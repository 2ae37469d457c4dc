//! Rows with equal keys, without a map of all keys.
//!
//! Rows are first sorted by a hash of their key. Keys are only compared where hashes are equal, so
//! that no more than a few exist at a time.

use std::{
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash},
};

use rayon::prelude::*;

/// The ranks of the rows with one key, in ascending order, for each key of several of the `count`
/// rows. In no particular order of keys. Rows without a key are alone.
pub(crate) fn alike<Key: Hash + Eq>(
    count: usize,
    key: impl Fn(u32) -> Option<Key> + Sync,
) -> Vec<Vec<u32>> {
    let hasher = BuildHasherDefault::<DefaultHasher>::new();
    let count = u32::try_from(count).expect("fewer rows than 2^32");
    let hashed = |rank: u32| Some((hasher.hash_one(key(rank)?), rank));
    let mut hashed: Vec<(u64, u32)> = (0..count).into_par_iter().filter_map(hashed).collect();
    hashed.par_sort_unstable();
    let mut groups = Vec::new();
    for rows in hashed.chunk_by(|one, other| one.0 == other.0).filter(|rows| rows.len() > 1) {
        let mut by_key: HashMap<Key, Vec<u32>> = HashMap::new();
        for (_, rank) in rows {
            by_key.entry(key(*rank).expect("it was hashed")).or_default().push(*rank);
        }
        groups.extend(by_key.into_values().filter(|ranks| ranks.len() > 1));
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_alike_if_their_keys_are(keys in proptest::collection::vec(0..9_u8, 0..40)) {
            let key = |rank: u32| keys.get(rank as usize).copied().filter(|key| *key > 0);
            let mut found = alike(keys.len(), key);
            found.sort_unstable();
            let of = |key: u8| -> Vec<u32> {
                (0..keys.len() as u32).filter(|rank| keys[*rank as usize] == key).collect()
            };
            let mut expected: Vec<Vec<u32>> =
                (1..9).map(of).filter(|ranks| ranks.len() > 1).collect();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
