//! Writes a web map of real contours with invented figures, to try the page.
//!
//! ```text
//! cargo run -p maillage-map --example web_page -- 16 charente.html
//! cargo run -p maillage-map --example web_page -- france france.html en
//! cargo run -p maillage-map --example web_page -- hostile hostile.html
//! cargo run -p maillage-map --example web_page -- places places.html
//! ```
//!
//! Places, distances and needs are drawn from the codes of communes: they say nothing of anybody.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write},
    sync::LazyLock,
};

use geo::{BoundingRect, LineString, MultiLineString, MultiPolygon, polygon};
use maillage_core::{geodesy::Position, model::ShapeId, topology::Topology};
use maillage_france::{France, pack};
use maillage_hours::Lang;
use maillage_map::WebPage;
use maillage_output::{
    Column, Dataset, DatasetFormat, Geometry, GeometryType, Layer, LayerFile, StyleOptions,
    StyledLayer, Unit, Voice, Words, styles_of,
};
use serde_json::json;

/// The official geography, whatever the features of the crate that holds it.
static FRANCE: LazyLock<France> = LazyLock::new(|| {
    let gazetteer = include_bytes!("../../maillage-france/data/gazetteer.bin");
    let text = String::from_utf8(pack::inflated(gazetteer)).expect("the gazetteer is text");
    France::new(text.leak(), include_bytes!("../../maillage-france/data/contours.bin"))
});

/// A commune with invented figures.
struct Commune {
    code: String,
    name: String,
    departement: String,
    epci: Option<String>,
    population: u64,
    contour: MultiPolygon<f64>,
    home: Position,
    distance: f64,
    place: usize,
}

/// An invented place.
struct Place {
    name: String,
    commune: String,
    kind: &'static str,
    position: Position,
}

/// A group of communes: a territory or a gap.
struct Group {
    level: &'static str,
    code: String,
    name: String,
    rows: Vec<usize>,
    contour: MultiPolygon<f64>,
}

/// The invented territory of a page.
struct Territory {
    communes: Vec<Commune>,
    places: Vec<Place>,
    groups: Vec<Group>,
    gaps: Vec<Group>,
    tour: MultiLineString<f64>,
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, to, ..] = &arguments[..] else {
        return Err(std::io::Error::other(
            "give a département, `france` or `hostile`, then a file",
        ));
    };
    let lang = if arguments.get(2).is_some_and(|lang| lang == "en") { Lang::En } else { Lang::Fr };
    let communes = match what.as_str() {
        "hostile" => hostile(),
        "france" => official(|_| true),
        "places" => official(|of| of == "16"),
        departement => official(|of| of == departement),
    };
    let territory = Territory::of(communes);
    let mut file = BufWriter::new(File::create(to)?);
    let title = match what.as_str() {
        "hostile" => "Noms <b>hostiles</b> & \"autres\" (chiffres inventés)".to_owned(),
        "france" => "France : accès à l'aide numérique (chiffres inventés)".to_owned(),
        departement => {
            format!("Département {departement} : accès à l'aide numérique (chiffres inventés)")
        }
    };
    let voice = Voice::of(lang);
    let options = StyleOptions::default();
    let layers = [
        places(&territory),
        tours(&territory),
        gaps(&territory),
        groups(&territory),
        communes_layer(&territory),
    ];
    let styled = layers.map(|layer| {
        let styles = styles_of(&layer, &options, voice);
        StyledLayer { layer, styles, file: LayerFile::None }
    });
    let mut layers = Vec::from(styled);
    if what == "places" {
        layers.truncate(1);
    }
    let main = layers.len() - 1;
    WebPage { voice }.write(&Dataset::with_main(title, layers, main), &mut file)?;
    file.flush()
}

/// The communes of the official geography in these départements.
fn official(is_in: impl Fn(&str) -> bool) -> Vec<Commune> {
    let france = &*FRANCE;
    let departements = france.departements().filter(|of| is_in(of));
    let contours = departements.flat_map(|of| france.contours(of));
    let communes = contours.filter_map(|(code, contour)| {
        let known = france.commune(code)?;
        Some(Commune {
            code: code.to_string(),
            name: known.name.to_owned(),
            departement: code.departement().to_owned(),
            epci: known.epci.map(str::to_owned),
            population: known.population.unwrap_or(0),
            home: known.chef_lieu.or_else(|| middle(&contour))?,
            contour,
            distance: 0.0,
            place: 0,
        })
    });
    communes.collect()
}

/// The middle of the bounds of a contour.
fn middle(contour: &MultiPolygon<f64>) -> Option<Position> {
    let middle = contour.bounding_rect()?.center();
    Position::new(middle.y, middle.x)
}

