//! Where lists end: a département of which they hold next to no place, beyond the study area or
//! inside it. A commune near such a border may look farther from help than it is, and so may every
//! commune of such a département.
//!
//! A border is that of the study area with one neighbouring département. The places expected in
//! its band, the communes up to 30 km from the study area, are those of the study area in the
//! ratio of residents, or of square kilometres if that is less. Where at least ten are expected
//! and at most a tenth of them is there, the lists do not cover the neighbour: the border is open.
//! Neighbours too small to tell are judged together. One stray place beyond a border changes
//! nothing.
//!
//! Inside, the places expected in a département are those of the départements, of the study area
//! or beyond, that the lists evidently cover, in the same ratio; the same limits apply.
//!
//! Judged on the national lists of France Services of 2024 and conseillers numériques of 2022 cut
//! to each département in turn, and whole: whole, they open none of 611 borders, and a national
//! list thinned to a twentieth one of 6,110. Cut, they miss 7 of the 1,957 communes that read more
//! than a kilometre too far. Two marked communes in three are not read too far: the mark is a
//! doubt about the lists.

use std::collections::{BTreeMap, BTreeSet};

use geo::{BoundingRect, Rect};
use rayon::prelude::*;

use crate::{
    access::Access,
    contour::{may_be_within, metres_to_contour, square_metres, widened},
    model::{Commune, CommuneId, Place},
    sites::Sites,
    territory::Territory,
    travel::CostUnit,
};

/// Width of the band beyond the study area, in metres, where the buffer is no narrower.
const BAND: f64 = 30_000.0;
/// Number of expected places from which a border can be judged.
const ENOUGH: f64 = 10.0;
/// Share of the expected places up to which a border is open.
const NONE_TO_SPEAK_OF: f64 = 0.1;
/// Share of the expected places from which a neighbour that is too small to tell is covered.
const COVERED: f64 = 1.0 / 3.0;
/// Number of places from which such a neighbour is evidently covered, so that those around it are
/// not judged together.
const SEVERAL: usize = 2;

/// A département of which the lists hold next to no place: in the band beyond its border with the
/// study area, or in its part of the study area.
#[derive(Debug, Clone, PartialEq)]
pub struct Unlisted {
    /// Code of the département.
    pub departement: String,
    /// Places expected there.
    pub expected: f64,
    /// Places there.
    pub observed: usize,
}

/// Where the lists end.
#[derive(Debug, Clone, Default)]
pub struct OpenBorders {
    /// The open borders, by département.
    pub borders: Vec<Unlisted>,
    /// The départements of the study area that the lists do not cover, by code.
    pub inside: Vec<Unlisted>,
    /// Whether what lies around the study area is known, so that a border could be judged.
    is_judged: bool,
    /// The communes beyond them, within the band, and those of the départements inside that the
    /// lists do not cover, with the boxes of their contours.
    beyond: Vec<(Rect<f64>, CommuneId)>,
}

/// The communes of the study area whose distance may be too long.
#[derive(Debug, Clone, Default)]
pub struct Uncertain {
    /// Whether it may be, for each commune; `None` where it cannot be judged.
    pub communes: Vec<Option<bool>>,
    /// The départements nearer than the places of some, of which the lists hold next to none.
    pub beyond: BTreeSet<String>,
}

/// A part of a département: beyond the border, or in the study area.
#[derive(Default)]
struct Band {
    communes: Vec<CommuneId>,
    residents: f64,
    area: f64,
    places: usize,
}

impl OpenBorders {
    /// Where the lists of `territory` end, by the places of `sites`.
    ///
    /// Nothing is judged where residents are unknown, where the contours end with the study area,
    /// by fewer than ten places, and beyond the buffer, where places were left out.
    pub fn of(territory: &Territory, sites: &Sites) -> Self {
        let width = BAND.min(territory.buffer_km() * 1_000.0);
        if territory.studied().map(residents_of).sum::<f64>() <= 0.0 {
            return Self::default();
        }
        let studied: BTreeSet<CommuneId> = territory.study().iter().copied().collect();
        let mut beyond = bands(territory, &studied, width);
        let mut inside = parts(territory);
        count_places(territory, sites, &mut inside, &mut beyond);
        let places: usize = inside.values().chain(beyond.values()).map(|band| band.places).sum();
        // What lies around is known of communes of a whole country, up to the buffer.
        let is_known = territory.is_country() && (width > 0.0 || !territory.is_cut_out());
        let is_judged = is_known && places as f64 >= ENOUGH;
        let unlisted = unlisted(&inside, &beyond);
        let is_listed =
            |departement: &str| !unlisted.iter().any(|one| one.departement == departement);
        let listed = inside.iter().filter(|(departement, _)| is_listed(departement));
        let listed = Band::sum(listed.map(|(_, band)| band));
        let borders = match listed.places {
            0 => Vec::new(),
            _ => open(beyond.iter().map(|(code, band)| band.against(&listed, code)).collect()),
        };
        let outside = borders.iter().map(|border| &beyond[&border.departement]);
        let unlisted_parts = unlisted.iter().map(|one| &inside[&one.departement]);
        let communes = outside.chain(unlisted_parts).flat_map(|band| &band.communes);
        let boxed = |id: &CommuneId| Some((territory.commune(*id).contour.bounding_rect()?, *id));
        let beyond = communes.filter_map(boxed).collect();
        Self { borders, inside: unlisted, beyond, is_judged }
    }

