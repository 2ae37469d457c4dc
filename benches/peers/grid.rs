//! Invents a national grid of residents over given contours, and a table of ages.
//!
//! `grid CONTOURS POPULATION CELLS GRID [AGES]` reads the contours of communes from a GeoJSON with
//! the property `code`, and their residents from a CSV with `code_insee` and `pop_municipale`. It
//! writes about CELLS inhabited cells of 200 m to GRID, with the columns of INSEE's file of 2019
//! (Filosofi), and the residents of each commune by age to AGES, with those of INSEE's
//! `base-cc-evol-struct-pop`. Names aside, both files hold invented figures only.
//!
//! A cell belongs to the commune around its centre; one that its commune shares with the cell east
//! of it lists both codes. Communes overseas, which have grids of their own, get no cells. Cells
//! cluster; the residents of the cells of a commune add up to its population. The figures depend on
//! codes and positions only: the same arguments give the same bytes. Metropolitan France at 200 m
//! has 13.6 million cells, of which INSEE publishes 2.3 million; of these numbers more is not
//! possible.

mod contours;

use std::{
    collections::HashMap,
    env,
    error::Error,
    fs::{self, File},
    io::{BufWriter, Write},
};

use contours::{Collection, Geometry};
use maillage_synth::european_grid;
use serde::Deserialize;

/// Side of a cell, in metres.
const SIDE: f64 = 200.0;
/// Shares of the residents in the ten bands of age of a grid, in hundredths: 0–3, 4–5, 6–10, 11–17,
/// 18–24, 25–39, 40–54, 55–64, 65–79, 80 and over.
const AGES: [u64; 10] = [4, 2, 6, 9, 8, 18, 20, 13, 14, 6];
const COLUMNS: &str = "idcar_200m,idcar_1km,idcar_nat,i_est_200,i_est_1km,lcog_geo,ind,men,\
    men_pauv,men_1ind,men_5ind,men_prop,men_fmp,ind_snv,men_surf,men_coll,men_mais,log_av45,\
    log_45_70,log_70_90,log_ap90,log_inc,log_soc,ind_0_3,ind_4_5,ind_6_10,ind_11_17,ind_18_24,\
    ind_25_39,ind_40_54,ind_55_64,ind_65_79,ind_80p,ind_inc";
/// Classes of age of the table of ages, and their shares of the residents in hundredths.
const CLASSES: [(&str, u64); 7] = [
    ("POP0014", 17),
    ("POP1529", 17),
    ("POP3044", 18),
    ("POP4559", 20),
    ("POP6074", 18),
    ("POP7589", 8),
    ("POP90P", 2),
];

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    code: String,
}

/// Row and column of a cell in the European grid, from its origin.
type Square = (i64, i64);

/// An inhabited cell: its place, its commune, and its residents in halves, as INSEE counts a child
/// of two homes.
struct Cell {
    square: Square,
    commune: usize,
    halves: u64,
}

/// A commune with the cells whose centres it contains, the likeliest inhabited first.
struct Commune {
    code: String,
    residents: u64,
    squares: Vec<Square>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [contours, population, cells, grid, ages @ ..] = &words[..] else {
        return Err("grid CONTOURS POPULATION CELLS GRID [AGES]".into());
    };
    let residents = residents(population)?;
    let collection: Collection<Feature> = serde_json::from_slice(&fs::read(contours)?)?;
    let communes: Vec<Commune> =
        collection.features.into_iter().map(|feature| commune(feature, &residents)).collect();
    write_grid(grid, &communes, inhabited(&communes, cells.parse()?))?;
    match ages {
        [ages, ..] => write_ages(ages, &communes),
        [] => Ok(()),
    }
}

fn residents(path: &str) -> Result<HashMap<String, u64>, Box<dyn Error>> {
    let mut table = csv::Reader::from_path(path)?;
    let headers = table.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name).ok_or("a column");
    let (code, people) = (column("code_insee")?, column("pop_municipale")?);
    let row = |row: csv::Result<csv::StringRecord>| {
        let row = row?;
        Ok((row[code].to_owned(), row[people].parse()?))
    };
    table.into_records().map(row).collect()
}

fn commune(feature: Feature, residents: &HashMap<String, u64>) -> Commune {
    let code = feature.properties.code;
    let polygons = feature.geometry.polygons();
    let is_overseas = code.starts_with("97");
    let mut squares = if is_overseas { Vec::new() } else { within(polygons.iter().flatten()) };
    squares.sort_by_key(|square| (attraction(*square), *square));
    Commune { residents: residents.get(&code).copied().unwrap_or(0), code, squares }
}

/// The cells whose centres are inside these rings, by the even-odd rule.
fn within<'ring>(rings: impl Iterator<Item = &'ring Vec<[f64; 2]>>) -> Vec<Square> {
    // Sides of the rings by the row of centres that they cross, with the column where they do.
    let mut crossings: HashMap<i64, Vec<f64>> = HashMap::new();
    for ring in rings {
        let ring: Vec<[f64; 2]> = ring.iter().map(|at| european_grid(at[1], at[0])).collect();
        for pair in ring.windows(2) {
            let [from, to] = [pair[0], pair[1]].map(|at| at.map(|metres| metres / SIDE - 0.5));
            let (low, high) = if from[1] < to[1] { (from, to) } else { (to, from) };
            for row in low[1].ceil() as i64..high[1].ceil() as i64 {
                let along = (row as f64 - low[1]) / (high[1] - low[1]);
                crossings.entry(row).or_default().push(low[0] + along * (high[0] - low[0]));
            }
        }
    }
    let mut squares = Vec::new();
    for (row, mut columns) in crossings {
        columns.sort_by(f64::total_cmp);
        for pair in columns.chunks_exact(2) {
            let inside = pair[0].ceil() as i64..pair[1].ceil() as i64;
            squares.extend(inside.map(|column| (row, column)));
        }
    }
    squares
}

