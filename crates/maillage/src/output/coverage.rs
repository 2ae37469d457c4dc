//! The coverage layer: the columns of the output contract, and its style.

mod in_time;

use std::io::{self, Write};

use super::{
    columns::{Cell, Column, aliases, km_in_name},
    geojson, metadata,
    qml::{self, Band, Category, Class, Renderer, Style, Symbol},
};
use crate::{
    access::Access,
    coverage::{Coverage, CoverageOptions},
    gap::Gap,
    geodesy::Length,
    ledger::Lang,
    model::{Commune, Kind},
};

/// Writes the communes with all that was found of them, as GeoJSON.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage(to: &mut dyn Write, coverage: &Coverage) -> io::Result<()> {
    let columns = columns(&coverage.options);
    let metadata = metadata::of_coverage(coverage);
    let count = coverage.territory.communes.len();
    let geometry = |coverage: &Coverage, rank: usize| {
        geojson::contour(&coverage.territory.communes[rank].contour)
    };
    geojson::write(to, "couverture", &metadata, &columns, coverage, count, geometry)
}

/// Writes the QGIS style of the layer: access against need where need is known, distances
/// where it is not.
///
/// # Errors
///
/// Those of `to`.
pub fn write_coverage_style(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let needs_known = coverage.gaps.need_limits.is_some();
    let (renderer, unknown) =
        if needs_known { by_class(coverage, lang) } else { by_distance(coverage, lang) };
    let style = Style {
        aliases: aliases(&columns(&coverage.options), lang),
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
fn columns(options: &CoverageOptions) -> Columns {
    let mut columns = who();
    columns.extend(need());
    columns.extend(distances());
    for (at, km) in options.thresholds_km.iter().enumerate() {
        columns.push(Column::new(
            format!("lieux_{}", km_in_name(*km)),
            format!("Lieux à {km} km ou moins"),
            format!("Places within {km} km"),
            move |coverage: &Coverage, rank| Cell::whole(Some(coverage.access[rank].within[at])),
        ));
    }
    for (at, km) in options.thresholds_km.iter().enumerate() {
        columns.push(Column::new(
            format!("couverture_{}_pct", km_in_name(*km)),
            format!("Habitants à {km} km ou moins d'un lieu (%)"),
            format!("Residents within {km} km of a place (%)"),
            move |coverage: &Coverage, rank| {
                let covered = coverage.access[rank].covered.as_ref();
                Cell::per_cent(covered.map(|shares| 100.0 * shares[at]))
            },
        ));
    }
    columns.extend(gap(options.main_threshold_km));
    columns.extend(in_time::columns(options));
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

fn need() -> Columns {
    vec![
        of_commune(
            "illectronisme",
            "Personnes en illectronisme (estimation)",
            "Illectronic people (estimate)",
            |commune| Cell::people(commune.need.map(|need| need.people)),
        ),
        of_commune(
            "illectronisme_bas",
            "Illectronisme, borne basse (personnes)",
            "Illectronism, lower bound (people)",
            |commune| Cell::people(commune.need.and_then(|need| need.low)),
        ),
        of_commune(
            "illectronisme_haut",
            "Illectronisme, borne haute (personnes)",
            "Illectronism, upper bound (people)",
            |commune| Cell::people(commune.need.and_then(|need| need.high)),
        ),
        of_commune("illectronisme_pct", "Illectronisme (%)", "Illectronism (%)", |commune| {
            Cell::per_cent(commune.need.and_then(|need| need.per_cent))
        }),
    ]
}

fn distances() -> Columns {
    let nearest = |access: &Access| access.nearest.map(|nearest| nearest.length);
    let mut columns = vec![
        of_access(
            "distance_km",
            "Distance au lieu le plus proche (km)",
            "Distance to the nearest place (km)",
            nearest,
        ),
        of_access(
            "distance_mediane_km",
            "Distance médiane des habitants (km)",
            "Median distance of residents (km)",
            nearest,
        ),
        of_access(
            "distance_p90_km",
            "Distance dépassée par 10 % des habitants (km)",
            "Distance exceeded by 10 % of residents (km)",
            nearest,
        ),
        of_access(
            "distance_max_km",
            "Distance la plus longue (km)",
            "Longest distance (km)",
            nearest,
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

fn gap(main_km: f64) -> Columns {
    vec![
        Column::new(
            "gain_itinerant_km",
            "Distance gagnée grâce aux tournées (km)",
            "Distance gained by rounds (km)",
            |coverage: &Coverage, rank| {
                let access = &coverage.access[rank];
                // Of the distances as they are shown, so that the columns add up.
                let gained = access.fixed.zip(access.nearest).map(|(fixed, nearest)| {
                    Length::from_metres(fixed.metres().ceil() - nearest.length.metres().ceil())
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
            &format!("Personnes en illectronisme à plus de {main_km} km d'un lieu"),
            &format!("Illectronic people further than {main_km} km from a place"),
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
        value(&coverage.territory.communes[rank])
    })
}

fn of_access(
    name: &str,
    french: &str,
    english: &str,
    length: impl Fn(&Access) -> Option<Length> + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        Cell::km(length(&coverage.access[rank]))
    })
}

fn of_access_value(
    name: String,
    french: String,
    english: String,
    value: impl Fn(&Access) -> Cell + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        value(&coverage.access[rank])
    })
}

fn of_nearest(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&crate::model::Place) -> Cell + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        let nearest = coverage.access[rank].nearest;
        nearest.map_or(Cell::Null, |nearest| value(&coverage.territory.places[nearest.place]))
    })
}

fn of_gap(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Gap) -> Cell + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        value(&coverage.gaps.communes[rank])
    })
}