    /// For each commune of the study area, whether it is of a département that the lists do not
    /// cover, or an open border is nearer to its point of departure than the nearest place, or than
    /// `reach_km`, detour included, where no place is within reach. `None` where nothing is known
    /// of what lies around. `access` is by distance. With the départements that make it so.
    pub fn uncertain(
        &self,
        territory: &Territory,
        access: &[&Access],
        detour: f64,
        reach_km: f64,
    ) -> Uncertain {
        let is_unlisted = |commune: &Commune| {
            self.inside.iter().any(|one| one.departement == commune.code.departement())
        };
        let is_nearer = |(id, access): (&CommuneId, &&Access)| {
            let commune = territory.commune(*id);
            if access.is_unknown {
                return (self.is_judged.then_some(false), None);
            }
            if is_unlisted(commune) {
                return (Some(true), None);
            }
            if commune.is_empty() {
                return (self.is_judged.then_some(false), None);
            }
            let mean = access.distances.mean.map(|mean| mean.shown(CostUnit::Length) * 1_000.0);
            let metres = mean.unwrap_or(reach_km * 1_000.0) / detour;
            let near = self
                .beyond
                .iter()
                .filter(|(bounds, _)| may_be_within(commune.home, metres, *bounds));
            let nearer = near.map(|(_, id)| territory.commune(*id)).find(|other| {
                metres_to_contour(commune.home, &other.contour).is_some_and(|away| away < metres)
            });
            let beyond = nearer.map(|other| other.code.departement().to_owned());
            (self.is_judged.then_some(nearer.is_some()), beyond)
        };
        let judged: Vec<_> = territory.study().par_iter().zip(access).map(is_nearer).collect();
        let (communes, beyond): (Vec<_>, Vec<_>) = judged.into_iter().unzip();
        Uncertain { communes, beyond: beyond.into_iter().flatten().collect() }
    }
}

impl Band {
    /// Several bands as one.
    fn sum<'bands>(bands: impl Iterator<Item = &'bands Self>) -> Self {
        bands.fold(Self::default(), |sum, band| Self {
            communes: Vec::new(),
            residents: sum.residents + band.residents,
            area: sum.area + band.area,
            places: sum.places + band.places,
        })
    }

    /// The places expected of `departement` if it were like `listed`, and those observed.
    fn against(&self, listed: &Self, departement: &str) -> Unlisted {
        let ratio = (self.residents / listed.residents).min(self.area / listed.area);
        Unlisted {
            departement: departement.to_owned(),
            expected: listed.places as f64 * ratio,
            observed: self.places,
        }
    }

    fn enter(&mut self, id: CommuneId, commune: &Commune) {
        self.communes.push(id);
        self.residents += residents_of(commune);
        self.area += square_metres(&commune.contour);
    }
}

/// The study area by département.
fn parts(territory: &Territory) -> BTreeMap<String, Band> {
    let mut parts: BTreeMap<String, Band> = BTreeMap::new();
    for id in territory.study() {
        let commune = territory.commune(*id);
        parts.entry(commune.code.departement().to_owned()).or_default().enter(*id, commune);
    }
    parts
}

/// The départements `inside` the study area that the lists do not cover, by the others, inside
/// and `beyond`, of which they hold several places.
fn unlisted(inside: &BTreeMap<String, Band>, beyond: &BTreeMap<String, Band>) -> Vec<Unlisted> {
    let judged = |(departement, band): (&String, &Band)| {
        let others = inside.iter().filter(|(other, _)| *other != departement);
        let others = others.chain(beyond).map(|(_, band)| band);
        let listed = Band::sum(others.filter(|other| other.places >= SEVERAL));
        (listed.places > 0).then(|| band.against(&listed, departement))
    };
    open(inside.iter().filter_map(judged).collect())
}

