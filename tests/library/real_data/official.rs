//! The official geography brought along, against the files that it is made from.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
};

use geo::{Area, Centroid, MultiPolygon};
use maillage::{
    Position,
    core::{
        geodesy::geodesic_metres,
        model::{CommuneCode, ShapeId},
        topology::Topology,
    },
    france::{Density, Edition, France, france},
    intake::france::BuiltIn,
};

use super::folder;

/// The rows of a CSV, read without the library, as the values of these columns.
fn rows<const COLUMNS: usize>(path: &Path, columns: [&str; COLUMNS]) -> Vec<[String; COLUMNS]> {
    let mut reader = csv::Reader::from_path(path).expect("the folder of real data holds the table");
    let header = reader.headers().expect("a table").clone();
    let rank = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let ranks = columns.map(rank);
    let row = |row: csv::Result<csv::StringRecord>| {
        let row = row.expect("a row");
        ranks.map(|rank| row[rank].to_owned())
    };
    reader.records().map(row).collect()
}

fn brought_along() -> &'static France {
    france().expect("the tests are built with France")
}

fn code(text: &str) -> CommuneCode {
    text.parse().expect("a code")
}

#[test]
#[ignore = "needs the real files of MAILLAGE_DATA"]
fn the_committed_data_are_what_the_official_files_make() {
    let made = maillage_france_make::made(&folder()).expect("the official files are complete");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../maillage-france/data");
    let committed = |name: &str| fs::read(data.join(name)).expect("the data are committed");
    assert!(made.gazetteer == committed("gazetteer.bin"), "gazetteer.bin: make it again");
    assert!(made.contours == committed("contours.bin"), "contours.bin: make it again");
}

#[test]
#[ignore = "needs the real files of MAILLAGE_DATA"]
fn people_and_members_are_those_of_the_sources() {
    let territory = folder().join("territory");
    let etalab = territory.join("communes_etalab_2026.csv");
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for [kind, departement, people] in rows(&etalab, ["type", "departement", "population"]) {
        if kind == "commune-actuelle" && departement.len() < 4 && !departement.starts_with("98") {
            *expected.entry(departement).or_default() += people.parse::<u64>().unwrap_or(0);
        }
    }
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    let communes = brought_along().communes().iter();
    for commune in communes.filter(|commune| !commune.code.as_str().starts_with("98")) {
        *found.entry(commune.code.departement().to_owned()).or_default() +=
            commune.population.unwrap_or(0);
    }
    expected.retain(|departement, _| found.contains_key(departement));
    assert_eq!(expected.len(), 104);
    assert_eq!(found, expected);

    let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for [siren, commune] in rows(&territory.join("epci_etalab_2026.csv"), ["epci_siren", "commune"])
    {
        members.entry(siren).or_default().insert(commune);
    }
    let mut of_communes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for commune in brought_along().communes() {
        if let Some(siren) = commune.epci {
            of_communes.entry(siren.to_owned()).or_default().insert(commune.code.to_string());
        }
    }
    assert_eq!(of_communes.len(), 1_255);
    assert_eq!(of_communes, members);
}

