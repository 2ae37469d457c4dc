//! The coverage layer: the columns of the output contract, and its style.

mod certainty;
mod in_time;

use std::io::{self, Write};

use super::{
    columns::{Cell, Column, aliases, km_in_name},
    geojson, metadata,
    qml::{self, Band, Category, Class, Renderer, Style, Symbol},
};
use crate::Coverage;
use maillage_core::need::NeedSubject;
use maillage_core::travel::Cost;
use maillage_core::{
    access::Access,
    gap::{Gap, Tertiles},
    geodesy::Length,
    model::{Commune, Kind, Need},
};
use maillage_hours::Lang;

/// Writes the communes with all that was found of them, as GeoJSON.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage(to: &mut dyn Write, coverage: &Coverage) -> io::Result<()> {
    let columns = columns(coverage);
    let metadata = metadata::of_coverage(coverage);
    let count = coverage.len();
    let geometry =
        |coverage: &Coverage, rank: usize| geojson::contour(&coverage.commune(rank).contour);
    geojson::write(to, "couverture", &metadata, &columns, coverage, count, geometry)
}

/// Writes the QGIS style of the layer: access against need where need is known, distances
/// where it is not.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage_style(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let needs_known = coverage.results.need_limits.is_some();
    let (renderer, unknown) =
        if needs_known { by_class(coverage, lang) } else { by_distance(coverage, lang) };
    let style = Style {
        aliases: aliases(&columns(coverage), lang),
        display: "\"nom\"".to_owned(),
        map_tip: map_tip(lang),
        renderer,
        otherwise: Class { label: unknown, symbol: Symbol::Fill(qml::UNKNOWN) },
    };
    let mut buffered = io::BufWriter::new(to);
    qml::write(&mut buffered, &style)?;
    buffered.flush()
}

type Columns = Vec<Column<Coverage>>;

/// Every column of the contract, in its order.
fn columns(coverage: &Coverage) -> Columns {
    let options = &coverage.results.options;
    let mut columns = who();
    columns.extend(need(coverage.territory.subject()));
    columns.extend(distances());
    for (at, km) in options.thresholds_km.iter().enumerate() {
        columns.push(Column::new(
            format!("lieux_{}", km_in_name(*km)),
            format!("Lieux à {km} km ou moins"),
            format!("Places within {km} km"),
            move |coverage: &Coverage, rank| Cell::whole(Some(coverage.access(rank).within[at])),
        ));
    }
    for (at, km) in options.thresholds_km.iter().enumerate() {
        columns.push(Column::new(
            format!("couverture_{}_pct", km_in_name(*km)),
            format!("Habitants à {km} km ou moins d'un lieu (%)"),
            format!("Residents within {km} km of a place (%)"),
            move |coverage: &Coverage, rank| {
                let covered = coverage.access(rank).covered.as_ref();
                Cell::per_cent(covered.map(|shares| 100.0 * shares[at]))
            },
        ));
    }
    columns.extend(gap(options.main_threshold_km, coverage.territory.subject()));
    columns.extend(in_time::columns(options));
    columns.extend(certainty::columns());
    columns
}

fn who() -> Columns {
    vec![
        of_commune("code_insee", "Code INSEE", "INSEE code", |commune| {
            Cell::text(commune.code.as_str())
        }),
        of_commune("nom", "Commune", "Commune", |commune| Cell::text(&commune.name)),
        of_commune("code_departement", "Département", "Département", |commune| {
            Cell::text(commune.code.departement())
        }),
        of_commune("code_epci", "EPCI (SIREN)", "EPCI (SIREN)", |commune| {
            Cell::text(commune.epci.clone().unwrap_or_default())
        }),
        of_commune("population", "Habitants", "Residents", |commune| {
            Cell::whole(commune.population)
        }),
    ]
}