/// The bands beyond each border: inhabited communes whose point of departure is near the study
/// area.
fn bands(
    territory: &Territory,
    studied: &BTreeSet<CommuneId>,
    width: f64,
) -> BTreeMap<String, Band> {
    let boxed: Vec<(Rect<f64>, &Commune)> = territory
        .studied()
        .filter_map(|commune| Some((widened(commune.contour.bounding_rect()?, width), commune)))
        .collect();
    let is_near = |commune: &Commune| {
        let at = commune.home;
        boxed.iter().any(|(bounds, studied)| {
            may_be_within(at, 0.0, *bounds)
                && metres_to_contour(at, &studied.contour).is_some_and(|metres| metres <= width)
        })
    };
    let ids: Vec<CommuneId> = (0..territory.communes().len()).map(CommuneId::new).collect();
    let around: Vec<CommuneId> = ids
        .into_par_iter()
        .filter(|id| !studied.contains(id))
        .filter(|id| {
            let commune = territory.commune(*id);
            residents_of(commune) > 0.0 && is_near(commune)
        })
        .collect();
    let mut bands: BTreeMap<String, Band> = BTreeMap::new();
    for id in around {
        let commune = territory.commune(id);
        bands.entry(commune.code.departement().to_owned()).or_default().enter(id, commune);
    }
    bands
}

/// Counts the places that serve in each part of the study area and each band. Places at one
/// position count once; stops of tours do not count.
fn count_places(
    territory: &Territory,
    sites: &Sites,
    inside: &mut BTreeMap<String, Band>,
    beyond: &mut BTreeMap<String, Band>,
) {
    let mut bands: Vec<&mut Band> = inside.values_mut().chain(beyond.values_mut()).collect();
    let of_communes: BTreeMap<CommuneId, usize> = bands
        .iter()
        .enumerate()
        .flat_map(|(rank, band)| band.communes.iter().map(move |id| (*id, rank)))
        .collect();
    let communes = territory.communes_of_places();
    let mut seen = BTreeSet::new();
    let at = |place: &Place| {
        let metre = |degrees: f64| (degrees * 1e5).round() as i64;
        (metre(place.position.latitude()), metre(place.position.longitude()))
    };
    for id in sites.ids() {
        let place = territory.place(id);
        let Some(commune) = communes[id.index()].filter(|_| place.stop.is_none()) else { continue };
        if seen.insert(at(place))
            && let Some(rank) = of_communes.get(&commune)
        {
            bands[*rank].places += 1;
        }
    }
}

impl Unlisted {
    /// Whether places enough are expected to tell, and next to none is there.
    fn is_open(&self) -> bool {
        self.expected >= ENOUGH && self.observed as f64 <= NONE_TO_SPEAK_OF * self.expected
    }
}

/// The open ones among `borders`.
fn open(borders: Vec<Unlisted>) -> Vec<Unlisted> {
    let is_covered = |border: &Unlisted| border.observed as f64 > COVERED * border.expected;
    let (mut open, others): (Vec<Unlisted>, Vec<Unlisted>) =
        borders.into_iter().partition(Unlisted::is_open);
    let undecided = others.into_iter().filter(|border| border.expected < ENOUGH);
    let (covered, undecided): (Vec<Unlisted>, Vec<Unlisted>) = undecided.partition(is_covered);
    let expected: f64 = undecided.iter().map(|border| border.expected).sum();
    let observed = undecided.iter().map(|border| border.observed).sum();
    let evidently_covered = covered.iter().any(|border| border.observed >= SEVERAL);
    let together = Unlisted { departement: String::new(), expected, observed };
    if !evidently_covered && together.is_open() {
        open.extend(undecided);
    }
    open.sort_by(|one, other| one.departement.cmp(&other.departement));
    open
}

fn residents_of(commune: &Commune) -> f64 {
    commune.population.unwrap_or(0) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(borders: &[(&str, f64, usize)]) -> Vec<String> {
        let border = |(departement, expected, observed): &(&str, f64, usize)| Unlisted {
            departement: (*departement).to_owned(),
            expected: *expected,
            observed: *observed,
        };
        let open = open(borders.iter().map(border).collect());
        open.into_iter().map(|border| border.departement).collect()
    }

    #[test]
    fn a_border_is_open_where_lists_hold_next_to_nothing_beyond() {
        assert_eq!(opened(&[("17", 95.0, 0), ("87", 74.0, 1), ("24", 50.0, 30)]), ["17", "87"]);
    }

    #[test]
    fn a_neighbour_too_small_to_tell_alone_is_told_with_others() {
        assert_eq!(opened(&[("65", 6.0, 0), ("32", 5.0, 0)]), ["32", "65"]);
        assert!(opened(&[("65", 6.0, 0), ("32", 3.0, 0)]).is_empty());
        // Another small one is covered: the lists are just few.
        assert!(opened(&[("65", 6.0, 0), ("32", 5.0, 0), ("40", 4.0, 3)]).is_empty());
    }

    #[test]
    fn few_places_everywhere_open_no_border() {
        assert!(opened(&[("17", 4.0, 1), ("87", 12.0, 4), ("24", 3.0, 2)]).is_empty());
    }
}
