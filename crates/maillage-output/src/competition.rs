//! What people get of the places that they share: columns, provenance and equity.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    Column, Coverage, Unit, Voice, Words,
    column::{Columns, rounded},
    equity::indices,
    sentences::competition as words,
};
use maillage_core::{
    competition::Method,
    equity::Equity,
    measure::{Competition, Given, NoCompetition},
    model::StudyRow,
};

/// People of whom the column of places counts places.
pub(crate) const PEOPLE: f64 = 10_000.0;
/// Places that serve nobody, named in the metadata at most.
const NAMED: usize = 100;

/// The names of the columns of a method.
pub(crate) struct Names {
    /// Of minutes of presence.
    pub(crate) minutes: String,
    /// Of people who help.
    pub(crate) staff: String,
    /// Of places.
    pub(crate) places: String,
}

impl Names {
    pub(crate) fn of(method: Method) -> Self {
        let method_name = method.name();
        Self {
            minutes: match method.competes() {
                true => "minutes_par_personne_semaine".to_owned(),
                false => format!("minutes_accessibles_{method_name}"),
            },
            staff: format!("effectif_accessible_{method_name}"),
            places: format!("places_accessibles_{method_name}"),
        }
    }
}

/// The columns of rows whose communes `rows` gives, `None` where its access is not that of whole
/// communes: minutes a week for each person who competes, and places for ten thousand of them. They
/// are there, without values, where no competition could be computed; not where none was wanted.
pub(crate) fn columns<'run>(
    coverage: &'run Coverage,
    rows: impl Fn(usize) -> Option<Vec<StudyRow>> + Copy + Sync + 'run,
) -> Columns<'run> {
    let results = &coverage.results;
    let options = &results.options.competition;
    let Some(method) = options.wanted() else { return Vec::new() };
    let end = options.end(results.options.main_threshold(results.unit));
    let limit = words::catchment(&end, results.unit);
    let competition = results.competition.as_ref().ok();
    let of_residents = competition.is_some_and(|competition| competition.demand.of_residents);
    let people = words::who_competes(of_residents);
    let names = Names::of(method);
    let competes = method.competes();
    let title = |shared: Words, around: Words| match competes {
        true => words::shared(shared, &people, &limit, method.name()),
        false => words::around(around, &limit, method.name()),
    };
    let factor = if competes { PEOPLE } else { 1.0 };
    let minutes = title(words::minutes_a_person(), words::minutes());
    let places = title(words::places_for_people(), words::places());
    let mut columns = vec![
        Column::decimal(names.minutes, Unit::MinutesPerWeek, 4, minutes, move |row| {
            let competition = competition?;
            competition.mean(competition.minutes.as_ref()?, &rows(row)?)
        }),
        Column::decimal(names.places, Unit::None, 4, places, move |row| {
            let competition = competition?;
            Some(factor * competition.mean(&competition.places, &rows(row)?)?)
        }),
    ];
    // Few lists count who helps: the column is there where one does.
    if let Some((competition, staff)) = competition.and_then(|of| Some((of, of.staff.as_ref()?))) {
        let title = title(words::staff_for_people(), words::staff());
        columns.push(Column::decimal(names.staff, Unit::None, 4, title, move |row| {
            Some(factor * competition.mean(staff, &rows(row)?)?)
        }));
    }
    columns
}

/// The provenance of the competition of a run.
#[derive(Serialize)]
struct CompetitionMetadata<'run> {
    methode: &'static str,
    decroissance: String,
    zone_max: Option<f64>,
    unite: &'static str,
    demande: String,
    communes_au_besoin_moyen: usize,
    communes_sans_personnes: usize,
    communes_autour: usize,
    communes_au_trajet_inconnu: usize,
    personnes_sans_mesure: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<GivenMetadata<'run>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effectif: Option<GivenMetadata<'run>>,
    lieux: GivenMetadata<'run>,
    lieux_sans_horaire: usize,
    lieux_sans_effectif: usize,
    equite: Value,
    cas_limites: [&'static str; 6],
}

