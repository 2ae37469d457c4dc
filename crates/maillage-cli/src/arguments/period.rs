//! Arguments: the period over which supply is counted.

use maillage::{
    core::presence::PeriodOptions,
    hours::{HolidaysOff, Period},
};

use super::choice::{choice, name};

#[derive(clap::Args)]
pub(crate) struct PeriodArguments {
    /// The days over which supply is counted, such as 2026-09-01..2026-12-31; by default the
    /// time when all rounds are valid together, or else 52 weeks from the latest date that
    /// the lists state
    #[arg(long, value_name = "DAY..DAY")]
    period: Option<Period>,
    /// On which public holidays a place is closed whose hours say nothing of them
    #[arg(
        long, value_parser = choice::<HolidaysOff>(),
        default_value = name(PeriodOptions::default().public_holidays),
    )]
    public_holidays: HolidaysOff,
}

impl From<&PeriodArguments> for PeriodOptions {
    fn from(arguments: &PeriodArguments) -> Self {
        Self { period: arguments.period, public_holidays: arguments.public_holidays }
    }
}
