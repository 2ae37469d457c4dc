//! Judges one pair of rows: score, then rules.

use super::{
    Decision, IdentityOptions,
    address::Beside,
    order::is_meaningful,
    profile::{PlaceProfile, Profiles, Siret},
};
use maillage_core::{
    geodesy::geodesic_metres,
    model::{Kind, Place, Precision},
};

/// Weights of the components of the score; they sum to one.
const NAME: f64 = 0.5;
const ADDRESS: f64 = 0.25;
const NEARNESS: f64 = 0.15;
const COMMUNE: f64 = 0.1;
/// Bonus for a common identifier, or for the only France Services of the commune.
const TOKEN: f64 = 0.1;
/// Value of a component that is unknown for either row: neutral.
const UNKNOWN: f64 = 0.5;

/// Minimum likeness of names: below, two rows are never the same place.
const NAMES_AGREE: f64 = 0.5;
/// Minimum likeness of names or addresses that differ only in spelling.
const ALMOST_EQUAL: f64 = 0.9;
/// Minimum likeness of names or addresses that differ by a word or a missing number.
const AGREE_WELL: f64 = 0.75;
/// Factor on [`IdentityOptions::same_within_m`] within which one position may be wrong.
const MISPLACED: f64 = 10.0;

/// The facts found for a pair.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judgement {
    /// Distance in metres; `None` when one row is located by its commune only.
    pub(super) distance: Option<f64>,
    pub(super) name: Option<f64>,
    pub(super) address: Option<f64>,
    /// The common identifier.
    pub(super) identifier: Option<SharedIdentifier>,
    pub(super) score: f64,
    pub(super) verdict: Decision,
    /// Whether they are of two sorts, or two numbers of one name.
    pub(super) is_apart: bool,
}

/// What identifies both rows of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SharedIdentifier {
    /// The identifier of two lists.
    Id,
    /// The SIRET.
    Siret(Siret),
}

/// Whether two places are of comparable kinds. An itinerant service is never a fixed place,
/// and stops match only as certain duplicates.
pub(super) fn may_be_same_place(one: &Place, other: &Place) -> bool {
    let moves = |place: &Place| place.kind == Kind::Itinerant;
    moves(one) == moves(other) && one.stop.is_none() && other.stop.is_none()
}

/// The judgement of a pair for which [`may_be_same_place`] is true; `None` where no score can reach
/// `least`, so that they are two places. The pair is given by ranks in `places` and `profiles`.
pub(super) fn judge(
    (first, second): (usize, usize),
    places: &[&Place],
    profiles: &Profiles,
    options: &IdentityOptions,
    least: f64,
) -> Option<Judgement> {
    let (one, profile) = (places[first], &profiles[first]);
    let (other, other_profile) = (places[second], &profiles[second]);
    let name = profiles.name_likeness(profile, other_profile);
    let addresses = profile.address.as_ref().zip(other_profile.address.as_ref());
    let beside = addresses.map(|(one, other)| one.beside(other, &profiles.vocabulary));
    let address = beside.map(Beside::likeness);
    if most(name, address) < least {
        return None;
    }
    let has_position = |place: &Place| place.precision == Precision::Position;
    let both_have_positions = has_position(one) && has_position(other);
    let distance = both_have_positions.then(|| geodesic_metres(one.position, other.position));
    let in_commune = profile.same_commune(other_profile);
    let identifier = shared_identifier((one, profile), (other, other_profile));

    let same_commune = in_commune == Some(true);
    let are_only_france_services =
        same_commune && profile.is_only_france_services && other_profile.is_only_france_services;
    let of_same_lists = profile.is_of_the_lists_of(other_profile);
    let is_host =
        same_commune && beside.is_some_and(|beside| is_host([one, other], beside, of_same_lists));
    let is_identified = identifier.is_some() || are_only_france_services || is_host;

    let nearness = distance.map(|metres| nearness(metres, options.same_within_m));
    let commune = in_commune.map(|same| f64::from(u8::from(same)));
    // The name of a host is not that of the France Services in its premises.
    let name_part = name.map(|name| if is_host { name.max(UNKNOWN) } else { name });
    let parts = [(NAME, name_part), (ADDRESS, address), (NEARNESS, nearness), (COMMUNE, commune)];
    let sum: f64 = parts.iter().map(|(weight, part)| weight * part.unwrap_or(UNKNOWN)).sum();
    let token = if is_identified { TOKEN } else { 0.0 };
    let score = (sum + token).min(1.0);

    let facts = Facts {
        name: name.unwrap_or(0.0),
        address: address.unwrap_or(0.0),
        distance,
        is_identified,
        are_only_france_services,
        is_host,
        is_at_one_number: beside.is_some_and(is_at_one_number),
        of_same_lists,
        is_same_commune: same_commune,
        is_apart: profiles.is_another_sort(profile, other_profile)
            || profiles.is_another_number(profile, other_profile),
    };
    let verdict = verdict(score, &facts, profile, other_profile, options);
    let is_apart = facts.is_apart;
    Some(Judgement { distance, name, address, identifier, score, verdict, is_apart })
}

