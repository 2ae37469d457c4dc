//! Lengths from every home of a block to the places within a limit.
//!
//! A place within the limit of a home is within the limit and the radius of the block of its centre:
//! one query serves the block. What it yields is sifted for each part of the block in the same way,
//! and for each home by its chord. The lengths of the places left are measured several at once.
//!
//! O(log places + places around) per block, O(places around) per part and home.

use super::{
    Block, Blocks, PlaceIndex,
    keys::LANES,
    pool::{PlacePool, select},
    reach_of,
};
use crate::{
    geodesy::{EarthPoint, Length},
    model::PlaceId,
};

/// The places around the homes of one block.
#[derive(Default)]
struct Around {
    /// The longest chord in metres over which a length can be within the limit.
    reach: f64,
    block: PlacePool,
    part: PlacePool,
    /// Squared chords to the places of the block, or of the part, in square metres.
    chords2: Vec<f64>,
    /// Ranks of the places within reach, then [`LANES`] times any rank.
    possible: Vec<u32>,
    /// The places that the trees yielded.
    fetched: Vec<PlaceId>,
}

impl PlaceIndex {
    /// [`lengths_within`](Self::lengths_within) for every home of `blocks`. `visit` receives the rank
    /// of the home; homes come in the order of the blocks.
    pub(crate) fn lengths_from(
        &self,
        blocks: &Blocks,
        limit: Length,
        mut visit: impl FnMut(usize, &[(PlaceId, Length)]),
    ) {
        let mut around = Around { reach: reach_of(limit), ..Around::default() };
        let mut found = Vec::new();
        for block in blocks.iter() {
            around.gather(self, &block);
            for part in block.parts() {
                around.sift(&part);
                for (rank, home) in part.ranks.iter().zip(part.points) {
                    around.lengths(self, home, limit, &mut found);
                    visit(*rank as usize, &found);
                }
            }
        }
    }
}

impl Around {
    /// Gathers the places that are within the limit of some home of `block`.
    fn gather(&mut self, index: &PlaceIndex, block: &Block) {
        self.fetched.clear();
        index.around(block.centre, self.reach + block.radius, |place| self.fetched.push(place));
        self.fetched.sort_unstable();
        self.block.fill(index, self.fetched.iter().copied());
    }

    /// Keeps for `part`, which is in the block, the places that are within the limit of some home of
    /// it.
    fn sift(&mut self, part: &Block) {
        self.block.chords2(part.centre, &mut self.chords2);
        let reach2 = (self.reach + part.radius).powi(2);
        let count = select(&self.chords2, reach2, &mut self.possible);
        self.part.clear();
        self.part.extend_from(&self.block, &self.possible[..count]);
    }

    /// Replaces `found` by the places within `limit` of `home`, in ascending order, with their
    /// lengths.
    fn lengths(
        &mut self,
        index: &PlaceIndex,
        home: &EarthPoint,
        limit: Length,
        found: &mut Vec<(PlaceId, Length)>,
    ) {
        found.clear();
        self.part.chords2(home.coordinates(), &mut self.chords2);
        let count = select(&self.chords2, self.reach.powi(2), &mut self.possible);
        for first in (0..count).step_by(LANES) {
            let ranks: &[u32; LANES] =
                self.possible[first..].first_chunk().expect("LANES at the end");
            let lengths = self.part.millimetres(home, &self.chords2, ranks);
            for (rank, millimetres) in ranks.iter().zip(lengths).take(count - first) {
                let place = self.part.places[*rank as usize];
                let length = if millimetres.is_nan() {
                    index.length(home, place)
                } else {
                    Length::from_millimetres(millimetres as u64)
                };
                if length <= limit {
                    found.push((place, length));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::Index};

    use super::*;
    use crate::{geodesy::Position, model::Kind};

    /// Positions in a square of degrees around one of two towns, some of them on one spot.
    fn positions(most: usize) -> impl Strategy<Value = Vec<Position>> {
        let town = prop::sample::select(vec![(48.4, -4.5), (48.9, 2.3)]);
        let within = prop_oneof![3 => (-0.1..0.1, -0.1..0.1), 1 => (-1.0..1.0, -1.0..1.0), 1 => Just((0.0, 0.0))];
        let position = (town, within).prop_map(|((latitude, longitude), (north, east))| {
            Position::new(latitude + north, longitude + east).expect("in France")
        });
        vec(position, 0..most)
    }

    proptest! {
        #[test]
        fn homes_together_are_told_the_lengths_of_each(
            homes in positions(300),
            places in positions(60),
            rough in vec((0..60_usize, 0.0..40_000.0), 0..4),
            km in prop_oneof![0.0..30.0, 30.0..700.0, Just(0.0), Just(f64::INFINITY)],
            on in prop::option::of((any::<Index>(), any::<Index>(), 0..2_u64)),
        ) {
            // Some places have no kind.
            let kinds = |rank: usize| Kind::ALL.into_iter().skip(rank % 2).take(rank % 4);
            let supply = places.iter().enumerate().map(|(rank, at)| (kinds(rank), *at));
            let rough = rough.into_iter().filter(|(rank, _)| *rank < places.len());
            let rough = rough.map(|(rank, metres)| (PlaceId::new(rank), Length::from_metres(metres)));
            let index = PlaceIndex::new(supply).with_uncertainties(rough);
            let mut limit = Length::from_metres(km * 1e3);
            // The very length of a pair, or a millimetre less.
            if let Some((home, place, short)) = on
                && !homes.is_empty()
                && !places.is_empty()
            {
                let on = Length::between(*home.get(&homes), *place.get(&places)).millimetres();
                limit = Length::from_millimetres(on.saturating_sub(short));
            }
            let mut told = vec![None; homes.len()];
            index.lengths_from(&Blocks::new(homes.iter().copied()), limit, |rank, found| {
                assert!(told[rank].replace(found.to_vec()).is_none());
            });
            let mut expected = Vec::new();
            for (home, told) in homes.iter().zip(told) {
                index.lengths_within(&EarthPoint::new(*home), limit, &mut expected);
                prop_assert_eq!(told.as_ref(), Some(&expected));
            }
        }
    }
}
