//! Foster–Greer–Thorbecke poverty: how many are beyond a line, by how much, how unequally.
//!
//! With p the share of people, z the line and α = 0, 1, 2, for an access A that should reach a
//! minimum and for a cost d that should stay below a maximum:
//!
//! ```text
//! P_α = Σ p_i max(0, (z − A_i) / z)^α        P_α = Σ p_i max(0, (d_i − z) / z)^α
//! ```
//!
//! α = 0 is the headcount, the share of people beyond the line. α = 1 is the depth: the mean gap to
//! the line over all people, as a share of the line, where those who are not beyond it have a gap of
//! zero. Of an access, the depth times the line is what is missing per person to bring all to the
//! line. α = 2 is the severity: it squares the gaps, so that one large gap counts more than several
//! small ones of the same sum. All three are 0 when nobody is beyond the line. Of an access they
//! are at most 1. Of a cost, depth and severity have no upper bound.
//!
//! People exactly at the line are not beyond it. A cost out of reach is beyond any line and counts
//! in the headcount, but its gap has no number: depth and severity are then undefined. An access
//! has a number even where every place is out of reach: zero. Negative values are refused.
//!
//! Foster, Greer and Thorbecke (1984), Econometrica 52(3). O(observations log observations).

use std::{fmt, str::FromStr};

use maillage_words::Words;
use maillage_words::{Lang, spoken::Speak};

use super::{
    Observation, Undefined,
    distribution::{Counted, finite},
};
use crate::sentences;

/// The line beyond which people are poor, in the unit of the value; more than zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PovertyLine {
    /// The value is an access: people with less are poor.
    Minimum(f64),
    /// The value is a cost: people with more, or with no place within reach, are poor.
    Maximum(f64),
}

/// A line that is not written as `min:5` or `max:10`, with a number above zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableLine(pub String);

maillage_words::errors_in_words!(UnreadableLine);

impl UnreadableLine {
    /// The text, and how a line is written.
    pub fn words(&self) -> Words {
        sentences::unreadable_line(&self.0)
    }
}

impl FromStr for PovertyLine {
    type Err = UnreadableLine;

    fn from_str(text: &str) -> Result<Self, UnreadableLine> {
        let unreadable = || UnreadableLine(text.to_owned());
        let (side, number) = text.split_once(':').ok_or_else(unreadable)?;
        let number: f64 = number.trim().parse().map_err(|_| unreadable())?;
        match side.trim() {
            _ if !(number > 0.0 && number.is_finite()) => Err(unreadable()),
            "min" => Ok(Self::Minimum(number)),
            "max" => Ok(Self::Maximum(number)),
            _ => Err(unreadable()),
        }
    }
}

/// As it is read.
impl fmt::Display for PovertyLine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minimum(line) => write!(out, "min:{line}"),
            Self::Maximum(line) => write!(out, "max:{line}"),
        }
    }
}

impl Speak for PovertyLine {
    fn speak(&self, _: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{self}")
    }
}

/// Poverty by one line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fgt {
    /// Share of people beyond the line, 0 to 1 (α = 0).
    pub headcount: Result<f64, Undefined>,
    /// Mean gap to the line over all people, as a share of the line (α = 1).
    pub depth: Result<f64, Undefined>,
    /// Mean squared gap over all people, as a share of the squared line (α = 2).
    pub severity: Result<f64, Undefined>,
}

/// A gap to the line, as a share of the line; zero when not beyond it. `None` when out of reach.
type Gap = Option<f64>;

/// Poverty of `observations` by `line`.
///
/// A number is undefined by [`Undefined::BadLine`], [`Undefined::NegativeValue`],
/// [`Undefined::OutOfReach`], and the reasons common to all indices: nobody, and people or values
/// that are not numbers.
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, PovertyLine, fgt};
///
/// // Minutes of help a week: one person has half of the minimum, another has twice as much.
/// let people = [Observation::new(1.0, 5.0), Observation::new(1.0, 20.0)];
/// let poverty = fgt(&people, PovertyLine::Minimum(10.0));
/// assert_eq!((poverty.headcount, poverty.depth), (Ok(0.5), Ok(0.25)));
/// assert_eq!(poverty.severity, Ok(0.125));
/// ```
pub fn fgt(observations: &[Observation], line: PovertyLine) -> Fgt {
    of_counted(Counted::of(observations).as_ref(), line)
}

/// [`fgt`] of people in the order of their values.
pub(super) fn of_counted(counted: Result<&Counted, &Undefined>, line: PovertyLine) -> Fgt {
    let gaps = counted.map_err(|reason| *reason).and_then(|counted| gaps(counted, line));
    let mean = |of: fn(Gap) -> Result<f64, Undefined>| match &gaps {
        Ok(gaps) => mean(gaps, of),
        Err(reason) => Err(*reason),
    };
    Fgt {
        headcount: mean(|gap| Ok(if gap.is_none_or(|gap| gap > 0.0) { 1.0 } else { 0.0 })),
        depth: mean(|gap| gap.ok_or(Undefined::OutOfReach)),
        severity: mean(|gap| Ok(gap.ok_or(Undefined::OutOfReach)?.powi(2))),
    }
}

