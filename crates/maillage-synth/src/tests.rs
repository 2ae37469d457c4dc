//! Properties of a territory of any size and seed.

mod ages;
mod grid;

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{Defects, FILES, Flaw, SynthOptions, SynthTerritory, territory};

const EVERY_FLAW: [Flaw; 21] = [
    Flaw::SwappedCoordinates,
    Flaw::MissingPosition,
    Flaw::ZeroPosition,
    Flaw::DecimalComma,
    Flaw::FarFromCommune,
    Flaw::Itinerant,
    Flaw::ClosedToPublic,
    Flaw::Mojibake,
    Flaw::UnknownTypology,
    Flaw::TruncatedCode,
    Flaw::NotANumber,
    Flaw::Duplicate,
    Flaw::AlsoFranceServices,
    Flaw::StopFarFromCommune,
    Flaw::RateMissing,
    Flaw::AgesDoNotAdd,
    Flaw::SecretNumber,
    Flaw::NegativeCount,
    Flaw::CellAtSea,
    Flaw::CellOfFormerCommune,
    Flaw::RepeatedCell,
];

fn of_size(communes: usize) -> SynthOptions {
    SynthOptions { communes, ..SynthOptions::default() }
}

fn clean() -> SynthOptions {
    SynthOptions { defects: Defects::None, ..SynthOptions::default() }
}

/// The content of a file decoded as Latin-1, which any bytes allow. Accents do not matter to these
/// tests.
fn text(territory: &SynthTerritory, name: &str) -> String {
    let bytes = territory.file(name).expect("asked by its right name");
    bytes.iter().copied().map(char::from).collect()
}

fn lines(territory: &SynthTerritory, name: &str) -> Vec<String> {
    text(territory, name).lines().map(str::to_owned).collect()
}

/// Fields of a line separated by commas, without quotes.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for character in line.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().expect("never empty").push(character),
        }
    }
    fields
}

#[test]
fn the_same_options_give_the_same_bytes() {
    assert_eq!(territory(&of_size(300)), territory(&of_size(300)));
    let other = SynthOptions { seed: 9, ..of_size(300) };
    assert_ne!(territory(&of_size(300)).files, territory(&other).files);
}

#[test]
fn the_files_have_the_names_that_are_known_beforehand() {
    let names: Vec<&str> = territory(&of_size(5)).files.iter().map(|file| file.name).collect();
    assert_eq!(names, FILES);
}

