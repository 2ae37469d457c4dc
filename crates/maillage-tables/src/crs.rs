//! Coordinate reference systems: recognition, and reprojection to WGS84.
//!
//! The library works in WGS84. `proj4rs` reprojects the systems of French data and agrees with PROJ
//! to well under a millimetre. The feature `proj` adds PROJ itself, for all other systems and for a
//! comparison in the tests.

use std::fmt;
#[cfg(feature = "proj")]
use std::{cell::RefCell, collections::BTreeMap};

use proj4rs::{Proj, transform::transform};

use maillage_core::{geodesy::Position, model::Envelope};
use maillage_spelling::fold;

/// A coordinate reference system, identified by its EPSG code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Crs(u32);

/// Projected systems of French data: EPSG code, name, area of use.
///
/// The most frequent come first. The search by magnitude follows this order.
const FRENCH: [(u32, &str, Envelope); 24] = [
    (2154, "RGF93 / Lambert-93", Envelope::METROPOLE),
    (3942, "RGF93 / CC42", Envelope::METROPOLE),
    (3943, "RGF93 / CC43", Envelope::METROPOLE),
    (3944, "RGF93 / CC44", Envelope::METROPOLE),
    (3945, "RGF93 / CC45", Envelope::METROPOLE),
    (3946, "RGF93 / CC46", Envelope::METROPOLE),
    (3947, "RGF93 / CC47", Envelope::METROPOLE),
    (3948, "RGF93 / CC48", Envelope::METROPOLE),
    (3949, "RGF93 / CC49", Envelope::METROPOLE),
    (3950, "RGF93 / CC50", Envelope::METROPOLE),
    (27572, "NTF / Lambert II étendu", Envelope::METROPOLE),
    (5490, "RGAF09 / UTM 20N", Envelope::ANTILLES),
    (4559, "RRAF91 / UTM 20N", Envelope::ANTILLES),
    (32620, "WGS84 / UTM 20N", Envelope::ANTILLES),
    (2972, "RGFG95 / UTM 22N", Envelope::GUYANE),
    (2975, "RGR92 / UTM 40S", Envelope::REUNION),
    (4471, "RGM04 / UTM 38S", Envelope::MAYOTTE),
    (4467, "RGSPM06 / UTM 21N", Envelope::SAINT_PIERRE_ET_MIQUELON),
    (3035, "ETRS89 / LAEA Europe", Envelope::METROPOLE),
    (3857, "WGS84 / Pseudo-Mercator", Envelope::METROPOLE),
    (32630, "WGS84 / UTM 30N", Envelope::METROPOLE),
    (32631, "WGS84 / UTM 31N", Envelope::METROPOLE),
    (32632, "WGS84 / UTM 32N", Envelope::METROPOLE),
    (32740, "WGS84 / UTM 40S", Envelope::REUNION),
];

/// Systems that the search by magnitude leaves out. They overlap with more frequent systems, so
/// coordinates alone do not identify them.
const ONLY_WHEN_STATED: [u32; 7] = [3857, 32630, 32631, 32632, 32740, 4559, 32620];

/// Geographic systems in use in France. They differ from WGS84 by about a decimetre, which is less
/// than the accuracy of any list of places.
const GEOGRAPHIC: [u32; 11] = [4326, 4979, 4171, 4258, 4624, 4627, 4470, 4463, 5489, 4558, 9777];

/// Folded names of these systems in WKT and in free text, the most specific first.
const NAMES: [(&str, u32); 31] = [
    ("lambert 93", 2154),
    ("lambert93", 2154),
    ("cc42", 3942),
    ("cc43", 3943),
    ("cc44", 3944),
    ("cc45", 3945),
    ("cc46", 3946),
    ("cc47", 3947),
    ("cc48", 3948),
    ("cc49", 3949),
    ("cc50", 3950),
    ("lambert zone ii", 27572),
    ("lambert ii etendu", 27572),
    ("ntf lambert ii", 27572),
    ("rgaf09 utm zone 20n", 5490),
    ("rgaf 2009 utm zone 20n", 5490),
    ("rraf 1991 utm zone 20n", 4559),
    ("rraf91 utm zone 20n", 4559),
    ("rgfg95 utm zone 22n", 2972),
    ("rgfg 1995 utm 22n", 2972),
    ("rgfg 1995 utm zone 22n", 2972),
    ("rgr92 utm zone 40s", 2975),
    ("rgr 1992 utm 40s", 2975),
    ("rgr 1992 utm zone 40s", 2975),
    ("rgm04 utm zone 38s", 4471),
    ("rgm 2004 utm zone 38s", 4471),
    ("rgspm06 utm zone 21n", 4467),
    ("etrs89 laea", 3035),
    ("etrs89 extended laea europe", 3035),
    ("etrs 1989 laea", 3035),
    ("mercator auxiliary sphere", 3857),
];

