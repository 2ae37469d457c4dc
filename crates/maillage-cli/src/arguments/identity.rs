//! Arguments: options to merge duplicates.

use maillage::intake::clean::IdentityOptions;

#[derive(clap::Args)]
pub(crate) struct IdentityArguments {
    /// Rows at most this far apart are compared, in metres, and up to ten times as far when
    /// name and address agree; 0 merges exact duplicates only
    #[arg(
        long, value_name = "M", allow_negative_numbers = true,
        default_value_t = IdentityOptions::default().same_within_m,
    )]
    same_within_m: f64,
    /// Two rows of at least this likeness, from 0 to 1, are merged as one place
    #[arg(
        long, value_name = "SCORE", allow_negative_numbers = true,
        default_value_t = IdentityOptions::default().same_above,
    )]
    same_above: f64,
    /// Two rows of at least this likeness are told as a possible duplicate, and both kept
    #[arg(
        long, value_name = "SCORE", allow_negative_numbers = true,
        default_value_t = IdentityOptions::default().doubtful_above,
    )]
    doubtful_above: f64,
}

impl From<&IdentityArguments> for IdentityOptions {
    fn from(arguments: &IdentityArguments) -> Self {
        Self {
            same_within_m: arguments.same_within_m,
            same_above: arguments.same_above,
            doubtful_above: arguments.doubtful_above,
        }
    }
}
