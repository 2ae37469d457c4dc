//! Tables of people by age: wide and long, of every vintage, and what is wrong with them.

mod people;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

use maillage::{
    Error, Result, Supply,
    core::model::{AgeBand, CommuneCode},
    intake::{
        check::{CheckOptions, check},
        input::InputFiles,
        kinds::{
            self,
            ages::{AgeTable, ResidentsBy},
            join::Joined,
        },
        ledger::{Account, Fate, LedgerBuilder, Trouble},
        lists::read_lists,
    },
};

use super::{bound::zipped, checked, refusal};
use crate::handmade::Folder;

/// The bands of a made-up survey.
const RATES: &str = "15-29 30-59 60+";

fn bands(text: &str) -> Vec<AgeBand> {
    text.split(' ').map(|band| band.parse().expect("a band")).collect()
}

fn code(text: &str) -> CommuneCode {
    text.parse().expect("a code")
}

/// The table and the people of these communes, by its bands; 1,000 residents in each.
fn joined_to(path: &Path, known: &[&str]) -> Result<(AgeTable, Joined<Vec<f64>>)> {
    let (loaded, table) = maillage::intake::kinds::ages::read(path, &bands(RATES))?;
    let known: BTreeSet<CommuneCode> = known.iter().map(|text| code(text)).collect();
    let communes: HashMap<CommuneCode, u64> = known.iter().map(|code| (*code, 1_000)).collect();
    let by = ResidentsBy { communes: &communes, own: &BTreeMap::new(), adults: 0.8 };
    let joined = kinds::ages::join_people(
        (loaded, &table.counted),
        &kinds::ages::KIND,
        &known,
        Default::default(),
        by,
    );
    assert!(joined.account.balances(), "{:?}", joined.account);
    Ok((table, joined))
}

/// The same of a table of this text and the communes 16001 and 16002.
fn joined(text: &str) -> (AgeTable, Joined<Vec<f64>>) {
    let folder = Folder::new();
    joined_to(&folder.write("ages.csv", text), &["16001", "16002"]).expect("a table of ages")
}

fn error(text: &str) -> Error {
    let folder = Folder::new();
    maillage::intake::kinds::ages::read(&folder.write("ages.csv", text), &bands(RATES))
        .expect_err("no table of ages")
}

fn people(joined: &Joined<Vec<f64>>, commune: &str) -> Option<Vec<f64>> {
    joined.values.get(&code(commune)).cloned()
}

/// What is told of rows: line, last line, how many, trouble, value.
fn told(account: &Account) -> Vec<(usize, usize, usize, Trouble, &str)> {
    let issues = account.issues.iter().filter_map(|issue| {
        Some((issue.line?, issue.last_line()?, issue.rows, issue.trouble, issue.value.as_str()))
    });
    issues.collect()
}

fn note(account: &Account, trouble: Trouble) -> Option<&str> {
    account.notes().find(|note| note.trouble == trouble).map(|note| note.value.as_str())
}

/// Single years from 0 to 100, a person of each age and sex in each commune.
fn single_years(communes: &[(&str, &str)]) -> String {
    let mut text = String::from("NIVGEO;CODGEO;LIBGEO;SEXE;AGED100;NB\n");
    for (level, commune) in communes {
        for sex in [1, 2] {
            for age in 0..=100 {
                text.push_str(&format!("{level};{commune};Nom;{sex};{age:03};1\n"));
            }
        }
    }
    text
}

#[test]
fn single_years_of_both_sexes_are_added_up() {
    let (table, joined) = joined(&single_years(&[("COM", "16001"), ("COM", "16002")]));
    assert_eq!(table.bands.len(), 101);
    assert_eq!(table.bands[100].to_string(), "100+");
    assert_eq!(people(&joined, "16001"), Some(vec![2.0; 101]));
    assert_eq!((joined.account.read, joined.account.kept), (404, 404));
    assert_eq!(note(&joined.account, Trouble::AgesRead), Some("0-0, 1-1 … 100+ (101)"));
    let read = note(&joined.account, Trouble::ColumnRead);
    assert_eq!(read, Some("CODGEO, NIVGEO, AGED100, SEXE, NB"));
}

