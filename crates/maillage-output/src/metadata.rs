//! Provenance: what a layer was made of, how, and how sure its rows are.

mod in_time;
mod need;
mod offer;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    Coverage, Diagnosis, ToursLayer, Voice, column::rounded, competition,
    hot_spots::HotSpotsMetadata,
};
use maillage_core::{
    borders::Unlisted,
    gap::{FixedClasses, Tertiles},
    measure::ToursWithoutStops,
    model::{CommuneCode, Kind},
    travel::{CostUnit, PairCounts},
};
use maillage_intake::{
    catalogue::Catalogue,
    clean::IdentityOptions,
    ledger::{Account, Ledger},
    load::OriginChoice,
};

/// The contours that are brought along, as a layer states them.
pub(crate) const BROUGHT_CONTOURS: &str = "IGN Admin Express 2018, généralisés, portés au COG 2026";
/// The residents of Mayotte, after those of all others.
pub(crate) const OF_MAYOTTE: &str = ", Mayotte 2017";
/// What places of unknown hours are taken for, and those that do not tell what they offer.
pub(crate) const TAKEN_FOR_OPEN: &str = "sert comme s'il était ouvert";
pub(crate) const SERVES: &str = "sert";

/// The metadata of a coverage layer.
#[derive(Serialize)]
pub(super) struct CoverageMetadata<'run> {
    logiciel: &'static str,
    version: &'static str,
    entrees: Vec<Input<'run>>,
    bilan: Totals,
    #[serde(skip_serializing_if = "Option::is_none")]
    geographie: Option<Geography>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bords_ouverts: Vec<OpenBorder<'run>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    departements_sans_liste: Vec<OpenBorder<'run>>,
    options: Options<'run>,
    temps: in_time::Over,
    horaires_demandes: in_time::Asked,
    #[serde(skip_serializing_if = "Option::is_none")]
    offre_demandee: Option<offer::AskedOffer<'run>>,
    classes: Classes,
    origines: BTreeMap<&'static str, usize>,
    distances: &'static str,
    illectronisme_base: &'static str,
    besoin: need::NeedMetadata<'run>,
    residents: Option<need::GridMetadata>,
    communes_par_motif: BTreeMap<&'static str, usize>,
    lieux_par_type: BTreeMap<&'static str, usize>,
    tournees_sans_arrets: usize,
    communes_a_egalite: usize,
    traversees_maritimes: Option<Vec<String>>,
    distances_approchees: Vec<String>,
    lieu_le_plus_proche_au_dela_de_la_marge: Option<usize>,
    cas_limites: [&'static str; 8],
    #[serde(skip_serializing_if = "Option::is_none")]
    trajets: Option<TravelMetadata>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partage: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points_chauds: Option<HotSpotsMetadata<'run>>,
}

/// The travel table of a run.
#[derive(Serialize)]
struct TravelMetadata {
    unite: &'static str,
    seuils_min: Option<Vec<f64>>,
    seuil_principal_min: Option<f64>,
    meme_commune_min: Option<f64>,
    acces_limites_min: Option<[f64; 2]>,
    trajets_necessaires: usize,
    trajets_manquants: usize,
    communes_sans_trajet: usize,
    communes_au_lieu_propre_sans_trajet: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    personnes_au_trajet_inconnu: Option<f64>,
    communes_au_trajet_inconnu: Vec<String>,
    cas_limites: [&'static str; 4],
}

/// The metadata of a catalogue of places.
#[derive(Serialize)]
pub(super) struct CatalogueMetadata<'run> {
    logiciel: &'static str,
    version: &'static str,
    entrees: Vec<Input<'run>>,
    bilan: Totals,
    temps: in_time::Over,
    identite: Identity,
    #[serde(skip_serializing_if = "Option::is_none")]
    offre_demandee: Option<offer::AskedOffer<'run>>,
}

/// The metadata of a layer of tours.
#[derive(Serialize)]
pub(super) struct ToursMetadata<'run> {
    logiciel: &'static str,
    version: &'static str,
    entrees: Vec<Input<'run>>,
    bilan: Totals,
    periode: String,
    tournees: usize,
    arrets: usize,
    cas_limites: [&'static str; 6],
}

/// The official geography brought along: what was used of it.
#[derive(Serialize)]
struct Geography {
    contours: Option<&'static str>,
    populations: Option<String>,
    /// Number of communes of older contours whose residents are those of 2016.
    #[serde(skip_serializing_if = "Option::is_none")]
    populations_2016: Option<usize>,
    epci: Option<String>,
    chefs_lieux: Option<String>,
    historique_des_codes: Option<&'static str>,
    licence: &'static str,
    /// Communes drawn with the one that they left, by its code.
    communes_reunies: BTreeMap<String, Vec<String>>,
    perimetre_choisi_par_les_listes: bool,
}