impl Crs {
    /// Longitude and latitude in degrees on WGS84.
    pub const WGS84: Self = Self(4326);
    /// Lambert-93, the legal projection of metropolitan France.
    pub const LAMBERT_93: Self = Self(2154);

    /// The system with this EPSG code, whether or not it can be reprojected.
    pub fn from_epsg(code: u32) -> Self {
        // The realisations v2 and v2b of RGF93 have codes of their own. The difference in
        // coordinates is negligible here.
        match code {
            9793 | 9794 => Self::LAMBERT_93,
            code if GEOGRAPHIC.contains(&code) => Self::WGS84,
            code => Self(code),
        }
    }

    /// The system that a GeoJSON `crs` member or a user names: `EPSG:2154`,
    /// `urn:ogc:def:crs:EPSG::2154`, `urn:ogc:def:crs:OGC:1.3:CRS84`. `None` for other texts.
    pub fn from_name(name: &str) -> Option<Self> {
        let folded = fold(name);
        if folded.ends_with("crs84") {
            return Some(Self::WGS84);
        }
        let mut words = folded.rsplit(' ');
        let code = words.next()?.parse().ok()?;
        words.any(|word| word == "epsg").then(|| Self::from_epsg(code))
    }

    /// The system of a `.prj` file, from its authority code or else from its name. `None` when
    /// neither is known.
    pub fn from_wkt(wkt: &str) -> Option<Self> {
        Self::authority_code(wkt).or_else(|| Self::wkt_name(wkt))
    }

    /// The French systems whose area of use contains this point, in order of frequency. `within`
    /// limits the answer to one territory. Empty when no system has the point.
    ///
    /// `x` is the easting or longitude and `y` the northing or latitude, in metres or degrees.
    pub fn candidates(x: f64, y: f64, within: Option<Envelope>) -> Vec<Self> {
        CrsSearch::new().fitting(x, y, within).into_iter().map(|(crs, _)| crs).collect()
    }

    /// The EPSG code.
    pub fn epsg(self) -> u32 {
        self.0
    }

    /// Whether positions are only accurate to a few metres, because the system (NTF) needs a grid
    /// that is not included.
    pub fn is_approximate(self) -> bool {
        self.0 == 27572
    }

    /// The authority code of the whole WKT: the last `AUTHORITY` or `ID`. The codes of its parts
    /// come before it.
    fn authority_code(wkt: &str) -> Option<Self> {
        let upper = wkt.to_uppercase();
        let start = upper.rfind("AUTHORITY[").or_else(|| upper.rfind("ID[\"EPSG\""))?;
        let tail = &upper[start..];
        let digits: String = tail
            .chars()
            .skip_while(|letter| !letter.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        // The code of a part (ellipsoid, datum, unit) does not identify the system.
        let closes_the_whole = tail.matches(']').count() <= 2;
        closes_the_whole.then(|| digits.parse().ok().map(Self::from_epsg))?
    }

    fn wkt_name(wkt: &str) -> Option<Self> {
        let name = fold(wkt.split('"').nth(1)?);
        let known = NAMES.iter().find(|(known, _)| name.contains(known));
        if let Some(&(_, code)) = known {
            return Some(Self(code));
        }
        let geographic = wkt.trim_start().to_uppercase().starts_with("GEOG");
        let near_wgs84 = ["wgs", "rgf", "rgr", "rgm", "rgaf", "rgfg", "rgspm", "etrs", "rraf"];
        (geographic && near_wgs84.iter().any(|datum| name.contains(datum))).then_some(Self::WGS84)
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = FRENCH.iter().find(|(code, ..)| *code == self.0);
        match known {
            Some((code, name, _)) => write!(out, "EPSG:{code} ({name})"),
            None if self.0 == 4326 => write!(out, "EPSG:4326 (WGS84)"),
            None => write!(out, "EPSG:{}", self.0),
        }
    }
}

/// Finds the system of coordinates whose file does not state one. Building a search is costly:
/// reuse it for many points.
pub struct CrsSearch(Vec<(Crs, Envelope, Reprojection)>);

impl CrsSearch {
    /// Prepares the search for all systems that magnitude can distinguish.
    pub fn new() -> Self {
        let likely = FRENCH.iter().filter(|(code, ..)| !ONLY_WHEN_STATED.contains(code));
        let prepared = |&(code, _, used_in): &(u32, _, Envelope)| {
            Some((Crs(code), used_in, Reprojection::new(Crs(code))?))
        };
        Self(likely.filter_map(prepared).collect())
    }

