//! Pairs that are written once and gone through again and again.
//!
//! A pair takes 20 bytes, in memory up to 64 MB and beyond that in a file that the system forgets
//! when the run ends. A pass reads them in the order in which they were written.

use std::{
    cell::RefCell,
    cmp::Ordering,
    io::{self, BufReader, BufWriter, Read, Seek, Write},
};

use maillage_core::{
    competition::{Pair, Pairs},
    exact_sum::ExactSum,
    model::Line,
};
use tempfile::{SpooledTempFile, spooled_tempfile};

/// Bytes of pairs that are held in memory.
const HELD: usize = 64_000_000;
/// Bytes of one pair: two ranks, a cost, a line.
const PAIR: usize = 20;
/// Pairs that are compared at once when doubles are looked for, at least; and the most passes that
/// this takes.
const COMPARED: usize = 2_000_000;
const PASSES: usize = 16;

/// Costs of pairs, by rank of their origin and of their place.
pub struct SpooledPairs {
    file: RefCell<SpooledTempFile>,
    /// Number of pairs written.
    count: usize,
    /// The rank of each origin and place as it was written, among the results.
    origins: Vec<u32>,
    places: Vec<u32>,
    /// The pairs that do not count because another of the same ends has a lower cost: their numbers
    /// among those written, ascending.
    dead: Vec<usize>,
}

/// Writes pairs.
pub(super) struct Spool {
    file: BufWriter<SpooledTempFile>,
    count: usize,
}

/// A pair as it is written.
#[derive(Debug, Clone, Copy)]
struct Written {
    origin: u32,
    place: u32,
    cost: f64,
    line: u32,
}

impl Spool {
    pub(super) fn new() -> Self {
        Self { file: BufWriter::with_capacity(1 << 16, spooled_tempfile(HELD)), count: 0 }
    }

    pub(super) fn push(
        &mut self,
        (origin, place): (u32, u32),
        cost: f64,
        line: Line,
    ) -> io::Result<()> {
        let line = u32::try_from(line.number).unwrap_or(u32::MAX);
        self.file.write_all(&Written { origin, place, cost, line }.bytes())?;
        self.count += 1;
        Ok(())
    }

    /// The pairs, once all are written. `origins` and `places` are the ranks of each origin and
    /// place as it was written.
    pub(super) fn finish(self, origins: Vec<u32>, places: Vec<u32>) -> io::Result<SpooledPairs> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(SpooledPairs {
            file: RefCell::new(file),
            count: self.count,
            origins,
            places,
            dead: Vec::new(),
        })
    }
}

impl Written {
    fn bytes(self) -> [u8; PAIR] {
        let mut bytes = [0; PAIR];
        bytes[..4].copy_from_slice(&self.origin.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.place.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.cost.to_le_bytes());
        bytes[16..].copy_from_slice(&self.line.to_le_bytes());
        bytes
    }

    fn of(bytes: [u8; PAIR]) -> Self {
        let four = |at: usize| u32::from_le_bytes([0, 1, 2, 3].map(|next| bytes[at + next]));
        let cost = [0, 1, 2, 3, 4, 5, 6, 7].map(|next| bytes[8 + next]);
        Self { origin: four(0), place: four(4), cost: f64::from_le_bytes(cost), line: four(16) }
    }
}

impl SpooledPairs {
    /// Number of pairs that count.
    pub fn len(&self) -> usize {
        self.count - self.dead.len()
    }

    /// Whether no pair counts.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Visits each pair that counts.
    ///
    /// # Errors
    ///
    /// When the pairs cannot be read again.
    pub fn each(&self, mut visit: impl FnMut(Pair)) -> io::Result<()> {
        let mut dead = self.dead.iter().copied().peekable();
        self.each_written(|number, written| {
            if dead.next_if_eq(&number).is_none() {
                visit(Pair {
                    origin: self.origins[written.origin as usize] as usize,
                    place: self.places[written.place as usize] as usize,
                    cost: written.cost,
                });
            }
        })
    }

    /// Looks for pairs of the same ends. Of each the lowest cost stays; the others no longer count,
    /// and `visit` receives their origin, their place and their line.
    ///
    /// Origins are taken in parts, so that few pairs are in memory at once.
    ///
    /// # Errors
    ///
    /// When the pairs cannot be read again.
    pub(super) fn drop_doubles(&mut self, mut visit: impl FnMut(u32, u32, u32)) -> io::Result<()> {
        let mut counts = vec![0_usize; self.origins.len()];
        self.each_written(|_, written| counts[written.origin as usize] += 1)?;
        let most = COMPARED.max(self.count / PASSES);
        let mut dead = Vec::new();
        let mut from = 0;
        while from < counts.len() {
            let (mut to, mut taken) = (from, 0);
            while to < counts.len() && (to == from || taken + counts[to] <= most) {
                taken += counts[to];
                to += 1;
            }
            let mut part: Vec<(Written, usize)> = Vec::with_capacity(taken);
            self.each_written(|number, written| {
                if (from..to).contains(&(written.origin as usize)) {
                    part.push((written, number));
                }
            })?;
            part.sort_unstable_by(by_ends_and_cost);
            for pair in part.windows(2) {
                let [(before, _), (written, number)] = [pair[0], pair[1]];
                if (before.origin, before.place) == (written.origin, written.place) {
                    dead.push(number);
                    visit(
                        self.origins[written.origin as usize],
                        self.places[written.place as usize],
                        written.line,
                    );
                }
            }
            from = to;
        }
        dead.sort_unstable();
        self.dead = dead;
        Ok(())
    }

    fn each_written(&self, mut visit: impl FnMut(usize, Written)) -> io::Result<()> {
        let mut file = self.file.borrow_mut();
        file.rewind()?;
        let mut reader = BufReader::with_capacity(1 << 16, &mut *file);
        let mut bytes = [0; PAIR];
        for number in 0..self.count {
            reader.read_exact(&mut bytes)?;
            visit(number, Written::of(bytes));
        }
        Ok(())
    }

    fn sums<const N: usize>(
        &self,
        rows: usize,
        row: impl Fn(Pair) -> usize,
        of: impl Fn(Pair) -> [f64; N],
    ) -> io::Result<Vec<[f64; N]>> {
        let mut sums = vec![[const { ExactSum::ZERO }; N]; rows];
        self.each(|pair| {
            for (sum, term) in sums[row(pair)].iter_mut().zip(of(pair)) {
                sum.add(term);
            }
        })?;
        Ok(sums.into_iter().map(|sums| sums.map(|sum| sum.value())).collect())
    }
}

/// By origin, place, cost, and last by number.
fn by_ends_and_cost(
    (one, first): &(Written, usize),
    (other, second): &(Written, usize),
) -> Ordering {
    let ends = (one.origin, one.place).cmp(&(other.origin, other.place));
    ends.then_with(|| one.cost.total_cmp(&other.cost)).then_with(|| first.cmp(second))
}

impl Pairs for SpooledPairs {
    type Error = io::Error;

    fn by_origin<const N: usize>(
        &self,
        of: impl Fn(Pair) -> [f64; N] + Sync,
    ) -> io::Result<Vec<[f64; N]>> {
        self.sums(self.origins.len(), |pair| pair.origin, of)
    }

    fn by_place<const N: usize>(
        &self,
        of: impl Fn(Pair) -> [f64; N] + Sync,
    ) -> io::Result<Vec<[f64; N]>> {
        self.sums(self.places.len(), |pair| pair.place, of)
    }
}