impl Geography {
    /// `None` when nothing was brought along.
    fn of(coverage: &Coverage) -> Option<Self> {
        let ground = &coverage.ledger.ground;
        if !ground.brought.any() {
            return None;
        }
        let used = |is_used: bool, table: &'static str| is_used.then_some(table);
        // A table given overrules; what it says nothing of keeps what is brought along.
        let completing = |is_used: bool, table: &str, rest: Option<&str>| {
            let rest =
                rest.map_or_else(String::new, |rest| format!(" ({rest} de la table donnée)"));
            is_used.then(|| format!("{table}{rest}"))
        };
        let brought = &ground.brought;
        let named = |(code, name): &(CommuneCode, &str)| format!("{code} {name}");
        let together = ground
            .drawn_together
            .iter()
            .map(|(with, restored)| (with.to_string(), restored.iter().map(named).collect()));
        Some(Self {
            contours: used(ground.brought.contours, BROUGHT_CONTOURS),
            populations: completing(
                brought.population,
                &format!("INSEE 2023{OF_MAYOTTE}"),
                brought.completes.population.then_some("départements absents"),
            ),
            populations_2016: (brought.merged_since > 0).then_some(brought.merged_since),
            epci: completing(
                brought.membership,
                "DGCL 2026",
                brought.completes.membership.then_some("communes absentes"),
            ),
            chefs_lieux: completing(
                brought.chefs_lieux,
                "IGN 2020",
                brought.completes.chefs_lieux.then_some("communes absentes"),
            ),
            historique_des_codes: used(ground.brought.history, "INSEE 2018-2024, Etalab 2026"),
            licence: "Licence Ouverte 2.0",
            communes_reunies: together.collect(),
            perimetre_choisi_par_les_listes: ground.is_chosen_by_lists,
        })
    }
}

/// A département of which the lists hold no places to speak of.
#[derive(Serialize)]
struct OpenBorder<'run> {
    departement: &'run str,
    lieux_attendus: f64,
    lieux: usize,
}

impl<'run> OpenBorder<'run> {
    fn of(border: &'run Unlisted) -> Self {
        Self {
            departement: &border.departement,
            lieux_attendus: rounded(border.expected, 1),
            lieux: border.observed,
        }
    }
}

/// When two rows were taken for one place.
#[derive(Serialize)]
struct Identity {
    meme_lieu_jusqu_a_m: f64,
    meme_lieu_des: f64,
    doute_des: f64,
}

#[derive(Serialize)]
struct Input<'run> {
    fichier: &'run str,
    role: &'run str,
    schema: &'run str,
    format: &'run str,
    encodage: &'run str,
    crs: Option<&'run str>,
    millesime: Option<&'run str>,
    octets: u64,
    sha256: &'run str,
    lues: usize,
    retenues: usize,
    fusionnees: usize,
    ecartees: usize,
    ecartees_par_motif: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Totals {
    lues: usize,
    retenues: usize,
    fusionnees: usize,
    ecartees: usize,
}

#[derive(Serialize)]
struct Options<'run> {
    seuils_km: &'run [f64],
    seuil_principal_km: f64,
    rayon_km: f64,
    marge_km: f64,
    detour: f64,
    origine: &'static str,
    tournees_sans_arrets: &'static str,
    identite: Identity,
    perimetre: Vec<String>,
}

#[derive(Serialize)]
struct Classes {
    methode: &'static str,
    acces_limites_km: Option<[f64; 2]>,
    besoin_limites_pct: Option<[f64; 2]>,
    hors_rayon: &'static str,
}

/// What the edge cases were taken for, in every output.
const EDGE_CASES: [&str; 8] = [
    "limites inclusives (≤)",
    "commune sans habitant : distances, couvertures et classes non renseignées",
    "aucun lieu dans le rayon : distances non renseignées, motif hors_rayon, classe d'accès 3",
    "distances égales au millimètre près : le plus petit identifiant est retenu, les égalités sont comptées",
    "population inconnue : la couverture est celle du point de départ",
    "lieu sans position utilisable : situé au point de départ de sa commune, signalé dans distances_approchees",
    "lieu dont on sait qu'il n'ouvre jamais pendant la période : non pris en compte",
    "attente : la période est supposée se répéter, le premier passage suivant le dernier",
];

