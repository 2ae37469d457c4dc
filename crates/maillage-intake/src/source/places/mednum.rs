//! The national standard « lieux de médiation numérique », v0 and v1, and the lists that
//! follow it loosely.

use super::{Itinerance, PlaceRecord, Text, tells_of_a_bus};
use maillage_spelling::fold;

/// The types of structure that the standard refers to: the list of data·inclusion, with
/// the national standard's own `ENM`, `EPN`, `LA_POSTE` and `RFS`.
#[rustfmt::skip]
pub(super) const TYPOLOGIES: [&str; 84] = [
    "ACI", "ACIPHC", "AFPA", "AI", "ASE", "ASSO", "ASSO_CHOMEURS", "Autre", "BIB", "CAARUD",
    "CAF", "CAP_EMPLOI", "CAVA", "CC", "CCAS", "CCONS", "CD", "CHRS", "CHU", "CIAS", "CIDFF",
    "CITMET", "CPAM", "CPH", "CS", "CSAPA", "CSC", "DEETS", "DEPT", "DIPLP", "E2C", "EA",
    "EATT", "EI", "EITI", "ENM", "EPCI", "EPIDE", "EPN", "ES", "ESAT", "ESS", "ETTI",
    "FABLAB", "FAIS", "FT", "GEIQ", "HUDA", "LA_POSTE", "MDA", "MDE", "MDEF", "MDPH", "MDS",
    "MJC", "ML", "MQ", "MSA", "MSAP", "MUNI", "OACAS", "ODC", "OF", "OIL", "OPCS", "PAD",
    "PE", "PENSION", "PIJ_BIJ", "PIMMS", "PJJ", "PLIE", "PREF", "PREVENTION", "REG",
    "RESSOURCERIE", "RFS", "RS_FJT", "SCP", "SPIP", "TIERS_LIEUX", "UDAF", "UDCCAS", "URSSAF",
];

pub(super) fn place(place: &mut PlaceRecord, _: &Text) {
    place.itinerance = itinerance(place);
}

/// A place that is both fixed and itinerant has an address where one can go.
fn itinerance(place: &PlaceRecord) -> Itinerance {
    let said = |name| place.details.get(name).map(|text: &String| fold(text)).unwrap_or_default();
    let stated = said("itinerance");
    let yes = ["oui", "true", "vrai", "x", "1"].contains(&stated.as_str());
    let stays = stated.contains("fixe");
    let on_wheels = said("typologie").split(' ').any(|code| code == "enm");
    if (stated.contains("itinerant") || yes || on_wheels) && !stays {
        Itinerance::Stated
    } else if !stays && tells_of_a_bus(&place.name) {
        Itinerance::ByName
    } else {
        Itinerance::Fixed
    }
}
