//! The national standard « lieux de médiation numérique », v0 and v1, and lists that follow
//! it loosely.

use maillage_core::model::Kind;
use maillage_spelling::fold;
use maillage_tables::Sheet;

use super::{Itinerance, ListFormat, PlaceRecord, Text, is_named_as_a_bus};
use crate::{kinds::TableKind, sentences, source::Mapping};

/// The types of structure of the standard: the list of data·inclusion, plus `ENM`, `EPN`,
/// `LA_POSTE` and `RFS`.
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

/// The columns of v0 that are read.
#[rustfmt::skip]
const COLUMNS_V0: [&str; 26] = [
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse",
    "latitude", "longitude", "typologie", "telephone", "courriel", "site_web", "horaires",
    "presentation_resume", "structure_parente", "date_maj", "services", "publics_accueillis",
    "conditions_acces", "labels_nationaux", "labels_autres", "modalites_accompagnement",
    "accessibilite", "prise_rdv",
];

/// The columns of v1 that are read.
#[rustfmt::skip]
const COLUMNS_V1: [&str; 30] = [
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse",
    "latitude", "longitude", "typologie", "telephone", "courriels", "site_web", "horaires",
    "presentation_resume", "itinerance", "structure_parente", "date_maj", "services",
    "publics_specifiquement_adresses", "prise_en_charge_specifique", "frais_a_charge",
    "dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels",
    "modalites_acces", "modalites_accompagnement", "fiche_acces_libre", "prise_rdv",
];

/// Places in v0 of the national standard (values separated by `;`).
pub(crate) static V0: TableKind = TableKind::of_places(
    "mediation-numerique-v0",
    sentences::a_mediation_list,
    Kind::Mediation,
    ListFormat {
        finish: place,
        has_national_typologies: true,
        columns: &COLUMNS_V0,
        tells_buses: &[],
    },
    |sheet, mapping| super::recognise(sheet, mapping, is_v0),
);

/// Places in v1 of the national standard (values separated by `|`).
pub(crate) static V1: TableKind = TableKind::of_places(
    "mediation-numerique-v1",
    sentences::a_mediation_list,
    Kind::Mediation,
    ListFormat {
        finish: place,
        has_national_typologies: true,
        columns: &COLUMNS_V1,
        tells_buses: &[],
    },
    |sheet, mapping| super::recognise(sheet, mapping, is_v1),
);

/// Places in columns particular to the list.
pub(crate) static OWN_COLUMNS: TableKind = TableKind::of_places(
    "liste-de-lieux",
    sentences::a_list_of_places,
    Kind::Mediation,
    ListFormat { finish: place, has_national_typologies: false, columns: &[], tells_buses: &[] },
    |sheet, mapping| super::recognise(sheet, mapping, |_, _| true),
);

/// Whether a list has columns that only v1 of the standard has.
pub(super) fn is_v1(sheet: &Sheet, _: &Mapping) -> bool {
    is_of_standard(sheet)
        && sheet.columns.has(&[
            "dispositif_programmes_nationaux",
            "frais_a_charge",
            "modalites_acces",
        ])
}

/// Whether a list has columns of the standard, of either version.
pub(super) fn is_v0(sheet: &Sheet, _: &Mapping) -> bool {
    is_of_standard(sheet)
        && sheet.columns.has(&[
            "labels_nationaux",
            "conditions_acces",
            "cle_ban",
            "services",
            "typologie",
        ])
}

fn is_of_standard(sheet: &Sheet) -> bool {
    sheet.columns.has(&["nom"]) && sheet.columns.has(&["latitude"])
}

fn place(place: &mut PlaceRecord, _: &Text) {
    place.itinerance = itinerance(place);
}

/// Whether the column of itinerance says that a place does not move.
pub(super) fn states_fixed(place: &PlaceRecord) -> bool {
    let stated = fold(place.details.text("itinerance"));
    stated.contains("fixe") || ["non", "false", "faux", "0"].contains(&stated.as_str())
}

/// Whether a type is that of a service that moves: `ENM`, « Bus numérique », « Permanence mobile ».
fn is_type_on_wheels(text: &str) -> bool {
    const MOVE: [&str; 5] = ["enm", "van", "fourgon", "mobile", "mobiles"];
    let folded = fold(text);
    is_named_as_a_bus(&folded) || folded.split(' ').any(|word| MOVE.contains(&word))
}

/// A place both fixed and itinerant counts as fixed: it has an address to go to.
pub(super) fn itinerance(place: &PlaceRecord) -> Itinerance {
    let detail = |name| fold(place.details.text(name));
    let stated = detail("itinerance");
    let yes = ["oui", "true", "vrai", "x", "1"].contains(&stated.as_str());
    let stays = stated.contains("fixe");
    let on_wheels = place.details.text("typologie").split('|').any(is_type_on_wheels);
    if (stated.contains("itinerant") || yes || on_wheels) && !stays {
        Itinerance::Stated
    } else if !stays && is_named_as_a_bus(&place.name) {
        Itinerance::ByName
    } else {
        Itinerance::Fixed
    }
}