/// How edge cases of a travel table are treated.
const EDGE_CASES_OF_TRAVEL: [&str; 4] = [
    "trajet manquant : jamais estimé, compté comme manquant",
    "trajet nul d'une commune vers elle-même : considéré comme manquant",
    "commune sans aucun trajet, ou dont le trajet vers son propre lieu manque : motif \
     trajet_inconnu, sans reprendre le temps d'une commune voisine",
    "temps en minutes : distances à vol d'oiseau ; classes, rang, motif et attentes d'après les \
     minutes",
];

/// What the edge cases of tours were taken for.
const EDGE_CASES_OF_TOURS: [&str; 6] = [
    "longueur géodésique WGS84 de sommet en sommet",
    "tracé par_les_arrets : ligne droite d'un arrêt au suivant, plus courte que la route",
    "commune traversée : son contour et le tracé se touchent",
    "horaires inconnus : minutes et dates non renseignées",
    "minutes par semaine : moyenne sur la période, arrêts simultanés d'un véhicule comptés une fois",
    "arrêt de plusieurs tournées : une ligne par tournée",
];

/// What a table states that is made of no measure: the program.
pub(crate) fn of_program() -> serde_json::Value {
    serde_json::json!({"logiciel": "maillage", "version": env!("CARGO_PKG_VERSION")})
}

/// The files of a ledger, each with its checksum and its account.
pub(super) fn inputs(ledger: &Ledger) -> serde_json::Value {
    let inputs: Vec<Input> = ledger.accounts.iter().map(input).collect();
    serde_json::to_value(inputs).unwrap_or_default()
}

/// The provenance of a coverage layer.
pub(super) fn of_coverage(coverage: &Coverage, voice: Voice) -> CoverageMetadata<'_> {
    let territory = &coverage.territory;
    let count = |names: Vec<&'static str>| {
        let mut counts = BTreeMap::new();
        for name in names {
            *counts.entry(name).or_insert(0) += 1;
        }
        counts
    };
    let served = |kind: Kind| {
        let ids = coverage.results.sites.ids();
        (kind.name(), ids.filter(|place| coverage.serves_as(*place) == Some(kind)).count())
    };
    CoverageMetadata {
        logiciel: "maillage",
        version: env!("CARGO_PKG_VERSION"),
        entrees: coverage.ledger.accounts.iter().map(input).collect(),
        bilan: totals(&coverage.ledger),
        geographie: Geography::of(coverage),
        bords_ouverts: coverage.results.borders.iter().map(OpenBorder::of).collect(),
        departements_sans_liste: coverage.results.unlisted.iter().map(OpenBorder::of).collect(),
        options: options_of(coverage),
        temps: in_time::over(&coverage.results.timetable, &coverage.load.period, voice),
        horaires_demandes: in_time::asked(coverage),
        offre_demandee: coverage.results.sites.offer().map(offer::AskedOffer::of),
        classes: Classes {
            methode: classes_method(coverage.results.fixed_classes),
            acces_limites_km: coverage
                .results
                .access_limits
                .filter(|_| coverage.results.unit == CostUnit::Length)
                .map(|limits| limits_of(limits, 3)),
            besoin_limites_pct: coverage.results.need_limits.map(|limits| limits_of(limits, 2)),
            hors_rayon: "classe d'accès 3",
        },
        origines: count(coverage.communes().map(|commune| commune.origin.name()).collect()),
        distances: match coverage.territory.grid() {
            None if is_by_table_of_km(coverage) => {
                "kilomètres de la table de trajets, de commune à lieu"
            }
            None => "géodésiques WGS84 à vol d'oiseau, fois le détour, depuis un point par commune",
            Some(_) => {
                "géodésiques WGS84 à vol d'oiseau, fois le détour, depuis les carreaux habités de \
                 chaque commune, pondérées ; d'un point par commune là où il n'y en a pas"
            }
        },
        illectronisme_base: need::base(coverage),
        besoin: need::need(coverage),
        residents: coverage.territory.grid().map(|grid| need::grid(coverage, grid)),
        communes_par_motif: count(coverage.gaps().map(|gap| gap.reason.name()).collect()),
        lieux_par_type: Kind::ALL.into_iter().map(served).collect(),
        tournees_sans_arrets: coverage.tours_without_stops(),
        communes_a_egalite: coverage
            .accesses()
            .filter(|access| access.nearest.is_some_and(|nearest| nearest.tied))
            .count(),
        traversees_maritimes: coverage.across_water().map(|across| {
            let codes = coverage.communes().zip(across).filter(|(_, across)| *across);
            codes.map(|(commune, _)| commune.code.to_string()).collect()
        }),
        distances_approchees: coverage
            .roughly_measured()
            .into_iter()
            .map(|id| territory.commune(id).code.to_string())
            .collect(),
        lieu_le_plus_proche_au_dela_de_la_marge: coverage.beyond_buffer(),
        cas_limites: EDGE_CASES,
        trajets: coverage.results.pairs.map(|pairs| travel(coverage, pairs)),
        partage: competition::metadata(coverage, voice),
        points_chauds: HotSpotsMetadata::of(coverage),
    }
}

