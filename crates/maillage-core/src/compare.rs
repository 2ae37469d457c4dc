//! Change between two measures: who gained help within reach, who lost it.
//!
//! People are counted with one population for both measures, so that a change is of access and not
//! of residents. Swapping the measures, and the population with them, gives the opposite change.
//!
//! Communes of two years are brought together: codes that lead to each other form one unit, whose
//! shares are means over residents and whose people are sums. O(communes log communes).

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    access::Weight,
    measure::{CommuneResult, Results},
    model::CommuneCode,
    territory::Territory,
};

/// A change of the mean cost below this, in kilometres or minutes, is none: two geocoders put one
/// address farther apart.
pub const SLIGHT: f64 = 0.5;

/// A commune in one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// INSEE code.
    pub code: CommuneCode,
    /// Residents; `None` when unknown.
    pub residents: Option<f64>,
    /// People in need; `None` when unknown.
    pub need: Option<f64>,
    /// Mean cost to the nearest place, in kilometres or minutes; `None` out of reach, and where it
    /// is unknown.
    pub cost: Option<f64>,
    /// Share of residents within the main threshold, 0 to 1; `None` when unknown.
    pub covered: Option<f64>,
    /// Share of people in need within the main threshold, 0 to 1; `None` when unknown.
    pub covered_need: Option<f64>,
}

/// The measure whose population counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first.
    Before,
    /// The second.
    After,
}

/// The change of one commune, or of several that are one in the other measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The communes of the first measure, by code; empty when it has none of them.
    pub before_codes: Vec<CommuneCode>,
    /// The communes of the second measure, by code; empty when it has none of them.
    pub after_codes: Vec<CommuneCode>,
    /// What the first measure says; `None` without any commune there.
    pub before: Option<Figures>,
    /// What the second measure says; `None` without any commune there.
    pub after: Option<Figures>,
    /// Residents of the population that counts; `None` when unknown.
    pub residents: Option<f64>,
    /// People in need of the population that counts; `None` when unknown.
    pub need: Option<f64>,
}

/// What one measure says of a unit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Mean cost; see [`State::cost`].
    pub cost: Option<f64>,
    /// Share of residents within the main threshold; see [`State::covered`].
    pub covered: Option<f64>,
    /// Share of people in need; see [`State::covered_need`].
    pub covered_need: Option<f64>,
}

/// What became of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// More residents are within the main threshold.
    Gained,
    /// Fewer are.
    Lost,
    /// As many are, and the mean cost is lower by [`SLIGHT`] at least.
    Nearer,
    /// As many are, and the mean cost is higher by [`SLIGHT`] at least, or no longer within reach.
    Farther,
    /// Nothing changed, or by less than [`SLIGHT`].
    Same,
    /// Nobody lives there.
    NoResidents,
    /// One of the measures does not say.
    Unknown,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 7] = [
        Self::Gained,
        Self::Lost,
        Self::Nearer,
        Self::Farther,
        Self::Same,
        Self::NoResidents,
        Self::Unknown,
    ];

    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gained => "gagne",
            Self::Lost => "perd",
            Self::Nearer => "plus_proche",
            Self::Farther => "plus_loin",
            Self::Same => "inchange",
            Self::NoResidents => "sans_habitant",
            Self::Unknown => "inconnu",
        }
    }

    /// The outcome when the measures are swapped.
    pub fn mirrored(self) -> Self {
        match self {
            Self::Gained => Self::Lost,
            Self::Lost => Self::Gained,
            Self::Nearer => Self::Farther,
            Self::Farther => Self::Nearer,
            Self::Same | Self::NoResidents | Self::Unknown => self,
        }
    }
}

impl Change {
    /// Residents gained within the main threshold; negative when lost. `None` when unknown.
    pub fn residents_gained(&self) -> Option<f64> {
        let (before, after) = self.before.zip(self.after)?;
        Some((after.covered? - before.covered?) * self.residents?)
    }

