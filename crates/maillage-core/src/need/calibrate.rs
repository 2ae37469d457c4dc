//! Calibration: scales estimates so that an area has its known total.
//!
//! A commune is scaled with the smallest area that contains it and has a total: its département,
//! else its région, else France. The total of an area first gives the areas inside it their own
//! totals; the remainder is scaled. The error of a share is that of its rounding. A number of
//! people is taken as exact.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use maillage_words::Words;

use super::Peopled;
use crate::{
    BadOption, Error, Result,
    model::{CommuneCode, Departement, RateTable, is_region, region_of},
    sentences,
};

/// Maximum share of communes without ages in an area whose total is a share. A change of vintage
/// leaves about this many in a national table.
const MAX_MISSING_FOR_SHARE: f64 = 0.05;
/// Maximum share of communes without ages in an area whose total is a number of people. The people
/// of those communes would be distributed over the others.
const MAX_MISSING_FOR_PEOPLE: f64 = 0.01;
/// A factor above this, or below its inverse, is taken for a typing error.
const LARGEST_FACTOR: f64 = 3.0;

/// An area whose total can be given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A département, by its code.
    Departement(String),
    /// A région, by its code.
    Region(String),
    /// All that the rates cover.
    France,
}

/// The known total of an area.
///
/// # Examples
///
/// ```
/// use maillage_core::need::{Scope, Target, Total};
///
/// let target: Target = "reg:11=12%".parse()?;
/// assert_eq!(target.scope, Scope::Region("11".to_owned()));
/// assert_eq!(target.total, Total::Share(0.12, 0.01));
/// # Ok::<(), maillage_core::need::BadTarget>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The area.
    pub scope: Scope,
    /// Its total.
    pub total: Total,
}

/// A total, as a number or a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Total {
    /// Number of illectronic people.
    People(f64),
    /// Share of the people that the rates cover, 0 to 1, and the unit to which it is rounded: 0.01
    /// for 12 %, 0.001 for 12.5 %.
    Share(f64, f64),
}

/// Communes that are scaled by one factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The area whose total is given.
    pub scope: Scope,
    /// Factor that multiplies the estimates.
    pub factor: f64,
    /// Sum of the estimates before calibration, in people.
    pub expected: f64,
    /// Sum of the estimates after calibration, in people.
    pub target: f64,
    /// Standard error of `target` that comes from its rounding, in people.
    pub error: f64,
    /// The estimates before calibration by région, with their people by band of rates.
    pub(super) regions: BTreeMap<&'static str, RegionSum>,
    /// Sum of the squared estimates before calibration.
    pub(super) squares: f64,
}

/// Sums over the communes of one région in a group, before calibration.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RegionSum {
    pub(super) expected: f64,
    pub(super) by_band: Vec<f64>,
}

impl Scope {
    /// The area of this code: `fr`, `reg:11`, `dep:16`. `None` for a bare `11`, which could be
    /// either, and for unknown codes.
    pub fn of_code(code: &str) -> Option<Self> {
        let code = code.trim();
        if code.eq_ignore_ascii_case("fr") {
            return Some(Self::France);
        }
        if let Some(region) = code.strip_prefix("reg:") {
            return is_region(region).then(|| Self::Region(region.to_owned()));
        }
        let departement = code.strip_prefix("dep:")?.to_uppercase();
        region_of(&departement).map(|_| Self::Departement(departement))
    }

    /// Whether the commune of this code is in the area.
    pub fn holds(&self, code: CommuneCode) -> bool {
        self.holds_departement(code.departement())
    }

    pub(super) fn holds_departement(&self, departement: &str) -> bool {
        match self {
            Self::Departement(code) => departement == code,
            Self::Region(code) => region_of(departement) == Some(code),
            Self::France => true,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Departement(code) => write!(out, "dep:{code}"),
            Self::Region(code) => write!(out, "reg:{code}"),
            Self::France => out.write_str("fr"),
        }
    }
}

/// The text is not an area with its total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadTarget;

maillage_words::errors_in_words!(BadTarget);

impl BadTarget {
    /// How a total is written.
    pub fn words(self) -> Words {
        sentences::bad_target()
    }
}

impl FromStr for Target {
    type Err = BadTarget;

    fn from_str(text: &str) -> std::result::Result<Self, BadTarget> {
        let (area, total) = text.split_once('=').ok_or(BadTarget)?;
        let scope = Scope::of_code(area).ok_or(BadTarget)?;
        let number = |text: &str| -> std::result::Result<f64, BadTarget> {
            text.trim().replace(',', ".").parse().map_err(|_| BadTarget)
        };
        let total = match total.trim().strip_suffix('%') {
            Some(share) => {
                let decimals = share.trim().split(['.', ',']).nth(1).map_or(0, str::len);
                Total::Share(number(share)? / 100.0, 0.01 / 10_f64.powi(decimals.min(9) as i32))
            }
            None => Total::People(number(total)?),
        };
        // A bare 0.12 is ambiguous: it is not a number of people and has no per cent sign.
        let sound = match total {
            Total::Share(share, _) => share > 0.0 && share <= 1.0,
            Total::People(people) => people >= 1.0 && people.is_finite(),
        };
        if sound { Ok(Self { scope, total }) } else { Err(BadTarget) }
    }
}