#[test]
fn a_table_without_levels_or_names_is_read_as_well() {
    let text =
        "CODGEO,AGED100,NB,SEXE\n16001,000,1,1\n16001,000,2,2\n16001,100,4,1\n16001,100,8,2\n";
    let error = error(text).to_string();
    assert!(error.contains("counted by 0-0, 100+"), "{error}");
    let rows: String =
        (0..=100).map(|age| format!("16001,{age:03},1,1\n16001,{age:03},2,2\n")).collect();
    let (_, joined) = joined(&format!("CODGEO,AGED100,NB,SEXE\n{rows}"));
    assert_eq!(people(&joined, "16001"), Some(vec![3.0; 101]));
}

/// Ages 0 and 100 are 0 and 100; classes begin where their codes say.
#[test]
fn codes_of_classes_are_the_ages_at_which_they_begin() {
    let rows = "16001;1;00;5\n16001;1;15;6\n16001;1;30;7\n16001;1;60;8\n\
                16001;2;00;5\n16001;2;15;6\n16001;2;30;7\n16001;2;60;8\n";
    let (table, joined) = joined(&format!("CODGEO;SEXE;AGEPYR10;NB\n{rows}"));
    assert_eq!(table.bands, bands("0-14 15-29 30-59 60+"));
    assert_eq!(people(&joined, "16001"), Some(vec![10.0, 12.0, 14.0, 16.0]));
}

/// Rows of Melodi: ages, figures, as [`melodi`] writes them.
const BANDS: [(&str, u32); 8] = [
    ("_T", 100),
    ("Y_LT15", 10),
    ("Y15T29", 20),
    ("Y30T59", 30),
    ("Y_GE60", 40),
    ("Y_LT20", 12),
    ("Y20T64", 50),
    ("Y_GE65", 38),
];

const MELODI: &str = "\u{feff}\"AGE\";\"GEO\";\"GEO_OBJECT\";\"RP_MEASURE\";\"SEX\";\"TIME_PERIOD\";\"OBS_VALUE\"\r\n";

/// A commune as Melodi tells it: from line 2, eight ages, each of `_T` in 2022.
fn melodi(geo: &str, object: &str, sex: &str, year: u16) -> String {
    let row = |(age, people): &(&str, u32)| {
        format!("\"{age}\";\"{geo}\";\"{object}\";\"POP\";\"{sex}\";\"{year}\";\"{people}\"\r\n")
    };
    BANDS.iter().map(row).collect()
}

#[test]
fn of_a_melodi_table_the_latest_people_of_communes_count_and_the_rest_is_told_together() {
    let mut text = MELODI.to_owned();
    for (geo, object) in [("16001", "COM"), ("16", "DEP"), ("16002", "COM")] {
        for (sex, year) in [("M", 2022), ("_T", 2022), ("F", 2022), ("_T", 2011)] {
            text.push_str(&melodi(geo, object, sex, year));
        }
    }
    let (table, joined) = joined(&text);
    assert_eq!(table.bands, bands("0-14 15-29 30-59 60+"));
    assert_eq!(people(&joined, "16002"), Some(vec![10.0, 20.0, 30.0, 40.0]));
    let account = &joined.account;
    assert_eq!((account.read, account.kept, account.set_aside()), (96, 8, 88));
    assert_eq!(account.vintage.as_deref(), Some("2022"));
    assert_eq!(account.encoding, "UTF-8 (BOM)");
    let mut told = told(account);
    told.sort();
    let slice = Trouble::OtherSlice;
    assert_eq!(
        told,
        [
            (2, 73, 16, slice, "SEX=M, 16"),
            (10, 74, 2, slice, "AGE=_T, 2"),
            (15, 79, 2, slice, "AGE=Y_LT20, 2"),
            (16, 80, 2, slice, "AGE=Y20T64, 2"),
            (17, 81, 2, slice, "AGE=Y_GE65, 2"),
            (18, 89, 16, slice, "SEX=F, 16"),
            (26, 97, 16, slice, "TIME_PERIOD=2011, 16"),
            (34, 65, 32, slice, "GEO_OBJECT=DEP, 32"),
        ]
    );
}