/// Nine squares whose names would break a page that takes them for HTML.
fn hostile() -> Vec<Commune> {
    let names = [
        "</script><script>document.title = 'broken'</script>".to_owned(),
        "<img src=x onerror=\"document.title = 'broken'\">".to_owned(),
        "<!-- & ' \" ` ${1} {name}".to_owned(),
        "L'Haÿ-les-Roses 🌹🧑‍🚒".to_owned(),
        "مدينة الأغواط".to_owned(),
        "Llanfair".repeat(25),
        "__proto__".to_owned(),
        "Saint-Œuf-d’Été".to_owned(),
        "]]> \u{2028} \\u003c".to_owned(),
    ];
    let square = |rank: usize, name: String| {
        let (west, south) = ((rank % 3) as f64 * 0.1, (rank / 3) as f64 * 0.1);
        let contour = polygon![(x: west, y: south), (x: west + 0.1, y: south), (x: west + 0.1, y: south + 0.1), (x: west, y: south + 0.1)];
        Some(Commune {
            code: format!("9900{rank}"),
            name,
            departement: "99".to_owned(),
            epci: Some(format!("ep{}", rank / 3)),
            population: 100 * rank as u64,
            contour: MultiPolygon::new(vec![contour]),
            home: Position::new(south + 0.05, west + 0.05)?,
            distance: 0.0,
            place: 0,
        })
    };
    names.into_iter().enumerate().filter_map(|(rank, name)| square(rank, name)).collect()
}

impl Territory {
    fn of(mut communes: Vec<Commune>) -> Self {
        let every = if communes.len() < 20 { 4 } else { 9 };
        let places: Vec<Place> = communes
            .iter()
            .filter(|commune| draw(&commune.code, 1).is_multiple_of(every))
            .map(|commune| Place {
                name: format!("Maison de l'aide de {}", commune.name),
                commune: commune.code.clone(),
                kind: ["mediation", "mediation", "france_services", "itinerant"]
                    [draw(&commune.code, 2) % 4],
                position: commune.home,
            })
            .collect();
        for commune in &mut communes {
            let far = |place: &Place| plane_km(commune.home, place.position);
            let nearest = (0..places.len())
                .min_by(|one, other| far(&places[*one]).total_cmp(&far(&places[*other])));
            commune.place = nearest.unwrap_or_default();
            commune.distance = places.get(commune.place).map_or(0.0, far);
        }
        let topology = Topology::of(communes.iter().map(|commune| &commune.contour));
        let group = |level: &'static str, of: &dyn Fn(&Commune) -> Option<String>| {
            let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (row, commune) in communes.iter().enumerate() {
                if let Some(code) = of(commune) {
                    rows.entry(code).or_default().push(row);
                }
            }
            let named = rows.into_iter().map(|(code, rows)| {
                let shapes: Vec<ShapeId> = rows.iter().copied().map(ShapeId::new).collect();
                let name = name_of(level, &code);
                Group { level, code, name, contour: topology.outline(&shapes), rows }
            });
            named.collect::<Vec<Group>>()
        };
        let far = |commune: &Commune| commune.epci.clone().filter(|_| commune.distance > 11.0);
        let gaps = group("lacune", &far);
        let mut groups = group("epci", &|commune| commune.epci.clone());
        groups.extend(group("departement", &|commune| Some(commune.departement.clone())));
        let stops = places.iter().filter(|place| place.kind == "itinerant").take(5);
        let line: LineString<f64> =
            stops.map(|place| (place.position.longitude(), place.position.latitude())).collect();
        Self { tour: MultiLineString::new(vec![line]), communes, places, groups, gaps }
    }
}

fn name_of(level: &str, code: &str) -> String {
    let known = FRANCE.epci(code).map(|epci| epci.name.to_owned());
    known.unwrap_or_else(|| format!("{level} {code}"))
}

