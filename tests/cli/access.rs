//! `maillage access`.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::folder::Folder;

/// Two towns with 100 and 50 people, two hospitals with 15 and 20 beds. The towns are 10 minutes
/// from their own hospital, and the second town is 20 minutes from that of the first.
fn towns() -> Folder {
    let folder = Folder::empty();
    folder.put("times.csv", "from_id,to_id,travel_time\nA,a,10\nB,b,10\nB,a,20\n");
    folder.put("people.csv", "id,population\nA,100\nB,50\n");
    folder.put("beds.csv", "id,beds\na,15\nb,20\n");
    folder
}

const TABLES: &str = "access --costs times.csv --demand people.csv --supply beds.csv --lang en";

fn rows(folder: &Folder, name: &str) -> Vec<Vec<String>> {
    let text = folder.text(name);
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn figures(folder: &Folder, name: &str, column: usize) -> Vec<f64> {
    let rows = rows(folder, name).into_iter().skip(1);
    rows.map(|row| row[column].parse().expect("a number")).collect()
}

#[test]
fn places_are_shared_among_the_people_who_reach_them() {
    let folder = towns();
    let ran = folder.done(&format!("{TABLES} --method 2sfca --max-cost 20 --out access.csv"));
    // 15 beds for 150 people, 20 for 50.
    let found = figures(&folder, "access.csv", 1);
    for (found, expected) in found.iter().zip([0.1, 0.1 + 0.4]) {
        assert!((found - expected).abs() < 1e-12, "{found}");
    }
    assert_eq!(figures(&folder, "access.offre.csv", 2), [150.0, 50.0]);
    assert!(ran.stderr.contains(
        "Total of access × demand: 35.000; capacity of the places that somebody reaches: 35.0"
    ));
}

#[test]
fn each_method_has_its_number_for_the_same_towns() {
    let folder = towns();
    let step = "--decay step:10=1,20=0.5";
    // People weighted: 100 + 25 at the first, 50 at the second.
    let enhanced = [15.0 / 125.0, 0.5 * 15.0 / 125.0 + 20.0 / 50.0];
    // The second town divides its people 2 to 1: ⅓ · 25 of them count at the first.
    let [first, second] = [15.0 / (100.0 + 25.0 / 3.0), 20.0 / (100.0 / 3.0)];
    let cases = [
        ("cumulative --decay binary:20", [15.0, 35.0]),
        (&*format!("gravity {step}"), [15.0, 7.5 + 20.0]),
        (&*format!("e2sfca {step}"), enhanced),
        (&*format!("m2sfca {step}"), [15.0 / 125.0, 0.25 * 15.0 / 125.0 + 20.0 / 50.0]),
        (&*format!("3sfca {step}"), [first, first / 6.0 + second * 2.0 / 3.0]),
    ]
    .map(|(method, expected)| (method.to_owned(), expected));
    for (method, expected) in cases {
        folder.done(&format!("{TABLES} --method {method} --out access.csv"));
        for (found, expected) in figures(&folder, "access.csv", 1).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{method}: {found} {expected}");
        }
    }
}

#[test]
fn tables_are_read_packed_and_in_any_order_of_rows_and_as_a_square() {
    let folder = towns();
    let job = "--method e2sfca --max-cost 30 --nearest 2";
    folder.done(&format!("{TABLES} {job} --out access.csv"));
    let plain = folder.text("access.csv");
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(b"minutes;destination;origin\n20;a;B\n10;b;B\n10,0;a;A\n").expect("packed");
    folder.put("times.csv.gz", packed.finish().expect("packed"));
    folder.put("square.csv", "\"\",b,a\nB,10,20\nA,NA,10\n");
    folder.put("blanks.txt", "\"a\" \"b\"\n\"A\" 10 NA\n\"B\" 20 10\n");
    for costs in ["times.csv.gz", "square.csv", "blanks.txt"] {
        let tables = TABLES.replace("times.csv", costs);
        folder.done(&format!("{tables} {job} --out other.csv"));
        assert_eq!(folder.text("other.csv"), plain, "{costs}");
    }
}