#[test]
#[ignore = "needs the real files of MAILLAGE_DATA"]
fn codes_of_2018_lead_where_the_passage_table_says() {
    let france = brought_along();
    let is_current = |code| france.commune(code).is_some();
    let edition = |year: u16| -> &Edition {
        france.editions().0.iter().find(|one| one.year == year).expect("a year")
    };
    let path = folder().join("territory/passage_2018_2024.csv");
    let mut passage: BTreeMap<CommuneCode, BTreeSet<CommuneCode>> = BTreeMap::new();
    for [old, new] in rows(&path, ["code_2018", "code_2024"]) {
        passage.entry(code(&old)).or_default().insert(code(&new));
    }
    assert_eq!(passage.len(), 35_357);
    for (old, of_2024) in &passage {
        let today = edition(2018).today(*old, is_current).expect("a code of 2018");
        let through = of_2024
            .iter()
            .flat_map(|code| edition(2024).today(*code, is_current).expect("a code of 2024"));
        let expected: BTreeSet<CommuneCode> = through.collect();
        assert_eq!(BTreeSet::from_iter(today), expected, "{old}");
    }
    // Every code of 2024, and no other.
    let path = folder().join("territory/v_commune_2024.csv");
    let of_2024 = rows(&path, ["TYPECOM", "COM"]).into_iter();
    let of_2024: Vec<CommuneCode> =
        of_2024.filter(|[kind, _]| kind == "COM").map(|[_, text]| code(&text)).collect();
    assert!(of_2024.iter().all(|code| edition(2024).today(*code, is_current).is_some()));
    let current = france.communes().iter().map(|commune| commune.code);
    let known = edition(2024).other.keys().copied().chain(current);
    let known = known.filter(|code| edition(2024).today(*code, is_current).is_some());
    // The collectivités overseas are in another file.
    let known = known.filter(|code| code.departement() < "975" || code.departement() == "976");
    let (known, of_2024) = (known.collect::<BTreeSet<_>>(), BTreeSet::from_iter(of_2024));
    let apart: Vec<_> = known.symmetric_difference(&of_2024).collect();
    assert!(apart.is_empty(), "{apart:?}");
    // Codes of 2022, by the movements since, one date after the other.
    let path = folder().join("territory/mouvements_2018_2024.csv");
    let columns = ["DATE_EFF", "TYPECOM_AV", "COM_AV", "TYPECOM_AP", "COM_AP"];
    let mut moves: BTreeMap<String, BTreeMap<CommuneCode, BTreeSet<CommuneCode>>> = BTreeMap::new();
    for [date, kind_before, before, kind_after, after] in rows(&path, columns) {
        if date.as_str() > "2022-01-01" && kind_before == "COM" && kind_after == "COM" {
            let of_date = moves.entry(date).or_default();
            of_date.entry(code(&before)).or_default().insert(code(&after));
        }
    }
    let moved: BTreeSet<CommuneCode> = moves.values().flat_map(|of| of.keys().copied()).collect();
    let of_2022 = moved.iter().filter(|one| edition(2022).today(**one, is_current).is_some());
    let mut judged = 0;
    for old in of_2022 {
        let mut codes = BTreeSet::from([*old]);
        for of_date in moves.values() {
            let after = codes.iter().flat_map(|one| {
                of_date.get(one).cloned().unwrap_or_else(|| BTreeSet::from([*one]))
            });
            codes = after.collect();
        }
        let through =
            codes.iter().flat_map(|one| edition(2024).today(*one, is_current).unwrap_or_default());
        let expected: BTreeSet<CommuneCode> = through.collect();
        let today = edition(2022).today(*old, is_current).unwrap_or_default();
        assert_eq!(BTreeSet::from_iter(today), expected, "{old}");
        judged += 1;
    }
    assert!(judged > 60, "{judged}");
}

/// The contours of 2018, read without the library.
fn contours_of_2018() -> Vec<(CommuneCode, MultiPolygon<f64>)> {
    let path = folder().join("communes/communes-france-2018.geojson");
    let text = fs::read_to_string(path).expect("the folder of real data holds the contours");
    let layer: serde_json::Value = serde_json::from_str(&text).expect("a GeoJSON");
    let ring = |ring: &serde_json::Value| {
        let point = |point: &serde_json::Value| {
            let degrees = |axis: usize| point[axis].as_f64().expect("degrees");
            geo::Coord { x: degrees(0), y: degrees(1) }
        };
        let points = ring.as_array().expect("a ring").iter().map(point);
        geo::LineString::new(points.collect())
    };
    let polygon = |polygon: &serde_json::Value| {
        let mut rings = polygon.as_array().expect("rings").iter().map(ring);
        geo::Polygon::new(rings.next().expect("an exterior"), rings.collect())
    };
    let feature = |feature: &serde_json::Value| {
        let geometry = &feature["geometry"];
        let parts = match geometry["type"].as_str() {
            Some("Polygon") => vec![polygon(&geometry["coordinates"])],
            _ => geometry["coordinates"].as_array().expect("parts").iter().map(polygon).collect(),
        };
        let text = feature["properties"]["code"].as_str().expect("a code");
        (code(text), MultiPolygon::new(parts))
    };
    layer["features"].as_array().expect("features").iter().map(feature).collect()
}

