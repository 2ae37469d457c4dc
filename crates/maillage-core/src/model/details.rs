//! What a list says of a place beside what is understood.
//!
//! Texts stand one after the other in memory, and the rows of a list share the names of their
//! columns: a text costs four bytes beside its own.

use std::{cmp::Ordering, collections::HashSet, fmt, ops::Index, sync::Arc};

/// Texts by name, in the order of their names.
///
/// # Examples
///
/// ```
/// use maillage_core::model::Details;
///
/// let mut details: Details = [("commune", "Guise"), ("adresse", "3 rue Haute")].into_iter().collect();
/// assert_eq!(details.get("commune"), Some("Guise"));
/// details.insert("adresse", "5 rue Haute");
/// assert!(details.iter().eq([("adresse", "5 rue Haute"), ("commune", "Guise")]));
/// // A text that is empty is there nevertheless.
/// assert_eq!((details.text("horaires"), details.get("horaires")), ("", None));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// The names in order.
    names: Arc<[&'static str]>,
    /// The end of the text of each name, in bytes.
    ends: Box<[u32]>,
    /// The texts, one after the other.
    text: Box<str>,
}

/// Names that details share in memory.
#[derive(Debug, Default)]
pub struct SharedNames(HashSet<Arc<[&'static str]>>);

impl SharedNames {
    /// Has `details` share its names with those that were given before and have the same.
    pub fn share(&mut self, details: &mut Details) {
        match self.0.get(&details.names) {
            Some(known) => details.names = Arc::clone(known),
            None => drop(self.0.insert(Arc::clone(&details.names))),
        }
    }
}

impl Details {
    /// The text under `name`; `None` when there is none, which is not the same as an empty text.
    /// O(names).
    pub fn get(&self, name: &str) -> Option<&str> {
        // Most names are of other lengths, which are compared first: sooner done than a search.
        let place = self.names.iter().position(|own| *own == name)?;
        Some(self.at(place))
    }

    /// The text under `name`; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or("")
    }

    /// Whether there is a text under `name`.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Names and texts, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.names.iter().enumerate().map(|(place, name)| (*name, self.at(place)))
    }

    /// The names in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.names.iter().copied()
    }

    /// Puts a text under a name, instead of the one that is there, if any. O(texts).
    pub fn insert(&mut self, name: &'static str, text: &str) {
        *self = self.iter().filter(|(other, _)| *other != name).chain([(name, text)]).collect();
    }

    /// Takes out the text under `name`; `None` when there is none. O(texts).
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let removed = self.get(name)?.to_owned();
        *self = self.iter().filter(|(other, _)| *other != name).collect();
        Some(removed)
    }

    fn at(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start as usize..self.ends[place] as usize]
    }
}

/// Of several texts under one name the last is kept.
///
/// # Panics
///
/// When the texts together take 4 GB.
impl<Text: AsRef<str>> FromIterator<(&'static str, Text)> for Details {
    fn from_iter<Texts: IntoIterator<Item = (&'static str, Text)>>(texts: Texts) -> Self {
        let mut texts: Vec<(&'static str, Text)> = texts.into_iter().collect();
        // A stable sort: the last under a name comes last.
        texts.sort_by_key(|(name, _)| *name);
        let mut text = String::with_capacity(texts.iter().map(|(_, of)| of.as_ref().len()).sum());
        let (mut names, mut ends) = (Vec::new(), Vec::with_capacity(texts.len()));
        for of_name in texts.chunk_by(|one, other| one.0 == other.0) {
            let (name, last) = &of_name[of_name.len() - 1];
            text.push_str(last.as_ref());
            names.push(*name);
            ends.push(u32::try_from(text.len()).expect("a row takes less than 4 GB"));
        }
        Self { names: names.into(), ends: ends.into(), text: text.into() }
    }
}

/// Compares name by name, each with its text.
impl Ord for Details {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl PartialOrd for Details {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The text under a name.
///
/// # Panics
///
/// When there is none.
impl Index<&str> for Details {
    type Output = str;

    fn index(&self, name: &str) -> &str {
        self.get(name).expect("there is a text under this name")
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 4] = ["adresse", "commune", "horaires", "services"];

    fn texts() -> impl Strategy<Value = Vec<(&'static str, String)>> {
        proptest::collection::vec((proptest::sample::select(&NAMES[..]), "[aé]{0,2}"), 0..6)
    }

    fn pairs(map: &BTreeMap<&'static str, String>) -> Vec<(&'static str, String)> {
        map.iter().map(|(name, text)| (*name, text.clone())).collect()
    }

    #[test]
    fn equal_names_are_shared_and_texts_stay() {
        let mut shared = SharedNames::default();
        let mut rows = ["Guise", "Hirson"].map(|name| Details::from_iter([("commune", name)]));
        rows.iter_mut().for_each(|row| shared.share(row));
        assert!(Arc::ptr_eq(&rows[0].names, &rows[1].names));
        assert_eq!(rows.map(|row| row.text("commune").to_owned()), ["Guise", "Hirson"]);
    }

    proptest! {
        #[test]
        fn details_are_a_map_in_the_order_of_names(
            (one, other) in (texts(), texts()),
            (rank, text) in (0..4_usize, "[bê]{0,2}"),
        ) {
            let [mut map, other_map] =
                [&one, &other].map(|texts| texts.iter().cloned().collect::<BTreeMap<_, _>>());
            let [mut details, other] =
                [one, other].map(|texts| texts.into_iter().collect::<Details>());
            prop_assert_eq!(details.cmp(&other), map.cmp(&other_map));
            prop_assert_eq!(details == other, map == other_map);
            let read = |of: &Details| -> Vec<(&'static str, String)> {
                of.iter().map(|(name, text)| (name, text.to_owned())).collect()
            };
            prop_assert_eq!(read(&details), pairs(&map));
            details.insert(NAMES[rank], &text);
            map.insert(NAMES[rank], text);
            prop_assert_eq!(read(&details), pairs(&map));
            for name in NAMES {
                prop_assert_eq!(details.get(name), map.get(name).map(String::as_str));
                prop_assert_eq!(details.remove(name), map.remove(name));
                prop_assert_eq!(read(&details), pairs(&map));
            }
        }
    }
}