#[test]
fn what_is_out_of_reach_has_no_place_and_an_access_of_nothing() {
    let folder = towns();
    folder.put("people.csv", "id,population\nA,100\nB,50\nC,7\nD,0\n");
    folder.put("times.csv", "from_id,to_id,cost\nA,a,10\nB,b,90\nC,b,\nD,b,5\n");
    let ran = folder.done(&format!("{TABLES} --method e2sfca --max-cost 60 --nearest --out x.csv"));
    let of = |row: usize| rows(&folder, "x.csv")[row].join(",");
    assert_eq!(of(0), "id,acces,demande,lieux,motif,nearest,cost");
    assert_eq!(of(2), "B,0,50,0,aucun_lieu,,");
    // C has a pair without a cost: no way. E is in no pair at all.
    assert_eq!(of(3), "C,0,7,0,aucun_trajet,,");
    // Nobody is in D, so that the beds of b are divided by nobody: neither infinite nor zero.
    assert_eq!(of(4), "D,,0,1,offre_sans_demande,b,5");
    assert_eq!(rows(&folder, "x.offre.csv")[2].join(","), "b,20,0,,sans_demande");
    assert!(
        ran.stderr
            .contains("Places without any demand within reach: 1, with a capacity of 20.000 (b)")
    );
    assert!(
        ran.stderr.contains("Origins without any place within reach, whose access is 0: 2 of 4")
    );
}

#[test]
fn every_row_is_accounted_for() {
    let folder = towns();
    folder.put(
        "times.csv",
        "from_id,to_id,cost\nA,a,10\nA,a,12\nB,b,10\nZ,b,1\nB,z,1\nB,a,x\n,a,1\nB,a,-4\n",
    );
    folder.put("people.csv", "id,population\nA,100\nB,50\nC,?\nD,-1\n,3\n");
    let ran = folder.done(&format!("{TABLES} --method 2sfca --max-cost 30 --out x.csv"));
    assert!(ran.stderr.contains("times.csv: 8 rows read = 2 kept + 0 merged + 6 set aside"));
    assert!(ran.stderr.contains("people.csv: 5 rows read = 2 kept + 0 merged + 3 set aside"));
    // Of a pair given twice the lower cost counts.
    folder.done(&format!("{TABLES} --nearest --out near.csv"));
    assert_eq!(rows(&folder, "near.csv")[1].join(","), "A,a,10");
}

/// A square keeps the rows of the origins that the demand has.
#[test]
fn rows_of_a_square_are_rows() {
    let folder = towns();
    folder.put("square.csv", ",a,b\nA,10,NA\nZ,1,1\nB,20,x\n");
    let tables = TABLES.replace("times", "square");
    let ran = folder.done(&format!("{tables} --method 2sfca --max-cost 30 --out x.csv"));
    assert!(ran.stderr.contains("square.csv: 3 rows read = 2 kept + 0 merged + 1 set aside"));
}

