//! Need: estimates of the number of illectronic people in each commune, with intervals.
//!
//! No official statistic exists by commune. The estimate multiplies the people of each age by the
//! national rate of that age (indirect standardisation). The interval covers three sources of
//! error: the rates come from a sample, communes differ from what their ages predict, and small
//! populations vary by chance.

mod calibrate;
mod compare;
mod crosswalk;
mod dice;
mod draws;
mod estimate;
mod margins;
mod options;
mod rates;
mod subject;
mod variance;

pub use calibrate::{BadTarget, Group, Scope, Target, Total};
pub use compare::{AreaComparison, Comparison, compare};
pub use crosswalk::{Crosswalk, SplitBands};
pub use draws::{Drawn, Draws};
pub use estimate::{AgedPeople, Estimate, Estimates, Peopled, estimate};
pub use margins::{check as check_margins, factor};
pub use options::{Confidence, NeedOptions};
pub use rates::{CompleteRates, complete};
pub use subject::{NeedSubject, NeedUnit};
pub use variance::{Interval, total_with_interval};