    /// People in need gained within the main threshold; negative when lost. `None` when unknown.
    pub fn need_gained(&self) -> Option<f64> {
        let (before, after) = self.before.zip(self.after)?;
        Some((after.covered_need? - before.covered_need?) * self.need?)
    }

    /// The change of the mean cost, in kilometres or minutes; negative when help is nearer. `None`
    /// unless both are known.
    pub fn cost_change(&self) -> Option<f64> {
        Some(self.after?.cost? - self.before?.cost?)
    }

    /// What became of the unit.
    pub fn outcome(&self) -> Outcome {
        let both = self.before.zip(self.after);
        let is_silent = |(one, other): (Figures, Figures)| one.covered.or(other.covered).is_none();
        if both.is_some_and(is_silent) && self.residents == Some(0.0) {
            return Outcome::NoResidents;
        }
        let shares = both.and_then(|(before, after)| Some((before.covered?, after.covered?)));
        let Some((before, after)) = shares else { return Outcome::Unknown };
        if after > before {
            return Outcome::Gained;
        }
        if after < before {
            return Outcome::Lost;
        }
        // Out of reach is farther than any cost.
        let cost = |figures: Option<Figures>| {
            figures.and_then(|figures| figures.cost).unwrap_or(f64::INFINITY)
        };
        // Out of reach in both, the difference is no number, and nothing changed.
        match cost(self.after) - cost(self.before) {
            change if change <= -SLIGHT => Outcome::Nearer,
            change if change >= SLIGHT => Outcome::Farther,
            _ => Outcome::Same,
        }
    }
}

/// The change of several units together. People who gain and people who lose are told apart: a
/// territory may have both.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sums {
    /// Residents of the units whose change is known.
    pub residents: f64,
    /// Residents gained within the main threshold.
    pub residents_gained: f64,
    /// Residents lost.
    pub residents_lost: f64,
    /// People in need gained.
    pub need_gained: f64,
    /// People in need lost.
    pub need_lost: f64,
    /// Units that gained residents.
    pub gained: usize,
    /// Units that lost residents.
    pub lost: usize,
    /// Units of which one measure does not say.
    pub unknown: usize,
}

impl Sums {
    /// The sums of `changes`.
    pub fn of<'run>(changes: impl IntoIterator<Item = &'run Change>) -> Self {
        let mut sums = Self::default();
        for change in changes {
            match change.outcome() {
                Outcome::Gained => sums.gained += 1,
                Outcome::Lost => sums.lost += 1,
                Outcome::Unknown => sums.unknown += 1,
                Outcome::Nearer | Outcome::Farther | Outcome::Same | Outcome::NoResidents => {}
            }
            let Some(residents) = change.residents_gained() else { continue };
            sums.residents += change.residents.unwrap_or_default();
            sums.residents_gained += residents.max(0.0);
            sums.residents_lost += (0.0 - residents).max(0.0);
            let need = change.need_gained().unwrap_or_default();
            sums.need_gained += need.max(0.0);
            sums.need_lost += (0.0 - need).max(0.0);
        }
        sums
    }
}