/// What is given out of one capacity.
#[derive(Serialize)]
struct GivenMetadata<'run> {
    colonne: String,
    capacite_des_lieux_qui_servent: f64,
    acces_fois_demande: f64,
    conserve: bool,
    lieux_que_personne_n_atteint: usize,
    capacite_que_personne_n_atteint: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sans_demande: Vec<&'run str>,
}

/// How edge cases are treated.
const EDGE_CASES: [&str; 6] = [
    "limites inclusives (≤) ; lieux et personnes au-delà de la marge non pris en compte",
    "aucun lieu à portée : 0 ; uniquement des lieux sans horaires dans la liste, pour la moitié des \
     personnes ou plus : valeur vide",
    "lieu à portée de personne : capacité non répartie, jamais infinie",
    "commune sans personne concernée : valeur vide, poids 0",
    "communes autour du territoire : personnes toutes situées à leur point de départ ; avec une table \
     de trajets, communes dont elle donne les trajets",
    "arrêts simultanés d'un véhicule : ses minutes sont partagées entre eux",
];

impl<'run> CompetitionMetadata<'run> {
    fn of(coverage: &'run Coverage, competition: &Competition, voice: Voice) -> Self {
        let Competition { method, catchment, demand, .. } = competition;
        let names = Names::of(*method);
        let given = |given: &Given, column: String| GivenMetadata {
            colonne: column,
            capacite_des_lieux_qui_servent: rounded(given.allocated, 3),
            acces_fois_demande: rounded(given.received, 3),
            conserve: method.conserves(),
            lieux_que_personne_n_atteint: given.unallocated().count(),
            capacite_que_personne_n_atteint: rounded(
                given.unallocated().map(|(_, capacity)| capacity).sum(),
                3,
            ),
            sans_demande: given
                .unallocated()
                .take(NAMED)
                .map(|(place, _)| coverage.territory.place(place).id.as_str())
                .collect(),
        };
        Self {
            methode: method.name(),
            decroissance: catchment.decay.to_string(),
            zone_max: catchment.end(),
            unite: competition.unit.symbol(),
            demande: voice.say(words::who_competes(demand.of_residents)),
            communes_au_besoin_moyen: demand.of_mean_need,
            communes_sans_personnes: demand.without_people,
            communes_autour: demand.around,
            communes_au_trajet_inconnu: demand.unknown_travel,
            personnes_sans_mesure: rounded(left_out(coverage, competition), 0),
            minutes: competition.minutes.as_ref().map(|one| given(one, names.minutes.clone())),
            effectif: competition.staff.as_ref().map(|one| given(one, names.staff.clone())),
            lieux: given(&competition.places, names.places.clone()),
            lieux_sans_horaire: competition.unknown_hours,
            lieux_sans_effectif: competition.unknown_staff,
            equite: equity_metadata(&competition.equity),
            cas_limites: EDGE_CASES,
        }
    }
}

/// The provenance of what is shared, or why nothing is; `None` when it was not wanted.
pub(crate) fn metadata(coverage: &Coverage, voice: Voice) -> Option<Value> {
    let value = match &coverage.results.competition {
        Ok(competition) => {
            serde_json::to_value(CompetitionMetadata::of(coverage, competition, voice))
        }
        Err(NoCompetition::NotWanted) => return None,
        Err(reason) => Ok(json!({ "motif": reason.name() })),
    };
    value.ok()
}

/// People of the study area of whom it is not known what they get.
pub(crate) fn left_out(coverage: &Coverage, competition: &Competition) -> f64 {
    let all: Vec<StudyRow> = (0..coverage.len()).map(StudyRow::new).collect();
    competition.people_left_out(competition.main(), &all)
}

/// The indices of `equity` by their names, each with its value or its reason.
fn equity_metadata(equity: &Equity) -> Value {
    let mut object = Map::new();
    for (name, index) in indices(equity) {
        let value = match index {
            Ok(value) => json!(rounded(value, 6)),
            Err(reason) => json!({ "motif": reason.name() }),
        };
        object.insert(name.to_owned(), value);
    }
    Value::Object(object)
}
