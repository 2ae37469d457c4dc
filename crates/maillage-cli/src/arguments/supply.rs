//! Arguments: the lists of supply, and their decoding.

use std::path::PathBuf;

use maillage::{Supply, intake::privacy::Contacts, tables::MaxInputSize};

#[derive(clap::Args)]
pub(crate) struct SupplyArguments {
    /// Lists of médiation places, in the national standard or with columns of their own
    #[arg(long, value_name = "FILE", num_args = 1..)]
    mediation: Vec<PathBuf>,
    /// France Services lists (the national one of 2021, 2022 or 2024, or any other)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    france_services: Vec<PathBuf>,
    /// Stops of itinerant rounds (tournee, ordre, arret, latitude, longitude, recurrence…),
    /// their lines, or a GTFS feed (.zip)
    #[arg(long, value_name = "FILE", num_args = 1..)]
    itinerant: Vec<PathBuf>,
    /// Catalogues that `maillage catalogue` wrote, corrected by hand: the list by themselves, or
    /// corrections of the other lists
    #[arg(long, value_name = "FILE", num_args = 1..)]
    catalogue: Vec<PathBuf>,
    /// School holidays, for hours that stop in them: zone, debut, fin, or the calendrier
    /// scolaire as published
    #[arg(long, value_name = "FILE")]
    school_holidays: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// How lists are read.
#[derive(clap::Args)]
pub(crate) struct ReadingArguments {
    /// What the columns of lists, contours and tables mean, where it is not found out: a
    /// mapping.toml, of which `maillage check --save-mapping` writes a draft
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// Carry e-mail addresses, telephone numbers and names of people into the outputs
    #[arg(long)]
    keep_contacts: bool,
    /// Refuse files larger than this: a number with kB, MB or GB. Reading a file takes at most 1 GB
    /// of memory, or twenty times its size if that is more
    #[arg(long, value_name = "SIZE", default_value_t)]
    pub(crate) max_input_size: MaxInputSize,
}

impl ReadingArguments {
    pub(crate) fn contacts(&self) -> Contacts {
        if self.keep_contacts { Contacts::Kept } else { Contacts::Dropped }
    }
}

impl From<&SupplyArguments> for Supply {
    fn from(arguments: &SupplyArguments) -> Self {
        Self {
            mediation: arguments.mediation.clone(),
            france_services: arguments.france_services.clone(),
            itinerant: arguments.itinerant.clone(),
            catalogue: arguments.catalogue.clone(),
            school_holidays: arguments.school_holidays.clone(),
            mapping: arguments.reading.mapping.clone(),
            contacts: arguments.reading.contacts(),
            max_input_size: arguments.reading.max_input_size,
        }
    }
}
