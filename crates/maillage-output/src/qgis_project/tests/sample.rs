//! A run made up by hand: a grid of communes in two départements and four EPCI, with places, a
//! round, and names that are hard to write.

use geo::{MultiLineString, MultiPolygon, Rect, line_string};
use maillage_core::geodesy::Position;
use maillage_hours::Lang;
use serde_json::json;

use crate::{
    Column, Dataset, Geometry, GeometryType, Layer, LayerFile, StyleOptions, StyledLayer, Unit,
    Voice, Words,
    layer::Geometry::{Area, Line, Point},
    styles_of,
};

/// Columns and rows of the grid.
pub(crate) const SIDE: [usize; 2] = [14, 10];
/// South-west corner of the grid, and the sides of a commune, in degrees.
const CORNER: [f64; 2] = [0.1, 45.3];
const STEP: [f64; 2] = [0.08, 0.055];

/// Names that are hard to write.
pub(crate) const HARD: [&str; 4] = [
    "L'Haÿ-les-<Roses> & \"Cie\"",
    "مرحبا بكم",
    "Bus 🚌 numérique [% 1 + 1 %]",
    "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson-lès-le-très-long-nom-de-commune-nouvelle-issue-de-la-fusion-de-beaucoup-de-communes-voisines-sur-Vienne-et-sur-Charente-en-Angoumois-et-en-Périgord-vert-et-blanc",
];

/// The shapes that the layers are of.
pub(crate) struct Sample {
    communes: Vec<MultiPolygon<f64>>,
    territories: Vec<(&'static str, String, MultiPolygon<f64>)>,
    tour: MultiLineString<f64>,
    places: Vec<Position>,
}

impl Sample {
    /// The run; the grid is moved by so many degrees.
    pub(crate) fn moved_by(east: f64, north: f64) -> Self {
        let corner = |column: usize, row: usize| {
            let [x, y] = [CORNER[0] + east, CORNER[1] + north];
            (x + STEP[0] * column as f64, y + STEP[1] * row as f64)
        };
        let block = |from: (usize, usize), to: (usize, usize)| {
            MultiPolygon(vec![Rect::new(corner(from.0, from.1), corner(to.0, to.1)).to_polygon()])
        };
        let [columns, rows] = SIDE;
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let communes = cells.map(|(x, y)| block((x, y), (x + 1, y + 1))).collect();
        let (east, north) = (columns / 2, rows / 2);
        let quarters = [
            ((0, 0), (east, north)),
            ((east, 0), (columns, north)),
            ((0, north), (east, rows)),
            ((east, north), (columns, rows)),
        ];
        let epci = quarters
            .into_iter()
            .zip(1..)
            .map(|((from, to), rank)| ("epci", format!("CC du quart {rank}"), block(from, to)));
        let departements = [
            ("departement", "Ouest".to_owned(), block((0, 0), (east, rows))),
            ("departement", "Est".to_owned(), block((east, 0), (columns, rows))),
        ];
        let ((x, y), (far_x, far_y)) = (corner(2, 2), corner(columns - 2, rows - 3));
        let tour = line_string![(x: x, y: y), (x: far_x, y: y), (x: far_x, y: far_y)];
        let places = (0..18).map(|rank| {
            let (x, y) = corner((rank * 5) % columns, (rank * 7) % rows);
            Position::new(y + STEP[1] / 2.0, x + STEP[0] / 2.0).expect("on earth")
        });
        Self {
            communes,
            territories: departements.into_iter().chain(epci).collect(),
            tour: MultiLineString(vec![tour]),
            places: places.collect(),
        }
    }

