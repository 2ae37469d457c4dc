//! Files of a few megabytes that ask for gigabytes: what the process takes stays within the bound of
//! 1 GB, whether the file is read or refused.
#![cfg(target_os = "linux")]

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    folder::Folder,
    workbook_of_1997::{compound, record},
};

/// Bound on the memory of a small file, in bytes.
const BOUND: u64 = 1_000_000_000;

/// What a run told on both outputs, and its peak memory in bytes.
struct Measured {
    told: String,
    peak: u64,
}

/// Runs `maillage` in the folder; `line` is cut at its spaces.
fn measured(folder: &Folder, line: &str) -> Measured {
    let outputs = ["stdout.txt", "stderr.txt"].map(|name| folder.path(name));
    let [stdout, stderr] = outputs.each_ref().map(|path| fs::File::create(path).expect("a file"));
    let mut running = Command::new(env!("CARGO_BIN_EXE_maillage"))
        .current_dir(folder.path("."))
        .args(line.split_whitespace())
        .args(["--threads", "2", "--lang", "en"])
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        .spawn()
        .expect("the binary runs");
    let mut peak = 0;
    while running.try_wait().expect("the child is ours").is_none() {
        peak = peak.max(resident_peak(&running).unwrap_or(0));
        if peak > 3 * BOUND {
            running.kill().expect("the child is ours");
        }
        thread::sleep(Duration::from_millis(1));
    }
    let told = outputs.map(|path| fs::read_to_string(path).expect("the binary speaks UTF-8"));
    Measured { told: told.concat(), peak }
}

/// The peak of resident memory that the system states, in bytes. `None` once the process ended.
fn resident_peak(running: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", running.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|size| size * 1_024)
}

/// Runs `line`, holds its memory under the bound and returns what it told.
#[track_caller]
fn bounded(folder: &Folder, line: &str) -> String {
    let Measured { told, peak } = measured(folder, line);
    assert!(peak > 1_000_000, "the memory of maillage {line} was not seen");
    assert!(peak < BOUND, "maillage {line}: {} MB\n{told}", peak / 1_000_000);
    told
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in members {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory takes it");
        archive.write_all(contents).expect("memory takes it");
    }
    archive.finish().expect("memory takes it").into_inner()
}

const TOO_LARGE: &str = "its content takes more than 1 GB of memory";

#[test]
fn records_of_one_key_each_take_no_cell_a_column() {
    let folder = Folder::empty();
    let records: Vec<String> = (0..300_000).map(|rank| format!("{{\"k{rank}\":1}}")).collect();
    folder.put("x.json", format!("[{}]", records.join(",")));
    let told = bounded(&folder, "check x.json");
    assert!(told.contains("300000 rows and 2000 columns make more than 100 M cells"), "{told}");
}

#[test]
fn rows_of_one_letter_are_refused_before_their_records_are_made() {
    let folder = Folder::empty();
    let rows = "A\n".repeat(1_000_000);
    folder.put("x.csv", format!("nom,latitude,longitude\n{rows}"));
    let told = bounded(&folder, "check x.csv");
    assert!(told.contains(TOO_LARGE), "{told}");
    let table = format!("nom,latitude,longitude\n{}", "Mairie,45.6,0.15\n".repeat(4_500_000));
    folder.put("x.zip", zipped(&[("x.csv", table.as_bytes())]));
    let told = bounded(&folder, "check x.zip");
    assert!(told.contains(TOO_LARGE), "{told}");
}

#[test]
fn cells_that_repeat_are_counted_before_they_are_made() {
    let folder = Folder::empty();
    let content = "<office:document-content><office:body><office:spreadsheet>\
        <table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"1000000\">\
        <table:table-cell table:number-columns-repeated=\"30\"><text:p>A</text:p>\
        </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>\
        </office:document-content>";
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    folder.put("x.ods", zipped(&[("mimetype", kind), ("content.xml", content.as_bytes())]));
    let told = bounded(&folder, "check x.ods");
    assert!(told.contains("more than 500000 filled cells repeat others"), "{told}");
}

/// One text, of as many cells as a sheet of 1997 holds in sixteen columns.
#[test]
fn a_text_that_cells_share_is_counted_for_each() {
    let folder = Folder::empty();
    let text = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &1_000_u16.to_le_bytes(), &[0], &[b'A'; 1_000]];
    let cell = |place: u32| {
        let at = [(place / 16) as u16, (place % 16) as u16, 0].map(u16::to_le_bytes).concat();
        record(0x00FD, &[&at[..], &[0; 4]].concat())
    };
    let cells: Vec<u8> = (0..16 << 16).flat_map(cell).collect();
    let chart = [record(0x0809, &[0; 16]), record(0x000A, &[])].concat();
    for before in [Vec::new(), chart] {
        let sheet = [record(0x0809, &[0; 16]), before, cells.clone(), record(0x000A, &[])].concat();
        folder.put("x.xls", workbook_of_1997(&record(0x00FC, &text.concat()), &sheet));
        let told = bounded(&folder, "check x.xls");
        assert!(told.contains(TOO_LARGE), "{told}");
    }
}

