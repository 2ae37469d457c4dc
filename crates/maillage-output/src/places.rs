//! The catalogue layer: the cleaned places themselves, one feature each.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use super::{
    columns::{Cell, Column, aliases, rounded},
    geojson, metadata,
    qml::{self, Category, Class, Renderer, Style, Symbol},
};
use maillage_core::{
    model::{Kind, Place, Twin},
    presence::Presence,
};
use maillage_hours::Lang;
use maillage_hours::Period;
use maillage_hours::words::hours_text;
use maillage_intake::catalogue::Catalogue;

/// Writes the places as GeoJSON.
///
/// # Errors
///
/// Those of `to`.
pub fn write_places(to: &mut dyn Write, catalogue: &Catalogue) -> io::Result<()> {
    let columns = columns(catalogue);
    let metadata = metadata::of_catalogue(catalogue);
    let count = catalogue.places.len();
    let geometry =
        |catalogue: &Catalogue, rank: usize| geojson::point(catalogue.places[rank].position);
    geojson::write(to, "lieux", &metadata, &columns, catalogue, count, geometry)
}

/// Writes the QGIS style of the layer: a shape and a colour a kind.
///
/// # Errors
///
/// Those of `to`.
pub fn write_places_style(to: &mut dyn Write, catalogue: &Catalogue, lang: Lang) -> io::Result<()> {
    let count = |kind| catalogue.places.iter().filter(|place| place.kind == kind).count();
    let class = |kind: Kind| {
        let (label, symbol) = match (kind, lang) {
            (Kind::Mediation, Lang::Fr) => ("Médiation numérique", qml::MEDIATION),
            (Kind::Mediation, Lang::En) => ("Médiation", qml::MEDIATION),
            (Kind::FranceServices, _) => ("France Services", qml::FRANCE_SERVICES),
            (Kind::Itinerant, Lang::Fr) => ("Itinérant", qml::ITINERANT),
            (Kind::Itinerant, Lang::En) => ("Itinerant", qml::ITINERANT),
        };
        let label = format!("{label} ({})", count(kind));
        Category { value: kind.name().to_owned(), class: Class { label, symbol } }
    };
    let other = if lang == Lang::Fr { "Autre" } else { "Other" };
    let style = Style {
        aliases: aliases(&columns(catalogue), lang),
        display: "\"nom\"".to_owned(),
        map_tip: "<b>[% \"nom\" %]</b><br>[% coalesce(\"adresse\", '') %] [% coalesce(\"commune\", '') %]"
            .to_owned(),
        renderer: Renderer::Categories {
            column: "type".to_owned(),
            classes: Kind::ALL.map(class).into(),
        },
        otherwise: Class {
            label: other.to_owned(),
            symbol: Symbol::Marker(qml::Shape::Circle, qml::UNKNOWN),
        },
    };
    let mut buffered = io::BufWriter::new(to);
    qml::write(&mut buffered, &style)?;
    buffered.flush()
}

/// Who and where, then where it was read, then the rounds, then whatever else any of the
/// lists tells, by name.
fn columns(catalogue: &Catalogue) -> Vec<Column<Catalogue>> {
    let mut columns = vec![
        of_place("id", "Identifiant dans la liste", "Identifier in the list", |place| {
            Cell::text(&place.id)
        }),
        of_place("nom", "Nom", "Name", |place| Cell::text(&place.name)),
        of_place("type", "Type", "Kind", |place| Cell::text(place.kind.name())),
        of_place("code_insee", "Code INSEE de la commune", "INSEE code of the commune", |place| {
            Cell::text(place.commune.map(|code| code.to_string()).unwrap_or_default())
        }),
        Column::new(
            "source_fichier",
            "Fichier d'origine",
            "File it was read from",
            |catalogue: &Catalogue, rank| {
                let file = catalogue.places[rank].source.file;
                Cell::text(&catalogue.ledger.account(file).file)
            },
        ),
        of_place("source_ligne", "Ligne dans ce fichier", "Line in that file", |place| {
            Cell::whole(Some(place.source.line.number))
        }),
        of_place("types", "Tout ce qu'il est", "All that it is", |place| {
            Cell::text(of_kinds(place))
        }),
        of_place("precision", "Précision de la position", "Precision of the position", |place| {
            Cell::text(place.precision.name())
        }),
        of_rows(
            "identifiants",
            "Identifiants dans les listes",
            "Identifiers in the lists",
            |row| row.id.to_owned(),
        ),
        of_rows("sources", "Fichiers et lignes d'origine", "Files and lines read", |row| {
            row.source.line.number.to_string()
        }),
        of_stop("tournee", "Tournée", "Round", |stop| Cell::text(&stop.round)),
        of_stop("ordre", "Ordre dans la tournée", "Order in the round", |stop| {
            Cell::whole(stop.order)
        }),
        of_stop("recurrence", "Jours et heures de passage", "Days and hours", |stop| {
            Cell::text(&stop.recurrence)
        }),
        of_stop("valide_du", "Valable du", "Valid from", |stop| Cell::text(&stop.valid_from)),
        of_stop("valide_au", "Valable au", "Valid to", |stop| Cell::text(&stop.valid_to)),
    ];
    columns.extend(in_time());
    let told: BTreeSet<&'static str> =
        catalogue.places.iter().flat_map(|place| place.details.keys().copied()).collect();
    for name in told {
        columns.push(of_place(name, name, name, move |place| {
            Cell::text(place.details.get(name).cloned().unwrap_or_default())
        }));
    }
    columns
}