#[test]
fn the_demo_without_defects_has_the_same_bytes_on_every_machine() {
    // FNV-1a hash of the demo without defects. When it changes, update data/demo too.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in territory(&clean()).files {
        for byte in file.contents {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    assert_eq!(hash, 0xb815_86db_4f5d_e398, "{hash:#x}");
}

#[test]
fn a_request_for_more_places_changes_no_border() {
    let more = SynthOptions { mediation: 500, ..SynthOptions::default() };
    for name in ["communes.geojson", "population.csv", "rounds.csv"] {
        assert_eq!(territory(&more).file(name), territory(&of_size(300)).file(name));
    }
}

#[test]
fn counts_are_those_of_the_options() {
    let demo = territory(&of_size(300));
    assert_eq!(demo.communes.len(), 300);
    for (name, rows) in [
        ("population.csv", 300),
        ("ages.csv", 300),
        ("illectronisme.csv", 297),
        ("membership.csv", 300),
        ("chefs-lieux.csv", 300),
        ("mediation.csv", 46),
        ("france-services.csv", 12),
        ("rounds.csv", 24),
    ] {
        assert_eq!(lines(&demo, name).len(), 1 + rows, "{name}");
    }
    assert_eq!(text(&demo, "communes.geojson").matches("\"Feature\"").count(), 300);
    assert_eq!(text(&demo, "communes.geojson").matches("MultiPolygon").count(), 1);
    assert!(text(&demo, "communes.geojson").len() < 600_000);
    assert_eq!(demo.places.len(), 46 + 12 + 24);
}

#[test]
fn any_size_from_one_commune_to_thousands_can_be_made() {
    for communes in [0, 1, 2, 7, 20, 99, 2_500] {
        let made = territory(&of_size(communes));
        assert_eq!(made.communes.len(), communes.max(1));
        let codes: HashSet<&str> = made.communes.iter().map(|c| c.code_insee.as_str()).collect();
        assert_eq!(codes.len(), made.communes.len());
        assert!(codes.iter().all(|code| code.len() == 5));
        assert!(made.communes.is_sorted_by_key(|commune| &commune.code_insee));
        for place in &made.places {
            assert!((41.3..51.2).contains(&place.latitude));
            assert!((-5.2..9.6).contains(&place.longitude));
        }
    }
}

#[test]
fn options_of_zero_give_an_empty_territory() {
    let empty = territory(&SynthOptions {
        mediation: 0,
        france_services: 0,
        tours: 0,
        stops_per_tour: 0,
        ..of_size(30)
    });
    assert!(empty.places.is_empty());
}

#[test]
fn population_has_a_city_towns_villages_and_one_empty_commune() {
    let mut residents: Vec<u32> =
        territory(&of_size(300)).communes.iter().map(|commune| commune.population).collect();
    residents.sort_unstable();
    assert_eq!(residents.iter().filter(|&&people| people == 0).count(), 1);
    assert!((50..800).contains(&residents[150]), "{}", residents[150]);
    assert!((50_000..70_000).contains(&residents[299]));
    assert!(residents[290..299].iter().all(|people| (2_000..12_000).contains(people)));
}

#[test]
fn every_place_and_town_hall_is_inside_its_commune() {
    let demo = territory(&of_size(300));
    let rings = rings(&text(&demo, "communes.geojson"));
    let halls = demo.communes.iter().map(|c| (&c.code_insee, c.longitude, c.latitude));
    let places = demo.places.iter().map(|p| (&p.code_insee, p.longitude, p.latitude));
    for (code, longitude, latitude) in halls.chain(places) {
        let is_inside = rings[code.as_str()].iter().any(|ring| contains(ring, longitude, latitude));
        assert!(is_inside, "{code} {longitude} {latitude}");
    }
}

#[test]
fn a_realistic_territory_has_every_flaw_and_a_clean_one_none() {
    let dirty = territory(&of_size(300)).planted;
    let found: HashSet<Flaw> = dirty.iter().map(|planted| planted.flaw).collect();
    assert_eq!(found, HashSet::from(EVERY_FLAW));
    assert_eq!(territory(&clean()).planted, []);
}

#[test]
fn a_planted_flaw_is_on_its_reported_line() {
    let demo = territory(&of_size(300));
    let is_commune = |code: &str| demo.communes.iter().any(|c| c.code_insee == code);
    for planted in &demo.planted {
        let Some(line) = planted.line else {
            let start = format!("{};", planted.id);
            assert!(!text(&demo, planted.file).contains(&start));
            continue;
        };
        let mut all = lines(&demo, planted.file);
        if planted.file == "ages.csv" {
            all = all.iter().map(|line| line.replace(';', ",")).collect();
        }
        let columns = fields(&all[0]);
        let row: BTreeMap<&str, String> =
            columns.iter().map(String::as_str).zip(fields(&all[line - 1])).collect();
        let degrees = |column: &str| row[column].parse::<f64>().unwrap_or(f64::INFINITY);
        let is_there = match planted.flaw {
            Flaw::SwappedCoordinates => degrees("latitude") < 0.0 && degrees("longitude") > 41.0,
            Flaw::MissingPosition => row["latitude"].is_empty() && row["longitude"].is_empty(),
            Flaw::ZeroPosition => row["latitude"] == "0" && row["longitude"] == "0",
            Flaw::DecimalComma => row["latitude"].contains(',') && row["longitude"].contains(','),
            Flaw::FarFromCommune | Flaw::StopFarFromCommune => degrees("longitude") > 1.0,
            Flaw::Itinerant => row["itinerance"].starts_with("Itin"),
            Flaw::ClosedToPublic => row["modalites_acces"] == "Ce lieu n'accueille pas de public",
            // The file is read as Latin-1, which encodes the mojibake twice.
            Flaw::Mojibake => row["nom"].starts_with("M\u{c3}\u{83}\u{c2}\u{a9}diath"),
            Flaw::UnknownTypology => row["typologie"] == "CAFE_DU_COIN",
            Flaw::TruncatedCode => row["code_insee"].len() == 4,
            Flaw::NotANumber => row["latitude"] == "NaN",
            Flaw::Duplicate | Flaw::RepeatedCell => all[..line - 1].contains(&all[line - 1]),
            Flaw::AlsoFranceServices => {
                row["typologie"] == "RFS"
                    && text(&demo, "france-services.csv").contains(&row["nom"])
            }
            Flaw::RateMissing => false,
            Flaw::AgesDoNotAdd => {
                let numbers = fields(&all[line - 1]);
                let numbers: Vec<f64> = numbers[1..].iter().flat_map(|n| n.parse()).collect();
                numbers.len() == 8 && numbers[1..].iter().sum::<f64>() > numbers[0] + 1.0
            }
            Flaw::SecretNumber => row["P22_POP90P"] == "s",
            Flaw::NegativeCount => row["ind"] == "-9999.0" && row["ind_80p"] == "-9999.0",
            Flaw::CellAtSea | Flaw::CellOfFormerCommune => !is_commune(&row["lcog_geo"]),
        };
        assert!(is_there, "{planted:?}: {}", all[line - 1]);
    }
}

#[test]
fn a_list_without_flaws_gives_the_true_position_of_every_place() {
    let clean = territory(&clean());
    let rows = lines(&clean, "mediation.csv");
    for (row, place) in rows[1..].iter().map(|row| fields(row)).zip(&clean.places) {
        assert_eq!([&row[0], &row[5]], [&place.id, &place.code_insee]);
        assert_eq!(row[8].parse(), Ok(place.latitude));
        assert_eq!(row[9].parse(), Ok(place.longitude));
        assert_eq!(row[18], "Fixe");
    }
}

/// Outer rings by commune code. Reads the GeoJSON of this crate only.
fn rings(geojson: &str) -> HashMap<String, Vec<Vec<[f64; 2]>>> {
    let feature = |line: &str| {
        let (_, rest) = line.split_once("\"code\":\"")?;
        let (_, coordinates) = rest.split_once("\"coordinates\":")?;
        let ring = |text: &str| -> Vec<[f64; 2]> {
            let numbers = text.split(['[', ']', ',', '}']).filter_map(|text| text.parse().ok());
            numbers.collect::<Vec<f64>>().chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
        };
        let rings = coordinates.split("[[[").flat_map(|text| text.split("]],[[")).map(ring);
        Some((rest[..5].to_owned(), rings.collect()))
    };
    geojson.lines().filter_map(feature).collect()
}

/// Point-in-polygon test by the even-odd rule.
fn contains(ring: &[[f64; 2]], x: f64, y: f64) -> bool {
    let crossings = ring.windows(2).filter(|side| {
        let [[ax, ay], [bx, by]] = [side[0], side[1]];
        (ay > y) != (by > y) && x < ax + (bx - ax) * (y - ay) / (by - ay)
    });
    crossings.count() % 2 == 1
}
