//! Arguments shared by several commands, one file for each group.
//!
//! Each group converts into the library's option struct, and takes its defaults from that
//! struct.

pub(crate) mod choice;
pub(crate) mod competition;
pub(crate) mod history;
pub(crate) mod hours;
pub(crate) mod identity;
pub(crate) mod measure;
pub(crate) mod need;
pub(crate) mod offer;
mod outputs;
pub(crate) mod period;
pub(crate) mod supply;
pub(crate) mod tables;
pub(crate) mod within;

pub(crate) use competition::CompetitionArguments;
pub(crate) use history::HistoryArguments;
pub(crate) use hours::HoursArguments;
pub(crate) use identity::IdentityArguments;
pub(crate) use measure::MeasureArguments;
pub(crate) use need::NeedArguments;
pub(crate) use offer::OfferArguments;
pub(crate) use outputs::{MapArguments, StyleArguments};
pub(crate) use period::PeriodArguments;
pub(crate) use supply::{ReadingArguments, SupplyArguments};
pub(crate) use tables::TableArguments;
pub(crate) use within::{CatalogueArea, CoverageArea};

#[cfg(test)]
mod tests {
    use clap::Parser;
    use maillage::{
        CoverageOptions, Lang, Sources, Supply,
        core::{offer::OfferOptions, presence::PeriodOptions},
        intake::{catalogue::CatalogueInputs, clean::IdentityOptions},
    };

    use crate::{Arguments, Command};

    fn parsed(line: &str) -> Arguments {
        Arguments::try_parse_from(line.split_whitespace()).expect("a command")
    }

    #[test]
    fn no_flags_of_coverage_mean_the_defaults_of_the_library() {
        let parsed = parsed("maillage coverage --communes c.geojson --out map.geojson");
        assert_eq!(parsed.common.lang, Lang::default());
        let Command::Coverage(arguments) = parsed.command else { panic!("another command") };
        assert_eq!(CoverageOptions::from(&arguments.options), CoverageOptions::default());
        let inputs = Sources::from(&arguments.files);
        let defaults = Sources { communes: Some("c.geojson".into()), ..Sources::default() };
        assert_eq!(format!("{inputs:?}"), format!("{defaults:?}"));
        assert_eq!(arguments.area.areas().expect("no configuration").areas, defaults.within);
    }

    #[test]
    fn no_flags_of_catalogue_mean_the_defaults_of_the_library() {
        let parsed = parsed("maillage catalogue --out places.geojson");
        let Command::Catalogue(arguments) = parsed.command else { panic!("another command") };
        let defaults = CatalogueInputs::default();
        assert_eq!(IdentityOptions::from(&arguments.identity), defaults.identity);
        assert_eq!(PeriodOptions::from(&arguments.period), defaults.period);
        assert_eq!(OfferOptions::from(&arguments.offer), defaults.offer);
        assert_eq!(arguments.area.buffer_km, defaults.buffer_km);
        let supply = Supply::from(&arguments.supply);
        assert_eq!(format!("{supply:?}"), format!("{:?}", defaults.supply));
    }
}
