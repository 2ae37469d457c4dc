//! Rate tables and pyramids of ages: built-in ones and user files.
//!
//! A table is a small TOML file, readable and editable by hand. Every figure in it has a
//! source, and states whether it was verified. The built-in tables are in `rates/` of this
//! crate.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::{Error, Result};
use maillage_core::model::{AgeBand, Departement, Pyramid, RateTable, is_region, listing};

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
        return Err(refused(name, "`personnes` are numbers of people, zero or more".to_owned()));
    }
    Ok(sourced)
}

fn read<T: DeserializeOwned>(name: &str, shipped: &[Shipped]) -> Result<Sourced<T>> {
    let known = shipped.iter().find(|shipped| shipped.name == name);
    let text = match known {
        Some(shipped) => shipped.text.to_owned(),
        None => text_of(name, shipped)?,
    };
    let table = toml::from_str(&text)
        .map_err(|error| refused(name, error.to_string().trim_end().replace('\n', "\n  ")))?;
    let path = Path::new(name).file_name().unwrap_or_default();
    let origin = if known.is_some() { name.to_owned() } else { path.to_string_lossy().into() };
    Ok(Sourced { table, origin, text })
}

fn text_of(name: &str, shipped: &[Shipped]) -> Result<String> {
    let path = Path::new(name);
    maillage_tables::read_settings(path).map_err(|error| match error {
        maillage_tables::Error::NotFound { .. } => {
            let names: Vec<&str> = shipped.iter().map(|shipped| shipped.name).collect();
            let reason = format!(
                "there is no such file, and what comes with maillage is {}",
                names.join(", ")
            );
            refused(name, reason)
        }
        error => Error::from(error),
    })
}

/// Validates the table; the error is the defect.
fn check(table: &RateTable) -> std::result::Result<(), String> {
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
            return Err(format!(
                "the rate of {of} is {rate}; rates are shares, from 0 to 1: write 0.24 for 24 %"
            ));
        }
    }
    let errors = table.ages.iter().filter_map(|age| age.standard_error);
    let model = table.model_error.iter().flat_map(|error| [error.region, error.commune]);
    if let Some(error) = errors.chain(model).find(|error| !(0.0..1.0).contains(error)) {
        return Err(format!("a standard error is {error}; it is a share, from 0 to 1"));
    }
    let rounding = table.areas.iter().map(|area| area.rounding);
    let rounding = rounding.chain(table.total.iter().map(|total| total.rounding));
    if let Some(rounding) =
        rounding.chain([table.rounding]).find(|rounding| !(0.0..=0.1).contains(rounding))
    {
        return Err(format!("`arrondi` is {rounding}; write 0.01 for rates in whole per cents"));
    }
    codes_are_known(table)?;
    if let Some(sample) = &table.sample
        && !((1.0..1e9).contains(&sample.people) && (0.0..1e3).contains(&sample.design_effect))
    {
        return Err(
            "`echantillon` has at least one person, and an `effet_plan` such as 2".to_owned()
        );
    }
    if let Some(margin) = table.margins.iter().find(|margin| !(0.0..=1.0).contains(&margin.weight))
    {
        return Err(format!("`poids` of {} is {}; it is from 0 to 1", margin.name, margin.weight));
    }
    if table.ages.iter().any(|age| age.people.is_some_and(|people| !(0.0..1e10).contains(&people)))
    {
        return Err("`personnes` are numbers of people, zero or more".to_owned());
    }
    Ok(())
}

/// Checks that the areas in the table exist.
fn codes_are_known(table: &RateTable) -> std::result::Result<(), String> {
    const OVERSEAS: [&str; 6] = ["975", "977", "978", "986", "987", "988"];
    let known = |code: &str| {
        OVERSEAS.contains(&code) || Departement::all().any(|departement| departement.code == code)
    };
    if let Some(code) = table.excluded.iter().find(|code| !known(code)) {
        return Err(format!("`hors_champ` names `{code}`; write codes of départements, \"976\""));
    }
    let known = |code: &str| match code.split_once(':') {
        Some(("reg", region)) => is_region(region),
        Some(("dep", departement)) => known(departement),
        _ => false,
    };
    match table.areas.iter().find(|area| !known(&area.code) || area.rate * area.national == 0.0) {
        Some(area) => Err(format!(
            "[[territoires]] of `{}`: write reg:11 or dep:16, with rates above 0",
            area.code
        )),
        None => Ok(()),
    }
}

/// Checks that each band begins where the previous one ends, and that the last has no upper
/// limit.
fn follow(bands: &[AgeBand]) -> std::result::Result<(), String> {
    let list = listing(bands);
    for pair in bands.windows(2) {
        let (one, next) = (pair[0], pair[1]);
        let fault = match one.below() {
            Some(below) if below == next.from() => continue,
            Some(below) if below < next.from() => "leave a hole",
            _ => "overlap",
        };
        return Err(format!("the bands of age {one} and {next} {fault}: {list}"));
    }
    match bands.last().map(|band| band.below()) {
        Some(None) => Ok(()),
        Some(Some(below)) => Err(format!(
            "the last band of age ends at {below}: {list}; write it as {}+",
            bands[bands.len() - 1].from()
        )),
        None => Err("it has no band of age; write [[ages]] with tranche = \"15-24\"".to_owned()),
    }
}

fn refused(name: &str, reason: String) -> Error {
    Error::from(maillage_core::Error::Rates { name: name.to_owned(), reason })
}