fn communes_layer(territory: &Territory) -> Layer<'_> {
    let commune = |row: usize| &territory.communes[row];
    let place = move |row: usize| territory.places.get(commune(row).place);
    let share = move |row: usize| 6.0 + (draw(&commune(row).code, 3) % 180) as f64 / 10.0;
    let people = move |row: usize| share(row) / 100.0 * commune(row).population as f64;
    let uncovered = move |row: usize| if commune(row).distance > 10.0 { people(row) } else { 0.0 };
    let class = move |row: usize| {
        let third =
            |value: f64, low: f64, high: f64| 1 + u8::from(value > low) + u8::from(value > high);
        format!("{}-{}", third(commune(row).distance, 3.0, 7.0), third(share(row), 12.0, 18.0))
    };
    let text = |name: &'static str, title: &str, value: fn(&Commune) -> String| {
        Column::text(name, Words::same(title), move |row| Some(value(commune(row))))
    };
    let columns = vec![
        text("code_insee", "Code INSEE", |of| of.code.clone()),
        text("nom", "Commune", |of| of.name.clone()),
        text("code_departement", "Département", |of| of.departement.clone()),
        Column::text("code_epci", Words::same("EPCI"), move |row| commune(row).epci.clone()),
        Column::integer("population", Unit::People, Words::same("Habitants"), move |row| {
            Some(commune(row).population)
        }),
        Column::people("illectronisme", Words::same("Illectronisme (personnes)"), move |row| {
            Some(people(row))
        }),
        Column::people(
            "illectronisme_bas",
            Words::same("Illectronisme, borne basse"),
            move |row| Some(0.8 * people(row)),
        ),
        Column::people(
            "illectronisme_haut",
            Words::same("Illectronisme, borne haute"),
            move |row| Some(1.2 * people(row)),
        ),
        Column::per_cent("illectronisme_pct", Words::same("Illectronisme (%)"), move |row| {
            Some(share(row))
        }),
        Column::decimal(
            "distance_km",
            Unit::Kilometres,
            3,
            Words::same("Distance (km)"),
            move |row| (commune(row).population > 0).then(|| commune(row).distance),
        ),
        Column::text("lieu_nom", Words::same("Lieu le plus proche"), move |row| {
            place(row).map(|place| place.name.as_str())
        }),
        Column::text("lieu_precision", Words::same("Position"), move |row| {
            Some(if draw(&commune(row).code, 5).is_multiple_of(5) { "commune" } else { "exacte" })
        }),
        Column::text("classe", Words::same("Accès-besoin"), move |row| Some(class(row))),
        Column::people(
            "personnes_non_couvertes",
            Words::same("Personnes en illectronisme à plus de 10 km d'un lieu"),
            move |row| Some(uncovered(row)),
        ),
        Column::text("motif", Words::same("Motif"), move |row| {
            Some(if commune(row).distance > 10.0 { "trop_loin" } else { "couvert" })
        }),
        Column::text("verdict", Words::same("Verdict"), move |row| {
            Some(
                ["improbable", "indecis", "improbable", "probable", "improbable"]
                    [draw(&commune(row).code, 6) % 5],
            )
        }),
        Column::text("besoin_qualite", Words::same("Qualité"), move |row| {
            Some(if commune(row).population < 60 { "petit_effectif" } else { "estimation" })
        }),
        Column::integer("bord_incertain", Unit::None, Words::same("Bord"), move |row| {
            Some(u8::from(draw(&commune(row).code, 7).is_multiple_of(23)))
        }),
        Column::decimal(
            "minutes_semaine_10km",
            Unit::MinutesPerWeek,
            1,
            Words::same("Minutes d'aide par semaine à 10 km ou moins"),
            move |row| Some((draw(&commune(row).code, 8) % 2_400) as f64),
        ),
        Column::decimal(
            "minutes_par_personne_semaine",
            Unit::MinutesPerWeek,
            3,
            Words::same("Minutes d'aide par personne et par semaine"),
            move |row| Some((draw(&commune(row).code, 9) % 900) as f64 / 1_000.0),
        ),
    ];
    Layer {
        geometry: Box::new(move |row| Geometry::Area(&commune(row).contour)),
        ..layer("couverture", "Communes", territory.communes.len(), GeometryType::Area, columns)
    }
}

fn groups(territory: &Territory) -> Layer<'_> {
    let group = |row: usize| &territory.groups[row];
    let sum = |rows: &[usize], of: &dyn Fn(&Commune) -> f64| -> f64 {
        rows.iter().map(|row| of(&territory.communes[*row])).sum()
    };
    let residents = move |row: usize| sum(&group(row).rows, &|of| of.population as f64);
    let near = move |row: usize| {
        sum(&group(row).rows, &|of| if of.distance > 10.0 { 0.0 } else { of.population as f64 })
    };
    let columns = vec![
        Column::text("niveau", Words::same("Niveau"), move |row| Some(group(row).level)),
        Column::text("code", Words::same("Code"), move |row| Some(&group(row).code)),
        Column::text("nom", Words::same("Nom"), move |row| Some(&group(row).name)),
        Column::people("population", Words::same("Habitants"), move |row| Some(residents(row))),
        Column::per_cent(
            "couverture_10km_pct",
            Words::same("Habitants à 10 km ou moins d'un lieu (%)"),
            move |row| Some(100.0 * near(row) / residents(row).max(1.0)),
        ),
        Column::people(
            "personnes_non_couvertes",
            Words::same("Personnes à plus de 10 km d'un lieu"),
            move |row| Some(0.15 * (residents(row) - near(row))),
        ),
    ];
    Layer {
        geometry: Box::new(move |row| Geometry::Area(&group(row).contour)),
        ..layer("territoires", "Territoires", territory.groups.len(), GeometryType::Area, columns)
    }
}

