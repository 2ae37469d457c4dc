//! The columns of a layer, as the page reads them.
//!
//! A page holds the columns that it shows, and no others: a run of all communes has a hundred.
//! Texts that come back are written once.

use std::collections::HashMap;

use maillage_hours::Lang;
use maillage_output::{
    Column, ColumnType, Layer, Unit, Value, Words,
    sentences::{competition, styles, web as words},
};
use serde::Serialize;

use super::bytes::{Bytes, folded};

/// Columns of communes that a page shows, in its own words or under their titles.
const OF_COMMUNES: [&str; 26] = [
    "code_insee",
    "nom",
    "code_departement",
    "population",
    "illectronisme",
    "illectronisme_bas",
    "illectronisme_haut",
    "illectronisme_pct",
    "besoin",
    "besoin_pct",
    "besoin_indice",
    "distance_km",
    "duree_min",
    "lieu_nom",
    "lieu_type",
    "lieu_precision",
    "duree_lieu_nom",
    "distance_mediation_km",
    "distance_france_services_km",
    "distance_itinerant_km",
    "personnes_non_couvertes",
    "personnes_non_couvertes_bas",
    "personnes_non_couvertes_haut",
    "rang",
    "motif",
    "bord_incertain",
];
/// Beginnings of the names of further columns of communes, whose ends depend on the run.
const OF_COMMUNES_BY_THRESHOLD: [&str; 5] = [
    "couverture_",
    "minutes_semaine_",
    "minutes_par_personne_semaine",
    "attente_moyenne_",
    "verdict",
];
/// Columns of territories.
const OF_TERRITORIES: [&str; 14] = [
    "niveau",
    "code",
    "nom",
    "population",
    "illectronisme",
    "illectronisme_pct",
    "besoin",
    "besoin_indice",
    "distance_km",
    "duree_min",
    "personnes_non_couvertes",
    "habitants_fragiles",
    "lieux",
    "minutes_semaine_lieux",
];
/// Columns of gaps.
const OF_GAPS: [&str; 7] =
    ["numero", "nom", "manque", "nombre_communes", "personnes", "habitants_concernes", "en_clair"];
/// Columns of places.
const OF_PLACES: [&str; 14] = [
    "nom",
    "type",
    "code_insee",
    "sert",
    "horaires_texte",
    "minutes_semaine",
    "adresse",
    "commune",
    "telephone",
    "site_web",
    "tournee",
    "vehicule",
    "habitants_plus_proche",
    "habitants_dependants",
];
/// Columns of other layers, at most.
const OTHERS: usize = 24;
/// Minutes a week of each person: so few that a page shows those of a thousand people.
const SHARED: &str = "minutes_par_personne_semaine";

/// A column of a page.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    name: String,
    title: String,
    /// The unit, for numbers with one.
    unit: &'static str,
    /// Decimals of a number; none for a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<u8>,
    /// The texts that there are, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    texts: Vec<String>,
    /// A number for each row: 0 for nothing; for a text, one more than its rank; for a number,
    /// one more than the number without its point, folded.
    rows: String,
}

/// The columns of `layer` that the page shows, and those that its drawings need.
pub(super) fn figures(layer: &Layer, needed: &[String], lang: Lang) -> Vec<Figures> {
    let of_layer = layer.columns.iter().filter(|column| {
        let name = column.name.as_ref();
        (is_shown(layer, name) || needed.iter().any(|needed| needed == name))
            && !layer.is_empty(column)
    });
    of_layer.map(|column| figures_of(layer, column, lang)).collect()
}

fn is_shown(layer: &Layer, name: &str) -> bool {
    match layer.name {
        "couverture" => {
            OF_COMMUNES.contains(&name)
                || OF_COMMUNES_BY_THRESHOLD.iter().any(|start| name.starts_with(start))
        }
        "territoires" => OF_TERRITORIES.contains(&name) || name.starts_with("couverture_"),
        "lacunes" => OF_GAPS.contains(&name),
        "lieux" => OF_PLACES.contains(&name),
        _ => layer.columns.iter().take(OTHERS).any(|column| column.name == name),
    }
}

fn figures_of(layer: &Layer, column: &Column, lang: Lang) -> Figures {
    let values = (0..layer.rows).map(|row| column.value(row));
    let (decimals, texts, rows) = match column.kind {
        _ if column.name == SHARED => {
            let for_a_thousand = |value: Value| match value.number() {
                Some(minutes) => number(&Value::Decimal(1_000.0 * minutes), 1),
                None => 0,
            };
            (Some(1), Vec::new(), values.map(for_a_thousand).collect())
        }
        ColumnType::Text => {
            let (texts, rows) = texts(values);
            (None, texts, rows)
        }
        ColumnType::Integer => {
            (Some(0), Vec::new(), values.map(|value| number(&value, 0)).collect())
        }
        ColumnType::Decimal(decimals) => {
            (Some(decimals), Vec::new(), values.map(|value| number(&value, decimals)).collect())
        }
    };
    Figures {
        name: column.name.to_string(),
        title: title(column, lang),
        unit: if column.name == SHARED { "" } else { symbol(column.unit, lang) },
        decimals,
        texts,
        rows: rows.text(),
    }
}

/// The texts in the order in which they come, each once, and one more than the rank of that of each
/// row.
fn texts<'run>(values: impl Iterator<Item = Value<'run>>) -> (Vec<String>, Bytes) {
    let mut ranks: HashMap<String, u64> = HashMap::new();
    let mut texts = Vec::new();
    let ranked = |value: Value<'run>| {
        let text = value.to_text()?.into_owned();
        let rank = ranks.entry(text.clone()).or_insert_with(|| {
            texts.push(text);
            texts.len() as u64
        });
        Some(*rank)
    };
    let rows: Bytes = values.map(ranked).map(Option::unwrap_or_default).collect();
    (texts, rows)
}