/// The metadata of a layer of a diagnosis: those of its communes, and what the layers add.
#[derive(Serialize)]
pub(super) struct DiagnosisMetadata<'run> {
    #[serde(flatten)]
    communes: CoverageMetadata<'run>,
    diagnostic: DiagnosisFacts<'run>,
}

#[derive(Serialize)]
struct DiagnosisFacts<'run> {
    #[serde(skip_serializing_if = "str::is_empty")]
    titre: &'run str,
    personnes_par_conseiller: f64,
    personnes_concernees: &'static str,
    fraicheur_au: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<ReferenceFile<'run>>,
    cas_limites: [&'static str; 11],
}

/// The file that the figures of parents are from.
#[derive(Serialize)]
struct ReferenceFile<'run> {
    fichier: &'run str,
    sha256: &'run str,
}

/// How edge cases of territories and gaps are treated.
const EDGE_CASES_OF_DIAGNOSIS: [&str; 11] = [
    "territoire : communes mesurées ensemble, moyennes et quantiles calculés sur les habitants",
    "commune à la population inconnue ou au trajet inconnu : exclue des distances du territoire ; \
     voir population_mesuree",
    "territoire en partie hors du périmètre : nom suivi de (partie), sans rang",
    "intervalles : tiennent compte des erreurs partagées par les communes ; si les bornes sont fournies, somme des bornes",
    "chiffres du territoire parent : les siens s'il est entièrement dans le périmètre et couvert par \
     les listes, sinon ceux de la référence, sinon non renseignés",
    "arrondissement : désigné par sa commune la plus peuplée",
    "zone dessinée : habitants des carreaux dont le centre est dans la zone, lieux dans la zone ou à 500 m ou moins",
    "minutes et attentes d'un territoire : les habitants sans lieu aux horaires connus sont comptés \
     sans aide ; les minutes sont donc un minimum et les attentes un maximum",
    "lacune : communes contiguës présentant le même manque ; au-delà de 40 communes, divisée selon \
     les EPCI",
    "solution : candidat supposé ouvert en permanence, ajouté seul ; personnes en deçà du seuil principal",
    "dépendre d'un lieu : n'en avoir aucun autre en deçà du seuil principal",
];

/// The provenance of a layer of a diagnosis.
pub(super) fn of_diagnosis(diagnosis: &Diagnosis, voice: Voice) -> DiagnosisMetadata<'_> {
    DiagnosisMetadata {
        communes: of_coverage(&diagnosis.coverage, voice),
        diagnostic: DiagnosisFacts {
            titre: &diagnosis.title,
            personnes_par_conseiller: diagnosis.people_per_conseiller,
            personnes_concernees: diagnosis.concerned(maillage_hours::Lang::Fr),
            reference: diagnosis
                .reference
                .as_ref()
                .map(|of| ReferenceFile { fichier: &of.file, sha256: &of.sha256 }),
            fraicheur_au: diagnosis.coverage.results.timetable.period.first().to_string(),
            cas_limites: EDGE_CASES_OF_DIAGNOSIS,
        },
    }
}

/// Whether distances are those of a travel table.
fn is_by_table_of_km(coverage: &Coverage) -> bool {
    coverage.results.pairs.is_some() && coverage.results.unit == CostUnit::Length
}

/// The provenance of costs that a table gives.
fn travel(coverage: &Coverage, pairs: PairCounts) -> TravelMetadata {
    let results = &coverage.results;
    let unit = coverage.territory.travel_table().map_or(results.unit, |table| table.unit);
    let is_timed = results.unit == CostUnit::Duration;
    let unknown = coverage.communes().zip(coverage.accesses());
    let unknown = unknown.filter(|(_, access)| access.is_unknown);
    TravelMetadata {
        unite: unit.name(),
        seuils_min: is_timed.then(|| results.options.thresholds_min.clone()),
        seuil_principal_min: is_timed.then_some(results.options.main_threshold_min),
        meme_commune_min: results.options.own_commune_min,
        acces_limites_min: results
            .access_limits
            .filter(|_| is_timed)
            .map(|limits| limits_of(limits, 2)),
        trajets_necessaires: pairs.needed,
        trajets_manquants: pairs.missing,
        communes_sans_trajet: pairs.communes_without_cost,
        communes_au_lieu_propre_sans_trajet: pairs.own_places_unknown,
        personnes_au_trajet_inconnu: results
            .people_of_unknown_travel(&coverage.territory)
            .map(f64::round),
        communes_au_trajet_inconnu: unknown.map(|(commune, _)| commune.code.to_string()).collect(),
        cas_limites: EDGE_CASES_OF_TRAVEL,
    }
}