    /// The systems searched, degrees first.
    pub fn systems(&self) -> impl Iterator<Item = Crs> + '_ {
        std::iter::once(Crs::WGS84).chain(self.0.iter().map(|(crs, ..)| *crs))
    }

    /// The systems whose area of use contains this point, with the position in WGS84, in order of
    /// frequency. `within` limits the answer to one territory. Empty when no system has the point.
    ///
    /// `x` is the easting or longitude and `y` the northing or latitude, in metres or degrees.
    pub fn fitting(&self, x: f64, y: f64, within: Option<Envelope>) -> Vec<(Crs, Position)> {
        if let Some(position) = Position::new(y, x) {
            // No projected system has coordinates this small in its area of use.
            let inside = match within {
                Some(envelope) => envelope.contains(position),
                None => Envelope::of(position).is_some(),
            };
            return if inside { vec![(Crs::WGS84, position)] } else { Vec::new() };
        }
        let fits = |(crs, used_in, reprojection): &(Crs, Envelope, Reprojection)| {
            let wanted = within.is_none_or(|envelope| envelope == *used_in);
            let position =
                reprojection.position(x, y).filter(|at| wanted && used_in.contains(*at))?;
            Some((*crs, position))
        };
        self.0.iter().filter_map(fits).collect()
    }
}

impl Default for CrsSearch {
    fn default() -> Self {
        Self::new()
    }
}

/// Reprojection from one system to WGS84. Building one is costly: reuse it for many points.
pub struct Reprojection(Method);

enum Method {
    Degrees,
    Proj4rs {
        from: Box<Proj>,
        to: Box<Proj>,
    },
    /// By PROJ, whose objects stay on the thread that made them: see [`with_proj`].
    #[cfg(feature = "proj")]
    Proj(Crs),
}

impl Reprojection {
    /// The reprojection from `crs` to WGS84. `None` when this build has none. With the feature
    /// `proj`, every system that PROJ knows has one.
    pub fn new(crs: Crs) -> Option<Self> {
        if crs == Crs::WGS84 {
            return Some(Self(Method::Degrees));
        }
        if FRENCH.iter().any(|(code, ..)| *code == crs.0) {
            let from = Box::new(Proj::from_epsg_code(u16::try_from(crs.0).ok()?).ok()?);
            let to = Box::new(Proj::from_epsg_code(4326).ok()?);
            return Some(Self(Method::Proj4rs { from, to }));
        }
        Self::by_proj(crs)
    }

    /// The same reprojection, always by PROJ. Tests compare [`Reprojection::new`] with it.
    #[cfg(feature = "proj")]
    pub fn by_proj(crs: Crs) -> Option<Self> {
        with_proj(crs, |_| Self(Method::Proj(crs)))
    }

    #[cfg(not(feature = "proj"))]
    fn by_proj(_: Crs) -> Option<Self> {
        None
    }

    /// The position of the point with x (easting or longitude) and y (northing or latitude), in the
    /// unit of the system: metres or degrees. `None` outside the domain of the system.
    pub fn position(&self, x: f64, y: f64) -> Option<Position> {
        match &self.0 {
            Method::Degrees => Position::new(y, x),
            Method::Proj4rs { from, to } => {
                let mut point = (x, y, 0.0);
                transform(from, to, &mut point).ok()?;
                Position::new(point.1.to_degrees(), point.0.to_degrees())
            }
            #[cfg(feature = "proj")]
            Method::Proj(crs) => {
                let (longitude, latitude) =
                    with_proj(*crs, |reprojection| reprojection.convert((x, y)).ok())??;
                Position::new(latitude, longitude)
            }
        }
    }
}

