//! What comes from strangers, and a system that refuses: dates that nobody means, names that
//! command a terminal, texts that a spreadsheet would run, outputs that are full.

use std::{
    fs,
    process::{Command, Output},
};

use crate::{
    folder::Folder,
    workbook_of_1997::{compound, record},
};

const COLUMNS: &str = "id,nom,code_insee,adresse,latitude,longitude,services,date_maj";
const RUN: &str = "--communes communes.geojson --mediation lieux.csv";

/// A list of one place for each of these dates of update.
fn list(dates: &[&str]) -> Folder {
    let folder = Folder::with(&["communes.geojson"]);
    let row = |(rank, date): (usize, &&str)| {
        let west = 0.02 + 0.01 * rank as f64;
        format!(
            "p{rank},Lieu inventé {rank},99001,{rank} rue du Test,45.65,{west:.2},Aide,{date}\n"
        )
    };
    let rows: String = dates.iter().enumerate().map(row).collect();
    folder.put("lieux.csv", format!("{COLUMNS}\n{rows}"));
    folder
}

/// Runs a line of the shell, in which `maillage` is the binary.
fn shell(folder: &Folder, line: &str) -> Output {
    let script = format!("maillage() {{ \"$MAILLAGE\" \"$@\"; }}\n{line}");
    let mut shell = Command::new("sh");
    shell.current_dir(folder.path("")).env("MAILLAGE", env!("CARGO_BIN_EXE_maillage"));
    shell.args(["-c", &script]).output().expect("there is a shell")
}

#[track_caller]
fn quiet_of_panics(output: &Output) -> (i32, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        ["panicked", "internal error", "erreur interne"].iter().all(|word| !said.contains(word)),
        "{said}"
    );
    (output.status.code().expect("no signal ends it"), said)
}

/// The rows of a ledger with this code, each with its line and its value.
fn flagged(folder: &Folder, ledger: &str, code: &str) -> Vec<(String, String)> {
    let text = folder.text(ledger);
    let rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let rows = rows.filter(|cells| cells.get(4) == Some(&code));
    rows.map(|cells| (cells[1].to_owned(), cells[5].to_owned())).collect()
}

#[test]
fn a_date_that_cannot_be_believed_is_flagged_and_rules_nothing() {
    for wrong in ["2062-05-16", "9999-12-31", "2200-01-01", "1970-01-01", "1899-12-30"] {
        let folder = list(&["2024-03-01", "2023-05-16", wrong, "2019-01-07"]);
        folder.done(&format!("coverage {RUN} --out map.geojson"));
        assert_eq!(
            flagged(&folder, "map.ledger.csv", "date_invraisemblable"),
            [("4".to_owned(), wrong.to_owned())]
        );
        // 1 March 2024 is a Friday.
        assert!(folder.text("map.geojson").contains("2024-03-04"), "{wrong}");
        let said = folder.done("check lieux.csv").stdout;
        assert!(said.contains("ligne 4, date_invraisemblable"), "{said}");
    }
}

#[test]
fn a_list_that_agrees_with_itself_is_believed_and_one_alone_is_not() {
    for (year, told) in [(2036, 0), (2062, 3)] {
        let days = [1, 2, 3].map(|month| format!("{year}-0{month}-02"));
        let folder = list(&days.each_ref().map(String::as_str));
        folder.done(&format!("coverage {RUN} --out map.geojson"));
        assert_eq!(flagged(&folder, "map.ledger.csv", "date_invraisemblable").len(), told);
    }
    let folder = list(&["2062-01-02", ""]);
    folder.done(&format!("coverage {RUN} --out map.geojson"));
    assert_eq!(flagged(&folder, "map.ledger.csv", "date_invraisemblable").len(), 1);
    assert!(folder.text("map.geojson").contains("2026-01-05"));
}

#[test]
fn a_list_is_held_against_the_other_lists_of_the_run() {
    let folder = list(&["2024-03-01", "2023-05-16", "2022-05-16"]);
    let other = "x,Autre lieu inventé,99002,9 rue du Test,45.65,0.15,Aide,2062-01-01\n";
    folder.put("autres.csv", format!("{COLUMNS}\n{other}"));
    for order in ["lieux.csv --mediation autres.csv", "autres.csv --mediation lieux.csv"] {
        let run = format!("catalogue --communes communes.geojson --mediation {order}");
        folder.done(&format!("{run} --out lieux.geojson"));
        assert_eq!(flagged(&folder, "lieux.ledger.csv", "date_invraisemblable").len(), 1);
    }
}

