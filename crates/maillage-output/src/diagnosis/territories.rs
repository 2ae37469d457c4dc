//! The layer of territories: EPCI, arrondissements, départements, régions, hubs.

use super::Diagnosis;
use crate::{
    Column, Layer, Unit, Voice, access_columns,
    column::Columns,
    competition,
    coverage::{beyond_title, need_columns},
    equity,
    layer::{Geometry, GeometryType, told_once},
    metadata,
    sentences::{columns as contract, equity as indices, layers, territories as titles},
    styles::DRAWN_LEVELS,
};
use maillage_core::{
    access::Weight,
    gap::Reason,
    measure::CompetitionMethod,
    model::{CommuneCode, Kind, Level, Union},
    offer::{STANDARD_LABELS, STANDARD_SERVICES, Subject, standard_values},
    travel::CostUnit,
};
use maillage_intake::saved::ReferenceFigures;

/// The reasons for which people may be beyond the main threshold.
const REASONS: [Reason; 6] = [
    Reason::TooFar,
    Reason::OutOfReach,
    Reason::AcrossWater,
    Reason::ItinerantOnly,
    Reason::Covered,
    Reason::TravelUnknown,
];

/// Months after which a place is told not to have been updated.
const STALE_MONTHS: [u32; 2] = [12, 18];

/// The territories, one row each, by level and code.
pub fn territories_layer<'run>(diagnosis: &'run Diagnosis, voice: Voice) -> Layer<'run> {
    Layer {
        name: "territoires",
        title: layers::territories(),
        about: layers::territories_about(),
        geometry_type: GeometryType::Area,
        columns: columns(diagnosis),
        rows: diagnosis.territories.len(),
        geometry: Box::new(|row| Geometry::Area(&diagnosis.contours[row])),
        metadata: told_once(move || metadata::of_diagnosis(diagnosis, voice)),
        execution: None,
    }
}

/// The level that is drawn: EPCI, or else the smallest that is there.
pub(super) fn shown_level(diagnosis: &Diagnosis) -> Level {
    let unions = diagnosis.coverage.territory.unions();
    let is_there = |level: &Level| unions.iter().any(|union| union.level == *level);
    DRAWN_LEVELS.into_iter().find(is_there).unwrap_or(Level::StudyArea)
}

/// Which territory; then the columns of the contract that make sense; then those of territories.
fn columns(run: &Diagnosis) -> Columns<'_> {
    let mut columns = who(run);
    columns.extend(of_contract(run));
    columns.extend(residents_within(run));
    columns.extend(uncovered_by_reason(run));
    columns.extend(dependence(run));
    columns.extend(supply(run));
    columns.extend(parent(run));
    let access = |row: usize| run.territories[row].access();
    let limit = run.coverage.results.main_threshold();
    columns.push(access_columns::two_or_more(limit, access));
    columns.extend(competition::columns(&run.coverage, |row| {
        let is_drawn = union(run, row).contour.is_some();
        (!is_drawn).then(|| run.territories[row].rows.clone())
    }));
    columns.extend(inequality(run));
    columns
}

fn union(run: &Diagnosis, row: usize) -> &Union {
    &run.coverage.territory.unions()[run.territories[row].union]
}

fn who(run: &Diagnosis) -> Columns<'_> {
    let name = |row| {
        let union = union(run, row);
        let name = if union.name.is_empty() { &union.code } else { &union.name };
        if union.is_whole() { name.clone() } else { format!("{name} (partie)") }
    };
    vec![
        Column::text("niveau", titles::level(), |row| Some(union(run, row).level.name())),
        Column::text("code", titles::code(), |row| Some(&union(run, row).code)),
        Column::text("nom", contract::name(), move |row| Some(name(row))),
    ]
}

