//! Grids as files: spellings, encodings, archives, and what is no grid or given as none.

use std::{
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use maillage::{
    Result, Supply,
    intake::{
        check::{CheckOptions, check},
        input::InputFiles,
        kinds::grid::{CellRecord, Grid},
        ledger::{Account, Fate, Trouble},
        lists::read_lists,
        source::PeopleCount,
    },
    tables::MaxInputSize,
};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{FIRST, HEADER, NOWHERE, SECOND, THIRD};
use crate::handmade::{Folder, squares};

fn records(path: &Path) -> Result<(Vec<CellRecord>, Account)> {
    let mut grid = Grid::open(path, MaxInputSize::default())?;
    let mut records = Vec::new();
    let account = grid.read(
        || (),
        |(), row| row.record(),
        |_, record| {
            records.push(record);
            Ok(())
        },
    )?;
    Ok((records, account))
}

fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory takes it");
        archive.write_all(text.as_bytes()).expect("memory takes it");
    }
    archive.finish().expect("memory takes it").into_inner()
}

fn checked(paths: &[PathBuf]) -> Vec<Result<Account>> {
    let checked = check(paths, &CheckOptions::default(), |_| {}).expect("no mapping was given");
    checked.into_iter().map(|checked| checked.outcome).collect()
}

#[test]
fn a_grid_is_one_in_every_spelling_and_encoding() {
    let of_2019 = format!("{HEADER}{FIRST},16001,1,3.5,1,1,1.5,0\n");
    let of_2015 = format!(
        "\u{feff}IdINSPIRE;Id_carr1km;I_est_cr;Depcom;Ind;Ind_0_17;Ind_18_64;Ind_65p;Ind_inc\r\n\
         \"{FIRST}\";x;1;16001;3,5;1,0;1,0;1,5;0\r\n"
    );
    let with_names = b"idcar_200m;nom;lcog_geo;i_est_200;ind;ind_0_17;ind_18_64;ind_65p;ind_inc\n\
          200mN24898E35384;Ch\xE2teau;16001;1;3.5;1;1;1.5;0\n";
    let folder = Folder::new();
    let files: [(&[u8], &str); 3] = [
        (of_2019.as_bytes(), "UTF-8"),
        (of_2015.as_bytes(), "UTF-8 (BOM)"),
        (with_names, "Windows-1252"),
    ];
    for (text, encoding) in files {
        let (records, account) = records(&folder.write("grid.csv", text)).expect("a grid");
        assert_eq!((account.encoding, account.schema), (encoding, "carreaux"));
        let [record] = &records[..] else { panic!("one cell: {records:?}") };
        assert_eq!(record.line.number, 2);
        assert_eq!(record.people, PeopleCount::People(3.5));
        assert_eq!(record.ages.iter().filter_map(PeopleCount::people).sum::<f64>(), 3.5);
        assert_eq!((record.codes.as_deref(), record.imputed), (Some("16001"), true));
        assert_eq!(record.cell.map(|cell| cell.row_and_column()), Some((12449, 17692)));
    }
}

#[test]
fn the_account_of_a_file_is_that_of_its_bytes() {
    let folder = Folder::new();
    let rows = format!("\n{FIRST},16001,0,3,1,1,1,0\n\n{SECOND},16001,0,3,1,1,1,0\n");
    let (records, account) =
        records(&folder.write("grid.csv", format!("{HEADER}{rows}"))).expect("a grid");
    let lines: Vec<_> = records.iter().map(|record| record.line.number).collect();
    assert_eq!(lines, [3, 5]);
    let sheet = maillage::tables::read(&folder.write("same.csv", format!("{HEADER}{rows}")));
    let sheet = sheet.expect("a table as well");
    assert_eq!((account.bytes, account.sha256), (sheet.bytes, sheet.sha256));
    assert_eq!((account.read, account.format), (2, "csv"));
}

#[test]
fn a_row_of_too_many_values_is_set_aside_and_a_short_one_kept() {
    let folder = Folder::new();
    let rows =
        format!("{FIRST},16001,0,3,1,1,1,0,9\n{SECOND},16001,0,3\n{THIRD},16001,0,3,1,1,1,0,\n");
    let (records, account) =
        records(&folder.write("grid.csv", format!("{HEADER}{rows}"))).expect("a grid");
    assert_eq!((records.len(), account.read), (2, 3));
    let rows = account.issues.iter().filter_map(|issue| Some((issue.line?, issue.fate)));
    assert_eq!(rows.collect::<Vec<_>>(), [(2, Fate::SetAside), (3, Fate::Kept)]);
}