/// Lower where people rather live: the same for neighbours in parts of 3.2 km and of 800 m.
fn attraction((row, column): Square) -> u64 {
    let noise = |side: i64| hash(row.div_euclid(side), column.div_euclid(side), side) >> 34;
    noise(16) + noise(4) + noise(1)
}

/// About `count` cells with their residents, from south to north, then from west to east.
///
/// A commune has cells in proportion to the mean of its residents and its area, the geometric.
fn inhabited(communes: &[Commune], count: usize) -> Vec<Cell> {
    let size = |commune: &Commune| (commune.residents as f64 * commune.squares.len() as f64).sqrt();
    let cells_at = |share: f64| {
        let of = move |commune: &Commune| {
            let most = commune.squares.len().min(commune.residents as usize);
            ((size(commune) * share).ceil() as usize).min(most)
        };
        communes.iter().map(of)
    };
    // A small commune has no more cells than its area: the others make up for it.
    let mut share = 1e-3;
    while cells_at(share).sum::<usize>() < count && share < 10.0 {
        share *= 1.01;
    }
    let mut cells = Vec::new();
    for (rank, (commune, number)) in communes.iter().zip(cells_at(share)).enumerate() {
        let squares = &commune.squares[..number];
        let weight = |square: &Square| {
            let draw = unit(hash(square.0, square.1, 0));
            0.02 + draw * draw
        };
        let halves = apportion(2 * commune.residents, squares.iter().map(weight));
        let cell =
            |(square, halves): (&Square, u64)| Cell { square: *square, commune: rank, halves };
        cells.extend(squares.iter().zip(halves).map(cell).filter(|cell| cell.halves > 0));
    }
    cells.sort_by_key(|cell| cell.square);
    cells
}

fn write_grid(path: &str, communes: &[Commune], cells: Vec<Cell>) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "{COLUMNS}")?;
    for (rank, cell) in cells.iter().enumerate() {
        let (row, column) = cell.square;
        let east = cells.get(rank + 1).filter(|east| east.square == (row, column + 1));
        let east = east.filter(|east| east.commune != cell.commune);
        let (north, km) = (row * 200, (row.div_euclid(5) * 1_000, column.div_euclid(5) * 1_000));
        let is_small = cell.halves < 22;
        write!(
            file,
            "CRS3035RES200mN{north}E{},CRS3035RES1000mN{}E{},CRS3035RES1000mN{}E{},{},0,{}{}",
            column * 200,
            km.0,
            km.1,
            km.0,
            km.1,
            u8::from(is_small),
            communes[cell.commune].code,
            east.map_or("", |east| &communes[east.commune].code),
        )?;
        write_figures(&mut file, cell)?;
    }
    Ok(file.flush()?)
}

/// The figures of a cell: what the program reads, residents and ages, adds up.
fn write_figures(file: &mut impl Write, cell: &Cell) -> Result<(), Box<dyn Error>> {
    let draw = hash(cell.square.0, cell.square.1, 1);
    let households = (cell.halves / 4).max(1);
    let part = |rank: u32| households * (draw >> (5 * rank) & 31) / 64;
    write!(file, ",{},{households}.0", decimal(5 * cell.halves))?;
    (0..5).try_for_each(|rank| write!(file, ",{}.0", part(rank)))?;
    write!(file, ",{}.{}", cell.halves * (8_000 + draw % 8_000), draw % 10)?;
    write!(file, ",{}.0", households * (60 + draw % 60))?;
    (5..12).try_for_each(|rank| write!(file, ",{}.0", part(rank)))?;
    write!(file, ",{}.0", part(3))?;
    let weights = AGES.iter().zip(0..).map(|(share, band)| {
        let (row, column) = cell.square;
        *share as f64 * (0.5 + unit(hash(row, column, 2 + band)))
    });
    for halves in apportion(cell.halves, weights) {
        write!(file, ",{}", decimal(5 * halves))?;
    }
    writeln!(file, ",0.0")?;
    Ok(())
}

fn write_ages(path: &str, communes: &[Commune]) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    write!(file, "CODGEO")?;
    CLASSES.iter().try_for_each(|(name, _)| write!(file, ",P20_{name}"))?;
    writeln!(file)?;
    for (commune, rank) in communes.iter().zip(0..) {
        write!(file, "{}", commune.code)?;
        let weights = CLASSES
            .iter()
            .zip(0..)
            .map(|((_, share), class)| *share as f64 * (0.7 + 0.6 * unit(hash(rank, class, 3))));
        for people in apportion(commune.residents, weights) {
            write!(file, ",{people}")?;
        }
        writeln!(file)?;
    }
    Ok(file.flush()?)
}

/// Shares `whole` out in proportion to `weights`. The parts add up to it.
fn apportion(whole: u64, weights: impl Iterator<Item = f64> + Clone) -> Vec<u64> {
    let all: f64 = weights.clone().sum();
    let (mut reached, mut given) = (0.0, 0);
    let part = |weight: f64| {
        reached += weight;
        let up_to = ((whole as f64 * reached / all).round() as u64).clamp(given, whole);
        std::mem::replace(&mut given, up_to).abs_diff(up_to)
    };
    weights.map(part).collect()
}

/// Tenths as a decimal number.
fn decimal(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A uniform number, at least 0 and below 1.
fn unit(hash: u64) -> f64 {
    (hash >> 11) as f64 / (1_u64 << 53) as f64
}

/// SplitMix64 of three numbers.
fn hash(one: i64, two: i64, three: i64) -> u64 {
    [one, two, three].into_iter().fold(0, |state: u64, number| {
        let mixed = (state ^ number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    })
}
