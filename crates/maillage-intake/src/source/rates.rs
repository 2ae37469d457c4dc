//! Rate tables and pyramids of ages: built-in ones and user files.
//!
//! A table is a small TOML file, readable and editable by hand. Every figure in it has a
//! source, and states whether it was verified. The built-in tables are in `rates/` of this
//! crate.

use std::path::Path;

use maillage_core::model::{AgeBand, Departement, Pyramid, RateTable, is_region, listing};
use maillage_words::Words;
use serde::de::DeserializeOwned;

use crate::{Error, Result, sentences};

/// A built-in file.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub text: &'static str,
}

/// A file of `rates/`, compiled into the program.
macro_rules! shipped {
    ($name:literal) => {
        Shipped {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rates/", $name, ".toml")),
        }
    };
}

/// The built-in rate tables.
pub const TABLES: [Shipped; 2] = [shipped!("insee-2019"), shipped!("insee-2021")];

/// The built-in pyramids.
pub const PYRAMIDS: [Shipped; 1] = [shipped!("france-2021")];

/// A table or a pyramid with its provenance.
#[derive(Debug, Clone, PartialEq)]
pub struct Sourced<T> {
    /// The table.
    pub table: T,
    /// The name of the file, or of the built-in table.
    pub origin: String,
    /// The text it was read from.
    pub text: String,
}

/// The sources of an estimate, as read.
#[derive(Debug, Clone, PartialEq)]
pub struct RateSources {
    /// The rates.
    pub rates: Sourced<RateTable>,
    /// The reference population used to split bands of age.
    pub pyramid: Sourced<Pyramid>,
}

/// The rate table called `name`: a built-in one, otherwise a file.
///
/// # Errors
///
/// [`maillage_core::Error::Rates`] when the file is not a valid rate table: bands that
/// overlap or leave gaps, rates outside 0 to 1.
pub fn rates(name: &str) -> Result<Sourced<RateTable>> {
    let mut sourced: Sourced<RateTable> = read(name, &TABLES)?;
    sourced.table.ages.sort_by_key(|age| age.band);
    check(&sourced.table).map_err(|reason| refused(name, reason))?;
    Ok(sourced)
}

/// The pyramid called `name`: a built-in one, otherwise a file.
///
/// # Errors
///
/// [`maillage_core::Error::Rates`] when the file is not a pyramid, or its bands overlap or
/// leave gaps.
pub fn pyramid(name: &str) -> Result<Sourced<Pyramid>> {
    let sourced: Sourced<Pyramid> = read(name, &PYRAMIDS)?;
    let bands: Vec<AgeBand> = sourced.table.people.iter().map(|(band, _)| *band).collect();
    follow(&bands).map_err(|reason| refused(name, reason))?;
    if sourced.table.people.iter().any(|(_, people)| !(*people >= 0.0 && people.is_finite())) {
        return Err(refused(name, sentences::bad_people()));
    }
    Ok(sourced)
}

fn read<T: DeserializeOwned>(name: &str, shipped: &[Shipped]) -> Result<Sourced<T>> {
    let known = shipped.iter().find(|shipped| shipped.name == name);
    let text = match known {
        Some(shipped) => shipped.text.to_owned(),
        None => text_of(name, shipped)?,
    };
    let table = toml::from_str(&text).map_err(|error| {
        refused(name, Words::same(&error.to_string().trim_end().replace('\n', "\n  ")))
    })?;
    let path = Path::new(name).file_name().unwrap_or_default();
    let origin = if known.is_some() { name.to_owned() } else { path.to_string_lossy().into() };
    Ok(Sourced { table, origin, text })
}

fn text_of(name: &str, shipped: &[Shipped]) -> Result<String> {
    let path = Path::new(name);
    maillage_tables::read_settings(path).map_err(|error| match error {
        maillage_tables::Error::NotFound { .. } => {
            let names: Vec<&str> = shipped.iter().map(|shipped| shipped.name).collect();
            refused(name, sentences::no_such_rates(&names.join(", ")))
        }
        error => Error::from(error),
    })
}