/// What `then` makes of PROJ's object for `crs`. It is made once for each thread, since it cannot be
/// sent to another, and a [`Reprojection`] can. `None` where PROJ does not know the system.
#[cfg(feature = "proj")]
fn with_proj<Made>(crs: Crs, then: impl FnOnce(&proj::Proj) -> Made) -> Option<Made> {
    thread_local! {
        static KNOWN: RefCell<BTreeMap<Crs, Option<proj::Proj>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        let reprojection = known.entry(crs).or_insert_with(|| {
            proj::Proj::new_known_crs(&format!("EPSG:{}", crs.0), "OGC:CRS84", None).ok()
        });
        reprojection.as_ref().map(then)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ESRI_LAMBERT_93: &str = r#"PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],UNIT["Meter",1.0]]"#;
    const OGC_REUNION: &str = r#"PROJCS["RGR92 / UTM zone 40S",GEOGCS["RGR92",DATUM["x",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]]]],UNIT["metre",1],AUTHORITY["EPSG","2975"]]"#;
    const PART_ONLY: &str = r#"PROJCS["RGF93_Lambert_93",GEOGCS["RGF93",DATUM["x",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]]],PRIMEM["Greenwich",0],UNIT["degree",0.01]],PROJECTION["Lambert"],UNIT["metre",1]]"#;

    #[test]
    fn a_prj_is_recognised_by_its_code_or_else_its_name() {
        assert_eq!(Crs::from_wkt(ESRI_LAMBERT_93), Some(Crs::LAMBERT_93));
        assert_eq!(Crs::from_wkt(OGC_REUNION), Some(Crs(2975)));
        assert_eq!(Crs::from_wkt(PART_ONLY), Some(Crs::LAMBERT_93));
        let wgs84 =
            r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.25]]]"#;
        assert_eq!(Crs::from_wkt(wgs84), Some(Crs::WGS84));
        assert_eq!(Crs::from_wkt("PROJCS[\"Swiss\"]"), None);
    }

    #[test]
    fn a_crs_member_is_recognised_in_its_usual_forms() {
        assert_eq!(Crs::from_name("urn:ogc:def:crs:OGC:1.3:CRS84"), Some(Crs::WGS84));
        assert_eq!(Crs::from_name("urn:ogc:def:crs:EPSG::2154"), Some(Crs::LAMBERT_93));
        assert_eq!(Crs::from_name("EPSG:9794"), Some(Crs::LAMBERT_93));
        assert_eq!(Crs::from_name("EPSG:4171"), Some(Crs::WGS84));
        assert_eq!(Crs::from_name("local"), None);
    }

    #[test]
    fn magnitude_distinguishes_the_french_systems() {
        let paris = Crs::candidates(652_469.0, 6_862_035.0, None);
        assert_eq!(paris, [Crs::LAMBERT_93]);
        let saint_denis = Crs::candidates(338_000.0, 7_690_000.0, None);
        assert_eq!(saint_denis, [Crs(2975)]);
        assert_eq!(Crs::candidates(2.35, 48.85, None), [Crs::WGS84]);
        assert!(Crs::candidates(-3.7, 40.4, None).is_empty());
    }

    #[test]
    fn the_territory_decides_where_magnitude_cannot() {
        // The point is near Perpignan in Lambert II étendu, and in the Antilles in UTM 20N.
        let either = Crs::candidates(640_000.0, 1_730_000.0, None);
        assert_eq!(either, [Crs(27572), Crs(5490)]);
        let antilles = Crs::candidates(640_000.0, 1_730_000.0, Some(Envelope::ANTILLES));
        assert_eq!(antilles, [Crs(5490)]);
    }

    #[test]
    fn a_reprojection_gives_the_same_positions_on_another_thread() {
        let ways = [Reprojection::new(Crs::LAMBERT_93), Reprojection::by_proj(Crs::LAMBERT_93)];
        assert!(ways[0].is_some());
        for way in ways.into_iter().flatten() {
            let here = way.position(652_469.0, 6_862_035.0);
            let there = std::thread::spawn(move || way.position(652_469.0, 6_862_035.0));
            assert!(here.is_some());
            assert_eq!(there.join().expect("it measures"), here);
        }
    }

    #[test]
    fn every_french_system_can_be_reprojected() {
        for (code, ..) in FRENCH {
            assert!(Reprojection::new(Crs(code)).is_some(), "EPSG:{code}");
        }
    }
}