fn of_contract(run: &Diagnosis) -> Columns<'_> {
    let result = |row: usize| &run.territories[row];
    let need = move |row: usize| &result(row).need;
    let (coverage, results) = (&run.coverage, &run.coverage.results);
    let distance = move |row: usize| &result(row).distance;
    let access = move |row: usize| result(row).access();
    let limit = results.main_threshold();
    let mut columns = vec![Column::people("population", contract::residents(), move |row| {
        result(row).population
    })];
    let people =
        |of: fn(&maillage_core::unions::UnionNeed) -> Option<f64>| move |row: usize| of(need(row));
    columns.extend(need_columns(
        coverage,
        [
            people(|need| need.people),
            people(|need| need.bounds.map(|(low, _)| low)),
            people(|need| need.bounds.map(|(_, high)| high)),
        ],
        move |row| need(row).level,
    ));
    columns.extend(access_columns::distances(titles::mean_distance(), distance));
    columns.extend(access_columns::distances_by_kind(distance));
    columns.extend(access_columns::within_thresholds(results, CostUnit::Length, distance));
    columns.push(access_columns::distance_gained(distance));
    columns.extend([
        Column::people("personnes_non_couvertes", beyond_title(coverage), move |row| {
            need(row).uncovered
        }),
        Column::integer("rang", Unit::None, titles::rank_in_parent(), move |row| result(row).rank),
    ]);
    columns.extend(access_columns::in_time(limit, access));
    columns.extend([
        Column::people(
            "habitants_gagnes_itinerant",
            contract::residents_gained(limit),
            move |row| Some(access(row).gained? * result(row).measured?),
        ),
        Column::people("population_15_plus", contract::adults(), move |row| need(row).adults),
        Column::integer("rang_min", Unit::None, contract::rank_at_worst(), move |row| {
            result(row).rank_interval.map(|(worst, _)| worst)
        }),
        Column::integer("rang_max", Unit::None, contract::rank_at_best(), move |row| {
            result(row).rank_interval.map(|(_, best)| best)
        }),
        Column::people("personnes_non_couvertes_bas", contract::uncovered_low(), move |row| {
            need(row).uncovered_bounds.map(|(low, _)| low)
        }),
        Column::people("personnes_non_couvertes_haut", contract::uncovered_high(), move |row| {
            need(row).uncovered_bounds.map(|(_, high)| high)
        }),
    ]);
    if results.unit == CostUnit::Duration {
        columns.push(access_columns::duration(access));
        columns.extend(access_columns::durations_by_kind(access));
        columns.extend(access_columns::within_thresholds(results, CostUnit::Duration, access));
    }
    columns.extend([
        Column::integer("communes", Unit::None, titles::communes(), move |row| {
            union(run, row).contour.is_none().then(|| result(row).rows.len())
        }),
        Column::integer("communes_hors_perimetre", Unit::None, titles::communes_outside(), |row| {
            Some(union(run, row).outside)
        }),
        Column::people("population_mesuree", titles::residents_measured(), move |row| {
            result(row).measured
        }),
        Column::integer(
            "communes_besoin_inconnu",
            Unit::None,
            titles::communes_without_need(),
            move |row| union(run, row).contour.is_none().then(|| result(row).without_need),
        ),
        Column::integer(
            "communes_bord_incertain",
            Unit::None,
            titles::communes_at_open_border(),
            move |row| union(run, row).contour.is_none().then(|| result(row).border_uncertain),
        ),
    ]);
    columns
}

/// Residents within each threshold, in people.
fn residents_within(run: &Diagnosis) -> Columns<'_> {
    let results = &run.coverage.results;
    let thresholds = results.thresholds(results.unit).enumerate();
    let column = |(at, limit): (usize, maillage_core::travel::Limit)| {
        let name = format!("habitants_{}", limit.in_name());
        Column::people(name, titles::residents_within(limit), move |row| {
            // Shares of people in need say nothing of residents.
            let result = &run.territories[row];
            let of_residents = results.options.residents_weight == Weight::Residents;
            let measured = result.measured.filter(|_| of_residents)?;
            Some(result.access().covered.as_ref()?[at] * measured)
        })
    };
    thresholds.map(column).collect()
}

