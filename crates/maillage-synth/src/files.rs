//! Writes the twelve files of the territory as text.

use std::fmt::Write;

use crate::ages;
use crate::borders::{Ring, outline};
use crate::commune::Commune;
use crate::defects::lacks_rate;
use crate::france_services::FranceServices;
use crate::grid;
use crate::land::Land;
use crate::mediation::Mediation;
use crate::table::{Table, windows_1252};
use crate::template::template;
use crate::tours::{Stop, tour_id};
use crate::{Defects, Lists, SynthFile, SynthOptions};

pub(crate) const COMMUNES: &str = "communes.geojson";
pub(crate) const POPULATION: &str = "population.csv";
pub(crate) const AGES: &str = "ages.csv";
pub(crate) const CARREAUX: &str = "carreaux.csv";
pub(crate) const ILLECTRONISME: &str = "illectronisme.csv";
pub(crate) const MEMBERSHIP: &str = "membership.csv";
pub(crate) const MEDIATION: &str = "mediation.csv";
pub(crate) const FRANCE_SERVICES: &str = "france-services.csv";
pub(crate) const TOURS: &str = "rounds.csv";
pub(crate) const TEMPLATE: &str = "modele-arrets.csv";
pub(crate) const CHEFS_LIEUX: &str = "chefs-lieux.csv";
pub(crate) const LISEZMOI: &str = "LISEZMOI.txt";

/// The name of every file of a territory, in their order.
pub const FILES: [&str; 12] = [
    COMMUNES,
    POPULATION,
    AGES,
    CARREAUX,
    ILLECTRONISME,
    MEMBERSHIP,
    MEDIATION,
    FRANCE_SERVICES,
    TOURS,
    TEMPLATE,
    CHEFS_LIEUX,
    LISEZMOI,
];

/// All files of the territory.
pub(crate) fn write(
    land: &Land,
    communes: &[Commune],
    lists: &Lists,
    options: &SynthOptions,
) -> Vec<SynthFile> {
    let utf8 = |name, text: String| SynthFile { name, contents: text.into_bytes() };
    vec![
        utf8(COMMUNES, contours(land, communes, options.seed)),
        utf8(POPULATION, population(communes)),
        utf8(AGES, ages::table(&lists.ages)),
        utf8(CARREAUX, grid::table(&lists.cells)),
        illectronisme(communes, options.defects),
        utf8(MEMBERSHIP, membership(communes)),
        utf8(MEDIATION, mediation_list(&lists.mediation)),
        utf8(FRANCE_SERVICES, france_services_list(communes, &lists.france_services)),
        utf8(TOURS, tours(communes, &lists.stops)),
        utf8(TEMPLATE, template(communes, &lists.stops)),
        utf8(CHEFS_LIEUX, chefs_lieux(communes)),
        utf8(LISEZMOI, notice(options.seed)),
    ]
}

/// GeoJSON of RFC 7946: WGS84 degrees, counter-clockwise rings, no `crs` member.
fn contours(land: &Land, communes: &[Commune], seed: u64) -> String {
    let mut text = format!(
        "{{\"type\":\"FeatureCollection\",\"description\":\"Territoire synthétique, \
         maillage-synth, graine {seed}\",\"features\":["
    );
    for (rank, commune) in communes.iter().enumerate() {
        text.push_str(if rank == 0 { "\n" } else { ",\n" });
        let rings = outline(land, commune.parcel);
        let polygons: Vec<String> = rings.iter().map(polygon).collect();
        let (kind, coordinates) = match polygons.as_slice() {
            [polygon] => ("Polygon", polygon.clone()),
            _ => ("MultiPolygon", format!("[{}]", polygons.join(","))),
        };
        // Names have neither quotes nor backslashes, so they need no escaping.
        let _ = write!(
            text,
            "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{}\",\"nom\":\"{}\"}},\
             \"geometry\":{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}}}",
            commune.code, commune.nom
        );
    }
    text.push_str("\n]}\n");
    text
}

