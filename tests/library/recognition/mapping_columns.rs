//! The parts of a `mapping.toml` for contours and tables by commune: what a check drafts, and
//! what becomes of it when it is given back.

use std::path::{Path, PathBuf};

use maillage::{
    Lang, LoadOptions, Sources, Supply, Voice,
    core::model::Commune,
    coverage,
    intake::{
        check::{CheckOptions, Checked, check},
        load::load,
    },
    output::write_column_mapping,
};

use crate::handmade::{Folder, contours, mediation, run, square, squares};

/// Three squares whose codes are in a column that no name tells.
fn unnamed_contours() -> String {
    let feature = |code: &str, west: f64| {
        let plain = format!(r#""code":"{code}","nom":"Carré {code}""#);
        let own = format!(r#""zone":"{code}","etiquette":"Ville {code}","postal":"{code}""#);
        square(code, 45.0, west).replace(&plain, &own)
    };
    contours(&[feature("99001", 0.0), feature("99002", 0.1), feature("99003", 0.2)])
}

const CONTOURS: &str = "[[contours]]\nfichier = \"c.geojson\"\n[contours.colonnes]\ncode = \"zone\"\nnom = \"etiquette\"\n";

/// A table as `t.csv`, and its mapping.
struct Table<'text> {
    rows: &'text str,
    mapping: &'text str,
}

/// Files of a run over three squares, with a place in the first.
fn sources(folder: &Folder, mapping: &str) -> Sources {
    Sources {
        communes: Some(folder.write("squares.geojson", squares(&["99001", "99002", "99003"]))),
        supply: Supply {
            mediation: vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))],
            mapping: Some(folder.write("mapping.toml", mapping)),
            ..Supply::default()
        },
        ..Sources::default()
    }
}

/// The communes of a run with a table in the field that `put` fills, or why it is refused.
fn loaded(table: &Table, put: impl FnOnce(&mut Sources, PathBuf)) -> Result<Vec<Commune>, String> {
    let folder = Folder::new();
    let mut sources = sources(&folder, table.mapping);
    put(&mut sources, folder.write("t.csv", table.rows));
    let loaded = load(&sources, &LoadOptions::default(), &|_| {});
    let (territory, _) = loaded.map_err(|error| error.to_string())?;
    Ok(territory.communes().to_vec())
}

fn checked(path: &Path, mapping: Option<PathBuf>) -> Checked {
    let options = CheckOptions { mapping, ..CheckOptions::default() };
    check(&[path.to_owned()], &options, |_| {}).expect("a mapping").remove(0)
}

/// What a check drafts of a file.
fn draft(path: &Path) -> String {
    let columns = checked(path, None).columns.expect("contours or a table");
    let mut text = Vec::new();
    write_column_mapping(&mut text, &columns, Voice::of(Lang::En)).expect("memory takes it");
    String::from_utf8(text).expect("text")
}

#[test]
fn contours_are_read_by_the_columns_that_a_mapping_names() {
    let folder = Folder::new();
    let path = folder.write("c.geojson", unnamed_contours());
    assert!(checked(&path, None).outcome.is_err());
    let mut sources = sources(&folder, CONTOURS);
    // Given as contours, and without its kind.
    for is_bare in [false, true] {
        sources.communes = (!is_bare).then(|| path.clone());
        sources.files = if is_bare { vec![path.clone()] } else { Vec::new() };
        let coverage = run(&sources);
        let communes = coverage.territory.communes();
        assert_eq!(communes.len(), 3);
        assert_eq!(communes[1].code.as_str(), "99002");
        assert_eq!(communes[1].name, "Ville 99002");
    }
}

