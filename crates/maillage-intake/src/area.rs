//! Territories of which a study area is made, by code and by name.

mod names;

use std::{collections::BTreeSet, fmt};

use maillage_core::model::{Commune, CommuneCode, Departement, REGIONS, region_of};

use crate::france::BuiltIn;

pub(crate) use names::ambiguous;
pub use names::{NamedArea, Remark, named_area};

/// A territory of which a study area is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    /// All communes.
    France,
    /// A département by its code.
    Departement(String),
    /// A région by its code.
    Region(String),
    /// An EPCI by its SIREN.
    Epci(String),
    /// A commune by its code.
    Commune(CommuneCode),
}

/// Parses areas: `16` or `dep:16`, `reg:75`, nine digits for an EPCI, five characters for a
/// commune, `france` for all. A two-digit code that is both a département and a région is a
/// département. Whether an area exists is not checked.
///
/// # Errors
///
/// The first text that is not an area.
///
/// # Examples
///
/// ```
/// use maillage_intake::area::{Area, parse_areas};
///
/// let areas = parse_areas(&["16".to_owned(), "reg:75".to_owned()]);
/// let expected = vec![Area::Departement("16".to_owned()), Area::Region("75".to_owned())];
/// assert_eq!(areas, Ok(expected));
/// assert_eq!(parse_areas(&["Charente".to_owned()]), Err("Charente".to_owned()));
/// ```
pub fn parse_areas(codes: &[String]) -> std::result::Result<Vec<Area>, String> {
    codes.iter().map(|code| area(code).ok_or_else(|| code.clone())).collect()
}

fn area(code: &str) -> Option<Area> {
    let (kind, bare) = match code.trim().split_once(':') {
        Some((kind, bare)) => (Some(kind), bare.trim()),
        None => (None, code.trim()),
    };
    let digits = bare.bytes().all(|byte| byte.is_ascii_digit());
    let corsican = bare.eq_ignore_ascii_case("2a") || bare.eq_ignore_ascii_case("2b");
    match (kind, bare.len()) {
        (None, 6) if bare.eq_ignore_ascii_case("france") => Some(Area::France),
        (Some("reg"), 2) if digits => Some(Area::Region(bare.to_owned())),
        (Some("dep") | None, 2 | 3) if digits || corsican => {
            Some(Area::Departement(bare.to_uppercase()))
        }
        (Some("epci") | None, 9) if digits => Some(Area::Epci(bare.to_owned())),
        (Some("com") | None, 5) => bare.parse().ok().map(Area::Commune),
        _ => None,
    }
}

impl Area {
    /// The codes of the départements of France that the area has a part of.
    pub(crate) fn departements(&self, built_in: &'static BuiltIn) -> BTreeSet<&'static str> {
        let france = built_in.france();
        let of = |code: CommuneCode| {
            Departement::of_code(code.departement()).map(|departement| departement.code)
        };
        match self {
            Self::France => france.departements().collect(),
            Self::Departement(code) => {
                Departement::of_code(code).into_iter().map(|found| found.code).collect()
            }
            Self::Region(region) => Departement::all()
                .map(|departement| departement.code)
                .filter(|code| region_of(code) == Some(region))
                .collect(),
            Self::Epci(siren) => france
                .communes()
                .iter()
                .filter(|commune| commune.epci == Some(siren))
                .filter_map(|commune| of(commune.code))
                .collect(),
            Self::Commune(code) => of(*code).into_iter().collect(),
        }
    }

    /// Whether the area holds a commune.
    pub(crate) fn holds(&self, commune: &Commune) -> bool {
        let (epci, region) = (commune.epci.as_deref(), commune.region.as_deref());
        self.holds_member(commune.code, epci, region)
    }

    /// Whether the area holds the commune of `code`, which is in this EPCI and this région.
    pub(crate) fn holds_member(
        &self,
        code: CommuneCode,
        in_epci: Option<&str>,
        in_region: Option<&str>,
    ) -> bool {
        match self {
            Self::France => true,
            Self::Departement(departement) => code.departement() == departement,
            Self::Region(region) => in_region == Some(region),
            Self::Epci(siren) => in_epci == Some(siren),
            Self::Commune(commune) => code == *commune,
        }
    }

    /// Its name; `None` for a code that is not of France, or without France brought along.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            Self::France => Some("France"),
            Self::Departement(code) => Departement::of_code(code).map(|found| found.name),
            Self::Region(code) => {
                let found = REGIONS.iter().find(|(region, _)| region == code);
                found.map(|(_, name)| *name)
            }
            Self::Epci(siren) => BuiltIn::get()?.france().epci(siren).map(|epci| epci.name),
            Self::Commune(code) => {
                BuiltIn::get()?.france().commune(*code).map(|commune| commune.name)
            }
        }
    }

    /// What is to be said of the code of a commune that is taken whole with another.
    pub fn remark(&self) -> Option<Remark> {
        let Self::Commune(code) = self else { return None };
        let built_in = BuiltIn::get()?;
        let drawn = built_in.drawn_as(*code);
        let with = drawn.first().copied().filter(|with| drawn.len() == 1 && with != code)?;
        let is_of_today = built_in.france().commune(*code).is_some();
        Some(if is_of_today { Remark::DrawnWith(with) } else { Remark::TodayIn(with) })
    }

    /// Whether it is a part of France whose contours are not brought along.
    pub(crate) fn is_undrawn(&self) -> bool {
        let Some(built_in) = BuiltIn::get() else { return false };
        let communes = built_in.france().communes().iter();
        let mut undrawn = communes.filter(|commune| commune.drawn_with.is_none());
        match self {
            Self::Departement(code) => undrawn.any(|one| one.code.departement() == code),
            Self::Commune(code) => undrawn.any(|one| one.code == *code),
            Self::France | Self::Region(_) | Self::Epci(_) => false,
        }
    }
}

/// The format that [`parse_areas`] accepts.
impl fmt::Display for Area {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::France => out.write_str("france"),
            Self::Departement(code) => write!(out, "dep:{code}"),
            Self::Region(code) => write!(out, "reg:{code}"),
            Self::Epci(siren) => write!(out, "{siren}"),
            Self::Commune(code) => write!(out, "{code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_kind_of_territory_it_is() {
        let parse = |code: &str| area(code);
        assert_eq!(parse("16"), Some(Area::Departement("16".into())));
        assert_eq!(parse("dep:2a"), Some(Area::Departement("2A".into())));
        assert_eq!(parse("974"), Some(Area::Departement("974".into())));
        assert_eq!(parse("reg:75"), Some(Area::Region("75".into())));
        assert_eq!(parse("200072023"), Some(Area::Epci("200072023".into())));
        assert!(matches!(parse("16015"), Some(Area::Commune(_))));
        for unknown in ["rhinocc", "epci:16", "dep:200072023", "reg:1", "", "16:"] {
            assert_eq!(parse(unknown), None, "{unknown}");
        }
    }
}