#[test]
fn no_date_in_a_list_of_stops_stops_a_run() {
    let head = "tournee,arret,code_insee,latitude,longitude,recurrence,valide_du,valide_au\n";
    let sound = "Bus,Place,99001,45.65,0.05,Tu 10:00-12:00,2026-09-01,2027-07-01\n";
    for (from, to) in [
        ("2199-06-01", "2199-12-31"),
        ("9999-01-01", "9999-12-31"),
        ("1970-01-01", "1970-12-31"),
        ("2062-09-01", ""),
        ("", "1900-01-01"),
        ("", "9999-12-31"),
        ("0001-01-01", ""),
    ] {
        let folder = Folder::with(&["communes.geojson"]);
        let wrong = format!("Bus,Halle,99002,45.65,0.15,We 10:00-12:00,{from},{to}\n");
        let in_words = format!(
            "Bus,Gare,99003,45.65,0.25,\"du 01/09/9999 au 30/06/9999 le jeudi de 10h à 12h\",{from},{to}\n"
        );
        folder.put("arrets.csv", format!("{head}{sound}{sound}{wrong}{in_words}"));
        let run = "--communes communes.geojson --itinerant arrets.csv";
        folder.done(&format!("catalogue {run} --out lieux.geojson --calendar t.ics"));
        folder.done(&format!("coverage {run} --out map.geojson"));
        let period = folder.text("map.geojson").contains("2026-09-01..2027-07-01");
        assert!(period, "{from} {to}: the period is that of the sound stops");
    }
}

#[test]
fn options_that_take_a_date_take_any_or_refuse_it() {
    let folder = list(&["2024-03-01"]);
    for (option, code) in [
        ("--at 2199-12-31T10:00", 0),
        ("--at 1900-01-01T00:00", 0),
        ("--at 2200-01-01T10:00", 2),
        ("--at 9999-12-31T23:59", 2),
        ("--at +262142-12-31T10:00", 2),
        ("--period 2199-12-01..2199-12-31", 0),
        ("--period 1900-01-01..1900-01-01", 0),
        ("--period 9999-12-01..9999-12-31", 2),
        ("--period +262142-12-31..+262142-12-31", 2),
        ("--period -262143-01-01..2026-01-01", 2),
    ] {
        let open = "--unknown-hours open --out map.geojson";
        let ran = folder.run(&format!("coverage {RUN} {option} {open}"));
        assert_eq!(ran.code, code, "{option}: {}", ran.stderr);
    }
}

/// Every control character, shown or not.
fn controls(text: &str) -> Vec<char> {
    let turns = |it: char| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let odd = |it: &char| (it.is_control() && *it != '\n' && *it != '\t') || turns(*it);
    text.chars().filter(odd).collect()
}

#[test]
fn no_name_commands_the_terminal() {
    let folder = Folder::with(&["communes.geojson"]);
    let odd = "\u{1b}]0;pris\u{7}\u{9b}31m\u{202e}\u{7f}";
    // With more control characters among its letters the list would be no text.
    let rows =
        (0..20).map(|rank| format!("p{rank},Lieu inventé {rank},{rank} rue du Test,99001,\n"));
    let head = format!("id,nom,adresse,code_insee,{odd}telephone,{odd}\n");
    let list = head + &rows.collect::<String>();
    folder.put(&format!("li{odd}eux.csv"), &list);
    folder.put("hubs.toml", format!("[hubs]\n\"x\\u001b[31m\" = [\"dep:99\"]\n{odd}"));
    folder.put("mapping.toml", "[[liste]]\nfichier = \"*\"\n\"a\\u001b[2J\\u0090\" = 1\n");
    let crs = "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\
               \"EPSG\\u001b[31m\\u202e\"}},\"features\":[]}";
    folder.put("crs.geojson", crs);
    for line in [
        "check li*.csv".to_owned(),
        "check --json li*.csv".to_owned(),
        "check crs.geojson".to_owned(),
        "check li*.csv --mapping mapping.toml".to_owned(),
        "coverage li*.csv --within x --config hubs.toml --out map.geojson".to_owned(),
        "catalogue -v --communes communes.geojson --mediation li*.csv --out places.geojson"
            .to_owned(),
        format!("coverage \"absent{odd}.csv\" --out map.geojson"),
        format!("coverage --out \"map{odd}\" li*.csv"),
        format!("\"{odd}\""),
        format!("coverage \"--{odd}\""),
        format!("rates \"{odd}\""),
        format!("coverage li*.csv --within \"{odd}\" --out map.geojson"),
    ] {
        let output = shell(&folder, &format!("maillage {line}"));
        quiet_of_panics(&output);
        for bytes in [output.stdout, output.stderr] {
            let text = String::from_utf8(bytes).expect("the binary speaks UTF-8");
            assert_eq!(controls(&text), [], "{line}: {text}");
        }
    }
    assert_eq!(controls(&folder.text("places.ledger.csv")), []);
    let json = shell(&folder, "maillage check --json li*.csv").stdout;
    let value: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert!(value["file"].as_str().expect("a name").contains(odd), "the value stays the same");
}