    /// The layers in the order of a run.
    pub(crate) fn dataset(&self) -> Dataset<'_> {
        let voice = Voice::of(Lang::Fr);
        let layers = [
            self.places(),
            self.tour(),
            self.gaps(),
            self.communes(),
            self.territories(),
            sources(),
        ];
        let layers: Vec<_> = layers
            .into_iter()
            .map(|layer| StyledLayer {
                styles: styles_of(&layer, &StyleOptions::default(), voice),
                layer,
                file: LayerFile::None,
            })
            .collect();
        Dataset::with_main("Angoumois : accès à l'aide & <numérique>".to_owned(), layers, 3)
    }
    fn places(&self) -> Layer<'_> {
        let kinds = ["mediation", "france_services", "itinerant"];
        let columns = vec![
            Column::text("id", Words::same("Identifiant"), |row| Some(format!("lieu {row}"))),
            Column::text("nom", Words::same("Nom"), |row| Some(HARD[row % 4])),
            Column::text("type", Words::same("Type"), move |row| Some(kinds[row % 3])),
            Column::text("horaires_texte", Words::same("Horaires"), |_| None::<String>),
        ];
        let geometry = |row: usize| Point(self.places[row]);
        layer("lieux", "Lieux d'aide", columns, self.places.len(), GeometryType::Point, geometry)
    }

    fn tour(&self) -> Layer<'_> {
        let columns = vec![
            Column::text("nature", Words::same("Ligne ou arrêt"), |_| Some("ligne")),
            Column::text("tournee", Words::same("Tournée"), |_| Some("Bus & <Cie>")),
            Column::text("nom", Words::same("Arrêt"), |_| None::<String>),
            Column::text("trace", Words::same("Tracé"), |_| Some("par_les_arrets")),
        ];
        let geometry = |_: usize| Line(&self.tour);
        layer("tournees", "Tournées", columns, 1, GeometryType::Line, geometry)
    }

    /// None of them: a layer may have no rows.
    fn gaps(&self) -> Layer<'_> {
        let columns = vec![Column::text("nom", Words::same("Nom"), |_| None::<String>)];
        layer("lacunes", "Lacunes", columns, 0, GeometryType::Area, |_| Geometry::None)
    }

    fn communes(&self) -> Layer<'_> {
        let distance = |row: usize| (row % 11 != 10).then_some((row * 37 % 230) as f64 / 10.0);
        let columns = vec![
            Column::text("code_insee", Words::same("Code INSEE"), |row| {
                Some(format!("99{row:03}"))
            }),
            Column::text("nom", Words::same("Commune"), |row| {
                Some(HARD.get(row).map_or(format!("Commune-{row}"), |name| (*name).to_owned()))
            }),
            Column::integer("population", Unit::People, Words::same("Habitants"), |row| {
                Some(100 + row * row * 7 % 9_001)
            }),
            Column::decimal(
                "illectronisme_pct",
                Unit::PerCent,
                2,
                Words::same("Illectronisme (%)"),
                |row| Some(10.0 + (row * 13 % 100) as f64 / 10.0),
            ),
            Column::decimal(
                "distance_km",
                Unit::Kilometres,
                3,
                Words::same("Distance <km>"),
                distance,
            ),
            Column::integer(
                "personnes_non_couvertes",
                Unit::People,
                Words::same("Non couvertes"),
                |row| Some(row * 31 % 600),
            ),
            Column::text("classe", Words::same("Classe"), |row| {
                Some(format!("{}-{}", 1 + row % 3, 1 + row / 3 % 3))
            }),
            Column::text("vide_partout", Words::same("Vide partout"), |_| None::<String>),
        ];
        let geometry = |row: usize| Area(&self.communes[row]);
        let rows = self.communes.len();
        layer(
            "couverture",
            "Communes : accès à l'aide",
            columns,
            rows,
            GeometryType::Area,
            geometry,
        )
    }

    fn territories(&self) -> Layer<'_> {
        let columns = vec![
            Column::text("niveau", Words::same("Niveau"), |row| Some(self.territories[row].0)),
            Column::text("nom", Words::same("Nom"), |row| Some(&*self.territories[row].1)),
            Column::decimal("couverture_10km_pct", Unit::PerCent, 2, Words::same("Part"), |row| {
                Some(40.0 + 10.0 * row as f64)
            }),
        ];
        let geometry = |row: usize| Area(&self.territories[row].2);
        let rows = self.territories.len();
        layer("territoires", "Territoires", columns, rows, GeometryType::Area, geometry)
    }
}

fn sources<'run>() -> Layer<'run> {
    let columns = vec![
        Column::text("fichier", Words::same("Fichier"), |row| Some(HARD[row])),
        Column::integer("lues", Unit::None, Words::same("Lues"), |row| Some(row * 10)),
    ];
    layer("sources", "Sources", columns, 3, GeometryType::None, |_| Geometry::None)
}

fn layer<'run>(
    name: &'static str,
    title: &str,
    columns: Vec<Column<'run>>,
    rows: usize,
    geometry_type: GeometryType,
    geometry: impl Fn(usize) -> Geometry<'run> + Sync + 'run,
) -> Layer<'run> {
    let provenance = json!({
        "entrees": [
            { "fichier": "lieux-de-mediation.csv", "role": "mediation", "millesime": "2026-10" },
            { "fichier": "bus & <navettes>.csv", "role": "itinerant", "millesime": null },
        ],
        "geographie": {
            "contours": "IGN Admin Express 2018",
            "populations": "INSEE 2023",
            "licence": "Licence Ouverte 2.0",
        },
        "temps": { "periode": "2026-01-05..2026-12-31" },
        "horaires_demandes": { "plage": "Sa" },
        "options": { "seuil_principal_km": 10.0 },
    });
    Layer {
        name,
        title: Words::same(title),
        about: Words::same("Une ligne par chose, & <pas> deux."),
        columns,
        rows,
        geometry_type,
        geometry: Box::new(geometry),
        metadata: Box::new(move || Ok(provenance.clone())),
        execution: None,
    }
}