/// People not covered, by the reason of their commune.
fn uncovered_by_reason(run: &Diagnosis) -> Columns<'_> {
    let column = |reason: Reason| {
        let name = format!("non_couvertes_{}", reason.name());
        Column::people(name, titles::uncovered_because(reason), move |row| {
            let need = &run.territories[row].need;
            need.uncovered?;
            Some(need.uncovered_by_reason.get(&reason).copied().unwrap_or(0.0))
        })
    };
    REASONS.into_iter().map(column).collect()
}

/// How unequally the people of each territory are served.
fn inequality(run: &Diagnosis) -> Columns<'_> {
    let of = |row: usize| &run.territories[row].inequality;
    let (stem, what) = match run.coverage.results.unit {
        CostUnit::Length => ("distance", indices::of_the_distance()),
        CostUnit::Duration => ("duree", indices::of_the_duration()),
    };
    let mut columns =
        equity::columns(stem, &what, &equity::OF_COSTS, move |row| Some(&of(row).cost));
    if run.coverage.results.options.competition.method != CompetitionMethod::None {
        let what = indices::of_shared_help();
        columns.extend(equity::columns("partage", &what, &equity::OF_SHARES, move |row| {
            of(row).shared.as_ref()
        }));
    }
    columns
}

/// On how few places, and on whose, people depend.
fn dependence(run: &Diagnosis) -> Columns<'_> {
    let limit = run.coverage.results.main_threshold();
    let result = |row: usize| &run.territories[row];
    vec![
        Column::people("habitants_fragiles", titles::fragile_residents(limit), move |row| {
            result(row).fragile.map(|fragile| fragile.residents)
        }),
        Column::people("personnes_fragiles", titles::fragile_people(limit), move |row| {
            result(row).fragile.map(|fragile| fragile.need)
        }),
        Column::per_cent("dependance_voisins_pct", titles::served_from_outside(), move |row| {
            result(row).served_from_outside.map(|share| 100.0 * share)
        }),
    ]
}

fn supply(run: &Diagnosis) -> Columns<'_> {
    let supply = |row: usize| &run.territories[row].supply;
    let period = run.coverage.results.timetable.period;
    let places = move |row: usize| {
        supply(row).places.iter().map(|place| run.coverage.territory.place(*place))
    };
    let mut columns = vec![Column::integer("lieux", Unit::None, titles::places(), move |row| {
        Some(supply(row).places.len())
    })];
    columns.extend(Kind::ALL.map(|kind| {
        let name = match kind {
            Kind::Mediation => "lieux_mediation",
            Kind::FranceServices => "lieux_france_services",
            Kind::Itinerant => "lieux_itinerants",
        };
        Column::integer(name, Unit::None, titles::places_of_kind(kind), move |row| {
            Some(supply(row).by_kind[kind as usize])
        })
    }));
    columns.extend([
        Column::integer(
            "lieux_horaires_inconnus",
            Unit::None,
            titles::places_of_unknown_hours(),
            move |row| Some(supply(row).unknown_hours),
        ),
        Column::decimal(
            "minutes_semaine_lieux",
            Unit::MinutesPerWeek,
            1,
            titles::minutes_of_places(),
            move |row| known_minutes(run, row),
        ),
        Column::decimal(
            "minutes_semaine_lieux_par_personne",
            Unit::MinutesPerWeek,
            2,
            titles::minutes_a_person(),
            move |row| {
                let people = whole_need(run, row).filter(|people| *people > 0.0)?;
                Some(known_minutes(run, row)? / people)
            },
        ),
        Column::decimal(
            "conseillers_necessaires",
            Unit::None,
            1,
            titles::conseillers_needed(run.people_per_conseiller),
            move |row| Some(whole_need(run, row)? / run.people_per_conseiller),
        ),
    ]);
    columns.extend(STALE_MONTHS.map(|months| {
        let name = format!("lieux_non_maj_{months}_mois");
        let since = period.first() - chrono::Months::new(months);
        Column::integer(name, Unit::None, titles::stale_places(months), move |row| {
            let is_stale = |day: chrono::NaiveDate| day < since;
            Some(places(row).filter(|place| place.updated.is_some_and(is_stale)).count())
        })
    }));
    columns.extend(offered(run, Subject::Labels, &STANDARD_LABELS));
    columns.extend(offered(run, Subject::Services, &STANDARD_SERVICES));
    columns.push(Column::integer(
        "lieux_sans_date_maj",
        Unit::None,
        titles::undated_places(),
        move |row| Some(places(row).filter(|place| place.updated.is_none()).count()),
    ));
    columns
}