/// The cells of a CSV, in order.
fn cells(text: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    for letter in text.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' | '\n' if !is_quoted => cells.push(String::new()),
            _ => cells.last_mut().expect("there is always a cell").push(letter),
        }
    }
    cells
}

#[test]
fn no_cell_of_a_csv_begins_a_formula() {
    let folder = Folder::with(&["communes.geojson"]);
    let signs = ["=1+1", "+33 1", "-2", "@SOMME(A1)", "＝1", "=cmd|' /C calc'!A0", "x;=1", "Lieu"];
    let row = |(rank, name): (usize, &&str)| {
        let id = format!("{name}-identifiant");
        let date = ["=1", "2062-01-01"][rank % 2];
        format!("\"{id}\",\"{name}\",99001,\"{name}\",45.65,0.05,Aide,{date}\n")
    };
    let rows: String = signs.iter().chain(&signs).enumerate().map(row).collect();
    folder.put("=lieux.csv", format!("{COLUMNS}\n{rows}"));
    folder.done(
        "catalogue --communes communes.geojson --mediation =lieux.csv --out =out.geojson \
         --evidence =pairs.csv",
    );
    for name in ["=out.ledger.csv", "=pairs.csv"] {
        let text = folder.text(name);
        assert!(text.lines().count() > 3, "{text}");
        for cell in cells(&text) {
            // A spreadsheet in French parts cells at semicolons.
            for part in cell.split(';').map(|part| part.trim_start_matches(['"', ' '])) {
                assert!(!part.starts_with(['=', '+', '-', '@', '＝', '\t']), "{name}: {part}");
            }
        }
    }
    let tip = folder.text("=out.qml");
    let tip = tip.split("<mapTip>").nth(1).expect("a style has a map tip");
    assert!(tip.starts_with("&lt;b&gt;[% replace(replace("), "{tip}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_or_closed_standard_error_leaves_outputs_whole() {
    for (place, code) in [("2>/dev/full", 1), ("2>&-", 0), ("2>/dev/full >/dev/full", 1)] {
        let folder = list(&["2024-03-01"]);
        let run = format!("maillage coverage {RUN} --out map.geojson {place}");
        let (ended, _) = quiet_of_panics(&shell(&folder, &run));
        assert_eq!(ended, code, "{place}");
        for name in ["map.geojson", "map.qml", "map.ledger.csv"] {
            assert!(folder.path(name).exists(), "{place}: {name}");
        }
        let (ended, _) = quiet_of_panics(&shell(&folder, &format!("maillage demo {place}")));
        assert_eq!(ended, code, "{place}");
        // Whatever fails has nobody to tell, and fails all the same.
        let run = format!("maillage coverage absent.csv --out map.geojson {place}");
        assert_eq!(quiet_of_panics(&shell(&folder, &run)).0, 1, "{place}");
        let run = format!("maillage coverage --no-such-option {place}");
        assert!(quiet_of_panics(&shell(&folder, &run)).0 > 0, "{place}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_told() {
    let folder = list(&["2024-03-01"]);
    for line in [
        format!("coverage {RUN} --out -"),
        "check lieux.csv".to_owned(),
        "check --json lieux.csv".to_owned(),
        "rates".to_owned(),
        "rates insee-2021".to_owned(),
        "--help".to_owned(),
        "coverage --help".to_owned(),
        "--version".to_owned(),
    ] {
        let (code, said) =
            quiet_of_panics(&shell(&folder, &format!("maillage {line} --lang en >/dev/full")));
        assert_eq!(code, 1, "{line}");
        assert!(said.contains("No space left on device"), "{line}: {said}");
    }
}

/// A limit on the size of files refuses a write in the middle, as a full disk does.
#[cfg(unix)]
#[test]
fn a_write_that_fails_in_the_middle_leaves_the_old_files() {
    let folder = list(&["2024-03-01"]);
    let run = format!("coverage {RUN} --out map.geojson");
    folder.done(&format!("{run} --lang en"));
    let old = folder.contents();
    let output = shell(&folder, &format!("trap '' XFSZ; ulimit -f 4; maillage {run} --lang en"));
    let (code, said) = quiet_of_panics(&output);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("cannot be written") && said.contains("make room"), "{said}");
    assert!(folder.contents() == old, "{:?}", folder.names());
}

/// Root may start any number of threads, so that root becomes nobody first.
#[cfg(target_os = "linux")]
#[test]
fn without_threads_to_be_had_a_run_goes_on_with_one() {
    let folder = list(&["2024-03-01"]);
    fs::copy(env!("CARGO_BIN_EXE_maillage"), folder.path("maillage")).expect("it is copied");
    let run = format!("./maillage coverage {RUN} --out -");
    let map = shell(&folder, &run);
    assert!(map.status.success());
    let nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups";
    let limited = format!(
        "chmod a+rx . maillage; if [ \"$(id -u)\" = 0 ]; then as='{nobody}'; fi; \
         exec prlimit --nproc=1 $as {run}"
    );
    for threads in ["", " --threads 8"] {
        let output = shell(&folder, &format!("{limited}{threads}"));
        let (code, said) = quiet_of_panics(&output);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("n'en utilise qu'un"), "{said}");
        assert!(output.stdout == map.stdout, "{threads}");
    }
}

/// An Excel workbook of 1997 whose record of rank `broken` keeps no more than its first `left`
/// bytes.
fn workbook(broken: usize, left: usize) -> Vec<u8> {
    let start = |kind: u8| [0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].to_vec();
    let sheet = [&[0, 0, 0, 0, 0, 0, 6, 0][..], b"Feuil1"].concat();
    let strings = [&[1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0][..], b"Aide"].concat();
    let number = [&[1, 0, 1, 0, 0, 0][..], &45.65_f64.to_le_bytes()].concat();
    let mut records = [
        (0x0809, start(5)),
        (0x0085, sheet),
        (0x00FC, strings),
        (0x041E, [&[164, 0, 4, 0, 0][..], b"0,00"].concat()),
        (0x00E0, vec![0; 20]),
        (0x000A, Vec::new()),
        (0x0809, start(0x10)),
        (0x0200, vec![0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0]),
        (0x0204, [&[0, 0, 0, 0, 0, 0, 3, 0, 0][..], b"nom"].concat()),
        (0x00FD, vec![1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (0x0203, number),
        (0x0006, [&[1, 0, 2, 0, 0, 0][..], &[0; 20]].concat()),
        (0x00BD, vec![2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (0x00E5, vec![1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
        (0x000A, Vec::new()),
    ];
    records[broken].1.truncate(left);
    let before: usize = records[..6].iter().map(|(_, body)| 4 + body.len()).sum();
    if let Some(at) = records[1].1.get_mut(..4) {
        at.copy_from_slice(&(before as u32).to_le_bytes());
    }
    let stream = records.iter().flat_map(|(kind, body)| record(*kind, body));
    let stream: Vec<u8> = stream.chain([0; 4_096]).collect();
    compound(&stream)
}

#[test]
fn a_decoder_that_fails_on_a_damaged_workbook_says_so_without_a_trace() {
    let folder = Folder::empty();
    for broken in 0..15 {
        for left in 0..12 {
            folder.put(&format!("{broken}-{left}.xls"), workbook(broken, left));
        }
    }
    let output = shell(&folder, "maillage check *.xls --lang en");
    quiet_of_panics(&output);
    let told = String::from_utf8(output.stdout).expect("the binary speaks UTF-8");
    assert!(told.contains("it is damaged"), "none of them makes the decoder fail: {told}");
}