fn polygon(ring: &Ring) -> String {
    let mut text = String::from("[[");
    for (rank, &[longitude, latitude]) in ring.iter().enumerate() {
        text.push_str(if rank == 0 { "[" } else { ",[" });
        degrees(&mut text, longitude);
        text.push(',');
        degrees(&mut text, latitude);
        text.push(']');
    }
    text.push_str("]]");
    text
}

/// Appends degrees, given times 100,000, as decimal text.
fn degrees(text: &mut String, value: i64) {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, fraction) = (value.abs() / 100_000, value.abs() % 100_000);
    let _ = write!(text, "{sign}{whole}.{fraction:05}");
}

fn population(communes: &[Commune]) -> String {
    let mut table = Table::with_commas(&["CODGEO", "LIBGEO", "PMUN"]);
    for commune in communes {
        let residents = commune.residents.population.to_string();
        table.row(&[&commune.code, &commune.nom, &residents]);
    }
    table.into_text()
}

/// The table as a French spreadsheet saves it: semicolons, decimal commas, and Windows-1252 when
/// files have defects.
fn illectronisme(communes: &[Commune], defects: Defects) -> SynthFile {
    let mut table = Table::with_semicolons(&[
        "code_insee",
        "commune",
        "taux_illectronisme_pct",
        "taux_bas_pct",
        "taux_haut_pct",
    ]);
    for commune in communes {
        if defects == Defects::Realistic && lacks_rate(&commune.residents) {
            continue;
        }
        let [middle, low, high] =
            commune.residents.rate.map(|tenths| format!("{},{}", tenths / 10, tenths % 10));
        table.row(&[&commune.code, &commune.nom, &middle, &low, &high]);
    }
    let text = table.into_text();
    SynthFile {
        name: ILLECTRONISME,
        contents: match defects {
            Defects::None => text.into_bytes(),
            Defects::Realistic => windows_1252(&text),
        },
    }
}

fn membership(communes: &[Commune]) -> String {
    let mut table =
        Table::with_commas(&["code_insee", "nom", "dep", "reg", "epci_siren", "epci_nom"]);
    for commune in communes {
        let (siren, nom) = match &commune.epci {
            Some((siren, nom)) => (siren.as_str(), nom.as_str()),
            None => ("ZZZZZZZZZ", "Sans objet"),
        };
        table.row(&[&commune.code, &commune.nom, &commune.code[..2], "99", siren, nom]);
    }
    table.into_text()
}

fn mediation_list(rows: &[Mediation]) -> String {
    let mut table = mediation_table();
    rows.iter().for_each(|row| mediation_row(&mut table, row));
    table.into_text()
}

/// A list in the national standard, without rows yet.
pub(crate) fn mediation_table() -> Table {
    Table::with_commas(&[
        "id",
        "pivot",
        "nom",
        "commune",
        "code_postal",
        "code_insee",
        "adresse",
        "complement_adresse",
        "latitude",
        "longitude",
        "typologie",
        "telephone",
        "courriels",
        "site_web",
        "horaires",
        "presentation_resume",
        "presentation_detail",
        "source",
        "itinerance",
        "structure_parente",
        "date_maj",
        "services",
        "publics_specifiquement_adresses",
        "prise_en_charge_specifique",
        "frais_a_charge",
        "dispositif_programmes_nationaux",
        "formations_labels",
        "autres_formations_labels",
        "modalites_acces",
        "modalites_accompagnement",
        "fiche_acces_libre",
        "prise_rdv",
    ])
}

/// Adds a row to a list in the national standard.
pub(crate) fn mediation_row(table: &mut Table, row: &Mediation) {
    table.row(&[
        &row.id,
        "00000000000000",
        &row.nom,
        &row.commune,
        &row.code_postal,
        &row.code_insee,
        &row.adresse,
        "",
        &row.latitude,
        &row.longitude,
        &row.typologie,
        &row.telephone,
        &row.courriels,
        "",
        &row.horaires,
        "Lieu synthétique, inventé par maillage-synth.",
        "",
        "synthétique",
        &row.itinerance,
        &row.structure_parente,
        &row.date_maj,
        &row.services,
        &row.publics,
        "",
        &row.frais,
        &row.dispositifs,
        "",
        "",
        &row.modalites_acces,
        &row.modalites_accompagnement,
        "",
        "",
    ]);
}