#[test]
fn columns_are_known_by_name_in_any_order_and_figures_that_are_not_final_do_not_count() {
    let mut text =
        String::from("OBS_VALUE,OBS_STATUS,SEX,AGE,GEO_OBJECT,GEO,TIME_PERIOD,RP_MEASURE\n");
    for (sex, people) in [("F", 6), ("M", 4)] {
        for age in ["Y_LT15", "Y15T29", "Y30T59", "Y_GE60"] {
            text.push_str(&format!("{people},A,{sex},{age},COM,16001,2022,POP\n"));
            text.push_str(&format!("9,M,{sex},{age},COM,16001,2022,POP\n"));
            text.push_str(&format!("7,,{sex},{age},COM,16001,2022,DWELLINGS\n"));
        }
    }
    let (_, joined) = joined(&text);
    assert_eq!(people(&joined, "16001"), Some(vec![10.0; 4]));
    assert_eq!((joined.account.kept, joined.account.set_aside()), (8, 16));
}

#[test]
fn ages_in_words_are_ages() {
    let rows = "16001;Moins de 15 ans;10\n16001;15 à 29 ans;20\n16001;30-59;30\n\
                16001;60 ans ou plus;40\n16001;Ensemble;100\n";
    let (table, joined) = joined(&format!("Code commune;Tranche d'âge;Effectif\n{rows}"));
    assert_eq!(table.bands, bands("0-14 15-29 30-59 60+"));
    assert_eq!(people(&joined, "16001"), Some(vec![10.0, 20.0, 30.0, 40.0]));
    assert_eq!((joined.account.kept, joined.account.set_aside()), (4, 1));
}

const SHARES: &str = "code_insee;tx_15_24_des15plus;tx_65etplus_des15plus\n";
const LONG: &str = "code_insee;age;nb\n";

/// Four classes of 16001, from line 2, and of 16002, from line 6; one of them changed.
fn two_communes(line: usize, row: &str) -> String {
    let mut rows: Vec<String> = ["16001", "16002"]
        .iter()
        .flat_map(|code| ["0-14", "15-29", "30-59", "60+"].map(|age| format!("{code};{age};25")))
        .collect();
    rows.splice(line - 2..line - 1, (!row.is_empty()).then(|| row.to_owned()));
    format!("{LONG}{}\n", rows.join("\n"))
}

#[test]
fn what_is_no_number_of_people_sets_its_whole_commune_aside_and_says_why() {
    for (value, trouble, told_as) in [
        ("s", Trouble::PeopleSecret, "s"),
        ("ns", Trouble::PeopleSecret, "ns"),
        ("-9999", Trouble::PeopleSecret, "-9999"),
        ("-3", Trouble::NumberNegative, "-3"),
        ("nd", Trouble::NumberMissing, "nd"),
        ("", Trouble::NumberMissing, "16001"),
        ("NaN", Trouble::NumberUnreadable, "NaN"),
        ("12 ou 13", Trouble::NumberUnreadable, "12 ou 13"),
    ] {
        let (_, joined) = joined(&two_communes(3, &format!("16001;15-29;{value}")));
        assert_eq!(people(&joined, "16001"), None, "{value}");
        assert_eq!(people(&joined, "16002"), Some(vec![25.0; 4]), "{value}");
        let others = (2, 5, 3, Trouble::WithItsCommune, "16001");
        assert_eq!(told(&joined.account), [(3, 3, 1, trouble, told_as), others]);
        // The same in a wide table costs its one row.
        let wide = format!("codgeo;0-14;15-29;30-59;60+\n16001;1;{value};3;4\n16002;1;2;3;4\n");
        let (_, joined) = self::joined(&wide);
        assert_eq!(told(&joined.account), [(2, 2, 1, trouble, told_as)]);
        assert_eq!(joined.account.kept, 1);
    }
}

#[test]
fn an_age_twice_sets_its_commune_aside() {
    let (_, joined) = joined(&two_communes(4, "16001;15-29;25"));
    assert_eq!(people(&joined, "16001"), None);
    let told = told(&joined.account);
    assert_eq!(told[0], (4, 4, 1, Trouble::AgeTwice, "16001, 15-29"));
    assert_eq!(told[1], (2, 5, 3, Trouble::WithItsCommune, "16001"));
}

#[test]
fn a_commune_that_lacks_an_age_has_none() {
    let (_, joined) = joined(&two_communes(9, ""));
    assert_eq!(people(&joined, "16002"), None);
    let told = told(&joined.account);
    assert_eq!(told[0], (6, 6, 1, Trouble::AgeMissing, "16002, 60+"));
    assert_eq!(told[1], (6, 8, 2, Trouble::WithItsCommune, "16002"));
}