/// The change from `before` to `after`, by the first code of each unit; the population is that of
/// the measure `population`. `leads_to` gives the codes that a code of another year leads to,
/// itself where it is of today.
///
/// # Examples
///
/// ```
/// use maillage_core::{
///     compare::{Outcome, Side, State, compare},
///     model::CommuneCode,
/// };
///
/// let code: CommuneCode = "16015".parse()?;
/// let state = |covered| State {
///     code,
///     residents: Some(1_000.0),
///     need: None,
///     cost: None,
///     covered: Some(covered),
///     covered_need: None,
/// };
/// let changes = compare(&[state(0.25)], &[state(0.5)], Side::After, |code| vec![code]);
/// assert_eq!(changes[0].outcome(), Outcome::Gained);
/// assert_eq!(changes[0].residents_gained(), Some(250.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare(
    before: &[State],
    after: &[State],
    population: Side,
    leads_to: impl Fn(CommuneCode) -> Vec<CommuneCode>,
) -> Vec<Change> {
    let codes = |states: &[State]| states.iter().map(|state| state.code).collect::<BTreeSet<_>>();
    let (of_before, of_after) = (codes(before), codes(after));
    let mut units = Units::default();
    for code in of_before.union(&of_after) {
        // A code that both have needs no history.
        let is_of_both = of_before.contains(code) && of_after.contains(code);
        units.join(*code, &if is_of_both { Vec::new() } else { leads_to(*code) });
    }
    let mut members: BTreeMap<usize, [Vec<&State>; 2]> = BTreeMap::new();
    for (side, states) in [before, after].into_iter().enumerate() {
        for state in states {
            let unit = units.of(state.code);
            members.entry(unit).or_default()[side].push(state);
        }
    }
    let mut changes: Vec<Change> = members
        .into_values()
        .map(|[before, after]| {
            let counted = match population {
                Side::Before => &before,
                Side::After => &after,
            };
            let sum = |of: fn(&State) -> Option<f64>| {
                let all: Option<f64> = counted.iter().map(|state| of(state)).sum();
                all.filter(|_| !counted.is_empty())
            };
            let codes = |states: &[&State]| -> Vec<CommuneCode> {
                let mut codes: Vec<_> = states.iter().map(|state| state.code).collect();
                codes.sort_unstable();
                codes
            };
            Change {
                residents: sum(|state| state.residents),
                need: sum(|state| state.need),
                before_codes: codes(&before),
                after_codes: codes(&after),
                before: figures(&before),
                after: figures(&after),
            }
        })
        .collect();
    changes.sort_by_key(|change| {
        let first = change.before_codes.iter().chain(&change.after_codes).min();
        first.copied()
    });
    changes
}

/// The figures of communes together: means over residents. One commune keeps its own, even if its
/// residents are unknown.
fn figures(states: &[&State]) -> Option<Figures> {
    let mean = |value: fn(&State) -> Option<f64>, weight: fn(&State) -> Option<f64>| {
        let (mut sum, mut all) = (0.0, 0.0);
        for state in states {
            let weight = weight(state)?;
            if weight > 0.0 {
                sum += value(state)? * weight;
                all += weight;
            }
        }
        (all > 0.0).then(|| sum / all)
    };
    match states {
        [] => None,
        [only] => Some(Figures {
            cost: only.cost,
            covered: only.covered,
            covered_need: only.covered_need,
        }),
        _ => Some(Figures {
            cost: mean(|state| state.cost, |state| state.residents),
            covered: mean(|state| state.covered, |state| state.residents),
            covered_need: mean(|state| state.covered_need, |state| state.need),
        }),
    }
}

/// Codes that lead to each other, in sets.
#[derive(Default)]
struct Units {
    ranks: BTreeMap<CommuneCode, usize>,
    parents: Vec<usize>,
}

impl Units {
    fn rank(&mut self, code: CommuneCode) -> usize {
        let next = self.parents.len();
        let rank = *self.ranks.entry(code).or_insert(next);
        if rank == next {
            self.parents.push(next);
        }
        rank
    }

    fn root(&self, mut rank: usize) -> usize {
        while self.parents[rank] != rank {
            rank = self.parents[rank];
        }
        rank
    }

    fn join(&mut self, code: CommuneCode, others: &[CommuneCode]) {
        let first = self.rank(code);
        for other in others {
            let other = self.rank(*other);
            let (one, other) = (self.root(first), self.root(other));
            self.parents[one.max(other)] = one.min(other);
        }
    }

    fn of(&self, code: CommuneCode) -> usize {
        self.root(self.ranks[&code])
    }
}

