//! The five nearest places of every cell of a grid: our side of `nearest_cells.py`.
//!
//! `cells write FOLDER [CELLS] [PLACES]` invents cells and places, by default 2.3 million and
//! 25,000, and writes them as pairs of little-endian doubles, latitude and longitude.
//! `cells time FOLDER` reads them, asks for the five nearest of every cell on every core and
//! prints the seconds that it took: of building the index, and of all the rest but reading
//! (earth-centred points, blocks, search, exact lengths, the table of answers).
//! `cells read FOLDER` stops before the search, to tell what the rest costs the processor;
//! `cells answer FOLDER` writes that table as well: ranks as doubles, and metres.

use std::{env, fs, path::Path, time::Instant};

use maillage::{
    Kind, Position,
    core::index::{Blocks, PlaceIndex},
};
use maillage_synth::{cells, scattered};
use rayon::prelude::*;

const SEED: u64 = 2_022;
const MOST: usize = 5;
/// Cells that a thread takes at a time: strips of the country, as the file is sorted.
const STRIP: usize = 16_384;

/// Millimetres and rank of each place. As in the tables of other programs, a number takes no more
/// room than it needs: France is less than 4,000 km long.
type Answer = [(u32, u32); MOST];

#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let number = |rank: usize, default| words.get(rank).map_or(Ok(default), |word| word.parse());
    let [Some(what), Some(folder)] = [words.first(), words.get(1)] else {
        panic!("write, read, time or answer; and a folder");
    };
    let folder = Path::new(folder);
    if what == "write" {
        let count = number(2, 2_300_000).expect("how many cells");
        write(&folder.join("cells.f64"), &flat(&cells(count, SEED)));
        let count = number(3, 25_000).expect("how many places");
        write(&folder.join("places.f64"), &flat(&scattered(count, SEED + 2)));
        return;
    }
    let (homes, places) = (read(&folder.join("cells.f64")), read(&folder.join("places.f64")));
    let started = Instant::now();
    let index = PlaceIndex::new(places.iter().map(|place| (Some(Kind::Mediation), *place)));
    let building = started.elapsed().as_secs_f64();
    if what == "read" {
        println!("{building} 0");
        return;
    }
    let started = Instant::now();
    let answers = five_nearest(&index, &homes);
    println!("{building} {}", started.elapsed().as_secs_f64());
    if what == "answer" {
        let table = answers.iter().flatten();
        let table = table.flat_map(|(length, place)| [f64::from(*place), f64::from(*length) / 1e3]);
        write(&folder.join("answers.f64"), &table.collect::<Vec<f64>>());
    }
}

/// In the order of the cells.
fn five_nearest(index: &PlaceIndex, homes: &[Position]) -> Vec<Answer> {
    let mut answers = vec![[(0, 0); MOST]; homes.len()];
    let strips = homes.par_chunks(STRIP).zip(answers.par_chunks_mut(STRIP));
    strips.for_each(|(homes, answers)| {
        let blocks = Blocks::new(homes.iter().copied());
        index.k_nearest_from(Kind::Mediation, &blocks, MOST, |rank, found| {
            for (answer, (length, place)) in answers[rank].iter_mut().zip(found) {
                *answer = (length.millimetres() as u32, place.0);
            }
        });
    });
    answers
}

fn flat(points: &[(f64, f64)]) -> Vec<f64> {
    points.iter().flat_map(|(latitude, longitude)| [*latitude, *longitude]).collect()
}

fn write(path: &Path, numbers: &[f64]) {
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    fs::write(path, bytes).expect("the folder takes a file");
}

fn read(path: &Path) -> Vec<Position> {
    let bytes = fs::read(path).expect("a file that `cells write` wrote");
    let number = |bytes: &[u8]| f64::from_le_bytes(bytes.try_into().expect("eight bytes"));
    let points = bytes.chunks_exact(16);
    let position = |point: &[u8]| Position::new(number(&point[..8]), number(&point[8..]));
    points.map(|point| position(point).expect("cells are on the globe")).collect()
}