fn gaps(territory: &Territory) -> Layer<'_> {
    let gap = |row: usize| &territory.gaps[row];
    let columns = vec![
        Column::integer("numero", Unit::None, Words::same("Numéro"), |row| Some(row + 1)),
        Column::text("nom", Words::same("Nom"), move |row| Some(&gap(row).name)),
        Column::text("manque", Words::same("Manque"), |row| {
            Some(
                ["trop_loin", "trop_loin", "itinerant_seulement", "horaires_insuffisants"][row % 4],
            )
        }),
        Column::integer("nombre_communes", Unit::None, Words::same("Communes"), move |row| {
            Some(gap(row).rows.len())
        }),
        Column::text("en_clair", Words::same("En clair"), move |row| {
            Some(format!(
                "{} communes vivent à plus de 10 km de tout lieu d'aide. Si une mairie ouvrait un accueil, la moitié y gagnerait.",
                gap(row).rows.len()
            ))
        }),
    ];
    Layer {
        geometry: Box::new(move |row| Geometry::Area(&gap(row).contour)),
        ..layer("lacunes", "Lacunes", territory.gaps.len(), GeometryType::Area, columns)
    }
}

fn places(territory: &Territory) -> Layer<'_> {
    let place = |row: usize| &territory.places[row];
    let columns = vec![
        Column::text("nom", Words::same("Nom"), move |row| Some(&place(row).name)),
        Column::text("type", Words::same("Type"), move |row| Some(place(row).kind)),
        Column::text("code_insee", Words::same("Commune"), move |row| Some(&place(row).commune)),
        Column::integer("sert", Unit::None, Words::same("Sert"), move |row| {
            Some(u8::from(!draw(&place(row).commune, 4).is_multiple_of(9)))
        }),
        Column::text("horaires_texte", Words::same("Jours et heures"), |row| {
            (row % 3 > 0).then_some("lundi et jeudi de 9 h à 12 h 30 | mardi de 14 h à 17 h")
        }),
        Column::decimal(
            "minutes_semaine",
            Unit::MinutesPerWeek,
            1,
            Words::same("Minutes"),
            |row| (row % 3 > 0).then_some(600.0),
        ),
    ];
    Layer {
        geometry: Box::new(move |row| Geometry::Point(place(row).position)),
        ..layer("lieux", "Lieux d'aide", territory.places.len(), GeometryType::Point, columns)
    }
}

fn tours(territory: &Territory) -> Layer<'_> {
    let columns = vec![
        Column::text("nature", Words::same("Nature"), |_| Some("ligne")),
        Column::text("tournee", Words::same("Tournée"), |_| Some("Bus numérique")),
        Column::text("trace", Words::same("Tracé"), |_| Some("par_les_arrets")),
    ];
    Layer {
        geometry: Box::new(|_| Geometry::Line(&territory.tour)),
        ..layer("tournees", "Tournées", 1, GeometryType::LineAndPoint, columns)
    }
}

fn layer<'run>(
    name: &'static str,
    title: &str,
    rows: usize,
    geometry_type: GeometryType,
    columns: Vec<Column<'run>>,
) -> Layer<'run> {
    Layer {
        name,
        title: Words::same(title),
        about: Words::same(title),
        columns,
        rows,
        geometry_type,
        geometry: Box::new(|_| Geometry::None),
        metadata: Box::new(|| {
            Ok(json!({
                "logiciel": "maillage", "version": "0.0.0",
                "entrees": [
                    {"fichier": "liste-inventee.csv", "role": "mediation", "millesime": "2026-05-01"},
                    {"fichier": "population.csv", "role": "population", "millesime": "2023"},
                ],
                "geographie": {"contours": "IGN Admin Express 2018, généralisés, portés au COG 2026", "licence": "Licence Ouverte 2.0"},
                "temps": {"periode": "2026-09-01..2027-06-30"},
                "horaires_demandes": {"moment": null, "minutes_par_semaine_au_moins": 0.0},
                "options": {"seuil_principal_km": 10.0},
                "classes": {"acces_limites_km": [3.0, 7.0], "besoin_limites_pct": [12.0, 18.0]},
            }))
        }),
        execution: None,
    }
}

/// A number drawn from a code, the same at each run.
fn draw(code: &str, salt: u32) -> usize {
    let mixed = code
        .bytes()
        .fold(0x811c_9dc5_u32.wrapping_add(salt.wrapping_mul(0x9e37_79b9)), |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
    ((mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d) >> 8) as usize
}

/// Kilometres between two positions that are not far apart.
fn plane_km(one: Position, other: Position) -> f64 {
    let narrowing = one.latitude().to_radians().cos();
    let (x, y) = (one.longitude() - other.longitude(), one.latitude() - other.latitude());
    111.2 * (x * narrowing).hypot(y)
}
