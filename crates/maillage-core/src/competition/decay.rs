//! Distance decay: what a place at some cost counts for, usually from 1 for one next door to 0.

use std::{fmt, str::FromStr};

use maillage_words::Words;
use maillage_words::{Lang, spoken::Speak};

use crate::error::BadOption;
use crate::sentences;

/// How the weight of a place falls with the cost of the way to it. Costs, and what is given in
/// their unit, are in one unit: kilometres, minutes, or any other.
///
/// # Examples
///
/// ```
/// use maillage_core::competition::Decay;
///
/// let decay: Decay = "step:10=1,20=0.6".parse()?;
/// assert_eq!([10.0, 15.0, 21.0].map(|cost| decay.weight(cost)), [1.0, 0.6, 0.0]);
/// assert_eq!(decay.end(), Some(20.0));
/// # Ok::<(), maillage_core::competition::UnreadableDecay>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Decay {
    /// 1 up to this cost, 0 beyond it.
    Binary(f64),
    /// Each cost with the weight up to it, by rising cost; 0 beyond the last.
    Step(Vec<(f64, f64)>),
    /// From 1 at no cost to 0 at this cost.
    Linear(f64),
    /// e^(−βd), for this β.
    Exponential(f64),
    /// e^(−d²/2σ²), for this σ.
    Gaussian(f64),
    /// (d/s)^(−α). More than 1 below the scale s.
    Power {
        /// The exponent α.
        exponent: f64,
        /// Lower costs count as this one. 0 for none: the weight of no cost is then unbounded.
        least: f64,
        /// The cost s of weight 1.
        scale: f64,
    },
}

impl Decay {
    /// The weight of a place at `cost`, at least 0.
    ///
    /// Finite, except for a cost of 0 under a [`Power`](Self::Power) without a least cost. Callers
    /// refuse such a cost: see [`is_bounded_at`](Self::is_bounded_at).
    pub fn weight(&self, cost: f64) -> f64 {
        match self {
            Self::Binary(limit) => f64::from(u8::from(cost <= *limit)),
            Self::Step(steps) => {
                steps.iter().find(|(limit, _)| cost <= *limit).map_or(0.0, |(_, weight)| *weight)
            }
            Self::Linear(end) => (1.0 - cost / end).max(0.0),
            Self::Exponential(rate) => (-rate * cost).exp(),
            Self::Gaussian(deviation) => (-cost * cost / (2.0 * deviation * deviation)).exp(),
            Self::Power { exponent, least, scale } => (cost.max(*least) / scale).powf(-exponent),
        }
    }

    /// Whether every place counts alike up to a limit.
    pub fn is_binary(&self) -> bool {
        matches!(self, Self::Binary(_))
    }

    /// Whether the weight of a place at `cost` is a number.
    pub fn is_bounded_at(&self, cost: f64) -> bool {
        self.weight(cost).is_finite()
    }

    /// The cost beyond which every weight is 0; `None` when there is none.
    pub fn end(&self) -> Option<f64> {
        match self {
            Self::Binary(limit) | Self::Linear(limit) => Some(*limit),
            Self::Step(steps) => steps.last().map(|(limit, _)| *limit),
            Self::Exponential(_) | Self::Gaussian(_) | Self::Power { .. } => None,
        }
    }

    /// The three rings of Luo and Qi (2009, their slower decay) over a catchment of this radius:
    /// weights 1, 0.68 and 0.22. Their limits are thirds of the radius, to a thousandth; to four
    /// figures below 1.
    pub fn three_rings(radius: f64) -> Self {
        let scale = 10.0_f64.powf((3.0 - radius.log10().floor()).max(3.0));
        let third = |count: f64| (radius * count / 3.0 * scale).round() / scale;
        Self::Step(vec![(third(1.0), 1.0), (third(2.0), 0.68), (radius, 0.22)])
    }

    /// Checks that every number is in its range.
    ///
    /// # Errors
    ///
    /// [`BadOption`] when one is not.
    pub fn check(&self) -> Result<(), BadOption> {
        if self.is_sound() {
            return Ok(());
        }
        let expected = sentences::unsound_decay();
        Err(BadOption { field: "options.decay", value: self.to_string(), expected })
    }

    /// Whether every number is in its range, and some weight is not 0.
    fn is_sound(&self) -> bool {
        let is_positive = |number: f64| number.is_finite() && number > 0.0;
        match self {
            Self::Binary(number)
            | Self::Linear(number)
            | Self::Exponential(number)
            | Self::Gaussian(number) => is_positive(*number),
            Self::Step(steps) => {
                let are_weights =
                    steps.iter().all(|(_, weight)| weight.is_finite() && *weight >= 0.0);
                let rise = steps.is_sorted_by(|(one, _), (next, _)| one < next);
                let limits = steps.iter().all(|(limit, _)| limit.is_finite() && *limit >= 0.0);
                let counts = steps.iter().any(|(_, weight)| *weight > 0.0);
                counts && are_weights && rise && limits
            }
            Self::Power { exponent, least, scale } => {
                is_positive(*exponent) && is_positive(*scale) && least.is_finite() && *least >= 0.0
            }
        }
    }
}

