//! Need: how many people of each commune are illectronic, estimated from their ages, and how
//! sure that is.
//!
//! There is no official figure by commune. Published rates by age, times the people of each
//! age, are what a commune would have if its people were like those of the same age in
//! France: indirect standardisation. What it lacks is told by the interval: the rates come
//! from a sample, places differ beyond their ages, and few people are many or few by chance.

mod calibrate;
mod compare;
mod crosswalk;
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
