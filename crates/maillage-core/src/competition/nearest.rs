//! The nearest places of each origin, from pairs in any order.
//!
//! Of places at one cost the one of the lower rank comes first. O(pairs × count).

use super::Pair;

/// The places of lowest cost met so far, by origin.
#[derive(Debug, Clone)]
pub struct NearestPlaces {
    count: usize,
    /// Cost and rank of the places, ascending.
    by_origin: Vec<Vec<(f64, usize)>>,
}

impl NearestPlaces {
    /// For so many origins, at most `count` places each.
    pub fn new(origins: usize, count: usize) -> Self {
        Self { count, by_origin: vec![Vec::new(); origins] }
    }

    /// The most places that are kept of each origin.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Meets a pair. O(count).
    ///
    /// # Panics
    ///
    /// When there is no origin of its rank.
    pub fn add(&mut self, pair: Pair) {
        let nearest = &mut self.by_origin[pair.origin];
        let found = (pair.cost, pair.place);
        let is_before = |(cost, place): &(f64, usize)| {
            cost.total_cmp(&found.0).then_with(|| place.cmp(&found.1)).is_lt()
        };
        let at = nearest.partition_point(is_before);
        if at < self.count {
            nearest.insert(at, found);
            nearest.truncate(self.count);
        }
    }

    /// The costs and ranks of the places of an origin, the nearest first; empty without any.
    ///
    /// # Panics
    ///
    /// When there is no origin of this rank.
    pub fn of(&self, origin: usize) -> &[(f64, usize)] {
        &self.by_origin[origin]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_are_kept_in_order_whatever_the_order_of_the_pairs() {
        let pairs = [(7.0, 3), (2.0, 1), (2.0, 0), (9.0, 2)];
        let mut forwards = NearestPlaces::new(1, 3);
        let mut backwards = NearestPlaces::new(1, 3);
        for (cost, place) in pairs {
            forwards.add(Pair { origin: 0, place, cost });
        }
        for (cost, place) in pairs.into_iter().rev() {
            backwards.add(Pair { origin: 0, place, cost });
        }
        assert_eq!(forwards.of(0), [(2.0, 0), (2.0, 1), (7.0, 3)]);
        assert_eq!(forwards.of(0), backwards.of(0));
    }
}
