//! Totals of need that do not count everybody: whom they leave out is said beside them. All of it
//! is invented.

use maillage::{
    Coverage, CoverageOptions, Lang, LoadOptions, Sources, Supply, Voice,
    output::{Detail, LeftOut, write_coverage_report},
};

use crate::{
    handmade::{Folder, loading, mediation, run_with, squares},
    island::estimated,
    layer::Layer,
};

const CODES: [&str; 4] = ["16001", "16002", "16003", "16004"];

/// Four communes of 100, 40, 60 and 0 residents.
fn inputs(folder: &Folder) -> Sources {
    let residents = "code_insee,population\n16001,100\n16002,40\n16003,60\n16004,0\n";
    let list = folder.write("list.csv", mediation(&[("a", 45.05, 0.05)]));
    Sources {
        communes: Some(folder.write("communes.geojson", squares(&CODES))),
        supply: Supply { mediation: vec![list], ..Supply::default() },
        population: Some(folder.write("people.csv", residents)),
        ..Sources::default()
    }
}

/// A run with ages of the first `known` communes.
fn with_ages(folder: &Folder, known: usize) -> Coverage {
    let titles = "CODGEO;P22_POP0014;P22_POP1529;P22_POP3044;P22_POP4559;P22_POP6074;P22_POP75P\n";
    let rows = CODES[..known].iter().map(|code| format!("{code};10;10;10;10;10;10\n"));
    let ages = folder.write("ages.csv", titles.to_owned() + &rows.collect::<String>());
    let rates = Some("insee-2021".to_owned());
    run_with(&Sources { ages: Some(ages), rates, ..inputs(folder) }, &estimated())
}

/// A run with a column that gives the first `known` communes a need.
fn with_column(folder: &Folder, column: &str, known: usize) -> Coverage {
    let rows = CODES[..known].iter().map(|code| format!("{code},10\n"));
    let table =
        folder.write("need.csv", format!("code_insee,{column}\n{}", rows.collect::<String>()));
    let need_column = Some(column.to_owned());
    let options: CoverageOptions = loading(LoadOptions { need_column, ..LoadOptions::default() });
    run_with(&Sources { illectronism: Some(table), ..inputs(folder) }, &options)
}

/// The line of the report that ends with whom the total leaves out; spaces are plain.
fn line(run: &Coverage, lang: Lang) -> Option<String> {
    let mut said = Vec::new();
    write_coverage_report(&mut said, run, Detail::Brief, Voice::of(lang)).expect("a report");
    let said = String::from_utf8(said).expect("text").replace(['\u{a0}', '\u{202f}'], " ");
    let mut lines = said.lines();
    lines
        .find(|line| line.contains(", hors ") || line.contains(", leaving out "))
        .map(str::to_owned)
}

#[test]
fn a_total_says_how_many_residents_have_no_estimate() {
    let folder = Folder::new();
    let run = with_ages(&folder, 2);
    assert_eq!(run.left_out(), Some(LeftOut { communes: 1, residents: 60 }));
    let said = line(&run, Lang::Fr).expect("a commune is left out");
    assert!(said.ends_with("%), hors 1 commune sans estimation (60 habitants)."), "{said}");
    let said = line(&run, Lang::En).expect("a commune is left out");
    assert!(
        said.ends_with(", leaving out 1 commune without an estimate (60 residents)."),
        "{said}"
    );
    let need = &Layer::of(&run).metadata["besoin"];
    assert_eq!(
        (&need["communes_besoin_inconnu"], &need["habitants_besoin_inconnu"]),
        (&1.into(), &60.into())
    );
    // A commune without residents is not missed.
    let run = with_ages(&folder, 3);
    assert_eq!((run.left_out(), line(&run, Lang::Fr)), (None, None));
}

#[test]
fn a_total_of_a_table_says_whose_need_it_does_not_tell() {
    for column in ["P22_POP75P", "score_global"] {
        let folder = Folder::new();
        let said = line(&with_column(&folder, column, 1), Lang::Fr).expect("two are left out");
        let expected = ", hors 2 communes dont le besoin est inconnu (100 habitants).";
        assert!(said.ends_with(expected), "{column}: {said}");
        assert_eq!(line(&with_column(&folder, column, 3), Lang::Fr), None, "{column}");
    }
}

#[test]
fn where_need_is_known_nowhere_no_total_leaves_anybody_out() {
    let folder = Folder::new();
    let run = run_with(&inputs(&folder), &CoverageOptions::default());
    assert_eq!((run.left_out(), line(&run, Lang::Fr)), (None, None));
}