/// Mean over people of a number of each gap.
fn mean(gaps: &[(Gap, f64)], of: impl Fn(Gap) -> Result<f64, Undefined>) -> Result<f64, Undefined> {
    let (mut sum, mut all) = (0.0, 0.0);
    // Both sums add in the same order, so that the headcount is exactly 1 when all are poor.
    for (gap, people) in gaps {
        sum += people * of(*gap)?;
        all += people;
    }
    finite(sum / all)
}

/// The gap of each observation, with its people.
fn gaps(counted: &Counted, line: PovertyLine) -> Result<Vec<(Gap, f64)>, Undefined> {
    let (PovertyLine::Minimum(at) | PovertyLine::Maximum(at)) = line;
    if !(at.is_finite() && at > 0.0) {
        return Err(Undefined::BadLine);
    }
    let gap = |value: Option<f64>| match (value, line) {
        (Some(value), _) if value < 0.0 => Err(Undefined::NegativeValue),
        (Some(access), PovertyLine::Minimum(least)) => {
            Ok(Some(((least - access) / least).max(0.0)))
        }
        (Some(cost), PovertyLine::Maximum(most)) => Ok(Some(((cost - most) / most).max(0.0))),
        (None, PovertyLine::Minimum(_)) => Err(Undefined::OutOfReach),
        (None, PovertyLine::Maximum(_)) => Ok(None),
    };
    let values = counted.values()?;
    values.map(|(value, people)| Ok((gap(value)?, people))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::equity::tests::{each, is_near, one_by_one, whole_people};

    fn out_of_reach(people: f64) -> Observation {
        Observation { value: None, ..Observation::new(people, 0.0) }
    }

    #[test]
    fn access_below_a_minimum_by_hand() {
        // The line is 4. Gaps: 1, ¾, 0 (exactly at the line) and 0.
        let of = fgt(&each(&[0.0, 1.0, 4.0, 9.0]), PovertyLine::Minimum(4.0));
        let [headcount, depth, severity] = [2.0 / 4.0, 1.75 / 4.0, 1.5625 / 4.0].map(Ok);
        assert_eq!(of, Fgt { headcount, depth, severity });
    }

    #[test]
    fn cost_beyond_a_maximum_by_hand() {
        // The line is 4 km. Nine people are at 4 km, and one at 12 km has a gap of twice the line.
        let of = [Observation::new(9.0, 4.0), Observation::new(1.0, 12.0)];
        let of = fgt(&of, PovertyLine::Maximum(4.0));
        assert_eq!(of, Fgt { headcount: Ok(0.1), depth: Ok(0.2), severity: Ok(0.4) });
    }

    #[test]
    fn out_of_reach_is_counted_but_has_no_gap() {
        let unknown = Err(Undefined::OutOfReach);
        let of = [Observation::new(3.0, 2.0), out_of_reach(1.0)];
        let cost = fgt(&of, PovertyLine::Maximum(4.0));
        assert_eq!(cost, Fgt { headcount: Ok(0.25), depth: unknown, severity: unknown });
        let access = fgt(&of, PovertyLine::Minimum(4.0));
        assert_eq!(access, Fgt { headcount: unknown, depth: unknown, severity: unknown });
        let nobody = fgt(&[of[0], out_of_reach(0.0)], PovertyLine::Maximum(4.0));
        assert_eq!(nobody, Fgt { headcount: Ok(0.0), depth: Ok(0.0), severity: Ok(0.0) });
    }

    #[test]
    fn a_line_is_a_positive_number_and_values_are_not_negative() {
        for line in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            for line in [PovertyLine::Minimum(line), PovertyLine::Maximum(line)] {
                let of = fgt(&each(&[1.0]), line);
                assert_eq!([of.headcount, of.depth, of.severity], [Err(Undefined::BadLine); 3]);
            }
        }
        let of = fgt(&each(&[-1.0, 1.0]), PovertyLine::Minimum(2.0));
        assert_eq!([of.headcount, of.depth, of.severity], [Err(Undefined::NegativeValue); 3]);
    }

    proptest! {
        #[test]
        fn headcount_is_the_share_of_people_beyond_the_line(
            people in whole_people(),
            line in prop_oneof![(1_u32..4).prop_map(f64::from), 0.5..100.0],
        ) {
            let share = |is_poor: &dyn Fn(f64) -> bool| {
                let persons = one_by_one(&people);
                let poor = persons.iter().filter(|one| one.value.is_some_and(is_poor)).count();
                Ok(poor as f64 / persons.len() as f64)
            };
            let access = fgt(&people, PovertyLine::Minimum(line));
            prop_assert_eq!(access.headcount, share(&|value| value < line));
            let cost = fgt(&people, PovertyLine::Maximum(line));
            prop_assert_eq!(cost.headcount, share(&|value| value > line));
            // The mean is the line, less all that is missing, plus all that is beyond.
            let mean = crate::equity::mean(&people);
            let beyond = cost.depth.and_then(|beyond| Ok(1.0 + beyond - access.depth?));
            prop_assert!(is_near(beyond.map(|lines| lines * line), mean));
            // A gap in an access is at most the line, so that its square is smaller.
            prop_assert!(access.severity.expect("access") <= access.depth.expect("access") + 1e-12);
            prop_assert!(access.depth.expect("access") <= access.headcount.expect("access") + 1e-12);
        }
    }
}