/// The state of each commune of `results`.
pub fn states(territory: &Territory, results: &Results) -> Vec<State> {
    let state = |result: &CommuneResult| {
        let commune = territory.commune(result.commune);
        let access = result.access();
        let residents = commune.population.map(|people| people as f64);
        let need = commune.need.and_then(|need| need.people);
        State {
            code: commune.code,
            // Shares of people in need say nothing of residents.
            residents: residents.filter(|_| results.options.residents_weight == Weight::Residents),
            need: if results.counts_residents { residents } else { need },
            cost: access.distances.mean.map(|cost| cost.in_column(results.unit)),
            covered: access.covered_main,
            covered_need: access.covered_need,
        }
    };
    results.communes.iter().map(state).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(number: u32) -> CommuneCode {
        format!("16{number:03}").parse().expect("a code")
    }

    fn state(number: u32, residents: f64, covered: f64, cost: f64) -> State {
        State {
            code: code(number),
            residents: Some(residents),
            need: Some(residents / 4.0),
            cost: Some(cost),
            covered: Some(covered),
            covered_need: Some(covered),
        }
    }

    fn as_they_are(code: CommuneCode) -> Vec<CommuneCode> {
        vec![code]
    }

    #[test]
    fn communes_that_are_merged_are_compared_with_the_one_that_they_became() {
        let before = [state(1, 300.0, 0.0, 12.0), state(2, 100.0, 1.0, 4.0)];
        let after = [state(1, 500.0, 0.75, 8.0)];
        let merged = |of: CommuneCode| if of == code(2) { vec![code(1)] } else { vec![of] };
        let changes = compare(&before, &after, Side::Before, merged);
        let [change] = &changes[..] else { panic!("one unit") };
        assert_eq!(change.before_codes, [code(1), code(2)]);
        let figures = change.before.expect("two communes");
        assert_eq!((figures.covered, figures.cost), (Some(0.25), Some(10.0)));
        assert_eq!(change.residents_gained(), Some(0.5 * 400.0));
        assert_eq!(change.outcome(), Outcome::Gained);
    }

    #[test]
    fn what_only_one_measure_has_is_unknown_and_is_told() {
        let changes = compare(
            &[state(1, 9.0, 1.0, 1.0)],
            &[state(2, 9.0, 1.0, 1.0)],
            Side::After,
            as_they_are,
        );
        let outcomes: Vec<Outcome> = changes.iter().map(Change::outcome).collect();
        assert_eq!(outcomes, [Outcome::Unknown; 2]);
        assert_eq!(changes[0].residents_gained(), None);
    }

    proptest! {
        #[test]
        fn nothing_changes_from_a_measure_to_itself_and_the_mirror_is_opposite(
            one in prop::collection::vec((1_u32..6, 0_u32..100, 0.0..30.0), 1..6),
            other in prop::collection::vec((1_u32..6, 0_u32..100, 0.0..30.0), 1..6),
        ) {
            let states = |of: &[(u32, u32, f64)]| -> Vec<State> {
                let by_code: BTreeMap<u32, State> = of
                    .iter()
                    .map(|(number, share, cost)| {
                        (*number, state(*number, 100.0, f64::from(*share) / 100.0, *cost))
                    })
                    .collect();
                by_code.into_values().collect()
            };
            let (one, other) = (states(&one), states(&other));
            // Code 5 was merged into 4.
            let merged = |of: CommuneCode| if of == code(5) { vec![code(4)] } else { vec![of] };
            for change in compare(&one, &one, Side::After, merged) {
                prop_assert_eq!(change.outcome(), Outcome::Same);
                prop_assert_eq!(change.residents_gained(), Some(0.0));
            }
            let there = compare(&one, &other, Side::Before, merged);
            let back = compare(&other, &one, Side::After, merged);
            prop_assert_eq!(there.len(), back.len());
            for (there, back) in there.iter().zip(&back) {
                prop_assert_eq!(there.outcome().mirrored(), back.outcome());
                let opposite = back.residents_gained().map(|gained| 0.0 - gained);
                prop_assert_eq!(there.residents_gained(), opposite);
            }
        }
    }
}