/// The groups that `targets` define.
///
/// `peopled` are all communes of the table of ages, before calibration, in the codes of that table.
/// `here` are the same people by the communes of `contours`.
///
/// # Errors
///
/// When a total is given twice, when the ages of its area are incomplete, or when it leaves an
/// implausible total for its communes.
pub(super) fn groups(
    targets: &[Target],
    peopled: &BTreeMap<CommuneCode, Peopled>,
    here: &BTreeMap<CommuneCode, Peopled>,
    contours: &BTreeSet<CommuneCode>,
    table: &RateTable,
) -> Result<Vec<Group>> {
    let mut ordered: Vec<&Target> = targets.iter().collect();
    ordered.sort_by(|one, other| one.scope.cmp(&other.scope));
    let refused = |target: &Target, expected| {
        Error::from(BadOption {
            field: "options.calibrate",
            value: target.scope.to_string(),
            expected,
        })
    };
    if let Some(pair) = ordered.windows(2).find(|pair| pair[0].scope == pair[1].scope) {
        return Err(refused(pair[0], sentences::total_twice()));
    }
    let mut groups: Vec<Group> = Vec::new();
    for target in ordered {
        if !covers(&target.scope, peopled, table) || !covers_contours(target, here, contours, table)
        {
            return Err(refused(target, sentences::ages_incomplete()));
        }
        let inside = || peopled.iter().filter(|(code, _)| target.scope.holds(**code));
        let adults = inside().map(|(_, of)| of.adults).sum::<f64>();
        let (total, error) = match target.total {
            Total::People(people) => (people, 0.0),
            Total::Share(share, rounding) => (share * adults, rounding / 12_f64.sqrt() * adults),
        };
        let has_group = |code: CommuneCode| groups.iter().any(|group| group.scope.holds(code));
        let others: f64 = groups
            .iter()
            .filter(|group| is_within(&group.scope, &target.scope))
            .map(|group| group.target)
            .sum();
        let members: Vec<(&CommuneCode, &Peopled)> =
            inside().filter(|(code, _)| !has_group(**code)).collect();
        let mut group = Group {
            scope: target.scope.clone(),
            factor: 1.0,
            expected: 0.0,
            target: total - others,
            error,
            regions: BTreeMap::new(),
            squares: 0.0,
        };
        for (code, of) in &members {
            let region = region_of(code.departement()).unwrap_or_default();
            let sum = group.regions.entry(region).or_default();
            sum.add(of);
            group.expected += of.expected;
            group.squares += of.expected * of.expected;
        }
        if group.expected == 0.0 || group.target <= 0.0 {
            return Err(refused(target, sentences::nobody_left()));
        }
        group.factor = group.target / group.expected;
        if !(1.0 / LARGEST_FACTOR..=LARGEST_FACTOR).contains(&group.factor) {
            return Err(refused(target, sentences::far_from_ages()));
        }
        if members.iter().any(|(_, of)| group.factor * of.expected > of.adults) {
            return Err(refused(target, sentences::more_than_people()));
        }
        groups.push(group);
    }
    Ok(groups)
}

impl RegionSum {
    fn add(&mut self, of: &Peopled) {
        self.by_band.resize(of.by_band.len(), 0.0);
        for (sum, people) in self.by_band.iter_mut().zip(&of.by_band) {
            *sum += people;
        }
        self.expected += of.expected;
    }
}

fn is_within(inner: &Scope, outer: &Scope) -> bool {
    match inner {
        Scope::Departement(code) => outer.holds_departement(code) && inner != outer,
        Scope::Region(_) => *outer == Scope::France,
        Scope::France => false,
    }
}

/// Whether nearly all communes of the area have known ages. The total of the area would otherwise
/// be distributed over too few of them.
fn covers_contours(
    target: &Target,
    here: &BTreeMap<CommuneCode, Peopled>,
    contours: &BTreeSet<CommuneCode>,
    table: &RateTable,
) -> bool {
    let covered = |code: &&CommuneCode| table.covers_departement(code.departement());
    let inside = || contours.iter().filter(|code| target.scope.holds(**code)).filter(covered);
    let missing = inside().filter(|code| !here.contains_key(code)).count();
    let max_missing = match target.total {
        Total::People(_) => MAX_MISSING_FOR_PEOPLE,
        Total::Share(..) => MAX_MISSING_FOR_SHARE,
    };
    missing as f64 <= max_missing * inside().count() as f64
}

/// Whether every département of the area that the rates cover has communes in `peopled`.
pub(super) fn covers(
    scope: &Scope,
    peopled: &BTreeMap<CommuneCode, Peopled>,
    table: &RateTable,
) -> bool {
    let present: BTreeSet<&str> = peopled.keys().map(CommuneCode::departement).collect();
    Departement::all()
        .map(|departement| departement.code)
        .filter(|code| scope.holds_departement(code) && table.covers_departement(code))
        .all(|code| present.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_written_with_its_area() {
        let target = |text: &str| text.parse::<Target>().ok();
        let share = Target { scope: Scope::Region("11".into()), total: Total::Share(0.12, 0.01) };
        assert_eq!(target("reg:11=12%"), Some(share));
        let people = Target { scope: Scope::Departement("2A".into()), total: Total::People(9e3) };
        assert_eq!(target("dep:2a=9000"), Some(people));
        let fine = target("fr=15,4 %").map(|of| of.total);
        assert_eq!(fine, Some(Total::Share(0.154, 0.001)));
        assert_eq!(target("fr=15,4 %").map(|of| of.scope), Some(Scope::France));
        for bad in ["", "16=9000", "reg:99=12%", "fr", "fr=x", "fr=0.12", "fr=120%", "dep:16=-3"] {
            assert_eq!(target(bad), None, "{bad}");
        }
    }
}