#[test]
fn a_grid_that_breaks_off_in_its_last_row_is_told() {
    let folder = Folder::new();
    let told = |rows: &str| {
        let path = folder.write("grid.csv", format!("{HEADER}{FIRST},16001,0,3,1,1,1,0\n{rows}"));
        let (_, account) = records(&path).expect("a grid");
        let notes = account.notes().filter(|note| note.trouble == Trouble::BreaksOff);
        notes.map(|note| note.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(&format!("{SECOND},16001,0,3")), ["4 / 8, ligne 3"]);
    assert_eq!(told(&format!("{SECOND},16001,0,3\n")), [""; 0]);
    assert_eq!(told(&format!("{SECOND},16001,0,3,1,1,1,0")), [""; 0]);
}

#[test]
fn the_csv_of_an_archive_is_read_as_if_it_were_unpacked() {
    let folder = Folder::new();
    let text = format!("{HEADER}{FIRST},16001,0,3,1,1,1,0\n");
    let members = [("data/carreaux.csv", text.as_str()), ("lisez-moi.txt", "x")];
    let archive = zipped(&members);
    let (inside, of_archive) =
        records(&folder.write("grid.zip", &archive)).expect("an archive of a grid");
    let (outside, of_file) = records(&folder.write("grid.csv", &text)).expect("a grid");
    assert_eq!(inside, outside);
    assert_eq!(of_archive.bytes, archive.len() as u64);
    assert_ne!(of_archive.sha256, of_file.sha256);
    let several = zipped(&[("met.csv", &text), ("reun.csv", &text)]);
    let message = records(&folder.write("grid.zip", several)).expect_err("two grids").to_string();
    assert!(message.contains("zip archive of met.csv, reun.csv; unpack it"), "{message}");
    let broken = &archive[..archive.len() / 2];
    let message = records(&folder.write("grid.zip", broken)).expect_err("half a file").to_string();
    assert!(message.contains("breaks off or is damaged"), "{message}");
}

#[test]
fn a_quote_that_never_closes_stops_the_reading_on_its_line() {
    let folder = Folder::new();
    for rows in [1, 400_000] {
        let mut text = format!("{HEADER}{FIRST},16001,0,3,1,1,1,0\n{SECOND},\"16001,0,3,1,1,1,0\n");
        (0..rows).for_each(|_| text.push_str("CRS3035RES200mN2489800E3538400,16001,0,3\n"));
        let message = records(&folder.write("grid.csv", text)).expect_err("a quote").to_string();
        assert!(message.contains("line 3: a quote opens"), "{message}");
    }
}

#[test]
fn other_formats_are_named_with_what_would_mend_them() {
    let utf_16: Vec<u8> = "idcar_200m,ind\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let workbook = zipped(&[("xl/workbook.xml", "<x/>")]);
    let cases: [(&[u8], &str, &str); 8] = [
        (b"SQLite format 3\0", "GeoPackage", "as CSV"),
        (b"7z\xBC\xAF\x27\x1Crest", "7-Zip archive", "unpack it"),
        (b"\0\0\x27\x0arest", "a Shapefile", "as CSV"),
        (&workbook, "a workbook", "as CSV"),
        (b"{\"type\":\"FeatureCollection\"}", "JSON", "as CSV"),
        (&utf_16, "UTF-16", "in UTF-8"),
        (b" \n", "the file is empty", "export it again"),
        (b"code,ind\n16001,3\n", "no column for a grid of residents", "`idcar_200m`"),
    ];
    for (bytes, found, remedy) in cases {
        let folder = Folder::new();
        let message = records(&folder.write("grid.csv", bytes)).expect_err(found).to_string();
        assert!(message.contains(found) && message.contains(remedy), "{message}");
    }
}

#[test]
fn check_says_that_a_file_is_a_grid_and_what_is_wrong_with_it() {
    let folder = Folder::new();
    let rows = format!("{FIRST},16001,0,3,1,1,1,0\n{SECOND},16009,0,s,1,1,1,0\n");
    let grid = folder.write("grid.csv", format!("{HEADER}{rows}{NOWHERE},24001,0,3,3,0,0,0\n"));
    let [alone] = &checked(std::slice::from_ref(&grid))[..] else { panic!("one file") };
    let alone = alone.as_ref().expect("a grid");
    assert_eq!((alone.schema, alone.format), ("carreaux", "csv"));
    assert_eq!(alone.crs, "EPSG:3035 (ETRS89 / LAEA Europe)");
    assert_eq!((alone.read, alone.kept, alone.set_aside()), (3, 2, 1));
    // With contours beside it, codes and centres are looked up there.
    let contours = folder.write("c.geojson", squares(&["16001"]));
    let outcomes = checked(&[grid, contours]);
    let beside = outcomes[0].as_ref().expect("a grid");
    assert_eq!((beside.kept, beside.set_aside()), (1, 2));
    assert_eq!(beside.tally(), [(Fate::SetAside, Trouble::CellOutside, 2)]);
}

/// Its bytes come once: whether they are a grid cannot be tried first.
#[cfg(unix)]
#[test]
fn a_table_that_comes_through_a_pipe_is_read_as_ever() {
    let folder = Folder::new();
    let pipe = folder.write("pipe", "").with_file_name("table.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
    assert!(Grid::open(&pipe, MaxInputSize::default()).is_err());
    let to = pipe.clone();
    let writer = std::thread::spawn(move || std::fs::write(to, "code,population\n16001,3\n"));
    let table = maillage::intake::kinds::population::read(&pipe).expect("a table of residents");
    assert_eq!(table.records.len(), 1);
    writer.join().expect("it ends with the reader").expect("all was read");
}

#[test]
fn a_grid_given_as_something_else_is_told_with_its_option() {
    let folder = Folder::new();
    let grid = folder.write("grid.csv", format!("{HEADER}{FIRST},16001,0,3,1,1,1,0\n"));
    let supply = Supply { mediation: vec![grid.clone()], ..Supply::default() };
    let errors = [
        maillage::intake::kinds::communes::read(&grid).err(),
        maillage::intake::kinds::population::read(&grid).err(),
        maillage::intake::kinds::need::read(&grid).err(),
        maillage::intake::kinds::membership::read(&grid).err(),
        maillage::intake::kinds::chefs_lieux::read(&grid).err(),
        maillage::intake::kinds::passage::read(&grid).err(),
        maillage::intake::kinds::cog::read(&grid).err(),
        maillage::intake::kinds::school_holidays::read(&grid).err(),
        read_lists(&supply, &InputFiles::new(&|_| {})).err(),
    ];
    for error in errors {
        let message = error.expect("a grid is none of these").to_string();
        assert!(message.contains("looks like a grid of residents, not"), "{message}");
        assert!(message.contains("give it with `sources.residents`"), "{message}");
    }
}