/// The people in need of a territory; `None` where a part of its communes is not known, which would
/// pass for the whole.
fn whole_need(run: &Diagnosis, row: usize) -> Option<f64> {
    let result = &run.territories[row];
    result.need.people.filter(|_| result.without_need == 0)
}

/// Places by what they offer on a subject, under the names of the national standard, and those that
/// do not tell. Places with the label of conseillers numériques are permanences: a conseiller may
/// have several, and no list counts the people.
fn offered<'run>(
    run: &'run Diagnosis,
    subject: Subject,
    names: &'static [&'static str],
) -> impl Iterator<Item = Column<'run>> {
    let territory = &run.coverage.territory;
    let told: std::sync::Arc<Vec<Vec<String>>> = std::sync::Arc::new(
        territory.places().iter().map(|place| standard_values(subject, place)).collect(),
    );
    let stem = if subject == Subject::Services { "service" } else { "label" };
    let count = move |row: usize, is_meant: &dyn Fn(&[String]) -> bool| {
        let places = run.territories[row].supply.places.iter();
        places.filter(|place| is_meant(&told[place.index()])).count()
    };
    let untold = {
        let count = count.clone();
        let name = format!("lieux_{stem}s_non_dits");
        Column::integer(name, Unit::None, titles::untold(subject), move |row| {
            Some(count(row, &<[String]>::is_empty))
        })
    };
    let of_names = names.iter().map(move |name| {
        let count = count.clone();
        let column = format!("lieux_{stem}_{}", name.replace(' ', "_"));
        Column::integer(column, Unit::None, titles::offering(subject, shown(name)), move |row| {
            Some(count(row, &|told: &[String]| told.iter().any(|of| of == name)))
        })
    });
    of_names.chain([untold])
}

/// The minutes of help a week in a territory; `None` when there are places, and the hours of none
/// are known.
fn known_minutes(run: &Diagnosis, row: usize) -> Option<f64> {
    let supply = &run.territories[row].supply;
    let is_known = supply.places.is_empty() || supply.unknown_hours < supply.places.len();
    is_known.then_some(supply.minutes)
}

