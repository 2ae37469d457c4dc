//! The rate tables that come with the program, and files of one's own.

use std::fs;

use maillage::{
    core::{model::listing, need::complete},
    intake::source::rates::{TABLES, pyramid, rates},
};

use super::TABLE;

#[test]
fn shipped_tables_are_read_and_say_where_every_figure_is_from() {
    for shipped in TABLES {
        let table = rates(shipped.name).expect("a table").table;
        assert_eq!(table.id, shipped.name);
        assert!(table.ages.iter().all(|age| !age.source.is_empty()));
        assert!(table.model_error.is_some() && table.sample.is_some());
    }
    assert!(pyramid("france-2021").is_ok());
}

#[test]
fn the_rates_of_2021_are_closed_by_their_total_to_what_was_estimated_elsewhere() {
    let table = rates("insee-2021").expect("a table").table;
    assert!(complete(&table, false).is_err());
    let closed = complete(&table, true).expect("closed");
    assert_eq!(listing(&closed.bands), "15-24, 25-39, 40-59, 60-74, 75+");
    // By hand, in millions: (0.154 × 54.5 − 0.02 × 7.7 − 0.04 × 12 − 0.24 × 11.5 − 0.62 × 5.9)
    // over 17.4 is 1.341 over 17.4.
    assert!((closed.rates[2] - 1.341 / 17.4).abs() < 1e-9, "{}", closed.rates[2]);
    // Of 10,000 who answered, 3,193 are of that age; rounding adds 1.7 points squared over 12.
    let (rate, answers) = (closed.rates[2], 10_000.0 * 17.4 / 54.5);
    let pulls =
        [7.7, 12.0, 11.5, 5.9].map(|people: f64| (people / 17.4).powi(2)).iter().sum::<f64>();
    let rounding = (pulls * 0.01_f64.powi(2) + (0.001 * 54.5 / 17.4_f64).powi(2)) / 12.0;
    let variance = 2.0 * rate * (1.0 - rate) / answers + rounding;
    assert!((closed.covariance[2][2] - variance).abs() < 1e-12);
    assert!(complete(&rates("insee-2019").expect("a table").table, false).is_ok());
}

/// What reading `text` as a rate table says.
fn refusal(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rates.toml");
    fs::write(&path, text).expect("it is written");
    rates(&path.display().to_string()).expect_err("refused").to_string()
}

#[test]
fn a_table_that_cannot_be_right_is_refused_with_what_would_mend_it() {
    let told = |from: &str, to: &str, expected: &str| {
        assert!(TABLE.contains(from), "{from}");
        let message = refusal(&TABLE.replace(from, to));
        assert!(message.contains(expected), "{message}");
    };
    told("taux = 0.25", "taux = 25", "write 0.24 for 24 %");
    told("taux = 0.25", "taux = -0.1", "rates are shares");
    told("tranche = '60-74'", "tranche = '65-74'", "leave a hole: 15-59, 65-74, 75+");
    told("tranche = '60-74'", "tranche = '55-74'", "overlap");
    told("tranche = '75+'", "tranche = '75-99'", "write it as 75+");
    told("tranche = '75+'", "tranche = 'old'", "15-24, or 75+");
    told("ecart_type = 0.02", "ecart_type = 2", "standard error");
    told("titre = ", "title = ", "unknown field");
    told("annee = 2021", "annee = 2021\narrondi = nan", "`arrondi` is NaN");
    told("annee = 2021", "annee = 2021\narrondi = 1", "write 0.01");
    told("annee = 2021", "annee = 2021\nhors_champ = ['Mayotte']", "codes of départements");
    assert!(refusal("").contains("missing field"));
    let absent = rates("no-such-table").expect_err("no such file").to_string();
    assert!(absent.contains("insee-2019, insee-2021"), "{absent}");
}