/// Need, under the name of what it is: a score or another table is never called illectronism.
fn need(subject: &NeedSubject) -> Columns {
    let (stem, french, english) = match subject {
        NeedSubject::Illectronism => {
            ("illectronisme", "Illectronisme".to_owned(), "Illectronism".to_owned())
        }
        NeedSubject::Column { name, .. } => {
            ("besoin", format!("Besoin : {name}"), format!("Need: {name}"))
        }
    };
    let score = subject.is_score();
    let people = |end: &str, of: (&str, &str), people: fn(&Need) -> Option<f64>| {
        let (french, english) = (format!("{french}{}", of.0), format!("{english}{}", of.1));
        of_commune(&format!("{stem}{end}"), &french, &english, move |commune| {
            Cell::people(commune.need.as_ref().filter(|_| !score).and_then(people))
        })
    };
    let level = if score {
        of_commune("besoin_indice", &french, &english, |commune| {
            Cell::per_cent(commune.need.and_then(|need| need.level))
        })
    } else {
        let (french, english) = (format!("{french} (%)"), format!("{english} (%)"));
        of_commune(&format!("{stem}_pct"), &french, &english, |commune| {
            Cell::per_cent(commune.need.and_then(|need| need.level))
        })
    };
    vec![
        people("", (" (personnes)", " (people)"), |need| need.people),
        people("_bas", (", borne basse (personnes)", ", lower bound (people)"), |need| need.low),
        people("_haut", (", borne haute (personnes)", ", upper bound (people)"), |need| need.high),
        level,
    ]
}

fn distances() -> Columns {
    let mut columns = vec![
        of_access(
            "distance_km",
            "Distance moyenne des habitants au lieu le plus proche (km)",
            "Mean distance of residents to the nearest place (km)",
            |access| access.distances.mean,
        ),
        of_access(
            "distance_mediane_km",
            "Distance médiane des habitants (km)",
            "Median distance of residents (km)",
            |access| access.distances.median,
        ),
        of_access(
            "distance_p90_km",
            "Distance dépassée par 10 % des habitants (km)",
            "Distance exceeded by 10 % of residents (km)",
            |access| access.distances.p90,
        ),
        of_access(
            "distance_max_km",
            "Distance la plus longue (km)",
            "Longest distance (km)",
            |access| access.distances.longest,
        ),
    ];
    columns.extend(nearest_place());
    let by_kind = [
        (Kind::Mediation, "Distance à une médiation numérique (km)", "Distance to médiation (km)"),
        (
            Kind::FranceServices,
            "Distance à un France Services fixe (km)",
            "Distance to a fixed France Services (km)",
        ),
        (
            Kind::Itinerant,
            "Distance à un arrêt itinérant (km)",
            "Distance to an itinerant stop (km)",
        ),
    ];
    for (kind, french, english) in by_kind {
        let name = format!("distance_{}_km", kind.name());
        columns
            .push(of_access(&name, french, english, move |access| access.by_kind[kind as usize]));
    }
    columns.push(of_access(
        "distance_fixe_km",
        "Distance au lieu fixe le plus proche (km)",
        "Distance to the nearest fixed place (km)",
        |access| access.fixed,
    ));
    columns
}

fn nearest_place() -> Columns {
    vec![
        of_nearest("lieu_id", "Lieu le plus proche (identifiant)", "Nearest place (id)", |place| {
            Cell::text(&place.id)
        }),
        of_nearest("lieu_nom", "Lieu le plus proche", "Nearest place", |place| {
            Cell::text(&place.name)
        }),
        of_nearest("lieu_type", "Type de ce lieu", "Kind of that place", |place| {
            Cell::text(place.kind.name())
        }),
    ]
}

