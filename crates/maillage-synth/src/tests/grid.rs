//! The grid of residents against the tables and the contours.

use std::collections::{HashMap, HashSet};

use proj4rs::{Proj, transform::transform};

use super::{clean, contains, lines, of_size, rings, text};
use crate::{Flaw, SynthOptions, SynthTerritory, territory};

/// A cell read from the file.
struct Cell {
    id: String,
    communes: Vec<String>,
    is_imputed: bool,
    /// People, households, poor households, people in the ten age bands, and people of unknown age.
    counts: Vec<f64>,
}

fn cells(territory: &SynthTerritory) -> Vec<Cell> {
    let cell = |line: &String| {
        let fields: Vec<&str> = line.split(',').collect();
        let one_decimal = fields[3..].iter().all(|field| field.as_bytes()[field.len() - 2] == b'.');
        assert!(fields.len() == 17 && one_decimal, "{line}");
        Cell {
            id: fields[0].to_owned(),
            communes: fields[1]
                .as_bytes()
                .chunks(5)
                .map(String::from_utf8_lossy)
                .map(Into::into)
                .collect(),
            is_imputed: fields[2] == "1",
            counts: fields[3..].iter().map(|field| field.parse().expect("a number")).collect(),
        }
    };
    lines(territory, "carreaux.csv")[1..].iter().map(cell).collect()
}

/// Sums of a column over the cells of one commune alone, and over all cells of the commune.
fn held(cells: &[Cell], code: &str, column: usize) -> [f64; 2] {
    let mut held = [0.0; 2];
    for cell in cells.iter().filter(|cell| cell.communes.iter().any(|other| other == code)) {
        held[0] += if cell.communes.len() == 1 { cell.counts[column] } else { 0.0 };
        held[1] += cell.counts[column];
    }
    held
}

#[test]
fn cells_of_the_demo_are_some_thousands_in_less_than_400_kilobytes() {
    let demo = territory(&of_size(300));
    assert!((1_500..4_000).contains(&cells(&demo).len()));
    assert!(text(&demo, "carreaux.csv").len() < 400_000);
}

#[test]
fn identifiers_are_unique_and_sorted_from_south_to_north_then_from_west_to_east() {
    let cells = cells(&territory(&clean()));
    assert!(cells.is_sorted_by(|a, b| a.id < b.id));
    for Cell { id, .. } in &cells {
        let [north, east] = [&id[16..23], &id[24..]];
        assert_eq!(*id, format!("CRS3035RES1000mN{north}E{east}"));
        assert!(north.ends_with("000") && north.starts_with('2'), "{id}");
        assert!(east.ends_with("000") && east.starts_with('3') && east.len() == 7, "{id}");
    }
}

#[test]
fn the_codes_of_a_cell_exist_and_are_sorted() {
    let territory = territory(&clean());
    let known: HashSet<&str> = territory.communes.iter().map(|c| c.code_insee.as_str()).collect();
    let cells = cells(&territory);
    for cell in &cells {
        assert!(cell.communes.is_sorted_by(|a, b| a < b), "{}", cell.id);
        assert!(cell.communes.iter().all(|code| known.contains(code.as_str())), "{}", cell.id);
    }
    assert!(cells.iter().any(|cell| cell.communes.len() == 2));
}

#[test]
fn bands_of_age_add_up_to_the_people_of_a_cell_and_households_are_fewer() {
    for cell in cells(&territory(&clean())) {
        let [people, households, poor] = [cell.counts[0], cell.counts[1], cell.counts[2]];
        assert_eq!(cell.counts[3..].iter().sum::<f64>(), people, "{}", cell.id);
        assert!(0.0 <= poor && poor <= households && households <= people, "{}", cell.id);
        assert!(people > 0.0 && !cell.is_imputed, "{}", cell.id);
    }
}

#[test]
fn people_in_households_are_slightly_fewer_than_residents() {
    for communes in [1, 40, 300] {
        let territory = territory(&SynthOptions { communes, ..clean() });
        let cells = cells(&territory);
        for commune in &territory.communes {
            let [alone, all] = held(&cells, &commune.code_insee, 0);
            let residents = f64::from(commune.population);
            assert!(alone <= 0.99 * residents + 0.5, "{commune:?}: {alone}");
            assert!(all >= 0.97 * residents - 0.5, "{commune:?}: {all}");
            assert_eq!(all == 0.0, commune.population == 0, "{commune:?}");
        }
        let people: f64 = cells.iter().map(|cell| cell.counts[0]).sum();
        let residents: f64 = territory.communes.iter().map(|c| f64::from(c.population)).sum();
        assert!((0.97..0.99).contains(&(people / residents)), "{people} {residents}");
    }
}