/// The provenance of a catalogue.
pub(super) fn of_catalogue(catalogue: &Catalogue, voice: Voice) -> CatalogueMetadata<'_> {
    let ledger = &catalogue.ledger;
    CatalogueMetadata {
        logiciel: "maillage",
        version: env!("CARGO_PKG_VERSION"),
        entrees: ledger.accounts.iter().map(input).collect(),
        bilan: totals(ledger),
        temps: in_time::over(&catalogue.timetable, &catalogue.period, voice),
        identite: identity(&catalogue.identity),
        offre_demandee: catalogue.offer.as_ref().map(offer::AskedOffer::of),
    }
}

/// The provenance of a layer of tours.
pub(super) fn of_tours<'run>(layer: &ToursLayer<'run>) -> ToursMetadata<'run> {
    ToursMetadata {
        logiciel: "maillage",
        version: env!("CARGO_PKG_VERSION"),
        entrees: layer.ledger.accounts.iter().map(input).collect(),
        bilan: totals(layer.ledger),
        periode: layer.timetable.period.to_string(),
        tournees: layer.tours.len(),
        arrets: layer.tours.iter().map(|tour| tour.stops.len()).sum(),
        cas_limites: EDGE_CASES_OF_TOURS,
    }
}

fn identity(options: &IdentityOptions) -> Identity {
    Identity {
        meme_lieu_jusqu_a_m: options.same_within_m,
        meme_lieu_des: options.same_above,
        doute_des: options.doubtful_above,
    }
}

fn options_of(coverage: &Coverage) -> Options<'_> {
    let (options, load) = (&coverage.results.options, &coverage.load);
    Options {
        seuils_km: &options.thresholds_km,
        seuil_principal_km: options.main_threshold_km,
        rayon_km: options.reach_km,
        marge_km: load.buffer_km,
        detour: options.detour,
        origine: match load.origin {
            OriginChoice::Centroid => "centroide",
            OriginChoice::ChefLieu => "chef_lieu",
        },
        tournees_sans_arrets: match options.tours_without_stops {
            ToursWithoutStops::Ignore => "sans_effet_sur_les_distances",
            ToursWithoutStops::AtAddress => "comptees_a_leur_adresse",
        },
        identite: identity(&load.identity),
        perimetre: coverage.within.iter().map(ToString::to_string).collect(),
    }
}

/// How the limits of the classes were chosen.
fn classes_method(fixed: FixedClasses) -> &'static str {
    match (fixed.access.is_some(), fixed.need.is_some()) {
        (false, false) => "tertiles des communes du calcul, 3 = le pire tiers",
        (true, true) => "limites fixées, 3 = le pire",
        (true, false) => {
            "limites fixées pour l'accès, tertiles du calcul pour le besoin, 3 = le pire"
        }
        (false, true) => {
            "tertiles du calcul pour l'accès, limites fixées pour le besoin, 3 = le pire"
        }
    }
}

fn limits_of(limits: Tertiles, decimals: i32) -> [f64; 2] {
    [limits.0, limits.1].map(|limit| rounded(limit, decimals))
}

fn input(account: &Account) -> Input<'_> {
    let mut set_aside = BTreeMap::new();
    for (fate, trouble, count) in account.tally() {
        if fate == maillage_intake::ledger::Fate::SetAside {
            set_aside.insert(trouble.code(), count);
        }
    }
    Input {
        fichier: &account.file,
        role: account.role.name(),
        schema: account.schema,
        format: account.format,
        encodage: account.encoding,
        crs: Some(account.crs.as_str()).filter(|crs| !crs.is_empty()),
        millesime: account.vintage.as_deref(),
        octets: account.bytes,
        sha256: &account.sha256,
        lues: account.read,
        retenues: account.kept,
        fusionnees: account.merged(),
        ecartees: account.set_aside(),
        ecartees_par_motif: set_aside,
    }
}

fn totals(ledger: &Ledger) -> Totals {
    let sum = |count: fn(&Account) -> usize| ledger.accounts.iter().map(count).sum();
    Totals {
        lues: sum(|account| account.read),
        retenues: sum(|account| account.kept),
        fusionnees: sum(Account::merged),
        ecartees: sum(Account::set_aside),
    }
}
