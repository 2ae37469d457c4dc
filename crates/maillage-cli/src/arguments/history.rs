//! Arguments: codes and names of other vintages than that of the contours.

use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct HistoryArguments {
    /// Codes of two vintages (code_2018, code_2024), when tables or lists and contours differ
    /// in age
    #[arg(long, value_name = "FILE")]
    pub(crate) passage: Option<PathBuf>,
    /// Tables of the Code officiel géographique (INSEE's v_commune, v_mvt_commune), for lists
    /// that name former or delegated communes
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) cog: Vec<PathBuf>,
}