/// An upper bound on the score of a pair by its names and addresses alone.
fn most(name: Option<f64>, address: Option<f64>) -> f64 {
    // The name of a France Services counts as unknown at least beside that of its host. Their
    // streets are alike, and the number halves the likeness of an address at most.
    let may_be_host = address.is_some_and(|address| address >= AGREE_WELL / 2.0);
    let name = name.map_or(UNKNOWN, |name| if may_be_host { name.max(UNKNOWN) } else { name });
    /// More than what rounding adds to a sum of five terms.
    const ROUNDING: f64 = 1e-9;
    NAME * name + ADDRESS * address.unwrap_or(UNKNOWN) + NEARNESS + COMMUNE + TOKEN + ROUNDING
}

/// 1 at distance zero, decreasing linearly to 0 at `within` metres and beyond.
fn nearness(metres: f64, within: f64) -> f64 {
    if metres < within { 1.0 - metres / within } else { 0.0 }
}

struct Facts {
    name: f64,
    address: f64,
    distance: Option<f64>,
    is_same_commune: bool,
    is_identified: bool,
    are_only_france_services: bool,
    is_host: bool,
    is_at_one_number: bool,
    of_same_lists: bool,
    is_apart: bool,
}

/// The verdict from the score and the rules.
fn verdict(
    score: f64,
    facts: &Facts,
    one: &PlaceProfile,
    other: &PlaceProfile,
    options: &IdentityOptions,
) -> Decision {
    let of_score = match score {
        score if score >= options.same_above => Decision::Same,
        score if score >= options.doubtful_above => Decision::Doubtful,
        _ => return Decision::Different,
    };
    let beyond = |limit: f64| facts.distance.is_some_and(|metres| metres > limit);
    let is_far = beyond(options.same_within_m);
    // Far apart and in different communes, a street or an identifier proves nothing.
    if (is_far || facts.distance.is_none()) && !facts.is_same_commune {
        return Decision::Different;
    }
    let names_agree = facts.is_host || facts.name >= NAMES_AGREE;
    let almost_equal =
        facts.is_host || (facts.name >= ALMOST_EQUAL && facts.address >= ALMOST_EQUAL);
    let is_misplaced = is_far && !beyond(MISPLACED * options.same_within_m);
    if facts.of_same_lists {
        let is_located = facts.is_identified || facts.is_at_one_number;
        let is_placed = !is_far || (is_misplaced && is_located);
        return match of_score {
            Decision::Same if almost_equal && is_placed && !facts.is_apart => Decision::Same,
            Decision::Same => Decision::Doubtful,
            _ => Decision::Different,
        };
    }
    let is_placed = match facts.distance {
        Some(_) if is_far => is_misplaced && facts.match_without_position(),
        Some(_) => true,
        None => facts.address >= AGREE_WELL || facts.is_identified,
    };
    let is_labelled = facts.is_host
        || !one.may_be_its_label(other)
        || (facts.name >= AGREE_WELL && facts.address >= ALMOST_EQUAL);
    let may_be_same = names_agree && is_placed && is_labelled && !facts.is_apart;
    if may_be_same { of_score } else { Decision::Doubtful }
}

impl Facts {
    /// Whether the match holds even if one of the positions is wrong.
    fn match_without_position(&self) -> bool {
        let almost_equal = self.name.max(self.address) >= ALMOST_EQUAL;
        self.are_only_france_services || (almost_equal && self.address >= AGREE_WELL)
    }
}

/// Whether two addresses of a commune have the same number in the same street.
fn is_at_one_number(beside: Beside) -> bool {
    beside.same_number == Some(true) && beside.street >= AGREE_WELL
}

/// Whether one of two rows of a commune is a France Services, and the other what houses it or the
/// same under another name: at one numbered address, or next door in one street when both say that
/// they are France Services. A list with two rows at one address tells them apart on purpose,
/// unless both are France Services.
fn is_host(places: [&Place; 2], beside: Beside, of_same_lists: bool) -> bool {
    if beside.is_another_way {
        return false;
    }
    let both_say_so = places.iter().all(|place| place.is(Kind::FranceServices));
    if of_same_lists {
        return both_say_so && is_at_one_number(beside);
    }
    let one_is_listed = places.iter().any(|place| place.kind == Kind::FranceServices);
    (one_is_listed && is_at_one_number(beside))
        || (both_say_so && beside.may_be_next_door && beside.street >= ALMOST_EQUAL)
}

/// The common SIRET, or that two lists have a common identifier.
fn shared_identifier(
    (one, profile): (&Place, &PlaceProfile),
    (other, other_profile): (&Place, &PlaceProfile),
) -> Option<SharedIdentifier> {
    if one.id == other.id && is_meaningful(&one.id) && !profile.shares_a_list(other_profile) {
        return Some(SharedIdentifier::Id);
    }
    profile.siret.filter(|_| profile.siret == other_profile.siret).map(SharedIdentifier::Siret)
}
