//! The mediation list in the national standard, version 1.
//!
//! The number of places grows with the population, with fewer in villages and hardly any in the
//! remote west. Telephone numbers are in the range reserved for fiction (01 99 00), and addresses
//! are at `example.org`. O(places log communes).

use crate::commune::{Commune, random_point_near};
use crate::dice::{Dice, Topic};
use crate::france_services::FranceServices;
use crate::land::Land;
use crate::lattice::LatLon;
use crate::people::Role;
use crate::tours::Stop;
use crate::{Defects, SynthOptions};

/// One row of the list, as it is written.
#[derive(Debug, Clone)]
pub(crate) struct Mediation {
    pub(crate) id: String,
    pub(crate) nom: String,
    pub(crate) commune: String,
    pub(crate) code_postal: String,
    pub(crate) code_insee: String,
    pub(crate) adresse: String,
    pub(crate) latitude: String,
    pub(crate) longitude: String,
    pub(crate) typologie: String,
    pub(crate) telephone: String,
    pub(crate) courriels: String,
    pub(crate) horaires: String,
    pub(crate) itinerance: String,
    pub(crate) structure_parente: String,
    pub(crate) date_maj: String,
    pub(crate) services: String,
    pub(crate) publics: String,
    pub(crate) frais: String,
    pub(crate) dispositifs: String,
    pub(crate) modalites_acces: String,
    pub(crate) modalites_accompagnement: String,
    /// True commune, by rank, and true position. No flaw changes them.
    pub(crate) truth: (usize, LatLon),
}

/// Number of France Services rows that a mediation list with defects repeats.
pub(crate) const ALSO_FRANCE_SERVICES: usize = 3;

/// Typologie and name of places. Villages only have the first [`VILLAGE_KINDS`].
const KINDS: [(&str, &str); 12] = [
    ("MUNI", "Mairie"),
    ("BIB", "Médiathèque"),
    ("CCAS", "CCAS"),
    ("ASSO", "Association Clic et Déclic"),
    ("LA_POSTE", "La Poste"),
    ("EPN", "Espace public numérique"),
    ("CSC", "Centre socioculturel"),
    ("TIERS_LIEUX", "Tiers-lieu La Passerelle"),
    ("ML", "Mission locale"),
    ("FABLAB", "Fablab"),
    ("CAF", "Accueil CAF"),
    ("PIMMS", "PIMMS Médiation"),
];
const VILLAGE_KINDS: usize = 5;
const QUARTERS: [&str; 8] = [
    "Tanneries",
    "Remparts",
    "Vignes",
    "Hauts Pavés",
    "Fontaines",
    "Salines",
    "Trois Moulins",
    "Grands Champs",
];
const HOURS: [&str; 7] = [
    "Mo-Fr 09:00-12:00,14:00-17:30",
    "Tu,Th 14:00-18:00; Sa 09:00-12:00",
    "We 09:00-12:30,13:30-18:00; Fr 14:00-18:00",
    "Mo,We,Fr 09:00-12:00",
    "Tu-Sa 10:00-12:30,14:00-18:30",
    "Th 09:00-12:00; PH off",
    "",
];
const SERVICES: [&str; 9] = [
    "Aide aux démarches administratives",
    "Maîtrise des outils numériques du quotidien",
    "Insertion professionnelle via le numérique",
    "Utilisation sécurisée du numérique",
    "Parentalité et éducation avec le numérique",
    "Loisirs et créations numériques",
    "Compréhension du monde numérique",
    "Accès internet et matériel informatique",
    "Acquisition de matériel informatique à prix solidaire",
];
pub(crate) const PROGRAMMES: [&str; 8] = [
    "",
    "",
    "",
    "Conseillers numériques",
    "Conseillers numériques",
    "Aidants Connect",
    "Aidants Connect|Conseillers numériques",
    "Certification PIX",
];

/// The list without flaws, in the order of identifiers.
pub(crate) fn open(
    land: &Land,
    communes: &[Commune],
    stops: &[Stop],
    france_services: &[FranceServices],
    options: &SynthOptions,
) -> Vec<Mediation> {
    let mut dice = Dice::new(options.seed, Topic::Mediation);
    let repeated = match options.defects {
        Defects::None => 0,
        Defects::Realistic => {
            ALSO_FRANCE_SERVICES.min(options.mediation / 8).min(france_services.len())
        }
    };
    let mut opened = vec![0; communes.len()];
    let mut rows = Vec::with_capacity(options.mediation + 1);
    for commune in hosts(land, communes, stops, options.mediation - repeated, &mut dice) {
        rows.push(row(land, communes, [commune, opened[commune], rows.len()], &mut dice));
        opened[commune] += 1;
    }
    for other in &france_services[..repeated] {
        let row = row(land, communes, [other.commune, 0, rows.len()], &mut dice);
        rows.push(as_france_services(row, other, &mut dice));
    }
    rows
}

/// The name after « de »: « de Morville », « d'Orville », « du Gué ».
pub(crate) fn after_de(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("Le ") {
        format!("du {rest}")
    } else if name.starts_with(['A', 'E', 'I', 'O', 'U']) {
        format!("d'{name}")
    } else {
        format!("de {name}")
    }
}