/// A decay that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableDecay(String);

maillage_words::errors_in_words!(UnreadableDecay);

impl UnreadableDecay {
    /// The text, and how a decay is written.
    pub fn words(&self) -> Words {
        sentences::unreadable_decay(&self.0)
    }
}

/// `binary:30`, `step:10=1,20=0.6`, `linear:30`, `exponential:0.1`, `gaussian:15`, `power:1`,
/// `power:2,min=0.5,scale=10`.
impl FromStr for Decay {
    type Err = UnreadableDecay;

    fn from_str(text: &str) -> Result<Self, UnreadableDecay> {
        let (kind, numbers) = text.split_once(':').unwrap_or((text, ""));
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let read = || {
            Some(match kind.trim().to_ascii_lowercase().as_str() {
                "binary" => Self::Binary(number(numbers)?),
                "linear" => Self::Linear(number(numbers)?),
                "exponential" => Self::Exponential(number(numbers)?),
                "gaussian" => Self::Gaussian(number(numbers)?),
                "step" => {
                    let step = |pair: &str| {
                        let (limit, weight) = pair.split_once('=')?;
                        Some((number(limit)?, number(weight)?))
                    };
                    Self::Step(numbers.split(',').map(step).collect::<Option<_>>()?)
                }
                "power" => {
                    let mut parts = numbers.split(',');
                    let exponent = number(parts.next()?)?;
                    let (mut least, mut scale) = (0.0, 1.0);
                    for part in parts {
                        let (name, value) = part.split_once('=')?;
                        match name.trim() {
                            "min" => least = number(value)?,
                            "scale" => scale = number(value)?,
                            _ => return None,
                        }
                    }
                    Self::Power { exponent, least, scale }
                }
                _ => return None,
            })
        };
        read().filter(Self::is_sound).ok_or_else(|| UnreadableDecay(text.to_owned()))
    }
}

/// As it is read.
impl fmt::Display for Decay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary(limit) => write!(out, "binary:{limit}"),
            Self::Linear(end) => write!(out, "linear:{end}"),
            Self::Exponential(rate) => write!(out, "exponential:{rate}"),
            Self::Gaussian(deviation) => write!(out, "gaussian:{deviation}"),
            Self::Step(steps) => {
                let step = |(limit, weight): &(f64, f64)| format!("{limit}={weight}");
                write!(out, "step:{}", steps.iter().map(step).collect::<Vec<_>>().join(","))
            }
            Self::Power { exponent, least, scale } => {
                write!(out, "power:{exponent}")?;
                if *least != 0.0 {
                    write!(out, ",min={least}")?;
                }
                if *scale != 1.0 {
                    write!(out, ",scale={scale}")?;
                }
                Ok(())
            }
        }
    }
}

impl Speak for &Decay {
    fn speak(&self, _: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decay(text: &str) -> Decay {
        text.parse().expect("a decay")
    }

    #[test]
    fn limits_are_inclusive_and_nothing_counts_beyond_them() {
        assert_eq!([30.0, 30.001].map(|cost| decay("binary:30").weight(cost)), [1.0, 0.0]);
        let step = decay("step:10=1,20=0.6");
        assert_eq!(
            [0.0, 10.0, 10.5, 20.0, 21.0].map(|cost| step.weight(cost)),
            [1.0, 1.0, 0.6, 0.6, 0.0]
        );
        assert_eq!(
            [0.0, 15.0, 30.0, 45.0].map(|cost| decay("linear:30").weight(cost)),
            [1.0, 0.5, 0.0, 0.0]
        );
    }

    #[test]
    fn weights_are_those_of_their_formulas() {
        assert_eq!(decay("exponential:0.1").weight(10.0), (-1.0_f64).exp());
        assert_eq!(decay("gaussian:15").weight(15.0), (-0.5_f64).exp());
        assert_eq!([1.0, 4.0].map(|cost| decay("power:1").weight(cost)), [1.0, 0.25]);
        let bounded = decay("power:2,min=5,scale=10");
        assert_eq!([0.0, 5.0, 20.0].map(|cost| bounded.weight(cost)), [4.0, 4.0, 0.25]);
        assert!(!decay("power:1").is_bounded_at(0.0) && bounded.is_bounded_at(0.0));
    }

    #[test]
    fn a_decay_is_written_as_it_is_read() {
        for text in [
            "binary:30",
            "step:10=1,20=0.6",
            "linear:30",
            "exponential:0.1",
            "gaussian:15",
            "power:1",
            "power:2,min=0.5,scale=10",
        ] {
            assert_eq!(decay(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_decay_is_refused_with_examples() {
        for text in
            ["", "binary", "binary:-3", "binary:nan", "step:20=1,10=0.5", "step:10", "power:1,x=2"]
        {
            let error = text.parse::<Decay>().expect_err(text).to_string();
            assert!(error.contains("gaussian:15"), "{error}");
        }
    }
}