/// The columns of the August 2024 list, after a byte-order mark.
fn france_services_list(communes: &[Commune], rows: &[FranceServices]) -> String {
    let mut table = Table::with_commas(&[
        "id_fs",
        "insee_dep",
        "lib_fs",
        "adresse",
        "complement_adresse",
        "insee_com",
        "code_postal",
        "lib_com",
        "latitude",
        "longitude",
        "h_lundi",
        "h_mardi",
        "h_mercredi",
        "h_jeudi",
        "h_vendredi",
        "h_samedi",
        "prise_rdv",
        "commentaire",
        "type_fs",
        "format_fs",
        "groupe_fs",
        "labellisation_fs",
    ]);
    for row in rows {
        let commune = &communes[row.commune];
        let [monday, tuesday, wednesday, thursday, friday, saturday] = row.hours;
        table.row(&[
            &row.id,
            &commune.code[..2],
            &row.nom,
            &row.adresse,
            "",
            &commune.code,
            &commune.code_postal,
            &commune.nom,
            &row.at.latitude_text(),
            &row.at.longitude_text(),
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            row.prise_rdv,
            &row.commentaire,
            row.kind,
            row.format,
            "Réseau synthétique",
            row.labellisation,
        ]);
    }
    format!("\u{FEFF}{}", table.into_text())
}

/// The stop table of this project. Its period starts on a Monday, from which fortnights are
/// counted.
fn tours(communes: &[Commune], stops: &[Stop]) -> String {
    let mut table = Table::with_commas(&[
        "tournee",
        "ordre",
        "arret",
        "latitude",
        "longitude",
        "code_insee",
        "recurrence",
        "valide_du",
        "valide_au",
    ]);
    for stop in stops {
        table.row(&[
            &tour_id(stop.tour),
            &stop.order.to_string(),
            &stop.nom,
            &stop.written.latitude_text(),
            &stop.written.longitude_text(),
            &communes[stop.commune].code,
            &stop.recurrence,
            "2026-01-05",
            "2026-12-18",
        ]);
    }
    table.into_text()
}

fn chefs_lieux(communes: &[Commune]) -> String {
    let mut table = Table::with_commas(&["code_insee", "latitude", "longitude"]);
    for commune in communes {
        let at = commune.town_hall;
        table.row(&[&commune.code, &at.latitude_text(), &at.longitude_text()]);
    }
    table.into_text()
}

fn notice(seed: u64) -> String {
    format!(
        "\
TERRITOIRE FICTIF. Tout le contenu de ce dossier (communes, noms, habitants, taux, lieux,
tournées, et défauts des fichiers) a été inventé par maillage-synth avec la graine {seed}.
Aucune donnée ne décrit un lieu, un service ou une personne réels.

FICTITIOUS TERRITORY. Everything in this folder (communes, names, residents, rates, places,
rounds, and the defects of the files) was invented by maillage-synth with seed {seed}.
Nothing describes a real place, service or person.

communes.geojson     contours / outlines (WGS84)
population.csv       habitants / residents
ages.csv             habitants par tranche d'âge, au format de l'INSEE / residents by age, as INSEE
carreaux.csv         habitants par carreau de 1 km, au format de Filosofi / residents by 1 km cell
illectronisme.csv    taux d'illectronisme et intervalle, en % / rates and interval, in %
membership.csv       département, région, EPCI
mediation.csv        lieux de médiation numérique, standard national v1 / mediation places
france-services.csv  lieux France Services, colonnes d'août 2024 / columns of August 2024
rounds.csv           arrêts des tournées / stops of the rounds
modele-arrets.csv    modèle à remplir pour une tournée / a template for a round
chefs-lieux.csv      position des mairies / town halls
"
    )
}
