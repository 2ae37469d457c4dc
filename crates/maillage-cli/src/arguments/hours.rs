//! Arguments: restriction of a map to certain hours.

use maillage::{
    core::presence::{HoursOptions, UnknownHours},
    hours::{Moment, Window},
};

use super::choice::{choice, name};

#[derive(clap::Args)]
pub(crate) struct HoursArguments {
    /// A place serves only if it is open so many minutes a week, averaged over the period
    #[arg(
        long, value_name = "MINUTES", allow_negative_numbers = true,
        default_value_t = HoursOptions::default().min_minutes_per_week,
    )]
    min_minutes_per_week: f64,
    /// The map of a moment: only places open then serve, such as 2026-10-06T10:00
    #[arg(long, value_name = "MOMENT", conflicts_with = "window")]
    at: Option<Moment>,
    /// The map of a part of the week: only places open in it serve, and only their minutes in
    /// it count; samedi, "mardi matin", "lundi-vendredi 18h-20h", or as OpenStreetMap writes it
    #[arg(long, value_name = "HOURS")]
    window: Option<Window>,
    /// What a place whose hours are unknown is taken for, when one of these three is asked
    #[arg(
        long, value_parser = choice::<UnknownHours>(),
        default_value = name(HoursOptions::default().unknown_hours),
    )]
    unknown_hours: UnknownHours,
}

impl From<&HoursArguments> for HoursOptions {
    fn from(arguments: &HoursArguments) -> Self {
        Self {
            min_minutes_per_week: arguments.min_minutes_per_week,
            at: arguments.at,
            window: arguments.window.clone(),
            unknown_hours: arguments.unknown_hours,
        }
    }
}