/// When places are open.
fn in_time() -> Vec<Column<Catalogue>> {
    let of_presence =
        |name: &str, french: &str, english: &str, value: fn(&Presence, Period) -> Cell| {
            Column::new(name, french, english, move |catalogue: &Catalogue, rank| {
                let timetable = &catalogue.timetable;
                let presence = timetable.places[rank].as_ref();
                presence.map_or(Cell::Null, |presence| value(presence, timetable.period))
            })
        };
    vec![
        of_place(
            "horaires_texte",
            "Jours et heures, en clair",
            "Days and hours, in French",
            |place| {
                let schedule = place.schedule.as_ref();
                schedule
                    .map_or(Cell::Null, |read| Cell::text(hours_text(&read.recurrences, Lang::Fr)))
            },
        ),
        of_place(
            "horaires_confiance",
            "Confiance dans la lecture des horaires (0 à 1)",
            "Confidence in the reading of the hours (0 to 1)",
            |place| {
                let schedule = place.schedule.as_ref();
                schedule.map_or(Cell::Null, |read| Cell::Decimal(rounded(read.confidence, 2)))
            },
        ),
        of_presence(
            "minutes_semaine",
            "Minutes de présence par semaine",
            "Minutes of presence a week",
            |presence, _| Cell::Decimal(rounded(presence.minutes_per_week, 1)),
        ),
        of_presence(
            "prochaine_date",
            "Première date de la période",
            "First date of the period",
            |presence, period| {
                let first = presence.slots.first();
                first.map_or(Cell::Null, |slot| {
                    Cell::text(period.moment(slot.start).date().to_string())
                })
            },
        ),
    ]
}

fn of_place(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Place) -> Cell + Sync + 'static,
) -> Column<Catalogue> {
    Column::new(name, french, english, move |catalogue: &Catalogue, rank| {
        value(&catalogue.places[rank])
    })
}

/// The kinds of a place, joined with `|`.
fn of_kinds(place: &Place) -> String {
    let kinds = Kind::ALL.into_iter().filter(|kind| place.is(*kind));
    kinds.map(Kind::name).collect::<Vec<_>>().join("|")
}

/// A value of every row that is the place, each after the name of its file, joined with `|`;
/// first the row that represents it.
fn of_rows(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Twin) -> String + Sync + 'static,
) -> Column<Catalogue> {
    Column::new(name, french, english, move |catalogue: &Catalogue, rank| {
        let place = &catalogue.places[rank];
        let first = Twin { id: place.id.clone(), source: place.source };
        let rows = std::iter::once(&first).chain(&place.twins);
        let told = rows.map(|row| {
            format!("{}:{}", catalogue.ledger.account(row.source.file).file, value(row))
        });
        Cell::text(told.collect::<Vec<_>>().join("|"))
    })
}

fn of_stop(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&maillage_core::model::Stop) -> Cell + Sync + 'static,
) -> Column<Catalogue> {
    of_place(name, french, english, move |place| place.stop.as_ref().map_or(Cell::Null, &value))
}