#[test]
fn a_mapping_of_contours_overrules_what_names_tell() {
    let folder = Folder::new();
    let feature = square("99001", 45.0, 0.0)
        .replace(r#""code":"99001""#, r#""code":"99001","ancien":"99007""#);
    let path = folder.write("c.geojson", contours(&[feature]));
    let mapping = folder
        .write("mapping.toml", CONTOURS.replace("zone", "ancien").replace("etiquette", "nom"));
    let (mut sources, place) =
        (Sources::default(), folder.write("m.csv", mediation(&[("a", 45.05, 0.05)])));
    sources.communes = Some(path);
    sources.supply = Supply { mediation: vec![place], mapping: Some(mapping), ..Supply::default() };
    assert_eq!(run(&sources).territory.communes()[0].code.as_str(), "99007");
}

#[test]
fn the_draft_of_contours_names_the_line_to_fill_in_and_its_candidates() {
    let folder = Folder::new();
    let text = draft(&folder.write("c.geojson", unnamed_contours()));
    assert!(
        text.starts_with("[[contours]]\nfichier = \"c.geojson\"\n[contours.colonnes]\n"),
        "{text}"
    );
    assert!(text.contains("# code = \"\"    # to fill in: the name of the column"), "{text}");
    assert!(text.contains("# code = \"zone\"    # perhaps"), "{text}");
    // Filled in and given back.
    let mapping =
        folder.write("mapping.toml", text.replace("# code = \"zone\"", "code = \"zone\""));
    let checked = checked(&folder.write("c.geojson", unnamed_contours()), Some(mapping));
    assert_eq!(checked.outcome.expect("contours").kept, 3);
}

/// The figures of a year that is not the latest, under a name that tells nothing.
#[test]
fn residents_are_read_in_the_column_that_a_mapping_names() {
    let rows = "Commune n°;Hab 1;Hab 2;PMUN22\n99001;10;20;30\n99002;11;21;31\n99003;12;22;32\n";
    let mapping = "[[table]]\nfichier = \"t.csv\"\n[table.colonnes]\ncode = \"Commune n°\"\npopulation = \"Hab 2\"\n";
    let table = Table { rows, mapping };
    for is_bare in [false, true] {
        let communes = loaded(&table, |sources, path| {
            if is_bare { sources.files = vec![path] } else { sources.population = Some(path) }
        });
        let residents: Vec<_> =
            communes.expect("a table").iter().map(|commune| commune.population).collect();
        assert_eq!(residents, [Some(20), Some(21), Some(22)]);
    }
}

/// One row a year: the column of years that the mapping names decides which are read.
#[test]
fn the_column_of_years_may_be_named() {
    let rows = "c;n;exercice\n99001;10;2019\n99001;20;2021\n99002;30;2021\n99003;40;2021\n";
    let mapping = "[[table]]\nfichier = \"t.csv\"\n[table.colonnes]\ncode = \"c\"\npopulation = \"n\"\nannee = \"exercice\"\n";
    let communes =
        loaded(&Table { rows, mapping }, |sources, path| sources.population = Some(path));
    assert_eq!(communes.expect("a table")[0].population, Some(20));
}

#[test]
fn need_is_read_in_the_column_and_the_unit_that_a_mapping_names() {
    let rows = "c;loin;bas;haut\n99001;10;5;20\n99002;20;10;30\n99003;30;20;40\n";
    for (unit, people) in [("personnes", 10.0), ("%", 100.0)] {
        let mapping = format!(
            "[[table]]\nfichier = \"t.csv\"\nunite = \"{unit}\"\n[table.colonnes]\ncode = \"c\"\n\
             illectronisme = \"loin\"\nillectronisme_bas = \"bas\"\nillectronisme_haut = \"haut\"\n"
        );
        let folder = Folder::new();
        let mut sources = sources(&folder, &mapping);
        let residents = "code,population\n99001,1000\n99002,1000\n99003,1000\n";
        sources.population = Some(folder.write("p.csv", residents));
        sources.illectronism = Some(folder.write("t.csv", rows));
        let (territory, _) = load(&sources, &LoadOptions::default(), &|_| {}).expect("a table");
        let need = territory.communes()[0].need.expect("a need");
        assert_eq!(need.people, Some(people), "{unit}");
    }
}

#[test]
fn epci_are_read_in_the_column_that_a_mapping_names() {
    let rows = "c;groupement;epci\n99001;200000001;ZZZZZZZZZ\n99002;200000002;ZZZZZZZZZ\n";
    let mapping =
        "[[table]]\nfichier = \"t.csv\"\n[table.colonnes]\ncode = \"c\"\nepci = \"groupement\"\n";
    let communes = loaded(&Table { rows, mapping }, |sources, path| sources.files = vec![path]);
    let communes = communes.expect("a table");
    assert_eq!(communes[0].epci.as_deref(), Some("200000001"));
    assert_eq!(communes[2].epci, None);
}

/// Columns of ages, and a row an age.
#[test]
fn ages_are_read_in_the_columns_that_a_mapping_names() {
    let wide = Table {
        rows: "c;jeunes;moyens h;moyens f;vieux\n99001;10;20;30;40\n99002;1;2;3;4\n99003;1;1;1;1\n",
        mapping: "[[table]]\nfichier = \"t.csv\"\n[table.colonnes]\ncode = \"c\"\n[table.tranches]\n\
                  \"0-14\" = \"jeunes\"\n\"15-59\" = [\"moyens h\", \"moyens f\"]\n\"60+\" = 5\n",
    };
    let long = Table {
        rows: "c;classe;gens\n99001;0-14;10\n99001;15-59;50\n99001;60+;40\n\
               99002;0-14;1\n99002;15-59;5\n99002;60+;4\n",
        mapping: "[[table]]\nfichier = \"t.csv\"\n[table.colonnes]\ncode = \"c\"\nage = \"classe\"\n\
                  effectif = \"gens\"\n",
    };
    for table in [wide, long] {
        let folder = Folder::new();
        let mapping = folder.write("mapping.toml", table.mapping);
        let checked = checked(&folder.write("t.csv", table.rows), Some(mapping));
        let account = checked.outcome.expect("a table of ages");
        assert_eq!(account.schema, "ages");
        let ages = account.issues.iter().find(|issue| issue.trouble.code() == "ages_lus");
        assert_eq!(ages.expect("a note").value, "0-14, 15-59, 60+", "{}", table.mapping);
        assert!(account.kept >= 2);
    }
}

/// What a check drafts of tables that it understands reads the same when it is given back.
#[test]
fn the_draft_of_a_table_given_back_reads_the_same() {
    for (rows, lines) in [
        (
            "CODGEO;PMUN21;PMUN20\n99001;20;10\n99002;21;11\n",
            &["population = \"PMUN21\"", "# population = \"PMUN20\"    # perhaps"][..],
        ),
        (
            "code;siren_epci;reg\n99001;200000001;75\n99002;200000001;75\n",
            &["epci = \"siren_epci\"", "region = \"reg\""],
        ),
        (
            "code;taux_illectronisme_pct\n99001;12.5\n99002;13\n",
            &["unite = \"%\"", "illectronisme = \"taux_illectronisme_pct\""],
        ),
        (
            "CODGEO;P21_POP0014;P21_POP1529;P21_POP30P\n99001;1;2;3\n99002;4;5;6\n",
            &["[table.tranches]", "\"15-29\" = \"P21_POP1529\""],
        ),
        (
            "CODGEO;AGED100;NB\n99001;0;1\n99001;1;2\n99002;0;1\n99002;1;2\n",
            &["age = \"AGED100\"", "effectif = \"NB\""],
        ),
    ] {
        let folder = Folder::new();
        let path = folder.write("t.csv", rows);
        let text = draft(&path);
        for line in lines {
            assert!(text.contains(line), "{line} in {text}");
        }
        let mapping = folder.write("mapping.toml", &text);
        let (before, after) = (checked(&path, None), checked(&path, Some(mapping)));
        match (before.outcome, after.outcome) {
            (Ok(before), Ok(after)) => {
                assert_eq!((before.schema, before.kept), (after.schema, after.kept))
            }
            (before, after) => assert_eq!(before.is_err(), after.is_err(), "{before:?} {after:?}"),
        }
    }
}

#[test]
fn a_table_of_which_nothing_tells_the_figure_gets_a_draft_to_fill_in() {
    let folder = Folder::new();
    let text = draft(&folder.write("t.csv", "code_insee;valeur\n99001;20\n99002;21\n"));
    assert!(text.contains("# population = \"\"    # to fill in"), "{text}");
    assert!(text.contains("# population = \"valeur\"    # perhaps"), "{text}");
}

#[test]
fn a_mapping_that_cannot_be_meant_says_what_would_mend_it() {
    let rows = "c;n\n99001;10\n";
    let table = |lines: &str| format!("[[table]]\nfichier = \"t.csv\"\n{lines}");
    for (mapping, told) in [
        (
            table("[table.colonnes]\ncode = \"c\"\npopulation = \"hab\"\n"),
            "t.csv has no column `hab`, which `population` names; it has c, n",
        ),
        (
            table("[table.colonnes]\ncode = \"c\"\nhabitants = \"n\"\n"),
            "no column is called `habitants`; there are code, ",
        ),
        (
            table("[table.colonnes]\ncode = \"c\"\npopulation = [\"c\", \"n\"]\n"),
            "`population` is one column",
        ),
        (
            table("[table.colonnes]\ncode = \"c\"\nillectronisme = \"n\"\n"),
            "`unite = \"personnes\"`",
        ),
        (
            table("[table.colonnes]\ncode = \"c\"\nage = \"n\"\n"),
            "`age` and `effectif` go together",
        ),
        (
            table("[table.colonnes]\ncode = \"c\"\n[table.tranches]\njeunes = \"n\"\n"),
            "an age is written `0-14` or `75+`, not `jeunes`",
        ),
        (table("[table.colonnes]\n"), "give `code`, and a figure"),
        (table("genre = \"population\"\n"), "unknown field `genre`"),
        ("[[table]]\n[table.colonnes]\ncode = \"c\"\n".to_owned(), "missing field `fichier`"),
        (format!("{0}{0}", table("[table.colonnes]\ncode = \"c\"\n")), "t.csv is given twice"),
        (
            table("[table.colonnes]\ncode = \"c\"\n").replace("t.csv", "autre.csv"),
            "no `fichier` of it is one of the",
        ),
    ] {
        let told_of = |result: Result<(), String>| {
            let message = result.expect_err("the mapping was made to be refused");
            assert!(message.contains("mapping.toml: ") && message.contains(told), "{message}");
        };
        let table = Table { rows, mapping: &mapping };
        told_of(loaded(&table, |sources, path| sources.population = Some(path)).map(|_| ()));
        let folder = Folder::new();
        let options = CheckOptions {
            mapping: Some(folder.write("mapping.toml", &mapping)),
            ..CheckOptions::default()
        };
        let checked = check(&[folder.write("t.csv", rows)], &options, |_| {});
        told_of(match checked {
            Err(error) => Err(error.to_string()),
            Ok(mut checked) => match checked.remove(0).outcome {
                Err(error) => Err(error.to_string()),
                Ok(_) => Ok(()),
            },
        });
    }
}

/// What a mapping says is contours is not given as a table.
#[test]
fn contours_of_a_mapping_are_no_table() {
    let mapping =
        CONTOURS.replace("c.geojson", "t.csv").replace("zone", "c").replace("etiquette", "n");
    let table = Table { rows: "c;n\n99001;10\n", mapping: &mapping };
    let message =
        loaded(&table, |sources, path| sources.population = Some(path)).expect_err("contours");
    assert!(message.contains("t.csv: this looks like commune contours"), "{message}");
}

/// A run takes its mapping for lists, contours and tables together.
#[test]
fn one_mapping_serves_lists_and_contours() {
    let folder = Folder::new();
    let list = "intitulé;y;x\nEspace A;45.05;0.05\nEspace B;45.06;0.15\n";
    let mapping = format!(
        "[[liste]]\n[liste.colonnes]\nnom = 1\nlatitude = \"y\"\nlongitude = \"x\"\n{CONTOURS}"
    );
    let sources = Sources {
        communes: Some(folder.write("c.geojson", unnamed_contours())),
        supply: Supply {
            mediation: vec![folder.write("l.csv", list)],
            mapping: Some(folder.write("mapping.toml", mapping)),
            ..Supply::default()
        },
        ..Sources::default()
    };
    let coverage = coverage(&sources, &Default::default(), &|_| {}).expect("a run");
    assert_eq!(coverage.territory.communes().len(), 3);
    assert_eq!(coverage.territory.places().len(), 2);
}