/// The parent, in which the rank is, with its figures where the lists cover the whole of it; and the
/// smallest wider territory of the reference.
fn parent(run: &Diagnosis) -> Columns<'_> {
    let parent = |row: usize| Some(&run.territories[run.territories[row].parent?]);
    let of_parent = move |row: usize| Some(&run.coverage.territory.unions()[parent(row)?.union]);
    let limit = run.coverage.results.main_threshold();
    // A part says nothing of the whole, nor do lists that do not cover it.
    let covered = move |row: usize| {
        let whole = of_parent(row)?;
        let departements = &run.coverage.results.unlisted;
        let is_unlisted = whole.communes.iter().any(|code| {
            departements.iter().any(|unlisted| unlisted.departement == code.departement())
        });
        parent(row).filter(|_| whole.is_whole() && !is_unlisted)
    };
    let share = format!("couverture_{}_pct", limit.in_name());
    let mut columns = vec![
        Column::text("parent_niveau", titles::parent_level(), move |row| {
            Some(of_parent(row)?.level.name())
        }),
        Column::text("parent_code", titles::parent_code(), move |row| Some(&of_parent(row)?.code)),
        Column::km("parent_distance_km", titles::parent_distance(), move |row| {
            covered(row)?.distance.distances.mean
        }),
        Column::per_cent(format!("parent_{share}"), titles::parent_share(limit), move |row| {
            Some(100.0 * covered(row)?.access().covered_main?)
        }),
        Column::decimal("parent_besoin", Unit::None, 2, titles::parent_need(), move |row| {
            covered(row)?.need.level
        }),
    ];
    let Some(reference) = &run.reference else { return columns };
    let found = move |row: usize| {
        let own = union(run, row);
        own.level.parents().iter().find_map(|level| {
            let key = (level.name().to_owned(), code_of(run, own, *level)?);
            let figures = reference.territories.get(&key)?;
            Some((*level, key.1, figures))
        })
    };
    let figure = |name: String, unit, decimals, title, of: fn(&ReferenceFigures) -> Option<f64>| {
        Column::decimal(name, unit, decimals, title, move |row| of(found(row)?.2))
    };
    columns.extend([
        Column::text("reference_niveau", titles::reference_level(), move |row| {
            found(row).map(|(level, ..)| level.name())
        }),
        Column::text("reference_code", titles::reference_code(), move |row| {
            found(row).map(|(_, code, _)| code)
        }),
        figure(
            "reference_distance_km".to_owned(),
            Unit::Kilometres,
            3,
            titles::reference_distance(),
            |of| of.distance_km,
        ),
        figure(
            format!("reference_{share}"),
            Unit::PerCent,
            2,
            titles::reference_share(limit),
            |of| of.covered_pct,
        ),
        figure("reference_besoin".to_owned(), Unit::None, 2, titles::reference_need(), |of| {
            of.need
        }),
    ]);
    columns
}

/// The code of the territory of `level` in which all communes of `own` are; that of France for the
/// level above all.
fn code_of(run: &Diagnosis, own: &Union, level: Level) -> Option<String> {
    let territory = &run.coverage.territory;
    let of_commune = |code: &CommuneCode| {
        let commune = territory.commune_of_code(*code).map(|id| territory.commune(id));
        match level {
            Level::Region => commune.and_then(|commune| commune.region.clone()),
            Level::Departement => Some(code.departement().to_owned()),
            _ => Some("france".to_owned()),
        }
    };
    let mut codes = own.communes.iter().map(of_commune);
    let first = codes.next()??;
    codes.all(|code| code.as_ref() == Some(&first)).then_some(first)
}

/// A folded name of the standard as the standard writes it.
pub(crate) fn shown(folded: &str) -> &str {
    const WRITTEN: [(&str, &str); 21] = [
        ("conseillers numeriques", "Conseillers numériques"),
        ("france services", "France Services"),
        ("aidants connect", "Aidants Connect"),
        ("aptic", "APTIC"),
        ("bibliotheques numerique de reference", "Bibliothèques numérique de référence"),
        ("certification pix", "Certification PIX"),
        ("emmaus connect", "Emmaüs Connect"),
        ("grande ecole du numerique", "Grande école du numérique"),
        ("la croix rouge", "La Croix Rouge"),
        ("point d acces numerique caf", "Point d'accès numérique CAF"),
        ("promeneurs du net", "Promeneurs du net"),
        ("relais numerique emmaus connect", "Relais numérique (Emmaüs Connect)"),
        ("aide aux demarches administratives", "Aide aux démarches administratives"),
        (
            "maitrise des outils numeriques du quotidien",
            "Maîtrise des outils numériques du quotidien",
        ),
        (
            "insertion professionnelle via le numerique",
            "Insertion professionnelle via le numérique",
        ),
        ("utilisation securisee du numerique", "Utilisation sécurisée du numérique"),
        (
            "parentalite et education avec le numerique",
            "Parentalité et éducation avec le numérique",
        ),
        ("loisirs et creations numeriques", "Loisirs et créations numériques"),
        ("comprehension du monde numerique", "Compréhension du monde numérique"),
        ("acces internet et materiel informatique", "Accès internet et matériel informatique"),
        (
            "acquisition de materiel informatique a prix solidaire",
            "Acquisition de matériel informatique à prix solidaire",
        ),
    ];
    WRITTEN.iter().find(|(name, _)| *name == folded).map_or(folded, |(_, written)| written)
}