fn workbook_of_1997(texts: &[u8], sheet: &[u8]) -> Vec<u8> {
    let start = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let before = start.len() + 18 + texts.len() + 4;
    let bound = [&(before as u32).to_le_bytes()[..], b"\0\0\x06\0Feuil1"].concat();
    let stream = [&start, &record(0x0085, &bound), texts, &record(0x000A, &[]), sheet].concat();
    compound(&stream)
}

#[test]
fn what_lies_between_two_cells_of_a_workbook_is_counted() {
    let folder = Folder::empty();
    let book = b"<workbook/>";
    let merged = "<mergeCell ref=\"A1:A2\"/>".repeat(12_000_000);
    for (before, repeated, after) in [
        ("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>", "A".repeat(250_000_000), "</v></c>"),
        ("<worksheet><sheetData><row r=\"1\"/></sheetData><mergeCells>", merged, "</mergeCells>"),
    ] {
        let sheet = [before, &repeated, after].concat();
        let members: [(&str, &[u8]); 2] =
            [("xl/workbook.xml", book), ("xl/worksheets/sheet1.xml", sheet.as_bytes())];
        folder.put("x.xlsx", zipped(&members));
        let told = bounded(&folder, "check x.xlsx");
        assert!(told.contains(TOO_LARGE), "{told}");
    }
    let cell = "A".repeat(300_000_000);
    let content = format!(
        "<office:spreadsheet><table:table table:name=\"a\"><table:table-row><table:table-cell>\
         <text:p>{cell}</text:p></table:table-cell></table:table-row></table:table>\
         </office:spreadsheet>"
    );
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    folder.put("x.ods", zipped(&[("mimetype", kind), ("content.xml", content.as_bytes())]));
    let told = bounded(&folder, "check x.ods");
    assert!(told.contains(TOO_LARGE), "{told}");
}

/// A letter of one byte takes three in UTF-8.
#[test]
fn a_table_in_another_encoding_is_counted_before_it_is_decoded() {
    let folder = Folder::empty();
    let letters = vec![0x80; 220_000_000];
    folder.put("x.zip", zipped(&[("stops.txt", &letters), ("stop_times.txt", b"trip_id\n")]));
    let told = bounded(&folder, "check x.zip");
    assert!(told.contains(TOO_LARGE), "{told}");
}

#[test]
fn a_line_that_crosses_france_with_each_segment_takes_little_a_segment() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv"]);
    let points: Vec<String> = (0..200_001)
        .map(|rank| format!("[{},45]", if rank % 2 == 0 { 0.0 } else { 1.8 }))
        .collect();
    folder.put(
        "line.geojson",
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\
             \"properties\":{{\"tournee\":\"A\"}},\"geometry\":{{\"type\":\"LineString\",\
             \"coordinates\":[{}]}}}}]}}",
            points.join(",")
        ),
    );
    folder.put(
        "stops.csv",
        "tournee,ordre,arret,latitude,longitude,recurrence\nA,1,Halle,45.65,0.05,Tu 10:00-12:00\n",
    );
    let run = "coverage --communes communes.geojson --mediation mediation.csv \
        --itinerant stops.csv line.geojson --out map.geojson";
    bounded(&folder, run);
    assert!(folder.path("map.geojson").exists());
}

#[test]
fn an_input_without_end_is_refused() {
    let folder = Folder::empty();
    if Path::new("/dev/zero").exists() {
        let told = bounded(&folder, "check /dev/zero");
        assert!(told.contains("/dev/zero: this is a binary file"), "{told}");
    }
    folder.put("x.csv", format!("nom\n{}", "A\n".repeat(600_000)));
    let told = bounded(&folder, "check x.csv --max-input-size 1MB");
    let words = "x.csv: it has more than 1MB, the maximum size of an input; keep only the rows and \
                 columns of the list, or raise `--max-input-size`";
    assert!(told.contains(words), "{told}");
}

/// The settings are small, whatever the maximum size of the lists.
#[test]
fn settings_without_end_are_refused() {
    let folder = Folder::with(&["mediation.csv"]);
    folder.put("big.toml", " ".repeat(10_000_001));
    let told = bounded(&folder, "check mediation.csv --mapping big.toml");
    assert!(told.contains("big.toml: it has more than 10MB"), "{told}");
}