#[test]
fn the_line_of_poverty_says_on_which_side_people_are_poor() {
    let folder = towns();
    folder.put("costs.csv", "id,cost,people\n1,5,3\n2,,1\n");
    let equity = "access --equity costs.csv --lang en --out e.csv";
    let ran = folder.done(&format!("{equity} --line max:10"));
    // Whom no place is within reach of is beyond any line.
    assert!(ran.stderr.contains("Beyond the threshold: share 0.250"), "{}", ran.stderr);
    assert!(folder.text("e.csv").contains(",fgt_1,,hors_rayon\n"));
    let ran = folder.done(&format!("{equity} --line min:10"));
    assert!(ran.stderr.contains("Below the minimum: share 1.000"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_computed_says_what_would_mend_it() {
    let folder = towns();
    let method = "--method e2sfca --max-cost 30 --out x.csv";
    folder.put("twice.csv", "id,population\nA,1\nA,2\n");
    folder.put("other.csv", "id,population\n01,1\n");
    folder.put("two.csv", "id,men,women\nA,1\nB,2\n");
    folder.put("zero.csv", "from_id,to_id,cost\nA,a,0\n");
    folder.put("names.csv", "id,name\nA,B\n");
    folder.put("thousands.csv", "id,population\nA,\"1,234\"\nB,40\n");
    folder.put("zeros.csv", "from_id,to_id,cost\n0A,a,1\nA,a,2\n01,a,3\n");
    folder.put("ones.csv", "id,population\nA,5\n1,7\n");
    for (line, words) in [
        (format!("{TABLES} --method e2sfca --out x.csv"), &["--decay", "--max-cost"][..]),
        (
            "access --costs times.csv --method e2sfca --max-cost 3 --out x.csv".to_owned(),
            &["e2sfca", "--demand"],
        ),
        (format!("{} {method}", TABLES.replace("people", "twice")), &["twice.csv", "`A`", "2, 3"]),
        (
            format!("{} {method}", TABLES.replace("people", "other")),
            &["`A` → `a`", "`01`", "leading zeros"],
        ),
        (
            format!("{TABLES} {method} --demand-column residents"),
            &["people.csv", "`residents`", "id, population"],
        ),
        (
            format!(
                "{} --decay power:1 --method gravity --out x.csv",
                TABLES.replace("times", "zero")
            ),
            &["line 2", "A → a", "power:1,min=0.5"],
        ),
        (
            "access --costs names.csv --nearest --out x.csv".to_owned(),
            &["no column for costs", "--cost-column"],
        ),
        (format!("{TABLES} {method}").replace("x.csv", "x.geojson"), &["x.geojson", ".csv"]),
        (
            format!("{} {method}", TABLES.replace("people", "thousands")),
            &["thousands.csv", "`1,234`", "thousands"],
        ),
        (
            format!("{} {method}", TABLES.replace("times", "zeros").replace("people", "ones")),
            &["line 4", "`01`", "zeros"],
        ),
        (
            format!("{TABLES} --method cumulative --decay linear:20 --out x.csv"),
            &["linear:20", "gravity"],
        ),
    ] {
        folder.refused(&line, words);
    }
}

#[test]
fn equity_is_measured_of_any_table_and_of_what_access_writes() {
    let folder = towns();
    folder.put("incomes.csv", "id,value,weight,group\n1,0,3,x\n2,10,1,x\n3,10,2,y\n4,,9,y\n");
    let ran = folder.done("access --equity incomes.csv --line min:5 --lang en --out e.csv");
    let of = |group: &str, index: &str| {
        let rows = rows(&folder, "e.csv").into_iter();
        let found: Vec<_> = rows.filter(|row| row[0] == group && row[1] == index).collect();
        assert_eq!(found.len(), 1, "{group} {index}");
        found[0][2..].join(",")
    };
    // Three of six have nothing, the others 10 each; the row without a value is set aside.
    assert_eq!(of("", "gini"), "0.5,");
    assert_eq!(of("", "fgt_0"), "0.5,");
    assert_eq!(of("", "palma"), ",quarante_pour_cent_sans_rien");
    assert_eq!(of("x", "gini"), "0.75,");
    assert_eq!(of("y", "gini"), "0,");
    assert!(ran.stderr.contains("incomes.csv: 4 rows read = 3 kept + 0 merged + 1 set aside"));

    folder.done(&format!("{TABLES} --method 2sfca --max-cost 20 --out access.csv"));
    folder.done("access --equity access.csv --out e.csv");
    // 100 people with 0.1 and 50 with 0.5.
    let mean: f64 = of("", "moyenne").trim_end_matches(',').parse().expect("a mean");
    assert!((mean - 35.0 / 150.0).abs() < 1e-12);
}

#[test]
fn a_table_on_standard_output_has_no_file_beside_it() {
    let folder = towns();
    let before = folder.names();
    let ran = folder.done(&format!("{TABLES} --method 2sfca --max-cost 20 --out -"));
    assert!(
        ran.stdout.starts_with("id,acces,demande,lieux,motif\nA,0.1,100,1,\n"),
        "{}",
        ran.stdout
    );
    assert_eq!(folder.names(), before);
}