#[test]
#[ignore = "needs the real files of MAILLAGE_DATA"]
fn contours_have_the_areas_and_the_neighbours_of_the_originals() {
    let france = brought_along();
    let is_current = |code| france.commune(code).is_some();
    let first = &france.editions().0[0];
    let drawn_as = |old: CommuneCode| -> CommuneCode {
        let today = first.today(old, is_current).expect("a code of 2018");
        let drawn: BTreeSet<CommuneCode> =
            today.iter().filter_map(|code| france.commune(*code)?.drawn_with).collect();
        // Of the two successors of 60455, the one that it is a part of.
        if drawn.len() == 1 || !drawn.contains(&old) { *drawn.last().expect("one") } else { old }
    };
    let originals = contours_of_2018();
    let mut areas: BTreeMap<CommuneCode, f64> = BTreeMap::new();
    let mut edges: HashMap<[(i64, i64); 2], BTreeSet<CommuneCode>> = HashMap::new();
    let step = |degrees: f64| (degrees * 1e5).round() as i64;
    for (old, contour) in &originals {
        let drawn = drawn_as(*old);
        *areas.entry(drawn).or_default() += contour.unsigned_area();
        let rings =
            contour.iter().flat_map(|one| std::iter::once(one.exterior()).chain(one.interiors()));
        for line in rings.flat_map(|ring| ring.lines()) {
            let mut ends = [line.start, line.end].map(|end| (step(end.x), step(end.y)));
            ends.sort_unstable();
            if ends[0] != ends[1] {
                edges.entry(ends).or_default().insert(drawn);
            }
        }
    }
    let mut expected: BTreeSet<(CommuneCode, CommuneCode)> = BTreeSet::new();
    for sharing in edges.into_values().filter(|sharing| sharing.len() > 1) {
        let sharing: Vec<CommuneCode> = sharing.into_iter().collect();
        for (rank, one) in sharing.iter().enumerate() {
            expected.extend(sharing[rank + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let mut contours: Vec<(CommuneCode, MultiPolygon<f64>)> =
        france.departements().flat_map(|departement| france.contours(departement)).collect();
    contours.sort_by_key(|(code, _)| *code);
    assert_eq!(contours.len(), areas.len());
    for (code, contour) in &contours {
        let ratio = contour.unsigned_area() / areas[code];
        assert!((ratio - 1.0).abs() < 0.02, "{code}: {ratio}");
    }
    let topology = Topology::of(contours.iter().map(|(_, contour)| contour));
    let code_of = |id: ShapeId| contours[id.index()].0;
    let found: BTreeSet<(CommuneCode, CommuneCode)> = topology
        .neighbours()
        .into_iter()
        .map(|(one, other)| (code_of(one), code_of(other)))
        .collect();
    assert_eq!(found.difference(&expected).next(), None);
    assert_eq!(expected.difference(&found).next(), None);
    assert!(found.len() > 100_000, "{}", found.len());
}

/// Where France Services stand in their communes tells from where people are best measured, in
/// every class of density.
#[test]
#[ignore = "needs the real files of MAILLAGE_DATA"]
fn france_services_stand_nearer_to_the_chef_lieu_than_to_the_centroid() {
    let france = BuiltIn::get().expect("the tests are built with France");
    let places = super::fixed_france_services(&folder());
    let mut by_density: BTreeMap<Density, Vec<[f64; 2]>> = BTreeMap::new();
    for place in places {
        let Some(commune) = france.holding(place) else { continue };
        let official = france.france().commune(commune.code).expect("a commune of today");
        let centre = commune.contour.centroid().expect("a contour");
        let centre = Position::new(centre.y(), centre.x()).expect("degrees");
        if let (Some(density), Some(home)) = (official.density, official.chef_lieu) {
            let km = |to| geodesic_metres(place, to) / 1_000.0;
            by_density.entry(density).or_default().push([km(home), km(centre)]);
        }
    }
    let median = |of: usize, pairs: &[[f64; 2]]| {
        let mut km: Vec<f64> = pairs.iter().map(|pair| pair[of]).collect();
        km.sort_by(f64::total_cmp);
        km[km.len() / 2]
    };
    for (density, pairs) in &by_density {
        let [home, centre] = [0, 1].map(|of| median(of, pairs));
        let name = density.name();
        assert!(home < centre, "{name}: {} places, {home:.2} {centre:.2} km", pairs.len());
    }
    let all: Vec<[f64; 2]> = by_density.into_values().flatten().collect();
    let [home, centre] = [0, 1].map(|of| median(of, &all));
    assert!(all.len() > 2_000 && home < 0.3 && centre > 1.0, "{} {home} {centre}", all.len());
    let beyond = |of: usize| all.iter().filter(|pair| pair[of] > 5.0).count();
    assert!(2 * beyond(0) < beyond(1), "{} {}", beyond(0), beyond(1));
}
