//! Calibration to totals of areas, and what was published of areas beside what ages say.

use maillage::core::{
    model::{AreaRate, region_of},
    need::{Confidence, Drawn, Draws, Estimates, compare, total_with_interval},
};

use super::{estimated_of, everywhere, people, table};

/// Estimated people of the départements that `of` chooses.
fn sum(estimates: &Estimates, of: impl Fn(&str) -> bool) -> f64 {
    let inside = estimates.communes.iter().filter(|(code, _)| of(code.departement()));
    inside.map(|(_, of)| of.interval.people).sum()
}

#[test]
fn the_smallest_area_with_a_total_scales_a_commune_and_france_what_is_left() {
    let targets = ["fr=20%", "reg:75=5000", "dep:16=300"];
    let estimates = estimated_of(&everywhere(), &table(), &targets).expect("an estimate");
    let adults: f64 = estimates.all.values().map(|of| of.adults).sum();
    let aquitaine = |code: &str| region_of(code) == Some("75");
    assert!((sum(&estimates, |code| code == "16") - 300.0).abs() < 1e-6);
    assert!((sum(&estimates, aquitaine) - 5_000.0).abs() < 1e-6);
    assert!((sum(&estimates, |_| true) - 0.2 * adults).abs() < 1e-6);
    assert_eq!(estimates.groups.len(), 3);
}

#[test]
fn the_delta_method_agrees_with_draws_where_a_group_spans_regions() {
    let estimates = estimated_of(&everywhere(), &table(), &["fr=20%", "reg:75=5000"]);
    let estimates = estimates.expect("an estimate");
    let codes: Vec<_> = estimates.communes.keys().copied().collect();
    let drawn = codes.iter().map(|code| Drawn::Estimated(*code)).collect();
    let draws = Draws::new(Some(&estimates), drawn);
    let draws: Vec<Vec<Option<f64>>> = (0..4_000).map(|rank| draws.draw(rank)).collect();
    let deviation = |of: &dyn Fn(usize) -> bool| {
        let sums: Vec<f64> = draws
            .iter()
            .map(|draw| (0..codes.len()).filter(|at| of(*at)).filter_map(|at| draw[at]).sum())
            .collect();
        let mean = sums.iter().sum::<f64>() / sums.len() as f64;
        let squares: f64 = sums.iter().map(|sum| (sum - mean).powi(2)).sum();
        (squares / (sums.len() - 1) as f64).sqrt()
    };
    for departement in ["75", "33", "2A", "974"] {
        let at = codes.iter().position(|code| code.departement() == departement).expect("one");
        let found = deviation(&|other| other == at);
        let expected = estimates.communes[&codes[at]].interval.standard_error;
        assert!((found / expected - 1.0).abs() < 0.06, "{departement}: {found} {expected}");
    }
    let region = |at: usize| region_of(codes[at].departement()) == Some("11");
    let chosen = (0..codes.len()).filter(|at| region(*at)).map(|at| (codes[at], 1.0));
    let expected = total_with_interval(&estimates, chosen, Confidence::Ninety).standard_error;
    let found = deviation(&region);
    assert!((found / expected - 1.0).abs() < 0.06, "{found} {expected}");
}

#[test]
fn a_total_that_cannot_be_met_is_refused() {
    let told = |people, targets: &[&str], expected: &str| {
        let error = estimated_of(&people, &table(), targets).expect_err("refused").to_string();
        assert!(error.contains(expected), "{error}");
    };
    told(people(), &["reg:75=9000"], "is not all in the table of ages");
    told(everywhere(), &["reg:11=9%", "reg:11=10%"], "is given twice");
    told(everywhere(), &["reg:75=290", "dep:16=300"], "leaves nobody");
    told(everywhere(), &["dep:16=99%"], "more than three times");
    told(everywhere(), &["reg:11=12"], "write a share with its sign");
}

#[test]
fn what_the_survey_does_not_cover_is_not_estimated() {
    let mut table = table();
    table.excluded = vec!["976".to_owned()];
    let estimates = estimated_of(&everywhere(), &table, &["fr=20%"]).expect("an estimate");
    assert_eq!(estimates.communes.len(), 100);
    assert_eq!(sum(&estimates, |code| code == "976"), 0.0);
}

#[test]
fn areas_are_compared_by_their_proportion_to_france() {
    let mut table = table();
    let area = |code: &str, rate: f64| AreaRate {
        code: code.to_owned(),
        rate,
        national: 0.10,
        rounding: 0.0,
        year: 2019,
        verified: false,
        source: "made up".to_owned(),
    };
    let plain = estimated_of(&everywhere(), &table, &[]).expect("an estimate");
    assert_eq!(compare(&plain), None, "nothing was published");
    let rate = |of: &dyn Fn(&str) -> bool| {
        let inside = || plain.all.iter().filter(|(code, _)| of(code.departement()));
        inside().map(|(_, of)| of.expected).sum::<f64>()
            / inside().map(|(_, of)| of.adults).sum::<f64>()
    };
    let proportion = rate(&|code| region_of(code) == Some("11")) / rate(&|_| true);
    // One area a tenth above what its ages make expect, one as expected.
    table.areas = vec![area("reg:11", 0.10 * proportion * 1.1)];
    let other = rate(&|code| region_of(code) == Some("53")) / rate(&|_| true);
    table.areas.push(area("reg:53", 0.10 * other));
    let estimates = estimated_of(&everywhere(), &table, &[]).expect("an estimate");
    let found = compare(&estimates).expect("two areas");
    assert!((found.areas[0].beyond - 0.1).abs() < 1e-9);
    assert!(found.areas[1].beyond.abs() < 1e-9);
    assert!((found.between - 1.1_f64.ln() / 2.0_f64.sqrt()).abs() < 1e-9);
    let part = estimated_of(&people(), &table, &[]).expect("an estimate");
    assert_eq!(compare(&part), None, "France is not all there");
}