#[test]
fn classes_are_held_against_the_row_of_all_ages() {
    let text = two_communes(2, "16001;0-14;25") + "16002;Total;100\n16001;Total;140\n";
    let (_, joined) = joined(&text);
    assert_eq!(people(&joined, "16001"), None);
    assert_eq!(people(&joined, "16002"), Some(vec![25.0; 4]));
    let told = told(&joined.account);
    assert!(told.contains(&(2, 2, 1, Trouble::AgesDoNotAddUp, "100.0 / 140.0")), "{told:?}");
    assert_eq!((joined.account.kept, joined.account.set_aside()), (4, 6));
}

#[test]
fn rows_of_a_commune_need_not_stand_together() {
    let mut rows: Vec<String> = Vec::new();
    for age in ["0-14", "15-29", "30-59", "60+"] {
        rows.extend(["16001", "24001", "16002", "24002"].map(|code| format!("{code};{age};25")));
    }
    let (_, joined) = joined(&format!("{LONG}{}\n", rows.join("\n")));
    assert_eq!(people(&joined, "16002"), Some(vec![25.0; 4]));
    // Of communes that are not among the contours one line tells.
    assert_eq!(told(&joined.account), [(3, 17, 8, Trouble::CodeUnknown, "2 codes, 8")]);
    assert_eq!(joined.account.tally(), [(Fate::SetAside, Trouble::CodeUnknown, 8)]);
}

#[test]
fn a_commune_beyond_the_contours_is_told_in_one_line_with_all_its_rows() {
    let (_, joined) = joined(&two_communes(2, "16001;0-14;25").replace("16001", "24001"));
    assert_eq!(told(&joined.account), [(2, 5, 4, Trouble::CodeUnknown, "24001")]);
    assert_eq!((joined.account.kept, joined.account.set_aside()), (4, 4));
}

#[test]
fn bands_that_leave_a_hole_or_overlap_are_refused() {
    for rows in ["0-14;1\n15-29;1\n40+;1\n", "0-14;1\n15-29;1\n20+;1\n", "15-29;1\n30-59;1\n"] {
        let rows: String = rows.lines().map(|row| format!("16001;{row}\n")).collect();
        let error = error(&format!("{LONG}{rows}"));
        assert!(matches!(error, Error::Core(maillage::core::Error::Bands { .. })), "{error}");
    }
}

#[test]
fn a_table_that_does_not_count_everybody_of_the_communes_says_what_it_holds() {
    let row = |row: &str| format!("NIVGEO;CODGEO;SEXE;AGED100;NB\n{row}\n");
    let message = error(&row("DEP;16;1;000;3")).to_string();
    assert!(message.contains("no rows of communes"), "{message}");
    assert!(message.contains("`NIVGEO` holds `DEP`"), "{message}");
    let message = error(&row("COM;16001;2;000;3")).to_string();
    assert!(message.contains("both sexes") && message.contains("`SEXE` holds `2`"), "{message}");
    let women = "CODGEO;SEXE2_AGED100000;SEXE2_AGED100001;SEXE2_AGED100100\n16001;1;1;1\n";
    assert!(matches!(error(women), Error::MissingColumn { .. }));
}

#[test]
fn ages_are_read_in_the_archive_they_are_downloaded_in() {
    let folder = Folder::new();
    let text = single_years(&[("COM", "16001")]);
    let archive = zipped(&[
        ("meta_TD_POP1B_2021.CSV", b"COD_VAR;LIB_VAR\nSEXE;Sexe\n"),
        ("TD_POP1B_2021.CSV", text.as_bytes()),
    ]);
    let path = folder.write("TD_POP1B_2021_csv.zip", archive);
    let (_, joined) = joined_to(&path, &["16001"]).expect("ages");
    assert_eq!(joined.account.kept, 202);
    assert_eq!(note(&joined.account, Trouble::MemberRead), Some("TD_POP1B_2021.CSV"));
    assert_eq!(note(&joined.account, Trouble::MembersLeft), Some("meta_TD_POP1B_2021.CSV"));
}

