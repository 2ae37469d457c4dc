//! Names of the columns of contours, as portals write them, folded.

/// Names of the column of codes in contours of arrondissements of Paris, Lyon and Marseille. The
/// code of their commune stands beside.
pub(super) const ARRONDISSEMENT: [&str; 7] = [
    "insee_arm",
    "com_arm_code",
    "code_arm",
    "code_insee_arm",
    "code_arrondissement_municipal",
    "c_arinsee",
    "insee_arr_mun",
];
/// Names of the column of the IRIS of a row: five characters of its commune, then four.
pub(super) const IRIS: [&str; 5] = ["code_iris", "iris_code", "dcomiris", "codeiris", "iris"];
/// Columns of zonings that do not make up whole communes: priority neighbourhoods, communes
/// déléguées, zones of plans.
pub(super) const NOT_WHOLE: [&str; 8] = [
    "code_qp",
    "code_qpv",
    "codeqp",
    "qp_code",
    "insee_cad",
    "code_insee_cad",
    "typezone",
    "insee_deleg",
];
/// Names of the column of the name of a row.
pub(super) const NAME: [&str; 8] =
    ["nom", "nom_officiel", "nom_standard", "libgeo", "libelle", "name", "nom_m", "l_aroff"];
/// Names of the column of the commune's name where the rows may be parts of it.
pub(super) const NAME_OF_COMMUNE: [&str; 15] = [
    "com_arm_name",
    "com_name",
    "nom_com",
    "nom_commune",
    "nomcommune",
    "nomcom",
    "nom_comm",
    "nom_de_la_commune",
    "nom_officiel_commune",
    "libcom",
    "lib_com",
    "libelle_commune",
    "commune_nom",
    "nom_arm",
    "commune",
];
/// Names of the column of residents.
pub(super) const POPULATION: [&str; 3] = ["population", "pop_municipale", "pmun"];
/// Names of the column of the code of the région.
pub(super) const REGION: [&str; 8] = [
    "insee_reg",
    "code_insee_de_la_region",
    "region",
    "code_region",
    "reg",
    "coderegion",
    "reg_code",
    "code_officiel_region",
];
/// Names of the column of the type of a row, besides those of tables.
pub(super) const TYPE: [&str; 1] = ["com_type"];
/// Name of the column of the administrative level in OpenStreetMap.
pub(super) const LEVEL: [&str; 1] = ["admin_level"];
/// Words in a name of a column that say whose code it is, if not of the commune of the row.
pub(super) const OF_OTHERS: [&str; 22] = [
    "dep", "reg", "post", "siren", "siret", "epci", "canton", "can", "arr", "iris", "qp", "deleg",
    "assoc", "parent", "ancien", "anc", "avant", "pole", "rattach", "chef", "bassin", "zone",
];
/// What Overpass and Opendatasoft write before the names of values inside a record.
pub(super) const INSIDE: [&str; 4] = ["tags.", "record.fields.", "fields.", "properties."];
/// Length of a column name in a Shapefile, in characters: longer names are cut.
pub(super) const CUT: usize = 10;
