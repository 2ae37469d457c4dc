//! The table of ages against the other tables.

use super::{clean, lines, of_size};
use crate::{SynthOptions, SynthTerritory, territory};

/// Code, total and classes of each row, in ten-thousandths so that sums are exact.
fn rows(territory: &SynthTerritory) -> Vec<(String, u64, Vec<u64>)> {
    let number = |text: &str| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0000"));
        assert_eq!(fraction.len(), 4, "{text}");
        let parse = |digits: &str| digits.parse::<u64>().expect("digits");
        parse(whole) * 10_000 + parse(fraction)
    };
    let row = |line: &String| {
        let mut fields = line.split(';');
        let code = fields.next().expect("split gives one at least").to_owned();
        let numbers: Vec<u64> = fields.map(number).collect();
        (code, numbers[0], numbers[1..].to_vec())
    };
    lines(territory, "ages.csv")[1..].iter().map(row).collect()
}

#[test]
fn classes_of_age_add_up_to_the_population_table() {
    for communes in [1, 40, 300] {
        let clean = territory(&SynthOptions { communes, ..clean() });
        for ((code, total, classes), commune) in rows(&clean).iter().zip(&clean.communes) {
            assert_eq!(code, &commune.code_insee);
            assert_eq!(*total, u64::from(commune.population) * 10_000);
            assert_eq!(classes.len(), 7);
            assert_eq!(classes.iter().sum::<u64>(), *total, "{code}");
        }
    }
}

#[test]
fn a_commune_without_residents_has_zeros_and_the_others_have_fractions() {
    let clean = territory(&clean());
    let text = lines(&clean, "ages.csv");
    assert_eq!(text[0].split(';').count(), 9);
    let zeros = text.iter().filter(|line| line.ends_with(";0;0;0;0;0;0;0;0")).count();
    assert_eq!(zeros, 1);
    let fractions = text[1..].iter().filter(|line| line.contains('.')).count();
    assert_eq!(fractions, 299);
}

#[test]
fn people_are_older_where_more_of_them_have_illectronism() {
    let territory = territory(&clean());
    let rates = lines(&territory, "illectronisme.csv");
    let mut by_rate: Vec<(f64, f64)> = rates[1..]
        .iter()
        .zip(rows(&territory))
        .filter(|(_, (_, total, _))| *total > 0)
        .map(|(rate, (_, total, classes))| {
            let rate = rate.split(';').nth(2).expect("five columns").replace(',', ".");
            let old = (classes[5] + classes[6]) as f64 / total as f64;
            (rate.parse().expect("a number"), old)
        })
        .collect();
    by_rate.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mean = |part: &[(f64, f64)]| part.iter().map(|(_, old)| old).sum::<f64>() / 100.0;
    let (least, most) = (mean(&by_rate[..100]), mean(&by_rate[by_rate.len() - 100..]));
    assert!((0.08..0.15).contains(&least), "{least}");
    assert!((0.14..0.23).contains(&most), "{most}");
    assert!(most > 1.3 * least, "{least} {most}");
}

#[test]
fn a_request_for_more_places_changes_no_age() {
    let more = SynthOptions { mediation: 500, ..SynthOptions::default() };
    assert_eq!(territory(&more).file("ages.csv"), territory(&of_size(300)).file("ages.csv"));
}