fn gap(main_km: f64, subject: &NeedSubject) -> Columns {
    let (who, who_english) = match subject {
        NeedSubject::Illectronism => ("Personnes en illectronisme", "Illectronic people"),
        _ if subject.is_score() => ("Habitants", "Residents"),
        NeedSubject::Column { .. } => ("Personnes concernées", "People concerned"),
    };
    vec![
        Column::new(
            "gain_itinerant_km",
            "Distance gagnée grâce aux tournées (km)",
            "Distance gained by rounds (km)",
            |coverage: &Coverage, rank| {
                let access = &coverage.access(rank);
                // Of the distances as they are shown, so that the columns add up.
                let gained = access.fixed.zip(access.distances.mean).map(|(fixed, any)| {
                    Length::from_metres(fixed.base().ceil() - any.base().ceil())
                });
                Cell::km(gained)
            },
        ),
        of_gap(
            "classe_acces",
            "Classe d'accès (3 = le plus loin)",
            "Access class (3 = furthest)",
            |gap| Cell::whole(gap.access),
        ),
        of_gap(
            "classe_besoin",
            "Classe de besoin (3 = le plus fort)",
            "Need class (3 = greatest)",
            |gap| Cell::whole(gap.need),
        ),
        of_gap("classe", "Accès-besoin (3-3 = le pire)", "Access-need (3-3 = worst)", |gap| {
            gap.access
                .zip(gap.need)
                .map_or(Cell::Null, |(access, need)| Cell::Text(format!("{access}-{need}")))
        }),
        of_gap(
            "personnes_non_couvertes",
            &format!("{who} à plus de {main_km} km d'un lieu"),
            &format!("{who_english} further than {main_km} km from a place"),
            |gap| Cell::people(gap.uncovered),
        ),
        of_gap(
            "rang",
            "Rang (1 = le plus de personnes non couvertes)",
            "Rank (1 = most people uncovered)",
            |gap| Cell::whole(gap.rank),
        ),
        of_gap("motif", "Motif", "Reason", |gap| Cell::text(gap.reason.name())),
        of_nearest(
            "lieu_precision",
            "Position de ce lieu : exacte ou de sa commune",
            "Position of the nearest place: its own or its commune's",
            |place| Cell::text(place.precision.name()),
        ),
    ]
}

fn of_commune(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Commune) -> Cell + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        value(&coverage.commune(rank))
    })
}

fn of_access(
    name: &str,
    french: &str,
    english: &str,
    length: impl Fn(&Access) -> Option<Cost> + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        Cell::km(length(&coverage.result(rank).distance).map(Cost::length))
    })
}

fn of_access_value(
    name: String,
    french: String,
    english: String,
    value: impl Fn(&Access) -> Cell + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        value(&coverage.access(rank))
    })
}

fn of_nearest(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&maillage_core::model::Place) -> Cell + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        let nearest = coverage.access(rank).nearest;
        nearest.map_or(Cell::Null, |nearest| value(&coverage.territory.place(nearest.place)))
    })
}

fn of_gap(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Gap) -> Cell + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| value(&coverage.gap(rank)))
}

/// The nine bivariate classes and the two that speak of doubt, with their counts, and the label
/// of the rest.
fn by_class(coverage: &Coverage, lang: Lang) -> (Renderer, String) {
    let (access_words, need_words) = match lang {
        Lang::Fr => (["proche", "à mi-distance", "loin"], ["faible", "moyen", "fort"]),
        Lang::En => (["near", "midway", "far"], ["low", "middling", "high"]),
    };
    let unit = if coverage.territory.subject().is_score() { "" } else { " %" };
    let access_limits = within_words(coverage.results.access_limits, " km");
    let need_limits = within_words(coverage.results.need_limits, unit);
    let shown: Vec<Option<String>> =
        (0..coverage.len()).map(|rank| certainty::shown(coverage, rank)).collect();
    let count = |value: &str| shown.iter().filter(|of| of.as_deref() == Some(value)).count();
    let mut classes = Vec::new();
    for (access, need) in (1..=3_usize).flat_map(|access| (1..=3).map(move |need| (access, need))) {
        let value = format!("{access}-{need}");
        let near = format!("{}{}", access_words[access - 1], access_limits[access - 1]);
        let much = format!("{}{}", need_words[need - 1], need_limits[need - 1]);
        let communes = count(&value);
        let label = match lang {
            Lang::Fr => format!("{value}  aide {near}, besoin {much} ({communes})"),
            Lang::En => format!("{value}  help {near}, need {much} ({communes})"),
        };
        let colour = qml::BIVARIATE[access - 1][need - 1];
        let class = Class { label, symbol: Symbol::Fill(colour) };
        classes.push(Category { value: value.clone(), class });
        // The same where draws disagree: hatched.
        let doubtful = format!("{value} ?");
        let communes = count(&doubtful);
        if communes > 0 {
            let label = match lang {
                Lang::Fr => format!("{value}  on ne peut dire si 3-3 ({communes})"),
                Lang::En => format!("{value}  cannot say whether 3-3 ({communes})"),
            };
            let class = Class { label, symbol: Symbol::Hatched(colour) };
            classes.push(Category { value: doubtful, class });
        }
    }
    let few = count(certainty::TOO_FEW);
    if few > 0 {
        let label = match lang {
            Lang::Fr => format!("effectif trop petit pour être classé seul ({few})"),
            Lang::En => format!("too few people to be classed alone ({few})"),
        };
        let class = Class { label, symbol: Symbol::Fill(qml::TOO_FEW) };
        classes.push(Category { value: certainty::TOO_FEW.to_owned(), class });
    }
    let rest = shown.iter().filter(|of| of.is_none()).count();
    let unknown = match lang {
        Lang::Fr => format!("sans estimation ou sans habitant ({rest})"),
        Lang::En => format!("no estimate or no resident ({rest})"),
    };
    (Renderer::Categories { column: certainty::SHOWN.to_owned(), classes }, unknown)
}