/// Validates the table; the error is the defect.
fn check(table: &RateTable) -> std::result::Result<(), Words> {
    let bands: Vec<AgeBand> = table.ages.iter().map(|age| age.band).collect();
    follow(&bands)?;
    let ages = table.ages.iter().filter_map(|age| Some((age.band.to_string(), age.rate?)));
    let total = table.total.iter().map(|total| ("total".to_owned(), total.rate));
    let areas = table.areas.iter().flat_map(|area| {
        [(area.code.clone(), area.rate), (format!("{}, taux_france", area.code), area.national)]
    });
    let margins = table.margins.iter().flat_map(|margin| &margin.categories);
    let margins = margins.flat_map(|category| {
        let (rate, share) = (category.rate, category.share);
        rate.into_iter().chain(share).map(|share| (category.name.clone(), share))
    });
    for (of, rate) in ages.chain(total).chain(areas).chain(margins) {
        if !(0.0..=1.0).contains(&rate) {
            return Err(sentences::bad_rate(&of, &rate.to_string()));
        }
    }
    let errors = table.ages.iter().filter_map(|age| age.standard_error);
    let model = table.model_error.iter().flat_map(|error| [error.region, error.commune]);
    if let Some(error) = errors.chain(model).find(|error| !(0.0..1.0).contains(error)) {
        return Err(sentences::bad_standard_error(&error.to_string()));
    }
    let rounding = table.areas.iter().map(|area| area.rounding);
    let rounding = rounding.chain(table.total.iter().map(|total| total.rounding));
    if let Some(rounding) =
        rounding.chain([table.rounding]).find(|rounding| !(0.0..=0.1).contains(rounding))
    {
        return Err(sentences::bad_rounding(&rounding.to_string()));
    }
    codes_are_known(table)?;
    if let Some(sample) = &table.sample
        && !((1.0..1e9).contains(&sample.people) && (0.0..1e3).contains(&sample.design_effect))
    {
        return Err(sentences::bad_sample());
    }
    if let Some(margin) = table.margins.iter().find(|margin| !(0.0..=1.0).contains(&margin.weight))
    {
        return Err(sentences::bad_weight(&margin.name, &margin.weight.to_string()));
    }
    if table.ages.iter().any(|age| age.people.is_some_and(|people| !(0.0..1e10).contains(&people)))
    {
        return Err(sentences::bad_people());
    }
    Ok(())
}

/// Checks that the areas in the table exist.
fn codes_are_known(table: &RateTable) -> std::result::Result<(), Words> {
    const OVERSEAS: [&str; 6] = ["975", "977", "978", "986", "987", "988"];
    let known = |code: &str| {
        OVERSEAS.contains(&code) || Departement::all().any(|departement| departement.code == code)
    };
    if let Some(code) = table.excluded.iter().find(|code| !known(code)) {
        return Err(sentences::bad_excluded(code));
    }
    let known = |code: &str| match code.split_once(':') {
        Some(("reg", region)) => is_region(region),
        Some(("dep", departement)) => known(departement),
        _ => false,
    };
    match table.areas.iter().find(|area| !known(&area.code) || area.rate * area.national == 0.0) {
        Some(area) => Err(sentences::bad_area_of_rates(&area.code)),
        None => Ok(()),
    }
}

/// Checks that each band begins where the previous one ends, and that the last has no upper
/// limit.
fn follow(bands: &[AgeBand]) -> std::result::Result<(), Words> {
    let list = listing(bands);
    for pair in bands.windows(2) {
        let (one, next) = (pair[0], pair[1]);
        let fault = match one.below() {
            Some(below) if below == next.from() => continue,
            Some(below) if below < next.from() => sentences::bands_leave_a_hole,
            _ => sentences::bands_overlap,
        };
        return Err(fault(&one.to_string(), &next.to_string(), &list));
    }
    match bands.last().map(|band| band.below()) {
        Some(None) => Ok(()),
        Some(Some(below)) => {
            Err(sentences::last_band_ends(below, &list, bands[bands.len() - 1].from()))
        }
        None => Err(sentences::no_bands()),
    }
}

fn refused(name: &str, reason: Words) -> Error {
    Error::from(maillage_core::Error::Rates { name: name.to_owned(), reason })
}