/// The two tables have no common age limit: 65 is between 60 and 75.
#[test]
fn ages_in_the_cells_of_a_commune_match_the_table_of_ages() {
    let territory = territory(&clean());
    let cells = cells(&territory);
    let mut compared = 0;
    for line in &lines(&territory, "ages.csv")[1..] {
        let code = &line[..5];
        let numbers: Vec<f64> = line.split(';').skip(1).filter_map(|n| n.parse().ok()).collect();
        let [alone, all] = held(&cells, code, 0);
        if alone < all || all < 200.0 {
            continue;
        }
        let over_65 = (held(&cells, code, 11)[0] + held(&cells, code, 12)[0]) / all;
        let over_75 = (numbers[6] + numbers[7]) / numbers[0];
        let over_60 = over_75 + numbers[5] / numbers[0];
        assert!((over_75..over_60).contains(&over_65), "{code}: {over_75} {over_65} {over_60}");
        compared += 1;
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn a_cell_touches_every_commune_that_it_names() {
    let territory = territory(&clean());
    let map = Map::of(&territory);
    let mut inside = 0;
    let cells = cells(&territory);
    for cell in &cells {
        inside += usize::from(cell.communes.iter().any(|code| map.is_inside(cell, code)));
        for code in &cell.communes {
            // Half a diagonal of a cell, and half the distance between two vertices.
            let lies_on = map.is_inside(cell, code) || map.km_to_border(cell, code) < 1.1;
            assert!(lies_on, "{code} {}", cell.id);
        }
    }
    assert!(3 * inside > 2 * cells.len(), "{inside} of {}", cells.len());
}

#[test]
fn only_flawed_and_imputed_rows_differ_from_the_grid_without_flaws() {
    let [dirty, clean] = [territory(&of_size(300)), territory(&clean())];
    let clean_lines: HashSet<String> = lines(&clean, "carreaux.csv").into_iter().collect();
    let of_grid = dirty.planted.iter().filter(|planted| planted.file == "carreaux.csv");
    let flawed: HashSet<usize> = of_grid.filter_map(|planted| planted.line).collect();
    let mut imputed = 0;
    for (rank, line) in lines(&dirty, "carreaux.csv").iter().enumerate() {
        let published = line.replacen(",1,", ",0,", 1);
        imputed += usize::from(published != *line);
        assert!(clean_lines.contains(&published) || flawed.contains(&(rank + 1)), "{line}");
    }
    assert_eq!(imputed, 6);
    assert_eq!(lines(&dirty, "carreaux.csv").len(), clean_lines.len() + 2);
}

#[test]
fn the_cell_of_a_former_commune_is_inside_a_commune_and_the_cell_at_sea_is_far_from_all() {
    let [dirty, clean] = [territory(&of_size(300)), territory(&clean())];
    let map = Map::of(&dirty);
    let planted = |flaw| {
        let planted = dirty.planted.iter().find(|planted| planted.flaw == flaw);
        let id = &planted.expect("the demo has every flaw").id;
        cells(&dirty).into_iter().find(|cell| cell.id == *id).expect("the flaw has a cell")
    };
    let former = planted(Flaw::CellOfFormerCommune);
    let before = cells(&clean).into_iter().find(|cell| cell.id == former.id).expect("was there");
    assert!(before.communes.len() == 1 && map.is_inside(&former, &before.communes[0]));
    let at_sea = planted(Flaw::CellAtSea);
    for commune in &dirty.communes {
        assert!(map.km_to_border(&at_sea, &commune.code_insee) > 20.0);
    }
}

/// The contours, and the conversion from the grid to degrees.
struct Map {
    rings: HashMap<String, Vec<Vec<[f64; 2]>>>,
    metres: Proj,
    degrees: Proj,
}

impl Map {
    fn of(territory: &SynthTerritory) -> Self {
        let proj = |code| Proj::from_epsg_code(code).expect("in its tables");
        let rings = rings(&text(territory, "communes.geojson"));
        Self { rings, metres: proj(3035), degrees: proj(4326) }
    }

    /// Longitude and latitude of the centre of a cell, from its identifier alone.
    fn middle(&self, cell: &Cell) -> [f64; 2] {
        let corner = |from: usize| cell.id[from..from + 7].parse::<f64>().expect("digits");
        let mut middle = (corner(24) + 500.0, corner(16) + 500.0, 0.0);
        transform(&self.metres, &self.degrees, &mut middle).expect("in range");
        [middle.0.to_degrees(), middle.1.to_degrees()]
    }

    fn is_inside(&self, cell: &Cell, code: &str) -> bool {
        let [longitude, latitude] = self.middle(cell);
        self.rings[code].iter().any(|ring| contains(ring, longitude, latitude))
    }

    /// Distance from the centre of the cell to the nearest vertex of the commune, in kilometres.
    fn km_to_border(&self, cell: &Cell, code: &str) -> f64 {
        let [longitude, latitude] = self.middle(cell);
        let km = |[x, y]: &[f64; 2]| (77.5 * (x - longitude)).hypot(111.2 * (y - latitude));
        self.rings[code].iter().flatten().map(km).fold(f64::INFINITY, f64::min)
    }
}