/// What each class holds, in brackets; nothing where limits are unknown.
fn within_words(limits: Option<Tertiles>, unit: &str) -> [String; 3] {
    limits.map_or_else(Default::default, |Tertiles(low, high)| {
        [
            format!(" (≤ {low:.1}{unit})"),
            format!(" ({low:.1} – {high:.1}{unit})"),
            format!(" (> {high:.1}{unit})"),
        ]
    })
}

/// Bands of distance at the thresholds with their counts, and the label of the rest.
fn by_distance(coverage: &Coverage, lang: Lang) -> (Renderer, String) {
    let mut limits = coverage.results.options.thresholds_km.clone();
    limits.sort_by(f64::total_cmp);
    limits.push(f64::INFINITY);
    let colours = qml::sequential(limits.len());
    let distances: Vec<f64> = coverage
        .accesses()
        .filter_map(|access| Some(access.distances.mean?.shown(coverage.results.unit)))
        .collect();
    let mut lowest = f64::NEG_INFINITY;
    let mut classes = Vec::new();
    for (up_to, colour) in limits.into_iter().zip(colours) {
        let communes = distances.iter().filter(|km| **km > lowest && **km <= up_to).count();
        let label = match (lowest.is_finite(), up_to.is_finite()) {
            (false, true) => format!("≤ {up_to} km ({communes})"),
            (true, true) => format!("{lowest} – {up_to} km ({communes})"),
            _ => format!("> {lowest} km ({communes})"),
        };
        classes.push(Band { up_to, class: Class { label, symbol: Symbol::Fill(colour) } });
        lowest = up_to;
    }
    let rest = coverage.len() - distances.len();
    let (heading, unknown) = match lang {
        Lang::Fr => ("Distance au lieu d'aide le plus proche", format!("sans distance ({rest})")),
        Lang::En => ("Distance to the nearest place of help", format!("no distance ({rest})")),
    };
    // A map of Saturdays says so.
    let asked = coverage.results.options.hours.asked().map(|asked| format!(" ({asked})"));
    let heading = format!("{heading}{}", asked.unwrap_or_default());
    (Renderer::Bands { heading, column: "distance_km".to_owned(), classes }, unknown)
}

fn map_tip(lang: Lang) -> String {
    let (place, people, reason) = match lang {
        Lang::Fr => ("Lieu le plus proche", "Personnes non couvertes", "Motif"),
        Lang::En => ("Nearest place", "People not covered", "Reason"),
    };
    let rough = if lang == Lang::Fr { "environ" } else { "about" };
    format!(
        "<b>[% \"nom\" %]</b> ([% \"code_insee\" %])<br>\
         {place}: [% coalesce(\"lieu_nom\", '–') %], \
         [% if(\"lieu_precision\" = 'commune', '{rough} ', '') %]\
         [% coalesce(round(\"distance_km\", 1), '–') %] km<br>\
         {people}: [% coalesce(\"personnes_non_couvertes\", '–') %]<br>\
         {reason}: [% \"motif\" %]"
    )
}