#[test]
fn check_says_that_a_file_is_of_ages_and_by_which_bands() {
    let folder = Folder::new();
    let wide = "CODGEO;P22_POP;P22_POP0014;P22_POP1529;P22_POP30P\n16001;6;1;2;3\n16002;9;1;2;3\n";
    let melodi = MELODI.to_owned() + &melodi("16001", "COM", "_T", 2022);
    let of_adults = "CODGEO;part_15_29;part_30_59;part_60p\n16001;20;50;30\n16002;25;45;30\n";
    let cases = [
        (of_adults.to_owned(), "15-29, 30-59, 60+; % 15+", (2, 2)),
        (of_adults.replace("20;50", "10;45"), "0-14, 15-29, 30-59, 60+; % 0+", (2, 2)),
        (wide.to_owned(), "0-14, 15-29, 30+", (2, 1)),
        (single_years(&[("COM", "16001")]), "0-0, 1-1 … 100+ (101)", (202, 202)),
        (melodi, "0-14, 15-29, 30-59, 60+", (8, 4)),
        (format!("{SHARES}16001;25;50\n"), "15-24, 25-64, 65+; % 15+", (1, 1)),
    ];
    for (text, read_as, counts) in cases {
        let account = checked(&folder.write("t.csv", text));
        assert_eq!((account.schema, account.format), ("ages", "csv"));
        assert_eq!(note(&account, Trouble::AgesRead), Some(read_as));
        assert_eq!((account.read, account.kept), counts, "{read_as}");
    }
    let message = refusal(&folder.write("t.csv", format!("{LONG}16001;0-14;1\n"))).to_string();
    assert!(
        message.contains("bands of age and those of the rates do not fit together"),
        "{message}"
    );
}

#[test]
fn contours_beside_a_table_of_ages_tell_which_communes_it_speaks_of() {
    let folder = Folder::new();
    let ages = folder.write("ages.csv", two_communes(2, "16001;0-14;25"));
    let contours = folder.write("c.geojson", crate::handmade::squares(&["16001"]));
    let outcomes = check(&[ages, contours], &CheckOptions::default(), |_| {}).expect("no mapping");
    let account = outcomes[0].outcome.as_ref().expect("ages");
    assert_eq!((account.kept, account.set_aside()), (4, 4));
}

#[test]
fn ages_given_as_something_else_are_told_with_their_option() {
    let folder = Folder::new();
    let long = folder.write("long.csv", two_communes(2, "16001;0-14;25"));
    let wide = folder.write("wide.csv", "CODGEO;pop_0_14;pop_15_29;pop_30_plus\n16001;1;2;3\n");
    for path in [long, wide] {
        let supply = Supply { mediation: vec![path.clone()], ..Supply::default() };
        let listed = read_lists(&supply, &InputFiles::new(&|_| {})).and_then(|lists| {
            let gazetteer = maillage::intake::gazetteer::Gazetteer::new(&[], &[]);
            let mut ledger = LedgerBuilder::default();
            let options = maillage::intake::clean::IdentityOptions::default();
            maillage::intake::lists::clean_lists(lists, &gazetteer, &options, &mut ledger)
        });
        let errors = [
            maillage::intake::kinds::communes::read(&path).err(),
            maillage::intake::kinds::population::read(&path).err(),
            maillage::intake::kinds::need::read(&path).err(),
            maillage::intake::kinds::membership::read(&path).err(),
            maillage::intake::kinds::chefs_lieux::read(&path).err(),
            listed.err(),
        ];
        for error in errors {
            let message = error.expect("ages are none of these").to_string();
            assert!(message.contains("people by age and commune, not"), "{message}");
            assert!(message.contains("give it with `sources.ages`"), "{message}");
        }
    }
    // Where it tells residents as well it may be given as such.
    let both = "CODGEO;P22_POP;P22_POP0014;P22_POP1529;P22_POP30P\n16001;6;1;2;3\n";
    assert!(maillage::intake::kinds::population::read(&folder.write("both.csv", both)).is_ok());
}

#[test]
fn a_grid_is_no_table_of_ages() {
    let grid = "IdINSPIRE;Depcom;Ind;Ind_0_17;Ind_18_64;Ind_65p\n\
                CRS3035RES200mN2489800E3538400;16001;3;1;1;1\n";
    let message = error(grid).to_string();
    assert!(message.contains("give it with `sources.residents`"), "{message}");
}
