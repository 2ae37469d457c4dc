//! Same input, same bytes: whatever the threads, whatever the order of the rows.

use rayon::ThreadPoolBuilder;
use serde_json::Value;

use crate::{
    handmade::run,
    island::Island,
    layer::{Layer, geojson},
};

#[test]
fn the_bytes_are_the_same_on_one_two_and_eight_threads() {
    let island = Island::demo();
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("some threads");
        pool.install(|| geojson(&run(&island.inputs())))
    };
    let one = on(1);
    assert!(one.len() > 300_000);
    assert!(one == on(2), "two threads differ from one");
    assert!(one == on(8), "eight threads differ from one");
}

/// The lines after the header, put in another order: the rows of each file of the island
/// take one line each.
fn reordered(text: &[u8], head: usize, tail: usize, order: fn(&mut Vec<&[u8]>)) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let (before, rest) = lines.split_at(head);
    let (rows, after) = rest.split_at(rest.len() - tail);
    // The commas that part features are no part of them.
    let is_json = rows[0].starts_with(b"{");
    let bare = |row: &&'_ [u8]| -> usize {
        let ends = if is_json { &b",\n"[..] } else { &b""[..] };
        row.len() - row.iter().rev().take_while(|byte| ends.contains(byte)).count()
    };
    let mut rows: Vec<&[u8]> = rows.iter().map(|row| &row[..bare(row)]).collect();
    order(&mut rows);
    let between: &[u8] = if is_json { b",\n" } else { b"" };
    let end: &[u8] = if is_json { b"\n" } else { b"" };
    [before.concat(), rows.join(between), end.to_vec(), after.concat()].concat()
}

fn reorder_all(island: &mut Island, order: fn(&mut Vec<&[u8]>)) {
    for file in island.territory.files.clone() {
        let (head, tail) = match file.name {
            "LISEZMOI.txt" => continue,
            "communes.geojson" => (1, 1),
            _ => (1, 0),
        };
        let contents = reordered(&file.contents, head, tail, order);
        assert_eq!(contents.len(), file.contents.len());
        assert!(contents != file.contents, "{}", file.name);
        island.rewrite(file.name, &contents);
    }
}

/// The metadata without what tells the files apart.
fn without_checksums(mut metadata: Value) -> Value {
    for input in metadata["entrees"].as_array_mut().expect("the inputs of the run") {
        input.as_object_mut().expect("an input").remove("sha256");
    }
    metadata
}

fn assert_order_does_not_matter(order: fn(&mut Vec<&[u8]>)) {
    let before = Layer::of(Island::demo().run());
    let mut island = Island::own_demo();
    reorder_all(&mut island, order);
    let after = Layer::of(island.run());
    assert_eq!(before.features.len(), after.features.len());
    for (one, other) in before.features.iter().zip(&after.features) {
        assert_eq!(one, other);
    }
    assert_eq!(without_checksums(before.metadata), without_checksums(after.metadata));
}

#[test]
fn reversing_the_rows_of_every_file_changes_nothing_but_checksums() {
    assert_order_does_not_matter(|rows| rows.reverse());
}

#[test]
fn dealing_the_rows_of_every_file_changes_nothing_but_checksums() {
    assert_order_does_not_matter(|rows| {
        let (even, odd): (Vec<_>, Vec<_>) =
            rows.iter().enumerate().partition(|(rank, _)| rank % 2 == 0);
        *rows = odd.into_iter().chain(even).map(|(_, row)| *row).collect();
    });
}