fn number(value: &Value, decimals: u8) -> u64 {
    let scaled = |number: f64| (number * 10_f64.powi(decimals.into())).round() as i64;
    value.number().map_or(0, |number| folded(scaled(number)) + 1)
}

/// The title of a column, where the page shows another unit than the column has: hours and minutes
/// instead of minutes a week, a thousand people instead of one.
fn title(column: &Column, lang: Lang) -> String {
    let title = column.titles.get(lang);
    let with = |before: Words, after: Words| {
        let rest = title.strip_prefix(before.get(lang))?;
        Some(format!("{}{rest}", after.get(lang)))
    };
    let other = match column.unit {
        _ if column.name == SHARED => {
            let of_one = with(competition::minutes_a_person(), styles::minutes_for_a_thousand());
            of_one.or_else(|| Some(styles::minutes_for_a_thousand().get(lang).to_owned()))
        }
        Unit::MinutesPerWeek => with(words::in_minutes(), words::in_time()),
        _ => None,
    };
    other.unwrap_or_else(|| title.to_owned())
}

/// The unit as it stands after a number; for minutes a week `h`, which the page writes as hours and
/// minutes.
fn symbol(unit: Unit, lang: Lang) -> &'static str {
    match unit {
        Unit::Kilometres => "km",
        Unit::PerCent => "%",
        Unit::Minutes => "min",
        Unit::MinutesPerWeek => "h",
        Unit::Days if lang == Lang::Fr => "j",
        Unit::Days => "d",
        Unit::Degrees => "°",
        Unit::None | Unit::People => "",
    }
}

#[cfg(test)]
mod tests {
    use maillage_output::{Geometry, GeometryType};

    use super::*;
    use crate::web::bytes::{numbers, unfolded};

    fn layer(columns: Vec<Column<'static>>) -> Layer<'static> {
        Layer {
            name: "couverture",
            title: Words::same("communes"),
            about: Words::same("communes"),
            columns,
            rows: 3,
            geometry_type: GeometryType::None,
            geometry: Box::new(|_| Geometry::None),
            metadata: Box::new(|| Ok(serde_json::Value::Null)),
            execution: None,
        }
    }

    #[test]
    fn a_text_that_comes_back_is_written_once() {
        let names = [Some("Saint-Yrieix"), None, Some("Saint-Yrieix")];
        let column = Column::text("lieu_nom", Words::same("lieu"), move |row: usize| names[row]);
        let figures = figures(&layer(vec![column]), &[], Lang::Fr);
        assert_eq!(figures[0].texts, ["Saint-Yrieix"]);
        assert_eq!(numbers(&figures[0].rows), [1, 0, 1]);
    }

    #[test]
    fn a_number_comes_back_with_its_decimals_and_nothing_stays_nothing() {
        let values = [Some(12.345), None, Some(-0.5)];
        let column = Column::decimal(
            "distance_km",
            Unit::Kilometres,
            3,
            Words::same("km"),
            move |row: usize| values[row],
        );
        let figures = figures(&layer(vec![column]), &[], Lang::Fr);
        let back =
            |number: u64| number.checked_sub(1).map(|folded| unfolded(folded) as f64 / 1_000.0);
        let read: Vec<Option<f64>> = numbers(&figures[0].rows).into_iter().map(back).collect();
        assert_eq!((read, figures[0].unit), (values.to_vec(), "km"));
    }

    #[test]
    fn minutes_of_a_person_are_shown_for_a_thousand_people_so_that_few_are_not_none() {
        let titles = competition::minutes_a_person().and(&Words::same(" (e2sfca)"));
        let column = Column::decimal(SHARED, Unit::MinutesPerWeek, 4, titles, |row: usize| {
            (row > 0).then_some(0.019)
        });
        let figures = figures(&layer(vec![column]), &[], Lang::Fr);
        assert_eq!(
            figures[0].title,
            "Minutes d'aide par semaine pour 1\u{202f}000 personnes (e2sfca)"
        );
        assert_eq!((figures[0].unit, figures[0].decimals), ("", Some(1)));
        // 19.0 without its point, folded, and one more.
        assert_eq!(numbers(&figures[0].rows), [0, folded(190) + 1, folded(190) + 1]);
    }

    #[test]
    fn a_column_that_is_shown_in_hours_is_not_titled_minutes() {
        let titles = Words::same("Minutes d'aide par semaine à 10 km ou moins");
        let column = Column::decimal(
            "minutes_semaine_10km",
            Unit::MinutesPerWeek,
            1,
            titles,
            |_row: usize| Some(32_412.0),
        );
        let figures = figures(&layer(vec![column]), &[], Lang::Fr);
        assert_eq!(figures[0].title, "Durée d'aide par semaine à 10 km ou moins");
        assert_eq!(figures[0].unit, "h");
    }

    #[test]
    fn columns_that_the_page_never_shows_are_left_out_unless_a_drawing_needs_them() {
        let column = |name: &'static str| Column::text(name, Words::same(name), |_| Some("x"));
        let layer = layer(vec![column("lieu_id"), column("nom")]);
        assert_eq!(figures(&layer, &[], Lang::Fr).len(), 1);
        assert_eq!(figures(&layer, &["lieu_id".to_owned()], Lang::Fr).len(), 2);
    }
}
