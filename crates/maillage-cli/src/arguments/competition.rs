//! Arguments: how places are shared among the people who reach them.

use maillage::core::{
    competition::Decay,
    measure::{CompetitionMethod, CompetitionOptions},
};

use super::choice::choice;

#[derive(clap::Args)]
pub(crate) struct CompetitionArguments {
    /// How places are shared among the people who reach them: columns of minutes of help a week
    /// for each person, and of places. Without it e2sfca where hours are known
    #[arg(long, value_name = "METHOD", value_parser = choice::<CompetitionMethod>())]
    competition: Option<CompetitionMethod>,
    /// With --competition: how a place counts less with distance, in kilometres (minutes with such a
    /// travel table): binary:10, step:5=1,10=0.6, linear:10, exponential:0.3, gaussian:5 or
    /// power:1,min=0.5; without it weights 1, 0.68 and 0.22 in three rings
    #[arg(long)]
    decay: Option<Decay>,
    /// With --competition: beyond this no place serves, in kilometres or minutes; without it the end
    /// of --decay, or else the main threshold
    #[arg(long, value_name = "KM|MINUTES", allow_negative_numbers = true)]
    catchment: Option<f64>,
}

impl From<&CompetitionArguments> for CompetitionOptions {
    fn from(arguments: &CompetitionArguments) -> Self {
        Self {
            method: arguments.competition.unwrap_or_default(),
            decay: arguments.decay.clone(),
            catchment: arguments.catchment,
        }
    }
}