/// The commune of each place, drawn with weights population^¾, reduced for villages and remote
/// communes.
fn hosts(
    land: &Land,
    communes: &[Commune],
    stops: &[Stop],
    count: usize,
    dice: &mut Dice,
) -> Vec<usize> {
    let mut has_stop = vec![false; communes.len()];
    for stop in stops {
        has_stop[stop.commune] = true;
    }
    let mut total = 0.0;
    let mut cumulated = Vec::with_capacity(communes.len());
    for (commune, has_stop) in communes.iter().zip(has_stop) {
        if !has_stop && !land.communes[commune.parcel].islet {
            total += weight(commune);
        }
        cumulated.push(total);
    }
    if total <= 0.0 {
        return vec![0; count];
    }
    let mut host = || {
        let draw = dice.unit() * total;
        cumulated.partition_point(|&sum| sum <= draw)
    };
    (0..count).map(|_| host()).collect()
}

fn weight(commune: &Commune) -> f64 {
    let residents = f64::from(commune.residents.population);
    let favour = match commune.residents.role {
        _ if commune.is_remote => 0.02,
        Role::Village => 0.35,
        _ => 1.0,
    };
    favour * (residents * residents.sqrt()).sqrt()
}

fn row(
    land: &Land,
    communes: &[Commune],
    [rank, earlier, index]: [usize; 3],
    dice: &mut Dice,
) -> Mediation {
    let commune = &communes[rank];
    let cells = &land.communes[commune.parcel].cells;
    let quarters = match commune.residents.role {
        Role::City | Role::Town => cells.len(),
        _ => 1,
    };
    let at = land
        .lattice
        .degrees(random_point_near(land, cells[dice.below(quarters)], 0.2, dice))
        .rounded();
    let (typologie, nom) = kind_and_name(commune, rank, earlier);
    let programme = dice.pick(&PROGRAMMES);
    let reachable = dice.happens(0.06);
    let contact = |text: String| if reachable { text } else { String::new() };
    Mediation {
        id: format!("synth-{:05}", index + 1),
        nom,
        commune: commune.nom.clone(),
        code_postal: commune.code_postal.clone(),
        code_insee: commune.code.clone(),
        adresse: format!("{} Rue des {}", 1 + dice.below(80), dice.pick(&QUARTERS)),
        latitude: at.latitude_text(),
        longitude: at.longitude_text(),
        typologie: typologie.to_owned(),
        telephone: contact(format!("+3319900{:04}", index % 10_000)),
        courriels: contact(format!("contact-{}@example.org", index + 1)),
        horaires: dice.pick(&HOURS).to_owned(),
        itinerance: "Fixe".to_owned(),
        structure_parente: format!("Structure synthétique {}", after_de(&commune.nom)),
        date_maj: format!("2025-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
        services: services(dice),
        publics: dice
            .pick(&["", "", "", "Seniors", "Jeunes|Seniors", "Familles et/ou enfants"])
            .to_owned(),
        frais: dice
            .pick(&["Gratuit", "Gratuit", "Gratuit", "Gratuit sous condition", "Payant", ""])
            .to_owned(),
        dispositifs: programme.to_owned(),
        modalites_acces: dice
            .pick(&["Se présenter", "Se présenter|Téléphoner", "Téléphoner", ""])
            .to_owned(),
        modalites_accompagnement: dice
            .pick(&[
                "Accompagnement individuel",
                "En autonomie|Accompagnement individuel",
                "Dans un atelier collectif",
            ])
            .to_owned(),
        truth: (rank, at),
    }
}

/// Typologie and name of a place in a commune that already has `earlier` places.
fn kind_and_name(commune: &Commune, rank: usize, earlier: usize) -> (&'static str, String) {
    let kinds = match commune.residents.role {
        Role::Village | Role::Suburb | Role::Deserted => &KINDS[..VILLAGE_KINDS],
        _ => &KINDS[..],
    };
    let (typologie, noun) = kinds[(rank + earlier) % kinds.len()];
    let town = after_de(&commune.nom);
    let nom = match earlier / kinds.len() {
        0 => format!("{noun} {town}"),
        lap => {
            let quarter = QUARTERS[(lap - 1) % QUARTERS.len()];
            format!("{noun} des {quarter} {town}")
        }
    };
    (typologie, nom)
}

/// One to nine services of the standard, the first the most often.
pub(crate) fn services(dice: &mut Dice) -> String {
    let mut services: Vec<&str> = Vec::new();
    for (rank, service) in SERVICES.iter().enumerate() {
        if dice.happens(0.75 / (1.0 + 0.5 * rank as f64)) {
            services.push(service);
        }
    }
    if services.is_empty() {
        services.push(SERVICES[0]);
    }
    services.join("|")
}

/// A second entry for the office `other`, about thirty metres away, as another person would have
/// typed it.
fn as_france_services(row: Mediation, other: &FranceServices, dice: &mut Dice) -> Mediation {
    let aside = LatLon {
        latitude: other.at.latitude + dice.between(0.000_1, 0.000_3),
        longitude: other.at.longitude + dice.between(0.000_1, 0.000_3),
    };
    Mediation {
        nom: other.nom.clone(),
        adresse: other.adresse.clone(),
        latitude: aside.latitude_text(),
        longitude: aside.longitude_text(),
        typologie: "RFS".to_owned(),
        dispositifs: "France Services".to_owned(),
        truth: (other.commune, other.at),
        ..row
    }
}
