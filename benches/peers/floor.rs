//! The floor under a national run: its contours read to coordinates, its output written, and nothing
//! between.
//!
//! `floor CONTOURS OUTPUT COPY` reads the contours of communes from a GeoJSON with serde, sums their
//! coordinates so that none can be skipped, and writes the bytes of OUTPUT, the layer that `maillage`
//! wrote of the same contours, to COPY. No program that reads these contours and writes this layer
//! with the same parser takes less; a parser of numbers alone would.

mod contours;

use std::{env, error::Error, fs, time::Instant};

use contours::{Collection, Geometry};
use serde::Deserialize;

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
}

#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [contours, output, copy] = &words[..] else {
        return Err("the contours, a layer of them, and a file to write".into());
    };
    let start = Instant::now();
    let collection: Collection<Feature> = serde_json::from_slice(&fs::read(contours)?)?;
    let vertices = collection.features.iter().flat_map(|feature| feature.geometry.polygons());
    let (mut count, mut sum) = (0_usize, 0.0);
    for [longitude, latitude] in vertices.flatten().flatten() {
        count += 1;
        sum += longitude + latitude;
    }
    let parsed = start.elapsed();
    let layer = fs::read(output)?;
    fs::write(copy, &layer)?;
    println!(
        "{count} vertices (sum {sum:.6}) in {:.3} s, {} bytes written in {:.3} s",
        parsed.as_secs_f64(),
        layer.len(),
        (start.elapsed() - parsed).as_secs_f64()
    );
    Ok(())
}