/// Nine bivariate classes with their counts, and the label of the rest.
fn by_class(coverage: &Coverage, lang: Lang) -> (Renderer, String) {
    let gaps = &coverage.gaps.communes;
    let count = |access, need| {
        gaps.iter().filter(|gap| gap.access == Some(access) && gap.need == Some(need)).count()
    };
    let (access_words, need_words) = match lang {
        Lang::Fr => (["proche", "à mi-distance", "loin"], ["faible", "moyen", "fort"]),
        Lang::En => (["near", "midway", "far"], ["low", "middling", "high"]),
    };
    let classes = (1..=3_u8).flat_map(|access| (1..=3_u8).map(move |need| (access, need)));
    let category = |(access, need): (u8, u8)| {
        let (near, much) =
            (access_words[usize::from(access) - 1], need_words[usize::from(need) - 1]);
        let communes = count(access, need);
        let label = match lang {
            Lang::Fr => format!("{access}-{need}  aide {near}, besoin {much} ({communes})"),
            Lang::En => format!("{access}-{need}  help {near}, need {much} ({communes})"),
        };
        let colour = qml::BIVARIATE[usize::from(access) - 1][usize::from(need) - 1];
        Category {
            value: format!("{access}-{need}"),
            class: Class { label, symbol: Symbol::Fill(colour) },
        }
    };
    let rest = gaps.iter().filter(|gap| gap.access.is_none() || gap.need.is_none()).count();
    let unknown = match lang {
        Lang::Fr => format!("sans estimation ou sans habitant ({rest})"),
        Lang::En => format!("no estimate or no resident ({rest})"),
    };
    let classes = classes.map(category).collect();
    (Renderer::Categories { column: "classe".to_owned(), classes }, unknown)
}

/// Bands of distance at the thresholds with their counts, and the label of the rest.
fn by_distance(coverage: &Coverage, lang: Lang) -> (Renderer, String) {
    let mut limits = coverage.options.thresholds_km.clone();
    limits.sort_by(f64::total_cmp);
    limits.push(f64::INFINITY);
    let colours = qml::sequential(limits.len());
    let distances: Vec<f64> =
        coverage.access.iter().filter_map(|access| Some(access.nearest?.length.km())).collect();
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
    let rest = coverage.access.len() - distances.len();
    let (heading, unknown) = match lang {
        Lang::Fr => ("Distance au lieu d'aide le plus proche", format!("sans distance ({rest})")),
        Lang::En => ("Distance to the nearest place of help", format!("no distance ({rest})")),
    };
    // A map of Saturdays says so.
    let asked = coverage.options.hours.asked().map(|asked| format!(" ({asked})"));
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
